"""A display as the assertions that it makes: rows, chains of relations, conditions, and the words between them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, pairwise

from proofcheck.latex.grammar import mathematical
from proofcheck.latex.notation import argument
from proofcheck.latex.source import COMMAND, Token, UnreadError, plain
from proofcheck.latex.vocabulary import DEFINES, ORDERS, OVER, RELATIONS, words

LONGEST_DISPLAY = 50_000
"""Pieces of a display that is read."""
LONGEST_LINE = 5_000
"""Pieces of an assertion with its chain."""

_TEXT = frozenset({"\\text", "\\textrm", "\\mbox", "\\textit", "\\textnormal", "\\hbox", "\\textup", "\\textbf"})
_BETWEEN_ROWS = frozenset({"\\intertext", "\\shortintertext"})
_TRANSPARENT = frozenset(
    {"aligned", "split", "gathered", "alignedat", "align", "align*", "gather", "gather*", "multlined"}
)
_ARROWS = {
    "\\implies": "implies", "\\Rightarrow": "implies", "\\Longrightarrow": "implies", "\\iff": "iff",
    "\\Leftrightarrow": "iff", "\\Longleftrightarrow": "iff", "\\impliedby": "impliedby", "\\Leftarrow": "impliedby",
}  # fmt: skip
_CONDITION = re.compile(
    r"(for|on|over)\s+(all|any|every|each|almost every)\b|^\s*(for|where|if|when|whenever|provided( that)?|with|"
    r"as long as|as soon as|such that|subject to|given( that)?|assuming( that)?|in case|over)\s*$|\bfor\s*$|"
    r"^\s*(if|where|whenever|for|provided that|provided)\b",
    re.IGNORECASE,
)
_AND = re.compile(
    r"^\s*,?\s*(and|or|as well as|while|but|so|hence|thus|therefore|then|so that|which gives)\s*,?\s*$", re.IGNORECASE
)
_IFF = re.compile(r"\s*(iff|if and only if|exactly (if|when))\s*", re.IGNORECASE)
_IF = re.compile(r"\b(if|where|when|whenever|provided|given|assuming|with|such|subject)\b", re.IGNORECASE)
_OPENING = words(r"( [ { \{ \langle \lbrace \lbrack \lVert \lvert \lceil \lfloor")
_CLOSING = words(r") ] } \} \rangle \rbrace \rbrack \rVert \rvert \rceil \rfloor")
_SINGLE = words("and for if where with or when by so hence thus then therefore provided whenever since while but i.e.")
"""Words that stand alone in a display."""
_BINARY = frozenset({"+", "-", "\\cdot", "\\times", "/", "\\pm", "\\mp", "−"})


@dataclass(slots=True)
class Link:
    """A relation of a chain: the sign, what stands right of it, and the words that are given as its reason."""

    sign: str
    at: Token
    right: list[Token]
    reason: list[str] = field(default_factory=list)
    mark: str = ""
    """What stands over the sign, as (a) does."""
    label: str = ""


@dataclass(slots=True)
class Segment:
    """An assertion of a display: a chain of relations, under conditions."""

    start: list[Token]
    links: list[Link] = field(default_factory=list)
    conditions: list[tuple[str, list[Token]]] = field(default_factory=list)
    premise: "Segment | None" = None
    """What it is said to follow from, with an arrow."""
    after: str = ""
    """How it is joined to what stands before: with an arrow, or not at all."""

    @property
    def last(self) -> list[Token]:
        """What the chain ends with so far."""
        return self.links[-1].right if self.links else self.start


@dataclass(slots=True)
class _Piece:
    kind: str
    """math, words, separator or arrow."""
    tokens: list[Token]


def _says_something(tokens: Sequence[Token]) -> bool:
    """Whether a formula relates something, outside brackets: an expression alone says nothing."""
    content = mathematical(tokens)
    depths = accumulate((t.text in _OPENING) - (t.text in _CLOSING) for t in content)
    return any(depth <= 0 and _relates(content[place : place + 2]) for place, depth in enumerate(depths))


def segments(tokens: Sequence[Token], environment: str) -> list[Segment]:
    """Return the assertions of a display.

    Raises:
        UnreadError: it cannot be taken apart, or is too long.
    """
    if len(tokens) > LONGEST_DISPLAY:
        raise UnreadError(tokens[0], f"this display has more than {LONGEST_DISPLAY:,} pieces.")
    if not _says_something(tokens):
        return []
    found: list[Segment] = []
    for line in _lines(tokens, environment):
        if len(line.tokens) > LONGEST_LINE:
            raise UnreadError(line.tokens[0], f"this assertion has more than {LONGEST_LINE:,} pieces.")
        following = _segments_of(line)
        if following and following[0].after == "implies" and following[0].premise is None and found:
            following[0].premise = found[-1]
        found += following
    return found


# ---------------------------------------------------------------- rows


@dataclass(slots=True)
class _Line:
    """What belongs together: a row of a display with the rows that go on with it.

    Attributes:
        labels: each with where its row begins and ends.
        last: the last token that means something.
        depth: how many brackets are open.
    """

    tokens: list[Token] = field(default_factory=list)
    labels: list[tuple[str, int, int]] = field(default_factory=list)
    last: Token | None = None
    depth: int = 0

    def add(self, tokens: Sequence[Token], meant: Sequence[Token]) -> None:
        """Go on with more tokens, of which some mean something."""
        self.tokens += tokens
        self.last = meant[-1] if meant else self.last
        self.depth += _open_brackets(meant)


def _lines(tokens: Sequence[Token], environment: str) -> list[_Line]:
    lines: list[_Line] = []
    continuing = environment.startswith(("multline", "split"))
    for row, label in _rows(tokens):
        columns = _columns(row)
        for number, (content, aligned) in enumerate(columns):
            meant = mathematical(content)
            if not meant and not label:
                continue
            before = lines[-1] if lines else None
            labels = [(label, content[0].at, content[-1].end)] if label and content else []
            joined = before is not None and (
                (number == 0 and continuing) or _goes_on(before, meant, aligned=aligned or number > 0)
            )
            if joined and before is not None:
                before.add(content, meant)
                before.labels += labels
            elif meant:
                lines.append(_Line(labels=labels))
                lines[-1].add(content, meant)
            elif before is not None:
                before.labels += [(label, 0, 0)] * bool(label)
    return lines


def _goes_on(before: "_Line", row: Sequence[Token], *, aligned: bool) -> bool:
    """Whether a row goes on with the line before it: it begins with a relation, or that one is not finished."""
    if before.last is None or not row:
        return before.last is not None
    first, last = row[0].text, before.last.text
    if first in RELATIONS or first in ORDERS or first in DEFINES or first in OVER or first in _TEXT or first == ":":
        return True
    if before.depth > 0 or last in RELATIONS or last in _BINARY:
        return True
    relates = any(t.text in RELATIONS or t.text in ORDERS for t in row)
    if first in _BINARY:
        return aligned or first not in {"-", "−"} or not relates
    return first in {"\\forall", ","} or (
        aligned and not relates and first not in _ARROWS and last not in {",", ".", ";"}
    )


def _open_brackets(tokens: Sequence[Token]) -> int:
    return sum((t.text in _OPENING) - (t.text in _CLOSING) for t in tokens)


def _rows(tokens: Sequence[Token]) -> Iterator[tuple[list[Token], str]]:
    """Yield the rows of a display, each with its label; what stands between rows as words begins a row of its own."""
    row: list[Token] = []
    label = ""
    place, depth = 0, 0
    content = list(tokens)
    while place < len(content):
        token = content[place]
        if token.text == "\\label" and place + 1 < len(content):
            inside, place = argument(content, _skip_spaces(content, place + 1))
            label = label or plain(inside)
            continue
        if token.text in {"\\begin", "\\end"} and place + 1 < len(content):
            inside, after = argument(content, _skip_spaces(content, place + 1))
            if plain(inside) in _TRANSPARENT:
                place = _after_options(content, after, plain(inside), opening=token.text == "\\begin")
                continue
            depth += 1 if token.text == "\\begin" else -1
        elif depth == 0 and token.text in {"\\\\", "\\cr", "\\tabularnewline"} and token.kind == COMMAND:
            yield row, label
            row, label = [], ""
            place = _after_break(content, place + 1)
            continue
        elif depth == 0 and token.text in _BETWEEN_ROWS:
            yield row, label
            row, label = [], ""
            _, place = argument(content, _skip_spaces(content, place + 1))
            continue
        row.append(token)
        place += 1
    yield row, label


def _skip_spaces(tokens: Sequence[Token], place: int) -> int:
    while place < len(tokens) - 1 and tokens[place].kind in {"space", "comment", "par"}:
        place += 1
    return place


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


def _columns(row: Sequence[Token]) -> list[tuple[list[Token], bool]]:
    """Return the columns of a row, two cells each, and whether the row begins in its second cell.

    A cell belongs to what stands before it unless that has a relation and it has one of its own.
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
    for cell in cells:
        here = mathematical(cell)
        first = here[0].text if here else ""
        own = any(t.text in RELATIONS for t in here)
        goes_on = first in RELATIONS or first in _BINARY or first in _TEXT or last in RELATIONS or last in _BINARY
        if relates and own and not goes_on:
            found.append([])
            relates = False
        found[-1] += cell
        relates, last = relates or own, here[-1].text if here else last
    return [(column, aligned) for column in found]


# ---------------------------------------------------------------- pieces of a line


def _segments_of(line: _Line) -> list[Segment]:
    found: list[Segment] = []
    mode, joint = "claim", ""
    carried: list[Token] = []
    for piece in _pieces(line.tokens):
        if piece.kind == "arrow":
            mode, joint = "claim", _ARROWS[piece.tokens[0].text]
        elif piece.kind == "separator":
            mode = "claim" if found and found[-1].links and found[-1].conditions else mode
        elif piece.kind == "words":
            mode = _heard(plain(piece.tokens), mode, found)
        elif piece.kind == "math" and mode == "claim":
            content = [*carried, *piece.tokens]
            carried = []
            if found and found[-1].links and _sign(content, 0)[0]:
                found[-1].links += _chain(content, "").links
                continue
            if not _relates(content):
                if found and not _list_of_names(content):
                    raise UnreadError(content[0], "this stands beside a relation, and has none of its own.")
                carried = [*content, Token("sign", ",", content[-1].source, content[-1].end, content[-1].end)]
            elif found and not joint and _is_range(content, found[-1]):
                bracketed = content[0].text == "(" and content[-1].text == ")"
                found[-1].conditions.append(("forall", content[1:-1] if bracketed else content))
            else:
                found.append(_chain(content, joint))
                joint = ""
        elif piece.kind == "math" and found:
            found[-1].conditions.append((mode, piece.tokens))
        elif piece.kind == "math":
            carried_condition = (mode, piece.tokens)
            found.append(Segment([], conditions=[carried_condition]))
            mode = "claim"
    if carried:
        raise UnreadError(carried[0], "this has no relation.")
    for segment in found:
        for link in segment.links:
            rows = [name for name, start, end in line.labels if start <= link.at.at < end]
            link.label = rows[0] if rows and len(line.labels) > 1 else line.labels[0][0] if line.labels else ""
    return _joined(found)


def _joined(found: list[Segment]) -> list[Segment]:
    """Put conditions that stand before an assertion to it."""
    result: list[Segment] = []
    waiting: list[tuple[str, list[Token]]] = []
    for segment in found:
        if segment.after == "implies" and result:
            segment.premise = result.pop()
        if not segment.links:
            waiting += segment.conditions
            continue
        segment.conditions = [*waiting, *segment.conditions]
        waiting = []
        result.append(segment)
    if waiting and result:
        result[-1].conditions += waiting
    return result


def _heard(words: str, mode: str, found: list[Segment]) -> str:
    """Return what words in a display make of what follows; those that are a reason go to the relation before."""
    if _CONDITION.search(words):
        quantified = re.search(r"\bfor\b", words, re.IGNORECASE)
        return "if" if _IF.search(words) and not quantified else "forall"
    if _AND.match(words):
        return "claim" if mode == "claim" else mode
    if found and found[-1].links:
        found[-1].links[-1].reason.append(words)
    return "claim"


def _pieces(tokens: Sequence[Token]) -> list[_Piece]:
    """Take a line apart at words, arrows, quantifiers, and the commas and spaces between assertions."""
    found: list[_Piece] = [_Piece("math", [])]
    content = list(tokens)
    place, depth = 0, 0
    while place < len(content):
        token = content[place]
        depth += (token.text in _OPENING) - (token.text in _CLOSING)
        if token.text in _TEXT and depth == 0 and place + 1 < len(content):
            inside, after = argument(content, _skip_spaces(content, place + 1))
            if _IFF.fullmatch(plain(inside)):
                iff = Token(COMMAND, "\\iff", token.source, token.at, content[after - 1].end)
                found += [_Piece("arrow", [iff]), _Piece("math", [])]
                place = after
                continue
            if _is_words(inside):
                found += [_Piece("words", inside), _Piece("math", [])]
                place = after
                continue
        if depth == 0 and token.text in _ARROWS:
            found += [_Piece("arrow", [token]), _Piece("math", [])]
        elif depth == 0 and token.text == "\\forall":
            found += [_Piece("words", _as_words("for all", token)), _Piece("math", [])]
        elif (depth == 0 and token.text in {"\\quad", "\\qquad"}) or (
            depth == 0 and token.text in {",", ";"} and _separates(content[place + 1 :], found[-1].tokens)
        ):
            found += [_Piece("separator", [token]), _Piece("math", [])]
        else:
            found[-1].tokens.append(token)
        place += 1
    return _tidied(found)


def _tidied(pieces: list[_Piece]) -> list[_Piece]:
    """Put what wide spaces part and no relation begins back together, and leave out what is empty."""
    found: list[_Piece] = []
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
                found.append(_Piece("math", tokens))
        else:
            found.append(piece)
    return [piece for piece in found if piece.kind != "separator" or piece.tokens[0].kind == COMMAND]


def _continues(before: Sequence[Token], tokens: Sequence[Token]) -> bool:
    first = tokens[0].text
    return first in RELATIONS or first in _BINARY or before[-1].text in _BINARY or before[-1].text in RELATIONS


def _as_words(words: str, token: Token) -> list[Token]:
    return [Token("letter", words, token.source, token.at, token.end)]


def _is_words(tokens: Sequence[Token]) -> bool:
    """Whether text in a display is words rather than a name, as in ``x_\\text{new}`` or ``\\text{Loss}(x)``."""
    shown = plain(tokens)
    return not shown or any(sign in shown for sign in " (\\$~") or shown.lower() in _SINGLE


def _separates(following: Sequence[Token], before: Sequence[Token]) -> bool:
    """Whether a comma ends an assertion: what stands before it relates something."""
    return _relates(mathematical(before)) and bool(mathematical(following))


def _relates(tokens: Sequence[Token]) -> bool:
    return any(t.text in RELATIONS or t.text in ORDERS or t.text in DEFINES or t.text in OVER for t in tokens) or any(
        a.text == ":" and b.text == "=" for a, b in pairwise(tokens)
    )


def _list_of_names(tokens: Sequence[Token]) -> bool:
    return len(tokens) < 8 and not any(t.text in _BINARY for t in tokens)


def _is_range(tokens: Sequence[Token], before: Segment) -> bool:
    """Whether an assertion after a comma only says over which values a variable of the one before it runs."""
    if not before.links:
        return False
    signs = [t.text for t in tokens if t.text in RELATIONS or t.text in ORDERS]
    if signs == ["\\in"] or (tokens[0].text == "(" and tokens[-1].text == ")"):
        return True
    listed = [t.text for t in tokens[: next(i for i, t in enumerate(tokens) if t.text in signs)]] if signs else []
    if len(signs) == 1 and "," in listed and all(t.isalpha() or t == "," for t in listed):
        return True
    first = [t for t in tokens if t.text.isalpha() or t.kind == COMMAND]
    counted = any(t.text in {"\\dots", "\\ldots", "\\cdots"} for t in tokens)
    simple = len(tokens) <= 4 and len(signs) == 1 and tokens[0].text.isalpha() and tokens[-1].text.isdecimal()
    letter = first[0].text if first else ""
    return counted or (
        simple
        and letter in {"k", "t", "s", "i", "j", "m", "n", "T"}
        and any(t.text == letter for t in [*before.start, *(t for link in before.links for t in link.right)])
    )


# ---------------------------------------------------------------- chains


def _chain(tokens: list[Token], joint: str) -> Segment:
    """Take a chain apart at its relations."""
    made = Segment([], after=joint)
    place, depth = 0, 0
    bars = 0
    while place < len(tokens):
        token = tokens[place]
        depth += (token.text in _OPENING) - (token.text in _CLOSING)
        sign, after, mark = _sign(tokens, place) if depth == 0 else ("", place, "")
        if sign:
            made.links.append(Link(sign, token, [], mark=mark))
            place = after
            continue
        (made.links[-1].right if made.links else made.start).append(token)
        bars += token.text == "|"
        place += 1
    return made


def _sign(tokens: list[Token], place: int) -> tuple[str, int, str]:
    """Return the relation that stands at a place, where it ends, and what is set over it."""
    text = tokens[place].text
    if text in OVER and place + 2 < len(tokens):
        over, after = argument(tokens, place + 1)
        under, after = argument(tokens, after)
        sign, _, _ = _sign(under, 0) if under else ("", 0, "")
        if not sign and over:
            sign, _, _ = _sign(over, 0)
            over = under
        mark = plain(over)
        if re.search(r"def|\\triangle|^:$", mark) and sign == "=":
            return ":=", after, ""
        return sign or text, after, mark
    if text == ":" and place + 1 < len(tokens) and tokens[place + 1].text == "=":
        return ":=", place + 2, ""
    if text == "=" and place + 1 < len(tokens) and tokens[place + 1].text == ":":
        return "=:", place + 2, ""
    if text == "\\not" and place + 1 < len(tokens):
        return ("!=" if tokens[place + 1].text == "=" else "\\not"), place + 2, ""
    if text in DEFINES:
        return ("=:" if text in {"=:", "\\eqqcolon"} else ":="), place + 1, ""
    if text in RELATIONS:
        return RELATIONS[text], place + 1, ""
    return (text if text in ORDERS else ""), place + 1, ""
