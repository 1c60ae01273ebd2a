"""Long runs in batches: journalled, resumable after a kill at any point, on any `concurrent.futures.Executor`.

Every finished batch is one row of an SQLite journal (write-ahead log), keyed by document, seed and batch, written
in one transaction: a batch is there whole or not at all. Batches that are there are not run again, so nothing is
lost and nothing counts twice, whatever is killed when. Results are merged in the order of the batches: the total
does not depend on the schedule. Memory holds the batches in flight, a few for each worker, and the total.
"""

import json
import signal
import sqlite3
import time
from collections.abc import Callable, Generator, Iterator
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, ProcessPoolExecutor, wait
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from numerics.errors import JournalError, NumericsError

Result = dict[str, Any]
"""What a batch returns: anything that JSON can hold."""

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
"""How often a broken pool of workers is replaced."""


@dataclass(frozen=True, slots=True)
class Progress:
    """Batches done, in all and in this run; seconds since its start, and to completion at this pace (None:
    unknown)."""

    done: int
    total: int
    resumed: int
    elapsed: float

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
            self._connection = sqlite3.connect(self.path, timeout=30)
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
                try:
                    yield json.loads(text)
                except ValueError as error:
                    raise JournalError(
                        f"journal {self.path}: batch {batch} is unreadable; delete the file to start again"
                    ) from error

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
    if "disk is full" in text or "No space left" in text:
        return "the disk is full; free some space and run the same command again, finished batches are kept"
    if "locked" in text:
        return "another run is writing to it; wait for it or choose another file"
    if "not a database" in text or "malformed" in text:
        return "it is corrupt; move it away to start again"
    if "unable to open" in text or isinstance(error, OSError):
        return f"it cannot be opened ({text}); choose a file in a folder that you can write to"
    return f"{text}; move it away to start again"


def processes(workers: int) -> Callable[[], Executor]:
    """Pools of worker processes on this machine, which leave Ctrl-C to their parent."""
    return partial(ProcessPoolExecutor, workers, initializer=_ignore_interrupts)


def _ignore_interrupts() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)


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
    result)` is applied from {} on. `executor` makes a `concurrent.futures.Executor` (default:
    `processes(workers)`); it is asked for
    another one when a
    killed worker has broken the first, at most twice. Up to 2 `workers` batches are in flight. Ctrl-C stops
    cleanly: running batches are waited for, finished ones are kept, and the partial total is returned; a second
    Ctrl-C does not wait. An exception from `run_batch` ends the run as `NumericsError`. Raises `JournalError` for
    a corrupt journal or a full disk.
    """
    if batches < 1:
        raise NumericsError(f"batches is {batches}; give at least one")
    if workers < 1:
        raise NumericsError(f"workers is {workers}; give at least one")
    make = processes(workers) if executor is None else executor
    with closing(Journal(journal)) as book:
        report = _reporter(progress, len(_done(book, document, seed, batches)), batches, clock)
        with suppress(KeyboardInterrupt):
            for attempt in range(RETRIES + 1):
                done = _done(book, document, seed, batches)
                todo = (batch for batch in range(batches) if batch not in done)
                try:
                    with make() as pool, closing(_results(run_batch, todo, pool, 2 * workers)) as results:
                        for batch, result in results:
                            book.record(document, seed, batch, result)
                            report()
                    break
                except BrokenExecutor as error:
                    if attempt == RETRIES:
                        raise NumericsError(
                            "workers were killed again and again (out of memory?); finished batches are kept"
                        ) from error
        return _merged(book, merge, document, seed, batches)


def _done(book: Journal, document: str, seed: int, batches: int) -> set[int]:
    return {batch for batch in book.finished(document, seed) if batch < batches}


def _reporter(
    progress: Callable[[Progress], None] | None, resumed: int, total: int, clock: Callable[[], float]
) -> Callable[[], None]:
    start, done = clock(), resumed

    def report() -> None:
        nonlocal done
        done += 1
        if progress is not None:
            progress(Progress(done, total, resumed, clock() - start))

    return report


def _results(
    run_batch: Callable[[int], Result], todo: Iterator[int], pool: Executor, in_flight: int
) -> Generator[tuple[int, Result], None, None]:
    """Results as they come. After Ctrl-C nothing more is started, and what runs is waited for."""
    running: dict[Future[Result], int] = {}
    stopping = False
    try:
        while True:
            while not stopping and len(running) < in_flight and (batch := next(todo, None)) is not None:
                running[pool.submit(run_batch, batch)] = batch
            if not running:
                return
            try:
                finished, _ = wait(running, return_when=FIRST_COMPLETED)
            except KeyboardInterrupt:
                if stopping:
                    raise
                stopping = True
                running = {future: batch for future, batch in running.items() if not future.cancel()}
                continue
            for future in sorted(finished, key=lambda future: running[future]):
                yield (batch := running.pop(future)), _outcome(future, batch)
    finally:
        for future in running:
            future.cancel()


def _outcome(future: Future[Result], batch: int) -> Result:
    try:
        return future.result()
    except BrokenExecutor:
        raise
    except Exception as error:
        what = " ".join(f"{type(error).__name__}: {error}".split())[:200]
        raise NumericsError(f"batch {batch} raised {what}; finished batches are kept") from error


def _merged(
    book: Journal, merge: Callable[[Result, Result], Result], document: str, seed: int, batches: int
) -> Campaign:
    total: Result = {}
    done = 0
    for result in book.results(document, seed, batches):
        total = merge(total, result)
        done += 1
    return Campaign(total, done, batches)
