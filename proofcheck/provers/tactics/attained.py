"""Tactics for extrema: by a value at one point, or by what an increasing function of them is compared with."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from proofcheck.evidence.readback import poly_term
from proofcheck.kernel import rules
from proofcheck.kernel.clauses import Relation, fact
from proofcheck.kernel.normal import Normalizer, Poly, mentions
from proofcheck.kernel.terms import ONE, SCALAR, ZERO, Term, fresh_variable
from proofcheck.kernel.theorem import Theorem
from proofcheck.provers.engine import Search
from proofcheck.provers.forms import all_replaced, is_negated
from proofcheck.provers.instances import open_subterms
from proofcheck.provers.library import orders
from proofcheck.provers.saturation import finish

MOST_DEEP = 2
"""How deep in an argument extrema are looked at."""
_INVERSES = {"exp": "log", "log": "exp"}


def at_a_point(search: Search, relation: Relation) -> Theorem | None:
    """What is at most one of the values is at most the greatest: at an end, or where a square is least or greatest."""
    op, *sides = relation
    if op == "=" or search.depth > MOST_DEEP or not search.may("infimum"):
        return None
    extrema = dict.fromkeys(part for side in sides for part in open_subterms(side) if part[0] == "inf")
    shown = [value for part in extrema for point in _points(part) if (value := _value(search, part, point)) is not None]
    return finish(search, relation, shown)


def _value(search: Search, least: Term, point: Term) -> Theorem | None:
    low = search.relation(("<=", least[2], point))
    high = search.relation(("<=", point, least[3])) if low is not None else None
    return None if low is None or high is None else rules.extremum_bound([low, high], least, point)


def _points(least: Term) -> Iterator[Term]:
    """The ends of an interval, and the point between where a polynomial of degree 2 is stationary."""
    _, s, low, high, body = least
    yield low
    yield high
    slope: Poly = {}
    bend: Poly = {}
    for mono, value in Normalizer().scalar(body).items():
        powers = dict(mono)
        degree = powers.pop(s, 0)
        if degree not in {0, 1, 2} or any(mentions(atom, s) for atom in powers):
            return
        rest = tuple((atom, power) for atom, power in mono if atom != s)
        if degree:
            (slope if degree == 1 else bend)[rest] = value
    if bend:
        yield Term("div", poly_term(slope), poly_term({mono: -2 * value for mono, value in bend.items()}))


def among_unit_vectors(search: Search, relation: Relation) -> Theorem | None:
    """What is shown with the least value over unit vectors at most each value, for all of them."""
    op, *sides = relation
    if op == "=" or search.depth > 1 or not search.may("infimum"):
        return None
    extrema = dict.fromkeys(p for side in sides for p in open_subterms(side) if p[0] == "minS" and p[1].sort[0] == "V")
    values = [value for part in extrema for value in _over_sphere(search, part)]
    if not values or any(value in search.known for value in values):
        return None
    return search.with_theorems(values, depth=search.depth + 1).relation(relation)


def _over_sphere(search: Search, least: Term) -> Iterator[Theorem]:
    """That a least value over unit vectors is at most each value, and at most that at the first unit vector."""
    v = fresh_variable(least[1], frozenset().union(least.free, *search.fixed()))
    unit = fact("=", Term("norm", v), ONE)
    everywhere = rules.generalize([rules.extremum_bound([rules.assume([], unit)], least, v)], [v], [unit])
    yield everywhere
    size = v.sort[1]
    ends = [rules.arithmetic([], ("<=", ONE, ONE), []), orders.dimension_is_positive([], size)]
    first, hole = Term("basis", size, ONE), Term("var", "hole", SCALAR)
    square = rules.basis_unit(ends, size, ONE)
    root = {"equation": 0, "hole": hole, "template": Term("sqrt", hole)}
    yield rules.instantiate([everywhere, rules.identity([square], Term("norm", first), ONE, [root])], [(v, first)])


def under_a_function(search: Search, relation: Relation) -> Theorem | None:
    """f(sup) <= b from sup <= c where f(c) = b, for an exponential, a root, a logarithm or a square; so for infima."""
    op, *sides = relation
    if op == "=" or search.depth > MOST_DEEP or not search.may("monotonicity"):
        return None
    for place, side in enumerate(sides):
        if side[0] in {"exp", "log", "sqrt", "pow"} and _is_extremum(side[1]):
            found = _inverted(replace(search, depth=search.depth + 1), relation, place)
            if found is not None:
                return found
    return None


def _is_extremum(term: Term) -> bool:
    return (term[2] if is_negated(term) else term)[0] in {"inf", "minS"}


def _inverted(search: Search, relation: Relation, place: int) -> Theorem | None:
    op, *sides = relation
    function, other = sides[place], sides[1 - place]
    head = function[0]
    if head == "pow" and function[2] != 2:
        return None
    value = {"sqrt": Term("pow", other, 2), "pow": Term("sqrt", other)}.get(head)
    value = value if value is not None else Term(_INVERSES[head], other)
    positive = [search.relation(("<", ZERO, other))] if head == "exp" else []
    positive += [search.relation(("<", ZERO, function[1]))] if head == "log" else []
    positive += (
        [search.relation(("<=", ZERO, term)) for term in (other, function[1])] if head in {"sqrt", "pow"} else []
    )
    signs = [sign for sign in positive if sign is not None]
    if len(signs) < len(positive):
        return None
    low, high = (function[1], value) if place == 0 else (value, function[1])
    order = search.with_theorems(signs).relation((op, low, high))
    return None if order is None else _applied(search, relation, place, [*signs, order])


def _applied(search: Search, relation: Relation, place: int, known: Sequence[Theorem]) -> Theorem | None:
    """The relation from its inversion: shown for two variables, in whose places the two numbers are put."""
    sides = relation[1:]
    argument, other = sides[place][1], sides[1 - place]
    x, y = (Term("var", name, SCALAR) for name in "xy")
    named = {argument: x, other: y}
    conditions = [fact(*all_replaced(theorem.clause.relation, named)) for theorem in known]
    apart = replace(search, known=tuple(rules.assume([], condition) for condition in conditions))
    order = apart.known[-1]
    compared = orders.monotone([order], "exp") if sides[place][0] == "exp" else order
    shown = finish(apart, all_replaced(relation, named), [compared])
    if shown is None:
        return None
    everywhere = rules.generalize([shown], [x, y], conditions)
    return rules.instantiate([everywhere, *known], [(x, argument), (y, other)])
