r"""From one step to the rate: r_k = E \|x_k - x^*\|^2 falls linearly to 2 \gamma \sigma^2 / \mu.

Gower, Loizou, Qian, Sailanbayev, Shulgin and Richtarik, "SGD: general analysis and improved rates" (ICML 2019),
Theorem 3.1. What one step does, ``sgd.9``, is assumed of each k: there x is x_k, and x - \gamma g is x_{k+1}.
"""

from proofcheck.lang import Claim, Reason, for_all, frac, natural, sequence

from .notation import gamma, mu, sigma

k, r = natural("k"), sequence("r")
ball = frac(2 * gamma * sigma**2, mu)
steps = [
    for_all(k, r[k + 1] <= (1 - gamma * mu) * r[k] + 2 * gamma**2 * sigma**2),
    mu > 0,
    gamma > 0,
    gamma * mu <= 1,
]

excess = Claim(
    "rate.1",
    "Theorem 3.1, proof, above the ball",
    "step",
    r[k + 1] - ball <= (1 - gamma * mu) * (r[k] - ball),
    given=steps,
    reason=Reason("one step"),
)

unrolled = Claim(
    "rate.2",
    "Theorem 3.1, proof, unrolled",
    "step",
    for_all(k, r[k] - ball <= (1 - gamma * mu) ** k * (r[0] - ball)),
    given=steps,
    reason=Reason("induction over k", rules=["induction"], claims=["rate.1"]),
)

statement = Claim(
    "rate.statement",
    "Theorem 3.1",
    "statement",
    for_all(k, r[k] <= (1 - gamma * mu) ** k * r[0] + ball),
    given=steps,
    reason=Reason("induction over k", rules=["induction"], claims=["rate.2"]),
)

claims = [statement, excess, unrolled]
