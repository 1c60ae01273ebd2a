"""Conditions on what a quantifier ranges over, and what is said of random values: none is lost."""

import pytest

SUM = "a + b = 1"


@pytest.mark.parametrize(
    "said",
    [
        r"For all $a, b \ge 0$ and all $c, d > 1$ with $a + b = 1$, we have",
        r"For all $a \ge 0$ and all $b \ge 0$ such that $a + b = 1$ it holds that",
        r"For all $a \ge 0$, $b \ge 0$ satisfying $a + b = 1$ we have",
        r"For any $c > 0$, any $a, b \ge 0$ with $a + b = 1$ it holds that",
        r"For nonnegative $a, b$ with $a + b = 1$ we have",
        r"For nonnegative numbers $a$ and $b$ with $a + b = 1$ we have",
    ],
)
def test_a_condition_after_several_ranges_is_one_of_the_claim(read, said):
    [claim] = read(rf"\begin{{lemma}} {said} \[ c a b \le c + d . \] \end{{lemma}}").document().claims
    assert claim.text.startswith(f"{SUM} ⇒ ")


def test_a_condition_after_what_is_claimed_is_none_of_its_range(read):
    said = r"For all $x \in \mathbb{R}^d$ we have $\|x\| \ge 0$, and for $c > 0$ with $c \le 1$ we get"
    [first, second] = read(rf"\begin{{lemma}} {said} \[ c \le 2 . \] \end{{lemma}}").document().claims
    assert first.text == "‖x‖ ≥ 0 ∀ x ∈ R^d"
    assert "‖x‖" not in second.text
    assert "c ≤ 1" in second.text


def supposed(read, said):
    document = read(rf"{said} Then \[ \mathbb{{E}}[X_1] \le 1 . \]").document()
    hypotheses = document.hypotheses(document.claims[-1])
    return {h.text for h in hypotheses}, [h.text for h in hypotheses if "not read" in h.text]


@pytest.mark.parametrize("drawn", ["independent", "i.i.d.", r"i.i.d.\ ", "independent and identically distributed"])
@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("with values in $[0, 1]$", {"X_i ≥ 0 ∀ i = 1, ..., n, ω ∈ N", "X_i ≤ 1 ∀ i = 1, ..., n, ω ∈ N"}),
        ("taking values in $[a, b]$", {"X_i ≥ a ∀ i = 1, ..., n, ω ∈ N", "X_i ≤ b ∀ i = 1, ..., n, ω ∈ N"}),
        ("bounded by $M$ almost surely", {"|X_i| ≤ M ∀ i = 1, ..., n, ω ∈ N"}),
        ("almost surely bounded by $M$", {"|X_i| ≤ M ∀ i = 1, ..., n, ω ∈ N"}),
        (r"with $\mathbb{E}[X_i] = \mu$", {"E[X_i] = μ ∀ i = 1, ..., n"}),
        (r"with finite variance $v$", {"E[(X_i - E[X_i])²] = v ∀ i = 1, ..., n"}),
        (
            r"with zero mean and $\mathbb{E}[X_i^2] \le v$",
            {"E[X_i] = 0 ∀ i = 1, ..., n", "E[X_i²] ≤ v ∀ i = 1, ..., n"},
        ),
        (r"with second moment $\mathbb{E}[X_i^2] = v$", {"E[X_i²] = v ∀ i = 1, ..., n"}),
        (
            r"with mean zero and second moment at most $v$",
            {"E[X_i] = 0 ∀ i = 1, ..., n", "E[X_i²] ≤ v ∀ i = 1, ..., n"},
        ),
    ],
)
def test_what_is_said_of_a_sample_is_said_of_its_members(read, drawn, said, meant):
    texts, doubts = supposed(read, rf"Let $X_1, \dots, X_n$ be {drawn} random variables {said}.")
    assert meant <= texts
    assert not doubts


def test_a_vector_is_bounded_in_norm(read):
    document = read(
        r"Let $Z$ be a random vector in $\mathbb{R}^d$ bounded by $1$. Then \[ \mathbb{E}[\|Z\|^2] \le 1 . \]"
    ).document()
    [claim] = document.claims
    assert any(h.text.startswith("‖Z‖ ≤ 1") for h in document.hypotheses(claim))


@pytest.mark.parametrize("said", ["bounded below by $1$", "unbounded", "bounded by a polynomial in $n$"])
def test_other_bounds_are_not(read, said):
    texts, doubts = supposed(read, rf"Let $X_1, \dots, X_n$ be i.i.d. random variables {said}.")
    assert not [text for text in texts if text.startswith("|X_i| ≤")]
    assert doubts


def test_letting_goes_on_after_a_supposition(read):
    said = r"Suppose that $X_1, \dots, X_n$ are independent random variables, and let $S = \sum_{i=1}^n X_i$."
    document = read(rf"{said} Then \[ \mathbb{{E}}[S] = \sum_{{i=1}}^n \mathbb{{E}}[X_i] . \]").document()
    [claim] = document.claims
    assert not document.problems
    assert claim.text.startswith("E[S] = ")
