"""What is supposed in statements and proofs that are closed, and may be meant in others."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Any

from proofcheck.lang import expressions as ex
from proofcheck.latex.about import bounds_numbers, counts, names_of, opposed
from proofcheck.latex.doubts import doubt
from proofcheck.latex.notation import named
from proofcheck.latex.parts import Scope, last_stated, of_number
from proofcheck.latex.phrases import THIS_SECTION
from proofcheck.latex.under import Citing

SECTION = 2
"""The level of a section, below parts and chapters."""


@dataclass(slots=True)
class Elsewhere(Citing):
    """The parts that are open, and what those that are closed suppose."""

    supposed_before: dict[str, dict[Any, None]] = field(default_factory=dict)
    """What is supposed of names in statements and proofs that are closed."""
    sections: int = 0
    """How many sections have begun."""
    unread_before: set[str] = field(default_factory=set)
    """The names of which something is supposed there that is not read."""
    standing: list[Any] = field(default_factory=list)
    tacit: list[Any] = field(default_factory=list)
    abroad: list[Scope] = field(default_factory=list)
    """The statements of other chapters."""
    _number: int = 0

    def keep(self, scope: Scope) -> None:
        """Keep what is supposed in a statement or a proof, read or not, for those after it."""
        if scope.kind not in {"statement", "proof"}:
            return
        for supposed in [*scope.given[scope.start :], *scope.tacit]:
            for name in _letters(supposed):
                self.supposed_before.setdefault(name, {})[supposed] = None
        here = ((number, names) for number, (place, _, names) in enumerate(self.broken) if place == scope.number)
        self.unread_before |= {name for number, names in here if number not in self.of_naming for name in names}

    def go_on_after(self, other: "Elsewhere", defined: Collection[str]) -> None:
        """Begin a chapter after another one, of the letters of which, or ``defined`` there, something may be supposed.

        What a statement there supposes that is proved here is in doubt, too.
        """
        self.seen, self._number = {*self.seen, *other.seen}, other._number
        self.abroad = [*other.abroad, *other.statements]
        spoken_of = {*other.supposed_before, *other.unread_before, *defined}
        spoken_of |= frozenset().union(*map(_letters, (*other.standing, *other.tacit)))
        spoken_of = spoken_of.union(*(names for _, _, names in other.broken))
        self.before_chapter(frozenset(spoken_of.difference(*map(_letters, (*self.standing, *self.tacit)))))

    def proved_abroad(self, cited: Sequence[str]) -> None:
        """Hear that a proof is that of a statement in another chapter."""
        if cited and (proved := last_stated(self.abroad, cited)) is not None:
            names = frozenset().union(*map(_letters, (*proved.given, *proved.tacit)))
            said = "what the statement supposes that is proved here, in another chapter"
            self._note(self._number, doubt(said), names)

    def of_another_section(self, said: Sequence[Any]) -> bool:
        """Whether a sentence supposes something for a section of another number: that is in doubt from here on."""
        found = THIS_SECTION.search(self.speech.sentence)
        if found is None or int(found["number"] or self.sections) == self.sections:
            return False
        names = names_of(said)
        self._note(0, doubt("what is supposed in another section"), names)
        return True

    def supposed_elsewhere(self, names: Sequence[str]) -> tuple[Any, ...]:
        """Return what other statements suppose of names, and of the names in that; nothing where some is not read."""
        reached, found = list(names), dict[Any, None]()
        for name in reached:
            for supposed in self.supposed_before.get(name, {}):
                found[supposed] = None
                reached += [other for other in _letters(supposed) if other not in reached]
        return () if not self.unread_before.isdisjoint(reached) else tuple(found)

    def forget(self, ended: Sequence[Any]) -> None:
        """Suppose no longer in statements to come what others have supposed."""
        for known in self.supposed_before.values():
            for one in ended:
                known.pop(one, None)

    def proved_by(self, cited: Sequence[str], head: str) -> Scope | None:
        """Return the statement that a proof proves, as its head says; where it may be one of several, none."""
        found = [] if cited else of_number(self.statements, head) or self.answered
        if len(found) < 2:
            return found[0] if found else last_stated(self.statements, cited)
        names = names_of(a for one in found for a in one.given)
        self._note(self._number, doubt("what the statement supposes that is proved here"), names)
        return None

    def sets_number(self, says: Any) -> bool:
        """Whether what is said of a number outside statements may stand for good: an index counts anew everywhere."""
        return not self.inside and bounds_numbers(says) and not any(opposed(other, says) for other in self.standing)


def _letters(says: Any) -> list[str]:
    """Return the names in an assertion that stand for something beside counting."""
    return list(dict.fromkeys(str(s.name) for s in named(says) if not isinstance(s, ex.Dimension) and not counts(s)))
