"""The commands about what is kept between runs."""

from typing import TYPE_CHECKING

import click

from proofcheck.cli.asking import store_of_user
from proofcheck.files import CannotWriteError
from proofcheck.text import printable

if TYPE_CHECKING:
    from proofcheck.store import Store


@click.group(invoke_without_command=True)
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
    found = store_of_user()
    if found is None:
        raise click.UsageError("nothing is kept between runs: PROOFCHECK_CACHE is empty, or there is no home folder.")
    return found


def _mebibytes(size: int) -> str:
    return f"{size / 2**20:.1f} MiB"
