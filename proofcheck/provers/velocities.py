"""The derivative of a path of which a formula is known for all times."""

from functools import lru_cache

from proofcheck.kernel import rules
from proofcheck.kernel.calculus import derivative
from proofcheck.kernel.clauses import Clause, Relation
from proofcheck.kernel.terms import ONE, SCALAR, ZERO, KernelError, Term, fresh_variable, sub, substitute, subterms
from proofcheck.kernel.theorem import Theorem
from proofcheck.provers.arithmetic import Facts
from proofcheck.provers.library import orders, zeros
from proofcheck.provers.library.convexity import INSIDE, TIME
from proofcheck.provers.library.slopes import first_slope, follows
from proofcheck.provers.library.terms import plus


@lru_cache(maxsize=1024)
def velocity(formula: Theorem) -> Theorem | None:
    """x'(t) = f'(t), from x(t) = f(t) for all t, or for all t in an interval that has no end."""
    clause = formula.clause
    op, path, value = clause.relation
    if op != "=" or len(clause.variables) != 1 or path[0] != "path" or path[2][0] != "V":
        return None
    (time,) = clause.variables
    forward = all(_is_from_on(condition, time) for condition in clause.conditions)
    moving = any(part[:2] == path[:2] and time in part[3].free for part in subterms(value) if part[0] == "path")
    if path[3] != time or time.sort != SCALAR or not forward or moving:
        return None
    try:
        return _equal_slopes(formula, time, path, value)
    except KernelError:
        return None


def _is_from_on(condition: Clause, time: Term) -> bool:
    """Whether a condition says that the time is at least something."""
    op, low, high = condition.relation
    return op == "<=" and high == time and time not in low.free and not condition.variables


def _equal_slopes(formula: Theorem, time: Term, path: Term, value: Term) -> Theorem:
    """<x(t + s) - f(t + s), w> is 0 for all s >= 0; its slope at s = 0 is |w|^2 for w = x'(t) - f'(t)."""
    conditions = formula.clause.conditions
    given = [rules.assume([], condition) for condition in conditions]
    apart = sub(Term("dpath", *path[1:]), derivative(value, time))
    later = fresh_variable(TIME, value.free | {time})
    inside = [condition.substitute({TIME: later}) for condition in INSIDE]
    moved = plus(time, later)
    known = [*given, *(rules.assume([], condition) for condition in inside)]
    needed = [follows(known, condition.substitute({time: moved}).relation) for condition in conditions]
    there = rules.instantiate([formula, *needed], [(time, moved)])
    now = rules.instantiate([formula, *given], [(time, time)])
    gap = Term("inner", substitute(sub(path, value), {time: moved}), apart)
    level: Relation = ("<=", gap, substitute(gap, {later: ZERO}))
    high = rules.generalize([Facts([there, now]).prove(level) or follows([], level)], [later], inside)
    flat = first_slope(high, ONE, follows([], ("<", ZERO, ONE)), gap)
    length = Term("norm", apart)
    none = follows([flat], ("<=", Term("pow", length, 2), Term("pow", ZERO, 2)))
    short = orders.compare_squares([follows([], ("<=", ZERO, ZERO)), none], length, ZERO)
    zero = zeros.definite(short, apart)
    hole = Term("var", "hole", path.sort)
    entries = [{"equation": 0, "hole": hole, "template": hole}]
    same = rules.identity([zero], Term("dpath", *path[1:]), derivative(value, time), entries)
    return rules.generalize([same], [time], conditions)
