"""Sequences whose index stands in brackets, ``x(t + 1)``; and declarations in the words that reports use."""

import pytest

from proofcheck.lang.printing import text


def texts(reading):
    return [claim.text for claim in reading.document().claims]


def taken(reading):
    return [h.text for h in reading.document().claims[0].tacit]


def test_an_index_in_brackets_is_no_factor(read):
    reading = read(r"""
        % proofcheck: e : sequence in R^n
        % proofcheck: G : sequence in R^{n x n}
        \[ e(t+1) = e(t) - G(t) e(t) . \]
        \[ \|e(t+1)\| \le \|I - G(t)\| \|e(t)\|, \quad |G_{ij}(t)| \le \|G(t)\|, \quad e_i(0) \le \|e(0)\| . \]
    """)
    assert texts(reading) == [
        "‖e_{t + 1}‖ ≤ ‖I_n - G_t‖ ‖e_t‖", "|(G_t)_{i, j}| ≤ ‖G_t‖", "(e_0)_i ≤ ‖e_0‖"
    ]  # fmt: skip


def test_what_steps_in_brackets_is_a_sequence_without_a_declaration(read):
    reading = read(r"\[ \|e(t+1)\| \le \|e(t)\|, \quad e_i(t) \le \|e(t)\| . \]")
    assert texts(reading) == ["‖e_{t + 1}‖ ≤ ‖e_t‖", "(e_t)_i ≤ ‖e_t‖"]
    assert "e: not declared, taken for a sequence in R^d" in taken(reading)


@pytest.mark.parametrize(
    "formula", [r"\|x_k\| \le \eta (k+1)", r"\|x_{k+1}\| \le \eta (k + 1), \quad \|x_k\| \le \eta k"]
)
def test_a_factor_in_brackets_is_no_index(read, formula):
    reading = read(r"% proofcheck: x : sequence in R^d" + "\n" + rf"Let $\eta > 0$. \[ {formula} . \]")
    assert "η (k + 1)" in texts(reading)[0]


@pytest.mark.parametrize(
    ("said", "formula"),
    [
        ("psi : R -> R", r"\psi(x)"),
        ("xhat, x in R", r"\hat{x} x"),
        ("Stilde_lambda in R", r"\tilde{S}_\lambda"),
        ("g_max in R", r"g_{\max}"),
        ("varphi : R -> R", r"\varphi(x)"),
    ],
)
def test_names_may_be_declared_as_reports_write_them(read, said, formula):
    reading = read(f"% proofcheck: x in R; {said}\n" + rf"\[ {formula} \ge 0 . \]")
    assert len(texts(reading)) == 1
    assert not any("not declared" in h for h in taken(reading))


def test_an_index_under_a_sum_is_that_of_the_sum(read):
    reading = read(r"""
        Let $\lambda > 0$.
        \[ \sum_{i=1}^n \frac{\lambda_i}{\lambda_i + \lambda} \le n, \quad \lambda_j \ge 0 . \]
    """)
    assert texts(reading) == ["Σ_{i=1}^n λ_i / (λ_i + λ) ≤ n", "λ_j ≥ 0"]
    assert not any("λ_i" in h for h in taken(reading))


def test_two_indices_under_a_sum_are_not_one_number(read):
    reading = read(r"\[ \sum_{i=1}^n c_{ij} \le n . \]")
    assert not texts(reading)
    assert "has the index ij" in reading.document().problems[0].message


@pytest.mark.parametrize("formula", [r"\psi(W x) = v", r"\exp(v) = v", r"\| \log v \| \le 1", r"\tau(W x) = v"])
def test_functions_of_each_component_are_no_mistake(read, formula):
    reading = read(rf"""
        Let $\psi : \mathbb{{R}} \to \mathbb{{R}}$, $W \in \mathbb{{R}}^{{p \times d}}$, $x \in \mathbb{{R}}^d$ and
        $v \in \mathbb{{R}}^p$. Define $\tau(s) = s^2$ for $s \in \mathbb{{R}}$. Then \[ {formula} . \]
    """)
    assert not texts(reading)
    assert "functions of each component cannot be said yet" in reading.document().problems[0].message


def test_wedges_between_numbers_are_minima(read):
    reading = read(r"\[ a \wedge b \le a, \quad (a \vee 1) + b \ge 1 + b . \] \[ x = 1 \wedge y = 2 . \]")
    assert texts(reading) == ["min{a, b} ≤ a", "max{a, 1} + b ≥ 1 + b"]


def test_e_to_a_power_is_no_term_of_a_sequence_of_errors(read):
    reading = read(
        "% proofcheck: e : sequence in R^n\n" + r"\[ e^{-2 t} \le \exp(-t), \quad \|e^{k+1}\| \le \|e^k\| . \]"
    )
    assert texts(reading) == ["exp(-2 t) ≤ exp(-t)", "‖e_{k + 1}‖ ≤ ‖e_k‖"]


def test_what_is_called_an_eigenvalue_is_not_any_number(read):
    reading = read(r"""
        Let $K \in \mathbb{R}^{n \times n}$ be symmetric. Diagonalize $K$ with eigenvalues $\lambda_i$. Then
        \[ \operatorname{tr}(K) = \sum_{i=1}^n \lambda_i . \]
    """)
    assert any("eigenvalues" in h for h in taken(reading))


def test_wedges_in_the_rows_of_a_chain_are_minima(read):
    reading = read(r"""
        \begin{align*}
        a &\ge b \wedge c \\
          &\ge (b \wedge c) \wedge d .
        \end{align*}
    """)
    assert texts(reading) == ["a ≥ min{b, c}", "min{b, c} ≥ min{b, c, d}"]


def test_a_blackboard_i_before_a_relation_is_an_indicator(read):
    reading = read(r"Let $x \in \mathbb{R}$. \[ x \mathbb{I}\{x > 1\} \le |x|, \quad \mathbb{I}(|x| \le 1) \le 1 . \]")
    assert texts(reading) == ["x · 1{x > 1} ≤ |x|", "1{|x| ≤ 1} ≤ 1"]


@pytest.mark.parametrize(
    ("motion", "said"),
    [
        (r"u(t+1) = u(t) - \eta H(t) (u(t) - y)", "‖H_t (u_t - y)‖ ≤ ‖H_t‖ ‖u_t - y‖"),
        (r"\dot u(t) = - \eta H(t) (u(t) - y)", "‖H(t)(u(t) - y)‖ ≤ ‖H(t)‖ ‖u(t) - y‖"),
    ],
)
def test_what_moves_is_declared_by_its_place_at_a_time(read, motion, said):
    reading = read(rf"""
        Let $u(t) \in \mathbb{{R}}^n$, $y \in \mathbb{{R}}^n$, $\eta > 0$,
        and $H(t) \in \mathbb{{R}}^{{n \times n}}$.
        \begin{{lemma}} Suppose that ${motion}$ for all $t \ge 0$. Then
        \[ \|H(t) (u(t) - y)\| \le \|H(t)\| \|u(t) - y\| . \]
        \end{{lemma}}
    """)
    assert texts(reading) == [said]
    assert not reading.document().problems


def test_one_thing_with_an_index_does_not_vary_under_a_sum(read):
    reading = read("% proofcheck: b_r in R\n" + r"\[ \sum_{r=1}^p b_r \le c, \quad b_r \le c . \]")
    assert texts(reading) == ["b_r ≤ c"]
    assert "varies with its index here" in reading.document().problems[0].message


def test_a_component_of_what_has_its_index_in_brackets_does_not_count(read):
    reading = read(r"""
        % proofcheck: e, v : sequence in R^n
        \[ e(t+1) = e(t) + v(t), \quad \sum_{i=1}^n |e_i(t)| \le n \|v_i(0) e(t)\| . \]
    """)
    assert "e · " not in " ".join(texts(reading))
    assert "Σ_{i=1}^n |(e_t)_i| ≤ n ‖(v_0)_i e_t‖" in texts(reading)


def test_what_the_terms_of_a_declared_sequence_are_is_supposed_of_all_of_them(read):
    reading = read(r"""
        % proofcheck: x, r, v : sequence in R^n; A in R^{n x n}; b in R^n
        Consider the residuals $r_k = b - A x_k$. We have $v_k = x_k - x_{k-1}$. Then
        \[ r_{k+1} = r_k - A v_{k+1} . \]
    """)
    document = reading.document()
    [claim] = document.claims
    supposed = [text(a) for h in document.hypotheses(claim) for a in h.assertions if "∀" in text(a)]
    assert supposed == ["r_k = b - A x_k ∀ k ∈ N", "v_k = x_k - x_{k - 1} ∀ k ∈ N, k ≥ 1"]


def test_a_letter_that_is_quantified_and_an_index_is_a_natural_number(read):
    reading = read(r"""
        % proofcheck: v : sequence in R^n
        \[ \|v_k\| \ge 0 \text{ for all } k \]
    """)
    assert [c.text for c in reading.document().claims] == ["‖v_k‖ ≥ 0 ∀ k ∈ N"]
