"""Ordinary lines on which a rule does not apply, or is missing at first sight: proved where true, never a crash."""

import pytest
from lines import assert_proved

from proofcheck.evidence.readback import linear_term
from proofcheck.kernel.calculus import differentiated
from proofcheck.kernel.clauses import Problem, fact
from proofcheck.kernel.normal import Normalizer
from proofcheck.kernel.proof import proves
from proofcheck.kernel.rules import assume, fundamental_theorem, identity
from proofcheck.kernel.terms import ONE, ZERO, KernelError, Term, num
from proofcheck.lang import (
    Claim,
    derivative,
    dimension,
    eq,
    for_all,
    gradient,
    integral,
    norm,
    operator,
    path,
    scalar,
    scalar_function,
    smin,
    sqrt,
    time,
)
from proofcheck.lang import (
    identity as identity_operator,
)
from proofcheck.lang.documents import document
from proofcheck.provers.arithmetic import Facts
from proofcheck.provers.search import prove

n = dimension("n")
s, t, T = scalar("s"), time("t"), scalar("T", positive=True)
X, V, F = path("x", n), path("v", n), scalar_function("F", n)
flow = for_all(s >= 0, eq(X.dot(s), -gradient(F)(X(s))))
oscillator = for_all(t >= 0, eq(derivative(t, X.dot(t)), -X(t)))
pair = [for_all(t >= 0, eq(X.dot(t), V(t))), for_all(t >= 0, eq(V.dot(t), -X(t)))]
B = operator("B", n, n)

TIME = Term("var", "t", ("S",))
Y = Term("path", "y", ("V", "n"), TIME)
VELOCITY = Term("dpath", "y", ("V", "n"), TIME)


def _problem(says, given=()):
    made = document("lines", "Lines", [Claim("line", "by hand", "step", says, given=given)])
    return made.problem(made.claim("line"))


TRUE = {
    "the chain rule under the integral": (
        eq(integral(s, 0, T, norm(X.dot(s)) ** 2), integral(s, 0, T, -derivative(s, F(X(s))))),
        [flow],
    ),
    "equal integrals under a root": (
        eq(sqrt(integral(s, 0, T, norm(X.dot(s)) ** 2)), sqrt(integral(s, 0, T, -derivative(s, F(X(s)))))),
        [flow],
    ),
    "the integral of a derivative": (eq(integral(s, 0, T, -derivative(s, F(X(s)))), F(X(0)) - F(X(T))), []),
    "the energy of an oscillator": (
        eq(derivative(t, norm(X(t)) ** 2 + norm(X.dot(t)) ** 2), 0),
        [oscillator],
    ),
    "what is conserved": (
        for_all(t >= 0, eq(norm(X(t)) ** 2 + norm(V(t)) ** 2, norm(X(0)) ** 2 + norm(V(0)) ** 2)),
        pair,
    ),
    "what falls": (F(X(t)) <= F(X(0)), [flow]),
    "a perturbed identity": (smin(identity_operator(n) + B) >= 1 - norm(B), []),
    "twenty nested roots": (None, []),
}


def _nested(depth):
    inner = T
    for _ in range(depth):
        inner = sqrt(1 + inner)
    return inner >= 1


@pytest.mark.parametrize("name", TRUE)
def test_a_true_line_is_proved(name):
    says, given = TRUE[name]
    assert_proved(_problem(_nested(20) if says is None else says, given))


def test_a_lost_sign_is_not_proved():
    says = eq(integral(s, 0, T, norm(X.dot(s)) ** 2), integral(s, 0, T, derivative(s, F(X(s)))))
    assert prove(_problem(says, [flow])) is None


def test_the_product_rule_for_a_velocity():
    """The derivative of <y, y'> is |y'|^2 + <y, y''>."""
    left = Term("d", TIME, Term("inner", Y, VELOCITY))
    right = Term("add", Term("pow", Term("norm", VELOCITY), 2), Term("inner", Y, Term("d", TIME, VELOCITY)))
    assert identity([], left, right).clause == fact("=", left, right)


def test_a_second_derivative_is_needed_only_where_the_problem_speaks_of_one():
    """That y' is differentiable is presupposed by who differentiates it, not by a proof."""
    acceleration = Term("d", TIME, VELOCITY)
    theorem = fundamental_theorem([], TIME, ZERO, ONE, Term("inner", Y, VELOCITY))
    assert proves(theorem, Problem((), (), theorem.clause))
    silent = fact("=", VELOCITY, VELOCITY)
    by_the_way = identity([identity([], acceleration, acceleration)], VELOCITY, VELOCITY)
    assert not proves(by_the_way, Problem((), (), silent))
    assert proves(identity([], VELOCITY, VELOCITY), Problem((), (), silent))


def test_who_differentiates_a_velocity_presumes_it_smooth():
    at_zero = Term("dpath", "y", ("V", "n"), ZERO)
    once, twice = ("y", ("V", "n"), 1), ("y", ("V", "n"), 2)
    assert differentiated([Term("d", TIME, Term("inner", VELOCITY, VELOCITY))]) == {once, twice}
    assert differentiated([Term("d", TIME, Term("d", TIME, Y))]) == {once, twice}
    assert differentiated([Term("d", TIME, Term("inner", Y, at_zero)), VELOCITY]) == {once}


@pytest.mark.parametrize("scale", [num(3), Term("add", Term("var", "a", ("S",)), Term("var", "b", ("S",)))])
def test_a_multiple_of_the_identity_is_read_back(scale):
    form = Normalizer().form(Term("mul", scale, Term("id", "n")))
    assert Normalizer().form(linear_term(form)) == form
    form = Normalizer().form(Term("add", Term("mul", scale, Term("id", "n")), Term("var", "A", ("O", "n", "n"))))
    assert Normalizer().form(linear_term(form)) == form
    assert linear_term(form).sort == ("O", "n", "n")


def test_a_fact_without_a_normal_form_is_left_out():
    x, y = Term("var", "x", ("S",)), Term("var", "y", ("S",))
    too_large = assume([], fact("<=", ZERO, Term("mul", x, Term("pow", num(3), 10**8))))
    useful = assume([], fact("<=", x, y))
    assert Facts([too_large, useful]).prove(("<=", Term("add", x, ONE), Term("add", y, ONE))) is not None


def test_large_powers_are_cheap():
    x, y = Term("var", "x", ("S",)), Term("var", "y", ("S",))
    large = 10**9
    assert identity([], Term("pow", x, large), Term("mul", Term("pow", x, large - 1), x)) is not None
    for base, exponent in ((Term("add", ONE, x), large), (Term("add", x, y), 400)):
        assert prove(Problem((), (), fact("<=", ZERO, Term("pow", base, exponent)))) is not None
    assert prove(Problem((), (), fact("<=", ZERO, Term("pow", Term("add", ONE, x), large + 1)))) is None
    with pytest.raises(KernelError, match="too many digits"):
        Normalizer().scalar(Term("pow", num(3), 10**8))


def test_a_power_that_is_not_multiplied_out_keeps_its_value():
    """(2 x - 2 y)^k = 2^k (x - y)^k, and an even power forgets the sign."""
    x, y = Term("var", "x", ("S",)), Term("var", "y", ("S",))
    minus_x, minus_y = Term("mul", num(-1), x), Term("mul", num(-1), y)
    first, second = Term("add", x, minus_y), Term("add", y, minus_x)
    for exponent in (1000, 1001):
        form, turned = (Normalizer().scalar(Term("pow", base, exponent)) for base in (first, second))
        assert (form == turned) == (exponent % 2 == 0)
        doubled = Normalizer().scalar(Term("pow", Term("mul", num(2), first), exponent))
        assert doubled == {mono: c * 2**exponent for mono, c in form.items()}
