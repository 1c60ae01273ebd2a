"""Solutions that are compared, sizes of members, lengths from below, isometries; what is gained in all; two means."""

from lines import assert_proved, assert_refuted, each_of, problem

from proofcheck.lang import (
    absolute,
    dimension,
    eq,
    exp,
    expectation,
    for_all,
    frac,
    identity,
    inner,
    integral,
    natural,
    norm,
    operator,
    path,
    random_scalar,
    scalar,
    sequence,
    smin,
    sqrt,
    summation,
    time,
    variance,
    vector,
    within,
)

n, d = dimension("n"), dimension("d")
X, M, Q = operator("X", n, d), operator("M", d, d), operator("Q", d, d)
b, c, w, v, u = vector("b", n), vector("c", n), vector("w", d), vector("v", d), vector("u", d)
lam, mu, a = scalar("lambda", positive=True), scalar("mu", positive=True), scalar("a")
k, q = natural("k"), sequence("q")
t, z, e, s = time("t"), path("z", d), path("e"), scalar("s")
i, L, R, Z = natural("i"), scalar("L", positive=True), random_scalar("R"), random_scalar("Z")


def ridge(solution, data):
    """What a ridge regression solves."""
    return eq((X.T @ X + lam * identity(d)) @ solution, X.T @ data)


slow = for_all(t >= 0, norm(z.dot(t)) <= L * norm(z(t)))
orthogonal = eq(Q.T @ Q, identity(d))
moving = for_all(t >= 0, eq(z.dot(t), M @ z(t)))
error = for_all(u, inner(M @ u, u) >= mu * norm(u) ** 2), eq(inner(M @ (w - v), v - u), 0), norm(M) <= L
members = within(i, 1, k)
positive = for_all(members, q[i] > 0)
falling = for_all(t >= 0, e.dot(t) <= -a * e(t) ** 2), for_all(t >= 0, e(t) > 0), a > 0, t > 0
draining = for_all(t >= 0, e.dot(t) <= -mu * e(t)), for_all(t >= 0, e(t) >= 0)
expanding = for_all(u, inner(M @ u, u) >= mu * norm(u) ** 2)

TRUE = {
    "solutions by their data": (norm(w - v) <= norm(X) * norm(b - c) / lam, ridge(w, b), ridge(v, c)),
    "a flow that is slow": (norm(z(t)) >= exp(-L * t) * norm(z(0)), slow),
    "sizes halved": (
        absolute(q[k]) <= frac(1, 2) ** k * absolute(q[0]),
        for_all(k, absolute(2 * q[k + 1]) <= absolute(q[k])),
    ),
    "sizes of errors": (absolute(q[k] - 2) <= absolute(q[0] - 2) / 2**k, for_all(k, eq(q[k + 1], q[k] / 2 + 1))),
    "singular values after a rotation": (smin(Q @ M) >= smin(M), orthogonal),
    "singular values of a rotation": (eq(smin(Q), 1), orthogonal),
    "quasi-optimality": (norm(w - v) <= L / mu * norm(w - u), *error),
    "sum of reciprocals": (k**2 <= summation(i, 1, k, q[i]) * summation(i, 1, k, 1 / q[i]), positive),
    "a quadratic rate": (e(t) <= 1 / (a * t), *falling),
    "all that drains": (integral(s, 0, t, e(s)) <= e(0) / mu, *draining),
    "deviation of a sum": (sqrt(variance(R + Z)) <= sqrt(variance(R)) + sqrt(variance(Z)),),
    "the smallest solution": (norm(w) <= norm(v), ridge(w, b), eq(X @ v, b)),
    "so many gains": (k * a <= q[0], for_all(k, q[k + 1] <= q[k] - a), for_all(k, q[k] >= 0)),
    "so many and one": ((k + 1) * a <= q[0], for_all(k, q[k + 1] <= q[k] - a), for_all(k, q[k] >= 0)),
    "absolute deviation": (expectation(absolute(R - expectation(R))) <= 2 * expectation(absolute(R)),),
}
FALSE = {
    "gains without end": (k * a <= q[0], for_all(k, q[k + 1] <= q[k] - a)),
    "half of the smallest solution": (norm(w) <= norm(v) / 2, ridge(w, b), eq(X @ v, b)),
    "absolute deviation and mean": (expectation(absolute(R - expectation(R))) <= expectation(absolute(R)),),
    "better than quasi-optimality": (norm(w - v) <= L / (2 * mu) * norm(w - u), *error),
    "a sum without reciprocals": (k**2 <= summation(i, 1, k, q[i]), positive),
    "a quadratic rate, tripled": (e(t) <= 1 / (3 * a * t), *falling),
    "half of what drains": (integral(s, 0, t, e(s)) <= e(0) / (2 * mu), *draining),
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
