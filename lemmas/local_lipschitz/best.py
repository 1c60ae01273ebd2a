r"""The sharpest theorem of this kind: no smaller alpha keeps the path in the ball for every network.

While the path moves, \sigma_{\min}(J) is at least \sigma_{\min} - \beta \|w - w(0)\|: the loss falls the slower the
farther the path is from its start, and not at once as slowly as at the edge of the ball. With that,

    \sigma_{\min} D - \frac{\beta}{2} D^2 \le \frac{\sqrt{2 L_0}}{\alpha},    D = \|w(t) - w(0)\|,

so that an \alpha two thirds as large as in `sharper` is enough,

    \alpha > \frac{4 \beta \sqrt{8 L_0}}{3 \sigma_{\min}^2}.

For f(w) = w_1 + w_1^2 / 2 and \sigma_{\min} = \beta = 1 both hold with equality in the limit.
"""

from lemmas.lazy_training.notation import (
    L_0,
    B,
    alpha,
    beta,
    flow,
    linear_flow,
    sigma_min,
    t,
    w,
)
from proofcheck.lang import Claim, Reason, for_all, frac, norm, sqrt

from .theorem import assumption, in_the_ball, losses_decay, stays

alpha_is_enough = alpha > 4 * beta * sqrt(8 * L_0) / (3 * sigma_min**2)
everything = [assumption, alpha_is_enough, flow, linear_flow]
way = norm(w(t) - w(0))

claims = [
    Claim(
        "best.way",
        "Sharpest theorem, the way of the path while it is in the ball",
        "step",
        sigma_min * way - frac(beta, 2) * way**2 <= frac(sqrt(2 * L_0), alpha),
        given=[assumption, flow, stays, B],
        reason=Reason(
            "the root of the loss falls as fast as the path moves, and the slower the farther it is",
            rules=["gradient inequality", "perturbation of singular values", "singular values", "operator norm"],
        ),
    ),
    Claim(
        "best.stays",
        "Sharpest theorem, the path never leaves the ball",
        "step",
        for_all(t >= 0, in_the_ball(w(t))),
        given=[assumption, alpha_is_enough, flow, B],
        reason=Reason(
            "at the edge of the ball the bound on the way would be exceeded",
            rules=[
                "continuation",
                "gradient inequality",
                "perturbation of singular values",
                "singular values",
                "operator norm",
            ],
            claims=["best.way"],
        ),
    ),
    Claim(
        "best.loss",
        "Sharpest theorem",
        "statement",
        losses_decay,
        given=everything,
        reason=Reason(
            "Step 2, and the path stays in the ball; for u also, with J_0 at all times",
            rules=["Groenwall", "singular values"],
            claims=["inside.loss", "best.stays"],
        ),
    ),
]
