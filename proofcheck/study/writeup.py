"""A repaired document as a paper tells it: notation, then sections, in which relations of a chain stand together."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from proofcheck.lang.claims import Claim, definition_latex
from proofcheck.lang.documents import Document
from proofcheck.lang.expressions import Definition
from proofcheck.lang.printing import latex
from proofcheck.repair.consequences import relation_of

SIGNS = {"=": "=", "<=": r"\le", ">=": r"\ge", "<": "<", ">": ">"}


def notation(document: Document) -> list[str]:
    """What is defined, in LaTeX, each name once, in the order in which it is met."""
    found: dict[Definition, None] = {}
    for claim in document.claims:
        if not claim.ill_typed:
            found |= dict.fromkeys(document.definitions(claim))
    return list(dict.fromkeys(map(definition_latex, found)))


def sections(document: Document, before: Mapping[str, Claim], why: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    """The sections of a document: a heading, what is supposed, and displays, those of statements first.

    Arguments:
        before: the claims that were changed, as they were.
        why: the reason of each of these changes.
    """
    proved_by = {name: claim for claim in document.claims if claim.kind == "statement" for name in claim.reason.claims}
    for place, group in groupby(document.claims, key=_place):
        claims = list(group)
        stated = [claim for claim in claims if claim.kind == "statement"]
        rest = [claim for claim in claims if claim.kind != "statement"]
        told: set[str] = set()
        yield {
            "heading": called(claims[0]) if _is_in_paper(claims[0]) else _heading(place, stated, rest, proved_by),
            "proved": bool(stated and rest),
            "paragraphs": [
                {**paragraph, "opens_proof": bool(stated) and part is rest and number == 0}
                for part in (stated, rest)
                for number, paragraph in enumerate(_paragraphs(part, told, before, why))
            ],
        }


def called(claim: Claim) -> str:
    """Where a claim stands, for readers: by its name and its line, if it is in a paper."""
    return f"{claim.id} (line {claim.place.line})" if _is_in_paper(claim) else claim.where


def _is_in_paper(claim: Claim) -> bool:
    return claim.file.endswith(".tex")


def _place(claim: Claim) -> str:
    """What stands in one section: the lines of a chain in a paper, or what has one place in the source."""
    return (claim.chain or claim.id) if _is_in_paper(claim) else claim.where.partition(",")[0]


def _heading(place: str, stated: Sequence[Claim], claims: Sequence[Claim], proved_by: Mapping[str, Claim]) -> str:
    """The place of a section in the source; of one that states nothing what it proves, if that is known."""
    if stated:
        return place
    if place[:1].isupper():
        return f"Proof of {place}" if "proof" in claims[0].where else place
    owner = next((proved_by[claim.id] for claim in claims if claim.id in proved_by), None)
    capital = place[:1].upper() + place[1:]
    return capital if owner is None else f"{capital}: proof of {owner.where.partition(',')[0]}"


def _paragraphs(
    claims: Sequence[Claim], told: set[str], before: Mapping[str, Claim], why: Mapping[str, str]
) -> Iterator[dict[str, Any]]:
    """Claims in order, those that go on from one another in one display; what is supposed is said once."""
    for chain in _chains(claims):
        first = chain[0]
        supposed = [said for said in _supposed(first) if said not in told]
        told.update(supposed)
        yield {
            "supposed": supposed,
            "kind": first.kind,
            "rows": [_row(claim, claim is first, before.get(claim.id), why.get(claim.id, "")) for claim in chain],
        }


def _supposed(claim: Claim) -> list[str]:
    """What a claim supposes, in LaTeX; what is only defined is notation."""
    return [h.latex for h in claim.given if any(not isinstance(part, Definition) for part in h.parts)]


def _chains(claims: Sequence[Claim]) -> list[list[Claim]]:
    found: list[list[Claim]] = []
    for claim in claims:
        if found and claim.chain and found[-1][-1].chain == claim.chain and _goes_on(found[-1][-1], claim):
            found[-1].append(claim)
        else:
            found.append([claim])
    return found


def _goes_on(claim: Claim, following: Claim) -> bool:
    one, other = relation_of(claim.says), relation_of(following.says)
    plain = claim.says is one and following.says is other
    return plain and one is not None and other is not None and one.right == other.left


def _row(claim: Claim, is_first: bool, before: Claim | None, why: str) -> dict[str, Any]:
    """A line of a display: its left side, where it begins with one, then the sign and the right side."""
    relation = relation_of(claim.says)
    is_plain = relation is not None and claim.says is relation and not relation.of_dimensions
    left, right = claim.latex, ""
    if relation is not None and is_plain:
        left = latex(relation.left) if is_first else ""
        right = f"{SIGNS[relation.op]} {latex(relation.right)}"
    said = before is not None and before.says != claim.says
    return {
        "left": left,
        "right": right,
        "reason": claim.reason.text,
        "changed": before is not None,
        "before": before.latex if before is not None and said else "",
        "why": why,
    }
