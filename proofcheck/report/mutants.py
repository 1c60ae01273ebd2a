"""What the engine said of mutants, for a terminal and as JSON data."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from rich import box
from rich.console import Console
from rich.table import Table

from proofcheck import __version__
from proofcheck.text import one_line, printable

SCHEMA = "proofcheck/mutants/1"
VERDICTS = ("refuted", "ill-typed", "proved", "supported", "undecided", "failed")
OPEN = ("supported", "undecided", "failed")


def as_data(
    documents: Sequence[Mapping[str, Any]], mistakes: Sequence[str], seed: int, complete: bool
) -> dict[str, Any]:
    """The mutants of each document and what was said of them; for each kind of mistake, how many of each verdict."""
    return {
        "schema": SCHEMA,
        "tool": {"version": __version__, "seed": seed},
        "complete": complete,
        "documents": list(documents),
        "mistakes": {mistake: counts for mistake, counts in _counts(documents, mistakes).items() if counts["made"]},
    }


def _counts(documents: Iterable[Mapping[str, Any]], mistakes: Iterable[str]) -> dict[str, dict[str, int]]:
    found = {mistake: dict.fromkeys(("made", *VERDICTS), 0) for mistake in mistakes}
    for mutant in _mutants(documents):
        found[mutant["mistake"]]["made"] += 1
        found[mutant["mistake"]][mutant["holds"]] += 1
    return found


def _mutants(documents: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    return [mutant for document in documents for mutant in document["mutants"]]


def print_mutants(data: Mapping[str, Any], console: Console) -> None:
    """Print how many mutants of each kind got which verdict, and those that were left open."""

    def say(line: str = "") -> None:
        console.print(printable(line), soft_wrap=True)

    for document in data["documents"]:
        proved, claims = document["proved"], document["claims"]
        say(
            f"{one_line(document['id'])}: {len(document['mutants'])} mutants of {proved} proved claims, out of {claims}"
        )
    console.print(_table(data["mistakes"]))
    mutants = _mutants(data["documents"])
    alone = sum(mutant["holds"] == "proved" and mutant["trust"] != "kernel" for mutant in mutants)
    if alone:
        say(f"{alone} of those that are proved rest on a solver alone.")
    for verdict in OPEN:
        left = [
            (document["id"], m) for document in data["documents"] for m in document["mutants"] if m["holds"] == verdict
        ]
        if left:
            say()
            say(verdict)
        for name, mutant in left:
            say(f"  {one_line(name)}:{one_line(mutant['claim'])}, {mutant['mistake']}: {one_line(mutant['change'])}")
    for document in data["documents"]:
        for one in document["failed"]:
            say(f"{one_line(document['id'])}:{one_line(one['claim'])}: no mutants: {one_line(one['reason'])}")


def _table(counts: Mapping[str, Mapping[str, int]]) -> Table:
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=0, show_footer=True)
    table.add_column("mistake", footer="all", no_wrap=True)
    for head in ("made", *VERDICTS):
        table.add_column(
            head,
            footer=str(sum(row[head] for row in counts.values())),
            justify="right",
            no_wrap=True,
            min_width=len(head),
        )
    for mistake, row in counts.items():
        table.add_row(mistake, *(str(row[head] or "") for head in ("made", *VERDICTS)))
    return table
