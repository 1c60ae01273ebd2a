"""Conditions on dimensions are conditions like all others."""

import pytest

from proofcheck.evidence.derivations import replay_certificate, write_certificate
from proofcheck.kernel.clauses import Clause, fact
from proofcheck.kernel.terms import ZERO, Term, num
from proofcheck.lang import (
    Claim,
    LanguageError,
    dimension,
    document,
    eq,
    for_all,
    identity,
    ill_typed,
    implies,
    inner,
    mapping,
    norm,
    operator,
    path,
    relation,
    scalar,
    smin,
    sphere_minimum,
    text,
    time,
    vector,
    within,
)
from proofcheck.lang.translate import clauses, dimension_relations
from proofcheck.models.confirmation import confirm, satisfies
from proofcheck.models.instance import Instance
from proofcheck.models.scalars import NotConfirmed
from proofcheck.provers.search import prove
from proofcheck.refuters import refute, survey, witness

m, n, p = dimension("m"), dimension("n"), dimension("p")
x, t = scalar("x"), time("t")
A, B, C = operator("A", n, p), operator("B", n, n), operator("C", n, n)
v, e = vector("v", n), vector("e", n)
N, P, X = Term("dim", "n"), Term("dim", "p"), Term("var", "x", ("S",))


def problem(says, *given, standing=()):
    claim = Claim("c", "", "step", says, given=given)
    return document("d", "d", [claim], standing=standing).problem(claim)


# ---------------------------------------------------------------- what is said


@pytest.mark.parametrize(
    ("written", "expected", "printed"),
    [
        (n < p, ("<", N, P), "n < p"),
        (p >= n, ("<=", N, P), "p ≥ n"),
        (eq(n, p), ("=", N, P), "n = p"),
        (n >= 2, ("<=", num(2), N), "n ≥ 2"),
        (n < 3, ("<", N, num(3)), "n < 3"),
        (eq(1, n), ("=", num(1), N), "1 = n"),
        (relation(">", n, 4), ("<", num(4), N), "n > 4"),
    ],
)
def test_a_relation_of_dimensions_is_a_clause(written, expected, printed):
    assert clauses(written) == (fact(*expected),)
    assert text(written) == printed
    assert ill_typed(written) is None
    assert len(dimension_relations(written)) == 1


def test_a_relation_of_dimensions_stands_wherever_others_do():
    condition, conclusion = fact("<", P, N), fact("<=", X, ZERO)
    assert clauses(implies(p < n, x <= 0)) == (Clause((), (condition,), conclusion.relation),)
    assert clauses(implies(x <= 0, p < n)) == (Clause((), (conclusion,), condition.relation),)
    assert clauses(for_all(x, p < n)) == (condition,)
    (ranged,) = clauses(for_all(within(t, 0, x), p < n))
    assert len(ranged.conditions) == 2
    assert ranged.relation == condition.relation


def test_sizes_are_chosen_by_what_holds_whatever_else_does():
    assert dimension_relations(for_all(x, p < n)) == (("<", "p", "n"),)
    assert dimension_relations(n > 2) == (("<", "2", "n"),)
    for conditional in (for_all(within(t, 0, x), p < n), implies(p < n, n < m), implies(x > 0, p < n)):
        assert dimension_relations(conditional) == ()


@pytest.mark.parametrize("other", [0.5, True, "n"])
def test_a_dimension_is_compared_with_dimensions_and_whole_numbers(other):
    for compare in (lambda: n < other, lambda: eq(n, other), lambda: eq(other, n)):
        with pytest.raises(
            LanguageError, match=r"a dimension is compared with .*: it must be another dimension, or an int"
        ):
            compare()


# ---------------------------------------------------------------- what follows


@pytest.mark.parametrize(
    "asked",
    [
        problem(implies(p < n, eq(smin(A), 0))),
        problem(eq(smin(A), 0), x > 0, implies(x > 0, p < n)),
        problem(eq(smin(A), 0), for_all(x, p < n)),
        problem(eq(smin(A), 0), p <= m, m < n),
        problem(eq(smin(A), 0), p < 3, n >= 3),
        problem(eq(smin(operator("D", 3, 2)), 0)),
        problem(smin(A) <= x, p < n, x >= 0),
        problem(n >= 1),
        problem(eq(n, 2), n > 1, n < 3),
        problem(n < p, n < m, m <= p),
        problem(x <= 0, implies(n < p, x <= 0), n < p),
    ],
    ids=lambda asked: str(asked.goal.relation),
)
def test_what_is_true_is_proved_and_not_refuted(asked):
    theorem = prove(asked)
    assert theorem is not None
    certificate = write_certificate(theorem, asked)
    assert replay_certificate(certificate)[0].clause == asked.goal
    assert refute(asked) is None
    assert witness(asked) is not None


@pytest.mark.parametrize(
    "asked",
    [
        problem(eq(smin(A), 0)),
        problem(implies(n <= p, eq(smin(A), 0))),
        problem(eq(smin(A.T), 0), p < n),
        problem(x <= 0, implies(n < p, x <= 0)),
        problem(implies(n < p, x <= 0), n >= 2),
        problem(n < p),
        problem(n <= 2),
        problem(eq(B @ C, C @ B)),
        problem(eq(n, p), implies(x > 0, eq(n, p))),
        problem(n >= 2, x > 0, implies(x > 1, n >= 2)),
    ],
    ids=lambda asked: str(asked.goal.relation),
)
def test_what_is_false_is_refuted_and_not_proved(asked):
    found = refute(asked)
    assert found is not None
    assert confirm(asked, found.instance) == found.confirmation
    assert prove(asked) is None


@pytest.mark.parametrize(
    "given",
    [
        [n < p, p < n],
        [n < p, for_all(x, p < n)],
        [n < 1],
        [n < p, x > 0, implies(x > 0, p < n)],
        [n > 1, n < 2],
        [eq(n, 2), eq(p, 3), eq(n, p)],
    ],
    ids=str,
)
def test_sizes_that_contradict_each_other_have_no_instance(given):
    asked = problem(x**2 >= 0, *given)
    assert witness(asked) is None
    assert refute(problem(x >= 1, *given)) is None
    assert survey(asked).instances == 0


def test_an_instance_is_one_of_its_dimensions():
    asked = problem(x <= 0, implies(n < p, x <= 0))
    large = Instance({"n": 1, "p": 1}, {"x": num(1)[1]})
    assert confirm(asked, large).relation == "1 > 0"
    with pytest.raises(NotConfirmed):
        satisfies(asked, Instance({"n": 1, "p": 2}, {"x": num(1)[1]}))


# ---------------------------------------------------------------- what is relevant


@pytest.mark.parametrize(
    ("says", "stands"),
    [
        (eq(B @ C, C @ B), for_all(v, eq(inner(v, e) * e, v))),
        (eq(B @ C, C @ B), eq(n, 1)),
        (eq(B @ C, C @ B), norm(v) <= 1),
        (n < p, norm(v) <= 1),
        (sphere_minimum(v, x) <= x, norm(identity(n)) <= 1),
        (norm(v) >= 0, norm(path("w", n)(t)) <= 1),
        (norm(v) >= 0, norm(mapping("f", n, 1)(e)) <= 1),
    ],
)
def test_what_stands_for_all_and_shares_a_dimension_is_relevant(says, stands):
    assert set(clauses(stands)) <= set(problem(says, standing=[stands]).hypotheses)


def test_what_stands_for_all_and_shares_nothing_is_not():
    for says, stands in ((norm(v) >= 0, x <= 1), (norm(v) >= 0, norm(vector("q", p)) <= 1), (x >= 0, n >= 2)):
        assert problem(says, standing=[stands]).hypotheses == ()
    two = vector("a", 2), vector("b", 2)
    assert problem(norm(two[0]) >= 0, standing=[norm(two[1]) <= 1]).hypotheses == ()


def test_operators_of_one_dimension_may_commute():
    one = for_all(v, eq(inner(v, e) * e, v))
    assert refute(problem(eq(B @ C, C @ B), standing=[one])) is None
    assert refute(problem(eq(B @ C, C @ B))) is not None
