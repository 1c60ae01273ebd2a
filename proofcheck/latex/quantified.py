"""Assertions under quantifiers and conditions, as they are written around them."""

from collections.abc import Sequence
from typing import Any

from proofcheck.lang import expressions as ex
from proofcheck.latex.combining import made
from proofcheck.latex.source import Token

Conditions = Sequence[tuple[str, list[Any]]]
"""What an assertion is under: kinds, "if", "forall" or "exists", each with conditions or ranges."""


def under(says: Any, conditions: Conditions, at: Token) -> Any:
    """Put an assertion under its conditions; quantifiers outermost, in their order where something exists."""
    if any(kind == "exists" for kind, _ in conditions):
        return _in_order(says, conditions, at)
    for kind, parts in conditions:
        if kind == "if":
            for part in reversed(parts):
                says = made(at, ex.Implies, part, says)
    return _for_all(says, [span for kind, parts in conditions if kind == "forall" for span in parts], at)


def _in_order(says: Any, conditions: Conditions, at: Token) -> Any:
    inner: list[Any] = []
    for kind, parts in reversed(conditions):
        if kind == "forall":
            inner = [*parts, *inner]
            continue
        if kind == "if":
            for part in reversed(parts):
                says = made(at, ex.Implies, part, says)
            continue
        says, inner = made(at, ex.Exists, _for_all(says, inner, at), *parts), []
    return _for_all(says, inner, at)


def _for_all(says: Any, ranges: Sequence[Any], at: Token) -> Any:
    """The same for all in some ranges, as far as they speak of anything in it."""
    there = ex.free_symbols(says).union(*(ex.free_symbols(span) for span in ranges if isinstance(span, ex.Assertion)))
    kept = [span for span in ranges if isinstance(span, ex.Assertion) or span in there]
    return made(at, ex.ForAll, says, *kept) if kept else says
