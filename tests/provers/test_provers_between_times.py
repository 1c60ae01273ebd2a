"""Flows between two times, energies with something left over, means, oscillators: true lines and false neighbours."""

from lines import assert_proved, assert_refuted, each_of, problem

from proofcheck.lang import (
    convex,
    cos,
    derivative,
    dimension,
    eq,
    exp,
    for_all,
    gradient,
    infimum,
    integral,
    minimiser,
    norm,
    path,
    scalar,
    scalar_function,
    sin,
    sqrt,
    time,
    vector,
)

d = dimension("d")
t, s, T = time("t"), scalar("s"), scalar("T")
X, e, h, q = path("x", d), path("e"), path("h"), path("q")
p, F = vector("p", d), scalar_function("F", d)
a, b, C, R, omega = (scalar(name) for name in ["a", "b", "C", "R", "omega"])
g = gradient(F)
flow = [for_all(t >= 0, eq(X.dot(t), -g(X(t)))), minimiser(p, F), t > 0]
slow = for_all(t >= 0, norm(X.dot(t)) <= C)
later = [t >= 0, t <= T]
positive = for_all(s >= 0, h(s) >= 0)
spring = [for_all(t >= 0, eq(derivative(t, q.dot(t)), -(omega**2) * q(t))), omega > 0, t >= 0]

TRUE = {
    "convex flow from a ball": (F(X(t)) - F(p) <= R**2 / (2 * t), *flow, convex(F), norm(X(0) - p) <= R),
    "least slope": (infimum(s, 0, t, norm(g(X(s))) ** 2) <= (F(X(0)) - F(p)) / t, *flow),
    "distance by the fall of a loss": (norm(X(t) - X(0)) <= sqrt(t * (F(X(0)) - F(X(t)))), flow[0], t >= 0),
    "distance to a point": (norm(X(t) - p) <= norm(X(0) - p) + C * t, slow, t >= 0),
    "distance between two times": (norm(X(T) - X(t)) <= C * (T - t), slow, *later),
    "a loss between two times": (F(X(T)) <= F(X(t)), flow[0], *later),
    "a norm between two times": (norm(X(T)) <= norm(X(t)), for_all(t >= 0, eq(X.dot(t), -X(t))), *later),
    "decay between two times": (e(T) <= exp(-a * (T - t)) * e(t), for_all(t >= 0, e.dot(t) <= -a * e(t)), *later),
    "inside a longer interval": (integral(s, a, b, h(s)) <= integral(s, 0, T, h(s)), positive, a >= 0, a <= b, b <= T),
    "quadratic decay": (
        e(t) <= 1 / (1 / e(0) + t),
        for_all(t >= 0, e.dot(t) <= -(e(t) ** 2)),
        for_all(t >= 0, e(t) > 0),
        t >= 0,
    ),
    "what decays stays positive": (e(t) >= 0, for_all(t >= 0, eq(e.dot(t), -a * e(t))), e(0) >= 0, t >= 0),
    "relaxation": (
        e(t) >= C + exp(-a * t) * (e(0) - C),
        for_all(t >= 0, eq(e.dot(t), -a * (e(t) - C))),
        t >= 0,
    ),
    "oscillator": (eq(q(t), q(0) * cos(omega * t) + q.dot(0) / omega * sin(omega * t)), *spring),
}
FALSE = {
    "distance by half the fall of a loss": (norm(X(t) - X(0)) ** 2 <= t * (F(X(0)) - F(X(t))) / 2, flow[0], t >= 0),
    "least slope": (infimum(s, 0, t, norm(g(X(s))) ** 2) <= (F(X(0)) - F(p)) / (4 * t), *flow),
    "a loss at an earlier time": (F(X(t)) <= F(X(T)), flow[0], *later),
    "decay between two times": (
        e(T) <= exp(-a * (T - t)) * e(0),
        for_all(t >= 0, e.dot(t) <= -a * e(t)),
        a > 0,
        *later,
    ),
    "inside a longer interval": (
        integral(s, a, b, h(s)) <= integral(s, 0, T, h(s)),
        positive,
        a >= 0,
        a <= b,
        b <= 2 * T,
    ),
    "what decays stays positive": (e(t) >= 0, for_all(t >= 0, eq(e.dot(t), -a * e(t) - 1)), e(0) >= 0, t >= 0),
    "oscillator": (eq(q(t), q(0) * cos(omega * t) + q.dot(0) * sin(omega * t)), *spring),
}


@each_of(TRUE)
def test_true_lines_are_proved(line):
    assert_proved(problem(*line))


@each_of(FALSE)
def test_false_lines_are_refuted(line):
    assert_refuted(problem(*line))
