r"""What comments tell: declarations, with what they say beside them as in ``f : \R^d -> \R convex``, and hypotheses."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from proofcheck.latex.assertions import assertions, closed
from proofcheck.latex.declarations import apart, declare, define, defines_function
from proofcheck.latex.forms import names_in
from proofcheck.latex.grammar import mathematical
from proofcheck.latex.minimisers import stated
from proofcheck.latex.misspelt import with_hint
from proofcheck.latex.ranges import find
from proofcheck.latex.source import LETTER, SPACE, Token, UnreadError, plain
from proofcheck.latex.spelling import argument
from proofcheck.latex.structure import Directive
from proofcheck.latex.vocabulary import RELATIONS
from proofcheck.latex.wording import worded

if TYPE_CHECKING:
    from proofcheck.latex.document import Reading

_SAYS_MORE = re.compile(r"convex|concave|lipschitz|strongly|-smooth|monotone|coercive|expansive", re.IGNORECASE)
"""What a declaration says of a map beyond where it goes."""
_ARROWS = frozenset({"\\to", "\\rightarrow", "\\longrightarrow", "→", ">"})


def take_directive(reading: "Reading", directive: Directive) -> None:
    """Take what a comment tells; of the names of which it tells what is not read, nothing is known from then on."""
    if directive.misspelt:
        said = f"what is said to proofcheck begins with `% proofcheck:`, and this with `% {directive.misspelt}`."
        return _misspelt(reading, directive, UnreadError(directive.at, said))
    statements = reading.directives.statements(list(reading.expander.expanded(directive.tokens)))
    for tokens in (part for whole in statements for part in apart(whole)):
        word, content = "", list(tokens)
        try:
            if (rest := reading.directives.taken(tokens)) is None:
                continue
            (word, content), before = rest, set(reading.notation.meanings)
            _take(reading, word, content, directive.at)
            reading.directives.declared(set(reading.notation.meanings) - before, directive.at)
        except UnreadError as error:
            reading.record.problem(with_hint(error, tokens), directive.at)
            _leave(reading, content, error, directive.at)


def _misspelt(reading: "Reading", directive: Directive, error: UnreadError) -> None:
    """Tell of a comment that is not taken, and know nothing of the names in it."""
    reading.record.problem(error, directive.at)
    for tokens in reading.directives.statements(list(reading.expander.expanded(directive.tokens))):
        _leave(reading, list(tokens), error, directive.at)


def _take(reading: "Reading", word: str, content: list[Token], at: Token) -> None:
    notation, scopes = reading.notation, reading.scopes
    if word == "define" or (not word and defines_function(content, notation)):
        reading.record.defined(define(content, notation), at)
    elif word in {"given", "tacit"}:
        for says in list(assertions(mathematical(content), notation)):
            notation.settle(says)
            scopes.assume([closed(says)], tacit=word == "tacit")
    elif word == "complete":
        scopes.complete |= names_in(mathematical(content), notation)
    else:
        scopes.assume(_declared(reading, content, at), tacit=False)


def _declared(reading: "Reading", content: list[Token], at: Token) -> list[Any]:
    """Declare names, and return what is said of them."""
    start, end = _said_beside(content)
    beside = content[start:end]
    if start == end:
        return stated(content, reading.notation, at) or declare(content, reading.notation)
    comes = declare([*content[:start], *content[end:]], reading.notation)
    name = content[: find(content, ":", "\\colon")]
    if not (said := stated([*name, *_spelled(beside)], reading.notation, at)):
        raise UnreadError(
            at,
            f"what is said of {plain(name)} is not read: {''.join(token.text for token in _spelled(beside)).strip()}.",
        )
    return [*comes, *said]


def _spelled(tokens: list[Token]) -> Iterator[Token]:
    """Yield tokens with the letters of words one by one, and a space before and after each word."""
    for token in tokens:
        if token.kind == "word":
            yield Token(SPACE, " ", token.source, token.at, token.at)
            yield from (Token(LETTER, letter, token.source, token.at, token.end) for letter in token.text)
            yield Token(SPACE, " ", token.source, token.end, token.end)
        else:
            yield token


def _said_beside(content: list[Token]) -> tuple[int, int]:
    """Return from where to where a declaration of a map says more of it, after where it goes; 0 where it does not."""
    arrow = find(content, *_ARROWS)
    if arrow < 0 or find(content, ":", "\\colon") < 0:
        return 0, 0
    start = next((i for i in range(arrow + 1, len(content)) if content[i].text.strip()), len(content))
    _, start = argument(content, start + (content[start].text == "\\mathbb")) if start < len(content) else ([], start)
    if start + 1 < len(content) and content[start].text == "^":
        _, start = argument(content, start + 1)
    end = next((i for i in range(start, len(content)) if content[i].text == ","), len(content))
    return (start, end) if _SAYS_MORE.search(plain(content[start:end])) else (0, 0)


def _leave(reading: "Reading", content: list[Token], error: UnreadError, at: Token) -> None:
    """Take the names of which a comment tells something that is not read for nothing, or leave them in doubt."""
    content = worded(content)
    place = find(content, ":", "\\colon", "\\in", "in")
    if place > 0 and not any(token.text in RELATIONS for token in content[:place]):
        why = f"what line {at.place[0]} says of it is not read: {error.message}"
        reading.notation.unread(content[:place], error, why, anew=True)
    else:
        reading.scopes.unread(at, names_in(content, reading.notation))
