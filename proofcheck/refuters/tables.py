"""Equations between a few numbers and entries of vectors, looked through at all simple values at once, in float64.

What solves two equations of higher degree has often a solution in simple numbers that solving them one by one misses:
the first numbers chosen leave roots for the others. Whoever asks confirms what is found.
"""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import islice
from math import prod

import numpy as np

from proofcheck.evaluate.arithmetic import Array
from proofcheck.evaluate.setting import NoValueError, Setting
from proofcheck.evaluate.terms import evaluate
from proofcheck.kernel.clauses import Clause, Problem
from proofcheck.kernel.interned import by_key
from proofcheck.kernel.terms import FUNCTIONS, NATURAL, Term
from proofcheck.models.instance import Instance, clause_terms
from proofcheck.refuters.candidates import sizes
from proofcheck.refuters.unknowns import rows
from proofcheck.sampling.outline import outline

SIMPLE = tuple(map(Fraction, ("1", "-1", "2", "-2", "0", "3", "-3", "1/2", "-1/2", "4", "3/2", "-3/2", "5", "1/3")))
NUMBERS = np.array([float(x) for x in SIMPLE])
LONGEST = 300_000
"""Rows of a table."""
FEWEST = 4
"""Values that each number has to have at least."""
CHOICES, MOST_FOUND = 4, 3
CLOSE = 1e-9


def simple_solutions(problem: Problem) -> Iterator[Instance]:
    """Instances of simple numbers at which the hypotheses seem to hold: of each choice of dimensions the first few.

    None where there is no equation, or something is said for all of something, or of functions or paths.
    """
    said = sorted(problem.hypotheses, key=lambda clause: clause.relation[0] != "=")
    heads = {term[0] for clause in (*said, problem.goal) for term in clause_terms(clause)}
    free = problem.goal.free_variables().union(*(clause.free_variables() for clause in said))
    if not said or said[0].relation[0] != "=" or heads & {"path", "dpath", "expect", "int", *FUNCTIONS}:
        return
    if any(clause.variables or clause.conditions for clause in said):
        return
    read, variables = outline(problem), sorted(free, key=by_key)
    for _, dims in islice(sizes(read.dimensions, read.sizes), CHOICES):
        try:
            yield from islice(_found(said, variables, dims), MOST_FOUND)
        except NoValueError:
            return


def _found(said: list[Clause], variables: list[Term], dims: Mapping[str, int]) -> Iterator[Instance]:
    shapes = {variable: Setting(dims).shape(variable[2]) for variable in variables}
    count = sum(map(prod, shapes.values()))
    each = min(len(SIMPLE), int(LONGEST ** (1 / count) + CLOSE)) if count else 0
    if each < FEWEST:
        return
    table = np.indices((each,) * count, dtype=np.int8).reshape(count, -1).T
    table = table[np.argsort(table.sum(axis=1), kind="stable")]
    for variable, some in _places(shapes):
        numbers = NUMBERS[table[:, some]]
        table = table if variable[2] != NATURAL else table[((numbers >= 0) & (numbers % 1 == 0)).all(axis=1)]
    for clause in said:
        if not len(table):
            return
        values = {v: NUMBERS[table[:, some]].reshape(len(table), 1, *shapes[v]) for v, some in _places(shapes)}
        table = table[_holds(clause, Setting(dims, values), len(table))]
    for row in table:
        yield _instance([SIMPLE[int(k)] for k in row], shapes, dims)


def _places(shapes: Mapping[Term, tuple[int, ...]]) -> Iterator[tuple[Term, slice]]:
    """Where the entries of each variable stand in a row."""
    place = 0
    for variable, shape in shapes.items():
        yield variable, slice(place, place + prod(shape))
        place += prod(shape)


def _holds(clause: Clause, setting: Setting, count: int) -> Array:
    op, left, right = clause.relation
    difference = np.asarray(evaluate(right, setting) - evaluate(left, setting))
    difference = np.broadcast_to(difference, (count, *difference.shape[1:])).reshape(count, -1)
    low = {"=": -CLOSE, "<=": -CLOSE, "<": CLOSE}[op]
    held = difference >= low
    return (held & (difference <= CLOSE) if op == "=" else held).all(axis=1)


def _instance(row: list[Fraction], shapes: Mapping[Term, tuple[int, ...]], dims: Mapping[str, int]) -> Instance:
    scalars: dict[str, Fraction] = {}
    vectors: dict[str, tuple[Fraction, ...]] = {}
    operators: dict[str, tuple[tuple[Fraction, ...], ...]] = {}
    for variable, some in _places(shapes):
        name, shape = variable[1], shapes[variable]
        if not shape:
            scalars[name] = row[some.start]
        elif len(shape) == 1:
            vectors[name] = tuple(row[some])
        else:
            operators[name] = rows(row[some], shape[1])
    return Instance(dict(dims), scalars, vectors, operators)
