"""Rational multiples of exponentials of rationals, remembered as such: products of them, and which are the same, are
exact, as the number e^q is not rational for a rational q other than 0.
"""

from dataclasses import dataclass
from fractions import Fraction

from proofcheck.models.interval import EXACT_BITS, Interval, rational_root

_ONE = Fraction(1)


@dataclass(frozen=True, slots=True)
class Exponential(Interval):
    """The number ``factor * e^exponent``, where neither is 0, and bounds of it.

    >>> exponential(Interval.of(2)) / exponential(Interval.of(1)) - exponential(Interval.of(1))
    Interval(lo=Fraction(0, 1), hi=Fraction(0, 1), square=None)
    """

    factor: Fraction = _ONE
    exponent: Fraction = _ONE

    def alike(self, other: Interval) -> bool:
        """Whether another number is written as the same multiple of the same exponential."""
        return isinstance(other, Exponential) and (self.factor, self.exponent) == (other.factor, other.exponent)

    def __neg__(self) -> Interval:
        return Exponential(-self.hi, -self.lo, None, -self.factor, self.exponent)

    def __add__(self, other: Interval) -> Interval:
        if not isinstance(other, Exponential) or other.exponent != self.exponent:
            return Interval.__add__(self, other)
        return self * Interval.of(1 + other.factor / self.factor)

    __radd__ = __add__

    def __mul__(self, other: Interval) -> Interval:
        factor, exponent = _parts(other)
        return _known_as(Interval.__mul__(self, other), self.factor * factor, self.exponent + exponent)

    __rmul__ = __mul__

    def __truediv__(self, other: Interval) -> Interval:
        factor, exponent = _parts(other)
        quotient = Interval.__truediv__(self, other)
        return _known_as(quotient, self.factor / factor, self.exponent - exponent) if factor else quotient

    def __rtruediv__(self, other: Interval) -> Interval:
        factor, exponent = _parts(other)
        return _known_as(Interval.__truediv__(other, self), factor / self.factor, exponent - self.exponent)

    def __pow__(self, exponent: int) -> Interval:
        power = Interval.__pow__(self, exponent)
        if abs(exponent) > EXACT_BITS:
            return power
        return _known_as(power, self.factor**exponent, exponent * self.exponent)

    def sqrt(self) -> Interval:
        """The square root; also of a multiple by a square.

        Raises:
            Undefined: the number may be negative.
        """
        root = rational_root(self.factor) if self.factor > 0 else None
        return _known_as(Interval.sqrt(self), root or Fraction(0), self.exponent / 2)


def exponential(x: Interval) -> Interval:
    """The exponential of a number.

    Raises:
        Undefined: it is too large to be computed.
    """
    return _known_as(x.exp(), _ONE, x.lo) if x.exact else x.exp()


def exponent_of(x: Interval) -> Interval | None:
    """The logarithm of the exponential of a rational; ``None`` of what is not known to be one."""
    return Interval.of(x.exponent) if isinstance(x, Exponential) and x.factor == 1 else None


def _parts(x: Interval) -> tuple[Fraction, Fraction]:
    """The factor and the exponent of a multiple of an exponential, or of a rational; a factor of 0 of any other."""
    if isinstance(x, Exponential):
        return x.factor, x.exponent
    return (x.lo if x.exact else Fraction(0)), Fraction(0)


def _known_as(bounds: Interval, factor: Fraction, exponent: Fraction) -> Interval:
    """A number, remembered as a multiple of an exponential; no such thing where the factor is 0."""
    if not factor or bounds.exact:
        return bounds
    if not exponent:
        return Interval.of(factor)
    long = max(abs(part).bit_length() for x in (factor, exponent) for part in (x.numerator, x.denominator))
    return bounds if long > EXACT_BITS else Exponential(bounds.lo, bounds.hi, None, factor, exponent)
