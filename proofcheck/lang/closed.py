"""Numbers that are written out, without letters in them."""

from fractions import Fraction
from typing import Any

from proofcheck.kernel.normal import Normalizer
from proofcheck.kernel.terms import KernelError
from proofcheck.lang.translate import clauses


def sides_of(equation: Any) -> tuple[Fraction, Fraction] | None:
    """Return the values of the two sides of an equation between rational numbers; ``None`` of any other one.

    >>> from proofcheck.lang import eq, scalar
    >>> sides_of(eq(scalar("a"), 1)) is None
    True
    """
    [clause] = clauses(equation)
    try:
        values = [Normalizer().scalar(side) for side in clause.relation[1:]]
    except KernelError:
        return None
    if any(value.keys() - {()} for value in values):
        return None
    left, right = (Fraction(value.get((), 0)) for value in values)
    return left, right
