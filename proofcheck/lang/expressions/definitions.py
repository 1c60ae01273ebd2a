"""Names for expressions, their uses, and derivatives of what is defined."""

from collections.abc import Mapping
from typing import Any, NoReturn

from sympy import Basic

from proofcheck.lang.expressions.arithmetic import (
    SCALAR,
    VECTOR,
    Expression,
    Head,
    Operator,
    Scalar,
    Vector,
    expression,
    kind_of,
)
from proofcheck.lang.expressions.nodes import Assertion, Function, LanguageError, Leaf, Scoped, free_symbols
from proofcheck.lang.expressions.symbols import JacobianValue, MapSymbol, Value


class OfDefinition(Scoped):
    """A derivative of a definition, whose value nothing can be put into: it is not written out."""

    def _eval_subs(self, old: Basic, new: Basic) -> Any:
        return self._xreplace({old: new})[0]

    def _xreplace(self, rule: Mapping[Any, Any]) -> tuple[Any, bool]:
        definition = self.args[0]
        if isinstance(definition, Definition) and self not in rule:
            reached = sorted(symbol.name for symbol in _reached(definition, rule))
            if reached:
                raise LanguageError(
                    f"something was put for {reached[0]} in {self}, where {definition.name} depends on it: "
                    f"make {reached[0]} a parameter of {definition.name}, or write the derivative out."
                )
        replaced: tuple[Any, bool] = super()._xreplace(rule)  # type: ignore[misc]
        return replaced


class GradientValue(OfDefinition, Vector):
    r"""``\nabla F(x)``: ``function, argument``; the function may be a definition."""


class HessianValue(OfDefinition, Operator):
    """The matrix of the second derivatives of a real function at a point: ``function, argument``."""


class DefinedJacobian(OfDefinition, Operator):
    """The Jacobian of a defined map at a point: ``definition, argument``."""


OF_FUNCTIONS = (Value, JacobianValue, DefinedJacobian, HessianValue, GradientValue)
"""The values of functions at a point, and those of their derivatives."""


class Definition(Scoped, Function):
    """A name for an expression, perhaps with parameters. It prints by its name and means its value.

    ``provided`` are assertions that the definition brings along: they are hypotheses wherever it is used.
    """

    name: str
    parameters: tuple[Any, ...]
    value: Expression
    style: str
    provided: tuple["Assertion", ...]

    def __new__(
        cls, name: str, parameters: tuple[Any, ...], value: Expression, style: str, provided: tuple["Assertion", ...]
    ) -> "Definition":
        """Define a name."""
        made: Definition = Leaf.__new__(cls)
        made.name, made.parameters, made.value, made.style, made.provided = name, parameters, value, style, provided
        return made

    def _content(self) -> tuple[Any, ...]:
        return (self.name, self.parameters, self.value, self.style, self.provided)

    def parts(self) -> tuple[Any, ...]:
        """Return its value and what it brings along."""
        return (self.value, *self.provided)

    def _free_here(self) -> frozenset[Any]:
        return super()._free_here() - set(self.parameters)

    def __call__(self, *arguments: Any) -> "Expression":
        """Return the value for arguments, by its name."""
        if len(arguments) != len(self.parameters):
            raise LanguageError(f"{self.name} was given {len(arguments)} arguments: it takes {len(self.parameters)}.")
        given = (expression(argument, f"the argument of {self.name}") for argument in arguments)
        return Defined.of_kind(kind_of(self.value), self, *given)

    def __getitem__(self, index: Any) -> "Expression":
        """Return the member with an index, of a definition whose parameter stands below its name."""
        if self.style != "subscript":
            raise LanguageError(f"{self.name} has no members: write {self.name}({index}).")
        return self(index)

    def __iter__(self) -> NoReturn:
        raise LanguageError(f"{self.name} was iterated over, and has no end: write its members, as {self.name}[k].")

    def dot(self, time: Any) -> "Expression":
        """The time derivative at ``time``, of a definition whose one parameter is a scalar."""
        if len(self.parameters) != 1 or kind_of(self.parameters[0]) != SCALAR:
            raise LanguageError(f"{self.name} is not a function of time alone: it has no derivative in time.")
        return DefinedDerivative.of_kind(kind_of(self.value), self, expression(time, f"the time of {self.name}"))


def is_real_function(function: Any) -> bool:
    """Whether something is a function of one vector to R, declared or defined."""
    if isinstance(function, Definition):
        return [kind_of(part) for part in (*function.parameters, function.value)] == [VECTOR, SCALAR]
    return isinstance(function, MapSymbol) and function.n is None


def is_defined_map(function: Any) -> bool:
    """Whether something is a defined function of one vector whose values are vectors."""
    kinds = (
        [kind_of(part) for part in (*function.parameters, function.value)] if isinstance(function, Definition) else []
    )
    return kinds == [VECTOR, VECTOR]


def domain_of(function: Any) -> Any:
    """Return the dimension of the arguments of a declared map, or of a defined function of one vector."""
    return function.parameters[0].dimension if isinstance(function, Definition) else function.p


class Defined(Head):
    """A defined name with its arguments: ``definition, *arguments``."""

    @property
    def definition(self) -> Definition:
        """What it is a use of."""
        found: Definition = self.args[0]
        return found

    def unfold(self) -> Expression:
        """Return the value, with the arguments for the parameters."""
        values = dict(zip(self.definition.parameters, self.args[1:], strict=True))
        unfolded: Expression = self.definition.value.xreplace(values)
        return unfolded

    def _eval_subs(self, old: Basic, new: Basic) -> Any:
        return self._xreplace({old: new})[0]

    def _xreplace(self, rule: Mapping[Any, Any]) -> tuple[Any, bool]:
        """Replace in the arguments; a value that depends on what is replaced is written out."""
        if self not in rule and _reached(self.definition, rule):
            return self.unfold().xreplace(rule), True
        replaced: tuple[Any, bool] = super()._xreplace(rule)
        return replaced


def _reached(definition: Definition, rule: Mapping[Any, Any]) -> frozenset[Any]:
    """The symbols on which a definition depends, its parameters aside, and that a replacement speaks of."""
    return free_symbols(definition) & frozenset().union(*map(free_symbols, rule))


class DefinedScalar(Defined, Scalar):
    """A defined scalar."""


class DefinedVector(Defined, Vector):
    """A defined vector."""


class DefinedOperator(Defined, Operator):
    """A defined operator."""


class DefinedDerivative(OfDefinition, Head):
    """The time derivative of a defined path: ``definition, time``."""


class DefinedScalarDerivative(DefinedDerivative, Scalar):
    """The time derivative of a defined scalar."""


class DefinedVectorDerivative(DefinedDerivative, Vector):
    """The time derivative of a defined vector."""


class DefinedOperatorDerivative(DefinedDerivative, Operator):
    """The time derivative of a defined operator."""


class NamedFirst(Scalar):
    """A defined scalar, printed with its value after it: ``name = value``."""


class NamedLast(Scalar):
    """A defined scalar, printed as its value with the name after it: ``value =: name``."""


def size(node: Any) -> int:
    """Return how many parts a node has, written out: what is shared, or named, counts wherever it is used."""
    counted: dict[int, int] = {}
    waiting = [node]
    while waiting:
        current = waiting[-1]
        parts = [current.value] if isinstance(current, Definition) else getattr(current, "args", ())
        missing = [part for part in parts if id(part) not in counted]
        if missing:
            waiting += missing
        else:
            waiting.pop()
            counted[id(current)] = 1 + sum(counted[id(part)] for part in parts)
    return counted[id(node)]
