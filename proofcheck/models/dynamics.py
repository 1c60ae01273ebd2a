"""Differential equations along paths: which solution theory applies, and why a solution exists for all times."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from proofcheck.models.flow import PolynomialFlow, linear_solution, polynomial_flow, solve_exactly
from proofcheck.models.interval import Interval
from proofcheck.models.pieces import Cell, in_cell, is_inside
from proofcheck.models.positivity import nonnegative
from proofcheck.models.scalars import (
    ONE,
    ZERO,
    Form,
    Key,
    NotConfirmed,
    Scalar,
    minus,
    negative,
    number,
    only_name,
    plus,
    power_of,
    times,
    total,
)

HIGHEST_DEGREE = 64
"""Of a polynomial field that is followed."""


@dataclass(frozen=True, slots=True)
class Solution:
    """A solution: its components as forms in time, or an enclosed flow that begins with them."""

    closed: tuple[Scalar, ...] | None
    flow: "PolynomialFlow | CellFlow | None"
    forever: str
    """Why the solution exists for all times t >= 0; empty if that was not shown."""
    backwards: str
    """The same for all times t <= 0."""


def solve(
    slopes: Sequence[Scalar],
    names: Sequence[str],
    start: Sequence[Interval],
    time: str,
    maps: Mapping[str, Sequence[Scalar]],
    turning: int = 0,
) -> Solution:
    """Solve ``x' = slopes(x, time)``, ``x(0) = start``, where ``names`` are the indeterminates of ``x``.

    ``maps`` holds the values at ``x`` of the maps that a potential may be made of. The last ``turning`` components are
    sines and cosines of time: what is linear in the others exists as long as these do, always.

    Raises:
        NotConfirmed: the slopes are not polynomials in ``x``, time and exponentials of time.
    """
    linear = _affine(slopes, names)
    closed = linear_solution(linear[0], linear[1], start, time) if linear is not None else None
    if closed is not None:
        return Solution(closed, None, "linear", "linear")
    here = dict(zip(names, start, strict=True))
    if all((slope.at(here) if isinstance(slope, Form) else slope) == ZERO for slope in slopes):
        return at_rest(start)
    parts = [_state_terms(slope, names, time) for slope in slopes]
    own = len(names) - turning
    is_linear = all(sum(key[0][:own]) <= 1 for part in parts[:own] for key in part)
    field, field_start = _autonomous(parts, len(names), start)
    if max((sum(key) for component in field for key in component), default=0) > HIGHEST_DEGREE:
        raise NotConfirmed(f"the right-hand side of a differential equation has a degree above {HIGHEST_DEGREE}")
    forever = "linear" if is_linear else _potential(slopes, names, maps)
    forever = forever or _trapped(slopes, names, start) or _tame(slopes, names)
    return Solution(None, polynomial_flow(field, field_start), forever, "linear" if is_linear else "")


@dataclass(frozen=True, slots=True)
class CellFlow:
    """The motion of a number in closed form, as long as it stays in a cell.

    What moves on a line by a law that does not change with time turns back nowhere: where it is in the cell at the
    end, it was in between.
    """

    closed: Scalar
    time: str
    cell: Cell

    def at(self, time: Interval) -> tuple[Interval, ...]:
        """Where it is at a time.

        Raises:
            NotConfirmed: it may have left the cell.
        """
        ends = [number(self._moved(Interval.of(end))) for end in (time.lo, time.hi)]
        low, high = self.cell
        for end in ends:
            if (low is not None and end.lo < low) or (high is not None and end.hi > high):
                raise NotConfirmed("a path leaves the piece on which it has a closed form")
        if time.exact:
            return (ends[0],)
        return (Interval(min(x.lo for x in ends), max(x.hi for x in ends)),)

    def _moved(self, time: Interval) -> Scalar:
        return self.closed.at({self.time: time}) if isinstance(self.closed, Form) else self.closed


def solve_on_pieces(
    slopes: Sequence[tuple[Cell, Scalar]], state: Scalar, start: Interval, time: str
) -> Solution | None:
    """Solve ``x' = slope(x)``, ``x(0) = start``, for a slope that is linear on each cell, in terms of ``in_cell``.

    It is continuous, so that its absolute value grows at most linearly: the only solution exists for all times. It is
    followed as long as it is in the cell where it starts; ``None`` if that is not linear, or moves with time.
    """
    found: Solution | None = None
    fields: list[_Line] = []
    for cell, slope in slopes:
        value, _ = in_cell(state, cell)
        line = _line(slope, state)
        if line is None:
            return None
        rate, speed = line
        turned = value != state
        fields.append((-rate if turned else rate, speed))
        if found is None and is_inside(start, cell):
            rate, speed = fields[-1]
            closed = linear_solution([[rate]], [speed], [start], time)
            found = None if closed is None else Solution(None, CellFlow(closed[0], time, cell), _LINEAR, _LINEAR)
    meets = zip(fields, fields[1:], (cell for cell, _ in slopes), strict=False)
    continuous = all(_value(left, cell[1]) == _value(right, cell[1]) for left, right, cell in meets)
    return found if continuous else None


_Line = tuple[Interval, Interval]
"""``(a, b)`` for ``a x + b``."""
_LINEAR = "its speed grows at most linearly"


def _line(slope: Scalar, state: Scalar) -> _Line | None:
    """A line in an indeterminate, if that is what a slope is."""
    name = only_name(state)
    rate = slope.derivative(name) if isinstance(slope, Form) else ZERO
    if not isinstance(rate, Interval):
        return None
    speed = minus(slope, times(rate, state))
    return (rate, speed) if isinstance(speed, Interval) else None


def _value(line: _Line, x: Fraction | None) -> Interval:
    assert x is not None
    return line[0] * Interval.of(x) + line[1]


def at_rest(start: Sequence[Interval]) -> Solution:
    """The solution that stays where it starts: there the right-hand side is 0 at all times."""
    return Solution(tuple(start), None, "at rest", "at rest")


def _potential(slopes: Sequence[Scalar], names: Sequence[str], maps: Mapping[str, Sequence[Scalar]]) -> str:
    """Why a polynomial field flows for ever, forwards: it is minus the gradient of a function that is bounded below.

    Then |x(t) - x(0)|^2 <= t (E(x(0)) - inf E), so the path cannot run away in finite time. The function is
    recognised as ``a |f|^2 + <b, f> + c`` with ``a > 0`` for one of the maps ``f``.
    """
    variables = [Form.variable(name) for name in names]
    energy = negative(total(_radial(slope, x) for slope, x in zip(slopes, variables, strict=True)))
    if not isinstance(energy, Form):
        return ""
    for slope, name in zip(slopes, names, strict=True):
        if plus(energy.derivative(name), slope) != ZERO:
            return ""
    for label, values in maps.items():
        if _is_bounded_below(energy, values):
            return f"gradient flow of a function of {label} that is bounded below"
    return ""


_BARRIERS = tuple(Fraction(sign * x) for x in (0, 1, 2, 4, 16, 100) for sign in (1, -1))


def _trapped(slopes: Sequence[Scalar], names: Sequence[str], start: Sequence[Interval]) -> str:
    """Why a number that moves by a polynomial in itself alone never leaves an interval around its start.

    At the ends it does not move outwards, and another solution does not cross a point from which none moves that way.
    """
    (slope, *others), (name, *_) = slopes, names
    if others or not isinstance(slope, Form) or slope.names != {name}:
        return ""

    def speed(x: Fraction) -> Interval:
        return number(slope.at({name: Interval.of(x)}))

    low = next((x for x in (start[0].lo, *_BARRIERS) if x <= start[0].lo and speed(x).lo >= 0), None)
    high = next((x for x in (start[0].hi, *_BARRIERS) if x >= start[0].hi and speed(x).hi <= 0), None)
    return "" if low is None or high is None else f"it stays between {low} and {high}"


def _tame(slopes: Sequence[Scalar], names: Sequence[str]) -> str:
    """Why what moves by polynomials in itself does not run away: ``<x, x'> <= c (1 + |x|^2)`` for one of a few ``c``.

    So ``1 + |x|^2`` grows at most like ``exp(2 c t)``. Even powers that pull back need not be compared.
    """
    variables = [Form.variable(name) for name in names]
    outward = total(times(slope, x) for slope, x in zip(slopes, variables, strict=True))
    if not isinstance(outward, Form) or outward.degree is None or not outward.names <= set(names):
        return ""
    squares = total([ONE, *(times(x, x) for x in variables)])
    for growth in _GROWTHS:
        rest = minus(times(Interval.of(growth), squares), outward)
        if isinstance(rest, Form):
            kept = {key: c for key, c in rest.terms.items() if c.lo < 0 or not _is_high_and_even(key)}
            if nonnegative(Form(kept), {}):
                return f"its square grows at most like exp({2 * growth} t)"
    return ""


_GROWTHS = (1, 4, 16, 100)


def _is_high_and_even(key: Key) -> bool:
    powers, _ = key
    return sum(power for _, power in powers) > 2 and all(power % 2 == 0 for _, power in powers)


_StateKey = tuple[tuple[int, ...], int, Fraction]
"""The powers of the states, the power of time, and the rate of an exponential of time."""


def _state_terms(slope: Scalar, names: Sequence[str], time: str) -> dict[_StateKey, Interval]:
    if isinstance(slope, Interval):
        return {} if slope == ZERO else {((0,) * len(names), 0, Fraction(0)): slope}
    if not isinstance(slope, Form):
        raise NotConfirmed("the right-hand side of a differential equation is not a polynomial of the path")
    found: dict[_StateKey, Interval] = {}
    for (powers, rates), coefficient in slope.terms.items():
        by_name, by_rate = dict(powers), dict(rates)
        if by_rate.keys() - {time} or by_name.keys() - {*names, time}:
            raise NotConfirmed("the right-hand side of a differential equation is not a polynomial of the path")
        exponents = tuple(by_name.get(name, 0) for name in names)
        found[exponents, by_name.get(time, 0), by_rate.get(time, Fraction(0))] = coefficient
    return found


def _affine(slopes: Sequence[Scalar], names: Sequence[str]) -> tuple[list[list[Interval]], list[Scalar]] | None:
    """``(A, b)`` if the slopes are ``A x + b(time)`` with a constant matrix."""
    matrix, forcing = [], []
    for slope in slopes:
        row, rest = [ZERO] * len(names), slope
        for i, name in enumerate(names):
            entry = slope.derivative(name) if isinstance(slope, Form) else ZERO
            if not isinstance(entry, Interval):
                return None
            row[i] = entry
            rest = minus(rest, times(entry, Form.variable(name)))
        matrix.append(row)
        forcing.append(rest)
    return matrix, forcing


def _autonomous(
    parts: list[dict[_StateKey, Interval]], size: int, start: Sequence[Interval]
) -> tuple[list[dict[tuple[int, ...], Interval]], list[Interval]]:
    """The same equation without explicit time: time and its exponentials become further states, where needed."""
    rates = sorted({rate for part in parts for _, _, rate in part if rate})
    with_time = any(power for part in parts for _, power, _ in part)
    extra = (1 if with_time else 0) + len(rates)
    found: list[dict[tuple[int, ...], Interval]] = []
    for part in parts:
        component: dict[tuple[int, ...], Interval] = {}
        for (exponents, power, rate), coefficient in part.items():
            tail = ((power,) if with_time else ()) + tuple(int(rate == r) for r in rates)
            component[exponents + tail] = coefficient
        found.append(component)
    if with_time:
        found.append({(0,) * (size + extra): ONE})
    for k, rate in enumerate(rates):
        place = size + extra - len(rates) + k
        found.append({tuple(int(i == place) for i in range(size + extra)): Interval.of(rate)})
    return found, list(start) + [ZERO] * int(with_time) + [ONE] * len(rates)


def _radial(slope: Scalar, x: Form) -> Scalar:
    """The integral over s in [0, 1] of ``slope(s x) * x``, for a polynomial ``slope``."""
    product = times(slope, x)
    if not isinstance(product, Form) or product.degree is None:
        return ZERO
    return total(
        Form({key: c * Interval.of(Fraction(1, sum(power for _, power in key[0])))}) for key, c in product.terms.items()
    )


def _is_bounded_below(energy: Form, values: Sequence[Scalar]) -> bool:
    """``energy = a |values|^2 + <b, values> + c`` for some numbers with ``a > 0``."""
    columns = [total(power_of(value, 2) for value in values), *values, ONE]
    forms: list[Mapping[Key, Interval]] = [
        column.terms if isinstance(column, Form) else {((), ()): number(column)} for column in columns
    ]
    keys = sorted(set(energy.terms).union(*forms))
    rows = [[form.get(key, ZERO) for form in (*forms, energy.terms)] for key in keys]
    if not all(entry.exact for row in rows for entry in row):
        return False
    solved = solve_exactly([[entry.lo for entry in row] for row in rows], len(forms))
    return solved is not None and solved[0][0] > 0
