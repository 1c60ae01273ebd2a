r"""Theorem 2: lazy training converges exponentially, and the weights stay close to where they started.

Under Assumption 1, if \alpha \ge 6 \beta \sqrt{8 \sigma_{\max}^2 L_0} / \sigma_{\min}^3, then for t \ge 0

    \max\{ L(\alpha f(w(t))), L(\alpha f_0(w(t))) \} \le L_0 \exp(-t \alpha^2 \sigma_{\min}^2 / 2),
    \max\{ \|w(t) - w(0)\|, \|u(t) - u(0)\| \} \le \frac{3 \sqrt{8 \sigma_{\max}^2 L_0}}{\alpha \sigma_{\min}^2}.

The first display has f_0(w(t)) where the rest of the lecture has f_0(u(t)), so both are claims here. The proof applies
Lemmas 3 to 6 while the path stays in the ball of radius B; that it stays there is said to follow from B' \le B.
"""

from proofcheck.lang import (
    Claim,
    Reason,
    define,
    derivative,
    eq,
    exp,
    for_all,
    frac,
    implies,
    lmin,
    maximum,
    named_first,
    named_last,
    norm,
    numbered,
    sqrt,
    within,
)

from .notation import (
    L_0,
    B,
    J,
    L,
    alpha,
    alpha_is_large,
    assumption_1,
    f,
    f_0,
    flow,
    linear_flow,
    s,
    sigma_max,
    sigma_min,
    t,
    u,
    w,
    y,
)

lambda_ = define("lambda", alpha**2 * sigma_min**2 / 4)
root = sqrt(8 * sigma_max**2 * L_0)
radius = frac(2 * root, alpha * sigma_min**2)
B_prime = define("B'", radius)

in_the_ball = for_all(within(s, 0, t), norm(w(s) - w(0)) <= B)
loss_bound = L_0 * exp(-t * alpha**2 * sigma_min**2 / 2)
length_bound = frac(sqrt(frac(9 * sigma_min**2, 2) * alpha**2 * L_0), alpha**2 * sigma_min**2 / 4)

loss_decays = L(alpha * f(w(t))) <= loss_bound
path_is_short = norm(w(t) - w(0)) <= length_bound

everything = [assumption_1, alpha_is_large, flow, linear_flow]
the_whole_proof = Reason(
    "Lemmas 3 to 6 and the closing computation",
    claims=[
        *numbered("lemma3", 1, 4),
        "lemma4.statement",
        "lemma5.statement",
        "lemma6.statement.min",
        "lemma6.statement.max",
        *numbered("theorem2", 1, 7),
    ],
)

statements = [
    Claim(
        "theorem2.statement.loss",
        "Theorem 2, first display, to the letter",
        "statement",
        maximum(L(alpha * f(w(t))), L(alpha * f_0(w(t)))) <= loss_bound,
        given=everything,
        reason=the_whole_proof,
    ),
    Claim(
        "theorem2.statement.loss.intended",
        "Theorem 2, first display, with the linearised model's own path",
        "statement",
        maximum(L(alpha * f(w(t))), L(alpha * f_0(u(t)))) <= loss_bound,
        given=everything,
        reason=the_whole_proof,
    ),
    Claim(
        "theorem2.statement.displacement",
        "Theorem 2, second display",
        "statement",
        maximum(norm(w(t) - w(0)), norm(u(t) - u(0))) <= frac(3 * root, alpha * sigma_min**2),
        given=everything,
        reason=the_whole_proof,
    ),
]

first_displays = [
    Claim(
        "theorem2.1",
        "after Lemma 6, first display",
        "step",
        eq(derivative(t, alpha * f(w(t))), -(alpha**2) * J(t) @ J(t).T @ (alpha * f(w(t)) - y)),
        given=[flow],
        reason=Reason("Lemma 3", claims=numbered("lemma3", 1, 3)),
    ),
    Claim(
        "theorem2.2",
        "after Lemma 6, second display",
        "step",
        for_all(within(s, 0, t), lmin(alpha**2 * J(s) @ J(s).T) >= named_first(lambda_)),
        given=[assumption_1, in_the_ball],
        reason=Reason("Lemma 6", rules=["singular values"], claims=["lemma6.statement.min"]),
    ),
    Claim(
        "theorem2.3",
        "after Lemma 6, third display",
        "step",
        loss_decays,
        given=[flow, assumption_1, in_the_ball],
        reason=Reason("Lemma 4", rules=["infimum"], claims=["lemma4.statement", "theorem2.1", "theorem2.2"]),
    ),
]

fourth_display = [
    Claim(
        "theorem2.4",
        "after Lemma 6, fourth display, first relation",
        "step",
        path_is_short,
        given=[flow, assumption_1, in_the_ball],
        reason=Reason("Lemmas 5 and 6", claims=["lemma5.statement", "lemma6.statement.min", "lemma6.statement.max"]),
    ),
    Claim(
        "theorem2.5",
        "after Lemma 6, fourth display, second relation",
        "step",
        eq(length_bound, named_last(B_prime)),
        given=[assumption_1],
        reason=Reason("simplify"),
    ),
]

closing = [
    Claim(
        "theorem2.6",
        "after Lemma 6, last sentence",
        "step",
        B_prime <= B,
        given=[assumption_1, alpha_is_large, B_prime, B],
        reason=Reason("the condition on alpha"),
    ),
    Claim(
        "theorem2.7",
        "after Lemma 6, last but one sentence",
        "conclusion",
        for_all(t >= 0, norm(w(t) - w(0)) <= B),
        given=[
            assumption_1,
            alpha_is_large,
            B_prime <= B,
            for_all(t >= 0, implies(in_the_ball, loss_decays)),
            for_all(t >= 0, implies(in_the_ball, path_is_short)),
        ],
        hypotheses=[flow],
        reason=Reason(
            "B' <= B is said to be sufficient, and no more is said",
            claims=["theorem2.3", "theorem2.4", "theorem2.6"],
        ),
    ),
]

claims = [*first_displays, *fourth_display, *closing]
