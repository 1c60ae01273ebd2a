"""Equations between numbers that hold once these are rounded, ``49/548 = 0.09``: nobody means more by them."""

import re
from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from proofcheck.lang import expressions as ex
from proofcheck.lang.closed import sides_of
from proofcheck.latex.source import Token, UnreadError

CLOSE = Fraction(1, 1000)
"""How far apart two numbers may be, as a part of them, where one of them has decimals: these may be rounded, too."""
_DECIMAL = re.compile(r"\d*[.]\d+")
_LITERAL = re.compile(r"\d{3,}|\d*[.]\d+")
"""What is written with so many digits that it may be rounded: three, or some behind the point."""


def refuse_rounded(says: Any, sides: Sequence[Sequence[Token]], at: Token) -> None:
    """Refuse an equation between numbers without letters that holds only once they are rounded.

    Raises:
        UnreadError: so it is.
    """
    spelled = ["".join(token.text for token in side) for side in sides]
    literals = [text for text in spelled if _LITERAL.fullmatch(text)]
    decimal = any(map(_DECIMAL.search, spelled))
    if not (literals or decimal) or not isinstance(says, ex.Relation) or says.op != "=" or ex.free_symbols(says):
        return
    values = sides_of(says)
    if values is None:
        return
    gap = abs(values[0] - values[1])
    unit = max((Fraction(1, 10 ** len(text.partition(".")[2])) for text in literals), default=Fraction(0))
    near = 2 * gap <= unit or (decimal and gap <= CLOSE * abs(values[1]))
    if gap and near:
        raise UnreadError(at, r"these numbers are equal only when rounded: write \approx.", "approximate equality")
