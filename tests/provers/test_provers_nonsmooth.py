"""Lines about functions without a gradient, convex sets and projections: true ones and false neighbours."""

import pytest
from lines import assert_proved, assert_refuted, problem

from proofcheck.lang import (
    Claim,
    LanguageError,
    concave,
    convex,
    convex_set,
    define_function,
    derivative,
    dimension,
    document,
    eq,
    firmly_nonexpansive,
    for_all,
    frac,
    gradient,
    inner,
    lipschitz,
    mapping,
    member,
    minimiser,
    natural,
    nonexpansive,
    norm,
    path,
    projection,
    proximal_point,
    scalar,
    scalar_function,
    sequence,
    smooth,
    strongly_convex,
    subgradient,
    subset,
    time,
    vector,
)
from proofcheck.lang.translate import clauses
from proofcheck.provers.library import uses
from proofcheck.provers.search import prove
from proofcheck.refuters.witnesses import witness

d = dimension("d")
f, h = scalar_function("f", d), scalar_function("h", d, differentiable=False)
T = mapping("T", d, d, differentiable=False)
C = subset("C", d)
x, y, z, p, q, g, x_star = (vector(name, d) for name in ("x", "y", "z", "p", "q", "g", "x*"))
L, mu, eta = (scalar(name, positive=True) for name in ("L", "mu", "eta"))
step = x - gradient(f)(x) / L
F = define_function("F", [z], f(z) + h(z))
points, k = sequence("x", d), natural("k")
projected = [convex_set(C), projection(p, x, C)]
two = [convex_set(C), projection(p, x, C), projection(q, y, C)]
subgradient_step = [convex_set(C), projection(p, x - eta * g, C), subgradient(g, h, x), member(y, C)]
half = frac(1, 2)

TRUE = {
    "subgradients are monotone": (inner(p - q, x - y) >= 0, subgradient(p, h, x), subgradient(q, h, y)),
    "a subgradient that vanishes": (minimiser(x, h), subgradient(g, h, x), eq(g, 0)),
    "a minimiser has the subgradient 0": (subgradient(0 * x, h, x), minimiser(x, h)),
    "short subgradients": (norm(g) <= L, lipschitz(h, L), subgradient(g, h, x)),
    "the middle": (h(half * x + half * y) <= half * h(x) + half * h(y), convex(h)),
    "a sum": (convex(F), convex(h), convex(f)),
    "growth": (h(y) >= h(x_star) + mu / 2 * norm(y - x_star) ** 2, strongly_convex(h, mu), minimiser(x_star, h)),
    "the only minimiser": (eq(p, q), strongly_convex(h, mu), minimiser(p, h), minimiser(q, h)),
    "strong subgradients": (
        h(y) >= h(x) + inner(g, y - x) + mu / 2 * norm(y - x) ** 2,
        strongly_convex(h, mu),
        subgradient(g, h, x),
    ),
    "proximal points, firmly": (
        norm(p - q) ** 2 <= inner(p - q, x - y),
        convex(h),
        proximal_point(p, h, eta, x),
        proximal_point(q, h, eta, y),
    ),
    "a proximal point by its subgradient": (
        subgradient((x - p) / eta, h, p),
        convex(h),
        proximal_point(p, h, eta, x),
    ),
    "a step of proximal points": (
        norm(points[k + 1] - x_star) <= norm(points[k] - x_star),
        convex(h),
        minimiser(x_star, h),
        for_all(k, proximal_point(points[k + 1], h, eta, points[k])),
    ),
    "what is nonexpansive is Lipschitz": (lipschitz(T, 1), nonexpansive(T)),
    "firmly nonexpansive is nonexpansive": (nonexpansive(T), firmly_nonexpansive(T)),
    "the angle at a projection": (inner(x - p, y - p) <= 0, *projected, member(y, C)),
    "a projection by its angle": (
        projection(p, x, C).args[1],
        for_all(member(z, C), inner(x - p, z - p) <= 0),
    ),
    "projections, firmly": (norm(p - q) ** 2 <= inner(p - q, x - y), *two),
    "projections do not expand": (norm(p - q) <= norm(x - y), *two),
    "the only projection": (eq(p, q), *projected, projection(q, x, C)),
    "Pythagoras": (norm(p - y) ** 2 + norm(x - p) ** 2 <= norm(x - y) ** 2, *projected, member(y, C)),
    "a projected subgradient step": (
        norm(p - y) ** 2 <= norm(x - y) ** 2 - 2 * eta * (h(x) - h(y)) + eta**2 * norm(g) ** 2,
        *subgradient_step,
    ),
    "the middle of two members": (member(half * x + half * y, C), convex_set(C), member(x, C), member(y, C)),
    "one step of ISTA": (
        F(p) <= F(y) + L / 2 * (norm(x - y) ** 2 - norm(p - y) ** 2),
        convex(f),
        smooth(f, L),
        convex(h),
        proximal_point(p, h, 1 / L, step),
    ),
}

FALSE = {
    "a proximal point does not move": (eq(p, x), convex(h), proximal_point(p, h, eta, x)),
    "projections come closer": (norm(p - q) < norm(x - y), *two),
    "shorter subgradients": (norm(g) < L, lipschitz(h, L), convex(h), subgradient(g, h, x)),
    "one subgradient": (eq(p, q), convex(h), subgradient(p, h, x), subgradient(q, h, x)),
    "a right angle": (eq(inner(x - p, y - p), 0), *projected, member(y, C)),
    "growth, twice": (h(y) >= h(x_star) + mu * norm(y - x_star) ** 2, strongly_convex(h, mu), minimiser(x_star, h)),
    "two minimisers": (eq(p, q), convex(h), minimiser(p, h), minimiser(q, h)),
    "nonexpansive is firmly so": (firmly_nonexpansive(T), nonexpansive(T)),
    "subgradients backwards": (inner(p - q, x - y) <= 0, subgradient(p, h, x), subgradient(q, h, y)),
    "convex is concave": (concave(h), convex(h)),
    "the angle, the other way": (inner(x - p, y - p) >= 0, *projected, member(y, C)),
    "members of any set": (member(half * x + half * y, C), member(x, C), member(y, C)),
    "everything is a member": (member(x, C), member(y, C)),
}


LONG = {"one step of ISTA", "proximal points, firmly", "projections, firmly", "projections do not expand", "Pythagoras"}


@pytest.mark.parametrize("name", TRUE)
def test_a_true_line_is_proved(name, request):
    if name in LONG and not request.config.getoption("--full"):
        pytest.skip("some seconds: only with --full")
    assert_proved(problem(*TRUE[name]))


@pytest.mark.parametrize("name", FALSE)
def test_a_false_line_is_refuted(name):
    assert_refuted(problem(*FALSE[name]))


def test_what_a_proof_uses_is_named():
    assert "projection" in uses(prove(problem(*TRUE["the angle at a projection"])))


def test_hypotheses_that_choose_a_point_can_be_satisfied():
    for name in ("proximal points, firmly", "projections, firmly", "one step of ISTA"):
        assert witness(problem(*TRUE[name])) is not None


def test_what_need_not_be_differentiable_has_no_gradient():
    t, X = time("t"), path("X", d)
    for asked in (lambda: gradient(h), lambda: smooth(h, L), lambda: clauses(derivative(t, h(X(t))) <= 0)):
        with pytest.raises(LanguageError, match="need not be differentiable"):
            asked()


def test_a_smooth_function_has_one_subgradient_and_another_one_may_have_more():
    both_at_x = [subgradient(p, h, x), subgradient(q, h, x)]
    assert prove(problem(eq(p, q), subgradient(p, f, x), subgradient(q, f, x))) is not None
    assert prove(problem(eq(p, q), *both_at_x)) is None


def test_a_claim_of_two_things_is_two_claims():
    (found,) = document("lines", "", [Claim("line", "", "step", projection(p, x, C), given=[convex_set(C)])]).problems
    assert "2 things at once: write one claim for each" in found.message
