"""Closed forms satisfy their equations; enclosures hold the solution."""

from fractions import Fraction as Q

import mpmath
import pytest

from proofcheck.models.flow import PolynomialFlow, linear_solution, solve_exactly
from proofcheck.models.interval import Interval
from proofcheck.models.scalars import Form, NotConfirmed

of = Interval.of


def numbers(*rows):
    return [[of(x) for x in row] for row in rows]


@pytest.mark.parametrize(
    ("matrix", "forcing", "start", "expected"),
    [
        (numbers([-4]), [of(4)], [of(0)], lambda t: [1 - mpmath.exp(-4 * t)]),
        (
            numbers([-2, -1], [-1, -2]),
            [of(0), of(0)],
            [of(1), of(0)],
            lambda t: [(mpmath.exp(-3 * t) + mpmath.exp(-t)) / 2, (mpmath.exp(-3 * t) - mpmath.exp(-t)) / 2],
        ),
        (numbers([0, 1], [0, 0]), [of(0), of(2)], [of(0), of(0)], lambda t: [t * t, 2 * t]),
        (numbers([-1]), [Form({((), (("t", Q(-1)),)): of(1)})], [of(0)], lambda t: [t * mpmath.exp(-t)]),
    ],
)
def test_linear_equations_in_closed_form(matrix, forcing, start, expected):
    solution = linear_solution(matrix, forcing, start, "t")
    assert solution is not None
    for x, value in zip(solution, expected(mpmath.mpf("0.75")), strict=True):
        at = x.at({"t": of("3/4")}) if isinstance(x, Form) else x
        assert float(at.lo) == pytest.approx(float(value), rel=1e-12)


def test_no_closed_form_with_irrational_or_complex_rates():
    assert linear_solution(numbers([0, 1], [-1, 0]), [of(0)] * 2, [of(1), of(0)], "t") is None
    assert linear_solution(numbers([1, 1], [1, 2]), [of(0)] * 2, [of(1), of(0)], "t") is None


def test_equations_without_a_solution():
    rows = [[Q(1), Q(1), Q(2)], [Q(2), Q(2), Q(5)]]
    assert solve_exactly(rows, 2) is None
    assert solve_exactly([[Q(1), Q(1), Q(2)], [Q(2), Q(2), Q(4)]], 2) == [[Q(2)], [Q(0)]]


@pytest.mark.parametrize("time", ["1/10", "1/2", "9/10", "99/100"])
def test_a_solution_that_runs_away(time):
    """x' = x^2 from 1 is 1 / (1 - t)."""
    (x,) = PolynomialFlow([{(2,): of(1)}], [of(1)]).at(of(time))
    assert x.lo <= 1 / (1 - Q(time)) <= x.hi
    assert x.width < Q(1, 10**15)


def test_a_solution_is_not_followed_beyond_its_end():
    flow = PolynomialFlow([{(2,): of(1)}], [of(1)])
    with pytest.raises(NotConfirmed, match="could not be enclosed"):
        flow.at(of(1))


def test_a_solution_is_followed_backwards():
    """x' = x^2, x(0) = 1 has the solution 1 / (1 - t) for all t < 1; y' = -y^2 explodes before time 0."""
    flow = PolynomialFlow([{(2,): of(1)}], [of(1)])
    (x,) = flow.at(of(-1))
    assert x.lo <= Q(1, 2) <= x.hi
    (x,) = flow.at(Interval(Q(-1), Q(1, 2)))
    assert x.lo <= Q(1, 2)
    assert x.hi >= 2
    assert x.width < 2
    with pytest.raises(NotConfirmed, match="could not be enclosed"):
        PolynomialFlow([{(2,): of(-1)}], [of(1)]).at(of(-1))


def test_turning_round_a_circle():
    flow = PolynomialFlow([{(0, 1): of(1)}, {(1, 0): of(-1)}], [of(1), of(0)])
    x, y = flow.at(of(20))
    with mpmath.workprec(200):
        for found, value in ((x, mpmath.cos(20)), (y, -mpmath.sin(20))):
            assert mpmath.mpf(found.lo.numerator) / found.lo.denominator <= value
            assert value <= mpmath.mpf(found.hi.numerator) / found.hi.denominator
    assert x.width < Q(1, 10**20)


def test_a_contracting_flow_keeps_its_bounds_tight():
    """x' = x - x^3 tends to 1: x^2 = 1 / (1 + 3 exp(-2 t)) from 1/2."""
    flow = PolynomialFlow([{(1,): of(1), (3,): of(-1)}], [of("1/2")])
    (x,) = flow.at(of(30))
    exact = (of(1) / (of(1) + of(3) * of(-60).exp())).sqrt()
    assert x.lo <= exact.hi
    assert exact.lo <= x.hi
    assert x.width < Q(1, 10**15)


def test_bounds_over_a_span_of_time_hold_every_moment():
    flow = PolynomialFlow([{(2,): of(-1)}], [of(1)])
    (span,) = flow.at(Interval(Q(1, 3), Q(2)))
    assert span.lo <= Q(1, 3)
    assert Q(3, 4) <= span.hi
    assert span.width < 1


def test_near_a_fixed_point_a_solution_is_followed_for_long():
    """J = 1 + w with w' = -J (J^2 - c) / 2 has (J^2 - c) / J^2 = (1 - c) exp(-c t): after 200 the gap is 1e-21."""
    c = Q(1, 4)
    field = {(0,): (c - 1) / 2, (1,): (c - 3) / 2, (2,): Q(-3, 2), (3,): Q(-1, 2)}
    flow = PolynomialFlow([{key: of(value) for key, value in field.items()}], [of(0)])
    (w,) = flow.at(of(200))
    ends = [(1 + x) ** 2 - c for x in (w.lo, w.hi)]
    with mpmath.workdps(60):
        decay = mpmath.mpf(3) / 4 * mpmath.exp(-50)
        gap = mpmath.mpf(1) / 4 * decay / (1 - decay)
        low, high = (mpmath.mpf(x.numerator) / x.denominator for x in ends)
        assert low < gap < high
        assert high - low < gap / 10**6
