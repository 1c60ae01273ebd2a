"""The command line with nothing stood in for: a claim, a file of somebody's own, and files that break."""

import json
import subprocess
import sys
import textwrap

import jsonschema
import pytest

from proofcheck import cli
from proofcheck.report import load_schema

TRUE = """
from proofcheck.lang import Claim, Reason, dimension, inner, norm, vector

n = dimension("n")
x, y = vector("x", n), vector("y", n)
claims = [
    Claim("square", "line 1", "step", norm(x + y) ** 2 >= 2 * inner(x, y), reason=Reason("expand the square")),
]
"""
FALSE = TRUE.replace(">= 2 *", ">= 5 *")


@pytest.fixture
def run(capsys, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)

    def call(*arguments):
        status = cli.main(arguments)
        return status, *capsys.readouterr()

    return call


@pytest.fixture
def lemma(tmp_path):
    def write(text, name="mine.py"):
        (tmp_path / name).write_text(textwrap.dedent(text), encoding="utf-8")
        return name

    return write


def test_a_true_lemma_of_ones_own_is_proved(run, lemma):
    status, out, _ = run("check", lemma(TRUE), "--format", "json")
    findings = json.loads(out)
    jsonschema.validate(findings, load_schema())
    [claim] = findings["documents"][0]["claims"]
    assert (status, claim["holds"], claim["follows"]) == (0, "proved", "yes")


def test_a_false_lemma_of_ones_own_is_refuted(run, lemma):
    status, out, _ = run("check", lemma(FALSE))
    assert status == 1
    assert "mine:square  refuted, does not follow" in out
    assert "python -m proofcheck replay" in out


def test_the_command_that_a_counterexample_names_replays_it(run, lemma):
    lemma(FALSE)
    _, out, _ = run("check", "mine.py", "--format", "json")
    counterexample = json.loads(out)["documents"][0]["claims"][0]["counterexample"]
    command = counterexample["replay"].removeprefix("python -m proofcheck ").split()
    status, out, _ = run(*command, "--format", "json")
    again = json.loads(out)
    assert status == 0
    assert {key: again[key] for key in ("lhs", "rhs", "values")} == {
        key: counterexample[key] for key in ("lhs", "rhs", "values")
    }


@pytest.mark.parametrize(
    ("broken", "said"),
    [
        ("import proofcheck.lang\n1 / 0\n", "mine.py:2: ZeroDivisionError"),
        ("x = (\n", "mine.py:1: SyntaxError"),
        ("y = 1\n", "the file defines no list called 'claims'"),
        ("raise SystemExit(3)\n", "mine.py:1: it tried to end the program"),
    ],
)
def test_a_broken_file_is_named_with_its_line_and_costs_only_its_own_claims(run, lemma, broken, said):
    lemma(TRUE, "good.py")
    status, out, err = run("check", lemma(broken), "good.py")
    assert status == 1
    assert said in " ".join(out.split())
    assert "good: 1 claim (1 proved)" in out
    assert "Traceback" not in out + err


def test_a_file_that_loops_is_stopped_and_named(run, lemma, monkeypatch):
    monkeypatch.setattr("proofcheck.lang.problems.SECONDS_PER_FILE", 0.2)
    status, out, _ = run("check", lemma("while True:\n    pass\n"))
    assert status == 1
    assert "it was still running after 0.2 s" in " ".join(out.split())


def test_a_meaningless_line_is_ill_typed_and_its_neighbour_is_proved(run, lemma):
    text = (
        TRUE
        + """
p = dimension("p")
z = vector("z", p)
claims.append(Claim("mixed", "line 2", "step", norm(x + z) >= 0, reason=Reason("")))
"""
    )
    status, out, _ = run("check", lemma(text), "--format", "json")
    verdicts = {c["id"]: c["holds"] for c in json.loads(out)["documents"][0]["claims"]}
    assert (status, verdicts) == (1, {"square": "proved", "mixed": "ill-typed"})


def test_as_a_program_it_writes_json_alone_on_standard_output(tmp_path):
    done = subprocess.run(
        [sys.executable, "-m", "proofcheck", "check", "lazy_training:lemma4.2", "--format", "json"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
    )
    assert (done.returncode, done.stderr) == (1, "")
    jsonschema.validate(json.loads(done.stdout), load_schema())
    assert list(tmp_path.iterdir()) == []
