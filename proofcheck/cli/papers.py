"""The commands for whole papers: mending one, and the author's own LaTeX."""

from difflib import unified_diff
from pathlib import Path
from typing import TYPE_CHECKING

import click

from proofcheck.cli import targets
from proofcheck.cli.asking import expect_questions, findings_on, store_of_user
from proofcheck.cli.options import choices, no_store_option, output_option, seed_option, workers_option
from proofcheck.cli.output import prepare_folder, print_json
from proofcheck.cli.statuses import FOUND_A_DEFECT
from proofcheck.cli.targets import documents_at, resolve
from proofcheck.files import CannotWriteError, replaced
from proofcheck.text import one_line, printable

if TYPE_CHECKING:
    from proofcheck.study.repairing import Repaired


@click.command()
@click.argument("target", metavar="DOC")
@output_option("build", "Folder for repaired.tex.")
@choices
@workers_option
@no_store_option
@click.option("--diff", is_flag=True, help="Of a paper in LaTeX: print a patch of the author's own file.")
@click.option("--write", is_flag=True, help="Of a paper in LaTeX: change the author's own file, its formulas only.")
def repair(
    target: str, output: Path, form: str, seed: int, workers: int | None, no_store: bool, diff: bool, write: bool
) -> int:
    """Repair a document: what is wrong is mended, what follows from that changed, and every line looked at again.

    Prints what was changed, and what became of each statement; writes repaired.tex. Exits with 1 when a line is left
    that is not proved or does not follow.
    """
    prepare_folder(output)
    expect_questions()
    documents, only = resolve((target,))
    if (diff or write) and not target.endswith(".tex"):
        raise click.UsageError(f"{target!r} is not a paper in LaTeX: --diff and --write are for one.")
    if len(documents) != 1 or only is not None:
        raise click.UsageError(f"{target!r} is not one document: give its id, or the path of its file or folder.")
    from proofcheck.check import Revisions
    from proofcheck.report.repaired import marked_up, to_tex
    from proofcheck.study.repairing import repair_document, written

    with Revisions(documents[0], seed=seed, workers=workers, store=store_of_user(no_store)) as checks:
        outcome = repair_document(documents[0], checks)
    repaired = written(outcome)
    with replaced(output / "repaired.tex") as path:
        path.write_text(to_tex(repaired), encoding="utf-8")
    if form == "json":
        print_json(repaired)
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


@click.command()
@click.argument("paper", type=click.Path(exists=True, dir_okay=False), metavar="PAPER.tex")
def lint(paper: str) -> int:
    """Look for what is wrong with the notation of a paper in LaTeX, without proving anything.

    Letters that are not declared or not used, shapes that do not match, brackets, labels that do not exist, and what
    cannot be read. Exits with 1 when something is wrong.
    """
    return _tell("lint", paper)


@click.command()
@click.argument("paper", type=click.Path(exists=True, dir_okay=False), metavar="PAPER.tex")
def show(paper: str) -> int:
    """Print how each formula of a paper in LaTeX was understood, with what it is drawn from."""
    return _tell("show", paper)


@click.command()
@click.argument("paper", type=click.Path(exists=True, dir_okay=False), metavar="PAPER.tex")
def declare(paper: str) -> int:
    """Write a first version of the declarations that a paper in LaTeX needs, to be corrected."""
    return _tell("declare", paper)


@click.command()
@click.argument("paper", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="PAPER.tex")
@click.option(
    "--output", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE", help="[default: PAPER.proofcheck.pdf]"
)
@seed_option
@workers_option
@no_store_option
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
        expect_questions()
        with targets.open_library() as library:
            documents, relations = documents_at(library, str(paper)), relations_of(library, str(paper))
        findings = findings_on(documents, None, seed, workers, store_of_user(no_store), None)
        claims = {claim["id"]: claim for document in findings["documents"] for claim in document["claims"]}
        compiled = annotated_pdf(paper, relations, claims)
    except NoPdfError as error:
        raise CannotWriteError(f"the paper cannot be set: {error}") from None
    file = output or paper.with_suffix(".proofcheck.pdf")
    with replaced(file) as new:
        new.write_bytes(compiled.pdf)
    click.echo(printable(f"Wrote {file}"), err=True)
    return 0


@click.command()
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
    with targets.open_library() as library:
        lines, wrong = library.told(tool, paper)
    for line in lines:
        click.echo(printable(line))
    return FOUND_A_DEFECT if wrong else 0
