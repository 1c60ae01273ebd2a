"""A tactic for equations between roots: what stands under them is shown to be the same, whatever stands around them."""

from dataclasses import replace
from itertools import islice, product

from proofcheck.kernel import rules
from proofcheck.kernel.clauses import Relation
from proofcheck.kernel.terms import SCALAR, Term, fresh_variable
from proofcheck.kernel.theorem import Theorem
from proofcheck.provers.engine import MAX_DEPTH, Search
from proofcheck.provers.instances import open_subterms
from proofcheck.provers.saturation import finish

MOST_PAIRS = 4
"""How many pairs of roots, one of each side, are compared."""


def same_roots(search: Search, relation: Relation) -> Theorem | None:
    """An equation between numbers, from equations between what stands under roots of both sides."""
    op, left, right = relation
    if op != "=" or left.sort != SCALAR or search.depth > 1 or {left[0], right[0]} == {"sqrt"}:
        return None
    one, other = (dict.fromkeys(part for part in open_subterms(side) if part[0] == "sqrt") for side in (left, right))
    apart = ([root for root in one if root not in other], [root for root in other if root not in one])
    inner = replace(search, depth=MAX_DEPTH - 1)
    shown = [_same(inner, *pair) for pair in islice(product(*apart), MOST_PAIRS)]
    known = [theorem for theorem in shown if theorem is not None]
    return finish(search, relation, known) if known else None


def _same(search: Search, one: Term, other: Term) -> Theorem | None:
    """That two roots are the same, because what stands under them is."""
    equal = search.relation(("=", one[1], other[1]))
    hole = fresh_variable(Term("var", "hole", SCALAR), one.free | other.free)
    return None if equal is None else rules.congruence([equal], hole, Term("sqrt", hole))
