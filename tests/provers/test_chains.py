"""What chains of lines come to at their ends."""

import pytest

from proofcheck.kernel import rules
from proofcheck.kernel.clauses import fact
from proofcheck.kernel.terms import SCALAR, Term
from proofcheck.provers.chains import ends_of_chains

a, b, c, d = (Term("var", name, SCALAR) for name in "abcd")


def said(*relations):
    return [theorem.clause.relation for theorem in ends_of_chains([rules.assume([], fact(*r)) for r in relations])]


@pytest.mark.parametrize(
    ("lines", "ends"),
    [
        ([("=", a, b), ("<=", b, c), ("=", c, d)], [("<=", a, d)]),
        ([("<=", a, b), ("<", b, c)], [("<", a, c)]),
        ([("<=", b, a), ("<=", c, b)], [("<=", c, a)]),
        ([("<=", a, b), ("=", b, c), ("<=", d, a)], [("<=", d, c)]),
        ([("=", a, b), ("=", b, c)], []),
        ([("<=", a, b), ("<=", c, d)], []),
        ([("<=", a, b), ("<=", c, b)], []),
        ([("<=", a, b), ("<=", b, c), ("<=", a, d), ("<=", d, b)], [("<=", a, c), ("<=", a, b)]),
    ],
)
def test_the_ends_of_a_chain_are_related_as_its_links_have_it(lines, ends):
    assert said(*lines) == ends


def test_a_chain_for_all_is_so_under_all_conditions_of_its_links():
    low, high = fact("<=", a, d), fact("<=", d, b)
    first = rules.generalize([rules.assume([], fact("<=", a, b))], [d], [low])
    second = rules.generalize([rules.assume([], fact("=", b, c))], [d], [low, high])
    [ends] = ends_of_chains([first, second])
    assert ends.clause.relation == ("<=", a, c)
    assert set(ends.clause.conditions) == {low, high}
    assert ends_of_chains([first, rules.assume([], fact("=", b, c))]) == []
