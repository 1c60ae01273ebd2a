"""What is supposed to exist, as a letter of which that is supposed.

"Suppose that there is a C with ..." lends a letter: what follows for every such letter follows from it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from proofcheck.lang import expressions as ex
from proofcheck.lang.claims import Hypothesis, Remark


def opened(found: Sequence[Hypothesis], says: Any) -> list[Hypothesis]:
    """Return hypotheses about letters in the place of those that say that something exists; they are shown as said.

    A letter keeps its name where nothing else beside the claim, what it ``says``, is called so.
    """
    if not any(isinstance(node, ex.Exists) for h in found for part in h.assertions for node in _together(part)):
        return list(found)
    taken = {symbol.name for node in (says, *(a for h in found for a in h.assertions)) for symbol in _free(node)}
    return [_opened(h, taken) for h in found]


def _opened(h: Hypothesis, taken: set[str]) -> Hypothesis:
    parts: list[Any] = []
    for part in h.parts:
        parts += _without_existence(part, taken) if isinstance(part, ex.Assertion) else [part]
    if tuple(parts) == h.parts:
        return h
    shown = h.words or Remark(h.latex, h.text)
    return replace(h, parts=tuple(parts), words=shown)


def _without_existence(part: Any, taken: set[str]) -> Iterable[Any]:
    if not any(isinstance(node, ex.Exists) for node in _together(part)):
        yield part
        return
    for node in _together(part):
        if not isinstance(node, ex.Exists):
            yield node
            continue
        letters = _letters(node.variables, taken)
        for says in (*(s for s in node.ranges if isinstance(s, ex.Assertion)), node.body):
            yield from _without_existence(says.xreplace(letters), taken)


def _letters(variables: Iterable[Any], taken: set[str]) -> Mapping[Any, Any]:
    found = {}
    for variable in dict.fromkeys(variables):
        found[variable] = ex.fresh_symbol(variable, taken) if variable.name in taken else variable
        taken.add(found[variable].name)
    return found


def _together(part: Any) -> Iterator[Any]:
    """What an assertion says all of."""
    if isinstance(part, ex.Both):
        for inside in part.args:
            yield from _together(inside)
    else:
        yield part


def _free(node: Any) -> Iterator[Any]:
    return (symbol for symbol in ex.free_symbols(node) if hasattr(symbol, "name"))
