"""Terms and clauses as plain data, for JSON: a table of terms in which each stands once, and what speaks of them.

A term stands in the table as its head and arguments, arguments that are terms by their place, which comes before its
own: ``[["num", "3/2"], ["var", "x", ["S"]], ["mul", 0, 1]]``. So the data is as large as the shared graph. What would
take boundless time or memory is refused when it is read.
"""

import re
import reprlib
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from proofcheck.kernel.clauses import LARGEST, Clause, Problem, Sizes, check_clause
from proofcheck.kernel.terms import BINDERS, KernelError, Term, need, slots

DEPTH = 5_000
"""How deep terms may be nested."""
TERMS = 1_000_000
"""In a table."""
VARIABLES = 5_000_000
"""In a table, each counted for each term in which it is free."""
ALL_SIZES = 3_000_000
"""Of the terms that data speaks of, together: each as often as it is spoken of."""

_RATIONAL = re.compile(r"-?[0-9]+(/[0-9]+)?")


class Reader:
    """Reads what a ``Writer`` wrote, which may be anybody's.

    >>> Reader([["num", "1/2"], ["exp", 0]]).decode({"term": 1})
    Term('exp', Term('num', Fraction(1, 2)))

    Arguments:
        terms: the table of terms.

    Raises:
        KernelError: this is no table of terms, or too large.
    """

    def __init__(self, terms: Any) -> None:
        need(isinstance(terms, list) and len(terms) <= TERMS, f"a table of at most {TERMS:,} terms is needed")
        self._terms: list[Term] = []
        self._depths: list[int] = []
        self._sizes = self._variables = 0
        for place, entry in enumerate(terms):
            try:
                self._add(entry)
            except (KernelError, IndexError, TypeError, ValueError, ZeroDivisionError) as error:
                raise KernelError(f"term {place} of the table, {_brief(entry)}: {error}") from error

    def _add(self, entry: Any) -> None:
        head, *parts = entry
        inside = [self._index(parts[slot - 1]) for slot in all_slots(entry)]
        depth = 1 + max((self._depths[index] for index in inside), default=0)
        need(depth <= DEPTH, f"it is nested more than {DEPTH:,} deep")
        parts = [_rational(part) for part in parts] if head == "num" else [_leaf(part) for part in parts]
        for slot, index in zip(all_slots(entry), inside, strict=True):
            parts[slot - 1] = self._terms[index]
        term = Term(head, *parts)
        self._variables += len(term.free)
        need(term.size <= LARGEST and self._variables <= VARIABLES, "it is too large")
        self._terms.append(term)
        self._depths.append(depth)

    def _index(self, place: Any) -> Any:
        if type(place) is not int or not 0 <= place < len(self._terms):
            raise KernelError(f"{_brief(place)} is not the place of an earlier term")
        return place

    def decode(self, data: Any) -> Any:
        """What was encoded, lists as tuples.

        Raises:
            KernelError: the data is not what a ``Writer`` writes, or too large.
        """
        try:
            return self._decode(data)
        except RecursionError as error:
            raise KernelError("the data is nested too deeply") from error

    def _decode(self, data: Any) -> Any:
        match data:
            case list():
                return tuple([self._decode(item) for item in data])
            case None | str() | int():
                return data
            case {"term": place, **more} if not more:
                return self._term(place)
            case {"q": number, **more} if not more:
                return _rational(number)
            case {"map": dict(items), **more} if not more:
                return {key: self._decode(item) for key, item in items.items()}
            case {"for": list(bound), "if": list(conditions), "then": [op, left, right], **more} if not more:
                variables = tuple(map(self._term, bound))
                return Clause(
                    variables, tuple(map(self._decode, conditions)), (op, self._term(left), self._term(right))
                )
        raise KernelError(f"cannot read {_brief(data)}")

    def _term(self, place: Any) -> Term:
        term: Term = self._terms[self._index(place)]
        self._sizes += term.size
        need(self._sizes <= ALL_SIZES, f"the data speaks of more than {ALL_SIZES:,} terms")
        return term


def check_format(data: Any, name: str) -> None:
    """Raise ``KernelError`` unless the data says that it has this format."""
    said = data.get("format") if isinstance(data, Mapping) else None
    need(said == name, "the format must be {!r}, not {}: check the claim again", name, _brief(said))


def read_problem(data: Mapping[str, Any], reader: Reader, dimensions: Sizes = ()) -> Problem:
    """The problem whose hypotheses and goal the data holds.

    Raises:
        KernelError: they are not well formed.
    """
    hypotheses, goal = reader.decode(data["hypotheses"]), reader.decode(data["goal"])
    need(isinstance(hypotheses, tuple), "the hypotheses of a problem are a list of clauses")
    try:
        for clause in (*hypotheses, goal):
            check_clause(clause)
    except RecursionError as error:
        raise KernelError("a clause is nested too deeply") from error
    return Problem(dimensions, hypotheses, goal)


def all_slots(term: Any) -> list[int]:
    """Where the arguments of a term stand that are terms, a bound variable among them."""
    return [*([1] if term[0] in BINDERS else []), *slots(term)]


def _leaf(data: Any) -> Any:
    """A name, a dimension, an exponent or a sort; what is wrong about it the term will say."""
    return tuple(data) if isinstance(data, list) else data


def _rational(data: Any) -> Fraction:
    try:
        need(isinstance(data, str) and _RATIONAL.fullmatch(data) is not None, "it is no number such as '-3/2'")
        return Fraction(data)
    except (ValueError, ZeroDivisionError, KernelError) as error:
        raise KernelError(f"cannot read the number {_brief(data)}: {error}") from error


def _brief(data: Any) -> str:
    return reprlib.repr(data)
