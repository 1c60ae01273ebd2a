"""Products over a range: recursions, exponentials above them, logarithms, factors that may be zero or negative."""

from lines import assert_proved, assert_refuted, each_of, problem

from proofcheck.lang import (
    absolute,
    eq,
    exp,
    for_all,
    log,
    natural,
    nonzero,
    product,
    scalar,
    sequence,
    summation,
    within,
)

i, j, N, n = natural("i"), natural("j"), natural("N"), natural("n")
a, b, x, mu, q = sequence("a"), sequence("b"), sequence("x"), scalar("mu", positive=True), scalar("q")
POSITIVE = for_all(i >= 1, a[i] > 0)
IN_UNIT_INTERVAL = [for_all(within(i, 1, N), a[i] >= 0), for_all(within(i, 1, N), a[i] <= 1)]
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
    "from 0 to the last, below an exponential": (
        product(i, 0, N, 1 + a[i]) <= exp(summation(i, 0, N, a[i])),
        for_all(i >= 0, a[i] >= 0),
    ),
    "from 0 to the last, positive": (product(i, 0, N, x[i]) > 0, for_all(i >= 0, x[i] > 0)),
    "from 0 to the last, one number": (eq(product(i, 0, N, mu), mu ** (N + 1)),),
    "factors that may be negative": (eq(over(a[i] * b[i]), over(a[i]) * over(b[i])),),
    "absolute values": (eq(absolute(over(a[i])), over(absolute(a[i]))),),
    "small factors": (absolute(over(a[i])) <= 1, for_all(within(i, 1, N), absolute(a[i]) <= 1)),
    "a factor that vanishes": (eq(over(a[i]), 0), eq(a[j], 0), j >= 1, j <= N),
    "larger factors": (over(a[i]) <= over(b[i]), IN_UNIT_INTERVAL[0], for_all(within(i, 1, N), a[i] <= b[i])),
    "equal factors": (eq(over(a[i]), over(b[i])), for_all(within(i, 1, N), eq(a[i], b[i]))),
    "below a power": (over(a[i]) <= q**N, IN_UNIT_INTERVAL[0], for_all(within(i, 1, N), a[i] <= q)),
    "from anywhere on": (product(i, j + 1, n, 1 - a[i]) >= 0, for_all(i >= 1, a[i] <= 1)),
    "above 1 less the sum": (over(1 - a[i]) >= 1 - summation(i, 1, N, a[i]), *IN_UNIT_INTERVAL),
    "a telescope of a sequence": (
        eq(product(i, 0, N - 1, x[i + 1] / x[i]), x[N] / x[0]),
        for_all(i >= 0, nonzero(x[i])),
    ),
    "a contraction": (
        x[N] <= exp(-mu * summation(i, 0, N - 1, a[i])) * x[0],
        x[0] >= 0,
        for_all(i >= 0, x[i + 1] <= (1 - mu * a[i]) * x[i]),
        for_all(i >= 0, mu * a[i] <= 1),
    ),
    "a recursion": (x[N] <= over(a[i]) * x[0], POSITIVE, EACH),
}
FALSE = {
    "from 0 to the last, one factor short": (
        product(i, 0, N, 1 + a[i]) <= exp(summation(i, 1, N, a[i])),
        for_all(i >= 0, a[i] >= 0),
    ),
    "above a sum": (over(1 + a[i]) <= 1 + summation(i, 1, N, a[i]), POSITIVE),
    "negative factors": (over(a[i]) >= 0,),
    "sums of factors": (eq(over(a[i] + b[i]), over(a[i]) + over(b[i])),),
    "one factor too few": (over(a[i]) < 1, *IN_UNIT_INTERVAL),
    "smaller factors, signs unknown": (over(a[i]) <= over(b[i]), for_all(within(i, 1, N), a[i] <= b[i])),
    "a wrong telescope": (eq(over((i + 1) / i), N),),
    "too few factors": (x[N + 1] <= over(a[i]) * x[0], POSITIVE, EACH),
}


@each_of(TRUE)
def test_true_lines_are_proved(line):
    assert_proved(problem(*line))


@each_of(FALSE)
def test_false_lines_are_refuted(line):
    assert_refuted(problem(*line))
