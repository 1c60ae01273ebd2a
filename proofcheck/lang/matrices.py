"""What is said of matrices of a few rows alone."""

from typing import Any

from proofcheck.lang import expressions as ex
from proofcheck.lang.determinants import LARGEST, is_sayable
from proofcheck.lang.expressions import Expression, LanguageError, expression
from proofcheck.lang.shapes import square_size


def determinant(a: Any) -> Expression:
    """Return the determinant of an operator with one, two or three rows.

    >>> from proofcheck.lang import eq, operator
    >>> A, B = operator("A", 2, 2), operator("B", 2, 2)
    >>> eq(determinant(A @ B), determinant(A) * determinant(B))
    det(A B) = det(A) det(B)

    Raises:
        LanguageError: it has more rows, or a number of them that is a letter.
    """
    operator = expression(a, "the argument of determinant")
    size = square_size(operator)
    if size is not None and not is_sayable(size):
        raise LanguageError(f"the determinant of {operator} cannot be said yet: it is said of up to {LARGEST} rows.")
    return ex.Determinant(operator)
