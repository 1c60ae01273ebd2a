r"""The functions phi_k of exponential integrators on the negative half-line, and collocation weights made of them.

phi_0(x) = exp(x), phi_{k+1}(x) = (phi_k(x) - 1/k!) / x, phi_k(0) = 1/k!; equivalently
int_0^theta exp((theta - s) z) s^q ds = q! theta^(q+1) phi_{q+1}(theta z).
"""

from dataclasses import dataclass
from functools import cache
from math import factorial

import numpy as np
from numpy.polynomial import legendre

from numerics.arrays import Array, namespace

_SPLIT = -4.0  # left of it the recursion upwards is stable, right of it the series and the recursion downwards


@cache
def _series(order: int) -> tuple[float, ...]:
    """Coefficients 1 / (order + k)! of phi_order, as many as matter for |x| <= 4."""
    terms = 1
    while 4**terms * factorial(order) > 1e-17 * factorial(order + terms):
        terms += 1
    return tuple(1 / factorial(order + k) for k in range(terms))


def phi(x: Array, order: int) -> list[Array]:
    """phi_0(x), ..., phi_order(x) for x <= 0 (clipped there) and order >= 1, to about 1e-14 relative.

    >>> [round(float(v[0]), 6) for v in phi(np.array([-1.0]), 2)]
    [0.367879, 0.632121, 0.367879]
    """
    xp = namespace(x)
    x = xp.clip(x, max=0.0)
    near, far = xp.clip(x, min=_SPLIT), xp.clip(x, max=_SPLIT)
    series = xp.zeros_like(x)
    for coefficient in reversed(_series(order)):
        series *= near  # in place: this loop is what a step spends most on besides the model
        series += coefficient
    down = [series]
    for k in range(order - 1, 0, -1):
        down.append(near * down[-1] + 1 / factorial(k))
    up = [xp.exp(far)]
    for k in range(order):
        up.append((up[-1] - 1 / factorial(k)) / far)
    is_far = x < _SPLIT
    rest = [xp.where(is_far, a, b) for a, b in zip(up[1:], reversed(down), strict=True)]
    return [xp.exp(x), *rest]


@dataclass(frozen=True, slots=True)
class Collocation:
    """Interpolation at the Gauss-Lobatto nodes of [0, 1] and the integrals of the interpolant. See `lobatto`."""

    nodes: Array  # (s,), from 0 to 1
    to_monomials: Array  # (s, s): values at the nodes to coefficients
    top_legendre: Array  # (s,): values at the nodes to the highest Legendre coefficient

    @property
    def size(self) -> int:
        """The number s of nodes."""
        return int(self.nodes.shape[0])

    def powers(self, theta: Array, shift: int) -> Array:
        """theta^(q + shift) for q = 0..s-1, on a new last axis."""
        return theta[..., None] ** namespace(theta).asarray(
            [float(q + shift) for q in range(self.size)], device=theta.device
        )

    def values(self, theta: Array) -> Array:
        """Weights on a new last axis: the interpolant at theta."""
        return self.powers(theta, 0) @ self.to_monomials

    def integrals(self, theta: Array) -> Array:
        """Weights on a new last axis: the integral of the interpolant from 0 to theta."""
        divisors = namespace(theta).asarray([float(q + 1) for q in range(self.size)], device=theta.device)
        return (self.powers(theta, 1) / divisors) @ self.to_monomials

    def corrections(self, theta: Array, z: Array) -> Array:
        """Weights on a new last axis of (int_0^theta (exp((theta-s) z) - 1) N(s) ds) / z for the interpolant N."""
        xp = namespace(theta)
        factors = phi(theta * z, self.size + 1)[2:]
        scaled = [factorial(q) * factor for q, factor in enumerate(factors)]
        return (xp.stack(scaled, axis=-1) * self.powers(theta, 2)) @ self.to_monomials


def lobatto(size: int, like: Array) -> Collocation:
    """Collocation at `size` >= 3 Gauss-Lobatto nodes, as arrays of the library and device of `like`."""
    inner = legendre.Legendre.basis(size - 1).deriv().roots()
    nodes = np.concatenate([[0.0], (np.sort(np.real(inner)) + 1) / 2, [1.0]])
    to_monomials = np.linalg.inv(np.vander(nodes, increasing=True))
    top = np.linalg.inv(legendre.legvander(2 * nodes - 1, size - 1))[-1]
    xp = namespace(like)
    arrays = (xp.asarray(array, dtype=like.dtype, device=like.device) for array in (nodes, to_monomials, top))
    return Collocation(*arrays)
