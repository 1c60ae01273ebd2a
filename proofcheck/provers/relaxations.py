"""Semidefinite programs to ask whether a polynomial is a combination of sums of squares, up to a degree.

References: Parrilo, *Semidefinite programming relaxations for semialgebraic problems*, 2003; Löfberg, *Pre- and
post-processing sum-of-squares programs in practice*, 2009 (monomials that cannot occur).
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import reduce
from itertools import combinations, islice, product
from math import comb

from proofcheck.provers.certificates import Poly
from proofcheck.provers.rings import Form, Powers, Ring, Weight, degree_of, multiplied

_MAX_PREMISES = 8
_MAX_WEIGHTS = 30
_MAX_MONOMIALS = 90
_MAX_BASIS = 28
_MAX_ENTRIES = 700


@dataclass(frozen=True, slots=True)
class Block:
    """A weight times a sum of squares of combinations of the basis."""

    weight: Weight
    basis: tuple[Form, ...]

    @property
    def entries(self) -> list[tuple[int, int]]:
        """The places of the upper triangle, column by column."""
        return [(i, j) for j in range(len(self.basis)) for i in range(j + 1)]

    def columns(self) -> Iterator[Form]:
        """What the coefficients of these entries are multiplied with."""
        scaled = [multiplied(self.weight.poly, form) for form in self.basis]
        for i, j in self.entries:
            column = multiplied(scaled[i], self.basis[j])
            yield column if i == j else {powers: 2 * c for powers, c in column.items()}


@dataclass(frozen=True, slots=True)
class Ideal:
    """``poly / unit = 0``, an equality, and the monomials that it is multiplied with."""

    poly: Form
    unit: Fraction
    equality: int
    monomials: tuple[Powers, ...]

    def columns(self) -> Iterator[Form]:
        """The multiples of the equality."""
        for powers in self.monomials:
            yield multiplied(self.poly, {powers: 1})


@dataclass(frozen=True, slots=True)
class Program:
    """Whether ``goal / unit`` is a sum (positive if ``strict``) of blocks and multiples of equalities."""

    goal: Form
    unit: Fraction
    strict: bool
    blocks: tuple[Block, ...]
    ideals: tuple[Ideal, ...]

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


def programs_for(
    ring: Ring,
    goal: Poly,
    premises: Sequence[Poly],
    equalities: Sequence[Poly],
    strictness: Sequence[bool],
    strict: bool,
) -> Iterator[Program]:
    """The programs to try: in the degree of the goal, and in that of the premises with more products of them."""
    target = ring.form(goal)
    if target is None:
        return
    given = _given(ring, premises, strictness)
    ideals = [Ideal(*found, j, ()) for j, poly in enumerate(equalities) if poly and (found := ring.form(poly))]
    question = Program(*target, strict, (), tuple(ideals))
    low = max(degree_of(question.goal), 2)
    high = max([low, *(degree_of(weight.poly) for weight in given), *(degree_of(ideal.poly) for ideal in ideals)])
    for degree, factors, bounded in ((low, 2, True), (high + 2 - high % 2, 3, False)):
        if comb(len(ring.atoms) + degree // 2, degree // 2) <= _MAX_MONOMIALS:
            filled = _filled(question, ring, _weights(ring, given, degree, factors), degree, bounded)
            program = pruned(filled) if all(len(b.basis) <= _MAX_MONOMIALS for b in filled.blocks) else None
            if program is not None and not _is_large(program):
                yield program


def _filled(question: Program, ring: Ring, weights: Sequence[Weight], degree: int, bounded: bool) -> Program:
    """The question with all blocks and multiples of equalities up to a degree, ``bounded`` in each atom too."""
    low = [ideal for ideal in question.ideals if degree_of(ideal.poly) <= degree]
    box = _Box.around([question.goal, *(weight.poly for weight in weights), *(ideal.poly for ideal in low)])
    if not bounded:
        box = replace(box, high=tuple(max(power, degree) for power in box.high), least=min(box.least, 0))
    blocks = [Block(weight, tuple({powers: 1} for powers in box.roots(weight.poly, degree))) for weight in weights]
    if question.strict:
        blocks = [*_positives(ring, question.goal, weights), *blocks]
    ideals = (replace(ideal, monomials=tuple(box.factors(ideal.poly, degree))) for ideal in low)
    return replace(question, blocks=tuple(blocks), ideals=tuple(ideal for ideal in ideals if ideal.monomials))


def _given(ring: Ring, premises: Sequence[Poly], strictness: Sequence[bool]) -> list[Weight]:
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
            found.append(Weight(form, unit, (number,), ring.unit, positive))
    return found


def _weights(ring: Ring, given: Sequence[Weight], degree: int, factors: int) -> list[Weight]:
    """The number 1 and products of so many of the given at most, the simplest first."""
    products = (reduce(Weight.times, chosen) for n in range(1, factors + 1) for chosen in combinations(given, n))
    kept = (weight for weight in products if weight.poly and degree_of(weight.poly) <= degree)
    return [ring.monomial(ring.unit), *islice(kept, _MAX_WEIGHTS)]


def _positives(ring: Ring, goal: Form, weights: Sequence[Weight]) -> Iterator[Block]:
    """Numbers times what is known to be positive: a strict inequality needs one of them."""
    known = {weight.monomial for weight in weights if not weight.premises}
    monomials = (ring.monomial(powers) for powers in goal if powers not in known)
    for weight in (*weights, *monomials):
        if weight.positive:
            yield Block(weight, ({ring.unit: 1},))


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
        top, bottom = degree_of(poly), min(map(sum, poly))
        return [
            powers
            for powers in product(*ranges)
            if power * sum(powers) + top <= degree and power * sum(powers) + bottom >= self.least
        ]


def _is_large(program: Program) -> bool:
    basis = max((len(block.basis) for block in program.blocks), default=0)
    return basis > _MAX_BASIS or program.size > _MAX_ENTRIES


def pruned(program: Program) -> Program | None:
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
    blocks = (Block(block.weight, tuple(basis)) for block, basis in zip(program.blocks, alive, strict=True) if basis)
    return replace(program, blocks=tuple(blocks))
