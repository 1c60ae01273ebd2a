"""Operators that are their own transposes by their form, or because a hypothesis says so."""

from collections.abc import Iterator, Mapping
from typing import Any

from proofcheck.lang import expressions as ex


def is_symmetric(node: Any, known: Mapping[Any, int]) -> bool:
    """Whether an operator is its own transpose by its form, or because a hypothesis says so."""
    if known.get(ex.Relation("=", node, node.T)) or known.get(ex.Relation("=", node.T, node)):
        return True
    if isinstance(node, ex.Identity | ex.HessianValue):
        return True
    if isinstance(node, ex.Defined):
        inside = unfolded(node)
        return inside is not node and is_symmetric(inside, known)
    if isinstance(node, ex.OperatorSum):
        return all(is_symmetric(part, known) for part in node.args)
    if isinstance(node, ex.Negative | ex.OperatorQuotient | ex.OperatorPower | ex.TransposedOperator):
        return is_symmetric(node.args[0], known)
    if isinstance(node, ex.ScaledOperator):
        return any(ex.kind_of(part) == ex.OPERATOR and is_symmetric(part, known) for part in node.args)
    factors = list(_factors(node))
    return len(factors) > 1 and all(
        _transposed(left) == right or (left == right and is_symmetric(left, known))
        for left, right in zip(factors, reversed(factors), strict=True)
    )


def _factors(node: Any) -> Iterator[Any]:
    if isinstance(node, ex.Composed):
        yield from _factors(node.args[0])
        yield from _factors(node.args[1])
    elif isinstance(node, ex.ScaledOperator):
        yield from _factors(node.args[1] if ex.kind_of(node.args[0]) == ex.SCALAR else node.args[0])
    else:
        yield node


def _transposed(node: Any) -> Any:
    return node.args[0] if isinstance(node, ex.TransposedOperator) else node.T


def unfolded(node: Any) -> Any:
    """What a name stands for, or the name itself where the arguments cannot be put in."""
    try:
        return node.unfold() if isinstance(node, ex.Defined) else node.args[0]
    except ex.LanguageError:
        return node
