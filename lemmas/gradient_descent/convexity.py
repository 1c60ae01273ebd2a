r"""Gradient descent reaches the least value of a smooth convex function at the rate 1/k.

Garrigos and Gower, "Handbook of convergence theorems for (stochastic) gradient methods" (2023), Theorem 3.4. Let F be
convex and L-smooth, with a minimiser x^*, and let x_{k+1} = x_k - \gamma \nabla F(x_k) with 0 < \gamma \le 1/L. Then

    F(x_k) - F(x^*) \le \frac{1}{2 \gamma k} \|x_0 - x^*\|^2    for all k \ge 1.

The energy E_k = \frac{1}{2 \gamma} \|x_k - x^*\|^2 + k (F(x_k) - F(x^*)) does not increase.
"""

from proofcheck.lang import (
    Claim,
    Reason,
    Step,
    chain,
    convex,
    define_function,
    eq,
    for_all,
    frac,
    gradient,
    inner,
    minimiser,
    norm,
    numbered,
    scalar,
    smooth,
    vector,
)

from .notation import F, L, d, iterate, k

x_star = vector("x*", d)
gamma = scalar("gamma", positive=True)
is_convex, is_smooth, is_least = convex(F), smooth(F, L), minimiser(x_star, F)
step_size = [L > 0, gamma <= frac(1, L)]
descent = for_all(k, eq(iterate[k + 1], iterate[k] - gamma * gradient(F)(iterate[k])))

now, following, start = iterate[k], iterate[k + 1], iterate[0]
slope = gradient(F)(now)
energy = define_function(
    "E", [k], frac(1, 2 * gamma) * norm(iterate[k] - x_star) ** 2 + k * (F(iterate[k]) - F(x_star)), subscript=True
)

statement = Claim(
    "convex.statement",
    "Theorem 3.4",
    "statement",
    for_all(k >= 1, F(now) - F(x_star) <= frac(1, 2 * gamma * k) * norm(start - x_star) ** 2),
    given=[is_convex, is_smooth, is_least, *step_size, descent],
    reason=Reason("the energy falls", claims=["convex.10"]),
)

one_step = chain(
    "convex",
    "Theorem 3.4, proof, the value falls",
    F(following),
    Step(
        "<=",
        F(now) + inner(slope, following - now) + frac(L, 2) * norm(following - now) ** 2,
        Reason("smoothness", rules=["descent lemma"]),
    ),
    Step("=", F(now) - gamma * (1 - frac(L * gamma, 2)) * norm(slope) ** 2, Reason("insert the step")),
    Step("<=", F(now) - frac(gamma, 2) * norm(slope) ** 2, Reason("the step is at most 1 / L")),
    given=[is_smooth, *step_size, descent],
)

distance = chain(
    "convex",
    "Theorem 3.4, proof, the distance",
    frac(1, 2 * gamma) * norm(following - x_star) ** 2 - frac(1, 2 * gamma) * norm(now - x_star) ** 2,
    Step("=", frac(gamma, 2) * norm(slope) ** 2 - inner(slope, now - x_star), Reason("insert the step, and expand")),
    Step("<=", frac(gamma, 2) * norm(slope) ** 2 - (F(now) - F(x_star)), Reason("convexity")),
    Step("<=", F(x_star) - F(following), Reason("the value falls", claims=numbered("convex", 1, 3))),
    given=[is_convex, is_smooth, *step_size, descent],
    first=4,
)

falling = Claim(
    "convex.7",
    "Theorem 3.4, proof, the value does not increase",
    "step",
    F(following) <= F(now),
    given=[is_smooth, *step_size, descent],
    reason=Reason("one step", claims=numbered("convex", 1, 3)),
)

energies = chain(
    "convex",
    "Theorem 3.4, proof, the energy",
    energy(k + 1),
    Step(
        "<=",
        energy(k) + (k + 1) * (F(following) - F(x_star)) - k * (F(now) - F(x_star)) + F(x_star) - F(following),
        Reason("the distance", claims=numbered("convex", 4, 6)),
    ),
    Step("<=", energy(k), Reason("the value does not increase", claims=["convex.7"])),
    given=[is_convex, is_smooth, *step_size, descent],
    first=8,
)

conserved = Claim(
    "convex.10",
    "Theorem 3.4, proof, the energy is at most that at the start",
    "step",
    for_all(k, energy(k) <= energy(0)),
    given=[is_convex, is_smooth, *step_size, descent],
    reason=Reason("induction over k", rules=["induction"], claims=numbered("convex", 8, 9)),
)

claims = [statement, *one_step, *distance, falling, *energies, conserved]
