"""Findings for a terminal: what is wrong comes first. Words carry the verdicts, colour only repeats them.

Lines are broken where the output is a terminal, to its width; what is piped is never broken.
"""

import re
from collections.abc import Mapping, Sequence
from itertools import islice
from typing import Any

from rich.console import Console
from rich.text import Text

from proofcheck.lang.printing import symbol_text
from proofcheck.lang.rule_names import UNREASONED
from proofcheck.latex.diagnostics import excerpt
from proofcheck.repair.habits import habits
from proofcheck.report import lines, story
from proofcheck.report.schema import (
    FOLLOWS_WORDS,
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
from proofcheck.text import one_line, printable, ranges

_MOST_READ = 1_000_000
"""Characters of a paper from which it is told how its author writes."""
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
_MARK_COLOURS = {story.SOUND: "green", story.GAP: "yellow", story.WRONG: "bold red", story.OPEN: "yellow"}
_LABEL_WIDTH = 15
_SIGN = re.compile(r"\\[a-zA-Z]+|.")


def print_findings(findings: Findings, console: Console, *, every: bool = False) -> None:
    """Print defects and what is left open, in source order; with ``every`` a table of all claims; the counts last."""
    for document in findings["documents"]:
        broken = story.broken_by(document)
        for claim in defects(document):
            _print_defect(document["id"], claim, broken.get(claim["id"], ()), console)
        for claim in open_claims(document):
            _print_open(document, claim, console)
    for document in findings["documents"] if every else ():
        _print_table(document, console)
    for document in findings["documents"]:
        for problem in document.get("problems", []):
            _print(Text(f"not read: {one_line(problem_line(problem))}", "red"), console)
    for document in findings["documents"]:
        _print_summary(document, console)


def print_explanation(document: str, explanation: Mapping[str, Any], console: Console) -> None:
    """Print one claim in full, as a text: what it says, what it supposes, and its proof or counterexample."""
    claim: ClaimFinding = explanation["finding"]
    _print_heading(document, claim, console)
    _print_formula(claim.get("text") or claim["as_written"], console, "    ")
    console.print()
    for paragraph in _paragraphs(claim):
        _print_words(paragraph, console)
        console.print()
    _print_list("It supposes:", _lines(explanation["text"]), console)
    _print_list("Its proof does not use:", [part["text"] for part in story.unused(claim)], console)
    _print_list("The proof, line by line:", explanation["proof"], console, numbered=True)
    if counterexample := claim.get("counterexample"):
        _print(Text(f"To evaluate it again: {printable(counterexample['replay'])}"), console)


def print_replay(claim: str, replayed: Mapping[str, Any], console: Console) -> None:
    """Print a counterexample that was just evaluated again: instance, hypotheses, both sides."""
    _print(Text(printable(claim), "bold"), console)
    for label, shown in (
        ("instance", ", ".join(_assignments(replayed["values"]))),
        *(("holds", one_line(hypothesis)) for hypothesis in replayed["hypotheses"]),
        *(
            [("shown", one_line(replayed["none"]))]
            if "none" in replayed
            else [("left side", one_line(replayed["lhs"])), ("right side", one_line(replayed["rhs"]))]
        ),
    ):
        _print_row(label, shown, console)
    _print(Text(f"  {'verdict':<{_LABEL_WIDTH}} ", "dim").append(_verdict(replayed["verdict"])), console)


# ---------------------------------------------------------------------------------------------------- a claim


def _print_defect(document: str, claim: ClaimFinding, broken: Sequence[str], console: Console) -> None:
    _print_heading(document, claim, console)
    for line in _source(claim):
        _print(Text(f"  {printable(line)}"), console)
    if not claim.get("column"):
        _print_formula(claim.get("text") or claim["as_written"], console, "  ")
    _print_words(_evidence(claim, broken), console, "  ")
    if repair := claim.get("repair"):
        trust = TRUST_WORDS.get(repair["trust"], repair["trust"])
        repaired = (
            _as_written(claim, repair["as_repaired"])
            if claim.get("column")
            else repair.get("text", repair["as_repaired"])
        )
        _print_words(f"repair: {one_line(repair['edit'])} (proved; {trust})", console, "  ")
        _print_formula(repaired, console, "    ")
    _print_tacit(claim, console)
    if counterexample := claim.get("counterexample"):
        _print(Text(f"  {printable(counterexample['replay'])}", "dim"), console)
    console.print()


def _print_open(document: DocumentFindings, claim: ClaimFinding, console: Console) -> None:
    _print_heading(document["id"], claim, console)
    _print_formula(claim.get("text") or claim["as_written"], console, "  ")
    said = claim.get("follows_because") if claim["holds"] == "proved" else ""
    _print_words(one_line(said or claim["reason"]), console, "  ")
    for note in claim.get("notes", []):
        _print_words(one_line(note), console, "  ")
    _print_tacit(claim, console)
    console.print()


def _print_heading(document: str, claim: ClaimFinding, console: Console) -> None:
    how = story.standing(claim)
    heading = Text().append(f"{story.MARKS[how]} ", _MARK_COLOURS[how])
    heading.append(printable(f"{document}:{claim['id']}"), "bold").append("  ").append(_verdict(claim["holds"]))
    heading.append(", ").append(_verdict(claim["follows"]))
    _print(heading, console)
    where = one_line(claim["where"])
    at = printable(place(claim))
    _print_words(at if claim.get("column") else f"{where}, at {at}" if at else where, console, "  ")


def _evidence(claim: ClaimFinding, broken: Sequence[str]) -> str:
    """Return in one sentence what shows that a claim is a defect."""
    if counterexample := claim.get("counterexample"):
        return _counterexample(counterexample)
    if shapes := claim.get("shapes"):
        return one_line(f"no meaning: {shapes['left']} against {shapes['right']}, at {shapes['at']}")
    if claim["holds"] == "proved" and broken:
        verb = "is" if len(broken) == 1 else "are"
        return one_line(f"true, not shown: it rests on {story.listed(ranges(broken))}, which {verb} broken")
    return one_line(claim.get("follows_because") or claim["reason"])


def _counterexample(counterexample: Mapping[str, Any]) -> str:
    values = counterexample["values"] | counterexample.get("defined", {})
    sides = counterexample.get("none") or (
        f"left side {one_line(counterexample['lhs'])}, right side {one_line(counterexample['rhs'])}"
    )
    return f"false at {', '.join(map(lines.whole, _assignments(values)))}: {sides}" if values else f"false: {sides}"


def _print_tacit(claim: ClaimFinding, console: Console) -> None:
    if tacit := claim.get("tacit_text"):
        _print_words(f"tacit: {'; '.join(map(one_line, tacit))}", console, "  ")


def _paragraphs(claim: ClaimFinding) -> list[str]:
    """Return what there is to say about a claim in sentences."""
    found = [_whether_it_holds(claim), _whether_it_follows(claim)]
    if repair := claim.get("repair"):
        found.append(
            one_line(f"It should say: {repair.get('text', repair['as_repaired'])} ({repair['edit']}; proved).")
        )
    if uses := claim.get("uses"):
        found.append(f"The proof rests on {story.listed([one_line(used) for used in ranges(uses)])}.")
    if numeric := claim.get("numeric"):
        found.append(f"Tried: {one_line(numeric_words(numeric))}.")
    return [*found, *(one_line(note) for note in claim.get("notes", []))]


def _whether_it_holds(claim: ClaimFinding) -> str:
    trust = TRUST_WORDS.get(claim["trust"], claim["trust"])
    if counterexample := claim.get("counterexample"):
        return f"It is {_counterexample(counterexample)}. All that it supposes holds there ({trust})."
    if shapes := claim.get("shapes"):
        return one_line(f"It has no meaning: at {shapes['at']}, {shapes['left']} stands against {shapes['right']}.")
    said = one_line(claim["reason"])
    said = said if said.lower().startswith(claim["holds"]) else f"It is {claim['holds']}. {said}"
    return f"{said} ({trust[0].upper()}{trust[1:]}.)"


def _whether_it_follows(claim: ClaimFinding) -> str:
    reason = one_line(claim.get("reasoned", ""))
    said = "The author gives no reason: it" if reason == UNREASONED else f"The author’s reason is “{reason}”: it"
    said = said if reason else "It"
    words = {"yes": "follows", "if": "follows, if what it cites holds", "no": "does not follow"}
    answer = words.get(claim["follows"], "is not known to follow")
    return f"{said} {answer}. {one_line(claim.get('follows_because', ''))}".strip()


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


def _as_written(claim: ClaimFinding, printed: str) -> str:
    """Return a formula as the author of a paper writes letters and signs."""
    try:
        with open(claim.get("file", ""), encoding="utf-8", errors="replace") as source:
            return habits(source.read(_MOST_READ))(printed)
    except (OSError, ValueError):
        return printed


# ---------------------------------------------------------------------------------------------------- all claims


def _print_table(document: DocumentFindings, console: Console) -> None:
    _print(Text(one_line(document.get("title", document["id"])), "bold"), console)
    width = min(max((len(printable(claim["id"])) for claim in document["claims"]), default=0), 36)
    for claim in document["claims"]:
        how = story.standing(claim)
        row = Text().append(f"{story.MARKS[how]} ", _MARK_COLOURS[how]).append(f"{printable(claim['id']):<{width}}  ")
        row.append(_verdict(claim["holds"])).append(" " * (11 - len(claim["holds"])))
        follows = _verdict(claim["follows"])
        row.append(follows).append(" " * (17 - len(follows)) + claim["trust"])
        _print(row, console)
    console.print()


def _print_summary(document: DocumentFindings, console: Console) -> None:
    summary = document["summary"]
    if coverage := document.get("coverage"):
        _print(Text(one_line(coverage)), console)
    counts = ", ".join(f"{number} {verdict}" for verdict, number in story.counts(document).items() if number)
    if not document["claims"] and document.get("problems"):
        _print_words(f"{one_line(document['id'])}: no claim was read", console, style="bold")
        return
    found = f"{one_line(document['id'])}: {story.count(summary['claims'], 'claim')}"
    found += f" ({counts})" if counts else ""
    found += f", {story.count(len(summary['defects']), 'defect') if summary['defects'] else 'no defects'}"
    _print_words(found, console, style="bold")


# ---------------------------------------------------------------------------------------------------- lines


def _lines(text: str | Sequence[str]) -> Sequence[str]:
    return text.split("\n") if isinstance(text, str) else text


def _verdict(verdict: str) -> Text:
    return Text(FOLLOWS_WORDS.get(verdict, verdict), _COLOURS.get(verdict, ""))  # type: ignore[call-overload]


def _assignments(values: Mapping[str, str]) -> list[str]:
    return [f"{one_line(symbol_text(name))} = {one_line(symbol_text(str(value)))}" for name, value in values.items()]


def _width(console: Console, indent: str) -> int:
    """How long a line may be; what is piped may be of any length."""
    return max(20, min(console.width, 100) - len(indent)) if console.is_terminal else 10**6


def _print_list(title: str, said: Sequence[str], console: Console, *, numbered: bool = False) -> None:
    kept = [one_line(line) for line in said if line.strip()]
    if not kept:
        return
    _print(Text(title), console)
    for number, line in enumerate(kept, 1):
        lead = f"{number:4}. " if numbered else "  "
        for part, shown in enumerate(lines.formula(line, _width(console, lead))):
            _print(Text((" " * len(lead) if part else lead) + shown), console)
    console.print()


def _print_formula(text: str, console: Console, indent: str) -> None:
    for line in lines.formula(one_line(text), _width(console, indent)):
        _print(Text(indent + line), console)


def _print_words(text: str, console: Console, indent: str = "", style: str = "") -> None:
    for line in lines.words(text, _width(console, indent)):
        _print(Text(indent + line, style), console)


def _print_row(label: str, shown: str, console: Console) -> None:
    indent = f"  {label:<{_LABEL_WIDTH}} "
    for line in lines.formula(shown, _width(console, indent)):
        _print(Text(indent, "dim").append(line, "default not dim"), console)
        indent = " " * len(indent)


def _print(line: Text, console: Console) -> None:
    if console.options.ascii_only:
        line = Text(lines.ascii_text(line.plain))
    console.print(line, soft_wrap=True)
