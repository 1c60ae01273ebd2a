"""The finding on one claim."""

from shlex import quote
from typing import Any

from proofcheck.findings.assumptions import assumptions
from proofcheck.findings.evidence import (
    certificate,
    clash,
    counterexample,
    presupposed,
    repaired,
    rules_used,
    survey_in_numbers,
    witness,
)
from proofcheck.findings.following import following
from proofcheck.findings.notation import notation
from proofcheck.findings.notes import notes
from proofcheck.findings.sides import missing, shown, sides
from proofcheck.findings.verdicts import judged
from proofcheck.lang.claims import Claim
from proofcheck.lang.documents import Document
from proofcheck.matter import Case, Matter
from proofcheck.models.confirmation import NotConfirmed, confirm


def report(case: Case) -> dict[str, Any]:
    """The finding on a claim. Whether it follows is left as ``follow`` answered, for the asker to combine.

    Where a claim is proved, and false at an instance of its hypotheses, the finding says so under ``contradiction``.
    """
    matter = Matter(case)
    claim = matter.claim
    verdict = judged(matter)
    follows, because = following(matter, verdict)
    tacit = presupposed(matter, verdict)
    return {
        **described(claim),
        "holds": verdict.holds,
        "follows": follows,
        "follows_because": because,
        "trust": verdict.trust,
        "reason": verdict.reason,
        "uses": rules_used(verdict),
        "notation": notation(matter),
        "given": [h.latex for h in matter.hypotheses if h.said],
        "tacit": [h.latex for h in tacit],
        "tacit_text": [h.text for h in tacit],
        "certificate": certificate(matter, verdict),
        "witness": witness(matter, verdict),
        "met_by": dict(verdict.met_by),
        "assumptions": assumptions(matter, None if verdict.theorem is None else verdict.theorem.hypotheses),
        "shapes": clash(claim.ill_typed, verdict.missing),
        "counterexample": counterexample(matter, verdict),
        "numeric": survey_in_numbers(verdict.survey),
        "repair": repaired(matter),
        "notes": notes(matter, verdict, (follows, because)),
        **({"contradictory": list(verdict.contradictory)} if verdict.contradictory else {}),
        **({"contradiction": verdict.contradiction} if verdict.contradiction else {}),
    }


def described(claim: Claim) -> dict[str, Any]:
    """What a finding says about the claim itself."""
    return {
        **_placed(claim),
        **({"column": claim.column} if claim.column else {}),
        "as_written": claim.latex,
        "text": claim.text,
        "reasoned": claim.reason.text,
        "rules": list(claim.reason.rules),
        "cites": list(claim.reason.cited),
        **({"chain": claim.chain} if claim.chain else {}),
    }


def _placed(claim: Claim) -> dict[str, Any]:
    return {
        "id": claim.id,
        "kind": claim.kind,
        "where": claim.where,
        "file": claim.file,
        "line": claim.line,
    }


def explanation(case: Case) -> dict[str, Any]:
    """What can be assumed where a claim stands."""
    matter = Matter(case)
    hypotheses = matter.document.hypotheses(matter.claim)
    return {
        "hypotheses": [h.latex for h in hypotheses],
        "text": "\n".join(h.text + ("" if h.said else "  (tacit)") for h in hypotheses),
    }


def evaluation(case: Case) -> dict[str, Any]:
    """The counterexample of a claim, evaluated again from its instance."""
    matter = Matter(case)
    instance = matter.evidence.instance
    if matter.claim.ill_typed or instance is None:
        return {"values": {}, "lhs": "", "rhs": "", "hypotheses": [], "verdict": case.holds[matter.claim.id]}
    try:
        confirmation = confirm(matter.problem, instance)
    except NotConfirmed as error:
        return {"values": {}, "lhs": "", "rhs": "", "hypotheses": [str(error)], "verdict": "undecided"}
    left, right, _ = sides(matter.claim, confirmation)
    return {
        "values": dict(confirmation.values),
        "lhs": left,
        "rhs": right,
        **({"none": none} if (none := missing(matter.claim)) else {}),
        "hypotheses": shown(matter.problem, confirmation),
        "verdict": "refuted",
    }


def unanswered(document: Document, claim: Claim, reason: str) -> dict[str, Any]:
    """The finding on a claim that the engine failed on."""
    again = f"python -m proofcheck check {quote(f'{document.address}:{claim.id}')}"
    return {
        **_described_or_not(claim),
        "holds": "undecided",
        "follows": "unknown",
        "follows_because": "",
        "trust": "none",
        "reason": f"The engine failed on it: {reason}.",
        "uses": [],
        "given": [],
        "tacit": [],
        "tacit_text": [],
        "certificate": None,
        "witness": None,
        "met_by": {},
        "assumptions": [],
        "shapes": None,
        "counterexample": None,
        "numeric": None,
        "repair": None,
        "notes": [f"This shows it again: {again}"],
        "failed": True,
    }


def _described_or_not(claim: Claim) -> dict[str, Any]:
    try:
        return described(claim)
    except RecursionError:
        return {
            **_placed(claim),
            "as_written": r"\text{(too long to be printed)}",
            "text": "(too long to be printed)",
        }
