"""The other side of `proofcheck.workers`: the process that workers are forked from, and what a worker does.

The zygote has a single thread, so that forking is safe whatever threads its parent has, and has imported what the work
needs, so that a worker is there in milliseconds. It forks, kills and reaps on request, and ends with its parent: then
the socket between them is closed. Workers end with the zygote, and when their own socket is closed.
"""

import ctypes
import gc
import importlib
import json
import os
import pickle
import queue
import selectors
import signal
import socket
import struct
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from proofcheck.import_path import import_path
from proofcheck.stack import deep_thread

try:
    import resource
except ImportError:  # Windows
    resource = None  # type: ignore[assignment]

ORDER = struct.Struct("!cI")
"""To the zygote: FORK (the socket of the worker and its folder go with it) or KILL, and the number of the worker."""
NEWS = struct.Struct("!cIi")
"""From the zygote: STARTED with its process id, ENDED with its exit status, or FAILED with an error number."""
FORK, KILL = b"F", b"K"
STARTED, ENDED, FAILED = b"S", b"E", b"X"

QUESTION = struct.Struct("!QQ")
"""Before a question: its length, and how much address space may be added while it is answered."""
REPLY = struct.Struct("!Qc?")
"""Before a reply: its length, its kind, and whether the worker ends with it."""
ANSWER, RAISED, EXHAUSTED = b"A", b"R", b"M"

COLLECTED = (100_000, 20, 20)
"""How many new objects, and collections of them, cycles are looked for after: terms have none, and there are many."""

LONGEST = 200
"""Characters of an error that are kept."""
_IGNORED = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]
_DEATH_SIGNAL, _SUBREAPER = 1, 36  # of prctl, on Linux


def in_one_line(error: BaseException) -> str:
    """An error as printable text, at most 200 characters.

    >>> in_one_line(ValueError("no\\n\\x1b[1mluck"))
    'ValueError: no \\\\x1b[1mluck'
    """
    try:
        text = " ".join(str(error).split())
    except Exception:
        text = ""
    said = f"{type(error).__name__}: {text}" if text else type(error).__name__
    shown = "".join(c if c.isprintable() else c.encode("unicode_escape", "replace").decode() for c in said[:LONGEST])
    return shown if len(shown) <= LONGEST else shown[: LONGEST - 1] + "…"


# ---------------------------------------------------------------- the zygote

BOOT = """
import json, socket, sys
control = socket.socket(fileno=int(sys.argv[1]))
told = control.recv(int(sys.argv[2]), socket.MSG_WAITALL)
sys.path[:], modules, parent = json.loads(told)
from proofcheck.zygote import breed
breed(control, modules, parent)
"""
"""What the zygote runs, with the number of its socket, and the length of what it is told there first."""


def instructions(modules: Sequence[str], parent: int | None) -> bytes:
    """What a zygote is told first: where to import from, what to import, and whose thread it must not outlive."""
    return json.dumps([import_path(), list(modules), parent]).encode()


def breed(control: socket.socket, modules: Sequence[str], parent: int | None) -> None:
    """Fork workers until the other end of ``control`` is closed, and end with all of them; never returns.

    Arguments:
        modules: what to import first; what cannot be imported is left to the work, which says why.
        parent: the process whose main thread started this one, if it was that thread.
    """
    try:
        for number in _IGNORED:
            signal.signal(number, signal.SIG_IGN)
        if parent is not None:
            _end_with(parent)
        _prctl(_SUBREAPER, 1)
        resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))
        for name in modules:
            with suppress(BaseException):
                importlib.import_module(name)
        gc.collect()
        gc.freeze()
        gc.set_threshold(*COLLECTED)
        _Zygote(control).run()
    finally:
        os._exit(0)


class _Zygote:
    """Forks, kills and reaps workers, which it knows by numbers."""

    def __init__(self, control: socket.socket) -> None:
        self._control = control
        self._children: dict[int, int] = {}  # numbers by process id
        self._woken, self._alarm = socket.socketpair()
        for end in (self._woken, self._alarm):
            end.setblocking(False)

    def run(self) -> None:
        """Obey until the parent is gone."""
        signal.set_wakeup_fd(self._alarm.fileno(), warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        selector = selectors.DefaultSelector()
        for end in (self._control, self._woken):
            selector.register(end, selectors.EVENT_READ)
        try:
            while True:
                ready = {key.fileobj for key, _ in selector.select()}
                if self._woken in ready:
                    with suppress(BlockingIOError):
                        self._woken.recv(4096)
                    self._reap()
                if self._control in ready and not self._obey(selector):
                    return
        except OSError:  # the parent is gone
            return
        finally:
            for process in _children() | set(self._children):
                _kill(process)

    def _obey(self, selector: selectors.BaseSelector) -> bool:
        order, given, _, _ = socket.recv_fds(self._control, ORDER.size, 2)
        if len(order) < ORDER.size:
            return False
        what, number = ORDER.unpack(order)
        if what == FORK:
            self._fork(number, given, selector)
        else:
            for process in [p for p, n in self._children.items() if n == number]:
                _kill(process)
        return True

    def _fork(self, number: int, given: Sequence[int], selector: selectors.BaseSelector) -> None:
        zygote = os.getpid()
        try:
            process = os.fork()
        except OSError as error:
            for descriptor in given:
                os.close(descriptor)
            self._tell(FAILED, number, error.errno or 0)
            return
        if process == 0:
            self._become_worker(given, selector, zygote)
        for descriptor in given:
            os.close(descriptor)
        self._children[process] = number
        self._tell(STARTED, number, process)

    def _become_worker(self, given: Sequence[int], selector: selectors.BaseSelector, zygote: int) -> None:
        try:
            signal.set_wakeup_fd(-1)
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            selector.close()
            for end in (self._control, self._woken, self._alarm):
                end.close()
            _end_with(zygote)
            channel, folder = given
            os.fchdir(folder)
            os.close(folder)
            serve(socket.socket(fileno=channel))
        finally:
            os._exit(1)

    def _reap(self) -> None:
        while True:
            try:
                process, status = os.waitpid(-1, os.WNOHANG)
            except ChildProcessError:
                return
            if process == 0:
                break
            number = self._children.pop(process, None)
            if number is not None:
                self._tell(ENDED, number, os.waitstatus_to_exitcode(status))
        for orphan in _children() - set(self._children):  # what a worker left behind
            _kill(orphan)

    def _tell(self, what: bytes, number: int, value: int) -> None:
        self._control.sendall(NEWS.pack(what, number, value))


def _end_with(parent: int) -> None:
    """Be killed when the parent ends, on Linux; the parent may have ended before that was said."""
    _prctl(_DEATH_SIGNAL, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)


def _prctl(option: int, value: int) -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(option, ctypes.c_ulong(value), 0, 0, 0)


def _children() -> set[int]:
    try:
        return set(map(int, Path(f"/proc/self/task/{os.getpid()}/children").read_text().split()))
    except OSError:
        return set()


def _kill(process: int) -> None:
    with suppress(ProcessLookupError):
        os.kill(process, signal.SIGKILL)


# ---------------------------------------------------------------- a worker


def serve(channel: socket.socket) -> None:
    """Answer the questions that come, one at a time, until the other end is closed; never returns.

    The work has a thread with a large stack to itself. The main thread sees the end, also while work is under way.
    """
    try:
        for number in _IGNORED:
            signal.signal(number, signal.SIG_IGN)
        questions: queue.SimpleQueue[tuple[bytes, int]] = queue.SimpleQueue()
        _, depth = deep_thread(_Worker(channel, questions).run)
        sys.setrecursionlimit(depth)
        while (head := _read(channel, QUESTION.size)) is not None:
            length, memory = QUESTION.unpack(head)
            if (question := _read(channel, length)) is None:
                break
            questions.put((question, memory))
    finally:
        os._exit(0)


class _Worker:
    """Answers questions: pickled pairs of a function and its argument."""

    def __init__(self, channel: socket.socket, questions: "queue.SimpleQueue[tuple[bytes, int]]") -> None:
        self._channel, self._questions = channel, questions

    def run(self) -> None:
        """Answer for ever. A worker that has grown, or has run out of memory, makes way for a new one."""
        try:
            self._born = _address_space()
            while True:
                question, memory = self._questions.get()
                kind, reply = _answer(question, memory)
                del question
                last = kind == EXHAUSTED or _address_space() > self._born + memory // 2
                self._channel.sendall(REPLY.pack(len(reply), kind, last))
                self._channel.sendall(reply)
                del reply
                if last:
                    os._exit(0)
        finally:
            os._exit(1)


def _answer(question: bytes, memory: int) -> tuple[bytes, bytes]:
    _limit_address_space(memory)
    try:
        work: Callable[[Any], Any]
        work, item = pickle.loads(question)
        return ANSWER, pickle.dumps(work(item), pickle.HIGHEST_PROTOCOL)
    except MemoryError:
        return EXHAUSTED, b""
    except BaseException as error:
        return RAISED, in_one_line(error).encode("utf-8", "replace")
    finally:
        _limit_address_space(None)


def _address_space() -> int:
    """Bytes of address space of this process, or 0 where that is not known."""
    try:
        pages = Path("/proc/self/statm").read_text().split()[0]
    except OSError:
        return 0
    return int(pages) * os.sysconf("SC_PAGE_SIZE")


def _limit_address_space(more: int | None) -> None:
    """Let the address space grow by so many bytes, or as far as it may."""
    if resource is None or not (now := _address_space()):
        return
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    soft = hard if more is None else now + more
    if hard != resource.RLIM_INFINITY:
        soft = min(soft, hard)
    resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


def _read(channel: socket.socket, length: int) -> bytes | None:
    """So many bytes; ``None`` where the end comes first."""
    data = bytearray()
    while len(data) < length:
        try:
            part = channel.recv(min(length - len(data), 1 << 20))
        except OSError:
            return None
        if not part:
            return None
        data += part
    return bytes(data)
