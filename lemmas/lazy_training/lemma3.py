r"""Lemma 3: how the outputs of the two models move.

    \frac{d}{dt} \alpha f(w(t)) = \alpha J_t \dot w(t) = -\alpha^2 J_t J_t^\top \nabla L(\alpha f(w(t)))
                                = -\alpha^2 J_t J_t^\top (\alpha f(w(t)) - y),
    \frac{d}{dt} \alpha f_0(u(t)) = -\alpha J_0 J_0^\top (\alpha f_0(u(t)) - y).

The source gives no further argument: each relation is a claim of its own.
"""

from proofcheck.lang import Claim, Reason, Step, chain, derivative, eq, gradient

from .notation import J_0, J, L, alpha, f, f_0, flow, linear_flow, t, u, w, y

output = alpha * f(w(t))
linear_output = alpha * f_0(u(t))

first_line = chain(
    "lemma3",
    "Lemma 3, first chain",
    derivative(t, output),
    Step("=", alpha * J(t) @ w.dot(t), Reason("chain rule")),
    Step("=", -(alpha**2) * J(t) @ J(t).T @ gradient(L)(output), Reason("insert the flow")),
    Step("=", -(alpha**2) * J(t) @ J(t).T @ (output - y), Reason("the gradient of the square loss is the residual")),
    given=[flow],
)

second_line = Claim(
    "lemma3.4",
    "Lemma 3, second display",
    "step",
    eq(derivative(t, linear_output), -alpha * J_0 @ J_0.T @ (linear_output - y)),
    given=[linear_flow],
    reason=Reason("as for the model itself"),
)

claims = [*first_line, second_line]
