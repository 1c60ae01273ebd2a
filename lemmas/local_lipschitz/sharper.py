r"""A sharper theorem: lazy training needs an alpha that is smaller by more than the condition number of the Jacobian.

Lemma 5 of the lecture bounds the length of the path through the largest singular value, which costs a factor
\sigma_{\max} / \sigma_{\min}; in its place the root of the loss is weighed against the length, which costs nothing. So

    \alpha > \frac{2 \beta \sqrt{8 L_0}}{\sigma_{\min}^2}

is enough, and the weights stay as much closer to where they started. The lecture asks for an \alpha that is
3 \sigma_{\max} / \sigma_{\min} times as large. As in `theorem`, the Jacobian is Lipschitz continuous only near the
start.
"""

from lemmas.lazy_training.notation import (
    L_0,
    B,
    alpha,
    beta,
    flow,
    linear_flow,
    sigma_max,
    sigma_min,
    t,
    u,
    w,
)
from proofcheck.lang import Claim, Reason, eq, for_all, frac, maximum, norm, sqrt

from .theorem import assumption, in_the_ball, losses_decay

alpha_is_larger = alpha > 2 * beta * sqrt(8 * L_0) / sigma_min**2
everything = [assumption, alpha_is_larger, flow, linear_flow]
radius = frac(sqrt(8 * L_0), alpha * sigma_min)
lecture_threshold = 6 * beta * sqrt(8 * sigma_max**2 * L_0) / sigma_min**3

never_leaves = Claim(
    "sharper.stays",
    "Sharper theorem, the path never leaves the ball",
    "step",
    for_all(t >= 0, in_the_ball(w(t))),
    given=[assumption, alpha_is_larger, flow, B],
    reason=Reason(
        "the bound of Step 2 is less than B", rules=["continuation", "singular values"], claims=["inside.length"]
    ),
)

statements = [
    Claim(
        "sharper.loss",
        "Sharper theorem, first display",
        "statement",
        losses_decay,
        given=everything,
        reason=Reason(
            "Step 2, and the path stays in the ball; for u also, with J_0 at all times",
            rules=["Groenwall", "singular values"],
            claims=["inside.loss", "sharper.stays"],
        ),
    ),
    Claim(
        "sharper.displacement",
        "Sharper theorem, second display",
        "statement",
        maximum(norm(w(t) - w(0)), norm(u(t) - u(0))) <= radius,
        given=everything,
        reason=Reason(
            "Step 2, and the path stays in the ball; for u also, with J_0 at all times",
            rules=["gradient inequality", "singular values", "operator norm"],
            claims=["inside.length", "sharper.stays"],
        ),
    ),
]

gains = [
    Claim(
        "sharper.threshold",
        "Sharper theorem, by which factor its condition on alpha is weaker than the lecture's",
        "step",
        eq(lecture_threshold, (3 * sigma_max / sigma_min) * (2 * beta * sqrt(8 * L_0) / sigma_min**2)),
        given=[assumption],
        reason=Reason("algebra"),
    ),
    Claim(
        "sharper.radius",
        "Sharper theorem, by which factor its bound on the way is smaller than the lecture's",
        "step",
        eq(frac(3 * sqrt(8 * sigma_max**2 * L_0), alpha * sigma_min**2), (3 * sigma_max / sigma_min) * radius),
        given=[assumption],
        reason=Reason("algebra"),
    ),
]

claims = [never_leaves, *statements, *gains]
