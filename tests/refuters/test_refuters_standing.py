"""Sequences that stand still after their first steps: with them, papers with sets and many steps have instances."""

from fractions import Fraction as Q

import pytest

from proofcheck.lang import (
    Claim,
    convex,
    convex_set,
    dimension,
    eq,
    for_all,
    frac,
    gradient,
    inner,
    member,
    natural,
    norm,
    scalar,
    scalar_function,
    sequence,
    smooth,
    subset,
    vector,
)
from proofcheck.lang.documents import document
from proofcheck.models.confirmation import NotConfirmed, confirm, satisfies
from proofcheck.models.instance import Instance
from proofcheck.refuters import refute, witness
from proofcheck.refuters.standing import standing

d, k = dimension("d"), natural("k")
f, C, G = scalar_function("f", d), subset("C", d), gradient(scalar_function("f", d))
x, s, g, q = sequence("x", d), sequence("s", d), sequence("g"), sequence("q")
L, D, c = scalar("L"), scalar("D"), scalar("c")
u, v, w = vector("u", d), vector("v", d), vector("w", d)
STEPS = [
    for_all(k, eq(x[k + 1], x[k] + g[k] * (s[k] - x[k]))),
    for_all(k, eq(g[k], 2 / (k + 2))),
    for_all(k, member(x[k], C)),
    for_all(k, member(s[k], C)),
]
FRANK_WOLFE = [
    for_all((member(u, C), member(v, C)), norm(u - v) <= D),
    convex_set(C),
    convex(f),
    smooth(f, L),
    L > 0,
    member(w, C),
    for_all(member(u, C), f(w) <= f(u)),
    for_all((member(u, C), k), inner(G(x[k]), s[k]) <= inner(G(x[k]), u)),
    *STEPS,
]


def asked(says, *given):
    made = document("d", "", [Claim("it", "", "step", says, given=list(given))])
    assert not made.problems, made.problems
    return made.problem(made.claims[0])


def test_the_hypotheses_of_a_paper_with_a_set_and_steps_of_varying_length_have_an_instance():
    problem = asked(f(x[k]) - f(w) <= inner(G(x[k]), x[k] - s[k]), *FRANK_WOLFE)
    found = witness(problem)
    assert found is not None
    satisfies(problem, found)


def test_a_step_that_loses_its_square_is_refuted_there():
    says = f(x[k + 1]) <= f(x[k]) + g[k] * inner(G(x[k]), s[k] - x[k]) - frac(L, 2) * g[k] * D**2
    problem = asked(says, *FRANK_WOLFE)
    found = refute(problem)
    assert found is not None
    confirm(problem, found.instance)


def test_an_iterated_sequence_that_reaches_rest_is_listed_up_to_there():
    problem = asked(eq(c, c), for_all(k, eq(q[k + 1], (1 - g[k]) * q[k])), for_all(k, eq(g[k], 2 / (k + 2))))
    still = standing(problem, Instance({}, scalars={"c": Q(1)}, initial={"q": (Q(3),)}))
    assert still.firsts == {"q": ((Q(3),),)}
    assert still.paths == {"q": ({},)}
    satisfies(problem, still)


@pytest.mark.parametrize("law", [frac(1, 2) * q[k], q[k] + 1], ids=str)
def test_one_that_does_not_is_left_as_it_is(law):
    problem = asked(eq(c, c), for_all(k, eq(q[k + 1], law)))
    assert standing(problem, Instance({}, scalars={"c": Q(1)}, initial={"q": (Q(3),)})) is None


@pytest.mark.parametrize(
    ("steps", "holds"),
    [(2 / (k + 2), True), (1 / (k + 1) ** 2, True), (2 / (k - 3), False), (-2 / (k + 2), True)],
    ids=str,
)
def test_a_sequence_that_is_defined_has_to_have_a_value_wherever_a_recurrence_needs_it(steps, holds):
    problem = asked(eq(c, c), for_all(k, eq(q[k + 1], q[k] + g[k] * q[k])), for_all(k, eq(g[k], steps)))
    instance = Instance({}, scalars={"c": Q(1)}, initial={"q": (Q(1),)})
    if holds:
        satisfies(problem, instance)
    else:
        with pytest.raises(NotConfirmed):
            satisfies(problem, instance)


@pytest.mark.parametrize(
    ("first", "rest", "holds"),
    [(Q(1), Q(0), True), (Q(1), Q(1), False), (Q(2), Q(0), True), (Q(0), Q(1), False)],
)
def test_what_is_defined_is_put_into_what_is_said_of_all_members(first, rest, holds):
    """``q_{k+1} <= (1 - 2 / (k + 2)) q_k + (2 / (k + 2))^2 / 2`` for a sequence that is constant after its first."""
    says = for_all(k, q[k + 1] <= (1 - g[k]) * q[k] + g[k] ** 2 / 2)
    problem = asked(eq(c, c), says, for_all(k, eq(g[k], 2 / (k + 2))))
    listed = Instance({}, {"c": Q(1)}, paths={"q": ({(0, Q(0)): rest} if rest else {},)}, firsts={"q": ((first,),)})
    if holds:
        satisfies(problem, listed)
    else:
        with pytest.raises(NotConfirmed):
            satisfies(problem, listed)


def test_a_composite_method_has_an_instance_where_it_rests():
    h, y = scalar_function("h", d), vector("y", d)
    best, r = vector("best", d), sequence("r", d)
    given = [
        L > 0,
        smooth(f, L),
        convex(f),
        convex(h),
        for_all(v, f(best) + h(best) <= f(v) + h(v)),
        for_all(k, eq(x[k + 1], x[k] - frac(1, L) * (G(x[k]) + r[k + 1]))),
        for_all((y, k), h(y) >= h(x[k + 1]) + inner(r[k + 1], y - x[k + 1])),
    ]
    [claim] = (made := document("d", "", [Claim("c", "", "step", eq(x[k], x[k + 1]), given=given)])).claims
    asked = made.problem(claim)
    found = witness(asked)
    assert found is not None
    satisfies(asked, found)
