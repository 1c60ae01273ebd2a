"""Paths of operators that have derivatives, as the weights of linear networks under gradient flow."""

import pytest
from lines import assert_proved, assert_refuted, problem

from proofcheck.lang import (
    derivative,
    dimension,
    eq,
    exp,
    expectation,
    for_all,
    frobenius,
    identity,
    implies,
    inner,
    integral,
    norm,
    operator,
    operator_path,
    path,
    random_operator,
    scalar,
    symmetric,
    time,
    trace,
    vector,
)

n, d, m = dimension("n"), dimension("d"), dimension("m")
a, b, t, s = scalar("a", positive=True), scalar("b"), time("t"), time("s")
A, Z = operator("A", d, d), random_operator("Z", d, d)
u, x, y = vector("u", d), path("x", d), path("y", d)
P, Q = operator_path("P", d, d), operator_path("Q", d, d)
U, V, M = operator_path("U", n, m), operator_path("V", d, m), operator("M", n, d)
rest = U(t) @ V(t).T - M
network = [for_all(t >= 0, eq(U.dot(t), -rest @ V(t))), for_all(t >= 0, eq(V.dot(t), -rest.T @ U(t))), t >= 0]
decay = [for_all(t >= 0, eq(P.dot(t), -a * P(t))), t >= 0]
loss = derivative(t, frobenius(rest) ** 2 / 2)
by_first, by_second = frobenius(rest @ V(t)) ** 2, frobenius(rest.T @ U(t)) ** 2

TRUE = {
    "a product": (eq(derivative(t, P(t) @ Q(t)), P.dot(t) @ Q(t) + P(t) @ Q.dot(t)),),
    "a vector that is moved": (eq(derivative(t, P(t) @ x(t)), P.dot(t) @ x(t) + P(t) @ x.dot(t)),),
    "the square of the Frobenius norm": (eq(derivative(t, frobenius(P(t)) ** 2), 2 * trace(P(t).T @ P.dot(t))),),
    "balanced factors": (eq(U(t).T @ U(t) - V(t).T @ V(t), U(0).T @ U(0) - V(0).T @ V(0)), *network),
    "the loss of a linear network": (
        eq(loss, -(frobenius(rest @ V(t)) ** 2) - frobenius(rest.T @ U(t)) ** 2),
        *network,
    ),
    "the decay of a driven flow": (
        derivative(t, norm(x(t)) ** 2) <= -2 * a * norm(x(t)) ** 2 + 2 * norm(x(t)) * norm(y(t)),
        symmetric(A),
        a * identity(d) <= A,
        for_all(t, eq(x.dot(t), -(A @ x(t)) + y(t))),
    ),
    "a rate": (frobenius(P(t)) <= frobenius(P(0)) * exp(-a * t), *decay),
    "the way that a matrix goes": (norm(P(t) - P(0)) <= b * t, for_all(t >= 0, norm(P.dot(t)) <= b), t >= 0),
    "the way in the Frobenius norm": (
        frobenius(P(t) - P(0)) <= b * t,
        for_all(t >= 0, frobenius(P.dot(t)) <= b),
        t >= 0,
    ),
    "the integral of a velocity": (eq(P(t) - P(0), integral(s, 0, t, P.dot(s))), t >= 0),
    "the trace of a mean": (eq(trace(A @ expectation(Z)), expectation(trace(Z @ A))),),
    "what stays symmetric": (
        eq(P(t).T, P(t)),
        for_all(t >= 0, eq(P.dot(t), -P(t) - P(t).T)),
        symmetric(P(0)),
        t >= 0,
    ),
    "a growing form": (
        inner(u, P(t) @ u) >= inner(u, P(0) @ u),
        for_all((t, u), implies(t >= 0, inner(u, P.dot(t) @ u) >= 0)),
        t >= 0,
    ),
}
FALSE = {
    "a square that does not commute": (eq(derivative(t, P(t) @ P(t)), 2 * P(t) @ P.dot(t)),),
    "half a square": (eq(derivative(t, frobenius(P(t)) ** 2), trace(P(t).T @ P.dot(t))),),
    "half of the loss": (eq(loss, -by_first), *network),
    "twice the rate": (frobenius(P(t)) <= frobenius(P(0)) * exp(-2 * a * t), *decay),
    "half a way": (norm(P(t) - P(0)) <= b * t / 2, for_all(t >= 0, norm(P.dot(t)) <= b), t >= 0),
}


@pytest.mark.parametrize("name", TRUE)
def test_matrices_that_move(name):
    assert_proved(problem(*TRUE[name]))


@pytest.mark.parametrize("name", FALSE)
def test_their_false_neighbours(name):
    assert_refuted(problem(*FALSE[name]))
