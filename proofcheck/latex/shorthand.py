r"""Values that are written without their argument: after ``f_k := f(x_k)``, ``f_{k+1}`` is ``f(x_{k+1})``.

The author says so with an equation in which a letter counts, and it is put for what it stands for wherever it is
written, before anything is read. A letter that has both an index and an argument anywhere is left as it is.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from proofcheck.latex.divergences import with_divergences
from proofcheck.latex.source import COMMAND, COMMENT, LETTER, SIGN, SPACE, Token, UnreadError, like
from proofcheck.latex.spelling import argument
from proofcheck.latex.structure import Display, Part, Prose
from proofcheck.latex.vocabulary import GREEK, INDICES

_COUNTING = INDICES | {"n", "r", "s", "t"}
_DEFINES = frozenset({"=", ":=", "\\coloneqq", "\\triangleq"})
_SKIPPED = frozenset({SPACE, COMMENT})
_LONGEST = 12
"""Tokens of an index."""
_STOPS = frozenset({".", ",", ";"})


class _Scripted(NamedTuple):
    """A letter with an index and no argument, or with one: what is written, and where it ends."""

    letter: str
    sign: str
    bracketed: bool
    counts: list[Token]
    after: int


class Short(NamedTuple):
    """What an author writes for values of a function at the terms of a sequence, and that sequence."""

    letter: str
    sign: str
    bracketed: bool
    of: Token
    of_sign: str
    of_bracketed: bool


def spelled_out(content: Sequence[Part]) -> list[Part]:
    """Return a document with the values that its author writes without their argument written with it.

    What has two arguments with a bar between them, a divergence, is written as a name.
    """
    content = with_divergences(content)
    formulas = [formula for part in content for formula in _formulas(part)]
    found = {(short.letter, short.sign): short for formula in formulas for short in _said(formula)}
    called = {pair for formula in formulas for pair in _called(formula)} if found else set()
    known = {pair: short for pair, short in found.items() if pair not in called}
    return [made for part in content if (made := _rewritten(part, known)) is not None] if known else list(content)


def _formulas(part: Part) -> Iterator[list[Token]]:
    """Yield the formulas in a part, without spaces."""
    if isinstance(part, Display):
        yield [t for t in part.tokens if t.kind not in _SKIPPED]
    elif isinstance(part, Prose):
        yield from (
            [t for t in part.tokens[start:end] if t.kind not in _SKIPPED] for start, end in _inline(part.tokens)
        )


def _inline(tokens: Sequence[Token]) -> Iterator[tuple[int, int]]:
    """Yield where the formulas between dollar signs are."""
    signs = [place for place, token in enumerate(tokens) if token.text == "$"]
    yield from ((start + 1, end) for start, end in zip(signs[::2], signs[1::2], strict=False))


def _scripted(tokens: list[Token], place: int) -> _Scripted | None:
    """Return the letter with an index that begins at a place, if one does."""
    token = tokens[place]
    named = token.kind == LETTER or (token.kind == COMMAND and token.text[1:] in GREEK)
    before = tokens[place - 1].text if place else ""
    if not named or len(tokens) < place + 3 or tokens[place + 1].text not in {"_", "^"} or before[:1] == "\\" != before:
        return None
    try:
        index, length = argument(tokens[place + 2 : place + 2 + _LONGEST], 0)
    except UnreadError:
        return None
    after = place + 2 + length
    index = [t for t in index if t.kind not in _SKIPPED]
    bracketed = [t.text for t in (*index[:1], *index[-1:])] == ["(", ")"]
    index = index[1:-1] if bracketed else index
    counts = bool(index) and all(t.text in {"+", "-"} or t.text.isdecimal() or t.kind == LETTER for t in index)
    twice = after < len(tokens) and tokens[after].text in {"_", "^", "'"}
    return _Scripted(token.text, tokens[place + 1].text, bracketed, index, after) if counts and not twice else None


def _said(formula: list[Token]) -> Iterator[Short]:
    r"""Yield what equations in a formula say: ``f_k = f(x_k)``."""
    for place in range(len(formula)):
        short = _scripted(formula, place)
        if short is None or [t.text for t in short.counts[1:]] or short.counts[0].text not in _COUNTING:
            continue
        value = _sign_after(formula, short.after)
        if not value or [t.text for t in formula[value : value + 2]] != [short.letter, "("]:
            continue
        of = _scripted(formula, value + 2) if value + 2 < len(formula) else None
        same = of is not None and [t.text for t in of.counts] == [short.counts[0].text]
        if of is not None and same and [t.text for t in formula[of.after : of.after + 1]] == [")"]:
            yield Short(*short[:3], formula[value + 2], of.sign, of.bracketed)


def _sign_after(formula: list[Token], place: int) -> int:
    """Return where a sign of definition at a place ends; 0 where there is none."""
    texts = [t.text for t in formula[place : place + 2]]
    if texts == [":", "="]:
        return place + 2
    return place + 1 if texts[:1] and texts[0] in _DEFINES else 0


def _called(formula: list[Token]) -> Iterator[tuple[str, str]]:
    r"""Yield the letters that have an index and an argument: ``f_i(x)``."""
    for place in range(len(formula)):
        found = _scripted(formula, place)
        if found is not None and found.after < len(formula) and formula[found.after].text == "(":
            yield found.letter, found.sign


def _rewritten(part: Part, known: dict[tuple[str, str], Short]) -> Part | None:
    """Return a part with values written with their arguments; nothing where it only says what is short for them."""
    if isinstance(part, Display):
        made = _written([t for t in part.tokens if t.kind != COMMENT], known)
        return None if _is_trivial(made) else replace(part, tokens=made)
    if not isinstance(part, Prose):
        return part
    tokens, done = list[Token](), 0
    for start, end in _inline(part.tokens):
        made = _written(list(part.tokens[start:end]), known)
        trivial = _is_trivial(made)
        tokens += part.tokens[done : start - 1] if trivial else [*part.tokens[done:start], *made]
        done = end + 1 if trivial else end
    return replace(part, tokens=[*tokens, *part.tokens[done:]])


def _written(formula: list[Token], known: dict[tuple[str, str], Short]) -> list[Token]:
    """Return a formula with values written with their arguments."""
    made, place = list[Token](), 0
    while place < len(formula):
        found = _scripted(formula, place)
        short = known.get((found.letter, found.sign)) if found is not None else None
        if found is None or short is None or found.bracketed != short.bracketed:
            made.append(formula[place])
            place += 1
            continue
        at = formula[place]
        inside = [like(at, SIGN, "("), *found.counts, like(at, SIGN, ")")] if short.of_bracketed else found.counts
        point = [short.of, like(at, SIGN, short.of_sign), like(at, SIGN, "{"), *inside, like(at, SIGN, "}")]
        made += [at, like(at, SIGN, "("), *point, like(at, SIGN, ")")]
        place = found.after
    return made


def _is_trivial(formula: Iterable[Token]) -> bool:
    """Whether a formula says of something that it is itself, as what says what is short for it has become."""
    texts = [t.text for t in formula if t.kind not in _SKIPPED and t.text not in {"{", "}", ":"}]
    texts = texts[:-1] if texts and texts[-1] in _STOPS else texts
    place = next((i for i, text in enumerate(texts) if text in _DEFINES), 0)
    return place > 0 and texts[:place] == texts[place + 1 :]
