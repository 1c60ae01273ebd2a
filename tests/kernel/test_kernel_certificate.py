"""Derivations travel as data, and nothing in the data is believed."""

import copy
import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from proofcheck.kernel import rules
from proofcheck.kernel.__main__ import COMMAND
from proofcheck.kernel.certificate import FORMAT, replay, replay_certificate, write_certificate, write_derivation
from proofcheck.kernel.clauses import Clause, Problem, fact
from proofcheck.kernel.data import decode, encode
from proofcheck.kernel.terms import NATURAL, ONE, SCALAR, ZERO, KernelError, Term, num
from proofcheck.kernel.theorem import Theorem
from proofcheck.provers.library import calculus

ROOT = Path(__file__).parents[2]
KERNEL = ROOT / "proofcheck" / "kernel"
a, s, t = (("var", name, SCALAR) for name in ("a", "s", "t"))
v = ("var", "v", ("V", "n"))
k = ("var", "k", NATURAL)


def energy(time: Term) -> Term:
    return ("mul", num(Fraction(1, 2)), ("pow", ("norm", ("path", "x", ("V", "n"), time)), 2))


def decay() -> Theorem:
    """E' <= -2 E on [0, t] gives 3 E(t) <= 3 exp(-2 t) E(0)."""
    fall = ("<=", ("d", s, energy(s)), ("mul", num(-2), energy(s)))
    premises = [rules.assume([], clause) for clause in (fact("<=", ZERO, t), rules.over(s, ZERO, t, fall))]
    at = calculus.groenwall(premises, s, t, energy(s), num(-2))
    goal = ("<=", ("mul", num(3), energy(t)), ("mul", num(3), ("exp", ("mul", num(-2), t)), energy(ZERO)))
    return rules.arithmetic([at], goal, [{"coefficient": Fraction(3), "premises": [0], "equality": None}])


def powers() -> Theorem:
    """If x(k + 1) = a x(k) for all k, then x(k) = a^k x(0) for all k."""

    def x(time: Term) -> Term:
        return ("path", "x", SCALAR, time)

    def relation(time: Term) -> Any:
        return ("=", x(time), ("mul", ("powi", a, time), x(ZERO)))

    following = ("add", k, ONE)
    step = rules.assume([], Clause((k,), (), ("=", x(following), ("mul", a, x(k)))))
    one = rules.instantiate([step], [(k, k)])
    given = rules.assume([], fact(*relation(k)))
    entries = [
        {"coefficient": 1, "premises": [], "equality": 0},
        {"coefficient": 1, "premises": [], "equality": 1, "multiplier": a},
    ]
    moved = rules.arithmetic([one, given], relation(following), entries)
    closed = rules.generalize([moved], [k], [fact(*relation(k))])
    return rules.induction([rules.identity([], *relation(ZERO)[1:]), closed], k, relation(k))


def squares() -> Theorem:
    """2 a <= a^2 + 1, for all a, by a square."""
    goal = ("<=", ("mul", num(2), a), ("add", ("pow", a, 2), ONE))
    square = {"coefficient": Fraction(1), "premises": [], "square": ("add", a, num(-1)), "multiplier": None}
    return rules.generalize([rules.arithmetic([], goal, [square])], [a], [])


THEOREMS = [decay, powers, squares]
Derivation = Callable[[], Theorem]


def certificate_of(theorem: Theorem) -> dict[str, Any]:
    written = write_certificate(theorem, Problem((), tuple(theorem.hypotheses), theorem.clause))
    read: dict[str, Any] = json.loads(json.dumps(written))
    return read


@pytest.mark.parametrize("make", THEOREMS)
def test_a_derivation_replays_to_the_same_theorem(make: Derivation) -> None:
    theorem = make()
    again = replay(json.loads(json.dumps(write_derivation(theorem))))
    assert (again.clause, again.hypotheses, again.uses) == (theorem.clause, theorem.hypotheses, theorem.uses)
    assert replay_certificate(certificate_of(theorem)).clause == theorem.clause


def numbers(data: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Where the numbers of some JSON data stand."""
    items = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, item in items:
        if isinstance(item, int) or key == "q":
            yield (*path, key)
        else:
            yield from numbers(item, (*path, key))


@pytest.mark.parametrize("make", THEOREMS)
def test_no_number_of_a_certificate_can_be_altered(make: Derivation) -> None:
    certificate = certificate_of(make())
    places = list(numbers(certificate))
    assert len(places) > 8
    for *path, last in places:
        forged = copy.deepcopy(certificate)
        inner = forged
        for key in path:
            inner = inner[key]
        inner[last] = str(Fraction(inner[last]) + 1) if last == "q" else inner[last] + 1
        with pytest.raises(KernelError):
            replay_certificate(forged)


@pytest.mark.parametrize("make", THEOREMS)
def test_no_part_of_a_certificate_can_be_left_out(make: Derivation) -> None:
    certificate = certificate_of(make())
    for index in range(len(certificate["steps"])):
        forged = copy.deepcopy(certificate)
        del forged["steps"][index]
        with pytest.raises(KernelError):
            replay_certificate(forged)
    for key in ("format", "goal", "steps"):
        with pytest.raises(KernelError):
            replay_certificate({name: value for name, value in certificate.items() if name != key})
    if certificate["hypotheses"]:
        with pytest.raises(KernelError):
            replay_certificate({**certificate, "hypotheses": certificate["hypotheses"][1:]})


def test_an_altered_theorem_replays_to_the_true_one() -> None:
    theorem = squares()
    true = theorem.clause
    object.__setattr__(theorem, "clause", fact("<=", ONE, ZERO))
    assert replay(write_derivation(theorem)).clause == true


def cyclic() -> list[Any]:
    term: list[Any] = ["exp"]
    term.append(term)
    return term


def deep(depth: int) -> Any:
    term: Any = ["var", "a", ["S"]]
    for _ in range(depth):
        term = ["exp", term]
    return term


def step(rule: Any = "tangent of exp", premises: Any = (), **arguments: Any) -> dict[str, Any]:
    return {"rule": rule, "premises": list(premises), "arguments": arguments}


HOSTILE: list[Any] = [
    None,
    {},
    "steps",
    [],
    [None],
    [{}],
    [[]],
    [step(rule="no such rule")],
    [step(rule=["exp"])],
    [step(rule={})],
    [step(premises=[0], x=["num", {"q": "1"}])],
    [step(premises=["a"])],
    [step(premises=[None])],
    [step()],
    [step(x=None)],
    [step(x=1.5)],
    [step(x={"q": 1})],
    [step(x=["num", {"q": "1/0"}])],
    [step(x=["num", {"q": "1e999999999"}])],
    [step(x=["num", {"q": "nan"}])],
    [step(x=["num", {"q": " 1"}])],
    [step(x=["num", 1])],
    [step(x=["num", True])],
    [step(x=["num", "1"])],
    [step(x={"q": "1", "map": {}})],
    [step(x={"map": []})],
    [step(x=["var", {"map": {}}, ["S"]])],
    [step(x=["var", "#0", ["S"]])],
    [step(x=["var", "x", ["V", "n"]])],
    [step(x={"for": [], "if": [], "then": []})],
    [step(x=cyclic())],
    [step(x=deep(100_000))],
    [step(premises=[], x=["var", "x", ["S"]], premises_too=[])],
    [{"rule": "tangent of exp", "premises": {}, "arguments": []}],
    [step(rule="assume", clause={"for": [], "if": [], "then": ["<=", {}, []]})],
    [step(rule="assume", clause={"for": [["num", {"q": "1"}]], "if": [], "then": ["<=", deep(0), deep(0)]})],
    [step(rule="assume", clause={"for": 1, "if": 2, "then": 3})],
    [step(rule="assume", clause=["<=", deep(0), deep(0)])],
    [step(rule="make_theorem")],
]


@pytest.mark.parametrize("steps", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_derivations_are_rejected(steps: Any) -> None:
    with pytest.raises(KernelError):
        replay(steps)


TRUE = fact("<=", ("add", ONE, a), ("exp", a))


@pytest.mark.parametrize(
    "certificate",
    [
        None,
        [],
        {"format": FORMAT},
        {"format": "proofcheck/derivation/0", "hypotheses": [], "goal": encode(TRUE), "steps": []},
        {"format": FORMAT, "hypotheses": None, "goal": encode(TRUE), "steps": []},
        {"format": FORMAT, "hypotheses": [1], "goal": encode(TRUE), "steps": [step(x=encode(a))]},
        {"format": FORMAT, "hypotheses": [], "goal": deep(100_000), "steps": [step(x=encode(a))]},
        {"format": FORMAT, "hypotheses": [], "goal": encode(fact("<=", ONE, ZERO)), "steps": [step(x=encode(a))]},
        {"format": FORMAT, "hypotheses": [], "goal": encode(TRUE.relation), "steps": [step(x=encode(a))]},
    ],
    ids=range(9),
)
def test_hostile_certificates_are_rejected(certificate: Any) -> None:
    with pytest.raises(KernelError):
        replay_certificate(certificate)


def test_decoding_inverts_encoding() -> None:
    clause = Clause((v,), (fact("=", ("norm", v), ONE),), ("<=", num(Fraction(-3, 7)), ("pow", a, 2)))
    for value in (clause, clause.relation, None, "name", 3, {"certificate": (ONE, None)}, ()):
        assert decode(json.loads(json.dumps(encode(value)))) == value
    with pytest.raises(KernelError):
        encode(0.5)


# ------------------------------------------------------------------------------------------------ on a bare Python


def replayed_barely(*names: str) -> "subprocess.CompletedProcess[str]":
    """``python -m proofcheck.kernel`` with nothing but the standard library to import."""
    program = (
        "import runpy, sys; sys.path.append(sys.argv.pop(1)); "
        "runpy.run_module('proofcheck.kernel', run_name='__main__', alter_sys=True)"
    )
    return subprocess.run(
        [sys.executable, "-I", "-S", "-c", program, str(ROOT), *names],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_certificates_replay_on_a_bare_python(tmp_path: Path) -> None:
    good, bad = tmp_path / "good.json", tmp_path / "bad.json"
    certificates = [certificate_of(make()) for make in THEOREMS]
    good.write_text(json.dumps(certificates), encoding="utf-8")
    certificates[0]["steps"].pop()
    bad.write_text(json.dumps(certificates), encoding="utf-8")
    accepted = replayed_barely(str(good))
    assert (accepted.returncode, accepted.stderr) == (0, "")
    assert accepted.stdout.count("accepted") == 3
    assert "rests on arithmetic, differentiation, fundamental theorem of calculus" in accepted.stdout
    rejected = replayed_barely(str(good), str(bad))
    assert (rejected.returncode, rejected.stderr) == (1, "")
    assert rejected.stdout.count("rejected") == 1


@pytest.mark.parametrize(
    ("content", "code"),
    [("[]", 1), ("null", 1), ("[1, null]", 1), ("{}", 1), ("not json", 2), ("[" * 100_000, 2)],
)
def test_the_command_survives_any_file(tmp_path: Path, content: str, code: int) -> None:
    file = tmp_path / "certificate.json"
    file.write_text(content, encoding="utf-8")
    assert COMMAND.main([str(file)]) == code


def test_the_command_prints_no_control_characters(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "certificate.json"
    file.write_text(json.dumps({**certificate_of(squares()), "claim": "\x1b[2J"}), encoding="utf-8")
    assert COMMAND.main([str(file)]) == 0
    assert "\x1b" not in capsys.readouterr().out


def test_the_command_wants_files(tmp_path: Path) -> None:
    assert COMMAND.main([]) == 2
    assert COMMAND.main([str(tmp_path / "missing.json")]) == 2
