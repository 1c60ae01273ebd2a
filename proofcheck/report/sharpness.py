"""How sharp bounds are, for a terminal."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any


def sharpened(claims: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """What is known of the best constants of each claim, line by line."""
    for claim in claims:
        yield f"{claim['id']}  {claim['where']}"
        if claim["repair"]:
            yield f"  as it stands it is false; repaired: {claim['repair']}"
        if claim["failed"]:
            yield f"  not found out: {claim['failed']}"
        elif not claim["constants"] and claim["why"] and not claim["repair"]:
            yield f"  false with every constant. {claim['why']}"
        elif not claim["constants"]:
            yield "  no bound by what is known not to be negative"
        for constant in claim["constants"]:
            yield f"  {constant['text']}"
            yield from (f"      {line}" for line in _about(constant))
        yield ""


def _about(constant: Mapping[str, Any]) -> Iterator[str]:
    letter, high, low = constant["letter"], constant["proved_with"], constant["false_with"]
    where = ", ".join(f"{name} = {value}" for name, value in constant["at"].items())
    if constant["best"]:
        yield f"theorem: {letter} = {high['text']} is the best constant"
        yield f"proved with it, and the two sides are equal at {where}"
        return
    if high is not None and low is not None:
        between = " and ".join(end["text"] for end in sorted((low, high), key=lambda end: float(end["about"])))
        yield f"theorem: the best constant {letter} is between {between}{_accuracy(constant)}"
    if high is not None:
        yield f"proved with {letter} = {_shown(high)}"
    if low is not None:
        yield f"false with {letter} = {_shown(low)}, at {where}"
    if low is None and high is not None:
        yield "no instance was found at which a sharper one fails"


def _accuracy(constant: Mapping[str, Any]) -> str:
    return ", which is to within 1 %" if constant["narrow"] else ""


def _shown(end: Mapping[str, Any]) -> str:
    return str(end["text"]) if "/" not in end["text"] and "√" not in end["text"] else f"{end['text']} = {end['about']}…"
