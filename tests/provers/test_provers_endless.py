"""Sums and integrals up to infinity, and limits: what is said of all finite ones, or of late ones."""

import pytest
from lines import assert_proved, assert_refuted, each_of, problem

from proofcheck.lang import (
    absolute,
    dimension,
    eq,
    exists,
    exp,
    for_all,
    inner,
    integral,
    limit,
    lipschitz,
    natural,
    norm,
    oo,
    operator,
    path,
    scalar,
    scalar_function,
    sequence,
    summation,
    time,
    vector,
)
from proofcheck.provers.search import prove
from proofcheck.refuters.witnesses import witness

k, K = natural("k"), natural("K")
s, t = time("s"), time("t")
C, D, q = scalar("C"), scalar("D"), scalar("q")
c = scalar("c", positive=True)
a, b, d = sequence("a"), sequence("b"), sequence("d")
n = dimension("n")
x, y, u, v = sequence("x", n), sequence("y", n), vector("u", n), vector("v", n)
A, F, p = operator("A", n, n), scalar_function("F", n), path("p", n)

TRUE = {
    "an integral is bounded": (integral(s, 0, oo, exp(-c * s)) <= 1 / c,),
    "a geometric series": (summation(k, 0, oo, q**k) <= 1 / (1 - q), q >= 0, q < 1),
    "inverse squares": (summation(k, 1, oo, 1 / k**2) <= 2,),
    "its partial sums": (for_all(K, summation(k, 0, K, a[k] ** 2) <= D), summation(k, 0, oo, a[k] ** 2) <= D),
    "a bound of all partial sums": (
        exists(C, for_all(K, summation(k, 0, K, a[k] ** 2) <= C)),
        summation(k, 0, oo, a[k] ** 2) < oo,
    ),
    "an infinite sum": (eq(summation(k, 0, oo, 1), oo),),
    "a quotient with a limit": (eq(limit(k, k / (k + 1)), 1),),
    "powers go to 0": (eq(limit(k, q**k), 0), q >= 0, q < 1),
    "a decay": (eq(limit(t, exp(-c * t)), 0),),
    "a multiple of what goes to 0": (eq(limit(k, 2 * a[k]), 0), eq(limit(k, a[k]), 0)),
    "the whole of a decay": (eq(integral(s, 0, oo, exp(-c * s)), 1 / c),),
    "the value of a geometric series": (eq(summation(k, 0, oo, q**k), 1 / (1 - q)), q >= 0, q < 1),
    "a geometric series without its first term": (eq(summation(k, 1, oo, q**k), q / (1 - q)), q >= 0, q < 1),
    "the limit of a sum": (eq(limit(k, a[k] + b[k]), C + D), eq(limit(k, a[k]), C), eq(limit(k, b[k]), D)),
    "the limit of a difference": (
        eq(limit(k, a[k] - 3 * b[k]), C - 3 * D),
        eq(limit(k, a[k]), C),
        eq(limit(k, b[k]), D),
    ),
    "the limit of a multiple": (eq(limit(k, q * a[k]), q * C), eq(limit(k, a[k]), C)),
    "between two that have one limit": (
        eq(limit(k, b[k]), C),
        for_all(k, a[k] <= b[k]),
        for_all(k, b[k] <= d[k]),
        eq(limit(k, a[k]), C),
        eq(limit(k, d[k]), C),
    ),
    "the limit of a sum of vectors": (eq(limit(k, x[k] + y[k]), u + v), eq(limit(k, x[k]), u), eq(limit(k, y[k]), v)),
    "the image of a limit": (eq(limit(k, A @ x[k]), A @ u), eq(limit(k, x[k]), u)),
    "the inner product with a limit": (eq(limit(k, inner(x[k], v)), inner(u, v)), eq(limit(k, x[k]), u)),
    "a Lipschitz function of what has a limit": (eq(limit(k, F(x[k])), F(u)), lipschitz(F, c), eq(limit(k, x[k]), u)),
    "a motion that decays": (eq(limit(t, norm(p(t))), 0), for_all(t >= 0, norm(p(t)) <= c * exp(-q * t)), q > 0),
    "bounded times what goes to 0": (
        eq(limit(k, a[k] * b[k]), 0),
        eq(limit(k, a[k]), 0),
        for_all(k, absolute(b[k]) <= c),
    ),
    "below what goes to 0": (eq(limit(k, a[k]), 0), for_all(k, absolute(a[k]) <= b[k]), eq(limit(k, b[k]), 0)),
}

FALSE = {
    "an integral is larger": (integral(s, 0, oo, exp(-c * s)) <= 1 / (2 * c),),
    "an integral is something else": (eq(integral(s, 0, oo, exp(-c * s)), c),),
    "a geometric series is larger": (summation(k, 0, oo, q**k) <= 1, q >= 0, q < 1),
    "powers of 1 do not go to 0": (eq(limit(k, q**k), 0), q >= 0, q <= 1),
    "bounded, and without a limit": (eq(limit(k, a[k]), 0), for_all(k, absolute(a[k]) <= c)),
    "not every sum is finite": (summation(k, 0, oo, a[k] ** 2) < oo, for_all(k, a[k] > 0)),
}

NEVER = {
    "a factor without a bound": (eq(limit(k, a[k] * b[k]), 0), eq(limit(k, a[k]), 0)),
    "one limit left out": (eq(limit(k, a[k] + b[k]), C), eq(limit(k, a[k]), C), eq(limit(k, b[k]), D)),
    "between two that have different limits": (
        eq(limit(k, b[k]), C),
        for_all(k, a[k] <= b[k]),
        for_all(k, b[k] <= d[k]),
        eq(limit(k, a[k]), C),
        eq(limit(k, d[k]), D),
    ),
}


@each_of(TRUE)
def test_what_is_true_is_proved(line):
    assert_proved(problem(*line))


@each_of(FALSE)
def test_what_is_false_is_refuted(line):
    assert_refuted(problem(*line))


@each_of(NEVER)
def test_what_does_not_follow_is_not_proved(line):
    assert prove(problem(*line)) is None


@pytest.mark.parametrize(
    "supposed",
    [summation(k, 0, oo, a[k] ** 2) <= D, summation(k, 0, oo, a[k] ** 2) < oo, eq(summation(k, 0, oo, a[k]), oo)],
)
def test_what_is_supposed_without_end_has_instances(supposed):
    assert witness(problem(a[0] >= 0, for_all(k, a[k] > 0), supposed)) is not None


def test_a_limit_of_what_alternates_is_not_proved():
    assert prove(problem(eq(limit(k, (-1) ** k * C), 0))) is None
