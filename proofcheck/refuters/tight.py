"""Inequalities for slopes and next members as equations: a bound is most likely to fail for their solutions."""

from dataclasses import replace

from proofcheck.kernel.clauses import Problem
from proofcheck.models.instance import Instance, clause_terms
from proofcheck.models.laws import read_laws


def tightened(problem: Problem) -> Problem | None:
    """The problem with ``x'(t) = body`` for ``x'(t) <= body``, and the same for sequences; ``None`` if there is none.

    Its instances are instances of the problem, in which the inequality makes the path from its start.
    """
    made = read_laws(problem, Instance())
    clauses = (*problem.hypotheses, problem.goal)
    names = {term[1] for clause in clauses for term in clause_terms(clause) if term[0] in {"path", "dpath"}}
    free = {name: () for name in names if made.body(name) is None}
    laws = read_laws(problem, Instance(initial=free))
    found = [law.clause for law in (*laws.dynamics.values(), *laws.recurrences.values())]
    bounds = {id(clause) for clause in found if clause.relation[0] == "<="}
    if not bounds:
        return None
    hypotheses = (
        replace(clause, relation=("=", *clause.relation[1:])) if id(clause) in bounds else clause
        for clause in problem.hypotheses
    )
    return replace(problem, hypotheses=tuple(hypotheses))
