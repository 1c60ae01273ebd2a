"""Determinants of matrices of two and three rows."""

import pytest
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


def test_a_determinant_is_of_few_rows_and_of_as_many_columns():
    assert (text(determinant(A)), latex(determinant(A @ B))) == ("det(A)", r"\det(A B)")
    assert ill_typed(eq(determinant(X), 0)) is not None
    n = dimension("n")
    for size in (n, 4):
        with pytest.raises(LanguageError, match="cannot be said yet"):
            determinant(operator("Y", size, size))
