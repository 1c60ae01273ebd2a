"""Weights that add up to 1: Hoeffding's lemma, sums of exponentials below logarithms, powers as exponentials."""

from lines import assert_proved, assert_refuted, each_of, problem

from proofcheck.lang import eq, exp, for_all, log, natural, product, scalar, sequence, summation, within

i, n = natural("i"), natural("n")
p, loss, x, y = sequence("p"), sequence("l"), sequence("x"), sequence("y")
eta, c, s, t = scalar("eta", positive=True), scalar("c"), scalar("s"), scalar("t")


def total(body):
    """The sum of a body for i = 1, ..., n."""
    return summation(i, 1, n, body)


def each(says):
    """A relation for i = 1, ..., n."""
    return for_all(within(i, 1, n), says)


MIX = total(p[i] * exp(-eta * loss[i]))
SHARES = [each(p[i] >= 0), eq(total(p[i]), 1), each(loss[i] >= 0), each(loss[i] <= 1), MIX > 0]
TRUE = {
    "Hoeffding's lemma": (log(MIX) <= -eta * total(p[i] * loss[i]) + eta**2 / 8, *SHARES),
    "a step of exponential weights": (
        log(MIX) <= -eta * total(p[i] * loss[i]) + eta**2 / 2 * total(p[i] * loss[i] ** 2),
        *SHARES[:3],
        MIX > 0,
    ),
    "a product of exponentials": (exp(s) <= exp(c) * exp(t), s - t <= c),
    "a power above an exponential": (exp(t) <= s**n, s > 0, t <= n * log(s)),
    "arithmetic and geometric mean": (product(i, 1, n, x[i]) <= (total(x[i]) / n) ** n, each(x[i] > 0), n >= 1),
    "logarithms of sums of exponentials": (
        log(total(exp(x[i]))) - log(total(exp(y[i]))) <= c,
        each(x[i] - y[i] <= c),
        n >= 1,
    ),
}
FALSE = {
    "half of what it needs": (log(MIX) <= -eta * total(p[i] * loss[i]) + eta**2 / 16, *SHARES),
    "a difference on the wrong side": (exp(s) <= exp(c) * exp(t), t - s <= c),
}


@each_of(TRUE)
def test_true_lines_are_proved(line):
    assert_proved(problem(*line))


@each_of(FALSE)
def test_false_lines_are_refuted(line):
    assert_refuted(problem(*line))
