"""How far apart two values of a function of a number are, by the bounds of its derivative (mean value theorem)."""

from collections.abc import Iterator
from itertools import permutations

from proofcheck.kernel import rules
from proofcheck.kernel.clauses import Relation
from proofcheck.kernel.terms import SCALAR, Term, fresh_variable, neg
from proofcheck.kernel.theorem import Theorem
from proofcheck.provers.analysis import order
from proofcheck.provers.engine import Search
from proofcheck.provers.saturation import finish

MOST_VALUES = 4


def mean_value(search: Search, relation: Relation) -> Theorem | None:
    """The relation, from how far the values in it of one function can be apart."""
    needed = ("fundamental theorem of calculus", "monotonicity of the integral")
    if search.depth > 3 or not all(map(search.may, needed)):
        return None
    return finish(search, relation, list(_changes(search, relation)))


def _changes(search: Search, relation: Relation) -> Iterator[Theorem]:
    values = [term for term in search.goal_pool(relation).with_head("path") if term.sort == SCALAR][:MOST_VALUES]
    bounds = dict.fromkeys(bound for schema in search.known for bound in _bounds(schema))
    for first, last in permutations(values, 2) if bounds else ():
        limits = order(("<=", first[3], last[3]), search.ground()) if first[1] == last[1] else None
        if limits is not None:
            for name, sign, bound in bounds:
                if name == first[1]:
                    yield from _apart(search, limits, first, last, sign, bound)


def _bounds(schema: Theorem) -> Iterator[tuple[str, int, Term]]:
    """What a clause says of the derivative of a function at all numbers: at most (1) or at least (-1) something."""
    clause = schema.clause
    if len(clause.variables) == 1 and clause.relation[0] == "<=":
        _, left, right = clause.relation
        sizes = [part for part in left[1:] if part[0] == "dpath"] if left[0] == "max" else []
        either_way = [(slope, sign, right if sign > 0 else neg(right)) for slope in sizes for sign in (1, -1)]
        for slope, sign, bound in ((left, 1, right), (right, -1, left), *either_way):
            if slope[0] == "dpath" and slope.sort == SCALAR and clause.variables[0] not in bound.free:
                yield slope[1], sign, bound


def _apart(search: Search, limits: Theorem, first: Term, last: Term, sign: int, bound: Term) -> Iterator[Theorem]:
    """``f(b) - f(a) <= c (b - a)``, or the same of -f: the integrals of the derivative and of its bound."""
    low, high = first[3], last[3]
    taken = frozenset().union(first.free, last.free, bound.free, *search.fixed())
    time = fresh_variable(Term("var", "s", SCALAR), taken)
    path, slope = (Term(head, first[1], SCALAR, time) for head in ("path", "dpath"))
    moving, rate, most = (part if sign > 0 else neg(part) for part in (path, slope, bound))
    steep = search.prove(rules.over(time, low, high, ("<=", rate, most)))
    if steep is not None:
        ends = [Term("int", time, low, high, body) for body in (rate, most)]
        yield rules.functional_monotone([steep, limits], *ends)
        yield rules.fundamental_theorem([], time, low, high, moving)
        yield rules.fundamental_theorem([], time, low, high, Term("mul", most, time))
