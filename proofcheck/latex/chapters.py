"""A document chapter by chapter: letters are others in each, and what was supposed of them in one before is in doubt.

A chapter is read like a document of its own: what its letters are is guessed from it alone, so that a long book takes
no longer than its chapters do. What holds everywhere are declarations, conventions in words, labels and ids.
"""

import time
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from proofcheck.latex.beforehand import Beforehand, Written
from proofcheck.latex.notation import Notation, Step
from proofcheck.latex.record import Record
from proofcheck.latex.retyping import Guesses, settled
from proofcheck.latex.source import Token, UnreadError
from proofcheck.latex.structure import Directive, Part, Section, beginning
from proofcheck.latex.telling import take_directive

if TYPE_CHECKING:
    from proofcheck.latex.document import Reading

CHAPTER = "\\chapter"
SECONDS = 45.0
"""Computing time within which a document is read; what is left then is said to be left."""
_ENOUGH = 0.5
"""The part of it after which other kinds of letters are no longer tried."""


def parted(content: list[Part]) -> list[list[Part]]:
    """Return the chapters of a document, what stands before the first one with it; all as one where there are none."""
    begin = [place for place, part in enumerate(content) if isinstance(part, Section) and part.at.text == CHAPTER]
    starts = [0, *begin[1:]]
    return [content[start:end] for start, end in zip(starts, [*starts[1:], len(content)], strict=True)]


def up_to(reading: "Reading") -> "list[Reading]":
    """Return the chapters of a document, each as it was read, up to one."""
    before = reading.chapter.before
    return [*([] if before is None else up_to(before)), reading]


def everything(reading: "Reading | None") -> list[Part]:
    """Return what a document consists of, up to the end of a chapter."""
    return [] if reading is None else [part for chapter in up_to(reading) for part in chapter.content]


class Patience:
    """How much of the time is used up in which a document is to be read."""

    def __init__(self) -> None:
        self._start = time.process_time()

    @property
    def used(self) -> float:
        """The part of the time that is used up."""
        return (time.process_time() - self._start) / SECONDS

    def hurries(self) -> bool:
        """Whether there is no time for other readings."""
        return self.used > _ENOUGH


@dataclass(slots=True)
class Chapter:
    """A chapter to be read, after those before it.

    Attributes:
        seen: what is known of it before it is read in order.
        before: the chapter before it, as it was read.
        futile: formulas that no other kinds of their letters help, as earlier readings of it have found.
    """

    content: list[Part]
    seen: Beforehand
    before: "Reading | None"
    last: bool
    patience: Patience
    futile: set[Hashable] = field(default_factory=set)

    def record(self, notation: Notation, problems: list[UnreadError]) -> Record:
        """Return the record with which it begins: that of those before it."""
        return Record(notation, problems=problems) if self.before is None else self.before.record.going_on(notation)

    def begins(self, reading: "Reading", said: Sequence[Directive]) -> None:
        """Take what is declared beside the document and before; what is supposed of letters before is in doubt."""
        noted = reading.record.noted()
        for directive in (*said, *(part for part in everything(self.before) if isinstance(part, Directive))):
            take_directive(reading, directive)
        if self.before is not None:
            reading.record.forget(noted)
            reading.directives.nothing_waits()
            reading.reasons.go_on(self.before.reasons)
            reading.scopes.go_on_after(self.before.scopes, self.before.defined_in)

    def breaks_off(self, reading: "Reading", part: Part) -> bool:
        """Whether there is no time left for this part and what comes after it; that is said."""
        if self.patience.used < 1 or (at := beginning(part)) is None:
            return False
        reading.record.problem(_too_long(at))
        return True


def in_chapters(
    content: list[Part],
    said: Sequence[Directive],
    written: Written,
    read: "Callable[[Chapter, Step | None, frozenset[str], Guesses], Reading]",
) -> "Reading":
    """Read a document chapter by chapter, each with the letters and the step with which least of it is lost."""
    patience, left = Patience(), parted(content)
    before: Reading | None = None
    told = [*said]
    for place, parts in enumerate(left):
        seen = Beforehand.of(parts, told, written)
        chapter = Chapter(parts, seen, before, place == len(left) - 1, patience)
        before = _best(partial(read, chapter), seen.step, patience)
        told += [part for part in parts if isinstance(part, Directive)]
        if patience.used >= 1 and not chapter.last:
            finish(before)
            break
    assert before is not None
    return before


def finish(reading: "Reading") -> None:
    """Say what is known after the last chapter that is read."""
    if reading.scopes.unheard:
        note = f"what is supposed {reading.scopes.unheard} is not read, so that no claim is called false."
        reading.record.passed_over.append((Token("sign", "", reading.main, 0, 0), note))
    reading.reasons.settle(reading.scopes.seen)
    reading.made = None


def _best(
    read: "Callable[[Step | None, frozenset[str], Guesses], Reading]", step: Step | None, patience: Patience
) -> "Reading":
    whole = settled(partial(read, None), patience.hurries)
    if step is None or patience.hurries():
        return whole
    return min(whole, settled(partial(read, step), patience.hurries), key=lambda made: made.lost)


def _too_long(at: Token) -> UnreadError:
    message = (
        f"nothing is read from here on, since reading the file takes more than {SECONDS:g} s: "
        "check its chapters as files of their own."
    )
    return UnreadError(at, message, "what is too long")
