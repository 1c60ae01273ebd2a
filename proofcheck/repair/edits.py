"""Small edits of a claim: what an author may have meant to write, the likeliest first.

A lost or spurious factor, a sign, an exponent, one symbol in place of another, a bracket closed too late, an equality
that is an inequality. Every edit changes one place.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from sympy import Integer

from proofcheck.lang import expressions as ex
from proofcheck.lang.expressions import Assertion
from proofcheck.lang.printing import text


@dataclass(frozen=True, slots=True)
class Edit:
    """A changed claim, the change in words, and how far-fetched it is."""

    says: Assertion
    words: str
    cost: int


def edits(says: Assertion, around: Iterable[Assertion] = ()) -> list[Edit]:
    """The edits of a claim, the likeliest first, each changed claim once.

    Arguments:
        around: claims whose paths an author may have had in mind too.

    >>> from proofcheck.lang.symbols import eq, frac, scalar
    >>> x = scalar("x")
    >>> [e.words for e in edits(eq(x + x, frac(1, 2) * x))][0]
    'the factor 1/2 dropped'
    """
    found: dict[Assertion, Edit] = {}
    for edit in sorted(
        _of_assertion(says, [path for other in around for path in _paths(other)]), key=lambda edit: edit.cost
    ):
        if edit.says != says:
            found.setdefault(edit.says, edit)
    return list(found.values())


def _of_assertion(says: Assertion, paths: list[Any]) -> Iterator[Edit]:
    if isinstance(says, ex.ForAll):
        for edit in _of_assertion(says.body, paths):
            yield Edit(says.func(edit.says, *says.ranges), edit.words, edit.cost)
    if not isinstance(says, ex.Relation):
        return
    symbols = list(dict.fromkeys([*_scalars(says), *_paths(says), *paths]))
    for side, extra in ((2, 0), (1, 1)):
        for changed, words, cost in _of_expression(says.args[side], symbols):
            arguments = list(says.args)
            arguments[side] = changed
            yield Edit(ex.Relation(*arguments), words, cost + extra)
        arguments = list(says.args)
        if says.op == "=" and ex.kind_of(says.args[side]) == ex.SCALAR:
            arguments[side] = -says.args[side]
            yield Edit(ex.Relation(*arguments), f"the sign of {text(says.args[side])} changed", 3 + extra)
    if says.op == "=":
        for op, sign in (("<=", "≤"), (">=", "≥")):
            yield Edit(ex.Relation(op, says.left, says.right), f"= replaced by {sign}", 6)


def _scalars(says: Assertion) -> list[Any]:
    """The scalar symbols and defined constants of a claim, each once."""
    nodes = list(_nodes(says))
    times = {argument for node in nodes if isinstance(node, ex.PathValue) for argument in node.args[1:]}
    return list(dict.fromkeys(node for node in nodes if _is_constant(node) and node not in times))


def _paths(says: Assertion) -> list[Any]:
    """The values of vector paths in a claim, each once."""
    return list(dict.fromkeys(node for node in _nodes(says) if isinstance(node, ex.VectorPathValue)))


def _is_constant(node: Any) -> bool:
    if isinstance(node, ex.ScalarSymbol):
        return True
    return isinstance(node, ex.DefinedScalar) and len(node.args) == 1


def _nodes(node: Any) -> Iterator[Any]:
    yield node
    for argument in getattr(node, "args", ()):
        yield from _nodes(argument)


def _of_expression(node: Any, symbols: list[Any]) -> Iterator[tuple[Any, str, int]]:
    """Changed expressions with the change in words and its cost: here, and then further inside."""
    yield from _here(node, symbols)
    if isinstance(node, ex.Power):
        return
    for place, argument in enumerate(node.args):
        if not isinstance(argument, ex.Expression | Integer):
            continue
        for changed, words, cost in _of_expression(argument, symbols):
            arguments = list(node.args)
            arguments[place] = changed
            yield node.func(*arguments), words, cost


def _here(node: Any, symbols: list[Any]) -> Iterator[tuple[Any, str, int]]:
    if isinstance(node, ex.Product) and _is_number(node.args[0]):
        yield node.args[1], f"the factor {text(node.args[0])} dropped", 1
    if isinstance(node, ex.Negative):
        yield node.args[0], f"the sign of {text(node.args[0])} changed", 2
    if isinstance(node, Integer) and node > 1:
        for other in dict.fromkeys((2 * node, node + 1, node - 1, Integer(1))):
            yield other, f"the factor {node} replaced by {other}", 4
    if isinstance(node, ex.Power) and isinstance(node.args[1], Integer):
        base, exponent = node.args
        for other in (exponent + 1, exponent - 1):
            changed = base if other == 1 else ex.Power(base, other)
            yield changed, f"{text(node)} replaced by {text(changed)}", 3
    if node in symbols:
        if ex.kind_of(node) == ex.SCALAR:
            yield node**2, f"{text(node)} replaced by {text(node**2)}", 3
        for other in symbols:
            if _is_alike(node, other):
                yield other, f"{text(node)} replaced by {text(other)}", 5 if ex.kind_of(node) == ex.SCALAR else 1
    yield from _brackets(node)


def _is_alike(node: Any, other: Any) -> bool:
    """Whether one might be written for the other: constants, or two paths at the same time."""
    if isinstance(node, ex.PathValue) and isinstance(other, ex.PathValue):
        return bool(node.args[0] != other.args[0] and node.args[1:] == other.args[1:])
    return bool(node != other and ex.kind_of(node) == ex.kind_of(other) == ex.SCALAR)


def _brackets(node: Any) -> Iterator[tuple[Any, str, int]]:
    """``f(a - b)`` as ``f(a) - b``: a bracket that closes too late. Also a scalar multiple of such a value."""
    value = node.args[-1] if isinstance(node, ex.Product) and not _is_number(node) else node
    if isinstance(value, ex.Value | ex.Defined) and len(value.args) == 2 and isinstance(value.args[1], ex.Sum):
        first, second = value.args[1].args
        closed = value.func(value.args[0], first)
        whole = node.func(*node.args[:-1], closed) if value is not node else closed
        yield ex.Sum.of(whole, second), f"{text(node)} replaced by {text(ex.Sum.of(whole, second))}", 2


def _is_number(node: Any) -> bool:
    return isinstance(node, Integer) or (
        isinstance(node, ex.Frac | ex.Quotient) and all(isinstance(argument, Integer) for argument in node.args)
    )
