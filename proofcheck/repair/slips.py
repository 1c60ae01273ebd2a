"""What else an author may have meant in the place of an expression: other factors, powers, orders, extrema.

Each generator says how an expression may be changed at its outermost operation; ``edits`` walks through the claim.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from sympy import Integer

from proofcheck.lang import expressions as ex
from proofcheck.lang.functions import Log
from proofcheck.repair.changes import (
    CONSTANT,
    EXTREMUM,
    FACTOR,
    OPERATION,
    ORDER,
    PARENTHESIS,
    SIGN,
    SQUARE,
    SYMBOL,
    TERM,
    TIME,
    TRANSPOSE,
    Change,
    Symbols,
    in_place_of,
    nodes,
    rebuilt,
)
from proofcheck.repair.means import of_means
from proofcheck.repair.writing import divided, inverted, is_number, multiplied, negated, scaled

OTHER_EXTREMUM: dict[type, type] = {
    ex.Maximum: ex.Minimum,
    ex.Minimum: ex.Maximum,
    ex.Infimum: ex.Supremum,
    ex.Supremum: ex.Infimum,
    ex.SphereMinimum: ex.SphereMaximum,
    ex.SphereMaximum: ex.SphereMinimum,
    ex.SmallestSingularValue: ex.LargestSingularValue,
    ex.LargestSingularValue: ex.SmallestSingularValue,
    ex.SmallestEigenvalue: ex.LargestEigenvalue,
    ex.LargestEigenvalue: ex.SmallestEigenvalue,
}
_NEAR = (Fraction(2), Fraction(1, 2))
_FAR = tuple(
    Fraction(*pair) for pair in ((4, 1), (1, 4), (3, 1), (1, 3), (3, 2), (2, 3), (3, 4), (4, 3), (8, 1), (1, 8))
)


@dataclass(frozen=True, slots=True)
class Slips:
    """The further changes of an expression.

    Attributes:
        factors: scalars that a term may have lost, or been divided by.
        positive: those of them that one may divide by.
        operators: what a vector may have to be put into.
        points: the vectors of which a norm may be missing in a sum.
        lengths: the differences and gradients of which a norm may be meant.
        origins: the points that only the hypotheses speak of: distances from one may be meant by lengths.
        of_equation: whether it stands in an equation.
        rare: those of the factors that are less likely.
        unsaid: those of them that the claim does not speak of: a half of one may be lost, too.
        repeated: the differences that the claim speaks of more than once: they are meant.
    """

    factors: tuple[Any, ...]
    positive: frozenset[Any]
    operators: tuple[Any, ...] = ()
    points: tuple[Any, ...] = ()
    lengths: tuple[Any, ...] = ()
    origins: tuple[Any, ...] = ()
    of_equation: bool = True
    rare: frozenset[Any] = frozenset()
    unsaid: frozenset[Any] = frozenset()
    repeated: frozenset[Any] = frozenset()

    def of(self, node: Any, symbols: Symbols) -> Iterator[Change]:
        """The changes of an expression at its outermost operation, where it stands."""
        if isinstance(node, ex.Inner):
            for place in (1, 0):
                for change in self._put(node.args[place]):
                    yield replace(change, made=rebuilt(node, place, change.made))
        if isinstance(node, ex.Sum):
            yield from _crossed(node)
            for place, part in enumerate(node.args):
                alone = part.args[0] if isinstance(part, ex.Negative) else part
                far = 3 if ex.kind_of(node) == ex.VECTOR else 2 * isinstance(alone, ex.ScalarSymbol)
                for change in self.of_term(part):
                    more = far if change.mistake == CONSTANT else 0
                    yield replace(change, made=rebuilt(node, place, change.made), cost=change.cost + more)
        elif isinstance(node, ex.Exp | ex.Sqrt):
            for change in self.of_term(node.args[0]):
                yield replace(change, made=rebuilt(node, 0, change.made))
        yield from _powers(node)
        for change in _order(node):
            yield replace(change, cost=change.cost + 2 * (node in self.repeated))
        yield from _operations(node)
        yield from _other_kinds(node, symbols)
        yield from _times(node, symbols)
        if isinstance(node, ex.Norm):
            others = (ex.Norm(inside) for inside in self.lengths if inside != node.args[0])
            yield from (in_place_of(node, other, 4, SYMBOL) for other in others)
            if isinstance(node.args[0], ex.VectorSymbol):
                distances = (ex.Norm(node.args[0] - origin) for origin in self.origins)
                yield from (in_place_of(node, distance, 5, TERM) for distance in distances)
        for change in closed_early(node):
            yield replace(change, cost=5 if isinstance(node, ex.Power | ex.Quotient | ex.Frac) else 3)
        yield from _opened(node)

    def of_side(self, node: Any) -> Iterator[Change]:
        """The changes of a whole side."""
        if not is_number(node) and ex.kind_of(node) == ex.SCALAR:
            for made in (node - 1, node + 1) if self.of_equation else ():
                yield in_place_of(node, made, 6, TERM)
            for term in self._lost_lengths(node):
                yield in_place_of(node, ex.Sum.of(node, term), 5, TERM)
        if isinstance(node, ex.Sum):
            yield from _numbers(node, _NEAR, 4)
            yield from _numbers(node, _FAR, 7)
            yield from self._factors(node)
        else:
            yield from self.of_term(node)

    def _lost_lengths(self, node: Any) -> Iterator[Any]:
        """The lengths of points that a side does not speak of, and their distances from those that it does."""
        here = ex.free_symbols(node)
        for point in self.points:
            if point not in here:
                yield ex.Norm(point)
                yield from (ex.Norm(other - point) for other in self.points if other in here)

    def of_term(self, node: Any) -> Iterator[Change]:
        """The factors that a term may have too many or too few."""
        if isinstance(node, ex.Sum) or ex.kind_of(node) not in {ex.SCALAR, ex.VECTOR, ex.OPERATOR}:
            return
        if isinstance(node, ex.Negative):
            for change in self.of_term(node.args[0]):
                yield replace(change, made=-change.made)
            return
        yield from _numbers(node, _NEAR, 4)
        yield from _numbers(node, _FAR, 6)
        yield from self._factors(node)
        yield from self._put(node)
        if isinstance(node, ex.Product):
            for place, factor in enumerate(node.args):
                rest = node.args[1 - place]
                if not is_number(factor) and ex.kind_of(rest) == ex.kind_of(node):
                    yield in_place_of(node, negated(rest) if isinstance(factor, ex.Negative) else rest, 5, FACTOR)
        if isinstance(node, ex.Quotient | ex.Frac) and not is_number(node.args[1]):
            yield in_place_of(node, node.args[0], 7 if isinstance(node.args[1], ex.Sum) else 5, FACTOR)

    def _put(self, node: Any) -> Iterator[Change]:
        """A vector put into an operator."""
        for operator in self.operators if ex.kind_of(node) == ex.VECTOR else ():
            scalar, vector = node.args if isinstance(node, ex.Product) else (None, node)
            for put in (operator @ vector, operator.T @ vector):
                yield in_place_of(node, put if scalar is None else node.func(scalar, put), 5, TERM)

    def _factors(self, node: Any) -> Iterator[Change]:
        """A scalar that multiplies or divides, where it does not, or does the other of the two."""
        for factor in self.factors:
            rare = 2 * (factor in self.rare)
            if node != factor:
                yield in_place_of(node, multiplied(node, factor), 5 + rare, FACTOR)
            if factor in self.unsaid:
                yield in_place_of(node, multiplied(node, ex.Quotient.of(factor, Integer(2))), 6, FACTOR)
            if factor in self.positive:
                turned = inverted(node, factor)
                if turned is not None:
                    yield in_place_of(node, turned, 4, FACTOR)
                if node != factor:
                    far = isinstance(node, ex.Sum) and not self.of_equation
                    yield in_place_of(node, divided(node, factor), (7 if far else 5) + rare, FACTOR)


def _numbers(node: Any, factors: tuple[Fraction, ...], cost: int) -> Iterator[Change]:
    if is_number(node):
        return
    for factor in factors:
        yield in_place_of(node, scaled(node, factor), cost, CONSTANT)


_OF_OPERATORS = (ex.Norm, ex.FrobeniusNorm, ex.NuclearNorm)
_OF_VECTORS = (ex.Norm, ex.SumNorm, ex.MaximumNorm)
_MEASURES = (*_OF_OPERATORS, ex.SumNorm, ex.MaximumNorm, ex.SpectralValue, ex.Inner)


def _powers(node: Any) -> Iterator[Change]:
    if isinstance(node, (*_MEASURES, ex.Expectation)) and ex.kind_of(node) == ex.SCALAR:
        yield in_place_of(node, ex.Power(node, Integer(2)), 3, SQUARE)
    if isinstance(node, ex.Power) and not is_number(node.args[1]):
        for exponent in _next_to(node.args[1]):
            yield in_place_of(node, ex.Power(node.args[0], exponent), 3, SQUARE)
    if isinstance(node, ex.PathValue) and node.args[0].discrete:
        for index in _next_to(node.args[1]):
            yield in_place_of(node, node.func(node.args[0], index), 4, TIME)


def _next_to(index: Any) -> Iterator[Any]:
    """An exponent or an index, one more or one less."""
    if is_number(index):
        return
    parts = index.args if isinstance(index, ex.Sum) else ()
    is_next = len(parts) == 2 and parts[1] in {1, -1, ex.Negative.of(Integer(1))}
    yield from (parts[0],) if is_next else (index + 1, index - 1)


def _order(node: Any) -> Iterator[Change]:
    """``b - a`` for ``a - b``, ``B A`` for ``A B``, ``A^T`` for ``A`` and back."""
    if isinstance(node, ex.Sum) and isinstance(node.args[1], ex.Negative) and not isinstance(node.args[0], ex.Sum):
        first, second = node.args
        yield in_place_of(node, ex.Sum.of(second.args[0], ex.Negative.of(first)), 2, ORDER)
    if isinstance(node, ex.Composed) and all(ex.kind_of(part) == ex.OPERATOR for part in node.args):
        yield in_place_of(node, ex.Composition.of_kind(ex.OPERATOR, *reversed(node.args)), 3, ORDER)
    if isinstance(node, ex.TransposedOperator):
        yield in_place_of(node, node.args[0], 2, TRANSPOSE)
    elif isinstance(node, ex.OperatorSymbol | ex.OperatorPathValue | ex.DefinedOperator | ex.JacobianValue):
        yield in_place_of(node, node.T, 2, TRANSPOSE)


def _operations(node: Any) -> Iterator[Change]:
    """A sum for a product and back, one extremum for the other, and an operator that is too many."""
    yield from of_means(node)
    if isinstance(node, ex.Applied | ex.Composed):
        yield in_place_of(node, node.args[1], 5, TERM)
    if isinstance(node, ex.Composed):
        yield in_place_of(node, node.args[0], 5, TERM)
    if type(node) in OTHER_EXTREMUM:
        yield in_place_of(node, OTHER_EXTREMUM[type(node)](*node.args), 3, EXTREMUM)
    if isinstance(node, ex.ScalarSum) and not any(isinstance(part, ex.Negative | ex.Sum) for part in node.args):
        yield in_place_of(node, ex.Product.of(*node.args), 5, OPERATION)
    if isinstance(node, ex.ScalarSum) and (inside := [_in_norm(part) for part in node.args]) and None not in inside:
        yield in_place_of(node, ex.Norm(ex.Sum.of(*inside)), 5, OPERATION)
    if isinstance(node, ex.Norm) and isinstance(node.args[0], ex.Sum):
        first, second = node.args[0].args
        apart = ex.Norm(second.args[0] if isinstance(second, ex.Negative) else second)
        yield in_place_of(node, ex.Sum.of(ex.Norm(first), apart), 6, OPERATION)
    if isinstance(node, ex.ScalarProduct) and all(isinstance(part, (Log, *_MEASURES)) for part in node.args):
        yield in_place_of(node, ex.Sum.of(*node.args), 5, OPERATION)
    if isinstance(node, ex.ScalarSum) and isinstance(node.args[1], ex.Negative):
        yield in_place_of(node, ex.Quotient.of(node.args[0], node.args[1].args[0]), 8, OPERATION)
    if (once := _once(node)) is not None:
        for other in (_transposed(once), once.func(*reversed(once.args))):
            yield in_place_of(node, ex.Sum.of(once, other), 4, OPERATION)
    if isinstance(node, ex.Power) and node.args[1] == 2:
        yield in_place_of(node, multiplied(node.args[0], Integer(2)), 5, OPERATION)
    if isinstance(node, ex.ScalarProduct) and node.args[0] == 2:
        yield in_place_of(node, ex.Power(node.args[1], Integer(2)), 5, OPERATION)
    if isinstance(node, ex.Exp) and isinstance(node.args[0], ex.Product) and not is_number(node.args[0].args[0]):
        yield in_place_of(node, ex.Exp(ex.Sum.of(*node.args[0].args)), 5, OPERATION)
    if isinstance(node, ex.Exp) and not isinstance(node.args[0], ex.Negative):
        yield in_place_of(node, ex.Exp(negated(node.args[0])), 2, SIGN)
    if isinstance(node, ex.Sqrt):
        yield in_place_of(node, node.args[0], 5, SQUARE)
    if isinstance(node, ex.Quotient | ex.Frac) and isinstance(node.args[0], ex.Sqrt):
        yield in_place_of(node, ex.Sqrt(node.func(node.args[0].args[0], node.args[1])), 4, PARENTHESIS)
    if isinstance(node, ex.Summation | ex.Expectation) and ex.kind_of(node) == ex.SCALAR:
        yield in_place_of(node, ex.Sqrt(node), 5, SQUARE)
    if isinstance(node, ex.ScalarSum) and not any(isinstance(part, ex.Sum) for part in node.args):
        yield in_place_of(node, ex.Sqrt(node), 6, SQUARE)


def _in_norm(node: Any) -> Any | None:
    """What a norm is taken of, with the sign that stands before it; ``None`` where an expression is no norm."""
    if isinstance(node, ex.Negative):
        inside = _in_norm(node.args[0])
        return None if inside is None else ex.Negative.of(inside)
    return node.args[0] if isinstance(node, ex.Norm) else None


def _once(node: Any) -> Any | None:
    """The product of two operators that is taken twice; ``None`` where an expression is none."""
    if isinstance(node, ex.Composed) and isinstance(node.args[0], ex.Product) and node.args[0].args[0] == 2:
        return node.func(node.args[0].args[1], node.args[1])
    return (
        node.args[1]
        if isinstance(node, ex.Product) and node.args[0] == 2 and isinstance(node.args[1], ex.Composed)
        else None
    )


def _transposed(node: Any) -> Any:
    """The transpose of a product of operators, multiplied out."""
    if isinstance(node, ex.Composed):
        return node.func(*(_transposed(part) for part in reversed(node.args)))
    return node.args[0] if isinstance(node, ex.TransposedOperator) else node.T


def _times(node: Any, symbols: Symbols) -> Iterator[Change]:
    """A path at another of the times that the claim speaks of."""
    if isinstance(node, ex.PathValue | ex.PathDerivative):
        others = {other.args[1]: bound for other, bound in symbols.known.items() if isinstance(other, ex.PathValue)}
        for time, bound in {**others, Integer(0): frozenset()}.items():
            if time != node.args[1] and not bound and ex.free_symbols(time) <= symbols.free:
                yield in_place_of(node, node.func(node.args[0], time), 6, TIME)


def _other_kinds(node: Any, symbols: Symbols) -> Iterator[Change]:
    """A path for its derivative, a norm for another one, and back; a point for the gradient there."""
    if isinstance(node, (*_OF_OPERATORS, *_OF_VECTORS)):
        norms: tuple[type, ...] = _OF_OPERATORS if ex.kind_of(node.args[0]) == ex.OPERATOR else _OF_VECTORS
        yield from (in_place_of(node, other(node.args[0]), 4, SYMBOL) for other in norms if not isinstance(node, other))
    if isinstance(node, ex.GradientValue) and isinstance(node.args[0], ex.MapSymbol):
        yield in_place_of(node, node.args[1], 5, SYMBOL)
    if isinstance(node, ex.PathValue) and not node.args[0].discrete:
        yield in_place_of(node, node.args[0].dot(node.args[1]), 5, SYMBOL)
    if isinstance(node, ex.PathDerivative):
        yield in_place_of(node, node.args[0](node.args[1]), 5, SYMBOL)


def closed_early(node: Any) -> Iterator[Change]:
    """``a (b + c)`` as ``a b + c``, and the like for an operator, a minus, a power and a quotient."""
    where = 1 if isinstance(node, ex.Product | ex.Composition) else 0
    heads = ex.Product | ex.Composition | ex.Negative | ex.Power | ex.Quotient | ex.Frac
    if isinstance(node, heads) and isinstance(node.args[where], ex.Sum):
        first, second = node.args[where].args
        if where == 0 and not isinstance(node, ex.Negative):
            made = ex.Sum.of(first, rebuilt(node, where, second))
        else:
            made = ex.Sum.of(rebuilt(node, where, first), second)
        yield in_place_of(node, made, 0, PARENTHESIS)


def _opened(node: Any) -> Iterator[Change]:
    """``a b + c`` as ``a (b + c)``, and ``a + b / c`` as ``(a + b) / c``: a bracket that is missing."""
    if not isinstance(node, ex.Sum):
        return
    before, second = node.args
    first = before.args[1] if isinstance(before, ex.Sum) else before
    term = first.args[0] if isinstance(first, ex.Negative) else first
    is_head = isinstance(term, ex.Product | ex.Applied | ex.Composed)
    if is_head and not (ex.free_symbols(term.args[0]) and ex.free_symbols(term.args[0]) <= ex.free_symbols(second)):
        made = rebuilt(term, 1, ex.Sum.of(term.args[1], second))
        signed = ex.Negative.of(made) if term is not first else made
        whole = rebuilt(before, 1, signed) if first is not before else signed
        yield in_place_of(node, whole, 4, PARENTHESIS)
    if isinstance(second, ex.Quotient) and not isinstance(before, ex.Quotient):
        yield in_place_of(node, ex.Quotient.of(ex.Sum.of(before, second.args[0]), second.args[1]), 4, PARENTHESIS)


def _crossed(node: Any) -> Iterator[Change]:
    """The mixed term of a square, between two squares."""
    if len(node.args) != 2 or isinstance(node.args[0], ex.Sum):
        return
    first, last = node.args
    second = last.args[0] if isinstance(last, ex.Negative) else last
    bases = [part.args[0] for part in (first, second) if isinstance(part, ex.Power) and part.args[1] == 2]
    if len(bases) == 2:
        products = [ex.Product.of(*bases)]
        if all(isinstance(base, ex.Norm) and ex.kind_of(base.args[0]) == ex.VECTOR for base in bases):
            products.insert(0, ex.Inner(bases[0].args[0], bases[1].args[0]))
        for product in products:
            for mixed in (multiplied(product, Integer(2)), product):
                for term in (mixed, -mixed):
                    yield in_place_of(node, ex.Sum.of(ex.Sum.of(first, term), second), 5, TERM)


def product_rule(says: ex.Relation) -> Iterator[ex.Relation]:
    """The derivative of a product by the product rule, in the place of the other side."""
    for side in (1, 2):
        node = says.args[side]
        if isinstance(node, ex.TimeDerivative) and isinstance(node.args[1], ex.Inner | ex.Product | ex.Composition):
            variable, body = node.args
            derived = [_derived(variable, factor) for factor in body.args]
            if None not in derived:
                parts = [rebuilt(body, place, derived[place]) for place in (0, 1)]
                sides = {side: node, 3 - side: ex.Sum.of(*parts)}
                yield ex.Relation(says.op, sides[1], sides[2])


def counted_anew(says: ex.Relation) -> Iterator[ex.Relation]:
    """The relation with sums that do not use their index taken over the one that they use, and others count with."""
    counted = {str(part.variable.name) for part in nodes(says) if isinstance(part, ex.Ranged)}
    for index in sorted(ex.free_symbols(says), key=str):
        if isinstance(index, ex.ScalarSymbol) and index.is_integer and str(index.name) in counted:
            made = says.replace(
                lambda part, of=index: _counts_past(part, of), lambda part, of=index: part.func(of, *part.args[1:])
            )
            yield from () if made == says else (made,)


def _counts_past(part: Any, index: Any) -> bool:
    if not isinstance(part, ex.Ranged):
        return False
    used = ex.free_symbols(part.args[3])
    return index in used and part.variable not in used


def worked_out(says: ex.Relation) -> Iterator[ex.Relation]:
    """A product of sums multiplied out, or two fractions added, in the place of the other side of an equation."""
    for side in (1, 2) if says.op == "=" else ():
        wrong = says.args[3 - side]
        alike = ex.free_symbols(says.args[side]) == ex.free_symbols(wrong)
        for made in _worked_out(says.args[side], wrong) if alike else ():
            sides = {side: says.args[side], 3 - side: made}
            yield ex.Relation("=", sides[1], sides[2])


def _worked_out(node: Any, wrong: Any) -> Iterator[Any]:
    """What somebody may have meant to work out who came to something else: terms of a product, or one fraction."""
    over = ex.Quotient | ex.Frac
    if isinstance(node, ex.Composition | ex.Product) and all(isinstance(part, ex.Sum) for part in node.args):
        (a, b), (c, d) = (part.args for part in node.args)
        if not any(isinstance(part, ex.Sum) for part in (a, b, c, d)):
            parts = [_multiplied_out(node, first, second) for first in (a, b) for second in (c, d)]
            yield ex.Sum.of(ex.Sum.of(ex.Sum.of(parts[0], parts[1]), parts[2]), parts[3])
    is_sum = isinstance(node, ex.ScalarSum) and not any(isinstance(part, ex.Sqrt) for part in nodes(wrong))
    if is_sum and all(isinstance(part, over) and not is_number(part) for part in node.args):
        (a, b), (c, d) = (part.args for part in node.args)
        above = [right if left == 1 else multiplied(right, left) for left, right in ((a, d), (c, b))]
        yield ex.Quotient.of(ex.Sum.of(*above), ex.Product.of(b, d))


def _multiplied_out(node: Any, first: Any, second: Any) -> Any:
    """A product of two terms, each with its sign."""
    if isinstance(first, ex.Negative):
        return negated(_multiplied_out(node, first.args[0], second))
    if isinstance(second, ex.Negative):
        return negated(_multiplied_out(node, first, second.args[0]))
    if 1 in {first, second}:
        return second if first == 1 else first
    return first**2 if first == second and isinstance(node, ex.ScalarProduct) else node.func(first, second)


def _derived(variable: Any, node: Any) -> Any | None:
    """The derivative of a factor, where it is one of the simplest."""
    if isinstance(node, ex.PathValue) and node.args[1] == variable:
        return node.args[0].dot(variable)
    if node == variable:
        return Integer(1)
    if isinstance(node, ex.Exp):
        rate = _rate(variable, node.args[0])
        return None if rate is None else node if rate == 1 else multiplied(node, rate)
    return None


def _rate(variable: Any, node: Any) -> Any | None:
    """What multiplies a variable; ``None`` where it is not only multiplied."""
    if node == variable:
        return Integer(1)
    if isinstance(node, ex.Negative):
        rate = _rate(variable, node.args[0])
        return None if rate is None else -rate
    if isinstance(node, ex.Product) and node.args[1] == variable and variable not in node.args[0].free_symbols:
        return node.args[0]
    return None


__all__ = ["OTHER_EXTREMUM", "Slips", "closed_early", "product_rule", "worked_out"]
