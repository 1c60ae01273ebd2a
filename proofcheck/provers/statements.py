"""Theorems read as statements: all that they bind set free, to be read as other objects."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from proofcheck.kernel import rules
from proofcheck.kernel.clauses import Clause, Problem, Relation
from proofcheck.kernel.interned import by_key
from proofcheck.kernel.terms import FUNCTIONS, KernelError, Sort, Term, fresh_variable, slots, substitute, subterms
from proofcheck.kernel.theorem import Theorem
from proofcheck.provers.forms import is_scalar_variable
from proofcheck.provers.matching import (
    TIME,
    Reading,
)

NAMED = FUNCTIONS | {"path", "dpath"}
"""The heads of terms that carry the name of a path or a function."""


@dataclass(frozen=True, slots=True)
class Statement:
    """A theorem with all that it binds set free, its variables called as nowhere else; ``origin`` tells how before."""

    theorem: Theorem
    origin: dict[Term, str]

    @property
    def relation(self) -> Relation:
        """What the statement says."""
        return self.theorem.clause.relation

    @property
    def variables(self) -> frozenset[Term]:
        """The variables that may be read as other terms."""
        return frozenset(self.origin)

    @property
    def names(self) -> frozenset[str]:
        """Their names."""
        return frozenset(variable[1] for variable in self.origin)

    @property
    def hypotheses(self) -> list[Clause]:
        """The hypotheses, those that are easy to show first."""
        return sorted(self.theorem.hypotheses, key=difficulty)


def stated(theorem: Theorem, taken: Iterable[Term]) -> Statement | None:
    """A theorem as a statement, its variables called like none of those that are taken; ``None`` if that fails."""
    names = {variable[1] for variable in taken}
    origin: dict[Term, str] = {}

    def renamed(variables: Iterable[Term]) -> list[tuple[Term, Term]]:
        pairs = []
        for variable in variables:
            name, number = variable[1], len(origin)
            while f"{name}~{number}" in names:
                number += 1
            fresh = Term("var", f"{name}~{number}", variable[2])
            origin[fresh] = name
            pairs.append((variable, fresh))
        return pairs

    clause = theorem.clause
    try:
        bound = renamed(clause.variables)
        body = Clause((), clause.conditions, clause.relation).substitute(dict(bound))
        premises = [rules.assume([], condition) for condition in body.conditions]
        plain = rules.instantiate([theorem, *premises], bound)
        clauses = (*plain.hypotheses, plain.clause)
        free = frozenset().union(*(clause.free_variables() for clause in clauses)) - frozenset(origin)
        return Statement(rules.specialize([plain], renamed(sorted(free, key=by_key)), []), origin)
    except KernelError:
        return None


def read_objects(theorem: Theorem, reading: Reading) -> Theorem:
    """A theorem in other dimensions, for other functions and other paths."""
    dimensions = [(n, m) for n, m in reading.dimensions.items() if n != m]
    functions = [(f, g) for f, g in reading.functions.items() if f != g]
    if dimensions or functions:
        theorem = rules.rename([theorem], dimensions, functions)
    paths = [
        (name, reading.sort(sort), TIME, body)
        for (name, sort), body in reading.paths.items()
        if body != Term("path", name, sort, TIME)
    ]
    return rules.specialize([theorem], [], paths) if paths else theorem


def clause_key(clause: Clause) -> str:
    """What orders clauses, the same in every run."""
    op, left, right = clause.relation
    return repr((*map(by_key, clause.variables), *map(clause_key, clause.conditions), op, left.key, right.key))


def as_it_stands(theorem: Theorem, problem: Problem) -> Theorem | None:
    """A theorem with those of its hypotheses that a problem lacks as conditions, for all that only it speaks of."""
    extra = tuple(sorted(theorem.hypotheses - frozenset(problem.hypotheses), key=clause_key))
    kept = theorem.hypotheses - frozenset(extra)
    own = theorem.clause.free_variables().union(*(clause.free_variables() for clause in extra))
    fixed = (*kept, *problem.hypotheses, problem.goal)
    foreign = own.difference(*(clause.free_variables() for clause in fixed))
    try:
        return rules.generalize([theorem], sorted(foreign, key=by_key), extra)
    except KernelError:
        return None


def at_all_times(theorem: Theorem) -> Theorem:
    """A theorem for all values of the numbers of which its hypotheses only say in which range they are."""
    ranges: dict[Term, list[Clause]] = {}
    for variable in sorted(filter(is_scalar_variable, theorem.clause.free_variables()), key=by_key):
        about = [h for h in theorem.hypotheses if variable in h.free_variables()]
        if about and all(h.free_variables() == {variable} and not h.variables for h in about):
            ranges[variable] = sorted(about, key=clause_key)
    conditions = [condition for found in ranges.values() for condition in found]
    return rules.generalize([theorem], list(ranges), conditions) if ranges else theorem


def paths_in(clause: Clause) -> set[tuple[str, Sort]]:
    """The paths in a clause, each with its sort."""
    found = {p[1:3] for side in clause.relation[1:] for p in subterms(side) if p[0] in {"path", "dpath"}}
    return found.union(*map(paths_in, clause.conditions))


def names_in(clause: Clause) -> set[str]:
    """The names of the paths and functions in a clause."""
    names = {part[1] for side in clause.relation[1:] for part in subterms(side) if part[0] in NAMED}
    return names.union(*map(names_in, clause.conditions))


def difficulty(clause: Clause) -> tuple[Any, ...]:
    """How hard a clause is to show, for sorting."""
    return (len(clause.variables), len(clause.conditions), clause.relation[1].size, clause_key(clause))


def clear_of_limits(term: Term) -> Term:
    """A term in which no bound variable is called as a variable in the limits of its own binder."""
    parts = list(term)
    for slot in slots(term):
        parts[slot] = clear_of_limits(term[slot])
    if term[0] in {"int", "inf", "sum", "prod"}:
        outside = term[2].free | term[3].free
        if term[1] in outside:
            parts[1] = fresh_variable(term[1], outside | term[4].free)
            parts[4] = substitute(parts[4], {term[1]: parts[1]})
    return Term(*parts)
