"""The table of functions of one number: how each is written, and what it means to the kernel.

The kernel knows ``exp``, ``log``, ``sin`` and ``cos``; the others are put together from them, so what is proved of them
rests on no rule of their own. A new function is a new entry.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar

from proofcheck.kernel.terms import ONE, ZERO, Term, neg, num, sub
from proofcheck.lang.expressions import Expression, Scalar, expression


@dataclass(frozen=True, slots=True)
class Function:
    """An entry: its name in Python and in text, its command in LaTeX, and its value as a term.

    Attributes:
        positive: it has a value for positive numbers only.
        at_least: a number that it is never below; ``strict`` if it is never that either.
    """

    name: str
    latex: str
    meaning: Callable[[Term], Term]
    positive: bool = False
    at_least: int | None = None
    strict: bool = False


class FunctionValue(Scalar):
    """The value of one of the functions of the table."""

    function: ClassVar[Function]


def _exp(a: Term) -> Term:
    return Term("exp", a)


def _half(a: Term) -> Term:
    return Term("mul", num("1/2"), a)


def _tanh(a: Term) -> Term:
    square = _exp(Term("mul", num(2), a))
    return Term("div", sub(square, ONE), Term("add", square, ONE))


class Log(FunctionValue):
    """The natural logarithm of a positive number."""

    function = Function("log", r"\log", lambda a: Term("log", a), positive=True)


class Sin(FunctionValue):
    """The sine."""

    function = Function("sin", r"\sin", lambda a: Term("sin", a))


class Cos(FunctionValue):
    """The cosine."""

    function = Function("cos", r"\cos", lambda a: Term("cos", a))


class Sinh(FunctionValue):
    """``(e^a - e^-a) / 2``."""

    function = Function("sinh", r"\sinh", lambda a: _half(sub(_exp(a), _exp(neg(a)))))


class Cosh(FunctionValue):
    """``(e^a + e^-a) / 2``."""

    function = Function("cosh", r"\cosh", lambda a: _half(Term("add", _exp(a), _exp(neg(a)))), at_least=0, strict=True)


class Tanh(FunctionValue):
    """``(e^2a - 1) / (e^2a + 1)``."""

    function = Function("tanh", r"\tanh", _tanh)


class Sigmoid(FunctionValue):
    """The logistic function ``1 / (1 + e^-a)``."""

    function = Function(
        "sigmoid",
        r"\operatorname{sigmoid}",
        lambda a: Term("div", ONE, Term("add", ONE, _exp(neg(a)))),
        at_least=0,
        strict=True,
    )


class Softplus(FunctionValue):
    """``log(1 + e^a)``."""

    function = Function(
        "softplus",
        r"\operatorname{softplus}",
        lambda a: Term("log", Term("add", ONE, _exp(a))),
        at_least=0,
        strict=True,
    )


class Relu(FunctionValue):
    """The positive part ``max(a, 0)``."""

    function = Function("relu", r"\operatorname{ReLU}", lambda a: Term("max", a, ZERO), at_least=0)


class Absolute(FunctionValue):
    """The absolute value ``max(a, -a)``."""

    function = Function("absolute", "", lambda a: Term("max", a, neg(a)), at_least=0)


def indicator(op: str, left: Term, right: Term) -> Term:
    """The number that is 1 where a relation holds, and 0 elsewhere.

    1 where a number is positive is its positive part by itself, and all other indicators come of this one.
    """
    if op in {"=", "!="}:
        equal = are_equal(left, right)
        return equal if op == "=" else sub(ONE, equal)
    gap = sub(right, left) if op in {"<", ">="} else sub(left, right)
    return _is_positive(gap) if op in {"<", ">"} else sub(ONE, _is_positive(gap))


def _is_positive(number: Term) -> Term:
    positive = Term("max", number, ZERO)
    return Term("div", positive, positive)


def are_equal(left: Term, right: Term) -> Term:
    """The number that is 1 where two numbers, vectors or operators are equal, and 0 elsewhere."""
    gap = left if right == ZERO else sub(left, right)
    if gap.sort[0] in {"V", "O"}:
        return sub(ONE, _is_positive(Term("norm", gap)))
    return Term("mul", sub(ONE, _is_positive(gap)), sub(ONE, _is_positive(neg(gap))))


FUNCTIONS: dict[str, type[FunctionValue]] = {
    kind.function.name: kind for kind in (Log, Sin, Cos, Sinh, Cosh, Tanh, Sigmoid, Softplus, Relu, Absolute)
}


def _value(name: str, a: Any) -> Expression:
    return FUNCTIONS[name](expression(a, f"the argument of {name}"))


def log(a: Any) -> Expression:
    """Return the natural logarithm of a scalar; that it is positive is a tacit hypothesis, if nothing says so."""
    return _value("log", a)


def sin(a: Any) -> Expression:
    """Return the sine of a scalar."""
    return _value("sin", a)


def cos(a: Any) -> Expression:
    """Return the cosine of a scalar."""
    return _value("cos", a)


def sinh(a: Any) -> Expression:
    """Return the hyperbolic sine of a scalar."""
    return _value("sinh", a)


def cosh(a: Any) -> Expression:
    """Return the hyperbolic cosine of a scalar."""
    return _value("cosh", a)


def tanh(a: Any) -> Expression:
    """Return the hyperbolic tangent of a scalar."""
    return _value("tanh", a)


def sigmoid(a: Any) -> Expression:
    """Return the logistic function ``1 / (1 + exp(-a))`` of a scalar."""
    return _value("sigmoid", a)


def softplus(a: Any) -> Expression:
    """Return ``log(1 + exp(a))`` of a scalar."""
    return _value("softplus", a)


def relu(a: Any) -> Expression:
    """Return the positive part of a scalar, the larger one of it and 0."""
    return _value("relu", a)


def absolute(a: Any) -> Expression:
    """Return the absolute value of a scalar."""
    return _value("absolute", a)
