"""Signs that are read off the form of a term, where its value has no closed form: of ``1 / sqrt(k)`` for k >= 1.

What has a sign has a value: what it divides by is positive, and what stands under a root not negative.
"""

from enum import IntEnum

from proofcheck.kernel.clauses import Relation
from proofcheck.kernel.terms import Term
from proofcheck.models.interval import Interval
from proofcheck.models.positivity import Ranges, nonnegative
from proofcheck.models.scalars import Form, NotClosed, NotConfirmed, Root, Scalar
from proofcheck.models.scope import Scope, scalar
from proofcheck.models.valuation import Valuation


class Sign(IntEnum):
    """What a number is known to be, for all values of the indeterminates."""

    ZERO = 0
    NONNEGATIVE = 1
    POSITIVE = 2


def sign(term: Term, scope: Scope, valuation: Valuation) -> Sign:
    """The sign of a scalar, for all values of the indeterminates in the scope.

    Raises:
        NotConfirmed: it may be negative, or have no value, or that cannot be read off its form.
        Undefined: it has no value.
    """
    try:
        return _sign_of_value(valuation.value(term, scope).scalar, scope.ranges)
    except NotClosed:
        pass
    head = term[0]
    if head == "path" and term[1] in valuation.path_definitions:
        variable, body, _ = valuation.path_definitions[term[1]]
        time = valuation.value(term[3], scope).scalar
        return sign(body, scope.only(variable, scalar(time)), valuation)
    if head == "sqrt" or (head == "pow" and term[2] > 0):
        return sign(term[1], scope, valuation)
    if head == "powi":
        return max(Sign.NONNEGATIVE, sign(term[1], scope, valuation))
    if head == "div" and sign(term[2], scope, valuation) == Sign.POSITIVE:
        return sign(term[1], scope, valuation)
    if head in {"add", "mul"}:
        signs = [sign(part, scope, valuation) for part in term[1:]]
        return max(signs) if head == "add" else min(signs)
    raise NotConfirmed(f"the sign of what has the form {head!r} is not known")


def is_ordered(relation: Relation, scope: Scope, valuation: Valuation) -> bool:
    """The relation holds since its left side is zero and its right side is not negative, or is positive."""
    op, left, right = relation
    if op == "=" or left.sort[0] not in "SN":
        return False
    try:
        needed = Sign.POSITIVE if op == "<" else Sign.ZERO
        return sign(left, scope, valuation) == Sign.ZERO and sign(right, scope, valuation) >= needed
    except NotConfirmed:
        return False


def _sign_of_value(x: Scalar, ranges: Ranges) -> Sign:
    if isinstance(x, Root):
        return _sign_of_value(x.form, ranges)
    if isinstance(x, Interval) and x.lo >= 0:
        return Sign.POSITIVE if x.lo > 0 else Sign.NONNEGATIVE if x.hi > 0 else Sign.ZERO
    if isinstance(x, Form) and _is_positive(x, ranges):
        return Sign.POSITIVE
    if isinstance(x, Form) and nonnegative(x, ranges):
        return Sign.NONNEGATIVE
    raise NotConfirmed("a number may be negative")


def _is_positive(x: Form, ranges: Ranges) -> bool:
    """A sum with positive coefficients of products of what is not negative, one of them of what is positive."""
    least = {name: low.lo for name, (low, _) in ranges.items()}
    factors = [[least.get(name, -1) for name, _ in powers] for powers, _ in x.terms]
    signed = all(c.lo > 0 for c in x.terms.values()) and all(low >= 0 for part in factors for low in part)
    return signed and any(all(low > 0 for low in part) for part in factors)
