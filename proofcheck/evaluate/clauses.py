"""Relations and clauses at a batch of instances: by how much they hold, and whether they do."""

from dataclasses import dataclass

import numpy as np

from proofcheck.evaluate.arithmetic import Array
from proofcheck.evaluate.setting import NoValueError, Setting, parts_of
from proofcheck.evaluate.terms import evaluate, joined
from proofcheck.kernel.clauses import Clause, Relation
from proofcheck.kernel.terms import NATURAL, SCALAR, ZERO, Term, num
from proofcheck.models.existence import is_denial

TIMES = 9
"""Points of time at which a clause that binds a time is looked at."""
FIRST, EARLY = 1e-3, 0.03
"""The first of them after 0: that part of the range, or of the time scale of the fastest motion."""
INDICES = 12
SIZES = np.array([1e-6, 1e-4, 1e-2, 0.1, 0.25, 0.5, 1.0, 2.0, 3.0, 5.0, 10.0, 30.0, 100.0, 1e3, 1e4, 1e6])
"""Of a number that may be any, where it is asked whether there is one."""
SAMPLES = 12
"""Values of a bound vector at which a clause is looked at."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """The sides of a relation, ``(b, s)`` each; of vectors and operators, their largest entries in absolute value.

    ``margin`` is by how much it holds (``right - left``; for an equality minus the largest difference of two
    entries), ``size`` the larger of the two sides in absolute value. NaN where a side has no value.
    """

    left: Array
    right: Array
    margin: Array
    size: Array

    @property
    def relative(self) -> Array:
        """The margin in units of the size of the sides; 0 where both are 0."""
        with np.errstate(invalid="ignore"):  # of infinite sides
            return np.where(self.size > 0, self.margin / np.where(self.size > 0, self.size, 1.0), self.margin)


def compare(relation: Relation, setting: Setting) -> Comparison:
    """Both sides of a relation and the margin between them, in float64.

    Raises:
        NoValueError: a side cannot be evaluated.
    """
    op, left_term, right_term = relation
    left, right = np.broadcast_arrays(evaluate(left_term, setting), evaluate(right_term, setting))
    flat = (*left.shape[:2], -1)
    left, right = left.reshape(flat), right.reshape(flat)
    size = np.maximum(np.abs(left).max(axis=-1), np.abs(right).max(axis=-1))
    margin = -np.abs(left - right).max(axis=-1) if op == "=" else (right - left)[..., 0]
    if left.shape[-1] == 1:
        return Comparison(left[..., 0], right[..., 0], margin, size)
    return Comparison(np.abs(left).max(axis=-1), np.abs(right).max(axis=-1), margin, size)


def holds(clause: Clause, setting: Setting, *, tolerance: float = 1e-9, times: Array | None = None) -> Array:
    """Whether a clause holds, ``(b, s)``: up to a relative rounding error, and at samples of its bound variables.

    A bound time takes the values ``times`` ``(b, q)`` among others, as far as the conditions allow them.

    Raises:
        NoValueError: something in it cannot be evaluated.
    """
    if not clause.variables:
        found = _relation_holds(clause.relation, setting, tolerance)
        for condition in clause.conditions:
            found = found | ~holds(condition, setting, tolerance=tolerance, times=times)
        return found
    variable, *rest = clause.variables
    inner = Clause(tuple(rest), clause.conditions, clause.relation)
    points = _sizes(variable, clause) if is_denial(clause) else _points(variable, clause.conditions, setting, times)
    s = max(points.shape[1], setting.extent(clause.free_variables()))
    points = np.broadcast_to(points, (points.shape[0], s, *points.shape[2:]))
    parts = parts_of(s, points.shape[0] * points.shape[2], setting)
    found = [
        _holds_for_all(inner, variable, points[:, part], setting.part(s, part), tolerance, times) for part in parts
    ]
    return joined(found, parts)


def _sizes(variable: Term, denied: Clause) -> Array:
    """Values of all sizes for a number that is denied to exist."""
    if variable[2] not in {SCALAR, NATURAL}:
        raise NoValueError(f"whether there is such a {variable[1]} is not looked at in numbers")
    if any(c.relation[0] == "=" and set(denied.variables) & c.free_variables() for c in denied.conditions):
        raise NoValueError(f"{variable[1]} would have to solve an equation")
    found = SIZES[SIZES >= 1].round() if variable[2] == NATURAL else np.concatenate([-SIZES[::-1], SIZES])
    return np.concatenate([[0.0], found])[None, None, :]


def _holds_for_all(
    inner: Clause, variable: Term, points: Array, setting: Setting, tolerance: float, times: Array | None
) -> Array:
    b, s, q = points.shape[:3]
    spread = setting.spread(s, q).bind(variable, points.reshape(b, s * q, *points.shape[3:]))
    found = holds(inner, spread, tolerance=tolerance, times=times)
    if found.shape[1] == 1:
        return found
    return found.reshape(found.shape[0], -1, q).all(axis=-1)


def _relation_holds(relation: Relation, setting: Setting, tolerance: float) -> Array:
    comparison = compare(relation, setting)
    if relation[0] == "<":
        return comparison.margin > 0
    return comparison.margin >= -tolerance * comparison.size


def _points(variable: Term, conditions: tuple[Clause, ...], setting: Setting, times: Array | None) -> Array:
    """Values of a bound variable ``(b, s, q, ...)``: a range of times, the first indices, or sample vectors."""
    if variable[2] == NATURAL:
        return np.arange(float(INDICES))[None, None, :]
    if variable[2] == SCALAR:
        low, high = span(variable, conditions, setting)
        points = low[..., None] + (high - low)[..., None] * graded(TIMES, first_part(high - low, setting)[..., None])
        if times is None:
            return points
        more = np.clip(times[:, None], low[..., None], high[..., None])
        b, s = (max(points.shape[axis], more.shape[axis]) for axis in (0, 1))
        return np.concatenate([np.broadcast_to(x, (b, s, x.shape[2])) for x in (points, more)], axis=2)
    return _samples(variable, conditions, setting)


def graded(count: int, first: Array) -> Array:
    """Points of [0, 1]: 0, then half of them in geometric progression from ``first`` ``(..., 1)`` on, half evenly.

    >>> float(graded(9, np.array([0.01]))[1])
    0.01
    """
    steps = count // 2
    geometric = first ** (1 - np.arange(steps) / steps)
    even = np.broadcast_to(np.linspace(0.0, 1.0, count - steps), (*first.shape[:-1], count - steps))
    return np.sort(np.concatenate([geometric, even], axis=-1), axis=-1)


def first_part(length: Array, setting: Setting) -> Array:
    """The part of a range of times at which the fastest motion has hardly begun, and 1e-3 at most."""
    if setting.timescale is None:
        return np.full(length.shape, FIRST)
    with np.errstate(all="ignore"):
        early = EARLY * setting.timescale / length
    return np.where(early > 0, np.minimum(FIRST, early), FIRST)


def span(variable: Term, conditions: tuple[Clause, ...], setting: Setting) -> tuple[Array, Array]:
    """Between which numbers the conditions keep a scalar; from 0 to the horizon where they do not say."""
    low = high = None
    for condition in conditions:
        if condition.variables or condition.conditions or condition.relation[0] == "=":
            continue
        _, left, right = condition.relation
        if right == variable:
            bound = evaluate(left, setting)
            low = bound if low is None else np.maximum(low, bound)
        elif left == variable:
            bound = evaluate(right, setting)
            high = bound if high is None else np.minimum(high, bound)
    if high is None:
        if setting.horizon is None:
            raise NoValueError(f"nothing bounds {variable[1]}")
        high = setting.horizon
    low, high = np.broadcast_arrays(np.zeros((1, 1)) if low is None else low, high)
    return low, high


def _samples(variable: Term, conditions: tuple[Clause, ...], setting: Setting) -> Array:
    shape = setting.shape(variable[2])
    points = np.random.default_rng(len(variable[1])).standard_normal((1, 1, SAMPLES, *shape))
    if any(is_unit(condition, variable) for condition in conditions):
        return points / np.linalg.norm(points, axis=-1, keepdims=True)
    return points


def is_unit(condition: Clause, variable: Term) -> bool:
    """Whether a clause says that a vector has norm 1."""
    op, left, right = condition.relation
    plain = op == "=" and not condition.variables and not condition.conditions and variable.sort[0] == "V"
    return plain and {left, right} == {Term("norm", variable), num(1)}


def lower_and_upper(relation: Relation, setting: Setting) -> tuple[Array, Array]:
    """Both sides of an inequality, in the arithmetic of the setting: for a decision in balls.

    An equality of vectors becomes that their distance squared is at most 0.
    """
    op, left_term, right_term = relation
    left, right = evaluate(left_term, setting), evaluate(right_term, setting)
    if op != "=":
        return left, right
    difference = left - right
    squares = (difference * difference).reshape(*difference.shape[:2], -1).sum(axis=-1)
    return squares, setting.arithmetic.number(ZERO[1])
