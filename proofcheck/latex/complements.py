r"""What a sentence says a function or a matrix to be, as a clause for each thing that it says.

"$f$ is convex, smooth with constant $L$, and has a minimiser $x^*$" says three things, which authors join in any order
and with any of "and", "with", "that is", "whose" and "which". A list of all these ways would not end; the things that
are joined, and what joins them, are few: where a complement consists of nothing else, each of them becomes a clause of
its own, in the words in which properties are read.
"""

import re
from collections.abc import Collection, Sequence
from typing import TypeAlias

from proofcheck.latex.grammar import mathematical
from proofcheck.latex.phrases import GREATEST, LEAST
from proofcheck.latex.source import Token
from proofcheck.latex.vocabulary import RELATIONS

_N = r"⟨(\d+)⟩"
_OF = r"with (?:an? |the |some )?(?:[a-z]+[ -]){0,2}?(?:constant|parameter|modulus|coefficient)"
_CONSTANT = rf"{_OF} {_N}"
_LIPSCHITZ = rf"(?:{_N} ?-? ?lipschitz(?:[ -]continuous)?|lipschitz(?:[ -]continuous)? {_CONSTANT})"
_GRADIENT = r"(?:gradients?|derivatives?)"
_LEAST = r"(?:minimi[sz]er|minimum point|minimi[sz]ing point|minimum(?: attained)? at)"
_KIND = r"(?:real-valued|scalar|objective|loss|cost)"
_NAMED = r"(?:function|map|functional|objective|loss|cost|matrix|operator)"
_DEFINITE = r"(?:strictly )?positive[ -](?:semi-?)?definite"
_EXTREME = rf"(?:{LEAST}|{GREATEST}) (?:eigen|singular )value"
_END = rf"(?=\s*(?:\Z|[,.;:)]|(?:and|with|that|which|whose|having|has|have|where|for some|{_KIND}|{_NAMED})\b))"

_TAKES = r"(?:(?:that|which) )?(?:attains?|takes?|achieves?|reach(?:es)?)"

_STRONG, _SMOOTH, _SLOPING, _WORD, _BELOW, _SPECTRUM, _NAMED_SO, _AT = _ORDER = (
    "{f} is {n}-strongly convex",
    "{f} is {n}-smooth",
    "{f} is {n}-Lipschitz",
    "{f} is {word}",
    "{f} is bounded below by {n}",
    "{f} has {word}",
    "{f} is a {word}",
    "{n} is a minimizer of {f}",
)
"""Clauses, in the order in which properties are unfolded."""


_Known: TypeAlias = Sequence[tuple[re.Pattern[str], str]]


def _compiled(*said: tuple[str, str]) -> _Known:
    return tuple((re.compile(f"(?:{pattern}){_END}", re.IGNORECASE), words) for pattern, words in said)


_PREDICATES = _compiled(
    (rf"{_N} ?-? ?smooth|smooth {_CONSTANT}", _SMOOTH),
    (rf"{_N} ?-? ?strongly[ -]convex|strongly[ -]convex {_CONSTANT}", _STRONG),
    (_LIPSCHITZ, _SLOPING),
    (rf"(?:bounded (?:from )?below|lower[ -]bounded) by (?:the constant |some )?{_N}", _BELOW),
    (rf"minimi[sz]ed at (?:the point )?{_N}", _AT),
    (r"(?:strictly )?convex|concave|non-?negative|proper|closed|measurable|continuous", _WORD),
    (r"(?:(?:twice|continuously|infinitely) )*differentiable", _WORD),
    (rf"(?:symmetric )?{_DEFINITE}|symmetric|invertible|non-?singular|orthogonal", _WORD),
)
"""What a function is said to be, and a clause that says it."""
_PARTS = _compiled(
    (
        rf"{_N} ?-? ?lipschitz(?:[ -]continuous)? {_GRADIENT}|lipschitz(?:[ -]continuous)? {_GRADIENT} {_CONSTANT}",
        _SMOOTH,
    ),
    (rf"{_GRADIENT} {_LIPSCHITZ}", _SMOOTH),
    (rf"(?:(?:unique|global|finite) )*{_LEAST} {_N}", _AT),
    (rf"{_EXTREME} {_N}|eigenvalues (?:(?:all|that|which) )?(?:(?:lie|lying|are|contained) )?in {_N}", _SPECTRUM),
)
"""What a function is said to have, and a clause that says it."""
_CLAUSES = _compiled(
    (rf"whose {_GRADIENT} is {_LIPSCHITZ}", _SMOOTH),
    (rf"whose {_EXTREME} is {_N}|whose eigenvalues (?:all )?(?:lie|are) in {_N}", _SPECTRUM),
    (rf"whose (?:(?:unique|global) )*(?:minimi[sz]er is|minimum is (?:attained )?at) {_N}", _AT),
    (rf"{_TAKES} (?:its|a|the) (?:(?:unique|global) )*(?:minimum|least value) at {_N}", _AT),
)
"""What is said of a function in a clause with another verb."""
_NOUN = re.compile(rf"(?:{_KIND} )*{_NAMED}{_END}", re.IGNORECASE)
_JOINED = re.compile(r"(?:\s*,?\s+and\b(?: also\b| moreover\b)?|\s*,(?! (?:let|where)\b))?\s*", re.IGNORECASE)
_HAVING = re.compile(r"(?:with|having|(?:that |which )?(?:has|have|admits?))\s+", re.IGNORECASE)
_ARTICLES = re.compile(r"(?:(?:an?|its|the|some)\s+)?", re.IGNORECASE)
_RELATIVE = re.compile(r"(?:that|which) (?:is|are)\s", re.IGNORECASE)
_BEING = re.compile(r"(?:(?:that |which )?(?:is|are|be)\s+)?(?:(?:also|moreover)\s+)?(?:an?\s+)?", re.IGNORECASE)
_SUBJECT = re.compile(
    rf"{_N} (to be|is|be|has|have)(?= )|{_NAMED} {_N}(?=,? (?:with|whose|that|which|having)\b)", re.IGNORECASE
)
"""A name with a verb, or with a noun before it, of which more is said."""
_AMONG = re.compile(r"⟨\d+⟩,?(?: and| or|) ?\Z", re.IGNORECASE)
_GOES_ON = re.compile(
    rf"\s*(?:(?:,? and)?\s*\Z|[.;]|,?(?: and)? (?:let|suppose|assume|consider|define|set)\b|"
    rf"(?:,? and|,) (?:smooth|strongly[ -]convex|lipschitz(?:[ -]continuous)?) {_OF}\s*\Z|"
    rf",? (and|where|with|for some)(?: constants?)? {_N})",
    re.IGNORECASE,
)
"""What comes after all that a function is said to be."""
_OF_WHOSE = re.compile(r"^whose (.*) (?:is|are|lie) ((?:in )?⟨\d+⟩)$", re.IGNORECASE)
_VERB = re.compile(r" (?:is|be|has|have)\b", re.IGNORECASE)
_ITS_OWN = re.compile(
    rf"({_N})([^⟨⟩.]*?)[,;]?(?: and)? let (⟨\d+⟩) (?:be|denote) its ({_EXTREME})(?=\s*(?:[.,;]|\Z))", re.IGNORECASE
)
_AND = re.compile(r"\A\s*(?:,?\s*\band\b|,(?= (?:smooth|strongly|lipschitz)\b))", re.IGNORECASE)


def in_clauses(sentence: str, inline: Sequence[Sequence[Token]]) -> str:
    """Return a sentence with a clause for each thing that it says a function to be, where all of it is known.

    >>> in_clauses("let ⟨0⟩ be convex and smooth with constant ⟨1⟩ that attains its minimum at ⟨2⟩", [])
    'let ⟨0⟩ be ⟨1⟩-smooth; ⟨0⟩ is convex; ⟨2⟩ is a minimizer of ⟨0⟩'
    >>> in_clauses("let ⟨0⟩ be convex and have convex level sets", [])
    'let ⟨0⟩ be convex and have convex level sets'
    """
    place = 0
    while (subject := _SUBJECT.search(sentence, place)) is not None:
        clauses, end = _clauses(sentence, subject)
        place = subject.end()
        if (
            clauses
            and _is_alone(subject, inline)
            and _ends_there(sentence, end, [number for _, number, _ in clauses], inline)
        ):
            told = sentence[: subject.start()] + _told(subject, clauses)
            sentence, place = told + _AND.sub(";", sentence[end:]), len(told)
    return _ITS_OWN.sub(r"\1\3; \1 has \5 \4", sentence)


def _is_alone(subject: re.Match[str], inline: Sequence[Sequence[Token]]) -> bool:
    """Whether a name is all that the verb is about: not the last of several, nor what an index of it runs over."""
    among = _AMONG.search(subject.string[: subject.start()]) is not None
    return not among and not any(
        token.text in RELATIONS for tokens in inline[int(subject[1] or subject[3]) :][:1] for token in tokens
    )


def _clauses(sentence: str, subject: re.Match[str]) -> tuple[list[tuple[str, str, str]], int]:
    """Return what a sentence says of a subject: clauses, each with its constant and its words; and where that ends."""
    found: list[tuple[str, str, str]] = []
    verb = (subject[2] or "").lower()
    place, having = subject.end(), verb in {"has", "have"}
    while (thing := _next(sentence, place, having=having, first=bool(verb) and place == subject.end())) is not None:
        said, clause, having = thing
        found.append((clause, next(filter(None, said.groups()), ""), said[0]))
        place = said.end()
    return found, place


def _next(sentence: str, place: int, *, having: bool, first: bool) -> tuple[re.Match[str], str, bool] | None:
    """Return the next thing that is said, the clause for it, and whether things that are had may follow."""
    start = _after(_JOINED, sentence, place)
    joined = first or bool(sentence[place:start].strip())
    had = _after(_HAVING, sentence, start)
    there = _after(_ARTICLES, sentence, had)
    part = _first(_PARTS, sentence, there) if had > start or (having and joined) else None
    if part is not None:
        return *part, True
    if (clause := _first(_CLAUSES, sentence, start)) is not None:
        return *clause, False
    there = _after(_BEING, sentence, start)
    if (noun := _NOUN.match(sentence, there)) is not None:
        return noun, _NAMED_SO, False
    begins = joined or _RELATIVE.match(sentence, start) is not None
    predicate = _first(_PREDICATES, sentence, there) if begins else None
    return None if predicate is None else (*predicate, False)


def _after(pattern: re.Pattern[str], sentence: str, place: int) -> int:
    found = pattern.match(sentence, place)
    return place if found is None else found.end()


def _first(known: _Known, sentence: str, place: int) -> tuple[re.Match[str], str] | None:
    tried = ((pattern.match(sentence, place), clause) for pattern, clause in known)
    return next(((found, clause) for found, clause in tried if found is not None), None)


def _ends_there(sentence: str, end: int, constants: Collection[str], inline: Sequence[Sequence[Token]]) -> bool:
    """Whether what comes there does not limit what was said: nothing, another clause, or the sign of a constant."""
    goes_on = _GOES_ON.match(sentence, end)
    if goes_on is None or goes_on[2] is None:
        return goes_on is not None
    content = mathematical(inline[int(goes_on[2])])
    if goes_on[1].lower() == "and":
        return any(token.text in RELATIONS for token in content) or _VERB.match(sentence, goes_on.end()) is not None
    return bool(content) and content[0].text in {mathematical(inline[int(c)])[0].text for c in constants if c}


def _told(subject: re.Match[str], clauses: Sequence[tuple[str, str, str]]) -> str:
    name = f"⟨{subject[1] or subject[3]}⟩"
    ranked = sorted(clauses, key=lambda said: _ORDER.index(said[0]))
    said = [
        clause.format(f=name, n=f"⟨{number}⟩", word=_OF_WHOSE.sub(r"\1 \2", word)) for clause, number, word in ranked
    ]
    if subject[2] is None:
        return "; ".join([subject[0], *said])
    verb = subject[2] if subject[2].lower() in {"to be", "is", "be"} else "be"
    begun = next((i for i, clause in enumerate(said) if clause.startswith(f"{name} is ")), None)
    first = "given" if begun is None else said.pop(begun).removeprefix(f"{name} is ")
    return "; ".join([f"{name} {verb} {first}", *said])
