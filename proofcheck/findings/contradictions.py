"""Hypotheses that contradict each other: the kernel derives the opposite of one of them from the others."""

from collections.abc import Iterator
from dataclasses import replace

from proofcheck.findings.assumptions import assumptions
from proofcheck.kernel.clauses import Clause, Problem, fact
from proofcheck.kernel.theorem import Theorem
from proofcheck.matter import Matter
from proofcheck.provers.search import prove

ATTEMPTS = 24
"""How much search there is for the opposite of a hypothesis, where a first look does not show it."""

MOST = 6
"""Of how many hypotheses the opposite is looked for."""


def contradictory(matter: Matter) -> list[str]:
    """What a claim supposes, each assertion in print, that cannot hold together, as the kernel derives."""
    asked = list(_opposites(matter.problem))[-MOST:]
    for attempts in (0, ATTEMPTS):
        for hypothesis, problem in asked:
            theorem = _proof(problem, attempts)
            if theorem is not None:
                used = theorem.hypotheses | {hypothesis}
                return [said["text"] for said in assumptions(matter, used) if said["used"]]
    return []


def _proof(problem: Problem, attempts: int) -> Theorem | None:
    return prove(problem, attempts=attempts) if attempts else prove(problem, shallow=True)


def _opposites(problem: Problem) -> Iterator[tuple[Clause, Problem]]:
    """Each inequality that is supposed without quantifiers, and whether its opposite follows from the others."""
    for hypothesis in problem.hypotheses:
        op, left, right = hypothesis.relation
        if not hypothesis.variables and not hypothesis.conditions and op != "=" and left.sort[0] in {"S", "N"}:
            others = tuple(other for other in problem.hypotheses if other is not hypothesis)
            opposite = fact("<" if op == "<=" else "<=", right, left)
            yield hypothesis, replace(problem, goal=opposite, hypotheses=others)
