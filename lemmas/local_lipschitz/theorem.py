r"""Lazy training converges exponentially if the Jacobian is Lipschitz continuous on one ball around the start.

Theorem 2 of the lecture in `lemmas.lazy_training` asks for a constant \beta with \|J_w - J_v\| \le \beta \|w - v\| for
all w and v. Deep networks have none. The proof only looks at the ball of radius B = \sigma_{\min} / (2 \beta) around
w(0), so here

    \|J_w - J_v\| \le \beta \|w - v\|    where    \|w - w(0)\| \le B  and  \|v - w(0)\| \le B.

The steps are those of the lecture, but the length of the path is bounded by the gradient inequality of Lojasiewicz, and
that the path never leaves the ball is a step of its own.
"""

from typing import Any

from lemmas.lazy_training.notation import (
    L_0,
    B,
    J_at,
    L,
    alpha,
    alpha_is_large,
    beta,
    f,
    f_0,
    flow,
    linear_flow,
    n,
    p,
    s,
    sigma_max,
    sigma_min,
    t,
    u,
    v_,
    w,
    w_,
)
from proofcheck.lang import (
    Claim,
    Reason,
    Remark,
    exp,
    for_all,
    frac,
    group,
    implies,
    maximum,
    norm,
    smax,
    smin,
    sqrt,
    within,
)


def in_the_ball(point: Any) -> Any:
    """The point is at most B from the start."""
    return norm(point - w(0)) <= B


lipschitz_in_the_ball = for_all(
    (w_, v_),
    implies(in_the_ball(w_), implies(in_the_ball(v_), norm(J_at(w_) - J_at(v_)) <= beta * norm(w_ - v_))),
)
assumption = group(
    "Assumption 1 on the ball",
    Remark(r"\operatorname{rank} J_0 = n", "rank J_0 = n"),
    p > n,
    sigma_min > 0,
    beta > 0,
    lipschitz_in_the_ball,
)
everything = [assumption, alpha_is_large, flow, linear_flow]
stays = for_all(within(s, 0, t), in_the_ball(w(s)))
root = sqrt(8 * sigma_max**2 * L_0)
losses_decay = maximum(L(alpha * f(w(t))), L(alpha * f_0(u(t)))) <= L_0 * exp(-t * alpha**2 * sigma_min**2 / 2)

singular_values = [
    Claim(
        "ball.min",
        "Step 1, first bound",
        "step",
        smin(J_at(w_)) >= sigma_min / 2,
        given=[assumption, in_the_ball(w_), B],
        reason=Reason("w is at most B from w(0)", rules=["perturbation of singular values"]),
    ),
    Claim(
        "ball.max",
        "Step 1, second bound",
        "step",
        smax(J_at(w_)) <= 3 * sigma_max / 2,
        given=[assumption, in_the_ball(w_), B],
        reason=Reason("w is at most B from w(0)", rules=["triangle inequality", "singular values"]),
    ),
]

while_inside = [
    Claim(
        "inside.loss",
        "Step 2, the loss while the path is in the ball",
        "step",
        L(alpha * f(w(t))) <= L_0 * exp(-t * alpha**2 * sigma_min**2 / 2),
        given=[assumption, flow, stays],
        reason=Reason(
            "the loss decays at rate 2 alpha^2 sigma_min(J_t)^2",
            rules=["Groenwall", "singular values"],
            claims=["ball.min"],
        ),
    ),
    Claim(
        "inside.length",
        "Step 2, the way of the path while it is in the ball",
        "step",
        norm(w(t) - w(0)) <= frac(2 * sqrt(2 * L_0), alpha * sigma_min),
        given=[assumption, flow, stays],
        reason=Reason(
            "the root of the loss falls as fast as the path moves",
            rules=["gradient inequality", "singular values", "operator norm"],
            claims=["ball.min", "ball.max"],
        ),
    ),
]

never_leaves = Claim(
    "stays",
    "Step 3, the path never leaves the ball",
    "step",
    for_all(t >= 0, in_the_ball(w(t))),
    given=[assumption, alpha_is_large, flow, B],
    reason=Reason(
        "the bound of Step 2 is less than B", rules=["continuation", "singular values"], claims=["inside.length"]
    ),
)

statements = [
    Claim(
        "statement.loss",
        "Theorem, first display",
        "statement",
        losses_decay,
        given=everything,
        reason=Reason(
            "Steps 2 and 3; for u also, with J_0 at all times",
            rules=["Groenwall", "singular values"],
            claims=["inside.loss", "stays"],
        ),
    ),
    Claim(
        "statement.displacement",
        "Theorem, second display",
        "statement",
        maximum(norm(w(t) - w(0)), norm(u(t) - u(0))) <= frac(3 * root, alpha * sigma_min**2),
        given=everything,
        reason=Reason(
            "Steps 2 and 3; for u also, with J_0 at all times",
            rules=["gradient inequality", "singular values", "operator norm"],
            claims=["inside.length", "stays"],
        ),
    ),
]

claims = [*singular_values, *while_inside, never_leaves, *statements]
