"""Jacobians of maps that are defined by a formula: what they are, how they print, and what has none."""

import pytest

from proofcheck.lang import (
    Claim,
    LanguageError,
    define_function,
    dimension,
    document,
    eq,
    hadamard,
    identity,
    ill_typed,
    jacobian,
    latex,
    mapping,
    norm,
    operator,
    scalar,
    text,
    vector,
)
from proofcheck.lang.plain import from_plain, to_plain
from proofcheck.lang.translate import clauses

d, m = dimension("d"), dimension("m")
x, y, b = vector("x", d), vector("y", d), vector("b", m)
A, t = operator("A", m, d), scalar("t")
affine = define_function("h", [x], A @ x + b)


def document_of(says):
    return document("lines", "", [Claim("line", "", "step", says)])


def test_it_prints_as_that_of_a_declared_map_and_travels():
    says = eq(jacobian(affine)(y), A)
    assert (text(says), latex(says)) == ("Dh(y) = A", "Dh(y) = A")
    made = document_of(says)
    assert clauses(from_plain(to_plain(made)).claim("line").says) == clauses(says)


def test_its_shape_is_that_of_the_map():
    assert ill_typed(eq(jacobian(affine)(x), A)) is None
    assert ill_typed(eq(jacobian(affine)(x), A.T)) is not None
    assert ill_typed(eq(jacobian(affine)(b), A)) is not None


@pytest.mark.parametrize(
    "function",
    [define_function("q", [x], norm(x) ** 2), define_function("c", [t], t * b), define_function("k", [x, y], x), A],
)
def test_what_is_no_map_of_one_vector_has_none(function):
    with pytest.raises(LanguageError):
        jacobian(function)


@pytest.mark.parametrize("value", [norm(x) * b, norm(x - y) * x])
def test_what_may_have_no_derivative_somewhere_is_refused(value):
    made = document_of(eq(jacobian(define_function("k", [x], value))(x), jacobian(mapping("g", d, m))(x)))
    assert made.problems or ill_typed(made.claims[0].says)


def test_where_it_divides_there_is_a_value():
    direction = define_function("u", [x], x / norm(x))
    made = document_of(eq(jacobian(direction)(x).T, jacobian(direction)(x)))
    assert not made.problems
    assert [text(part) for h in made.hypotheses(made.claims[0]) for part in h.assertions] == ["‖x‖ ≠ 0"]


def test_products_of_components_have_none_yet():
    squares = define_function("s", [x], hadamard(x, x))
    assert document_of(eq(jacobian(squares)(x), identity(d))).problems
