"""The normal form of a term, under facts: each head has its step."""

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from proofcheck.kernel.normal.binders import Binders
from proofcheck.kernel.normal.combinations import Combination, added
from proofcheck.kernel.normal.operators import columns
from proofcheck.kernel.normal.polynomials import Poly, constant, multiply
from proofcheck.kernel.terms import FUNCTIONS, VALUES, KernelError, Term, need

_MAX_REMEMBERED = 100  # terms of a normal form that is kept for the next time


class Normalizer(Binders):
    """Turns terms into normal forms, under theorems that state signs and equations.

    Arguments:
        facts: theorems without variables or conditions. ``0 < a``, ``0 <= a`` give the sign of ``a``; an equation
            between vectors or operators whose left side is atomic is substituted from left to right.
    """

    def _form(self, term: Term) -> Any:
        """The normal form as it is kept, which is not to be changed."""
        found = self._cache.get(term)
        if found is None:
            found = self._form_without_facts(term)
            self._cache[term] = found = self._worked_out(term) if found is None else found
        return found

    def _form_without_facts(self, term: Term) -> Any:
        """The normal form that a term has without any facts, if there are none about what it depends on."""
        found = _without_facts(term)
        tables = (self._signs, self._nonzero, self._equations)
        form, asked = found or (None, frozenset())
        if found is None or not all(asked.isdisjoint(table) for table in tables):
            return None
        self._asked |= asked
        return form

    def _worked_out(self, term: Term) -> Any:
        steps = _SCALAR_STEPS if term.sort[0] in "SN" else _LINEAR_STEPS
        need(term[0] in steps, "no normal form for {}", term[0])
        return steps[term[0]](self, term)


_SCALAR_STEPS: dict[str, Callable[[Normalizer, Term], Poly]] = {
    "num": lambda self, term: constant(term[1]),
    "dim": Normalizer._dimension,
    **dict.fromkeys(("var", "path", "dpath", *VALUES), lambda self, term: self._atomic(self._named(term))),
    "add": Normalizer._sum,
    "mul": Normalizer._product,
    "div": lambda self, term: multiply(self.scalar(term[1]), self._inverse(self.scalar(term[2]))),
    "pow": Normalizer._power,
    "powi": Normalizer._symbolic_power,
    "sqrt": lambda self, term: self._root(self.scalar(term[1])),
    "exp": Normalizer._exponential,
    "log": lambda self, term: self._log(self.scalar(term[1])),
    **dict.fromkeys(("sin", "cos"), Normalizer._wave),
    "max": Normalizer._maximum,
    "min": Normalizer._minimum,
    "inner": lambda self, term: self._inner(self._form(term[1]), self._form(term[2]), columns(term[1])),
    "norm": Normalizer._norm,
    **dict.fromkeys(("opnorm", "smin", "lmin", "lmax"), Normalizer._extreme_value),
    **dict.fromkeys(("sum", "prod", "expect", "int"), Normalizer._functional),
    **dict.fromkeys(("inf", "minS"), Normalizer._least_value),
    "d": Normalizer._time_derivative,
}
"""What is done with scalar terms, by their heads."""

_LINEAR_STEPS: dict[str, Callable[[Normalizer, Term], Combination]] = {
    **dict.fromkeys(("var", "path", "dpath", "basis", *FUNCTIONS), Normalizer._linear_atom),
    "id": lambda self, term: {(): constant(1)},
    "add": lambda self, term: added(self._form(part) for part in term[1:]),
    **dict.fromkeys(("mul", "div"), Normalizer._multiple),
    "dot": lambda self, term: self._composed(self._form(term[1]), self._form(term[2])),
    "tr": lambda self, term: self._transposed(self.form(term[1])),
    "inv": lambda self, term: self._inverse_operator(self.form(term[1]), term.sort[1]),
    "outer": lambda self, term: self._composed(self._form(term[1]), self._transposed(self._form(term[2]))),
    **dict.fromkeys(("sum", "expect", "int"), Normalizer._functional),
    "d": Normalizer._time_derivative,
    "grad": Normalizer._gradient,
}
"""What is done with vectors and operators."""


@lru_cache(maxsize=10_000)
def _without_facts(term: Term) -> tuple[Any, frozenset[Any]] | None:
    """The normal form of a term without facts, and what facts were asked about.

    Nothing where that is too large to be remembered, or there is none: each term is refused once, not once for each
    term around it.
    """
    normalizer = Normalizer()
    try:
        form = normalizer._worked_out(term)
    except KernelError:
        return None
    small = len(form) + len(normalizer._asked) <= _MAX_REMEMBERED
    return (form, frozenset(normalizer._asked)) if small else None
