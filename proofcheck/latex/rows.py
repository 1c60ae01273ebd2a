"""The rows of a display, and which of them belong together."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from proofcheck.latex.grammar import mathematical
from proofcheck.latex.pieces import pieces
from proofcheck.latex.source import COMMAND, LETTER, SIGN, Token, UnreadError, like, plain, skip_spaces
from proofcheck.latex.spelling import argument
from proofcheck.latex.vocabulary import (
    ARROWS,
    BINARY,
    CLOSING,
    DEFINES,
    OPENING,
    ORDERS,
    OVER,
    RELATIONS,
    TEXT,
    bracket_depths,
)

_RELATING = frozenset({*RELATIONS, *ORDERS, *DEFINES, *OVER})
_BETWEEN_ROWS = frozenset({"\\intertext", "\\shortintertext"})


_TRANSPARENT = frozenset(
    {"aligned", "split", "gathered", "alignedat", "align", "align*", "gather", "gather*", "multlined"}
)


@dataclass(slots=True)
class Line:
    """What belongs together: a row of a display with the rows that go on with it.

    Attributes:
        labels: each with where its row begins and ends.
        last: the last token that means something.
        depth: how many brackets are open.
        beside: whether it stands in a row beside another one.
    """

    tokens: list[Token] = field(default_factory=list)
    labels: list[tuple[str, int, int]] = field(default_factory=list)
    last: Token | None = None
    depth: int = 0
    beside: bool = False

    def add(self, tokens: Sequence[Token], meant: Sequence[Token]) -> None:
        """Go on with more tokens, of which some mean something."""
        self.tokens += tokens
        self.last = meant[-1] if meant else self.last
        self.depth += _open_brackets(meant)


def lines(tokens: Sequence[Token], environment: str) -> list[Line]:
    """Return the lines of a display, in order."""
    found: list[Line] = []
    continuing = environment.startswith(("multline", "split"))
    for row, label in _rows(tokens):
        columns = _columns(row)
        first = next((i for i, (content, _) in enumerate(columns) if mathematical(content)), 0)
        under = _is_under(columns[first:])
        for number, (content, aligned) in enumerate(columns):
            meant = mathematical(content)
            if number == first + 1 and under and meant:
                found[-1].add(_then(meant[0]), ())
            if not meant and not label:
                continue
            before = found[-1] if found else None
            labels = [(label, content[0].at, content[-1].end)] if label and content else []
            joined = before is not None and (
                (number == 0 and continuing) or _goes_on(before, meant, aligned=aligned or number > 0)
            )
            joined = number > first if under else joined
            if joined and before is not None:
                _refuse_doubtful(before, meant)
                before.add(content, meant)
                before.labels += labels
            elif meant:
                found.append(Line(labels=labels, beside=number > 0))
                found[-1].add(content, meant)
            elif before is not None:
                before.labels += [(label, 0, 0)] * bool(label)
    return found


_CONDITION = re.compile(r"\W*(?:if|when|whenever|in case|for|where|provided)\b", re.IGNORECASE)


def _is_under(columns: Sequence[tuple[list[Token], bool]]) -> bool:
    r"""Whether a row begins with the condition of what it goes on to say: ``\text{if } a > 0, & b &> 0``."""
    first = mathematical(columns[0][0]) if len(columns) > 1 else []
    if len(first) < 2 or first[0].text not in TEXT:
        return False
    words, after = argument(first, 1)
    following = [t.text for content, _ in columns[1:] for t in mathematical(content)]
    says = not _RELATING.isdisjoint(following) and following[0] not in _RELATING | TEXT
    return _CONDITION.match(plain(words)) is not None and says and any(t.text in _RELATING for t in first[after:])


def _then(at: Token) -> list[Token]:
    """Return the word between a condition and what is said under it."""
    return [like(at, COMMAND, "\\text"), like(at, SIGN, "{"), like(at, LETTER, "then"), like(at, SIGN, "}")]


def _refuse_doubtful(before: "Line", row: Sequence[Token]) -> None:
    """Refuse a row that begins with a relation where more than a chain stands before it, such as a condition.

    Raises:
        UnreadError: it may go on with either.
    """
    if not row or row[0].text not in _RELATING:
        return
    starts = [p for p in pieces(before.tokens) if p.kind == "math" and p.tokens[0].text not in _RELATING]
    if before.beside or len(starts) > 1:
        shown = f"it is not clear what {row[0].text} goes on with: write its left side again, or the condition last."
        raise UnreadError(row[0], shown, "doubt")


def _goes_on(before: "Line", row: Sequence[Token], *, aligned: bool) -> bool:
    """Whether a row goes on with the line before it: it begins with a relation, or that one is not finished."""
    if before.last is None or not row:
        return before.last is not None
    first, last = row[0].text, before.last.text
    if first in _RELATING or first in TEXT or first == ":":
        return True
    if before.depth > 0 or last in RELATIONS or last in BINARY:
        return True
    relates = any(t.text in RELATIONS or t.text in ORDERS for t in row)
    if first in BINARY:
        return aligned or first not in {"-", "−"} or not relates
    return first in {"\\forall", ","} or (
        aligned and not relates and first not in ARROWS and last not in {",", ".", ";"}
    )


def _open_brackets(tokens: Sequence[Token]) -> int:
    return sum((t.text in OPENING) - (t.text in CLOSING) for t in tokens)


def _rows(tokens: Sequence[Token]) -> Iterator[tuple[list[Token], str]]:
    """Yield the rows of a display, each with its label; what stands between rows as words begins a row of its own."""
    row: list[Token] = []
    label = ""
    place, depth = 0, 0
    content = list(tokens)
    while place < len(content):
        token = content[place]
        if token.text == "\\label" and place + 1 < len(content):
            inside, place = argument(content, skip_spaces(content, place + 1))
            label = label or plain(inside)
            continue
        if token.text in {"\\begin", "\\end"} and place + 1 < len(content):
            inside, after = argument(content, skip_spaces(content, place + 1))
            if plain(inside) in _TRANSPARENT:
                place = _after_options(content, after, plain(inside), opening=token.text == "\\begin")
                continue
            depth += 1 if token.text == "\\begin" else -1
        elif token.text in {"{", "}"}:
            depth += 1 if token.text == "{" else -1
        elif depth <= 0 and token.text in {"\\\\", "\\cr", "\\tabularnewline"} and token.kind == COMMAND:
            yield row, label
            row, label = [], ""
            place = _after_break(content, place + 1)
            continue
        elif depth <= 0 and token.text in _BETWEEN_ROWS:
            yield row, label
            row, label = [], ""
            _, place = argument(content, skip_spaces(content, place + 1))
            continue
        row.append(token)
        place += 1
    yield row, label


def _after_options(tokens: list[Token], place: int, environment: str, *, opening: bool) -> int:
    """Return where the content of an environment begins, after its options."""
    if not opening or place >= len(tokens):
        return place
    if tokens[place].text == "[":
        while place < len(tokens) and tokens[place].text != "]":
            place += 1
        place += 1
    if environment == "alignedat" and place < len(tokens):
        _, place = argument(tokens, place)
    return place


def _after_break(tokens: Sequence[Token], place: int) -> int:
    """Return where a row begins, after the star and the extra space that its break may have."""
    if place < len(tokens) and tokens[place].text == "*":
        place += 1
    if place < len(tokens) and tokens[place].text == "[":
        for end in range(place, min(place + 12, len(tokens))):
            if tokens[end].text == "]" and re.fullmatch(
                r"\[-?[\d.]*(pt|ex|em|mm|cm|in|\\jot|\\baselineskip)?\]", plain(tokens[place : end + 1])
            ):
                return end + 1
    return place


def _is_bracketed(cell: Sequence[Token]) -> bool:
    """Whether a cell as a whole stands in brackets."""
    depths = list(bracket_depths(cell))
    return bool(cell) and cell[0].text in {"(", "["} and 0 in depths and depths.index(0) == len(cell) - 1


def _is_remark(cell: Sequence[Token]) -> bool:
    r"""Whether a cell is a reason in brackets, such as ``(\sqrt{n} \le n)``, and not what a letter ranges over."""
    depths = list(bracket_depths(cell))
    if not _is_bracketed(cell) or cell[0].text != "(":
        return False
    sign = next((i for i, t in enumerate(cell) if depths[i] == 1 and (t.text in RELATIONS or t.text in ORDERS)), 0)
    return sign > 0 and any(t.text.isdecimal() or t.text in {*BINARY, "(", "\\frac", "\\sqrt"} for t in cell[1:sign])


def _as_text(cell: Sequence[Token]) -> list[Token]:
    """Return a cell as words of the author's."""
    first, last = cell[0], cell[-1]
    return [
        Token(COMMAND, "\\text", first.source, first.at, first.at),
        Token("sign", "{", first.source, first.at, first.at),
        *cell,
        Token("sign", "}", last.source, last.end, last.end),
    ]


def _columns(row: Sequence[Token]) -> list[tuple[list[Token], bool]]:
    """Return the columns of a row, two cells each, and whether the row begins in its second cell.

    A cell belongs to what stands before it unless that has a relation and it has one of its own, or the next cell has.
    """
    cells: list[list[Token]] = [[]]
    depth = 0
    for token in row:
        depth += (token.text in {"{", "\\begin"}) - (token.text in {"}", "\\end"})
        if token.text == "&" and depth <= 0:
            cells.append([])
        else:
            cells[-1].append(token)
    aligned = len(cells) > 1 and not mathematical(cells[0])
    found: list[list[Token]] = [[]]
    relates, last = False, ""
    for content, following in zip(cells, [*cells[1:], []], strict=True):
        cell = content
        here = mathematical(cell)
        if relates and _is_remark(here):
            cell, here = _as_text(cell), []
        if relates and _is_bracketed(here):
            cell = [like(here[0], COMMAND, "\\qquad"), *cell]
        first = here[0].text if here else ""
        own = any(t.text in RELATIONS for t in here) and not _is_bracketed(here)
        begins = bool(here) and any(t.text in RELATIONS for t in mathematical(following)[:1])
        goes_on = first in RELATIONS or first in BINARY or first in TEXT or last in RELATIONS or last in BINARY
        if relates and (own or begins) and not goes_on:
            found.append([])
            relates = False
        found[-1] += cell
        relates, last = relates or own, here[-1].text if here else last
    return [(column, aligned) for column in found]
