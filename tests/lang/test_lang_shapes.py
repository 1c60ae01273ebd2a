"""An expression without meaning can be written down, and the place where it breaks is told."""

import pytest

from proofcheck.kernel.terms import Term, num
from proofcheck.lang import (
    LanguageError,
    define_function,
    dimension,
    eigenvalue,
    eq,
    for_all,
    frobenius,
    gradient,
    identity,
    ill_typed,
    inner,
    integral,
    jacobian,
    lmin,
    mapping,
    norm,
    nuclear,
    operator,
    path,
    scalar,
    singular_value,
    smin,
    sqrt,
    time,
    trace,
    vector,
)
from proofcheck.lang.terms import term
from proofcheck.lang.translate import clauses

n, p = dimension("n"), dimension("p")
a, t, s = scalar("a"), time("t"), scalar("s")
v, y, x = vector("v", n), vector("y", n), vector("x", p)
A, S = operator("A", n, p), operator("S", n, n)
f, w = mapping("f", p, n), path("w", p)
L = define_function("L", [v], norm(v - y) ** 2)


@pytest.mark.parametrize(
    "meaningful",
    [
        eq(A @ x, f(x)),
        norm(A @ A.T @ v) <= 1,
        eq(v.T @ A @ A.T @ v, norm(A.T @ v) ** 2),
        eq(jacobian(f)(x) @ w.dot(t), y),
        eq(gradient(L)(f(x)), 2 * (f(x) - y)),
        lmin(A @ A.T) <= smin(A) ** 2,
        eq(integral(s, 0, t, w.dot(s)), w(t) - w(0)),
        eq(v / a, v),
        p > n,
        eq(S**-1 @ S**3, S**2),
        eq(trace(A @ x @ v.T), inner(v, A @ x)),
        inner(A, y @ x.T) <= frobenius(A),
        S <= 0,
        S > A @ A.T,
    ],
)
def test_what_has_a_meaning_is_not_flagged(meaningful):
    assert ill_typed(meaningful) is None


@pytest.mark.parametrize(
    ("meaningless", "at", "left", "right"),
    [
        (norm(x - y) <= 1, "x - y", "R^p", "R^n"),
        (eq(A @ v, y), "A v", "R^(n×p)", "R^n"),
        (eq(A @ A, A), "A A", "R^(n×p)", "R^(n×p)"),
        (eq(f(y), y), "f(y)", "R^p", "R^n"),
        (eq(jacobian(f)(y) @ x, y), "Df(y)", "R^p", "R^n"),
        (eq(x, y), "x = y", "R^p", "R^n"),
        (eq(a + v, v), "a + v", "R", "R^n"),
        (eq(v * y, a), "v y", "R^n", "R^n"),
        (inner(v, x) <= a, "⟨v, x⟩", "R^n", "R^p"),
        (lmin(A) <= a, "λ_min(A)", "a square operator", "R^(n×p)"),
        (smin(v) <= a, "σ_min(v)", "an operator", "R^n"),
        (L(x) <= a, "L(x)", "R^n", "R^p"),
        (norm(gradient(L)(x)) <= a, "∇L(x)", "R^n", "R^p"),
        (eq(v / y, v), "v / y", "R", "R^n"),
        (a >= a.T, "aᵀ", "an operator or a vector", "R"),
        (for_all(x, norm(x) <= norm(A @ v)), "A v", "R^(n×p)", "R^n"),
        (eq(v.T @ A @ v, a), "vᵀ A v", "R^(1×p)", "R^n"),
        (eq(A**-1, A), "A^(-1)", "a square operator", "R^(n×p)"),
        (trace(A) <= a, "tr(A)", "a square operator", "R^(n×p)"),
        (frobenius(v) <= a, "‖v‖_F", "an operator", "R^n"),
        (singular_value(v, 1) <= a, "σ_1(v)", "an operator", "R^n"),
        (eigenvalue(A, 2) <= a, "λ_2(A)", "a square operator", "R^(n×p)"),
        (eigenvalue(identity(2), 3) <= a, "λ_3(I_2)", "an operator with 3 rows", "R^(2×2)"),
        (nuclear(v) <= a, "‖v‖_*", "an operator", "R^n"),
        (inner(A, A.T) <= a, "⟨A, Aᵀ⟩", "R^(n×p)", "R^(p×n)"),
        (eq(y @ x.T, A.T), "y xᵀ = Aᵀ", "R^(n×p)", "R^(p×n)"),
        (A <= A, "A ⪯ A", "R^(n×p)", "R^(n×p)"),
        (a >= S, "a ⪰ S", "R", "R^(n×n)"),
    ],
)
def test_the_place_and_the_two_shapes_are_told(meaningless, at, left, right):
    found = ill_typed(meaningless)
    assert (found.at, found.left, found.right) == (at, left, right)


@pytest.mark.parametrize(
    ("meant", "remedy"),
    [
        (v <= y, "write inequalities between scalars"),
        (norm(a) <= a, r"write absolute\(a\)"),
        (eq(S**21 @ v, v), "write a natural letter"),
        (eq(v**2, a), "powers are for scalars"),
        (v >= 0, "write inequalities between scalars"),
        (eq((S * S) @ v, v), "write A @ B"),
        (sqrt(v) <= a, "functions are for scalars"),
    ],
)
def test_what_the_language_has_no_word_for_is_no_mistake_of_the_author(meant, remedy):
    with pytest.raises(LanguageError, match=f"cannot be said yet.*{remedy}"):
        ill_typed(meant)


def test_a_plain_zero_is_the_zero_vector_or_operator():
    assert ill_typed(eq(v, 0)) is None
    assert ill_typed(eq(0, A)) is None
    assert ill_typed(eq(v, 1)) is not None
    [clause] = clauses(eq(v, 0))
    assert clause.relation == ("=", term(v), Term("mul", num(0), term(v)))


def test_dimensions_of_different_names_differ_and_those_of_one_name_do_not():
    assert ill_typed(eq(vector("a", dimension("m")), vector("b", dimension("k"))))
    assert not ill_typed(eq(vector("a", dimension("m")), vector("b", dimension("m"))))
    assert ill_typed(eq(vector("a", 2), vector("b", 3)))
