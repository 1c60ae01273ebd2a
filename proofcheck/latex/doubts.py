"""What may be supposed that is not read or not said, and of what: nothing is called false that speaks of it."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from proofcheck.lang import expressions as ex
from proofcheck.lang.claims import Remark
from proofcheck.latex.about import counts, has_members, names_of, with_wholes
from proofcheck.latex.notation import named
from proofcheck.latex.parts import Parts
from proofcheck.latex.source import Token
from proofcheck.latex.speech import Speech
from proofcheck.latex.vocabulary import INDICES

_TERMS = "."
_MOST_LINES = 5
"""How many lines that are not read are named."""


@dataclass(slots=True)
class Doubts(Parts):
    """The parts that are open, and what may be supposed in each and is not read."""

    unheard: str = ""
    """Where something may be supposed that is not read at all: in words of another language, in another document."""
    broken: list[tuple[int, Remark | int, frozenset[str]]] = field(default_factory=list)
    passing: dict[int, int] = field(default_factory=dict)
    """In which section those were noted that end where their names are declared anew in another one."""
    undefined_in: set[int] = field(default_factory=set)
    """Those that say that a definition was not read."""
    without_definition: set[str] = field(default_factory=set)
    """The names whose definitions were not read."""
    ended: set[int] = field(default_factory=set)
    """Those that say what ended with a condition or a paragraph: in running text it may be meant, with more, on."""
    complete: set[str] = field(default_factory=set)
    """The names of which everything that is supposed is read, as the author says."""
    section: int = 0
    paragraphs: int = 0
    """How many paragraphs have ended."""
    noted_in: list[int] = field(default_factory=list)
    """In which paragraph each of ``broken`` was noted: what counts in it counts anew in the next one."""
    speech: Speech = field(default_factory=Speech)

    def unread(self, at: Token, names: frozenset[str], words: str = "", perhaps: Sequence[Any] = ()) -> None:
        """Note that what is supposed here of names was not read; in which words, and what it may be, where known."""
        if not names:
            return
        line = at.place[0]
        said = f"what is supposed in line {line}, which is not read: {words}"
        remark = doubt(said, perhaps) if words else line
        if not self.speech.lasting:
            self.passing[len(self.broken)] = self.section
        self._note(self.place, remark, names)

    def before_chapter(self, names: frozenset[str]) -> None:
        """Note that an earlier chapter supposes something of names, which may be meant where they are not anew."""
        self.passing[len(self.broken)] = self.section
        self._note(0, doubt("what a chapter before supposes, and this one does not"), names)

    def anew(self, names: frozenset[str]) -> None:
        """Hear that names are spoken of anew: what was not read of them elsewhere is not meant here."""
        if not self.speech.lets:
            return
        if self.inside:
            self.open_[-1].fresh |= names
            return
        for number, section in self.passing.items():
            place, said, about = self.broken[number]
            if place == 0 and section < self.section:
                self.broken[number] = place, said, about - names

    def settles(self, number: int) -> None:
        """Hear that what was not read is read where it is supposed: it is no doubt from here on."""
        if number < len(self.broken):
            place, said, _ = self.broken[number]
            self.broken[number] = place, said, frozenset()

    def left(self, name: str) -> None:
        """Note that a name has stood for a number before, and may do so on."""
        self._note(0, doubt(f"that {name} is what it was before"), frozenset({name}))

    def undefined(self, at: Token, name: str) -> None:
        """Note that the definition of a name was not read: that is so in all that follows."""
        said = f"the definition of {name} in line {at.place[0]}, which is not read"
        self.undefined_in.add(len(self.broken))
        self.without_definition.add(name)
        self._note(0, doubt(said), frozenset({name}))

    def leaves_open(self, place: int, special: Sequence[Any]) -> None:
        """Note that the part of a place may be about a special case of what its statement claims, or about all."""
        names = names_of(special)
        if names:
            self._note(place, doubt("what the statement supposes of a special case", special), names)

    def _note(self, place: int, said: Remark | int, names: frozenset[str]) -> None:
        parted = [name.partition("_") for name in names]
        indexed = {root for root, _, index in parted if index in INDICES}
        guessed = {f"{root[:-1]}_{index}*" for root, _, index in parted if index and root.endswith("*")}
        self.broken.append((place, said, names | indexed | guessed))
        self.noted_in.append(self.paragraphs)

    def not_read(self, around: Sequence[Any]) -> list[Remark]:
        """Return what was supposed here and not read, as far as it speaks of what assertions speak of."""
        owners = [owner for a in around for owner in named(a)]
        names = {str(getattr(owner, "name", "")) for owner in owners}
        counting = {str(owner.name) for owner in owners if counts(owner) and owner.name in INDICES}
        names |= {name.partition("_")[0] for name in names}
        if self.unheard and any({name, name.partition("_")[0]}.isdisjoint(self.complete) for name in names):
            return [doubt(f"what is supposed {self.unheard}")]
        sequences = (owner for owner in owners if isinstance(owner, ex.PathSymbol) and owner.discrete)
        names = names.union(*(terms_of(str(owner.name)) for owner in sequences))
        wholes = {str(owner.name) for owner in owners if has_members(owner)}
        places = self.places
        noted = ((number, place, said, with_wholes(about, wholes))
                 for number, (place, said, about) in enumerate(self.broken))  # fmt: skip
        found = [
            replace(said, perhaps=()) if isinstance(said, Remark) and number in self.ended and not self.inside else said
            for number, place, said, about in noted
            if place in places and not about.isdisjoint(names) and about & self._open_to(number, place, names, counting)
        ]
        lines = list(dict.fromkeys(said for said in found if isinstance(said, int)))
        remarks = [said for said in found if not isinstance(said, int)]
        if not lines:
            return remarks
        shown = ", ".join(map(str, lines[:_MOST_LINES]))
        more = f" and {len(lines) - _MOST_LINES} more" if len(lines) > _MOST_LINES else ""
        said = f"what is supposed in line{'s' * (len(lines) > 1)} {shown}{more}, which is not read"
        return [doubt(said), *remarks]

    def _open_to(self, number: int, place: int, names: set[str], counting: set[str]) -> set[str]:
        """Return the names for which what was not read leaves something open."""
        if number in self.undefined_in:
            return names
        settled = self.complete | (self._fresh if place == 0 and number in self.passing else set())
        settled = settled if place or self.noted_in[number] == self.paragraphs else settled | counting
        return {name for name in names if settled.isdisjoint({name, name.partition("_")[0], name.removesuffix(_TERMS)})}

    @property
    def _fresh(self) -> set[str]:
        """The names that are declared anew in what is open, and in what is proved here."""
        scopes = [*self.open_, *(scope.proves for scope in self.open_ if scope.proves is not None)]
        return set[str]().union(*(scope.fresh for scope in scopes))


def terms_of(name: str) -> frozenset[str]:
    """Return what the terms of a sequence are called in doubts that are not about a vector by the same name."""
    return frozenset({name + _TERMS})


def doubt(said: str, perhaps: Sequence[Any] = ()) -> Remark:
    """Return that something may be supposed that is not read or not said, and what that may be, where it is known."""
    return Remark(rf"\text{{{said}}}", said, unread=True, perhaps=tuple(dict.fromkeys(perhaps)))
