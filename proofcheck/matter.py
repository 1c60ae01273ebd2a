"""What is at hand of one claim: what a worker is sent of its document, and what has been found out so far about it."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from hashlib import sha256

from proofcheck.answers import AnyAnswer, Evidence, Following, Mended, unpack
from proofcheck.evidence.derivations import replay
from proofcheck.kernel.clauses import Clause, Problem
from proofcheck.kernel.proof import proves
from proofcheck.kernel.terms import SCALAR, KernelError
from proofcheck.kernel.theorem import Theorem
from proofcheck.lang.claims import Claim, Hypothesis, Place, Remark, hypotheses
from proofcheck.lang.definedness import Condition
from proofcheck.lang.documents import Document
from proofcheck.lang.expressions import Assertion, all_parts
from proofcheck.lang.plain import from_plain, to_plain
from proofcheck.lang.rule_names import FREE
from proofcheck.lang.translate import clauses
from proofcheck.provers.engine import Hints, Memory
from proofcheck.reasons import reached
from proofcheck.repair import STARTED, Edit, edit_at, edits, started
from proofcheck.repair.consequences import relation_of

MENDED = "mended"
"""The word for a claim that was mended."""

OPEN = ("supported", "undecided")
"""What a claim is that was neither proved nor refuted."""


# ---------------------------------------------------------------------------------------------------- what is asked


NOWHERE = Place("", 0)


@dataclass(frozen=True, slots=True)
class Sent:
    """What a worker is shown of a document: some of its claims, each in a document of its own."""

    pieces: tuple[bytes, ...]

    @staticmethod
    def piece(document: Document, claim: Claim) -> bytes:
        """A claim alone, with what stands throughout its document."""
        return json.dumps(to_plain(replace(document, claims=(claim,), problems=()))).encode()

    @staticmethod
    def claim_in(piece: bytes) -> Claim:
        """The claim that was sent alone."""
        [claim] = _piece(piece).claims
        return claim

    @staticmethod
    def bare(document: Document, claim: Claim) -> bytes:
        """The same without what no answer depends on: where it stands, and what is said in words."""
        reason = replace(claim.reason, text="")
        alone = replace(claim, where="", place=NOWHERE, reason=reason)
        return Sent.piece(replace(document, title="", path="", place=NOWHERE, dropped={}, coverage=""), alone)


@dataclass(frozen=True, slots=True)
class Case:
    """A claim of a document, and what has been found out so far about it and about the claims that its reason cites.

    Attributes:
        evidence: packed answers of ``decide`` and ``settle``, by claim.
        holds: what those answers amount to, by claim.
        more: further packed answers about this claim, by question.
        rules: by what it was proved before it was changed.
        anew: whether it is wrong, as is the line before it in its chain, so that it need not go on from there.
        starts: that line as it was repaired, in plain form; nothing where it was not.
    """

    document: Sent
    claim: str
    seed: int = 0
    evidence: Mapping[str, bytes] = field(default_factory=dict)
    holds: Mapping[str, str] = field(default_factory=dict)
    more: Mapping[str, bytes] = field(default_factory=dict)
    rules: tuple[str, ...] = ()
    anew: bool = False
    starts: bytes = b""

    def fingerprint(self) -> str:
        """The same for cases that are answered alike."""
        pieces = [digest(piece) for piece in self.document.pieces]
        known = [{name: digest(packed) for name, packed in kept.items()} for kept in (self.evidence, self.more)]
        whole = json.dumps(
            [pieces, self.claim, self.seed, dict(self.holds), known, self.rules, self.anew, digest(self.starts)],
            sort_keys=True,
        )
        return digest(whole.encode())


@lru_cache(maxsize=4096)
def digest(data: bytes) -> str:
    """The hash by which data is told from other data."""
    return sha256(data).hexdigest()


# ---------------------------------------------------------------------------------------------------- what is at hand


@lru_cache(maxsize=512)
def _piece(data: bytes) -> Document:
    return from_plain(json.loads(data))


@lru_cache(maxsize=512)
def _asked(data: bytes) -> Problem | None:
    document = _piece(data)
    [claim] = document.claims
    return None if claim.ill_typed else document.problem(claim)


@lru_cache(maxsize=32)
def _opened(sent: Sent) -> Document:
    parts = [_piece(data) for data in sent.pieces]
    return replace(parts[0], claims=tuple(claim for part in parts for claim in part.claims))


@lru_cache(maxsize=64)
def _unpacked(packed: bytes) -> AnyAnswer:
    return unpack(packed)


@lru_cache(maxsize=64)
def _replayed(packed: bytes) -> Theorem | None:
    evidence = _unpacked(packed)
    if not isinstance(evidence, Evidence) or evidence.derivation is None:
        return None
    try:
        return replay(evidence.derivation)
    except KernelError:
        return None


class Matter:
    """A case, opened: the claim in its document, as the kernel is asked about it."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self.document = _opened(case.document)
        self.claim = self.document.claim(case.claim)
        self._pieces = {claim.id: data for data in case.document.pieces for claim in _piece(data).claims}

    @cached_property
    def hypotheses(self) -> tuple[Hypothesis, ...]:
        """What may be assumed where the claim stands; nothing where it has no meaning."""
        return () if self.claim.ill_typed else self.document.hypotheses(self.claim)

    @property
    def problem(self) -> Problem:
        """What the kernel is asked."""
        found = self.problem_of(self.claim)
        if found is None:
            raise KernelError(f"{self.claim.id} has no meaning")
        return found

    def asking(self, says: Assertion) -> Problem:
        """What the kernel is asked whether the hypotheses that the author gives, in so many words, imply something."""
        given = [h for h in self.hypotheses if h.condition is None]
        [goal] = clauses(says)
        return Problem(self.problem.dimensions, tuple(c for h in given for c in h.clauses), goal)

    def problem_of(self, claim: Claim) -> Problem | None:
        """The same for any claim of the document; ``None`` where it has no meaning."""
        return _asked(self._pieces[claim.id])

    @property
    def evidence(self) -> Evidence:
        """What is known of the claim."""
        packed = self.case.evidence.get(self.claim.id)
        found = None if packed is None else _unpacked(packed)
        return found if isinstance(found, Evidence) else Evidence()

    @property
    def following(self) -> Following | None:
        """What was answered about whether it follows."""
        packed = self.case.more.get("follows")
        found = None if packed is None else _unpacked(packed)
        return found if isinstance(found, Following) else None

    @property
    def mended(self) -> Mended | None:
        """What was answered about what it should say."""
        packed = self.case.more.get("mended")
        found = None if packed is None else _unpacked(packed)
        return found if isinstance(found, Mended) else None

    @property
    def needs(self) -> list[Condition]:
        """What the claim needs in order to have a value."""
        return [h.condition for h in self.hypotheses if h.condition is not None]

    def rests_on(self, need: Condition) -> bool:
        """Whether the claim itself has no value where its hypotheses contradict this, and not one of them alone.

        Where more may be supposed than is read, they may be meant otherwise: then nobody knows.
        """
        at = need.place
        supposed = any(at in all_parts(part) for h in self.hypotheses if h.condition is None for part in h.assertions)
        return not self.supposes_more and (not supposed or at in all_parts(self.claim.says))

    @property
    def supposes_more(self) -> bool:
        """Whether something that its author supposes is not read: an instance may not be one of what is meant."""
        return bool(self._doubts)

    @property
    def _doubts(self) -> list[Remark]:
        return [part for h in self.hypotheses for part in h.parts if isinstance(part, Remark) and part.unread]

    @property
    def meant(self) -> Problem | None:
        """The problem, with all that may be meant beside what is supposed; ``None`` where nobody knows what that is."""
        doubts = self._doubts
        if not all(remark.perhaps for remark in doubts):
            return None
        parts = dict.fromkeys(part for remark in doubts for part in remark.perhaps)
        said = self.problem.hypotheses
        more = (clause for h in hypotheses(list(parts), said=False) for clause in h.clauses if clause not in said)
        return replace(self.problem, hypotheses=(*said, *dict.fromkeys(more)))

    @property
    def allowed(self) -> frozenset[str]:
        """The rules that the reason names."""
        return FREE | frozenset(self.claim.reason.rules)

    def edits(self) -> Iterator[Edit]:
        """What the claim might say instead, the likeliest first; all goes on from the repaired line before it."""
        if self.started is not None:
            yield self.started
        yield from map(self._after_start, edits(self._says, self._given, goes_on=self._goes_on))

    def mended_by(self) -> Edit | None:
        """The edit that was answered to mend it."""
        found = self.mended
        if found is None or found.edit == STARTED:
            return None if found is None else self.started
        edit = edit_at(self._says, self._given, found.edit, goes_on=self._goes_on)
        return None if edit is None else self._after_start(edit)

    def _after_start(self, edit: Edit) -> Edit:
        """An edit, told after that of the left side."""
        return edit if self.started is None else replace(edit, words=f"{self.started.words}; {edit.words}")

    @property
    def _says(self) -> Assertion:
        """What edits are made of: the claim, going on from the repaired line before it."""
        return self.claim.says if self.started is None else self.started.says

    @cached_property
    def started(self) -> Edit | None:
        """The claim as it goes on from the repaired line before it, if that ends elsewhere now."""
        before = relation_of(Sent.claim_in(self.case.starts).says) if self.case.starts else None
        return None if before is None else started(self.claim.says, before.right)

    @property
    def _goes_on(self) -> bool:
        return self.claim.goes_on and (self.started is not None or not self.case.anew)

    @property
    def _given(self) -> list[Assertion]:
        supposed = self.document.hypotheses(self.claim)
        return [assertion for h in supposed if h.condition is None for assertion in h.assertions]

    def theorem(self, claim_id: str) -> Theorem | None:
        """The proof of a claim, replayed here and now, if it is one."""
        packed = self.case.evidence.get(claim_id)
        theorem = None if packed is None else _replayed(packed)
        problem = self.problem_of(self.document.claim(claim_id))
        return theorem if theorem is not None and problem is not None and proves(theorem, problem) else None

    def corrected(self) -> bytes:
        """The repaired claim alone, in plain form; nothing where there is no repair."""
        edit = self.mended_by()
        return b"" if edit is None else Sent.bare(self.document, self.changed(edit))

    def changed(self, edit: Edit) -> Claim:
        """The claim as an edit has it."""
        more = () if edit.supposing is None else (edit.supposing,)
        return replace(self.claim, says=edit.says, given=(*self.claim.given, *more))

    def cited(self) -> list[Claim]:
        """The claims that the reason cites, directly or through others, each once."""
        return cited_by(self.document, self.claim)

    def hints(self, problem: Problem, memory: Memory | None = None) -> Hints:
        """What the cited claims say, and the hypotheses of theirs, unlike the problem's, that confine a path."""
        spoken: list[Clause] = []
        confinements: dict[Clause, None] = {}
        own = problem.hypotheses
        for other in self.cited():
            theirs = self.problem_of(other)
            if theirs is None:
                continue
            spoken.append(theirs.goal)
            for hypothesis in theirs.hypotheses:
                if hypothesis not in own and _is_confinement(hypothesis):
                    confinements.setdefault(hypothesis)
        return Hints(tuple(spoken), tuple(confinements), {} if memory is None else memory)

    @property
    def waits(self) -> bool:
        """Whether what the claim cites is looked at before any long search: not where a line may do without it."""
        return bool(self.claim.reason.claims) and not (self.claim.reason.tacit and self.claim.kind == "step")

    def open_citations(self) -> list[str]:
        """The claims that the reason cites and that were neither proved nor refuted."""
        return [name for name in self.claim.reason.cited if self.case.holds.get(name) in OPEN]

    def supposed(self) -> list[Problem]:
        """What those claims say."""
        found = [self.problem_of(self.document.claim(name)) for name in self.open_citations()]
        return [problem for problem in found if problem is not None]

    def cited_theorems(self) -> list[Theorem]:
        """The claims that the reason cites, as far as they are proved."""
        names = [name for name in self.claim.reason.claims if self.case.holds.get(name) == "proved"]
        return [theorem for name in names if (theorem := self.theorem(name)) is not None]


def cited_by(document: Document, claim: Claim) -> list[Claim]:
    """The claims that the reason of a claim cites, directly or through others, each once."""
    known = {other.id: other for other in document.claims}
    cites = {name: other.reason.claims for name, other in known.items()}
    return [known[name] for name in reached(cites, claim.reason.claims) if name != claim.id]


def _is_confinement(clause: Clause) -> bool:
    """Whether a clause says that a quantity stays below a bound up to a time."""
    sorts = [variable.sort for variable in clause.variables]
    return sorts == [SCALAR] and len(clause.conditions) == 2 and clause.relation[0] == "<="


def listed(names: Iterable[str]) -> str:
    """Names in a sentence.

    >>> listed(["a", "b", "c"])
    'a, b and c'
    """
    items = list(names)
    return " and ".join([", ".join(items[:-1]), items[-1]]) if len(items) > 1 else "".join(items)
