"""What is known already decides about a candidate before any prover is asked."""

import pytest

from proofcheck.kernel.clauses import Problem
from proofcheck.lang import (
    Claim,
    convex,
    cos,
    dimension,
    eq,
    exp,
    for_all,
    frac,
    gradient,
    inner,
    natural,
    norm,
    scalar,
    scalar_function,
    sequence,
    sin,
    smooth,
    vector,
)
from proofcheck.lang.documents import document
from proofcheck.models.confirmation import confirm
from proofcheck.provers.engine import Hints
from proofcheck.refuters import refute
from proofcheck.repair import Edit, mended, mending
from proofcheck.repair.changes import CONSTANT
from proofcheck.repair.emptiness import is_of_signs, says_no_more
from proofcheck.repair.known import Ground

x, y = scalar("x"), scalar("y")
n = dimension("n")
u, v, x_star = vector("u", n), vector("v", n), vector("p", n)
L, F = scalar("L", positive=True), scalar_function("F", n)
g = gradient(F)
tangent = F(u) + inner(g(u), v - u)


def problem(says, *given) -> Problem:
    claim = Claim("line", "", "step", says, given=given)
    return document("lone", "", [claim]).problem(claim)


def test_a_root_that_refutes_a_bound_refutes_larger_ones_without_a_prover(monkeypatch):
    """exp(x) = 2 determines x = log 2, which is no more than 1, and so no more than 2."""
    stands, changed = problem(x >= 1, eq(exp(x), 2)), problem(x >= 2, eq(exp(x), 2))
    known = refute(stands).instance
    assert known.enclosed
    confirm(changed, known)
    monkeypatch.setattr(mending, "soon_settled", lambda *_: pytest.fail("a prover was asked"))
    assert mended([Edit(x >= 2, "", 5, CONSTANT)], lambda _: changed, stands, known, lambda _: Hints()) is None


@pytest.mark.parametrize(
    ("says", "than", "expected"),
    [
        (x + y <= 3, x + y <= 2, True),
        (2 * x + 2 * y <= 4, x + y <= 2, True),
        (x >= -1, 2 * x >= 1, True),
        (x + y <= 1, x + y <= 2, False),
        (x - y <= 3, x + y <= 2, False),
        (-x - y <= 2, x + y <= 2, False),
        (sin(x) <= 2, cos(x) <= 1, False),
        (eq(x, 1), x <= 1, False),
    ],
)
def test_a_bound_with_a_number_to_spare_says_no_more(says, than, expected):
    assert says_no_more(problem(says), problem(than)) is expected


def bounded_by(extra, *given) -> Problem:
    return problem(F(v) <= tangent + extra, *given)


def test_what_is_false_for_a_smooth_function_fails_at_random_ones_and_the_descent_lemma_at_none():
    ground = Ground(bounded_by(norm(v - u) ** 2, smooth(F, L)))
    for factor in (1, 2, L / 3, 1 / L):
        assert ground.failing(bounded_by(factor * norm(v - u) ** 2, smooth(F, L))) is True
    for factor in (L / 2, L):
        true = bounded_by(factor * norm(v - u) ** 2, smooth(F, L))
        assert ground.failing(true) is None
        assert ground.is_telling(true)
    half, whole = (bounded_by(factor * norm(v - u) ** 2, smooth(F, L)) for factor in (L / 2, L))
    assert ground.is_weaker(whole, half)
    assert not ground.is_weaker(half, whole)


def test_a_random_function_that_is_only_seen_to_be_convex_at_some_points_refutes_in_fractions():
    stands = bounded_by(0, convex(F))
    found = Ground(stands).failing(stands)
    confirm(stands, found)
    above = problem(F(v) >= tangent, convex(F))
    assert Ground(stands).failing(above) is None


def test_a_further_hypothesis_is_respected_by_the_instances_that_refute():
    """A square is at most a half where the number is small, which more than the claim's own hypotheses have to say."""
    stands = problem(x**2 <= frac(1, 2))
    ground = Ground(stands)
    assert ground.failing(stands) is True
    assert ground.failing(problem(x**2 <= frac(1, 2), x >= 0, x <= frac(1, 2))) is None


def test_a_sequence_of_numbers_of_which_not_all_terms_are_looked_at_refutes_nothing_for_sure():
    a, k, t = sequence("a"), natural("k"), natural("t")
    bounded = for_all(t, a[t] ** 2 <= 1)
    stands = problem(2 * a[k] <= 1, bounded)
    ground = Ground(stands)
    assert ground.failing(stands) is not True
    assert ground.failing(problem(a[k] <= 1, bounded)) is None


def test_instances_say_nothing_about_a_claim_that_binds_something_else():
    assert Ground(problem(x >= 0)).failing(problem(y >= 0)) is None


def test_rounding_refutes_no_identity():
    """Where two points are one, the sides are what rounding leaves of 0."""
    a, b, c = (vector(name, n) for name in "xyz")
    parts, mixed = norm(a - c) ** 2 + norm(c - b) ** 2, inner(a - c, c - b)
    ground = Ground(problem(eq(norm(a - b) ** 2, parts + mixed)))
    assert ground.failing(problem(eq(norm(a - b) ** 2, parts + mixed))) is True
    assert ground.failing(problem(eq(norm(a - b) ** 2, parts + 2 * mixed))) is None


def test_a_bound_by_the_signs_of_its_sides_is_told_from_others():
    """Where p is a minimiser, F(p) - F(u) is not positive: a bound of it by what is not negative says nothing more."""
    minimal = for_all(v, F(x_star) <= F(v))
    gap = F(u) - F(x_star)
    assert is_of_signs(problem(-gap <= x**2 * gap, minimal))
    assert not is_of_signs(problem(gap <= x**2 * gap, minimal))
    assert not is_of_signs(problem(-gap <= 0, minimal))
