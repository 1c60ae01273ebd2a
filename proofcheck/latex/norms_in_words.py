"""How large vectors and matrices are said to be in words: "a vector of norm at most $R$", "with spectral norm $M$"."""

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import Any

from proofcheck.lang import expressions as ex
from proofcheck.lang.operations import frobenius, norm
from proofcheck.latex.combining import made
from proofcheck.latex.grammar import mathematical
from proofcheck.latex.notation import Notation
from proofcheck.latex.properties import said_names
from proofcheck.latex.ranges import expression
from proofcheck.latex.source import Token, UnreadError
from proofcheck.latex.vocabulary import RELATIONS

_M = r"⟨(\d+)⟩"
_BETWEEN = (
    r"(?:,? (?:be|is|are|has|have|an?|any|some|fixed|given|vectors?|matri(?:x|ces)|points?|operators?|symmetric|real|"
    r"square|and|nonzero|non-zero|positive|definite|semidefinite|invertible|orthogonal|diagonal|deterministic))*"
)
_BOUNDS = {
    "<=": r"at most|bounded (?:from above )?by|not exceeding|no (?:larger|greater|more) than",
    "<": r"(?:strictly )?(?:less|smaller) than|strictly below",
    "=": r"equal to|",
}
_OF_NORM = re.compile(
    rf"(?<!and )({_M}{_BETWEEN}),? (?:of|with|having|has|have) (?:an? )?"
    r"(?:(euclidean|operator|spectral|frobenius) )?norm (?:"
    + "|".join(f"({words})" for words in _BOUNDS.values())
    + rf") ?{_M}(?=\s*(?:[.,;)]|\Z|(?:and|then|where)\b))",
    re.IGNORECASE,
)


def measured(sentence: str, inline: Sequence[Sequence[Token]], notation: Notation) -> tuple[str, list[ex.Assertion]]:
    """Return a sentence without the norms that it gives in words, and what it says of these, as far as it is read."""
    says: list[ex.Assertion] = []
    for found in [*_OF_NORM.finditer(sentence)]:
        with suppress(UnreadError):
            told = list(_unfolded(found, inline, notation))
            says += told
            sentence = sentence.replace(found[0], found[1]) if told else sentence
    return sentence, says


def _unfolded(found: re.Match[str], inline: Sequence[Sequence[Token]], notation: Notation) -> Iterator[Any]:
    bound = mathematical(inline[int(found[7])])
    if any(token.text in RELATIONS for token in bound):
        return
    which = (found[3] or "").lower()
    op = next(op for op, said in zip(_BOUNDS, found.groups()[3:6], strict=True) if said is not None)
    kinds = {"": (ex.VECTOR, ex.OPERATOR), "euclidean": (ex.VECTOR,)}.get(which, (ex.OPERATOR,))
    for value in (m for name in said_names(inline[int(found[2])], notation) for m in notation.meaning(name)[:1]):
        if isinstance(value, ex.Expression) and ex.kind_of(value) in kinds:
            size = frobenius(value) if which == "frobenius" else norm(value)
            yield made(bound[0], lambda c, size=size: ex.related(op, size, c), expression(bound, notation))
