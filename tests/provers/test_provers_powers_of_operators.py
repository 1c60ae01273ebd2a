"""Powers of operators with a letter for the exponent."""

import pytest
from lines import assert_proved, assert_refuted, each_of, problem

from proofcheck.lang import (
    LanguageError,
    dimension,
    eq,
    identity,
    ill_typed,
    natural,
    norm,
    operator,
    scalar,
    summation,
    vector,
)

n = dimension("n")
A, B = operator("A", n, n), operator("B", n, n)
u, c = vector("u", n), scalar("c", positive=True)
k, i = natural("k"), natural("i")

TRUE = {
    "the next but one": (eq(A ** (k + 2), A @ A @ A**k),),
    "its norm": (norm(A**k) <= norm(A) ** k,),
    "of what commutes": (eq(A**k @ B, B @ A**k), eq(A @ B, B @ A)),
    "a Neumann sum": (eq((identity(n) - A) @ summation(i, 0, k, A**i), identity(n) - A ** (k + 1)),),
}
FALSE = {
    "of a sum": (eq((A + B) ** k, A**k + B**k),),
    "of a product": (eq((A @ B) ** k, A**k @ B**k),),
    "its norm from below": (norm(A**k) >= norm(A) ** k,),
    "the power 0 of a small one": (norm(A**k) <= norm(A), norm(A) <= 1),
}


@each_of(TRUE)
def test_a_true_line_is_proved(line):
    assert_proved(problem(*line))


@each_of(FALSE)
def test_a_false_line_is_refuted(line):
    assert_refuted(problem(*line))


def test_exponents_are_natural_numbers():
    """A power with any real exponent would need another word."""
    with pytest.raises(LanguageError, match="the exponent of an operator is c"):
        ill_typed(eq(A**c, A))
