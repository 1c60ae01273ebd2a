"""A tactic for paths at a time that is an expression, as t^2 or 2 t: what is said is shown of all times from 0 on."""

from proofcheck.kernel import rules
from proofcheck.kernel.clauses import Relation, fact
from proofcheck.kernel.terms import SCALAR, ZERO, Term, fresh_variable, subterms
from proofcheck.kernel.theorem import Theorem
from proofcheck.provers.engine import Search
from proofcheck.provers.forms import with_part
from proofcheck.provers.instances import open_subterms

_PATHS = frozenset({"path", "dpath"})


def other_time(relation: Relation) -> Term | None:
    """The one expression at which paths are looked at, beside the start, and of which all else speaks, too."""
    parts = (part for side in relation[1:] for part in open_subterms(side) if part[0] in _PATHS)
    times = {part[3] for part in parts if part[3].free}
    if len(times) != 1:
        return None
    [time] = times
    moving = any(part[0] in _PATHS for part in subterms(time))
    if time[0] == "var" or moving or any(variable.sort != SCALAR for variable in time.free):
        return None
    left = (with_part(side, time, ZERO) for side in relation[1:])
    return None if any(time.free & side.free for side in left) else time


def at_other_time(search: Search, relation: Relation) -> Theorem | None:
    """``q(u) <= c``, from the same at every time from 0 on, and ``0 <= u``."""
    time = other_time(relation) if search.depth <= 1 else None
    sign = None if time is None else search.relation(("<=", ZERO, time))
    if time is None or sign is None:
        return None
    taken = frozenset[Term]().union(*(side.free for side in relation[1:]), *search.fixed())
    clock = fresh_variable(Term("var", "s", SCALAR), taken)
    op, *sides = relation
    left, right = (with_part(side, time, clock) for side in sides)
    onwards = fact("<=", ZERO, clock)
    shown = search.with_assumptions([onwards]).relation((op, left, right))
    if shown is None:
        return None
    every = rules.generalize([shown], (clock,), (onwards,))
    return rules.instantiate([every, sign], [(clock, time)])
