"""A document with its mistakes repaired: each repair put in, its consequences drawn, every line looked at again."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain, zip_longest
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Protocol

from proofcheck.lang.claims import Claim, Hypothesis
from proofcheck.lang.documents import Document
from proofcheck.lang.printing import latex
from proofcheck.latex.document import load
from proofcheck.matter import cited_by
from proofcheck.repair.arguments import Argument, arguments
from proofcheck.repair.consequences import relation_of, repaired, started
from proofcheck.repair.patch import first_that, patches
from proofcheck.study.writeup import called, notation, sections

ROUNDS = 4
"""How often what the repairs changed is looked at again, and repaired if need be."""

WRONG = ("refuted", "ill-typed")


@dataclass(frozen=True, slots=True)
class Correction:
    """What was changed in a claim, and why: a repair, a consequence of others, or an argument that was missing."""

    before: Claim
    after: Claim
    why: str


@dataclass(frozen=True, slots=True)
class Repaired:
    """A document before and after, with the findings on both, and the corrections in the order of the source."""

    before: Document
    after: Document
    found: Mapping[str, Any]
    again: Mapping[str, Any]
    corrections: tuple[Correction, ...]


class Checks(Protocol):
    """What is asked about a document and its revisions: see ``proofcheck.check.Revisions``."""

    def original(self) -> Mapping[str, Any]:
        """The findings on the document as it was given."""

    def repairs(self, document: Document, claim_ids: Collection[str]) -> Mapping[str, Any]:
        """Whether some claims of a revision hold, and what they should say."""

    def revised(self, document: Document) -> Mapping[str, Any]:
        """The findings on a revision."""

    def corrected(self, claim_id: str) -> Claim | None:
        """A claim of the last document that was asked about, as the repair has it that was found for it."""

    def follows(self, document: Document, claim_id: str) -> bool:
        """Whether a claim of a revision follows from what its reason names."""


def repair_document(document: Document, checks: Checks) -> Repaired:
    """Repair a document, as far as repairs and missing arguments are found: those of lines, then those of statements.

    A statement lacks an argument of its own where all that it cites follows.
    """
    found = checks.original()
    current, why = _mended(document, found, checks)
    again = found if current.claims == document.claims else checks.revised(current)
    for _ in range(ROUNDS):
        before = current.claims
        for claim in before:
            if claim.kind != "statement" or _rests_on_what_follows(current, claim, again):
                current = _argued(current, claim, again, checks, why)
        if current.claims == before:
            break
        again = checks.revised(current)
    pairs = zip(document.claims, current.claims, strict=True)
    changed = [Correction(old, new, why.get(old.id, "as the lines before it")) for old, new in pairs if old != new]
    return Repaired(document, current, found, again, tuple(changed))


def _rests_on_what_follows(document: Document, claim: Claim, findings: Mapping[str, Any]) -> bool:
    known = _by_id(findings)
    return all(known[other.id]["follows"] == "yes" for other in cited_by(document, claim))


def _mended(document: Document, found: Mapping[str, Any], checks: Checks) -> tuple[Document, dict[str, str]]:
    """The document with every repair in place, and with their consequences; and the repairs in words, by claim."""
    current, why = document, dict[str, str]()
    for _ in range(ROUNDS):
        looked_at = current
        for finding in found["claims"]:
            corrected = None if finding["repair"] is None else checks.corrected(finding["id"])
            if corrected is None or not _is_about(corrected, current, looked_at):
                continue
            before, current = current, repaired(current, corrected)
            if current.claims != before.claims:
                why[corrected.id] = finding["repair"]["edit"]
        changed = [new.id for old, new in zip(looked_at.claims, current.claims, strict=True) if old != new]
        if not changed:
            break
        found = checks.repairs(current, changed)
    return current, why


def _is_about(corrected: Claim, current: Document, looked_at: Document) -> bool:
    """Whether a claim stands as it did when its repair was found, or goes on from the line before it as that does."""
    now, then, after = current.claim(corrected.id), looked_at.claim(corrected.id), relation_of(corrected.says)
    begun = None if after is None else started(then.says, after.left)
    return now == then or (begun is not None and now == replace(then, says=begun.says))


def _argued(
    document: Document, claim: Claim, findings: Mapping[str, Any], checks: Checks, why: dict[str, str]
) -> Document:
    """The document with the argument that a true claim lacks, which is noted; as it is where none is found.

    The fullest reason comes first: where that does not do, none does.
    """
    finding = _by_id(findings)[claim.id]
    if finding["holds"] != "proved" or finding["follows"] == "yes":
        return document
    options = arguments(claim, finding["uses"])

    def argued(argument: Argument) -> Document:
        claims = tuple(argument.claim if other.id == claim.id else other for other in document.claims)
        return replace(document, claims=claims, read=True)

    def does(argument: Argument) -> bool:
        return checks.follows(argued(argument), claim.id)

    if not options or not does(options[-1]):
        return document
    chosen = next(filter(does, options[:-1]), options[-1])
    why[claim.id] = ", ".join(filter(None, (why.get(claim.id), chosen.words)))
    return argued(chosen)


def _by_id(findings: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    return {finding["id"]: finding for finding in findings["claims"]}


# ---------------------------------------------------------------------------------------------------- as plain data


def written(outcome: Repaired) -> dict[str, Any]:
    """A repaired document as plain data: its corrections, what became of its statements, and its lines."""
    lines = outcome.again["claims"]
    before = {correction.before.id: correction.before for correction in outcome.corrections}
    why = {correction.before.id: correction.why for correction in outcome.corrections}
    return {
        "document": outcome.before.id,
        "title": outcome.before.title,
        "corrections": [_written(correction) for correction in outcome.corrections],
        "statements": [_survival(outcome, claim) for claim in outcome.before.claims if claim.kind == "statement"],
        "notation": notation(outcome.after),
        "sections": list(sections(outcome.after, before, why)),
        "lines": len(lines),
        "left": [line["id"] for line in lines if (line["holds"], line["follows"]) != ("proved", "yes")],
    }


def _written(correction: Correction) -> dict[str, Any]:
    old, new = correction.before, correction.after
    return {
        "id": old.id,
        "where": old.where,
        "before": old.text,
        "after": new.text,
        "supposed": [(a.text if a else "", b.text if b else "") for a, b in _supposed(old, new)],
        "why": correction.why,
    }


def _supposed(old: Claim, new: Claim) -> list[tuple[Hypothesis | None, Hypothesis | None]]:
    """The hypotheses that were changed or added."""
    pairs = zip_longest(old.given, new.given)
    return [(a, b) for a, b in pairs if a != b]


def _survival(outcome: Repaired, claim: Claim) -> dict[str, Any]:
    found, again = _by_id(outcome.found), _by_id(outcome.again)
    first, last = found[claim.id], again[claim.id]
    rests = [other.id for other in cited_by(outcome.before, claim)]
    survives = {"proved": "true" if last["follows"] == "yes" else "unproved", "refuted": "false", "ill-typed": "false"}
    corrected = first["holds"] in WRONG and last["holds"] == "proved"
    counterexample = first["counterexample"]
    values = (
        ", ".join(f"{name} = {value}" for name, value in counterexample["values"].items()) if counterexample else ""
    )
    return {
        "id": claim.id,
        "where": called(claim),
        "survives": survives.get(first["holds"], "open"),
        "counterexample": f"{values}: {counterexample['relation']}" if counterexample else "",
        "corrected": last["text"] if corrected else "",
        "corrected_latex": last["as_written"] if corrected else "",
        "rests_on": rests,
        "broken": [name for name in rests if (found[name]["holds"], found[name]["follows"]) != ("proved", "yes")],
    }


# ---------------------------------------------------------------------------------------------------- the author's file


def patched(outcome: Repaired, source: str, read: Callable[[str], Document]) -> tuple[str, list[str]]:
    """The author's LaTeX with what the repairs change in its formulas, and the ids of claims that it was not put into.

    Arguments:
        read: a text, in the place of the file, as a document.
    """
    left = []
    for correction in reversed(outcome.corrections):
        old, new = relation_of(correction.before.says), relation_of(correction.after.says)
        if old is None or new is None or old == new:
            continue
        reads, place = partial(_reads, read, correction.before.id, correction.after.text), correction.before.place
        at = sum(len(line) for line in source.splitlines(keepends=True)[: place.line - 1]) + place.column - 1
        printed = [(said.op, latex(said.left), latex(said.right)) for said in (old, new)]
        found = first_that(reads, chain([source], patches(source, at, *printed)))
        if found is None:
            left.append(correction.before.id)
        source = found or source
    return source, left[::-1]


def _reads(read: Callable[[str], Document], claim_id: str, wanted: str, source: str) -> bool:
    claims = {claim.id: claim for claim in read(source).claims}
    return claim_id in claims and claims[claim_id].text == wanted


def in_place_of(paper: Path) -> Callable[[str], Document]:
    """How a text would be read in the place of a paper, with the declarations beside it."""
    beside = paper.with_suffix(".proofcheck")
    declared = beside.read_bytes() if beside.is_file() else None

    def read(source: str) -> Document:
        with TemporaryDirectory(prefix="proofcheck-") as name:
            place = Path(name) / paper.name
            place.write_bytes(source.encode("utf-8"))
            if declared is not None:
                place.with_suffix(".proofcheck").write_bytes(declared)
            return load(place)

    return read
