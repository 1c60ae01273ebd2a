r"""Runs of an iteration on random data: noise in the first steps, and then straight to where nothing moves any more.

Where a hypothesis says what the next member of a random sequence is, as in :math:`x_{k+1} = x_k - \eta g_k` whatever
the outcome, members are not free, and what is drawn must have the mean that is known of it given the member before.
Such a run is made of numbers, in one dimension: functions are half a square, or that near 0 and a line elsewhere, or 0,
draws are their mean plus or minus something, independent of all before, in some first steps, and their mean from there
on, until the run stays where it is. All of its members are listed then. Other letters are left to be found.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import partial
from itertools import chain, islice, product

from proofcheck.kernel.clauses import Clause, Problem, fact
from proofcheck.kernel.interned import by_key
from proofcheck.kernel.terms import NATURAL, ONE, SCALAR, ZERO, Term, num, slots, substitute, subterms
from proofcheck.models.instance import ExpPolynomial, Instance, Polynomial, clause_terms
from proofcheck.models.scalars import NotConfirmed
from proofcheck.models.valuation import Valuation
from proofcheck.refuters.families import huber
from proofcheck.refuters.judging import NO_VALUE, exact_entries
from proofcheck.refuters.samples import constant, member, relates_members
from proofcheck.refuters.spelling_out import JOINED, clause_at, index_of, total_of

HORIZONS = (4, 2)
"""What free natural numbers are taken for, in this order."""
FACTORS = (Fraction(1), Fraction(1, 2), Fraction(2))
"""What the numbers are taken for on which a run depends."""
RUNS = tuple(
    (function, Fraction(start), noisy)
    for function, start, noisy in (
        ("square", 2, 0),
        ("line", 4, 0),
        ("square", 0, 1),
        ("square", 2, 1),
        ("nothing", 1, 2),
        ("square", 0, 3),
        ("line", 2, 1),
        ("line", 3, 2),
    )
)
"""The functions, where runs start, and in how many steps there is noise."""
LONGEST, MOST_HORIZONS = 8, 2
"""How many steps a run may take until it stays where it is, and how many horizons are tried of each."""
_STEP, _OUTCOME = Term("var", "step ", NATURAL), Term("var", "outcome ", NATURAL)
_NOW = "now "
_NOWHERE, _UNIT = Fraction(0), Fraction(1)
MOST_RUNS = {_UNIT: 10, _UNIT / 2: 4}
"""How many runs are tried, by what the constants in properties of functions are."""

Table = Mapping[str, Sequence[Sequence[Fraction]]]
"""The members of sequences by their names: those at each step, at each outcome."""


@dataclass(frozen=True, slots=True)
class Iteration:
    """What a problem says of a run: the next members by their names, and the means of what is drawn at a step."""

    members: Mapping[str, Term]
    """A member of each of the sequences, as it stands in the problem."""
    following: Mapping[str, Term]
    means: Mapping[str, Term]

    def sequences(self) -> list[str]:
        """The sequences of numbers on which the run depends, as the lengths of steps."""
        terms = [part for term in self._terms for part in subterms(term)]
        return sorted({part[1] for part in terms if part[0] == "path" and part[2] == SCALAR})

    @property
    def _terms(self) -> tuple[Term, ...]:
        return (*self.following.values(), *self.means.values())

    def letters(self) -> list[Term]:
        """The numbers on which the run depends."""
        terms = self._terms
        free = frozenset().union(*(term.free for term in terms)) - {_STEP, _OUTCOME}
        return sorted((v for v in free if v[2] == SCALAR and not v[1].startswith(_NOW)), key=by_key)


@dataclass(frozen=True, slots=True)
class Run:
    """A problem about other letters than those of a run, and how its instances become some of the one behind it."""

    problem: Problem
    given: Instance

    def instance(self, near: Instance) -> Instance:
        """The instance with the run."""
        given = self.given
        return replace(given, scalars={**near.scalars, **given.scalars}, enclosed=near.enclosed)


def runs(problem: Problem) -> Iterator[Run]:
    """Such problems, where a problem is about a run."""
    iteration = _iteration(problem)
    horizons = [] if iteration is None else list(islice(_horizons(problem), MOST_HORIZONS))
    if iteration is not None and horizons:
        listed: list[tuple[Instance, dict[Clause, list[Clause]]]]
        found = (islice(_realised(problem, iteration, constant), most) for constant, most in MOST_RUNS.items())
        listed = [(given, {}) for given in chain.from_iterable(found)]
        for chosen, (given, said) in product(horizons, listed):
            at = replace(given, scalars={**given.scalars, **chosen})
            with suppress(*NO_VALUE):
                yield Run(_Numbers(problem, at, said).problem(), at)


# ---------------------------------------------------------------- reading


def _iteration(problem: Problem) -> Iteration | None:
    clauses = [*problem.hypotheses, problem.goal]
    members = {part[1][1]: part for c in clauses for term in clause_terms(c) if (part := member(term)) is not None}
    goes = [clause for clause in problem.hypotheses if relates_members(clause)]
    following = {clause.relation[1][1][1]: _next(clause) for clause in goes}
    if not goes or len(goes) != len(following) or None in following.values():
        return None
    means = dict(mean for clause in problem.hypotheses if (mean := _mean(clause)) is not None)
    drawn = {name: mean for name, mean in means.items() if name not in following}
    return Iteration(members, {name: term for name, term in following.items() if term is not None}, drawn)


def _next(clause: Clause) -> Term | None:
    """What the next member is, by letters for the members at a step."""
    _, left, right = clause.relation
    operator, vector = left[1:]
    index, outcome = operator[3], vector[3]
    if index[0] != "add" or index[2] != ONE or {index[1], outcome} - set(clause.variables):
        return None
    return _with_letters(right, index[1], outcome)


def _mean(clause: Clause) -> tuple[str, Term] | None:
    """What is drawn, by its name, and what its mean is given something, by letters for the members at a step."""
    op, *sides = clause.relation
    for given, mean in (sides, sides[::-1]):
        total = given[2] if given[0] == "mul" and len(given) == 3 and given[1][0] == "div" else given
        body = total[2] if total[0] == "expect" else total
        part = member(body[2]) if body[0] == "mul" and len(body) == 3 else None
        at = {v for v in clause.variables if v in mean.free or v in given.free} if part is not None else set()
        outer = [v for v in at if part is not None and v != part[1][3]]
        if op == "=" and part is not None and part[2][3] == total[1] and len(outer) == 1:
            found = _with_letters(mean, part[1][3], outer[0])
            return None if found is None else (part[1][1], found)
    return None


def _with_letters(term: Term, step: Term, outcome: Term) -> Term | None:
    """A term with letters for the members at a step; ``None`` where it speaks of other members."""
    try:
        return substitute(_lettered(term, step, outcome), {step: _STEP})
    except NotConfirmed:
        return None


def _lettered(term: Term, step: Term, outcome: Term) -> Term:
    if (part := member(term)) is not None:
        if part[1][3] != step or part[2][3] != outcome:
            raise NotConfirmed("a member at another step")
        return Term("var", _NOW + part[1][1], term.sort)
    parts = list(term)
    for slot in slots(term):
        parts[slot] = _lettered(term[slot], step, outcome)
    return Term(*parts)


def _horizons(problem: Problem) -> Iterator[Mapping[str, Fraction]]:
    """Values of the free natural numbers; what an equation says one is, it is."""
    goal = problem.goal
    free = frozenset(goal.variables).union(*(c.free_variables() for c in (*problem.hypotheses, goal)))
    said = {h.relation[1]: h.relation[2] for h in problem.hypotheses if h.relation[0] == "=" and not h.variables}
    drawn = {c.relation[1] for c in goal.conditions if c.relation[2][0] == "dim"}
    spans = {v[1]: (1,) if v in drawn else HORIZONS for v in sorted(free, key=by_key) if v[2] == NATURAL}
    spans |= {v[1]: (int(x[1]),) for v, x in said.items() if v[0] == "var" and v[2] == NATURAL and x[0] == "num"}
    for values in product(*spans.values()):
        yield dict(zip(spans, map(Fraction, values), strict=True))


# ---------------------------------------------------------------- runs


def _realised(problem: Problem, iteration: Iteration, constant_there: Fraction) -> Iterator[Instance]:
    """Instances with the members of a run, and with what it depends on."""
    letters, sequences = [letter[1] for letter in iteration.letters()], iteration.sequences()
    for (function, start, noisy), values in product(RUNS, product(FACTORS, repeat=len(letters) + len(sequences))):
        scalars = dict(zip(letters, values, strict=False))
        given = _without_members(problem, function, scalars, start, constant_there)
        steady = dict(zip(sequences, values[len(letters) :], strict=True))
        given = replace(given, paths={name: constant((value,)) for name, value in steady.items()})
        with suppress(*NO_VALUE):
            table = _table(iteration, given, start, noisy)
            if table is not None:
                yield _listed(problem, iteration, given, table)


def _without_members(
    problem: Problem, function: str, scalars: Mapping[str, Fraction], start: Fraction, constant_there: Fraction
) -> Instance:
    """Functions, vectors, and the numbers on which a run, or what is said of functions everywhere, depends."""
    clauses = (*problem.hypotheses, problem.goal)
    terms = [term for clause in clauses for term in clause_terms(clause)]
    spaces = {size for term in terms for size in term.sort[1:] if isinstance(size, str)}
    names = {term[1] for term in terms if term[0] in {"fn", "gradfn"}}
    starts = _starts(problem)
    vectors = {v[1]: (start if v in starts else _NOWHERE,) for v in terms if v[0] == "var" and v[2][0] == "V"}
    everywhere = [c for c in problem.hypotheses if any(v[2][0] == "V" for v in c.variables)]
    constants = {v[1]: constant_there for c in everywhere for v in c.free_variables() if v[2] == SCALAR}
    shape: Polynomial = {(2,): _UNIT / 2} if function == "square" else {}
    given = Instance(dict.fromkeys(spaces, 1), {**constants, **scalars}, vectors)
    if function == "line":
        return replace(given, pieces=dict.fromkeys(names, huber(_UNIT)))
    return replace(given, functions=dict.fromkeys(names, (shape,)))


def _starts(problem: Problem) -> set[Term]:
    """The letters for where runs start."""
    return {
        clause.relation[2]
        for clause in problem.hypotheses
        if clause.relation[0] == "=" and (part := member(clause.relation[1])) is not None and part[1][3] == ZERO
    }


def _table(iteration: Iteration, given: Instance, start: Fraction, noisy: int) -> Table | None:
    """The members until the run stays where it is; ``None`` where that takes too long."""
    signs = list(product((1, -1), repeat=noisy))
    table: dict[str, list[list[Fraction]]] = {name: [] for name in (*iteration.following, *iteration.means)}
    here: list[Mapping[str, Fraction]] = [dict.fromkeys(iteration.following, start) for _ in signs]
    for step in range(LONGEST):
        moved = [_moved(iteration, given, state, step, drawn) for state, drawn in zip(here, signs, strict=True)]
        for name, rows in table.items():
            rows.append([members[name] for members, _ in moved])
        after = [following for _, following in moved]
        if after == here and step >= noisy:
            return table
        here = after
    return None


def _moved(
    iteration: Iteration, given: Instance, state: Mapping[str, Fraction], step: int, noise: Sequence[int]
) -> tuple[Mapping[str, Fraction], Mapping[str, Fraction]]:
    """All members at a step, and those of the next one that are made."""
    side = noise[step] if step < len(noise) else 0
    at = _at(iteration, given, state, step)
    here = {**state, **{name: _value(at, mean, step) + side for name, mean in iteration.means.items()}}
    at = _at(iteration, given, here, step)
    return here, {name: _value(at, term, step) for name, term in iteration.following.items()}


def _at(iteration: Iteration, given: Instance, values: Mapping[str, Fraction], step: int) -> Instance:
    scalars, vectors = {**given.scalars, _STEP[1]: Fraction(step)}, dict(given.vectors)
    for name, value in values.items():
        if iteration.members[name][0] == "inner":
            scalars[_NOW + name] = value
        else:
            vectors[_NOW + name] = (value,)
    return replace(given, scalars=scalars, vectors=vectors)


def _value(at: Instance, term: Term, step: int) -> Fraction:
    found = exact_entries(substitute(term, {_STEP: num(step)}), Valuation(_NOTHING, at))
    if found is None:
        raise NotConfirmed("a member is no fraction")
    return found[0]


_NOTHING = Problem((), (), fact("=", ONE, ONE))


def _listed(problem: Problem, iteration: Iteration, given: Instance, table: Table) -> Instance:
    """The instance with the members: each takes from the numbers that are drawn together the one with its index."""
    dims = dict(given.dims)
    paths: dict[str, tuple[ExpPolynomial, ...]] = dict(given.paths)
    firsts: dict[str, tuple[tuple[Fraction, ...], ...]] = {}
    for name, rows in table.items():
        operator, vector = iteration.members[name][1:]
        size = len(rows)
        axes = tuple(tuple(Fraction(k == i) for k in range(size)) for i in range(size))
        outcomes = [tuple(row[w] for row in rows) for w in range(len(rows[0]))]
        dims[str(vector[2][1])] = size
        firsts |= {operator[1]: axes, vector[1]: (outcomes[0], *outcomes)}
        paths |= {operator[1]: constant(axes[-1]), vector[1]: constant(outcomes[-1])}
    for term in (t for clause in (*problem.hypotheses, problem.goal) for t in clause_terms(clause)):
        if term[0] == "expect" and isinstance(term[3], str):
            dims[term[3]] = len(next(iter(table.values()))[0])
    return replace(given, dims=dims, paths=paths, firsts=firsts)


# ---------------------------------------------------------------- what is left


class _Numbers:
    """A problem with the numbers of a run in it, without what is said of these alone."""

    def __init__(self, problem: Problem, given: Instance, said: dict[Clause, list[Clause]]):
        """``said`` is what hypotheses that do not depend on the horizon say: it is kept from one to the next."""
        self._problem = problem
        self._given = given
        self._said = said
        self._valuation = Valuation(problem, given)
        free = (clause.free_variables() for clause in (*problem.hypotheses, problem.goal))
        letters = set(problem.goal.variables).union(*free)
        is_given = {v for v in letters if v[1] in given.scalars or v[2][0] == "V"}
        self._known = is_given.union(self._valuation.definitions)

    def problem(self) -> Problem:
        """It.

        Raises:
            NotConfirmed: something cannot be said without members, or the conditions of the goal do not hold.
        """
        said = [case for clause in self._problem.hypotheses for case in self._told(clause)]
        goal = clause_at(self._problem.goal, {}, self._written)
        if goal is None:
            raise NotConfirmed("the conditions of the goal do not hold")
        return Problem(self._problem.dimensions, tuple(dict.fromkeys(said)), goal)

    def _told(self, clause: Clause) -> list[Clause]:
        if any(v[2] == NATURAL for v in clause.free_variables()):
            return list(self._cases(clause))
        if clause not in self._said:
            self._said[clause] = list(dict.fromkeys(self._cases(clause)))
        return self._said[clause]

    def _cases(self, clause: Clause) -> Iterator[Clause]:
        """What a hypothesis says of other letters."""
        if clause.free_variables() <= self._known:
            return
        bound = [v for v in clause.variables if v[2] == NATURAL]
        drawn = {
            c.relation[1]: self._given.size(c.relation[2][1]) for c in clause.conditions if c.relation[2][0] == "dim"
        }
        spans = [range(1, drawn[v] + 1) if v in drawn else range(self._given.listed) for v in bound]
        for values in product(*spans):
            numbers = dict(zip(bound, map(num, values), strict=True))
            case = clause_at(clause, numbers, partial(self._at, numbers))
            if case is not None:
                yield case

    def _at(self, numbers: Mapping[Term, Term], term: Term) -> Term:
        return self._written(substitute(term, numbers))

    def _written(self, term: Term) -> Term:
        is_known = term.sort in (SCALAR, NATURAL) and term.free <= self._known
        if is_known and (value := exact_entries(term, self._valuation)) is not None:
            return num(value[0])
        if term[0] in JOINED:
            first, last = (index_of(self._written(end)) for end in term[2:4])
            return total_of(term[1], range(first, last + 1), term[4], self._written, JOINED[term[0]])
        if term[0] == "expect":
            size = self._given.size(term[3])
            return Term("mul", num(Fraction(1, size)), total_of(term[1], range(1, size + 1), term[2], self._written))
        if term[0] in {"path", "fn", "gradfn"}:
            raise NotConfirmed("a member, or a value of a function, beside what is not known")
        parts = list(term)
        for slot in slots(term):
            parts[slot] = self._written(term[slot])
        return Term(*parts)
