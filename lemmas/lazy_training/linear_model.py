r"""The linearised model: Lemmas 4 and 5 applied to f_0, whose Jacobian is J_0 at all times.

After Lemma 5 the source writes three displays for the path u(t) of the linearised model:

    \frac{d}{dt} \alpha f_0(u(t)) = -\alpha^2 J_0 J_0^\top (\alpha f_0(u(t) - y)),
    L(\alpha f_0(u(t))) \le L_0 \exp(-2 t \alpha^2 \sigma_{\min}^2),
    \|u(t) - u(0)\| \le \frac{\sqrt{2 \alpha^2 \sigma_{\max}^2 L_0}}{\alpha^2 \sigma_{\min}}.

The parentheses of the first are the source's.
"""

from proofcheck.lang import Claim, Reason, derivative, eq, exp, frac, norm, sqrt

from .notation import J_0, L_0, L, alpha, assumption_1, f_0, linear_flow, sigma_max, sigma_min, t, u, y

claims = [
    Claim(
        "linear.1",
        "after Lemma 5, first display",
        "step",
        eq(derivative(t, alpha * f_0(u(t))), -(alpha**2) * J_0 @ J_0.T @ (alpha * f_0(u(t) - y))),
        given=[linear_flow],
        reason=Reason("Lemma 3, with the parentheses of the source", claims=["lemma3.4"]),
    ),
    Claim(
        "linear.2",
        "after Lemma 5, second display",
        "step",
        L(alpha * f_0(u(t))) <= L_0 * exp(-2 * t * alpha**2 * sigma_min**2),
        given=[linear_flow, assumption_1],
        reason=Reason(
            "Lemma 4 with alpha^2 J_0 J_0^T for Q(t)",
            rules=["singular values", "infimum"],
            claims=["lemma4.statement"],
        ),
    ),
    Claim(
        "linear.3",
        "after Lemma 5, third display",
        "step",
        norm(u(t) - u(0)) <= frac(sqrt(2 * alpha**2 * sigma_max**2 * L_0), alpha**2 * sigma_min),
        given=[linear_flow, assumption_1],
        reason=Reason("Lemma 5", claims=["lemma5.statement"]),
    ),
]
