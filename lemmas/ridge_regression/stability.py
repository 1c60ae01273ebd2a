r"""The solution moves by at most \|y - y'\| / (2 \sqrt\lambda), shrinks with the penalty, and is biased towards 0.

These are bounds on the operator (X^T X + \lambda I)^{-1} X^T, whose singular values are \sigma / (\sigma^2 + \lambda),
without its singular value decomposition; v solves with the penalty \lambda + \delta: Hastie, Tibshirani and Friedman,
The Elements of Statistical Learning (second edition, 2009), Section 3.4.1.
"""

from proofcheck.lang import Claim, Reason, Step, chain, eq, frac, inner, norm, numbered, scalar, sqrt, vector

from .notation import X, d, lam, n, penalised, solves, v, w, y

other, delta, truth = vector("y'", n), scalar("delta"), vector("w_0", d)
moved = eq(penalised @ v, X.T @ other)
larger = eq(X.T @ X @ v + (lam + delta) * v, X.T @ y)
size, lost = norm(w - v), norm(X @ (w - v))

energy = chain(
    "stable",
    "Section 3.4.1, proof",
    lost**2 + lam * size**2,
    Step("=", inner(X @ (w - v), y - other), Reason("subtract the normal equations")),
    Step("<=", lost * norm(y - other), Reason("Cauchy-Schwarz", rules=["Cauchy-Schwarz"])),
    given=[solves, moved],
)

predictions = Claim(
    "stable.predictions",
    "Section 3.4.1, the predictions",
    "conclusion",
    lost <= norm(y - other),
    given=[solves, moved],
    reason=Reason("divide by the change of the predictions", claims=numbered("stable", 1, 2)),
)

change = chain(
    "stable",
    "Section 3.4.1, proof, the change of the solution",
    lam * size**2,
    Step("<=", lost * norm(y - other) - lost**2, Reason("the energy", claims=numbered("stable", 1, 2))),
    Step("<=", frac(1, 4) * norm(y - other) ** 2, Reason("complete the square")),
    given=[solves, moved],
    first=3,
)

statement = Claim(
    "stable.statement",
    "Section 3.4.1, the largest singular value is at most 1 / (2 sqrt(lambda))",
    "statement",
    size <= frac(1, 2 * sqrt(lam)) * norm(y - other),
    given=[solves, moved],
    reason=Reason("take roots", claims=numbered("stable", 3, 4)),
)

size_of_solution = Claim(
    "stable.size",
    "Section 3.4.1, the solution itself",
    "conclusion",
    norm(w) <= frac(1, 2 * sqrt(lam)) * norm(y),
    given=[solves],
    reason=Reason("compare with the responses 0, for which the solution is 0", claims=["stable.statement"]),
)

shrinking = chain(
    "shrink",
    "Section 3.4.1, proof",
    delta * inner(v, w - v),
    Step("=", norm(X @ (w - v)) ** 2 + lam * norm(w - v) ** 2, Reason("subtract the normal equations")),
    Step(">=", 0, Reason("squares are not negative")),
    given=[solves, larger, delta > 0],
)

angle = Claim(
    "shrink.3",
    "Section 3.4.1, proof, the angle",
    "step",
    inner(v, w - v) >= 0,
    given=[delta > 0, delta * inner(v, w - v) >= 0],
    reason=Reason("divide by delta"),
)

squares = chain(
    "shrink",
    "Section 3.4.1, proof, the lengths",
    norm(w) ** 2,
    Step("=", norm(v) ** 2 + 2 * inner(v, w - v) + norm(w - v) ** 2, Reason("expand the square")),
    Step(">=", norm(v) ** 2, Reason("the angle", claims=numbered("shrink", 1, 3))),
    given=[solves, larger, delta > 0],
    first=4,
)

shorter = Claim(
    "shrink.statement",
    "Section 3.4.1, the solution shrinks as the penalty grows",
    "statement",
    norm(v) <= norm(w),
    given=[solves, larger, delta > 0],
    reason=Reason("take roots", claims=numbered("shrink", 4, 5)),
)

bias = chain(
    "bias",
    "Section 3.4.1, without noise",
    norm(X @ (w - truth)) ** 2 + lam * norm(w - truth) ** 2,
    Step("=", -lam * inner(truth, w - truth), Reason("insert the responses into the normal equations")),
    Step("<=", lam * norm(truth) * norm(w - truth), Reason("Cauchy-Schwarz", rules=["Cauchy-Schwarz"])),
    given=[solves, eq(y, X @ truth)],
)

claims = [statement, *energy, predictions, *change, size_of_solution, *shrinking, angle, *squares, shorter, *bias]
