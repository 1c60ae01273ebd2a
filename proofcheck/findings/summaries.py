"""The findings on a whole document."""

from collections.abc import Mapping, Set
from typing import Any

from proofcheck.findings.notation import each_once
from proofcheck.lang.documents import Document
from proofcheck.matter import cited_by


def summary(document: Document, findings: list[Mapping[str, Any]]) -> dict[str, Any]:
    """The findings on a document, with counts and the ids of its defects."""
    holds: dict[str, int] = {}
    for finding in findings:
        holds[finding["holds"]] = holds.get(finding["holds"], 0) + 1
    defects = [f["id"] for f in findings if f["holds"] in {"refuted", "ill-typed"} or f["follows"] == "no"]
    result: dict[str, Any] = {
        "id": document.id,
        "title": document.title,
        "notation": each_once(findings),
        "claims": [{**f, "notation": [entry["symbol"] for entry in f.get("notation", [])]} for f in findings],
        "summary": {"claims": len(findings), "holds": holds, "defects": defects},
        "basis": sorted({name for finding in findings for name in finding["uses"]}),
    }
    statements = _statements(document, {f["id"]: f for f in findings}, set(defects))
    if statements:
        result["statements"] = statements
    if document.coverage:
        result["coverage"] = document.coverage
    if document.problems:
        result["problems"] = [
            {"file": p.file, "line": p.line, "message": p.message, **({"column": p.column} if p.column else {})}
            for p in document.problems
        ]
    return result


def _statements(document: Document, found: Mapping[str, Any], defects: Set[str]) -> list[dict[str, Any]]:
    """What each statement rests on, directly or through others, and which of those lines are broken."""
    stated = [claim for claim in document.claims if claim.kind == "statement" and claim.id in found]
    rests = {claim.id: [other.id for other in cited_by(document, claim)] for claim in stated}
    return [
        {"id": name, "rests_on": lines, "broken": [line for line in lines if line in defects]}
        for name, lines in rests.items()
    ]
