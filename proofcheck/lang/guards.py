"""Which conditions pick out values of what a claim quantifies, and which ones speak of what is given.

"For all x, x / x = 1" speaks of the x that are not 0: such a condition is a guard. "For all t, 1 / f(t) <= 1"
presupposes of f that it is nowhere 0: no time is meant to be left out.
"""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from proofcheck.lang import expressions as ex

GIVEN = (
    ex.PathValue,
    ex.SuppressedValue,
    ex.PathDerivative,
    *ex.OF_FUNCTIONS,
    ex.Component,
    ex.Entry,
)
"""Values of what is given, at an argument, a time or an index."""


def is_guard(condition: Any, bound: frozenset[Any]) -> bool:
    """Whether a condition picks out values of the ``bound`` variables, or of others that it quantifies itself.

    It does not if it speaks of something given at each of these values, unless no such thing can satisfy it at all of
    them: ``F(u) - F(v)`` is 0 at some u, whatever F is.
    """
    while isinstance(condition, ex.ForAll | ex.Conditional):
        if isinstance(condition, ex.ForAll):
            bound |= set(condition.variables)
            condition = condition.body
        else:
            condition = condition.args[1]
    if not bound & ex.free_symbols(condition):
        return False
    found = list(_outermost(condition, bound))
    values = {node for node in found if isinstance(node, GIVEN)}
    weak = isinstance(condition, ex.Relation) and condition.op in {"<=", ">="}
    places: dict[Any, int] = defaultdict(int)
    for node in values:
        places[node.args[0]] += not weak or bool(bound & ex.free_symbols(node))
    return not values or max(places.values()) > 1 or (not weak and len(values) < len(set(found)))


def _outermost(node: Any, bound: frozenset[Any]) -> Iterator[Any]:
    """The values of what is given, and the variables among ``bound`` that occur outside them."""
    if node in bound or (isinstance(node, GIVEN) and not bound & ex.free_symbols(node.args[0])):
        yield node
    elif isinstance(node, ex.Scoped):
        for part in node.parts():
            yield from _outermost(part, bound)
