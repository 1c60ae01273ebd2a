"""Means that an equation names: Jensen, Chebyshev and second moments of what is random, with the name for the mean."""

from lines import assert_proved, assert_refuted, problem

from proofcheck.kernel.proof import proves
from proofcheck.lang import (
    absolute,
    convex,
    dimension,
    eq,
    expectation,
    for_all,
    gradient,
    minimiser,
    natural,
    norm,
    operator,
    probability,
    random_scalar,
    random_vector,
    scalar,
    scalar_function,
    sequence,
    smooth,
    trace,
    variance,
    vector,
)
from proofcheck.provers.search import prove

d = dimension("d")
Z, m, S = random_vector("Z", d), vector("m", d), operator("S", d, d)
X, mu, sigma, t = random_scalar("X"), scalar("mu"), scalar("sigma"), scalar("t")
MEAN = eq(expectation(Z), m)


def test_a_named_mean_is_no_longer_than_the_mean_length():
    assert_proved(problem(norm(m) ** 2 <= expectation(norm(Z) ** 2), MEAN))
    assert_proved(problem(norm(m) <= expectation(norm(Z)), MEAN))
    assert_refuted(problem(norm(m) ** 2 >= expectation(norm(Z) ** 2), MEAN))


def test_chebyshevs_inequality_with_names_for_mean_and_variance():
    given = (eq(expectation(X), mu), eq(variance(X), sigma**2), t > 0)
    assert_proved(problem(probability(absolute(X - mu) >= t) <= sigma**2 / t**2, *given))
    assert_refuted(problem(probability(absolute(X - mu) >= t) <= sigma**2 / (4 * t**2), *given))


def test_the_mean_square_is_the_trace_of_the_second_moments():
    assert_proved(problem(eq(expectation(norm(Z) ** 2), trace(S)), eq(expectation(Z @ Z.T), S)))
    assert_refuted(problem(eq(expectation(norm(Z) ** 2), 2 * trace(S)), eq(expectation(Z @ Z.T), S)))


def test_the_rate_of_gradient_descent_is_found_for_all_steps_at_once():
    """The search counts its depth from where the steps are fixed (Nesterov, Introductory Lectures, Corollary 2.1.2)."""
    k, x, w, F, L = natural("k"), sequence("x", d), vector("w", d), scalar_function("F", d), scalar("L", positive=True)
    step = for_all(k, eq(x[k + 1], x[k] - gradient(F)(x[k]) / L))
    rate = for_all(k >= 1, F(x[k]) - F(w) <= L * norm(x[0] - w) ** 2 / (2 * k))
    asked = problem(rate, step, convex(F), smooth(F, L), minimiser(w, F))
    theorem = prove(asked, opened=True)
    assert theorem is not None
    assert proves(theorem, asked)
