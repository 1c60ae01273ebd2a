"""When a form is shown to take no negative value."""

from fractions import Fraction as Q

import pytest

from proofcheck.models.interval import Interval
from proofcheck.models.positivity import nonnegative
from proofcheck.models.scalars import (
    ZERO,
    Form,
    exp_polynomial,
    identical,
    minus,
    plus,
    power_of,
    times,
)

of = Interval.of
T, X, Y, S = (Form.variable(name) for name in "txys")


def forever(low=0):
    return {"t": (of(low), None)}


def until(high):
    return {"t": (ZERO, of(high))}


def e(terms):
    return exp_polynomial({key: Q(c) for key, c in terms.items()}, "t")


DECAY = e({(0, Q(0)): 1, (0, Q(-1)): -1})


@pytest.mark.parametrize(
    ("x", "ranges", "expected"),
    [
        (DECAY, forever(), True),
        (DECAY, {"t": (of(-1), None)}, False),
        (minus(of(1), DECAY), forever(), True),
        (minus(of("99/100"), DECAY), forever(), False),
        (minus(of("99/100"), DECAY), until(4), True),
        (e({(0, Q(1)): 1, (0, Q(0)): -1, (1, Q(0)): -1}), forever(), True),
        (e({(0, Q(1)): 1, (0, Q(0)): -1, (1, Q(0)): -2}), forever(), False),
        (e({(0, Q(1)): 1, (0, Q(0)): -1, (1, Q(0)): -2}), until(1), False),
        (times(T, minus(of(1), T)), until(1), True),
        (times(T, minus(of(1), T)), until("11/10"), False),
        (plus(power_of(minus(T, of("1/3")), 2), of("1/100")), until(1), True),
        (minus(power_of(minus(T, of("1/3")), 2), of("1/100")), until(1), False),
        (e({(0, Q(-1)): 3, (0, Q(-2)): -2}), forever(), True),
        (e({(0, Q(-1)): 3, (0, Q(-2)): -4}), forever(), False),
    ],
)
def test_functions_of_time(x, ranges, expected):
    assert nonnegative(x, ranges) == expected


@pytest.mark.parametrize(
    ("x", "expected"),
    [
        (power_of(minus(X, Y), 2), True),
        (power_of(minus(plus(X, Y), of(1)), 2), True),
        (minus(power_of(minus(plus(X, Y), of(1)), 2), of("1/1000")), False),
        (plus(power_of(X, 2), minus(power_of(Y, 2), times(of(2), times(X, Y)))), True),
        (plus(power_of(X, 2), minus(power_of(Y, 2), times(of("201/100"), times(X, Y)))), False),
        (times(X, Y), False),
        (X, False),
        (power_of(X, 4), True),
        (power_of(X, 3), False),
    ],
)
def test_polynomials_on_the_whole_space(x, expected):
    assert nonnegative(x, {}) == expected


def test_a_weight_between_0_and_1_times_a_quadratic_form():
    weighted = times(times(S, minus(of(1), S)), power_of(minus(X, Y), 2))
    assert nonnegative(weighted, {"s": (ZERO, of(1))})
    assert not nonnegative(weighted, {"s": (ZERO, of(2))})


def test_functions_known_only_up_to_an_error_are_never_identical():
    rough = times(of(2).exp(), X)
    assert not identical(rough, rough)
    assert not nonnegative(minus(rough, rough), {})
    assert identical(times(of(2).sqrt(), X), times(of(2).sqrt(), X))


@pytest.mark.parametrize(
    ("slope", "power", "constant", "holds"),
    [(-1, 2, 1, True), (-1, 2, 0, True), (-2, 2, 1, False), (-1, 2, -1, False), (-1, 3, 1, False), (-1, 4, 3, True)],
)
def test_even_powers_times_functions_of_time(slope, power, constant, holds):
    """(1 + slope t) x^power + constant, for t in [0, 1]."""
    factor = plus(of(1), times(of(slope), T))
    assert nonnegative(plus(times(factor, power_of(X, power)), of(constant)), until(1)) == holds
