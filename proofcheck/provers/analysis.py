"""Facts of analysis that the terms at hand suggest: infima, integrals, exponentials, roots, singular values."""

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from functools import partial
from itertools import permutations

from proofcheck.kernel import rules
from proofcheck.kernel.clauses import Clause, Relation
from proofcheck.kernel.terms import (
    ONE,
    SCALAR,
    ZERO,
    Term,
    neg,
    num,
    slots,
    sub,
    subterms,
)
from proofcheck.kernel.theorem import Theorem
from proofcheck.provers.arithmetic import Facts
from proofcheck.provers.comparing import bounds_of_powers, powers
from proofcheck.provers.engine import Search, attempted
from proofcheck.provers.forms import factorings, is_simple
from proofcheck.provers.instances import Pool, open_subterms
from proofcheck.provers.library import integrals, orders

MOST_COMPARED = 4
"""Exponentials, or roots, that are compared with each other."""


_MEASURES: dict[str, tuple[str, ...]] = {"V": ("norm",), "O": ("norm", "opnorm")}
"""The norms of what is integrated."""


def analysis(search: Search, pool: Pool, ground: Sequence[Theorem]) -> Iterator[Theorem]:
    """What is known of infima, integrals, exponentials and singular values that occur."""
    times = list(dict.fromkeys(t[3] for t in pool.with_head("path", "dpath") if t[3].sort == SCALAR))
    for infimum in pool.with_head("inf"):
        for time in times or [infimum[2]]:
            yield from attempt(search, "infimum", partial(_infimum_at, search, infimum, time, ground))
    for integral in pool.with_head("int"):
        yield from attempted(partial(_over_a_point, integral, ground))
        yield from attempt(search, "Cauchy-Schwarz", partial(_distance, integral, ground))
        for head in _MEASURES.get(integral.sort[0], ()):
            shown = partial(_integral_triangle, search, integral, head, ground)
            yield from attempt(search, "triangle inequality for integrals", shown)
        for body in _antiderivatives(integral):
            theorem = partial(rules.fundamental_theorem, [], *integral[1:4], body)
            yield from attempt(search, "fundamental theorem of calculus", theorem)
    sizes = [t for t in ground if _is_about_sizes(t.clause)]
    for value in pool.with_head("smin"):
        yield from attempt(search, "singular values", partial(_tall, value[1], sizes))
    for square in pool.with_head("pow"):
        if square[2] == 2 and square[1][0] == "int" and square[1].sort == SCALAR:
            yield from _integral_squares(search, square[1], ground)
    for exponential in pool.with_head("exp"):
        if _is_plain(exponential[1]):
            yield from attempt(search, "monotonicity", partial(orders.tangent_of_exp, exponential[1]))
        yield from attempt(search, "monotonicity", partial(_exp_below_one, search, exponential, ground))


def comparisons(search: Search, pool: Pool, ground: Sequence[Theorem]) -> Iterator[Theorem]:
    """Exponentials and roots compared with each other."""
    for exponent in _tangents([term[1] for term in pool.with_head("exp")]):
        yield from attempt(search, "monotonicity", partial(orders.tangent_of_exp, exponent))
    for head in ("exp", "sqrt"):
        for one, other in permutations(pool.with_head(head)[:MOST_COMPARED], 2):
            yield from attempt(search, "monotonicity", partial(_increasing, search, one, other, ground))
    simple = [t for t in ground if is_simple(t.clause)]
    yield from powers(pool.with_head("pow"), simple)
    yield from bounds_of_powers(pool.with_head("powi"), simple)


def attempt(search: Search, name: str, make: Callable[[], Theorem | None]) -> Iterator[Theorem]:
    """What a rule gives, if it may be used and the kernel takes the step."""
    if search.may(name):
        yield from attempted(make)


def order(relation: Relation, ground: Sequence[Theorem]) -> Theorem | None:
    """A relation between scalars, by arithmetic from the simple hypotheses."""
    plain = [t for t in ground if t.rule == "assume" and is_simple(t.clause)]
    return Facts(plain).prove(relation, limit=12)


def _infimum_at(search: Search, infimum: Term, time: Term, ground: Sequence[Theorem]) -> Theorem | None:
    low = order(("<=", infimum[2], time), ground)
    high = order(("<=", time, infimum[3]), ground)
    return None if low is None or high is None else rules.extremum_bound([low, high], infimum, time)


def _over_a_point(integral: Term, ground: Sequence[Theorem]) -> Theorem | None:
    low, high = integral[2:4]
    if low != high and not any(t.clause.relation[0] == "=" and low in t.clause.relation for t in ground):
        return None
    ends = [order(("<=", *pair), ground) for pair in ((low, high), (high, low))]
    known = [theorem for theorem in ends if theorem is not None]
    return integrals.over_a_point(known, integral) if len(known) == 2 else None


def _distance(integral: Term, ground: Sequence[Theorem]) -> Theorem | None:
    """How far a path goes, by the integral of its squared speed."""
    _, s, low, high, body = integral
    speed = body[1] if body[0] == "pow" and body[2] == 2 else body
    if speed != body and speed[0] == "dpath":
        limits = order(("<=", low, high), ground)
        return None if limits is None else integrals.cauchy_schwarz_of([limits], s, low, high, speed, ONE)
    if speed == body or speed[0] != "norm" or speed[1][0] != "dpath" or speed[1].sort[0] != "V":
        return None
    limits = order(("<=", low, high), ground)
    return None if limits is None else integrals.distance([limits], s, low, high, speed[1])


def _integral_triangle(search: Search, integral: Term, head: str, ground: Sequence[Theorem]) -> Theorem | None:
    limits = order(("<=", integral[2], integral[3]), ground)
    return None if limits is None else integrals.triangle([limits], integral, head)


def _integral_squares(search: Search, integral: Term, ground: Sequence[Theorem]) -> Iterator[Theorem]:
    _, s, low, high, body = integral
    limits = order(("<=", low, high), ground) if search.may("Cauchy-Schwarz") else None
    if limits is None:
        return
    for first, second in ((body, ONE), *factorings(body)):
        yield from attempted(partial(integrals.cauchy_schwarz_of, [limits], s, low, high, first, second))


def _increasing(search: Search, one: Term, other: Term, ground: Sequence[Theorem]) -> Theorem | None:
    compared = order(("<=", one[1], other[1]), ground)
    return None if compared is None else orders.monotone([compared], one[0])


def _exp_below_one(search: Search, exponential: Term, ground: Sequence[Theorem]) -> Theorem | None:
    facts = Facts([t for t in ground if is_simple(t.clause)])
    exponent = facts.prove(("<=", exponential[1], ZERO), limit=12)
    return None if exponent is None else orders.monotone([exponent], "exp")


def _tall(operator: Term, sizes: Sequence[Theorem]) -> Theorem | None:
    """An operator that is known to have more rows than columns has 0 as its n-th singular value."""
    _, rows, columns = operator.sort
    numbers = isinstance(rows, int) and isinstance(columns, int)
    less = Facts(sizes).prove(("<", rules.size(columns), rules.size(rows))) if sizes or numbers else None
    return None if less is None else rules.no_singular_value([less], operator)


def _is_plain(exponent: Term) -> bool:
    """Whether an exponent is arithmetic with variables, means, values of functions and paths, and inner products."""
    if exponent[0] in {"num", "var", "expect", "path", "fn", "anyfn", "inner", "norm"}:
        return True
    return exponent[0] in {"add", "mul", "div", "pow"} and all(map(_is_plain, (exponent[k] for k in slots(exponent))))


def _tangents(exponents: Sequence[Term]) -> list[Term]:
    """Where the tangent of exp says more about these exponentials: at the other sign, at differences, at halves."""
    few = [x for x in exponents if _is_plain(x)][:MOST_COMPARED]
    places = [*map(neg, few), *(sub(x, y) for x, y in permutations(few, 2))]
    places += [Term("mul", num(Fraction(1, 2)), x) for x in few if not x.free]
    return list(dict.fromkeys(places))


def _antiderivatives(integral: Term) -> Iterator[Term]:
    """Functions whose derivative the integrand speaks of: written as one, or by the chain rule, or a power of time."""
    _, s, _, _, body = integral
    found: dict[Term, None] = {}
    for part in open_subterms(body):
        if part[0] == "d" and part[1] == s:
            found.setdefault(part[2])
        elif part[0] == "dpath" and part[3] == s:
            place = Term("path", *part[1:])
            found.setdefault(place)
            found.setdefault(Term("pow", Term("norm", place) if part[2] != SCALAR else place, 2))
            for other in _beside(body, part):
                found.setdefault(Term("inner" if other.sort[0] == "V" else "mul", other, place))
        elif part[0] == "gradfn" and s in part[3].free:
            found.setdefault(Term("fn", part[1], ("V", part[2]), SCALAR, part[3]))
        elif part[0] == "exp" and s in part.free:
            found.setdefault(part)
        elif part == s or (part[0] == "pow" and part[1] == s):
            found.setdefault(Term("pow", s, 2 if part == s else part[2] + 1))
    yield from (part for part in found if part.sort == integral.sort or part.sort == SCALAR)


def _beside(body: Term, speed: Term) -> Iterator[Term]:
    """Other paths at the same time, and that time, by which a product multiplies a speed: parts are integrated so."""
    for product in open_subterms(body):
        if product[0] in {"mul", "inner"} and speed in product[1:]:
            for other in product[1:]:
                if other == speed[3] or (other[0] == "path" and other[1] != speed[1] and other[2:] == speed[2:]):
                    yield other


def _is_about_sizes(clause: Clause) -> bool:
    """Whether a clause relates dimensions to one another, or to numbers."""
    return all(part[0] in {"dim", "num", "add"} for side in clause.relation[1:] for part in subterms(side))
