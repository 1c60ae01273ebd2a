"""Where what is found goes: the terminal, and a folder."""

import os
import sys
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import click

from proofcheck.files import CannotWriteError
from proofcheck.text import printable

if TYPE_CHECKING:
    from rich.console import Console


def hand_over(findings: Any, folder: Path | None, what: dict[str, Any]) -> None:
    """Print, then write the files: what fails costs itself alone, and is said at the end."""
    from proofcheck.report.delivery import printed, write_files

    if what["form"] == "text":
        from proofcheck.report.terminal import print_findings

        print_findings(findings, console(), every=what["every"])
    else:
        print_out(printed(findings, what["form"]))
    said, failed = write_files(findings, folder, what["html"], pdf=not what["no_pdf"], paper=what["paper"])
    for line in said:
        click.echo(printable(line), err=True)
    if failed:
        raise CannotWriteError(failed[0])


def prepare_folder(folder: Path) -> None:
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


def print_json(data: dict[str, Any]) -> None:
    """Print JSON, and nothing else."""
    from proofcheck.report.jsonout import to_json

    print_out(to_json(data))


def print_out(text: str) -> None:
    """Print what is finished text."""
    try:
        click.echo(text, nl=False)
    except BrokenPipeError:  # the exit status still says what was found
        discard(sys.stdout)


def console() -> "Console":
    """Standard output, as a terminal or whatever it is."""
    from rich.console import Console

    class Patient(Console):
        """When nobody reads on, the exit status still says what was found."""

        def on_broken_pipe(self) -> None:
            self.quiet = True
            discard(sys.stdout)

    return Patient(highlight=False, markup=False, emoji=False)


def show_error(error: click.ClickException) -> None:
    """Say what was wrong with a call, on standard error; what it quotes may come from anybody's file."""
    click.echo(f"Error: {printable(error.format_message())}", err=True)
    context = getattr(error, "ctx", None)
    if context is not None:
        click.echo(f"Try '{context.command_path} {context.help_option_names[-1]}' for help.", err=True)


def discard(*streams: IO[str] | None) -> None:
    """Let what is still written go nowhere."""
    for stream in streams:
        if stream is not None:
            with suppress(OSError, ValueError), open(os.devnull, "w") as nowhere:
                os.dup2(nowhere.fileno(), stream.fileno())
