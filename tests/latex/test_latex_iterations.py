"""Iterations as papers on optimisation introduce them: step sizes, terms that are set, subgradients, nearest points."""

import pytest
from lines import assert_refuted

from proofcheck.latex.document import Reading

STEP = "x_{k + 1} = x_k - s ∇f(x_k) ∀ k ∈ N"
SETTING = r"Let $f : \mathbb{R}^d \to \mathbb{R}$ be differentiable. We study the iteration "
MOVES = r"\[ x_{k+1} = x_k - s \nabla f(x_k) \] "


def given(reading):
    return [h.text for h in reading.document().claims[-1].given]


def doubts(reading):
    return [h.text for h in reading.document().claims[-1].tacit if "not read" in h.text]


@pytest.mark.parametrize(
    "words",
    [
        r"with a constant step size $0 < s \le 1/L$.",
        r"with step size $s \le \frac{1}{L}$.",
    ],
)
def test_a_step_size_that_comes_with_an_iteration_is_bounded(read, words):
    reading = read(SETTING + MOVES + words + r" Then \[ f(x_{k+1}) \le f(x_k) . \]")
    assert "s ≤ 1 / L" in given(reading)


def test_what_is_said_in_other_words_is_said_of_the_same(read):
    reading = read(r"""
        Let $f : \mathbb{R}^d \to \mathbb{R}$ be convex and $L$-smooth, that is, differentiable with an
        $L$-Lipschitz gradient. Then \[ f(y) \le f(x) + \langle \nabla f(x), y - x \rangle . \]
    """)
    assert "‖∇f(x) - ∇f(y)‖ ≤ L ‖x - y‖ ∀ x, y ∈ R^d" in given(reading)
    assert not doubts(reading)


@pytest.mark.parametrize(
    ("sentence", "says"),
    [
        (r"Set $r_k = \|x_k\|^2$.", "r_k = ‖x_k‖² ∀ k ∈ N"),
        (r"Let $s_k = s$ be constant.", "s_k = s ∀ k ∈ N"),
        (r"The residual is \[ r_k = \|x_k\|^2 . \]", "r_k = ‖x_k‖² ∀ k ∈ N"),
    ],
)
def test_what_a_term_is_set_to_all_terms_are(read, sentence, says):
    reading = read(SETTING + MOVES + f". {sentence} " + r"Then \[ r_{k+1} \le s_k r_k . \]")
    assert says in given(reading)


def test_what_stops_at_a_term_says_nothing_of_others(read):
    reading = read(SETTING + MOVES + r". Suppose that $x_k = z$. Then \[ \|x_{k+1}\| \le \|z\| . \]")
    assert "x_k = z" in given(reading)


def test_the_method_that_a_statement_names_is_supposed(read):
    reading = read(r"""
        Let $f : \mathbb{R}^d \to \mathbb{R}$ be differentiable.
        \begin{theorem} Gradient descent, $x_{k+1} = x_k - s \nabla f(x_k)$, satisfies
        \[ f(x_{k+1}) \le f(x_k) . \] \end{theorem}
    """)
    assert len(reading.document().claims) == 1
    assert STEP in given(reading)


def test_mirror_steps_are_chosen_for_all_terms(read):
    reading = read(r"""
        Let $h : \mathbb{R}^d \to \mathbb{R}$ be differentiable. The learner chooses $x_{t+1}$ so that
        \[ \nabla h(x_{t+1}) = \nabla h(x_t) - s g_t . \]
        Then \[ \|\nabla h(x_{t+1}) - \nabla h(x_t)\| \le s \|g_t\| . \]
    """)
    assert "∇h(x_{t + 1}) = ∇h(x_t) - s g_t ∀ t ∈ N" in given(reading)


@pytest.mark.parametrize(
    "words",
    [
        r"Let $v \in \partial f(x)$.",
        r"Let $v$ be a subgradient of $f$ at $x$.",
        r"The update is $p = x - v$, where $v \in \partial f(x)$.",
    ],
)
def test_a_subgradient_lies_below(read, words):
    reading = read(rf"""
        Let $f : \mathbb{{R}}^d \to \mathbb{{R}}$ be convex. {words}
        Then \[ f(x) - f(z) \le \langle v, x - z \rangle . \]
    """)
    assert "f(y) ≥ f(x) + ⟨v, y - x⟩ ∀ y ∈ R^d" in given(reading)


def test_a_range_of_rounds_is_that_of_what_is_claimed_for_each(read):
    reading = read(r"""
        Let $f : \mathbb{R}^d \to \mathbb{R}$ be convex. For $t = 1, 2, \dots$, let $g_t \in \partial f(x_t)$.
        \begin{lemma} For each $t$ we have \[ f(x_t) - f(z) \le \langle g_t, x_t - z \rangle . \] \end{lemma}
    """)
    [claim] = reading.document().claims
    assert claim.text.endswith("∀ t ∈ N, t ≥ 1")


def test_a_sum_of_functions_is_one_of_their_values(read):
    reading = read(r"""
        Let $f, g : \mathbb{R}^n \to \mathbb{R}$ be convex and put $F = f + 2 g$. Then
        \[ F(x) \le F(y) + \langle \nabla f(x) + 2 \nabla g(x), x - y \rangle . \]
    """)
    [claim] = reading.document().claims
    assert "F(x) = f(x) + 2 g(x)" in [h.text for h in claim.given]


def test_a_chain_may_say_twice_what_a_new_point_is(read):
    reading = read(r"""
        Let $g : \mathbb{R}^n \to \mathbb{R}$ be convex. Given $x \in \mathbb{R}^n$, define
        \[ p = \operatorname{prox}_{tg}(x) = \arg\min_{z \in \mathbb{R}^n} \{ g(z) + \tfrac{1}{2t} \|z - x\|^2 \} . \]
        Then \[ g(p) \le g(x) . \]
    """)
    assert "g(p) + (1 / (2 t)) ‖p - x‖² ≤ g(y) + (1 / (2 t)) ‖y - x‖² ∀ y ∈ R^n" in given(reading)


def test_the_first_case_of_an_induction_ends_where_the_next_begins(read):
    reading = read(r"""
        \begin{lemma} Suppose that $a_{k+1} \le a_k$. Then \[ a_k \le a_0 . \] \end{lemma}
        \begin{proof} For $k = 0$ we have $a_0 \le a_0$. If $a_k \le a_0$, then \[ a_{k+1} \le a_0 . \] \end{proof}
    """)
    assert "k = 0" not in given(reading)


@pytest.mark.parametrize("words", ["as soon as", "whenever"])
def test_a_condition_in_the_next_display_keeps_a_claim_from_being_false(read, words):
    reading = read(rf"""
        Let $v \in \mathbb{{R}}^n$.
        \begin{{corollary}} It holds that $\|v\| \le 1$ {words} \[ k \ge \|v\|^2 . \] \end{{corollary}}
    """)
    claim = next(c for c in reading.document().claims if c.text == "‖v‖ ≤ 1")
    assert any("display after this" in h.text for h in claim.tacit)


def test_what_is_not_read_of_a_step_is_in_doubt_with_what_moves_by_it(read):
    reading = read(r"""
        Suppose that $g_k$ is estimated from data. Consider the iteration \[ x_{k+1} = x_k - s g_k . \]
        Let $z \in \mathbb{R}^d$. Then \[ \|x_{k+1} - z\| \le \|x_k - z\| . \]
    """)
    assert doubts(reading)


def test_steps_after_which_something_holds_are_counted(read):
    reading = read(r"""
        \begin{theorem} Suppose that $a_{k+1} \le a_k / 2$. After $K \ge 1$ steps,
        \[ a_K \le a_0 / K . \] \end{theorem}
    """)
    [claim] = reading.document().claims
    assert claim.text.endswith("∀ K ∈ N, K ≥ 1")


def test_a_condition_after_what_is_claimed_leaves_the_next_display_claimed(read):
    reading = read(r"""
        Let $v, w \in \mathbb{R}^n$. The step is $v = w$ provided that $w \ne 0$, and
        \[ \langle v, w \rangle = \|w\| . \]
    """)
    assert isinstance(reading, Reading)
    assert "⟨v, w⟩ = ‖w‖" in [claim.text for claim in reading.document().claims]


def test_under_what_was_supposed_before_something_is_claimed(read):
    reading = read(r"Let $v \in \mathbb{R}^n$. Under the above assumptions, \[ \|v\| \le 1 . \]")
    assert [claim.text for claim in reading.document().claims] == ["‖v‖ ≤ 1"]


def test_the_square_of_the_next_error_is_no_exponential(read):
    reading = read(r"""
        Let $x_k, z \in \mathbb{R}^n$ and write $e_k = \|x_k - z\|$. Then \[ e_{k+1}^2 \le e^{-1} e_k^2 . \]
    """)
    [claim] = reading.document().claims
    assert claim.text == "e_{k + 1}² ≤ exp(-1) e_k²"


@pytest.mark.parametrize("begin", ["", r"\begin{theorem} "])
def test_what_the_gradient_of_a_step_satisfies_is_supposed_with_what_follows(read, begin):
    reading = read(rf"""
        Let $a, b \in \mathbb{{R}}^n$ and $L > 0$. {begin} Put $c = a - s v$, where the vector $v$ satisfies
        \[ \langle v, a \rangle = 1, \qquad \|v\|^2 \le \|b\|^2 + 1 \]
        and $0 < s \le 1 / L$. Then \[ \|c\| \le \|a\| . \] {begin.replace("begin", "end")}
    """)
    assert {"‖v‖² ≤ ‖b‖² + 1", "s ≤ 1 / L"} <= set(given(reading))
    assert len(reading.document().claims) == 1


def test_a_bound_in_passing_that_is_not_supposed_is_in_doubt(read):
    reading = read(SETTING + MOVES + r". Here $s \le 1 / L$. Then \[ f(x_{k+1}) \le f(x_k) . \]")
    assert "s ≤ 1 / L" in given(reading) or doubts(reading)


@pytest.mark.parametrize(
    "words",
    [
        r"The method computes, for $k = 0, 1, \dots$,",
        r"Gradient descent with step size $s > 0$ produces points $x_0, x_1, \dots \in \mathbb{R}^d$ by",
        r"An oracle generates $x_k$ via",
    ],
)
def test_what_an_algorithm_computes_is_given(read, words):
    steps = r"\[ v_k^2 = v_{k-1}^2 + 1 , \qquad x_{k+1} = x_k - s \nabla f(x_k) . \]"
    reading = read(
        rf"\begin{{document}} {SETTING.partition('We study')[0]} {words} {steps} Then \[ v_4^2 = v_2^2 + 2 . \]"
    )
    assert [claim.text for claim in reading.document().claims] == ["v_4² = v_2² + 2"]
    assert any("v_k² = v_{k - 1}² + 1" in said for said in given(reading))


def test_what_an_argument_computes_is_claimed(read):
    proof = r"\begin{proof} One computes, for all $a \ge 0$, \[ (a + 1)^2 \ge a^2 + 1 . \] \end{proof}"
    assert [claim.text for claim in read(proof).document().claims] == ["(a + 1)² ≥ a² + 1"]


ADAPTIVE = r"""
    \newtheorem{lemma}{Lemma}\begin{document}
    Let $f : \mathbb{R}^d \to \mathbb{R}$ be convex and differentiable, and let $x^\star$ be a minimiser of $f$. The
    method starts at $x_1 \in \mathbb{R}^d$ with $b_0 > 0$ and computes, for $t = 1, 2, \dots$,
    \[ g_t = \nabla f(x_t) , \qquad b_t^2 = b_{t-1}^2 + |g_t|^2 , \qquad x_{t+1} = x_t - \frac{\eta}{b_t} g_t , \]
    where $\eta > 0$ and $b_t > 0$. We assume throughout that $|x_t - x^\star| \le D$ for all $t \ge 1$, where $D > 0$.
    \begin{lemma} For all $t \ge 1$, \[ \frac{|g_t|^2}{b_t} \le b_t - b_{t-1} . \] \end{lemma}
"""


def test_a_mistake_about_step_sizes_that_solve_equations_is_found(read):
    document = read(ADAPTIVE).document()
    assert_refuted(document.problem(document.claims[-1]))
