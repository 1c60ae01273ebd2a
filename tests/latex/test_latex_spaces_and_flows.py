"""A paper about flows in a Hilbert space, with no declarations: its spaces, its paths, where they start, how long."""

import pytest

from proofcheck.check import check_documents
from proofcheck.lang.claims import Remark

_SETTING = r"""
    Let $\mathcal{H}$ be a Hilbert space, $g : \mathbb{R}^p \to \mathcal{H}$ differentiable and $\alpha > 0$. Let
    $R : \mathcal{H} \to \mathbb{R}$ be a smooth loss. For $F(w) := R(\alpha g(w))$ and $w_0 \in \mathbb{R}^p$ the
    gradient flow $(w(t))_{t \ge 0}$ of $F$ that starts at $w_0$ satisfies
    \[ w'(t) = -\nabla F(w(t)) = -\alpha Dg(w(t))^\top \nabla R(\alpha g(w(t))). \]
"""


def remarks(claim):
    return [part.text for hypothesis in claim.tacit for part in hypothesis.parts if isinstance(part, Remark)]


def test_a_space_by_name_is_some_space_of_vectors(read):
    document = read(
        r"Let $H$ be a Hilbert space. For $x, y \in H$, \[ \langle x, y \rangle \le \|x\| \|y\|. \]"
    ).document()
    [claim] = document.claims
    assert "H: a space by name, taken for R^dim_H" in remarks(claim)
    assert not any(part.unread for hypothesis in claim.tacit for part in hypothesis.parts)


def test_a_proof_in_a_space_by_name_says_what_the_space_was_taken_for(read):
    said = r"Let $H$ be a Hilbert space. For $x \in H$, \[ \langle x, y \rangle \le \|x\| \|y\|. \]"
    document = read(said).document()
    [finding] = check_documents([document])["documents"][0]["claims"]
    assert finding["holds"] == "proved"
    assert "H: a space by name, taken for R^dim_H" in finding["tacit_text"]
    assert "y: not declared, taken for a vector of R^dim_H" in finding["tacit_text"]
    assert "taken for what their uses suggest: y. H: a space by name, taken for some R^n" in document.coverage


def test_an_equation_says_which_space_it_is_everywhere(read):
    words = r"Let $H$ be a Euclidean space and $x \in H$. In this section $H = \mathbb{R}^n$. Let $y \in \mathbb{R}^n$."
    [claim] = read(rf"{words} Then \[ \|x + y\| \le \|x\| + \|y\|. \]").document().claims
    assert "H: a space by name, taken for R^n" in remarks(claim)


@pytest.mark.parametrize("words", ["a complex Hilbert space", "a reproducing kernel Hilbert space", "a Banach space"])
def test_other_spaces_are_not(read, words):
    document = read(rf"Let $H$ be {words}. For $x, y \in H$, \[ \|x + y\| \le \|x\| + \|y\|. \]").document()
    assert not any("taken for R^dim_H" in said for claim in document.claims for said in remarks(claim))


def test_the_slope_of_what_is_defined_is_computed_and_not_supposed(read, hypotheses):
    document = read(_SETTING).document()
    [claim] = document.claims
    assert claim.text == "-∇F(w(t)) = -α Dg(w(t))ᵀ ∇R(α g(w(t)))"
    assert "w'(t) = -∇F(w(t)) ∀ t ≥ 0" in hypotheses(document, claim)[0]
    assert "w(0) = w_0" in hypotheses(document, claim)[0]


def test_where_one_of_several_paths_starts_is_in_doubt(read, hypotheses):
    body = r"""
        Let $u, v : [0, \infty) \to \mathbb{R}^d$ be differentiable. The paths $u(t)$ and $v(t)$ start at $w_0$. Then
        \[ \|u(0)\| = \|w_0\|. \]
    """
    document = read(body).document()
    assert "u(0) = w_0" not in hypotheses(document, document.claims[0])[0]
    assert hypotheses(document, document.claims[0])[1]


def test_a_time_is_one_of_those_that_the_statement_speaks_of(read, hypotheses):
    body = (
        _SETTING
        + r"""
        \begin{theorem} Let $T > 0$ and suppose that $\|\nabla F(w(t))\| \le G$ for all $t \in [0, T]$. Then
        \[ \|w(T) - w_0\| \le G T. \] \end{theorem}
        \begin{proof} We have \[ \|w'(t)\| \le G. \] \end{proof}
    """
    )
    document = read(body).document()
    assert "t ∈ [0, T]" in hypotheses(document, document.claims[-1])[0]


def test_an_argument_may_have_the_letter_of_a_path(read):
    body = _SETTING + r"Let $y(t) = \alpha g(w(t))$. Put $S(y) := R(y) - R(0)$. Then \[ S(y(t)) = R(y(t)) - R(0). \]"
    reading = read(body)
    assert reading.document().claims[-1].text == "S(y(t)) = R(y(t)) - R(0)"


def test_a_bound_for_all_times_of_an_interval_leaves_no_time_open(read, hypotheses):
    body = r"""
        Let $u : [0, \infty) \to \mathbb{R}^n$ be differentiable with $u(0) = 0$ and $\|u'(t)\| \le a + b \|u(t)\|$ for
        all $t \in [0, T]$. Then \[ \|u(T)\| \le a T \exp(b T). \]
    """
    document = read(body).document()
    said, unread = hypotheses(document, document.claims[0])
    assert "‖u'(t)‖ ≤ a + b ‖u(t)‖ ∀ t ∈ [0, T]" in said
    assert unread == []


@pytest.mark.parametrize(
    ("words", "says", "doubted"),
    [
        (r"let $s$ be the smallest singular value of $A$", "s = σ_min(A)", False),
        (r"let $s > 0$ be the smallest singular value of $B^\top$", "s = σ_min(Bᵀ)", True),
        (r"let $s$ be the largest eigenvalue of $A$", "s = λ_max(A)", False),
        (r"we denote by $s$ the largest singular value of the matrix $B$", "s = ‖B‖", False),
    ],
)
def test_a_number_is_called_an_extreme_value(read, hypotheses, words, says, doubted):
    spaces = r"$A \in \mathbb{R}^{n \times n}$ and $B \in \mathbb{R}^{n \times p}$"
    document = read(rf"Let {spaces}. Now {words}. Then \[ s \le \|A\| + \|B\|. \]").document()
    said, unread = hypotheses(document, document.claims[0])
    assert says in said
    assert any("among how many" in part.text for part in unread) == doubted


def test_a_line_that_claims_an_extreme_value_supposes_none(read, hypotheses):
    body = r"Let $A \in \mathbb{R}^{n \times n}$. Then $s$ is the largest eigenvalue of $A$ and \[ s \le 1. \]"
    document = read(body).document()
    assert hypotheses(document, document.claims[0])[0] == []
