"""Sums that telescope, and what a path does as long as it stays inside, or at the speed that it is known to have."""

import pytest
from lines import assert_proved, assert_refuted, problem

from proofcheck.lang import (
    dimension,
    eq,
    exp,
    for_all,
    frac,
    implies,
    inner,
    natural,
    norm,
    path,
    scalar,
    sequence,
    sqrt,
    summation,
    time,
    vector,
    within,
)

d = dimension("d")
i, k, N = natural("i"), natural("k"), natural("N")
x, g, a, c = sequence("x", d), sequence("g", d), sequence("a"), sequence("c")
v, W = vector("v", d), path("W", d)
eta, G, lam, R, r = (scalar(name, positive=True) for name in ("eta", "G", "lambda", "R", "r"))
b = scalar("b")
t, s, T = time("t"), time("s"), time("T")

descent = [for_all(k, eq(x[k + 1], x[k] - eta * g[k])), for_all(k, norm(g[k]) <= G), N >= 1]
regret = summation(k, 1, N, inner(g[k], x[k] - v))
moved = norm(W(t) - W(0))
slowing = [for_all(t >= 0, norm(W.dot(t)) <= b * exp(-lam * t)), b >= 0]
while_inside = for_all(T >= 0, implies(for_all(within(s, 0, T), norm(W(s) - W(0)) <= R), norm(W(T) - W(0)) <= r))

TRUE = {
    "regret of gradient steps": (
        regret <= norm(x[1] - v) ** 2 / (2 * eta) + eta * N * G**2 / 2,
        *descent,
    ),
    "summation by parts without the last term": (
        summation(k, 1, N, (a[k] - a[k + 1]) * c[k]) <= summation(k, 1, N, a[k] * (c[k] - c[k - 1])),
        eq(c[0], 0),
        for_all(k, c[k] >= 0),
        for_all(k, a[k] >= 0),
        N >= 1,
    ),
    "steps divided by the root of their sum": (
        summation(k, 1, N, a[k] / sqrt(summation(i, 1, k, a[i]))) <= 2 * sqrt(summation(k, 1, N, a[k])),
        for_all(k, a[k] > 0),
    ),
    "what the steps before bound": (
        summation(k, 1, N, a[k] - b) <= R * c[0],
        for_all(k, a[k + 1] - b <= R * (c[k] - c[k + 1])),
        for_all(k, c[k] >= 0),
    ),
    "inverse squares": (summation(k, 1, N, 1 / k**2) <= 2,),
    "a length from a falling speed": (moved <= b / lam, *slowing),
    "what stays inside as long as it is inside": (for_all(t >= 0, moved <= r), while_inside, r < R),
}
FALSE = {
    "what the steps before bound, of any sign": (
        summation(k, 1, N, a[k]) <= R * c[0],
        for_all(k, a[k + 1] <= R * (c[k] - c[k + 1])),
    ),
    "regret with half the distance": (
        regret <= norm(x[1] - v) ** 2 / (4 * eta) + eta * N * G**2 / 2,
        *descent,
    ),
    "inverse squares, a smaller bound": (summation(k, 1, N, 1 / k**2) <= frac(3, 2),),
    "steps divided by their sum": (
        summation(k, 1, N, a[k] / summation(i, 1, k, a[i])) <= 2,
        for_all(k, a[k] > 0),
    ),
    "a length from half the speed": (moved <= b / (2 * lam), *slowing),
}


@pytest.mark.parametrize("name", TRUE)
def test_sums_and_paths(name):
    assert_proved(problem(*TRUE[name]))


@pytest.mark.parametrize("name", FALSE)
def test_their_false_neighbours(name):
    assert_refuted(problem(*FALSE[name]))
