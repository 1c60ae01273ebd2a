"""Products over a range: how they print, what they suppose of their factors, and what they mean."""

import pytest

from proofcheck.lang import (
    Claim,
    LanguageError,
    dimension,
    document,
    eq,
    exp,
    latex,
    log,
    natural,
    norm,
    product,
    scalar,
    sequence,
    text,
)
from proofcheck.lang import expressions as ex
from proofcheck.lang.plain import from_plain, to_plain
from proofcheck.lang.translate import clauses

i, n = natural("i"), natural("n")
a, x, c = sequence("a"), sequence("x", dimension("d")), scalar("c")


def document_of(says):
    return document("lines", "", [Claim("line", "", "step", says)])


@pytest.mark.parametrize(
    ("made", "plain", "typeset"),
    [
        (product(i, 1, n, a[i]), "Π_{i=1}^n a_i", r"\prod_{i=1}^n a_i"),
        (product(i, 0, n - 1, 1 + a[i]) * c, "(Π_{i=0}^(n - 1) (1 + a_i)) c", None),
        (product(i, 1, n, norm(x[i]) ** 2) + 1, "Π_{i=1}^n ‖x_i‖² + 1", None),
        (product(i, 1, n, a[i] - 1) ** 2, "(Π_{i=1}^n (a_i - 1))²", None),
    ],
)
def test_it_prints_as_a_product(made, plain, typeset):
    assert text(made) == plain
    assert typeset is None or latex(made) == typeset


def supposed(says):
    made = document_of(says)
    return [text(part) for h in made.hypotheses(made.claims[0]) for part in h.assertions]


def test_its_factors_may_be_any_numbers():
    assert supposed(product(i, 1, n, a[i]) >= 0) == []
    assert supposed(c / product(i, 1, n, exp(a[i])) >= 0) == []


def test_what_its_factors_and_its_logarithm_need_is_supposed():
    assert supposed(product(i, 1, n, c / a[i]) >= 0) == ["a_i ≠ 0 ∀ i = 1, ..., n"]
    assert supposed(log(product(i, 1, n, a[i])) >= 0) == ["Π_{i=1}^n a_i > 0"]


def test_a_power_with_a_dimension_as_its_exponent_is_one_of_any_number():
    power = ex.Power(c, ex.expression(dimension("d"), "an exponent"))
    assert supposed(eq(power, power)) == []
    assert supposed(eq(c ** scalar("t"), c)) == ["c > 0"]


def test_it_travels():
    says = eq(product(i, 1, n, a[i]), c)
    back = from_plain(to_plain(document_of(says))).claim("line")
    assert back.text == "Π_{i=1}^n a_i = c"
    assert clauses(back.says) == clauses(says)


def test_what_is_put_into_it_is_put_into_its_factors():
    assert text(product(i, 1, n, c * a[i]).xreplace({c: c + 1})) == "Π_{i=1}^n (c + 1) a_i"


def test_products_of_vectors_are_refused():
    with pytest.raises(LanguageError):
        product(i, 1, n, x[i])
