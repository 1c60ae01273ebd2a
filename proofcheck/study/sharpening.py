"""How sharp the bounds of a document are, claim by claim, each in a worker of its own; of a false one, its repair's."""

from collections.abc import Iterator, Sequence
from typing import Any

from proofcheck.check import Verdicts
from proofcheck.lang.documents import Document
from proofcheck.matter import Case
from proofcheck.repair.consequences import repaired
from proofcheck.store import Store
from proofcheck.study.sharpness import sharpen
from proofcheck.workers import Limits, Lost, each

LIMITS = Limits(seconds=120)
"""Of the search for the best constants of one claim."""


def sharpen_document(
    document: Document, chosen: Sequence[str], *, seed: int = 0, workers: int = 1, store: Store | None = None
) -> list[dict[str, Any]]:
    """How sharp the bounds of some claims of a document are, as plain data: each in a worker of its own.

    Of a claim that is false and was repaired, the bounds of its repair are looked at in its place.
    """
    cases: dict[str, Case] = {}
    with Verdicts(document, seed=seed, workers=workers, store=store) as verdicts:
        findings = {finding["id"]: finding for finding in verdicts.of(chosen, repairs=True)}
        cases |= {name: verdicts.case(name) for name in chosen}
        false = [name for name in chosen if findings[name]["holds"] == "refuted" and findings[name]["repair"]]
        mended = {name: repair for name in false if (repair := verdicts.corrected(name)) is not None}
    corrected = {name: repaired(document, mended[name]) if name in mended else None for name in chosen}
    for name, other in corrected.items():
        if other is not None:
            with Verdicts(other, seed=seed, workers=workers, store=store) as verdicts:
                verdicts.of([name])
                cases[name] = verdicts.case(name)
    first = {_question(corrected[name] or document, name): name for name in reversed(chosen)}
    asked = {name: first[_question(corrected[name] or document, name)] for name in chosen}
    found = dict(_answers([cases[name] for name in first.values()], workers))
    return [
        {
            "id": name,
            "where": findings[name]["where"],
            "holds": findings[name]["holds"],
            "why": " ".join(findings[name]["notes"]) if findings[name]["holds"] == "refuted" else "",
            "repair": findings[name]["repair"]["edit"] if corrected[name] is not None else "",
            "failed": answer.reason if isinstance(answer, Lost) else "",
            "constants": [] if isinstance(answer, Lost) else answer,
        }
        for name in chosen
        for answer in [found[asked[name]]]
    ]


def _answers(cases: Sequence[Case], workers: int) -> Iterator[tuple[str, Any]]:
    for case, answer in each(sharpen, cases, workers, LIMITS):
        yield case.claim, answer


def _question(document: Document, claim_id: str) -> tuple[Any, ...]:
    """What makes the best constants of two claims the same."""
    claim = document.claim(claim_id)
    return claim.says, claim.given, claim.hypotheses, claim.tacit, claim.reason
