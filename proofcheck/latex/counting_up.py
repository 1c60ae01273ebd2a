r"""What a display is said for, at its end and without a word: ``x_i = 0, \\quad i = 1, \\dots, n``."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from proofcheck.latex.pieces import relates
from proofcheck.latex.ranges import find, split
from proofcheck.latex.source import LETTER, Token, like
from proofcheck.latex.vocabulary import DOTS, GREEK

if TYPE_CHECKING:
    from proofcheck.latex.relations import Segment

_GREEK = frozenset(f"\\{letter}" for letter in (*GREEK, "ell"))
_LONGEST_START = 3
"""Pieces of the first number that is counted, a comma and the dots behind it included."""


def counts_on(found: Sequence["Segment"], tokens: Sequence[Token]) -> bool:
    r"""Whether the rest of ``i = 1, \\dots, n`` stands here, after an assertion and ``i = 1``."""
    if len(found) < 2 or relates(tokens) or not found[-2].links:
        return False
    last, dots = found[-1], find(tokens, *DOTS)
    equated = len(last.links) == 1 and last.links[0].sign == "=" and len(last.links[0].right) == 1
    return 0 <= dots <= _LONGEST_START and equated and not last.conditions and not last.after and _are_letters(last)


def _are_letters(segment: "Segment") -> bool:
    names = split(segment.start, ",")
    return all(len(name) == 1 and (name[0].kind == LETTER or name[0].text in _GREEK) for name in names)


def counted_up(before: "Segment", tokens: Sequence[Token]) -> tuple[str, list[Token]]:
    """Return the range that begins with an equation and goes on with numbers, as a condition."""
    (link,) = before.links
    return "forall", [*before.start, link.at, *link.right, like(tokens[0], "sign", ","), *tokens]
