"""Clauses, what a claim asserts, and what is well formed.

A clause says: for all ``variables``, if every condition holds, then the relation holds. Conditions are clauses
themselves, so that "as long as the path has stayed in the ball" can be a condition.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from proofcheck.kernel.terms import (
    NATURAL,
    SCALAR,
    KernelError,
    Sort,
    Term,
    common_sort,
    fresh_variable,
    need,
    substitute,
)

Relation = tuple[str, Term, Term]

Sizes = tuple[tuple[str, str, str], ...]  # relations between dimensions

LARGEST = 200_000
"""How many terms a clause may have, each counted as often as it occurs: substitution can double them at each step."""


@dataclass(frozen=True, slots=True)
class Clause:
    """For all ``variables``: if all ``conditions`` hold, then ``relation`` (``=``, ``<=`` or ``<``) holds."""

    variables: tuple[Term, ...]
    conditions: tuple["Clause", ...]
    relation: Relation

    def free_variables(self) -> frozenset[Term]:
        """The variables that are not bound by this clause."""
        inside = self.relation[1].free.union(self.relation[2].free, *(c.free_variables() for c in self.conditions))
        return inside.difference(self.variables)

    def mapped(self, change: Callable[[Term], Term]) -> "Clause":
        """The clause with its terms changed, the variables that it binds among them."""
        op, left, right = self.relation
        conditions = tuple(condition.mapped(change) for condition in self.conditions)
        return Clause(tuple(map(change, self.variables)), conditions, (op, change(left), change(right)))

    def substitute(self, values: Mapping[Term, Term]) -> "Clause":
        """Replace free variables, renaming bound ones where they would capture: what has none stays as it is."""
        free = self.free_variables()
        values = {key: value for key, value in values.items() if key in free}
        taken = free.union(self.variables, *(value.free for value in values.values()))
        for variable in [bound for bound in self.variables if any(bound in value.free for value in values.values())]:
            values[variable] = fresh_variable(variable, taken)
            taken |= {values[variable]}
        op, left, right = self.relation
        return Clause(
            tuple(values.get(variable, variable) for variable in self.variables),
            tuple(condition.substitute(values) for condition in self.conditions),
            (op, substitute(left, values), substitute(right, values)),
        )


def fact(op: str, left: Term, right: Term) -> Clause:
    """The clause without variables or conditions that says ``left op right``."""
    return Clause((), (), (op, left, right))


def sides(clause: Clause) -> Iterator[Term]:
    """The terms that a clause relates, and those that its conditions relate."""
    yield from clause.relation[1:]
    for condition in clause.conditions:
        yield from sides(condition)


def check_term(term: Term) -> Sort:
    """The sort of a term that comes from outside.

    Raises:
        KernelError: the term is not well formed, or has a free variable that is reserved for the normal form.
    """
    for variable in term.free:
        if variable[1][0] == "#":
            raise KernelError("names that begin with # are reserved for the normal form")
    return term.sort


def size(clause: Clause) -> int:
    """How many terms are in a clause, each as often as it occurs.

    >>> size(fact("<=", Term("dim", "n"), Term("exp", Term("dim", "n"))))
    3
    """
    _, left, right = clause.relation
    return len(clause.variables) + left.size + right.size + sum(map(size, clause.conditions))


def check_clause(clause: Any) -> None:
    """Raise ``KernelError`` unless the clause is well formed, not too large, and its shapes match."""
    _check(clause)
    need(size(clause) <= LARGEST, f"a clause of more than {LARGEST:,} terms")


def _check(clause: Any) -> None:
    parts = (clause.variables, clause.conditions, clause.relation) if type(clause) is Clause else ()
    need({type(part) for part in parts} == {tuple} and len(clause.relation) == 3, "not a clause: {!r}", clause)
    op, left, right = clause.relation
    for term in (*clause.variables, left, right):
        need(type(term) is Term, "not a term: {!r}", term)
        check_term(term)
    need(all(variable[0] == "var" for variable in clause.variables), "what a clause binds is not a variable")
    need(len(set(clause.variables)) == len(clause.variables), "a clause binds a variable twice")
    need(type(op) is str and op in {"=", "<=", "<"}, "unknown relation {!r}", op)
    sort = common_sort(left.sort, right.sort)
    need(op == "=" or sort in {SCALAR, NATURAL}, "{} relates scalars, not {}", op, sort)
    for condition in clause.conditions:
        _check(condition)


@dataclass(frozen=True, slots=True)
class Problem:
    """What a claim asserts: under ``hypotheses``, in dimensions that satisfy ``dimensions``, the ``goal``."""

    dimensions: Sizes
    hypotheses: tuple[Clause, ...]
    goal: Clause
