"""What is asked of a worker about one claim. Plain data goes in, plain data comes out; ``check`` puts it together.

Five questions, one after the other: does the claim hold (``decide``); if that is open, does it hold because of what it
cites, says a solver so, how does it fare at instances (``settle``); does it follow (``follow``); what should it say
(``mend``). The last one, ``proofcheck.findings.report``, believes none of the answers: it replays derivations, confirms
instances, and only then writes a finding.

Answers travel as bytes that only workers open: the process that asks never has to look into a deep term.
"""

import json
import pickle
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from hashlib import sha256
from time import process_time
from typing import Any

from proofcheck.kernel.certificate import proves, replay, write_derivation
from proofcheck.kernel.clauses import Clause, Problem
from proofcheck.kernel.rules import FREE
from proofcheck.kernel.terms import KernelError
from proofcheck.kernel.theorem import Theorem
from proofcheck.lang.claims import RULES, Claim
from proofcheck.lang.documents import Document
from proofcheck.lang.expressions import Assertion, LanguageError
from proofcheck.lang.plain import from_plain, to_plain
from proofcheck.lang.translate import clauses
from proofcheck.models.confirmation import Instance, NotConfirmed, confirm
from proofcheck.provers.citations import applied, as_it_stands, prove_by, supposing
from proofcheck.provers.search import Hints, Memory, prove, solved
from proofcheck.refuters import Budget, Survey, refute, survey, witness
from proofcheck.repair import Edit, edits

CITING_ATTEMPTS = 60
"""How much search a proof from cited claims is given."""

FOLLOWING_ATTEMPTS = 120
"""How much search there is for a proof by the rules that a reason names, when the claim has been proved with others."""

DEEP_REPAIRS = 2
"""How many changed claims the whole search is tried on."""

MAX_REPAIRS = 6
"""How many changed claims are looked at that the counterexample of the claim does not refute."""

REPAIR_ATTEMPTS = 40
"""How much of the search each of these is given."""

OPEN = ("supported", "undecided")
"""What a claim is that was neither proved nor refuted."""

QUICK = Budget(evaluations=1_500)

Steps = list[dict[str, Any]]


# ---------------------------------------------------------------------------------------------------- what is asked


@dataclass(frozen=True, slots=True)
class Sent:
    """What a worker is shown of a document: some of its claims, each in a document of its own."""

    pieces: tuple[bytes, ...]

    @staticmethod
    def piece(document: Document, claim: Claim) -> bytes:
        """A claim alone, with what stands throughout its document."""
        return json.dumps(to_plain(replace(document, claims=(claim,), problems=()))).encode()


@dataclass(frozen=True, slots=True)
class Case:
    """A claim of a document, and what has been found out so far about it and about the claims that its reason cites.

    Attributes:
        evidence: packed answers of ``decide`` and ``settle``, by claim.
        holds: what those answers amount to, by claim.
        more: further packed answers about this claim, by question.
    """

    document: Sent
    claim: str
    seed: int = 0
    evidence: Mapping[str, bytes] = field(default_factory=dict)
    holds: Mapping[str, str] = field(default_factory=dict)
    more: Mapping[str, bytes] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a worker found out: in one word for the asker, and packed for the next worker."""

    word: str
    packed: bytes
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why a claim holds or does not: at most one of a derivation (with a witness of its hypotheses), a solver's word,
    and a counterexample; or else how it fared at instances.

    Attributes:
        implied: which of the conditions that the claim needs for a value its hypotheses imply, by position.
        meaningless: which of them its hypotheses contradict.
    """

    steps: Steps | None = None
    witness: Instance | None = None
    solved: bool = False
    instance: Instance | None = None
    survey: Survey | None = None
    implied: frozenset[int] = frozenset()
    meaningless: int | None = None

    @property
    def holds(self) -> str:
        """The verdict, if the evidence is what it seems to be."""
        if self.meaningless is not None:
            return "ill-typed"
        if self.instance is not None:
            return "refuted"
        if self.steps is not None or self.solved:
            return "proved" if self.witness is not None else "undecided"
        return "supported" if self.survey is not None and self.survey.is_support else "undecided"

    @property
    def is_open(self) -> bool:
        """Neither a proof nor a counterexample is there."""
        return self.steps is None and self.instance is None and self.meaningless is None and not self.solved


@dataclass(frozen=True, slots=True)
class Following:
    """Whether a claim follows, in words, with the derivation that says so or the instance that shows that not."""

    verdict: str
    because: str
    steps: Steps | None = None
    countermodel: Instance | None = None


@dataclass(frozen=True, slots=True)
class Mended:
    """The first of the changed claims that could be proved, and that proof."""

    edit: Edit
    steps: Steps


def pack(answer: Any) -> bytes:
    """An answer as bytes."""
    return pickle.dumps(answer, protocol=pickle.HIGHEST_PROTOCOL)


def unpack(packed: bytes | None) -> Any:
    """An answer from bytes that a worker of this very run packed; ``None`` for none."""
    return None if packed is None else pickle.loads(packed)


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
def _replayed(packed: bytes) -> Theorem | None:
    evidence: Evidence = unpack(packed)
    return None if evidence.steps is None else replay(evidence.steps)


class Matter:
    """A case, opened: the claim in its document, as the kernel is asked about it."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self.document = _opened(case.document)
        self.claim = self.document.claim(case.claim)
        self._pieces = {claim.id: data for data in case.document.pieces for claim in _piece(data).claims}

    @property
    def problem(self) -> Problem:
        """What the kernel is asked."""
        found = self.problem_of(self.claim)
        if found is None:
            raise KernelError(f"{self.claim.id} has no meaning")
        return found

    def asking(self, says: Assertion) -> Problem:
        """What the kernel is asked whether the hypotheses that the author gives, in so many words, imply something."""
        given = [h for h in self.document.hypotheses(self.claim) if h.condition is None]
        [goal] = clauses(says)
        return Problem(self.problem.dimensions, tuple(c for h in given for c in h.clauses), goal)

    def problem_of(self, claim: Claim) -> Problem | None:
        """The same for any claim of the document; ``None`` where it has no meaning."""
        return _asked(self._pieces[claim.id])

    @property
    def evidence(self) -> Evidence:
        """What is known of the claim."""
        found: Evidence | None = unpack(self.case.evidence.get(self.claim.id))
        return found or Evidence()

    def theorem(self, claim_id: str) -> Theorem | None:
        """The proof of a claim, replayed here and now, if it is one."""
        packed = self.case.evidence.get(claim_id)
        theorem = None if packed is None else _replayed(packed)
        problem = self.problem_of(self.document.claim(claim_id))
        return theorem if theorem is not None and problem is not None and proves(theorem, problem) else None

    def changed(self, edit: Edit) -> Claim:
        """The claim as an edit has it."""
        return replace(self.claim, says=edit.says)

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
    found: dict[str, Claim] = {}
    known = {other.id: other for other in document.claims}
    waiting = list(claim.reason.claims)
    while waiting:
        name = waiting.pop(0)
        if name not in found and name != claim.id and name in known:
            found[name] = known[name]
            waiting += known[name].reason.claims
    return list(found.values())


def _is_confinement(clause: Clause) -> bool:
    """Whether a clause says that a quantity stays below a bound up to a time."""
    return len(clause.variables) == 1 and len(clause.conditions) == 2 and clause.relation[0] == "<="


# ---------------------------------------------------------------------------------------------------- does it hold?


def group_key(case: Case) -> str:
    """What a claim shares with the claims that are best decided together with it; nothing where there are none."""
    matter = Matter(case)
    confinements = matter.hints(matter.problem).confinements
    return sha256(repr(confinements).encode()).hexdigest() if confinements else ""


def decide(cases: Sequence[Case]) -> list[Answer]:
    """Whether claims hold: arithmetic, then a counterexample, then the whole search.

    The claims share what continuation shows.
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
    theorem = prove(problem, hints=hints, shallow=True)
    instance = None
    if theorem is None:
        refutation = refute(problem, seed=case.seed)
        instance = refutation.instance if refutation is not None else None
        theorem = prove(problem, hints=hints) if refutation is None else None
    steps = None if theorem is None else write_derivation(theorem)
    shown = None if theorem is None else witness(problem, seed=case.seed)
    evidence = Evidence(steps, shown, False, instance, implied=implied)
    return Answer("open" if evidence.is_open else evidence.holds, pack(evidence), process_time() - started)


def _definedness(matter: Matter) -> tuple[frozenset[int], int | None]:
    """Which of the conditions for a value the hypotheses imply, and the first one that they contradict."""
    needs = [h.condition for h in matter.document.hypotheses(matter.claim) if h.condition is not None]
    implied = set()
    for place, need in enumerate(needs):
        if prove(matter.asking(need.says), shallow=True) is not None:
            implied.add(place)
        elif need.against is not None and prove(matter.asking(need.against), shallow=True) is not None:
            return frozenset(), place
    return frozenset(implied), None


def settle(case: Case) -> Answer:
    """What was left open: a proof from the cited claims, or a solver's word, or how the claim fares at instances."""
    started = process_time()
    matter = Matter(case)
    problem = matter.problem
    cited = matter.cited_theorems()
    standing = [lemma for theorem in cited if (lemma := as_it_stands(theorem, problem)) is not None]
    theorem = prove(problem, lemmas=standing, attempts=CITING_ATTEMPTS) if standing else None
    if theorem is None and cited:
        theorem = applied(problem, cited, frozenset(RULES), CITING_ATTEMPTS)
    by_solver = theorem is None and solved(problem)
    if theorem is None and not by_solver:
        evidence = replace(matter.evidence, survey=survey(problem, seed=case.seed))
    else:
        steps = None if theorem is None else write_derivation(theorem)
        shown = witness(problem, seed=case.seed)
        evidence = replace(matter.evidence, steps=steps, witness=shown, solved=by_solver)
    return Answer(evidence.holds, pack(evidence), process_time() - started)


# ---------------------------------------------------------------------------------------------------- does it follow?


def follow(case: Case) -> Answer:
    """Whether a claim follows from what its reason names; what it cites is not false."""
    started = process_time()
    found = _follow(Matter(case))
    return Answer(found.verdict, pack(found), process_time() - started)


def _follow(matter: Matter) -> Following:
    claim, problem, theorem = matter.claim, matter.problem, matter.theorem(matter.claim.id)
    if matter.evidence.solved:
        return Following("unknown", "Only a solver says that it holds; the kernel has no derivation.")
    supposed = matter.supposed()
    if theorem is None and not supposed:
        return Following("unknown", "Neither a derivation nor a countermodel was found.")
    if claim.kind == "conclusion":
        refutation = refute(matter.document.inference(claim), seed=matter.case.seed)
        if refutation is not None:
            return Following("no", "", countermodel=refutation.instance)
    allowed = FREE | frozenset(claim.reason.rules)
    if theorem is not None and theorem.uses <= allowed:
        return Following("yes", _derived(theorem, claim), write_derivation(theorem))
    hints = matter.hints(problem)
    found = prove_by(supposing(problem, supposed), matter.cited_theorems(), allowed, hints, FOLLOWING_ATTEMPTS)
    if found is not None and proves(found, problem):
        return Following("yes", _derived(found, claim), write_derivation(found))
    if found is not None:
        names = matter.open_citations()
        verb = "hold" if len(names) > 1 else "holds"
        return Following("if", f"It follows, if {listed(names)} {verb}.", write_derivation(found))
    if theorem is None:
        return Following("unknown", f"No derivation from {listed(matter.open_citations())} was found.")
    missing = sorted(theorem.uses - allowed)
    return Following(
        "unknown",
        f"The claim holds, but the reason does not name what its proof uses: {listed(missing)}; no derivation was "
        "found without that.",
    )


def _derived(theorem: Theorem, claim: Claim) -> str:
    named = sorted(theorem.uses - FREE)
    using = f", by {listed(named)}" if named else ""
    citing = f" The reason cites {listed(claim.reason.claims)}." if claim.reason.claims else ""
    return f"The kernel derives it from what the reason names{using}.{citing}"


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
    return Answer("mended" if found else "", pack(found), process_time() - started)


def _mend(matter: Matter) -> Mended | None:
    deep, left = DEEP_REPAIRS, MAX_REPAIRS
    for edit in edits(matter.claim.says, [other.says for other in matter.cited()]):
        problem = _sayable(matter, edit)
        if problem is None or _still_false(problem, matter.evidence.instance):
            continue
        left -= 1
        if left < 0:
            return None
        theorem = prove(problem, shallow=True)
        if theorem is None and deep and refute(problem, seed=matter.case.seed, budget=QUICK) is None:
            deep -= 1
            theorem = prove(problem, hints=matter.hints(problem), attempts=REPAIR_ATTEMPTS)
        if theorem is not None and witness(problem, seed=matter.case.seed) is not None:
            return Mended(edit, write_derivation(theorem))
    return None


def _sayable(matter: Matter, edit: Edit) -> Problem | None:
    """What the kernel is asked about a changed claim; ``None`` where the change makes no sense."""
    changed = matter.changed(edit)
    try:
        return None if changed.ill_typed else matter.document.problem(changed)
    except LanguageError:
        return None


def _still_false(problem: Problem, instance: Instance | None) -> bool:
    if instance is None:
        return False
    try:
        confirm(problem, instance)
    except NotConfirmed:
        return False
    return True


__all__ = [
    "OPEN",
    "Answer",
    "Case",
    "Evidence",
    "Following",
    "Matter",
    "Mended",
    "Sent",
    "cited_by",
    "decide",
    "follow",
    "group_key",
    "listed",
    "mend",
    "pack",
    "settle",
    "unpack",
]
