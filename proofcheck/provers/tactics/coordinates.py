"""Tactics for components: what bounds them all bounds the maximum norm; what is equal in all is equal."""

from proofcheck.kernel import rules
from proofcheck.kernel.clauses import Clause, Relation
from proofcheck.kernel.terms import NATURAL, ONE, Sort, Term, fresh_variable, neg, sub, subterms
from proofcheck.kernel.theorem import Theorem
from proofcheck.provers.coordinates import largest
from proofcheck.provers.engine import MAX_DEPTH, Search
from proofcheck.provers.equations import Equations
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


def equal_components(search: Search, relation: Relation) -> Theorem | None:
    """An equation between vectors by components, or between operators by columns, where components are spoken of."""
    _, left, right = relation
    if search.depth >= MAX_DEPTH or not any(_speaks_of_components(t.clause, left.sort) for t in search.known):
        return None
    difference = sub(left, right)
    taken = frozenset().union(difference.free, *search.fixed())
    index = fresh_variable(Term("var", "i", NATURAL), taken)
    size = left.sort[-1]
    one, other = (_part(side, Term("basis", size, index)) for side in (left, right))
    shown = search.prove(Functional(index, (ONE, rules.size(size))).everywhere(("=", one, other)))
    if shown is None:
        return None
    if left.sort[0] == "V":
        return coordinates.equal_components(shown, left, right)
    return Equations([coordinates.no_difference(shown, difference)]).prove(left, right)


def _speaks_of_components(clause: Clause, sort: Sort) -> bool:
    """Whether a clause is about components, about products with all vectors, or about what operators make of them."""
    parts = [part for side in clause.relation[1:] for part in subterms(side)]
    everywhere = [variable for variable in clause.variables if variable.sort == ("V", sort[-1])]
    heads = {"dot", "inner"} if sort[0] == "O" else {"inner"}
    tested = any(part[0] in heads and not {*part[1:]}.isdisjoint(everywhere) for part in parts)
    return tested or any(part[0] == "basis" for part in parts)


def _part(whole: Term, unit: Term) -> Term:
    """A component of a vector, a column of an operator."""
    return Term("inner", unit, whole) if whole.sort[0] == "V" else Term("dot", whole, unit)
