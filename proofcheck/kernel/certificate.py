"""Derivations as plain data, replayed rule by rule.

A replayed derivation ends in a theorem made here and now by the rules; nothing in the file is believed. What would
take boundless time or memory is refused.
"""

from collections.abc import Mapping
from typing import Any

from proofcheck.kernel.calculus import presumed_smooth
from proofcheck.kernel.clauses import Problem, sides, size
from proofcheck.kernel.data import Reader, check_format, read_problem
from proofcheck.kernel.rules import RULES
from proofcheck.kernel.terms import KernelError, need
from proofcheck.kernel.theorem import Theorem, derivation

FORMAT = "proofcheck/derivation/2"
STEPS = 100_000
"""Of a derivation."""
ALL_SIZES = 3_000_000
"""Of the clauses that the steps of a derivation make, together."""

Derivation = Mapping[str, Any]
"""Steps, and the table of the terms that they speak of."""


def replay(written: Derivation) -> Theorem:
    """The theorem that the last step of a derivation makes.

    Raises:
        KernelError: a step is not a use of a rule.
    """
    whole = isinstance(written, Mapping) and {"terms", "steps"} <= written.keys()
    need(whole, "a derivation has a table of terms and a list of steps")
    return _replayed(written["steps"], Reader(written["terms"]))


def _replayed(steps: Any, reader: Reader) -> Theorem:
    need(isinstance(steps, list | tuple) and 0 < len(steps) <= STEPS, f"a derivation is a list of 1 to {STEPS:,} steps")
    theorems: list[Theorem] = []
    made = 0
    for number, step in enumerate(steps):
        try:
            premises = [theorems[index] for index in step["premises"]]
            arguments = {key: reader.decode(value) for key, value in step["arguments"].items()}
            theorem = RULES[step["rule"]](premises, **arguments)
        except KernelError as error:
            raise KernelError(f"step {number}: {error}") from error
        except (KeyError, IndexError, TypeError, AttributeError, ValueError) as error:
            raise KernelError(f"step {number} is not a use of a rule: {error}") from error
        theorems.append(theorem)
        made += size(theorem.clause)
        need(made <= ALL_SIZES, "step {}: the derivation has become too large", number)
    return theorems[-1]


def proves(theorem: Theorem, problem: Problem) -> bool:
    """Whether a theorem says what a problem asks, from no more than its hypotheses.

    A path that the derivation differentiates twice is one whose second derivative the problem speaks of.
    """
    if theorem.clause != problem.goal or not theorem.hypotheses <= frozenset(problem.hypotheses):
        return False
    spoken = presumed_smooth(side for clause in (*problem.hypotheses, problem.goal) for side in sides(clause))
    return presumed_smooth(side for step in derivation(theorem) for side in sides(step.clause)) <= spoken


def replay_certificate(certificate: Mapping[str, Any]) -> tuple[Theorem, Problem]:
    """The theorem that a certificate proves, and the problem that it states and the theorem solves.

    Raises:
        KernelError: it does not replay, or proves something else.
    """
    check_format(certificate, FORMAT)
    missing = {"terms", "hypotheses", "goal", "steps"} - certificate.keys()
    need(not missing, "the certificate lacks {}", ", ".join(sorted(missing)))
    reader = Reader(certificate["terms"])
    problem = read_problem(certificate, reader)
    theorem = _replayed(certificate["steps"], reader)
    need(proves(theorem, problem), "the derivation proves something else than the certificate states")
    return theorem, problem
