"""Problems with fewer hypotheses: what speaks of other things than the goal can lead a search astray.

What follows from some of the hypotheses follows from all of them.
"""

from collections.abc import Iterator
from dataclasses import replace

from proofcheck.kernel.clauses import Clause, Problem
from proofcheck.kernel.terms import Term
from proofcheck.provers.statements import names_in


def closer(problem: Problem) -> Iterator[Problem]:
    """The problem with the hypotheses that speak of nothing but what its goal speaks of; then also of what equations
    say of that. None where that is no other problem.
    """
    spoken = _names(problem.goal)
    tried = {problem.hypotheses}
    for _ in range(2):
        kept = tuple(h for h in problem.hypotheses if _names(h) <= spoken)
        if kept not in tried:
            tried.add(kept)
            yield replace(problem, hypotheses=kept)
        equations = [_names(h) for h in problem.hypotheses if h.relation[0] == "="]
        spoken = spoken.union(*(names for names in equations if names & spoken))


def _names(clause: Clause) -> frozenset[Term | str]:
    """The free variables, paths and functions of a clause."""
    return clause.free_variables() | names_in(clause)
