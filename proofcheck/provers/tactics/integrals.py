"""Tactics for integrals: comparison, antiderivatives, and how far a path has travelled."""

from collections.abc import Iterable, Iterator
from fractions import Fraction
from functools import partial
from itertools import chain, permutations, product
from typing import Any

from proofcheck.evidence.readback import mono_term, poly_term, scaled_term
from proofcheck.kernel import rules
from proofcheck.kernel.clauses import Clause, Relation
from proofcheck.kernel.normal import Mono, Normalizer, Poly, add_into, mono_without
from proofcheck.kernel.terms import (
    ONE,
    SCALAR,
    ZERO,
    KernelError,
    Term,
    fresh_variable,
    is_natural,
    neg,
    num,
    sub,
    substitute,
    subterms,
)
from proofcheck.kernel.theorem import Theorem
from proofcheck.provers.arithmetic import Facts
from proofcheck.provers.engine import Search, attempted
from proofcheck.provers.forms import (
    antiderivative,
    at_time,
    changes,
    integrals_in,
    is_scalar_variable,
    product_of,
    put_in,
    with_part,
)
from proofcheck.provers.instances import clause_terms, open_subterms
from proofcheck.provers.library import integrals, spectra
from proofcheck.provers.saturation import by_arithmetic, finish
from proofcheck.provers.tactics.roots import by_squares

MOST_JOINED = 6
"""Integrals in sight."""


def compare_integrals(search: Search, relation: Relation) -> Theorem | None:
    """Compare integrals by comparing what is integrated, with each other or with 0."""
    op, left, right = relation
    collected = _collected(search, relation) if op == "<=" else None
    if collected is not None:
        return collected
    if op == "<=" and not integrals_in(left):
        return _nonnegative_integral(search, relation)
    if op == "<=" and left[0] in {"norm", "opnorm"} and left[1][0] == "int":
        return _size_of_integral(search, relation)
    for f in integrals_in(left):
        for g in integrals_in(right):
            if f[2:4] == g[2:4] and f.sort == SCALAR:
                found = _compared(search, relation, f, g)
                if found is not None:
                    return found
    return None


def _size_of_integral(search: Search, relation: Relation) -> Theorem | None:
    """The norm of an integral is bounded by what bounds the integral of the norms."""
    op, left, right = relation
    _, s, low, high, body = left[1]
    limits = search.relation(("<=", low, high)) if search.may("triangle inequality for integrals") else None
    if limits is None:
        return None
    size = Term(left[0], body)
    if body[0] == "mul" and not integrals_in(right):  # if a factor may be negative, the last step will not go through
        size = Term("mul", *body[1:-1], Term(left[0], body[-1]))
    bounded = compare_integrals if integrals_in(right) else integrated
    of_norms = bounded(search, (op, Term("int", s, low, high, size), right))
    return finish(search, relation, [of_norms, integrals.triangle([limits], left[1], left[0])]) if of_norms else None


def _collected(search: Search, relation: Relation) -> Theorem | None:
    """Collect what is integrated over one interval, and multiples of its length; compare that with 0 at each time."""
    _, left, right = relation
    count = len(integrals_in(left)) + len(integrals_in(right))
    if count < 2 or not search.may("monotonicity of the integral"):
        return None
    normalizer = Facts(search.ground()).normalizer
    difference = normalizer.scalar(sub(right, left))
    outside = {mono: value for mono, value in difference.items() if not any(atom[0] == "int" for atom, _ in mono)}
    if count + bool(outside) < 3:
        return None
    taken = frozenset().union(left.free, right.free, *search.fixed())
    s = fresh_variable(Term("var", "s", SCALAR), taken)
    inside: dict[tuple[Term, Term], list[Term]] = {}
    for mono, coefficient in difference.items():
        atoms = [atom for atom, exponent in mono if atom[0] == "int" and exponent == 1]
        if len(atoms) == 1:
            _, low, high, bound, body = atoms[0]
            outer = scaled_term(coefficient, mono_without(mono, atoms[0]))
            part = Term("mul", outer, substitute(mono_term(body), {bound: s}))
            inside.setdefault((poly_term(dict(low)), poly_term(dict(high))), []).append(part)
    for (low, high), parts in inside.items():
        parts += _quotients(outside, normalizer.scalar(sub(high, low)))
        limits = search.relation(("<=", low, high)) if len(parts) > 1 else None
        relates = ("<=", ZERO, Term("add", *parts))
        pointwise = None if limits is None else search.prove(rules.over(s, low, high, relates))
        if limits is not None and pointwise is not None:
            ends = (Term("int", s, low, high, side) for side in relates[1:])
            found = finish(search, relation, [rules.functional_monotone([pointwise, limits], *ends)])
            if found is not None:
                return found
    return None


def _per_length(normalizer: Normalizer, bound: Term, integral: Term) -> list[Term]:
    """The height of the constant whose integral over the same interval is a bound."""
    low, high = integral[2:4]
    height, length = normalizer.scalar(bound), normalizer.scalar(sub(high, low))
    if bound[0] == "mul":
        rests = [
            [other for other in bound[1:] if other != part] for part in bound[1:] if normalizer.scalar(part) == length
        ]
        return [product_of(rest) for rest in rests] or _quotients(height, length)
    return _quotients(height, length) if height else [ZERO]


def _quotients(poly: Poly, length: Poly) -> list[Term]:
    """The quotient of a polynomial and the length of an interval: a multiple of it, or by a letter."""
    if not poly or not length:
        return []
    first = next(iter(length))
    if length.keys() == {()}:
        return [poly_term({mono: Fraction(value) / length[()] for mono, value in poly.items()})]
    factor = Fraction(poly.get(first, 0)) / length[first]
    if factor and add_into(dict(poly), length, -factor) == {}:
        return [num(factor)]
    if len(length) > 1 or len(first) != 1 or length[first] != 1 or not all(first[0] in mono for mono in poly):
        return []
    return [scaled_term(value, mono_without(mono, first[0][0])) for mono, value in poly.items()]


def extended(search: Search, relation: Relation) -> Theorem | None:
    """Compare integrals of one function over two intervals, by its sign in what they do not have in common."""
    op, left, right = relation
    needed = ("fundamental theorem of calculus", "monotonicity of the integral")
    if op == "=" or search.depth > 1 or not all(map(search.may, needed)):
        return None
    for f, g in product(integrals_in(left), integrals_in(right)):
        s = fresh_variable(f[1], frozenset().union(f.free, g.free, *search.fixed()))
        body = substitute(f[4], {f[1]: s})
        if f.sort != SCALAR or f[2:4] == g[2:4] or substitute(g[4], {g[1]: s}) != body:
            continue
        gaps = [pair for pair in ((g[2], f[2]), (f[3], g[3])) if pair[0] != pair[1]]
        signs = [_not_negative(search, s, low, high, body) for low, high in gaps]
        parts = [_taken_apart(s, g[2], low, high, body) for low, high in (f[2:4], *gaps)]
        found = None if None in signs else finish(search, relation, [*signs, *parts])
        if found is not None:
            return found
    return None


def joined(search: Search, relation: Relation) -> Theorem | None:
    """The relation, with what integrals of one function over adjacent intervals add up to."""
    if search.depth > 1 or not search.may("fundamental theorem of calculus"):
        return None
    everywhere = [part for side in relation[1:] for part in integrals_in(side)]
    known = [t for t in search.ground() if any(map(integrals_in, t.clause.relation[1:]))]
    everywhere += [part for t in known for side in t.clause.relation[1:] for part in integrals_in(side)]
    whole = dict.fromkeys(part for part in everywhere if part.sort == SCALAR)
    parts: list[Theorem] = []
    for f, g in permutations(list(whole)[:MOST_JOINED], 2):
        s = fresh_variable(f[1], frozenset().union(f.free, g.free, *search.fixed()))
        body = substitute(f[4], {f[1]: s})
        if f[3] == g[2] and substitute(g[4], {g[1]: s}) == body:
            parts += attempted(partial(_taken_apart, s, f[2], g[2], g[3], body))
    return finish(search, relation, parts)


def apart_from_zero(search: Search, s: Term, low: Term, high: Term, divisors: Iterable[Term]) -> list[Theorem] | None:
    """That what divides vanishes nowhere between two ends, if all of that is shown."""
    shown: list[Theorem] = []
    for divisor in dict.fromkeys(divisors):
        theorem = search.prove(rules.over(s, low, high, ("<", ZERO, Term("pow", divisor, 2))))
        if theorem is None:
            return None
        shown.append(theorem)
    return shown


def _not_negative(search: Search, s: Term, low: Term, high: Term, body: Term) -> Theorem | None:
    limits = search.relation(("<=", low, high))
    sign = None if limits is None else search.prove(rules.over(s, low, high, ("<=", ZERO, body)))
    nothing, integral = (Term("int", s, low, high, value) for value in (ZERO, body))
    return None if limits is None or sign is None else rules.functional_monotone([sign, limits], nothing, integral)


def _taken_apart(s: Term, start: Term, low: Term, high: Term, body: Term) -> Theorem:
    """``int_low^high = int_start^high - int_start^low``: the integral is the derivative of that from the start."""
    end = fresh_variable(s, frozenset({s}).union(start.free, body.free, low.free, high.free))
    return rules.fundamental_theorem([], end, low, high, Term("int", s, start, end, body))


def _nonnegative_integral(search: Search, relation: Relation) -> Theorem | None:
    if not search.may("monotonicity of the integral"):
        return None
    for integral in integrals_in(relation[2]):
        positive = _not_negative(search, *integral[1:]) if integral.sort == SCALAR else None
        found = None if positive is None else finish(search, relation, [positive])
        if found is not None:
            return found
    return None


def _compared(search: Search, relation: Relation, f: Term, g: Term) -> Theorem | None:
    op, left, right = relation
    if f.sort != g.sort:
        return None
    taken = frozenset().union(*(side.free for side in relation[1:]), *search.fixed())
    s = fresh_variable(Term("var", "s", SCALAR), taken | f[4].free | g[4].free)
    low, high = f[2:4]
    first, second = substitute(f[4], {f[1]: s}), substitute(g[4], {g[1]: s})
    limits = search.relation(("<=", low, high))
    if limits is None:
        return None
    found = _equal_integrals(search, relation, g, limits, (s, first, second))
    if found is not None or op == "=" or not search.may("monotonicity of the integral"):
        return found
    outside = (_cofactor(left, f), _cofactor(right, g))
    for factors in dict.fromkeys(((None, None), (None, outside[1]), outside)):
        bodies = [b if c is None else Term("mul", c, b) for c, b in zip(factors, (first, second), strict=True)]
        pointwise = search.prove(rules.over(s, low, high, ("<=", bodies[0], bodies[1])))
        if pointwise is None:
            continue
        ends = (Term("int", s, low, high, body) for body in bodies)
        found = finish(search, relation, [rules.functional_monotone([pointwise, limits], *ends)])
        if found is not None:
            return found
    return None


def integrated(search: Search, relation: Relation) -> Theorem | None:
    """An integral is bounded by what an antiderivative of a bound says, such as a falling energy, or length times c."""
    op, left, right = relation
    wanted = {"fundamental theorem of calculus", "monotonicity of the integral"}
    if op == "=" or search.depth > 1 or not all(map(search.may, wanted)):
        return None
    taken = frozenset().union(left.free, right.free, *search.fixed())
    s = fresh_variable(Term("var", "s", SCALAR), taken)
    for side, bound in ((left, right), (right, left)):
        for integral in [part for part in integrals_in(side) if part.sort == SCALAR]:
            alone = integral in _factors(side)
            constant = _per_length(Facts(search.ground()).normalizer, bound, integral) if alone else []
            lines = (Term("mul", height, s) for height in constant)
            bodies = (*lines, *_antiderivatives_in(bound, integral, s), *_of_known_bounds(search, integral, s))
            for factor, body in product(dict.fromkeys((_factor(side, integral), ONE)), bodies):
                compared = _compared_with_antiderivative(search, integral, factor, s, body, above=side is right)
                found = None if compared is None else finish(search, relation, compared)
                if found is not None:
                    return found
    return None


def _factor(side: Term, integral: Term) -> Term:
    """What an integral is multiplied with in a side of a relation, or in a part of it."""
    for part in side[1:] if side[0] == "add" else (side,):
        factors = _factors(part)
        if integral in factors:
            factors.remove(integral)
            return product_of(factors) if factors else ONE
    return ONE


def _factors(term: Term) -> list[Term]:
    return [factor for part in term[1:] for factor in _factors(part)] if term[0] == "mul" else [term]


def _compared_with_antiderivative(
    search: Search, integral: Term, factor: Term, s: Term, body: Term, *, above: bool
) -> list[Theorem] | None:
    """That a multiple of an integral is at most what a function of s gains, or at least; and that its slope sums up."""
    low, high = integral[2:4]
    limits = search.relation(("<=", low, high))
    if limits is None:
        return None
    try:
        total = rules.fundamental_theorem([], s, low, high, body)
        slope = total.clause.relation[1]
        now = substitute(integral[4], {integral[1]: s})
        inside = Term("int", s, low, high, now if factor == ONE else Term("mul", factor, now))
        less, more = (slope, inside) if above else (inside, slope)
        pointwise = search.prove(rules.over(s, low, high, ("<=", less[4], more[4])))
        return None if pointwise is None else [total, rules.functional_monotone([pointwise, limits], less, more)]
    except KernelError:
        return None


def _equal_integrals(
    search: Search, relation: Relation, g: Term, limits: Theorem, integrands: tuple[Term, Term, Term]
) -> Theorem | None:
    """The relation, with an integral on its right replaced by one of an equal function; perhaps under a root."""
    right = relation[2]
    s, first, second = integrands
    low, high = g[2:4]
    alike = rules.over(s, low, high, ("=", first, second))
    inner = by_arithmetic(search.with_assumptions(alike.conditions), alike.relation, stages=2)
    if inner is None:
        return None
    pointwise = rules.generalize([inner], alike.variables, alike.conditions)
    equal = rules.functional_monotone(
        [pointwise, limits], Term("int", s, low, high, first), Term("int", s, low, high, second)
    )
    return finish(search, relation, [equal, put_in(equal, g, right)])


def travelled(search: Search, relation: Relation) -> Theorem | None:
    """A path has come no farther between two times than it has travelled."""
    if not all(map(search.may, ("fundamental theorem of calculus", "triangle inequality for integrals"))):
        return None
    op, left, right = relation
    if op == "=":
        return None
    taken = frozenset().union(left.free, right.free, *search.fixed())
    s = fresh_variable(Term("var", "s", SCALAR), taken)
    bounded = compare_integrals if integrals_in(right) else integrated
    for head, start, end in changes(relation):
        in_time = not is_natural(end[3]) or _moves(search, relation, end)
        limits = search.relation(("<=", start[3], end[3])) if in_time and start.sort != SCALAR else None
        if limits is None:
            continue
        moved = rules.fundamental_theorem([], s, start[3], end[3], Term("path", *start[1:3], s))
        integral = moved.clause.relation[1]
        length = integrals.triangle([limits], integral, head)
        hole = fresh_variable(Term("var", "hole", start.sort), taken)
        equal = rules.congruence([moved], hole, Term(head, hole))
        longer = bounded(search, (op, length.clause.relation[2], right))
        found = finish(search, relation, [equal, length, longer])
        if found is not None:
            return found
    return None


def _moves(search: Search, relation: Relation, path: Term) -> bool:
    """Whether something speaks of the velocity of a path."""
    sides = (side for theorem in search.known for side in clause_terms(theorem.clause))
    parts = chain.from_iterable(map(subterms, (*sides, *relation[1:])))
    return any(part[0] == "dpath" and part[1] == path[1] for part in parts)


def displaced(search: Search, relation: Relation) -> Theorem | None:
    """The square of a distance, by the time that it took and the integral of the squared speed: ``|x(t) - x(0)|^2``."""
    op, left, right = relation
    if op != "<=" or not all(map(search.may, ("Cauchy-Schwarz", "fundamental theorem of calculus"))):
        return None
    if left[0] == "norm":
        return by_squares(search, relation, displaced)
    if left[0] != "pow" or left[2] != 2 or left[1][0] != "norm":
        return None
    s = fresh_variable(Term("var", "s", SCALAR), frozenset().union(left.free, right.free, *search.fixed()))
    for _, start, end in changes((op, left[1], right)):
        factor = end[3]
        if start[3] != ZERO or not is_scalar_variable(factor):
            continue
        energy, limits = _without_factor(right, factor), search.relation(("<=", ZERO, factor))
        if limits is None or energy is None:
            continue
        short = integrals.distance([limits], s, ZERO, factor, Term("dpath", *end[1:3], s))
        total = Term("int", s, ZERO, factor, Term("pow", Term("norm", Term("dpath", *end[1:3], s)), 2))
        below = search.relation((op, total, energy))
        if below is not None:
            entries = [{"coefficient": 1, "premises": [0]}, {"coefficient": 1, "premises": [1, 2]}]
            return rules.arithmetic([short, below, limits], relation, entries)
    return None


def _without_factor(term: Term, factor: Term) -> Term | None:
    """What a scalar variable is multiplied with in a term."""
    ((atom, _),) = next(iter(Normalizer().scalar(factor)))
    poly = Normalizer().scalar(term)
    if any(dict(mono).get(atom, 0) < 1 for mono in poly):
        return None
    return poly_term({_divided(mono, atom): coefficient for mono, coefficient in poly.items()})


def _divided(mono: Mono, atom: Any) -> Mono:
    return tuple((part, power - (part == atom)) for part, power in mono if power != (part == atom))


def carried(search: Search, relation: Relation) -> Theorem | None:
    """A size has not grown by more than the path that it is the size of has travelled."""
    op, left, right = relation
    if op == "=" or left[0] not in {"norm", "opnorm"} or not search.may("triangle inequality"):
        return None
    for path in dict.fromkeys(part for part in open_subterms(left) if part[0] == "path"):
        before = Term(*path[:3], ZERO)
        start = with_part(left, path, before)
        if is_scalar_variable(path[3]) and path.sort == left[1].sort and start in search.goal_pool(relation):
            moved = travelled(search, (op, Term(left[0], sub(path, before)), sub(right, start)))
            if moved is not None:
                return finish(search, relation, [moved, spectra.triangle([], sub(path, before), start[1])])
    return None


def _antiderivatives_in(right: Term, integral: Term, s: Term) -> Iterator[Term]:
    """Functions of s that a bound of an integral suggests: the bound up to s, and what falls from where it starts."""
    low, high = integral[2:4]
    if is_scalar_variable(high) and high in right.free:
        yield substitute(right, {high: s})
    if right[0] == "mul" and high in right[1:]:
        yield Term("mul", s, *(factor for factor in right[1:] if factor != high))
    for part in dict.fromkeys(open_subterms(right)):
        if part.sort == SCALAR and part[0] in {"fn", "pow", "path"} and low not in (part, ONE):
            moving = at_time(part, low, s)
            if moving != part:
                yield neg(moving)


def _of_known_bounds(search: Search, integral: Term, s: Term) -> Iterator[Term]:
    """Antiderivatives of what is known to bound an integrand at all times, or what stands in it or in such a bound."""
    integrand = substitute(integral[4], {integral[1]: s})
    for bound in (*_known_bounds(search, integrand, s), integrand):
        found = antiderivative(bound, s)
        if found is not None:
            yield found
            continue
        for part in dict.fromkeys(part for part in open_subterms(bound) if part.sort == SCALAR and s in part.free):
            for further in _known_bounds(search, part, s):
                found = antiderivative(with_part(bound, part, further), s)
                if found is not None:
                    yield found


def _known_bounds(search: Search, value: Term, s: Term) -> Iterator[Term]:
    for theorem in search.known:
        clause = theorem.clause
        if len(clause.variables) == 1 and clause.variables[0].sort == SCALAR and clause.relation[0] != "=":
            _, *sides = Clause((), (), clause.relation).substitute({clause.variables[0]: s}).relation
            if value in sides:
                yield sides[1 - sides.index(value)]


def _cofactor(term: Term, integral: Term) -> Term | None:
    """What an integral is multiplied with in a product."""
    if term[0] == "mul" and integral in term[1:]:
        rest = tuple(part for part in term[1:] if part != integral)
        return rest[0] if len(rest) == 1 else Term("mul", *rest) if rest else None
    return None
