"""Functions of several arguments in print: formulas in letters that stand for nothing else, to be evaluated by hand."""

from fractions import Fraction as Q

import pytest
from lines import problem

from proofcheck.lang import dimension, function_of, scalar, vector
from proofcheck.models.confirmation import confirm
from proofcheck.models.instance import Instance
from proofcheck.models.pieces import Pieces

one, two = dimension("n"), dimension("m")
x, y, u, s = vector("x", one), vector("y", two), vector("u", two), scalar("s")
ROW, SPACE = {"x in f, place 1": ((Q(1),),)}, {"n": 1, "space of f": 1}
SQUARE = {"whole f": ({(2,): Q(1), (0,): Q(-1)},)}
KINK = Pieces((Q(0),), ((Q(0), Q(-1)), (Q(0), Q(1))))


@pytest.mark.parametrize(
    ("function", "taken", "instance", "printed"),
    [
        (
            function_of("f", [x, y]),
            (x, u),
            Instance(
                {**SPACE, "m": 2},
                {},
                {"x": (Q(1),), "u": (Q(1), Q(1))},
                {**ROW, "y in f, place 2": ((Q(0), Q(2)),)},
                SQUARE,
            ),
            {"f(z, y)": "-1 + 4 y_2 z_1 + 4 y_2^2 + z_1^2"},
        ),
        (
            function_of("f", [x, s]),
            (x, s),
            Instance(SPACE, {"s": Q(3)}, {"x": (Q(1),), "s in f, place 2": (Q(-1),)}, ROW, SQUARE),
            {"f(z, v)": "-1 - 2 v z_1 + v^2 + z_1^2"},
        ),
        (
            function_of("f", [x, s], differentiable=False),
            (x, s),
            Instance(SPACE, {"s": Q(3)}, {"x": (Q(1),), "s in f, place 2": (Q(-1),)}, ROW, pieces={"whole f": KINK}),
            {"f(z, v)": "-w for w <= 0, w for 0 <= w, where w = -v + z_1"},
        ),
    ],
)
def test_a_formula_of_the_arguments_is_shown_and_nothing_that_it_is_made_of(function, taken, instance, printed):
    shown = confirm(problem(function(*taken) <= -1), instance).values
    assert {name: value for name, value in shown.items() if "f" in name} == printed
