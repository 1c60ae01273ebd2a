"""Minimisers in words, "x^* minimises F", and comments that state a property: ``F convex and L-smooth``."""

import re
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Any

from proofcheck.lang import expressions as ex
from proofcheck.lang import properties
from proofcheck.latex.applying import full_name
from proofcheck.latex.grammar import mathematical
from proofcheck.latex.notation import Notation
from proofcheck.latex.properties import PATTERNS, supposed
from proofcheck.latex.ranges import expression
from proofcheck.latex.sets import set_named
from proofcheck.latex.source import LETTER, Token, UnreadError, plain
from proofcheck.latex.vocabulary import RELATIONS, words

_M = r"⟨(\d+)⟩"
_LEAST = (
    re.compile(rf"{_M}\s+(?:globally\s+)?minimi[sz]es\s+(?:the \w+ )?{_M}", re.IGNORECASE),
    re.compile(
        rf"{_M}\s+(?:is|be|are|denotes?|for)\s+(?:an?|the|any|some)?\s*(?:unique |global )*"
        rf"minimi[sz]er of\s+(?:the \w+ )?{_M}",
        re.IGNORECASE,
    ),
    re.compile(rf"(?<!local )\bminimi[sz]er\s+{_M}\s+of\s+(?:the \w+ )?{_M}", re.IGNORECASE),
)
_LEAST_FIRST = re.compile(
    rf"{_M}\s+(?:has|have|having|with|admits|attains|takes)\s+(?:an?|the|its|some)?\s*(?:unique |global |least )*"
    rf"(?:minimi[sz]er|minimum(?: value)? at|value at)\s+{_M}",
    re.IGNORECASE,
)
_OVER = re.compile(rf"\s*(?:over|on|in|subject to)\s+{_M}")
_PROPERTY = re.compile(r"convex|concave|smooth|lipschitz|monotone|coercive|expansive|minimi[sz]e", re.IGNORECASE)
_VOCABULARY = words(
    "is a an the and be with of constant parameter modulus strongly convex concave smooth lipschitz continuous "
    "gradient monotone cocoercive coercive nonexpansive expansive firmly symmetric minimises minimizes minimiser "
    "minimizer unique global"
)


def stated(tokens: Sequence[Token], notation: Notation, at: Token) -> list[Any]:
    r"""Return what a comment states: ``F convex and L-smooth``, ``x^\star minimises F``; nothing where it does not.

    Raises:
        UnreadError: a property cannot be unfolded.
    """
    if not _PROPERTY.search(plain(tokens)) or any(t.text in {":", "\\colon", "\\in", *RELATIONS} for t in tokens):
        return []
    sentence = ""
    inline: list[list[Token]] = []
    formula: list[Token] = []
    content = list(tokens)
    place = 0
    while place <= len(content):
        end = place
        while end < len(content) and content[end].kind == LETTER:
            end += 1
        word = "".join(t.text for t in content[place:end])
        if word.lower() in _VOCABULARY or place == len(content):
            formula, dash = _without_dash(formula)
            for part in _subject_apart(formula, notation) if not inline else [formula]:
                if part:
                    sentence += f" ⟨{len(inline)}⟩"
                    inline.append(part)
            sentence += dash
            sentence += word if sentence.endswith("-") else f" {word}"
            formula, place = [], max(end, place + 1)
        else:
            formula += content[place : max(end, place + 1)]
            place = max(end, place + 1)
    if not any(pattern.search(sentence) for pattern in (*PATTERNS.values(), *_LEAST)):
        return []
    if not re.search(r"\b(is|minimi[sz]es)\b", sentence):
        sentence = re.sub(r"^ ⟨0⟩", " ⟨0⟩ is", sentence)
    return list(chain(*(read(sentence.strip(), inline, notation, at) for read in (minimisers, supposed))))


def _subject_apart(formula: list[Token], notation: Notation) -> list[list[Token]]:
    """The name that a formula begins with, and the rest: F and the constant of ``F \\mu-strongly convex``."""
    name = notation.name(formula, 0) if formula else None
    known = name is not None and any(isinstance(m, ex.MapSymbol) for m in notation.meaning(name.root))
    return [formula[: name.after], formula[name.after :]] if known and name is not None else [formula]


def _without_dash(formula: list[Token]) -> tuple[list[Token], str]:
    content = mathematical(formula)
    return (content[:-1], "-") if content and content[-1].text == "-" else (content, "")


def minimisers(
    sentence: str, inline: Sequence[Sequence[Token]], notation: Notation, at: Token
) -> Iterator[ex.Assertion]:
    """Yield what a sentence says to minimise a function; such a point is a vector, if it is nothing yet.

    Raises:
        UnreadError: it is one over a set.
    """
    said = [(found[1], found[2], found.end()) for pattern in _LEAST for found in pattern.finditer(sentence)]
    said += [(found[2], found[1], found.end()) for found in _LEAST_FIRST.finditer(sentence)]
    for point, name, end in said:
        function = _function(inline[int(name)], notation)
        if function is None or function.n is not None:
            continue
        over = _OVER.match(sentence[end:])
        within = set_named(mathematical(inline[int(over[1])]), notation) if over else None
        if over and within is None and not _is_space(inline[int(over[1])]):
            raise UnreadError(at, "a minimiser over a set cannot be said yet: write the inequality that is meant.")
        where = mathematical(inline[int(point)])
        called = full_name(where, notation)
        if called is not None and not notation.meaning(called):
            notation.declare(called, ex.VectorSymbol(called, function.p))
        place = expression(where, notation)
        if ex.kind_of(place) == ex.VECTOR:
            yield properties.minimiser(place, function, within)


def _is_space(tokens: Sequence[Token]) -> bool:
    return any(t.text in {"\\mathbb", "\\R", "\\RR", "\\Re", "ℝ"} for t in tokens)


def _function(tokens: Sequence[Token], notation: Notation) -> ex.MapSymbol | None:
    name = full_name(mathematical(tokens), notation)
    known = notation.meaning(name) if name is not None else ()
    return next((meaning for meaning in known if isinstance(meaning, ex.MapSymbol)), None)
