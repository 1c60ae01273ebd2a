"""A lemma file runs in a process of its own: whatever it does there costs its own claims, and nothing else."""

import json
import os
import re
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

from proofcheck import cli, reading, reading_process
from proofcheck.cli import targets
from proofcheck.lang import LanguageError, files, problems

GOOD = """
from proofcheck.lang import *

x = scalar("x")
claims = [Claim("false", "line 1", "step", x + 1 <= x, reason=Reason("obvious"))]
"""
MARK = "PROOFCHECK_TEST_OF_READING"


@pytest.fixture
def write(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    def file(name, content, encoding="utf-8"):
        place = tmp_path / name
        place.parent.mkdir(exist_ok=True, parents=True)
        place.write_bytes(textwrap.dedent(content).encode(encoding))
        return name

    return file


def marked():
    """The processes that have the mark in their environment."""
    found = []
    for entry in Path("/proc").glob("[0-9]*/environ"):
        try:
            if MARK.encode() in entry.read_bytes():
                found.append(int(entry.parent.name))
        except OSError:
            continue
    return [process for process in found if process != os.getpid()]


BREAKING = {
    "while True: pass": "1: it was still running after 1 s",
    "while True:\n    try:\n        while True: pass\n    except BaseException: pass": "it was still running after 1 s",
    "from signal import *\nsignal(SIGALRM, SIG_IGN)\nwhile True: pass": "3: it was still running after 1 s",
    "import time\ntime.sleep(10**6)": "2: it was still running after 1 s",
    "x = b'x' * (20 * 2**30)": "1: it needed more memory",
    "import os\nos._exit(0)": "1: it ended its process before it was read",
    "import sys\nsys.exit(0)": "2: it tried to end the program",
    "raise ValueError('no\\nsuch\\x1b[31mluck')": "1: ValueError: no such\x1b[31mluck",
    "class Odd(BaseException): pass\nraise Odd('odd')": "2: Odd: odd",
    "class Odd(Exception):\n    def __str__(self): raise self\nraise Odd": "3: Odd",
    "raise KeyboardInterrupt": "1: KeyboardInterrupt",
    "raise GeneratorExit": "1: GeneratorExit",
    "import tensorflow_of_tomorrow": "1: ModuleNotFoundError: No module named 'tensorflow_of_tomorrow'",
    "claims = [1, 2": "1: SyntaxError",
    "\0": "1: line 1 holds a null character",
    "": "1: the file defines no list called 'claims'",
    "claims = 5": "1: the file defines no list called 'claims'",
    "def f(): return f()\nf()": "1: RecursionError",
    "import ctypes\nctypes.string_at(0)": "its process was ended by the signal SIGSEGV",
    "x = input('password? ')": "1: EOFError",
    "import os, signal\nos.kill(os.getppid(), signal.SIGKILL)\nwhile True: pass": "the process that reads files ended",
    "import os, signal\nos.killpg(0, signal.SIGTERM)\nwhile True: pass": "its process was ended by the signal SIGTERM",
    GOOD + "claims[0].reason.text.__class__\nobject.__setattr__(claims[0], 'says', 3)": "",
}


def test_whatever_a_file_does_it_costs_itself_alone(write, monkeypatch):
    monkeypatch.setattr(problems, "SECONDS_PER_FILE", 1.0)
    monkeypatch.setattr(reading, "GRACE", 0.6)
    monkeypatch.setenv(MARK, "1")
    write("good.py", GOOD)
    said = []
    with reading.Library(said.append) as library:
        for number, (content, complaint) in enumerate(BREAKING.items()):
            (document,) = library.at(write(f"bad{number}.py", content))
            (problem,) = document.problems
            assert document.claims == ()
            assert (problem.file, "\n" in problem.message) == (f"bad{number}.py", False)
            assert complaint in f"{problem.line}: {problem.message}"
        (document,) = library.at("good.py")
        assert [claim.text for claim in document.claims] == ["x + 1 ≤ x"]
    assert marked() == []


ODD = {
    "forks": "import os\nos.fork()\n" + GOOD,
    "leaves a daemon": "import os, time\nif not os.fork():\n    os.setsid()\n    if os.fork(): os._exit(0)\n"
    "    time.sleep(600)\n" + GOOD,
    "starts a program": "import subprocess\nsubprocess.Popen(['sleep', '600'], start_new_session=True)\n" + GOOD,
    "starts a thread": "import threading, time\nthreading.Thread(target=lambda: time.sleep(600)).start()\n" + GOOD,
    "closes": "import os\nos.close(1)\nos.close(2)\n" + GOOD,
    "moves": "import os\nos.chdir('/')\n" + GOOD,
    "removes limits": "import signal\nsignal.setitimer(signal.ITIMER_REAL, 0)\n" + GOOD,
    "byte order mark": "\ufeff" + GOOD,
    "carriage returns": GOOD.replace("\n", "\r\n"),
    "another encoding": "# -*- coding: latin-1 -*-\n# café\n" + GOOD,
    "forges a finding": GOOD + "import proofcheck.lang.files as d\nd.verified = lambda *a, **k: None\n"
    "import proofcheck.lang.shapes as s\ns.ill_typed = lambda node: None\n",
}


def test_what_a_file_does_besides_is_undone(write, monkeypatch):
    monkeypatch.setenv(MARK, "1")
    with reading.Library(lambda line: None) as library:
        for name, content in ODD.items():
            file = write(f"{name}.py", content, "latin-1" if "latin-1" in content else "utf-8")
            (document,) = library.at(file)
            assert document.problems == (), name
            assert [claim.text for claim in document.claims] == ["x + 1 ≤ x"], name
            assert (document.path, document.claims[0].file) == (file, file)
            assert len(marked()) == 1, name  # the one that reads
    assert marked() == []


FORGING = (
    GOOD
    + """
import proofcheck.questions as asking
import proofcheck.findings.judging as judge
import proofcheck.findings.verdicts as verdicts
from proofcheck.models import confirmation

honest = judge.report
judge.report = asking.report = lambda case: honest(case) | {"holds": "proved", "follows": "yes"}
verdicts.proves = lambda theorem, problem: True
"""
)


def test_a_file_that_changes_the_judge_changes_no_verdict(write, capsys):
    write("forging.py", FORGING)
    write("good.py", GOOD)
    assert cli.main(["check", "forging.py", "good.py", "--format", "json"]) == 1
    found = json.loads(capsys.readouterr().out)["documents"]
    assert [(c["holds"], c["follows"]) for d in found for c in d["claims"]] == [("refuted", "no")] * 2


def test_the_process_that_reads_is_kept_for_the_next_file_wherever_it_is(write, monkeypatch, tmp_path):
    monkeypatch.setattr(reading_process, "idle", [])
    write("one.py", GOOD)
    write("below/two.py", GOOD + "import os\nassert os.path.exists('two.py')\n")
    for name in ("one", "two"):
        with targets.open_library() as library:
            [document] = library.at(f"{name}.py")
        assert (document.problems, document.id) == ((), name)
        [kept] = reading_process.idle
        monkeypatch.chdir(tmp_path / "below")
    assert kept.serves()
    write("ends.py", "import os, signal\nos.kill(os.getppid(), signal.SIGKILL)\nwhile True: pass")
    with targets.open_library() as library:
        library.at("../ends.py")
    assert reading_process.idle == []


def test_what_is_not_utf8_is_said_with_its_line(write):
    (document,) = reading.read_path(write("old.py", "claims = []\n\n# café\n", "latin-1"))
    (problem,) = document.problems
    assert problem.message == "line 3 is not UTF-8: save the file as UTF-8."


def test_what_a_file_prints_goes_to_standard_error_escaped_and_cut(write, capfd):
    printing = (
        "print('hello \\x1b[31m')\nimport os\nos.write(1, b'by os' + bytes([255, 10]))\nos.system('echo shell')\n"
    )
    write("loud.py", printing + "print('x' * 10**6)\n" + GOOD)
    reading.read_path("loud.py")
    out, err = capfd.readouterr()
    assert out == ""
    assert "loud.py prints: by os\\xff\n" in err
    assert "loud.py prints: shell\n" in err
    assert "\x1b" not in err
    assert len(err) < 5_000


def test_a_forged_document_with_claims_that_cannot_be_is_refused(write):
    forged = GOOD + "document = Document('d', 't', tuple(claims))\nobject.__setattr__(document, 'title', 3)\n"
    (document,) = reading.read_path(write("forged.py", forged))
    assert document.claims == ()
    assert "is not a document" in document.problems[0].message


def test_only_lemma_files_of_a_folder_are_run_and_the_others_are_named(write, tmp_path):
    write("theirs/one.py", GOOD)
    write("theirs/deploy.py", "open('ran', 'w')")
    said = []
    (document,) = reading.read_path("theirs", said.append)
    assert document.id == "one"
    assert said == ["not read, since they define no claims: deploy.py"]
    assert not (tmp_path / "ran").exists()
    (tmp_path / "theirs/one.py").unlink()
    with pytest.raises(LanguageError, match="holds neither lemma files"):
        reading.read_path("theirs")


def test_a_folder_that_is_a_document_loses_the_part_that_loops(write, monkeypatch):
    monkeypatch.setattr(problems, "SECONDS_PER_FILE", 0.5)
    write("ours/__init__.py", "from proofcheck.lang import assemble\ndocument = assemble('ours', 'O', ['bad', 'good'])")
    write("ours/bad.py", "while True: pass")
    write("ours/good.py", GOOD)
    (document,) = reading.read_path("ours")
    assert [claim.id for claim in document.claims] == ["false"]
    assert "still running after 0.5 s" in document.problems[0].message


def test_installed_documents_are_read_the_same_way():
    found = reading.read_installed()
    assert found == files.discover()


def test_one_installed_document_is_read_alone():
    with reading.Library() as library:
        assert library.entered_as("online_learning").id == "online_learning"
        assert [point.name for point in library._entered] == ["online_learning"]
        assert library.entered_as("online_learning:strong.3") is None


def test_ones_own_files_do_not_hide_the_packages_that_are_installed(write, tmp_path):
    write("lemmas/__init__.py", "raise SystemExit('hidden')")
    write("numerics.py", "raise SystemExit('hidden')")
    done = subprocess.run([sys.executable, "-m", "proofcheck", "list"], cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 0
    assert "lazy_training:lemma4.2" in done.stdout
    assert "not read" not in done.stdout


def test_the_readers_end_with_the_one_that_asks(write, tmp_path):
    write("slow.py", "import os, time\nos.fork()\nopen('started', 'w')\ntime.sleep(600)")
    command = [sys.executable, "-m", "proofcheck", "check", "slow.py"]
    for end in ("terminate", "kill"):
        with subprocess.Popen(command, cwd=tmp_path, env={**os.environ, MARK: end}, stderr=subprocess.PIPE) as run:
            until = time.monotonic() + 20
            while not (tmp_path / "started").exists() and time.monotonic() < until:
                time.sleep(0.05)
            getattr(run, end)()
            run.communicate()
        (tmp_path / "started").unlink()
        until = time.monotonic() + 3
        while marked() and time.monotonic() < until:
            time.sleep(0.05)
        assert marked() == [], end


COLONS = """
from proofcheck.lang import *
from proofcheck.lang import document as make

x = scalar("x")
names = ["a:b", "a", "a/b", "../../evil", "; rm -rf $HOME; '", "x" * 180]
document = make("lecture: part 1", "t", [Claim(name, "", "step", x <= 1, reason=Reason("")) for name in names])
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a quick start")
def test_the_commands_that_are_printed_work_whatever_the_ids(write, capsys, tmp_path):
    write("odd name.py", COLONS)
    assert cli.main(["fuzz", "odd name.py", "--max-examples", "5"]) == 1
    lines = capsys.readouterr().out.splitlines()
    commands = [line.partition("replay: python -m proofcheck ")[2] for line in lines if "    replay: " in line]
    assert len(commands) == 6
    for command in commands:
        split = subprocess.run(f"printf '%s\\0' {command}", shell=True, capture_output=True, text=True, cwd=tmp_path)
        assert cli.main(split.stdout.split("\0")[:-1]) == 1
    assert {entry.parent.name for entry in tmp_path.rglob("*.counterexample.json")} == {"build"}
    capsys.readouterr()
    assert cli.main(["replay", "odd name.py:a:b"]) == 0


def test_nothing_from_a_file_moves_the_terminal(write, capsys):
    evil = "x\\n\\x1b[2J\\x1b]0;owned\\x07\\u202e\\x9b31m"
    write("evil.py", GOOD.replace('"false", "line 1"', f'"false", "{evil}"').replace("obvious", evil))
    write("error.py", f"import proofcheck\nraise ValueError('{evil}')")
    for command in (["check", "evil.py", "error.py"], ["explain", "evil.py:false"], ["replay", "evil.py:fals\x1b[2J"]):
        cli.main(command)
        out, err = capsys.readouterr()
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", out + err), command


def test_output_that_cannot_be_written_has_a_status_of_its_own(write):
    write("good.py", GOOD)
    with open("/dev/full", "w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "proofcheck", "check", "good.py", "--format", "json"],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
        )
    assert done.returncode == 74
    assert "No space left" in done.stderr


@pytest.mark.parametrize(
    ("text", "defines"),
    [
        ("claims = []", True),
        ("claims: list = []", True),
        ("if True:\n    document = None", True),
        ("from parts import claims", True),
        ("from parts import *", True),
        ("(", True),
        ("from proofcheck.lang import document", False),
        ("def made():\n    claims = []", False),
        ("print(claims)", False),
    ],
)
def test_a_file_of_a_folder_is_a_document_where_it_defines_claims(write, text, defines):
    write("folder/file.py", f"# of proofcheck\n{text}\n")
    write("folder/good.py", GOOD)
    chosen, others = files.lemma_files("folder")
    assert ("file.py" in {file.name for file in chosen}) == defines
    assert ("file.py" in {file.name for file in others}) != defines


@pytest.mark.parametrize(
    ("lines", "line", "said"),
    [
        ('x = vector("x")', 3, "write vector(name, n)."),
        ('x = vector(dimension("n"), "x")', 3, "it comes first, in quotation marks"),
        ("claims = [Claim('a', '', 'step', u <= 1)]", 3, 'declare it before, as in u = scalar("u").'),
        ("from proofcheck.lang import Vector", 3, "vector is perhaps meant."),
        ("from proofcheck.lang import matrix", 3, "operator is perhaps meant."),
        ("import proofcheck.lang\nx = proofcheck.lang.real('x')", 4, "scalar is perhaps meant."),
        ("import math\nx = math.sqrt(scalar('x'))", 4, "import sqrt, exp, log and others from proofcheck.lang."),
        ("import sympy\nx = sympy.Symbol('x')\nclaims = chain('a', '', x, Step('<=', x + 1, Reason('')))", 5,
         "declare x = scalar('x')."),
        ("claims = chain('a', '', scalar('x'))", 3, "the chain 'a' has no step"),
        ("x = scalar('x')\nclaims = chain('a', '', x, x <= 1)", 4, "has 'x ≤ 1': each step must be Step("),
        ("claims = []", 1, "the list 'claims' is empty"),
    ],
)  # fmt: skip
def test_first_mistakes_are_answered_by_what_to_write(write, lines, line, said):
    (document,) = reading.read_path(write("first.py", f"from proofcheck.lang import *\n\n{lines}\n"))
    (problem,) = document.problems
    assert (problem.line, document.claims) == (line, ())
    assert said in problem.message
