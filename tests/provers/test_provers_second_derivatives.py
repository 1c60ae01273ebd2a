"""Functions of a number by their second derivative, and steps in a direction: what textbooks call Taylor's theorem."""

from lines import assert_proved, assert_refuted, each_of, problem

from proofcheck.lang import (
    absolute,
    derivative,
    dimension,
    for_all,
    gradient,
    inner,
    natural,
    path,
    scalar,
    scalar_function,
    unit_vector,
    vector,
    within,
)

d = dimension("d")
a, h, s, x, y = (scalar(name) for name in ("a", "h", "s", "x", "y"))
M = scalar("M", positive=True)
i = natural("i")
e = unit_vector(d, i)
g = path("g")
F, p, v = scalar_function("F", d), vector("p", d), vector("v", d)
bend = derivative(s, g.dot(s))
tangent = g(x) + g.dot(x) * (y - x)
along = for_all((p, h), F(p + h * v) <= F(p) + h * a + M / 2 * h**2)

TRUE = {
    "convex above its tangents": (g(y) >= tangent, for_all(s, bend >= 0)),
    "below a parabola": (g(y) <= tangent + M / 2 * (y - x) ** 2, for_all(s, bend <= M)),
    "near its tangents": (absolute(g(y) - tangent) <= M / 2 * absolute(y - x) ** 2, for_all(s, absolute(bend) <= M)),
    "increasing slopes": (g.dot(y) >= g.dot(x), for_all(s, bend >= 0), x <= y),
    "falling slopes, backwards": (g.dot(y) >= g.dot(x), for_all(s, bend <= 0), y <= x),
    "the best step in a direction": (F(p - a / M * v) <= F(p) - a**2 / (2 * M), along),
    "the best step along an axis": (
        F(p - inner(gradient(F)(p), e) / M * e) <= F(p) - inner(gradient(F)(p), e) ** 2 / (2 * M),
        for_all((p, h, within(i, 1, d)), F(p + h * e) <= F(p) + h * inner(gradient(F)(p), e) + M / 2 * h**2),
        i >= 1,
        i <= d,
    ),
    "a step back": (F(p - h * v) <= F(p) - h * a + M / 2 * h**2, along),
}
FALSE = {
    "a parabola that is too flat": (g(y) <= tangent + M / 4 * (y - x) ** 2, for_all(s, bend <= M)),
    "below its tangents": (g(y) <= tangent, for_all(s, bend >= 0)),
    "slopes the wrong way": (g.dot(y) <= g.dot(x), for_all(s, bend >= 0), x <= y),
}


@each_of(TRUE)
def test_true_lines_are_proved(line):
    assert_proved(problem(*line))


@each_of(FALSE)
def test_false_lines_are_refuted(line):
    assert_refuted(problem(*line))
