"""The nuclear norm: trace duality, how it is made, and the other norms."""

import pytest
from lines import assert_proved, assert_refuted, problem

from proofcheck.lang import (
    absolute,
    dimension,
    eq,
    frobenius,
    inner,
    lmin,
    norm,
    nuclear,
    operator,
    scalar,
    sqrt,
    symmetric,
    trace,
    vector,
)

n, p = dimension("n"), dimension("p")
A, B, C = operator("A", n, p), operator("B", n, p), operator("C", n, n)
S, T = operator("S", n, n), operator("T", n, n)
a, c = scalar("a"), scalar("c", positive=True)
u, v = vector("u", n), vector("v", p)

TRUE = {
    "duality, as a trace": (trace(S @ T) <= norm(S) * nuclear(T), []),
    "duality, under bounds": (inner(A, B) <= c, [norm(A) <= 1, nuclear(B) <= c]),
    "above the Frobenius norm": (norm(A) <= nuclear(A), []),
    "the reverse triangle inequality": (absolute(nuclear(A) - nuclear(B)) <= nuclear(A - B), []),
    "of a multiple": (eq(nuclear(c * A), c * nuclear(A)), []),
    "of a mean": (nuclear((A + B) / 2) <= (nuclear(A) + nuclear(B)) / 2, []),
    "of the transpose of a product": (nuclear(A @ B.T) <= nuclear(A) * norm(B), []),
    "by Frobenius norms": (nuclear(S @ T) <= frobenius(S) * frobenius(T), []),
    "of an outer product": (eq(nuclear(u @ v.T), norm(u) * norm(v)), []),
    "by the number of rows": (nuclear(A) <= sqrt(n) * frobenius(A), []),
    "of a positive operator": (eq(nuclear(S), trace(S)), [symmetric(S), lmin(S) >= 0]),
}
FALSE = {
    "duality without the nuclear norm": (trace(A.T @ B) <= norm(A) * norm(B), []),
    "below the Frobenius norm": (nuclear(A) <= frobenius(A), []),
    "of a multiple, without bars": (nuclear(a * A) <= a * nuclear(A), []),
    "of a product, by norms": (nuclear(C @ A) <= norm(C) * norm(A), []),
    "of any symmetric operator": (nuclear(S) <= trace(S), [symmetric(S)]),
    "by the root of the number of rows": (nuclear(A) <= sqrt(n) * norm(A), []),
}


@pytest.mark.parametrize("name", TRUE)
def test_a_true_line_is_proved(name):
    says, given = TRUE[name]
    assert_proved(problem(says, *given))


@pytest.mark.parametrize("name", FALSE)
def test_a_false_line_is_refuted(name):
    says, given = FALSE[name]
    assert_refuted(problem(says, *given))
