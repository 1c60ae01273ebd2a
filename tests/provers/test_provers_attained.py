"""Extrema: values at a point, increasing functions of them, cases that hypotheses leave open, sums of eigenvalues."""

from lines import assert_proved, assert_refuted, each_of, problem

from proofcheck.lang import (
    absolute,
    dimension,
    eq,
    exp,
    infimum,
    inner,
    lmax,
    lmin,
    maximum,
    norm,
    operator,
    path,
    scalar,
    sphere_maximum,
    sphere_minimum,
    supremum,
    symmetric,
    time,
    vector,
)

n = dimension("n")
a, s, T, e, X = scalar("a"), scalar("s"), time("T"), path("e"), path("X", n)
b, S, H = scalar("b"), operator("S", n, n), operator("H", n, n)
u, v = vector("u", n), vector("v", n)


def greatest(body):
    return supremum(s, 0, T, body)


def least(body):
    return infimum(s, 0, T, body)


TRUE = {
    "between the ends": (eq(supremum(s, 0, 1, s * (1 - s)), a), eq(4 * a, 1)),
    "at one of the ends": (eq(supremum(s, 0, 1, a * s), maximum(a, 0)),),
    "over unit vectors": (eq(sphere_maximum(v, inner(u, v)), norm(u)),),
    "of an exponential": (eq(greatest(exp(e(s))), exp(greatest(e(s)))),),
    "the least exponential": (eq(least(exp(e(s))), exp(least(e(s)))),),
    "a distance in a hypothesis": (eq(a, -1), eq(absolute(a - 1), 2), a < 0),
    "distances compared": (a**2 <= b**2, absolute(a) <= absolute(b)),
    "both eigenvalues": (eq(norm(S), maximum(lmax(S), -lmin(S))), symmetric(S)),
    "eigenvalues of a sum": (lmin(S) + lmax(H) <= lmax(S + H), symmetric(S), symmetric(H)),
    "of a square": (greatest(norm(X(s))) ** 2 <= greatest(norm(X(s)) ** 2),),
}
FALSE = {
    "beyond the interval": (eq(supremum(s, 0, 1, s * (3 - s)), a), eq(4 * a, 9)),
    "only one end": (eq(supremum(s, 0, 1, a * s), a),),
    "the least over unit vectors": (eq(sphere_minimum(v, inner(u, v)), norm(u)),),
    "a falling function": (eq(greatest(exp(-e(s))), exp(-greatest(e(s)))),),
    "both distances": (eq(a, -1), eq(absolute(a - 1), 2)),
    "numbers compared": (a**2 <= b**2, a <= b),
    "one eigenvalue": (eq(norm(S), lmax(S)), symmetric(S)),
    "both greatest": (lmax(S) + lmax(H) <= lmax(S + H), symmetric(S), symmetric(H)),
    "any sign": (greatest(e(s) ** 2) <= greatest(e(s)) ** 2,),
}


@each_of(TRUE)
def test_proved(line):
    assert_proved(problem(*line))


@each_of(FALSE)
def test_refuted(line):
    assert_refuted(problem(*line))
