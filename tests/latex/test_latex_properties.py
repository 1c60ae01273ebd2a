"""What is said of functions in words: convex, smooth, minimisers; in comments and in sentences."""

import pytest

from proofcheck.lang.printing import text
from proofcheck.latex.document import load

HEAD = r"""\documentclass{article}\begin{document}
% proofcheck: F : \R^d -> \R
% proofcheck: T : \R^d -> \R^d
% proofcheck: y, z in \R^d
% proofcheck: L, \mu, \beta > 0
"""
CLAIM = r"\begin{lemma} %s Then \[ F(y) \le F(z) + \norm{T(y)}. \] \end{lemma}\end{document}"
CONVEX = "F(y) ≥ F(x) + ⟨∇F(x), y - x⟩ ∀ x, y ∈ R^d"
SMOOTH = "‖∇F(x) - ∇F(y)‖ ≤ L ‖x - y‖ ∀ x, y ∈ R^d"
LEAST = "F(x*) ≤ F(y) ∀ y ∈ R^d"
COMMENTS = {
    "F convex": [CONVEX],
    "F is convex and L-smooth": [SMOOTH, CONVEX],
    r"F \mu-strongly convex": ["F(y) ≥ F(x) + ⟨∇F(x), y - x⟩ + (μ / 2) ‖y - x‖² ∀ x, y ∈ R^d"],
    r"x^\star minimises F": [LEAST],
    r"x^\star is a minimizer of F": [LEAST],
    "T monotone": ["⟨T(x) - T(y), x - y⟩ ≥ 0 ∀ x, y ∈ R^d"],
    r"T \beta-cocoercive": ["⟨T(x) - T(y), x - y⟩ ≥ β ‖T(x) - T(y)‖² ∀ x, y ∈ R^d"],
    "T firmly nonexpansive": ["‖T(x) - T(y)‖² ≤ ⟨T(x) - T(y), x - y⟩ ∀ x, y ∈ R^d"],
}
SENTENCES = {
    r"Let $F$ be convex and $L$-smooth, and let $x^\star$ be a minimiser of $F$.": [LEAST, SMOOTH, CONVEX],
    r"Suppose that $F$ is convex, and that $x^\star$ minimises $F$.": [LEAST, CONVEX],
    r"Suppose that $F$ attains its minimum at $x^\star$.": [LEAST],
    r"Let $F : \R^d \to \R$ be concave.": ["F(y) ≤ F(x) + ⟨∇F(x), y - x⟩ ∀ x, y ∈ R^d"],
    r"Suppose that $x^\star$ is a local minimiser of $F$.": [],
    r"Suppose that $F$ is not convex.": [],
}


def _said(tmp_path, source):
    path = tmp_path / "paper.tex"
    path.write_text(source)
    document = load(path)
    (claim,) = document.claims
    return [text(a) for h in document.hypotheses(claim) for a in h.assertions if "∀" in text(a)], document, claim


@pytest.mark.parametrize("comment", COMMENTS)
def test_a_comment_states_a_property(tmp_path, comment):
    said, *_ = _said(tmp_path, f"{HEAD}% proofcheck: {comment}\n" + CLAIM % "")
    assert sorted(said) == sorted(COMMENTS[comment])


@pytest.mark.parametrize("sentence", SENTENCES)
def test_a_sentence_supposes_a_property(tmp_path, sentence):
    said, *_ = _said(tmp_path, HEAD + CLAIM % sentence)
    assert sorted(said) == sorted(SENTENCES[sentence])


def test_what_cannot_be_said_of_a_function_is_said_not_to_be_read(tmp_path):
    """Nothing is refuted by functions that a supposition, not read, would have ruled out."""
    _, document, claim = _said(tmp_path, HEAD + CLAIM % "Let $F$ be coercive.")
    assert any("coercive" in h.text for h in document.hypotheses(claim))
    assert any(part.unread for h in document.hypotheses(claim) for part in h.parts if hasattr(part, "unread"))
