"""Arrays of any library that follows the array API standard, and object arrays of exact or ball numbers."""

from collections.abc import Callable
from typing import Any, TypeAlias

import array_api_compat
import numpy as np

from numerics.errors import StepError

Array: TypeAlias = Any
"""An array of NumPy, PyTorch, or another library that `array_api_compat` knows."""


def namespace(*arrays: Array) -> Any:
    """The array-API namespace that the arrays belong to; NumPy's for object arrays.

    >>> namespace(np.zeros(2)).zeros(1).shape
    (1,)
    """
    if type(arrays[0]) is np.ndarray:  # it follows the standard; its wrapper would import all of it
        return np
    return array_api_compat.array_namespace(*arrays)


def is_object(array: Array) -> bool:
    """Whether the entries are Python objects: balls, power series, multiple-precision numbers."""
    return bool(array.dtype == object)


def transpose(array: Array) -> Array:
    """Swap the last two axes."""
    return array.mT


def matvec(matrix: Array, vector: Array) -> Array:
    """`(..., n, p)` times `(..., p)` is `(..., n)`."""
    return (matrix @ vector[..., None])[..., 0]


def contiguous_transpose(array: Array) -> Array:
    """The last two axes of `(b, n, p)` swapped, in memory too: small products are twice as fast."""
    b, n, p = array.shape
    xp = namespace(array)
    return xp.reshape(xp.reshape(transpose(array), (b, p * n)), (b, p, n))


def clip(array: Array, low: float | None = None, high: float | None = None) -> Array:
    """The entries moved into [low, high]; NaN stays.

    >>> clip(np.array([0.0, 1.0, 2.0]), high=1.0)
    array([0., 1., 1.])
    """
    if type(array) is np.ndarray:  # for small arrays, the general function costs ten times as much
        array = array if low is None else np.maximum(array, low)
        return array if high is None else np.minimum(array, high)
    return namespace(array).clip(array, low, high)


def dot(left: Array, right: Array) -> Array:
    """Inner product over the last axis."""
    xp = namespace(left)
    return (left * right).sum(-1) if is_object(left) else xp.vecdot(left, right)


def norm(vector: Array) -> Array:
    """Euclidean norm over the last axis."""
    return namespace(vector).sqrt(dot(vector, vector))


def increasing_times(times: Array, batch: int) -> Array:
    """Times `(T,)` or `(batch, T)` as `(batch, T)`; raises `StepError` unless each row increases from 0 or later."""
    xp = namespace(times)
    if times.ndim not in (1, 2) or times.shape[-1] == 0 or not bool(xp.all(times[..., :1] >= 0)):
        raise StepError("times must be one or more increasing numbers from 0 on")
    if not bool(xp.all(times[..., 1:] >= times[..., :-1])):
        raise StepError("times must increase along the last axis")
    return xp.broadcast_to(times, (batch, times.shape[-1]))


def to_objects(array: Array, convert: Callable[[float], Any]) -> Array:
    """The same array with every entry converted; an object array.

    >>> from fractions import Fraction
    >>> to_objects(np.array([0.5, 2.0]), Fraction)
    array([Fraction(1, 2), Fraction(2, 1)], dtype=object)
    """
    flat = np.asarray(array).ravel()
    out = np.empty(flat.shape, dtype=object)
    for index, entry in enumerate(flat):
        out[index] = convert(float(entry))
    return out.reshape(np.asarray(array).shape)


def to_numpy(array: Array) -> np.ndarray[Any, np.dtype[Any]]:
    """A NumPy array with the same entries, copied from a device where that is needed."""
    return np.asarray(array_api_compat.to_device(array, "cpu"))
