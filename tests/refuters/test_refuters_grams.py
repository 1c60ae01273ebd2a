"""Vectors found by their inner products, where coordinates in two dimensions would be irrational."""

import pytest

from proofcheck.lang import Claim, dimension, eq, frac, inner, norm, operator, scalar, vector
from proofcheck.lang.documents import document
from proofcheck.models.confirmation import confirm, satisfies
from proofcheck.refuters import refute, witness
from proofcheck.refuters.grams import grams

n = dimension("n")
u, v, w, a = vector("u", n), vector("v", n), vector("w", n), scalar("a")
units = [eq(norm(u), 1), eq(norm(v), 1)]


def problem(says, *given):
    whole = document("lines", "", [Claim("line", "here", "step", says, given=given)])
    return whole.problem(whole.claim("line"))


@pytest.mark.parametrize(
    ("says", "given"),
    [
        (inner(u, v) >= 0, [*units, norm(u - v) <= frac(3, 2)]),
        (norm(u + v) <= norm(u), [*units, eq(inner(u, v), -frac(1, 3))]),
        (
            norm(u + v + w) <= 3,
            [eq(norm(u), 1), eq(norm(v), 2), eq(norm(w), 3), eq(inner(u, v), 0), eq(inner(v, w), 0)],
        ),
    ],
)
def test_false_lines_about_unit_vectors_are_refuted(says, given):
    made = problem(says, *given)
    assert confirm(made, refute(made).instance)


@pytest.mark.parametrize(
    "given",
    [
        [*units, eq(inner(u, v), frac(1, 3))],
        [*units, eq(u + v, w), eq(norm(w), frac(1, 7))],
        [*units, eq(norm(w), 1), eq(inner(u, v), frac(1, 2)), eq(inner(v, w), frac(1, 2)), eq(inner(u, w), frac(1, 2))],
    ],
)
def test_vectors_with_given_angles_exist(given):
    made = problem(a**2 >= 0, *given)
    assert satisfies(made, witness(made))


def test_vectors_that_no_space_has_are_not_found():
    assert witness(problem(a**2 >= 0, *units, eq(inner(u, v), 2))) is None
    assert witness(problem(a**2 >= 0, *units, eq(norm(w), 1), eq(u + v + w, 0 * u), eq(inner(u, v), 0))) is None


def test_operators_are_not_told_by_inner_products():
    assert grams(problem(inner(operator("A", n, n) @ u, v) >= 0)) is None
