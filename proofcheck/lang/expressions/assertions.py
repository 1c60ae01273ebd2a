"""What is true or false, relations aside: quantifiers, conditions, alternatives."""

from collections.abc import Collection
from typing import Any

from sympy import Integer

from proofcheck.lang.expressions.arithmetic import SCALAR, Negative, Relation, Sum, kind_of
from proofcheck.lang.expressions.binders import Binding
from proofcheck.lang.expressions.nodes import Assertion, LanguageError
from proofcheck.lang.expressions.operations import Norm


class NonZero(Assertion):
    """A scalar is not 0: ``expression``."""


class Within(Assertion):
    """A time in an interval: ``variable, low, high``."""


class Member(Assertion):
    """A vector belongs to a set: ``point, set``."""


class Both(Assertion):
    """One assertion holds and another one: ``first, second``."""


class Quantified(Binding, Assertion):
    """An assertion that binds: ``body, *ranges``; a range is a variable, a ``Within``, or a condition on a variable."""

    @property
    def body(self) -> Any:
        """What holds of them."""
        return self.args[0]

    @property
    def ranges(self) -> tuple[Any, ...]:
        """Variables and the conditions on them."""
        return tuple(self.args[1:])

    @property
    def variables(self) -> tuple[Any, ...]:
        """The bound variables."""
        return tuple(range_variable(span) for span in self.ranges)

    def _bound(self) -> frozenset[Any]:
        return frozenset(self.variables)

    def _inside(self) -> Collection[int]:
        return range(len(self.args))


class ForAll(Quantified):
    """Something holds for all values: ``body, *ranges``."""


class Exists(Quantified):
    """Something holds for some values: ``body, *ranges``; they may depend on all that is free, and on nothing else."""


class Conditional(Assertion):
    """Something that holds where something else does: ``condition, conclusion``."""


class Implies(Conditional):
    """``condition => conclusion``."""


class Either(Conditional):
    """The conclusion, or else what the condition denies: a relation, or that a scalar is not 0."""


_DENIED = {"<": ">=", ">": "<=", "<=": ">", ">=": "<"}


def denied(assertion: Any) -> Assertion:
    """Return that a relation does not hold.

    Raises:
        LanguageError: it is no relation between numbers.
    """
    if isinstance(assertion, NonZero):
        value = assertion.args[0].args[0] if isinstance(assertion.args[0], Norm) else assertion.args[0]
        if isinstance(value, Sum) and len(value.args) == 2 and isinstance(value.args[1], Negative):
            return Relation("=", value.args[0], value.args[1].args[0])
        return Relation("=", value, Integer(0))
    if isinstance(assertion, Relation) and kind_of(assertion.left) == kind_of(assertion.right) == SCALAR:
        if assertion.op in _DENIED:
            return Relation(_DENIED[assertion.op], assertion.left, assertion.right)
        return NonZero(assertion.left if assertion.right == 0 else assertion.left - assertion.right)
    if isinstance(assertion, Relation) and assertion.op == "=" and not assertion.of_dimensions:
        return NonZero(Norm(assertion.left if assertion.right == 0 else assertion.left - assertion.right))
    raise LanguageError(f"{assertion} cannot be denied: it must be a relation between numbers, or an equation.")


def range_variable(span: Any) -> Any:
    """Return the variable that a range of a quantifier binds: ``v`` of ``|v| = 1``, ``t`` of ``t >= 0``, or itself."""
    if isinstance(span, Within | Member):
        return span.args[0]
    if isinstance(span, Relation):
        return span.left.args[0] if isinstance(span.left, Norm) else span.left
    return span
