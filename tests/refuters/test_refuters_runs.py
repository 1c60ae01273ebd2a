"""Runs of an iteration on random data: false claims about all of their steps are refuted by a run of numbers."""

from dataclasses import replace
from fractions import Fraction

import pytest

from proofcheck.lang import (
    Claim,
    conditional_expectation,
    convex,
    dimension,
    eq,
    expectation,
    for_all,
    gradient,
    minimiser,
    natural,
    norm,
    random_sequence,
    scalar,
    scalar_function,
    smooth,
    summation,
    surely,
    vector,
)
from proofcheck.lang.documents import document
from proofcheck.models.confirmation import NotConfirmed, confirm, witness
from proofcheck.refuters.runs import runs
from proofcheck.refuters.search import AT_RUNS, refute
from proofcheck.refuters.witnesses import first_witness

d, k, K = dimension("d"), natural("k"), natural("K")
F, p, start = scalar_function("F", d), vector("p", d), vector("s", d)
w, g = random_sequence("w", d), random_sequence("g", d)
a, G, L = scalar("a"), scalar("G"), scalar("L")

steps = for_all(k, surely(eq(w[k + 1], w[k] - a * g[k])))
unbiased = for_all(k, surely(eq(conditional_expectation(g[k], w[k]), gradient(F)(w[k]))))
bounded = for_all(k, surely(conditional_expectation(norm(g[k]) ** 2, w[k]) <= G**2))
noise = for_all(k, surely(conditional_expectation(norm(g[k] - gradient(F)(w[k])) ** 2, w[k]) <= G**2))
begun = surely(eq(w[0], start))
given = (steps, unbiased, begun, minimiser(p, F), convex(F), a > 0, G >= 0, K >= 1)
gaps = 2 * a * summation(k, 0, K - 1, expectation(F(w[k])) - F(p))
left, last = norm(start - p) ** 2, expectation(norm(w[K] - p) ** 2)

TRUE = {
    "what is added up": (gaps <= left - last + K * a**2 * G**2, bounded),
    "for a smooth function": (
        summation(k, 0, K - 1, expectation(norm(gradient(F)(w[k])) ** 2)) * a
        <= 2 * (F(start) - F(p)) + K * a**2 * L * G**2,
        noise,
        smooth(F, L),
        a * L <= 1,
    ),
}
FALSE = {
    "as if there were no noise": (gaps <= left - last, bounded),
    "the noise of one step": (gaps <= left - last + a**2 * G**2, bounded),
    "twice what is gained": (2 * gaps <= left + K * a**2 * G**2, bounded),
    "the noise of the gradient for all of it": (gaps <= left - last + K * a**2 * G**2, noise),
    "nearer in each step": (expectation(norm(w[K] - p) ** 2) <= left, bounded),
    "half of what a smooth function loses": (
        summation(k, 0, K - 1, expectation(norm(gradient(F)(w[k])) ** 2)) * a
        <= (F(start) - F(p)) / 2 + K * a**2 * L * G**2,
        noise,
        smooth(F, L),
        a * L <= 1,
    ),
}


def problem(says, *more):
    """What is asked where a claim about a run says this."""
    made = document("runs", "", [Claim("line", "", "step", says, given=[*given, *more])])
    assert not made.problems, made.problems
    return made.problem(made.claims[0])


def by_runs(asked):
    """The counterexamples that runs of numbers give, not yet confirmed."""
    for run in runs(asked):
        near = refute(run.problem, budget=AT_RUNS)
        if near is not None:
            yield run.instance(near.instance)


@pytest.mark.parametrize("line", FALSE.values(), ids=FALSE)
def test_what_is_not_so_of_a_run_is_refuted(line):
    asked = problem(*line)
    confirm(asked, next(by_runs(asked)))


@pytest.mark.parametrize("line", TRUE.values(), ids=TRUE)
def test_what_is_so_of_all_runs_is_not_refuted(line):
    assert next(by_runs(problem(*line)), None) is None


def test_there_is_a_run_of_what_is_supposed():
    assert first_witness(problem(*TRUE["what is added up"])) is not None


def test_what_is_drawn_has_its_mean_whatever_is_known():
    asked = problem(*FALSE["as if there were no noise"])
    found = next(x for x in by_runs(asked) if x.dims["Omega"] == 4)
    witness(asked, found)
    swapped = list(found.firsts["drawn for g"])
    assert swapped[1] != swapped[3]
    swapped[1], swapped[3] = swapped[3], swapped[1]
    other = replace(found, firsts={**found.firsts, "drawn for g": tuple(swapped)})
    with pytest.raises(NotConfirmed):
        witness(asked, other)


def test_where_a_run_starts_and_what_is_drawn_is_shown():
    asked = problem(*FALSE["the noise of one step"])
    shown = confirm(asked, next(by_runs(asked))).values
    assert shown["w_0"] == "1"
    assert shown["g_0"] == "1, 1, -1, -1 at outcomes 1 to 4"


def test_a_mean_given_what_is_known_is_of_the_outcomes_at_which_that_is_as_it_is():
    asked = problem(surely(eq(conditional_expectation(norm(w[k]) ** 2, w[k]), norm(w[k]) ** 2 + 1)), bounded)
    found = next(run.instance(first_witness(run.problem)) for run in runs(asked))
    assert confirm(asked, found).lhs.lo + 1 == Fraction(confirm(asked, found).rhs.lo)
