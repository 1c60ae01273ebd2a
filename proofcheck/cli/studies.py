"""The commands that ask more about a claim than whether it is right: what it needs, and how sharp it is."""

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any

import click

from proofcheck.cli.asking import expect_questions, stopped_by_contradictions, store_of_user
from proofcheck.cli.options import choices, completed, no_store_option, workers_option
from proofcheck.cli.output import print_json
from proofcheck.cli.statuses import ENGINE_FAILED
from proofcheck.cli.targets import resolve
from proofcheck.text import printable

if TYPE_CHECKING:
    from proofcheck.check import Verdicts
    from proofcheck.lang.documents import Document


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
    from proofcheck.check import Verdicts
    from proofcheck.report.audit import audited
    from proofcheck.study.auditing import audit as audit_claims

    store = store_of_user(no_store)

    def verdicts(document: "Document") -> "Verdicts":
        return Verdicts(document, seed=seed, workers=workers, store=store)

    _studied(targets, form, lambda document, chosen: audit_claims(document, chosen, verdicts), audited)
    return 0


@click.command()
@click.argument("targets", nargs=-1, required=True, metavar="TARGET...", shell_complete=completed)
@choices
@workers_option
@no_store_option
def sharpen(targets: tuple[str, ...], form: str, seed: int, workers: int | None, no_store: bool) -> int:
    """Ask how sharp bounds and thresholds are: of the statements of documents, or of claims.

    For each the best constant: with a smaller one an instance refutes the claim, with a larger one the kernel proves
    it. Of a claim that is false, its repair is looked at. Exits with 3 when the engine failed on a claim.
    """
    expect_questions()
    from proofcheck.report.sharpness import sharpened
    from proofcheck.study.sharpening import sharpen_document
    from proofcheck.workers import number_of_workers

    settings: dict[str, Any] = {
        "seed": seed,
        "workers": number_of_workers(workers),
        "store": store_of_user(no_store),
    }
    found = _studied(targets, form, lambda document, chosen: sharpen_document(document, chosen, **settings), sharpened)
    return ENGINE_FAILED if any(claim["failed"] for document in found for claim in document["claims"]) else 0


def _studied(
    targets: Sequence[str],
    form: str,
    study: "Callable[[Document, list[str]], list[dict[str, Any]]]",
    shown: Callable[[list[dict[str, Any]]], Iterable[str]],
) -> list[dict[str, Any]]:
    """What a study finds of the claims of documents, printed."""
    documents, only = resolve(targets)
    found: list[dict[str, Any]] = []
    for document in documents:
        with stopped_by_contradictions(None):
            found.append({"id": document.id, "claims": study(document, _chosen(document, only))})
    if form == "json":
        print_json({"documents": found})
    else:
        for line in (line for document in found for line in shown(document["claims"])):
            click.echo(printable(line))
    return found


def _chosen(document: "Document", only: set[str] | None) -> list[str]:
    """The claims that were named, or all statements, or all claims where there are none of these."""
    named = [claim for claim in document.claims if only is not None and f"{document.id}:{claim.id}" in only]
    statements = [claim for claim in document.claims if claim.kind == "statement"]
    return [claim.id for claim in named or statements or document.claims]
