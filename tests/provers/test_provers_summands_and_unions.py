"""Bounds that spell out what a triangle inequality needs, events that others cover, samples in exponentials."""

from lines import assert_proved, assert_refuted, each_of, problem

from proofcheck.lang import (
    absolute,
    dimension,
    eq,
    exp,
    expectation,
    for_all,
    independent,
    natural,
    norm,
    operator,
    probability,
    random_scalar,
    random_sequence,
    scalar,
    sequence,
    summation,
    variance,
    vector,
    within,
)

n = dimension("n")
u, v, w, f = (vector(name, n) for name in "uvwf")
A, B = operator("A", n, n), operator("B", n, n)
a, b, q, C = (scalar(name) for name in ("a", "b", "q", "C"))
ep, la = scalar("epsilon", positive=True), scalar("lambda", positive=True)
X, Y, S = random_scalar("X"), random_scalar("Y"), random_sequence("S")
i, N, s = natural("i"), natural("N"), sequence("s")
chance, mean = probability, expectation
apart = norm(A - B) * norm(v) / (1 - q)
both = absolute(X + Y) >= 2 * a

PROVED = {
    "factors": (norm(a * u - b * v) <= absolute(a) * norm(u - v) + absolute(a - b) * norm(v),),
    "fixed points": (norm(u - v) <= apart, eq(u, A @ u + f), eq(v, B @ v + f), norm(A) <= q, q < 1),
    "two large": (chance(both) <= chance(absolute(X) >= a) + chance(absolute(Y) >= a),),
    "not positive": (chance(X <= 0) <= variance(X) / mean(X) ** 2, mean(X) > 0),
    "sample": (
        mean(exp(la * summation(i, 1, N, S[i]))) <= exp(summation(i, 1, N, s[i])),
        independent(S, N),
        for_all(within(i, 1, N), mean(exp(la * S[i])) <= exp(s[i])),
        N >= 1,
    ),
}
REFUTED = {
    "two tails of zero": (eq(chance(absolute(X) >= a), chance(a <= X) + chance(-a >= X)),),
}


@each_of(PROVED)
def test_sums_and_unions(line):
    assert_proved(problem(*line))


@each_of(REFUTED)
def test_near_misses(line):
    assert_refuted(problem(*line))
