"""Points at which equations and inequalities hold, in float64, by Levenberg's and Marquardt's method.

What is found is a proposal; whoever rounds it confirms it.
"""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from fractions import Fraction

import numpy as np

from proofcheck.evaluate.arithmetic import Array

STARTS, STEPS = 48, 30
IDLE, PROGRESS = 8, 1e-3
"""After how many steps in a row in which nothing gets better by this share the descent ends."""
SLACK = 1e-2
"""By how much inequalities are to hold, where they can, relative to the size of their sides."""
CLOSE, SAME = 1e-9, 1e-4
"""Residuals of a solution; the distance of two that are one."""


class System(ABC):
    """Equations ``e = 0`` and inequalities ``m >= 0`` in a number of unknowns."""

    strict: tuple[bool, ...]
    """Which of the inequalities exclude ``m = 0``."""

    @abstractmethod
    def values(self, points: Array) -> tuple[Array, Array]:
        """``e`` and ``m`` at points ``(b, k)``, the latter relative to the size of what is compared."""

    def residuals(self, points: Array, slack: float = SLACK) -> Array:
        """By how much the equations fail at points, and by how much the inequalities do, or come close to it."""
        equal, under = self.values(points)
        return np.concatenate([equal, np.maximum(slack - under, 0.0)], axis=1)

    def slopes(self, points: Array, slack: float = SLACK) -> Array:
        """The derivatives of the residuals, ``(b, m, k)``."""
        batch, count = points.shape
        here = self.residuals(points, slack)
        step = 1e-7 * (1 + np.abs(points))
        moved = points + step * np.eye(count)[:, None]
        there = self.residuals(moved.reshape(-1, count), slack).reshape(count, batch, -1)
        return np.moveaxis((there - here) / step.T[..., None], 0, 2)

    def is_strict(self, points: Array) -> Array:
        """Whether the strict inequalities hold at points."""
        return (self.values(points)[1] > np.where(self.strict, CLOSE, -np.inf)).all(axis=1)

    def holds(self, points: Array) -> Array:
        """Whether the equations hold at points, nearly, and the inequalities."""
        equal, under = self.values(points)
        size = 1 + np.abs(points).sum(axis=1, keepdims=True)
        good = (np.abs(equal) <= CLOSE * size).all(axis=1)
        return good & (under >= np.where(self.strict, CLOSE, -CLOSE)).all(axis=1)


def solutions(system: System, starts: Array) -> list[Array]:
    """Points at which everything holds, the smallest first; each once. The same system has the same ones.

    What a strict inequality excludes at the end of the first descent, the second cannot mend: it asks for no slack.
    """
    with np.errstate(all="ignore"):
        points = descended(system, starts)
        points = points[system.is_strict(points)]
        if not len(points):
            return []
        points = descended(system, points, slack=0.0)
        good = points[system.holds(points)]
    found: list[Array] = []
    for point in sorted(good, key=lambda point: float(np.abs(point).sum())):
        if not any(np.abs(point - other).max() < SAME for other in found):
            found.append(point)
    return found


def starts(count: int) -> Array:
    """Points from which solutions are looked for, of all sizes, one half of them positive."""
    random = np.random.default_rng(0)
    sizes = random.choice([0.5, 1.0, 3.0, 10.0], size=(STARTS, 1))
    points = sizes * random.normal(size=(STARTS, count))
    points[::2] = np.abs(points[::2])
    points[0] = 1.0
    return points


def descended(system: System, points: Array, free: Array | None = None, slack: float = SLACK) -> Array:
    """Points nearer to a solution; only the unknowns that are ``free`` are changed, where that is given."""
    mask = np.ones(points.shape[1]) if free is None else free.astype(float)
    residuals = system.residuals(points, slack)
    cost, damping, idle = _cost(residuals), np.full(len(points), 1e-2), 0
    for _ in range(STEPS):
        if (cost < CLOSE**2).all() or idle == IDLE:
            break
        slopes = np.nan_to_num(system.slopes(points, slack)) * mask
        turned = np.swapaxes(slopes, 1, 2)
        normal = turned @ slopes
        scale = damping[:, None] * (np.einsum("bii->bi", normal) + 1e-12)
        downhill = (turned @ np.nan_to_num(residuals)[..., None])[..., 0]
        damped = normal + np.einsum("bi,ij->bij", scale, np.eye(points.shape[1]))
        try:
            step = np.linalg.solve(damped, -downhill[..., None])
        except np.linalg.LinAlgError:  # slopes too steep for floating point
            break
        moved = points + step[..., 0]
        there = system.residuals(moved, slack)
        better = _cost(there) < cost
        idle = 0 if (_cost(there) < (1 - PROGRESS) * cost).any() else idle + 1
        points = np.where(better[:, None], moved, points)
        residuals = np.where(better[:, None], there, residuals)
        cost = np.where(better, _cost(there), cost)
        damping = np.where(better, damping / 10, damping * 10).clip(1e-12, 1e12)
    return points


def _cost(residuals: Array) -> Array:
    found = (residuals**2).sum(axis=1)
    return np.where(np.isfinite(found), found, np.inf)


def pivots(system: System, point: Array, free: Sequence[int]) -> list[int]:
    """Some of the free unknowns for which the equations can be solved, as far as they are independent."""
    from scipy.linalg import qr

    count = system.values(point[None])[0].shape[1]
    slopes = system.slopes(point[None])[0][:count, list(free)]
    if not slopes.size or not np.isfinite(slopes).all():
        return []
    triangle, order = qr(slopes, mode="r", pivoting=True)
    sizes = np.abs(np.diag(triangle))
    rank = int((sizes > 1e-6 * max(1.0, sizes[0])).sum())
    return sorted(free[i] for i in order[:rank].tolist())


def with_fractions(system: System, point: Array, solved_for: Sequence[int], denominator: int) -> Array | None:
    """The solution near by at which the unknowns that are not solved for are fractions, if everything holds there."""
    point = point.copy()
    for i in range(len(point)):
        if i not in solved_for:
            point[i] = float(Fraction(point[i]).limit_denominator(denominator))
    solved_for = list(solved_for)
    with np.errstate(all="ignore"):
        for _ in range(STEPS if solved_for else 0):
            equal = system.values(point[None])[0][0]
            slopes = system.slopes(point[None])[0][: len(equal), solved_for]
            if not np.isfinite(equal).all() or not np.isfinite(slopes).all():
                return None
            step = np.linalg.lstsq(slopes, equal)[0]
            point[solved_for] -= step
            if np.abs(step).max() < 1e-15:
                break
        return point if system.holds(point[None])[0] else None
