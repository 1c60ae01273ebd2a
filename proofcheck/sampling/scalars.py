"""Random scalars: at, inside or outside the bounds that the clauses put on them."""

from collections.abc import Mapping

import numpy as np

from proofcheck.evaluate.arithmetic import Array
from proofcheck.evaluate.clauses import first_part, graded, span
from proofcheck.evaluate.setting import NoValueError, Setting
from proofcheck.evaluate.terms import evaluate, evaluate_in_parts
from proofcheck.kernel.clauses import Clause
from proofcheck.kernel.terms import NATURAL, SCALAR, Term
from proofcheck.sampling.draft import INDICES, Draft
from proofcheck.sampling.needs import is_lipschitz, is_threshold
from proofcheck.sampling.outline import Slot

SCAN, NARROW_SCAN, NARROWINGS = 33, 17, 3
"""Points of time at which a bound on a scalar is looked for; then around the best of them, and again."""


ITERATIONS = 30
"""Of a threshold that depends on what it bounds."""


def scalar(draft: Draft, slot: Slot, patient: bool) -> Array:
    """Values of a scalar. ``patient``: raise rather than leave out a bound that has no value yet."""
    variable = Term("var", slot.key[1], slot.sort)
    if slot.sort == NATURAL:
        return draft.random.choice((0.0, 1.0, 2.0, 5.0))
    low: Array | None = None
    high: Array | None = None
    for clause in draft.needed.checked:
        if variable not in _related(clause) or clause.relation[0] == "=":
            continue
        if gives_constant(draft, clause, variable):
            beta = draft.made.beta * draft.random.choice((1.0, 1.0, 1.1, 2.0))
            draft.possible = draft.possible & _is_certified(draft, clause, variable, beta)
            return beta
        lower, upper = _bounds(draft, clause, variable, patient)
        if draft.below < 1 and lower is None and is_threshold(clause) and clause.relation[2] == variable:
            draft.possible = False  # there is no threshold to stay below
        if lower is not None:
            low = lower if low is None else np.maximum(low, lower)
        if upper is not None:
            high = upper if high is None else np.minimum(high, upper)
    if slot.duration and high is None:
        return np.maximum(draft.bounded().horizon, 0.0 if low is None else low)
    return _between(draft, low, high)


def _between(draft: Draft, low: Array | None, high: Array | None) -> Array:
    if low is not None and high is not None:
        share = draft.random.choice((1e-9, 0.1, 0.5, 1 - 1e-9))
        return low + (high - low) * share
    if low is not None:
        above = low * (draft.random.choice((1 + 1e-12, 1.1, 2.0, 10.0, 100.0)) if draft.below == 1 else draft.below)
        return np.where(low > 0, above, low + draft.random.power_of_ten(-1.5, 1.5))
    if high is not None:
        return high - np.abs(high) * draft.random.choice((0.0, 1e-12, 0.1, 0.5, 0.9))
    return draft.random.normal(1) * draft.random.power_of_ten(-1, 1)


def gives_constant(draft: Draft, clause: Clause, variable: Term) -> bool:
    """Whether a clause says that the variable is a Lipschitz constant for which the family has a value."""
    return is_lipschitz(clause) and draft.made.beta is not None and variable in clause.relation[2][1:]


def _is_certified(draft: Draft, clause: Clause, variable: Term, beta: Array) -> Array:
    """Whether the constant is certified on the balls that the clause speaks of, ``(b, 1)``."""
    model = draft.made.model
    assert model is not None
    radii = {v: np.full((draft.batch, 1), np.inf) for v in clause.variables}
    here = draft.setting.bind(variable, beta)
    for condition in clause.conditions:
        op, left, right = condition.relation
        inside = [v for v in clause.variables if v in condition.free_variables()]
        if op != "<=" or left[0] != "norm" or condition.conditions or len(inside) != 1:
            continue
        if not evaluate(left[1], here.bind(inside[0], draft.made.start)).any():  # the ball is around the start
            radii[inside[0]] = np.minimum(radii[inside[0]], evaluate(right, here))
    radius = np.maximum(*radii.values())
    return (model.lipschitz(draft.made.start[:, 0], radius[:, 0]) <= beta[:, 0])[:, None]


def _bounds(draft: Draft, clause: Clause, variable: Term, patient: bool) -> tuple[Array | None, Array | None]:
    """Between which numbers a clause keeps the variable: a threshold, or one that is affine in it."""
    try:
        if is_threshold(clause) and clause.relation[2] == variable:
            return _threshold(draft, clause, variable), None
        points = {bound: _points(draft, bound, clause) for bound in clause.variables}
        found = _roots(draft, clause, variable, points)
        if found is None:
            return None, None
        lower, upper = found
        if len(points) == 1 and clause.variables[0][2] == SCALAR and lower.shape[1] > 1:  # else nothing depends on it
            lower, upper = _narrowed(draft, clause, variable, points[clause.variables[0]], lower, upper)
    except NoValueError:
        if patient:
            raise
        return None, None
    lower, upper = lower.max(axis=-1, keepdims=True), upper.min(axis=-1, keepdims=True)
    return (
        lower if bool(np.isfinite(lower).all()) else None,
        upper if bool(np.isfinite(upper).all()) else None,
    )


def _roots(draft: Draft, clause: Clause, variable: Term, points: Mapping[Term, Array]) -> tuple[Array, Array] | None:
    """The bounds from below and from above ``(b, q)`` at values of the bound variables; infinite where none."""
    a, b, c = _margins(draft, clause, variable, (1.0, 2.0, 4.0), points)
    slope = b - a
    scale = np.maximum(np.maximum(np.abs(a), np.abs(b)), np.abs(c)).max(axis=-1, keepdims=True)
    if not bool((np.abs(c - b - 2 * slope) <= 1e-9 * scale).all()):
        return None
    with np.errstate(all="ignore"):
        root = 1 - a / slope
    least = 1e-15 * scale  # a smaller slope is rounding, as where both sides are 0
    return np.where(slope > least, root, -np.inf), np.where(slope < -least, root, np.inf)


def _narrowed(
    draft: Draft, clause: Clause, variable: Term, points: Array, lower: Array, upper: Array
) -> tuple[Array, Array]:
    """The bounds at more times, around the one at which they are the tightest."""
    points = np.broadcast_to(points[:, 0], lower.shape)
    tightness = np.where(upper < np.inf, upper, -lower)
    lowers, uppers = [lower], [upper]
    for _ in range(NARROWINGS):
        best = np.argmin(tightness, axis=1)[:, None]
        first = np.take_along_axis(points, np.maximum(best - 1, 0), axis=1)
        last = np.take_along_axis(points, np.minimum(best + 1, points.shape[1] - 1), axis=1)
        points = first + (last - first) * np.linspace(0, 1, NARROW_SCAN)
        found = _roots(draft, clause, variable, {clause.variables[0]: points[:, None]})
        if found is None:
            break
        tightness = np.where(found[1] < np.inf, found[1], -found[0])
        lowers.append(found[0])
        uppers.append(found[1])
    return np.concatenate(lowers, axis=1), np.concatenate(uppers, axis=1)


def _threshold(draft: Draft, clause: Clause, variable: Term) -> Array:
    """Where ``bound(x) <= x`` begins to hold, for a bound that grows less than its argument: its fixed point.

    Fixed-point iteration with Aitken's leaps, which are exact where the bound is affine.
    """

    def bound(x: Array) -> Array:
        return np.maximum(evaluate(clause.relation[1], draft.setting.bind(variable, x)), 1e-300)

    x = np.zeros((draft.batch, 1))
    with np.errstate(all="ignore"):
        for _ in range(ITERATIONS):
            first = bound(x)
            met = np.abs(first - x) <= 1e-11 * x
            if bool((met | ~np.isfinite(first)).all()):
                break
            second = bound(first)
            growth = (second - first) / (first - x)
            leap = x + (first - x) / (1 - growth)
            x = np.where(met, x, np.where((growth >= 0) & (growth < 1) & (leap > 0), leap, second))
    met = met & np.isfinite(x)
    _restrict(draft, variable, met)
    return np.where(met, x, 1.0)


def _restrict(draft: Draft, variable: Term, met: Array) -> None:
    """Keep to the instances that leave the variable a value above its threshold."""
    if not met.any():
        advice = "; centre the model, so that f is 0 at the start" if draft.made.model is not None else ""
        draft.unmet = f"no value of {variable[1]} is above its threshold, which grows with it{advice}"
    draft.possible = draft.possible & met


def _margins(
    draft: Draft, clause: Clause, variable: Term, values: tuple[float, ...], points: Mapping[Term, Array]
) -> list[Array]:
    """Right minus left at values of the bound variables, ``(b, q)``, for each value of the variable."""
    setting = draft.bounded() if clause.variables else draft.setting
    times = 1
    for bound, places in points.items():
        b, _, q, *sizes = places.shape
        every = np.broadcast_to(places, (b, times, q, *sizes)).reshape(b, times * q, *sizes)
        setting = setting.spread(times, q).bind(bound, every)
        times *= q
    _, *sides = clause.relation

    def of(side: Term, setting: Setting) -> Array:
        return evaluate_in_parts(side, setting, draft.batch)

    known = {side: of(side, setting) for side in sides if variable not in side.free}

    def at(side: Term, value: float) -> Array:
        return known[side] if side in known else of(side, setting.bind(variable, np.full((1, 1), value)))

    margins = [at(sides[1], value) - at(sides[0], value) for value in values]
    return [np.broadcast_to(margin, (draft.batch, margin.shape[1])) for margin in margins]


def _points(draft: Draft, variable: Term, clause: Clause) -> Array:
    """Values of a bound variable, ``(b, 1, q, ...)``."""
    setting = draft.bounded()
    if variable[2] == SCALAR:
        low, high = span(variable, clause.conditions, setting)
        part = first_part(high - low, setting)[..., None]
        return low[..., None] + (high - low)[..., None] * graded(SCAN, part)
    if variable[2] == NATURAL:
        return np.arange(float(INDICES))[None, None, :]
    draft.sampled = True
    centre, directions = _cross(draft, variable)
    return np.concatenate([centre, centre + directions, centre - directions], axis=-2)[:, None]


def _cross(draft: Draft, variable: Term) -> tuple[Array, Array]:
    """A point ``(b, 1, p)`` and directions ``(b, p, p)`` from it: where the bounds of a quadratic form are met.

    For an argument of a function they are the place and the axes of the quadratic form that it is, or nearly is.
    """
    (size,) = draft.setting.shape(variable[2])
    model = draft.made.model
    if model is None or draft.needed.codomain != SCALAR or variable[2] != draft.needed.domain:
        return np.zeros((1, 1, size)), np.eye(size)[None]
    start = draft.made.start
    slope = model.jacobian(start)[..., 0, :]
    curvature = model.jacobian(start + np.eye(size))[..., 0, :] - slope
    values, basis = np.linalg.eigh((curvature + np.swapaxes(curvature, -1, -2)) / 2)
    inverse = np.where(values > 1e-12 * np.abs(values).max(axis=-1, keepdims=True), 1 / values, 0.0)
    lowest = start - (slope @ basis * inverse[:, None]) @ np.swapaxes(basis, -1, -2)
    return lowest, np.swapaxes(basis, -1, -2)


def _related(clause: Clause) -> frozenset[Term]:
    """The free variables of the relation of a clause: those in its conditions bound ranges only."""
    _, left, right = clause.relation
    return (left.free | right.free) - frozenset(clause.variables)
