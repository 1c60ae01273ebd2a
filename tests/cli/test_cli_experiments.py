"""The commands that put claims to the test: what they print and write, and one line for each wrong call."""

import json
import sys

import pytest

from proofcheck import cli
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


@pytest.fixture
def run(capsys, monkeypatch, tmp_path):
    """Run the command line in a folder with one lemma file; return status, standard output, standard error."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine.py").write_text(LEMMA)

    def call(*arguments):
        status = cli.main(arguments)
        out, err = capsys.readouterr()
        assert "Traceback" not in err
        return status, out, err

    return call


def test_simulate_prints_and_writes_what_it_found(run, tmp_path):
    status, out, _ = run("simulate", "mine.py", "--instances", "32", "--seed", "3")
    assert status == 1
    assert "mine:decay: 32 of 32 satisfy the hypotheses; no violation" in out
    assert "violated (" in out
    assert "left over right" in out
    data = json.loads((tmp_path / "build/mine.simulation.json").read_text())
    assert [c["claim"] for c in data["claims"]] == ["decay", "faster"]
    assert data["claims"][0]["violation"] is None
    assert data["claims"][1]["violation"]["evidence"] in {"exact", "interval", "50 digits"}


def test_simulate_draws_how_near_the_sides_came(run, tmp_path):
    pytest.importorskip("matplotlib")
    _, _, err = run("simulate", "mine.py", "--instances", "32", "--seed", "3")
    assert (tmp_path / "build/mine.simulation.png").read_bytes().startswith(b"\x89PNG")
    assert "mine.simulation.png" in err


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
    assert command == ["fuzz", "mine.py:faster", "--replay", "build/mine.faster.counterexample.json"]
    status, again, _ = run(*command)
    assert status == 1
    assert again.strip() == out.strip().partition("\n")[0]
    status, _, err = run("fuzz", "mine.py:decay", "--replay", command[-1])
    assert status == 2
    assert "is about mine:faster" in err


def test_fuzz_says_what_it_did_not_find(run):
    status, out, _ = run("fuzz", "mine.py:decay", "--max-examples", "20")
    assert status == 0
    assert "no counterexample in 20 examples" in out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["simulate", "mine.py", "--instances", "0"], "--instances is 0: give at least one"),
        (["simulate", "mine.py:dekay"], "Did you mean mine:decay?"),
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
    assert status in {1, 2}
    (line,) = [line for line in err.splitlines() if line.startswith("Error: ")]
    assert said in " ".join(err.split())
    assert line


def test_a_scheduler_that_does_not_answer_is_said(run, monkeypatch):
    pytest.importorskip("distributed")
    monkeypatch.setattr(executors, "SECONDS", 0.3)
    status, _, err = run("simulate", "mine.py", "--executor", "dask", "--address", "127.0.0.1:1")
    assert status in {1, 2}
    assert "no Dask scheduler answers" in " ".join(err.split())


def test_a_corrupt_journal_is_named(run, tmp_path):
    (tmp_path / "build").mkdir()
    (tmp_path / "build/campaign.sqlite").write_bytes(b"not a journal" * 100)
    status, _, err = run("simulate", "mine.py", "--instances", "4")
    assert status == 1
    assert "campaign.sqlite: it is corrupt; move it away" in err
