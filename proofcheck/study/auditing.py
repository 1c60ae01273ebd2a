"""What statements need of what they suppose: each assertion left out in turn, and the claim asked about again.

An assumption that the proof does not use is not needed. Of the others it is asked whether the claim fails without
them: then a counterexample says so.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from typing import Any, Protocol

from proofcheck.lang.claims import Claim, Hypothesis, Remark
from proofcheck.lang.documents import Document
from proofcheck.lang.expressions import Assertion
from proofcheck.lang.printing import text
from proofcheck.study.growth import self_references

NEEDED, SPARE, UNUSED, OPEN = "needed", "not needed", "not used", "open"
"""What becomes of a claim without an assumption: false; proved another way; proved as it is; not found out."""


class Asked(Protocol):
    """Says whether claims of a document hold."""

    def of(self, claim_ids: Sequence[str]) -> Sequence[Mapping[str, Any]]:
        """The findings on some claims."""


Ask = Callable[[Document], AbstractContextManager[Asked]]


@dataclass(frozen=True, slots=True)
class Without:
    """A claim without one of its assumptions, under an id of its own."""

    claim: Claim
    original: str
    assumption: Assertion


def audit(document: Document, chosen: Sequence[str], ask: Ask) -> list[dict[str, Any]]:
    """What some claims of a document suppose, and what of it they need, as plain data."""
    alone = standing_alone(document)
    less = [one for name in chosen for one in without(alone, alone.claim(name))]
    whole = replace(alone, claims=(*alone.claims, *(one.claim for one in less)))
    with ask(whole) as asked:
        found = {finding["id"]: finding for finding in asked.of(chosen)}
        wanted = [one.claim.id for one in less if _is_worth_asking(one, found[one.original])]
        again = {finding["id"]: finding for finding in asked.of(wanted)}
    return [_audited(alone, found[name], [one for one in less if one.original == name], again) for name in chosen]


def standing_alone(document: Document) -> Document:
    """A document in which each claim supposes, itself, what stands throughout: so that it can be left out."""
    claims = []
    for claim in document.claims:
        known = () if claim.ill_typed else document.hypotheses(claim)
        standing, tacit = ([h for h in part if h in known] for part in (document.standing, document.tacit))
        claims.append(replace(claim, given=(*standing, *claim.given), tacit=(*tacit, *claim.tacit)))
    return replace(document, claims=tuple(claims), standing=(), tacit=(), read=True)


def without(document: Document, claim: Claim) -> Iterator[Without]:
    """A claim without each of its assumptions, in turn."""
    if claim.ill_typed:
        return
    seen: dict[Assertion, None] = {}
    for hypothesis in (*claim.given, *claim.hypotheses, *claim.tacit):
        seen |= dict.fromkeys(hypothesis.assertions)
    for number, assumption in enumerate(seen, start=1):
        given, hypotheses, tacit = (
            tuple(_less(part, assumption)) for part in (claim.given, claim.hypotheses, claim.tacit)
        )
        named = replace(claim, id=f"{claim.id}~without.{number}", given=given, hypotheses=hypotheses, tacit=tacit)
        yield Without(named, claim.id, assumption)


def _less(hypotheses: Sequence[Hypothesis], assumption: Assertion) -> Iterator[Hypothesis]:
    for hypothesis in hypotheses:
        left = tuple(part for part in hypothesis.parts if part != assumption)
        if left == hypothesis.parts or any(not isinstance(part, Remark) for part in left):
            yield replace(hypothesis, parts=left)


def _is_worth_asking(one: Without, finding: Mapping[str, Any]) -> bool:
    """Whether the claim is proved, and its proof uses the assumption, or it is not known what that uses."""
    said = {part["text"]: part for part in finding["assumptions"]}
    return bool(finding["holds"] == "proved" and said.get(text(one.assumption), {}).get("used", True))


def _audited(
    document: Document, finding: Mapping[str, Any], less: Sequence[Without], again: Mapping[str, Mapping[str, Any]]
) -> dict[str, Any]:
    presumed = set(finding["tacit_text"])
    by_text = {text(one.assumption): again.get(one.claim.id) for one in less}
    return {
        "id": finding["id"],
        "where": finding["where"],
        "text": finding["text"],
        "holds": finding["holds"],
        "met_by": finding["met_by"],
        "contradictory": finding.get("contradictory", []),
        "assumptions": [
            _assumption(said, by_text[said["text"]], presumed, finding["holds"])
            for said in finding["assumptions"]
            if said["text"] in by_text
        ],
        "self_references": [
            {"text": text(one.assumption), "says": reference.words}
            for one in less
            for reference in self_references(one.assumption)
        ],
    }


def _assumption(
    said: Mapping[str, Any], again: Mapping[str, Any] | None, presumed: set[str], holds: str
) -> dict[str, Any]:
    """An assumption, and what becomes of the claim without it."""
    made = {"text": said["text"], "latex": said["latex"], "said": said["said"], "counterexample": "", "presupposes": []}
    if holds != "proved":
        return {**made, "status": OPEN}
    if again is None:
        return {**made, "status": UNUSED}
    presupposes = [told for told in again["tacit_text"] if told not in presumed]
    if again["holds"] == "refuted":
        values = ", ".join(f"{name} = {value}" for name, value in again["counterexample"]["values"].items())
        relation = again["counterexample"]["relation"]
        counterexample = f"{values}: {relation}" if values else relation
        return {**made, "status": NEEDED, "counterexample": counterexample, "presupposes": presupposes}
    return {**made, "status": SPARE if again["holds"] == "proved" else OPEN, "presupposes": presupposes}
