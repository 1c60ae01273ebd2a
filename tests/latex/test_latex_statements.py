"""Statements that suppose more than the one before, displays that name after they use, and where paths start."""

import pytest

from proofcheck.latex.document import load

HEAD = (
    r"\documentclass{article}\newtheorem{lemma}{Lemma}\newtheorem{corollary}{Corollary}\begin{document}"
    r"Let $x, y \in \mathbb{R}^d$."
)
FIRST = (
    r"\begin{lemma}\label{lem:one} Let $c > 0$ and suppose that $\|x\| \le c$. Then \[ \|x\|^2 \le c^2. \]\end{lemma}"
)


def _load(tmp_path, body):
    path = tmp_path / "paper.tex"
    path.write_text(HEAD + body + r"\end{document}")
    return load(path)


@pytest.mark.parametrize(
    "words",
    [
        r"Suppose further that $\|y\| \le c$.",
        r"Assume, in addition, that $\|y\| \le c$.",
        r"If moreover $\|y\| \le c$, then the following holds.",
        r"Furthermore, let $\|y\| \le c$.",
        r"Under the same assumptions, suppose that $\|y\| \le c$.",
        r"Under the assumptions of Lemma~\ref{lem:one}, suppose that $\|y\| \le c$.",
    ],
)
def test_a_statement_that_supposes_more_supposes_what_the_one_before_does(tmp_path, words, hypotheses):
    document = _load(tmp_path, FIRST + r"\begin{corollary}" + words + r"\[ \|x + y\| \le 2 c. \]\end{corollary}")
    before, claim = document.claims
    said, unread = hypotheses(document, claim)
    assert {"‖x‖ ≤ c", "c > 0", "‖y‖ ≤ c"} <= set(said)
    assert not unread
    assert claim.reason.tacit
    assert tuple(claim.reason.claims) == (before.id,)


def test_a_statement_that_begins_anew_does_not(tmp_path, hypotheses):
    document = _load(
        tmp_path, FIRST + r"\begin{corollary}Suppose that $\|y\| \le c$. Then \[ \|x + y\| \le 2 c. \]\end{corollary}"
    )
    said, _ = hypotheses(document, document.claims[-1])
    assert "‖x‖ ≤ c" not in said


def test_what_is_added_within_a_statement_adds_to_that_statement(tmp_path, hypotheses):
    body = r"\begin{corollary}Suppose that $\|y\| \le 1$. Suppose further that $y \ne 0$. Then \[ \|y\|^2 \le 1. \]"
    said, _ = hypotheses(document := _load(tmp_path, FIRST + body + r"\end{corollary}"), document.claims[-1])
    assert "‖x‖ ≤ c" not in said


def test_a_display_may_name_after_it_uses(tmp_path):
    document = _load(
        tmp_path,
        r"Let $A \in \mathbb{R}^{n \times d}$ and $r : [0, \infty) \to \mathbb{R}^d$ solve"
        r"\[ \dot r(t) = -K r(t), \qquad K = A^\top A, \qquad r(0) = x. \] Then \[ \|K\| \le \|A\|^2. \]",
    )
    assert not document.problems
    [claim] = document.claims
    assert claim.text == "‖K‖ ≤ ‖A‖²"


def test_a_path_starts_where_the_sentence_says(tmp_path, hypotheses):
    document = _load(
        tmp_path,
        r"Let $F : \mathbb{R}^d \to \mathbb{R}$ be differentiable. We follow $\dot w(t) = -\nabla F(w(t))$ from"
        r" $w(0) = w_0$. Then \[ \|w(t) - w_0\| \ge 0. \]",
    )
    said, _ = hypotheses(document, document.claims[-1])
    assert "w(0) = w_0" in said


def test_a_range_says_nothing_of_what_does_not_vary(tmp_path, hypotheses):
    document = _load(
        tmp_path,
        r"\begin{lemma}Suppose that $\|u(t)\| \ge m > 0$ for all $t \ge 0$. Then \[ 1/m > 0. \]\end{lemma}",
    )
    said, _ = hypotheses(document, document.claims[-1])
    assert "m > 0" in said
