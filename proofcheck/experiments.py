"""The commands ``simulate`` and ``fuzz``: they run a study, print it and write its files."""

import logging
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from shlex import quote

import click
from rich.console import Console

from numerics.campaign import Progress as CampaignProgress
from numerics.campaign import processes
from numerics.errors import NumericsError
from numerics.user import UserTraining
from proofcheck.files import CannotWriteError, file_name, replaced
from proofcheck.kernel.model import NotConfirmed, confirm
from proofcheck.lang.documents import Document
from proofcheck.report.simulation import print_simulation, simulation_json
from proofcheck.study.exact import from_text, to_text
from proofcheck.study.executors import DaskExecutor, cluster_threads
from proofcheck.study.fuzz import Found, fuzz, said
from proofcheck.study.plots import plot_bounds
from proofcheck.study.simulate import ClaimResult, simulate
from proofcheck.text import printable

Progress = Callable[[str, int, int], None]
JOURNAL = "campaign.sqlite"
EXAMPLES = "examples"
VIOLATED, INTERRUPTED = 1, 130


def simulate_documents(
    documents: Sequence[Document],
    only: set[str] | None,
    instances: int,
    seed: int,
    workers: int | None,
    address: str | None,
    user: UserTraining | None,
    output: Path,
    progress: Progress,
    console: Console,
) -> int:
    """Simulate documents, print what was found, and write it to ``output``; returns the exit status.

    The batches run in ``workers`` processes (1 without), or on the Dask cluster at ``address``, as many at a time as
    it has threads. With ``user``, their model takes the place of random ones.
    """
    status = 0
    with _one_line_errors():
        executor, workers = _place(address, workers)
        for document in documents:
            claims = None if only is None else [c.id for c in document.claims if f"{document.id}:{c.id}" in only]
            results, campaign = simulate(
                document,
                instances=instances,
                seed=seed,
                workers=workers,
                journal=output / JOURNAL,
                claims=claims,
                user=user,
                executor=executor,
                progress=_reporter(document.id, progress),
            )
            print_simulation(document.id, seed, results, console)
            _write(document.id, seed, results, output)
            if not campaign.complete:
                click.echo(
                    f"Interrupted after {campaign.done} of {campaign.total} batches: the same command goes on.",
                    err=True,
                )
                return INTERRUPTED
            status = max(status, VIOLATED if any(r.violation is not None for r in results) else 0)
    return status


@contextmanager
def _one_line_errors() -> Iterator[None]:
    """Errors of the simulator end the command in one line; Dask, which logs them with tracebacks, is silent."""
    logging.disable()
    try:
        yield
    except NumericsError as error:
        raise click.ClickException(str(error)) from None
    finally:
        logging.disable(logging.NOTSET)


def _place(address: str | None, workers: int | None) -> tuple[Callable[[], Executor], int]:
    """Where batches run, and how many at a time."""
    if address is None:
        return processes(workers or 1), workers or 1
    return partial(DaskExecutor, address), workers or cluster_threads(address)


def _reporter(document: str, progress: Progress) -> Callable[[CampaignProgress], None]:
    def report(state: CampaignProgress) -> None:
        if state.stopping:
            click.echo("Stopping when the running batches are done; Ctrl-C again stops now.", err=True)
        else:
            left = "" if state.remaining is None else f", {duration(state.remaining)} left"
            progress(f"{document}{left}", state.done, state.total)

    return report


def duration(seconds: float) -> str:
    """A time to completion, to two figures or so.

    >>> duration(7.3), duration(200.0), duration(7260.0)
    ('7 s', '3 min', '2 h 1 min')
    """
    minutes = round(seconds / 60)
    if seconds < 90:
        return f"{seconds:.0f} s"
    return f"{minutes} min" if minutes < 90 else f"{minutes // 60} h {minutes % 60} min"


def _write(document: str, seed: int, results: Sequence[ClaimResult], output: Path) -> None:
    name = file_name(document)
    table, plot = output / f"{name}.simulation.json", output / f"{name}.simulation.png"
    with _writing(table) as new:
        new.write_text(simulation_json(document, seed, results), encoding="utf-8")
    written = [table]
    try:
        with _writing(plot) as new:
            written += [plot] if plot_bounds(results, new) else []
    except NumericsError as error:
        click.echo(str(error), err=True)
    click.echo(printable(f"Wrote {', '.join(map(str, written))}"), err=True)


@contextmanager
def _writing(path: Path) -> Iterator[Path]:
    """The path of a new file that takes the place of another; an error ends the command in one line."""
    try:
        with replaced(path) as new:
            yield new
    except OSError as error:
        raise CannotWriteError(f"cannot write {str(path)!r}: {error.strerror}; what was there is kept") from None


# ---------------------------------------------------------------- fuzzing


def fuzz_documents(
    documents: Sequence[Document],
    only: set[str] | None,
    max_examples: int,
    seed: int,
    output: Path,
    progress: Progress,
    console: Console,
) -> int:
    """Fuzz claims, print each counterexample with the command that replays it; returns the exit status."""
    named = [
        (document, claim)
        for document in documents
        for claim in document.claims
        if claim.ill_typed is None and (only is None or f"{document.id}:{claim.id}" in only)
    ]
    if not named:
        raise click.UsageError("none of these claims has a meaning: there is nothing to evaluate.")
    failed = 0
    for done, (document, claim) in enumerate(named):
        name = f"{document.id}:{claim.id}"
        progress(name, done, len(named))
        found = _fuzz_one(document, claim.id, max_examples, seed, output)
        if found is None:
            _say(f"{name}: no counterexample in {max_examples} examples", console)
            continue
        failed += 1
        file = output / f"{file_name(document.id, claim.id)}.counterexample.json"
        _say(f"{name}: false: {said(found.confirmation)}", console)
        with _writing(file) as new:
            new.write_text(to_text(name, found.instance), encoding="utf-8")
        target = quote(f"{document.address}:{claim.id}")
        _say(f"    replay: python -m proofcheck fuzz {target} --replay {quote(str(file))}", console)
        if not found.kept:
            click.echo(f"The next run will have to find it again: {str(output / EXAMPLES)!r} takes nothing.", err=True)
    return VIOLATED if failed else 0


def _say(line: str, console: Console) -> None:
    console.print(printable(line), soft_wrap=True)


def _fuzz_one(document: Document, claim: str, max_examples: int, seed: int, output: Path) -> Found | None:
    try:
        return fuzz(
            document.problem(document.claim(claim)),
            max_examples=max_examples,
            seed=seed,
            database=output / EXAMPLES,
            key=f"{document.id}:{claim}",
        )
    except ImportError:
        raise click.ClickException("Hypothesis is not installed; pip install 'proofcheck[fuzz]'") from None


def replay_file(document: Document, claim: str, file: Path, console: Console) -> int:
    """Evaluate a kept counterexample again; returns the exit status: 1 if it still is one."""
    name = f"{document.id}:{claim}"
    try:
        about, instance = from_text(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise click.UsageError(f"cannot read {str(file)!r}: {error.strerror}.") from None
    except ValueError as error:
        raise click.UsageError(f"{str(file)!r} is {error}.") from None
    if about != name:
        raise click.UsageError(f"{str(file)!r} is about {about}, not about {name}.")
    if document.claim(claim).ill_typed is not None:
        raise click.UsageError(f"{name} has no meaning: there is nothing to evaluate.")
    try:
        confirmation = confirm(document.problem(document.claim(claim)), instance)
    except NotConfirmed as error:
        _say(f"{name}: not a counterexample: {error}", console)
        return 0
    _say(f"{name}: false: {said(confirmation)}", console)
    return VIOLATED
