"""Arrows between relations: what follows from what, in which direction, and what is not claimed beside an arrow."""

import pytest

from proofcheck.lang.claims import Remark
from proofcheck.lang.printing import text

HEAD = r"""
% proofcheck: a, b, c : real
% proofcheck: x in \R^d; A in \R^{d x d} symmetric
"""


def shown(reading):
    return [text(claim.says) for claim in reading.document().claims]


def doubts(claim):
    return [part.text for h in claim.tacit for part in h.parts if isinstance(part, Remark) and part.unread]


@pytest.mark.parametrize(
    ("formula", "said"),
    [
        (r"a \le b \iff a + c \le b + c", ["a ≤ b ⇒ a + c ≤ b + c", "a + c ≤ b + c ⇒ a ≤ b"]),
        (r"a \le b \text{ if and only if } -b \le -a", ["a ≤ b ⇒ -b ≤ -a", "-b ≤ -a ⇒ a ≤ b"]),
        (r"a \le b \Longleftarrow a + 1 \le b", ["a + 1 ≤ b ⇒ a ≤ b"]),
        (r"a > 2 \implies a > 1 \implies a > 0", ["a > 2 ⇒ a > 1", "a > 1 ⇒ a > 0"]),
        (r"a > b, \quad b > c \implies a > c", ["a > b ⇒ (b > c ⇒ a > c)"]),
        (
            r"2 a = 4 \Leftrightarrow a = 2 \Leftrightarrow a - 2 = 0",
            ["2 a = 4 ⇒ a = 2", "a = 2 ⇒ 2 a = 4", "a = 2 ⇒ a - 2 = 0", "a - 2 = 0 ⇒ a = 2"],
        ),
        (
            r"\forall a \ge 0: \quad a \le 1 \iff a^2 \le 1",
            ["a ≤ 1 ⇒ a² ≤ 1 ∀ a ≥ 0", "a² ≤ 1 ⇒ a ≤ 1 ∀ a ≥ 0"],
        ),
    ],
)
def test_an_arrow_joins_what_stands_before_it_and_after_it(read, formula, said):
    assert shown(read(HEAD + rf"\[ {formula} . \]")) == said


def test_rows_that_are_equivalent_are_not_claimed_by_themselves(read):
    reading = read(HEAD + r"\begin{align*} & 2 a \le 4 \\ \iff & a \le 2 \\ \iff & a - 2 \le 0 \end{align*}")
    assert shown(reading) == ["2 a ≤ 4 ⇒ a ≤ 2", "a ≤ 2 ⇒ 2 a ≤ 4", "a ≤ 2 ⇒ a - 2 ≤ 0", "a - 2 ≤ 0 ⇒ a ≤ 2"]


@pytest.mark.parametrize(
    "display",
    [
        r"\[ x^\top A x \ge 0 \iff A \succeq 0 . \]",  # the left side is meant for all x
        r"\[ a = b \implies k = 2 b . \]",  # k gets its name here
        r"\begin{align*} a &\le b \\ \implies a &\le b + 1 \end{align*}",  # the first row may only be supposed
    ],
)
def test_what_may_be_meant_in_another_way_beside_an_arrow_is_in_doubt(read, display):
    assert doubts(read(HEAD + display).document().claims[0])


def test_an_equivalence_that_is_supposed_is_supposed_in_both_directions(read, hypotheses):
    document = read(HEAD + r"Suppose that $a \ge 0 \iff a \ge b$. Then \[ (a - b)^2 \ge 0 . \]").document()
    found, _ = hypotheses(document, document.claims[-1])
    assert {"a ≥ 0 ⇒ a ≥ b"} <= set(found)
