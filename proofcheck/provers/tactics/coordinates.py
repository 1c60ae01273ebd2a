"""Tactics for components: what bounds them all bounds the maximum norm."""

from proofcheck.kernel import rules
from proofcheck.kernel.clauses import Relation
from proofcheck.kernel.terms import NATURAL, ONE, Term, fresh_variable, neg
from proofcheck.kernel.theorem import Theorem
from proofcheck.provers.coordinates import largest
from proofcheck.provers.engine import Search
from proofcheck.provers.library import coordinates
from proofcheck.provers.library.functionals import Functional


def greatest_component(search: Search, relation: Relation) -> Theorem | None:
    """An upper bound of a maximum norm, component by component."""
    op, left, bound = relation
    vector = largest(left) if op == "<=" and left[0] == "opnorm" and search.may("operator norm") else None
    if vector is None:
        return None
    taken = frozenset().union(left.free, bound.free, *search.fixed())
    index = fresh_variable(Term("var", "i", NATURAL), taken)
    part = coordinates.component(vector, index)
    every = Functional(index, (ONE, rules.size(vector.sort[1])))
    sides = [search.prove(every.everywhere(("<=", side, bound))) for side in (part, neg(part))]
    shown = [side for side in sides if side is not None]
    return coordinates.maximum(shown, vector, bound) if len(shown) == 2 else None
