"""Components and what is made of them: how they print, where they have no meaning, what they are not taken for."""

import pytest

from proofcheck.lang import (
    Claim,
    LanguageError,
    diag,
    dimension,
    eq,
    hadamard,
    ill_typed,
    latex,
    natural,
    norm,
    ones,
    operator,
    scalar,
    sequence,
    sqrt,
    text,
    unit_vector,
    vector,
)
from proofcheck.lang.documents import document

n, p = dimension("n"), dimension("p")
i, j = natural("i"), natural("j")
a, u, v, x = scalar("a"), vector("u", n), vector("v", n), vector("x_1", n)
A, X = operator("A", n, n), operator("X", n, p)
s, q = sequence("s", n), sequence("q")


@pytest.mark.parametrize(
    ("said", "plain", "typeset"),
    [
        (u[i], "u_i", "u_i"),
        (u[i + 1], "u_{i + 1}", "u_{i + 1}"),
        (x[2], "(x_1)_2", "(x_1)_2"),
        (s[j][i], "(s_j)_i", "(s_j)_i"),
        ((A @ u - v)[i] ** 2, "(A u - v)_i²", "(A u - v)_i^2"),
        (A[i, 1], "A_{i, 1}", "A_{i, 1}"),
        (X.T[j, i], "(Xᵀ)_{j, i}", r"(X^\top)_{j, i}"),
        (unit_vector(n, i), "𝐞_i^n", r"\mathbf{e}_i^n"),
        (ones(n), "𝟏_n", r"\mathbf{1}_n"),
        (diag(u - v), "diag(u - v)", r"\operatorname{diag}(u - v)"),
        (hadamard(u, v + u), "u ⊙ (v + u)", r"u \odot (v + u)"),
        (a * hadamard(u, v), "a (u ⊙ v)", r"a (u \odot v)"),
        (norm(u, 1) - norm(u, "inf"), "‖u‖_1 - ‖u‖_∞", r"\|u\|_1 - \|u\|_\infty"),
        (sqrt(n) * a / p, "√n a / p", r"\sqrt{n} a / p"),
        (norm(vector("x_star", n)), "‖x_⋆‖", r"\|x_{\star}\|"),
    ],
    ids=str,
)
def test_components_print_as_they_are_written(said, plain, typeset):
    assert (text(said), latex(said)) == (plain, typeset)


@pytest.mark.parametrize(
    "said",
    [
        u[a],
        eq(u[i], v),
        eq(hadamard(u, ones(p)), u),
        eq(diag(A @ u), u),
        diag(u)[1, 2] + X @ u,
        eq(unit_vector(n, a), u),
        eq(ones(p), u),
    ],
    ids=str,
)
def test_what_has_no_meaning_is_ill_typed(said):
    assert ill_typed(said) is not None


@pytest.mark.parametrize("wrong", [lambda: u[i, j], lambda: A[i], lambda: a[1], lambda: list(u), lambda: norm(u, 3)])
def test_wrong_use_is_told(wrong):
    with pytest.raises(LanguageError):
        wrong()


@pytest.mark.parametrize(
    "other",
    [eq(scalar("u_1"), 0), eq(sequence("u")[i], 0), eq(sequence("u", n)[j], v), eq(natural("u_1"), 1)],
    ids=str,
)
def test_a_component_is_not_taken_for_something_else(other):
    made = document("d", "", [Claim("one", "", "step", eq(u[1], u[i])), Claim("two", "", "step", other)])
    assert [claim.id for claim in made.claims] == ["one"]


def test_a_dimension_is_a_number():
    assert text(n * a + 1 / p - n**2) == "n a + 1 / p - n²"
    assert ill_typed(norm(u, 1) <= n * norm(u)) is None
