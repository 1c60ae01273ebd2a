"""Hypotheses that a claim may lack: signs, bounds, symmetry, properties of functions, step sizes."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any

from sympy import Integer

from proofcheck.lang import expressions as ex
from proofcheck.lang.assertions import surely
from proofcheck.lang.definedness import NONNEGATIVE, NONZERO, POSITIVE, UNKNOWN, sign
from proofcheck.lang.expressions import Assertion, LanguageError
from proofcheck.lang.functions import Log
from proofcheck.lang.printing import text
from proofcheck.lang.properties import convex, smooth, strongly_convex
from proofcheck.repair.changes import HYPOTHESIS, Edit, nodes

SUPPOSED = 6
"""The cost of a further hypothesis."""

FEW = 3
"""How many constants of a property, and how many step sizes, are tried."""

STEPS = 2
"""The largest step is this over the constant; where no proof is found for it, for a step of half the size."""

Signs = Mapping[Any, int]


def supposing(says: Assertion, given: Iterable[Assertion], signs: Signs) -> Iterator[Edit]:
    """The claim, with a further hypothesis each.

    Arguments:
        given: what is supposed where it stands.
        signs: the signs that follow from that.
    """
    known = frozenset(given)
    for supposed, extra in _hypotheses(says, known, signs):
        if supposed not in known:
            words = f"the hypothesis {text(supposed)} added"
            yield Edit(says, words, SUPPOSED + extra, HYPOTHESIS, supposed)


def _hypotheses(says: Assertion, given: frozenset[Assertion], signs: Signs) -> Iterator[tuple[Assertion, int]]:
    """Each with what it costs more than others."""
    free = ex.free_symbols(says)
    yield from _bounds(says, signs, free)
    for node in sorted(free, key=str):
        if isinstance(node, ex.OperatorSymbol) and _is_square(node):
            symmetric = ex.Relation("=", node.T, node)
            yield (node >= 0, 1) if symmetric in given else (symmetric, 0)
        if isinstance(node, ex.VectorSymbol):
            yield ex.NonZero(ex.Norm(node)), 1
    numbers = [node for node in sorted(free, key=str) if isinstance(node, ex.ScalarSymbol)]
    positive = [node for node in numbers if _is_positive(node, signs)]
    for function in dict.fromkeys(node for node in nodes(says) if isinstance(node, ex.MapSymbol) and node.n is None):
        yield from _properties(function, positive)
    yield from _step_sizes(says, given, positive, signs)
    for value in dict.fromkeys(node for node in nodes(says) if isinstance(node, ex.SuppressedScalarValue)):
        yield surely(value >= 0), 0


def _bounds(says: Assertion, signs: Signs, free: frozenset[Any]) -> Iterator[tuple[Assertion, int]]:
    """Signs of numbers, and 1 as a bound of numbers and lengths."""
    divisors = {part for node in nodes(says) if isinstance(node, ex.Quotient | ex.Frac) for part in nodes(node.args[1])}
    bases = {part.args[0] for part in nodes(says) if isinstance(part, ex.Power)}
    factors = {part for node in nodes(says) if isinstance(node, ex.Product | Log) for part in node.args}
    for node in (node for node in sorted(free, key=str) if isinstance(node, ex.ScalarSymbol)):
        known, divides = sign(node, signs), node in divisors
        if known == UNKNOWN and not divides:
            yield node >= 0, 0
        if known < POSITIVE:
            yield node > 0, int(not divides and known != NONZERO)
        if known >= NONNEGATIVE and node in bases | divisors | factors:
            yield node <= 1, 1 if node in bases else 2
            yield node >= 1, 1 if node in bases else 2
    for length in sorted((base for base in bases if isinstance(base, ex.Norm)), key=str):
        if ex.free_symbols(length) <= free:
            yield length <= 1, 1
            yield length >= 1, 1
    for part in dict.fromkeys(nodes(says)):
        rest = part.args[1] if isinstance(part, ex.Sum) and part.args[0] == 1 else None
        if isinstance(rest, ex.Negative) and ex.kind_of(rest) == ex.SCALAR and ex.free_symbols(rest) <= free:
            yield rest.args[0] <= 1, 0


def _properties(function: ex.MapSymbol, positive: Iterable[Any]) -> Iterator[tuple[Assertion, int]]:
    """What may be supposed of a function, with the constants that the claim speaks of: convexity, which says least,
    comes before strong convexity.
    """
    numbers = [node for node in positive if not node.is_integer]
    try:
        yield convex(function), 0
        for number in islice(numbers, FEW):
            yield smooth(function, number), 0
            yield strongly_convex(function, number), 1
    except LanguageError:
        return


def _step_sizes(
    says: Assertion, given: frozenset[Assertion], positive: Iterable[Any], signs: Signs
) -> Iterator[tuple[Assertion, int]]:
    """Bounds of what a vector is multiplied by in a step, by constants of which something is supposed."""
    sums = (node for whole in (says, *given) for node in nodes(whole) if isinstance(node, ex.Sum))
    parts = (part.args[0] if isinstance(part, ex.Negative) else part for node in sums for part in node.args)
    steps = {part.args[0] for part in parts if isinstance(part, ex.Product) and ex.kind_of(part) == ex.VECTOR}
    spoken = {node for part in given if isinstance(part, ex.ForAll) for node in ex.free_symbols(part)}
    constants = [node for node in sorted(spoken, key=str) if isinstance(node, ex.ScalarSymbol) and not node.is_integer]
    for step in islice((node for node in positive if node in steps), FEW):
        for constant in constants:
            if constant != step and _is_positive(constant, signs):
                yield from ((step <= ex.Quotient.of(Integer(size), constant), STEPS - size) for size in (STEPS, 1))


def _is_positive(node: Any, signs: Signs) -> bool:
    return sign(node, signs) == POSITIVE


def _is_square(node: ex.OperatorSymbol) -> bool:
    _, rows, columns = node._content()
    return bool(rows == columns)


__all__ = ["supposing"]
