"""Interval arithmetic holds the true value, and is exact wherever it says so."""

from fractions import Fraction as Q

import mpmath
import pytest
from hypothesis import given
from hypothesis import strategies as st

from proofcheck.models.interval import Interval, Undefined, at_most, equal, less

RATIONALS = st.fractions(min_value=-50, max_value=50, max_denominator=60)
POSITIVE = st.fractions(min_value=Q(1, 1000), max_value=50, max_denominator=1000)


def holds(interval, value):
    with mpmath.workprec(400):
        low, high = (mpmath.mpf(x.numerator) / x.denominator for x in (interval.lo, interval.hi))
        slack = abs(value) * mpmath.mpf(2) ** -380
        return low - slack <= value <= high + slack and high - low <= abs(value) * mpmath.mpf(2) ** -100


def exactly(x):
    with mpmath.workprec(400):
        return mpmath.mpf(x.numerator) / x.denominator


def of(x):
    return Interval.of(x)


@given(RATIONALS, RATIONALS)
def test_rational_arithmetic_is_exact(a, b):
    assert of(a) + of(b) == of(a + b)
    assert of(a) - of(b) == of(a - b)
    assert of(a) * of(b) == of(a * b)
    if b:
        assert of(a) / of(b) == of(a / b)
    assert of(a).maximum(of(b)) == of(max(a, b))
    assert abs(of(a)) == of(abs(a))


@given(RATIONALS)
def test_the_exponential_is_enclosed_to_a_hundred_bits(x):
    with mpmath.workprec(400):
        assert holds(of(x).exp(), mpmath.exp(exactly(x)))


def test_the_exponential_of_zero_is_one():
    assert of(0).exp() == of(1)
    assert of(-(10**9)).exp().lo == 0
    assert of(-(10**9)).exp().hi < Q(1, 10**1000)
    with pytest.raises(Undefined):
        of(10**9).exp()


@given(POSITIVE)
def test_the_square_root_is_enclosed_and_its_square_is_exact(x):
    with mpmath.workprec(400):
        assert holds(of(x).sqrt(), mpmath.sqrt(exactly(x)))
    assert of(x).sqrt() ** 2 == of(x)
    assert of(x * x).sqrt() == of(x)


@given(POSITIVE, POSITIVE)
def test_products_quotients_and_comparisons_of_roots_are_exact(a, b):
    root_a, root_b = of(a).sqrt(), of(b).sqrt()
    assert equal(root_a * root_b, of(a * b).sqrt())
    assert equal(root_a / root_b, of(a / b).sqrt())
    assert less(root_a, root_b) == (a < b)
    assert less(-root_b, -root_a) == (a < b)
    assert at_most(root_a, root_a)
    assert not less(root_a, root_a)
    assert root_a - root_a == of(0)
    assert equal(root_a + root_a, of(2) * root_a)


@given(POSITIVE, POSITIVE, st.integers(-3, 4))
def test_inexact_numbers_stay_enclosed(a, b, k):
    x, y = of(a).exp(), of(b).sqrt()
    with mpmath.workprec(400):
        u, v = mpmath.exp(exactly(a)), mpmath.sqrt(exactly(b))
        assert holds(x + y, u + v)
        assert holds(x * -y, -u * v)
        assert holds(x / y, u / v)
        assert holds(x**k, u**k)
        assert holds(y**k, v**k)
        assert holds(x.sqrt(), mpmath.sqrt(u))
        assert holds(x.maximum(y), max(u, v))
        assert holds(x.minimum(y), min(u, v))


def test_bounds_are_rounded_outward_and_stay_short():
    x = of(Q(1, 3)).exp()
    for _ in range(50):
        x = x * of(Q(7, 9)).exp() + of(Q(1, 3))
    assert x.lo < x.hi
    assert x.lo.denominator.bit_length() <= 300


def test_an_even_power_of_a_number_around_zero_is_not_negative():
    assert Interval(Q(-1), Q(2)) ** 2 == Interval(Q(0), Q(4))
    assert Interval(Q(-1), Q(2)) ** 3 == Interval(Q(-1), Q(8))


def test_overlapping_numbers_are_not_ordered():
    a, b = Interval(Q(0), Q(2)), Interval(Q(1), Q(3))
    assert not less(a, b)
    assert not at_most(a, b)
    assert not equal(a, a)
    assert at_most(Interval(Q(0), Q(1)), b)
    assert not less(Interval(Q(0), Q(1)), b)


def test_what_has_no_value():
    with pytest.raises(Undefined, match="division by zero"):
        of(1) / of(0)
    with pytest.raises(Undefined, match="may be zero"):
        of(1) / Interval(Q(-1), Q(1))
    with pytest.raises(Undefined, match="square root"):
        of(-1).sqrt()
    with pytest.raises(ValueError, match="above"):
        Interval(Q(1), Q(0))


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (of("3/2"), "3/2"),
        (of(-7), "-7"),
        (of(2).sqrt(), "sqrt(2) = 1.4142135623…"),
        (-of("1/2").sqrt(), "-sqrt(1/2) = -0.7071067811…"),
        (of(1).exp(), "2.7182818284…"),
        (of(100).exp(), "2.6881171418…e43"),
        (of(-100).exp(), "3.7200759760…e-44"),
        (of(10).exp(), "22026.465794…"),
        (of(Q(1, 10**25)), "1.0000000000…e-25"),
        (Interval(Q("0.12341"), Q("0.12348")), "0.1234…"),
        (Interval(Q("0.9"), Q("1.1")), "between 0.9 and 1.1"),
        (Interval(Q("0.49999999999"), Q("0.5000000000")), "0.5 up to an error below 1e-10"),
        (Interval(Q(-1, 1000), Q(1, 100)), "0 up to an error below 1e-1"),
    ],
)
def test_only_certain_digits_are_printed(number, text):
    assert number.describe() == text
