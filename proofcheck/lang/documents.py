"""Documents: claims in the order of a source, and what stands for all of them; checked on entry.

What has no meaning costs its own claims: a ``DocumentProblem`` says where, and the rest is kept.
"""

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from proofcheck.kernel.clauses import Clause, Problem
from proofcheck.kernel.terms import FUNCTIONS, Term, kinds, subterms
from proofcheck.lang.agreement import agree
from proofcheck.lang.caching import kept
from proofcheck.lang.claims import (
    Claim,
    Hypothesis,
    Place,
    Remark,
    here,
    hypotheses,
    independence,
    presupposed,
    twice_differentiable,
)
from proofcheck.lang.definedness import Condition, conditions, known_signs, where_defined
from proofcheck.lang.expressions import Definition, LanguageError, free_symbols, size
from proofcheck.lang.names import NameClashError, Names, all_names, free_names
from proofcheck.lang.opening import opened
from proofcheck.lang.powers import powers
from proofcheck.lang.problems import DocumentProblem, said
from proofcheck.lang.samples import counted
from proofcheck.lang.shapes import ill_typed
from proofcheck.lang.translate import assumptions, clauses, definitions, symbols

LARGEST_CLAIM = 100_000
"""Parts of a claim with its hypotheses, what is shared or named written out."""

LONGEST_ID = 200
"""Characters of an id of a claim or document."""

_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


@dataclass(frozen=True, slots=True)
class Document:
    """Claims in source order, with what is assumed throughout: said (``standing``) or not (``tacit``).

    A document that is made reads its claims: one that cannot be kept becomes a problem, at its line. Nothing that is
    kept prints like something else in the same part of the document, and no two claims have one id.

    Attributes:
        path: set for a document that was read from a file or folder.
        dropped: why claims that others cite are not there, by id.
        coverage: how much of its source was read, in a line, where that is not all Python.
        terms: names of what is said of one step alone; claims about all steps have sequences with terms of these names.
        place: where the document is made.
        read: that all this has been done, as for a copy of a document.

    Raises:
        LanguageError: the id of the document is none.
    """

    id: str
    title: str
    claims: tuple[Claim, ...] = ()
    standing: tuple[Hypothesis, ...] = ()
    tacit: tuple[Hypothesis, ...] = ()
    problems: tuple[DocumentProblem, ...] = ()
    path: str = ""
    dropped: Mapping[str, str] = field(default_factory=dict, hash=False)
    coverage: str = ""
    terms: Sequence[str] = ()
    place: Place = field(default_factory=here, compare=False)
    read: bool = field(default=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        if self.read:
            return
        fault = _id_fault(self.id)
        if fault:
            raise LanguageError(f"the document's id {fault}")
        found = _Reading(self)
        for name, value in found.kept().items():
            object.__setattr__(self, name, value)

    @property
    def address(self) -> str:
        """What names the document on a command line: the path that it was read from, or its id."""
        return self.path or self.id

    def _repr_markdown_(self) -> str:
        """What a notebook shows: the claims, in order."""
        rows = (f"- `{claim.id}` (*{claim.where}*): {claim._repr_latex_()}" for claim in self.claims)
        return "\n".join([f"**{self.title}**", "", *rows])

    def claim(self, claim_id: str) -> Claim:
        """Return the claim of that id, or raise ``KeyError``."""
        for claim in self.claims:
            if claim.id == claim_id:
                return claim
        raise KeyError(claim_id)

    def hypotheses(self, claim: Claim) -> tuple[Hypothesis, ...]:
        """Return everything that may be assumed where the claim stands, each thing once."""
        return self._assumed(claim, (*claim.given, *claim.hypotheses))

    def problem(self, claim: Claim) -> Problem:
        """Return what the claim asserts: does it hold?

        Raises:
            LanguageError: its shapes do not match; ``claim.ill_typed`` says where.
        """
        assumed = self.hypotheses(claim)
        return self._problem(claim, assumed, assumed)

    def inference(self, claim: Claim) -> Problem:
        """Return the step that the source takes: the claim, from its ``given`` and what is tacit, alone.

        Raises:
            LanguageError: its shapes do not match; ``claim.ill_typed`` says where.
        """
        return self._problem(claim, self._assumed(claim, claim.given), self.hypotheses(claim))

    def definitions(self, claim: Claim) -> tuple[Definition, ...]:
        """Return the definitions that the claim uses, directly or through others."""
        return tuple(definitions(claim.says))

    def _assumed(self, claim: Claim, given: Sequence[Hypothesis]) -> tuple[Hypothesis, ...]:
        own = [*given, *claim.tacit]
        said = [claim.says, *(a for h in own for a in h.assertions)]
        brought = [h for node in said for d in definitions(node) for h in hypotheses(d.provided, said=True)]
        brought += hypotheses([more for node in said for more in counted(node)], said=True)
        found = opened(self._relevant(claim, [*own, *brought]), claim.says)
        declared = []
        stated = [claim.says, *(a for h in found for a in h.assertions)]
        for variable in _variables(stated):
            if assumptions(variable):
                declared.append(Hypothesis((variable > 0 if variable.is_positive else variable >= 0,)))
        declared += twice_differentiable(stated)
        declared += [*independence(stated), *powers(stated)]
        assumed = _each_once([*found, *declared])
        return (*assumed, *map(presupposed, _needed(claim, assumed)))

    def _relevant(self, claim: Claim, found: list[Hypothesis]) -> list[Hypothesis]:
        """Put in front what stands throughout and shares a symbol or a dimension with the claim or what was put."""
        if ill_typed(claim.says):
            return found
        names = _names(clauses(claim.says)) | _names(c for h in found for c in h.clauses)
        waiting = [*self.standing, *self.tacit]
        chosen: list[Hypothesis] = []
        growing = True
        while growing:
            fresh = [h for h in waiting if not h.clauses or names & _names(h.clauses)]
            waiting = [h for h in waiting if h not in fresh]
            chosen += fresh
            names |= _names(c for h in fresh for c in h.clauses)
            growing = bool(fresh)
        ordered = [h for h in (*self.standing, *self.tacit) if h in chosen]
        return [*ordered, *found]

    def _problem(self, claim: Claim, assumed: Sequence[Hypothesis], around: Sequence[Hypothesis]) -> Problem:
        mismatch = claim.ill_typed
        if mismatch:
            raise LanguageError(f"{claim.id} has no meaning at {mismatch.at}: {mismatch.left} meets {mismatch.right}.")
        known = _known(assumed)
        said = [claim.says, *(a for h in around for a in h.assertions)]
        apart = {symbol.name for node in said for symbol in free_symbols(node)}
        goals = clauses(where_defined(claim.says, known), apart=apart)
        if len(goals) != 1:
            raise LanguageError(f"{claim.id} says {len(goals)} things at once: write one claim for each.")
        sizes = dict.fromkeys(d for h in assumed for d in h.dimensions)
        found = dict.fromkeys(c for h in assumed for a in h.assertions for c in clauses(where_defined(a, known)))
        return Problem(tuple(sizes), tuple(c for c in found if not _is_identity(c)), goals[0])


def _is_identity(clause: Clause) -> bool:
    """It says that something is itself, as what introduces a notation does: no instance has to show that."""
    op, left, right = clause.relation
    return op == "=" and left == right


def _known(assumed: Iterable[Hypothesis]) -> dict[Any, int]:
    """What the hypotheses say outright about signs, what the claim presupposes aside."""
    return known_signs(a for h in assumed if h.condition is None for a in h.assertions)


def _needed(claim: Claim, assumed: Sequence[Hypothesis]) -> tuple[Condition, ...]:
    """What the claim, or one of its hypotheses, needs in order to have a value."""
    if claim.ill_typed:
        return ()
    known = _known(assumed)
    said = [claim.says, *(a for h in assumed for a in h.assertions)]
    return tuple({need.says: need for assertion in said for need in conditions(assertion, known)}.values())


def _each_once(found: Iterable[Hypothesis]) -> tuple[Hypothesis, ...]:
    """Leave out a hypothesis that was there before, or that adds no clause to those before."""
    kept: dict[Hypothesis, None] = {}
    known: set[Clause] = set()
    for h in found:
        new = set(h.clauses) - known
        if new or not h.clauses:
            kept.setdefault(h)
        known |= new
    return tuple(kept)


def _variables(nodes: Iterable[Any]) -> list[Any]:
    return sorted({symbol for node in nodes for symbol in symbols(node)}, key=lambda symbol: str(symbol.name))


def _names(found: Iterable[Clause]) -> set[tuple[str, str]]:
    """Return what clauses speak of: free variables by name, and apart from them paths, functions and dimensions."""
    return set().union(*map(_names_of, found))


@kept
def _names_of(clause: Clause) -> frozenset[tuple[str, str]]:
    names: set[tuple[str, str]] = set()
    inside = _names(clause.conditions)
    for variable in clause.variables:
        names.update(_names_in(variable))
    for side in clause.relation[1:]:
        for part in subterms(side):
            names.update(_names_in(part))
        inside |= {("variable", variable[1]) for variable in side.free}
    return frozenset(names | (inside - {("variable", variable[1]) for variable in clause.variables}))


def _names_in(part: Term) -> Iterator[tuple[str, str]]:
    yield from (("dimension", d) for d in dimensions(part) if isinstance(d, str))
    if part[0] in {"path", "dpath", *FUNCTIONS}:
        yield "path" if part[0].endswith("path") else "function", part[1]


def document(
    document_id: str,
    title: str,
    claims: Sequence[Claim],
    *,
    standing: Sequence[Any] = (),
    tacit: Sequence[Any] = (),
    problems: Sequence[DocumentProblem] = (),
    place: Place | None = None,
    coverage: str = "",
    terms: Sequence[str] = (),
) -> Document:
    """Return a document, with hypotheses as a lemma file writes them; ``place`` is the calling line if not given.

    Raises:
        LanguageError: the id of the document is none, or the hypotheses are no list of hypotheses.
    """
    return Document(
        document_id,
        title,
        tuple(claims),
        hypotheses(standing, said=True),
        hypotheses(tacit, said=False),
        tuple(problems),
        place=place or here(),
        coverage=coverage,
        terms=tuple(terms),
    )


class _Reading:
    """Goes through what a document is made of, in order, and keeps what has one meaning."""

    def __init__(self, made: Document) -> None:
        self.made = made
        self.problems = list(made.problems)
        self.names: dict[str, Names] = defaultdict(lambda: Names(frozenset(made.terms)))
        self.unread: list[tuple[Hypothesis, str]] = []
        standing, tacit = self.hypotheses(made.standing, "standing"), self.hypotheses(made.tacit, "tacit")
        self.whole = replace(made, claims=(), standing=standing, tacit=tacit, read=True)
        self.claims: dict[str, Claim] = {}
        self.printed: dict[Any, tuple[Claim, Problem]] = {}
        self.refused: dict[str, str] = {}
        self.ids = {claim.id for claim in made.claims if isinstance(claim.id, str)}
        for claim in made.claims:
            self.claim(claim)

    def kept(self) -> dict[str, Any]:
        """Return what the document consists of."""
        cited = {name for claim in self.claims.values() for name in claim.reason.claims}
        return {
            "claims": tuple(self.claims.values()),
            "standing": self.whole.standing,
            "tacit": self.whole.tacit,
            "problems": tuple(self.problems),
            "dropped": {name: why for name, why in self.refused.items() if name in cited - self.claims.keys()},
            "read": True,
        }

    def hypotheses(self, values: tuple[Hypothesis, ...], kind: str) -> tuple[Hypothesis, ...]:
        """Keep the hypotheses that have one meaning; the others are problems, and take with them what rests on them."""
        kept = []
        for value in values:
            message = self.hypothesis_fault(value)
            if message is None:
                kept.append(value)
            else:
                shown = _excerpt(value.text)
                self.unread.append((value, shown))
                place = self.made.place
                self.problems.append(
                    DocumentProblem(place.file, place.line, f"the {kind} hypothesis {shown}: {message}")
                )
        return tuple(kept)

    def hypothesis_fault(self, value: Hypothesis) -> str | None:
        try:
            mismatch = next(filter(None, map(ill_typed, value.assertions)), None)
            if mismatch:
                return f"it has no meaning at {mismatch.at}, where {mismatch.left} meets {mismatch.right}."
            _ = value.clauses
            self.names[""].add(_content([value]), str(self.made.place))
        except Exception as error:
            return said(error)
        return None

    def claim(self, claim: Claim) -> None:
        """Keep a claim, or say why not."""
        try:
            message = self.fault(claim)
        except RecursionError:
            message = f"{_excerpt(claim.id)} is nested too deeply: name parts of it with define, and use the names."
        except Exception as error:
            message = f"{_excerpt(claim.id)} cannot be read: {said(error)}"
        if message is None:
            self.claims[claim.id] = claim
        else:
            self.problems.append(DocumentProblem(claim.file, claim.line, message))
            if isinstance(claim.id, str):
                self.refused.setdefault(claim.id, message)

    def fault(self, claim: Claim) -> str | None:
        """Return why a claim cannot be kept."""
        fault = _id_fault(claim.id)
        if fault:
            return f"the id of this claim {fault}"
        first = self.claims.get(claim.id)
        if first is not None:
            return f"the id {claim.id!r} is taken by an earlier claim ({first.place}): give this one another."
        missing = [cited for cited in claim.reason.claims if cited not in self.ids]
        if missing:
            return f"the reason of {claim.id} cites {missing[0]!r}, which is not a claim of this document."
        if sum(map(_size, [claim.says, *_content([*claim.given, *claim.hypotheses, *claim.tacit])])) > LARGEST_CLAIM:
            return f"{claim.id} has more than {LARGEST_CLAIM:,} parts when it is written out: leave some of it out."
        return self.missing_hypothesis(claim) or self.without_meaning(claim)

    def missing_hypothesis(self, claim: Claim) -> str | None:
        if not self.unread:
            return None
        assumed = () if claim.ill_typed else self.whole.hypotheses(claim)
        used = free_names([claim.says, *_content(assumed)])
        for value, shown in self.unread:
            if used & _names_as_far_as_read(value):
                return f"{claim.id} is not read: it rests on the hypothesis {shown}, which is not read either."
        return None

    def without_meaning(self, claim: Claim) -> str | None:
        assumed: tuple[Hypothesis, ...] = ()
        problem = None
        if not claim.ill_typed:
            try:
                assumed = self.whole.hypotheses(claim)
                problem = self.whole._problem(claim, assumed, assumed)
            except Exception as error:
                return f"{claim.id} cannot be translated: {said(error)}"
        try:
            own = _content([*claim.given, *claim.hypotheses, *claim.tacit])
            self.names[claim.part].add([claim.says, *own], f"in {claim.id}, {claim.place}")
        except NameClashError as error:
            return f"{claim.id} cannot be told from something else: {said(error)}"
        return self.printed_alike(claim, assumed, problem) if problem is not None else None

    def printed_alike(self, claim: Claim, assumed: Iterable[Hypothesis], problem: Problem) -> str | None:
        shown = (claim.part, claim.text, *(h.text for h in assumed))
        first, before = self.printed.setdefault(shown, (claim, problem))
        if first is claim or agree(before, problem):
            return None
        return f"{claim.id} prints like {first.id} ({first.place}) and means something else: rename what differs."


_size = kept(size)


def _id_fault(name: Any) -> str | None:
    """Return what is wrong with an id of a claim or document."""
    remedy = "give it a short one of its own, as 'lemma4.2'."
    if not isinstance(name, str) or not name:
        return f"is {name!r}: {remedy}"
    if len(name) > LONGEST_ID:
        return f"has {len(name)} characters, {name[:20]!r}...: {remedy}"
    if name.strip() != name or any(unicodedata.category(c) in _UNSEEN for c in name):
        return f"is {name!a}, with characters that are not seen: {remedy}"
    return None


def _content(values: Iterable[Hypothesis]) -> list[Any]:
    """Return the assertions and definitions among hypotheses."""
    return [part for value in values for part in value.parts if not isinstance(part, Remark)]


def _names_as_far_as_read(value: Hypothesis) -> set[Any]:
    """Return the symbols of a hypothesis that may itself be without one meaning."""
    found: set[Any] = set()
    for part in _content([value]):
        try:
            found |= free_names([part])
        except NameClashError:
            found |= all_names(part)
    return found


def _excerpt(words: str) -> str:
    return words if len(words) <= 100 else f"{words[:100]}..."


def dimensions(term: Term) -> tuple[int | str, ...]:
    """The dimensions that the head of a term speaks of; those of its subterms aside."""
    found: list[int | str] = []
    for kind, part in zip(kinds(term), term[1:], strict=True):
        if kind == "dimension":
            found.append(part)
        elif kind.startswith(("sort", "bound")):
            found += (part.sort if isinstance(part, Term) else part)[1:]
    return tuple(found)
