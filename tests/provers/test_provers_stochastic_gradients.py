"""Functions of a point and of what is drawn, whose mean is known at all points: stochastic gradients."""

from fractions import Fraction

import pytest
from lines import assert_proved, assert_refuted, each_of, problem

from proofcheck.lang import (
    average,
    define_function,
    dimension,
    eq,
    expectation,
    for_all,
    function_of,
    gradient,
    gradient_in,
    jacobian,
    mapping,
    natural,
    norm,
    random_scalar,
    random_vector,
    scalar,
    scalar_function,
    smooth,
    unit_vector,
    vector,
    within,
)
from proofcheck.models.instance import Instance
from proofcheck.models.scope import Scope
from proofcheck.models.valuation import Valuation
from proofcheck.refuters.judging import fails

d, p = dimension("d"), dimension("p")
x, xi, drawn = vector("x", d), vector("xi", p), random_vector("xi", p)
z, once = scalar("z"), random_scalar("z")
g, f, h = function_of("g", [x, xi], d), function_of("f", [x, xi]), function_of("h", [x, z], d)
F, T = scalar_function("F", d), mapping("T", d, d)
s, G, L, eta = (scalar(name, positive=True) for name in ("sigma", "G", "L", "eta"))

UNBIASED = for_all(x, eq(expectation(g(x, drawn)), gradient(F)(x)))
VARIANCE = for_all(x, expectation(norm(g(x, drawn) - gradient(F)(x)) ** 2) <= s**2)
SLOPES = for_all(x, eq(expectation(gradient_in(f, x)(x, drawn)), gradient(F)(x)))
VALUES = for_all(x, eq(expectation(h(x, once)), T(x)))
second_moment = expectation(norm(g(x, drawn)) ** 2)


@each_of(
    {
        "second moment": (second_moment <= norm(gradient(F)(x)) ** 2 + s**2, UNBIASED, VARIANCE),
        "descent": (
            expectation(F(x - eta * g(x, drawn))) <= F(x) - eta * norm(gradient(F)(x)) ** 2 + L * eta**2 / 2 * G**2,
            smooth(F, L),
            UNBIASED,
            for_all(x, expectation(norm(g(x, drawn)) ** 2) <= G**2),
        ),
    }
)
def test_what_the_mean_is_at_all_points_is_used_at_one(line):
    assert_proved(problem(*line))


@each_of(
    {
        "too small": (second_moment <= norm(gradient(F)(x)) ** 2 + s**2 / 2, UNBIASED, VARIANCE),
        "no noise": (expectation(norm(gradient_in(f, x)(x, drawn)) ** 2) <= norm(gradient(F)(x)) ** 2, SLOPES),
        "numbers": (expectation(norm(h(x, once) - T(x)) ** 2) <= 0, VALUES),
    }
)
def test_draws_with_that_mean_at_all_points_are_found(line):
    assert_refuted(problem(*line))


n, i = dimension("n"), natural("i")
family = mapping("f_all", d, n)
whole = define_function("F", [x], average(i, 1, n, family(x)[i]))
y = vector("y", d)


def slope(point):
    """The gradient of the i-th member."""
    return jacobian(family)(point).T @ unit_vector(n, i)


SQUARES = average(i, 1, n, norm(slope(x)) ** 2)
EACH_SMOOTH = for_all(within(i, 1, n), for_all((x, y), norm(slope(x) - slope(y)) <= L * norm(x - y)))


def test_the_variance_of_a_member_that_is_drawn_uniformly_is_at_most_the_second_moment():
    assert_proved(problem(average(i, 1, n, norm(slope(x) - gradient(whole)(x)) ** 2) <= SQUARES))


@pytest.mark.parametrize(("curvature", "wrong"), [(1, False), (4, True)])
def test_what_is_said_of_all_members_is_seen_to_be_wrong_at_the_first(curvature, wrong):
    """Among the first values of an index that counts is 0, which numbers no member."""
    asked = problem(norm(x) >= 0, EACH_SMOOTH)
    squares = ({(2,): Fraction(curvature, 2)},)
    instance = Instance({"d": 1, "n": 1}, scalars={"L": Fraction(2)}, functions={"f_all": squares})
    assert fails(asked.hypotheses[0], Scope(), Valuation(asked, instance)) == wrong
