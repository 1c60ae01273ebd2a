"""Whether a relation certainly holds, of numbers or for all values of indeterminates."""

from proofcheck.kernel.clauses import Relation
from proofcheck.kernel.terms import Term
from proofcheck.models.interval import Interval, at_most, less
from proofcheck.models.positivity import nonnegative
from proofcheck.models.scalars import (
    Form,
    NotClosed,
    NotConfirmed,
    Root,
    Scalar,
    minus,
    negative,
    power_of,
    same,
    square_root,
    times,
    total,
)
from proofcheck.models.scope import Array, Scope, scalar
from proofcheck.models.valuation import Valuation


def prove_relation(relation: Relation, scope: Scope, valuation: Valuation) -> str:
    """How the relation was proved, for all values of the indeterminates in the scope.

    Raises:
        NotConfirmed: it was not.
    """
    op, left, right = relation
    if op != "=" and left[0] == "max":
        for each in left[1:]:
            prove_relation((op, each, right), scope, valuation)
        return "it holds of both that the maximum is of"
    b = valuation.value(right, scope)
    a = _upper_value(left, scope, valuation) if op == "<=" else valuation.value(left, scope)
    for x, y in zip(a.entries, b.entries, strict=True):
        if not holds(op, x, y, scope):
            raise NotConfirmed(f"it is not certain that {_described(x)} {op} {_described(y)}")
    if len(a.entries) == 1:
        x, y = a.scalar, b.scalar
        if isinstance(x, Interval) and isinstance(y, Interval):
            return f"{x.describe()} {op} {y.describe()}"
        return "both sides agree" if op == "=" else "the difference is nowhere negative"
    return "both sides agree"


def _described(x: Scalar) -> str:
    return x.describe() if isinstance(x, Interval) else "a function"


def _upper_value(term: Term, scope: Scope, valuation: Valuation) -> Array:
    """The value of a term, or an upper bound: the Frobenius norm in place of the operator norm."""
    try:
        return valuation.value(term, scope)
    except NotClosed:
        if term[0] != "opnorm":
            raise
    entries = valuation.value(term[1], scope).entries
    return scalar(square_root(total(power_of(entry, 2) for entry in entries)))


def holds(op: str, a: Scalar, b: Scalar, scope: Scope) -> bool:
    """Whether ``a op b`` certainly holds, for all values of the indeterminates.

    Raises:
        NotClosed: that cannot be told of functions.
    """
    if op == "=":
        return same(a, b)
    if isinstance(a, Interval) and isinstance(b, Interval):
        return less(a, b) if op == "<" else at_most(a, b)
    if op == "<":
        if _is_positive(minus(b, a), scope):
            return True
        raise NotClosed("a strict inequality between functions")
    return _is_at_most(a, b, scope)


def _is_positive(x: Scalar, scope: Scope) -> bool:
    """A sum of exponentials and constants with positive coefficients, or what is never below half of its constant."""
    if not isinstance(x, Form):
        return False
    if all(not powers and c.lo > 0 for (powers, _), c in x.terms.items()):
        return True
    constant = x.terms.get(((), ()))
    half = None if constant is None or constant.lo <= 0 else Interval.of(constant.lo / 2)
    return half is not None and nonnegative(minus(x, half), scope.ranges)


def _is_at_most(a: Scalar, b: Scalar, scope: Scope) -> bool:
    """``a <= b`` for all values of the indeterminates; roots are squared where both sides are not negative."""
    ranges = scope.ranges
    if isinstance(a, Root) and isinstance(b, Root):
        return nonnegative(minus(b.form, a.form), ranges)
    if isinstance(a, Root):
        if not nonnegative(b, ranges):
            return False
        return nonnegative(minus(times(b, b), a.form), ranges)
    if isinstance(b, Root):
        if nonnegative(negative(a), ranges):
            return True
        return nonnegative(minus(b.form, times(a, a)), ranges)
    return nonnegative(minus(b, a), ranges)
