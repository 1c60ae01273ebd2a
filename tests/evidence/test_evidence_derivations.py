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

from proofcheck.evidence.derivations import FORMAT, replay, replay_certificate, write_certificate, write_derivation
from proofcheck.evidence.reading import Reader
from proofcheck.evidence.writing import Writer
from proofcheck.kernel import rules
from proofcheck.kernel.__main__ import COMMAND
from proofcheck.kernel.clauses import Clause, Problem, fact
from proofcheck.kernel.terms import NATURAL, ONE, SCALAR, ZERO, KernelError, Term, num
from proofcheck.kernel.theorem import Theorem
from proofcheck.provers.library import calculus
from proofcheck.provers.statements import clause_key

ROOT = Path(__file__).parents[2]
KERNEL = ROOT / "proofcheck" / "kernel"
a, s, t = (Term("var", name, SCALAR) for name in ("a", "s", "t"))
v = Term("var", "v", ("V", "n"))
k = Term("var", "k", NATURAL)


def energy(time: Term) -> Term:
    return Term("mul", num(Fraction(1, 2)), Term("pow", Term("norm", Term("path", "x", ("V", "n"), time)), 2))


def decay() -> Theorem:
    """E' <= -2 E on [0, t] gives 3 E(t) <= 3 exp(-2 t) E(0)."""
    fall = ("<=", Term("d", s, energy(s)), Term("mul", num(-2), energy(s)))
    premises = [rules.assume([], clause) for clause in (fact("<=", ZERO, t), rules.over(s, ZERO, t, fall))]
    at = calculus.groenwall(premises, s, t, energy(s), num(-2))
    goal = (
        "<=",
        Term("mul", num(3), energy(t)),
        Term("mul", num(3), Term("exp", Term("mul", num(-2), t)), energy(ZERO)),
    )
    return rules.arithmetic([at], goal, [{"coefficient": Fraction(3), "premises": [0], "equality": None}])


def powers() -> Theorem:
    """If x(k + 1) = a x(k) for all k, then x(k) = a^k x(0) for all k."""

    def x(time: Term) -> Term:
        return Term("path", "x", SCALAR, time)

    def relation(time: Term) -> Any:
        return ("=", x(time), Term("mul", Term("powi", a, time), x(ZERO)))

    following = Term("add", k, ONE)
    step = rules.assume([], Clause((k,), (), ("=", x(following), Term("mul", a, x(k)))))
    one = rules.instantiate([step], [(k, k)])
    given = rules.assume([], fact(*relation(k)))
    entries = [
        {"coefficient": 1, "premises": [], "equality": 0},
        {"coefficient": 1, "premises": [], "equality": 1, "multiplier": a},
    ]
    moved = rules.arithmetic([one, given], relation(following), entries)
    closed = rules.generalize([moved], [k], [fact(*relation(k))])
    return rules.induction([rules.identity([], *relation(ZERO)[1:]), closed], k, fact(*relation(k)))


def squares() -> Theorem:
    """2 a <= a^2 + 1, for all a, by a square."""
    goal = ("<=", Term("mul", num(2), a), Term("add", Term("pow", a, 2), ONE))
    square = {"coefficient": Fraction(1), "premises": [], "square": Term("add", a, num(-1)), "multiplier": None}
    return rules.generalize([rules.arithmetic([], goal, [square])], [a], [])


THEOREMS = [decay, powers, squares]
Derivation = Callable[[], Theorem]


def certificate_of(theorem: Theorem) -> dict[str, Any]:
    written = write_certificate(theorem, Problem((), tuple(sorted(theorem.hypotheses, key=clause_key)), theorem.clause))
    read: dict[str, Any] = json.loads(json.dumps(written))
    return read


@pytest.mark.parametrize("make", THEOREMS)
def test_a_derivation_replays_to_the_same_theorem(make: Derivation) -> None:
    theorem = make()
    again = replay(json.loads(json.dumps(write_derivation(theorem))))
    assert (again.clause, again.hypotheses) == (theorem.clause, theorem.hypotheses)
    assert replay_certificate(certificate_of(theorem))[0].clause == theorem.clause


def numbers(data: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Where the numbers of some JSON data stand."""
    items = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, item in items:
        if isinstance(item, int) or key == "q" or (isinstance(data, list) and data[0] == "num" and key == 1):
            yield (*path, key)
        else:
            yield from numbers(item, (*path, key))


@pytest.mark.parametrize("make", THEOREMS)
def test_a_certificate_with_an_altered_number_is_refused_or_states_something_else(make: Derivation) -> None:
    """One number may be idle: Groenwall's law has a source, which may stand at any time before it is set to zero."""
    certificate = certificate_of(make())
    stated = replay_certificate(certificate)[1]
    places = list(numbers(certificate))
    assert len(places) > 8
    refused, idle = 0, 0
    for *path, last in places:
        forged = copy.deepcopy(certificate)
        inner = forged
        for key in path:
            inner = inner[key]
        inner[last] = inner[last] + 1 if isinstance(inner[last], int) else str(Fraction(inner[last]) + 1)
        try:
            idle += replay_certificate(forged)[1] == stated
        except KernelError:
            refused += 1
    assert idle <= 1
    assert refused > 0.9 * len(places)


@pytest.mark.parametrize("make", THEOREMS)
def test_no_part_of_a_certificate_can_be_left_out(make: Derivation) -> None:
    certificate = certificate_of(make())
    for index in range(len(certificate["steps"])):
        forged = copy.deepcopy(certificate)
        del forged["steps"][index]
        with pytest.raises(KernelError):
            replay_certificate(forged)
    for key in ("format", "terms", "goal", "steps"):
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


def step(rule: Any = "identity", premises: Any = (), **arguments: Any) -> dict[str, Any]:
    right = {"right": {"term": 0}} if rule == "identity" else {}
    return {"rule": rule, "premises": list(premises), "arguments": right | arguments}


LEAF = ["var", "a", ["S"]]
VECTOR = ["var", "v", ["V", "n"]]
NO_TABLES: list[Any] = [
    None,
    {},
    "terms",
    [None],
    [[]],
    ["num"],
    [{}],
    [["nonsense", 0]],
    [[["var"], "a", ["S"]]],
    [["num", 1]],
    [["num", True]],
    [["num", {"q": "1"}]],
    [["num", "1/0"]],
    [["num", "1e999999999"]],
    [["num", "nan"]],
    [["num", " 1"]],
    [["num", "1" * 10_000]],
    [["var", {"map": {}}, ["S"]]],
    [["var", "x", ["V", True]]],
    [["var", "x", [["S"]]]],
    [["var", "x", "S"]],
    [["exp", 0]],
    [LEAF, ["exp", 1]],
    [LEAF, ["exp", -1]],
    [LEAF, ["exp", False]],
    [LEAF, ["exp", 0.0]],
    [LEAF, ["exp", LEAF]],
    [LEAF, ["exp"]],
    [LEAF, ["exp", 0, 0]],
    [LEAF, ["pow", 0, True]],
    [LEAF, ["pow", 0, "2"]],
    [LEAF, ["int", "a", 0, 0, 0]],
    [VECTOR, ["exp", 0]],
    [LEAF, VECTOR, ["add", 0, 1]],
    [LEAF, *(["exp", place] for place in range(10_000))],
    [LEAF, *(["add", place, place] for place in range(100))],
    [
        entry
        for place in range(4_000)
        for entry in (["var", f"a{place}", ["S"]], ["add", 2 * place, max(2 * place - 1, 0)])
    ],
]


@pytest.mark.parametrize("terms", NO_TABLES, ids=range(len(NO_TABLES)))
def test_what_is_no_table_of_terms_is_rejected(terms: Any) -> None:
    with pytest.raises(KernelError):
        replay({"terms": terms, "steps": [step(left={"term": 0})]})


def nested(depth: int) -> Any:
    data: Any = []
    for _ in range(depth):
        data = [data]
    return data


def test_the_steps_that_the_hostile_ones_differ_from_are_accepted() -> None:
    assert replay({"terms": [LEAF], "steps": [step(left={"term": 0})]}).clause == fact("=", a, a)


HOSTILE: list[Any] = [
    None,
    {},
    "steps",
    [],
    [None],
    [{}],
    [[]],
    [step(rule="no such rule", x={"term": 0})],
    [step(rule=["exp"], x={"term": 0})],
    [step(rule={}, x={"term": 0})],
    [step(premises=[0], x={"term": 0})],
    [step(premises=["a"], x={"term": 0})],
    [step(premises=[None], x={"term": 0})],
    [step()],
    [step(left=None)],
    [step(left=1.5)],
    [step(left=0)],
    [step(left=LEAF)],
    [step(left={"term": 2})],
    [step(left={"term": -1})],
    [step(left={"term": "0"})],
    [step(left={"term": True})],
    [step(left={"term": None})],
    [step(left={"term": 0, "map": {}})],
    [step(left={"q": 1})],
    [step(left={"q": "1/0"})],
    [step(left={"q": "1", "map": {}})],
    [step(left={"map": []})],
    [step(left={"term": 1})],
    [step(left={"for": [], "if": [], "then": []})],
    [step(left=nested(100_000))],
    [step(left={"term": 0}, premises_too=[])],
    [{"rule": "identity", "premises": {}, "arguments": []}],
    [step(rule="assume", clause={"for": [], "if": [], "then": ["<=", {}, []]})],
    [step(rule="assume", clause={"for": [], "if": [], "then": [["<="], 0, 0]})],
    [step(rule="assume", clause={"for": [2], "if": [], "then": ["<=", 0, 0]})],
    [step(rule="assume", clause={"for": [], "if": [7], "then": ["<=", 0, 0]})],
    [step(rule="assume", clause={"for": 1, "if": 2, "then": 3})],
    [step(rule="assume", clause=["<=", {"term": 0}, {"term": 0}])],
    [step(rule="make_theorem")],
]


@pytest.mark.parametrize("steps", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_derivations_are_rejected(steps: Any) -> None:
    with pytest.raises(KernelError):
        replay({"terms": [LEAF, VECTOR], "steps": steps})


TRUE = fact("<=", ZERO, Term("pow", a, 2))
GOOD = certificate_of(rules.arithmetic([], TRUE.relation, [{"coefficient": 1, "square": a}]))
FALSE = {"for": [], "if": [], "then": ["<=", *reversed(GOOD["goal"]["then"][1:])]}


@pytest.mark.parametrize(
    "certificate",
    [
        None,
        [],
        {"format": FORMAT},
        {**GOOD, "format": ["proofcheck/derivation/1"]},
        {**GOOD, "terms": None},
        {**GOOD, "hypotheses": None},
        {**GOOD, "hypotheses": [1]},
        {**GOOD, "goal": nested(100_000)},
        {**GOOD, "goal": FALSE},
        {**GOOD, "goal": ["<=", *GOOD["goal"]["then"][1:]]},
        {**GOOD, "goal": {"term": 0}},
    ],
    ids=range(11),
)
def test_hostile_certificates_are_rejected(certificate: Any) -> None:
    with pytest.raises(KernelError):
        replay_certificate(certificate)


def test_a_certificate_of_an_earlier_version_is_refused_as_such() -> None:
    with pytest.raises(KernelError, match=r"tion/3', not '.*/2': check the claim again"):
        replay_certificate({**GOOD, "format": "proofcheck/derivation/2"})


def test_decoding_inverts_encoding() -> None:
    clause = Clause((v,), (fact("=", Term("norm", v), ONE),), ("<=", num(Fraction(-3, 7)), Term("pow", a, 2)))
    values = (
        clause,
        clause.relation,
        None,
        "name",
        3,
        {"certificate": (ONE, None)},
        (),
        ("var", "a", 2),
        Fraction(1, 2),
    )
    writer = Writer()
    written = json.loads(json.dumps([writer.encode(value) for value in values]))
    reader = Reader(json.loads(json.dumps(writer.terms)))
    assert reader.decode(written) == values
    with pytest.raises(KernelError):
        writer.encode(0.5)


def test_data_is_as_large_as_the_shared_graph() -> None:
    """2^100 occurrences of a, in a hundred lines; the kernel will not have it, but it can be written."""
    doubled: Term = a
    for _ in range(100):
        doubled = Term("add", doubled, doubled)
    writer = Writer()
    assert writer.encode([doubled, doubled]) == [{"term": 100}, {"term": 100}]
    assert len(writer.terms) == 101


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
    assert "by the rules arithmetic, assume, fundamental theorem of calculus" in accepted.stdout
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
