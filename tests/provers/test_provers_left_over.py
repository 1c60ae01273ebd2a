"""Sums and sequences of whose bound something is left over; squares of means: true lines and false neighbours."""

from lines import assert_proved, assert_refuted, each_of, problem

from proofcheck.lang import (
    absolute,
    average,
    convex,
    dimension,
    eq,
    expectation,
    for_all,
    frac,
    gradient,
    minimiser,
    natural,
    norm,
    random_scalar,
    scalar,
    scalar_function,
    sequence,
    smooth,
    sqrt,
    strongly_convex,
    summation,
    vector,
)

d = dimension("d")
i, k, n = natural("i"), natural("k"), natural("n")
F, X, p = scalar_function("F", d), sequence("x", d), vector("p", d)
a, b, xi = sequence("a"), sequence("b"), random_scalar("xi")
L, D = scalar("L", positive=True), scalar("D")
descent = [for_all(k, eq(X[k + 1], X[k] - gradient(F)(X[k]) / L)), smooth(F, L), minimiser(p, F)]
eta, mu, x = scalar("eta"), scalar("mu", positive=True), vector("x", d)
short = [smooth(F, L), strongly_convex(F, mu), minimiser(p, F), eta > 0, eta <= 1 / L]
falling = [for_all(k, a[k] <= b[k] - b[k + 1]), for_all(k, b[k] >= 0), b[1] <= D, n >= 1]

TRUE = {
    "gradient descent": (F(X[k]) - F(p) <= frac(L, 2 * k) * norm(X[0] - p) ** 2, *descent, convex(F), k >= 1),
    "one short step": (F(x - eta * gradient(F)(x)) - F(p) <= (1 - eta * mu) * (F(x) - F(p)), *short),
    "slopes of gradient descent": (
        summation(i, 0, k, norm(gradient(F)(X[i])) ** 2) <= 2 * L * (F(X[0]) - F(p)),
        *descent,
    ),
    "summands that telescope": (average(i, 1, n, a[i]) <= D / n, *falling),
    "mean of a size": (expectation(absolute(xi)) <= sqrt(expectation(xi**2)),),
    "sum of sizes": (summation(i, 1, n, absolute(a[i])) <= sqrt(n) * sqrt(summation(i, 1, n, a[i] ** 2)),),
}
FALSE = {
    "one short step": (F(x - eta * gradient(F)(x)) - F(p) <= (1 - 4 * eta * mu) * (F(x) - F(p)), *short),
    "slopes of gradient descent": (
        summation(i, 0, k, norm(gradient(F)(X[i])) ** 2) <= L * (F(X[0]) - F(p)),
        *descent,
    ),
    "summands that telescope": (average(i, 1, n, a[i]) <= D / (2 * n), *falling),
    "mean of a size": (expectation(absolute(xi)) >= sqrt(expectation(xi**2)),),
    "sum of sizes": (summation(i, 1, n, absolute(a[i])) <= sqrt(summation(i, 1, n, a[i] ** 2)),),
}


@each_of(TRUE)
def test_true_lines_are_proved(line):
    assert_proved(problem(*line))


@each_of(FALSE)
def test_false_lines_are_refuted(line):
    assert_refuted(problem(*line))
