r"""Signs that words give another sense than the usual one: "logarithms are to base 2", "$A \ge 0$ is meant entrywise".

"The superscript in $x^2$ numbers the coordinates", "we calculate modulo 7": who reads these signs as always proves
something else than what is written.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from proofcheck.latex.called import Called
from proofcheck.latex.functions import sentences
from proofcheck.latex.senses import ARITHMETIC, ENTRIES, LOGARITHM
from proofcheck.latex.source import LETTER, Token, meant, plain
from proofcheck.latex.vocabulary import GREEK, words

_BASE = r"base(?:s)?(?: |-)?(?:is )?(?:two|ten|three|\d+|⟨(?P<base>\d+)⟩)"
_LOGARITHMS = re.compile(
    rf"\b(?:logs?|logarithms?|⟨(?P<sign>\d+)⟩)[^.;]{{0,70}}?\b(?:{_BASE}|(?:binary|dyadic|decimal|common) log\w*)|"
    r"\b(?:binary|dyadic|decimal|common|base-(?:two|ten|\d+)) log(?:arithm)?s?\b",
    re.IGNORECASE,
)
_ENTRIES = re.compile(
    r"\b(?:entr(?:y|ies)|element|component|coordinate)-?(?:wise|by-(?:entry|element|component))\b|"
    r"\b(?:non-?negative|positive|negative|non-?positive) (?:entries|elements|components|coefficients)\b|"
    r"\b(?:entries|elements|coefficients)\b[^.;]{0,60}\b(?:non-?negative|positive|negative|non-?positive)\b",
    re.IGNORECASE,
)
_ARITHMETIC = re.compile(
    r"\b(?:calculat|comput|work|count|reckon|arithmetic|operations?|equations?|equalit|identit)\w*\b[^.;⟨⟩]{0,50}"
    r"\b(?:mod(?:ulo)?\b|(?:in|over) (?:an?|the|some|any) (?:finite |galois |prime )?(?:field|ring)\b|"
    r"in characteristic\b)|^\W*(?:in|over) (?:an?|the|any) (?:finite |galois |prime )?(?:field|ring)\b|"
    r"^\W*(?:in characteristic|modulo)\b",
    re.IGNORECASE,
)
_COUNTED = (
    r"(?:iterat\w*|iterations?|composition|coordinates?|components?|entr(?:y|ies)|cop(?:y|ies)|samples?|points?|agents?|"
    r"players?|steps?|rounds?|layers?|epochs?|indices|index|labels?|nodes?|clients?|workers?|tasks?|members?|terms?|"
    r"elements?|particles?|vectors?|superscripts?)"
)
_SCRIPTS = re.compile(
    r"\b(?:superscripts?|upper (?:index|indices)|exponents?)\b[^.;]{0,60}\b(?:denot\w*|indicat\w*|stands?|refers?|"
    rf"label\w*|counts?|numbers?|index(?:es)?|are|is|means?)\b[^.;]{{0,40}}\b{_COUNTED}\b",
    re.IGNORECASE,
)
"""What says that superscripts number something."""
_SCRIPTED = re.compile(
    r"⟨(?P<first>\d+)⟩(?: (?:also|always|here))?,? (?:be|is|are|denotes?|stands? for|means?|for|represents?|refers? to)"
    rf" (?:the|its|an?|our) (?:[a-z-]+ |⟨\d+⟩ ?-? ?(?:[a-z]+ )?){{0,3}}?{_COUNTED}\b",
    re.IGNORECASE,
)
"""What says of one formula that it is a member of something: "$T^k$ is the $k$-fold composition"."""
_STANDS_FOR = re.compile(r"⟨(?P<first>\d+)⟩(?: here)? (?:stands for|denotes|means|abbreviates) ⟨\d+⟩", re.IGNORECASE)
_FUNCTIONS = words(r"\log \ln \sin \cos \tan \exp \sinh \cosh \tanh")


def other_senses(prose: Iterable[Sequence[Token]]) -> dict[str, Called]:
    """Return what words say of signs: what they stand for, which cannot be said."""
    found: dict[str, Called] = {}
    for sentence, inline, begins in ((*said, piece[0]) for piece in prose if piece for said in sentences([piece])):
        at = next((t for tokens in inline for t in tokens), begins)
        if (said := _base(sentence, inline)) is not None:
            found[LOGARITHM] = Called(said, at, beyond="logarithms to other bases")
        if (entries := _ENTRIES.search(sentence)) is not None:
            found[ENTRIES] = Called(_words(entries[0]), at, beyond="orders of matrices by entries")
        if (other := _ARITHMETIC.search(sentence)) is not None:
            found[ARITHMETIC] = Called(_words(other[0]), at, beyond="other algebra")
        for tokens in _told(_STANDS_FOR, sentence, inline):
            if [t.text for t in tokens[1:2]] == ["^"] and tokens[0].text in _FUNCTIONS:
                found[f"{tokens[0].text}^"] = Called("something else", tokens[0], beyond="other functions")
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
            return re.sub(r"⟨\d+⟩", lambda n: plain(inline[int(n[0][1:-1])]), found[0]).strip()
    return None


def numbered_above(signs: Sequence[Token], prose: Iterable[Sequence[Token]]) -> frozenset[str]:
    r"""Return the letters of which words say that what stands above them numbers something: "the superscript in"."""
    found = set[str]()
    for sentence, inline in sentences(prose):
        general = _SCRIPTS.search(sentence) is not None
        there = [name for tokens in inline for name, _ in _raised(tokens)] if general else []
        found.update(there or (_with_letters(signs) if general else ()))
        for tokens in (*_told(_SCRIPTED, sentence, inline), *_told(_STANDS_FOR, sentence, inline)):
            found.update(name for name, first in _raised(tokens) if first)
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
        if (token.kind == LETTER or name in GREEK) and kept[place + 1].text == "^":
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
