"""Words for whole numbers, components by number, values one after the other, and gradients that are called "its"."""

import pytest

from proofcheck.lang.printing import text
from proofcheck.latex.notation import named


def claims(reading):
    return [claim.text for claim in reading.document().claims]


def given(reading):
    return [[text(a) for h in claim.given for a in h.assertions] for claim in reading.document().claims]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (r"For all natural numbers $k$, \[ k \le k^2 . \]", "k ≤ k² ∀ k ∈ N, k ≥ 1"),
        (r"For every positive integer $k$, \[ k \le k^2 . \]", "k ≤ k² ∀ k ∈ N, k ≥ 1"),
        (r"For each integer $k \ge 0$, \[ k \le k^2 . \]", "k ≤ k² ∀ k ∈ N"),
        (r"We have \[ k \le k^2 \] for all natural numbers $k$.", "k ≤ k² ∀ k ∈ N, k ≥ 1"),
    ],
)
def test_words_say_that_a_letter_counts(read, words, said):
    assert claims(read(rf"\begin{{lemma}} {words} \end{{lemma}}")) == [said]


def test_letters_of_a_list_count_as_the_words_after_them_say(read):
    assert given(read(r"Let $c$ and $e$ be positive integers. \[ c \le c e . \]")) == [["c ≥ 1", "e ≥ 1"]]


def test_integers_may_be_negative(read):
    assert claims(read(r"\begin{lemma} For all integers $k$, \[ k \le k^2 . \] \end{lemma}")) == []
    [claim] = read(r"Let $w$ be an integer with $w \ge 2$. Then \[ w + 1/2 \le w^2 . \]").document().claims
    assert any("not read: integer" in h.text for h in claim.tacit)


def test_numbers_below_a_vector_of_known_size_are_its_components(read):
    reading = read(r"Let $x = (x_1, x_2) \in \mathbb{R}^2$. \[ \|x\|^2 = x_1^2 + x_2^2 . \]")
    assert claims(reading) == ["‖x‖² = x_1² + x_2²"]
    assert claims(read(r"Let $x \in \mathbb{R}^d$. \[ x_1 \le \|x\| . \]")) == []


@pytest.mark.parametrize("letter", ["n", "a"])
def test_a_letter_has_the_number_that_is_inserted_last(read, letter):
    reading = read(rf"""
        \begin{{lemma}} Let $p > 0$. Then $p^2 > 0$. \end{{lemma}}
        \begin{{proof}} Substituting ${letter} = 0$ and then ${letter} = 2$ gives \[ p > 0 . \] \end{{proof}}
    """)
    assert given(reading)[-1] == ["p > 0", f"{letter} = 2"]


@pytest.mark.parametrize("constant", [r"Lipschitz continuous with constant $L$", r"$L$-Lipschitz"])
def test_what_is_said_of_its_gradient_is_not_said_of_a_function(read, constant):
    reading = read(rf"""
        The objective $f : \mathbb{{R}}^n \to \mathbb{{R}}$ is convex, and its gradient is {constant}.
        \[ f(y) \le f(x) + \langle \nabla f(x), y - x \rangle + \frac{{L}}{{2}} \|y - x\|^2 . \]
    """)
    assert "‖∇f(x) - ∇f(y)‖ ≤ L ‖x - y‖ ∀ x, y ∈ R^n" in given(reading)[0]


def test_what_an_algorithm_picks_is_supposed(read):
    reading = read(r"""
        Let $C \subset \mathbb{R}^n$ be convex. At iteration $k$ the method picks $s_k \in C$ with
        \[ \langle g_k, s_k \rangle \le \langle g_k, s \rangle \qquad \text{for all } s \in C, \]
        and then sets
        \[ x_{k+1} = x_k + \gamma_k (s_k - x_k), \qquad \gamma_k = \frac{2}{k+2}. \]
        Then \[ 0 < \gamma_k \|s_k\|^2 + 1 . \]
    """)
    assert len(claims(reading)) == 1
    assert {"s_k ∈ C", "γ_k = 2 / (k + 2) ∀ k ∈ N"} <= set(given(reading)[0])


@pytest.mark.parametrize("supposed", ["Let $n \\ge 1$.", "Suppose that $n > 0$.", "If $n \\ge 2$, then"])
@pytest.mark.parametrize(
    "claim",
    ["\\sum_{i=1}^n i = n (n + 1) / 2", "\\sum_{i=0}^{n-1} i = n (n - 1) / 2", "\\max_{1 \\le i \\le n} i = n"],
)
def test_a_letter_at_which_a_sum_ends_is_a_natural_number_though_it_is_compared_before(read, supposed, claim):
    [claim] = read(rf"{supposed} \[ {claim} . \]").document().claims
    [n] = [s for s in named(claim.says) if getattr(s, "name", "") == "n"]
    assert n.is_integer
    assert "n: not declared, taken for a natural number" in [h.text for h in claim.tacit]


def test_a_letter_at_which_an_interval_ends_too_is_no_natural_number(read):
    document = read(r"Let $T > 0$. Then \[ \sum_{t=1}^T 1 \le T \] and \[ \int_0^T 1 \, ds = T . \]").document()
    found = [s for claim in document.claims for s in named(claim.says) if getattr(s, "name", "") == "T"]
    assert found
    assert not any(s.is_integer for s in found)


def test_what_is_said_of_all_that_are_listed_is_said_of_no_other(read):
    document = read(r"Let $a_1, \dots, a_n > 0$. Then \[ \sum_{i=1}^n a_i > 0 \] and \[ a_{n+1} > 0 . \]").document()
    assert not document.problems
    assert [h.text for h in document.claims[0].given] == ["a_i > 0 ∀ i = 1, ..., n"]


@pytest.mark.parametrize("start", ["x_0 = 0", "x_0 \\le 0"])
def test_what_is_said_of_the_first_term_after_all_others_is_no_range(read, start):
    document = read(rf"Let $x_{{k+1}} = x_k$ for all $k \ge 0$ and ${start}$. Then \[ x_k \le 0 . \]").document()
    assert [h.text for h in document.claims[0].given] == [
        "x_{k + 1} = x_k ∀ k ∈ N",
        start.replace("\\le", "≤"),
    ]


def test_an_index_of_a_sequence_is_a_natural_number_though_it_is_compared_before(read):
    [claim] = read(r"Let $x_{k+1} = x_k$ for all $k$. Suppose $m > 0$. Then \[ x_m = x_0 . \]").document().claims
    assert [s.is_integer for s in named(claim.says) if getattr(s, "name", "") == "m"] == [True]


@pytest.mark.parametrize(
    ("words", "claim", "kinds"),
    [
        (r"Let $x_1, \dots, x_n$ be real numbers.", r"x^2 \ge x", ["x: not declared, taken for a real number"]),
        ("", r"2^x \ge 1", ["x: not declared, taken for a real number"]),
        ("", r"a^p \ge a", ["a, p: not declared, taken for real numbers"]),
        ("", r"2^n \ge n", ["n: not declared, taken for a natural number"]),
    ],
)
def test_letters_that_do_not_count_are_real_numbers(words, claim, kinds, read):
    found = read(rf"{words} We have \[ {claim} . \]").document().claims[-1]
    assert [h.text for h in found.tacit if "taken for" in h.text] == kinds


@pytest.mark.parametrize(
    "words", ["from $k = 1$ to $n$", "over steps from $k = 1$ to $k = n$", "from $k = 1$ up to $n$"]
)
def test_where_a_sum_begins_and_ends_is_supposed_of_no_letter(read, words):
    reading = read(rf"""
        \begin{{lemma}} Let $a_j \ge 0$ for all $j$. Then $a_1 \ge 0$. \end{{lemma}}
        \begin{{proof}} Summing {words}, we get \[ \sum_{{k=1}}^n a_k \ge 0 . \] Hence \[ k \le 1 . \] \end{{proof}}
    """)
    assert not any("k = " in said for claim in given(reading) for said in claim)


def test_where_something_starts_is_supposed(read):
    reading = read(r"\begin{lemma} Let $c > 0$. \end{lemma} Starting from $x = 0$, we have \[ x \le c . \]")
    assert any("x = 0" in said for claim in given(reading) for said in claim)


@pytest.mark.parametrize(
    ("said", "supposed"),
    [
        (r"Let $k = 1, \dots, 4$.", ["k ∈ [1, 4]"]),
        (r"Fix $k = 1, 2, \dots, m$.", ["k ∈ [1, m]"]),
        (r"Let $k, m = 1, \dots, N$.", ["k ∈ [1, N]", "m ∈ [1, N]"]),
        (r"Let $k = 0, 1, \dots$.", []),
    ],
)
def test_a_letter_may_be_let_be_one_of_several_numbers(read, said, supposed):
    assert given(read(rf"\begin{{lemma}} {said} Then \[ k^2 \ge 0 . \] \end{{lemma}}"))[-1] == supposed
