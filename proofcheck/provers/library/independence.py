"""Means of products of what is independent: ``E u v = E u E v``, from probabilities that are products.

With e(w, k) = 1 where what u speaks of is at w what it is at k, and else 0, and with f for v, it is supposed of each
outcome k that ``E_w e(w, k) f(w, k)`` is ``E_w e(w, k) E_w f(w, k)``.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

from proofcheck.kernel import rules
from proofcheck.kernel.clauses import fact
from proofcheck.kernel.terms import NATURAL, ONE, SCALAR, ZERO, Term, fresh_variable, neg, num, sub, substitute
from proofcheck.kernel.theorem import Theorem
from proofcheck.provers.forms import put_in
from proofcheck.provers.library import orders
from proofcheck.provers.library.applying import apply, entry, equality
from proofcheck.provers.library.conditional import Y, indicated
from proofcheck.provers.library.functionals import Functional
from proofcheck.provers.library.terms import times


@dataclass(frozen=True, slots=True)
class Alike:
    """Which outcomes are alike: those with a gap, which is never negative, of 0.

    Attributes:
        gap: between two outcomes.
        positive: that it is not negative.
        carried: for m, w and k, that the gap between m and k is that between m and w, if w and k are alike.
    """

    gap: Callable[[Term, Term], Term]
    positive: Callable[[Term, Term], Theorem]
    carried: Callable[[Term, Term, Term], Theorem]

    def same(self, there: Term, here: Term) -> Term:
        """1 where two outcomes are alike, and else 0."""
        return _none(self.gap(there, here))

    def worth(self, there: Term, here: Term, is_positive: int) -> Theorem:
        """That it is 1, where the gap is not positive, or 0, where it is."""
        gap = self.gap(there, here)
        shown = indicated(rules.assume([], fact("<", ZERO, gap) if is_positive else fact("<=", gap, ZERO)), is_positive)
        return rules.arithmetic([shown], ("=", _none(gap), num(1 - is_positive)), [equality(0, -1)])

    def sign(self, there: Term, here: Term) -> Theorem:
        """That it is not negative."""
        relation = ("<=", ZERO, self.same(there, here))
        one, none = (self.worth(there, here, is_positive) for is_positive in (0, 1))
        entries = [equality(0, -1), {"coefficient": 1}]
        shown = [rules.arithmetic([one], relation, entries), rules.arithmetic([none], relation, entries[:1])]
        return rules.cases(shown, self.gap(there, here), ZERO)

    def moved(self, there: Term, here: Term, term: Term, known: Sequence[Theorem]) -> Theorem:
        """``e(w, k) g(k) = e(w, k) g(w)``, for a number of which parts are said to be the same if w and k are alike."""
        steps, moved, same = [], term, self.same(there, here)
        for each in [each for each in known if each.clause.relation[1].free]:
            steps.append(put_in(each, each.clause.relation[1], moved))
            moved = steps[-1].clause.relation[2]
        relation = ("=", times(same, term), times(same, moved))
        entries = [equality(place, multiplier=same) for place in range(len(steps))]
        nothing = equality(0, multiplier=sub(term, moved))
        apart = rules.arithmetic([self.worth(there, here, 1)], relation, [nothing])
        return rules.cases([rules.arithmetic(steps, relation, entries), apart], self.gap(there, here), ZERO)


def _none(gap: Term) -> Term:
    positive: Term = Term("max", gap, ZERO)
    return sub(ONE, Term("div", positive, positive))


@dataclass(frozen=True, slots=True)
class Independent:
    """Two kinds of being alike of which the probabilities, taken together, are products.

    Attributes:
        one: the first.
        other: the second.
        said: for an outcome k, that the probability of a gap of 0 of both together is the product.
        here: k.
        space: of how many outcomes it is one.
    """

    one: Alike
    other: Alike
    said: Theorem
    here: Term
    space: int | str

    def _fresh(self, name: str) -> Term:
        return fresh_variable(Term("var", name, NATURAL), self.said.clause.relation[1].free | {self.here})

    def mean(self, outcome: Term) -> Functional:
        """The mean over an outcome."""
        return Functional(outcome, None, self.space)

    def both(self, there: Term, here: Term, also: Term | None = None) -> Term:
        """``e(w, k) f(w, l)``, where l is k if nothing else is said."""
        return times(self.one.same(there, here), self.other.same(there, also or here))

    def chance(self, here: Term, also: Term | None = None) -> Term:
        """The mean of that over w."""
        return self.mean(self._fresh("m")).of(self.both(self._fresh("m"), here, also))

    def product_of_chances(self) -> Theorem:
        """``E_w e f = E_w e E_w f``."""
        there = self._fresh("w")
        together, gaps = self._together(there), [kind.gap(there, self.here) for kind in (self.one, self.other)]
        means = [self.mean(there).of(_none(gap)) for gap in gaps]
        relation = ("=", self.chance(self.here), times(*means))
        return rules.arithmetic(
            [self.mean(there).compare(together), self.said], relation, [equality(0, -1), equality(1)]
        )

    def _together(self, there: Term) -> Theorem:
        """That 1 where the sum of both gaps is 0, and else 0, is e f."""
        kinds = (self.one, self.other)
        gaps = [kind.gap(there, self.here) for kind in kinds]
        total: Term = Term("add", *gaps)
        goal = ("=", _none(total), self.both(there, self.here))
        small = [rules.assume([], fact("<=", gap, ZERO)) for gap in gaps]
        none = indicated(rules.arithmetic(small, ("<=", total, ZERO), [entry(0), entry(1)]), 0)
        ones = [kind.worth(there, self.here, 0) for kind in kinds]
        factor = equality(1, -1, multiplier=self.other.same(there, self.here))
        shown = rules.arithmetic([none, *ones], goal, [equality(0, -1), factor, equality(2, -1)])
        for place in (1, 0):
            positive = rules.assume([], fact("<", ZERO, gaps[place]))
            above = rules.arithmetic(
                [positive, kinds[1 - place].positive(there, self.here)], ("<", ZERO, total), [entry(0), entry(1)]
            )
            rest = equality(1, -1, multiplier=kinds[1 - place].same(there, self.here))
            apart = rules.arithmetic(
                [indicated(above, 1), kinds[place].worth(there, self.here, 1)], goal, [equality(0, -1), rest]
            )
            shown = rules.cases([shown, apart], gaps[place], ZERO)
        return shown

    def _certain(self, body: Term) -> Theorem:
        """The mean over k of a number, as that of c / c times it, for the probability c of what is like k."""
        other = self._fresh("m")
        signs = [kind.sign(other, self.here) for kind in (self.one, self.other)]
        sign = rules.arithmetic(signs, ("<=", ZERO, self.both(other, self.here)), [entry(0, 1)])
        return surely(self.mean(self.here), self.mean(other), sign, self.both(self.here, self.here), body)

    def spread(self, u: Term, v: Term, alike: Sequence[Callable[[Term], Theorem]]) -> Theorem:
        """``E u v = E_w E_l (G / G) u(w) v(l)`` with ``G(w, l) = E_m e(m, w) f(m, l)``.

        Arguments:
            alike: for w, that u is at k what it is at w if these are alike for u; the same for v.
        """
        k, w, x = self.here, self._fresh("w"), self._fresh("x")
        outer, inner, last = map(self.mean, (k, w, x))
        chance, weight = self.chance(k), times(u, v)
        certain = self._certain(weight)
        inverse = Term("div", ONE, chance)
        product = rules.arithmetic(
            [self.product_of_chances()],
            ("=", times(Term("div", chance, chance), weight), times(inverse, weight, *self._chances(w, x))),
            [equality(0, multiplier=times(inverse, weight))],
        )
        first = self.one.moved(w, k, times(inverse, u), [self._carried(self.one, w), alike[0](w)])
        middle = first.clause.relation[2][2]
        second = self.other.moved(x, k, times(middle, v), [self._carried(self.other, x, w), alike[1](x)])
        rest = times(self.other.same(x, k), v)
        relation = ("=", times(first.clause.relation[1], rest), times(self.one.same(w, k), second.clause.relation[2]))
        entries = [equality(0, multiplier=rest), equality(1, multiplier=self.one.same(w, k))]
        both = rules.arithmetic([first, second], relation, entries)
        triple = outer.compare(inner.compare(last.compare(both)))
        turned = rules.exchange([], triple.clause.relation[2])
        within = inner.compare(rules.exchange([], turned.clause.relation[2][2]))
        likely = self.chance(w, x)
        value = times(substitute(u, {k: w}), substitute(v, {k: x}))
        goal = ("=", outer.of(weight), inner.of(last.of(times(Term("div", likely, likely), value))))
        steps = [certain, outer.compare(product), triple, turned, within]
        return rules.arithmetic(steps, goal, [equality(place) for place in range(len(steps))])

    def _chances(self, w: Term, x: Term) -> tuple[Term, Term]:
        return self.mean(w).of(self.one.same(w, self.here)), self.mean(x).of(self.other.same(x, self.here))

    def _carried(self, kind: Alike, there: Term, instead: Term | None = None) -> Theorem:
        """The probability of what is like k, with another outcome in the place of k for one kind of being alike."""
        m = self._fresh("m")
        equal = kind.carried(m, there, self.here)
        whole = self.both(m, self.here) if instead is None else self.both(m, instead, self.here)
        return self.mean(m).compare(put_in(equal, equal.clause.relation[1], whole))

    def factored(self, u: Term, v: Term, alike: Sequence[Callable[[Term], Theorem]]) -> Theorem:
        """``E u v = E u E v``: what is left of it is less than the root of ``E_w E_l (1 - G / G)``, which is 0."""
        k, w, x = self.here, self._fresh("w"), self._fresh("x")
        constant = [lambda _: rules.identity([], ONE, ONE)] * 2
        value = times(substitute(u, {k: w}), substitute(v, {k: x}))
        nothing = left_over([self.mean(w), self.mean(x)], value, self.chance(w, x), self.spread(ONE, ONE, constant))
        goal = ("=", self.mean(k).of(times(u, v)), times(self.mean(k).of(u), self.mean(k).of(v)))
        return rules.arithmetic([self.spread(u, v, alike), nothing], goal, [equality(0), equality(1, -1)])


def surely(here: Functional, there: Functional, sign: Theorem, itself: Term, body: Term) -> Theorem:
    """The mean over k of a number, as that of c / c times it, for the mean c over m of a weight.

    Arguments:
        sign: that the weight of m, at k, is not negative.
        itself: that of k, which is positive by itself.
    """
    positive = rules.arithmetic([], ("<", ZERO, itself), [{"coefficient": 1}])
    conditions = [c for mean in (here, there) for c in mean.everywhere(sign.clause.relation).conditions]
    anywhere = here.everywhere(positive.clause.relation).conditions
    known = [
        rules.generalize([sign], [here.variable, there.variable], conditions),
        rules.generalize([positive], [here.variable], anywhere),
    ]
    return rules.almost_surely(known, here.of(body), there.of(sign.clause.relation[2]))


def left_over(means: Sequence[Functional], value: Term, likely: Term, whole: Theorem) -> Theorem:
    """The mean of ``(1 - G / G) f`` is 0, by Cauchy-Schwarz, since that of ``1 - G / G`` is.

    Arguments:
        means: those that are taken, the first one last.
        value: f.
        likely: G.
        whole: that 1 is the mean of G / G.
    """
    share = Term("div", likely, likely)
    rest = sub(ONE, share)
    p, q = (fresh_variable(Term("var", name, SCALAR), value.free | share.free) for name in "pq")
    body: Term = Term("add", times(p, p, value, value), times(num(-2), p, q, value, rest), times(q, q, rest))
    once = apply(share_law(), variables=[(Y, likely)])
    entries = [
        {"coefficient": 1, "square": sub(times(p, value), times(q, rest))},
        equality(0, multiplier=times(q, q)),
    ]
    compared = rules.arithmetic([once], ("<=", ZERO, body), entries)
    totals = [times(value, value), times(value, rest), rest]
    for mean in reversed(means):
        compared, totals = mean.compare(compared), [mean.of(total) for total in totals]
    form = ("<=", ZERO, orders.quadratic_form(p, q, *totals))
    every = rules.generalize([rules.arithmetic([compared], form, [entry(0)])], [p, q], [])
    entries = [entry(0), equality(1, multiplier=totals[0])]
    small = ("<=", Term("pow", totals[1], 2), ZERO)
    return rules.definite([rules.arithmetic([orders.discriminant(every, *totals), whole], small, entries)], totals[1])


@cache
def share_law() -> Theorem:
    """``(y / y)^2 = y / y``: it is 1, or 0."""
    share: Term = Term("div", Y, Y)
    relation = ("=", Term("pow", share, 2), share)
    above, below, at_most, at_least = (
        rules.assume([], fact(op, *ends))
        for op, *ends in (("<", ZERO, Y), ("<", ZERO, neg(Y)), ("<=", Y, ZERO), ("<=", neg(Y), ZERO))
    )
    turned = rules.arithmetic([at_least], ("<=", ZERO, Y), [entry(0)])
    none = orders.antisymmetry([at_most, turned])
    sides = [put_in(none, Y, side) for side in relation[1:]]
    zero = rules.arithmetic(sides, relation, [equality(0), equality(1, -1)])
    zero = rules.cases([zero, rules.arithmetic([below], relation, [])], neg(Y), ZERO)
    return rules.cases([zero, rules.arithmetic([above], relation, [])], Y, ZERO)
