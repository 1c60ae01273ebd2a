"""Words that turn to another case, to another part of an argument, or back to what there was before the cases."""

import re
from typing import TYPE_CHECKING

from proofcheck.latex.forms import names_in
from proofcheck.latex.heard import Item, Word
from proofcheck.latex.phrases import ADDED
from proofcheck.latex.speech import Speech

if TYPE_CHECKING:
    from proofcheck.latex.document import Reading

DENYING = frozenset({"otherwise", "conversely", "converse", "general"})
"""Words that turn to what was not supposed before."""
_ONE_OF_TWO = re.compile(r"\bin (?:the|this) (?:former|latter|first|second)\Z", re.IGNORECASE)
_BEGINS = re.compile(r"^\W*(?:now |next )?(?:suppose|assume|consider|let)\b[^⟨⟩]*\Z", re.IGNORECASE)
_TURNING = DENYING - {"general"} | {"case"}
_SAME_CASE = re.compile(
    r"\b(?:this|that|which|latter|former|such an?|first|second|third|last|general|remaining|other|opposite|"
    r"complementary|alternative)\Z",
    re.IGNORECASE,
)
_TOGETHER = re.compile(
    r"\b(?:altogether|generally|either way|(?:both|all|every|each|either|any|the two|general) cases?|in any event|"
    r"(?:hence|thus|therefore|so|consequently) (?:we )?always)\Z|"
    r"\b(?:proves|shows|establishes|completes|concludes)(?: the proof of)? (?:the|our|this) claim\Z|"
    r"\bclaim (?:is|has been) (?:proved|proven|shown|established)\Z|"
    r"\b(?:(?:now|next|finally) (?:we )?(?:prove|turn to)|(?:re)?turn(?:ing)? to|back to)(?: the proof of)? the "
    r"(?:lemma|theorem|proposition|corollary|statement)\Z|"
    r"\b(?:once|when|if|where|after|as soon as) (?:this|that|it|the condition) (?:fails|breaks|is violated)\Z|∎\Z|"
    r"^\W*(?:second|third|fourth)(?:ly)?,\Z|"
    r"\bthe (?:remaining|other|opposite|complementary|alternative) (?:sub-?)?cases?\Z|"
    r"\b(?:completes|finishes|ends|concludes|settles) the (?:[a-z]+ )?(?:induction|step|case|part|claim|direction)\Z|"
    r"\b(?:return|(?:come|go) back|back) to (?:the|our) (?:[a-z]+ )?(?:setting|situation|problem|proof|argument)\Z|"
    r"\bin (?:our|the (?:general|original|full|whole)) (?:setting|situation|problem)\Z|"
    r"^\W*end of (?:the )?(?:proof of )?(?:the )?(?:claim|step|case)\Z",
    re.IGNORECASE,
)
"""What says that a case, the proof of a claim, or the first of several parts of an argument is over."""
_MAY_BE_TOGETHER = re.compile(
    r"(?:ly|way|cases?|event|setting|situation|problem|proof|argument|induction|step|part|direction|always|claim|altogether|prove[dn]|shown|established|lemma|theorem|proposition|corollary|"
    r"statement|fails|breaks|violated|∎|,)\Z",
    re.IGNORECASE,
)
"""How that ends, which is found out sooner."""
_LONGEST_LAST = 16
_LONGEST_ENDING = 120
"""Characters at the end of a sentence in which that stands: a sentence is looked at after each of its words."""
_NUMBERED = re.compile(r"(?:^|[,;:⟩]|\band) ?\( (?:i{1,3}|iv|vi{0,3}|[a-f]|[1-9])\Z")
"""What numbers an item in a line of text."""
_OF_ARGUMENT = r"(?:bound|inequality|direction|implication|part|half|estimate)"
_TURNED_TO = (
    r"(?:(?:now|next|finally|second|first|turning|coming|it remains),? )?(?:we (?:now |next )?(?:turn|come|move on) )?"
    r"(?:(?:for|as for|regarding|concerning|as regards|to) )?(?:(?:prove|show|establish|get|obtain|see|derive) )?the "
)
_PART_HEAD = re.compile(
    rf"{_TURNED_TO}(?:[a-z-]+ ){{0,2}}{_OF_ARGUMENT}\b(?! (?:of|on|in|for|is|are)\b)|"
    r"(?:(?:proof of )?(?:the )?)?(?:necessity|sufficiency|uniqueness|existence) ?(?:[.:,]|\Z)|"
    r"(?:the )?[\"'“‘`]*(?:only )?if[\"'”’]* (?:part|direction)\b|step (?:\d+|[ivx]+|[a-d])\b|"
    r"(?:(?:solution|answer|proof|argument) )?(?:to|for|of|as for) (?:(?:prove|see|show|establish|get|obtain) )?"
    r"(?:\(|⟨ref⟩|(?:the )?(?:first|second|third|last|other)\b(?! (?:time|term|step|order|few|two)))",
    re.IGNORECASE,
)
"""How a sentence begins with which an argument comes to another part: "for the upper bound", "Step 2"."""
_TITLE = re.compile(
    r"\(?(?!(?:we|it|this|is|are|then|hence|thus|therefore|so|now|indeed|note|notice|observe|recall|moreover|finally|"
    r"clearly|that|namely|and|but|let|done|trivial\w*|obvious\w*|similarly|consequently|further\w*|proof|in|by|with|qed)\b)"
    r"[a-z\d-]+(?: (?!(?:is|are|we|have|has|gives?|yields?|follows?|holds?|get|obtain|see|the|that|this)\b)"
    r"(?:[a-z\d-]+|⟨ref⟩)){0,3}(?<!ing) ?(?:[:)]|\.?\Z)",
    re.IGNORECASE,
)
"""A few words without a verb, which are a title: "Upper bound:", "Part II.", "b)"."""
_OTHER_PART = re.compile(rf"{_TURNED_TO}(?:other|converse|reverse|opposite|remaining) {_OF_ARGUMENT}\b", re.IGNORECASE)
_FIRST_PART = re.compile(
    r"(?:first|firstly|to begin with|(?:we )?(?:start|begin) with),? (?!of all\b)(?:(?:we|let us) )?"
    r"(?:suppos|assum|let|consider|tak|treat|look|⟨)|on the one hand\b|"
    r"we (?:first|begin by) (?:prov|show|establish|need)\w*|"
    r"(?:(?:let us|we) )?(?:suppose|assume|consider|treat|look at) first\b",
    re.IGNORECASE,
)
"""How the first of several parts begins: "first suppose that"."""
_NEXT_PART = re.compile(
    r"(?:next|secondly|second|lastly|finally|on the other hand)\b|"
    r"(?:using|by|with|from) (?:this|the|that) (?:[a-z-]+ )?(?:sub-?claim|claim|result|fact|observation)\b|"
    r"(?:now|then),? (?:suppose|assume|let|consider|if|for the rest|drop)\b",
    re.IGNORECASE,
)
"""How the next one does."""


def turn(reading: "Reading", item: Item) -> None:
    """End what is supposed no longer where a word turns to another case, or supposes something else instead."""
    if not isinstance(item, Word):
        return
    if _turns(reading.speech, item):
        reading.scopes.case(opens=item.text.lower() not in DENYING)
    if _replaces_supposition(reading.speech, item):
        reading.scopes.withdrawn()
    if item.text.lower() == "case" and _ONE_OF_TWO.search(reading.speech.sentence):
        for tokens in reading.speech.inline_before:
            reading.scopes.unread(item.at, names_in(tokens, reading.notation), "which of two cases is meant")


def _turns(speech: Speech, item: Word) -> bool:
    """Whether a word begins another case, or another item, to which no condition before it belongs."""
    before = speech.sentence.lower()
    numbered = item.text == ")" and _NUMBERED.search(before) is not None
    general = item.text.lower() == "general" and before.endswith("in")
    word = item.text.lower().removeprefix("sub").removeprefix("-")
    other = word in _TURNING and not (word == "case" and _SAME_CASE.search(before))
    other |= word == "else" and before.endswith((";", ","))
    return other or item.at.text == "\\item" or numbered or general


def _replaces_supposition(speech: Speech, item: Word) -> bool:
    """Whether a word says of what a sentence begins to suppose that it is in the place of what was supposed last."""
    return item.text.lower() in {"instead", "alternatively"} and _BEGINS.search(speech.sentence) is not None


def joins_cases(speech: Speech) -> bool:
    """Whether a sentence comes to what holds in all cases, or to another part: "in both cases", "the general case".

    >>> said = " In both cases", " Consider the general case", " This proves the claim", " Second,", " The second,"
    >>> [joins_cases(Speech(sentence=sentence)) for sentence in said]
    [True, True, True, True, False]
    """
    said = speech.sentence
    may_be = _MAY_BE_TOGETHER.search(said, max(0, len(said) - _LONGEST_LAST)) is not None
    return may_be and _TOGETHER.search(said, max(0, len(said) - _LONGEST_ENDING)) is not None


_ANEW = re.compile(
    r"(?:suppose|assume)(?: for)?,? (?:now|next|the moment)\b|(?:now|next) ?,? (?:we )?(?:suppose|assume)\b",
    re.IGNORECASE,
)
"""How a sentence begins to suppose something for what comes next."""


def _suppose_anew(reading: "Reading") -> None:
    """Leave what was supposed since a sentence began like this one: it may have been for what came next alone."""
    inner = reading.scopes.open_[-1]
    if inner.anew is not None:
        reading.scopes.leave([*inner.given[inner.anew :], *reading.scopes.paragraph], lasts=False)
        del inner.given[inner.anew :], reading.scopes.paragraph[:]
    inner.anew = len(inner.given)


def begin_part(reading: "Reading", said: str) -> None:
    """Begin another part of an argument where a sentence begins with what it shows, or with its number."""
    scopes = reading.scopes
    if scopes.argues and scopes.open_ and _ANEW.match(said) and ADDED.search(said) is None:
        _suppose_anew(reading)
    if _OTHER_PART.match(said):
        scopes.cases_end()
        scopes.part_begins()
    elif (
        _PART_HEAD.match(said)
        or _TITLE.match(said)
        or _FIRST_PART.match(said)
        or (scopes.in_parts and _NEXT_PART.match(said))
    ):
        scopes.part_begins()
