"""Reading certificates of anybody's: bounded in time and memory, and what is stated is printed as it was accepted."""

import json
import re
import time
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from proofcheck.evidence import derivations, files, reading
from proofcheck.evidence.derivations import FORMAT, replay_certificate, write_certificate
from proofcheck.evidence.readable import clause, declarations, name, term
from proofcheck.evidence.reading import Reader
from proofcheck.evidence.writing import Writer
from proofcheck.kernel import __main__ as command
from proofcheck.kernel import clauses, rules
from proofcheck.kernel.clauses import Clause, Problem, fact
from proofcheck.kernel.terms import NATURAL, ONE, SCALAR, ZERO, KernelError, Term, num

x, y, t = (Term("var", letter, SCALAR) for letter in "xyt")
v = Term("var", "v", ("V", "n"))
A = Term("var", "A", ("O", "n", "n"))


def certificate(label: str = "mine") -> dict[str, Any]:
    made = rules.identity([], Term("add", x, y), Term("add", y, x))
    return {"claim": label, **write_certificate(made, Problem((), (), made.clause))}


Step = tuple[str, list[int], dict[str, Any]]


def stating(steps: list[Step]) -> dict[str, Any]:
    """A certificate that claims that 0 <= 0 because of the steps."""
    writer = Writer()
    goal = writer.encode(fact("<=", ZERO, ZERO))
    written = [
        {"rule": rule, "premises": premises, "arguments": {key: writer.encode(part) for key, part in arguments.items()}}
        for rule, premises, arguments in steps
    ]
    return {"format": FORMAT, "hypotheses": [], "goal": goal, "steps": written, "terms": writer.terms}


def identity(left: Term, right: Term) -> Step:
    return "identity", [], {"left": left, "right": right}


def doubling(times: int, width: int = 2) -> list[Step]:
    hole = Term("var", "h", SCALAR)
    arguments = {"hole": hole, "template": Term("add", *[hole] * width)}
    again: list[Step] = [("congruence", [k], arguments) for k in range(times)]
    return [identity(x, x), *again]


def doubled(times: int) -> Term:
    return Term("add", *[doubled(times - 1)] * 2) if times else x


def tower(height: int, base: Term) -> Term:
    for _ in range(height):
        base = Term("pow", base, 1000)
    return base


@pytest.fixture
def replay(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Any:
    """Replay something that is written to a file; return the status and what was printed."""

    def call(data: Any) -> tuple[int, str, str]:
        file = tmp_path / "file.json"
        file.write_text(data if isinstance(data, str) else json.dumps(data), encoding="utf-8")
        status = command.COMMAND.main([str(file)])
        out, err = capsys.readouterr()
        return status, out.replace(str(file), "FILE"), err.replace(str(file), "FILE")

    return call


BOUNDLESS = {
    "doubling": (doubling(60), "a clause of more than 200,000 terms"),
    "wide": (doubling(4, width=20_000), "a clause of more than 200,000 terms"),
    "shared": ([identity(doubled(60), x)], "it is too large"),
    "spoken of again and again": (
        [identity(doubled(15), doubled(15))] * 40,
        "speaks of more than 3,000,000 terms",
    ),
    "large again and again": ([*doubling(15), *doubling(15)[-1:] * 40], "the derivation has become too large"),
    "tower": ([identity(tower(3, num(2)), tower(3, num(2)))], "too many digits"),
    "high tower": ([identity(tower(40, num(7)), ONE)], "too many digits"),
    "tower in a product": ([identity(tower(2, Term("mul", num(2), x)), x)], "too many digits"),
    "tower of a sum": ([identity(tower(3, Term("add", num(1), num(1))), ONE)], "too many digits"),
    "negative power": ([identity(Term("pow", num(Fraction(1, 3)), -(10**9)), ONE)], "too many digits"),
}


@pytest.mark.parametrize(("steps", "complaint"), BOUNDLESS.values(), ids=BOUNDLESS)
def test_what_would_grow_without_bound_is_refused(replay: Any, steps: list[Any], complaint: str) -> None:
    started = time.monotonic()
    status, out, err = replay(stating(steps))
    assert (status, err) == (1, "")
    assert complaint in out
    assert out.count("\n") == 1
    assert len(out) < 500
    assert time.monotonic() - started < 20


def read_again(whole: Term) -> Any:
    writer = Writer()
    place = writer.encode(whole)
    return Reader(writer.terms).decode(place)


def test_large_powers_of_variables_are_read() -> None:
    large = Term("pow", Term("add", ONE, x), 10**9)
    assert read_again(large) is large


UNREADABLE = {
    "twice": '{"a": 1, "a": 2}',
    "nan": "[NaN]",
    "infinity": "[-Infinity]",
    "long": "[" + "1" * 5000 + "]",
    "deep": "[" * 200_000,
    "words": "\x1b[2J",
}


@pytest.mark.parametrize("content", UNREADABLE.values(), ids=UNREADABLE)
def test_json_with_two_readings_or_none_is_refused(replay: Any, content: str) -> None:
    status, out, err = replay(content)
    assert (status, out) == (2, "")
    assert re.fullmatch("FILE: cannot be read: [ -~]+\n", err)


def test_a_file_that_is_too_large_is_not_read(replay: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "LARGEST_FILE", 100)
    assert "more than 100 bytes" in replay(certificate())[2]


@pytest.mark.parametrize(
    "change",
    [
        lambda c: c["steps"][0]["arguments"].update({"\x1b[2J\nFILE: accepted": 1}),
        lambda c: c["steps"][0].update(rule="\x1b[2J\nFILE: accepted"),
        lambda c: c.update(format="\x1b[2J"),
        lambda c: c.update(goal={"\x1b[2J": 1}),
        lambda c: c.update(goal=[["num", {"q": "\x1b[2J" * 1000}]]),
    ],
)
def test_complaints_are_one_line_that_no_file_can_forge(replay: Any, change: Any) -> None:
    forged = certificate()
    change(forged)
    status, out, _ = replay(forged)
    assert status == 1
    assert re.fullmatch('FILE: labelled "mine": rejected: [^\x00-\x1f\x7f-\x9f]+\n', out)
    assert len(out) < 500


def test_the_statement_is_printed_and_the_label_is_a_label(replay: Any) -> None:
    status, out, _ = replay([certificate("lazy_training:theorem2.statement\n\x1b[2J\u202e"), certificate("b")])
    assert status == 0
    assert out == (
        'FILE: labelled "lazy_training:theorem2.statement\\n\\u001b[2J\\u202e": accepted; by the rules identity\n'
        "    shown  (x + y) = (y + x)\n    where  x: R; y: R\n"
        'FILE: labelled "b": accepted; by the rules identity\n'
        "    shown  (x + y) = (y + x)\n    where  x: R; y: R\n"
    )


def test_findings_are_replayed_as_they_are_written(replay: Any) -> None:
    wrong = {**certificate("wrong"), "steps": []}
    claims = [{"certificate": certificate(), "seconds": 0.5}, {"certificate": None}, {"certificate": wrong}, {}]
    status, out, _ = replay({"schema": "proofcheck/findings/1", "documents": [{"claims": claims[:2]}]})
    assert status == 0
    assert out.endswith("FILE: 1 of 1 certificates replay; 1 claims have none\n")
    status, out, _ = replay({"documents": [{"claims": claims[:2]}, {"claims": claims[2:]}, {"claims": None}, None]})
    assert status == 1
    assert out.endswith("FILE: 1 of 2 certificates replay; 2 claims have none\n")


def test_what_takes_too_long_costs_itself_alone(replay: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def slow(data: Any) -> Any:
        while data["claim"] == "slow":
            pass
        return honest(data)

    honest = derivations.replay_certificate
    monkeypatch.setattr(derivations, "replay_certificate", slow)
    monkeypatch.setattr(files, "SECONDS", 1)
    status, out, _ = replay([certificate("slow"), certificate("quick")])
    assert status == 1
    assert '"slow": rejected: it takes more than 1 s of computing\n' in out
    assert '"quick": accepted' in out


def test_deep_terms_are_read_with_the_command(replay: Any) -> None:
    deep = x
    for _ in range(1_500):
        deep = Term("exp", deep)
    clause = fact("<=", deep, ONE)
    assumed = rules.assume([], clause)
    status, out, _ = replay(write_certificate(assumed, Problem((), (clause,), clause)))
    assert (status, "accepted" in out) == (0, True)


# ------------------------------------------------------------------------------------------------ what is printed


def test_clauses_read_as_they_are_meant() -> None:
    w = Term("path", "w", ("V", "n"), t)
    inside = Clause((t,), (fact("<=", ZERO, t),), ("<", Term("norm", w), ONE))
    whole = Clause(
        (v,), (inside, fact("=", Term("norm", v), ONE)), ("<=", Term("inner", v, Term("dot", A, v)), num("-1/2"))
    )
    assert clause(whole) == (
        "for all v: if (for all t: if 0 <= t then norm(w[t]) < 1) and norm(v) = 1 then inner(v, (A @ v)) <= (-1/2)"
    )
    assert declarations([whole]) == ["A: R^(n by n)", "t: R", "v: R^n", "w[]: path in R^n"]


def test_terms_that_differ_are_written_differently() -> None:
    k = Term("var", "k", NATURAL)
    terms: list[Term] = [
        Term("add", x, Term("add", y, t)),
        Term("add", Term("add", x, y), t),
        Term("add", x, y, t),
        Term("mul", x, Term("add", y, t)),
        Term("var", "x + y", SCALAR),
        Term("var", "sqrt(x)", SCALAR),
        Term("sqrt", x),
        Term("fn", "sqrt", SCALAR, SCALAR, x),
        Term("fn", "x", SCALAR, SCALAR, t),
        Term("path", "x", SCALAR, t),
        Term("dpath", "x", SCALAR, t),
        Term("path", "x'", SCALAR, t),
        Term("num", Fraction(-1, 2)),
        Term("div", num(-1), num(2)),
        Term("pow", Term("pow", x, 2), 3),
        Term("powi", x, k),
        Term("int", t, ZERO, ONE, Term("mul", x, t)),
        Term("mul", Term("int", t, ZERO, ONE, x), t),
        Term("inf", t, ZERO, ONE, x),
        Term("minS", v, Term("norm", v)),
        Term("d", t, Term("mul", x, t)),
        Term("grad", v, Term("norm", v), Term("dot", A, v)),
        Term("jac", "f", "n", "p", v),
        Term("gradfn", "f", "n", v),
        Term("var", "\u0430", SCALAR),
        Term("var", "a", SCALAR),
        Term("var", "\x1b[2J", SCALAR),
    ]
    written = [term(whole) for whole in terms]
    assert len(set(written)) == len(terms)
    assert all(line.isascii() and line.isprintable() for line in written)


def test_names_that_are_words_are_quoted() -> None:
    assert (name("for"), name("x"), name("")) == ('"for"', "x", '""')


def test_a_long_clause_is_cut_and_says_so() -> None:
    said = clause(fact("<=", Term("add", *[x] * 50_000), x))
    assert said.endswith("... (cut here)")


def test_the_kernel_refuses_what_is_too_large_before_it_looks_at_it() -> None:
    large = fact("<=", doubled(200), x)
    assert clauses.size(large) == 2**201
    with pytest.raises(KernelError, match="more than 200,000 terms"):
        clauses.check_clause(large)


def test_who_misreads_proves_something_else_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    made = rules.identity([], Term("add", ONE, ONE), num(2))
    written = write_certificate(made, Problem((), (), made.clause))
    monkeypatch.setattr(reading, "_rational", lambda said: 2 * Fraction(said))
    assert replay_certificate(written)[1].goal == fact("=", Term("add", num(2), num(2)), num(4))
    monkeypatch.setattr(reading, "_rational", lambda said: 1 + Fraction(said))
    with pytest.raises(KernelError, match="the normal forms of the two sides differ"):
        replay_certificate(written)
