"""Whether a claim holds: what was answered, replayed by the kernel and confirmed by the models."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from proofcheck.answers import Evidence
from proofcheck.evidence.derivations import Derivation, replay
from proofcheck.findings.contradictions import contradictory
from proofcheck.findings.sides import missing, sides
from proofcheck.kernel.clauses import Problem
from proofcheck.kernel.proof import proves
from proofcheck.kernel.terms import KernelError
from proofcheck.kernel.theorem import Theorem
from proofcheck.lang.claims import Claim
from proofcheck.lang.definedness import Condition
from proofcheck.lang.expressions import Assertion
from proofcheck.lang.printing import text
from proofcheck.lang.rule_names import FREE
from proofcheck.lang.shapes import ShapeMismatch
from proofcheck.matter import Matter, listed
from proofcheck.models.confirmation import Confirmation, NotConfirmed, confirm, witness
from proofcheck.models.instance import Instance
from proofcheck.provers.library import uses
from proofcheck.provers.search import solved
from proofcheck.refuters import Survey


class ContradictionError(Exception):
    """A claim was proved and refuted: the engine is wrong somewhere, and nothing that it says can be relied on.

    ``finding`` holds the proof and the instance.
    """

    def __init__(self, document: str, finding: Mapping[str, Any]) -> None:
        super().__init__(f"{document}:{finding['id']} is proved, and {finding['contradiction']}")
        self.document, self.finding = document, dict(finding)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the judge found about whether a claim holds."""

    holds: str
    trust: str
    reason: str
    theorem: Theorem | None = None
    confirmation: Confirmation | None = None
    survey: Survey | None = None
    vacuous: bool = False
    missing: Condition | None = None
    contradiction: str = ""
    contradictory: tuple[str, ...] = ()
    met_by: Mapping[str, str] = field(default_factory=dict)


def judged(matter: Matter) -> Verdict:
    """Whether a claim holds, once everything that was answered has been looked at again."""
    claim, evidence = matter.claim, matter.evidence
    if claim.ill_typed is not None:
        return Verdict("ill-typed", "shapes", _meaningless(claim.ill_typed))
    missing = _contradicted(matter)
    if missing is not None:
        said = f"It has no value: {missing.because}, and {text(missing.against)}."
        return Verdict("ill-typed", "shapes", said, missing=missing)
    problem = matter.problem
    if evidence.instance is not None and (meant := matter.meant) is not None:
        return _refuted(claim, problem, confirm(meant, evidence.instance))
    theorem = matter.theorem(claim.id)
    if theorem is None and not (evidence.solved and solved(problem)):
        return _contradictory(matter, _open(evidence))
    met_by = witnessed(problem, evidence.witness)
    if met_by is None:
        reason = "It follows from its hypotheses, but no instance was found that satisfies them: it may say nothing."
        return _contradictory(matter, Verdict("undecided", "none", reason, theorem, vacuous=True))
    contradiction = _contradiction(problem, evidence)
    if theorem is None:
        reason = "Proved by Z3 alone: the kernel found no derivation."
        return Verdict("proved", "solver", reason, contradiction=contradiction, met_by=met_by)
    named = sorted(uses(theorem) - FREE)
    reason = f"Proved by {listed([*named, 'arithmetic'])}." if named else "Proved by arithmetic on normal forms."
    return Verdict("proved", "kernel", reason, theorem, contradiction=contradiction, met_by=met_by)


def replayed(derivation: Derivation | None, problem: Problem) -> Theorem | None:
    """What a derivation shows, where that is what the problem asks."""
    try:
        theorem = None if derivation is None else replay(derivation)
    except KernelError:
        return None
    return theorem if theorem is not None and proves(theorem, problem) else None


def _contradicted(matter: Matter) -> Condition | None:
    """What the claim needs for a value, and its hypotheses contradict."""
    found = matter.evidence.meaningless
    need = None if found is None else dict(enumerate(matter.needs)).get(found[0])
    if found is None or need is None or need.against is None or not matter.rests_on(need):
        return None
    return need if replayed(found[1], matter.asking(need.against)) is not None else None


def implied_needs(matter: Matter) -> set[Assertion]:
    """What the claim needs for a value, and its hypotheses imply."""
    derivations = matter.evidence.implied
    return {
        need.says
        for place, need in enumerate(matter.needs)
        if place in derivations and replayed(derivations[place], matter.asking(need.says)) is not None
    }


def witnessed(problem: Problem, instance: Instance | None) -> Mapping[str, str] | None:
    """The data, in print, of an instance at which the hypotheses hold; ``None`` where they do not."""
    if instance is None:
        return None
    try:
        return witness(problem, instance).values
    except NotConfirmed:
        return None


def _contradiction(problem: Problem, evidence: Evidence) -> str:
    """What is wrong with a claim that is proved, and false at the witness of its hypotheses; nothing if all is well."""
    assert evidence.witness is not None
    try:
        confirmation = confirm(problem, evidence.witness)
    except NotConfirmed:
        return ""
    return f"false at an instance of its hypotheses: {confirmation.relation}."


def _refuted(claim: Claim, problem: Problem, shown: Confirmation) -> Verdict:
    """The verdict on a violation that is confirmed, perhaps with more hypotheses, which come last."""
    confirmation = replace(shown, hypotheses=shown.hypotheses[: len(problem.hypotheses)])
    left, right, _ = sides(claim, confirmation)
    shows = missing(claim) or f"its left side is {left}, its right side {right}"
    reason = f"False: there is an instance where {shows}."
    return Verdict("refuted", "exact" if confirmation.exact else "interval", reason, confirmation=confirmation)


def _open(evidence: Evidence) -> Verdict:
    nothing = "Neither a proof nor a counterexample was found within the budget of the search."
    found = evidence.survey
    if found is not None and found.doubtful:
        said = (
            f"{nothing} It seems to fail at {found.doubtful} of the instances that were looked at; that is not certain."
        )
        return Verdict("undecided", "none", said, survey=found)
    if found is None or not found.instances:
        return Verdict("undecided", "none", nothing, survey=found)
    tried = "one instance that was" if found.instances == 1 else f"{found.instances} instances that were"
    said = f"{nothing} It is true at the {tried} looked at; that is no proof."
    return Verdict("supported", "none", said, survey=found)


def _contradictory(matter: Matter, verdict: Verdict) -> Verdict:
    """The verdict on what is undecided, saying so where its hypotheses contradict each other."""
    found = contradictory(matter) if verdict.holds == "undecided" else []
    if not found:
        return verdict
    together = " together" if len(found) > 1 else ""
    reason = f"It says nothing: no instance satisfies {listed(found)}{together}."
    return replace(verdict, reason=reason, vacuous=True, contradictory=tuple(found))


def _meaningless(mismatch: ShapeMismatch) -> str:
    return f"It has no meaning: at {mismatch.at}, {mismatch.left} meets {mismatch.right}."
