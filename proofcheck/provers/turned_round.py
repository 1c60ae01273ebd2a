"""Equations that say of a letter what it is in terms of itself, x = A x + b: told the other way round, A x + b = x.

The normal form puts the right side of an equation in the place of a letter on the left, once: what is said of x then is
about A x + b, and the equation is of no use any more.
"""

from collections.abc import Iterable, Iterator

from proofcheck.kernel import rules
from proofcheck.kernel.clauses import Clause
from proofcheck.kernel.terms import Term, fresh_variable, neg, subterms
from proofcheck.kernel.theorem import Theorem


def turned_round(assumed: Iterable[Theorem]) -> Iterator[Theorem]:
    """The hypotheses, those of this kind the other way round."""
    for theorem in assumed:
        yield _turned(theorem) if _comes_back(theorem.clause) else theorem


def is_stated(theorem: Theorem) -> bool:
    """Whether a theorem is a hypothesis, or one the other way round."""
    if theorem.rule == "assume":
        return True
    sides = theorem.clause.relation[1:]
    return theorem.rule == "identity" and [t.clause.relation[1:] for t in theorem.premises] == [sides[::-1]]


def _comes_back(clause: Clause) -> bool:
    op, left, right = clause.relation
    letter = op == "=" and left.sort[0] in {"V", "O"} and left[0] in {"var", "path", "fn"}
    return letter and not clause.variables and not clause.conditions and right[0] == "add" and left in subterms(right)


def _turned(theorem: Theorem) -> Theorem:
    _, left, right = theorem.clause.relation
    hole = fresh_variable(Term("var", "hole", left.sort), left.free | right.free)
    return rules.identity([theorem], right, left, [{"equation": 0, "hole": hole, "template": neg(hole)}])
