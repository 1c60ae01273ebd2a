"""Regret, averaged: subgradient steps bound the mean of the losses, and the loss at the mean of the iterates."""

from lines import assert_proved, assert_refuted, each_of, problem

from proofcheck.lang import (
    average,
    convex,
    dimension,
    eq,
    for_all,
    gradient,
    natural,
    norm,
    scalar,
    scalar_function,
    sequence,
    vector,
)

d = dimension("d")
k, N = natural("k"), natural("N")
eta, G = scalar("eta", positive=True), scalar("G", positive=True)
F, x, p, u = scalar_function("F", d), sequence("x", d), vector("p", d), vector("u", d)
steps = for_all(k, eq(x[k + 1], x[k] - eta * gradient(F)(x[k])))
given = (steps, convex(F), for_all(u, norm(gradient(F)(u)) <= G))


regret = average(k, 1, N, F(x[k]) - F(p))


def bound(count):
    return norm(x[0] - p) ** 2 / (2 * eta * count) + eta * G**2 / 2


TRUE = {
    "the mean of the losses": (average(k, 0, N - 1, F(x[k])) - F(p) <= bound(N), *given, N >= 1),
    "the loss at the mean": (F(average(k, 0, N, x[k])) - F(p) <= bound(N + 1), *given),
    "from online to batch": (F(average(k, 1, N, x[k])) - F(p) <= G, convex(F), N >= 1, regret <= G),
}
FALSE = {
    "from online to batch, with half": (F(average(k, 1, N, x[k])) - F(p) <= G / 2, convex(F), N >= 1, regret <= G),
    "without convexity": (F(average(k, 0, N, x[k])) - F(p) <= bound(N + 1), steps),
}


@each_of(TRUE)
def test_averaged_steps_of_convex_functions_have_their_rate(line):
    assert_proved(problem(*line))


@each_of(FALSE)
def test_better_rates_are_refuted(line):
    assert_refuted(problem(*line))
