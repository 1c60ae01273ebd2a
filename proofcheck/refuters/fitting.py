"""Paths and sequences that no hypothesis makes, fitted together with numbers, vectors and matrices to all that is said.

A path is a sum of powers and exponentials of time, whose coefficients are unknowns like the entries of vectors. What
holds at all times is asked for at some. What is found is made simpler by zeros and fractions; whoever asks confirms it.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import islice
from math import prod

import numpy as np

from proofcheck.evaluate.arithmetic import Array
from proofcheck.evaluate.setting import NoValueError, Setting
from proofcheck.evaluate.terms import evaluate
from proofcheck.kernel.clauses import Clause, Problem, Relation
from proofcheck.kernel.interned import by_key
from proofcheck.kernel.terms import FUNCTIONS, NATURAL, SCALAR, Sort, Term
from proofcheck.models.instance import ExpPolynomial, Instance, clause_terms
from proofcheck.refuters.candidates import sizes
from proofcheck.refuters.descent import CLOSE, System, descended, pivots, solutions, starts, with_fractions
from proofcheck.sampling.outline import Outline

BASIS = ((0, 0), (1, 0), (2, 0), (0, -1), (0, -2), (0, 1))
"""Powers of time, and rates of exponentials: the simplest first."""
FRACTIONS, LATER = (0.0, 0.25, 0.5, 0.75, 1.0), (0.0, 0.1, 0.5, 1.0, 2.0, 5.0)
"""Where in a range a clause is looked at, and how long after the start of one without an end."""
INDICES = (0.0, 1.0, 2.0, 3.0, 5.0, 10.0)
NATURALS = (1, 2, 0)
MOST_UNKNOWNS = 24
DENOMINATORS = (1, 2, 4, 10, 60)
SNAPPED = 1000
STARTS = 16
MOST_POINTS, MOST_DIMENSIONS = 4, 2
SLOPE = "'"


def fitted(outline: Outline, *, violating: bool) -> Iterator[Instance]:
    """Instances at which everything seems to hold, and the claim to fail if it is to. The same outline has the same.

    None where a hypothesis makes a path, where there is a map, or where no path is to be given.
    """
    kinds = {slot.key[0] for slot in outline.slots}
    if "path" not in kinds or kinds - {"path", "var"}:
        return
    for _, dims in islice(sizes(outline.dimensions, outline.sizes), MOST_DIMENSIONS):
        for natural in NATURALS if _naturals(outline) else NATURALS[:1]:
            system = _read(outline, dims, natural, violating)
            if system is None:
                continue
            try:
                points = solutions(system, _starts(system))
                for point in points[:MOST_POINTS]:
                    simple = _simplified(system, point)
                    if simple is not None:
                        yield system.instance(simple)
            except NoValueError:
                return


def _starts(system: "_Fit") -> Array:
    """Points that begin with paths that stand still, and others."""
    points = starts(system.count)[:STARTS]
    for _, some in system.paths.values():
        still = np.arange(some.stop - some.start) % len(BASIS) == 0
        points[::2, some] *= still
    return points


def _variables(outline: Outline) -> list[Term]:
    found = [Term("var", slot.key[1], slot.sort) for slot in outline.slots if slot.key[0] == "var"]
    return sorted([*found, *([] if outline.time is None else [outline.time])], key=by_key)


def _naturals(outline: Outline) -> list[Term]:
    return [variable for variable in _variables(outline) if variable[2] == NATURAL]


# ---------------------------------------------------------------- what is to be fitted


@dataclass(frozen=True)
class _Fit(System):
    """The unknowns: entries of variables, then coefficients of paths by component; and what is said of them."""

    dims: Mapping[str, int]
    variables: Mapping[Term, slice]
    paths: Mapping[str, tuple[Sort, slice]]
    natural: Mapping[Term, int]
    equations: tuple[Clause, ...]
    inequalities: tuple[Clause, ...]
    count: int
    strict: tuple[bool, ...] = ()

    def shape(self, sort: Sort) -> tuple[int, ...]:
        return tuple(d if isinstance(d, int) else self.dims[d] for d in sort[1:])

    def setting(self, points: Array) -> Setting:
        """What the symbols stand for at points ``(b, k)``."""
        b = len(points)
        values = {v: points[:, None, s].reshape(b, 1, *self.shape(v[2])) for v, s in self.variables.items()}
        values |= {v: np.full((1, 1), float(x)) for v, x in self.natural.items()}
        paths: dict[str, Callable[[Array], Array]] = {}
        dynamics: dict[str, tuple[Term, Term]] = {}
        time: Term = Term("var", "t", SCALAR)
        for name, (sort, some) in self.paths.items():
            coefficients = points[:, some].reshape(b, *self.shape(sort), len(BASIS))
            paths[name] = _path(coefficients)
            paths[name + SLOPE] = _path(coefficients, moving=True)
            dynamics[name] = time, Term("path", name + SLOPE, sort, time)
        return Setting(self.dims, values, {}, paths, dynamics)

    def values(self, points: Array) -> tuple[Array, Array]:
        """The differences of the sides of equations, and the relative ones of inequalities, at all samples."""
        setting = self.setting(points)
        equal = [x for clause in self.equations for x in _differences(clause, setting, len(points))]
        under = [x for clause in self.inequalities for x in _margins(clause, setting, len(points))]
        none = np.zeros((len(points), 0))
        return np.concatenate([none, *equal], axis=1), np.concatenate([none, *under], axis=1)

    def instance(self, point: Sequence[Fraction]) -> Instance:
        """The instance in which the unknowns have these values."""
        scalars = {v[1]: Fraction(x) for v, x in self.natural.items()}
        vectors: dict[str, tuple[Fraction, ...]] = {}
        operators: dict[str, tuple[tuple[Fraction, ...], ...]] = {}
        for variable, some in self.variables.items():
            entries, shape = tuple(point[some]), self.shape(variable[2])
            if not shape:
                scalars[variable[1]] = entries[0]
            elif len(shape) == 1:
                vectors[variable[1]] = entries
            else:
                rows = range(0, len(entries), shape[1])
                operators[variable[1]] = tuple(entries[k : k + shape[1]] for k in rows)
        paths = {name: _components(point[some]) for name, (_, some) in self.paths.items()}
        return Instance(dict(self.dims), scalars, vectors, operators, {}, {}, paths)


def _path(coefficients: Array, *, moving: bool = False) -> Callable[[Array], Array]:
    """The path with coefficients ``(b, ..., |BASIS|)``, or its derivative."""
    spread = coefficients[:, None]

    def at(times: Array) -> Array:
        terms = []
        for power, rate in BASIS:
            grown = np.exp(rate * times) if rate else 1.0
            value = rate * grown if rate else power * times ** max(power - 1, 0) if moving else times**power
            terms.append(np.broadcast_to(value if moving or not rate else grown, times.shape))
        values = np.stack(terms, axis=-1)
        inner = values.reshape(*values.shape[:2], *(1,) * (spread.ndim - 3), len(BASIS))
        return (spread * inner).sum(axis=-1)

    return at


def _components(coefficients: Sequence[Fraction]) -> tuple[ExpPolynomial, ...]:
    parts = [coefficients[k : k + len(BASIS)] for k in range(0, len(coefficients), len(BASIS))]
    return tuple({(j, Fraction(r)): c for (j, r), c in zip(BASIS, part, strict=True) if c} for part in parts)


def _read(outline: Outline, dims: Mapping[str, int], natural: int, violating: bool) -> _Fit | None:
    """What is said, as far as it can be looked at; ``None`` if that is too much, or nothing of the claim."""

    def size(sort: Sort) -> int:
        return prod(d if isinstance(d, int) else dims[d] for d in sort[1:])

    place, variables, paths = 0, dict[Term, slice](), dict[str, tuple[Sort, slice]]()
    naturals = dict.fromkeys(_naturals(outline), natural)
    for variable in _variables(outline):
        if variable not in naturals:
            variables[variable] = slice(place, place + size(variable[2]))
            place = variables[variable].stop
    for slot in outline.slots:
        if slot.key[0] == "path":
            paths[slot.key[1]] = slot.sort, slice(place, place + size(slot.sort) * len(BASIS))
            place += size(slot.sort) * len(BASIS)
    problem = outline.problem
    said = [*problem.hypotheses, *problem.goal.conditions, *(_negated(problem) if violating else ())]
    if place > MOST_UNKNOWNS or (violating and problem.goal.relation[0] == "="):
        return None
    if any(term[0] in FUNCTIONS for clause in said for term in clause_terms(clause)):
        return None
    equations = tuple(clause for clause in said if clause.relation[0] == "=")
    inequalities = tuple(clause for clause in said if clause.relation[0] != "=")
    fit = _Fit(dims, variables, paths, naturals, equations, inequalities, place)
    try:
        setting = fit.setting(np.ones((1, place)))
        strict = [
            clause.relation[0] == "<"
            for clause in inequalities
            for margin in _margins(clause, setting, 1)
            for _ in range(margin.shape[1])
        ]
    except NoValueError:
        return None
    return _Fit(dims, variables, paths, naturals, equations, inequalities, place, tuple(strict))


def _negated(problem: Problem) -> Iterator[Clause]:
    op, left, right = problem.goal.relation
    if op != "=":
        yield Clause((), (), ("<" if op == "<=" else "<=", right, left))


# ---------------------------------------------------------------- samples


def _differences(clause: Clause, setting: Setting, count: int) -> Iterator[Array]:
    for left, right in _looked_at(clause, setting):
        yield _flat(left - right, count)


def _margins(clause: Clause, setting: Setting, count: int) -> Iterator[Array]:
    for left, right in _looked_at(clause, setting):
        yield _flat((right - left) / (1 + np.abs(left) + np.abs(right)), count)


def _flat(values: Array, count: int) -> Array:
    return np.broadcast_to(values, (count, *values.shape[1:])).reshape(count, -1)


def _looked_at(clause: Clause, setting: Setting) -> Iterator[tuple[Array, Array]]:
    """The sides at samples of what is bound; nothing for a clause that binds more than a time, or has other conditions.

    Raises:
        NoValueError: a side has no value in float64.
    """
    variables = clause.variables
    if len(variables) > 1 or any(v[2] not in (SCALAR, NATURAL) for v in variables):
        return
    if variables:
        points = _samples(variables[0], clause, setting)
        if points is None:
            return
        setting = setting.bind(variables[0], points)
    elif clause.conditions:
        return
    relation: Relation = clause.relation
    left, right = np.broadcast_arrays(*(evaluate(side, setting) for side in relation[1:]))
    yield left, right


def _samples(variable: Term, clause: Clause, setting: Setting) -> Array | None:
    """Values of a bound number that its range allows; ``None`` where it has other conditions."""
    low, high = np.zeros((1, 1)), None
    for condition in clause.conditions:
        _, left, right = condition.relation
        if condition.variables or condition.conditions or variable not in (left, right):
            return None
        bound = evaluate(right if left == variable else left, setting)
        if right == variable:
            low = np.maximum(low, bound)
        else:
            high = bound if high is None else np.minimum(high, bound)
    if variable[2] == NATURAL:
        steps = np.array([INDICES])
        return np.ceil(low) + steps if high is None else np.minimum(np.ceil(low) + steps, np.floor(high))
    if high is None:
        return low + np.array([LATER])
    return low + (high - low) * np.array([FRACTIONS])


# ---------------------------------------------------------------- simpler


def _simplified(system: _Fit, point: Array) -> list[Fraction] | None:
    """Zeros where that is possible, the late terms of paths first, and fractions."""
    free = np.ones(system.count, dtype=bool)
    for i in reversed(range(system.count)):
        free[i] = False
        moved = point.copy()
        moved[i] = 0.0
        with np.errstate(all="ignore"):
            moved = descended(system, moved[None], free)[0]
            possible = bool(system.holds(moved[None])[0])
        if possible:
            point = moved
        else:
            free[i] = True
    solved_for = pivots(system, point, np.flatnonzero(free).tolist())
    for denominator in DENOMINATORS:
        found = with_fractions(system, point, solved_for, denominator)
        if found is not None:
            simple = [Fraction(x).limit_denominator(SNAPPED) for x in found.tolist()]
            if np.abs(np.array([float(x) for x in simple]) - found).max() < CLOSE:
                return simple
    return None
