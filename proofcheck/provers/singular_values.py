"""What the rules say of the singular values, by their numbers, that a pool speaks of."""

from collections.abc import Collection, Sequence
from itertools import permutations

from proofcheck.kernel import rules
from proofcheck.kernel.terms import ONE, ZERO, Term, neg, sub
from proofcheck.kernel.theorem import Theorem
from proofcheck.provers.library import eigenvalues, singular, singular_numbers
from proofcheck.provers.library.applying import entry
from proofcheck.provers.nuclear_norms import NuclearFacts
from proofcheck.provers.operators import applied, turned

NAME, MOVED, WEYL = "singular values", "perturbation of singular values", "perturbation of eigenvalues"
MOST = 6
"""Singular values of different operators that are compared with one another."""
_Valued = tuple[Term, int | str]
_OF_ANY = [singular.of_number(law) for law in (singular.positive_law, singular.norm_law)]
_BEYOND = [
    (side, singular.of_number(law)) for side, law in ((1, singular_numbers.tall_law), (2, singular_numbers.wide_law))
]
_TURNED = singular.of_number(singular_numbers.transpose_law)
_LEAST = singular.of_number(singular_numbers.least_law)
_FIRST, _LAST, _AT_LAST = (
    singular_numbers.of_operator(law)
    for law in (singular_numbers.first_law, singular_numbers.last_law, singular_numbers.last_bound_law)
)

_EIGEN = [eigenvalues.of_one(law) for law in (eigenvalues.least_law, eigenvalues.largest_law)]
_IN_NORM = eigenvalues.of_one(eigenvalues.norm_law)
_FIRST_EIGEN, _LAST_EIGEN = (eigenvalues.of_one(law) for law in (eigenvalues.first_law, eigenvalues.last_law))
_OF_SUM, _MOVED = (eigenvalues.of_two(law) for law in (eigenvalues.sum_law, eigenvalues.perturbation_law))


class SingularFacts(NuclearFacts):
    """The part of ``instances.RuleFacts`` that is about singular values by their numbers."""

    def _singular_values(self) -> None:
        """What bounds them, by their operators and by their numbers."""
        found = [singular.measured(term) for term in self.pool.with_head("minS")]
        values = list(dict.fromkeys(value for value in found if value is not None))
        for operator, k in values:
            for maker in _OF_ANY:
                self._try(NAME, maker, operator, k)
            self._singular_value_as_made(operator, k)
            self._singular_value_by_number(operator, k)
            self._images(operator, k)
        self._eigenvalues_by_number([(s, k) for m, k in values if (s := eigenvalues.measured(m)) is not None])
        for (one, k), (other, j) in permutations(values[:MOST], 2):
            if k == j and one.sort == other.sort:
                self._try(MOVED, singular.perturbation, one, other, k)
            if k == j and (one == turned(other) or other == turned(one)):
                self._try(NAME, _TURNED, turned(one), k)
            if one == other:
                self._ordered_by_number(one, k, j)

    def _singular_value_as_made(self, operator: Term, k: int | str) -> None:
        """What bounds that of a sum, a multiple or a product."""
        head, *parts = operator
        if head == "add":
            for part in parts:
                self._try(MOVED, singular.perturbation, operator, part, k)
        elif head == "mul":
            factor = parts[0] if len(parts) == 2 else Term("mul", *parts[:-1])
            self._singular_value_of_multiple(factor, parts[-1], k)
        elif head == "div":
            self._singular_value_of_multiple(Term("div", ONE, parts[1]), parts[0], k)
        elif head == "dot":
            self._try(NAME, singular.product, *parts, k)
            self._try(NAME, singular.product_before, *parts, k)
            if Term("dot", turned(parts[0]), parts[0]) in self.pool:
                self._try(NAME, singular.product, turned(parts[0]), operator, k)
        elif head == "tr":
            self._try(NAME, _TURNED, parts[0], k)

    def _singular_value_of_multiple(self, factor: Term, operator: Term, k: int | str) -> None:
        for sign in (factor, neg(factor)):
            positive = self._not_negative(sign)
            if positive is not None:
                self._try(NAME, singular.scaled, sign, operator, k, premises=[positive])
                self._try(NAME, singular.scaled_below, sign, operator, k, premises=[positive])
        if Term("max", factor, neg(factor)) in self.pool:
            self._try(NAME, singular.multiple, factor, operator, k)
            self._try(NAME, singular.multiple_below, factor, operator, k)

    def _singular_value_by_number(self, operator: Term, k: int | str) -> None:
        """The first is the norm, the last the least, and those beyond are 0."""
        _, rows, columns = operator.sort
        if k == 1:
            self._try(NAME, _FIRST, operator)
        if k == rows:
            self._try(NAME, _LAST, operator)
            self._try(NAME, _AT_LAST, operator)
        if k == columns:
            self._try(NAME, _TURNED, operator, k)
            self._try(NAME, _TURNED, turned(operator), k)
            self._try(NAME, _LAST, turned(operator))
            self._try(NAME, _AT_LAST, turned(operator))
        within = self._compared("<=", k, rows)
        if within is not None:
            self._try(NAME, _LEAST, operator, k, premises=[within])
        for side, maker in _BEYOND:
            beyond = self._compared("<", operator.sort[side], k)
            if beyond is not None:
                self._try(NAME, maker, operator, k, premises=[beyond])

    def _ordered_by_number(self, operator: Term, k: int | str, j: int | str) -> None:
        smaller = self._compared("<=", k, j)
        if smaller is not None:
            self._try(NAME, singular_numbers.order, operator, j, k, premises=[smaller])

    def _compared(self, op: str, low: int | str, high: int | str) -> Theorem | None:
        """The order of two dimensions: of numbers, by a fact at hand, or because none is below 1."""
        ends = (rules.size(low), rules.size(high))
        if isinstance(low, int) and isinstance(high, int):
            return applied(rules.arithmetic, [], ((op, *ends), [entry(multiplier=sub(ends[1], ends[0]))]))
        for fact in self.ground:
            if fact.clause.relation[0] != "=":
                shown = applied(rules.arithmetic, [fact], ((op, *ends), [entry(0)]))
                if shown is not None:
                    return shown
        return None

    def _eigenvalues_by_number(self, values: Sequence[_Valued]) -> None:
        """What bounds them: extreme eigenvalues, those of summands, and of operators in the Loewner order."""
        for operator, k in values:
            needed = self._symmetry(operator)
            makers = [*_EIGEN, *([_FIRST_EIGEN] if k == 1 else []), *([_LAST_EIGEN] if k == operator.sort[1] else [])]
            makers += [_IN_NORM] if Term("opnorm", operator) in self.pool else []
            for maker in makers:
                self._try("Rayleigh quotient", maker, operator, k, premises=needed)
            for part in operator[1:] if operator[0] == "add" else ():
                rest = sub(operator, part)
                self._try(WEYL, _OF_SUM, rest, part, k, premises=self._symmetry(rest, part))
        for (one, k), (other, j) in permutations(values[:MOST], 2):
            if k == j and one.sort == other.sort:
                needed = self._symmetry(one, other)
                above = self._ordered(ZERO, Term("lmin", sub(other, one)))
                self._try(WEYL, _MOVED, one, other, k, premises=needed)
                self._try(WEYL, _OF_SUM, other, sub(one, other), k, premises=needed)
                if above is not None:
                    self._try(WEYL, eigenvalues.order, one, other, k, premises=[*needed, above])

    def _images(self, operator: Term, k: int | str) -> None:
        """What a product of k columns with the operator says, if its least singular value is spoken of."""
        for _, product in self.pool.with_head("smin"):
            for side in (product, turned(product)):
                for z in _behind(operator, side, k):
                    self._try(NAME, singular.image, operator, z)


def _behind(operator: Term, product: Term, k: int | str) -> Collection[Term]:
    """The Z with k columns with which a product is A Z, or its transpose Z' A'."""
    if product[0] != "dot":
        return ()
    _, left, right = product
    if left == operator and right.sort[2] == k:
        return (right,)
    return (turned(left),) if right == turned(operator) and left.sort[1] == k else ()
