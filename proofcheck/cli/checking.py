"""The commands that check claims, and show what was found out about one."""

from pathlib import Path
from shlex import quote
from typing import Any

import click

from proofcheck.cli import targets
from proofcheck.cli.asking import expect_questions, findings_on, store_of_user
from proofcheck.cli.options import (
    choices,
    completed,
    no_store_option,
    output_option,
    seed_option,
    what_comes_out,
    workers_option,
)
from proofcheck.cli.output import console, hand_over, prepare_folder, print_json, show_error
from proofcheck.cli.statuses import COULD_NOT_READ, ENGINE_FAILED, FOUND_A_DEFECT
from proofcheck.cli.targets import known, one_claim, problem_line, resolve
from proofcheck.text import one_line, printable


@click.command("all")
@output_option("build", "Folder for findings.json, report.html, report.tex and report.pdf.")
@seed_option
@workers_option
@no_store_option
@what_comes_out
def all_documents(output: Path, seed: int, workers: int | None, no_store: bool, **what: Any) -> int:
    """Check every known document and write the report.

    Exits with 0 when it ran to its end, defects or not; with 1 when it could not read a document, with 3 when the
    engine failed on a claim.
    """
    prepare_folder(output)
    expect_questions()
    with targets.open_library() as library:
        documents = list(library.installed().values())
    findings = findings_on(documents, None, seed, workers, store_of_user(no_store), output, pictures=what["pictures"])
    hand_over(findings, output, what)
    if any(document.get("problems") for document in findings["documents"]):
        return COULD_NOT_READ
    return ENGINE_FAILED if _failed(findings) else 0


@click.command()
@click.argument("targets", nargs=-1, required=True, metavar="TARGET...", shell_complete=completed)
@output_option(None, "Folder for findings.json, report.html, report.tex and report.pdf.")
@click.option("--watch", is_flag=True, help="Check again whenever a file changes, until Ctrl-C.")
@seed_option
@workers_option
@no_store_option
@what_comes_out
def check(targets: tuple[str, ...], watch: bool, **what: Any) -> int:
    """Check documents, claims, or your own files and folders: lemma files in Python, papers in LaTeX.

    Exits with 1 when it found a defect or could not read a file, with 2 for a wrong call, with 3 when there is no
    defect but the engine failed on a claim.
    """
    if not watch:
        return _checked(targets, **what)
    from proofcheck import watching

    while True:
        seen = watching.stamps(targets)
        try:
            _checked(targets, **what)
        except click.UsageError as error:
            show_error(error)
        click.echo("Waiting for a file to change; Ctrl-C ends this.", err=True)
        watching.wait_for_change(targets, seen)


def _checked(
    targets: tuple[str, ...], output: Path | None, seed: int, workers: int | None, no_store: bool, **what: Any
) -> int:
    if output:
        prepare_folder(output)
    expect_questions()
    documents, only = resolve(targets)
    findings = findings_on(documents, only, seed, workers, store_of_user(no_store), output, pictures=what["pictures"])
    hand_over(findings, output, what)
    flagged = (d for d in findings["documents"] if d["summary"]["defects"] or d.get("problems"))
    if any(flagged):
        return FOUND_A_DEFECT
    return ENGINE_FAILED if _failed(findings) else 0


def _failed(findings: dict[str, Any]) -> bool:
    """Whether something is undecided because the engine failed on it."""
    return any(claim.get("failed") for document in findings["documents"] for claim in document["claims"])


@click.command("list")
@click.argument("targets", nargs=-1, metavar="[TARGET...]", shell_complete=completed)
def list_documents(targets: tuple[str, ...]) -> None:
    """List documents, of your own as well, and their claims; without a target, those that are known."""
    for document in resolve(targets)[0] if targets else known():
        click.secho(one_line(f"{document.id}: {document.title}"), bold=True)
        for claim in document.claims:
            name = printable(f"{document.address}:{claim.id}")
            click.echo(f"  {name}  {claim.kind}  {one_line(claim.where)}")
        for problem in document.problems:
            click.echo(f"  not read: {one_line(problem_line(problem))}")


@click.command()
@click.argument("claim", shell_complete=completed)
@choices
@no_store_option
def explain(claim: str, form: str, seed: int, no_store: bool) -> None:
    """Show a claim, its hypotheses, and its proof or counterexample."""
    expect_questions()
    document, claim_id = one_claim(claim)
    from proofcheck.check import explain_claim

    explanation = explain_claim(document, claim_id, seed=seed, store=store_of_user(no_store))
    if form == "json":
        print_json(explanation)
        return
    from proofcheck.report.terminal import print_explanation

    print_explanation(document.id, explanation, console())


@click.command()
@click.argument("claim", shell_complete=completed)
@choices
@no_store_option
def replay(claim: str, form: str, seed: int, no_store: bool) -> None:
    """Evaluate the counterexample of a refuted claim again."""
    expect_questions()
    document, claim_id = one_claim(claim)
    from proofcheck.check import replay_counterexample

    replayed = replay_counterexample(document, claim_id, seed=seed, store=store_of_user(no_store))
    if replayed["verdict"] != "refuted":
        raise click.UsageError(
            f"{claim} has no counterexample: its verdict is {replayed['verdict']!r}. "
            f"`python -m proofcheck explain {quote(claim)}` shows why."
        )
    if form == "json":
        print_json(replayed)
        return
    from proofcheck.report.terminal import print_replay

    print_replay(claim, replayed, console())
