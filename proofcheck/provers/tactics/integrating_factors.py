"""Bounds with an exponential of something that moves, as of an integral over the time so far or of the time squared."""

from collections.abc import Iterator

from proofcheck.kernel.clauses import Relation
from proofcheck.kernel.terms import ONE, Term, neg, num
from proofcheck.kernel.theorem import Theorem
from proofcheck.provers.arithmetic import Facts
from proofcheck.provers.engine import Search
from proofcheck.provers.forms import is_scalar_variable
from proofcheck.provers.instances import open_subterms
from proofcheck.provers.tactics.flows import kept_in_time
from proofcheck.provers.tactics.roots import by_squares


def by_integrating_factor(search: Search, relation: Relation) -> Theorem | None:
    """``e(t) <= c exp(g(t))``, since e(t) exp(-g(t)) does not grow; of a length, by its square."""
    op, left, right = relation
    exponentials = list(_exponentials(left, right)) if op == "<=" and search.depth <= 1 else []
    if exponentials and left[0] == "norm":
        return by_squares(search, relation, by_integrating_factor)
    for exponent, rest in exponentials:
        shown = kept_in_time(search, (op, Term("mul", left, Term("exp", neg(exponent))), rest))
        if shown is not None:
            return Facts([shown]).prove(relation)
    return None


def _exponentials(left: Term, right: Term) -> Iterator[tuple[Term, Term]]:
    """What exponentials are of that are factors of the right side and move with the left one, and the other factors."""
    if right[0] == "pow" and right[2] == 2:
        yield from ((Term("mul", num(2), g), Term("pow", rest, 2)) for g, rest in _exponentials(left, right[1]))
        return
    times = {part[3] for part in open_subterms(left) if part[0] == "path" and is_scalar_variable(part[3])}
    factors = right[1:] if right[0] == "mul" else (right,)
    for factor in factors:
        if factor[0] == "exp" and times & factor.free:
            others = [other for other in factors if other is not factor]
            yield factor[1], others[0] if len(others) == 1 else Term("mul", ONE, *others)
