"""Problems with fewer hypotheses: what speaks of other things than the goal can lead a search astray.

What follows from some of the hypotheses follows from all of them.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from proofcheck.kernel.clauses import Clause, Problem
from proofcheck.kernel.terms import NATURAL, Term
from proofcheck.provers.statements import names_in


def closer(problem: Problem, cited: Iterable[Clause] = ()) -> Iterator[Problem]:
    """The problem with the hypotheses that speak of nothing but what its goal, or what is cited for it, speaks of; then
    also of what equations say of that: first those that bind nothing but indices. None where that is no other problem.
    """
    spoken = _names(problem.goal).union(*map(_names, cited))
    equations = [_names(h) for h in problem.hypotheses if h.relation[0] == "="]
    wider = spoken.union(*(names for names in equations if names & spoken))
    near = tuple(h for h in problem.hypotheses if _names(h) <= wider)
    tried = {problem.hypotheses}
    for kept in (tuple(h for h in near if _names(h) <= spoken), tuple(filter(_binds_indices, near)), near):
        if kept not in tried:
            tried.add(kept)
            yield replace(problem, hypotheses=kept)


def without_other_counts(problem: Problem) -> Problem:
    """The problem without what is supposed of natural numbers alone of which its goal does not speak, as that steps are
    taken: what is shown of each step then holds whatever their number, and can be used in an induction over it.
    """
    spoken = problem.goal.free_variables()
    others = (h for h in problem.hypotheses if all(v.sort == NATURAL and v not in spoken for v in h.free_variables()))
    silent = {h for h in others if h.free_variables() and not names_in(h)}
    return replace(problem, hypotheses=tuple(h for h in problem.hypotheses if h not in silent))


def _binds_indices(clause: Clause) -> bool:
    return all(variable.sort == NATURAL for variable in clause.variables)


def _names(clause: Clause) -> frozenset[Term | str]:
    """The free variables, paths and functions of a clause."""
    return clause.free_variables() | names_in(clause)
