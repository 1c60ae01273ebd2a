"""Reading what may raise, loop or print: what goes wrong becomes a problem, with its place."""

import contextlib
import re
import signal
import sys
import threading
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import TypeVar

from proofcheck.lang.advice import advice
from proofcheck.lang.claims import relative
from proofcheck.lang.expressions import LanguageError

SECONDS_PER_FILE = 10.0
"""How long reading one file may take."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class DocumentProblem:
    """Why something could not be read, and where."""

    file: str
    line: int
    message: str
    column: int = 0


class _TooLongError(BaseException):
    """Not an ``Exception``: a file that loops and catches those must not catch this."""


def guarded(read: Callable[[], T], file: str, problems: list[DocumentProblem]) -> T | None:
    """Read with a time limit and without output; whatever goes wrong becomes a problem, and the answer ``None``."""
    try:
        with _time_limit(SECONDS_PER_FILE), contextlib.redirect_stdout(sys.stderr):
            return read()
    except _TooLongError as error:
        message = f"it was still running after {SECONDS_PER_FILE:g} s, and was stopped here."
        problems.append(_problem_at(error, file, message))
    except SystemExit as error:
        problems.append(_problem_at(error, file, "it tried to end the program: leave out the call of exit."))
    except BaseException as error:
        if isinstance(error, KeyboardInterrupt) and signal.getsignal(signal.SIGINT) is signal.default_int_handler:
            raise
        problems.append(_problem_at(error, file, said(error)))
    return None


@contextlib.contextmanager
def _time_limit(seconds: float) -> Iterator[None]:
    """Raise ``_TooLongError`` in here after a time; where signals do not reach (other threads, Windows) do nothing."""
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(number: int, frame: FrameType | None) -> None:
        raise _TooLongError

    handler = signal.signal(signal.SIGALRM, stop)
    outer, _ = signal.setitimer(signal.ITIMER_REAL, seconds, 0.5)  # again, should the first be swallowed
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, outer, 0.5 if outer else 0.0)
        signal.signal(signal.SIGALRM, handler)


def _problem_at(error: BaseException, file: str, message: str) -> DocumentProblem:
    """Say where: the innermost line of the file, or else of a file beside it."""
    if isinstance(error, SyntaxError) and error.filename:
        return DocumentProblem(relative(error.filename), error.lineno or 1, message)
    frames = traceback.extract_tb(error.__traceback__)
    folder = Path(file).parent
    for suits in (
        lambda frame: Path(frame.filename) == Path(file),
        lambda frame: Path(frame.filename).parent == folder,
        lambda frame: frame.filename.endswith(file),
    ):
        lines = [frame for frame in frames if suits(frame)]
        if lines:
            return DocumentProblem(relative(lines[-1].filename), lines[-1].lineno or 1, message)
    return DocumentProblem(relative(file), 1, message)


def said(error: BaseException) -> str:
    """Return an error in one line."""
    try:
        words = " ".join(str(error).split())[:300]
    except BaseException:
        words = ""
    if isinstance(error, LanguageError):
        return words
    if isinstance(error, MemoryError):
        return "it needed more memory than there is for reading a file."
    words = re.sub(r" \((/[^()]*|[\w.-]+\.py(, line \d+)?)\)$", "", words)  # the place is said before
    better = advice(error, words)
    return f"{type(error).__name__}{f': {words}' * bool(words)}{f': {better}.' * bool(better)}"
