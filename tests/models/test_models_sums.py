"""Sums up to a number that varies: so many times one summand, where the summands are equal."""

import pytest

from proofcheck.lang import eq, for_all, frac, natural, scalar, sequence, summation
from proofcheck.models.confirmation import confirm
from proofcheck.refuters import refute, witness
from tests.provers.lines import problem

k, i = natural("k"), natural("i")
c, x, q = scalar("c"), scalar("x"), sequence("q")


@pytest.mark.parametrize("last", [k, k + 1, k - 1], ids=str)
def test_what_bounds_a_sum_for_all_numbers_has_a_witness(last):
    said = for_all(k, q[k] <= c + summation(i, 0, last, q[i]))
    assert witness(problem(q[0] <= c, said)) is not None


def test_equal_summands_are_counted():
    asked = problem(eq(x, 2), eq(x**2, 4), for_all(k, summation(i, 1, k, x) >= -2 * k))
    found = refute(asked)
    assert found is not None
    confirm(asked, found.instance)


@pytest.mark.parametrize(
    "said",
    [
        for_all(k, summation(i, 1, k, x) <= 2 * k - 1),
        for_all(k, summation(i, 0, k, x) <= 2 * k),
        for_all(k, summation(i, 2, k, x) <= 2 * (k - 1)),
        for_all(k, summation(i, 1, frac(1, 2) * k, x) >= k),
    ],
    ids=str,
)
def test_what_is_false_of_equal_summands_has_no_witness(said):
    assert witness(problem(x > 0, eq(x, 2), said)) is None
