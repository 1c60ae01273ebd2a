"""Ordinary claims that no lecture asked for: triangles, eigenvalues, exponentials, maxima, natural numbers."""

import pytest
from lines import assert_proved, problem

from proofcheck.lang import (
    dimension,
    eq,
    exp,
    for_all,
    frac,
    gradient,
    inner,
    integral,
    lmax,
    lmin,
    maximum,
    minimum,
    natural,
    norm,
    operator,
    path,
    scalar,
    scalar_function,
    smin,
    sqrt,
    time,
    vector,
)
from proofcheck.provers.search import prove

n, d = dimension("n"), dimension("d")
u, v, w = (vector(name, n) for name in "uvw")
A, E, S, H, M = operator("A", n, d), operator("E", n, d), *(operator(name, n, n) for name in "SHM")
x, y, z, a, b = (scalar(name) for name in "xyzab")
c = scalar("c", positive=True)
k = natural("k")
G, g, t = scalar_function("G", n), path("g"), time("t")
symmetric = (eq(S.T, S), eq(H.T, H))
SMOOTH = (for_all(u, for_all(w, norm(gradient(G)(u) - gradient(G)(w)) <= c * norm(u - w))),)


def absolute(value):
    return maximum(value, -value)


TRUE = {
    "a side of a triangle": (norm(u - w) <= norm(u - v) + norm(v - w),),
    "the other way round": (norm(u) - norm(v) <= norm(u + v),),
    "of operators": (norm(A) - norm(E) <= norm(A + E),),
    "with weights": (norm(x * u + (1 - x) * v) <= norm(x * u) + norm((1 - x) * v),),
    "a multiple": (eq(norm(x * u) ** 2, x**2 * norm(u) ** 2),),
    "the largest eigenvalue of a sum": (lmax(S + H) <= lmax(S) + lmax(H), *symmetric),
    "the smallest eigenvalue of a sum": (lmin(S + H) >= lmin(S) + lmin(H), *symmetric),
    "Weyl's inequality for the smallest eigenvalue": (lmin(S) <= lmin(H) + norm(S - H), *symmetric),
    "Weyl's inequality for the largest eigenvalue": (absolute(lmax(S) - lmax(H)) <= norm(S - H), *symmetric),
    "an eigenvalue and the norm": (lmax(S) <= norm(S), *symmetric),
    "the least singular value of a square matrix": (smin(M) * norm(u) <= norm(M @ u),),
    "exp increases": (exp(a) <= exp(b), a <= b),
    "and can be undone": (a <= b, exp(a) <= exp(b)),
    "a tangent somewhere": (exp(b) >= exp(a) * (1 + b - a),),
    "exp and a reciprocal": (exp(x) <= frac(1, 1 - x), x < 1),
    "e is more than two": (exp(1) > 2,),
    "decay": (exp(-c) < 1,),
    "roots are compared": (sqrt(c) / (1 - a) <= sqrt(c + 1) / (1 - a), a < 1),
    "the root of a square": (eq(sqrt(x**2), absolute(x)),),
    "a maximum and a minimum": (eq(maximum(x, y) + minimum(x, y), x + y),),
    "the smaller one": (eq(minimum(x, y), x), x <= y),
    "below both": (z < minimum(x, y), z < x, z < y),
    "absolute values multiply": (eq(absolute(x * y), absolute(x) * absolute(y)),),
    "absolute values of sums": (absolute(x + y) <= absolute(x) + absolute(y),),
    "natural numbers are not negative": (k * x**2 >= 0,),
    "Bernoulli": (for_all(k, (1 + x) ** k >= 1 + k * x), x >= -1),
    "an integral of exp": (eq(integral(x, 0, c, exp(x)), exp(c) - 1),),
    "an integral of what is positive": (integral(x, 0, c, exp(x)) >= 0,),
    "along a segment": (eq(G(v) - G(u), integral(x, 0, 1, inner(gradient(G)(u + x * (v - u)), v - u))),),
    "a bounded slope": (g(t) <= g(0) + 3 * t, for_all(t >= 0, g.dot(t) <= 3), t >= 0),
    "steep only high above": (norm(gradient(G)(v)) ** 2 <= 2 * c * (G(v) - x), *SMOOTH, for_all(w, G(w) >= x)),
    "powers of two": (2**k >= k + 1,),
}


@pytest.mark.parametrize("name", TRUE)
def test_true_claims_are_proved_by_the_kernel(name):
    assert_proved(problem(*TRUE[name]))


FALSE = {
    "a difference of norms": (norm(u + v) <= norm(u) - norm(v),),
    "a signed factor": (eq(norm(x * u), x * norm(u)),),
    "the largest eigenvalue the wrong way": (lmax(S + H) >= lmax(S) + lmax(H), *symmetric),
    "without symmetry": (lmax(M) >= norm(M), eq(M.T, M)),
    "exp decreases": (exp(a) <= exp(b), b <= a),
    "below one of them": (z < minimum(x, y), z < x),
    "a root without its sign": (eq(sqrt(x**2), x),),
    "Bernoulli below -1": (for_all(k, (1 + x) ** k >= 1 + k * x), x >= -3),
    "a bounded slope, from above": (g(t) >= g(0) + 3 * t, for_all(t >= 0, g.dot(t) <= 3), t >= 0),
    "steep only high above, with half of it": (
        norm(gradient(G)(v)) ** 2 <= c * (G(v) - x),
        *SMOOTH,
        for_all(w, G(w) >= x),
    ),
    "steep only high above a bound somewhere": (
        norm(gradient(G)(v)) ** 2 <= 2 * c * (G(v) - x),
        *SMOOTH,
        G(w) >= x,
    ),
    "an integral of what may be negative": (integral(x, 0, c, x - 1) >= 0,),
    "the inner product of a product": (inner(S @ H @ u, u) >= 0, *symmetric, lmin(S) >= 0, lmin(H) >= 0),
}


@pytest.mark.parametrize("name", FALSE)
def test_false_claims_are_not(name):
    assert prove(problem(*FALSE[name])) is None
