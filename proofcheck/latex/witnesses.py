"""Letters that only exist, "$f \\le C$ for some $C$": an argument cannot choose what they are."""

import re
from typing import TYPE_CHECKING

from proofcheck.latex.applying import full_name
from proofcheck.latex.forms import names_in
from proofcheck.latex.grammar import mathematical
from proofcheck.latex.ranges import find, first_side
from proofcheck.latex.source import Token
from proofcheck.latex.speech import CLAIMED, SUPPOSED
from proofcheck.latex.vocabulary import words

if TYPE_CHECKING:
    from proofcheck.latex.document import Reading

_EXISTS = re.compile(
    r"\b(?:for|with) (?:some|an?)(?: [a-z-]+){0,3} ⟨(\d+)⟩|"
    r"\b(?:there (?:is|are|exists?)|some)(?: [a-z-]+){0,4} ⟨(\d+)⟩",
    re.IGNORECASE,
)
"""What says of a letter that something of its kind exists."""
_CHOOSING = re.compile(r"\b(?:choos\w+|tak\w+|set\w*|put\w*|pick\w*|let|fix\w*)\b[^⟨⟩]*⟨\d+⟩\Z", re.IGNORECASE)
_SUPPOSING = words("suppose assume assuming supposing if when whenever")


def note_witnesses(reading: "Reading") -> None:
    """Note the letters of which a sentence that supposes something says no more than that they exist."""
    speech = reading.speech
    for found in _EXISTS.finditer(speech.sentence) if speech.mode == SUPPOSED else ():
        side = first_side(mathematical(speech.inline[int(found[1] or found[2])]))
        if (name := full_name(side, reading.notation)) is not None:
            reading.told.existing.add(name)


def chooses_witness(reading: "Reading", content: list[Token], said: str) -> bool:
    """Whether an equation chooses what is only known to exist: "choose $C = 1$"."""
    place = find(content, "=")
    claimed = said == CLAIMED and _CHOOSING.search(reading.speech.sentence) is None
    if place <= 0 or claimed or reading.speech.word in _SUPPOSING:
        return False
    name = full_name(content[:place], reading.notation)
    return name in reading.told.existing and name not in names_in(content[place + 1 :], reading.notation)
