"""Nearest points are computed at instances: false lines about steps that are projected are refuted."""

from fractions import Fraction

import pytest
from lines import assert_proved, assert_refuted, problem

from proofcheck.kernel.clauses import Clause, Problem, fact
from proofcheck.kernel.terms import SCALAR, Term, num
from proofcheck.lang import (
    convex_set,
    dimension,
    for_all,
    inner,
    member,
    norm,
    operator,
    projection,
    scalar,
    subset,
    vector,
)
from proofcheck.models.confirmation import NotConfirmed, confirm
from proofcheck.models.instance import Instance
from proofcheck.refuters.nearest import specialized

d = dimension("d")
x, y, z, g = (vector(name, d) for name in "xyzg")
K, eta, G = subset("K", d), scalar("eta", positive=True), scalar("G", positive=True)
step = [projection(y, x - eta * g, K), member(z, K), convex_set(K), norm(g) <= G]
near = norm(x - z) ** 2 - 2 * eta * inner(g, x - z)


@pytest.mark.parametrize(
    ("says", "given"),
    [
        (norm(y - z) ** 2 <= near + eta**2 * G, step),
        (norm(y - z) ** 2 <= near - 2 * eta * inner(g, x - z) + eta**2 * G**2, step),
        (norm(y - x) <= eta * G, [projection(y, x - eta * g, K), norm(g) <= G]),
        (inner(x - y, z - y) <= 0, [projection(y, x, K), member(z, K)]),
    ],
    ids=str,
)
def test_false_lines_about_projected_steps_are_refuted(says, given):
    assert_refuted(problem(says, *given))


def test_without_convexity_several_points_may_be_nearest():
    """From the centre of a hole that is a ball, all points of its edge are nearest; they are not far apart."""
    both = [projection(y, x, K), projection(z, x, K)]
    assert_refuted(problem(norm(y - z) <= 0, *both))
    assert_refuted(problem(inner(x - y, z - y) <= 0, *both))
    assert_proved(problem(norm(y - z) <= 2 * norm(x - y), *both))
    assert_proved(problem(norm(y - z) <= 0, *both, convex_set(K)))


def test_in_special_sets_nearest_points_are_equations():
    everywhere, in_ball = specialized(problem(norm(y - z) <= norm(x - z), *step))
    spoken = [part.key for part in (clause.relation[1] for clause in everywhere.problem.hypotheses)]
    assert not any("set K" in key for key in spoken)
    start = {"dims": {"d": 1}, "scalars": {"eta": Fraction(1), "G": Fraction(1)}}
    four = Instance(**start, vectors={"x": (Fraction(4),), "g": (Fraction(1),), "z": (Fraction(0),)})
    assert everywhere.completed(four).vectors["y"] == (3,)
    assert in_ball.completed(four).vectors["y"] == (1,)


def test_sets_of_which_nothing_else_is_said_may_have_a_hole():
    *_, outside = specialized(problem(norm(y - z) <= norm(x - z), projection(y, x, K), member(z, K)))
    inside = Instance(dims={"d": 1}, vectors={"x": (Fraction(-1, 2),), "z": (Fraction(2),)})
    assert outside.completed(inside).vectors["y"] == (-1,)


@pytest.mark.parametrize(("least", "holds"), [(4, True), (5, False)])
def test_the_multiplier_of_a_ball_is_found_at_its_nearest_point(least, holds):
    """With w = (3, 4) = 5 y and |v| <= 1: |w - v|^2 - 16 = 4 (1 - |v|^2) + 5 |v - y|^2."""
    v, w = Term("var", "v", ("V", "d")), Term("var", "w", ("V", "d"))
    away = Term("norm", Term("add", w, Term("mul", num(-1), v)))
    apart = Clause((v,), (fact("<=", Term("norm", v), num(1)),), ("<=", num(least), away))
    positive = fact("<", num(0), Term("var", "c", SCALAR))
    vectors = {"w": (Fraction(3), Fraction(4)), "y": (Fraction(3, 5), Fraction(4, 5))}
    at = Instance(dims={"d": 2}, scalars={"c": Fraction(0)}, vectors=vectors)
    if holds:
        assert "together" in confirm(Problem((), (apart,), positive), at).hypotheses[0]
    else:
        with pytest.raises(NotConfirmed):
            confirm(Problem((), (apart,), positive), at)


def test_what_is_nearest_among_images_is_no_nearest_point():
    """A bound variable in another space than the point beside it."""
    n = dimension("n")
    data, b = operator("A", n, d), vector("b", n)
    fit = for_all(z, norm(data @ x - b) <= norm(data @ z - b))
    assert list(specialized(problem(norm(b) <= 0, fit))) == []
