"""Families of functions: how many there are, what is said of each, and what is said of their mean."""

import pytest
from lines import assert_proved, assert_refuted

from proofcheck.lang.printing import text
from proofcheck.refuters.witnesses import first_witness

MEMBERS = "Let $f_i : \\mathbb{R}^d \\to \\mathbb{R}$ for $i = 1, \\dots, n$ be convex and $L$-smooth."
LISTED = "Let $f_1, \\dots, f_n : \\mathbb{R}^d \\to \\mathbb{R}$ be convex and $L$-smooth."
DECLARED = "% proofcheck: f_i : R^d -> R, i = 1..n\nLet each $f_i$ be convex and $L$-smooth."
MEAN = "Let $F(x) = \\frac{1}{n} \\sum_{i=1}^n f_i(x)$."
STEP = "\\[ F(y) \\ge F(x) + \\frac1n \\sum_{i=1}^n \\langle \\nabla f_i(x), y - x \\rangle \\]"


def claims(reading):
    return [claim.text for claim in reading.document().claims]


def supposed(reading):
    document = reading.document()
    [claim] = document.claims
    return [text(a) for h in document.hypotheses(claim) for a in h.assertions if "x, y" in text(a)]


@pytest.mark.parametrize("said", [MEMBERS, LISTED, DECLARED])
def test_what_is_said_of_each_function_is_said_for_all_indices(read, said):
    reading = read(f"{said} {MEAN}\n{STEP}")
    assert claims(reading) == ["F(y) ≥ F(x) + (1 / n) Σ_{i=1}^n ⟨∇f_i(x), y - x⟩"]
    assert supposed(reading) == [
        "‖∇f_i(x) - ∇f_i(y)‖ ≤ L ‖x - y‖ ∀ i = 1, ..., n, x, y ∈ R^d",
        "f_i(y) ≥ f_i(x) + ⟨∇f_i(x), y - x⟩ ∀ i = 1, ..., n, x, y ∈ R^d",
    ]


def test_a_mean_of_functions_may_be_said_to_be_strongly_convex(read):
    said = r"Suppose that $F$ is $\mu$-strongly convex. For $x, y \in \mathbb{R}^d$, \[ F(x) \ge F(y) . \]"
    reading = read(f"{MEMBERS} {MEAN} {said}")
    assert supposed(reading)[-1] == "F(y) ≥ F(x) + ⟨∇F(x), y - x⟩ + (μ / 2) ‖y - x‖² ∀ x, y ∈ R^d"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (r"f_0(x) \ge 1", "numbered from 1 to n"),
        (r"f_{i+1}(x) \ge 1", "families of functions"),
        (r"\nabla^2 f_i(x) \ge 0", "second derivatives of members"),
        (r"\mathbb{E}[\nabla f_i(x)] = \nabla f_1(x)", "the mean over i"),
    ],
)
def test_what_cannot_be_said_of_a_family_is_said_so(read, typed, said):
    reading = read(rf"{LISTED} For $x \in \mathbb{{R}}^d$, \[ {typed} . \]")
    [problem] = reading.document().problems
    assert said in problem.message


def test_a_map_has_components_where_a_sum_runs_over_them(read):
    reading = read(r"""
        % proofcheck: f : R^p -> R^n; w in R^p
        \[ \sum_{i=1}^n f_i(w)^2 = \|f(w)\|^2 \]
    """)
    assert claims(reading) == ["Σ_{i=1}^n (f(w))_i² = ‖f(w)‖²"]


def test_terms_are_declared_as_they_are_written(read):
    reading = read(r"""
        % proofcheck: x^{(i)} in R^d, i = 1..n; y_i in R, i = 1, \dots, n; w in R^d; z^{(k)} in R^d
        \[ \sum_{i=1}^n (y_i - \langle w, x^{(i)} \rangle) \le \|z^{(k)}\| \]
    """)
    assert claims(reading) == ["Σ_{i=1}^n (y_i - ⟨w, x_i⟩) ≤ ‖z_k‖"]


def test_letters_that_nobody_declares_are_in_the_space_of_the_declarations(read):
    reading = read("% proofcheck: f : R^k -> R\n\\[ \\|x\\| + f(x) + d + p + q + D \\ge 0 \\]")
    assert any("R^k" in part.text for c in reading.document().claims for h in c.tacit for part in h.parts)


def test_two_things_that_are_claimed_at_once_are_two_claims(read):
    reading = read(r"""
        % proofcheck: F : R^d -> R; \Omega : convex set in R^d; w_k in R^d; k : natural
        Let $w_k \in \Omega$ for all $k$. Then
        \[ w_{k} = \arg\min_{u \in \Omega} F(u) . \]
    """)
    assert claims(reading) == ["w_k ∈ Ω", "F(w_k) ≤ F(u) ∀ u ∈ Ω"]


FINITE_SUM = r"""
    Let $f(w) = \frac1n \sum_{i=1}^n f_i(w)$ for $w \in \mathbb{R}^d$, where each $f_i$ is convex and $L$-smooth.
    \[ \frac1n \sum_{i=1}^n \|\nabla f_i(w) - \nabla f_i(v)\|^2
       \le 2L (f(w) - f(v) - \langle \nabla f(v), w - v\rangle) \]
"""
ROUNDS = r"""
    Let $K \subset \mathbb{R}^d$ be a convex set and let $\ell_1, \dots, \ell_T$ be convex differentiable functions on
    $\mathbb{R}^d$ with $\|\nabla \ell_t(x)\| \le G$ for all $x$ and $t$. The algorithm starts at $x_1 \in K$ and sets
    \[ x_{t+1} = \Pi_K(x_t - \eta \nabla \ell_t(x_t)), \qquad t = 1, \dots, T. \]
    \begin{theorem} For every $u \in K$,
    \[ \sum_{t=1}^T (\ell_t(x_t) - \ell_t(u)) \le \frac{\|x_1 - u\|^2}{2\eta} + \frac{\eta G^2 T}{2} . \] \end{theorem}
    \begin{proof} The projection does not expand:
    \[ \|x_{t+1} - u\|^2 \le \|x_t - \eta \nabla \ell_t(x_t) - u\|^2 . \] \end{proof}
"""


def test_functions_with_a_number_that_nobody_declares_are_a_family(read):
    reading = read(FINITE_SUM)
    assert not reading.document().problems
    assert claims(reading)[0].startswith("(1 / n) Σ_{i=1}^n ‖∇f_i(w) - ∇f_i(v)‖² ≤ 2 L (f(w) - f(v)")
    assert len(supposed(reading)) == 2, "that they are convex, and smooth"


def test_as_many_rounds_as_functions_are_listed(read):
    reading = read(ROUNDS)
    assert not reading.document().problems
    assert claims(reading)[0].startswith("Σ_{t=1}^T (ℓ_t(x_t) - ℓ_t(u)) ≤ ‖x_1 - u‖² / (2 η)")


def test_a_proof_is_about_the_same_letters_as_what_it_shows(read, hypotheses):
    document = read(ROUNDS).document()
    said, unread = hypotheses(document, document.claims[1])
    assert {"u ∈ K", "t ∈ [1, T]"} <= set(said)
    assert not unread


def test_an_assumption_about_a_member_is_one_about_all_of_them_at_all_points(read):
    reading = read(rf"""
        {LISTED} \newtheorem{{assumption}}{{Assumption}}
        \begin{{assumption}} $f_i(x) \ge 0$. \end{{assumption}}
        For $w \in \mathbb{{R}}^d$, \[ f_1(w) \ge 0 . \]
    """)
    [claim] = reading.document().claims
    said = [text(a) for h in reading.document().hypotheses(claim) for a in h.assertions]
    assert "f_i(x) ≥ 0 ∀ i = 1, ..., n, x ∈ R^d" in said


SUM = r"""
    We minimise \[ F(w) = \frac1n \sum_{i=1}^n f_i(w), \qquad w \in \mathbb{R}^d, \]
    where each $f_i : \mathbb{R}^d \to \mathbb{R}$ is convex and $L$-smooth, $i \in \{1, \dots, n\}$.
    For an index $i$ and $v, w \in \mathbb{R}^d$ we write \[ g_i(w) = \nabla f_i(w) - \nabla f_i(v) + \nabla F(v) . \]
"""


def test_functions_of_which_the_end_of_a_sentence_says_what_they_are_are_a_family(read):
    reading = read(SUM + r"\begin{lemma} \[ \frac1n \sum_{i=1}^n g_i(w) = \nabla F(w) \] \end{lemma}")
    assert not reading.document().problems
    assert claims(reading) == ["(1 / n) Σ_{i=1}^n g_i(w) = ∇F(w)"]
    assert len(supposed(reading)) == 2, "that they are convex, and smooth"


def test_members_are_defined_with_their_index(read):
    said = r"Let $w_i^+ = w - g_i(w)$ for each $i$. \[ \|w_i^+ - w\| = \|g_i(w)\|, \qquad g_1(v) = g_2(v) \]"
    reading = read(SUM + said)
    assert claims(reading) == ["‖wplus_i - w‖ = ‖g_i(w)‖", "g_1(v) = g_2(v)"]
    [first, second] = reading.document().claims
    assert_proved(reading.document().problem(first))
    assert_proved(reading.document().problem(second))


def test_a_function_whose_index_is_a_mark_is_no_family(read):
    reading = read(r"Let $x, c \in \mathbb{R}^d$ and $f_c(x) = \|x - c\|^2$. \[ f_c(x) \ge 0 \]")
    assert claims(reading) == ["f_c(x) ≥ 0"]


LABELS = r"""
    Let $x_i \in \mathbb{R}^d$ and $y_i \in \{-1, 1\}$. We suppose that $\|x_i\| \le 1$ for all
    $i = 1, \dots, n$.
    Let $w \in \mathbb{R}^d$, and let $i$ be an index with $y_i \langle w, x_i \rangle \le 0$. Put $w^+ = w + y_i x_i$.
"""


def test_an_index_of_terms_is_one_of_those_that_there_are(read):
    reading = read(LABELS + r"\begin{lemma} \[ \|w^+\|^2 \le \|w\|^2 + 1 \] \end{lemma}")
    [claim] = reading.document().claims
    assert_proved(reading.document().problem(claim))


AT_ZERO = r"Let $h : \mathbb{R}^d \to \mathbb{R}$ be convex, and $H(w) = h(w) + \|w\|^2$."


@pytest.mark.parametrize(
    ("formula", "read_as"),
    [
        (r"f_i(0) \ge f_i(w) - \langle \nabla f_i(w), w \rangle", "f_i(0) ≥ f_i(w) - ⟨∇f_i(w), w⟩"),
        (r"h(0) \ge h(w) - \langle \nabla h(w), w \rangle", "h(0) ≥ h(w) - ⟨∇h(w), w⟩"),
        (r"H(0) = h(0)", "H(0) = h(0)"),
        (r"\nabla H(0) = \nabla h(0)", "∇H(0) = ∇h(0)"),
    ],
)
def test_functions_of_vectors_have_a_value_at_zero(read, formula, read_as):
    reading = read(rf"\begin{{document}} {MEMBERS} {AT_ZERO} For $w \in \mathbb{{R}}^d$, \[ {formula} . \]")
    document = reading.document()
    assert claims(reading) == [read_as]
    assert_proved(document.problem(document.claims[0]))


def test_what_is_wrong_at_zero_is_refuted(read):
    reading = read(rf"\begin{{document}} {AT_ZERO} For $w \in \mathbb{{R}}^d$, \[ h(0) \ge h(w) - \|w\| . \]")
    document = reading.document()
    assert_refuted(document.problem(document.claims[0]))


RISKS = r"""
    \begin{document} Let $\ell_1, \dots, \ell_n : \mathbb{R}^d \to \mathbb{R}$ be convex losses, one for each training
    example, and let $m : \mathbb{R}^d \to \mathbb{R}$ be convex. All losses are $G$-Lipschitz with $G > 0$: for all
    $u, v \in \mathbb{R}^d$ and $i = 1, \dots, n$,
    \[ |\ell_i(u) - \ell_i(v)| \le G \|u - v\| , \qquad |m(u) - m(v)| \le G \|u - v\| . \]
    For $\lambda > 0$ let $F(w) = \frac{1}{n} \sum_{i=1}^n \ell_i(w) + \frac{\lambda}{2} \|w\|^2$, and let
    $H(w) = F(w) - \frac{1}{n} \ell_1(w) + \frac{1}{n} m(w)$. Let $w$ be the minimiser of $F$ and $v$ that of $H$.
    Then \[ \|w - v\| \le \frac{2 G}{\lambda n} . \]
"""


def test_risks_of_lipschitz_losses_have_an_instance(read):
    document = read(RISKS).document()
    assert first_witness(document.problem(document.claims[-1])) is not None
