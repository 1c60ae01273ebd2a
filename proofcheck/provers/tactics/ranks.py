"""Tactics about rank: an operator is onto where its least singular value is positive, and so is then A A'."""

from proofcheck.kernel import rules
from proofcheck.kernel.clauses import Relation, fact
from proofcheck.kernel.terms import ZERO, Term
from proofcheck.kernel.theorem import Theorem
from proofcheck.provers.arithmetic import Facts
from proofcheck.provers.engine import Search
from proofcheck.provers.forms import by_cases
from proofcheck.provers.library import frobenius, products
from proofcheck.provers.library.applying import entry
from proofcheck.provers.operators import turned


def of_gram(search: Search, relation: Relation) -> Theorem | None:
    """The least singular value of A A' is at least its least eigenvalue."""
    op, bound, value = relation
    if value[0] != "smin" or value[1][0] != "dot" or value[1][2] != turned(value[1][1]):
        return None
    found = search.relation((op, bound, Term("lmin", value[1])))
    return None if found is None else Facts([found, frobenius.eigenvalue([], value[1])]).prove(relation)


def from_gram(search: Search, relation: Relation) -> Theorem | None:
    """The least singular value of A is positive where that of A A' is: this is at most the first one times |A|."""
    op, bound, value = relation
    if op != "<" or bound != ZERO or value[0] != "smin":
        return None
    back = turned(value[1])
    gram = fact("<", ZERO, Term("smin", Term("dot", value[1], back)))
    given = next((theorem for theorem in search.ground() if theorem.clause == gram), None)
    if given is None:
        return None
    least, size = products.least_value_bound([], value[1], back), Term("opnorm", back)
    none = rules.assume([], fact("<=", value, ZERO))
    used = [entry(0), entry(1), entry(2, multiplier=size)]
    impossible = rules.arithmetic([given, least, none], ("<", ZERO, ZERO), used)
    return by_cases(relation, rules.assume([], fact(*relation)), rules.absurd([impossible], relation))
