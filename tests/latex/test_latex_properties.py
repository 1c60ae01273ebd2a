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
    r"Let $F$ be convex, and denote by $x^\star$ the unique minimizer of $F$.": [LEAST, CONVEX],
    r"Let $F$ be convex with minimizer $x^\star$ and minimum value $F^\star$.": [LEAST, CONVEX],
    r"Let $F$ be convex. Denote its minimizer by $x^\star$.": [LEAST, CONVEX],
    r"Let $x^\star$ be the global minimum of $F$.": [LEAST],
    r"Let $F$ be convex, and let $x^\star \in \R^d$ be a minimiser of $F$.": [LEAST, CONVEX],
    r"Let $F$ be convex and let $x^\star$ be its optimal solution.": [LEAST, CONVEX],
    r"The minimizer of $F$ is denoted by $x^\star$.": [LEAST],
    r"Let $K \subseteq \R^d$. Let $F$ be convex and $L$-smooth on $K$.": [
        "‖∇F(x) - ∇F(y)‖ ≤ L ‖x - y‖ ∀ x ∈ K, y ∈ K",
        "F(y) ≥ F(x) + ⟨∇F(x), y - x⟩ ∀ x ∈ K, y ∈ K",
    ],
    r"Let $K \subseteq \R^d$. Suppose that $F$ is a convex function on $K$.": [
        "F(y) ≥ F(x) + ⟨∇F(x), y - x⟩ ∀ x ∈ K, y ∈ K",
    ],
    r"Suppose that $x^\star$ is a local minimiser of $F$.": [],
    r"Suppose that $F$ is not convex.": [],
    "Let $F$ be 1-strongly convex.": ["F(y) ≥ F(x) + ⟨∇F(x), y - x⟩ + 1/2 ‖y - x‖² ∀ x, y ∈ R^d"],
    "Suppose that $F$ is 10-smooth.": ["‖∇F(x) - ∇F(y)‖ ≤ 10 ‖x - y‖ ∀ x, y ∈ R^d"],
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


@pytest.mark.parametrize(
    "sentence",
    [
        r"Let $x^\star$ be a local minimizer of $F$.",
        r"Let $x^\star \in \R^d$ be a local minimizer of $F$.",
        r"Let $x^\star$ be a solution of $\min_x F(x)$.",
        r"Let $F^\star$ be the least value of $F$ and $x^\star$ its minimizer.",
        r"Let $x^\star$ be a zero of the gradient of $F$.",
        r"Let $F$ satisfy the PL inequality with constant $\mu$.",
        r"Let $F$ be bounded below.",
        r"Assume $\nabla F$ is bounded by $L$.",
    ],
)
def test_a_point_of_which_something_is_said_that_is_not_read_is_noted(tmp_path, sentence):
    """No claim about it is called false."""
    about = (CLAIM % sentence).replace("F(z)", r"F(x^\star)")
    _, document, claim = _said(tmp_path, HEAD + r"% proofcheck: x^\star in \R^d" + "\n" + about)
    assert any(part.unread for h in document.hypotheses(claim) for part in h.parts if hasattr(part, "unread"))


def test_what_cannot_be_said_of_a_function_is_said_not_to_be_read(tmp_path):
    """Nothing is refuted by functions that a supposition, not read, would have ruled out."""
    _, document, claim = _said(tmp_path, HEAD + CLAIM % "Let $F$ be coercive.")
    assert any("coercive" in h.text for h in document.hypotheses(claim))
    assert any(part.unread for h in document.hypotheses(claim) for part in h.parts if hasattr(part, "unread"))
