r"""Matrices that words name, "an $n \times n$ matrix $A$", before anything is declared: in which spaces vectors are."""

import re
from collections.abc import Iterable, Iterator, Sequence

from proofcheck.latex.functions import names_of, sentences
from proofcheck.latex.grammar import mathematical
from proofcheck.latex.notation import Notation
from proofcheck.latex.ranges import split
from proofcheck.latex.source import Token, UnreadError
from proofcheck.latex.spaces import dimensions, name_at
from proofcheck.latex.uses import Uses

_M = r"⟨(\d+)⟩"
_LISTED = r"((?:⟨\d+⟩ ?,? (?:and )?)*⟨\d+⟩)"
_FILL = r"(?: (?!(?:on|of|in|with|where|for|we|then|if|the|is|let|vectors?|scalars?)\b)[a-z-]+,?){0,6}?"
_SIZED = (
    re.compile(rf"{_LISTED} (?:is|are|be|being|denotes?),?{_FILL} {_M}-?{_FILL} matri(?:x|ces)\b", re.IGNORECASE),
    re.compile(rf"{_LISTED} (?:is|are|be|being|denotes?),?{_FILL} matri(?:x|ces) (?:in|of size) {_M}", re.IGNORECASE),
)
"""What words say of the size of matrices that they name before it."""
_SIZE_FIRST = re.compile(rf"{_M}-?{_FILL} matri(?:x|ces) {_LISTED}", re.IGNORECASE)
_DEFINITE = re.compile(
    rf"{_LISTED} (?:(?:is|are|be|both|a|symmetric),? (?:and )?)*(?:positive|negative)[ -](?:semi-?)?definite\b",
    re.IGNORECASE,
)
_SQUARE = "it is called definite"


def note(prose: Iterable[Sequence[Token]], notation: Notation, uses: Uses) -> None:
    """Note the sizes of the matrices that words name, and what is definite; vectors are where square ones act."""
    for sentence, inline in sentences(prose):
        for name, at, size in _sized(sentence, inline, notation):
            if name not in uses.maps:
                uses.spaces.setdefault(name, (at, size))
                uses.dimensions.update(size)
        for found in _DEFINITE.finditer(sentence):
            for name, at in _listed(found[1], inline, notation):
                if name[:1].isupper() and name not in uses.maps:
                    uses.operators.setdefault(name, (_SQUARE, at))
    square = {dims[0] for _, dims in uses.spaces.values() if len(dims) == 2 and dims[0] == dims[1]}
    if not uses.dimension and not uses.maps and len(square) == 1:
        [uses.dimension] = square


def _sized(
    sentence: str, inline: Sequence[list[Token]], notation: Notation
) -> Iterator[tuple[str, Token, tuple[str, ...]]]:
    said = [(found[1], found[2]) for pattern in _SIZED for found in pattern.finditer(sentence)]
    said += [(found[2], found[1]) for found in _SIZE_FIRST.finditer(sentence)]
    for listed, number in said:
        size = _size(mathematical(inline[int(number)]), notation)
        if len(size) == 2:
            yield from ((name, at, size) for name, at in _listed(listed, inline, notation))


def _size(tokens: list[Token], notation: Notation) -> tuple[str, ...]:
    r"""The letters of ``\mathbb{R}^{m \times n}`` or ``m \times n``."""
    try:
        if any(t.text == "^" for t in tokens):
            return dimensions(tokens, notation)
        parts = [name_at(part, 0, notation) for part in split(tokens, "\\times", "×") if part]
    except UnreadError:
        return ()
    return tuple(found.name for found in parts if found is not None) if len(parts) == 2 else ()


def _listed(listed: str, inline: Sequence[list[Token]], notation: Notation) -> Iterator[tuple[str, Token]]:
    for number in re.findall(r"\d+", listed):
        yield from names_of(inline[int(number)], notation)
