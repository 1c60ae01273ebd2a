"""What is said of all components of a vector, or all entries of an operator, added up: of rows that sum to 1, say."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import combinations, product

from proofcheck.kernel import rules
from proofcheck.kernel.clauses import Clause
from proofcheck.kernel.terms import NATURAL, ONE, ZERO, Term, fresh_variable, neg, sub, subterms
from proofcheck.kernel.theorem import Theorem
from proofcheck.provers.arithmetic import Facts
from proofcheck.provers.coordinates import largest
from proofcheck.provers.engine import Search, attempted
from proofcheck.provers.forms import is_size
from proofcheck.provers.instances import Pool
from proofcheck.provers.library import coordinates, orders
from proofcheck.provers.library.applying import entry
from proofcheck.provers.library.functionals import Functional

MOST = 6
"""Weights, bounds of components, rows, and vectors and operators beside an equation, that are looked at."""


def known_of_all_entries(search: Search, pool: Pool, ground: Sequence[Theorem]) -> Iterator[Theorem]:
    """Sums of entries with weights that are not negative; what operators make of the vector of ones, and around it."""
    said = [over for theorem in search.known if theorem.clause.variables for over in _readings(theorem)]
    equations = [equation for over in said for equation in _row_sums(over)]
    yield from equations
    for equation in (*equations, *(t for t in ground if t.rule == "assume" and _speaks_of_ones(t.clause))):
        yield from _around(equation, pool)
    facts = Facts(ground) if said else None
    for size in dict.fromkeys(over.size for over in said if over.theorem.clause.relation[0] != "="):
        if facts is not None:
            yield from _weighted_sums([over for over in said if over.size == size], size, pool, facts)


@dataclass(frozen=True, slots=True)
class _Over:
    """A theorem about all unit vectors of a space, and the variable that is their number."""

    theorem: Theorem
    variable: Term
    size: int | str

    @property
    def others(self) -> list[Term]:
        """The other variables."""
        return [variable for variable in self.theorem.clause.variables if variable != self.variable]


def _readings(theorem: Theorem) -> Iterator[_Over]:
    clause = theorem.clause
    units = dict.fromkeys(part for side in clause.relation[1:] for part in subterms(side) if part[0] == "basis")
    for _, size, index in units:
        within = Functional(index, (ONE, rules.size(size))).everywhere(clause.relation).conditions
        if index in clause.variables and {*within} <= {*clause.conditions}:
            yield _Over(theorem, index, size)


# ---------------------------------------------------------------- sums with weights


def _weighted_sums(said: Sequence[_Over], size: int | str, pool: Pool, facts: Facts) -> Iterator[Theorem]:
    """``0 <= sum_j a_j b_j``, of components a_j that are not negative, and of what bounds of others leave over."""
    taken = frozenset().union(*(variable.free for over in said for variable in over.theorem.clause.free_variables()))
    index = fresh_variable(Term("var", "j", NATURAL), taken.union(*(unit.free for unit in pool.with_head("basis"))))
    every = Functional(index, (ONE, rules.size(size)))
    inside = [rules.assume([], condition) for condition in every.everywhere(("=", index, index)).conditions]
    known = [shown for over in said for shown in _at_places(over, index, inside, pool, facts)]
    weights = [shown for shown in known if shown.clause.relation[1] == ZERO][:MOST]
    yield from map(every.compare, weights)
    bounds = [gap for shown in known if shown not in weights for gap in _gaps(shown)]
    for vector in [v for term in pool.with_head("opnorm") if (v := largest(term)) is not None and v.sort[1] == size]:
        maker = partial(coordinates.at_index, coordinates.component_below_maximum_law, inside)
        bounds += [gap for signed in (vector, neg(vector)) for gap in _gaps(maker(signed, index))]
    for one, other in (*product(weights, bounds[:MOST]), *combinations(weights, 2)) if weights else ():
        both = Term("mul", one.clause.relation[2], other.clause.relation[2])
        yield every.compare(rules.arithmetic([one, other], ("<=", ZERO, both), [entry(0, 1)]))


def _at_places(over: _Over, index: Term, inside: Sequence[Theorem], pool: Pool, facts: Facts) -> Iterator[Theorem]:
    """An inequality for a component whose number is free; where it is an entry, in the rows that are spoken of."""
    clause = over.theorem.clause
    if clause.relation[0] == "=" or [variable.sort for variable in over.others] not in ([], [NATURAL]):
        return
    places = list(dict.fromkeys(unit[2] for unit in pool.with_head("basis")))[:MOST]
    for place in places if over.others else [index]:
        values = {over.variable: index, **dict.fromkeys(over.others, place)}
        shown = _instance(over.theorem, values, inside, facts)
        if shown is not None:
            yield shown


def _instance(theorem: Theorem, values: Mapping[Term, Term], inside: Sequence[Theorem], facts: Facts) -> Theorem | None:
    assumed = {premise.clause: premise for premise in inside}
    needed = []
    for condition in theorem.clause.conditions:
        wanted = condition.substitute(values)
        shown = assumed.get(wanted) or facts.prove(wanted.relation, quick=True)
        if shown is None:
            return None
        needed.append(shown)
    return rules.instantiate([theorem, *needed], tuple(values.items()))


def _gaps(bound: Theorem) -> Iterator[Theorem]:
    """``0 <= c - b`` from ``b <= c``; from ``|b| <= c``, ``0 <= c + b`` as well."""
    _, left, right = bound.clause.relation
    if is_size(left):
        for place in (1, 2):
            below = orders.extreme([], left, place)
            gap = sub(right, left[place])
            yield rules.arithmetic([bound, below], ("<=", ZERO, gap), [entry(0), entry(1)])
    else:
        yield rules.arithmetic([bound], ("<=", ZERO, sub(right, left)), [entry(0)])


# ---------------------------------------------------------------- the vector of ones


def _ones(size: int | str) -> Term:
    index = Term("var", "i", NATURAL)
    return Term("sum", index, ONE, rules.size(size), Term("basis", size, index))


def _speaks_of_ones(clause: Clause) -> bool:
    op, left, right = clause.relation
    parts = (part for side in (left, right) for part in subterms(side)) if op == "=" and left.sort[0] == "V" else ()
    return any(part[0] == "sum" and part == _ones(part.sort[1]) for part in parts if part.sort[0] == "V")


def _row_sums(over: _Over) -> Iterator[Theorem]:
    """``A 1 = c 1``, from ``sum_j A_ij = c`` for all i; from the sums of columns, ``A' 1 = c 1``."""
    op, *sides = over.theorem.clause.relation
    for total, value in (sides, sides[::-1]) if op == "=" and not over.others else ():
        image = _image_of_ones(total, over) if over.variable not in value.free else None
        if image is not None:
            yield from attempted(partial(_equal_rows, over, image, value))


def _image_of_ones(total: Term, over: _Over) -> Term | None:
    """A 1, for the sum over all j of A_ij, where the number i of the row is a variable."""
    if total[0] != "sum" or total[2] != ONE or total[4][0] != "inner" or total[4][2][0] != "dot":
        return None
    _, index, _, high, (_, row, (_, operator, column)) = total
    here = Term("basis", over.size, over.variable)
    for one, other, whole in ((row, column, operator), (column, row, Term("tr", operator))):
        if one == here and other[0] == "basis" and other[2] == index and high == rules.size(other[1]):
            return Term("dot", whole, _ones(other[1])) if index not in operator.free else None
    return None


def _equal_rows(over: _Over, image: Term, value: Term) -> Theorem:
    """A 1 = c 1, component by component."""
    unit, equal = Term("basis", over.size, over.variable), Term("mul", value, _ones(over.size))
    every = Functional(over.variable, (ONE, rules.size(over.size)))
    inside = every.everywhere(over.theorem.clause.relation).conditions
    square = rules.basis_unit([rules.assume([], condition) for condition in inside], over.size, over.variable)
    relation = ("=", *(Term("inner", unit, side) for side in (image, equal)))
    entries = [entry(equality=0), entry(equality=1, multiplier=neg(value))]
    shown = rules.arithmetic([every.at(over.theorem), square], relation, entries)
    return coordinates.equal_components(rules.generalize([shown], [over.variable], inside), image, equal)


def _around(equation: Theorem, pool: Pool) -> Iterator[Theorem]:
    """What an equation between vectors says of the products with them: the normal form of A 1 has no A to take off."""
    _, left, right = equation.clause.relation
    hole = fresh_variable(Term("var", "hole", left.sort), left.free | right.free)
    summed = (part for total in pool.with_head("sum") for part in subterms(total) if part[0] == "var")
    vectors = dict.fromkeys(term for term in (*pool.with_head("var"), *summed) if term.sort == left.sort)
    operators = dict.fromkeys(term[1] for term in pool.with_head("dot") if term[1].sort[2] == left.sort[1])
    for operator in [*operators][:MOST]:
        yield from attempted(partial(rules.congruence, [equation], hole, Term("dot", operator, hole)))
    for vector in [*vectors][:MOST]:
        shown = rules.congruence([equation], hole, Term("inner", vector, hole))
        yield shown
        if left[0] == "dot":  # <A' v, 1>, which the equation does not rewrite
            turned = Term("inner", Term("dot", Term("tr", left[1]), vector), left[2])
            relation = ("=", turned, shown.clause.relation[2])
            yield from attempted(partial(rules.arithmetic, [shown], relation, [entry(equality=0)]))
