"""Suprema and infima over balls, half-lines, sets and whole spaces, as least bounds; conjugates."""

import pytest
from lines import assert_proved, assert_refuted, problem

from proofcheck.lang import (
    conjugate,
    dimension,
    eq,
    for_all,
    frac,
    greatest_lower_bound,
    inner,
    least_upper_bound,
    member,
    natural,
    norm,
    scalar,
    scalar_function,
    sequence,
    subset,
    vector,
)
from proofcheck.refuters.witnesses import witness

d, i, k, n = dimension("d"), natural("i"), natural("k"), natural("n")
f, g, f_2, g_2 = (scalar_function(name, d, differentiable=False) for name in ("f", "g", "f_2", "g_2"))
C = subset("C", d)
a, x, y, z = (vector(name, d) for name in ("a", "x", "y", "z"))
s, m, c, t, r_1 = (scalar(name) for name in ("s", "m", "c", "t", "r_1"))
r, L = (scalar(name, positive=True) for name in ("r", "L"))
u = sequence("u")
half_square = for_all(x, eq(f(x), norm(x) ** 2 / 2))
over_ball = least_upper_bound(s, norm(x) <= r, inner(a, x))

TRUE = {
    "a linear function on a ball": (s <= r * norm(a), over_ball),
    "no value is above": (inner(a, y) <= s, over_ball, norm(y) <= r),
    "a larger ball": (s <= m, over_ball, least_upper_bound(m, norm(x) <= r_1, inner(a, x)), r <= r_1),
    "a quadratic function": (eq(m, -(norm(a) ** 2) / 2), greatest_lower_bound(m, x, norm(x) ** 2 / 2 + inner(a, x))),
    "a strongly convex one": (
        eq(m, -(norm(a) ** 2) / (2 * L)),
        greatest_lower_bound(m, x, L / 2 * norm(x) ** 2 + inner(a, x)),
    ),
    "a half-line": (eq(s, c**2 / 4), least_upper_bound(s, t >= 0, c * t - t**2), c >= 0),
    "a finite set of numbers": (u[k] <= s, least_upper_bound(s, [i >= 1, i <= n], u[i]), k >= 1, k <= n),
    "a bound of all members": (s <= c, least_upper_bound(s, member(x, C), f(x)), for_all(member(x, C), f(x) <= c)),
    "Fenchel and Young": (inner(x, y) <= f(x) + g(y), conjugate(g, f)),
    "half a square is its own conjugate": (eq(g(y), norm(y) ** 2 / 2), conjugate(g, f), half_square),
    "conjugates turn the order": (
        g_2(y) <= g(y),
        conjugate(g, f),
        conjugate(g_2, f_2),
        for_all(x, f(x) <= f_2(x)),
    ),
    "twice conjugated is below": (f_2(x) <= f(x), conjugate(g, f), conjugate(f_2, g)),
    "a conjugate is convex": (
        g(frac(1, 2) * (x + y)) <= frac(1, 2) * g(x) + frac(1, 2) * g(y),
        conjugate(g, f),
    ),
}

FALSE = {
    "a linear function on half the ball": (s <= r * norm(a) / 2, over_ball),
    "a quadratic function, doubled": (
        eq(m, -(norm(a) ** 2)),
        greatest_lower_bound(m, x, norm(x) ** 2 / 2 + inner(a, x)),
    ),
    "a half-line, forgotten": (eq(s, c**2 / 4), least_upper_bound(s, t >= 0, c * t - t**2)),
    "Young without its conjugate": (inner(x, y) <= f(x), conjugate(g, f)),
    "a conjugate that is larger": (eq(g(y), norm(y) ** 2), conjugate(g, f), half_square),
}


@pytest.mark.parametrize("name", TRUE)
def test_a_true_line_is_proved(name):
    assert_proved(problem(*TRUE[name]))


@pytest.mark.parametrize("name", FALSE)
def test_a_false_line_is_refuted(name):
    assert_refuted(problem(*FALSE[name]))


@pytest.mark.parametrize("name", ["a linear function on a ball", "half a square is its own conjugate"])
def test_least_bounds_exist(name):
    assert witness(problem(*TRUE[name])) is not None
