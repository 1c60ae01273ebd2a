"""Solutions of the equations that hypotheses state, in float64 and in balls."""

from dataclasses import replace

import numpy as np
import pytest

from numerics.arrays import to_objects
from numerics.enclosures import ball, working_digits
from numerics.flows import integrate
from numerics.instances import rebuild, stack
from proofcheck.evaluate import BALLS, NoValueError, Setting, solve_path, solve_sequence
from proofcheck.evaluate.paths import recognised, right_hand_side
from proofcheck.kernel.terms import ONE, Term, neg, num, sub

T = Term("var", "t", ("S",))
A = Term("var", "A", ("O", "n", "n"))
Y, ALPHA = Term("var", "y", ("V", "n")), Term("var", "alpha", ("S",))
Z = Term("path", "z", ("V", "n"), T)
W = Term("path", "w", ("V", "p"), T)
MATRIX = np.array([[2.0, 1.0], [1.0, 3.0]])
TIMES = np.array([[0.7, 0.0, 0.2]])


def linear(arithmetic=None):
    values = {A: MATRIX[None, None], Y: np.array([[[1.0, -1.0]]])}
    setting = Setting({"n": 2}, values, dynamics={"z": (T, neg(Term("dot", A, sub(Z, Y))))})
    if arithmetic is None:
        return setting
    balls = {key: to_objects(value, ball) for key, value in values.items()}
    return Setting({"n": 2}, balls, dynamics=setting.dynamics, arithmetic=arithmetic)


def expected(t):
    rates, basis = np.linalg.eigh(MATRIX)
    y = np.array([1.0, -1.0])
    return y + basis @ (np.exp(-rates * t) * (basis.T @ (np.array([4.0, 5.0]) - y)))


START = np.array([[[4.0, 5.0]]])


def test_an_affine_equation_is_solved_in_closed_form():
    found = solve_path("z", START, linear())(TIMES)
    assert found[0] == pytest.approx(np.array([expected(t) for t in TIMES[0]]), rel=1e-12)


def test_a_small_motion_far_from_0_has_its_relative_precision():
    y = np.array([800.0, -300.0])
    varying = Term("mul", Term("add", ONE, T), Term("dot", A, sub(Z, Y)))
    setting = Setting({"n": 2}, {A: MATRIX[None, None], Y: y[None, None]}, dynamics={"z": (T, neg(varying))})
    start = y + np.array([1e-3, -1e-4])
    found = solve_path("z", start[None, None], setting)(TIMES)[0] - y
    rates, basis = np.linalg.eigh(MATRIX)
    for t, way in zip(TIMES[0], found, strict=True):
        decay = basis @ np.diag(np.exp(-rates * (t + t * t / 2))) @ basis.T
        assert way == pytest.approx(decay @ (start - y), rel=1e-8)


def test_a_rough_path_shows_what_rounding_does_to_what_is_left_of_a_decay():
    left = []
    for rough in range(6):
        setting = replace(linear(), values={A: MATRIX[None, None], Y: np.zeros((1, 1, 2))}, rough=rough)
        left.append(np.linalg.norm(solve_path("z", START, setting)(np.array([[23.0]]))))
    assert max(left) > (1 + 1e-4) * min(left)


def test_the_balls_around_an_affine_flow_hold_the_float():
    with working_digits(40):
        path = solve_path("z", to_objects(START, ball), linear(BALLS), shape=linear())
        found = path(to_objects(TIMES, ball))
        for t, state in zip(TIMES[0], found[0], strict=True):
            for entry, value in zip(state, expected(t), strict=True):
                assert entry.rad() < 1e-25
                assert abs(float(entry) - value) < 1e-13


def training():
    made = stack([rebuild(f"two-layer-tanh:2x6/{seed}") for seed in (1, 2)])
    values = {Y: made.y[:, None], ALPHA: np.ones((2, 1)) / 2}
    residual = sub(Term("mul", ALPHA, Term("fn", "f", ("V", "p"), ("V", "n"), W)), Y)
    body = Term("mul", num(-1), ALPHA, Term("dot", Term("tr", Term("jac", "f", "p", "n", W)), residual))
    return made, Setting({"n": 2, "p": 6}, values, {"f": made.model}, dynamics={"w": (T, body)})


def test_a_gradient_flow_is_recognised_and_agrees_with_a_general_method():
    made, setting = training()
    start = made.w0[:, None]
    slope = right_hand_side("w", start, setting)
    assert recognised(slope, start, setting) is not None
    rates = np.linalg.norm(made.model.jacobian(made.w0), ord=2, axis=(-2, -1)) ** 2 / 4
    times = np.array([[0.5, 3.0]]) / rates[:, None]

    def rhs(t, z, index):
        states, moments = np.array(start), np.zeros((2, 1))
        states[index, 0], moments[index, 0] = z, t
        return slope(moments, states)[index, 0]

    generic = integrate(rhs, made.w0, times, rtol=1e-11, atol=1e-13)
    assert solve_path("w", start, setting)(times) == pytest.approx(generic, rel=1e-6, abs=1e-8)


def test_another_equation_is_not_taken_for_a_gradient_flow():
    made, setting = training()
    start = made.w0[:, None]
    slope = right_hand_side("w", start, setting)
    assert recognised(lambda t, x: slope(t, x) + 1e-3 * x, start, setting) is None


def test_a_sequence_is_iterated():
    k = Term("var", "k", ("N",))
    x = Term("path", "x", ("V", "n"), k)
    path = solve_sequence("x", START, k, Term("mul", num("1/2"), x), Setting({"n": 2}))
    assert path(np.array([[3.0, 0.0]]))[0].tolist() == [[0.5, 0.625], [4.0, 5.0]]


def test_an_equation_that_looks_back_in_time_is_refused():
    earlier = Term("path", "z", ("V", "n"), sub(T, ONE))
    setting = Setting({"n": 2}, dynamics={"z": (T, earlier)})
    with pytest.raises(NoValueError):
        solve_path("z", START, setting)(TIMES)
