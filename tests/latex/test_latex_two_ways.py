"""Formulas that people read in two ways are not read in one of them: true lines were called false by the other."""

import pytest

from proofcheck.lang.printing import text

HEAD = r"""
% proofcheck: g, h : \R^d -> \R differentiable
% proofcheck: x, y in \R^d
% proofcheck: a, b, c : real
% proofcheck: w : sequence in \R
% proofcheck: a_i, b_i in \R, i = 1..n
"""


def shown(reading):
    return [claim.text for claim in reading.document().claims]


@pytest.mark.parametrize(
    "formula",
    [
        r"|\langle x, y \rangle| / \|x\| \|y\| \le 1",
        r"1 / \sqrt{a} \sqrt{b} \le 1",
        r"a / \|x\|^2 \|y\|^2 \le 1",
        r"\sum_{i=1}^n a_i - b_i \le 1",
        r"\sum_{i=1}^n a_i + \max_x g(x) - b_i \le 1",
        r"\max_k w_k \le \sum_{i=0}^n w_i^2",
        r"a \ge 10,000",
        r"\log 2 / a \le 1",
        r"a^12 \ge 1",
        r"|a|b|+c| \le 1",
        r"g^{-1}(a) = x",
        r"x \times x = 0",
        r"e^{i\theta} = \cos\theta + i \sin\theta",
        r"\exp(-i a) = 1",
        r"a^2 > 0 \text{ unless } a = 0",
        r"a \le c \text{ for some } c",
    ],
)
def test_what_can_be_read_in_two_ways_is_not_read(read, formula):
    reading = read(HEAD + rf"\[ {formula} . \]")
    assert shown(reading) == []
    assert reading.record.lost >= 1


@pytest.mark.parametrize(
    ("formula", "said"),
    [
        (r"1 / \sqrt{a} \|x\| \le 1", "(1 / √a) ‖x‖ ≤ 1"),
        (r"a / 2 \|x\|^2 \le 1", "(a / 2) ‖x‖² ≤ 1"),
        (r"a / \|x\| \cdot \|y\| \le 1", "(a / ‖x‖) ‖y‖ ≤ 1"),
        (r"\sum_{i=1}^n a_i + \sum_{i=1}^n b_i \le 1", "Σ_{i=1}^n a_i + Σ_{i=1}^n b_i ≤ 1"),
        (r"\min_z g(z) + h(z) - a \le g(x) + h(x)", "min_1 - a ≤ g(x) + h(x)"),
        (r"\min_z g(z) - \min_z h(z) \le a", "min_g - min_h ≤ a"),
        (r"\sum_{i=1}^n a_i - b \le 1", "Σ_{i=1}^n a_i - b ≤ 1"),
        (r"|a| + |b| - |-c| \le |a||b|", "|a| + |b| - |-c| ≤ |a| |b|"),
        (r"a \ge 1000", "a ≥ 1000"),
        (r"a = 0 \text{ only if } a^2 = 0", "a = 0 ⇒ a² = 0"),
        (r"\sum_{i=1}^n e^{-i a} \ge 0", "Σ_{i=1}^n exp(-i a) ≥ 0"),
        (r"e^{-a_i} \ge 0", "exp(-a_i) ≥ 0"),
        (r"a^{12} b_1 \ge 1", "a^12 b_1 ≥ 1"),
    ],
)
def test_what_is_clear_is_read(read, formula, said):
    assert shown(read(HEAD + rf"\[ {formula} . \]")) == [said]


def test_names_between_two_ends_are_all_between_them(read):
    reading = read(HEAD + r"\begin{lemma} Let $0 \le a, b, c < 1$. Then \[ a b c < 1 . \] \end{lemma}")
    document = reading.document()
    found = {text(says) for h in document.hypotheses(document.claims[0]) for says in h.assertions}
    assert found == {f"{side}" for name in "abc" for side in (f"0 ≤ {name}", f"{name} < 1")}
    assert shown(read(HEAD + r"\[ a \le b, c \le 1 . \]")) == ["a ≤ b", "c ≤ 1"]


@pytest.mark.parametrize(
    ("begins", "said"),
    [
        ("Then there exists $c$ such that", ["∃ c ∈ R: a ≤ c"]),
        ("Hence one can find $c > 0$ with", ["∃ c > 0: a ≤ c"]),
        ("Then there exists $c$, but not for all $b$, such that", []),
    ],
)
def test_what_is_to_exist_is_not_claimed_of_all(read, begins, said):
    assert shown(read(HEAD + rf"\begin{{lemma}} Let $a > 0$. {begins} \[ a \le c . \] \end{{lemma}}")) == said


@pytest.mark.parametrize("power", [r"\Big(X - \mathbb{E} X\Big)^2", r"(X)^2", r"\left(X + 1\right)^4"])
def test_a_power_after_round_brackets_of_a_mean_is_read_in_none(read, power):
    reading = read(rf"Let $X$ be a random variable. \[ \mathbb{{E}}{power} \ge 1 \] \[ \mathbb{{E}}[X]^2 \ge 0 \]")
    assert shown(reading) == ["E[X]² ≥ 0"]
    assert reading.record.lost == 1


@pytest.mark.parametrize(
    "supposed",
    [
        r"\begin{aligned} &\text{Let }k>0\text{ and let }m \ge k.\\ & m \ge 1 \end{aligned}",
        r"\text{Let } k = m + 1. \quad k \le 1",
        r"k \le 1, \quad \text{where we assume that } m \le 0",
        r"\text{Suppose } k \ge 1 \text{. Then } m \ge 1",
    ],
)
def test_what_a_display_supposes_is_not_claimed(read, hypotheses, supposed):
    """The letters are in doubt from there on: more is supposed of them than is read."""
    document = read(
        rf"\begin{{lemma}} Let $k, m$ be real. \[ {supposed} \] Then \[ k \ge m . \] \end{{lemma}}"
    ).document()
    [claim] = document.claims
    assert claim.text == "k ≥ m"
    assert hypotheses(document, claim)[1]


@pytest.mark.parametrize(
    ("formula", "value"),
    [(r"\log{2 / a} \ge 0", "log(2 / a) ≥ 0"), (r"\max{(0, 1 - a)} \ge 0", "max{0, 1 - a} ≥ 0")],
)
def test_braces_say_what_a_function_is_taken_of(read, formula, value):
    (claim,) = read(HEAD + rf"We have \[ {formula} . \]").document().claims
    assert claim.text == value or value in text(claim.statement)


def test_a_logarithm_before_a_slash_is_told_as_what_it_is(read):
    reading = read(HEAD + r"We have \[ \log 2 / a \le 1 . \]")
    assert ["two ways" in str(e.error) for e in reading.record.entries] == [True]
