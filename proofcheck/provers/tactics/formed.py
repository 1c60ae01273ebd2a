"""Functions that formulas define, of which more is supposed: a mean that is smooth, a regularised loss that is convex.

A goal about values and gradients of such a function is one about a function by itself, under what the hypotheses say of
it; what is shown of every such function holds of this one. Where the goal speaks of what it is made of, too, what its
values and gradients are is at hand.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache, partial

from proofcheck.kernel import rules
from proofcheck.kernel.calculus import derivative
from proofcheck.kernel.clauses import Clause, Relation, sides
from proofcheck.kernel.terms import FUNCTIONS, ONE, SCALAR, Sort, Term, fresh_variable, slots, substitute, subterms
from proofcheck.kernel.theorem import Theorem
from proofcheck.provers import matching
from proofcheck.provers.engine import MAX_DEPTH, Search, attempted
from proofcheck.provers.saturation import finish
from proofcheck.provers.tactics.sections import in_words, new_letters, said_again, within

MOST_FORMULAS = 2
"""Functions that a goal is read with."""


@dataclass(frozen=True, slots=True)
class Formula:
    """The function whose value at a point is a term."""

    point: Term
    value: Term

    @property
    def domain(self) -> Sort:
        """The sort of the point."""
        return self.point.sort

    def argument(self, term: Term) -> Term | None:
        """The point at which a term is its value, or its gradient; ``None`` for other terms."""
        if term.sort == self.domain:
            slope = _slope(term, self.point)
            return slope[1] if slope is not None and self.is_value(slope[0], self.point) else None
        if term[0] != self.value[0] or term.sort != SCALAR:
            return None
        matcher = matching.Matcher(frozenset({self.point}))
        for reading in matcher.match(self.value, term, matching.Reading()):
            found = reading.variables.get(self.point)
            if found is not None and self.is_value(term, found):
                return found
        return None

    def is_value(self, term: Term, at: Term) -> bool:
        """Whether a term is its value at a point."""
        there = substitute(self.value, {self.point: at})
        return there == term or matching.nameless(_equation(there)) == matching.nameless(_equation(term))


def _equation(term: Term) -> Clause:
    return Clause((), (), ("=", term, term))


def formed(search: Search, relation: Relation) -> Theorem | None:
    """The relation, from what the hypotheses say of functions that formulas define."""
    letters = _letters(search) if search.depth < MAX_DEPTH else {}
    if not letters:
        return None
    goal = relation[0], _read(relation[1], letters), _read(relation[2], letters)
    if goal == relation:
        return None
    write, others, proofs = partial(_written, letters=letters), list[Theorem](), dict[Clause, Theorem]()
    for theorem in search.known:
        clause = theorem.clause.mapped(lambda term: _read(term, letters))
        if clause == theorem.clause:
            others.append(theorem)
        else:
            written = write(rules.assume([], clause)).clause
            proofs.update((clause, proof) for proof in attempted(partial(in_words, theorem, written)))
    for formula, name in letters.items():
        proofs.update(_made(formula, name, goal))
    shown = within(search, [*others, *(rules.assume([], clause) for clause in proofs)]).relation(goal)
    return None if shown is None else finish(search, relation, [said_again(shown, proofs, write)])


def _letters(search: Search) -> dict[Formula, str]:
    """The functions of which hypotheses for all points speak by gradients, and new names for them."""
    found: list[Formula] = []
    for formula in (formula for theorem in search.known for formula in _formulas(theorem.clause)):
        if len(found) < MOST_FORMULAS and not any(other.is_value(formula.value, formula.point) for other in found):
            found.append(formula)
    return new_letters(search, dict.fromkeys(found, "F")) if found else {}


@lru_cache(maxsize=4096)
def _formulas(clause: Clause) -> tuple[Formula, ...]:
    """The functions that formulas define of which a clause speaks by gradients at all points."""
    return tuple(_formulas_in(clause)) if clause.variables else ()


def _formulas_in(clause: Clause) -> Iterator[Formula]:
    for part in dict.fromkeys(part for side in sides(clause) for part in subterms(side)):
        if part.sort[0] != "V" or part[0] not in _SLOPES:
            continue
        point = fresh_variable(Term("var", "point", part.sort), part.free)
        slope = _slope(part, point)
        if slope is not None and slope[1] in clause.variables:
            value = slope[0]
            is_made = value[0] not in FUNCTIONS and any(inner[0] in FUNCTIONS for inner in subterms(value))
            if is_made and value.free.isdisjoint(clause.variables):
                yield Formula(point, value)


_SLOPES = frozenset({"grad", "sum", "expect", "mul", "div"})
"""What a gradient is written as, those of sums and means term by term."""


def _slope(term: Term, point: Term) -> tuple[Term, Term] | None:
    """The value, in a point, of which a vector is the gradient, and where that is taken; ``None`` for other vectors."""
    head = term[0]
    if head == "grad":
        return substitute(term[2], {term[1]: point}), term[3]
    if head not in _SLOPES or (head == "mul" and term[1][0] == "num" and term[1][1] < 0):
        return None
    place = {"sum": 4, "expect": 2, "mul": len(term) - 1, "div": 1}[head]
    inside = _slope(term[place], point)
    if inside is None or (head in {"sum", "expect"} and term[1] in inside[1].free):
        return None
    return Term(*(inside[0] if slot == place else part for slot, part in enumerate(term))), inside[1]


def _read(term: Term, letters: Mapping[Formula, str]) -> Term:
    """A term with values and gradients of the functions by their names."""
    term = _gathered(term, letters)
    for formula, name in letters.items():
        if (at := formula.argument(term)) is not None:
            if term.sort == formula.domain:
                return Term("gradfn", name, formula.domain[1], _read(at, letters))
            return Term("fn", name, formula.domain, SCALAR, _read(at, letters))
    parts = list(term)
    for slot in slots(term):
        parts[slot] = _read(term[slot], letters)
    return Term(*parts)


def _gathered(term: Term, letters: Mapping[Formula, str]) -> Term:
    """A sum in which the terms of a value, where that is a sum itself, are put together."""
    for formula in (formula for formula in letters if term[0] == formula.value[0] == "add" and term.sort == SCALAR):
        first = next(part for part in formula.value[1:] if formula.point in part.free)
        for at in dict.fromkeys(filter(None, (Formula(formula.point, first).argument(part) for part in term[1:]))):
            value, rest = substitute(formula.value, {formula.point: at}), list(term[1:])
            if value[0] == "add" and all(part in rest for part in value[1:]) and len(rest) > len(value) - 1:
                for part in value[1:]:
                    rest.remove(part)
                term = Term("add", Term("mul", ONE, value), *rest)
    return term


def _made(formula: Formula, name: str, goal: Relation) -> Iterator[tuple[Clause, Theorem]]:
    """What the values and gradients are of which a goal speaks that speaks of what the function is made of, too."""
    inside = {part[1] for part in subterms(formula.value) if part[0] in FUNCTIONS}
    parts = dict.fromkeys(part for side in goal[1:] for part in subterms(side) if part[0] in FUNCTIONS)
    if inside.isdisjoint(part[1] for part in parts):
        return
    for part in parts:
        if part[1] == name and part.free <= goal[1].free | goal[2].free:
            at, is_value = part[-1], part[0] == "fn"
            made = formula.value if is_value else derivative(formula.value, formula.point)
            clause = Clause((), (), ("=", part, substitute(made, {formula.point: at})))
            written = _written(rules.assume([], clause), {formula: name}).clause
            yield from ((clause, proof) for proof in attempted(partial(rules.identity, [], *written.relation[1:])))


def _written(theorem: Theorem, letters: Mapping[Formula, str]) -> Theorem:
    """What is shown of all functions, said of these."""
    table = [(name, formula.point, formula.value) for formula, name in letters.items()]
    return rules.specialize([theorem], [], [], table)
