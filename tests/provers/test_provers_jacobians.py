"""Jacobians of maps that are defined by a formula: sums, multiples that vary, and compositions."""

from lines import assert_proved, assert_refuted, each_of, problem

from proofcheck.lang import define_function, dimension, eq, identity, jacobian, mapping, norm, operator, scalar, vector

d, m = dimension("d"), dimension("m")
x, b = vector("x", d), vector("b", m)
A, L = operator("A", m, d), scalar("L")
phi, psi = mapping("phi", m, m), mapping("psi", d, d)
affine = define_function("h", [x], A @ x + b)
layer = define_function("k", [x], phi(A @ x + b))
twice = define_function("c", [x], psi(psi(x)))
scaled = define_function("s", [x], norm(x) ** 2 * x)
direction = define_function("u", [x], x / norm(x))

TRUE = {
    "affine": (eq(jacobian(affine)(x), A),),
    "a layer": (eq(jacobian(layer)(x), jacobian(phi)(A @ x + b) @ A),),
    "a composition": (eq(jacobian(twice)(x), jacobian(psi)(psi(x)) @ jacobian(psi)(x)),),
    "a multiple that varies": (eq(jacobian(scaled)(x), norm(x) ** 2 * identity(d) + 2 * x @ x.T),),
    "a direction": (eq(jacobian(direction)(x) @ x, 0 * x),),
    "a bound": (norm(jacobian(layer)(x)) <= L * norm(A), norm(jacobian(phi)(A @ x + b)) <= L),
}
FALSE = {
    "the order": (eq(jacobian(twice)(x), jacobian(psi)(x) @ jacobian(psi)(psi(x))),),
    "half of it": (eq(jacobian(scaled)(x), norm(x) ** 2 * identity(d) + x @ x.T),),
    "not the offset": (eq(jacobian(affine)(x) @ x, A @ x + b),),
}


@each_of(TRUE)
def test_true_lines_are_proved(line):
    assert_proved(problem(*line))


@each_of(FALSE)
def test_false_lines_are_refuted(line):
    assert_refuted(problem(*line))
