"""What a sentence denies, doubts or restricts is neither supposed nor claimed: nothing is proved from it."""

import pytest

from proofcheck.lang.printing import text

HEAD = r"""
% proofcheck: f : \R^d -> \R differentiable
% proofcheck: x, y in \R^d
% proofcheck: a, b : real
"""
CONVEX = "f(y) ≥ f(x) + ⟨∇f(x), y - x⟩ ∀ x, y ∈ R^d"


def supposed(reading):
    """What the last claim is under."""
    document = reading.document()
    return [text(a) for h in document.hypotheses(document.claims[-1]) for a in h.assertions]


@pytest.mark.parametrize(
    "said",
    [
        "It is tempting to assume that $f$ is convex.",
        "We do not assume that $f$ is convex.",
        "Suppose that $f$ fails to be convex.",
        "Suppose that $f$ is almost convex.",
        "Suppose that $f$ is convex except at $x$.",
        "Suppose that $f$ is convex along the segment from $x$ to $y$.",
        "Suppose that $f$ is the difference of two convex functions.",
        "Let $f$ be a (possibly) convex function.",
        "The function $f$ is convex or concave.",
        "The set of convex functions $f$ is closed.",
        "Many authors study convex $f$.",
        "In Section 4, $f$ is convex.",
        "Suppose that $f$ is convex in Section 3.",
        "Let $f$ be convex up to a shift.",
        "Let $f$ be similar to a convex function.",
        r"\begin{definition} We call $f$ nice if $f$ is convex. \end{definition}",
        r"\begin{definition} The function $f$ is convex if \[ f(y) \ge f(x) . \] \end{definition}",
        r"\begin{definition} We say that $f$ is convex if \[ f(y) \ge f(x) . \] \end{definition}",
        r"\begin{definition} A function $f$ is called convex if \[ f(y) \ge f(x) . \] \end{definition}",
        r"\begin{definition} A point $x$ is called good if $f(x) \le 1$. \end{definition}",
    ],
)
def test_a_property_that_is_denied_or_restricted_is_not_supposed(read, said):
    reading = read(HEAD + said + r"\begin{lemma} We have \[ f(y) \ge f(x). \] \end{lemma}")
    assert supposed(reading) == []


@pytest.mark.parametrize(
    "said",
    [
        "Since $a$ is not an index, we assume that $f$ is convex.",
        "Without loss of generality, suppose that $f$ is convex.",
        "Let $f$ be convex and locally Lipschitz.",
        "We minimise a convex function $f$.",
        r"\begin{definition} Let $f$ be convex. \end{definition}",
        "Suppose that $f$ is a convex function on the whole space.",
    ],
)
def test_a_property_beside_other_words_is_supposed(read, said):
    reading = read(HEAD + said + r"\begin{lemma} We have \[ f(y) \ge f(x). \] \end{lemma}")
    assert CONVEX in supposed(reading)


@pytest.mark.parametrize(
    "said",
    [
        "Assume neither $a > 0$ nor $b > 0$. Then",
        "Unless $a > 0$, we have",
        "It is not true that $a > 0$. Hence",
        "Even if $a > 0$ fails, we have",
        "Suppose that $a > 0$ does not hold. Then",
        "Whether or not $a > 0$, we have",
        "Dropping the assumption $a > 0$, we have",
        "Suppose that there is no $b$ with $a > 0$. Then",
        "If it were true that $a > 0$, we had nothing to do. In general",
    ],
)
def test_a_formula_that_is_denied_or_doubted_is_neither_supposed_nor_claimed(read, said):
    reading = read(HEAD + rf"\begin{{lemma}} {said} \[ a^3 + b > 0 . \] \end{{lemma}}")
    (claim,) = reading.document().claims
    assert claim.text == "a³ + b > 0"
    assert supposed(reading) == []
    assert any(getattr(part, "unread", False) for h in claim.tacit for part in h.parts)


@pytest.mark.parametrize(
    ("words", "claimed"),
    [
        ("when $a \\ge 1$", "a ≥ 1 ⇒ a² ≥ a"),
        ("provided $a \\ge 1$", "a ≥ 1 ⇒ a² ≥ a"),
        ("under the condition $a \\ge 1$", "a ≥ 1 ⇒ a² ≥ a"),
        ("holds if $a \\ge 1$", "a ≥ 1 ⇒ a² ≥ a"),
        ("is valid for $a \\ge 1$", "a² ≥ a ∀ a ≥ 1"),
        ("for all $a$ with $a \\ge 1$", "a ≥ 1 ⇒ a² ≥ a ∀ a ∈ R"),
    ],
)
def test_what_is_claimed_under_a_condition_after_it_is_claimed_under_that(read, words, claimed):
    reading = read(HEAD + rf"\begin{{lemma}} The bound \[ a^2 \ge a \] {words}. \end{{lemma}}")
    assert [claim.text for claim in reading.document().claims] == [claimed]


@pytest.mark.parametrize(
    ("assumed", "under"),
    [
        (r"There is $x$ with $f(x) \le 1$.", ["f(x) ≤ 1"]),
        (r"For some $x$, \[ f(x) \le 1 . \]", ["f(x) ≤ 1"]),
        (r"The initial point satisfies \[ f(x) \le 1 . \]", ["f(x) ≤ 1"]),
        (r"We have $f(x) \le 1$.", ["f(x) ≤ 1 ∀ x ∈ R^d"]),
        (r"If $\|x\| \le b$, then \[ f(x) \le 1 . \]", []),
        (r"\[ f(x) \le 1 \] for all $x$ with $\|x\| \le 1$.", ["‖x‖ ≤ 1 ⇒ f(x) ≤ 1 ∀ x ∈ R^d"]),
        (r"We have $b > 0$ if $a > 0$.", ["a > 0 ⇒ b > 0"]),
    ],
)
def test_an_assumption_about_some_or_under_a_condition_is_none_about_all(read, assumed, under):
    content = rf"\begin{{assumption}} {assumed} \end{{assumption}} \begin{{lemma}} Then $f(y) \le b$. \end{{lemma}}"
    assert supposed(read(HEAD + content)) == under


@pytest.mark.parametrize(
    "said", ["only if $a > 0$", "unless $a \\le 0$", "even when $a > 0$ is violated", "except when $a > 0$"]
)
def test_what_is_claimed_under_a_condition_that_is_not_read_is_not_claimed_without_it(read, said):
    reading = read(HEAD + rf"\begin{{lemma}} We have \[ a^3 > 0 \] {said}. \end{{lemma}}")
    assert reading.document().claims == ()


def test_words_that_deny_nothing_here_leave_what_is_said(read):
    reading = read(HEAD + r"""
        \begin{lemma} Suppose that $a > 0$. This does not depend on $b$. Then \[ a^3 > 0 \] and not only \[ a \ge 0 . \]
        \end{lemma}
    """)  # fmt: skip
    assert [claim.text for claim in reading.document().claims] == ["a³ > 0", "a ≥ 0"]
    assert supposed(reading) == ["a > 0"]


@pytest.mark.parametrize(
    "display",
    [
        r"\text{There is } c > 0 \text{ such that } a \le c",
        r"a^2 \le a \quad \text{for } a > 0 \text{ small enough}",
    ],
)
def test_what_holds_for_some_values_alone_is_not_claimed_of_all(read, display):
    assert not read(HEAD + rf"\[ {display}. \]").document().claims


def test_what_a_word_means_is_not_said_to_be_denied(read):
    reading = read(r"""
        Let $f : \mathbb{R}^d \to \mathbb{R}$. We say that $f$ is \emph{mild} if for all $x, y$ we have
        \[ |f(x) - f(y)| \le 2 \|x - y\| . \]
    """)
    assert not reading.document().claims
    assert [p.message for p in reading.document().problems] == ["this says what a word means, and claims nothing."]
