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
