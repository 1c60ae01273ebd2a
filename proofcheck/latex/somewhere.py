"""Where a property holds, as the words after it say: on a space, a set, an interval."""

import re
from collections.abc import Sequence

from proofcheck.latex.applying import full_name
from proofcheck.latex.grammar import mathematical
from proofcheck.latex.notation import Notation
from proofcheck.latex.source import Token
from proofcheck.latex.vocabulary import RELATIONS

_WHERE_IT_HOLDS = re.compile(
    r"(?: functions?)?(?:(?:,? and|,) (?:⟨\d+⟩ ?-? ?)?[a-z-]+)*(?: functions?)?"
    r" (?:on|over|for|in)(?: all| the set)? ⟨(\d+)⟩",
    re.IGNORECASE,
)


def where(after: str, inline: Sequence[Sequence[Token]]) -> list[Token]:
    """Return the formula after a property that says where it holds, if there is one."""
    found = _WHERE_IT_HOLDS.match(after)
    return mathematical(inline[int(found[1])]) if found is not None else []


def limited_to(after: str, inline: Sequence[Sequence[Token]], notation: Notation, ordered: Sequence[str] = ()) -> bool:
    """Whether words after a property say that it holds in an interval, where a relation does, or on what is unknown.

    A half-line is an interval where functions on the whole line are ``ordered``, as increasing ones are.
    """
    content = where(after, inline)
    texts = {t.text for t in content}
    if not content or "\\infty" in texts:
        return any(text.isdecimal() for text in texts) and not notation.everywhere.isdisjoint(ordered)
    name = full_name(content, notation)
    unknown = name is not None and not notation.meaning(name) and name not in notation.abstract
    return unknown or content[0].text in {"[", "("} or any(t.text in RELATIONS for t in content)
