"""Enclosed scalars: hypotheses that have a common solution between the bounds of an instance."""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import combinations, islice

from proofcheck.kernel.clauses import Clause, Problem
from proofcheck.kernel.terms import SCALAR, Term, substitute, subterms
from proofcheck.models.flow import solve_exactly
from proofcheck.models.interval import Interval, Undefined, less
from proofcheck.models.scalars import ONE, ZERO, Dual, NotConfirmed, number, tangent_at
from proofcheck.models.scope import Scope, scalar
from proofcheck.models.valuation import Valuation

SYSTEMS = 10
"""How many choices of as many equations as there are enclosed scalars are looked at."""
ROUNDED = 2**60

_SMOOTH = frozenset(
    {"num", "var", "add", "mul", "div", "pow", "exp", "log", "sin", "cos", "sqrt", "inner", "dot", "tr", "id"}
)
"""What has a continuous derivative in its parts, wherever that has a value."""
_CONTINUOUS = _SMOOTH | {"max", "min", "norm"}
"""What is continuous in its parts, wherever it has a value."""


def solved_equations(problem: Problem, valuation: Valuation) -> dict[int, str]:
    """By its number, each hypothesis that the enclosed scalars solve together, and by which theorem.

    Raises:
        NotConfirmed: that they solve as many hypotheses as they are was not shown.
    """
    bounds = valuation.instance.enclosed
    if not bounds:
        return {}
    if not all(low < high for low, high in bounds.values()):
        raise NotConfirmed("there is nothing between the bounds of an enclosed number")
    enclosed = {Term("var", name, SCALAR): Interval(*bounds[name]) for name in sorted(bounds)}
    equations = {
        k: (left, right)
        for k, clause in enumerate(problem.hypotheses, 1)
        for left, right in _expanded(clause, valuation)
        if not enclosed.keys().isdisjoint(left.free | right.free)
    }
    found = _one_by_one(enclosed, equations, valuation)
    if found is not None:
        return found
    systems = combinations(equations.items(), len(enclosed))
    for system in islice(systems, SYSTEMS):
        if _have_a_common_solution(enclosed, [sides for _, sides in system], valuation):
            names = ", ".join(variable[1] for variable in enclosed)
            return {k: f"{names} solve it, by Krawczyk's theorem" for k, _ in system}
    raise NotConfirmed(f"no hypotheses were shown to have a solution {', '.join(v[1] for v in enclosed)} in the bounds")


def _expanded(clause: Clause, valuation: Valuation) -> Iterator[tuple[Term, Term]]:
    """The sides of an equation between numbers made of what the instance gives, with what is defined spelt out."""
    op, left, right = clause.relation
    if clause.variables or clause.conditions or op != "=" or left.sort != SCALAR:
        return
    sides = [left, right]
    instance = valuation.instance
    known = frozenset[str]().union(instance.scalars, instance.enclosed, instance.vectors, instance.operators)
    for _ in range(len(valuation.definitions)):
        bodies = {
            variable: definition.body
            for variable, definition in valuation.definitions.items()
            if variable[2] == SCALAR and variable[1] not in known and definition.clause != clause
        }
        sides = [substitute(side, bodies) for side in sides]
    parts = {part for side in sides for part in subterms(side)}
    if all(part[0] in _CONTINUOUS and (part[0] != "var" or part[1] in known) for part in parts):
        yield sides[0], sides[1]


# ---------------------------------------------------------------- signs


def _one_by_one(
    enclosed: Mapping[Term, Interval], equations: Mapping[int, tuple[Term, Term]], valuation: Valuation
) -> dict[int, str] | None:
    """For each scalar an equation whose sides change places between its bounds, whatever the other scalars are.

    Of one equation that is Bolzano's theorem, of several Poincare's and Miranda's.
    """
    found: dict[int, str] = {}
    for variable in enclosed:
        for k, sides in equations.items():
            if k not in found and _change_places(variable, sides, enclosed, valuation):
                found[k] = f"{variable[1]} is a solution of it, by Bolzano's theorem"
                break
        else:
            return None
    return found


def _change_places(
    variable: Term, sides: tuple[Term, Term], enclosed: Mapping[Term, Interval], valuation: Valuation
) -> bool:
    box = enclosed[variable]

    def difference(x: Interval) -> Interval:
        scope = _at({**enclosed, variable: x})
        return valuation.number(sides[0], scope) - valuation.number(sides[1], scope)

    try:
        difference(box)
        ends = difference(Interval.of(box.lo)), difference(Interval.of(box.hi))
    except (NotConfirmed, Undefined):
        return False
    return any(less(a, ZERO) and less(ZERO, b) for a, b in (ends, ends[::-1]))


def _at(values: Mapping[Term, Interval]) -> Scope:
    return Scope({variable: scalar(x) for variable, x in values.items()})


# ---------------------------------------------------------------- systems


def _have_a_common_solution(
    enclosed: Mapping[Term, Interval], system: Sequence[tuple[Term, Term]], valuation: Valuation
) -> bool:
    """Krawczyk's theorem: ``x - Y F(x)`` maps the box into itself, for some matrix Y.

    R. Krawczyk, Newton-Algorithmen zur Bestimmung von Nullstellen mit Fehlerschranken, Computing 4 (1969). By the mean
    value theorem the image lies in ``m - Y F(m) + (1 - Y J) (X - m)``, m being the middle of the box X and J an
    enclosure of the derivative on it; the rest is Brouwer's theorem.
    """
    if not all(part[0] in _SMOOTH for sides in system for side in sides for part in subterms(side)):
        return False
    boxes = list(enclosed.values())
    middle = [Interval.of(box.middle) for box in boxes]
    try:
        at_middle = _at(dict(zip(enclosed, middle, strict=True)))
        values = [valuation.number(left, at_middle) - valuation.number(right, at_middle) for left, right in system]
        slopes = [[_slope(sides, variable, enclosed, valuation) for variable in enclosed] for sides in system]
    except (NotConfirmed, Undefined):
        return False
    inverse = _inverse([[slope.middle for slope in row] for row in slopes])
    if inverse is None:
        return False
    around = [box - m for box, m in zip(boxes, middle, strict=True)]
    for i, (box, m, row) in enumerate(zip(boxes, middle, inverse, strict=True)):
        image = m - _total(y * value for y, value in zip(row, values, strict=True))
        for j, radius in enumerate(around):
            identity = ONE if i == j else ZERO
            product = _total(y * slope[j] for y, slope in zip(row, slopes, strict=True))
            image = image + (identity - product) * radius
        if not box.lo < image.lo <= image.hi < box.hi:
            return False
    return True


def _total(terms: Iterator[Interval]) -> Interval:
    return sum(terms, start=ZERO)


def _slope(
    sides: tuple[Term, Term], variable: Term, enclosed: Mapping[Term, Interval], valuation: Valuation
) -> Interval:
    """The derivative of the difference of the sides in one variable, wherever the others are in their boxes."""
    scope = Scope({v: scalar(Dual(x, ONE, 1) if v == variable else x) for v, x in enclosed.items()}, level=1)
    left, right = (number(tangent_at(valuation.value(side, scope).scalar, 1)) for side in sides)
    return left - right


def _inverse(matrix: Sequence[Sequence[Fraction]]) -> list[list[Interval]] | None:
    """The inverse of a matrix, nearly; ``None`` where it has none."""
    size = len(matrix)
    rounded = [[Fraction(round(x * ROUNDED), ROUNDED) for x in row] for row in matrix]
    unit = [[Fraction(int(i == j)) for j in range(size)] for i in range(size)]
    found = solve_exactly([[*row, *one] for row, one in zip(rounded, unit, strict=True)], size)
    if found is None:
        return None
    return [[Interval.of(Fraction(round(x * ROUNDED), ROUNDED)) for x in row] for row in found]
