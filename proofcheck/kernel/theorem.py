"""Theorems, which only the kernel can make.

A ``Theorem`` is a clause that holds wherever its hypotheses do. ``Theorem(...)`` raises: the rules of
``proofcheck.kernel.rules`` are the only way to obtain one. Each remembers the rule and the premises that it came from,
so that a derivation can be written down, and read or replayed elsewhere.

Python has no private type: code in the same process can overwrite any object. So a theorem is only believed after its
derivation was replayed; what is refused here is every accident, and every forgery that only looks like a theorem.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NoReturn
from weakref import WeakSet

from proofcheck.kernel.calculus import Smooth, differentiated
from proofcheck.kernel.clauses import Clause, check_clause, sides
from proofcheck.kernel.terms import KernelError, need


@dataclass(frozen=True, slots=True, weakref_slot=True, init=False, eq=False, repr=False)
class Theorem:
    """A clause together with the hypotheses under which it holds, and how it was made.

    ``smooth`` says of paths how often what was said on the way to it differentiates them: it holds of such paths.

    >>> Theorem()
    Traceback (most recent call last):
    ...
    proofcheck.kernel.terms.KernelError: theorems are made by the rules of the kernel
    """

    clause: Clause
    hypotheses: frozenset[Clause]
    smooth: Smooth
    rule: str
    premises: tuple["Theorem", ...]
    arguments: Mapping[str, Any]

    def __new__(cls) -> "Theorem":
        """Refuse: only the kernel makes theorems."""
        raise KernelError("theorems are made by the rules of the kernel")

    def __init_subclass__(cls) -> NoReturn:
        """Refuse: there is one kind of theorem."""
        raise TypeError("Theorem cannot be subclassed")

    def __reduce__(self) -> NoReturn:
        """Refuse: a theorem does not travel; send its derivation, and have it replayed."""
        raise TypeError("a theorem cannot be pickled; send its derivation and replay it")

    def __repr__(self) -> str:
        return f"<theorem by {self.rule}: {self.clause.relation[0]}>"


_MADE: WeakSet[Theorem] = WeakSet()


def make_theorem(
    rule: str,
    clause: Clause,
    premises: tuple[Theorem, ...] = (),
    arguments: Mapping[str, Any] | None = None,
    hypotheses: frozenset[Clause] | None = None,
    smooth: Smooth | None = None,
) -> Theorem:
    """For the rules of the kernel alone. The hypotheses are those of the premises, unless told otherwise.

    So are the paths that were differentiated, but for those that the clause differentiates. What stands in arguments
    alone does not count: the step is right whatever number is taken for a derivative there.
    """
    check_clause(clause)
    for premise in premises:
        need(type(premise) is Theorem and premise in _MADE, "not a theorem of this kernel: {!r}", premise)
    theorem = object.__new__(Theorem)
    if hypotheses is None:
        hypotheses = frozenset().union(*(premise.hypotheses for premise in premises))
    if smooth is None:
        smooth = frozenset().union(*(premise.smooth for premise in premises))
    kept = (clause, hypotheses, smooth | differentiated(sides(clause)), rule, premises, dict(arguments or {}))
    for name, value in zip(Theorem.__annotations__, kept, strict=True):
        object.__setattr__(theorem, name, value)
    _MADE.add(theorem)
    return theorem
