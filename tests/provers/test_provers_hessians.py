"""Second derivatives: what bounds of Hessians and Jacobians say of gradients, of values, and along flows."""

import pytest
from lines import assert_proved, assert_refuted, problem

from proofcheck.lang import (
    Claim,
    derivative,
    dimension,
    document,
    eq,
    exp,
    for_all,
    gradient,
    hessian,
    identity,
    inner,
    jacobian,
    lmin,
    mapping,
    norm,
    path,
    scalar,
    scalar_function,
    time,
    vector,
)

n, p = dimension("n"), dimension("p")
u, v, w = (vector(name, n) for name in "uvw")
mu, L = scalar("mu", positive=True), scalar("L", positive=True)
F, G, f = scalar_function("F", n), mapping("G", n, n), mapping("f", p, n)
g, H = gradient(F), hessian(F)
x, t = path("x", n), time("t")
a, b, c = (vector(name, p) for name in "abc")

CURVED = for_all(w, mu * identity(n) <= H(w))
FLAT = for_all(w, H(w) <= L * identity(n))
UPWARDS = for_all(w, 0 * identity(n) <= H(w))
FLOW = for_all(t >= 0, eq(x.dot(t), -g(x(t))))
TANGENT = F(u) + inner(g(u), v - u)

TRUE = {
    "a Hessian is symmetric": (eq(inner(H(u) @ v, w), inner(v, H(u) @ w)), []),
    "a bound of a form": (inner(H(w) @ v, v) >= mu * norm(v) ** 2, [CURVED]),
    "strong convexity": (TANGENT + mu / 2 * norm(v - u) ** 2 <= F(v), [CURVED]),
    "smoothness from above alone": (F(v) <= TANGENT + L / 2 * norm(v - u) ** 2, [FLAT]),
    "a Lipschitz gradient": (norm(g(u) - g(v)) <= L * norm(u - v), [UPWARDS, FLAT]),
    "a map by its Jacobian": (norm(f(a) - f(b)) <= L * norm(a - b), [for_all(c, norm(jacobian(f)(c)) <= L)]),
    "a gradient that is given": (
        inner(g(u) - g(v), u - v) >= mu * norm(u - v) ** 2,
        [for_all(w, eq(g(w), G(w))), for_all(w, lmin(jacobian(G)(w)) >= mu)],
    ),
    "the chain rule": (eq(derivative(t, g(x(t))), H(x(t)) @ x.dot(t)), []),
    "a gradient along its flow": (norm(g(x(t))) ** 2 <= norm(g(x(0))) ** 2 * exp(-2 * mu * t), [FLOW, CURVED, t >= 0]),
}

FALSE = {
    "twice the modulus": (inner(g(u) - g(v), u - v) >= 2 * mu * norm(u - v) ** 2, [CURVED]),
    "half of the bound": (F(v) <= TANGENT + L / 4 * norm(v - u) ** 2, [FLAT]),
    "no bound from below": (norm(g(u) - g(v)) <= L * norm(u - v), [FLAT]),
    "convex without a reason": (lmin(H(u)) >= 0, []),
    "a gradient taken for linear": (eq(g(u), H(u) @ u), []),
    "half of a rate": (eq(derivative(t, norm(g(x(t))) ** 2), -inner(g(x(t)), H(x(t)) @ g(x(t)))), [FLOW, t >= 0]),
}


@pytest.mark.parametrize("name", TRUE)
def test_what_second_derivatives_imply_is_proved(name):
    says, given = TRUE[name]
    assert_proved(problem(says, *given))


@pytest.mark.parametrize("name", FALSE)
def test_what_they_do_not_imply_is_refuted(name):
    says, given = FALSE[name]
    assert_refuted(problem(says, *given))


def test_that_there_are_second_derivatives_is_supposed_in_words():
    made = document("d", "", [Claim("c", "", "step", lmin(H(u)) >= mu)])
    [supposed] = [h for h in made.hypotheses(made.claims[0]) if not h.said]
    assert supposed.text == "F is twice continuously differentiable"
