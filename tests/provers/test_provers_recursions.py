"""Recursions with steps like 2 / (k + 2), Duhamel's formula, and the integral of a logarithm."""

from lines import assert_proved, assert_refuted, each_of, problem

from proofcheck.lang import eq, exp, for_all, integral, log, natural, path, scalar, sequence, time
from proofcheck.refuters.witnesses import witness

k, q, c, a = natural("k"), sequence("q"), scalar("c", positive=True), scalar("a")
t, s, e, f = time("t"), scalar("s"), path("e"), path("f")
frank_wolfe = for_all(k, q[k + 1] <= (1 - 2 / (k + 2)) * q[k] + 4 * c / (k + 2) ** 2)
driven = for_all(t >= 0, eq(e.dot(t), -a * e(t) + f(t)))

TRUE = {
    "Frank-Wolfe": (q[k] <= 4 * c / (k + 2), eq(q[0], 2 * c), frank_wolfe),
    "harmonic decay": (for_all(k, q[k] <= 1 / (k + 1)), q[0] <= 1, for_all(k, q[k + 1] <= (1 - 1 / (k + 2)) * q[k])),
    "Duhamel": (eq(e(t), exp(-a * t) * e(0) + integral(s, 0, t, exp(-a * (t - s)) * f(s))), driven),
    "a source that is not negative": (e(t) >= exp(-a * t) * e(0), for_all(t >= 0, e.dot(t) >= -a * e(t) + f(t) ** 2)),
    "a source beside the decay": (
        e(t) <= exp(-a * t) * e(0) + integral(s, 0, t, exp(-a * (t - s)) * f(s) ** 2),
        for_all(t >= 0, e.dot(t) + a * e(t) <= f(t) ** 2),
    ),
    "integral of a logarithm": (eq(integral(s, 1, t, log(s)), t * log(t) - t + 1), t >= 1),
}
FALSE = {
    "Frank-Wolfe": (q[k] <= c / (k + 2), eq(q[0], 2 * c), frank_wolfe),
    "Duhamel": (eq(e(t), exp(-a * t) * e(0) + integral(s, 0, t, exp(-a * s) * f(s))), driven),
    "integral of a logarithm": (eq(integral(s, 1, t, log(s)), t * log(t) - t), t >= 1),
}


@each_of(TRUE)
def test_what_is_true_is_proved(line):
    assert_proved(problem(*line))


@each_of(FALSE)
def test_false_neighbours_are_refuted(line):
    assert_refuted(problem(*line))


def test_a_recursion_that_divides_by_the_index_has_an_instance():
    assert witness(problem(*TRUE["Frank-Wolfe"])) is not None
