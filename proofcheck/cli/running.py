"""Run the command line, whatever happens: errors become a sentence, signals an orderly end."""

import errno
import os
import signal
import sys
import threading
import traceback
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import IO

import click

from proofcheck.cli.options import COMPLETE
from proofcheck.cli.output import discard, show_error
from proofcheck.cli.program import program
from proofcheck.cli.statuses import CANNOT, ENDED_BY, INTERNAL_ERROR, INTERRUPTED, EndedError, Session, StoppedError
from proofcheck.files import CannotWriteError
from proofcheck.text import one_line, printable

GRACE = 5.0
"""Seconds that may be spent on an orderly end after SIGTERM."""
_CANNOT_WRITE = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EFBIG, errno.EIO})
"""Errors that say that nothing more can be written."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit status; no exception leaves it."""
    for stream in (sys.stdout, sys.stderr):
        _never_fail_on_characters(stream)
    session = Session()
    try:
        with _ending_on_signals(session):
            return _run(session, None if arguments is None else list(arguments))
    except EndedError as ended:
        _say_last("\n".join([f"Ended by {signal.Signals(ended.number).name}.", *_notes(ended)]))
        return ENDED_BY + ended.number
    except (click.Abort, KeyboardInterrupt) as interrupted:
        _say_last("\n".join(["Interrupted.", *_notes(interrupted)]))
        return INTERRUPTED
    except BrokenPipeError:  # whoever read the output has enough of it
        discard(sys.stdout, sys.stderr)
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
        show_error(error)
        return error.exit_code if isinstance(error, (click.UsageError, StoppedError)) else CANNOT
    except (click.Abort, BrokenPipeError):
        raise
    except CannotWriteError as error:
        click.echo(f"Error: {one_line(str(error))}", err=True)
        return CANNOT
    except Exception as error:
        if session.ended_by is not None:  # what was interrupted may end in any way
            raise EndedError(session.ended_by) from error
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
        raise EndedError(number)

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


def _notes(error: BaseException) -> list[str]:
    """What was found before a run was interrupted."""
    notes = [*getattr(error, "__notes__", []), *getattr(error.__cause__, "__notes__", [])]
    return [printable(line) for note in notes for line in note.splitlines()]


def _say_last(text: str) -> None:
    """Say something on standard error, if there is anybody to hear it."""
    with suppress(OSError):
        click.echo(text, err=True)


def _in_one_line(error: Exception) -> str:
    return one_line(f"{type(error).__name__}: {error}")[:500]


def _never_fail_on_characters(stream: IO[str]) -> None:
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure:
        reconfigure(errors="backslashreplace")
