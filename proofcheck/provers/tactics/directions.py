"""The tactic for what is known of unit vectors, or of a ball: it says something of u / |u|, unless u is 0."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from proofcheck.kernel import rules
from proofcheck.kernel.clauses import Relation, fact
from proofcheck.kernel.terms import ONE, SCALAR, ZERO, Term, neg, subterms
from proofcheck.kernel.theorem import Theorem
from proofcheck.provers.arithmetic import Facts
from proofcheck.provers.engine import Search, attempted
from proofcheck.provers.instances import open_subterms
from proofcheck.provers.library import frobenius, orders, zeros
from proofcheck.provers.saturation import by_arithmetic

MOST_LENGTHS = 2
"""Vectors whose directions are looked at."""


def by_direction(search: Search, relation: Relation) -> Theorem | None:
    """The relation by cases: u is 0, or what holds of all unit vectors holds of u / |u| and of its opposite; what holds
    of all vectors in a ball, of these times its radius.
    """
    schemas = [t for t in search.known if _is_about_unit_vectors(t) or _radius(t) is not None]
    schemas = schemas if relation[0] != "=" and search.depth < 2 else []
    lengths = [p for side in relation[1:] for p in open_subterms(side) if p[0] == "norm"] if schemas else []
    for length in list(dict.fromkeys(lengths))[:MOST_LENGTHS]:
        fitting = [t for t in schemas if t.clause.variables[0].sort == length[1].sort]
        found = _by_cases(replace(search, depth=search.depth + 1), relation, length, fitting) if fitting else None
        if found is not None:
            return found
    return None


def _is_about_unit_vectors(theorem: Theorem) -> bool:
    """Whether something is said of all unit vectors, or of ``<u, v>`` and ``|v|`` for all v."""
    variables, conditions = theorem.clause.variables, theorem.clause.conditions
    if len(variables) != 1 or variables[0].sort[0] != "V":
        return False
    op, left, right = theorem.clause.relation
    length = Term("norm", variables[0])
    tested = (
        op == "<="
        and left[0] == "inner"
        and variables[0] in left[1:]
        and length in (right, *(right[1:] if right[0] == "mul" else ()))
    )
    return conditions == (fact("=", length, ONE),) or (tested and not conditions)


def _radius(theorem: Theorem) -> Term | None:
    """The radius of a ball of which something is said, about inner products with its vectors."""
    variables, conditions = theorem.clause.variables, theorem.clause.conditions
    if len(variables) != 1 or len(conditions) != 1 or conditions[0].variables or conditions[0].conditions:
        return None
    [vector], (op, size, radius) = variables, conditions[0].relation
    if op != "<=" or size[0] != "norm" or size[1] != vector or vector in radius.free:
        return None
    parts = (part for side in theorem.clause.relation[1:] for part in subterms(side))
    return radius if any(part[0] == "inner" and vector in part[1:] for part in parts) else None


def _by_cases(search: Search, relation: Relation, length: Term, schemas: list[Theorem]) -> Theorem | None:
    flat, moving = (rules.assume([], fact(*order)) for order in (("<=", length, ZERO), ("<", ZERO, length)))
    facts = Facts([*search.ground(), moving])
    said = [instance for schema in schemas for instance in _directed(schema, length, facts)]
    far = by_arithmetic(search.with_theorems([moving, *said]), relation, stages=2)
    if far is None:
        return None
    nothing = [zeros.definite(flat, length[1]), orders.antisymmetry([flat, frobenius.not_negative(length)])]
    ends = [instance for schema in schemas for instance in _at_rest(schema, length, facts)]
    here = by_arithmetic(search.with_theorems([*nothing, *ends]), relation, stages=2)
    return None if here is None else rules.cases([here, far], length, ZERO)


def _directed(schema: Theorem, length: Term, facts: Facts) -> Iterator[Theorem]:
    """What is said of u / |u| and of -u / |u|; in a ball, times its radius."""
    direction, radius = Term("mul", Term("pow", length, -1), length[1]), _radius(schema)
    for vector in (direction, neg(direction)):
        if radius is not None:
            yield from _in_ball(schema, Term("mul", radius, vector), facts)
            continue
        unit = facts.identity(Term("norm", vector), ONE)
        yield from [] if unit is None else _at_unit(schema, vector, unit)


def _at_rest(schema: Theorem, length: Term, facts: Facts) -> Iterator[Theorem]:
    """What is said of vectors that are there whatever u is."""
    ball = _radius(schema) is not None
    yield from _in_ball(schema, Term("mul", ZERO, length[1]), facts) if ball else _at_first(schema)


def _in_ball(schema: Theorem, vector: Term, facts: Facts) -> Iterator[Theorem]:
    [variable], [condition] = schema.clause.variables, schema.clause.conditions
    inside = facts.prove(condition.substitute({variable: vector}).relation, quick=True)
    if inside is not None:
        yield from attempted(partial(rules.instantiate, [schema, inside], [(variable, vector)]))


def _at_first(schema: Theorem) -> Iterator[Theorem]:
    """What is said of the first unit vector and of its opposite."""
    size = schema.clause.variables[0].sort[1]
    first, hole = Term("basis", size, ONE), Term("var", "hole", SCALAR)
    ends = [rules.arithmetic([], ("<=", ONE, ONE), []), orders.dimension_is_positive([], size)]
    root = {"equation": 0, "hole": hole, "template": Term("sqrt", hole)}
    square = rules.basis_unit(ends, size, ONE)
    for vector in (first, neg(first)):
        yield from _at_unit(schema, vector, rules.identity([square], Term("norm", vector), ONE, [root]))


def _at_unit(schema: Theorem, vector: Term, unit: Theorem) -> Iterator[Theorem]:
    needed = [unit] if schema.clause.conditions else []
    yield from attempted(partial(rules.instantiate, [schema, *needed], [(schema.clause.variables[0], vector)]))
