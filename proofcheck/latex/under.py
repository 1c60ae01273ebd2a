"""Under which of the assumptions that have names something is said: where some are named, the others are not meant."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from proofcheck.latex.about import names_of
from proofcheck.latex.doubts import Doubts, doubt
from proofcheck.latex.named_parts import Items, is_part
from proofcheck.latex.source import Token
from proofcheck.latex.tags import TYPED

_ASSUMES = re.compile(r"^(?:assum|asm|ass\b|condition|hypothes|hyp\b)", re.IGNORECASE)


@dataclass(slots=True)
class Citing(Doubts):
    """The parts that are open, and the names of what is supposed in them."""

    items_named: Items = field(default_factory=dict)
    """The labels of the items of lists, by the places of these."""
    _item: tuple[str, ...] = ()
    """Those of the item that is open."""
    _row: tuple[str, ...] = ()
    """The names that are typed beside the display that is open, ``\\tag{H1}``."""
    _of_items: dict[str, None] = field(default_factory=dict)
    """Those of all items so far."""
    _in_items: list[tuple[tuple[str, ...], Any]] = field(default_factory=list)
    """What items with labels suppose."""
    _cited_here: frozenset[str] = frozenset()
    """Under which assumptions the text around statements is."""
    _of_part: list[Any] = field(default_factory=list)
    _in_part: bool = False
    """Whether the text around statements goes through cases or items, and what it supposes for one of them."""
    of_naming: set[int] = field(default_factory=set)
    """Those of ``broken`` that say what is not named."""
    _cited_in: int = -1
    """In which sentence it says so."""

    def item_begins(self, at: Token) -> None:
        """Begin an item of a list, if one begins at a place: what is supposed in it has its labels."""
        self._row = ()
        if at.text == "\\item":
            self._item = self.items_named.get((at.source, at.at), ())
            self._of_items |= dict.fromkeys(self._item)
            self.seen.update(self._item)

    def row_begins(self, labels: Sequence[str]) -> None:
        """Begin a display: what is supposed in it has the names that are typed beside it, unless they are numbers."""
        self.seen.update(labels)
        self._row = tuple(
            label for label in labels if TYPED.fullmatch(label.removeprefix("tag:")) and label[:4] == "tag:"
        )
        self._of_items |= dict.fromkeys(self._row)

    def in_item(self, said: Sequence[Any]) -> None:
        """Note that something is supposed, in the item or the display that is open if one is."""
        if labels := self._row or (self._item if self.speech.item else ()):
            self._in_items += [(labels, says) for says in said]

    def cite(self, labels: Sequence[str]) -> None:
        """Hear that something is under assumptions: what others suppose that have labels, too, is in doubt in it."""
        inner = self._inner
        self.seen.update(filter(is_part, labels))
        known = {*self._of_items, *filter(is_part, labels)}.union(*(scope.labels for scope in self.suppositions))
        if known.isdisjoint(labels) or (inner is not None and inner.kind == "supposition"):
            return
        if inner is not None:
            inner.cited |= known.intersection(labels)
        else:
            before = self._cited_here if self._cited_in == self.speech.sentences else frozenset()
            self._cited_here, self._cited_in = before | known.intersection(labels), self.speech.sentences
        for says in self.not_cited:
            self.of_naming.add(len(self.broken))
            self._note(self.place, doubt("assumptions that are not named here", [says]), names_of([says]))

    @property
    def not_cited(self) -> list[Any]:
        """What assumptions suppose that a statement does not name, where it names others; so it is in its proof."""
        inner = self._inner
        cited = set() if inner is None else inner.cited | (inner.proves.cited if inner.proves is not None else set())
        cited = {*self._cited_here} if inner is None else cited
        named = [*self._named()] if cited else []
        meant = {says for labels, says in named if not labels or not cited.isdisjoint(labels)}
        return [says for says in dict.fromkeys(says for _, says in named) if says not in meant]

    def _named(self) -> Iterator[tuple[set[str], Any]]:
        """Yield what is supposed by assumptions, each with its labels: none, where it is supposed whatever is named."""
        of_items = {says for _, says in self._in_items}
        around = dict[Any, set[str]]()
        for scope in self.suppositions:
            labels = set(scope.labels).difference(self._of_items) if _ASSUMES.search(scope.called) else set()
            around |= {says: labels | around.get(says, set()) for says in scope.supposed}
        yield from ((around.get(says, set()) | {*labels}, says) for labels, says in self._in_items)
        yield from ((labels, says) for says, labels in around.items() if says not in of_items)

    def without(self, labels: Sequence[str], *, alone: bool = False) -> list[Any]:
        """Hear that an argument does without assumptions, all where none is named, or with these ``alone``.

        Those do not stand in it; where no part of the text is open, they are returned.
        """
        if alone:
            self.cite(labels)
        there = [scope for scope in self.suppositions if not labels or not set(labels).isdisjoint(scope.labels)]
        others = [scope for scope in self.suppositions if scope not in there] if alone else there
        in_items = [says for of, says in self._in_items if not set(labels).isdisjoint(of)]
        ended = in_items or [a for scope in others if there for a in scope.supposed]
        if self.open_ and not (alone and in_items):
            self.open_[-1].ended += ended
        return [] if self.open_ or alone else ended

    def in_this_part(self, said: Sequence[Any]) -> None:
        """Note that the text around statements supposes something for the case or item that is open, if one is."""
        self._of_part += said if self._in_part and self._inner is None else []

    def part_ends(self, *, opens: bool) -> list[Any]:
        """End a case or an item of the text around statements; return what it supposed."""
        ended, self._of_part, self._in_part = self._of_part, [], opens
        return ended
