r"""Affine flows z' = A(t) z + c(t), stiff or not: Radau collocation.

On a step from z_k of length h, the solution is replaced by the polynomial of degree s that starts at z_k and satisfies
the equation at the s right Radau nodes t_i. With a_ij the integral of the j-th Lagrange polynomial up to the i-th node,

    Z_i = z_k + h sum_j a_ij (A(t_j) Z_j + c(t_j)),

one linear system with s n unknowns. The order is 2 s - 1, and what a fast decay leaves behind does not limit the step
(L-stability: Hairer and Wanner, Solving Ordinary Differential Equations II, sec. IV.5). Every instance has its own step
and its own error estimate: the highest Legendre coefficients of the polynomial, and of the integrand.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.polynomial import Legendre, legendre

from numerics.arrays import Array, clip, dot, increasing_times, namespace
from numerics.errors import StepError

Coefficients = Callable[[Array, Array], tuple[Array, Array]]
"""Of the times `(b, s)` and the indices `(b,)` of the instances; returns A `(b, s, n, n)` and c `(b, s, n)`."""
StateIntegrand = Callable[[Array], Array]
"""Of the states `(b, s, n)`; returns `(b, s)`."""

NODES = 9
ESTIMATE = 0.3  # of the highest Legendre coefficient: with this factor, measured errors are below the tolerance
BELOW = 0.2  # of the second highest one: an error even where the highest happens to be small
SAFETY, SHRINK, GROW = 0.85, 0.2, 6.0
MAX_STEPS = 20_000


@dataclass(frozen=True, slots=True)
class AffineFlow:
    """z at the times, `(batch, T, n)`; the integral of the integrand from 0, `(batch, T)`; accepted steps `(batch,)`.

    The integral is 0 where there is no integrand.
    """

    times: Array
    z: Array
    integral: Array
    steps: Array


@dataclass(frozen=True, slots=True)
class _Rule:
    nodes: Array  # (s + 1,), from 0 to 1
    integrals: Array  # (s, s): the a_ij
    to_legendre: Array  # (s + 1, s + 1): values at the nodes to coefficients
    top: Array  # (2, s + 1): values at the nodes to the highest coefficient and a share of the one below

    def values(self, theta: Array) -> Array:
        """Weights on a new last axis: the interpolant at theta."""
        return _legendre(theta, self.nodes.shape[0]) @ self.to_legendre

    def integral(self, theta: Array) -> Array:
        """Weights on a new last axis: the integral of the interpolant from 0 to theta."""
        xp = namespace(theta)
        size = self.nodes.shape[0]
        p = _legendre(theta, size + 1)
        odd = xp.asarray([2.0 * (2 * k + 1) for k in range(1, size)], dtype=theta.dtype, device=theta.device)
        rest = (p[..., 2:] - p[..., :-2]) / odd
        return xp.concat([theta[..., None], rest], axis=-1) @ self.to_legendre


def _legendre(theta: Array, count: int) -> Array:
    """The first Legendre polynomials of [0, 1] at theta, on a new last axis."""
    xp = namespace(theta)
    x = 2 * theta - 1
    p = [xp.ones_like(x), x]
    for k in range(1, count - 1):
        p.append(((2 * k + 1) * x * p[k] - k * p[k - 1]) / (k + 1))
    return xp.stack(p, axis=-1)


@cache
def _radau(size: int) -> tuple[Array, ...]:
    """The arrays of the rule with that many Radau nodes, in NumPy."""
    inner = (Legendre.basis(size) - Legendre.basis(size - 1)).roots()
    nodes = np.concatenate([[0.0], (np.sort(np.real(inner)) + 1) / 2])
    nodes[-1] = 1.0
    primitives = [Legendre.basis(k, domain=[0, 1]).integ(lbnd=0)(nodes[1:]) for k in range(size)]
    integrals = np.stack(primitives, axis=-1) @ np.linalg.inv(legendre.legvander(2 * nodes[1:] - 1, size - 1))
    to_legendre = np.linalg.inv(legendre.legvander(2 * nodes - 1, size))
    return nodes, integrals, to_legendre, to_legendre[:-3:-1] * np.array([[1.0], [BELOW]])


@dataclass(frozen=True, slots=True)
class _Problem:
    """What is solved, for all instances, and where the values at the times go."""

    coefficients: Coefficients
    integrand: StateIntegrand | None
    times: Array
    rtol: float
    atol: float
    z: Array
    integral: Array


@dataclass(frozen=True, slots=True)
class _State:
    """Where each live instance stands."""

    index: Array
    t: Array
    h: Array
    z: Array
    integral: Array
    steps: Array

    def take(self, index: Array) -> "_State":
        return _State(*(getattr(self, name)[index] for name in _State.__slots__))


def affine_flow(
    coefficients: Coefficients,
    start: Array,
    times: Array,
    *,
    rtol: float = 1e-10,
    atol: float = 1e-12,
    integrand: StateIntegrand | None = None,
    nodes: int = NODES,
) -> AffineFlow:
    """Solve z' = A(t) z + c(t) from `start` `(batch, n)` at time 0, and integrate a function of z along.

    `times` is `(T,)` or `(batch, T)`, increasing from at least 0. Per step, the root mean square over the entries of
    error / (atol + rtol |z|) is kept below 1, and the error of the integral below atol + rtol times it. Raises
    `StepError` where the steps become too small. Another number of Radau `nodes` makes other errors.

    >>> flow = affine_flow(lambda t, i: (-t[..., None, None], 0 * t[..., None]), np.ones((1, 1)), np.array([2.0]))
    >>> bool(abs(flow.z[0, 0, 0] - np.exp(-2)) < 1e-10)
    True
    """
    xp = namespace(start)
    batch, n = start.shape
    times = increasing_times(times, batch)
    rule = _Rule(*(xp.asarray(a, dtype=start.dtype, device=start.device) for a in _radau(nodes)))
    z = xp.zeros((batch, times.shape[1], n), dtype=start.dtype, device=start.device)
    steps = xp.zeros((batch,), dtype=xp.int64, device=start.device)
    b, j = xp.nonzero(times <= 0)
    z[b, j] = start[b]
    problem = _Problem(coefficients, integrand, times, rtol, atol, z, xp.zeros_like(z[..., 0]))
    state = _start(problem, start)
    while True:
        unfinished = state.t < times[state.index, -1] * (1 - 1e-14)
        if not bool(xp.all(unfinished)):
            steps[state.index] = state.steps
            state = state.take(xp.nonzero(unfinished)[0])
            if state.index.shape[0] == 0:
                return AffineFlow(times, z, problem.integral, steps)
        with np.errstate(all="ignore"):  # a trial step may go too far; it is rejected
            state = _step(problem, rule, state)
        if int(xp.max(state.steps)) > MAX_STEPS:
            raise StepError(f"no end after {MAX_STEPS} steps; raise rtol or shorten the times")


def _start(problem: _Problem, start: Array) -> _State:
    xp = namespace(start)
    index = xp.arange(start.shape[0], device=start.device)
    zero = xp.zeros_like(start[:, 0])
    matrix, _ = problem.coefficients(zero[:, None], index)
    rate = xp.sqrt(xp.sum(matrix * matrix, axis=(1, 2, 3)))
    h = 1 / xp.maximum(rate, 1 / clip(problem.times[:, -1], low=1e-300))
    return _State(index, zero, h, start, zero, xp.zeros_like(index))


def _step(problem: _Problem, rule: _Rule, state: _State) -> _State:
    """The state after a trial step."""
    xp = namespace(state.z)
    left = problem.times[state.index, -1] - state.t
    h = xp.where(state.h < left * (1 - 1e-9), state.h, left)
    matrix, offset = problem.coefficients(state.t[:, None] + h[:, None] * rule.nodes[1:], state.index)
    nodes = _nodes(rule, matrix, offset, state.z, h)
    scale = problem.atol + problem.rtol * xp.maximum(xp.abs(state.z), xp.abs(nodes[:, -1]))
    error = xp.sqrt(xp.max(xp.mean((rule.top @ nodes / scale[:, None, :]) ** 2, axis=-1), axis=-1))
    values = xp.zeros_like(nodes[..., 0]) if problem.integrand is None else problem.integrand(nodes)
    gained = state.integral + h * (values @ rule.integral(rule.nodes[-1]))
    missed = h * xp.max(xp.abs(values @ rule.top.T), axis=-1)
    error = ESTIMATE * xp.maximum(error, missed / (problem.atol + problem.rtol * xp.abs(gained)))
    accepted = error <= 1
    _record(problem, rule, state, accepted, h, nodes, values)
    growth = SAFETY * clip(error, low=1e-12) ** (-1.0 / (rule.nodes.shape[0] - 1))
    growth = clip(xp.where(growth == growth, growth, xp.zeros_like(growth)), SHRINK, GROW)  # NaN: a step too far
    following = h * xp.where(accepted, growth, clip(growth, high=SAFETY))
    if bool(xp.any(following <= 1e-15 * state.t)):
        raise StepError("a step fell below the rounding of the time; raise rtol or atol")
    return _State(
        index=state.index,
        t=xp.where(accepted, state.t + h, state.t),
        h=following,
        z=xp.where(accepted[:, None], nodes[:, -1], state.z),
        integral=xp.where(accepted, gained, state.integral),
        steps=state.steps + xp.astype(accepted, state.steps.dtype),
    )


def _record(
    problem: _Problem, rule: _Rule, state: _State, accepted: Array, h: Array, nodes: Array, values: Array
) -> None:
    """Write the values at the times that accepted steps pass."""
    xp = namespace(h)
    asked, t = problem.times[state.index], state.t[:, None]
    last = asked[:, -1:] - t <= h[:, None]  # the end is met exactly, whatever the rounding of t + h
    b, j = xp.nonzero(accepted[:, None] & (asked > t) & ((asked <= t + h[:, None]) | last))
    if b.shape[0] == 0:
        return
    theta, where = (asked[b, j] - state.t[b]) / h[b], state.index[b]
    problem.z[where, j] = (rule.values(theta)[:, None, :] @ nodes[b])[:, 0, :]
    problem.integral[where, j] = state.integral[b] + h[b] * dot(rule.integral(theta), values[b])


def _nodes(rule: _Rule, matrix: Array, offset: Array, start: Array, h: Array) -> Array:
    """z at the nodes, the start first, `(b, s + 1, n)`."""
    xp = namespace(start)
    batch, s, n, _ = matrix.shape
    weights = h[:, None, None] * rule.integrals
    coupling = weights[:, :, None, :, None] * xp.permute_dims(matrix, (0, 2, 1, 3))[:, None]
    system = xp.eye(s * n, dtype=start.dtype, device=start.device) - xp.reshape(coupling, (batch, s * n, s * n))
    known = xp.reshape(start[:, None, :] + weights @ offset, (batch, s * n, 1))
    found = xp.reshape(xp.linalg.solve(system, known), (batch, s, n))
    return xp.concat([start[:, None, :], found], axis=1)
