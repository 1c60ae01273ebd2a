"""What statements need of what they suppose, for a terminal."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

MEANINGS = {
    "needed": "used, and needed: without it the claim is false",
    "not needed": "used, and not needed: without it the claim is proved as well",
    "not used": "not used by the proof",
    "open": "used; whether it is needed was not found out",
}


def audited(claims: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """What became of each claim without each of its assumptions, line by line."""
    for claim in claims:
        yield f"{claim['id']}  {claim['where']}"
        yield f"    {claim['text']}"
        if claim["contradictory"]:
            together = " together" if len(claim["contradictory"]) > 1 else ""
            yield f"  it says nothing: no instance satisfies {' and '.join(claim['contradictory'])}{together}"
        elif claim["holds"] != "proved":
            yield f"  {claim['holds']}: what it supposes is not looked at"
        else:
            for assumption in claim["assumptions"]:
                yield from _about(assumption)
            yield f"  all of it holds at {_listed(claim['met_by'])}"
        for reference in claim["self_references"]:
            yield f"  {reference['text']}"
            yield f"      {reference['says']}"
        yield ""


def _about(assumption: Mapping[str, Any]) -> Iterator[str]:
    tacit = "" if assumption["said"] else " (tacit)"
    yield f"  {assumption['text']}{tacit}"
    yield f"      {MEANINGS[assumption['status']]}"
    if assumption["counterexample"]:
        yield f"      {assumption['counterexample']}"
    for presupposed in assumption["presupposes"]:
        yield f"      the claim presupposes {presupposed}"


def _listed(values: Mapping[str, str]) -> str:
    return ", ".join(f"{name} = {value}" for name, value in values.items()) or "any instance"
