"""The arithmetics in which terms are evaluated: float64, and balls (python-flint) held in NumPy object arrays.

Sums, products and quotients are those of the arrays; here is what the two do differently.
"""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
from flint import acb_mat, arb, arb_mat

from numerics.enclosures import ball

Array = Any
"""A NumPy array of float64, or of ``flint.arb`` objects."""


@dataclass(frozen=True, slots=True)
class Arithmetic:
    """What differs between arithmetics. ``eigenvalues`` takes symmetric ``(..., n, n)`` and returns the extremes."""

    name: str
    number: Callable[[Fraction], Array]
    zeros: Callable[[tuple[int, ...]], Array]
    sqrt: Callable[[Array], Array]
    exp: Callable[[Array], Array]
    log: Callable[[Array], Array]
    sin: Callable[[Array], Array]
    cos: Callable[[Array], Array]
    maximum: Callable[[Array, Array], Array]
    minimum: Callable[[Array, Array], Array]
    eigenvalues: Callable[[Array], tuple[Array, Array]]
    singular_values: Callable[[Array], tuple[Array, Array]]
    """Of ``(..., n, p)``: the largest, and the smallest of the min(n, p)."""
    all_singular_values: Callable[[Array], Array]
    """Of ``(..., n, p)``: the min(n, p) of them, from the largest, along the last axis."""
    inverse: Callable[[Array], Array]
    """Of ``(..., n, n)``; NaN where there is none."""


def _float_eigenvalues(matrix: Array) -> tuple[Array, Array]:
    """Small matrices, of which there are many, by their formulas, which are as accurate."""
    first, last = matrix[..., 0, 0], matrix[..., -1, -1]
    if matrix.shape[-1] == 1:
        return first, first
    if matrix.shape[-1] == 2:
        middle, half = (first + last) / 2, np.hypot((first - last) / 2, matrix[..., 1, 0])
        return middle - half, middle + half
    return _where_finite(matrix, np.linalg.eigvalsh)


def _float_singular_values(matrix: Array) -> tuple[Array, Array]:
    if min(matrix.shape[-2:]) == 1:
        length = np.linalg.norm(matrix, axis=(-2, -1))
        return length, length
    return _where_finite(matrix, lambda finite: np.linalg.svd(finite, compute_uv=False))


def _float_all_singular_values(matrix: Array) -> Array:
    finite = np.isfinite(matrix).all(axis=(-2, -1))
    values = np.linalg.svd(np.where(finite[..., None, None], matrix, 0.0), compute_uv=False)
    return np.where(finite[..., None], values, np.nan)


def _float_inverse(matrix: Array) -> Array:
    """The inverse, where the condition number leaves some digits of it."""
    with np.errstate(all="ignore"):
        sound = np.isfinite(matrix).all(axis=(-2, -1)) & (np.abs(np.linalg.det(matrix)) > 0)
        one = np.eye(matrix.shape[-1])
        safe = np.where(sound[..., None, None], matrix, one)
        sound &= np.linalg.cond(safe) < 1e12
        safe = np.where(sound[..., None, None], matrix, one)
        return np.where(sound[..., None, None], np.linalg.inv(safe), np.nan)


def _where_finite(matrix: Array, values_of: Callable[[Array], Array]) -> tuple[Array, Array]:
    """The first and the last of the values that LAPACK finds, which it refuses to do for NaN; NaN there."""
    finite = np.isfinite(matrix).all(axis=(-2, -1))
    values = values_of(np.where(finite[..., None, None], matrix, 0.0))
    return np.where(finite, values[..., 0], np.nan), np.where(finite, values[..., -1], np.nan)


FLOAT = Arithmetic(
    "float64",
    lambda q: np.full((1, 1), q.numerator / q.denominator),
    np.zeros,
    lambda x: np.sqrt(np.maximum(x, 0.0)),
    np.exp,
    lambda x: np.log(np.where(x == 0, 1.0, np.abs(x))),
    np.sin,
    np.cos,
    np.maximum,
    np.minimum,
    _float_eigenvalues,
    _float_singular_values,
    _float_all_singular_values,
    _float_inverse,
)


def constants(shape: tuple[int, ...], value: Any) -> Array:
    """An object array filled with one ball."""
    out = np.empty(shape, dtype=object)
    out[...] = value
    return out


def _each(function: Callable[..., Any], arity: int) -> Callable[..., Array]:
    applied: Callable[..., Array] = np.frompyfunc(function, arity, 1)
    return applied


def _per_matrix(function: Callable[[Array], tuple[Any, Any]]) -> Callable[[Array], tuple[Array, Array]]:
    def apply(matrix: Array) -> tuple[Array, Array]:
        shape = matrix.shape[:-2]
        low, high = np.empty(shape, dtype=object), np.empty(shape, dtype=object)
        for index in np.ndindex(shape):
            low[index], high[index] = function(matrix[index])
        return low, high

    return apply


def _ball_spectrum(matrix: Array) -> list[Any]:
    """The eigenvalues of a symmetric matrix of balls; several balls may hold one eigenvalue."""
    if matrix.shape == (1, 1):
        return [matrix[0, 0]]
    return [value.real for value in acb_mat(matrix.tolist()).eig(multiple=True)]


def _ball_eigenvalues(matrix: Array) -> tuple[Any, Any]:
    """The extreme ones."""
    values = _ball_spectrum(matrix)
    low, high = values[0], values[0]
    for value in values[1:]:
        low, high = low.min(value), high.max(value)
    return low, high


def _ball_inverse(matrix: Array) -> Array:
    found = np.empty(matrix.shape, dtype=object)
    for index in np.ndindex(matrix.shape[:-2]):
        try:
            found[index] = np.array(arb_mat(matrix[index].tolist()).inv().tolist(), dtype=object)
        except ZeroDivisionError:
            found[index] = arb("nan")
    return found


def _root(x: Any) -> Any:
    return x.nonnegative_part().sqrt()


def _logarithm(x: Any) -> Any:
    return x if x == 0 else abs(x).log()


def _ball_singular_values(matrix: Array) -> tuple[Any, Any]:
    low, high = _ball_eigenvalues(_gram(matrix))
    return _root(high), _root(low)


def _ball_all_singular_values(matrices: Array) -> Array:
    """In order by exchanging neighbours: their maximum holds the larger one, whichever that is."""
    found = np.empty((*matrices.shape[:-2], min(matrices.shape[-2:])), dtype=object)
    for index in np.ndindex(matrices.shape[:-2]):
        values = [*map(_root, _ball_spectrum(_gram(matrices[index])))]
        for last in range(len(values) - 1, 0, -1):
            for place in range(last):
                one, other = values[place : place + 2]
                values[place : place + 2] = one.max(other), one.min(other)
        found[index] = values
    return found


def _gram(matrix: Array) -> Array:
    rows, columns = matrix.shape
    return matrix @ matrix.T if rows <= columns else matrix.T @ matrix


BALLS = Arithmetic(
    "balls",
    lambda q: constants((1, 1), ball(q)),
    lambda shape: constants(shape, arb(0)),
    _each(_root, 1),
    _each(lambda x: x.exp(), 1),
    _each(_logarithm, 1),
    _each(lambda x: x.sin(), 1),
    _each(lambda x: x.cos(), 1),
    _each(lambda x, y: x.max(y), 2),
    _each(lambda x, y: x.min(y), 2),
    _per_matrix(_ball_eigenvalues),
    _per_matrix(_ball_singular_values),
    _ball_all_singular_values,
    _ball_inverse,
)
"""Enclosures: every operation contains the true value. The precision is that of ``working_digits``."""
