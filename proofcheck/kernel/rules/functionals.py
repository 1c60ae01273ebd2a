"""Rules about sums and expectations."""

from proofcheck.kernel.clauses import Clause, Relation, fact
from proofcheck.kernel.rules.making import Premises, absent, binder, facts, need, over, rule, size
from proofcheck.kernel.terms import ONE, Term, sub


@rule("monotonicity of a functional", "monotonicity")
def functional_monotone(premises: Premises, left: Term, right: Term) -> Clause:
    """Sums and expectations are monotone, and depend on the values of their terms alone.

    ::

        A |- for all naturals i with a <= i <= b: f(i) R g(i)
        -----------------------------------------------------
        A |- sum_{i=a}^b f R sum_{i=a}^b g

    R is <= or =, between scalars unless it is =; i is not free in a and b. For expectations, a is 1, and b the number
    of outcomes, and R may be < too: there is an outcome, and the probabilities add up to 1.
    """
    (premise,) = premises
    op, variable = premise.clause.relation[0], left[1]
    need(left[0] in {"sum", "expect"}, "two sums, or two expectations, are compared")
    need(op != "<" or left[0] == "expect", "sums are compared by <= or =")
    body = 4 if left[0] == "sum" else 2
    need([*left][:body] + [*left][body + 1 :] == [*right][:body] + [*right][body + 1 :], "the ranges differ")
    relation: Relation = (op, left[body], right[body])
    low, high = (left[2], left[3]) if left[0] == "sum" else (ONE, size(left[3]))
    absent(variable, low, high)
    need(premise.clause == over(variable, low, high, relation), "the premise does not compare the terms")
    return fact(op, left, right)


@rule("splitting a sum", "normal form")
def split_sum(premises: Premises, total: Term, middle: Term) -> Clause:
    """A sum is taken apart.

    ::

        A |- a <= m      B |- m <= b + 1
        ----------------------------------------------------  m natural by its form
        A, B |- sum_{i=a}^b f = sum_{i=a}^{m-1} f + sum_{i=m}^b f
    """
    _, variable, low, high, body = binder(total, "sum")
    facts(premises, ("<=", low, middle), ("<=", middle, Term("add", high, ONE)))
    before = Term("sum", variable, low, sub(middle, ONE), body)
    return fact("=", total, Term("add", before, Term("sum", variable, middle, high, body)))
