r"""While the least eigenvalue of H is at least \lambda_0 / 2, the squared error falls as \exp(-\lambda_0 t).

Du, Zhai, Poczos and Singh, "Gradient descent provably optimizes over-parameterized neural networks" (ICLR 2019),
Lemma 3.3, first part.
"""

from proofcheck.lang import Claim, Reason, Step, chain, derivative, exp, for_all, inner, lmin, norm, within

from .notation import H, error, first_error, is_symmetric, lam, motion, s, stays_positive, t, u, y

slope = chain(
    "slope",
    "Lemma 3.3, proof, the derivative of the loss",
    derivative(t, error**2),
    Step("=", -2 * inner(y - u(t), H(t) @ (y - u(t))), Reason("the chain rule, and the motion")),
    Step("<=", -lam * error**2, Reason("the least eigenvalue", rules=["Rayleigh quotient"])),
    given=[motion, is_symmetric, lmin(H(t)) >= lam / 2, t >= 0],
)

falling = for_all(within(s, 0, t), derivative(s, norm(y - u(s)) ** 2) <= -lam * norm(y - u(s)) ** 2)
squared = Claim(
    "decay.squared",
    "Lemma 3.3, proof, the loss",
    "step",
    error**2 <= exp(-lam * t) * first_error**2,
    given=[falling, t >= 0],
    reason=Reason("exp(lambda_0 t) times the loss does not increase", rules=["Groenwall"]),
)

rooted = Claim(
    "decay.error",
    "Lemma 3.3, proof, the error",
    "step",
    error <= exp(-lam * t / 2) * first_error,
    given=[error**2 <= exp(-lam * t) * first_error**2],
    reason=Reason("take roots"),
)

statement = Claim(
    "decay.statement",
    "Lemma 3.3, the loss",
    "statement",
    error**2 <= exp(-lam * t) * first_error**2,
    given=[motion, is_symmetric, stays_positive, t >= 0],
    reason=Reason("its proof", claims=["slope.1", "slope.2", "decay.squared"]),
)

claims = [statement, *slope, squared, rooted]
