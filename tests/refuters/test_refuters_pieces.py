"""Constants of convex functions with bounded slopes: quadratics satisfy what Huber's function does not."""

from lines import assert_refuted, each_of, problem

from proofcheck.lang import (
    convex,
    dimension,
    eq,
    for_all,
    gradient,
    lipschitz,
    minimiser,
    natural,
    norm,
    path,
    scalar,
    scalar_function,
    sequence,
    smooth,
    subgradient,
    time,
    vector,
)
from proofcheck.refuters import refute

d = dimension("d")
F, u, w = scalar_function("F", d), vector("u", d), vector("w", d)
G, L = scalar("G", positive=True), scalar("L", positive=True)
t, s, y = time("t"), time("s"), path("y", d)
grad = gradient(F)
FLOW = for_all(s, eq(y.dot(s), -grad(y(s))))

H, g, p = scalar_function("H", d, differentiable=False), vector("g", d), vector("p", d)
k, z = natural("k"), sequence("z", d)
DESCENT = for_all(k, eq(z[k + 1], z[k] - grad(z[k]) / L))
KINKED = (convex(H), lipschitz(H, L), subgradient(g, H, u))

FALSE = {
    "closer to each minimiser": (norm(z[k + 1] - w) <= norm(z[k] - w), smooth(F, L), minimiser(w, F), DESCENT),
    "one subgradient": (eq(g, p), subgradient(g, H, u), subgradient(p, H, u)),
    "zero at a minimiser": (eq(g, 0 * g), minimiser(u, H), subgradient(g, H, u)),
    "small near a minimiser": (norm(g) ** 2 <= 2 * L * (H(u) - H(w)), *KINKED, minimiser(w, H)),
    "flow": (F(y(t)) - F(w) <= norm(y(0) - w) ** 2 / (8 * t), convex(F), minimiser(w, F), FLOW, t > 0),
    "slope": (norm(grad(u)) <= G / 2, convex(F), lipschitz(F, G), minimiser(w, F)),
    "unique": (eq(u, w), convex(F), smooth(F, L), minimiser(w, F), minimiser(u, F)),
}
TRUE = {
    "bounded subgradients": (norm(g) <= L, *KINKED),
    "flow": (F(y(t)) - F(w) <= norm(y(0) - w) ** 2 / (4 * t), convex(F), minimiser(w, F), FLOW, t > 0),
    "slope": (norm(grad(u)) <= G, convex(F), lipschitz(F, G), minimiser(w, F)),
}


@each_of(FALSE)
def test_what_only_bounded_slopes_refute(line):
    assert_refuted(problem(*line))


@each_of(TRUE)
def test_what_is_tight_for_them_is_not_refuted(line):
    assert refute(problem(*line)) is None
