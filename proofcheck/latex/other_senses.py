r"""Signs that words give another sense than the usual one: "logarithms are to base 2", "$A \ge 0$ is meant entrywise".

"The superscript in $x^2$ numbers the coordinates", "we calculate modulo 7": who reads these signs as always proves
something else than what is written.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from proofcheck.latex.called import Called
from proofcheck.latex.functions import placed, sentences
from proofcheck.latex.senses import ARITHMETIC, ENTRIES, LOGARITHM
from proofcheck.latex.source import LETTER, Token, meant, plain, written_out
from proofcheck.latex.spelling import argument
from proofcheck.latex.vocabulary import GREEK, RELATIONS, words

_BASE = r"base(?:s)?(?: |-)?(?:is )?(?:two|ten|three|\d+|⟨(?P<base>\d+)⟩)"
_LOGARITHMS = re.compile(
    rf"\b(?:logs?|logarithms?|⟨(?P<sign>\d+)⟩)[^.;]{{0,70}}?\b(?:{_BASE}|"
    r"(?:binary|dyadic|decimal|common) logarithms?\b)|"
    r"\b(?:binary|dyadic|decimal|common|base-(?:two|ten|\d+)) logarithms?\b",
    re.IGNORECASE,
)
_ENTRIES = re.compile(
    r"\b(?:entr(?:y|ies)|element|component|coordinate)-?(?:wise|by-(?:entry|element|component))\b|"
    r"\b(?:non-?negative|positive|negative|non-?positive) (?:entries|elements|components|coefficients)\b|"
    r"\b(?:entries|elements|coefficients)\b[^.;]{0,60}\b(?:non-?negative|positive|negative|non-?positive)\b",
    re.IGNORECASE,
)
_FIELD = (
    r"(?:an?|the|some|any) (?:(?:finite|galois|prime) (?:field|ring)|"
    r"field (?:with|⟨|of (?:order|size|characteristic|two|\d))|ring (?:⟨|of integers mod))"
)
_ARITHMETIC = re.compile(
    r"\b(?:calculat|comput|work|count|reckon|arithmetic|operations?|equations?|equalit|identit)\w*\b[^.;⟨⟩]{0,50}"
    rf"\b(?:mod(?:ulo)?\b|(?:in|over) {_FIELD}|in characteristic\b)|^\W*(?:in|over) {_FIELD}|"
    r"^\W*(?:in characteristic|modulo)\b",
    re.IGNORECASE,
)
_MEMBERS = r"(?:iterat(?:e|es|ions?)|compositions?|coordinates?|components?|entr(?:y|ies)|cop(?:y|ies))"
_COUNTED = (
    rf"(?:{_MEMBERS}|samples?|points?|agents?|players?|steps?|rounds?|layers?|epochs?|indices|index|labels?|nodes?|"
    r"clients?|workers?|tasks?|members?|terms?|elements?|particles?|vectors?)"
)
_ORDINAL = r"(?:first|second|third|fourth|fifth|last|initial|⟨\d+⟩ ?-? ?(?:th|st|nd|rd)?)"
_SAID = (
    r"(?: (?:also|always|here))?,? (?:be|is|are|denotes?|stands? for|means?|for|represents?|refers? to)"
    r" (?:the|its|an?|our)"
)
_BETWEEN = r"(?: (?!(?:of|in|for|on|with|to)\b)[a-z-]+| ⟨\d+⟩ ?-?(?: [a-z]+)?){0,2}?"
_SCRIPTS = re.compile(
    r"\b(?:superscripts?|upper (?:index|indices))\b[^.;]{0,60}\b(?:denot\w*|indicat\w*|stands?|refers?|label\w*|"
    rf"counts?|numbers?|index(?:es)?|are|is|means?)\b[^.;]{{0,40}}\b{_COUNTED}\b|"
    r"\b(?:superscripts?|upper (?:index|indices)) for (?:the )?[a-z]+",
    re.IGNORECASE,
)
"""What says that superscripts number something."""
_SCRIPTED = re.compile(
    rf"⟨(?P<first>\d+)⟩{_SAID}(?:{_BETWEEN} {_MEMBERS}| {_ORDINAL} {_COUNTED})\b|"
    rf"\bdenote by ⟨(?P<named>\d+)⟩ (?:the|its|an?|our)(?:{_BETWEEN} {_MEMBERS}| {_ORDINAL} {_COUNTED})\b|"
    r"⟨(?P<initial>\d+)⟩ (?:be|is|are|denotes?) (?:the|an?|our|its) (?:initial|starting|first) [a-z]+\b",
    re.IGNORECASE,
)
"""What says of one formula that it is a member of something: "$T^k$ is the $k$-fold composition"."""
_RANGED = re.compile(r"\blet ⟨(?P<first>\d+)⟩,? (?:for )?⟨(?P<range>\d+)⟩,? (?:be|denote|are)\b", re.IGNORECASE)
_ORDERED = re.compile(
    r"⟨(?P<first>\d+)⟩,? (?:means?|if|when|stands for|says|denotes|for)\b[^.;]*\b(?:divides?|prefer\w*|preced\w*|"
    r"integers?|subset|contain\w*|stochastic\w*|major\w*|distribution|ancestor|refin\w*|prefix|some|eventually)\b",
    re.IGNORECASE,
)
"""What gives another sense to a sign between two letters: "here $a < b$ means that $a$ divides $b$"."""
_RELATIONS = re.compile(
    r"(?:\b(?:all|every|throughout|here|in (?:what follows|the following|this (?:paper|note|section)))\b[^.;⟨⟩]{0,30}?"
    r"\b(?:(?:in)?equalit(?:y|ies)|identit(?:y|ies)|estimates)|⟨(?P<sign>\d+)⟩)(?: below| here)? (?:are|is|holds?|"
    r"hides?|ignores?|stands? for|neglects?|should be|means?)\b[^.;⟨⟩]{0,50}?\b(?:up to|constants?|"
    r"almost everywhere|modulo|in distribution|asymptotic\w*|approximate\w*)\b|"
    r"^\W*equalities (?:are|hold) (?:meant|understood|up to)\b[^.;⟨⟩]{0,30}\b"
    r"(?:almost everywhere|modulo|sign|constants?)\b",
    re.IGNORECASE,
)
"""What gives another sense to all relations: "all inequalities are up to constants"."""
_STANDS_FOR = re.compile(r"⟨(?P<first>\d+)⟩(?: here)? (?:stands for|denotes|means|abbreviates) ⟨\d+⟩", re.IGNORECASE)
_FUNCTIONS = words(r"\log \ln \sin \cos \tan \exp \sinh \cosh \tanh")


def other_senses(prose: Iterable[Sequence[Token]]) -> dict[str, Called]:
    """Return what words say of signs: what they stand for, which cannot be said."""
    found: dict[str, Called] = {}
    for sentence, inline, at in placed(prose):
        if (said := _base(sentence, inline)) is not None:
            found[LOGARITHM] = Called(said, at, beyond="logarithms to other bases")
        if (entries := _ENTRIES.search(sentence)) is not None:
            found[ENTRIES] = Called(_words(entries[0]), at, beyond="orders of matrices by entries")
        if (other := _ARITHMETIC.search(sentence)) is not None:
            found[ARITHMETIC] = Called(_words(other[0]), at, beyond="other algebra")
        found |= _relations(sentence, inline, at)
        for tokens in _told(_STANDS_FOR, sentence, inline):
            if [t.text for t in tokens[1:2]] == ["^"] and tokens[0].text in _FUNCTIONS:
                found[f"{tokens[0].text}^"] = Called("something else", tokens[0], beyond="other functions")
    return found


def _relations(sentence: str, inline: Sequence[Sequence[Token]], at: Token) -> dict[str, Called]:
    """Return which relations a sentence gives another sense: all of them, or those with one sign."""
    found: dict[str, Called] = {}
    for said in _RELATIONS.finditer(sentence):
        if not said["sign"] or plain(inline[int(said["sign"])]).strip() in RELATIONS:
            found[ARITHMETIC] = Called(_words(said[0]), at, beyond="other relations")
    for said in _ORDERED.finditer(sentence):
        between = meant(inline[int(said["first"])])
        if len(between) == 3 and between[1].text in RELATIONS and between[0].kind == between[2].kind == LETTER:
            found[between[1].text] = Called(_words(said[0]), at, beyond="other relations")
    return found


def _words(said: str) -> str:
    """Return words without the places of formulas between them."""
    return re.sub(r" ?⟨\d+⟩", "", said).strip()


def _base(sentence: str, inline: Sequence[Sequence[Token]]) -> str | None:
    """Return in which words a sentence says that logarithms have a base, another one than e."""
    for found in _LOGARITHMS.finditer(sentence):
        base = plain(inline[int(found["base"])]).strip("{} ") if found["base"] else ""
        sign = plain(inline[int(found["sign"])]) if found["sign"] else ""
        signs = [plain(tokens) for tokens in inline]
        other = sign and not re.search(r"\\log(?!\s*_)|\blog\b", sign)
        others = not sign and any(re.search(r"\\log\s*_|\\lg|\\ld|\\lb|\\log\w", text) for text in signs)
        if base not in {"e", "\\e", "\\mathrm{e}"} and not other and not others:
            return written_out(found[0], inline).strip()
    return None


def numbered_above(signs: Sequence[Token], prose: Iterable[Sequence[Token]]) -> frozenset[str]:
    r"""Return the letters of which words say that what stands above them numbers something: "the superscript in"."""
    found = set[str]()
    for sentence, inline in sentences(prose):
        general = _SCRIPTS.search(sentence) is not None
        there = [name for tokens in inline for name, _ in _raised(tokens)] if general else []
        found.update(there or (_with_letters(signs) if general else ()))
        for said in _SCRIPTED.finditer(sentence):
            tokens = meant(inline[int(said["first"] or said["named"] or said["initial"])])
            begins = not said["initial"] or [t.text for t in tokens[2:3]] in (["0"], ["1"])
            found.update(name for name, first in _raised(tokens) if first and begins)
        for said in _RANGED.finditer(sentence):
            tokens, over = (meant(inline[int(said[key])]) for key in ("first", "range"))
            alike = len(tokens) == 3 and over[:1] and over[0].text == tokens[2].text and len(over) > 1
            found.update(name for name, first in _raised(tokens) if first and alike)
    return frozenset(found)


def _told(pattern: re.Pattern[str], sentence: str, inline: Sequence[Sequence[Token]]) -> Iterator[list[Token]]:
    """Yield the formulas of which a sentence says something."""
    for found in pattern.finditer(sentence):
        yield meant(inline[int(found["first"])])


def _raised(tokens: Sequence[Token]) -> Iterator[tuple[str, bool]]:
    """Yield the letters in a formula above which something stands, and whether they are the first in it."""
    kept = meant(tokens)
    for place, token in enumerate(kept[:-2]):
        name = token.text.removeprefix("\\")
        after = argument(kept, place + 2)[1] if kept[place + 1].text == "_" else place + 1
        raised = [t.text for t in kept[after : after + 1]] == ["^"] and after + 1 < len(kept)
        if (token.kind == LETTER or name in GREEK) and raised:
            yield name, place == 0


def _with_letters(signs: Sequence[Token]) -> Iterator[str]:
    r"""Yield the letters with a letter above them somewhere, or all with anything there: ``x^k``, ``x^2``."""
    kept = meant(signs)
    places = [
        i for i, t in enumerate(kept[:-2]) if kept[i + 1].text == "^" and (t.kind == LETTER or t.text[1:] in GREEK)
    ]
    lettered = [i for i in places if _is_index(kept, i + 2)]
    yield from {kept[i].text.removeprefix("\\") for i in lettered or places}


def _is_index(tokens: Sequence[Token], place: int) -> bool:
    above = tokens[place + 1 : place + 2] if tokens[place].text in {"{", "("} else tokens[place : place + 1]
    return any(t.kind == LETTER and t.text not in {"T", "H", "c"} for t in above)
