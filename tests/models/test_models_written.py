"""Counterexamples on paper: self-contained, confirmed on a bare Python, refused in bounded time when they are none."""

import copy
import json
import subprocess
import sys
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from proofcheck.kernel.clauses import Problem, fact
from proofcheck.kernel.terms import ONE, SCALAR, ZERO, Term, num
from proofcheck.models.__main__ import COMMAND
from proofcheck.models.instance import Instance
from proofcheck.models.scalars import NotConfirmed
from proofcheck.models.written import read_instance, replay_counterexample, write_counterexample, write_instance

ROOT = Path(__file__).parents[2]
x, v = Term("var", "x", SCALAR), Term("var", "v", ("V", "n"))
BELOW_ONE = Problem((), (fact("<=", x, num(2)),), fact("<=", x, ONE))
BARE = (
    "import atexit, runpy, sys; sys.path.append(sys.argv.pop(1)); "
    "atexit.register(lambda: print(*sorted(sys.modules))); "
    "runpy.run_module('proofcheck.models', run_name='__main__', alter_sys=True)"
)


def at(value: int) -> dict[str, Any]:
    made = write_counterexample(BELOW_ONE, Instance(scalars={"x": Fraction(value)}))
    return json.loads(json.dumps({"claim": "mine", **made}))


def run(file: Path, content: Any, capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    file.write_text(json.dumps(content), encoding="utf-8")
    status = COMMAND.main([str(file)])
    return status, capsys.readouterr().out.replace(str(file), "FILE")


def test_an_instance_is_read_as_it_was_written() -> None:
    half = Fraction(1, 2)
    made = Instance(
        {"n": 2},
        {"x": -half},
        {"v": (half, Fraction(0))},
        {"A": ((half, Fraction(1)), (Fraction(2), Fraction(3)))},
        {"f": ({(1, 0): half, (0, 2): Fraction(1)},)},
        {"w": (half, half)},
        {"u": ({(0, -half): Fraction(3)}, {(1, Fraction(0)): half})},
        {"z": (-half, Fraction(3))},
    )
    assert read_instance(json.loads(json.dumps(write_instance(made)))) == made


def test_a_counterexample_is_confirmed_and_says_what_it_refutes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(tmp_path / "c.json", at(2), capsys) == (
        0,
        'FILE: labelled "mine": confirmed; 2 > 1\n'
        "    given  x <= 2\n    false  x <= 1\n    where  x: R\n    at     x = 2\n",
    )


@pytest.mark.parametrize("value", [1, 3])
def test_an_instance_that_satisfies_the_claim_or_breaks_a_hypothesis_is_rejected(
    value: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, out = run(tmp_path / "c.json", at(value), capsys)
    assert status == 1
    assert out.startswith('FILE: labelled "mine": rejected: ')
    with pytest.raises(NotConfirmed):
        replay_counterexample(at(value))


def change(path: str, value: Any) -> Callable[[dict[str, Any]], None]:
    def apply(data: dict[str, Any]) -> None:
        *outer, last = path.split(".")
        for key in outer:
            data = data[key]
        data[last] = value

    return apply


@pytest.mark.parametrize(
    "damage",
    [
        change("format", "other"),
        change("problem", None),
        change("problem.goal", ["<=", 1, 2]),
        change("problem.hypotheses", 7),
        change("problem.dimensions", [["<", "n"]]),
        change("instance", None),
        change("instance.scalars", {"x": "1e999999999"}),
        change("instance.scalars", {"x": "1/0"}),
        change("instance.scalars", {"x": "9" * 2_000}),
        change("instance.dims", {"n": 10**9}),
        change("instance.functions", {"f": [[[["100000"], "1"]]]}),
        change("instance.vectors", [1]),
    ],
)
def test_what_is_no_counterexample_is_refused_in_a_line(
    damage: Callable[[dict[str, Any]], None], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = copy.deepcopy(at(2))
    damage(data)
    status, out = run(tmp_path / "c.json", data, capsys)
    assert status == 1
    assert out.startswith('FILE: labelled "mine": rejected: ')
    assert out.count("\n") == 1


def test_a_tower_of_powers_is_refused_before_it_is_worked_out() -> None:
    tower = num(2)
    for _ in range(3):
        tower = Term("pow", Term("mul", ONE, tower), 100)
    written = write_counterexample(Problem((), (), fact("<=", tower, ZERO)), Instance())
    with pytest.raises(NotConfirmed, match="more than 10,000 digits"):
        replay_counterexample(written)


def test_findings_are_confirmed_as_they_are_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    claims = [{"counterexample": at(2)}, {"counterexample": None}, {"counterexample": at(1)}]
    status, out = run(tmp_path / "findings.json", {"documents": [{"claims": claims}]}, capsys)
    assert status == 1
    assert out.endswith("FILE: 1 of 2 counterexamples replay; 1 claims have none\n")


def test_nothing_but_the_standard_library_is_imported_and_no_rule(tmp_path: Path) -> None:
    norm = Term("norm", v)
    problem = Problem((), (fact("<", ZERO, norm),), fact("<", norm, ONE))
    made = write_counterexample(problem, Instance({"n": 1}, vectors={"v": (Fraction(2),)}))
    (tmp_path / "c.json").write_text(json.dumps(made), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", BARE, str(ROOT), str(tmp_path / "c.json")],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    modules = done.stdout.splitlines()[-1].split()
    outside = {m.partition(".")[0] for m in modules} - sys.stdlib_module_names - {"proofcheck", "__main__"}
    assert outside == set()
    assert "proofcheck.models.confirmation" in modules
    assert "proofcheck.kernel.rules" not in modules
