"""Weighted means of points and convex functions, distances of means, projections and conjugates at a point."""

from lines import assert_proved, assert_refuted, each_of, problem

from proofcheck.lang import (
    average,
    conjugate,
    convex,
    dimension,
    eq,
    for_all,
    inner,
    member,
    natural,
    norm,
    projection,
    scalar,
    scalar_function,
    sequence,
    subgradient,
    subset,
    summation,
    vector,
    within,
)

d, i, n = dimension("d"), natural("i"), natural("n")
F, G, C = scalar_function("F", d), scalar_function("G", d), subset("C", d)
x, y, w = sequence("x", d), sequence("y", d), sequence("w")
u, v, r = vector("u", d), vector("v", d), scalar("r")
each = within(i, 1, n)
signs, mass = for_all(each, w[i] >= 0), eq(summation(i, 1, n, w[i]), 1)
at_mean, mean_of_values = F(summation(i, 1, n, w[i] * x[i])), summation(i, 1, n, w[i] * F(x[i]))
bounded = (for_all(each, norm(x[i]) <= r), for_all(each, norm(y[i]) <= r), n >= 1)
apart = norm(average(i, 1, n, x[i]) - average(i, 1, n, y[i]))

TRUE = {
    "Jensen with weights": (at_mean <= mean_of_values, convex(F), signs, mass),
    "two means": (apart <= 2 * r, *bounded),
    "projection of what is in the set": (eq(u, v), projection(u, v, C), member(v, C)),
    "Fenchel's equality": (eq(F(u) + G(v), inner(u, v)), conjugate(G, F), subgradient(v, F, u)),
}
FALSE = {
    "Jensen without a mass": (at_mean <= mean_of_values, convex(F), signs),
    "two means, as far as one": (apart <= r, *bounded),
    "projection": (eq(u, v), projection(u, v, C)),
}


@each_of(TRUE)
def test_what_is_true_is_proved(line):
    assert_proved(problem(*line))


@each_of(FALSE)
def test_its_neighbours_are_refuted(line):
    assert_refuted(problem(*line))
