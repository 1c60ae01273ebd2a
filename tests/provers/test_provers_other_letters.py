"""Lines that are plain in other letters: one for a difference, a unit vector for u / |u|, a number for a mean."""

from lines import assert_proved, assert_refuted, each_of, problem

from proofcheck.lang import (
    dimension,
    eq,
    expectation,
    for_all,
    frac,
    inner,
    inverse,
    lipschitz,
    log,
    norm,
    operator,
    proximal_point,
    random_scalar,
    scalar,
    scalar_function,
    softplus,
    subgradient,
    symmetric,
    unit,
    vector,
)

n, p = dimension("n"), dimension("p")
A, S, X = operator("A", n, n), operator("S", n, n), operator("X", n, p)
u, v, w, g = (vector(name, n) for name in "uvwg")
c, lam, L = scalar("c"), scalar("lambda", positive=True), scalar("L", positive=True)
Z, E, G = random_scalar("Z"), expectation, scalar_function("G", n, differentiable=False)

solves = eq(X @ X.T @ u + lam * u, w)
disturbed = eq(X @ X.T @ v + lam * v + A @ v, w)
semidefinite = (symmetric(S), S >= 0)
resolved = eq(S @ v + lam * v, u)
on_the_sphere = for_all(unit(w), norm(A @ w) <= c)

TRUE = {
    "the change of a solution": (lam * norm(u - v) <= norm(A @ v), solves, disturbed),
    "form of a difference": (
        inner(S @ u, v) <= frac(1, 2) * inner(S @ u, u) + frac(1, 2) * inner(S @ v, v),
        *semidefinite,
    ),
    "Young with an inverse": (
        inner(u, v) <= inner(S @ u, u) / 2 + inner(inverse(S) @ v, v) / 2,
        symmetric(S),
        S > 0,
    ),
    "what a resolvent leaves": (norm(u - lam * v) <= norm(u), *semidefinite, resolved),
    "all unit vectors": (norm(u) <= c, for_all(unit(w), inner(u, w) <= c), c >= 0),
    "on the sphere": (norm(A) <= c, on_the_sphere),
    "off the sphere": (norm(A @ u) <= c * norm(u), on_the_sphere),
    "reciprocal of a mean": (1 / E(Z) <= E(1 / Z), Z > 0),
    "fourth power of a mean": (E(Z) ** 4 <= E(Z**4),),
    "softplus of a mean": (softplus(E(Z)) <= E(softplus(Z)),),
    "logarithm at a known mean": (E(Z * log(Z)) >= 0, Z > 0, eq(E(Z), 1)),
    "a proximal step": (norm(u - v) <= 2 * lam * L, proximal_point(v, G, lam, u), lipschitz(G, L)),
    "after a projection": (norm(A @ S @ u) <= norm(A) * norm(u), symmetric(S), eq(S @ S, S)),
    "subgradients": (norm(g) <= L, lipschitz(G, L), subgradient(g, G, u)),
}
FALSE = {
    "the change of a solution": (lam * norm(u - v) <= norm(A @ v) / 2, solves, disturbed),
    "on the sphere": (norm(A) < c, on_the_sphere),
    "third power of a mean": (E(Z) ** 3 <= E(Z**3),),
    "after what is no projection": (norm(A @ S @ u) <= norm(A) * norm(u), eq(S @ S, S)),
    "subgradients": (norm(g) < L, lipschitz(G, L), subgradient(g, G, u)),
}


@each_of(TRUE)
def test_what_is_true_is_proved(line):
    """Each line follows once something in it has a letter of its own."""
    assert_proved(problem(*line))


@each_of(FALSE)
def test_what_is_false_is_refuted(line):
    """A neighbour that asks for more fails somewhere."""
    assert_refuted(problem(*line))
