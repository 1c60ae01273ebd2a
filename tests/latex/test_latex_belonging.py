"""Words that say which things a quantifier is over."""

import pytest
from lines import assert_proved
from suppositions import last

from proofcheck.lang import expressions as ex
from proofcheck.lang.printing import text

HALF_LINE = "f(x) ≥ 0 ∀ x > 1"


@pytest.mark.parametrize(
    ("words", "claimed"),
    [
        ("in $[2, 3]$", "x² ≥ x ∀ x ∈ [2, 3]"),
        ("from $[2, 3]$", "x² ≥ x ∀ x ∈ [2, 3]"),
        ("in the interval $[2, 3]$", "x² ≥ x ∀ x ∈ [2, 3]"),
        ("that lie in $[2, 3]$", "x² ≥ x ∀ x ∈ [2, 3]"),
        ("larger than $1$", "x² ≥ x ∀ x > 1"),
        ("exceeding $1$", "x² ≥ x ∀ x > 1"),
        ("greater than or equal to $1$", "x² ≥ x ∀ x ≥ 1"),
        ("less than $0$", "x² ≥ x ∀ x < 0"),
    ],
)
def test_what_is_claimed_of_things_in_a_set_is_claimed_of_these(read, words, claimed):
    for sentence in (rf"We have $x^2 \ge x$ for all $x$ {words}.", rf"For every $x$ {words} we have $x^2 \ge x$."):
        [claim] = read(rf"\begin{{lemma}} {sentence} \end{{lemma}}").document().claims
        assert text(claim.says) == claimed


@pytest.mark.parametrize(
    "words",
    [
        "outside $(0, 1)$",
        "near $0$",
        "between $2$ and $3$",
        "of the form $x = 2 k$",
        "that are positive",
        "with large modulus",
        "in the unit interval",
        "in a neighbourhood of $0$",
    ],
)
def test_what_is_said_of_some_is_neither_claimed_nor_supposed_of_all(read, words):
    claimed = read(rf"\begin{{lemma}} We have $x^2 \ge x$ for all $x$ {words}. \end{{lemma}}")
    assert all(claim.says.ranges == () for claim in claimed.document().claims) or claimed.document().claims == ()
    supposed = rf"Let $f : \mathbb R \to \mathbb R$ with $f(x) \ge 0$ for all $x$ {words}. Then $f(x) \ge 0$."
    found, doubtful = last(read(rf"\begin{{lemma}} {supposed} \end{{lemma}}"))
    assert "f(x) ≥ 0 ∀ x ∈ R" not in found
    assert doubtful


def test_what_is_supposed_of_things_in_a_set_is_supposed_of_these(read):
    said = r"Let $f : \mathbb R \to \mathbb R$ with $f(x) \ge 0$ for all $x$ above $1$. Then $f(2) \ge 0$."
    assert last(read(rf"\begin{{lemma}} {said} \end{{lemma}}")) == ([HALF_LINE], False)


@pytest.mark.parametrize("words", ["in Lemma 2", "with probability one", "from $0$ to $T$", "in expectation"])
def test_other_words_after_a_range_do_not_restrict_it(read, words):
    said = rf"Let $c \ge 0$. We have $c x^2 \ge 0$ for all $x$ {words}."
    assert read(rf"\begin{{lemma}} {said} \end{{lemma}}").document().claims != ()


def test_a_condition_on_a_range_is_not_supposed_by_itself(read):
    said = r"Let $f(x) \le y$ for all $x \in \mathbb R$ and all $y \in \mathbb R$ with $y \ge 1$. Then $y \ge 1$."
    assert last(read(rf"\begin{{lemma}} {said} \end{{lemma}}"))[0] == ["y ≥ 1 ⇒ f(x) ≤ y ∀ x, y ∈ R"]
    said = r"Let $a_k \ge c$ for all $k$, where $c \ge 1$. Then $a_1 \ge 1$."
    assert "c ≥ 1" in last(read(rf"\begin{{lemma}} {said} \end{{lemma}}"))[0]


@pytest.mark.parametrize("words", ["With the choice", "Choosing", "For"])
def test_what_is_said_of_a_letter_in_a_choice_is_supposed(read, words):
    document = read(rf"\begin{{lemma}} {words} $s = 1/L$, $L > 0$, we have $s L = 1$. \end{{lemma}}").document()
    assert len(document.claims) == 1


@pytest.mark.parametrize(
    "said",
    [
        "Let $x$ be a vector with $n$ components. Then",
        "For a vector $x$ with $n$ components,",
        "For a vector $x$ of length $n$ we have",
    ],
)
def test_a_vector_has_as_many_components_as_words_say(read, said):
    [claim] = read(rf"\begin{{lemma}} {said} $\|x\|_1 \le \sqrt n \|x\|$. \end{{lemma}}").document().claims
    assert not any(isinstance(symbol, ex.ScalarSymbol) for symbol in claim.says.free_symbols)
    after = r"\begin{lemma} We have $\|x\|_1 \le \sqrt n \|x\|$, where $x$ is a vector with $n$ components. \end{lemma}"
    assert read(after).document().claims[0].says == claim.says


def test_a_time_does_not_count(read):
    said = r"Consider $\dot x_t = -\nabla f(x_t)$ and put $Z_t = \|x_t\|^2$. Then \[ t^2 Z_t \ge t Z_t . \]"
    assert last(read(said))[0][0] == "x'(t) = -∇f(x(t)) ∀ t ≥ 0"


@pytest.mark.parametrize("words", ["Using the notation", "With the shorthand", "We use the notation"])
def test_what_is_short_for_something_is_it(read, words):
    said = rf"{words} $h_k = x_{{k+1}} - x_k$, we get \[ h_0 + h_1 = x_2 - x_0 . \]"
    assert last(read(said)) == (["h_k = x_{k + 1} - x_k ∀ k ∈ N"], False)


@pytest.mark.parametrize(
    "said",
    [
        "We have $x^2 \\le 4$ if $x$ is in $[-2, 2]$.",
        "We have $x^2 \\le 4$ if $x \\in [-2, 2]$.",
        "We have $x^2 \\le 4$ once $|x| \\le 2$.",
        "We have $x^2 \\le 4$ given that $|x| \\le 2$.",
        "We have $x^2 \\le 4$ ($|x| \\le 2$).",
        "We have $x^2 \\le 4$ at $x = 2$.",
        "Let $x$ belong to $[-2, 2]$. Then $x^2 \\le 4$.",
        "Let $x$ be an element of $[-2, 2]$. Then $x^2 \\le 4$.",
        "Take $x$ from $[-2, 2]$. Then $x^2 \\le 4$.",
        "Let $x$ range over $[-2, 2]$. Then $x^2 \\le 4$.",
        "Suppose that $x$ and $y$ lie in $[-2, 2]$. Then $x^2 \\le 4$.",
    ],
)
def test_conditions_in_words_are_read(read, said):
    document = read(rf"\begin{{lemma}} {said} \end{{lemma}}").document()
    [claim] = document.claims
    assert_proved(document.problem(claim))


@pytest.mark.parametrize(
    "said",
    [
        "We have $x^2 \\le 4$ if $x$ lies between $-2$ and $2$.",
        "We have $x^2 \\le 4$ when $|x|$ does not exceed $2$.",
        "We have $x^2 \\le 4$ if the absolute value of $x$ is at most $2$.",
        "We have $x^2 \\le 4$ on $\\{|x| \\le 2\\}$.",
        "We have $x^2 \\le 4$ with $x = 2$.",
        "Restricted to $[-2, 2]$, $x^2 \\le 4$.",
    ],
)
def test_conditions_in_words_that_are_not_read_leave_it_open(read, said):
    assert last(read(rf"\begin{{lemma}} {said} \end{{lemma}}"))[1]


@pytest.mark.parametrize(
    "said",
    [
        "We have $x^2 \\le 4$ only for $x \\in [-2, 2]$.",
        "We have $x^2 \\le 4$ exactly for $|x| \\le 2$.",
        "The bound $x^2 \\le 4$ is no longer true for $x = 3$.",
        "It cannot be that $x^2 < 0$.",
        "$x^2 < 0$ contradicts $x \\ge 0$.",
    ],
)
def test_what_is_so_exactly_there_or_nowhere_is_not_claimed(read, said):
    assert read(rf"\begin{{lemma}} {said} \end{{lemma}}").document().claims == ()
