"""Lines of textbooks that want one more idea than arithmetic, and their false neighbours."""

import pytest
from lines import assert_proved, assert_refuted, problem

from proofcheck.lang import (
    absolute,
    cos,
    derivative,
    dimension,
    eq,
    exp,
    for_all,
    gradient,
    infimum,
    inner,
    integral,
    natural,
    norm,
    operator,
    path,
    scalar,
    scalar_function,
    sequence,
    sin,
    sqrt,
    summation,
    supremum,
    time,
    vector,
)

n, d = dimension("n"), dimension("d")
c, s, x, y, z, T = (scalar(name) for name in "csxyzT")
mu, eta, L = (scalar(name, positive=True) for name in ("mu", "eta", "L"))
k, Q = natural("k"), sequence("Q")
A, X = operator("A", n, d), operator("X", n, d)
u, v, w = (vector(name, d) for name in "uvw")
t, e, h, W, V = time("t"), path("e"), path("h"), path("W", d), path("V", d)
F = scalar_function("F", d)
H, S, p, q = operator("H", n, n), operator("S", n, n), vector("p", n), vector("q", n)
i, X_, z1 = natural("i"), sequence("X_0", d), vector("z", d)
slope = gradient(F)
smooth = for_all((u, v), norm(slope(u) - slope(v)) <= L * norm(u - v))
steps = for_all(k, eq(X_[k + 1], X_[k] - eta * slope(X_[k])))
least = for_all(w, F(v) <= F(w))

TRUE = {
    "a rising quantity": (e(t) >= e(0), for_all(t >= 0, e.dot(t) >= 0)),
    "ordered from the start": (e(t) <= h(t), e(0) <= h(0), for_all(t >= 0, e.dot(t) <= h.dot(t))),
    "strictly ordered from the start": (e(t) < h(t), e(0) < h(0), for_all(t >= 0, e.dot(t) <= h.dot(t))),
    "part of an energy": (
        F(W(t)) <= F(W(0)) + norm(V(0)) ** 2 / 2,
        for_all(t >= 0, eq(W.dot(t), V(t))),
        for_all(t >= 0, eq(V.dot(t), -mu * V(t) - slope(W(t)))),
    ),
    "part of an energy with a velocity": (
        F(W(t)) <= F(W(0)) + norm(W.dot(0)) ** 2 / 2,
        for_all(t >= 0, eq(derivative(t, W.dot(t)), -slope(W(t)))),
    ),
    "an energy, and what is lost of it": (
        eq(norm(W(t)) ** 2 + integral(s, 0, t, 2 * mu * norm(W(s)) ** 2), norm(W(0)) ** 2),
        for_all(t >= 0, eq(W.dot(t), -mu * W(t))),
    ),
    "a rotation keeps the norm": (eq(norm(W(t)), norm(W(0))), for_all(t >= 0, eq(inner(W.dot(t), W(t)), 0))),
    "a bounded speed": (norm(W(t) - W(0)) <= t * L, for_all(t >= 0, norm(W.dot(t)) <= L)),
    "length times the supremum": (integral(s, 0, T, e(s)) <= T * supremum(s, 0, T, e(s)), T >= 0),
    "length times the infimum": (T * infimum(s, 0, T, e(s)) <= integral(s, 0, T, e(s)), T >= 0),
    "twice a product, integrated": (
        2 * integral(s, 0, T, e(s) * h(s)) <= integral(s, 0, T, e(s) ** 2) + integral(s, 0, T, h(s) ** 2),
        T >= 0,
    ),
    "an integrated product": (
        integral(s, 0, T, e(s) * h(s)) ** 2 <= integral(s, 0, T, e(s) ** 2) * integral(s, 0, T, h(s) ** 2),
        T >= 0,
    ),
    "a divisor on the left": (1 / sqrt(x + 1) <= 1, x >= 0),
    "powers of ordered numbers": (y**k <= z**k, y >= 0, y <= z),
    "powers below an exponential": ((1 - eta * mu) ** k <= exp(-eta * mu * k), eta * mu <= 1),
    "a scaled power": ((1 - x) ** k * c <= exp(-k * x) * c, x <= 1, c >= 0),
    "the difference of two roots": (sqrt(c) - sqrt(x) <= sqrt(c - x), x >= 0, x <= c),
    "a square below an exponential": ((1 - x) ** 2 <= exp(-2 * x), x <= 1),
    "halved at each step": (Q[k] <= Q[0] / 2**k, for_all(k, 2 * Q[k + 1] <= Q[k])),
    "one operator and vector after the other": (norm(A @ u - X @ v) <= norm(A) * norm(u - v) + norm(A - X) * norm(v),),
    "one operator after the other": (norm(H @ p - S @ q) <= norm(H - S) * norm(p) + norm(S) * norm(p - q),),
    "one step farther": (
        norm(z1 - u) <= norm(v - u) + eta * c,
        eq(z1, v - eta * w),
        norm(w) <= c,
    ),
    "k steps away": (norm(X_[k] - X_[0]) <= k * eta * c, steps, for_all(u, norm(slope(u)) <= c)),
    "the sum of the steps": (norm(X_[k] - X_[0]) <= summation(i, 0, k - 1, norm(X_[i + 1] - X_[i])),),
    "sine below its argument": (absolute(sin(x)) <= absolute(x),),
    "sine is Lipschitz": (absolute(sin(x) - sin(y)) <= absolute(x - y),),
    "cosine near 0": (1 - cos(x) <= x**2 / 2,),
    "a steep function is high": (norm(slope(u)) ** 2 <= 2 * L * (F(u) - F(v)), smooth, least),
}
FALSE = {
    "a rising quantity": (e(t) >= e(0) + t, for_all(t >= 0, e.dot(t) >= 0)),
    "ordered from the start": (e(t) <= h(t), for_all(t >= 0, e.dot(t) <= h.dot(t))),
    "part of what grows": (e(t) <= e(0) + h(0), for_all(t >= 0, eq(e.dot(t), h(t))), for_all(t >= 0, h(t) >= 0)),
    "a bounded speed": (norm(W(t) - W(0)) <= t * L / 2, for_all(t >= 0, norm(W.dot(t)) <= L)),
    "length times the supremum": (integral(s, 0, T, e(s)) <= T * supremum(s, 0, T, e(s)) / 2, T >= 0),
    "powers of ordered numbers": (y**k <= z**k, y <= z),
    "halved at each step": (Q[k] <= Q[0] / 3**k, for_all(k, 2 * Q[k + 1] <= Q[k])),
    "one operator and vector after the other": (norm(A @ u - X @ v) <= norm(A) * norm(u - v) + norm(A - X) * norm(w),),
    "one operator after the other": (norm(H @ p - S @ q) <= norm(H - S) * norm(q) + norm(S) * norm(p - q) / 2,),
    "k steps away": (norm(X_[k] - X_[0]) <= eta * c, steps, for_all(u, norm(slope(u)) <= c)),
    "sine is Lipschitz": (absolute(sin(x) - sin(y)) <= absolute(x - y) / 2,),
    "a steep function is high": (norm(slope(u)) ** 2 <= L * (F(u) - F(v)), smooth, least),
    "a square below an exponential that falls faster": ((1 - x) ** 2 <= exp(-3 * x), x >= 0, x <= 1),
}


@pytest.mark.parametrize("name", TRUE)
def test_a_true_line_is_proved(name):
    assert_proved(problem(*TRUE[name]))


@pytest.mark.parametrize("name", FALSE)
def test_a_false_neighbour_is_refuted(name):
    assert_refuted(problem(*FALSE[name]))
