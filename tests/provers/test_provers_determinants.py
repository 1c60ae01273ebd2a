"""Determinants of matrices of two and three rows."""

from fractions import Fraction
from itertools import permutations
from math import prod

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lines import assert_proved, assert_refuted, each_of, problem

from proofcheck.lang import (
    LanguageError,
    determinant,
    dimension,
    eq,
    identity,
    ill_typed,
    inner,
    latex,
    operator,
    scalar,
    symmetric,
    text,
    trace,
    vector,
)
from proofcheck.models.confirmation import sides
from proofcheck.models.instance import Instance

A, B = operator("A", 2, 2), operator("B", 2, 2)
D, E = operator("D", 3, 3), operator("E", 3, 3)
X = operator("X", 2, 3)
u, v, c = vector("u", 2), vector("v", 2), scalar("c")

TRUE = {
    "a product": (eq(determinant(A @ B), determinant(A) * determinant(B)),),
    "a product of larger ones": (eq(determinant(D @ E), determinant(D) * determinant(E)),),
    "a transpose": (eq(determinant(D.T), determinant(D)),),
    "the identity": (eq(determinant(identity(2)), 1),),
    "a multiple": (eq(determinant(c * A), c**2 * determinant(A)),),
    "a matrix of rank one": (eq(determinant(u @ v.T), 0),),
    "of rank one beside the identity": (eq(determinant(identity(2) + u @ v.T), 1 + inner(u, v)),),
    "by the trace": (4 * determinant(A) <= trace(A) ** 2, symmetric(A)),
    "of a Gram matrix": (determinant(A.T @ A) >= 0,),
}

FALSE = {
    "a sum": (eq(determinant(A + B), determinant(A) + determinant(B)),),
    "a multiple": (eq(determinant(c * A), c * determinant(A)),),
    "its sign": (determinant(A) >= 0, symmetric(A)),
    "three rows": (eq(determinant(2 * D), 4 * determinant(D)),),
}


@each_of(TRUE)
def test_laws_of_determinants_are_proved(line):
    says, *given = line
    assert_proved(problem(says, *given))


@each_of(FALSE)
def test_what_is_no_law_is_refuted(line):
    says, *given = line
    assert_refuted(problem(says, *given))


@given(st.lists(st.integers(-3, 3), min_size=18, max_size=18))
@settings(max_examples=15)
def test_it_is_what_permutations_say(numbers):
    rows = [tuple(map(Fraction, numbers[k : k + 3])) for k in range(0, 18, 3)]
    instance = Instance(operators={"D": tuple(rows[:3]), "E": tuple(rows[3:])})
    (left,), (right,) = sides(problem(eq(determinant(D @ E), determinant(D))), instance)
    assert left.lo == by_permutations(rows[:3]) * by_permutations(rows[3:])
    assert right.lo == by_permutations(rows[:3])


def by_permutations(rows):
    found = 0
    for places in permutations(range(3)):
        turns = sum(x > y for k, x in enumerate(places) for y in places[k + 1 :])
        found += (-1) ** turns * prod(rows[i][j] for i, j in enumerate(places))
    return found


def test_a_determinant_is_of_few_rows_and_of_as_many_columns():
    assert (text(determinant(A)), latex(determinant(A @ B))) == ("det(A)", r"\det(A B)")
    assert ill_typed(eq(determinant(X), 0)) is not None
    n = dimension("n")
    for size in (n, 4):
        with pytest.raises(LanguageError, match="cannot be said yet"):
            determinant(operator("Y", size, size))
