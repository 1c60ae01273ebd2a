"""Commands that are ended at any moment leave no process and no half-written file, and the next run goes on."""

import os
import random
import re
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from proofcheck.__main__ import interrupt_again

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="processes are looked at in /proc")

LEMMA = """
from proofcheck.lang import Claim, Reason, dimension, eq, exp, for_all, inner, norm, path, time, vector

n = dimension("n")
t = time("t")
y, x = vector("y", n), path("x", n)
flow = for_all(t >= 0, eq(x.dot(t), -(x(t) - y)))


def claim(name, says):
    return Claim(name, "here", "statement", says, given=[flow, t >= 0], reason=Reason("none"))


claims = [
    claim("decay", norm(x(t) - y) <= norm(x(0) - y) * exp(-t)),
    claim("cauchy", inner(x(0), y) <= norm(x(0)) * norm(y)),
    claim("faster", norm(x(t) - y) <= norm(x(0) - y) * exp(-2 * t)),
]
"""
COMMANDS = {
    "simulate": ("simulate", "mine.py", "--instances", "600", "--workers", "2", "--output", "out"),
    "fuzz": ("fuzz", "mine.py", "--max-examples", "5", "--output", "out"),
    "check": ("check", "mine.py", "--output", "out", "--no-pdf"),
}
ENDS = {signal.SIGINT: {130, -signal.SIGINT}, signal.SIGTERM: {143, -signal.SIGTERM}, signal.SIGKILL: {-signal.SIGKILL}}
QUICK = {"simulate": tuple(ENDS), "fuzz": (signal.SIGKILL,), "check": (signal.SIGINT,)}
"""How each command is ended without --full: the one that goes on from what it has kept in every way."""
DONE = {0, 1}
FILES = re.compile(r"campaign\.sqlite(-wal|-shm)?|mine\.simulation\.(json|svg)|mine\+faster\.counterexample\.json"
                   r"|findings\.json|report\.(tex|html)|examples|examples/.*")  # fmt: skip


def start(folder, command):
    return subprocess.Popen(
        [sys.executable, "-m", "proofcheck", *COMMANDS[command]],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | {"MARK_OF_TEST": str(folder)},
    )


def left(folder):
    """The processes that were started there and still run."""
    found = set()
    for process in Path("/proc").glob("[0-9]*"):
        try:
            inherited = f"MARK_OF_TEST={folder}\0".encode() in (process / "environ").read_bytes() + b"\0"
            running = (process / "stat").read_text().rpartition(")")[2].split()[0] != "Z"
        except OSError:
            continue
        if inherited and running:
            found.add(int(process.name))
    return found


def rows(folder):
    """The finished batches of the simulation."""
    try:
        with closing(sqlite3.connect(f"file:{folder}/out/campaign.sqlite?mode=ro", uri=True)) as journal:
            return journal.execute("SELECT * FROM batches ORDER BY document, seed, batch").fetchall()
    except sqlite3.OperationalError:  # not there yet
        return []


def undisturbed(folder, command):
    """What a command prints that nobody ends, the seconds that it takes, and what it keeps."""
    folder.mkdir()
    (folder / "mine.py").write_text(LEMMA)
    started = time.monotonic()
    process = start(folder, command)
    out, _ = process.communicate(timeout=120)
    assert process.returncode == 1
    return out, time.monotonic() - started, rows(folder)


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_is_ended_at_random_moments_and_goes_on(tmp_path, request, command):
    out, seconds, kept = undisturbed(tmp_path / "undisturbed", command)
    (folder := tmp_path / "ended").mkdir()
    (folder / "mine.py").write_text(LEMMA)
    rng = random.Random(command)
    for end in (end for end in ENDS for _ in range(20)) if request.config.getoption("--full") else QUICK[command]:
        process = start(folder, command)
        time.sleep(rng.uniform(0, 1) * seconds)
        before = rows(folder)
        process.send_signal(end)
        _, err = process.communicate(timeout=20)  # nobody else holds its streams
        assert process.returncode in ENDS[end] | DONE
        assert "Traceback" not in err or process.returncode < 0  # Python itself, before it runs any of ours
        limit = time.monotonic() + 3.0
        while (alive := left(folder)) and time.monotonic() < limit:
            time.sleep(0.02)
        assert not alive
        if (folder / "out").exists():
            names = [str(path.relative_to(folder / "out")) for path in (folder / "out").rglob("*")]
            assert [name for name in names if not FILES.fullmatch(name) and end is not signal.SIGKILL] == []
        assert set(before) <= set(rows(folder))
    process = start(folder, command)
    again, _ = process.communicate(timeout=120)
    if command != "check":  # whose seconds differ
        assert again == out
    assert process.returncode == 1
    assert rows(folder) == kept
    assert not left(folder)
    assert not list((folder / "out").glob(".*"))


def test_a_reader_who_has_enough_changes_nothing_but_what_is_printed(tmp_path):
    (tmp_path / "mine.py").write_text(LEMMA)
    for form in ("text", "json"):
        reader, writer = os.pipe()
        os.close(reader)
        command = [sys.executable, "-m", "proofcheck", "check", "mine.py", "--format", form]
        done = subprocess.run(command, cwd=tmp_path, stdout=writer, stderr=subprocess.PIPE, text=True, timeout=120)
        os.close(writer)
        assert (done.returncode, done.stderr) == (1, "")


class Interrupted:
    def __del__(self):
        raise KeyboardInterrupt


def test_an_interrupt_where_python_ignores_exceptions_comes_again(monkeypatch):
    monkeypatch.setattr(sys, "unraisablehook", interrupt_again)
    Interrupted()
    with pytest.raises(KeyboardInterrupt):
        time.sleep(0.5)
