"""A Dask cluster finds what one process finds, byte for byte, whatever happens to its workers."""

import json
import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
from contextlib import closing
from functools import partial

import pytest

from numerics.errors import NumericsError
from proofcheck import cli
from proofcheck.lang.files import load_path
from proofcheck.report.simulation import simulation_json
from proofcheck.study import executors
from proofcheck.study.executors import DaskExecutor, cluster_threads
from proofcheck.study.simulate import batches_for, simulate

distributed = pytest.importorskip("distributed")

LEMMA = """
from proofcheck.lang import Claim, Reason, dimension, eq, exp, for_all, inner, norm, path, time, vector

n = dimension("n")
t = time("t")
y, x = vector("y", n), path("x", n)
flow = for_all(t >= 0, eq(x.dot(t), -(x(t) - y)))


def claim(name, says, *given):
    return Claim(name, "here", "statement", says, given=list(given), reason=Reason("none"))


claims = [
    claim("decay", norm(x(t) - y) <= norm(x(0) - y) * exp(-t), flow, t >= 0),
    claim("faster", norm(x(t) - y) <= norm(x(0) - y) * exp(-2 * t), flow, t >= 0),
    claim("cauchy", inner(x(0), y) <= norm(x(0)) * norm(y)),
]
"""
INSTANCES = 320
MAIN = "import sys; from distributed.cli.dask_{} import main; main(sys.argv[1:], prog_name='dask')"


@pytest.fixture(scope="module")
def cluster():
    """The address of the scheduler of two worker processes."""
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, silence_logs=50
    ) as running:
        yield running.scheduler_address


@pytest.fixture
def lemma(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine.py").write_text(LEMMA)
    (document,) = load_path(tmp_path / "mine.py")
    return document


@pytest.fixture
def run(lemma, tmp_path):
    """Simulate with a journal of that name; return the results as JSON, and the rows of the journal."""

    def call(name, **options):
        found, campaign = simulate(lemma, instances=INSTANCES, seed=2, journal=tmp_path / name, **options)
        assert campaign.complete
        return simulation_json("mine", 2, found), rows(tmp_path / name)

    return call


def rows(journal):
    with closing(sqlite3.connect(journal)) as connection:
        return connection.execute("SELECT * FROM batches ORDER BY batch").fetchall()


def test_a_cluster_finds_what_one_process_finds(cluster, run):
    assert cluster_threads(cluster) == 2
    alone = run("alone")
    assert len(alone[1]) == batches_for(INSTANCES)
    assert run("cluster", executor=partial(DaskExecutor, cluster), workers=2) == alone


def test_a_worker_that_is_killed_at_work_costs_nothing(cluster, run):
    killed = []

    def kill(progress):
        if progress.done == 3:
            with distributed.Client(cluster, set_as_default=False) as client:
                killed.append(next(iter(client.run(os.getpid).values())))
            os.kill(killed[0], signal.SIGKILL)

    found = run("killed", executor=partial(DaskExecutor, cluster), workers=2, progress=kill)
    assert len(killed) == 1
    assert found == run("alone")


def test_the_command_line_runs_on_a_cluster(cluster, lemma, tmp_path, capsys):
    simulated = ("simulate", "mine.py", "--instances", str(INSTANCES), "--seed", "2")
    assert cli.main([*simulated, "--output", "alone"]) == 1
    alone = capsys.readouterr()
    assert cli.main([*simulated, "--output", "cluster", "--executor", "dask", "--address", cluster]) == 1
    there = capsys.readouterr()
    assert there.out == alone.out
    assert there.err == alone.err.replace("alone", "cluster")
    name = "mine.simulation.json"
    assert (tmp_path / "cluster" / name).read_bytes() == (tmp_path / "alone" / name).read_bytes()
    assert json.loads((tmp_path / "alone" / name).read_text())["claims"][0]["satisfied"] >= INSTANCES
    assert rows(tmp_path / "cluster/campaign.sqlite") == rows(tmp_path / "alone/campaign.sqlite")


# ---------------------------------------------------------------- clusters that are of no use


@pytest.fixture
def scheduler(tmp_path):
    """A scheduler process without workers, and its address."""
    process = subprocess.Popen(
        [sys.executable, "-c", MAIN.format("scheduler"), "--host", "127.0.0.1", "--port", "0", "--no-dashboard"],
        stderr=subprocess.PIPE,
        text=True,
        cwd=tmp_path,
    )
    address = next(found[0] for line in process.stderr if (found := re.findall(r"tcp://127\.0\.0\.1:\d+", line)))
    yield process, address
    process.kill()
    process.communicate()


@pytest.fixture
def join(scheduler, tmp_path):
    """Start a worker that runs some code first; return it when it is there."""
    workers = []

    def call(prelude):
        options = [scheduler[1], "--nthreads", "1", "--no-nanny", "--no-dashboard"]
        code = f"{prelude}\n{MAIN.format('worker')}"
        worker = subprocess.Popen(
            [sys.executable, "-c", code, *options], stderr=subprocess.PIPE, text=True, cwd=tmp_path
        )
        workers.append(worker)
        assert any("Registered to" in line for line in worker.stderr)
        return worker

    yield call
    for worker in workers:
        worker.kill()
        worker.communicate()


def test_a_scheduler_without_workers_is_said(scheduler, run):
    with pytest.raises(NumericsError, match=f"scheduler at '{scheduler[1]}' has no workers; start some: dask worker"):
        run("none", executor=partial(DaskExecutor, scheduler[1]))


@pytest.mark.parametrize(
    ("prelude", "has"),
    [
        ("import sys; sys.modules['proofcheck'] = None", "no proofcheck"),
        ("import proofcheck; proofcheck.__version__ = '0.0'", r"proofcheck 0\.0"),
    ],
)
def test_a_worker_that_cannot_run_the_batches_is_named(scheduler, join, run, prelude, has):
    join(prelude)
    with pytest.raises(NumericsError, match=rf"the Dask worker at tcp://\S+ has {has}; install proofcheck \S+ there$"):
        run("lacking", executor=partial(DaskExecutor, scheduler[1]))


def test_a_scheduler_that_is_lost_is_said_and_the_run_goes_on_elsewhere(scheduler, join, run, tmp_path, monkeypatch):
    monkeypatch.setattr(executors, "SECONDS", 1)
    join("")

    def lose(progress):
        if progress.done == 3:
            scheduler[0].kill()

    with pytest.raises(NumericsError, match="no Dask scheduler answers at"):
        run("lost", executor=partial(DaskExecutor, scheduler[1]), progress=lose)
    kept = rows(tmp_path / "lost")
    assert len(kept) >= 3
    found = run("lost")
    assert found == run("alone")
    assert set(kept) < set(found[1])


@pytest.mark.parametrize("address", ["127.0.0.1:1", "nowhere", "127.0.0.1:port", "http://127.0.0.1:1", ""])
def test_an_address_where_nobody_answers_is_said(address, monkeypatch):
    monkeypatch.setattr(executors, "SECONDS", 0.3)
    with pytest.raises(
        NumericsError, match=rf"^no Dask scheduler answers at '{address}' \(.+\); start one, or correct it$"
    ):
        cluster_threads(address)


def test_what_listens_and_says_nothing_is_no_scheduler(monkeypatch):
    monkeypatch.setattr(executors, "SECONDS", 0.3)
    with (
        socket.create_server(("127.0.0.1", 0)) as mute,
        pytest.raises(NumericsError, match=r"\(no answer within 0\.3 seconds\)"),
    ):
        cluster_threads(f"127.0.0.1:{mute.getsockname()[1]}")
