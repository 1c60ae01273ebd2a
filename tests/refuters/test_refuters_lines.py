"""Mistakes that people make in proofs, each beside what is true: wrong constants, lost hypotheses, boundary cases,
matrices that do not commute or are not symmetric, converses, and inequalities the wrong way round.
"""

from itertools import islice

import pytest

from proofcheck.lang import (
    Claim,
    absolute,
    both,
    convex,
    dimension,
    eq,
    exp,
    expectation,
    firmly_nonexpansive,
    for_all,
    frac,
    frobenius,
    gradient,
    identity,
    implies,
    inner,
    integral,
    inverse,
    lipschitz,
    lmax,
    lmin,
    log,
    mapping,
    maximum,
    minimiser,
    minimum,
    natural,
    nonexpansive,
    nonzero,
    norm,
    operator,
    path,
    random_scalar,
    scalar,
    scalar_function,
    sequence,
    sigmoid,
    smooth,
    sqrt,
    summation,
    symmetric,
    tanh,
    time,
    trace,
    variance,
    vector,
)
from proofcheck.lang.documents import document
from proofcheck.refuters import hunt, refute
from proofcheck.refuters.search import Budget

n = dimension("n")
a, b, c, x, y, z = (scalar(name) for name in "abcxyz")
L, mu, eta = (scalar(name, positive=True) for name in ("L", "mu", "eta"))
i, k, N = natural("i"), natural("k"), natural("N")
A, B, C, P = (operator(name, n, n) for name in "ABCP")
u, v, w = (vector(name, n) for name in "uvw")
Q, F, T = sequence("Q"), scalar_function("F", n), mapping("T", n, n)
e, W, t, s = path("e"), path("W", n), time("t"), scalar("s")
X, Y = random_scalar("X"), random_scalar("Y")
slope, one = gradient(F), identity(n)
U = random_scalar("U", draw="next")
MOMENT = expectation(exp(x * U)) <= exp(x**2 * (b - a) ** 2 / 8)

FALSE = [
    (absolute(x) <= x**2, []),
    (absolute(maximum(x, 0) - maximum(y, 0)) <= absolute(x - y) / 2, []),
    (log(x) < x - 1, [x > 0]),
    (exp(x) <= 1 + x + x**2, [x >= 0]),
    (absolute(sqrt(x) - sqrt(y)) <= absolute(x - y), [x >= 0, y >= 0]),
    (tanh(x) >= x / 2, [x >= 0]),
    (sigmoid(x) * (1 - sigmoid(x)) <= frac(1, 5), []),
    ((x + y) ** 3 <= 3 * (x**3 + y**3), [x >= 0, y >= 0]),
    (minimum(x, y) ** 2 <= x * y, []),
    (2**k >= k**2, []),
    ((1 - x) ** k <= 1 - k * x, [x >= 0, x <= 1]),
    (x >= 2, [eq(x**2, 4)]),
    (x + y + z <= frac(3, 2), [eq(x**2 + y**2 + z**2, 1)]),
    (x * log(x) + y * log(y) >= -frac(1, 2), [x > 0, y > 0, eq(x + y, 1)]),
    ((1 - mu / L) ** 2 <= 1 - 2 * mu / L, [mu <= L]),
    (1 / x <= 1 / y, [y <= x, nonzero(x), nonzero(y)]),
    (eq(inner(u, v), (norm(u + v) ** 2 - norm(u - v) ** 2) / 2), []),
    (eq(inner(u, w), 0), [eq(inner(u, v), 0), eq(inner(v, w), 0)]),
    (norm(u - v) <= 1, [eq(norm(u), 1), eq(norm(v), 1)]),
    (norm(u / norm(u) - v / norm(v)) <= norm(u - v), [nonzero(norm(u)), nonzero(norm(v))]),
    (eq(u, c * v), [eq(norm(u), norm(v))]),
    (symmetric(A @ B), [symmetric(A), symmetric(B)]),
    (eq(inverse(A + B), inverse(A) + inverse(B)), []),
    (norm(A @ A) >= norm(A) ** 2, []),
    (eq(A, 0 * A), [eq(A @ A, 0 * A)]),
    (eq(A @ u, 0 * u), [eq(inner(A @ u, u), 0)]),
    (inner(A @ B @ u, u) >= 0, [A >= 0, B >= 0]),
    (A @ A <= B @ B, [A >= 0, A <= B]),
    (norm(P) <= 1, [eq(P @ P, P)]),
    (eq(A, one), [eq(A.T @ A, one)]),
    (eq(inner(u, v), 0), [eq(A @ u, a * u), eq(A @ v, b * v), a < b]),
    (trace(A @ A) >= 0, []),
    (eq(trace(A @ B @ C), trace(A @ C @ B)), []),
    (frobenius(A) <= norm(A), []),
    (eq(inverse(one + u @ u.T), one - u @ u.T), []),
    (eq(A @ B, B @ A), [eq(A @ C, C @ A), eq(B @ C, C @ B)]),
    (norm(A @ u - A @ v) < norm(u - v), [norm(A) < 1]),
    (lmax(A + B) >= lmax(A) + lmax(B), [symmetric(A), symmetric(B)]),
    (lmin(A + A.T) >= lmin(A.T @ A), []),
    (summation(i, 1, N, Q[i]) ** 2 <= summation(i, 1, N, Q[i] ** 2), []),
    (eq(summation(i, 1, N, i), N * (N - 1) / 2), []),
    (expectation(X) ** 2 >= expectation(X**2), []),
    (eq(expectation(X * Y), expectation(X) * expectation(Y)), []),
    (exp(expectation(X)) >= expectation(exp(X)), []),
    (eq(expectation(exp(x * (X + U))), expectation(exp(x * X) * exp(x**2 * U))), [MOMENT, x > 0]),
    (expectation(X**3) >= 0, [eq(expectation(X), 0)]),
    (expectation(exp(x * X)) <= exp(x**2 * variance(X) / 2), [eq(expectation(X), 0), x > 0]),
    (Q[k] <= 1 / (k + 1), [eq(Q[0], 1), for_all(k, Q[k] >= 0), for_all(k, Q[k + 1] <= Q[k] - Q[k] ** 2 / 4)]),
    (Q[k] <= 1 / (2 * k), [Q[0] <= 1, for_all(k, Q[k] >= 0), for_all(k, Q[k + 1] <= Q[k] - Q[k] ** 2), k >= 1]),
    (Q[k] <= k, [eq(Q[0], 0), for_all(k, Q[k + 1] <= Q[k] + k)]),
    (Q[k] <= (1 - mu) ** k * Q[0] + a / (2 * mu), [for_all(k, Q[k + 1] <= (1 - mu) * Q[k] + a), mu <= 1, a > 0]),
    (e(t) <= 1 / (1 + t), [eq(e(0), 1), for_all(t >= 0, e.dot(t) <= -(e(t) ** 2) / 2), t >= 0]),
    (F(u - eta * slope(u)) <= F(u), [smooth(F, L)]),
    (absolute(F(u) - F(v)) <= L**2 * norm(u - v), [lipschitz(F, L)]),
    (norm(slope(u)) <= L / 2, [lipschitz(F, L)]),
    (eq(u, v), [minimiser(u, F), minimiser(v, F), convex(F)]),
    (inner(T(u) - T(v), u - v) <= norm(T(u) - T(v)) ** 2, [firmly_nonexpansive(T)]),
    (eq(u, v), [eq(T(u), u), eq(T(v), v), nonexpansive(T)]),
    (e(t) <= e(0) * exp(a * t), [for_all(t >= 0, e.dot(t) <= a * e(t) + b)]),
    (norm(W(t)) <= norm(W(0)), [for_all(t >= 0, eq(W.dot(t), A @ W(t)))]),
    (integral(s, 0, 1, e(s) ** 2) <= integral(s, 0, 1, e(s)) ** 2, []),
    (norm(u) <= 2 * norm(u, "inf"), []),
    (norm(A) >= 1 / (1 - norm(B)), [eq(A @ (one - B), one), norm(B) < 1]),
    (eq(A, B), [eq(A @ B, one)]),
    (Q[k] <= Q[0], [for_all(k, absolute(Q[k]) <= c)]),
    (Q[k] ** 2 <= absolute(Q[0]) ** 3, [for_all(k, eq(Q[k + 1], Q[k] / 2))]),
    (x <= 5, [for_all(s, implies(both(s > 1, s < 1), x <= 5))]),
    (y < x, [for_all(s, implies(s > x, s > y))]),
    (x < y, [for_all(s, implies(s > 0, x < y + s))]),
    (integral(s, 0, x, s) <= integral(s, 0, y, s), [x <= y]),
    (norm(W(-1)) >= 1, []),
    (lmin(A) > 0, [symmetric(A), for_all(u, inner(A @ u, u) / norm(u) ** 2 >= 0)]),
    (c > 1, [for_all(x, (x + 1) / (x + 1) <= c)]),
]
TRUE = [
    (absolute(F(u) - F(v)) <= L * norm(u - v), [lipschitz(F, L)]),
    (log(x) <= x - 1, [x > 0]),
    (2**k >= k + 1, []),
    (x + y + z <= 2, [eq(x**2 + y**2 + z**2, 1)]),
    (norm(P) <= 1, [eq(P @ P, P), symmetric(P)]),
    (trace(A.T @ A) >= 0, []),
    (x <= 1, [eq(A @ B, one), eq(A, 0 * A)]),
    (x <= 1, [eq(A @ (B - B), one)]),
    (lmax(A + B) <= lmax(A) + lmax(B), [symmetric(A), symmetric(B)]),
    (eq(inner(u, v), (norm(u + v) ** 2 - norm(u - v) ** 2) / 4), []),
]


def problem(says, given):
    whole = document("here", "", [Claim("it", "", "step", says, given=given)])
    assert not whole.problems
    return whole.problem(whole.claim("it"))


@pytest.mark.parametrize(("says", "given"), FALSE, ids=str)
def test_a_mistake_is_refuted(says, given):
    assert refute(problem(says, given)) is not None


@pytest.mark.parametrize(("says", "given"), TRUE, ids=str)
def test_what_is_true_is_not_refuted(says, given):
    assert list(islice(hunt(problem(says, given)), 2)) == [None, None]


f, d = path("f"), sequence("d")


@pytest.mark.parametrize(
    ("variable", "premise"),
    [
        (t, log(f(t)) <= t),
        (t, 1 / f(t) <= 2),
        (t, summation(i, 1, 3, 1 / (f(t) * d[i])) <= 2),
        (u, log(F(u)) <= norm(u)),
    ],
    ids=str,
)
def test_what_has_no_value_anywhere_is_not_supposed_to_hold(variable, premise) -> None:
    given = [for_all(variable, implies(premise, c <= 1)), for_all(variable, premise)]
    made = document("d", "", [Claim("it", "", "step", c <= 1, given=given)])
    assert refute(made.problem(made.claims[0]), budget=Budget(evaluations=3_000, drawn=False, fitting=False)) is None
