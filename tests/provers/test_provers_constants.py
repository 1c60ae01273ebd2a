"""Constants whose sign is implied, where paths start, and what bounds a speed in two steps."""

import pytest
from lines import assert_proved, assert_refuted, problem

from proofcheck.lang import (
    dimension,
    eq,
    exp,
    for_all,
    integral,
    jacobian,
    lipschitz,
    mapping,
    norm,
    operator,
    path,
    scalar,
    time,
    vector,
)
from proofcheck.provers.search import prove

d, n = dimension("d"), dimension("n")
s, t, L, a, rate = scalar("s"), time("t"), scalar("L"), scalar("a"), scalar("rate")
f, w, r = mapping("f", d, n), path("w", d), path("r", n)
x, y, u, v, start = (vector(name, d) for name in ("x", "y", "u", "v", "w_0"))
z = vector("z", n)

LIPSCHITZ = for_all((u, v), norm(jacobian(f)(u) - jacobian(f)(v)) <= L * norm(u - v))


@pytest.mark.parametrize("given", [LIPSCHITZ, lipschitz(f, L)])
def test_a_lipschitz_constant_is_not_negative(given):
    assert_proved(problem(L >= 0, given))


def test_a_lipschitz_constant_in_space_of_three_dimensions():
    g = mapping("g", 3, 3)
    assert_proved(problem(L >= 0, lipschitz(g, L)))


def test_a_bound_of_a_distance_goes_into_the_condition():
    assert_proved(problem(norm(jacobian(f)(x) - jacobian(f)(y)) <= L * a, LIPSCHITZ, norm(x - y) <= a))


def test_a_bound_at_two_points_says_nothing_of_the_sign():
    assert_refuted(problem(L >= 0, norm(f(x) - f(y)) <= L * norm(x - y)))


def test_a_constant_may_be_zero():
    assert_refuted(problem(L > 0, lipschitz(f, L)))


def test_a_path_has_come_no_farther_from_its_start_than_it_has_travelled():
    claim = norm(w(t) - start) <= integral(s, 0, t, norm(w.dot(s)))
    assert_proved(problem(claim, t >= 0, eq(w(0), start)))
    assert prove(problem(claim, t >= 0, eq(w(1), start))) is None


def test_a_speed_is_bounded_by_what_bounds_its_bound():
    """``|w'| <= a |r|`` and ``|r| <= exp(-rate t) |r(0)|``."""
    speed = for_all(t >= 0, norm(w.dot(t)) <= a * norm(r(t)))
    decay = for_all(t >= 0, norm(r(t)) <= exp(-rate * t) * norm(r(0)))
    length = integral(s, 0, t, norm(w.dot(s)))
    given = (speed, decay, t >= 0, rate > 0, a >= 0)
    assert_proved(problem(length <= a / rate * norm(r(0)), *given))
    assert prove(problem(length <= a / (2 * rate) * norm(r(0)), *given)) is None


A = operator("A", n, d)
IMAGES = for_all(u, norm(A @ u) <= rate * norm(u))


@pytest.mark.parametrize(
    "says",
    [
        norm(A.T @ z) <= rate * norm(z),
        norm((A @ A.T) @ z) <= rate * norm(A.T @ z),
        norm((A @ A.T) @ z) <= rate**2 * norm(z),
    ],
)
def test_what_bounds_all_images_bounds_those_of_products_and_of_the_transpose(says):
    assert_proved(problem(says, IMAGES))


def test_the_bound_of_images_is_not_halved_for_the_transpose():
    assert_refuted(problem(2 * norm(A.T @ z) <= rate * norm(z), IMAGES, rate > 0))
