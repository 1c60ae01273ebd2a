"""Search for Positivstellensatz certificates of polynomial inequalities with a linear program.

The products of which a certificate (:mod:`proofcheck.provers.certificates`) consists are generated towards the goal: a
multiplier is a ratio of a monomial that is still wanted and a monomial of a premise, so exponents may be negative or
fractional. A linear program (HiGHS) picks among them, and its support is solved again in rational arithmetic: what is
returned is exact. Nothing here is trusted: the kernel expands it again.

The idea is that of Rocq's ``nra`` and Lean's ``nlinarith``; see Besson, *Fast reflexive arithmetic tactics:
the linear case and beyond*, TYPES 2006.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations, islice, product
from math import isqrt, lcm
from typing import Any

import numpy as np

from proofcheck.provers.certificates import (
    Certificate,
    CertificateTerm,
    Multiply,
    Poly,
    Rational,
    Sign,
    expanded,
)
from proofcheck.provers.linear_programs import Column, Factor, Table, prune, separating, solve, solve_exactly, support
from proofcheck.provers.monomials import ONE, Algebra, Packed, cleared

_SCALAR = -1
_BASIS = 14
_MAX_FIELD = 1 << 40
_UNIT: Packed = {0: 1}
_Form = dict[tuple[int, int], int]  # (vector or _SCALAR, monomial) -> coefficient
_Element = tuple[tuple[int, int], int]  # the vector and the monomial, and the monomial of its square


@dataclass(frozen=True, slots=True)
class Budget:
    """How far the search goes, in counts, so that a slow machine finds what a fast one finds.

    Attributes:
        columns: products that a round adds to the linear program.
        rounds: how often multipliers are sought for the monomials that earlier products brought in.
        wanted: monomials for which a round seeks multipliers.
        pairs: products of two premises.
        squares: rounds in which squares are generated from the dual of the linear program.
    """

    columns: int = 150
    rounds: int = 3
    wanted: int = 100
    pairs: int = 160
    squares: int = 8


DEFAULT_BUDGET = Budget()
QUICK = Budget(squares=0)


def find_certificate(
    goal: Poly,
    premises: Sequence[Poly],
    equalities: Sequence[Poly] = (),
    *,
    multiply: Multiply,
    sign: Sign,
    nonzero: Callable[[Any], bool] = lambda atom: False,
    strict: bool = False,
    strict_premises: Sequence[bool] = (),
    equation: bool = False,
    grams: Sequence[Sequence[Poly]] = (),
    budget: Budget = DEFAULT_BUDGET,
    hopeless: Callable[[], bool] = lambda: False,
) -> Certificate | None:
    """A certificate that ``goal >= 0`` (``> 0`` if ``strict``), or ``None`` if none is found.

    Arguments:
        goal: a polynomial in normal form. The goal ``{}`` (zero) with ``strict`` asks for a contradiction between
            the premises; with the negated goal among them, that is the most general form of certificate.
        premises: polynomials known to be non-negative; positive where ``strict_premises`` says so.
        equalities: polynomials known to be zero.
        multiply: the product of two normal forms.
        sign: 2 for an atom known to be positive, 1 for non-negative, 0 for unknown.
        nonzero: whether an atom is known not to be zero.
        strict: whether the sum has to contain a term that is known to be positive.
        equation: show ``goal = 0`` instead, from the equalities alone.
        grams: the inner products of vectors, squares of whose combinations may be used; with integer coefficients,
            and ``{}`` for vectors of different spaces.
        budget: limits of the search.
        hopeless: whether there is none, asked when the cheapest way has failed.

    >>> def product(p, q):
    ...     total = {}
    ...     for m, a in p.items():
    ...         for n, b in q.items():
    ...             powers = dict(m)
    ...             for atom, e in n:
    ...                 powers[atom] = powers.get(atom, 0) + e
    ...             key = tuple(sorted((k, e) for k, e in powers.items() if e))
    ...             total[key] = total.get(key, 0) + a * b
    ...     return {m: c for m, c in total.items() if c}
    >>> one = Fraction(1)
    >>> x, y, z = (((name, one),) for name in "xyz")
    >>> chain = [{x: one, y: -one}, {y: one, z: -one}]
    >>> found = find_certificate({x: one, z: -one}, chain, multiply=product, sign=lambda atom: 0)
    >>> [(str(term.coefficient), term.premises) for term in found]
    [('1', (0,)), ('1', (1,))]
    """
    if not goal and not strict:
        return ()
    if equation:
        premises, strict, strict_premises = (), False, ()
    strictness = tuple(strict_premises) or (False,) * len(premises)
    if len(strictness) != len(premises):
        raise ValueError(f"strict_premises has {len(strictness)} entries for {len(premises)} premises")
    if _is_out_of_range([goal, *premises, *equalities]):
        return None
    for cautious in (False, True):
        products = [poly for row in grams for poly in row]
        algebra = Algebra([goal, *premises, *equalities, *products], premises, multiply, sign, nonzero, cautious)
        search = _Search(algebra, goal, premises, equalities, strict, strictness, equation, grams, budget)
        certificate = search.run(hopeless)
        if certificate is None:
            return None
        total = expanded(certificate, premises, equalities, multiply, grams)
        if total == {mono: c for mono, c in goal.items() if c}:
            return certificate
    return None


def _is_out_of_range(polys: Sequence[Poly]) -> bool:
    """Whether exponents, on their common denominator, do not fit the fields that monomials are packed into."""
    exponents = {e for poly in polys for mono in poly for _, e in mono}
    scale = lcm(1, *(e.denominator for e in exponents))
    return any(not -_MAX_FIELD <= e * scale <= _MAX_FIELD for e in exponents)


class _Search:
    def __init__(
        self,
        algebra: Algebra,
        goal: Poly,
        premises: Sequence[Poly],
        equalities: Sequence[Poly],
        strict: bool,
        strictness: Sequence[bool],
        equation: bool,
        grams: Sequence[Sequence[Poly]],
        budget: Budget,
    ) -> None:
        self._algebra = algebra
        self._strict = strict
        self._equation = equation
        self._budget = budget
        self._strictness = strictness
        self._premises = premises
        self._grams = [[algebra.packed(poly) for poly in row] for row in grams]
        self._goal, self._goal_unit = algebra.integral(goal)
        self._one = Factor(_UNIT, ONE, True, 0.5)
        self._singles = [self._single(i, p, strictness[i]) for i, p in enumerate(premises) if p]
        self._singles += [self._equality(j, q) for j, q in enumerate(equalities) if q]
        self._paired: list[Factor] = []
        self._table = Table()

    def run(self, hopeless: Callable[[], bool]) -> Certificate | None:
        """The first certificate that a stage of the search finds; after the first one, it may be hopeless to go on."""
        evident = self._evident()
        if evident is not None:
            return evident
        inequalities = (self._pairs, self._pair_multipliers, self._squares)
        for stage in (self._constants, self._multipliers, *(() if self._equation else inequalities)):
            if stage == self._multipliers and hopeless():
                return None
            for _ in stage():
                certificate = self._attempt()
                if certificate is not None:
                    return certificate
        return None

    def _evident(self) -> Certificate | None:
        """The goal itself, where each of its terms is known to be non-negative."""
        kinds = [self._algebra.kind(mono) for mono in self._goal]
        premised = self._algebra.premise_of.keys()
        clear = all(
            c > 0 and kind[1] and not any(i in premised for i, _ in self._algebra.digits(mono))
            for (mono, c), kind in zip(self._goal.items(), kinds, strict=True)
        )
        if self._equation or not clear or (self._strict and not any(kind[2] for kind in kinds)):
            return None
        unit = self._goal_unit
        return tuple(CertificateTerm(c / unit, monomial=self._algebra.unpack(m)) for m, c in self._goal.items())

    # ------------------------------------------------------------------ factors and columns

    def _single(self, index: int, premise: Poly, strict: bool) -> Factor:
        entries, unit = self._algebra.integral(premise)
        return Factor(entries, unit, strict, 1.0, premises=(index,))

    def _equality(self, index: int, equality: Poly) -> Factor:
        entries, unit = self._algebra.integral(equality)
        return Factor(entries, unit, False, 1.0, equality=index)

    def _square(self, form: _Form, weight: float) -> Factor | None:
        """The square of a polynomial, or of the norm of a combination of vectors."""
        parts: dict[int, Packed] = {}
        for (vector, mono), c in form.items():
            parts.setdefault(vector, {})[mono] = c
        total: dict[int, Rational] = {}
        if not all(self._inner(i, j) for i, j in product(parts, repeat=2)):
            return None
        for (i, left), (j, right) in product(parts.items(), repeat=2):
            partial, unit = self._algebra.product(left, right)
            partial, further = self._algebra.product(partial, self._inner(i, j))
            plain = unit is ONE and further is ONE
            for mono, c in partial.items():
                total[mono] = total.get(mono, 0) + (c if plain else c / (unit * further))
        entries, unit = cleared({mono: c for mono, c in total.items() if c})
        if not entries:
            return None
        square = tuple((vector, tuple(part.items())) for vector, part in parts.items())
        return Factor(entries, unit, False, weight, square=square)

    def _inner(self, i: int, j: int) -> Packed:
        """The inner product of two vectors; the scalar 1 counts as a vector of norm 1."""
        return _UNIT if i == _SCALAR else self._grams[i][j]

    def _pair(self, left: Factor, right: Factor) -> Factor | None:
        entries, unit = self._algebra.product(left.entries, right.entries)
        if not entries:
            return None
        unit *= left.unit * right.unit
        premises = tuple(sorted(left.premises + right.premises))
        positive = left.positive and right.positive
        return Factor(entries, unit, positive, 0.5 + left.weight + right.weight, premises)

    def _offer(self, factor: Factor, multiplier: int) -> bool:
        """Add ``factor * multiplier`` to the table, if it is allowed and new."""
        if self._equation and factor.equality is None:
            return False
        canonical = self._algebra.canonical(multiplier)
        if canonical is None:
            return False
        defined, non_negative, positive = self._algebra.kind(canonical)
        free = factor.equality is not None
        if not defined or not (free or non_negative):
            return False
        monomial, extra = (canonical, ()) if free else self._algebra.split(canonical)
        premises = tuple(sorted(factor.premises + extra))
        key = (premises, factor.equality, monomial, factor.square)
        if key in self._table.keys:
            return False
        self._table.keys.add(key)
        entries, unit = self._algebra.shift(factor.entries, canonical)
        if not entries:
            return False
        for index in extra:
            unit /= next(iter(self._premises[index].values()))
        weight = factor.weight + 0.3 * self._algebra.complexity(canonical)
        columns = self._table.columns
        columns.append(Column(entries, unit, factor, premises, monomial, factor.positive and positive, weight))
        if free:
            negated = {m: -c for m, c in entries.items()}
            columns.append(Column(negated, -unit, factor, premises, monomial, False, weight))
        return True

    # ------------------------------------------------------------------ stages

    def _constants(self) -> Iterator[None]:
        """Premises and equalities times constants, monomials that are known to be non-negative."""
        for factor in self._singles:
            self._offer(factor, 0)
        for mono in support(self._table.columns):
            self._offer(self._one, mono)
        yield

    def _multipliers(self) -> Iterator[None]:
        """Premises and equalities times monomials, for what is wanted, then for what these bring in."""
        yield from self._close(self._singles, self._budget.rounds)

    def _pairs(self) -> Iterator[None]:
        """Products of two premises and squares of binomials, times constants."""
        self._paired = self._pair_factors()
        for factor in (*self._paired, *self._binomials()):
            self._offer(factor, 0)
        for mono in support(self._table.columns):
            self._offer(self._one, mono)
        yield

    def _pair_multipliers(self) -> Iterator[None]:
        """Products of two premises, and squares, times monomials."""
        yield from self._close([*self._singles, *self._paired, *self._binomials()], 1)

    def _close(self, factors: Sequence[Factor], rounds: int) -> Iterator[None]:
        done: set[tuple[int, bool]] = set()
        seen_columns = len(self._table.columns) if self._goal else 0
        wanted = self._wanted(self._table.columns[seen_columns:])
        seen_columns = len(self._table.columns)
        for _ in range(rounds):
            new = [demand for demand in wanted if demand not in done][: self._budget.wanted]
            done.update(new)
            if self._supply(factors, new):
                yield
            elif seen_columns == 0:
                return
            else:  # what the goal has needs nothing more; what the premises bring in may
                seen_columns = 0
            wanted = self._wanted(self._table.columns[seen_columns:])
            seen_columns = len(self._table.columns)

    def _wanted(self, columns: Sequence[Column]) -> dict[tuple[int, bool], None]:
        """Monomials that the goal has, or that columns bring in with the opposite sign."""
        wanted = {(mono, c > 0): None for mono, c in self._goal.items()}
        for column in columns:
            for mono, c in column.entries.items():
                wanted[(mono, c < 0)] = None
        return wanted

    def _supply(self, factors: Sequence[Factor], wanted: Sequence[tuple[int, bool]]) -> bool:
        """Offer the multiples of factors that have a wanted monomial with the wanted sign, simplest first."""
        candidates: dict[tuple[int, int], float] = {}
        complexity = self._algebra.complexity
        kind = self._algebra.kind
        for number, factor in enumerate(factors):
            free = factor.equality is not None
            for mono, c in factor.entries.items():
                for target, positive in wanted:
                    ratio = target - mono
                    if (number, ratio) in candidates or not (free or (c > 0) == positive):
                        continue
                    defined, non_negative, _ = kind(ratio)
                    if defined and (free or non_negative):
                        candidates[number, ratio] = factor.weight + complexity(ratio)
        added = False
        for number, ratio in sorted(candidates, key=candidates.__getitem__)[: self._budget.columns]:
            added |= self._offer(factors[number], ratio)
        for mono, positive in wanted:
            if positive:
                added |= self._offer(self._one, mono)
        return added

    def _pair_factors(self) -> list[Factor]:
        singles = [f for f in self._singles if f.equality is None]
        pairs = ((f, g) for i, f in enumerate(singles) for g in singles[i:])
        chosen = sorted(pairs, key=lambda pair: len(pair[0].entries) * len(pair[1].entries))
        products = (self._pair(f, g) for f, g in chosen[: self._budget.pairs])
        return [factor for factor in products if factor is not None]

    def _binomials(self) -> list[Factor]:
        """Squares ``(a - c b)^2`` with cross term in sight, with the ``c`` that the goal suggests."""
        found = []
        sights = self._sights()
        for basis in self._bases(sights):
            for ((k, m), first), ((j, n), last) in combinations(basis, 2):
                crosses = [m + n + mono for mono in self._inner(k, j) if m + n + mono in sights]
                weight = 2.0 + 0.2 * self._algebra.complexity(first + last)
                for ratio in dict.fromkeys(r for cross in crosses for r in self._ratios(first, last, cross)):
                    form = {(k, m): ratio.denominator, (j, n): -ratio.numerator}
                    found.append(self._square(form, weight))
        return [factor for factor in found if factor is not None]

    def _sights(self) -> dict[int, None]:
        """The monomials of the goal, of columns that may be used, and with vectors also of those that may not."""
        columns = self._table.columns if self._grams else ()
        return dict.fromkeys([*self._goal, *support(self._live()), *support(columns)])

    def _bases(self, rows: Iterable[int]) -> Iterator[list[_Element]]:
        """Monomials, and multiples of vectors, whose squares are in sight."""
        half = self._algebra.half
        yield list(islice((((_SCALAR, r), m) for m in rows if (r := half(m)) is not None), _BASIS))
        yield list(islice(self._vector_multiples(rows), _BASIS))

    def _vector_multiples(self, rows: Iterable[int]) -> Iterator[_Element]:
        norms = [(k, next(iter(products[k]))) for k, products in enumerate(self._grams) if len(products[k]) == 1]
        for row in rows:
            for k, norm in norms:
                root = self._algebra.half(row - norm)
                if root is not None and self._algebra.complexity(row - norm) <= self._algebra.complexity(row):
                    yield (k, root), row

    def _ratios(self, m: int, n: int, cross: int) -> list[Fraction]:
        """Values ``c`` for which ``(a - c b)^2`` may fit the goal's terms in ``a^2``, ``b^2`` and ``ab``."""
        ratios = [Fraction(1), Fraction(-1)]
        first, last, middle = (self._goal.get(key, 0) for key in (m, n, cross))
        if middle and first > 0:
            ratios.append(Fraction(-middle, 2 * first))
        if middle and last > 0:
            ratios.append(Fraction(-2 * last, middle))
        if first > 0 and last > 0:
            square = Fraction(last, first)
            top, bottom = isqrt(square.numerator), isqrt(square.denominator)
            if top * top == square.numerator and bottom * bottom == square.denominator:
                ratios += [Fraction(top, bottom), Fraction(-top, bottom)]
        return list(dict.fromkeys(ratios))

    def _squares(self) -> Iterator[None]:
        """Squares, generated where the dual of the linear program says that one is missing."""
        bases = [[element for element, _ in basis[:10]] for basis in self._bases(self._sights())]
        bases = [basis for basis in bases if len(basis) > 1]
        for _ in range(self._budget.squares if bases else 0):
            dual = separating(self._table.columns, self._goal)
            if dual is None or not sum(self._cut(basis, dual) for basis in bases):
                return
            yield

    def _cut(self, basis: Sequence[tuple[int, int]], dual: Mapping[int, float]) -> bool:
        """Offer the squares on which the dual, as a functional on polynomials, is negative."""
        moments = np.array([[self._moment(a, b, dual) for b in basis] for a in basis])
        values, vectors = np.linalg.eigh(moments)
        added = False
        for value, vector in zip(values, vectors.T, strict=True):
            if value > -1e-9:
                break
            vector = vector / vector[np.argmax(np.abs(vector))]
            for denominator in (1, 2, 6, 60):
                rounded = np.rint(vector * denominator)
                if rounded @ moments @ rounded < -1e-12:
                    form = {element: int(c) for element, c in zip(basis, rounded, strict=True) if c}
                    factor = self._square(form, 3.0)
                    added |= factor is not None and self._offer(factor, 0)
        return added

    def _moment(self, a: tuple[int, int], b: tuple[int, int], dual: Mapping[int, float]) -> float:
        """The value of the functional at the product of two elements of a basis."""
        products = self._inner(a[0], b[0])
        return sum(c * dual.get(a[1] + b[1] + mono, 0.0) for mono, c in products.items())

    # ------------------------------------------------------------------ the linear program

    def _live(self) -> list[Column]:
        """The columns that can be part of a solution: none has a monomial that nothing can cancel."""
        return self._pruned()[0]

    def _pruned(self) -> tuple[list[Column], bool]:
        if self._table.pruned is None or self._table.pruned_at != len(self._table.columns):
            self._table.pruned = prune(self._table.columns, self._goal)
            self._table.pruned_at = len(self._table.columns)
        return self._table.pruned

    def _attempt(self) -> Certificate | None:
        columns, possible = self._pruned()
        if not possible:
            return None
        plan = solve(columns, self._goal, prize=not self._goal)
        if plan is None:
            return None
        certificate = self._exact(columns, plan)
        if self._strict and not (certificate and self._is_positive(certificate)):
            plan = solve(columns, self._goal, prize=True)
            certificate = None if plan is None else self._exact(columns, plan)
        if certificate is None or (self._strict and not self._is_positive(certificate)):
            return None
        return certificate

    def _is_positive(self, certificate: Certificate) -> bool:
        return any(
            term.equality is None
            and term.square is None
            and term.vector is None
            and all(self._strictness[i] for i in term.premises)
            and self._algebra.kind(self._algebra.pack(term.monomial))[2]
            for term in certificate
        )

    def _exact(self, columns: Sequence[Column], plan: Sequence[float]) -> Certificate | None:
        """The rational solution on the support of a floating-point one."""
        peak = max(plan, default=0.0)
        for threshold in (1e-7, 1e-11, 0.0):
            support = [(c, x) for c, x in zip(columns, plan, strict=True) if x > threshold * max(peak, 1.0)]
            values = solve_exactly([c.entries for c, _ in support], self._goal, [x for _, x in support])
            if values is not None:
                return self._collect([c for c, _ in support], values)
        return None

    def _collect(self, columns: Sequence[Column], values: Sequence[Fraction]) -> Certificate:
        return tuple(self._term(column, value) for column, value in zip(columns, values, strict=True) if value)

    def _term(self, column: Column, value: Fraction) -> CertificateTerm:
        factor = column.factor
        polys = {vector: self._algebra.poly(dict(part)) for vector, part in factor.square}
        square = polys.pop(_SCALAR, None)
        return CertificateTerm(
            value * column.unit * factor.unit / self._goal_unit,
            column.premises,
            factor.equality,
            self._algebra.unpack(column.monomial),
            square,
            polys or None,
        )
