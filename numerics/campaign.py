"""Long runs in batches: journalled, resumable after a kill at any point, on any `concurrent.futures.Executor`.

Every finished batch is one row of an SQLite journal (write-ahead log), keyed by document, seed and batch, written
in one transaction: a batch is there whole or not at all. Batches that are there are not run again, so nothing is
lost and nothing counts twice, whatever is killed when. Results are merged in the order of the batches: the total
does not depend on the schedule. Memory holds the batches in flight, a few for each worker, and the total.
"""

import json
import multiprocessing
import os
import signal
import sqlite3
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import (
    FIRST_COMPLETED,
    BrokenExecutor,
    Executor,
    Future,
    ProcessPoolExecutor,
    wait,
)
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from numerics.errors import JournalError, NumericsError

Result = dict[str, Any]
"""What a batch returns: anything that JSON can hold."""
Report = Callable[..., None]

_SCHEMA = """
CREATE TABLE IF NOT EXISTS batches (
    document TEXT NOT NULL,
    seed INTEGER NOT NULL,
    batch INTEGER NOT NULL,
    result TEXT NOT NULL,
    PRIMARY KEY (document, seed, batch)
) WITHOUT ROWID
"""
RETRIES = 2
"""How often a broken pool of workers is replaced before another batch is done."""
LARGEST_SEED = 2**63 - 1
"""What SQLite can hold."""
PATIENCE = 30.0
"""Seconds for which another run may write to the journal."""
NOTICED = 0.2
"""Seconds after which Ctrl-C is noticed, at most."""
THREADED = ("torch", "jax")
"""Libraries whose threads do not survive a fork."""


@dataclass(frozen=True, slots=True)
class Progress:
    """Batches done, in all and in this run; seconds since its start, and to completion at this pace (None:
    unknown); whether it is stopping, after Ctrl-C."""

    done: int
    total: int
    resumed: int
    elapsed: float
    stopping: bool = False

    @property
    def remaining(self) -> float | None:
        """Seconds to completion, from the pace of this run."""
        fresh = self.done - self.resumed
        return self.elapsed / fresh * (self.total - self.done) if fresh else None


@dataclass(frozen=True, slots=True)
class Campaign:
    """The merged results, the batches merged, and whether that is all of them or the run was interrupted."""

    merged: Result
    done: int
    total: int

    @property
    def complete(self) -> bool:
        """Whether every batch is in."""
        return self.done == self.total


class Journal:
    """Finished batches on disk. Each error is one line that names the file, the trouble and the remedy."""

    def __init__(self, path: str | Path) -> None:
        self.path = Path(path)
        with self._guard():
            self.path.parent.mkdir(parents=True, exist_ok=True)
            if self.path.is_dir():
                raise IsADirectoryError
            self._connection = sqlite3.connect(self.path, timeout=PATIENCE)
            try:
                self._connection.execute("PRAGMA journal_mode=WAL")
                self._connection.execute("PRAGMA synchronous=FULL")
                self._connection.execute(_SCHEMA)
                self._connection.commit()
            except sqlite3.Error:
                self._connection.close()
                raise

    @contextmanager
    def _guard(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.Error, OSError) as error:
            raise JournalError(f"journal {self.path}: {_remedy(error)}") from error

    def finished(self, document: str, seed: int) -> set[int]:
        """The numbers of the batches that are there."""
        query = "SELECT batch FROM batches WHERE document = ? AND seed = ?"
        with self._guard():
            return {row[0] for row in self._connection.execute(query, (document, seed))}

    def results(self, document: str, seed: int, total: int) -> Iterator[Result]:
        """The results of the batches below `total`, in order."""
        query = "SELECT batch, result FROM batches WHERE document = ? AND seed = ? AND batch < ? ORDER BY batch"
        with self._guard():
            for batch, text in self._connection.execute(query, (document, seed, total)):
                yield self._read(batch, text)

    def _read(self, batch: int, text: str) -> Result:
        try:
            result = json.loads(text)
        except (ValueError, TypeError):
            result = None
        if not isinstance(result, dict):
            raise JournalError(f"journal {self.path}: batch {batch} is unreadable; delete the file to start again")
        return result

    def record(self, document: str, seed: int, batch: int, result: Result) -> None:
        """Keep one batch for good. A batch that is there already stays as it is."""
        try:
            text = json.dumps(result, sort_keys=True)
        except TypeError as error:
            raise NumericsError(f"the result of batch {batch} is not JSON: {error}") from error
        with self._guard(), self._connection:
            self._connection.execute("INSERT OR IGNORE INTO batches VALUES (?, ?, ?, ?)", (document, seed, batch, text))

    def close(self) -> None:
        """Close the file."""
        self._connection.close()


def _remedy(error: Exception) -> str:
    text = " ".join(str(error).split())
    if isinstance(error, IsADirectoryError):
        return "it is a folder; move it away, or choose another file"
    if "disk is full" in text or "No space left" in text:
        return "the disk is full; free some space and run the same command again, finished batches are kept"
    if "locked" in text:
        return "another run is writing to it; wait for it or choose another file"
    if "not a database" in text or "malformed" in text:
        return "it is corrupt; move it away to start again"
    if "unable to open" in text or isinstance(error, OSError):
        return f"it cannot be opened ({text}); choose a file in a folder that you can write to"
    return f"{text}; move it away to start again"


class _Processes(ProcessPoolExecutor):
    """Worker processes on this machine. They leave Ctrl-C to their parent, and do not outlive it."""

    def __init__(self, workers: int) -> None:
        super().__init__(workers, multiprocessing.get_context(_start_method()), _follow_the_parent)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """End the workers: when they are done, or at once."""
        workers = list((self._processes or {}).values())
        super().shutdown(wait, cancel_futures=cancel_futures)
        if not wait:
            for worker in workers:
                worker.terminate()


def processes(workers: int) -> Callable[[], Executor]:
    """Pools of worker processes on this machine."""
    return partial(_Processes, workers)


def _start_method() -> str:
    """`fork` is quick, but safe only in a process with a single thread."""
    alone = threading.active_count() == 1 and not any(name in sys.modules for name in THREADED)
    return "fork" if sys.platform == "linux" and alone else "spawn"


def _follow_the_parent() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_the_parent, daemon=True).start()


def _end_with_the_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def run_campaign(
    run_batch: Callable[[int], Result],
    merge: Callable[[Result, Result], Result],
    *,
    document: str,
    seed: int,
    batches: int,
    journal: str | Path,
    executor: Callable[[], Executor] | None = None,
    workers: int = 1,
    progress: Callable[[Progress], None] | None = None,
    clock: Callable[[], float] = time.monotonic,
) -> Campaign:
    """Run the batches 0, ..., `batches` - 1 that the journal lacks, and merge all results in order.

    `run_batch` must depend on its number alone, and be picklable where workers are processes; `merge(total,
    result)` is applied from {} on. `executor` makes a `concurrent.futures.Executor` (default: `processes(workers)`);
    it is asked for another one when a killed worker, or a lost connection, has broken the first. Up to 2 `workers`
    batches are in flight. Ctrl-C stops cleanly: running batches are waited for, finished ones are kept, and the
    partial total is returned; a second Ctrl-C does not wait. An exception from `run_batch` ends the run as
    `NumericsError`, when what runs beside it is done and kept; so do workers that are killed again and again. Raises
    `JournalError` for a corrupt journal or a full disk.
    """
    if batches < 1:
        raise NumericsError(f"batches is {batches}; give at least one")
    if workers < 1:
        raise NumericsError(f"workers is {workers}; give at least one")
    if not 0 <= seed <= LARGEST_SEED:
        raise NumericsError(f"seed is {seed}; give one from 0 to {LARGEST_SEED}")
    make = processes(workers) if executor is None else executor
    with closing(Journal(journal)) as book:
        report = _reporter(progress, len(_done(book, document, seed, batches)), batches, clock)
        with suppress(KeyboardInterrupt), _first_interruption() as stop:
            failures = 0
            while True:
                done = _done(book, document, seed, batches)
                todo = (batch for batch in range(batches) if batch not in done)
                try:
                    with _started(make) as pool:
                        for batch, result in _results(run_batch, todo, pool, 2 * workers, stop, report):
                            book.record(document, seed, batch, result)
                            report(1)
                            failures = 0
                    break
                except BrokenExecutor as error:
                    failures += 1
                    if failures > RETRIES:
                        raise NumericsError(
                            "workers were killed again and again (out of memory?); finished batches are kept"
                        ) from error
        return _merged(book, merge, document, seed, batches)


def _done(book: Journal, document: str, seed: int, batches: int) -> set[int]:
    return {batch for batch in book.finished(document, seed) if batch < batches}


def _reporter(
    progress: Callable[[Progress], None] | None, resumed: int, total: int, clock: Callable[[], float]
) -> Report:
    start, done = clock(), resumed

    def report(fresh: int, stopping: bool = False) -> None:
        nonlocal done
        done += fresh
        if progress is not None:
            progress(Progress(done, total, resumed, clock() - start, stopping))

    return report


@contextmanager
def _first_interruption() -> Iterator[threading.Event]:
    """What the first Ctrl-C sets, wherever it comes; another one is raised as usual."""
    noted = threading.Event()

    def note(*_: object) -> None:
        if noted.is_set():
            raise KeyboardInterrupt
        noted.set()

    usual = signal.getsignal(signal.SIGINT)
    if usual is not signal.default_int_handler or threading.current_thread() is not threading.main_thread():
        yield noted
        return
    signal.signal(signal.SIGINT, note)
    try:
        yield noted
    finally:
        signal.signal(signal.SIGINT, usual)


@contextmanager
def _started(make: Callable[[], Executor]) -> Iterator[Executor]:
    """An executor, which is waited for at the end unless Ctrl-C says no."""
    pool = make()
    try:
        yield pool
    except KeyboardInterrupt:
        pool.shutdown(wait=False, cancel_futures=True)
        raise
    except BaseException:
        pool.shutdown(cancel_futures=True)
        raise
    pool.shutdown()


def _results(
    run_batch: Callable[[int], Result],
    todo: Iterator[int],
    pool: Executor,
    in_flight: int,
    stop: threading.Event,
    report: Report,
) -> Iterator[tuple[int, Result]]:
    """Results as they come. After Ctrl-C or a failure nothing more is started, and what runs is waited for."""
    running: dict[Future[Result], int] = {}
    failure: Exception | None = None
    stopping = False
    while True:
        while not (stopping or failure) and len(running) < in_flight and (batch := next(todo, None)) is not None:
            running[pool.submit(run_batch, batch)] = batch
        if not running:
            break
        finished, _ = wait(running, NOTICED, FIRST_COMPLETED)
        for future in sorted(finished, key=lambda future: running[future]):
            batch = running.pop(future)
            error = _failure(future, batch)
            failure = failure or error
            if error is None:
                yield batch, future.result()
        if stop.is_set() and not stopping:
            stopping = True
            report(0, True)
            running = {future: batch for future, batch in running.items() if not future.cancel()}
    if failure is not None:
        raise failure


def _failure(future: Future[Result], batch: int) -> Exception | None:
    """What to raise for a batch that failed; an executor that gives a batch up is broken."""
    if future.cancelled():
        return BrokenExecutor(f"batch {batch} was given up")
    error = future.exception()
    if error is None or isinstance(error, BrokenExecutor):
        return error
    what = " ".join(f"{type(error).__name__}: {error}".split())[:200]
    found = NumericsError(f"batch {batch} raised {what}; finished batches are kept")
    found.__cause__ = error
    return found


def _merged(
    book: Journal, merge: Callable[[Result, Result], Result], document: str, seed: int, batches: int
) -> Campaign:
    total: Result = {}
    done = 0
    for result in book.results(document, seed, batches):
        total = merge(total, result)
        done += 1
    return Campaign(total, done, batches)
