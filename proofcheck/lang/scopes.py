"""What symbols stand for in the kernel: its variables, and the scopes in which they are bound."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from proofcheck.kernel.terms import NATURAL as NATURAL_SORT
from proofcheck.kernel.terms import SCALAR as SCALAR_SORT
from proofcheck.kernel.terms import Sort, Term
from proofcheck.lang import expressions as ex

VARIABLES = (ex.ScalarSymbol, ex.VectorSymbol, ex.OperatorSymbol)


@dataclass(frozen=True, slots=True)
class Scope:
    """What the symbols that are bound here stand for, and the names that nothing bound further in may take."""

    values: Mapping[Any, Term]
    taken: frozenset[str]

    def value(self, symbol: Any) -> Term:
        """What a symbol stands for here."""
        return self.values.get(symbol) or free_variable(symbol)

    def bind(self, symbol: Any) -> tuple[Term, "Scope"]:
        """A variable for a bound symbol, and the scope in which it is bound."""
        name = symbol.name
        while name in self.taken:
            name += "'"
        variable = Term("var", name, _sort_of(symbol))
        return variable, Scope({**self.values, symbol: variable}, self.taken | {name})

    def only(self, values: Mapping[Any, Term]) -> "Scope":
        """The scope of a definition: its parameters, and nothing that is bound where it is used."""
        return Scope(values, self.taken)


def outermost(node: Any, apart: Collection[str] = ()) -> Scope:
    """Return the scope in which nothing is bound yet."""
    names = {symbol.name for symbol in ex.free_symbols(node) if isinstance(symbol, VARIABLES)}
    return Scope({}, frozenset(names).union(apart))


def free_variable(symbol: Any) -> Term:
    """Return the variable of the kernel for a symbol that is not bound."""
    return Term("var", symbol.name, _sort_of(symbol))


def _sort_of(symbol: Any) -> Sort:
    if isinstance(symbol, ex.ScalarSymbol):
        return NATURAL_SORT if symbol.is_integer else SCALAR_SORT
    if isinstance(symbol, ex.VectorSymbol):
        return ("V", dimension_of(symbol.dimension))
    return ("O", dimension_of(symbol.n), dimension_of(symbol.p))


def path_sort(symbol: ex.PathSymbol) -> Sort:
    """Return the sort of the values of a path or sequence."""
    dimensions = tuple(dimension_of(d) for d in symbol.dimensions)
    if symbol.value_kind == ex.SCALAR:
        return SCALAR_SORT
    return ("V", *dimensions) if symbol.value_kind == ex.VECTOR else ("O", *dimensions)


def dimension_of(dimension: Any) -> int | str:
    """Return a dimension as the kernel has it."""
    return dimension.name if isinstance(dimension, ex.Dimension) else int(dimension)
