"""Exact solutions of semidefinite programs for sums of squares.

An interior-point method (Clarabel) makes the least eigenvalue as large as it can. Where that is zero, the null
directions are rounded to rationals and left out, and the smaller program is solved again (facial reduction). Where it
is positive, the matrices are rounded, some entries are solved for exactly, and each is written as ``L D L'``.

References: Peyrl and Parrilo, *Computing sum of squares decompositions with rational coefficients*, 2008; Monniaux and
Corbineau, *On the generation of Positivstellensatz witnesses in degenerate cases*, 2011.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

import numpy as np
from flint import fmpq, fmpq_mat

from proofcheck.provers.monomials import cleared
from proofcheck.provers.relaxations import Block, Program
from proofcheck.provers.rings import Form, Powers

_MAX_ROWS = 260
_MAX_FACES = 5
_MARGIN = 1e-6
_NULL = 1e-4
_DENOMINATORS = (1, 2, 6, 12, 60, 1 << 8, 1 << 14, 1 << 22)


@dataclass(frozen=True, slots=True)
class Solved:
    """A program with an exact solution: the squares ``coefficient * form^2`` of each block, and the multipliers."""

    program: Program
    squares: tuple[tuple[tuple[Fraction, Form], ...], ...]
    multipliers: tuple[Fraction, ...]

    @property
    def is_positive(self) -> bool:
        """Whether a summand is known to be positive."""
        pairs = zip(self.program.blocks, self.squares, strict=True)
        return any(block.weight.positive and any(is_constant(f) for _, f in squares) for block, squares in pairs)


def is_constant(form: Form) -> bool:
    """Whether a form is a number."""
    return not any(map(any, form))


def solution(program: Program) -> Solved | None:
    """An exact solution, with as many reductions to a face as it takes."""
    for _ in range(_MAX_FACES):
        found = _maximal(program)
        if found is None or found.margin < -_MARGIN:
            return None
        smaller = _face(program, found) if found.margin < _MARGIN else None
        if smaller is None:
            return _rational(program, found)
        program = smaller
    return None


@dataclass(frozen=True, slots=True)
class _Approximate:
    """A solution in floating point, and the least eigenvalue of its matrices, where each weight has its size 1."""

    margin: float
    values: Any

    def matrices(self, program: Program) -> Iterator[Any]:
        """The matrix of each block."""
        start = 0
        for block in program.blocks:
            entries = block.entries
            matrix = np.zeros((len(block.basis), len(block.basis)))
            for (i, j), value in zip(entries, self.values[start : start + len(entries)], strict=True):
                matrix[i, j] = matrix[j, i] = value
            yield matrix
            start += len(entries)


def _maximal(program: Program) -> _Approximate | None:
    """The solution whose least eigenvalue is largest, by Clarabel; at most 1, so that there is one."""
    columns = program.columns()
    rows = program.rows(columns)
    if len(rows) > _MAX_ROWS:
        return None
    size = max(map(abs, program.goal.values()))
    margin = len(columns)
    table = [(rows[powers], number, float(c)) for number, column in enumerate(columns) for powers, c in column.items()]
    row, number, cones = len(rows), 0, [("zero", len(rows))]
    for block in program.blocks:
        scale = float(max(map(abs, block.weight.poly.values())))
        for i, j in block.entries:
            table.append((row, number, -scale if i == j else -scale * 2**0.5))
            if i == j:
                table.append((row, margin, 1.0))
            row, number = row + 1, number + 1
        cones.append(("semidefinite", len(block.basis)))
    table.append((row, margin, 1.0))
    cones.append(("semidefinite", 1))
    right = np.zeros(row + 1)
    right[-1] = 1.0
    for powers, c in program.goal.items():
        right[rows[powers]] = c / size
    values = _minimal(margin, table, right, cones)
    return None if values is None else _Approximate(float(values[margin]), values[:margin] * size)


def _minimal(
    margin: int, table: Sequence[tuple[int, int, float]], right: Any, cones: Sequence[tuple[str, int]]
) -> Any | None:
    """The ``x`` with ``right - table x`` in the cones whose last entry, the margin, is largest."""
    import clarabel
    from scipy.sparse import csc_array

    kinds = {"zero": clarabel.ZeroConeT, "semidefinite": clarabel.PSDTriangleConeT}
    settings = clarabel.DefaultSettings()
    settings.verbose = False
    settings.max_threads = 1
    settings.max_iter = 60
    settings.direct_solve_method = "qdldl"
    settings.chordal_decomposition_enable = False
    settings.presolve_enable = False
    places = [row for row, _, _ in table], [column for _, column, _ in table]
    matrix = csc_array(([value for *_, value in table], places), shape=(len(right), margin + 1))
    cost = np.zeros(margin + 1)
    cost[margin] = -1.0
    shapes = [clarabel.NonnegativeConeT(1) if (kind, n) == ("semidefinite", 1) else kinds[kind](n) for kind, n in cones]
    solver = clarabel.DefaultSolver(csc_array((margin + 1, margin + 1)), cost, matrix, right, shapes, settings)
    solution = solver.solve()
    return np.array(solution.x) if str(solution.status) in {"Solved", "AlmostSolved"} else None


def _face(program: Program, found: _Approximate) -> Program | None:
    """The program without the null directions of its matrices; ``None`` if there are none."""
    blocks: list[Block] = []
    for block, matrix in zip(program.blocks, found.matrices(program), strict=True):
        values, vectors = np.linalg.eigh(matrix)
        null = vectors[:, values < _NULL * max(1.0, float(values[-1]))]
        basis = block.basis if not null.size else _annihilated(block.basis, null.T)
        if basis:
            blocks.append(Block(block.weight, basis))
    smaller = replace(program, blocks=tuple(blocks))
    return None if smaller == program else smaller


def _annihilated(basis: tuple[Form, ...], null: Any) -> tuple[Form, ...]:
    """The combinations of the basis that are orthogonal to given vectors, these rounded to simple rationals."""
    reduced, pivots = _echelon(null)
    found: list[Form] = []
    for free in range(len(basis)):
        if free in pivots:
            continue
        total: dict[Powers, Fraction] = {p: Fraction(c) for p, c in basis[free].items()}
        for row, pivot in zip(reduced, pivots, strict=True):
            factor = -Fraction(float(row[free])).limit_denominator(64)
            for powers, c in basis[pivot].items() if factor else ():
                total[powers] = total.get(powers, Fraction(0)) + factor * c
        found.append(cleared({powers: c for powers, c in total.items() if c})[0])
    return tuple(found)


def _echelon(matrix: Any) -> tuple[Any, list[int]]:
    """The reduced row echelon form of a matrix of full rank, with the largest pivots, and their columns."""
    reduced = np.array(matrix)
    pivots: list[int] = []
    for row in range(len(reduced)):
        rest = np.abs(reduced[row:])
        below, column = map(int, np.unravel_index(int(np.argmax(rest)), rest.shape))
        reduced[[row, row + below]] = reduced[[row + below, row]]
        reduced[row] /= reduced[row, column]
        for other in range(len(reduced)):
            if other != row:
                reduced[other] -= reduced[other, column] * reduced[row]
        pivots.append(column)
    return reduced, pivots


def _rational(program: Program, found: _Approximate) -> Solved | None:
    """An exact solution near one in floating point, with denominators as small as will do."""
    pivots = _pivots(program)
    if pivots is None:
        return None
    for denominator in _DENOMINATORS:
        values = [Fraction(round(float(x) * denominator), denominator) for x in found.values]
        for pivot, (constant, entries) in pivots.items():
            values[pivot] = constant - sum((c * values[place] for place, c in entries), Fraction(0))
        solved = _diagonal(program, values)
        if solved is not None and (solved.is_positive or not program.strict):
            return solved
    return None


def _pivots(program: Program) -> dict[int, tuple[Fraction, list[tuple[int, Fraction]]]] | None:
    """The equations solved for some unknowns: each is a constant minus a combination of the others.

    ``None`` if they contradict each other.
    """
    columns = program.columns()
    rows = program.rows(columns)
    width = len(columns) + 1
    table = [[0] * width for _ in rows]
    for number, column in enumerate((*columns, program.goal)):
        for powers, c in column.items():
            table[rows[powers]][number] = c
    reduced, rank = fmpq_mat(len(rows), width, [fmpq(c) for row in table for c in row]).rref()
    pivots: dict[int, tuple[Fraction, list[tuple[int, Fraction]]]] = {}
    for row in range(rank):
        values = [reduced[row, place] for place in range(width)]
        entries = [(place, Fraction(int(c.p), int(c.q))) for place, c in enumerate(values[:-1]) if c != 0]
        if not entries:
            return None
        pivots[entries[0][0]] = Fraction(int(values[-1].p), int(values[-1].q)), entries[1:]
    return pivots


def _diagonal(program: Program, values: Sequence[Fraction]) -> Solved | None:
    """The squares of which a solution consists; ``None`` if one of its matrices is not positive semidefinite."""
    start = 0
    squares: list[tuple[tuple[Fraction, Form], ...]] = []
    for block in program.blocks:
        entries = block.entries
        held = dict(zip(entries, values[start : start + len(entries)], strict=True))
        start += len(entries)
        found = _squares(block.basis, held)
        if found is None:
            return None
        squares.append(tuple(found))
    return Solved(program, tuple(squares), tuple(values[start:]))


def _squares(basis: Sequence[Form], entries: dict[tuple[int, int], Fraction]) -> list[tuple[Fraction, Form]] | None:
    """A quadratic form as a sum of squares, by ``L D L'``; ``None`` if it is not positive semidefinite."""
    found: list[tuple[Fraction, Form]] = []
    for k in range(len(basis)):
        pivot = entries[k, k]
        rest = range(k + 1, len(basis))
        row = {j: entries[k, j] for j in rest if entries[k, j]}
        if pivot < 0 or (not pivot and row):
            return None
        if not pivot:
            continue
        total: dict[Powers, Fraction] = {}
        for j, factor in {k: Fraction(1), **{j: c / pivot for j, c in row.items()}}.items():
            for powers, c in basis[j].items():
                total[powers] = total.get(powers, Fraction(0)) + factor * c
        form, unit = cleared({powers: c for powers, c in total.items() if c})
        found.append((pivot / unit**2, form))
        for i, j in ((i, j) for j in row for i in row if i <= j):
            entries[i, j] -= row[i] * row[j] / pivot
    return found
