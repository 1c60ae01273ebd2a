"""Tactics for increasing functions: a goal between values is one between arguments, or between logarithms."""

from proofcheck.kernel import rules
from proofcheck.kernel.clauses import Relation
from proofcheck.kernel.readback import poly_term
from proofcheck.kernel.terms import ZERO, Term, subterms
from proofcheck.kernel.theorem import Theorem
from proofcheck.provers.arithmetic import Facts
from proofcheck.provers.engine import Search

LEAST_POWER = 4
"""Lower powers are for arithmetic."""


def compared_arguments(search: Search, relation: Relation) -> Theorem | None:
    """f(a) <= f(b) from a <= b, for the exponential, the root and the logarithm."""
    op, left, right = relation
    if left[0] != right[0] or left[0] not in {"exp", "sqrt", "log"} or (op == "<" and left[0] == "sqrt"):
        return None
    if not search.may("monotonicity"):
        return None
    order = search.relation((op, left[1], right[1]))
    if order is None:
        return None
    sign = [search.relation(("<", ZERO, left[1]))] if left[0] == "log" else []
    return None if None in sign else rules.monotone([order, *(s for s in sign if s is not None)], left[0])


def by_logarithms(search: Search, relation: Relation) -> Theorem | None:
    """Products of high powers are compared by their logarithms."""
    op, left, right = relation
    if search.depth > 0 or not search.may("monotonicity") or not any(map(_has_high_power, (left, right))):
        return None
    signs = [search.relation(("<", ZERO, side)) for side in (left, right)]
    known = [sign for sign in signs if sign is not None]
    if len(known) < 2:
        return None
    inner = search.with_theorems(known, depth=search.depth + 1)
    normalizer = Facts(inner.ground()).normalizer
    expanded = [poly_term(normalizer.scalar(Term("log", side))) for side in (left, right)]
    order = inner.relation((op, expanded[0], expanded[1]))
    return None if order is None else Facts([rules.monotone([order], "exp"), *inner.ground()]).prove(relation)


def _has_high_power(side: Term) -> bool:
    return any(
        part[0] == "powi" or (part[0] == "pow" and part[2] >= LEAST_POWER) or (part[0] == "exp" and _is_power(part[1]))
        for part in subterms(side)
    )


def _is_power(exponent: Term) -> bool:
    return any(part[0] == "log" for part in subterms(exponent))
