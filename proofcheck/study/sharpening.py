"""How sharp the bounds of a document are, claim by claim, each in a worker of its own."""

from collections.abc import Sequence
from typing import Any

from proofcheck.check import Verdicts
from proofcheck.lang.documents import Document
from proofcheck.store import Store
from proofcheck.study.sharpness import sharpen
from proofcheck.workers import Limits, Lost, each

LIMITS = Limits(seconds=120)
"""Of the search for the best constants of one claim."""


def sharpen_document(
    document: Document, chosen: Sequence[str], *, seed: int = 0, workers: int = 1, store: Store | None = None
) -> list[dict[str, Any]]:
    """How sharp the bounds of some claims of a document are, as plain data: each in a worker of its own."""
    claims = [document.claim(name) for name in chosen]
    with Verdicts(document, seed=seed, workers=workers, store=store) as verdicts:
        verdicts.of(chosen)
        cases = [verdicts.case(name) for name in chosen]
    found = {case.claim: answer for case, answer in each(sharpen, cases, workers, LIMITS)}
    return [
        {
            "id": claim.id,
            "where": claim.where,
            "failed": answer.reason if isinstance(answer, Lost) else "",
            "constants": [] if isinstance(answer, Lost) else answer,
        }
        for claim in claims
        for answer in [found[claim.id]]
    ]
