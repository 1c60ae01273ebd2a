"""Independent members of a sample: means of products of functions of them, exponentials of their sums."""

from lines import assert_proved, assert_refuted, each_of, problem

from proofcheck.lang import (
    dimension,
    eq,
    exp,
    expectation,
    iid,
    independent,
    natural,
    product,
    random_sequence,
    scalar,
    scalar_function,
    summation,
    within,
)

d, n, i, t = dimension("d"), natural("n"), natural("i"), scalar("t")
X, Y, F, E = random_sequence("X", d), random_sequence("Y"), scalar_function("F", d), expectation
of_sum, each = E(exp(t * summation(i, 1, n, Y[i]))), product(i, 1, n, E(exp(t * Y[i])))

TRUE = {
    "functions of two": (eq(E(F(X[1]) * F(X[2])), E(F(X[1])) * E(F(X[2]))), independent(X, n), n >= 2),
    "the exponential of a sum": (eq(of_sum, each), independent(Y, n)),
    "of one distribution": (eq(of_sum, E(exp(t * Y[1])) ** n), iid(Y, n)),
    "moments of one distribution": (eq(E(Y[i] ** 4), E(Y[1] ** 4)), iid(Y, n), within(i, 1, n)),
}
FALSE = {
    "of one more": (eq(E(Y[1] * Y[3]), E(Y[1]) * E(Y[3])), independent(Y, 2)),
    "moments of others": (eq(E(Y[i] ** 4), E(Y[1] ** 4)), independent(Y, n), within(i, 1, n)),
    "not alike": (eq(of_sum, E(exp(t * Y[1])) ** n), independent(Y, n), n >= 1),
}


@each_of(TRUE)
def test_a_true_line_is_proved(line):
    assert_proved(problem(*line))


@each_of(FALSE)
def test_a_false_line_is_refuted(line):
    assert_refuted(problem(*line))
