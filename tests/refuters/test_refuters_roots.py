"""Scalars that are no fractions: hypotheses that only they satisfy, and false lines about them."""

import math

import pytest

from proofcheck.lang import Claim, cos, eq, exp, frac, log, scalar, sqrt
from proofcheck.lang.documents import document
from proofcheck.models.confirmation import confirm, satisfies
from proofcheck.refuters import refute, witness

x, y, z, a = scalar("x"), scalar("y"), scalar("z"), scalar("a")


def problem(says, *given):
    whole = document("lines", "", [Claim("line", "here", "step", says, given=given)])
    return whole.problem(whole.claim("line"))


@pytest.mark.parametrize(
    ("given", "root"),
    [
        ([eq(exp(x), 2)], math.log(2)),
        ([eq(x, exp(-x))], 0.567143290409784),
        ([eq(x**3 + x, 1)], 0.682327803828019),
        ([eq(x**2, 2), x < 0], -math.sqrt(2)),
        ([eq(sqrt(x) * exp(x), 3)], 1.06644632),
        ([eq(exp(x), 2), eq(exp(y), 3)], math.log(2)),
        ([eq(x * y, 1), eq(y * z, 2), eq(x * z, 3), x > 0], math.sqrt(3 / 2)),
        ([eq(x**2 + y**2, 3), eq(y, 2 * x), y > 0], math.sqrt(3 / 5)),
        ([eq(log(x), 2)], math.exp(2)),
        ([eq(a, exp(-x)), eq(x, a + 1)], 1.27846454),
    ],
)
def test_hypotheses_that_no_fraction_satisfies_have_a_witness(given, root):
    made = problem(x <= 5, *given)
    found = witness(made)
    assert len(satisfies(made, found)) == len(made.hypotheses)
    low, high = found.enclosed["x"]
    assert low < high < low + 1e-9
    assert abs(float(low) - root) < 1e-3


@pytest.mark.parametrize(
    ("says", "given"),
    [
        (x >= 1, [eq(exp(x), 2)]),
        (x <= 1, [eq(x**2, 2), x > 0]),
        (a**2 <= x, [eq(exp(x), 2)]),
        (x > y, [eq(exp(x), 2), eq(exp(y), 3)]),
        (x <= 1, [eq(x**2 + x * y + y**2, 1)]),
        (x >= frac(3, 4), [eq(cos(x), x)]),
        (a >= x + y, [eq(a**2, x**2 + y**2), a > 0, x > 0, y > 0]),
    ],
)
def test_false_lines_about_them_are_refuted(says, given):
    made = problem(says, *given)
    assert confirm(made, refute(made).instance)


def test_no_number_is_a_solution_of_what_has_none():
    assert witness(problem(x <= 5, eq(exp(x), -1))) is None
    assert refute(problem(x <= 5, eq(exp(x), 2))) is None
