"""Planted mistakes: of each kind there are, one at a time, and what becomes of those whose fate is known."""

from collections import Counter
from dataclasses import replace

import pytest

from proofcheck.check import Verdicts
from proofcheck.experiments import Measured, mutate_documents
from proofcheck.lang import (
    Claim,
    Reason,
    dimension,
    document,
    eq,
    exp,
    for_all,
    inner,
    maximum,
    norm,
    operator,
    path,
    scalar,
    sqrt,
    time,
    vector,
)
from proofcheck.lang.claims import group
from proofcheck.report.mutants import VERDICTS, as_data
from proofcheck.study.mutants import MISTAKES, mutants, self_contained

n, p = dimension("n"), dimension("p")
a, b, c = scalar("a"), scalar("b"), scalar("c")
u, v, y = vector("u", p), vector("v", p), vector("y", n)
A = operator("A", n, p)
t = time("t")
x = path("x", n)
flow = for_all(t >= 0, eq(x.dot(t), -(x(t) - y)))


def claim(name, says, given=(), **more):
    return Claim(name, "here", "step", says, given=given, reason=Reason("none"), **more)


claims = [
    claim("square", 2 * a * b <= a**2 + b**2),
    claim("strict", a * (b + 1) > 0, [group("signs", a > 0, b > 0)]),
    claim("adjoint", eq(inner(A @ (u - v), y), inner(u - v, A.T @ y))),
    claim("largest", maximum(a, b) >= b, tacit=[c >= 0]),
    claim("decay", norm(x(t) - y) <= norm(x(0) - y) * exp(-t), [flow, t >= 0]),
    claim("root", sqrt(a) ** 2 >= 0),
]
SMALL = document("small", "", claims)


def made(name, **choice):
    return mutants(SMALL, SMALL.claim(name), **choice)


def said(name, mistake):
    return [mutant.claim.text for mutant in made(name) if mutant.mistake == mistake]


def test_mistakes_of_every_kind_are_planted():
    assert {mutant.mistake for one in claims for mutant in made(one.id)} == set(MISTAKES)


@pytest.mark.parametrize(
    ("name", "mistake", "expected"),
    [
        ("square", "flipped inequality", {"2 a b ≥ a² + b²"}),
        ("square", "strictness", {"2 a b < a² + b²"}),
        ("strict", "strictness", {"a (b + 1) ≥ 0"}),
        ("strict", "parenthesis", {"a b + 1 > 0"}),
        ("largest", "minimum or maximum", {"min{a, b} ≥ b"}),
        ("adjoint", "transpose", {"⟨A (u - v), y⟩ = ⟨u - v, A y⟩"}),
        ("root", "square", {"a² ≥ 0", "√a ≥ 0", "(√a)³ ≥ 0"}),
    ],
)
def test_what_is_planted(name, mistake, expected):
    assert expected <= set(said(name, mistake))


def test_the_squares_and_factors_of_a_binomial():
    assert set(said("square", "square")) >= {"2 a b ≤ a + b²", "2 a b ≤ a² + b³", "2 a² b ≤ a² + b²"}
    assert {"2 a b ≤ a² + 1/2 b²", "2 a b ≤ 2 a² + b²"} <= set(said("square", "factor"))


def test_times_are_lost():
    times = said("decay", "time")
    assert "‖x(0) - y‖ ≤ ‖x(0) - y‖ exp(-t)" in times
    assert "‖x(t) - y‖ ≤ ‖x(t) - y‖ exp(-t)" in times


def test_each_hypothesis_that_is_said_is_dropped_alone_and_no_other():
    assert [m.words for m in sorted(made("strict"), key=lambda m: m.words) if m.mistake == "hypothesis"] == [
        "the hypothesis a > 0 dropped",
        "the hypothesis b > 0 dropped",
    ]
    for mutant in made("strict"):
        if mutant.mistake == "hypothesis":
            assert sum(len(h.parts) for h in mutant.claim.given) == 1
    assert not said("largest", "hypothesis")


def test_what_stands_throughout_is_dropped_too():
    whole = self_contained(document("whole", "", [claim("sign", a * b >= 0, [b > 0])], standing=[a > 0, c > 0]))
    dropped = [m for m in mutants(whole, whole.claim("sign")) if m.mistake == "hypothesis"]
    assert {m.words for m in dropped} == {"the hypothesis a > 0 dropped", "the hypothesis b > 0 dropped"}


def test_symbols_are_exchanged_for_those_of_the_same_shape():
    exchanged = said("adjoint", "symbol")
    assert "⟨A (u - u), y⟩ = ⟨u - v, A.T y⟩".replace("A.T", "Aᵀ") in exchanged
    assert not [one for one in exchanged if "A (u - y)" in one]


def test_a_bound_variable_stays_bound_and_nothing_new_is_free():
    whole = document("bound", "", [claim("all", for_all((u, v), norm(u + v) <= norm(u) + norm(v)))])
    for mutant in mutants(whole, whole.claim("all")):
        assert mutant.claim.says.free_symbols <= whole.claim("all").says.free_symbols


def test_mutants_differ_from_the_claim_and_from_each_other_and_keep_its_place_and_reason():
    for one in claims:
        found = made(one.id)
        assert len({m.claim.id for m in found}) == len(found)
        known = {(m.claim.says, m.claim.given) for m in found}
        assert len(known | {(one.says, one.given)}) == len(found) + 1
        for mutant in found:
            assert (mutant.original, mutant.claim.place, mutant.claim.reason) == (one.id, one.place, one.reason)


def test_a_limit_holds_for_each_kind_and_the_seed_decides():
    few = made("square", limit=2, seed=1)
    assert max(Counter(m.mistake for m in few).values()) == 2
    assert few == made("square", limit=2, seed=1)
    assert {m.words for m in few} != {m.words for m in made("square", limit=2, seed=2)}


@pytest.mark.parametrize(
    ("name", "text", "verdict"),
    [
        ("strict", "a (b + 1) < 0", "refuted"),
        ("strict", "a (b + 1) ≥ 0", "proved"),
        ("square", "2 a b < a² + b²", "refuted"),
        ("square", "2 a b ≤ 2 a² + b²", "proved"),
        ("adjoint", "⟨A (u - v), y⟩ = ⟨u - v, A y⟩", "ill-typed"),
        ("largest", "min{a, b} ≥ b", "refuted"),
    ],
)
def test_the_verdict_on_a_mistake_whose_fate_is_known(name, text, verdict):
    mutant = next(m.claim for m in made(name) if m.claim.text == text)
    with Verdicts(replace(SMALL, claims=(*SMALL.claims, mutant)), workers=1) as verdicts:
        assert [found["holds"] for found in verdicts.of([mutant.id])] == [verdict]


def test_the_table_adds_up():
    wrong = claim("wrong", a >= b)
    whole = document("some", "", [claims[0], claims[1], wrong])
    measured = Measured([])
    mutate_documents([whole], None, 1, 0, 1, lambda *_: None, measured)
    data = as_data(measured.documents, MISTAKES, 0, measured.complete)
    [result] = data["documents"]
    assert (result["claims"], result["proved"], measured.complete) == (3, 2, True)
    assert {mutant["claim"] for mutant in result["mutants"]} == {"square", "strict"}
    for mistake, counts in data["mistakes"].items():
        here = [mutant for mutant in result["mutants"] if mutant["mistake"] == mistake]
        assert counts["made"] == sum(counts[verdict] for verdict in VERDICTS) == len(here) > 0
    assert all(m["trust"] == "kernel" for m in result["mutants"] if m["holds"] == "proved")


def test_what_is_found_out_once_is_not_asked_again():
    with Verdicts(SMALL, workers=1) as verdicts:
        [first] = verdicts.of(["square"])
        second, other = verdicts.of(["square", "largest"])
        assert second is first
        assert other["holds"] == "proved"
