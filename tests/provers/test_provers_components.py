"""Lines about components, entries and other norms: the true ones are proved by the kernel, their neighbours refuted."""

import pytest
from lines import assert_proved, assert_refuted, problem

from proofcheck.lang import (
    absolute,
    diag,
    dimension,
    eq,
    for_all,
    frac,
    frobenius,
    hadamard,
    identity,
    inner,
    lmax,
    lmin,
    natural,
    norm,
    ones,
    operator,
    scalar,
    sqrt,
    summation,
    symmetric,
    trace,
    unit_vector,
    vector,
    within,
)

n, p = dimension("n"), dimension("p")
i, j, k = natural("i"), natural("j"), natural("k")
A, B = operator("A", n, n), operator("B", n, n)
X, Y = operator("X", n, p), operator("Y", n, p)
u, v, w = (vector(name, n) for name in "uvw")
x = vector("x", p)
a, c = scalar("a"), scalar("c", nonnegative=True)
e, one = unit_vector(n, i), ones(n)
rows_sum_to_one = for_all(within(i, 1, n), eq(summation(j, 1, n, A[i, j]), 1))
no_entry_is_negative = for_all(within(i, 1, n), for_all(within(j, 1, n), A[i, j] >= 0))
weights = [for_all(within(j, 1, n), w[j] >= 0), eq(inner(w, one), 1)]
y, z, M = vector("y", 3), vector("z", 3), operator("M", 3, 3)


def total(body, index=i, size=n):
    return summation(index, 1, size, body)


TRUE = {
    "Parseval": (eq(total(u[i] ** 2), norm(u) ** 2), []),
    "inner product": (eq(inner(u, v), total(u[i] * v[i])), []),
    "trace": (eq(trace(A), total(A[i, i])), []),
    "Frobenius": (eq(frobenius(X) ** 2, total(total(X[i, j] ** 2, j, p))), []),
    "image": (eq((X @ x)[i], total(X[i, j] * x[j], j, p)), []),
    "product": (eq((A @ B)[i, j], total(A[i, k] * B[k, j], k)), []),
    "quadratic form": (eq(inner(u, A @ u), total(total(u[i] * A[i, j] * u[j], j))), []),
    "transpose": (eq(X.T[j, i], X[i, j]), []),
    "sum of components": (eq(inner(one, u), total(u[i])), []),
    "components are linear": (eq((u - a * v)[i], u[i] - a * v[i]), []),
    "expansion": (eq(u, total(u[i] * e)), []),
    "resolution of the identity": (eq(total(e @ e.T), identity(n)), []),
    "columns": (eq(total((A @ e) @ e.T), A), []),
    "all unit vectors have length 1": (eq(total(norm(e) ** 2 * A[i, i]), trace(A)), []),
    "ones": (eq(norm(one) ** 2, n), []),
    "diagonal applied": (eq((diag(u) @ v)[i], u[i] * v[i]), []),
    "trace of a diagonal": (eq(trace(diag(u)), total(u[i])), []),
    "Hadamard": (eq(hadamard(u, v)[i], u[i] * v[i]), []),
    "Hadamard commutes": (eq(hadamard(u, v), hadamard(v, u)), []),
    "Hadamard of operators": (eq(hadamard(A, B)[i, j], A[i, j] * B[i, j]), []),
    "unit vector": (eq(norm(e), 1), []),
    "a component is no longer": (absolute(u[i]) <= norm(u), []),
    "the first component": (absolute(u[1]) <= norm(u), []),
    "an entry is no larger": (absolute(A[i, j]) <= norm(A), []),
    "1-norm": (eq(norm(u, 1), total(absolute(u[i]))), []),
    "2 below 1": (norm(u) <= norm(u, 1), []),
    "inf below 2": (norm(u, "inf") <= norm(u), []),
    "component below inf": (absolute(u[i]) <= norm(u, "inf"), []),
    "1 below root n 2": (norm(u, 1) <= sqrt(n) * norm(u), []),
    "2 below root n inf": (norm(u) <= sqrt(n) * norm(u, "inf"), []),
    "1 below n inf": (norm(u, 1) <= n * norm(u, "inf"), []),
    "Hölder": (inner(u, v) <= norm(u, 1) * norm(v, "inf"), []),
    "Hölder, absolute": (absolute(inner(u, v)) <= norm(u, 1) * norm(v, "inf"), []),
    "triangle, 1": (norm(u + v, 1) <= norm(u, 1) + norm(v, 1), []),
    "triangle, inf": (norm(u + v, "inf") <= norm(u, "inf") + norm(v, "inf"), []),
    "homogeneous, 1": (eq(norm(c * u, 1), c * norm(u, 1)), []),
    "homogeneous, inf": (eq(norm(c * u, "inf"), c * norm(u, "inf")), []),
    "even, 1": (eq(norm(u - v, 1), norm(v - u, 1)), []),
    "nonnegative": (norm(u, 1) >= 0, []),
    "mean is below root mean square": ((frac(1, n) * total(u[i])) ** 2 <= frac(1, n) * norm(u) ** 2, []),
    "bounded components": (norm(u, "inf") <= c, [for_all(within(i, 1, n), absolute(u[i]) <= c)]),
    "sum of bounded components": (total(u[i]) <= n * c, [for_all(within(i, 1, n), u[i] <= c)]),
    "one-norm of a sum": (total(u[i]) <= norm(u, 1), []),
    "Frobenius below": (A[i, j] ** 2 <= frobenius(A) ** 2, []),
    "equal components": (eq(u, v), [for_all(within(i, 1, n), eq(u[i], v[i]))]),
    "symmetric by entries": (
        eq(A, A.T),
        [for_all((within(i, 1, n), within(k, 1, n)), eq(A[i, k], A[k, i]))],
    ),
    "equal columns": (eq(A, B), [for_all(within(i, 1, n), eq(A @ e, B @ e))]),
    "Hölder for sums": (absolute(total(u[i] * v[i])) <= norm(u, "inf") * norm(v, 1), []),
    "between the norms": (norm(u) ** 2 <= norm(u, 1) * norm(u, "inf"), []),
    "rows that sum to 1": (
        norm(A @ v, "inf") <= norm(v, "inf"),
        [for_all(within(i, 1, n), total(absolute(A[i, k]), k) <= 1)],
    ),
    "norm of a diagonal": (eq(norm(diag(u)), norm(u, "inf")), []),
    "diagonal entry": (A[i, i] <= lmax(A), [symmetric(A)]),
    "the first diagonal entry": (A[1, 1] >= lmin(A), [symmetric(A)]),
    "in three dimensions": (eq(norm(y) ** 2, y[1] ** 2 + y[2] ** 2 + y[3] ** 2), []),
    "inner product in three dimensions": (eq(inner(y, z), summation(i, 1, 3, y[i] * z[i])), []),
    "image in three dimensions": (eq((M @ y)[1], M[1, 1] * y[1] + M[1, 2] * y[2] + M[1, 3] * y[3]), []),
    "trace in three dimensions": (eq(trace(M), M[1, 1] + M[2, 2] + M[3, 3]), []),
    "all rows sum to 1": (eq(A @ one, one), [rows_sum_to_one]),
    "products of such": (eq(A @ A @ one, one), [rows_sum_to_one]),
    "columns that sum to 1": (eq(A.T @ one, one), [for_all(within(j, 1, n), eq(summation(i, 1, n, A[i, j]), 1))]),
    "mass is kept": (eq(inner(A.T @ w, one), 1), [rows_sum_to_one, eq(inner(w, one), 1)]),
    "components of what is moved": (eq(summation(i, 1, n, (A.T @ w)[i]), inner(w, one)), [rows_sum_to_one]),
    "stochastic": (norm(A @ v, "inf") <= norm(v, "inf"), [rows_sum_to_one, no_entry_is_negative]),
    "at most the largest": (
        (A @ v)[k] <= a,
        [rows_sum_to_one, no_entry_is_negative, k >= 1, k <= n, for_all(within(i, 1, n), v[i] <= a)],
    ),
    "weights": (inner(w, v) <= a, [*weights, for_all(within(j, 1, n), v[j] <= a)]),
    "positive weights": (inner(w, one) >= 0, [for_all(within(j, 1, n), w[j] > 0)]),
    "weights of both signs": (absolute(inner(w, v)) <= c, [*weights, for_all(within(j, 1, n), absolute(v[j]) <= c)]),
}
FALSE = {
    "Parseval": (eq(total(u[i] ** 2), 2 * norm(u) ** 2), []),
    "inner product": (eq(inner(u, v), total(u[i] + v[i])), []),
    "trace": (eq(trace(A), total(A[i, 1])), []),
    "Frobenius": (eq(frobenius(X), total(total(X[i, j] ** 2, j, p))), []),
    "image": (eq((A @ u)[i], total(A[j, i] * u[j], j)), []),
    "product": (eq((A @ B)[i, j], total(A[k, i] * B[k, j], k)), []),
    "transpose": (eq(A.T[i, j], A[i, j]), []),
    "ones": (eq(norm(one), n), []),
    "1 below 2": (norm(u, 1) <= norm(u), []),
    "2 below inf": (norm(u) <= norm(u, "inf"), []),
    "1 below inf": (norm(u, 1) <= norm(u, "inf"), []),
    "root of n": (norm(u, 1) <= frac(1, 2) * sqrt(n) * norm(u), []),
    "Hölder": (inner(u, v) <= norm(u, "inf") * norm(v, "inf"), []),
    "triangle": (norm(u + v, 1) <= norm(u, 1), []),
    "trace of a diagonal": (eq(trace(diag(u)), norm(u)), []),
    "Hadamard": (eq(hadamard(u, v)[i], u[i] + v[i]), []),
    "Hadamard and product": (eq(hadamard(A, B), A @ B), []),
    "component": (norm(u) <= absolute(u[i]), []),
    "the first diagonal entry": (A[1, 1] <= lmin(A), [symmetric(A)]),
    "entries": (frobenius(A) <= absolute(A[i, j]), []),
    "unit vectors are different": (eq(inner(e, unit_vector(n, j)), 1), []),
    "homogeneous": (eq(norm(a * u, 1), a * norm(u, 1)), []),
    "sum": (total(u[i]) >= norm(u, 1), []),
    "mean": (frac(1, n) * total(u[i]) <= 0, []),
    "bounded components": (norm(u) <= c, [for_all(within(i, 1, n), absolute(u[i]) <= c)]),
    "operator norm": (norm(A) <= absolute(A[1, 1]), []),
    "in three dimensions": (eq(norm(y) ** 2, y[1] ** 2 + y[2] ** 2), []),
    "some components are equal": (eq(u, v), [eq(u[1], v[1])]),
    "rows that add up to the same": (eq(A @ one, one), [for_all(within(i, 1, n), eq(summation(j, 1, n, A[i, j]), 2))]),
    "weights without a mass": (inner(w, v) <= a, [weights[0], for_all(within(j, 1, n), v[j] <= a)]),
    "one column is equal": (eq(A, B), [eq(A @ unit_vector(n, 1), B @ unit_vector(n, 1))]),
}


@pytest.mark.parametrize("name", TRUE)
def test_what_is_true_is_proved(name):
    says, given = TRUE[name]
    assert_proved(problem(says, *given))


@pytest.mark.parametrize("name", FALSE)
def test_its_neighbours_are_refuted(name):
    says, given = FALSE[name]
    assert_refuted(problem(says, *given))
