"""The author's own paper with a mark in the margin at each relation, linked to a note at its end with the evidence."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files

from proofcheck.report.latex import said, value
from proofcheck.report.schema import FOLLOWS_WORDS, ClaimFinding
from proofcheck.report.texescape import escape

PACKAGE = "proofcheck-marks"
NOTES = "proofcheck-notes.tex"
GOOD, WRONG, GAP, OPEN, UNREAD = "good", "wrong", "gap", "open", "unread"
_MEANINGS = {
    GOOD: "holds and follows",
    WRONG: "wrong",
    GAP: "does not follow",
    OPEN: "not decided",
    UNREAD: "not read",
}


@dataclass(frozen=True, slots=True)
class Relation:
    """A relation of a paper: its file, the offset of its sign there, its line; its claim, or why it is not read."""

    file: str
    at: int
    line: int
    claim: str = ""
    message: str = ""


def marked(text: str, places: Sequence[tuple[int, int, str]]) -> str:
    r"""Return a source with a mark before each relation: offset, number and what became of it.

    >>> marked("a = b", [(2, 1, "good")])
    'a \\proofcheckmark{1}{good}= b'
    """
    pieces, before = [], 0
    for at, number, status in sorted(places):
        pieces += [text[before:at], rf"\proofcheckmark{{{number}}}{{{status}}}"]
        before = at
    return "".join([*pieces, text[before:]])


def with_package(text: str) -> str:
    r"""Return a main file that loads the marks, as the last thing before ``\begin{document}``."""
    before, begin, after = text.partition(r"\begin{document}")
    return f"{before}\\usepackage{{{PACKAGE}}}{begin}{after}" if begin else text


def package() -> bytes:
    """Return the LaTeX package that draws the marks."""
    return (files("proofcheck.report") / "templates" / f"{PACKAGE}.sty").read_bytes()


def status(finding: ClaimFinding) -> str:
    """Return which mark a claim gets."""
    if finding["holds"] in {"refuted", "ill-typed"}:
        return WRONG
    if finding["follows"] == "no":
        return GAP
    return GOOD if finding["holds"] == "proved" and finding["follows"] in {"yes", "if"} else OPEN


def annotations(
    relations: Sequence[Relation], findings: Mapping[str, ClaimFinding]
) -> tuple[dict[str, list[tuple[int, int, str]]], str]:
    """Return the marks of each file, and the notes as LaTeX."""
    places: dict[str, list[tuple[int, int, str]]] = {}
    notes: list[str] = []
    counts: dict[str, int] = {}
    for number, relation in enumerate(relations, 1):
        finding = findings.get(relation.claim)
        mark = UNREAD if finding is None else status(finding)
        counts[mark] = counts.get(mark, 0) + 1
        places.setdefault(relation.file, []).append((relation.at, number, mark))
        notes.append(_note(number, mark, relation, finding))
    badges = (
        rf"\proofcheckbadge{{{counts[mark]}}}{{{mark}}} {_MEANINGS[mark]}" for mark in _MEANINGS if mark in counts
    )
    legend = r"\quad ".join(badges)
    heading = rf"{{\large\bfseries What proofcheck found}}\par\addvspace{{4pt}}{legend}\par"
    return places, "\n".join([heading, *notes, ""])


def _note(number: int, mark: str, relation: Relation, finding: ClaimFinding | None) -> str:
    if finding is None:
        return _set(number, mark, f"line {relation.line}: not read", [escape(relation.message)])
    verdicts = f"{finding['holds']}, {FOLLOWS_WORDS[finding['follows']]}"
    return _set(number, mark, f"{finding['id']}, line {relation.line}: {verdicts}", list(_evidence(finding)))


def _set(number: int, mark: str, title: str, lines: Sequence[str]) -> str:
    return rf"\proofchecknote{{{number}}}{{{mark}}}{{{escape(title)}}}{{{(chr(92) + 'par ').join(lines)}}}"


def _evidence(finding: ClaimFinding) -> Iterator[str]:
    yield f"Read as: {said(finding['as_written'])}"
    yield escape(finding["reason"])
    because = finding.get("follows_because", "")
    if because and finding["follows"] != "yes":
        yield escape(because)
    counterexample = finding.get("counterexample")
    if counterexample is not None:
        values = ", ".join(f"{value(name)} = {value(of)}" for name, of in counterexample["values"].items())
        left, right = value(counterexample["lhs"]), value(counterexample["rhs"])
        shown = escape(counterexample.get("none", "")) or f"left side {left}, right side {right}"
        yield f"Counterexample: {values}; {shown}"
    repair = finding.get("repair")
    if repair is not None:
        yield f"Proved instead: {said(repair['as_repaired'])}"
