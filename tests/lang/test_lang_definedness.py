"""What a claim needs in order to have a value is collected, closed under what is bound around it; nothing else is."""

import pytest

from proofcheck.kernel.clauses import fact
from proofcheck.kernel.terms import ZERO, Term
from proofcheck.lang import (
    Claim,
    define,
    define_function,
    derivative,
    dimension,
    either,
    eq,
    exp,
    for_all,
    frac,
    implies,
    infimum,
    inner,
    integral,
    inverse,
    lmax,
    lmin,
    log,
    nabla,
    natural,
    nonzero,
    norm,
    operator,
    operator_path,
    operator_sequence,
    path,
    scalar,
    scalar_function,
    sequence,
    smin,
    sqrt,
    summation,
    text,
    time,
    vector,
    within,
)
from proofcheck.lang.definedness import conditions, known_signs, where_defined
from proofcheck.lang.documents import document
from proofcheck.lang.translate import clauses

n = dimension("n")
x, y, s, T = scalar("x"), scalar("y"), scalar("s"), scalar("T")
a, t, k, q = scalar("a", positive=True), time("t"), natural("k"), sequence("q")
u, v, A, B = vector("u", n), vector("v", n), operator("A", n, n), operator("B", n, n)
g = define_function("g", [s], 1 / s)
half = define("h", y / 2)


def needed(says, *given):
    return [text(need.says) for need in conditions(says, known_signs(given))]


@pytest.mark.parametrize(
    ("says", "needs"),
    [
        (eq(x / y, 1), ["y ≠ 0"]),
        (eq(x / (x * y**2), 1), ["x ≠ 0", "y ≠ 0"]),
        (eq(1 / (1 / x), x), ["x ≠ 0"]),
        (eq(frac(x, y - 1), 1), ["y - 1 ≠ 0"]),
        (eq(x**-2, 1), ["x ≠ 0"]),
        (eq(sqrt(x - 1), 1), ["x - 1 ≥ 0"]),
        (eq(1 / sqrt(x), 1), ["x ≥ 0", "√x ≠ 0"]),
        (q[k - 1] <= q[k], ["k ≥ 1"]),
        (u[k] <= 1, ["k ≥ 1", "k ≤ n"]),
        (u[2] <= u[1], ["2 ≤ n"]),
        (A[k, 1] <= u[n], ["k ≥ 1", "k ≤ n"]),
        (x <= summation(k, 0, n, u[k]), ["k ≥ 1 ∀ k = 0, ..., n"]),
        (lmin(A) <= 1, ["A = Aᵀ"]),
        (x <= infimum(s, x, y, s), ["x ≤ y"]),
        (eq(integral(s, 1, 2, 1 / s), x), ["s ≠ 0 ∀ s ∈ [1, 2]"][:0]),
        (eq(integral(s, -1, 2, 1 / s), x), ["s ≠ 0 ∀ s ∈ [-1, 2]"]),
        (eq(nabla(u, 1 / norm(u), v), v), ["‖v‖ ≠ 0"]),
        (eq(g(x + 1), 1), ["x + 1 ≠ 0"]),
        (eq(1 / half, 1), ["h ≠ 0"]),
        (implies(x > 0, eq(1 / x, 1)), []),
        (implies(x >= 0, eq(1 / x, 1)), ["x ≥ 0 ⇒ x > 0"]),
    ],
    ids=str,
)
def test_conditions(says, needs):
    found = needed(says)
    if says == eq(1 / half, 1):
        assert found in (["h ≠ 0"], ["y ≠ 0"])
    else:
        assert found == needs


@pytest.mark.parametrize(
    "says",
    [
        eq(x / a, 1),
        eq(x / (2 * a + 1), 1),
        eq(x / exp(y), 1),
        sqrt(norm(u) ** 2 + a) >= 0,
        sqrt(inner(u, u)) >= 0,
        1 / (1 + x**2) <= 1,
        lmin(A @ A.T + 2 * B.T @ B) <= lmax(A.T @ A),
        smin(A) >= 0,
        q[k + 1] <= q[2 * k],
        eq(summation(k, 1, n, u[k] * A[k, 1]), x),
        for_all(within(k, 1, n), u[k] <= v[k]),
        x / n <= 1,
        for_all(within(s, 1, T), eq(1 / s, 1)),
        eq(derivative(t, exp(t) / a), 1),
    ],
    ids=str,
)
def test_what_can_be_seen_at_a_glance_is_not_asked_for(says):
    assert needed(says) == []


def test_hypotheses_say_what_is_not_zero():
    assert needed(eq(1 / x, 1), x > 0) == needed(eq(1 / x, 1), nonzero(x)) == needed(eq(1 / x, 1), x >= 2) == []
    assert needed(eq(1 / x, 1), x >= 0) == ["x > 0"]
    assert needed(lmin(A) <= 1, eq(A, A.T)) in ([], ["A = Aᵀ"])


def test_a_condition_on_a_quantified_variable_stands_under_the_quantifier():
    says = for_all(x, eq(x / x, 1))
    [need] = conditions(says, {})
    assert need.guard
    [clause] = clauses(where_defined(says, {}))
    assert [condition.relation[0] for condition in clause.conditions] == ["<"]
    assert clauses(says)[0].conditions == ()


def test_the_inner_quantifier_guards_what_it_binds_and_the_outer_one_does_not_again():
    says = for_all(x, for_all(y, eq(1 / (x + y), 1)))
    [clause] = clauses(where_defined(says, {}))
    assert len(clause.conditions) == 1
    assert not clause.conditions[0].variables


f, P, Q = path("f"), operator_path("P", n, n), operator_sequence("Q", n, n)
F, m = scalar_function("F", n), natural("m")


@pytest.mark.parametrize(
    ("says", "presupposed"),
    [
        (for_all(T, 1 / f(T) <= x), "f(T) ≠ 0 ∀ T ∈ R"),
        (for_all(t, log(f(t) + x) <= t), "f(t) + x > 0 ∀ t ≥ 0"),
        (for_all(t, sqrt(integral(s, x, y, f(t))) <= t), "∫_x^y f(t) ds ≥ 0 ∀ t ≥ 0"),
        (for_all(t, infimum(s, 0, 1, sqrt(f(s) - t)) <= t), "(f(s) - t ≥ 0 ∀ s ∈ [0, 1]) ∀ t ≥ 0"),
        (for_all(m, summation(k, 1, m, 1 / q[k]) <= m), "(q_k ≠ 0 ∀ k = 1, ..., m) ∀ m ∈ N"),
        (for_all(k, implies(k >= 1, 1 / q[k - 1] <= 1)), "k ≥ 1 ⇒ q_{k - 1} ≠ 0 ∀ k ∈ N"),
        (for_all(t, either(t >= 1, sqrt(f(t)) <= 1)), "t < 1 ⇒ f(t) ≥ 0 ∀ t ≥ 0"),
        (for_all(s, implies(s > 0, sqrt(x) <= s)), "s > 0 ⇒ x ≥ 0 ∀ s ∈ R"),
        (for_all(t, eq(t / f(t), t / t)), "f(t) ≠ 0 ∀ t ≥ 0"),
        (for_all(u, sqrt(F(u) - F(v)) <= norm(u)), "F(u) - F(v) ≥ 0 ∀ u ∈ R^n"),
        (for_all(k, lmin(Q[k]) <= 1), "Q_k = Q_kᵀ ∀ k ∈ N"),
        (for_all(t, norm(inverse(P(t)) @ u) <= t), "σ_min(P(t)) > 0 ∀ t ≥ 0"),
    ],
    ids=str,
)
def test_a_condition_on_what_is_given_is_presupposed_at_all_values(says, presupposed):
    told = [need for need in conditions(says, {}) if not need.guard]
    assert [text(need.says) for need in told] == [presupposed]
    if all(need in told for need in conditions(says, {})):
        assert where_defined(says, {}) == says


@pytest.mark.parametrize(
    "says",
    [
        for_all(T, 1 / (T - x) <= 1),
        for_all(T, 1 / (f(T) - T) <= 1),
        for_all((u, v), inner(u, v) / norm(u - v) <= 1),
        for_all(u, 1 / (F(u) - F(v)) <= 1),
        for_all((u, v), sqrt(F(u) - F(v)) <= 1),
        for_all(T, sqrt(1 - integral(s, 0, T, s)) <= 1),
        for_all(u, norm(u) / norm(A @ u) <= 1),
    ],
    ids=str,
)
def test_a_condition_that_no_given_thing_satisfies_everywhere_is_a_guard(says):
    assert [need.guard for need in conditions(says, {})] == [True]


def test_a_document_shows_conditions_as_tacit_hypotheses_with_the_reason():
    made = document("here", "", [Claim("it", "", "step", eq(x / y, 1), given=[y <= 3])])
    [tacit] = [h for h in made.hypotheses(made.claims[0]) if h.condition is not None]
    assert (tacit.text, tacit.said) == ("y ≠ 0, since the claim divides by y", False)
    assert set(tacit.clauses) < set(made.problem(made.claims[0]).hypotheses)


def test_what_is_assumed_and_asked_of_all_values_is_so_of_those_that_have_a_value():
    says, given = for_all(x, eq(x / x, 1)), for_all(x, nonzero(1 / x))
    made = document("here", "", [Claim("it", "", "step", says, given=[given])])
    problem = made.problem(made.claims[0])
    for clause in (problem.goal, *problem.hypotheses):
        assert clause.conditions == (fact("<", ZERO, Term("pow", clause.variables[0], 2)),)
