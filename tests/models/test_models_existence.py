"""That there is nothing of what a claim says to exist is believed only where it is so."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from proofcheck.kernel.clauses import Clause, Problem, fact
from proofcheck.kernel.terms import NATURAL, ONE, SCALAR, ZERO, Term, num
from proofcheck.models.confirmation import NotConfirmed, confirm
from proofcheck.models.existence import IMPOSSIBLE, NONE
from proofcheck.models.instance import Instance

c, d, s = (Term("var", name, SCALAR) for name in "cds")
k = Term("var", "k", NATURAL)
small = st.fractions(-3, 3, max_denominator=3)


def none_of(variables, *conditions):
    """Whether the models show that no values satisfy the conditions."""
    goal = Clause((), (Clause(variables, conditions, IMPOSSIBLE),), IMPOSSIBLE)
    try:
        return confirm(Problem((), (), goal), Instance()).relation == NONE
    except NotConfirmed:
        return False


def times(number, term):
    return Term("mul", num(number), term)


@settings(max_examples=12)
@given(st.lists(st.tuples(small, small, st.fractions(0, 2, max_denominator=2)), min_size=1, max_size=4), small, small)
def test_where_there_are_values_there_are_some(rows, at, other):
    conditions = [
        fact("<=", Term("add", times(p, c), times(q, d)), num(p * at + q * other + slack)) for p, q, slack in rows
    ]
    in_unit_interval = (fact("<=", ZERO, s), fact("<=", s, ONE))
    p, q, slack = rows[0]
    bound = num(max(Fraction(0), q) + p * at + slack)
    conditions.append(Clause((s,), in_unit_interval, ("<=", Term("add", times(p, c), times(q, s)), bound)))
    assert not none_of((c, d), *conditions)


@settings(max_examples=12)
@given(st.fractions(0, 3, max_denominator=3), st.booleans())
def test_an_interval_without_points_has_none(gap, strict):
    conditions = [fact("<" if strict else "<=", times(2, c), ONE), fact("<=", num((1 + gap) / 2), c)]
    assert none_of((c,), *conditions) == (gap > 0 or strict)


@pytest.mark.parametrize(
    ("body", "none"),
    [
        (("<=", k, c), True),
        (("<=", k, Term("mul", c, k)), False),
        (("<=", Term("pow", k, 2), Term("mul", c, k)), True),
        (("<=", Term("mul", num(-1), c), k), False),
        (("<", ONE, Term("mul", c, k)), True),
    ],
)
def test_what_is_said_for_all_natural_numbers(body, none):
    assert none_of((c,), fact("<", ZERO, c), Clause((k,), (), body)) == none


def test_one_value_for_each_is_not_one_for_all():
    of_all = Clause((s,), (), ("=", s, c))
    assert none_of((c,), of_all)
    assert not none_of((c,), Clause((), (), ("=", ONE, c)))
