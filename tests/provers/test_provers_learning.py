"""What normal forms rest on may be learnt bit by bit: they are the same, and say what they rest on."""

import pytest

from proofcheck.kernel.clauses import fact
from proofcheck.kernel.normal import Normalizer
from proofcheck.kernel.terms import SCALAR, ZERO, Term
from proofcheck.provers.learning import Seen, learnt

A, B, C = (Term("var", name, SCALAR) for name in "abc")
ROOT = Term("sqrt", Term("mul", Term("pow", A, 2), Term("pow", B, 2)))
CLAUSES = (fact("<=", ZERO, A), fact("<", A, B), fact("<=", ZERO, C), fact("<", ZERO, B))


@pytest.mark.parametrize("before", range(5))
def test_what_is_learnt_after_something_else_is_learnt_as_from_the_start(before):
    learnt.cache_clear()
    learnt(CLAUSES[:before])[1].form(ROOT)
    seen, normalizer = learnt(CLAUSES)
    assert [fact.clause for fact in seen] == list(CLAUSES)
    assert normalizer.form(ROOT) == Normalizer(seen).form(ROOT) == Normalizer().form(Term("mul", A, B))
    assert learnt(CLAUSES[:3])[1].form(ROOT) != normalizer.form(ROOT)


def test_only_facts_about_what_is_asked_are_used():
    learnt(CLAUSES)[1].form(ROOT)
    tracing = learnt(CLAUSES)[1].with_more([Seen(9, fact("<=", ZERO, Term("var", "d", SCALAR)))])
    assert tracing.used() <= {0, 2, 3}
    before = tracing.used()
    tracing.form(ROOT)
    assert tracing.used() == before | {0, 3}
    assert 9 not in tracing.used()
