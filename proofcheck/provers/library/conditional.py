"""Means where something is known: the tower rule, and taking out what is known.

``E[Q | X]`` at an outcome k is ``E_w[e(w, k) Q(w)] / E_w e(w, k)``, where e(w, k) is 1 if X is at w what it is at k,
and else 0. Of outcomes with probability 0 it says nothing, and they do not count in a mean.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

from proofcheck.kernel import rules
from proofcheck.kernel.clauses import Relation, fact
from proofcheck.kernel.terms import NATURAL, ONE, SCALAR, ZERO, Term, fresh_variable, neg, num, sub, substitute
from proofcheck.kernel.theorem import Theorem
from proofcheck.lang.functions import are_equal
from proofcheck.provers.forms import put_in, with_part
from proofcheck.provers.library import orders
from proofcheck.provers.library.applying import apply, entry, equality
from proofcheck.provers.library.functionals import Functional, not_negative
from proofcheck.provers.library.terms import product, squared

Y = Term("var", "y", SCALAR)


@dataclass(frozen=True, slots=True)
class Known:
    """What is known at an outcome: a number or a vector in which the variable of the outcome is free.

    Attributes:
        value: X(k).
        here: k.
        there: w, another outcome.
        space: of how many outcomes both are.
    """

    value: Term
    here: Term
    there: Term
    space: int | str

    @property
    def elsewhere(self) -> Term:
        """``X(w)``."""
        return self.at(self.value, self.there)

    def at(self, term: Term, outcome: Term) -> Term:
        """A term in k at another outcome."""
        return substitute(term, {self.here: outcome})

    @property
    def same(self) -> Term:
        """``e(w, k)``: 1 where both outcomes have the same X, and else 0."""
        return are_equal(self.elsewhere, self.value)

    def likelihood(self, outcome: Term) -> Term:
        """The probability that X is what it is at an outcome."""
        taken = self.same.free | {self.here, self.there, outcome}
        other = fresh_variable(Term("var", "omega", NATURAL), taken)
        return self.mean(other).of(substitute(self.same, {self.here: outcome, self.there: other}))

    def mean(self, outcome: Term) -> Functional:
        """The mean over an outcome."""
        return Functional(outcome, None, self.space)

    def given(self, term: Term) -> Term:
        """The mean of a term in w, which may speak of X(k) as well, where X is what it is at k."""
        share = Term("div", ONE, self.likelihood(self.here))
        return Term("mul", share, self.mean(self.there).of(Term("mul", self.same, term)))

    def tells(self, term: Term) -> bool:
        """Whether a term is known where X is: it speaks of the outcome by X alone."""
        return self.here not in self._with_hole(term)[1].free

    def _with_hole(self, term: Term) -> tuple[Term, Term]:
        hole = fresh_variable(Term("var", "hole", self.value.sort), term.free | {self.here, self.there})
        return hole, with_part(term, self.value, hole)

    def moved(self, term: Term) -> Theorem:
        """``e(w, k) f(X(w)) = e(w, k) f(X(k))``, for a term f(X(k)), in which w may stand too."""
        hole, template = self._with_hole(term)
        sides = [Term("mul", self.same, substitute(template, {hole: x})) for x in (self.elsewhere, self.value)]

        def where_equal(equal: Theorem, _: Theorem) -> Theorem:
            return rules.congruence([equal], hole, Term("mul", self.same, template))

        return self._by_cases(where_equal, lambda none: _both_nothing(none, *sides))

    def sign(self) -> Theorem:
        """``0 <= e(w, k)``."""
        relation = ("<=", ZERO, self.same)
        return self._by_cases(
            lambda _, one: rules.arithmetic([one], relation, [equality(0, -1), {"coefficient": 1}]),
            lambda none: rules.arithmetic([none], relation, [equality(0, -1)]),
        )

    def signs(self) -> Theorem:
        """``0 <= e(w, k)``, for all outcomes k and w."""
        sign, outcomes = self.sign(), (self.here, self.there)
        conditions = [c for v in outcomes for c in self.mean(v).everywhere(sign.clause.relation).conditions]
        return rules.generalize([sign], outcomes, conditions)

    def _by_cases(self, equal: Callable[[Theorem, Theorem], Theorem], none: Callable[[Theorem], Theorem]) -> Theorem:
        """What follows whether X is the same, with e(w, k) = 1, or not, with e(w, k) = 0."""
        apart = sub(self.elsewhere, self.value)
        gaps = [Term("norm", apart)] if apart.sort[0] != "S" else [apart, neg(apart)]
        small = [rules.assume([], fact("<=", gap, ZERO)) for gap in gaps]
        root = Term("inner", apart, apart) if len(gaps) == 1 else Term("pow", apart, 2)
        by = entry(0, multiplier=gaps[0]) if len(gaps) == 1 else entry(0, 1)
        nothing = rules.definite([rules.arithmetic(small, ("<=", root, ZERO), [by])], apart)
        hole = fresh_variable(Term("var", "hole", apart.sort), apart.free)
        same = rules.identity([nothing], self.elsewhere, self.value, [{"equation": 0, "hole": hole, "template": hole}])
        shown = equal(same, self._worth(small, 0))
        for gap in reversed(gaps):
            large = rules.assume([], fact("<", ZERO, gap))
            shown = rules.cases([shown, none(self._worth([large], 1))], gap, ZERO)
        return shown

    def _worth(self, known: list[Theorem], is_positive: int) -> Theorem:
        """What e(w, k) is: 0 where a gap is positive, and 1 where none is."""
        steps, worth = [], self.same
        for order in known:
            shown = indicated(order, is_positive)
            steps.append(put_in(shown, shown.clause.relation[1], worth))
            worth = steps[-1].clause.relation[2]
        said = [equality(place) for place in range(len(steps))]
        return rules.arithmetic(steps, ("=", self.same, num(1 - is_positive)), said)


def indicated(order: Theorem, is_positive: int) -> Theorem:
    """That the positive part of a number by itself is 1, from ``0 < y``, or 0, from ``y <= 0``."""
    _, left, right = order.clause.relation
    return apply(_indicator_law(is_positive), [order], variables=[(Y, right if is_positive else left)])


@cache
def _indicator_law(is_positive: int) -> Theorem:
    """The positive part of a number by itself is 1 if the number is positive, and else 0."""
    larger: Term = Term("max", Y, ZERO)
    order = rules.assume([], fact("<", ZERO, Y) if is_positive else fact("<=", Y, ZERO))
    value = Y if is_positive else ZERO
    most = rules.maximum([rules.arithmetic([order], ("<=", *((ZERO, Y) if is_positive else (Y, ZERO))), [entry(0)])])
    is_value = rules.arithmetic([most], ("=", larger, value), [equality(0)])
    by_itself = put_in(is_value, larger, Term("div", larger, larger))
    relation = ("=", Term("div", larger, larger), num(is_positive))
    shown = rules.arithmetic([by_itself, order], relation, [equality(0)])
    return rules.generalize([shown], [], [order.clause])


def _both_nothing(none: Theorem, left: Term, right: Term) -> Theorem:
    """That two products with a factor that is 0 are equal."""
    number = none.clause.relation[1]
    hole = fresh_variable(Term("var", "hole", number.sort), left.free | right.free)
    put = [Term("mul", hole, left[2]), Term("mul", neg(hole), right[2])]
    return rules.identity([none], left, right, [{"equation": 0, "hole": hole, "template": t} for t in put])


def averaged(known: Known, term: Term) -> Theorem:
    """The mean over k of the mean of f(X(k), w) given X(k) is that of f(X(w), w), for a term f(X(k), w).

    With e = e(w, k) and a(k) = E_w e(w, k), the means of e f(X(k), w) / a(k) and of e f(X(w), w) / a(w) over w and k
    are the same, and the second is that of (a / a) f over w: a is positive but with probability 0.
    """
    outer, inner = known.mean(known.here), known.mean(known.there)
    moved = known.moved(Term("mul", Term("div", ONE, known.likelihood(known.here)), term))
    compared = outer.compare(inner.compare(moved))
    turned = rules.exchange([], compared.clause.relation[1])
    certain = _almost_surely(known, inner.of(known.at(term, known.there)))
    hole = fresh_variable(Term("var", "hole", term.sort), term.free)
    signs = [neg(hole), hole, neg(hole)]
    entries = [{"equation": place, "hole": hole, "template": put} for place, put in enumerate(signs)]
    sides = (outer.of(known.given(term)), inner.of(known.at(term, known.there)))
    return rules.identity([compared, turned, certain], *sides, entries)


def _almost_surely(known: Known, mean: Term) -> Theorem:
    """The mean over w, as that of what is multiplied by a(w) / a(w)."""
    other = fresh_variable(known.there, mean.free | known.same.free | {known.there, known.here})
    anywhere = Known(known.elsewhere, known.there, other, known.space)
    certain = rules.arithmetic([], ("<", ZERO, substitute(anywhere.same, {other: known.there})), [{"coefficient": 1}])
    conditions = anywhere.mean(known.there).everywhere(certain.clause.relation).conditions
    everywhere = rules.generalize([certain], [known.there], conditions)
    weights = anywhere.mean(other).of(anywhere.same)
    return rules.almost_surely([anywhere.signs(), everywhere], mean, weights)


def shorter(known: Known, term: Term) -> Theorem:
    """``E|c|^2 <= E|f|^2`` for c = E[f | X]: the difference is E|f - c|^2."""
    mean, centre = known.mean(known.here), known.given(term)
    drawn = substitute(term, {known.there: known.here})
    distance = mean.compare(not_negative(sub(drawn, centre)))
    same = averaged(known, product(centre, term))
    relation = ("<=", mean.of(squared(centre)), mean.of(squared(drawn)))
    return rules.arithmetic([distance, same], relation, [entry(0), equality(1, 2)])


def nearest(known: Known, term: Term, other: Term) -> Theorem:
    """``E|f - c|^2 <= E|f - h|^2`` for c = E[f | X] and what is known, h: the difference is E|c - h|^2."""
    mean, centre = known.mean(known.here), known.given(term)
    drawn = substitute(term, {known.there: known.here})
    distance = mean.compare(not_negative(sub(centre, other)))
    same = [averaged(known, product(part, term)) for part in (centre, other)]
    entries = [entry(0), *(equality(place, sign) for place, sign in ((1, 2), (2, -2)))]
    sides = (mean.of(squared(sub(drawn, part))) for part in (centre, other))
    return rules.arithmetic([distance, *same], ("<=", *sides), entries)


def square_below(known: Known, term: Term) -> Theorem:
    """``|E[f | X]|^2 <= E[|f|^2 | X]``: with c = E[f | X] and a = E_w e, ``E_w e |f - c|^2 / a`` is not negative."""
    mean, share, centre = known.mean(known.there), known.likelihood(known.here), known.given(term)
    away = sub(term, centre)
    root = away if away.sort == SCALAR else Term("norm", away)
    relation = ("<=", ZERO, Term("mul", known.same, squared(away)))
    spread = mean.compare(rules.arithmetic([known.sign()], relation, [entry(0, square=root)]))
    chance = rules.arithmetic([mean.compare(known.sign())], ("<=", ZERO, share), [entry(0)])
    inverse, at_most = (apply(law(), [chance], variables=[(Y, share)]) for law in (_inverse_law, _share_law))
    entries = [entry(0, 1), entry(2, square=centre if centre.sort == SCALAR else Term("norm", centre))]
    goal = ("<=", squared(centre), known.given(squared(term)))
    return rules.arithmetic([spread, inverse, at_most], goal, entries)


@cache
def _inverse_law() -> Theorem:
    """``0 <= 1 / y`` where ``0 <= y``."""
    inverse = Term("div", ONE, Y)
    return _where_not_negative(("<=", ZERO, inverse), [], [{"coefficient": 1, "multiplier": inverse}])


@cache
def _share_law() -> Theorem:
    """``y / y <= 1`` where ``0 <= y``: it is 1, or 0."""
    return _where_not_negative(("<=", Term("div", Y, Y), ONE), [{"coefficient": 1}], [])


def _where_not_negative(relation: Relation, at_zero: list[Any], above: list[Any]) -> Theorem:
    """What holds at 0, and of a positive number, by these certificates."""
    order, positive = (rules.assume([], fact(op, ZERO, Y)) for op in ("<=", "<"))
    none = orders.antisymmetry([rules.assume([], fact("<=", Y, ZERO)), order])
    sides = [put_in(none, Y, side) for side in relation[1:]]
    said = [equality(place, sign) for place, sign in enumerate((1, -1))]
    shown = [rules.arithmetic(sides, relation, [*said, *at_zero]), rules.arithmetic([positive], relation, above)]
    return rules.generalize([rules.cases(shown, Y, ZERO)], [], [order.clause])
