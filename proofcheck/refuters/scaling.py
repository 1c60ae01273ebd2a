"""Dimensional analysis: rescalings that the hypotheses allow, and bounds whose two sides scale differently.

Give every variable, path, map and time a degree, such that sums and relations in the hypotheses are homogeneous. The
degrees form a linear space: each of its elements is a rescaling that turns instances of the hypotheses into others.
A claim that is not homogeneous under one of them fails after enough rescaling, unless one side is 0 or it is vacuous.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm

from proofcheck.kernel.clauses import Clause, Problem, Relation, fact
from proofcheck.kernel.normal import Normalizer, mentions
from proofcheck.kernel.terms import FUNCTIONS, SCALAR, VALUES, ZERO, KernelError, Term, num, subterms

Degree = Mapping[str, Fraction]
"""A linear form in the unknown degrees."""


@dataclass(frozen=True, slots=True)
class Mismatch:
    """The two sides of a claim scale differently under a rescaling that its hypotheses allow.

    ``rescaling`` maps what is rescaled to its exponent: ``{"v": 1, "time": 2}`` stands for v -> s v, t -> s^2 t.
    ``left`` and ``right`` are the exponents of the two sides. ``missing`` is a scalar term and the power of it by
    which the right side would have to be multiplied, if one of the terms that the problem names will do.
    """

    rescaling: Mapping[str, Fraction]
    left: Fraction
    right: Fraction
    missing: tuple[Term, Fraction] | None


def scaling_mismatch(problem: Problem) -> Mismatch | None:
    """A rescaling of the hypotheses under which the claim is not homogeneous; ``None`` if there is none.

    ``None`` as well where the remark would say nothing: where the power that is missing takes its term out of the
    problem, or makes one side a multiple of the other.
    """
    degrees = _Degrees()
    for clause in problem.hypotheses:
        degrees.clause(clause)
    for condition in problem.goal.conditions:
        degrees.clause(condition)
    left, right = problem.goal.relation[1:]
    if _is_zero(left) or _is_zero(right):
        return None
    sides = degrees.of(left), degrees.of(right)
    named = [name for name in degrees.names if not name.startswith("#")]
    for rescaling in degrees.rescalings():
        a, b = (_value(side, rescaling) for side in sides)
        shown = {name: x for name in named if (x := rescaling.get(name, Fraction(0)))}
        if a != b and shown:
            missing = list(_missing(problem, degrees, sides))
            telling = [found for found in missing if not _is_vacuous(problem, *found)]
            if missing and not telling:
                return None
            return Mismatch(shown, a, b, telling[0] if telling else None)
    return None


class _Degrees:
    """Collects linear equations between degrees."""

    def __init__(self) -> None:
        self.names: dict[str, None] = {}
        self.equations: list[Degree] = []
        self._bound: dict[Term, Degree] = {}

    def unknown(self, name: str) -> Degree:
        self.names.setdefault(name)
        return {name: Fraction(1)}

    def fresh(self) -> Degree:
        return self.unknown(f"#{len(self.names)}")

    def clause(self, clause: Clause) -> None:
        outer = dict(self._bound)
        for variable in clause.variables:
            self._bound[variable] = self.fresh()
        for condition in clause.conditions:
            self.clause(condition)
        self._relation(clause.relation)
        self._bound = outer

    def _relation(self, relation: Relation) -> None:
        self.same(self.of(relation[1]), self.of(relation[2]))

    def same(self, *degrees: Degree) -> Degree:
        for other in degrees[1:]:
            self.equations.append(_combined((degrees[0], 1), (other, -1)))
        return degrees[0]

    def of(self, term: Term) -> Degree:
        """The degree of a term; what its parts have to satisfy is noted."""
        head = term[0]
        if head == "num":
            return self.fresh() if term[1] == 0 else {}
        if head == "var":
            return self._bound.get(term) or self._variable(term)
        if head in {"path", "dpath"}:
            time, value = self.time(term[3], term[1]), self.unknown(f"{term[1]}(t)")
            return value if head == "path" else _combined((value, 1), (time, -1))
        if head in FUNCTIONS:
            return self._map(term)
        if head in {"int", "inf", "minS", "d", "grad", "sum", "prod", "expect"}:
            return self._binder(term)
        parts = [self.of(part) for part in term if isinstance(part, Term)]
        if head in {"add", "max", "min"}:
            return self.same(*parts)
        if head == "inv":
            return _combined((parts[0], -1))
        if head in {"mul", "dot", "outer", "inner"}:
            return _combined(*((part, 1) for part in parts))
        if head == "div":
            return _combined((parts[0], 1), (parts[1], -1))
        if head == "pow":
            return _combined((parts[0], term[2]))
        if head == "sqrt":
            return _combined((parts[0], Fraction(1, 2)))
        if head in {"exp", "log", "sin", "cos", "powi"}:
            self.equations.extend(parts)
            return {}
        return parts[0] if parts else {}

    def _variable(self, term: Term) -> Degree:
        return {} if term[2] == ("N",) else self.unknown(str(term[1]))

    def time(self, at: Term, name: str) -> Degree:
        """The degree of time, which the paths of a problem share; that of an index is 0."""
        degree = {} if at.sort == ("N",) else self.unknown("time")
        return self.same(degree, self.of(at))

    def _map(self, term: Term) -> Degree:
        head, name = term[:2]
        source, target = self.unknown(f"argument of {name}"), self.unknown(f"value of {name}")
        self.same(self.of(term[-1]), source)
        return target if head in VALUES else _combined((target, 1), (source, -1))

    def _binder(self, term: Term) -> Degree:
        head, variable = term[:2]
        if head == "d":
            return _combined((self.of(term[2]), 1), (self.of(variable), -1))
        outer = dict(self._bound)
        self._bound[variable] = degree = self.fresh()
        body = self.of(term[4] if head in {"int", "inf", "sum", "prod"} else term[2])
        self._bound = outer
        if head in {"sum", "expect"}:
            self.equations.append(degree)
            return body
        if head == "minS":
            self.equations.append(degree)
            return body
        if head == "grad":
            self.same(degree, self.of(term[3]))
            return _combined((body, 1), (degree, -1))
        self.same(degree, self.of(term[2]), self.of(term[3]))
        return _combined((body, 1), (degree, 1)) if head == "int" else body

    def rescalings(self) -> Iterator[Mapping[str, Fraction]]:
        """A basis of the solutions of the equations, in whole numbers."""
        names = list(self.names)
        rows = [[equation.get(name, Fraction(0)) for name in names] for equation in self.equations]
        yield from _null_space(rows, names)


def _combined(*parts: tuple[Degree, int | Fraction]) -> Degree:
    found: dict[str, Fraction] = {}
    for degree, factor in parts:
        for name, x in degree.items():
            found[name] = found.get(name, Fraction(0)) + x * factor
    return {name: x for name, x in found.items() if x}


def _null_space(rows: Sequence[Sequence[Fraction]], names: Sequence[str]) -> Iterator[Mapping[str, Fraction]]:
    pivots: list[int] = []
    reduced = [list(row) for row in rows]
    for k in range(len(names)):
        place = len(pivots)
        pivot = next((i for i in range(place, len(reduced)) if reduced[i][k]), None)
        if pivot is None:
            continue
        reduced[place], reduced[pivot] = reduced[pivot], reduced[place]
        reduced[place] = [x / reduced[place][k] if x else x for x in reduced[place]]
        for i, row in enumerate(reduced):
            if i != place and row[k]:
                reduced[i] = [x - row[k] * y if y else x for x, y in zip(row, reduced[place], strict=True)]
        pivots.append(k)
    for free in (k for k in range(len(names)) if k not in pivots):
        solution = {names[free]: Fraction(1)}
        solution |= {names[k]: -reduced[i][free] for i, k in enumerate(pivots) if reduced[i][free]}
        scale = lcm(*(x.denominator for x in solution.values()))
        yield {name: x * scale for name, x in solution.items()}


def _value(degree: Degree, rescaling: Mapping[str, Fraction]) -> Fraction:
    return sum((x * rescaling.get(name, Fraction(0)) for name, x in degree.items()), Fraction(0))


def _missing(problem: Problem, degrees: _Degrees, sides: tuple[Degree, Degree]) -> Iterator[tuple[Term, Fraction]]:
    """Scalars of the claim, a power of which makes both sides scale alike under every rescaling."""
    rescalings = list(degrees.rescalings())
    gaps = [_value(sides[0], r) - _value(sides[1], r) for r in rescalings]
    for term in _scalars(problem):
        powers = [_value(degrees.of(term), r) for r in rescalings]
        ratios = {gap / power for gap, power in zip(gaps, powers, strict=True) if power}
        if len(ratios) == 1 and all(power or not gap for gap, power in zip(gaps, powers, strict=True)):
            yield term, ratios.pop()


def _is_vacuous(problem: Problem, term: Term, power: Fraction) -> bool:
    """Whether the right side, times a power of a term, is a multiple of the left, or the term is gone altogether."""
    if power.denominator != 1:
        return False
    left, right = problem.goal.relation[1:]
    try:
        corrected = Term("mul", right, Term("pow", term, int(power)))
        normalizer = Normalizer(_Positive(fact("<", ZERO, side)) for side in (term, left, right))
        sides = [normalizer.scalar(side) for side in (left, corrected)]
        ratio = normalizer.scalar(Term("div", corrected, left))
        (atom,) = (atom for mono in normalizer.scalar(term) for atom, _ in mono)
    except (KernelError, ValueError):
        return False
    signs = {fact("<", ZERO, term), fact("<=", ZERO, term)}
    others = [side for clause in problem.hypotheses if clause not in signs for side in _terms(clause)]
    gone = not any(mentions(tuple(side), atom) for side in sides)
    return ratio.keys() == {()} or (gone and not any(term in subterms(side) for side in others))


def _terms(clause: Clause) -> Iterator[Term]:
    for condition in clause.conditions:
        yield from _terms(condition)
    yield from clause.relation[1:]


@dataclass(frozen=True, slots=True)
class _Positive:
    """A sign that is taken for granted while powers are compared."""

    clause: Clause


def _scalars(problem: Problem) -> Iterator[Term]:
    """Scalars that the claim names, times aside; the ones that it divides by come first."""
    inside = [term for side in problem.goal.relation[1:] for term in subterms(side)]
    times = {term[3] for term in inside if term[0] in {"path", "dpath"}}
    divisors = [part for term in inside if term[0] == "div" for part in subterms(term[2])]
    seen: dict[Term, None] = {}
    for term in (*divisors, *inside):
        if term[0] in {"var", "smin", "opnorm", "lmin", "lmax"} and term.sort == SCALAR and term not in times:
            seen.setdefault(term)
    yield from seen


def _is_zero(term: Term) -> bool:
    return bool(term == num(0))
