"""Random sequences of which nothing is left to chance: with one outcome, a member is a term of a sequence.

What is said of means, and of every outcome, is then said of these terms, to which all applies that finds instances of
sequences: recursions above all. Whoever asks confirms what is found.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from proofcheck.kernel.clauses import Clause, Problem
from proofcheck.kernel.terms import NATURAL, ONE, Term, slots, substitute, subterms
from proofcheck.models.instance import Instance, clause_terms
from proofcheck.models.samples import is_drawn
from proofcheck.refuters.samples import Drawn, drawn_samples, member


@dataclass(frozen=True, slots=True)
class Certain:
    """A problem without chance, and how its instances become some of the problem behind it."""

    problem: Problem
    spaces: tuple[str, ...]
    """The numbers of outcomes, and the dimensions of what is drawn; all are 1."""
    drawn: tuple[str, ...]

    def instance(self, near: Instance) -> Instance:
        """The instance in which what is drawn is 1 at the one outcome."""
        dims = {**near.dims, **dict.fromkeys(self.spaces, 1)}
        paths = {**near.paths, **{name: ({(0, Fraction(0)): Fraction(1)},) for name in self.drawn}}
        return replace(near, dims=dims, paths=paths)


def of_samples(problem: Problem) -> Iterator[Certain | Drawn]:
    """Problems about other letters for one about samples: with one outcome, or with independent values."""
    certain = without_chance(problem)
    if certain is not None:
        yield certain
    else:
        yield from drawn_samples(problem)


def without_chance(problem: Problem) -> Certain | None:
    """The problem for one outcome, where it is about random sequences whose members an equation relates."""
    terms = [term for clause in (*problem.hypotheses, problem.goal) for term in clause_terms(clause)]
    families = {part[1][1]: part for term in terms if (part := member(term)) is not None}
    if not any(relates_members(clause) for clause in problem.hypotheses):
        return None
    outcomes = {term[3] for term in terms if term[0] == "expect"}
    outcomes |= {size for clause in problem.hypotheses for size in _outcomes(clause).values()}
    spaces = {str(part[2][2][1]) for part in families.values()} | {str(name) for name in outcomes}
    hypotheses = tuple(_certain(clause) for clause in problem.hypotheses)
    found = replace(problem, hypotheses=hypotheses, goal=_certain(problem.goal))
    return Certain(found, tuple(spaces), tuple(sorted({part[2][1] for part in families.values()})))


def relates_members(clause: Clause) -> bool:
    """Whether an equation says whatever the outcome what a member is, by those at other indices."""
    op, left, right = clause.relation
    if op != "=" or member(left) is None or not _outcomes(clause):
        return False
    others = {part[1][3] for part in subterms(right) if member(part) is not None and part[1][1] == left[1][1]}
    return bool(others) and left[1][3] not in others


def _outcomes(clause: Clause) -> Mapping[Term, object]:
    """The variables of a clause that stand for outcomes, each with the number of these."""
    bounds = [condition.relation for condition in clause.conditions if not condition.variables]
    return {
        low: high[1]
        for op, low, high in bounds
        if op == "<=" and high[0] == "dim" and low in clause.variables and low.sort == NATURAL
    }


def _certain(clause: Clause) -> Clause:
    """What a clause says of the one outcome."""
    once = dict.fromkeys(_outcomes(clause), ONE)
    op, left, right = clause.relation
    conditions = [c for c in clause.conditions if not set(c.relation[1:]) & once.keys()]
    return Clause(
        tuple(v for v in clause.variables if v not in once),
        tuple(_certain(c.substitute(once)) for c in conditions),
        (op, _written(substitute(left, once)), _written(substitute(right, once))),
    )


def _written(term: Term) -> Term:
    if term[0] == "expect":
        return _written(substitute(term[2], {term[1]: ONE}))
    if (part := member(term)) is not None and is_drawn(part[2][1]):
        return Term("path", part[1][1], part.sort, _written(part[1][3]))
    parts = list(term)
    for place in slots(term):
        parts[place] = _written(term[place])
    return Term(*parts)
