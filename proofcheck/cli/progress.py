"""How far a command has come, on standard error."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click

from proofcheck.text import printable

Progress = Callable[[str, int, int], None]


MINUTE = 60.0
"""Seconds between two lines about progress, where there is no terminal for a bar."""


@contextmanager
def progress_bar() -> Iterator[Progress]:
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
