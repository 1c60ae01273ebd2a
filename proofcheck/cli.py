"""The command line: `python -m proofcheck`.

Everything heavy (SymPy, the solvers, the reports) is imported by the command that needs it, so that help is immediate.
"""

import errno
import os
import signal
import sys
import tempfile
import threading
import time
import traceback
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from difflib import get_close_matches, unified_diff
from itertools import chain
from pathlib import Path
from shlex import quote
from typing import IO, TYPE_CHECKING, Any, TypeVar

import click

from proofcheck import __version__
from proofcheck.files import CannotWriteError, replaced
from proofcheck.text import one_line, printable

if TYPE_CHECKING:
    from rich.console import Console

    from proofcheck.findings import ContradictionError
    from proofcheck.lang.documents import Document
    from proofcheck.reading import Library
    from proofcheck.store import Store
    from proofcheck.study.repairing import Repaired

Progress = Callable[[str, int, int], None]
Command = TypeVar("Command", bound=Callable[..., Any])

FOUND_A_DEFECT = 1
COULD_NOT_READ = 1
WRONG_CALL = 2
ENGINE_FAILED = 3
"""No defect, but something is undecided because the engine failed on it."""
INTERNAL_ERROR = 70
CANNOT = 74
"""Something that the command needs is missing or cannot be written: a disk, a package, a cluster."""
INTERRUPTED = 130
ENDED_BY = 128
"""Plus the number of the signal."""
GRACE = 5.0
"""Seconds that may be spent on an orderly end after SIGTERM."""
_CANNOT_WRITE = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EFBIG, errno.EIO})
"""Errors that say that nothing more can be written."""

COMPLETE = "_PROOFCHECK_COMPLETE"
"""The environment variable by which a shell asks what a word could become."""

MINUTE = 60.0
"""Seconds between two lines about progress, where there is no terminal for a bar."""

_ENDINGS = (".py", ".tex")
"""Of files that may be documents."""


@dataclass(slots=True)
class Session:
    """What the global options say, and the signal that asked the program to end, if one did."""

    debug: bool = False
    ended_by: int | None = None


class _EndedError(BaseException):
    """A signal asks the program to end."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit status; no exception leaves it."""
    for stream in (sys.stdout, sys.stderr):
        _never_fail_on_characters(stream)
    session = Session()
    try:
        with _ending_on_signals(session):
            return _run(session, None if arguments is None else list(arguments))
    except _EndedError as ended:
        _say_last(f"Ended by {signal.Signals(ended.number).name}.")
        return ENDED_BY + ended.number
    except (click.Abort, KeyboardInterrupt):
        _say_last("Interrupted.")
        return INTERRUPTED
    except BrokenPipeError:  # whoever read the output has enough of it
        _discard(sys.stdout, sys.stderr)
        return 0


def _run(session: Session, arguments: list[str] | None) -> int:
    try:
        status = program.main(
            args=arguments,
            prog_name="python -m proofcheck",
            complete_var=COMPLETE,
            standalone_mode=False,
            obj=session,
        )
    except click.ClickException as error:
        _show(error)
        return error.exit_code if isinstance(error, (click.UsageError, _StoppedError)) else CANNOT
    except (click.Abort, BrokenPipeError):
        raise
    except CannotWriteError as error:
        click.echo(f"Error: {one_line(str(error))}", err=True)
        return CANNOT
    except Exception as error:
        if session.ended_by is not None:  # what was interrupted may end in any way
            raise _EndedError(session.ended_by) from error
        if isinstance(error, OSError) and error.errno in _CANNOT_WRITE:
            click.echo(f"Error: what is found cannot be written: {one_line(str(error))}.", err=True)
            return CANNOT
        if session.debug:
            for line in traceback.format_exc().splitlines():
                click.echo(printable(line), err=True)
        else:
            click.echo(f"Error: {_in_one_line(error)} (a bug; --debug before the command shows where)", err=True)
        return INTERNAL_ERROR
    return status if isinstance(status, int) else 0


def _show(error: click.ClickException) -> None:
    """Say what was wrong with a call, on standard error; what it quotes may come from anybody's file."""
    click.echo(f"Error: {printable(error.format_message())}", err=True)
    context = getattr(error, "ctx", None)
    if context is not None:
        click.echo(f"Try '{context.command_path} {context.help_option_names[-1]}' for help.", err=True)


@contextmanager
def _ending_on_signals(session: Session) -> Iterator[None]:
    """SIGTERM and SIGHUP end the program in order, as Ctrl-C does; at once when that takes long, or the second time."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    watch: list[threading.Timer] = []

    def end(number: int, _: object) -> None:
        for other in usual:
            signal.signal(other, signal.SIG_DFL)
        watch.append(threading.Timer(GRACE, os._exit, [ENDED_BY + number]))
        watch[0].daemon = True
        watch[0].start()
        session.ended_by = number
        raise _EndedError(number)

    names = [name for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]
    usual = {number: signal.getsignal(number) for number in (getattr(signal, name) for name in names)}
    usual = {number: handler for number, handler in usual.items() if handler is signal.SIG_DFL}  # nohup ignores one
    for number in usual:
        signal.signal(number, end)
    try:
        yield
    finally:
        for number, handler in usual.items():
            signal.signal(number, handler)
        for timer in watch:
            timer.cancel()


def _say_last(text: str) -> None:
    """Say something on standard error, if there is anybody to hear it."""
    with suppress(OSError):
        click.echo(text, err=True)


def _discard(*streams: IO[str] | None) -> None:
    """Let what is still written go nowhere."""
    for stream in streams:
        if stream is not None:
            with suppress(OSError, ValueError), open(os.devnull, "w") as nowhere:
                os.dup2(nowhere.fileno(), stream.fileno())


def _completed(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[Any]:
    """Return what a word could become: an installed document, none of which is read for that, or a file."""
    from importlib.metadata import entry_points

    from click.shell_completion import CompletionItem

    names = sorted(point.name for point in entry_points(group="proofcheck.documents"))
    known: list[Any] = [CompletionItem(name) for name in names if name.startswith(incomplete)]
    return [*known, CompletionItem(incomplete, type="file")]


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="proofcheck")
@click.option("--debug", is_flag=True, help="Show the traceback of an internal error.")
@click.pass_obj
def program(session: Session, debug: bool) -> None:
    """Read a proof claim by claim: does each claim hold, and does it follow from the reason given?

    A CLAIM is written document:claim, as in lazy_training:lemma4.2, or path/to/file.py:claim.
    """
    session.debug = debug


_seed_option = click.option(
    "--seed", type=click.IntRange(min=0), default=0, show_default=True, help="Seed of every random choice."
)


def _choices(command: Command) -> Command:
    form = click.option(
        "--format",
        "form",
        type=click.Choice(["text", "json"]),
        default="text",
        show_default=True,
        help="What goes to standard output.",
    )
    return _seed_option(form(command))


def _what_comes_out(command: Command) -> Command:
    """Add the options of the commands that check."""
    options = (
        click.option(
            "--format",
            "form",
            type=click.Choice(["text", "json", "sarif", "junit", "github"]),
            default="text",
            show_default=True,
            help="What goes to standard output.",
        ),
        click.option("--all", "every", is_flag=True, help="Print a table of all claims, too."),
        click.option(
            "--html",
            type=click.Path(path_type=Path, dir_okay=False),
            metavar="FILE",
            help="Write the report as one page here.",
        ),
        click.option("--no-pdf", is_flag=True, help="Leave out report.pdf, which takes a few seconds."),
        click.option(
            "--paper", type=click.Choice(["a4", "letter"]), default="a4", show_default=True, help="Of the PDF."
        ),
    )
    for option in reversed(options):
        command = option(command)
    return command


def _output_option(default: str | None, help_text: str) -> Callable[[Command], Command]:
    return click.option(
        "--output",
        type=click.Path(path_type=Path),
        metavar="DIR",
        default=default,
        show_default=default is not None,
        help=help_text,
    )


_workers_option = click.option(
    "--workers",
    type=click.IntRange(min=1),
    help="How many claims are looked at at a time.  [default: one a core, at most 8]",
)
_no_store_option = click.option(
    "--no-store", is_flag=True, help="Neither use what earlier runs found out, nor keep what this one finds out."
)


@program.command("all")
@_output_option("build", "Folder for findings.json, report.html, report.tex and report.pdf.")
@_seed_option
@_workers_option
@_no_store_option
@_what_comes_out
def all_documents(output: Path, seed: int, workers: int | None, no_store: bool, **what: Any) -> int:
    """Check every known document and write the report.

    Exits with 0 when it ran to its end, defects or not; with 1 when it could not read a document, with 3 when the
    engine failed on a claim.
    """
    _prepare(output)
    _expect_questions()
    with _library() as library:
        documents = list(library.installed().values())
    findings = _check(documents, None, seed, workers, _store(no_store), output)
    _hand_over(findings, output, what)
    if any(document.get("problems") for document in findings["documents"]):
        return COULD_NOT_READ
    return ENGINE_FAILED if _failed(findings) else 0


@program.command()
@click.argument("targets", nargs=-1, required=True, metavar="TARGET...", shell_complete=_completed)
@_output_option(None, "Folder for findings.json, report.html, report.tex and report.pdf.")
@_seed_option
@_workers_option
@_no_store_option
@_what_comes_out
def check(
    targets: tuple[str, ...],
    output: Path | None,
    seed: int,
    workers: int | None,
    no_store: bool,
    **what: Any,
) -> int:
    """Check documents, claims, or your own files and folders: lemma files in Python, papers in LaTeX.

    Exits with 1 when it found a defect or could not read a file, with 2 for a wrong call, with 3 when there is no
    defect but the engine failed on a claim.
    """
    if output:
        _prepare(output)
    _expect_questions()
    documents, only = _resolve(targets)
    findings = _check(documents, only, seed, workers, _store(no_store), output)
    _hand_over(findings, output, what)
    flagged = (d for d in findings["documents"] if d["summary"]["defects"] or d.get("problems"))
    if any(flagged):
        return FOUND_A_DEFECT
    return ENGINE_FAILED if _failed(findings) else 0


def _failed(findings: dict[str, Any]) -> bool:
    """Whether something is undecided because the engine failed on it."""
    return any(claim.get("failed") for document in findings["documents"] for claim in document["claims"])


@program.command()
@click.argument("target", metavar="DOC")
@_output_option("build", "Folder for repaired.tex.")
@_choices
@_workers_option
@_no_store_option
@click.option("--diff", is_flag=True, help="Of a paper in LaTeX: print a patch of the author's own file.")
@click.option("--write", is_flag=True, help="Of a paper in LaTeX: change the author's own file, its formulas only.")
def repair(
    target: str, output: Path, form: str, seed: int, workers: int | None, no_store: bool, diff: bool, write: bool
) -> int:
    """Repair a document: what is wrong is mended, what follows from that changed, and every line looked at again.

    Prints what was changed, and what became of each statement; writes repaired.tex. Exits with 1 when a line is left
    that is not proved or does not follow.
    """
    _prepare(output)
    _expect_questions()
    documents, only = _resolve((target,))
    if (diff or write) and not target.endswith(".tex"):
        raise click.UsageError(f"{target!r} is not a paper in LaTeX: --diff and --write are for one.")
    if len(documents) != 1 or only is not None:
        raise click.UsageError(f"{target!r} is not one document: give its id, or the path of its file or folder.")
    from proofcheck.report.repaired import marked_up, to_tex
    from proofcheck.study.repairing import checking, repair_document, written

    check = checking(seed=seed, workers=workers, store=_store(no_store))
    outcome = repair_document(documents[0], check)
    repaired = written(outcome)
    with replaced(output / "repaired.tex") as path:
        path.write_text(to_tex(repaired), encoding="utf-8")
    if form == "json":
        _print_json(repaired)
    elif not diff:
        for line in marked_up(repaired):
            click.echo(printable(line))
    if diff or write:
        _patch(Path(target), outcome, diff=diff, write=write)
    return FOUND_A_DEFECT if repaired["left"] else 0


def _patch(paper: Path, outcome: "Repaired", *, diff: bool, write: bool) -> None:
    """Print a patch of an author's file, or change the file."""
    from proofcheck.study.repairing import in_place_of, patched

    old = paper.read_bytes().decode("utf-8")
    new, left = patched(outcome, old, in_place_of(paper))
    if diff:
        name = one_line(paper.as_posix().lstrip("/"))
        for line in unified_diff(old.splitlines(), new.splitlines(), f"a/{name}", f"b/{name}", lineterm=""):
            click.echo(printable(line))
    if write:
        with replaced(paper) as path:
            path.write_bytes(new.encode("utf-8"))
    if left:
        click.echo(f"Left as they are in the file: {', '.join(map(one_line, left))}.", err=True)


@program.command()
@click.argument("paper", type=click.Path(exists=True, dir_okay=False), metavar="PAPER.tex")
def lint(paper: str) -> int:
    """Look for what is wrong with the notation of a paper in LaTeX, without proving anything.

    Letters that are not declared or not used, shapes that do not match, brackets, labels that do not exist, and what
    cannot be read. Exits with 1 when something is wrong.
    """
    return _tell("lint", paper)


@program.command()
@click.argument("paper", type=click.Path(exists=True, dir_okay=False), metavar="PAPER.tex")
def show(paper: str) -> int:
    """Print how each formula of a paper in LaTeX was understood, with what it is drawn from."""
    return _tell("show", paper)


@program.command()
@click.argument("paper", type=click.Path(exists=True, dir_okay=False), metavar="PAPER.tex")
def declare(paper: str) -> int:
    """Write a first version of the declarations that a paper in LaTeX needs, to be corrected."""
    return _tell("declare", paper)


@program.command()
@click.argument("paper", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="PAPER.tex")
@click.option(
    "--output", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE", help="[default: PAPER.proofcheck.pdf]"
)
@click.option("--seed", type=click.IntRange(min=0), default=0, show_default=True, help="Seed of every random choice.")
@_workers_option
@_no_store_option
def annotate(paper: Path, output: Path | None, seed: int, workers: int | None, no_store: bool) -> int:
    """Set a paper in LaTeX with a mark in the margin at each relation, linked to a note at the end with the evidence.

    TeX runs on a copy; your files stay as they are. Exits with 74 where there is no TeX engine, or it fails.
    """
    from proofcheck.papers import annotated_pdf, relations_of
    from proofcheck.report.pdf import NoPdfError, find_engine

    if paper.suffix != ".tex":
        raise click.UsageError(f"{str(paper)!r} is not a paper in LaTeX: its name ends in .tex.")
    try:
        find_engine()
        _expect_questions()
        with _library() as library:
            documents, relations = _at(library, str(paper)), relations_of(library, str(paper))
        findings = _check(documents, None, seed, workers, _store(no_store), None)
        claims = {claim["id"]: claim for document in findings["documents"] for claim in document["claims"]}
        compiled = annotated_pdf(paper, relations, claims)
    except NoPdfError as error:
        raise CannotWriteError(f"the paper cannot be set: {error}") from None
    file = output or paper.with_suffix(".proofcheck.pdf")
    with replaced(file) as new:
        new.write_bytes(compiled.pdf)
    click.echo(printable(f"Wrote {file}"), err=True)
    return 0


@program.command()
def lsp() -> int:
    """Serve an editor as a language server for papers in LaTeX, on standard input and output."""
    try:
        from proofcheck.language_server import serve
    except ModuleNotFoundError as error:
        raise CannotWriteError(f"{error.name} is missing: pip install 'proofcheck[editor]'") from None
    serve()
    return 0


def _tell(tool: str, paper: str) -> int:
    if not paper.endswith(".tex"):
        raise click.UsageError(f"{paper!r} is not a paper in LaTeX: its name ends in .tex.")
    with _library() as library:
        lines, wrong = library.told(tool, paper)
    for line in lines:
        click.echo(printable(line))
    return FOUND_A_DEFECT if wrong else 0


@program.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion(shell: str) -> None:
    """Print what makes a shell complete the words of `proofcheck`.

    For bash: eval "$(proofcheck completion bash)"
    """
    from click.shell_completion import get_completion_class

    made = get_completion_class(shell)
    assert made is not None
    click.echo(made(program, {}, "proofcheck", COMPLETE).source())


@program.command("list")
def list_documents() -> None:
    """List the known documents and their claims."""
    with _library() as library:
        known = library.installed()
    for document in known.values():
        click.secho(one_line(f"{document.id}: {document.title}"), bold=True)
        for claim in document.claims:
            name = printable(f"{document.id}:{claim.id}")
            click.echo(f"  {name}  {claim.kind}  {one_line(claim.where)}")
        for problem in document.problems:
            click.echo(f"  not read: {one_line(_problem_line(problem))}")


@program.command()
@click.argument("claim", shell_complete=_completed)
@_choices
@_no_store_option
def explain(claim: str, form: str, seed: int, no_store: bool) -> None:
    """Show a claim, its hypotheses, and its proof or counterexample."""
    _expect_questions()
    document, claim_id = _one_claim(claim)
    from proofcheck.check import explain_claim

    explanation = explain_claim(document, claim_id, seed=seed, store=_store(no_store))
    if form == "json":
        _print_json(explanation)
        return
    from proofcheck.report.terminal import print_explanation

    print_explanation(document.id, explanation, _console())


@program.command()
@click.argument("claim", shell_complete=_completed)
@_choices
@_no_store_option
def replay(claim: str, form: str, seed: int, no_store: bool) -> None:
    """Evaluate the counterexample of a refuted claim again."""
    _expect_questions()
    document, claim_id = _one_claim(claim)
    from proofcheck.check import replay_counterexample

    replayed = replay_counterexample(document, claim_id, seed=seed, store=_store(no_store))
    if replayed["verdict"] != "refuted":
        raise click.UsageError(
            f"{claim} has no counterexample: its verdict is {replayed['verdict']!r}. "
            f"`python -m proofcheck explain {quote(claim)}` shows why."
        )
    if form == "json":
        _print_json(replayed)
        return
    from proofcheck.report.terminal import print_replay

    print_replay(claim, replayed, _console())


@program.group(invoke_without_command=True)
@click.pass_context
def store(context: click.Context) -> None:
    """Say where answers are kept between runs, and how large that is.

    The environment variable PROOFCHECK_CACHE names another folder; where it is empty, nothing is kept.
    """
    if context.invoked_subcommand is None:
        kept = _kept()
        entries, size = kept.size()
        click.echo(
            printable(f"{kept.folder}: {entries} answers, {_mebibytes(size)} of at most {_mebibytes(kept.limit)}")
        )


@store.command()
def clear() -> None:
    """Take away everything that is kept between runs."""
    kept = _kept()
    try:
        kept.clear()
    except OSError as error:
        raise CannotWriteError(f"cannot clear {str(kept.folder)!r}: {error.strerror}.") from None


def _kept() -> "Store":
    found = _store()
    if found is None:
        raise click.UsageError("nothing is kept between runs: PROOFCHECK_CACHE is empty, or there is no home folder.")
    return found


def _mebibytes(size: int) -> str:
    return f"{size / 2**20:.1f} MiB"


@program.command()
@click.argument("targets", nargs=-1, required=True, metavar="TARGET...", shell_complete=_completed)
@click.option("--instances", type=int, default=200, show_default=True, help="Random instances of each claim, at least.")
@_seed_option
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
@_output_option("build", "Folder for simulation.json, the plot, and the journal from which a run resumes.")
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
    _prepare(output)
    documents, only = _resolve(targets)
    from numerics.errors import ModelError
    from numerics.user import load_user_model
    from proofcheck.experiments import simulate_documents

    try:
        user = load_user_model(model) if model else None
    except ModelError as error:
        raise click.UsageError(f"{error}.") from None
    with _progress_bar() as progress:
        return simulate_documents(
            documents, only, instances, seed, workers, address, user, output, progress, _console()
        )  # fmt: skip


@program.command()
@click.argument("claims", nargs=-1, metavar="[CLAIM...]", shell_complete=_completed)
@click.option("--max-examples", type=int, default=500, show_default=True, help="Exact instances tried for each claim.")
@_seed_option
@click.option("--replay", type=click.Path(path_type=Path), metavar="FILE", help="Evaluate a kept counterexample again.")
@_output_option("build", "Folder for counterexamples and for the examples that are kept between runs.")
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
        document, claim = _one_claim(claims[0])
        return replay_file(document, claim, replay, _console())
    _prepare(output)
    documents, only = _resolve(claims) if claims else (_known(), None)
    with _progress_bar() as progress:
        return fuzz_documents(documents, only, max_examples, seed, output, progress, _console())


@program.command()
@click.argument("targets", nargs=-1, required=True, metavar="TARGET...", shell_complete=_completed)
@click.option("--limit", type=click.IntRange(min=1), help="Mutants of each claim and kind of mistake.  [default: all]")
@_output_option(None, "Folder for mutants.json; nothing is written without it.")
@_choices
@_workers_option
def mutate(
    targets: tuple[str, ...], limit: int | None, output: Path | None, form: str, seed: int, workers: int | None
) -> int:
    """Plant mistakes in the claims that are proved, and see what becomes of each: a measure of proofcheck itself.

    Exits with 0 when it ran to its end, with 1 when it could not read a file, with 2 for a wrong call, with 3 when the
    engine failed on a mutant. Interrupted, it shows what was found so far.
    """
    if output:
        _prepare(output)
    documents, only = _resolve(targets)
    from proofcheck.experiments import mutate_documents
    from proofcheck.report.mutants import as_data, print_mutants
    from proofcheck.study.mutants import MISTAKES

    with _stopped_by_contradictions(output), _progress_bar() as progress:
        measured = mutate_documents(documents, only, limit, seed, workers, progress)
    data = as_data(measured.documents, MISTAKES, seed, measured.complete)
    if output:
        _write_mutants(data, output)
    if form == "json":
        _print_json(data)
    else:
        print_mutants(data, _console())
    problems = [problem for document in documents for problem in document.problems]
    for problem in problems:
        click.echo(printable(f"not read: {_problem_line(problem)}"), err=True)
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


def _resolve(targets: Sequence[str]) -> "tuple[list[Document], set[str] | None]":
    """Return the documents that targets name, and the qualified ids to restrict the work to, if any."""
    with _library() as library:
        found = [_find(library, target) for target in targets]
    documents: dict[str, Document] = {}
    for named, _ in found:
        for document in named:
            if documents.setdefault(document.id, document) is not document:
                raise click.UsageError(f"two of the targets are documents called {document.id!r}. Check one at a time.")
    if all(claim is None for _, claim in found):
        return list(documents.values()), None
    only = {f"{d.id}:{c.id}" for named, claim in found if claim is None for d in named for c in d.claims}
    only |= {f"{named[0].id}:{claim}" for named, claim in found if claim is not None}
    return list(documents.values()), only


def _one_claim(target: str) -> "tuple[Document, str]":
    with _library() as library:
        documents, claim = _find(library, target)
    if claim is None:
        names = ", ".join(document.id for document in documents)
        raise click.UsageError(f"{target!r} names a whole document ({names}). Name one claim: DOCUMENT:CLAIM.")
    return documents[0], claim


def _library() -> "Library":
    """Return what reads documents; its process is started first, and comes up while this one imports what it needs."""
    from proofcheck.reading_process import ReadingProcess

    process = ReadingProcess()
    try:
        from proofcheck.reading import Library
    except BaseException:
        process.close()
        raise
    return Library(process=process)


def _known() -> "list[Document]":
    with _library() as library:
        return list(library.installed().values())


def _find(library: "Library", target: str) -> "tuple[list[Document], str | None]":
    """Return the documents that a target names, and the claim if it names just one.

    Ids and paths may hold colons: every way to take a target apart is tried.
    """
    known = {} if _looks_like_a_path(target) else library.installed()
    if target in known:
        return [known[target]], None
    if _exists(target):
        return _at(library, target), None
    parts = [(target[:place], target[place + 1 :]) for place, sign in enumerate(target) if sign == ":"]
    ways = chain(
        (([known[whole]], claim) for whole, claim in parts if whole in known),
        ((_at(library, path), claim) for path, claim in reversed(parts) if _exists(path)),
    )
    found: list[Document] = []
    for documents, claim in ways:
        for document in documents:
            if any(its.id == claim for its in document.claims):
                return [document], claim
        found += documents
    if found:
        raise click.UsageError(_no_claim(target, found))
    if _looks_like_a_path(target):
        raise click.UsageError(f"no such file or folder: {_path_in(target)!r}.")
    close = [] if parts else get_close_matches(target.lower(), known, n=2)
    nearest = _nearest(target, close or _claim_names(known.values()))
    raise click.UsageError(f"no document or file {target!r}.{nearest}")


def _at(library: "Library", path: str) -> "list[Document]":
    from proofcheck.lang.expressions import LanguageError

    try:
        return library.at(path)
    except LanguageError as error:
        raise click.UsageError(str(error)) from None


def _no_claim(target: str, documents: "Sequence[Document]") -> str:
    unread = "".join(f" Not read: {_problem_line(problem)}." for document in documents for problem in document.problems)
    return f"no claim {target!r}.{_nearest(target, _claim_names(documents))}{unread}"


def _claim_names(documents: "Iterable[Document]") -> list[str]:
    return [f"{document.id}:{claim.id}" for document in documents for claim in document.claims]


def _nearest(name: str, names: Iterable[str]) -> str:
    """Return a sentence with the names nearest to a wrong one; a claim is found without its document, too."""
    whole = {candidate.lower(): candidate for candidate in names}
    last = {candidate.rpartition(":")[2]: candidate for candidate in whole}
    wanted = name.lower()
    close = get_close_matches(wanted, whole, n=3, cutoff=0.6)
    close += [last[part] for part in get_close_matches(wanted.rpartition(":")[2], last, n=3, cutoff=0.75)]
    suggestions = [whole[candidate] for candidate in dict.fromkeys(close)][:3]
    if suggestions:
        return f" Did you mean {' or '.join(suggestions)}?"
    return " `python -m proofcheck list` shows all names."


def _path_in(target: str) -> str:
    """Return what is most likely meant as a path in a target: up to the last ``.py`` or ``.tex``, or all of it."""
    for ending in _ENDINGS:
        head, found, _ = target.rpartition(f"{ending}:")
        if found:
            return head + ending
    return target


def _looks_like_a_path(target: str) -> bool:
    named = any(target.endswith(ending) or f"{ending}:" in target for ending in _ENDINGS)
    return named or os.sep in target or "/" in target


def _exists(path: str) -> bool:
    try:
        return bool(path) and Path(path).exists()
    except (OSError, ValueError):  # a name that no file can have
        return False


def _problem_line(problem: Any) -> str:
    column = f":{problem.column}" if problem.column else ""
    return f"{problem.file}:{problem.line}{column}: {problem.message}"


# ---------------------------------------------------------------- the work, and where it goes


def _expect_questions() -> None:
    """Let the process that answers them come up while documents are read."""
    from proofcheck.workers import prepare

    prepare("proofcheck.check")


def _store(unwanted: bool = False) -> "Store | None":
    """What earlier runs found out, unless that is not wanted."""
    from proofcheck.store import Store

    return None if unwanted else Store.of_user(lambda line: click.echo(printable(line), err=True))


def _check(
    documents: "list[Document]",
    only: set[str] | None,
    seed: int,
    workers: int | None,
    store: "Store | None",
    folder: Path | None,
) -> dict[str, Any]:
    from proofcheck.check import check_documents

    with _stopped_by_contradictions(folder), _progress_bar() as progress:
        return check_documents(documents, seed=seed, only=only, progress=progress, workers=workers, store=store)


@contextmanager
def _stopped_by_contradictions(folder: Path | None) -> Iterator[None]:
    """Where the engine contradicts itself, keep the evidence and end the command."""
    from proofcheck.findings import ContradictionError

    try:
        yield
    except ContradictionError as error:
        raise _StoppedError(_saved(error, folder or Path())) from None


class _StoppedError(click.ClickException):
    """The engine contradicted itself."""

    exit_code = INTERNAL_ERROR


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


@contextmanager
def _progress_bar() -> Iterator[Progress]:
    """Yield a function that moves a bar on standard error, or writes a line a minute where that is not a terminal."""
    if not sys.stderr.isatty():
        yield _minutely()
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    columns = (BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(), TextColumn("{task.description}", markup=False))
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("reading", total=None)
        yield lambda label, done, total: bar.update(task, description=printable(label), completed=done, total=total)


def _minutely() -> Progress:
    last = time.monotonic()

    def report(label: str, done: int, total: int) -> None:
        nonlocal last
        if time.monotonic() - last >= MINUTE:
            last = time.monotonic()
            click.echo(f"{printable(label)}: {done} of {total}", err=True)

    return report


def _hand_over(findings: Any, folder: Path | None, what: dict[str, Any]) -> None:
    """Print, then write the files: what fails costs itself alone, and is said at the end."""
    from proofcheck.report.delivery import printed, write_files

    if what["form"] == "text":
        from proofcheck.report.terminal import print_findings

        print_findings(findings, _console(), every=what["every"])
    else:
        _print_out(printed(findings, what["form"]))
    said, failed = write_files(findings, folder, what["html"], pdf=not what["no_pdf"], paper=what["paper"])
    for line in said:
        click.echo(printable(line), err=True)
    if failed:
        raise CannotWriteError(failed[0])


def _prepare(folder: Path) -> None:
    """Make the output folder, and fail now rather than after the work if it cannot be written."""
    from proofcheck.report.delivery import FILES

    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        raise CannotWriteError(
            f"cannot write to the output folder {str(folder)!r} ({error.strerror}). "
            "Name one that can be written with --output DIR."
        ) from None
    for name in FILES:
        if (folder / name).is_dir():
            raise CannotWriteError(f"cannot write {str(folder / name)!r}: a folder has that name. Remove it.")


def _print_json(data: dict[str, Any]) -> None:
    from proofcheck.report.jsonout import to_json

    _print_out(to_json(data))


def _print_out(text: str) -> None:
    try:
        click.echo(text, nl=False)
    except BrokenPipeError:  # the exit status still says what was found
        _discard(sys.stdout)


def _console() -> "Console":
    from rich.console import Console

    class Patient(Console):
        """When nobody reads on, the exit status still says what was found."""

        def on_broken_pipe(self) -> None:
            self.quiet = True
            _discard(sys.stdout)

    return Patient(highlight=False, markup=False, emoji=False)


def _in_one_line(error: Exception) -> str:
    return one_line(f"{type(error).__name__}: {error}")[:500]


def _never_fail_on_characters(stream: IO[str]) -> None:
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure:
        reconfigure(errors="backslashreplace")
