"""What becomes of each relation of a document: a claim, a hypothesis, a definition, or why it is not read."""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from pathlib import Path
from typing import Any

from proofcheck.lang import expressions as ex
from proofcheck.lang.claims import Claim, Hypothesis, Place, Remark, definition_text, relative
from proofcheck.lang.documents import Document, document
from proofcheck.lang.printing import latex_name, text, text_name
from proofcheck.lang.problems import DocumentProblem
from proofcheck.lang.rule_names import Reason
from proofcheck.lang.samples import is_sample
from proofcheck.latex.about import names_of
from proofcheck.latex.italic_words import is_word
from proofcheck.latex.named_spaces import taken_for
from proofcheck.latex.notation import Notation, named
from proofcheck.latex.open_letters import what_terms_are
from proofcheck.latex.runs import Run
from proofcheck.latex.source import Token, UnreadError
from proofcheck.latex.spectra import assertions_in, counted_by_dimensions
from proofcheck.latex.uses import ACCENTED

CLAIM, GIVEN, DEFINITION, UNREAD = "claim", "given", "definition", "not read"

MOST_PROBLEMS = 2_000
"""How many things that cannot be read are named."""
_MOST_NAMED = 12
"""How many of the symbols that nobody declares are named below a document's claims."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A relation: where it stands, what became of it, and how it was understood."""

    at: Token
    what: str
    said: Any = None
    """What it says: an assertion, or a definition."""
    id: str = ""
    error: UnreadError | None = None
    tokens: tuple[Token, ...] = ()
    """Both sides of a claim."""

    @property
    def text(self) -> str:
        """What it says, in plain text."""
        if isinstance(self.said, ex.Definition):
            return definition_text(self.said, ":=")
        if isinstance(self.said, Hypothesis):
            return self.said.text
        return "" if self.said is None else text(self.said)


@dataclass(slots=True)
class Record:
    """Everything that was read, in order.

    Attributes:
        labels: the claims that a label stands for.
    """

    notation: Notation
    entries: list[Entry] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)
    problems: list[UnreadError] = field(default_factory=list)
    labels: dict[str, list[str]] = field(default_factory=dict)
    passed_over: list[tuple[Token, str]] = field(default_factory=list)
    """What is supposed in words that are not read."""
    part: str = ""
    """The chapter, where letters are others in each."""
    _places: dict[str, int] = field(default_factory=dict)
    _numbers: Counter[str] = field(default_factory=Counter)
    _runs: dict[str, Run] = field(default_factory=dict)
    _guessed: set[str] = field(default_factory=set)
    """The symbols in claims that nobody declares."""

    def going_on(self, notation: Notation) -> "Record":
        """Return a record that goes on from this one with another notation."""
        return replace(
            self,
            notation=notation,
            entries=[*self.entries],
            claims=[*self.claims],
            problems=[*self.problems],
            labels={name: [*claims] for name, claims in self.labels.items()},
            passed_over=[*self.passed_over],
            part=str(int(self.part or 0) + 1),
            _places=dict(self._places),
            _numbers=Counter(self._numbers),
            _runs=dict(self._runs),
            _guessed=set(self._guessed),
        )

    def noted(self) -> tuple[int, int]:
        """Return how much has been noted, for ``forget``."""
        return len(self.entries), len(self.problems)

    def forget(self, noted: tuple[int, int]) -> None:
        """Leave out what was noted since then, as it was before."""
        del self.entries[noted[0] :], self.problems[noted[1] :]

    def ids(self, wanted: str, count: int) -> list[str]:
        """Return ids that no claim has yet: the name alone for one claim, numbered ones for several."""
        name = "".join(c for c in wanted if c.isprintable())[:100].strip() or "display"
        before = self._numbers[name]
        self._numbers[name] += count
        if before == 0 and count == 1:
            return [name]
        return [f"{name}.{number}" for number in range(before + 1, before + count + 1)]

    def problem(self, error: UnreadError, at: Token | None = None) -> None:
        """Note something that cannot be read."""
        if len(self.problems) < MOST_PROBLEMS:
            self.problems.append(error if error.at else UnreadError(at, error.message, error.notation))

    def broken(self, error: UnreadError, relations: Sequence[Token]) -> None:
        """Note one thing that cannot be read, and the relations in it, at their signs."""
        self.entries += [Entry(sign, UNREAD, error=error) for sign in relations]
        self.problem(error)

    def unread(self, error: UnreadError, at: Token) -> None:
        """Note a relation that cannot be read."""
        self.entries.append(Entry(at, UNREAD, error=error))
        self.problem(error, at)

    @property
    def lost(self) -> int:
        """How many relations were not read."""
        return sum(entry.error is not None for entry in self.entries)

    def given(self, says: Any, at: Token) -> None:
        """Note a hypothesis."""
        self.entries.append(Entry(at, GIVEN, self.notation.worded.get(says, says)))

    def defined(self, definition: ex.Definition, at: Token) -> None:
        """Note a definition."""
        self.entries.append(Entry(at, DEFINITION, definition))

    def claim(self, claim_id: str, says: Any, at: Token, **more: Any) -> None:
        """Note a claim; what its letters were taken for without being declared is tacit."""
        line, column = at.place
        tokens, run = more.pop("tokens", ()), more.pop("run", None)
        if run is not None:
            self._runs[claim_id] = run
        says, more["given"] = counted_by_dimensions(says, more.get("given", ()))
        given = [a for h in more["given"] for a in assertions_in(h)]
        told = _explained(given, ex.PathSymbol, ex.VectorSymbol)
        known = _explained([a for h in more.get("tacit", ()) for a in assertions_in(h)], ex.ScalarSymbol)
        spoken = names_of(given)
        told |= known | (spoken & more.pop("introduced", frozenset()))
        taken = self._taken_for([says, *given], told, known)
        tacit = [*more.pop("tacit", ()), *taken]
        more["given"] = [self.notation.worded.get(h, h) for h in more["given"] if not is_sample(h)]
        place = Place(at.source.file, line, column)
        self._places[claim_id] = len(self.claims)
        self.claims.append(
            Claim(
                claim_id, f"line {line}, column {column}", says=says, place=place, tacit=tacit, part=self.part, **more
            )
        )
        self.entries.append(Entry(at, CLAIM, says, claim_id, tokens=tuple(tokens)))

    def _taken_for(self, said: Sequence[Any], told: Collection[str], known: Collection[str]) -> list[Remark]:
        """Say what letters were taken for that nobody declares; of those ``told`` it is said what they are.

        Of those ``known`` it is clear: the least value of a function.
        """
        free = frozenset().union(*map(named, said))
        numbers = {s.name for s in free if isinstance(s, ex.ScalarSymbol)} & self.notation.assumed.keys()
        kinds: dict[str, set[str]] = {
            "a natural number": numbers & self.notation.naturals,
            "a real number": numbers - self.notation.naturals,
            "a vector": {s.name for s in free if isinstance(s, ex.VectorSymbol)} & self.notation.alike.keys(),
        }
        for name in {str(getattr(s, "name", "")) for s in free} & self.notation.taken.keys() - numbers:
            kinds.setdefault(self.notation.taken[name].what, set()).add(name)
        found = []
        for kind, names in sorted(kinds.items()):
            if names:
                what = kind if len(names) == 1 else _plural(kind)
                said_of = f": not declared, taken for {what}"
                shown, written = (", ".join(map(write, sorted(names))) for write in (text_name, latex_name))
                guessed = (names & self.notation.taken.keys() - numbers).difference(known)
                unread = any(self.notation.taken[n].doubtful for n in guessed)
                unread |= any(map(_is_made_of_another, names.difference(told)))
                found.append(Remark(rf"{written} \text{{{_escaped(said_of)}}}", shown + said_of, unread=unread))
                self._guessed |= names
        return [*found, *taken_for(free, self.notation)]

    def claim_of(self, claim_id: str) -> Claim:
        """Return the claim of an id."""
        return self.claims[self._places[claim_id]]

    @property
    def terms(self) -> list[str]:
        """The names of what is said of one step, where other claims are about all steps."""
        return sorted(frozenset().union(*(run.terms for run in self._runs.values())))

    def cut(self) -> None:
        """Say in the terms of claims about all steps what the claims that they cite say of one."""
        for claim_id, run in self._runs.items():
            place = self._places[claim_id]
            cited = [self.claim_of(name) for name in self.claims[place].reason.claims if name in self._places]
            self.claims[place] = replace(self.claims[place], cuts={claim.id: run.each(claim.says) for claim in cited})

    def give_reason(self, claim_id: str, reason: Reason) -> None:
        """Put another reason in the place of a claim's."""
        if claim_id in self._places:
            place = self._places[claim_id]
            self.claims[place] = replace(self.claims[place], reason=reason)

    def doubt(self, claim_id: str, remark: Remark) -> None:
        """Note of a claim that something may be supposed that is not read."""
        place = self._places[claim_id]
        self.claims[place] = replace(self.claims[place], tacit=[*self.claims[place].tacit, remark])

    def document(self, path: Path) -> Document:
        """Return everything as a document, read from a file."""
        shown = relative(str(path.resolve()))
        problems = dict.fromkeys(as_problem(error, shown) for error in self.problems)
        return document(
            path.stem,
            path.name,
            self.claims,
            problems=sorted(problems, key=lambda p: (p.file, p.line, p.column)),
            place=Place(shown, 1),
            coverage=". ".join([self.coverage(), *self._guesses()]),
            terms=self.terms,
        )

    def _guesses(self) -> Iterator[str]:
        """Yield which symbols and spaces stand for what nobody declares, in a sentence each."""
        if self._guessed:
            yield f"Not declared, taken for what their uses suggest: {_listed(sorted(self._guessed))}"
        if spaces := sorted(self.notation.euclidean):
            yield f"{_listed(spaces)}: {'a space' if len(spaces) == 1 else 'spaces'} by name, taken for some R^n"

    def coverage(self) -> str:
        """Return how much was read, in a line; what the language has no word for is read, and counted apart."""
        total = len(self.entries)
        unread = [e.error for e in self.entries if e.error is not None]
        if not total:
            return "No relation was found: what displays say and sentences conclude is checked"
        counts = Counter(e.what for e in self.entries)
        named = [(counts[CLAIM], "claim", "claims"), (counts[GIVEN], "hypothesis", "hypotheses")]
        named.append((counts[DEFINITION], "definition", "definitions"))
        parts = [f"{number} {one if number == 1 else many}" for number, one, many in named if number or one == "claim"]
        beyond = Counter(e.notation for e in unread if e.notation and e.notation not in {"other", "doubt"})
        read = total - len(unread) + sum(beyond.values())
        said = f"{read} of {total} relations read: {', '.join(parts)}"
        if beyond:
            shown = ", ".join(f"{number} {name}" for name, number in beyond.most_common())
            said += f"; {sum(beyond.values())} cannot be said yet: {shown}"
        return said


def _listed(names: Sequence[str]) -> str:
    """Return names as a list to be read; of many the first."""
    more = f" and {len(names) - _MOST_NAMED} more" if len(names) > _MOST_NAMED else ""
    return ", ".join(map(text_name, names[:_MOST_NAMED])) + more


def _escaped(words: str) -> str:
    r"""Return words for the text of a formula, with spaces as mathematics.

    >>> _escaped(": taken for a vector of R^d")
    ': taken for a vector of } \\mathbb{R}^{d} \\text{'
    >>> _escaped("a vector of R^dim_H")
    'a vector of } \\mathbb{R}^{\\mathrm{dim}_H} \\text{'
    """
    parts = re.split(r"R\^(\w+)", words)
    plain = (part.replace("^", r"\^{}") for part in parts[::2])
    spaces = (*(rf"}} \mathbb{{R}}^{{{latex_name(space)}}} \text{{" for space in parts[1::2]), "")
    return "".join(chain.from_iterable(zip(plain, spaces, strict=True)))


def _plural(kind: str) -> str:
    """Return what several things are called.

    >>> _plural("a vector of R^d")
    'vectors of R^d'
    """
    if not kind.startswith("a "):
        return kind
    words = kind.removeprefix("a ").split(" ")
    place = 1 if words[0] in {"real", "natural", "random"} else 0
    words[place] = "matrices" if words[place] == "matrix" else f"{words[place]}s"
    return " ".join(words)


def _explained(said: Sequence[Any], *kinds: Any) -> set[str]:
    """The names of the letters of some kinds of which something says what they are."""
    letters = (letter for assertion in said for found in what_terms_are(assertion) for letter in found)
    return {str(letter.name) for letter in letters if isinstance(letter, kinds)}


def as_problem(error: UnreadError, file: str) -> DocumentProblem:
    """Return what cannot be read as a problem of the document; of the file as a whole where it has no place."""
    if error.at is None:
        return DocumentProblem(file, 1, error.message)
    line, column = error.at.place
    return DocumentProblem(error.at.source.file, line, error.message, column)


def _is_made_of_another(name: str) -> bool:
    """Whether a letter has a hat, a bar or a star, and stands for something of the letter without it, or is a word."""
    root = name.partition("_")[0]
    return root.endswith("*") or is_word(root) or ACCENTED.search(root) is not None
