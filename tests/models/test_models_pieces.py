"""Functions of one number in pieces: what they are worth, what is shown of them for all numbers, how they flow."""

from fractions import Fraction as Q
from itertools import product
from random import Random

import pytest

from proofcheck.lang import (
    Claim,
    concave,
    convex,
    convex_between,
    dimension,
    eq,
    for_all,
    frac,
    gradient,
    hessian,
    lipschitz,
    minimiser,
    norm,
    path,
    proximal_point,
    scalar,
    scalar_function,
    smooth,
    strongly_convex,
    strongly_convex_between,
    subgradient,
    time,
    unit_vector,
    vector,
    within,
)
from proofcheck.lang.documents import document
from proofcheck.models.chords import bends
from proofcheck.models.confirmation import Instance, NotConfirmed, confirm, satisfies
from proofcheck.models.interval import Interval
from proofcheck.models.pieces import Pieces
from proofcheck.models.positivity import nonnegative
from proofcheck.models.scalars import ZERO, Dual, Form, NotClosed, minus, plus, power_of, times
from proofcheck.models.written import read_instance, write_instance

of = Interval.of
HUBER = Pieces((Q(-1), Q(1)), ((Q(-1, 2), Q(-1)), (Q(0), Q(0), Q(1, 2)), (Q(-1, 2), Q(1))))
VALLEY = Pieces(
    (Q(-2), Q(-1), Q(1), Q(2)),
    ((Q(1),), (Q(-1), Q(-2), Q(-1, 2)), (Q(0), Q(0), Q(1, 2)), (Q(-1), Q(2), Q(-1, 2)), (Q(1),)),
)
"""Half the square near 0, and 1 far away."""

ABSOLUTE = Pieces((Q(0),), ((Q(0), Q(-1)), (Q(0), Q(1))))
HINGE = Pieces((Q(0),), ((Q(0),), (Q(0), Q(1))))
KINKED = Pieces((Q(0),), ((Q(0), Q(-1), Q(1, 2)), (Q(0), Q(1), Q(1, 2))))
"""|x| + x^2 / 2"""
ROOF = Pieces((Q(0),), ((Q(0), Q(1)), (Q(0), Q(-1))))

d = dimension("d")
H, g, z, theta = scalar_function("F", d, differentiable=False), vector("g", d), vector("z", d), scalar("theta")
F, x, w = scalar_function("F", d), vector("x", d), vector("w", d)
t, s, y = time("t"), time("s"), path("y", d)
FLOW = for_all(s, eq(y.dot(s), -gradient(F)(y(s))))


def asked(says, *given):
    made = document("pieces", "", [Claim("it", "", "step", says, given=list(given))])
    assert not made.problems, made.problems
    return made.problem(made.claims[0])


def instance(pieces=HUBER, **data):
    return Instance({"d": 1}, pieces={"F": pieces}, **data)


def is_shown(given, pieces=HUBER, **data):
    try:
        satisfies(asked(eq(x, x), given), instance(pieces, vectors={"x": (Q(1),), "w": (Q(0),)}, **data))
    except NotConfirmed:
        return False
    return True


def test_values_and_slopes_are_those_of_the_pieces_that_a_number_is_on():
    assert [HUBER.at(of(z), {}) for z in (-3, 0, 1, 3)] == [of("5/2"), of(0), of("1/2"), of("5/2")]
    assert [HUBER.slope().at(of(z), {}) for z in (-3, -1, "1/2", 1, 3)] == [of(-1), of(-1), of("1/2"), of(1), of(1)]
    around = HUBER.at(Interval(Q(1, 2), Q(2)), {})
    assert around.lo <= Q(1, 8)
    assert around.hi >= Q(3, 2)


@pytest.mark.parametrize(
    "pieces",
    [
        Pieces((Q(0),), ((Q(0), Q(-1)), (Q(0), Q(1)))),  # |x| has a kink
        Pieces((Q(0),), ((Q(0),), (Q(1),))),
        Pieces((Q(1), Q(0)), ((Q(0),),) * 3),
        Pieces((Q(0),), ((Q(0),),)),
    ],
)
def test_pieces_that_do_not_make_a_differentiable_function_are_refused(pieces):
    with pytest.raises(NotConfirmed):
        satisfies(asked(eq(F(x), F(x)), F(x) >= -9), instance(pieces, vectors={"x": (Q(1),)}))


def test_a_function_that_is_given_twice_is_refused():
    twice = Instance({"d": 1}, functions={"F": ({(1,): Q(1)},)}, pieces={"F": HUBER}, vectors={"x": (Q(1),)})
    with pytest.raises(NotConfirmed, match="or two"):
        satisfies(asked(eq(F(x), F(x)), F(x) >= -9), twice)
    plane = Instance({"d": 2}, pieces={"F": HUBER}, vectors={"x": (Q(1), Q(0))})
    with pytest.raises(NotConfirmed, match="one number"):
        satisfies(asked(eq(F(x), F(x)), F(x) >= -9), plane)


def test_what_holds_of_all_numbers_is_shown_on_one_piece_after_the_other():
    assert is_shown(convex(F))
    assert is_shown(smooth(F, 1))
    assert is_shown(lipschitz(F, 1))
    assert is_shown(minimiser(w, F))
    assert is_shown(smooth(F, 1), VALLEY)
    assert is_shown(lipschitz(F, 1), VALLEY)


def test_what_fails_somewhere_is_not_shown():
    assert not is_shown(smooth(F, frac(99, 100)))
    assert not is_shown(lipschitz(F, frac(99, 100)))
    assert not is_shown(strongly_convex(F, frac(1, 100)))
    assert not is_shown(minimiser(x, F))
    assert not is_shown(convex(F), VALLEY)
    assert not is_shown(smooth(F, frac(99, 100)), VALLEY)


def test_no_second_derivative_is_taken_where_pieces_meet():
    strict = asked(eq(hessian(F)(x), hessian(F)(x)), eq(hessian(F)(x) @ unit_vector(d, 1), 0 * x))
    with pytest.raises(NotConfirmed):
        satisfies(strict, instance(vectors={"x": (Q(1),)}))
    with pytest.raises(NotClosed):
        HUBER.slope().at(Dual(of(1), of(1), 1), {})
    assert HUBER.slope().at(Dual(of(2), of(1), 1), {}) == of(1)
    assert HUBER.slope().at(Dual(of("1/2"), of(1), 1), {}).tangent == of(1)


def test_a_flow_is_followed_as_long_as_it_stays_on_its_piece():
    start = {"y": (Q(5),)}
    falls = asked(norm(y(t)) <= 0, FLOW, t >= 0)
    assert confirm(falls, instance(scalars={"t": Q(3)}, initial=start)).lhs == of(2)
    with pytest.raises(NotConfirmed, match="leaves the piece"):
        confirm(falls, instance(scalars={"t": Q(9, 2)}, initial=start))
    inside = confirm(falls, instance(scalars={"t": Q(1)}, initial={"y": (Q(-1, 2),)}))
    assert inside.lhs.lo < Q(1, 2) * Q(3679, 10000) < inside.lhs.hi + Q(1, 1000)
    from_the_left = confirm(falls, instance(scalars={"t": Q(3)}, initial={"y": (Q(-5),)}))
    assert from_the_left.lhs == of(2)


def test_it_goes_through_a_file():
    given = instance(VALLEY, vectors={"x": (Q(1),)})
    assert read_instance(write_instance(given)) == given
    printed = confirm(asked(F(x) <= 0), given).values["F(w)"]
    assert "1/2 w^2 for -1 <= w <= 1" in printed
    assert "1 for 2 <= w" in printed


A, B = Form.variable("a"), Form.variable("b")
SQUARE = power_of(minus(A, B), 2)
RAYS = {"a": (ZERO, None), "b": (ZERO, None)}
CUBE = {"a": (of(-1), of(1)), "b": (of(-1), of(1))}


@pytest.mark.parametrize(
    ("form", "ranges", "expected"),
    [
        (times(A, B), RAYS, True),
        (times(A, B), CUBE, False),
        (times(SQUARE, plus(A, B)), RAYS, True),
        (times(SQUARE, minus(of(4), power_of(plus(A, B), 2))), CUBE, True),
        (times(SQUARE, minus(of("399/100"), power_of(plus(A, B), 2))), CUBE, False),
        (minus(plus(A, B), times(A, B)), {"a": (ZERO, of(1)), "b": (ZERO, of(1))}, True),
        (minus(plus(A, B), times(of("201/100"), times(A, B))), {"a": (ZERO, of(1)), "b": (ZERO, of(1))}, False),
        (minus(times(A, B), of(1)), {"a": (of(1), None), "b": (of(1), of(2))}, True),
        (minus(times(A, B), of("101/100")), {"a": (of(1), None), "b": (of(1), of(2))}, False),
    ],
)
def test_polynomials_on_a_box(form, ranges, expected):
    assert nonnegative(form, ranges) is expected


WEIGHT = within(theta, 0, 1)


def chord(weight=theta, other=None, factor=1, of=H, spans=(WEIGHT,)):
    """That a function lies below its chords, or something like it."""
    rest = 1 - weight if other is None else other
    return for_all((x, z, *spans), of(weight * x + rest * z) <= factor * weight * of(x) + rest * of(z))


def is_shown_at(given, pieces, at=0, slope=0):
    try:
        satisfies(asked(eq(w, g), given), instance(pieces, vectors={"w": (Q(at),), "g": (Q(slope),)}))
    except NotConfirmed:
        return False
    return True


SHOWN = [
    (convex(H), ABSOLUTE), (convex(H), HINGE), (convex(H), HUBER), (convex(H), KINKED), (concave(H), ROOF),
    (convex_between(F), HUBER), (strongly_convex(H, 1), KINKED), (strongly_convex_between(H, 1), KINKED),
    (chord(), ABSOLUTE), (chord(1 - theta), ABSOLUTE), (chord(spans=(WEIGHT, theta < 1)), ABSOLUTE),
    (lipschitz(H, 1), ABSOLUTE), (lipschitz(H, 1), HINGE), (lipschitz(H, 1), ROOF), (minimiser(w, H), ABSOLUTE),
]  # fmt: skip
NOT_SHOWN = [
    (convex(H), ROOF), (convex(H), VALLEY), (concave(H), ABSOLUTE), (concave(H), KINKED), (convex_between(F), VALLEY),
    (strongly_convex(H, frac(1001, 1000)), KINKED), (strongly_convex(H, frac(1, 1000)), ABSOLUTE),
    (chord(spans=(theta,)), ABSOLUTE), (chord(spans=(theta >= 0,)), ABSOLUTE), (chord(spans=(theta <= 1,)), ABSOLUTE),
    (chord(spans=(within(theta, 0, 2),)), ABSOLUTE), (chord(factor=frac(1, 2)), ABSOLUTE), (chord(other=theta), KINKED),
    (lipschitz(H, frac(999, 1000)), ABSOLUTE), (lipschitz(H, 9), KINKED), (minimiser(w, H), ROOF),
]  # fmt: skip


@pytest.mark.parametrize(("said", "pieces"), SHOWN)
def test_what_a_function_with_kinks_is_declared_to_be_is_shown(said, pieces):
    assert is_shown_at(said, pieces)


@pytest.mark.parametrize(("said", "pieces"), NOT_SHOWN)
def test_what_a_function_with_kinks_is_not_is_not_shown(said, pieces):
    assert not is_shown_at(said, pieces)


def test_subgradients_and_proximal_points_where_there_is_a_kink():
    slopes = (-2, -1, Q(-1, 2), 0, Q(1, 2), 1, 2)
    assert [is_shown_at(subgradient(g, H, w), ABSOLUTE, 0, a) for a in slopes] == [abs(a) <= 1 for a in slopes]
    assert [is_shown_at(subgradient(g, H, w), ABSOLUTE, 3, a) for a in slopes] == [a == 1 for a in slopes]
    assert [is_shown_at(subgradient(g, H, w), HINGE, 0, a) for a in slopes] == [0 <= a <= 1 for a in slopes]
    points = (-2, Q(-1, 2), 0, 1, 3)  # the nearest point of a kink, and soft thresholding elsewhere
    assert [is_shown_at(proximal_point(w, H, 1, g), ABSOLUTE, 0, a) for a in points] == [abs(a) <= 1 for a in points]
    assert [is_shown_at(proximal_point(w, H, 1, g), ABSOLUTE, 2, a) for a in points] == [a == 3 for a in points]


def test_kinks_are_only_for_what_nothing_differentiates():
    at = instance(ABSOLUTE, vectors={"x": (Q(1),)})
    assert satisfies(asked(eq(x, x), H(x) >= 1), at)
    for said in (F(x) >= 1, eq(gradient(F)(x), x), convex(F)):
        with pytest.raises(NotConfirmed, match="fit together"):
            satisfies(asked(eq(x, x), said), at)
    with pytest.raises(NotConfirmed, match="fit together"):  # a jump
        satisfies(asked(eq(x, x), H(x) >= 1), instance(Pieces((Q(0),), ((Q(0),), (Q(1),))), vectors={"x": (Q(1),)}))


def test_slopes_that_increase_are_what_keeps_a_function_below_its_chords():
    """Of random functions in pieces, those that bend are below their chords on a grid, and the others are not."""
    pick, told = Random(1), set()
    for _ in range(40):
        first, bend = (Q(pick.randint(-2, 2), 2) for _ in range(2)), [Q(pick.randint(-1, 2), 2) for _ in range(3)]
        slope, jumps = next(first), [Q(pick.randint(-1, 3), 2) for _ in range(2)]
        polynomials = [(Q(0), slope, bend[0] / 2)]
        for end, jump, curve in zip((-1, 1), jumps, bend[1:], strict=True):
            a, b, c = polynomials[-1]
            after = b + 2 * c * end + jump - curve * end  # so that the slope jumps by so much at the end
            polynomials.append((a + b * end + c - after * end - curve / 2, after, curve / 2))
        made, modulus = Pieces((Q(-1), Q(1)), tuple(polynomials)), Q(pick.randint(-1, 1), 2)
        made.check(differentiable=False)
        told.add(bends(made, modulus))
        assert bends(made, modulus) == all(
            _below_the_chord(made, modulus, *at) for at in product(range(-6, 7), repeat=2)
        )
    assert told == {True, False}


def _below_the_chord(made, modulus, i, j):
    left, right = Q(i, 4), Q(j, 4)
    first, middle, last = (made.at(of(at), {}).lo for at in (left, (left + right) / 2, right))
    return middle <= (first + last) / 2 - modulus / 8 * (left - right) ** 2
