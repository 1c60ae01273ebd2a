"""What a limit is instead of what it is said to be: a simple fraction near a late value, or 0."""

from collections.abc import Iterator
from contextlib import suppress
from fractions import Fraction
from typing import Any

from sympy import Integer, Rational

from proofcheck.kernel.clauses import Problem, fact
from proofcheck.kernel.terms import ZERO
from proofcheck.lang import expressions as ex
from proofcheck.lang.expressions import LanguageError
from proofcheck.lang.terms import term
from proofcheck.models.instance import Instance
from proofcheck.models.interval import Interval, Undefined
from proofcheck.models.scalars import NotConfirmed
from proofcheck.models.scope import TOP, scalar
from proofcheck.models.valuation import Valuation
from proofcheck.repair.changes import CONSTANT, Edit, in_place_of, with_side

LATE, NEAR, LARGEST = 10**5, Fraction(1, 10**4), 12
"""Where a value is late, how near the limit is to it, and the largest denominator of that."""


def other_limits(says: ex.Relation) -> Iterator[Edit]:
    """An equation for a limit with another number on its right side."""
    if says.op != "=" or not isinstance(says.left, ex.ScalarLimit):
        return
    limit = _near_late_value(says.left)
    for number in (Integer(0),) if limit is None else (Rational(limit.numerator, limit.denominator),):
        if number != says.right:
            made = ex.expression(number, "a limit")
            yield Edit(with_side(says, 2, made), in_place_of(says.right, made, 0, CONSTANT).words, 2, CONSTANT)


def _near_late_value(limit: Any) -> Fraction | None:
    """The simple fraction that a late value is near to, where it depends on nothing but how late it is."""
    variable, body = limit.args
    if ex.free_symbols(body) != {variable}:
        return None
    with suppress(LanguageError, NotConfirmed, Undefined):
        index, inside = term(variable), term(body)
        valuation = Valuation(Problem((), (), fact("<=", ZERO, inside)), Instance())
        late = valuation.number(inside, TOP.bind(index, scalar(Interval.of(LATE)))).middle
        near = late.limit_denominator(LARGEST)
        return near if abs(late - near) <= NEAR else None
    return None


__all__ = ["other_limits"]
