"""What the kernel is asked, read at the same instance: terms by ``tests/kernel/evaluator.py``, clauses here."""

from itertools import product
from typing import Any

import evaluator
import numpy as np
from evaluator import World
from meaning import Instance, second_derivatives
from wording import samples

from proofcheck.kernel.terms import Term
from proofcheck.lang.expressions import gradient_map_name

TOLERANCE = 1e-6

evaluator._MEANINGS.setdefault("dim", lambda term, world: world.size(term[1]))


def world_of(at: Instance) -> World:
    """The instance as the kernel's names have it."""
    sorts = {"q": ("S",), "z": ("V", "n"), "Q": ("O", "n", "p"), "e": ("S",), "y": ("V", "n")}
    variables = {Term("var", key[1], (key[0], *key[2:])): at.exact(content) for key, content in at.variables.items()}
    variables = {key: int(a) if key[2] == ("N",) else a for key, a in variables.items()}
    functions = {("f", ("V", "p"), ("V", "n")): at.maps["f"], ("F", ("V", "n"), ("S",)): at.maps["F"]}
    slope = (at.maps["F"][1], lambda point: second_derivatives("F", point, at))
    functions[gradient_map_name("F"), ("V", "n"), ("V", "n")] = slope
    paths = {(name, sorts[name]): path for name, path in at.paths.items()}
    return World(0, at.dimensions, variables, paths, functions)


def clause_holds(clause: Any, world: World, at: Instance) -> bool:
    """Whether a clause holds, with the oracle's samples for its variables."""
    for values in product(*(samples((variable[2][0], None, *variable[2][1:]), at) for variable in clause.variables)):
        inner = world
        for variable, content in zip(clause.variables, values, strict=True):
            inner = inner.bind(variable, content)
        if all(clause_holds(condition, inner, at) for condition in clause.conditions) and not relates(
            clause.relation, inner
        ):
            return False
    return True


def relates(relation: Any, world: World) -> bool:
    """Whether a relation holds, sides that are nearly equal being taken for equal."""
    op, left, right = relation
    a, b = evaluator.evaluate(left, world), evaluator.evaluate(right, world)
    if np.shape(a) != np.shape(b):
        return False
    scale = TOLERANCE * (1 + np.max(np.abs(a)) + np.max(np.abs(b)))
    if op == "=":
        return bool(np.max(np.abs(a - b)) <= scale)
    return bool(a <= b + scale) if op == "<=" else bool(a < b - scale)


def problem_holds(problem: Any, world: World, at: Instance) -> bool:
    """Whether the instance is none that refutes the problem."""
    sizes = at.dimensions
    for op, left, right in problem.dimensions:
        if not (sizes[left] < sizes[right] or (op == "<=" and sizes[left] == sizes[right])):
            return True
    if not all(clause_holds(clause, world, at) for clause in problem.hypotheses):
        return True
    return clause_holds(problem.goal, world, at)
