"""The commands that ask more about a claim than whether it is right: what it needs, and how sharp it is."""

import os
from typing import TYPE_CHECKING, Any

import click

from proofcheck.cli.asking import expect_questions, stopped_by_contradictions, store_of_user
from proofcheck.cli.options import choices, completed, no_store_option, workers_option
from proofcheck.cli.output import print_json
from proofcheck.cli.statuses import ENGINE_FAILED
from proofcheck.cli.targets import resolve
from proofcheck.text import printable

if TYPE_CHECKING:
    from proofcheck.lang.documents import Document

MOST_WORKERS = 8


@click.command()
@click.argument("targets", nargs=-1, required=True, metavar="TARGET...", shell_complete=completed)
@choices
@workers_option
@no_store_option
def audit(targets: tuple[str, ...], form: str, seed: int, workers: int | None, no_store: bool) -> int:
    """Ask which assumptions are needed: of the statements of documents, or of claims.

    For each assumption: whether the proof uses it, and a counterexample without it. Also an instance that satisfies
    all of them, and conditions that bound a number by itself.
    """
    expect_questions()
    documents, only = resolve(targets)
    from proofcheck.check import Verdicts
    from proofcheck.report.audit import audited
    from proofcheck.study.auditing import audit as audit_claims

    store = store_of_user(no_store)
    found: list[dict[str, Any]] = []
    for document in documents:
        chosen = _chosen(document, only, "statement")
        with stopped_by_contradictions(None):
            claims = audit_claims(
                document, chosen, lambda whole: Verdicts(whole, seed=seed, workers=workers, store=store)
            )
        found.append({"id": document.id, "claims": claims})
    if form == "json":
        print_json({"documents": found})
    else:
        for line in (line for document in found for line in audited(document["claims"])):
            click.echo(printable(line))
    return 0


@click.command()
@click.argument("targets", nargs=-1, required=True, metavar="TARGET...", shell_complete=completed)
@choices
@workers_option
@no_store_option
def sharpen(targets: tuple[str, ...], form: str, seed: int, workers: int | None, no_store: bool) -> int:
    """Ask how sharp bounds and thresholds are: of the statements of documents, or of claims.

    For each the best constant: with a smaller one an instance refutes the claim, with a larger one the kernel proves
    it. Exits with 3 when the engine failed on a claim.
    """
    expect_questions()
    documents, only = resolve(targets)
    from proofcheck.report.sharpness import sharpened
    from proofcheck.study.sharpness import sharpen_document

    processes = workers or min(os.cpu_count() or 1, MOST_WORKERS)
    store = store_of_user(no_store)
    found: list[dict[str, Any]] = []
    for document in documents:
        chosen = _chosen(document, only, "statement")
        with stopped_by_contradictions(None):
            claims = sharpen_document(document, chosen, seed=seed, workers=processes, store=store)
        found.append({"id": document.id, "claims": claims})
    if form == "json":
        print_json({"documents": found})
    else:
        for line in (line for document in found for line in sharpened(document["claims"])):
            click.echo(printable(line))
    return ENGINE_FAILED if any(claim["failed"] for document in found for claim in document["claims"]) else 0


def _chosen(document: "Document", only: set[str] | None, kind: str) -> list[str]:
    """The claims that were named, or all of a kind, or all where there are none of it."""
    named = [claim for claim in document.claims if only is not None and f"{document.id}:{claim.id}" in only]
    of_kind = [claim for claim in document.claims if claim.kind == kind]
    return [claim.id for claim in named or of_kind or document.claims]
