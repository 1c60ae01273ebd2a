"""Clauses, what a claim asserts, and what is well formed.

A clause says: for all ``variables``, if every condition holds, then the relation holds. Conditions are clauses
themselves, so that "as long as the path has stayed in the ball" can be a condition.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from proofcheck.kernel.interned import by_key
from proofcheck.kernel.terms import KernelError, Sort, Term, fresh_variable, substitute

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

    @property
    def key(self) -> str:
        """What orders clauses, the same in every run."""
        op, left, right = self.relation
        return repr((*map(by_key, self.variables), *map(by_key, self.conditions), op, left.key, right.key))

    def free_variables(self) -> frozenset[Term]:
        """The variables that are not bound by this clause."""
        inside = self.relation[1].free.union(self.relation[2].free, *(c.free_variables() for c in self.conditions))
        return inside.difference(self.variables)

    def substitute(self, values: Mapping[Term, Term]) -> "Clause":
        """Replace free variables, renaming bound ones where they would capture."""
        outer = {key: value for key, value in values.items() if key not in self.variables}
        captured: frozenset[Term] = frozenset().union(*(value.free for value in outer.values()))
        taken = captured | self.free_variables() | frozenset(self.variables)
        renamed: dict[Term, Term] = {}
        for variable in self.variables:
            if variable in captured:
                renamed[variable] = fresh_variable(variable, taken)
                taken |= {renamed[variable]}
        if renamed:
            fresh = tuple(renamed.get(v, v) for v in self.variables)
            inner = Clause(
                (),
                tuple(c.substitute(renamed) for c in self.conditions),
                substitute_relation(self.relation, renamed),
            )
            return Clause(fresh, inner.conditions, inner.relation).substitute(outer)
        return Clause(
            self.variables,
            tuple(c.substitute(outer) for c in self.conditions),
            substitute_relation(self.relation, outer),
        )


def substitute_relation(relation: Relation, values: Mapping[Term, Term]) -> Relation:
    """Replace free variables on both sides of a relation."""
    op, left, right = relation
    return (op, substitute(left, values), substitute(right, values))


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
    sort = term.sort
    for variable in term.free:
        _check_name(variable)
    return sort


def _check_name(variable: Term) -> None:
    if variable[1].startswith("#"):
        raise KernelError(f"the name {variable[1]} is reserved for the normal form")


def size(clause: Clause) -> int:
    """How many terms are in a clause, each as often as it occurs.

    >>> size(fact("<=", Term("dim", "n"), Term("exp", Term("dim", "n"))))
    3
    """
    _, left, right = clause.relation
    return len(clause.variables) + left.size + right.size + sum(map(size, clause.conditions))


def check_clause(clause: Clause) -> None:
    """Raise ``KernelError`` unless the clause is well formed, not too large, and its shapes match."""
    _check_form(clause)
    if size(clause) > LARGEST:
        raise KernelError(f"a clause of more than {LARGEST:,} terms")
    _check_meaning(clause)


def _check_form(clause: object) -> None:
    if type(clause) is not Clause or {type(part) for part in _parts(clause)} != {tuple} or len(clause.relation) != 3:
        raise KernelError(f"not a clause: {clause!r}")
    for part in (*clause.variables, *clause.relation[1:]):
        if type(part) is not Term:
            raise KernelError(f"not a term: {part!r}")
    for condition in clause.conditions:
        _check_form(condition)


def _check_meaning(clause: Clause) -> None:
    for variable in clause.variables:
        if variable[0] != "var":
            raise KernelError(f"not a variable: {variable!r}")
        check_term(variable)
    if len(set(clause.variables)) != len(clause.variables):
        raise KernelError("a clause binds a variable twice")
    op, left, right = clause.relation
    if type(op) is not str or op not in {"=", "<=", "<"}:
        raise KernelError(f"unknown relation {op!r}")
    left_sort, right_sort = check_term(left), check_term(right)
    if left_sort != right_sort and not {left_sort[0], right_sort[0]} <= {"S", "N"}:
        raise KernelError(f"the sides of {op} have sorts {left_sort} and {right_sort}")
    if op != "=" and left_sort[0] not in {"S", "N"}:
        raise KernelError(f"{op} relates scalars, not {left_sort}")
    for condition in clause.conditions:
        _check_meaning(condition)


def _parts(clause: Clause) -> tuple[object, object, object]:
    return clause.variables, clause.conditions, clause.relation


@dataclass(frozen=True, slots=True)
class Problem:
    """What a claim asserts: under ``hypotheses``, in dimensions that satisfy ``dimensions``, the ``goal``."""

    dimensions: Sizes
    hypotheses: tuple[Clause, ...]
    goal: Clause
