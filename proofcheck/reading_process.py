"""The process in which lemma files are run, seen from the one that asks for them.

It imports next to nothing, so that the other process can be started first.
"""

import atexit
import json
import os
import select
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass
from typing import IO, Any

from proofcheck.import_path import import_path

GRACE = 2.0
"""Seconds for what is not the file's own doing."""
START = 60.0
"""Seconds within which the process that reads has to be there."""
LARGEST = 64 * 2**20
"""Bytes of a document as plain data."""
PRINTED = 2_000
"""Bytes that are shown of what a file prints."""

TRACED = 100_000
"""Bytes of a traceback that are looked at."""

_BOOT = "import sys; sys.path[:] = sys.argv.pop().splitlines(); from proofcheck.reader import main; main()"


@dataclass(frozen=True, slots=True)
class Outcome:
    """How reading a file ended: its status, and what it left in the three files."""

    status: int | None
    late: bool
    result: bytes
    noise: str
    trace: str

    def message(self, seconds: float) -> str:
        """Why there is no document, in a sentence; nothing where there should be one."""
        if self.late:
            return f"it was still running after {seconds:g} s, and was stopped here."
        if self.status is None:
            return "the process that reads files ended with it."
        if self.status < 0:
            return f"its process was ended by {_signal(-self.status)}."
        if self.status or not self.result:
            return "it ended its process before it was read: leave out what does that, as os._exit."
        return ""


def _signal(number: int) -> str:
    try:
        return f"the signal {signal.Signals(number).name}"
    except ValueError:
        return f"signal {number}"


class ReadingProcess:
    """A process that reads files, and the files through which it hands over: without names, they end with it."""

    def __init__(self) -> None:
        self._files: list[IO[bytes]] = [tempfile.TemporaryFile() for _ in range(3)]  # noqa: SIM115
        numbers = [file.fileno() for file in self._files]
        self._path = import_path()
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-c", _BOOT, "\n".join(self._path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=None,
            start_new_session=True,
            pass_fds=numbers,
        )
        self._rest = b""
        self.ready = True

    def serves(self) -> bool:
        """Whether one that is started now would be no other than this one."""
        return self.ready and self._process.poll() is None and self._path == import_path()

    def ask(self, request: dict[str, Any]) -> Outcome:
        """Have a file read."""
        result, noise, trace = self._files
        for file in self._files:
            file.seek(0)
            file.truncate()
        names = {"result": result.fileno(), "noise": noise.fileno(), "trace": trace.fileno(), "folder": os.getcwd()}
        assert self._process.stdin is not None
        with suppress(BrokenPipeError):
            self._process.stdin.write(json.dumps({**request, **names}).encode() + b"\n")
            self._process.stdin.flush()
        until = time.monotonic() + START + request["limit"]
        started = self._answer(until)
        ended = self._answer(until)
        if ended is None:
            self._kill(started)
        written, printed, traced = _content(result, LARGEST), _content(noise, PRINTED), _content(trace, TRACED)
        return Outcome(
            None if ended is None else int(ended["status"]),
            ended is not None and bool(ended["late"]),
            written,
            printed.decode("utf-8", "backslashreplace"),
            traced.decode("utf-8", "backslashreplace"),
        )

    def _answer(self, until: float) -> dict[str, Any] | None:
        """Return the next line that the process says; ``None`` where it ended or is too late."""
        assert self._process.stdout is not None
        source = self._process.stdout.fileno()
        while b"\n" not in self._rest:
            ready, _, _ = select.select([source], [], [], max(0.0, until - time.monotonic()))
            piece = os.read(source, 4096) if ready else b""
            if not piece:
                return None
            self._rest += piece
        line, _, self._rest = self._rest.partition(b"\n")
        said: dict[str, Any] = json.loads(line)
        return said

    def _kill(self, started: dict[str, Any] | None) -> None:
        self.ready = False
        for group in (self._process.pid, *([] if started is None else [int(started["pid"])])):
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(group, signal.SIGKILL)
        self._process.wait()

    def close(self) -> None:
        """End the process: it ends what it runs when nobody asks any more."""
        self.ready = False
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with suppress(BrokenPipeError):
                    pipe.close()
        try:
            self._process.wait(GRACE)
        except subprocess.TimeoutExpired:
            self._kill(None)
        for file in self._files:
            file.close()


idle: list[ReadingProcess] = []


def at_hand() -> ReadingProcess:
    """A process that has been kept, or a new one."""
    while idle:
        process = idle.pop()
        if process.serves():
            return process
        process.close()
    return ReadingProcess()


def keep(process: ReadingProcess) -> None:
    """Let a process wait for who needs one next; it ends with this one."""
    idle.append(process)


def _end_idle() -> None:
    while idle:
        idle.pop().close()


atexit.register(_end_idle)
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=idle.clear)


def _content(file: IO[bytes], size: int) -> bytes:
    file.seek(0)
    return file.read(size)
