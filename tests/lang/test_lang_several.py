"""Functions of several arguments: what they mean, how their slopes print, and what may be said of one argument."""

import pytest

from proofcheck.lang import (
    Claim,
    LanguageError,
    convex,
    dimension,
    document,
    eq,
    function_of,
    gradient_in,
    in_argument,
    latex,
    operator,
    random_vector,
    scalar,
    smooth,
    text,
    vector,
)
from proofcheck.lang.claims import definition_latex, definition_text

x, z, y = vector("x", dimension("n")), vector("z", dimension("n")), vector("y", dimension("m"))
t, L = scalar("t"), scalar("L")
f = function_of("f", [x, y])


@pytest.mark.parametrize(
    ("taken", "plain", "typeset"),
    [
        (gradient_in(f, x)(x, y), "∇_x f(x, y)", r"\nabla_x f(x, y)"),
        (gradient_in(f, x)(z, y), "∇_1 f(z, y)", r"\nabla_1 f(z, y)"),
        (gradient_in(f, y)(z, 2 * y), "∇_2 f(z, 2 y)", r"\nabla_2 f(z, 2 y)"),
    ],
)
def test_a_slope_prints_with_its_point_in_the_place_of_the_argument(taken, plain, typeset):
    assert (text(taken), latex(taken)) == (plain, typeset)


def test_the_argument_in_which_a_slope_is_taken_is_no_other_one():
    g = function_of("g", [x, z])
    assert text(gradient_in(g, x)(z, x)) == "∇_1 g(z, x)"
    taken = gradient_in(g, x)(x, x)
    assert x in taken.free_symbols
    assert taken.variable != x


def test_a_property_of_one_argument_is_said_for_all_others_or_for_what_is_fixed():
    assert text(in_argument(f, y, convex)) == "f(x, y') ≥ f(x, y) + ⟨∇_y f(x, y), y' - y⟩ ∀ x ∈ R^n, y, y' ∈ R^m"
    at_z = in_argument(f, y, lambda g: smooth(g, L), {x: z})
    assert text(at_z) == "‖∇_y f(z, y) - ∇_2 f(z, y')‖ ≤ L ‖y - y'‖ ∀ y, y' ∈ R^m"
    drawn = in_argument(f, x, convex, {y: random_vector("Y", dimension("m"))})
    assert text(drawn) == "f(x', Y) ≥ f(x, Y) + ⟨∇_x f(x, Y), x' - x⟩ ∀ x, x' ∈ R^n"


@pytest.mark.parametrize(
    "asked",
    [
        lambda: gradient_in(f, z),
        lambda: gradient_in(function_of("h", [x, t]), t),
        lambda: gradient_in(function_of("h", [x, y], dimension("m")), x),
        lambda: gradient_in(function_of("h", [x, y], differentiable=False), x),
        lambda: gradient_in(f, x)(x),
        lambda: f(x),
        lambda: function_of("h", [f, x]),
    ],
)
def test_what_has_no_gradient_in_an_argument_is_refused(asked):
    with pytest.raises(LanguageError):
        asked()


def made_of(function):
    """The names of what a function of several arguments is made of."""
    return {symbol.name for symbol in function.value.atoms(type(operator("A", dimension("n"), 1)))}


def test_arguments_that_differ_in_a_line_of_their_names_are_two():
    """f(u, v) = f(v, u) is false of most functions, however their arguments are called."""
    assert len(made_of(function_of("f", [vector("x_1", dimension("n")), vector("x1", dimension("n"))]))) == 2


@pytest.mark.parametrize("name", sorted(made_of(f)))
def test_what_a_function_is_made_of_has_a_name_that_nobody_can_give(name):
    """Could A be it, A = 0 would say that f(x, y) does not depend on x."""
    A = operator(name, dimension("p"), dimension("n"))
    says = Claim("line", "", "step", eq(f(x, y), f(z, y)), given=[eq(A, 0 * A)])
    assert document("lines", "", [says]).problems


def test_reports_say_what_a_declared_function_is():
    """Not how it is made of a map from a larger space: nobody wrote that."""
    assert definition_text(f) == "f(x, y) is a function from R^n × R^m to R"
    assert definition_latex(f) == (
        r"f(x, y) \text{ is a function from } \mathbb{R}^{n} \times \mathbb{R}^{m} \text{ to } \mathbb{R}"
    )
