"""Findings as one HTML page, which needs no network: formulas in MathML, evidence on click, a graph of the claims."""

import json
import re
from base64 import b64encode
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from gzip import compress
from hashlib import sha256
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from proofcheck.report import charts, drawing, story
from proofcheck.report.graph import Graph
from proofcheck.report.plainmath import plain_to_latex, sentence
from proofcheck.report.rules import RULES, explained_names
from proofcheck.report.schema import (
    TRUST_WORDS,
    ClaimFinding,
    DocumentFindings,
    Findings,
    certificate_lines,
    numeric_words,
    place,
    problem_line,
)
from proofcheck.report.texmath import Formula, UnsafeMathError, continued, difference, parse
from proofcheck.text import one_line, ranges

if TYPE_CHECKING:
    from jinja2 import Template
    from markupsafe import Markup

CHUNK = 100
"""Claims whose evidence is unpacked at once."""
EARLY = 400
"""Lines of a document whose formulas are there at once; later ones are plain text until they come into view."""


def to_html(findings: Findings) -> str:
    """Return the findings as a page. It loads nothing, and no text in them becomes an element or a script."""
    script = _part("report.js")
    shown = _page().render(
        documents=[_document(number, document) for number, document in enumerate(findings["documents"], 1)],
        rules=[(name, RULES[name]) for name in explained_names(findings["documents"])],
        tool=findings["tool"],
        marks=story.MARKS,
        meanings=story.MEANINGS,
        style=_safe(_part("report.css")),
        script=_safe(script),
        chunk=CHUNK,
        script_hash=b64encode(sha256(script.encode()).digest()).decode(),
    )
    return shown.encode("utf-8", "replace").decode("utf-8")


def formula(source: str) -> "Markup":
    r"""Return a formula as MathML, in pieces between which a line may end; what cannot be read as it stands.

    >>> formula("a = b").count("<math")
    2
    >>> formula(r"\input{x}")
    Markup('<code>\\input{x}</code>')
    """
    return _formula(source)


@lru_cache(maxsize=4096)
def _formula(source: str) -> "Markup":
    try:
        return _typeset(parse(source))
    except UnsafeMathError:
        return _code(source)


def _typeset(read: Formula) -> "Markup":
    lines = ("<wbr>".join(f'<math displaystyle="true">{piece}</math>' for piece in line) for line in read.mathml)
    return _safe(f'<span class="f">{"".join(f"<span>{line}</span>" for line in lines)}</span>')


def _code(source: str) -> "Markup":
    from markupsafe import Markup

    return Markup("<code>{}</code>").format(one_line(source[:2000]))


def value(text: str) -> "Markup":
    """Return a symbol or a value in plain characters, as a formula where it reads as one."""
    try:
        return formula(plain_to_latex(text) if "\\" not in text else text)
    except UnsafeMathError:
        return _code(text)


def prose(text: str) -> "Markup":
    """Return a sentence, with formulas where it has them between dollar signs."""
    from markupsafe import Markup

    pieces = re.split(r"\$([^$]+)\$", text)
    if len(pieces) == 1 or "$" in "".join(pieces):
        return Markup("{}").format(one_line(text))
    return Markup("").join(formula(p) if i % 2 else Markup("{}").format(p) for i, p in enumerate(pieces))


def explained(text: str) -> "Markup":
    """Return a sentence of the engine's own, its mathematics set as formulas."""
    from markupsafe import Markup

    if "$" in text:
        return prose(text)
    said = Markup("")
    for piece, is_formula in sentence(text):
        space = "" if not said or piece[:1] in ".,;:" else " "
        said += space + (value(piece) if is_formula else Markup("{}").format(one_line(piece)))
    return said


def dotted(identifier: str) -> "Markup":
    """Return an id, which may be broken at its dots."""
    from markupsafe import Markup

    return Markup(".<wbr>").join(map(one_line, identifier.split(".")))


def _safe(text: str) -> "Markup":
    from markupsafe import Markup

    return Markup(text)  # made by this package


def _document(number: int, document: DocumentFindings) -> dict[str, Any]:
    known = story.hypotheses(document)
    broken = story.broken_by(document)
    where = story.notation(document)
    places = {entry["text"]: place for place, entry in enumerate(document.get("notation", []))}
    anchors = {claim["id"]: f"c{number}-{k}" for k, claim in enumerate(document["claims"], 1)}
    sections: list[dict[str, Any]] = []
    evidence: list[tuple[str, ...]] = []
    before: ClaimFinding | None = None
    for section in story.sections(document):
        lines = []
        for claim in section.claims:
            line = _line(claim, before, anchors, broken)
            own = story.own(claim, section.shared, known)
            line["remark"] = _safe(_remark().render(line)) if line["standing"] in (story.WRONG, story.GAP) else ""
            supposed = section.suppositions.get(claim["id"])
            line["supposition"] = _supposed(supposed.hypotheses, supposed.lines) if supposed else ""
            line["where"] = where[claim["id"]]
            line["letters"] = " ".join(str(places[entry["text"]]) for entry in line["where"])
            line["late"] = len(evidence) >= EARLY
            opened = _evidence().render(line, own=own, document=document["id"])
            later = ("formula", "remark", "supposition") if line["late"] else ()
            evidence.append((opened, *(str(line[part]) for part in later)))
            lines.append(line)
            before = claim
        sections.append(
            {"title": section.title, "shared": _supposed(section.shared) if section.shared else "", "lines": lines}
        )
    return {
        "id": document["id"],
        "anchor": f"d{number}",
        "title": document.get("title", document["id"]),
        "headline": story.headline(document),
        "summary": document["summary"],
        "coverage": document.get("coverage", ""),
        "problems": [problem_line(problem) for problem in document.get("problems", [])],
        "causes": [(anchors[c["id"]], c) for c in story.causes(document)],
        "consequences": [
            (anchors[c["id"]], c, [(anchors[i], i) for i in ids]) for c, ids in story.consequences(document)
        ],
        "notation": document.get("notation", []),
        "hypotheses": [h for h in known.values() if h.label],
        "sections": sections,
        "basis": document["basis"],
        "graph": Graph.of(document, anchors),
        "evidence": _packed(evidence),
    }


def _supposed(hypotheses: Sequence[story.Hypothesis], lines: Sequence[str] = ()) -> "Markup":
    template: Template = _environment().get_template("supposed.html")
    return _safe(template.render(hypotheses=hypotheses, lines=lines))


def _packed(evidence: Sequence[tuple[str, ...]]) -> list["Markup"]:
    """Return what opens, and of late lines what they show, in chunks of JSON, compressed.

    It is many times the size of what is shown.
    """
    chunks = (evidence[start : start + CHUNK] for start in range(0, len(evidence), CHUNK))
    return [_safe(b64encode(compress(json.dumps(chunk).encode(), 6, mtime=0)).decode()) for chunk in chunks]


def _line(
    claim: ClaimFinding,
    before: ClaimFinding | None,
    anchors: Mapping[str, str],
    broken: Mapping[str, tuple[str, ...]],
) -> dict[str, Any]:
    how = story.standing(claim)
    linked = broken.get(claim["id"], ())
    return {
        "claim": claim,
        "anchor": anchors[claim["id"]],
        "standing": how,
        "mark": story.MARKS[how],
        "verdict": story.verdict(claim),
        "formula": _in_its_chain(claim, before),
        "follows_on": bool(before and _joins(claim, before)),
        "repair": _repair(claim),
        "broken": [(anchors[name], name) for name in linked],
        "cites": [(anchors.get(name, ""), name) for name in claim.get("cites", [])],
        "uses": [(anchors.get(name, ""), name) for name in claim.get("uses", [])],
        "assigned": _values(claim),
        "course": _course(claim),
        "portrait": _portrait(claim),
        "sharpness": [(c, _picture(charts.of_constant(c))) for c in claim.get("sharpness", [])],
        "certificate": _certificate(claim),
        "numeric": numeric_words(claim.get("numeric") or {}),
        "trust": TRUST_WORDS.get(claim["trust"], claim["trust"]),
        "place": place(claim),
        "search": " ".join([claim["id"], claim["where"], claim.get("text", ""), story.verdict(claim)]).lower(),
    }


def _joins(claim: ClaimFinding, before: ClaimFinding) -> bool:
    return bool(claim.get("chain")) and claim.get("chain") == before.get("chain")


def _in_its_chain(claim: ClaimFinding, before: ClaimFinding | None) -> "Markup":
    """Return a claim as its source has it: of a later relation of a chain the sign and the right side alone."""
    if before is not None and _joins(claim, before):
        try:
            rest = continued(claim["as_written"], before["as_written"])
        except UnsafeMathError:
            rest = None
        if rest is not None:
            return _typeset(rest)
    return formula(claim["as_written"])


def _repair(claim: ClaimFinding) -> dict[str, Any] | None:
    repair = claim.get("repair")
    if not repair:
        return None
    try:
        old, new = map(_typeset, difference(claim["as_written"], repair["as_repaired"]))
    except UnsafeMathError:
        old, new = formula(claim["as_written"]), formula(repair["as_repaired"])
    return {"old": old, "new": new, "words": repair["edit"]}


def _values(claim: ClaimFinding) -> list[tuple["Markup", "Markup"]]:
    counterexample = claim.get("counterexample")
    if not counterexample:
        return []
    pairs = [*counterexample["values"].items(), *counterexample.get("defined", {}).items()]
    return [(value(name), value(str(exact))) for name, exact in pairs]


def _course(claim: ClaimFinding) -> "Markup | None":
    return _picture(charts.of_claim(claim))


def _portrait(claim: ClaimFinding) -> dict[str, Any] | None:
    portrait = claim.get("portrait")
    return {**portrait, **{kind: _picture(chart) for kind, chart in charts.of_portrait(portrait)}} if portrait else None


def _picture(chart: drawing.Drawing | None) -> "Markup | None":
    return None if chart is None else _safe(drawing.svg(chart))


def _certificate(claim: ClaimFinding) -> list[tuple["Markup", str]]:
    latex = certificate_lines(claim, "latex")
    if not latex:
        return [(prose(line), "") for line in certificate_lines(claim, "text")]
    by = certificate_lines(claim, "by")
    return [(formula(line), by[k] if k < len(by) else "") for k, line in enumerate(latex)]


def _part(name: str) -> str:
    return files("proofcheck.report").joinpath(f"templates/{name}").read_text(encoding="utf-8")


def _page() -> "Template":
    template: Template = _environment().get_template("report.html")
    return template


def _remark() -> "Template":
    template: Template = _environment().get_template("remark.html")
    return template


def _evidence() -> "Template":
    template: Template = _environment().get_template("evidence.html")
    return template


@cache
def _environment() -> Any:
    from jinja2 import Environment, FunctionLoader, StrictUndefined

    environment = Environment(
        autoescape=True,
        finalize=lambda shown: one_line(shown) if type(shown) is str else shown,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        loader=FunctionLoader(_part),
    )
    environment.filters.update(
        {
            "formula": formula,
            "value": value,
            "prose": prose,
            "explained": explained,
            "dotted": dotted,
            "unused": story.unused,
            "ranges": ranges,
        }
    )
    return environment
