"""Equations of second order as systems of first order, where an instance gives the start of a derivative.

An instance that has an initial value ``x'`` beside that of a path ``x`` makes ``x`` by an equation for its second
derivative: ``x'`` is the path with x'(t) = dx/dt at all times at which ``x`` is made, and the equation its law. Of a
sequence ``q``, ``q'`` is the sequence of the next members, and its law what a hypothesis says of the member after that.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import prod

from proofcheck.kernel.clauses import Clause, Problem, fact
from proofcheck.kernel.terms import ONE, SCALAR, KernelError, Sort, Term, num, slots
from proofcheck.models.instance import clause_terms

MARK = "'"
HIGHEST_ORDER = 4


@dataclass(frozen=True, slots=True)
class System:
    """A problem of first order, and the equation that makes each path whose derivative got a name of its own.

    It says of the paths what the problem says that it was made from, if it is these equations that make them.
    """

    problem: Problem
    equations: Mapping[str, Clause]


def first_order(problem: Problem, started: Collection[str] | None = None) -> System:
    """The problem with derivatives of paths, and next members of sequences, as paths of their own.

    ``started`` are the names that have initial values; where it is missing, whatever can get a name gets one.
    """
    equations: dict[str, Clause] = {}
    for _ in range(HIGHEST_ORDER):
        found = next((step for step in _steps(problem) if started is None or step.name + MARK in started), None)
        if found is None:
            break
        equations[found.name] = found.equation
        problem = found.problem
    return System(problem, equations)


@dataclass(frozen=True, slots=True)
class _Step:
    name: str
    equation: Clause
    problem: Problem


def _steps(problem: Problem) -> Iterator[_Step]:
    known = {term[1] for clause in (*problem.hypotheses, problem.goal) for term in clause_terms(clause)}
    for place, clause in enumerate(problem.hypotheses):
        if clause.relation[0] != "=" or len(clause.variables) != 1:
            continue
        (variable,) = clause.variables
        find = _of_a_path if variable[2] == SCALAR else _of_a_sequence
        for name, sort, body in find(clause):
            if name + MARK in known:
                continue
            yield _renamed(problem, place, name, sort, body)


def _renamed(problem: Problem, place: int, name: str, sort: Sort, law: Clause) -> _Step:
    """The problem with ``law`` in the place of a hypothesis, and the name of the derivative, or next member."""
    (variable,) = law.variables
    is_path = variable[2] == SCALAR
    left = Term("dpath", name, sort, variable) if is_path else Term("path", name, sort, _later(variable, 1))
    equation = Clause(law.variables, law.conditions, ("=", left, Term("path", name + MARK, sort, variable)))
    rest = [*problem.hypotheses[:place], *problem.hypotheses[place + 1 :]]
    goal = problem.goal
    if is_path:
        law, goal, *rest = (_with_derivative(clause, name) for clause in (law, goal, *rest))
    return _Step(name, equation, Problem(problem.dimensions, (*rest[:place], law, *rest[place:], equation), goal))


# ---------------------------------------------------------------- paths


def _of_a_path(clause: Clause) -> Iterator[tuple[str, Sort, Clause]]:
    """The path of which an equation determines a second or higher derivative from time 0 on, and the equation."""
    (time,) = clause.variables
    if not all(_speaks_of_the_start(condition, time) for condition in clause.conditions):
        return
    for side in clause.relation[1:]:
        for part in side[1:] if side[0] == "add" else [side]:
            inner = part
            while inner[0] == "d" and inner[1] == time:
                inner = inner[2]
            if inner != part and inner[0] == "dpath" and inner[3] == time:
                yield inner[1], inner[2], clause


def _speaks_of_the_start(condition: Clause, time: Term) -> bool:
    """Whether a condition is that time is at least 0, or something else than a lower bound."""
    return condition.relation[2] != time or condition.relation[1] == num(0)


def _with_derivative(clause: Clause, name: str) -> Clause:
    """The clause with ``x'`` a path: its value for the derivative of ``x``."""
    conditions = tuple(_with_derivative(condition, name) for condition in clause.conditions)
    op, left, right = clause.relation
    return Clause(clause.variables, conditions, (op, _derivative_named(left, name), _derivative_named(right, name)))


def _derivative_named(term: Term, name: str) -> Term:
    parts = list(term)
    for slot in slots(term):
        parts[slot] = _derivative_named(term[slot], name)
    if term[:2] == ("dpath", name):
        return Term("path", name + MARK, *parts[2:])
    if parts[0] == "d" and parts[2][:2] == ("path", name + MARK) and parts[2][3] == parts[1]:
        return Term("dpath", *parts[2][1:])
    return Term(*parts)


# ---------------------------------------------------------------- sequences


def _of_a_sequence(clause: Clause) -> Iterator[tuple[str, Sort, Clause]]:
    """The sequence of which a recurrence determines a member from the two before it, and what that says of ``q'``."""
    (index,) = clause.variables
    for side, other in (clause.relation[1:], clause.relation[:0:-1]):
        if side[0] != "path":
            continue
        _, name, sort, at = side
        last = _offset(at, index)
        shift = 2 - last if last is not None else 0
        if last is None or not _says_every(clause, index, shift):
            continue
        try:
            _, _, body = fact("=", side, other).substitute({index: _later(index, shift)}).relation
            after = Term("path", name + MARK, sort, _later(index, 1))
            yield name, sort, Clause(clause.variables, (), ("=", after, _next_named(body, name, index)))
        except KernelError:
            continue


def _says_every(clause: Clause, index: Term, shift: int) -> bool:
    """Whether the clause, with its index moved on, speaks of all natural numbers."""
    if shift == 0:
        return not clause.conditions
    return shift > 0 and [c.relation for c in clause.conditions] == [("<=", num(shift), index)]


def _next_named(term: Term, name: str, index: Term) -> Term:
    """The term with ``q'`` at an index for ``q`` at the next.

    Raises:
        KernelError: it speaks of the sequence at another index.
    """
    if term[:2] == ("path", name):
        offset = _offset(term[3], index)
        if offset not in {0, 1}:
            raise KernelError(f"{name} is looked at elsewhere")
        return Term("path", name + MARK if offset else name, term[2], index)
    parts = list(term)
    for slot in slots(term):
        parts[slot] = _next_named(term[slot], name, index)
    return Term(*parts)


def _later(index: Term, steps: int) -> Term:
    return Term("add", index, ONE if steps == 1 else num(steps)) if steps else index


def _offset(term: Term, index: Term) -> int | None:
    """``c`` for an index ``k + c``; ``None`` for any other."""
    if term == index:
        return 0
    if term[0] != "add":
        return None
    numbers = [_number(part) for part in term[1:]]
    inner = [_offset(part, index) for part, value in zip(term[1:], numbers, strict=True) if value is None]
    total = sum(value for value in numbers if value is not None)
    return None if len(inner) != 1 or inner[0] is None or total.denominator != 1 else inner[0] + int(total)


def _number(term: Term) -> Fraction | None:
    if term[0] == "num":
        return Fraction(term[1])
    factors = [_number(part) for part in term[1:]] if term[0] == "mul" else [None]
    return None if None in factors else prod((x for x in factors if x is not None), start=Fraction(1))
