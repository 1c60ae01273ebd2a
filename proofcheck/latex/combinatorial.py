r"""Factorials of numerals, and binomial coefficients above a numeral, ``\binom{n}{2}``: products, written out."""

from math import comb, factorial
from typing import TYPE_CHECKING, Any

from sympy import Integer

from proofcheck.lang import expressions as ex
from proofcheck.latex.combining import made
from proofcheck.latex.source import Token, UnreadError
from proofcheck.latex.vocabulary import UNSAYABLE

if TYPE_CHECKING:
    from proofcheck.latex.grammar import Mathematics

_MOST_FACTORS = 200
"""Up to which numeral factorials and binomial coefficients are worked out."""
_MOST_WRITTEN_OUT = 6
"""How many factors a binomial coefficient of a letter may have."""


def factorial_of(reader: "Mathematics", value: Any, at: Token) -> Any:
    """Return the factorial of a numeral.

    Raises:
        UnreadError: it is of anything else, or every other factor is left out, ``7!!``.
    """
    if not isinstance(value, Integer) or not 0 <= value <= _MOST_FACTORS or reader.peek() == "!":
        raise UnreadError(at, "a factorial cannot be read: name what it stands for.", "a factorial")
    return Integer(factorial(int(value)))


def _binomial(reader: "Mathematics", at: Token) -> Any:
    """Read a binomial coefficient with a numeral k below, as n (n - 1) ... (n - k + 1) / k!."""
    above, below = reader.argument().whole(), reader.argument().whole()
    numeral = isinstance(above, Integer) and 0 <= above <= _MOST_FACTORS
    most = _MOST_FACTORS if numeral else _MOST_WRITTEN_OUT
    if not isinstance(below, Integer) or not 0 <= below <= most or ex.kind_of(above) != ex.SCALAR:
        beyond = UNSAYABLE["\\binom"]
        raise UnreadError(at, f"{at.text} cannot be said yet: {beyond}.", beyond)
    if numeral:
        return Integer(comb(int(above), int(below)))
    return made(at, lambda n: _written_out(ex.expression(n, "n"), int(below)), above)


def _written_out(above: Any, below: int) -> Any:
    """Return the binomial coefficient of an expression as a quotient."""
    product: Any = above if below else Integer(1)
    for less in range(1, below):
        product = product * (above - less)
    return product if below < 2 else ex.Frac(product, Integer(factorial(below)))


READINGS = dict.fromkeys(["\\binom", "\\dbinom", "\\tbinom"], _binomial)
