"""The results of a simulation for a terminal, and as JSON."""

import json
from collections.abc import Sequence
from dataclasses import asdict

from rich.console import Console

from proofcheck.study.simulate import ClaimResult


def print_simulation(document: str, results: Sequence[ClaimResult], console: Console) -> None:
    """Print what the instances say about each claim: counts, the tightest margin, how much of the bounds is used."""
    for result in results:
        counted = f"{result.satisfied} of {result.instances} satisfy the hypotheses"
        console.print(f"{document}:{result.claim}: {counted}; {words(result)}", soft_wrap=True)
        if result.tightest is not None:
            console.print(f"    tightest: relative margin {result.tightest:.2g} at {result.where}", soft_wrap=True)
        if result.quantiles:
            said = ", ".join(f"{'largest' if q == 1 else f'{q:.0%}'} {value:.3g}" for q, value in result.quantiles)
            console.print(f"    left over right: {said}", soft_wrap=True)
        below = [(part, count, fails) for part, count, fails in reversed(result.below) if count]
        if below:
            parts = ", ".join(f"{part:g}: {count - fails} of {count}" for part, count, fails in below)
            console.print(f"    holds below its threshold, at this part of it: {parts}", soft_wrap=True)
        if result.violation is not None:
            v = result.violation
            console.print(f"    at {v.instance}, the left side is {v.left}, the right side {v.right}", soft_wrap=True)


def words(result: ClaimResult) -> str:
    """What the instances say, in words.

    >>> words(ClaimResult("a", "<="))
    'no instance satisfies the hypotheses'
    """
    if result.note:
        return f"not simulated: {result.note}"
    if result.violation is not None:
        return f"violated ({result.violation.evidence})"
    if not result.satisfied:
        return "no instance satisfies the hypotheses" + (f": {result.unmet}" if result.unmet else "")
    said = "no violation"
    if result.suspicions:
        said += f"; {result.suspicions} differences in float64, none confirmed"
    if result.sampled:
        said += "; hypotheses about all vectors sampled"
    return said


def simulation_json(document: str, seed: int, results: Sequence[ClaimResult]) -> str:
    """The results as JSON, curves included."""
    data = {"document": document, "seed": seed, "claims": [asdict(result) for result in results]}
    return json.dumps(data, indent=2, sort_keys=True) + "\n"
