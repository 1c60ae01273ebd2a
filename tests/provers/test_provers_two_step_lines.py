"""Lines of two steps in one, as papers write them: resolvents, what a known bound does inside an integral, tangents."""

from lines import assert_proved, assert_refuted, each_of, problem

from proofcheck.lang import (
    dimension,
    eq,
    exp,
    for_all,
    gradient,
    identity,
    inner,
    integral,
    inverse,
    invertible,
    lmin,
    log,
    norm,
    operator,
    path,
    scalar,
    scalar_function,
    smin,
    sqrt,
    time,
    vector,
)

n, p = dimension("n"), dimension("p")
S, A, X, u = operator("S", n, n), operator("A", n, n), operator("X", n, p), vector("u", n)
v, w, z = vector("v", n), vector("w", n), vector("z", n)
a, x, s, t = scalar("a"), scalar("x"), scalar("s"), time("t")
lam, mu, L = (scalar(name, positive=True) for name in ("lambda", "mu", "L"))
Y, W, f, F = path("Y", n), path("W", n), path("f"), scalar_function("F", n)
positive = for_all(u, inner(u, S @ u) >= 0)
ridge, other = S + lam * identity(n), S + mu * identity(n)
invertibles = (invertible(ridge), invertible(other))
bounded = for_all(t >= 0, f(t) <= L)
flow = for_all(t >= 0, eq(Y.dot(t), -S @ gradient(F)(Y(t))))

TRUE = {
    "difference of resolvents": (
        eq(inverse(ridge) - inverse(other), (mu - lam) * inverse(ridge) @ inverse(other)),
        *invertibles,
    ),
    "form of a resolvent": (inner(u, inverse(ridge) @ u) <= norm(u) ** 2 / lam, eq(S.T, S), positive, *invertibles[:1]),
    "singular values from eigenvalues": (smin(A) >= sqrt(mu), lmin(A.T @ A) >= mu),
    "a driven path": (
        integral(s, 0, t, exp(-mu * (t - s)) * norm(W(s))) <= L / mu,
        for_all(t >= 0, norm(W(t)) <= L),
    ),
    "the size of what drives a path": (
        norm(integral(s, 0, t, exp(-mu * (t - s)) * W(s))) <= L / mu,
        for_all(t >= 0, norm(W(t)) <= L),
    ),
    "two fixed points, subtracted": (eq(w - z, A @ (v - z)), eq(z, A @ z + a * u), eq(w, A @ v + a * u)),
    "a flow in another metric": (F(Y(t)) <= F(Y(0)), flow, positive),
    "entropy and its conjugate": (a * x <= exp(a - 1) + x * log(x), x > 0),
}
FALSE = {
    "resolvents, the other way round": (
        eq(inverse(ridge) - inverse(other), (lam - mu) * inverse(ridge) @ inverse(other)),
        *invertibles,
    ),
    "wide operators": (smin(X) >= sqrt(mu), lmin(X.T @ X) >= mu),
    "a driven path, bounded too well": (integral(s, 0, t, exp(-mu * s) * f(s)) <= L / (2 * mu), bounded),
    "a weight of either sign, of a vector": (
        norm(integral(s, 0, t, (s - 1) * W(s))) <= L * (t**2 / 2 - t),
        for_all(t >= 0, norm(W(t)) <= L),
    ),
    "two fixed points, another point": (eq(w - z, A @ (v - u)), eq(z, A @ z + a * u), eq(w, A @ v + a * u)),
    "a weight of either sign": (integral(s, 0, t, (s - 1) * f(s)) <= L * (t**2 / 2 - t), bounded),
    "a flow in no metric": (F(Y(t)) <= F(Y(0)), flow, eq(S.T, S)),
    "entropy, too low": (a * x <= exp(a - 2) + x * log(x), x > 0),
}


@each_of(TRUE)
def test_what_is_true_is_proved(line):
    assert_proved(problem(*line))


@each_of(FALSE)
def test_its_neighbours_are_refuted(line):
    assert_refuted(problem(*line))
