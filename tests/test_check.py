"""One claim costs one claim, nothing that a worker says is believed, and each side is reported as it was written."""

import operator as operator_of
import re
from dataclasses import replace
from fractions import Fraction

import pytest

from proofcheck import check, cli
from proofcheck.answers import Evidence, pack, unpack
from proofcheck.findings import ContradictionError, report
from proofcheck.lang import (
    Claim,
    define,
    dimension,
    eq,
    exp,
    for_all,
    identity,
    lmin,
    minimum,
    norm,
    operator,
    path,
    scalar,
    smin,
    sqrt,
    time,
    vector,
)
from proofcheck.lang.claims import Remark, group
from proofcheck.lang.documents import document
from proofcheck.models.instance import Instance
from proofcheck.questions import ask_for_findings
from proofcheck.refuters import Survey, survey
from proofcheck.runs import Run
from proofcheck.tasks import decide
from proofcheck.workers import Limits

x, y = scalar("x"), scalar("y")
A = operator("A", dimension("n"), dimension("p"))
u, a = vector("u", dimension("n")), scalar("alpha", positive=True)


def nested(depth):
    inside = x
    for _ in range(depth):
        inside = sqrt(1 + inside)
    return inside


def step(name, says, **more):
    return Claim(name, "", "step", says, **more)


def findings(*claims, **options):
    made = document("d", "", claims)
    return {c["id"]: c for c in check.check_documents([made], **options)["documents"][0]["claims"]}


# ------------------------------------------------------------------ one claim costs one claim


@pytest.mark.parametrize("workers", [1, 2])
def test_a_claim_that_takes_too_long_is_undecided_and_the_others_are_answered(monkeypatch, workers):
    monkeypatch.setattr("proofcheck.questions.DECIDING", Limits(seconds=0.5))
    slow = step("slow", nested(100) >= 1, given=[x >= 0])
    found = findings(slow, step("true", x <= x + 1), step("false", x <= 1), workers=workers)
    assert (found["true"]["holds"], found["false"]["holds"]) == ("proved", "refuted")
    assert (found["slow"]["failed"], found["slow"]["holds"]) == (True, "undecided")
    assert "0.5 s of computing time" in found["slow"]["reason"]
    assert "python -m proofcheck check d:slow" in found["slow"]["notes"][0]


def test_exit_status_3_says_that_the_engine_failed(monkeypatch, tmp_path, capsys):
    monkeypatch.setattr("proofcheck.questions.DECIDING", Limits(seconds=0.02))
    monkeypatch.chdir(tmp_path)
    text = "from proofcheck.lang import *\nx = scalar('x')\ne = x\nfor _ in range(100): e = sqrt(1 + e)\n"
    (tmp_path / "deep.py").write_text(text + "claims = [Claim('c', '', 'step', e >= 1, given=[x >= 0])]\n")
    assert cli.main(["check", "deep.py"]) == 3
    assert "The engine failed on it" in " ".join(capsys.readouterr().out.split())


def test_a_sum_of_five_hundred_terms_and_two_hundred_roots_cost_no_other_claim():
    xs = [scalar(f"x_{i}") for i in range(500)]
    long = eq(sum(xs[1:], xs[0]), sum(xs[-2::-1], xs[-1]))
    made = document("d", "", [step("good", eq(x + x, 2 * x)), step("long", long), step("deep", nested(200) >= 0)])
    assert "good" in {claim.id for claim in made.claims}
    [found] = check.check_documents([made])["documents"]
    verdicts = {claim["id"]: claim["holds"] for claim in found["claims"]}
    assert verdicts["good"] == "proved"
    assert set(verdicts.values()) <= {"proved", "supported", "undecided"}


def test_odd_claims_end_without_a_failure_and_in_bounded_time():
    n = dimension("n")
    W, w, t, b, q = (
        operator("W", n, n),
        path("w", n),
        time("t"),
        scalar("b", positive=True),
        scalar("q", nonnegative=True),
    )
    M = W @ W.T + b * identity(n)
    flow = for_all(t, eq(w.dot(t), -(M @ w(t))))
    found = findings(
        step("power", (x**2 + 10) ** 400 >= x),
        step("factors", eq(x ** (10**9), x ** (10**9 - 1) * x)),
        step("nothing less", smin(A - A) <= smin(A - A) + minimum(q, b)),
        step("identity", norm(w(t)) ** 2 <= norm(w(-1)) ** 2 * exp(-2 * lmin(M) * t), given=[flow]),
        step("roots", nested(20) >= 1, given=[x >= 0]),
    )
    assert not any(claim.get("failed") for claim in found.values())
    assert {claim["holds"] for claim in found.values()} <= {"proved", "supported"}
    assert found["factors"]["holds"] == found["roots"]["holds"] == "proved"


@pytest.mark.parametrize(
    ("says", "why"),
    [
        (eq(x / (y - y), 0), "It has no value: the claim divides by y - y, and y - y = 0."),
        (eq(sqrt(-1 - x**2), 0), "It has no value: the claim takes the root of -1 - x², and -1 - x² < 0."),
    ],
    ids=str,
)
def test_what_never_has_a_value_is_ill_typed(says, why):
    found = findings(step("c", says))["c"]
    assert (found["holds"], found["reason"]) == ("ill-typed", why)


# ------------------------------------------------------------------ evidence as the author wrote it


@pytest.mark.parametrize(
    ("relate", "other", "opposite"),
    [
        (operator_of.ge, lambda x: x**2 + 1, "<"),
        (operator_of.gt, lambda x: x, "<="),
        (operator_of.le, lambda x: x - 1, ">"),
        (operator_of.lt, lambda x: x, ">="),
        (eq, lambda x: x + 1, "!="),
    ],
)
def test_the_left_side_of_a_counterexample_is_the_authors_left_side(relate, other, opposite):
    found = findings(step("false", relate(x, other(x))))["false"]["counterexample"]
    at = Fraction(found["values"]["x"])
    assert found["relation"] == f"{at} {opposite} {other(at)}"
    assert (found["lhs"], found["rhs"]) == (str(at), str(other(at)))


def test_vectors_and_matrices_are_shown_whole():
    n = dimension("n")
    u, B, C = vector("u", n), operator("B", n, n), operator("C", n, n)
    of_vectors = findings(step("v", eq(C @ u, u), given=[eq(C, B @ C), eq(n, 2)]))["v"]["counterexample"]
    assert [side.count(",") for side in (of_vectors["lhs"], of_vectors["rhs"])] == [1, 1]
    of_matrices = findings(step("m", eq(B @ C, C @ B)))["m"]["counterexample"]
    assert of_matrices["relation"] == f"{of_matrices['lhs']} != {of_matrices['rhs']}"
    assert of_matrices["lhs"].count("(") == 3


@pytest.mark.parametrize(
    ("says", "said"),
    [
        (norm(u) ** 2 >= 2 * norm(u), "multiply u by s, .* the left side is multiplied by s², the right side by s."),
        (2 * norm(u) <= norm(u) ** 2, "multiply u by s, .* the left side is multiplied by s, the right side by s²."),
        (norm(u) > a * norm(u) ** 2, "the left side is multiplied by 1, the right side by s."),
        (norm(u) * a > a**2, "multiply α by s, .* the left side is multiplied by s, the right side by s²."),
        (norm(u) * exp(scalar("s")) >= 1, "multiply u by r, .* the left side is multiplied by r, the right side by 1."),
    ],
    ids=str,
)
def test_the_note_on_scaling_speaks_of_the_sides_and_letters_of_the_author(says, said):
    [note] = findings(step("c", says, given=[y >= 1]))["c"]["notes"]
    assert re.search(said.replace("^", r"\^"), note)


def test_a_factor_that_is_missing_is_missing_on_the_side_where_it_is_lacking():
    v = vector("v", dimension("n"))
    for says, side in ((norm(u + v) * a <= norm(u), "right"), (norm(u) >= norm(u + v) * a, "left")):
        [note] = findings(step("c", says))["c"]["notes"]
        assert note.endswith(f"The {side} side lacks a factor α.")


def test_numbers_of_instances_are_said_in_english():
    for count, said in ((1, "at the one instance that was looked at"), (7, "at the 7 instances that were looked at")):
        found = report(replace(_case(x <= x, survey=survey_of(count)), holds={"c": "supported"}))
        assert found["holds"] == "supported"
        assert said in found["reason"]


def survey_of(count):
    return Survey(count, Fraction(1, 2), None)


def test_what_a_claim_takes_for_granted_is_in_the_finding_in_both_forms():
    r = define("r", x / y)
    found = findings(step("c", r <= x))["c"]
    assert found["tacit_text"] == ["y ≠ 0, since the claim divides by y"]
    assert len(found["tacit"]) == 1
    assert found["notation"] == ["r"]


# ------------------------------------------------------------------ nothing is believed


def _case(says, **evidence):
    made = document("d", "", [step("c", says)])
    case = Run(made, list(made.claims), 0).case(made.claims[0])
    return replace(case, evidence={"c": pack(Evidence(**evidence))}, holds={"c": "proved"})


def test_what_seems_to_fail_somewhere_is_undecided():
    for says, holds in ((x <= 1, "undecided"), (exp(x) >= 1 + x, "supported")):
        looked = survey(document("d", "", [step("c", says)]).problem(step("c", says)))
        found = report(replace(_case(says), evidence={"c": pack(Evidence(survey=looked))}))
        assert found["holds"] == holds


def _evidence_of(says):
    made = document("d", "", [step("c", says)])
    [answer] = decide([Run(made, list(made.claims), 0).case(made.claims[0])])
    return unpack(answer.packed)


def test_a_proof_of_something_else_proves_nothing():
    other = _evidence_of(x <= x + 1)
    assert report(_case(x <= x + 1, derivation=other.derivation, witness=other.witness))["holds"] == "proved"
    assert report(_case(x <= x, derivation=other.derivation, witness=other.witness))["holds"] != "proved"


def test_a_proof_without_a_witness_or_with_a_wrong_one_proves_nothing():
    made = document("d", "", [step("c", x <= 2, given=[x <= 1])])
    case = Run(made, list(made.claims), 0).case(made.claims[0])
    [answer] = decide([case])
    honest = unpack(answer.packed)

    def holds(evidence):
        return report(replace(case, evidence={"c": pack(evidence)}))["holds"]

    assert holds(honest) == "proved"
    assert holds(replace(honest, witness=None)) == "undecided"
    assert holds(replace(honest, witness=Instance(scalars={"x": Fraction(5)}))) == "undecided"


def test_what_only_a_solver_is_said_to_have_proved_is_asked_of_it_again():
    forged = _case(x <= 0, solved=True, witness=Instance(scalars={"x": Fraction(1)}))
    assert report(forged)["holds"] == "undecided"


def test_what_is_proved_and_false_at_an_instance_stops_the_run(monkeypatch):
    monkeypatch.setattr("proofcheck.findings.verdicts.solved", lambda problem: True)
    evidence = _evidence_of(x <= x + 1)
    forged = _case(x <= 0, solved=True, witness=Instance(scalars={"x": Fraction(1)}))
    found = report(forged)
    assert "false at an instance of its hypotheses" in found["contradiction"]
    assert "contradiction" not in report(_case(x <= x + 1, derivation=evidence.derivation, witness=evidence.witness))

    class Asking:
        def of_claims(self, work, claims, case, **_):
            yield from ((run, claim.id, found) for run, claim in claims)

    made = document("d", "", [step("c", x <= 0)])
    with pytest.raises(ContradictionError, match="d:c is proved, and false at an instance"):
        ask_for_findings([Run(made, list(made.claims), 0)], Asking())


# ------------------------------------------------------------------ sides as they were written


@pytest.mark.parametrize(
    ("says", "left", "right", "relation"),
    [
        (x >= 2, "0", "2", "0 < 2"),
        (x > 2, "0", "2", "0 <= 2"),
        (x <= -2, "0", "-2", "0 > -2"),
        (for_all(x, x**2 >= x), "1/4", "1/2", "1/4 < 1/2"),
        (lmin(A @ A.T) >= 1, "0", "1", "0 < 1"),
    ],
    ids=str,
)
def test_each_side_has_its_own_value(says, left, right, relation):
    shown = findings(step("c", says))["c"]["counterexample"]
    assert (shown["lhs"], shown["rhs"], shown["relation"]) == (left, right, relation)


@pytest.mark.parametrize(("unread", "holds"), [(False, "refuted"), (True, "undecided")])
def test_what_supposes_something_unread_is_not_refuted(unread, holds):
    """Neither at once nor by the longer search."""
    supposed = group("Assumption", Remark(r"x \text{ is as usual}", "x is as usual", unread))
    assert findings(step("line", x <= y, given=[supposed, y >= 0]))["line"]["holds"] == holds


def test_progress_is_told_of_every_question_that_takes_time():
    told = []
    made = document("d", "", [step("true", x <= x + 1), step("false", x + 1 <= x)])
    check.check_documents([made], workers=1, progress=lambda *said: told.append(said))
    labels = {label for label, _, _ in told}
    assert {"d:true", "d:false", "reasons: d:true", "repairs: d:false", "findings: d:true"} <= labels
    assert all(1 <= done <= total for _, done, total in told)
