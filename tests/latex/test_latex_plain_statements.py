"""What is supposed of all that is named, what is claimed and not supposed, and names that words give."""

import pytest
from suppositions import last


def texts(reading):
    return [claim.text for claim in reading.document().claims]


@pytest.mark.parametrize(
    ("said", "under"),
    [
        (r"Let $g, h : \R^d \to \R$ be convex and $M$-smooth.",
         ["‖∇h(x) - ∇h(y)‖ ≤ M ‖x - y‖ ∀ x, y ∈ R^d", "h(y) ≥ h(x) + ⟨∇h(x), y - x⟩ ∀ x, y ∈ R^d"]),
        (r"The functions $g, h : \R^d \to \R$ have $M$-Lipschitz gradients.",
         ["‖∇g(x) - ∇g(y)‖ ≤ M ‖x - y‖ ∀ x, y ∈ R^d", "‖∇h(x) - ∇h(y)‖ ≤ M ‖x - y‖ ∀ x, y ∈ R^d"]),
        (r"The loss $h : \R^d \to \R$ is differentiable and has an $M$-Lipschitz continuous gradient.",
         ["‖∇h(x) - ∇h(y)‖ ≤ M ‖x - y‖ ∀ x, y ∈ R^d"]),
        (r"The loss $h : \R^d \to \R$ is $M$-smooth, i.e.\ \[ h(y) \le h(x) + \langle \nabla h(x), y - x \rangle"
         r" + \frac{M}{2} \|y - x\|^2 \quad \forall x, y \in \R^d, \] and bounded below by $h_*$.",
         ["‖∇h(x) - ∇h(y)‖ ≤ M ‖x - y‖ ∀ x, y ∈ R^d", "h(y) ≥ h_⋆ ∀ y ∈ R^d"]),
        (r"Throughout this note $h : \R^d \to \R$ is $M$-smooth.", ["‖∇h(x) - ∇h(y)‖ ≤ M ‖x - y‖ ∀ x, y ∈ R^d"]),
        (r"Suppose that for all $x \in \R^d$, all $t \in \R$, \[ h(t x) \le t \|x\|^2 . \]",
         ["h(t x) ≤ t ‖x‖² ∀ x ∈ R^d, t ∈ R"]),
        (r"Suppose that for every $x \in \R^d$ we have \[ h(x) \le M \|x\|^2 . \]", ["h(x) ≤ M ‖x‖² ∀ x ∈ R^d"]),
    ],
)  # fmt: skip
def test_what_is_said_of_several_or_of_all_is_supposed_so(read, said, under):
    declared = "" if r": \R^d" in said else r"Let $h : \R^d \to \R$. "
    claim = r"\|\nabla g(z)\| \le h(z)" if "$g" in said else r"h(z) \le 1"
    found, _ = last(read(rf"{declared}{said} \begin{{lemma}} ${claim}$. \end{{lemma}}"))
    assert set(under) <= set(found), found


@pytest.mark.parametrize(
    ("content", "claims"),
    [
        (r"Let $a_k = 2^k$. \begin{lemma} For all $k$ we have $b_{k+1} = b_k$. \end{lemma}",
         ["b_{k + 1} = b_k ∀ k ∈ N"]),
        (r"Let $x_k \in \R^d$ and put $d_k := x_k - x_{k-1}$. \begin{lemma} $d_1 = x_1$. \end{lemma}", ["d_1 = x_1"]),
        (r"\begin{theorem}\label{t} Let $a \ge 1$. Then $a^2 \ge a$. \end{theorem}"
         r"\begin{theorem} Under the assumptions of Theorem~\ref{t}, $a^3 \ge 2 a$. \end{theorem}",
         ["a² ≥ a", "a³ ≥ 2 a"]),
    ],
)  # fmt: skip
def test_what_a_statement_says_is_claimed(read, content, claims):
    assert texts(read(content)) == claims


def test_one_point_at_which_a_derivative_is_given_is_not_all(read):
    """A critical point is none of all points: every function was constant."""
    reading = read(r"""
        Let $f : \R \to \R$ be differentiable, and let $x^*$ be a point with $f'(x^*) = 0$.
        \begin{lemma} $f'(1) = 0$. \end{lemma}
    """)
    assert "f'(x*) = 0" in last(reading)[0]
    found, _ = last(read(r"Let $w : \R \to \R$ be with $w'(t) = 0$. \begin{lemma} $w(2) = w(1)$. \end{lemma}"))
    assert "w'(t) = 0 ∀ t ≥ 0" in found


@pytest.mark.parametrize(
    ("content", "claims"),
    [
        (r"Let $W \in \R^{n \times n}$ with $W \mathbf{1} = \mathbf{1}$, where $\mathbf{1} = (1, \dots, 1)^\top$."
         r" \[ \mathbf 1^\top \mathbf{1}_n = n \]", ["𝟏_nᵀ · 𝟏_n = n"]),
        (r"Let $f : \R^n \to \R$ be differentiable, and let $e_1, \dots, e_n$ be the standard basis."
         r" \[ \nabla_i f(x) = \langle e_i, \nabla f(x) \rangle \]", ["(∇f(x))_i = ⟨e_i, ∇f(x)⟩"]),
        (r"Let $f : \R^n \to \R$ be differentiable. \begin{lemma} For $x^+ = x - \nabla f(x)$ we have"
         r" $\|x^+\| \le \|x\| + \|\nabla f(x)\|$. \end{lemma}", ["‖xplus‖ ≤ ‖x‖ + ‖∇f(x)‖"]),
        (r"Let $x_{k+1} = x_k / 2$. \[ \min_{0 \le k < N} x_k \le x_0 \]", ["min_1 ≤ x_0"]),
        (r"Let $x_{k+1} = x_k / 2$. \[ \min_{k = 0, \dots, N} x_k \le \sum_{0 \le k < N} |x_k| \]",
         ["min_1 ≤ Σ_{k=0}^(N - 1) |x_k|"]),
    ],
)  # fmt: skip
def test_names_and_ranges_as_they_are_written(read, content, claims):
    reading = read(content)
    assert texts(reading) == claims
    assert not last(reading)[1]


def test_what_is_numbered_by_hand_is_referred_to(read):
    document = read(r"""
        \begin{lemma} $(a + b)^2 \le 2 a^2 + 2 b^2$. \end{lemma}
        \begin{proof} We have
        \[ 2 a b \le a^2 + b^2 \tag{3.1} \]
        $$ (a + b)^2 = a^2 + 2 a b + b^2 . \eqno(\star) $$
        By (3.1) and $(\star)$,
        \[ (a + b)^2 \le 2 a^2 + 2 b^2 \quad (7) . \]
        \end{proof}
    """).document()
    assert document.claims[-1].reason.claims == ("tag:3.1", "tag:star")
    assert [claim.id for claim in document.claims][1:] == ["tag:3.1", "tag:star", "line7"]


def test_a_statement_rests_on_what_the_words_of_its_proof_name(read):
    document = read(r"""
        \begin{lemma}\label{lem:a} $2 a b \le a^2 + b^2$. \end{lemma}
        \begin{theorem} $(a + b)^2 \le 2 a^2 + 2 b^2$. \end{theorem}
        \begin{proof} This follows from Lemma~\ref{lem:a}. \end{proof}
        \begin{theorem} $(a - b)^2 \ge 0$. \end{theorem}
    """).document()
    assert [claim.reason.claims for claim in document.claims] == [(), ("lem:a",), ()]


def test_a_recursion_that_goes_back_begins_where_its_text_says(read):
    """The first step was left out, and what is true of the start was called false."""
    content = r"""
        Let $x_0 \in \R^d$ and $b \ge 0$. Consider
        \[ x_{k+1} = x_k - g(x_k) + b (x_k - x_{k-1}), \qquad k = 0, 1, 2, \dots \]
        started with $x_{-1} = x_0$. Put $s_k := x_k - x_{k-1}$.
        \begin{lemma} $\|x_1\| \le \|x_0\| + \|g(x_0)\|$ and $\|s_0\| \le 1$. \end{lemma}
    """
    document = read("% proofcheck: g : \\R^d -> \\R^d" + content).document()
    under, unread = last(read("% proofcheck: g : \\R^d -> \\R^d" + content))
    assert [claim.text for claim in document.claims] == ["‖x_1‖ ≤ ‖x_0‖ + ‖g(x_0)‖", "‖x_0 - x_0‖ ≤ 1"]
    assert "x_1 = x_0 - g(x_0) + b (x_0 - x_0)" in under
    assert not unread
    untold = read("% proofcheck: g : \\R^d -> \\R^d" + content.replace(r"started with $x_{-1} = x_0$", ""))
    assert [claim.text for claim in untold.document().claims] == ["‖x_1‖ ≤ ‖x_0‖ + ‖g(x_0)‖"]
    assert last(untold)[1]


@pytest.mark.parametrize(
    ("said", "under"),
    [
        (r"We observe $y = X w + e$ with $X \in \R^{n \times d}$, where $w \in \R^d$ and $e \in \R^n$.", "y = X w + e"),
        (r"There are $K$ arms with means $m_1, \dots, m_K$. The best mean is $m^* = \max_i m_i$ and the gap of arm"
         r" $i$ is $D_i = m^* - m_i$.", "D_i = m* - m_i ∀ i = 1, ..., K"),
        (r"In what follows $p, q$ are probability vectors on $\{1, \dots, n\}$.", "Σ_{l=1}^n q_l = 1"),
    ],
)  # fmt: skip
def test_what_words_say_of_a_model_is_supposed(read, said, under):
    claim = {"y": r"\|y\| \le \|X w\| + \|e\|", "D": r"D_i \ge 0", "Σ": r"q_i \le p_i + 1"}[under[0]]
    declared = "% proofcheck: y : vector in \\R^n\n" if under[0] == "y" else ""
    found, _ = last(read(rf"{declared}{said} \begin{{lemma}} For all $i$, ${claim}$. \end{{lemma}}"))
    assert under in found, found


@pytest.mark.parametrize(
    "said",
    [
        r"Let $f : \R^d \to \R$ be $L$-smooth. Let $f$ be not only smooth but also convex.",
        r"Let $f : \R^d \to \R$ be $L$-smooth. Finally let $f$ be convex as well.",
        r"Let $f : \R^d \to \R$ be convex. We are given $u = v^* + w$, with $u, v, w \in \R^d$ and $v^* \in \R^d$.",
        r"The points $x_t \in \R^d$ are kept at time $t = 0, 1, 2, \dots$. Let $f : \R^d \to \R$ be convex.",
    ],
)
def test_what_says_nothing_more_leaves_nothing_in_doubt(read, said):
    claim = r"\|x_t\| \ge 0" if "x_t" in said else r"f(z) \ge f(y) + \langle \nabla f(y), z - y \rangle"
    found, unread = last(read(rf"{said} \begin{{lemma}} ${claim}$. \end{{lemma}}"))
    assert "x_t" in said or "f(y) ≥ f(x) + ⟨∇f(x), y - x⟩ ∀ x, y ∈ R^d" in found
    assert not unread


def test_a_letter_alone_on_a_side_may_be_what_is_told(read):
    """After what is counted in words, a sum is how the number came about, and no claim about all numbers."""
    reading = read(r"""
        After $T \ge 1$ rounds arm $i$ has been pulled $n_i \ge 0$ times, so \[ \sum_{i=1}^K n_i = T . \]
    """)
    assert last(reading)[1]


@pytest.mark.parametrize(
    "said",
    [
        "Let $h^*$ be the least value of $h$.",
        "We denote by $h^*$ the minimal value of $h$.",
        "Write $h^*$ for the infimum of $h$.",
    ],
)
def test_a_least_value_is_one(read, said):
    found, unread = last(read(rf"Let $h : \R^d \to \R$. {said} \begin{{lemma}} $h(x) \ge h^*$. \end{{lemma}}"))
    assert any("inf_h ≥ b" in assertion for assertion in found)
    assert not unread
