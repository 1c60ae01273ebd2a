"""What claims need of what they suppose, and hypotheses that bound a number by itself."""

import pytest

from proofcheck.check import Verdicts
from proofcheck.lang import Claim, define, norm, scalar, sqrt, vector
from proofcheck.lang.documents import document
from proofcheck.report.audit import audited
from proofcheck.study.auditing import audit
from proofcheck.study.growth import self_references, simplified

a, b, c, d, x, k = (scalar(name) for name in "abcdxk")
y, z = vector("y", 2), vector("z", 2)


@pytest.fixture(scope="module")
def findings():
    claims = [
        Claim("kept", "by hand", "statement", a <= b, given=[a <= c, c <= b, d >= 1]),
        Claim("spare", "by hand", "statement", (a + b) ** 2 >= 4 * a * b, given=[a >= 0]),
        Claim("false", "by hand", "statement", a <= a - 1, given=[a >= 0]),
        Claim("empty", "by hand", "statement", a >= 7, given=[a >= 1, c >= 0, a <= -1]),
        Claim("absurd", "by hand", "statement", a <= a - 1, given=[a >= 2, norm(y) <= -1]),
    ]
    made = document("d", "d", claims, tacit=[b > 0])
    found = audit(made, [claim.id for claim in claims], lambda whole: Verdicts(whole, workers=1))
    return {claim["id"]: claim for claim in found}


def status(claim):
    return {part["text"]: part["status"] for part in claim["assumptions"]}


def test_what_a_claim_fails_without_is_needed_and_the_rest_is_not_used(findings):
    assert status(findings["kept"]) == {"a ≤ c": "needed", "c ≤ b": "needed", "d ≥ 1": "not used", "b > 0": "not used"}
    [needed] = [part for part in findings["kept"]["assumptions"] if part["text"] == "a ≤ c"]
    assert needed["counterexample"]


def test_an_instance_of_all_assumptions_together_is_shown(findings):
    assert set(findings["kept"]["met_by"]) >= {"a", "b", "c", "d"}


def test_what_stands_for_the_whole_document_is_audited_as_what_is_tacit(findings):
    assert status(findings["spare"])["b > 0"] == "not used"
    assert "  b > 0 (tacit)" in list(audited([findings["spare"]]))


def test_a_false_claim_is_not_audited(findings):
    assert status(findings["false"]) == {"a ≥ 0": "open"}


def test_assumptions_that_contradict_each_other_are_named(findings):
    assert findings["empty"]["contradictory"] == ["a ≥ 1", "a ≤ -1"]
    assert "  it says nothing: no instance satisfies a ≥ 1 and a ≤ -1 together" in audited([findings["empty"]])
    assert not any(findings[name]["contradictory"] for name in ("kept", "spare", "false"))


def test_a_contradiction_is_named_where_the_claim_itself_is_beyond_proof(findings):
    assert "  it says nothing: no instance satisfies ‖y‖ ≤ -1" in audited([findings["absurd"]])


def test_a_bound_by_a_part_of_itself_is_met_and_one_by_a_multiple_is_not():
    [half], [double] = self_references(x >= 1 + x / 2), self_references(x >= 2 * x + 1)
    assert (half.words, double.words) == (
        "bounds x by itself: every large x meets it",
        "bounds x by itself: no large x meets it",
    )


def test_a_condition_that_contains_what_it_bounds_says_for_which_data_it_can_be_met():
    loss = define("E", norm(x * y - z) ** 2)
    [reference] = self_references(x >= 3 * sqrt(4 * loss) / k)
    assert reference.words == (
        "bounds x by itself, through E: every large x meets it where 6 ‖y‖ / k < 1, and none where it is more"
    )


def test_a_bound_that_grows_more_slowly_can_always_be_met():
    [reference] = self_references(sqrt(x) <= x)
    assert reference.factor is None


def test_a_bound_without_the_number_refers_to_nothing():
    assert list(self_references(x >= 3 * a)) == []


def test_a_root_of_a_square_of_any_sign_stays():
    assert simplified(sqrt(a**2)) == sqrt(a**2)
