"""Words that take back a property or a sign: "now let $f$ be nonconvex", "$a$ may be negative from here on".

What was supposed so is then supposed no longer: until the paragraph ends, or until the part of the text does where the
sentence says that it goes on.
"""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from proofcheck.lang import expressions as ex
from proofcheck.latex.about import introduced, is_sign, opposed
from proofcheck.latex.applying import full_name
from proofcheck.latex.grammar import mathematical
from proofcheck.latex.ranges import first_side

if TYPE_CHECKING:
    from proofcheck.latex.document import Reading

_STRONGLY = r"strong(?:ly)?[ -]"
_ALONE = r"(?<!strong[ -])(?<!strongly[ -])(?<!strictly[ -])(?<!uniformly[ -])"
_WORDS = {
    rf"{_STRONGLY}convex(?:ity)?": {"strongly convex"},
    rf"{_ALONE}convex(?:ity)?": {"convex", "strongly convex"},
    rf"{_ALONE}concav(?:e|ity)": {"concave"},
    r"smooth(?:ness)?": {"smooth"},
    r"lipschitz(?:ness)?(?:[ -]continu(?:ous|ity))?": {"lipschitz", "smooth"},
    rf"{_STRONGLY}monoton(?:e|icity)": {"strongly monotone"},
    rf"{_ALONE}monoton(?:e|icity)": {"strongly monotone", "monotone"},
    r"co-?coerciv(?:e|ity)": {"cocoercive"},
    r"(?<!skew-)(?<!skew )symmetr(?:ic|y)": {"symmetric"},
    r"(?:positive[ -])?(?:semi-?)?definite(?:ness)?": {"positive definite", "positive semidefinite"},
    r"(?:invertib(?:le|ility)|(?<!non-)(?<!non)singular)": {"invertible"},
    r"orthogonal(?:ity)?": {"orthogonal", "orthogonal projection"},
    r"(?:positiv(?:e|ity)|non-?negativ(?:e|ity))(?![ -](?:semi|definite|integer|constant|prob|part))": {
        "positive",
        "nonnegative",
    },
    r"(?:non-?decreasing|(?<!non-)(?<!non)increasing)": {"increasing"},
    r"(?:non-?increasing|(?<!non-)(?<!non)decreasing)": {"decreasing"},
    r"(?:non-?zero|unit|normali[sz]ed)": {"nonzero", "unit"},
}
"""What is taken back by name, and the properties that this leaves open."""
_LETTERS = r"⟨\d+⟩(?:,? (?:and |or )?⟨\d+⟩)*"
_OF = rf"(?: of (?:the [a-z ]{{1,30}} )?(?P<of>{_LETTERS}))?"
_NOT = (
    r"(?:\bnot(?! (?:only|just|merely|strictly)\b)(?: (?:be|necessarily|always|even|any ?more|longer|assumed|supposed|"
    r"required|known|need|to|have|in general|globally|itself|an?))*|\bfail(?:s|ed)? to be|\bceas(?:es|ed) to be|"
    r"\bneither|\bnever)"
)
_DENIED = (
    rf"(?:(?P<before>{_LETTERS})[^⟨⟩.;]{{0,40}}{_NOT} (?:an? )?(?:[a-z-]+ ){{0,2}}?|"
    r"\bno longer (?:[a-z]+ ){0,4}(?:(?P<no>⟨\d+⟩) (?:is|are|be|to be) )?|"
    r"\b(?:do(?:es)? not|need not|not) (?:assume|suppose|require|impose|have)(?: that)? (?:(?P<that>⟨\d+⟩) "
    r"(?:is|are|be|to be) )?(?:any |the )?(?:[a-z-]+ )?|"
    r"\bwithout (?:[a-z]+ ){0,3}(?:(?P<with>⟨\d+⟩) (?:is|are|be|being|to be) )?|"
    r"\b(?:drop\w*|remov\w*|relax\w*|discard\w*|abandon\w*|give up|giving up|forget\w*|dispens\w*|beyond|lift\w*)"
    r" (?:[a-z]+ ){0,5}(?:(?P<drop>⟨\d+⟩) (?:is|are|be|being|to be) )?|"
    rf"\b(?:functions?|loss(?:es)?|objectives?|matri(?:x|ces)|operators?|maps?) (?:that|which) (?:is|are) {_NOT} |"
    r"\bnon ?-? ?)"
)
_IS_GONE = (
    r"(?:,? (?:which [a-z ]{0,30})?(?:(?:is|are|was|will be|does|need|may|might|can) (?:\w+ )?"
    r"(?:not|no longer|dropped|lost|absent|relaxed|removed|lifted|missing|discarded|abandoned|fail)|fails|is lost))\b"
)
_ELSEWHERE = re.compile(
    r"\b(?:unlike|in contrast|as opposed|contrary to|compared|rather than|instead of|known|literature|et al|whereas|"
    r"were|would|even if|whether|open problem|future|other|because|since|as)\b[^⟨⟩.;]*\Z",
    re.IGNORECASE,
)
"""What is said before of something that is not meant here."""
_GOES_ON = re.compile(
    r"\b(?:now|no longer|any ?more|any longer|from (?:here|now|this point) on\w*|henceforth|hereafter|what follows|"
    r"in the (?:sequel|following|rest|remainder)|below|drop\w*|remov\w*|lift\w*|discard\w*|abandon\w*|forget|turn)\b",
    re.IGNORECASE,
)
"""What says that something is so from here on."""
_AN_ARTICLE = re.compile(r"\b(?:an?|some|any|each|every)\b(?: [a-z-]+){0,3}\Z", re.IGNORECASE)
_PATTERNS = [
    (
        re.compile(
            rf"{_DENIED}{word}\b(?:(?: [a-z]+){{0,2}} (?P<after>⟨\d+⟩))?{_OF}|"
            rf"\b{word}{_OF.replace('<of>', '<of_gone>')}(?: (?:assumption|condition))?{_IS_GONE}",
            re.IGNORECASE,
        ),
        properties,
    )
    for word, properties in _WORDS.items()
]
_NAMED = re.compile("|".join(_WORDS), re.IGNORECASE)
"""What every one of the patterns contains; most sentences name nothing of the kind."""
_ONLY = re.compile(
    r"(?P<before>⟨\d+⟩) (?:is|are|be)(?: now)? (?:(?:merely|only|just)(?: (?:assumed|supposed|required)(?: to be)?)?|"
    r"(?:assumed|supposed|required) (?:only |merely |just )(?:to be)?) [a-z]",
    re.IGNORECASE,
)
"""What says that nothing else is supposed of something than what comes."""
_ANY_SIGN = re.compile(
    r"(?P<before>⟨\d+⟩)[^⟨⟩.;]{0,30} (?:of|have|has|take|takes|with) (?:an? )?(?:any|either|both|arbitrary) "
    r"(?:(?:real )?(?:signs?|values?|numbers?)\b)|"
    r"\bsign of (?P<of>⟨\d+⟩) (?:is|may be|can be)(?: now)? (?:arbitrary|free|unrestricted|not restricted)",
    re.IGNORECASE,
)
"""What says of numbers that they may be positive or negative."""
_MAY_BE = re.compile(
    r"(?P<before>⟨\d+⟩)[^⟨⟩.;]{0,30}\b(?:may|can|might|could|allowed to)(?: now| also| well| even| again)* be(?:come)? "
    r"(?P<word>negative|non-?positive|zero|positive|non-?negative)\b",
    re.IGNORECASE,
)
_SIGNS = {"negative": "<", "nonpositive": "<=", "zero": "=", "positive": ">", "nonnegative": ">="}


_WITHOUT = re.compile(
    r"\b(?:without|regardless of|irrespective of|independently of|dropping|removing) (?:the|this|that|these|any|our) "
    r"(?:[a-z]+ )?(?:conditions?|assumptions?|restrictions?|constraints?|hypothes[ie]s|requirements?)"
    r"(?: (?:on|of|for|about) (?P<of>⟨\d+⟩))?",
    re.IGNORECASE,
)
"""What says that something is so whatever was supposed of letters: "without the condition on $a$"."""


_ANYTHING = re.compile(
    r"(?P<before>⟨\d+⟩) (?:may|can|could|is allowed to|are allowed to) (?:now |again |also )?be (?:now |again )?"
    r"(?:any|an arbitrary|arbitrary)(?: real| complex)?(?: (?:numbers?|scalars?|values?|vectors?|points?|functions?|"
    r"matri(?:x|ces)|reals?))?(?=\s*(?:\Z|[,.;:]|from|now|here))",
    re.IGNORECASE,
)
"""What says of a letter that it may be anything."""


def withdraw(reading: "Reading") -> None:
    """End what was supposed in words in sentences before and what this one takes back."""
    sentence = reading.speech.sentence
    if len(sentence) < 12:
        return
    lasts = _GOES_ON.search(sentence) is not None
    for properties, names in _taken_back(reading, sentence):
        ended = [
            told.says
            for told in reading.told.described
            if told.property in properties
            and told.sentence < reading.speech.sentences
            and (not names or not names.isdisjoint(told.names))
        ]
        reading.scopes.leave(ended, lasts=lasts)
        if "positive" in properties:
            reading.scopes.leave([one for one in _signs_of(reading, names) if one.op in {">", ">="}], lasts=lasts)
    reading.scopes.leave([*_signs(reading, sentence)], lasts=lasts)
    for found in (*_WITHOUT.finditer(sentence), *_ANYTHING.finditer(sentence)):
        names = _names(reading, sentence, found) if any(found.groups()) else frozenset[str]()
        supposed = [*reading.scopes.standing, *reading.scopes.given]
        reading.scopes.leave([a for a in supposed if not names.isdisjoint(introduced(a))], lasts=lasts)


def _taken_back(reading: "Reading", sentence: str) -> Iterator[tuple[frozenset[str], frozenset[str]]]:
    """Yield which properties are taken back, and of which names; of all where none is said."""
    for pattern, properties in _PATTERNS if _NAMED.search(sentence) else ():
        for found in pattern.finditer(sentence):
            if _ELSEWHERE.search(sentence[: found.start()]) or _of_some(sentence[: found.start()], found):
                continue
            yield frozenset(properties), _names(reading, sentence, found)
    for found in _ONLY.finditer(sentence):
        every = frozenset(told.property for told in reading.told.described)
        yield every, _names(reading, sentence, found)


def _of_some(before: str, found: re.Match[str]) -> bool:
    """Whether something else is so called that has no letter: "a nonconvex problem"."""
    return not any(found.groups()) and _AN_ARTICLE.search(before) is not None


def _names(reading: "Reading", sentence: str, found: re.Match[str]) -> frozenset[str]:
    """Return the names of which something is taken back."""
    said = next((group for key, group in found.groupdict().items() if group and key != "word"), "")
    adjective = found[0].lower().startswith("non")
    last = re.findall(r"⟨\d+⟩", sentence[: found.start()])[-1:] if adjective and not said else []
    numbers = [int(number) for number in re.findall(r"\d+", said or "".join(last))]
    sides = [first_side(mathematical(reading.speech.inline[number])) for number in numbers]
    return frozenset(full_name(side, reading.notation) or "" for side in sides)


def _signs_of(reading: "Reading", names: frozenset[str]) -> list[Any]:
    """Return what is supposed of the signs of numbers."""
    scopes = reading.scopes
    elsewhere = (a for name in names for a in scopes.supposed_before.get(name, ()))
    supposed = dict.fromkeys([*scopes.standing, *scopes.tacit, *scopes.given, *scopes.presupposed, *elsewhere])
    return [a for a in supposed if is_sign(a) and str(a.left.name) in names]


def _signs(reading: "Reading", sentence: str) -> Iterator[Any]:
    """Yield what is supposed of the signs of numbers that may have others now, as the sentence says."""
    for pattern in (_ANY_SIGN, _MAY_BE):
        for found in pattern.finditer(sentence):
            word = found.groupdict().get("word")
            for one in _signs_of(reading, _names(reading, sentence, found)):
                new = ex.related(_SIGNS[word.lower().replace("-", "")], one.left, 0) if word else None
                if new is None or opposed(one, new):
                    yield one
