"""Enclosures of logarithms, sines and cosines, by series in fixed point, rounded outward."""

from collections.abc import Callable
from fractions import Fraction
from functools import lru_cache

from proofcheck.models.interval import BITS, Interval, Undefined, rounded

LARGEST_ANGLE = 256
"""Of a larger number the sine is only known to lie between -1 and 1."""

Bounds = tuple[Fraction, Fraction]


def log(x: Interval) -> Interval:
    """The logarithm of the absolute value; that of 0 is 0, as in the kernel.

    >>> log(Interval.of(2)).describe(), log(Interval.of(1)).describe()
    ('0.6931471805…', '0')

    Raises:
        Undefined: the number may be 0, and is not known to be.
    """
    if x.exact and x.lo in (0, 1, -1):
        return Interval.of(0)
    if x.lo <= 0 <= x.hi:
        raise Undefined("the logarithm of a number that may be zero")
    low, high = sorted((abs(x.lo), abs(x.hi)))
    first = _log_bounds(low)
    return rounded(first[0], first[1] if x.exact else _log_bounds(high)[1])


def sin(x: Interval) -> Interval:
    """The sine.

    >>> sin(Interval.of(1)).describe()
    '0.8414709848…'
    """
    return _wave(x, _sin_bounds)


def cos(x: Interval) -> Interval:
    """The cosine.

    >>> cos(Interval.of(0)).describe()
    '1'
    """
    return Interval.of(1) if x.exact and not x.lo else _wave(x, _cos_bounds)


def _wave(x: Interval, bounds: Callable[[Fraction], Bounds]) -> Interval:
    """Sine and cosine change no faster than their argument."""
    if x.exact and not x.lo:
        return Interval.of(0)
    middle, radius = x.middle, x.width / 2
    if radius > 1 or abs(middle) > LARGEST_ANGLE:
        return Interval(Fraction(-1), Fraction(1))
    low, high = bounds(middle)
    return rounded(max(low - radius, Fraction(-1)), min(high + radius, Fraction(1)))


@lru_cache(maxsize=4096)
def _log_bounds(x: Fraction) -> Bounds:
    """Of log(x) for x > 0: log(2^k m) is k log(2) + 2 artanh((m - 1) / (m + 1)), m in [1, 2)."""
    shift = x.numerator.bit_length() - x.denominator.bit_length()
    shift -= Fraction(2) ** shift > x
    m = x / Fraction(2) ** shift
    ends, twice = _artanh_bounds((m - 1) / (m + 1)), _artanh_bounds(Fraction(1, 3))
    if shift < 0:
        twice = twice[::-1]
    return 2 * (ends[0] + shift * twice[0]), 2 * (ends[1] + shift * twice[1])


@lru_cache(maxsize=64)
def _artanh_bounds(z: Fraction) -> Bounds:
    """Of z + z^3 / 3 + z^5 / 5 + ... for 0 <= z <= 1/3; what is left out is less than twice the next power."""
    precision = BITS + 32
    one = 1 << precision
    low = (z.numerator << precision) // z.denominator
    high = low + 1
    low_square, high_square = low * low >> precision, -(-(high * high) >> precision)
    below = above = 0
    k = 1
    while high > 1:
        below += low // k
        above -= -high // k
        low = low * low_square >> precision
        high = -(-(high * high_square) >> precision)
        k += 2
    return Fraction(below, one), Fraction(above + 2 * high, one)


@lru_cache(maxsize=4096)
def _sin_bounds(x: Fraction) -> Bounds:
    low, high = _taylor(abs(x), 1)
    return (-high, -low) if x < 0 else (low, high)


@lru_cache(maxsize=4096)
def _cos_bounds(x: Fraction) -> Bounds:
    return _taylor(abs(x), 0)


def _taylor(x: Fraction, first: int) -> Bounds:
    """Of the sum of (-1)^j x^k / k! over k = first + 2 j, for x >= 0; the terms fall once k is above x."""
    precision = BITS + 32 + 2 * (x.numerator // x.denominator)
    one = 1 << precision
    low_x = (x.numerator << precision) // x.denominator
    high_x = low_x + 1
    low, high, k = (low_x, high_x, 1) if first else (one, one, 0)
    below = above = 0
    sign = 1
    while high > 1 or k < x:
        below += low if sign > 0 else -high
        above += high if sign > 0 else -low
        for _ in range(2):
            k += 1
            low = (low * low_x >> precision) // k
            high = -((-(high * high_x) >> precision) // k)
        sign = -sign
    return Fraction(below - high, one), Fraction(above + high, one)
