"""What the letters of a claim stand for, where its document defines them."""

from collections.abc import Iterable, Mapping
from typing import Any

from proofcheck.lang.claims import definition_latex, definition_text
from proofcheck.lang.expressions import Definition
from proofcheck.lang.printing import latex, text
from proofcheck.lang.translate import definitions
from proofcheck.matter import Matter


def notation(matter: Matter) -> list[dict[str, str]]:
    """The definitions that a claim or what it supposes uses, directly or through others."""
    said = [matter.claim.says, *(part for h in matter.hypotheses for part in (*h.assertions, *_defined(h.parts)))]
    found = dict.fromkeys(definition for node in said for definition in definitions(node))
    return [
        {
            "symbol": text(used := definition(*definition.parameters)),
            "symbol_latex": latex(used),
            "text": definition_text(definition),
            "latex": definition_latex(definition),
        }
        for definition in found
    ]


def each_once(findings: Iterable[Mapping[str, Any]]) -> list[dict[str, str]]:
    """The definitions of all findings, in the order in which they are met."""
    return list({entry["text"]: entry for finding in findings for entry in finding.get("notation", [])}.values())


def _defined(parts: Iterable[Any]) -> list[Definition]:
    return [part for part in parts if isinstance(part, Definition)]
