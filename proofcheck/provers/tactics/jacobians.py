"""Bounds of Jacobians and Hessians: how far apart the values of a map, or two gradients, can be."""

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache, partial
from itertools import permutations, product

from proofcheck.kernel import rules
from proofcheck.kernel.clauses import Clause, Relation
from proofcheck.kernel.terms import ONE, SCALAR, ZERO, Term, fresh_variable, neg, substitute, subterms
from proofcheck.kernel.theorem import Theorem
from proofcheck.provers.arithmetic import Facts
from proofcheck.provers.engine import Budget, Hints, Search, Tactic, attempted
from proofcheck.provers.forms import is_simple, with_part
from proofcheck.provers.instances import Pool
from proofcheck.provers.library import maps, segments
from proofcheck.provers.properties import balls_of
from proofcheck.provers.saturation import by_arithmetic, instances
from proofcheck.provers.tactics.extrema import supremum_bound

MOST_BOUNDS, MOST_BALLS = 6, 2
"""Numbers that may bound the Jacobian of a map, and balls in which."""
ATTEMPTS = 60

_TACTICS: tuple[Tactic, ...] = (partial(by_arithmetic, stages=2), supremum_bound)

Shown = tuple[Theorem, ...]
Size = int | str
Ball = tuple[Term, Term]
"""Radius and centre."""
Letters = Sequence[tuple[Term, Term]]
"""Letters of a law and what they are read as."""


def bounded_jacobians(search: Search) -> Shown:
    """What the bounds of Jacobians among the theorems at hand say of maps, and of gradients that are these maps."""
    if not search.may("mean value theorem"):
        return ()
    bounds = [t for t in search.known if t.clause.variables and _maps(t.clause)]
    if not bounds:
        return ()
    about = (*bounds, *(t for t in search.known if any(side[0] == "gradfn" for side in t.clause.relation[1:])))
    plain = tuple(t for t in search.known if is_simple(t.clause))
    return _of_maps(about, plain, search.allowed)


def short_jacobians(search: Search, relation: Relation) -> Iterator[Theorem]:
    """What the Lipschitz constants of maps among the theorems at hand say of the Jacobians in a relation."""
    spoken = dict.fromkeys(part for side in relation[1:] for part in subterms(side) if part[0] == "jac")
    plain = [t for t in search.ground() if is_simple(t.clause)]
    for jacobian in spoken if search.may("mean value theorem") else ():
        ties = [theorem for theorem in search.known if _tied(theorem) == jacobian[1]]
        for theorem in search.known:
            bound = _lipschitz_constant(theorem.clause)
            if bound is not None:
                yield from attempted(partial(_short, theorem, [*plain, *ties], jacobian, bound))


def _lipschitz_constant(clause: Clause) -> Term | None:
    """The L of ``|G(u) - G(v)| <= L |u - v|``, for a map or a gradient."""
    op, left, right = clause.relation
    values = [part for part in subterms(left) if part[0] in {"fn", "gradfn"}]
    if op != "<=" or left[0] != "norm" or len(values) != 2 or len(clause.variables) != 2 or clause.conditions:
        return None
    factors = right[1:] if right[0] == "mul" else (right,)
    others = [factor for factor in factors if not factor.free & set(clause.variables)]
    return Term("mul", *others) if len(others) > 1 else others[0] if others else ONE


def _short(theorem: Theorem, given: Sequence[Theorem], jacobian: Term, bound: Term) -> Theorem | None:
    _, name, source, target, point = jacobian
    plain = [t for t in given if not t.clause.variables]
    sizes = [pair for pair in (("p", source), ("n", target)) if pair[0] != pair[1]]
    law = rules.rename([maps.short_jacobian_law()], sizes, [("G", name)])
    law = rules.specialize([law], [(maps.BOUND, bound), (Term("var", maps.X[1], ("V", source)), point)], [])
    condition, positive = law.clause.conditions
    here = rules.instantiate([theorem], list(zip(theorem.clause.variables, condition.variables, strict=True)))
    relation, known = condition.relation, [here, *plain]
    for tie, variable in product([t for t in given if t.clause.variables][:1], condition.variables):
        slope, value = _sides(tie, variable)
        relation, same = _rewritten(relation, tie, variable, value, slope)
        known += same
    shown = Facts(known).prove(condition.relation)
    sign = Facts(plain).prove(positive.relation)
    if shown is None or sign is None:
        return None
    return rules.instantiate([law, rules.generalize([shown], condition.variables, []), sign], [])


@lru_cache(maxsize=64)
def _of_maps(about: Shown, plain: Shown, allowed: frozenset[str] | None) -> Shown:
    search = Search(lambda _, __: iter(_TACTICS), (*about, *plain), Pool(), allowed, Hints(), Budget(ATTEMPTS))
    found: list[Theorem] = []
    for name, source, target in dict.fromkeys(key for t in about for key in _maps(t.clause)):
        bounds = list(dict.fromkeys(bound for t in about for bound in _bounds(t.clause, name)))
        balls = list(dict.fromkeys(ball for t in about for ball in _around(t.clause, name)))
        shown = list(_of_map(search, name, source, target, bounds[:MOST_BOUNDS], balls[:MOST_BALLS]))
        ties = [theorem for theorem in about if _tied(theorem) == name]
        found += shown
        for theorem, tie in product(shown, ties):
            found += attempted(partial(_with_gradients, theorem, tie))
    return tuple(found)


def _maps(clause: Clause) -> frozenset[tuple[str, Size, Size]]:
    """The maps of whose Jacobian a clause speaks: their names, and the dimensions of their domains and values."""
    parts = (part for side in clause.relation[1:] for part in subterms(side))
    return frozenset(part[1:4] for part in parts if part[0] == "jac")


def _around(clause: Clause, name: str) -> Iterator[Ball]:
    """The balls to which a clause about the Jacobian of a map keeps its points."""
    if any(key[0] == name for key in _maps(clause)):
        for condition in clause.conditions:
            yield from balls_of(condition, frozenset(clause.variables))


def _bounds(clause: Clause, name: str) -> Iterator[Term]:
    """The numbers beside the Jacobian of a map in a clause."""
    if clause.relation[0] == "=" or not any(key[0] == name for key in _maps(clause)):
        return
    waiting = list(clause.relation[1:])
    while waiting:
        part = waiting.pop()
        if part.sort == SCALAR and not part.free & set(clause.variables):
            if part[0] != "num" or part[1] > 0:
                yield part
        else:
            waiting += [argument for argument in part[1:] if isinstance(argument, Term)]


def _of_map(
    search: Search, name: str, source: Size, target: Size, bounds: Sequence[Term], balls: Sequence[Ball]
) -> Iterator[Theorem]:
    """What each law says of a map, with each number, and in each ball, for which its condition is shown."""
    laws: list[tuple[Callable[[], Theorem], Term, Sequence[Term], Sequence[Letters]]] = [
        (partial(maps.lipschitz_map_law, segments.SPACE), maps.BOUND, bounds, [[]]),
    ]
    compared = [t.clause for t in search.known if _compares_jacobians(t.clause, name)]
    if compared:
        of_differences = list(dict.fromkeys(bound for clause in compared for bound in _bounds(clause, name)))
        laws.append((maps.taylor_map_law, maps.BOUND, of_differences, [[]]))
    if source == target:
        laws += [(law, maps.MODULUS, bounds, [[]]) for law in (maps.monotone_map_law, maps.bounded_map_law)]
    if balls:
        centre = segments.centre(Term("var", "x", ("V", source)))
        inside = [[(segments.RADIUS, radius), (centre, point)] for radius, point in balls]
        laws.append((partial(maps.lipschitz_map_law, segments.BALL), maps.BOUND, bounds, inside))
    for make, letter, numbers, others in laws:
        sizes = [pair for pair in (("p", source), ("n", target)) if pair[0] != pair[1]]
        law = rules.rename([make()], sizes, [("G", name)])
        use = partial(_applied, search, law, source)
        found = [t for bound in numbers for rest in others for t in attempted(partial(use, [(letter, bound), *rest]))]
        below = map(neg, bounds) if letter == maps.MODULUS else ()
        for bound in () if found else (ZERO, *below):
            found += [t for rest in others for t in attempted(partial(use, [(letter, bound), *rest]))]
        yield from found


def _compares_jacobians(clause: Clause, name: str) -> bool:
    """Whether a clause speaks of the Jacobian of a map at two points."""
    parts = (part for side in clause.relation[1:] for part in subterms(side))
    return len({part[4] for part in parts if part[:2] == ("jac", name)}) > 1


def _applied(search: Search, law: Theorem, source: Size, values: Letters) -> Theorem | None:
    """What a law says of all points, or of those in a ball, with these values of its other letters."""
    taken = frozenset().union(*(value.free for _, value in values), *search.fixed())
    letters = [Term("var", point[1], ("V", source)) for point in (maps.X, maps.Y)]
    points = [fresh_variable(point, taken) for point in letters]
    law = rules.specialize([law], [*values, *zip(letters, points, strict=True)], [])
    condition, *ends = law.clause.conditions
    within = search.with_theorems(rules.assume([], inside) for inside in condition.conditions)
    here = instances(within, within.ground(), within.goal_pool(condition.relation))
    shown = within.with_theorems(here).relation(condition.relation)
    if shown is None:
        return None
    everywhere = rules.generalize([shown], condition.variables, condition.conditions)
    at_ends = [rules.assume([], end) for end in ends]
    return rules.generalize([rules.instantiate([law, everywhere, *at_ends], [])], points, ends)


def _tied(theorem: Theorem) -> str | None:
    """The map that a theorem says to be the gradient of a function, by its name."""
    clause, (op, *both) = theorem.clause, theorem.clause.relation
    if op == "=" and len(clause.variables) == 1 and not clause.conditions:
        for slope, value in permutations(both):
            if (slope[0], value[0]) == ("gradfn", "fn") and slope[3] == value[4] == clause.variables[0]:
                return str(value[1])
    return None


def _with_gradients(theorem: Theorem, tie: Theorem) -> Theorem | None:
    """What is said of the values of a map at two points, said of the gradients there."""
    clause = theorem.clause
    relation = clause.relation
    equal: list[Theorem] = []
    for point in clause.variables:
        slope, value = _sides(tie, point)
        relation, same = _rewritten(relation, tie, point, value, slope)
        equal += same
    now = rules.instantiate([theorem], [(v, v) for v in clause.variables])
    found = Facts([now, *equal]).prove(relation)
    return None if found is None else rules.generalize([found], clause.variables, [])


def gradients_as_maps(search: Search, relation: Relation) -> Theorem | None:
    """The relation, where gradients in it are values of maps: these have derivatives in time."""
    wanted = relation
    equal: list[Theorem] = []
    for tie in filter(_tied, search.known):
        for slope in search.goal_pool(relation).with_head("gradfn"):
            here, value = _sides(tie, slope[3])
            if slope == here and any(slope in subterms(side) for side in wanted[1:]):
                wanted, same = _rewritten(wanted, tie, slope[3], slope, value)
                equal += same
    shown = search.relation(wanted) if equal else None
    return None if shown is None else Facts([shown, *equal]).prove(relation)


def _sides(tie: Theorem, point: Term) -> tuple[Term, Term]:
    """The gradient at a point, and the value of the map there."""
    here = [substitute(side, {tie.clause.variables[0]: point}) for side in tie.clause.relation[1:]]
    slope, value = sorted(here, key=lambda side: side[0] != "gradfn")
    return slope, value


def _rewritten(relation: Relation, tie: Theorem, point: Term, old: Term, new: Term) -> tuple[Relation, list[Theorem]]:
    """A relation with one side of an equation for the other, and what this makes equal."""
    here = rules.instantiate([tie], [(tie.clause.variables[0], point)])
    op, *sides = relation
    hole = fresh_variable(Term("var", "hole", old.sort), frozenset().union(*(side.free for side in sides)))
    open_sides = [with_part(side, old, hole) for side in sides]
    equal = [rules.congruence([here], hole, side) for side in open_sides if hole in side.free]
    left, right = (substitute(side, {hole: new}) for side in open_sides)
    return (op, left, right), equal
