"""What a text contains and does not say in its own sentences: questions, and notes at the foot or in the margin."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from proofcheck.lang import expressions as ex
from proofcheck.latex.assertions import equivalence, moving
from proofcheck.latex.defined_words import define_word
from proofcheck.latex.denying import denial, denied
from proofcheck.latex.forms import equivalent, in_doubt, is_new, names_condition, names_or_letters
from proofcheck.latex.grammar import mathematical
from proofcheck.latex.heard import NOTES, Inline, Item, Word, as_sentence, group, items
from proofcheck.latex.phrases import IN_REGIME
from proofcheck.latex.ranges import find
from proofcheck.latex.respectively import of_each_respectively, says_respectively
from proofcheck.latex.source import Token
from proofcheck.latex.speech import SUPPOSING
from proofcheck.latex.structure import Display
from proofcheck.latex.vocabulary import RELATIONS

if TYPE_CHECKING:
    from proofcheck.latex.document import Reading

_IS_CALLED = re.compile(
    r"\W*(?:is|are) (?:often |usually |also |sometimes )?(?:called|termed|known as|named)\b", re.IGNORECASE
)

_IF_FIRST = re.compile(
    rf"^[^⟨⟩]*\b(?:if|when|whenever|(?:as|so) long as|once|in case|{IN_REGIME})\b"
    r"(?!.*\b(?:then|we|it|where|with|such|holds?)\b)(?! ⟨\d+⟩(?:,? (?:and )?⟨\d+⟩)+,? [a-z]+\Z)",
    re.IGNORECASE,
)
"""What begins with a condition, and says nowhere what is claimed under it."""
_SAYS = re.compile(r"⟨\d+⟩ (?:is|are|has|have|satisfies)\b", re.IGNORECASE)


def hear_notes(reading: "Reading", tokens: Sequence[Token]) -> None:
    """Leave in doubt of what notes beside the text suppose something: they may be meant for what is around them."""
    for place, token in enumerate(tokens):
        said = list(items(group(tokens, place + 1)[0])) if token.text in NOTES else []
        if any(isinstance(item, Word) and item.text.lower() in SUPPOSING for item in said):
            _in_doubt(reading, said)


def noted(reading: "Reading", display: Display) -> Display:
    r"""Hear the notes in a display, ``a \\le b. \\footnote{...}``, and return it without them."""
    hear_notes(reading, display.tokens)
    tokens, kept, place = display.tokens, list[Token](), 0
    while place < len(tokens):
        is_note = tokens[place].text in NOTES
        kept += [] if is_note else [tokens[place]]
        place = group(tokens, place + 1)[1] if is_note else place + 1
    return display if len(kept) == len(tokens) else replace(display, tokens=kept)


def without_questions(reading: "Reading", heard: Sequence[Item]) -> list[Item]:
    """Return what is heard without the sentences that ask, and with "respectively" said of each.

    What they ask about, and what is said respectively and cannot be told apart, is in doubt.
    """
    kept: list[Item] = []
    for sentence in sentences(heard):
        last = sentence[-1]
        if isinstance(last, Word) and last.text == "?":
            _in_doubt(reading, sentence)
            kept.append(Word(".", last.at))
        elif says_respectively(sentence):
            each = of_each_respectively(sentence)
            supposes = any(isinstance(item, Word) and item.text.lower() in SUPPOSING for item in sentence)
            if each is None and supposes:
                _in_doubt(reading, sentence)
            kept += sentence if each is None else each
        else:
            kept += sentence
    return kept


def with_then(heard: Sequence[Item]) -> list[Item]:
    """Return what is heard with the word that is left out where a sentence claims something under a condition.

    "If $a \\ge 1$, $a^2 \\ge a$." claims the last formula.
    """
    kept: list[Item] = []
    for sentence in sentences(heard):
        if _concludes(sentence):
            sentence = [*map(_as_if, sentence[:-2]), Word("then", sentence[-2].at), *sentence[-2:]]
        kept += sentence
    return kept


def _as_if(item: Item) -> Item:
    """An item of a condition, with "if" for what means the same there."""
    return Word("if", item.at) if isinstance(item, Word) and item.text.lower() in {"once", "case"} else item


def _concludes(sentence: Sequence[Item]) -> bool:
    """Whether a sentence ends with what is claimed under its condition, and no word says so."""
    *before, comma, last, stop = sentence if len(sentence) > 3 else [None] * 4
    if not (isinstance(comma, Word) and comma.text == "," and isinstance(last, Inline) and isinstance(stop, Word)):
        return False
    said = as_sentence([item for item in before if item is not None])[0]
    says = any(isinstance(item, Inline) and _relates(item.tokens) for item in before) or _SAYS.search(said) is not None
    return stop.text == "." and _relates(last.tokens) and says and _IF_FIRST.match(said) is not None


def _relates(tokens: Sequence[Token]) -> bool:
    return any(token.text in RELATIONS for token in tokens)


def asks(following: Sequence[Item]) -> bool:
    """Whether the sentence that goes on after a display is a question."""
    first = next(sentences(following), [])
    return bool(first) and isinstance(first[-1], Word) and first[-1].text == "?"


def left(reading: "Reading", display: Display, after: Sequence[Item], following: Sequence[Item]) -> bool:
    """Leave a display that is asked, named as a condition, denied, or one side of an equivalence; whether it is one."""
    if _is_left(reading, display, after, following):
        reading.passes(display)
        return True
    return False


def _is_left(reading: "Reading", display: Display, after: Sequence[Item], following: Sequence[Item]) -> bool:
    speech, at = reading.speech, display.at
    if not reading.scopes.argues:
        _another_method(reading, mathematical(display.tokens), at)
    if asks(after) or (after and names_condition(speech.sentence, after)):
        why = "this is asked, and not claimed." if asks(after) else "this is named as a condition: it claims nothing."
        reading.record.passed_over.append((at, why))
        reading.scopes.unread(at, in_doubt(_names(reading, display), reading.notation))
        return True
    if equivalent(speech.sentence, following):
        reading.leave(equivalence(at), at, in_doubt(_names(reading, display), reading.notation))
        return True
    if denied(speech, after, speech.mode, argued=reading.scopes.argues, display=True) and not _names_letter(
        reading, display, after
    ):
        if (word := define_word(reading, display.tokens, display.environment)) is not None:
            reading.told.words.append(word)
        reading.leave(denial(at, speech), at, _names(reading, display))
        return True
    return False


def _another_method(reading: "Reading", content: list[Token], at: Token) -> None:
    """Let a sequence be another one where a display says how another method goes on; which one is meant is in doubt."""
    name = reading.told.goes_on_otherwise(content, reading.speech.sentence)
    if name:
        said = ((a, a.body if isinstance(a, ex.ForAll) else a) for a in reading.scopes.standing)
        goes_on = ((a, moving(body)[0]) for a, body in said if isinstance(body, ex.Relation) and body.op == "=")
        ended = [a for a, sequence in goes_on if sequence is not None and sequence.name == name]
        reading.scopes.leave(ended, lasts=True)
        reading.told.begin_anew(name)
        reading.scopes.unread(at, frozenset({name}), "which of several methods it is about")


def _names(reading: "Reading", display: Display) -> frozenset[str]:
    return names_or_letters(display.tokens, reading.notation)


def _names_letter(reading: "Reading", display: Display, after: Sequence[Item]) -> bool:
    r"""Whether a display says what a new letter is, and the words after it what that is called: ``\kappa = L / m``."""
    content = mathematical(display.tokens)
    place = find(content, *RELATIONS)
    if place < 1 or content[place].text != "=" or _IS_CALLED.match(as_sentence(after)[0]) is None:
        return False
    return is_new(content[:place], reading.notation, reading.elsewhere())


def sentences(heard: Sequence[Item]) -> Iterator[list[Item]]:
    """Yield the sentences that are heard, each with its full stop."""
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
