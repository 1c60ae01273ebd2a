"""Lines about operators between two multiples of the identity, images under inverses, and bounds up to every error."""

from lines import assert_proved, assert_refuted, each_of, problem

from proofcheck.lang import (
    dimension,
    eq,
    for_all,
    identity,
    implies,
    inner,
    inverse,
    invertible,
    lipschitz,
    mapping,
    natural,
    nonzero,
    norm,
    operator,
    scalar,
    sequence,
    sqrt,
    symmetric,
    trace,
    vector,
)

n, p = dimension("n"), dimension("p")
S, R, X = operator("S", n, n), operator("R", n, n), operator("X", n, p)
u, v, h = vector("u", n), vector("v", n), mapping("h", n, n)
x, y, z, s, c = (scalar(name) for name in "xyzsc")
mu, L, eta, lam, eps = (scalar(name, positive=True) for name in ("mu", "L", "eta", "lambda", "epsilon"))
I = identity(n)

between = (symmetric(S), mu * I <= S, S <= L * I)
semidefinite = (symmetric(S), S >= 0)
resolvent = inverse(S + lam * I)
ridge = inverse(X.T @ X + lam * identity(p))
step = norm(u - eta * S @ u) ** 2
k, q, w = natural("k"), sequence("q", n), vector("w", n)
iterated = for_all(k, eq(q[k + 1], q[k] - eta * S @ (q[k] - v)))

TRUE = {
    "a named step": (norm(w - v) <= (1 - eta * mu) * norm(u - v), *between, eta <= 1 / L, eq(w, u - eta * S @ (u - v))),
    "a step of a sequence": (norm(q[k + 1] - v) <= norm(q[k] - v), *between, eta <= 1 / L, iterated),
    "many steps": (norm(q[k] - v) <= (1 - eta * mu) ** k * norm(q[0] - v), *between, eta <= 1 / L, iterated),
    "both ends": (norm(S @ u) ** 2 + mu * L * norm(u) ** 2 <= (mu + L) * inner(S @ u, u), *between),
    "square of an operator": (S @ S <= L * S, *semidefinite, S <= L * I),
    "a gradient step": (step <= (1 - eta * mu) * norm(u) ** 2, *between, eta <= 1 / L),
    "a longer step": (step <= (1 - 2 * eta * mu + eta**2 * L**2) * norm(u) ** 2, *between),
    "a resolvent": (norm(S @ resolvent @ u) <= norm(u), *semidefinite),
    "ridge": (norm(X @ ridge @ X.T) <= 1,),
    "ridge, the solution": (norm(ridge @ X.T) <= 1 / (2 * sqrt(lam)),),
    "effective dimension": (trace(S @ resolvent) <= trace(S) / lam, *semidefinite),
    "effective dimension, in a space": (trace(S @ resolvent) <= n, *semidefinite),
    "effective dimension, its sign": (trace(resolvent @ S) >= 0, *semidefinite),
    "Fenchel and Young": (inner(u, v) <= inner(u, S @ u) / 2 + inner(v, inverse(S) @ v) / 2, *between),
    "Kantorovich, from below": (norm(u) ** 4 <= inner(u, S @ u) * inner(u, inverse(S) @ u), *between),
    "Kantorovich": (4 * mu * L * inner(u, S @ u) * inner(u, inverse(S) @ u) <= (mu + L) ** 2 * norm(u) ** 4, *between),
    "three factors": (norm(S @ R @ S) <= x**2 * y, norm(S) <= x, norm(R) <= y),
    "no kernel": (norm(u) > 0, nonzero(R @ u)),
    "above a tangent": (inner(u, S @ u) >= inner(v, S @ v) + 2 * inner(S @ v, u - v), *between),
    "two fixed points": (eq(u, v), lipschitz(h, x), x < 1, eq(h(u), u), eq(h(v), v)),
    "any error": (x <= y, for_all(eps, x <= y + eps)),
    "any error, by another name": (x <= s, for_all(z, implies(z > 0, x <= s + c**2 * z))),
}
FALSE = {
    "a step too long": (
        norm(w - v) <= norm(u - v),
        *semidefinite,
        S <= L * I,
        eta <= 3 / L,
        eq(w, u - eta * S @ (u - v)),
    ),
    "Kantorovich": (3 * mu * L * inner(u, S @ u) * inner(u, inverse(S) @ u) <= mu * L * norm(u) ** 4, *between),
    "Kantorovich, as an order": (2 * S + mu * L * inverse(S) <= (mu + L) * I, *between),
    "three factors": (norm(S @ R @ S) <= x * y, norm(S) <= x, norm(R) <= y),
    "no kernel": (norm(R @ u) > 0, nonzero(u)),
    "above a tangent": (inner(u, S @ u) >= inner(v, S @ v) + 3 * inner(S @ v, u - v), *between),
    "two fixed points": (eq(u, v), lipschitz(h, 1), eq(h(u), u), eq(h(v), v)),
    "effective dimension": (trace(S @ resolvent) <= trace(S) / (2 * lam), *semidefinite),
    "effective dimension of any sign": (trace(S @ resolvent) <= trace(S) / lam, symmetric(S), invertible(S + lam * I)),
    "Fenchel and Young": (inner(u, v) <= inner(u, S @ u) / 2 + inner(v, inverse(S) @ v) / 4, *between),
    "square of an operator": (S @ S <= S, *semidefinite, S <= L * I),
    "a step": (step <= (1 - 2 * eta * mu) * norm(u) ** 2, *between, eta <= 1 / L),
    "any error": (x < y, for_all(eps, x <= y + eps)),
}


@each_of(TRUE)
def test_what_is_true_is_proved(line):
    """Each line is what it is said to be, whatever the letters are called."""
    assert_proved(problem(*line))


@each_of(FALSE)
def test_what_is_false_is_refuted(line):
    """A neighbour that asks for more fails somewhere."""
    assert_refuted(problem(*line))
