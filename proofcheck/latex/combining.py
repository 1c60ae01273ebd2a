"""How the parts of an expression combine, by their kinds."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from sympy import Rational

from proofcheck.lang import expressions as ex
from proofcheck.lang.functions import FunctionValue
from proofcheck.lang.shapes import ill_typed, square_size
from proofcheck.latex.source import Token, UnreadError


@dataclass(frozen=True, slots=True)
class Function:
    """Something that takes arguments, and stands without them."""

    name: str
    apply: Callable[..., Any]
    arguments: int = 1
    numbers: bool = False
    """Whether its arguments are numbers."""


def at_origin(at: Token, function: Function, given: Sequence[Any], value: Any) -> Any:
    """Return the value of a function of vectors at 0, from that which it would have were 0 a number.

    Raises:
        UnreadError: it is no function of vectors alone.
    """
    sizes = [size for part in ex.all_parts(value) for size in _taken_at_zero(part)]
    origin = ex.ZeroVector(sizes[0]) if sizes else None
    found = value if origin is None else function.apply(*(origin if part == 0 else part for part in given))
    if ill_typed(found) is not None:
        raise UnreadError(at, f"{function.name} is taken at the vector 0, which cannot be said yet.", "the vector 0")
    return found


def _taken_at_zero(part: Any) -> Iterator[Any]:
    """Yield the dimensions of the vectors for which 0 stands in the value of a function."""
    function, *taken = part.args if isinstance(part, (*ex.OF_FUNCTIONS, ex.Defined)) else [None]
    if isinstance(function, ex.MapSymbol) and taken[0] == 0 and function.p is not None:
        yield function.p
    elif isinstance(function, ex.Definition):
        named = zip(function.parameters, taken, strict=True)
        yield from (name.dimension for name, x in named if x == 0 and isinstance(name, ex.VectorSymbol))


@dataclass(frozen=True, slots=True)
class Multiple:
    """A multiple of the identity of a space that only what stands beside it tells."""

    factor: Any

    def beside(self, operator: Any, at: Token | None) -> Any:
        """Return it as an operator of the space of another one.

        Raises:
            UnreadError: that is no square operator.
        """
        size = square_size(operator)
        if size is None:
            raise UnreadError(at, NO_SPACE)
        return ex.Identity(size) if self.factor == 1 else self.factor * ex.Identity(size)


NO_SPACE = "I is not declared: say of which space it is the identity, as in `I : identity of R^d`, or what else it is."


def added(at: Token, left: Any, right: Any, *, minus: bool = False, worked_out: bool = False) -> Any:
    """Return a sum or a difference; of numbers, it is ``worked_out`` or stays as it was written."""
    if _are_numbers(left, right) and not worked_out:
        return ex.Sum.of(left, ex.Negative.of(right) if minus else right)
    if isinstance(left, Multiple) and isinstance(right, Multiple):
        return Multiple(added(at, left.factor, right.factor, minus=minus))
    if isinstance(left, Multiple):
        left = left.beside(right, at)
    if isinstance(right, Multiple):
        right = right.beside(left, at)
    return made(at, lambda a, b: a - b if minus else a + b, left, right)


def _are_numbers(left: Any, right: Any) -> bool:
    return isinstance(left, Rational) and isinstance(right, Rational)


def negative(at: Token, value: Any) -> Any:
    """Return minus a value."""
    return Multiple(negative(at, value.factor)) if isinstance(value, Multiple) else made(at, lambda a: -a, value)


@dataclass(frozen=True, slots=True)
class Factor:
    """A factor of a product, with the sign before it and the tokens that it was read from."""

    value: Any
    sign: str
    at: Token
    plain: bool
    """Whether nothing shows where it ends: a letter or a number, without a bracket."""


def made(at: Token | None, make: Callable[..., Any], *parts: Any) -> Any:
    """Combine parts; what the language refuses is said where it stands."""
    for part in parts:
        if isinstance(part, Multiple):
            raise UnreadError(at, NO_SPACE)
        if isinstance(part, Function):
            raise UnreadError(at, f"{part.name} stands without its argument: write {part.name}(...).")
    try:
        return make(*parts)
    except ex.LanguageError as error:
        raise UnreadError(at, f"this cannot be said: {error}", "other") from error


def product(factors: Sequence[Factor], *, worked_out: bool = False) -> Any:
    """Combine factors from left to right, rows with what they stand before first; see ``added`` for numbers.

    Raises:
        UnreadError: a quotient that can be read in two ways.
    """
    _refuse_doubtful_quotient(factors)
    value: Any = None
    place = 0
    while place < len(factors):
        factor, after = factors[place], place + 1
        operand = factor.value
        if ex.kind_of(operand) == ex.ROW and factor.sign != "/":
            operand, after = _row(factors, place)
        if _are_numbers(value, operand) and not worked_out:
            value = _of_numbers(value, operand, factor)
        else:
            value = operand if value is None else _combined(value, operand, factor)
        place = after
    return value


def _of_numbers(left: Any, right: Any, factor: Factor) -> Any:
    """Return a product as it was written, and a quotient of decimals; one of whole numbers is a number."""
    if factor.sign != "/":
        return ex.Product.of(left, right)
    decimal = isinstance(left, ex.Decimal) or isinstance(right, ex.Decimal)
    return ex.Quotient.of(left, right) if decimal and right != 0 else _combined(left, right, factor)


def _row(factors: Sequence[Factor], place: int) -> tuple[Any, int]:
    """Combine a row with the operators and the vector after it."""
    value = factors[place].value
    place += 1
    while place < len(factors) and factors[place].sign != "/" and ex.kind_of(value) == ex.ROW:
        if ex.kind_of(factors[place].value) in {ex.ROW, ex.SCALAR}:
            break
        value = _combined(value, factors[place].value, factors[place])
        place += 1
    return value, place


def _combined(left: Any, right: Any, factor: Factor) -> Any:
    if isinstance(left, Multiple) or isinstance(right, Multiple):
        return _times_identity(left, right, factor)
    kinds = ex.kind_of(left), ex.kind_of(right)
    if factor.sign == "/":
        if right == 0:
            raise UnreadError(factor.at, "this divides by 0.")
        return made(factor.at, lambda a, b: a / b, ex.expression(left, "the numerator"), right)
    if kinds == (ex.VECTOR, ex.VECTOR) and factor.sign == "\\cdot":
        return made(factor.at, ex.Inner, left, right)
    if kinds == (ex.VECTOR, ex.VECTOR) and factor.sign in {"\\times", "*", "\\ast"}:
        raise UnreadError(
            factor.at, "products of vectors other than the inner one cannot be said yet.", "other products"
        )
    if ex.SCALAR in kinds:
        return made(factor.at, lambda a, b: ex.expression(a, "a factor") * b, left, right)
    if kinds == (ex.VECTOR, ex.ROW) or (kinds[0] in {ex.OPERATOR, ex.ROW} and kinds[1] in {ex.VECTOR, ex.OPERATOR}):
        return made(factor.at, lambda a, b: a @ b, left, right)
    return made(factor.at, lambda a, b: a * b, left, right)


def _times_identity(left: Any, right: Any, factor: Factor) -> Any:
    """Return a product with a multiple of the identity: it is that multiple of the other factor."""
    if factor.sign == "/":
        if isinstance(right, Multiple):
            raise UnreadError(factor.at, NO_SPACE)
        return Multiple(_combined(left.factor, right, factor))
    scale, other = (left.factor, right) if isinstance(left, Multiple) else (right.factor, left)
    if isinstance(other, Multiple):
        return Multiple(_combined(scale, other.factor, factor))
    if ex.kind_of(other) == ex.SCALAR:
        return Multiple(other if scale == 1 else _combined(other, scale, factor))
    return other if scale == 1 else made(factor.at, lambda a, b: ex.expression(a, "a factor") * b, scale, other)


def _refuse_doubtful_quotient(factors: Sequence[Factor]) -> None:
    """``a / b c`` is a/(bc) to some and (a/b)c to others, so is ``a / |u| |v|``; after a number with brackets or a
    fraction it is clear.
    """
    for divisor, following in pairwise(factors):
        alike = (divisor.plain and following.plain) or _enclosed(divisor.value) & _enclosed(following.value)
        if divisor.sign == "/" and following.sign == "" and alike:
            raise UnreadError(
                following.at,
                "what is divided by can be read in two ways: write a/(bc), or (a/b) c, or \\frac.",
                "doubt",
            )


def _enclosed(value: Any) -> set[type]:
    """The kind of a norm, an absolute value or a root, or of a power of one; nothing of other things."""
    base = value.args[0] if isinstance(value, ex.Power) else value
    return {kind for kind in _ENCLOSING if isinstance(base, kind)}


_ENCLOSING = (ex.Norm, ex.SumNorm, ex.FrobeniusNorm, ex.Sqrt, FunctionValue)
"""What shows where it ends, so that two beside each other look like one product."""
