r"""What words or a range call a sequence, wherever it is used: "let $(a_k)$ be a sequence", ``\{b_n\}_{n \ge 1}``."""

import re
from collections.abc import Iterator, Sequence

from proofcheck.latex.brackets import argument_tokens
from proofcheck.latex.functions import sentences
from proofcheck.latex.grammar import mathematical
from proofcheck.latex.notation import Notation
from proofcheck.latex.ranges import split
from proofcheck.latex.source import Token
from proofcheck.latex.spaces import counts, name_at
from proofcheck.latex.uses import Uses
from proofcheck.latex.vocabulary import words

_OTHERS = (
    r"(?!functions?\b|maps?\b|mappings?\b|operators?\b|matri(?:x|ces)\b|(?:sub)?sets?\b|events?\b|distributions?\b|"
    r"measures?\b|spaces?\b|random\b|i\.?i\.?d|independent\b|martingale)"
)
_BETWEEN = rf"(?: {_OTHERS}[a-z-]+){{0,6}}?"
_CALLED = re.compile(
    rf"\bsequences?{_BETWEEN} ⟨(\d+)⟩|⟨(\d+)⟩,? (?:be|is|are|denotes?|being)?{_BETWEEN} ?\bsequences?\b"
    rf"(?! of (?:[a-z-]+ )*?(?!{_OTHERS}))",
    re.IGNORECASE,
)
_BRACKETS = words(r"( \{ \lbrace")
_ON_AND_ON = words(r"\ge \geq \geqslant > \infty \mathbb \N \NN ℕ")
"""What stands in the range of an index that has no end."""


def note_sequences(prose: Sequence[Sequence[Token]], notation: Notation, uses: Uses) -> None:
    """Note the names of which the terms are said to be those of a sequence of numbers or points."""
    for sentence, inline in sentences(prose):
        called = {int(number) for found in _CALLED.finditer(sentence) for number in found.groups() if number}
        for number, formula in enumerate(inline):
            for name, endless in _terms(mathematical(formula), notation):
                uses.counted |= {name} if number in called or endless else set()


def _terms(content: list[Token], notation: Notation) -> Iterator[tuple[str, bool]]:
    """Yield the names of which a formula lists terms, in brackets or not, and whether it says that they go on."""
    for part in split(content, ","):
        listed = argument_tokens(part, 0) if part and part[0].text in _BRACKETS else []
        inside, rest = (listed, part[len(listed) + 2 :]) if listed else (part, [])
        name = name_at(inside, 0, notation) if inside else None
        if name is not None and name.after == len(inside) and counts(name.index) and len(name.index) == 1:
            yield name.name, not _ON_AND_ON.isdisjoint(t.text for t in rest)
