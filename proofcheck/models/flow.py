"""Solutions of differential equations: linear ones in closed form, polynomial ones enclosed.

The closed form is a sum of ``c * t^j * exp(r t)`` with rational ``c`` and ``r``; it is substituted into the
equation before it is handed out. The enclosure is by interval Taylor steps (Moore 1966; Nedialkov, Jackson,
Corliss 1999): a box that the Picard operator maps into itself holds the solution over the step, and Taylor's
remainder is bounded on that box. Each step is taken from a point where the field is expanded anew, so that terms that
cancel near a fixed point do not widen the box. It runs in fixed-point arithmetic, rounded outward.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property, lru_cache
from math import comb
from typing import Any

from proofcheck.models.interval import Interval
from proofcheck.models.scalars import (
    ZERO,
    Form,
    NotClosed,
    NotConfirmed,
    Scalar,
    exp_polynomial,
    identical,
    minus,
    plus,
    times,
    total,
)
from proofcheck.models.spectra import characteristic_polynomial, rational_roots

HIGHEST_POWER = 40
"""Of time, in a closed form that is looked for."""

ORDER = 30
PRECISION = 192
MAX_STEPS = 800
_SMALLEST_STEP = Fraction(1, 1 << 30)
_TOLERANCE = 1 << (PRECISION - 120)
_LOOSE = 1 << (PRECISION - 20)
_NARROW = 1 << (PRECISION - 110)
_UNIT = 1 << PRECISION

Field = Sequence[Mapping[tuple[int, ...], Interval]]
"""A polynomial vector field: for each component the coefficients by exponents."""


def linear_solution(
    matrix: Sequence[Sequence[Interval]], forcing: Sequence[Scalar], start: Sequence[Interval], time: str
) -> tuple[Scalar, ...] | None:
    """The solution of ``x' = matrix x + forcing(time)``, ``x(0) = start``, as forms in ``time``.

    ``None`` if it is not a sum of ``c * t^j * exp(r t)`` with rational ``c`` and ``r``.
    """
    try:
        rows = [[_exact(entry) for entry in row] for row in matrix]
        terms = [_exp_polynomial_terms(component, time) for component in forcing]
        solution = _solve_linear(rows, terms, [_exact(x) for x in start], time)
    except NotClosed:
        return None
    for i, x in enumerate(solution):
        slope = x.derivative(time) if isinstance(x, Form) else ZERO
        right = plus(total(times(a, y) for a, y in zip(matrix[i], solution, strict=True)), forcing[i])
        value = x.at({time: ZERO}) if isinstance(x, Form) else x
        if not (_vanishes(minus(slope, right)) and identical(value, start[i])):
            raise NotConfirmed("a closed form does not satisfy its differential equation")
    return solution


def _vanishes(x: Scalar) -> bool:
    return isinstance(x, Interval) and x.exact and x.lo == 0


def _exact(x: Interval) -> Fraction:
    if not x.exact:
        raise NotClosed("a coefficient is not rational")
    return x.lo


def _exp_polynomial_terms(x: Scalar, time: str) -> dict[tuple[int, Fraction], Fraction]:
    if isinstance(x, Interval):
        return {(0, Fraction(0)): _exact(x)} if x != ZERO else {}
    if not isinstance(x, Form) or x.names != {time}:
        raise NotClosed("the right-hand side is not a sum of powers and exponentials of time")
    return {
        (dict(powers).get(time, 0), dict(rates).get(time, Fraction(0))): _exact(coefficient)
        for (powers, rates), coefficient in x.terms.items()
    }


def _solve_linear(
    matrix: list[list[Fraction]],
    forcing: list[dict[tuple[int, Fraction], Fraction]],
    start: list[Fraction],
    time: str,
) -> tuple[Scalar, ...]:
    """Each component lies in the span of ``t^k exp(r t)``, which its derivatives at 0 determine."""
    roots = rational_roots(characteristic_polynomial(matrix))
    if roots is None:
        raise NotClosed("an eigenvalue is not rational")
    highest: dict[Fraction, int] = {}
    for component in forcing:
        for power, rate in component:
            highest[rate] = max(power, highest.get(rate, 0))
    if sum(highest.values()) > HIGHEST_POWER:
        raise NotClosed(f"a right-hand side has powers of time above {HIGHEST_POWER}")
    forced = [(k, rate) for rate in sorted(highest) for k in range(highest[rate] + 1)]
    counts = {rate: highest.get(rate, -1) + 1 for rate in highest}
    for root in roots:
        counts[root] = counts.get(root, 0) + 1
    basis = [(k, rate) for rate in sorted(counts) for k in range(counts[rate])]
    derivatives = _derivatives_at_zero(matrix, forcing, start, forced, len(basis))
    system = [[_power_derivative(k, rate, m) for k, rate in basis] + derivatives[m] for m in range(len(basis))]
    solved = solve_exactly(system, len(basis))
    if solved is None:
        raise NotClosed("the derivatives at 0 do not determine the solution")
    return tuple(exp_polynomial({key: solved[m][i] for m, key in enumerate(basis)}, time) for i in range(len(start)))


def _derivatives_at_zero(
    matrix: list[list[Fraction]],
    forcing: list[dict[tuple[int, Fraction], Fraction]],
    start: list[Fraction],
    forced: list[tuple[int, Fraction]],
    count: int,
) -> list[list[Fraction]]:
    found, current = [], start
    for m in range(count):
        found.append(current)
        push = {key: _power_derivative(*key, m) for key in forced}
        current = [
            sum((a * x for a, x in zip(row, current, strict=True)), Fraction(0))
            + sum((c * push[key] for key, c in component.items()), Fraction(0))
            for row, component in zip(matrix, forcing, strict=True)
        ]
    return found


def _power_derivative(k: int, rate: Fraction, m: int) -> Fraction:
    """The m-th derivative of ``t^k exp(rate t)`` at 0."""
    if m < k:
        return Fraction(0)
    falling = 1
    for i in range(k):
        falling *= m - i
    return falling * rate ** (m - k)


def solve_exactly(system: Sequence[Sequence[Fraction]], count: int) -> list[list[Fraction]] | None:
    """Solve linear equations in ``count`` unknowns, for every right-hand side that the rows end in.

    Returns one row for each unknown (zeros where it is free), or ``None`` if there is no solution.
    """
    rows, pivots = [list(row) for row in system], list[int]()
    for k in range(count):
        place = len(pivots)
        pivot = next((i for i in range(place, len(rows)) if rows[i][k] != 0), None)
        if pivot is None:
            continue
        rows[place], rows[pivot] = rows[pivot], rows[place]
        rows[place] = [x / rows[place][k] for x in rows[place]]
        for i, row in enumerate(rows):
            if i != place and row[k] != 0:
                rows[i] = [x - row[k] * y for x, y in zip(row, rows[place], strict=True)]
        pivots.append(k)
    if any(x != 0 for row in rows[len(pivots) :] for x in row[count:]):
        return None
    width = len(rows[0]) - count
    solution = [[Fraction(0)] * width for _ in range(count)]
    for place, k in enumerate(pivots):
        solution[k] = rows[place][count:]
    return solution


_Fixed = tuple[int, int]
"""An interval whose bounds are multiples of 2^-PRECISION."""


def _to_fixed(x: Interval) -> _Fixed:
    low = (x.lo.numerator << PRECISION) // x.lo.denominator
    return low, -((-x.hi.numerator << PRECISION) // x.hi.denominator)


def _from_fixed(x: _Fixed) -> Interval:
    return Interval(Fraction(x[0], _UNIT), Fraction(x[1], _UNIT))


def _product(a: _Fixed, b: _Fixed) -> _Fixed:
    """The product, not rounded: its bounds are multiples of 2^(-2 PRECISION)."""
    if a[0] >= 0 and b[0] >= 0:
        return a[0] * b[0], a[1] * b[1]
    ends = (a[0] * b[0], a[0] * b[1], a[1] * b[0], a[1] * b[1])
    return min(ends), max(ends)


def _rounded(low: int, high: int) -> _Fixed:
    return low >> PRECISION, -(-high >> PRECISION)


def _times(a: _Fixed, b: _Fixed) -> _Fixed:
    return _rounded(*_product(a, b))


def _sum(a: _Fixed, b: _Fixed) -> _Fixed:
    return a[0] + b[0], a[1] + b[1]


def _divided(a: _Fixed, k: int) -> _Fixed:
    return a[0] // k, -(-a[1] // k)


@dataclass(frozen=True, slots=True)
class _Program:
    """A polynomial field as products of pairs of earlier values, and sums of multiples of them."""

    dimension: int
    products: tuple[tuple[int, int], ...]
    sums: tuple[tuple[tuple[int | None, _Fixed], ...], ...]

    @staticmethod
    def of(field: Field) -> "_Program":
        dimension = len(field)
        index: dict[tuple[int, ...], int] = {tuple(int(i == j) for j in range(dimension)): i for i in range(dimension)}
        products: list[tuple[int, int]] = []

        def node(exponents: tuple[int, ...]) -> int:
            if exponents not in index:
                last = max(i for i, power in enumerate(exponents) if power)
                left = node(tuple(power - (i == last) for i, power in enumerate(exponents)))
                products.append((left, last))
                index[exponents] = dimension + len(products) - 1
            return index[exponents]

        sums = tuple(
            tuple((node(key) if any(key) else None, _to_fixed(c)) for key, c in sorted(component.items()))
            for component in field
        )
        return _Program(dimension, tuple(products), sums)

    def series(self, start: Sequence[_Fixed], order: int, length: _Fixed) -> list[list[_Fixed]]:
        """Taylor coefficients 0 to ``order`` of the solutions that start in a box, by component.

        Time is measured in units of ``length``, which keeps the coefficients small.
        """
        values: list[list[_Fixed]] = [[x] for x in start] + [[] for _ in self.products]
        for k in range(order):
            for i, (left, right) in enumerate(self.products):
                values[self.dimension + i].append(_convolved(values[left], values[right], k))
            slopes = [self._combined(component, values, k) for component in self.sums]
            for i, slope in enumerate(slopes):
                values[i].append(_divided(_times(length, slope), k + 1))
        return values[: self.dimension]

    def _combined(self, component: tuple[tuple[int | None, _Fixed], ...], values: list[list[_Fixed]], k: int) -> _Fixed:
        low = high = 0
        for place, coefficient in component:
            if place is None:
                part = (coefficient[0] << PRECISION, coefficient[1] << PRECISION) if k == 0 else (0, 0)
            else:
                part = _product(coefficient, values[place][k])
            low, high = low + part[0], high + part[1]
        return _rounded(low, high)


def _convolved(a: list[_Fixed], b: list[_Fixed], k: int) -> _Fixed:
    low = high = 0
    for j in range(k + 1):
        part = _product(a[j], b[k - j])
        low, high = low + part[0], high + part[1]
    return _rounded(low, high)


@dataclass(frozen=True, slots=True)
class _Step:
    start: Fraction
    end: Fraction
    coefficients: tuple[tuple[_Fixed, ...], ...]

    def at(self, low: Fraction, high: Fraction) -> list[_Fixed]:
        """The solution at the times from ``low`` to ``high``, which lie in the step."""
        length = self.end - self.start
        time = _to_fixed(Interval((low - self.start) / length, (high - self.start) / length))
        found = []
        for series in self.coefficients:
            value = series[-1]
            for coefficient in reversed(series[:-1]):
                value = _sum(_times(value, time), coefficient)
            found.append(value)
        return found


REMEMBERED = 32
"""Flows whose steps are kept."""


@lru_cache(maxsize=REMEMBERED)
def _remembered(field: tuple[tuple[tuple[tuple[int, ...], Interval], ...], ...], start: tuple[Interval, ...]) -> Any:
    return PolynomialFlow([dict(component) for component in field], start)


def polynomial_flow(field: Field, start: Sequence[Interval]) -> "PolynomialFlow":
    """The solution of ``x' = field(x)``; steps that were taken for an earlier question are not taken again."""
    found: PolynomialFlow = _remembered(tuple(tuple(component.items()) for component in field), tuple(start))
    return found


class PolynomialFlow:
    """The solution of ``x' = field(x)`` from a point at time 0, enclosed as far as it is asked for, both ways."""

    def __init__(self, field: Field, start: Sequence[Interval]):
        self.field = field
        self.start = tuple(start)
        self._steps: list[_Step] = []
        self._here = [_to_fixed(x) for x in start]
        self._length = Fraction(1, 4)
        self._reversed: PolynomialFlow | None = None

    def at(self, time: Interval) -> tuple[Interval, ...]:
        """Bounds of the solution at ``time``, which exists from 0 to there.

        Raises:
            NotConfirmed: the solution could not be followed that far.
        """
        if time.hi < 0:
            return self._before().at(-time)
        if time.lo < 0:
            before = self._before().at(Interval(Fraction(0), -time.lo))
            after = self.at(Interval(Fraction(0), time.hi))
            return tuple(a.hull(b) for a, b in zip(before, after, strict=True))
        while not self._steps or self._steps[-1].end < time.hi:
            self._advance()
        boxes = [
            step.at(max(step.start, time.lo), min(step.end, time.hi))
            for step in self._steps
            if step.start <= time.hi and time.lo <= step.end
        ]
        hull = [(min(x[0] for x in parts), max(x[1] for x in parts)) for parts in zip(*boxes, strict=True)]
        return tuple(_from_fixed(x) for x in hull)

    def _before(self) -> "PolynomialFlow":
        """The same solution with time reversed: ``y(t) = x(-t)`` solves ``y' = -field(y)``."""
        if self._reversed is None:
            field = [{key: -c for key, c in component.items()} for component in self.field]
            self._reversed = PolynomialFlow(field, self.start)
        return self._reversed

    def _advance(self) -> None:
        if len(self._steps) >= MAX_STEPS:
            raise NotConfirmed(f"a flow could not be enclosed within {MAX_STEPS} steps")
        begin = self._steps[-1].end if self._steps else Fraction(0)
        around = _Around.of(self.field, self._here)
        while not self._attempt(around, begin, self._length):
            self._length /= 2
            if self._length < _SMALLEST_STEP:
                raise NotConfirmed(f"a flow could not be enclosed beyond time {float(begin):.6g}")
        remainders = (series[-1] for series in self._steps[-1].coefficients)
        if all((high - low) << ORDER <= _TOLERANCE for low, high in remainders):  # of order ORDER in the length
            self._length *= 2

    def _attempt(self, around: "_Around", begin: Fraction, length: Fraction) -> bool:
        taylor = _taylor(around.program, around.offsets, length, _TOLERANCE)
        if taylor is None:
            return False
        step = _Step(begin, begin + length, taylor)
        end: list[_Fixed] | None = step.at(step.end, step.end)
        if end is not None and any(high - low > _NARROW for low, high in end):
            end = self._narrowed(around, step, end)
        if end is None:
            return False
        first = (_sum(series[0], m) for series, m in zip(taylor, around.middle, strict=True))
        moved = tuple((value, *series[1:]) for value, series in zip(first, taylor, strict=True))
        self._steps.append(replace(step, coefficients=moved))
        self._here = [_sum(x, m) for x, m in zip(end, around.middle, strict=True)]
        return True

    def _narrowed(self, around: "_Around", step: _Step, end: list[_Fixed]) -> list[_Fixed] | None:
        """The mean value form: the end reached from the middle, plus the flow's derivative times the offset.

        Without it the boxes would grow even where the flow brings its solutions together.
        """
        size, offsets = len(end), around.offsets
        identity = [(_UNIT * (i == j),) * 2 for i in range(size) for j in range(size)]
        taylor = _taylor(around.variational, [*offsets, *identity], step.end - step.start, _LOOSE)
        if taylor is None:
            return None
        variations = _Step(step.start, step.end, taylor).at(step.end, step.end)[size:]
        centre = around.program.series([(0, 0)] * size, ORDER - 1, _to_fixed(Interval.of(step.end - step.start)))
        ends = []
        for i, x in enumerate(end):
            low, high = step.coefficients[i][-1]
            for term in (*centre[i], *(_times(variations[i * size + j], offsets[j]) for j in range(size))):
                low, high = low + term[0], high + term[1]
            ends.append((max(low, x[0]), min(high, x[1])))
        return ends


@dataclass(frozen=True)
class _Around:
    """A field around the middle of a box: with ``z`` in the place of ``x - middle``.

    Attributes:
        offsets: the box less its middle.
    """

    field: Field
    middle: tuple[_Fixed, ...]
    offsets: tuple[_Fixed, ...]

    @staticmethod
    def of(field: Field, box: Sequence[_Fixed]) -> "_Around":
        middle = tuple(((low + high) // 2,) * 2 for low, high in box)
        offsets = tuple(_sum(x, (-m[1], -m[0])) for x, m in zip(box, middle, strict=True))
        return _Around([_shifted(component, middle) for component in field], middle, offsets)

    @cached_property
    def program(self) -> _Program:
        """How the field is evaluated."""
        return _Program.of(self.field)

    @cached_property
    def variational(self) -> _Program:
        """The same with the derivative of the flow."""
        return _Program.of(_with_variations(self.field))


def _shifted(
    component: Mapping[tuple[int, ...], Interval], middle: Sequence[_Fixed]
) -> dict[tuple[int, ...], Interval]:
    """A polynomial of ``middle + z``, as one of ``z``."""
    found = dict(component)
    for place, m in enumerate(map(_from_fixed, middle)):
        expanded: dict[tuple[int, ...], Interval] = {}
        for key, coefficient in found.items():
            power = Interval.of(1)
            for lower in range(key[place], -1, -1):
                other = (*key[:place], lower, *key[place + 1 :])
                term = coefficient * power * Interval.of(comb(key[place], lower))
                expanded[other] = expanded[other] + term if other in expanded else term
                power = power * m
        found = expanded
    return found


def _taylor(
    program: _Program, here: Sequence[_Fixed], length: Fraction, tolerance: int
) -> tuple[tuple[_Fixed, ...], ...] | None:
    """Taylor coefficients of the solutions from ``here``, the last one valid over the whole step."""
    unit = _to_fixed(Interval.of(length))
    box = _enclosed(program, here, unit)
    if box is None:
        return None
    remainders = [series[-1] for series in program.series(box, ORDER, unit)]
    if any(high - low > tolerance for low, high in remainders):
        return None
    taylor = program.series(here, ORDER - 1, unit)
    return tuple((*series, last) for series, last in zip(taylor, remainders, strict=True))


def _enclosed(program: _Program, here: Sequence[_Fixed], length: _Fixed) -> Sequence[_Fixed] | None:
    """A box that the Picard operator maps into itself: the solutions stay in it for ``length``."""
    box = here
    for _ in range(8):
        changes = [series[1] for series in program.series(box, 1, (0, length[1]))]
        image = [_sum(x, change) for x, change in zip(here, changes, strict=True)]
        if all(b[0] <= x[0] and x[1] <= b[1] for b, x in zip(box, image, strict=True)):
            return image
        box = [_inflated(x) for x in image]
    return None


def _with_variations(field: Field) -> Field:
    """The field together with the equation V' = DF(x) V of the derivative V of the flow in its start."""
    size = len(field)
    extended: list[dict[tuple[int, ...], Interval]] = [
        {key + (0,) * size**2: c for key, c in component.items()} for component in field
    ]
    for i in range(size):
        for k in range(size):
            slope: dict[tuple[int, ...], Interval] = {}
            for key, c in field[i].items():
                for j, power in enumerate(key):
                    if power:
                        lower = [n - (m == j) for m, n in enumerate(key)]
                        lower += [int((row, column) == (j, k)) for row in range(size) for column in range(size)]
                        slope[tuple(lower)] = c * Interval.of(power)
            extended.append(slope)
    return extended


def _inflated(x: _Fixed) -> _Fixed:
    margin = (x[1] - x[0]) // 8 + (1 << 16)
    return x[0] - margin, x[1] + margin
