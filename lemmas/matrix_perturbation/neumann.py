r"""If \|F\| < 1, then I - F has an inverse, the sum of the powers of F, of norm at most 1 / (1 - \|F\|).

Golub and Van Loan, Matrix Computations (fourth edition, 2013), Lemma 2.3.3. P_k is the k-th power of F, and G is the
inverse of I - F.
"""

from proofcheck.lang import (
    Claim,
    Reason,
    Step,
    chain,
    dimension,
    eq,
    for_all,
    frac,
    identity,
    natural,
    norm,
    numbered,
    operator,
    operator_sequence,
    smin,
    summation,
)

n, k, j = dimension("n"), natural("k"), natural("j")
F, G, P = operator("F", n, n), operator("G", n, n), operator_sequence("P", n, n)
one = identity(n)
powers = [eq(P[0], one), for_all(k, eq(P[k + 1], F @ P[k]))]
small, inverse = norm(F) < 1, eq(G @ (one - F), one)

regular = Claim(
    "neumann.regular",
    "Lemma 2.3.3, I - F is nonsingular",
    "statement",
    smin(one - F) >= 1 - norm(F),
    reason=Reason("|x - F x| is at least |x| - |F x|", rules=["perturbation of singular values", "singular values"]),
)

finite = Claim(
    "neumann.finite",
    "Lemma 2.3.3, proof, the finite sum",
    "step",
    eq((one - F) @ summation(j, 0, k, P[j]), one - P[k + 1]),
    given=powers,
    reason=Reason("the sum telescopes", rules=["induction"]),
)

start = Claim(
    "neumann.start",
    "Lemma 2.3.3, proof, the first power",
    "step",
    norm(P[0]) <= 1,
    given=powers,
    reason=Reason("the norm of the identity"),
)

step = Claim(
    "neumann.step",
    "Lemma 2.3.3, proof, the next power",
    "step",
    norm(P[k + 1]) <= norm(F) * norm(P[k]),
    given=powers,
    reason=Reason("submultiplicativity", rules=["operator norm"]),
)

decay = Claim(
    "neumann.decay",
    "Lemma 2.3.3, proof, the powers",
    "step",
    for_all(k, norm(P[k]) <= norm(F) ** k),
    given=powers,
    reason=Reason("induction over k", rules=["induction"], claims=["neumann.start", "neumann.step"]),
)

bound = chain(
    "neumann",
    "Lemma 2.3.3, proof, the inverse",
    norm(G),
    Step("=", norm(one + G @ F), Reason("G (I - F) = I")),
    Step("<=", 1 + norm(G) * norm(F), Reason("submultiplicativity", rules=["triangle inequality", "operator norm"])),
    given=[inverse],
)

statement = Claim(
    "neumann.statement",
    "Lemma 2.3.3, the norm of the inverse",
    "statement",
    norm(G) <= frac(1, 1 - norm(F)),
    given=[inverse, small],
    reason=Reason("solve for the norm", claims=numbered("neumann", 1, 2)),
)

distance = Claim(
    "neumann.distance",
    "Lemma 2.3.3, the distance from the identity",
    "conclusion",
    norm(G - one) <= frac(norm(F), 1 - norm(F)),
    given=[inverse, small],
    reason=Reason("G - I = G F, and the norm of G", rules=["operator norm"], claims=["neumann.statement"]),
)

remainder = Claim(
    "neumann.3",
    "Lemma 2.3.3, proof, what the finite sum lacks",
    "step",
    eq(G - summation(j, 0, k, P[j]), G @ P[k + 1]),
    given=[*powers, inverse],
    reason=Reason("apply G to the finite sum", claims=["neumann.finite"]),
)

error = chain(
    "neumann",
    "Lemma 2.3.3, proof, the error of the finite sum",
    norm(G @ P[k + 1]),
    Step("<=", norm(G) * norm(P[k + 1]), Reason("submultiplicativity", rules=["operator norm"])),
    Step("<=", norm(G) * norm(F) ** (k + 1), Reason("the powers", claims=["neumann.decay"])),
    Step("<=", frac(norm(F) ** (k + 1), 1 - norm(F)), Reason("the inverse", claims=["neumann.statement"])),
    given=[*powers, inverse, small],
    first=4,
)

claims = [regular, finite, start, step, decay, statement, *bound, distance, remainder, *error]
