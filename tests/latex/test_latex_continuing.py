"""Displays that go on with the one before them, and what may stand between the two."""

import pytest

HEAD = r"Let $x \in \mathbb{R}$. Then "


def said(reading):
    return [claim.text for claim in reading.document().claims]


@pytest.mark.parametrize(
    ("displays", "claims"),
    [
        (r"\[ (x - 1)^2 = x^2 - 2 x + 1, \] \[ \ge 2 x - 1 - 2 x + 1 . \]",
         ["(x - 1)² = x² - 2 x + 1", "x² - 2 x + 1 ≥ 2 x - 1 - 2 x + 1"]),
        ("\\[ (x - 1)^2 \\]\n\n\\[ = x^2 - 2 x + 1 . \\]", ["(x - 1)² = x² - 2 x + 1"]),
        (r"$$ (x - 1)^2 = $$ $$ x^2 - 2 x + 1 . $$", ["(x - 1)² = x² - 2 x + 1"]),
        (r"\[ (x + 1)^2 = x^2 + 2 x \] \[ + 1 . \]", ["(x + 1)² = x² + 2 x + 1"]),
        (r"\[ (x - 1)^2 = x^2 + 1 \] \[ - 2 x . \]", ["(x - 1)² = x² + 1 - 2 x"]),
        (r"\begin{align*} x &\le x^2 + 1, \\ (x + 1)^2 &= x^2 + 1 + 2 x \end{align*} which is \[ \ge 2 x . \]",
         ["x ≤ x² + 1", "(x + 1)² = x² + 1 + 2 x", "x² + 1 + 2 x ≥ 2 x"]),
    ],
)  # fmt: skip
def test_a_display_goes_on_with_the_one_before_it(read, displays, claims):
    assert said(read(HEAD + displays)) == claims


def test_where_words_stand_between_two_displays_the_second_has_no_left_side(read):
    document = read(HEAD + r"\[ x \le x^2 + 1 . \] Now let us look at the variance. It is \[ \le 5 . \]").document()
    assert [claim.text for claim in document.claims] == ["x ≤ x² + 1"]
    assert "one side of" in document.problems[0].message


def test_a_display_that_says_something_by_itself_goes_on_with_none(read):
    assert said(read(HEAD + r"\[ x^2 \ge 0 \] \[ - x^2 \le 0 . \]")) == ["x² ≥ 0", "-x² ≤ 0"]


@pytest.mark.parametrize(
    "display",
    [
        r"\[ (x + 1)^2 = x^2 + 2 x + 1, \quad x > 0 \] \[ = x (x + 2) + 1 . \]",
        r"\begin{align*} (x + 1)^2 &= x^2 + 2 x + 1, \quad x > 0 \\ &= x (x + 2) + 1 \end{align*}",
        r"\begin{align*} (x + 1)^2 &= x^2 + 2 x + 1 & \text{for all } x \\ &= x (x + 2) + 1 \end{align*}",
        r"\begin{align*} (x + 1)^2 &= x^2 + 2 x + 1, & x &> 0 \\ &= x (x + 2) + 1 \end{align*}",
    ],
)
def test_nothing_goes_on_with_a_condition(read, display):
    reading = read(HEAD + display)
    assert not {"x > 0", "0 = x (x + 2) + 1"} & set(said(reading))
    assert not any("x = x" in claim for claim in said(reading))
    assert reading.document().problems


def test_names_with_the_range_of_their_index_are_not_all_compared(read, hypotheses):
    document = read(r"Let $X_n, n \ge 1$ be numbers. Then \[ X_n^2 \ge 0 . \]").document()
    assert "X_n ≥ 1" not in hypotheses(document, document.claims[0])[0]
