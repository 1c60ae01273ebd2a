"""Of which names something has been said so far: what is said first of a name says what is meant by it."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from proofcheck.lang import expressions as ex
from proofcheck.latex.applying import full_name
from proofcheck.latex.assertions import Found, moving
from proofcheck.latex.forms import names_in
from proofcheck.latex.grammar import mathematical
from proofcheck.latex.notation import Notation, named
from proofcheck.latex.ranges import find
from proofcheck.latex.source import Token, plain
from proofcheck.latex.spelling import argument
from proofcheck.latex.vocabulary import RELATIONS

_DRAWS = re.compile(
    r"\b(?:hence|therefore|thus|so|then|gives?|yields?|implies|becomes|reads|equals|means?|follows|consequently|"
    r"equivalently|obtain(?:s|ed)?|(?:we|one) (?:also |now |then )?"
    r"(?:get|have|see|find|conclude|know|deduce|derive)s?)\b",
    re.IGNORECASE,
)
"""What leads to a display that says more than how a method goes on."""


class Epithet(NamedTuple):
    """What words right before a letter suppose of it, in which sentence and where, and after how many formulas."""

    sentence: int
    place: int
    formula: int
    supposed: list[Any]


class Described(NamedTuple):
    """What a word supposes of names, in which sentence."""

    sentence: int
    property: str
    names: frozenset[str]
    says: Any


@dataclass(slots=True)
class Told:
    """The names of which something has been supposed or claimed."""

    notation: Notation
    names: set[str] = field(default_factory=set)
    sequences: set[str] = field(default_factory=set)
    """Those of sequences."""
    supposed: set[str] = field(default_factory=set)
    """Those of which something has been supposed."""
    lone: set[str] = field(default_factory=set)
    """Those that a sentence supposes by themselves: "let $j$ be an index"."""
    determined: dict[str, int] = field(default_factory=dict)
    """Those of equations that say what is looked for, and in which sentence."""
    words: list[Any] = field(default_factory=list)
    """The words that the document says the meaning of."""
    epithets: dict[str, Epithet] = field(default_factory=dict)
    """What words right before letters suppose of them."""
    described: list[Described] = field(default_factory=list)
    """What words suppose."""
    ways: dict[str, set[str]] = field(default_factory=dict)
    """What displays say how sequences go on, as it is written, by the left sides."""
    domains: dict[str, list[Token]] = field(default_factory=dict)
    """On which interval functions are."""
    existing: set[str] = field(default_factory=set)
    """Names of which only is said that something of their kind exists."""
    items: dict[str, int] = field(default_factory=dict)
    """In which item of a list names were defined."""

    def called(self, sentence: int) -> frozenset[Any]:
        """The letters of which words right before them suppose something in a sentence."""
        here = ((name, told) for name, told in self.epithets.items() if told.sentence == sentence)
        found = ((name, says) for name, told in here for says in told.supposed)
        return frozenset(s for name, says in found for s in named(says) if str(getattr(s, "name", "")) == name)

    def defined_in_another(self, name: list[Token], item: int) -> bool:
        """Whether a name has its definition from another item of a list than the one that is open, ``item``."""
        return item > 0 and self.items.get(full_name(name, self.notation) or "", item) not in {0, item}

    def suppose(self, says: Any) -> None:
        """Note that something has been supposed of the names in an assertion: of those on the left of an equation."""
        self.tell(says)
        body = says.body if isinstance(says, ex.ForAll) else says
        body = body.args[1] if isinstance(body, ex.Implies) else body
        about = named(body.left) & named(says) if isinstance(body, ex.Relation) and body.op == "=" else named(says)
        self.supposed |= {str(getattr(symbol, "name", "")) for symbol in about} - _only_started(says)

    def describe(self, says: Any) -> None:
        """Note that words have said something of the vectors, operators and functions in an assertion."""
        about = (
            symbol for symbol in named(says) if isinstance(symbol, ex.VectorSymbol | ex.OperatorSymbol | ex.MapSymbol)
        )
        self.names |= {str(symbol.name) for symbol in about}

    def goes_on_otherwise(self, content: list[Token], sentence: str) -> str:
        r"""Return the sequence of which a display says how it goes on, ``x_{k+1} = ...``, after another one.

        No conclusion is drawn in the sentence: one method is described after another one.
        """
        name, place = self.notation.name(content, 0), find(content, "=")
        if name is None or place <= name.after or content[name.after].text != "_":
            return ""
        index, end = argument(content, name.after + 1)
        there = (self.notation.name(content, i) for i in range(place, len(content)))
        recurs = any(other is not None and other.root == name.root for other in there)
        if [t.text for t in index][1:] != ["+", "1"] or end != place or not recurs:
            return ""
        stop = find(content, ",", ";")
        way = plain(content[: stop if stop > 0 else len(content)]).rstrip(" .")
        known = self.ways.setdefault(plain(content[:place]), set())
        another = bool(known) and way not in known and name.root in self.supposed and _DRAWS.search(sentence) is None
        known.add(way)
        return name.root if another else ""

    def begin_anew(self, sequence: str) -> None:
        """Note that a sequence is another one from here on."""
        for known in self.names, self.supposed, self.sequences:
            known.discard(sequence)

    def tell(self, says: Any) -> None:
        """Note that something has been said of the names in an assertion; what is said of a first term says nothing of
        how a sequence goes on."""
        about, started = named(says), _only_started(says)
        self.names |= {str(getattr(symbol, "name", "")) for symbol in about} - started
        self.sequences |= {s.name for s in about if isinstance(s, ex.PathSymbol) and s.discrete} - started

    def concerns_new(self, content: list[Token]) -> bool:
        """Whether a formula is about a name of which nothing has been said: "with $c > 0$" supposes that.

        Of where a path starts, "from $w(0) = w_0$", something may be new where all else of it is known.
        """
        if (start := self._start(content)) is not None:
            return f"{start} at the start" not in self.names
        place = max(find(content, *RELATIONS, "\\in"), 0)
        if all(t.text.isdecimal() for t in content[:place]):  # a chain from a number, 0 < m <= L
            content = content[place + 1 :]
            place = max(find(content, *RELATIONS, "\\in"), 0)
        name = full_name(content[:place], self.notation)
        names = {name} if name is not None else names_in(content[:place], self.notation, indices=False)
        again = not names.isdisjoint(names_in(content[place:], self.notation, indices=False))
        one = len({each.partition("_")[0] for each in names}) == 1
        return one and names.isdisjoint(self.names) and not again

    def _start(self, content: list[Token]) -> str | None:
        """Return the path of which an equation says where it starts, as ``w(0) = w_0`` does."""
        end = find(content, "=")
        starts = end > 3 and [t.text for t in content[end - 3 : end]] == ["(", "0", ")"]
        return full_name(content[: end - 3], self.notation) if starts else None

    def concerns_new_sequence(self, content: list[Token]) -> bool:
        """Whether a relation says how a sequence goes on of which nothing has been said, ``x_{k+1} = ...``.

        Or what the terms are of one of which nothing is supposed: ``r_k = ...`` with others on the right.
        """
        place = max(find(content, *RELATIONS, "\\in"), 0)
        name = self.notation.name(content, 0)
        if name is None or content[place].text not in {"=", "\\in"} or name.root in self.supposed:
            return False
        following = [t.text for t in content[name.after : place]]
        if following[:1] not in (["_"], ["^"]):
            return False
        if "+" in following:
            return name.root in self.notation.counted and name.root not in self.sequences
        known = self.notation.meaning(name.root)
        sequence = any(isinstance(m, ex.PathSymbol) and m.discrete for m in known)
        there = (self.notation.name(content, i) for i in range(place, len(content)))
        again = [other for other in there if other is not None and other.root == name.root]
        if again and all(_is_before(content, other.after, following) for other in again):
            return name.root in self.notation.counted and name.root not in self.sequences
        recurs = bool(again)
        return sequence and content[place].text == "=" and not recurs and not any(t.isdecimal() for t in following)

    def introduces(self, relation: Found, solved: Sequence[Token] | None, before: Collection[str]) -> bool:
        """Whether an equation says how something moves, or what it solves, of which nothing has been said before.

        ``solved`` is what the sentence says to satisfy what comes; ``before`` are the names that were spoken of before
        its display, in which iterations say in turn how each of several sequences goes on.
        """
        says = relation.says.body if isinstance(relation.says, ex.ForAll) else relation.says
        if not isinstance(says, ex.Relation) or says.op != "=":
            return False
        moved, starts = moving(says)
        if moved is not None:
            said = f"{moved.name} at the start"
            fresh = said not in self.names if starts else moved.name not in self.supposed.union(before)
            self.names |= {said} if starts else set()
            return fresh or _steps_in_time(says)
        name = None if solved is None else full_name(mathematical(solved), self.notation)
        return name is not None and name not in self.names


def _only_started(says: Any) -> set[str]:
    """Return the sequences of which an assertion speaks of terms with fixed numbers alone, as of the first one."""
    terms = [part for part in ex.all_parts(says) if isinstance(part, ex.PathValue) and part.args[0].discrete]
    starts, goes_on = ({t.args[0].name for t in terms if bool(t.args[1].is_number) == fixed} for fixed in (True, False))
    return starts - goes_on


def _is_before(content: list[Token], place: int, term: list[str]) -> bool:
    r"""Whether a term stands there that comes before another one in its sequence: ``x_{k-1}`` before ``x_k``."""
    marks = [t.text for t in content[place : place + len(term) + 4] if t.text not in {"{", "}", "(", ")"}]
    letters = [text for text in term if text not in {"{", "}", "(", ")"}]
    return len(letters) == 2 and marks[:3] == [*letters, "-"] and marks[3:4] != [] and marks[3].isdecimal()


def _steps_in_time(says: Any) -> bool:
    """Whether an equation says how a path in time goes on from its value before, as ``w(t + 1) = w(t) - ...`` does."""
    left = says.left
    stepped = isinstance(left, ex.PathValue) and not left.args[0].discrete and isinstance(left.args[1], ex.Sum)
    return stepped and moving(says)[0] is not None
