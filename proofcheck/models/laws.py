"""What a path and a sequence are, and by which hypothesis an instance makes each of them.

This is the one place that says it; everything that is evaluated at an instance is true to it.

A *sequence* is a function of the natural numbers: it has no value at any other index. A *path* of scalars or vectors
is a continuously differentiable function of all real times, a path of operators a continuous one. Terms do not tell
the two apart: a name is taken for a sequence if the problem looks at it only where its form says a whole number; or
there, one of them being bound, and at what the instance gives, which then has to be a whole number.

An instance gives a path outright, or it is made by one hypothesis, its *law*:

================  ============================================  =====================================================
law               the hypothesis                                the path
================  ============================================  =====================================================
equation          x'(t) = body, for all real t in a range,      the solution from the given start at time 0
                  or x'(t) + rest = body
recurrence        x_{k+1} = body, for all natural k             iterated from the given start; ``x_k = body(x_{k-1})``
                                                                for all k >= 1 is read as such
definition        x(t) = body, for all real t in a range, or    the value of the body
                  x_k = body, for all natural k
================  ============================================  =====================================================

Where the instance gives the start of something that no such hypothesis makes, an inequality ``x'(t) <= body`` or
``x_{k+1} <= body``, or the other way round, is read as the equation: what that makes satisfies it.

A law makes one thing, and one thing has one law. It counts as satisfied only after it was shown that the thing exists
as far as the law speaks of it: that a solution exists on the whole range, that a recurrence has a next member whatever
came before, that a definition gives a path, without a kink or a pole. Every other hypothesis is checked against what
was made, a second law for the same thing included. A hypothesis ``variable = term`` makes a variable in the same way.
Nothing is made from itself.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from proofcheck.kernel.clauses import Clause, Problem, fact
from proofcheck.kernel.terms import NATURAL, ONE, SCALAR, KernelError, Term, num, slots, substitute, subterms
from proofcheck.models.instance import Instance

HIGHEST_DERIVATIVE = 4
"""What needs a higher derivative of a path is not made."""


class Law(NamedTuple):
    """The hypothesis that makes a path or sequence: ``body`` holds ``variable`` where the clause has its time.

    Of a recurrence, the body is the next member after the one at ``variable``.
    """

    variable: Term
    body: Term
    clause: Clause


class Definition(NamedTuple):
    """The hypothesis that makes a variable equal to a term."""

    body: Term
    clause: Clause


@dataclass(frozen=True, slots=True)
class Laws:
    """The laws of a problem, for the things that an instance does not give outright. No thing has two."""

    dynamics: dict[str, Law] = field(default_factory=dict)
    recurrences: dict[str, Law] = field(default_factory=dict)
    path_definitions: dict[str, Law] = field(default_factory=dict)
    definitions: dict[Term, Definition] = field(default_factory=dict)
    sequences: frozenset[str] = frozenset()

    def body(self, name: str) -> Term | None:
        """What the law of a path says it is made from; ``None`` if it has no law."""
        for kind in (self.path_definitions, self.dynamics, self.recurrences):
            if name in kind:
                return kind[name].body
        return None


def given(instance: Instance) -> tuple[frozenset[str], ...]:
    """The names on which the laws depend: paths, starts of paths, variables that the instance gives."""
    variables = frozenset[str]().union(instance.scalars, instance.vectors, instance.operators, instance.enclosed)
    return frozenset(instance.paths), frozenset(instance.initial), variables


def read_laws(problem: Problem, instance: Instance) -> Laws:
    """Which hypothesis makes what, where the instance does not give it; the first that can, unless it is circular."""
    paths, started, variables = given(instance)
    laws = Laws(sequences=_sequences(problem))
    names = _names(problem) - paths
    used: set[int] = set()
    for place, clause in enumerate(problem.hypotheses):
        if clause.relation[0] == "=" and _read_motion(clause, laws, names):
            used.add(place)
    for place, clause in enumerate(problem.hypotheses):
        if place not in used:
            _read_definition(clause, laws, paths | started, variables)
    for clause in problem.hypotheses:
        if clause.relation[0] == "<=":
            _read_motion(clause, laws, started)
    return laws


def _names(problem: Problem) -> frozenset[str]:
    return frozenset(name for _, name, _, _ in _looks(problem))


def same_law(law: Law, clause: Clause) -> bool:
    """The clause says what the law says, perhaps for another range of its variable."""
    if clause == law.clause:
        return True
    (time,) = law.clause.variables
    if len(clause.variables) != 1 or clause.variables[0][2] != time[2]:
        return False
    if time in clause.free_variables():  # it would be captured
        return False
    try:
        op, left, right = fact(*clause.relation).substitute({clause.variables[0]: time}).relation
    except KernelError:
        return False
    return law.clause.relation in ((op, left, right), (op, right, left))


# ---------------------------------------------------------------- sequences


def _sequences(problem: Problem) -> frozenset[str]:
    looked_at, counted, given_at, moving = set[str](), set[str](), set[str](), set[str]()
    for head, name, index, bound in _looks(problem):
        inside = index.free
        looked_at.add(name)
        if head == "dpath":
            moving.add(name)
        elif not _is_whole(index) or (index[0] == "num" and index[1] < 0):
            (moving if inside & bound else given_at).add(name)
        elif any(variable[2] == NATURAL for variable in inside & bound):
            counted.add(name)
    return frozenset(looked_at - moving - (given_at - counted))


def _looks(problem: Problem) -> Iterator[tuple[str, str, Term, frozenset[Term]]]:
    """Where paths are looked at: head, name, time, and the variables that are bound there."""
    for hypothesis in problem.hypotheses:
        yield from _looks_in(hypothesis, frozenset())
    yield from _looks_in(Clause((), problem.goal.conditions, problem.goal.relation), frozenset())


def _looks_in(clause: Clause, bound: frozenset[Term]) -> Iterator[tuple[str, str, Term, frozenset[Term]]]:
    bound = bound | frozenset(clause.variables)
    for side in clause.relation[1:]:
        yield from _looks_at(side, bound)
    for condition in clause.conditions:
        yield from _looks_in(condition, bound)


def _looks_at(term: Term, bound: frozenset[Term]) -> Iterator[tuple[str, str, Term, frozenset[Term]]]:
    if not term.paths:
        return
    if term[0] in {"path", "dpath"}:
        yield term[0], term[1], term[3], bound
    inside = bound | {term[1]} if term[0] in {"int", "inf", "minS", "grad", "d", "sum", "prod", "expect"} else bound
    for place in slots(term):
        yield from _looks_at(term[place], inside)


def _is_whole(term: Term) -> bool:
    """Whether a term is a whole number by its form."""
    if term[0] == "num":
        return bool(term[1].denominator == 1)
    if term[0] == "var":
        return bool(term[2] == NATURAL)
    return term[0] in {"add", "mul"} and all(_is_whole(part) for part in term[1:])


# ---------------------------------------------------------------- reading


def _sides(clause: Clause) -> Iterator[tuple[Term, Term]]:
    _, left, right = clause.relation
    yield left, right
    yield right, left


def _solved_sides(clause: Clause) -> Iterator[tuple[Term, Term]]:
    """The two sides, either way; and a derivative that is a summand of one, with the rest on the other."""
    for side, other in _sides(clause):
        yield side, other
        if side[0] == "add":
            for place, part in enumerate(side[1:], 1):
                if part[0] == "dpath":
                    rest = (*side[1:place], *side[place + 1 :])
                    yield part, Term("add", other, *(Term("mul", num(-1), summand) for summand in rest))


def _read_motion(clause: Clause, laws: Laws, names: Collection[str]) -> bool:
    """Note the clause if it gives the slopes of a path, or the next members of a sequence, that has no law yet."""
    if len(clause.variables) != 1:
        return False
    (variable,) = clause.variables
    for side, other in _solved_sides(clause):
        if side[0] not in {"path", "dpath"} or side[1] not in names or laws.body(side[1]) is not None:
            continue
        name = side[1]
        if side[0] == "dpath" and side[3] == variable and variable[2] == SCALAR:
            laws.dynamics[name] = Law(variable, other, clause)
            if not _is_circular((name, 1), laws):
                return True
            del laws.dynamics[name]
        body = _next_member(side, other, clause) if name in laws.sequences and variable[2] == NATURAL else None
        if body is not None:
            laws.recurrences[name] = Law(variable, body, clause)
            return True
    return False


def _next_member(side: Term, other: Term, clause: Clause) -> Term | None:
    """The member after the one at the bound index, if the clause is a recurrence, forwards or backwards."""
    (variable,) = clause.variables
    following = Term("add", variable, ONE)
    if side[3] in (following, Term("add", ONE, variable)):
        return other
    if side[3] != variable or not any(_starts_at_one(condition, variable) for condition in clause.conditions):
        return None
    before = {index for index in _indices(side[1], other) if variable in index.free}
    if not before or any(not _is_before(index, variable) for index in before):
        return None
    return substitute(other, {variable: following})


def _starts_at_one(condition: Clause, variable: Term) -> bool:
    op, left, right = condition.relation
    if condition.variables or condition.conditions or right != variable or left[0] != "num":
        return False
    return bool((op == "<=" and left[1] > 0) or (op == "<" and left[1] >= 0))


def _indices(name: str, body: Term) -> set[Term]:
    return {term[3] for term in subterms(body) if term[0] == "path" and term[1] == name}


def _is_before(index: Term, variable: Term) -> bool:
    """Whether an index is the variable minus 1, by its form."""
    minus_one = (num(-1), Term("mul", num(-1), ONE), Term("mul", ONE, num(-1)))
    return index[0] == "add" and any(index[1:] in ((variable, m), (m, variable)) for m in minus_one)


def _read_definition(clause: Clause, laws: Laws, known: Collection[str], variables: Collection[str]) -> None:
    if clause.relation[0] != "=":
        return
    for side, other in (*_sides(clause), *_inverses(clause)):
        if not clause.variables and not clause.conditions:
            if side[0] == "var" and side not in laws.definitions and side[1] not in variables:
                laws.definitions[side] = Definition(other, clause)
                if not _is_made_from_itself(side, laws):
                    return
                del laws.definitions[side]
        elif len(clause.variables) == 1 and side[0] == "path" and side[3] == clause.variables[0]:
            free = side[1] not in known and side[1] not in laws.path_definitions
            if free and _define(side, other, clause, laws):
                return


def _inverses(clause: Clause) -> Iterator[tuple[Term, Term]]:
    """What an equation says is an inverse: G and M^-1, of G M = 1. That of a singular M has no value."""
    for product, one in _sides(clause):
        if one[0] == "id" and product[0] == "dot":
            for factor, other in (product[1:], product[:0:-1]):
                if other.sort == factor.sort == one.sort:
                    yield factor, Term("inv", other)


def _define(side: Term, other: Term, clause: Clause, laws: Laws) -> bool:
    """Take the clause for the definition of a path, in the place of its equation or recurrence."""
    _, name, _, variable = side
    if variable[2] != (NATURAL if name in laws.sequences else SCALAR):
        return False
    before = laws.dynamics.pop(name, None), laws.recurrences.pop(name, None)
    laws.path_definitions[name] = Law(variable, other, clause)
    if not _is_circular((name, 0), laws):
        return True
    del laws.path_definitions[name]
    for kind, law in zip((laws.dynamics, laws.recurrences), before, strict=True):
        if law is not None:
            kind[name] = law
    return False


# ---------------------------------------------------------------- circles

_Node = tuple[str, int]
"""A path and which derivative of it."""


def _is_circular(start: _Node, laws: Laws) -> bool:
    """What is to be made from the law of a path needs itself first.

    The value of the solution of an equation needs nothing first, its m-th derivative the lower ones of what the
    right-hand side speaks of. A sequence is made member by member, and checked where it is evaluated.
    """
    done: set[_Node] = set()

    def returns(node: _Node, pending: frozenset[_Node]) -> bool:
        if node in pending or node[1] > HIGHEST_DERIVATIVE:
            return True
        if node in done:
            return False
        inside = pending | {node}
        found = any(returns(other, inside) for other in _needs(node, laws))
        done.add(node)
        return found

    return returns(start, frozenset())


def _needs(node: _Node, laws: Laws) -> set[_Node]:
    name, order = node
    if name in laws.path_definitions:
        body = laws.path_definitions[name].body
    elif name in laws.dynamics and order:
        body, order = laws.dynamics[name].body, order - 1
    else:
        return set()
    return {(other, k + j) for other, k in _occurrences(body, ()) for j in range(order + 1)}


def _occurrences(body: Term, variables: tuple[Term, ...]) -> Iterator[_Node]:
    """The paths in a term, and how often they are differentiated there; ``variables`` are those of derivatives."""
    if body[0] in {"path", "dpath"}:
        inside = body[3].free
        yield body[1], (body[0] == "dpath") + sum(variable in inside for variable in variables)
    for place in slots(body):
        differentiated = body[0] == "d" or (body[0] == "grad" and place == 2)
        yield from _occurrences(body[place], (*variables, body[1]) if differentiated else variables)


def _is_made_from_itself(variable: Term, laws: Laws) -> bool:
    """The definition of a variable speaks of it, directly or through other definitions and laws."""
    seen: set[object] = set()
    waiting: list[Term] = [laws.definitions[variable].body]
    while waiting:
        for part in _parts(waiting.pop()):
            if part in seen:
                continue
            seen.add(part)
            body = laws.body(part) if isinstance(part, str) else None
            if isinstance(part, Term) and part in laws.definitions:
                body = laws.definitions[part].body
            if body is not None:
                waiting.append(body)
    return variable in seen


def _parts(body: Term) -> Iterator[str | Term]:
    yield from body.free
    for term in subterms(body):
        if term[0] in {"path", "dpath"}:
            yield term[1]
