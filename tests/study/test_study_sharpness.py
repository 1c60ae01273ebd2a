"""Best constants whose true values are known in closed form: a bracket holds the truth, and is narrow."""

import math
from fractions import Fraction

import pytest

from proofcheck.evidence.derivations import replay_certificate
from proofcheck.kernel.clauses import Problem, fact
from proofcheck.kernel.terms import SCALAR, Term, num
from proofcheck.lang import Claim, dimension, eq, exp, frac, inner, norm, operator, scalar, sqrt, vector
from proofcheck.lang.documents import document
from proofcheck.matter import Case, Sent
from proofcheck.models.confirmation import NotConfirmed, confirm
from proofcheck.models.instance import Instance
from proofcheck.models.written import replay_counterexample
from proofcheck.refuters import Refutation
from proofcheck.report.sharpness import sharpened
from proofcheck.study import brackets
from proofcheck.study.sharpening import sharpen_document
from proofcheck.study.sharpness import sharpen

n = dimension("n")
u, v = vector("u", n), vector("v", n)
A = operator("A", n, n)
a, b, c, x = (scalar(name) for name in "abcx")


def constants(says, given=()):
    made = document("d", "d", [Claim("claim", "by hand", "step", says, given=given)])
    assert not made.problems
    return sharpen(Case(Sent((Sent.piece(made, made.claims[0]),)), "claim"))


@pytest.mark.parametrize(
    ("says", "given", "truth"),
    [
        (a * b <= a**2 + b**2, [], "1/2"),
        (x * (1 - x) <= frac(3, 1), [], "1/12"),
        (norm(u + v) ** 2 <= 3 * (norm(u) ** 2 + norm(v) ** 2), [], "2/3"),
        (a + b <= 2 * sqrt(a**2 + b**2), [a >= 0, b >= 0], "√(1/2)"),
        (a**2 + b**2 >= frac(1, 5) * (a + b) ** 2, [], "5/2"),
        (-2 * a**2 - 2 * b**2 <= -a * a, [], "2"),
    ],
)
def test_the_best_constant_is_found_and_attained(says, given, truth):
    [found] = constants(says, given)
    assert found["best"]
    assert found["proved_with"]["text"] == truth


def test_both_ends_are_evidence_that_others_replay():
    [found] = constants(a * b <= a**2 + b**2)
    theorem, _ = replay_certificate(found["certificate"])
    problem, confirmation = replay_counterexample(found["counterexample"])
    assert theorem.clause.relation[0] == "<="
    assert problem.goal.relation[0] == "<"
    assert confirmation.lhs.lo >= confirmation.rhs.lo > 0


def test_the_best_constant_for_operators(request):
    if not request.config.getoption("--full"):
        pytest.skip("takes some seconds: --full")
    [found] = constants(inner(u, A @ v) <= 4 * norm(A) * norm(u) * norm(v))
    assert found["best"]
    assert found["proved_with"]["text"] == "1/4"


def test_where_the_best_constant_is_not_proved_only_the_ends_are_certain(request):
    if not request.config.getoption("--full"):
        pytest.skip("takes some seconds: --full")
    [found] = constants(x <= exp(x))
    assert not found["best"]
    assert found["false_with"]["about"] == pytest.approx(1 / math.e, rel=0.01)
    assert found["false_with"]["about"] < 1 / math.e < found["proved_with"]["about"]


def test_a_threshold_has_a_best_constant_too():
    bound, threshold = constants(x**2 >= 2 * x, [x >= 5])
    assert bound["proved_with"]["text"] == "5/2"
    assert threshold["text"] == "x ≥ c · 5"
    assert threshold["narrow"]
    assert threshold["false_with"]["about"] < 2 / 5 <= threshold["proved_with"]["about"] < 2 / 5 * 1.01


def test_a_step_size_has_a_best_constant():
    [threshold] = constants(x**2 <= 2 * x, [x >= 0, x <= frac(1, 2)])[1:]
    assert threshold["text"] == "x ≤ c · 1/2"
    assert threshold["proved_with"]["about"] <= 4 < threshold["false_with"]["about"] < 4 * 1.01


@pytest.mark.parametrize(
    ("says", "given", "truth"),
    [
        (a**2 + a * b <= 2 * (a**2 + b**2), [], (1 + math.sqrt(2)) / 4),
        (a + b <= 2, [eq(a**2 + b**2, 1)], math.sqrt(1 / 2)),
    ],
)
def test_where_the_best_constant_is_irrational_the_bracket_is_narrow(says, given, truth):
    [found] = constants(says, given)
    assert found["narrow"]
    assert found["false_with"]["about"] < truth < found["proved_with"]["about"] + 1e-5


def test_a_slower_decay_shows_later(monkeypatch):
    """exp(-a t) <= 2 exp(-t) fails for every a < 1, but only from t = log(2) / (1 - a) on."""
    a, t = (Term("var", name, SCALAR) for name in "at")

    def decay(rate):
        return Term("exp", Term("mul", num(-1), rate, t))

    def family(k):
        late = fact("<=", num(2), t)
        return Problem((), (late, fact("<=", k, a)), fact("<=", decay(a), Term("mul", num(2), decay(num(1)))))

    first = Instance(scalars={"a": Fraction(1, 2), "t": Fraction(2)})

    def refute_at_first(problem, **_):
        try:
            return Refutation(first, confirm(problem, first))
        except NotConfirmed:
            return None

    monkeypatch.setattr(brackets, "refute", refute_at_first)
    found = brackets.bracket(family)
    assert Fraction(97, 100) < found.low < 1
    assert max(x.denominator for x in found.instance.scalars.values()) < 10_000


def test_a_claim_that_no_constant_makes_true_is_tried_no_farther_than_a_million():
    [found] = constants(x**2 <= 3 * x, [x >= 1])[:1]
    assert found["proved_with"] is None
    assert 999_000 <= found["false_with"]["about"] <= 1_000_000


def false_square(claim_id, right):
    return Claim(claim_id, "by hand", "statement", norm(u - v) ** 2 <= right)


def test_of_a_false_bound_its_repair_is_looked_at_and_no_constant_sought_that_cannot_be():
    claims = [
        false_square("halved", norm(u) ** 2 + norm(v) ** 2),
        Claim("scaled", "by hand", "statement", x**2 <= a * b * c, given=[a >= 1, b >= 1, c >= 1]),
    ]
    halved, scaled = sharpen_document(document("d", "d", claims), ["halved", "scaled"])
    assert halved["holds"] == scaled["holds"] == "refuted"
    assert halved["repair"]
    assert halved["constants"][0]["best"]
    assert scaled["constants"] == []
    assert "scale differently" in scaled["why"]
    assert any("false with every constant" in line for line in sharpened([scaled]))


def test_an_equation_and_a_bound_of_any_sign_have_none():
    assert constants(a - b <= a**2 - b) == []
