"""Random numbers by probabilities of simple values: hypotheses about means and events are linear in the probabilities.

A few values are laid out, all pairs or triples of them where several numbers are random, and an integer program looks
for how many of equally likely outcomes have which of them.
A mean within another mean is taken for what an equation says that it is, or for a simple number. Whoever asks confirms
what is found.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import product
from math import floor

import numpy as np

from proofcheck.evaluate.arithmetic import Array
from proofcheck.evaluate.setting import NoValueError, Setting
from proofcheck.evaluate.terms import evaluate
from proofcheck.kernel.clauses import Clause, Problem
from proofcheck.kernel.terms import NATURAL, SCALAR, Term, num, slots, sub
from proofcheck.models.instance import Instance, clause_terms
from proofcheck.models.scalars import NotConfirmed
from proofcheck.refuters.samples import Drawn, constant, member
from proofcheck.refuters.spelling_out import value_of

GRIDS = {1: ((1, 4), (2, 4), (4, 2)), 2: ((1, 2), (1, 4), (2, 2)), 3: ((1, 1), (1, 2))}
"""For one, two or three random numbers: into how many parts 1 is cut by simple values, and how far these go."""
MOST_OUTCOMES, LONGEST = 60, 1.0
"""How many there may be, and for how many seconds they are looked for."""
MEANS = (0, 1)
"""What a mean is taken for where another mean, or a square, is made of it."""
OUTCOME = Term("var", "outcome@", NATURAL)
CLEAR, CLOSE = 1e-2, 1e-9
"""By how much strict inequalities are to hold, and what counts as no difference."""


def weighted(problem: Problem) -> Iterator[Drawn]:
    """What is left of a problem once its random numbers are given, by the first probabilities found."""
    terms = [term for clause in problem.hypotheses for term in clause_terms(clause)]
    spaces = {term[3] if term[0] == "expect" else term[1] for term in terms if term[0] in {"expect", "dim"}}
    names = {term[1]: term[2] for term in terms if term[0] == "path"}
    if len(spaces) != 1 or not 0 < len(names) <= max(GRIDS) or any(sort != SCALAR for sort in names.values()):
        return
    if any(member(term) is not None for term in terms) or any(term[0] == "dpath" for term in terms):
        return
    [space] = spaces
    for grid, mean in product(GRIDS[len(names)], MEANS if type(space) is str else ()):
        with suppress(NotConfirmed, NoValueError):
            yield _Program(problem, str(space), tuple(sorted(names)), grid, Fraction(mean)).drawn()


@dataclass
class _Program:
    """An integer program in how often each value is taken, a row of numbers for each hypothesis."""

    problem: Problem
    space: str
    names: tuple[str, ...]
    grid: tuple[int, int]
    mean: Fraction
    equal: list[tuple[Array, float]] = field(default_factory=list)
    under: list[tuple[Array, float]] = field(default_factory=list)
    means: dict[Term, Fraction] = field(default_factory=dict)

    def drawn(self) -> Drawn:
        """The problem without what is random, and values by which all that was said of it holds, or seems to.

        Raises:
            NotConfirmed: it is not linear, or no probabilities were found.
            NoValueError: something has no value.
        """
        random: list[Clause] = []
        rest: list[Clause] = []
        for clause in self.problem.hypotheses:
            (random if _is_random(clause) else rest).append(clause)
        self.means |= {_outcome(mean): value for clause in random for mean, value in _said(clause)}
        setting, points = self._laid_out(random)
        kept = np.ones(len(points), dtype=bool)
        with np.errstate(all="ignore"):
            for clause in random:
                if clause.variables:
                    kept &= self._allowed(clause, setting, len(points))
                else:
                    self._add(self._replaced(sub(*clause.relation[1:])), clause.relation[0], setting, len(points))
            for mean, value in list(self.means.items()):
                self._add(sub(mean, num(value)), "=", setting, len(points))
        numbers = _counts(self.equal, self.under, kept)
        outcomes = [tuple(points[k]) for k, count in numbers for _ in range(count)]
        values = list(zip(*(map(Fraction, outcome) for outcome in outcomes), strict=True))
        listed = {name: tuple((x,) for x in (row[0], *row)) for name, row in zip(self.names, values, strict=True)}
        given = Instance(
            {self.space: len(outcomes)}, paths={name: constant((Fraction(0),)) for name in listed}, firsts=listed
        )
        return Drawn(Problem(self.problem.dimensions, tuple(rest), self.problem.goal), given)

    def _laid_out(self, said: Sequence[Clause]) -> tuple[Setting, Array]:
        """All combinations of simple values about means that are known, and the setting where they are."""
        parts, most = self.grid
        steps = np.arange(-parts * most, parts * most + 1) / parts
        centres = [_centre(name, self.means) for name in self.names]
        named = {float(x) for clause in said for x in map(value_of, clause_terms(clause)) if x is not None}
        near = [x for x in named if len(self.names) == 1 and (x * parts).is_integer()]
        points = np.array(list(product(*(np.unique([*(steps + centre), *near]) for centre in centres))))
        values = {_letter(name): points[:, k : k + 1] for k, name in enumerate(self.names)}
        return Setting({}, values), points

    def _allowed(self, clause: Clause, setting: Setting, count: int) -> Array:
        """Where what is said of each outcome holds."""
        op, left, right = clause.relation
        if len(clause.variables) != 1 or any(self.space not in c.relation[2] for c in clause.conditions[1:]):
            raise NotConfirmed("not about each outcome")
        found = evaluate(self._replaced(sub(left, right)), setting)
        margin = np.broadcast_to(found, (count, 1))[:, 0]
        return np.abs(margin) < CLOSE if op == "=" else margin < (CLOSE if op == "<=" else -CLOSE)

    def _add(self, term: Term, op: str, setting: Setting, count: int) -> None:
        """The row of a hypothesis that compares a term with 0."""
        bodies: list[Term] = []
        outer = _without_means(term, bodies)
        size = len(bodies)
        at = np.vstack([np.zeros(size), np.eye(size), np.arange(2, size + 2) / 3.0])
        tried = Setting({}, {_mean(k): at[:, k : k + 1] for k in range(size)})
        values = np.broadcast_to(evaluate(outer, tried), (size + 2, 1))[:, 0]
        slopes = values[1:-1] - values[0]
        if not abs(values[0] + at[-1] @ slopes - values[-1]) < CLOSE:
            raise NotConfirmed("not linear in means")
        rows = [np.broadcast_to(evaluate(body, setting), (count, 1))[:, 0] for body in bodies]
        row = sum((slope * one for slope, one in zip(slopes, rows, strict=True)), np.zeros(count))
        bound = -values[0] - (CLEAR if op == "<" else 0)
        (self.equal if op == "=" else self.under).append((row, float(bound)))

    def _replaced(self, term: Term, *, inside: bool = False) -> Term:
        """A term about one outcome, means within means replaced by numbers, and such means as are squared."""
        if term[0] == "path":
            return _letter(term[1])
        if term[0] == "expect":
            body = self._replaced(term[2], inside=True)
            mean = Term("expect", OUTCOME, body, term[3])
            return num(self.means.setdefault(mean, self.mean)) if inside else mean
        within = inside or (term[0] == "pow" and term[1][0] == "expect")
        parts = list(term)
        for place in slots(term):
            parts[place] = self._replaced(term[place], inside=within)
        return Term(*parts)


def _is_random(clause: Clause) -> bool:
    return any(term[0] in {"path", "expect"} for term in clause_terms(clause))


def _letter(name: str) -> Term:
    return Term("var", f"{name}@", SCALAR)


def _centre(name: str, means: Mapping[Term, Fraction]) -> int:
    """The whole number below the mean of a random number, or 0."""
    return next((floor(value) for mean, value in means.items() if mean[2] == _letter(name)), 0)


def _mean(k: int) -> Term:
    return Term("var", f"mean@{k}", SCALAR)


def _said(clause: Clause) -> Iterator[tuple[Term, Fraction]]:
    """A mean of a random number, and the number that an equation says that it is."""
    op, left, right = clause.relation
    for mean, other in ((left, right), (right, left)):
        value = value_of(other)
        if op == "=" and not clause.variables and value is not None and mean[0] == "expect" and mean[2][0] == "path":
            yield mean, value


def _outcome(mean: Term) -> Term:
    return Term("expect", OUTCOME, _letter(mean[2][1]), mean[3])


def _without_means(term: Term, bodies: list[Term]) -> Term:
    """A term with letters for its means, whose bodies are listed."""
    if term[0] == "expect":
        bodies.append(term[2])
        return _mean(len(bodies) - 1)
    parts = list(term)
    for place in slots(term):
        parts[place] = _without_means(term[place], bodies)
    return Term(*parts)


def _counts(equal: list[tuple[Array, float]], under: list[tuple[Array, float]], kept: Array) -> list[tuple[int, int]]:
    """How many of equally likely outcomes have which value, with as few outcomes as possible.

    Raises:
        NotConfirmed: there are none, or would have to be too many.
    """
    from scipy.optimize import Bounds, LinearConstraint, milp

    kept = kept & np.all([np.isfinite(row) for row, _ in (*equal, *under)], axis=0)
    columns = np.flatnonzero(kept)
    if not len(columns):
        raise NotConfirmed("no value is allowed")
    same = np.stack([row[columns] - bound for row, bound in [(np.ones(len(kept)), 0.0), *equal]])
    lowest, highest = np.zeros(len(same)), np.zeros(len(same))
    lowest[0], highest[0] = 1, MOST_OUTCOMES
    constraints = [LinearConstraint(same, lowest, highest)]
    if under:
        constraints.append(LinearConstraint(np.stack([row[columns] - bound for row, bound in under]), ub=0))
    whole = np.ones(len(columns))
    result = milp(
        whole,
        integrality=whole,
        bounds=Bounds(0, MOST_OUTCOMES),
        constraints=constraints,
        options={"time_limit": LONGEST},
    )
    if result.x is None:
        raise NotConfirmed("there are no such probabilities")
    return [(int(k), round(x)) for k, x in zip(columns, result.x, strict=True) if x > 1 / 2]
