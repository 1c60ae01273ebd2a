"""The tactic for what is known of unit vectors: of u, it says something of u / |u|, unless u is 0."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from proofcheck.kernel import rules
from proofcheck.kernel.clauses import Relation, fact
from proofcheck.kernel.terms import ONE, ZERO, Term, neg
from proofcheck.kernel.theorem import Theorem
from proofcheck.provers.arithmetic import Facts
from proofcheck.provers.engine import Search, attempted
from proofcheck.provers.instances import open_subterms
from proofcheck.provers.library import frobenius, orders, zeros
from proofcheck.provers.saturation import by_arithmetic

MOST_LENGTHS = 2
"""Vectors whose directions are looked at."""


def by_direction(search: Search, relation: Relation) -> Theorem | None:
    """The relation by cases: u is 0, or what holds of all unit vectors holds of u / |u| and of its opposite."""
    schemas = [t for t in search.known if _is_about_unit_vectors(t)] if relation[0] != "=" and search.depth < 2 else []
    lengths = [p for side in relation[1:] for p in open_subterms(side) if p[0] == "norm"] if schemas else []
    for length in list(dict.fromkeys(lengths))[:MOST_LENGTHS]:
        fitting = [t for t in schemas if t.clause.variables[0].sort == length[1].sort]
        found = _by_cases(replace(search, depth=search.depth + 1), relation, length, fitting) if fitting else None
        if found is not None:
            return found
    return None


def _is_about_unit_vectors(theorem: Theorem) -> bool:
    variables, conditions = theorem.clause.variables, theorem.clause.conditions
    return len(variables) == 1 and conditions == (fact("=", Term("norm", variables[0]), ONE),)


def _by_cases(search: Search, relation: Relation, length: Term, schemas: list[Theorem]) -> Theorem | None:
    flat, moving = (rules.assume([], fact(*order)) for order in (("<=", length, ZERO), ("<", ZERO, length)))
    said = [instance for schema in schemas for instance in _directed(schema, length, moving)]
    far = by_arithmetic(search.with_theorems([moving, *said]), relation, stages=2)
    if far is None:
        return None
    nothing = [zeros.definite(flat, length[1]), orders.antisymmetry([flat, frobenius.not_negative(length)])]
    here = by_arithmetic(search.with_theorems(nothing), relation, stages=2)
    return None if here is None else rules.cases([here, far], length, ZERO)


def _directed(schema: Theorem, length: Term, moving: Theorem) -> Iterator[Theorem]:
    """What is said of u / |u| and of -u / |u|."""
    direction = Term("mul", Term("pow", length, -1), length[1])
    for vector in (direction, neg(direction)):
        unit = Facts([moving]).identity(Term("norm", vector), ONE)
        if unit is not None:
            values = [(schema.clause.variables[0], vector)]
            yield from attempted(partial(rules.instantiate, [schema, unit], values))
