r"""How lengths and angles are measured: "let $\|\cdot\|$ be any norm on $\mathbb{R}^d$" is not the Euclidean norm.

And what brackets around one letter mean, where that is said: "$[x]$ denotes the integer part" is not x.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from proofcheck.latex.called import Called
from proofcheck.latex.functions import placed
from proofcheck.latex.source import Token, plain, written_out
from proofcheck.latex.vocabulary import BRACKETS, INNER, NORM, OF_MATRICES, words

_SIGNS = {
    NORM: words(r"\| \norm \Norm \lVert \rVert \Vert ‖ | \lvert \rvert \vert \abs"),
    INNER: words(r"\langle \rangle \inner \ip"),
}
_BESIDE = words(r"\left \right \bigl \bigr \big { } \cdot · , \, \; \cdot\,")
_USUAL = re.compile(
    r"\b(?:euclid\w*|standard|usual|canonical|spectral|operator|induced|associated|natural|l2|2)\b", re.IGNORECASE
)
_FROBENIUS = re.compile(r"\b(?:frobenius|hilbert[ -]schmidt)\b", re.IGNORECASE)
_OF_TWO = frozenset({r"\ell_2", r"\ell^2", r"\ell_{2}", r"\ell^{2}", "2", "L_2", "L^2"})
_ONE_OF_MANY = r"(?:an?|any|some|another|every|each|arbitrary|general|fixed|given)"
_OTHER = r"(?:dual|max\w*|sup\w*|infinity|sum|taxicab|manhattan|weighted|mahalanobis|energy|sobolev|rkhs|[lp1∞]-?)"
_BETWEEN = r"(?:(?:[a-z0-9∞-]+|⟨\d+⟩(?: ?-)?) ?){0,7}?"
_BESIDE_NOUN = r"(?:(?!(?:with|and|of|in|on|for|that|whose|which|by)\b)(?:[a-z0-9∞-]+|⟨\d+⟩(?: ?-)?) ?){0,4}?"
_NO_LENGTH = (
    r"((?:the|its) (?:[a-z-]+ ){0,2}?(?:number|cardinality|determinant|sum|max\w*|rank|support|degree|largest|smallest|"
    r"greatest)\b(?! (?:eigen|singular))[a-z -]*)"
)
_BARS = words(r"| \lvert \rvert \vert \| \lVert \rVert \Vert ‖")
_DOUBLE = words(r"\| \lVert \Vert ‖")
_IN_WORDS = re.compile(
    r"\b(?:measur|equip|endow|carr|normed|work)(?:e[sd]?|s|ed|ing|y|ies)?\b[^.;]{0,60}?\b(?:in|with|by|under|using) "
    rf"(?P<said>(?:an?|any|some|the) (?:⟨(?P<of>\d+)⟩ ?-? ?|{_OTHER}[a-z0-9-]* |(?:arbitrary|fixed|general|given) )"
    r"norms?|"
    r"(?:the )?(?:sums?|max\w*|largest|number) of (?:the )?(?:absolute|sizes|moduli|its|their|non)[a-z ]*)|"
    r"\bcarr(?:y|ies) (?P<carried>(?:an?|any|some) (?:[a-z]+ )?norm)\b",
    re.IGNORECASE,
)
"""What says in words how vectors are measured: "we measure distances in the $\\ell_1$ norm"."""
_EVERY = re.compile(
    r"\b(?:all|every|the|our|both) (?:[a-z]+ )?norms?\b[^⟨⟩.;]{0,30}\b(?:is|are|means?|refers? to|denotes?|stands? for)"
    r" (?:the |an? |taken to be |understood as |always )*⟨(\d+)⟩(?: ?- ?| )norms?",
    re.IGNORECASE,
)
"""What says of all norms which ones they are: "all norms are $\\ell_\\infty$ norms"."""
_SPACE = re.compile(
    r"⟨(\d+)⟩ (?:is|be|denotes?) an? (?:[a-z-]+ ){0,3}(?:banach|normed) (?:[a-z-]+ )?space|"
    r"\b(?:an?|any|some|the) (?:[a-z-]+ ){0,3}(?:banach|normed) (?:[a-z-]+ )?space ⟨(\d+)⟩",
    re.IGNORECASE,
)


def measured(prose: Iterable[Sequence[Token]]) -> dict[str, Called]:
    """Return how norms and inner products are measured, where sentences say that it is not in the usual way."""
    found: dict[str, Called] = {}
    for sentence, inline, first in placed(prose):
        for space in _SPACE.finditer(sentence):
            at = inline[int(space[1] or space[2])][0]
            found[NORM] = Called("a norm of any kind", at, beyond="other norms")
        found |= dict(_in_words(sentence, inline, first))
        every = _EVERY.search(sentence)
        one = inline[int(every[1])] if every is not None else []
        if one and plain(one).replace(" ", "") not in _OF_TWO:
            found[NORM] = Called(f"the {plain(one)} norm", one[0], beyond="other norms")
        for number, tokens in enumerate(inline):
            found |= dict(_of_brackets(number, tokens, sentence)) | dict(_of_bars(number, tokens, sentence))
            if _is_defined(tokens):
                found[NORM] = Called(plain(tokens), tokens[0], beyond="other norms")
            for what, signs in _SIGNS.items():
                if _is_bare(tokens, signs) or (what == NORM and _is_called(number, tokens, signs, sentence)):
                    found |= {of: Called(said, tokens[0], beyond=f"other {what}s")
                              for of, said in _said(what, number, sentence, inline)}  # fmt: skip
    return found


def _in_words(sentence: str, inline: Sequence[Sequence[Token]], at: Token) -> Iterator[tuple[str, Called]]:
    """Yield how a sentence says that vectors are measured, where it is not in the usual way."""
    said = _IN_WORDS.search(sentence)
    of = plain(inline[int(said["of"])]).replace(" ", "") if said is not None and said["of"] else ""
    if said is not None and of not in _OF_TWO:
        words_there = re.sub(r"⟨\d+⟩", lambda _: of, said["said"] or said["carried"]).strip()
        yield NORM, Called(words_there, at, beyond="other norms")


def _of_brackets(number: int, tokens: Sequence[Token], sentence: str) -> Iterator[tuple[str, Called]]:
    """Yield what a sentence says that a letter in brackets stands for."""
    meant = [t.text for t in tokens if t.text.strip() and t.text not in _BESIDE]
    said = re.search(rf"⟨{number}⟩,? (?:be|is|are|being|denotes?|stands? for) ((?:[a-z-]+ ?){{1,4}})", sentence, re.I)
    if len(meant) == 3 and meant[0] in BRACKETS and said is not None:
        yield meant[0], Called(said[1].strip(), tokens[0], beyond="other brackets")


def _of_bars(number: int, tokens: Sequence[Token], sentence: str) -> Iterator[tuple[str, Called]]:
    """Yield what a sentence says that bars around a small letter count or measure: "the number of nonzero entries"."""
    meant = [t.text for t in tokens if t.text.strip() and t.text not in _BESIDE]
    said = re.search(rf"⟨{number}⟩,? (?:be|is|are|being|denotes?|stands? for) {_NO_LENGTH}", sentence, re.IGNORECASE)
    bars = {meant[0], meant[-1]} <= _BARS if len(meant) == 3 else False
    if bars and said is not None and (meant[1].islower() or meant[0] in _DOUBLE):
        yield NORM, Called(said[1].strip(), tokens[0], beyond="other norms")


def _is_defined(tokens: Sequence[Token]) -> bool:
    r"""Whether an equation says what the norm of a letter is, and not by squares: ``|x| = \max_i |x_i|``."""
    meant = [t.text for t in tokens if t.text.strip() and t.text not in {"\\left", "\\right", ":"}]
    signs = _SIGNS[NORM]
    if len(meant) < 6 or meant[3] != "=" or not {meant[0], meant[2]} <= signs or not meant[1].isalpha():
        return False
    of_components = meant[4] in {"\\max", "\\sup"} and "_" in meant[4:] and not signs.isdisjoint(meant[4:])
    summed = meant[4] == "\\sum" and not signs.isdisjoint(meant[4:]) and "^2" not in "".join(meant[5:]).replace("{", "")
    return (of_components or summed) and meant.count(meant[1]) > 1


def _is_bare(tokens: Sequence[Token], signs: frozenset[str]) -> bool:
    r"""Whether a formula is a norm or an inner product of nothing, ``\|\cdot\|``."""
    meant = {t.text for t in tokens if t.text.strip()}
    return bool(meant & signs) and "\\cdot" in meant and meant <= signs | _BESIDE


def _is_called(number: int, tokens: Sequence[Token], signs: frozenset[str], sentence: str) -> bool:
    r"""Whether a formula is the norm of one letter, of which a sentence says how it is called: "$\|A\|$ denotes"."""
    meant = [t.text for t in tokens if t.text.strip() and t.text not in signs | _BESIDE]
    called = re.search(
        rf"\blet ⟨{number}⟩ be\b|⟨{number}⟩,? (?:is the|denotes?|stands? for)\b", sentence, re.IGNORECASE
    )
    return called is not None and len(meant) == 1 and meant[0].isalpha() and any(t.text in signs for t in tokens)


def _said(what: str, number: int, sentence: str, inline: Sequence[Sequence[Token]]) -> Iterator[tuple[str, str]]:
    """Yield of what a sentence says that it is measured otherwise, and in which words."""
    after = rf"⟨{number}⟩,? (?:is|are|be|being|denotes?|stands for) ({_BETWEEN}{what}s?)\b(.*)"
    before = rf"\b((?:the|{_ONE_OF_MANY}) {_BESIDE_NOUN}{what}),? ⟨{number}⟩(.*)"
    for found in re.finditer(f"{after}|{before}", sentence, re.IGNORECASE):
        phrase, rest = found[1] or found[3], found[2] or found[4] or ""
        if _FROBENIUS.search(phrase + rest):
            yield OF_MATRICES, "the Frobenius norm"
        if _FROBENIUS.search(phrase) or _USUAL.search(phrase) or re.match(r" ?(?:induced|associated)", rest):
            continue
        told = [plain(inline[int(n)]).replace(" ", "") for n in re.findall(r"⟨(\d+)⟩", phrase)]
        if any(one in _OF_TWO for one in told):
            continue
        other = told or re.match(rf"{_ONE_OF_MANY}\b", phrase) or re.search(rf"\b{_OTHER}", phrase)
        if other and (what == NORM or re.match(r" ?(?:on|in|over|of) ⟨", rest)):
            yield what, written_out(phrase, inline)
