"""Terms that a side may lack: solved for in an equation, supposed in a bound."""

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from itertools import combinations, combinations_with_replacement, islice, permutations, product
from typing import Any

from sympy import Integer

from proofcheck.kernel.normal import Poly
from proofcheck.lang import expressions as ex
from proofcheck.lang.operations import frac
from proofcheck.repair.changes import TERM, Change, Edit, in_place_of, nodes, places, rebuilt, with_side
from proofcheck.repair.consequences import substituted
from proofcheck.repair.writing import is_number, multiplied, negated, scaled

TERMS, FACTORS, POINTS = 200, 4, 6
"""How many terms are tried in an equation, how many factors each is given, and of how many vectors they are made."""

LARGER = {"<=": 2, ">=": 1}
"""The side of a relation that is as large as the other gets."""

FUNCTIONALS = (ex.Summation, ex.Expectation, ex.TimeIntegral)
"""What a missing inner product may stand under."""

_COST, FAR = 6, 8
"""Of a term that is solved for, and of one that is looked for among many."""


def lacking(says: ex.Relation, gap: Poly, form: Callable[[Any], Poly | None]) -> Iterator[Edit]:
    """An equation with the term on its right side, or on its left one, without which it is false; a bound by a sum with
    the one with which it is an equation.

    Arguments:
        gap: the left side less the right one, in normal form.
        form: the normal form of an expression.
    """
    larger = LARGER.get(says.op)
    for term in islice(_terms(says), TERMS):
        ratio = _multiple(gap, form(term))
        if ratio is not None:
            for side, more in ((2, ratio), (1, -ratio)):
                old = says.args[side]
                made = plus(old, scaled(term, abs(more)), more > 0)
                cost = _COST + 2 - side if says.op == "=" else _COST - 1
                if says.op == "=" or (side == larger and more > 0 and isinstance(old, ex.Sum)):
                    yield Edit(with_side(says, side, made), in_place_of(old, made, 0, TERM).words, cost, TERM)


def lost_squares(says: ex.Relation, side: int, positive: Sequence[Any]) -> Iterator[Change]:
    """The larger side of a bound with the square of a length more, times what is positive: nearly always a half of it.

    Arguments:
        positive: the scalars that the square may be multiplied or divided by.
    """
    node = says.args[side]
    for factor, cost in _multiples(positive[:FACTORS]):
        for square in _squares(says):
            term = square if factor == 1 else multiplied(square, factor)
            yield in_place_of(node, plus(node, term), cost, TERM)


def _squares(says: ex.Relation) -> Iterator[Any]:
    """Squares of the lengths of vectors that occur, and sums, means and integrals of squares."""
    yield from (ex.Power(ex.Norm(node), Integer(2)) for node in _points(says)[:POINTS])
    for binder, inside in _under(says):
        for node in inside[:POINTS]:
            yield rebuilt(binder, binder.body_slot, ex.Power(ex.Norm(node), Integer(2)))


def _multiples(positive: Sequence[Any]) -> Iterator[tuple[Any, int]]:
    """What a square may be multiplied by, and what that costs: the usual ones first."""
    yield Integer(1), FAR
    yield from ((frac(factor, 2), FAR) for factor in positive)
    yield from ((frac(1, 2 * factor), FAR + 1) for factor in positive)
    yield from ((made, FAR + 1) for factor in positive for made in (factor, frac(1, factor)))
    yield from ((frac(first * second**2, 2), FAR + 1) for first, second in permutations(positive, 2))
    yield from ((factor**2, FAR + 1) for factor in positive)


def plus(node: Any, term: Any, added: bool = True) -> Any:
    """A side with a term more: 0 is left out."""
    if node == 0:
        return term if added else negated(term)
    return ex.Sum.of(node, term if added else ex.Negative.of(term))


def lost_symbols(node: Any, other: Any) -> Iterator[Change]:
    """A side with a symbol, added or subtracted, that stands on the other side only; a count is seldom added."""
    here, times = ex.free_symbols(node), _times(other)
    kinds = ex.ScalarSymbol | ex.VectorSymbol | ex.OperatorSymbol
    for symbol in sorted(ex.free_symbols(other) - here - times, key=str):
        if isinstance(symbol, kinds) and ex.kind_of(symbol) == ex.kind_of(node):
            cost = 5 + 2 * bool(symbol.is_integer)
            yield from (in_place_of(node, plus(node, symbol, added), cost, TERM) for added in (True, False))


def lost_start(node: Any, other: Any) -> Iterator[Change]:
    """A side less its value at time 0, where the other side is integrated up to the time at which it is taken."""
    for end in dict.fromkeys(part.args[2] for part in nodes(other) if isinstance(part, ex.TimeIntegral)):
        paths = [part for part in nodes(node) if isinstance(part, ex.PathValue) and not part.args[0].discrete]
        values = [value for value in paths if value.args[1] == end]
        if values:
            start = substituted(node, {value: value.args[0](0) for value in values})
            yield in_place_of(node, plus(node, start, False), 5, TERM)


def _times(says: Any) -> set[Any]:
    """What the values of paths are taken at."""
    return {part for node in nodes(says) if isinstance(node, ex.PathValue) for part in node.args[1:]}


def _multiple(gap: Poly, form: Poly | None) -> Fraction | None:
    """The number that the gap is times a term."""
    if not form or gap.keys() != form.keys():
        return None
    ratios = {Fraction(gap[mono]) / Fraction(coefficient) for mono, coefficient in form.items()}
    return ratios.pop() if len(ratios) == 1 else None


def _terms(says: ex.Relation) -> Iterator[Any]:
    """What a missing term may consist of: numbers in the claim, squares and products of vectors, times factors."""
    found = list(dict.fromkeys((*_scalars(says), *_of_vectors(says), *_of_operators(says), *_bound(says), Integer(1))))
    yield from found
    bases = {node: node.args[0] if isinstance(node, ex.Power) else node for node in found}
    factors = [node for node, base in bases.items() if isinstance(base, ex.ScalarSymbol)][:FACTORS]
    for factor in factors:
        yield from (multiplied(node, factor) for node in found if node not in {factor, 1} and not is_number(node))


def _scalars(says: ex.Relation) -> Iterator[Any]:
    for side in says.args[1:]:
        for node, bound in places(side, frozenset()):
            if ex.kind_of(node) == ex.SCALAR and not is_number(node) and not _binds(node, bound):
                if not isinstance(node, ex.Sum | ex.Negative):
                    yield node
                if isinstance(node, ex.ScalarSymbol | ex.SpectralValue):
                    yield ex.Power(node, Integer(2))


def _of_vectors(says: ex.Relation) -> Iterator[Any]:
    """Squares of vectors that occur, and inner products of two."""
    for first, second in combinations_with_replacement(_points(says)[:POINTS], 2):
        yield ex.Power(ex.Norm(first), Integer(2)) if first == second else ex.Inner(first, second)


def _of_operators(says: ex.Relation) -> Iterator[Any]:
    """Inner products of two operators that occur, as traces."""
    for first, second in combinations(_points(says, ex.OPERATOR)[:POINTS], 2):
        yield ex.Trace(first.T @ second)


def _bound(says: ex.Relation) -> Iterator[Any]:
    """Sums, means and integrals of inner products of two vectors, of which one depends on what is bound."""
    free = _points(says)
    for binder, inside in _under(says):
        if isinstance(binder, ex.Expectation):
            for node in inside[:POINTS]:
                mean = ex.Expectation.of_kind(ex.VECTOR, binder.variable, node)
                yield rebuilt(binder, binder.body_slot, ex.Power(ex.Norm(node - mean), Integer(2)))
                yield from (ex.Power(ex.Norm(mean - other), Integer(2)) for other in free[:POINTS] if other != mean)
        for first, second in islice(product(inside, (*free, *inside)), POINTS**2):
            if first != second:
                yield rebuilt(binder, binder.body_slot, ex.Inner(first, second))


def _under(says: ex.Relation) -> Iterator[tuple[Any, list[Any]]]:
    """The sums, means and integrals of numbers, and the vectors in each that depend on what it binds."""
    for binder in dict.fromkeys(node for node in nodes(says) if isinstance(node, FUNCTIONALS)):
        if ex.kind_of(binder) == ex.SCALAR:
            inside = (
                node for node, bound in places(binder.body, frozenset()) if _is_point(node) and not _binds(node, bound)
            )
            yield binder, list(dict.fromkeys(node for node in inside if binder.variable in ex.free_symbols(node)))


def _points(says: ex.Relation, kind: str = ex.VECTOR) -> list[Any]:
    """The vectors, or the operators, in a claim in which nothing is bound, each once."""
    found = (place for side in says.args[1:] for place in places(side, frozenset()))
    return list(dict.fromkeys(node for node, bound in found if _is_point(node, kind) and not _binds(node, bound)))


def _binds(node: Any, bound: frozenset[Any]) -> bool:
    return bool(ex.free_symbols(node) & bound)


def _is_point(node: Any, kind: str = ex.VECTOR) -> bool:
    return (
        isinstance(node, ex.Expression) and ex.kind_of(node) == kind and not isinstance(node, ex.Negative | ex.Product)
    )


__all__ = ["FAR", "lacking", "lost_squares", "lost_start", "lost_symbols", "plus"]
