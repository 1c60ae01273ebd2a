r"""Gradient descent converges linearly for a strongly convex function: it satisfies the Polyak-Lojasiewicz inequality.

Karimi, Nutini and Schmidt (2016), Appendix A. Let F be L-smooth, with a minimiser x^*, F(x^*) = F^*, and

    F(y) \ge F(x) + \langle \nabla F(x), y - x \rangle + \frac{\mu}{2} \|y - x\|^2    for all x, y.

Then \frac12 \|\nabla F(x)\|^2 \ge \mu (F(x) - F^*) for all x, and so gradient descent converges as in Theorem 1.

That \mu \le L follows from the two inequalities on F; like Theorem 1, this one states it.
"""

from proofcheck.lang import Claim, Reason, Step, chain, eq, for_all, frac, gradient, inner, norm, numbered, vector

from .notation import (
    F,
    F_star,
    constants,
    d,
    descent,
    linear_convergence,
    lower_bound,
    mu,
    polyak_lojasiewicz,
    smooth,
    x,
    y,
)

x_star = vector("x*", d)
slope = gradient(F)(x)
strongly_convex = for_all((x, y), F(y) >= F(x) + inner(slope, y - x) + frac(mu, 2) * norm(y - x) ** 2)
minimiser = eq(F(x_star), F_star)
given = [strongly_convex, minimiser, mu > 0]

quadratic_bound = chain(
    "strong",
    "Appendix A, strong convexity at the minimiser",
    F_star,
    Step(
        ">=",
        F(x) + inner(slope, x_star - x) + frac(mu, 2) * norm(x_star - x) ** 2,
        Reason("strong convexity from x to the minimiser"),
    ),
    Step(
        "=",
        F(x) + frac(mu, 2) * norm(x_star - x + frac(1, mu) * slope) ** 2 - frac(1, 2 * mu) * norm(slope) ** 2,
        Reason("complete the square"),
    ),
    Step(">=", F(x) - frac(1, 2 * mu) * norm(slope) ** 2, Reason("a square is nonnegative")),
    given=given,
)

inequality = Claim(
    "strong.4",
    "Appendix A, the Polyak-Lojasiewicz inequality",
    "step",
    polyak_lojasiewicz,
    given=given,
    reason=Reason("multiply by mu", claims=numbered("strong", 1, 3)),
)

statement = Claim(
    "strong.statement",
    "Theorem 1 for a strongly convex function",
    "statement",
    linear_convergence,
    given=[smooth, lower_bound, *constants, strongly_convex, minimiser, descent],
    reason=Reason("Theorem 1", claims=["strong.4", "pl.statement"]),
)

claims = [*quadratic_bound, inequality, statement]
