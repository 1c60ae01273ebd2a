"""Lines that theorists write without a word: roots and squares, symmetric operators, derivatives, indices, limits."""

import pytest
from lines import assert_proved, problem

from proofcheck.lang import (
    derivative,
    dimension,
    eq,
    exp,
    for_all,
    frac,
    gradient,
    identity,
    infimum,
    inner,
    integral,
    lmin,
    maximum,
    natural,
    norm,
    operator,
    path,
    scalar,
    scalar_function,
    sequence,
    sqrt,
    time,
    vector,
)
from proofcheck.provers.search import prove

n, d = dimension("n"), dimension("d")
a, c, x, y, z, q, r = (scalar(name) for name in "acxyzqr")
theta = scalar("theta")
mu, eps, eta, L = (scalar(name, positive=True) for name in ("mu", "eps", "eta", "L"))
k, m, Q = natural("k"), natural("m"), sequence("Q")
S, H, M, P = (operator(name, n, n) for name in "SHMP")
A, B, X = operator("A", n, d), operator("B", d, n), operator("X", n, d)
u, v, w = (vector(name, d) for name in "uvw")
b1, y1 = vector("b", n), vector("y_1", n)
t, tau = time("t"), time("tau")
F = scalar_function("F", d)
slope = gradient(F)
W, e = path("W", d), path("e")

TRUE = {
    "derivative of a reciprocal": (eq(derivative(a, 1 / a), -1 / a**2), a > 0),
    "derivative of a Cauchy density": (eq(derivative(a, 1 / (1 + a**2)), -2 * a / (1 + a**2) ** 2),),
    "derivative of a root": (eq(derivative(a, sqrt(a)), frac(1, 2 * sqrt(a))), a > 0),
    "derivative of a root of a sum": (eq(derivative(a, sqrt(1 + a**2)), a / sqrt(1 + a**2)),),
    "derivative of a norm": (eq(derivative(t, norm(W(t))), inner(W(t), W.dot(t)) / norm(W(t))), norm(W(t)) > 0),
    "derivative of a quotient": (eq(derivative(a, a / (1 + a)), 1 / (1 + a) ** 2), a > 0),
    "derivative of a negative power": (eq(derivative(a, a ** (-2)), -2 * a ** (-3)), a > 0),
    "sign of an exponent": (a > 0, eq(exp(a), 1 + x), x > 0),
    "equal squares": (eq(x, y), eq(x**2, y**2), x >= 0, y >= 0),
    "compared squares": (x <= y, x**2 <= y**2, y >= 0),
    "compared cubes": (x**3 <= y**3, x >= 0, x <= y),
    "root of a square": (eq(sqrt((1 - a) ** 2), 1 - a), a > 0, a < 1),
    "root of a square of a difference": (eq(sqrt((x - y) ** 2), y - x), x <= y),
    "absolute difference": (sqrt((x - y) ** 2) <= 1, x <= y, y <= x + 1),
    "induction from 4": (2**k >= k**2, k >= 4),
    "index before": (Q[k - 1] <= Q[k], for_all(k, Q[k] <= Q[k + 1]), k >= 1),
    "a right inverse and norms": (norm(y1) <= norm(A) * norm(B @ y1), eq(A @ B, identity(n))),
    "norm of a product of symmetric operators": (eq(norm(S @ H), norm(H @ S)), eq(S.T, S), eq(H.T, H)),
    "symmetric in an inner product": (eq(inner(S @ y1, b1), inner(y1, S @ b1)), eq(S.T, S)),
    "difference of quadratic forms": (
        eq(inner(S @ (y1 - b1), y1 + b1), inner(S @ y1, y1) - inner(S @ b1, b1)),
        eq(S.T, S),
    ),
    "isometry": (eq(norm(M @ y1), norm(y1)), eq(M.T @ M, identity(n))),
    "a projection contracts": (norm(P @ y1) <= norm(y1), eq(P @ P, P), eq(P.T, P)),
    "a projection is orthogonal": (eq(inner(P @ y1, y1 - P @ y1), 0), eq(P @ P, P), eq(P.T, P)),
    "a left inverse and norms": (norm(u) <= norm(B) * norm(A @ u), eq(B @ A, identity(d))),
    "least eigenvalue and norm": (lmin(S) <= norm(S), eq(S.T, S)),
    "perturbed least eigenvalue": (lmin(S) - norm(H) <= lmin(S + H), eq(S.T, S), eq(H.T, H)),
    "a path at equal times": (eq(e(r), e(q)), eq(r, q)),
    "a path at a sum": (eq(e(r), e(q + 1)), eq(r, q + 1)),
    "product in a denominator": (frac(1, q * (1 - q)) >= 4, q > 0, q < 1),
    "a strongly convex function has one minimiser": (
        eq(u, v),
        for_all((u, v), F(v) >= F(u) + inner(slope(u), v - u) + mu / 2 * norm(v - u) ** 2),
        eq(slope(u), 0 * u),
        eq(slope(v), 0 * v),
    ),
    "maximum as a mean": (eq(maximum(x, y), (x + y + sqrt((x - y) ** 2)) / 2),),
    "error of an approximate inverse": (norm(S @ H - identity(n)) <= norm(S) * norm(H - M), eq(S @ M, identity(n))),
    "distance and length": (norm(W(t) - W(0)) <= integral(tau, 0, t, norm(W.dot(tau))),),
    "two flows come closer": (
        norm(W(t) - v) <= norm(W(0) - v),
        for_all(t >= 0, eq(W.dot(t), -slope(W(t)))),
        for_all((u, v), inner(slope(u) - slope(v), u - v) >= 0),
        eq(slope(v), 0 * v),
    ),
    "absolute value of a sum": (sqrt((x + y) ** 2) <= sqrt(x**2) + sqrt(y**2),),
    "exponential above its Taylor polynomial": (exp(x) >= 1 + x + x**2 / 2, x >= 0),
    "exponential below its Taylor polynomial": (exp(-x) <= 1 - x + x**2 / 2, x >= 0),
    "a norm is convex": (
        norm(theta * u + (1 - theta) * v) <= theta * norm(u) + (1 - theta) * norm(v),
        theta >= 0,
        theta <= 1,
    ),
    "a squared norm is convex": (
        norm(theta * u + (1 - theta) * v) ** 2 <= theta * norm(u) ** 2 + (1 - theta) * norm(v) ** 2,
        theta >= 0,
        theta <= 1,
    ),
    "how convex a squared norm is": (
        eq(
            norm(theta * u + (1 - theta) * v) ** 2,
            theta * norm(u) ** 2 + (1 - theta) * norm(v) ** 2 - theta * (1 - theta) * norm(u - v) ** 2,
        ),
    ),
    "perturbed product": (norm(S @ H - M @ P) <= norm(S) * norm(H - P) + norm(S - M) * norm(P),),
    "ridge regression is bounded": (
        norm(w) <= norm(X.T @ b1) / eps,
        eq((X.T @ X + eps * identity(d)) @ w, X.T @ b1),
    ),
    "ridge regression, tested": (
        eps * norm(w) ** 2 <= inner(X.T @ b1, w),
        eq((X.T @ X + eps * identity(d)) @ w, X.T @ b1),
    ),
    "normal equations": (
        eq(X.T @ (X @ w - b1), 0 * w),
        eq(X.T @ X @ w, X.T @ b1),
    ),
    "Pythagoras for least squares": (
        eq(norm(b1) ** 2, norm(X @ w) ** 2 + norm(X @ w - b1) ** 2),
        eq(X.T @ X @ w, X.T @ b1),
    ),
    "least squares are least": (
        norm(X @ w - b1) <= norm(X @ v - b1),
        eq(X.T @ X @ w, X.T @ b1),
    ),
    "growth at least": (
        e(t) >= exp(c * t) * e(0),
        for_all(t >= 0, e.dot(t) >= c * e(t)),
    ),
    "stays positive": (
        e(t) > 0,
        for_all(t >= 0, e.dot(t) >= c * e(t)),
        e(0) > 0,
    ),
    "solution of a linear equation": (
        eq(e(t), exp(c * t) * e(0)),
        for_all(t >= 0, eq(e.dot(t), c * e(t))),
    ),
    "squared integral": (integral(tau, 0, t, e(tau)) ** 2 <= t * integral(tau, 0, t, e(tau) ** 2),),
    "integral of what is bounded": (
        integral(tau, 0, t, e(tau)) <= c * t,
        for_all(t >= 0, e(t) <= c),
    ),
    "gradients along a flow are square integrable": (
        integral(tau, 0, t, norm(slope(W(tau))) ** 2) <= F(W(0)) - c,
        for_all(t >= 0, eq(W.dot(t), -slope(W(t)))),
        for_all(u, c <= F(u)),
    ),
    "power of a product": (eq((x * y) ** k, x**k * y**k),),
    "exponential and a square": (
        x**2 / 2 <= exp(x),
        x >= 0,
    ),
    "compared roots": (
        sqrt(x) < sqrt(y),
        x < y,
        x >= 0,
    ),
    "root of a sum": (
        sqrt(x + 1) - sqrt(x) <= 1,
        x >= 0,
    ),
    "cross-multiplied": (
        x / y <= z / q,
        x * q <= z * y,
        y > 0,
        q > 0,
    ),
    "a square that vanishes": (
        eq(x, 0),
        x**2 <= 0,
    ),
    "a square of a difference that vanishes": (
        eq(x, 1),
        eq(x**2 - 2 * x + 1, 0),
    ),
    "square below 1": (
        x < 1,
        x**2 < 1,
    ),
    "Groenwall with a source": (
        e(t) <= exp(2 * t) * e(0) + integral(tau, 0, t, exp(2 * (t - tau))),
        for_all(t >= 0, e.dot(t) <= 2 * e(t) + 1),
    ),
    "decay to a level": (e(t) <= exp(-2 * t) * e(0) + frac(1, 2), for_all(t >= 0, e.dot(t) <= -2 * e(t) + 1)),
    "infimum over more": (infimum(tau, 0, 2, e(tau)) <= infimum(tau, 0, 1, e(tau)),),
    "shifted eigenvalue": (
        eq(lmin(S + c * identity(n)), lmin(S) + c),
        eq(S.T, S),
    ),
    "least eigenvalue and what it does to a vector": (
        lmin(S) * norm(y1) <= norm(S @ y1),
        eq(S.T, S),
    ),
    "solution of a contraction": (
        norm(y1) <= norm(b1) / (1 - norm(S)),
        eq(y1 - S @ y1, b1),
        norm(S) < 1,
    ),
    "resolvent identity": (
        eq(M - P, M @ (H - S) @ P),
        eq(M @ S, identity(n)),
        eq(H @ P, identity(n)),
    ),
    "resolvent bound": (
        norm(M - P) <= norm(M) * norm(H - S) * norm(P),
        eq(M @ S, identity(n)),
        eq(H @ P, identity(n)),
    ),
    "skew-symmetric": (
        eq(inner(S @ y1, y1), 0),
        eq(S.T, -S),
    ),
    "Pythagoras for a projection": (
        eq(norm(y1) ** 2, norm(P @ y1) ** 2 + norm(y1 - P @ y1) ** 2),
        eq(P @ P, P),
        eq(P.T, P),
    ),
    "orthogonal eigenvectors": (
        eq(inner(y1, b1), 0),
        eq(S @ y1, c * y1),
        eq(S @ b1, q * b1),
        eq(S.T, S),
        c < q,
    ),
    "eigenvalue and norm": (
        c <= norm(S),
        eq(S @ y1, c * y1),
        norm(y1) > 0,
    ),
    "eigenvalue of a Gram matrix": (
        c >= 0,
        eq(A @ A.T @ y1, c * y1),
        norm(y1) > 0,
    ),
    "distance of unit vectors": (
        norm(u / norm(u) - v / norm(v)) <= 2,
        norm(u) > 0,
        norm(v) > 0,
    ),
    "proximal points come closer": (
        norm(u - v) <= norm(w - (v + eta * slope(v))),
        eq(u + eta * slope(u), w),
        for_all((u, v), inner(slope(u) - slope(v), u - v) >= 0),
    ),
    "cocoercive is Lipschitz": (
        norm(slope(u) - slope(v)) <= L * norm(u - v),
        for_all((u, v), inner(slope(u) - slope(v), u - v) >= 1 / L * norm(slope(u) - slope(v)) ** 2),
    ),
    "a Lyapunov function falls": (
        derivative(t, t * (F(W(t)) - F(v)) + norm(W(t) - v) ** 2 / 2) <= 0,
        for_all(t >= 0, eq(W.dot(t), -slope(W(t)))),
        for_all((u, v), F(v) >= F(u) + inner(slope(u), v - u)),
    ),
    "mediant": (
        x / y <= (x + z) / (y + q),
        x / y <= z / q,
        y > 0,
        q > 0,
    ),
    "the slope of a root": (derivative(a, sqrt(1 + a**2)) <= 1,),
    "root near 1": (
        sqrt(1 - mu / L) <= 1 - mu / (2 * L),
        mu <= L,
    ),
}

FALSE = {
    "derivative of a root, a factor lost": (eq(derivative(a, sqrt(a)), 1 / sqrt(a)), a > 0),
    "equal squares of any sign": (eq(x, y), eq(x**2, y**2), x >= 0),
    "root of a square of any sign": (eq(sqrt((1 - a) ** 2), 1 - a), a > 0),
    "powers from 3 on": (2**k >= k**2, k >= 3),
    "index before, the other way": (Q[k - 1] >= Q[k], for_all(k, Q[k] <= Q[k + 1]), k >= 1),
    "not symmetric": (eq(inner(S @ y1, b1), inner(y1, S @ b1)), eq(S @ S, S)),
    "one of them symmetric": (eq(norm(S @ H), norm(H @ S)), eq(S.T, S)),
    "an oblique projection": (norm(P @ y1) <= norm(y1), eq(P @ P, P)),
    "the wrong inverse": (norm(u) <= norm(B) * norm(A @ u), eq(A @ B, identity(n))),
    "a path at other times": (eq(e(r), e(q + 1)), eq(r, q)),
    "not strongly convex": (eq(u, v), eq(slope(u), 0 * u), eq(slope(v), 0 * v)),
    "exponential above its Taylor polynomial at any sign": (exp(x) >= 1 + x + x**2 / 2,),
    "a norm between the points and beyond": (
        norm(theta * u + (1 - theta) * v) <= theta * norm(u) + (1 - theta) * norm(v),
        theta >= 0,
    ),
    "ridge regression, a factor lost": (
        eps * norm(w) <= norm(X.T @ b1) / 2,
        eq((X.T @ X + eps * identity(d)) @ w, X.T @ b1),
    ),
    "decays and stays above": (e(t) >= e(0), for_all(t >= 0, e.dot(t) >= -e(t)), e(0) > 0),
    "squared integral, without its length": (integral(tau, 0, t, e(tau)) ** 2 <= integral(tau, 0, t, e(tau) ** 2),),
    "decay below the level": (e(t) <= exp(-2 * t) * e(0) + frac(1, 4), for_all(t >= 0, e.dot(t) <= -2 * e(t) + 1)),
    "not quite a contraction": (norm(y1) <= norm(b1) / (1 - norm(S)), eq(y1 - S @ y1, b1)),
    "orthogonal eigenvectors of one eigenvalue": (
        eq(inner(y1, b1), 0),
        eq(S @ y1, c * y1),
        eq(S @ b1, q * b1),
        eq(S.T, S),
        c <= q,
    ),
    "eigenvalue of a vector that may vanish": (c <= norm(S), eq(S @ y1, c * y1)),
    "square below 1, strictly": (x > -1, x**2 <= 1),
    "product in a denominator, of any sign": (frac(1, q * (1 - q)) >= 4, q < 1),
}


@pytest.mark.parametrize("name", TRUE)
def test_true_lines_are_proved_by_the_kernel(name):
    assert_proved(problem(*TRUE[name]))


@pytest.mark.parametrize("name", FALSE)
def test_false_lines_are_not(name):
    assert prove(problem(*FALSE[name])) is None
