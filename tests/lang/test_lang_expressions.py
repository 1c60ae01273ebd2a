"""Expressions are trees: nothing evaluates, everything can be taken apart, put together and replaced."""

import pickle

import pytest
import sympy

from lemmas.gradient_descent import document as gradient_descent
from lemmas.lazy_training import document as lazy_training
from proofcheck.lang import (
    LanguageError,
    Reason,
    define,
    define_function,
    derivative,
    dimension,
    eq,
    exp,
    for_all,
    frac,
    gradient,
    infimum,
    inner,
    integral,
    jacobian,
    latex,
    lmin,
    mapping,
    nabla,
    natural,
    norm,
    operator,
    operator_path,
    path,
    scalar,
    scalar_function,
    sequence,
    smin,
    sqrt,
    text,
    time,
    vector,
    within,
)
from proofcheck.lang import expressions as ex
from proofcheck.lang.rule_names import RULES

n, p = dimension("n"), dimension("p")
a, b, t, T = scalar("a"), scalar("b"), time("t"), time("T")
u, v, y = vector("u", n), vector("v", n), vector("y", n)
A, M = operator("A", n, p), operator("M", n, n)
w = path("w", p)


@pytest.mark.parametrize(
    ("expression", "printed"),
    [
        (a + b - b, "a + b - b"),
        (b + a, "b + a"),
        (a * 1 + 0, "a · 1 + 0"),
        (-(a * -b), "-a (-b)"),
        (a - a, "a - a"),
        (a / a, "a / a"),
        (a**1, "a^1"),
        (frac(2, 4), "2/4"),
        (2 * a + 3 * a, "2 a + 3 a"),
        (sqrt(a**2), "√(a²)"),
        (exp(0 * a), "exp(0 a)"),
        (A - A + A, "A - A + A"),
        (A.T.T, "(Aᵀ)ᵀ"),
        (eq(a, a), "a = a"),
        (norm(v - v), "‖v - v‖"),
        (inner(u, v), "⟨u, v⟩"),
        (a * (b * a), "a b a"),
        (a - (b - a), "a - (b - a)"),
        (a / (2 * b), "a / (2 b)"),
        ((a + b) ** 2, "(a + b)²"),
        (-(a + b) * v, "-(a + b) v"),
        (A.T @ (a * v), "Aᵀ (a v)"),
    ],
)
def test_what_is_written_is_what_is_printed(expression, printed):
    assert text(expression) == printed


def test_numbers_of_python_and_sympy_stand_on_either_side():
    assert 2 * a == sympy.Integer(2) * a == ex.Product.of_kind("scalar", sympy.Integer(2), a)
    assert text(sympy.Rational(1, 2) * v) == "(1 / 2) v"
    assert text(1 - a) == "1 - a"
    assert text(1 / a) == "1 / a"
    assert text(a > 0) == "a > 0"


def test_a_relation_has_no_truth_value():
    with pytest.raises(LanguageError, match="two relations"):
        assert 0 <= a <= b


def test_scalars_are_sympy_expressions_with_assumptions():
    assert isinstance(norm(v) * a, sympy.Expr)
    assert scalar("c", positive=True).is_positive
    assert time("t").is_nonnegative
    assert natural("k").is_integer
    assert a.is_real
    assert a.is_positive is None


def _parts(node):
    yield node
    for part in node.args:
        yield from _parts(part)


@pytest.mark.parametrize("claim", [*lazy_training.claims, *gradient_descent.claims], ids=lambda claim: claim.id)
def test_every_part_of_every_claim_is_rebuilt_from_its_arguments(claim):
    for part in _parts(claim.says):
        assert not part.args or part.func(*part.args) == part
    assert claim.says.xreplace({}) == claim.says
    assert pickle.loads(pickle.dumps(claim.says)) == claim.says
    assert sympy.latex(claim.says) == claim.latex
    assert str(claim.says) == claim.text


def test_a_replacement_reaches_every_argument_and_evaluates_nothing():
    before = norm(a * u - b * v) ** 2
    assert text(before.xreplace({u: v, a: b})) == "‖b v - b v‖²"
    assert text(before.subs(a, 0)) == "‖0 u - b v‖²"
    assert before.free_symbols == {a, b, u, v}


def test_substitution_leaves_bound_variables_alone():
    s = scalar("s")
    bound = integral(s, 0, s, norm(w(s)))
    assert text(bound.subs(s, a)) == "∫_0^a ‖w(s)‖ ds"
    assert bound.free_symbols == {s}
    assert infimum(s, 0, T, s).free_symbols == {T}
    assert for_all(within(s, 0, T), s <= T).free_symbols == {T}


def test_the_time_of_a_derivative_is_only_renamed():
    s = time("s")
    assert text(derivative(t, norm(w(t))).subs(t, s)) == "d/ds ‖w(s)‖"
    with pytest.raises(LanguageError, match="carry the derivative out"):
        derivative(t, norm(w(t))).subs(t, 1)


def test_a_definition_prints_by_its_name_and_unfolds_to_its_value():
    z = vector("z", n)
    L = define_function("L", [z], frac(1, 2) * norm(z - y) ** 2)
    assert text(L(u)) == "L(u)"
    assert text(L(u).unfold()) == "1/2 ‖u - y‖²"
    bound = define("B'", a / b)
    assert latex(bound) == r"B^{\prime}"
    assert text(bound.unfold()) == "a / b"
    assert L(u).subs(u, v) == L(v)


def test_names_print_as_a_mathematician_writes_them():
    names = {
        "sigma_min": r"\sigma_{\min}",
        "L_0": "L_0",
        "F*": "F^*",
        "lambda_1": r"\lambda_1",
        "rate": r"\mathrm{rate}",
    }
    assert {name: latex(scalar(name)) for name in names} == names


def test_layout_of_what_operators_cannot_write():
    f, F, Q = mapping("f", p, n), scalar_function("F", p), operator_path("Q", n, n)
    x, z = vector("w", p), sequence("z", n)
    k = natural("k")
    assert latex(jacobian(f)(x)) == "Df(w)"
    assert latex(gradient(F)(x)) == r"\nabla F(w)"
    assert latex(nabla(x, F(2 * x), w(t))) == r"\nabla_w F(2 w(t))"
    assert latex(nabla(x, F(x), w.suppressed(t))) == r"\nabla_w F(w)"
    assert latex(z[k + 1]) == "z_{k + 1}"
    assert latex(infimum(t, 0, T, lmin(Q(t)))) == r"\inf_{t \in [0, T]} \lambda_{\min}(Q(t))"
    assert latex(smin(A) ** 2) == r"\sigma_{\min}^2(A)"
    assert latex(v.T @ A @ A.T @ v) == r"v^\top A A^\top v"
    assert latex(frac(a, b) ** 2) == r"\left(\frac{a}{b}\right)^2"
    assert latex(w.dot(t)) == r"\dot w(t)"
    acceleration = derivative(t, w.dot(t))
    assert (text(acceleration), latex(acceleration)) == ("w''(t)", r"\ddot w(t)")
    assert latex(derivative(t, w.dot(2 * t))) == r"\frac{d}{dt} \dot w(2 t)"
    assert text(frac(a, b) * v) == "(a / b) v"
    assert latex(norm(frac(a, b) * v)) == r"\left\| \frac{a}{b} v \right\|"


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        (lambda: a + 0.5, "is 0.5, which is not exact: write a fraction"),
        (lambda: a + "b", "is 'b': it must be an expression"),
        (lambda: norm(None), "the argument of norm is None"),
        (lambda: norm(w), r"the argument of norm is w, a name without its argument: write w\(...\)"),
        (lambda: a**0.5, r"the exponent is 0.5: .* write sqrt"),
        (lambda: vector("v", 0), r"the dimension of v is 0: it must be a dimension"),
        (lambda: scalar("a", odd=True), "odd=True: it must be positive=True or nonnegative=True"),
        (lambda: scalar(""), "the name is ''"),
        (lambda: sequence("x", n)(1), r"x is a sequence, not a path in time: write x\[1\]"),
        (lambda: list(path("x", n)), "x was iterated over"),
        (lambda: for_all(within(t, 0, T), a), "the body of for_all is a: it must be a relation"),
        (lambda: for_all(a + b <= 1, a <= b), r"a range of for_all is a \+ b"),
        (lambda: infimum(v, 0, 1, a), "the variable of a range is v: it must be a scalar variable"),
        (
            lambda: infimum(natural("i"), 1, 5, a),
            r"i is a natural number, .* say greatest_lower_bound\(m, within\(i, 1, n\)",
        ),
        (lambda: jacobian(scalar_function("F", n)), "the argument of jacobian is F"),
        (lambda: gradient(mapping("f", n, p)), "the argument of gradient is f"),
        (lambda: define_function("L", [a], a)(a, b), "L was given 2 arguments: it takes 1"),
        (lambda: Reason("by", rules=["descend"]), "did you mean 'descent lemma'"),
        (lambda: Reason("by", rules="induction"), r"it must be a list, \['induction'\]"),
        (lambda: n < True, "a dimension is compared with True: it must be another dimension, or an int"),
    ],
)
def test_wrong_use_names_the_argument_the_value_and_the_remedy(wrong, message):
    with pytest.raises(LanguageError, match=message) as caught:
        wrong()
    assert "\n" not in str(caught.value)


def test_a_reason_may_use_the_usual_names_of_rules() -> None:
    named = Reason("", rules=["Gronwall", "Weyl's inequality", "Groenwall"]).rules
    assert named == ("Groenwall", "perturbation of singular values", "perturbation of eigenvalues")
    assert Reason("", rules=["Young's inequality"]).rules == RULES
