"""What the second moments of a random vector say of its inner products and norms, for means and for sums."""

from lines import assert_proved, assert_refuted, each_of, problem

from proofcheck.lang import (
    average,
    dimension,
    eq,
    expectation,
    inner,
    lmax,
    natural,
    norm,
    operator,
    random_vector,
    sequence,
    trace,
    vector,
)

n, i, m = dimension("n"), natural("i"), natural("m")
A, S = operator("A", n, n), operator("S", n, n)
u, v, z = vector("u", n), vector("v", n), vector("z", n)
Z, Y, x = random_vector("Z", n), random_vector("Y", n), sequence("x", n)
moments = eq(expectation(Z @ Z.T), S)

TRUE = {
    "the square of one": (eq(expectation(inner(Z, u) ** 2), inner(u, S @ u)), moments),
    "a product of two": (eq(expectation(inner(Z, u) * inner(Z, v)), inner(u, S @ v)), moments),
    "about a point": (
        eq(expectation(inner(Z - z, u) ** 2), inner(u, S @ u)),
        eq(expectation((Z - z) @ (Z - z).T), S),
    ),
    "a norm of an image": (eq(expectation(norm(A @ Z) ** 2), trace(A @ S @ A.T)), moments),
    "at most the largest": (expectation(inner(Z, u) ** 2) <= lmax(S) * norm(u) ** 2, moments, eq(S.T, S)),
    "an average": (
        eq(average(i, 1, m, inner(x[i], u) ** 2), inner(u, S @ u)),
        m >= 1,
        eq(average(i, 1, m, x[i] @ x[i].T), S),
    ),
}
FALSE = {
    "of the mean alone": (eq(expectation(inner(Z, u) ** 2), inner(u, S @ u)), eq(expectation(Z), z), eq(z @ z.T, S)),
    "of another vector": (eq(expectation(inner(Z, u) * inner(Y, v)), inner(u, S @ v)), moments),
    "the operator turned": (eq(expectation(norm(A @ Z) ** 2), trace(A.T @ S @ A)), moments),
}


@each_of(TRUE)
def test_what_is_true_is_proved(line):
    assert_proved(problem(*line))


@each_of(FALSE)
def test_its_neighbours_are_refuted(line):
    assert_refuted(problem(*line))
