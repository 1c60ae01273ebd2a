"""Findings for other programs: SARIF 2.1.0, JUnit XML, and the annotations of GitHub's workflows."""

import re
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree

from proofcheck.report import story
from proofcheck.report.schema import ClaimFinding, DocumentFindings, Findings, Problem

SARIF_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"

_RULES = {
    "refuted": "The claim is false: there is a counterexample.",
    "ill-typed": "The claim has no meaning.",
    "does-not-follow": "The claim does not follow from the reason given.",
    "not-settled": "The claim was neither proved nor refuted, or is not known to follow.",
    "not-read": "A file, or a part of it, could not be read.",
}
_LEVELS = {"refuted": "error", "ill-typed": "error", "does-not-follow": "error", "not-settled": "note"}
_NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def message(claim: ClaimFinding) -> str:
    """Return what there is to say about a claim that is not proved and does not follow, in a sentence or two."""
    said = f"{claim.get('text') or claim['as_written']} — {claim['reason']}"
    if claim["holds"] not in ("refuted", "ill-typed") and claim.get("follows_because"):
        said += f" {claim['follows_because']}"
    if repair := claim.get("repair"):
        said += f" It should say: {repair.get('text', repair['as_repaired'])}."
    return " ".join(said.split())


def kind(claim: ClaimFinding) -> str:
    """Return what is wrong with a claim; nothing if it is proved and follows.

    >>> kind({"holds": "proved", "follows": "no"}), kind({"holds": "proved", "follows": "yes"})
    ('does-not-follow', '')
    """
    if claim["holds"] in ("refuted", "ill-typed"):
        return claim["holds"]
    if claim["follows"] == "no":
        return "does-not-follow"
    return "" if story.standing(claim) == story.SOUND else "not-settled"


# ---------------------------------------------------------------------------------------------------- SARIF


def to_sarif(findings: Findings) -> dict[str, Any]:
    """Return the findings as a SARIF log: a result for each claim that is not proved, or not known to follow."""
    results = [result for document in findings["documents"] for result in _results(document)]
    driver = {
        "name": "proofcheck",
        "version": findings["tool"]["version"],
        "rules": [{"id": rule, "shortDescription": {"text": text}} for rule, text in _RULES.items()],
    }
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return {"$schema": SARIF_SCHEMA, "version": "2.1.0", "runs": [run]}


def _results(document: DocumentFindings) -> Iterator[dict[str, Any]]:
    for claim in document["claims"]:
        if rule := kind(claim):
            name = f"{document['id']}:{claim['id']}"
            place = _location(claim.get("file", ""), claim.get("line"), claim.get("column"))
            place["logicalLocations"] = [{"fullyQualifiedName": name, "kind": "declaration"}]
            yield {
                "ruleId": rule,
                "level": _LEVELS[rule],
                "message": {"text": message(claim)},
                "locations": [place],
                "partialFingerprints": {"claim/v1": name},
            }
    for problem in document.get("problems", []):
        place = _location(problem["file"], problem.get("line"), problem.get("column"))
        yield {"ruleId": "not-read", "level": "error", "message": {"text": problem["message"]}, "locations": [place]}


def _location(file: str, line: int | None, column: int | None) -> dict[str, Any]:
    from urllib.parse import quote

    if not file:
        return {}
    physical: dict[str, Any] = {"artifactLocation": {"uri": quote(file)}}
    if line:
        physical["region"] = {"startLine": line, **({"startColumn": column} if column else {})}
    return {"physicalLocation": physical}


# ---------------------------------------------------------------------------------------------------- JUnit


def to_junit(findings: Findings) -> str:
    """Return the findings as JUnit XML: a suite a document, a case a claim; what is not settled is skipped."""
    suites = ElementTree.Element("testsuites", name="proofcheck")
    for document in findings["documents"]:
        _suite(suites, document)
    ElementTree.indent(suites)
    return ElementTree.tostring(suites, encoding="unicode", xml_declaration=True) + "\n"


def _suite(suites: ElementTree.Element, document: DocumentFindings) -> None:
    kinds = [kind(claim) for claim in document["claims"]]
    skipped, problems = kinds.count("not-settled"), document.get("problems", [])
    suite = ElementTree.SubElement(
        suites,
        "testsuite",
        name=_xml(document["id"]),
        tests=str(len(kinds) + len(problems)),
        failures=str(sum(map(bool, kinds)) - skipped),
        errors=str(len(problems)),
        skipped=str(skipped),
        time=f"{sum(claim['seconds'] for claim in document['claims']):.3f}",
    )
    for claim, what in zip(document["claims"], kinds, strict=True):
        case = ElementTree.SubElement(
            suite,
            "testcase",
            classname=_xml(document["id"]),
            name=_xml(claim["id"]),
            time=f"{claim['seconds']:.3f}",
        )
        for name in ("file", "line"):
            if claim.get(name):
                case.set(name, _xml(str(claim.get(name))))
        if what:
            said = _xml(message(claim))
            found = ElementTree.SubElement(case, "skipped" if what == "not-settled" else "failure", message=said)
            if what != "not-settled":
                found.set("type", what)
                found.text = said
    for problem in problems:
        case = ElementTree.SubElement(suite, "testcase", classname=_xml(document["id"]), name=_xml(problem["file"]))
        ElementTree.SubElement(case, "error", type="not-read", message=_xml(problem["message"]))


def _xml(text: str) -> str:
    """Return a text in the characters that XML knows."""
    return _NOT_IN_XML.sub("\ufffd", text)


# ---------------------------------------------------------------------------------------------------- GitHub


def to_github(findings: Findings) -> str:
    """Return the findings as workflow commands, which GitHub shows at file and line.

    >>> print(to_github({"documents": [{"id": "d", "claims": [], "problems": [{"file": "a.py", "message": "50%"}]}]}))
    ::error file=a.py,title=not read::50%25
    <BLANKLINE>
    """
    commands = []
    for document in findings["documents"]:
        for claim in document["claims"]:
            if what := kind(claim):
                level = "notice" if what == "not-settled" else "error"
                title = f"{document['id']}:{claim['id']} {what.replace('-', ' ')}"
                commands.append(_command(level, title, message(claim), claim))
        commands += [_command("error", "not read", p["message"], p) for p in document.get("problems", [])]
    return "".join(f"{command}\n" for command in commands)


def _command(level: str, title: str, said: str, at: ClaimFinding | Problem) -> str:
    place: dict[str, Any] = {"file": at.get("file"), "line": at.get("line"), "col": at.get("column"), "title": title}
    properties = ",".join(f"{name}={_property(str(value))}" for name, value in place.items() if value)
    return f"::{level} {properties}::{_data(said)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
