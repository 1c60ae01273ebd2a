r"""One step brings the iterate nearer in the mean, up to 2 \gamma^2 \sigma^2.

Gower, Loizou, Qian, Sailanbayev, Shulgin and Richtarik, "SGD: general analysis and improved rates" (ICML 2019),
Lemma 2.4 and the proof of Theorem 3.1.
"""

from proofcheck.lang import Claim, Reason, Step, chain, eq, expectation, frac, inner, norm, numbered, surely

from .notation import (
    L,
    constants,
    distance,
    expected_smoothness,
    following,
    g,
    gamma,
    gap,
    gradient_noise,
    h,
    is_least,
    mu,
    quasi_strongly_convex,
    second_moment,
    sigma,
    slope,
    unbiased,
    x,
    x_star,
)

moments = chain(
    "sgd",
    "Lemma 2.4",
    second_moment,
    Step(
        "<=",
        2 * expectation(norm(g - h) ** 2, given=x) + 2 * expectation(norm(h) ** 2, given=x),
        Reason("|g|^2 <= 2 |g - h|^2 + 2 |h|^2"),
    ),
    Step("<=", 4 * L * gap + 2 * sigma**2, Reason("expected smoothness, and the noise at the solution")),
    given=[expected_smoothness, gradient_noise],
)

angle = Claim(
    "sgd.3",
    "Theorem 3.1, proof, quasi strong convexity",
    "step",
    inner(slope, x - x_star) >= gap + frac(mu, 2) * distance,
    given=[quasi_strongly_convex],
    reason=Reason("quasi strong convexity at x"),
)

moments_bounded = surely(second_moment <= 4 * L * gap + 2 * sigma**2)

first = Claim(
    "sgd.4",
    "Theorem 3.1, proof, the step, expanded",
    "step",
    eq(
        expectation(following, given=x),
        distance - 2 * gamma * inner(slope, x - x_star) + gamma**2 * second_moment,
    ),
    given=[unbiased],
    reason=Reason("expand the square; the gradient is unbiased"),
)

second = Claim(
    "sgd.5",
    "Theorem 3.1, proof, the step, the angle",
    "step",
    -2 * gamma * inner(slope, x - x_star) <= -gamma * mu * distance - 2 * gamma * gap,
    given=[quasi_strongly_convex, *constants],
    reason=Reason("the angle", claims=["sgd.3"]),
)

third = Claim(
    "sgd.6",
    "Theorem 3.1, proof, the step, the second moment",
    "step",
    gamma**2 * second_moment <= 4 * L * gamma**2 * gap + 2 * gamma**2 * sigma**2,
    given=[moments_bounded, *constants],
    reason=Reason("the second moment"),
)

fourth = Claim(
    "sgd.7",
    "Theorem 3.1, proof, the step is short",
    "step",
    4 * L * gamma**2 * gap <= 2 * gamma * gap,
    given=[is_least, *constants],
    reason=Reason("the step is at most 1 / (2 L)"),
)

whole = Claim(
    "sgd.8",
    "Theorem 3.1, proof, the step",
    "step",
    expectation(following, given=x) <= (1 - gamma * mu) * distance + 2 * gamma**2 * sigma**2,
    given=[unbiased, quasi_strongly_convex, moments_bounded, is_least, *constants],
    reason=Reason("add them up", claims=numbered("sgd", 4, 7)),
)

one_step = Claim(
    "sgd.9",
    "Theorem 3.1, proof, the tower rule",
    "step",
    expectation(following) <= (1 - gamma * mu) * expectation(distance) + 2 * gamma**2 * sigma**2,
    given=[unbiased, quasi_strongly_convex, moments_bounded, is_least, *constants],
    reason=Reason("take means", claims=["sgd.8"]),
)

claims = [*moments, angle, first, second, third, fourth, whole, one_step]
