"""The commands that put claims to the test: what they print and write, and one line for each wrong call."""

import json
import re
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from contextlib import closing

import pytest

from proofcheck.study import executors

LEMMA = """
from proofcheck.lang import Claim, Reason, dimension, eq, exp, for_all, frac, norm, path, time, vector

n = dimension("n")
t = time("t")
y, x = vector("y", n), path("x", n)
flow = for_all(t >= 0, eq(x.dot(t), -(x(t) - y)))


def claim(name, says):
    return Claim(name, "here", "statement", says, given=[flow, t >= 0], reason=Reason("none"))


claims = [
    claim("decay", norm(x(t) - y) <= norm(x(0) - y) * exp(-t)),
    claim("faster", norm(x(t) - y) <= norm(x(0) - y) * exp(-2 * t)),
    claim("shapeless", eq(norm(x(t)), y)),
]
"""


def test_simulate_prints_and_writes_what_it_found(run, tmp_path):
    status, out, _ = run("simulate", "mine.py", "--instances", "32", "--seed", "3")
    assert status == 1
    decay, faster = (line.split() for line in out.splitlines()[3:5])
    assert decay[:2] == ["decay", "32"]
    assert decay[-1] != "VIOLATED"
    assert (faster[0], faster[-1]) == ("faster", "VIOLATED")
    assert re.search(r"^Violated\n  faster \((exact|interval|50 digits)\): at n = 1,", out, re.MULTILINE)
    data = json.loads((tmp_path / "build/mine.simulation.json").read_text())
    assert [c["claim"] for c in data["claims"]] == ["decay", "faster"]
    assert data["claims"][0]["violation"] is None
    assert data["claims"][1]["violation"]["evidence"] in {"exact", "interval", "50 digits"}


def test_without_a_terminal_progress_is_a_line_now_and_then(run, monkeypatch):
    monkeypatch.setattr("proofcheck.cli.progress.MINUTE", 0.0)
    _, _, err = run("simulate", "mine.py:decay", "--instances", "64")
    lines = [line for line in err.splitlines() if line.startswith("mine")]
    assert len(lines) >= 2
    assert lines[-1] == "mine, 0 s left: 2 of 2"


def test_simulate_draws_how_near_the_sides_came(run, tmp_path):
    pytest.importorskip("matplotlib")
    _, _, err = run("simulate", "mine.py", "--instances", "32", "--seed", "3")
    assert (tmp_path / "build/mine.simulation.svg").read_bytes().startswith(b"<?xml")
    assert "mine.simulation.svg" in err


def test_two_workers_find_what_one_does(run, tmp_path):
    run("simulate", "mine.py:decay", "--instances", "70", "--output", "one")
    status, _, _ = run("simulate", "mine.py:decay", "--instances", "70", "--output", "two", "--workers", "2")
    assert status == 0
    assert (tmp_path / "one/mine.simulation.json").read_text() == (tmp_path / "two/mine.simulation.json").read_text()


def test_without_matplotlib_the_rest_is_written(run, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "matplotlib.figure", None)
    status, _, err = run("simulate", "mine.py:decay", "--instances", "8")
    assert status == 0
    assert "pip install 'proofcheck[plot]'" in err
    assert (tmp_path / "build/mine.simulation.json").exists()


def test_fuzz_finds_shrinks_keeps_and_replays(run, tmp_path):
    status, out, _ = run("fuzz", "mine.py:faster", "--max-examples", "60")
    assert status == 1
    assert "mine:faster: false: at n = 1," in out
    command = out.strip().rpartition("replay: python -m proofcheck ")[2].split()
    assert command == ["fuzz", "mine.py:faster", "--replay", "build/mine+faster.counterexample.json"]
    status, again, _ = run(*command)
    assert status == 1
    assert again.strip() == out.strip().partition("\n")[0]
    status, _, err = run("fuzz", "mine.py:decay", "--replay", command[-1])
    assert status == 2
    assert "is about mine:faster" in err


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"claim": "\x1b]0;owned\x07\x1b[31m\nmine:decay"}, "is about \\x1b]0;owned\\x07\\x1b[31m\\nmine:decay, not"),
        ({"scalars": {"c": "1e999999999"}}, "'1e999999999' is not a fraction of at most 1,000 digits"),
        ({"scalars": {"c": "1" * 5000 + "/3"}}, "is not a fraction of at most 1,000 digits"),
    ],
)
def test_an_instance_of_anybodys_neither_hangs_nor_forges_a_line(run, tmp_path, change, said):
    fields = ("dims", "scalars", "vectors", "operators", "functions", "initial", "paths")
    instance = {**{field: {} for field in fields}, "claim": "mine:decay"}
    (tmp_path / "theirs.json").write_text(json.dumps({**instance, **change}))
    started = time.monotonic()
    status, out, err = run("fuzz", "mine.py:decay", "--replay", "theirs.json")
    assert (status, out) == (2, "")
    assert said in err
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f]", err)
    assert time.monotonic() - started < 10


def test_fuzz_says_what_it_did_not_find(run):
    status, out, _ = run("fuzz", "mine.py:decay", "--max-examples", "20")
    assert status == 0
    assert "no counterexample in 20 examples" in out


NET = """
import numpy as np
from numerics.user import UserModel

inputs = np.random.default_rng(0).normal(size=(2, 3))


def f(w):
    return inputs @ w[:3] + w[3] ** 2 / 2


def jac(w):
    return np.hstack([inputs, np.full((2, 1), w[3])])


model = UserModel(f, jac, (2, 4), beta=2**0.5)
"""
BALL = """
from proofcheck.lang import Claim, Reason, dimension, for_all, jacobian, mapping, norm, path, scalar, smin, vector

n, p = dimension("n"), dimension("p")
f, w, beta = mapping("f", p, n), path("w", p), scalar("beta")
a, b = vector("a", p), vector("b", p)
lipschitz = for_all((a, b), norm(jacobian(f)(a) - jacobian(f)(b)) <= beta * norm(a - b))
near = [smin(jacobian(f)(w(0))) > 0, beta > 0, norm(a - w(0)) <= smin(jacobian(f)(w(0))) / (2 * beta)]
says = smin(jacobian(f)(w(0))) / 2 <= smin(jacobian(f)(a))
claims = [Claim("ball", "here", "statement", says, given=[lipschitz, *near], reason=Reason("none"))]
"""


def test_a_model_of_the_users_own_takes_the_place_of_random_ones(run, tmp_path):
    (tmp_path / "ball.py").write_text(BALL)
    (tmp_path / "my_net.py").write_text(NET)
    status, out, err = run("simulate", "ball.py", "--instances", "32", "--model", "my_net.py")
    assert (status, err.startswith("Wrote ")) == (0, True)
    assert re.search(r"^ball +32 .* my_net/\d+$", out, re.MULTILINE)
    assert "VIOLATED" not in out
    run("simulate", "ball.py", "--instances", "70", "--model", "my_net.py", "--output", "one")
    run("simulate", "ball.py", "--instances", "70", "--model", "my_net.py", "--output", "two", "--workers", "2")
    assert (tmp_path / "one/ball.simulation.json").read_text() == (tmp_path / "two/ball.simulation.json").read_text()


@pytest.mark.parametrize(
    ("change", "status", "said"),
    [
        (("model = ", "net = "), 2, "my_net.py defines no model; write model = UserModel"),
        (
            ("w[3] ** 2 / 2", "w[3] ** 2"),
            2,
            "my_net.py: the Jacobian contradicts f: along a direction f_1 has the slope",
        ),
        (("beta=2**0.5", "beta=None"), 0, "not simulated: beta is missing; give a Lipschitz constant of the Jacobian"),
        (
            ("    return inputs", "    return 1 / 0 + inputs"),
            2,
            "my_net.py: f raised ZeroDivisionError: division by zero.",
        ),
    ],
)
def test_a_model_that_is_no_use_is_said(run, tmp_path, change, status, said):
    (tmp_path / "ball.py").write_text(BALL)
    (tmp_path / "my_net.py").write_text(NET.replace(*change))
    found, out, err = run("simulate", "ball.py", "--instances", "32", "--model", "my_net.py")
    assert found == status
    assert said in " ".join((out + err).split())


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["simulate", "mine.py", "--model", "absent.py"], "cannot read 'absent.py': No such file or directory; give a"),
        (["simulate", "mine.py", "--instances", "0"], "--instances is 0: give at least one"),
        (["simulate", "mine.py", "--seed", "-1"], "-1 is not in the range x>=0"),
        (["simulate", "mine.py", "--seed", str(2**63)], "seed is 9223372036854775808; give one from 0 to"),
        (["simulate", "mine.py", "--workers", "0"], "0 is not in the range x>=1"),
        (["simulate", "mine.py", "--address", "127.0.0.1:1"], "--executor dask and --address HOST:PORT go together"),
        (["simulate", "mine.py:dekay"], "Did you mean mine.py:decay?"),
        (["simulate", "mine.py:shapeless"], "no claim that can be simulated"),
        (["simulate", "mine.py", "--executor", "dask"], "--executor dask and --address HOST:PORT go together"),
        (["fuzz", "mine.py", "--max-examples", "0"], "--max-examples is 0: give at least one"),
        (["fuzz", "mine.py:shapeless"], "has a meaning"),
        (["fuzz", "--replay", "x.json"], "--replay needs the one CLAIM"),
        (["fuzz", "mine.py:decay", "--replay", "absent.json"], "cannot read 'absent.json'"),
        (["fuzz", "mine.py:decay", "--replay", "mine.py"], "not a counterexample that fuzz wrote"),
    ],
)
def test_a_wrong_call_is_told_so_in_one_line(run, arguments, said, monkeypatch):
    monkeypatch.setattr(executors, "SECONDS", 0.3)
    status, _, err = run(*arguments)
    assert status == 2
    (line,) = [line for line in err.splitlines() if line.startswith("Error: ")]
    assert said in " ".join(err.split())
    assert line


def test_a_scheduler_that_does_not_answer_is_said(run, monkeypatch):
    pytest.importorskip("distributed")
    monkeypatch.setattr(executors, "SECONDS", 0.3)
    status, _, err = run("simulate", "mine.py", "--executor", "dask", "--address", "127.0.0.1:1")
    assert status == 74
    assert "no Dask scheduler answers" in " ".join(err.split())


def test_a_corrupt_journal_is_named(run, tmp_path):
    (tmp_path / "build").mkdir()
    (tmp_path / "build/campaign.sqlite").write_bytes(b"not a journal" * 100)
    status, _, err = run("simulate", "mine.py", "--instances", "4")
    assert status == 74
    assert "campaign.sqlite: it is corrupt; move it away" in err


def test_a_folder_in_the_place_of_the_journal_is_named(run, tmp_path):
    (tmp_path / "build/campaign.sqlite").mkdir(parents=True)
    status, _, err = run("simulate", "mine.py", "--instances", "4")
    assert status == 74
    assert err == "Error: journal build/campaign.sqlite: it is a folder; move it away, or choose another file\n"


def test_a_folder_that_cannot_be_written_is_named(run, monkeypatch):
    def refuse(*arguments, **options):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(tempfile, "TemporaryFile", refuse)
    for command in (["simulate", "mine.py"], ["fuzz", "mine.py"]):
        status, _, err = run(*command)
        assert status == 74
        assert "cannot write to the output folder 'build' (Permission denied)" in err


@pytest.mark.parametrize(
    ("command", "file"),
    [
        (["simulate", "mine.py", "--instances", "8"], "mine.simulation.json"),
        (["simulate", "mine.py", "--instances", "8"], "mine.simulation.svg"),
        (["fuzz", "mine.py:faster", "--max-examples", "60"], "mine+faster.counterexample.json"),
    ],
)
def test_on_a_full_disk_what_was_found_is_printed_and_older_files_stay(run, monkeypatch, tmp_path, command, file):
    pytest.importorskip("matplotlib")
    build = tmp_path / "build"
    build.mkdir()
    (build / file).write_text("older")
    monkeypatch.setattr("proofcheck.files.secrets.token_hex", lambda size: "full")
    (build / f".full.new.{file.rpartition('.')[2]}").symlink_to("/dev/full")
    status, out, err = run(*command)
    assert status == 74
    assert "faster" in out
    assert f"Error: cannot write 'build/{file}': No space left on device; what was there is kept\n" in err
    assert (build / file).read_text() == "older"
    assert not list(build.glob(".*"))
    status, _, err = run(*command)
    assert status == 1
    assert (build / file).read_bytes() != b"older"


def test_an_example_database_that_takes_nothing_is_said(run, tmp_path):
    (tmp_path / "build").mkdir()
    (tmp_path / "build/examples").touch()
    status, out, err = run("fuzz", "mine.py:faster", "--max-examples", "60")
    assert status == 1
    assert "replay: " in out
    assert "The next run will have to find it again: 'build/examples' takes nothing." in err


def test_output_to_a_full_disk_is_one_line(run, monkeypatch):
    def full(*arguments, **options):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("proofcheck.cli.experiments.resolve", full)
    status, _, err = run("simulate", "mine.py")
    assert status == 74
    assert err == "Error: what is found cannot be written: [Errno 28] No space left on device.\n"


# ---------------------------------------------------------------- runs that are interrupted or killed

LONG = ("simulate", "mine.py:decay", "--instances", "6000", "--workers", "2")


@pytest.fixture
def start(run, tmp_path):
    """Start a long run in a process of its own, and wait until it has done some batches."""
    started = []

    def call(batches):
        command = [sys.executable, "-m", "proofcheck", *LONG, "--output", "long"]
        process = subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        started.append(process)
        while len(rows(tmp_path / "long")) < batches:
            assert process.poll() is None, process.communicate()
            time.sleep(0.01)
        return process

    yield call
    for process in started:
        process.kill()
        process.communicate()


def rows(folder):
    """The finished batches in the journal of a folder."""
    try:
        with closing(sqlite3.connect(f"file:{folder / 'campaign.sqlite'}?mode=ro", uri=True)) as connection:
            return connection.execute("SELECT * FROM batches ORDER BY batch").fetchall()
    except sqlite3.OperationalError:  # not there yet
        return []


def test_killed_workers_and_killed_runs_lose_nothing_and_count_nothing_twice(run, start, tmp_path):
    psutil = pytest.importorskip("psutil")
    process = start(2)
    next(iter(psutil.Process(process.pid).children())).kill()
    done = len(rows(tmp_path / "long"))
    while len(rows(tmp_path / "long")) == done and process.poll() is None:
        time.sleep(0.01)
    process.kill()
    process.communicate(timeout=60)
    kept = rows(tmp_path / "long")
    assert kept
    status, out, _ = run(*LONG, "--output", "long")
    assert status == 0
    assert run(*LONG, "--output", "undisturbed")[:2] == (0, out)
    found = rows(tmp_path / "long")
    assert found == rows(tmp_path / "undisturbed")
    assert set(kept) <= set(found)
    name = "mine.simulation.json"
    assert (tmp_path / "long" / name).read_bytes() == (tmp_path / "undisturbed" / name).read_bytes()


def test_an_interrupted_run_prints_what_it_has_and_how_to_go_on(start, tmp_path):
    process = start(2)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert re.search(r"^decay +\d", out, re.MULTILINE)
    first, *_, last = err.splitlines()
    assert first == "Stopping when the running batches are done; Ctrl-C again stops now."
    done = len(rows(tmp_path / "long"))
    assert last.startswith(f"Interrupted after {done} of ")
    assert last.endswith(" batches: the same command goes on.")
