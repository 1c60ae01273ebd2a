r"""Lemma 4: a loss decays exponentially where the operator that drives it is bounded below.

Suppose \dot z(t) = -Q(t) \nabla L(z(t)) for t in [0, T]. If \lambda = \inf_{t \in [0,T]} \lambda_{\min}(Q(t)) > 0, then

    L(z(t)) \le L(z(0)) \exp(-2 \lambda t)    for t in [0, T].

The source differentiates the loss and closes with Groenwall's inequality. It uses without saying so that Q(t) is
symmetric and continuous in t. The proof is encoded as it stands in the source, relation by relation.
"""

from proofcheck.lang import (
    Claim,
    Reason,
    Remark,
    Step,
    chain,
    derivative,
    eq,
    exp,
    for_all,
    frac,
    gradient,
    infimum,
    inner,
    lmin,
    norm,
    numbered,
    operator_path,
    path,
    scalar,
    within,
)

from .notation import L, T, n, t, y

z = path("z", n)
Q = operator_path("Q", n, n)
lambda_ = scalar("lambda")

half = frac(1, 2)
residual = z(t) - y

dynamics = for_all(within(t, 0, T), eq(z.dot(t), -Q(t) @ gradient(L)(z(t))))
spectral_bound = [eq(lambda_, infimum(t, 0, T, lmin(Q(t)))), lambda_ > 0]
tacit = [
    for_all(within(t, 0, T), eq(Q(t).T, Q(t))),
    Remark(r"Q(t) \text{ continuous in } t", "Q(t) continuous in t"),
]
in_time = within(t, 0, T)

statement = Claim(
    "lemma4.statement",
    "Lemma 4",
    "statement",
    for_all(in_time, L(z(t)) <= L(z(0)) * exp(-2 * lambda_ * t)),
    given=[dynamics, *spectral_bound],
    tacit=tacit,
    reason=Reason("the proof of Lemma 4", claims=numbered("lemma4", 1, 7)),
)

proof = chain(
    "lemma4",
    "Lemma 4, proof",
    derivative(t, L(z(t))),
    Step("=", derivative(t, half * norm(residual) ** 2), Reason("definition of L")),
    Step("=", half * inner(z.dot(t), residual), Reason("differentiate")),
    Step("=", inner(-Q(t) @ residual, residual), Reason("insert the dynamics")),
    Step("<=", -lmin(Q(t)) * norm(residual) ** 2, Reason("Rayleigh quotient", rules=["Rayleigh quotient"])),
    Step("<=", -lambda_ * norm(residual) ** 2, Reason("definition of lambda", rules=["infimum"])),
    Step("=", 2 * lambda_ * L(z(t)), Reason("definition of L")),
    given=[dynamics, *spectral_bound, in_time],
    tacit=tacit,
)

conclusion = Claim(
    "lemma4.7",
    "Lemma 4, end of proof",
    "conclusion",
    L(z(t)) <= L(z(0)) * exp(-2 * lambda_ * t),
    given=[
        for_all(in_time, derivative(t, L(z(t))) <= 2 * lambda_ * L(z(t))),
        *spectral_bound,
        in_time,
    ],
    hypotheses=[dynamics],
    tacit=tacit,
    reason=Reason("Groenwall's inequality", rules=["Groenwall"]),
)

claims = [statement, *proof, conclusion]
