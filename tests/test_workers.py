"""Whatever work does to its process costs the item that it was done on, and nothing else; no process is left."""

import importlib
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from proofcheck import workers
from proofcheck.workers import Limits, Lost, each, starting

HERE = Path(__file__).parent
QUICK = Limits(seconds=1.0, memory=200 << 20, stall=1.5)

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="processes are looked at in /proc")


@pytest.fixture
def odd(monkeypatch):
    """The module with the work."""
    monkeypatch.syspath_prepend(HERE)
    return importlib.import_module("odd_work")


def answers(work, items, count=2, limits=QUICK):
    """The answers in the order of the items; all of them have one."""
    found = list(each(work, items, count, limits))
    assert sorted(map(str, items)) == sorted(str(item) for item, _ in found)
    by_item = {str(item): answer for item, answer in found}
    return [by_item[str(item)] for item in items]


def alive(process):
    """Whether a process runs, zombies apart."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def marked(marker):
    """The processes with a variable in their environment, zombies apart."""
    found = set()
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            content = (folder / "environ").read_bytes()
        except OSError:
            continue
        if marker.encode() in content and alive(int(folder.name)):
            found.add(int(folder.name))
    return found


def wait_until(condition, seconds=10.0):
    limit = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < limit
        time.sleep(0.01)


@pytest.mark.parametrize(
    ("what", "reason"),
    [
        ("raise", "ValueError: no \\x1b[1mluck xxx"),
        ("recurse", "RecursionError: maximum recursion depth exceeded"),
        ("exit", "its process ended with exit status 3 before it answered"),
        ("leave", "SystemExit: 4"),
        ("kill", "its process was ended by signal 9 (SIGKILL)"),
        ("crash", "its process was ended by signal 11 (SIGSEGV)"),
        ("loop", "it took more than 1 s of computing time"),
        ("hog", "it needed more than 200 MiB of memory"),
        ("sleep", "it did nothing for 1.5 s"),
        ("unpicklable", "AttributeError: Can't pickle local object"),
        ("half", "its process was ended by signal 9 (SIGKILL)"),
        ("zygote", "its process was ended, together with the one that had started it"),
    ],
)
def test_what_goes_wrong_costs_its_item(odd, what, reason):
    before, lost, *after = answers(odd.misbehave, [0, what, *range(1, 6)])
    assert (before, after) == (0, [2, 4, 6, 8, 10])
    assert isinstance(lost, Lost)
    assert lost.reason.startswith(reason)
    assert len(lost.reason) <= 200
    assert lost.reason.isprintable()


def test_what_ends_all_workers_costs_its_item_alone(odd):
    lost, *others = answers(odd.slow, [0, 1, 2], count=3)
    assert isinstance(lost, Lost)
    assert others == [2, 4]


@pytest.mark.parametrize("count", [1, 3])
def test_many_deaths_cost_their_own_items(odd, count):
    items = [what if k % 3 == 0 else k for k, what in enumerate(["kill", "raise", "exit", "crash"] * 6)]
    found = list(each(odd.misbehave, items, count, QUICK))
    assert [(item, answer) for item, answer in found if isinstance(item, int) and answer != 2 * item] == []
    assert sum(isinstance(answer, Lost) for _, answer in found) == 8
    assert len(found) == len(items)


def test_one_item_too_is_worked_on_elsewhere(odd):
    assert answers(odd.process_id, [0], count=1) != [os.getpid()]
    assert list(each(odd.double, [], 4)) == []


def test_there_is_room_for_deep_recursion_and_deep_terms(odd):
    assert answers(odd.depth, [40_000]) == [40_000]
    (deep,) = answers(odd.nested, [20_000])
    assert odd.unnested(deep) == 20_000
    ((_, found),) = each(odd.unnested, [deep], 1)
    assert found == 20_000


def test_what_cannot_be_asked_costs_its_item(odd):
    found = dict(each(odd.double, [lambda: 0, 3], 1))
    assert found.pop(3) == 6
    (lost,) = found.values()
    assert "pickle" in lost.reason


def test_each_item_may_use_all_of_the_memory_though_others_did_before(odd):
    assert answers(odd.weight, [150 << 20, (150 << 20) + 1, (150 << 20) + 2], count=1) == [
        150 << 20,
        (150 << 20) + 1,
        (150 << 20) + 2,
    ]


def test_a_huge_answer_arrives(odd):
    ((_, answer),) = each(odd.double, [b"x" * (25 << 20)], 1)
    assert len(answer) == 50 << 20


def test_computing_time_counts_and_not_the_time_that_passes(odd):
    started = time.monotonic()
    assert answers(odd.misbehave, ["sleep"], limits=Limits(seconds=0.2, stall=1.5)) == [
        Lost("it did nothing for 1.5 s")
    ]
    assert time.monotonic() - started >= 1.5


def test_workers_hold_none_of_the_streams(odd):
    assert answers(odd.streams, [0]) == [["/dev/null"] * 3]


def test_sets_have_the_same_order_in_every_run(odd):
    (first,) = answers(odd.strings, [0])
    starting.end_idle()
    assert answers(odd.strings, [0]) == [first]


def test_what_a_worker_leaves_behind_is_ended(odd, monkeypatch):
    monkeypatch.setenv("LEFT_BEHIND", marker := f"here{os.getpid()}")
    starting.end_idle()
    assert answers(odd.leave_a_child, [0, 1]) == [Lost("its process ended with exit status 5 before it answered")] * 2
    wait_until(lambda: len(marked(marker)) <= 1)  # the zygote
    starting.end_idle()
    assert marked(marker) == set()


def test_a_replacement_is_quick(odd):
    list(each(odd.double, [1], 1))
    started = time.monotonic()
    assert len(list(each(odd.misbehave, ["kill"] * 10, 1))) == 10
    assert (time.monotonic() - started) / 10 < 0.2


def test_workers_come_from_the_process_that_was_prepared(odd, monkeypatch):
    monkeypatch.setattr(starting, "idle", [])
    workers.prepare("odd_work")
    [prepared] = starting.idle
    [(_, worker)] = each(odd.process_id, [0], 1)
    assert starting.idle == [prepared]
    with pytest.raises(ProcessLookupError):
        os.kill(worker, 0)
    prepared.close()


def test_one_process_starts_workers_in_whatever_folder_they_are_wanted(odd, monkeypatch, tmp_path):
    monkeypatch.setattr(starting, "idle", [])
    [(_, here)] = each(odd.folder_and_parent, [0], 1)
    monkeypatch.chdir(tmp_path)
    assert answers(odd.folder_and_parent, [0]) == [(str(tmp_path), here[1])]
    starting.end_idle()


def test_processes_with_other_modules_stay_for_who_needs_them_but_not_many(odd, monkeypatch):
    monkeypatch.setattr(starting, "idle", [])
    for module in ("json", "odd_work", "csv", "wave", "json"):
        workers.prepare(module)
    assert [forker.serves(("json",)) for forker in starting.idle] == [False, False, True]
    assert [forker.serves(("wave",)) for forker in starting.idle] == [False, True, False]
    starting.end_idle()


def test_where_nothing_can_be_started_nothing_is_prepared(odd, monkeypatch):
    def refuse(*_, **__):
        raise OSError(11, "no more processes")

    monkeypatch.setattr(starting, "idle", [])
    monkeypatch.setattr(subprocess, "Popen", refuse)
    workers.prepare("odd_work")
    assert not starting.idle


def test_no_worker_is_left_when_the_iterator_is_closed_or_an_exception_passes(odd, tmp_path):
    for number in range(2):
        folder = tmp_path / str(number)
        folder.mkdir()
        items = [str(folder)] * 3
        iterator = each(odd.mark_and_sleep, items, 3)
        if number == 0:
            threading.Timer(1.0, lambda: os.kill(os.getpid(), signal.SIGINT)).start()
            with pytest.raises(KeyboardInterrupt):
                next(iterator)
        else:
            other = each(odd.double, [1, 2, 3, 4], 2)
            next(other)
            (process,) = answers(odd.process_id, [0])
            other.close()
            assert not alive(process)
            continue
        sleeping = [int(path.name) for path in folder.iterdir()]
        assert len(sleeping) == 3
        assert not any(map(alive, sleeping))


def test_two_threads_may_each_have_their_workers(odd):
    found = {}

    def work(start):
        found[start] = answers(odd.double, list(range(start, start + 30)))

    threads = [threading.Thread(target=work, args=(start,)) for start in (0, 100)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == {start: [2 * x for x in range(start, start + 30)] for start in (0, 100)}


def test_where_nothing_can_be_started_every_item_says_so(odd, monkeypatch):
    starting.end_idle()
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    assert answers(odd.double, [1, 2]) == [Lost("no process could be started for it: No such file or directory")] * 2
    monkeypatch.setattr(sys, "executable", "/bin/false")
    assert (
        answers(odd.double, [1, 2])
        == [Lost("no process could be started for it: the process that starts others ends at once")] * 2
    )


def test_where_forking_is_not_safe_workers_are_spawned(odd, monkeypatch):
    monkeypatch.setattr("proofcheck.workers.pool.launcher_for", lambda modules: starting.Spawner())
    assert answers(odd.misbehave, [1, "kill", 2]) == [2, Lost("its process was ended by signal 9 (SIGKILL)"), 4]


PARENT = """
import sys
sys.path.insert(0, sys.argv[1])
import odd_work
from proofcheck.workers import each
print("goes", flush=True)
for _ in each(getattr(odd_work, sys.argv[3]), [sys.argv[2]] * 3, 3):
    pass
"""


@pytest.mark.parametrize("work", ["mark_and_sleep", "mark_and_hold"])
@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_workers_end_with_their_parent_whatever_ends_it(tmp_path, end, work):
    parent = subprocess.Popen(
        [sys.executable, "-c", PARENT, str(HERE), str(tmp_path), work],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=os.environ | {"TEST_OF_WORKERS": str(tmp_path)},
    )
    wait_until(lambda: len(list(tmp_path.iterdir())) == 3)
    assert len(marked(str(tmp_path))) == 5
    parent.send_signal(end)
    parent.communicate(timeout=1.5)  # nobody else holds its streams
    wait_until(lambda: not marked(str(tmp_path)), seconds=1.0)
