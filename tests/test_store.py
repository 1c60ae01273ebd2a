"""What earlier runs found out takes the place of asking, is never believed, and changes no finding."""

import json
import math
import os
import subprocess
import sys
from dataclasses import replace
from fractions import Fraction

import pytest

from proofcheck import cli
from proofcheck.answers import Answer, Columns, Course, Evidence, Following, Mended, pack, unpack
from proofcheck.check import check_documents, explain_claim, replay_counterexample
from proofcheck.lang import Claim, Reason, eq, exp, frac, scalar
from proofcheck.lang.claims import Place
from proofcheck.lang.documents import document
from proofcheck.models.instance import Instance
from proofcheck.report.jsonout import to_json
from proofcheck.store import Store

x, y = scalar("x"), scalar("y")
AT_1 = Instance(scalars={"x": Fraction(1), "y": Fraction(1)})

CLAIMS = (
    Claim("true", "", "step", x <= x + 1),
    Claim("cited", "", "step", x <= x + 2, reason=Reason("as before", claims=["true"])),
    Claim("false", "", "step", eq(x * (x + 1), x**2 - x), given=[x >= 1]),
    Claim("drawn", "", "conclusion", x >= 0, given=[x >= -1], hypotheses=[x >= 1]),
    Claim("quotient", "", "step", eq(x / x, 1), given=[x >= 1]),
    Claim("nothing", "", "step", eq(1 / x, 1 / x), given=[eq(x, 0)]),
    Claim("line", "", "step", exp(y) >= 2 * y + frac(6137, 10_000)),
    Claim("cubes", "", "step", x <= y, given=[x**3 <= y**3]),
)


class Counting(Store):
    """A store that counts what was asked."""

    def __init__(self, folder, **options):
        super().__init__(folder, **options)
        self.asked = []

    def write(self, key, answers):
        self.asked.append(key)
        super().write(key, answers)


def findings(store=None, claims=CLAIMS, **options):
    return check_documents([document("d", "A title", claims)], store=store, **options)


def without_times(found):
    for claim in found["documents"][0]["claims"]:
        del claim["seconds"]
    return to_json(found)


@pytest.fixture(scope="module")
def honest():
    """The findings without a store."""
    return without_times(findings())


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    """The entries that a run leaves, by name."""
    store = Counting(tmp_path_factory.mktemp("filled"))
    findings(store)
    return {key: store.read(key) for key in store.asked}


@pytest.fixture
def store(tmp_path, filled):
    kept = Counting(tmp_path / "cache")
    for key, answers in filled.items():
        Store.write(kept, key, answers)
    return kept


def files(store):
    return sorted(store.folder.rglob("*.answers"))


# ------------------------------------------------------------------ the same findings


def test_the_claims_are_of_all_kinds(honest):
    found = {claim["id"]: claim for claim in json.loads(honest)["documents"][0]["claims"]}
    assert {name: (claim["holds"], claim["follows"]) for name, claim in found.items()} == {
        "true": ("proved", "yes"),
        "cited": ("proved", "yes"),
        "false": ("refuted", "no"),
        "drawn": ("proved", "no"),
        "quotient": ("proved", "yes"),
        "nothing": ("ill-typed", "no"),
        "line": ("supported", "unknown"),
        "cubes": ("proved", "unknown"),
    }
    assert found["false"]["repair"] is not None
    assert found["quotient"]["tacit"] == []
    assert found["cubes"]["trust"] == "solver"


def test_the_findings_are_the_same_bytes_without_a_store_with_a_cold_one_and_with_a_warm_one(tmp_path, honest):
    first, second = Counting(tmp_path), Counting(tmp_path)
    cold = findings(first, workers=1)
    warm = findings(second, workers=2)
    assert to_json(warm) == to_json(cold)
    assert without_times(warm) == honest
    assert first.asked
    assert not second.asked


def test_what_is_moved_or_worded_otherwise_is_not_asked_again_and_what_is_changed_is_alone(store):
    moved = [
        replace(claim, where="elsewhere", place=Place("other.py", 7), reason=replace(claim.reason, text="clearly"))
        for claim in CLAIMS
    ]
    found = findings(store, moved)
    assert not store.asked
    assert found["documents"][0]["claims"][0]["where"] == "elsewhere"
    findings(store, [*CLAIMS[:2], replace(CLAIMS[2], says=eq(x, y)), *CLAIMS[3:]])
    asked = [unpack(answer.packed) for key in store.asked for answer in store.read(key)]
    assert sorted(type(answer).__name__ for answer in asked) == ["Course", "Evidence", "NoneType"]
    store.asked.clear()
    findings(store, [replace(CLAIMS[0], says=x <= x + 3), *CLAIMS[1:]])
    assert len(store.asked) == 5  # the claim holds, and follows; the other, which cites it: with whom, holds, follows


def test_another_seed_is_another_question(store):
    findings(store, CLAIMS[:1], seed=1)
    assert store.asked


def test_explain_and_replay_use_it_too(store):
    made = document("d", "A title", CLAIMS)
    assert explain_claim(made, "true", store=store)["proof"] == explain_claim(made, "true")["proof"]
    assert replay_counterexample(made, "false", store=store) == replay_counterexample(made, "false")
    assert not store.asked


# ------------------------------------------------------------------ nothing is believed


@pytest.mark.parametrize(
    "damage",
    [
        lambda content: content[: len(content) // 2],
        lambda content: b"",
        lambda content: os.urandom(len(content)),
        lambda content: content.replace(b'"rule"', b'"role"'),
        lambda content: b"\x80\x05K\x01.",
        lambda content: b"[" * 100_000,
    ],
    ids=["half", "empty", "random", "changed", "pickle", "deep"],
)
def test_a_damaged_entry_is_asked_again_and_no_other(store, honest, damage):
    contents = {file: file.read_bytes() for file in files(store)}
    victims = [file for file, content in contents.items() if damage(content) != content][::3]
    for victim in victims:
        victim.write_bytes(damage(contents[victim]))
    damaged = {victim.stem for victim in victims if Store.read(store, victim.stem) is None}
    assert damaged
    assert without_times(findings(store)) == honest
    assert set(store.asked) == damaged
    assert all(store.read(victim.stem) for victim in victims)


def test_an_entry_under_the_name_of_another_is_none(store, honest):
    one, other = files(store)[:2]
    one.write_bytes(other.read_bytes())
    assert without_times(findings(store)) == honest
    assert store.asked == [one.stem]


NO_PROOF = {"terms": [], "steps": [{"rule": "assume", "premises": [], "arguments": {}}]}


def as_proved(answer):
    return Answer("proved", pack(Evidence(NO_PROOF, AT_1)))


def as_proved_by_what_proves_another(answer):
    return Answer("proved", pack(Evidence(_proof_of(x <= x + 5), AT_1)))


def as_solved(answer):
    if answer.word == "proved":  # which the solver would confirm
        return answer
    return Answer("proved", pack(Evidence(solved=True, witness=AT_1)))


def as_refuted(answer):
    if answer.word == "refuted":  # which the instance would show, too
        return answer
    return Answer("refuted", pack(Evidence(instance=AT_1)))


def as_meaningless(answer):
    return Answer("ill-typed", pack(Evidence(meaningless=(0, _proof_of(x <= x + 5)))))


def as_said_in_another_word(answer):
    return Answer("supported" if answer.word == "proved" else "proved", answer.packed)


def as_nonsense(answer):
    return Answer("nonsense", pack(Following("nonsense")))


def _proof_of(says):
    from proofcheck.runs import Run
    from proofcheck.tasks import decide

    made = document("d", "", [Claim("c", "", "step", says)])
    [answer] = decide([Run(made, list(made.claims), 0).case(made.claims[0])])
    return unpack(answer.packed).derivation


@pytest.mark.parametrize(
    "forged",
    [
        as_proved,
        as_proved_by_what_proves_another,
        as_solved,
        as_refuted,
        as_meaningless,
        as_said_in_another_word,
        as_nonsense,
    ],
)
def test_forged_evidence_is_asked_for_again_and_changes_no_finding(store, filled, honest, forged):
    for key, answers in filled.items():
        if isinstance(unpack(answers[0].packed), Evidence):
            Store.write(store, key, [forged(answer) for answer in answers])
    assert without_times(findings(store)) == honest
    assert store.asked


@pytest.mark.parametrize("verdict", ["yes", "if", "no"])
def test_that_a_claim_follows_or_does_not_is_not_believed(store, filled, honest, verdict):
    proof = _proof_of(x <= x + 5)
    for key, [answer] in ((key, kept) for key, kept in filled.items() if len(kept) == 1):
        if isinstance(unpack(answer.packed), Following):
            countermodel = AT_1 if verdict == "no" else None
            Store.write(store, key, [Answer(verdict, pack(Following(verdict, proof, countermodel)))])
    assert without_times(findings(store)) == honest


def test_a_proof_by_rules_that_the_reason_does_not_name_shows_that_the_claim_holds_and_not_that_it_follows(tmp_path):
    from proofcheck.lang import dimension, norm, vector

    n = dimension("n")
    u, v = vector("u", n), vector("v", n)
    claim = Claim("c", "", "step", norm(u + v) <= norm(u) + norm(v))
    store = Counting(tmp_path)
    before = without_times(findings(store, [claim]))
    assert json.loads(before)["documents"][0]["claims"][0]["follows"] == "unknown"
    entries = {type(unpack(answer.packed)): (key, answer) for key in store.asked for answer in store.read(key)}
    derivation = unpack(entries[Evidence][1].packed).derivation
    store.write(entries[Following][0], [Answer("yes", pack(Following("yes", derivation)))])
    assert without_times(findings(store, [claim])) == before


def test_what_a_claim_needs_is_shown_unless_its_hypotheses_are_shown_to_imply_it(tmp_path):
    claim = Claim("c", "", "step", eq(x / x, 1))
    store = Counting(tmp_path)
    before = without_times(findings(store, [claim]))
    [tacit] = json.loads(before)["documents"][0]["claims"][0]["tacit"]
    assert "x" in tacit
    for key in list(store.asked):
        [answer] = store.read(key)
        if isinstance(evidence := unpack(answer.packed), Evidence):
            forged = replace(evidence, implied={0: _proof_of(x <= x + 5)})
            store.write(key, [Answer(answer.word, pack(forged))])
    assert without_times(findings(store, [claim])) == before


def test_a_repair_is_an_edit_of_the_claim_that_is_proved_and_not_vacuous(store, filled, honest):
    [(key, mended)] = [
        (key, found) for key, [answer] in filled.items() if isinstance(found := unpack(answer.packed), Mended)
    ]
    for forged in (
        replace(mended, edit=mended.edit + 1),
        replace(mended, edit=10**9),
        replace(mended, derivation=NO_PROOF),
        replace(mended, witness=Instance(scalars={"x": Fraction(0)})),
    ):
        Store.write(store, key, [Answer("mended", pack(forged))])
        store.asked.clear()
        assert without_times(findings(store)) == honest
        assert key in store.asked


def _course(**changed):
    sides = [[0.0, 1.0], [0.0, 1.0], [0.0, 2.0]]
    return json.dumps({"course": {"number": "x", "at": 1.0, "sides": sides, "repaired": None} | changed}).encode()


def test_a_picture_is_three_columns_of_finite_numbers():
    course = unpack(_course())
    assert isinstance(course, Course)
    assert course.sides == Columns((0.0, 1.0), (0.0, 1.0), (0.0, 2.0))
    assert unpack(pack(course)) == course


@pytest.mark.parametrize(
    "packed",
    [
        b"",
        b"7",
        b"{}",
        b'{"evidence": {}}',
        b'{"mended": null}',
        b"[" * 100_000,
        b"\xff",
        _course(sides=[[0.0], [0.0]]),
        _course(sides=[[0.0, 1.0], [0.0], [0.0, 1.0]]),
        _course(sides=[[], [], []]),
        _course(repaired=[["0"], [0.0], [0.0]]),
        _course(at=math.inf),
        _course(number=1),
    ],
)
def test_what_is_no_answer_is_refused(packed):
    with pytest.raises(ValueError):
        unpack(packed)


# ------------------------------------------------------------------ the folder


def test_what_was_not_used_for_the_longest_time_goes_first(tmp_path):
    store = Store(tmp_path, limit=2_000)
    names = [f"{number:064x}" for number in range(4)]
    for age, name in enumerate(reversed(names)):
        store.write(name, [Answer("", b" " * 700)])
        path = next(tmp_path.rglob(f"{name}*"))
        os.utime(path, (1_000_000 - age, 1_000_000 - age))
    abandoned = tmp_path / "answers" / "00" / ".1.new.answers"
    abandoned.write_bytes(b"half")
    os.utime(abandoned, (1, 1))
    beside = tmp_path / "notes.txt"
    beside.write_text("x" * 5_000)
    assert store.read(names[0]) is not None  # used now
    store.trim()
    assert [store.read(name) is not None for name in names] == [True, False, False, True]
    assert not abandoned.exists()
    assert beside.exists()


def test_a_folder_that_cannot_be_written_is_said_once_and_costs_nothing_else(tmp_path, honest):
    (tmp_path / "file").write_text("no folder")
    said = []
    assert without_times(findings(Store(tmp_path / "file" / "cache", said.append))) == honest
    [line] = said
    assert "file" in line


TEXT = """
from proofcheck.lang import Claim, scalar
x = scalar("x")
claims = [Claim("true", "here", "step", x <= x + 1), Claim("false", "here", "step", x <= 1)]
"""


@pytest.fixture
def run(capsys, monkeypatch, tmp_path):
    (tmp_path / "mine.py").write_text(TEXT)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PROOFCHECK_CACHE", str(tmp_path / "cache"))

    def call(*arguments):
        status = cli.main(arguments)
        return status, *capsys.readouterr()

    return call


def test_the_command_line_keeps_answers_says_where_and_clears_them(run, tmp_path):
    assert run("check", "mine.py", "--no-store")[0] == 1
    assert not (tmp_path / "cache").exists()
    first = run("check", "mine.py", "--format", "json")
    assert run("check", "mine.py", "--format", "json") == first
    status, said, _ = run("store")
    assert (status, str(tmp_path / "cache") in said) == (0, True)
    assert "5 answers" in said
    assert run("store", "clear")[0] == 0
    assert "0 answers" in run("store")[1]
    assert run("check", "mine.py", "--format", "json")[0] == 1


def test_where_nothing_is_kept_there_is_nothing_to_clear(run, monkeypatch):
    monkeypatch.setenv("PROOFCHECK_CACHE", "")
    assert run("store", "clear")[0] == 2


def test_the_folder_is_that_of_the_user(monkeypatch, tmp_path):
    monkeypatch.delenv("PROOFCHECK_CACHE")
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert Store.of_user().folder == tmp_path / "proofcheck"
    monkeypatch.setenv("XDG_CACHE_HOME", "relative")  # which the specification says to ignore
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    assert Store.of_user().folder == tmp_path / "home" / ".cache" / "proofcheck"


def test_several_runs_at_once_share_a_folder(run, tmp_path):
    command = [sys.executable, "-m", "proofcheck", "check", "mine.py", "--format", "json", "--workers", "1"]
    runs = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) for _ in range(3)]
    said = [process.communicate(timeout=120) for process in runs]
    assert [process.returncode for process in runs] == [1, 1, 1]
    assert [err for _, err in said] == [b"", b"", b""]
    found = {without_times(json.loads(out)) for out, _ in said}
    assert len(found) == 1
    kept = Store(tmp_path / "cache")
    assert all(kept.read(path.stem) for path in files(kept))
    assert not [path for path in kept.folder.rglob("*") if path.is_file() and path.suffix != ".answers"]
    assert without_times(json.loads(run("check", "mine.py", "--format", "json")[1])) in found
