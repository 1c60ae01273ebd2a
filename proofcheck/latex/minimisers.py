"""Minimisers in words, "x^* minimises F", and comments that state a property: ``F convex and L-smooth``."""

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import chain
from typing import Any

from proofcheck.lang import expressions as ex
from proofcheck.lang import properties
from proofcheck.latex.applying import full_name
from proofcheck.latex.grammar import mathematical
from proofcheck.latex.notation import Notation, named
from proofcheck.latex.properties import PATTERNS, supposed
from proofcheck.latex.ranges import called_from, expression, find
from proofcheck.latex.sets import set_named
from proofcheck.latex.source import LETTER, Token, UnreadError, plain
from proofcheck.latex.vocabulary import RELATIONS, words

_M = r"⟨(\d+)⟩"
_KIND = r"(?:(?:an?|the|any|some|its|their|one|unique|global|exact|corresponding|\(unique\)|\(global\))\s+)*"
_POINT = (
    r"(?:minimi[sz]ers?|optimi[sz]ers?|minimi[sz]ing point|optimal (?:solution|point)|(?:minimum|optimum)(?! value))\b"
)
_IS = r"(?:is|be|are|denotes?|for|as)"
_BY = r",?\s+(?:(?:is|are|which is|which we|we)\s+)?(?:denoted?\s+)?(?:by|as|is)\s+"
_LEAST = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{_M}\s+(?:globally\s+)?minimi[sz]es?\s+(?:the \w+ )?{_M}",
        rf"{_M}\s+{_IS}\s+{_KIND}{_POINT} of\s+(?:the \w+ )?{_M}",
        rf"(?:by|as)\s+{_M}\s*,?\s*{_KIND}{_POINT} of\s+(?:the \w+ )?{_M}",
        rf"(?<!local ){_POINT}\s+{_M}\s+of\s+(?:the \w+ )?{_M}",
    )
)
"""A point, and what it minimises."""
_LEAST_FIRST = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{_M}\s+(?:has|have|having|with|admits|attains|takes)\s+{_KIND}(?:least )*"
        rf"(?:minimi[sz]er|minimum(?: value)? at|value at)\s+{_M}",
        rf"(?<!local ){_POINT} of\s+(?:the \w+ )?{_M}{_BY}{_M}",
    )
)
"""What is minimised, and the point."""
_ITS_LEAST = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{_M}\s+{_IS}\s+{_KIND}{_POINT}(?!\s+(?:of|on|over|in)\b)",
        rf"(?:\b(?:with|has|have|having|admits?|whose|and|its|the|unique|global)\s+){_KIND}{_POINT}\s+(?:at\s+)?{_M}"
        r"(?!\s+(?:of|on|over)\b)",
        rf"\b(?:its|whose)\s+{_KIND}{_POINT}{_BY}{_M}",
        rf"\bminimi[sz]ed\s+at\s+{_M}",
    )
)
"""A point that minimises the function that the sentence speaks of."""
_AT_REST = (
    (re.compile(rf"{_M}\s+{_IS}\s+{_KIND}(?:stationary|critical) points? of\s+(?:the \w+ )?{_M}", re.IGNORECASE), True),
    (re.compile(rf"{_M}\s+{_IS}\s+{_KIND}fixed points? of\s+(?:the \w+ )?{_M}", re.IGNORECASE), False),
)
"""A point, and the function whose gradient vanishes there, or the map that keeps it."""
_TELLING = re.compile(r"minim|optim|value at", re.IGNORECASE)
"""What stands in all sentences that say so."""
_WORDED = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{_M}(?!\s?-?\s?(?:smooth|strong|strongly|lipschitz)\b)"
        rf"[^⟨⟩.;]{{0,30}}\b(?:minimi\w*|optim\w*|stationary point|critical point|saddle|solution of ⟨)",
        rf"\b(?:minimi[sz](?:ers?|ed)|optimi[sz]ers?|minimum|optimum|(?:optimal|stationary|critical|saddle)[ -]?\w*)"
        rf"\s+(?:(?:at|is|are|by|as|denoted|of|,)\s*){{0,3}}{_M}(?:,? (?:and )?{_M})?",
    )
)
_BEFORE_DISPLAY = r"(?: the(?: [a-z]+){1,4})?:?(?= ⟨display⟩|\s*\Z)"
_OF_DISPLAY = re.compile(
    rf"{_M}(?: (?:of|for) (?:the|our) [a-z]+)?,? (?:(?:is|are) (?:chosen|selected) to )?minimi[sz]es?{_BEFORE_DISPLAY}|"
    rf"{_M} {_IS} {_KIND}{_POINT} of{_BEFORE_DISPLAY}",
    re.IGNORECASE,
)
"""A point that is said to minimise what a display is about."""
_OVER = re.compile(
    rf"\s*(?:over|on|in|within|among|subject to)\s+(?:(?:an?|the|all|some|any|this|its|our) )?(?:[a-z-]+ ){{0,4}}?{_M}"
)
_PROPERTY = re.compile(r"convex|concave|smooth|lipschitz|monotone|coercive|expansive|minimi[sz]e", re.IGNORECASE)
_VOCABULARY = words(
    "is a an the and be with of constant parameter modulus strongly convex concave smooth lipschitz continuous "
    "gradient monotone cocoercive coercive nonexpansive expansive firmly symmetric minimises minimizes minimiser "
    "minimizer unique global differentiable continuously twice"
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
        if (word.lower() if len(word) > 1 else word) in _VOCABULARY or place == len(content):
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
    for point, function, end in _said(sentence, inline, notation):
        over = _OVER.match(sentence[end:])
        named_set = _set_alone(mathematical(inline[int(over[1])])) if over else []
        within = set_named(named_set, notation) if over else None
        if over and within is None and not _is_space(named_set):
            raise UnreadError(at, "a minimiser over a set cannot be said yet: write the inequality that is meant.")
        where = _placed(inline[point])
        called = full_name(where, notation)
        if called is not None and not notation.meaning(called):
            notation.declare(called, ex.VectorSymbol(called, ex.domain_of(function)))
        place = expression(where, notation)
        if ex.kind_of(place) == ex.VECTOR:
            yield properties.minimiser(place, function, within)


def balanced(sentence: str, inline: Sequence[Sequence[Token]], notation: Notation) -> Iterator[tuple[str, Any]]:
    """Yield the points that a sentence calls stationary or fixed, and what that says of them."""
    for pattern, at_rest in _AT_REST:
        for found in pattern.finditer(sentence):
            where, function = _placed(inline[int(found[1])]), _function(inline[int(found[2])], notation)
            name = full_name(where, notation)
            if function is None or name is None or ex.is_real_function(function) != at_rest:
                continue
            if not notation.meaning(name):
                notation.declare(name, ex.VectorSymbol(name, ex.domain_of(function)))
            place = expression(where, notation)
            if ex.kind_of(place) == ex.VECTOR and (at_rest or function.n == function.p):
                here = ex.GradientValue(function, place) if at_rest else function(place)
                yield name, ex.related("=", here, 0 if at_rest else place)


_SLOPE = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{_M}\s+{_IS}\s+(?:an?\s+|any\s+|some\s+)?sub-?gradients? of\s+(?:the \w+ )?{_M} at\s+(?:the \w+ )?{_M}",
        rf"\bsub-?gradients? {_M} of\s+(?:the \w+ )?{_M} at\s+(?:the \w+ )?{_M}",
    )
)
"""A subgradient, the function that it is one of, and the point."""


def subgradients(
    sentence: str, inline: Sequence[Sequence[Token]], notation: Notation
) -> Iterator[tuple[str, ex.Assertion]]:
    """Yield what a sentence calls subgradients of functions at points, and what that says of them."""
    for found in chain(*(pattern.finditer(sentence) for pattern in _SLOPE)):
        slope, of, point = (mathematical(inline[int(number)]) for number in found.groups())
        name, function = _named_or_term(_placed(slope), notation), _function(of, notation)
        if name is None or not isinstance(function, ex.MapSymbol) or function.n is not None:
            continue
        for called in (name, full_name(point, notation)):
            if called is not None and not notation.known(called) and not notation.sequence_of(called):
                notation.declare(called, ex.VectorSymbol(called, function.p))
        yield name, properties.subgradient(expression(_placed(slope), notation), function, expression(point, notation))


def _named_or_term(tokens: list[Token], notation: Notation) -> str | None:
    """Return the name that tokens are, or that of the sequence of which they are a term, ``s_{k+1}``; or nothing."""
    found = notation.name(tokens, 0) if tokens else None
    term = found is not None and tokens[found.after : found.after + 1] and tokens[found.after].text == "_"
    return found.root if found is not None and term else full_name(tokens, notation)


def without_rest(sentence: str) -> str:
    """Return a sentence without what it says of stationary and fixed points."""
    for pattern, _ in _AT_REST:
        sentence = pattern.sub(" ", sentence)
    return without_slopes(sentence)


def without_slopes(sentence: str) -> str:
    """Return a sentence without what it says of subgradients."""
    for pattern in _SLOPE:
        sentence = pattern.sub(" ", sentence)
    return sentence


def _said(sentence: str, inline: Sequence[Sequence[Token]], notation: Notation) -> Iterator[tuple[int, Any, int]]:
    """Which formulas are points that minimise a function, the function, and where the sentence goes on."""
    if not _TELLING.search(sentence):
        return
    named = [(int(m[1]), int(m[2]), m.end()) for pattern in _LEAST for m in pattern.finditer(sentence)]
    named += [(int(m[2]), int(m[1]), m.end()) for pattern in _LEAST_FIRST for m in pattern.finditer(sentence)]
    seen: set[int] = set()
    for point, name, end in named:
        function = _function(inline[name], notation)
        if ex.is_real_function(function) and _is_point(inline[point], function, notation):
            seen.add(point)
            yield point, function, end
    for match in chain(*(pattern.finditer(sentence) for pattern in _ITS_LEAST)):
        point = int(match[1])
        spoken = [f for tokens in inline[:point] if (f := _function(tokens, notation)) is not None]
        known = spoken or [m for found in notation.meanings.values() for m in found if isinstance(m, ex.MapSymbol)]
        known = known or [
            m for found in notation.likely.values() for m in found.meanings if isinstance(m, ex.MapSymbol)
        ]
        functions = {function for function in known if ex.is_real_function(function)}
        if point not in seen and len(functions) == 1:
            (function,) = functions
            if _is_point(inline[point], function, notation):
                seen.add(point)
                yield point, function, match.end()


def points_in(sentence: str, inline: Sequence[Sequence[Token]], notation: Notation) -> set[str | None]:
    """The names of the points that a sentence says to minimise a function."""
    return {full_name(_placed(inline[point]), notation) for point, _, _ in _said(sentence, inline, notation)}


def _is_point(tokens: Sequence[Token], function: Any, notation: Notation) -> bool:
    """Whether a name may be a point: not ``F^*``, which is the least value of F."""
    name = full_name(_placed(tokens), notation)
    return name is not None and not name.startswith(function.name)


def _placed(tokens: Sequence[Token]) -> list[Token]:
    r"""What a formula says the place of: the name in ``x^\\star \\in \\R^d``, the whole formula where it says none.

    Of a least value, ``F^\\star = F(x^\\star)``, it is where that is taken.
    """
    content = mathematical(tokens)
    equals = find(content, "=")
    value = content[equals + 1 :] if equals > 1 else []
    opened = called_from(value) if [t.text for t in value[:1]] == [content[0].text] else -1
    if opened > 0:
        return value[opened + 1 : -1]
    place = find(content, "\\in")
    return content if place < 0 else content[:place]


def of_doubtful_points(
    sentence: str, inline: Sequence[Sequence[Token]], notation: Notation, points: Collection[str | None]
) -> Iterator[tuple[str, str]]:
    """Yield the names of which a sentence says that they minimise, or are critical, and that are none of the points."""
    for found in chain(*(pattern.finditer(sentence) for pattern in _WORDED)):
        first, *further = map(int, filter(None, found.groups()))
        apart = (n for n in further if not any(token.text in RELATIONS for token in mathematical(inline[n])))
        for number in (first, *apart):
            name = full_name(_placed(inline[number]), notation)
            if name is not None and name not in points and _function(inline[number], notation) is None:
                yield re.sub(r"(?:,? and)?\s*⟨\d*⟩?(?:\s*and\b)?\s*", " ", found[0]).strip(" ,"), name


def of_display(sentence: str, inline: Sequence[Sequence[Token]]) -> list[Token]:
    """Return the point that a sentence says, right before a display, to minimise what that is about; or nothing."""
    found = [m for m in _OF_DISPLAY.finditer(sentence) if not sentence[m.end() :].strip()]
    return _placed(inline[int(found[0][1] or found[0][2])]) if found else []


def without_objective(sentence: str) -> str:
    """Return a sentence without what it says to minimise what a display is about."""
    return _OF_DISPLAY.sub(" ", sentence)


def minimises(point: list[Token], function: list[Token], notation: Notation) -> Any:
    """Return that a point minimises a function by this name; ``None`` where they are no point and no such function."""
    called, objective = full_name(point, notation), _function(function, notation)
    if called is None or not ex.is_real_function(objective):
        return None
    place = expression(point, notation)
    return properties.minimiser(place, objective) if ex.kind_of(place) == ex.VECTOR else None


def least_values(given: Sequence[Any], says: Any, notation: Notation) -> Iterator[ex.Assertion]:
    r"""Yield that ``f^*`` is the value of f at a point that is supposed to minimise it.

    So it is meant where ``f^*`` is a number of which neither what is given nor a declaration says anything.
    """
    minimal = [value for part in given if (value := least_value(part)) is not None]
    if not minimal:
        return
    letters = {str(s.name): s for part in (*given, says) for s in named(part) if isinstance(s, ex.ScalarSymbol)}
    said = {part.left for part in given if isinstance(part, ex.Relation) and part.op == "="}
    for value in minimal:
        number = letters.get(f"{value.args[0].name}*")
        if number is not None and number not in said and not notation.known(str(number.name)):
            yield ex.related("=", number, value)


def least_value(says: Any) -> Any:
    """Return the value of a function at a point, where it is supposed to be its least one; ``None`` for all else."""
    body = says.body if isinstance(says, ex.ForAll) else None
    if not isinstance(body, ex.Relation) or body.op != "<=" or not isinstance(body.left, ex.Value):
        return None
    function, point = body.left.args
    varying = ex.range_variable(says.ranges[0])
    return body.left if point != varying and function(varying) == body.right else None


def _set_alone(tokens: list[Token]) -> list[Token]:
    r"""Return a set without that it is part of another: ``C`` of ``C \subset \R^d``."""
    place = find(tokens, "\\subset", "\\subseteq")
    return tokens if place < 0 else tokens[:place]


def _is_space(tokens: Sequence[Token]) -> bool:
    return any(t.text in {"\\mathbb", "\\R", "\\RR", "\\Re", "ℝ"} for t in tokens)


def _function(tokens: Sequence[Token], notation: Notation) -> Any:
    content = mathematical(tokens)
    place = find(content, ":", "\\colon")
    name = full_name(content if place < 0 else content[:place], notation)
    known = notation.meaning(name) if name is not None else ()
    return next(
        (meaning for meaning in known if isinstance(meaning, ex.MapSymbol) or ex.is_real_function(meaning)), None
    )
