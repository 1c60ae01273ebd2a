r"""Lemma 6: near the start the singular values of the Jacobian stay within a factor of theirs at the start.

If \|w - w(0)\| \le B = \sigma_{\min} / (2 \beta), then

    \sigma_{\min}(J_w) \ge \sigma_{\min} / 2    and    \sigma_{\max}(J_w) \le 3 \sigma_{\max} / 2.

The proof bounds the largest singular value by the triangle inequality, then the smallest through its Rayleigh
quotient: with A_v = (J_w - J_0)^\top v and B_v = J_0^\top v for a unit vector v, display (1) of the source bounds
\|J_w^\top v\|^2 from below by (\|A_v\| - \|B_v\|)^2, and display (2) bounds the two norms.
"""

from proofcheck.lang import (
    Claim,
    Reason,
    Step,
    chain,
    define_function,
    for_all,
    inner,
    lmin,
    norm,
    numbered,
    smax,
    smin,
    sphere_minimum,
    unit,
    vector,
)

from .notation import J_0, B, J_at, assumption_1, beta, n, p, sigma_max, sigma_min
from .notation import w as path_w

w, v = vector("w", p), vector("v", n)
J_w = J_at(w)
A = define_function("A", [v], (J_w - J_0).T @ v, subscript=True)
B_ = define_function("B", [v], J_0.T @ v, subscript=True)
A_v, B_v = A(v), B_(v)

given = [assumption_1, norm(w - path_w(0)) <= B, B]

statements = [
    Claim(
        "lemma6.statement.min",
        "Lemma 6, first bound",
        "statement",
        smin(J_w) >= sigma_min / 2,
        given=given,
        reason=Reason("the proof of Lemma 6", claims=numbered("lemma6.min", 1, 16)),
    ),
    Claim(
        "lemma6.statement.max",
        "Lemma 6, second bound",
        "statement",
        smax(J_w) <= 3 * sigma_max / 2,
        given=given,
        reason=Reason("the proof of Lemma 6", claims=numbered("lemma6.max", 1, 6)),
    ),
]

largest = chain(
    "lemma6.max",
    "Lemma 6, proof, first chain",
    smax(J_w),
    Step("=", norm(J_w), Reason("the operator norm is the largest singular value", rules=["singular values"])),
    Step("=", norm(J_w - J_0 + J_0), Reason("add and subtract")),
    Step("<=", norm(J_w - J_0) + norm(J_0), Reason("triangle inequality", rules=["triangle inequality"])),
    Step("=", beta * B + sigma_max, Reason("the Jacobian is Lipschitz on the ball of radius B")),
    Step("<=", sigma_min / 2 + sigma_max, Reason("definition of B")),
    Step("<=", 3 * sigma_max / 2, Reason("sigma_min <= sigma_max", rules=["singular values"])),
    given=given,
)

quadratic_form = v.T @ J_w @ J_w.T @ v

smallest = chain(
    "lemma6.min",
    "Lemma 6, proof, definition of sigma_min",
    smin(J_w) ** 2,
    Step("=", lmin(J_w @ J_w.T), Reason("definition", rules=["singular values"])),
    Step("=", sphere_minimum(v, quadratic_form), Reason("Rayleigh quotient", rules=["Rayleigh quotient", "infimum"])),
    Step("=", sphere_minimum(v, norm(J_w.T @ v) ** 2), Reason("definition of the norm", rules=["congruence"])),
    given=given,
)

display_1 = chain(
    "lemma6.min",
    "Lemma 6, proof, display (1)",
    norm(J_w.T @ v) ** 2,
    Step("=", norm((J_w - J_0 + J_0).T @ v) ** 2, Reason("add and subtract")),
    Step("=", norm(A_v + B_v) ** 2, Reason("definition of A_v and B_v")),
    Step("=", norm(A_v) ** 2 + 2 * inner(A_v, B_v) + norm(B_v) ** 2, Reason("expand")),
    Step(
        ">=",
        norm(A_v) ** 2 - 2 * norm(A_v) * norm(B_v) + norm(B_v) ** 2,
        Reason("Cauchy-Schwarz", rules=["Cauchy-Schwarz"]),
    ),
    Step("=", (norm(A_v) - norm(B_v)) ** 2, Reason("complete the square")),
    given=[*given, A, B_, unit(v)],
    first=4,
)

display_2_first_line = chain(
    "lemma6.min",
    "Lemma 6, proof, display (2), first line",
    norm(B_v),
    Step("=", norm(J_0.T @ v), Reason("definition of B_v")),
    Step(">=", sigma_min, Reason("definition of sigma_min", rules=["singular values"])),
    given=[*given, B_, unit(v)],
    first=9,
)

display_2_second_line = chain(
    "lemma6.min",
    "Lemma 6, proof, display (2), second line",
    norm(A_v),
    Step("<=", norm((J_w - J_0).T @ v), Reason("definition of A_v")),
    Step("<=", norm(J_w - J_0) * norm(v), Reason("operator norm", rules=["operator norm"])),
    Step("=", norm(J_w - J_0), Reason("v has norm 1")),
    Step("<=", beta * B, Reason("the Jacobian is Lipschitz on the ball of radius B")),
    Step("=", sigma_min / 2, Reason("definition of B")),
    given=[*given, A, unit(v)],
    first=11,
)

conclusion = Claim(
    "lemma6.min.16",
    "Lemma 6, end of proof",
    "conclusion",
    smin(J_w) >= sigma_min / 2,
    given=[
        for_all(unit(v), norm(J_w.T @ v) ** 2 >= (norm(A_v) - norm(B_v)) ** 2),
        for_all(unit(v), norm(B_v) >= sigma_min),
        for_all(unit(v), norm(A_v) <= sigma_min / 2),
    ],
    hypotheses=given,
    reason=Reason(
        "combine displays (1) and (2)", rules=["infimum", "singular values"], claims=numbered("lemma6.min", 4, 15)
    ),
)

claims = [
    *statements,
    *largest,
    *smallest,
    *display_1,
    *display_2_first_line,
    *display_2_second_line,
    conclusion,
]
