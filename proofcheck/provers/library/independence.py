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
from proofcheck.provers.library.applying import apply, entry
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
        return rules.arithmetic([shown], ("=", _none(gap), num(1 - is_positive)), [_equal(0, -1)])

    def sign(self, there: Term, here: Term) -> Theorem:
        """That it is not negative."""
        relation = ("<=", ZERO, self.same(there, here))
        one, none = (self.worth(there, here, is_positive) for is_positive in (0, 1))
        entries = [_equal(0, -1), {"coefficient": 1}]
        shown = [rules.arithmetic([one], relation, entries), rules.arithmetic([none], relation, entries[:1])]
        return rules.cases(shown, self.gap(there, here), ZERO)

    def moved(self, there: Term, here: Term, term: Term, known: Sequence[Theorem]) -> Theorem:
        """``e(w, k) g(k) = e(w, k) g(w)``, for a number of which parts are said to be the same if w and k are alike."""
        steps, moved, same = [], term, self.same(there, here)
        for each in [each for each in known if each.clause.relation[1].free]:
            steps.append(put_in(each, each.clause.relation[1], moved))
            moved = steps[-1].clause.relation[2]
        relation = ("=", times(same, term), times(same, moved))
        entries = [{**_equal(place, 1), "multiplier": same} for place in range(len(steps))]
        nothing = {**_equal(0, 1), "multiplier": sub(term, moved)}
        apart = rules.arithmetic([self.worth(there, here, 1)], relation, [nothing])
        return rules.cases([rules.arithmetic(steps, relation, entries), apart], self.gap(there, here), ZERO)


def _equal(place: int, sign: int) -> dict[str, object]:
    return {"coefficient": sign, "equality": place}


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
            [self.mean(there).compare(together), self.said], relation, [_equal(0, -1), _equal(1, 1)]
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
        factor = {**_equal(1, -1), "multiplier": self.other.same(there, self.here)}
        shown = rules.arithmetic([none, *ones], goal, [_equal(0, -1), factor, _equal(2, -1)])
        for place in (1, 0):
            positive = rules.assume([], fact("<", ZERO, gaps[place]))
            above = rules.arithmetic(
                [positive, kinds[1 - place].positive(there, self.here)], ("<", ZERO, total), [entry(0), entry(1)]
            )
            rest = {**_equal(1, -1), "multiplier": kinds[1 - place].same(there, self.here)}
            apart = rules.arithmetic(
                [indicated(above, 1), kinds[place].worth(there, self.here, 1)], goal, [_equal(0, -1), rest]
            )
            shown = rules.cases([shown, apart], gaps[place], ZERO)
        return shown

    def _certain(self, body: Term) -> Theorem:
        """The mean over k of a number, as that of c / c times it, for the probability c of what is like k."""
        other = self._fresh("m")
        signs = [kind.sign(other, self.here) for kind in (self.one, self.other)]
        sign = rules.arithmetic(signs, ("<=", ZERO, self.both(other, self.here)), [entry(0, 1)])
        ends = [c for v in (self.here, other) for c in self.mean(v).everywhere(sign.clause.relation).conditions]
        here = rules.arithmetic([], ("<", ZERO, self.both(self.here, self.here)), [{"coefficient": 1}])
        anywhere = self.mean(self.here).everywhere(here.clause.relation).conditions
        known = [rules.generalize([sign], [self.here, other], ends), rules.generalize([here], [self.here], anywhere)]
        return rules.almost_surely(known, self.mean(self.here).of(body), self.chance(self.here))

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
            [{**_equal(0, 1), "multiplier": times(inverse, weight)}],
        )
        first = self.one.moved(w, k, times(inverse, u), [self._carried(self.one, w), alike[0](w)])
        middle = first.clause.relation[2][2]
        second = self.other.moved(x, k, times(middle, v), [self._carried(self.other, x, w), alike[1](x)])
        rest = times(self.other.same(x, k), v)
        relation = ("=", times(first.clause.relation[1], rest), times(self.one.same(w, k), second.clause.relation[2]))
        entries = [{**_equal(0, 1), "multiplier": rest}, {**_equal(1, 1), "multiplier": self.one.same(w, k)}]
        both = rules.arithmetic([first, second], relation, entries)
        triple = outer.compare(inner.compare(last.compare(both)))
        turned = rules.exchange([], triple.clause.relation[2])
        within = inner.compare(rules.exchange([], turned.clause.relation[2][2]))
        likely = self.chance(w, x)
        value = times(substitute(u, {k: w}), substitute(v, {k: x}))
        goal = ("=", outer.of(weight), inner.of(last.of(times(Term("div", likely, likely), value))))
        steps = [certain, outer.compare(product), triple, turned, within]
        return rules.arithmetic(steps, goal, [_equal(place, 1) for place in range(len(steps))])

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
        outer, inner = self.mean(w), self.mean(x)
        spread = self.spread(u, v, alike)
        constant = [lambda _: rules.identity([], ONE, ONE)] * 2
        whole = self.spread(ONE, ONE, constant)
        likely = self.chance(w, x)
        share = Term("div", likely, likely)
        value, rest = times(substitute(u, {k: w}), substitute(v, {k: x})), sub(ONE, share)
        p, q = (fresh_variable(Term("var", name, SCALAR), value.free | share.free) for name in "pq")
        away = sub(times(p, value), times(q, rest))
        once = apply(share_law(), variables=[(Y, likely)])
        pointwise: Term = Term("add", times(p, p, value, value), times(num(-2), p, q, value, rest), times(q, q, rest))
        shown = rules.arithmetic(
            [once],
            ("<=", ZERO, pointwise),
            [{"coefficient": 1, "square": away}, {**_equal(0, 1), "multiplier": times(q, q)}],
        )
        means = [outer.of(inner.of(body)) for body in (times(value, value), times(value, rest), rest)]
        form = orders.quadratic_form(p, q, *means)
        compared = outer.compare(inner.compare(shown))
        every = rules.generalize([rules.arithmetic([compared], ("<=", ZERO, form), [entry(0)])], [p, q], [])
        below = orders.discriminant(every, *means)
        small = ("<=", Term("pow", means[1], 2), ZERO)
        nothing = rules.definite(
            [rules.arithmetic([below, whole], small, [entry(0), {**_equal(1, 1), "multiplier": means[0]}])], means[1]
        )
        goal = ("=", self.mean(k).of(times(u, v)), times(self.mean(k).of(u), self.mean(k).of(v)))
        return rules.arithmetic([spread, nothing], goal, [_equal(0, 1), _equal(1, -1)])


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
    zero = rules.arithmetic(sides, relation, [_equal(0, 1), _equal(1, -1)])
    zero = rules.cases([zero, rules.arithmetic([below], relation, [])], neg(Y), ZERO)
    return rules.cases([zero, rules.arithmetic([above], relation, [])], Y, ZERO)
