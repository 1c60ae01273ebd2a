"""What starts workers: a process that forks them on Linux, and a fresh one for each elsewhere."""

import atexit
import multiprocessing
import os
import selectors
import socket
import subprocess
import sys
import threading
import time
import weakref
from contextlib import suppress
from typing import Any, Protocol

from proofcheck.import_path import import_path
from proofcheck.workers.worker import PIECE
from proofcheck.zygote import (
    BOOT,
    ENDED,
    FORK,
    KILL,
    NEWS,
    ORDER,
    STARTED,
    instructions,
    serve,
)

PATIENCE = 2.0
"""Seconds that killed processes may take to end."""
MOST_IDLE = 2
"""Processes with other modules that stay for those who need these."""


def prepare(*modules: str) -> None:
    """Let the process that workers with these modules are forked from come up while something else is done."""
    launcher: Launcher | None = None
    with suppress(OSError):  # whoever needs a worker will be told
        launcher = launcher_for(modules)
    if isinstance(launcher, Forker):
        with idle_lock:
            idle.append(launcher)


class Launcher(Protocol):
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


def launcher_for(modules: tuple[str, ...]) -> Launcher:
    """What starts workers with these modules; an idle one where there is one."""
    if sys.platform != "linux":
        return Spawner()
    with idle_lock:
        for forker in [forker for forker in idle if forker.news() or forker.gone]:
            idle.remove(forker)
            forker.close()
        for forker in [forker for forker in idle if forker.serves(modules)][-1:]:
            idle.remove(forker)
            return forker
        while len(idle) > MOST_IDLE:
            idle.pop(0).close()
    return Forker(modules)


class Forker:
    """A zygote, kept for the next who needs one with these modules."""

    def __init__(self, modules: tuple[str, ...]) -> None:
        self._modules, self._path = frozenset(modules), import_path()
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
        return self._modules.issuperset(modules) and self._path == import_path()

    def start(self) -> tuple[int, socket.socket]:
        """Start a worker; returns its number and the channel to it."""
        self._numbers += 1
        folder = os.open(".", os.O_PATH)
        ours, theirs = socket.socketpair()
        ours.setblocking(False)
        with theirs, suppress(BrokenPipeError, ConnectionResetError):  # the news will say so
            socket.send_fds(self.channel, [ORDER.pack(FORK, self._numbers)], [theirs.fileno(), folder])
        os.close(folder)
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
        with idle_lock:
            idle.append(self)

    def close(self) -> None:
        """End the zygote, and the workers with it."""
        self.channel.close()
        self._process.kill()
        self._process.wait()

    def forget(self) -> None:
        """In a forked process: leave the zygote to the one that started it."""
        self.channel.close()
        self._process.returncode = 0


idle: list[Forker] = []
idle_lock = threading.Lock()
_forkers: "weakref.WeakSet[Forker]" = weakref.WeakSet()


def end_idle() -> None:
    """End the processes that wait for somebody who needs workers."""
    while idle:
        idle.pop().close()


def _forget() -> None:
    global idle_lock
    idle_lock = threading.Lock()
    idle.clear()
    for forker in _forkers:
        forker.forget()


atexit.register(end_idle)
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forget)


class Spawner:
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
