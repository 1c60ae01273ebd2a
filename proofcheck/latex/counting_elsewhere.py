r"""Letters that count in another section, and may be real numbers where nothing counts with them: "for every $t > 0$".

A claim of all natural numbers is less than its author says, where any number is meant; so it is not made.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from proofcheck.lang import expressions as ex
from proofcheck.lang.printing import text_name
from proofcheck.latex.about import counts
from proofcheck.latex.assertions import Found
from proofcheck.latex.brackets import index_end
from proofcheck.latex.relations import Segment
from proofcheck.latex.source import LETTER, Token, UnreadError, meant
from proofcheck.latex.structure import Part, Section, formulas
from proofcheck.latex.vocabulary import INDICES, bracket_depths

if TYPE_CHECKING:
    from proofcheck.latex.document import Reading

_COUNTERS = INDICES | {"m", "n", "J", "K", "M", "N", "T"}
"""Letters that hardly anybody takes for a real number where they count elsewhere."""
_WHOLE = re.compile(
    r"\b(?:integers?|naturals?|natural numbers?|whole|rounds?|steps?|iterations?|iterates?|times?|trials?|number of|"
    r"induction|counts?)\b",
    re.IGNORECASE,
)
_WRITTEN = frozenset({"\\N", "\\mathbb", "\\Z", "\\dots", "\\ldots", "\\cdots"})


def raised_by_sections(content: Iterable[Part]) -> list[frozenset[str]]:
    """Return the letters in indices and exponents section by section, those before the first one to begin with."""
    found: list[set[str]] = [set()]
    for part in content:
        if isinstance(part, Section):
            found.append(set())
        found[-1] |= _raised(meant(formulas(part)))
    return [frozenset(letters) for letters in found]


def _raised(tokens: Sequence[Token]) -> set[str]:
    letters, depths = set[str](), [0, *bracket_depths(tokens)]
    around: int | None = None
    for place, token in enumerate(tokens):
        if around is not None and token.kind == LETTER:
            letters.add(token.text)
        if around is not None and depths[place + 1] <= around:
            around = None
        if around is None and token.text in {"_", "^"}:
            around = depths[place]
        letters |= {inside.text for inside in tokens[place : index_end(tokens, place)] if inside.kind == LETTER}
    return letters


def of_any_number(reading: "Reading", relation: Found, segment: Segment) -> Found:
    """Return a relation, not read where a letter in it may be a real number that counts in other sections."""
    if relation.error is not None or not reading.notation.naturals:
        return relation
    usual = _COUNTERS | reading.seen.raised[reading.scopes.section] | reading.notation.dimensions
    guessed = (reading.notation.assumed.keys() & reading.notation.naturals) - usual
    there = sorted(
        name for name in {s.name for s in ex.all_parts(relation.says) if counts(s)} & guessed if len(name) == 1
    )
    ranges = (tokens for _, tokens in segment.conditions)
    written = {token.text for tokens in (relation.tokens, *ranges, *reading.speech.inline) for token in tokens}
    if not there or not _WRITTEN.isdisjoint(written) or _WHOLE.search(reading.speech.sentence):
        return relation
    said = f"{text_name(there[0])} counts in another section, and may be any real number here: declare what it is."
    return replace(relation, error=UnreadError(relation.link.at, said))
