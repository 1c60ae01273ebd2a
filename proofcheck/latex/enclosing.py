r"""What is set around the rows of a display: an array or a brace around all of them, a box, a name for cases."""

import re
from collections.abc import Sequence
from itertools import accumulate

from proofcheck.latex.source import COMMAND, COMMENT, PARAGRAPH, SIGN, SPACE, Token, UnreadError, group_end, like, plain
from proofcheck.latex.vocabulary import ARROWS, RELATIONS, TEXT, bracket_depths, words

_CASES = frozenset({"cases", "dcases", "rcases"})
_ARRAYS = _CASES | {"array"}
_ALIGNED = frozenset({"aligned", "alignedat", "gathered", "split"})
_WITH_COLUMNS = frozenset({"array", "alignedat"})
_BEFORE, _AFTER = words(r"\left \{ \lbrace ."), words(r"\right \} \rbrace . , ;")
_EITHER = re.compile(r"\b(?:or|either|cases?)\b", re.IGNORECASE)
_RULED = words(r"| \hline \cline")
"""What makes a table of an array."""


def opened(tokens: list[Token]) -> list[Token]:
    r"""Return a display without an array, or a brace, around all of its rows: each row asserts something by itself.

    So it is where each row has a relation, and nothing beside it that may say what is so in that case.
    """
    start = next((i for i, t in enumerate(tokens) if t.text == "\\begin"), len(tokens))
    name, inside = _group(tokens, start + 1)
    environment = plain(name)
    end = _end_of(tokens, start, environment)
    if environment not in _ARRAYS | _ALIGNED or end is None or not _is_brace(tokens[:start], _BEFORE):
        return tokens
    after = _group(tokens, end + 1)[1]
    columns, inside = _group(tokens, inside) if environment in _WITH_COLUMNS else ([], inside)
    rows = tokens[inside:end]
    table = any(t.text in _RULED for t in (*columns, *(t for t in rows if t.kind == COMMAND)))
    if table or not _is_brace(tokens[after:], _AFTER) or not _asserts(rows, environment):
        return tokens
    marks = [t for t in tokens[after:] if t.text in {",", ";", "."} and tokens[after].text != "\\right"]
    return [*_labels(tokens[:start]), *rows, *marks, *_labels(tokens[after:])]


def _group(tokens: Sequence[Token], place: int) -> tuple[list[Token], int]:
    """Return what stands in the braces that come next, and where they end; nothing where there are none."""
    while place < len(tokens) and tokens[place].kind in {SPACE, COMMENT}:
        place += 1
    try:
        end = group_end(tokens, place) if place < len(tokens) and tokens[place].text == "{" else None
    except UnreadError:
        end = None
    return ([], place) if end is None else (list(tokens[place + 1 : end]), end + 1)


def _end_of(tokens: Sequence[Token], start: int, environment: str) -> int | None:
    r"""Return the place of the ``\end`` of an environment that begins at a place, if it is there."""
    depth = 0
    for place in range(start, len(tokens)):
        if tokens[place].text in {"\\begin", "\\end"} and plain(_group(tokens, place + 1)[0]) == environment:
            depth += 1 if tokens[place].text == "\\begin" else -1
            if depth == 0:
                return place
    return None


def _is_brace(tokens: Sequence[Token], signs: frozenset[str]) -> bool:
    """Whether nothing but a brace, its size, a mark and labels are there."""
    labels = {id(t) for t in _labels(tokens)}
    return all(
        id(t) in labels or t.text in signs or t.kind in {SPACE, COMMENT, PARAGRAPH} or t.text in {"\\ ", "\\,", "~"}
        for t in tokens
    )


def _labels(tokens: Sequence[Token]) -> list[Token]:
    found: list[Token] = []
    for place, token in enumerate(tokens):
        if token.text in {"\\label", "\\tag", "\\nonumber", "\\notag"}:
            found += tokens[place : _group(tokens, place + 1)[1]]
    return found


def _asserts(rows: Sequence[Token], environment: str) -> bool:
    """Whether each row asserts something, or goes on with one that does; in cases, a second cell is a condition."""
    depths = accumulate((t.text in {"{", "\\begin"}) - (t.text in {"}", "\\end"}) for t in rows)
    found: list[list[list[Token]]] = [[[]]]
    for token, depth in zip(rows, depths, strict=True):
        if token.text == "\\\\" and depth == 0:
            found.append([[]])
        elif token.text == "&" and depth == 0:
            found[-1].append([])
        else:
            found[-1][-1].append(token)
    told = [cells for cells in found if any(t.kind not in {SPACE, COMMENT} for cell in cells for t in cell)]
    alone = all(len(cells) == 1 for cells in told) or environment not in _CASES
    if environment in _ALIGNED:
        return any(map(_relates, told)) and not any(map(_parts_cases, told))
    return alone and bool(told) and all(_relates(cells) and not _has_words(cells) for cells in told)


def _relates(cells: Sequence[Sequence[Token]]) -> bool:
    content = [t for cell in cells for t in cell]
    depths = bracket_depths(content)
    return any(t.text in RELATIONS and depth == 0 for t, depth in zip(content, depths, strict=True))


def _has_words(cells: Sequence[Sequence[Token]]) -> bool:
    """Whether a row has words: in cases, these may say what is so in the case that the row names."""
    return any(t.text in TEXT for cell in cells for t in cell)


def _parts_cases(cells: Sequence[Sequence[Token]]) -> bool:
    """Whether a row begins with words, as the name of a case is, or says that one of two things holds."""
    content = [t for cell in cells for t in cell if t.kind not in {SPACE, COMMENT}]
    said = (plain(_group(content, place + 1)[0]) for place, t in enumerate(content) if t.text in TEXT)
    return bool(content) and (content[0].text in TEXT or any(map(_EITHER.search, said)))


def asserting(content: Sequence[Token]) -> Token | None:
    """Return an array, or cases, in which something is asserted, as one side of an arrow may be; or nothing."""
    for place, token in enumerate(content):
        environment = plain(_group(content, place + 1)[0]) if token.text == "\\begin" else ""
        before = content[place - 1].text if place else ""
        begins = before in {"", ",", ";", *ARROWS} or (before in _BEFORE and place < 2)
        end = _end_of(content, place, environment) if environment in _ARRAYS and begins else None
        if end is not None and any(t.text in RELATIONS for t in content[place:end]):
            return token
    return None


def unboxed(tokens: list[Token], place: int) -> tuple[list[Token], int] | None:
    r"""Write an environment around a display as the display: ``\begin{empheq}[box=\fbox]{align}`` is an align.

    ``\begin{numcases}{f(x) =}`` is an equation with cases, and ``math`` is set in dollar signs.
    """
    name, start = _group(tokens, place + 1)
    environment = plain(name)
    if environment not in {"empheq", "numcases", "subnumcases", "math"}:
        return None
    end = _end_of(tokens, place, environment)
    if end is None:
        return None
    after = _group(tokens, end + 1)[1]
    if environment == "math":
        dollar = like(tokens[place], SIGN, "$")
        return [dollar, *tokens[start:end], dollar], after
    if environment == "empheq" and start < len(tokens) and tokens[start].text == "[":
        start = next((i + 1 for i in range(start, end) if tokens[i].text == "]"), start)
    inside, start = _group(tokens, start)
    rows = tokens[start:end]
    if environment == "empheq":
        return [
            *_named(tokens[place], "begin", plain(inside)),
            *rows,
            *_named(tokens[end], "end", plain(inside)),
        ], after
    cases = [*_named(tokens[place], "begin", "cases"), *(t for t in rows if t.text != "$")]
    around = [*_named(tokens[place], "begin", "equation"), *inside, *cases, *_named(tokens[end], "end", "cases")]
    return [*around, *_named(tokens[end], "end", "equation")], after


def _named(at: Token, command: str, environment: str) -> list[Token]:
    letters = [like(at, "letter" if c.isalpha() else SIGN, c) for c in environment]
    return [like(at, COMMAND, f"\\{command}"), like(at, SIGN, "{"), *letters, like(at, SIGN, "}")]
