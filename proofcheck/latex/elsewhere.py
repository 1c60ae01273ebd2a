"""What is supposed in statements and proofs that are closed, and may be meant in others."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Any

from proofcheck.lang import expressions as ex
from proofcheck.latex.about import counts, names_of
from proofcheck.latex.doubts import Doubts, doubt
from proofcheck.latex.notation import named
from proofcheck.latex.parts import Scope, last_stated, of_number
from proofcheck.latex.phrases import THIS_SECTION

SECTION = 2
"""The level of a section, below parts and chapters."""
_ASSUMES = re.compile(r"^(?:assum|asm|ass\b|condition|hypothes|hyp\b)", re.IGNORECASE)


@dataclass(slots=True)
class Elsewhere(Doubts):
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
        self.unread_before |= {name for place, _, names in self.broken if place == scope.number for name in names}

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

    def cite(self, labels: Sequence[str]) -> None:
        """Hear that a statement is under assumptions: what others suppose that have labels, too, is in doubt in it."""
        inner = self._inner
        known = {label for scope in self.suppositions for label in scope.labels}
        if inner is None or inner.kind not in {"statement", "proof"} or known.isdisjoint(labels):
            return
        inner.cited |= known.intersection(labels)
        for says in self.not_cited:
            self._note(self.place, doubt("assumptions that are not named here", [says]), names_of([says]))

    @property
    def not_cited(self) -> list[Any]:
        """What assumptions suppose that a statement does not name, where it names others; so it is in its proof."""
        inner = self._inner
        of = [] if inner is None else [scope for scope in (inner, inner.proves) if scope is not None and scope.cited]
        if not of:
            return []
        cited = set[str]().union(*(scope.cited for scope in of))
        there = [scope for scope in self.suppositions if scope.labels and _ASSUMES.search(scope.called)]
        meant = {a for scope in self.suppositions for a in scope.supposed if scope not in there}
        meant |= {a for scope in there for a in scope.supposed if not cited.isdisjoint(scope.labels)}
        return [a for scope in there for a in dict.fromkeys(scope.supposed) if a not in meant]

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
        found = [] if cited else of_number(self.statements, head)
        if len(found) < 2:
            return found[0] if found else last_stated(self.statements, cited)
        names = names_of(a for one in found for a in one.given)
        self._note(self._number, doubt("what the statement supposes that is proved here"), names)
        return None


def _letters(says: Any) -> list[str]:
    """Return the names in an assertion that stand for something beside counting."""
    return list(dict.fromkeys(str(s.name) for s in named(says) if not isinstance(s, ex.Dimension) and not counts(s)))
