"""Findings as a LaTeX document that reads like a paper."""

import re
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import zip_longest
from typing import TYPE_CHECKING, Any, Literal

from proofcheck.report import charts, drawing, story
from proofcheck.report.graph import Graph, on_paper
from proofcheck.report.plainmath import plain_to_latex, sentence
from proofcheck.report.rules import RULES, explained_names
from proofcheck.report.schema import (
    TRUST_WORDS,
    ClaimFinding,
    DocumentFindings,
    Findings,
    Sharpness,
    certificate_lines,
    defects,
    numeric_words,
    place,
    problem_line,
)
from proofcheck.report.texescape import Tex, code, escape, plain
from proofcheck.report.texmath import Formula, UnsafeMathError, continued, difference, parse
from proofcheck.report.textemplate import tex_template
from proofcheck.text import ranges

if TYPE_CHECKING:
    from jinja2 import Template

#: Longer texts from a lemma file are cut when they have to be shown character by character.
MAX_VERBATIM = 1500
ALWAYS_COUNTED = ("proved", "refuted")


def to_latex(findings: Findings, *, paper: Literal["a4paper", "letterpaper"] = "a4paper") -> str:
    """Return the report on some findings as a LaTeX document, ASCII throughout.

    Its first page says what a busy author has to know; then come the proofs as they are written, with marks in the
    margin, the defects one by one, and in an appendix the certificates.

    It needs no shell escape, reads no other file, and compiles with pdfTeX, LuaTeX, XeTeX and Tectonic.
    """
    anchors = _anchors(findings)
    return _template().render(
        paper=Tex(paper),
        views=[_view(document, anchors) for document in findings["documents"]],
        tool=findings["tool"],
        documents=findings["documents"],
        anchors=anchors,
        basis=sorted({fact for document in findings["documents"] for fact in document["basis"]}),
        names=explained_names(findings["documents"]),
        headlines={document["id"]: story.headline(document) for document in findings["documents"]},
        columns=_columns(findings),
        arrow="→",
    )


def formula(source: str) -> Tex:
    r"""Return a displayed formula that fits the line; source outside the known grammar is shown as it stands.

    >>> formula(r"\alpha")
    '\\fitted{\\alpha}{\\shrunk{\\alpha}}'
    >>> formula(r"\def\x{}").startswith(r"\unreadable{")
    True
    """
    try:
        parsed = parse(source)
    except UnsafeMathError as problem:
        return Tex(rf"\unreadable{{{_verbatim(source)}}}{{{escape(str(problem))}}}")
    return _fitted(parsed)


def _fitted(parsed: Formula) -> Tex:
    """Return a formula in one line; else broken before relations and signs; else within brackets; else shrunk."""
    fitted = rf"\shrunk{{{parsed.stacked}}}"
    for pieces in (parsed.pieces, parsed.units):
        if len(pieces) > 1:
            fitted = rf"\flowed{{{_pieces(pieces)}}}{{{fitted}}}"
    return Tex(rf"\fitted{{{parsed.line}}}{{{fitted}}}")


def _pieces(pieces: Sequence[str]) -> str:
    return "".join(rf"\piece{{{piece}}}" for piece in pieces)


def prose(text: str) -> Tex:
    r"""Return a sentence, with formulas where it has them between dollar signs.

    >>> prose("the rate $\\lambda$ is 50%")
    'the rate \\inlinefit{\\lambda} is 50\\%'
    """
    pieces = re.split(r"\$([^$]+)\$", text)
    if len(pieces) == 1 or "$" in "".join(pieces):
        return escape(text)
    words = (_inline(p) if i % 2 else _with_outer_spaces(p) for i, p in enumerate(pieces))
    return Tex("".join(words).strip())


def explained(text: str) -> Tex:
    r"""Return a sentence of the engine's own, its mathematics set as formulas.

    >>> explained("multiply λ by s^(-2)")
    'multiply $\\lambda$ by $s^{- 2}$'
    """
    if "$" in text:
        return prose(text)
    pieces = [(value(piece) if formula else escape(piece)) for piece, formula in sentence(text)]
    return Tex(re.sub(r" (?=[.,;:](?: |$))", "", " ".join(pieces)))


def said(text: str) -> Tex:
    r"""Return a hypothesis or a fact, which may be a formula, a sentence, or a name.

    >>> said(r"\alpha > 0"), said("operator norm")
    ('\\inlineflow{\\alpha > 0}{\\piece{\\alpha}\\piece{> 0}}', 'operator norm')
    """
    return _inline(text) if re.search(r"\\[A-Za-z]|[<=>]", text) and "$" not in text else prose(text)


def name(identifier: str) -> Tex:
    r"""Return an id, which may be broken at its dots.

    >>> name("lemma4.2")
    'lemma4.\\allowbreak{}2'
    """
    return Tex(r".\allowbreak{}".join(map(escape, identifier.split("."))))


def value(text: str) -> Tex:
    r"""Return a symbol or an exact value of a counterexample, as a formula where it reads as one.

    >>> value("sigma_min"), value("(1/2, 3*x^2)")
    ('$\\sigma_{\\min}$', '$( 1 / 2 ,\\allowbreak 3 \\, x^{2} )$')
    """
    try:
        line = parse(text if "\\" in text else plain_to_latex(text)).line
    except UnsafeMathError:
        return _verbatim(text)
    if r"\left" in line or r"\begin" in line:
        return Tex(rf"\inlinefit{{{line}}}")
    breakable = line.replace(" , ", r" ,\allowbreak ").replace(" + ", r" + \allowbreak ")
    breakable = re.sub(r"((?:\d ){16})(?=\d)", r"\1\\allowbreak ", breakable)
    return Tex(f"${breakable}$")


def _inline(source: str) -> Tex:
    try:
        parsed = parse(source)
    except UnsafeMathError:
        return _verbatim(source)
    if not parsed.pieces:
        return Tex(rf"\inlinefit{{{parsed.line}}}")
    breakable = parsed.line.replace(r"\quad", r"\quad\allowbreak")
    return Tex(rf"\inlineflow{{{breakable}}}{{{_pieces(parsed.pieces)}}}")


def _with_outer_spaces(text: str) -> str:
    return f"{' ' * text[:1].isspace()}{escape(text)}{' ' * text[-1:].isspace()}" if text.strip() else text


def _verbatim(text: str) -> Tex:
    shown = text if len(text) <= MAX_VERBATIM else f"{text[:MAX_VERBATIM]} ... ({len(text)} characters)"
    return code(shown)


def _columns(findings: Findings) -> list[str]:
    """Return the verdicts that a table counts: proved and refuted, and those that occur."""
    counted = [story.counts(document) for document in findings["documents"]]
    return [verdict for verdict in story.COUNTED if verdict in ALWAYS_COUNTED or any(c[verdict] for c in counted)]


def _view(document: DocumentFindings, anchors: Mapping[str, str]) -> dict[str, Any]:
    """Return a document as its pages show it."""
    known = story.hypotheses(document)
    broken = story.broken_by(document)
    named = set(document["summary"]["defects"])
    sections = []
    lines: list[dict[str, Any]] = []
    for section in story.sections(document):
        shown = []
        for claim in section.claims:
            before = lines[-1]["claim"] if lines else None
            line = {
                "claim": claim,
                "anchor": anchors[f"{document['id']}:{claim['id']}"],
                "standing": story.standing(claim),
                "colour": _colour(claim),
                "formula": _in_its_chain(claim, before),
                "supposition": section.suppositions.get(claim["id"]),
                "own": [h for h in story.own(claim, section.shared, known) if h.tacit and claim["kind"] != "statement"],
                "broken": broken.get(claim["id"], ()),
                "repair": _repair(claim),
                "assigned": _assigned(claim),
                "course": _course(claim),
                "portrait": _portrait(claim),
                "sharpness": _sharpness(claim),
            }
            shown.append(line)
            lines.append(line)
        sections.append({"title": section.title, "shared": section.shared, "lines": shown})
    return {
        "graph": _graph(document, anchors),
        "headline": story.headline(document),
        "counts": story.counts(document),
        "hypotheses": [h for h in known.values() if h.label],
        "sections": sections,
        "defects": [line for line in lines if line["claim"]["id"] in named],
        "portrayed": [line for line in lines if line["portrait"] or line["sharpness"]],
        "others": [line for line in lines if line["claim"]["id"] not in named],
    }


def _graph(document: DocumentFindings, anchors: Mapping[str, str]) -> Tex | None:
    """What rests on what: a mark for each claim, which leads to its line."""
    own = {claim["id"]: anchors[f"{document['id']}:{claim['id']}"] for claim in document["claims"]}
    graph = Graph.of(document, own)
    chart = on_paper(graph)
    marks = {node.id: rf"\hyperref[{node.anchor}]{{\mark{node.standing}}}" for node in graph.nodes}
    return None if chart is None else drawing.tex(chart, marks)


def _colour(claim: ClaimFinding) -> str:
    colours = {story.SOUND: "proved", story.GAP: "supported", story.OPEN: "undecided"}
    return colours.get(story.standing(claim), claim["holds"].replace("-", ""))


def _in_its_chain(claim: ClaimFinding, before: ClaimFinding | None) -> Tex:
    """Return a claim as its source has it: of a later relation of a chain the sign and the right side alone."""
    if before is not None and claim.get("chain") and claim.get("chain") == before.get("chain"):
        try:
            rest = continued(claim["as_written"], before["as_written"])
        except UnsafeMathError:
            rest = None
        if rest is not None:
            return Tex(rf"\leftskip=2em\linewidth=\dimexpr\linewidth-2em\relax {_fitted(rest)}")
    return formula(claim["as_written"])


def _repair(claim: ClaimFinding) -> dict[str, Tex] | None:
    repair = claim.get("repair")
    if not repair:
        return None
    try:
        old, new = map(_fitted, difference(claim["as_written"], repair["as_repaired"]))
    except UnsafeMathError:
        old, new = formula(claim["as_written"]), formula(repair["as_repaired"])
    return {"old": old, "new": new}


def _assigned(claim: ClaimFinding) -> list[tuple[str, str]]:
    counterexample = claim.get("counterexample")
    return [*counterexample["values"].items(), *counterexample.get("defined", {}).items()] if counterexample else []


def _course(claim: ClaimFinding) -> Tex | None:
    return _picture(charts.of_claim(claim))


def _portrait(claim: ClaimFinding) -> dict[str, Any] | None:
    portrait = claim.get("portrait")
    return {**portrait, **{kind: _picture(chart) for kind, chart in charts.of_portrait(portrait)}} if portrait else None


def _sharpness(claim: ClaimFinding) -> list[tuple[Sharpness, Tex | None]]:
    return [(constant, _picture(charts.of_constant(constant))) for constant in claim.get("sharpness", [])]


def _picture(chart: drawing.Drawing | None) -> Tex | None:
    if chart is None:
        return None
    return drawing.tex(chart, {word.text: value(word.text) for word in chart.words if word.formula})


def _anchors(findings: Findings) -> dict[str, str]:
    """Return names for the places of claims, by qualified id: link targets never hold a text from outside."""
    return {
        f"{document['id']}:{claim['id']}": f"claim.{d}.{c}"
        for d, document in enumerate(findings["documents"], 1)
        for c, claim in enumerate(document["claims"], 1)
    }


def _used(used: str, document: str, anchors: Mapping[str, str]) -> Tex:
    """Return a fact or rule by name; a claim of the report becomes a link to it."""
    anchor = anchors.get(f"{document}:{used}") or anchors.get(used)
    return Tex(rf"\hyperref[{anchor}]{{{name(used)}}}") if anchor else said(used)


@cache
def _template() -> "Template":
    filters: dict[str, Any] = {
        "formula": formula,
        "prose": prose,
        "explained": explained,
        "said": said,
        "unused": story.unused,
        "name": name,
        "value": value,
        "code": code,
        "plain": lambda text: Tex(plain(text)),
        "tex": Tex,
        "used": _used,
        "defects": lambda document: list(defects(document)),
        "place": place,
        "problem_line": problem_line,
        "numeric_words": numeric_words,
        "certificate": certificate_lines,
        "verdict": story.verdict,
        "ranges": ranges,
        "count": story.count,
        "headed": lambda title: title[:1].upper() + title[1:],
        "rule": RULES.__getitem__,
        "certified": lambda claim: zip_longest(certificate_lines(claim, "latex"), certificate_lines(claim, "by")),
        "trust": lambda trust: TRUST_WORDS.get(trust, trust),
    }
    return tex_template("report.tex", filters)
