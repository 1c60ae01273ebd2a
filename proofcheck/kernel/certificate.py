"""Derivations as plain data: written to JSON, read back, and replayed rule by rule.

A replayed derivation ends in a theorem made
here and now by the rules; nothing in the file is believed. What would take boundless time or memory is refused.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from proofcheck.kernel.calculus import presumed_smooth
from proofcheck.kernel.clauses import Problem, check_clause, sides, size
from proofcheck.kernel.data import decode, encode
from proofcheck.kernel.rules import RULES
from proofcheck.kernel.terms import KernelError
from proofcheck.kernel.theorem import Theorem, derivation

FORMAT = "proofcheck/derivation/1"
STEPS = 100_000
"""Of a derivation."""
ALL_SIZES = 3_000_000
"""Of the clauses that the steps of a derivation make, together."""


def write_derivation(theorem: Theorem) -> list[dict[str, Any]]:
    """The steps that make a theorem, premises by position, as JSON data."""
    position: dict[int, int] = {}
    steps: list[dict[str, Any]] = []
    for current in derivation(theorem):
        position[id(current)] = len(steps)
        steps.append(
            {
                "rule": current.rule,
                "premises": [position[id(premise)] for premise in current.premises],
                "arguments": {key: encode(value) for key, value in current.arguments.items()},
            }
        )
    return steps


def replay(steps: Sequence[Mapping[str, Any]]) -> Theorem:
    """The theorem that the last step makes.

    Raises:
        KernelError: a step is not a use of a rule.
    """
    if not isinstance(steps, list | tuple):
        raise KernelError("a derivation is a list of steps")
    if len(steps) > STEPS:
        raise KernelError(f"a derivation of more than {STEPS:,} steps")
    theorems: list[Theorem] = []
    made = 0
    for number, step in enumerate(steps):
        try:
            premises = [theorems[index] for index in step["premises"]]
            arguments = {key: decode(value) for key, value in step["arguments"].items()}
            theorem = RULES[step["rule"]](premises, **arguments)
        except KernelError as error:
            raise KernelError(f"step {number}: {error}") from error
        except (KeyError, IndexError, TypeError, AttributeError, ValueError) as error:
            raise KernelError(f"step {number} is not a use of a rule: {error}") from error
        theorems.append(theorem)
        made += size(theorem.clause)
        if made > ALL_SIZES:
            raise KernelError(f"step {number}: the derivation has become too large")
    if not theorems:
        raise KernelError("an empty derivation proves nothing")
    return theorems[-1]


def proves(theorem: Theorem, problem: Problem) -> bool:
    """Whether a theorem says what a problem asks, from no more than its hypotheses.

    A path that the derivation differentiates twice is one whose second derivative the problem speaks of.
    """
    if theorem.clause != problem.goal or not theorem.hypotheses <= frozenset(problem.hypotheses):
        return False
    spoken = presumed_smooth(side for clause in (*problem.hypotheses, problem.goal) for side in sides(clause))
    return presumed_smooth(side for step in derivation(theorem) for side in sides(step.clause)) <= spoken


def write_certificate(theorem: Theorem, problem: Problem) -> dict[str, Any]:
    """A self-contained certificate: the problem and the derivation."""
    return {
        "format": FORMAT,
        "hypotheses": [encode(hypothesis) for hypothesis in problem.hypotheses],
        "goal": encode(problem.goal),
        "steps": write_derivation(theorem),
    }


def replay_certificate(certificate: Mapping[str, Any]) -> Theorem:
    """Replay a certificate and compare what it proves with what it states.

    Raises:
        KernelError: it does not replay, or proves something else.
    """
    if not isinstance(certificate, Mapping) or certificate.get("format") != FORMAT:
        raise KernelError(f"not a certificate: the format must be {FORMAT!r}")
    missing = {"hypotheses", "goal", "steps"} - certificate.keys()
    if missing:
        raise KernelError(f"the certificate lacks {', '.join(sorted(missing))}")
    hypotheses, goal = decode(certificate["hypotheses"]), decode(certificate["goal"])
    if not isinstance(hypotheses, tuple):
        raise KernelError("the hypotheses of a certificate are a list of clauses")
    try:
        for clause in (*hypotheses, goal):
            check_clause(clause)
    except RecursionError as error:
        raise KernelError("a clause of the certificate is nested too deeply") from error
    theorem = replay(certificate["steps"])
    if not proves(theorem, Problem((), hypotheses, goal)):
        raise KernelError("the derivation proves something else than the certificate states")
    return theorem
