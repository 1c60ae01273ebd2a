"""Notation of other people's notes: families with indices, dimensions by their letters, sets and projections."""

import pytest
from lines import assert_proved

from proofcheck.lang.claims import Remark


def texts(reading):
    return [claim.text for claim in reading.document().claims]


def problems(reading):
    return [problem.message for problem in reading.document().problems]


def unread(claim):
    return [part.text for h in claim.tacit for part in h.parts if isinstance(part, Remark) and part.unread]


def hypotheses(claim):
    return [h.text for h in (*claim.given, *claim.tacit)]


def test_what_has_a_norm_with_an_index_is_a_member_of_a_family_of_vectors(read):
    reading = read(r"""
        Let $b \in \mathbb{R}^n$ and $u \in \mathbb{R}^n$.
        \[ \langle w_i, b \rangle \le \|w_i\| \|b\|, \quad \|w\| \ge 0 . \]
    """)
    assert texts(reading) == ["⟨w_i, b⟩ ≤ ‖w_i‖ ‖b‖", "‖w‖ ≥ 0"]


def test_a_large_greek_letter_that_is_transposed_is_a_matrix(read):
    reading = read(r"""
        Let $y \in \mathbb{R}^n$.
        \[ \|(I - \eta \Phi \Phi^\top) y\| \le \|I - \eta \Phi \Phi^\top\| \|y\| . \]
    """)
    assert texts(reading) == ["‖(I_n - η Φ Φᵀ) y‖ ≤ ‖I_n - η Φ Φᵀ‖ ‖y‖"]


def test_the_letter_of_a_dimension_is_that_number_from_the_start(read):
    reading = read(r"""
        Suppose that $1 \le t \le n$. Let $x \in \mathbb{R}^n$. Then
        \[ \|x\|_1 \le n t \|x\|_\infty . \]
    """)
    [claim] = reading.document().claims
    assert claim.text == "‖x‖_1 ≤ n t ‖x‖_∞"
    assert "t ≤ n" in hypotheses(claim)
    assert not problems(reading)


def test_a_projection_onto_a_convex_set_is_the_nearest_point(read):
    reading = read(r"""
        Let $\Omega \subseteq \mathbb{R}^n$ be a closed convex set, $x \in \Omega$ and $y \in \mathbb{R}^n$. Then
        \[ \| \Pi_\Omega(y) - x \|^2 \le \| y - x \|^2 - \|y - \Pi_\Omega(y)\|^2 . \]
    """)
    document = reading.document()
    [claim] = document.claims
    assert claim.text == "‖p_1 - x‖² ≤ ‖y - x‖² - ‖y - p_1‖²"
    assert "p_1 ∈ Ω and (‖y - p_1‖ ≤ ‖y - y'‖ ∀ y' ∈ Ω)" in hypotheses(claim)
    assert "θ x + (1 - θ) y ∈ Ω ∀ x ∈ Ω, y ∈ Ω, θ ∈ [0, 1]" in hypotheses(claim)
    assert_proved(document.problem(claim))


def test_a_letter_that_vectors_are_in_is_a_set_of_which_nothing_is_known(read):
    reading = read(r"""
        Let $f : \mathbb{R}^n \to \mathbb{R}$.
        \[ \|x - y\| \le 2 \quad \text{for all } x, y \in C \]
    """)
    [claim] = reading.document().claims
    assert claim.text == "‖x - y‖ ≤ 2 ∀ x ∈ C, y ∈ C"
    assert unread(claim), "it may be said in words which set it is"


def test_how_iterates_go_on_is_supposed_where_they_are_written_as_a_path(read):
    reading = read(r"""
        The gradient of $L : \mathbb{R}^d \to \mathbb{R}$ is followed. Here $w \in \mathbb{R}^d$, and the update is
        \[ w(t+1) = w(t) - \eta \nabla L(w(t)) , \]
        of which the limit is $\dot w(t) = - \nabla L(w(t))$.
    """)
    assert not texts(reading)
    assert ("given", "w(t + 1) = w(t) - η ∇L(w(t))") in [(entry.what, entry.text) for entry in reading.record.entries]


def test_what_was_compared_with_a_number_may_be_something_else_elsewhere(read):
    reading = read(r"""
        Suppose that $X > 0$. Let $f : \mathbb{R}^n \to \mathbb{R}$. Then
        \[ f(X) \ge 0 . \]
    """)
    assert not texts(reading)
    assert any("Say what they are" in message for message in problems(reading))


def test_words_with_a_formula_among_them_that_suppose_something_leave_a_claim_open(read):
    reading = read(r"""
        Let $w, x \in \mathbb{R}^d$. If we suppose that $w$ is sparse with at most $k$ entries that are not $0$, then
        \[ \|w\|_1 \|x\|_\infty \le \|w\| \|x\| . \]
    """)
    [claim] = reading.document().claims
    assert unread(claim)


def test_scripts_under_an_accent_are_those_of_the_whole(read):
    reading = read(r"""
        Let $x : \mathbb{R} \to \mathbb{R}$ and $y \in \mathbb{R}^n$.
        \[ \|\bar{z_k} - y\| \le \|\bar{z}_{k+1} - y\| + \|\bar{z_k} - \bar{z}_{k+1}\| . \]
        \[ {y^\star}^\top y \le \|y^\star\| \|y\| . \]
    """)
    assert texts(reading) == ["‖zbar_k - y‖ ≤ ‖zbar_{k + 1} - y‖ + ‖zbar_k - zbar_{k + 1}‖", "y*ᵀ y ≤ ‖y*‖ ‖y‖"]


@pytest.mark.parametrize(
    ("formula", "what"),
    [
        (r"B = \{x \in \mathbb{R}^n : \|x\| \le 1\}", "sets"),
        (r"H = \{x \mapsto \langle w, x \rangle \mid \|w\| \le 1\}", "sets"),
        (r"\phi(x, z) \ge 0", "functions of several arguments"),
        (r"g_i(x) \le g_i(y)", "families of functions"),
        (r"p(x \mid y) \ge 0", "conditional densities"),
        (r"[x - y]_+ = x", "pseudoinverses and positive parts"),
        (r"\operatorname{sech}(x) \le 1", "other functions"),
        (r"\pdv{a}{b} \ge 0", "partial derivatives"),
        (r"a (b + c) = \tilde{O}(n)", "bounds up to a constant"),
    ],
)
def test_what_has_no_word_is_told_from_what_is_not_read(read, formula, what):
    reading = read(rf"Let $x, y \in \mathbb{{R}}^n$. \[ {formula} . \]")
    assert f"1 {what}" in reading.record.coverage()


def test_an_extremum_may_be_taken_under_a_condition(read):
    reading = read(r"Let $a \in \mathbb{R}^n$. \[ \sup_{u : \|u\| \le 1} \langle a, u \rangle \le \|a\| . \]")
    document = reading.document()
    [claim] = document.claims
    assert claim.text == "sup_1 ≤ ‖a‖"
    assert_proved(document.problem(claim))


@pytest.mark.parametrize("written", [r"i \in [m]", r"i \in \{1, \dots, m\}", r"1 \le i \le m"])
def test_whole_numbers_from_one_on_are_written_in_several_ways(read, written):
    reading = read(rf"\[ \|a_i\| \ge 0 \quad \text{{for all }} {written}, \quad \max_{{{written}}} \|a_i\| \ge 0 . \]")
    assert texts(reading) == ["‖a_i‖ ≥ 0 ∀ i = 1, ..., m", "max_1 ≥ 0"]


@pytest.mark.parametrize("written", [r"\text{for all } k = 0, 1, \dots", r"\qquad k = 0, 1, 2, \dots"])
def test_a_count_that_goes_on_is_one_range(read, written):
    reading = read(rf"\[ \|a_k\| \ge 0, {written} \]")
    assert texts(reading) == ["‖a_k‖ ≥ 0 ∀ k ∈ N"]


def test_an_iteration_with_its_range_is_supposed(read):
    reading = read(r"""
        The gradient method is
        \[ x_{t+1} = x_t - \eta_t \nabla f(x_t) , \qquad t = 1, 2, \dots \]
    """)
    [entry] = reading.record.entries
    assert (entry.what, entry.text) == ("given", "x_{t + 1} = x_t - η_t ∇f(x_t) ∀ t ∈ N, t ≥ 1")


def test_a_greek_letter_before_a_sum_in_brackets_is_a_factor(read):
    reading = read(
        r"Let $x, y \in \mathbb{R}^n$. \[ \|\eta_t (x - y)\| = |\eta_t| \|x - y\|, \quad \psi(x + y) = \psi(x) . \]"
    )
    assert texts(reading) == ["‖η_t (x - y)‖ = |η_t| ‖x - y‖", "ψ(x + y) = ψ(x)"]


def test_an_iteration_may_be_counted_above(read):
    reading = read(r"""
        Let $\theta \in \mathbb{R}^p$ and $L : \mathbb{R}^p \to \mathbb{R}$.
        The method is $\theta^{t+1} = \theta^t - \eta \nabla L(\theta^t)$.
        \[ \|\theta^{t+1} - \theta^t\| = |\eta| \|\nabla L(\theta^t)\| . \]
    """)
    document = reading.document()
    [claim] = document.claims
    assert claim.text == "‖θ_{t + 1} - θ_t‖ = |η| ‖∇L(θ_t)‖"
    assert_proved(document.problem(claim))


def test_a_function_and_its_best_value_that_nobody_declares_leave_a_claim_open(read):
    reading = read(r"""
        Let $x \in \mathbb{R}^n$ and $F : \mathbb{R}^n \to \mathbb{R}$.
        \[ h(x) \le h(2 x), \quad F(x) \ge F^\star . \]
    """)
    first, second = reading.document().claims
    assert (first.text, second.text) == ("h(x) ≤ h(2 x)", "F(x) ≥ F*")
    assert unread(first)
    assert unread(second)


def test_where_an_iteration_starts_is_a_term_of_it(read):
    reading = read(r"""
        Let $f : \mathbb{R}^n \to \mathbb{R}$. Start with $x_0 \in \mathbb{R}^n$,
        and let $x_{k+1} = x_k - \eta_k \nabla f(x_k)$.
        \[ \|x_1 - x_0\| = |\eta_0| \|\nabla f(x_0)\| . \]
    """)
    document = reading.document()
    [claim] = document.claims
    assert "x_0: a vector" not in " ".join(hypotheses(claim))
    assert_proved(document.problem(claim))


def test_an_iteration_that_starts_in_a_set_does_too(read):
    reading = read(r"""
        Let $C \subseteq \mathbb{R}^n$ be a convex set and $z \in C$. Starting from $y_0 \in C,$ the method takes
        $y_{k+1} = \frac12 y_k + \frac12 z$.
        \[ \|y_1 - y_0\| \le \|z - y_0\| . \]
    """)
    document = reading.document()
    [claim] = document.claims
    assert "y_0 ∈ C" in hypotheses(claim)
    assert_proved(document.problem(claim))


def test_a_letter_that_counts_above_is_no_transpose(read):
    reading = read(r"""
        Let $v, \theta \in \mathbb{R}^p$. Here $\theta^{t+1} = \theta^t - \eta v$.
        \[ \|\theta^t - v\| \le \|\theta^t\| + \|v\| . \]
    """)
    assert texts(reading) == ["‖θ_t - v‖ ≤ ‖θ_t‖ + ‖v‖"]


def test_a_recursion_under_a_condition_is_meant_for_all_indices(read):
    reading = read(r"""
        Let $v \in \mathbb{R}^n$. The points are $y_{k+1} = y_k - \eta_k v$ if $\|y_0\| = 1$.
        \[ \|v\| \ge 0 . \]
    """)
    assert "‖y_0‖ = 1 ⇒ y_{k + 1} = y_k - η_k v ∀ k ∈ N" in [entry.text for entry in reading.record.entries]


def test_a_sum_that_is_in_a_set_does_not_hide_the_letters_in_it(read):
    reading = read(r"""
        For all $\sum_{i=1}^n \gamma_i \in \Delta$ with weights,
        \[ \gamma_i \le \gamma_i + 1 . \]
    """)
    assert texts(reading) == ["γ_i ≤ γ_i + 1"]


def test_paths_with_an_index_and_primes_are_read_as_they_are_in_lazy_training(read):
    reading = read(r"""
        Let $h : \mathbb{R}^p \to \mathbb{R}^n$, $y \in \mathbb{R}^n$, and $R(z) = \frac{1}{2} \|z - y\|^2$. We write
        $F_\alpha(w) := \frac{1}{\alpha^2} R(\alpha h(w))$. The flow $(w_\alpha(t))_{t \ge 0}$ solves
        \[ w_\alpha'(t) = - \nabla F_\alpha(w_\alpha(t)), \qquad w_\alpha(0) = w_0 . \]
        Therefore
        \[ \frac{d}{dt} F_\alpha(w_\alpha(t)) = - \|\nabla F_\alpha(w_\alpha(t))\|^2 . \]
        Denote $y_\alpha(t) := \alpha h(w_\alpha(t))$. Then
        \[ \frac{d}{dt} R(y_\alpha(t)) = \langle \nabla R(y_\alpha(t)), y_\alpha'(t) \rangle . \]
    """)
    document = reading.document()
    first, second = document.claims
    assert first.text == "d/dt F_α(w_α(t)) = -‖∇F_α(w_α(t))‖²"
    assert "w_α'(t) = -∇F_α(w_α(t)) ∀ t ≥ 0" in hypotheses(first)
    assert second.text == "d/dt R(y_α(t)) = ⟨∇R(y_α(t)), y_α'(t)⟩"
    assert_proved(document.problem(first))
    assert_proved(document.problem(second))


def test_a_capital_t_above_may_be_the_last_index_where_iterations_count_above(read):
    reading = read(r"""
        % proofcheck: \theta : sequence in \R^p; v in \R^p; \theta in \R^p
        Here $\theta^{t+1} = \theta^t - \eta v$.
        \[ \|\theta^T - v\| \le \|\theta^0 - v\| + \|v\| . \]
    """)
    assert not texts(reading)
    assert "no index" in problems(reading)[0]
