"""Equations between vectors and operators among the hypotheses: moved, subtracted, applied, put into norms."""

import pytest
from lines import assert_proved, problem

from proofcheck.kernel.rules import assume
from proofcheck.lang import (
    dimension,
    eq,
    for_all,
    frac,
    identity,
    inner,
    natural,
    norm,
    operator,
    scalar,
    sequence,
    sqrt,
    vector,
)
from proofcheck.provers.equations import Equations
from proofcheck.provers.search import prove

n, d = dimension("n"), dimension("d")
A, X, B = operator("A", n, d), operator("X", n, d), operator("B", d, n)
M, P, Q = (operator(name, n, n) for name in "MPQ")
w, v, z = (vector(name, d) for name in "wvz")
b, c, y = (vector(name, n) for name in "bcy")
lam, mu, k = scalar("lambda", positive=True), scalar("mu", positive=True), natural("k")
steps, errors, residuals = sequence("w", d), sequence("e", d), sequence("r", n)
H = X.T @ X + lam * identity(d)


TRUE = {
    "a term is moved": (eq(w, z - 2 * v), eq(w + 2 * v, z)),
    "one equation speaks of a part of another one": (
        eq(c, A @ z),
        eq(A @ (A.T @ b), y),
        eq(z, w - A.T @ b),
        eq(c, A @ w - y),
    ),
    "the error of a step": (
        eq(errors[k + 1], (identity(d) - lam * (A.T @ A)) @ errors[k]),
        eq(A @ (A.T @ b), y),
        for_all(k, eq(steps[k + 1], steps[k] - lam * (A.T @ (A @ steps[k] - y)))),
        for_all(k, eq(errors[k], steps[k] - A.T @ b)),
        for_all(k, eq(residuals[k], A @ steps[k] - y)),
        eq(steps[0], 0 * steps[0]),
        for_all(v, norm(A @ v) <= norm(c) * norm(v)),
    ),
    "a factor is divided": (eq(w, (z - v) / lam), eq(lam * w + v, z)),
    "two systems are subtracted": (eq(A @ (w - v), b - c), eq(A @ w, b), eq(A @ v, c)),
    "normal equations are subtracted": (eq(H @ (w - v), X.T @ (b - c)), eq(H @ w, X.T @ b), eq(H @ v, X.T @ c)),
    "tested with the solution": (
        eq(norm(X @ w) ** 2 + lam * norm(w) ** 2, inner(X.T @ y, w)),
        eq(X.T @ y, H @ w),
    ),
    "norms of both sides": (eq(norm(A @ w - b), 0), eq(A @ w, b)),
    "a norm is bounded": (norm(b) <= norm(w) * norm(A), eq(A @ w, b)),
    "an inverse undoes": (eq(A @ (B @ y), y), eq(A @ B, identity(n))),
    "inverses agree": (eq(P, Q), eq(M @ P, identity(n)), eq(Q @ M, identity(n))),
    "an inverse solves": (eq(w, B @ b), eq(B @ A, identity(d)), eq(A @ w, b)),
    "two normal equations, images": (norm(X @ w - X @ v) <= norm(b - c), eq(H @ w, X.T @ b), eq(H @ v, X.T @ c)),
    "two normal equations, solutions": (
        2 * sqrt(lam) * norm(w - v) <= norm(b - c),
        eq(H @ w, X.T @ b),
        eq(H @ v, X.T @ c),
    ),
    "a kernel is trivial": (eq(w, 0 * w), eq(B @ A, identity(d)), eq(A @ w, 0 * b)),
    "in inner products": (eq(inner(A @ w, y), inner(b, y)), eq(A @ w, b)),
    "transposed": (eq(inner(w, z), 0), eq(P.T @ y, b), eq(w, 0 * z)),
}


@pytest.mark.parametrize("name", TRUE)
def test_true_lines_are_proved_by_the_kernel(name):
    assert_proved(problem(*TRUE[name]))


FALSE = {
    "the factor is lost": (eq(w, z - v), eq(lam * w + v, z)),
    "a right inverse is no left inverse": (eq(B @ (A @ w), w), eq(A @ B, identity(n))),
    "the other sign": (eq(w, z + v), eq(w + v, z)),
    "one equation is missing": (eq(A @ (w - v), b - c), eq(A @ w, b)),
    "too small": (norm(b) <= frac(1, 2) * norm(w) * norm(A), eq(A @ w, b)),
}


@pytest.mark.parametrize("name", FALSE)
def test_false_lines_are_not(name):
    assert prove(problem(*FALSE[name])) is None


def test_a_column_and_its_row_are_not_torn_apart():
    """Overlaps of the rules for M + b b' end between the two factors of b b', which is one operator."""
    update = M + b @ b.T
    says = eq(Q, P - P @ b @ b.T @ P)
    given = (eq(update @ Q, identity(n)), eq(Q @ update, identity(n)), eq(M @ P, identity(n)), eq(P @ M, identity(n)))
    assert prove(problem(says, *given)) is None


def test_what_is_rewritten_rests_on_no_signs_that_it_does_not_need():
    """Normal forms under many signs are dear: in papers with many hypotheses nearly all the time went there."""
    asked = problem(
        norm(b) >= 0,
        eq(P.T, P),
        eq((P + lam * identity(n)) @ c, y),
        norm(b) * norm(P @ b) >= 0,
        inner(P @ b, c) >= 0,
    )
    known = [assume([], clause) for clause in asked.hypotheses]
    signs = {theorem for theorem in known if theorem.clause.relation[0] != "="}
    found = list(Equations(known).facts(theorem.clause.relation[2] for theorem in signs))
    assert found
    assert signs.isdisjoint(premise for theorem in found for premise in theorem.premises)


def test_what_is_rewritten_does_not_come_back():
    """R - T = (m - l) R T of two resolvents is no rule: it would put R T in the place of R, again and again.

    Of a fixed point, b is what c is less what is made of it; c itself is not put in its own place.
    """
    resolvents, fixed_point = eq(P - Q, (mu - lam) * P @ Q), eq(c, b + (mu - lam) * M @ c)
    equations = [
        Equations([assume([], clause) for clause in problem(mu > 0, equation).hypotheses])
        for equation in (resolvents, fixed_point)
    ]
    of_b, of_c = (problem(norm(vector) >= 0).goal.relation[2] for vector in (b, c))
    assert not equations[0]
    assert list(equations[1].facts([of_b]))
    assert not list(equations[1].facts([of_c]))
