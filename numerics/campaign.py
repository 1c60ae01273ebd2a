"""Long runs in batches: journalled, resumable after a kill at any point, on any `concurrent.futures.Executor`.

Every finished batch is one row of an SQLite journal (write-ahead log), keyed by document, seed and batch, written
in one transaction: a batch is there whole or not at all. Batches that are there are not run again, so nothing is
lost and nothing counts twice, whatever is killed when. Results are merged in the order of the batches: the total
does not depend on the schedule. Memory holds the batches in flight, a few for each worker, and the total.

A batch that fails (it raises, or its worker is lost) is evaluated again in parts, where it has some. What cannot be
evaluated even so costs that part of that batch: it is kept apart in the journal, and the next run tries it again.
"""

import json
import signal
import sqlite3
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, wait
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from numerics.errors import CallError, JournalError, NumericsError

Result = dict[str, Any]
"""What a batch returns: anything that JSON can hold."""
Report = Callable[..., None]

_SCHEMA = """
CREATE TABLE IF NOT EXISTS {} (
    document TEXT NOT NULL,
    seed INTEGER NOT NULL,
    batch INTEGER NOT NULL,
    result TEXT NOT NULL,
    PRIMARY KEY (document, seed, batch)
) WITHOUT ROWID
"""
_TABLES = ("batches", "incomplete")
RETRIES = 2
"""How often a broken pool of workers is replaced before another batch is done."""
LARGEST_SEED = 2**63 - 1
"""What SQLite can hold."""
PATIENCE = 30.0
"""Seconds for which another run may write to the journal."""
NOTICED = 0.2
"""Seconds after which Ctrl-C is noticed, at most."""


class LostBatchError(NumericsError):
    """Raised by executors: a batch has no result, for the reason that is given, and others go on."""


@dataclass(frozen=True, slots=True)
class Part:
    """Part of a batch that can be evaluated without the rest.

    Attributes:
        run: the result of the part, with keys of its own, by the number of the batch.
        failed: what stands for it where it cannot be evaluated, by the reason.
    """

    run: Callable[[int], Result]
    failed: Callable[[str], Result]


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
                for table in _TABLES:
                    self._connection.execute(_SCHEMA.format(table))
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
        """The numbers of the batches that are there, with all their parts."""
        query = "SELECT batch FROM batches WHERE document = ? AND seed = ?"
        with self._guard():
            return {row[0] for row in self._connection.execute(query, (document, seed))}

    def results(self, document: str, seed: int, total: int) -> Iterator[Result]:
        """The results of the batches below `total`, in order, each once."""
        rows = "SELECT batch, result FROM {} WHERE document = :document AND seed = :seed AND batch < :total"
        known = "SELECT batch FROM batches WHERE document = :document AND seed = :seed"
        query = (
            f"{rows.format('batches')} UNION ALL {rows.format('incomplete')} AND batch NOT IN ({known}) ORDER BY batch"
        )
        names = {"document": document, "seed": seed, "total": total}
        with self._guard():
            for batch, text in self._connection.execute(query, names):
                yield self._read(batch, text)

    def _read(self, batch: int, text: str) -> Result:
        try:
            result = json.loads(text)
        except (ValueError, TypeError):
            result = None
        if not isinstance(result, dict):
            raise JournalError(f"journal {self.path}: batch {batch} is unreadable; delete the file to start again")
        return result

    def record(self, document: str, seed: int, batch: int, result: Result, *, complete: bool = True) -> None:
        """Keep one batch: for good, unless parts of it failed. A whole batch that is there already stays as it is."""
        try:
            text = json.dumps(result, sort_keys=True)
        except TypeError as error:
            raise NumericsError(f"the result of batch {batch} is not JSON: {error}") from error
        insert = "INSERT OR IGNORE INTO batches" if complete else "INSERT OR REPLACE INTO incomplete"
        with self._guard(), self._connection:
            self._connection.execute(f"{insert} VALUES (?, ?, ?, ?)", (document, seed, batch, text))

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


def run_campaign(
    run_batch: Callable[[int], Result],
    merge: Callable[[Result, Result], Result],
    *,
    document: str,
    seed: int,
    batches: int,
    journal: str | Path,
    executor: Callable[[], Executor],
    workers: int = 1,
    parts: Sequence[Part] = (),
    progress: Callable[[Progress], None] | None = None,
    clock: Callable[[], float] = time.monotonic,
) -> Campaign:
    """Run the batches 0, ..., `batches` - 1 that the journal lacks, and merge all results in order.

    `run_batch` must depend on its number alone, and be picklable where workers are processes; `merge(total,
    result)` is applied from {} on. `executor` makes a `concurrent.futures.Executor`; it is asked for another one when
    a killed worker, or a lost connection, has broken the first. Up to 2 `workers` batches are in flight. Ctrl-C stops
    cleanly: running batches are waited for, finished ones are kept, and the partial total is returned; a second Ctrl-C
    does not wait. A batch that raises is run once more in `parts`, whose results together are its result; those that
    fail are replaced by what they say of failure. Without parts, an exception from `run_batch` ends the run as
    `NumericsError`, when what runs beside it is done and kept; so do executors that break again and again. Raises
    `CallError` for an argument without meaning, `JournalError` for a corrupt journal or a full disk.
    """
    if batches < 1:
        raise CallError(f"batches is {batches}; give at least one")
    if workers < 1:
        raise CallError(f"workers is {workers}; give at least one")
    if not 0 <= seed <= LARGEST_SEED:
        raise CallError(f"seed is {seed}; give one from 0 to {LARGEST_SEED}")
    with closing(Journal(journal)) as book:
        report = _reporter(progress, len(_done(book, document, seed, batches)), batches, clock)
        incomplete: set[int] = set()
        with suppress(KeyboardInterrupt), _first_interruption() as stop:
            failures = 0
            while True:
                done = _done(book, document, seed, batches) | incomplete
                todo = (batch for batch in range(batches) if batch not in done)
                try:
                    with _started(executor) as pool:
                        flight = _Flight(run_batch, parts, pool, 2 * workers)
                        for batch, result, complete in flight.results(todo, stop, report):
                            book.record(document, seed, batch, result, complete=complete)
                            if not complete:
                                incomplete.add(batch)
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
    """An executor, which is waited for at the end unless Ctrl-C or another signal says no."""
    pool = make()
    try:
        yield pool
    except BaseException as error:
        pool.shutdown(wait=isinstance(error, Exception), cancel_futures=True)
        raise
    pool.shutdown()


class _Flight:
    """The batches that are under way on an executor, as a whole or in parts."""

    def __init__(self, run_batch: Callable[[int], Result], parts: Sequence[Part], pool: Executor, most: int) -> None:
        self._run_batch, self._parts, self._pool, self._most = run_batch, parts, pool, most
        self._running: dict[Future[Result], tuple[int, Part | None]] = {}
        self._again: deque[tuple[int, Part]] = deque()
        self._found: dict[int, list[tuple[Part, Result, bool]]] = {}
        self._failure: Exception | None = None

    def results(self, todo: Iterator[int], stop: threading.Event, report: Report) -> Iterator[tuple[int, Result, bool]]:
        """Batches as they are done: their numbers, results, and whether no part failed.

        After Ctrl-C or a failure nothing more is started, and what runs is waited for.
        """
        stopping = False
        while True:
            if not (stopping or self._failure):
                self._start(todo)
            if not self._running:
                break
            finished, _ = wait(self._running, NOTICED, FIRST_COMPLETED)
            for future in sorted(finished, key=lambda future: self._running[future][0]):
                yield from self._landed(future, *self._running.pop(future))
            if stop.is_set() and not stopping:
                stopping = True
                report(0, True)
                self._running = {future: what for future, what in self._running.items() if not future.cancel()}
        if self._failure is not None:
            raise self._failure

    def _start(self, todo: Iterator[int]) -> None:
        while len(self._running) < self._most:
            if self._again:
                batch, part = self._again.popleft()
                self._running[self._pool.submit(part.run, batch)] = batch, part
            elif (number := next(todo, None)) is not None:
                self._running[self._pool.submit(self._run_batch, number)] = number, None
            else:
                return

    def _landed(self, future: Future[Result], batch: int, part: Part | None) -> Iterator[tuple[int, Result, bool]]:
        error = _failure(future, batch)
        if error is None and part is None:
            yield batch, future.result(), True
        elif error is None and part is not None:
            yield from self._joined(batch, part, future.result(), True)
        elif isinstance(error, BrokenExecutor) or not self._parts:
            self._failure = self._failure or error
        elif part is None:
            self._again.extend((batch, part) for part in self._parts)
        else:
            yield from self._joined(batch, part, part.failed(_reason(future)), False)

    def _joined(self, batch: int, part: Part, result: Result, complete: bool) -> Iterator[tuple[int, Result, bool]]:
        found = self._found.setdefault(batch, [])
        found.append((part, result, complete))
        if len(found) == len(self._parts):
            del self._found[batch]
            found.sort(key=lambda one: self._parts.index(one[0]))
            whole = {key: value for _, result, _ in found for key, value in result.items()}
            yield batch, whole, all(complete for _, _, complete in found)


def _reason(future: Future[Result]) -> str:
    """Why a batch failed, in one line."""
    error = future.exception()
    text = str(error) if isinstance(error, LostBatchError) else f"{type(error).__name__}: {error}"
    return " ".join(text.split())[:200]


def _failure(future: Future[Result], batch: int) -> Exception | None:
    """What to raise for a batch that failed; an executor that gives a batch up is broken."""
    if future.cancelled():
        return BrokenExecutor(f"batch {batch} was given up")
    error = future.exception()
    if error is None or isinstance(error, BrokenExecutor):
        return error
    found = NumericsError(f"batch {batch} raised {_reason(future)}; finished batches are kept")
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
