r"""Markov's inequality, and what follows from it: Chebyshev, Chernoff, the union bound.

Shalev-Shwartz and Ben-David, "Understanding machine learning" (2014), Appendices B.1 to B.3, and Lemma 2.2.
"""

from proofcheck.lang import (
    Claim,
    Reason,
    Step,
    absolute,
    chain,
    either,
    exp,
    expectation,
    indicator,
    probability,
    random_scalar,
    scalar,
    surely,
    variance,
)

X, Y = random_scalar("X"), random_scalar("Y")
s, r, lam = scalar("s", positive=True), scalar("r", positive=True), scalar("lambda", positive=True)
not_negative = surely(X >= 0)

pointwise = Claim(
    "markov.1",
    "Equation (B.1), proof, the indicator",
    "step",
    surely(s * indicator(X >= s) <= X),
    given=[not_negative],
    reason=Reason("both cases of the indicator"),
)

markov = Claim(
    "markov.statement",
    "Equation (B.2), Markov's inequality",
    "statement",
    probability(X >= s) <= expectation(X) / s,
    given=[not_negative],
    reason=Reason("take means and divide by s", claims=["markov.1"]),
)

chebyshev = chain(
    "chebyshev",
    "Lemma B.1, Chebyshev's inequality",
    probability(absolute(X - expectation(X)) >= s),
    Step("=", probability((X - expectation(X)) ** 2 >= s**2), Reason("both are not negative")),
    Step("<=", variance(X) / s**2, Reason("Markov's inequality", claims=["markov.statement"])),
)

chernoff = chain(
    "chernoff",
    "Section B.3, Chernoff's bound",
    probability(X >= r),
    Step("=", probability(exp(lam * X) >= exp(lam * r)), Reason("exp increases")),
    Step("<=", expectation(exp(lam * X)) / exp(lam * r), Reason("Markov's inequality", claims=["markov.statement"])),
    Step("=", exp(-lam * r) * expectation(exp(lam * X)), Reason("exp of the opposite")),
)

union = Claim(
    "union",
    "Lemma 2.2, the union bound",
    "statement",
    probability(either(X >= s, Y >= r)) <= probability(X >= s) + probability(Y >= r),
    reason=Reason("one indicator is at most the sum of both"),
)

claims = [markov, pointwise, *chebyshev, *chernoff, union]
