"""Assert: equations, conditions, quantifiers."""

from collections.abc import Sequence
from typing import Any

from proofcheck.lang import expressions as ex
from proofcheck.lang.entry import assertion_of, span_of, variable_of
from proofcheck.lang.expressions import LanguageError, expression, kind_of
from proofcheck.lang.operations import norm, smin


def eq(left: Any, right: Any) -> ex.Relation:
    """Return the equation ``left = right``, of expressions or of dimensions."""
    return ex.related("=", left, right)


def nonzero(a: Any) -> ex.NonZero:
    """Return the assertion that a scalar, or the norm of a vector or an operator, is not 0.

    >>> from proofcheck.lang import scalar
    >>> nonzero(scalar("x") - 1)
    x - 1 ≠ 0
    """
    return _differs_from_zero(expression(a, "the argument of nonzero"))


def _differs_from_zero(value: Any) -> ex.NonZero:
    return ex.NonZero(value if kind_of(value) == ex.SCALAR else ex.Norm(value))


def symmetric(a: Any) -> ex.Relation:
    """Return the assertion that an operator is its own transpose.

    Relations ``A <= B`` and ``A < B`` between symmetric operators are those of their quadratic forms (Loewner), so that
    ``A > 0`` says that A is positive definite.
    """
    return eq(expression(a, "the argument of symmetric").T, a)


def invertible(a: Any) -> ex.Relation:
    """Return the assertion that a square operator has an inverse: its smallest singular value is positive."""
    return smin(a) > 0


def relation(op: str, left: Any, right: Any) -> ex.Relation | ex.NonZero:
    """Return ``left op right``, for one of ``=``, ``!=``, ``<=``, ``>=``, ``<``, ``>``.

    >>> from proofcheck.lang import scalar
    >>> relation("!=", scalar("a"), 1)
    a - 1 ≠ 0
    """
    if op == "!=":
        first, second = expression(left, "the left side of !="), expression(right, "the right side of !=")
        return _differs_from_zero(first if second == 0 else first - second)
    if op not in {"=", "<=", ">=", "<", ">"}:
        raise LanguageError(f"the relation is {op!r}: it must be '=', '!=', '<=', '>=', '<' or '>'.")
    return ex.related(op, left, right)


def full_row_rank(a: Any) -> ex.Relation:
    """Return the assertion that the rows of an operator are linearly independent: it is onto, ``A @ A.T`` invertible.

    >>> from proofcheck.lang import dimension, operator
    >>> full_row_rank(operator("A", dimension("n"), dimension("p")))
    σ_min(A) > 0
    """
    return smin(a) > 0


def full_column_rank(a: Any) -> ex.Relation:
    """Return the assertion that the columns of an operator are linearly independent: ``A @ x = 0`` for ``x = 0`` alone,
    and ``A.T @ A`` is invertible.

    >>> from proofcheck.lang import dimension, operator
    >>> full_column_rank(operator("A", dimension("n"), dimension("p")))
    σ_min(Aᵀ) > 0
    """
    return smin(expression(a, "the argument of full_column_rank").T) > 0


def within(variable: Any, low: Any, high: Any) -> ex.Within:
    """Return the assertion that a time is in [low, high]; also a range for ``for_all``."""
    return ex.Within(*span_of(variable, low, high))


def unit(variable: Any) -> ex.Relation:
    """Return the assertion that a vector has norm 1; also a range for ``for_all``."""
    return eq(norm(variable_of(variable, "the argument of unit", ex.VECTOR)), 1)


def member(point: Any, of: Any) -> ex.Member:
    """Return the assertion that a vector belongs to a set that ``subset`` declared; also a range for ``for_all``."""
    if isinstance(of, ex.SetSymbol):
        return ex.Member(expression(point, f"the member of {of.name}"), of)
    raise LanguageError(f"the set is {of!r}: it must be declared by subset(name, d).")


def both(first: Any, second: Any) -> ex.Both:
    """Return the assertion that both hold, for hypotheses; as a claim, each is a claim of its own.

    >>> from proofcheck.lang import scalar
    >>> a = scalar("a")
    >>> both(a >= 0, a <= 1)
    a ≥ 0 and a ≤ 1
    """
    return ex.Both(assertion_of(first, "the first part"), assertion_of(second, "the second part"))


def for_all(ranges: Any, body: Any) -> ex.ForAll:
    """Quantify: ``ranges`` is a variable, a range (``within(t, 0, T)``, ``t >= 0``, ``unit(v)``), or several.

    >>> from proofcheck.lang import scalar, time
    >>> t, T, c = time("t"), time("T"), scalar("c")
    >>> for_all(within(t, 0, T), t <= c)
    t ≤ c ∀ t ∈ [0, T]
    """
    spans = tuple(ranges) if isinstance(ranges, (tuple, list)) else (ranges,)
    for span in spans:
        variable_of(ex.range_variable(span), "a range of for_all")
    return ex.ForAll(assertion_of(body, "the body of for_all"), *spans)


def exists(ranges: Any, body: Any) -> ex.Exists:
    """Assert that something holds for some values: ``ranges`` as for ``for_all``; what it is may depend on all that is
    free there, and on what is quantified before it, and on nothing else: not on the outcome of what is random.

    >>> from proofcheck.lang import scalar
    >>> C, alpha = scalar("C"), scalar("alpha")
    >>> exists(C > 0, for_all(within(alpha, 0, 1), alpha**2 <= C * alpha))
    ∃ C > 0: α² ≤ C α ∀ α ∈ [0, 1]
    """
    spans = tuple(ranges) if isinstance(ranges, (tuple, list)) else (ranges,)
    for span in spans:
        variable_of(ex.range_variable(span), "a range of exists")
    said = assertion_of(body, "the body of exists")
    return ex.Exists(surely(said) if ex.outcomes_in(said) else said, *spans)


def over(says: Any, ranges: Sequence[Any]) -> Any:
    """Return what is said for all of some ranges, before those that it has itself."""
    if not ranges:
        return says
    body, own = (says.body, says.ranges) if isinstance(says, ex.ForAll) else (says, ())
    return ex.ForAll(body, *ranges, *own)


def surely(assertion: Any) -> ex.ForAll:
    """Assert something of what is random whatever the outcome."""
    return for_all(tuple(ex.outcomes_in(assertion)) or ex.OUTCOME, assertion)


def implies(condition: Any, conclusion: Any) -> ex.Implies:
    """Return the assertion that ``conclusion`` holds where ``condition`` does."""
    return ex.Implies(assertion_of(condition, "the condition"), assertion_of(conclusion, "the conclusion"))


def either(first: Any, second: Any) -> ex.Either:
    """Return the assertion that one relation or the other holds, or both.

    >>> from proofcheck.lang import scalar
    >>> a = scalar("a")
    >>> either(a <= 0, a >= 1)
    a ≤ 0 or a ≥ 1
    """
    return ex.Either(ex.denied(assertion_of(first, "the first part")), assertion_of(second, "the second part"))
