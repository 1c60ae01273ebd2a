"""What is said of operators and the kernel has no word for: norms and values that are extrema, powers by letters."""

from collections.abc import Collection
from typing import Any

from sympy import Integer

from proofcheck.kernel.terms import Term, fresh_variable, neg
from proofcheck.lang import expressions as ex
from proofcheck.lang.printing import text


def is_symbolic(node: Any) -> bool:
    """Whether something is a power of an operator whose exponent is no number."""
    return isinstance(node, ex.OperatorPower) and not isinstance(node.args[1], Integer)


def counts(exponent: Any) -> bool:
    """Whether an exponent is made of natural numbers: 2 k - 1."""
    if isinstance(exponent, ex.ScalarSum | ex.ScalarProduct | ex.Negative):
        return all(map(counts, exponent.args))
    natural = isinstance(exponent, ex.ScalarSymbol) and bool(exponent.is_integer)
    return natural or isinstance(exponent, Integer | ex.DimensionNumber)


def name_of_powers(base: Any, bound: Collection[Any] = ()) -> str:
    """Return the name of the sequence of the powers of an operator.

    Raises:
        LanguageError: the operator depends on what is bound around it.
    """
    captured = sorted(symbol.name for symbol in ex.free_symbols(base) & set(bound))
    if captured:
        raise ex.LanguageError(
            f"{text(base)} is raised to a power that is a letter, and depends on {captured[0]}, which is bound there: "
            "give the powers a name of their own, as a sequence."
        )
    return f"{text(base)}^"


def nuclear_norm(operator: Term) -> Term:
    """The greatest inner product with an operator of norm 1: minus the least, by the other sign."""
    variable = fresh_variable(Term("var", "Z", operator.sort), operator.free)
    return neg(Term("minS", variable, Term("inner", operator, variable)))


def singular_value(operator: Term, k: int | str) -> Term:
    """The greatest smin((A X)') for operators X of norm 1 with k columns (Horn and Johnson, Theorem 7.3.8)."""
    variable = fresh_variable(Term("var", "X", ("O", operator.sort[2], k)), operator.free)
    seen = Term("dot", Term("tr", variable), Term("tr", operator))
    return neg(Term("minS", variable, neg(Term("smin", seen))))


def eigenvalue(operator: Term, k: int | str) -> Term:
    """That of A - lmin(A) I, which is not negative, so that it is a singular value; and lmin(A)."""
    least = Term("lmin", operator)
    rest = Term("add", operator, neg(Term("mul", least, Term("id", operator.sort[1]))))
    return Term("add", singular_value(rest, k), least)
