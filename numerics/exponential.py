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
||J - J_k|| / ||J_k||. Every instance has its own step, its own error estimate (the highest Legendre coefficient of N,
and of every integrand that is carried along) and its own last sweep.

Exponential integrators: Hochbruck and Ostermann, Acta Numerica 19 (2010), 209-286.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import count

import numpy as np

from numerics.arrays import Array, dot, matvec, namespace, norm, transpose
from numerics.errors import StepError
from numerics.models import Model
from numerics.phi import Collocation, lobatto

Integrand = Callable[[Array, Array], Array]
"""Of the velocity `(b, s, p)` and the residual `(b, s, n)`; returns `(b, s)`."""

NODES = 5
SWEEPS = 8
SWEEP_SHARE = 0.05  # of the tolerance, for what the sweeps leave
ESTIMATE = 0.02  # the estimate is one order too low: with this factor, measured errors are near the tolerance or below
SAFETY, SHRINK, GROW = 0.9, 0.2, 6.0
TREND = 1.5  # while the flow grows smoother, a step may be longer than the last error allows, by this factor
MAX_STEPS = 20_000
ROUNDING = 1e-13  # errors below this share of the weights are not asked for


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
class _Problem:
    model: Model
    y: Array
    alpha: Array
    integrands: tuple[Integrand, ...]

    def take(self, index: Array) -> "_Problem":
        return replace(self, model=self.model.take(index), y=self.y[index], alpha=self.alpha[index])

    def velocity(self, w: Array) -> tuple[Array, Array]:
        """F(w) and the residual at `(b, s, p)`."""
        value, pullback = self.model.linearise(w)
        alpha = self.alpha[:, None, None]
        residual = alpha * value - self.y[:, None, :]
        return -alpha * pullback(residual), residual


@dataclass(frozen=True, slots=True)
class _State:
    """Where each live instance stands, and the last accepted step for extrapolation (`last_h` = 0: none)."""

    index: Array
    t: Array
    h: Array
    w: Array
    integrals: Array
    steps: Array
    last_h: Array
    last_error: Array
    last_w: Array
    last_velocity: Array

    def take(self, index: Array) -> "_State":
        return _State(*(getattr(self, name)[index] for name in _State.__slots__))


@dataclass(frozen=True, slots=True)
class _Frame:
    """The start of one step and its linear part."""

    w: Array  # w_k, (b, p)
    h: Array  # (b, 1, 1)
    stiff: Array  # alpha^2, (b, 1, 1)
    start: Array  # F(w_k), (b, 1, p)
    start_residual: Array  # (b, 1, n)
    rows: Array  # U^T J_k, (b, n, p)
    z: Array  # (b, n)
    scale: Array  # tolerated size of an error, (b, 1, p)

    def take(self, index: Array) -> "_Frame":
        return _Frame(*(getattr(self, name)[index] for name in _Frame.__slots__))

    def linear(self, d: Array) -> Array:
        """alpha^2 J_k^T J_k d."""
        return self.stiff * ((d @ transpose(self.rows)) @ self.rows)

    def damped(self, v: Array) -> Array:
        """(I + h alpha^2 J_k^T J_k)^(-1) v: what the flow leaves of an error v that arises over the step."""
        share = (self.h * self.stiff) / (1 - self.z[:, None, :])
        return v - ((v @ transpose(self.rows)) * share) @ self.rows

    def displacement(self, plain: Array, correction: Array, forcing: Array) -> Array:
        """d at some theta: `plain` are the weights of int N, `correction` those of c_i, `(b, n, thetas, s)`."""
        along = transpose(forcing @ transpose(self.rows))  # U^T J_k N, (b, n, s)
        curved = transpose(matvec(correction, along)) @ self.rows
        return self.h * (plain @ forcing - (self.h * self.stiff) * curved)


@dataclass(frozen=True, slots=True)
class _Nodes:
    """The values at the nodes that the sweeps have found."""

    forcing: Array  # N, (b, s, p)
    d: Array  # (b, s - 1, p)
    residual: Array  # (b, s - 1, n)
    unconverged: Array  # what the sweeps leave, in units of the tolerance


@dataclass(frozen=True, slots=True)
class _Step:
    frame: _Frame
    nodes: _Nodes
    integrand: Array  # (b, s, k)
    error: Array  # in units of the tolerance


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
) -> Flow:
    """The flow w' = -alpha J(w)^T (alpha f(w) - y) from `w0` at the given times.

    `w0` is `(batch, p)`, `y` is `(batch, n)`, `alpha` is `(batch,)`, `times` is `(T,)` or `(batch, T)`, each row
    increasing from at least 0. The root mean square over the weights of error / (atol + rtol |w|) is kept below 1
    per step; with `control="residual"` an error in w is measured by rtol |residual| / (alpha smax) instead, so
    that the loss keeps its relative precision while it decays. Raises `StepError` where the steps become too small.
    """
    xp = namespace(w0)
    _check(model, w0, y, alpha, times, control)
    times = xp.broadcast_to(times, (model.batch, times.shape[-1]))
    pieces = []
    for start in range(0, model.batch, _chunk(model)):
        index = xp.arange(start, min(start + _chunk(model), model.batch), device=w0.device)
        problem = _Problem(model, y, alpha, integrands)
        if index.shape[0] < model.batch:
            problem = problem.take(index)
        with np.errstate(all="ignore"):  # a trial step may go too far; it is rejected
            pieces.append(_solve(problem, w0[index], times[index], rtol, atol, control))
    return Flow(times, *(xp.concat(parts, axis=0) for parts in zip(*pieces, strict=True)))


def _check(model: Model, w0: Array, y: Array, alpha: Array, times: Array, control: str) -> None:
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
    if times.ndim not in (1, 2) or times.shape[-1] == 0 or not bool(xp.all(times[..., :1] >= 0)):
        raise StepError("times must be one or more increasing numbers from 0 on")
    if not bool(xp.all(times[..., 1:] >= times[..., :-1])):
        raise StepError("times must increase along the last axis")
    if control not in ("weights", "residual"):
        raise StepError(f"control is {control!r}; choose 'weights' or 'residual'")


def _chunk(model: Model) -> int:
    """Instances that are integrated together: enough to hide the interpreter, few enough for the cache."""
    return max(16, 64_000 // (NODES * model.weights))


def _solve(
    problem: _Problem, w0: Array, times: Array, rtol: float, atol: float, control: str
) -> tuple[Array, Array, Array, Array]:
    xp = namespace(w0)
    batch, moments, p = times.shape[0], times.shape[1], w0.shape[1]
    rule = lobatto(NODES, w0)
    k = len(problem.integrands)
    weights = xp.zeros((batch, moments, p), dtype=w0.dtype, device=w0.device)
    integrals = xp.zeros((batch, moments, k), dtype=w0.dtype, device=w0.device)
    steps = xp.zeros((batch,), dtype=xp.int64, device=w0.device)
    b, j = xp.nonzero(times <= 0)
    weights[b, j] = w0[b]
    state, live = _start(problem, w0, k), problem
    for _ in range(MAX_STEPS):
        end = times[state.index, -1]
        unfinished = state.t < end * (1 - 1e-14)
        if not bool(xp.all(unfinished)):
            steps[state.index] = state.steps
            keep = xp.nonzero(unfinished)[0]
            if keep.shape[0] == 0:
                residual = problem.velocity(weights)[1]
                return weights, residual, integrals, steps
            state, live, end = state.take(keep), live.take(keep), end[keep]
        state = replace(state, h=xp.minimum(state.h, end - state.t))
        step = _step(live, rule, state, rtol, atol, control)
        accepted = (step.error <= 1) & (step.nodes.unconverged <= SWEEP_SHARE)
        _record(rule, state, step, accepted, times, weights, integrals)
        state = _advance(rule, state, step, accepted)
    raise StepError(f"no end after {MAX_STEPS} steps; raise rtol or shorten the times")


def _start(problem: _Problem, w0: Array, k: int) -> _State:
    xp = namespace(w0)
    rates = problem.alpha**2 * xp.linalg.svdvals(problem.model.jacobian(w0))[:, 0] ** 2
    zero = xp.zeros_like(rates)
    nodes = xp.zeros((w0.shape[0], NODES, w0.shape[1]), dtype=w0.dtype, device=w0.device)
    return _State(
        index=xp.arange(w0.shape[0], device=w0.device),
        t=zero,
        h=0.1 / xp.where(rates > 0, rates, xp.ones_like(rates)),
        w=w0,
        integrals=xp.zeros((w0.shape[0], k), dtype=w0.dtype, device=w0.device),
        steps=xp.zeros((w0.shape[0],), dtype=xp.int64, device=w0.device),
        last_h=zero,
        last_error=zero,
        last_w=nodes,
        last_velocity=nodes,
    )


def _frame(problem: _Problem, state: _State, rtol: float, atol: float, control: str) -> _Frame:
    xp = namespace(state.w)
    jacobian = problem.model.jacobian(state.w)
    start, residual = problem.velocity(state.w[:, None, :])
    kappa, basis = xp.linalg.eigh(jacobian @ transpose(jacobian))
    scale = atol + rtol * xp.abs(state.w)
    if control == "residual":
        size = norm(residual[:, 0, :]) / (problem.alpha * xp.sqrt(xp.clip(kappa[:, -1], min=1e-300)))
        size = (rtol * size + ROUNDING * norm(state.w))[:, None] / state.w.shape[1] ** 0.5
        scale = xp.broadcast_to(size, state.w.shape) + 1e-300
    h, stiff = state.h[:, None, None], problem.alpha[:, None, None] ** 2
    z = -(h * stiff)[:, 0, :] * kappa
    return _Frame(state.w, h, stiff, start, residual, transpose(basis) @ jacobian, z, scale[:, None, :])


def _step(problem: _Problem, rule: Collocation, state: _State, rtol: float, atol: float, control: str) -> _Step:
    frame = _frame(problem, state, rtol, atol, control)
    nodes = _sweeps(problem, rule, frame, _predict(rule, state, frame))
    return _estimate(problem, rule, frame, nodes, atol, rtol, state.integrals)


def _sweeps(problem: _Problem, rule: Collocation, frame: _Frame, forcing: Array) -> _Nodes:
    """Iterate until each instance has converged, or not.

    An instance that is done stays as it is, so that its result does not depend on the rest of the batch; once half
    of them are done, the others go on alone.
    """
    xp = namespace(forcing)
    theta = rule.nodes[1:]
    plain, correction = rule.integrals(theta), rule.corrections(theta, frame.z[:, :, None])
    index = xp.arange(forcing.shape[0], device=forcing.device)
    change, rate = xp.full_like(frame.h[:, 0, 0], xp.inf), xp.ones_like(frame.h[:, 0, 0])
    done = change < 0
    previous, residual, out = None, frame.start_residual, None
    for sweep in count():
        d = frame.displacement(plain, correction, forcing)
        if previous is not None:
            latest = _size((d - previous) / frame.scale)
            if sweep > 1:
                rate = xp.where(done, rate, xp.clip(latest / (change + 1e-300), max=1.0))
            change = xp.where(done, change, latest)
            done = done | (rate * change <= SWEEP_SHARE)
            left = 0 if sweep == SWEEPS else int(xp.count_nonzero(~done))
            if 2 * left <= done.shape[0]:
                out = _merge(out, index, _Nodes(forcing, d, residual, rate * change))
                if left == 0:
                    return out
                keep = xp.nonzero(~done)[0]
                problem, frame, correction = problem.take(keep), frame.take(keep), correction[keep]
                index, d, previous, done = index[keep], d[keep], previous[keep], done[keep]
                change, rate = change[keep], rate[keep]
            d = xp.where(done[:, None, None], previous, d)
        previous = d
        velocity, residual = problem.velocity(frame.w[:, None, :] + d)
        forcing = xp.concat([frame.start, velocity + frame.linear(d)], axis=1)
    raise AssertionError("the last sweep returns")


def _merge(out: _Nodes | None, index: Array, found: _Nodes) -> _Nodes:
    """What has been found for all instances, with the latest for those of `index`."""
    if out is None:
        return found
    for name in _Nodes.__slots__:
        getattr(out, name)[index] = getattr(found, name)
    return out


def _size(scaled: Array) -> Array:
    """Root mean square over the weights, largest over the nodes."""
    xp = namespace(scaled)
    return xp.sqrt(xp.max(dot(scaled, scaled), axis=-1) / scaled.shape[-1])


def _predict(rule: Collocation, state: _State, frame: _Frame) -> Array:
    """N at the nodes from the polynomial of the last step, where that reaches; N(0) = F(w_k) elsewhere."""
    xp = namespace(state.w)
    near = (state.last_h > 0) & (state.h <= 2 * state.last_h)
    ratio = state.h / xp.where(near, state.last_h, state.h)
    ahead = rule.values(1 + rule.nodes[1:] * xp.where(near, ratio, xp.zeros_like(ratio))[:, None])
    earlier = state.last_velocity + frame.linear(state.last_w - state.w[:, None, :])
    constant = xp.broadcast_to(frame.start, (frame.start.shape[0], rule.size - 1, frame.start.shape[2]))
    rest = xp.where(near[:, None, None], ahead @ earlier, constant)
    return xp.concat([frame.start, rest], axis=1)


def _estimate(
    problem: _Problem, rule: Collocation, frame: _Frame, nodes: _Nodes, atol: float, rtol: float, integrals: Array
) -> _Step:
    xp = namespace(nodes.d)
    top = frame.h * (rule.top_legendre @ nodes.forcing)[:, None, :]
    error = ESTIMATE * _size(frame.damped(top) / frame.scale)
    if not problem.integrands:
        return _Step(frame, nodes, nodes.d[..., :0], error)
    velocity = xp.concat([frame.start, nodes.forcing[:, 1:] - frame.linear(nodes.d)], axis=1)
    residual = xp.concat([frame.start_residual, nodes.residual], axis=1)
    integrand = xp.stack([g(velocity, residual) for g in problem.integrands], axis=-1)
    h = frame.h[:, :, 0]
    gained = h * (rule.integrals(rule.nodes[-1:])[0] @ integrand)
    top = h * xp.abs(rule.top_legendre @ integrand)
    worst = xp.max(top / (atol + rtol * xp.abs(integrals + gained)), axis=-1)
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
    theta = (asked[b, j] - state.t[b]) / state.h[b]
    frame, forcing = step.frame.take(b), step.nodes.forcing[b]
    correction = rule.corrections(theta[:, None], frame.z)[:, :, None, :]
    plain = rule.integrals(theta)[:, None, :]
    where = state.index[b]
    weights[where, j] = frame.w + frame.displacement(plain, correction, forcing)[:, 0, :]
    if integrals.shape[-1]:
        gained = state.h[b][:, None] * (plain @ step.integrand[b])[:, 0, :]
        integrals[where, j] = state.integrals[b] + gained


def _advance(rule: Collocation, state: _State, step: _Step, accepted: Array) -> _State:
    xp = namespace(state.w)
    error = xp.clip(step.error, min=1e-6)
    trend = state.h / xp.clip(state.last_h, min=1e-300) * (state.last_error / error) ** (1.0 / rule.size)
    trend = xp.where(state.last_h > 0, xp.clip(trend, min=1.0, max=TREND), xp.ones_like(trend))
    growth = xp.clip(SAFETY * trend * error ** (-1.0 / rule.size), min=SHRINK, max=GROW)
    growth = xp.where(accepted, growth, xp.clip(growth, max=0.4))
    growth = xp.where(growth == growth, growth, xp.full_like(growth, SHRINK))  # NaN: a step too far
    h = state.h * growth
    if bool(xp.any(h <= 1e-15 * state.t)):
        raise StepError("a step fell below the rounding of the time; raise rtol or atol, or check the model for kinks")
    d = xp.concat([xp.zeros_like(step.frame.start), step.nodes.d], axis=1)
    nodes = state.w[:, None, :] + d
    velocity = step.nodes.forcing - step.frame.linear(d)
    gained = state.integrals
    if gained.shape[-1]:
        gained = gained + state.h[:, None] * (rule.integrals(rule.nodes[-1:])[0] @ step.integrand)
    wide, cube = accepted[:, None], accepted[:, None, None]
    return _State(
        index=state.index,
        t=xp.where(accepted, state.t + state.h, state.t),
        h=h,
        w=xp.where(wide, nodes[:, -1, :], state.w),
        integrals=xp.where(wide, gained, state.integrals) if gained.shape[-1] else gained,
        steps=state.steps + xp.astype(accepted, xp.int64),
        last_h=xp.where(accepted, state.h, state.last_h),
        last_error=xp.where(accepted, step.error, state.last_error),
        last_w=xp.where(cube, nodes, state.last_w),
        last_velocity=xp.where(cube, velocity, state.last_velocity),
    )
