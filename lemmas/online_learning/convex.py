r"""With steps D / (G \sqrt t) the regret is at most (3/2) G D \sqrt T.

Hazan, "Introduction to online convex optimization" (2016), Theorem 3.1. What one round does, ``round.4`` and
``round.5``, is assumed of each t.
"""

from proofcheck.lang import Claim, Reason, Step, chain, eq, for_all, frac, norm, numbered, sqrt, summation

from .notation import D, G, T, a, b, distance, eta, following, regret, slope, t, x, x_star

bounded = for_all(t >= 1, norm(x[t] - x_star) <= D)
rounds = [
    for_all(t >= 1, a[t] - b[t] <= slope),
    for_all(t >= 1, 2 * slope <= frac(distance - following, eta[t]) + eta[t] * G**2),
    bounded,
    for_all(t >= 1, eq(eta[t], frac(D, G * sqrt(t)))),
]
harmonic = summation(t, 1, T, 1 / sqrt(t))

roots = Claim(
    "convex.roots",
    "Theorem 3.1, proof, the sum of the steps",
    "step",
    for_all(T >= 1, harmonic <= 2 * sqrt(T)),
    reason=Reason("induction over T", rules=["induction"]),
)

rates = summation(t, 1, T, distance * (sqrt(t) - sqrt(t - 1)))
by_parts = chain(
    "parts",
    "Theorem 3.1, proof, the sum by parts",
    summation(t, 1, T, sqrt(t) * (distance - following)),
    Step("=", rates - sqrt(T) * norm(x[T + 1] - x_star) ** 2, Reason("summation by parts", rules=["induction"])),
    Step("<=", rates, Reason("a square is not negative")),
    Step("<=", summation(t, 1, T, D**2 * (sqrt(t) - sqrt(t - 1))), Reason("the distances are bounded")),
    Step("=", D**2 * sqrt(T), Reason("the sum telescopes", rules=["induction"])),
    given=[bounded, T >= 1],
)

distances = Claim(
    "parts.5",
    "Theorem 3.1, proof, the sum by parts",
    "step",
    summation(t, 1, T, sqrt(t) * (distance - following)) <= D**2 * sqrt(T),
    given=[bounded, T >= 1],
    reason=Reason("the sum by parts", claims=numbered("parts", 1, 4)),
)

proof = chain(
    "convex",
    "Theorem 3.1, proof",
    2 * regret,
    Step("<=", summation(t, 1, T, 2 * slope), Reason("convexity")),
    Step("<=", summation(t, 1, T, frac(distance - following, eta[t]) + eta[t] * G**2), Reason("equation (3.1)")),
    Step(
        "=", frac(G, D) * summation(t, 1, T, sqrt(t) * (distance - following)) + D * G * harmonic, Reason("the steps")
    ),
    Step("<=", D * G * sqrt(T) + D * G * harmonic, Reason("the sum by parts", claims=["parts.5"])),
    Step("<=", 3 * D * G * sqrt(T), Reason("the sum of the steps", claims=["convex.roots"])),
    given=[*rounds, T >= 1],
)

statement = Claim(
    "convex.statement",
    "Theorem 3.1",
    "statement",
    regret <= frac(3, 2) * G * D * sqrt(T),
    given=[*rounds, T >= 1],
    reason=Reason("the chain", claims=numbered("convex", 1, 5)),
)

claims = [statement, roots, *by_parts, distances, *proof]
