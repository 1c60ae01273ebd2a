"""Properties of functions in the mean: Jensen's inequality, the descent lemma for stochastic gradients."""

import pytest
from lines import assert_proved, assert_refuted, problem

from proofcheck.lang import (
    average,
    convex,
    dimension,
    eq,
    expectation,
    gradient,
    inner,
    minimiser,
    natural,
    norm,
    random_vector,
    scalar,
    scalar_function,
    sequence,
    smooth,
    strongly_convex,
    vector,
)

d = dimension("d")
L, mu, eta, sigma = (scalar(name, positive=True) for name in ("L", "mu", "eta", "sigma"))
i, N, x = natural("i"), natural("N"), sequence("x", d)
w, m, Z = vector("w", d), vector("m", d), random_vector("Z", d)
F = scalar_function("F", d)
g = gradient(F)
unbiased = [smooth(F, L), eq(expectation(Z), g(w))]
mean = average(i, 1, N, x[i])


@pytest.mark.parametrize(
    ("says", "given"),
    [
        (expectation(F(Z)) >= F(expectation(Z)), [convex(F)]),
        (F(mean) <= average(i, 1, N, F(x[i])), [convex(F), N >= 1]),
        (F(mean) - F(w) <= average(i, 1, N, inner(g(x[i]), x[i] - w)), [convex(F), N >= 1]),
        (
            expectation(F(w - eta * Z)) <= F(w) - eta / 2 * norm(g(w)) ** 2 + L * eta**2 * sigma**2 / 2,
            [*unbiased, expectation(norm(Z - g(w)) ** 2) <= sigma**2, eta <= 1 / L],
        ),
        (
            expectation(F(Z)) >= F(m) + mu / 2 * expectation(norm(Z - m) ** 2),
            [strongly_convex(F, mu), eq(expectation(Z), m)],
        ),
        (expectation(norm(g(Z)) ** 2) <= 2 * L * (expectation(F(Z)) - F(w)), [smooth(F, L), minimiser(w, F)]),
    ],
    ids=str,
)
def test_what_holds_at_each_outcome_holds_in_the_mean(says, given):
    assert_proved(problem(says, *given))


@pytest.mark.parametrize(
    ("says", "given"),
    [
        (expectation(F(Z)) >= F(expectation(Z)), []),
        (expectation(F(Z)) >= F(m), [convex(F)]),
        (average(i, 1, N, F(x[i])) <= F(mean), [convex(F), N >= 1]),
        (expectation(F(w - eta * Z)) <= F(w) - eta * norm(g(w)) ** 2, unbiased),
    ],
    ids=str,
)
def test_what_does_not_hold_at_each_outcome_need_not(says, given):
    assert_refuted(problem(says, *given))
