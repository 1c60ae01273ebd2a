"""Reflections, inverses, products of norms, means and numbers such as e, as textbooks use them in passing."""

from fractions import Fraction

import pytest

from proofcheck.kernel.terms import Term, num
from proofcheck.lang import (
    absolute,
    average,
    dimension,
    eq,
    exp,
    expectation,
    for_all,
    frac,
    identity,
    inner,
    integral,
    inverse,
    invertible,
    log,
    natural,
    norm,
    operator,
    operator_path,
    path,
    random_scalar,
    random_vector,
    scalar,
    sequence,
    smin,
    sqrt,
    summation,
    time,
    vector,
    within,
)
from proofcheck.provers.library import constants
from tests.provers.lines import assert_proved, assert_refuted, each_of, problem

n = dimension("n")
A, B, K = (operator(name, n, n) for name in "ABK")
u, v, z = (vector(name, n) for name in "uvz")
x, s, c = scalar("x"), scalar("s"), scalar("c", positive=True)
t, m, i, points = time("t"), natural("m"), natural("i"), sequence("x", n)
V, f, Y, W = operator_path("V", n, n), path("f"), path("Y", n), path("W", n)
R, Z = random_scalar("R"), random_vector("Z", n)
one = identity(n)
reflection, difference = one - 2 * u @ u.T, norm(A - B)
turning = [for_all(t >= 0, eq(V.dot(t), K @ V(t)))]

TRUE = {
    "a root taken away": (1 - sqrt(x / c) >= 0, x > 0, x <= c),
    "a balanced logarithm": (log(m) / c + c * x <= 2 * sqrt(x * log(m)), eq(c, sqrt(log(m) / x)), x > 0, m >= 2),
    "the least of so many squares": (
        x <= c / sqrt(m),
        m >= 1,
        x >= 0,
        for_all(within(i, 1, m), x <= norm(points[i])),
        summation(i, 1, m, norm(points[i]) ** 2) <= c**2,
    ),
    "high powers": (x**33 <= s**33, x >= 0, s >= x),
    "a reflection is its own inverse": (eq(reflection @ reflection, one), eq(norm(u), 1)),
    "a multiple of an operator": (eq(x * s * A, A), eq(x * s, 1)),
    "Sherman and Morrison": (
        eq(inverse(one + u @ v.T), one - (1 / (1 + inner(u, v))) * u @ v.T),
        invertible(one + u @ v.T),
        1 + inner(u, v) > 0,
    ),
    "a skew operator turns": (eq(norm(V(t) @ u), norm(V(0) @ u)), *turning, eq(K.T, -K)),
    "a product of differences": (norm(A @ A - B @ B) <= difference * (norm(A) + norm(B)),),
    "Gram matrices": (norm(A.T @ A - B.T @ B) <= difference * (norm(A) + norm(B)),),
    "outer products": (norm(u @ u.T - v @ v.T) <= norm(u - v) * (norm(u) + norm(v)),),
    "the least singular value of an inverse": (smin(inverse(A)) * norm(A) >= 1, invertible(A)),
    "a mean is near what all are near": (
        norm(average(i, 1, m, points[i]) - z) <= c,
        m >= 1,
        for_all(i, norm(points[i] - z) <= c),
    ),
    "the squared distance on a segment": (
        eq(integral(s, 0, 1, norm(u + s * (v - u)) ** 2), (norm(u) ** 2 + inner(u, v) + norm(v) ** 2) / 3),
    ),
    "an exponential under an integral": (integral(s, 0, t, exp(f(s))) >= t + integral(s, 0, t, f(s)),),
    "an operator under an integral": (norm(integral(s, 0, t, A @ Y(s))) <= norm(A) * integral(s, 0, t, norm(Y(s))),),
    "Nesbitt": (x / (s + c) + s / (x + c) + c / (x + s) >= frac(3, 2), x > 0, s > 0),
    "Duhamel for vectors": (
        eq(Y(t), exp(-x * t) * Y(0) + integral(s, 0, t, exp(-x * (t - s)) * W(s))),
        for_all(t >= 0, eq(Y.dot(t), -x * Y(t) + W(t))),
    ),
    "a mean that has a name": (absolute(x) <= expectation(absolute(R)), eq(expectation(R), x)),
    "the distance from a mean": (norm(expectation(Z) - u) <= expectation(norm(Z - u)),),
    "e is more than 2.7": (exp(1) > frac(27, 10),),
    "a logarithm of a number": (log(3) >= 1,),
    "a tangent through the origin": (exp(x) >= frac(5, 2) * x,),
    "the entropy of a number": (x * log(x) >= -exp(-1), x > 0),
    "a tangent of the logarithm": (log(x) <= x / 3 + frac(1, 5), x > 0),
}
FALSE = {
    "a root taken away": (1 - 2 * sqrt(x / c) >= 0, x > 0, x <= c),
    "high powers of either sign": (x**32 <= s**32, s >= x),
    "a reflection of another length": (eq(reflection @ reflection, one), eq(norm(u), 2)),
    "an operator that is not skew": (norm(V(t) @ u) <= norm(V(0) @ u), *turning, eq(K.T, K)),
    "half of a product of differences": (norm(A @ A - B @ B) <= difference * norm(A),),
    "a mean is nearer": (norm(average(i, 1, m, points[i])) <= c / 2, m >= 1, for_all(i, norm(points[i]) <= c)),
    "another number under an integral": (integral(s, 0, t, exp(f(s))) >= 2 * t + integral(s, 0, t, f(s)),),
    "Nesbitt with 2": (x / (s + c) + s / (x + c) + c / (x + s) >= 2, x > 0, s > 0),
    "Duhamel with another sign": (
        eq(Y(t), exp(-x * t) * Y(0) + integral(s, 0, t, exp(x * (t - s)) * W(s))),
        for_all(t >= 0, eq(Y.dot(t), -x * Y(t) + W(t))),
    ),
    "the mean of the size is smaller": (absolute(x) >= expectation(absolute(R)), eq(expectation(R), x)),
    "e is more than 2.75": (exp(1) > frac(11, 4),),
    "a line through the origin that is too steep": (exp(x) >= 3 * x,),
}


@each_of(TRUE)
def test_true_lines_are_proved(line):
    says, *given = line
    assert_proved(problem(says, *given))


@each_of(FALSE)
def test_false_lines_are_refuted(line):
    says, *given = line
    assert_refuted(problem(says, *given))


@pytest.mark.parametrize("q", [1, -1, 5, Fraction(1, 2), -7])
def test_exponentials_of_numbers_are_enclosed(q):
    below, above = constants.below_exponential(Fraction(q)), constants.above_exponential(Fraction(q))
    value = Term("exp", num(q))
    assert below.clause.relation[2] is above.clause.relation[1] is value
    low, high = below.clause.relation[1][1], above.clause.relation[2][1]
    assert low < high < low * Fraction(21, 20)


@pytest.mark.parametrize("number", [2, 10, Fraction(1, 3)])
def test_logarithms_of_numbers_are_enclosed(number):
    below, above = constants.about_logarithm(Fraction(number))
    assert below.clause.relation[2] is above.clause.relation[1] is Term("log", num(number))
    assert 0 < above.clause.relation[2][1] - below.clause.relation[1][1] < Fraction(1, 50)
