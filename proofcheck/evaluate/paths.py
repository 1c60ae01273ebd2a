"""Paths that a differential equation or a recurrence determines, at any times that are asked for.

The right side of the equation is evaluated like any other term. What kind of equation it is shows in its values: an
affine one with a constant symmetric matrix has a closed form; one that agrees with -alpha J(x)^T (alpha f(x) - y) is a
gradient flow, for which there is a method of its own, as there is for other affine ones; the rest goes to a Runge-Kutta
method.
"""

from collections import OrderedDict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from flint import arb, arb_mat

from numerics.affine import NODES
from numerics.enclosures import enclose_gradient_flow
from numerics.errors import NumericsError
from numerics.flows import DenseFlow, affine_flow, dense_gradient_flow, integrate
from numerics.models import Model
from numerics.phi import phi
from proofcheck.evaluate.arithmetic import FLOAT, Array
from proofcheck.evaluate.setting import NoValueError, Path, Setting
from proofcheck.evaluate.terms import evaluate
from proofcheck.kernel.terms import ZERO, Term, slots, subterms

RTOL, ATOL = 1e-9, 1e-12
GRADIENT_RTOL = 1e-11
"""Of the method for gradient flows, whose high order makes this cheap."""
MAX_STEPS = 400
"""Of one instance: one that needs more is given up, and has no value."""
ROUGHLY = 30.0
"""How many times larger the tolerances are in a rough setting."""
ROUGH_NODES = 7
"""Of the method for affine equations in a rough setting: other tolerances alone would often give the same steps."""
BEYOND = 1 + 1e-9
"""A flow is followed a little longer than it is asked for: the same time may be rounded in another way."""
UNIT = 3e-16
"""The rounding of a path there, as a share of the larger of its start and its value."""
LONGEST_SEQUENCE = 1000
STIFFEST = 10.0
"""Up to which alpha^2 smax^2 t a gradient flow is enclosed."""
LATER = 0.7318
"""A time at which a right side is looked at besides 0."""
_AGREES = 1e-8

Field = Callable[[Array, Array], Array]
"""The right side of a differential equation, of the times ``(b, s)`` and the states ``(b, s, d)``."""


_KNOWN: "OrderedDict[tuple[object, ...], _Asked]" = OrderedDict()
REMEMBERED, LARGEST_MEMORY = 16, 8_000_000
"""Solutions that are kept, and how many numbers in all: the claims of a document ask for the same ones."""
LARGEST_ANSWERS = 2_500_000
"""How many numbers of values that were asked for are kept of each."""


def _remembered(key: tuple[object, ...], solve: Callable[[], "_Asked"]) -> Path:
    """The path of that key, which is solved for where it is not known."""
    if key not in _KNOWN:
        while _KNOWN and (len(_KNOWN) >= REMEMBERED or sum(path.size for path in _KNOWN.values()) > LARGEST_MEMORY):
            _KNOWN.popitem(last=False)
        _KNOWN[key] = solve()
    _KNOWN.move_to_end(key)
    return _KNOWN[key]


@dataclass(frozen=True, slots=True)
class _Asked:
    """A path that computes what it is asked for again once; what numerics cannot compute has no value.

    Where ``rough`` is not 0, it rounds in another way.
    """

    compute: Path
    start: Array = None
    rough: int = 0
    answers: OrderedDict[tuple[object, ...], Array] = field(default_factory=OrderedDict)

    @property
    def size(self) -> int:
        """How many numbers it holds."""
        solution = self.compute.size if isinstance(self.compute, _GradientPath) else 0
        return solution + sum(int(values.size) for values in self.answers.values())

    def __call__(self, times: Array) -> Array:
        key = times.shape, times.tobytes()
        if key in self.answers:
            return self.answers[key]
        try:
            found = self.compute(times)
        except NumericsError as error:
            raise NoValueError(str(error)) from error
        if self.rough:
            numbers = np.random.default_rng(self.rough).standard_normal(found.shape)
            found = found + UNIT * np.maximum(np.abs(self.start), np.abs(found)) * numbers
        if found.dtype != object:
            self._keep(key, found)
        return found

    def _keep(self, key: tuple[object, ...], found: Array) -> None:
        self.answers[key] = found
        kept = sum(int(values.size) for values in self.answers.values())
        while kept > LARGEST_ANSWERS:
            kept -= int(self.answers.popitem(last=False)[1].size)


def _key(name: str, start: Array, setting: Setting) -> tuple[object, ...]:
    variable, body = setting.dynamics[name]
    known = sorted(
        ((v, setting.values[v]) for v in body.free if v in setting.values and v != variable),
        key=lambda item: str(item[0]),
    )
    return setting.label, setting.rough, name, body, start.tobytes(), *((v, x.tobytes()) for v, x in known)


def solve_path(name: str, start: Array, setting: Setting, *, shape: Setting | None = None) -> Path:
    """The solution of the equation that ``setting.dynamics`` holds for a path, from ``start`` ``(b, 1, d)``.

    In balls, ``shape`` is the same setting in float64: it tells what kind of equation this is.

    Raises:
        NoValueError: in balls, for an equation that is not one of the two special kinds.
    """
    if setting.arithmetic is FLOAT:
        if not setting.label:
            return _float_path(name, start, setting)
        return _remembered(_key(name, start, setting), lambda: _float_path(name, start, setting))
    if shape is None:
        raise NoValueError("a path in balls needs its setting in float64")
    return _Asked(_ball_path(name, start, setting, shape))


def right_hand_side(name: str, start: Array, setting: Setting) -> Field:
    """The right side of the equation of a path as a function of time and state."""
    variable, body = setting.dynamics[name]
    state, inner = _with_state(body, name, variable)
    paths = {**setting.paths, name: lambda times: start}  # what is left of the path in the body is its start

    def slope(times: Array, x: Array) -> Array:
        values = {**setting.values, variable: times, state: x}
        bound = replace(setting, values=values, paths=paths, dynamics={}, label="")
        return np.broadcast_to(evaluate(inner, bound), x.shape)

    return slope


def _with_state(body: Term, name: str, time: Term) -> tuple[Term, Term]:
    """A variable for the path at this time, and the body with it."""
    here = next((part for part in subterms(body) if part[:2] == ("path", name) and part[3] == time), ZERO)
    state = Term("var", f"{name}(.)", here.sort)
    return state, _at_state(body, name, time, state)


def _at_state(term: Term, name: str, time: Term, state: Term) -> Term:
    if term[:2] == ("path", name):
        if term[3] == time:
            return state
        if time in term[3]:
            raise NoValueError(f"the equation of {name} looks at another time")
        return term
    parts: list[Any] = list(term)
    for slot in slots(term):
        parts[slot] = _at_state(term[slot], name, time, state)
    return Term(*parts)


# ---------------------------------------------------------------- float64


def _float_path(name: str, start: Array, setting: Setting) -> _Asked:
    return _Asked(_solved(name, start, setting), start, setting.rough)


def _solved(name: str, start: Array, setting: Setting) -> Path:
    slope = right_hand_side(name, start, setting)
    matrix = _affine(slope, start, 3.0 if setting.rough else 1.0)
    if matrix is not None:
        return _closed_form(matrix, slope(np.zeros(start.shape[:2]), start), start)
    found = recognised(slope, start, setting)
    looseness = ROUGHLY if setting.rough else 1.0
    if found is not None:
        horizon = np.zeros(1) if setting.horizon is None else setting.horizon[:, 0]
        return _GradientPath(*found, start, looseness, horizon)
    solver = _affine_path if _is_affine(slope, start) else _integrated
    return solver(slope, start, looseness)


def _points(start: Array, count: int) -> Array:
    """States around the start, the same for every batch of this shape."""
    b, _, d = start.shape
    spread = 1.0 + np.abs(start).max(axis=-1, keepdims=True)
    return start + spread * np.random.default_rng(d).standard_normal((b, count, d))


def _affine(slope: Field, start: Array, step: float = 1.0) -> Array | None:
    """The matrix A ``(b, d, d)`` if the equation is x' = A x + c with a constant symmetric A."""
    b, _, d = start.shape
    x = _points(start, 1)
    now, later = np.moveaxis(slope(np.broadcast_to([[0.0, LATER]], (b, 2)), np.repeat(x, 2, axis=1)), 1, 0)
    changes = np.abs(now - later).max(axis=-1) > _AGREES * np.abs(now).max(axis=-1)
    if changes.any() or not _is_affine(slope, start):
        return None
    f0 = slope(np.zeros((b, 1)), start)[:, 0]
    columns = (slope(np.zeros((b, d)), start + step * np.eye(d)) - f0[:, None]) / step
    if not np.allclose(columns, np.swapaxes(columns, 1, 2), rtol=_AGREES, atol=_AGREES * float(np.abs(columns).max())):
        return None
    return (columns + np.swapaxes(columns, 1, 2)) / 2


def _is_affine(slope: Field, start: Array) -> bool:
    """Whether the right side is affine in the state, at two times."""
    x = _points(start, 2)
    states = np.concatenate([start, x, x[:, :1] + x[:, 1:] - start], axis=1)
    for time in (0.0, LATER):
        f0, f1, f2, f3 = np.moveaxis(slope(np.full(states.shape[:2], time), states), 1, 0)
        size = np.abs(f1).max(axis=-1) + np.abs(f2).max(axis=-1) + np.abs(f0).max(axis=-1)
        if not bool((np.abs(f1 + f2 - f0 - f3).max(axis=-1) <= _AGREES * size).all()):
            return False
    return True


def _closed_form(matrix: Array, first: Array, start: Array) -> Path:
    """x(t) = x0 + t phi_1(t A) x'(0)."""
    rates, basis = np.linalg.eigh(matrix)
    slopes = (first @ basis)[:, 0]

    def at(times: Array) -> Array:
        exponents = times[..., None] * rates[:, None, :]
        means = np.where(exponents > 0, np.expm1(exponents) / np.where(exponents > 0, exponents, 1.0), 0.0)
        means = np.where(exponents > 0, means, phi(np.minimum(exponents, 0.0), 1)[1])
        return start + (times[..., None] * means * slopes[:, None, :]) @ np.swapaxes(basis, 1, 2)

    return at


def recognised(slope: Field, start: Array, setting: Setting) -> tuple[Model, Array, Array] | None:
    """The model f, alpha ``(b,)`` and y ``(b, n)`` if the equation is x' = -alpha J(x)^T (alpha f(x) - y)."""
    b, _, d = start.shape
    x = _points(start, 3)
    wanted = slope(np.zeros((b, 3)), x)
    for model in setting.maps.values():
        if model.weights != d or model.batch != b:
            continue
        value, pullback = model.linearise(x)
        for alpha, y in _candidates(setting, b, model.outputs):
            found = -alpha[:, None, None] * pullback(alpha[:, None, None] * value - y[:, None])
            if bool((np.abs(found - wanted).max(axis=-1) <= _AGREES * np.abs(wanted).max(axis=-1)).all()):
                return model, alpha, y
    return None


def _candidates(setting: Setting, b: int, n: int) -> Iterator[tuple[Array, Array]]:
    scalars = [v for v in setting.values.values() if v.ndim == 2 and v.shape[1] == 1 and v.dtype != object]
    vectors = [v for v in setting.values.values() if v.ndim == 3 and v.shape[1:] == (1, n)]
    for alpha in (np.ones((b, 1)), *scalars):
        if bool((alpha > 0).all()):
            for y in (np.zeros((b, 1, n)), *vectors):
                yield np.broadcast_to(alpha[:, 0], (b,)), np.broadcast_to(y[:, 0], (b, n))


def _sorted(times: Array, solve: Path) -> Array:
    """Solve at increasing times, and put the values where they were asked for."""
    order = np.argsort(times, axis=1)
    values = solve(np.take_along_axis(times, order, axis=1))
    back = np.argsort(order, axis=1)
    return np.take_along_axis(values, back.reshape(*back.shape, *(1,) * (values.ndim - 2)), axis=1)


@dataclass(slots=True)
class _GradientPath:
    """A gradient flow, solved as far as it is asked for, and again where it is asked for more."""

    model: Model
    alpha: Array
    y: Array
    start: Array
    looseness: float
    horizon: Array
    flow: DenseFlow | None = None

    @property
    def size(self) -> int:
        """How many numbers it holds."""
        return 0 if self.flow is None else self.flow.size

    def __call__(self, times: Array) -> Array:
        times = np.broadcast_to(times, (self.start.shape[0], times.shape[1]))
        last = times.max(axis=1)
        if self.flow is None or bool((last > self.flow.end).any()):
            self.flow = self._followed(np.maximum(last, self.horizon if self.flow is None else self.flow.end))
        return self.flow.weights(times)

    def _followed(self, end: Array) -> DenseFlow:
        return dense_gradient_flow(
            self.model,
            self.start[:, 0],
            self.y,
            self.alpha,
            np.maximum(end * BEYOND, 1e-300),
            rtol=GRADIENT_RTOL * self.looseness,
            atol=ATOL * self.looseness,
            control="residual",
            max_steps=MAX_STEPS,
            strict=self.model.refuses_nan,
        )


def _affine_path(slope: Field, start: Array, looseness: float) -> Path:
    """x' = A(t) x + c(t): the way from the start, with A and the slope there read off the right side around it.

    The way is measured in units of what the slope at the start gives in the time scale of the fastest motion.
    """
    b, _, d = start.shape
    probes = np.concatenate([np.zeros((1, d)), np.eye(d)])
    nodes = NODES if looseness == 1.0 else ROUGH_NODES

    def around(t: Array, index: Array) -> tuple[Array, Array]:
        s = t.shape[1]
        times = np.zeros((b, s))
        times[index] = t
        states = np.broadcast_to(start[:, :, None] + probes, (b, s, d + 1, d)).reshape(b, s * (d + 1), d)
        found = slope(np.repeat(times, d + 1, axis=1), states)[index].reshape(len(index), s, d + 1, d)
        offset = found[:, :, 0]
        return np.swapaxes(found[:, :, 1:] - offset[:, :, None], 2, 3), offset

    matrix, first = around(np.zeros((b, 1)), np.arange(b))
    rate, speed = (np.linalg.norm(x.reshape(b, -1), axis=1) for x in (matrix, first))
    unit = np.where((rate > 0) & (speed > 0), speed / np.where(rate > 0, rate, 1.0), 1.0)

    def coefficients(t: Array, index: Array) -> tuple[Array, Array]:
        matrix, offset = around(t, index)
        return matrix, offset / unit[index, None, None]

    def at(times: Array) -> Array:
        rtol, atol = RTOL * looseness, ATOL * looseness
        moved = affine_flow(coefficients, np.zeros((b, d)), times, rtol=rtol, atol=atol, nodes=nodes).z
        return start + unit[:, None, None] * moved

    return lambda times: _sorted(np.broadcast_to(times, (b, times.shape[1])), at)


def _integrated(slope: Field, start: Array, looseness: float) -> Path:
    b = start.shape[0]

    def rhs(t: Array, z: Array, index: Array) -> Array:
        times, states = np.zeros((b, 1)), np.array(start)
        times[index, 0], states[index, 0] = t, z
        return slope(times, states)[index, 0]

    def at(times: Array) -> Array:
        return integrate(rhs, np.array(start[:, 0]), times, rtol=RTOL * looseness, atol=ATOL * looseness)

    return lambda times: _sorted(np.broadcast_to(times, (b, times.shape[1])), at)


def solve_sequence(name: str, start: Array, index: Term, body: Term, setting: Setting) -> Path:
    """The sequence x_0 = ``start`` ``(b, 1, ...)``, x_{k+1} = body(k, x_k) as a function of its index."""
    state, inner = _with_state(body, name, index)
    members = [start]

    def at(indices: Array) -> Array:
        last = int(np.max(indices))
        if last > LONGEST_SEQUENCE:
            raise NoValueError(f"the sequence {name} is asked for at {last}")
        while len(members) <= last:
            here = setting.bind(index, np.full((1, 1), float(len(members) - 1))).bind(state, members[-1])
            members.append(np.broadcast_to(evaluate(inner, here), start.shape))
        table = np.concatenate(members, axis=1)
        indices = np.broadcast_to(indices, (start.shape[0], indices.shape[1])).astype(int)
        return np.take_along_axis(table, indices.reshape(indices.shape + (1,) * (table.ndim - 2)), axis=1)

    return at


# ---------------------------------------------------------------- balls


def _ball_path(name: str, start: Array, setting: Setting, shape: Setting) -> Path:
    plain = np.asarray(start, dtype=float)
    slope = right_hand_side(name, plain, shape)
    if _affine(slope, plain) is not None:
        return _ball_closed_form(right_hand_side(name, start, setting), start, setting)
    found = recognised(slope, plain, shape)
    if found is None:
        raise NoValueError(f"the path {name} has no enclosure here")
    model, alpha, y = found
    rate = float(alpha[0] * np.linalg.norm(model.jacobian(plain)[0, 0], ord=2)) ** 2

    def at(times: Array) -> Array:
        values = [float(t) for t in times[0]]
        if rate * max(values) > STIFFEST:
            raise NoValueError(
                f"the path {name} is too stiff to be enclosed: alpha^2 smax^2 t = {rate * max(values):.3g}"
            )
        ordered = sorted(set(values))
        flow = enclose_gradient_flow(model, plain[0, 0], y[0], float(alpha[0]), ordered, digits=30)
        return np.stack([flow.weights[ordered.index(t)] for t in values])[None]

    return at


def _ball_closed_form(slope: Field, start: Array, setting: Setting) -> Path:
    """x(t) = x0 + the last column of exp(t (A, c; 0, 0)) above its last entry, c = x'(0)."""
    d = start.shape[-1]
    zero = setting.arithmetic.zeros((1, 1))
    first = slope(zero, start)[0, 0]
    columns = []
    for i in range(d):
        shifted = np.array(start)
        shifted[0, 0, i] += arb(1)
        columns.append(slope(zero, shifted)[0, 0] - first)

    def at(times: Array) -> Array:
        found = []
        for t in times[0]:
            block = arb_mat(d + 1, d + 1)
            for i in range(d):
                block[i, d] = first[i] * t
                for j in range(d):
                    block[i, j] = columns[j][i] * t
            moved = block.exp()
            found.append([start[0, 0, i] + moved[i, d] for i in range(d)])
        out = np.empty((1, len(found), d), dtype=object)
        out[0] = found
        return out

    return at
