"""Whole numbers, recursions, with two steps in one too, powers, what is between two, Duhamel's formula, integrals."""

from lines import assert_proved, assert_refuted, each_of, problem

from proofcheck.lang import (
    convex,
    dimension,
    eq,
    exp,
    for_all,
    gradient,
    identity,
    integral,
    log,
    maximum,
    minimiser,
    natural,
    norm,
    operator,
    path,
    relation,
    scalar,
    scalar_function,
    sequence,
    smooth,
    sqrt,
    summation,
    supremum,
    symmetric,
    time,
    vector,
)
from proofcheck.refuters.witnesses import witness

k, q, c, a = natural("k"), sequence("q"), scalar("c", positive=True), scalar("a")
b, x, m = scalar("b"), scalar("x"), natural("m")
t, s, e, f = time("t"), scalar("s"), path("e"), path("f")
frank_wolfe = for_all(k, q[k + 1] <= (1 - 2 / (k + 2)) * q[k] + 4 * c / (k + 2) ** 2)
y, r = scalar("y"), sequence("r")
falls = for_all(k, r[k + 1] ** 2 <= r[k] ** 2)
losing = (for_all(k, q[k + 1] <= q[k] - 3 * r[k]), for_all(k, q[k] >= b), for_all(k, r[k] >= x))
grad, w = sequence("g", dimension("d")), sequence("w", dimension("d"))
steps = for_all(k, eq(w[k + 1], w[k] - c * grad[k]))
F, p = scalar_function("F", dimension("d")), vector("p", dimension("d"))
descent = for_all(k, eq(w[k + 1], w[k] - gradient(F)(w[k]) / y))
below_all = for_all(k < m, x <= q[k])
H, h = operator("H", dimension("d"), dimension("d")), vector("h", dimension("d"))
quadratic = (symmetric(H), a * identity(dimension("d")) <= H, b * identity(dimension("d")) >= H, a > 0, b > 0)
solves = for_all(k, eq(w[k + 1], w[k] - c * (H @ w[k] - h)))
affine = for_all(k, eq(w[k + 1], H @ w[k] + h))
driven = for_all(t >= 0, eq(e.dot(t), -a * e(t) + f(t)))

TRUE = {
    "partial sums": (eq(w[m + 1], w[1] - c * summation(k, 1, m, grad[k])), steps),
    "how far steps lead": (norm(w[m + 1] - w[1]) <= c * y * m, steps, for_all(k, norm(grad[k]) <= y)),
    "distances to a minimiser": (
        norm(w[k] - p) <= norm(w[0] - p),
        descent,
        smooth(F, y),
        convex(F),
        minimiser(p, F),
        y > 0,
    ),
    "Richardson": (norm(w[k + 1] - p) <= (1 - c * a) * norm(w[k] - p), solves, eq(H @ p, h), *quadratic, c * b <= 1),
    "affine": (
        norm(w[k + 1] - p) <= norm(H) * norm(w[k] - p),
        for_all(k, eq(w[k + 1], H @ w[k] + h)),
        eq(p, H @ p + h),
    ),
    "partial sums from 0": (eq(w[m + 1] + c * summation(k, 0, m, grad[k]), w[0]), steps),
    "one from positive": (k >= 1, k > 0),
    "one from not zero": (k >= 1, relation("!=", k, 0)),
    "one more": (k >= m + 1, k > m),
    "less than the next": (k <= m, k < m + 1),
    "between two": (eq(k, 3), k > 2, k < 4),
    "over a half": (k >= 3, 2 * k > 5),
    "two of them": (k + m >= 2, k > 0, m > 0),
    "beyond a number": (k >= 1, k > x, x >= 0),
    "Frank-Wolfe": (q[k] <= 4 * c / (k + 2), eq(q[0], 2 * c), frank_wolfe),
    "harmonic decay": (for_all(k, q[k] <= 1 / (k + 1)), q[0] <= 1, for_all(k, q[k + 1] <= (1 - 1 / (k + 2)) * q[k])),
    "Duhamel": (eq(e(t), exp(-a * t) * e(0) + integral(s, 0, t, exp(-a * (t - s)) * f(s))), driven),
    "a source that is not negative": (e(t) >= exp(-a * t) * e(0), for_all(t >= 0, e.dot(t) >= -a * e(t) + f(t) ** 2)),
    "a source beside the decay": (
        e(t) <= exp(-a * t) * e(0) + integral(s, 0, t, exp(-a * (t - s)) * f(s) ** 2),
        for_all(t >= 0, e.dot(t) + a * e(t) <= f(t) ** 2),
    ),
    "integral of a logarithm": (eq(integral(s, 1, t, log(s)), t * log(t) - t + 1), t >= 1),
    "momentum": (q[k] <= c, q[0] <= c, q[1] <= c, for_all(k, q[k + 2] <= (2 * q[k + 1] + q[k]) / 3)),
    "two steps, solved": (
        eq(q[k], 3**k - 1),
        eq(q[0], 0),
        eq(q[1], 2),
        for_all(k, eq(q[k + 2], 4 * q[k + 1] - 3 * q[k])),
    ),
    "the larger end": (eq(supremum(s, a, b, (s - c) ** 2), maximum((a - c) ** 2, (b - c) ** 2)), a <= b),
    "a line above a parabola": (x**2 <= (a + b) * x - a * b + maximum(0, a), a <= x, x <= b, a >= 0),
    "other powers": (a**21 < b**34, a > 0, b > 1 + a**2, b > a),
    "a step at a number": (q[2] <= a + 2, for_all(k, q[k + 1] <= k * a + 2)),
    "a step at a number, a member lost": (q[1] <= 4 * c, for_all(k, q[k + 1] <= k * q[k] + 8 * c / (k + 2))),
    "the last of a falling sequence": (r[m] ** 2 <= a / m, falls, m >= 1, summation(k, 1, m, r[k] ** 2) <= a),
    "the last of a rising sequence": (m * q[m] >= b, for_all(k, q[k + 1] >= q[k]), summation(k, 0, m - 1, q[k]) >= b),
    "below all members": (m * x <= a, below_all, summation(k, 0, m - 1, q[k]) <= a),
    "the least of some": (x <= 2 * a / m, below_all, c * summation(k, 0, m - 1, q[k]) <= 2 * a * c, m >= 1),
    "above all members": (m * x >= b, for_all((k >= 1, k <= m), q[k] <= x), summation(k, 1, m, q[k]) >= b),
    "as often as there is something to lose": (3 * m * x <= q[0] - b, *losing),
    "divided by a count": (x <= a * sqrt(3 / m), m >= 1, m * x**2 <= 3 * a**2, a >= 0),
    "divided by what may be 0": (y <= a / (2 * c), 2 * c * y**2 <= a * y, a >= 0),
}
FALSE = {
    "Richardson, any step": (norm(w[k + 1] - p) <= (1 - c * a) * norm(w[k] - p), solves, eq(H @ p, h), *quadratic),
    "how far steps lead, one too few": (
        norm(w[m + 1] - w[1]) <= c * y * (m - 1),
        m >= 1,
        steps,
        for_all(k, norm(grad[k]) <= y),
    ),
    "partial sums, one too few": (eq(w[m + 1], w[1] - c * summation(k, 2, m, grad[k])), m >= 2, steps),
    "two from positive": (k >= 2, k > 0),
    "two more": (k >= m + 2, k > m),
    "a real number": (x >= 1, x > 0),
    "Frank-Wolfe": (q[k] <= c / (k + 2), eq(q[0], 2 * c), frank_wolfe),
    "Duhamel": (eq(e(t), exp(-a * t) * e(0) + integral(s, 0, t, exp(-a * s) * f(s))), driven),
    "integral of a logarithm": (eq(integral(s, 1, t, log(s)), t * log(t) - t), t >= 1),
    "momentum": (q[k] <= c, q[0] <= c, for_all(k, q[k + 2] <= (2 * q[k + 1] + q[k]) / 3)),
    "two steps, solved": (eq(q[k], 3**k - 1), eq(q[0], 0), for_all(k, eq(q[k + 2], 4 * q[k + 1] - 3 * q[k]))),
    "the right end": (eq(supremum(s, a, b, (s - c) ** 2), (b - c) ** 2), a <= b),
    "other powers": (a**34 < b**21, a > 0, b > 1 + a),
    "a step at a number": (q[2] <= a + 1, for_all(k, q[k + 1] <= k * a + 2)),
    "the last of any sequence": (r[m] ** 2 <= a / m, m >= 1, summation(k, 1, m, r[k] ** 2) <= a),
    "below fewer members": (m * x <= a, below_all, summation(k, 0, m, q[k]) <= a),
    "what is left to lose": (3 * m * x <= q[0] - b, losing[0], losing[2]),
    "divided by a count": (x <= a / m, m >= 1, m * x**2 <= a**2, a >= 0),
    "divided by what may be 0": (y <= a / (2 * c), 2 * c * y**2 <= a * y),
}


@each_of(TRUE)
def test_what_is_true_is_proved(line):
    assert_proved(problem(*line))


@each_of(FALSE)
def test_false_neighbours_are_refuted(line):
    assert_refuted(problem(*line))


def test_a_recursion_that_divides_by_the_index_has_an_instance():
    assert witness(problem(*TRUE["Frank-Wolfe"])) is not None
