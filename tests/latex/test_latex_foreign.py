"""Notation of other people's notes: families with indices, dimensions by their letters, sets and projections."""

import textwrap

import pytest
from lines import assert_proved

from proofcheck.lang.claims import Remark
from proofcheck.latex.document import Reading


@pytest.fixture
def read(tmp_path):
    def reading(content):
        path = tmp_path / "paper.tex"
        path.write_text(textwrap.dedent(content), encoding="utf-8")
        return Reading.of(path)

    return reading


def texts(reading):
    return [claim.text for claim in reading.document().claims]


def problems(reading):
    return [problem.message for problem in reading.document().problems]


def unread(claim):
    return [part.text for h in claim.tacit for part in h.parts if isinstance(part, Remark) and part.unread]


def hypotheses(claim):
    return [h.text for h in (*claim.given, *claim.tacit)]


def test_what_has_a_norm_with_an_index_is_a_member_of_a_family_of_vectors(read):
    reading = read(r"""
        Let $b \in \mathbb{R}^n$ and $u \in \mathbb{R}^n$.
        \[ \langle w_i, b \rangle \le \|w_i\| \|b\|, \quad \|w\| \ge 0 . \]
    """)
    assert texts(reading) == ["⟨w_i, b⟩ ≤ ‖w_i‖ ‖b‖", "‖w‖ ≥ 0"]


def test_a_large_greek_letter_that_is_transposed_is_a_matrix(read):
    reading = read(r"""
        Let $y \in \mathbb{R}^n$.
        \[ \|(I - \eta \Phi \Phi^\top) y\| \le \|I - \eta \Phi \Phi^\top\| \|y\| . \]
    """)
    assert texts(reading) == ["‖(I_n - η Φ Φᵀ) y‖ ≤ ‖I_n - η Φ Φᵀ‖ ‖y‖"]


def test_the_letter_of_a_dimension_is_that_number_from_the_start(read):
    reading = read(r"""
        Suppose that $1 \le t \le n$. Let $x \in \mathbb{R}^n$. Then
        \[ \|x\|_1 \le n t \|x\|_\infty . \]
    """)
    [claim] = reading.document().claims
    assert claim.text == "‖x‖_1 ≤ n t ‖x‖_∞"
    assert "t ≤ n" in hypotheses(claim)
    assert not problems(reading)


def test_a_projection_onto_a_convex_set_is_the_nearest_point(read):
    reading = read(r"""
        Let $\Omega \subseteq \mathbb{R}^n$ be a closed convex set, $x \in \Omega$ and $y \in \mathbb{R}^n$. Then
        \[ \| \Pi_\Omega(y) - x \|^2 \le \| y - x \|^2 - \|y - \Pi_\Omega(y)\|^2 . \]
    """)
    document = reading.document()
    [claim] = document.claims
    assert claim.text == "‖p_1 - x‖² ≤ ‖y - x‖² - ‖y - p_1‖²"
    assert "p_1 ∈ Ω and (‖y - p_1‖ ≤ ‖y - y'‖ ∀ y' ∈ Ω)" in hypotheses(claim)
    assert "θ x + (1 - θ) y ∈ Ω ∀ x ∈ Ω, y ∈ Ω, θ ∈ [0, 1]" in hypotheses(claim)
    assert_proved(document.problem(claim))


def test_a_letter_that_vectors_are_in_is_a_set_of_which_nothing_is_known(read):
    reading = read(r"""
        Let $f : \mathbb{R}^n \to \mathbb{R}$.
        \[ \|x - y\| \le 2 \quad \text{for all } x, y \in C \]
    """)
    [claim] = reading.document().claims
    assert claim.text == "‖x - y‖ ≤ 2 ∀ x ∈ C, y ∈ C"
    assert unread(claim), "it may be said in words which set it is"


def test_how_iterates_go_on_is_supposed_where_they_are_written_as_a_path(read):
    reading = read(r"""
        The gradient of $L : \mathbb{R}^d \to \mathbb{R}$ is followed. Here $w \in \mathbb{R}^d$, and the update is
        \[ w(t+1) = w(t) - \eta \nabla L(w(t)) , \]
        of which the limit is $\dot w(t) = - \nabla L(w(t))$.
    """)
    assert not texts(reading)
    assert ("given", "w(t + 1) = w(t) - η ∇L(w(t))") in [(entry.what, entry.text) for entry in reading.record.entries]


def test_what_was_compared_with_a_number_may_be_something_else_elsewhere(read):
    reading = read(r"""
        Suppose that $X > 0$. Let $f : \mathbb{R}^n \to \mathbb{R}$. Then
        \[ f(X) \ge 0 . \]
    """)
    assert not texts(reading)
    assert any("Say what they are" in message for message in problems(reading))


def test_words_with_a_formula_among_them_that_suppose_something_leave_a_claim_open(read):
    reading = read(r"""
        Let $w, x \in \mathbb{R}^d$. If we suppose that $w$ is sparse with at most $k$ entries that are not $0$, then
        \[ \|w\|_1 \|x\|_\infty \le \|w\| \|x\| . \]
    """)
    [claim] = reading.document().claims
    assert unread(claim)
