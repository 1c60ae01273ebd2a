"""Bounds of all members of a sequence, by induction: what follows on numbers between them is between them."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from fractions import Fraction
from math import ceil, floor

from proofcheck.kernel.terms import SCALAR, Sort, Term
from proofcheck.models.binders import pieces
from proofcheck.models.interval import Interval, Undefined, at_most, less
from proofcheck.models.multiplied import Positive, over
from proofcheck.models.relations import holds
from proofcheck.models.scalars import ZERO, Form, NotConfirmed, Scalar, number, times
from proofcheck.models.scope import Scope, scalar
from proofcheck.models.valuation import Valuation

FIRST_MEMBERS = 4
"""From how many members bounds are guessed."""

Bounds = tuple[Interval, Interval | None]


def with_bounds(sequences: Mapping[str, tuple[Sort, Term]], scope: Scope, valuation: Valuation) -> Scope:
    """The scope in which the members of sequences of numbers, each at its bound index, are between bounds of all.

    Raises:
        NotConfirmed: of none of them bounds were shown.
    """
    found = scope
    for name, (sort, index) in sequences.items():
        here = scope.values[index].scalar
        if sort == SCALAR and isinstance(here, Form):
            with suppress(NotConfirmed, Undefined):
                found = _between(*_bounds(name, valuation), name, here, found, valuation)
    if found is scope:
        raise NotConfirmed("no bounds of all members of a sequence were shown")
    return found


def _between(low: Interval, high: Interval | None, name: str, here: Form, scope: Scope, valuation: Valuation) -> Scope:
    """The scope in which the member at an index is any number between two."""
    member = valuation.indeterminates(SCALAR)
    if isinstance(member.scalar, Form):
        (indeterminate,) = member.scalar.names
        scope = scope.within(indeterminate, low, high)
    return replace(scope, states={**scope.states, name: (here, member)})


def _bounds(name: str, valuation: Valuation) -> Bounds:
    first = [number(valuation.path(name, SCALAR, Interval.of(k)).scalar) for k in range(FIRST_MEMBERS)]
    for low, high in _guesses(min(x.lo for x in first), max(x.hi for x in first)):
        if _all_between(low, high, name, valuation):
            return low, high
    raise NotConfirmed(f"no bounds of all members of the sequence {name} were found")


def _guesses(lowest: Fraction, highest: Fraction) -> Iterator[Bounds]:
    lows = dict.fromkeys([lowest, Fraction(floor(lowest)), Fraction(0)] if lowest >= 0 else [lowest])
    highs = dict.fromkeys([highest, Fraction(0) if highest <= 0 else Fraction(ceil(highest)), None])
    for low in lows:
        for high in highs:
            yield Interval.of(low), None if high is None else Interval.of(high)


def _all_between(low: Interval, high: Interval | None, name: str, valuation: Valuation) -> bool:
    """What follows on a member between the bounds is between them, whatever its index."""
    variable, body, _ = valuation.recurrences[name]
    index = valuation.indeterminates(variable[2])
    here = index.scalar
    if not isinstance(here, Form):
        return False
    (indeterminate,) = here.names
    scope = Scope({variable: index}).within(indeterminate, ZERO, None)

    def inside(after: Scalar, where: Scope) -> bool:
        return holds("<=", low, after, where) and (high is None or holds("<=", after, high, where))

    with suppress(NotConfirmed, Undefined):
        anywhere = _between(low, high, name, here, scope, valuation)
        if inside(valuation.value(body, anywhere).scalar, anywhere):
            return True
    with suppress(NotConfirmed, Undefined):
        anywhere = _between(low, high, name, here, scope, valuation)
        state = anywhere.states[name][1].scalar
        positive = state.names if isinstance(state, Form) and less(ZERO, low) else frozenset()
        top, below = over(body, anywhere, Positive(frozenset(positive), frozenset()), valuation)
        least = holds("<=", times(low, below), top.scalar, anywhere)
        if least and (high is None or holds("<=", top.scalar, times(high, below), anywhere)):
            return True
    with suppress(NotConfirmed, Undefined):
        cells = [] if high is None or not at_most(low, high) else list(pieces(low, high))
        states = ({**scope.states, name: (here, scalar(cell))} for cell in cells)
        steps = [replace(scope, states=state) for state in states]
        return bool(steps) and all(inside(valuation.value(body, step).scalar, step) for step in steps)
    return False
