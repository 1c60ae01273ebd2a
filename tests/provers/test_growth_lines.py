"""How far something goes that is as fast as it is long: Groenwall's inequality for lengths."""

from lines import assert_proved, assert_refuted, each_of, problem

from proofcheck.lang import dimension, eq, exp, for_all, norm, path, scalar, time, within

n = dimension("n")
y, z = path("y", n), path("z", n)
a, b, T, t = scalar("a"), scalar("b"), scalar("T", positive=True), time("t")
NEAR = for_all(within(t, 0, T), norm(y.dot(t) - z.dot(t)) <= a + b * norm(y(t) - z(t)))
FAST = for_all(within(t, 0, T), norm(y.dot(t)) <= a + b * norm(y(t)))
SIGNS = (a >= 0, b >= 0)

TRUE = {
    "from nought": (norm(y(T)) <= a * T * exp(b * T), FAST, eq(norm(y(0)), 0), *SIGNS),
    "from anywhere": (norm(y(T)) <= (norm(y(0)) + a * T) * exp(b * T), FAST, *SIGNS),
    "of two that start together": (norm(y(T) - z(T)) <= a * T * exp(b * T), NEAR, eq(y(0), z(0)), *SIGNS),
}
FALSE = {
    "without the exponential of the rate": (norm(y(T)) <= a * T * exp(b), FAST, eq(norm(y(0)), 0), *SIGNS),
    "as if it started at nought": (norm(y(T)) <= a * T * exp(b * T), FAST, *SIGNS),
}


@each_of(TRUE)
def test_a_length_grows_no_faster_than_its_speed_lets_it(line):
    assert_proved(problem(*line))


@each_of(FALSE)
def test_a_length_may_grow_as_fast_as_that(line):
    assert_refuted(problem(*line))
