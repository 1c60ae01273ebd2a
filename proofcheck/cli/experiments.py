"""The commands that put claims, and proofcheck itself, to the test."""

from pathlib import Path
from typing import Any

import click

from proofcheck.cli.asking import stopped_by_contradictions
from proofcheck.cli.options import choices, completed, output_option, seed_option, workers_option
from proofcheck.cli.output import console, prepare_folder, print_json
from proofcheck.cli.progress import progress_bar
from proofcheck.cli.statuses import COULD_NOT_READ, ENGINE_FAILED, INTERRUPTED
from proofcheck.cli.targets import known, one_claim, problem_line, resolve
from proofcheck.files import CannotWriteError, replaced
from proofcheck.text import printable


@click.command()
@click.argument("targets", nargs=-1, required=True, metavar="TARGET...", shell_complete=completed)
@click.option("--instances", type=int, default=200, show_default=True, help="Random instances of each claim, at least.")
@seed_option
@click.option(
    "--workers",
    type=click.IntRange(min=1),
    help="How many batches run at a time.  [default: 1 process, or all threads of the Dask cluster]",
)
@click.option("--executor", type=click.Choice(["processes", "dask"]), default="processes", show_default=True)
@click.option("--address", metavar="HOST:PORT", help="The Dask scheduler, for --executor dask.")
@click.option(
    "--model",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Your own network in the place of random ones: a Python file that defines it, as in numerics/user.py.",
)
@output_option("build", "Folder for simulation.json, the plot, and the journal from which a run resumes.")
def simulate(
    targets: tuple[str, ...],
    instances: int,
    seed: int,
    workers: int | None,
    executor: str,
    address: str | None,
    model: Path | None,
    output: Path,
) -> int:
    """Put claims to the test on random paths, matrices and networks.

    An interrupted run goes on where it stopped. Exits with 1 when a claim was violated, with 2 for a wrong call, with 3
    when none was but some could not be evaluated.
    """
    if instances < 1:
        raise click.UsageError(f"--instances is {instances}: give at least one.")
    if (executor == "dask") != (address is not None):
        raise click.UsageError("--executor dask and --address HOST:PORT go together.")
    prepare_folder(output)
    documents, only = resolve(targets)
    from numerics.errors import ModelError
    from numerics.user import load_user_model
    from proofcheck.experiments import simulate_documents

    try:
        user = load_user_model(model) if model else None
    except ModelError as error:
        raise click.UsageError(f"{error}.") from None
    with progress_bar() as progress:
        return simulate_documents(
            documents, only, instances, seed, workers, address, user, output, progress, console()
        )  # fmt: skip


@click.command()
@click.argument("claims", nargs=-1, metavar="[CLAIM...]", shell_complete=completed)
@click.option("--max-examples", type=int, default=500, show_default=True, help="Exact instances tried for each claim.")
@seed_option
@click.option("--replay", type=click.Path(path_type=Path), metavar="FILE", help="Evaluate a kept counterexample again.")
@output_option("build", "Folder for counterexamples and for the examples that are kept between runs.")
def fuzz(claims: tuple[str, ...], max_examples: int, seed: int, replay: Path | None, output: Path) -> int:
    """Search for counterexamples with Hypothesis, and shrink them. Without CLAIM, to every known claim.

    An interrupted run goes on where it stopped. Exits with 1 when it found one, with 2 for a wrong call, with 3 when it
    found none but some claims could not be evaluated.
    """
    if max_examples < 1:
        raise click.UsageError(f"--max-examples is {max_examples}: give at least one.")
    if replay is not None and len(claims) != 1:
        raise click.UsageError("--replay needs the one CLAIM that FILE is about.")
    from proofcheck.experiments import fuzz_documents, replay_file

    if replay is not None:
        document, claim = one_claim(claims[0])
        return replay_file(document, claim, replay, console())
    prepare_folder(output)
    documents, only = resolve(claims) if claims else (known(), None)
    with progress_bar() as progress:
        return fuzz_documents(documents, only, max_examples, seed, output, progress, console())


@click.command()
@click.argument("targets", nargs=-1, required=True, metavar="TARGET...", shell_complete=completed)
@click.option("--limit", type=click.IntRange(min=1), help="Mutants of each claim and kind of mistake.  [default: all]")
@output_option(None, "Folder for mutants.json; nothing is written without it.")
@choices
@workers_option
def mutate(
    targets: tuple[str, ...], limit: int | None, output: Path | None, form: str, seed: int, workers: int | None
) -> int:
    """Plant mistakes in the claims that are proved, and see what becomes of each: a measure of proofcheck itself.

    Exits with 0 when it ran to its end, with 1 when it could not read a file, with 2 for a wrong call, with 3 when the
    engine failed on a mutant. Interrupted, it shows what was found so far; however it ends, mutants.json has it.
    """
    if output:
        prepare_folder(output)
    documents, only = resolve(targets)
    from proofcheck.experiments import Measured, mutate_documents
    from proofcheck.report.mutants import as_data, print_mutants
    from proofcheck.study.mutants import MISTAKES

    measured = Measured([])
    try:
        with stopped_by_contradictions(output), progress_bar() as progress:
            mutate_documents(documents, only, limit, seed, workers, progress, measured)
    finally:
        data = as_data(measured.documents, MISTAKES, seed, measured.complete)
        if output:
            _write_mutants(data, output)
    if form == "json":
        print_json(data)
    else:
        print_mutants(data, console())
    problems = [problem for document in documents for problem in document.problems]
    for problem in problems:
        click.echo(printable(f"not read: {problem_line(problem)}"), err=True)
    if not measured.complete:
        return INTERRUPTED
    failed = any(counts["failed"] for counts in data["mistakes"].values()) or any(
        d["failed"] for d in data["documents"]
    )
    return COULD_NOT_READ if problems else ENGINE_FAILED if failed else 0


def _write_mutants(data: dict[str, Any], folder: Path) -> None:
    from proofcheck.report.jsonout import to_json

    file = folder / "mutants.json"
    try:
        with replaced(file) as new:
            new.write_bytes(to_json(data).encode())
    except OSError as error:
        raise CannotWriteError(f"could not write to {str(folder)!r}: {error.strerror}") from None
    click.echo(printable(f"Wrote {file}"), err=True)


# ---------------------------------------------------------------- what is meant by a target
