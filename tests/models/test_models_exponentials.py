"""Multiples of exponentials are told apart, and compared, exactly; their bounds are those of plain arithmetic."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from proofcheck.models.exponentials import Exponential, exponent_of, exponential
from proofcheck.models.interval import Interval, at_most, equal, less

rationals = st.fractions(min_value=-3, max_value=3, max_denominator=6)
nonzero = rationals.filter(bool)


def plain(x: Interval) -> Interval:
    return Interval(x.lo, x.hi)


def multiple(factor: Fraction, exponent: Fraction) -> Interval:
    return Interval.of(factor) * exponential(Interval.of(exponent))


def overlap(x: Interval, y: Interval) -> bool:
    return x.lo <= y.hi and y.lo <= x.hi


@given(nonzero, rationals, nonzero, rationals)
def test_what_is_remembered_is_what_plain_arithmetic_encloses(a, r, b, s):
    x, y = multiple(a, r), multiple(b, s)
    pairs = [
        (x * y, multiple(a * b, r + s), plain(x) * plain(y)),
        (x / y, multiple(a / b, r - s), plain(x) / plain(y)),
        (y**3, multiple(b**3, 3 * s), plain(y) ** 3),
        (x**-2, multiple(a**-2, -2 * r), plain(x) ** -2),
        (-x, multiple(-a, r), -plain(x)),
    ]
    for remembered, made, enclosed in pairs:
        assert equal(remembered, made)
        assert overlap(remembered, enclosed)
    assert overlap(x + y, plain(x) + plain(y))
    assert overlap(x - y, plain(x) - plain(y))
    assert overlap(abs(x).sqrt(), plain(abs(x)).sqrt())


@given(nonzero, nonzero, nonzero, rationals)
def test_two_are_equal_only_if_they_are_the_same_multiple(a, r, b, s):
    x, y = multiple(a, r), multiple(b, s)
    assert equal(x, y) == ((a, r) == (b, s))
    assert less(x, y) or less(y, x) or equal(x, y)
    assert (x - y).exact == ((a, r) == (b, s))


def test_roots_and_logarithms_of_exponentials_are_exact():
    assert equal(multiple(Fraction(4), Fraction(1)).sqrt(), multiple(Fraction(2), Fraction(1, 2)))
    assert not isinstance(multiple(Fraction(2), Fraction(1)).sqrt(), Exponential)
    assert exponent_of(exponential(Interval.of("2/3"))) == Interval.of("2/3")
    assert exponent_of(multiple(Fraction(2), Fraction(1))) is None
    assert at_most(exponential(Interval.of(2)) / exponential(Interval.of(2)), Interval.of(1))
