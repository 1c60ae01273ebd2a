"""Relations between quotients, after multiplying by denominators that are positive."""

from dataclasses import dataclass
from functools import reduce

from proofcheck.kernel.clauses import Clause, Relation
from proofcheck.kernel.terms import ZERO as ZERO_TERM
from proofcheck.kernel.terms import Term, slots
from proofcheck.models.interval import Interval, Undefined
from proofcheck.models.relations import holds
from proofcheck.models.scalars import (
    ONE,
    ZERO,
    Form,
    NotClosed,
    NotConfirmed,
    Scalar,
    power_of,
    same,
    times,
    total,
)
from proofcheck.models.scope import Array, Scope, scalar
from proofcheck.models.valuation import Valuation


@dataclass(frozen=True, slots=True)
class Positive:
    """What is positive where the conditions of a clause hold: indeterminates, and terms as they stand."""

    names: frozenset[str]
    terms: frozenset[Term]

    def has(self, term: Term, value: Scalar) -> bool:
        """Whether a term, with its value, is a positive one."""
        even = term[0] == "pow" and isinstance(term[2], int) and term[2] % 2 == 0
        squared = Term("pow", term[1] if even else term, 2)
        nonzero = squared in self.terms and (even or term[0] == "norm")
        return nonzero or term in self.terms or _is_positive_monomial(value, self.names)


def positive_under(clause: Clause, scope: Scope, valuation: Valuation) -> Positive:
    """What conditions of a clause make larger than a number that is not negative, or at least a positive one."""
    names, terms = set[str](), set[Term]()
    for condition in clause.conditions:
        op, left, right = condition.relation
        if op == "=" or condition.variables or condition.conditions:
            continue
        if op == "<" and left == ZERO_TERM:
            terms.add(right)
        if right in clause.variables:
            low, value = valuation.value(left, scope).scalar, scope.values[right].scalar
            if isinstance(low, Interval) and isinstance(value, Form) and (low.lo > 0 or (op == "<" and low.lo == 0)):
                names |= value.names
    return Positive(frozenset(names), frozenset(terms))


def holds_multiplied(relation: Relation, scope: Scope, positive: Positive, valuation: Valuation) -> bool:
    """The relation holds after both sides were multiplied by their denominators, which are positive."""
    op, left, right = relation
    try:
        (a, below_a), (b, below_b) = (over(side, scope, positive, valuation) for side in (left, right))
        return all(
            holds(op, times(x, below_b), times(y, below_a), scope) for x, y in zip(a.entries, b.entries, strict=True)
        )
    except (NotConfirmed, Undefined):
        return False


def over(term: Term, scope: Scope, positive: Positive, valuation: Valuation) -> tuple[Array, Scalar]:
    """The value of a term as a numerator over a positive denominator.

    Raises:
        NotConfirmed: a denominator was not shown to be positive, or has another place than in sums and products.
    """
    head = term[0]
    defined = valuation.definition_at(term) if head == "path" else None
    if defined is not None:
        return over(defined, scope, positive, valuation)
    if head == "pow" and isinstance(term[2], int) and term[2] > 0:
        base, under = over(term[1], scope, positive, valuation)
        return scalar(power_of(base.scalar, term[2])), power_of(under, term[2])
    if head not in {"add", "mul", "div", "inner"}:
        return valuation.value(term, scope), ONE
    parts = [over(term[place], scope, positive, valuation) for place in slots(term)]
    below = reduce(times, (below for _, below in parts))
    if head == "add":
        if all(same(part_below, parts[0][1]) for _, part_below in parts):
            rows, below = [top.entries for top, _ in parts], parts[0][1]
        else:
            rows = [
                tuple(reduce(times, (b for j, (_, b) in enumerate(parts) if j != i), x) for x in top.entries)
                for i, (top, _) in enumerate(parts)
            ]
        return Array(parts[0][0].shape, tuple(total(column) for column in zip(*rows, strict=True))), below
    (first, _), (last, last_below) = parts[0], parts[-1]
    if head == "inner":
        return scalar(total(times(x, y) for x, y in zip(first.entries, last.entries, strict=True))), below
    if head == "mul":
        factors = [top.scalar for top, _ in parts[:-1]]
        return Array(last.shape, tuple(reduce(times, factors, x) for x in last.entries)), below
    above, under = last_below, last.scalar
    if not positive.has(term[2], last.scalar) and not _is_above_zero(last.scalar, scope):
        if Term("pow", term[2], 2) not in positive.terms:
            raise NotConfirmed("a denominator was not shown to be positive")
        above, under = times(last_below, last.scalar), times(last.scalar, last.scalar)
    top = tuple(times(x, above) for x in first.entries)
    return Array(first.shape, top), times(parts[0][1], under)


def _is_above_zero(x: Scalar, scope: Scope) -> bool:
    """A number that is positive for all values of the indeterminates, as k + 2 for natural k."""
    try:
        return holds("<", ZERO, x, scope)
    except NotClosed:
        return False


def _is_positive_monomial(x: Scalar, positive: frozenset[str]) -> bool:
    """A positive number times powers of what is positive, and exponentials."""
    if isinstance(x, Interval):
        return x.lo > 0
    if not isinstance(x, Form) or len(x.terms) != 1:
        return False
    ((powers, _), coefficient) = next(iter(x.terms.items()))
    return coefficient.lo > 0 and all(name in positive for name, _ in powers)
