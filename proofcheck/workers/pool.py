"""Workers that answer questions, whatever becomes of them."""

import os
import pickle
import selectors
import socket
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from typing import Any, Generic, Self, TypeVar, cast

from proofcheck.stack import run_deep
from proofcheck.workers.limits import Limits, Lost, how_it_ended, size
from proofcheck.workers.starting import Launcher, launcher_for
from proofcheck.workers.worker import PIECE, Worker
from proofcheck.zygote import (
    ANSWER,
    EXHAUSTED,
    FAILED,
    QUESTION,
    STARTED,
    in_one_line,
)

Q = TypeVar("Q")
A = TypeVar("A")

TICK = 0.1
"""Seconds between two looks at what the workers have used."""
FAILURES = 3
"""Zygotes in a row that may end before they have started a worker."""


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
        self._workers: dict[int, Worker] = {}
        self._ending: dict[int, Worker] = {}
        self._launcher: Launcher | None = None
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
                self._workers[number] = Worker(number, channel)
                self._selector.register(channel, selectors.EVENT_READ, self._workers[number])
        except OSError as error:
            self._shrink(error)
        for worker in self._workers.values():
            if worker.process and worker.item is None and (item := self._next()) is not None:
                self._hand(item, worker)

    def _launch(self) -> "Launcher":
        if self._launcher is None:
            self._launcher = launcher_for(self._modules)
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

    def _hand(self, number: int, worker: "Worker") -> None:
        try:
            question = deeply(pickle.dumps, (self._work, self._items[number]), pickle.HIGHEST_PROTOCOL)
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
            elif isinstance(key.data, Worker):
                self._attend(key.data, events)
        for what, number, value in launcher.news() if launcher is not None else ():
            self._learn(what, number, value)
        if launcher is not None and launcher.gone:
            self._bury(launcher)
        return woken

    def _attend(self, worker: "Worker", events: int) -> None:
        if worker.number not in self._workers:
            return
        if events & selectors.EVENT_WRITE and worker.write():
            self._selector.modify(worker.channel, selectors.EVENT_READ, worker)
        if events & selectors.EVENT_READ:
            open_ = worker.read()
            self._collect(worker)
            if not open_:
                self._dismiss(worker)

    def _collect(self, worker: "Worker") -> None:
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
            return Lost(f"it needed more than {size(limits.memory)} of memory")
        if kind != ANSWER:
            return Lost(content.decode("utf-8", "replace"))
        try:
            return cast(A, deeply(pickle.loads, content))
        except Exception as error:
            return Lost(in_one_line(error))

    def _dismiss(self, worker: "Worker") -> None:
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
            self._answer(worker.item, Lost(how_it_ended(value)))
        if what == FAILED:
            self._shrink(OSError(value, os.strerror(value)))

    def _bury(self, launcher: "Launcher") -> None:
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


def deeply(function: Callable[..., Any], *arguments: Any) -> Any:
    """Call a function, and if the stack is too small for it, with a larger one."""
    try:
        return function(*arguments)
    except RecursionError:
        return run_deep(function, *arguments)
