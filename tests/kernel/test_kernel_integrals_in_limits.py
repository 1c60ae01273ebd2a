"""The derivative of an integral in its limits."""

import pytest

from proofcheck.kernel.calculus import derivative
from proofcheck.kernel.normal import Normalizer
from proofcheck.kernel.terms import SCALAR, ZERO, KernelError, Term, num, sub

S, T = (Term("var", name, SCALAR) for name in "st")


def test_it_is_the_integrand_there_times_the_speed_of_the_limit():
    square = Term("pow", T, 2)
    rate = derivative(Term("int", S, T, square, Term("path", "v", SCALAR, S)), T)
    there = Term("mul", num(2), T, Term("path", "v", SCALAR, square))
    assert Normalizer().scalar(sub(rate, sub(there, Term("path", "v", SCALAR, T)))) == {}


def test_the_bound_variable_may_be_called_like_the_limit():
    rate = derivative(Term("int", T, ZERO, T, Term("exp", T)), T)
    assert Normalizer().scalar(sub(rate, Term("exp", T))) == {}


@pytest.mark.parametrize(
    "body",
    [
        Term("path", "v", SCALAR, Term("mul", S, T)),
        Term("div", num(1), S),
        Term("anyfn", "f", SCALAR, SCALAR, S),
    ],
)
def test_an_integrand_that_moves_or_need_not_be_continuous_is_refused(body):
    with pytest.raises(KernelError):
        derivative(Term("int", S, num(1), T, body), T)
