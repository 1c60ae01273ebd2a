r"""Gradient descent converges linearly under the Polyak-Lojasiewicz inequality.

Karimi, Nutini and Schmidt, "Linear convergence of gradient and proximal-gradient methods under the
Polyak-Lojasiewicz condition" (2016), Theorem 1. Let F be L-smooth with infimum F^*, and

    \frac12 \|\nabla F(x)\|^2 \ge \mu (F(x) - F^*)    for all x.

Then gradient descent with step 1/L satisfies F(x_k) - F^* \le (1 - \mu/L)^k (F(x_0) - F^*).

The hypothesis 0 < \mu \le L is stated: only where F is constant could \mu exceed L, and then 1 - \mu/L is negative.
"""

from proofcheck.lang import Claim, Reason, Step, chain, frac, gradient, inner, norm, numbered

from .notation import (
    F,
    F_star,
    L,
    constants,
    descent,
    iterate,
    k,
    linear_convergence,
    lower_bound,
    mu,
    polyak_lojasiewicz,
    rate,
    smooth,
)

given = [smooth, lower_bound, polyak_lojasiewicz, *constants, descent]

now, following, start = iterate[k], iterate[k + 1], iterate[0]
slope = gradient(F)(now)

statement = Claim(
    "pl.statement",
    "Theorem 1",
    "statement",
    linear_convergence,
    given=given,
    reason=Reason("induction over k", rules=["induction"], claims=numbered("pl", 5, 8)),
)

one_step = chain(
    "pl",
    "Theorem 1, proof, one step",
    F(following),
    Step(
        "<=",
        F(now) + inner(slope, following - now) + frac(L, 2) * norm(following - now) ** 2,
        Reason("descent lemma", rules=["descent lemma"]),
    ),
    Step(
        "=",
        F(now) - frac(1, L) * norm(slope) ** 2 + frac(L, 2) * norm(frac(1, L) * slope) ** 2,
        Reason("insert the step"),
    ),
    Step("=", F(now) - frac(1, 2 * L) * norm(slope) ** 2, Reason("expand")),
    Step("<=", F(now) - frac(mu, L) * (F(now) - F_star), Reason("the Polyak-Lojasiewicz inequality")),
    given=given,
)

contraction = Claim(
    "pl.5",
    "Theorem 1, proof, the contraction",
    "step",
    F(following) - F_star <= rate * (F(now) - F_star),
    given=given,
    reason=Reason("subtract the infimum", claims=numbered("pl", 1, 4)),
)

rate_is_nonnegative = Claim(
    "pl.6",
    "Theorem 1, proof, the rate",
    "step",
    rate >= 0,
    given=constants,
    reason=Reason("the constants"),
)

induction = chain(
    "pl",
    "Theorem 1, proof, induction",
    rate * (F(now) - F_star),
    Step(
        "<=",
        rate * rate**k * (F(start) - F_star),
        Reason("the bound for k times a nonnegative number", claims=["pl.6"]),
    ),
    Step("=", rate ** (k + 1) * (F(start) - F_star), Reason("collect the powers")),
    given=[*constants, F(now) - F_star <= rate**k * (F(start) - F_star)],
    first=7,
)

claims = [statement, *one_step, contraction, rate_is_nonnegative, *induction]
