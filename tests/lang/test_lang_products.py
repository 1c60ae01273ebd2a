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
    summation,
    text,
)
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
    ],
)
def test_it_prints_as_a_product(made, plain, typeset):
    assert text(made) == plain
    assert typeset is None or latex(made) == typeset


def test_its_factors_are_supposed_to_be_positive():
    made = document_of(product(i, 1, n, a[i]) >= 0)
    assert [text(part) for h in made.hypotheses(made.claims[0]) for part in h.assertions] == ["a_i > 0 ∀ i = 1, ..., n"]


def test_it_is_the_exponential_of_the_sum_of_logarithms_and_travels():
    says = eq(product(i, 1, n, a[i]), c)
    assert clauses(says) == clauses(eq(exp(summation(i, 1, n, log(a[i]))), c))
    back = from_plain(to_plain(document_of(says))).claim("line")
    assert back.text == "Π_{i=1}^n a_i = c"
    assert clauses(back.says) == clauses(says)


def test_what_is_put_into_it_is_put_into_its_factors():
    assert text(product(i, 1, n, c * a[i]).xreplace({c: c + 1})) == "Π_{i=1}^n (c + 1) a_i"


def test_products_of_vectors_are_refused():
    with pytest.raises(LanguageError):
        product(i, 1, n, x[i])
