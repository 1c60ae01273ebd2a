"""Repairs in the author's own LaTeX: the few tokens of a formula that a repair changes, and nothing else.

What to change is read off the printed forms of a side before and after; where in the author's formula that belongs is
tried, the nearest place first. Whoever calls says whether a changed text reads as it should.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from difflib import SequenceMatcher

from proofcheck.latex.source import COMMENT, PARAGRAPH, SPACE, Source, Token, lex
from proofcheck.repair.habits import habits

ENDS = frozenset(
    {r"\\", r"\end", r"\]", "$", r"\quad", r"\qquad", r"\text", r"\label", r"\tag", r"\intertext", r"\begin"}
)
TURNED = {
    "<=": {"=": r"\leq", r"\ge": r"\le", r"\geqslant": r"\leqslant"},
    ">=": {"=": r"\geq", r"\le": r"\ge", r"\leqslant": r"\geqslant"},
}
"""How an author writes a relation who wrote another one; else as here."""

WRITTEN = {"<=": r"\leq", ">=": r"\geq"}

SIGNS = frozenset({"=", "<", ">", r"\le", r"\leq", r"\ge", r"\geq", r"\leqslant", r"\geqslant"})

Tokens = Sequence[str]

_COMMAND_AT_END = re.compile(r"\\[A-Za-z]+$")


def patches(source: str, at: int, before: tuple[str, str, str], after: tuple[str, str, str]) -> Iterator[str]:
    """The text of a file with a relation changed, the likeliest first: as its author writes, then as it is printed.

    Arguments:
        at: where the relation's sign stands.
        before: its sign, and its left and right side, as they are printed in LaTeX.
        after: the same as they should be.
    """
    own = habits(source)
    for rewritten in (own, str):
        old, new = ((sign, rewritten(left), rewritten(right)) for sign, left, right in (before, after))
        yield from _patches(source, at, old, new)


def _patches(source: str, at: int, before: tuple[str, str, str], after: tuple[str, str, str]) -> Iterator[str]:
    tokens = [token for token in lex(Source("", source)) if token.kind not in {SPACE, PARAGRAPH, COMMENT}]
    place = next((n for n, token in enumerate(tokens) if token.at == at), None)
    if place is None:
        return
    sides = {1: _before(tokens, place), 2: _after(tokens, place)}
    texts = [source]
    for side in (side for side in (2, 0, 1) if before[side] != after[side]):  # from the last to the first
        if side == 0:
            texts = [_turned(old, tokens[place], after[0]) for old in texts]
        elif sides[side]:
            texts = [new for old in texts for new in _changed(old, sides[side], before[side], after[side])]
        else:
            return
    yield from texts


def _after(tokens: Sequence[Token], place: int) -> list[Token]:
    found: list[Token] = []
    depth = 0
    for token in tokens[place + 1 :]:
        depth += (token.text == "{") - (token.text == "}")
        if depth < 0 or (depth == 0 and token.text in ENDS | SIGNS):
            break
        found.append(token)
    while found and found[-1].text in {".", ",", "&", ";", r"\,"}:
        found.pop()
    return [token for token in found if token.text != "&"]


def _before(tokens: Sequence[Token], place: int) -> list[Token]:
    """The side before a sign; where a line begins with the sign, that is the end of the line before."""
    found: list[Token] = []
    depth = 0
    for token in reversed(tokens[:place]):
        depth += (token.text == "}") - (token.text == "{")
        if not found and token.text in {"&", r"\\", ".", ","}:
            continue
        if depth < 0 or (depth == 0 and token.text in ENDS | SIGNS):
            break
        found.append(token)
    return [token for token in reversed(found) if token.text != "&"]


def _turned(text: str, sign: Token, op: str) -> str:
    """The text with another relation in the place of a sign, in the author's way of writing it."""
    return _put(text, sign.at, sign.end, TURNED.get(op, {}).get(sign.text, WRITTEN.get(op, op)))


def _changed(text: str, region: Sequence[Token], before: str, after: str) -> Iterator[str]:
    old, new = (_words(side) for side in (before, after))
    edits = [code for code in SequenceMatcher(None, old, new, autojunk=False).get_opcodes() if code[0] != "equal"]
    there = [token.text for token in region]
    if len(edits) == 1:
        _, first, last, *span = edits[0]
        inserted = _spaced(new[slice(*span)])
        if last > first:
            for at in _found(there, old[first:last], first / max(len(old), 1)):
                start, end = region[at].at, region[at + last - first - 1].end
                alone = not inserted and text[start - 1 : start] == " " == text[end : end + 1]
                yield _put(text, start, end + alone, inserted)
        else:
            yield from _inserted(text, region, old, first, inserted)
    yield _put(text, region[0].at, region[-1].end, after)


def _inserted(text: str, region: Sequence[Token], old: Tokens, first: int, inserted: str) -> Iterator[str]:
    """Something put at an end, behind what stands before it, or before what stands behind it."""
    there = [token.text for token in region]
    if first == 0:
        yield _put(text, region[0].at, region[0].at, inserted)
    if first == len(old):
        yield _put(text, region[-1].end, region[-1].end, inserted)
    share = first / max(len(old), 1)
    for at in _found(there, old[first - 1 : first], share) if first else ():
        yield _put(text, region[at].end, region[at].end, inserted)
    for at in _found(there, old[first : first + 1], share):
        yield _put(text, region[at].at, region[at].at, inserted)


def _found(there: Tokens, wanted: Tokens, share: float) -> list[int]:
    """Where some tokens stand, the nearest to a share of the whole first."""
    size = len(wanted)
    places = [at for at in range(len(there) - size + 1) if list(there[at : at + size]) == list(wanted)] if size else []
    return sorted(places, key=lambda at: abs(at - share * len(there)))


def _words(side: str) -> list[str]:
    return [token.text for token in lex(Source("", side)) if token.kind not in {SPACE, PARAGRAPH, COMMENT}]


def _spaced(tokens: Tokens) -> str:
    """Tokens as text: a space between a command and a letter, and on both sides of what adds or subtracts."""
    made = ""
    for token in tokens:
        ends_in_command = _COMMAND_AT_END.search(made) is not None
        if token in {"+", "-"} and not made.endswith(("(", "{", "^", "_")):
            made = f"{made.rstrip()} {token} "
        else:
            made += f" {token}" if ends_in_command and token[:1].isalpha() else token
    return made


def _fitted(text: str, start: int, end: int, inserted: str) -> str:
    """What is put between two places of a text, with the spaces that it needs there, and no more."""
    before, behind = text[start - 1 : start], text[end : end + 1]
    if before.isspace():
        inserted = inserted.lstrip()
    elif behind == " " and start == end and inserted[:1] not in {"^", "_", "'", " ", ""}:
        inserted = f" {inserted}"
    if behind.isspace():
        return inserted.rstrip()
    needs_space = behind.isalpha() and _COMMAND_AT_END.search(inserted) is not None
    return f"{inserted} " if needs_space else inserted


def _put(text: str, start: int, end: int, new: str) -> str:
    return text[:start] + _fitted(text, start, end, new) + text[end:]


def first_that(accept: Callable[[str], bool], texts: Iterator[str], limit: int = 12) -> str | None:
    """The first of some texts that reads as it should."""
    return next((text for text, _ in zip(texts, range(limit), strict=False) if accept(text)), None)
