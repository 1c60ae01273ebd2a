"""Random numbers whose moments and probabilities are given: simple values that have them, where any have."""

from proofcheck.lang import covariance, eq, expectation, frac, probability, random_scalar, surely, variance
from proofcheck.refuters import witness
from proofcheck.refuters.weighted import weighted
from tests.provers.lines import each_of, problem

X, Y = random_scalar("X"), random_scalar("Y")
square = eq(expectation(X**2), 1)
centred = eq(expectation(X), 0)
GIVEN = {
    "the first four moments of a normal distribution": (
        centred, square, eq(expectation(X**3), 0), eq(expectation(X**4), 3)
    ),
    "a skewed one": (centred, square, eq(expectation(X**3), 1)),
    "moments and how likely it is to be large": (square, eq(expectation(X**4), 2), eq(probability(X >= 1), frac(1, 2))),
    "variances and a covariance": (eq(variance(X), 1), eq(variance(Y), 4), eq(covariance(X, Y), 1)),
    "means, too": (
        eq(expectation(X), 2), eq(expectation(Y), 3), eq(variance(X), 1), eq(variance(Y), 4), eq(covariance(X, Y), -1)
    ),
    "events that depend on each other": (
        eq(probability(X >= 0), frac(1, 2)), eq(probability(Y >= 0), frac(1, 2)),
        eq(probability(X >= 0, Y >= 0), frac(1, 3)),
    ),
    "a bound that is strict": (surely(X >= 0), surely(X <= 3), expectation(X) < frac(1, 2), expectation(X**2) >= 1),
}  # fmt: skip
NOWHERE = {
    "a square mean above the mean square": (eq(expectation(X), 2), square),
    "a fourth moment that is too small": (square, eq(expectation(X**4), frac(1, 2))),
    "skewness beyond kurtosis": (centred, square, eq(expectation(X**3), 2), eq(expectation(X**4), 4)),
    "a covariance that is too large": (eq(variance(X), 1), eq(variance(Y), 1), eq(covariance(X, Y), 2)),
    "events that have to meet": (
        eq(probability(X >= 0), frac(2, 3)), eq(probability(Y >= 0), frac(2, 3)), eq(probability(X >= 0, Y >= 0), 0)
    ),
}  # fmt: skip


@each_of(GIVEN)
def test_distributions_that_have_what_is_given_are_found(line):
    assert witness(problem(X**2 >= 0, *line)) is not None


@each_of(NOWHERE)
def test_what_no_distribution_has_is_not_proposed(line):
    assert not list(weighted(problem(X**2 >= 0, *line)))
