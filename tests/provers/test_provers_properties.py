"""Lines about convex, smooth and other declared functions, as they stand in papers: true ones and false neighbours."""

import pytest
from lines import assert_proved, assert_refuted, problem

from proofcheck.lang import (
    cocoercive,
    convex,
    convex_between,
    convex_set,
    dimension,
    eq,
    firmly_nonexpansive,
    for_all,
    frac,
    gradient,
    hessian,
    implies,
    inner,
    jacobian,
    lipschitz,
    mapping,
    member,
    minimiser,
    monotone,
    natural,
    nonexpansive,
    norm,
    polyak_lojasiewicz,
    proximal_point,
    quadratic_growth,
    scalar,
    scalar_function,
    sequence,
    smooth,
    strongly_convex,
    strongly_convex_between,
    subgradient,
    subset,
    vector,
)
from proofcheck.provers.library import uses
from proofcheck.provers.search import prove

d, k = dimension("d"), natural("k")
C = subset("C", d)
F, T = scalar_function("F", d), mapping("T", d, d)
g = gradient(F)
x, y, x_star, p, q = (vector(name, d) for name in ("x", "y", "x*", "p", "q"))
L, mu, eta, beta = (scalar(name, positive=True) for name in ("L", "mu", "eta", "beta"))
X = sequence("x", d)
descent = for_all(k, eq(X[k + 1], X[k] - g(X[k]) / L))
least = minimiser(x_star, F)
both = [convex(F), smooth(F, L)]
strong = [strongly_convex(F, mu), smooth(F, L), least]
step = x - eta * g(x)
inside = [convex_set(C), member(x, C), member(y, C), for_all(p, implies(member(p, C), F(x) <= F(p)))]

TRUE = {
    "a step of gradient descent": (F(x - g(x) / L) <= F(x) - norm(g(x)) ** 2 / (2 * L), [smooth(F, L)]),
    "the first-order bound at a minimiser": (inner(g(x), x - x_star) >= F(x) - F(x_star), [convex(F)]),
    "a minimiser is stationary": (eq(g(x_star), 0), [least]),
    "a stationary point is a minimiser": (minimiser(x, F), [convex(F), eq(g(x), 0)]),
    "a gradient bounded by the gap": (norm(g(x)) ** 2 <= 2 * L * (F(x) - F(x_star)), [smooth(F, L), least]),
    "a monotone gradient": (inner(g(x) - g(y), x - y) >= 0, [convex(F)]),
    "a monotone gradient, from chords": (inner(g(x) - g(y), x - y) >= 0, [convex_between(F)]),
    "a strongly monotone gradient": (inner(g(x) - g(y), x - y) >= mu * norm(x - y) ** 2, [strongly_convex(F, mu)]),
    "tangents from chords": (convex(F), [convex_between(F)]),
    "chords from tangents": (convex_between(F), [convex(F)]),
    "strong chords from strong tangents": (strongly_convex_between(F, mu), [strongly_convex(F, mu)]),
    "convex by a monotone gradient": (convex(F), [for_all((x, y), inner(g(x) - g(y), x - y) >= 0)]),
    "Baillon and Haddad": (inner(g(x) - g(y), x - y) >= norm(g(x) - g(y)) ** 2 / L, both),
    "a smooth convex function above its tangents": (
        F(y) >= F(x) + inner(g(x), y - x) + norm(g(x) - g(y)) ** 2 / (2 * L),
        both,
    ),
    "Polyak-Lojasiewicz": (norm(g(x)) ** 2 >= 2 * mu * (F(x) - F(x_star)), [strongly_convex(F, mu), least]),
    "quadratic growth": (F(x) - F(x_star) >= mu / 2 * norm(x - x_star) ** 2, [strongly_convex(F, mu), least]),
    "a nonexpansive step": (norm(x - eta * g(x) - (y - eta * g(y))) <= norm(x - y), [*both, eta <= 2 / L]),
    "no farther from a minimiser": (norm(step - x_star) <= norm(x - x_star), [*both, least, eta <= 2 / L]),
    "a contraction": (norm(step - x_star) ** 2 <= (1 - eta * mu) * norm(x - x_star) ** 2, [*strong, eta <= 1 / L]),
    "one step towards a minimiser": (
        F(x - g(x) / L) - F(x_star) <= L / 2 * (norm(x - x_star) ** 2 - norm(x - g(x) / L - x_star) ** 2),
        both,
    ),
    "k steps towards a minimiser": (
        k * (F(X[k]) - F(x_star)) <= L / 2 * (norm(X[0] - x_star) ** 2 - norm(X[k] - x_star) ** 2),
        [*both, descent],
    ),
    "values fall": (F(X[k + 1]) <= F(X[k]), [smooth(F, L), descent]),
    "a bounded gradient": (norm(g(x)) <= beta, [lipschitz(F, beta)]),
    "high where it is steep": (
        norm(g(x)) ** 2 <= 2 * beta * (F(x) - F(x_star)),
        [smooth(F, beta), minimiser(x_star, F)],
    ),
    "cocoercive is Lipschitz": (lipschitz(T, 1 / beta), [cocoercive(T, beta)]),
    "firmly nonexpansive is nonexpansive": (nonexpansive(T), [firmly_nonexpansive(T)]),
    "subgradients are monotone": (inner(p - q, x - y) >= 0, [subgradient(p, F, x), subgradient(q, F, y)]),
    "the only subgradient": (eq(p, g(x)), [subgradient(p, F, x)]),
    "the only minimiser": (eq(p, q), [strongly_convex(F, mu), minimiser(p, F), minimiser(q, F)]),
    "no more convex than smooth": (mu <= L, [strongly_convex(F, mu), smooth(F, L)]),
    "Nesterov 2.1.12": (
        inner(g(x) - g(y), x - y) >= mu * L / (mu + L) * norm(x - y) ** 2 + norm(g(x) - g(y)) ** 2 / (mu + L),
        [strongly_convex(F, mu), smooth(F, L)],
    ),
    "a proximal point": (
        eta * F(p) + frac(1, 2) * norm(p - y) ** 2
        <= eta * F(y) + frac(1, 2) * norm(x - y) ** 2 - frac(1, 2) * norm(x - p) ** 2,
        [convex_between(F), proximal_point(p, F, eta, x)],
    ),
    "proximal points, firmly": (
        norm(p - q) ** 2 <= inner(p - q, x - y),
        [convex_between(F), proximal_point(p, F, eta, x), proximal_point(q, F, eta, y)],
    ),
    "strong tangents from strong chords": (strongly_convex(F, mu), [strongly_convex_between(F, mu)]),
    "strongly convex by its gradient": (
        strongly_convex(F, mu),
        [for_all((x, y), inner(g(x) - g(y), x - y) >= mu * norm(x - y) ** 2)],
    ),
    "Polyak-Lojasiewicz, by name": (
        polyak_lojasiewicz(F, mu, F(x_star)),
        [strongly_convex(F, mu)],
    ),
    "quadratic growth, by name": (quadratic_growth(F, mu, x_star), [strongly_convex(F, mu), least]),
    "a short Jacobian": (norm(jacobian(T)(x)) <= L, [lipschitz(T, L)]),
    "a short Hessian": (norm(hessian(F)(x)) <= L, [smooth(F, L)]),
    "a minimiser on a convex set": (F(x) <= F((x + y) / 2), inside),
    "no subgradient but 0 is needed": (minimiser(x, F), [subgradient(p, F, x), eq(p, 0)]),
}

FALSE = {
    "a shorter Jacobian": (norm(jacobian(T)(x)) <= L / 2, [lipschitz(T, L)]),
    "a minimiser on any set": (F(x) <= F((x + y) / 2), inside[1:]),
    "a minimiser beyond a convex set": (F(x) <= F(2 * y - x), inside),
    "a step without its half": (F(x - g(x) / L) <= F(x) - norm(g(x)) ** 2 / L, [smooth(F, L)]),
    "a step that is too long": (F(x - 3 * g(x) / L) <= F(x), [smooth(F, L)]),
    "a monotone gradient without convexity": (inner(g(x) - g(y), x - y) >= 0, [smooth(F, L)]),
    "a modulus too large": (inner(g(x) - g(y), x - y) >= 2 * mu * norm(x - y) ** 2, [strongly_convex(F, mu)]),
    "Baillon and Haddad doubled": (inner(g(x) - g(y), x - y) >= 2 * norm(g(x) - g(y)) ** 2 / L, both),
    "Polyak-Lojasiewicz doubled": (norm(g(x)) ** 2 >= 4 * mu * (F(x) - F(x_star)), [strongly_convex(F, mu), least]),
    "a stationary point of anything": (minimiser(x, F), [eq(g(x), 0)]),
    "a minimiser of what is smooth, doubled": (norm(g(x)) ** 2 <= L * (F(x) - F(x_star)), [smooth(F, L), least]),
    "a contraction without strength": (norm(step - (y - eta * g(y))) <= frac(1, 2) * norm(x - y), both),
    "expanding beyond 2 / L": (norm(step - (y - eta * g(y))) <= norm(x - y), [*both, eta <= 3 / L]),
    "quadratic growth doubled": (F(x) - F(x_star) >= mu * norm(x - x_star) ** 2, [strongly_convex(F, mu), least]),
    "convex and smooth swapped": (mu >= L, [strongly_convex(F, mu), smooth(F, L)]),
    "two minimisers of what is convex": (eq(p, q), [convex(F), minimiser(p, F), minimiser(q, F)]),
    "a bounded gradient from below": (norm(g(x)) >= beta, [lipschitz(F, beta)]),
    "the tangent above": (F(y) <= F(x) + inner(g(x), y - x), [convex(F)]),
    "chords below": (F(frac(1, 2) * (x + y)) >= frac(1, 2) * F(x) + frac(1, 2) * F(y), [convex(F)]),
    "monotone is strongly so": (inner(T(x) - T(y), x - y) >= norm(x - y) ** 2, [monotone(T)]),
    "nonexpansive is firmly so": (firmly_nonexpansive(T), [nonexpansive(T)]),
    "cocoercive, the constant upside down": (lipschitz(T, beta), [cocoercive(T, beta)]),
    "strictly down": (F(X[k + 1]) < F(X[k]), [smooth(F, L), descent]),
}

LONG = {
    "k steps towards a minimiser",
    "no farther from a minimiser",
    "Nesterov 2.1.12",
    "a nonexpansive step",
    "the only minimiser",
    "one step towards a minimiser",
    "a contraction",
    "strongly convex by its gradient",
}


@pytest.mark.parametrize("name", TRUE)
def test_a_true_line_is_proved(name, request):
    if name in LONG and not request.config.getoption("--full"):
        pytest.skip("some seconds: only with --full")
    says, given = TRUE[name]
    assert_proved(problem(says, *given))


@pytest.mark.parametrize("name", FALSE)
def test_a_false_line_is_refuted(name):
    says, given = FALSE[name]
    assert_refuted(problem(says, *given))


def test_what_a_proof_uses_is_named():
    lines = {name: TRUE[name] for name in ("Baillon and Haddad", "a minimiser is stationary")}
    said = {name: uses(prove(problem(says, *given))) for name, (says, given) in lines.items()}
    assert "co-coercivity" in said["Baillon and Haddad"]
    assert "first-order condition" in said["a minimiser is stationary"]


def test_what_may_not_be_used_is_not():
    says, given = TRUE["a minimiser is stationary"]
    assert prove(problem(says, *given), allowed={"descent lemma"}) is None


def test_a_constant_keeps_its_name_where_points_are_bound():
    """smooth(F, |x|) speaks of a point x of its own: the bound ones are called something else."""
    assert str(smooth(F, norm(x))) == "‖∇F(x') - ∇F(y)‖ ≤ ‖x‖ ‖x' - y‖ ∀ x', y ∈ R^d"
    assert str(minimiser(y, F)) == "F(y) ≤ F(y') ∀ y' ∈ R^d"
