"""Properties that are named in words, as "f is convex and L-smooth", unfolded to what they mean."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from sympy import Integer

from proofcheck.lang import expressions as ex
from proofcheck.latex.applying import full_name
from proofcheck.latex.grammar import mathematical
from proofcheck.latex.notation import Notation
from proofcheck.latex.ranges import expression
from proofcheck.latex.source import Token, UnreadError

_M = r"⟨(\d+)⟩"
_SUBJECTS = (
    re.compile(rf"{_M}(?:[^⟨⟩.;]{{0,60}}?)\b(?:is|are|be|being|remains|has|have)\b([^.;]*)", re.IGNORECASE),
    re.compile(rf"{_M}\s+(?:a|an)\b([^.;]*)", re.IGNORECASE),
)
_BEFORE = re.compile(rf"([^⟨⟩.;]*)\b(?:functions?|objective|loss|map|matrix|matrices|operator)\s+{_M}", re.IGNORECASE)
_NOT = re.compile(r"\bnot\b|\bnon-?|\bneither\b|\bneed\b", re.IGNORECASE)
_SAID = {
    "strongly convex": rf"(?:{_M}\s*-?\s*strongly[ -]convex|strongly[ -]convex(?: with (?:\w+ ){{0,3}}{_M})?)",
    "smooth": rf"(?:{_M}\s*-?\s*smooth\b|{_M}\s*-?\s*lipschitz[ -](?:continuous )?gradient|"
    rf"lipschitz[ -](?:continuous )?gradient(?: with (?:\w+ ){{0,3}}{_M})?)",
    "lipschitz": rf"{_M}\s*-?\s*lipschitz(?! (?:continuous )?gradient)(?:[ -]continuous)?",
    "convex": r"(?<!strongly )(?<!strongly-)(?<!quasi-)(?<!weakly )(?<!non-)(?<!non)\bconvex\b",
    "symmetric": r"(?<!non-)(?<!skew-)\bsymmetric\b",
}  # fmt: skip
_PATTERNS = {name: re.compile(pattern, re.IGNORECASE) for name, pattern in _SAID.items()}


def supposed(sentence: str, inline: Sequence[Sequence[Token]], notation: Notation, at: Token) -> Iterator[Any]:
    """Yield what a sentence supposes in words of the functions and operators that it names.

    Raises:
        UnreadError: a property cannot be unfolded.
    """
    said = [(found[1], found[2]) for pattern in _SUBJECTS for found in pattern.finditer(sentence)]
    said += [(found[2], found[1]) for found in _BEFORE.finditer(sentence)]
    for subject, words in said:
        if not words or _NOT.search(words):
            continue
        meanings = _meanings(inline[int(subject)], notation)
        for name, pattern in _PATTERNS.items():
            for found in pattern.finditer(words):
                number = next((g for g in found.groups() if g), None)
                constant = None if number is None else inline[int(number)]
                yield from _unfolded(name, meanings, constant, notation, at)


def _meanings(tokens: Sequence[Token], notation: Notation) -> list[Any]:
    name = full_name(mathematical(tokens), notation)
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
    if name != "convex" and constant is None:
        raise UnreadError(at, f"{function.name} is said to be {name} without its constant: write it, as in $L$-smooth.")
    number = None if constant is None else expression(mathematical(constant), notation)
    x, y = _points(function)
    yield ex.ForAll(_definition(name, function, number, x, y), x, y)


def _definition(name: str, function: Any, number: Any, x: Any, y: Any) -> Any:
    if name == "lipschitz" or (name == "smooth" and function.n is not None):
        values = (function(x), function(y)) if name == "lipschitz" else _jacobians(function, x, y)
        gap = values[0] - values[1]
        size = ex.Norm(gap) if ex.kind_of(gap) != ex.SCALAR else ex.Maximum(gap, -gap)
        return size <= number * ex.Norm(x - y)
    slope = ex.GradientValue(function, x)
    if name == "smooth":
        return ex.Norm(slope - ex.GradientValue(function, y)) <= number * ex.Norm(x - y)
    tangent = function(x) + ex.Inner(slope, y - x)
    if name == "convex":
        return function(y) >= tangent
    return function(y) >= tangent + ex.Frac(number, Integer(2)) * ex.Norm(y - x) ** 2


def _jacobians(function: Any, x: Any, y: Any) -> tuple[Any, Any]:
    return ex.JacobianValue(function, x), ex.JacobianValue(function, y)


def _points(function: Any) -> tuple[Any, Any]:
    return ex.VectorSymbol("x", function.p), ex.VectorSymbol("y", function.p)


def _is_square(meaning: Any) -> bool:
    if isinstance(meaning, ex.PathSymbol):
        return meaning.value_kind == ex.OPERATOR and meaning.dimensions[0] == meaning.dimensions[1]
    return isinstance(meaning, ex.OperatorSymbol) and bool(meaning.n == meaning.p)


def _symmetric(meaning: Any) -> Any:
    if isinstance(meaning, ex.OperatorSymbol):
        return ex.related("=", meaning.T, meaning)
    time = ex.ScalarSymbol("t", nonnegative=True, real=True)
    return ex.ForAll(ex.related("=", meaning(time).T, meaning(time)), ex.related(">=", time, 0))
