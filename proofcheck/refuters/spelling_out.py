"""What a clause says at some numbers, where members of sequences are written as variables of their own."""

from collections.abc import Callable, Mapping
from fractions import Fraction
from math import prod

from proofcheck.kernel.clauses import Clause, fact
from proofcheck.kernel.terms import Term, num, substitute
from proofcheck.models.scalars import NotConfirmed


def clause_at(clause: Clause, numbers: Mapping[Term, Term], written: Callable[[Term], Term]) -> Clause | None:
    """The clause for some numbers, without the conditions that hold there; ``None`` where one does not.

    Arguments:
        written: a term as it is written for these numbers.

    Raises:
        NotConfirmed: a condition binds something.
    """
    rest = tuple(v for v in clause.variables if v not in numbers)
    conditions = []
    for condition in clause.conditions:
        if condition.variables or condition.conditions:
            raise NotConfirmed("a condition that binds something")
        op, left, right = condition.relation
        left, right = written(left), written(right)
        a, b = value_of(left), value_of(right)
        if a is None or b is None:
            conditions.append(fact(op, left, right))
        elif not {"<=": a <= b, "<": a < b, "=": a == b}[op]:
            return None
    op, left, right = clause.relation
    return Clause(rest, tuple(conditions), (op, written(left), written(right)))


def index_of(term: Term) -> int:
    """The natural number that an index is.

    Raises:
        NotConfirmed: it is not known, or negative.
    """
    value = value_of(term)
    if value is None or value.denominator != 1 or value < 0:
        raise NotConfirmed("an index is not known")
    return int(value)


def total_of(variable: Term, span: range, body: Term, written: Callable[[Term], Term], join: str = "add") -> Term:
    """A sum, or with ``mul`` a product, over some numbers, written out.

    Raises:
        NotConfirmed: there are none, and what is added up is no number.
    """
    parts = [written(substitute(body, {variable: num(k)})) for k in span]
    if not parts and body.sort[0] not in "SN":
        raise NotConfirmed("an empty sum of vectors")
    found = Term(join, *parts) if len(parts) > 1 else parts[0] if parts else num(int(join == "mul"))
    value = value_of(found)
    return found if value is None else num(value)


JOINED = {"sum": "add", "prod": "mul"}
"""How what runs over a range is written out."""


def value_of(term: Term) -> Fraction | None:
    """The number that a term of numbers is."""
    if term[0] == "num":
        return Fraction(term[1])
    if term[0] == "pow" and term[2] >= 0:
        base = value_of(term[1])
        return None if base is None else base ** term[2]
    if term[0] not in {"add", "mul", "div"}:
        return None
    parts = [value_of(part) for part in term[1:]]
    known = [x for x in parts if x is not None]
    if len(known) < len(parts):
        return None
    if term[0] == "div":
        return known[0] / known[1] if known[1] else Fraction(0)
    return sum(known, start=Fraction(0)) if term[0] == "add" else prod(known, start=Fraction(1))
