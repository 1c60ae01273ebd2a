"""What is known of the unit vectors, components and norms of components that occur."""

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import combinations

from proofcheck.kernel import rules
from proofcheck.kernel.terms import ONE, ZERO, Term, neg, num, sub, subterms
from proofcheck.kernel.theorem import Theorem
from proofcheck.provers.arithmetic import Facts
from proofcheck.provers.engine import Search, attempted
from proofcheck.provers.instances import Pool
from proofcheck.provers.library import coordinates, frobenius, orders, spectra

LARGEST_SPACE = 6
"""How many components are written out."""
MOST_UNITS = 6
"""Unit vectors of which it is looked at whether they differ."""


def known_of_components(search: Search, pool: Pool, ground: Sequence[Theorem]) -> Iterator[Theorem]:
    """Unit vectors have length 1; components are bounded by norms, and norms of components by each other."""
    yield from _written_out(pool)
    units = pool.with_head("basis")
    sums = {vector: None for term in pool.with_head("sum") if (vector := summed(term)) is not None}
    maxima = {vector: None for term in pool.with_head("opnorm") if (vector := largest(term)) is not None}
    if not (units or sums or maxima):
        return
    facts = Facts(ground)
    for unit in units:
        inside = _in_range(facts, unit)
        if inside is not None:
            yield from _of_unit(search, pool, unit, inside, [*sums], [*maxima])
    for one, other in combinations(units[:MOST_UNITS], 2):
        if one[1] == other[1]:
            apart = facts.prove(("<", ZERO, Term("pow", sub(one[2], other[2]), 2)))
            if apart is not None:
                yield from attempted(partial(rules.basis_orthogonal, [apart], one[1], one[2], other[2]))
    yield from _of_norms(search, [*sums], [*maxima])


def _written_out(pool: Pool) -> Iterator[Theorem]:
    """Inner products, norms and traces by all components, where a space has few of them and some are spoken of."""
    inside = (part for term in pool.with_head("sum", "basis") for part in subterms(term))
    sizes = {part[1] for part in inside if part[0] == "basis" and type(part[1]) is int and part[1] <= LARGEST_SPACE}
    if not sizes:
        return
    for _, thing in pool.with_head("norm"):
        if thing.sort[0] == "O" and thing.sort[2] in sizes:
            yield from attempted(partial(coordinates.columns, thing))
            columns = [Term("dot", thing, Term("basis", thing.sort[2], num(k + 1))) for k in range(thing.sort[2])]
            yield from (coordinates.parseval(column, column) for column in columns)
        elif thing.sort[1] in sizes:
            yield from attempted(partial(coordinates.parseval, thing, thing))
    for _, one, other in pool.with_head("inner"):
        if one[0] == "id" and one[1] in sizes:
            yield from attempted(partial(coordinates.trace, other))
        elif one[0] == "basis" and other[0] == "dot" and other[2].sort[1] in sizes and other[2][0] != "basis":
            yield from attempted(partial(coordinates.parseval, Term("dot", Term("tr", other[1]), one), other[2]))
        elif one.sort[0] == "V" and one.sort[1] in sizes and "basis" not in {one[0], other[0]}:
            yield from attempted(partial(coordinates.parseval, one, other))


def _in_range(facts: Facts, unit: Term) -> list[Theorem] | None:
    """1 <= i and i <= n, if they are at hand."""
    _, n, index = unit
    first = index == ONE and isinstance(n, str)
    below = orders.dimension_is_positive([], n) if first else facts.prove(("<=", index, rules.size(n)))
    found = [facts.prove(("<=", ONE, index)), below]
    return [theorem for theorem in found if theorem is not None] if None not in found else None


def _of_unit(
    search: Search,
    pool: Pool,
    unit: Term,
    inside: Sequence[Theorem],
    sums: Sequence[Term],
    maxima: Sequence[Term],
) -> Iterator[Theorem]:
    _, n, index = unit
    yield from attempted(partial(rules.basis_unit, inside, n, index))
    if search.may("Cauchy-Schwarz"):
        yield from attempted(partial(coordinates.length, inside, n, index))
        for vector in dict.fromkeys(part[2] for part in pool.with_head("inner") if part[1] == unit):
            for signed in (vector, neg(vector)):
                yield from attempted(partial(coordinates.at_index, coordinates.component_law, inside, signed, index))
            if vector[0] == "dot":
                yield from _of_image(search, pool, vector)
    for vector in sums:
        if vector.sort[1] == n:
            yield from attempted(
                partial(coordinates.at_index, coordinates.absolute_below_sum_law, inside, vector, index)
            )
            size = coordinates.absolute(coordinates.component(vector, index))
            yield from (orders.extreme([], size, place) for place in (1, 2))
    for vector in maxima if search.may("operator norm") else ():
        for signed in (vector, neg(vector)) if vector.sort[1] == n else ():
            yield from attempted(
                partial(coordinates.at_index, coordinates.component_below_maximum_law, inside, signed, index)
            )


def _of_image(search: Search, pool: Pool, image: Term) -> Iterator[Theorem]:
    """|A v| is at most |A| |v|, in either norm of A that occurs."""
    _, operator, vector = image
    if Term("opnorm", operator) in pool and search.may("operator norm"):
        yield from attempted(partial(spectra.operator_norm, [], operator, vector))
    if Term("norm", operator) in pool and search.may("Frobenius norm"):
        yield from attempted(partial(frobenius.applied, [], operator, vector))


def _of_norms(search: Search, sums: Sequence[Term], maxima: Sequence[Term]) -> Iterator[Theorem]:
    for vector in sums:
        yield from attempted(partial(coordinates.of_norms, coordinates.norm_below_sum_law, vector))
        if search.may("Cauchy-Schwarz"):
            yield from attempted(partial(coordinates.of_norms, coordinates.sum_below_norm_law, vector))
        if vector[0] == "add" and search.may("triangle inequality"):
            _, head, *rest = vector
            other = rest[0] if len(rest) == 1 else Term("add", *rest)
            yield from attempted(partial(coordinates.triangle, head, other))
    if not search.may("operator norm"):
        return
    for vector in maxima:
        laws = [coordinates.norm_below_maximum_law, coordinates.maximum_below_norm_law]
        if vector in sums:
            laws.append(coordinates.sum_below_maximum_law)
        for law in laws:
            yield from attempted(partial(coordinates.of_norms, law, vector))
    for one in sums:
        for other in maxima:
            for signed in (one, neg(one)) if one.sort == other.sort else ():
                yield from attempted(partial(coordinates.hoelder, signed, other))


def summed(term: Term) -> Term | None:
    """u, for the sum of the |u_i|; A' e_i, for the sum of the |A_ij| over j."""
    _, index, low, high, body = term
    if low != ONE or body[0] != "max" or body[1][0] != "inner" or body != coordinates.absolute(body[1]):
        return None
    unit, vector = body[1][1:]
    if vector[0] == "dot" and vector[2] == Term("basis", vector[2].sort[1], index):
        transposed = Term("dot", Term("tr", vector[1]), unit)
        return _whole(index, high, Term("inner", vector[2], transposed), True)
    return _whole(index, high, body[1], True)


def largest(term: Term) -> Term | None:
    """u, for the maximum norm of u."""
    if term[1][0] != "sum" or term[1][4][0] != "mul" or term[1][4][1][0] != "inner":
        return None
    _, index, low, high, body = term[1]
    unit = body[1][1]
    scaled = Term("mul", body[1], Term("outer", unit, unit)) if unit.sort[0] == "V" else None
    return _whole(index, high, body[1], low == ONE and body == scaled)


def _whole(index: Term, high: Term, component: Term, fits: bool) -> Term | None:
    """The vector, of which all components are taken."""
    unit, vector = component[1:]
    whole = unit[0] == "basis" and unit[2] == index and high == rules.size(unit[1]) and index not in vector.free
    return vector if fits and whole else None
