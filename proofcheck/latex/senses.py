r"""Signs to which words give another sense than the usual one: they are refused, where they are meant so."""

import re
from typing import Any

from proofcheck.lang import expressions as ex
from proofcheck.latex.notation import Notation
from proofcheck.latex.source import Token, UnreadError
from proofcheck.latex.vocabulary import words

LOGARITHM, ENTRIES, ARITHMETIC = "\\log", "entries", "arithmetic"
"""Of what words may say so: of logarithms, of the order of matrices, and of numbers that are no real ones."""
_ORDERS = words(r"\succeq \preceq \succ \prec \succcurlyeq \preccurlyeq")
_IN_LAW = re.compile(
    r"[{\s]*(?:\\(?:mathrm|mathcal|mathscr|mathsf|text|textrm|textnormal|rm|cal|operatorname)\b[{\s]*)?"
    r"(?:d|D|L|law|dist(?:r|ribution)?\.?|st|w|P|p)[}\s]*"
)
_WANTED = re.compile(r"[{\s]*(?:[!?]+|\\text\{[!?]+\})[}\s]*")


def another_sense(mark: str, sign: str) -> bool:
    """Whether what is set over a relation makes it another one: equality in law, or one that is wanted or asked for.

    >>> another_sense("d", "="), another_sense("!", "<="), another_sense("(a)", "=")
    (True, True, False)
    """
    return _WANTED.fullmatch(mark) is not None or (sign == "=" and _IN_LAW.fullmatch(mark) is not None)


def refuse_other_sense(notation: Notation, sign: str, at: Token, shown: str = "") -> None:
    """Refuse a sign to which words give another sense.

    Raises:
        UnreadError: they do.
    """
    said = notation.measured.get(sign)
    if said is not None:
        what = f"{shown or at.text} has another meaning here, as words say: '{said.said}'; that cannot be said yet."
        raise UnreadError(at, what, said.beyond)


def refuse_relation(says: Any, notation: Notation, at: Token) -> None:
    """Refuse an order of matrices where words speak of entries, and all relations where numbers are no real ones.

    Raises:
        UnreadError: so it is.
    """
    refuse_other_sense(notation, ARITHMETIC, at)
    refuse_other_sense(notation, at.text, at)
    if ENTRIES not in notation.measured or at.text in _ORDERS:
        return
    parts = (part for part in ex.all_parts(says) if isinstance(part, ex.Relation) and part.op not in {"=", "!="})
    if any(ex.kind_of(side) == ex.OPERATOR for part in parts for side in (part.left, part.right)):
        refuse_other_sense(notation, ENTRIES, at)
