"""Forty mistakes of the usual kinds, one in each claim, and what each claim should have said.

``RIGHT`` gives, by claim, the repairs that a careful author would make; a hypothesis stands behind the claim that it
was missing from.
"""

from functools import partial

from proofcheck.lang import (
    Claim,
    Reason,
    derivative,
    dimension,
    eq,
    exp,
    for_all,
    frac,
    gradient,
    inner,
    integral,
    lmax,
    lmin,
    maximum,
    minimum,
    nonzero,
    norm,
    operator,
    path,
    scalar,
    scalar_function,
    smax,
    smin,
    sqrt,
    text,
    time,
    vector,
)

step = partial(Claim, where="mistakes", kind="step")
half = frac(1, 2)
m, n = dimension("m"), dimension("n")
u, v, x, y = (vector(name, n) for name in "uvxy")
z = vector("z", m)
A, B, C = operator("A", n, n), operator("B", n, n), operator("C", m, n)
a, b = scalar("a"), scalar("b")
c, L, mu, lam = (scalar(name, positive=True) for name in ("c", "L", "mu", "lambda"))
r, s = scalar("r"), scalar("s")
F, best = scalar_function("F", n), scalar("F*")
g = gradient(F)
t = time("t")
X, Y = path("x", n), path("y", n)
symmetric = eq(A.T, A)
smooth = for_all((x, y), norm(g(x) - g(y)) <= L * norm(x - y))
strong = for_all((x, y), F(y) >= F(x) + inner(g(x), y - x) + frac(mu, 2) * norm(y - x) ** 2)
descent = Reason("descent lemma", rules=["descent lemma"])
cauchy = Reason("Cauchy-Schwarz", rules=["Cauchy-Schwarz"])
flow = for_all(t >= 0, eq(X.dot(t), -g(X(t))))


claims, RIGHT = [], {}


def mistake(name, says, *right, given=(), reason=None):
    """Note a wrong claim, and what it may be repaired to."""
    claims.append(step(name, says=says, given=list(given), reason=reason or Reason("")))
    RIGHT[name] = {
        f"{text(one[0])}, if {text(one[1])}" if isinstance(one, tuple) else one if isinstance(one, str) else text(one)
        for one in right
    }


# ---------------------------------------------------------------- norms and inner products

mistake(
    "expand.sign",
    eq(norm(u - v) ** 2, norm(u) ** 2 + 2 * inner(u, v) + norm(v) ** 2),
    eq(norm(u - v) ** 2, norm(u) ** 2 - 2 * inner(u, v) + norm(v) ** 2),
    eq(norm(u + v) ** 2, norm(u) ** 2 + 2 * inner(u, v) + norm(v) ** 2),
)
mistake(
    "expand.factor",
    eq(norm(u + v) ** 2, norm(u) ** 2 + inner(u, v) + norm(v) ** 2),
    eq(norm(u + v) ** 2, norm(u) ** 2 + 2 * inner(u, v) + norm(v) ** 2),
)
mistake(
    "bracket",
    eq(norm(2 * (u - v)) ** 2, 4 * norm(u) ** 2 - 4 * inner(u, v) + norm(v) ** 2),
    eq(norm(2 * u - v) ** 2, 4 * norm(u) ** 2 - 4 * inner(u, v) + norm(v) ** 2),
)
mistake(
    "triangle.reversed",
    norm(u - v) >= norm(u) + norm(v),
    norm(u - v) <= norm(u) + norm(v),
    norm(u - v) >= norm(u) - norm(v),
)
mistake("triangle.sign", norm(u + v) <= norm(u) - norm(v), norm(u + v) <= norm(u) + norm(v))
mistake(
    "square.of.sum",
    norm(u + v) ** 2 <= norm(u) ** 2 + norm(v) ** 2,
    norm(u + v) ** 2 <= 2 * norm(u) ** 2 + 2 * norm(v) ** 2,
    norm(u + v) ** 2 <= 2 * (norm(u) ** 2 + norm(v) ** 2),
    norm(u + v) ** 2 <= norm(u) ** 2 + 2 * norm(u) * norm(v) + norm(v) ** 2,
)
mistake(
    "parallelogram",
    eq(norm(u + v) ** 2 + norm(u - v) ** 2, norm(u) ** 2 + norm(v) ** 2),
    eq(norm(u + v) ** 2 + norm(u - v) ** 2, 2 * norm(u) ** 2 + 2 * norm(v) ** 2),
    eq(norm(u + v) ** 2 + norm(u - v) ** 2, 2 * (norm(u) ** 2 + norm(v) ** 2)),
)
mistake(
    "polarisation",
    eq(inner(u, v), (norm(u + v) ** 2 - norm(u - v) ** 2) / 2),
    eq(inner(u, v), (norm(u + v) ** 2 - norm(u - v) ** 2) / 4),
)
mistake(
    "young",
    inner(u, v) <= norm(u) ** 2 / 4 + norm(v) ** 2 / 2,
    inner(u, v) <= norm(u) ** 2 / 2 + norm(v) ** 2 / 2,
    inner(u, v) <= norm(u) ** 2 / 4 + norm(v) ** 2,
    reason=cauchy,
)
mistake(
    "young.scaled",
    inner(u, v) <= frac(c, 2) * norm(u) ** 2 + frac(c, 2) * norm(v) ** 2,
    inner(u, v) <= frac(c, 2) * norm(u) ** 2 + frac(1, 2 * c) * norm(v) ** 2,
    inner(u, v) <= frac(1, 2 * c) * norm(u) ** 2 + frac(c, 2) * norm(v) ** 2,
    reason=cauchy,
)
mistake(
    "cauchy.power",
    inner(u, v) ** 2 <= norm(u) * norm(v),
    inner(u, v) <= norm(u) * norm(v),
    inner(u, v) ** 2 <= (norm(u) * norm(v)) ** 2,
    inner(u, v) ** 2 <= norm(u) ** 2 * norm(v) ** 2,
    reason=cauchy,
)

# ---------------------------------------------------------------- matrices

mistake(
    "adjoint",
    eq(inner(A @ x, y), inner(x, A @ y)),
    eq(inner(A @ x, y), inner(x, A.T @ y)),
    eq(inner(A.T @ x, y), inner(x, A @ y)),
    (eq(inner(A @ x, y), inner(x, A @ y)), symmetric),
)
mistake("adjoint.shape", eq(inner(C @ x, z), inner(x, C @ z)), eq(inner(C @ x, z), inner(x, C.T @ z)))
mistake("transpose.order", eq((A @ B).T, A.T @ B.T), eq((A @ B).T, B.T @ A.T), eq((B @ A).T, A.T @ B.T))
mistake("operator.power", norm(C @ x) ** 2 <= norm(C) * norm(x) ** 2, norm(C @ x) ** 2 <= norm(C) ** 2 * norm(x) ** 2)
mistake(
    "rayleigh.power",
    lmin(A) * norm(x) <= inner(A @ x, x),
    lmin(A) * norm(x) ** 2 <= inner(A @ x, x),
    given=[symmetric],
)
mistake(
    "rayleigh.end",
    inner(A @ x, x) <= lmin(A) * norm(x) ** 2,
    inner(A @ x, x) <= lmax(A) * norm(x) ** 2,
    inner(A @ x, x) >= lmin(A) * norm(x) ** 2,
    given=[symmetric],
)
mistake("operator.product", norm(A @ B) <= norm(A) + norm(B), norm(A @ B) <= norm(A) * norm(B))
mistake("singular.value", norm(C @ x) <= smin(C) * norm(x), norm(C @ x) <= smax(C) * norm(x))

# ---------------------------------------------------------------- numbers

mistake(
    "binomial",
    eq((a + b) ** 2, a**2 + b**2),
    eq((a + b) ** 2, a**2 + 2 * a * b + b**2),
    eq((a + b) ** 2, a**2 + b**2 + 2 * a * b),
)
mistake("conjugate", eq((a - b) * (a + b), a**2 + b**2), eq((a - b) * (a + b), a**2 - b**2))
mistake(
    "cube",
    eq((a + b) ** 3, a**3 + 3 * a**2 * b + 3 * a * b + b**3),
    eq((a + b) ** 3, a**3 + 3 * a**2 * b + 3 * a * b**2 + b**3),
)
mistake("means", a * b <= (a**2 + b**2) / 4, a * b <= (a**2 + b**2) / 2)
mistake("reciprocal", a + frac(1, a) >= 2, (a + frac(1, a) >= 2, a > 0), given=[nonzero(a)])
mistake("root", eq(sqrt(a**2), a), (eq(sqrt(a**2), a), a >= 0))
mistake("multiplied", r * a <= r * b, (r * a <= r * b, r >= 0), given=[a <= b])
mistake("tangent", 1 + a <= exp(-a), 1 + a <= exp(a), 1 - a <= exp(-a))
mistake("exponents", eq(exp(a + b), exp(a) + exp(b)), eq(exp(a + b), exp(a) * exp(b)))
mistake(
    "larger",
    minimum(a, b) >= (a + b) / 2,
    maximum(a, b) >= (a + b) / 2,
    minimum(a, b) <= (a + b) / 2,
)

# ---------------------------------------------------------------- optimisation

mistake(
    "descent",
    F(x) <= F(y) + inner(g(y), x - y) + frac(L, 4) * norm(x - y) ** 2,
    F(x) <= F(y) + inner(g(y), x - y) + frac(L, 2) * norm(x - y) ** 2,
    given=[smooth],
    reason=descent,
)
mistake(
    "gradient.step",
    F(x - frac(1, L) * g(x)) <= F(x) - frac(1, L) * norm(g(x)) ** 2,
    F(x - frac(1, L) * g(x)) <= F(x) - frac(1, 2 * L) * norm(g(x)) ** 2,
    given=[smooth],
    reason=descent,
)
mistake(
    "lipschitz.power",
    inner(g(x) - g(y), x - y) <= L * norm(x - y),
    inner(g(x) - g(y), x - y) <= L * norm(x - y) ** 2,
    given=[smooth],
    reason=cauchy,
)
mistake(
    "tangent.direction",
    F(y) >= F(x) + inner(g(x), x - y),
    F(y) >= F(x) + inner(g(x), y - x),
    F(y) >= F(x) - inner(g(x), x - y),
    given=[for_all((u, v), F(v) >= F(u) + inner(g(u), v - u))],
)
mistake(
    "strong.minimum",
    F(x) - F(y) >= mu * norm(x - y) ** 2,
    F(x) - F(y) >= frac(mu, 2) * norm(x - y) ** 2,
    given=[strong, eq(g(y), 0 * y)],
)
mistake(
    "lojasiewicz",
    F(x) - best <= frac(mu, 2) * norm(g(x)) ** 2,
    F(x) - best <= frac(1, 2 * mu) * norm(g(x)) ** 2,
    given=[half * norm(g(x)) ** 2 >= mu * (F(x) - best)],
)

# ---------------------------------------------------------------- calculus and flows

mistake(
    "chain.factor",
    eq(derivative(t, half * norm(X(t) - y) ** 2), half * inner(X.dot(t), X(t) - y)),
    eq(derivative(t, half * norm(X(t) - y) ** 2), inner(X.dot(t), X(t) - y)),
)
mistake(
    "flow.power",
    eq(derivative(t, F(X(t))), -norm(g(X(t)))),
    eq(derivative(t, F(X(t))), -(norm(g(X(t))) ** 2)),
    given=[flow],
)
mistake(
    "product.rule",
    eq(derivative(t, inner(X(t), Y(t))), inner(X.dot(t), Y.dot(t))),
    eq(derivative(t, inner(X(t), Y(t))), inner(X.dot(t), Y(t)) + inner(X(t), Y.dot(t))),
)
mistake(
    "exponential.sign",
    eq(derivative(t, exp(-2 * lam * t)), 2 * lam * exp(-2 * lam * t)),
    eq(derivative(t, exp(-2 * lam * t)), -2 * lam * exp(-2 * lam * t)),
    eq(derivative(t, exp(-2 * lam * t)), -(2 * lam * exp(-2 * lam * t))),
    eq(derivative(t, exp(2 * lam * t)), 2 * lam * exp(2 * lam * t)),
)
mistake(
    "area",
    eq(integral(s, 0, t, s), t**2),
    eq(integral(s, 0, t, s), t**2 / 2),
    eq(integral(s, 0, t, s), half * t**2),
)
