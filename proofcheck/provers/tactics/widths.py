"""Differences that are divided by: the length of an interval as a number of its own."""

from collections.abc import Iterator
from dataclasses import replace

from proofcheck.kernel import rules
from proofcheck.kernel.clauses import Relation, fact
from proofcheck.kernel.terms import SCALAR, ZERO, Term, fresh_variable, sub, substitute
from proofcheck.kernel.theorem import Theorem
from proofcheck.provers.arithmetic import Facts
from proofcheck.provers.engine import Search
from proofcheck.provers.forms import divisors_of, is_scalar_variable, with_part
from proofcheck.provers.instances import open_subterms
from proofcheck.provers.triangles import difference


def by_width(search: Search, relation: Relation) -> Theorem | None:
    """The relation for a + w in the place of b, where b - a divides: for all w > 0, so for b - a."""
    if search.depth > 0 or relation[0] == "=":
        return None
    for end, start in _ends(relation):
        width = fresh_variable(Term("var", "w", SCALAR), frozenset().union(end.free, start.free, *search.fixed()))
        moved: Term = Term("add", start, width)
        about = [t for t in search.known if t.rule == "assume" and end in t.clause.free_variables()]
        others = [t for t in search.known if all(end not in h.free_variables() for h in t.hypotheses)]
        conditions = [fact("<", ZERO, width), *(t.clause.substitute({end: moved}) for t in about)]
        op, *sides = relation
        left, right = (substitute(with_part(side, sub(end, start), width), {end: moved}) for side in sides)
        found = replace(search, known=tuple(others)).with_assumptions(conditions).relation((op, left, right))
        if found is None:
            continue
        every = rules.generalize([found], [width], conditions)
        value = {width: sub(end, start)}
        shown = [search.prove(condition.substitute(value)) for condition in conditions]
        needed = [theorem for theorem in shown if theorem is not None]
        if len(needed) == len(shown):
            return Facts([rules.instantiate([every, *needed], list(value.items())), *needed[:1]]).prove(relation)
    return None


def _ends(relation: Relation) -> Iterator[tuple[Term, Term]]:
    """b and a of each difference of two variables that is divided by."""
    divisors = (d for side in relation[1:] for part in open_subterms(side) for d in divisors_of(part))
    bases = (divisor[1] if divisor[0] == "pow" else divisor for divisor in divisors)
    pairs = dict.fromkeys(pair for base in bases if (pair := difference(base)) is not None)
    yield from (pair for pair in pairs if all(map(is_scalar_variable, pair)))
