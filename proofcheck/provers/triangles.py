"""Triangle inequalities that a pool suggests: for sums, for points on a way, for combinations, for directions."""

from abc import abstractmethod
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import combinations, permutations
from typing import Any

from proofcheck.evidence.readback import poly_term
from proofcheck.kernel.normal import Combination, Normalizer, Poly, add_into, multiply, scaled
from proofcheck.kernel.normal.polynomials import Frozen, freeze
from proofcheck.kernel.terms import ZERO, KernelError, Term, neg, num, sub
from proofcheck.provers.library import frobenius, spectra
from proofcheck.provers.singular_values import SingularFacts

MOST_SIDES = 8
"""Norms of one kind among which triangles are looked for."""


class TriangleFacts(SingularFacts):
    """The part of ``instances.RuleFacts`` that is about triangles."""

    @abstractmethod
    def _multiplied(self) -> Iterator[tuple[Term, Term]]:
        """A and x, or A and B, whose norms are multiplied."""

    @abstractmethod
    def _measured_together(self) -> Iterator[list[Term]]:
        """That of which norms are multiplied, with each other or with sums of norms."""

    def _triangle(self, head: str, first: Term, second: Term) -> None:
        of_entries = head == "norm" and first.sort[0] == "O"
        self._try("triangle inequality", frobenius.triangle if of_entries else spectra.triangle, first, second)

    def _triangles(self) -> None:
        """Triangles whose sides are measured: two vectors or operators that add up to a third, or to its negative."""
        normalizer = Normalizer([t for t in self.ground if t.clause.relation[0] == "="])
        for head, sort in (("norm", "V"), ("opnorm", "O"), ("norm", "O")):
            sides = _distinct(self._sides(head, sort), normalizer.form)[: 2 * MOST_SIDES]
            forms = {side: normalizer.form(side) for side in sides}
            known = {freeze(normalizer.form(signed)) for side in sides for signed in (side, neg(side))}
            for one, other in combinations(sides, 2):
                for signed in (other, neg(other)):
                    if one.sort == other.sort and freeze(normalizer.form(Term("add", one, signed))) in known:
                        self._triangle(head, one, signed)
            for way in _ways(sides):
                self._along(head, way)
            for one, other in _combined({side: forms[side] for side in sides[:MOST_SIDES]}):
                self._triangle(head, one, other)
                for _, factor, vector in (one, other) if sort == "V" else ():
                    sign = self._ordered(ZERO, factor)
                    if sign is not None:
                        self._try("maximum", spectra.scaled, factor, vector, premises=[sign])

    def _differences_of_products(self) -> None:
        """``|A B - C D| <= |A - C| |B| + |C| |B - D|``, and the other way round, where one of these is spoken of."""
        measured = [side[1] for theorem in self.found for side in theorem.clause.relation[2:] if _is_norm(side)]
        measured += [term[1] for term in self.pool.with_head("norm", "opnorm")]
        apart = {frozenset(map(_upright, pair)) for term in measured if (pair := difference(term)) is not None}
        for whole in dict.fromkeys(measured):
            pair = difference(whole) if whole[0] == "add" else None
            if pair is None or not pair[0][0] == pair[1][0] == "dot":
                continue
            (_, a, b), (_, c, d) = pair
            near = [one for one in ((a, c), (b, d)) if frozenset(map(_upright, one)) in apart]
            if near and a.sort == c.sort and b.sort == d.sort and b.sort[0] == "O":
                self._through(a, sub(b, d), sub(a, c), d)
                self._through(sub(a, c), b, c, sub(b, d))

    def _through(self, one: Term, other: Term, third: Term, fourth: Term) -> None:
        """``|A B + C D| <= |A| |B| + |C| |D|``."""
        first, second = Term("dot", one, other), Term("dot", third, fourth)
        self._triangle("norm" if first.sort[0] == "V" else "opnorm", first, second)
        self._try("operator norm", spectra.operator_norm, one, other)
        self._try("operator norm", spectra.operator_norm, third, fourth)

    def _along(self, head: str, points: Sequence[Term]) -> None:
        """From the first of some points to the last, by those between."""
        start, before, *others = points
        for point in others:
            self._triangle(head, sub(start, before), sub(before, point))
            before = point

    def _sides(self, head: str, sort: str) -> Iterator[Term]:
        """What is measured by a norm: some of it, what is multiplied by a number, and what products are bounded."""
        measured = [term[1] for term in self.pool.with_head(head) if term[1].sort[0] == sort]
        yield from measured[:MOST_SIDES]
        if (head, sort) != ("norm", "O"):
            yield from (Term("dot", *pair) for pair in self._multiplied() if pair[1].sort[0] == sort)
        if head == "opnorm" and self.pool.with_head("outer"):
            pairs = (pair for some in self._measured_together() for pair in permutations(some, 2))
            yield from (Term("outer", u, v) for u, v in pairs if u.sort[0] == v.sort[0] == "V")
        yield from (term for term in self.pool.with_head("mul") if term.sort[0] == sort and term[-1] in measured)
        bounded = [theorem.clause.relation[1] for theorem in (*self.ground, *self.found)]
        bounded = [term[1] for term in bounded if term[0] == head and term[1][0] == "dot"]
        yield from (term for term in bounded if term.sort[0] == sort)

    def _directions(self) -> None:
        """How far the directions of two vectors are apart, by how far these are, where neither is 0."""
        scaled = [term[1] for term in self.pool.with_head("div") if term[1].sort[0] == "V"]
        vectors = [v for v in dict.fromkeys(scaled) if Term("div", v, Term("norm", v)) in self.pool][:MOST_SIDES]
        lengths = {v: positive for v in vectors if (positive := self._apart_from_zero(Term("norm", v))) is not None}
        for u, v in combinations(lengths, 2):
            if u.sort == v.sort:
                self._try("triangle inequality", spectra.directions, u, v, premises=[lengths[u], lengths[v]])


def difference(term: Term) -> tuple[Term, Term] | None:
    """A and B of A - B, or of the transpose of that."""
    if term[0] == "tr":
        return difference(term[1])
    if term[0] == "add" and len(term) == 3 and term[2][0] == "mul" and term[2][1] == num(-1):
        return term[1], term[2][2]
    return None


def _upright(operator: Term) -> Term:
    """An operator without the transpose of it that is written."""
    return operator[1] if operator[0] == "tr" else operator


def _is_norm(side: Term) -> bool:
    return side[0] in {"norm", "opnorm"}


def _distinct(sides: Iterable[Term], form: Callable[[Term], Any]) -> list[Term]:
    """Vectors or operators without those that are nothing, an earlier one, or its negative, by their normal forms."""
    seen: set[Frozen] = {freeze({})}
    kept = []
    for side in sides:
        try:
            forms = {freeze(form(side)), freeze(form(neg(side)))}
        except KernelError:
            continue
        if not forms & seen:
            kept.append(side)
        seen |= forms
    return kept


def _ways(sides: Sequence[Term]) -> Iterator[list[Term]]:
    """For each difference of two points, the points on the shortest way of three differences or more between them."""
    legs = [pair for side in sides if (pair := difference(side)) is not None and side[0] == "add"]
    for leg in legs:
        start, end = leg
        ways = {start: [start]}
        waiting = [start]
        while waiting and end not in ways:
            here = waiting.pop(0)
            for other in legs:
                for one, two in (other, other[::-1]):
                    if other != leg and one == here and two not in ways:
                        ways[two] = [*ways[here], two]
                        waiting.append(two)
        if len(ways.get(end, ())) > 3:
            yield ways[end]


def _combined(forms: Mapping[Term, Combination]) -> Iterator[tuple[Term, Term]]:
    """Multiples of two sides that add up to a third, other than by their signs: t (u - w) and (1 - t)(v - w)."""
    for target, (one, other) in ((t, pair) for t in forms for pair in combinations(forms, 2)):
        if target in (one, other) or target.sort != one.sort or target.sort != other.sort:
            continue
        if not forms[target].keys() <= forms[one].keys() | forms[other].keys():
            continue
        factors = _solved(forms[one], forms[other], forms[target])
        if factors is not None and any(abs(factor.get((), 0)) != 1 or len(factor) > 1 for factor in factors):
            first, second = (Term("mul", poly_term(factor), s) for factor, s in zip(factors, (one, other), strict=True))
            yield first, second


def _solved(one: Combination, other: Combination, target: Combination) -> tuple[Poly, Poly] | None:
    """The factors, not 0, with which two vectors make a third, if numbers are the coefficients of both."""
    if not all(_is_number(poly) for side in (one, other) for poly in side.values()):
        return None
    numbers = [{word: poly[()] for word, poly in side.items()} for side in (one, other)]
    for first, second in combinations({**one, **other}, 2):
        (a, b), (c, d) = ([side.get(word, 0) for word in (first, second)] for side in numbers)
        if a * d != b * c:
            break
    else:
        return None
    left, right = target.get(first, {}), target.get(second, {})
    whole = 1 / Fraction(a * d - b * c)
    factors = tuple(scaled(add_into(scaled(left, x), right, y), whole) for x, y in ((d, -c), (-b, a)))
    made: dict[Any, Poly] = {}
    for factor, side in zip(factors, (one, other), strict=True):
        for word, poly in side.items():
            made[word] = add_into(made.get(word, {}), multiply(factor, poly))
    fits = {word: poly for word, poly in made.items() if poly} == target
    return (factors[0], factors[1]) if fits and all(factors) else None


def _is_number(poly: Poly) -> bool:
    return list(poly) == [()]
