"""Denominators that are sums, products, squares of norms, negative: cancelled, compared, cleared, by the kernel."""

import pytest
from lines import assert_proved, problem

from proofcheck.kernel.clauses import fact
from proofcheck.kernel.rules import arithmetic, assume
from proofcheck.kernel.terms import ONE, ZERO, KernelError, Term, num
from proofcheck.lang import dimension, eq, exp, frac, natural, norm, scalar, scalar_function, vector
from proofcheck.provers.search import prove

x, y, c = scalar("x"), scalar("y"), scalar("c")
q, k = scalar("q", positive=True), natural("k")
u, v, w = (vector(name, dimension("n")) for name in "uvw")

G = scalar_function("G", dimension("n"))


TRUE = {
    "over an exponential of which a sign is given": (frac(x, exp(y)) >= 0, exp(y) >= 0, x >= 0),
    "a difference of squares": (eq(frac(x**2 - y**2, x - y), x + y),),
    "a quotient cancels": (eq(frac(x * (x + y), x + y), x),),
    "a common denominator": (eq(frac(1, x) + frac(1, x + y), frac(2 * x + y, x * (x + y))),),
    "partial fractions": (eq(frac(1, q) - frac(1, q + 1), frac(1, q * (q + 1))),),
    "a part of the whole": (frac(q, 1 + q) < 1,),
    "the sign of a difference": (frac(1, 3 - x) > 0, x < 3),
    "a negative denominator": (frac(1, x) < 0, x < 0),
    "divided by the square of a distance": (
        frac(c**2, norm(u - v) ** 2) <= norm(w) ** 2,
        norm(u - v) > 0,
        c**2 <= norm(w) ** 2 * norm(u - v) ** 2,
    ),
    "both sides are inverted": (c <= frac(1, k * q), c > 0, k >= 1, frac(1, c) >= k * q),
    "a recursion is divided by both of its members": (
        frac(1, G(u) - G(w)) - frac(1, G(v) - G(w)) >= c,
        c > 0,
        G(v) - G(w) > 0,
        G(u) - G(w) > 0,
        G(u) - G(w) <= G(v) - G(w) - c * (G(v) - G(w)) ** 2,
    ),
    "over a letter and over a sum": (frac(x, y) - frac(1 - x, 1 - y) <= 4 * (x - y), x > 0, x <= y, y < 1),
    "shorter is larger": (frac(1, 1 + q) <= frac(1, 1 + c), c <= q, c >= 0),
}


@pytest.mark.parametrize("name", TRUE)
def test_true_lines_are_proved_by_the_kernel(name):
    assert_proved(problem(*TRUE[name]))


FALSE = {
    "a sum in a denominator does not split": (eq(frac(1, x + y), frac(1, x) + frac(1, y)),),
    "the sign is not known": (frac(1, 3 - x) > 0,),
    "a recursion is divided, with a factor too much": (
        frac(1, G(u) - G(w)) - frac(1, G(v) - G(w)) >= 2 * c,
        c > 0,
        G(v) - G(w) > 0,
        G(u) - G(w) > 0,
        G(u) - G(w) <= G(v) - G(w) - c * (G(v) - G(w)) ** 2,
    ),
    "over a letter and over a sum": (frac(x, y) - frac(1 - x, 1 - y) <= 5 * (x - y), x > 0, x <= y, y < 1),
    "the wrong way": (frac(1, 1 + q) >= frac(1, 1 + c), c <= q, c >= 0),
}


@pytest.mark.parametrize("name", FALSE)
def test_false_lines_are_not(name):
    assert prove(problem(*FALSE[name])) is None


X = Term("var", "x", ("S",))


def test_an_even_power_of_what_is_not_zero_is_positive():
    entry = {"coefficient": 1, "multiplier": Term("pow", X, -2)}
    relation = ("<", ZERO, Term("pow", X, -2))
    nonzero = assume([], fact("<", ZERO, Term("pow", X, 2)))
    assert arithmetic([nonzero], relation, [entry]).clause == fact(*relation)
    with pytest.raises(KernelError, match="shows <=, not <"):
        arithmetic([], relation, [entry])


def test_the_square_of_a_sum_is_positive_only_where_the_sum_is_not_zero():
    root = Term("add", X, ONE)
    entry = {"coefficient": 1, "square": root}
    relation = ("<", ZERO, Term("pow", root, 2))
    nonzero = assume([], fact("<", ZERO, Term("pow", root, 4)))
    assert arithmetic([nonzero], relation, [entry]).clause == fact(*relation)
    other = assume([], fact("<", ZERO, Term("pow", Term("add", X, num(2)), 2)))
    with pytest.raises(KernelError, match="shows <=, not <"):
        arithmetic([other], relation, [entry])
