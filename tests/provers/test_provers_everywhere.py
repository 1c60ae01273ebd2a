"""What is said of all vectors, or of all steps, used where it is needed: operators, numbered terms, natural powers."""

from lines import assert_proved, assert_refuted, each_of, problem

from proofcheck.lang import (
    dimension,
    eq,
    for_all,
    identity,
    inner,
    invertible,
    lmin,
    natural,
    norm,
    operator,
    scalar,
    sequence,
    symmetric,
    vector,
)

n, d = dimension("n"), dimension("d")
A, B = operator("A", n, n), operator("B", n, n)
u, v = vector("u", n), vector("v", n)
a, c, k = scalar("a"), scalar("c", positive=True), natural("k")
e, x = sequence("e"), sequence("x", n)
X, w, z, y = operator("X", n, d), vector("w", d), vector("z", d), vector("y", n)
nearest = for_all(z, norm(X @ w - y) <= norm(X @ z - y))

TRUE = {
    "no images": (eq(A, 0), for_all(u, eq(A @ u, 0))),
    "the same images": (eq(A, B), for_all(u, eq(A @ u, B @ u))),
    "multiples": (eq(A, a * identity(n)), for_all(u, eq(A @ u, a * u))),
    "no products": (eq(A, 0), for_all([u, v], eq(inner(u, A @ v), 0))),
    "symmetric": (symmetric(A), for_all([u, v], eq(inner(A @ u, v), inner(u, A @ v)))),
    "invertible": (invertible(A), symmetric(A), lmin(A) >= c),
    "coercive": (invertible(A), for_all(u, inner(u, A @ u) >= c * norm(u) ** 2)),
    "three steps": (e[3] <= 8 * e[0], for_all(k, e[k + 1] <= 2 * e[k])),
    "a power": (e[4] <= a**4 * e[0], for_all(k, e[k + 1] <= a * e[k]), a >= 0),
    "normal equations": (eq(X.T @ (X @ w - y), 0 * w), nearest),
    "what is left over": (eq(norm(y) ** 2, norm(X @ w) ** 2 + norm(y - X @ w) ** 2), nearest),
    "two steps of a path": (norm(x[2] - x[0]) <= 2 * c, for_all(k, norm(x[k + 1] - x[k]) <= c)),
    "Bernoulli": ((1 + 1 / k) ** k >= 2, k >= 1),
    "Bernoulli for a fraction": ((1 + a / k) ** k >= 1 + a, k >= 1, a >= 0),
}
FALSE = {
    "forms": (eq(A, 0), for_all(u, eq(inner(u, A @ u), 0))),
    "one image": (eq(A, B), eq(A @ u, B @ u)),
    "indefinite": (invertible(A), symmetric(A), lmin(A) >= -c),
    "an exact fit": (eq(X @ w, y), nearest),
    "a step too few": (e[3] <= 4 * e[0], for_all(k, e[k + 1] <= 2 * e[k])),
    "e is below 3": ((1 + 1 / k) ** k >= 3, k >= 1),
}


@each_of(TRUE)
def test_what_holds_everywhere_is_used_where_it_is_needed(line):
    assert_proved(problem(*line))


@each_of(FALSE)
def test_what_is_said_of_less_is_refuted(line):
    assert_refuted(problem(*line))
