"""What is asked of a worker about one claim. Plain data goes in, plain data comes out; ``check`` puts it together.

Five questions, one after the other: does the claim hold (``decide``); if that is open, does it hold because of what it
cites, says a solver so, how does it fare at instances (``settle``); does it follow (``follow``); what should it say
(``mend``). The last one, ``proofcheck.findings.report``, believes none of the answers: it replays derivations, confirms
instances, and only then writes a finding.

Answers travel packed (``proofcheck.answers``): the process that asks never has to look into a deep term. They depend on
their question alone, so that they can be kept (``proofcheck.store``).
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cached_property, lru_cache
from hashlib import sha256
from time import process_time

from proofcheck.answers import Answer, AnyAnswer, Evidence, Following, Mended, pack, unpack
from proofcheck.evidence.derivations import write_derivation
from proofcheck.kernel.certificate import Derivation, proves, replay
from proofcheck.kernel.clauses import Clause, Problem
from proofcheck.kernel.terms import KernelError
from proofcheck.kernel.theorem import Theorem
from proofcheck.lang.claims import Claim, Hypothesis, Place, Remark
from proofcheck.lang.definedness import Condition
from proofcheck.lang.documents import Document
from proofcheck.lang.expressions import Assertion, LanguageError
from proofcheck.lang.plain import from_plain, to_plain
from proofcheck.lang.rule_names import FREE, RULES
from proofcheck.lang.translate import clauses
from proofcheck.provers.citations import applied, prove_by, supposing
from proofcheck.provers.engine import Hints, Memory
from proofcheck.provers.library import uses
from proofcheck.provers.search import MAX_ATTEMPTS, prove, prove_afresh, solved
from proofcheck.provers.statements import as_it_stands
from proofcheck.reasons import reached
from proofcheck.refuters import Budget, Refutation, hunt, refute, survey, witness
from proofcheck.repair import Edit, edit_at, edits, mended

CITING_ATTEMPTS = 60
"""How much search a proof from cited claims is given."""

UNCITED_ATTEMPTS, CONFINED_ATTEMPTS = 12, 40
"""How much search there is for a proof without the claims that a reason cites, before it is looked for with them; and
where these confine a path: what continuation shows is shared with other claims."""

FOLLOWING_ATTEMPTS = 120
"""How much search there is for a proof by the rules that a reason names, when the claim has been proved with others."""

SOON, FEW = 8, 7
"""How much of that there is where one reason after another is tried, and how many claims such a reason may cite: where
it cites more, only the proof that the claim has is looked at."""

MENDED = "mended"
"""The word for a claim that was mended."""

OPEN = ("supported", "undecided")
"""What a claim is that was neither proved nor refuted."""

PATIENT = Budget(evaluations=150_000, turned=50_000, at_random=Fraction(1, 2), solver=False, drawn=False, fitting=False)
"""For what nothing else has settled."""

SOLVER = Budget(evaluations=0, turned=0, drawn=False, fitting=False)
"""For what is not proved by what it cites: instances that Z3 finds, or that solve equations."""


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
    """

    document: Sent
    claim: str
    seed: int = 0
    evidence: Mapping[str, bytes] = field(default_factory=dict)
    holds: Mapping[str, str] = field(default_factory=dict)
    more: Mapping[str, bytes] = field(default_factory=dict)
    rules: tuple[str, ...] = ()
    anew: bool = False

    def fingerprint(self) -> str:
        """The same for cases that are answered alike."""
        pieces = [_digest(piece) for piece in self.document.pieces]
        known = [{name: _digest(packed) for name, packed in kept.items()} for kept in (self.evidence, self.more)]
        whole = json.dumps(
            [pieces, self.claim, self.seed, dict(self.holds), known, self.rules, self.anew], sort_keys=True
        )
        return _digest(whole.encode())


@lru_cache(maxsize=4096)
def _digest(data: bytes) -> str:
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


@lru_cache(maxsize=256)
def _unpacked(packed: bytes) -> AnyAnswer:
    return unpack(packed)


@lru_cache(maxsize=256)
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
        more = (clause for clause in Hypothesis(tuple(parts)).clauses if clause not in said)
        return replace(self.problem, hypotheses=(*said, *dict.fromkeys(more)))

    @property
    def allowed(self) -> frozenset[str]:
        """The rules that the reason names."""
        return FREE | frozenset(self.claim.reason.rules)

    def edits(self) -> Iterator[Edit]:
        """What the claim might say instead, the likeliest first."""
        return edits(self.claim.says, self._given, goes_on=self._goes_on)

    def mended_by(self) -> Edit | None:
        """The edit that was answered to mend it."""
        found = self.mended
        return None if found is None else edit_at(self.claim.says, self._given, found.edit, goes_on=self._goes_on)

    @property
    def _goes_on(self) -> bool:
        return self.claim.goes_on and not self.case.anew

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

    def open_citations(self) -> list[str]:
        """The claims that the reason cites and that were neither proved nor refuted."""
        return [name for name in self.claim.reason.claims if self.case.holds.get(name) in OPEN]

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
    return len(clause.variables) == 1 and len(clause.conditions) == 2 and clause.relation[0] == "<="


# ---------------------------------------------------------------------------------------------------- does it hold?


def group_key(case: Case) -> Answer:
    """What a claim shares with the claims that are best decided together with it; no word where there are none."""
    matter = Matter(case)
    confinements = matter.hints(matter.problem).confinements
    return Answer(_digest(repr(confinements).encode()) if confinements else "", pack(None))


def decide(cases: Sequence[Case]) -> list[Answer]:
    """Whether claims hold: arithmetic, the likeliest counterexamples, the whole search, then others, unless Z3
    says that there are none. The claims share what continuation shows.
    """
    memory: Memory = {}
    return [_decide(case, memory) for case in cases]


def _decide(case: Case, memory: Memory) -> Answer:
    started = process_time()
    matter = Matter(case)
    if matter.claim.ill_typed:
        return Answer("ill-typed", pack(Evidence()))
    problem = matter.problem
    implied, meaningless = _definedness(matter)
    if meaningless is not None:
        return Answer("ill-typed", pack(Evidence(meaningless=meaningless)), process_time() - started)
    hints = matter.hints(problem, memory)
    found = _decided(matter, hints)
    theorem = found if isinstance(found, Theorem) else None
    instance = found.instance if isinstance(found, Refutation) else None
    derivation = None if theorem is None else write_derivation(theorem)
    shown = None if theorem is None else witness(problem, seed=case.seed)
    evidence = Evidence(derivation, shown, False, instance, implied=implied)
    return Answer("open" if evidence.is_open else evidence.holds, pack(evidence), process_time() - started)


def _decided(matter: Matter, hints: Hints) -> Theorem | Refutation | None:
    """A proof or a counterexample, if one is found; the cheap questions come first, in both directions."""
    problem = matter.problem
    hunted: Iterator[Refutation | None] = iter(())
    if (meant := matter.meant) is not None:  # else an instance may not be one of what is meant
        asks_solver = not matter.claim.reason.claims  # else what it cites comes first
        hunted = hunt(meant, seed=matter.case.seed, budget=Budget(solver=asks_solver))
    before = FREE | frozenset(matter.case.rules)
    questions: tuple[Callable[[], Theorem | Refutation | None], ...] = (
        lambda: next(hunted, None),
        lambda: prove(problem, hints=hints, shallow=True),
        lambda: next(hunted, None),
        lambda: prove_afresh(problem, before, hints, (), MAX_ATTEMPTS) if matter.case.rules else None,
        lambda: prove(problem, hints=hints, attempts=_attempts(matter, hints)),
        lambda: None if solved(problem) else next(hunted, None),
    )
    return next((found for question in questions if (found := question()) is not None), None)


def _attempts(matter: Matter, hints: Hints) -> int:
    """How much search there is before it is looked for a proof from what is cited, if anything is."""
    if not matter.claim.reason.claims:
        return MAX_ATTEMPTS
    return CONFINED_ATTEMPTS if hints.confinements else UNCITED_ATTEMPTS


def _definedness(matter: Matter) -> tuple[dict[int, Derivation], tuple[int, Derivation] | None]:
    """Which of the conditions for a value the hypotheses imply, and the first one that they contradict."""
    implied: dict[int, Derivation] = {}
    for place, need in enumerate(matter.needs):
        if (steps := _shallow(matter.asking(need.says))) is not None:
            implied[place] = steps
        elif need.against is not None and (steps := _shallow(matter.asking(need.against))) is not None:
            return {}, (place, steps)
    return implied, None


def _shallow(problem: Problem) -> Derivation | None:
    theorem = prove(problem, shallow=True)
    return None if theorem is None else write_derivation(theorem)


def settle(case: Case) -> Answer:
    """What was left open: a proof from the cited claims, a solver's word, a counterexample that is far to seek, or how
    the claim fares at instances.
    """
    started = process_time()
    matter = Matter(case)
    problem, meant = matter.problem, matter.meant
    cited = matter.cited_theorems()
    standing = [lemma for theorem in cited if (lemma := as_it_stands(theorem, problem)) is not None]
    theorem = prove(problem, lemmas=standing, attempts=CITING_ATTEMPTS) if standing else None
    if theorem is None and cited:
        theorem = applied(problem, cited, frozenset(RULES), CITING_ATTEMPTS, tried=standing)
    refutation: Refutation | None = None
    if theorem is None and matter.claim.reason.claims:
        refutation = None if meant is None else refute(meant, seed=case.seed, budget=SOLVER)
        theorem = prove(problem, hints=matter.hints(problem)) if refutation is None else None
    by_solver = theorem is None and refutation is None and solved(problem)
    if theorem is None and not by_solver:
        if refutation is None and meant is not None:
            refutation = refute(meant, seed=case.seed, budget=PATIENT)
        if refutation is None:
            evidence = replace(matter.evidence, survey=survey(problem, seed=case.seed))
        else:
            evidence = replace(matter.evidence, instance=refutation.instance)
    else:
        derivation = None if theorem is None else write_derivation(theorem)
        shown = witness(problem, seed=case.seed)
        evidence = replace(matter.evidence, derivation=derivation, witness=shown, solved=by_solver)
    return Answer(evidence.holds, pack(evidence), process_time() - started)


# ---------------------------------------------------------------------------------------------------- does it follow?


def follow(case: Case) -> Answer:
    """Whether a claim follows from what its reason names; what it cites is not false."""
    started = process_time()
    found = _follow(Matter(case))
    return Answer(found.verdict, pack(found), process_time() - started)


def follow_soon(case: Case) -> Answer:
    """The same with little search."""
    started = process_time()
    matter = Matter(case)
    found = _follow(matter, SOON if len(matter.claim.reason.claims) <= FEW else 0)
    return Answer(found.verdict, pack(found), process_time() - started)


def _follow(matter: Matter, attempts: int = FOLLOWING_ATTEMPTS) -> Following:
    claim, problem, theorem = matter.claim, matter.problem, matter.theorem(matter.claim.id)
    supposed = matter.supposed()
    if matter.evidence.solved or (theorem is None and not supposed):
        return Following("unknown")
    if claim.kind == "conclusion" and not matter.supposes_more:
        refutation = refute(matter.document.inference(claim), seed=matter.case.seed)
        if refutation is not None:
            return Following("no", countermodel=refutation.instance)
    if theorem is not None and uses(theorem) <= matter.allowed:
        return Following("yes", write_derivation(theorem))
    if not attempts:
        return Following("unknown")
    hints, cited = matter.hints(problem), matter.cited_theorems()
    found = prove_by(supposing(problem, supposed), cited, matter.allowed, hints, attempts)
    if found is None:
        return Following("unknown")
    return Following("yes" if proves(found, problem) else "if", write_derivation(found))


def listed(names: Iterable[str]) -> str:
    """Names in a sentence.

    >>> listed(["a", "b", "c"])
    'a, b and c'
    """
    items = list(names)
    return " and ".join([", ".join(items[:-1]), items[-1]]) if len(items) > 1 else "".join(items)


# --------------------------------------------------------------------------------------------- what should it say?


def mend(case: Case) -> Answer:
    """The first changed claim that can be proved, and is not vacuous."""
    started = process_time()
    found = _mend(Matter(case))
    return Answer(MENDED if found else "", pack(found), process_time() - started)


def _mend(matter: Matter) -> Mended | None:
    stands = None if matter.claim.ill_typed else matter.problem
    instance, seed = matter.evidence.instance, matter.case.seed
    found = mended(matter.edits(), lambda edit: _sayable(matter, edit), stands, instance, matter.hints, seed)
    return None if found is None else Mended(found.place, write_derivation(found.theorem), found.witness)


def _sayable(matter: Matter, edit: Edit) -> Problem | None:
    """What the kernel is asked about a changed claim; ``None`` where the change makes no sense."""
    changed = matter.changed(edit)
    try:
        return None if changed.ill_typed else matter.document.problem(changed)
    except LanguageError:
        return None


__all__ = [
    "MENDED",
    "OPEN",
    "Case",
    "Matter",
    "Sent",
    "cited_by",
    "decide",
    "follow",
    "follow_soon",
    "group_key",
    "listed",
    "mend",
    "settle",
]
