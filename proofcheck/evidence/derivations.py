"""Derivations written as data, to be replayed by the kernel."""

from typing import Any

from proofcheck.evidence.writing import Writer
from proofcheck.kernel.certificate import FORMAT, Derivation
from proofcheck.kernel.clauses import Problem
from proofcheck.kernel.theorem import Theorem, derivation


def write_derivation(theorem: Theorem) -> Derivation:
    """The steps that make a theorem, premises by position, as JSON data."""
    writer = Writer()
    steps = _written(theorem, writer)
    return {"terms": writer.terms, "steps": steps}


def _written(theorem: Theorem, writer: Writer) -> list[dict[str, Any]]:
    position: dict[int, int] = {}
    steps: list[dict[str, Any]] = []
    for current in derivation(theorem):
        position[id(current)] = len(steps)
        steps.append(
            {
                "rule": current.rule,
                "premises": [position[id(premise)] for premise in current.premises],
                "arguments": {key: writer.encode(value) for key, value in current.arguments.items()},
            }
        )
    return steps


def write_certificate(theorem: Theorem, problem: Problem) -> dict[str, Any]:
    """A self-contained certificate: the problem and the derivation."""
    writer = Writer()
    stated = {"hypotheses": writer.encode(problem.hypotheses), "goal": writer.encode(problem.goal)}
    return {"format": FORMAT, **stated, "steps": _written(theorem, writer), "terms": writer.terms}
