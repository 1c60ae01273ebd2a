"""What an instance consists of where numbers are unknowns of Z3: quadratic maps, and spectra of diagonal matrices."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import reduce
from typing import Any

import numpy as np

from numerics.models import Model
from proofcheck.evaluate.arithmetic import Array, constants


@dataclass(frozen=True, slots=True)
class Quadratic(Model):
    """The map w -> c + B w + (w' Q w) / 2 for c ``(1, n)``, B ``(1, n, p)``, and Q ``(1, n, p, p)``, symmetric."""

    constant: Array
    linear: Array
    quadratic: Array

    def _sizes(self) -> tuple[int, int, int]:
        return self.linear.shape  # type: ignore[no-any-return]

    def _jacobian(self, w: Array) -> Array:
        bend = (self.quadratic[:, None] @ w[:, :, None, :, None])[..., 0]
        return self.linear[:, None] + bend

    def _linearise(self, w: Array) -> tuple[Array, Any]:
        slope = self._jacobian(w)
        half = (self.linear[:, None] + slope) / 2
        value = self.constant[:, None] + (half @ w[..., None])[..., 0]
        return value, lambda r: (np.swapaxes(slope, -1, -2) @ r[..., None])[..., 0]

    def _lipschitz(self, centre: Array, radius: Array) -> Array:
        raise NotImplementedError("the coefficients are unknown")


def quadratic(n: int, p: int, unknown: Callable[[], Any], flat: Any = None) -> Quadratic:
    """The map from R^p to R^n with such coefficients, which is affine where what is flat is 0."""

    def unknowns(*shape: int) -> Array:
        entries = np.empty(shape, dtype=object)
        for place in np.ndindex(shape):
            entries[place] = unknown()
        return entries

    if flat is not None:
        return Quadratic(unknowns(1, n), unknowns(1, n, p), constants((1, n, p, p), flat))
    bend = unknowns(1, n, p, p)
    upper = np.triu(np.ones((p, p), dtype=bool))
    return Quadratic(unknowns(1, n), unknowns(1, n, p), np.where(upper, bend, np.swapaxes(bend, -1, -2)))


def polynomials(constant: Array, linear: Array, quadratic: Array) -> tuple[Mapping[tuple[int, ...], Fraction], ...]:
    """The components of such a map, for c ``(n,)``, B ``(n, p)`` and Q ``(n, p, p)`` in fractions."""
    size, components = linear.shape[1], []
    for c, b, q in zip(constant, linear, quadratic, strict=True):
        terms: dict[tuple[int, ...], Fraction] = {(0,) * size: c}
        for i in range(size):
            terms[_exponents(size, i)] = b[i]
            for j in range(size):
                key = _exponents(size, i, j)
                terms[key] = terms.get(key, Fraction(0)) + q[i, j] / 2
        components.append({key: value for key, value in terms.items() if value})
    return tuple(components)


def _exponents(size: int, *factors: int) -> tuple[int, ...]:
    return tuple(factors.count(i) for i in range(size))


def rows(entries: list[Fraction], width: int) -> tuple[tuple[Fraction, ...], ...]:
    """A matrix from its entries, row by row."""
    return tuple(tuple(entries[k : k + width]) for k in range(0, len(entries), width))


def diagonals(matrix: Array, is_zero: Callable[[Any], bool]) -> Array | None:
    """What is on the diagonals of matrices ``(..., n, p)``; ``None`` where there is anything else."""
    rows, columns = matrix.shape[-2:]
    beside = matrix[..., ~np.eye(rows, columns, dtype=bool)]
    if not all(is_zero(entry) for entry in beside.ravel()):
        return None
    return np.stack([matrix[..., k, k] for k in range(min(rows, columns))], axis=-1)


def extremes(
    values: Array, larger: Callable[[Any, Any], Any], smaller: Callable[[Any, Any], Any]
) -> tuple[Array, Array]:
    """The least and the greatest along the last axis."""

    least, greatest = (np.empty(values.shape[:-1], dtype=object) for _ in range(2))
    for place in np.ndindex(values.shape[:-1]):
        least[place], greatest[place] = reduce(smaller, values[place]), reduce(larger, values[place])
    return least, greatest
