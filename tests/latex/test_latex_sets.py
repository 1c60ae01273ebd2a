"""Sets, membership, projections and proximal points, as papers write them."""

import pytest

from proofcheck.lang.printing import text
from proofcheck.latex.document import load

HEAD = r"""\documentclass{article}\begin{document}
% proofcheck: f : \R^d -> \R
% proofcheck: h : \R^d -> \R arbitrary
% proofcheck: x, y, p in \R^d
% proofcheck: \eta > 0
"""
CONVEX = "θ x + (1 - θ) y ∈ C ∀ x ∈ C, y ∈ C, θ ∈ [0, 1]"
BETWEEN = "h(θ x + (1 - θ) y) ≤ θ h(x) + (1 - θ) h(y) ∀ x, y ∈ R^d, θ ∈ [0, 1]"
NEAREST = "p ∈ C and (‖x - p‖ ≤ ‖x - y‖ ∀ y ∈ C)"
PROXIMAL = "h(p) + (1 / (2 η)) ‖p - x‖² ≤ h(y) + (1 / (2 η)) ‖y - x‖² ∀ y ∈ R^d"
SUPPOSED = {
    r"Let $C \subseteq \R^d$ be convex, and let $p = \Pi_C(x)$.": [CONVEX, NEAREST],
    r"Let $C \subset \R^d$ be a closed convex set, and let $y \in C$.": [CONVEX, "y ∈ C"],
    r"Let $h$ be convex, and let $p = \operatorname{prox}_{\eta h}(x)$.": [BETWEEN, PROXIMAL],
    r"Let $p = \operatorname{prox}_{h/L}(x)$.": [
        "h(p) + (1 / (2 (1 / L))) ‖p - x‖² ≤ h(y) + (1 / (2 (1 / L))) ‖y - x‖² ∀ y ∈ R^d"
    ],
}


def _read(tmp_path, body, head=HEAD):
    path = tmp_path / "paper.tex"
    path.write_text(head + body + r"\end{document}")
    return load(path)


@pytest.mark.parametrize("sentence", SUPPOSED)
def test_what_a_sentence_supposes(tmp_path, sentence):
    claim = r"\begin{lemma} %s Then \[ \norm{x - p} \le \norm{x - y}. \] \end{lemma}"
    document = _read(tmp_path, claim % sentence)
    (found,) = document.claims
    said = [text(a) for h in document.hypotheses(found) for a in h.assertions]
    assert [one for one in SUPPOSED[sentence] if one not in said] == []


def test_a_comment_declares_a_set(tmp_path):
    head = HEAD + "% proofcheck: C : convex set in \\R^d\n"
    document = _read(tmp_path, r"\[ \norm{x - p} \le \norm{x - z} \quad \text{for all } z \in C \]", head)
    assert [text(claim.says) for claim in document.claims] == ["‖x - p‖ ≤ ‖x - z‖ ∀ z ∈ C"]


def test_membership_is_a_claim(tmp_path):
    head = HEAD + "% proofcheck: C : convex set in \\R^d\n"
    document = _read(tmp_path, r"Let $x, y \in C$. Then \[ \tfrac12 x + \tfrac12 y \in C. \]", head)
    assert [text(claim.says) for claim in document.claims] == ["1/2 x + 1/2 y ∈ C"]


def test_a_point_of_a_set_may_minimise_on_it(tmp_path):
    head = HEAD + "% proofcheck: C : convex set in \\R^d\n"
    body = r"\begin{lemma} Suppose that $p$ minimises $f$ over $C$. Then \[ f(p) \le f(y). \] \end{lemma}"
    document = _read(tmp_path, body, head)
    (found,) = document.claims
    said = [text(a) for h in document.hypotheses(found) for a in h.assertions]
    assert "p ∈ C and (f(p) ≤ f(y) ∀ y ∈ C)" in said


LEAST = "f(p) ≤ f(y) ∀ y ∈ R^d"
ANY = [
    r"Then for any minimizer $p$ of $f$ \[ f(p) \le f(x). \]",
    r"Then, for every minimiser $p$ of $f$ and all $k \ge 1$, \[ k f(p) \le k f(x). \]",
    r"Then for all $k \ge 1$ and any minimizer $p$ of $f$, we have \[ k f(p) \le k f(x). \]",
]


@pytest.mark.parametrize("said", ANY)
def test_what_is_claimed_for_any_minimizer_supposes_that_it_is_one(tmp_path, said):
    document = _read(tmp_path, rf"\begin{{lemma}} Let $x$ be a point. {said} \end{{lemma}}")
    (found,) = document.claims
    assert LEAST in [text(a) for h in document.hypotheses(found) for a in h.assertions]
    assert "∀ p" not in found.text
