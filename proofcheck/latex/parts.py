"""The parts of a text that are open: statements, proofs, assumptions, asides, and what each supposes and claims."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from proofcheck.latex.phrases import ADDED, SPECIAL
from proofcheck.latex.speech import CLAIMED, SUPPOSED

_NUMBERED = re.compile(r"\b(lemma|theorem|proposition|corollary|claim|fact) (\d+)(?! ?\.? ?\d)", re.IGNORECASE)


@dataclass(slots=True)
class Scope:
    """A part of the document: its kind, what is supposed in it, and what it claims."""

    environment: str
    called: str
    """What it is called: "Lemma"."""
    kind: str
    """statement, supposition, proof, aside (an example, a remark), or nothing."""
    name: str = ""
    labels: list[str] = field(default_factory=list)
    given: list[Any] = field(default_factory=list)
    tacit: list[Any] = field(default_factory=list)
    claims: list[str] = field(default_factory=list)
    proves: "Scope | None" = None
    adds_to: "Scope | None" = None
    """The statement whose suppositions hold here too: "suppose further that"."""
    supposed: list[Any] = field(default_factory=list)
    """What an assumption supposes throughout."""
    special: list[Any] = field(default_factory=list)
    """What a statement supposes of a special case of what it has claimed."""
    ended: list[Any] = field(default_factory=list)
    """What stands throughout, but not in it."""
    cited: set[str] = field(default_factory=set)
    """The labels of the assumptions that it names as those under which it is."""
    cases: int | None = None
    """How much a proof had supposed where its first case began."""
    anew: int | None = None
    """How much it had supposed where a sentence last began to suppose something now: "suppose now"."""
    before_item: tuple[int, int] = (0, 0)
    """How much was supposed and claimed before the item of a list that is open."""
    in_parts: bool = False
    """Whether these cases are the proofs of parts of what it shows: "Proof of (i)."."""
    meanings: dict[str, list[Any]] = field(default_factory=dict)
    """What names stood for before an example."""
    passes: bool = False
    """Whether nothing in it is said for good: it is an example."""
    fresh: set[str] = field(default_factory=set)
    """The names that it declares anew."""
    renewed: set[str] = field(default_factory=set)
    """Those that it introduces as any things of their kind, so that nothing stands of them from elsewhere."""
    start: int = 0
    number: int = 0

    def is_special(self, sentence: str, *, passing: bool) -> bool:
        """Whether a sentence supposes more for what a statement claims at last: "if in addition", "in particular"."""
        more = self.kind == "statement" and passing and ADDED.search(sentence) is not None
        return bool(self.claims) and (more or SPECIAL.search(sentence) is not None)

    @property
    def before(self) -> "list[Scope]":
        """The statements whose suppositions hold here too, the first of them first."""
        return [] if self.adds_to is None else [*self.adds_to.before, self.adds_to]


def of_number(statements: Sequence[Scope], head: str) -> list[Scope]:
    """Return the statements that the head of a proof may mean, "Proof of Lemma 2": the kinds may be counted together.

    Where the number is none of theirs it is the last one of its kind.
    """
    found = _NUMBERED.search(head)
    same = [one for one in statements if found is not None and one.called.lower().startswith(found[1].lower())]
    if found is None or not same:
        return []
    number = int(found[2]) - 1
    meant = [kind[number] for kind in (same, statements) if number in range(len(kind)) and kind[number] in same]
    return [*{one.number: one for one in meant}.values()] or same[-1:]


def last_stated(statements: Sequence[Scope], cited: Sequence[str]) -> Scope | None:
    """Return the last of the statements that are cited, or of all where nothing is."""
    for statement in reversed(statements):
        if set(cited) & set(statement.labels):
            return statement
    return statements[-1] if statements and not cited else None


@dataclass(slots=True)
class Parts:
    """The parts that are open.

    Attributes:
        seen: labels of parts of the text, whether they claim something or not.
    """

    open_: list[Scope] = field(default_factory=list)
    statements: list[Scope] = field(default_factory=list)
    suppositions: list[Scope] = field(default_factory=list)
    exercise: Scope | None = None
    """The last exercise, until a section begins that does not answer it."""
    _proved: set[int] = field(default_factory=set)
    """The statements that have a proof."""
    seen: set[str] = field(default_factory=set)
    lists: str = ""
    """The list of what a statement supposes that is open, if one is."""
    made: int = 0
    """How many claims were made so far."""
    _closed: list[Scope] = field(default_factory=list)

    def labelled(self) -> list[tuple[str, list[str]]]:
        """Return the labels of what was closed last, with the claims that they stand for."""
        found = [(label, s.claims) for s in self._closed for label in s.labels if s.kind == "statement"]
        self._closed = []
        return found

    def label(self, name: str) -> None:
        """Hear a label outside displays."""
        self.seen.add(name)
        for scope in reversed(self.open_):
            if scope.kind in {"statement", "supposition"}:
                scope.name = name if not scope.labels and not scope.claims else scope.name
                scope.labels.append(name)
                return

    @property
    def _inner(self) -> Scope | None:
        return next((scope for scope in reversed(self.open_) if scope.kind), None)

    @property
    def default(self) -> str:
        """What mathematics is here, where nothing is said about it."""
        return SUPPOSED if self.supposes or self.lists else CLAIMED

    @property
    def states(self) -> bool:
        """Whether this is a statement: a theorem, a lemma."""
        return self._inner is not None and self._inner.kind == "statement"

    @property
    def stated(self) -> list[str]:
        """What this statement claims so far, after what those claim to whose suppositions it adds."""
        scopes = [*self._inner.before, self._inner] if self._inner is not None and self.states else []
        return [claim_id for scope in scopes for claim_id in scope.claims]

    @property
    def shown(self) -> list[str]:
        """What the statement claims whose proof this is."""
        scope = None if self._inner is None else self._inner.proves
        return [] if scope is None else list(scope.claims)

    @property
    def argues(self) -> bool:
        """Whether a statement or a proof is open."""
        return any(scope.kind in {"statement", "proof"} for scope in self.open_)

    @property
    def proving(self) -> bool:
        """Whether this is a proof."""
        return self._inner is not None and self._inner.kind == "proof"

    @property
    def in_parts(self) -> bool:
        """Whether the proof that is open has come to one of several parts."""
        return self._inner is not None and self._inner.in_parts

    @property
    def inside(self) -> bool:
        """Whether this is in a statement, a proof or the like."""
        return self._inner is not None and self._inner.kind != "aside"

    @property
    def supposes(self) -> bool:
        """Whether this is an assumption or a definition."""
        return self._inner is not None and self._inner.kind == "supposition"

    @property
    def name(self) -> str:
        """What claims of a statement are called; empty elsewhere."""
        return self._inner.name if self._inner is not None and self.states else ""

    @property
    def place(self) -> int:
        """Which statement or proof this is; 0 outside."""
        return self.places[-1]

    @property
    def places(self) -> list[int]:
        """The statements and proofs that are open, that which is proved here included; 0 for the whole document."""
        inner = [scope for scope in self.open_ if scope.kind in {"statement", "proof"}]
        proved = [scope.proves for scope in inner if scope.proves is not None]
        before = [scope for one_of in (*proved, *inner) for scope in one_of.before]
        return [0, *(scope.number for scope in (*before, *proved, *inner))]

    @property
    def answered(self) -> list[Scope]:
        """The exercise that a proof or a solution here answers, with a statement before it that has no proof so far."""
        posed, last = self.exercise, self.statements[-1:]
        if posed is None or any(one.number > posed.number for one in last):
            return []
        return [posed, *(one for one in last if one.number not in self._proved)]

    def claimed(self, ids: Sequence[str]) -> None:
        """Note claims that were made here."""
        self.made += len(ids)
        if self._inner is not None:
            self._inner.claims.extend(ids)
