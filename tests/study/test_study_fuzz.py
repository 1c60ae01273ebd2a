"""Fuzzing: exact counterexamples, small, kept between runs; and the strategies that it draws from."""

from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.database import DirectoryBasedExampleDatabase

from proofcheck import strategies
from proofcheck.lang import (
    Claim,
    Reason,
    dimension,
    eq,
    for_all,
    frac,
    inner,
    jacobian,
    mapping,
    norm,
    path,
    scalar,
    time,
    vector,
)
from proofcheck.lang.documents import document
from proofcheck.lang.files import discover
from proofcheck.models.confirmation import NotConfirmed, confirm, satisfies
from proofcheck.models.instance import Instance
from proofcheck.study import fuzz as study
from proofcheck.study.exact import from_text, to_text
from proofcheck.study.fuzz import fuzz
from proofcheck.testing import fuzz_claim

n, p = dimension("n"), dimension("p")
t, a = time("t"), scalar("a")
x, y, v = vector("x", n), vector("y", n), vector("v", n)
u, w = path("u", p), path("w", p)
f = mapping("f", p, n)
J_0 = jacobian(f)(w(0))
flow = for_all(t >= 0, eq(u.dot(t), -J_0.T @ (J_0 @ u(t) - y)))


def claim(name, says, *given):
    return Claim(name, "here", "statement", says, given=list(given), reason=Reason("none"))


CLAIMS = [
    claim("half", inner(x, y) <= frac(1, 2) * norm(x) * norm(y)),
    claim("cauchy", inner(x, y) <= norm(x) * norm(y)),
    claim("unit", inner(v, x) <= frac(1, 2) * norm(x), eq(norm(v), 1)),
    claim("threshold", a * norm(x) <= 3 * norm(x), a >= 3),
    claim("flow", norm(J_0 @ u(t) - y) <= norm(y) / 2, flow, t >= 0, eq(u(0), 0 * w(0))),
    claim("residual", norm(J_0 @ u(t) - y) <= norm(y), flow, t >= 0, eq(u(0), 0 * w(0))),
]
DOCUMENT = document("sample", "A sample", CLAIMS)


SLOW = "theorem2.statement.loss"


def problem(name):
    return DOCUMENT.problem(DOCUMENT.claim(name))


@pytest.mark.parametrize("name", ["half", "unit", "threshold", "flow"])
@pytest.mark.parametrize("seed", range(2))
def test_a_false_claim_has_a_small_counterexample(name, seed):
    found = fuzz(problem(name), max_examples=200, seed=seed)
    assert found is not None
    assert set(found.instance.dims.values()) <= {1}
    assert confirm(problem(name), found.instance) == found.confirmation


@pytest.mark.parametrize(
    ("name", "dims"),
    [
        (SLOW, {"n": 1, "p": 2}),  # along a flow without a closed form
        ("lemma5.statement", {"n": 1, "p": 1}),  # at a small rate, after a long time, at both thresholds
        ("linear.3", {"n": 1, "p": 2}),
        ("theorem2.5", {"n": 1, "p": 2}),
    ],
)
def test_what_the_lecture_has_wrong_is_found_in_the_smallest_dimensions(request, name, dims):
    if name == SLOW and not request.config.getoption("--full"):
        pytest.skip("its flow has no closed form, which takes 20 s")
    lecture = discover()["lazy_training"]
    found = fuzz(lecture.problem(lecture.claim(name)), max_examples=300, seed=5)
    assert found is not None
    assert dict(found.instance.dims) == dims


def test_a_claim_is_looked_at_at_all_times_that_its_conditions_allow():
    decay = for_all(t >= 0, eq(u.dot(t), -u(t)))
    half = claim("half", norm(u(t)) <= norm(u(0)) / 2, decay, t >= frac(1, 8), t <= 4)
    late = document("late", "Late", [half]).problem(half)
    one = Instance({"p": 1}, {"t": Fraction(4)}, initial={"u": (Fraction(1),)})
    score, worst = study.closest(late, one)
    assert (score > 0, worst.scalars["t"]) == (True, Fraction(1, 2))


@pytest.mark.parametrize("name", ["cauchy", "residual"])
def test_a_true_claim_has_none(name):
    assert fuzz(problem(name), max_examples=60) is None


def test_the_seed_decides_what_is_tried(monkeypatch):
    def tried(seed):
        seen = []
        monkeypatch.setattr(study, "closest", lambda _, i: seen.append(to_text("", i)) or (0.0, i))
        fuzz(problem("cauchy"), max_examples=15, seed=seed)
        return seen

    assert tried(7) == tried(7)
    assert tried(7) != tried(8)


def test_a_counterexample_is_kept_and_tried_first(tmp_path):
    name = "threshold"
    first = fuzz(problem(name), max_examples=200, seed=1, database=tmp_path, key=name)
    assert first is not None
    unlucky = [s for s in range(20) if fuzz(problem(name), max_examples=1, seed=s) is None]
    assert unlucky
    assert fuzz(problem(name), max_examples=1, seed=unlucky[0], database=tmp_path, key=name) == first


def test_what_is_kept_is_tried_again_and_forgotten_where_the_claim_holds(tmp_path):
    false = fuzz(problem("threshold"), max_examples=200, seed=1)
    assert false is not None
    examples = DirectoryBasedExampleDatabase(tmp_path)
    for text in (b"no JSON", to_text("sample:half", false.instance).encode()):
        examples.save(b"cauchy", text)
    assert fuzz(problem("cauchy"), max_examples=5, database=tmp_path, key="cauchy") is None
    assert set(examples.fetch(b"cauchy")) == set()


def test_what_cannot_be_kept_is_not_lost(tmp_path):
    (tmp_path / "file").write_text("in the way")
    found = fuzz(problem("threshold"), max_examples=200, seed=1, database=tmp_path / "file", key="threshold")
    assert found is not None
    assert not found.kept


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(strategies.instances(problem("unit")))
def test_instances_mostly_satisfy_the_hypotheses_and_survive_on_paper(instance):
    assert satisfies(problem("unit"), instance)
    assert from_text(to_text("sample:unit", instance)) == ("sample:unit", instance)


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(strategies.instances(problem("flow")))
def test_maps_and_starts_survive_on_paper(instance):
    assert from_text(to_text("sample:flow", instance)) == ("sample:flow", instance)


@pytest.mark.parametrize("text", ["", "[]", "{}", "null", "1"])
def test_other_files_are_not_taken_for_counterexamples(text):
    with pytest.raises(ValueError, match="not a counterexample"):
        from_text(text)


sizes = st.integers(1, 4)


@given(st.data(), sizes)
def test_unit_vectors_have_norm_1(data, size):
    vector = data.draw(strategies.unit_vectors(size))
    assert len(vector) == size
    assert sum(c * c for c in vector) == 1


@given(st.data(), sizes)
def test_symmetric_operators_are(data, size):
    rows = data.draw(strategies.symmetric_operators(size))
    assert all(rows[i][j] == rows[j][i] for i in range(size) for j in range(size))


@given(st.data(), sizes)
def test_symmetric_paths_are(data, size):
    entries = data.draw(strategies.operator_paths(size))
    assert all(entries[i * size + j] == entries[j * size + i] for i in range(size) for j in range(size))


@given(st.data(), sizes, sizes)
def test_shapes(data, rows, columns):
    matrix = data.draw(strategies.operators(rows, columns))
    assert (len(matrix), {len(row) for row in matrix}) == (rows, {columns})
    made = data.draw(strategies.maps(columns, rows))
    assert len(made) == rows
    assert all(len(key) == columns for component in made for key in component)


@given(strategies.scalars(low=Fraction(1, 3), high=Fraction(2, 3)))
def test_scalars_stay_in_their_range(x):
    assert Fraction(1, 3) <= x <= Fraction(2, 3)


@pytest.mark.parametrize("call", [strategies.vectors, strategies.paths, strategies.functions, strategies.unit_vectors])
def test_dimensions_start_at_1(call):
    with pytest.raises(ValueError, match="dimensions start at 1"):
        call(0)


def test_a_range_the_wrong_way_round():
    with pytest.raises(ValueError, match="swap"):
        strategies.scalars(low=Fraction(2), high=Fraction(1))


LEMMA = """
from proofcheck.lang import Claim, Reason, dimension, inner, norm, vector

n = dimension("n")
x, y = vector("x", n), vector("y", n)
claims = [
    Claim("true", "here", "statement", inner(x, y) <= norm(x) * norm(y), reason=Reason("Cauchy-Schwarz")),
    Claim("false", "here", "statement", inner(x, y) <= 0, reason=Reason("none")),
]
"""


def test_one_line_fuzzes_a_lemma(tmp_path):
    file = tmp_path / "mine.py"
    file.write_text(LEMMA)
    fuzz_claim(f"{file}:true", max_examples=20, database=None)
    with pytest.raises(
        AssertionError, match=r"mine.py:false is false: at n = 1, .*\nreplay: python -m proofcheck fuzz"
    ):
        fuzz_claim(f"{file}:false", database=None)
    with pytest.raises(ValueError, match="no claim"):
        fuzz_claim(f"{file}:other", database=None)
    with pytest.raises(ValueError, match="document:claim"):
        fuzz_claim("other", database=None)


def test_what_cannot_be_proved_is_no_counterexample():
    found = fuzz(problem("half"), max_examples=50)
    assert found is not None
    with pytest.raises(NotConfirmed):
        confirm(problem("cauchy"), found.instance)
