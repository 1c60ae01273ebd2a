"""Sequences that become constant: their first members are variables, and what is said of all members is said of these.

What is left is a problem about finitely many vectors and numbers, to which all else that finds instances applies. The
last of the variables is the member at all later indices; or these members are 0.
"""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import islice, product
from math import prod

from proofcheck.kernel.clauses import Clause, Problem, fact
from proofcheck.kernel.interned import by_key
from proofcheck.kernel.terms import NATURAL, SCALAR, Sort, Term, num, slots, substitute
from proofcheck.models.instance import Instance, clause_terms
from proofcheck.models.interval import Undefined
from proofcheck.models.laws import Law, Laws, read_laws
from proofcheck.models.scalars import NotConfirmed, number
from proofcheck.models.valuation import Valuation
from proofcheck.refuters.spelling_out import JOINED, clause_at, index_of
from proofcheck.refuters.standing import with_members

INDICES = (1, 2, 3)
"""What free natural numbers are taken for, in this order."""
MOST = 3
"""How many choices of them are tried."""
LONGEST = 6
"""The largest index at which a claim may look at a sequence."""
LATER = (2, 40)
"""How far beyond the last variable what holds of all members is asked of the constant ones as well."""
_MARK = "@"


@dataclass(frozen=True, slots=True)
class Unrolled:
    """A problem about the first members of sequences, and how its instances become some of the problem behind it."""

    problem: Problem
    indices: Mapping[str, int]
    members: Mapping[str, tuple[Term, ...]]
    """Of each sequence that no law makes, the variables for its members."""
    starts: Mapping[str, Term]
    """Of each sequence that a recurrence makes, that for its first member."""

    def instance(self, near: Instance) -> Instance | None:
        """The instance with constant sequences after the first members; ``None`` where one has no exact value."""
        valuation = Valuation(self.problem, near)
        try:
            listed = {name: [_exact(x, valuation) for x in found] for name, found in self.members.items()}
            initial = {name: _exact(start, valuation) for name, start in self.starts.items()}
        except (NotConfirmed, Undefined):
            return None
        scalars = {name: x for name, x in near.scalars.items() if _MARK not in name}
        meant = replace(
            near,
            scalars={**scalars, **{name: Fraction(k) for name, k in self.indices.items()}},
            vectors={name: x for name, x in near.vectors.items() if _MARK not in name},
            operators={name: x for name, x in near.operators.items() if _MARK not in name},
            initial={**near.initial, **initial},
        )
        return with_members(meant, listed)


def _exact(variable: Term, valuation: Valuation) -> tuple[Fraction, ...]:
    """The entries of a variable; of one that the problem does not speak of, zeros."""
    try:
        values = [number(x) for x in valuation.value(variable).entries]
    except NotConfirmed:
        return (Fraction(0),) * prod(valuation.instance.shape(variable[2]))
    if not all(x.exact for x in values):
        raise NotConfirmed("a member of a sequence is no rational number")
    return tuple(x.lo for x in values)


def unrolled(problem: Problem) -> Iterator[Unrolled]:
    """Such problems, where a problem speaks of sequences that no law makes, and of no other paths.

    What is looked at at numbers alone may be a path in time, whose value at 0 is all that a hypothesis speaks of.
    """
    sorts = {term[1]: term[2] for term in _terms(problem) if term[0] in {"path", "dpath"}}
    laws = read_laws(problem, Instance())
    counted = {t[1] for t in _terms(problem) if t[0] == "path" and any(v[2] == NATURAL for v in t[3].free)}
    if not sorts.keys() <= laws.sequences & counted or all(laws.body(name) for name in sorts):
        return
    free = frozenset(problem.goal.variables).union(*(c.free_variables() for c in (*problem.hypotheses, problem.goal)))
    indices = sorted((variable for variable in free if variable[2] == NATURAL), key=by_key)
    for values in islice(product(INDICES, repeat=len(indices)), MOST):
        chosen = dict(zip(indices, values, strict=True))
        for vanishing in (False, True):
            with suppress(NotConfirmed):
                yield _Unroller(problem, laws, sorts, chosen).unrolled(vanishing=vanishing)


def _terms(problem: Problem) -> list[Term]:
    return [term for clause in (*problem.hypotheses, problem.goal) for term in clause_terms(clause)]


class _Unroller:
    def __init__(self, problem: Problem, laws: Laws, sorts: Mapping[str, Sort], indices: Mapping[Term, int]):
        self._problem = problem
        self._laws = laws
        self._sorts = sorts
        self._indices = indices
        self._last = LONGEST
        self._highest = 0

    def unrolled(self, *, vanishing: bool) -> Unrolled:
        """The problem about the first members; ``vanishing``: all others are 0.

        Raises:
            NotConfirmed: it speaks of members at indices that are not known, or too large.
        """
        for clause in (self._problem.goal, *self._problem.hypotheses):
            if clause is self._problem.goal or not any(v[2] == NATURAL for v in clause.variables):
                self._at(clause, self._indices)
        self._last = max(1, self._highest + vanishing)
        goal = self._at(self._problem.goal, self._indices)
        laws = (*self._laws.recurrences.values(), *self._laws.path_definitions.values())
        made = {id(law.clause) for law in laws}
        said = [h for clause in self._problem.hypotheses if id(clause) not in made for h in self._first_cases(clause)]
        free = [name for name in self._sorts if self._laws.body(name) is None]
        members = {name: tuple(self._member(name, k) for k in range(self._last + 1)) for name in free}
        starts = {name: self._member(name, 0) for name in self._sorts if name in self._laws.recurrences}
        said += [fact("=", found[-1], _zero(found[-1])) for found in members.values() if vanishing]
        indices = {variable[1]: k for variable, k in self._indices.items()}
        whole = Problem(self._problem.dimensions, tuple(dict.fromkeys(said)), goal or self._problem.goal)
        return Unrolled(whole, indices, members, starts)

    def _first_cases(self, clause: Clause) -> Iterator[Clause]:
        """What a hypothesis says of the first members, and of some of the constant ones."""
        bound = [v for v in clause.variables if v[2] == NATURAL]
        firsts = range(self._last + 1)
        for values in product((*firsts, *(self._last + more for more in LATER)), repeat=len(bound)):
            try:
                case = self._at(clause, {**self._indices, **dict(zip(bound, values, strict=True))})
            except NotConfirmed:
                if set(values) <= set(firsts):
                    raise
                continue
            if case is not None:
                yield case

    def _at(self, clause: Clause, indices: Mapping[Term, int]) -> Clause | None:
        numbers = {variable: num(k) for variable, k in indices.items()}
        return clause_at(clause, numbers, lambda term: self._written(term, numbers))

    def _written(self, term: Term, numbers: Mapping[Term, Term]) -> Term:
        """The term with numbers for indices, sums written out, and variables for members."""
        return self._spelt(substitute(term, numbers))

    def _spelt(self, term: Term) -> Term:
        if term[0] in JOINED:
            return self._summed(term)
        parts = list(term)
        for place in slots(term):
            parts[place] = self._spelt(term[place])
        if term[0] == "path":
            return self._member(term[1], index_of(parts[3]))
        return Term(*parts)

    def _summed(self, term: Term) -> Term:
        _, variable, low, high, body = term
        first, last = index_of(self._spelt(low)), index_of(self._spelt(high))
        if last - first > LONGEST:
            raise NotConfirmed("a long sum")
        parts = [self._spelt(substitute(body, {variable: num(k)})) for k in range(first, last + 1)]
        if not parts and term.sort != SCALAR:
            raise NotConfirmed("an empty sum of vectors")
        return Term(JOINED[term[0]], *parts) if len(parts) > 1 else parts[0] if parts else num(int(term[0] == "prod"))

    def _member(self, name: str, index: int) -> Term:
        law = self._laws.path_definitions.get(name)
        if law is not None:
            return self._spelt(_body(law, index))
        if name in self._laws.recurrences and index > 0:
            if index > LONGEST:
                raise NotConfirmed("a recurrence that is followed for long")
            return self._spelt(_body(self._laws.recurrences[name], index - 1))
        if name not in self._laws.recurrences:
            self._highest = max(self._highest, index)
            if index > self._last and self._last == LONGEST:
                raise NotConfirmed("an index is too large")
            index = min(index, self._last)
        return Term("var", f"{name}{_MARK}{index}", self._sorts[name])


def _zero(variable: Term) -> Term:
    return num(0) if variable[2] == SCALAR else Term("mul", num(0), variable)


def _body(law: Law, index: int) -> Term:
    return substitute(law.body, {law.variable: num(index)})
