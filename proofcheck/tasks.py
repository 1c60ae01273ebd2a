"""What is asked of a worker about one claim. Plain data goes in, plain data comes out; ``check`` puts it together.

Five questions, one after the other: does the claim hold (``decide``); if that is open, does it hold because of what it
cites, says a solver so, how does it fare at instances (``settle``); does it follow (``follow``); what should it say
(``mend``). The last one, ``proofcheck.findings.report``, believes none of the answers: it replays derivations, confirms
instances, and only then writes a finding.

Answers travel packed (``proofcheck.answers``): the process that asks never has to look into a deep term. They depend on
their question alone, so that they can be kept (``proofcheck.store``).
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from functools import lru_cache
from itertools import chain
from time import process_time

from proofcheck.answers import Answer, Evidence, Following, Mended, pack
from proofcheck.evidence.derivations import Derivation, write_derivation
from proofcheck.kernel.clauses import Problem
from proofcheck.kernel.proof import proves
from proofcheck.kernel.theorem import Theorem
from proofcheck.lang.expressions import LanguageError
from proofcheck.lang.rule_names import FREE, RULES
from proofcheck.matter import MENDED, Case, Matter, digest
from proofcheck.provers.chains import ends_of_chains
from proofcheck.provers.citations import applied, prove_by, supposing
from proofcheck.provers.engine import Hints, Memory
from proofcheck.provers.inlining import inlined
from proofcheck.provers.library import uses
from proofcheck.provers.relevance import closer, without_other_counts
from proofcheck.provers.search import MAX_ATTEMPTS, prove, prove_afresh, solved
from proofcheck.provers.statements import as_it_stands, at_all_times
from proofcheck.refuters import Budget, Refutation, hunt, refute, survey, witness
from proofcheck.repair import Edit, mended

FIRST_ATTEMPTS = 8
"""How much search for a proof comes before the first thousands of candidates: most true claims need no more."""

CUT_ATTEMPTS = 100
"""How much search is given to what a cited claim comes to in the terms of another."""

CITING_ATTEMPTS = 60
"""How much search a proof from cited claims is given."""

CLOSE_ATTEMPTS, MANY_HYPOTHESES = 160, 8
"""How much more, from hypotheses that speak of the same things alone, where there are at least so many in all."""

UNCITED_ATTEMPTS, CONFINED_ATTEMPTS = 12, 160
"""How much search there is for a proof without the claims that a reason cites, where the claim was changed; and where
these confine a path: what continuation shows is shared with other claims."""

BEFORE_SHOWN = 24
"""How much search there is for a proof of a line without a reason before those are used that are shown before it."""

FOLLOWING_ATTEMPTS = 120
"""How much search there is for a proof by the rules that a reason names, when the claim has been proved with others."""

SOON, FEW = 8, 7
"""How much of that there is where one reason after another is tried, and how many claims such a reason may cite: where
it cites more, only the proof that the claim has is looked at."""

PATIENT = Budget(evaluations=150_000, turned=50_000, at_random=Fraction(1, 2), solver=False, drawn=False, fitting=False)
"""For what nothing else has settled."""

BEFORE_CITED = Budget(evaluations=30_000, solver=False)
"""For what cites other claims: thousands of candidates, of which only the first few come before a proof from these."""

SOLVER = Budget(evaluations=0, turned=0, drawn=False, fitting=False)
"""For what is not proved by what it cites either: instances that Z3 finds, or that solve equations."""


# ---------------------------------------------------------------------------------------------------- does it hold?


def group_key(case: Case) -> Answer:
    """What a claim shares with the claims that are best decided together with it; no word where there are none."""
    matter = Matter(case)
    confinements = matter.hints(matter.problem).confinements
    return Answer(digest(repr(confinements).encode()) if confinements else "", pack(None))


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
        hunted = hunt(meant, seed=matter.case.seed, budget=BEFORE_CITED if matter.waits else Budget())
    before, (first, more) = FREE | frozenset(matter.case.rules), _attempts(matter, hints)

    def by_those_before(attempts: int) -> Theorem | None:
        return prove_afresh(problem, before, hints, (), attempts) if matter.case.rules else None

    def by_any(attempts: int) -> Theorem | None:
        return prove(problem, hints=hints, attempts=attempts) if attempts else None

    questions: tuple[Callable[[], Theorem | Refutation | None], ...] = (
        lambda: prove(problem, hints=hints, shallow=True),
        lambda: next(hunted, None),
        lambda: by_those_before(FIRST_ATTEMPTS),
        lambda: by_any(first),
        lambda: next(hunted, None) if more or not matter.waits else None,
        lambda: by_those_before(MAX_ATTEMPTS),
        lambda: by_any(more),
        lambda: None if matter.waits or solved(problem) else next(hunted, None),
    )
    return next((found for question in questions if (found := question()) is not None), None)


def _attempts(matter: Matter, hints: Hints) -> tuple[int, int]:
    """How much search there is by any rules, before and after the first thousands of candidates.

    For what cites claims there is none yet: it nearly always follows from these, which are looked at later. A claim
    that was changed is tried with the rules that proved it first, and with others where these have failed.
    """
    if not matter.waits:
        most = BEFORE_SHOWN if matter.claim.reason.tacit else MAX_ATTEMPTS
        return (0, most) if matter.case.rules else (FIRST_ATTEMPTS, most)
    if matter.case.rules:
        return 0, CONFINED_ATTEMPTS if hints.confinements else UNCITED_ATTEMPTS
    return (FIRST_ATTEMPTS, CONFINED_ATTEMPTS) if hints.confinements else (0, 0)


def _definedness(matter: Matter) -> tuple[dict[int, Derivation], tuple[int, Derivation] | None]:
    """Which of the conditions for a value the hypotheses imply, and the first one that they contradict."""
    implied: dict[int, Derivation] = {}
    for place, need in enumerate(matter.needs):
        if (steps := _shallow(matter.asking(need.says))) is not None:
            implied[place] = steps
        elif need.against is None or not matter.rests_on(need):
            continue
        elif (steps := _shallow(matter.asking(need.against))) is not None:
            return {}, (place, steps)
    return implied, None


@lru_cache(maxsize=512)
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
    proofs = _from_cited(matter)
    theorem = next(proofs, None)
    refutation: Refutation | None = None
    citing = matter.waits
    doubted = meant if theorem is None and citing and meant is not None and not solved(problem) else None
    if doubted is not None:
        refutation = refute(doubted, seed=case.seed, budget=BEFORE_CITED)
    if theorem is None and refutation is None:
        theorem = next(filter(None, proofs), None)
    if theorem is None and refutation is None and (citing or matter.claim.reason.tacit):
        refutation = None if doubted is None else refute(doubted, seed=case.seed, budget=SOLVER)
        theorem = prove(problem, hints=matter.hints(problem)) if refutation is None else None
    if theorem is None and refutation is None and (problem.goal.variables or problem.goal.conditions):
        theorem = prove(problem, hints=matter.hints(problem), opened=True)
    if theorem is None and refutation is None:
        fewer = (prove(close, hints=matter.hints(close), attempts=CITING_ATTEMPTS) for close in closer(problem))
        theorem = next(filter(None, fewer), None)
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


def _cuts(matter: Matter) -> dict[str, list[Theorem]]:
    """What each cited claim that is proved comes to in the terms of the claim, as far as shown, one from another."""
    found: dict[str, list[Theorem]] = {}
    for name, cuts in matter.claim.cuts.items():
        for says in cuts if matter.case.holds.get(name) == "proved" else ():
            shown = _cut(without_other_counts(matter.asking(says)), tuple(chain.from_iterable(found.values())))
            found.setdefault(name, []).extend([] if shown is None else [shown])
    return found


@lru_cache(maxsize=64)
def _cut(problem: Problem, before: tuple[Theorem, ...]) -> Theorem | None:
    return prove(problem, lemmas=before, attempts=CUT_ATTEMPTS)


def _from_cited(matter: Matter) -> Iterator[Theorem | None]:
    """Proofs from the cited claims, if there are any: as they stand, by the rules that are named; by any; applied."""
    problem, cited, every = matter.problem, matter.cited_theorems(), FREE | frozenset(RULES)
    standing = [lemma for theorem in cited if (lemma := as_it_stands(theorem, problem)) is not None]
    standing += ends_of_chains(standing)
    if matter.claim.reason.tacit:
        standing = list(map(at_all_times, standing))
    of_steps = [bool(matter.claim.cuts.get(name)) for name in matter.claim.reason.claims]
    if any(of_steps) and not all(of_steps):  # what is cited of the run itself is often enough
        yield prove(problem, lemmas=standing, attempts=CITING_ATTEMPTS)
    cuts = _cuts(matter)
    if matter.claim.reason.tacit and len(cuts) > 1:  # most lines go on from the one before them
        yield prove(problem, lemmas=list(cuts.values())[-1], attempts=CITING_ATTEMPTS)
    standing += chain.from_iterable(cuts.values())
    if standing and len(problem.hypotheses) >= MANY_HYPOTHESES:
        yield prove(problem, allowed=matter.allowed, lemmas=standing, attempts=FIRST_ATTEMPTS)
        if not matter.claim.reason.tacit and any(theorem.clause.variables for theorem in cited):
            yield applied(problem, cited, every, FIRST_ATTEMPTS, tried=standing)
        for close in closer(problem, [lemma.clause for lemma in standing]):
            yield prove(close, allowed=every, lemmas=standing, attempts=CLOSE_ATTEMPTS)
    for allowed in dict.fromkeys((matter.allowed, every)):
        yield prove(problem, allowed=allowed, lemmas=standing, attempts=CITING_ATTEMPTS) if standing else None
    if cited and not matter.claim.reason.tacit:
        yield applied(problem, cited, every, CITING_ATTEMPTS, tried=standing)


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
        inference = matter.document.inference(claim)
        settled = theorem is not None and proves(theorem, inference)  # then no instance can be one against it
        refutation = None if settled else refute(inference, seed=matter.case.seed)
        if refutation is not None:
            return Following("no", countermodel=refutation.instance)
    cited = matter.cited_theorems()
    if theorem is not None and (uses(theorem) <= matter.allowed or inlined(theorem, matter.allowed, cited)):
        return Following("yes", write_derivation(theorem))
    if not attempts:
        return Following("unknown")
    hints = matter.hints(problem)
    found = prove_by(supposing(problem, supposed), cited, matter.allowed, hints, attempts)
    if found is None:
        return Following("unknown")
    return Following("yes" if proves(found, problem) else "if", write_derivation(found))


# --------------------------------------------------------------------------------------------- what should it say?


def mend(case: Case) -> Answer:
    """The first changed claim that can be proved, and is not vacuous."""
    started = process_time()
    found = _mend(Matter(case))
    return Answer(MENDED if found else "", pack(found), process_time() - started)


def _mend(matter: Matter) -> Mended | None:
    begun = matter.started
    stands = None if matter.claim.ill_typed else matter.problem if begun is None else _sayable(matter, begun)
    instance, seed = matter.evidence.instance, matter.case.seed
    found = mended(matter.edits(), lambda edit: _sayable(matter, edit), stands, instance, matter.hints, seed)
    return None if found is None else Mended(found.place, write_derivation(found.theorem), found.witness)


def corrected(case: Case) -> bytes:
    """The claim as its repair has it, alone and in plain form; nothing where it has none."""
    return Matter(case).corrected()


def _sayable(matter: Matter, edit: Edit) -> Problem | None:
    """What the kernel is asked about a changed claim; ``None`` where the change makes no sense."""
    changed = matter.changed(edit)
    try:
        return None if changed.ill_typed else matter.document.problem(changed)
    except LanguageError:
        return None


__all__ = [
    "corrected",
    "decide",
    "follow",
    "follow_soon",
    "group_key",
    "mend",
    "settle",
]
