"""Paths at times that are expressions, sums to a number above 0, roots of the same in other words; false neighbours."""

from lines import assert_proved, assert_refuted, each_of, problem

from proofcheck.lang import dimension, eq, for_all, log, natural, norm, path, scalar, sequence, sqrt, summation, time

t, s, G = time("t"), scalar("s"), scalar("G")
X, g, n, k = path("x", dimension("d")), sequence("g"), natural("n"), natural("k")
FALLS = for_all(t >= 0, eq(X.dot(t), -X(t)))


def squares(last):
    return summation(k, 1, last, g[k] ** 2)


TRUE = {
    "at a square": (norm(X(t**2)) <= norm(X(0)), FALLS, t >= 0),
    "at a sum": (norm(X(t + s)) <= norm(X(0)), FALLS, t >= 0, s >= 0),
    "a last term": (eq(squares(n), squares(n - 1) + g[n] ** 2), n > 0),
    "roots": (eq(G * sqrt(squares(n - 1)), G * sqrt(sqrt(squares(n)) ** 2 - g[n] ** 2)), n >= 1),
    "a sum below a logarithm": (summation(k, 1, n, 1 / k**2) <= 1 + log(n), n >= 1),
}
FALSE = {
    "before the start": (norm(X(-t)) <= norm(X(0)), FALLS, t >= 0),
    "no last term": (eq(squares(n), squares(n - 1) + g[n] ** 2), n >= 0),
    "other roots": (eq(G * sqrt(squares(n - 1)), G * sqrt(sqrt(squares(n)) ** 2 - g[n - 1] ** 2)), n >= 2),
    "a sum above a logarithm": (summation(k, 1, n, 1 / k**2) <= log(n), n >= 1),
}


@each_of(TRUE)
def test_a_true_line_is_proved(line):
    assert_proved(problem(*line))


@each_of(FALSE)
def test_a_false_neighbour_is_refuted(line):
    assert_refuted(problem(*line))
