"""Second derivatives: what bounds of Hessians and Jacobians say of gradients, of values, and along flows."""

import pytest
from lines import assert_proved, assert_refuted, problem

from proofcheck.lang import (
    Claim,
    absolute,
    average,
    define_function,
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
    integral,
    jacobian,
    lmin,
    mapping,
    minimiser,
    natural,
    norm,
    operator,
    path,
    scalar,
    scalar_function,
    sequence,
    smooth,
    sqrt,
    time,
    vector,
)

n, p = dimension("n"), dimension("p")
u, v, w = (vector(name, n) for name in "uvw")
mu, L = scalar("mu", positive=True), scalar("L", positive=True)
F, F2 = scalar_function("F", n), scalar_function("F", p)
G, f = mapping("G", n, n), mapping("f", p, n)
g, H = gradient(F), hessian(F)
x, z, t = path("x", n), path("z", n), time("t")
a, b, c = (vector(name, p) for name in "abc")

MISSED, s = f(a) - f(b) - jacobian(f)(b) @ (a - b), time("s")
CURVED = for_all(w, mu * identity(n) <= H(w))
FLAT = for_all(w, H(w) <= L * identity(n))
UPWARDS = for_all(w, 0 * identity(n) <= H(w))
FLOW = for_all(t >= 0, eq(x.dot(t), -g(x(t))))
TANGENT = F(u) + inner(g(u), v - u)

X, y, i, N = operator("X", p, n), vector("y", p), natural("i"), natural("N")
points, labels = sequence("x", n), sequence("y")
RIDGE = define_function("R", [w], norm(X @ w - y) ** 2 / 2 + mu / 2 * norm(w) ** 2)
RISK = define_function("S", [w], average(i, 1, N, (inner(w, points[i]) - labels[i]) ** 2) / 2)
WAVE = define_function("E", [w], exp(inner(w, v)))
INSIDE = define_function("G", [w], F2(X @ w) + mu / 2 * norm(w) ** 2)
PENALISED = define_function("P", [w], F(w) + mu / 2 * norm(w) ** 2)
ROOT = define_function("h", [w], sqrt(1 + norm(w) ** 2))
TAYLOR = RIDGE(u) + inner(gradient(RIDGE)(u), v - u)
CURVATURE = inner(hessian(RIDGE)(u) @ (v - u), v - u)
OUTER = average(i, 1, N, points[i] @ points[i].T)

TRUE = {
    "the Hessian of a ridge": (eq(hessian(RIDGE)(u), X.T @ X + mu * identity(n)), []),
    "its least eigenvalue": (lmin(hessian(RIDGE)(u)) >= mu, []),
    "its expansion": (eq(RIDGE(v), TAYLOR + CURVATURE / 2), []),
    "of a composition": (eq(hessian(INSIDE)(u), X.T @ hessian(F2)(X @ u) @ X + mu * identity(n)), []),
    "of an exponential": (eq(hessian(WAVE)(u), exp(inner(u, v)) * v @ v.T), []),
    "of a root that does not vanish": (inner(hessian(ROOT)(u) @ v, v) <= norm(v) ** 2 / sqrt(1 + norm(u) ** 2), []),
    "of a mean of squares": (eq(hessian(RISK)(u), OUTER), []),
    "the gradient of a mean of squares": (
        eq(gradient(RISK)(u), average(i, 1, N, (inner(u, points[i]) - labels[i]) * points[i])),
        [],
    ),
    "a mean of squares in time": (
        eq(
            derivative(t, RISK(z(t))),
            average(i, 1, N, (inner(z(t), points[i]) - labels[i]) * inner(points[i], z.dot(t))),
        ),
        [],
    ),
    "a minimiser of a ridge": (eq((X.T @ X + mu * identity(n)) @ u, X.T @ y), [minimiser(u, RIDGE)]),
    "a minimiser with a penalty": (eq(g(u), -mu * u), [minimiser(u, PENALISED)]),
    "a Hessian is symmetric": (eq(inner(H(u) @ v, w), inner(v, H(u) @ w)), []),
    "a bound of a form": (inner(H(w) @ v, v) >= mu * norm(v) ** 2, [CURVED]),
    "strong convexity": (TANGENT + mu / 2 * norm(v - u) ** 2 <= F(v), [CURVED]),
    "smoothness from above alone": (F(v) <= TANGENT + L / 2 * norm(v - u) ** 2, [FLAT]),
    "a Lipschitz gradient": (norm(g(u) - g(v)) <= L * norm(u - v), [UPWARDS, FLAT]),
    "a map by its Jacobian": (norm(f(a) - f(b)) <= L * norm(a - b), [for_all(c, norm(jacobian(f)(c)) <= L)]),
    "a map by its linear part": (norm(MISSED) <= L / 2 * norm(a - b) ** 2, [smooth(f, L)]),
    "smoothness, either way": (absolute(F(v) - TANGENT) <= L / 2 * norm(v - u) ** 2, [smooth(F, L)]),
    "the square of a distance": (
        norm(x(t) - x(0)) ** 2 <= t * integral(s, 0, t, norm(x.dot(s)) ** 2),
        [t >= 0],
    ),
    "the velocity of a formula": (eq(x.dot(t), -mu * x(t)), [for_all(t, eq(x(t), exp(-mu * t) * x(0)))]),
    "a gradient that is given": (
        inner(g(u) - g(v), u - v) >= mu * norm(u - v) ** 2,
        [for_all(w, eq(g(w), G(w))), for_all(w, lmin(jacobian(G)(w)) >= mu)],
    ),
    "the chain rule": (eq(derivative(t, g(x(t))), H(x(t)) @ x.dot(t)), []),
    "a gradient along its flow": (norm(g(x(t))) ** 2 <= norm(g(x(0))) ** 2 * exp(-2 * mu * t), [FLOW, CURVED, t >= 0]),
}

FALSE = {
    "a minimiser of twice a penalty": (eq((X.T @ X + 2 * mu * identity(n)) @ u, X.T @ y), [minimiser(u, RIDGE)]),
    "half of a ridge": (eq(hessian(RIDGE)(u), X.T @ X + mu / 2 * identity(n)), []),
    "an expansion without a half": (eq(RIDGE(v), TAYLOR + CURVATURE), []),
    "a Hessian that does not depend on the point": (eq(hessian(WAVE)(u), hessian(WAVE)(w)), []),
    "twice the mean of squares": (eq(hessian(RISK)(u), 2 * OUTER), []),
    "the sign of a label": (eq(gradient(RISK)(u), average(i, 1, N, (inner(u, points[i]) + labels[i]) * points[i])), []),
    "twice the modulus": (inner(g(u) - g(v), u - v) >= 2 * mu * norm(u - v) ** 2, [CURVED]),
    "half of the bound": (F(v) <= TANGENT + L / 4 * norm(v - u) ** 2, [FLAT]),
    "half of what a linear part misses": (norm(MISSED) <= L / 4 * norm(a - b) ** 2, [smooth(f, L)]),
    "half of it, from below": (F(v) >= TANGENT - L / 4 * norm(v - u) ** 2, [smooth(F, L)]),
    "a distance without its time": (norm(x(t) - x(0)) ** 2 <= integral(s, 0, t, norm(x.dot(s)) ** 2), [t >= 0]),
    "twice the velocity": (eq(x.dot(t), -2 * mu * x(t)), [for_all(t, eq(x(t), exp(-mu * t) * x(0)))]),
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


def test_a_norm_that_may_vanish_has_no_hessian():
    made = document("d", "", [Claim("c", "", "step", lmin(hessian(define_function("N", [w], norm(w)))(u)) >= 0)])
    assert "may vanish" in made.problems[0].message
