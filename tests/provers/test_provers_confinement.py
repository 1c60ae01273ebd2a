"""What a path does as long as it is inside holds for ever, if it begins inside and cannot be the first to leave."""

import pytest
from lines import assert_proved, assert_refuted, problem

from proofcheck.lang import derivative, dimension, eq, exp, for_all, implies, integral, norm, path, scalar, time

d = dimension("d")
W, e = path("W", d), path("e")
r = scalar("r", positive=True)
t, s = time("t"), time("s")
moved, speed = norm(W(t) - W(0)), norm(W.dot(t))


def while_inside(inside, then):
    return for_all(t >= 0, implies(inside, then))


@pytest.mark.parametrize(
    ("says", "given"),
    [
        (moved <= r, [while_inside(moved < r, speed <= r * exp(-3 * t))]),
        (speed <= r * exp(-2 * t), [while_inside(moved <= r, speed <= r * exp(-2 * t))]),
        (e(t) < 1, [e(0) < 1, while_inside(e(t) < 1, e.dot(t) <= 0)]),
        (e(t) >= 0, [e(0) > 0, while_inside(e(t) >= 0, e.dot(t) >= 0)]),
    ],
)
def test_what_is_supposed_of_each_time_is_discharged(says, given):
    assert_proved(problem(says, *given, t >= 0))


@pytest.mark.parametrize(
    ("says", "given"),
    [
        (e(t) <= 1, [e(0) <= 1, while_inside(e(t) < 1, e.dot(t) <= 0)]),
        (e(t) >= 0, [e(0) >= 0, while_inside(e(t) > 0, e.dot(t) >= 0)]),
        (e(t) > 0, [e(0) > 0, while_inside(e(t) > 1, e.dot(t) >= 0)]),
        (moved <= r, [while_inside(moved <= r, speed <= r * exp(-t / 2))]),
        (eq(derivative(t, integral(s, 0, t, t * e(s))), t * e(t)), []),
    ],
)
def test_what_begins_outside_or_leaves_is_refuted(says, given):
    assert_refuted(problem(says, *given, t >= 0))
