r"""Where the normal equations hold, and only there, the penalised sum of squares is least.

Shalev-Shwartz and Ben-David, Understanding Machine Learning (2014), Section 13.1.1; the form with the Gram matrix of
the rows is in Hastie, Tibshirani and Friedman, The Elements of Statistical Learning (second edition, 2009), Section
18.3.5.
"""

from proofcheck.lang import Claim, Reason, Step, chain, eq, for_all, gradient, identity, inner, norm, numbered, vector

from .notation import F, X, lam, n, penalised, solves, v, w, y

alpha = vector("alpha", n)
gap = X.T @ X @ w + lam * w - X.T @ y

statement = Claim(
    "normal.statement",
    "Section 13.1.1",
    "statement",
    for_all(v, F(w) <= F(v)),
    given=[solves],
    reason=Reason("what is added is not negative", claims=["normal.3"]),
)

slope = Claim(
    "normal.gradient",
    "Section 13.1.1, the gradient",
    "step",
    eq(gradient(F)(w), 2 * (penalised @ w - X.T @ y)),
    reason=Reason("differentiate"),
)

expansion = chain(
    "normal",
    "Section 13.1.1, proof",
    F(v),
    Step(
        "=",
        F(w) + norm(X @ (v - w)) ** 2 + lam * norm(v - w) ** 2 + 2 * inner(gap, v - w),
        Reason("expand the squares around w"),
    ),
    Step("=", F(w) + norm(X @ (v - w)) ** 2 + lam * norm(v - w) ** 2, Reason("the normal equations")),
    Step(">=", F(w) + lam * norm(v - w) ** 2, Reason("a square is not negative")),
    given=[solves],
)

unique = Claim(
    "normal.unique",
    "Section 13.1.1, there is one solution",
    "conclusion",
    eq(v, w),
    given=[solves, F(v) <= F(w)],
    reason=Reason("the value grows with the distance", claims=numbered("normal", 1, 3)),
)

dual = Claim(
    "normal.dual",
    "Section 18.3.5, the Gram matrix of the rows",
    "conclusion",
    eq(penalised @ X.T @ alpha, X.T @ y),
    given=[eq((X @ X.T + lam * identity(n)) @ alpha, y)],
    reason=Reason("multiply by the transpose of X"),
)

claims = [statement, slope, *expansion, unique, dual]
