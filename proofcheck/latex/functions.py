r"""Functions that words name, "a convex function $f$ on $\mathbb{R}^d$", before anything is declared."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from proofcheck.lang.caching import KEPT
from proofcheck.latex.grammar import mathematical
from proofcheck.latex.heard import Inline, Word, items
from proofcheck.latex.notation import Notation
from proofcheck.latex.ranges import split
from proofcheck.latex.source import Token
from proofcheck.latex.spaces import counts, dimensions, name_at
from proofcheck.latex.uses import Uses

_M = r"⟨(\d+)⟩"
_KIND = (
    r"(?:convex|concave|smooth|(?:twice |continuously )*differentiable|lipschitz|functions?|objective|potential|"
    r"lipschitz[ -]continuous)"
)
_CONSTANT = r"⟨\d+⟩(?= ?-? ?(?:strong|smooth|lipschitz))"
_FILL = rf"(?:[ ,-]+(?:{_CONSTANT}|(?!(?:on|of|in|with|where|for|we|then|if|the|sets?|is|let)\b)[a-z]+)){{0,8}}?"
_LISTED = r"((?:⟨\d+⟩ ?,? (?:and )?)*)"
_NOUN = r"(?!-| sets?\b| bod| hull| cone| path| curve)"
_AFTER = re.compile(
    rf"{_LISTED}{_M} (?:is|are|be|being|denotes?){_FILL}[ -]{_KIND}{_NOUN}"
    rf"(?:(?:[^⟨⟩.;]|{_CONSTANT})*?\b(?:on|over|from)(?: all of| the space)? {_M})?",
    re.IGNORECASE,
)
"""What words say of a name that stands before them: "$f$ is $L$-smooth and convex on"."""
_BEFORE = re.compile(
    rf"\b{_KIND}(?: and| or| but)?{_FILL},? {_LISTED}{_M}(?! ?-? ?(?:strong|smooth|lipschitz))"
    rf"(?: (?:on|over|from)(?: all of| the space)? {_M})?",
    re.IGNORECASE,
)
"""What they say of one after them: "a convex function $f$ on"."""


_WITH = r"(?: with (?=⟨\d+⟩ (?:real )?(?:components|entries|coordinates|elements)\b)| of (?:length|dimension|size) )"
_VECTOR = re.compile(
    rf"⟨(?P<name>\d+)⟩ (?:is|be|denotes?) (?:an?|the|any|some) (?:(?:real|column|given|fixed|arbitrary|random) )*vector"
    rf"{_WITH}⟨(?P<size>\d+)⟩|"
    rf"\bvector ⟨(?P<after>\d+)⟩{_WITH}⟨(?P<before>\d+)⟩",
    re.IGNORECASE,
)
"""What words say of a vector: "$x$ is a vector with $n$ components", "a vector $x$ of length $n$"."""


def named_in_words(prose: Iterable[Sequence[Token]], notation: Notation) -> Iterator[tuple[str, Token, str]]:
    """Yield the names of which sentences say that they are functions, where, and the dimension of their space."""
    for sentence, inline in sentences(prose):
        for found in (*_AFTER.finditer(sentence), *_BEFORE.finditer(sentence)):
            size = dimensions(mathematical(inline[int(found[3])]), notation) if found[3] is not None else ()
            for number in [*re.findall(r"\d+", found[1]), found[2]]:
                yield from (
                    (*named, size[0] if len(size) == 1 else "") for named in names_of(inline[int(number)], notation)
                )


def note_in_words(prose: Sequence[Sequence[Token]], notation: Notation, uses: Uses) -> None:
    """Note the functions that words name, and the spaces of what they call vectors with so many components."""
    note(named_in_words(prose, notation), uses)
    for name, at, size in vectors_in_words(prose, notation):
        uses.spaces.setdefault(name, (at, (size,)))
        uses.dimensions.add(size)


def vectors_in_words(prose: Iterable[Sequence[Token]], notation: Notation) -> Iterator[tuple[str, Token, str]]:
    """Yield the names that sentences call vectors with so many components, where, and the letter for how many."""
    for sentence, inline in sentences(prose):
        for found in _VECTOR.finditer(sentence):
            size = [t.text for t in mathematical(inline[int(found["size"] or found["before"])])]
            of = inline[int(found["name"] or found["after"])]
            yield from (
                (name, at, size[0]) for name, at in names_of(of, notation) if len(size) == 1 and size[0].isalpha()
            )


def names_of(tokens: Sequence[Token], notation: Notation) -> Iterator[tuple[str, Token]]:
    """Yield the names that a formula consists of, with their places."""
    for part in split(mathematical(tokens), ","):
        name = name_at(part, 0, notation) if part else None
        if name is not None and name.after == len(part) and not counts(name.index):
            yield name.name, name.at


def sentences(prose: Iterable[Sequence[Token]]) -> Iterator[tuple[str, list[list[Token]]]]:
    """Yield the sentences that name something in a formula, with places for the formulas, and these."""
    for tokens in prose:
        yield from _sentences(tuple(tokens))


@lru_cache(maxsize=KEPT)
def _sentences(tokens: tuple[Token, ...]) -> list[tuple[str, list[list[Token]]]]:
    found, sentence, inline = list[tuple[str, list[list[Token]]]](), "", list[list[Token]]()
    for item in items(tokens):
        if isinstance(item, Inline):
            sentence += f" ⟨{len(inline)}⟩"
            inline.append(item.tokens)
        elif isinstance(item, Word) and item.text == ".":
            found.append((sentence, inline))
            sentence, inline = "", []
        elif isinstance(item, Word):
            sentence += item.text if item.text == "," else f" {item.text}"
    return [*found, (sentence, inline)]


def placed(prose: Iterable[Sequence[Token]]) -> Iterator[tuple[str, list[list[Token]], Token]]:
    """Yield the same, each with where its first formula is, or where the text begins that has none."""
    for tokens in prose:
        for sentence, inline in sentences([tokens]) if tokens else ():
            yield sentence, inline, next((formula[0] for formula in inline if formula), tokens[0])


def note(said: Iterable[tuple[str, Token, str]], uses: Uses) -> None:
    """Note the functions that words name, as far as they have arguments somewhere, and no others are said of them."""
    for name, at, size in said:
        if name not in uses.called or name in uses.maps or name in uses.timed or uses.space(name):
            continue
        if size:
            uses.maps[name] = size
            uses.targets[name] = at, ()
        uses.worded.setdefault(name, at)
