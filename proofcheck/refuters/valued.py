"""Random numbers and vectors by their values: with up to four outcomes, each is as many letters, and means are sums.

What is left of a problem speaks of numbers and vectors, and all else that finds instances applies: bounds of what is
random are bounds of letters. Whoever asks confirms what is found.
"""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from itertools import product

from proofcheck.kernel.clauses import Clause, Problem
from proofcheck.kernel.terms import Sort, Term, num, slots, substitute, subterms
from proofcheck.models.instance import Instance, clause_terms
from proofcheck.models.scalars import NotConfirmed
from proofcheck.refuters.samples import Drawn, member
from proofcheck.refuters.spelling_out import JOINED, clause_at, index_of, total_of, value_of

OUTCOMES = (1, 2, 3, 4)
MOST_TERMS = 2_000
_MARK = "@"


def valued(problem: Problem) -> Iterator[Drawn]:
    """Such problems, where all that is random is drawn together, and is no sample."""
    terms = [term for clause in (*problem.hypotheses, problem.goal) for term in clause_terms(clause)]
    spaces = {term[3] for term in terms if term[0] == "expect"}
    if len(spaces) != 1 or any(member(term) is not None for term in terms):
        return
    [space] = spaces
    for size in OUTCOMES if type(space) is str else ():
        with suppress(NotConfirmed):
            yield _Writer(problem, space, size).drawn()


class _Writer:
    def __init__(self, problem: Problem, space: str, size: int):
        self._problem, self._space, self._size = problem, space, size
        self._left = MOST_TERMS
        self._found: dict[str, Sort] = {}

    def drawn(self) -> Drawn:
        """The problem about values, and about the first outcome where the goal is about each.

        Raises:
            NotConfirmed: it is too long, or speaks of random operators.
        """
        said = [case for clause in self._problem.hypotheses for case in self._cases(clause)]
        goals = list(self._cases(self._problem.goal))
        if not goals:
            raise NotConfirmed("the goal is about no outcome")
        numbers = range(self._size + 1)
        members = {
            name: (sort, tuple(f"{name}{_MARK}{max(k, 1)}" for k in numbers)) for name, sort in self._found.items()
        }
        return Drawn(
            Problem(self._problem.dimensions, tuple(dict.fromkeys(said)), goals[0]),
            Instance({self._space: self._size}),
            members=members,
        )

    def _cases(self, clause: Clause) -> Iterator[Clause]:
        """What a clause says, for each value of the outcomes that it binds."""
        drawn = {c.relation[1] for c in clause.conditions if c.relation[2] == Term("dim", self._space)}
        bound = [variable for variable in clause.variables if variable in drawn]
        for values in product(range(1, self._size + 1), repeat=len(bound)):
            case = self._at(clause, dict(zip(bound, map(num, values), strict=True)))
            if case is not None:
                yield case

    def _at(self, clause: Clause, numbers: Mapping[Term, Term]) -> Clause | None:
        return clause_at(clause, numbers, lambda term: self._spelt(substitute(term, numbers)))

    def _spelt(self, term: Term) -> Term:
        self._left -= 1
        if self._left < 0:
            raise NotConfirmed("too long to be written out")
        if term[0] == "expect":
            whole = total_of(term[1], range(1, self._size + 1), term[2], self._spelt)
            return Term("mul", num(f"1/{self._size}"), whole)
        if term[0] == "path" and term.sort[0] == "O":
            raise NotConfirmed("what is random is an operator")
        if term[0] == "path" and term[3][0] == "num":
            self._found[term[1]] = term[2]
            return Term("var", f"{term[1]}{_MARK}{index_of(term[3])}", term[2])
        if term == Term("dim", self._space):
            return num(self._size)
        if any(part[0] == "path" for part in subterms(term)) and term[0] in JOINED:
            raise NotConfirmed("a sum of what is random")
        parts = list(term)
        for place in slots(term):
            parts[place] = self._spelt(term[place])
        found = Term(*parts)
        value = value_of(found)
        return found if value is None else num(value)
