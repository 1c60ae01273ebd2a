"""How fast an expression grows with a number that it contains, and hypotheses that bound a number by itself.

A condition as ``alpha >= c sqrt(L_0)`` bounds ``alpha`` by itself where the constant ``L_0`` contains ``alpha``. What
it asks of the data is what is left of it for large ``alpha``.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import sympy
from sympy import Integer

from proofcheck.lang import expressions as ex
from proofcheck.lang.definedness import NONNEGATIVE, POSITIVE, sign
from proofcheck.lang.expressions import Assertion
from proofcheck.lang.printing import text
from proofcheck.repair.writing import is_number, number, value


@dataclass(frozen=True, slots=True)
class Growth:
    """An expression is ``coefficient x^degree``, and what grows more slowly than ``x^degree``, for large ``x``."""

    degree: Fraction
    coefficient: Any


def growth(node: Any, x: ex.ScalarSymbol) -> Growth | None:
    """How an expression grows with ``x``; ``None`` where that is not seen from its form.

    >>> from proofcheck.lang import scalar, sqrt
    >>> a, x = scalar("a"), scalar("x")
    >>> growth(sqrt(a * x**2 + x), x)
    Growth(degree=Fraction(1, 1), coefficient=√a)
    """
    if x not in ex.free_symbols(node):
        return Growth(Fraction(0), node)
    if node == x:
        return Growth(Fraction(1), Integer(1))
    if isinstance(node, ex.Defined):
        return growth(node.unfold(), x)
    parts = [growth(part, x) for part in node.args]
    known = [part for part in parts if part is not None]
    if len(known) < len(parts) or not known:
        return None
    return _combined(node, known)


def _combined(node: Any, parts: list[Growth]) -> Growth | None:
    first = parts[0]
    match node:
        case ex.Sum():
            degree = max(part.degree for part in parts)
            leading = [part.coefficient for part in parts if part.degree == degree]
            return Growth(degree, leading[0] if len(leading) == 1 else node.func(*leading))
        case ex.Product() | ex.Inner() | ex.Composition():
            return Growth(
                sum((part.degree for part in parts), Fraction(0)), _product(node, [part.coefficient for part in parts])
            )
        case ex.Quotient() | ex.Frac() if not parts[1].degree:
            return Growth(first.degree, _over(node, first.coefficient))
        case ex.Negative():
            return Growth(first.degree, node.func.of(first.coefficient))
        case ex.Norm() | ex.FrobeniusNorm() | ex.NuclearNorm() | ex.Transpose():
            return Growth(first.degree, node.func(first.coefficient))
        case ex.Sqrt():
            base = first.coefficient
            return Growth(first.degree / 2, base if base == 1 else node.func(base))
        case ex.Power() if isinstance(node.args[1], Integer) and node.args[1] > 0:
            base = first.coefficient
            return Growth(first.degree * int(node.args[1]), base if base == 1 else node.func(base, node.args[1]))
    return None


def _product(node: Any, factors: list[Any]) -> Any:
    left, right = factors
    if isinstance(node, ex.Product):
        return right if left == 1 else left if right == 1 else node.func(left, right)
    return node.func(left, right)


def _over(node: Any, top: Any) -> Any:
    return ex.Quotient.of(top, node.args[1]) if isinstance(node, ex.Quotient) else node.func(top, node.args[1])


# ---------------------------------------------------------------------------------------------------- of itself


@dataclass(frozen=True, slots=True)
class SelfReference:
    """A hypothesis that bounds a number from below by what contains it: through which constants, and what it asks.

    For large values the bound is ``factor`` times the number, up to what grows more slowly: every large value is
    admitted where that is less than 1, none where it is more. ``None``: it grows more slowly, so that every large value
    is admitted; a factor without a bound: it grows faster.
    """

    number: Any
    through: tuple[Any, ...]
    factor: Any | None
    faster: bool = False

    @property
    def words(self) -> str:
        """What it comes to."""
        name = text(self.number)
        through = ", ".join(text(constant) for constant in self.through)
        said = f"bounds {name} by itself, through {through}" if through else f"bounds {name} by itself"
        every = f"every large {name} meets it"
        if self.factor is None:
            return f"{said}; the bound grows more slowly than {name}, so that {every}"
        if self.faster:
            return (
                f"{said}; the bound grows faster than {name}: no large {name} meets it, unless {text(self.factor)} = 0"
            )
        if is_number(self.factor):
            size = value(self.factor)
            return f"{said}: {every if size < 1 else f'no large {name} meets it'}" if size != 1 else said
        return f"{said}: {every} where {text(self.factor)} < 1, and none where it is more"


def self_references(assertion: Assertion) -> Iterator[SelfReference]:
    """How an assertion bounds a number from below by what contains it."""
    if not isinstance(assertion, ex.Relation) or assertion.op == "=":
        return
    sides = (assertion.left, assertion.right)
    number, bound = sides if assertion.op in {">=", ">"} else sides[::-1]
    if not isinstance(number, ex.ScalarSymbol) or number not in ex.free_symbols(bound):
        return
    through = tuple(dict.fromkeys(_through(bound, number)))
    found = growth(bound, number)
    if found is not None:
        factor = None if found.degree < 1 else simplified(found.coefficient)
        yield SelfReference(number, through, factor, found.degree > 1)


def _through(node: Any, x: Any) -> Iterator[Any]:
    """The outermost names in an expression that stand for what contains a symbol."""
    if isinstance(node, ex.Defined) and x in ex.free_symbols(node):
        yield node
        return
    for part in getattr(node, "args", ()):
        yield from _through(part, x)


# ---------------------------------------------------------------------------------------------------- written shorter


def simplified(node: Any) -> Any:
    """A product of powers of what is not negative, with its roots taken and its numbers in one.

    >>> from proofcheck.lang import frac, norm, sqrt, vector, dimension
    >>> u = vector("u", dimension("n"))
    >>> simplified(6 * sqrt(8 * (frac(1, 2) * norm(u) ** 2)))
    12 ‖u‖
    """
    atoms: dict[Any, sympy.Symbol] = {}
    made = _as_sympy(node, atoms)
    if made is None:
        return node
    whole, powers = sympy.powdenest(sympy.expand_power_base(made)).as_coeff_mul()
    names = {symbol: atom for atom, symbol in atoms.items()}
    above: list[Any] = []
    below: list[Any] = []
    for power in powers:
        base, exponent = power.as_base_exp()
        if base not in names or not exponent.is_Integer:
            return node
        count = abs(int(exponent))
        (above if exponent > 0 else below).append(names[base] if count == 1 else ex.Power(names[base], Integer(count)))
    if not whole.is_Rational:
        return node
    fraction = Fraction(int(whole.p), int(whole.q))
    top = _times(([] if fraction.numerator == 1 and above else [number(Fraction(fraction.numerator))]) + above)
    bottom = ([] if fraction.denominator == 1 else [Integer(fraction.denominator)]) + below
    return ex.Quotient.of(top, _times(bottom)) if bottom else top


def _times(factors: list[Any]) -> Any:
    made = factors[-1]
    for factor in reversed(factors[:-1]):
        made = ex.Product.of(factor, made)
    return made


def _as_sympy(node: Any, atoms: dict[Any, sympy.Symbol]) -> Any | None:
    """The same in symbols of SymPy's; ``None`` where it is no product."""
    if isinstance(node, Integer):
        return node
    if isinstance(node, ex.Product | ex.Quotient | ex.Frac | ex.Sqrt | ex.Power) and ex.kind_of(node) == ex.SCALAR:
        parts: list[Any] = [_as_sympy(part, atoms) for part in node.args]
        if None in parts:
            return None
        if isinstance(node, ex.Product):
            return parts[0] * parts[1]
        if isinstance(node, ex.Sqrt):
            return sympy.sqrt(parts[0])
        return parts[0] ** parts[1] if isinstance(node, ex.Power) else parts[0] / parts[1]
    if isinstance(node, ex.Sum | ex.Negative):
        return None
    known = {"positive": True} if sign(node, {}) in {NONNEGATIVE, POSITIVE} else {"real": True}
    return atoms.setdefault(node, sympy.Symbol(f"x{len(atoms)}", **known))
