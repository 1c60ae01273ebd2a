"""Z3's instances: false lines about numbers, vectors, matrices and functions, and hypotheses that pin values down."""

import gc
import time as clock
from fractions import Fraction

import pytest

from proofcheck.lang import (
    Claim,
    absolute,
    dimension,
    eq,
    exp,
    expectation,
    for_all,
    frac,
    frobenius,
    gradient,
    identity,
    inner,
    lmax,
    lmin,
    mapping,
    minimum,
    natural,
    nonexpansive,
    norm,
    operator,
    path,
    random_scalar,
    random_vector,
    scalar,
    scalar_function,
    smin,
    sqrt,
    surely,
    time,
    vector,
)
from proofcheck.lang.documents import document
from proofcheck.models.confirmation import NotConfirmed, confirm, satisfies
from proofcheck.refuters import refute, solving, survey, witness
from proofcheck.refuters.solving import solutions

n, d = dimension("n"), dimension("d")
x, y, z = scalar("x"), scalar("y"), scalar("z")
lam, mu = scalar("lambda", positive=True), scalar("mu", positive=True)
k, m = natural("k"), natural("m")
A, B, X = operator("A", n, n), operator("B", n, n), operator("X", n, d)
u, v, p, a, b = vector("u", n), vector("v", n), vector("p", d), vector("a", d), vector("b", d)
w, q, c = vector("w", d), vector("q", d), vector("c", n)
F, T = scalar_function("F", d), mapping("T", d, d)
Y, Z = random_scalar("Y"), random_vector("Z", d)
symmetric = [eq(A.T, A), eq(B.T, B)]


def problem(says, *given):
    made = document("here", "", [Claim("claim", "", "step", says, given=list(given))])
    assert not made.problems, made.problems
    return made.problem(made.claims[0])


FALSE = {
    "a bound that nothing supports": (x >= -7,),
    "a square that can vanish": ((x + 5) ** 2 > 0,),
    "near a pole": (frac(x, x - 4) <= 3,),
    "an exponential": (3**k <= 500,),
    "dividing by what may be negative": (frac(x, y) <= 1, x <= y),
    "a root has two signs": (eq(x, 3), eq(x**2, 9)),
    "taking the root of an inequality": (x > 2, x**2 > 4),
    "a sum of bounds": (x + y >= -5, x >= -3, y >= -3),
    "Bernoulli below -2": ((1 + x) ** k >= 1 + k * x, x >= -4),
    "a minimum": (minimum(x, y) >= 0, x + y >= 0),
    "a long vector": (norm(u) <= 40,),
    "symmetric matrices commute": (eq(A @ B, B @ A), *symmetric),
    "a product of positive matrices is one": (inner(A @ (B @ u), u) >= 0, *symmetric, lmin(A) >= 0, lmin(B) >= 0),
    "squaring keeps the order of matrices": (lmin(A @ A - B @ B) >= 0, *symmetric, lmin(B) >= 0, lmin(A - B) >= 0),
    "the symmetric part dominates": (lmax(A + A.T) ** 2 >= 4 * lmin(A.T @ A), lmin(A + A.T) > 0),
    "ridge regression": (
        norm(X @ w) <= frac(1, 3) * norm(c),
        eq((X.T @ X + lam * identity(d)) @ w, X.T @ c),
    ),
    "tested with every vector": (
        norm(w) <= frac(norm(c), lam),
        for_all(q, eq(inner(X @ w, X @ q) + lam * inner(w, q), inner(c, X @ q))),
    ),
    "convex functions are strongly convex": (
        inner(gradient(F)(a), a - p) >= mu * norm(a - p) ** 2,
        for_all((a, b), F(b) >= F(a) + inner(gradient(F)(a), b - a)),
        for_all(a, F(p) <= F(a)),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", FALSE)
def test_false_lines_are_refuted_by_an_instance_of_their_hypotheses(name):
    asked = problem(*FALSE[name])
    found = []
    for instance in solutions(asked, violating=True):
        try:
            found.append(confirm(asked, instance))
        except NotConfirmed:
            continue
        break
    assert found
    assert refute(asked) is not None


TRUE = {
    "squares": (x**2 + y**2 >= 2 * x * y,),
    "Cauchy-Schwarz": (inner(u, v) <= norm(u) * norm(v),),
    "the larger root": (x >= 2, x**2 >= 4, x >= 0),
    "eigenvalues are ordered": (lmin(A) <= lmax(A), eq(A.T, A)),
    "powers": (k <= 2**k,),
}


@pytest.mark.parametrize("name", TRUE)
def test_true_lines_are_not_refuted(name):
    assert refute(problem(*TRUE[name])) is None


SATISFIABLE = {
    "an equation": [eq(2 * x + 9, 0)],
    "a system": [eq(x + 2 * y, 1), eq(x - y, 5)],
    "an order": [x < y, y < z, z < -1],
    "a circle": [eq(x**2 + y**2, 1), x > 0, y > 0],
    "outside an interval": [x < 0, x**2 > 5],
    "a root": [eq(sqrt(x), 5)],
    "a quotient": [y < 0, frac(x, y) > 2],
    "normal equations": [eq((X.T @ X + lam * identity(d)) @ w, X.T @ c), norm(w) > 1],
    "eigenvalues at both ends": [eq(A.T, A), eq(lmin(A), -2), eq(lmax(A), 3)],
    "singular values at both ends": [eq(smin(A), 1), eq(norm(A), 4), eq(frobenius(A) ** 2, 21)],
    "sizes of a vector": [eq(norm(u, 1), 3), eq(norm(u, "inf"), 2), eq(norm(v), 2), norm(v, 1) > 2],
    "a map with a fixed point": [nonexpansive(T), eq(T(p), p), eq(norm(p), 1), eq(norm(a), 1), eq(norm(T(a)), 2)],
    "two moments of a bounded number": [eq(expectation(Y), 1), eq(expectation(Y**2), 4), surely(absolute(Y) <= 3)],
    "a random vector": [eq(expectation(Z), 0 * p), eq(expectation(norm(Z) ** 2), 4)],
    "a large natural number": [k > 30, m > 2 * k],
}


@pytest.mark.parametrize("name", SATISFIABLE)
def test_hypotheses_that_pin_values_down_have_a_witness(name):
    asked = problem(x**2 >= 0, *SATISFIABLE[name])
    found = witness(asked)
    assert found is not None
    satisfies(asked, found)


def test_contradictory_hypotheses_have_none():
    assert witness(problem(x >= 0, x < y, y < z, z < x)) is None
    assert witness(problem(x >= 0, eq(A @ B, identity(n)), eq(A, 0 * A))) is None


def test_a_variable_that_a_hypothesis_binds_is_not_the_free_one_of_that_name():
    asked = problem(inner(gradient(F)(a), a) >= norm(a), for_all(a, F(a) >= 0))
    assert refute(asked) is not None


def test_large_powers_and_many_unknowns_are_not_asked():
    started = clock.process_time()
    many = [vector(f"v_{i}", 6) for i in range(20)]
    for says in ((x**2 + 10) ** 400 >= x, eq(x ** (10**9), x ** (10**9 - 1) * x), norm(sum(many[1:], many[0])) <= 1):
        assert list(solutions(problem(says), violating=True)) == []
    assert clock.process_time() - started < 20


def test_paths_and_exponentials_are_left_to_others():
    g, t = path("g", d), time("t")
    assert list(solutions(problem(norm(g(t)) <= 1), violating=True)) == []
    assert list(solutions(problem(exp(x) <= 1), violating=True)) == []


def test_the_same_question_gets_the_same_answer():
    asked = problem(*FALSE["squaring keeps the order of matrices"])
    assert list(solutions(asked, violating=True)) == list(solutions(asked, violating=True))


def test_an_instance_where_nothing_could_be_seen_supports_nothing():
    found = survey(problem(eq(exp(x) * x, x * exp(x) + 0)))
    assert found.closest is None
    counted = survey(problem(eq(norm(0 * u), 0)))
    assert counted.instances == 0
    assert isinstance(survey(problem(lmin(A) <= lmax(A), eq(A.T, A))).margin, Fraction)


def test_nothing_is_left_of_a_question_that_is_answered():
    gc.collect()
    gc.disable()
    try:
        next(solutions(problem(x >= -7), violating=True))
        assert not [one for one in gc.get_objects() if type(one) is solving._Question]
    finally:
        gc.enable()
