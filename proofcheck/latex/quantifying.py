"""Which words and formulas say what a quantifier ranges over."""

import re
from collections.abc import Sequence
from itertools import pairwise

from proofcheck.latex.source import COMMAND, COMMENT, LETTER, SPACE, Token
from proofcheck.latex.vocabulary import GREEK, RELATIONS

_OF_WHAT = (
    r"( (?!(we|it|this|there|have|has|holds?|is|are|with|so|then|thus|hence|let|assume|suppose|consider|denote|define|"
    r"recall|note|obtain|find|see|use|get|gives?|yields?|shows?|any|all|every|each)\b)[a-z-]+)"
)
_NOUN = (
    r"(two|three|real|positive|non-?negative|strictly|unit|numbers?|vectors?|points?|reals?|integers?|naturals?|scalars?|"
    r"functions?|matri(x|ces)|constants?|parameters?)"
)
_FURTHER = rf"(⟨\d+⟩(,|,? and)( (and|for|all|any|every|each|{_NOUN}))* )"
"""What a quantifier ranges over before something else that it does."""
QUANTIFYING = re.compile(
    r"(?<!\blook )(?<!\bsearch )(?<!\blooking )(?<!\bsearching )"
    r"(?<!\bcondition )(?<!\bconditions )(?<!\bcriterion )\bfor\s*\Z|"
    r"\bfor( all| any| every| each| almost every)\s*\Z|"
    rf"\bfor (all|any|every|each)({_OF_WHAT}| \( [a-z ]+\)){{1,3}}\s*\Z|"
    rf"⟩,? (and|or) (for )?(all|any|every|each){_OF_WHAT}{{0,2}}\s*\Z|"
    rf"\bfor (all|any|every|each)\b[^.;]*⟩, (all|any|every|each){_OF_WHAT}{{0,2}}\s*\Z|"
    r"\bfor (all |any |every |each )?([a-z-]+ ){0,2}⟨\d+⟩,? and (an? |the |all |any |every |each )?([a-z-]+ )?"
    r"(horizons?|step[ -]?sizes?|learning rates?|numbers?|integers?|parameters?|constants?|times?|vectors?|points?|"
    r"matri(x|ces)|dimensions?|levels?|errors?|accurac(y|ies)|thresholds?)\s*\Z|"
    rf"\bfor (all|any|every|each)\b[^⟨⟩.;]*{_FURTHER}{{0,4}}⟨\d+⟩,? "
    r"((such that|of|with|having|satisfying|where)( [a-z-]+){0,2}|(if|when|assuming|provided)( that)?)\s*\Z|"
    r"\bfor (an? |the |any )?((sufficiently )?(small|large)( enough)? |constant |fixed )*"
    r"(step[ -]?sizes?|learning rates?|(momentum |regulari[sz]ation )?parameters?)\s*\Z|"
    rf"^\W*for( an?| the| any)?{_OF_WHAT}{{0,4}} ⟨\d+⟩{_OF_WHAT}{{0,2}},? and( an?| the| any| some)?"
    rf"{_OF_WHAT}{{0,3}}\s*\Z|"
    rf"\bfor ({_NOUN} )*{_FURTHER}{{0,4}}⟨\d+⟩ (such that|with|satisfying|where)\s*\Z|\bwhenever\s*\Z|\bgiven any\s*\Z|"
    r"\b(in|on|over|throughout) the (interval|range|region)\s*\Z|"
    r"\b(in|at|after|during|on) (all|any|every|each) "
    r"(rounds?|iterations?|(time )?steps?|times?|stages?|epochs?|trials?)\s*\Z",
    re.IGNORECASE,
)
_WITH = re.compile(r"⟩,? (?:where|with)(?: [a-z-]+){0,2}\s*\Z", re.IGNORECASE)
BEFORE_BOUNDS = ("whenever", "interval", "range", "region")
"""Words after which something ranges between bounds: what stands there alone, ``[0, 1]``, is nothing that ranges."""
WHERE = re.compile(r"⟨(\d+)⟩, (?:where|with)(?: [a-z-]+){0,2}\s*\Z", re.IGNORECASE)
"""What stands after a range and may speak of it, or of something else: "for all $k$, where $c > 0$"."""
_SAID_FOR = re.compile(r".*⟨(\d+)⟩[^⟨⟩.;]*\b(?:for|whenever)\b(?:[^⟨⟩.;]*⟨\d+⟩)+ and$", re.DOTALL | re.IGNORECASE)
"""What is said before a range: "$a_t \\le 1$ for all $t$ and"."""
_IS_SO = r"\b(?:holds?|true|valid|proved|proven|shown|established|known) for\s*\Z"
_INDUCTIVE = re.compile(
    rf"\b(?:suppos\w*|assum\w*)\b[^.;]*{_IS_SO}|"
    r"\bif (?:it|this|(?:the|this|our) (?:\w+ )?(?:claim|bound|statement|result|inequality|estimate|assertion)) "
    rf"(?:is )?{_IS_SO}",
    re.IGNORECASE,
)
"""What stands before the letter of an induction: "suppose that the claim holds for"."""


def is_range(tokens: Sequence[Token]) -> bool:
    """Whether a formula after a comma still says what a quantifier ranges over: names, a membership, a bound."""
    content = [t for t in tokens if t.kind not in {SPACE, COMMENT}]
    return len(content) <= 4 or any(t.text == "\\in" for t in content)


def goes_on(
    tokens: Sequence[Token], sentence: str, inline: Sequence[Sequence[Token]], *, supposing: bool, ranging: bool
) -> bool:
    """Whether a formula after the range of a quantifier still says what that ranges over; not if it is ``ranging``
    over something itself.
    """
    if not sentence.endswith("⟩ and"):
        return is_range(tokens)
    said = _SAID_FOR.match(sentence) if supposing else None
    if ranging or said is None:
        return not ranging and is_over(tokens, (), ())
    first = int(said[1])
    return is_over(tokens, inline[first], [token for other in inline[first + 1 :] for token in other])


def is_over(tokens: Sequence[Token], supposed: Sequence[Token], ranged: Sequence[Token]) -> bool:
    r"""Whether a formula after "and" goes on with what a quantifier ranges over, where something is supposed for that.

    So "$f(x) \le G$ for all $x$ and $\|x\| \le 1$" goes on, and so does "$a_t \le G$ for all $x$ and $t \le T$", but
    "$f(x) \le G$ for all $x$ and $\eta \le 1$" supposes two things.
    """
    if not supposed or not any(t.text in RELATIONS for t in tokens):
        return not equates(tokens) or is_range(tokens)
    return not equates(tokens) and (speaks_of(tokens, ranged) or bounds_index(tokens, supposed))


def bounds_index(tokens: Sequence[Token], of: Sequence[Token]) -> bool:
    r"""Whether a formula bounds an index of another one: ``t \le T`` one of ``a_t``."""
    content = [t.text for t in tokens if t.kind not in {SPACE, COMMENT}]
    indices = {b.text for a, b in pairwise(t for t in of if t.text != "{") if a.text == "_"}
    return len(content) > 1 and content[0] in indices and content[1] in RELATIONS and content[1] != "="


def equates(tokens: Sequence[Token]) -> bool:
    r"""Whether a formula is an equation for a sum, a value or the next term, or says something of one.

    No quantifier is over it.

    So "for all $k \\ge 0$ and $x_0 = 1$" says two things.
    """
    texts = [t.text for t in tokens if t.kind not in {SPACE, COMMENT} and t.text not in {"{", "}"}]
    end = next((place for place, text in enumerate(texts) if text in RELATIONS), 0)
    numbered = any(texts[place] in {"_", "("} and texts[place + 1].isdecimal() for place in range(end - 1))
    goes_on = re.match(r"\\?\w+_[a-z]\+1=", "".join(texts)) is not None
    value = texts[1:2] == ["("] and texts[end] == "="
    return numbered or goes_on or value or {"=", "\\sum"} <= set(texts)


def sums_over(condition: Sequence[Token], ranged: Sequence[Token]) -> bool:
    r"""Whether a condition sums over the letter of a range, as "for $i \le n$ with $\sum_{i=1}^n p_i = 1$" does."""
    texts = [t.text for t in condition if t.text not in {"{", "\\limits"}]
    letters = {t.text for t in ranged[:1]}
    return any(a == "\\sum" and b == "_" and c in letters for a, b, c in zip(texts, texts[1:], texts[2:], strict=False))


def speaks_of(tokens: Sequence[Token], ranged: Sequence[Token]) -> bool:
    """Whether a formula speaks of a letter of another one."""
    letters = {LETTER, COMMAND}
    there = ({t.text for t in formula if t.kind in letters and t.text not in RELATIONS} for formula in (tokens, ranged))
    return not set.isdisjoint(*there)


def says_terms(tokens: Sequence[Token]) -> bool:
    r"""Whether an equation says what the terms of a sequence are, for all in a range: ``\gamma_k = \frac{2}{k}``."""
    texts = [t.text for t in tokens if t.kind not in {SPACE, COMMENT} and t.text not in {"{", "}"}]
    sides = "".join(texts).split("=")
    named = re.fullmatch(r"(\\?[A-Za-z]+)_[a-z]", sides[0])
    related = [text for text in texts if text in RELATIONS]
    return named is not None and related == ["="] and f"{named[1]}_" not in sides[1]


def fixes(before: str, tokens: Sequence[Token]) -> bool:
    """Whether a letter is one for which something is supposed to hold, as in an induction, and not all of them."""
    content = [t for t in tokens if t.kind not in {SPACE, COMMENT} and t.text != "$"]
    return _INDUCTIVE.search(before) is not None and [t.kind for t in content] == [LETTER]


def only_ranges(inline: Sequence[Sequence[Token]], ranges: Sequence[Sequence[Token]]) -> bool:
    """Whether no formula of a sentence has a relation but what its quantifiers range over."""
    return not any(t.text in RELATIONS for tokens in inline if tokens not in ranges for t in tokens)


_SIGNS = re.compile(r"\\forall \S+ [<>] 0(?: , \S+ [<>] 0)+")
"""A formula that is "for all" and the signs of several letters."""


def begins_with_quantifier(tokens: Sequence[Token]) -> bool:
    r"""Whether a formula is "for all" and ranges, ``\\forall u \\in K``, ``\\forall a > 0, b > 0``, and no claim."""
    content = [t for t in tokens if t.kind not in {SPACE, COMMENT} and t.text != "\\ "]
    signs = [
        place for place, t in enumerate(content) if t.text == "\\in" or t.text in RELATIONS or t.text in {":", "|"}
    ]
    if _SIGNS.fullmatch(" ".join(t.text for t in content)) is not None:
        return True
    return len(signs) == 1 and signs[0] == 2 and content[0].text == "\\forall"


def beside(sentence: str, condition: Sequence[Token], ranged: Sequence[Token]) -> bool:
    """Whether a formula after a range is no condition on what runs over it: a sum over all, or of something else.

    So it is with where a recursion "for all $k \\ge 0$ with $x_0 = 1$" starts.
    """
    related = any(t.text in RELATIONS for t in condition) and _WITH.search(sentence) is not None
    other = (related or equates(condition)) and not speaks_of(condition, ranged)
    return other or sums_over(condition, ranged)


def first_letter(tokens: Sequence[Token]) -> str | None:
    """The first letter of a formula."""
    return next((t.text for t in tokens if t.kind == LETTER or t.text.removeprefix("\\") in GREEK), None)
