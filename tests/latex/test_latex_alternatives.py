r"""One relation or another in papers: ``x \le 0 \lor x \ge 1``, and "or", "iff" and "implies" between formulas."""

import pytest

from proofcheck.lang.printing import text

LETTERS = r"Let $x, y, p \in \mathbb{R}$ and $u \in \mathbb{R}^n$."


def claims(reading):
    return [claim.text for claim in reading.document().claims]


@pytest.mark.parametrize(
    ("formula", "meant"),
    [
        (r"x \le 0 \lor x \ge 1", ["x ≤ 0 or x ≥ 1"]),
        (r"(x \le 0) \vee (x \ge 1)", ["x ≤ 0 or x ≥ 1"]),
        (r"x \le 0 \quad \text{or} \quad x \ge 1", ["x ≤ 0 or x ≥ 1"]),
        (r"x = 0 \lor x = 1 \lor u = 0", ["x = 0 or x = 1 or u = 0"]),
        (r"x \ge 1 \land y \ge 1 \implies x y \ge 1", ["x ≥ 1 ⇒ (y ≥ 1 ⇒ x y ≥ 1)"]),
        (r"x y = 0 \implies x = 0 \lor y = 0", ["x y = 0 ⇒ (x = 0 or y = 0)"]),
        (r"x = 0 \lor y = 0 \implies x y = 0", ["(x = 0 or y = 0) ⇒ x y = 0"]),
        (
            r"x y = 0 \iff x = 0 \text{ or } y = 0",
            ["x y = 0 ⇒ (x = 0 or y = 0)", "(x = 0 or y = 0) ⇒ x y = 0"],
        ),
        (r"x^2 \ge x \quad \text{if } x \le 0 \text{ or } x \ge 1", ["(x ≤ 0 or x ≥ 1) ⇒ x² ≥ x"]),
        (r"(x \ge 1) \implies (x \ge 0)", ["x ≥ 1 ⇒ x ≥ 0"]),
    ],
)
def test_a_display_claims_one_or_the_other(read, formula, meant):
    assert claims(read(rf"{LETTERS} \[ {formula} \]")) == meant


@pytest.mark.parametrize(
    "formula",
    [
        r"x \ge 0 \land y \ge 0 \lor x \le 0",
        r"x \ge 0 \quad \text{unless} \quad y \ge 0",
        r"0 \le x \le 1 \lor x \ge 2",
        r"x \ge 0 \text{ for } y \ge 0 \text{ or } x \le 0 \text{ for } y \le 0",
        r"x \ge 0 \text{ if } y \ge 0 \text{ or } x \le 0 \text{ if } y \le 0",
    ],
)
def test_what_is_said_in_two_ways_or_more_is_claimed_by_half_nowhere(read, formula):
    assert claims(read(rf"{LETTERS} \[ {formula} \]")) == []


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        (r"Then $x \le 0$ or $x \ge 1$.", ["x ≤ 0 or x ≥ 1"]),
        (r"Then either $x \le 0$, or $x \ge 1$.", ["x ≤ 0 or x ≥ 1"]),
        (r"Then $x = 0$, $x = 1$, or $y = 0$.", ["x = 0 or x = 1 or y = 0"]),
        (r"Then $x y = 0$ implies $x = 0$ or $y = 0$.", ["x y = 0 ⇒ (x = 0 or y = 0)"]),
        (r"Then $x = 0$ if and only if $x^2 = 0$.", ["x = 0 ⇒ x² = 0", "x² = 0 ⇒ x = 0"]),
        (r"Then $\|u\| = 0$ implies that $u = 0$.", ["‖u‖ = 0 ⇒ u = 0"]),
        (r"For all $x$ with $x \ge 2$ or $x \le -2$, $x^2 \ge 4$.", ["(x ≥ 2 or x ≤ -2) ⇒ x² ≥ 4 ∀ x ∈ R"]),
        (r"Then $x \ge 0$ and $y \ge 0$ or $x \le 0$.", []),
        (r"Then $x > 0$, $y > 0$ or $x < 0$.", []),
    ],
)
def test_a_statement_claims_in_words_what_signs_say(read, said, meant):
    assert claims(read(rf"\begin{{lemma}} {LETTERS} {said} \end{{lemma}}")) == meant


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        (r"Suppose that $x \le 0$ or $x \ge 1$.", ["x ≤ 0 or x ≥ 1"]),
        (r"Let $p = 1$ or $p = 2$.", ["p = 1 or p = 2"]),
        (r"Suppose that $x > 0$ implies $p > 0$.", ["x > 0 ⇒ p > 0"]),
        (r"Whether $x \le 0$ or $x \ge 0$ is left open.", []),
    ],
)
def test_one_or_the_other_may_be_supposed(read, said, meant):
    document = read(rf"{LETTERS} {said} \[ x^2 \ge p x \]").document()
    [claim] = document.claims
    assert [text(a) for h in document.hypotheses(claim) for a in h.assertions] == meant
