"""Hypotheses that have nothing but numbers in common with a claim: they are met apart, once the numbers are chosen.

A paper supposes much that a line does not speak of. What violates the line under the rest of it is found among few
things; the functions, vectors and sequences of the other hypotheses are chosen after that, for the numbers found.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from proofcheck.kernel.clauses import Clause, Problem, fact
from proofcheck.kernel.terms import FUNCTIONS, NATURAL, SCALAR, ZERO, KernelError, Term, num
from proofcheck.models.instance import Instance, clause_terms
from proofcheck.models.laws import read_laws

Things = frozenset[tuple[str, str]]
"""Functions, paths, and variables that are no numbers, by kind and name."""
_NUMBERS = (SCALAR, NATURAL)


@dataclass(frozen=True, slots=True)
class Apart:
    """A problem without the hypotheses that speak of other things than its claim, and these, by what they speak of."""

    near: Problem
    others: tuple[tuple[Clause, ...], ...]
    """Each with the hypotheses about numbers alone."""
    defined: frozenset[str]
    """The numbers that hypotheses define."""

    def completed(self, found: Instance, witness: Callable[[Problem], Instance | None]) -> Instance | None:
        """An instance of all hypotheses with the numbers of one that was found; ``None`` where ``witness`` has none."""
        for clauses in self.others:
            sizes = tuple(("=", name, str(size)) for name, size in sorted(found.dims.items()))
            rest = _with_numbers(clauses, found)
            part = None if rest is None else witness(Problem((*self.near.dimensions, *sizes), rest, _TRIVIAL))
            if part is None:
                return None
            found = _together(found, part)
        return replace(found, scalars={name: x for name, x in found.scalars.items() if name not in self.defined})


_TRIVIAL = fact("<=", ZERO, ZERO)


def apart(problem: Problem) -> Apart | None:
    """The problem in parts; ``None`` where all hypotheses speak of what the claim speaks of, or of numbers alone."""
    about = [(clause, _things(clause)) for clause in problem.hypotheses]
    reached = _reached(_things(problem.goal), about)
    numbers = tuple(clause for clause, things in about if not things)
    near = tuple(clause for clause, things in about if not things or things & reached)
    left = [(clause, things) for clause, things in about if things and not things & reached]
    others: list[tuple[Clause, ...]] = []
    while left:
        together = _reached(left[0][1], left)
        others.append((*numbers, *(clause for clause, things in left if things & together)))
        left = [(clause, things) for clause, things in left if not things & together]
    if not others:
        return None
    defined = frozenset(variable[1] for variable in read_laws(problem, Instance()).definitions)
    return Apart(replace(problem, hypotheses=near), tuple(others), defined)


def _things(clause: Clause) -> Things:
    """What a clause speaks of beside numbers."""
    found = {("variable", v[1]) for v in clause.free_variables() if v[2] not in _NUMBERS}
    for term in clause_terms(clause):
        if term[0] in FUNCTIONS or term[0] in {"path", "dpath"}:
            found.add(("function" if term[0] in FUNCTIONS else "path", term[1]))
    return frozenset(found)


def _reached(start: Things, about: Iterable[tuple[Clause, Things]]) -> Things:
    """What clauses that speak of it relate some things to."""
    waiting, reached = [things for _, things in about], start
    while joined := [things for things in waiting if things & reached]:
        reached = reached.union(*joined)
        waiting = [things for things in waiting if not things & reached]
    return reached


def _with_numbers(clauses: Iterable[Clause], found: Instance) -> tuple[Clause, ...] | None:
    """The clauses with numbers for the variables that have a value; ``None`` where that has no meaning."""
    try:
        return tuple(clause.substitute(dict(_values(clause, found))) for clause in clauses)
    except KernelError:
        return None


def _values(clause: Clause, found: Instance) -> Iterator[tuple[Term, Term]]:
    for variable in clause.free_variables():
        value: Fraction | None = found.scalars.get(variable[1])
        if variable[2] in _NUMBERS and value is not None:
            yield variable, num(value)


def _together(first: Instance, second: Instance) -> Instance:
    """Two instances of different things as one."""
    both = {name: {**getattr(second, name), **getattr(first, name)} for name in Instance.__slots__}
    return replace(first, **both)
