"""An iteration that is the subject of its sentence: "the method [display] satisfies ..." does not claim the display."""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from proofcheck.latex.forms import is_term
from proofcheck.latex.heard import Item, as_sentence
from proofcheck.latex.ranges import find
from proofcheck.latex.source import Token
from proofcheck.latex.speech import ASIDE, CLAIMED

if TYPE_CHECKING:
    from proofcheck.latex.document import Reading

_BEFORE = re.compile(
    r"\b(?:iterat(?:ion|e)s?|recursion|recurrence|sequence|scheme|updates?|method|dynamics|flow|algorithm|descent|ascent|"
    r"gd|sgd|steps?|process)\W*(?:⟨\d+⟩)?\Z",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"^\W*(?:(?:with|for|where|from|started|starting|initiali[sz]ed|run|when)\b[^.;]{0,80}?)??(?:then |also )?"
    r"\b(?:satisf(?:y|ies)|obeys?|fulfils?|converges?|is|are|has|have|decreases?|yields?|gives?|contracts?)\b",
    re.IGNORECASE,
)


def takes_subject(reading: "Reading", tokens: list[Token], said: str, following: Sequence[Item]) -> bool:
    """Whether an equation is what the words before it name, and what is said of that comes next."""
    place = find(tokens, "=")
    left = tokens[: max(place, 0)]
    if said not in {ASIDE, CLAIMED} or reading.scopes.proving or not is_term(left, reading.notation):
        return False
    found = reading.notation.name(left, 0)
    new = found is not None and found.root not in reading.told.names and not reading.notation.known(found.root)
    if not new and {"+", "'"}.isdisjoint(t.text for t in left):
        return False
    named = _BEFORE.search(reading.speech.sentence) is not None and _AFTER.match(as_sentence(following)[0]) is not None
    reading.speech.word = "let" if named else reading.speech.word
    return named
