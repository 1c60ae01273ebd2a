"""Means of a function of what takes each value with the same probability: ``E f(X) = E f(Y)``.

It is supposed of each outcome k that X is X(k) with the probability with which Y is X(k).
"""

from collections.abc import Callable
from dataclasses import dataclass

from proofcheck.kernel import rules
from proofcheck.kernel.clauses import fact
from proofcheck.kernel.terms import NATURAL, ONE, SCALAR, ZERO, Term, fresh_variable, num, sub, substitute
from proofcheck.kernel.theorem import Theorem
from proofcheck.provers.forms import put_in
from proofcheck.provers.library import orders
from proofcheck.provers.library.applying import apply, entry
from proofcheck.provers.library.conditional import Y
from proofcheck.provers.library.functionals import Functional
from proofcheck.provers.library.independence import Alike, share_law
from proofcheck.provers.library.terms import squared, times


@dataclass(frozen=True, slots=True)
class Pair:
    """What has one distribution.

    Attributes:
        first: X at an outcome k.
        second: Y at k.
        said: that the probabilities with which both are X(k) are equal.
        here: k.
        space: of how many outcomes it is one.
    """

    first: Term
    second: Term
    said: Theorem
    here: Term
    space: int | str

    def _fresh(self, name: str) -> Term:
        return fresh_variable(Term("var", name, NATURAL), self.first.free | self.second.free | {self.here})

    def _mean(self, outcome: Term) -> Functional:
        return Functional(outcome, None, self.space)

    def _at(self, value: Term, outcome: Term) -> Term:
        return substitute(value, {self.here: outcome})

    def _gap(self, value: Term) -> Callable[[Term, Term], Term]:
        """How far a value at one outcome is from X at another, squared."""
        return lambda there, here: squared(sub(self._at(value, there), self._at(self.first, here)))

    def _alike(self, value: Term) -> Alike:
        def sign(there: Term, here: Term) -> Theorem:
            apart = sub(self._at(value, there), self._at(self.first, here))
            root = apart if apart.sort == SCALAR else Term("norm", apart)
            return rules.arithmetic(
                [], ("<=", ZERO, self._gap(value)(there, here)), [{"coefficient": 1, "square": root}]
            )

        return Alike(self._gap(value), sign, lambda m, there, here: rules.identity([], ONE, ONE))

    def _equal(self, there: Term) -> Theorem:
        """``X(k) = Y(w)``, where their squared distance is not positive."""
        gap, left, right = self._gap(self.second)(there, self.here), self.first, self._at(self.second, there)
        apart = sub(right, left)
        square = Term("pow", apart, 2) if apart.sort == SCALAR else Term("inner", apart, apart)
        none = rules.definite(
            [rules.arithmetic([rules.assume([], fact("<=", gap, ZERO))], ("<=", square, ZERO), [entry(0)])], apart
        )
        hole = fresh_variable(Term("var", "hole", apart.sort), apart.free)
        template = Term("mul", num(-1), hole)
        return rules.identity([none], left, right, [{"equation": 0, "hole": hole, "template": template}])

    def _spread(self, f: Term, of: Term) -> Theorem:
        """``E f(X) = E_w (G / G) f(Y(w))`` with ``G(w) = E_m 1{X(m) = Y(w)}``; f has a variable for the value."""
        k, w, m = self.here, self._fresh("w"), self._fresh("m")
        own, cross = self._alike(self.first), self._alike(self.second)
        outer, inner = self._mean(k), self._mean(w)
        value = substitute(f, {of: self.first})
        likely = self._mean(m).of(own.same(m, k))
        inverse = Term("div", ONE, likely)
        sign, here = own.sign(m, k), rules.arithmetic([], ("<", ZERO, own.same(k, k)), [{"coefficient": 1}])
        ends = [c for v in (k, m) for c in self._mean(v).everywhere(sign.clause.relation).conditions]
        anywhere = outer.everywhere(here.clause.relation).conditions
        known = [rules.generalize([sign], [k, m], ends), rules.generalize([here], [k], anywhere)]
        certain = rules.almost_surely(known, outer.of(value), likely)
        other = inner.of(cross.same(w, k))
        goal = ("=", times(Term("div", likely, likely), value), times(inverse, value, other))
        told = rules.arithmetic(
            [self.said], goal, [{"coefficient": 1, "equality": 0, "multiplier": times(inverse, value)}]
        )
        equal = self._equal(w)
        chance = self._mean(m).compare(put_in(equal, self.first, own.same(m, k)))
        moved = cross.moved(w, k, times(inverse, value), [chance, put_in(equal, self.first, value)])
        compared = outer.compare(inner.compare(moved))
        turned = rules.exchange([], compared.clause.relation[2])
        here_too = chance.clause.relation[2]
        result = times(Term("div", here_too, here_too), substitute(f, {of: self._at(self.second, w)}))
        steps = [certain, outer.compare(told), compared, turned]
        entries = [{"coefficient": 1, "equality": place} for place in range(len(steps))]
        return rules.arithmetic(steps, ("=", outer.of(value), inner.of(result)), entries)

    def equal_means(self, f: Term, of: Term) -> Theorem:
        """``E f(X) = E f(Y)``: the mean of ``(1 - G / G) f(Y)`` is 0, by Cauchy-Schwarz, since that of 1 - G / G is."""
        k, w = self.here, self._fresh("w")
        spread, whole = self._spread(f, of), self._spread(ONE, of)
        mean, value = self._mean(w), substitute(f, {of: self._at(self.second, w)})
        share = whole.clause.relation[2][2][1]
        rest = sub(ONE, share)
        p, q = (fresh_variable(Term("var", name, SCALAR), value.free | share.free) for name in "pq")
        once = apply(share_law(), variables=[(Y, share[1])])
        body: Term = Term("add", times(p, p, value, value), times(num(-2), p, q, value, rest), times(q, q, rest))
        entries = [
            {"coefficient": 1, "square": sub(times(p, value), times(q, rest))},
            {"coefficient": 1, "equality": 0, "multiplier": times(q, q)},
        ]
        compared = mean.compare(rules.arithmetic([once], ("<=", ZERO, body), entries))
        means = [mean.of(part) for part in (times(value, value), times(value, rest), rest)]
        form = orders.quadratic_form(p, q, *means)
        every = rules.generalize([rules.arithmetic([compared], ("<=", ZERO, form), [entry(0)])], [p, q], [])
        entries = [entry(0), {"coefficient": 1, "equality": 1, "multiplier": means[0]}]
        small = ("<=", Term("pow", means[1], 2), ZERO)
        none = rules.definite([rules.arithmetic([orders.discriminant(every, *means), whole], small, entries)], means[1])
        goal = (
            "=",
            self._mean(k).of(substitute(f, {of: self.first})),
            self._mean(k).of(substitute(f, {of: self.second})),
        )
        said = [{"coefficient": sign, "equality": place} for place, sign in enumerate((1, -1))]
        return rules.arithmetic([spread, none], goal, said)
