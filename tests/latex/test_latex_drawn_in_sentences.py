"""What a proof plainly draws in a sentence is a claim, as one in a display is."""

import pytest
from lines import assert_proved, assert_refuted

from proofcheck.latex.tools import told_of

LEMMA = r"""
\begin{lemma}\label{lem} Let $x, y \in \mathbb{R}$ with $0 \le x \le y$. Then \[ x^2 \le y^2 . \] \end{lemma}
\begin{proof} %s \end{proof}"""


def drawn(read, proof):
    """What the sentences of a proof claim, as text; and the document."""
    document = read(LEMMA % proof).document()
    return [claim.text for claim in document.claims if claim.kind == "step"], document


@pytest.mark.parametrize(
    "proof",
    [
        r"Hence $x^2 \le x y$.",
        r"By monotonicity of products, $x^2 \le x y$.",
        r"Multiplying by $x$ yields $x^2 \le x y$, which is what we need.",
        r"Since $x \le y$ we have $x^2 \le x y$.",
        r"Clearly $x^2 \le x y$ and so all is shown.",
        r"It follows that $x^2 \le x y$ for all $x$.",
        r"Note that $x^2 \le x y$.",
        r"Assumption~\ref{lem} gives $x^2 \le x y$.",
    ],
)
def test_what_is_plainly_drawn_is_claimed(read, proof):
    assert [text.partition(" ∀")[0] for text in drawn(read, proof)[0]] == ["x² ≤ x y"]


def test_each_relation_of_it_and_of_the_formula_beside_it(read):
    claimed, _ = drawn(read, r"Then $x^2 \le x y$ and $x y \le y y = y^2$.")
    assert claimed == ["x² ≤ x y", "x y ≤ y y", "y y = y²"]


@pytest.mark.parametrize("words", ["and", "so that"])
def test_what_goes_on_after_a_display_is_drawn(read, words):
    assert drawn(read, rf"We have \[ x^2 \le x y , \] {words} $x y \le y^2$.")[0] == ["x² ≤ x y", "x y ≤ y²"]


def test_a_computation_needs_no_word_before_it(read):
    assert drawn(read, r"$(x - y)^2 = x^2 - 2 x y + y^2 = (y - x)^2$.")[0] == [
        "(x - y)² = x² - 2 x y + y²",
        "x² - 2 x y + y² = (y - x)²",
    ]
    assert drawn(read, r"$(x - y)^2 = (y - x)^2$.")[0] == []


def test_true_ones_are_proved_and_false_ones_refuted(read):
    _, document = drawn(read, r"Hence $x^2 \le x y$. Therefore $x y \le y^2 - 1$.")
    true, false = (claim for claim in document.claims if claim.kind == "step")
    assert_proved(document.problem(true))
    assert_refuted(document.problem(false))


def test_a_line_after_it_may_use_it_beside_the_display(read):
    _, document = drawn(read, r"We have \[ x^2 \le x y . \] Moreover $x y \le y^2$. Hence \[ x^2 \le y^2 . \]")
    first, second, third = (claim.id for claim in document.claims if claim.kind == "step")
    assert document.claim(third).reason.claims == (first, second)


@pytest.mark.parametrize(
    "proof",
    [
        r"Suppose that this fails. Then $x^2 > y^2$.",
        r"If $x = 0$ there is nothing to do. So $x^2 > 0$.",
        r"Case 1: the first number vanishes. Then $x^2 = 0$.",
        r"First, $x = 0$. Then $x^2 = 0$.",
        r"We may rescale. Then $x + y = 1$.",
        r"By symmetry, $y^2 \le x^2$.",
        r"By assumption, $x + 1 \le y$.",
        r"Both are the same. Thus $x^2 = y^2$.",
        r"We have $x \le y$ and the left side is an integer, so $x^2 \ge x$.",
        r"As the first one is an integer, we have $x^2 \ge x$.",
        r"At the left end we have $x^2 = 0$.",
        r"Minimising over all numbers gives $x y = 0$.",
        r"Hence $x = 1$.",
        r"Thus $x^2 = s y^2$.",
        r"Then $x^2 \le 1$ if both are small.",
        r"Hence $x^2 \le 1$ for large numbers.",
        r"We want $x^2 \le 1$.",
        r"Under Assumption~\ref{lem} with $y = 1$, note that $x^2 \le 1$.",
        r"By Markov's inequality, $\mathbb{P}(Z \ge y) \le \ldots$.",
    ],
)
def test_what_words_may_restrict_and_what_gives_a_letter_a_value_is_not(read, proof):
    assert drawn(read, proof)[0] == []


def test_the_next_proof_begins_anew(read):
    document = read(LEMMA % r"If $x = 0$ it is clear." + LEMMA.replace("{lem}", "{next}") % r"Hence $x^2 \le x y$.")
    assert [c.text for c in document.document().claims if c.kind == "step"] == ["x² ≤ x y"]


def test_outside_proofs_it_stays_unclaimed(read):
    document = read(r"Let $0 \le x \le y$. Hence $x^2 \le x y$.").document()
    assert not document.claims


def test_show_tells_what_is_cited_from_what_may_be_used(read):
    lines = r"We have \[ x^2 \le x y = y x \le y y . \] Moreover $x y \le y^2$. Hence \[ x^2 \le y^2 . \]"
    shown, _ = told_of(read(LEMMA % lines), "show")
    reasons = [line.strip() for line in shown if "reason: " in line]
    assert reasons[-2:] == [
        "reason: no reason is given (it may use line3.1 to 3)",
        "reason: Hence (line3.1 to 4)",
    ]
