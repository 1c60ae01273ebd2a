r"""One round: y is the projection of x - \eta g onto K, and g a subgradient of the loss f at x.

Hazan, "Introduction to online convex optimization" (2016), proof of Theorem 3.1, equation (3.1); Zinkevich, "Online
convex programming and generalized infinitesimal gradient ascent" (ICML 2003), proof of Theorem 1.
"""

from proofcheck.lang import (
    Claim,
    Reason,
    Step,
    chain,
    convex_set,
    frac,
    inner,
    member,
    norm,
    projection,
    scalar,
    scalar_function,
    subgradient,
    subset,
    vector,
)

from .notation import G, d, x_star

x, y, g = vector("x", d), vector("y", d), vector("g", d)
eta, f, K = scalar("eta", positive=True), scalar_function("f", d, differentiable=False), subset("K", d)

projected = [projection(y, x - eta * g, K), member(x_star, K), convex_set(K)]
bounded = norm(g) <= G

expanded = chain(
    "round",
    "Theorem 3.1, proof, the distance after one round",
    norm(y - x_star) ** 2,
    Step("<=", norm(x - eta * g - x_star) ** 2, Reason("the projection is nearer", rules=["projection"])),
    Step("=", norm(x - x_star) ** 2 + eta**2 * norm(g) ** 2 - 2 * eta * inner(g, x - x_star), Reason("expand")),
    Step(
        "<=",
        norm(x - x_star) ** 2 + eta**2 * G**2 - 2 * eta * inner(g, x - x_star),
        Reason("the gradients are bounded"),
    ),
    given=[*projected, bounded],
)

rearranged = Claim(
    "round.4",
    "Theorem 3.1, proof, equation (3.1)",
    "step",
    2 * inner(g, x - x_star) <= frac(norm(x - x_star) ** 2 - norm(y - x_star) ** 2, eta) + eta * G**2,
    given=[*projected, bounded],
    reason=Reason("solve for the slope", claims=["round.1", "round.2", "round.3"]),
)

convexity = Claim(
    "round.5",
    "Theorem 3.1, proof, convexity",
    "step",
    f(x) - f(x_star) <= inner(g, x - x_star),
    given=[subgradient(g, f, x)],
    reason=Reason("the tangent at x lies below f"),
)

claims = [*expanded, rearranged, convexity]
