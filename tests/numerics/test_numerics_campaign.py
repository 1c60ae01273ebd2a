"""A campaign counts every batch once, whatever is interrupted, killed or broken on the way."""

import os
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest

from numerics import campaign as module
from numerics.campaign import Campaign, Journal, Part, Progress, Result, run_campaign
from numerics.errors import JournalError, NumericsError


def square(batch: int) -> Result:
    return {"sum": batch * batch, "seen": [batch]}


def add(total: Result, result: Result) -> Result:
    return {"sum": total.get("sum", 0) + result["sum"], "seen": [*total.get("seen", []), *result["seen"]]}


def dies_once(marker: str, batch: int) -> Result:
    if batch == 3 and not os.path.exists(marker):
        Path(marker).touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return square(batch)


def always_dies(batch: int) -> Result:
    os.kill(os.getpid(), signal.SIGKILL)
    return {}


def campaign(path: Path, batches: int, **options: object) -> Campaign:
    arguments = {"document": "lemma", "seed": 0, "executor": partial(ThreadPoolExecutor, 2)} | options
    run = arguments.pop("run", square)
    return run_campaign(run, add, batches=batches, journal=path, **arguments)


def counted_once(found: Campaign, batches: int) -> bool:
    return found.complete and found.merged == add(
        {"sum": sum(b * b for b in range(batches)), "seen": []}, {"sum": 0, "seen": list(range(batches))}
    )


@pytest.mark.parametrize("workers", [1, 3])
def test_results_are_merged_in_order_on_threads_and_processes(tmp_path: Path, workers: int) -> None:
    assert counted_once(campaign(tmp_path / "a.db", 20, workers=workers), 20)
    assert counted_once(
        campaign(tmp_path / "b.db", 20, workers=workers, executor=partial(ProcessPoolExecutor, workers)), 20
    )


def test_a_finished_batch_is_not_run_again_and_a_longer_run_continues(tmp_path: Path) -> None:
    ran: list[int] = []

    def run(batch: int) -> Result:
        ran.append(batch)
        return square(batch)

    campaign(tmp_path / "j.db", 5, run=run)
    assert counted_once(campaign(tmp_path / "j.db", 12, run=run), 12)
    assert sorted(ran) == list(range(12))
    assert counted_once(campaign(tmp_path / "j.db", 3, run=run), 3)
    campaign(tmp_path / "j.db", 3, run=run, seed=1)
    campaign(tmp_path / "j.db", 3, run=run, document="other")
    assert len(ran) == 18


def test_progress_counts_up_and_foretells_the_end(tmp_path: Path) -> None:
    campaign(tmp_path / "j.db", 4)
    ticks = iter(range(100))
    heard: list[Progress] = []
    campaign(tmp_path / "j.db", 10, progress=heard.append, clock=lambda: float(next(ticks)))
    assert [p.done for p in heard] == [5, 6, 7, 8, 9, 10]
    assert heard[2].remaining == pytest.approx(3.0)
    assert heard[-1].remaining == 0
    assert Progress(4, 10, 4, 1.0).remaining is None


def test_a_killed_worker_costs_nothing(tmp_path: Path) -> None:
    run = partial(dies_once, str(tmp_path / "died"))
    found = campaign(tmp_path / "j.db", 12, run=run, executor=partial(ProcessPoolExecutor, 2), workers=2)
    assert (tmp_path / "died").exists()
    assert counted_once(found, 12)


def test_workers_that_die_for_ever_end_the_run_with_one_line(tmp_path: Path) -> None:
    with pytest.raises(NumericsError, match="workers were killed again and again"):
        campaign(tmp_path / "j.db", 2, run=always_dies, executor=partial(ProcessPoolExecutor, 1))


def dies_often(folder: str, batch: int) -> Result:
    if batch % 3 == 0 and not os.path.exists(marker := f"{folder}/{batch}"):
        Path(marker).touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return square(batch)


def test_workers_may_die_as_often_as_batches_get_done_between(tmp_path: Path) -> None:
    assert counted_once(
        campaign(
            tmp_path / "j.db", 16, run=partial(dies_often, str(tmp_path)), executor=partial(ProcessPoolExecutor, 1)
        ),
        16,
    )
    assert len(list(tmp_path.glob("[0-9]*"))) == 6


class GivesUp(Executor):
    """Loses what was submitted last, as a cluster does that loses its scheduler."""

    def submit(self, fn, /, *args, **kwargs):  # type: ignore[no-untyped-def]
        future: Future[Result] = Future()
        if args[0] == 1:
            future.cancel()
            future.set_running_or_notify_cancel()
        else:
            future.set_result(fn(*args, **kwargs))
        return future


def test_an_executor_that_gives_batches_up_is_replaced(tmp_path: Path) -> None:
    makers = iter((GivesUp, GivesUp, partial(ThreadPoolExecutor, 1)))
    assert counted_once(campaign(tmp_path / "j.db", 6, executor=lambda: next(makers)()), 6)
    assert next(makers, None) is None


SCRIPT = """
import sys, time
from numerics.campaign import run_campaign
from concurrent.futures import ThreadPoolExecutor
def run(b):
    time.sleep(0.02)
    return {"sum": b * b, "seen": [b]}
def add(t, r):
    return {"sum": t.get("sum", 0) + r["sum"], "seen": t.get("seen", []) + r["seen"]}
def told(p):
    print(p.done, flush=True)
done = run_campaign(run, add, document="lemma", seed=0, batches=40, journal=sys.argv[1],
                    executor=lambda: ThreadPoolExecutor(2), progress=told)
print("partial", done.done, len(done.merged["seen"]), flush=True)
"""


@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGINT])
def test_a_run_stopped_at_any_point_is_resumed(tmp_path: Path, end: signal.Signals) -> None:
    path = tmp_path / "j.db"
    for lines in (1, 7):
        child = subprocess.Popen([sys.executable, "-c", SCRIPT, str(path)], stdout=subprocess.PIPE, text=True)
        assert child.stdout is not None
        for _ in range(lines):
            child.stdout.readline()
        child.send_signal(end)
        rest = child.stdout.read()
        child.wait(timeout=20)
        if end is signal.SIGINT:
            assert child.returncode == 0
            done, seen = map(int, rest.split("partial")[1].split())
            assert done == seen < 40
    book = Journal(path)
    before = len(book.finished("lemma", 0))
    book.close()
    assert 8 <= before < 40
    assert counted_once(campaign(path, 40), 40)


def test_an_exception_in_a_batch_is_one_line_and_keeps_the_rest(tmp_path: Path) -> None:
    def run(batch: int) -> Result:
        if batch == 4:
            raise ZeroDivisionError("no\nluck")
        return square(batch)

    with pytest.raises(NumericsError, match=r"^batch 4 raised ZeroDivisionError: no luck; finished batches are kept$"):
        campaign(tmp_path / "j.db", 8, run=run, executor=partial(ThreadPoolExecutor, 1))
    book = Journal(tmp_path / "j.db")
    assert {0, 1, 2, 3} <= book.finished("lemma", 0)
    book.close()


def test_what_runs_beside_a_batch_that_fails_is_kept(tmp_path: Path) -> None:
    failed = threading.Event()

    def run(batch: int) -> Result:
        if batch == 0:
            failed.set()
            raise ZeroDivisionError
        assert failed.wait(20)
        return square(batch)

    with pytest.raises(NumericsError, match="batch 0 raised ZeroDivisionError"):
        campaign(tmp_path / "j.db", 50, run=run, executor=partial(ThreadPoolExecutor, 2))
    book = Journal(tmp_path / "j.db")
    assert book.finished("lemma", 0) == {1}
    book.close()


def halves(batch: int, which: int) -> Result:
    """Half of a batch: one fails in every third, the other in batch 4."""
    if (batch % 3 == 0 and which == 0) or (batch == 4 and which == 1):
        raise ZeroDivisionError("no\nluck")
    return {str(which): [batch]}


def lost(which: int, reason: str) -> Result:
    return {str(which): [reason]}


def whole(batch: int) -> Result:
    return halves(batch, 0) | halves(batch, 1)


def gathered(total: Result, result: Result) -> Result:
    return {key: [*total.get(key, []), *result[key]] for key in result}


PARTS = [Part(partial(halves, which=k), partial(lost, k)) for k in (0, 1)]


def test_what_cannot_be_evaluated_costs_its_part_of_its_batch_and_is_tried_again(tmp_path: Path) -> None:
    options = {"document": "lemma", "seed": 0, "batches": 7, "journal": tmp_path / "j.db", "workers": 2}
    options |= {"executor": partial(ThreadPoolExecutor, 2)}
    found = run_campaign(whole, gathered, parts=PARTS, **options)
    no = "ZeroDivisionError: no luck"
    assert found.complete
    assert found.merged == {"0": [no, 1, 2, no, 4, 5, no], "1": [0, 1, 2, 3, no, 5, 6]}
    ran: list[int] = []

    def mended(batch: int) -> Result:
        ran.append(batch)
        return {"0": [batch], "1": [batch]}

    again = run_campaign(mended, gathered, parts=PARTS, **options)
    assert sorted(ran) == [0, 3, 4, 6]
    assert again.merged == {"0": list(range(7)), "1": list(range(7))}


def test_a_corrupt_journal_is_one_line(tmp_path: Path) -> None:
    path = tmp_path / "j.db"
    path.write_bytes(b"this is not a journal" * 100)
    with pytest.raises(JournalError, match=r"^journal .*j\.db: it is corrupt; move it away to start again$"):
        campaign(path, 2)
    assert path.read_bytes().startswith(b"this is not")


def test_a_torn_page_is_one_line(tmp_path: Path) -> None:
    path = tmp_path / "j.db"
    campaign(path, 400)
    content = bytearray(path.read_bytes())
    content[4096:] = b"\xff" * (len(content) - 4096)
    path.write_bytes(bytes(content))
    with pytest.raises(JournalError, match="corrupt"):
        campaign(path, 400)


def test_a_full_disk_is_one_line_and_what_was_found_stays(tmp_path: Path) -> None:
    book = Journal(tmp_path / "j.db")
    book.record("lemma", 0, 0, square(0))
    pages = book._connection.execute("PRAGMA page_count").fetchone()[0]
    book._connection.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(JournalError, match="the disk is full; free some space and run the same command again"):
        book.record("lemma", 0, 1, {"text": "x" * 100_000})
    assert book.finished("lemma", 0) == {0}
    book.close()


def test_a_journal_that_cannot_be_opened_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(JournalError, match="cannot be opened"):
        campaign(tmp_path / "file" / "j.db", 2)


def test_a_folder_is_no_journal(tmp_path: Path) -> None:
    with pytest.raises(JournalError, match=r"it is a folder; move it away, or choose another file$"):
        campaign(tmp_path, 2)


@pytest.mark.parametrize("text", ["{", "[1]", "null"])
def test_a_row_that_is_no_result_is_named(tmp_path: Path, text: str) -> None:
    campaign(tmp_path / "j.db", 3)
    with sqlite3.connect(tmp_path / "j.db") as connection:
        connection.execute("UPDATE batches SET result = ? WHERE batch = 1", (text,))
    connection.close()
    with pytest.raises(JournalError, match="batch 1 is unreadable; delete the file to start again"):
        campaign(tmp_path / "j.db", 3)


def test_a_journal_that_another_program_writes_to_is_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "PATIENCE", 0.01)
    campaign(tmp_path / "j.db", 1)
    with closing(sqlite3.connect(tmp_path / "j.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(JournalError, match="another run is writing to it; wait for it or choose another file"):
            campaign(tmp_path / "j.db", 2)
    assert counted_once(campaign(tmp_path / "j.db", 2), 2)


def test_two_runs_with_one_journal_count_every_batch_once(tmp_path: Path) -> None:
    with ThreadPoolExecutor(2) as pool:
        runs = [pool.submit(campaign, tmp_path / "j.db", 30) for _ in range(2)]
    assert all(counted_once(run.result(), 30) for run in runs)


def test_calls_without_meaning_are_refused(tmp_path: Path) -> None:
    with pytest.raises(NumericsError, match="batches is 0; give at least one"):
        campaign(tmp_path / "j.db", 0)
    with pytest.raises(NumericsError, match="workers is 0; give at least one"):
        campaign(tmp_path / "j.db", 1, workers=0)
    for seed in (-1, 2**63):
        with pytest.raises(NumericsError, match=f"seed is {seed}; give one from 0 to 9223372036854775807"):
            campaign(tmp_path / "j.db", 1, seed=seed)
    with pytest.raises(NumericsError, match="not JSON"):
        campaign(tmp_path / "j.db", 1, run=lambda b: {"x": object()})


class Counting(Executor):
    """Runs a batch when it is submitted, and remembers how many results were waiting."""

    def __init__(self, waiting: list[int]) -> None:
        self.waiting = waiting

    def submit(self, fn, /, *args, **kwargs):  # type: ignore[no-untyped-def]
        future: Future[Result] = Future()
        self.waiting.append(threading.active_count())
        future.set_result(fn(*args, **kwargs))
        return future


def test_any_executor_serves_and_batches_in_flight_are_few(tmp_path: Path) -> None:
    running: list[int] = []
    most = 0
    lock = threading.Lock()

    def run(batch: int) -> Result:
        nonlocal most
        with lock:
            running.append(batch)
            most = max(most, len(running))
        time.sleep(0.001)
        with lock:
            running.remove(batch)
        return square(batch)

    assert counted_once(
        campaign(tmp_path / "t.db", 50, run=run, executor=partial(ThreadPoolExecutor, 30), workers=2), 50
    )
    assert most <= 4
    assert counted_once(campaign(tmp_path / "c.db", 50, executor=partial(Counting, [])), 50)
