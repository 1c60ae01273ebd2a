"""Terms below their sums, logarithms beside what they are of, means of sums by the means of the terms."""

from lines import assert_proved, assert_refuted, each_of, problem

from proofcheck.lang import (
    dimension,
    exp,
    for_all,
    log,
    maximum,
    natural,
    random_scalar,
    scalar,
    sequence,
    summation,
    variance,
)

n = dimension("n")
i, k, N = natural("i"), natural("k"), natural("N")
a, b, x = scalar("a"), scalar("b"), scalar("x")
e = sequence("e")
X, Y = random_scalar("X"), random_scalar("Y")
exponentials = summation(i, 1, n, exp(e[i]))

TRUE = {
    "a term of many": (exponentials >= exp(e[1]),),
    "any term": (e[k] ** 2 <= summation(i, 1, N, e[i] ** 2), k >= 1, k <= N),
    "the second term": (e[2] <= summation(i, 1, N, e[i]), N >= 2, for_all(i, e[i] >= 0)),
    "the logarithm of a sum": (log(exponentials) >= e[1],),
    "the logarithm of a bounded sum": (log(exponentials) <= log(n) + a, for_all(i, e[i] <= a)),
    "a logarithm": (log(1 + x**2) <= x**2,),
    "variances": (variance(X + Y) <= 2 * variance(X) + 2 * variance(Y),),
}
FALSE = {
    "a term outside": (e[k] <= summation(i, 1, N, e[i]), for_all(i, e[i] >= 0)),
    "a term among negative ones": (e[k] <= summation(i, 1, N, e[i]), k >= 1, k <= N),
    "a maximum": (log(exp(a) + exp(b)) <= maximum(a, b),),
    "no covariance": (variance(X + Y) <= variance(X) + variance(Y),),
}


@each_of(TRUE)
def test_sums_are_compared_with_their_terms(line):
    assert_proved(problem(*line))


@each_of(FALSE)
def test_what_a_term_does_not_say_is_refuted(line):
    assert_refuted(problem(*line))
