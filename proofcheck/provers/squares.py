"""Search for Positivstellensatz certificates with sums of squares that have to be found, by semidefinite programming.

To show ``goal >= 0`` from premises ``p_i >= 0`` and equalities ``q_j = 0``, find an exact identity

    goal = sum of s_I * (product of the premises and non-negative atoms in I) + sum of h_j * q_j,

where each ``s_I`` is a sum of squares: ``b' Q b`` with a vector ``b`` of monomials and a positive semidefinite ``Q``.
An interior-point method (Clarabel) makes the least eigenvalue as large as it can. Where that is zero, the null
directions are rounded to rationals and left out, and the smaller program is solved again (facial reduction). Where it
is positive, the matrices are rounded, some entries are solved for exactly, and each ``Q`` is written as ``L D L'``.
Nothing here is trusted: the kernel expands what is found.

References: Parrilo, *Semidefinite programming relaxations for semialgebraic problems*, 2003; Löfberg, *Pre- and
post-processing sum-of-squares programs in practice*, 2009 (monomials that cannot occur); Peyrl and Parrilo, *Computing
sum of squares decompositions with rational coefficients*, 2008; Monniaux and Corbineau, *On the generation of
Positivstellensatz witnesses in degenerate cases*, 2011.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import reduce
from itertools import combinations, islice, product
from math import comb, gcd, lcm
from operator import add
from typing import Any

import numpy as np
from flint import fmpq, fmpq_mat

from proofcheck.kernel.normal import add_into
from proofcheck.provers.linear import UNIT, Certificate, CertificateTerm, Mono, Multiply, Poly, Rational, Sign, expand

Powers = tuple[int, ...]
"""A monomial: the exponents of the atoms, each on its own denominator."""
Form = Mapping[Powers, int]

_MAX_ATOMS = 6
_MAX_DEGREE = 6
_MAX_PREMISES = 8
_MAX_WEIGHTS = 30
_MAX_MONOMIALS = 90
_MAX_BASIS = 28
_MAX_ROWS = 260
_MAX_ENTRIES = 700
_MAX_FACES = 5
_MARGIN = 1e-6
_NULL = 1e-4
_DENOMINATORS = (1, 2, 6, 12, 60, 1 << 8, 1 << 14, 1 << 22)


def find_squares(
    goal: Poly,
    premises: Sequence[Poly],
    equalities: Sequence[Poly] = (),
    *,
    multiply: Multiply,
    sign: Sign,
    nonzero: Callable[[Any], bool] = lambda atom: False,
    strict: bool = False,
    strict_premises: Sequence[bool] = (),
) -> Certificate | None:
    """A certificate that ``goal >= 0`` (``> 0`` if ``strict``), or ``None`` if none is found.

    The arguments are those of :func:`proofcheck.provers.linear.find_certificate`. Small problems only: at most six
    atoms whose powers simply multiply, of degree six at most; premises that speak of others are left out.
    """
    strictness = tuple(strict_premises) or (False,) * len(premises)
    if len(strictness) != len(premises):
        raise ValueError(f"strict_premises has {len(strictness)} entries for {len(premises)} premises")
    ring = _Ring.around(goal, [*premises, *equalities], multiply, sign, nonzero)
    if ring is None:
        return None
    tried: list[_Program] = []
    for program in _programs(ring, goal, premises, equalities, strictness, strict):
        if program in tried:
            continue
        tried.append(program)
        solved = _solved(program)
        if solved is None:
            continue
        certificate = _written(_sparse(program, solved), ring)
        total: Poly = {}
        for term in certificate:
            add_into(total, expand(term, premises, equalities, multiply))
        if total == goal:
            return certificate
    return None


# ---------------------------------------------------------------------------- monomials as vectors of exponents


@dataclass(frozen=True, slots=True)
class _Ring:
    """Atoms whose powers simply multiply, with the sign of each and the denominator of its exponents."""

    atoms: tuple[Any, ...]
    signs: tuple[int, ...]
    nonzero: tuple[bool, ...]
    scales: tuple[int, ...]
    multiply: Multiply

    @classmethod
    def around(
        cls,
        goal: Poly,
        relations: Sequence[Poly],
        multiply: Multiply,
        sign: Sign,
        nonzero: Callable[[Any], bool],
    ) -> "_Ring | None":
        """The ring of the goal and of the relations that bring in few other atoms, if it is a small one."""
        atoms = dict.fromkeys(_atoms(goal))
        if not goal or len(atoms) > _MAX_ATOMS or not all(_is_simple(atom, multiply) for atom in atoms):
            return None
        for relation in relations:
            new = dict.fromkeys([*atoms, *_atoms(relation)])
            if len(new) <= _MAX_ATOMS and all(atom in atoms or _is_simple(atom, multiply) for atom in new):
                atoms = new
        held = [poly for poly in (goal, *relations) if all(atom in atoms for atom in _atoms(poly))]
        scales = dict.fromkeys(atoms, 1)
        for atom, exponent in (power for poly in held for mono in poly for power in mono):
            scales[atom] = lcm(scales[atom], exponent.denominator)
        signs = tuple(sign(atom) for atom in atoms)
        known = tuple(s == 2 or nonzero(atom) for atom, s in zip(atoms, signs, strict=True))
        ring = cls(tuple(atoms), signs, known, tuple(scales.values()), multiply)
        return ring if ring.form(goal) is not None else None

    def form(self, poly: Poly) -> tuple[Form, Fraction] | None:
        """``unit * poly`` with coprime integer coefficients, and ``unit``; ``None`` where it is not of this ring."""
        place = {atom: number for number, atom in enumerate(self.atoms)}
        found: dict[Powers, Fraction] = {}
        for mono, coefficient in poly.items():
            powers = [0] * len(place)
            for atom, exponent in mono:
                number = place.get(atom, -1)
                if number < 0 or not self._is_defined(number, exponent):
                    return None
                powers[number] = int(exponent * self.scales[number])
            if sum(powers) > _MAX_DEGREE:
                return None
            found[tuple(powers)] = Fraction(coefficient)
        return _cleared(found)

    def _is_defined(self, number: int, exponent: Rational) -> bool:
        return (exponent.denominator == 1 or self.signs[number] > 0) and (exponent >= 0 or self.nonzero[number])

    def mono(self, powers: Powers) -> Mono:
        """The monomial with these exponents."""
        total: Poly = {UNIT: Fraction(1)}
        for atom, power, scale in zip(self.atoms, powers, self.scales, strict=True):
            if power:
                total = self.multiply(total, {((atom, Fraction(power, scale)),): Fraction(1)})
        (mono,) = total
        return mono

    def poly(self, form: Form) -> Poly:
        """The polynomial that a form stands for."""
        return {self.mono(powers): Fraction(c) for powers, c in form.items()}

    @property
    def unit(self) -> Powers:
        """The monomial 1."""
        return (0,) * len(self.atoms)

    def monomial(self, powers: Powers) -> "_Weight":
        """A monomial that is known not to be negative, as a weight."""
        return _Weight({powers: 1}, Fraction(1), (), powers, self.is_positive(powers))

    def is_evident(self, form: Form) -> bool:
        """Whether each term is known not to be negative, so that saying so adds nothing."""
        return all(c > 0 and self._has_sign(powers, 1) for powers, c in form.items())

    def is_positive(self, powers: Powers) -> bool:
        """Whether a monomial is known to be positive."""
        return self._has_sign(powers, 2)

    def _has_sign(self, powers: Powers, least: int) -> bool:
        known = zip(powers, self.signs, self.nonzero, self.scales, strict=True)
        return all(
            not power or sign >= least or (power % (2 * scale) == 0 and (least == 1 or nonzero))
            for power, sign, nonzero, scale in known
        )


def _atoms(poly: Poly) -> Iterator[Any]:
    return (atom for mono in poly for atom, _ in mono)


def _is_simple(atom: Any, multiply: Multiply) -> bool:
    """Whether the powers of an atom simply multiply."""
    half: Poly = {((atom, Fraction(1, 2)),): Fraction(1)}
    return multiply(half, half) == {((atom, Fraction(1)),): Fraction(1)}


def _cleared(form: Mapping[Powers, Rational]) -> tuple[Form, Fraction]:
    """``unit * form`` with coprime integer coefficients, and the positive ``unit``."""
    denominator = lcm(1, *(c.denominator for c in form.values()))
    whole = {powers: int(c * denominator) for powers, c in form.items()}
    common = gcd(0, *whole.values()) or 1
    return {powers: c // common for powers, c in whole.items()}, Fraction(denominator, common)


def _times(left: Form, right: Form) -> dict[Powers, int]:
    total: dict[Powers, int] = {}
    for m, a in left.items():
        for n, b in right.items():
            key = tuple(map(add, m, n))
            total[key] = total.get(key, 0) + a * b
    return {powers: c for powers, c in total.items() if c}


def _degree(form: Form) -> int:
    return max(map(sum, form))


# ---------------------------------------------------------------------------- programs


@dataclass(frozen=True, slots=True)
class _Weight:
    """``poly / unit``, a product of premises and a non-negative monomial, that a sum of squares is multiplied with."""

    poly: Form
    unit: Fraction
    premises: tuple[int, ...]
    monomial: Powers
    positive: bool

    def times(self, other: "_Weight") -> "_Weight":
        """The product of two weights."""
        return _Weight(
            _times(self.poly, other.poly),
            self.unit * other.unit,
            (*self.premises, *other.premises),
            tuple(map(add, self.monomial, other.monomial)),
            self.positive and other.positive,
        )


@dataclass(frozen=True, slots=True)
class _Block:
    """A weight times a sum of squares of combinations of the basis."""

    weight: _Weight
    basis: tuple[Form, ...]

    @property
    def entries(self) -> list[tuple[int, int]]:
        """The places of the upper triangle, column by column."""
        return [(i, j) for j in range(len(self.basis)) for i in range(j + 1)]

    def columns(self) -> Iterator[Form]:
        """What the coefficients of these entries are multiplied with."""
        scaled = [_times(self.weight.poly, form) for form in self.basis]
        for i, j in self.entries:
            column = _times(scaled[i], self.basis[j])
            yield column if i == j else {powers: 2 * c for powers, c in column.items()}


@dataclass(frozen=True, slots=True)
class _Ideal:
    """``poly / unit = 0``, an equality, and the monomials that it is multiplied with."""

    poly: Form
    unit: Fraction
    equality: int
    monomials: tuple[Powers, ...]

    def columns(self) -> Iterator[Form]:
        """The multiples of the equality."""
        for powers in self.monomials:
            yield _times(self.poly, {powers: 1})


@dataclass(frozen=True, slots=True)
class _Program:
    """Whether ``goal / unit`` is a sum (positive if ``strict``) of blocks and multiples of equalities."""

    goal: Form
    unit: Fraction
    strict: bool
    blocks: tuple[_Block, ...]
    ideals: tuple[_Ideal, ...]

    def columns(self) -> list[Form]:
        """The columns of the equations: those of the blocks, then those of the equalities."""
        blocks = [column for block in self.blocks for column in block.columns()]
        return [*blocks, *(column for ideal in self.ideals for column in ideal.columns())]

    def rows(self, columns: Iterable[Form]) -> dict[Powers, int]:
        """The monomials, one for each equation, and their places."""
        monos = dict.fromkeys([*self.goal, *(powers for column in columns for powers in column)])
        return {powers: place for place, powers in enumerate(monos)}

    @property
    def size(self) -> int:
        """The number of unknowns."""
        return sum(len(block.entries) for block in self.blocks) + sum(len(each.monomials) for each in self.ideals)


def _programs(
    ring: _Ring,
    goal: Poly,
    premises: Sequence[Poly],
    equalities: Sequence[Poly],
    strictness: Sequence[bool],
    strict: bool,
) -> Iterator[_Program]:
    """The programs to try: in the degree of the goal, and in that of the premises with more products of them."""
    target = ring.form(goal)
    if target is None:
        return
    given = _given(ring, premises, strictness)
    ideals = [_Ideal(*found, j, ()) for j, poly in enumerate(equalities) if poly and (found := ring.form(poly))]
    question = _Program(*target, strict, (), tuple(ideals))
    low = max(_degree(question.goal), 2)
    high = max([low, *(_degree(weight.poly) for weight in given), *(_degree(ideal.poly) for ideal in ideals)])
    for degree, factors, bounded in ((low, 2, True), (high + 2 - high % 2, 3, False)):
        if comb(len(ring.atoms) + degree // 2, degree // 2) <= _MAX_MONOMIALS:
            filled = _filled(question, ring, _weights(ring, given, degree, factors), degree, bounded)
            program = _pruned(filled) if all(len(b.basis) <= _MAX_MONOMIALS for b in filled.blocks) else None
            if program is not None and not _is_large(program):
                yield program


def _filled(question: _Program, ring: _Ring, weights: Sequence[_Weight], degree: int, bounded: bool) -> _Program:
    """The question with all blocks and multiples of equalities up to a degree, ``bounded`` in each atom too."""
    low = [ideal for ideal in question.ideals if _degree(ideal.poly) <= degree]
    box = _Box.around([question.goal, *(weight.poly for weight in weights), *(ideal.poly for ideal in low)])
    if not bounded:
        box = replace(box, high=tuple(max(power, degree) for power in box.high), least=min(box.least, 0))
    blocks = [_Block(weight, tuple({powers: 1} for powers in box.roots(weight.poly, degree))) for weight in weights]
    if question.strict:
        blocks = [*_positives(ring, question.goal, weights), *blocks]
    ideals = (replace(ideal, monomials=tuple(box.factors(ideal.poly, degree))) for ideal in low)
    return replace(question, blocks=tuple(blocks), ideals=tuple(ideal for ideal in ideals if ideal.monomials))


def _given(ring: _Ring, premises: Sequence[Poly], strictness: Sequence[bool]) -> list[_Weight]:
    """The atoms that are known not to be negative, and the premises that say something else."""
    atoms = range(len(ring.atoms))
    found = [ring.monomial(tuple(int(i == j) for j in atoms)) for i in atoms if ring.signs[i]]
    seen: set[frozenset[tuple[Powers, int]]] = set()
    for number, (premise, positive) in enumerate(zip(premises, strictness, strict=True)):
        held = ring.form(premise) if premise else None
        if held is None or len(seen) == _MAX_PREMISES:
            continue
        form, unit = held
        evident = ring.is_evident(form) and (not positive or any(map(ring.is_positive, form)))
        if not evident and frozenset(form.items()) not in seen:
            seen.add(frozenset(form.items()))
            found.append(_Weight(form, unit, (number,), ring.unit, positive))
    return found


def _weights(ring: _Ring, given: Sequence[_Weight], degree: int, factors: int) -> list[_Weight]:
    """The number 1 and products of so many of the given at most, the simplest first."""
    products = (reduce(_Weight.times, chosen) for n in range(1, factors + 1) for chosen in combinations(given, n))
    kept = (weight for weight in products if weight.poly and _degree(weight.poly) <= degree)
    return [ring.monomial(ring.unit), *islice(kept, _MAX_WEIGHTS)]


def _positives(ring: _Ring, goal: Form, weights: Sequence[_Weight]) -> Iterator[_Block]:
    """Numbers times what is known to be positive: a strict inequality needs one of them."""
    known = {weight.monomial for weight in weights if not weight.premises}
    monomials = (ring.monomial(powers) for powers in goal if powers not in known)
    for weight in (*weights, *monomials):
        if weight.positive:
            yield _Block(weight, ({ring.unit: 1},))


@dataclass(frozen=True, slots=True)
class _Box:
    """Bounds for the exponents of monomials and for their sums."""

    low: Powers
    high: Powers
    least: int

    @classmethod
    def around(cls, forms: Iterable[Form]) -> "_Box":
        """The bounds that hold for some polynomials."""
        monos = [powers for form in forms for powers in form]
        low = tuple(min(0, *exponents) for exponents in zip(*monos, strict=True))
        return cls(low, tuple(map(max, zip(*monos, strict=True))), min(map(sum, monos)))

    def roots(self, poly: Form, degree: int) -> list[Powers]:
        """Monomials whose squares, times a polynomial, stay within the bounds."""
        return self._within(poly, degree, 2)

    def factors(self, poly: Form, degree: int) -> list[Powers]:
        """Monomials whose product with a polynomial stays within the bounds."""
        return self._within(poly, degree, 1)

    def _within(self, poly: Form, degree: int, power: int) -> list[Powers]:
        lows = [min(exponents) for exponents in zip(*poly, strict=True)]
        highs = [max(exponents) for exponents in zip(*poly, strict=True)]
        ranges = [
            range(-((low - least) // power), (most - high) // power + 1)
            for low, high, least, most in zip(lows, highs, self.low, self.high, strict=True)
        ]
        top, bottom = _degree(poly), min(map(sum, poly))
        return [
            powers
            for powers in product(*ranges)
            if power * sum(powers) + top <= degree and power * sum(powers) + bottom >= self.least
        ]


def _is_large(program: _Program) -> bool:
    basis = max((len(block.basis) for block in program.blocks), default=0)
    return basis > _MAX_BASIS or program.size > _MAX_ENTRIES


def _pruned(program: _Program) -> _Program | None:
    """The program without entries that have to be zero; ``None`` if it has no solution.

    A monomial that the goal lacks, and that occurs in diagonal entries of one sign only, makes these entries zero, and
    with them their rows.
    """
    alive = [list(block.basis) for block in program.blocks]
    while True:
        diagonal: dict[Powers, list[tuple[int, int, int]]] = {}
        others: set[Powers] = {powers for ideal in program.ideals for column in ideal.columns() for powers in column}
        for number, block in enumerate(program.blocks):
            part = replace(block, basis=tuple(alive[number]))
            for (i, j), column in zip(part.entries, part.columns(), strict=True):
                if i != j:
                    others.update(column)
                else:
                    for powers, c in column.items():
                        diagonal.setdefault(powers, []).append((number, i, c))
        dead: set[tuple[int, int]] = set()
        for powers, found in diagonal.items():
            target = program.goal.get(powers, 0)
            if powers in others:
                continue
            if not target and (min(c for _, _, c in found) > 0 or max(c for _, _, c in found) < 0):
                dead.update((number, i) for number, i, _ in found)
            elif target and all((c > 0) != (target > 0) for _, _, c in found):
                return None
        if any(powers not in others and powers not in diagonal for powers in program.goal):
            return None
        if not dead:
            break
        alive = [[form for i, form in enumerate(basis) if (n, i) not in dead] for n, basis in enumerate(alive)]
    blocks = (_Block(block.weight, tuple(basis)) for block, basis in zip(program.blocks, alive, strict=True) if basis)
    return replace(program, blocks=tuple(blocks))


# ---------------------------------------------------------------------------- solutions


@dataclass(frozen=True, slots=True)
class _Solved:
    """A program with an exact solution: the squares ``coefficient * form^2`` of each block, and the multipliers."""

    program: _Program
    squares: tuple[tuple[tuple[Fraction, Form], ...], ...]
    multipliers: tuple[Fraction, ...]

    @property
    def is_positive(self) -> bool:
        """Whether a summand is known to be positive."""
        pairs = zip(self.program.blocks, self.squares, strict=True)
        return any(block.weight.positive and any(_is_constant(f) for _, f in squares) for block, squares in pairs)


def _is_constant(form: Form) -> bool:
    return not any(map(any, form))


def _solved(program: _Program) -> _Solved | None:
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

    def matrices(self, program: _Program) -> Iterator[Any]:
        """The matrix of each block."""
        start = 0
        for block in program.blocks:
            entries = block.entries
            matrix = np.zeros((len(block.basis), len(block.basis)))
            for (i, j), value in zip(entries, self.values[start : start + len(entries)], strict=True):
                matrix[i, j] = matrix[j, i] = value
            yield matrix
            start += len(entries)


def _maximal(program: _Program) -> _Approximate | None:
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


def _face(program: _Program, found: _Approximate) -> _Program | None:
    """The program without the null directions of its matrices; ``None`` if there are none."""
    blocks: list[_Block] = []
    for block, matrix in zip(program.blocks, found.matrices(program), strict=True):
        values, vectors = np.linalg.eigh(matrix)
        null = vectors[:, values < _NULL * max(1.0, float(values[-1]))]
        basis = block.basis if not null.size else _annihilated(block.basis, null.T)
        if basis:
            blocks.append(_Block(block.weight, basis))
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
        found.append(_cleared({powers: c for powers, c in total.items() if c})[0])
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


def _rational(program: _Program, found: _Approximate) -> _Solved | None:
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


def _pivots(program: _Program) -> dict[int, tuple[Fraction, list[tuple[int, Fraction]]]] | None:
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


def _diagonal(program: _Program, values: Sequence[Fraction]) -> _Solved | None:
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
    return _Solved(program, tuple(squares), tuple(values[start:]))


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
        form, unit = _cleared({powers: c for powers, c in total.items() if c})
        found.append((pivot / unit**2, form))
        for i, j in ((i, j) for j in row for i in row if i <= j):
            entries[i, j] -= row[i] * row[j] / pivot
    return found


def _sparse(program: _Program, solved: _Solved) -> _Solved:
    """A solution that uses fewer premises, where leaving out one after the other allows it."""
    parts: list[_Block | _Ideal] = [*program.blocks, *program.ideals]
    for part in reversed(parts):
        fewer = _pruned(_without(program, part))
        found = None if fewer is None else _solved(fewer)
        if fewer is not None and found is not None:
            program, solved = fewer, found
    return solved


def _without(program: _Program, part: _Block | _Ideal) -> _Program:
    if isinstance(part, _Ideal):
        return replace(program, ideals=tuple(ideal for ideal in program.ideals if ideal != part))
    kept = (b for b in program.blocks if b.weight != part.weight or any(form not in part.basis for form in b.basis))
    return replace(program, blocks=tuple(kept))


def _written(solved: _Solved, ring: _Ring) -> Certificate:
    """The solution as a certificate."""
    unit = solved.program.unit
    terms: list[CertificateTerm] = []
    for block, squares in zip(solved.program.blocks, solved.squares, strict=True):
        weight = block.weight
        for coefficient, form in squares:
            constant = _is_constant(form)
            factor = coefficient * (next(iter(form.values())) ** 2 if constant else 1) * weight.unit / unit
            square = None if constant else ring.poly(form)
            monomial = ring.mono(weight.monomial)
            terms.append(CertificateTerm(factor, weight.premises, monomial=monomial, square=square))
    rest = iter(solved.multipliers)
    for ideal in solved.program.ideals:
        for powers, value in zip(ideal.monomials, rest, strict=False):
            if value:
                terms.append(CertificateTerm(value * ideal.unit / unit, (), ideal.equality, ring.mono(powers)))
    return tuple(terms)
