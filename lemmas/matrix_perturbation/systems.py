r"""How far the inverse of a matrix, and the solution of a linear system, move when the data do.

Horn and Johnson, Matrix Analysis (second edition, 2013), Section 5.8, and Golub and Van Loan, Matrix Computations
(fourth edition, 2013), Theorem 2.3.4. A x = b and (A + E) (x + h) = b + c; B and D are the inverses of A and A + E.
"""

from proofcheck.lang import Claim, Reason, Step, chain, dimension, eq, frac, identity, norm, numbered, operator, vector

n = dimension("n")
A, B, E, D = operator("A", n, n), operator("B", n, n), operator("E", n, n), operator("D", n, n)
x, h, b, c = (vector(name, n) for name in ("x", "h", "b", "c"))
one = identity(n)
system = [eq(B @ A, one), eq(A @ x, b), eq((A + E) @ (x + h), b + c)]
small = norm(B) * norm(E) < 1

residual = Claim(
    "systems.1",
    "Section 5.8, proof",
    "step",
    eq(h, B @ (c - E @ x - E @ h)),
    given=system,
    reason=Reason("subtract the systems, and apply the inverse"),
)

bound = chain(
    "systems",
    "Section 5.8, proof",
    norm(B @ (c - E @ x - E @ h)),
    Step("<=", norm(B) * norm(c - E @ x - E @ h), Reason("the norm of B", rules=["operator norm"])),
    Step("<=", norm(B) * (norm(c) + norm(E @ x) + norm(E @ h)), Reason("triangle", rules=["triangle inequality"])),
    Step(
        "<=",
        norm(B) * (norm(c) + norm(E) * norm(x) + norm(E) * norm(h)),
        Reason("the norm of E", rules=["operator norm"]),
    ),
    first=2,
)

solution = Claim(
    "systems.5",
    "Section 5.8, proof",
    "step",
    norm(h) <= norm(B) * (norm(c) + norm(E) * norm(x) + norm(E) * norm(h)),
    given=system,
    reason=Reason("the chain", claims=numbered("systems", 1, 4)),
)

statement = Claim(
    "systems.statement",
    "Section 5.8, the bound",
    "statement",
    norm(h) <= frac(norm(B), 1 - norm(B) * norm(E)) * (norm(c) + norm(E) * norm(x)),
    given=[*system, small],
    reason=Reason("solve for the norm", claims=["systems.5"]),
)

relative = Claim(
    "systems.relative",
    "Section 5.8, the condition number, with the matrix as it was",
    "conclusion",
    norm(h) * norm(b) <= norm(A) * norm(B) * norm(c) * norm(x),
    given=[eq(B @ A, one), eq(A @ x, b), eq(A @ (x + h), b + c)],
    reason=Reason("norms of A x = b and of B c = h", rules=["operator norm"]),
)

inverses = chain(
    "inverses",
    "Theorem 2.3.4, proof",
    D - B,
    Step("=", -D @ E @ B, Reason("D (A + E) = I and A B = I")),
    given=[eq(D @ (A + E), one), eq(A @ B, one)],
)

moved = Claim(
    "inverses.statement",
    "Theorem 2.3.4",
    "statement",
    norm(D - B) <= norm(D) * norm(E) * norm(B),
    given=[eq(D @ (A + E), one), eq(A @ B, one)],
    reason=Reason("norms", rules=["operator norm"], claims=["inverses.1"]),
)

claims = [statement, residual, *bound, solution, relative, *inverses, moved]
