"""Terms that laws are made of."""

from proofcheck.kernel.terms import Term


def plus(*parts: Term) -> Term:
    """The sum."""
    return Term("add", *parts)


def times(*factors: Term) -> Term:
    """The product of numbers, or of numbers with a vector or an operator."""
    return Term("mul", *factors)


def squared(part: Term) -> Term:
    """The square of a scalar, or of the norm of a vector."""
    return Term("pow", part if part.sort[0] in "SN" else Term("norm", part), 2)


def product(left: Term, right: Term) -> Term:
    """The product of two scalars, or the inner product of two vectors."""
    return Term("mul" if left.sort[0] in "SN" else "inner", left, right)
