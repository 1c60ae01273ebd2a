"""Paths that are moved by sines and cosines of time."""

from fractions import Fraction as Q

import mpmath
import pytest
from lines import assert_proved, assert_refuted, problem

from proofcheck.lang import absolute, cos, derivative, eq, exp, for_all, path, sin, time
from proofcheck.models.confirmation import Instance, NotConfirmed, confirm, satisfies
from proofcheck.refuters import refute

x, t, s = path("x"), time("t"), time("s")
SPEED = x.dot(s)

MOTIONS = {
    "to and fro": (eq(SPEED, cos(s)), lambda t: 2 + mpmath.sin(t)),
    "shifted": (eq(SPEED, cos(3 * s + 1)), lambda t: 2 + (mpmath.sin(3 * t + 1) - mpmath.sin(1)) / 3),
    "two of them": (
        eq(SPEED, sin(s) - sin(2 * s)),
        lambda t: mpmath.mpf(5) / 2 - mpmath.cos(t) + mpmath.cos(2 * t) / 2,
    ),
    "pulled back": (eq(SPEED, -x(s) + 2 * cos(s)), lambda t: mpmath.cos(t) + mpmath.sin(t) + mpmath.exp(-t)),
    "squared": (eq(SPEED, cos(s) ** 2), lambda t: 2 + t / 2 + mpmath.sin(2 * t) / 4),
    "a factor": (eq(SPEED, x(s) * cos(s)), lambda t: 2 * mpmath.exp(mpmath.sin(t))),
}


@pytest.mark.parametrize(("law", "solution"), MOTIONS.values(), ids=MOTIONS)
def test_what_moves_with_time_is_enclosed(law, solution):
    for moment in (Q(1, 2), Q(2)):
        at = Instance(scalars={"t": moment}, initial={"x": (Q(2),)})
        value = confirm(problem(x(t) <= -100, for_all(s, law), t >= 0), at).lhs
        expected = Q(str(solution(mpmath.mpf(moment.numerator) / moment.denominator)))
        assert abs(value.middle - expected) < Q(1, 10**12)
        assert value.width < Q(1, 10**12)


def test_what_only_looks_like_a_wave_of_time_is_not_followed():
    turned = problem(x(t) <= -100, for_all(s, eq(SPEED, cos(s**2))), t >= 0)
    with pytest.raises(NotConfirmed):
        satisfies(turned, Instance(scalars={"t": Q(1)}, initial={"x": (Q(2),)}))


FORCED = for_all(s, eq(SPEED, -x(s) + cos(s)))
SPRING = for_all(s, eq(derivative(s, SPEED), -4 * x(s) + sin(s)))


def test_a_force_may_carry_further_than_the_start():
    assert_refuted(problem(absolute(x(t)) <= absolute(x(0)), FORCED, t >= 0))
    assert_refuted(problem(x(t) <= exp(-t) * x(0), FORCED, t >= 0))
    assert_refuted(problem(x(t) ** 2 <= x(0) ** 2 + x.dot(0) ** 2, SPRING, t >= 0))


def test_what_is_said_of_it_rightly_has_a_witness_and_is_not_refuted():
    bounded = problem(x(t) <= x(0) + t, for_all(s, eq(SPEED, cos(s))), t >= 0)
    assert_proved(bounded)
    assert refute(bounded) is None
