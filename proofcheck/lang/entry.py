"""Arguments, checked on entry: one sentence says what is wrong, and what to write."""

from typing import Any

from sympy import Integer

from proofcheck.lang import expressions as ex
from proofcheck.lang.expressions import Assertion, LanguageError, expression, kind_of


def name_of(name: Any) -> str:
    """Return a name that may be given."""
    if isinstance(name, str) and name and name.strip() == name and name[0].isalpha():
        return name
    if not isinstance(name, str):
        raise LanguageError(f'the name is {name!r}: it comes first, in quotation marks, as in vector("u", n).')
    raise LanguageError(f"the name is {name!r}: it must be a word such as 'alpha', 'L_0' or \"B'\".")


def dimension_of(value: Any, what: str) -> Any:
    """Return a dimension, declared or a number; ``what`` names it in the error."""
    if isinstance(value, ex.Dimension):
        return value
    if isinstance(value, (int, Integer)) and not isinstance(value, bool) and value > 0:
        return Integer(value)
    raise LanguageError(f"{what} is {value!r}: it must be a dimension, as dimension('n') makes one, or a positive int.")


def variable_of(value: Any, what: str, kind: str | None = None) -> Any:
    """Return a variable, of a kind if one is given."""
    if isinstance(value, (ex.ScalarSymbol, ex.VectorSymbol, ex.OperatorSymbol)) and kind in {None, kind_of(value)}:
        return value
    raise LanguageError(f"{what} is {value}: it must be a {kind or 'declared'} variable.")


def span_of(variable: Any, low: Any, high: Any) -> tuple[Any, Any, Any]:
    """Return a scalar variable with the ends of its range."""
    bound = variable_of(variable, "the variable of a range", ex.SCALAR)
    return bound, expression(low, "the lower end of a range"), expression(high, "the upper end of a range")


def interval_of(variable: Any, low: Any, high: Any) -> tuple[Any, Any, Any]:
    """Return a real variable with the ends of an interval."""
    bound, *ends = span_of(variable, low, high)
    if bound.is_integer:
        instead = f"name the number, and say greatest_lower_bound(m, within({bound}, 1, n), ...) or least_upper_bound"
        raise LanguageError(f"{bound} is a natural number, and extrema and integrals are over intervals: {instead}.")
    return bound, *ends


def assertion_of(value: Any, what: str) -> Assertion:
    """Return an assertion."""
    if isinstance(value, Assertion):
        return value
    raise LanguageError(f"{what} is {value!r}: it must be a relation, as eq(a, b) or a <= b.")
