"""Singular values by their numbers: their order, Weyl's inequality, how they are made, and those that are 0."""

from lines import assert_proved, assert_refuted, each_of, problem

from proofcheck.lang import (
    absolute,
    dimension,
    eq,
    frobenius,
    identity,
    norm,
    nuclear,
    operator,
    scalar,
    singular_value,
    smin,
)

n, p, q, j, k = map(dimension, "npqjk")
A, B, C = operator("A", n, p), operator("B", n, p), operator("C", p, q)
S, Z = operator("S", n, n), operator("Z", p, k)
a, c = scalar("a"), scalar("c", positive=True)

TRUE = {
    "in order": (singular_value(A, j) <= singular_value(A, k), k <= j),
    "in order, by numbers": (singular_value(A, 3) <= singular_value(A, 2),),
    "of a perturbation": (absolute(singular_value(A, k) - singular_value(B, k)) <= norm(A - B),),
    "of a sum": (singular_value(A + B, k) <= singular_value(A, k) + singular_value(B, 1),),
    "away from 0": (singular_value(B, k) > 0, norm(A - B) < singular_value(A, k)),
    "the first": (eq(singular_value(A, 1), norm(A)),),
    "the last": (eq(singular_value(A, n), smin(A)),),
    "the last of columns": (eq(singular_value(A, p), smin(A.T)),),
    "above the last": (smin(A) <= singular_value(A, k), k <= n),
    "of a transpose": (eq(singular_value(A.T, k), singular_value(A, k)),),
    "of a product": (singular_value(A @ C, k) <= norm(A) * singular_value(C, k),),
    "of a product, the other way": (singular_value(A @ C, k) <= singular_value(A, k) * norm(C),),
    "after an isometry": (eq(singular_value(S @ A, k), singular_value(A, k)), eq(S.T @ S, identity(n))),
    "of a multiple": (eq(singular_value(a * A, k), absolute(a) * singular_value(A, k)),),
    "of a mean": (singular_value((A + B) / 2, k) <= (singular_value(A, k) + norm(B)) / 2,),
    "beyond the rows": (eq(singular_value(A, k), 0), n < k),
    "beyond the columns": (eq(singular_value(A, k), 0), p < k),
    "below the nuclear norm": (singular_value(A, k) <= nuclear(A),),
    "from orthonormal columns": (smin((A @ Z).T) <= singular_value(A, k), eq(Z.T @ Z, identity(k))),
}
FALSE = {
    "in the other order": (singular_value(A, k) <= singular_value(A, j), k <= j),
    "added up": (singular_value(A + B, k) <= singular_value(A, k) + singular_value(B, k),),
    "half a perturbation": (absolute(singular_value(A, k) - singular_value(B, k)) <= norm(A - B) / 2,),
    "two make the entries": (frobenius(A) <= singular_value(A, 1) + singular_value(A, 2),),
    "the second is the least": (eq(singular_value(A, 2), smin(A)),),
    "none is 0": (singular_value(A, k) > 0,),
    "multiplied": (singular_value(S @ A, k) <= singular_value(S, k) * singular_value(A, k),),
    "of a square": (eq(singular_value(S @ S, k), singular_value(S, k) ** 2),),
    "of a multiple, without bars": (eq(singular_value(a * A, k), a * singular_value(A, k)),),
    "beyond the columns alone": (eq(singular_value(A, k), 0), k < n, p > k),
}


@each_of(TRUE)
def test_a_true_line_is_proved(line):
    assert_proved(problem(*line))


@each_of(FALSE)
def test_a_false_line_is_refuted(line):
    assert_refuted(problem(*line))
