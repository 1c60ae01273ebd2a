r"""Notation: a design X of n rows in R^d, responses y, a penalty \lambda > 0, and the penalised sum of squares.

F(w) = \|X w - y\|^2 + \lambda \|w\|^2 is least where (X^T X + \lambda I) w = X^T y.
"""

from proofcheck.lang import define_function, dimension, eq, identity, norm, operator, scalar, vector

n, d = dimension("n"), dimension("d")
X, y = operator("X", n, d), vector("y", n)
w, v = vector("w", d), vector("v", d)
lam = scalar("lambda")

F = define_function("F", [w], norm(X @ w - y) ** 2 + lam * norm(w) ** 2)
penalised = X.T @ X + lam * identity(d)
solves = eq(penalised @ w, X.T @ y)
