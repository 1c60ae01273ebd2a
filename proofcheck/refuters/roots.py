"""Numbers that solve the equations among the hypotheses: found in float64, then rounded, or enclosed.

The other hypotheses about numbers, and that the claim fails if it is to, are inequalities that the search respects. In
the place of the numbers the problem gets fractions near by, without the equations; whoever asks confirms that what is
found there goes for the solutions as well.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import ceil, floor

import numpy as np

from proofcheck.evaluate.arithmetic import Array
from proofcheck.evaluate.setting import NoValueError, Setting
from proofcheck.evaluate.terms import evaluate
from proofcheck.kernel.clauses import Clause, Problem, fact
from proofcheck.kernel.interned import by_key
from proofcheck.kernel.terms import SCALAR, KernelError, Term, num, sub, substitute
from proofcheck.models.instance import Instance
from proofcheck.models.laws import read_laws
from proofcheck.refuters.descent import SAME, System, pivots, solutions, starts, with_fractions

MOST_ROOTS = 3
"""How many solutions of equations among the hypotheses are enclosed."""
MOST_UNKNOWNS = 12
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
    for point in solutions(system, starts(len(system.unknowns))):
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
    return replace(instance, scalars={**instance.scalars, **given}, enclosed={**instance.enclosed, **enclosed})


# ---------------------------------------------------------------- what is to be solved


@dataclass(frozen=True)
class _System(System):
    """Equations ``e = 0`` and inequalities ``a <= b`` between numbers, in the unknowns that they speak of."""

    unknowns: tuple[Term, ...]
    equations: tuple[Term, ...]
    clauses: tuple[Clause, ...]
    """The hypotheses that say the equations, and those that define other numbers."""
    defined: Mapping[Term, Term]
    """These numbers, in the unknowns and whatever else they are made from."""
    inequalities: tuple[tuple[Term, Term], ...]
    strict: tuple[bool, ...]

    def values(self, points: Array) -> tuple[Array, Array]:
        """The equations' left-hand sides, and the relative differences of the inequalities; NaN where there is none."""
        setting = Setting({}, {v: points[:, i : i + 1] for i, v in enumerate(self.unknowns)})
        equal = [_value(e, setting, len(points)) for e in self.equations]
        pairs = [tuple(_value(side, setting, len(points)) for side in pair) for pair in self.inequalities]
        under = [(b - a) / (1 + np.abs(a) + np.abs(b)) for a, b in pairs]
        none = np.zeros((len(points), 0))
        return np.stack(equal, axis=1), np.stack(under, axis=1) if under else none


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
    solved_for = pivots(system, point, range(len(point)))
    for denominator in DENOMINATORS:
        solved = with_fractions(system, point, solved_for, denominator)
        if solved is None:
            continue
        given = {
            names[i]: Fraction(x).limit_denominator(SNAPPED if i in solved_for else denominator)
            for i, x in enumerate(solved.tolist())
        }
        irrational = [i for i in solved_for if abs(given[names[i]] - Fraction(solved[i])) > RADIUS / 64]
        if len(_speaking(system, irrational)) != len(irrational):
            irrational = solved_for
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
    return Clause(clause.variables, conditions, fact(*clause.relation).substitute(inside).relation)
