"""The tactic for points of convex sets: what lies between two points of a set is in it, and so is the next iterate."""

from collections.abc import Iterator
from functools import partial
from itertools import permutations

from proofcheck.kernel import rules
from proofcheck.kernel.clauses import Clause, Relation
from proofcheck.kernel.terms import NATURAL, ONE, SCALAR, ZERO, Term, neg, subterms
from proofcheck.kernel.theorem import Theorem
from proofcheck.provers.arithmetic import Facts
from proofcheck.provers.engine import Search, attempted
from proofcheck.provers.forms import put_in

MOST_PAIRS = 24
"""How many ways to put a point between two others are tried."""


def is_membership(relation: Relation) -> bool:
    """Whether a relation says that a point is in a set."""
    op, left, right = relation
    return op == "<=" and left[0] == "anyfn" and left[1].startswith("set ") and right == ZERO


def in_convex_set(search: Search, relation: Relation) -> Theorem | None:
    """``v in C``, where v is ``p + t (q - p)`` with p and q in C and t from 0 to 1, or an iterate that is that."""
    left = relation[1]
    law = next((t for t in search.known if _says_convex(t.clause, left)), None)
    if law is None:
        return None
    for equation in _steps(search, left[4]):
        point = left[4] if equation is None else equation.clause.relation[2]
        for first, second, weight in list(_between(point))[:MOST_PAIRS]:
            whole = _combined(weight, first, second)
            same = next(attempted(partial(rules.identity, [], point, whole)), None)
            inside = None if same is None else _membership(search, law, first, second, weight)
            if same is None or inside is None:
                continue
            equations = [put_in(same, point, Term(*left[:4], point))]
            equations += [] if equation is None else [put_in(equation, left[4], left)]
            return Facts([inside, *equations]).prove(relation)
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


def _steps(search: Search, point: Term) -> Iterator[Theorem | None]:
    """The point as it stands, and what iterations say that it is."""
    yield None
    if point[0] != "path" or point[3][0] != "add" or point[3][2] != ONE:
        return
    for theorem in search.known:
        clause = theorem.clause
        op, left, _ = clause.relation
        counts = [v for v in clause.variables if v.sort == NATURAL]
        if op != "=" or len(counts) != 1 or len(clause.variables) != 1 or left[:3] != point[:3]:
            continue
        if left[3] == Term("add", counts[0], ONE):
            at = {counts[0]: point[3][1]}
            conditions = (search.prove(condition.substitute(at)) for condition in clause.conditions)
            if all(found := list(conditions)):
                yield rules.instantiate([theorem, *filter(None, found)], list(at.items()))


def _between(point: Term) -> Iterator[tuple[Term, Term, Term]]:
    """Two points and a weight that a point may be made of."""
    parts = list(dict.fromkeys(subterms(point)))
    points = [p for p in parts if p.sort == point.sort and p[0] in {"var", "path", "fn"}]
    weights = [
        p[1] for p in parts if p[0] == "mul" and p.sort == point.sort and p[1].sort == SCALAR and p[1][0] != "num"
    ]
    for first, second in permutations(points, 2):
        for weight in dict.fromkeys(weights):
            yield first, second, weight


def _membership(search: Search, law: Theorem, first: Term, second: Term, weight: Term) -> Theorem | None:
    values = list(zip(law.clause.variables, (first, second, weight), strict=True))
    needed: list[Theorem] = []
    for condition in Clause((), law.clause.conditions, law.clause.relation).substitute(dict(values)).conditions:
        found = search.soon(condition)
        if found is None:
            return None
        needed.append(found)
    return rules.instantiate([law, *needed], values)
