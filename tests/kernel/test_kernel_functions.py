"""A theorem about a function read for another one: what the function may be, and what would be captured."""

from fractions import Fraction

import pytest

from proofcheck.kernel import rules
from proofcheck.kernel.calculus import derivative
from proofcheck.kernel.clauses import Clause, fact
from proofcheck.kernel.terms import KernelError, Term

D, M, S = ("V", "d"), ("V", "m"), ("S",)
x, y, z, c = Term("var", "x", D), Term("var", "y", D), Term("var", "z", D), Term("var", "c", M)
A = Term("var", "A", ("O", "m", "d"))
t = Term("var", "t", S)


def value(at, name="G"):
    return Term("fn", name, at.sort, S, at)


def slope(at, name="G"):
    return Term("gradfn", name, at.sort[1], at)


def tangent():
    """For all y: G(x) + <grad G(x), y - x> <= G(y), as a hypothesis and a theorem."""
    away = Term("add", y, Term("mul", Term("num", Fraction(-1)), x))
    below = Term("add", value(x), Term("inner", slope(x), away))
    return rules.assume([], Clause((y,), (), ("<=", below, value(y))))


COMPOSED = Term("fn", "F", M, S, Term("add", Term("dot", A, z), c))


def test_values_and_gradients_are_read_together():
    read = rules.specialize([tangent()], [], [], [("G", z, COMPOSED)])
    op, left, right = read.clause.relation
    assert right == Term("fn", "F", M, S, Term("add", Term("dot", A, y), c))
    away = Term("add", y, Term("mul", Term("num", Fraction(-1)), x))
    chained = Term("dot", Term("tr", A), slope(Term("add", Term("dot", A, x), c), "F"))
    first = Term("fn", "F", M, S, Term("add", Term("dot", A, x), c))
    same = rules.identity([], left, Term("add", first, Term("inner", chained, away)))
    assert (op, same.clause.relation[0]) == ("<=", "=")
    assert read.hypotheses == {read.clause}


@pytest.mark.parametrize(
    "term",
    [
        Term("norm", z),
        Term("div", Term("num", Fraction(1)), Term("inner", z, z)),
        Term("sqrt", Term("inner", z, z)),
        Term("max", Term("inner", z, z), Term("num", Fraction(1))),
        Term("anyfn", "F", D, S, z),
        Term("minS", x, Term("inner", x, z)),
    ],
)
def test_what_need_not_be_continuously_differentiable_is_no_function(term):
    with pytest.raises(KernelError):
        rules.specialize([tangent()], [], [], [("G", z, term)])


def test_a_map_or_another_space_is_no_such_function():
    with pytest.raises(KernelError):
        rules.specialize([tangent()], [], [], [("G", z, Term("dot", A, z))])
    unread = rules.specialize([tangent()], [], [], [("G", c, value(c, "F"))])
    assert unread.clause == tangent().clause, "a G on another space is another function"


def test_a_quantifier_does_not_capture_what_a_function_depends_on():
    with pytest.raises(KernelError):
        rules.specialize([tangent()], [], [], [("G", z, Term("inner", y, z))])


def test_a_derivative_does_not_move_what_a_function_depends_on():
    moving = Term("d", t, value(Term("path", "x", D, t)))
    still = rules.assume([], fact("=", moving, Term("num", Fraction(0))))
    with pytest.raises(KernelError):
        rules.specialize([still], [], [], [("G", z, Term("mul", t, Term("inner", z, z)))])


def test_a_sum_is_differentiated_term_by_term_and_not_in_its_limits():
    i, n = Term("var", "i", ("N",)), Term("var", "n", ("N",))
    member = Term("inner", Term("path", "c", D, i), z)
    total = Term("sum", i, Term("num", Fraction(1)), n, member)
    slope_there = Term("grad", z, total, x)
    rules.identity([], slope_there, Term("sum", i, Term("num", Fraction(1)), n, Term("path", "c", D, i)))
    up_to = Term("sum", i, Term("num", Fraction(1)), Term("inner", z, z), Term("num", Fraction(1)))
    with pytest.raises(KernelError):
        derivative(up_to, z)
    bounded = rules.assume([], fact("<", Term("num", Fraction(0)), Term("mul", i, Term("inner", z, z))))
    shared = Term("sum", i, Term("num", Fraction(1)), n, Term("div", member, Term("mul", i, Term("inner", z, z))))
    with pytest.raises(KernelError):
        rules.identity([bounded], Term("grad", z, shared, z), Term("grad", z, shared, z), [])


def test_a_mean_has_the_mean_of_the_slopes_for_its_gradient_whatever_is_drawn():
    w = Term("var", "w", ("N",))
    drawn = Term("path", "X", D, w)

    def mean(at):
        return Term("expect", w, Term("mul", Term("inner", at, at), Term("inner", drawn, at)), "Omega")

    assert derivative(mean(z), z)[0] == "expect"
    assert w not in derivative(mean(z), z).free
    read = rules.specialize([tangent()], [], [], [("G", z, mean(z))])
    assert read.clause.relation[2] == mean(y)
    broken = Term("expect", w, Term("norm", Term("add", z, drawn)), "Omega")
    with pytest.raises(KernelError):
        rules.specialize([tangent()], [], [], [("G", z, broken)])
