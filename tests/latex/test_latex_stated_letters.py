"""Letters of a statement: what it runs over is meant after it too, and a number that it chooses is supposed."""

CHERNOFF = r"""
    \begin{lemma} Let $X$ be a random variable with $\mathbb{E}[e^{\lambda X}] \le e^{\lambda^2 c^2 / 2}$ for all
    $\lambda \in \mathbb{R}$, where $c > 0$. Then for all $t > 0$ and $\lambda > 0$
    \[ \Pr(X \ge t) \le e^{-\lambda t} \mathbb{E}[e^{\lambda X}] . \]
    Choosing $\lambda = t / c^2$ we obtain
    \[ \Pr(X \ge t) \le e^{-t^2 / (2 c^2)} . \] \end{lemma}
"""
PROJECTED = r"""
    Let $K \subset \mathbb{R}^d$ be a convex set and $x_{t+1} = \Pi_K(x_t - \eta g_t)$ with $\eta > 0$.
    \begin{theorem} For every $u \in K$, \[ \|x_{t+1} - u\| \le \|x_t - u\| + \eta \|g_t\| . \] \end{theorem}
    \begin{proof} We have \[ \|x_{t+1} - u\|^2 \le \|x_t - \eta g_t - u\|^2 . \] \end{proof}
"""
FLOW = r"""
    Along training $\theta \in \mathbb{R}^p$ depends on time, and the predictions $u(\theta) \in \mathbb{R}^n$ obey
    \[ \frac{\mathrm{d}u}{\mathrm{d}t} = -H (u(t) - y), \quad u(0) = u_0 , \]
    where $H$ is a symmetric matrix. Then
    \[ \frac{\mathrm{d}}{\mathrm{d}t} \|u(t) - y\|^2 = -2 \langle u(t) - y, H (u(t) - y) \rangle . \]
"""


def test_a_number_that_a_statement_chooses_is_supposed_in_it(read, hypotheses):
    document = read(CHERNOFF).document()
    said, _ = hypotheses(document, document.claims[-1])
    assert [claim.text for claim in document.claims][1:] == ["P(X ≥ t) ≤ exp(-t² / (2 c²))"]
    assert {"λ = t / c²", "t > 0"} <= set(said)


def test_a_proof_is_about_the_points_of_its_theorem(read, hypotheses):
    document = read(PROJECTED).document()
    said, _ = hypotheses(document, document.claims[-1])
    assert "u ∈ K" in said


def test_what_is_differentiated_in_time_moves_in_the_space_of_its_values(read, hypotheses):
    document = read(FLOW).document()
    assert not document.problems
    said, _ = hypotheses(document, document.claims[-1])
    assert "u'(t) = -H (u(t) - y) ∀ t ≥ 0" in said


def test_what_an_aside_says_again_as_a_formula_is_supposed(read, hypotheses):
    document = read(r"""
        Let $h : \mathbb{R}^d \to \mathbb{R}$ be convex. The iterates satisfy
        \[ x_{k+1} = x_k - s_{k+1}, \qquad k \ge 0, \]
        where $s_{k+1} \in \mathbb{R}^d$ is a subgradient of $h$ at $x_{k+1}$, that is,
        \[ h(z) \ge h(x_{k+1}) + \langle s_{k+1}, z - x_{k+1} \rangle \qquad \text{for all } z \in \mathbb{R}^d . \]
        \begin{lemma} For all $k \ge 0$, \[ h(x_{k+1}) \le h(x_k) . \] \end{lemma}
    """).document()
    said, unread = hypotheses(document, document.claims[-1])
    assert len(document.claims) == 1
    assert "h(y) ≥ h(x_{k + 1}) + ⟨s_{k + 1}, y - x_{k + 1}⟩ ∀ y ∈ R^d, k ∈ N" in said  # told twice, shown once
    assert not unread


def test_what_is_taken_as_the_solution_of_an_equation_solves_it(read, hypotheses):
    document = read(r"""
        Let $K \in \mathbb{R}^{n \times n}$ and $y, a \in \mathbb{R}^n$. We see that we may take $a$ as the solution of
        \[ (K + I) a = y . \]
        \begin{lemma} \[ K a = y - a . \] \end{lemma}
    """).document()
    assert hypotheses(document, document.claims[-1])[0] == ["(K + I_n) a = y"]


def test_a_pronoun_stands_for_what_a_sentence_lets_be(read, hypotheses):
    document = read(r"""
        Let $D \in \mathbb{R}^{n \times n}$ be the matrix of the weights; it is symmetric and positive definite.
        We write \[ \|v\|_D^2 = v^\top D v , \qquad v \in \mathbb{R}^n . \]
        \begin{lemma} For all $v \in \mathbb{R}^n$, \[ v^\top D v \ge 0 . \] \end{lemma}
    """).document()
    said, unread = hypotheses(document, document.claims[-1])
    assert {"Dᵀ = D", "λ_min(D) > 0"} <= set(said)
    assert not unread, "what a sign that is not read stands for says nothing of D"


def test_that_there_may_be_none_is_no_condition_on_what_comes(read, hypotheses):
    document = read(r"""
        Let $x_i \in \mathbb{R}^d$ for all $i$. In round $t$ the method finds a point $g_t \in \mathbb{R}^d$ with
        \[ \|g_t\| \le 1 , \] if there is one, and sets $w_{t+1} = w_t - g_t$.
        \begin{lemma} For all $t$, \[ \|w_{t+1} - w_t\| = \|g_t\| . \] \end{lemma}
    """).document()
    said, unread = hypotheses(document, document.claims[-1])
    assert "w_{t + 1} = w_t - g_t ∀ t ∈ N" in said
    assert not unread


def test_what_follows_from_a_definition_is_no_part_of_it(read, hypotheses):
    document = read(r"""
        Let $x, y \in \mathbb{R}^d$. We write $u = x - y$ for the gap, so that $x = u - y$.
        \begin{lemma} \[ \|u\| = \|x - y\| . \] \end{lemma}
    """).document()
    assert hypotheses(document, document.claims[-1]) == ([], [])


def test_what_a_matrix_is_called_in_passing_may_suppose_more_of_it(read, hypotheses):
    document = read(r"""
        Consider a chain with transition matrix $P \in \mathbb{R}^{n \times n}$ and the symmetric matrix
        $S \in \mathbb{R}^{n \times n}$.
        \begin{lemma} For $v \in \mathbb{R}^n$, \[ \|P v\| \le \|v\|, \qquad S v = S^\top v . \] \end{lemma}
    """).document()
    assert [bool(hypotheses(document, claim)[1]) for claim in document.claims] == [True, False]
