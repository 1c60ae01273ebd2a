"""Integrals that have values, where nothing is divided by that can vanish, and bounds of others."""

from lines import assert_proved, assert_refuted, each_of, problem

from proofcheck.lang import (
    absolute,
    eq,
    exp,
    for_all,
    frac,
    integral,
    log,
    natural,
    path,
    scalar,
    sin,
    sqrt,
    supremum,
    time,
)

a, s, x, n = scalar("a"), scalar("s"), scalar("x"), natural("n")
f, g, t = path("f"), path("g"), time("t")
c = scalar("c", positive=True)

TRUE = {
    "reciprocal": (eq(integral(s, 0, c, 1 / (1 + s)), log(1 + c)),),
    "square": (eq(integral(s, 0, c, frac(1, (1 + s) ** 2)), 1 - 1 / (1 + c)),),
    "inner function": (eq(integral(s, 0, c, s / (1 + s**2)), log(1 + c**2) / 2),),
    "by parts": (eq(integral(s, 0, 1, s * exp(-s)), 1 - 2 * exp(-1)),),
    "root": (integral(s, 1, x, 1 / sqrt(s)) <= 2 * sqrt(x) - 2, x >= 1),
    "negative": (eq(integral(s, -3, -1, 1 / s), -log(3)),),
    "bound": (integral(s, 1, x, frac(1, s**2)) <= 1, x >= 1),
    "bound of the value": (integral(s, n, n + 1, 1 / s) >= 1 / (n + 1), n >= 1),
    "a constant above": (integral(s, 0, 1, sqrt(1 + s**4)) <= sqrt(2),),
    "a constant below": (integral(s, 0, 2, exp(-(s**2))) >= 2 * exp(-4),),
    "the greatest value": (integral(s, a, x, f(s)) <= (x - a) * supremum(s, a, x, f(s)), a <= x),
    "the length": (integral(s, a, x, sin(s) ** 2) <= x - a, a <= x),
    "triangle inequality": (absolute(integral(s, 0, 1, f(s))) <= integral(s, 0, 1, absolute(f(s))),),
    "a factor that is bounded": (
        absolute(integral(s, 0, x, g(s) * f(s))) <= a * integral(s, 0, x, absolute(f(s))),
        for_all(t >= 0, absolute(g(t)) <= a),
        x >= 0,
    ),
    "adjacent intervals": (eq(integral(s, 0, 3, f(s)), integral(s, 0, 1, f(s)) + integral(s, 1, 3, f(s))),),
}
FALSE = {
    "factor": (eq(integral(s, 1, 2, 1 / s), log(2) / 2),),
    "start": (eq(integral(s, 0, c, 1 / (1 + s)), log(c)),),
    "too small": (integral(s, 1, x, frac(1, s**2)) <= frac(1, 2), x >= 1),
    "a constant above": (integral(s, 0, 1, sqrt(1 + s**4)) <= 1,),
    "intervals that are not adjacent": (
        eq(integral(s, 0, 3, f(s)), integral(s, 0, 1, f(s)) + integral(s, 2, 3, f(s))),
    ),
}


@each_of(TRUE)
def test_integrals_have_the_values_that_antiderivatives_give(line):
    assert_proved(problem(*line))


@each_of(FALSE)
def test_other_values_are_refuted(line):
    assert_refuted(problem(*line))
