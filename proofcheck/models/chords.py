"""Convexity by chords, of functions in pieces: |x|, the hinge, Huber's function, and whatever else bends one way.

A continuous function ``F`` with ``F'' >= m`` on each piece and a slope that nowhere jumps down satisfies

    F(t x + (1 - t) y) <= t F(x) + (1 - t) F(y) - m/2 t (1 - t) (x - y)^2    for all x, y, and t in [0, 1],

since ``F - m/2 x^2`` has a slope that increases. Reference: Rockafellar, Convex Analysis, 1970, Theorem 24.2.
"""

from collections.abc import Mapping
from fractions import Fraction
from itertools import pairwise

from proofcheck.kernel.clauses import Clause, fact
from proofcheck.kernel.terms import SCALAR, VALUES, ZERO, Term, fresh_variable, num, slots, subterms
from proofcheck.models.interval import Interval, Undefined
from proofcheck.models.pieces import Pieces, cells, in_cell, value_of
from proofcheck.models.positivity import nonnegative
from proofcheck.models.scalars import (
    ONE,
    Form,
    NotConfirmed,
    Scalar,
    minus,
    only_name,
    plus,
    power_of,
    same,
    times,
)
from proofcheck.models.scope import Scope
from proofcheck.models.valuation import Valuation

_PLAIN = VALUES | {"num", "var", "add", "mul", "div", "pow", "norm"}
"""What binds no variable, and is all that the definitions are made of."""


def by_chords(clause: Clause, scope: Scope, valuation: Valuation) -> str:
    """How the clause was shown, if it says of a function in pieces that it lies below its chords, or above them; empty
    if it does not, or that was not seen.
    """
    op, left, right = clause.relation
    terms = {term for side in (left, right) for term in subterms(side)}
    values = {term for term in terms if term[0] in VALUES and term[1] in valuation.instance.pieces}
    weight = next((v for v in clause.variables if _is_weight(v, clause)), None)
    plain = op == "<=" and all(term[0] in _PLAIN for term in terms)
    if not plain or weight is None or len(clause.variables) != 3 or len(values) != 3:
        return ""
    x, y = (v for v in clause.variables if v != weight)
    at = {value[-1]: value for value in values}
    if len({value[:-1] for value in values}) != 1 or len(at) != 3 or not {x, y} < at.keys():
        return ""
    ((between, middle),) = ((place, value) for place, value in at.items() if place not in (x, y))
    inner, worth = scope, dict[Term, Scalar]()
    for variable in clause.variables:
        numbers = valuation.indeterminates(variable.sort)
        if len(numbers.entries) != 1:
            return ""
        inner, worth[variable] = inner.bind(variable, numbers), numbers.entries[0]
    named: dict[Term, Term] = {}
    for value in (at[x], at[y], middle):
        taken = left.free | right.free | frozenset(named.values())
        named[value], numbers = fresh_variable(Term("var", "value", SCALAR), taken), valuation.indeterminates(SCALAR)
        inner, worth[value] = inner.bind(named[value], numbers), numbers.scalar
    try:
        (place,) = valuation.value(between, inner).entries
        low, high = (valuation.value(_replaced(side, named), inner).scalar for side in (left, right))
    except (NotConfirmed, Undefined):
        return ""
    t = worth[weight]
    if same(place, _mean(t, worth[y], worth[x])):
        x, y = y, x
    elif not same(place, _mean(t, worth[x], worth[y])):
        return ""
    above = minus(_mean(t, worth[at[x]], worth[at[y]]), worth[middle])
    slack, pieces = minus(high, low), valuation.instance.pieces[middle[1]]
    for sign, function in ((ONE, pieces), (-ONE, _opposite(pieces))):
        modulus = _modulus(minus(slack, times(sign, above)), t, worth[x], worth[y])
        if modulus is not None and bends(function, modulus):
            return f"for all {x[1]}, {y[1]}, {weight[1]}: the slopes of {middle[1]} change in one direction only"
    return ""


def bends(pieces: Pieces, modulus: Fraction) -> bool:
    """Whether a continuous function has, on each piece, a second derivative of at least ``modulus``, and nowhere a
    slope that jumps down.
    """
    slopes, free = pieces.slope(), Form.variable("#")
    for cell, polynomial in zip(cells(pieces.ends), slopes.slope().polynomials, strict=True):
        number, bounds = in_cell(free, cell)
        above = minus(value_of(polynomial, number), Interval.of(modulus))
        if not nonnegative(above, {only_name(free): bounds}):
            return False
    meeting = zip(pieces.ends, pairwise(slopes.polynomials), strict=True)
    jumps = (
        minus(value_of(after, Interval.of(end)), value_of(before, Interval.of(end))) for end, (before, after) in meeting
    )
    return all(nonnegative(jump, {}) for jump in jumps)


def _is_weight(variable: Term, clause: Clause) -> bool:
    """A bound number that the conditions keep between 0 and 1."""
    known = clause.conditions
    return variable.sort == SCALAR and fact("<=", ZERO, variable) in known and fact("<=", variable, num(1)) in known


def _replaced(term: Term, values: Mapping[Term, Term]) -> Term:
    """A plain term, with others in the place of some of its parts."""
    if term in values:
        return values[term]
    parts = list(term)
    for slot in slots(term):
        parts[slot] = _replaced(term[slot], values)
    return Term(*parts)


def _mean(t: Scalar, x: Scalar, y: Scalar) -> Scalar:
    return plus(times(t, x), times(minus(ONE, t), y))


def _modulus(rest: Scalar, t: Scalar, x: Scalar, y: Scalar) -> Fraction | None:
    """The number m for which ``rest`` is ``-m/2 t (1 - t) (x - y)^2``; ``None`` if there is none."""
    names = [only_name(number) for number in (t, x, y)]
    at = dict(zip(names, (Interval.of(Fraction(1, 2)), ONE, -ONE), strict=True))
    here = rest.at(at) if isinstance(rest, Form) else rest
    if not isinstance(here, Interval) or not here.exact:
        return None
    modulus = -2 * here.lo
    spread = times(times(t, minus(ONE, t)), power_of(minus(x, y), 2))
    return modulus if same(rest, times(Interval.of(-modulus / 2), spread)) else None


def _opposite(pieces: Pieces) -> Pieces:
    return Pieces(pieces.ends, tuple(tuple(-c for c in polynomial) for polynomial in pieces.polynomials))
