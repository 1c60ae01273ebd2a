"""Numbers that solve the equations among the hypotheses: found in float64, then rounded, or enclosed.

The other hypotheses about numbers, and that the claim fails if it is to, are inequalities that the search respects. In
the place of the numbers the problem gets fractions near by, without the equations; whoever asks confirms that what is
found there goes for the solutions as well.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor

import numpy as np
from scipy.linalg import qr

from proofcheck.evaluate.arithmetic import Array
from proofcheck.evaluate.terms import NoValueError, Setting, evaluate
from proofcheck.kernel.clauses import Clause, Problem, substitute_relation
from proofcheck.kernel.interned import by_key
from proofcheck.kernel.terms import SCALAR, KernelError, Term, num, sub, substitute
from proofcheck.models.instance import Instance
from proofcheck.models.laws import read_laws

STARTS, STEPS = 48, 30
MOST_UNKNOWNS = 12
SLACK = 1e-2
"""By how much inequalities are to hold, where they can, relative to the size of their sides."""
CLOSE, SAME = 1e-9, 1e-4
"""Residuals of a solution; the distance of two that are one."""
DENOMINATORS = (1, 2, 4, 10, 60, 1000)
"""Of fractions in the place of what the equations leave open, the simplest that will do."""
SNAPPED = 60
"""The largest denominator of a solution that is taken for a fraction."""
GRID = 2**44
RADIUS = 2.0**-36

Root = tuple[Problem, dict[str, Fraction], dict[str, tuple[Fraction, Fraction]]]


def roots(problem: Problem, *, violating: bool) -> Iterator[Root]:
    """Problems without equations between numbers, and the numbers: given ones, and those that are enclosed.

    The same problem gives the same ones.
    """
    system = _read(problem, violating)
    if system is None:
        return
    tried: set[object] = set()
    for point in _solutions(system):
        for given, enclosed in _rounded(system, point):
            known = (tuple(given.items()), tuple(enclosed))
            changed = None if known in tried else _changed(problem, system, given, enclosed)
            tried.add(known)
            if changed is not None:
                yield changed, given, enclosed


def completed(
    instance: Instance, given: Mapping[str, Fraction], enclosed: Mapping[str, tuple[Fraction, Fraction]]
) -> Instance:
    """An instance of the problem itself, from one of what ``roots`` made of it."""
    return Instance(
        instance.dims,
        {**instance.scalars, **given},
        instance.vectors,
        instance.operators,
        instance.functions,
        instance.initial,
        instance.paths,
        {**instance.enclosed, **enclosed},
    )


# ---------------------------------------------------------------- what is to be solved


@dataclass(frozen=True, slots=True)
class _System:
    """Equations ``e = 0`` and inequalities ``a <= b`` between numbers, in the unknowns that they speak of."""

    unknowns: tuple[Term, ...]
    equations: tuple[Term, ...]
    clauses: tuple[Clause, ...]
    """The hypotheses that say the equations, and those that define other numbers."""
    defined: Mapping[Term, Term]
    """These numbers, in the unknowns and whatever else they are made from."""
    inequalities: tuple[tuple[Term, Term], ...]
    strict: tuple[bool, ...]
    """Which of the inequalities exclude that the sides are equal."""

    def residuals(self, points: Array) -> Array:
        """By how much the equations fail at points ``(b, k)``, and by how much the inequalities do, then the slack."""
        equal, under = self.values(points)
        return np.concatenate([equal, np.maximum(SLACK - under, 0.0)], axis=1)

    def values(self, points: Array) -> tuple[Array, Array]:
        """The equations' left-hand sides, and the relative differences of the inequalities; NaN where there is none."""
        setting = Setting({}, {v: points[:, i : i + 1] for i, v in enumerate(self.unknowns)})
        equal = [_value(e, setting, len(points)) for e in self.equations]
        pairs = [tuple(_value(side, setting, len(points)) for side in pair) for pair in self.inequalities]
        under = [(b - a) / (1 + np.abs(a) + np.abs(b)) for a, b in pairs]
        none = np.zeros((len(points), 0))
        return np.stack(equal, axis=1), np.stack(under, axis=1) if under else none

    def holds(self, points: Array) -> Array:
        """Whether the equations hold at points, nearly, and the inequalities."""
        equal, under = self.values(points)
        size = 1 + np.abs(points).sum(axis=1, keepdims=True)
        good = (np.abs(equal) <= CLOSE * size).all(axis=1)
        return good & (under >= np.where(self.strict, CLOSE, -CLOSE)).all(axis=1)

    def slopes(self, points: Array) -> Array:
        """The derivatives of the residuals, ``(b, m, k)``."""
        here = self.residuals(points)
        step = 1e-7 * (1 + np.abs(points))
        columns = [self.residuals(points + step * (np.arange(points.shape[1]) == j)) for j in range(points.shape[1])]
        return np.stack([(there - here) / step[:, j : j + 1] for j, there in enumerate(columns)], axis=2)


def _value(term: Term, setting: Setting, count: int) -> Array:
    return np.broadcast_to(evaluate(term, setting), (count, 1))[:, 0]


def _read(problem: Problem, violating: bool) -> _System | None:
    """What a problem says of numbers; ``None`` if that is no equation, or more than can be solved here."""
    definitions = {v: d for v, d in read_laws(problem, Instance()).definitions.items() if v[2] == SCALAR}
    bodies = {variable: definition.body for variable, definition in definitions.items()}
    for _ in bodies:
        bodies = {variable: substitute(body, bodies) for variable, body in bodies.items()}
    clauses = [definition.clause for definition in definitions.values()]
    defining = set(map(id, clauses))
    equations: list[Term] = []
    inequalities: list[tuple[Term, Term]] = []
    strict: list[bool] = []
    for clause in problem.hypotheses:
        sides = _numbers(clause, bodies)
        if id(clause) in defining or sides is None:
            continue
        if clause.relation[0] == "=":
            equations.append(sub(*sides))
            clauses.append(clause)
        else:
            inequalities.append(sides)
            strict.append(clause.relation[0] == "<")
    sides = _numbers(Clause((), (), problem.goal.relation), bodies)
    if violating and problem.goal.relation[0] != "=" and sides is not None:
        inequalities.append(sides[::-1])
        strict.append(problem.goal.relation[0] == "<=")
    free = frozenset[Term]().union(*(e.free for e in equations), *(a.free | b.free for a, b in inequalities))
    unknowns = tuple(sorted(free, key=by_key))
    if not equations or not 0 < len(unknowns) <= MOST_UNKNOWNS or len(equations) > len(unknowns):
        return None
    system = _System(unknowns, tuple(equations), tuple(clauses), bodies, tuple(inequalities), tuple(strict))
    try:
        system.values(np.ones((1, len(unknowns))))
    except NoValueError:
        return None
    return system


def _numbers(clause: Clause, bodies: Mapping[Term, Term]) -> tuple[Term, Term] | None:
    """The sides of a relation between numbers, with what is defined spelt out."""
    _, left, right = clause.relation
    if clause.variables or clause.conditions or left.sort != SCALAR:
        return None
    left, right = substitute(left, bodies), substitute(right, bodies)
    free = left.free | right.free
    return (left, right) if free and all(v[2] == SCALAR and v not in bodies for v in free) else None


# ---------------------------------------------------------------- solving


def _solutions(system: _System) -> list[Array]:
    """Points at which the equations hold, and the inequalities, in float64, the smallest first; each once."""
    with np.errstate(all="ignore"):
        points = _descended(system, _starts(len(system.unknowns)))
        good = system.holds(points)
    found: list[Array] = []
    for point in sorted(points[good], key=lambda point: float(np.abs(point).sum())):
        if not any(np.abs(point - other).max() < SAME for other in found):
            found.append(point)
    return found


def _starts(count: int) -> Array:
    random = np.random.default_rng(0)
    sizes = random.choice([0.5, 1.0, 3.0, 10.0], size=(STARTS, 1))
    points = sizes * random.normal(size=(STARTS, count))
    points[::2] = np.abs(points[::2])
    points[0] = 1.0
    return points


def _descended(system: _System, points: Array) -> Array:
    """Levenberg's and Marquardt's method, from all points at once."""
    residuals = system.residuals(points)
    cost, damping = _cost(residuals), np.full(len(points), 1e-2)
    for _ in range(STEPS):
        slopes = np.nan_to_num(system.slopes(points))
        turned = np.swapaxes(slopes, 1, 2)
        normal = turned @ slopes
        scale = damping[:, None] * (np.einsum("bii->bi", normal) + 1e-12)
        downhill = (turned @ np.nan_to_num(residuals)[..., None])[..., 0]
        step = np.linalg.solve(normal + np.einsum("bi,ij->bij", scale, np.eye(points.shape[1])), -downhill[..., None])
        moved = points + step[..., 0]
        there = system.residuals(moved)
        better = _cost(there) < cost
        points = np.where(better[:, None], moved, points)
        residuals = np.where(better[:, None], there, residuals)
        cost = np.where(better, _cost(there), cost)
        damping = np.where(better, damping / 10, damping * 10).clip(1e-12, 1e12)
    return points


def _cost(residuals: Array) -> Array:
    found = (residuals**2).sum(axis=1)
    return np.where(np.isfinite(found), found, np.inf)


# ---------------------------------------------------------------- rounding


def _rounded(
    system: _System, point: Array
) -> Iterator[tuple[dict[str, Fraction], dict[str, tuple[Fraction, Fraction]]]]:
    """Fractions for some of the unknowns, bounds for the others."""
    names = [variable[1] for variable in system.unknowns]
    simple = [Fraction(x).limit_denominator(SNAPPED) for x in point.tolist()]
    near = np.array([float(x) for x in simple])
    if np.abs(near - point).max() < SAME and system.holds(near[None])[0]:
        yield dict(zip(names, simple, strict=True)), {}
    count = len(system.equations)
    slopes = system.slopes(point[None])[0][:count]
    triangle, order = qr(slopes, mode="r", pivoting=True)
    if abs(triangle[count - 1, count - 1]) < 1e-6 * max(1.0, abs(triangle[0, 0])):
        return
    pivots = sorted(order[:count].tolist())
    for denominator in DENOMINATORS:
        solved = _with_others_fixed(system, point, pivots, denominator)
        if solved is None:
            continue
        given = {
            names[i]: Fraction(x).limit_denominator(SNAPPED if i in pivots else denominator)
            for i, x in enumerate(solved.tolist())
        }
        irrational = [i for i in pivots if abs(given[names[i]] - Fraction(solved[i])) > RADIUS / 64]
        if len(_speaking(system, irrational)) != len(irrational):
            irrational = pivots
        enclosed = {names[i]: _around(float(solved[i])) for i in irrational}
        yield {name: x for name, x in given.items() if name not in enclosed}, enclosed
        return


def _speaking(system: _System, unknowns: Sequence[int]) -> list[Term]:
    """The equations that speak of some of these unknowns."""
    some = {system.unknowns[i] for i in unknowns}
    return [equation for equation in system.equations if not some.isdisjoint(equation.free)]


def _around(x: float) -> tuple[Fraction, Fraction]:
    radius = RADIUS * max(1.0, abs(x))
    return Fraction(floor((x - radius) * GRID), GRID), Fraction(ceil((x + radius) * GRID), GRID)


def _with_others_fixed(system: _System, point: Array, pivots: Sequence[int], denominator: int) -> Array | None:
    """The solution near by for which the other unknowns are fractions, if it is one and the inequalities hold there."""
    others = [i for i in range(len(point)) if i not in pivots]
    point = point.copy()
    for i in others:
        point[i] = float(Fraction(point[i]).limit_denominator(denominator))
    count = len(system.equations)
    with np.errstate(all="ignore"):
        for _ in range(STEPS):
            equal = system.values(point[None])[0][0]
            slopes = system.slopes(point[None])[0][:count, pivots]
            if not np.isfinite(equal).all() or not np.isfinite(slopes).all():
                return None
            try:
                point[pivots] -= np.linalg.solve(slopes, equal)
            except np.linalg.LinAlgError:
                return None
        return point if system.holds(point[None])[0] else None


def _changed(
    problem: Problem,
    system: _System,
    given: Mapping[str, Fraction],
    enclosed: Mapping[str, tuple[Fraction, Fraction]],
) -> Problem | None:
    """The problem without the equations, and with numbers for the unknowns."""
    middles = {name: (low + high) / 2 for name, (low, high) in enclosed.items()}
    near: dict[Term, Term] = {v: num({**given, **middles}[v[1]]) for v in system.unknowns}
    near |= {variable: substitute(body, near) for variable, body in system.defined.items()}
    solved = {id(clause) for clause in system.clauses}
    try:
        rest = tuple(_at(clause, near) for clause in problem.hypotheses if id(clause) not in solved)
        return Problem(problem.dimensions, rest, _at(problem.goal, near))
    except KernelError:
        return None


def _at(clause: Clause, values: Mapping[Term, Term]) -> Clause:
    conditions = tuple(_at(condition, values) for condition in clause.conditions)
    inside = {variable: value for variable, value in values.items() if variable not in clause.variables}
    return Clause(clause.variables, conditions, substitute_relation(clause.relation, inside))
