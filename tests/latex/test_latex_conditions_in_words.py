"""Conditions in the words of papers: gradients that are Lipschitz, conditions that are only named, "some a"."""

import pytest


def texts(reading):
    return [claim.text for claim in reading.document().claims]


def doubts(claim):
    return [h.text for h in claim.tacit if "not read" in h.text]


SMOOTH = "‖∇f(x) - ∇f(y)‖ ≤ L ‖x - y‖ ∀ x, y ∈ R^d"


@pytest.mark.parametrize(
    "words",
    [
        r"\(\nabla f\) is \(L\)-Lipschitz continuous",
        "the gradient of $f$ is $L$-Lipschitz",
        r"$\nabla f$ is Lipschitz continuous with constant $L$",
    ],
)
def test_a_function_whose_gradient_is_lipschitz_is_smooth(read, words):
    reading = read(rf"""
        \begin{{lemma}} If {words}, then
        \[ f(y) - f(x) - \langle \nabla f(x), y - x \rangle \le \tfrac{{L}}{{2}} \|y - x\|^2 . \]
        \end{{lemma}}
    """)
    [claim] = reading.document().claims
    assert [h.text for h in claim.given] == [SMOOTH]
    assert not doubts(claim)


@pytest.mark.parametrize(
    "words",
    [
        r"$\nabla^2 f(x)$ is positive semidefinite",
        r"$\nabla f$ is bounded by $L$",
        r"$x \mapsto f(x) - \|x\|^2$ is convex",
    ],
)
def test_what_is_supposed_of_an_expression_keeps_claims_from_being_false(read, words):
    reading = read(rf"""
        \begin{{lemma}} Suppose that {words}. Then
        \[ f(y) - f(x) - \langle \nabla f(x), y - x \rangle \ge 0 . \]
        \end{{lemma}}
    """)
    [claim] = reading.document().claims
    assert doubts(claim)


def test_conditions_that_a_sentence_only_names_are_no_claims(read):
    reading = read(r"""
        \begin{lemma} The conditions
        \[ L \gamma^2 \le \mu \]
        and
        \[ \gamma + \mu = 1 \]
        are sufficient for what follows. The bound
        \[ \gamma^2 \ge 0 \]
        is needed below.
        \end{lemma}
    """)
    assert texts(reading) == ["γ² ≥ 0"]


def test_some_number_is_not_any_number(read):
    reading = read(r"""
        \begin{proof} The sequence converges to some $a \in [0, 1)$, so that
        \[ \lim_{n \to \infty} a_n = a = 0 . \]
        Fix some $b > 0$. Then
        \[ b^2 = 0 . \]
        \end{proof}
    """)
    [limit, square] = reading.document().claims
    assert limit.text == "a = 0"
    assert doubts(limit)
    assert not doubts(square)


def test_several_names_share_what_is_said_of_them(read):
    reading = read(r"""
        \begin{lemma} Let $\alpha, \beta \ge 0$ and $g_n, a_n > 0$. Then
        \[ \alpha \beta \ge 0, \quad a_n g_n \beta \ge 0 . \]
        \end{lemma}
    """)
    [product, terms] = reading.document().claims
    assert {"α ≥ 0", "β ≥ 0"} <= {h.text for h in product.given}
    assert {"g_n > 0", "a_n > 0"} <= {h.text for h in terms.given}


def test_a_map_may_be_declared_with_its_argument_and_an_exponential_with_a_fraction(read):
    reading = read(r"""
        Let $W(x) : \mathbb{R} \to \mathbb{R}$.
        \[ W(y) \exp\frac{y^2}{2} \le \exp\frac{y^2}{2} \exp W(y) \]
    """)
    assert texts(reading) == ["W(y) exp(y² / 2) ≤ exp(y² / 2) exp(W(y))"]
