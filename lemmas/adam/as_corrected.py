r"""As corrected: \sum_{t=1}^T |g_t| / \sqrt{t} \le \sqrt{1 + \log T} \|g_{1:T}\|, and weights that do not decrease.

Reddi, Kale and Kumar, "On the convergence of Adam and beyond" (ICLR 2018), proof of Lemma 2 (the sums, by
Cauchy-Schwarz) and of Theorem 4: AMSGrad takes u_t = \max(u_{t-1}, v_t) for \hat v_t, so that the weights
do not decrease.
"""

from proofcheck.lang import (
    Claim,
    Reason,
    Step,
    chain,
    eq,
    for_all,
    log,
    maximum,
    numbered,
    scalar,
    sequence,
    sqrt,
    summation,
)

from .notation import D, T, bounded_distances, differences, g, gradients, positive_weights, t, total, w

v, u, alpha = sequence("v"), sequence("u"), scalar("alpha", positive=True)
harmonic = summation(t, 1, T, 1 / t)
increasing = for_all(t >= 2, w[t - 1] <= w[t])

harmonic_bound = Claim(
    "corrected.harmonic",
    "Lemma 2, proof, the harmonic sum",
    "step",
    for_all(T >= 1, harmonic <= 1 + log(T)),
    reason=Reason("induction over T, and log(1 + 1/T) is at least 1/(T + 1)", rules=["induction"]),
)

sums = chain(
    "corrected",
    "Lemma 2, proof",
    total(T),
    Step("=", summation(t, 1, T, sqrt(g[t] ** 2) * sqrt(1 / t)), Reason("roots of quotients")),
    Step("<=", gradients(T) * sqrt(harmonic), Reason("Cauchy-Schwarz", rules=["Cauchy-Schwarz"])),
    Step("<=", gradients(T) * sqrt(1 + log(T)), Reason("the harmonic sum", claims=["corrected.harmonic"])),
    given=[T >= 1],
)

statement = Claim(
    "corrected.statement",
    "Lemma 2, the sum of one coordinate",
    "statement",
    total(T) <= gradients(T) * sqrt(1 + log(T)),
    given=[T >= 1],
    reason=Reason("the chain", claims=numbered("corrected", 1, 3)),
)

weights = Claim(
    "corrected.weights",
    "Theorem 4, proof, the weights do not decrease",
    "step",
    sqrt(t) * sqrt(u[t]) / alpha <= sqrt(t + 1) * sqrt(u[t + 1]) / alpha,
    given=[u[t] >= 0, eq(u[t + 1], maximum(u[t], v[t + 1]))],
    reason=Reason("the larger of two numbers is at least the first"),
)

telescoping = chain(
    "amsgrad",
    "Theorem 4, proof",
    differences,
    Step(
        "<=",
        w[1] * D**2 + summation(t, 2, T, (w[t] - w[t - 1]) * D**2),
        Reason("the distances are bounded, and the weights do not decrease"),
    ),
    Step("=", D**2 * w[T], Reason("the sum telescopes", rules=["induction"])),
    given=[*bounded_distances, positive_weights, increasing, T >= 1],
)

claims = [statement, harmonic_bound, *sums, weights, *telescoping]
