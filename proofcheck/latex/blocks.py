r"""Parts of a matrix that are no numbers: ``\Sigma_{12}`` and ``\Sigma_{A,B}`` may be blocks of ``\Sigma``."""

import re
from collections.abc import Iterator, Sequence

from proofcheck.latex.functions import sentences
from proofcheck.latex.notation import Notation
from proofcheck.latex.source import Token
from proofcheck.latex.vocabulary import DOTS

_SAID = re.compile(r"\b(?:blocks?|block-?wise|partition(?:s|ed|ing)?|sub-?matri(?:x|ces))\b", re.IGNORECASE)


def in_blocks(formulas: Sequence[Token], prose: Sequence[Sequence[Token]], notation: Notation) -> frozenset[str]:
    """Return the names whose indices are said to count blocks, or stand in an array that is written out."""
    places = [tokens for sentence, inline in sentences(prose) if _SAID.search(sentence) for tokens in inline]
    return frozenset(name for tokens in (*places, *_arrays(formulas)) for name in _indexed(tokens, notation))


def _arrays(formulas: Sequence[Token]) -> Iterator[list[Token]]:
    start = 0
    for place, token in enumerate(formulas):
        name = "".join(t.text for t in formulas[place + 1 : place + 9])
        if token.text == "\\begin" and re.match(r"\{(?:[a-zA-Z]?(?:small)?matrix|array)", name):
            start = place
        elif token.text == "\\end" and start:
            if DOTS.isdisjoint(t.text for t in formulas[start:place]):
                yield list(formulas[start:place])
            start = 0


def _indexed(tokens: list[Token], notation: Notation) -> Iterator[str]:
    for place, sign in enumerate(tokens):
        name = notation.name(tokens, place) if sign.text not in {"_", "^"} else None
        if name is not None and name.after < len(tokens) and tokens[name.after].text == "_":
            yield name.root
