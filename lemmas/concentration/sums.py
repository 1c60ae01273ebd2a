r"""Hoeffding's inequality: the mean of m independent variables in [a, b] is within \epsilon of its mean.

Shalev-Shwartz and Ben-David, "Understanding machine learning" (2014), Lemma B.6. Z_1, ..., Z_m are independent, in
[a, b], of mean \mu; S is the sum of the first k of the Z_i - \mu, U the next of them, W the mean of all m, and M_k is
the mean of \exp(s S) for s = \lambda / m.
"""

from proofcheck.lang import (
    Claim,
    Reason,
    Step,
    absolute,
    chain,
    eq,
    exp,
    expectation,
    for_all,
    natural,
    probability,
    random_scalar,
    scalar,
    sequence,
)

S, U, mean = random_scalar("S"), random_scalar("U", draw="next"), random_scalar("W")
a, b, s = scalar("a"), scalar("b"), scalar("s", positive=True)
lam, epsilon, c = scalar("lambda", positive=True), scalar("epsilon", positive=True), scalar("c", positive=True)
k, m = natural("k"), natural("m")
M = sequence("M")
step = exp(s**2 * (b - a) ** 2 / 8)
next_is_bounded = expectation(exp(s * U)) <= step

product = chain(
    "sums",
    "Lemma B.6, proof, one variable more",
    expectation(exp(s * (S + U))),
    Step("=", expectation(exp(s * S) * exp(s * U)), Reason("exp of a sum")),
    Step("=", expectation(exp(s * S)) * expectation(exp(s * U)), Reason("independence")),
    Step("<=", expectation(exp(s * S)) * step, Reason("Hoeffding's lemma")),
    given=[next_is_bounded],
)

steps = [eq(M[0], 1), for_all(k, M[k + 1] <= M[k] * step)]
induction = Claim(
    "sums.product",
    "Lemma B.6, proof, all variables",
    "step",
    for_all(k, M[k] <= exp(k * s**2 * (b - a) ** 2 / 8)),
    given=steps,
    reason=Reason("induction over k", rules=["induction"]),
)

moment = expectation(exp(lam * mean))
moment_is_bounded = moment <= exp(lam**2 * (b - a) ** 2 / (8 * m))
exponent = -lam * epsilon + lam**2 * (b - a) ** 2 / (8 * m)
chernoff = [
    Claim(
        "tail.1",
        "Lemma B.6, proof, Markov's inequality",
        "step",
        probability(mean >= epsilon) <= exp(-lam * epsilon) * moment,
        reason=Reason("Chernoff's bound"),
    ),
    Claim(
        "tail.2",
        "Lemma B.6, proof, the product of all variables",
        "step",
        exp(-lam * epsilon) * moment <= exp(exponent),
        given=[moment_is_bounded, m >= 1],
        reason=Reason("the product of all variables"),
    ),
]

choice = Claim(
    "tail.choice",
    "Lemma B.6, proof, the choice of lambda",
    "step",
    eq(exponent, -2 * m * epsilon**2 / (b - a) ** 2),
    given=[eq(lam, 4 * m * epsilon / (b - a) ** 2), a < b, m >= 1],
    reason=Reason("insert lambda"),
)

best = Claim(
    "tail.best",
    "Lemma B.6, proof, no other lambda gives less",
    "step",
    -2 * m * epsilon**2 / (b - a) ** 2 <= exponent,
    given=[a < b, m >= 1],
    reason=Reason("complete the square"),
)

bound = exp(-2 * m * epsilon**2 / (b - a) ** 2)
two_sided = chain(
    "tail.both",
    "Lemma B.6, both sides",
    probability(absolute(mean) >= epsilon),
    Step("<=", probability(mean >= epsilon) + probability(-mean >= epsilon), Reason("the union bound")),
    Step("<=", 2 * bound, Reason("both sides")),
    given=[
        probability(mean >= epsilon) <= bound,
        probability(-mean >= epsilon) <= bound,
        a < b,
    ],
)

claims = [*product, induction, *chernoff, choice, best, *two_sided]
