r"""Equations that are numbered by hand, ``\tag{3.1}`` or ``\eqno(\star)``, and the words that refer to them."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import accumulate, pairwise

from proofcheck.latex.source import COMMAND, LETTER, SIGN, SPACE, Token, like, plain, skip_spaces
from proofcheck.latex.spelling import argument
from proofcheck.latex.structure import Display, Part, Prose

TYPED = re.compile(r"[A-Z][A-Za-z]{0,4}[.-]?\d{1,2}'*")
"""A name of what is supposed, and no number: "H1"."""
_LONGEST = 8
"""Tokens of a number or mark in brackets that refers to an equation."""


def with_tags(content: Sequence[Part]) -> list[Part]:
    r"""Return a text in which the equations that words refer to by a tag have a label, and the words name that label.

    The label is that of the row, where it has one: ``(3.1)`` is ``\eqref{tag:3.1}`` otherwise.
    """
    labels = {mark: label for part in content if isinstance(part, Display) for mark, label in _tagged(part.tokens)}
    if not labels:
        return list(content)
    cited: set[str] = set()
    referring = [
        replace(part, tokens=_referring(part.tokens, labels, cited)) if isinstance(part, Prose) else part
        for part in content
    ]
    typed = {mark for mark in labels if TYPED.fullmatch(mark)}
    cited |= set() if typed.isdisjoint(cited) else typed
    return [
        replace(part, tokens=_labelled(part.tokens, {m: labels[m] for m in cited}))
        if isinstance(part, Display)
        else part
        for part in referring
    ]


def _key(tokens: Sequence[Token]) -> str:
    """Return a mark as it is compared: without spaces, brackets and dollar signs."""
    shown = "".join(t.text.removeprefix("\\") for t in tokens if t.kind != SPACE and t.text not in "$(){}")
    return shown.replace("*", "star").replace("ast", "star")


def _marks(tokens: Sequence[Token]) -> Iterator[tuple[int, int, str]]:
    """Yield where the tags of a display stand, and what they say."""
    content = list(tokens)
    for place, token in enumerate(content):
        if token.text == "\\tag" and place + 1 < len(content):
            start = skip_spaces(content, place + 1)
            start = skip_spaces(content, start + 1) if content[start].text == "*" else start
            inside, after = argument(content, start)
            if key := _key(inside):
                yield place, after, key


def _tagged(tokens: Sequence[Token]) -> Iterator[tuple[str, str]]:
    """Yield the marks of a display, each with the label of its row, or one that is made of the mark."""
    content = list(tokens)
    depths = list(accumulate((t.text == "{") - (t.text == "}") for t in content))
    ends = (i for i, t in enumerate(content) if t.kind == COMMAND and t.text == "\\\\" and not depths[i])
    breaks = [0, *ends, len(content)]
    for start, end in pairwise(breaks):
        row = content[start:end]
        named = next((i for i, t in enumerate(row[:-1]) if t.text == "\\label"), -1)
        label = plain(argument(row, skip_spaces(row, named + 1))[0]) if named >= 0 else ""
        yield from ((key, label or f"tag:{key}") for _, _, key in _marks(row))


def _labelled(tokens: Sequence[Token], labels: Mapping[str, str]) -> list[Token]:
    """Return a display with labels in the place of the tags that are referred to."""
    content = list(tokens)
    for place, after, key in reversed([*_marks(tokens)]):
        if labels.get(key, "").startswith("tag:"):
            content[place:after] = _naming(content[place], "\\label", labels[key])
    return content


def _referring(tokens: Sequence[Token], labels: Mapping[str, str], cited: set[str]) -> list[Token]:
    r"""Return prose in which ``(3.1)`` or ``$(\star)$`` in a sentence is a reference; note the marks in ``cited``."""
    found: list[Token] = []
    place = 0
    while place < len(tokens):
        end = _mark_end(tokens, place)
        key = _key(tokens[place:end]) if end and _in_sentence(found) else ""
        if key in labels:
            found += _naming(tokens[place], "\\eqref", labels[key])
            cited.add(key)
            place = end
            continue
        after = _formula_end(tokens, place) if tokens[place].text == "$" else place + 1
        found += tokens[place:after]
        place = after
    return found


def _mark_end(tokens: Sequence[Token], place: int) -> int:
    """Return where a mark in brackets, or between dollar signs, ends that begins at a place; 0 where none does."""
    opening = tokens[place].text
    if opening not in {"(", "$"}:
        return 0
    closing = ")" if opening == "(" else "$"
    last = range(place + 1, min(place + _LONGEST, len(tokens)))
    return next((i + 1 for i in last if tokens[i].text == closing), 0)


def _formula_end(tokens: Sequence[Token], place: int) -> int:
    return next((i + 1 for i in range(place + 1, len(tokens)) if tokens[i].text == "$"), len(tokens))


def _in_sentence(before: Sequence[Token]) -> bool:
    """Whether something of the same sentence stands before: a number that begins one is that of an item."""
    last = next((t for t in reversed(before) if t.kind != SPACE), None)
    return last is not None and last.text not in {".", ":", ";", "\\item"} and last.kind in {LETTER, SIGN, COMMAND}


def _naming(at: Token, command: str, label: str) -> list[Token]:
    return [like(at, COMMAND, command), like(at, SIGN, "{"), like(at, LETTER, label), like(at, SIGN, "}")]
