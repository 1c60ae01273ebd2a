"""The results of a simulation for a terminal, and as JSON."""

import json
from collections.abc import Sequence
from dataclasses import asdict

from rich.console import Console

from proofcheck.study.simulate import ClaimResult
from proofcheck.text import printable

QUANTILES = ("5%", "50%", "95%", "max")
NOTHING = 1e-9
"""Relative margins below this are printed as 0: they may be rounding."""


def print_simulation(document: str, seed: int, results: Sequence[ClaimResult], console: Console) -> None:
    """Print what the instances say about each claim: a line each, and what there is to be said besides."""

    def say(line: str = "") -> None:
        console.print(printable(line), soft_wrap=True)

    simulated = [result for result in results if not result.note]
    drawn = max((result.instances for result in simulated), default=0)
    say(f"{document}, seed {seed}: {drawn:,} instances of each claim")
    for line in _table(simulated):
        say(line)
    below = [result for result in simulated if any(count for _, count, _ in result.below)]
    for title, lines in (
        ("Violated", [_violation(result) for result in simulated if result.violation]),
        ("Holds below its threshold, at this part of it, at so many instances", _below(below)),
        ("Remarks", [line for result in results for line in _remarks(result)]),
    ):
        if lines:
            say()
            say(title)
        for line in lines:
            say(f"  {line}")


def _table(results: Sequence[ClaimResult]) -> list[str]:
    if not results:
        return []
    width = max(len(result.claim) for result in results)
    heads = " ".join(f"{head:>5}" for head in QUANTILES)
    lines = [
        f"{'':{width}}  {'hypotheses':>10}  {'left over right':^{len(heads)}}  {'least':>8}",
        f"{'claim':{width}}  {'satisfied':>10}  {heads}  {'margin':>8}  where",
    ]
    for result in results:
        ratios = " ".join(f"{_ratio(value):>5}" for _, value in result.quantiles) or " " * len(heads)
        failed = "  VIOLATED" if result.violation else ""
        margin = "" if result.tightest is None else _margin(result.tightest)
        line = f"{result.claim:{width}}  {result.satisfied:>10,}  {ratios}  {margin:>8}  {result.where}{failed}"
        lines.append(line.rstrip())
    return lines


def _ratio(value: float) -> str:
    """A quantile of left/right, which is known to about 0.005.

    >>> _ratio(0.5), _ratio(1.0), _ratio(2.0)
    ('0.50', '1', '>= 2')
    """
    return "1" if value == 1 else ">= 2" if value >= 2 else f"{value:.2f}"


def _margin(value: float) -> str:
    return "0" if abs(value) < NOTHING else f"{value:.2g}"


def _violation(result: ClaimResult) -> str:
    v = result.violation
    assert v is not None
    return f"{result.claim} ({v.evidence}): at {v.instance}, the left side is {v.left}, the right side {v.right}"


def _below(results: Sequence[ClaimResult]) -> list[str]:
    parts = sorted({part for result in results for part, _, _ in result.below}, reverse=True)
    width = max((len(result.claim) for result in results), default=0)
    lines = [f"{'':{width}}  " + " ".join(f"{part:>11g}" for part in parts)] if results else []
    for result in results:
        counts = {part: f"{count - fails} of {count}" for part, count, fails in result.below if count}
        cells = " ".join(f"{counts.get(part, ''):>11}" for part in parts)
        lines.append(f"{result.claim:{width}}  {cells}".rstrip())
    return lines


def _remarks(result: ClaimResult) -> list[str]:
    """What else there is to be said of a claim.

    >>> _remarks(ClaimResult("a", "<=", instances=10))
    ['a: no instance satisfies the hypotheses']
    """
    found = [
        f"{result.claim}: not evaluated in {count} {'batch' if count == 1 else 'batches'}: {reason}"
        for reason, count in result.lost
    ]
    if result.note:
        return [f"{result.claim}: not simulated: {result.note}", *found]
    if not result.satisfied:
        why = f": {result.unmet}" if result.unmet else ""
        return [f"{result.claim}: no instance satisfies the hypotheses{why}", *found]
    if result.unjudged:
        found.append(f"{result.claim}: wrong in float64, and whether it is wrong was not found out: {result.unjudged}")
    elif result.suspicions and result.violation is None:
        found.append(f"{result.claim}: wrong in float64 at {result.suspicions}, none of which was confirmed")
    if result.sampled:
        found.append(f"{result.claim}: hypotheses about all vectors were looked at for a few of them")
    return found


def simulation_json(document: str, seed: int, results: Sequence[ClaimResult]) -> str:
    """The results as JSON, curves included."""
    data = {"document": document, "seed": seed, "claims": [asdict(result) for result in results]}
    return json.dumps(data, indent=2, sort_keys=True) + "\n"
