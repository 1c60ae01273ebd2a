"""Random numbers by their values, and matrices with other entries beside the diagonal than on it."""

import pytest

from proofcheck.lang import (
    dimension,
    eq,
    expectation,
    for_all,
    frac,
    lmin,
    natural,
    norm,
    operator,
    probability,
    random_operator,
    random_scalar,
    scalar,
    summation,
    surely,
    symmetric,
    trace,
    variance,
    vector,
    within,
)
from proofcheck.refuters import witness
from proofcheck.refuters.valued import valued
from tests.provers.lines import assert_refuted, problem

n, i, j, k = dimension("n"), natural("i"), natural("j"), natural("k")
A, B, C = (operator(name, n, n) for name in "ABC")
u, a = vector("u", n), scalar("a")
X, Y = random_scalar("X"), random_scalar("Y")
between = (surely(X >= 0), surely(X <= 2))
not_negative = [bound for M in (A, B, C) for bound in (symmetric(M), M >= 0)]
rows = for_all(within(i, 1, n), eq(summation(j, 1, n, A[i, j]), 1))
FALSE = {
    "a variance below the mean": (variance(X) <= expectation(X), *between),
    "a variance below 3/4": (variance(X) <= frac(3, 4), *between),
    "more likely than not": (probability(X >= 1) >= frac(1, 2), *between, eq(expectation(X), frac(2, 3))),
    "a mean of products": (expectation(X * Y) <= 1, *between, surely(Y >= 0), surely(Y <= 1), expectation(Y) <= a),
    "three operators": (trace(A @ B @ C) >= 0, *not_negative),
    "a diagonal": (lmin(A) >= 0, symmetric(A), for_all(within(i, 1, n), A[i, i] >= 0)),
    "the least number that is allowed": (k**2 <= 2**k - 1, k >= 4),
    "the largest number that is allowed": (2**k <= 100, k <= 7),
    "rows that add up to 1": (norm(A @ u) <= norm(u), rows),
}


@pytest.mark.parametrize("line", FALSE.values(), ids=FALSE)
def test_false_lines_are_refuted(line):
    assert_refuted(problem(*line))


def test_values_are_letters_and_means_are_sums():
    (_, two, *_) = valued(problem(expectation(X) <= 1, *between))
    assert len(two.problem.hypotheses) == 4
    assert {v[1] for v in two.problem.goal.free_variables()} == {"X@1", "X@2"}


def test_moments_that_are_given_have_a_witness():
    assert witness(problem(variance(X) <= 2, eq(expectation(X), 1), eq(expectation(X**2), 3))) is not None


def test_random_operators_are_left_to_others():
    assert not list(valued(problem(expectation(norm(random_operator("V", n, n))) <= 1)))
