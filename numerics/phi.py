r"""The functions phi_k of exponential integrators on the negative half-line, and collocation weights made of them.

phi_0(x) = exp(x), phi_{k+1}(x) = (phi_k(x) - 1/k!) / x, phi_k(0) = 1/k!; equivalently
int_0^theta exp((theta - s) z) s^q ds = q! theta^(q+1) phi_{q+1}(theta z).
"""

from dataclasses import dataclass
from functools import cache
from math import factorial

import numpy as np
from numpy.polynomial import legendre

from numerics.arrays import Array, clip, namespace

_SPLIT = -4.0  # left of it the recursion upwards is stable, right of it the series and the recursion downwards
_BELOW = 0.3  # of the second highest Legendre coefficient: an error even where the highest happens to be small


@cache
def _series(order: int) -> tuple[float, ...]:
    """Coefficients 1 / (order + k)! of phi_order, as many as matter for |x| <= 4."""
    terms = 1
    while 4**terms * factorial(order) > 1e-17 * factorial(order + terms):
        terms += 1
    return tuple(1 / factorial(order + k) for k in range(terms))


def _polynomial(coefficients: tuple[float, ...], x: Array) -> Array:
    """Horner's rule in x^4: few passes over the array."""
    xp = namespace(x)
    table = xp.asarray(coefficients + (0.0,) * (-len(coefficients) % 4), dtype=x.dtype, device=x.device)
    square = x * x
    powers = xp.reshape(xp.stack([xp.ones_like(x), x, square, square * x]), (4, -1))
    blocks = xp.reshape(xp.reshape(table, (-1, 4)) @ powers, (-1, *x.shape))
    value, fourth = blocks[-1, ...], square * square
    for k in range(blocks.shape[0] - 2, -1, -1):
        value = value * fourth + blocks[k, ...]
    return value


def phi(x: Array, order: int) -> list[Array]:
    """phi_0(x), ..., phi_order(x) for x <= 0 (clipped there) and order >= 1, to about 1e-14 relative.

    >>> [round(float(v[0]), 6) for v in phi(np.array([-1.0]), 2)]
    [0.367879, 0.632121, 0.367879]
    """
    xp = namespace(x)
    x = clip(x, high=0.0)
    near, far = clip(x, low=_SPLIT), clip(x, high=_SPLIT)
    down = [_polynomial(_series(order), near)]
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
    top_legendre: Array  # (2, s): values at the nodes to the highest Legendre coefficient and a share of the one below
    to_nodes: Array  # (s - 1, s): weights of the integrals from 0 to the other nodes

    @property
    def size(self) -> int:
        """The number s of nodes."""
        return int(self.nodes.shape[0])

    def powers(self, theta: Array, shift: int) -> Array:
        """theta^(q + shift) for q = 0..s-1, on a new last axis."""
        rows = [theta**shift]
        for _ in range(self.size - 1):
            rows.append(rows[-1] * theta)
        return namespace(theta).stack(rows, axis=-1)

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
        factors = xp.stack(phi(theta * z, self.size + 1)[2:], axis=-1)
        factorials = xp.asarray([float(factorial(q)) for q in range(self.size)], device=theta.device)
        return (factors * (self.powers(theta, 2) * factorials)) @ self.to_monomials


def lobatto(size: int, like: Array) -> Collocation:
    """Collocation at `size` >= 3 Gauss-Lobatto nodes, as arrays of the library and device of `like`."""
    inner = legendre.Legendre.basis(size - 1).deriv().roots()
    nodes = np.concatenate([[0.0], (np.sort(np.real(inner)) + 1) / 2, [1.0]])
    to_monomials = np.linalg.inv(np.vander(nodes, increasing=True))
    top = np.linalg.inv(legendre.legvander(2 * nodes - 1, size - 1))[:-3:-1] * np.array([[1.0], [_BELOW]])
    powers = np.arange(1, size + 1)
    to_nodes = nodes[1:, None] ** powers / powers @ to_monomials
    xp = namespace(like)
    arrays = (xp.asarray(a, dtype=like.dtype, device=like.device) for a in (nodes, to_monomials, top, to_nodes))
    return Collocation(*arrays)
