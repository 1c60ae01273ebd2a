"""The process that reads lemma files for ``proofcheck.reading``: each in a fork of its own, under limits.

A request is a line of JSON on standard input, the answer one on standard output. Only forks run what is in a file. They
are ended, with everything that they started, before the next file is looked at.
"""

import contextlib
import ctypes
import faulthandler
import json
import os
import select
import signal
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import EntryPoint
from pathlib import Path
from typing import Any

from proofcheck.lang import claims, files, problems
from proofcheck.lang.documents import Document
from proofcheck.lang.expressions import LanguageError
from proofcheck.lang.plain import to_plain
from proofcheck.lang.problems import DocumentProblem

FORKS = hasattr(os, "fork")
"""Whether one process can read several files, each in a fork."""
RECURSION = 10_000
STACK = 100 * 2**20
"""Bytes of stack for it."""
LARGEST_RESULT = 64 * 2**20
"""Bytes that a file may write, its claims included."""
MARGIN = 0.2
"""Seconds before the end at which it is noted where a file is."""

_SET_PDEATHSIG, _SET_CHILD_SUBREAPER = 1, 36


@dataclass(frozen=True, slots=True)
class Request:
    """What to read, for how long, and file descriptors for what comes of it.

    ``entry`` is the name of an entry point with ``source`` its value; without it, ``source`` is a path, as it is seen
    from ``folder``. ``claims`` may take ``seconds`` a file, and everything ``limit``; ``memory`` is in bytes. With a
    ``tool``, what that says of a paper is asked for in the place of its claims.
    """

    source: str
    entry: str
    seconds: float
    limit: float
    memory: int
    result: int
    noise: int
    trace: int
    folder: str
    tool: str = ""


def main() -> None:
    """Serve requests until standard input ends."""
    _tell_kernel(_SET_PDEATHSIG, signal.SIGTERM)
    _tell_kernel(_SET_CHILD_SUBREAPER, 1)  # what a file leaves behind becomes a child of this process, and is ended
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(1))
    for line in _lines():
        request = Request(**json.loads(line))
        if not FORKS:
            _read(request)
            return
        _answer(_supervised(request))


def _lines() -> Iterator[bytes]:
    """Yield requests, unbuffered: a fork inherits none."""
    line = b""
    while piece := os.read(0, 1):
        line += piece
        if piece == b"\n":
            yield line
            line = b""


def _answer(said: dict[str, Any]) -> None:
    try:
        os.write(1, json.dumps(said).encode() + b"\n")
    except BrokenPipeError:  # the one that asked is gone
        sys.exit(1)


def _supervised(request: Request) -> dict[str, Any]:
    """Read in a fork, and return how that ended."""
    server = os.getpid()
    pid = os.fork()
    if pid == 0:
        try:
            _isolate(request, server)
            _read(request)
        finally:
            os._exit(1)
    late = False
    try:
        _answer({"pid": pid})
        late = not _ends_within(pid, request.limit)
    finally:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(pid, signal.SIGKILL)
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
        _, status = os.waitpid(pid, 0)
        _end_the_rest()
    return {"status": os.waitstatus_to_exitcode(status), "late": late}


def _ends_within(pid: int, seconds: float) -> bool:
    """Wait for a process, which stays to be collected; leave if the one that asks is gone."""
    until = time.monotonic() + seconds
    with _ending(pid) as ended:
        while (left := until - time.monotonic()) > 0:
            ready, _, _ = select.select([0, *ended], [], [], left if ended else 0.01)
            if 0 in ready:
                sys.exit(1)
            if ready or (not ended and _has_ended(pid)):
                return True
    return False


@contextlib.contextmanager
def _ending(pid: int) -> Iterator[list[int]]:
    """Yield a file descriptor that can be read from when a process has ended, where there are such."""
    try:
        descriptor = os.pidfd_open(pid)
    except (AttributeError, OSError):
        yield []
        return
    try:
        yield [descriptor]
    finally:
        os.close(descriptor)


def _has_ended(pid: int) -> bool:
    return os.waitid(os.P_PID, pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None


def _end_the_rest() -> None:
    """End what a file left behind, wherever it hid."""
    for attempt in range(200):
        try:
            while os.waitpid(-1, os.WNOHANG)[0]:
                pass
        except ChildProcessError:
            return
        for child in _children():
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.kill(child, signal.SIGKILL)
        time.sleep(0.002 * (1 + attempt // 10))


def _children() -> list[int]:
    found = []
    for entry in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError, ValueError, IndexError):
            if int(entry.read_text(errors="replace").rpartition(")")[2].split()[1]) == os.getpid():
                found.append(int(entry.parent.name))
    return found


# ---------------------------------------------------------------- in the fork


def _isolate(request: Request, server: int) -> None:
    """Leave the session of the server, its pipes and its rights to resources."""
    import resource

    os.setsid()
    os.chdir(request.folder)
    _tell_kernel(_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != server:
        os._exit(1)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.dup2(request.noise, 1)
    os.dup2(request.noise, 2)
    for what, most in (
        (resource.RLIMIT_AS, request.memory),
        (resource.RLIMIT_CPU, int(request.limit) + 2),
        (resource.RLIMIT_FSIZE, LARGEST_RESULT),
        (resource.RLIMIT_CORE, 0),
    ):
        _, hard = resource.getrlimit(what)
        most = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(what, (most, most))
    soft, hard = resource.getrlimit(resource.RLIMIT_STACK)
    if hard == resource.RLIM_INFINITY or hard >= STACK:
        resource.setrlimit(resource.RLIMIT_STACK, (max(soft, STACK) if soft != hard else soft, hard))
        sys.setrecursionlimit(RECURSION)
    faulthandler.enable(request.trace, all_threads=False)
    faulthandler.dump_traceback_later(max(request.limit - MARGIN, 0.1), file=request.trace)


def _read(request: Request) -> None:
    """Run the file, write its claims down, and end this process."""
    reader = os.getpid()
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    problems.SECONDS_PER_FILE = request.seconds
    claims.SHOWN_BELOW = os.getcwd()
    said = _told(request) if request.tool else _claims(request)
    written = json.dumps(said).encode("ascii")
    if os.getpid() != reader:
        os._exit(0)  # a fork that the file made
    faulthandler.cancel_dump_traceback_later()
    with open(request.result, "wb", closefd=False) as result:
        result.write(written)
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(Exception):
            stream.flush()
    os._exit(0)


def _told(request: Request) -> list[Any]:
    """What a tool says of a paper: lines, and whether it found something wrong."""
    from proofcheck.latex.tools import told

    found: list[DocumentProblem] = []
    said = problems.guarded(lambda: told(request.tool, request.source), request.source, found)
    return list(said) if said is not None else [[f"{p.file}:{p.line}: error: {p.message}" for p in found], True]


def _claims(request: Request) -> Any:
    """The document, or what is wrong with it, as plain data."""
    found: list[DocumentProblem] = []
    document = problems.guarded(lambda: _loaded(request), request.source, found)
    if isinstance(document, Document):
        try:
            return to_plain(document)
        except LanguageError as error:
            found.append(DocumentProblem(request.source, 1, f"it cannot be taken over: {error}"))
    name = request.entry or Path(request.source).stem
    return to_plain(Document(name, name, problems=tuple(found)))


def _loaded(request: Request) -> Document:
    if request.entry:
        return files.load_installed(EntryPoint(request.entry, request.source, files.ENTRY_POINTS))
    if request.source.endswith(".tex"):
        from proofcheck.latex.document import load

        return load(request.source)
    (document,) = files.load_path(request.source)
    return document


def _tell_kernel(option: int, value: int) -> None:
    if sys.platform == "linux":
        with contextlib.suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(option, value, 0, 0, 0)
