"""Terms and clauses written as the plain data that ``proofcheck.evidence.reading`` reads."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from proofcheck.evidence.reading import all_slots
from proofcheck.kernel.clauses import Clause
from proofcheck.kernel.terms import KernelError, Term


class Writer:
    """Writes terms and clauses as data.

    >>> writer = Writer()
    >>> x = Term("var", "x", ("S",))
    >>> writer.encode(Term("exp", Term("add", x, x))), writer.terms
    ({'term': 2}, [['var', 'x', ('S',)], ['add', 0, 0], ['exp', 1]])

    Attributes:
        terms: the table of the terms that were written.
    """

    def __init__(self) -> None:
        self.terms: list[list[Any]] = []
        self._places: dict[Term, int] = {}

    def encode(self, value: Any) -> Any:
        """A term, a clause or the arguments of a rule as JSON data."""
        if isinstance(value, Term):
            return {"term": self._place(value)}
        if isinstance(value, Fraction):
            return {"q": str(value)}
        if isinstance(value, Clause):
            op, left, right = value.relation
            return {
                "for": [self._place(variable) for variable in value.variables],
                "if": [self.encode(condition) for condition in value.conditions],
                "then": [op, self._place(left), self._place(right)],
            }
        if isinstance(value, Mapping):
            return {"map": {key: self.encode(item) for key, item in value.items()}}
        if isinstance(value, list | tuple):
            return [self.encode(item) for item in value]
        if value is None or isinstance(value, str | int):
            return value
        raise KernelError(f"cannot write {value!r}")

    def _place(self, term: Term) -> int:
        waiting = [term]
        while waiting:
            current = waiting[-1]
            parts = [] if current in self._places else [current[slot] for slot in all_slots(current)]
            missing = [part for part in parts if part not in self._places]
            waiting += missing
            if not missing:
                self._enter(waiting.pop())
        return self._places[term]

    def _enter(self, term: Term) -> None:
        if term in self._places:
            return
        parts = list(term)
        for slot in all_slots(term):
            parts[slot] = self._places[term[slot]]
        self._places[term] = len(self.terms)
        self.terms.append(["num", str(term[1])] if term[0] == "num" else parts)
