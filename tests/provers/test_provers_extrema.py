"""Suprema, maxima over the unit vectors, and maxima of several numbers."""

import pytest
from lines import assert_proved, assert_refuted, problem

from proofcheck.lang import (
    absolute,
    dimension,
    eq,
    for_all,
    infimum,
    inner,
    latex,
    maximum,
    minimum,
    norm,
    operator,
    path,
    scalar,
    sphere_maximum,
    sqrt,
    supremum,
    text,
    vector,
    within,
)

d = dimension("d")
s, T = scalar("s"), scalar("T", positive=True)
a, b, c, m = (scalar(name) for name in "abcm")
E, A = path("E"), operator("A", d, d)
u, v = vector("u", d), vector("v", d)
highest = supremum(s, 0, T, E(s))

TRUE = {
    "a supremum is at least each value": (highest >= E(T), []),
    "a supremum is at most each bound": (highest <= m, [for_all(within(s, 0, T), E(s) <= m)]),
    "an infimum is at most the supremum": (infimum(s, 0, T, E(s)) <= highest, []),
    "a constant comes out of a supremum": (supremum(s, 0, T, E(s) + c) <= highest + c, []),
    "a combination of two vectors": (norm(a * u + b * v) <= absolute(a) * norm(u) + absolute(b) * norm(v), []),
    "the longest image": (sphere_maximum(v, norm(A @ v)) <= norm(A), []),
    "the largest of three": (maximum(a, b, c) <= m, [a <= m, b <= m, c <= m]),
    "smaller squares": (absolute(a) <= absolute(b), [a**2 <= b**2]),
    "a factor comes out of a supremum": (eq(supremum(s, 0, T, c * E(s)), c * highest), [c >= 0]),
    "below the larger root": (a <= b + sqrt(b**2 + m), [a**2 <= 2 * b * a + m, m >= 0]),
    "roots apart": (absolute(sqrt(a) - sqrt(b)) <= sqrt(absolute(a - b)), [a >= 0, b >= 0]),
    "a minimum below the mean": (minimum(a, b, c) <= (a + b + c) / 3, []),
}
FALSE = {
    "the supremum at the end": (highest <= E(T), []),
    "a supremum of what is large": (highest <= m, [for_all(within(s, 0, T), E(s) >= m)]),
    "a combination, without bars": (norm(a * u + b * v) <= a * norm(u) + absolute(b) * norm(v), []),
    "smaller squares": (absolute(a) <= absolute(b), [a**2 <= 2 * b**2]),
    "a factor of any sign comes out": (eq(supremum(s, 0, T, c * E(s)), c * highest), []),
    "below the smaller root": (a <= b - sqrt(b**2 + m), [a**2 <= 2 * b * a + m, m >= 0]),
    "the largest is the second": (maximum(a, b, c) <= b, []),
    "no image is as long": (sphere_maximum(v, norm(A @ v)) < norm(A), []),
}


@pytest.mark.parametrize("name", TRUE)
def test_a_true_line_is_proved(name):
    says, given = TRUE[name]
    assert_proved(problem(says, *given))


@pytest.mark.parametrize("name", FALSE)
def test_a_false_line_is_refuted(name):
    says, given = FALSE[name]
    assert_refuted(problem(says, *given))


def test_extrema_print_as_they_are_written():
    assert text(highest) == "sup over s ∈ [0, T] of E(s)"
    assert latex(sphere_maximum(v, inner(A @ v, v))) == r"\max_{\|v\|=1} \langle A v, v \rangle"
    assert text(maximum(a, b, c)) == "max{a, b, c}"
    assert text(maximum(a, maximum(b, c))) == "max{a, max{b, c}}"
