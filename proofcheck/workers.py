"""Work in other processes, under limits: whatever it does there costs the item that it was done on, and nothing else.

`each` hands items to workers one at a time. A worker that raises goes on with the next item; one that is killed, hangs
or uses too much is replaced. Workers are forked from a process of their own (`proofcheck.zygote`) on Linux, and spawned
elsewhere; they end with this process, whatever ends it. Questions and answers are pickled, and answers are read here:
the work has to be trusted code, though what it works on need not be trusted.
"""

import atexit
import multiprocessing
import os
import pickle
import selectors
import socket
import subprocess
import sys
import threading
import time
import weakref
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from signal import Signals
from typing import Any, Generic, Protocol, Self, TypeVar, cast

from proofcheck.stack import run_deep
from proofcheck.zygote import (
    ANSWER,
    BOOT,
    ENDED,
    EXHAUSTED,
    FAILED,
    FORK,
    KILL,
    NEWS,
    ORDER,
    QUESTION,
    REPLY,
    STARTED,
    in_one_line,
    instructions,
    serve,
)

Q = TypeVar("Q")
A = TypeVar("A")

TICK = 0.1
"""Seconds between two looks at what the workers have used."""
IDLE_SHARE = 0.01
"""A worker that uses less computing time than this share of the time that passes does nothing."""
PATIENCE = 2.0
"""Seconds that killed processes may take to end."""
FAILURES = 3
"""Zygotes in a row that may end before they have started a worker."""
PIECE = 1 << 20


@dataclass(frozen=True, slots=True)
class Limits:
    """What one item may use.

    Attributes:
        seconds: computing time, in user and system mode; the time that passes, where the former is not known.
        memory: bytes of address space, beyond what the worker has before; not limited on Windows.
        stall: seconds that may pass in which the worker does nothing (uses less than 1 % of a processor).
    """

    seconds: float = 60.0
    memory: int = 2 << 30
    stall: float = 120.0


@dataclass(frozen=True, slots=True)
class Lost:
    """No answer, and why: part of a sentence, such as "it took more than 60 s of computing time"."""

    reason: str


def each(
    work: Callable[[Q], A],
    items: Sequence[Q],
    workers: int,
    limits: Limits | None = None,
    *,
    preload: Sequence[str] = (),
) -> Iterator[tuple[Q, A | Lost]]:
    """The work on each item, in other processes, in the order in which it gets done.

    When the iterator is closed, or an exception passes through it, all workers end.

    Arguments:
        work: a function of a module that can be imported.
        workers: how many items are worked on at a time.
        preload: modules that are imported once, before the workers start; that of ``work`` always is.
    """
    with Workers(work, min(workers, len(items)), limits, preload=preload) as pool:
        for item in items:
            pool.submit(item)
        while pool.busy:
            for number, answer in pool.wait():
                yield items[number], answer


def prepare(*modules: str) -> None:
    """Let the process that workers with these modules are forked from come up while something else is done."""
    launcher: _Launcher | None = None
    with suppress(OSError):  # whoever needs a worker will be told
        launcher = _launcher(modules)
    if isinstance(launcher, _Forker):
        with _idle_lock:
            _idle.append(launcher)


class Workers(Generic[Q, A]):
    """Processes that work on what is submitted, in the order of submission; a context manager that ends them.

    All methods but ``wake`` belong to one thread.
    """

    def __init__(
        self, work: Callable[[Q], A], count: int, limits: Limits | None = None, *, preload: Sequence[str] = ()
    ) -> None:
        self._work, self._count, self._limits = work, max(1, count), limits or Limits()
        self._modules = tuple(dict.fromkeys([*preload, work.__module__]))
        self._items: dict[int, Q] = {}
        self._own_limits: dict[int, Limits] = {}
        self._submitted = 0
        self._waiting: deque[int] = deque()
        self._suspects: deque[int] = deque()
        self._alone: int | None = None
        self._answers: list[tuple[int, A | Lost]] = []
        self._workers: dict[int, _Worker] = {}
        self._ending: dict[int, _Worker] = {}
        self._launcher: _Launcher | None = None
        self._failures = 0
        self._selector = selectors.DefaultSelector()
        self._woken, self._alarm = socket.socketpair()
        for end in (self._woken, self._alarm):
            end.setblocking(False)
        self._selector.register(self._woken, selectors.EVENT_READ)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def busy(self) -> bool:
        """Whether there are items without an answer, or answers that ``wait`` has not returned."""
        return bool(self._items or self._answers)

    def submit(self, item: Q, limits: Limits | None = None) -> int:
        """Work on an item when a worker is free, under limits of its own if given; returns its number, from 0."""
        number = self._submitted
        self._submitted += 1
        self._items[number] = item
        if limits is not None:
            self._own_limits[number] = limits
        self._waiting.append(number)
        return number

    def wake(self) -> None:
        """End a ``wait`` of another thread."""
        with suppress(OSError):  # awake already, or closed
            self._alarm.send(b"!")

    def wait(self) -> list[tuple[int, A | Lost]]:
        """Numbers of items and their answers, as soon as there are some; none when woken."""
        woken = False
        while not self._answers and not woken:
            self._staff()
            if not self._answers:
                woken = self._listen(None if not self._items else TICK)
                self._enforce()
        found, self._answers = self._answers, []
        return found

    def close(self) -> None:
        """End all workers, and give up what they are at."""
        if self._launcher is not None:
            launcher, self._launcher = self._launcher, None
            for worker in [*self._workers.values(), *self._ending.values()]:
                worker.channel.close()
            launcher.end({*self._workers, *self._ending})
        self._selector.close()
        self._woken.close()
        self._alarm.close()

    # ------------------------------------------------------------ starting, and handing out

    def _staff(self) -> None:
        """Start the workers that are missing, and give items to those that are free."""
        if not self._items:
            return
        try:
            launcher = self._launch()
            while len(self._workers) < min(self._count, len(self._items)):
                number, channel = launcher.start()
                self._workers[number] = _Worker(number, channel)
                self._selector.register(channel, selectors.EVENT_READ, self._workers[number])
        except OSError as error:
            self._shrink(error)
        for worker in self._workers.values():
            if worker.process and worker.item is None and (item := self._next()) is not None:
                self._hand(item, worker)

    def _launch(self) -> "_Launcher":
        if self._launcher is None:
            self._launcher = _launcher(self._modules)
            if self._launcher.channel is not None:
                self._selector.register(self._launcher.channel, selectors.EVENT_READ)
        return self._launcher

    def _shrink(self, error: OSError) -> None:
        """Go on with the workers that there are; where there are none, nothing can be answered."""
        self._count = max(1, len(self._workers))
        if not self._workers:
            for number in list(self._items):
                self._answer(number, Lost(f"no process could be started for it: {error.strerror or error}"))
            self._waiting.clear()
            self._suspects.clear()

    def _next(self) -> int | None:
        """The item to work on next. One that may have ended all workers is tried again alone."""
        if self._alone is not None:
            return None
        if not self._suspects:
            return self._waiting.popleft() if self._waiting else None
        if any(worker.item is not None for worker in self._workers.values()):
            return None
        self._alone = self._suspects.popleft()
        return self._alone

    def _hand(self, number: int, worker: "_Worker") -> None:
        try:
            question = _deeply(pickle.dumps, (self._work, self._items[number]), pickle.HIGHEST_PROTOCOL)
        except Exception as error:
            self._answer(number, Lost(in_one_line(error)))
            return
        worker.take(number, QUESTION.pack(len(question), self._limits_of(number).memory) + question)
        self._selector.modify(worker.channel, selectors.EVENT_READ | selectors.EVENT_WRITE, worker)

    def _answer(self, number: int, answer: A | Lost) -> None:
        del self._items[number]
        self._own_limits.pop(number, None)
        if self._alone == number:
            self._alone = None
        self._answers.append((number, answer))

    # ------------------------------------------------------------ listening

    def _listen(self, timeout: float | None) -> bool:
        """Hear what comes within a time; whether that was a call to wake up."""
        woken = False
        launcher = self._launcher
        for key, events in self._selector.select(timeout):
            if key.fileobj is self._woken:
                with suppress(BlockingIOError):
                    self._woken.recv(PIECE)
                woken = True
            elif isinstance(key.data, _Worker):
                self._attend(key.data, events)
        for what, number, value in launcher.news() if launcher is not None else ():
            self._learn(what, number, value)
        if launcher is not None and launcher.gone:
            self._bury(launcher)
        return woken

    def _attend(self, worker: "_Worker", events: int) -> None:
        if worker.number not in self._workers:
            return
        if events & selectors.EVENT_WRITE and worker.write():
            self._selector.modify(worker.channel, selectors.EVENT_READ, worker)
        if events & selectors.EVENT_READ:
            open_ = worker.read()
            self._collect(worker)
            if not open_:
                self._dismiss(worker)

    def _collect(self, worker: "_Worker") -> None:
        """Take a whole reply from what a worker has sent."""
        if worker.item is None or (reply := worker.reply()) is None:
            return
        kind, content, last = reply
        number, worker.item = worker.item, None
        self._answer(number, self._read(kind, content, self._limits_of(number)))
        if last:
            self._dismiss(worker)

    def _limits_of(self, number: int) -> Limits:
        return self._own_limits.get(number, self._limits)

    def _read(self, kind: bytes, content: bytes, limits: Limits) -> A | Lost:
        if kind == EXHAUSTED:
            return Lost(f"it needed more than {_size(limits.memory)} of memory")
        if kind != ANSWER:
            return Lost(content.decode("utf-8", "replace"))
        try:
            return cast(A, _deeply(pickle.loads, content))
        except Exception as error:
            return Lost(in_one_line(error))

    def _dismiss(self, worker: "_Worker") -> None:
        """Do without a worker; if it has an item, what becomes of it is decided when the process has ended."""
        if self._workers.pop(worker.number, None) is None:
            return
        self._selector.unregister(worker.channel)
        self._ending[worker.number] = worker
        if self._launcher is not None:
            self._launcher.kill(worker.number)

    def _learn(self, what: bytes, number: int, value: int) -> None:
        worker = self._workers.get(number) or self._ending.get(number)
        if worker is None:
            return
        if what == STARTED:
            worker.process, self._failures = value, 0
            return
        if number in self._workers:
            worker.read()
            self._collect(worker)
            self._dismiss(worker)
        self._ending.pop(number, None)
        worker.channel.close()
        if worker.item is not None:
            self._answer(worker.item, Lost(_ended(value)))
        if what == FAILED:
            self._shrink(OSError(value, os.strerror(value)))

    def _bury(self, launcher: "_Launcher") -> None:
        """All workers have ended with their zygote. One item at a time is tried again, unless it was the only one."""
        self._launcher = None
        if launcher.channel is not None:
            self._selector.unregister(launcher.channel)
        workers = [*self._workers.values(), *self._ending.values()]
        for worker in workers:
            if worker.number in self._workers:
                worker.read()
                self._collect(worker)
        for worker in self._workers.values():
            self._selector.unregister(worker.channel)
        self._workers, self._ending = {}, {}
        for worker in workers:
            worker.channel.close()
        launcher.end(set())
        struck = [worker.item for worker in workers if worker.item is not None]
        if len(struck) == 1:
            self._answer(struck[0], Lost("its process was ended, together with the one that had started it"))
        else:
            self._suspects.extend(struck)
        self._failures += not struck
        if self._failures >= FAILURES:
            self._shrink(OSError("the process that starts others ends at once"))

    # ------------------------------------------------------------ limits

    def _enforce(self) -> None:
        now = time.monotonic()
        for worker in list(self._workers.values()):
            reason = None if worker.item is None else worker.excess(self._limits_of(worker.item), now)
            if reason is not None and worker.item is not None:
                number, worker.item = worker.item, None
                self._answer(number, Lost(reason))
                self._dismiss(worker)


class _Worker:
    """A worker as seen from here: its channel, its item, and what that has used."""

    def __init__(self, number: int, channel: socket.socket) -> None:
        self.number, self.channel = number, channel
        self.process = 0
        self.item: int | None = None
        self._incoming, self._outgoing = bytearray(), memoryview(b"")

    def take(self, item: int, message: bytes) -> None:
        """Work on an item from now on."""
        self.item = item
        self._incoming, self._outgoing = bytearray(), memoryview(message)
        self._started = self._marked = time.monotonic()
        self._used = self._used_at_mark = _computing_time(self.process)

    def write(self) -> bool:
        """Send what the channel takes; whether that was the rest."""
        try:
            while self._outgoing:
                self._outgoing = self._outgoing[self.channel.send(self._outgoing[:PIECE]) :]
        except BlockingIOError:
            return False
        except OSError:  # it has ended, as its other end says, too
            self._outgoing = memoryview(b"")
        return True

    def read(self) -> bool:
        """Receive what there is; whether more may come."""
        try:
            while part := self.channel.recv(PIECE):
                self._incoming += part
        except BlockingIOError:
            return True
        except OSError:
            return False
        return False

    def reply(self) -> tuple[bytes, bytes, bool] | None:
        """The kind and content of a reply that is there as a whole, and whether the worker ends with it."""
        if len(self._incoming) < REPLY.size:
            return None
        length, kind, last = REPLY.unpack_from(self._incoming)
        if len(self._incoming) < REPLY.size + length:
            return None
        return kind, bytes(memoryview(self._incoming)[REPLY.size : REPLY.size + length]), last

    def excess(self, limits: Limits, now: float) -> str | None:
        """Which limit the work on the item has passed."""
        used = _computing_time(self.process)
        if used is None or self._used is None or self._used_at_mark is None:
            slow = now - self._started > limits.seconds
            return f"it took more than {limits.seconds:g} s" if slow else None
        if used - self._used > limits.seconds:
            return f"it took more than {limits.seconds:g} s of computing time"
        if now - self._marked > limits.stall:
            if used - self._used_at_mark < IDLE_SHARE * limits.stall:
                return f"it did nothing for {limits.stall:g} s"
            self._marked, self._used_at_mark = now, used
        return None


def _computing_time(process: int) -> float | None:
    """Seconds that a process and the children that it has waited for have used; ``None`` where that is not known."""
    try:
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return None
    return sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")


def _deeply(function: Callable[..., Any], *arguments: Any) -> Any:
    """Call a function, and if the stack is too small for it, with a larger one."""
    try:
        return function(*arguments)
    except RecursionError:
        return run_deep(function, *arguments)


def _ended(status: int) -> str:
    if status >= 0:
        return f"its process ended with exit status {status} before it answered"
    try:
        name = f" ({Signals(-status).name})"
    except ValueError:
        name = ""
    return f"its process was ended by signal {-status}{name}"


def _size(number: int) -> str:
    """A number of bytes in the largest unit of which there is one.

    >>> _size(2 << 30), _size(1536 << 20), _size(100 << 20)
    ('2 GiB', '1.5 GiB', '100 MiB')
    """
    unit, name = (1 << 30, "GiB") if number >= 1 << 30 else (1 << 20, "MiB")
    return f"{number / unit:.3g} {name}"


# ---------------------------------------------------------------- what starts workers


class _Launcher(Protocol):
    """Starts workers and ends them."""

    gone: bool
    """Whether it has ended, and all workers with it."""

    @property
    def channel(self) -> socket.socket | None:
        """Readable when there is news; without one, news is asked for now and then."""

    def start(self) -> tuple[int, socket.socket]:
        """Start a worker; returns its number and the channel to it."""

    def kill(self, number: int) -> None:
        """End a worker now."""

    def news(self) -> list[tuple[bytes, int, int]]:
        """Which workers have started, ended or failed to start, and the process ids, statuses or error numbers."""

    def end(self, workers: set[int]) -> None:
        """End these workers, wait for that, and let somebody else have what remains, or end, too."""


def _launcher(modules: tuple[str, ...]) -> _Launcher:
    if sys.platform != "linux":
        return _Spawner()
    with _idle_lock:
        while _idle:
            forker = _idle.pop()
            if forker.serves(modules) and not forker.news() and not forker.gone:
                return forker
            forker.close()
    return _Forker(modules)


class _Forker:
    """A zygote, kept for the next who needs one with these modules."""

    def __init__(self, modules: tuple[str, ...]) -> None:
        self._modules, self._place = frozenset(modules), (tuple(sys.path), os.getcwd())
        self.gone = False
        self._numbers, self._heard = 0, bytearray()
        main = threading.current_thread() is threading.main_thread()  # the death signal is about the thread
        told = instructions(modules, os.getpid() if main else None)
        self.channel, theirs = socket.socketpair()
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-c", BOOT, str(theirs.fileno()), str(len(told))],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                pass_fds=[theirs.fileno()],
                env={"PYTHONHASHSEED": "0"} | os.environ,  # the same order of sets in every run
            )
        _forkers.add(self)
        with suppress(OSError):  # it has ended already, which shows in the news
            self.channel.sendall(told)

    def serves(self, modules: tuple[str, ...]) -> bool:
        """Whether a zygote that is started now with these modules would find nothing that this one has not."""
        return self._modules.issuperset(modules) and self._place == (tuple(sys.path), os.getcwd())

    def start(self) -> tuple[int, socket.socket]:
        """Start a worker; returns its number and the channel to it."""
        self._numbers += 1
        ours, theirs = socket.socketpair()
        ours.setblocking(False)
        with theirs, suppress(BrokenPipeError, ConnectionResetError):  # the news will say so
            socket.send_fds(self.channel, [ORDER.pack(FORK, self._numbers)], [theirs.fileno()])
        return self._numbers, ours

    def kill(self, number: int) -> None:
        """End a worker now."""
        with suppress(OSError):
            self.channel.sendall(ORDER.pack(KILL, number))

    def news(self) -> list[tuple[bytes, int, int]]:
        """Which workers have started, ended or failed to start, and the process ids, statuses or error numbers."""
        try:
            while part := self.channel.recv(PIECE, socket.MSG_DONTWAIT):
                self._heard += part
            self.gone = True
        except BlockingIOError:
            pass
        except OSError:
            self.gone = True
        whole = len(self._heard) // NEWS.size * NEWS.size
        found = list(NEWS.iter_unpack(bytes(self._heard[:whole])))
        del self._heard[:whole]
        return found

    def end(self, workers: set[int]) -> None:
        """End these workers, wait for that, and keep the zygote for the next who needs one."""
        try:
            for number in workers:
                self.kill(number)
            limit = time.monotonic() + PATIENCE
            with selectors.DefaultSelector() as selector:
                selector.register(self.channel, selectors.EVENT_READ)
                while workers and not self.gone and selector.select(max(0.0, limit - time.monotonic())):
                    workers -= {number for what, number, _ in self.news() if what != STARTED}
        except BaseException:
            self.close()
            raise
        if workers or self.gone:
            self.close()
            return
        with _idle_lock:
            _idle.append(self)

    def close(self) -> None:
        """End the zygote, and the workers with it."""
        self.channel.close()
        self._process.kill()
        self._process.wait()

    def forget(self) -> None:
        """In a forked process: leave the zygote to the one that started it."""
        self.channel.close()
        self._process.returncode = 0


_idle: list[_Forker] = []
_idle_lock = threading.Lock()
_forkers: "weakref.WeakSet[_Forker]" = weakref.WeakSet()


def _end_idle() -> None:
    while _idle:
        _idle.pop().close()


def _forget() -> None:
    global _idle_lock
    _idle_lock = threading.Lock()
    _idle.clear()
    for forker in _forkers:
        forker.forget()


atexit.register(_end_idle)
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forget)


class _Spawner:
    """Starts each worker from scratch, where forking is not safe or not there."""

    channel = None
    gone = False

    def __init__(self) -> None:
        self._context = multiprocessing.get_context("spawn")
        self._processes: dict[int, Any] = {}
        self._started: list[tuple[bytes, int, int]] = []
        self._numbers = 0

    def start(self) -> tuple[int, socket.socket]:
        """Start a worker; returns its number and the channel to it."""
        self._numbers += 1
        ours, theirs = socket.socketpair()
        ours.setblocking(False)
        with theirs:
            process = self._context.Process(target=serve, args=(theirs,), daemon=True)
            process.start()
        self._processes[self._numbers] = process
        self._started.append((STARTED, self._numbers, process.pid or 0))
        return self._numbers, ours

    def kill(self, number: int) -> None:
        """End a worker now."""
        if number in self._processes:
            self._processes[number].kill()

    def news(self) -> list[tuple[bytes, int, int]]:
        """Which workers have started or ended, and the process ids or statuses."""
        found, self._started = self._started, []
        for number, process in list(self._processes.items()):
            if process.exitcode is not None:
                found.append((ENDED, number, process.exitcode))
                del self._processes[number]
        return found

    def end(self, workers: set[int]) -> None:
        """End these workers."""
        for process in self._processes.values():
            process.kill()
        for process in self._processes.values():
            process.join()
        self._processes.clear()


__all__ = ["Limits", "Lost", "Workers", "each", "prepare"]
