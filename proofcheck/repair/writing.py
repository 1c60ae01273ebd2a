"""Factors, written as an author would: half of ``L x`` is ``(L / 2) x``, half of ``1 / L`` is ``1 / (2 L)``."""

from fractions import Fraction
from math import gcd
from typing import Any

from sympy import Integer, Rational

from proofcheck.lang import expressions as ex
from proofcheck.lang.expressions import size
from proofcheck.lang.operations import frac


def is_number(node: Any) -> bool:
    """Whether an expression is an integer, a quotient of two, or a decimal."""
    return isinstance(node, Rational) or (
        isinstance(node, ex.Frac | ex.Quotient) and all(isinstance(argument, Integer) for argument in node.args)
    )


def value(node: Any) -> Fraction:
    """The value of a number."""
    top, bottom = (node.p, node.q) if isinstance(node, Rational) else node.args
    return Fraction(int(top), int(bottom))


def is_reduced(node: Any) -> bool:
    """Whether no number or symbol is a factor both above and below a fraction; true of what is none."""
    if not isinstance(node, ex.Frac | ex.Quotient):
        return True
    if not _symbols(node.args[0]).isdisjoint(_symbols(node.args[1])):
        return False
    above, below = (_split(part)[0] for part in node.args)
    return gcd(above.numerator, below.numerator) == 1 or above.denominator != 1 or below.denominator != 1


def _symbols(node: Any) -> set[Any]:
    """The numbers with a name that are factors of a product."""
    if isinstance(node, ex.Product):
        return _symbols(node.args[0]) | _symbols(node.args[1])
    return {node} if isinstance(node, ex.ScalarSymbol) else set()


def weight(node: Any) -> int:
    """How large the numbers in an expression are together, exponents aside: the smaller, the simpler."""
    if isinstance(node, Integer):
        return abs(int(node))
    if isinstance(node, ex.Power):
        return weight(node.args[0])
    return sum(map(weight, getattr(node, "args", ())))


def number(fraction: Fraction, like: Any = None) -> Any:
    """A number as an expression, with decimals where one is that it is written ``like``, and can be."""
    made = Rational(fraction.numerator, fraction.denominator)
    made = ex.Decimal.of(made) if isinstance(like, ex.Decimal) else made
    return made if isinstance(made, Integer | ex.Decimal) else frac(fraction.numerator, fraction.denominator)


def scaled(node: Any, factor: Fraction) -> Any:
    """An expression times a positive number.

    >>> from proofcheck.lang import scalar
    >>> c, x = scalar("c"), scalar("x")
    >>> [scaled(node, Fraction(1, 2)) for node in (c * x, frac(1, c) * x, x / 2, 4 * x, 3 * x)]
    [(c / 2) x, (1 / (2 c)) x, x / 4, 2 x, 3/2 x]
    """
    if isinstance(node, ex.Negative):
        return -scaled(node.args[0], factor)
    if isinstance(node, ex.Sum):
        return _scaled_sum(node, factor)
    if is_number(node):
        return number(value(node) * factor, node)
    if isinstance(node, ex.Quotient | ex.Frac):
        return _quotient(node, factor)
    coefficient, rest = _split(node)
    if coefficient != 1 and rest is not None:
        return _times(coefficient * factor, rest)
    if isinstance(node, ex.Product):
        first, second = node.args
        over = isinstance(first, ex.Frac | ex.Quotient)
        if over or (factor.numerator == 1 and isinstance(first, ex.ScalarSymbol | ex.Defined)):
            half = scaled(first, factor) if over else frac(first, factor.denominator)
            return second if half == 1 else node.func(half, second)
    return _times(factor, node)


def negated(node: Any) -> Any:
    """An expression with the other sign.

    >>> from proofcheck.lang import scalar
    >>> x = scalar("x")
    >>> [negated(node) for node in (-x, -2 * x, x)]
    [x, 2 x, -x]
    """
    if isinstance(node, ex.Negative):
        return node.args[0]
    coefficient, rest = _split(node)
    if is_number(node):
        return number(-coefficient, node)
    return _times(-coefficient, rest) if coefficient != 1 else -node


def multiplied(node: Any, factor: Any) -> Any:
    """An expression times a scalar, squared where it is a factor already."""
    squared = None if node == factor else _with_square(node, factor)
    if squared is not None:
        return squared
    if isinstance(node, ex.Quotient | ex.Frac) and ex.kind_of(node) == ex.SCALAR:
        return node.func(multiplied(node.args[0], factor), node.args[1])
    if isinstance(node, ex.Product) and isinstance(node.args[0], ex.Frac) and not is_number(node.args[0]):
        return node.func(multiplied(node.args[0], factor), node.args[1])
    if is_number(node):
        return factor if node == 1 else ex.Product.of(node, factor)
    if isinstance(node, ex.Product) and is_number(node.args[0]):
        return node.func(node.args[0], ex.Product.of_kind(ex.kind_of(node.args[1]), factor, node.args[1]))
    if isinstance(node, ex.ScalarProduct) and isinstance(_first_factor(node), ex.Negative):
        return ex.Product.of(node, factor)
    if isinstance(factor, ex.Norm) and ex.kind_of(node) == ex.SCALAR:
        last = node.args[-1] if isinstance(node, ex.Product) else node
        if isinstance(last, ex.Norm) and _is_of_operator(factor) and not _is_of_operator(last):
            if last is not node and isinstance(node.args[0], ex.Norm):
                return ex.Product.of(multiplied(node.args[0], factor), last)
            first = ex.Product.of(node.args[0], factor) if last is not node else factor
            return ex.Product.of(first, last)
        return ex.Product.of(node, factor)
    return ex.Product.of_kind(ex.kind_of(node), factor, node)


def _first_factor(node: Any) -> Any:
    return _first_factor(node.args[0]) if isinstance(node, ex.Product) else node


def _with_square(node: Any, factor: Any) -> Any | None:
    """A product with the square of one of its factors in the place of that; ``None`` where it is none of them."""
    if node == factor:
        return ex.Power(node, Integer(2))
    parts = node.args if isinstance(node, ex.Product | ex.Negative) and not is_number(factor) else ()
    for place, part in enumerate(parts):
        squared = _with_square(part, factor)
        if squared is not None:
            return node.func(*node.args[:place], squared, *node.args[place + 1 :])
    return None


def _is_of_operator(node: ex.Norm) -> bool:
    return bool(ex.kind_of(node.args[0]) == ex.OPERATOR)


def divided(node: Any, divisor: Any) -> Any:
    """An expression over a scalar; without it, where it is a factor.

    >>> from proofcheck.lang import scalar
    >>> c, x = scalar("c"), scalar("x")
    >>> [divided(node, c) for node in (2 * c * x, x / 2, 2 * c / x)]
    [2 x, x / (2 c), 2 / x]
    """
    without = None if is_number(node) else _without(node, divisor)
    if without is not None:
        return without
    if isinstance(node, ex.Quotient | ex.Frac):
        without = _without(node.args[0], divisor)
        if without is not None:
            return node.func(without, node.args[1])
        bottom = node.args[1]
        return node.func(node.args[0], ex.Product.of(bottom, divisor))
    if isinstance(node, ex.Product) and isinstance(node.args[0], ex.Frac):
        return node.func(divided(node.args[0], divisor), node.args[1])
    if is_number(node):
        return frac(node, divisor)
    return ex.Quotient.of(node, divisor)


def inverted(node: Any, factor: Any) -> Any | None:
    """An expression divided by what multiplies it, or the other way round; ``None`` where it does neither.

    >>> from proofcheck.lang import scalar
    >>> c, x = scalar("c"), scalar("x")
    >>> inverted(frac(c, 2) * x, c), inverted(frac(1, 2 * c), c)
    ((1 / (2 c)) x, c / 2)
    """
    if node == factor:
        return frac(1, factor)
    if isinstance(node, ex.Quotient | ex.Frac):
        top, bottom = node.args
        if (without := _without(top, factor)) is not None:
            return node.func(without, multiplied(bottom, factor))
        if (without := _without(bottom, factor)) is not None:
            above = multiplied(top, factor)
            return above if without == 1 else node.func(above, without)
        return None
    if isinstance(node, ex.Product):
        first, second = node.args
        if first == factor:
            return frac(1, factor) * second
        if second == factor:
            return ex.Quotient.of(first, factor)
        turned = inverted(first, factor)
        return None if turned is None else node.func(turned, second)
    return None


def _without(node: Any, factor: Any) -> Any | None:
    """A product without one factor; ``None`` where it is not one."""
    if node == factor:
        return Integer(1)
    if isinstance(node, ex.Product):
        for place in (0, 1):
            left = _without(node.args[place], factor)
            if left is not None:
                other = node.args[1 - place]
                return other if left == 1 else node.func(*((left, other) if place == 0 else (other, left)))
    return None


def _split(node: Any) -> tuple[Fraction, Any | None]:
    """The number in front of an expression, and the rest, ``None`` where there is none."""
    if is_number(node):
        return value(node), None
    if isinstance(node, ex.Negative):
        coefficient, rest = _split(node.args[0])
        return -coefficient, rest
    if isinstance(node, ex.Product):
        coefficient, rest = _split(node.args[0])
        return coefficient, node.args[1] if rest is None else node.func(rest, node.args[1])
    return Fraction(1), node


def _scaled_sum(node: Any, factor: Fraction) -> Any:
    """Each term times the number, or the whole over it where that is written shorter."""
    parts = [scaled(part, factor) for part in node.args]
    if factor.numerator == 1 and all(size(part) > size(old) for part, old in zip(parts, node.args, strict=True)):
        return ex.Quotient.of(node, Integer(factor.denominator))
    return ex.Sum.of(*parts)


def _times(factor: Fraction, rest: Any) -> Any:
    if factor < 0:
        return -_times(-factor, rest)
    return rest if factor == 1 else ex.Product.of_kind(ex.kind_of(rest), number(factor), rest)


def _quotient(node: Any, factor: Fraction) -> Any:
    (above, top), (below, bottom) = map(_split, node.args)
    ratio = above / below * factor
    over = Integer(ratio.numerator) if top is None else _times(Fraction(ratio.numerator), top)
    under = Integer(ratio.denominator) if bottom is None else _times(Fraction(ratio.denominator), bottom)
    return over if under == 1 else node.func(over, under)
