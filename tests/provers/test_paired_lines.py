"""Sums of sizes below other sums, summand by summand."""

from lines import assert_proved, assert_refuted, each_of, problem

from proofcheck.lang import dimension, norm, operator, scalar, vector

n = dimension("n")
A, B = (operator(name, n, n) for name in "AB")
g, k, y, z = (vector(name, n) for name in "gkyz")
K, G, M, a = scalar("K"), scalar("G"), scalar("M"), scalar("a", positive=True)
GIVEN = (norm(A - B) <= K / a, norm(g) <= G, norm(g - k) <= M * norm(y - z), M >= 0)
both = norm((A - B) @ g) + norm(B @ (g - k))

TRUE = {
    "each below the one in its place": (both <= K * G / a + M * norm(B) * norm(y - z), *GIVEN),
    "the other way round": (both <= M * norm(B) * norm(y - z) + K * G / a, *GIVEN),
    "one of them as it is": (both + norm(y) <= K * G / a + M * norm(B) * norm(y - z) + norm(y), *GIVEN),
}
FALSE = {
    "without the constant of the second": (both <= K * G / a + norm(B) * norm(y - z), *GIVEN),
}


@each_of(TRUE)
def test_each_summand_is_below_another_one(line):
    assert_proved(problem(*line))


@each_of(FALSE)
def test_a_sum_with_a_summand_that_is_too_small_is_refuted(line):
    assert_refuted(problem(*line))
