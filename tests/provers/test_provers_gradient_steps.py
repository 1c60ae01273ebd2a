"""Gradient steps that contract, means of functions, and Hoeffding's tail for any range."""

from lines import assert_proved, assert_refuted, each_of, problem

from proofcheck.lang import (
    define_function,
    dimension,
    eq,
    exp,
    expectation,
    gradient,
    minimiser,
    norm,
    probability,
    random_scalar,
    scalar,
    scalar_function,
    smooth,
    strongly_convex,
    surely,
    vector,
)

n = dimension("n")
x, y, z = (vector(name, n) for name in "xyz")
F, G = scalar_function("F", n), scalar_function("G", n)
M = define_function("M", [x], (F(x) + G(x)) / 2)
L, mu, eta, eps = (scalar(name, positive=True) for name in ("L", "mu", "eta", "eps"))
a, b, c, noise = scalar("a"), scalar("b"), scalar("c"), random_scalar("Z")
well, range_of = (smooth(F, L), strongly_convex(F, mu)), (surely(a <= noise), surely(noise <= b), a < b)
moved = norm(x - eta * gradient(F)(x) - (y - eta * gradient(F)(y)))
above = probability(noise - expectation(noise) >= eps)

TRUE = {
    "contraction": (moved <= (1 - eta * mu) * norm(x - y), *well, mu <= L, eta <= 2 / (mu + L)),
    "short step to the minimum": (
        norm(y - z) <= (1 - eta * mu) * norm(x - z),
        *well,
        minimiser(z, F),
        eq(y, x - eta * gradient(F)(x)),
        eta <= 1 / L,
        mu <= L,
    ),
    "smooth mean": (smooth(M, L), smooth(F, L), smooth(G, L)),
    "tail for a range": (above <= exp(-2 * eps**2 / (b - a) ** 2), *range_of),
    "moments for a range": (
        expectation(exp(c * (noise - expectation(noise)))) <= exp(c**2 * (b - a) ** 2 / 8),
        *range_of,
    ),
    "lower tail": (probability(noise <= expectation(noise) - eps) <= exp(-2 * eps**2 / (b - a) ** 2), *range_of),
}
FALSE = {
    "moments for a range": (
        expectation(exp(c * (noise - expectation(noise)))) <= exp(c**2 * (b - a) ** 2 / 16),
        *range_of,
    ),
    "contraction": (moved <= (1 - eta * mu) * norm(x - y), *well, mu <= L, eta <= 3 / L),
    "smooth mean": (smooth(M, L / 2), smooth(F, L), smooth(G, L)),
}


@each_of(TRUE)
def test_what_is_true_is_proved(line):
    assert_proved(problem(*line))


@each_of(FALSE)
def test_false_neighbours_are_refuted(line):
    assert_refuted(problem(*line))
