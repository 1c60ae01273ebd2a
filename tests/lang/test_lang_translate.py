"""What the kernel is given is what was written, with definitions unfolded."""

from fractions import Fraction

import pytest

from lemmas.gradient_descent import document as gradient_descent
from lemmas.lazy_training import document as lazy_training
from proofcheck.kernel.clauses import Clause, check_clause, fact
from proofcheck.kernel.terms import ONE, ZERO, Term, num
from proofcheck.lang import (
    Claim,
    LanguageError,
    define_function,
    derivative,
    dimension,
    document,
    eq,
    for_all,
    frac,
    gradient,
    implies,
    integral,
    natural,
    norm,
    operator,
    path,
    scalar,
    sequence,
    smax,
    time,
    unit,
    vector,
    within,
)
from proofcheck.lang.terms import term
from proofcheck.lang.translate import clauses

n, p = dimension("n"), dimension("p")
a, t, s, T = scalar("a"), time("t"), scalar("s"), time("T")
v, y = vector("v", n), vector("y", n)
A = operator("A", n, p)
w = path("w", p)
V, S = Term("var", "v", ("V", "n")), ("S",)
TIME, END = Term("var", "t", S), Term("var", "T", S)
DOCUMENTS = [lazy_training, gradient_descent]


@pytest.mark.parametrize(
    ("document", "claim"), [(d, c) for d in DOCUMENTS for c in d.claims if not c.ill_typed], ids=lambda value: value.id
)
def test_every_claim_is_well_formed_for_the_kernel(document, claim):
    for problem in (document.problem(claim), document.inference(claim)):
        for clause in (*problem.hypotheses, problem.goal):
            check_clause(clause)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (v - y, Term("add", V, Term("mul", num(-1), Term("var", "y", ("V", "n"))))),
        (2 * a * v, Term("mul", num(2), Term("var", "a", S), V)),
        (frac(1, 2) * a, Term("mul", Term("div", ONE, num(2)), Term("var", "a", S))),
        (norm(A), Term("opnorm", Term("var", "A", ("O", "n", "p")))),
        (smax(A), Term("opnorm", Term("var", "A", ("O", "n", "p")))),
        (a**3, Term("pow", Term("var", "a", S), 3)),
        (a ** natural("k"), Term("powi", Term("var", "a", S), Term("var", "k", ("N",)))),
        (w.dot(t), Term("dpath", "w", ("V", "p"), TIME)),
        (derivative(t, w(t)), Term("d", TIME, Term("path", "w", ("V", "p"), TIME))),
    ],
)
def test_terms(written, expected):
    assert term(written) == expected


def test_a_row_times_operators_times_a_vector_is_an_inner_product():
    transposed = Term("tr", Term("var", "A", ("O", "n", "p")))
    expected = Term("inner", V, Term("dot", Term("var", "A", ("O", "n", "p")), Term("dot", transposed, V)))
    assert term(v.T @ A @ A.T @ v) == expected
    assert expected.sort == S


def test_definitions_are_unfolded_wherever_they_occur():
    L = define_function("L", [v], norm(v - y) ** 2)
    assert term(L(2 * v)) == term(norm(2 * v - y) ** 2)
    at = term(gradient(L)(2 * y))
    assert at == Term("grad", V, term(norm(v - y) ** 2), term(2 * y))


def test_unfolding_does_not_capture_a_bound_variable():
    c = scalar("c")
    area = define_function("E", [c], integral(s, 0, 1, c * s))
    _, bound, _, _, body = term(area(s))
    assert bound != term(s)
    assert body == Term("mul", term(s), bound)


def test_a_range_becomes_conditions_each_once():
    (clause,) = clauses(for_all(within(t, 0, T), norm(w(t)) <= a))
    assert clause.variables == (TIME,)
    assert clause.conditions == (fact("<=", ZERO, TIME), fact("<=", TIME, END))
    (positive,) = clauses(for_all(t >= 0, norm(w(t)) <= a))
    assert positive.conditions == (fact("<=", ZERO, TIME),)
    (sphere,) = clauses(for_all(unit(v), norm(v) <= a))
    assert sphere == Clause((V,), (fact("=", Term("norm", V), ONE),), ("<=", Term("norm", V), Term("var", "a", S)))


def test_a_condition_under_a_quantifier_stays_there():
    inside = for_all(within(s, 0, t), norm(w(s)) <= a)
    (clause,) = clauses(for_all(t >= 0, implies(inside, norm(w(t)) <= a)))
    assert clause.variables == (TIME,)
    assert clause.conditions == (fact("<=", ZERO, TIME), *clauses(inside))
    assert clause.free_variables() == {Term("var", "a", S)}


def test_relations_are_turned_so_that_the_smaller_side_is_left():
    assert clauses(a >= 1)[0].relation == ("<=", ONE, Term("var", "a", S))
    assert clauses(a > 1)[0].relation == ("<", ONE, Term("var", "a", S))


def test_a_sequence_is_a_path_whose_time_is_a_natural_number():
    x, k = sequence("x", n), natural("k")
    (clause,) = clauses(for_all(k, eq(x[k + 1], 2 * x[k])))
    index = Term("var", "k", ("N",))
    assert clause == Clause(
        (index,),
        (),
        (
            "=",
            Term("path", "x", ("V", "n"), Term("add", index, ONE)),
            Term("mul", num(2), Term("path", "x", ("V", "n"), index)),
        ),
    )


def test_what_a_declaration_assumes_is_a_hypothesis_where_the_symbol_is_free():
    c = scalar("c", positive=True)
    made = document("d", "d", [Claim("one", "", "step", c >= 0), Claim("two", "", "step", for_all(c, c >= 0))])
    positive = fact("<", ZERO, Term("var", "c", S))
    assert made.problem(made.claim("one")).hypotheses == (positive,)
    assert made.problem(made.claim("two")).hypotheses == ()
    assert made.problem(made.claim("two")).goal.conditions == (positive,)


def test_what_stands_throughout_is_assumed_where_it_matters_and_reaches_through_what_it_shares():
    b, c, e = scalar("b"), scalar("c"), scalar("e")
    made = document("d", "d", [Claim("one", "", "step", a <= 1)], standing=[a <= b, b <= c, e <= 1])
    assert [h.text for h in made.hypotheses(made.claim("one"))] == ["a ≤ b", "b ≤ c"]


def test_an_ill_typed_claim_is_refused_with_its_place():
    made = document("d", "d", [Claim("one", "", "step", eq(norm(v - vector("x", p)), 1))])
    with pytest.raises(LanguageError, match=r"one has no meaning at v - x: R\^n meets R\^p"):
        made.problem(made.claim("one"))


def test_numbers_are_exact():
    assert term(frac(1, 3))[1:] == (num(1), num(3))
    assert term(a * Fraction(1, 3))[2] == Term("num", Fraction(1, 3))
