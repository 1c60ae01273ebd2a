"""Random sequences that a recursion determines: what it says of means, of one step and of the sum over all steps."""

from lines import assert_proved, each_of, problem

from proofcheck.kernel import rules
from proofcheck.lang import (
    average,
    dimension,
    eq,
    expectation,
    for_all,
    frac,
    gradient,
    inner,
    natural,
    norm,
    random_sequence,
    random_vector,
    scalar,
    scalar_function,
    smooth,
    summation,
    surely,
    vector,
)
from proofcheck.provers.search import prove

d, t, T, k = dimension("d"), natural("t"), natural("T"), natural("k")
f, p, y, z, start = scalar_function("f", d), vector("p", d), vector("y", d), vector("z", d), vector("s", d)
x, g = random_sequence("x", d), random_sequence("g", d)
eta, mu, sigma, b = (scalar(name) for name in ("eta", "mu", "sigma", "b"))
D = gradient(f)

CONVEX = for_all(y, for_all(z, f(z) >= f(y) + inner(D(y), z - y)))
STRONGLY = for_all(y, for_all(z, f(z) >= f(y) + inner(D(y), z - y) + mu / 2 * norm(z - y) ** 2))
LEAST = for_all(y, f(p) <= f(y))
GOES = for_all(k, surely(eq(x[k + 1], x[k] - eta * g[k])))
STARTS = surely(eq(x[0], start))
UNBIASED = for_all(k, for_all(z, eq(expectation(inner(g[k], x[k] - z)), expectation(inner(D(x[k]), x[k] - z)))))
BOUNDED = for_all(k, expectation(norm(g[k]) ** 2) <= sigma**2)
SQUARES = for_all(k, eq(expectation(inner(g[k], D(x[k]))), expectation(inner(D(x[k]), D(x[k])))))
RUN = (LEAST, GOES, STARTS, UNBIASED, BOUNDED, eta > 0, T >= 1)


def away(index):
    """How far a member is from where the function is least, squared, in the mean."""
    return expectation(norm(x[index] - p) ** 2)


def above(index):
    return expectation(f(x[index])) - f(p)


X, G, N = random_vector("X", d), random_vector("G", d), random_vector("N", d)
total = 2 * eta * summation(k, 0, T - 1, above(k))
noise = T * eta**2 * sigma**2
DESCENT = f(x[k]) - eta * inner(D(x[k]), g[k]) + mu * eta**2 / 2 * norm(g[k]) ** 2
TRUE = {
    "the descent lemma at members": (for_all(k, surely(f(x[k + 1]) <= DESCENT)), GOES, smooth(f, mu)),
    "what is said of one letter": (
        eq(expectation(norm(N - p) ** 2), expectation(norm(X - eta * G - p) ** 2)), surely(eq(N, X - eta * G))),
    "one step": (2 * eta * above(t) <= away(t) - away(t + 1) + eta**2 * sigma**2, CONVEX, *RUN),
    "the first step": (2 * eta * above(0) <= away(0) - away(1) + eta**2 * sigma**2, CONVEX, *RUN),
    "a step that contracts": (
        away(t + 1) <= (1 - 2 * eta * mu) * away(t) + eta**2 * sigma**2, STRONGLY, *RUN, mu > 0, 2 * eta * mu < 1),
    "a step that contracts, beside what else is known of means": (
        away(t + 1) <= (1 - 2 * eta * mu) * away(t) + eta**2 * sigma**2,
        STRONGLY, *RUN, mu > 0, 2 * eta * mu < 1, sigma >= 0, SQUARES),
    "powers that are added up": (
        away(T) <= (1 - 2 * eta * mu) ** T * norm(start - p) ** 2
        + eta**2 * sigma**2 * summation(k, 0, T - 1, (1 - 2 * eta * mu) ** k),
        for_all(k, away(k + 1) <= (1 - 2 * eta * mu) * away(k) + eta**2 * sigma**2),
        STARTS, 2 * eta * mu < 1, eta > 0, mu > 0, T >= 1),
    "the sum": (total <= away(0) - away(T) + noise, CONVEX, *RUN),
    "the sum, from the start": (total <= norm(start - p) ** 2 + noise, CONVEX, *RUN),
    "the mean": (
        frac(1, T) * summation(k, 0, T - 1, above(k)) <= norm(start - p) ** 2 / (2 * eta * T) + eta * sigma**2 / 2,
        CONVEX, *RUN),
    "all values are above": (eta <= -b, eta <= -expectation(f(x[T])), for_all(z, f(z) >= b)),
    "Jensen": (
        expectation(f(average(k, 0, T - 1, x[k]))) <= frac(1, T) * summation(k, 0, T - 1, expectation(f(x[k]))),
        CONVEX, T >= 1),
    "sums and means change places": (
        eq(expectation(summation(k, 0, T - 1, f(x[k]))), summation(k, 0, T - 1, expectation(f(x[k]))))),
}  # fmt: skip
FALSE = {
    "half of the noise": (2 * eta * above(t) <= away(t) - away(t + 1) + eta**2 * sigma**2 / 2, CONVEX, *RUN),
    "Jensen, turned": (
        expectation(f(average(k, 0, T - 1, x[k]))) >= frac(1, T) * summation(k, 0, T - 1, expectation(f(x[k]))),
        CONVEX, T >= 1),
    "some values are above": (eta <= -b, eta <= -expectation(f(X)), f(z) >= b),
    "another letter": (eq(expectation(norm(N - p) ** 2), expectation(norm(X - p) ** 2)), surely(eq(N, X - eta * G))),
}  # fmt: skip


@each_of(TRUE)
def test_what_holds_whatever_the_outcome_is_put_into_means(line):
    assert_proved(problem(*line) if isinstance(line, tuple) else problem(line))


@each_of(FALSE)
def test_what_is_false_is_not_proved(line):
    assert prove(problem(*line), attempts=60) is None


def test_what_is_cited_about_one_number_needs_no_induction_over_it():
    squares = summation(k, 0, T - 1, expectation(norm(D(x[k])) ** 2))
    left = frac(1, T) * squares <= 2 * (f(start) - b) / (eta * T) + eta * mu * sigma**2
    cited = eta / 2 * squares <= f(start) - expectation(f(x[T])) + T * mu * eta**2 * sigma**2 / 2
    asked = problem(left, for_all(z, f(z) >= b), smooth(f, mu), GOES, STARTS, eta > 0, eta <= 1 / mu, T >= 1, mu > 0)
    lemma = rules.generalize([rules.assume([], problem(cited).goal)], [], [])
    assert prove(asked, lemmas=[lemma], attempts=60) is not None
