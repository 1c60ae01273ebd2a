"""What sentences say of indices that are drawn uniformly, before anything is read."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from proofcheck.latex.binders import between
from proofcheck.latex.functions import sentences
from proofcheck.latex.grammar import mathematical
from proofcheck.latex.ranges import find, split
from proofcheck.latex.source import COMMAND, Token, UnreadError, like
from proofcheck.latex.spaces import name_at
from proofcheck.latex.uniformly import Uniform, bare, places
from proofcheck.latex.vocabulary import MEANS, RELATIONS, words

if TYPE_CHECKING:
    from proofcheck.latex.notation import Notation

_M = r"⟨(\d+)⟩"
_FEW = r"(?: (?!not\b|non)[a-z-]+){0,6}?"
_UNIFORMLY = r"(?<!non-)(?<!non)uniform(?:ly)?"
_FROM = r"(?:from|on|over|in|among|across|out of)(?: (?:the|all|set|indices|index|integers|numbers|of)){0,3}"
_AFTER = re.compile(rf"{_M}{_FEW} {_UNIFORMLY}{_FEW} {_FROM} {_M}", re.IGNORECASE)
""" "let $i$ be drawn uniformly at random from $\\{1, \\dots, n\\}$"."""
_BEFORE = re.compile(rf"{_UNIFORMLY}(?:[ -][a-z-]+){{0,4}}? {_M},? {_FROM} {_M}", re.IGNORECASE)
""" "a uniformly random index $i$ from $[n]$"."""
_MEMBER = re.compile(rf"{_M}{_FEW},? {_UNIFORMLY}|{_UNIFORMLY}{_FEW} {_M}", re.IGNORECASE)
""" "pick $i \\in [n]$ uniformly at random"."""
_OTHERWISE = re.compile(
    r"with probabilit|according to|proportional|importance|non-?uniform|not uniform|without replacement|weights?\b"
    r"|distribution(?! over)",
    re.IGNORECASE,
)
"""What words tell where an index is drawn in another way."""
_CONDITIONAL = re.compile(r"\bconditional\b|\bconditioned\b|\bgiven\b", re.IGNORECASE)
_STYLES = words(r"\mathbb \mathbf \mathrm \operatorname")
_APART = (",", ";", "$", "\\\\", "\\quad")
_BREAKS = words(r"\begin \end \text")
_BINDING = words(r"\sum \prod \max \min \sup \inf")
_LAWS = words("Unif Uniform unif uniform U Ucal")


def drawn_uniformly(
    prose: Iterable[Sequence[Token]], formulas: Iterable[Sequence[Token]], notation: "Notation"
) -> Mapping[tuple[str, ...], Uniform]:
    """Return the indices that sentences say to be drawn uniformly, where nothing tells otherwise of them."""
    found: dict[tuple[str, ...], Uniform] = {}
    doubtful: set[tuple[str, ...]] = set()
    conditional = set[tuple[str, ...]]()
    for sentence, inline in sentences(prose):
        contents = [mathematical(tokens) for tokens in inline]
        for law in _said(sentence, contents):
            if law.index in found and found[law.index].range != law.range:
                doubtful.add(law.index)
            found.setdefault(law.index, law)
        if _CONDITIONAL.search(sentence):
            conditional |= {index for tokens in contents if (index := _index_of_mean(tokens))}
        if _OTHERWISE.search(sentence):
            doubtful |= {bare(part) for tokens in contents for part in (tokens, tokens[: max(find(tokens, "\\in"), 0)])}
    kept = {
        index: replace(law, named=index[2:] in conditional) for index, law in found.items() if index not in doubtful
    }
    if not kept:
        return {}
    equations = _Equations()
    for part in _parts(formulas):
        with suppress(UnreadError):
            equations.note(part, kept, notation)
    return {index: equations.of(law) for index, law in kept.items()}


def _index_of_mean(tokens: Sequence[Token]) -> tuple[str, ...]:
    r"""Return the index of a sign for a mean that a formula begins with, ``\E_t`` or ``\mathbb{E}_t[X]``; else none."""
    written = bare(tokens)
    sign = 2 if written[:2] in {(style, "E") for style in _STYLES} else 1 if written[:1] and written[0] in MEANS else 0
    return written[sign + 1 : sign + 2] if sign and written[sign : sign + 1] == ("_",) else ()


def _parts(formulas: Iterable[Sequence[Token]]) -> Iterator[list[Token]]:
    for tokens in formulas:
        with suppress(UnreadError):
            yield from split([token for token in mathematical(tokens) if token.text != "&"], *_APART)


def _said(sentence: str, contents: Sequence[list[Token]]) -> Iterator[Uniform]:
    for found in (*_AFTER.finditer(sentence), *_BEFORE.finditer(sentence)):
        yield from _law(contents[int(found[1])], contents[int(found[2])])
    for found in _MEMBER.finditer(sentence):
        tokens = contents[int(found[1] or found[2])]
        place = find(tokens, "\\in")
        yield from _law(tokens[:place], tokens[place + 1 :]) if place > 0 else ()
    for tokens in contents:
        place = find(tokens, "\\sim")
        named, after = _name_of_law(tokens[place + 1 :]) if place > 0 else ("", [])
        yield from _law(tokens[:place], after) if named in _LAWS else ()


def _name_of_law(tokens: list[Token]) -> tuple[str, list[Token]]:
    r"""Return the name in ``\mathrm{Unif}([n])`` and ``\mathcal{U}\{1, \dots, n\}``, and what it is taken of."""
    start = next((place for place, token in enumerate(tokens) if token.text in {"(", "[", "\\{"}), len(tokens))
    name = "".join(token.text for token in tokens[:start] if token.text.isalpha())
    named = name + "cal" * any(token.text == "\\mathcal" for token in tokens[:start])
    inside = tokens[start:]
    return named, inside[1:-1] if [t.text for t in (*inside[:1], *inside[-1:])] == ["(", ")"] else inside


def _law(index: Sequence[Token], over: Sequence[Token]) -> Iterator[Uniform]:
    """Yield what is said of an index that is one, and whose range is one of whole numbers."""
    written = bare(index)
    if len(written) not in {1, 3} or not written[0].isalpha() or written[1:2] not in {(), ("_",)} or not over:
        return
    ends = between([*index, like(over[0], COMMAND, "\\in"), *over])
    if ends is not None:
        yield Uniform(written, tuple(ends[1]), tuple(ends[2]))


Written = tuple[str, ...]


@dataclass(slots=True)
class _Equations:
    """What names are said to be equal to, as it is written."""

    rights: dict[Written, dict[Written, tuple[Token, ...]]] = field(default_factory=dict)
    """What stands on the right of names that are alone on the left."""
    moved: dict[Written, set[Written]] = field(default_factory=dict)
    """For each index, those of these names that are equal to something with it."""
    hidden: dict[Written, set[str]] = field(default_factory=dict)
    """For each index, the names of what is equal to something with it at arguments."""

    def note(self, tokens: list[Token], laws: Iterable[Written], notation: "Notation") -> None:
        """Note an equation whose left side begins with a name."""
        signs = [place for place, token in enumerate(tokens) if token.text in RELATIONS]
        name = name_at(tokens, 0, notation) if signs and RELATIONS[tokens[signs[0]].text] == "=" else None
        if name is None or name.after > signs[0]:
            return
        left, right = tokens[: signs[0]], tokens[signs[0] + 1 : [*signs[1:], len(tokens)][0]]
        left, right = (side[:-1] if [t.text for t in side[-1:]] in ([":"], ["."]) else side for side in (left, right))
        written, alone = _written(left), name.after >= len(left)
        if alone:
            self.rights.setdefault(written, {})[_written(right)] = tuple(right)
        for index in laws:
            if any(True for _ in places(right, index)) and not _sums_over(right, index):
                if alone:
                    self.moved.setdefault(index, set()).add(written)
                else:
                    self.hidden.setdefault(index, set()).add(name.name)

    def of(self, law: Uniform) -> Uniform:
        """The law of an index with what is made of that, as far as one equation says how."""
        known: dict[Written, tuple[Token, ...] | None] = {}
        for written in self.moved.get(law.index, ()):
            rights = list(self.rights[written].values())
            known[written] = rights[0] if len(rights) == 1 and _BREAKS.isdisjoint(_written(rights[0])) else None
        return replace(law, made=known, hidden=frozenset(self.hidden.get(law.index, ())))


def _written(tokens: Sequence[Token]) -> Written:
    return tuple(token.text for token in tokens)


def _sums_over(tokens: list[Token], index: Written) -> bool:
    """Whether a sum or an extremum runs over an index in a formula."""
    signs = (place for place, token in enumerate(tokens) if token.text in _BINDING)
    return any(_written(tokens[place + 1 : place + 3])[-1:] == index[:1] or
               _written(tokens[place + 2 : place + 4])[-1:] == index[:1] for place in signs)  # fmt: skip
