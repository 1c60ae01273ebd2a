"""Values of terms in floating point where exact ones would be slow: eigenvalues, infima, integrals, flows.

The encoding of a claim is the one that the kernel evaluates, and so is all arithmetic that is cheap. What is computed
approximately is returned with a margin that is plausible, not proved: this serves to find instances, and nothing that
it says is evidence.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import lru_cache
from math import isfinite

import numpy as np

from proofcheck.kernel.clauses import Problem
from proofcheck.kernel.interned import by_key
from proofcheck.kernel.terms import Sort, Term, subterms
from proofcheck.models.dynamics import Solution
from proofcheck.models.flow import PolynomialFlow
from proofcheck.models.instance import Instance, clause_terms
from proofcheck.models.interval import Interval, less
from proofcheck.models.laws import Laws
from proofcheck.models.pairing import seen_through
from proofcheck.models.scalars import ZERO, NotConfirmed, Scalar, number, plus, times
from proofcheck.models.scope import Array, Scope, scalar
from proofcheck.models.valuation import Valuation

MARGIN = 1e-9
"""Relative to a number (or to 1, if that is larger): how far an approximation may be off."""

SPECTRUM_COST = 3
SOLUTION_COST = 40
FLOW_COST = 300
"""In evaluations of a term, which take some ten microseconds."""

GRID = 8
STEPS = 4000

STIFFEST = 100.0
"""The largest rate times time for which the kernel encloses a flow in about a second."""


_WORTH_REMEMBERING = frozenset(
    {"int", "inf", "minS", "sum", "prod", "expect", "path", "dpath", "d", "grad", "lmin", "lmax", "smin", "opnorm"}
)


class OutOfBudget(Exception):  # noqa: N818
    """The evaluations that were allowed have been made."""


@dataclass(slots=True)
class Meter:
    """Counts down evaluations of terms, so that a search does the same on every machine.

    It is running low when no more than the part ``reserve`` of them is left.
    """

    left: int
    reserve: Fraction = Fraction(1, 4)
    total: int = field(init=False)

    def __post_init__(self) -> None:
        self.total = self.left

    @property
    def is_running_low(self) -> bool:
        """Less than the reserve is left."""
        return self.left < self.reserve * self.total

    @property
    def spent(self) -> int:
        """How many evaluations have been made."""
        return self.total - self.left

    def spend(self, amount: int = 1) -> None:
        """Count some evaluations.

        Raises:
            OutOfBudget: none are left.
        """
        self.left -= amount
        if self.left < 0:
            raise OutOfBudget


def approximately(x: float) -> Interval:
    """The number ``x`` with a margin.

    Raises:
        NotConfirmed: it is not finite.
    """
    if not isfinite(x):
        raise NotConfirmed("a number is too large")
    margin = Fraction(MARGIN * max(1.0, abs(x)))
    return Interval(Fraction(x) - margin, Fraction(x) + margin)


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A term of a problem, its free variables, and whether it speaks of paths."""

    term: Term
    free: tuple[Term, ...]
    moving: bool


def occurrences(problem: Problem) -> dict[int, Occurrence]:
    """The terms of a problem by identity; they stay alive with the result."""
    found: dict[int, Occurrence] = {}
    for clause in (*problem.hypotheses, problem.goal):
        for term in clause_terms(clause):
            if id(term) not in found and term[0] not in {"num", "var"}:
                moving = any(part[0] in {"path", "dpath"} for part in subterms(term))
                found[id(term)] = Occurrence(term, tuple(sorted(term.free, key=by_key)), moving)
    return found


class ApproximateValuation(Valuation):
    """Evaluates the terms of a problem at an instance, fast and without proof.

    What does not depend on bound variables is computed once; what is costly, once for each of their values.
    """

    def __init__(
        self,
        problem: Problem,
        instance: Instance,
        meter: Meter,
        known: Mapping[int, Occurrence],
        laws: Laws | None = None,
    ):
        super().__init__(problem, instance, laws)
        self._meter = meter
        self._known = known
        self._remembered: dict[tuple[int, tuple[Array, ...]], Array] = {}

    def value(self, term: Term, scope: Scope = Scope()) -> Array:  # noqa: B008
        """The value of ``term``.

        Raises:
            NotConfirmed: it has none that can be computed here.
            Undefined: a division by 0, or the root of a negative number.
            OutOfBudget: the meter has run down.
        """
        known = self._known.get(id(term))
        if known is None or known.term is not term or (known.moving and scope.states):
            return self._computed(term, scope)
        bound = tuple(scope.values[v] for v in known.free if v in scope.values)
        if bound and term[0] not in _WORTH_REMEMBERING:
            return self._computed(term, scope)
        try:
            return self._recalled((id(term), bound), term, scope)
        except TypeError:  # a function has no hash
            return self._computed(term, scope)

    def _recalled(self, key: tuple[int, tuple[Array, ...]], term: Term, scope: Scope) -> Array:
        found = self._remembered.get(key)
        if found is None:
            found = self._remembered[key] = self._computed(term, scope)
        return found

    def _computed(self, term: Term, scope: Scope) -> Array:
        self._meter.spend()
        if term[0] in {"lmin", "lmax", "smin", "opnorm"}:
            return self._approximate_spectrum(term, scope)
        seen = seen_through(term[1], term[2]) if term[0] == "minS" and term[1].sort[0] == "O" else None
        if seen is not None:
            return self._approximate_singular_value(*seen, self.instance.size(term[1].sort[2]), scope)
        return self._approximate_infimum(term, scope) if term[0] == "inf" else super().value(term, scope)

    def _approximate_singular_value(self, factor: Term, operator: Term, which: int, scope: Scope) -> Array:
        """A multiple of the singular value of a number; exact for diagonal matrices."""
        rows = [[number(x) for x in row] for row in self.value(operator, scope).rows]
        self._meter.spend(SPECTRUM_COST)
        if all(x == ZERO for i, row in enumerate(rows) for j, x in enumerate(row) if i != j):
            values = sorted((abs(row[i]) for i, row in enumerate(rows) if i < len(row)), key=lambda x: -x.middle)
        else:
            matrix = np.array([[float(x.middle) for x in row] for row in rows])
            values = [approximately(float(x)) for x in np.linalg.svd(matrix, compute_uv=False)]
        return scalar(self.number(factor, scope) * (values[which - 1] if which <= len(values) else ZERO))

    def _approximate_spectrum(self, term: Term, scope: Scope) -> Array:
        """Exact for a single row, and for diagonal matrices."""
        inside = self.value(term[1], scope)
        rows = inside.rows
        if min(inside.shape) == 1 or not all(isinstance(x, Interval) for x in inside.entries):
            return super().value(term, scope)
        self._meter.spend(SPECTRUM_COST)
        if all(x == ZERO for i, row in enumerate(rows) for j, x in enumerate(row) if i != j):
            return scalar(_diagonal_spectrum(term[0], [row[i] for i, row in enumerate(rows) if i < len(row)], inside))
        matrix = np.array([[float(number(x).middle) for x in row] for row in rows])
        return scalar(approximately(_spectrum(term[0], matrix)))

    def _approximate_infimum(self, term: Term, scope: Scope) -> Array:
        """The least value on a grid."""
        _, variable, low_term, high_term, body = term
        low, high = self.number(low_term, scope), self.number(high_term, scope)
        if less(high, low):
            raise NotConfirmed("an infimum is taken over an interval that is empty")
        times_ = [low + (high - low) * Interval.of(Fraction(k, GRID)) for k in range(GRID + 1)]
        values = [self.number(body, scope.bind(variable, scalar(time))) for time in (times_ if low != high else [low])]
        least = values[0]
        for value in values[1:]:
            least = least.minimum(value)
        return scalar(least)

    def enclosed_integral(self, variable: Term, body: Term, low: Scalar, high: Scalar, scope: Scope) -> Array:
        """By Gauss's quadrature, with a margin that a coarser one suggests."""
        start, end = number(low), number(high)
        if start == end:
            return super().enclosed_integral(variable, body, low, high, scope)
        fine, coarse = (self._quadrature(variable, body, (start, end), scope, nodes) for nodes in (GRID, GRID // 2))
        pairs = zip(fine.entries, coarse.entries, strict=True)
        return Array(fine.shape, tuple(_blurred(number(x), number(y)) for x, y in pairs))

    def _quadrature(
        self, variable: Term, body: Term, ends: tuple[Interval, Interval], scope: Scope, count: int
    ) -> Array:
        start, end = ends
        nodes, weights = np.polynomial.legendre.leggauss(count)
        sums: list[Scalar] = []
        shape: tuple[int, ...] = ()
        for node, weight in zip(nodes, weights, strict=True):
            at = start + (end - start) * Interval.of(Fraction((1 + float(node)) / 2))
            inside = self.value(body, scope.bind(variable, scalar(at)))
            part = [times((end - start) * Interval.of(Fraction(float(weight) / 2)), x) for x in inside.entries]
            shape, sums = inside.shape, [plus(a, b) for a, b in zip(sums, part, strict=True)] if sums else part
        return Array(shape, tuple(sums))

    def _solve(self, name: str, sort: Sort) -> Solution:
        self._meter.spend(SOLUTION_COST)
        solution = super()._solve(name, sort)
        if not isinstance(solution.flow, PolynomialFlow):
            return solution
        return replace(solution, flow=ApproximateFlow(solution.flow.field, solution.flow.start, self._meter))


def _blurred(x: Interval, coarse: Interval) -> Interval:
    """Quadrature is less accurate than the rest, by about as much as it differs from a coarser one."""
    margin = max(Fraction(1, 10**6) * max(Fraction(1), abs(x.middle)), abs(x.middle - coarse.middle))
    return Interval(x.lo - margin, x.hi + margin)


def _diagonal_spectrum(head: str, diagonal: Sequence[Scalar], inside: Array) -> Interval:
    entries = [number(x) for x in diagonal]
    if head in {"smin", "opnorm"}:
        entries = [abs(x) for x in entries]
    if head == "smin" and inside.shape[0] > inside.shape[1]:
        return ZERO
    found = entries[0]
    for x in entries[1:]:
        found = found.minimum(x) if head in {"smin", "lmin"} else found.maximum(x)
    return found


def _spectrum(head: str, matrix: np.ndarray[tuple[int, int], np.dtype[np.float64]]) -> float:
    if head in {"lmin", "lmax"}:
        if not np.array_equal(matrix, matrix.T):
            raise NotConfirmed("an eigenvalue is asked for of an operator that is not symmetric")
        return float(np.linalg.eigvalsh(matrix)[0 if head == "lmin" else -1])
    if head == "smin" and matrix.shape[0] > matrix.shape[1]:
        return 0.0
    return float(np.linalg.svd(matrix, compute_uv=False)[-1 if head == "smin" else 0])


_Vector = tuple[float, ...]
_Field = tuple[tuple[tuple[float, tuple[tuple[int, int], ...]], ...], ...]
"""For each component its terms: a coefficient, and the powers of the variables in it."""

_STAGES = (
    (1 / 5,),
    (3 / 40, 9 / 40),
    (3 / 10, -9 / 10, 6 / 5),
    (-11 / 54, 5 / 2, -70 / 27, 35 / 27),
    (1631 / 55296, 175 / 512, 575 / 13824, 44275 / 110592, 253 / 4096),
)
_FIFTH = (37 / 378, 0.0, 250 / 621, 125 / 594, 0.0, 512 / 1771)
_FOURTH = (2825 / 27648, 0.0, 18575 / 48384, 13525 / 55296, 277 / 14336, 1 / 4)
"""Cash and Karp, 1990."""

_ACCURACY = 1e-11


class ApproximateFlow(PolynomialFlow):
    """The solution of ``x' = field(x)`` from a point at time 0, by an embedded Runge-Kutta method."""

    def __init__(self, field: Sequence[object], start: Sequence[Interval], meter: Meter):
        self._field: _Field = tuple(
            tuple((float(c.middle), tuple((i, k) for i, k in enumerate(key) if k)) for key, c in component.items())  # type: ignore[attr-defined]
            for component in field
        )
        self._known: dict[Fraction, _Vector] = {Fraction(0): tuple(float(x.middle) for x in start)}
        self._meter = meter

    @property
    def rate(self) -> float:
        """How fast solutions near the start can come together or part."""
        return _rate(self._field, self._known[Fraction(0)])

    def at(self, time: Interval) -> tuple[Interval, ...]:
        """The solution at ``time >= 0``, with a margin.

        Raises:
            NotConfirmed: the time may be negative, or a rigorous enclosure up to it would take many small steps.
        """
        if time.lo < 0:
            raise NotConfirmed("a path is asked for at a time that may be negative")
        end = time.middle
        if end not in self._known:
            self._meter.spend(FLOW_COST)
            begin = max(t for t in self._known if t <= end)
            reached = _followed(self._field, self._known[begin], float(end - begin))
            if reached is None:
                raise NotConfirmed("a flow could not be followed")
            self._known[end] = reached
            if max(self.rate, _rate(self._field, reached)) * float(end) > STIFFEST:
                raise NotConfirmed("the flow is too fast for so long a time")
        return tuple(approximately(x) for x in self._known[end])


def _slope(field: _Field, x: _Vector) -> _Vector:
    found = []
    for component in field:
        total = 0.0
        for c, factors in component:
            for i, k in factors:
                c *= x[i] if k == 1 else x[i] ** k
            total += c
        found.append(total)
    return tuple(found)


def _rate(field: _Field, x: _Vector) -> float:
    """How fast solutions near ``x`` can come together or part: the largest partial derivative."""
    here, h = _slope(field, x), 1e-6
    moved = [_slope(field, tuple(a + h * (i == j) for j, a in enumerate(x))) for i in range(len(x))]
    return max(abs(a - b) / h for slopes in moved for a, b in zip(slopes, here, strict=True))


@lru_cache(maxsize=4096)
def _followed(field: _Field, x: _Vector, length: float) -> _Vector | None:
    """Where the solution from ``x`` is after a time: asked for again by every valuation of an instance that grows."""
    done, step = 0.0, min(length, 0.01)
    for _ in range(STEPS):
        if done >= length:
            return x
        step = min(step, length - done)
        moved, error = _step(field, x, step)
        size = _ACCURACY * (1 + max(abs(a) for a in moved))
        if not error < 1e300:
            break
        if error <= size:
            x, done = moved, done + step if done + step < length * (1 - 1e-15) else length
        step *= min(4.0, max(0.1, 0.9 * (size / error) ** 0.2)) if error else 4.0
    return None


def _step(field: _Field, x: _Vector, step: float) -> tuple[_Vector, float]:
    try:
        slopes = [_slope(field, x)]
        for stage in _STAGES:
            slopes.append(_slope(field, _moved(x, step, stage, slopes)))
        end = _moved(x, step, _FIFTH, slopes)
        other = _moved(x, step, _FOURTH, slopes)
    except OverflowError:
        return x, float("inf")
    return end, max(abs(a - b) for a, b in zip(end, other, strict=True))


def _moved(x: _Vector, step: float, weights: Sequence[float], slopes: Sequence[_Vector]) -> _Vector:
    return tuple(
        a + step * sum(weight * slope[i] for weight, slope in zip(weights, slopes, strict=True))
        for i, a in enumerate(x)
    )
