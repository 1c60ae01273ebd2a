r"""Displays that go on with the one before them: ``\[ a = b \] \[ = c \]`` is one chain, set in two displays."""

import re
from collections.abc import Iterable, Iterator, Sequence

from proofcheck.latex.forms import ends_sentence, tokens_of
from proofcheck.latex.grammar import mathematical
from proofcheck.latex.heard import Inline, Item, Word, items
from proofcheck.latex.pieces import pieces, relates
from proofcheck.latex.relations import segments
from proofcheck.latex.rows import lines
from proofcheck.latex.source import COMMAND, Token, UnreadError, plain
from proofcheck.latex.structure import Break, Display, Part, Prose
from proofcheck.latex.vocabulary import DEFINES, ORDERS, RELATIONS

_SIGNS = frozenset({*RELATIONS, *ORDERS, *DEFINES})
_BEGINS = _SIGNS | {"+", "\\cdot", "\\times", "\\overset", "\\stackrel"}
"""What a display begins with that has its left side in another one."""
_JOINS = re.compile(r"\W*(?:and|which (?:is|equals)|that is|i\.e\.)?\W*", re.IGNORECASE)
"""Words between two displays that leave them one chain."""
_OPEN_END = re.compile(r"[A-Za-z,:$]\s*\Z")
"""How prose ends that goes on with a display after an empty line."""
_LOOKED_AT = 400
"""Pieces of the words after a display that are looked at before they are heard."""
_IN_SENTENCE = re.compile(r"\s*(?:then|and|or|for|where|with|which|so|hence|thus|if|when|whenever)\b")
"""How prose begins that goes on with the sentence of a display before an empty line."""


def joined(parts: Iterable[Part]) -> Iterator[Part]:
    """Yield the parts of a document, displays that go on with the one before them as rows of that one."""
    before: Display | None = None
    between: list[Part] = []
    for part in _in_paragraphs(parts):
        if before is not None and isinstance(part, Display) and _goes_on(before, part):
            before, between = _together(before, part), []
        elif before is not None and _leaves_open(part):
            between.append(part)
        else:
            yield from () if before is None else (before, *between)
            before, between = (part, []) if isinstance(part, Display) else (None, [])
            yield from () if before is not None else (part,)
    yield from () if before is None else (before, *between)


def following(content: Sequence[Part], place: int) -> list[Item]:
    r"""Return the words after a display, and what comes in the next one where they only say "where".

    ``\[ a \le r, \] where \[ r = |x| . \]`` says what r is before it speaks of it.
    """
    after, here = content[place + 1 : place + 2], content[place]
    found = [item for part in after if isinstance(part, Prose) for item in items(part.tokens[:_LOOKED_AT])]
    words = [item.text.lower() for item in found if isinstance(item, Word)]
    only = len(words) == len(found) and [word for word in words if word != ","] == ["where"]
    then = content[place + 2 : place + 3]
    if not only or not (isinstance(here, Display) and then) or ends_sentence(here.tokens):
        return found
    try:
        said = [segment for part in then if isinstance(part, Display) for segment in segments(part.tokens, "inline")]
    except UnreadError:
        return found
    if any(segment.conditions or segment.premises or len(segment.links) != 1 for segment in said):
        return found
    formulas = [Inline(tokens_of(segment), segment.links[0].at) for segment in said]
    joints = [Word("and", formula.at) for formula in formulas]
    return [*found, *[item for both in zip(formulas, joints, strict=True) for item in both][:-1]]


def _in_paragraphs(parts: Iterable[Part]) -> Iterator[Part]:
    """Yield the parts without the empty lines that stand before or after a display inside a sentence."""
    waiting: list[Part] = []
    for part in parts:
        if isinstance(part, Break) and waiting:
            waiting.append(part)
            continue
        inside = len(waiting) > 1 and _is_one_sentence(waiting[0], part)
        yield from waiting[:1] if inside else waiting
        waiting = [part] if isinstance(part, Prose | Display) else []
        yield from () if waiting else (part,)
    yield from waiting


def _is_one_sentence(first: Part, second: Part) -> bool:
    """Whether a sentence goes on from one part to the next: "if [display], then"."""
    if isinstance(first, Prose) and isinstance(second, Display):
        return _OPEN_END.search(plain(first.tokens)) is not None
    if not (isinstance(first, Display) and isinstance(second, Prose)):
        return False
    return not ends_sentence(mathematical(first.tokens)) and _IN_SENTENCE.match(plain(second.tokens)) is not None


def _leaves_open(part: Part) -> bool:
    """Whether what stands after a display does not part it from the next one."""
    return isinstance(part, Break) or (isinstance(part, Prose) and _JOINS.fullmatch(plain(part.tokens)) is not None)


def _goes_on(before: Display, display: Display) -> bool:
    """Whether a display begins with a sign that has its left side in the one before, or that one ends with a sign."""
    content, last = mathematical(display.tokens), mathematical(before.tokens)[-1:]
    if not content or not last:
        return False
    first = content[0].text
    goes_on = first in _BEGINS or last[0].text in _SIGNS or (first in {"-", "−"} and not relates(content))
    return goes_on and _is_one_chain(before)


def _is_one_chain(display: Display) -> bool:
    """Whether the last line of a display is a chain alone: after a condition it is not clear what goes on."""
    try:
        found = lines(display.tokens, display.environment)
    except UnreadError:
        return False
    return bool(found) and not found[-1].beside and len(pieces(found[-1].tokens)) == 1


def _together(before: Display, display: Display) -> Display:
    """Return two displays as one with a row for each, in which the first ends no sentence."""
    at = display.at
    row = Token(COMMAND, "\\\\", at.source, at.at, at.at)
    names = (before.environment, display.environment)
    environment = next((name for name in names if not name.startswith("multline")), before.environment)
    return Display(environment, [*_unfinished(before.tokens), row, *display.tokens], before.at)


def _unfinished(tokens: Sequence[Token]) -> Sequence[Token]:
    """Return the tokens of a display without the mark at its end."""
    last = mathematical(tokens)[-1]
    return [t for t in tokens if t != last] if last.text in {".", ",", ";"} else tokens
