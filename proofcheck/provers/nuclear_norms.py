"""What the rules say of the nuclear norms that a pool speaks of."""

from collections.abc import Collection, Iterator

from proofcheck.kernel import rules
from proofcheck.kernel.terms import ONE, ZERO, Term, neg, sub
from proofcheck.kernel.theorem import Theorem
from proofcheck.provers.forms import is_negated
from proofcheck.provers.library import frobenius, nuclear
from proofcheck.provers.library.applying import entry
from proofcheck.provers.operators import OperatorFacts, applied, turned

NAME = "nuclear norm"


class NuclearFacts(OperatorFacts):
    """The part of ``instances.RuleFacts`` that is about nuclear norms."""

    def _nuclear_norms(self) -> None:
        """What bounds them, and what they bound: other norms, inner products and traces."""
        found = [nuclear.measured(term) for term in self.pool.with_head("minS")]
        operators = dict.fromkeys(operator for operator in found if operator is not None)
        for operator in operators:
            for maker in (nuclear.positive, nuclear.entries, frobenius.operator_norm):
                self._try(NAME, maker, operator)
            self._nuclear_norm_as_made(operator, operators)
            self._nuclear_norm_and_others(operator, operators)
        for _, u, v in self.pool.with_head("inner") if operators else ():
            for one, other in _paired(u, v):
                if one in operators:
                    self._try(NAME, nuclear.duality, one, other)
                    self._try(NAME, nuclear.duality, one, neg(other))

    def _nuclear_norm_as_made(self, operator: Term, others: Collection[Term]) -> None:
        """What bounds the nuclear norm of a sum, a multiple or a product."""
        head, *parts = operator
        if head == "add":
            self._try(NAME, nuclear.triangle, parts[0], parts[1] if len(parts) == 2 else Term("add", *parts[1:]))
            if len(parts) == 2 and is_negated(parts[1]):
                self._nuclear_norms_of_difference(parts[0], parts[1][2], others)
                self._nuclear_norms_of_difference(parts[1][2], parts[0], others)
            for part in parts:
                self._nuclear_norm_as_made(part, others)
        elif head == "mul":
            self._nuclear_norm_of_multiple(Term("mul", *parts[:-1], ONE), parts[-1])
            self._nuclear_norm_as_made(parts[-1], others)
        elif head == "div":
            self._nuclear_norm_of_multiple(Term("div", ONE, parts[1]), parts[0])
            self._nuclear_norm_as_made(parts[0], others)
        elif head == "dot":
            flipped = turned(parts[1]), turned(parts[0])
            self._try(NAME, nuclear.product, *parts)
            self._try(NAME, nuclear.product, *flipped)
            self._try(NAME, nuclear.transpose, Term("dot", *flipped))
            self._try(NAME, nuclear.transpose, parts[0])
            if any(Term("norm", part) in self.pool for part in parts):
                self._try(NAME, nuclear.factors, *parts)
        elif head == "outer":
            self._try(NAME, nuclear.outer, *parts)
            self._try(NAME, nuclear.outer_below, *parts)

    def _nuclear_norms_of_difference(self, left: Term, right: Term, others: Collection[Term]) -> None:
        """A is B and A - B."""
        if left in others or right in others:
            self._try(NAME, nuclear.triangle, sub(left, right), right)
        self._try(NAME, nuclear.opposite, sub(left, right))

    def _nuclear_norm_of_multiple(self, factor: Term, operator: Term) -> None:
        multiple = Term("mul", factor, operator)
        for sign in (factor, neg(factor)):
            positive = self._not_negative(sign)
            if positive is not None:
                self._try(NAME, nuclear.scaled, sign, operator, premises=[positive])
                self._try(NAME, nuclear.opposite, multiple)
                self._try(NAME, nuclear.opposite, neg(multiple))
                inverse = Term("div", ONE, sign)
                over = self._not_negative(inverse)
                if over is not None:
                    self._try(NAME, nuclear.scaled, inverse, Term("mul", sign, operator), premises=[over])
        if Term("max", factor, neg(factor)) in self.pool:
            self._try(NAME, nuclear.multiple, factor, operator)

    def _not_negative(self, number: Term) -> Theorem | None:
        """0 <= a, by the signs of what a is made of, one of which may be known from a fact, or by such a fact alone."""
        signs = [fact for fact in self.ground if fact.clause.relation[:2] in {("<", ZERO), ("<=", ZERO)}]
        for known in ([], *([fact] for fact in signs)):
            shown = applied(rules.arithmetic, known, (("<=", ZERO, number), [entry(multiplier=number)]))
            if shown is not None:
                return shown
        return self._ordered(ZERO, number)

    def _nuclear_norm_and_others(self, operator: Term, others: Collection[Term]) -> None:
        """What bounds the nuclear norm of an operator by other sizes of it, or of its transpose."""
        measured = any(Term(head, operator) in self.pool for head in ("norm", "opnorm"))
        for side in (operator, turned(operator)):
            if turned(operator) in others or measured:
                self._try(NAME, nuclear.transpose, side)
            if measured:
                self._try(NAME, nuclear.columns, side)
                self._try(NAME, frobenius.product, side, Term("id", side.sort[2]))
        if measured:
            self._try(NAME, nuclear.duality, operator, operator)
        sign = self._ordered(ZERO, Term("lmin", operator)) if operator.sort[1] == operator.sort[2] else None
        if sign is not None:
            self._try(NAME, nuclear.trace, operator, premises=[*self._symmetry(operator), sign])


def _paired(u: Term, v: Term) -> Iterator[tuple[Term, Term]]:
    """The operators whose inner product one is, in either order; of a trace of a product, its factors."""
    pairs = [(u, v)]
    if u[0] == "id" and v[0] == "dot":
        pairs += [(turned(v[1]), v[2]), (v[1], turned(v[2]))]
    for one, other in pairs:
        yield from ((one, other), (other, one))
