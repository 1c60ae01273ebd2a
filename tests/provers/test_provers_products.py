"""Products over a range: recursions, exponentials above them, logarithms."""

from lines import assert_proved, assert_refuted, each_of, problem

from proofcheck.lang import eq, exp, for_all, log, natural, product, scalar, sequence, summation

i, N = natural("i"), natural("N")
a, x, mu = sequence("a"), sequence("x"), scalar("mu", positive=True)
POSITIVE = for_all(i >= 1, a[i] > 0)
EACH = for_all(i >= 0, x[i + 1] <= a[i + 1] * x[i])


def over(body):
    """The product of a body for i = 1, ..., N."""
    return product(i, 1, N, body)


TRUE = {
    "one more factor": (eq(product(i, 1, N + 1, a[i]), over(a[i]) * a[N + 1]), POSITIVE),
    "no factor": (eq(product(i, 1, 0, a[i]), 1),),
    "one number": (eq(over(mu), mu**N),),
    "logarithm": (eq(log(over(a[i])), summation(i, 1, N, log(a[i]))), POSITIVE),
    "below an exponential": (
        over(1 - mu * a[i]) <= exp(-mu * summation(i, 1, N, a[i])),
        for_all(i >= 1, mu * a[i] < 1),
    ),
    "a recursion": (x[N] <= over(a[i]) * x[0], POSITIVE, EACH),
}
FALSE = {
    "above a sum": (over(1 + a[i]) <= 1 + summation(i, 1, N, a[i]), POSITIVE),
    "too few factors": (x[N + 1] <= over(a[i]) * x[0], POSITIVE, EACH),
}


@each_of(TRUE)
def test_true_lines_are_proved(line):
    assert_proved(problem(*line))


@each_of(FALSE)
def test_false_lines_are_refuted(line):
    assert_refuted(problem(*line))
