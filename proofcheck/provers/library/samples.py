"""Sums over what is uncorrelated: means are added up under the mean, and of all pairs only the equal ones are left."""

from proofcheck.kernel import rules
from proofcheck.kernel.terms import NATURAL, ONE, SCALAR, ZERO, Term, fresh_variable, sub, substitute
from proofcheck.kernel.theorem import Theorem
from proofcheck.provers.library.applying import entry
from proofcheck.provers.library.functionals import Functional, by_induction, fresh_path, read
from proofcheck.provers.library.terms import squared


def exchanged(functional: Functional, mean: Functional, body: Term) -> Theorem:
    """``sum_{i=1}^n E f(i) = E sum_{i=1}^n f(i)``, or of those from 0 to n - 1; by induction over n."""
    index, outcome = functional.variable, mean.variable
    low, high = functional.range
    n = fresh_variable(Term("var", "n", NATURAL), body.free | {index, outcome})
    some = Functional(index, (low, n if low == ONE else sub(n, ONE)))
    is_before = high[0] == "add" and high == sub(high[1], ONE)
    count = high if low == ONE else high[1] if is_before else Term("add", high, ONE)
    return by_induction(n, ("=", some.of(mean.of(body)), mean.of(some.of(body))), count)


def square_over_pairs(total: Term) -> Theorem | None:
    """``|sum_i a_i v_i|^2 = sum_i sum_j a_i a_j <v_i, v_j>`` for numbers a_i and vectors v_i."""
    rows, body = read(total)
    i = rows.variable
    vectors = [part for part in body[1:] if part.sort[0] == "V"] if body[0] == "mul" else []
    numbers = [part for part in body[1:] if part.sort[0] in "SN"]
    if len(vectors) != 1 or not numbers:
        return None
    name = fresh_path("a", vectors[0])
    j = fresh_variable(Term("var", "j", NATURAL), body.free)
    here = Term("mul", Term("path", name, SCALAR, i), vectors[0])
    there = substitute(here, {i: j})
    pairs = Functional(j, rows.range).of(Term("inner", here, there))
    said = rules.identity([], squared(rows.of(here)), rows.of(pairs))
    time = fresh_variable(Term("var", "t", SCALAR), body.free)
    value = substitute(numbers[0] if len(numbers) == 1 else Term("mul", *numbers), {i: time})
    return rules.specialize([said], [], [(name, SCALAR, time, value)])


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
