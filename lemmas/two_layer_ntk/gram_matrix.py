r"""The Gram matrix stays positive definite: H(0) since the network is wide, H(t) since the weights hardly move.

Du, Zhai, Poczos and Singh, "Gradient descent provably optimizes over-parameterized neural networks" (ICLR 2019),
Lemmas 3.1 and 3.2. What concentration says of H(0), and what the motion of the weights does to H(t), is assumed.
"""

from proofcheck.lang import Claim, Reason, Step, chain, frac, frobenius, lmin, norm, symmetric

from .notation import H_0, H, H_limit, lam, t

start = chain(
    "start",
    "Lemma 3.1, proof, the least eigenvalue at time 0",
    lmin(H_0),
    Step(">=", lmin(H_limit) - norm(H_0 - H_limit), Reason("Weyl", rules=["perturbation of eigenvalues"])),
    Step(">=", frac(3, 4) * lam, Reason("H(0) is near its limit")),
    given=[symmetric(H_0), symmetric(H_limit), lmin(H_limit) >= lam, norm(H_0 - H_limit) <= lam / 4],
)

later = chain(
    "later",
    "Lemma 3.2, proof, the least eigenvalue at time t",
    lmin(H(t)),
    Step(">=", lmin(H_0) - norm(H(t) - H_0), Reason("Weyl", rules=["perturbation of eigenvalues"])),
    Step(
        ">=",
        lmin(H_0) - frobenius(H(t) - H_0),
        Reason("the Frobenius norm is at least the operator norm", rules=["Frobenius norm"]),
    ),
    Step(">=", lam / 2, Reason("H(t) is near H(0)")),
    given=[symmetric(H_0), symmetric(H(t)), lmin(H_0) >= frac(3, 4) * lam, frobenius(H(t) - H_0) <= lam / 4],
)

statement = Claim(
    "gram.statement",
    "Lemma 3.2",
    "statement",
    lmin(H(t)) >= lam / 2,
    given=[
        symmetric(H_0),
        symmetric(H_limit),
        symmetric(H(t)),
        lmin(H_limit) >= lam,
        norm(H_0 - H_limit) <= lam / 4,
        frobenius(H(t) - H_0) <= lam / 4,
    ],
    reason=Reason("both perturbations", claims=["start.1", "start.2", "later.1", "later.2", "later.3"]),
)

claims = [statement, *start, *later]
