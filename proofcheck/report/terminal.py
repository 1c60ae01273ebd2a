"""Findings for a terminal: words carry the verdicts, colour only repeats them."""

import re
from collections.abc import Mapping, Sequence
from itertools import islice
from typing import Any

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from proofcheck.lang.printing import text_name
from proofcheck.latex.diagnostics import excerpt
from proofcheck.report.schema import (
    FOLLOWS_WORDS,
    HOLDS,
    TRUST_WORDS,
    ClaimFinding,
    DocumentFindings,
    Findings,
    defects,
    numeric_words,
    open_claims,
    place,
    problem_line,
)
from proofcheck.text import one_line, printable

_COLOURS = {
    "proved": "green",
    "refuted": "red",
    "ill-typed": "magenta",
    "supported": "yellow",
    "undecided": "bright_black",
    "yes": "green",
    "if": "yellow",
    "no": "red",
    "unknown": "bright_black",
}
_LABEL_WIDTH = 15
_SIGN = re.compile(r"\\[a-zA-Z]+|.")


def print_findings(findings: Findings, console: Console) -> None:
    """Print a table of verdicts for each document, then with the evidence each defect and what is left open."""
    for document in findings["documents"]:
        _print_document(document, console)


def print_explanation(document: str, explanation: Mapping[str, Any], console: Console) -> None:
    """Print one claim in full: its hypotheses, and its proof or counterexample line by line."""
    claim: ClaimFinding = explanation["finding"]
    rows = [("", one_line(line)) for line in _lines(explanation["text"])]
    rows[:1] = [("hypotheses", line) for _, line in rows[:1]]
    proof = [("", one_line(line)) for line in explanation["proof"]]
    proof[:1] = [("proof", line) for _, line in proof[:1]]
    _print_claim(document, claim, console, [*rows, *proof, *_basis_rows(claim)])


def print_replay(claim: str, replayed: Mapping[str, Any], console: Console) -> None:
    """Print a counterexample that was just evaluated again: instance, hypotheses, both sides."""
    _print_line(Text(printable(claim), "bold"), console)
    hypotheses = [("holds", one_line(hypothesis)) for hypothesis in replayed["hypotheses"]]
    _print_rows([("instance", _assignments(replayed["values"])), *hypotheses], console)
    _print_rows([("left side", one_line(replayed["lhs"])), ("right side", one_line(replayed["rhs"]))], console)
    _print_rows([("verdict", _verdict(replayed["verdict"]))], console)


def _lines(text: str | Sequence[str]) -> Sequence[str]:
    return text.split("\n") if isinstance(text, str) else text


def _verdict(verdict: str) -> Text:
    return Text(FOLLOWS_WORDS.get(verdict, verdict), _COLOURS.get(verdict, ""))  # type: ignore[call-overload]


def _print_document(document: DocumentFindings, console: Console) -> None:
    summary = document["summary"]
    _print_line(Text(one_line(document.get("title", document["id"])), "bold"), console)
    if document["claims"]:
        console.print(_table(document, console))
    for problem in document.get("problems", []):
        _print_line(Text(f"not read: {one_line(problem_line(problem))}", "red"), console)
    if coverage := document.get("coverage"):
        _print_line(Text(one_line(coverage)), console)
    counts = ", ".join(f"{summary['holds'][holds]} {holds}" for holds in HOLDS if summary["holds"].get(holds))
    _print_line(Text(f"claims: {summary['claims']}; defects: {len(summary['defects'])}"), console)
    if counts:
        _print_line(Text(counts), console)
    console.print()
    for claim in (*defects(document), *open_claims(document)):
        _print_claim(document["id"], claim, console, [])


def _table(document: DocumentFindings, console: Console) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0))
    table.add_column("")
    table.add_column("claim", overflow="fold")
    table.add_column("does it hold?")
    table.add_column("does it follow?")
    table.add_column("trust")
    named = set(document["summary"]["defects"])
    for claim in document["claims"]:
        table.add_row(
            _mark(claim, claim["id"] in named, console),
            Text(printable(claim["id"])),
            _verdict(claim["holds"]),
            _verdict(claim["follows"]),
            Text(claim["trust"]),
        )
    return table


def _mark(claim: ClaimFinding, defect: bool, console: Console) -> Text:
    good, bad = ("+", "x") if console.options.ascii_only else ("✓", "✗")
    if defect:
        return Text(bad, "bold red")
    answered = claim["holds"] == "proved" and claim["follows"] == "yes"
    return Text(good, "green") if answered else Text("?", "yellow")


def _print_claim(document: str, claim: ClaimFinding, console: Console, more: Sequence[tuple[str, str | Text]]) -> None:
    heading = Text(printable(f"{document}:{claim['id']}"), "bold")
    heading.append("  ").append(_verdict(claim["holds"])).append(", ", "default")
    heading.append(_verdict(claim["follows"]))
    _print_line(heading, console)
    for line in _source(claim):
        _print_line(Text(f"  {printable(line)}"), console)
    _print_rows([*_claim_rows(claim), *more], console)
    if counterexample := claim.get("counterexample"):
        _print_line(_row("replay", printable(counterexample["replay"])), console)
    if place(claim):
        _print_line(_row("at", printable(place(claim))), console)
    console.print()


def _source(claim: ClaimFinding) -> list[str]:
    """Return the line of a paper on which a claim stands, its relation underlined; nothing where that is gone."""
    line, column = claim.get("line"), claim.get("column")
    if not line or not column:
        return []
    try:
        with open(claim.get("file", ""), encoding="utf-8", errors="replace") as source:
            shown = next(islice(source, line - 1, None), "").rstrip("\n")
    except (OSError, ValueError):
        return []
    sign = _SIGN.match(shown, column - 1)
    return excerpt(shown, column, len(sign[0])) if sign else []


def _claim_rows(claim: ClaimFinding) -> list[tuple[str, str | Text]]:
    rows: list[tuple[str, str | Text]] = [
        ("where", one_line(claim["where"])),
        ("as written", one_line(claim.get("text") or claim["as_written"])),
        ("why", one_line(claim["reason"])),
    ]
    if because := claim.get("follows_because"):
        rows.append((FOLLOWS_WORDS[claim["follows"]], one_line(because)))
    rows.extend(("tacit", one_line(condition)) for condition in claim.get("tacit_text", []))
    if shapes := claim.get("shapes"):
        rows.append(("shapes", one_line(f"{shapes['left']} against {shapes['right']}, at {shapes['at']}")))
    if counterexample := claim.get("counterexample"):
        rows.append(("counterexample", _assignments(counterexample["values"])))
        rows.append(("left side", one_line(counterexample["lhs"])))
        rows.append(("right side", one_line(counterexample["rhs"])))
    if repair := claim.get("repair"):
        trust = TRUST_WORDS.get(repair["trust"], repair["trust"])
        rows.append(("repair", one_line(f"{repair['edit']} (proved; {trust})")))
        repaired = repair["as_repaired"] if claim.get("column") else repair.get("text", repair["as_repaired"])
        rows.append(("", one_line(repaired)))
    rows.extend(("note", one_line(note)) for note in claim.get("notes", []))
    return rows


def _basis_rows(claim: ClaimFinding) -> list[tuple[str, str | Text]]:
    rows: list[tuple[str, str | Text]] = []
    if uses := claim.get("uses"):
        rows.append(("rests on", one_line("; ".join(uses))))
    if numeric := claim.get("numeric"):
        rows.append(("tried", one_line(numeric_words(numeric))))
    rows.append(("trust", TRUST_WORDS.get(claim["trust"], claim["trust"])))
    return rows


def _assignments(values: Mapping[str, str]) -> str:
    return ", ".join(f"{one_line(_symbol(name))} = {one_line(str(value))}" for name, value in values.items())


def _symbol(name: str) -> str:
    """Return a symbol as claims print it, Greek letters for their names."""
    head, bracket, arguments = name.partition("(")
    return f"{text_name(head)}{bracket}{arguments}"


def _print_rows(rows: Sequence[tuple[str, str | Text]], console: Console) -> None:
    grid = Table.grid(padding=(0, 1, 0, 0))
    grid.add_column(width=_LABEL_WIDTH + 2)
    grid.add_column(overflow="fold")
    for label, shown in rows:
        grid.add_row(Text(f"  {label}", "dim"), shown if isinstance(shown, Text) else Text(shown))
    console.print(grid)


def _row(label: str, shown: str) -> Text:
    """Return a row that is printed unbroken, so that it can be copied."""
    return Text(f"  {label:<{_LABEL_WIDTH}} ", "dim").append(shown, "default not dim")


def _print_line(line: Text, console: Console) -> None:
    console.print(line, soft_wrap=True)
