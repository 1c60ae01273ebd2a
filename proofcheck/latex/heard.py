"""What is heard of the text: words, mathematics and references, one after another."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise, takewhile
from typing import NamedTuple

from proofcheck.lang.caching import KEPT
from proofcheck.latex.source import COMMAND, COMMENT, LETTER, SPACE, Token, plain
from proofcheck.latex.vocabulary import words

_REFERENCES = words(r"\ref \eqref \cref \Cref \autoref \cref* \Cref* \labelcref \vref")
NOTES = words(r"\footnote \footnotetext \marginpar \marginnote \sidenote \thanks")
_SKIPPED = words(r"\cite \citep \citet \citealp \index \url \href \vspace \hspace \pageref \bibitem") | NOTES
_ENDS_PROOF = words(r"\qed \qedsymbol \square \blacksquare \Box")
"""Signs that say that a proof ends."""
_LONGEST_QUOTATION = 400


class Word(NamedTuple):
    """A word, or a sign between words."""

    text: str
    at: Token


class Inline(NamedTuple):
    """Mathematics in a line of text."""

    tokens: list[Token]
    at: Token


class Reference(NamedTuple):
    """Labels that are referred to."""

    labels: tuple[str, ...]
    at: Token


Item = Word | Inline | Reference


def items(tokens: Sequence[Token]) -> tuple[Item, ...]:
    """Return words, mathematics and references; a sentence ends with the word "."."""
    return _items(tuple(tokens))


@lru_cache(maxsize=KEPT)
def _items(tokens: tuple[Token, ...]) -> tuple[Item, ...]:
    return tuple(_each(tokens))


def _each(tokens: Sequence[Token]) -> Iterator[Item]:
    place = 0
    while place < len(tokens):
        token = tokens[place]
        if token.text == "$":
            end = next((i for i in range(place + 1, len(tokens)) if tokens[i].text == "$"), len(tokens))
            inside = list(tokens[place + 1 : end])
            if len(inside) == 1 and inside[0].text in _ENDS_PROOF:
                yield from (Word("∎", inside[0]), Word(".", inside[0]))
            else:
                inside, stop = _without_stop(inside)
                yield Inline(inside, inside[0] if inside else token)
                yield from stop
            place = end + 1
        elif (end := _quoted(tokens, place)) > place:
            place = end
        elif token.kind == LETTER or token.text.isdecimal():
            end = place
            while end < len(tokens) and (tokens[end].text.isalnum() or tokens[end].text in {"-", "'", "’", "\u00ad"}):
                end += 1
            yield Word("".join(t.text for t in tokens[place:end]).strip("-"), token)
            place = end
        elif token.kind == COMMAND:
            content, place = group(tokens, place + 1)
            if token.text in _REFERENCES:
                yield Reference(tuple(name.strip() for name in plain(content).split(",") if name.strip()), token)
            elif token.text == "\\item":
                yield Word(".", token)
                yield from _each(content)
            elif token.text in _ENDS_PROOF:
                yield from (Word("∎", token), Word(".", token))
            elif token.text not in _SKIPPED:
                yield from _each(content)
        else:
            if token.text in {".", ",", ";", ":", "?", "!", "(", ")"}:
                yield Word(token.text, token)
            place += 1


def _without_stop(inside: list[Token]) -> tuple[list[Token], list[Word]]:
    """Return a formula without the stop at its end, ``$x, y \\in \\R^d.$``, and that as a word of the sentence."""
    ends = [place for place, token in enumerate(inside) if token.kind not in {SPACE, COMMENT}]
    last = inside[ends[-1]] if len(ends) > 1 else None
    before = inside[ends[-2]].text if len(ends) > 1 else ""
    if last is None or last.text not in {".", ",", ";"} or before in {last.text, "\\left", "\\right", "\\"}:
        return inside, []
    return inside[: ends[-1]], [Word(last.text, last)]


def _quoted(tokens: Sequence[Token], place: int) -> int:
    """Return where a quotation with mathematics in it ends, which the author does not say; ``place`` where none begins.

    So it is with words: ``called `convex'`` says what is meant.
    """
    if tokens[place].text not in {"`", "“"}:
        return place
    texts = [token.text for token in tokens[place : place + _LONGEST_QUOTATION]]
    if texts[:2] == ["`", "`"]:
        end = next((i + 1 for i, pair in enumerate(pairwise(texts)) if pair == ("'", "'")), 0)
    else:
        end = texts.index("”") if texts[0] == "“" and "”" in texts else 0
    return place + end + 1 if end and "$" in texts[:end] else place


def where_clause(following: Sequence[Item]) -> tuple[str, list[list[Token]]]:
    """Return a clause that begins with "where", to the end of its sentence, with places for its formulas, and these."""
    first = following[0] if following else None
    if not isinstance(first, Word) or first.text.lower() not in {"where", "with", "here"}:
        return "", []
    return as_sentence(following)


def as_sentence(following: Sequence[Item]) -> tuple[str, list[list[Token]]]:
    """Return what follows to the end of its sentence, with places for its formulas, and these."""
    sentence, inline = "", list[list[Token]]()
    for item in following:
        if isinstance(item, Word) and item.text == ".":
            break
        if isinstance(item, Inline):
            sentence += f" ⟨{len(inline)}⟩"
            inline.append(item.tokens)
        elif isinstance(item, Word):
            sentence += item.text if item.text == "," else f" {item.text}"
    return sentence.strip(), inline


def words_after(following: Sequence[Item]) -> str:
    """Return the words right after a formula, up to the next one."""
    said = (item.text for item in takewhile(lambda item: isinstance(item, Word), following) if isinstance(item, Word))
    return "".join(text if text == "," else f" {text}" for text in said)


def group(tokens: Sequence[Token], place: int) -> tuple[list[Token], int]:
    """Return the argument in braces that comes next, and where it ends; nothing where there is none."""
    start = place
    while start < len(tokens) and tokens[start].kind in {SPACE, COMMENT}:
        start += 1
    if start >= len(tokens) or tokens[start].text != "{":
        return [], place
    depth = 0
    for end in range(start, len(tokens)):
        depth += (tokens[end].text == "{") - (tokens[end].text == "}")
        if depth == 0:
            return list(tokens[start + 1 : end]), end + 1
    return [], start + 1
