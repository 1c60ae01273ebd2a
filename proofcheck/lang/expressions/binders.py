"""What binds variables: extrema, integrals, sums, means, gradients and derivatives."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any, ClassVar

from sympy import Basic

from proofcheck.lang.expressions.arithmetic import Expression, Head, Operator, Scalar, Vector
from proofcheck.lang.expressions.nodes import LanguageError, Scoped, free_symbols
from proofcheck.lang.expressions.symbols import ScalarSymbol, SuppressedValue, draw_of


def fresh_symbol(symbol: Any, taken: Collection[str]) -> Any:
    """Return a symbol of the same kind whose name is not taken: the name, with a prime or several."""
    name = symbol.name
    while name in taken:
        name += "'"
    return renamed(symbol, name)


def renamed(symbol: Any, name: str) -> Any:
    """Return a symbol of the same kind with another name."""
    if isinstance(symbol, ScalarSymbol):
        return ScalarSymbol(name, **symbol._assumptions_orig)
    return symbol.func(name, *symbol._content()[1:])


class Binding(Scoped):
    """What binds variables. A bound variable is renamed where it would capture what is put for a free symbol."""

    func: Any

    def _bound(self) -> frozenset[Any]:
        """The variables that are bound."""
        raise NotImplementedError

    def _inside(self) -> Collection[int]:
        """The places of the arguments in which they are bound."""
        raise NotImplementedError

    def _free_here(self) -> frozenset[Any]:
        bound, inside = self._bound(), self._inside()
        parts = [free_symbols(a) - bound if i in inside else free_symbols(a) for i, a in enumerate(self.args)]
        return frozenset().union(*parts)

    def _eval_subs(self, old: Basic, new: Basic) -> Any:
        return self._xreplace({old: new})[0]

    def _xreplace(self, rule: Mapping[Any, Any]) -> tuple[Any, bool]:
        if self in rule:
            return rule[self], True
        inside = self._inside()
        kept, renamed = self._apart(rule)
        made = [
            argument.xreplace(renamed).xreplace(kept) if place in inside else argument.xreplace(rule)
            for place, argument in enumerate(self.args)
        ]
        changed = any(new is not old for new, old in zip(made, self.args, strict=True))
        return (self.func(*made), True) if changed else (self, False)

    def _apart(self, rule: Mapping[Any, Any]) -> tuple[dict[Any, Any], dict[Any, Any]]:
        """What is replaced where the variables are bound, and new names for those that would capture something."""
        bound = self._bound()
        kept = {old: new for old, new in rule.items() if not free_symbols(old) & bound}
        there = frozenset().union(*(free_symbols(self.args[place]) for place in self._inside()))
        coming = frozenset().union(*(free_symbols(new) for old, new in kept.items() if free_symbols(old) <= there))
        names = {symbol.name for symbol in coming}
        taken = names | {symbol.name for symbol in there.union(*map(free_symbols, kept))}
        renamed = {}
        for variable in sorted(bound, key=lambda symbol: str(symbol.name)):
            if variable.name in names:
                renamed[variable] = fresh_symbol(variable, taken)
                taken.add(renamed[variable].name)
        return kept, renamed


class Binder(Binding, Expression):
    """An expression with a bound variable in front; ``body_slot`` says which argument it is bound in."""

    body_slot: ClassVar[int] = 3

    @property
    def variable(self) -> Any:
        """The bound variable."""
        return self.args[0]

    @property
    def body(self) -> Any:
        """What the variable is bound in."""
        return self.args[self.body_slot]

    def _bound(self) -> frozenset[Any]:
        return frozenset({self.variable})

    def _inside(self) -> Collection[int]:
        return {0, self.body_slot}


class IntervalExtremum(Binder, Scalar):
    """An extremum of a scalar over an interval: ``variable, low, high, body``."""


class Infimum(IntervalExtremum):
    """The infimum over an interval."""


class Supremum(IntervalExtremum):
    """The supremum over an interval."""


class SphereExtremum(Binder, Scalar):
    """An extremum of a scalar over the unit vectors: ``variable, body``."""

    body_slot = 1


class SphereMinimum(SphereExtremum):
    """The minimum over the unit vectors."""


class SphereMaximum(SphereExtremum):
    """The maximum over the unit vectors."""


class TimeIntegral(Binder, Head):
    """The integral over a time interval: ``variable, low, high, body``."""


class ScalarIntegral(TimeIntegral, Scalar):
    """The integral of a scalar."""


class VectorIntegral(TimeIntegral, Vector):
    """The integral of a vector."""


class Infinity(Scalar):
    """No number: where what has no end goes to, an integral, a sum or a limit."""


class Limit(Binder, Head):
    """What is approached as a number or a time grows beyond all bounds: ``variable, body``."""

    body_slot = 1


class ScalarLimit(Limit, Scalar):
    """The limit of a scalar."""


class VectorLimit(Limit, Vector):
    """The limit of a vector."""


class Ranged(Binder):
    """What runs over natural numbers: ``variable, low, high, body``."""


class FiniteProduct(Ranged, Scalar):
    """The product of scalars over the natural numbers from low to high: ``variable, low, high, body``."""


class Summation(Ranged, Head):
    """The sum over the natural numbers from low to high: ``variable, low, high, body``."""


class ScalarSummation(Summation, Scalar):
    """A sum of scalars over a range."""


class VectorSummation(Summation, Vector):
    """A sum of vectors over a range."""


class OperatorSummation(Summation, Operator):
    """A sum of operators over a range."""


class Mean(Binder):
    """A mean over outcomes of what is random; the variable stands for an outcome."""

    body_slot = 1


class Expectation(Mean, Head):
    """The mean over all outcomes of what is random: ``variable, body``."""


class Probability(Expectation, Scalar):
    """The mean of the indicator of an event, written as its probability."""


class ScalarExpectation(Expectation, Scalar):
    """The mean of a random scalar."""


class VectorExpectation(Expectation, Vector):
    """The mean of a random vector."""


class OperatorExpectation(Expectation, Operator):
    """The mean of a random operator."""


class JointExpectation(Mean, Head):
    """The mean over one of several draws, inside of the mean over the others: written as one with that."""


class ScalarJointExpectation(JointExpectation, Scalar):
    """That of a random scalar."""


class VectorJointExpectation(JointExpectation, Vector):
    """That of a random vector."""


class OperatorJointExpectation(JointExpectation, Operator):
    """That of a random operator."""


class ConditionalExpectation(Mean, Head):
    """The mean over the outcomes at which something drawn together with it is as it is: ``variable, body, known``."""

    @property
    def known(self) -> Any:
        """What is given; it stays random."""
        return self.args[2]


class ScalarConditionalExpectation(ConditionalExpectation, Scalar):
    """That of a random scalar."""


class VectorConditionalExpectation(ConditionalExpectation, Vector):
    """That of a random vector."""


class OperatorConditionalExpectation(ConditionalExpectation, Operator):
    """That of a random operator."""


class NablaAt(Binder, Vector):
    """The gradient of a scalar in a vector variable at a point: ``variable, body, at``."""

    body_slot = 1

    @property
    def at(self) -> Any:
        """The point."""
        return self.args[2]


class TimeDerivative(Head):
    """``d/dt body``, at t: its time can be given a name that does not occur in it, nothing else put in its place."""

    def _eval_subs(self, old: Basic, new: Basic) -> Any:
        return self._xreplace({old: new})[0]

    def _xreplace(self, rule: Mapping[Any, Any]) -> tuple[Any, bool]:
        if self in rule:
            return rule[self], True
        time, body = self.args
        new = rule.get(time, time)
        others = {old: value for old, value in rule.items() if old != time and free_symbols(old) <= free_symbols(body)}
        coming = frozenset().union(*map(free_symbols, others.values()))
        if not isinstance(new, ScalarSymbol) or new in coming or new in free_symbols(body) - {time}:
            what = new if time in rule else ", ".join(map(str, others.values()))
            raise LanguageError(f"{what} was put into {self}, a derivative at {new}: carry the derivative out first.")
        if new == time and not others:
            return self, False
        return self.func(new, body.xreplace({**others, time: new})), True


class ScalarDerivative(TimeDerivative, Scalar):
    """The time derivative of a scalar."""


class VectorDerivative(TimeDerivative, Vector):
    """The time derivative of a vector."""


class OperatorDerivative(TimeDerivative, Operator):
    """The time derivative of an operator."""


def is_random(node: Any) -> bool:
    """Whether an expression is what was declared as random."""
    return isinstance(node, SuppressedValue) and draw_of(node.args[1]) is not None


def outcomes_in(node: Any) -> list[Any]:
    """Return the outcomes that an expression or assertion speaks of, by their names."""
    found = (symbol for symbol in free_symbols(node) if draw_of(symbol) is not None)
    return sorted(found, key=lambda symbol: symbol.name)


def drawn_parts(node: Any) -> Iterator[Any]:
    """Yield what is random in an expression or assertion, by its name, through definitions too."""
    return filter(is_random, all_parts(node))


def all_parts(node: Any) -> Iterator[Any]:
    """Yield an expression or assertion and everything in it, through definitions too."""
    waiting = [node]
    while waiting:
        current = waiting.pop()
        yield current
        waiting += current.parts() if isinstance(current, Scoped) else ()


def random_parts(node: Any) -> Iterator[Any]:
    """Yield those of them that are still random, no mean inside of it being taken over them."""
    waiting: list[tuple[Any, frozenset[Any]]] = [(node, frozenset())]
    while waiting:
        current, bound = waiting.pop()
        if is_random(current) and current.args[1] not in bound:
            yield current
        waiting += [(current.known, bound)] if isinstance(current, ConditionalExpectation) else []
        if isinstance(current, Binder):
            bound |= {current.variable}
        waiting += [(part, bound) for part in current.parts()] if isinstance(current, Scoped) else ()
