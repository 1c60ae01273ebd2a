r"""With steps 1 / (\alpha t) the regret against \alpha-strongly convex losses is at most G^2 / (2 \alpha) (1 + \log T).

Hazan, "Introduction to online convex optimization" (2016), Theorem 3.3; Hazan, Agarwal and Kale, "Logarithmic regret
algorithms for online convex optimization" (Machine Learning 69, 2007), Theorem 1.
"""

from proofcheck.lang import Claim, Reason, Step, chain, eq, for_all, frac, log, norm, numbered, scalar, summation

from .notation import G, T, a, b, distance, eta, following, regret, slope, t, x, x_star

alpha = scalar("alpha", positive=True)
harmonic = summation(t, 1, T, 1 / t)
rounds = [
    for_all(t >= 1, 2 * (a[t] - b[t]) <= 2 * slope - alpha * distance),
    for_all(t >= 1, 2 * slope <= frac(distance - following, eta[t]) + eta[t] * G**2),
    for_all(t >= 1, eq(eta[t], frac(1, alpha * t))),
]

sum_of_steps = Claim(
    "strong.harmonic",
    "Theorem 3.3, proof, the sum of the steps",
    "step",
    for_all(T >= 1, harmonic <= 1 + log(T)),
    reason=Reason("induction over T", rules=["induction"]),
)

proof = chain(
    "strong",
    "Theorem 3.3, proof",
    2 * regret,
    Step("<=", summation(t, 1, T, 2 * slope - alpha * distance), Reason("strong convexity")),
    Step(
        "<=",
        summation(t, 1, T, frac(distance - following, eta[t]) - alpha * distance + eta[t] * G**2),
        Reason("equation (3.1)"),
    ),
    Step(
        "=",
        alpha * summation(t, 1, T, (t - 1) * distance - t * following) + frac(G**2, alpha) * harmonic,
        Reason("the steps"),
    ),
    Step(
        "=",
        -alpha * T * norm(x[T + 1] - x_star) ** 2 + frac(G**2, alpha) * harmonic,
        Reason("the sum telescopes", rules=["induction"]),
    ),
    Step("<=", frac(G**2, alpha) * harmonic, Reason("a square is not negative")),
    Step("<=", frac(G**2, alpha) * (1 + log(T)), Reason("the sum of the steps", claims=["strong.harmonic"])),
    given=[*rounds, T >= 1],
)

statement = Claim(
    "strong.statement",
    "Theorem 3.3",
    "statement",
    regret <= frac(G**2, 2 * alpha) * (1 + log(T)),
    given=[*rounds, T >= 1],
    reason=Reason("the chain", claims=numbered("strong", 1, 6)),
)

claims = [statement, sum_of_steps, *proof]
