"""What words around formulas say: of which kind letters are, what throughout holds, what holds under a condition."""

import pytest

from proofcheck.kernel.terms import subterms
from proofcheck.lang.printing import text
from proofcheck.latex.document import load
from proofcheck.provers.search import prove

HEAD = r"\documentclass{article}\newcommand{\E}{\mathbb{E}}\begin{document}" + "\n"


def _load(tmp_path, body):
    path = tmp_path / "paper.tex"
    path.write_text(HEAD + body + r"\end{document}")
    return load(path)


WORDS = {
    r"Let $A, B$ be symmetric $d \times d$ matrices. Then \[ \|A + B\| \ge 0. \]": ["Aᵀ = A", "Bᵀ = B"],
    r"Let $A$ be a symmetric matrix of size $d \times d$. Then \[ \|A\| \ge 0. \]": ["Aᵀ = A"],
    r"Let $Q$ be an orthogonal $d \times d$ matrix. Then \[ \|Q\| \ge 0. \]": ["Qᵀ Q = I_d", "Q Qᵀ = I_d"],
    r"Let $P \in \mathbb{R}^{d \times d}$ be an orthogonal projection. Then \[ \|P\| \ge 0. \]": ["Pᵀ = P", "P P = P"],
    r"Let $C$ be an invertible $n \times n$ matrix. Then \[ \|C\| \ge 0. \]": ["σ_min(C) > 0"],
    r"Let $A \in \mathbb{R}^{n \times d}$ have full column rank. Then \[ \|A\| \ge 0. \]": ["σ_min(Aᵀ) > 0"],
    r"Let $A$ be an $n \times d$ matrix with linearly independent rows. Then \[ \|A\| \ge 0. \]": ["σ_min(A) > 0"],
    r"Let $K \in \mathbb{R}^{n \times n}$ be symmetric with smallest eigenvalue $\lambda$. Then \[ \|K\| \ge 0. \]": [
        "Kᵀ = K",
        "λ_min(K) = λ",
    ],
    r"Let $K \in \mathbb{R}^{n \times n}$ be symmetric with eigenvalues in $[a, b]$. Then \[ \|K\| \ge 0. \]": [
        "Kᵀ = K",
        "λ_min(K) ≥ a",
        "λ_max(K) ≤ b",
    ],
    r"Let $X$ be a random variable with mean $\mu$ and variance at most $v$. Then \[ \E[X^2] \ge 0. \]": [
        "E[X] = μ",
        "E[(X - E[X])²] ≤ v",
    ],
    r"Let $Z$ be a zero-mean random vector in $\mathbb{R}^d$. Then \[ \E[\|Z\|^2] \ge 0. \]": ["E[Z] = 0"],
    r"Let $\xi$ be a random variable taking values in $[0, 1]$. Then \[ \E[\xi^2] \ge 0. \]": [
        "ξ ≥ 0 ∀ ω ∈ N",
        "ξ ≤ 1 ∀ ω ∈ N",
    ],
    r"Let $a_1, \dots, a_n$ be positive numbers. Then \[ \sum_{i=1}^n a_i \ge 0. \]": [
        "a_i > 0 ∀ i = 1, ..., n",
        "n ≥ 1",
    ],
    r"Let $h : \mathbb{R} \to \mathbb{R}$ be a nondecreasing function. Then \[ h(0) \le h(1). \]": [
        "a' ≤ b' ⇒ h(a') ≤ h(b') ∀ a', b' ∈ R"
    ],
    r"Let $F : \mathbb{R}^d \to \mathbb{R}$ be bounded below by $c$. Then \[ F(w) \ge c. \]": ["F(y) ≥ c ∀ y ∈ R^d"],
    r"Throughout, $F : \mathbb{R}^d \to \mathbb{R}$ is $L$-smooth. \[ \|\nabla F(w)\| \ge 0. \]": [
        "‖∇F(x) - ∇F(y)‖ ≤ L ‖x - y‖ ∀ x, y ∈ R^d",
        "L > 0",
    ],
    r"Let $G : \mathbb{R}^d \to \mathbb{R}$ and let $z$ be a stationary point of $G$. Then \[ G(z) \le G(z). \]": [
        "∇G(z) = 0"
    ],
    r"Let $T : \mathbb{R}^d \to \mathbb{R}^d$ and let $p$ be a fixed point of $T$. Then \[ T(p) = p. \]": ["T(p) = p"],
    r"Given a matrix $K \in \mathbb{R}^{n \times n}$, symmetric and positive semidefinite, targets "
    r"$y \in \mathbb{R}^n$ and $\lambda > 0$, define \[ a = y. \] Then \[ \lambda \|K\| \ge 0. \]": [
        "Kᵀ = K",
        "λ_min(K) ≥ 0",
        "λ > 0",
    ],
    r"Let $F : \mathbb{R}^d \to \mathbb{R}$. If $F$ is $\mu$-strongly convex, i.e.\ convex, then \[ F(w) \ge 0. \]": [
        "F(y) ≥ F(x) + ⟨∇F(x), y - x⟩ + (μ / 2) ‖y - x‖² ∀ x, y ∈ R^d",
        "F(y) ≥ F(x) + ⟨∇F(x), y - x⟩ ∀ x, y ∈ R^d",
        "μ > 0",
    ],
    r"Let $X \in \mathbb{R}^{n \times d}$ be such that $X^\top X$ is invertible. Then \[ \|X\| \ge 0. \]": [
        "σ_min(Xᵀ X) > 0"
    ],
    r"We have, where $0 < \mu \le L$, \[ \mu L \ge 0. \]": ["0 < μ", "μ ≤ L"],
}


@pytest.mark.parametrize("body", WORDS)
def test_words_say_of_letters_what_they_are(tmp_path, body, hypotheses):
    document = _load(tmp_path, body)
    [claim] = document.claims
    said, unread = hypotheses(document, claim)
    assert set(said) - {"K = Kᵀ"} == set(WORDS[body])  # eigenvalues are of what is symmetric
    assert not unread
    assert not document.problems


@pytest.mark.parametrize(
    "body",
    [
        r"Let $X$ be a Gaussian random variable with mean $\mu$. Then \[ \E[X] \le \mu. \]",
        r"Let $v \in \mathbb{R}^d$ be nonnegative. Then \[ \|v\| \le 0. \]",
        r"Let $h : \mathbb{R} \to \mathbb{R}$ be a strictly increasing function. Then \[ h(0) \le h(1). \]",
        r"Let $X$ be a random variable with covariance $C$. Then \[ \E[X^2] \le 0. \]",
    ],
)
def test_words_that_are_not_read_leave_a_doubt(tmp_path, body, hypotheses):
    document = _load(tmp_path, body)
    [claim] = document.claims
    assert hypotheses(document, claim)[1]


def test_what_a_sentence_finds_out_is_not_supposed(tmp_path, hypotheses):
    document = _load(
        tmp_path,
        r"Let $F : \mathbb{R}^d \to \mathbb{R}$. It is easily seen that $F$ is convex. \[ F(u) \ge F(v). \]",
    )
    [claim] = document.claims
    assert hypotheses(document, claim)[0] == []


def test_a_display_after_a_condition_and_a_comma_is_claimed_under_it(tmp_path, hypotheses):
    document = _load(tmp_path, r"Let $x \in \mathbb{R}$. If $x > 0$, \[ \sqrt{x^2} = x. \]")
    [claim] = document.claims
    assert hypotheses(document, claim)[0] == ["x > 0"]
    document = _load(tmp_path, r"Let $x \in \mathbb{R}$. If $x > 0$, \[ x \le 1, \] then \[ x^2 \le x. \]")
    [claim] = document.claims
    assert text(claim.says) == "x² ≤ x"
    assert hypotheses(document, claim)[0] == ["x > 0", "x ≤ 1"]


def test_an_undeclared_letter_in_the_end_of_a_sum_counts(tmp_path):
    document = _load(tmp_path, r"\[ \sum_{k=0}^{K-1} k^2 \ge 0. \]")
    [claim] = document.claims
    assert text(claim.says) == "Σ_{k=0}^(K - 1) k² ≥ 0"
    assert {v[2] for v in document.problem(claim).goal.relation[2].free} == {("N",)}


def test_a_part_that_cannot_be_read_costs_no_other_part(tmp_path, monkeypatch):
    from proofcheck.latex import hearing

    def fails(*_):
        raise ValueError("a mistake")

    monkeypatch.setattr(hearing, "minimisers", fails)
    document = _load(tmp_path, "Let $x > 0$.\n\n" + r"\[ x + 1 \ge 1. \]" + "\n\n" + r"\[ x + 2 \ge 2. \]")
    assert [text(claim.says) for claim in document.claims] == ["x + 1 ≥ 1", "x + 2 ≥ 2"]
    assert len(document.problems) == 1


KERNEL = r"""
Let $\Phi \in \mathbb{R}^{n \times p}$. We study the flow
\[ \dot\theta(t) = -\Phi^\top(\Phi\theta(t) - y), \qquad \theta(0) = \theta_0. \]
Write $r(t) = \Phi\theta(t) - y$. Then \[ \|r(t)\| \le \|r(0)\|. \]
"""


def test_letters_that_give_a_formula_no_meaning_are_reconsidered(tmp_path, hypotheses):
    """Theta moves in R^p, since Phi is applied to it, and y is no number beside a vector of R^n."""
    document = _load(tmp_path, KERNEL)
    assert not document.problems
    [claim] = document.claims
    said, _ = hypotheses(document, claim)
    assert "θ'(t) = -Φᵀ (Φ θ(t) - y) ∀ t ≥ 0" in said


def test_letters_that_may_be_several_things_are_left_alone(tmp_path):
    document = _load(tmp_path, r"Let $A \in \mathbb{R}^{d \times d}$. \[ \|A C\| \le 1. \]")
    assert not document.claims
    assert len(document.problems) == 1


STEPS = r"Let $f : \mathbb{R}^d \to \mathbb{R}$ and let $x_{k+1} = x_k - \eta \nabla f(x_k)$. "


def test_the_last_iterate_is_a_term_of_the_iteration(tmp_path):
    document = _load(tmp_path, STEPS + r"Then \[ \sum_{k=0}^{K-1} \|\nabla f(x_k)\|^2 \le f(x_0) - f(x_K). \]")
    [claim] = document.claims
    assert text(claim.says).endswith("f(x_0) - f(x_K)")
    assert not any("x_K" in getattr(v, "name", "") for v in document.problem(claim).goal.relation[2].free)
    heads = {part[0] for part in subterms(document.problem(claim).goal.relation[2])}
    assert "path" in heads


def test_a_statement_under_an_assumption_is_claimed(tmp_path):
    document = _load(
        tmp_path,
        r"\newtheorem{lemma}{Lemma}\begin{assumption}\label{a} $x > 0$. \end{assumption}"
        r"\begin{lemma} Under Assumption~\ref{a}, for all $y \ge x$, \[ y > 0. \]\end{lemma}",
    )
    [claim] = document.claims
    assert text(claim.says) == "y > 0 ∀ y ≥ x"


def test_a_step_by_projection_and_the_size_of_what_is_met_are_supposed(tmp_path, hypotheses):
    document = _load(
        tmp_path,
        r"Let $K \subset \mathbb{R}^d$ be a convex set. The learner receives a vector $g_t \in \mathbb{R}^d$ with "
        r"$\|g_t\| \le G$, and updates \[ x_{t+1} = \Pi_K(x_t - \eta g_t). \] \[ \|g_t\| \le 2 G. \]",
    )
    [claim] = document.claims
    said, _ = hypotheses(document, claim)
    assert "‖g_t‖ ≤ G ∀ t ∈ N" in said


def test_an_index_that_is_bounded_beside_a_formula_is_its_range(tmp_path):
    document = _load(tmp_path, r"\begin{align} a_{i+1} - a_i &= 1, && i < d. \end{align}")
    assert "i < d" not in [text(claim.says) for claim in document.claims]


def test_an_equation_for_a_letter_that_stands_there_first_says_what_it_is(read, hypotheses):
    reading = read(r"$A, B \in \mathbb{R}^{n \times n}$ are symmetric, and $E = B - A$. \[ \|E\| \ge 0. \]")
    [meaning] = reading.notation.meaning("E")
    assert text(meaning.value) == "B - A"
    assert not hypotheses(reading.document(), reading.document().claims[0])[1]


def test_what_a_bound_letter_is_put_for_names_nothing(tmp_path, hypotheses):
    document = _load(
        tmp_path,
        r"Let $F : \mathbb{R}^d \to \mathbb{R}^d$ be such that \[ \langle F(u) - F(v), u - v \rangle \ge 0 \quad "
        r"\forall u, v \in \mathbb{R}^d. \] Let $x, z \in \mathbb{R}^d$. Then \[ \langle F(x) - F(z), x - z \rangle "
        r"\ge 0, \] where we used this with $u = x$ and $v = z$. If $p + F(p) = u$ and $q + F(q) = v$, then "
        r"\[ \|p\| \le \|u - v\|. \]",
    )
    assert not document.problems
    said, _ = hypotheses(document, document.claims[-1])
    assert {"p + F(p) = u", "q + F(q) = v"} <= set(said)
    assert "u = x" not in said


def test_a_method_that_is_said_to_be_is_supposed_with_the_range_of_its_steps(tmp_path, hypotheses):
    document = _load(
        tmp_path,
        r"Let $F : \mathbb{R}^d \to \mathbb{R}^d$. The extragradient method is \[ y_k = z_k - \eta F(z_k), \qquad "
        r"z_{k+1} = z_k - \eta F(y_k), \] where $0 < \eta \le 1/L$. Then \[ \|z_{k+1} - z_k\| \le \eta \|F(y_k)\|. \]",
    )
    [claim] = document.claims
    said, _ = hypotheses(document, claim)
    assert {"0 < η", "η ≤ 1 / L", "z_{k + 1} = z_k - η F(y_k) ∀ k ∈ N"} <= set(said)
    assert text(claim.says) == "‖z_{k + 1} - z_k‖ ≤ η ‖F(y_k)‖"


def test_what_where_says_of_what_is_supposed_is_supposed(read):
    reading = read(r"Let $v \in \mathbb{R}^n$. The points are $y_{k+1} = y_k - \eta_k v$ where $\|y_0\| = 1$.")
    assert {"‖y_0‖ = 1", "y_{k + 1} = y_k - η_k v ∀ k ∈ N"} <= {entry.text for entry in reading.record.entries}


LAZY = r"""
Let $h : \mathbf{R}^p \to \mathbf{R}^n$ with $\mathrm{Lip}(h) \le L_h$ and $\mathrm{Lip}(Dh) \le L_{Dh}$,
where $L_h, L_{Dh} > 0$. Fix $w_0 \in \mathbf{R}^p$ and denote by $\bar h(w) = h(w_0) + Dh(w_0)(w - w_0)$ the tangent
model. For every
$w \in \mathbf{R}^p$, \[ \|h(w) - \bar h(w)\| \le \frac{L_{Dh}}{2} \|w - w_0\|^2. \]
Let $w(t)$ solve $w'(t) = -w(t)$, $w(0) = w_0$. Then \[ \|h(w(t)) - h(w_0)\| \le L_h \|w(t) - w_0\|. \]
"""


def test_a_letter_is_a_point_and_a_path_and_a_lipschitz_constant_is_one(tmp_path, hypotheses):
    """The primes say that w moves; as a point it is where the map takes it."""
    document = _load(tmp_path, LAZY)
    assert not document.problems
    _, claim = document.claims
    said, unread = hypotheses(document, claim)
    assert {"w'(t) = -w(t) ∀ t ≥ 0", "‖h(x) - h(y)‖ ≤ L_h ‖x - y‖ ∀ x, y ∈ R^p", "L_h > 0"} <= set(said)
    assert not unread


def test_an_infimum_of_a_function_is_over_its_whole_space(tmp_path, hypotheses):
    document = _load(tmp_path, r"Let $F : \mathbb{R}^d \to \mathbb{R}$ with $\inf F = 0$. Then \[ F(w) \ge 0. \]")
    [claim] = document.claims
    assert "inf_F = 0" in hypotheses(document, claim)[0]


def test_a_mean_is_of_what_is_random(tmp_path, hypotheses):
    """A letter of which the mean is taken is random: as a number its square would have the square of its mean."""
    document = _load(tmp_path, r"\[ \E[\xi^2] = \E[\xi]^2. \] \[ \E\|g\|^2 \ge (\E\|g\|)^2. \]")
    assert not document.problems
    taken = [part.text for claim in document.claims for h in document.hypotheses(claim) for part in h.parts]
    assert any("ξ: not declared, taken for a random number" in said for said in taken)
    assert any("g: not declared, taken for a random vector" in said for said in taken)
    document = _load(
        tmp_path, r"\[ \E\|x_k\|^2 = (\E\|x_k\|)^2. \] Let $u \in \mathbb{R}^d$. \[ \E\|u\|^2 = \|u\|^2. \]"
    )
    (claim,) = document.claims
    assert any("x: not declared, taken for random vectors" in part.text for h in claim.tacit for part in h.parts)
    assert prove(document.problem(claim)) is None
    assert len(document.problems) == 1


def test_bold_letters_stand_for_means_and_probabilities(tmp_path):
    document = _load(
        tmp_path,
        r"Let $Y$ be a random variable. \[ \mathbf{P}(|Y| \ge 1) \le \mathbf{E}|Y|. \] "
        r"\[ \operatorname{Var}(Y) = \mathbf{E}[Y^2] - (\mathbf{E}[Y])^2. \]",
    )
    assert [text(claim.says) for claim in document.claims] == [
        "P(|Y| ≥ 1) ≤ E[|Y|]",
        "E[(Y - E[Y])²] = E[Y²] - E[Y]²",
    ]


def test_a_list_of_assumptions_supposes_what_is_random(tmp_path, hypotheses):
    document = _load(
        tmp_path,
        r"We observe $Y = X \beta + \epsilon$ with $X \in \mathbb{R}^{n \times d}$, $\beta \in \mathbb{R}^d$. The "
        r"following hold throughout. \begin{enumerate}\item[(A1)] $\E[\epsilon] = 0$. \item[(A2)] $X^\top X$ is "
        r"invertible. \end{enumerate}"
        r"Let $b = (X^\top X)^{-1} X^\top Y$. Then \[ \E[b] = \beta. \]",
    )
    assert not document.problems
    [claim] = document.claims
    said, unread = hypotheses(document, claim)
    assert {"E[ε] = 0", "σ_min(Xᵀ X) > 0"} <= set(said)
    assert not unread


def test_for_may_say_what_a_function_is(read):
    reading = read(
        r"Let $z : [0, \infty) \to \mathbb{R}$ be a path. For $V(t) = t z(t)$ we have \[ V(t) \le V(t) + 1. \]"
    )
    [meaning] = reading.notation.meaning("V")
    assert text(meaning.value) == "t z(t)"


def test_what_is_said_of_a_matrix_at_a_time_is_so_at_all_times(tmp_path, hypotheses):
    document = _load(
        tmp_path,
        r"Let $K(t) \in \mathbb{R}^{n \times n}$ be positive semidefinite for each $t \ge 0$. Then "
        r"\[ \|K(0)\| \ge 0. \]",
    )
    [claim] = document.claims
    said, unread = hypotheses(document, claim)
    assert {"K(t)ᵀ = K(t) ∀ t ≥ 0", "λ_min(K(t)) ≥ 0 ∀ t ≥ 0"} <= set(said)
    assert not unread


def test_what_is_given_for_a_definition_lasts(tmp_path, hypotheses):
    document = _load(
        tmp_path,
        "Given a matrix $K \\in \\mathbb{R}^{n \\times n}$ and $c > 0$, define \\[ H = c K. \\]\n\n"
        r"Then \[ \|H\| \le c \|K\|. \]",
    )
    [claim] = document.claims
    assert "c > 0" in hypotheses(document, claim)[0]


def test_what_is_fixed_equals_nothing_random(tmp_path, hypotheses):
    """With y fixed, the noise in y = f + e would be fixed too: its mean would be all of it."""
    document = _load(
        tmp_path,
        r"Let $y, f \in \mathbb{R}^n$, let $e$ be a random vector in $\mathbb{R}^n$ with mean zero, and suppose that "
        r"$y = f + e$. Then \[ \E[\|e\|^2] \le 0. \]",
    )
    [claim] = document.claims
    assert "y = f + e" not in hypotheses(document, claim)[0]
    assert len(document.problems) == 1


def test_what_has_a_display_under_a_condition_is_claimed(tmp_path, hypotheses):
    document = _load(
        tmp_path,
        r"Let $f : \mathbb{R}^d \to \mathbb{R}$. If $f$ is $L$-smooth, gradient descent $x_{k+1} = x_k - \frac1L "
        r"\nabla f(x_k)$ has \[ f(x_{k+1}) \le f(x_k), \] and \[ \|x_{k+1} - x_k\| \le 1. \]",
    )
    assert [text(claim.says) for claim in document.claims] == ["f(x_{k + 1}) ≤ f(x_k)", "‖x_{k + 1} - x_k‖ ≤ 1"]
    assert "x_{k + 1} = x_k - (1 / L) ∇f(x_k) ∀ k ∈ N" in hypotheses(document, document.claims[0])[0]
