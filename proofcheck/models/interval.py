"""Rigorous arithmetic with real numbers: rational bounds, rounded outward, and exact wherever possible.

An :class:`Interval` stands for one real number that lies between two rationals. It is *exact* when they agree.
A square root of a rational is remembered by its square, so that products, quotients, even powers and
comparisons of such roots are exact too.
"""

from dataclasses import dataclass
from fractions import Fraction
from math import isqrt

BITS = 128
"""Significant bits of the bounds of a number that is not exact."""

EXACT_BITS = 8192
"""An exact number with a longer denominator or numerator is rounded like any other."""

EXPONENT_LIMIT = 4096
"""The exponential of a larger number is not computed; that of its negative is bounded by a tiny number."""


LARGEST_BITS = 1 << 16
"""A number of more than this many bits before its point is not computed; one that starts so far behind it may be 0."""


class Undefined(ArithmeticError):  # noqa: N818
    """A quotient by what may be 0, the root of what may be negative, or a number too large to be computed."""


def _down(x: Fraction, bits: int = BITS) -> Fraction:
    """The largest dyadic rational with about ``bits`` significant bits that is at most ``x``."""
    top, bottom = x.numerator, x.denominator
    size, length = top.bit_length(), bottom.bit_length()
    if size + length <= bits:
        return x
    shift = bits - size + length
    if shift >= 0:
        return Fraction((top << shift) // bottom, 1 << shift)
    return Fraction((top // (bottom << -shift)) << -shift)


def _up(x: Fraction, bits: int = BITS) -> Fraction:
    return -_down(-x, bits)


def rational_root(x: Fraction) -> Fraction | None:
    """The square root of ``x >= 0`` if it is rational.

    >>> rational_root(Fraction(9, 4)), rational_root(Fraction(2))
    (Fraction(3, 2), None)
    """
    a, b = isqrt(x.numerator), isqrt(x.denominator)
    return Fraction(a, b) if a * a == x.numerator and b * b == x.denominator else None


def _root_bounds(x: Fraction) -> tuple[Fraction, Fraction]:
    """Rationals below and above the square root of ``x >= 0``."""
    if x == 0:
        return x, x
    shift = max(0, 2 * BITS + x.denominator.bit_length() - x.numerator.bit_length())
    shift += shift % 2
    whole, rest = divmod(x.numerator << shift, x.denominator)
    root = isqrt(whole)
    exact = rest == 0 and root * root == whole
    unit = 1 << (shift // 2)
    return Fraction(root, unit), Fraction(root if exact else root + 1, unit)


def _exp_bounds(x: Fraction) -> tuple[Fraction, Fraction]:
    """Rationals below and above exp(x): Taylor's polynomial at ``x / 2^k``, then ``k`` squarings.

    For 0 <= r <= 1/2 the remainder after the term r^m / m! is at most that term.
    """
    if x == 0:
        return Fraction(1), Fraction(1)
    if x < 0:
        if -x > EXPONENT_LIMIT:
            return Fraction(0), 1 / _exp_bounds(Fraction(EXPONENT_LIMIT))[0]
        below, above = _exp_bounds(-x)
        return 1 / above, 1 / below
    if x > EXPONENT_LIMIT:
        raise Undefined(f"the exponential of a number above {EXPONENT_LIMIT} is too large to be computed")
    halvings = max(0, (x.numerator // x.denominator).bit_length() + 1)
    precision = BITS + 2 * halvings + 16
    one = 1 << precision
    low_r = (x.numerator << precision) // (x.denominator << halvings)
    high_r = low_r + 1
    low = high = low_term = high_term = one
    m = 0
    while high_term > 1:
        m += 1
        low_term = (low_term * low_r >> precision) // m
        high_term = -((-(high_term * high_r) >> precision) // m)
        low += low_term
        high += high_term
    high += 2 * high_term
    for _ in range(halvings):
        low = low * low >> precision
        high = -(-(high * high) >> precision)
    return Fraction(low, one), Fraction(high, one)


@dataclass(frozen=True, slots=True)
class Interval:
    """A real number between ``lo`` and ``hi``; ``square`` is its exact square where that is known.

    >>> Interval.of("1/2") + Interval.of(1)
    Interval(lo=Fraction(3, 2), hi=Fraction(3, 2), square=None)
    >>> (Interval.of(2).sqrt() * Interval.of(8).sqrt()).describe()
    '4'

    Raises:
        ValueError: the bounds are in the wrong order.
    """

    lo: Fraction
    hi: Fraction
    square: Fraction | None = None

    def __post_init__(self) -> None:
        if self.lo is self.hi:
            return
        if self.lo > self.hi:
            raise ValueError(f"lower bound {self.lo} above upper bound {self.hi}")
        if self.lo == self.hi:
            object.__setattr__(self, "hi", self.lo)

    @staticmethod
    def of(value: int | str | Fraction) -> "Interval":
        """The exact number ``value``."""
        number = Fraction(value)
        return Interval(number, number)

    @property
    def exact(self) -> bool:
        """The number is a known rational: its two bounds are one object."""
        return self.lo is self.hi

    @property
    def known(self) -> bool:
        """The number is a known rational or the known root of one."""
        return self.lo is self.hi or self.square is not None

    @property
    def middle(self) -> Fraction:
        """The middle of the two bounds."""
        return self.lo if self.exact else (self.lo + self.hi) / 2

    @property
    def width(self) -> Fraction:
        """The distance of the two bounds."""
        return self.hi - self.lo

    def __neg__(self) -> "Interval":
        low = -self.hi
        return Interval(low, low if self.exact else -self.lo, self.square)

    def __add__(self, other: "Interval") -> "Interval":
        if other.exact and not other.lo:
            return self
        if self.exact and not self.lo:
            return other
        if self.exact and other.exact:
            return _exact(self.lo + other.lo)
        ratio = _ratio(self, other)
        if ratio is not None:
            return other * Interval.of(ratio + 1)
        return rounded(self.lo + other.lo, self.hi + other.hi)

    def __sub__(self, other: "Interval") -> "Interval":
        return self + -other

    def __mul__(self, other: "Interval") -> "Interval":
        if self.exact and other.exact:
            return _exact(self.lo * other.lo)
        if (self.exact and not self.lo) or (other.exact and not other.lo):
            return _ZERO
        if self.known and other.known:
            square = (self.square or self.lo * self.lo) * (other.square or other.lo * other.lo)
            return _signed_root(square, negative=(self.hi < 0) != (other.hi < 0))
        if self.lo >= 0 and other.lo >= 0:
            return rounded(self.lo * other.lo, self.hi * other.hi)
        ends = (self.lo * other.lo, self.lo * other.hi, self.hi * other.lo, self.hi * other.hi)
        return rounded(min(ends), max(ends))

    def __truediv__(self, other: "Interval") -> "Interval":
        if other.lo <= 0 <= other.hi:
            raise Undefined("division by zero" if other.exact else "division by a number that may be zero")
        if other.exact:
            inverse = 1 / other.lo
            return self * Interval(inverse, inverse)
        square = None if other.square is None else 1 / other.square
        return self * Interval(1 / other.hi, 1 / other.lo, square)

    def __pow__(self, exponent: int) -> "Interval":
        if exponent < 0:
            return _ONE / self**-exponent
        if exponent == 0:
            return _ONE
        if exponent * _length(self) > LARGEST_BITS:
            return _power_by_squaring(self, exponent)
        if self.exact:
            return _exact(self.lo**exponent)
        if self.square is not None:
            even = Interval.of(self.square ** (exponent // 2))
            return even * self if exponent % 2 else even
        ends = sorted((self.lo**exponent, self.hi**exponent))
        straddles = exponent % 2 == 0 and self.lo < 0 < self.hi
        return rounded(Fraction(0) if straddles else ends[0], ends[1])

    def __abs__(self) -> "Interval":
        if self.lo >= 0:
            return self
        return -self if self.hi <= 0 else Interval(Fraction(0), max(-self.lo, self.hi))

    def sqrt(self) -> "Interval":
        """The square root.

        Raises:
            Undefined: the number may be negative.
        """
        if self.lo < 0:
            raise Undefined("square root of a number that may be negative")
        if self.exact:
            return _signed_root(self.lo, negative=False)
        return rounded(_root_bounds(self.lo)[0], _root_bounds(self.hi)[1])

    def exp(self) -> "Interval":
        """The exponential.

        Raises:
            Undefined: the exponential is too large to be computed.
        """
        low = _exp_bounds(self.lo)
        return rounded(low[0], low[1] if self.exact else _exp_bounds(self.hi)[1])

    def alike(self, other: "Interval") -> bool:
        """Whether both are remembered as the same number, in a way that only some kinds of numbers are."""
        return False

    def maximum(self, other: "Interval") -> "Interval":
        """The larger of the two numbers."""
        if at_most(other, self):
            return self
        return other if at_most(self, other) else Interval(max(self.lo, other.lo), max(self.hi, other.hi))

    def minimum(self, other: "Interval") -> "Interval":
        """The smaller of the two numbers."""
        return -(-self).maximum(-other)

    def hull(self, other: "Interval") -> "Interval":
        """The smallest interval that holds both."""
        return self if self == other else Interval(min(self.lo, other.lo), max(self.hi, other.hi))

    def describe(self, digits: int = 10) -> str:
        """The number in print: ``3/2``, ``sqrt(2) = 1.4142135623…``, ``0.6321205588…``.

        Only digits that are certain are shown.

        >>> (Interval.of(1) - Interval.of(-1).exp()).describe()
        '0.6321205588…'
        """
        if self.exact and _is_short(self.lo, 2 * digits):
            return str(self.lo)
        if self.square is not None and _is_short(self.square, 2 * digits):
            sign = "-" if self.hi < 0 else ""
            return f"{sign}sqrt({self.square}) = {_decimal(self, digits)}"
        return _decimal(self, digits)


def _exact(value: Fraction) -> Interval:
    """A known rational; only bounds of it, where it takes too many digits."""
    if max(value.denominator.bit_length(), value.numerator.bit_length()) <= EXACT_BITS:
        return Interval(value, value)
    return rounded(value, value)


def rounded(low: Fraction, high: Fraction) -> Interval:
    """The number between two bounds, with about ``BITS`` significant bits of them, rounded outward.

    Raises:
        Undefined: it is too large to be computed.
    """
    if low == high and max(low.denominator.bit_length(), low.numerator.bit_length()) <= EXACT_BITS:
        return Interval(low, high)
    sizes = _magnitude(low), _magnitude(high)
    if max(sizes) > LARGEST_BITS:
        raise Undefined("a number is too large to be computed")
    if min(sizes) < -LARGEST_BITS:
        low, high = _away_from_zero(low, Fraction(-1)), _away_from_zero(high, Fraction(1))
    return Interval(_down(low), _up(high))


def _magnitude(x: Fraction) -> int:
    """How many bits a number has before its point, about; negative for small numbers."""
    return x.numerator.bit_length() - x.denominator.bit_length()


def _away_from_zero(bound: Fraction, side: Fraction) -> Fraction:
    """A bound that is not too small to be written down: 0, or a tiny number on the outer side."""
    if not bound or _magnitude(bound) >= -LARGEST_BITS:
        return bound
    return side / (1 << LARGEST_BITS - 1) if (bound > 0) == (side > 0) else Fraction(0)


def _length(x: Interval) -> int:
    """How many bits it takes to write down a number."""
    parts = (x.lo, x.hi) if x.square is None else (x.square,)
    return max(max(abs(part.numerator).bit_length(), part.denominator.bit_length()) for part in parts)


def _power_by_squaring(x: Interval, exponent: int) -> Interval:
    """A power too long to be written down exactly: every product is rounded. ``abs(x)`` keeps even powers tight."""
    if x.exact and x.lo in (-1, 0, 1):
        return Interval.of(x.lo if exponent % 2 else x.lo * x.lo)
    if exponent % 2 == 0:
        x = abs(Interval(x.lo, x.hi))
    result, square = _ONE, x
    while True:
        if exponent % 2:
            result = result * square
        exponent //= 2
        if not exponent:
            return result
        square = square * square


def _signed_root(square: Fraction, *, negative: bool) -> Interval:
    root = rational_root(square)
    if root is not None:
        return Interval.of(-root if negative else root)
    low, high = _root_bounds(square)
    short = max(square.numerator.bit_length(), square.denominator.bit_length()) <= EXACT_BITS
    number = Interval(low, high, square) if short else rounded(low, high)
    return -number if negative else number


def _square(x: Interval) -> Fraction | None:
    return x.lo * x.lo if x.exact else x.square


def _ratio(a: Interval, b: Interval) -> Fraction | None:
    """``a / b`` for two roots of rationals whose ratio is rational."""
    if a.square is None or b.square is None:
        return None
    root = rational_root(a.square / b.square)
    return root if root is None or (a.hi < 0) == (b.hi < 0) else -root


def _signed_square(x: Interval) -> Fraction | None:
    square = _square(x)
    return -square if square is not None and x.hi < 0 else square


_ZERO = Interval.of(0)
_ONE = Interval.of(1)


def less(a: Interval, b: Interval) -> bool:
    """``a < b`` is certain."""
    if a.hi < b.lo:
        return True
    if not (a.known and b.known) or (a.exact and b.exact):
        return False
    x, y = _signed_square(a), _signed_square(b)
    return x is not None and y is not None and x < y


def equal(a: Interval, b: Interval) -> bool:
    """``a == b`` is certain."""
    if not (a.known and b.known):
        return a.alike(b)
    if a.exact and b.exact:
        return a.lo == b.lo
    x, y = _signed_square(a), _signed_square(b)
    return x is not None and x == y


def at_most(a: Interval, b: Interval) -> bool:
    """``a <= b`` is certain."""
    return a.hi <= b.lo or less(a, b) or equal(a, b)


def _decimal(x: Interval, digits: int) -> str:
    if x.lo <= 0 <= x.hi:
        size = _power_of_ten(max(-x.lo, x.hi))
        return "0" if x.exact else f"0 up to an error below 1e{size + 1}"
    if x.hi < 0:
        return "-" + _decimal(-x, digits)
    power = _power_of_ten(x.lo)
    scientific = not -5 < power < 15
    unit = Fraction(10) ** power
    low, high = x.lo / unit, x.hi / unit
    places = digits if scientific or power < 0 else max(0, digits - power)
    ten = 10 ** (places if scientific else places + power)
    while ten > 1 and low * ten // 1 != high * ten // 1:
        places, ten = places - 1, ten // 10
    if low // 1 != high // 1 or places < 0:
        least, most = _approximate(x.lo), _approximate(x.hi)
        error = f"{least} up to an error below 1e{_power_of_ten(x.hi - x.lo) + 1}"
        return error if least == most else f"between {least} and {most}"
    head, tail = divmod(int((low if scientific else x.lo) * 10**places // 1), 10**places)
    text = f"{head}.{tail:0{places}d}" if places else str(head)
    return f"{text}…" + (f"e{power}" if scientific else "")


def _is_short(x: Fraction, length: int) -> bool:
    """Whether the number takes at most so many characters; a digit is more than three bits."""
    bits = abs(x.numerator).bit_length() + x.denominator.bit_length()
    return bits <= 4 * length and len(str(x)) <= length


def _approximate(x: Fraction) -> str:
    power = _power_of_ten(x)
    return f"{float(x):.6g}" if abs(power) < 300 else f"1e{power}"


def _power_of_ten(x: Fraction) -> int:
    """The ``k`` with ``10^k <= x < 10^(k+1)``, for ``x > 0``."""
    k = (x.numerator.bit_length() - x.denominator.bit_length()) * 30103 // 100000
    while Fraction(10) ** k > x:
        k -= 1
    while Fraction(10) ** (k + 1) <= x:
        k += 1
    return k
