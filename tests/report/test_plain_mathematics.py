"""Sentences of the engine: their mathematics is set as formulas, their words are left alone."""

import pytest

from proofcheck.report.html import explained as on_a_page
from proofcheck.report.latex import explained as in_tex
from proofcheck.report.plainmath import plain_to_latex, sentence
from proofcheck.report.texmath import UnsafeMathError


@pytest.mark.parametrize(
    ("said", "formulas"),
    [
        ("The reason rests on lemma3.4, which is false.", []),
        ("It is true at the 7 instances that were looked at; that is no proof.", []),
        ("Proved by Cauchy-Schwarz and Grönwall, see H3 and eq:smooth.", []),
        ("multiply λ by s⁻², T by s², and v(t) by s^(1/2).", ["λ", "s⁻²", "T", "s²", "v(t)", "s^(1/2)"]),
        ("It has no meaning: at u(t) - y, R^p meets R^n.", ["u(t) - y", "R^p", "R^n"]),
        ("2 √(8 σ_max² L_0) / α replaced by ‖J_w - J_0‖", ["2 √(8 σ_max² L_0) / α", "‖J_w - J_0‖"]),
        ("at z(t) = (1 - exp(-t), 0), the left side is 1/2", ["z(t) = (1 - exp(-t), 0)"]),
        ("with an L-Lipschitz gradient: ⟨g(x), x - y⟩ ≥ ‖g(x)‖² / L", ["⟨g(x), x - y⟩ ≥ ‖g(x)‖² / L"]),
        ("B' <= B is said to be sufficient", ["B' <= B"]),
    ],
)
def test_what_is_mathematics_in_a_sentence_and_what_is_not(said, formulas):
    pieces = list(sentence(said))
    assert [piece for piece, formula in pieces if formula] == formulas
    assert "".join(said.split()) == "".join("".join(piece for piece, _ in pieces).split())


def test_raised_and_lowered_characters_and_scripts_in_parentheses_are_scripts():
    assert plain_to_latex("s⁻² x₁ q^(n+1)") == "s^{-2} x_{1} q^{n+1}"
    assert plain_to_latex("√(2 √x)") == r"\sqrt{2 \sqrt{x}}"
    assert plain_to_latex("R^p") == "ℝ^{p}"
    with pytest.raises(UnsafeMathError):
        plain_to_latex("√(2")


def test_no_raw_mathematics_is_left_in_a_note():
    note = "The right side lacks a factor σ_min to the power -1; multiply λ_1 by s⁻²."
    assert in_tex(note) == (
        r"The right side lacks a factor $\sigma_{\min}$ to the power -1; multiply $\lambda_{1}$ by $s^{- 2}$."
    )
    assert on_a_page(note).count("<math") == 3
    assert "σ_min" not in on_a_page(note)


def test_what_reads_as_no_formula_is_shown_as_text():
    hostile = r"at \input{x} <script>, it fails"
    assert "<script>" not in on_a_page(hostile)
    assert r"\input" not in in_tex(hostile)
