"""Functions that formulas define and of which more is supposed: regularised losses, means, expectations."""

from lines import assert_proved, assert_refuted, each_of, problem

from proofcheck.lang import (
    average,
    convex,
    define_function,
    dimension,
    expectation,
    for_all,
    function_of,
    gradient_in,
    in_argument,
    inner,
    mapping,
    natural,
    norm,
    random_vector,
    scalar,
    scalar_function,
    smooth,
    vector,
)
from proofcheck.lang import expressions as ex

d, m = dimension("d"), dimension("m")
x, y, w, q = vector("x", d), vector("y", d), vector("w", d), vector("q", m)
L, mu, eta, i = scalar("L", positive=True), scalar("mu", positive=True), scalar("eta", positive=True), natural("i")
f, xi = function_of("f", [x, q]), random_vector("xi", m)
g, members = scalar_function("g", d), mapping("f_all", d, dimension("n"))
slope = gradient_in(f, x)

regularised = define_function("R", [w], g(w) + mu / 2 * norm(w) ** 2)
mean = define_function("M", [w], average(i, 1, dimension("n"), members(w)[i]))
risk = define_function("F", [w], expectation(f(w, xi)))


def rise(function, at):
    return ex.GradientValue(function, at)


def is_smooth(function):
    return for_all((x, y), norm(rise(function, x) - rise(function, y)) <= L * norm(x - y))


def gap(function):
    return function(y) - function(x) - inner(rise(function, x), y - x)


def step(factor):
    drop = risk(x) - eta * norm(rise(risk, x)) ** 2
    return expectation(risk(x - eta * slope(x, xi))) <= drop + factor * eta**2 * expectation(norm(slope(x, xi)) ** 2)


in_x = in_argument(f, x, convex), in_argument(f, x, lambda alone: smooth(alone, L))
spread = expectation(norm(slope(x, xi) - slope(y, xi)) ** 2)
least = for_all(w, risk(y) <= risk(w))
TRUE = {
    "descent of a regularised loss": (gap(regularised) <= L / 2 * norm(y - x) ** 2, is_smooth(regularised)),
    "descent of a mean": (gap(mean) <= L / 2 * norm(y - x) ** 2, is_smooth(mean)),
    "a step along a stochastic gradient": (step(L / 2), is_smooth(risk)),
    "the gradient of a risk": (norm(expectation(slope(x, xi)) - rise(risk, x)) <= 0,),
    "spread of stochastic gradients at a minimiser": (spread <= 2 * L * (risk(x) - risk(y)), *in_x, least),
}
FALSE = {
    "a smooth risk is not affine": (norm(rise(risk, x) - rise(risk, y)) <= 0, is_smooth(risk)),
    "half of the descent": (gap(regularised) <= L / 4 * norm(y - x) ** 2, is_smooth(regularised)),
    "spread at what is no minimiser": (spread <= 2 * L * (risk(x) - risk(y)), *in_x),
}


@each_of(TRUE)
def test_what_holds_of_every_function_holds_of_one_that_is_defined(line):
    assert_proved(problem(*line))


@each_of(FALSE)
def test_what_does_not_is_refuted(line):
    assert_refuted(problem(*line))
