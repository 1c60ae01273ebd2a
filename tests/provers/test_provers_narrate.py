"""Proofs in print: terms as a mathematician writes them, and lines that say by which rule."""

from fractions import Fraction

import pytest

from lemmas.gradient_descent import document as gradient_descent
from lemmas.lazy_training import document as lazy_training
from proofcheck.kernel.terms import Term
from proofcheck.provers.narrate import Writer, proof_lines
from proofcheck.provers.search import prove
from proofcheck.report.texmath import parse

A, B = (Term("var", name, ("S",)) for name in ("alpha", "b"))
X, Y = (Term("var", name, ("V", "n")) for name in "xy")


def number(value):
    return Term("num", Fraction(value))


@pytest.mark.parametrize(
    ("term", "text", "latex"),
    [
        (Term("mul", Term("mul", number(-2), A), Term("div", number(1), number(2)), B), "-α b", r"-\alpha b"),
        (Term("mul", number(Fraction(1, 2)), Term("add", A, B)), "1/2 (α + b)", r"\tfrac{1}{2} (\alpha + b)"),
        (Term("add", A, Term("mul", number(-1), Term("add", A, B))), "α - (α + b)", r"\alpha - (\alpha + b)"),
        (Term("div", A, Term("mul", A, B)), "α/(α b)", r"\frac{\alpha}{\alpha b}"),
        (Term("pow", Term("add", A, B), 2), "(α + b)²", r"(\alpha + b)^{2}"),
        (Term("mul", number(0), A), "0", "0"),
        (Term("norm", Term("add", X, Y)), "‖x + y‖", r"\lVert x + y \rVert"),
        (Term("inner", X, Term("mul", number(-1), Y)), "⟨x, -y⟩", r"\langle x, -y \rangle"),
    ],
)
def test_a_term_is_printed_with_the_brackets_that_it_needs(term, text, latex):
    assert (Writer(latex=False).term(term), Writer(latex=True).term(term)) == (text, latex)


def lines(document, name, **options):
    return proof_lines(prove(document.problem(document.claim(name))), **options)


def test_a_proof_says_its_rules_and_ends_in_the_claim():
    found = lines(lazy_training, "lemma4.4", latex=False)
    assert found[0] == ("λ_min(Q(t)) ‖z(t) - y‖² ≤ ⟨Q(t) (z(t) - y), z(t) - y⟩", "Rayleigh quotient")
    assert found[-1] == ("⟨-Q(t) (z(t) - y), z(t) - y⟩ ≤ -λ_min(Q(t)) ‖z(t) - y‖²", "arithmetic")


def test_members_of_a_sequence_have_indices():
    said = " ".join(text for text, _ in lines(gradient_descent, "pl.5", latex=False))
    assert "F(x_{k + 1})" in said
    assert "x(k" not in said


def test_an_inequality_by_arithmetic_comes_with_the_identity_that_shows_it():
    found = lines(gradient_descent, "pl.6", latex=False)
    assert found == [("0 ≤ 1 - μ/L", "arithmetic"), ("  since 1 - μ/L = L^-1 (L - μ)", "")]


@pytest.mark.parametrize("name", ["lemma4.4", "lemma5.2", "lemma6.max.3", "theorem2.6"])
def test_every_line_is_a_formula_that_the_report_can_print(name):
    for latex, _ in lines(lazy_training, name, latex=True):
        assert parse(latex).line


def test_what_has_a_name_is_called_by_it_except_where_it_is_unfolded():
    x = Term("var", "x", ("S",))
    square = Term("pow", x, 2)
    writer = Writer(latex=False, named={square: "E"})
    assert writer.relation(("<=", square, Term("mul", Term("num", Fraction(2)), square))) == "E ≤ 2 E"
    assert writer.relation(("=", square, square)) == "x² = x²"
