"""Where a kernel term is evaluated, and what its value is there: arrays of exact or enclosed numbers, and functions."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from proofcheck.kernel.terms import Sort, Term
from proofcheck.models.instance import Instance
from proofcheck.models.interval import Interval
from proofcheck.models.positivity import Ranges
from proofcheck.models.scalars import Scalar, number

TIME = "t"
"""The indeterminate of closed forms."""


@dataclass(frozen=True, slots=True)
class Array:
    """The value of a term: its shape (``()``, ``(n,)`` or ``(n, p)``) and its entries, row by row."""

    shape: tuple[int, ...]
    entries: tuple[Scalar, ...]

    @property
    def scalar(self) -> Scalar:
        """The one entry of a scalar."""
        return self.entries[0]

    @property
    def rows(self) -> list[tuple[Scalar, ...]]:
        """The rows of an operator."""
        width = self.shape[1]
        return [self.entries[i : i + width] for i in range(0, len(self.entries), width)]


def scalar(x: Scalar) -> Array:
    """The scalar ``x`` as an array."""
    return Array((), (x,))


@dataclass(frozen=True, slots=True)
class Scope:
    """Where a term is evaluated: values of bound variables, and the state of a system that is being set up."""

    values: Mapping[Term, Array] = field(default_factory=dict)
    states: Mapping[str, tuple[Scalar, Array]] = field(default_factory=dict)
    ranges: Ranges = field(default_factory=dict)
    level: int = 0
    waves: "tuple[Wave, ...]" = ()
    """What is moved along with a system, for the sines and cosines in it."""

    def bind(self, variable: Term, value: Array) -> "Scope":
        """The scope in which ``variable`` has the given value."""
        return replace(self, values={**self.values, variable: value})

    def only(self, variable: Term, value: Array) -> "Scope":
        """The scope for the body of a hypothesis about all values of one variable: it sees no other bound one."""
        return replace(self, values={variable: value})

    def within(self, name: str, low: Interval, high: Interval | None) -> "Scope":
        """The scope in which the indeterminate ``name`` is known to lie between two numbers."""
        return replace(self, ranges={**self.ranges, name: (low, high)})


@dataclass(frozen=True, slots=True)
class Wave:
    """A function of time, and the indeterminates that stand for its sine and its cosine."""

    argument: Scalar
    sine: Scalar
    cosine: Scalar


TOP = Scope()
"""Where nothing is bound."""


class Evaluator(ABC):
    """What has a value for every term, at an instance."""

    instance: Instance

    @abstractmethod
    def value(self, term: Term, scope: Scope = TOP) -> Array:
        """The value of ``term``."""

    @abstractmethod
    def indeterminates(self, sort: Sort, count: int | None = None) -> Array:
        """New indeterminates in the shape of a sort."""

    @abstractmethod
    def enclosed_integral(self, variable: Term, body: Term, low: Scalar, high: Scalar, scope: Scope) -> Array:
        """The integral of what has no closed form."""

    def number(self, term: Term, scope: Scope = TOP) -> Interval:
        """The value of a scalar term that depends on nothing."""
        return number(self.value(term, scope).scalar)
