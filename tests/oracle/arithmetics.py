"""Two arithmetics for one evaluator: NumPy's floats, and mpmath at 50 digits in NumPy arrays of objects."""

from collections.abc import Callable
from fractions import Fraction
from typing import Any

import mpmath
import numpy as np

DIGITS = 50
_HIGH = mpmath.MPContext()
_HIGH.dps = DIGITS

Value = Any
"""A number, or a NumPy array of numbers: one axis for a vector, two for an operator."""


class NoValueError(Exception):
    """The expression has no value there: it divides by 0, takes the root of a negative number, and so on."""


class TooLargeError(NoValueError):
    """It has a value that is too large to compute with."""


class Floats:
    """Float64; what is smaller than ``tiny`` may be 0."""

    tiny = 1e-11
    step = 1e-3
    nodes = tuple(zip(*np.polynomial.legendre.leggauss(20), strict=True))

    def number(self, value: Any) -> Value:
        return float(value)

    def sqrt(self, a: Value) -> Value:
        return np.sqrt(a)

    def exp(self, a: Value) -> Value:
        if a > 300:
            raise TooLargeError("the exponential is too large to compute with")
        return np.exp(a)

    def log(self, a: Value) -> Value:
        return np.log(a)

    def eigenvalues(self, a: Value) -> list[Value]:
        return list(np.linalg.eigvalsh(a))


class Wider(Floats):
    """Float64 with another step for derivatives: what it tells otherwise cannot be told in float64."""

    step = 2e-3


class Digits:
    """mpmath at 50 digits."""

    tiny = _HIGH.mpf(10) ** (5 - DIGITS // 2)
    step = _HIGH.mpf(10) ** -9
    nodes = tuple(
        (_HIGH.mpf(x), _HIGH.mpf(w)) for x, w in mpmath.calculus.quadrature.GaussLegendre(_HIGH).calc_nodes(4, 200)
    )

    def number(self, value: Any) -> Value:
        if isinstance(value, Fraction):
            return _HIGH.mpf(value.numerator) / value.denominator
        return _HIGH.mpf(value)

    def sqrt(self, a: Value) -> Value:
        return _HIGH.sqrt(a)

    def exp(self, a: Value) -> Value:
        return _HIGH.exp(a)

    def log(self, a: Value) -> Value:
        return _HIGH.log(a)

    def eigenvalues(self, a: Value) -> list[Value]:
        return sorted(_HIGH.eigsy(_HIGH.matrix(a.tolist()), eigvals_only=True))


FLOATS, WIDER, PRECISE = Floats(), Wider(), Digits()


def slope(function: Callable[[Value], Value], at: Value, arithmetic: Any) -> Value:
    """The derivative of a smooth function of a number, by central differences of order eight."""
    h = arithmetic.step
    weights = (Fraction(4, 5), Fraction(-1, 5), Fraction(4, 105), Fraction(-1, 280))
    return sum(
        (function(at + i * h) - function(at - i * h)) * (arithmetic.number(weight) / h)
        for i, weight in enumerate(weights, 1)
    )


def area(function: Callable[[Value], Value], low: Value, high: Value, arithmetic: Any) -> Value:
    """The integral of a smooth function, by Gauss and Legendre's quadrature."""
    half = (high - low) / 2
    parts = [function(low + half * (1 + x)) * (w * half) for x, w in arithmetic.nodes]
    return sum(parts[1:], start=parts[0])


def least(function: Callable[[Value], Value], low: Value, high: Value) -> Value:
    """The least value of a function on an interval, by finer and finer grids: 41 points, then four times 11."""
    best: Value = None
    left, right = low, high
    for points in (41, 11, 11, 11, 11):
        grid = [left + (right - left) * i / (points - 1) for i in range(points)]
        values = [function(x) for x in grid]
        at = min(range(points), key=values.__getitem__)
        best = values[at] if best is None else min(best, values[at])
        left, right = grid[max(at - 1, 0)], grid[min(at + 1, points - 1)]
    return best
