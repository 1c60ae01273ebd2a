"""Operators of full rank: what is invertible, what is determined, and what can be solved."""

from lines import assert_proved, assert_refuted, each_of, problem

from proofcheck.lang import (
    dimension,
    eq,
    exists,
    full_column_rank,
    full_row_rank,
    identity,
    inverse,
    invertible,
    lmin,
    operator,
    vector,
)

n, p = dimension("n"), dimension("p")
X = operator("X", n, p)
v, w, y = vector("v", p), vector("w", p), vector("y", n)

TRUE = {
    "the normal matrix is invertible": (invertible(X.T @ X), full_column_rank(X)),
    "and positive definite": (X.T @ X > 0, full_column_rank(X)),
    "its least eigenvalue": (lmin(X.T @ X) > 0, full_column_rank(X)),
    "nothing but 0 goes to 0": (eq(w, 0 * w), full_column_rank(X), eq(X @ w, 0 * (X @ w))),
    "and no two vectors to one": (eq(w, v), full_column_rank(X), eq(X @ w, X @ v)),
    "least squares": (eq(v, inverse(X.T @ X) @ X.T @ y), full_column_rank(X), eq(X.T @ X @ v, X.T @ y)),
    "normal equations can be solved": (exists(v, eq(X.T @ X @ v, X.T @ y)), full_column_rank(X)),
    "the matrix of inner products of rows": (invertible(X @ X.T), full_row_rank(X)),
    "equations can be solved": (exists(v, eq(X @ v, y)), full_row_rank(X)),
    "a left inverse": (eq(inverse(X.T @ X) @ X.T @ X, identity(p)), full_column_rank(X)),
    "the converse": (full_column_rank(X), invertible(X.T @ X)),
}

FALSE = {
    "the other product": (invertible(X @ X.T), full_column_rank(X)),
    "what is not onto": (exists(v, eq(X @ v, y)), full_column_rank(X)),
    "more unknowns than equations": (eq(w, 0 * w), full_row_rank(X), eq(X @ w, 0 * (X @ w))),
}


@each_of(TRUE)
def test_what_full_rank_gives_is_proved(line):
    says, *given = line
    assert_proved(problem(says, *given))


@each_of(FALSE)
def test_what_it_does_not_give_is_refuted(line):
    says, *given = line
    assert_refuted(problem(says, *given))
