r"""Gradient flows of square losses that are stiff in n directions only: exponential collocation.

The flow w' = F(w) = -alpha J(w)^T (alpha f(w) - y) has the fast rates alpha^2 kappa_i, kappa_i the eigenvalues of
the n by n Gram matrix J J^T; the other p - n directions are slow. On a step from w_k of length h, with J_k the
Jacobian there,

    d = w - w_k,   d' = -alpha^2 J_k^T J_k d + N,   N = F(w) + alpha^2 J_k^T J_k d,

the linear part is solved exactly and N, which is small when training is lazy, is replaced by its interpolant at s
Gauss-Lobatto nodes. With J_k J_k^T = U diag(kappa) U^T and z_i = -h alpha^2 kappa_i, variation of constants gives

    d(theta h) = h int_0^theta N - h^2 alpha^2 J_k^T U c,
    c_i = int_0^theta (exp((theta - s) z_i) - 1) / z_i (U^T J_k N(s))_i ds.

The kernel of c_i is an entire function of z_i: an ill-conditioned Gram matrix costs no accuracy. Fixed-point sweeps
solve for the values of N, all nodes of all instances at once; each sweep gains a factor of about
||J - J_k|| / ||J_k||. A sweep needs N only as h F and as the products R h N and R d with R = U^T J_k, which have n
entries each. Every instance has its own step, its own error estimate (the highest Legendre coefficients of N, and of
every integrand that is carried along) and its own last sweep.

Exponential integrators: Hochbruck and Ostermann, Acta Numerica 19 (2010), 209-286.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import count

import numpy as np

from numerics.arrays import Array, clip, dot, increasing_times, matvec, namespace, norm, transpose
from numerics.errors import StepError
from numerics.models import Model
from numerics.phi import Collocation, lobatto

Integrand = Callable[[Array, Array], Array]
"""Of the velocity `(b, s, p)` and the residual `(b, s, n)`; returns `(b, s)`."""

NODES, FINE_NODES, FINE = 6, 8, 1e-9  # below that relative tolerance, more nodes make fewer and cheaper steps
SWEEPS = 6
SWEEP_SHARE = 0.1  # of the tolerance, for what the sweeps leave
ESTIMATE = 0.01  # the estimate is one order too low: with this factor, measured errors are near the tolerance or below
SAFETY, SHRINK, GROW = 0.85, 0.2, 6.0
RECOVERY = 1.1  # growth of the longest step for which the sweeps are expected to converge, from where they did not
TREND = 1.5  # while the flow grows smoother, a step may be longer than the last error allows, by this factor
FIRST = 2.0  # of the time scale of the fastest rate: the first step
REACH = 2.0  # steps up to that many times the last one are extrapolated from it
MAX_STEPS = 20_000  # of one instance
LIVE = 150_000  # numbers in an array of all nodes
AT_ONCE = 4 * LIVE  # the same where polynomials are evaluated
ROUNDING = 1e-13  # errors below this share of the weights are not asked for
EPSILON = 1e-16  # the rounding of a residual, as a share of what it is the difference of


@dataclass(frozen=True, slots=True)
class Flow:
    """A gradient flow at the times asked for.

    `weights` is `(batch, T, p)`; `residual` = alpha f(w) - y is `(batch, T, n)`; `integrals` is `(batch, T, k)`,
    from time 0, in the order of the integrands; `steps` counts accepted steps `(batch,)`.
    """

    times: Array
    weights: Array
    residual: Array
    integrals: Array
    steps: Array

    @property
    def loss(self) -> Array:
        """L = ||alpha f(w(t)) - y||^2 / 2, of shape `(batch, T)`."""
        return dot(self.residual, self.residual) / 2


@dataclass(frozen=True, slots=True)
class _Care:
    """The tolerances, what they apply to, and when to give an instance up: with an error, or where not strict alone."""

    rtol: float
    atol: float
    control: str
    max_steps: int
    strict: bool


@dataclass(frozen=True, slots=True)
class _Problem:
    model: Model
    y: Array
    alpha: Array
    integrands: tuple[Integrand, ...]

    def take(self, index: Array) -> "_Problem":
        return replace(self, model=self.model.take(index), y=self.y[index], alpha=self.alpha[index])

    def slope(self, w: Array, h: Array) -> tuple[Array, Array]:
        """h F(w) and the residual at `(b, s, p)`, for h `(b, 1, 1)`."""
        value, pullback = self.model.linearise(w)
        alpha = self.alpha[:, None, None]
        residual = alpha * value - self.y[:, None, :]
        return pullback(residual * (-alpha * h)), residual

    def residual(self, w: Array) -> Array:
        """alpha f(w) - y at `(b, s, p)`."""
        return self.alpha[:, None, None] * self.model.value(w) - self.y[:, None, :]


@dataclass(frozen=True, slots=True)
class _State:
    """Where each live instance stands, and the last accepted step, from which the next one is extrapolated."""

    index: Array
    start: Array  # w0, (b, p)
    t: Array
    h: Array
    w: Array
    integrals: Array
    steps: Array
    longest: Array  # for which the sweeps are expected to converge
    last_h: Array
    last_error: Array
    last_d: Array  # at the nodes but the first, (b, s - 1, p)
    last_slope: Array  # h F at the nodes, (b, s, p)

    def take(self, index: Array) -> "_State":
        return _State(*(getattr(self, name)[index] for name in _State.__slots__))

    def join(self, other: "_State") -> "_State":
        xp = namespace(self.w)
        pairs = ((getattr(self, name), getattr(other, name)) for name in _State.__slots__)
        return _State(*(xp.concat(pair, axis=0) for pair in pairs))


@dataclass(frozen=True, slots=True)
class _Frame:
    """The start of one step and its linear part."""

    w: Array  # w_k, (b, 1, p)
    h: Array  # (b, 1, 1)
    stiff: Array  # h alpha^2, (b, 1, 1)
    start: Array  # h F(w_k), (b, 1, p)
    start_residual: Array  # (b, 1, n)
    rows: Array  # R = U^T J_k, (b, n, p)
    z: Array  # (b, n, 1)
    measure: Array  # an error of root mean square |v measure| = 1 is tolerated, (b, 1, p)

    def take(self, index: Array) -> "_Frame":
        return _Frame(*(getattr(self, name)[index] for name in _Frame.__slots__))

    def along(self, slope: Array, d: Array) -> tuple[Array, Array]:
        """R h N `(b, n, s)` and R d `(b, n, s - 1)` of h F and d at the nodes; d is 0 at the first."""
        moved = self.rows @ transpose(d)
        forcing = self.rows @ transpose(slope)
        forcing[..., 1:] -= self.z * moved
        return forcing, moved

    def top(self, rule: Collocation, nodes: "_Nodes") -> Array:
        """The highest Legendre coefficients v of h N as the flow leaves them: (I + h alpha^2 J_k^T J_k)^(-1) v."""
        weights = rule.top_legendre
        damped = nodes.forcing @ transpose(weights) / (1 - self.z)
        curved = nodes.moved @ transpose(weights[:, 1:]) - damped
        return weights @ nodes.slope + transpose(self.stiff * curved) @ self.rows


@dataclass(frozen=True, slots=True)
class _Nodes:
    """The values at the nodes that the sweeps have found."""

    slope: Array  # h F, (b, s, p)
    forcing: Array  # R h N, (b, n, s)
    moved: Array  # R d, (b, n, s - 1)
    d: Array  # (b, s - 1, p)
    residual: Array  # (b, s - 1, n)
    unconverged: Array  # what the sweeps leave, in units of the tolerance


@dataclass(frozen=True, slots=True)
class _Step:
    frame: _Frame
    nodes: _Nodes
    integrand: Array  # (b, s, k)
    error: Array  # in units of the tolerance


def _displacement(
    like: "_Frame | _Polynomials", plain: Array, correction: Array, slope: Array, forcing: Array, moved: Array
) -> Array:
    """d at some theta: `plain` are the weights of int N, `correction` those of c_i, `(b, n, thetas, s)`."""
    curved = moved @ transpose(plain[..., 1:]) - matvec(correction, forcing)
    return plain @ slope + transpose(like.stiff * curved) @ like.rows


@dataclass(frozen=True, slots=True)
class _Polynomials:
    """The flow within accepted steps: when they begin, how long they are, and the values at the nodes."""

    index: Array  # of the instance, (b,)
    t: Array
    h: Array
    w: Array  # at the beginning, (b, 1, p)
    stiff: Array
    rows: Array
    z: Array
    slope: Array
    forcing: Array
    moved: Array
    integrals: Array  # at the beginning, (b, k)
    integrand: Array  # (b, s, k)

    @staticmethod
    def of(state: _State, step: _Step, rows: Array) -> "_Polynomials":
        """Those of some of the live instances."""
        frame, nodes = step.frame, step.nodes
        values = (frame.w, frame.stiff, frame.rows, frame.z, nodes.slope, nodes.forcing, nodes.moved)
        every = (state.index, state.t, state.h, *values, state.integrals, step.integrand)
        return _Polynomials(*(array[rows] for array in every))

    def take(self, rows: Array) -> "_Polynomials":
        return _Polynomials(*(getattr(self, name)[rows] for name in _Polynomials.__slots__))

    def at(self, rule: Collocation, times: Array) -> tuple[Array, Array]:
        """The weights `(b, p)` and the integrals `(b, k)`, at one time for each step."""
        theta = (times - self.t) / self.h
        correction = rule.corrections(theta[:, None], self.z[:, :, 0])[:, :, None, :]
        plain = rule.integrals(theta)[:, None, :]
        d = _displacement(self, plain, correction, self.slope, self.forcing, self.moved)
        return (self.w + d)[:, 0, :], self.integrals + self.h[:, None] * (plain @ self.integrand)[:, 0, :]


@dataclass(frozen=True, slots=True)
class DenseFlow:
    """A gradient flow at any times up to its `end` `(batch,)`, from the polynomials of the steps made."""

    problem: _Problem
    start: Array
    end: Array
    ends: Array  # of the steps of an instance, (batch, S); infinity after the last
    places: Array  # of the steps of an instance among the polynomials, (batch, S)
    polynomials: _Polynomials
    lost: Array  # which instances could not be followed, (batch,)

    @property
    def size(self) -> int:
        """How many numbers it holds."""
        kept = (getattr(self.polynomials, name) for name in _Polynomials.__slots__)
        return sum(math.prod(array.shape) for array in (*kept, self.ends, self.places))

    def at(self, times: Array) -> Flow:
        """The flow at times `(T,)` or `(batch, T)` from 0 to `end`, in any order. Raises `StepError` for others."""
        times, weights, integrals = self._values(times)
        xp = namespace(times)
        count = xp.sum(xp.astype(self.ends < xp.inf, xp.int64), axis=-1)
        return Flow(times, weights, self.problem.residual(weights), integrals, count)

    def weights(self, times: Array) -> Array:
        """The weights `(batch, T, p)` alone, as `at` gives them."""
        return self._values(times)[1]

    def _values(self, times: Array) -> tuple[Array, Array, Array]:
        xp = namespace(self.start)
        batch, p = self.start.shape
        times = xp.broadcast_to(times, (batch, times.shape[-1]))
        if not bool(xp.all((times >= 0) & (times <= self.end[:, None]))):
            raise StepError("times must be from 0 to the end of the flow")
        weights, integrals = _empty(self.problem, self.start, times)
        places = xp.stack([self._place(b, times[b, :]) for b in range(batch)])
        b, j = xp.nonzero((times > 0) & ~self.lost[:, None])
        rule = lobatto(self.polynomials.slope.shape[1], self.start)
        size = max(1, AT_ONCE // (rule.size * p))
        for first in range(0, b.shape[0], size):
            i, k = b[first : first + size], j[first : first + size]
            weights[i, k], integrals[i, k] = self.polynomials.take(places[i, k]).at(rule, times[i, k])
        weights[self.lost] = xp.nan
        return times, weights, integrals

    def _place(self, b: int, times: Array) -> Array:
        """The places of the steps in which these times of one instance are."""
        xp = namespace(times)
        ends = self.ends[b, :]
        last = xp.count_nonzero(ends < xp.inf) - 1  # the end is met, whatever the rounding of the last step
        return self.places[b, :][xp.minimum(xp.searchsorted(ends, times), xp.maximum(last, 0 * last))]


Record = Callable[[Collocation, _State, _Step, Array], None]
"""Of the rule, the live instances, their steps, and which of these are accepted."""


def gradient_flow(
    model: Model,
    w0: Array,
    y: Array,
    alpha: Array,
    times: Array,
    *,
    rtol: float = 1e-8,
    atol: float = 1e-8,
    integrands: tuple[Integrand, ...] = (),
    control: str = "weights",
    max_steps: int = MAX_STEPS,
    strict: bool = True,
) -> Flow:
    """The flow w' = -alpha J(w)^T (alpha f(w) - y) from `w0` at the given times.

    `w0` is `(batch, p)`, `y` is `(batch, n)`, `alpha` is `(batch,)`, `times` is `(T,)` or `(batch, T)`, each row
    increasing from at least 0. The root mean square over the weights of error / (atol + rtol |w|) is kept below 1
    per step; with `control="residual"` an error in w is measured by rtol times the smaller of |residual| / (alpha
    smax) and the way from w0 instead, so that the loss keeps its relative precision while it decays, and w - w0 while
    it is small. An instance whose steps become too many or too small raises `StepError`, or where `strict` is False
    has NaN for its weights.
    """
    _check(model, w0, y, alpha, control)
    times = increasing_times(times, model.batch)
    problem = _Problem(model, y, alpha, integrands)
    weights, integrals = _empty(problem, w0, times)

    def record(rule: Collocation, state: _State, step: _Step, accepted: Array) -> None:
        _record(rule, state, step, accepted, times, weights, integrals)

    steps, lost = _solve(problem, w0, times[:, -1], _Care(rtol, atol, control, max_steps, strict), record)
    return _flow(problem, times, weights, integrals, steps, lost)


def dense_gradient_flow(
    model: Model,
    w0: Array,
    y: Array,
    alpha: Array,
    end: Array,
    *,
    rtol: float = 1e-8,
    atol: float = 1e-8,
    integrands: tuple[Integrand, ...] = (),
    control: str = "weights",
    max_steps: int = MAX_STEPS,
    strict: bool = True,
) -> DenseFlow:
    """As `gradient_flow`, at any times up to `end` `(batch,)`.

    It holds all steps: some 8 (10 + n) p bytes for each step of each instance.

    >>> from numerics.models import Affine
    >>> one = np.ones((1, 1))
    >>> flow = dense_gradient_flow(Affine(one[None], 0 * one), 0 * one, one, one[0], 2 * one[0])
    >>> bool(abs(flow.at(one).weights[0, 0, 0] - (1 - np.exp(-1))) < 1e-8)
    True
    """
    _check(model, w0, y, alpha, control)
    xp = namespace(w0)
    if tuple(end.shape) != (model.batch,) or not bool(xp.all(end > 0)):
        raise StepError(f"end is {end}; give a positive time for each of the {model.batch} instances")
    problem = _Problem(model, y, alpha, integrands)
    kept: list[tuple[Array, ...]] = []

    def record(rule: Collocation, state: _State, step: _Step, accepted: Array) -> None:
        made = _Polynomials.of(state, step, xp.nonzero(accepted)[0])
        kept.append(tuple(getattr(made, name) for name in _Polynomials.__slots__))

    steps, lost = _solve(problem, w0, end, _Care(rtol, atol, control, max_steps, strict), record)
    every = _joined(kept)
    ends, places = _by_instance(every, steps)
    return DenseFlow(problem, w0, end, ends, places, every, lost)


def _joined(kept: list[tuple[Array, ...]]) -> _Polynomials:
    """One array for each kind; the parts are given up as they are joined."""
    xp = namespace(kept[0][0])
    columns = [list(column) for column in zip(*kept, strict=True)]
    kept.clear()
    arrays = []
    while columns:
        arrays.append(xp.concat(columns.pop(0), axis=0))
    return _Polynomials(*arrays)


def _by_instance(polynomials: _Polynomials, steps: Array) -> tuple[Array, Array]:
    """The ends and the places of the steps of each instance, in the order of time, `(batch, S)`."""
    xp = namespace(polynomials.t)
    order = xp.argsort(polynomials.index, stable=True)  # steps were made in the order of time
    index = polynomials.index[order]
    first = xp.cumulative_sum(steps) - steps
    number = xp.arange(order.shape[0], device=order.device) - first[index]
    most = max(1, int(xp.max(steps)))
    ends = xp.full((steps.shape[0], most), xp.inf, dtype=polynomials.t.dtype, device=order.device)
    places = xp.zeros((steps.shape[0], most), dtype=xp.int64, device=order.device)
    ends[index, number] = (polynomials.t + polynomials.h)[order]
    places[index, number] = order
    return ends, places


def _empty(problem: _Problem, w0: Array, times: Array) -> tuple[Array, Array]:
    """Arrays for the weights, which are w0 at time 0, and for the integrals."""
    xp = namespace(w0)
    weights = xp.zeros((*times.shape, w0.shape[1]), dtype=w0.dtype, device=w0.device)
    b, j = xp.nonzero(times <= 0)
    weights[b, j] = w0[b]
    return weights, xp.zeros((*times.shape, len(problem.integrands)), dtype=w0.dtype, device=w0.device)


def _flow(problem: _Problem, times: Array, weights: Array, integrals: Array, steps: Array, lost: Array) -> Flow:
    weights[lost] = namespace(weights).nan
    return Flow(times, weights, problem.residual(weights), integrals, steps)


def _check(model: Model, w0: Array, y: Array, alpha: Array, control: str) -> None:
    xp = namespace(w0)
    for name, array, shape in (
        ("w0", w0, (model.batch, model.weights)),
        ("y", y, (model.batch, model.outputs)),
        ("alpha", alpha, (model.batch,)),
    ):
        if tuple(array.shape) != shape:
            raise StepError(f"{name} has shape {tuple(array.shape)}; expected {shape}")
        if not bool(xp.all(xp.isfinite(array))):
            raise StepError(f"{name} contains NaN or infinity; remove those instances")
    if not bool(xp.all(alpha > 0)):
        raise StepError(f"alpha has the value {float(xp.min(alpha)):g}; it must be positive")
    if control not in ("weights", "residual"):
        raise StepError(f"control is {control!r}; choose 'weights' or 'residual'")


def _live(model: Model) -> int:
    """Instances that are integrated together: enough to hide the interpreter, few enough for the cache."""
    return max(16, LIVE // (NODES * model.weights))


def _solve(problem: _Problem, w0: Array, end: Array, care: _Care, record: Record) -> tuple[Array, Array]:
    """Integrate some instances at a time; others take the place of those that are finished.

    Returns how many steps each took, and which could not be followed.
    """
    xp = namespace(w0)
    batch = w0.shape[0]
    rule = lobatto(NODES if care.rtol >= FINE else FINE_NODES, w0)
    steps = xp.zeros((batch,), dtype=xp.int64, device=w0.device)
    lost = steps > 0
    most = _live(problem.model)
    waiting = min(most, batch)
    state = _start(problem, rule, w0, xp.arange(waiting, device=w0.device))
    live = problem.take(state.index)
    while True:
        unfinished = state.t < end[state.index] * (1 - 1e-14)
        if not bool(xp.all(unfinished)):
            steps[state.index] = state.steps
            state = state.take(xp.nonzero(unfinished)[0])
            if waiting < batch and 4 * state.index.shape[0] <= 3 * most:
                new = xp.arange(waiting, min(waiting + most - state.index.shape[0], batch), device=w0.device)
                state, waiting = state.join(_start(problem, rule, w0, new)), waiting + new.shape[0]
            if state.index.shape[0] == 0:
                return steps, lost
            live = problem.take(state.index)
        left = end[state.index] - state.t
        state = replace(state, h=xp.where(state.h < left * (1 - 1e-9), state.h, left))
        with np.errstate(all="ignore"):  # a trial step may go too far; it is rejected
            step = _step(live, rule, state, care)
            accepted = (step.error <= 1) & (step.nodes.unconverged <= SWEEP_SHARE)
            record(rule, state, step, accepted)
            state = _advance(rule, state, step, accepted)
        given_up = _given_up(state, care)
        if bool(xp.any(given_up)):
            lost[state.index[given_up]] = True
            state = replace(state, t=xp.where(given_up, end[state.index], state.t))


def _given_up(state: _State, care: _Care) -> Array:
    """Which instances cannot be followed."""
    xp = namespace(state.t)
    endless, tiny = state.steps > care.max_steps, state.h <= 1e-15 * state.t
    if care.strict and bool(xp.any(endless)):
        raise StepError(f"no end after {care.max_steps} steps; raise rtol or shorten the times")
    if care.strict and bool(xp.any(tiny)):
        raise StepError("a step fell below the rounding of the time; raise rtol or atol, or check the model for kinks")
    return endless | tiny


def _start(problem: _Problem, rule: Collocation, w0: Array, index: Array) -> _State:
    xp = namespace(w0)
    problem, w = problem.take(index), w0[index]
    jacobian = problem.model.jacobian(w)
    rates = problem.alpha**2 * xp.sum(jacobian * jacobian, axis=(-2, -1))  # the fastest rate, or a little more
    zero = xp.zeros_like(rates)
    h = FIRST / xp.where(rates > 0, rates, xp.ones_like(rates))
    slope = problem.slope(w[:, None, :], h[:, None, None])[0]
    batch, p = w.shape
    return _State(
        index=index,
        start=w,
        t=zero,
        h=h,
        w=w,
        integrals=xp.zeros((batch, len(problem.integrands)), dtype=w.dtype, device=w.device),
        steps=xp.zeros((batch,), dtype=xp.int64, device=w.device),
        longest=xp.full_like(zero, xp.inf),
        last_h=h,
        last_error=zero,
        last_d=xp.zeros((batch, rule.size - 1, p), dtype=w.dtype, device=w.device),
        last_slope=xp.broadcast_to(slope, (batch, rule.size, p)),
    )


def _frame(problem: _Problem, state: _State, care: _Care) -> _Frame:
    xp = namespace(state.w)
    w, h = state.w[:, None, :], state.h[:, None, None]
    jacobian = problem.model.jacobian(state.w)
    residual = problem.residual(w)
    start = (residual * (-problem.alpha[:, None, None] * h)) @ jacobian
    kappa, basis = xp.linalg.eigh(jacobian @ transpose(jacobian))
    stiff = h * problem.alpha[:, None, None] ** 2
    z = -stiff * kappa[:, :, None]
    scale = care.atol + care.rtol * xp.abs(w)
    if care.control == "residual":
        scope = problem.alpha * xp.sqrt(clip(kappa[:, -1], low=1e-300))
        size = norm(residual[:, 0, :]) / scope
        gains = problem.alpha[:, None] * state.h[:, None] * xp.sqrt(clip(kappa, low=0.0)) / (1 - z[:, :, 0])
        size = xp.minimum(size, norm(state.w - state.start) + norm(gains * (residual @ basis)[:, 0, :]))
        blur = EPSILON * (norm(problem.y) + scope * norm(state.w))
        rounding = ROUNDING * norm(state.w) + blur * norm(gains)
        size = (care.rtol * size + rounding)[:, None, None] / w.shape[2] ** 0.5
        scale = xp.broadcast_to(size, w.shape) + 1e-300
    rows = transpose(basis) @ jacobian
    return _Frame(w, h, stiff, start, residual, rows, z, 1 / (scale * w.shape[2] ** 0.5))


def _step(problem: _Problem, rule: Collocation, state: _State, care: _Care) -> _Step:
    frame = _frame(problem, state, care)
    nodes = _sweeps(problem, rule, frame, *_predict(rule, state, frame))
    return _estimate(problem, rule, frame, nodes, care, state.integrals)


def _sweeps(problem: _Problem, rule: Collocation, frame: _Frame, slope: Array, d: Array) -> _Nodes:
    """Iterate from guesses of h F and d until each instance has converged, or not.

    An instance that is done stays as it is, so that its result does not depend on the rest of the batch; once a
    quarter of them are done, the others go on alone.
    """
    xp = namespace(slope)
    theta = rule.nodes[1:]
    correction = rule.corrections(theta, frame.z)
    index = xp.arange(slope.shape[0], device=slope.device)
    change, rate = xp.full_like(frame.h[:, 0, 0], xp.inf), xp.ones_like(frame.h[:, 0, 0])
    done = change < 0
    residual, out = None, None
    for sweep in count():
        previous = d
        forcing, moved = frame.along(slope, previous)
        d = _displacement(frame, rule.to_nodes, correction, slope, forcing, moved)
        if sweep > 0:
            latest = _size(d[:, ::2] - previous[:, ::2], frame.measure)
            if sweep > 1:
                rate = xp.where(done, rate, clip(latest / (change + 1e-300), high=1.0))
            change = xp.where(done, change, latest)
            done = done | (rate * change <= SWEEP_SHARE)
            left = 0 if sweep == SWEEPS else int(xp.count_nonzero(~done))
            if 4 * left <= 3 * done.shape[0]:
                out = _merge(out, index, _Nodes(slope, forcing, moved, d, residual, rate * change))
                if left == 0:
                    return out
                keep = xp.nonzero(~done)[0]
                problem, frame, correction = problem.take(keep), frame.take(keep), correction[keep]
                index, d, previous, done = index[keep], d[keep], previous[keep], done[keep]
                change, rate = change[keep], rate[keep]
            elif left < done.shape[0]:
                d = xp.where(done[:, None, None], previous, d)
        slope, residual = problem.slope(frame.w + d, frame.h)
        slope = xp.concat([frame.start, slope], axis=1)
    raise AssertionError("the last sweep returns")


def _merge(out: _Nodes | None, index: Array, found: _Nodes) -> _Nodes:
    """What has been found for all instances, with the latest for those of `index`."""
    if out is None:
        return found
    for name in _Nodes.__slots__:
        getattr(out, name)[index] = getattr(found, name)
    return out


def _size(error: Array, measure: Array) -> Array:
    """Root mean square over the weights in units of the tolerance, largest over the nodes."""
    xp = namespace(error)
    error = error * measure
    return xp.sqrt(xp.max(dot(error, error), axis=-1))


def _predict(rule: Collocation, state: _State, frame: _Frame) -> tuple[Array, Array]:
    """h F and d at the nodes from the polynomials of the last step, where they reach; their last values elsewhere."""
    xp = namespace(state.w)
    ratio = state.h / state.last_h
    reach = xp.where(ratio <= REACH, ratio, xp.zeros_like(ratio))
    ahead = rule.values(1 + rule.nodes[1:] * reach[:, None])
    slope = (ratio[:, None, None] * ahead) @ state.last_slope
    ahead[..., -1] -= 1  # d starts from the end of the last step
    return xp.concat([frame.start, slope], axis=1), ahead[..., 1:] @ state.last_d


def _estimate(
    problem: _Problem, rule: Collocation, frame: _Frame, nodes: _Nodes, care: _Care, integrals: Array
) -> _Step:
    xp = namespace(nodes.d)
    error = ESTIMATE * _size(frame.top(rule, nodes), frame.measure)
    if not problem.integrands:
        return _Step(frame, nodes, nodes.slope[..., :0], error)
    residual = xp.concat([frame.start_residual, nodes.residual], axis=1)
    velocity = nodes.slope / frame.h
    integrand = xp.stack([g(velocity, residual) for g in problem.integrands], axis=-1)
    h = frame.h[:, :, 0]
    gained = h * (rule.to_nodes[-1] @ integrand)
    top = h * xp.max(xp.abs(rule.top_legendre @ integrand), axis=1)
    worst = xp.max(top / (care.atol + care.rtol * xp.abs(integrals + gained)), axis=-1)
    return _Step(frame, nodes, integrand, xp.maximum(error, ESTIMATE * worst))


def _record(
    rule: Collocation, state: _State, step: _Step, accepted: Array, times: Array, weights: Array, integrals: Array
) -> None:
    """Write the values at the times that accepted steps pass."""
    xp = namespace(state.w)
    asked = times[state.index]
    t, h = state.t[:, None], state.h[:, None]
    last = asked[:, -1:] - t <= h  # the end is met exactly, whatever the rounding of t + h
    inside = accepted[:, None] & (asked > t) & ((asked <= t + h) | last)
    b, j = xp.nonzero(inside)
    if b.shape[0] == 0:
        return
    weights[state.index[b], j], integrals[state.index[b], j] = _Polynomials.of(state, step, b).at(rule, asked[b, j])


def _advance(rule: Collocation, state: _State, step: _Step, accepted: Array) -> _State:
    xp = namespace(state.w)
    error = clip(step.error, low=1e-6)
    trend = clip(state.h / state.last_h * (state.last_error / error) ** (1.0 / rule.size), 1.0, TREND)
    growth = SAFETY * trend * error ** (-1.0 / rule.size)
    growth = clip(xp.where(growth == growth, growth, xp.zeros_like(growth)), SHRINK, GROW)  # NaN: a step too far
    growth = xp.where(step.error <= 1, growth, clip(growth, high=SAFETY))
    left = clip(step.nodes.unconverged, low=SWEEP_SHARE, high=1e300) / SWEEP_SHARE
    shrunk = clip(SAFETY * left ** (-1.0 / (SWEEPS + 2)), SHRINK, SAFETY)  # every sweep gains a factor of about 1 / h
    shrunk = xp.where(shrunk == shrunk, shrunk, xp.full_like(shrunk, SHRINK))
    converged = step.nodes.unconverged <= SWEEP_SHARE
    longest = xp.where(converged, state.longest * RECOVERY, state.h * shrunk)
    h = xp.minimum(state.h * growth, longest)
    gained = state.integrals
    if gained.shape[-1]:
        gained = gained + state.h[:, None] * (rule.to_nodes[-1] @ step.integrand)
    return _State(
        index=state.index,
        start=state.start,
        t=_where(accepted, state.t + state.h, state.t),
        h=h,
        w=_where(accepted, state.w + step.nodes.d[:, -1, :], state.w),
        integrals=_where(accepted, gained, state.integrals),
        steps=state.steps + xp.astype(accepted, xp.int64),
        longest=longest,
        last_h=_where(accepted, state.h, state.last_h),
        last_error=_where(accepted, step.error, state.last_error),
        last_d=_where(accepted, step.nodes.d, state.last_d),
        last_slope=_where(accepted, step.nodes.slope, state.last_slope),
    )


def _where(accepted: Array, new: Array, old: Array) -> Array:
    """`new` for the accepted instances, `old` for the others; without a copy where all are accepted."""
    xp = namespace(new)
    if bool(xp.all(accepted)):
        return new
    return xp.where(xp.reshape(accepted, (-1,) + (1,) * (new.ndim - 1)), new, old)
