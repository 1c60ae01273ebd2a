r"""Numbers that words call extreme values of a matrix: "let $\sigma$ be the smallest singular value of $A$"."""

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from proofcheck.lang import expressions as ex
from proofcheck.lang.shapes import ill_typed, shape_of
from proofcheck.latex.applying import full_name
from proofcheck.latex.grammar import mathematical
from proofcheck.latex.notation import Notation
from proofcheck.latex.phrases import GREATEST, LEAST
from proofcheck.latex.ranges import expression, first_side
from proofcheck.latex.source import Token, UnreadError
from proofcheck.latex.unfolding import OF_SPECTRA, is_number

if TYPE_CHECKING:
    from proofcheck.latex.document import Reading

_VALUE = rf"the (?:(?P<least>{LEAST})|(?:{GREATEST}|top|leading)) (?P<what>singular value|eigenvalue)"
_OF = r"of (?:the (?:[a-z-]+ ){1,3})?⟨(?P<of>\d+)⟩(?! ⟨)"
_CALLED = (
    re.compile(rf"⟨(?P<number>\d+)⟩ (?:be|is|denotes?|for) {_VALUE} {_OF}", re.IGNORECASE),
    re.compile(rf"\b(?:denote by|write|call) ⟨(?P<number>\d+)⟩ (?:for )?{_VALUE} {_OF}", re.IGNORECASE),
)


def take_extreme_values(reading: "Reading", sentence: str, at: Token, *, local: bool) -> set[str]:
    """Suppose that numbers are the extreme values that a sentence calls them; return their names.

    The largest singular value is the operator norm. Of a matrix that is not square it is in doubt whether the smallest
    one is meant among as many as it has rows, or columns.
    """
    names = set[str]()
    for name, says in list(_said(sentence, reading.speech.inline, reading.notation, at)):
        reading.suppose(says, at, local=local)
        if isinstance(says.right, ex.SmallestSingularValue) and not _is_square(says.right.args[0]):
            reading.scopes.unread(at, frozenset({name}), "among how many singular values it is the smallest one")
        names.add(name)
    return names


def _said(sentence: str, inline: Sequence[Sequence[Token]], notation: Notation, at: Token) -> Iterator[tuple[str, Any]]:
    """Yield the names of numbers that a sentence calls extreme values of a matrix, with equations that say so."""
    for found in (match for pattern in _CALLED for match in pattern.finditer(sentence)):
        name = full_name(first_side(mathematical(inline[int(found["number"])])), notation)
        with suppress(UnreadError, ex.LanguageError):
            operator = expression(mathematical(inline[int(found["of"])]), notation)
            value = _value(operator, f"{'smallest' if found['least'] else 'largest'} {found['what'].lower()}")
            known = [] if name is None else notation.meaning(name)[:1] or [notation.scalar(name, at)]
            if name is not None and value is not None and all(map(is_number, known)):
                yield name, ex.related("=", known[0], value)


def _is_square(operator: Any) -> bool:
    _, rows, columns = shape_of(operator)
    return bool(rows == columns)


def _value(operator: Any, which: str) -> Any:
    """Return an extreme value of an operator; nothing where it has no such."""
    if ex.kind_of(operator) != ex.OPERATOR or ill_typed(operator) is not None:
        return None
    return OF_SPECTRA[which][0](operator) if which.endswith("singular value") or _is_square(operator) else None
