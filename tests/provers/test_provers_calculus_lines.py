"""Lines of calculus: derivatives and gradients, functions of a number by their slopes, parabolas and exp."""

import pytest
from lines import assert_proved, assert_refuted, problem

from proofcheck.lang import (
    absolute,
    convex,
    define_function,
    derivative,
    dimension,
    eq,
    exp,
    for_all,
    frac,
    gradient,
    implies,
    inner,
    integral,
    lipschitz,
    log,
    mapping,
    nonzero,
    norm,
    operator,
    path,
    scalar,
    scalar_function,
    sqrt,
    strongly_monotone,
    symmetric,
    vector,
    within,
)

d, n = dimension("d"), dimension("n")
a, b, c, s, t = (scalar(name) for name in ("a", "b", "c", "s", "t"))
L, mu, eta = (scalar(name, positive=True) for name in ("L", "mu", "eta"))
f, v, w = path("f"), path("v"), path("w", d)
x, y, z, q = vector("x", d), vector("y", d), vector("z", d), vector("q", n)
A, M = operator("A", n, d), operator("M", d, d)
F, T = scalar_function("F", d), mapping("T", d, d, differentiable=False)
residual = define_function("R", [z], frac(1, 2) * norm(A @ z - q) ** 2)
ridge = define_function("G", [z], F(z) + mu / 2 * norm(z) ** 2)
form = define_function("Q", [z], frac(1, 2) * inner(z, M @ z))
length = define_function("N", [z], norm(z))
increasing = for_all((a, b), implies(a <= b, f(a) <= f(b)))
speed = norm(x - eta * T(x) - (y - eta * T(y)))
regular = [strongly_monotone(T, mu), lipschitz(T, L)]

flow = (for_all(t >= 0, eq(w.dot(t), -gradient(F)(w(t)))), t >= 0)


def spent(times):
    return F(w(t)) <= F(w(0)) - times * integral(s, 0, t, norm(gradient(F)(w(s))) ** 2)


def nearer(times):
    return norm(w(t) - x) ** 2 <= norm(w(0) - x) ** 2 - times * integral(s, 0, t, F(w(s)) - F(x))


share = (s >= 0, s <= 1)
mixed = 1 - s + s * exp(t)
tilted = -s + s * exp(t) / mixed

TRUE = {
    "for all numbers, in exp": (1 / mixed <= c / 4, *share, for_all(t >= 0, 1 / mixed <= c / 4), t >= 0),
    "Hoeffding's function": (
        for_all(t >= 0, log(mixed) - s * t <= t**2 / 8),
        *share,
        for_all(t >= 0, tilted <= t / 4),
    ),
    "a norm": (eq(derivative(t, norm(w(t))), inner(w(t), w.dot(t)) / norm(w(t))), nonzero(norm(w(t)))),
    "a reciprocal": (eq(derivative(t, 1 / v(t)), -v.dot(t) / v(t) ** 2), nonzero(v(t))),
    "a root": (eq(derivative(t, sqrt(v(t))), v.dot(t) / (2 * sqrt(v(t)))), v(t) > 0),
    "an integral in its limit": (eq(derivative(t, integral(s, 0, t, norm(w(s)) ** 2)), norm(w(t)) ** 2),),
    "a product with an integral": (eq(derivative(t, t * integral(s, 0, t, v(s))), integral(s, 0, t, v(s)) + t * v(t)),),
    "what a flow has spent": (spent(1), *flow),
    "what a flow has spent on coming nearer": (nearer(2), *flow, convex(F)),
    "least squares": (eq(gradient(residual)(x), A.T @ (A @ x - q)),),
    "with a penalty": (eq(gradient(ridge)(x), gradient(F)(x) + mu * x),),
    "a quadratic form": (eq(gradient(form)(x), M @ x), symmetric(M)),
    "the gradient of the norm": (eq(gradient(length)(x), x / norm(x)), nonzero(norm(x))),
    "a function of equal numbers": (eq(f(a), f(b)), eq(a, b)),
    "an increasing function": (f(a) <= f(b), increasing, a <= b),
    "increasing by its slope": (increasing, for_all(a, f.dot(a) >= 0)),
    "a bounded slope": (f(b) - f(a) <= L * (b - a), for_all(c, f.dot(c) <= L), a <= b),
    "a bounded slope in between": (f(b) - f(a) >= L * (b - a), for_all(within(c, a, b), f.dot(c) >= L), a <= b),
    "Lipschitz by its slope": (
        absolute(f(b) - f(a)) <= L * (b - a),
        for_all(c, absolute(f.dot(c)) <= L),
        a <= b,
    ),
    "a contraction, squared": (
        speed**2 <= (1 - 2 * eta * mu + eta**2 * L**2) * norm(x - y) ** 2,
        *regular,
    ),
    "exp below a parabola": (exp(a) <= 1 + a + a**2, a <= 1),
    "exp of what is negative": (exp(-a) <= 1 - a + a**2 / 2, a >= 0),
    "exp above a parabola": (exp(a) >= 1 + a + a**2 / 2, a >= 0),
}

FALSE = {
    "twice what a flow has spent": (spent(2), *flow),
    "an integral in twice its limit": (eq(derivative(t, integral(s, 0, 2 * t, v(s))), v(2 * t)),),
    "least squares without a transpose": (eq(gradient(residual)(x), 2 * A.T @ (A @ x - q)),),
    "an increasing function, backwards": (f(a) <= f(b), increasing, b <= a),
    "half the slope": (f(b) - f(a) <= L * (b - a) / 2, for_all(c, f.dot(c) <= L), a <= b),
    "exp below a parabola, everywhere": (exp(a) <= 1 + a + a**2,),
    "exp below half a parabola": (exp(a) <= 1 + a + a**2 / 2, a <= 1),
    "exp above a steeper parabola": (exp(a) >= 1 + a + a**2, a >= 0),
}


@pytest.mark.parametrize("name", TRUE)
def test_a_true_line_is_proved(name):
    assert_proved(problem(*TRUE[name]))


@pytest.mark.parametrize("name", FALSE)
def test_a_false_line_is_refuted(name):
    assert_refuted(problem(*FALSE[name]))
