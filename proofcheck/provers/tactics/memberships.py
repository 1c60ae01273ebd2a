"""The tactic for points of convex sets: what lies between two points of a set is in it, and so is the next iterate."""

from collections.abc import Iterator
from functools import partial
from itertools import islice, permutations

from proofcheck.kernel import rules
from proofcheck.kernel.clauses import Clause, Relation
from proofcheck.kernel.terms import ONE, SCALAR, ZERO, Term, neg, subterms
from proofcheck.kernel.theorem import Theorem
from proofcheck.provers.arithmetic import Facts
from proofcheck.provers.engine import Search, attempted
from proofcheck.provers.forms import put_in
from proofcheck.provers.tactics.sequences import unfolded

MOST_PAIRS = 24
"""How many ways to put a point between two others are tried."""


def is_membership(relation: Relation) -> bool:
    """Whether a relation says that a point is in a set."""
    op, left, right = relation
    return op == "<=" and left[0] == "anyfn" and left[1].startswith("set ") and right == ZERO


def in_convex_set(search: Search, relation: Relation) -> Theorem | None:
    """``v in C``, where v is ``p + t (q - p)`` with p and q in C and t from 0 to 1, or an iterate that is that."""
    return _between_members(search, relation) or unfolded(search, relation, _between_members)


def _between_members(search: Search, relation: Relation) -> Theorem | None:
    left = relation[1]
    laws = (theorem for theorem in search.known if _says_convex(theorem.clause, left))
    for law in islice(laws, 1):
        for ends in islice(_between(left[4]), MOST_PAIRS):
            same = next(attempted(partial(rules.identity, [], left[4], _combined(*ends))), None)
            inside = None if same is None else _membership(search, law, ends)
            if same is not None and inside is not None:
                return Facts([inside, put_in(same, left[4], left)]).prove(relation)
    return None


def _says_convex(clause: Clause, value: Term) -> bool:
    """Whether a clause says that the set is convex of which a term is the level."""
    if [v.sort for v in clause.variables] != [value[4].sort, value[4].sort, SCALAR]:
        return False
    first, second, weight = clause.variables
    return clause.relation == ("<=", Term(*value[:4], _combined(weight, first, second)), ZERO)


def _combined(weight: Term, first: Term, second: Term) -> Term:
    rest = Term("add", ONE, neg(weight))
    return Term("add", Term("mul", weight, first), Term("mul", rest, second))


def _between(point: Term) -> Iterator[tuple[Term, Term, Term]]:
    """A weight and two points that a point may be made of."""
    parts = list(dict.fromkeys(subterms(point)))
    points = [p for p in parts if p.sort == point.sort and p[0] in {"var", "path", "fn"}]
    weights = [
        p[1] for p in parts if p[0] == "mul" and p.sort == point.sort and p[1].sort == SCALAR and p[1][0] != "num"
    ]
    for first, second in permutations(points, 2):
        for weight in dict.fromkeys(weights):
            yield weight, first, second


def _membership(search: Search, law: Theorem, ends: tuple[Term, Term, Term]) -> Theorem | None:
    """That a combination is in the set, where its weight is from 0 to 1 and its points are there."""
    weight, *points = ends
    values = dict(zip(law.clause.variables, (*points, weight), strict=True))
    needed: list[Theorem] = []
    for condition in law.clause.conditions:
        shown = search.soon(condition.substitute(values))
        if shown is None:
            return None
        needed.append(shown)
    return rules.instantiate([law, *needed], list(values.items()))
