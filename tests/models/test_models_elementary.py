"""Enclosures of logarithms, sines and cosines hold the true value, closely."""

from fractions import Fraction as Q

import mpmath
import pytest
from hypothesis import given
from hypothesis import strategies as st

from proofcheck.models.elementary import LARGEST_ANGLE, cos, log, sin
from proofcheck.models.interval import Interval, Undefined

POSITIVE = st.one_of(
    st.fractions(min_value=Q(1, 10**30), max_value=10**30),
    st.fractions(min_value=Q(99, 100), max_value=Q(101, 100), max_denominator=10**9),
)
ANGLES = st.fractions(min_value=-LARGEST_ANGLE, max_value=LARGEST_ANGLE, max_denominator=10**9)


def contains(interval, value):
    with mpmath.workprec(400):
        low, high = (mpmath.mpf(end.numerator) / end.denominator for end in (interval.lo, interval.hi))
        slack = mpmath.mpf(2) ** -380
        return low - slack <= value <= high + slack and high - low <= mpmath.mpf(2) ** -100 * (1 + abs(value))


@given(POSITIVE)
def test_logarithms(x):
    with mpmath.workprec(400):
        assert contains(log(Interval.of(x)), mpmath.log(mpmath.mpf(x.numerator) / x.denominator))


@given(ANGLES)
def test_sines_and_cosines(x):
    with mpmath.workprec(1600):
        angle = mpmath.mpf(x.numerator) / x.denominator
        values = mpmath.sin(angle), mpmath.cos(angle)
    assert contains(sin(Interval.of(x)), values[0])
    assert contains(cos(Interval.of(x)), values[1])


@given(POSITIVE, st.fractions(min_value=0, max_value=10), st.floats(0, 1))
def test_of_a_number_between_bounds(x, width, share):
    interval, inside = Interval(x, x + width), x + width * Q(share)
    for function, true in ((log, mpmath.log), (sin, mpmath.sin), (cos, mpmath.cos)):
        found = function(interval)
        with mpmath.workprec(1600):
            value = true(mpmath.mpf(inside.numerator) / inside.denominator)
            assert found.lo - Q(1, 2**300) <= Q(int(value * 2**350), 2**350) <= found.hi + Q(1, 2**300)


def test_the_logarithm_of_what_may_vanish():
    assert log(Interval.of(0)) == log(Interval.of(-1)) == Interval.of(0)
    with pytest.raises(Undefined):
        log(Interval(Q(-1), Q(1)))
