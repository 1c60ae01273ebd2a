"""The one-line proofs that readers see."""

from fractions import Fraction

from proofcheck.provers.explain import Names, explain, powers
from proofcheck.provers.linear import CertificateTerm

ONE = Fraction(1)


def mono(**exponents):
    return tuple((name, Fraction(e)) for name, e in exponents.items())


def test_products_of_premises_read_as_a_sum_of_products():
    certificate = (
        CertificateTerm(Fraction(2), (2,)),
        CertificateTerm(ONE, (0, 1)),
        CertificateTerm(ONE, (1,), monomial=mono(b=1)),
        CertificateTerm(ONE, (0, 0)),
        CertificateTerm(ONE, (0,), monomial=mono(b=1)),
    )
    names = Names("a^2 + 2 c + b^2 - s^2/4", ["s/2 - a", "b - s", "c + a b"], [], powers(str))
    expected = "a^2 + 2 c + b^2 - s^2/4 = 2 (c + a b) + (s/2 - a)(b - s) + (b - s) b + (s/2 - a)^2 + (s/2 - a) b"
    assert explain(certificate, names) == expected


def test_negative_exponents_become_denominators():
    term = CertificateTerm(Fraction(1, 2), (0,), monomial=mono(alpha=-1, beta=-2, ell=1))
    text = explain([term], Names("g", ["alpha - 1"], [], powers(str)))
    assert text == "g = (alpha - 1) ell/(2 alpha beta^2)"
    latex = explain([term], Names("g", [r"\alpha - 1"], [], powers(lambda a: "\\" + a, latex=True), latex=True))
    assert latex == r"g = \frac{\left(\alpha - 1\right) \ell}{2 \alpha \beta^{2}}"


def test_squares_equalities_and_signs():
    square = CertificateTerm(Fraction(3, 4), square={mono(x=1): ONE, mono(y=Fraction(1, 2)): Fraction(-2)})
    equality = CertificateTerm(-ONE, equality=0, monomial=mono(q=1))
    names = Names("g", [], ["E - q"], powers(str))
    assert explain([square, equality], names) == "g = 3 (x - 2 sqrt(y))^2/4 - (E - q) q"
    assert explain([equality], names) == "g = -(E - q) q"


def test_constants_and_empty_sums():
    names = Names("g", [], [], powers(str))
    assert explain([CertificateTerm(Fraction(1, 3))], names) == "g = 1/3"
    assert explain([], names) == "g = 0"
