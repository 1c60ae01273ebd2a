"""Sequences that a hypothesis makes for the first indices alone, as ``g_t = ...`` for ``1 <= t <= T``, made for all.

What else speaks of such a sequence, as a recurrence for all indices does, needs members that no hypothesis makes. An
instance of the problem in which all indices are meant becomes one of the problem behind it: it lists the members that
the hypothesis speaks of, and later ones are 0.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from math import floor

from proofcheck.kernel.clauses import Clause, Problem
from proofcheck.kernel.terms import Sort, Term, num
from proofcheck.models.instance import Instance, clause_terms
from proofcheck.models.laws import read_laws
from proofcheck.models.scalars import number
from proofcheck.models.valuation import Valuation
from proofcheck.refuters.judging import NO_VALUE

LONGEST = 24
"""The largest index up to which members are listed."""


@dataclass(frozen=True, slots=True)
class Widened:
    """A problem in which sequences are made for all indices, and how its instances become some of the one behind it."""

    problem: Problem
    sequences: Mapping[str, tuple[Sort, Term, int]]
    """Of each sequence the last index that its hypothesis speaks of, and how far beyond it the member made there is."""

    def completed(self, instance: Instance) -> Instance:
        """The instance that lists the members; itself where they have no exact values."""
        valuation = Valuation(self.problem, instance)
        try:
            listed = {name: self._listed(name, valuation) for name in self.sequences}
        except NO_VALUE:
            return instance
        if None in listed.values():
            return instance
        return replace(
            instance,
            initial={name: start for name, start in instance.initial.items() if name not in listed},
            paths={**instance.paths, **{name: ({},) * len(found[0]) for name, found in listed.items() if found}},
            firsts={**instance.firsts, **{name: found for name, found in listed.items() if found}},
        )

    def _listed(self, name: str, valuation: Valuation) -> tuple[tuple[Fraction, ...], ...] | None:
        sort, last, beyond = self.sequences[name]
        end = floor(number(valuation.value(last).scalar).lo) + beyond
        found = []
        for k in range(min(end, LONGEST) + 1):
            values = [number(x) for x in valuation.value(Term("path", name, sort, num(k))).entries]
            if not all(x.exact for x in values):
                return None
            found.append(tuple(x.lo for x in values))
        return tuple(found) if 0 <= end <= LONGEST else None


def widened(problem: Problem) -> Iterator[Widened]:
    """Such a problem, if hypotheses make sequences up to an index alone."""
    laws = read_laws(problem, Instance())
    sorts = {t[1]: t[2] for c in (*problem.hypotheses, problem.goal) for t in clause_terms(c) if t[0] == "path"}
    sequences: dict[str, tuple[Sort, Term, int]] = {}
    limited: list[Clause] = []
    for beyond, kind in enumerate((laws.path_definitions, laws.recurrences)):
        for name, law in kind.items():
            last = _last_index(law.clause)
            if last is not None and name in laws.sequences:
                sequences[name] = sorts[name], last, beyond
                limited.append(law.clause)
    if limited:
        hypotheses = tuple(replace(c, conditions=()) if c in limited else c for c in problem.hypotheses)
        yield Widened(replace(problem, hypotheses=hypotheses), sequences)


def _last_index(clause: Clause) -> Term | None:
    """The upper end of what a clause says of its one index, where that end is the same for all."""
    (index,) = clause.variables
    ends = (c.relation[2] for c in clause.conditions if c.relation[0] in {"<", "<="} and c.relation[1] == index)
    return next((end for end in ends if index not in end.free), None)
