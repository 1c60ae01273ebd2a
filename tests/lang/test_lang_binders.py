"""Binders bind: what is captured in no reading of the mathematics is captured in none of the kernel's terms."""

import pytest

from proofcheck.kernel.clauses import Clause, check_clause, fact
from proofcheck.kernel.terms import ONE, ZERO, Term, num, subterms
from proofcheck.lang import (
    Claim,
    LanguageError,
    define,
    define_function,
    derivative,
    dimension,
    document,
    eq,
    for_all,
    gradient,
    greatest_lower_bound,
    implies,
    infimum,
    inner,
    integral,
    least_upper_bound,
    nabla,
    norm,
    path,
    scalar,
    sphere_minimum,
    sqrt,
    text,
    time,
    unit,
    vector,
    within,
)
from proofcheck.lang.expressions import free_symbols
from proofcheck.lang.terms import term
from proofcheck.lang.translate import clauses, definitions, symbols
from proofcheck.provers.search import prove
from proofcheck.refuters import refute

n = dimension("n")
a, s, t, x, y = scalar("a"), scalar("s"), scalar("t"), scalar("x"), scalar("y")
u, v = vector("u", n), vector("v", n)
w = path("w", n)
real = ("S",)
A, S, T, X, Y = (Term("var", name, real) for name in "astxy")
X1, S1, T1 = (Term("var", f"{name}'", real) for name in "xst")
V, V1 = Term("var", "v", ("V", "n")), Term("var", "v'", ("V", "n"))


def problem(says, *given):
    return document("d", "d", [Claim("c", "", "step", says, given=given)]).problem(Claim("c", "", "step", says, given))


# ---------------------------------------------------------------- assertions


def test_a_condition_is_not_about_what_its_conclusion_binds():
    (clause,) = clauses(implies(x >= 1, for_all(x, x >= 1)))
    assert clause == Clause((X1,), (fact("<=", ONE, X),), ("<=", ONE, X1))


def test_a_range_is_not_about_what_is_bound_further_in():
    (clause,) = clauses(for_all(within(s, 0, x), for_all(x >= 5, s <= x)))
    assert clause.variables == (S, X1)
    assert clause.conditions == (fact("<=", ZERO, S), fact("<=", S, X), fact("<=", num(5), X1))
    assert clause.relation == ("<=", S, X1)


def test_the_inner_of_two_binders_of_one_variable_is_the_one_that_counts():
    (clause,) = clauses(for_all(x, for_all(x, x**2 >= x)))
    assert clause == Clause((X,), (), ("<=", X, Term("pow", X, 2)))
    (ranged,) = clauses(for_all(x >= 1, for_all(within(x, 2, x), x >= 0)))
    assert ranged.variables == (X, X1)
    assert ranged.conditions == (fact("<=", ONE, X), fact("<=", num(2), X1), fact("<=", X1, X1))
    check_clause(ranged)


def test_a_variable_with_two_ranges_is_bound_once():
    (clause,) = clauses(for_all((x >= 0, x <= 5), x**2 <= 25))
    assert clause.variables == (X,)
    assert clause.conditions == (fact("<=", ZERO, X), fact("<=", X, num(5)))


def test_a_variable_that_nothing_speaks_of_is_not_quantified():
    assert clauses(for_all(x, y >= 1)) == clauses(y >= 1)
    positive = scalar("q", positive=True)
    (clause,) = clauses(for_all(positive, y >= 1))
    assert clause.conditions == (fact("<", ZERO, Term("var", "q", real)),)


def test_a_condition_binds_for_itself_alone():
    (clause,) = clauses(implies(for_all(x, x <= y), for_all(y, x <= y)))
    (condition,) = clause.conditions
    assert condition.free_variables() == {Y}
    assert clause.free_variables() == {X, Y}
    assert clause.relation == ("<=", X, clause.variables[0])


def test_what_a_claim_binds_is_apart_from_what_its_hypotheses_are_about():
    asked = problem(for_all(x, x**2 >= 0), x >= 1)
    assert asked.goal.variables == (X1,)
    assert asked.hypotheses == (fact("<=", ONE, X),)
    assert prove(asked) is not None


@pytest.mark.parametrize(
    ("says", "given"),
    [
        (implies(x >= 1, for_all(x, x >= 1)), []),
        (for_all(within(s, 0, x), for_all(x >= 5, s <= x)), []),
        (for_all(x, x <= 3), [eq(x, 2)]),
        (eq(integral(s, 0, s, s), s**2), []),
    ],
    ids=lambda value: str(value),
)
def test_what_is_false_once_nothing_is_captured_is_refuted(says, given):
    asked = problem(says, *given)
    assert prove(asked) is None
    assert refute(asked) is not None


# ---------------------------------------------------------------- expressions


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (integral(s, 0, s, s), Term("int", S1, ZERO, S, S1)),
        (infimum(s, s, 1, x + s), Term("inf", S1, S, ONE, Term("add", X, S1))),
        (s + integral(s, 0, 1, s), Term("add", S, Term("int", S1, ZERO, ONE, S1))),
        (integral(s, 0, 1, integral(s, 0, s, s)), Term("int", S, ZERO, ONE, Term("int", S1, ZERO, S, S1))),
        (integral(s, 0, 1, s) - x, Term("add", Term("int", S, ZERO, ONE, S), Term("mul", num(-1), X))),
        (nabla(v, inner(v, v), v), Term("grad", V1, Term("inner", V1, V1), V)),
        (inner(v, v) - sphere_minimum(v, inner(v, u)), None),
        (derivative(t, integral(t, 0, t, x)), Term("d", T, Term("int", T1, ZERO, T, X))),
    ],
    ids=lambda value: str(value),
)
def test_a_bound_variable_has_a_name_of_its_own(written, expected):
    found = term(written)
    assert expected is None or found == expected
    assert found.free == {term(symbol) for symbol in free_symbols(written)}


def _bound_names(found):
    return {part[1][1] for part in subterms(found) if part[0] in {"int", "inf", "minS", "grad"}}


@pytest.mark.parametrize(
    "make",
    [
        lambda c: integral(s, 0, 1, c * s),
        lambda c: infimum(s, 0, 1, c * s),
        lambda c: integral(s, 0, 1, integral(t, 0, 1, c * s * t)),
        lambda c: sphere_minimum(v, c * inner(v, u)),
        lambda c: inner(nabla(v, c * inner(v, u), u), u),
    ],
)
@pytest.mark.parametrize("argument", [s, t, s * t, norm(v), integral(s, 0, 1, s)], ids=str)
def test_an_argument_is_not_captured_where_a_definition_binds(make, argument):
    c = scalar("c")
    g = define_function("g", [c], make(c))
    for used in (g(argument), g(g(argument))):
        found = term(used)
        assert found.free == {term(symbol) for symbol in free_symbols(used)}
        assert not _bound_names(found) & {variable[1] for variable in found.free}


def test_a_definition_says_the_same_wherever_it_stands():
    g = define_function("g", [x], a * x)
    assert term(g(s)) == Term("mul", A, S)
    assert term(integral(s, 0, 1, g(s))) == Term("int", S, ZERO, ONE, Term("mul", A, S))
    with pytest.raises(LanguageError, match="g depends on a, and is used where a is bound"):
        term(define_function("h", [a], g(a))(y))


B = define("B", norm(w(t)))
C = define("C", B + 1)


@pytest.mark.parametrize("defined", [B, C], ids=str)
@pytest.mark.parametrize(
    "use",
    [
        lambda d: for_all(t >= 0, d >= 0),
        lambda d: for_all(s >= 0, for_all(within(t, 0, s), d >= 0)),
        lambda d: integral(t, 0, 1, d) >= 0,
        lambda d: infimum(t, 0, 1, d) >= 0,
        lambda d: define_function("g", [t], d + t)(2) >= 0,
        lambda d: implies(for_all(t, d >= 0), t >= 0),
    ],
)
def test_a_definition_that_depends_on_what_is_bound_is_refused(use, defined):
    said = rf"{defined} depends on t, and is used where t is bound: define it as a function of t"
    with pytest.raises(LanguageError, match=said):
        clauses(use(defined))


def test_a_definition_may_depend_on_a_free_symbol_that_is_bound_elsewhere():
    assert term(B + integral(t, 0, 1, t)) == Term("add", term(norm(w(t))), Term("int", T1, ZERO, ONE, T1))
    assert term(derivative(t, B)) == Term("d", T, term(norm(w(t))))
    (clause,) = clauses(for_all(t, implies(for_all(s, norm(w(s)) >= 0), t <= t + 1)))
    assert not clause.free_variables()


def test_the_gradient_of_a_definition_binds_its_parameter():
    F = define_function("F", [v], inner(v, u))
    assert term(gradient(F)(v)) == Term("grad", V1, Term("inner", V1, term(u)), V)
    with pytest.raises(LanguageError, match="F depends on u, and is used where u is bound"):
        clauses(for_all(u, eq(gradient(F)(v), u)))


def test_two_parameters_have_two_names():
    for other in (x, vector("x", n)):
        twice = define_function("f", [x, other], x)
        with pytest.raises(LanguageError, match="f has two parameters called x: give each a name of its own"):
            term(twice(1, other))


def test_arguments_are_put_in_all_at_once():
    difference = define_function("f", [x, y], x - 2 * y)
    assert term(difference(y, x)) == term(y - 2 * x)
    assert term(difference(y, a)) == term(y - 2 * a)


def test_what_a_definition_brings_along_is_not_about_its_parameters():
    with pytest.raises(LanguageError, match="about its parameter x: assume that where f is used"):
        define_function("f", [x], x, provided=[x >= 0])


# ---------------------------------------------------------------- derivatives


line = define_function("g", [s], s * t)


@pytest.mark.parametrize("at", [t, s, x, 2 * t, x + t, 0])
def test_the_derivative_of_a_line_is_its_slope_at_every_time(at):
    assert prove(problem(eq(line.dot(at), t))) is not None
    assert prove(problem(eq(line.dot(at), 2 * t))) is None


def test_the_derivative_at_a_free_time_is_not_that_of_the_diagonal():
    assert refute(problem(eq(line.dot(t), 2 * t))) is not None
    assert refute(problem(eq(line.dot(t), t))) is None


def test_a_derivative_is_taken_at_the_time_that_is_given():
    speed = define_function("e", [s], norm(w(s)) ** 2)
    assert term(speed.dot(t)) == Term("d", T, term(norm(w(t)) ** 2))
    assert prove(problem(eq(speed.dot(2 * t), 2 * inner(w(2 * t), w.dot(2 * t))))) is not None
    assert prove(problem(eq(speed.dot(2 * t), 4 * inner(w(2 * t), w.dot(2 * t))))) is None
    rate = define_function("r", [t], derivative(t, norm(w(t)) ** 2))
    assert prove(problem(eq(rate(0), 2 * inner(w(0), w.dot(0))))) is not None


def test_a_derivative_in_a_definition_keeps_its_arguments_apart():
    product = define_function("p", [t, x], derivative(t, t * x))
    assert prove(problem(eq(product(s, s), s))) is not None
    assert term(product(s, a)) == Term("d", S, Term("mul", S, A))


def test_a_derivative_that_cannot_be_said_is_refused_with_the_remedy():
    root = define_function("r", [s], sqrt(s))
    assert term(root.dot(t)) == Term("d", T, Term("sqrt", T))
    with pytest.raises(LanguageError, match=r"r'\(1\) cannot be said .*: write the derivative at a time variable"):
        term(root.dot(1))


# ---------------------------------------------------------------- substitution


@pytest.mark.parametrize(
    ("before", "old", "new", "after"),
    [
        (integral(s, 0, 1, a * s), a, s, integral(scalar("s'"), 0, 1, s * scalar("s'"))),
        (integral(s, 0, s, s), s, a, integral(s, 0, a, s)),
        (infimum(s, 0, 1, a * s), a, s + 1, infimum(scalar("s'"), 0, 1, (s + 1) * scalar("s'"))),
        (nabla(v, inner(v, u), u), u, v, nabla(vector("v'", n), inner(vector("v'", n), v), v)),
        (for_all(s, s <= a), a, s, for_all(scalar("s'"), scalar("s'") <= s)),
        (for_all(within(s, 0, a), s <= a), a, s, for_all(within(scalar("s'"), 0, s), scalar("s'") <= s)),
        (for_all(s, s <= a), s, a, for_all(s, s <= a)),
        (for_all(unit(v), inner(v, u) <= a), u, v, for_all(unit(vector("v'", n)), inner(vector("v'", n), v) <= a)),
        (implies(x >= 1, for_all(x, x >= a)), x, a, implies(a >= 1, for_all(x, x >= a))),
        (integral(s, 0, 1, norm(v)), v, w(s), integral(scalar("s'"), 0, 1, norm(w(s)))),
    ],
    ids=lambda value: str(value),
)
def test_nothing_that_is_put_in_is_captured(before, old, new, after):
    assert before.xreplace({old: new}) == after
    assert before.subs(old, new) == after


def test_swapping_is_done_at_once():
    assert (a * s + integral(s, 0, a, s)).xreplace({a: s, s: a}) == s * a + integral(s, 0, s, s)
    assert for_all(x, x + a <= s).xreplace({a: s, s: a}) == for_all(x, x + s <= a)


@pytest.mark.parametrize(
    ("put", "message"),
    [
        (lambda: derivative(t, t * s).xreplace({s: t}), "t was put into"),
        (lambda: derivative(t, t * s).xreplace({t: s}), "s was put into"),
        (lambda: derivative(t, t * s).subs(t, 2 * x), "2 x was put into"),
        (lambda: line.dot(x).xreplace({t: x}), "make t a parameter of g, or write the derivative out"),
    ],
)
def test_what_cannot_be_put_into_a_derivative_is_refused(put, message):
    with pytest.raises(LanguageError, match=message):
        put()


def test_unfolding_captures_nothing():
    area = define_function("E", [a], integral(s, 0, 1, a * s))
    assert text(area(s).unfold()) == "∫_0^1 s s' ds'"
    assert term(area(s).unfold()) == term(area(s))


def test_what_a_definition_depends_on_is_replaced_in_it_too():
    double = define("D", 2 * x)
    assert (double + x).xreplace({x: y}) == 2 * y + y
    assert (double + y).xreplace({y: x}) == double + x
    assert define_function("g", [x], x + a)(a).subs(a, y) == y + y


# ---------------------------------------------------------------- size


def test_long_sums_and_products_are_translated_without_recursion():
    many = [scalar(f"x_{i}") for i in range(1500)]
    total, product = many[0], many[0]
    for one in many[1:]:
        total, product = total + one, product * one
    assert term(total) == Term("add", *map(term, many))
    assert term(product) == Term("mul", *map(term, many))
    assert symbols(total >= 0) == set(many)
    assert list(definitions(total >= define("B", x))) == [define("B", x).definition]


def test_free_symbols_are_found_once():
    inside = a * s
    whole = integral(s, 0, 1, inside)
    assert free_symbols(whole) is free_symbols(whole)
    assert free_symbols(whole) == {a}
    assert free_symbols(inside) == {a, s}
    assert time("t") not in (t + a).free_symbols, "symbols with other assumptions are others"


@pytest.mark.parametrize("extremum", [least_upper_bound, greatest_lower_bound])
def test_an_extremum_ranges_over_variables(extremum):
    n = dimension("n")
    v, w, a, r = vector("v", n), vector("w", n), scalar("a"), scalar("r")
    for ranges in (norm(v - w) <= r, inner(v, w) >= 0, 3):
        with pytest.raises(LanguageError, match="must be a declared variable"):
            extremum(a, ranges, norm(v))
    assert free_symbols(extremum(a, norm(v) <= r, norm(v))) == {a, r}
