"""Which combination of columns is the goal: a linear program (HiGHS), whose solution is made exact."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

import numpy as np
from flint import fmpq, fmpq_mat

from proofcheck.provers.monomials import Packed

_HUGE = 1e200
_EXACT = 1 << 1000

Parts = tuple[tuple[int, tuple[tuple[int, int], ...]], ...]
"""For each vector, or -1 for the number 1, the items of the packed polynomial that it is multiplied with."""


@dataclass(frozen=True, slots=True)
class Factor:
    """A product of premises, an equality, or a square, to be multiplied; ``entries = unit * factor``."""

    entries: Packed
    unit: Fraction
    positive: bool
    weight: float
    premises: tuple[int, ...] = ()
    equality: int | None = None
    square: Parts = ()


@dataclass(slots=True)
class Column:
    """A factor times a monomial and some premises: ``entries = unit * column``."""

    entries: Packed
    unit: Fraction
    factor: Factor
    premises: tuple[int, ...]
    monomial: int
    positive: bool
    weight: float


@dataclass(slots=True)
class Table:
    """The columns offered to the linear program, and those that were left when there were ``pruned_at`` of them."""

    columns: list[Column] = field(default_factory=list)
    keys: set[tuple[Any, ...]] = field(default_factory=set)
    pruned: tuple[list[Column], bool] | None = None
    pruned_at: int = 0


def support(columns: Iterable[Column]) -> list[int]:
    """The monomials that columns have."""
    return list(dict.fromkeys(mono for column in columns for mono in column.entries))


def prune(columns: Sequence[Column], goal: Packed) -> tuple[list[Column], bool]:
    """Leave out columns with a monomial that nothing can cancel; the flag is false if the goal has one."""
    holders: dict[int, tuple[list[int], list[int]]] = {mono: ([], []) for mono in goal}
    for number, column in enumerate(columns):
        for mono, c in column.entries.items():
            held = holders.get(mono)
            if held is None:
                held = holders[mono] = ([], [])
            held[c > 0].append(number)
    counts = {mono: [len(minus), len(plus)] for mono, (minus, plus) in holders.items()}
    alive = [True] * len(columns)
    queue = list(counts)
    while queue:
        mono = queue.pop()
        target = goal.get(mono, 0)
        minus, plus = counts[mono]
        if (target > 0 and not plus) or (target < 0 and not minus):
            return [], False
        if target or (plus and minus) or not (plus or minus):
            continue
        for number in holders[mono][plus > 0]:
            if alive[number]:
                alive[number] = False
                for other, c in columns[number].entries.items():
                    counts[other][c > 0] -= 1
                    queue.append(other)
    return [column for column, keep in zip(columns, alive, strict=True) if keep], True


def _matrix(columns: Sequence[Column], goal: Packed, *, slack: bool = False) -> tuple[Any, Any, Any]:
    """The equations of the linear program, with columns scaled to entries of at most 1, and the scales.

    With ``slack``, each equation has two further columns, for what is missing and for what is too much.
    """
    from scipy.sparse import csc_array

    index: dict[int, int] = {}
    for mono in (*goal, *(m for column in columns for m in column.entries)):
        index.setdefault(mono, len(index))
    data, indices, starts, scales = [], [], [0], []
    for column in columns:
        scale = max(map(abs, column.entries.values()))
        scales.append(scale)
        data += [c / scale if scale < _EXACT else _ratio(c, scale) for c in column.entries.values()]
        indices += [index[m] for m in column.entries]
        starts.append(len(data))
    target = np.zeros(len(index))
    size = max(map(abs, goal.values()), default=1)
    for mono, c in goal.items():
        target[index[mono]] = _ratio(c, size)
    if slack:
        rows = len(index)
        data += [1.0] * rows + [-1.0] * rows
        indices += [*range(rows), *range(rows)]
        starts += range(starts[-1] + 1, starts[-1] + 2 * rows + 1)
    matrix = csc_array((np.array(data, dtype=float), indices, starts), shape=(len(index), len(starts) - 1))
    return matrix, target, np.array([max(_ratio(scale, size), 1 / _HUGE) for scale in scales])


def _ratio(top: int, bottom: int) -> float:
    """A quotient in floating point, of numbers that may be too large for that."""
    try:
        return top / bottom
    except OverflowError:
        return _HUGE if (top < 0) == (bottom < 0) else -_HUGE


def separating(columns: Sequence[Column], goal: Packed) -> dict[int, float] | None:
    """A functional on polynomials that separates the goal from the cone of the columns, if any does."""
    from scipy.optimize import linprog

    matrix, target, _ = _matrix(columns, goal, slack=True)
    cost = np.ones(matrix.shape[1])
    cost[: len(columns)] = 0
    result = linprog(cost, A_eq=matrix, b_eq=target, method="highs-ds")
    if result.status != 0 or result.fun is None or result.fun < 1e-9:
        return None
    monos = list(dict.fromkeys([*goal, *support(columns)]))
    return {mono: -float(y) for mono, y in zip(monos, result.eqlin.marginals, strict=True)}


def solve(columns: Sequence[Column], goal: Packed, prize: bool = False) -> list[float] | None:
    """The cheapest combination of columns that is the goal, or a single one; ``prize`` rewards positive columns."""
    chosen = _multiplied(columns, goal, positive=prize)
    if chosen is None:
        return _combined(columns, goal, prize)
    number, times = chosen
    return [times if place == number else 0.0 for place in range(len(columns))]


def _multiplied(columns: Sequence[Column], goal: Packed, *, positive: bool) -> tuple[int, float] | None:
    """The cheapest column of which the goal is a multiple, and how often it is taken."""
    found: list[tuple[float, int, float]] = []
    mono, wanted = next(iter(goal.items()), (0, 0))
    for number, column in enumerate(columns if goal else ()):
        entries = column.entries
        if entries.keys() != goal.keys() or (entries[mono] > 0) != (wanted > 0) or (positive and not column.positive):
            continue
        if all(entries[other] * wanted == c * entries[mono] for other, c in goal.items()):
            found.append((column.weight, number, _ratio(wanted, entries[mono])))
    return min(found)[1:] if found else None


def _combined(columns: Sequence[Column], goal: Packed, prize: bool) -> list[float] | None:
    from scipy.optimize import LinearConstraint, milp  # without integers; linprog takes twice the time to begin

    if not columns:
        return None
    matrix, target, scales = _matrix(columns, goal)
    cost = np.array([column.weight for column in columns])
    constraints = [LinearConstraint(matrix, target, target)]
    if prize:
        positive = np.array([[float(column.positive) for column in columns]])
        cost = cost - 1e4 * positive[0]
        constraints.append(LinearConstraint(positive, -np.inf, 1.0))
    result = milp(cost, constraints=constraints)
    return None if result.status != 0 else [float(x) for x in result.x / scales]


def solve_exactly(
    columns: Sequence[Mapping[int, int]], target: Mapping[int, int], guess: Sequence[float]
) -> list[Fraction] | None:
    """Non-negative rationals with ``sum of value * column = target``; where not unique, near ``guess``.

    >>> solve_exactly([{0: 1, 1: 1}, {1: 2}], {0: 1, 1: 2}, [1.0, 0.5])
    [Fraction(1, 1), Fraction(1, 2)]
    """
    index = {m: i for i, m in enumerate(dict.fromkeys([*target, *(m for c in columns for m in c)]))}
    rows = [[0] * (len(columns) + 1) for _ in index]
    for number, column in enumerate(columns):
        for mono, c in column.items():
            rows[index[mono]][number] = c
    for mono, c in target.items():
        rows[index[mono]][-1] = c
    if not columns:
        return None
    reduced, rank = fmpq_mat(len(rows), len(columns) + 1, [fmpq(x) for row in rows for x in row]).rref()
    values = [Fraction(float(x)).limit_denominator(64) for x in guess]
    for row in reversed(range(rank)):
        pivot = next(j for j in range(len(columns) + 1) if reduced[row, j] != 0)
        if pivot == len(columns):
            return None
        entries = [_fraction(reduced[row, j]) for j in range(pivot + 1, len(columns) + 1)]
        rest = sum((a * values[pivot + 1 + k] for k, a in enumerate(entries[:-1]) if a), Fraction(0))
        values[pivot] = entries[-1] - rest
    return values if all(value >= 0 for value in values) else None


def _fraction(value: Any) -> Fraction:
    return Fraction(int(value.p), int(value.q))
