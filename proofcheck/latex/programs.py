r"""Problems of optimisation that are set in rows: ``\min_x f(x)``, and below it constraints; they claim nothing."""

import re
from collections.abc import Iterator, Sequence

from proofcheck.latex.pieces import relates
from proofcheck.latex.source import Token, plain
from proofcheck.latex.spelling import argument
from proofcheck.latex.vocabulary import ARROWS, CLOSING, OPENING, RELATIONS, TEXT, words

_LAYOUT = re.compile(r"&|\\(?:q?quad|limits|displaystyle|hspace|[,;:! ])|~")
_LABEL = r"(?:\(\w{1,3}'?\)|\\(?:text|mbox|textrm|mathrm) ?\{\(?\w{1,3}'?\)?:?\})?"
_BEGINS = re.compile(
    rf"\W*{_LABEL} *\\?(?:(?:min|max|inf|sup)(?![a-z])|"
    r"(?:(?:text|mathrm|operatorname\*?) ?\{ ?)?(?:min|max)imi[sz]e)",
    re.IGNORECASE,
)
_NAMES = re.compile(r"\) ?=(?! ?[-+]?[01](?:\D|$))")
"""What defines a function, and is no constraint: ``q(x) = ...``."""
_ARRAYS = words("cases array aligned alignedat gathered split matrix dcases")


def is_program(tokens: Sequence[Token]) -> bool:
    """Whether the rows of a display, or of each array in it, are what is sought and then constraints."""
    if _poses(list(_rows(tokens))) or _are_equivalent(tokens):
        return True
    inside, outside = _arrays(list(tokens))
    beside = [t for t in outside if t.text.strip() and t.text not in {",", ".", ";"}]
    beside = [t for t in beside if not _LAYOUT.fullmatch(t.text)]
    says = re.sub(_LABEL[:-1] + r"[:=]?", "", re.sub(r"\\(?:text|mbox|textrm) ?\{[^{}]*\}", "", plain(beside)))
    return bool(inside) and not says.strip() and all(_poses(list(_rows(one))) for one in inside)


def _are_equivalent(tokens: Sequence[Token]) -> bool:
    r"""Whether a display says that two problems are the same: ``\\min_x f(x) \\iff \\min_{x, t} t, f(x) \\le t``."""
    place = next((i for i, t in enumerate(tokens) if ARROWS.get(t.text) == "iff"), -1)
    first, second = tokens[: max(place, 0)], tokens[place + 1 :]
    begins = all(_BEGINS.match(_LAYOUT.sub("", plain(one)).strip()) for one in (first, second))
    return place > 0 and begins and not relates(_beside_indices(first))


def _poses(rows: Sequence[Sequence[Token]]) -> bool:
    shown = [_LAYOUT.sub("", plain(row)).strip() for row in rows]
    constraints = [row for row, said in zip(rows[1:], shown[1:], strict=True) if said]
    if not constraints or _BEGINS.match(shown[0]) is None or relates(_beside_indices(rows[0])):
        return False
    firsts = (next((t.text for t in row if t.text.strip() and not _LAYOUT.match(t.text)), "") for row in constraints)
    continues = any(first in RELATIONS or first in {"+", "-"} for first in firsts)
    return not continues and all(map(relates, constraints)) and not any(map(_NAMES.search, shown[1:]))


def _beside_indices(tokens: Sequence[Token]) -> list[Token]:
    """Return tokens without what stands below a sign, and without words."""
    content, kept, place = list(tokens), list[Token](), 0
    while place < len(content):
        skipped = content[place].text == "_" or content[place].text in TEXT
        if skipped and place + 1 < len(content):
            place = argument(content, place + 1)[1]
        else:
            kept.append(content[place])
            place += 1
    return kept


def _rows(tokens: Sequence[Token]) -> Iterator[list[Token]]:
    depth, row = 0, list[Token]()
    for token in tokens:
        depth += (token.text in OPENING or token.text == "\\begin") - (token.text in CLOSING or token.text == "\\end")
        if token.text == "\\\\" and depth == 0:
            yield row
            row = []
        else:
            row.append(token)
    yield row


def _arrays(tokens: list[Token]) -> tuple[list[list[Token]], list[Token]]:
    """Return what stands in arrays, and what stands beside them."""
    inside, outside, place = list[list[Token]](), list[Token](), 0
    while place < len(tokens):
        if tokens[place].text == "\\begin" and place + 1 < len(tokens):
            name, start = argument(tokens, place + 1)
            end = next((i for i in range(start, len(tokens)) if tokens[i].text == "\\end"), -1)
            if plain(name).rstrip("*") in _ARRAYS and end > 0:
                if plain(name) == "array" and tokens[start].text == "{":
                    start = argument(tokens, start)[1]
                inside.append(tokens[start:end])
                place = argument(tokens, end + 1)[1]
                continue
        outside.append(tokens[place])
        place += 1
    return inside, outside
