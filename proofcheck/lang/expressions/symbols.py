"""What is declared: variables, paths and sequences, maps; and the values of paths and maps."""

from typing import Any, NoReturn

from sympy import Symbol

from proofcheck.lang.expressions.arithmetic import (
    SCALAR,
    VECTOR,
    Expression,
    Head,
    Operator,
    Scalar,
    Vector,
    expression,
)
from proofcheck.lang.expressions.nodes import Function, LanguageError, Leaf


class ScalarSymbol(Scalar, Symbol):
    """A scalar variable, with SymPy's assumptions (real, positive, nonnegative, integer)."""

    def _free_here(self) -> frozenset[Any]:
        return frozenset({self})


OUTCOME = ScalarSymbol("omega", integer=True, nonnegative=True)
"""What chance draws, one of finitely many outcomes; what is random is a sequence, and this its index."""

_DRAW = "omega_of_"


def outcome(draw: str) -> ScalarSymbol:
    """Return what a draw of its own, independent of all others, draws."""
    return ScalarSymbol(_DRAW + draw, integer=True, nonnegative=True)


def outcomes(symbol: Any) -> str:
    """Return the name of the number of outcomes of the draw of which a variable is the outcome."""
    draw = draw_of(symbol)
    return f"Omega_of_{draw}" if draw else "Omega"


def draw_of(symbol: Any) -> str | None:
    """Return the draw of which a variable is the outcome, "" for the common one; ``None`` for any other variable."""
    if not isinstance(symbol, ScalarSymbol):
        return None
    if symbol.name == OUTCOME.name and symbol == OUTCOME:
        return ""
    is_drawn = symbol.is_integer and symbol.name.startswith(_DRAW)
    return symbol.name.removeprefix(_DRAW).rstrip("'") if is_drawn else None


class VectorSymbol(Leaf, Vector):
    """A vector variable of R^dimension."""

    name: str
    dimension: Any

    def __new__(cls, name: str, dimension: Any) -> "VectorSymbol":
        """Declare a vector of R^dimension."""
        made: VectorSymbol = Leaf.__new__(cls)
        made.name, made.dimension = name, dimension
        return made

    def _content(self) -> tuple[Any, ...]:
        return (self.name, self.dimension)

    def _free_here(self) -> frozenset[Any]:
        return frozenset({self})


class OperatorSymbol(Leaf, Operator):
    """An operator variable, n by p."""

    name: str
    n: Any
    p: Any

    def __new__(cls, name: str, n: Any, p: Any) -> "OperatorSymbol":
        """Declare an n by p operator."""
        made: OperatorSymbol = Leaf.__new__(cls)
        made.name, made.n, made.p = name, n, p
        return made

    def _content(self) -> tuple[Any, ...]:
        return (self.name, self.n, self.p)

    def _free_here(self) -> frozenset[Any]:
        return frozenset({self})


class PathSymbol(Function):
    """A path in time, or a sequence: ``w(t)`` is its value, ``w.dot(t)`` its derivative, ``x[k]`` a term of it."""

    name: str
    value_kind: str
    dimensions: tuple[Any, ...]
    discrete: bool

    def __new__(cls, name: str, value_kind: str, dimensions: tuple[Any, ...], discrete: bool) -> "PathSymbol":
        """Declare a path in time, or a sequence."""
        made: PathSymbol = Leaf.__new__(cls)
        made.name, made.value_kind, made.dimensions, made.discrete = name, value_kind, dimensions, discrete
        return made

    def _content(self) -> tuple[Any, ...]:
        return (self.name, self.value_kind, self.dimensions, self.discrete)

    def __call__(self, time: Any) -> "Expression":
        """Return the value at ``time``."""
        if self.discrete:
            raise LanguageError(f"{self.name} is a sequence, not a path in time: write {self.name}[{time}].")
        return PathValue.of_kind(self.value_kind, self, expression(time, f"the time of {self.name}"))

    def __getitem__(self, index: Any) -> "Expression":
        if not self.discrete:
            raise LanguageError(f"{self.name} is a path in time, not a sequence: write {self.name}({index}).")
        return PathValue.of_kind(self.value_kind, self, expression(index, f"the index of {self.name}"))

    def __iter__(self) -> NoReturn:
        raise LanguageError(f"{self.name} was iterated over, and has no end: write its terms, as {self.name}[k].")

    def dot(self, time: Any) -> "Expression":
        """The time derivative at ``time``."""
        if self.discrete:
            raise LanguageError(f"{self.name} is a sequence, which has no time derivative: write a step of it.")
        return PathDerivative.of_kind(self.value_kind, self, expression(time, f"the time of {self.name}"))

    def suppressed(self, time: Any) -> "Expression":
        """The value at ``time``, printed without it, as in ``f(w)`` for ``f(w(t))``."""
        value = self[time] if self.discrete else self(time)
        return SuppressedValue.of_kind(self.value_kind, *value.args)


class PathValue(Head):
    """``w(t)`` or ``x_k``: ``path, time``."""


class ScalarPathValue(PathValue, Scalar):
    """The value of a scalar path."""


class VectorPathValue(PathValue, Vector):
    """The value of a vector path."""


class OperatorPathValue(PathValue, Operator):
    """The value of an operator path."""


class SuppressedValue(Head):
    """A value of a path, printed without its time: ``path, time``."""


class SuppressedScalarValue(SuppressedValue, Scalar):
    """The value of a scalar path, printed without its time."""


class SuppressedVectorValue(SuppressedValue, Vector):
    """The value of a vector path, printed without its time."""


class SuppressedOperatorValue(SuppressedValue, Operator):
    """The value of an operator path, printed without its time."""


class PathDerivative(Head):
    """The time derivative of a path: ``path, time``."""


class ScalarPathDerivative(PathDerivative, Scalar):
    """The derivative of a scalar path."""


class VectorPathDerivative(PathDerivative, Vector):
    """The derivative of a vector path."""


class OperatorPathDerivative(PathDerivative, Operator):
    """The derivative of an operator path."""


class MapSymbol(Function):
    """A continuously differentiable map, or any map, from R^p to R^n, or, where ``n`` is None, to R."""

    name: str
    p: Any
    n: Any
    differentiable: bool

    def __new__(cls, name: str, p: Any, n: Any, differentiable: bool = True) -> "MapSymbol":
        """Declare a map from R^p to R^n."""
        made: MapSymbol = Leaf.__new__(cls)
        made.name, made.p, made.n, made.differentiable = name, p, n, differentiable
        return made

    def _content(self) -> tuple[Any, ...]:
        return (self.name, self.p, self.n, self.differentiable)

    def __call__(self, argument: Any) -> "Expression":
        """Return the value at ``argument``."""
        kind = SCALAR if self.n is None else VECTOR
        return Value.of_kind(kind, self, expression(argument, f"the argument of {self.name}"))


def gradient_map(function: MapSymbol) -> MapSymbol:
    """Return the gradient of a real function as a map of the space into itself, whose Jacobian is the Hessian."""
    return MapSymbol(gradient_map_name(function.name), function.p, function.p)


def gradient_map_name(function: str) -> str:
    """Return how the kernel calls the gradient of a function as a map."""
    return "∇" + function


def need_differentiable(function: Any) -> None:
    """Refuse a function that need not have a derivative.

    Raises:
        LanguageError: it is declared as such a function.
    """
    if isinstance(function, MapSymbol) and not function.differentiable:
        raise LanguageError(
            f"{function.name} need not be differentiable: declare it without differentiable=False, or speak of its "
            "subgradients."
        )


class SetSymbol(Function):
    """A subset of R^p."""

    name: str
    p: Any

    def __new__(cls, name: str, p: Any) -> "SetSymbol":
        """Declare a subset of R^p."""
        made: SetSymbol = Leaf.__new__(cls)
        made.name, made.p = name, p
        return made

    def _content(self) -> tuple[Any, ...]:
        return (self.name, self.p)


class Value(Head):
    """``f(x)``: ``map, argument``."""


class ScalarValue(Value, Scalar):
    """The value of a scalar function."""


class VectorValue(Value, Vector):
    """The value of a map."""


class JacobianValue(Operator):
    """``Df(x)``: ``map, argument``."""
