"""Integrals that have values: of quotients, logarithms and roots, where nothing is divided by that can vanish."""

from lines import assert_proved, assert_refuted, each_of, problem

from proofcheck.lang import eq, exp, frac, integral, log, scalar, sqrt

s, x = scalar("s"), scalar("x")
c = scalar("c", positive=True)

TRUE = {
    "reciprocal": (eq(integral(s, 0, c, 1 / (1 + s)), log(1 + c)),),
    "square": (eq(integral(s, 0, c, frac(1, (1 + s) ** 2)), 1 - 1 / (1 + c)),),
    "inner function": (eq(integral(s, 0, c, s / (1 + s**2)), log(1 + c**2) / 2),),
    "by parts": (eq(integral(s, 0, 1, s * exp(-s)), 1 - 2 * exp(-1)),),
    "root": (integral(s, 1, x, 1 / sqrt(s)) <= 2 * sqrt(x) - 2, x >= 1),
    "negative": (eq(integral(s, -3, -1, 1 / s), -log(3)),),
    "bound": (integral(s, 1, x, frac(1, s**2)) <= 1, x >= 1),
}
FALSE = {
    "factor": (eq(integral(s, 1, 2, 1 / s), log(2) / 2),),
    "start": (eq(integral(s, 0, c, 1 / (1 + s)), log(c)),),
    "too small": (integral(s, 1, x, frac(1, s**2)) <= frac(1, 2), x >= 1),
}


@each_of(TRUE)
def test_integrals_have_the_values_that_antiderivatives_give(line):
    assert_proved(problem(*line))


@each_of(FALSE)
def test_other_values_are_refuted(line):
    assert_refuted(problem(*line))
