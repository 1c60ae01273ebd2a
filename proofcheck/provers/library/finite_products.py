"""Products over a range: their signs, which of two is larger, products of exponentials and of logarithms; by induction.

What is said of the factors is a theorem ``for all naturals i with a <= i <= b: ...``; what follows is of the products.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

from proofcheck.evidence.readback import poly_term
from proofcheck.kernel import rules
from proofcheck.kernel.clauses import Clause, Relation, fact
from proofcheck.kernel.normal import Normalizer
from proofcheck.kernel.terms import (
    NATURAL,
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
)
from proofcheck.kernel.theorem import Theorem
from proofcheck.provers.arithmetic import Facts
from proofcheck.provers.library.applying import apply, entry, equality

_Step = Callable[[Term, Sequence[Theorem], Sequence[Theorem], Relation], Theorem]
"""From a count, what is known there and that it is reached, and of the next factors, the next relation."""


@dataclass(frozen=True, slots=True)
class _Range:
    """The naturals i from ``low`` to ``count + shift``, where the count is a letter or a dimension."""

    index: Term
    low: Term
    count: Term
    shift: int

    def end(self, count: Term) -> Term:
        """The last index, with another count."""
        return poly_term(Normalizer().scalar(Term("add", count, num(self.shift)))) if self.shift else count

    def of(self, body: Term, count: Term) -> Term:
        """The product of a body as far as that."""
        return Term("prod", self.index, self.low, self.end(count), body)

    def split(self, body: Term, count: Term, inside: Theorem) -> Theorem:
        """The product as far as a count, its last factor apart; the premise says that there is one."""
        top = self.end(count)
        above = _shown([], ("<=", top, Term("add", top, ONE)))
        return rules.split_sum([inside, above], self.of(body, count), top)

    def none(self, body: Term, count: Term, order: Theorem) -> Theorem:
        """The product of no factor is 1; the premise says that the range is empty."""
        everywhere = rules.over(self.index, self.low, self.end(count), ("=", body, ONE))
        inside = [rules.assume([], each) for each in everywhere.conditions]
        none = rules.arithmetic([order, *inside], ("<", ZERO, ZERO), [entry(0), entry(1), entry(2)])
        each = rules.generalize([rules.absurd([none], everywhere.relation)], [self.index], everywhere.conditions)
        return rules.functional_monotone([each], self.of(body, count), self.of(ONE, count))


def sign(each: Theorem, product: Term) -> Theorem:
    """``0 < prod f``, from ``0 < f(i)`` for all i of the range; the same with ``<=``."""
    span, bodies = _read([each], product)
    found = _at(_signs(each, span, bodies[0]), _shown([], ("<=", span.count, span.count)))
    return _shown([found], (each.clause.relation[0], ZERO, product))


def compare(signs: Theorem, each: Theorem, product: Term, other: Term) -> Theorem:
    """``prod f <= prod g``, from ``0 <= f(i)`` and ``f(i) <= g(i)`` for all i of the range."""
    span, bodies = _read([signs, each], product, other)
    positive = _signs(signs, span, bodies[0])

    def step(m: Term, known: Sequence[Theorem], factors: Sequence[Theorem], following: Relation) -> Theorem:
        here, within, inside = known
        larger = _shown(factors, ("<=", ZERO, factors[1].clause.relation[2]))
        splits = [span.split(body, Term("add", m, ONE), inside) for body in bodies]
        premises = [here, larger, _at(positive, within), factors[1], *splits]
        return rules.arithmetic(premises, following, [entry(0, 1), entry(2, 3), equality(4), equality(5, -1)])

    def relation(m: Term) -> Relation:
        return ("<=", span.of(bodies[0], m), span.of(bodies[1], m))

    every = _every(span, bodies, relation, [signs, each], step)
    return _shown([_at(every, _shown([], ("<=", span.count, span.count)))], ("<=", product, other))


def vanishing(zero: Theorem, ends: Sequence[Theorem], product: Term) -> Theorem:
    """``prod f = 0``, from ``f(j) = 0``, ``a <= j`` and ``j <= b``, j a natural number by its form."""
    _, variable, low, high, body = product
    low_end, high_end = ends
    index = low_end.clause.relation[2]
    following = Term("add", index, ONE)
    split = rules.split_sum([low_end, _shown([high_end], ("<=", index, Term("add", high, ONE)))], product, index)
    rest = Term("prod", variable, index, high, body)
    next_end = _shown([high_end], ("<=", following, Term("add", high, ONE)))
    again = rules.split_sum([_shown([], ("<=", index, following)), next_end], rest, following)
    before = Term("prod", variable, low, sub(index, ONE), body)
    after = Term("prod", variable, following, high, body)
    entries = [equality(0), equality(1, multiplier=before), equality(2, multiplier=Term("mul", before, after))]
    return rules.arithmetic([split, again, zero], ("=", product, ZERO), entries)


def equal(each: Theorem, product: Term, other: Term) -> Theorem:
    """``prod f = prod g``, from ``f(i) = g(i)`` for all i of the range."""
    index = each.clause.variables[0]
    made = [Term("prod", index, *product[2:4], side) for side in each.clause.relation[1:]]
    return rules.arithmetic([rules.functional_monotone([each], *made)], ("=", product, other), [equality(0)])


def sizes(product: Term) -> Theorem:
    """``|prod f| = prod |f|``."""
    span, (body,) = _read([], product)
    bodies = (body, _size(body))

    def step(m: Term, known: Sequence[Theorem], factors: Sequence[Theorem], following: Relation) -> Theorem:
        here, _, inside = known
        split, other = (span.split(each, Term("add", m, ONE), inside) for each in bodies)
        last = substitute(body, {span.index: span.end(Term("add", m, ONE))})
        whole = span.of(body, m)
        several = apply(_size_of_product_law(), [], variables=[(_A, whole), (_B, last)])
        premises = [_same_size(split), several, here, other]
        entries = [equality(0), equality(1), equality(2, multiplier=_size(last)), equality(3, -1)]
        return rules.arithmetic(premises, following, entries)

    every = _every(span, bodies, lambda m: ("=", _size(span.of(body, m)), span.of(bodies[1], m)), [], step)
    found = _at(every, _shown([], ("<=", span.count, span.count)))
    other = Term(*product[:4], _size(product[4]))
    return rules.arithmetic([found], ("=", _size(product), other), [equality(0)])


def of_exponentials(product: Term) -> Theorem:
    """``prod exp(g) = exp(sum g)``, of a product whose factors are exponentials and whose range starts at 0 or 1."""
    _, index, low, _, (_, exponent) = product
    n = fresh_variable(Term("var", "n", NATURAL), product.free | exponent.free)
    return _counted(product, n, Term("exp", Term("sum", index, low, _end(n, low), exponent)))


def of_constants(product: Term) -> Theorem:
    """``prod q = q^n``, over n numbers from 0 or 1 on."""
    n = fresh_variable(Term("var", "n", NATURAL), product.free | product[4].free)
    return _counted(product, n, Term("powi", product[4], n))


def of_logarithms(positive: Theorem, product: Term) -> Theorem:
    """``prod f = exp(sum log f)``, from ``0 < f(i)`` for all i of a range that starts at 0 or 1."""
    index = positive.clause.variables[0]
    inside = [rules.assume([], condition) for condition in positive.clause.conditions]
    factor = positive.clause.relation[2]
    here = rules.instantiate([positive, *inside], [(index, index)])
    equal = rules.arithmetic([here], ("=", factor, Term("exp", Term("log", factor))), [])
    each = rules.generalize([equal], [index], positive.clause.conditions)
    ends = (index, *product[2:4])
    whole = Term("prod", *ends, Term("exp", Term("log", factor)))
    same = rules.functional_monotone([each], Term("prod", *ends, factor), whole)
    found = of_exponentials(whole)
    return rules.arithmetic([same, found], ("=", product, found.clause.relation[2]), [equality(0), equality(1)])


# ---------------------------------------------------------------- induction


def _end(count: Term, low: Term) -> Term:
    """Where a range ends that starts at 0 or 1 and has so many members."""
    return count if low == ONE else sub(count, ONE)


def _counted(product: Term, n: Term, value: Term) -> Theorem:
    """What a product is for each count, where the next factor is what multiplies both sides."""
    _, index, low, high, body = product
    count = poly_term(Normalizer().scalar(sub(Term("add", high, ONE), low)))
    if low not in (ZERO, ONE) or not is_natural(count):
        raise KernelError("the range of a product is not counted")
    statement = fact("=", Term("prod", index, low, _end(n, low), body), value)
    following = statement.substitute({n: Term("add", n, ONE)}).relation
    last = substitute(body, {index: n if low == ZERO else Term("add", n, ONE)})
    step = rules.arithmetic([rules.assume([], statement)], following, [equality(0, multiplier=last)])
    base = rules.identity([], *statement.substitute({n: ZERO}).relation[1:])
    every = rules.induction([base, rules.generalize([step], [n], [statement])], n, statement)
    whole = rules.instantiate([every], [(n, count)])
    return rules.arithmetic([whole], ("=", product, whole.clause.relation[2]), [equality(0)])


def _read(each: Sequence[Theorem], *products: Term) -> tuple[_Range, tuple[Term, ...]]:
    """The range of products, and their factors.

    Raises:
        KernelError: its end is no natural number with a number added or taken away.
    """
    _, index, low, high, _ = products[0]
    taken = _fixed(each).union(low.free, high.free, *(product.free for product in products))
    index = fresh_variable(index, taken)
    form = Normalizer().scalar(high)
    shift = form.pop((), 0)
    count = poly_term(form)
    if count.sort != NATURAL or count[0] not in {"var", "dim"} or type(shift) is not int:
        raise KernelError("the range of a product is not counted")
    if low[0] == "num" and shift >= low[1]:
        count, shift = Term("add", count, num(shift - low[1] + 1)), int(low[1]) - 1
    bodies = tuple(substitute(product[4], {product[1]: index}) for product in products)
    return _Range(index, low, count, shift), bodies


def _factor(each: Theorem, index: Term, known: Sequence[Theorem]) -> Theorem:
    """What all factors are like, of one."""
    values = {each.clause.variables[0]: index}
    inside = [_shown(known, condition.substitute(values).relation) for condition in each.clause.conditions]
    return rules.instantiate([each, *inside], list(values.items()))


def _fixed(theorems: Sequence[Theorem]) -> frozenset[Term]:
    found = (hypothesis.free_variables() for theorem in theorems for hypothesis in theorem.hypotheses)
    return frozenset[Term]().union(*found)


def _shown(known: Sequence[Theorem], relation: Relation) -> Theorem:
    found = Facts(known).prove(relation)
    if found is None:
        raise KernelError("a step about a product was not found")
    return found


def _at(every: Theorem, within: Theorem) -> Theorem:
    """What holds for all counts, at one that is within the range."""
    return rules.instantiate([every, within], [(every.clause.variables[0], within.clause.relation[1])])


def _signs(each: Theorem, span: _Range, body: Term) -> Theorem:
    """The signs of the products as far as any count."""

    def step(m: Term, known: Sequence[Theorem], factors: Sequence[Theorem], following: Relation) -> Theorem:
        split = span.split(body, Term("add", m, ONE), known[2])
        return rules.arithmetic([known[0], *factors, split], following, [entry(0, 1), equality(2, -1)])

    return _every(span, (body,), lambda m: (each.clause.relation[0], ZERO, span.of(body, m)), [each], step)


def _every(
    span: _Range, bodies: Sequence[Term], relation: Callable[[Term], Relation], each: Sequence[Theorem], step: _Step
) -> Theorem:
    """A relation between products, for all counts up to that of the range."""
    taken = _fixed(each).union(span.low.free, span.count.free, *(body.free for body in bodies), {span.index})
    m = fresh_variable(Term("var", "m", NATURAL), taken)
    statement = Clause((), (fact("<=", m, span.count),), relation(m))
    nothing = _shown([], ("<", span.end(ZERO), span.low))
    empty = _of_none([span.none(body, ZERO, nothing) for body in bodies], statement.substitute({m: ZERO}).relation)
    base = rules.generalize([empty], [], [fact("<=", ZERO, span.count)])
    following = Term("add", m, ONE)
    later, top = rules.assume([], fact("<=", following, span.count)), span.end(following)
    within = _shown([later], ("<=", m, span.count))
    inside, outside = rules.assume([], fact("<=", span.low, top)), rules.assume([], fact("<", top, span.low))
    known = (rules.instantiate([rules.assume([], statement), within], []), within, inside)
    factors = [_factor(theorem, top, [later, inside]) for theorem in each]
    longer = statement.substitute({m: following}).relation
    grown = step(m, known, factors, longer)
    still = _of_none([span.none(body, following, outside) for body in bodies], longer)
    after = rules.cases([grown, still], span.low, top)
    return rules.induction([base, rules.generalize([after], [m], [statement, later.clause])], m, statement)


def _of_none(ones: Sequence[Theorem], relation: Relation) -> Theorem:
    """A relation of products of no factor, each of which is 1."""
    if relation[0] != "=":
        return _shown(ones, relation)
    one = _signed(_shown([], ("<=", ZERO, ONE)), ONE)
    return rules.arithmetic([_same_size(ones[0]), one, ones[1]], relation, [equality(0), equality(1), equality(2, -1)])


# ---------------------------------------------------------------- absolute values

_A, _B = (Term("var", name, SCALAR) for name in "ab")


def _size(number: Term) -> Term:
    return Term("max", number, neg(number))


def _same_size(equation: Theorem) -> Theorem:
    hole = Term("var", "hole", SCALAR)
    return rules.congruence([equation], hole, _size(hole))


def _signed(order: Theorem, number: Term) -> Theorem:
    """That ``|x|`` is x or -x, from the sign of x."""
    ends = (neg(number), number) if order.clause.relation[1] == ZERO else (number, neg(number))
    return rules.maximum([_shown([order], ("<=", *ends))])


@cache
def _size_of_product_law() -> Theorem:
    """``|a b| = |a| |b|``."""
    whole = Term("mul", _A, _B)
    relation = ("=", _size(whole), Term("mul", _size(_A), _size(_B)))

    def shown(a: Theorem, b: Theorem) -> Theorem:
        signs = [1 if order.clause.relation[1] == ZERO else -1 for order in (a, b)]
        ends = (ZERO, whole) if signs[0] == signs[1] else (whole, ZERO)
        both = rules.arithmetic([a, b], ("<=", *ends), [entry(0, 1)])
        premises = [_signed(both, whole), _signed(a, _A), _signed(b, _B)]
        entries = [equality(0), equality(1, -1, multiplier=_size(_B)), equality(2, -signs[0], multiplier=_A)]
        return rules.arithmetic(premises, relation, entries)

    orders = [[rules.assume([], fact(*said)) for said in (("<=", ZERO, x), ("<", x, ZERO))] for x in (_A, _B)]
    return rules.cases([rules.cases([shown(a, b) for b in orders[1]], ZERO, _B) for a in orders[0]], ZERO, _A)
