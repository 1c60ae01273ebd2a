"""Sums over what is uncorrelated: means are added up under the mean, and of all pairs only the equal ones are left."""

from proofcheck.kernel import rules
from proofcheck.kernel.terms import NATURAL, ONE, ZERO, Term, fresh_variable, substitute
from proofcheck.kernel.theorem import Theorem
from proofcheck.provers.library.applying import entry
from proofcheck.provers.library.functionals import Functional, by_induction


def exchanged(functional: Functional, mean: Functional, body: Term) -> Theorem:
    """``sum_{i=1}^n E f(i) = E sum_{i=1}^n f(i)``; by induction over n."""
    index, outcome = functional.variable, mean.variable
    _, high = functional.range
    n = fresh_variable(Term("var", "n", NATURAL), body.free | {index, outcome})
    some = Functional(index, (ONE, n))
    return by_induction(n, ("=", some.of(mean.of(body)), mean.of(some.of(body))), high)


def diagonal(every: Theorem) -> Theorem:
    """``sum_i sum_j f(i, j) = sum_i f(i, i)`` over 1, ..., n, from ``f(i, j) = 0`` for all ``1 <= j <= i - 1``,
    ``i <= n``, where f is symmetric by its form.
    """
    i, j = every.clause.variables
    _, below, _, before = (condition.relation for condition in every.clause.conditions)
    high, body = below[2], every.clause.relation[1]
    first, last = (rules.assume([], condition) for condition in every.clause.conditions[:2])
    following, after, one = Term("add", i, ONE), Term("add", high, ONE), {"coefficient": 1}
    total = Functional(j, (ONE, high)).of(body)
    inside = rules.arithmetic([last], ("<=", i, after), [entry(0), one])
    split = rules.split_sum([first, inside], total, i)
    rest = Term("sum", j, i, high, body)
    step = rules.arithmetic([], ("<=", i, following), [one])
    again = rules.split_sum([step, rules.arithmetic([last], ("<=", following, after), [entry(0)])], rest, following)
    low_part, high_part = Functional(j, (ONE, before[2])), Functional(j, (following, high))
    here = [rules.assume([], c) for c in low_part.everywhere(("=", body, ZERO)).conditions]
    zeros = [low_part.compare(rules.instantiate([every, first, last, *here], [(i, i), (j, j)]))]
    here = [rules.assume([], c) for c in high_part.everywhere(("=", body, ZERO)).conditions]
    positive = rules.arithmetic([here[0], first], ("<=", ONE, j), [entry(0), entry(1), one])
    less = rules.arithmetic([here[0]], ("<=", i, substitute(before[2], {i: j})), [entry(0)])
    turned = rules.instantiate([every, positive, here[1], first, less], [(i, j), (j, i)])
    relation = ("=", body, ZERO)
    turned = rules.arithmetic([turned], relation, [{"coefficient": 1, "equality": 0}])
    zeros.append(high_part.compare(turned))
    entries = [{"coefficient": 1, "equality": k} for k in range(4)]
    row = rules.arithmetic([*zeros, split, again], ("=", total, substitute(body, {j: i})), entries)
    return Functional(i, (ONE, high)).compare(row)
