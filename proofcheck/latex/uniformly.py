r"""Indices that are drawn uniformly: ``\mathbb{E}_i[f_i(x)]`` is the average of the members, ``i`` from 1 to n."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from proofcheck.lang import expressions as ex
from proofcheck.lang.operations import average
from proofcheck.lang.samples import is_sample
from proofcheck.latex import brackets
from proofcheck.latex.combining import made
from proofcheck.latex.source import LETTER, SIGN, Token, UnreadError, like
from proofcheck.latex.spelling import argument
from proofcheck.latex.vocabulary import RELATIONS

if TYPE_CHECKING:
    from proofcheck.latex.grammar import Mathematics

_LETTERS = "ijlmpqr"
"""What an index is called that has an index itself."""
_OVER_MORE = "conditional expectations"


@dataclass(frozen=True, slots=True)
class Uniform:
    """An index that is drawn uniformly.

    Attributes:
        index: as it is written, without braces.
        low: the tokens of the number from which it is drawn on.
        high: the tokens of the last one.
        made: names of what is made of it, as they are written, and what they are equal to, as far as that is known.
        hidden: the names of what has values that are made of it.
        named: whether a sentence says what the mean given all that was drawn before is called, ``\\E_t`` for ``i_t``.
    """

    index: tuple[str, ...]
    low: tuple[Token, ...]
    high: tuple[Token, ...]
    made: Mapping[tuple[str, ...], tuple[Token, ...] | None] = field(default_factory=dict)
    hidden: frozenset[str] = frozenset()
    named: bool = False

    @property
    def range(self) -> tuple[str, ...]:
        """Its ends as they are written."""
        return tuple(token.text for token in (*self.low, *self.high))


def law_of_mean(reader: "Mathematics") -> tuple[Uniform, bool] | None:
    """Return the law of the index over which a mean is taken, and whether that stands below it; it is read past then.

    Where nothing stands there, it is the only such index in the brackets that follow.
    """
    laws = reader.notation.uniform
    if laws and reader.peek() == "_":
        below, after = argument(reader.tokens, reader.place + 1)
        law = laws.get(bare(below)) or _drawn_at(below, laws.values())
        reader.place = after if law is not None else reader.place
        return None if law is None else (law, True)
    if not laws:
        return None
    bracketed = reader.peek() in {"(", "[", "\\{"}
    inside = brackets.argument_tokens(reader.tokens, reader.place) if bracketed else _until_relation(reader)
    there = [law for law in laws.values() if any(True for _ in places(inside, law.index)) or any(_named(inside, law))]
    return (there[0], False) if len(there) == 1 else None


def _drawn_at(below: Sequence[Token], laws: Iterable[Uniform]) -> Uniform | None:
    r"""Return the law of the index that is drawn at a step, ``i_t``, where a mean is taken given that, ``\E_t``."""
    found = [law for law in laws if law.named and law.index[1:] == ("_", *bare(below))]
    return found[0] if len(found) == 1 else None


def _until_relation(reader: "Mathematics") -> list[Token]:
    rest = reader.tokens[reader.place :]
    return rest[: next((place for place, token in enumerate(rest) if token.text in RELATIONS), len(rest))]


def _named(tokens: Sequence[Token], law: Uniform) -> Iterator[tuple[int, int, tuple[Token, ...] | None]]:
    """Yield where what is made of an index stands, where it ends there, and what it is equal to."""
    texts = tuple(token.text for token in tokens)
    for written, value in law.made.items():
        for place in range(len(texts) - len(written) + 1):
            end = place + len(written)
            if texts[place:end] == written and texts[end : end + 1] not in {("_",), ("'",)}:
                yield place, end, value


@contextmanager
def counted(reader: "Mathematics", law: Uniform, at: Token) -> Iterator[Any]:
    """Let a letter that counts stand for an index in what is read inside, and yield it; what is made of it is put in.

    Raises:
        UnreadError: it is not known what something that is made of it is equal to.
    """
    tokens, origin = reader.tokens, list(range(len(reader.tokens) + 1))
    made = {place: (end, value) for place, end, value in _named(tokens, law) if place >= reader.place}
    if any(value is None for _, value in made.values()):
        raise UnreadError(at, "this is the mean of what is made of an index in several ways.", _OVER_MORE)
    values = {place: (end, _bracketed(tokens[place], value or ())) for place, (end, value) in made.items()}
    reader.tokens, origin = _with(tokens, origin, values)
    letter = law.index[0]
    if len(law.index) > 1:
        spans = {place: end for place, end in places(reader.tokens, law.index) if place >= reader.place}
        within = [range(place, end) for place, end in spans.items()]
        others = {t.text for k, t in enumerate(reader.tokens) if k >= reader.place and not any(k in r for r in within)}
        letter = next(other for other in (letter, *_LETTERS) if other not in others)
        letters = {place: (end, [like(reader.tokens[place], LETTER, letter)]) for place, end in spans.items()}
        reader.tokens, origin = _with(reader.tokens, origin, letters)
    symbol = ex.ScalarSymbol(letter, integer=True, nonnegative=True)
    try:
        with reader.notation.binding([symbol]):
            yield symbol
    finally:
        reader.tokens, reader.place = tokens, origin[reader.place]


def _bracketed(at: Token, value: Sequence[Token]) -> list[Token]:
    return [like(at, SIGN, "("), *(like(at, t.kind, t.text) for t in value), like(at, SIGN, ")")]


def _with(
    tokens: list[Token], origin: Sequence[int], values: Mapping[int, tuple[int, list[Token]]]
) -> tuple[list[Token], list[int]]:
    """Return the tokens with others in some places, and where each of them had stood."""
    found, before, place = list[Token](), list[int](), 0
    while place < len(tokens):
        end, put = values.get(place, (place + 1, [tokens[place]]))
        found += put
        before += [origin[place]] * len(put)
        place = end
    return found, [*before, origin[-1]]


def averaged(
    body: Any, symbol: Any, law: Uniform, reader: "Mathematics", at: Token, *, given: Sequence[Token] | None
) -> Any:
    """Return the mean of something over an index, all else being as it is; ``given`` is what stands after the bar.

    Raises:
        UnreadError: something else in it may be drawn, too, or is made of what is drawn.
    """
    from proofcheck.latex.binders import upper

    body = _written_out(body, symbol)
    terms = [part for part in ex.all_parts(body) if isinstance(part, ex.PathValue) and part.args[0].discrete]
    terms = [part for part in terms if symbol not in ex.free_symbols(part)]
    members = [part for part in ex.all_parts(body) if isinstance(part, ex.Defined) and is_sample(part.definition)]
    later = any(not isinstance(part.args[1], ex.ScalarSymbol) for part in (*terms, *members))
    made_of_it = {str(getattr(part, "name", "")) for part in ex.all_parts(body)} & law.hidden
    known = given is None or (bool(given) and not any(True for _ in places(given, law.index)))
    moves = given is None or symbol in ex.free_symbols(body)
    of_members = {part for member in members for part in ex.drawn_parts(member.definition)} if given is None else set()
    more = any(part not in of_members for part in ex.drawn_parts(body))
    if more or later or made_of_it or not moves or (terms and not known):
        raise UnreadError(at, "this is the mean over an index and over more, which cannot be said yet.", _OVER_MORE)
    low, high = reader.inner(law.low).whole(), upper(reader, list(law.high), at)
    return made(at, lambda a, first, last: average(symbol, first, last, a), body, low, high)


def _written_out(body: Any, symbol: Any) -> Any:
    """Return an expression with the names written out whose definitions speak of an index."""
    return body.replace(
        lambda part: isinstance(part, ex.Defined) and symbol in ex.free_symbols(part.definition),
        lambda part: _written_out(part.unfold(), symbol),
    )


def bare(tokens: Sequence[Token]) -> tuple[str, ...]:
    """Return what an index is written with, without braces."""
    return tuple(token.text for token in tokens if token.text not in {"{", "}"})


def places(tokens: Sequence[Token], index: tuple[str, ...]) -> Iterator[tuple[int, int]]:
    """Yield where an index stands below something, and where it ends there."""
    for place, token in enumerate(tokens):
        if token.text == "_" and place + 1 < len(tokens):
            below, after = argument(list(tokens), place + 1)
            if bare(below) == index:
                yield place + 1, after
