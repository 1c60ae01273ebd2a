"""Solutions that are compared, sizes of members of sequences, lengths from below, isometries."""

from lines import assert_proved, assert_refuted, each_of, problem

from proofcheck.lang import (
    absolute,
    dimension,
    eq,
    exp,
    for_all,
    frac,
    identity,
    inner,
    natural,
    norm,
    operator,
    path,
    scalar,
    sequence,
    smin,
    time,
    vector,
)

n, d = dimension("n"), dimension("d")
X, M, Q = operator("X", n, d), operator("M", d, d), operator("Q", d, d)
b, c, w, v, u = vector("b", n), vector("c", n), vector("w", d), vector("v", d), vector("u", d)
lam, mu, a = scalar("lambda", positive=True), scalar("mu", positive=True), scalar("a")
k, q = natural("k"), sequence("q")
t, z = time("t"), path("z", d)


def ridge(solution, data):
    """What a ridge regression solves."""
    return eq((X.T @ X + lam * identity(d)) @ solution, X.T @ data)


orthogonal = eq(Q.T @ Q, identity(d))
moving = for_all(t >= 0, eq(z.dot(t), M @ z(t)))
expanding = for_all(u, inner(M @ u, u) >= mu * norm(u) ** 2)

TRUE = {
    "solutions by their data": (norm(w - v) <= norm(X) * norm(b - c) / lam, ridge(w, b), ridge(v, c)),
    "a flow that expands": (norm(z(t)) >= exp(mu * t) * norm(z(0)), moving, expanding),
    "sizes halved": (
        absolute(q[k]) <= frac(1, 2) ** k * absolute(q[0]),
        for_all(k, absolute(2 * q[k + 1]) <= absolute(q[k])),
    ),
    "sizes of errors": (absolute(q[k] - 2) <= absolute(q[0] - 2) / 2**k, for_all(k, eq(q[k + 1], q[k] / 2 + 1))),
    "singular values after a rotation": (smin(Q @ M) >= smin(M), orthogonal),
    "singular values of a rotation": (eq(smin(Q), 1), orthogonal),
}
FALSE = {
    "solutions by half of their data": (norm(w - v) <= norm(X) * norm(b - c) / (2 * lam), ridge(w, b), ridge(v, c)),
    "a flow that expands twice as fast": (norm(z(t)) >= exp(2 * mu * t) * norm(z(0)), moving, expanding),
    "singular values of a product": (smin(Q @ M) >= smin(M),),
}


@each_of(TRUE)
def test_they_are_proved(line):
    assert_proved(problem(*line))


@each_of(FALSE)
def test_neighbours_are_refuted(line):
    assert_refuted(problem(*line))
