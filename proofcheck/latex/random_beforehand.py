"""What a sentence says of what is random that it introduces, before a display that it claims."""

from typing import TYPE_CHECKING

from proofcheck.latex.hearing import not_heard
from proofcheck.latex.introducing import introduces_chance, moments
from proofcheck.latex.source import Token, UnreadError
from proofcheck.latex.speech import SUPPOSED

if TYPE_CHECKING:
    from proofcheck.latex.document import Reading


def take_chance(reading: "Reading", at: Token) -> None:
    """Take what a sentence says of what is random that it introduces, before a display that it claims."""
    speech = reading.speech
    if speech.mode == SUPPOSED or not introduces_chance(speech.sentence):
        return
    try:
        for says in moments(speech.sentence, speech.inline, reading.notation):
            reading.suppose(says, at, local=True)
    except UnreadError as error:
        not_heard(reading, error, at)
