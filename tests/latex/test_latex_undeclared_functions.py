r"""Functions and sequences that nobody declares: ``L(h)``, ``y^{(i)}``, and what is a factor."""

import pytest

from proofcheck.provers.search import prove
from proofcheck.refuters.search import refute

KINDS = {
    r"\phi(u) \le |\phi(u)| + (\phi(v) - \phi(v))": "φ: not declared, taken for a function of a number",
    r"L(\hat h) - L(h^*) \le |L(\hat h) - \hat L(\hat h)| + (\hat L(\hat h) - \hat L(h^*)) + |\hat L(h^*) - L(h^*)|":
        "L, Lhat: not declared, taken for functions of a number",
    r"\sum_{i=1}^m y^{(i)} + y^{(1)} \ge y^{(1)} - \sum_{i=1}^m |y^{(i)}|":
        "y: not declared, taken for a sequence of numbers",
}  # fmt: skip


@pytest.mark.parametrize("formula", KINDS)
def test_what_a_function_or_a_sequence_that_nobody_declares_is_taken_for(read, formula):
    document = read(rf"We have \[ {formula} . \]").document()
    (claim,) = document.claims
    assert KINDS[formula] in [part.text for h in claim.tacit for part in h.parts]
    assert prove(document.problem(claim)) is not None


@pytest.mark.parametrize("formula", [r"\phi(u) \ge \phi(v)", r"L(h) - L(k) \le 1", r"h(x) \le h(x)^2"])
def test_nothing_is_called_false_or_proved_of_a_function_of_which_nothing_is_said(read, formula):
    document = read(rf"We have \[ 1 \le 2, \quad {formula} . \]").document()
    claim = document.claims[-1]
    assert any(part.unread for h in claim.tacit for part in h.parts)
    assert prove(document.problem(claim)) is None


@pytest.mark.parametrize(
    "text",
    [
        r"We have $a > 0$ and \[ a(b) = a . \]",  # a number with an argument
        r"\[ R(\mathcal{F}) \le R(\mathcal{F}) . \]",  # of a set
        r"\[ A(t) B(t) = B(t) A(t) . \]",  # perhaps matrices
        r"Let $u \in \mathbb{R}^n$, $t \in \mathbb{R}$. \[ g(u) + g(t) = g(t) + g(u) . \]",
        r"\[ g^{(2)} + g^{(1)}(x) = g^{(1)}(x) + g^{(2)} . \]",  # derivatives
        r"\[ y^{(i)2} = (y^{(i)})^2 . \]",
        r"Let $Z$ be a random variable, $t \in \mathbb{R}$. \[ \E[f(t) Z] = f(t) \E[Z] . \]",
    ],
)
def test_what_may_be_something_else_is_not_read(read, text):
    assert not read(text).document().claims


def test_a_greek_letter_to_a_power_before_a_product_in_brackets_is_a_factor(read):
    text = r"Let $X \in \mathbb{R}^{n \times d}$. \[ \sigma^2 (X^\top X) = (\sigma X)^\top (\sigma X) . \]"
    document = read(text).document()
    (claim,) = document.claims
    assert claim.text == "σ² Xᵀ X = (σ X)ᵀ (σ X)"
    assert prove(document.problem(claim)) is not None
    false = read(text.replace(r"= (\sigma", r"= 2 (\sigma")).document()
    assert refute(false.problem(false.claims[0])) is not None


def test_an_equation_between_values_of_one_function_is_no_definition_of_it(read):
    document = read(r"""
    For $x, y \in \mathbb{R}^n$, we have
    \[ f(y) = f(x) + \nabla f(x)^\top (y - x)
       + \int_0^1 (1 - t) (y - x)^\top \nabla^2 f(x + t (y - x)) (y - x) \, dt . \]
    Hence we have
    \[ \langle \nabla f(x) - \nabla f(y), x - y \rangle = \langle \nabla f(y) - \nabla f(x), y - x \rangle . \]
    """).document()
    taylor, monotone = document.claims
    assert "f(y) = f(x)" in taylor.text
    assert refute(document.problem(taylor)) is None
    assert prove(document.problem(monotone)) is not None


def test_an_equation_that_gives_a_function_by_others_still_defines_it(read):
    document = read(r"For $x \in \mathbb{R}$, let $h(x) = f_1(x) + x^2$. We have \[ h(2) = f_1(2) + 4 . \]").document()
    (claim,) = document.claims
    assert prove(document.problem(claim)) is not None
