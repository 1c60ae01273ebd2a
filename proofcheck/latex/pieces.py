"""A line of a display, taken apart at words, arrows, quantifiers, and the commas between assertions."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from proofcheck.latex.grammar import SIZES, mathematical
from proofcheck.latex.source import COMMAND, SPACE, Token, plain, skip_spaces
from proofcheck.latex.spelling import argument
from proofcheck.latex.vocabulary import (
    ARROWS,
    BINARY,
    CITING,
    CLOSING,
    DEFINES,
    GREEK,
    OPENING,
    ORDERS,
    OVER,
    RELATIONS,
    TEXT,
    bracket_depths,
    words,
)

_ARROWS = {
    "\\iff": re.compile(r"\s*(iff|if and only if|exactly (if|when))\s*", re.IGNORECASE),
    "\\implies": re.compile(r"\W*(implies( that)?|only (if|when))\W*", re.IGNORECASE),
}
"""Words that say what an arrow says."""


_SINGLE = words(
    "as and for if where with or when by so hence thus then therefore provided whenever since while but i.e. s.t. "
    "unless except given assuming otherwise else always outside inside let suppose assume define denote fix because "
    "using via recall note also both each all any every from is has holds similarly likewise moreover furthermore "
    "finally clearly trivially namely respectively resp whereas although though however until once after before we case"
)
"""Words that stand alone in a display."""
_WORDED = frozenset({*TEXT, *CITING, "\\begin", "\\end"})
"""Commands with an argument in which letters are no names."""


@dataclass(slots=True)
class Piece:
    """A part of a line, by what it is for."""

    kind: str
    """math, words, separator or arrow."""
    tokens: list[Token]


_MARKS = frozenset("'^_{}")
_GREEK = frozenset(f"\\{letter}" for letter in GREEK)


def pieces(tokens: Sequence[Token]) -> list[Piece]:
    """Take a line apart at words, arrows, quantifiers, and the commas and spaces between assertions."""
    found: list[Piece] = [Piece("math", [])]
    content = list(tokens)
    place, depth = 0, 0
    while place < len(content):
        token = content[place]
        if depth == 0 and token.text in {"(", "["} and (after := _remark_end(content, place)):
            while found[-1].tokens and found[-1].tokens[-1].text in SIZES:
                found[-1].tokens.pop()
            found += [Piece("words", content[place + 1 : after - 1]), Piece("math", [])]
            place = after
            continue
        depth += (token.text in OPENING) - (token.text in CLOSING)
        if token.text in TEXT and depth == 0 and place + 1 < len(content):
            inside, after = argument(content, skip_spaces(content, place + 1))
            arrow = next((sign for sign, said in _ARROWS.items() if said.fullmatch(plain(inside))), None)
            if arrow is not None:
                found.append(Piece("arrow", [Token(COMMAND, arrow, token.source, token.at, content[after - 1].end)]))
                found.append(Piece("math", []))
                place = after
                continue
            if _is_words(inside):
                found += [Piece("words", inside), Piece("math", [])]
                place = after
                continue
        if depth == 0 and token.text in ARROWS:
            found += [Piece("arrow", [token]), Piece("math", [])]
        elif depth == 0 and token.text == "\\forall":
            found += [Piece("words", _as_words("for all", token)), Piece("math", [])]
        elif (depth == 0 and _is_wide(content, place)) or (
            depth == 0
            and token.text in {",", ";"}
            and (_separates(content[place + 1 :], found[-1].tokens) or _ends_names(found, content[place + 1 :]))
        ):
            found += [Piece("separator", [token]), Piece("math", [])]
        else:
            found[-1].tokens.append(token)
        place += 1
    return _tidied(found)


def _is_wide(tokens: Sequence[Token], place: int) -> bool:
    """Whether a wide space stands at a place, or begins there as two of one character."""
    spaces = [t.text for t in tokens[place : place + 2]]
    return spaces[0] in {"\\quad", "\\qquad"} or spaces == ["\\ ", "\\ "]


def _remark_end(tokens: Sequence[Token], place: int) -> int:
    """Return where words in brackets end, as "(by convexity)" does beside a relation; 0 where there are none."""
    start = skip_spaces(tokens, place + 1)
    if start + 1 >= len(tokens) or tokens[start].text not in TEXT:
        return 0
    inside, _ = argument(list(tokens), skip_spaces(tokens, start + 1))
    depths = bracket_depths(tokens[place:])
    end = next((i for i, depth in enumerate(depths) if depth == 0), -1) + 1
    return place + end if end and _is_words(inside) else 0


def _tidied(pieces: list[Piece]) -> list[Piece]:
    """Put what wide spaces part and no relation begins back together, and leave out what is empty."""
    found: list[Piece] = []
    for piece in pieces:
        if piece.kind == "math":
            tokens = mathematical(piece.tokens)
            while tokens and tokens[-1].text in {".", ",", ";", ":"}:
                tokens.pop()
            before = found[-2] if len(found) > 1 and found[-1].kind == "separator" else None
            wide = found and found[-1].kind == "separator" and found[-1].tokens[0].kind == COMMAND
            if before is not None and wide and before.kind == "math" and tokens and _continues(before.tokens, tokens):
                found.pop()
                before.tokens += tokens
            elif tokens:
                found.append(Piece("math", tokens))
        else:
            found.append(piece)
    return [piece for piece in found if piece.kind != "separator" or piece.tokens[0].kind == COMMAND]


def _continues(before: Sequence[Token], tokens: Sequence[Token]) -> bool:
    first = tokens[0].text
    return first in RELATIONS or first in BINARY or before[-1].text in BINARY or before[-1].text in RELATIONS


def _as_words(words: str, token: Token) -> list[Token]:
    return [Token("letter", words, token.source, token.at, token.end)]


def _is_words(tokens: Sequence[Token]) -> bool:
    """Whether text in a display is words rather than a name, as in ``x_\\text{new}`` or ``\\text{Loss}(x)``."""
    shown = plain(tokens)
    if shown and tokens[0].kind == SPACE:  # no name begins with a space
        return True
    return not shown or any(sign in shown for sign in " ()\\$~") or shown.lower() in _SINGLE or shown.endswith(".")


def without_words(tokens: Sequence[Token]) -> list[Token]:
    """Return the tokens without words, keys of citations and names of environments, in which letters are no names.

    A comma stands in the place of words and keys.
    """
    content, found, place = list(tokens), list[Token](), 0
    while place < len(content):
        token, place = content[place], place + 1
        start = skip_spaces(content, place) if token.text in _WORDED else len(content)
        if start < len(content):
            inside, after = argument(content, start)
            if token.text not in TEXT or _is_words(inside):
                place = after
                bracket = token.text in {"\\begin", "\\end"}
                token = token if bracket else Token("sign", ",", token.source, token.at, token.at)
        found.append(token)
    return found


def words_within(tokens: Sequence[Token]) -> str:
    """Return the words that stand in a display, as one text."""
    content, found = list(tokens), list[str]()
    for place, token in enumerate(content[:-1]):
        if token.text in TEXT:
            inside, _ = argument(content, skip_spaces(content, place + 1))
            found += [plain(inside)] if _is_words(inside) else []
    return " ".join(found)


def _separates(following: Sequence[Token], before: Sequence[Token]) -> bool:
    """Whether a comma ends an assertion: what stands before it relates something."""
    return relates(mathematical(before)) and bool(mathematical(following))


def _ends_names(found: Sequence[Piece], following: Sequence[Token]) -> bool:
    r"""Whether a comma ends the names after "for all", as in ``\\forall i, |x_i| \\le 1``; it may go on with another.

    A name with an index that is one of them is none: ``\\forall i, x_i \\ge 0``.
    """
    names = {t.text for t in found[-1].tokens if t.text.strip()} - {","}
    quantified = len(found) > 1 and found[-2].kind == "words" and plain(found[-2].tokens).strip() == "for all"
    if not quantified or not names or not all(name.isalpha() or name in _GREEK for name in names):
        return False
    ends = (i for i, t in enumerate(following) if t.text == "," or relates([t]) or _is_wide(following, i))
    first = mathematical(following[: next(ends, 0)])
    below = (argument(first, i + 1)[0] for i, t in enumerate(first[:-1]) if t.text == "_")
    indexed = any(t.text in names for content in below for t in content)
    return indexed or sum(t.text not in _MARKS and not t.text.isdecimal() for t in first) > 1


def relates(tokens: Sequence[Token]) -> bool:
    """Whether a sign among the tokens relates two sides."""
    return any(t.text in RELATIONS or t.text in ORDERS or t.text in DEFINES or t.text in OVER for t in tokens) or any(
        a.text == ":" and b.text == "=" for a, b in pairwise(tokens)
    )
