"""What may be such that something holds of it: values to try for what is said to exist.

Nothing here is trusted: what is proposed is put in, and what it has to satisfy is proved.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import combinations, islice, permutations, product
from typing import Any

import sympy

from proofcheck.kernel.clauses import Clause, Relation, sides
from proofcheck.kernel.terms import NATURAL, ONE, SCALAR, ZERO, Term, is_natural, neg, num, slots, substitute, subterms
from proofcheck.kernel.theorem import Theorem
from proofcheck.models.existence import IMPOSSIBLE
from proofcheck.provers.computer_algebra import Names, read, said
from proofcheck.provers.instances import Pool
from proofcheck.provers.matching import Matcher, Reading
from proofcheck.provers.operators import turned

MOST_VALUES, MOST_CHOICES = 60, 90
"""How many values are tried for a letter, and how many choices of values for several."""

MOST_SIZES, MOST_ROOTS, MOST_TIGHT = 8, 6, 3
"""Of a pool, how many numbers are put together; how many solutions are looked at; of how many equations."""

NUMBERS = (ONE, ZERO, num(2), num("1/2"), num(-1), num(3), num(4), num("1/4"), num(10))

Choice = dict[Term, Term]


def choices(denied: Clause, known: Sequence[Theorem], pool: Pool) -> Iterator[Choice]:
    """Values for all that is denied to exist, the likeliest ones first, each choice once."""
    seen: set[tuple[Term, ...]] = set()
    for choice in islice(_choices(denied, known, pool), MOST_CHOICES):
        values = tuple(choice[variable] for variable in denied.variables)
        if values not in seen:
            seen.add(values)
            yield choice


def _choices(denied: Clause, known: Sequence[Theorem], pool: Pool) -> Iterator[Choice]:
    matched = [*_matched(denied, known), *_both_sides(denied), *_preimages(denied)]
    pool = _with_terms_of(denied, pool)
    for letter in _where_others_begin(known):
        pool.add(letter)
    for choice in matched:
        if len(choice) == len(denied.variables):
            yield choice
    single = [list(_values(variable, denied, matched, pool)) for variable in denied.variables]
    if len(single) == 1:
        yield from ({denied.variables[0]: value} for value in single[0])
        return
    ranked = sorted(product(*(range(len(values)) for values in single)), key=sum) if _is_few(single) else ()
    for places in ranked:
        yield {v: values[k] for v, values, k in zip(denied.variables, single, places, strict=True)}


def _is_few(single: Sequence[Sequence[Term]]) -> bool:
    for values in single:
        del values[12:]  # type: ignore[attr-defined]
    return len(single) <= 3


def _matched(denied: Clause, known: Sequence[Theorem]) -> Iterator[Choice]:
    """What makes a condition of the denial something that is known."""
    for condition in denied.conditions:
        if not condition.free_variables() & set(denied.variables):
            continue
        matcher = Matcher(frozenset((*denied.variables, *condition.variables)))
        for theorem in known:
            if theorem.clause.relation[0] == condition.relation[0] and theorem.clause != denied:
                yield from islice(_as(matcher, condition, theorem.clause, denied.variables), 3)


def _both_sides(denied: Clause) -> Iterator[Choice]:
    """What makes the two sides of an equation that the denial speaks of the same."""
    for condition in denied.conditions:
        op, *written = condition.relation
        left, right = map(_one_after_another, written)
        matcher = Matcher(frozenset(denied.variables))
        for side, other in ((left, right), (right, left)):
            if op == "=" and not condition.variables and not other.free & set(denied.variables):
                for found in islice(matcher.match(side, other, Reading()), 3):
                    yield {v: found.variables[v] for v in denied.variables if v in found.variables}


def _one_after_another(image: Term) -> Term:
    """An image under a product of operators as one under the first of what the others make."""
    if image[0] == "dot" and image[1][0] == "dot":
        return _one_after_another(Term("dot", image[1][1], Term("dot", image[1][2], image[2])))
    return image


def _preimages(denied: Clause) -> Iterator[Choice]:
    """What solves an equation A v = y for a vector v where A, or A A', has an inverse."""
    for condition in denied.conditions:
        op, *written = condition.relation
        if op != "=" or condition.variables:
            continue
        for image, value in (written, reversed(written)):
            operator, variable = _applied(image)
            if operator is None or variable not in denied.variables or value.free & set(denied.variables):
                continue
            if operator.sort[1] == operator.sort[2]:
                yield {variable: Term("dot", Term("inv", operator), value)}
            back = turned(operator)
            gram = Term("dot", operator, back)
            yield {variable: Term("dot", back, Term("dot", Term("inv", gram), value))}


def _applied(image: Term) -> tuple[Term | None, Term]:
    """The operator that an image is one under, and of what."""
    operator = None
    while image[0] == "dot" and image.sort[0] == "V":
        operator = image[1] if operator is None else Term("dot", operator, image[1])
        image = image[2]
    return operator, image


def _with_terms_of(denied: Clause, pool: Pool) -> Pool:
    """A pool that begins with what a denial speaks of and does not bind."""
    terms = Pool()
    for condition in denied.conditions:
        bound = {*denied.variables, *condition.variables}
        for side in sides(condition):
            for part in subterms(side):
                if part.free and not part.free & bound and part[0] not in {"int", "sum", "inf", "minS", "expect"}:
                    terms.add(part)
    for part in pool:
        terms.add(part)
    return terms


def _where_others_begin(known: Sequence[Theorem]) -> Iterator[Term]:
    """Letters of which conditions speak under which something is known of all numbers, as N of all k that are above."""
    for theorem in known:
        if theorem.rule == "assume" and theorem.clause.relation != IMPOSSIBLE:
            bound = set(theorem.clause.variables)
            free = (v for c in theorem.clause.conditions if bound for v in c.free_variables() - bound)
            yield from sorted((v for v in free if v[0] == "var" and v.sort in {SCALAR, NATURAL}), key=str)


def _as(matcher: Matcher, condition: Clause, told: Clause, wanted: Sequence[Term]) -> Iterator[Choice]:
    """How a condition becomes what is told: the same relation between terms that match."""
    (_, left, right), (_, first, second) = condition.relation, told.relation
    hidden = set(told.variables)
    for reading in matcher.match(left, first, Reading()):
        readings = list(matcher.match(right, second, reading))
        for found in readings:
            choice = {v: found.variables[v] for v in wanted if v in found.variables}
            if choice and not any(value.free & hidden for value in choice.values()):
                yield choice
        if not readings and len(wanted) == 1:  # the other sides are no less alike for some value, as C / k and 2 / k
            bound = {**reading.variables, wanted[0]: wanted[0]}
            here = substitute(right, {v: bound[v] for v in condition.variables if v in bound})
            for value in _solved(wanted[0], [("=", here, second)], hidden.union(condition.variables, wanted)):
                yield {wanted[0]: value}


def _values(variable: Term, denied: Clause, matched: Sequence[Choice], pool: Pool) -> Iterator[Term]:
    """Values for one letter, each once."""
    bound = {*denied.variables, *(v for c in denied.conditions for v in c.variables)}
    seen: set[Term] = set()
    sources = (
        (choice[variable] for choice in matched if variable in choice),
        _proposed(variable, denied, pool, bound),
    )
    for source in sources:
        for value in source:
            if value not in seen and not value.free & bound and _fits(value, variable):
                seen.add(value)
                yield value
                if len(seen) >= MOST_VALUES:
                    return


def _fits(value: Term, variable: Term) -> bool:
    if variable.sort == NATURAL:
        return is_natural(value)
    return value.sort == variable.sort or (variable.sort == SCALAR and value.sort == NATURAL)


def _proposed(variable: Term, denied: Clause, pool: Pool, bound: Collection[Term]) -> Iterator[Term]:
    if variable.sort not in {SCALAR, NATURAL}:
        yield from _objects(variable, pool)
        return
    tight = list(islice(_tight(variable, denied, bound), MOST_ROOTS))
    yield from tight
    yield from (larger for value in tight if (larger := _with_larger_divisors(value)) != value)
    yield from NUMBERS[:2]
    sizes = list(dict.fromkeys((*_sizes_in(denied, bound), *_numbers_of(pool, bound))))[:MOST_SIZES]
    yield from sizes
    yield from _at_first(denied, bound)
    yield from NUMBERS[2:]
    ends = [end for end in (*tight, *sizes[:4]) if end != ZERO]
    yield from (Term("add", end, ONE) for end in ends)
    for first, second in combinations(ends[:6], 2):
        yield from (Term("max", first, second), Term("add", first, second), _mean(first, second))
        yield Term("mul", first, second)
    for first in ends[:6]:
        yield from (Term("mul", num(2), first), Term("mul", num("1/2"), first), neg(first), Term("max", first, ONE))
        yield from (Term("max", first, neg(first)), Term("pow", first, 2), Term("min", first, ONE))
    for first, second in combinations(ends[:4], 2):
        yield from (Term("min", first, second), Term("div", first, second), Term("div", second, first))
        yield Term("add", first, neg(second))


def _at_first(denied: Clause, bound: Collection[Term]) -> Iterator[Term]:
    """The numbers that conditions speak of for all k at the first ones: of a sequence that falls, the first member."""
    for condition in denied.conditions:
        for index in (v for v in condition.variables if v.sort == NATURAL):
            for side in condition.relation[1:]:
                for first in (ZERO, ONE):
                    member = substitute(side, {index: first})
                    if index in side.free and not member.free & set(bound):
                        yield member


def _with_larger_divisors(value: Term) -> Term:
    """A value with 1 more in each divisor, so that it has one where these vanish."""
    inside = set(slots(value))
    head, *parts = (_with_larger_divisors(p) if k in inside else p for k, p in enumerate(value))
    if head == "div":
        parts[1] = Term("add", parts[1], ONE)
    if head == "pow" and value[2] < 0:
        parts[0] = Term("add", parts[0], ONE)
    return Term(head, *parts)


def _mean(first: Term, second: Term) -> Term:
    return Term("mul", num("1/2"), Term("add", first, second))


def _objects(variable: Term, pool: Pool) -> Iterator[Term]:
    """Vectors or operators of a space: those that are spoken of, zero, and a unit vector or the identity."""
    found = [term for term in pool if term.sort == variable.sort and term[0] != "var"]
    letters = [term for term in pool if term.sort == variable.sort and term[0] == "var"]
    yield from (*letters, *found)
    yield Term("mul", ZERO, letters[0] if letters else variable) if letters else Term("mul", ZERO, _some(variable))
    yield _some(variable)
    yield from (Term("add", a, b) for a, b in combinations(letters[:4], 2))
    yield from (Term("add", a, neg(b)) for a, b in permutations(letters[:4], 2))
    yield from (Term("mul", num("1/2"), Term("add", a, b)) for a, b in combinations(letters[:4], 2))
    yield from (Term("dot", Term("inv", term), a) for term in _square(pool) for a in letters[:3] if a.sort[0] == "V")
    yield from (neg(a) for a in letters[:4])
    yield from (Term("inv", term) for term in _square(pool) if term.sort == variable.sort)


def _square(pool: Pool) -> list[Term]:
    """Letters for operators on one space."""
    return [t for t in pool if t[0] == "var" and t.sort[0] == "O" and t.sort[1] == t.sort[2]][:2]


def _some(variable: Term) -> Term:
    """An object of the sort of a variable that is not zero."""
    sort = variable.sort
    if sort[0] == "V":
        return Term("basis", sort[1], ONE)
    if sort[1] == sort[2]:
        return Term("id", sort[1])
    return Term("outer", Term("basis", sort[1], ONE), Term("basis", sort[2], ONE))


def _sizes_in(denied: Clause, bound: Collection[Term]) -> Iterator[Term]:
    """Sizes of numbers, vectors and operators that act on what is bound in the denial."""
    for condition in denied.conditions:
        for side in condition.relation[1:]:
            for part in subterms(side):
                if part[0] in {"dot", "outer", "inner"}:
                    for factor in part[1:]:
                        if isinstance(factor, Term) and not factor.free & set(bound):
                            yield Term("opnorm" if factor.sort[0] == "O" else "norm", factor)
                if part[0] == "mul" and part.free & set(bound):
                    for factor in part[1:-1]:
                        if factor[0] != "num" and not factor.free & set(bound):
                            yield Term("max", factor, neg(factor))


def _numbers_of(pool: Pool, bound: Collection[Term]) -> Iterator[Term]:
    """The numbers that a pool speaks of: letters first, then whatever is short."""
    numbers = [t for t in pool if t.sort in {SCALAR, NATURAL} and not t.free & set(bound) and t[0] != "num"]
    yield from (t for t in numbers if t[0] == "var")
    yield from sorted((t for t in numbers if t[0] != "var"), key=lambda t: t.size)


def _tight(variable: Term, denied: Clause, bound: Collection[Term]) -> Iterator[Term]:
    """What makes conditions equations: those of one letter, and of others with what they themselves suppose."""
    spoken = [c for c in denied.conditions if variable in c.free_variables()]
    lone: list[Term] = []
    for condition in spoken:
        for relation in _without_extremes(condition.relation):
            for value in _solved(variable, [relation], bound):
                lone.append(value)
                yield value
        supposed = [c.relation for c in condition.conditions if not c.variables and not c.conditions]
        for count in range(1, min(MOST_TIGHT, len(supposed)) + 1):
            for some in combinations(supposed, count):
                for relation in _without_extremes(condition.relation):
                    whole = [relation, *some]
                    readings = (whole, map(_of_sizes, whole), map(_without_powers, whole))
                    for relations in dict.fromkeys(map(tuple, readings)):
                        yield from _solved(variable, relations, bound)
    for first, second in combinations(dict.fromkeys(lone), 2):
        yield from (_mean(first, second), Term("max", first, second), Term("min", first, second))


def _without_extremes(relation: Relation) -> Iterator[Relation]:
    """A relation, or those that a maximum on the left or a minimum on the right makes of it."""
    op, left, right = relation
    for a in left[1:] if left[0] == "max" else (left,):
        for b in right[1:] if right[0] == "min" else (right,):
            yield op, a, b


def _of_sizes(relation: Relation) -> Relation:
    """A relation with the products of norms in the place of the norms of images, and of inner products."""
    op, left, right = relation
    return op, _size_of(left), _size_of(right)


def _size_of(term: Term) -> Term:
    if term[0] == "norm" and term[1][0] == "dot" and term[1].sort[0] == "V":
        return Term("mul", Term("opnorm", term[1][1]), _size_of(Term("norm", term[1][2])))
    if term[0] == "inner" and term[1].sort[0] == "V":
        return Term("mul", *(_size_of(Term("norm", part)) for part in term[1:]))
    if term[0] in {"add", "mul"}:
        return Term(term[0], *map(_size_of, term[1:]))
    return term


def _as_fraction(value: Any, terms: dict[Any, Term]) -> Term | None:
    """What SymPy found as a term, where it can be divided by one thing after another."""
    above, below = sympy.fraction(sympy.together(value))
    if not below.free_symbols:
        return read(value, terms)
    found = read(above, terms)
    for factor in sympy.Mul.make_args(sympy.factor(below)):
        base, exponent = factor.as_base_exp() if factor.is_Pow and factor.exp.is_Integer else (factor, 1)
        divisor = read(base, terms)
        for _ in range(int(exponent) if divisor is not None else 0):
            found = None if found is None or divisor is None else Term("div", found, divisor)
        found = None if divisor is None else found
    return found


def _without_powers(relation: Relation) -> Relation:
    """A relation with what lies above powers q^k of numbers from 0 to 1 in their place, 1 / (1 + k (1 - q))."""
    op, left, right = relation
    return op, _above_powers(left), _above_powers(right)


def _above_powers(term: Term) -> Term:
    if term[0] == "powi":
        _, ratio, count = term
        return Term("div", ONE, Term("add", ONE, Term("mul", count, Term("add", ONE, neg(ratio)))))
    if term[0] in {"add", "mul", "div"}:
        return Term(term[0], *map(_above_powers, term[1:]))
    return term


def _solved(variable: Term, relations: Iterable[Relation], bound: Collection[Term]) -> Iterator[Term]:
    """The values of a letter at which some relations are equations, free of what is bound."""
    names: Names = {}
    differences: list[Any] = []
    for _, left, right in relations:
        sides = [said(side, variable, names) for side in (left, right)]
        if None in sides or left.sort not in {SCALAR, NATURAL}:
            return
        differences.append(sides[0] - sides[1])
    if variable not in names:
        return
    unknown = [names[variable], *(symbol for term, symbol in names.items() if term.free & set(bound) - {variable})]
    if len(differences) > 1 and len(unknown) > len(differences):
        return
    plain = {symbol: sympy.Symbol(symbol.name + "_", real=True) for symbol in unknown}
    terms = {plain.get(symbol, symbol): term for term, symbol in names.items()}
    wanted = [plain[symbol] for symbol in (unknown if len(differences) > 1 else unknown[:1])]
    try:
        found = sympy.solve([d.xreplace(plain) for d in differences], wanted, dict=True)
    except Exception:  # whatever SymPy stumbles over, it has no solution then
        return
    for solution in found[:3]:
        value = solution.get(wanted[0])
        term = None if value is None else _as_fraction(value, terms)
        if term is not None and not term.free & set(bound):
            yield term
