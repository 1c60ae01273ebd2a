"""Put documents to the engine, with what earlier runs found out."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from proofcheck.cli.progress import progress_bar
from proofcheck.cli.statuses import StoppedError
from proofcheck.files import replaced
from proofcheck.text import printable

if TYPE_CHECKING:
    from proofcheck.findings import ContradictionError
    from proofcheck.lang.documents import Document
    from proofcheck.store import Store


def expect_questions() -> None:
    """Let the process that answers them come up while documents are read."""
    from proofcheck.workers import prepare

    prepare("proofcheck.asking", "proofcheck.preloaded")


def store_of_user(unwanted: bool = False) -> "Store | None":
    """What earlier runs found out, unless that is not wanted."""
    from proofcheck.store import Store

    return None if unwanted else Store.of_user(lambda line: click.echo(printable(line), err=True))


def findings_on(
    documents: "list[Document]",
    only: set[str] | None,
    seed: int,
    workers: int | None,
    store: "Store | None",
    folder: Path | None,
    *,
    pictures: bool = False,
) -> dict[str, Any]:
    """Check documents, or some of their claims; what contradicts itself ends the command."""
    from proofcheck.check import check_documents

    with stopped_by_contradictions(folder), progress_bar() as progress:
        return check_documents(
            documents, seed=seed, only=only, progress=progress, workers=workers, store=store, pictures=pictures
        )


@contextmanager
def stopped_by_contradictions(folder: Path | None) -> Iterator[None]:
    """Where the engine contradicts itself, keep the evidence and end the command."""
    from proofcheck.findings import ContradictionError

    try:
        yield
    except ContradictionError as error:
        raise StoppedError(_saved(error, folder or Path())) from None


def _saved(error: "ContradictionError", folder: Path) -> str:
    """Keep a proof and a counterexample of one claim, and say what that means."""
    from proofcheck.report.jsonout import to_json

    file = folder / "contradiction.json"
    with replaced(file) as new:
        new.write_bytes(to_json({"document": error.document, "finding": error.finding}).encode())
    return (
        f"{error} The engine is wrong somewhere, so the run was stopped and no verdict of it can be relied on. "
        f"The proof and the instance are in {file}; please report them."
    )
