"""The commands ``simulate``, ``fuzz`` and ``mutate``: they run a study, print it and write its files."""

import hashlib
import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from shlex import quote
from typing import Any, TypeVar

import click
from rich.console import Console

from numerics.campaign import Journal
from numerics.campaign import Progress as CampaignProgress
from numerics.errors import CallError, NumericsError
from numerics.user import UserTraining
from proofcheck import __version__
from proofcheck.asking import ASKING
from proofcheck.check import Verdicts
from proofcheck.files import CannotWriteError, file_name, replaced
from proofcheck.kernel.clauses import Problem
from proofcheck.lang.documents import Document
from proofcheck.matter import Sent
from proofcheck.models.confirmation import NotConfirmed, confirm
from proofcheck.report.simulation import print_simulation, simulation_json
from proofcheck.study.exact import from_text, to_text
from proofcheck.study.executors import DaskExecutor, cluster_threads
from proofcheck.study.fuzz import Examples, Found, Search, said, search
from proofcheck.study.mutants import Mutant, Planting, harvested, plant, self_contained
from proofcheck.study.plots import plot_bounds
from proofcheck.study.simulate import ClaimResult, simulate
from proofcheck.text import printable
from proofcheck.workers import Limits, Lost, each, number_of_workers

T = TypeVar("T")
Progress = Callable[[str, int, int], None]
JOURNAL = "campaign.sqlite"
EXAMPLES = "examples"
VIOLATED, NOT_EVALUATED, INTERRUPTED = 1, 3, 130
LIMITS = Limits(seconds=300.0)
"""Of the search for a counterexample to one claim."""


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

    The batches run in ``workers`` processes (1 without it), or on the Dask cluster at ``address``, as many at a time as
    it has threads. With ``user``, their model takes the place of random ones.
    """
    statuses = {0}
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
            statuses |= {VIOLATED} if any(r.violation is not None for r in results) else set()
            statuses |= {NOT_EVALUATED} if any(r.lost or r.unjudged for r in results) else set()
    return _worst(statuses)


def _worst(statuses: set[int]) -> int:
    """A violation before what could not be evaluated."""
    return VIOLATED if VIOLATED in statuses else max(statuses)


@contextmanager
def _one_line_errors() -> Iterator[None]:
    """Errors of the simulator end the command in one line; Dask, which logs them with tracebacks, is silent."""
    logging.disable()
    try:
        yield
    except CallError as error:
        raise click.UsageError(f"{error}.") from None
    except NumericsError as error:
        raise click.ClickException(str(error)) from None
    finally:
        logging.disable(logging.NOTSET)


def _place(address: str | None, workers: int | None) -> tuple[Callable[[], Executor] | None, int]:
    """What runs batches, if not processes on this machine, and how many at a time."""
    if address is None:
        return None, workers or 1
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
    table, plot = output / f"{name}.simulation.json", output / f"{name}.simulation.svg"
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


@dataclass(frozen=True, slots=True)
class _Named:
    """A claim to be fuzzed: its full name, that by which the command line finds it again, and one for its file."""

    name: str
    replay: str
    file: str
    problem: Problem


def fuzz_documents(
    documents: Sequence[Document],
    only: set[str] | None,
    max_examples: int,
    seed: int,
    output: Path,
    progress: Progress,
    console: Console,
) -> int:
    """Fuzz claims, print each counterexample with the command that replays it; returns the exit status.

    Each claim is fuzzed in another process, under limits; what was found goes into ``output`` when it is there, so
    that an interrupted run goes on where it was.
    """
    named = [
        _Named(
            name,
            f"{document.address}:{claim.id}",
            file_name(document.id, claim.id),
            document.problem(claim),
        )
        for document in documents
        for claim in document.claims
        for name in [f"{document.id}:{claim.id}"]
        if claim.ill_typed is None and (only is None or name in only)
    ]
    if not named:
        raise click.UsageError("none of these claims has a meaning: there is nothing to evaluate.")
    if find_spec("hypothesis") is None:
        raise click.ClickException("Hypothesis is not installed; pip install 'proofcheck[fuzz]'")
    statuses = {0}
    with _one_line_errors(), closing(Journal(output / JOURNAL)) as journal:
        outcomes = _fuzzed(named, max_examples, seed, Examples(output / EXAMPLES), journal)
        for done, (claim, outcome) in enumerate(_in_order(named, outcomes)):
            progress(claim.name, done, len(named))
            statuses.add(_say_outcome(claim, outcome, max_examples, output, console))
    return _worst(statuses)


def _say(line: str, console: Console) -> None:
    console.print(printable(line), soft_wrap=True)


def _fuzzed(
    named: Sequence[_Named], max_examples: int, seed: int, examples: Examples, journal: Journal
) -> Iterator[tuple[str, Found | Lost | None]]:
    """Names of claims and what was found, as it is found. Searches in vain that are in the journal are not repeated."""
    searches: dict[int, tuple[_Named, str]] = {}
    tasks = []
    for claim in named:
        kept = examples.kept(claim.name)
        mark = _mark(claim, max_examples, seed, kept)
        if journal.finished(mark, 0):
            yield claim.name, None
        else:
            tasks.append(Search(claim.problem, max_examples, seed, kept))
            searches[id(tasks[-1])] = claim, mark
    for task, outcome in each(search, tasks, number_of_workers(None), LIMITS):
        claim, mark = searches[id(task)]
        if isinstance(outcome, Lost):
            yield claim.name, outcome
            continue
        if outcome.found is None and not outcome.stale:
            journal.record(mark, 0, 0, {})
        yield claim.name, examples.update(claim.name, outcome)


def _mark(claim: _Named, max_examples: int, seed: int, kept: Sequence[bytes]) -> str:
    """What is asked of a claim, for the journal."""
    asked = repr((__version__, claim.problem, max_examples, seed, kept))
    return f"fuzz {claim.name} {hashlib.sha256(asked.encode()).hexdigest()[:16]}"


def _in_order(named: Sequence[_Named], outcomes: Iterator[tuple[str, T]]) -> Iterator[tuple[_Named, T]]:
    """The claims with their outcomes, in their own order: as soon as those before them are there."""
    early: dict[str, T] = {}
    for claim in named:
        while claim.name not in early:
            name, outcome = next(outcomes)
            early[name] = outcome
        yield claim, early.pop(claim.name)


def _say_outcome(claim: _Named, outcome: Found | Lost | None, max_examples: int, output: Path, console: Console) -> int:
    if outcome is None:
        _say(f"{claim.name}: no counterexample in {max_examples} examples", console)
        return 0
    if isinstance(outcome, Lost):
        _say(f"{claim.name}: not evaluated: {outcome.reason}", console)
        return NOT_EVALUATED
    file = output / f"{claim.file}.counterexample.json"
    _say(f"{claim.name}: false: {said(outcome.confirmation)}", console)
    with _writing(file) as new:
        new.write_text(to_text(claim.name, outcome.instance), encoding="utf-8")
    _say(f"    replay: python -m proofcheck fuzz {quote(claim.replay)} --replay {quote(str(file))}", console)
    if not outcome.kept:
        click.echo(f"The next run will have to find it again: {str(output / EXAMPLES)!r} takes nothing.", err=True)
    return VIOLATED


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


# ---------------------------------------------------------------- mutants


AT_A_TIME = 20
"""How many mutants are sent through the engine before what was found is noted."""


@dataclass(slots=True)
class Measured:
    """What the engine said of mutants, as plain data: what there is when it is interrupted, too."""

    documents: list[dict[str, Any]]
    complete: bool = False


def mutate_documents(
    documents: Sequence[Document],
    only: set[str] | None,
    limit: int | None,
    seed: int,
    workers: int | None,
    progress: Progress,
    measured: Measured,
) -> None:
    """Plant mistakes in the claims that are proved, and send each through the engine.

    Arguments:
        limit: how many mutants of each claim and kind of mistake; ``None`` for all.
        measured: gets what is found, as it is found: however the run ends, it is there.

    Raises:
        ContradictionError: a mutant was both proved and refuted.
    """
    try:
        for document in documents:
            chosen = [c for c in document.claims if only is None or f"{document.id}:{c.id}" in only]
            result: dict[str, Any] = {
                "id": document.id,
                "claims": len(chosen),
                "proved": 0,
                "failed": [],
                "mutants": [],
            }
            measured.documents.append(result)
            _measure(document, [claim.id for claim in chosen], limit, seed, workers, progress, result)
        measured.complete = True
    except KeyboardInterrupt:
        click.echo("Interrupted: this is what was found so far.", err=True)


def _measure(
    document: Document,
    chosen: Sequence[str],
    limit: int | None,
    seed: int,
    workers: int | None,
    progress: Progress,
    result: dict[str, Any],
) -> None:
    """Measure how the engine fares on the mutants of some claims of a document, and note it in ``result``."""
    whole, made, lost = with_mutants(document, chosen, limit, seed, workers)
    result["failed"] += [{"claim": name, "reason": one.reason} for name, one in lost.items()]
    with Verdicts(whole, seed=seed, workers=workers) as verdicts:
        proved = {found["id"] for found in verdicts.of(chosen) if found["holds"] == "proved"}
        result["proved"] = len(proved)
        waiting = [mutant for mutant in made if mutant.original in proved]
        for start in range(0, len(waiting), AT_A_TIME):
            some = waiting[start : start + AT_A_TIME]
            progress(f"{document.id}:{some[0].original}", start, len(waiting))
            found = verdicts.of([mutant.claim.id for mutant in some])
            result["mutants"] += [_said_of(*pair) for pair in zip(some, found, strict=True)]


def with_mutants(
    document: Document, chosen: Sequence[str], limit: int | None, seed: int, workers: int | None
) -> tuple[Document, list[Mutant], dict[str, Lost]]:
    """A document with the mutants of some of its claims, these in their order, and why there are none of some."""
    document = self_contained(document)
    claims = [claim for claim in map(document.claim, chosen) if not claim.ill_typed]
    plantings = [Planting(Sent.piece(document, claim), limit, seed) for claim in claims]
    names = {id(planting): claim.id for planting, claim in zip(plantings, claims, strict=True)}
    found: dict[str, list[Mutant]] = {}
    lost: dict[str, Lost] = {}
    for planting, outcome in each(plant, plantings, number_of_workers(workers), ASKING):
        name = names[id(planting)]
        if isinstance(outcome, Lost):
            lost[name] = outcome
        else:
            found[name] = harvested(outcome, name)
    made = [mutant for claim in claims for mutant in found.get(claim.id, [])]
    return replace(document, claims=(*document.claims, *(mutant.claim for mutant in made))), made, lost


def _said_of(mutant: Mutant, found: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "claim": mutant.original,
        "id": mutant.claim.id,
        "mistake": mutant.mistake,
        "change": mutant.words,
        "text": found["text"],
        "holds": "failed" if found.get("failed") else found["holds"],
        "trust": found["trust"],
        "reason": found["reason"],
        "counterexample": None if found["counterexample"] is None else found["counterexample"]["relation"],
    }
