r"""Lemma 5: the length of the path, under a bound on the spectrum from both sides.

Suppose \dot v(t) = -S(t)^\top \nabla L(g(v(t))), where S(t) is the Jacobian of g at v(t), and let Q(t) = S(t) S(t)^\top
have its eigenvalues in [\lambda, \lambda_1] for t in [0, T]. Then

    \|v(t) - v(0)\|^2 \le \frac{2 \lambda_1 L(g(v(0)))}{\lambda}    for t in [0, T].

In the source the exponent 2 may as well be the index of the Euclidean norm, so both readings are claims here. The
proof bounds the length of the path; it uses Lemma 4 for z(t) = g(v(t)), and stops before the last integral.
"""

from proofcheck.lang import (
    Claim,
    Reason,
    Step,
    chain,
    define_function,
    eq,
    exp,
    for_all,
    frac,
    gradient,
    integral,
    jacobian,
    lmax,
    lmin,
    mapping,
    norm,
    numbered,
    path,
    scalar,
    sqrt,
    within,
)

from .notation import L, T, n, p, s, t, y

g = mapping("g", p, n)
v = path("v", p)
lambda_, lambda_1 = scalar("lambda"), scalar("lambda_1")

S = define_function("S", [t], jacobian(g)(v(t)))
Q = define_function("Q", [t], S(t) @ S(t).T)
z = define_function("z", [t], g(v(t)))

in_time = within(t, 0, T)
dynamics = for_all(in_time, eq(v.dot(t), -S(t).T @ gradient(L)(g(v(t)))))
spectrum = [for_all(in_time, lambda_ <= lmin(Q(t))), for_all(in_time, lmax(Q(t)) <= lambda_1)]
given = [dynamics, S, Q, *spectrum]
tacit = [lambda_ > 0]

bound = frac(2 * lambda_1 * L(g(v(0))), lambda_)
start = norm(g(v(0)) - y)

statements = [
    Claim(
        "lemma5.statement",
        "Lemma 5 (the exponent read as a square)",
        "statement",
        for_all(in_time, norm(v(t) - v(0)) ** 2 <= bound),
        given=given,
        tacit=tacit,
        reason=Reason("the proof of Lemma 5", claims=numbered("lemma5", 1, 7)),
    ),
    Claim(
        "lemma5.statement.unsquared",
        "Lemma 5 (the exponent read as the index of the Euclidean norm)",
        "statement",
        for_all(in_time, norm(v(t) - v(0)) <= bound),
        given=given,
        tacit=tacit,
        reason=Reason("the proof of Lemma 5", claims=numbered("lemma5", 1, 7)),
    ),
]

length = chain(
    "lemma5",
    "Lemma 5, proof",
    norm(v(t) - v(0)),
    Step(
        "=",
        norm(integral(s, 0, t, v.dot(s))),
        Reason("fundamental theorem of calculus", rules=["fundamental theorem of calculus"]),
    ),
    Step(
        "<=",
        integral(s, 0, t, norm(v.dot(s))),
        Reason("triangle inequality for integrals", rules=["triangle inequality for integrals"]),
    ),
    Step(
        "=",
        integral(s, 0, t, norm(S(s).T @ (g(v(s)) - y))),
        Reason("insert the dynamics; the source uses one letter for the Jacobian and the variable of integration"),
    ),
    Step(
        "<=",
        sqrt(lambda_1) * integral(s, 0, t, norm(g(v(s)) - y)),
        Reason(
            "the operator norm of the transposed Jacobian is at most the root of lambda_1",
            rules=["operator norm", "singular values", "Rayleigh quotient", "monotonicity of the integral"],
        ),
    ),
    Step(
        "<=",
        sqrt(lambda_1) * integral(s, 0, t, start * exp(-lambda_ * s)),
        Reason(
            "Lemma 4 for z(t) = g(v(t))",
            rules=["monotonicity of the integral", "infimum"],
            claims=["lemma4.statement", "lemma5.6"],
        ),
    ),
    given=[*given, in_time],
    tacit=tacit,
)

dynamics_of_outputs = Claim(
    "lemma5.6",
    "Lemma 5, proof, the remark that lets Lemma 4 apply",
    "step",
    eq(z.dot(t), -S(t) @ S(t).T @ gradient(L)(z(t))),
    given=[*given, z, in_time],
    tacit=tacit,
    reason=Reason("chain rule"),
)

conclusion = Claim(
    "lemma5.7",
    "Lemma 5, end of proof",
    "conclusion",
    norm(v(t) - v(0)) ** 2 <= bound,
    given=[
        for_all(in_time, norm(v(t) - v(0)) <= sqrt(lambda_1) * integral(s, 0, t, start * exp(-lambda_ * s))),
        in_time,
    ],
    hypotheses=given,
    tacit=tacit,
    reason=Reason("integrate; the source leaves this to the reader"),
)

claims = [*statements, *length, dynamics_of_outputs, conclusion]
