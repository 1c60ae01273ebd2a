"""Lines that theorists write about matrices: the true ones are proved by the kernel, their neighbours are refuted."""

import pytest
from lines import assert_proved, assert_refuted, problem

from proofcheck.lang import (
    absolute,
    dimension,
    eq,
    for_all,
    frac,
    frobenius,
    identity,
    inner,
    inverse,
    invertible,
    lmax,
    lmin,
    natural,
    norm,
    operator,
    operator_sequence,
    scalar,
    smax,
    smin,
    sqrt,
    summation,
    symmetric,
    trace,
    vector,
)

m, n = dimension("m"), dimension("n")
A, B, C = (operator(name, n, n) for name in "ABC")
X, Y = operator("X", m, n), operator("Y", m, n)
u, v, w = (vector(name, n) for name in "uvw")
x, y = vector("x", m), vector("y", m)
I, J = identity(n), identity(m)
a, c = scalar("a"), scalar("c", nonnegative=True)
L, mu, lam, eta = (scalar(name, positive=True) for name in ("L", "mu", "lambda", "eta"))
SYM_A, SYM_B = symmetric(A), symmetric(B)
BOTH = [SYM_A, SYM_B]
RIDGE = X.T @ X + lam * I

k, j, P = natural("k"), natural("j"), operator_sequence("P", n, n)
POWERS = [eq(P[0], I), for_all(k, eq(P[k + 1], A @ P[k]))]

TRUE = {
    "Weyl, of either sign": (absolute(lmin(A + B) - lmin(A)) <= norm(B), BOTH),
    "a step from the identity": (norm(I + A @ B) <= 1 + norm(A) * norm(B), []),
    "the Neumann sum": (eq((I - A) @ summation(j, 0, k, P[j]), I - P[k + 1]), POWERS),
    "two Gram matrices": (norm(X.T @ X - Y.T @ Y) <= norm(X - Y) * (norm(Y) + norm(X)), []),
    "an order, with one operator from both sides": (B.T @ A @ B <= B.T @ B, [SYM_A, A <= I]),
    "the kernel of what is not negative": (eq(A @ u, 0 * u), [SYM_A, A >= 0, eq(inner(u, A @ u), 0)]),
    "where two ordered operators have one form": (eq(A @ u, B @ u), [*BOTH, A <= B, eq(u.T @ A @ u, u.T @ B @ u)]),
    "the least singular value of a product, from above": (smin(A @ B) <= norm(A) * smin(B), []),
    "the same, of a wide first factor": (smin(Y @ A) <= smin(Y) * norm(A), []),
    "cyclic": (eq(trace(A @ B @ C), trace(C @ A @ B)), []),
    "trace and transpose": (eq(trace(A), trace(A.T)), []),
    "trace is linear": (eq(trace(2 * A - a * B), 2 * trace(A) - a * trace(B)), []),
    "trace of an outer product": (eq(trace(u @ v.T), inner(u, v)), []),
    "quadratic form as a trace": (eq(v.T @ A @ v, trace(A @ v @ v.T)), []),
    "Frobenius as a trace": (eq(frobenius(X) ** 2, trace(X.T @ X)), []),
    "Frobenius of a difference": (
        eq(frobenius(X - Y) ** 2, frobenius(X) ** 2 - 2 * inner(X, Y) + frobenius(Y) ** 2),
        [],
    ),
    "parallelogram": (
        eq(frobenius(X + Y) ** 2 + frobenius(X - Y) ** 2, 2 * frobenius(X) ** 2 + 2 * frobenius(Y) ** 2),
        [],
    ),
    "Frobenius of an outer product": (eq(frobenius(x @ v.T), norm(x) * norm(v)), []),
    "operator norm of an outer product": (eq(norm(x @ v.T), norm(x) * norm(v)), []),
    "orthogonal factor": (eq(frobenius(A @ B), frobenius(B)), [eq(A.T @ A, I)]),
    "Cauchy-Schwarz": (inner(X, Y) <= frobenius(X) * frobenius(Y), []),
    "trace of a product": (trace(A @ B) <= frobenius(A) * frobenius(B), []),
    "trace and Frobenius": (trace(A) ** 2 <= trace(I) * frobenius(A) ** 2, []),
    "triangle": (frobenius(X + Y) <= frobenius(X) + frobenius(Y), []),
    "reverse triangle": (frobenius(X) - frobenius(Y) <= frobenius(X - Y), []),
    "image": (norm(X @ v) <= frobenius(X) * norm(v), []),
    "Frobenius and operator norm": (frobenius(X) ** 2 <= n * norm(X) ** 2, []),
    "Frobenius and operator norm, by rows": (trace(X.T @ X) <= m * norm(X) ** 2, []),
    "form": (absolute(inner(u, A @ v)) <= sqrt(inner(u, A @ u) * inner(v, A @ v)), [SYM_A, A >= 0]),
    "image and form": (norm(A @ u) ** 2 <= norm(A) * inner(u, A @ u), [SYM_A, A >= 0]),
    "image and form, from a bound": (norm(A @ u) ** 2 <= L * inner(u, A @ u), [SYM_A, A >= 0, A <= L * I]),
    "operator below Frobenius": (norm(X) <= frobenius(X), []),
    "product, left": (frobenius(A @ B) <= norm(A) * frobenius(B), []),
    "product, right": (frobenius(A @ B) <= frobenius(A) * norm(B), []),
    "submultiplicative": (frobenius(X.T @ Y) <= frobenius(X) * frobenius(Y), []),
    "perturbed image": (norm(X @ v - Y @ v) <= frobenius(X - Y) * norm(v), []),
    "inverse, left": (eq(inverse(A) @ A, I), []),
    "inverse of a product": (eq(inverse(A @ B), inverse(B) @ inverse(A)), []),
    "inverse and transpose": (eq(inverse(A).T, inverse(A.T)), []),
    "inverses apart": (
        norm(inverse(A) - inverse(B)) <= norm(A - B) / mu**2,
        [*BOTH, mu * I <= A, mu * I <= B],
    ),
    "order of inverses": (inverse(B) <= inverse(A), [*BOTH, A <= B, mu * I <= A]),
    "inverse below": (inverse(A) <= I / mu, [SYM_A, mu * I <= A]),
    "form of an inverse": (norm(u) ** 2 <= lmax(A) * inner(u, inverse(A) @ u), [SYM_A, mu * I <= A]),
    "inverse twice": (eq(inverse(inverse(A)), A), []),
    "powers": (eq(A**3 @ A**-2, A), []),
    "similar": (eq(trace(inverse(A) @ B @ A), trace(B)), []),
    "solution": (eq(u, inverse(A) @ v), [eq(A @ u, v), invertible(A)]),
    "unique solution": (eq(u, w), [eq(A @ u, v), eq(A @ w, v), invertible(A)]),
    "resolvent": (eq(inverse(A) - inverse(B), inverse(A) @ (B - A) @ inverse(B)), []),
    "resolvent of one": (eq(inverse(A + I), I - A @ inverse(A + I)), []),
    "push through": (eq(inverse(RIDGE) @ X.T, X.T @ inverse(X @ X.T + lam * J)), []),
    "norm of an inverse": (norm(inverse(A)) <= 1 / smin(A), []),
    "condition": (norm(A) * norm(inverse(A)) >= 1, []),
    "smallest singular value": (eq(smin(A) * norm(inverse(A)), 1), []),
    "solution is bounded": (norm(u) <= norm(v) / smin(A), [eq(A @ u, v), invertible(A)]),
    "ridge": (norm(inverse(RIDGE)) <= 1 / lam, []),
    "ridge solution": (norm(inverse(RIDGE) @ v) <= norm(v) / lam, []),
    "Gram": (X.T @ X >= 0, []),
    "ridge is definite": (RIDGE > 0, []),
    "sum of orders": (A + B >= 0, [*BOTH, A >= 0, B >= 0]),
    "order at a vector": (inner(v, A @ v) <= L * norm(v) ** 2, [SYM_A, A <= L * I]),
    "strongly convex": (mu * norm(v) ** 2 <= inner(v, A @ v), [SYM_A, mu * I <= A]),
    "order of eigenvalues": (lmax(A) <= lmax(B), [*BOTH, A <= B]),
    "transitive": (A <= C, [*BOTH, symmetric(C), A <= B, B <= C]),
    "congruence": (X @ A @ X.T >= 0, [SYM_A, A >= 0]),
    "norm of a symmetric": (norm(A) <= L, [SYM_A, A <= L * I, A >= 0]),
    "gradient step": (norm(I - eta * A) <= 1 - eta * mu, [SYM_A, mu * I <= A, A <= L * I, eta <= 1 / L]),
    "error of a step": (
        norm(v - eta * (A @ v)) <= (1 - eta * mu) * norm(v),
        [SYM_A, mu * I <= A, A <= L * I, eta <= 1 / L],
    ),
    "order of traces": (trace(A) <= trace(B), [*BOTH, A <= B]),
    "shift": (eq(lmin(A + a * I), lmin(A) + a), [SYM_A]),
    "trace of a positive": (trace(A) >= 0, [SYM_A, A >= 0]),
    "trace of two positives": (trace(A @ B) >= 0, [*BOTH, A >= 0, B >= 0]),
    "trace against an order": (trace(A @ B) <= lmax(A) * trace(B), [*BOTH, B >= 0]),
    "zero norm": (eq(X, 0), [frobenius(X) <= 0]),
    "projection": (norm(A @ v) <= norm(v), [SYM_A, eq(A @ A, A)]),
    "congruence keeps the order": (X @ A @ X.T <= X @ B @ X.T, [*BOTH, A <= B]),
    "order both ways": (eq(A, B), [*BOTH, A <= B, B <= A]),
    "inverse of a positive definite": (inverse(A) > 0, [SYM_A, A > 0]),
    "trace against a norm": (trace(A @ B) <= norm(A) * trace(B), [SYM_B, B >= 0]),
    "trace above the largest eigenvalue": (lmax(A) <= trace(A), [SYM_A, A >= 0]),
    "trace above the norm": (norm(A) <= trace(A), [SYM_A, A >= 0]),
    "trace above the Frobenius norm": (frobenius(A) <= trace(A), [SYM_A, A >= 0]),
    "least values of a product": (norm(A @ B @ v) >= smin(A) * smin(B) * norm(v), []),
    "smoother": (A @ inverse(A + lam * I) <= I, [SYM_A, A >= 0]),
    "a form above its tangents": (
        inner(A @ w, w) >= inner(A @ v, v) + 2 * inner(A @ v, w - v) + mu * norm(w - v) ** 2,
        [SYM_A, mu * I <= A, A <= L * I],
    ),
    "traces in order": (trace(C @ A) <= trace(C @ B), [*BOTH, symmetric(C), C >= 0, A <= B]),
    "largest eigenvalue and trace": (frobenius(A) ** 2 <= lmax(A) * trace(A), [SYM_A, A >= 0]),
    "from a fixed point": (norm(w - u) <= norm(A) * norm(v - u), [eq(w, A @ v + A @ B @ u), eq(u, A @ u + A @ B @ u)]),
    "power of an operator": (norm(A**3 @ v) <= norm(A) ** 3 * norm(v), []),
}

FALSE = {
    "an entry and one on the diagonal": (A[1, 2] <= A[1, 1], [SYM_A, A >= 0, n >= 2]),
    "the kernel of what has two signs": (eq(A @ u, 0 * u), [SYM_A, eq(inner(u, A @ u), 0)]),
    "two least singular values, from above": (smin(A @ B) <= smin(A) * smin(B), []),
    "two Gram matrices": (norm(X.T @ X - Y.T @ Y) <= norm(X - Y) * norm(Y), []),
    "Weyl, of different ends": (absolute(lmax(A + B) - lmin(A)) <= norm(B), BOTH),
    "the Neumann sum, one short": (eq((I - A) @ summation(j, 0, k, P[j]), I - P[k]), POWERS),
    "trace against a norm, of either sign": (trace(A @ B) <= norm(A) * trace(B), [SYM_B]),
    "not cyclic": (eq(trace(A @ B @ C), trace(B @ A @ C)), []),
    "least values of a product, of a sum": (norm(A @ v + B @ v) >= (smin(A) + smin(B)) * norm(v), []),
    "smoother, halved": (2 * A @ inverse(A + lam * I) <= I, [SYM_A, A >= 0]),
    "traces in no order": (trace(C @ A) <= trace(C @ B), [*BOTH, symmetric(C), A <= B]),
    "largest eigenvalue squared": (frobenius(A) ** 2 <= lmax(A) ** 2, [SYM_A, A >= 0]),
    "no fixed point": (norm(w - u) <= norm(A) * norm(v - u), [eq(w, A @ v + B @ u)]),
    "trace is not multiplicative": (eq(trace(A @ B), trace(A) * trace(B)), []),
    "outer product, turned": (eq(u @ v.T @ w, inner(u, w) * v), []),
    "Frobenius below operator": (frobenius(X) <= norm(X), []),
    "Frobenius of a sum": (eq(frobenius(X + Y) ** 2, frobenius(X) ** 2 + frobenius(Y) ** 2), []),
    "Cauchy-Schwarz, half": (inner(X, Y) <= frac(1, 2) * frobenius(X) * frobenius(Y), []),
    "trace without the dimension": (trace(A) ** 2 <= frobenius(A) ** 2, []),
    "norms of a product": (frobenius(A @ B) <= norm(A) * norm(B), []),
    "Frobenius and operator norm": (frobenius(X) ** 2 <= norm(X) ** 2, []),
    "form, without a sign": (inner(u, A @ v) ** 2 <= inner(u, A @ u) * inner(v, A @ v), [SYM_A]),
    "image and form": (norm(A @ u) ** 2 <= frac(1, 2) * norm(A) * inner(u, A @ u), [SYM_A, A >= 0]),
    "no commuting": (eq(A @ B, B @ A), []),
    "inverse of a product, not turned": (eq(inverse(A @ B), inverse(A) @ inverse(B)), []),
    "inverse of a sum": (eq(inverse(A + B), inverse(A) + inverse(B)), []),
    "inverse is symmetric": (eq(inverse(A).T, inverse(A)), []),
    "resolvent, wrong sign": (eq(inverse(A) - inverse(B), inverse(A) @ (A - B) @ inverse(B)), []),
    "similar, without the trace": (eq(inverse(A) @ B @ A, B), []),
    "norm of an inverse, below": (norm(inverse(A)) <= 1 / norm(A), []),
    "ridge, a power missing": (norm(inverse(RIDGE)) <= lam, []),
    "condition, turned": (norm(A) * norm(inverse(A)) <= 1, []),
    "Gram is definite": (X.T @ X > 0, []),
    "products of orders": (A @ A <= B @ B, [*BOTH, A >= 0, A <= B]),
    "order from eigenvalues": (A <= B, [*BOTH, lmin(A) <= lmin(B), lmax(A) <= lmax(B)]),
    "norm without a lower bound": (norm(A) <= L, [SYM_A, A <= L * I]),
    "gradient step, too long": (norm(I - eta * A) <= 1 - eta * mu, [SYM_A, mu * I <= A, A <= L * I]),
    "error of a step, too small": (
        norm(v - eta * (A @ v)) <= (1 - 2 * eta * mu) * norm(v),
        [SYM_A, mu * I <= A, A <= L * I, eta <= 1 / L],
    ),
    "trace of one positive": (trace(A @ B) >= 0, [*BOTH, A >= 0]),
    "projection without symmetry": (norm(A @ v) <= norm(v), [eq(A @ A, A)]),
    "square root of the trace": (frobenius(A) <= sqrt(trace(A) ** 2), [SYM_A]),
    "largest for smallest": (norm(inverse(A)) <= 1 / smax(A), []),
    "singular": (eq(A, 0), [smin(A) <= 0]),
    "order one way": (eq(A, B), [*BOTH, A <= B]),
    "trace and norm, of any sign": (norm(A) <= trace(A), [SYM_A]),
    "inverses farther apart": (norm(inverse(A) - inverse(B)) <= norm(A - B), [invertible(A), invertible(B)]),
    "order of inverses, of any sign": (inverse(B) <= inverse(A), [*BOTH, A <= B, invertible(A), invertible(B)]),
    "inverse is above": (inverse(A) >= A, [SYM_A, A > 0]),
}


@pytest.mark.parametrize("name", TRUE)
def test_what_is_true_is_proved(name):
    says, given = TRUE[name]
    assert_proved(problem(says, *given))


@pytest.mark.parametrize("name", FALSE)
def test_its_neighbours_are_refuted(name):
    says, given = FALSE[name]
    assert_refuted(problem(says, *given))
