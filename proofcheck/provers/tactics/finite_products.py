"""Products over a range: by their signs, by what their factors are at most, as exponentials of sums of logarithms."""

from collections.abc import Iterator, Sequence
from functools import partial

from proofcheck.kernel import rules
from proofcheck.kernel.clauses import Relation
from proofcheck.kernel.normal import Normalizer
from proofcheck.kernel.terms import (
    ONE,
    ZERO,
    KernelError,
    Term,
    fresh_variable,
    is_natural,
    neg,
    sub,
    substitute,
    subterms,
)
from proofcheck.kernel.theorem import Theorem
from proofcheck.provers.arithmetic import Facts
from proofcheck.provers.engine import Search, attempted
from proofcheck.provers.forms import put_in, with_part
from proofcheck.provers.instances import open_subterms
from proofcheck.provers.library import finite_products as laws
from proofcheck.provers.library.applying import entry, equality

MOST = 4
"""Products whose factors are looked at."""
_TRANSCENDENTAL = frozenset({"exp", "log", "expect", "powi"})


def speaks_of_products(relation: Relation) -> bool:
    """Whether there is a product over a range in a relation."""
    return any(part[0] == "prod" for side in relation[1:] for part in subterms(side))


def by_factors(search: Search, relation: Relation) -> Theorem | None:
    """The relation, with the signs of the products in it, and which is the larger, from what is known of factors."""
    known = {theorem.clause.relation for theorem in search.ground()}
    found = [theorem for theorem in _known_of(search, relation) if theorem.clause.relation not in known]
    if not found:
        return None
    return Facts([*search.ground(), *found]).prove(relation) or search.with_theorems(found).relation(relation)


def as_exponentials(search: Search, relation: Relation) -> Theorem | None:
    """The relation, from the same with ``exp(sum log f)`` for products of positive numbers f."""
    op, *sides = relation
    if not any(part[0] in _TRANSCENDENTAL for side in sides for part in subterms(side)):
        return None
    premises: list[Theorem] = []
    entries = []
    for equation in [each for product in _products(search, relation) for each in _as_exponential(search, product)]:
        _, product, other = equation.clause.relation
        for place, side in enumerate(sides):
            if product in subterms(side):
                entries.append(equality(len(premises) + 1, -1 if place else 1))
                premises.append(put_in(equation, product, side))
                sides[place] = with_part(side, product, other)
    found = search.relation((op, sides[0], sides[1])) if premises else None
    if found is None:
        return None
    return rules.arithmetic([found, *premises], relation, [equality(0) if op == "=" else entry(0), *entries])


def _as_exponential(search: Search, product: Term) -> Iterator[Theorem]:
    positive = _each(search, product, ("<", ZERO, product[4]))
    if positive is not None:
        yield from attempted(lambda: laws.of_logarithms(positive, product))


def _products(search: Search, relation: Relation) -> list[Term]:
    """The products in a relation and beside it."""
    beside = [side for theorem in search.ground() for side in theorem.clause.relation[1:]]
    terms = (part for side in (*relation[1:], *beside) for part in open_subterms(side) if part[0] == "prod")
    return list(dict.fromkeys(terms))[:MOST]


def _each(search: Search, product: Term, relation: Relation) -> Theorem | None:
    """A relation for all indices of a product, its variable free in it."""
    _, index, low, high, _ = product
    fresh = fresh_variable(index, frozenset[Term]().union(low.free, high.free, *search.fixed()))
    op, *sides = relation
    left, right = (substitute(side, {index: fresh}) for side in sides)
    return search.soon(rules.over(fresh, low, high, (op, left, right)))


def _known_of(search: Search, relation: Relation) -> Iterator[Theorem]:
    """Signs of products, whether they are at most 1, and how they compare with others and what can be read as one."""
    others = [part for side in relation[1:] for part in open_subterms(side) if part[0] in {"exp", "powi", "prod"}]
    sized = [part[1] for side in relation[1:] for part in open_subterms(side) if part[0] == "max"]
    products = _products(search, relation)
    absolute = [Term(*part[:4], Term("max", part[4], neg(part[4]))) for part in products if part in sized]
    for product in dict.fromkeys((*products, *absolute)):
        if product in sized:
            yield from attempted(partial(laws.sizes, product))
        if relation[0] == "=":
            yield from _equal(search, product, others)
            yield from _vanishing(search, product)
        sign = _each(search, product, ("<", ZERO, product[4])) or _each(search, product, ("<=", ZERO, product[4]))
        if sign is None:
            continue
        yield from attempted(partial(laws.sign, sign, product))
        weak = sign if sign.clause.relation[0] == "<=" else _each(search, product, ("<=", ZERO, product[4]))
        if weak is None:
            continue
        ones = Term(*product[:4], ONE)
        for other in dict.fromkeys((ones, *others)):
            read = _read_as(product, other)
            if read is not None and read != product:
                yield from _compared(search, weak, product, read, other)


def _equal(search: Search, product: Term, others: Sequence[Term]) -> Iterator[Theorem]:
    """That a product is another one over the same range, factor by factor."""
    for other in others:
        read = _read_as(product, other) if other[0] == "prod" and other != product else None
        each = None if read is None else _each(search, product, ("=", product[4], read[4]))
        if each is not None:
            yield from attempted(partial(laws.equal, each, product, other))


def _vanishing(search: Search, product: Term) -> Iterator[Theorem]:
    """That a product is 0, one of whose factors is, at an index that is spoken of."""
    _, index, low, high, body = product
    known = [side for theorem in search.ground() for side in theorem.clause.relation[1:]]
    places = dict.fromkeys(part[3] for side in known for part in subterms(side) if part[0] == "path")
    for place in [place for place in places if is_natural(place)][:MOST]:
        zero = Facts(search.ground()).prove(("=", substitute(body, {index: place}), ZERO))
        ends = [Facts(search.ground()).prove(("<=", *pair)) for pair in ((low, place), (place, high))]
        if zero is not None and None not in ends:
            yield from attempted(partial(laws.vanishing, zero, [end for end in ends if end is not None], product))


def _compared(search: Search, weak: Theorem, product: Term, read: Term, other: Term) -> Iterator[Theorem]:
    """How a product of numbers that are not negative compares with another one, in the words of the goal."""
    below = _each(search, product, ("<=", product[4], read[4]))
    shown = [] if below is None else list(attempted(partial(laws.compare, weak, below, product, read)))
    if below is None and (above := _each(search, product, ("<=", read[4], product[4]))) is not None:
        sign = _each(search, product, ("<=", ZERO, read[4]))
        shown = [] if sign is None else list(attempted(partial(laws.compare, sign, above, read, product)))
    yield from shown
    if shown and other[0] in {"exp", "powi"}:
        yield from attempted(partial(laws.of_exponentials if other[0] == "exp" else laws.of_constants, read))


def _read_as(product: Term, other: Term) -> Term | None:
    """A term as a product over the range of another one, its index the same; of exponentials, or of equal factors."""
    _, index, low, high, _ = product
    if other[0] == "prod":
        same = _same(other[2], low) and _same(other[3], high)
        return Term(*product[:4], substitute(other[4], {other[1]: index})) if same else None
    count = sub(Term("add", high, ONE), low)
    if other[0] == "powi":
        return Term(*product[:4], other[1]) if _same(other[2], count) else None
    exponent = _summand(other[1], product)
    return None if exponent is None else Term(*product[:4], Term("exp", exponent))


def _summand(exponent: Term, product: Term) -> Term | None:
    """Of what an exponent is the sum over the range of a product: of a multiple of what a sum in it is of."""
    _, index, low, high, _ = product
    for total in (part for part in open_subterms(exponent) if part[0] == "sum"):
        if _same(total[2], low) and _same(total[3], high):
            body = substitute(total[4], {total[1]: index})
            summand = with_part(exponent, total, body)
            if _same(Term("sum", index, low, high, summand), exponent):
                return summand
    return None


def _same(one: Term, other: Term) -> bool:
    try:
        return Normalizer().scalar(one) == Normalizer().scalar(other)
    except KernelError:
        return False
