"""Clauses, what a claim asserts, and what is well formed.

A clause says: for all ``variables``, if every condition holds, then the relation holds. Conditions are clauses
themselves, so that "as long as the path has stayed in the ball" can be a condition.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from proofcheck.kernel.terms import KernelError, Sort, Term, free_variables, fresh_variable, sort_of, substitute

Relation = tuple[str, Term, Term]

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
        inside = free_variables(self.relation[1]) | free_variables(self.relation[2])
        for condition in self.conditions:
            inside |= condition.free_variables()
        return inside - frozenset(self.variables)

    def substitute(self, values: Mapping[Term, Term]) -> "Clause":
        """Replace free variables, renaming bound ones where they would capture."""
        outer = {key: value for key, value in values.items() if key not in self.variables}
        captured: frozenset[Term] = frozenset().union(*(free_variables(value) for value in outer.values()))
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
    sort = sort_of(term)
    for variable in free_variables(term):
        _check_name(variable)
    return sort


def _check_name(variable: Term) -> None:
    if variable[1].startswith("#"):
        raise KernelError(f"the name {variable[1]} is reserved for the normal form")


def size(clause: Clause) -> int:
    """How many terms are in a clause, each as often as it occurs; counted up to one more than ``LARGEST``.

    >>> size(fact("<=", ("num", 1), ("exp", ("num", 1))))
    3
    """
    waiting: list[object] = [clause]
    found = 0
    while waiting and found <= LARGEST:
        current = waiting.pop()
        if isinstance(current, Clause):
            waiting += [*current.variables, *current.conditions, *current.relation[1:]]
        else:
            found += 1
            waiting += [part for part in current if type(part) is tuple] if isinstance(current, tuple) else []
    return found


def check_clause(clause: Clause) -> None:
    """Raise ``KernelError`` unless the clause is well formed, not too large, and its shapes match."""
    if type(clause) is not Clause or {type(part) for part in _parts(clause)} != {tuple} or len(clause.relation) != 3:
        raise KernelError(f"not a clause: {clause!r}")
    if size(clause) > LARGEST:
        raise KernelError(f"a clause of more than {LARGEST:,} terms")
    for variable in clause.variables:
        if type(variable) is not tuple or variable[:1] != ("var",):
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
        check_clause(condition)


def _parts(clause: Clause) -> tuple[object, object, object]:
    return clause.variables, clause.conditions, clause.relation


@dataclass(frozen=True, slots=True)
class Problem:
    """What a claim asserts: under ``hypotheses``, in dimensions that satisfy ``dimensions``, the ``goal``."""

    dimensions: tuple[tuple[str, str, str], ...]
    hypotheses: tuple[Clause, ...]
    goal: Clause
