"""Iterations, flows and families as authors introduce them in their sentences."""

import pytest

from proofcheck.lang.printing import text


def claimed(reading):
    return [text(claim.says) for claim in reading.document().claims]


def first_of(read, hypotheses, content):
    document = read(content).document()
    assert not document.problems
    return hypotheses(document, document.claims[0])


RUN = r"x_{t+1} = x_t - \eta g_t"


@pytest.mark.parametrize(
    "said",
    [
        rf"For $\eta > 0$ let \[ {RUN} . \]",
        rf"For a step size $\eta > 0$ consider \[ {RUN} . \]",
        rf"For all $\eta > 0$ and $t \ge 0$, let \[ {RUN} . \]",
        rf"Let ${RUN}$ for $\eta > 0$.",
        rf"Let \[ {RUN} \quad \text{{for }} \eta > 0 . \]",
    ],
)
def test_what_a_step_is_made_of_stays_the_same(read, hypotheses, said):
    # for all η at once it would say that g is zero
    supposed, unread = first_of(read, hypotheses, rf"{said} Then \[ g_0 \le 0 . \]")
    assert {"η > 0", "x_{t + 1} = x_t - η g_t ∀ t ∈ N"} <= set(supposed)
    assert not unread


def test_what_is_supposed_for_all_numbers_is_supposed_for_all(read, hypotheses):
    body = r"Let $f : \mathbb{R} \to \mathbb{R}$. For all $s > 0$ suppose that $f(s) \le s$. Then \[ f(3) \le 3 . \]"
    assert "f(s) ≤ s ∀ s > 0" in first_of(read, hypotheses, body)[0]


@pytest.mark.parametrize(
    "said",
    [
        rf"Then the iteration \[ {RUN} \] satisfies",
        rf"If $\eta > 0$, then gradient descent ${RUN}$ obeys",
        rf"Then the method \[ {RUN}, \] started at any point, satisfies",
    ],
)
def test_the_iteration_that_a_sentence_is_about_is_supposed(read, said):
    body = rf"\begin{{theorem}} {said} \[ \|x_{{t+1}}\| \le \|x_t\| + \eta \|g_t\| . \] \end{{theorem}}"
    assert claimed(read(body)) == ["‖x_{t + 1}‖ ≤ ‖x_t‖ + η ‖g_t‖"]


def test_a_bound_of_the_iterates_is_claimed(read):
    body = r"\begin{theorem} Let $x_{k+1} = x_k / 2$. Then the sequence $x_k \le 1$ is small. \end{theorem}"
    assert claimed(read(body)) == ["x_k ≤ 1"]


@pytest.mark.parametrize(
    ("said", "supposed"),
    [
        ("For all numbers $a_1, \\dots, a_n$,", []),
        ("For all $a_1, \\dots, a_n \\ge 0$ we have", ["a_i ≥ 0 ∀ i = 1, ..., n"]),
    ],
)
def test_a_claim_for_all_members_of_a_list(read, hypotheses, said, supposed):
    found, unread = first_of(read, hypotheses, rf"{said} \[ \sum_{{i=1}}^n a_i^2 \ge 0 . \]")
    assert [one for one in found if one != "n ≥ 1"] == supposed
    assert not unread


def test_what_has_the_indices_of_several_members_is_a_family(read, hypotheses):
    body = r"Suppose that $|\hat R_j - R_j| \le s$ for $j = 1, \dots, N$. Then \[ R_k \le \hat R_k + s . \]"
    supposed, _ = first_of(read, hypotheses, body)
    assert "|Rhat_j - R_j| ≤ s ∀ j = 1, ..., N" in supposed


def test_a_term_and_the_next_one_are_in_a_space(read, hypotheses):
    body = r"Let $x_t, x_{t+1}, u \in \mathbb{R}^d$ with $x_{t+1} = x_t - u$. Then \[ \|x_{t+1}\| \le \|x_t\| . \]"
    assert first_of(read, hypotheses, body) == (["x_{t + 1} = x_t - u ∀ t ∈ N"], [])


def test_a_running_mean_beside_a_mean_is_read(read):
    body = r"""Let $x_1, \dots, x_T \in \mathbb{R}^d$ and $m = \frac1T \sum_{t=1}^T x_t$.
    A running mean $m_{t+1} = m_t + \frac{1}{t+1} (x_{t+1} - m_t)$ has \[ (t+1) m_{t+1} = t m_t + x_{t+1} . \]"""
    assert claimed(read(body)) == ["(t + 1) m_{t + 1} = t m_t + x_{t + 1}"]


@pytest.mark.parametrize(
    ("said", "claim"),
    [
        (r"Let $\dot u(t) = -v(t)$ and $\dot v(t) = -u(t)$.", r"\frac{d}{dt} (u(t)^2 - v(t)^2) = 0"),
        (
            r"""Let $W_1(t) \in \mathbb{R}^{m \times d}$ and $W_2(t) \in \mathbb{R}^{k \times m}$ follow
            \[ \dot W_1(t) = -W_2(t)^\top G(t), \qquad \dot W_2(t) = -G(t) W_1(t)^\top, \]
            where $G(t) \in \mathbb{R}^{k \times d}$.""",
            r"\frac{d}{dt} (W_1(t) W_1(t)^\top - W_2(t)^\top W_2(t)) = 0",
        ),
    ],
)
def test_what_stands_under_a_dot_moves(read, hypotheses, said, claim):
    supposed, unread = first_of(read, hypotheses, rf"{said} Then \[ {claim} . \]")
    assert sum("'(t) = " in one for one in supposed) == 2
    assert not any("G t" in one for one in supposed)
    assert not unread


def test_solutions_of_two_equations(read, hypotheses):
    body = r"""Let $g : \mathbb{R}^d \to \mathbb{R}^d$. Let $x, y : [0, T] \to \mathbb{R}^d$ be solutions of
    $\dot x(t) = g(x(t))$ and $\dot y(t) = g(y(t))$. Then \[ \|x(t) - y(t)\| \ge 0 . \]"""
    supposed, unread = first_of(read, hypotheses, body)
    assert {"x'(t) = g(x(t)) ∀ t ≥ 0", "y'(t) = g(y(t)) ∀ t ≥ 0"} <= set(supposed)
    assert not unread


def test_a_vector_that_there_is_makes_an_equation(read, hypotheses):
    body = r"""Let $X \in \mathbb{R}^{n \times d}$ and $w \in \mathbb{R}^d$ with $w = X^\top a$ for some
    $a \in \mathbb{R}^n$. Then \[ \|w\|^2 = \langle a, X w \rangle . \]"""
    assert first_of(read, hypotheses, body) == (["w = Xᵀ a"], [])


def test_a_point_that_there_is_says_nothing_of_others(read):
    document = read(r"Let $g(x) \ge 0$ for some $x > 0$. Then \[ g(x) \ge 0 . \]").document()
    assert document.problems


@pytest.mark.parametrize(
    ("said", "claim", "shown"),
    [
        (r"Let $A$ be a symmetric $n \times n$ matrix, $v$ a unit vector with $A v = 2 v$.", r"\|v\|", "v ∈ R^n"),
        (r"Let $A$ be an $n \times n$ matrix with $A v = 2 v$.", r"\|A v\|", "A v = 2 v"),
        (r"Let $P$ be symmetric positive definite, $A^\top P + P A = -Q$.", r"\|P\|", "Aᵀ P + P A = -Q"),
    ],
)
def test_matrices_that_words_name_say_where_vectors_are(read, hypotheses, said, claim, shown):
    document = read(rf"{said} Then \[ {claim} \ge 0 . \]").document()
    assert not document.problems
    if "∈" not in shown:
        assert shown in hypotheses(document, document.claims[0])[0]


def test_a_relation_that_words_name_is_what_stands_there(read, hypotheses):
    body = r"""Suppose that $f : \mathbb{R}^d \to \mathbb{R}$ satisfies the Kurdyka inequality
    $\|\nabla f(x)\|^2 \ge f(x)$ for all $x$, and write \[ D(x, y) = f(x) - f(y) \] for its excess.
    Then \[ D(x, x) = 0 . \]"""
    assert first_of(read, hypotheses, body) == (["‖∇f(x)‖² ≥ f(x) ∀ x ∈ R^d"], [])


def test_what_is_written_for_a_variance_supposes_nothing(read, hypotheses):
    body = r"""Let $Y$ be a random variable. We write $\operatorname{Var}(Y) = \mathbb{E}[(Y - \mathbb{E} Y)^2]$.
    Then \[ \operatorname{Var}(Y) \ge 0 . \]"""
    assert first_of(read, hypotheses, body) == ([], [])


@pytest.mark.parametrize("written", [r"D_{\mathrm{KL}}(p \| q)", r"\operatorname{KL}(p \,\Vert\, q)", "D(p || q)"])
def test_a_divergence_that_is_defined_is_a_number(read, written):
    body = rf"""Let $p_i, q_i > 0$ for $i = 1, \dots, n$. Put \[ {written} = \sum_{{i=1}}^n (p_i - q_i)^2 . \]
    Then \[ {written} \ge 0 . \]"""
    [claim] = claimed(read(body))
    assert claim.endswith("pq ≥ 0")
    assert not claimed(read(body.replace("Put", "Skip").replace(" = ", r" \approx ")))


def test_norms_in_brackets_are_no_divergence(read):
    assert claimed(read(r"\[ (\|x\| + \|y\|)^2 \ge 0 . \]")) == ["(‖x‖ + ‖y‖)² ≥ 0"]


def test_what_follows_is_perhaps_no_condition(read, hypotheses):
    body = r"""Let $Y$ be a random variable. In particular $\mathbb{E}[Y]^2 \le \mathbb{E}[Y^2]$.
    For $x \in \mathbb{R}^n$ let $p_i = e^{x_i} / \sum_{j=1}^n e^{x_j}$. Then $p_i > 0$ and
    \[ \sum_{i=1}^n p_i \le 2 + \mathbb{E}[Y]^2 . \]"""
    assert not first_of(read, hypotheses, body)[1]


def test_what_a_sentence_says_of_one_letter_says_nothing_of_the_one_before(read, hypotheses):
    body = r"Let $A$ be a symmetric $n \times n$ matrix, $v$ a unit vector with $A v = 2 v$. Then \[ \|A v\| \le 1 . \]"
    supposed, unread = first_of(read, hypotheses, body)
    assert {"Aᵀ = A", "‖v‖ = 1", "A v = 2 v"} == set(supposed)
    assert not unread
