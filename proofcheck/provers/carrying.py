"""What holds of a first member of a sequence, and of each next one: it holds of all of them."""

from collections.abc import Iterator, Sequence

from proofcheck.kernel import rules
from proofcheck.kernel.clauses import Clause, Relation, fact
from proofcheck.kernel.terms import NATURAL, ONE, ZERO, Term, num
from proofcheck.kernel.theorem import Theorem
from proofcheck.provers.arithmetic import Facts
from proofcheck.provers.forms import replaced


def carried_on(assumed: Sequence[Theorem]) -> Iterator[Theorem]:
    """``r(k)`` for all k from m on, from ``r(m)`` and ``r(k + 1)`` for all these k, with the conditions on k.

    So ``x_k in K`` for all k, where an iteration starts in K and each step ends there.
    """
    plain = {t.clause.relation: t for t in assumed if not t.clause.variables and not t.clause.conditions}
    for step in assumed:
        relation = _of_next(step.clause)
        if relation is None:
            continue
        (index,) = step.clause.variables
        start = _start(step.clause, index)
        base = plain.get(fact(*relation).substitute({index: num(start)}).relation)
        if base is not None:
            yield from filter(None, [_for_all(base, step, relation, start)])


def _of_next(clause: Clause) -> Relation | None:
    """What a clause says of k + 1 for all natural numbers k, said of k; nothing where it speaks of k besides."""
    if len(clause.variables) != 1 or clause.variables[0].sort != NATURAL:
        return None
    (index,) = clause.variables
    after = Term("add", index, ONE)
    if any(index in side.free for side in replaced(clause.relation, after, ZERO)[1:]):
        return None
    relation = replaced(clause.relation, after, index)
    return None if relation == clause.relation else relation


def _start(clause: Clause, index: Term) -> int:
    """From which number on something is said."""
    lowest = (c.relation[1] for c in clause.conditions if c.relation[0] == "<=" and c.relation[2] == index)
    return max((int(low[1]) for low in lowest if low[0] == "num" and low[1].denominator == 1), default=0)


def _for_all(base: Theorem, step: Theorem, relation: Relation, start: int) -> Theorem | None:
    (index,) = step.clause.variables
    onwards = (fact("<=", num(start), index),) if start else ()
    within = tuple(condition for condition in dict.fromkeys(step.clause.conditions) if condition not in onwards)
    statement = Clause((), within, relation)
    following = statement.substitute({index: Term("add", index, ONE)})
    supposed = (*onwards, statement, *following.conditions)
    facts = Facts([rules.assume([], clause) for clause in supposed if clause != statement])
    needed = [facts.prove(condition.relation) for condition in step.clause.conditions]
    if any(found is None for found in needed):
        return None
    later = rules.instantiate([step, *filter(None, needed)], [(index, index)])
    first = rules.generalize([base], (), statement.substitute({index: num(start)}).conditions)
    return rules.induction([first, rules.generalize([later], (index,), supposed)], index, statement, start)
