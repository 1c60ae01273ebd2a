"""Means of a function of what takes each value with the same probability: ``E f(X) = E f(Y)``.

It is supposed of each outcome k that X is X(k) with the probability with which Y is X(k).
"""

from collections.abc import Callable
from dataclasses import dataclass

from proofcheck.kernel import rules
from proofcheck.kernel.clauses import fact
from proofcheck.kernel.terms import NATURAL, ONE, ZERO, Term, fresh_variable, sub, substitute
from proofcheck.kernel.theorem import Theorem
from proofcheck.provers.forms import put_in
from proofcheck.provers.library import zeros
from proofcheck.provers.library.applying import equality
from proofcheck.provers.library.functionals import Functional, not_negative
from proofcheck.provers.library.independence import Alike, left_over, surely
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
            return not_negative(sub(self._at(value, there), self._at(self.first, here)))

        return Alike(self._gap(value), sign, lambda m, there, here: rules.identity([], ONE, ONE))

    def _equal(self, there: Term) -> Theorem:
        """``X(k) = Y(w)``, where their squared distance is not positive."""
        gap = self._gap(self.second)(there, self.here)
        return zeros.coincide(rules.assume([], fact("<=", gap, ZERO)), self.first, self._at(self.second, there))

    def _spread(self, f: Term, of: Term) -> Theorem:
        """``E f(X) = E_w (G / G) f(Y(w))`` with ``G(w) = E_m 1{X(m) = Y(w)}``; f has a variable for the value."""
        k, w, m = self.here, self._fresh("w"), self._fresh("m")
        own, cross = self._alike(self.first), self._alike(self.second)
        outer, inner = self._mean(k), self._mean(w)
        value = substitute(f, {of: self.first})
        likely = self._mean(m).of(own.same(m, k))
        inverse = Term("div", ONE, likely)
        certain = surely(outer, self._mean(m), own.sign(m, k), own.same(k, k), value)
        other = inner.of(cross.same(w, k))
        goal = ("=", times(Term("div", likely, likely), value), times(inverse, value, other))
        told = rules.arithmetic([self.said], goal, [equality(0, multiplier=times(inverse, value))])
        equal = self._equal(w)
        chance = self._mean(m).compare(put_in(equal, self.first, own.same(m, k)))
        moved = cross.moved(w, k, times(inverse, value), [chance, put_in(equal, self.first, value)])
        compared = outer.compare(inner.compare(moved))
        turned = rules.exchange([], compared.clause.relation[2])
        here_too = chance.clause.relation[2]
        result = times(Term("div", here_too, here_too), substitute(f, {of: self._at(self.second, w)}))
        steps = [certain, outer.compare(told), compared, turned]
        entries = [equality(place) for place in range(len(steps))]
        return rules.arithmetic(steps, ("=", outer.of(value), inner.of(result)), entries)

    def equal_means(self, f: Term, of: Term) -> Theorem:
        """``E f(X) = E f(Y)``: the mean of ``(1 - G / G) f(Y)`` is 0, by Cauchy-Schwarz, since that of 1 - G / G is."""
        k, w = self.here, self._fresh("w")
        whole = self._spread(ONE, of)
        likely = whole.clause.relation[2][2][1][1]
        none = left_over([self._mean(w)], substitute(f, {of: self._at(self.second, w)}), likely, whole)
        goal = ("=", *(self._mean(k).of(substitute(f, {of: value})) for value in (self.first, self.second)))
        return rules.arithmetic([self._spread(f, of), none], goal, [equality(0), equality(1, -1)])
