"""What is claimed of all things of a kind is claimed whatever was supposed of the letter for them before."""

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from proofcheck.latex.forms import names_in
from proofcheck.latex.grammar import mathematical
from proofcheck.latex.hearing import leave_number
from proofcheck.latex.ranges import first_side
from proofcheck.latex.source import Token, plain

if TYPE_CHECKING:
    from proofcheck.latex.document import Reading

_REAL = re.compile(
    r"\b(?:for|all|any|every|each|arbitrary|general) real (?:numbers? |values? )?"
    r"(?P<letters>⟨\d+⟩(?:(?: ,|,| and){1,2} ⟨\d+⟩)*)",
    re.IGNORECASE,
)
"""What says of letters that they are any real numbers."""
_SUBJECT = re.compile(
    r"^\W*(?:(?:then|hence|thus|now|moreover|furthermore|also|in fact|indeed),? )?(?:all|every|any|each) "
    r"(?:[a-z]+ ){0,2}⟨(?P<all>\d+)⟩,? (?:satisf\w+|obeys?|fulfil\w*|has|have)\b",
    re.IGNORECASE,
)
"""A sentence about all of some things."""
_OF_THE_SPACE = re.compile(
    r"\\in ?\\(?:mathbb|mathbf|bb|bf|Bbb) ?\{? ?R ?\}?(?: ?\^.{1,12})?|\\in ?\\(?:R|Re|Reals|RR)\b"
)


def end_what_was_supposed(reading: "Reading", over: Sequence[list[Token]]) -> None:
    """End what was supposed in passing of the letters of quantifiers; all of it where they are over a whole space."""
    over = [*over, *_subjects(reading)]
    sides = [(first_side(mathematical(tokens)), _is_whole(tokens)) for tokens in over]
    reading.scopes.claims_of_all(frozenset().union(*(names_in(side, reading.notation) for side, _ in sides)))
    said = [side for side, whole in sides if whole] + list(_real(reading))
    names = frozenset[str]().union(*(names_in(side, reading.notation) for side in said))
    if names:
        reading.scopes.generalised(names, values=False)
        for name in names:
            leave_number(reading, name)


def _subjects(reading: "Reading") -> Iterator[list[Token]]:
    """Yield that of all of which a sentence says something: "All $x \\in \\mathbb{R}$ satisfy"."""
    found = _SUBJECT.match(reading.speech.sentence)
    if found is not None:
        yield reading.speech.inline[int(found["all"])]


def _is_whole(tokens: Sequence[Token]) -> bool:
    """Whether a quantifier is over all real numbers, or all vectors."""
    return _OF_THE_SPACE.search(plain(tokens).strip().removesuffix(",")) is not None


def _real(reading: "Reading") -> Iterator[list[Token]]:
    for found in _REAL.finditer(reading.speech.sentence):
        for number in re.findall(r"\d+", found["letters"]):
            yield mathematical(reading.speech.inline[int(number)])
