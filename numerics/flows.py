r"""Flows: in closed form where there is one, else by an integrator that suits them.

| flow                                            | here                                     |
|-------------------------------------------------|------------------------------------------|
| z' = -Q (z - y), constant symmetric Q           | `constant_gram_flow`, closed form        |
| u' = -alpha J^T (alpha (f0 + J (u - u0)) - y)   | `linear_flow`, closed form               |
| z' = -Q(t) (z - y); any z' = A(t) z + c(t)      | `gram_flow`, `affine_flow`, Radau        |
| w' = -alpha J(w)^T (alpha f(w) - y)             | `gradient_flow`, exponential collocation |
| the same, at times that are not known before    | `dense_gradient_flow`                    |
| any but `affine_flow` with proved digits        | `enclosures`, `gram_enclosures`          |
"""

from collections.abc import Callable
from dataclasses import dataclass

from numerics.affine import AffineFlow, affine_flow
from numerics.arrays import Array, dot, matvec, namespace, norm, transpose
from numerics.exponential import DenseFlow, Flow, dense_gradient_flow, gradient_flow
from numerics.phi import phi
from numerics.runge_kutta import integrate

__all__ = [
    "AffineFlow",
    "DenseFlow",
    "Flow",
    "GramFlow",
    "affine_flow",
    "constant_gram_flow",
    "dense_gradient_flow",
    "gradient_flow",
    "gram_flow",
    "integrate",
    "linear_flow",
    "path_length",
    "residual_norm",
]


def path_length(velocity: Array, residual: Array) -> Array:
    """Integrand of the path length int |w'| ds; for `gradient_flow`."""
    return norm(velocity)


def residual_norm(velocity: Array, residual: Array) -> Array:
    """Integrand of int |alpha f(w) - y| ds; for `gradient_flow`."""
    return norm(residual)


@dataclass(frozen=True, slots=True)
class GramFlow:
    """z at the times, `(batch, T, n)`; the loss |z - y|^2 / 2 and int_0^t |z - y| ds, both `(batch, T)`."""

    times: Array
    z: Array
    loss: Array
    residual_integral: Array


def constant_gram_flow(gram: Array, z0: Array, y: Array, times: Array) -> Array:
    """z(t) = y + exp(-Q t) (z0 - y) for z' = -Q (z - y), by eigendecomposition; returns `(batch, T, n)`.

    `gram` Q is symmetric `(batch, n, n)`, `z0` and `y` are `(batch, n)`, `times` is `(T,)` or `(batch, T)`.

    >>> import numpy as np
    >>> z = constant_gram_flow(np.array([[[2.0]]]), np.array([[3.0]]), np.array([[1.0]]), np.array([0.0, 1.0]))
    >>> [round(float(v), 6) for v in z[0, :, 0]]
    [3.0, 1.270671]
    """
    xp = namespace(gram)
    kappa, basis = xp.linalg.eigh(gram)
    start = matvec(transpose(basis), z0 - y)
    times = xp.broadcast_to(times, (gram.shape[0], times.shape[-1]))
    decay = xp.exp(-times[:, :, None] * kappa[:, None, :])
    return y[:, None, :] + (decay * start[:, None, :]) @ transpose(basis)


def linear_flow(jacobian: Array, f0: Array, u0: Array, y: Array, alpha: Array, times: Array) -> tuple[Array, Array]:
    """The flow of the linear model f0 + J (u - u0), in closed form: u `(batch, T, p)` and alpha f_0(u) - y
    `(batch, T, n)`.

    With K = J J^T: alpha f_0(u) - y = exp(-alpha^2 K t) r and u = u0 - alpha t J^T phi_1(-alpha^2 K t) r, r =
    alpha f0 - y.
    """
    xp = namespace(jacobian)
    kappa, basis = xp.linalg.eigh(jacobian @ transpose(jacobian))
    start = matvec(transpose(basis), alpha[:, None] * f0 - y)[:, None, :]
    times = xp.broadcast_to(times, (jacobian.shape[0], times.shape[-1]))[:, :, None]
    decay, mean = phi(-(alpha**2)[:, None, None] * kappa[:, None, :] * times, 1)
    residual = (decay * start) @ transpose(basis)
    moved = (alpha[:, None, None] * times * mean * start) @ transpose(basis) @ jacobian
    return u0[:, None, :] - moved, residual


def gram_flow(
    gram: Callable[[Array, Array], Array],
    z0: Array,
    y: Array,
    times: Array,
    *,
    rtol: float = 1e-10,
    atol: float = 1e-12,
) -> GramFlow:
    """z' = -Q(t) (z - y) with int |z - y| carried along, by Radau collocation: see `affine_flow`.

    `gram(t, index)` returns Q `(b, n, n)` at the times `(b,)` of the instances with those indices.
    """
    xp = namespace(z0)

    def coefficients(t: Array, index: Array) -> tuple[Array, Array]:
        (b, s), n = t.shape, z0.shape[1]
        q = gram(xp.reshape(t, (-1,)), xp.repeat(index, s))
        return -xp.reshape(q, (b, s, n, n)), xp.zeros((b, s, n), dtype=z0.dtype, device=z0.device)

    flow = affine_flow(coefficients, z0 - y, times, rtol=rtol, atol=atol, integrand=norm)
    return GramFlow(flow.times, y[:, None, :] + flow.z, dot(flow.z, flow.z) / 2, flow.integral)
