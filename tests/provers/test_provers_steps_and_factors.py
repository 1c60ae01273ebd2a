"""Powers of operators, fixed points, saddle points, integrating factors, gains that add up over a count."""

from lines import assert_proved, assert_refuted, each_of, problem

from proofcheck.lang import (
    absolute,
    derivative,
    dimension,
    eq,
    exp,
    for_all,
    gradient,
    inner,
    integral,
    maximum,
    minimiser,
    natural,
    norm,
    operator,
    path,
    scalar,
    scalar_function,
    sequence,
    summation,
    supremum,
    symmetric,
    time,
    trace,
    vector,
    within,
)

n, p = dimension("n"), dimension("p")
A, B, X = operator("A", n, n), operator("B", n, n), operator("X", n, p)
u, v, w, f, g = (vector(name, n) for name in "uvwfg")
x, y, z = (vector(name, p) for name in "xyz")
N, k, q, M, c = natural("N"), natural("k"), scalar("q"), scalar("M"), scalar("c")
mu, eta = scalar("mu", positive=True), scalar("eta", positive=True)
a, b, xs = sequence("a"), sequence("b"), sequence("x", n)
t, s, e, r, P, F = time("t"), scalar("s"), path("e"), path("r"), path("P", n), scalar_function("F", n)
coercive = for_all(w, inner(A @ w, w) >= mu * norm(w) ** 2)
falling = [for_all(k, a[k + 1] <= a[k] - eta * b[k]), for_all(k, a[k] >= 0), for_all(k, b[k + 1] <= b[k])]
damped = for_all(t >= 0, eq(derivative(t, P.dot(t)), -eta * P.dot(t) - gradient(F)(P(t))))
growing = for_all(t >= 0, e.dot(t) <= r(t) * e(t))

TRUE = {
    "five.vectors": (norm(u - 2 * v + w - f + g) <= norm(u) + 2 * norm(v) + norm(w) + norm(f) + norm(g),),
    "fixed.point": (norm(u) <= norm(f) / (1 - q), eq(u, A @ u + f), norm(A) <= q, q < 1),
    "symmetric.product": (eq(A @ B, B @ A), symmetric(A), symmetric(B), symmetric(A @ B)),
    "saddle.point": (
        eq(u, v),
        *(eq(A @ u + X @ x, f), eq(X.T @ u, z), eq(A @ v + X @ y, f), eq(X.T @ v, z), coercive),
    ),
    "powers.of.a.vector": (norm(A ** (k + 1) @ u) <= norm(A**k @ u), norm(A) <= 1),
    "largest": (a[k] <= maximum(c, M), a[0] <= M, for_all(k, a[k + 1] <= maximum(a[k], c))),
    "least.gain": (b[k] <= a[0] / (eta * (k + 1)), *falling),
    "contraction": (
        norm(xs[k] - u) <= q**k * norm(xs[0] - u),
        *(for_all(k, norm(xs[k + 1] - u) <= q * norm(xs[k] - u)), q >= 0),
    ),
    "integrated.rate": (e(t) <= e(0) * exp(integral(s, 0, t, r(s))), growing),
    "speed": (norm(P.dot(t)) ** 2 <= 2 * (F(P(0)) - F(u)), minimiser(u, F), eq(P.dot(0), 0 * u), damped),
    "length": (
        norm(P(t)) <= exp(integral(s, 0, t, r(s))) * norm(P(0)),
        for_all(t >= 0, inner(P.dot(t), P(t)) <= r(t) * norm(P(t)) ** 2),
    ),
}

TRUE |= {
    "weighted.mean": (
        summation(k, 1, N, b[k] * a[k]) / summation(k, 1, N, b[k]) <= M,
        *(for_all(within(k, 1, N), b[k] > 0), for_all(within(k, 1, N), a[k] <= M), N >= 1),
    ),
    "trace.of.outer.product": (absolute(trace(u @ v.T)) <= norm(u) * norm(v),),
    "greatest.values": (
        absolute(supremum(s, 0, 1, e(s)) - supremum(s, 0, 1, r(s))) <= supremum(s, 0, 1, absolute(e(s) - r(s))),
    ),
}

FALSE = {
    "fixed.point": (norm(u) <= norm(f) / (1 + q), eq(u, A @ u + f), norm(A) <= q, q < 1),
    "symmetric.sum": (symmetric(A), symmetric(A + B)),
    "saddle.point": (eq(u, v), eq(A @ u + X @ x, f), eq(X.T @ u, z), eq(A @ v + X @ y, f), coercive),
    "least.gain": (b[k] <= a[0] / (eta * (k + 2)), *falling),
}


@each_of(TRUE)
def test_a_true_line_is_proved(line):
    """Each of these is a line of a textbook."""
    assert_proved(problem(*line))


@each_of(FALSE)
def test_a_near_miss_is_refuted(line):
    """With a hypothesis or a number changed, it is refuted."""
    assert_refuted(problem(*line))
