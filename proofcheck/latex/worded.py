"""Conditions of a claim that words say and no formula: "for orthogonal vectors", "provided the matrices commute"."""

import re
from collections.abc import Sequence

from proofcheck.latex.belonging import restricted_before
from proofcheck.latex.grammar import mathematical
from proofcheck.latex.heard import Item, Word, as_sentence
from proofcheck.latex.source import Token, plain

UNDER = (
    r"\b(?:for|if|when|whenever|given|provided(?: that)?|assuming(?: that)?|in case|(?:as|so) long as|once|unless)\b"
)
"""Words that put what is claimed under a condition."""
SUPPOSING = (
    r"(?:(?:un)?correlated|(?:semi-?)?orthogonal\w*|orthonormal\w*|perpendicular|parallel|collinear|commut\w+|"
    r"(?:in)?dependent|i\.?i\.?d|non-?negative|non-?positive|positive|non-?zero|symmetric|skew\w*|invertible|(?:non)?singular|unitary|"
    r"(?:tri)?diagonal\w*|triangular|idempotent|projections?|permutations?|stochastic matri\w+|(?:un)?bounded|sorted|"
    r"ordered|(?:non-?)?(?:in|de)creasing|monoton\w+|normali[sz]ed|cent(?:e)?red|unit|convex|concave|smooth|lipschitz|"
    r"non-?expansive|contract\w+|even|odd|equal|distinct|disjoint|sparse|feasible|integers?|consecutive|linear|affine|"
    r"homogeneous|probabilit(?:y|ies) (?:vectors?|distributions?)|full[ -]rank|square|regular|stationary|"
    r"negative|(?:semi-?)?definite|differentiable|quadratic|stochastic|coercive|monotonic)"
)
"""Words that suppose something of what they are said of."""
SUPPOSED_WORDS = re.compile(rf"\b{SUPPOSING}\b", re.IGNORECASE)
_SAID = rf"{UNDER}(?P<said>[^⟨⟩.;:()]*?\b{SUPPOSING}\b[^⟨⟩.;,:()]*+)"
_CONDITION = re.compile(rf"{_SAID}(?!⟨\d)", re.IGNORECASE)
"""A condition in which no letter stands, nor right after it."""
_IF_SO = re.compile(
    r"\bif (?P<said>so|yes|not|true|(?:this|that|it) (?:is|were|was) (?:so|true|the case|not|false))\b(?! ⟨)",
    re.IGNORECASE,
)
_AFTER = re.compile(rf"^[ ,(]*(?:holds? )?{_SAID}", re.IGNORECASE)
_AWAITING = re.compile(
    r"^(?:, )?(?:(?:holds? )?(?:as soon as|whenever|once|if|when|as long as|provided(?: that)?|for|for all)) ?(?:,|:)?$"
)
_FEW = 5
"""Words between what is claimed and a display with the condition for it."""


def awaited(following: Sequence[Item], *, read: bool = False) -> str:
    """Return the condition under which the words right after a formula put it; nothing where there is none.

    So it is with one that is not ``read`` as a formula.

    A display may state it, "as soon as", or the words themselves: "for orthogonal vectors".
    """
    words_there = [item.text.lower() for item in following if isinstance(item, Word)]
    only = len(words_there) == len(following) and len(words_there) <= _FEW
    if only and _AWAITING.match(" ".join(words_there)):
        return "the condition in the display after this"
    sentence, inline = as_sentence(following)
    found, place = _AFTER.match(sentence), _ON.match(sentence)
    told = SUPPOSED_WORDS.search(sentence) and not _BOUNDED.search(sentence)
    if found is None and not read and _NOT_READ.match(sentence) and not told:
        return "the condition in words after it"
    return _told(found) if found is not None else on_interval(place[0], inline) if place is not None else ""


_NOT_READ = re.compile(
    r"^[ ,(]*(?:(?:holds?|is true) )?(?:(?:if|when|whenever|once|provided(?: that)?|assuming(?: that)?|in case|"
    r"(?:as|so) long as|as soon as|given(?: that)?|for)\b(?: the)?(?: [a-z]+){0,3} ⟨\d+⟩(?: and ⟨\d+⟩)? "
    r"(?:is|are|lies?|belongs?|does|do|has|have|stays?|remains?|can|cannot|equals?|exceeds?)\b|"
    r"(?:if|when|whenever|provided(?: that)?|assuming(?: that)?) the [a-z]+ (?:[a-z]+ )?of ⟨|"
    r"(?:with|on|inside|within|outside|restricted to) ⟨(?!\d+⟩(?: ?-|,? (?:replaced|instead|in place|as (?:in|above))))"
    r"(?P<with>\d+)⟩)",
    re.IGNORECASE,
)
"""What stands after a claim and puts it under a condition that is said in words."""
_BOUNDED = re.compile(r"\bbounded by\b", re.IGNORECASE)
"""A condition that is read of functions alone."""
_ON = re.compile(
    r"\b(?:on|in|over|inside|within|restricted to|restricting to)(?: the)?(?: (?:[a-z]+ )?interval)? ⟨(\d+)⟩",
    re.IGNORECASE,
)


def on_interval(sentence: str, inline: Sequence[Sequence[Token]]) -> str:
    """Return where a sentence claims something: "on $[0, 1]$ we have"; nothing where it names no interval."""
    formulas = (mathematical(inline[int(found[1])]) for found in _ON.finditer(sentence))
    there = (content for content in formulas if len(content) > 2 and content[0].text in {"[", "(", "\\{"})
    ends = {"]", ")", "\\}"}
    found = next((c for c in there if c[-1].text in ends and any(t.text in {",", "\\{"} for t in c)), None)
    return "" if found is None else f"that it is claimed on {plain(found)} alone"


def in_words(sentence: str) -> str:
    """Return the condition in words under which a sentence puts what comes next; nothing where there is none.

    >>> in_words(" For orthogonal vectors,"), in_words(" For orthogonal ⟨0⟩ we have")
    ('the condition in words: orthogonal vectors', '')
    """
    found = _CONDITION.search(sentence) or _IF_SO.search(sentence)
    if found is None and restricted_before(sentence):
        return "that it is claimed of some of these alone"
    return "" if found is None else _told(found)


def _told(found: re.Match[str]) -> str:
    return f"the condition in words: {found['said'].strip()}"
