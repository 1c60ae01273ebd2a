"""Properties that are named in words, as "f is convex and L-smooth", unfolded to what they mean."""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from proofcheck.lang import expressions as ex
from proofcheck.lang import properties
from proofcheck.latex.applying import full_name
from proofcheck.latex.forms import MAPPING
from proofcheck.latex.grammar import mathematical
from proofcheck.latex.notation import Notation
from proofcheck.latex.ranges import expression
from proofcheck.latex.source import LETTER, Token, UnreadError
from proofcheck.latex.vocabulary import words as vocabulary

_M = r"⟨(\d+)⟩"
_SUBJECTS = (
    re.compile(rf"{_M}(?:[^⟨⟩.;]{{0,60}}?)\b(?:is|are|be|being|remains|has|have)\b([^.;]*)", re.IGNORECASE),
    re.compile(rf"{_M}\s+(?:a|an)\b([^.;]*)", re.IGNORECASE),
)
_BEFORE = re.compile(rf"([^⟨⟩.;]*)\b(?:functions?|objective|loss|map|matrix|matrices|operator)\s+{_M}", re.IGNORECASE)
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
_NOT = re.compile(r"\bnot\b|\bnon-?(?!-?expansive)|\bneither\b|\bneed\b", re.IGNORECASE)
_SAID = {
    "strongly convex": rf"(?:{_M}\s*-?\s*strongly[ -]convex|strongly[ -]convex(?: with (?:\w+ ){{0,3}}{_M})?)",
    "smooth": rf"(?:{_M}\s*-?\s*smooth\b|{_M}\s*-?\s*lipschitz[ -](?:continuous )?gradient|"
    rf"lipschitz[ -](?:continuous )?gradient(?: with (?:\w+ ){{0,3}}{_M})?)",
    "lipschitz": rf"{_M}\s*-?\s*lipschitz(?! (?:continuous )?gradient)(?:[ -]continuous)?",
    "strongly monotone": rf"{_M}\s*-?\s*strongly[ -]monotone|strongly[ -]monotone(?: with (?:\w+ ){{0,3}}{_M})?",
    "cocoercive": rf"{_M}\s*-?\s*co-?coercive|co-?coercive(?: with (?:\w+ ){{0,3}}{_M})?",
    "monotone": r"(?<!strongly )(?<!strongly-)(?<!non-)\bmonotone\b",
    "firmly nonexpansive": r"\bfirmly[ -]non-?expansive\b",
    "nonexpansive": r"(?<!firmly )(?<!firmly-)\bnon-?expansive\b",
    "convex": r"(?<!strongly )(?<!strongly-)(?<!quasi-)(?<!weakly )(?<!non-)(?<!non)\bconvex\b",
    "concave": r"(?<!quasi-)(?<!strongly )(?<!strongly-)\bconcave\b",
    "symmetric": r"(?<!non-)(?<!skew-)\bsymmetric\b",
}  # fmt: skip
_BEYOND = re.compile(
    r"\b(coercive|quasi-?convex|quasi-?concave|weakly[ -]convex|star-?convex|pseudo-?convex|self-concordant|radial|"
    r"even|odd|(?:positively )?homogeneous|sub-?additive|bounded|(?:non-?)?(?:in|de)creasing|"
    r"(?:non-?)?(?:negative|positive)|strictly convex|uniformly convex|paramonotone)\b(?! (?:gradient|constant))",
    re.IGNORECASE,
)
"""What is said of functions and cannot be said in the language."""
_OVER = re.compile(rf"\s*(?:over|on|in|subject to)\s+{_M}")
_SINGLE = re.compile(r"\bminimi[sz]er\b.*")
"""A minimiser of a convex function is not convex."""
_VOCABULARY = vocabulary(
    "is a an the and be with of constant parameter modulus strongly convex concave smooth lipschitz continuous "
    "gradient monotone cocoercive coercive nonexpansive expansive firmly symmetric minimises minimizes minimiser "
    "minimizer unique global"
)
_PATTERNS = {name: re.compile(pattern, re.IGNORECASE) for name, pattern in _SAID.items()}


def supposed(sentence: str, inline: Sequence[Sequence[Token]], notation: Notation, at: Token) -> Iterator[Any]:
    """Yield what a sentence supposes in words of the functions and operators that it names.

    Raises:
        UnreadError: a property cannot be unfolded.
    """
    yield from _minimisers(sentence, inline, notation, at)
    said = [(found[1], found[2]) for pattern in _SUBJECTS for found in pattern.finditer(sentence)]
    said += [(found[2], found[1]) for found in _BEFORE.finditer(sentence)]
    for subject, words in said:
        words = _SINGLE.sub("", words)
        if not words or _NOT.search(words):
            continue
        meanings = _meanings(inline[int(subject)], notation)
        beyond = _BEYOND.search(words)
        if beyond and any(isinstance(m, ex.MapSymbol) for m in meanings):
            raise UnreadError(at, f"that a function is {beyond[1]} cannot be said yet: give it as an inequality.")
        for name, pattern in _PATTERNS.items():
            for found in pattern.finditer(words):
                number = next((g for g in found.groups() if g), None)
                constant = None if number is None else inline[int(number)]
                yield from _unfolded(name, meanings, constant, notation, at)


def stated(tokens: Sequence[Token], notation: Notation, at: Token) -> list[Any]:
    r"""Return what a comment states: ``F convex and L-smooth``, ``x^\star minimises F``; nothing where it does not.

    Raises:
        UnreadError: a property cannot be unfolded.
    """
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
    if not any(pattern.search(sentence) for pattern in (*_PATTERNS.values(), *_LEAST)):
        return []
    if not re.search(r"\b(is|minimi[sz]es)\b", sentence):
        sentence = re.sub(r"^ ⟨0⟩", " ⟨0⟩ is", sentence)
    return list(supposed(sentence.strip(), inline, notation, at))


def _subject_apart(formula: list[Token], notation: Notation) -> list[list[Token]]:
    """The name that a formula begins with, and the rest: F and the constant of ``F \\mu-strongly convex``."""
    name = notation.name(formula, 0) if formula else None
    known = name is not None and any(isinstance(m, ex.MapSymbol) for m in notation.meaning(name.root))
    return [formula[: name.after], formula[name.after :]] if known and name is not None else [formula]


def _without_dash(formula: list[Token]) -> tuple[list[Token], str]:
    content = mathematical(formula)
    return (content[:-1], "-") if content and content[-1].text == "-" else (content, "")


def _minimisers(
    sentence: str, inline: Sequence[Sequence[Token]], notation: Notation, at: Token
) -> Iterator[ex.Assertion]:
    said = [(found[1], found[2], found.end()) for pattern in _LEAST for found in pattern.finditer(sentence)]
    said += [(found[2], found[1], found.end()) for found in _LEAST_FIRST.finditer(sentence)]
    for point, name, end in said:
        function = next((m for m in _meanings(inline[int(name)], notation) if isinstance(m, ex.MapSymbol)), None)
        if function is None or function.n is not None:
            continue
        over = _OVER.match(sentence[end:])
        if over and not _is_space(inline[int(over[1])]):
            raise UnreadError(at, "a minimiser over a set cannot be said yet: write the inequality that is meant.")
        where = mathematical(inline[int(point)])
        called = full_name(where, notation)
        if called is not None and not notation.meaning(called):
            notation.declare(called, ex.VectorSymbol(called, function.p))
        place = expression(where, notation)
        if ex.kind_of(place) == ex.VECTOR:
            yield properties.minimiser(place, function)


def _is_space(tokens: Sequence[Token]) -> bool:
    return any(t.text in {"\\mathbb", "\\R", "\\RR", "\\Re", "ℝ"} for t in tokens)


def _meanings(tokens: Sequence[Token], notation: Notation) -> list[Any]:
    content = mathematical(tokens)
    end = next((i for i, t in enumerate(content) if t.text in MAPPING), len(content))
    name = full_name(content[:end], notation)
    return notation.meaning(name) if name is not None else []


def _unfolded(
    name: str, meanings: Sequence[Any], constant: Sequence[Token] | None, notation: Notation, at: Token
) -> Iterator[Any]:
    if name == "symmetric":
        yield from (_symmetric(meaning) for meaning in meanings if _is_square(meaning))
        return
    function = next((m for m in meanings if isinstance(m, ex.MapSymbol)), None)
    if function is None:
        if name in {"convex", "strongly convex", "smooth"} and any(isinstance(m, ex.Definition) for m in meanings):
            raise UnreadError(at, f"that what is defined is {name} is not read: show it, or give it as a hypothesis.")
        return
    if name not in _ALONE and constant is None:
        raise UnreadError(at, f"{function.name} is said to be {name} without its constant: write it, as in $L$-smooth.")
    number = None if constant is None else expression(mathematical(constant), notation)
    yield from _definition(name, function, number)


def _definition(name: str, function: Any, number: Any) -> Iterator[Any]:
    """The property, of a function or map that can have it."""
    if function.n is None and name in _OF_FUNCTIONS:
        yield _OF_FUNCTIONS[name](function, *_given(number))
    elif function.n is not None and name in _OF_MAPS:
        yield _OF_MAPS[name](function, *_given(number))


def _given(number: Any) -> list[Any]:
    return [] if number is None else [number]


_OF_FUNCTIONS: dict[str, Callable[..., Any]] = {
    "convex": properties.convex,
    "concave": properties.concave,
    "strongly convex": properties.strongly_convex,
    "smooth": properties.smooth,
    "lipschitz": properties.lipschitz,
}
_OF_MAPS: dict[str, Callable[..., Any]] = {
    "smooth": properties.smooth,
    "lipschitz": properties.lipschitz,
    "monotone": properties.monotone,
    "strongly monotone": properties.strongly_monotone,
    "cocoercive": properties.cocoercive,
    "nonexpansive": properties.nonexpansive,
    "firmly nonexpansive": properties.firmly_nonexpansive,
}
_ALONE = frozenset({"convex", "concave", "monotone", "nonexpansive", "firmly nonexpansive"})
"""Properties without a constant."""


def _is_square(meaning: Any) -> bool:
    if isinstance(meaning, ex.PathSymbol):
        return meaning.value_kind == ex.OPERATOR and meaning.dimensions[0] == meaning.dimensions[1]
    return isinstance(meaning, ex.OperatorSymbol) and bool(meaning.n == meaning.p)


def _symmetric(meaning: Any) -> Any:
    if isinstance(meaning, ex.OperatorSymbol):
        return ex.related("=", meaning.T, meaning)
    time = ex.ScalarSymbol("t", nonnegative=True, real=True)
    return ex.ForAll(ex.related("=", meaning(time).T, meaning(time)), ex.related(">=", time, 0))
