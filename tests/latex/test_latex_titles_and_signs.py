"""Short papers as people write them: titles, values at one point, signs after "where", what is finite."""

import pytest


def hypotheses(claim):
    return [h.text for h in (*claim.given, *claim.tacit)]


def test_a_title_is_no_part_of_the_sentence_after_it(read):
    reading = read(r"""
        \section{A random view of descent}
        Let $f : \mathbb{R}^d \to \mathbb{R}$ be convex with a minimizer $x^*$.
        \[ f(x) \ge f(x^*). \]
    """)
    [claim] = reading.document().claims
    assert not any("not read" in said for said in hypotheses(claim))


def test_a_value_at_one_point_defines_no_function(read):
    reading = read(r"""
        Let $f : \mathbb{R}^p \to \mathbb{R}^n$ be differentiable with $f(w_0) = 0$, and let $y \in \mathbb{R}^n$.
        \[ F(w) = \tfrac12 \|f(w) - y\|^2 . \]
        We have
        \[ F(w_0) = \tfrac12 \|y\|^2 . \]
    """)
    [claim] = reading.document().claims
    assert claim.text == "F(w_0) = 1/2 ‖y‖²"
    assert "f(w_0) = 0" in hypotheses(claim)


def test_properties_before_a_display_in_the_sentence_are_supposed(read):
    reading = read(r"""
        Throughout, $\psi : \mathbb{R}^d \to \mathbb{R}$ is differentiable and $1$-strongly convex, and
        \[ D(x, y) = \psi(x) - \psi(y) - \langle \nabla \psi(y), x - y \rangle \]
        is its divergence.
        \[ D(x, y) \ge \tfrac12 \|x - y\|^2 . \]
    """)
    [claim] = reading.document().claims
    assert "ψ(y) ≥ ψ(x) + ⟨∇ψ(x), y - x⟩ + 1/2 ‖y - x‖² ∀ x, y ∈ R^d" in hypotheses(claim)


def test_signs_at_the_end_of_a_list_after_where_are_supposed(read):
    reading = read(r"""
        We study $F(x, y) = \frac{\mu}{2} \|x\|^2 + x^\top A y - \frac{\nu}{2} \|y\|^2$, where $x \in \mathbb{R}^m$,
        $y \in \mathbb{R}^n$, $A \in \mathbb{R}^{m \times n}$ and $\mu, \nu > 0$.
        \[ \mu \|x\|^2 + \nu \|y\|^2 \ge 0 . \]
    """)
    [claim] = reading.document().claims
    assert {"μ > 0", "ν > 0"} <= set(hypotheses(claim))


def test_that_something_is_finite_leaves_nothing_open(read):
    reading = read(r"""
        Let $F : \mathbb{R}^d \to \mathbb{R}$ be differentiable with $\inf F = m > -\infty$.
        \[ F(x) \ge m . \]
    """)
    [claim] = reading.document().claims
    assert not reading.document().problems
    assert not any("not read" in said for said in hypotheses(claim))


def test_a_mean_in_bold_needs_no_brackets(read):
    reading = read(r"""
        Let $Z$ be a random variable.
        \[ \mathbf{E} e^{Z} \ge 0, \qquad \mathbf{E} \max\{Z, 1\} \ge 1 . \]
    """)
    assert [claim.text for claim in reading.document().claims] == ["E[exp(Z)] ≥ 0", "E[max{Z, 1}] ≥ 1"]


@pytest.mark.parametrize("named", ["whose derivative $Dh$ is", "and suppose that the derivative of $h$ is"])
def test_a_derivative_is_lipschitz_with_a_constant_that_has_a_sign(read, named):
    reading = read(rf"""
        Given a differentiable map $h : \mathbb{{R}}^p \to \mathbb{{R}}^n$ {named} Lipschitz with constant $\ell > 0$.
        \[ \|Dh(w) - Dh(v)\| \le \ell \|w - v\| . \]
    """)
    [claim] = reading.document().claims
    assert {"ℓ > 0", "‖Dh(x) - Dh(y)‖ ≤ ℓ ‖x - y‖ ∀ x, y ∈ R^p"} <= set(hypotheses(claim))


def test_a_display_in_a_sentence_is_no_word_of_a_reason(read):
    reading = read(r"""
        Let $x \in \mathbb{R}^d$. By the identity
        \[ \|x + x\| = 2 \|x\| \]
        above we have
        \[ \|x + x\|^2 = 4 \|x\|^2 . \]
    """)
    assert [claim.reason.text for claim in reading.document().claims] == [
        "By the identity",
        "By the identity above we have",
    ]


def test_what_is_said_of_a_random_number_before_a_display_is_supposed(read):
    reading = read(r"""
        For a random variable $B$ with values in $[0, 1]$ and mean $p = \mathbb{E}[B]$,
        \[ \operatorname{Var}(B) \le p (1 - p) . \]
    """)
    [claim] = reading.document().claims
    assert {"E[B] = p", "B ≥ 0 ∀ ω ∈ N", "B ≤ 1 ∀ ω ∈ N"} <= set(hypotheses(claim))
