"""What a text contains and does not say in its own sentences: questions, and notes at the foot or in the margin."""

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from proofcheck.latex.assertions import equivalence
from proofcheck.latex.denying import denial, denied
from proofcheck.latex.forms import equivalent, in_doubt, is_new, names_condition, names_or_letters
from proofcheck.latex.grammar import mathematical
from proofcheck.latex.heard import NOTES, Inline, Item, Word, as_sentence, group, items
from proofcheck.latex.ranges import find
from proofcheck.latex.source import Token
from proofcheck.latex.speech import SUPPOSING
from proofcheck.latex.structure import Display
from proofcheck.latex.vocabulary import RELATIONS

if TYPE_CHECKING:
    from proofcheck.latex.document import Reading

_IS_CALLED = re.compile(
    r"\W*(?:is|are) (?:often |usually |also |sometimes )?(?:called|termed|known as|named)\b", re.IGNORECASE
)


def hear_notes(reading: "Reading", tokens: Sequence[Token]) -> None:
    """Leave in doubt of what notes beside the text suppose something: they may be meant for what is around them."""
    for place, token in enumerate(tokens):
        said = list(items(group(tokens, place + 1)[0])) if token.text in NOTES else []
        if any(isinstance(item, Word) and item.text.lower() in SUPPOSING for item in said):
            _in_doubt(reading, said)


def without_questions(reading: "Reading", heard: Sequence[Item]) -> list[Item]:
    """Return what is heard without the sentences that ask; what they ask about is in doubt."""
    kept: list[Item] = []
    for sentence in _sentences(heard):
        last = sentence[-1]
        if isinstance(last, Word) and last.text == "?":
            _in_doubt(reading, sentence)
            kept.append(Word(".", last.at))
        else:
            kept += sentence
    return kept


def asks(following: Sequence[Item]) -> bool:
    """Whether the sentence that goes on after a display is a question."""
    first = next(_sentences(following), [])
    return bool(first) and isinstance(first[-1], Word) and first[-1].text == "?"


def left(reading: "Reading", display: Display, after: Sequence[Item], following: Sequence[Item]) -> bool:
    """Leave a display that is asked, named as a condition, denied, or one side of an equivalence; whether it is one."""
    speech, at = reading.speech, display.at
    names = names_or_letters(display.tokens, reading.notation)
    if asks(after) or (after and names_condition(speech.sentence, after)):
        why = "this is asked, and not claimed." if asks(after) else "this is named as a condition: it claims nothing."
        reading.record.passed_over.append((at, why))
        reading.scopes.unread(at, in_doubt(names, reading.notation))
        return True
    if equivalent(speech.sentence, following):
        reading.leave(equivalence(at), at, in_doubt(names, reading.notation))
        return True
    if denied(speech, after, speech.mode, argued=reading.scopes.argues, display=True) and not _names_letter(
        reading, display, after
    ):
        reading.leave(denial(at, speech.sentence), at, names)
        return True
    return False


def _names_letter(reading: "Reading", display: Display, after: Sequence[Item]) -> bool:
    r"""Whether a display says what a new letter is, and the words after it what that is called: ``\kappa = L / m``."""
    content = mathematical(display.tokens)
    place = find(content, *RELATIONS)
    if place < 1 or content[place].text != "=" or _IS_CALLED.match(as_sentence(after)[0]) is None:
        return False
    return is_new(content[:place], reading.notation, reading.elsewhere())


def _sentences(heard: Sequence[Item]) -> Iterator[list[Item]]:
    sentence: list[Item] = []
    for item in heard:
        sentence.append(item)
        if isinstance(item, Word) and item.text in {".", "?"}:
            yield sentence
            sentence = []
    if sentence:
        yield sentence


def _in_doubt(reading: "Reading", said: Sequence[Item]) -> None:
    for item in said:
        if isinstance(item, Inline):
            reading.scopes.unread(item.at, names_or_letters(item.tokens, reading.notation))
