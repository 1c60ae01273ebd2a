"""A campaign in worker processes: what a batch does to its process costs that part of that batch, and nothing else."""

import importlib
import os
import signal
import threading
import time
from concurrent.futures import BrokenExecutor
from functools import partial
from pathlib import Path

import pytest
from rich.console import Console

from numerics.campaign import LostBatchError, Part, run_campaign
from proofcheck.report.simulation import print_simulation
from proofcheck.study.executors import WorkerExecutor
from proofcheck.study.simulate import ClaimResult, merge_claims
from proofcheck.workers import Limits

QUICK = Limits(seconds=1.0, memory=200 << 20, stall=1.5)


@pytest.fixture
def odd(monkeypatch):
    monkeypatch.syspath_prepend(Path(__file__).parent.parent)
    return importlib.import_module("odd_work")


def gathered(total, result):
    return {key: [*total.get(key, []), *result[key]] for key in result}


def failed(reason):
    return {"odd": [reason]}


def test_batches_that_cost_their_worker_are_lost_and_the_others_are_counted_once(odd, tmp_path):
    parts = [Part(odd.odd_half, failed), Part(odd.even_half, failed)]
    found = run_campaign(
        odd.both_halves,
        gathered,
        document="lemma",
        seed=0,
        batches=7,
        journal=tmp_path / "j.db",
        executor=partial(WorkerExecutor, 2, QUICK),
        workers=2,
        parts=parts,
    )
    assert found.merged["even"] == list(range(7))
    assert found.merged["odd"] == [
        0,
        "its process was ended by signal 9 (SIGKILL)",
        2,
        "it took more than 1 s of computing time",
        4,
        "it needed more than 200 MiB of memory",
        6,
    ]


def test_a_call_that_loses_its_worker_raises_and_the_executor_goes_on(odd):
    with WorkerExecutor(1, QUICK) as executor:
        calls = [executor.submit(odd.misbehave, what) for what in (1, "kill", 2)]
        assert calls[0].result() == 2
        with pytest.raises(LostBatchError, match=r"^its process was ended by signal 9 \(SIGKILL\)$"):
            calls[1].result()
        assert calls[2].result() == 4
    with pytest.raises(BrokenExecutor, match="shut down"):
        executor.submit(odd.double, 1)


def test_what_no_worker_has_taken_can_be_cancelled_and_what_runs_is_given_up_at_once(odd, tmp_path):
    executor = WorkerExecutor(1)
    calls = [executor.submit(odd.mark_and_sleep, str(tmp_path)) for _ in range(3)]
    while not (names := [path.name for path in tmp_path.iterdir()]):
        time.sleep(0.01)
    assert [call.cancel() for call in calls] == [False, True, True]
    executor.shutdown(wait=False, cancel_futures=True)
    assert not Path(f"/proc/{names[0]}").exists()
    with pytest.raises(BrokenExecutor):
        calls[0].result()


def test_a_second_interruption_does_not_wait_for_running_batches(odd, tmp_path):
    folder = tmp_path / "marks"
    folder.mkdir()
    stopping = threading.Event()

    def told(progress):
        if progress.stopping:
            stopping.set()

    def interrupt():
        while len(list(folder.iterdir())) < 2:
            time.sleep(0.01)
        os.kill(os.getpid(), signal.SIGINT)
        assert stopping.wait(20)
        os.kill(os.getpid(), signal.SIGINT)

    thread = threading.Thread(target=interrupt)
    thread.start()
    found = run_campaign(
        partial(odd.sleep_but_in_batch_0, str(folder)),
        gathered,
        document="lemma",
        seed=0,
        batches=9,
        journal=tmp_path / "j.db",
        executor=partial(WorkerExecutor, 2),
        workers=2,
        progress=told,
    )
    thread.join()
    assert (found.merged, found.done) == ({"seen": [0]}, 1)
    assert not any(Path(f"/proc/{path.name}").exists() for path in folder.iterdir())


def test_what_was_lost_is_added_up_and_told(capsys):
    one = {"lost": {"it hung": 1}}
    assert merge_claims(merge_claims({}, one), one) == {"lost": {"it hung": 2}}
    assert merge_claims(merge_claims(one, {"note": "no"}), one)["lost"] == {"it hung": 2}
    result = ClaimResult("a", "<=", note="no batch could be evaluated", lost=(("it hung", 2),))

    print_simulation("mine", 0, [result], Console(width=200))
    assert "a: not evaluated in 2 batches: it hung" in capsys.readouterr().out
