"""What words tell that no formula does: functions, where authors count from, and what is no longer or not supposed."""

import pytest

from proofcheck.lang.printing import text


def given(reading):
    return [[text(a) for h in claim.given for a in h.assertions] for claim in reading.document().claims]


@pytest.mark.parametrize(
    "words",
    [
        r"Let $f$ be a convex function on $\R^d$.",
        r"Let $f$ be $L$-smooth and convex on $\R^d$.",
        r"Consider a convex $f$ on $\R^d$.",
        r"Suppose that the functions $f$ and $h$ are convex on $\R^d$.",
        r"Let $C \subset \R^d$ be convex, $x, y \in C$, and $f$ be convex and Lipschitz on $C$.",
    ],
)
def test_words_tell_that_a_letter_is_a_function(read, words):
    reading = read(
        rf"\newcommand{{\R}}{{\mathbb{{R}}}} {words} For all $x, y$, \[ 2 f((x + y) / 2) \le f(x) + f(y) . \]"
    )
    [claim] = reading.document().claims
    assert claim.text == "2 f((x + y) / 2) ≤ f(x) + f(y)"
    assert any("f: not declared, taken for a function from R^d to R" in h.text for h in claim.tacit)
    assert any("f(y) ≥ f(x) + ⟨∇f(x), y - x⟩" in h for h in given(reading)[0])


@pytest.mark.parametrize(
    ("words", "first"),
    [
        (r"Let $n \in \mathbb{N}$.", ["n ≥ 1"]),
        (r"Let $n \in \mathbb{N}_0$.", []),
        (r"Let $n \in \mathbb{N}$. We do not speak of the case $n = 0$.", []),
        (r"Let $n \in \mathbb{N}$, and $a_n$ a sequence with $a_0 = 1$.", ["a_0 = 1"]),
        (r"Let $n \in \mathbb{N}$, where $\mathbb{N} = \{0, 1, \dots\}$.", []),
    ],
)
def test_natural_numbers_begin_with_one_unless_zero_is_written(read, words, first):
    reading = read(rf"{words} \[ \frac{{1}}{{n + 1}} \le \frac{{1}}{{2}} . \]")
    assert given(reading)[-1] == [h for h in first if "n" in h]


def test_what_is_supposed_to_the_contrary_ends_with_the_contradiction(read):
    reading = read(r"""
        \begin{lemma} Let $a > 0$. Then $2 a > a$. \end{lemma}
        \begin{proof} Suppose, for contradiction, that $2 a \le a$. Then
        \[ a \le 0 , \]
        a contradiction. Moreover,
        \[ a^2 \ge 0 . \]
        \end{proof}
    """)
    assert given(reading) == [["a > 0"], ["a > 0", "2 a ≤ a"], ["a > 0"]]


@pytest.mark.parametrize(
    ("words", "supposed"),
    [
        ("Most papers assume that", []),
        ("Smith et al. suppose that", []),
        (r"In \cite{one} it is assumed that", []),
        ("It is assumed that", ["a ≥ 1"]),
        ("Throughout, it is always assumed that", ["a ≥ 1"]),
    ],
)
def test_what_others_suppose_is_not_supposed(read, words, supposed):
    assert given(read(rf"{words} $a \ge 1$. Then \[ a^2 \ge a . \]"))[-1] == supposed


@pytest.mark.parametrize(
    ("words", "supposed"),
    [
        (r"For a constant step $s_k = s$ we get", True),
        (r"With a constant step size $s_k \equiv s$, we get", True),
        (r"Let $s > 0$. Then", False),
    ],
)
def test_a_constant_step_beside_steps_with_an_index(read, words, supposed):
    reading = read(rf"Let $x_{{k+1}} = x_k - s_k x_k$ with $s_k \ge 1$. {words} \[ x_{{k+1}} = x_k - s x_k . \]")
    claim = reading.document().claims[-1]
    assert ("s_k = s ∀ k ∈ N" in given(reading)[-1]) == supposed
    assert any("the terms of the sequence s are related" in h.text for h in claim.tacit) != supposed


def test_paths_may_stand_without_their_time_where_none_is_declared(read):
    reading = read(r"""
        Let $e : [0, \infty) \to \mathbb{R}^n$ satisfy $\dot e = -K e$ with $K \in \mathbb{R}^{n \times n}$ symmetric.
        Let $A$ be given with $B \in \mathbb{R}^{n \times n}$ symmetric and positive definite.
        \[ \frac{d}{dt} \|e\|^2 = -2 e^\top K e , \qquad e^\top B e \ge 0 . \]
    """)
    assert [claim.text for claim in reading.document().claims] == ["d/dt ‖e‖² = -2 eᵀ K e", "eᵀ B e ≥ 0"]
    assert given(reading) == [
        ["e'(t) = -K e ∀ t ≥ 0", "Kᵀ = K"],
        ["e'(t) = -K e ∀ t ≥ 0", "Kᵀ = K", "Bᵀ = B", "λ_min(B) > 0"],
    ]


def test_what_a_sentence_says_before_a_display_that_it_describes_is_supposed(read):
    reading = read(r"""
        Throughout, $A, P \in \mathbb{R}^{n \times n}$, where $P$ is symmetric and positive definite and satisfies the
        equation
        \[ A^\top P + P A = - P . \]
        Let $x : [0, \infty) \to \mathbb{R}^n$ be a path. Then
        \[ x^\top (A^\top P + P A) x \le 0 . \]
    """)
    [claim] = reading.document().claims
    assert given(reading) == [["Pᵀ = P", "λ_min(P) > 0", "Aᵀ P + P A = -P"]]
    assert not claim.tacit


def test_a_loss_that_is_revealed_is_as_it_is_said_to_be(read):
    reading = read(r"""
        In round $t$ the learner picks $w_t \in \mathbb{R}^d$, then a convex, differentiable loss
        $\ell_t : \mathbb{R}^d \to \mathbb{R}$ is revealed, and the learner moves to
        \[ w_{t+1} = w_t - \eta g_t, \qquad g_t = \nabla \ell_t(w_t), \]
        where $\eta > 0$.
        \begin{lemma} For every $u \in \mathbb{R}^d$ we have
        \[ \sum_{t=1}^T (\ell_t(w_t) - \ell_t(u)) \le \sum_{t=1}^T \langle g_t, w_t - u \rangle . \]
        \end{lemma}
    """)
    [regret] = given(reading)
    assert "g_t = ∇ℓ_t(w_t) ∀ t = 1, ..., T" in regret
    assert any("ℓ_t(y) ≥ ℓ_t(x) + ⟨∇ℓ_t(x), y - x⟩" in h for h in regret)


def test_a_step_that_other_words_tell_is_taken(read):
    reading = read(r"""
        Let $F$ be $L$-smooth on $\mathbb{R}^p$, and $w \in \mathbb{R}^p$.
        Take one step of length $1/L$, that is, $w^+ = w - \frac{1}{L} \nabla F(w)$. Then
        \[ \|w^+ - w\| = \frac{1}{L} \|\nabla F(w)\| . \]
        Iterating $k$ times from $w_0$, i.e. $w_{j+1} = w_j - \frac{1}{L} \nabla F(w_j)$, we get
        \[ \|w_{k+1} - w_k\| = \frac{1}{L} \|\nabla F(w_k)\| . \]
    """)
    [one, _] = reading.document().claims
    assert any("wplus = w - (1 / L) ∇F(w)" in h.text for h in one.given)
    many = given(reading)[-1]
    assert "w_{j + 1} = w_j - (1 / L) ∇F(w_j) ∀ j ∈ N" in many


@pytest.mark.parametrize("words", [r"with minimum $F^\star = F(z^\star)$", r"with minimum at $z^\star$"])
def test_where_a_least_value_is_taken_is_a_minimiser(read, words):
    reading = read(rf"Let $F$ be a convex function on $\mathbb{{R}}^n$ {words}. \[ F(z) \ge F(z^\star) . \]")
    assert "F(z*) ≤ F(y) ∀ y ∈ R^n" in given(reading)[0]


def test_what_is_said_of_other_letters_after_a_range_is_supposed(read):
    reading = read(r"""
        \begin{lemma} Let $a_k \ge 0$ satisfy $a_{k+1} \le q a_k + c$ for all $k \ge 0$, where $0 \le q < 1$
        and $c \ge 0$. Then $a_2 \le q^2 a_0 + (1 + q) c$. \end{lemma}
    """)
    assert {"0 ≤ q", "q < 1", "c ≥ 0"} <= set(given(reading)[0])


@pytest.mark.parametrize(
    ("after", "ranges"),
    [
        (r"all $w$ and all $t = 1, \dots, T$", "w ∈ R, t = 1, ..., T"),
        (r"all $w$ and $t = 1, \dots, T$", "w ∈ R, t = 1, ..., T"),
        (r"every $w$ and every $t \le T$", "w ∈ R, t ∈ N, t ≤ T"),
    ],
)
def test_a_second_range_is_one_as_well(read, after, ranges):
    reading = read(rf"Let $t, T \in \mathbb{{N}}$. Suppose that $w^2 + t \le G$ for {after}. \[ G \ge 1 . \]")
    assert f"w² + t ≤ G ∀ {ranges}" in given(reading)[0]


FUNCTION = r"Let $f : \mathbb{R}^d \to \mathbb{R}$ be differentiable."
SPELLED_OUT = r"\[ f(u) - f(v) \le G \|u - v\| . \]"


@pytest.mark.parametrize(
    ("setting", "claims"),
    [
        (rf"{FUNCTION} The loss is $G$-Lipschitz with $G > 0$: for all $u, v \in \mathbb{{R}}^d$,", 1),
        (rf"{FUNCTION} We show more: for all $u, v \in \mathbb{{R}}^d$,", 2),
        (r"Let $G > 0$ and $f(u) = G \|u\|$. This loss is Lipschitz: for all $u, v \in \mathbb{R}^d$,", 2),
    ],
    ids=["of a function", "no property", "of one that is defined"],
)
def test_a_display_that_spells_a_property_out_is_supposed(read, setting, claims):
    reading = read(rf"\begin{{document}} {setting} {SPELLED_OUT} Then \[ G \ge 0 . \]")
    assert len(reading.document().claims) == claims


@pytest.mark.parametrize(
    ("words", "unread"),
    [
        (r"The divergence of $f$ is \[ D(x, y) = f(x) - f(y) . \]", []),
        (r"The divergence of $f$ is $D(x, y) = f(x) - f(y)$.", []),
        (r"The divergence of $f$ is \[ D(x, y) = f(x) - f(y) , \] and the trace of $f$ is finite.", ["a part of it"]),
        (r"Let $f$ be bounded below by $c \in \mathbb{R}$.", []),
    ],
)
def test_what_a_formula_says_of_a_part_is_read(read, words, unread):
    [claim] = read(rf"\begin{{document}} {FUNCTION} {words} Then \[ f(z) \ge f(z) . \]").document().claims
    assert [h.text.rpartition(": ")[2] for h in claim.tacit if "not read" in h.text] == unread


@pytest.mark.parametrize(
    ("proof", "perhaps"),
    [(r"Note that $\mu \le L$.", ["μ ≤ L"]), (r"For the first term we have $a_0 \le 2$.", [])],
)
def test_a_bound_in_passing_may_be_a_condition_that_is_known(read, proof, perhaps):
    setting = r"Let $\mu, L > 0$ and $a_{k+1} \le a_k$ for all $k \ge 0$."
    line = r"\[ \mu a_{k+2} \le \mu a_k . \]"
    reading = read(rf"\begin{{document}} {setting} \begin{{proof}} {proof} Then {line} \end{{proof}}")
    [claim] = reading.document().claims
    remarks = [part for h in claim.tacit for part in h.parts if getattr(part, "unread", False)]
    assert [text(a) for remark in remarks for a in remark.perhaps] == perhaps
    assert bool(remarks) == bool(perhaps)


@pytest.mark.parametrize(
    ("words", "display", "supposed", "doubts"),
    [
        (r"The weights $a \in \mathbb{R}^n$ of the model minimise", "J(w) = |w - b|^2 .", True, 0),
        (r"The point $a \in \mathbb{R}^n$ is the minimiser of the regularised risk", "J(w) = |w - b|^2 .", True, 0),
        (r"Let $a \in \mathbb{R}^n$ be given. We look at", "J(w) = |w - b|^2 .", False, 0),
        (r"The weights $a \in \mathbb{R}^n$ minimise", "|w - b|^2 .", False, 1),
    ],
)
def test_a_point_minimises_what_a_display_defines(read, words, display, supposed, doubts):
    setting = rf"\begin{{document}} Let $b, z \in \mathbb{{R}}^n$. {words} \[ {display} \]"
    [*_, claim] = read(rf"{setting} Then \[ |a - b|^2 \le |z - b|^2 . \]").document().claims
    assert any(text(a) == "J(a) ≤ J(y) ∀ y ∈ R^n" for h in claim.given for a in h.assertions) == supposed
    assert len([h for h in claim.tacit if "minimise" in h.text]) == doubts


def test_what_stands_between_commas_is_not_what_the_verb_speaks_of(read):
    reading = read(r"""\begin{document}
    Let $f : \mathbb{R}^d \to \mathbb{R}$ be differentiable. A step with step size $s$, $s > 0$, is the map
    \[ T(w) = w - s \nabla f(w) . \] Then \[ \|T(u) - u\| \le s \|\nabla f(u)\| . \]
    """)
    assert [claim.text for claim in reading.document().claims] == ["‖T(u) - u‖ ≤ s ‖∇f(u)‖"]
    assert not reading.document().problems


@pytest.mark.parametrize(
    "words",
    [
        r"be a kernel matrix, i.e., symmetric and positive semidefinite, and let $r > 0$.",
        r"be a kernel matrix (i.e., a symmetric positive semidefinite matrix).",
    ],
)
def test_what_other_words_mean_is_supposed_as_well(read, words):
    content = r"For all $y \in \mathbb{R}^n$, \[ \langle y, K y \rangle \ge 0 . \]"
    reading = read(rf"Let $K \in \mathbb{{R}}^{{n \times n}}$ {words} {content}")
    assert {"Kᵀ = K", "λ_min(K) ≥ 0"} <= set(given(reading)[0])


@pytest.mark.parametrize(
    "lemma",
    [
        r"For any $x$ and step size $\gamma \le 1 / L$, \[ F(x - \gamma \nabla F(x)) \le F(x) . \]",
        r"With learning rate $\gamma \le 1 / L$, we have \[ F(x - \gamma \nabla F(x)) \le F(x) . \]",
    ],
)
def test_a_step_size_is_positive_where_the_word_stands_before_it(read, lemma):
    document = read(rf"""
        Let $F : \mathbb{{R}}^d \to \mathbb{{R}}$ be $L$-smooth.
        \begin{{lemma}} {lemma} \end{{lemma}}
    """).document()
    [claim] = document.claims
    assert "γ > 0" in [text(a) for h in document.hypotheses(claim) for a in h.assertions]
