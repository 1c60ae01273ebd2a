"""Where things are, at the end of a chain; what words say in passing that a formula beside them spells out."""

import pytest

from proofcheck.lang.printing import text


def given(document):
    return [h.text for h in document.claims[-1].given]


def doubts(document):
    return [h.text for h in document.claims[-1].tacit if "not read" in h.text]


@pytest.mark.parametrize(
    ("said", "shown", "supposed"),
    [
        (r"Let $Y \in \mathbb{R}^{n \times d}$ and $G = Y Y^\top \in \mathbb{R}^{n \times n}$.", "G = Gᵀ", "G = Y Yᵀ"),
        (r"We start at $a_0 = c_0 \in \mathbb{R}^d$ and set $a_{k+1} = a_k - c_0$.", "‖a_1‖ = 0", "a_0 = c_0"),
        (r"We start at $a_0 = w \in \mathbb{R}^d$ with $w \in \mathbb{R}^d$, and $a_{k+1} = a_k - w$.", "‖a_1‖ = 0",
         "a_{k + 1} = a_k - w ∀ k ∈ N"),
        (r"Let $q > 0$ and $s = 1 + q^2 \in \mathbb{R}$.", "s ≥ 1", "s = 1 + q²"),
        (r"Let $m > 0$ and suppose that $q = s m \in (0, 1)$.", "q < 1", "s m > 0 and s m < 1"),
    ],
)  # fmt: skip
def test_a_chain_may_end_in_where_its_sides_are(read, said, shown, supposed):
    claim = {"G = Gᵀ": r"G = G^\top", "‖a_1‖ = 0": r"\|a_1\| = 0", "s ≥ 1": r"s \ge 1", "q < 1": "q < 1"}[shown]
    document = read(rf"{said} Then \[ {claim} . \]").document()
    assert [text(c.says) for c in document.claims] == [shown]
    assert supposed in given(document)
    assert not doubts(document)


def test_what_is_elsewhere_than_a_chain_says_is_not_read(read):
    document = read(r"Let $w \in \mathbb{R}^d$ and $s = \|w\|^2 \in \mathbb{R}^d$. Then \[ s \ge 0 . \]").document()
    assert doubts(document)


def test_a_number_is_said_to_be_between_the_ends_of_an_interval(read):
    document = read(r"Let $a, b > 0$. Then \[ \frac{a}{a + b} \in [0, 1) . \]").document()
    assert [text(claim.says) for claim in document.claims] == ["a / (a + b) ≥ 0", "a / (a + b) < 1"]


MATRIX = r"Let $P \in \mathbb{R}^{n \times n}$ be a stochastic matrix"
SAYS = r"$P_{ij} \ge 0$ for all $i, j$ and $\sum_{j=1}^n P_{ij} = 1$ for all $i$"


@pytest.mark.parametrize(("words", "left"), [(f"{MATRIX}, that is, {SAYS}.", 0), (f"{MATRIX} with {SAYS}.", 1)])
def test_words_that_a_formula_spells_out_leave_nothing_unread(read, words, left):
    assert len(doubts(read(rf"{words} Then \[ P_{{11}} \le 1 . \]").document())) == left


def test_words_about_a_set_may_name_a_number_before_the_formula_that_they_mean(read):
    document = read(r"""
        Let $C \subseteq \mathbb{R}^d$ be a convex set with diameter $D$, that is, $\|u - v\| \le D$ for all
        $u, v \in C$.
        Let $x, y \in C$. Then \[ \|x - y\|^2 \le D^2 . \]
    """).document()
    assert not doubts(document)
    assert "‖u - v‖ ≤ D ∀ u ∈ C, v ∈ C" in given(document)


def test_what_is_said_of_each_round_is_said_of_all_of_them(read):
    document = read(r"""
        In each round $t = 1, \dots, T$ the learner plays $x_t \in \mathbb{R}^d$ and sees a vector
        $g_t \in \mathbb{R}^d$ with $\|g_t\| \le G$. It plays $x_{t+1} = x_t - s g_t$ with $s > 0$.
        Then \[ \|x_{t+1} - x_t\| \le s G . \]
    """).document()
    assert not doubts(document)


def test_a_sign_that_words_say_of_any_term_is_that_of_all_terms(read):
    document = read(r"""
        Let $g : \mathbb{R}^d \to \mathbb{R}^d$. The iterates are $x_{k+1} = x_k - \eta_k g(x_k)$, where the step
        sizes $\eta_k$ are positive. From now on let $\eta_k = \frac{1}{k + 1}$ for $k \ge 1$. Then
        \[ \|x_{k+1} - x_k\| = \eta_k \|g(x_k)\| . \]
    """).document()
    assert not doubts(document)
    assert {"η_k > 0 ∀ k ∈ N", "η_k = 1 / (k + 1) ∀ k ∈ N, k ≥ 1"} <= set(given(document))


@pytest.mark.parametrize("called", ["denotes its fixed point", "is the unique root of"])
def test_what_is_called_the_solution_of_an_equation_solves_it(read, called):
    document = read(rf"""
        Let $P \in \mathbb{{R}}^{{n \times n}}$ and $r \in \mathbb{{R}}^n$, and $v^\star \in \mathbb{{R}}^n$ {called}
        \begin{{equation}}\label{{eq}} v^\star = r + P v^\star . \end{{equation}}
        Then \[ v^\star - r = P v^\star . \]
    """).document()
    assert len(document.claims) == 1
    assert given(document) == ["v* = r + P v*"]


@pytest.mark.parametrize(
    ("norm", "supposed"),
    [
        (r"\|v\|_\infty = \max_{i} |v_i|", 0),
        (r"\|v\|_1 = \sum_{i=1}^n |v_i|", 0),
        (r"\|v\|^2 = v^\top v", 0),
        (r"\|v\|_1 = \sum_{i=1}^n v_i^2", 1),
    ],
)
def test_what_a_norm_is_always_supposes_nothing(read, norm, supposed):
    document = read(
        rf"Let $v \in \mathbb{{R}}^n$. We write ${norm}$. Then \[ \|v\|_1 + \|v\|_\infty + \|v\| \ge 0 . \]"
    ).document()
    assert len(given(document)) == supposed


def test_what_the_terms_are_after_a_range_is_so_for_all_of_it(read):
    document = read(r"""
        Let $h_k$ be numbers with $h_{k+1} \le (1 - s_k) h_k + s_k^2 C$ for all $k \ge 0$, where $s_k = \frac{2}{k + 2}$
        and $C > 0$. For all $k \ge 1$, \[ h_k \le \frac{4 C}{k + 2} . \]
    """).document()
    assert "s_k = 2 / (k + 2) ∀ k ∈ N" in given(document)
