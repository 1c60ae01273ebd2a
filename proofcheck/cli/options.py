"""Options that several commands have, and how a shell completes their words."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

Command = TypeVar("Command", bound=Callable[..., Any])


COMPLETE = "_PROOFCHECK_COMPLETE"
"""The environment variable by which a shell asks what a word could become."""


def completed(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[Any]:
    """Return what a word could become: an installed document, none of which is read for that, or a file."""
    from importlib.metadata import entry_points

    from click.shell_completion import CompletionItem

    names = sorted(point.name for point in entry_points(group="proofcheck.documents"))
    known: list[Any] = [CompletionItem(name) for name in names if name.startswith(incomplete)]
    return [*known, CompletionItem(incomplete, type="file")]


seed_option = click.option(
    "--seed", type=click.IntRange(min=0), default=0, show_default=True, help="Seed of every random choice."
)


def choices(command: Command) -> Command:
    """Add the options of the commands that look at one thing."""
    form = click.option(
        "--format",
        "form",
        type=click.Choice(["text", "json"]),
        default="text",
        show_default=True,
        help="What goes to standard output.",
    )
    return seed_option(form(command))


def what_comes_out(command: Command) -> Command:
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
        click.option(
            "--pictures",
            is_flag=True,
            help="Draw statements at random instances, and their best constants.",
        ),
        click.option("--no-pdf", is_flag=True, help="Leave out report.pdf, which takes a few seconds."),
        click.option(
            "--paper", type=click.Choice(["a4", "letter"]), default="a4", show_default=True, help="Of the PDF."
        ),
    )
    for option in reversed(options):
        command = option(command)
    return command


def output_option(default: str | None, help_text: str) -> Callable[[Command], Command]:
    """The folder that files go to."""
    return click.option(
        "--output",
        type=click.Path(path_type=Path),
        metavar="DIR",
        default=default,
        show_default=default is not None,
        help=help_text,
    )


workers_option = click.option(
    "--workers",
    type=click.IntRange(min=1),
    help="How many claims are looked at at a time.  [default: one a core, at most 8]",
)
no_store_option = click.option(
    "--no-store", is_flag=True, help="Neither use what earlier runs found out, nor keep what this one finds out."
)
