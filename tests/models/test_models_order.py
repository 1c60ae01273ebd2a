"""Equations of second order make a path, or a sequence, from two initial values; all else is checked."""

from fractions import Fraction as Q

import pytest

from proofcheck.kernel.clauses import Clause, Problem, fact
from proofcheck.kernel.terms import ONE, ZERO, Term, num, sub
from proofcheck.models.confirmation import Instance, NotConfirmed, confirm, satisfies

S, N = ("S",), ("N",)
T, K = Term("var", "t", S), Term("var", "k", N)
FALSE = fact("<", ONE, ZERO)


def x(at=T):
    return Term("path", "x", S, at)


SLOPE = Term("dpath", "x", S, T)
BEND = Term("d", T, SLOPE)


def q(steps):
    return Term("path", "q", S, Term("add", K, num(steps)) if steps else K)


def mul(*factors):
    return Term("mul", *factors)


def always(op, left, right, *conditions, variable=T):
    return Clause((variable,), conditions, (op, left, right))


def after(time):
    return fact("<=", time, T)


def starting(**at):
    return Instance(initial={name.replace("_", "'"): (Q(value),) for name, value in at.items()})


def accepted(instance, *hypotheses):
    try:
        return satisfies(Problem((), hypotheses, FALSE), instance)
    except NotConfirmed:
        return None


OSCILLATES = always("=", BEND, mul(num(-1), x()), after(ZERO))
ENERGY = Term("add", Term("pow", x(), 2), Term("pow", SLOPE, 2))


def test_an_oscillator_is_made_from_its_place_and_its_speed():
    assert accepted(starting(x=1, x_=0), OSCILLATES)
    assert not accepted(starting(x=1), OSCILLATES)
    goal = fact("<=", x(ONE), num("54/100"))  # cos 1 = 0.5403...
    found = confirm(Problem((), (OSCILLATES,), goal), starting(x=1, x_=0))
    assert Q("0.5402") < found.lhs.lo <= found.lhs.hi < Q("0.5404")
    assert len(found.hypotheses) == 1


def test_what_else_is_said_of_it_is_checked():
    assert accepted(starting(x=0, x_=1), OSCILLATES, fact("=", Term("dpath", "x", S, ZERO), ONE))
    assert not accepted(starting(x=0, x_=2), OSCILLATES, fact("=", Term("dpath", "x", S, ZERO), ONE))
    grows = always("=", BEND, x())
    assert accepted(starting(x=1, x_=-1), grows, always("=", SLOPE, mul(num(-1), x()), after(num(2))))
    assert not accepted(starting(x=1, x_=1), grows, always("=", SLOPE, mul(num(-1), x()), after(num(2))))


def test_a_path_that_another_hypothesis_makes_is_not_made_by_the_equation():
    straight, bent = always("=", x(), T), always("=", x(), Term("pow", T, 2))
    for definition in (straight, bent):
        for laws in ((OSCILLATES, definition), (definition, OSCILLATES)):
            for instance in (starting(x=0, x_=1), starting(x=0, x_=0), starting(x=0)):
                assert not accepted(instance, *laws)


def test_an_equation_from_a_later_time_on_makes_no_path_before():
    assert not accepted(starting(x=1, x_=0), always("=", BEND, mul(num(-1), x()), after(ONE)))


def test_the_third_derivative():
    third = always("=", Term("d", T, BEND), num(6))
    goal = fact("<=", x(num(2)), num(7))
    assert confirm(Problem((), (third,), goal), starting(x=0, x_=0, x__=0)).lhs.lo == 8


FIBONACCI = always("=", q(2), Term("add", q(1), q(0)), variable=K)
BACKWARDS = always("=", q(1), Term("add", q(0), Term("path", "q", S, sub(K, ONE))), fact("<=", ONE, K), variable=K)


@pytest.mark.parametrize("law", [FIBONACCI, BACKWARDS])
def test_a_recurrence_from_two_members(law):
    tenth = Term("path", "q", S, num(10))
    found = confirm(Problem((), (law,), fact("<=", tenth, num(54))), starting(q=0, q_=1))
    assert found.lhs.lo == 55
    assert (found.values["q_0"], found.values["q_1"]) == ("0", "1")
    first = fact("=", Term("path", "q", S, ONE), ONE)
    assert accepted(starting(q=0, q_=1), law, first)
    assert not accepted(starting(q=0, q_=2), law, first)


def test_a_recurrence_that_starts_late_says_nothing_of_the_first_members():
    late = always("=", q(2), q(0), fact("<=", num(3), K), variable=K)
    assert not accepted(starting(q=0, q_=1), late)
