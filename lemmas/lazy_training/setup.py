r"""The two gradient flows of the lecture, and its Assumption 1.

Section 1, before Lemma 3. The model's weights follow

    \dot w(t) = -\nabla_w L(\alpha f(w(t))) = -\alpha J_t^\top \nabla L(\alpha f(w(t))),

the linearised model's the same with f_0 and J_0. Assumption 1 calls the n-th singular value of J_0 sigma_min.
"""

from proofcheck.lang import Claim, Reason, eq, for_all, gradient, lmin, nabla, smin, sqrt, vector

from .notation import J_0, J, L, alpha, assumption_1, f, f_0, p, t, u, w

w_, u_ = vector("w", p), vector("u", p)

claims = [
    Claim(
        "setup.flow",
        "before Assumption 1: the gradient flow of the model",
        "step",
        eq(-nabla(w_, L(alpha * f(w_)), w.suppressed(t)), -alpha * J(t).T @ gradient(L)(alpha * f(w(t)))),
        given=[for_all(t >= 0, eq(w.dot(t), -nabla(w_, L(alpha * f(w_)), w(t))))],
        reason=Reason("chain rule"),
    ),
    Claim(
        "setup.linear_flow",
        "before Assumption 1: the gradient flow of the linearised model",
        "step",
        eq(-nabla(u_, L(alpha * f_0(u_)), u(t)), -alpha * J_0.T @ gradient(L)(alpha * f_0(u(t)))),
        given=[for_all(t >= 0, eq(u.dot(t), -nabla(u_, L(alpha * f_0(u_)), u(t))))],
        reason=Reason("chain rule; f_0 has the Jacobian J_0 everywhere"),
    ),
    Claim(
        "assumption1.sigma_min",
        "Assumption 1, second line",
        "step",
        eq(smin(J_0), sqrt(lmin(J_0 @ J_0.T))),
        given=[assumption_1],
        reason=Reason("definition of singular values", rules=["singular values"]),
    ),
]
