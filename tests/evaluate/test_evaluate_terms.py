"""The evaluator says what the kernel says, in float64 and in balls."""

from fractions import Fraction

import numpy as np
import pytest

from numerics.arrays import to_objects
from numerics.enclosures import ball, working_digits
from numerics.instances import rebuild
from proofcheck.evaluate import BALLS, NoValueError, Setting, evaluate
from proofcheck.evaluate.arithmetic import FLOAT
from proofcheck.kernel.clauses import Problem, fact
from proofcheck.kernel.terms import ONE, ZERO, Term, neg, num, sub
from proofcheck.models.instance import Instance
from proofcheck.models.scalars import number
from proofcheck.models.valuation import Valuation

S = ("S",)
T, X, I = Term("var", "t", S), Term("var", "x", S), Term("var", "i", ("N",))
A, Q = Term("var", "A", ("O", "n", "p")), Term("var", "Q", ("O", "n", "n"))
U, V = Term("var", "u", ("V", "n")), Term("var", "v", ("V", "p"))
SIZES = {"n": 2, "p": 3}
ROWS = ((1, 2, 0), (-1, Fraction(1, 2), 3))
SYMMETRIC = ((2, -1), (-1, 3))
DATA = {A: ROWS, Q: SYMMETRIC, U: (1, -2), V: (Fraction(1, 3), 0, 2), X: Fraction(-3, 4)}

TERMS = [
    Term("add", X, ONE, X),
    Term("mul", num(3), X, U),
    Term("div", U, num(7)),
    Term("pow", X, 3),
    Term("pow", X, -2),
    Term("powi", X, num(4)),
    Term("sqrt", Term("pow", X, 2)),
    Term("exp", X),
    Term("max", X, ZERO),
    Term("min", X, ZERO),
    Term("dot", A, V),
    Term("dot", A, Term("tr", A)),
    Term("inner", U, Term("dot", A, V)),
    Term("norm", V),
    Term("opnorm", A),
    Term("smin", A),
    Term("smin", Term("tr", A)),
    Term("lmin", Q),
    Term("lmax", Q),
    Term("dot", Term("add", Q, Term("id", "n")), U),
    Term(
        "minS",
        Term("var", "s", ("V", "n")),
        Term("inner", Term("var", "s", ("V", "n")), Term("dot", Q, Term("var", "s", ("V", "n")))),
    ),
    Term("int", T, ZERO, num(2), Term("pow", T, 2)),
    Term("prod", I, ONE, num(4), Term("add", X, I)),
    Term("prod", I, ONE, ZERO, Term("add", X, I)),
    Term("grad", U, Term("pow", Term("norm", U), 2), U),
]


def exact(term):
    fields = {1: "scalars", 2: "vectors", 3: "operators"}
    data = {"scalars": {}, "vectors": {}, "operators": {}}
    for variable, value in DATA.items():
        data[fields[len(variable[2])]][variable[1]] = value
    valuation = Valuation(Problem((), (), fact("=", ZERO, ZERO)), Instance(SIZES, **data))
    return [number(x) for x in valuation.value(term).entries]


def floats():
    return {key: np.array(value, dtype=float)[None, None] for key, value in DATA.items()}


@pytest.mark.parametrize("term", TERMS, ids=lambda term: term[0])
def test_a_value_in_float64_is_the_exact_one(term):
    found = evaluate(term, Setting(SIZES, floats())).ravel()
    for value, true in zip(found, exact(term), strict=True):
        assert true.lo - Fraction(1, 10**12) <= Fraction(float(value)) <= true.hi + Fraction(1, 10**12)


@pytest.mark.parametrize("term", [t for t in TERMS if t[0] not in {"powi", "int"}], ids=lambda term: term[0])
def test_a_ball_holds_the_exact_value(term):
    with working_digits(40):
        balls = {
            key: np.array([ball(Fraction(str(x))) for x in np.ravel(value)], dtype=object).reshape(
                1, 1, *np.shape(value)
            )
            for key, value in DATA.items()
        }
        found = evaluate(term, Setting(SIZES, balls, arithmetic=BALLS)).ravel()
        for value, true in zip(found, exact(term), strict=True):
            assert value.overlaps(ball(true.lo).union(ball(true.hi)))
            assert value.rad() < 1e-20


def test_one_batch_holds_many_instances_and_times():
    x = np.arange(6.0).reshape(2, 3)
    vector = np.ones((2, 1, 4))
    assert evaluate(
        Term("norm", Term("mul", X, Term("var", "v", ("V", 4)))),
        Setting({}, {X: x, Term("var", "v", ("V", 4)): vector}),
    ) == (pytest.approx(2 * x))


def test_an_integral_up_to_each_time():
    t = np.array([[0.0, 0.5, 3.0]])
    term = Term("int", X, ZERO, T, Term("exp", neg(Term("mul", T, X))))
    expected = np.array([[0.0, (1 - np.exp(-0.25)) / 0.5, (1 - np.exp(-9.0)) / 3]])
    assert evaluate(term, Setting({}, {T: t})) == pytest.approx(expected, rel=1e-9)


@pytest.mark.parametrize("ends", [[2e6], [0.0, 1e-3, 1.0, 40.0, 1e4, 2e6]])
def test_an_integral_resolves_a_motion_that_is_much_faster_than_its_range(ends):
    term = Term("int", X, ZERO, T, Term("exp", neg(X)))
    setting = Setting({}, {T: np.array([ends])}, timescale=np.ones((1, 1)))
    assert evaluate(term, setting)[0] == pytest.approx(-np.expm1(-np.array(ends)), rel=1e-8)


def test_an_infimum_is_at_the_lower_of_two_minima_wherever_the_grid_is():
    wells = Term("pow", Term("mul", num(30), sub(X, num("0.203")), sub(X, num("0.783"))), 2)
    term = Term("inf", X, ZERO, ONE, Term("add", wells, Term("div", X, num(100))))
    grid = np.linspace(0, 1, 100_001)
    lowest = ((30 * (grid - 0.203) * (grid - 0.783)) ** 2 + grid / 100).min()
    assert evaluate(term, Setting({}))[0, 0] == pytest.approx(lowest, abs=1e-8)


def test_what_a_jacobian_pulls_back_is_its_transpose_times_the_vector():
    model = rebuild("deep-tanh:3x6x5/1").model
    rng = np.random.default_rng(1)
    vector, map_at = Term("var", "r", ("V", "n")), Term("jac", "f", "p", "n", Term("var", "w", ("V", "p")))
    for times in (1, 4):
        point, r = rng.standard_normal((1, times, model.weights)), rng.standard_normal((1, 4, model.outputs))
        setting = Setting(
            {"n": model.outputs, "p": model.weights},
            {map_at[4]: point, vector: r},
            {"f": model},
        )
        expected = np.stack([model.jacobian(point)[0, min(k, times - 1)].T @ r[0, k] for k in range(4)])[None]
        assert evaluate(Term("dot", Term("tr", map_at), vector), setting) == pytest.approx(
            expected, rel=1e-12, abs=1e-14
        )


def test_a_rough_computation_shows_what_rounding_may_do_to_an_eigenvalue():
    matrix = np.diag([1e-12, 1.0])[None, None]
    fine, rough = (evaluate(Term("lmin", Q), Setting({"n": 2}, {Q: matrix}, rough=k))[0, 0] for k in (0, 1))
    assert fine == pytest.approx(1e-12, rel=1e-3)
    assert 1e-4 < abs(fine - rough) / fine < 1e-2


def test_an_infimum_between_the_points_of_the_grid():
    term = Term("inf", X, ZERO, ONE, Term("pow", sub(X, num("0.123456")), 2))
    assert evaluate(term, Setting({}))[0, 0] == pytest.approx(0.0, abs=1e-9)


def test_a_derivative_is_that_of_the_dynamics_and_exact():
    z = Term("path", "z", ("V", "n"), T)
    energy = Term("d", T, Term("mul", num("1/2"), Term("pow", Term("norm", z), 2)))
    state = np.array([[[1.0, 2.0]]])
    setting = Setting(
        SIZES,
        {**floats(), T: np.zeros((1, 1))},
        paths={"z": lambda times: state},
        dynamics={"z": (T, neg(Term("dot", Q, z)))},
    )
    assert evaluate(energy, setting)[0, 0] == pytest.approx(-float(state[0, 0] @ np.array(SYMMETRIC) @ state[0, 0]))


def test_a_quotient_by_zero_has_no_value():
    assert np.isnan(evaluate(Term("div", ONE, ZERO), Setting({}))[0, 0])


def test_what_has_no_value_is_named():
    with pytest.raises(NoValueError, match="A"):
        evaluate(Term("opnorm", A), Setting(SIZES))
    with pytest.raises(NoValueError, match="float64"):
        evaluate(Term("int", T, ZERO, ONE, T), Setting({}, arithmetic=BALLS))


def test_a_minimum_over_the_sphere_that_is_no_quadratic_form_is_refused():
    v = Term("var", "s", ("V", "n"))
    with pytest.raises(NoValueError, match="quadratic"):
        evaluate(Term("minS", v, Term("add", ONE, Term("inner", v, v))), Setting(SIZES))


def test_balls_are_wider_than_nothing_and_hold_the_float():
    with working_digits(30):
        balls = to_objects(np.array([[2.0]]), ball)
        root = evaluate(Term("sqrt", X), Setting({}, {X: balls}, arithmetic=BALLS))[0, 0]
        assert root.contains(root.mid())
        assert root.rad() > 0
        assert float(root) == pytest.approx(2**0.5)


@pytest.mark.parametrize("size", [1, 2, 3])
def test_extreme_eigenvalues_and_singular_values_are_those_of_lapack(size):
    rng = np.random.default_rng(size)
    matrix = rng.standard_normal((20, 3, size, size)) * 10.0 ** rng.uniform(-3, 3, (20, 1, 1, 1))
    symmetric = matrix + matrix.swapaxes(-1, -2)
    values = np.linalg.eigvalsh(symmetric)
    assert np.allclose(FLOAT.eigenvalues(symmetric), (values[..., 0], values[..., -1]), rtol=1e-11, atol=0)
    symmetric[0, 0] = np.nan
    assert np.isnan(FLOAT.eigenvalues(symmetric)[0]).sum() == 1
    wide = rng.standard_normal((20, 3, size, 4))
    values = np.linalg.svd(wide, compute_uv=False)
    assert np.allclose(FLOAT.singular_values(wide), (values[..., 0], values[..., -1]), rtol=1e-11, atol=0)
