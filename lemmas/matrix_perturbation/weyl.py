r"""Weyl's inequalities for the extreme eigenvalues, and for the extreme singular values.

Horn and Johnson, Matrix Analysis (second edition, 2013), Theorem 4.3.1, Corollaries 4.3.12 and 7.3.5.
"""

from proofcheck.lang import (
    Claim,
    Reason,
    Step,
    absolute,
    chain,
    dimension,
    inner,
    lmax,
    lmin,
    norm,
    operator,
    smax,
    smin,
    symmetric,
    unit,
    vector,
)

n, m = dimension("n"), dimension("m")
A, B, E = operator("A", n, n), operator("B", n, n), operator("E", n, n)
M, P = operator("M", m, n), operator("P", m, n)
x = vector("x", n)
symmetries = [symmetric(A), symmetric(B)]

below = chain(
    "weyl",
    "Theorem 4.3.1, proof, the smallest eigenvalue",
    inner(x, (A + B) @ x),
    Step("=", inner(x, A @ x) + inner(x, B @ x), Reason("linearity")),
    Step(">=", lmin(A) + lmin(B), Reason("Rayleigh quotients", rules=["Rayleigh quotient"])),
    given=[*symmetries, unit(x)],
)

smallest = Claim(
    "weyl.smallest",
    "Theorem 4.3.1, for the smallest eigenvalue",
    "statement",
    lmin(A + B) >= lmin(A) + lmin(B),
    given=symmetries,
    reason=Reason("Rayleigh quotients", rules=["Rayleigh quotient"]),
)

largest = Claim(
    "weyl.largest",
    "Theorem 4.3.1, for the largest eigenvalue",
    "statement",
    lmax(A + B) <= lmax(A) + lmax(B),
    given=symmetries,
    reason=Reason("Rayleigh quotients", rules=["Rayleigh quotient"]),
)

monotone = Claim(
    "weyl.monotone",
    "Corollary 4.3.12",
    "conclusion",
    lmin(A) <= lmin(A + B),
    given=[*symmetries, lmin(B) >= 0],
    reason=Reason("Theorem 4.3.1", claims=["weyl.smallest"]),
)

continuous = [
    Claim(
        f"weyl.continuous.{name}",
        "Theorem 4.3.1, the eigenvalues are continuous",
        "conclusion",
        absolute(eigenvalue(A + E) - eigenvalue(A)) <= norm(E),
        given=[symmetric(A), symmetric(E)],
        reason=Reason("Theorem 4.3.1", rules=["perturbation of eigenvalues"]),
    )
    for name, eigenvalue in (("smallest", lmin), ("largest", lmax))
]

singular = [
    Claim(
        "weyl.singular.largest",
        "Corollary 7.3.5, the largest singular value",
        "conclusion",
        absolute(smax(M + P) - smax(M)) <= norm(P),
        reason=Reason("the triangle inequality, twice", rules=["triangle inequality", "operator norm"]),
    ),
    Claim(
        "weyl.singular.smallest",
        "Corollary 7.3.5, the smallest singular value",
        "conclusion",
        absolute(smin(M + P) - smin(M)) <= norm(P),
        reason=Reason("Corollary 7.3.5", rules=["perturbation of singular values"]),
    ),
    Claim(
        "weyl.singular.kept",
        "Corollary 7.3.5, full rank is kept",
        "conclusion",
        smin(M + P) > 0,
        given=[norm(P) < smin(M)],
        reason=Reason("the smallest singular value moves by at most the norm", claims=["weyl.singular.smallest"]),
    ),
]

claims = [smallest, *below, largest, monotone, *continuous, *singular]
