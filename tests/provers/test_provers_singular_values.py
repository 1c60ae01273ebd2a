"""Singular values and eigenvalues by their numbers: order, Weyl's inequalities, how they are made, which are 0."""

from lines import assert_proved, assert_refuted, each_of, problem

from proofcheck.lang import (
    absolute,
    dimension,
    eigenvalue,
    eq,
    frobenius,
    identity,
    lmin,
    norm,
    operator,
    scalar,
    singular_value,
    smin,
    symmetric,
)

n, p, q, j, k = map(dimension, "npqjk")
A, B, C = operator("A", n, p), operator("B", n, p), operator("C", p, q)
S, T, Z = operator("S", n, n), operator("T", n, n), operator("Z", p, k)
BOTH = [symmetric(S), symmetric(T)]
a, c = scalar("a"), scalar("c", positive=True)

TRUE = {
    "in order": (singular_value(A, j) <= singular_value(A, k), k <= j),
    "away from 0": (singular_value(B, k) > 0, norm(A - B) < singular_value(A, k)),
    "the last of columns": (eq(singular_value(A, p), smin(A.T)),),
    "above the last": (smin(A) <= singular_value(A, k), k <= n),
    "of a product": (singular_value(A @ C, k) <= norm(A) * singular_value(C, k),),
    "of a multiple": (eq(singular_value(a * A, k), absolute(a) * singular_value(A, k)),),
    "beyond the columns": (eq(singular_value(A, k), 0), p < k),
    "from orthonormal columns": (smin((A @ Z).T) <= singular_value(A, k), eq(Z.T @ Z, identity(k))),
    "an eigenvalue of a perturbation": (absolute(eigenvalue(S, k) - eigenvalue(T, k)) <= norm(S - T), *BOTH),
    "an eigenvalue of a sum, from below": (eigenvalue(S, k) + lmin(T) <= eigenvalue(S + T, k), *BOTH),
    "in the Loewner order": (eigenvalue(S, k) <= eigenvalue(T, k), *BOTH, S <= T),
    "the last eigenvalue": (eq(eigenvalue(S, n), lmin(S)), symmetric(S)),
}
FALSE = {
    "in the other order": (singular_value(A, k) <= singular_value(A, j), k <= j),
    "added up": (singular_value(A + B, k) <= singular_value(A, k) + singular_value(B, k),),
    "two make the entries": (frobenius(A) <= singular_value(A, 1) + singular_value(A, 2),),
    "of a multiple, without bars": (eq(singular_value(a * A, k), a * singular_value(A, k)),),
    "an eigenvalue with the other sign": (eq(eigenvalue(-S, k), -eigenvalue(S, k)), symmetric(S)),
    "beyond the columns alone": (eq(singular_value(A, k), 0), k < n, p > k),
}


@each_of(TRUE)
def test_a_true_line_is_proved(line):
    assert_proved(problem(*line))


@each_of(FALSE)
def test_a_false_line_is_refuted(line):
    assert_refuted(problem(*line))
