"""Probabilities, indicators, means of convex functions: true lines are proved, false neighbours refuted."""

import pytest
from lines import assert_proved, assert_refuted, problem

from proofcheck.lang import (
    Claim,
    LanguageError,
    absolute,
    convex,
    covariance,
    dimension,
    either,
    eq,
    exp,
    expectation,
    for_all,
    frac,
    gradient,
    indicator,
    inner,
    log,
    natural,
    norm,
    probability,
    random_scalar,
    random_sequence,
    random_vector,
    relu,
    scalar,
    scalar_function,
    smooth,
    sqrt,
    summation,
    surely,
    variance,
    vector,
    within,
)
from proofcheck.lang.documents import document
from proofcheck.provers.search import prove
from proofcheck.refuters import refute

d = dimension("d")
X, Y, V, W = random_scalar("X"), random_scalar("Y"), random_vector("V", d), random_vector("W", d)
a, b, x, t = scalar("a"), scalar("b"), scalar("x"), scalar("t", positive=True)
c, c2 = vector("c", d), scalar("v", positive=True)
E, P = expectation, probability
share = (surely(X >= 0), b >= 0, b <= 1, E(X**2) > 0)
between = (surely(a <= X), surely(b >= X))

S, n, i = random_sequence("S"), natural("n"), natural("i")
one = within(i, 1, n)
total = summation(i, 1, n, S[i])

TRUE = {
    "Markov": (P(a <= X) <= E(X) / a, surely(X >= 0), a > 0),
    "Markov, of the positive part": (P(a <= X) <= E(relu(X)) / a, a > 0),
    "Chebyshev": (P(absolute(X - E(X)) >= a) <= variance(X) / a**2, a > 0),
    "Chebyshev, of vectors": (P(norm(V - E(V)) >= a) <= variance(V) / a**2, a > 0),
    "Chernoff": (P(a <= X) <= exp(-t * a) * E(exp(t * X)),),
    "Chernoff, at a positive level": (P(t <= X) <= exp(-c2 * t) * E(exp(c2 * X)),),
    "a Gaussian tail": (P(t <= X) <= exp(-(t**2) / (2 * c2)), for_all(x, E(exp(x * X)) <= exp(x**2 * c2 / 2))),
    "the union bound": (P(either(a <= X, b <= Y)) <= P(a <= X) + P(b <= Y),),
    "the union bound, of named bounds": (
        P(either(a <= X, b <= Y)) <= 2 * c2,
        P(a <= X) <= c2,
        P(b <= Y) <= c2,
    ),
    "away from the mean": (E(norm(V - E(V))) <= 2 * E(norm(V)),),
    "inclusion and exclusion": (eq(P(either(a <= X, b <= Y)), P(a <= X) + P(b <= Y) - P(a <= X, b <= Y)),),
    "the complement": (eq(P(a <= X), 1 - P(a > X)),),
    "a larger threshold": (P(b <= X) <= P(a <= X), a <= b),
    "a larger number": (P(a <= X) <= P(a <= Y), surely(X <= Y)),
    "at most 1": (P(a <= X) <= 1,),
    "what is sure": (eq(P(a <= X), 1), surely(a <= X)),
    "two vectors are equal or apart": (eq(P(eq(V, c)) + P(norm(V - c) > 0), 1),),
    "an indicator is its square": (eq(indicator(x >= a) ** 2, indicator(x >= a)),),
    "an indicator and its number": (x * indicator(x > 0) >= x,),
    "Paley and Zygmund, the first step": (E(X) - a <= E(X * indicator(a < X)), surely(X >= 0), a >= 0),
    "Paley and Zygmund, the second": (E(X * indicator(a < X)) ** 2 <= E(X**2) * P(a < X),),
    "Paley and Zygmund": (P(b * E(X) < X) >= (1 - b) ** 2 * E(X) ** 2 / E(X**2), *share),
    "Paley and Zygmund, at 0": (P(X > 0) >= E(X) ** 2 / E(X**2), surely(X >= 0), E(X) > 0),
    "Cantelli": (P(X - E(X) >= t) <= variance(X) / (variance(X) + t**2),),
    "Cantelli, of named moments": (P(a - X >= t) <= c2**2 / (t**2 + c2**2), eq(E(X), a), variance(X) <= c2**2),
    "Chernoff, of a sum": (P(total >= a) <= exp(-t * a) * E(exp(t * total)),),
    "Markov, at a multiple of the mean": (P(E(X) / t <= X) <= t, surely(X >= 0), E(X) > 0),
    "Chebyshev, of the contrary": (P(absolute(X - a) < c2 / sqrt(t)) >= 1 - t, eq(E(X), a), variance(X) <= c2**2),
    "variance of an indicator": (E((indicator(a <= X) - P(a <= X)) ** 2) <= frac(1, 4),),
    "how many are large": (E(summation(i, 1, n, indicator(S[i] <= a))) <= b * n, for_all(one, P(S[i] <= a) <= b)),
    "a covariance is not negative": (E((V - E(V)) @ (V - E(V)).T) >= 0,),
    "second moments and variances": (E(V @ V.T) >= E((V - E(V)) @ (V - E(V)).T),),
    "length of a mean of operators": (norm(E(V @ W.T)) <= E(norm(V) * norm(W)),),
    "second moments that are bounded": (norm(E(V @ V.T)) <= a**2, surely(norm(V) <= a)),
    "Cauchy and Schwarz, of a covariance": (covariance(X, Y) ** 2 <= variance(X) * variance(Y),),
    "Cauchy and Schwarz, of deviations": (absolute(covariance(X, Y)) <= sqrt(variance(X)) * sqrt(variance(Y)),),
    "Cauchy and Schwarz, multiplied out": ((E(X * Y) - E(X) * E(Y)) ** 2 <= variance(X) * variance(Y),),
    "Cauchy and Schwarz": (E(norm(V) * norm(W)) <= sqrt(E(norm(V) ** 2)) * sqrt(E(norm(W) ** 2)),),
    "Cauchy and Schwarz, of sizes": (E(absolute(X * Y)) <= sqrt(E(X**2) * E(Y**2)),),
    "Jensen, for a cumulant": (E(X) <= log(E(exp(t * X))) / t,),
    "Jensen, for exp": (E(exp(X)) >= exp(E(X)),),
    "a tangent of exp": (E(exp(X)) >= 1 + E(X),),
    "Jensen, for log": (E(log(X)) <= log(E(X)), surely(X > 0)),
    "Popoviciu": (variance(X) <= (b - a) ** 2 / 4, *between),
    "Bhatia and Davis": (variance(X) <= (b - E(X)) * (E(X) - a), *between),
    "strictly larger": (E(X) > E(Y), surely(X > Y)),
}

FALSE = {
    "Markov, of either sign": (P(a <= X) <= E(X) / a, a > 0),
    "Chebyshev, without the square": (P(absolute(X - E(X)) >= a) <= variance(X) / a, a > 0),
    "the union of disjoint events": (eq(P(either(a <= X, b <= Y)), P(a <= X) + P(b <= Y)),),
    "Cantelli, on both sides": (P(absolute(X - E(X)) >= t) <= variance(X) / (variance(X) + t**2),),
    "Cantelli, not centred": (P(t <= X) <= c2**2 / (t**2 + c2**2), variance(X) <= c2**2),
    "Paley and Zygmund, of either sign": (P(b * E(X) < X) >= (1 - b) ** 2 * E(X) ** 2 / E(X**2), *share[1:]),
    "Cauchy and Schwarz, of a covariance": (covariance(X, Y) <= variance(X) * variance(Y),),
    "the complement with the border": (eq(P(a <= X), 1 - P(a >= X)),),
    "a smaller threshold": (P(b <= X) <= P(a <= X), b <= a),
    "Jensen, turned round": (E(exp(X)) <= exp(E(X)),),
    "Markov, at a multiple of the mean": (P(E(X) / t <= X) <= t**2, surely(X >= 0), E(X) > 0),
    "Chebyshev, of the contrary": (P(absolute(X - a) < c2 / sqrt(t)) >= 1 - t / 2, eq(E(X), a), variance(X) <= c2**2),
    "second moments and variances": (E(V @ V.T) <= E((V - E(V)) @ (V - E(V)).T),),
    "Chernoff, without the mean": (P(a <= X) <= exp(-t * a), E(exp(t * X)) <= exp(t**2)),
    "sizes of what is not independent": (E(absolute(X * Y)) <= E(absolute(X)) * E(absolute(Y)),),
    "Popoviciu, with a 5": (variance(X) <= (b - a) ** 2 / 5, *between),
    "an indicator and its number, for either sign": (x * indicator(x > 0) <= x,),
}


@pytest.mark.parametrize("name", TRUE)
def test_a_true_line_is_proved(name):
    assert_proved(problem(*TRUE[name]))


@pytest.mark.parametrize("name", FALSE)
def test_a_false_line_is_refuted(name):
    asked = problem(*FALSE[name])
    assert prove(asked, attempts=10) is None
    assert refute(asked) is not None


later, U, T = random_scalar("Z", draw="second"), random_vector("U", d, draw="second"), random_scalar("T")
g = random_vector("g", d, given=V)
F = scalar_function("F", d)
unbiased = surely(eq(E(g, given=V), gradient(F)(V)))
bounded = surely(E(norm(g) ** 2, given=V) <= a**2)
step = norm(V - t * g - c) ** 2


def sq(v):
    """The square of the length."""
    return norm(v) ** 2


@pytest.mark.parametrize(
    "line",
    [
        (eq(E(exp(X) * later**2), E(exp(X)) * E(later**2)),),
        (eq(E(inner(V, U)), inner(E(V), E(U))),),
        (eq(variance(X + later), variance(X) + variance(later)),),
        (eq(P(a <= X, later >= b), P(a <= X) * P(later >= b)),),
        (eq(E(E(inner(g, V - c), given=V)), E(inner(g, V - c))),),
        (surely(eq(E(inner(g, V), given=V), inner(E(g, given=V), V))),),
        (eq(E(inner(g, V - c)), E(inner(gradient(F)(V), V - c))), unbiased),
        (eq(E(norm(g) ** 2), E(norm(E(g, given=V)) ** 2) + E(norm(g - E(g, given=V)) ** 2)),),
        (eq(E(g), E(gradient(F)(V))), unbiased),
        (
            E(F(V - t * g)) <= E(F(V)) - t * E(norm(gradient(F)(V)) ** 2) + b * t**2 * a**2 / 2,
            smooth(F, b),
            unbiased,
            bounded,
        ),
        (E(step) <= E(norm(V - c) ** 2) - 2 * t * E(F(V) - F(c)) + t**2 * a**2, convex(F), unbiased, bounded),
    ],
    ids=lambda line: str(line[0]),
)
def test_what_is_independent_or_known_is_taken_out_of_a_mean(line):
    assert_proved(problem(*line))


@pytest.mark.parametrize(
    "line",
    [
        (eq(E(X * T), E(X) * E(T)),),
        (eq(variance(X + T), variance(X) + variance(T)),),
        (eq(E(X * later), E(X**2) * E(later)),),
        (surely(eq(E(g, given=V), E(g))),),
        (E(norm(g) ** 2) <= E(norm(gradient(F)(V)) ** 2), unbiased),
        (E(step) <= E(norm(V - c) ** 2) - 2 * t * E(F(V) - F(c)), convex(F), unbiased),
        (E(norm(g)) <= 0, surely(eq(E(g, given=V), 0 * c))),
    ],
    ids=lambda line: str(line[0]),
)
def test_what_is_drawn_together_is_not_independent(line):
    assert_refuted(problem(*line))


def test_a_mean_is_taken_given_all_that_is_drawn_together():
    with pytest.raises(LanguageError, match="W is drawn together with V"):
        E(W, given=V)
    with pytest.raises(LanguageError, match="nothing in it is random"):
        E(V, given=V)


def test_independence_is_shown_beside_a_claim():
    claim = Claim("line", "", "step", eq(E(X * later), E(X) * E(later)))
    [shown] = document("lines", "", [claim]).hypotheses(claim)
    assert shown.text == "X and Z are independent"
    assert shown.latex == r"X \text{ and } Z \text{ are independent}"
