"""By how much relations hold, and what clauses with bound variables say."""

import numpy as np
import pytest

from proofcheck.evaluate import NoValueError, Setting, compare, holds
from proofcheck.evaluate.terms import evaluate_in_parts
from proofcheck.kernel.clauses import Clause, fact
from proofcheck.kernel.terms import ONE, ZERO, Term, neg, num

S = ("S",)
T, X, K = Term("var", "t", S), Term("var", "x", S), Term("var", "k", ("N",))
V = Term("var", "v", ("V", 3))


def at(*values):
    return Setting({}, {X: np.array(values, dtype=float)[:, None]})


def test_the_margin_is_right_minus_left_in_units_of_the_sides():
    comparison = compare(("<=", X, num(4)), at(1, 5))
    assert comparison.margin.ravel().tolist() == [3.0, -1.0]
    assert comparison.relative.ravel() == pytest.approx([0.75, -0.2])


def test_an_equality_of_vectors_fails_by_its_largest_difference():
    left, right = np.array([[[1.0, 2.0, 3.0]]]), np.array([[[1.0, 2.5, 2.9]]])
    setting = Setting({}, {V: left, Term("var", "u", ("V", 3)): right})
    assert compare(("=", V, Term("var", "u", ("V", 3))), setting).margin[0, 0] == pytest.approx(-0.5)


def until(relation):
    return Clause((T,), (fact("<=", ZERO, T), fact("<=", T, X)), relation)


def test_a_bound_time_runs_over_the_range_that_its_conditions_give():
    clause = until(("<=", Term("mul", T, T), num(4)))
    assert holds(clause, at(1, 2, 2.1)).ravel().tolist() == [True, True, False]


def test_a_bound_time_takes_the_times_of_the_claim_too():
    narrow = until(("<=", num("1/1000000"), Term("pow", Term("add", T, num("-0.123")), 2)))
    assert holds(narrow, at(1)).ravel().tolist() == [True]
    assert holds(narrow, at(1), times=np.array([[0.123]])).ravel().tolist() == [False]
    assert holds(narrow, at(0.1), times=np.array([[0.123]])).ravel().tolist() == [True]


def test_a_range_that_depends_on_a_time_is_looked_at_for_each():
    setting = Setting({}, {X: np.array([[1.0, 3.0]])})
    assert holds(until(("<=", T, num(2))), setting).tolist() == [[True, False]]


@pytest.mark.parametrize("largest", [1, 20, 40, 1000])
def test_a_clause_says_the_same_in_parts(largest, monkeypatch):
    monkeypatch.setattr("proofcheck.evaluate.setting.LARGEST_BATCH", largest)
    setting = Setting({}, {X: np.array([[1.0, 3.0, 1.5, 2.5, 2.0]])})
    assert holds(until(("<=", T, num(2))), setting).tolist() == [[True, False, True, False, True]]
    assert evaluate_in_parts(Term("mul", X, X), setting, 1).tolist() == [[1.0, 9.0, 2.25, 6.25, 4.0]]
    assert evaluate_in_parts(ONE, setting, 1).tolist() == [[1.0]]


def test_a_free_time_beside_a_bound_one():
    setting = Setting({}, {X: np.array([[1.0]]), Term("var", "y", S): np.array([[0.5, 2.0]])})
    assert holds(until(("<=", T, Term("var", "y", S))), setting).tolist() == [[False, True]]


def test_a_condition_that_fails_frees_a_clause():
    clause = Clause((), (fact("<", X, ZERO),), ("<=", ONE, ZERO))
    assert holds(clause, at(1, -1)).ravel().tolist() == [True, False]


def test_unit_vectors_are_on_the_sphere():
    unit = Clause((V,), (fact("=", Term("norm", V), ONE),), ("<=", Term("norm", V), X))
    assert holds(unit, at(1, 0.9)).ravel().tolist() == [True, False]


def test_natural_numbers_are_the_first_ones():
    clause = Clause((K,), (), ("<=", Term("powi", X, K), ONE))
    assert holds(clause, at(0.5, 1.5)).ravel().tolist() == [True, False]


def test_a_strict_relation_does_not_hold_where_the_sides_agree():
    assert not holds(fact("<", X, ONE), at(1)).item()
    assert holds(fact("<=", X, ONE), at(1 + 1e-12)).item()
    assert not holds(fact("<=", X, ONE), at(1 + 1e-6)).item()


def test_a_time_that_nothing_bounds_is_an_error():
    with pytest.raises(NoValueError, match="bounds t"):
        holds(Clause((T,), (fact("<=", ZERO, T),), ("<=", neg(T), ZERO)), at(1))
