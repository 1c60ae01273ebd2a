"""The tactic for sums of logarithms: they are compared by the products of what the logarithms are of."""

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from functools import cache
from math import lcm

from proofcheck.evidence.readback import poly_term
from proofcheck.kernel import rules
from proofcheck.kernel.clauses import Relation, fact
from proofcheck.kernel.normal import Normalizer
from proofcheck.kernel.terms import ONE, SCALAR, ZERO, Term, num
from proofcheck.kernel.theorem import Theorem
from proofcheck.provers.arithmetic import Facts
from proofcheck.provers.engine import Search
from proofcheck.provers.forms import product_of, sum_of
from proofcheck.provers.library import orders
from proofcheck.provers.library.applying import entry
from proofcheck.provers.library.slopes import follows

U, V = (Term("var", name, SCALAR) for name in "uv")
MOST_FACTORS = 6
"""Of the products."""


def logarithms_together(search: Search, relation: Relation) -> Theorem | None:
    """``log(a) + log(b) <= 2 log(c) + d`` from ``a b <= c^2 exp(d)``: two logarithms or more, of what is positive."""
    op, left, right = relation
    if op == "=" or search.depth > 1 or not search.may("monotonicity"):
        return None
    counts: dict[Term, Fraction] = {}
    rest: list[Term] = []
    for factor, part in (*_summands(left, Fraction(1)), *_summands(right, Fraction(-1))):
        if part[0] == "log":
            counts[part[1]] = counts.get(part[1], Fraction(0)) + factor
        else:
            rest.append(Term("mul", num(-factor), part))
    counts = {part: count for part, count in counts.items() if count}
    whole = lcm(*(count.denominator for count in counts.values()))
    if len(counts) < 2 or sum(map(abs, counts.values())) * whole > MOST_FACTORS:
        return None
    inner = replace(search, depth=search.depth + 1)
    signs = [inner.relation(("<", ZERO, part)) for part in counts]
    known = [sign for sign in signs if sign is not None]
    if len(known) < len(counts):
        return None
    sides = {part: count * whole for part, count in counts.items()}, {p: -count * whole for p, count in counts.items()}
    above = [Term("mul", num(whole), sum_of(rest))] if rest else []
    products = _product(sides[0], []), _product(sides[1], [Term("exp", part) for part in above])
    low, high = (poly_term(Normalizer().scalar(side)) for side in products)
    order = inner.relation((op, low, high))
    less, more = _total(sides[0], []), _total(sides[1], above)
    raised = None if order is None else Facts([order, *known]).prove((op, Term("exp", less), Term("exp", more)))
    if raised is None:
        return None
    return Facts([rules.instantiate([_exponents(op), raised], [(U, less), (V, more)])]).prove(relation)


@cache
def _exponents(op: str) -> Theorem:
    """``u R v`` from ``exp(u) R exp(v)``; said of letters, since normal forms multiply out what logarithms are of."""
    said = rules.assume([], fact(op, Term("exp", U), Term("exp", V)))
    positive = follows([], ("<", ZERO, Term("exp", U)))
    logs = orders.monotone([said, positive], "log")
    return rules.generalize([rules.arithmetic([logs], (op, U, V), [entry(0)])], [U, V], [said.clause])


def _summands(side: Term, factor: Fraction) -> Iterator[tuple[Fraction, Term]]:
    """What is added up, and how often."""
    if side[0] == "add":
        for part in side[1:]:
            yield from _summands(part, factor)
    elif side[0] == "mul" and side[1][0] == "num" and len(side) == 3:
        yield from _summands(side[2], factor * side[1][1])
    elif side[0] == "div" and side[2][0] == "num" and side[2][1]:
        yield from _summands(side[1], factor / side[2][1])
    elif side != ZERO:
        yield factor, side


def _product(counts: dict[Term, Fraction], others: list[Term]) -> Term:
    """The product of what is counted more than no times, as often as that."""
    powers = [part if count == 1 else Term("pow", part, int(count)) for part, count in counts.items() if count > 0]
    found: Term = product_of([*powers, *others]) if powers or others else ONE
    return found


def _total(counts: dict[Term, Fraction], others: list[Term]) -> Term:
    """The logarithm of that product, with the logarithms of the others."""
    parts = [Term("mul", num(count), Term("log", part)) for part, count in counts.items() if count > 0]
    found: Term = sum_of([*parts, *others]) if parts or others else ZERO
    return found
