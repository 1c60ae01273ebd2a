r"""Parts of what is supposed that words name by the item: ``Assumption~\ref{A}(i)``, "part (b) of Assumption 2"."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from proofcheck.latex.definitions import Definitions
from proofcheck.latex.environments import is_list, kind_of_part
from proofcheck.latex.source import COMMAND, LETTER, PARAGRAPH, SIGN, SPACE, Source, Token, like
from proofcheck.latex.structure import Closing, Label, Opening, Part, Prose

Items = Mapping[tuple[Source, int], tuple[str, ...]]
"""The labels of the items of lists, by the places of these."""
_PART = "part:"
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")
_ORDINALS = ("first", "second", "third", "fourth", "fifth")
_ONE = r"\(?\s*(?:[ivx]{1,4}|[a-h]|\d)['’]?\s*\)|\(?\\ref\{[^{}]*\}\)?"
_ONES = rf"(?:{_ONE})(?:(?:\s|~|,|;|/|&|\band\b|\bor\b|--?|–|\bto\b)*(?:{_ONE}))*"
_REF = r"\\(?:eqref|ref|cref|Cref|autoref)\{(?P<label>[^{},]*)\}"
_NOUN = r"(?:parts?|items?|points?|conditions?|statements?|clauses?|bullets?)"
_AFTER = re.compile(rf"{_REF}(?:\s|~|,|\.|-|\\,|\$|\{{|\\textup|\\textnormal|\\rm|{_NOUN})*(?P<parts>{_ONES})")
_BEFORE = re.compile(
    rf"(?:{_NOUN}(?:\s|~)*(?P<parts>{_ONES})|(?P<ordinal>{'|'.join(_ORDINALS)}) {_NOUN}) (?:of|in|from) (?:the )?"
    rf"(?:[A-Za-z]+(?:\s|~))?{_REF}"
)
_EACH = re.compile(
    r"(?P<joins>(?:--?|–|\bto\b)?)\s*\(?\s*(?:(?P<name>[ivx]{1,4}|[a-h]|\d)['’]?\s*\)|\\ref\{(?P<ref>[^{}]*)\})"
)


def is_part(label: str) -> bool:
    """Whether a label is that of an item of a supposition."""
    return label.startswith(_PART)


@dataclass(slots=True)
class _Supposition:
    """What is supposed in an environment: its number, its labels, and those of its items."""

    number: int
    labels: list[str] = field(default_factory=list)
    items: list[Token] = field(default_factory=list)
    of_items: list[Label] = field(default_factory=list)

    def part(self, place: int) -> str:
        """The label of an item; that of none, where it has not so many."""
        return f"{_PART}{self.number}:{place if place <= len(self.items) else 0}"

    def place(self, name: str) -> int:
        """The number of the item that has a label; 0 where none has it."""
        at = next((label.at for label in self.of_items if label.name == name), None)
        return 0 if at is None else sum(item.source is at.source and item.at < at.at for item in self.items)


def with_named_parts(content: Sequence[Part], known: Definitions, items: Items) -> tuple[list[Part], Items]:
    """Return a document in which words that name an item of a supposition refer to its label, and the labels of items.

    What is under an item that is not found is under nothing of that supposition.
    """
    found = list(_suppositions(content, known))
    labels = {label: one for one in found for label in one.labels}
    kept = [
        replace(part, tokens=_referring(part.tokens, labels)) if isinstance(part, Prose) and labels else part
        for part in content
    ]
    named = dict(items)
    for one in found:
        for place, token in enumerate(one.items, 1):
            named[token.source, token.at] = (*named.get((token.source, token.at), ()), one.part(place))
    return kept, named


def _suppositions(content: Sequence[Part], known: Definitions) -> Iterator[_Supposition]:
    """Yield what environments suppose that have a label."""
    open_: _Supposition | None = None
    closes, depth, count = "", 0, 0
    for part in content:
        if isinstance(part, Opening) and open_ is None:
            title = known.theorems.get(part.environment, "")
            if kind_of_part(part.environment, title) == "supposition":
                count += 1
                open_, closes = _Supposition(count), part.environment
        elif isinstance(part, Closing) and open_ is not None and part.environment == closes:
            if open_.labels:
                yield open_
            open_, depth = None, 0
        elif open_ is not None and isinstance(part, Opening | Closing) and is_list(part.environment):
            depth += 1 if isinstance(part, Opening) else -1
        elif open_ is not None and isinstance(part, Label):
            if depth:
                open_.of_items.append(part)
            else:
                open_.labels.append(part.name)
        elif open_ is not None and isinstance(part, Prose) and depth == 1:
            open_.items += [token for token in part.tokens if token.text == "\\item"]


def _referring(tokens: Sequence[Token], labels: Mapping[str, _Supposition]) -> list[Token]:
    """Return prose in which items of suppositions are referred to by their labels."""
    said, places = "", list[int]()
    for place, token in enumerate(tokens):
        text = " " if token.kind in {SPACE, PARAGRAPH} else token.text
        said += text
        places += [place] * len(text)
    made, end = list[Token](), 0
    matches = [m for pattern in (_AFTER, _BEFORE) for m in pattern.finditer(said) if m["label"].strip() in labels]
    for match in sorted(matches, key=lambda m: m.start()):
        start = places[match.start()]
        if start < end:
            continue
        names = list(_named(match, labels[match["label"].strip()]))
        at = tokens[start]
        made += tokens[end:start]
        letters = like(at, LETTER, ",".join(names))
        made += [like(at, COMMAND, "\\ref"), like(at, SIGN, "{"), letters, like(at, SIGN, "}")]
        end = places[match.end() - 1] + 1
        end += end < len(tokens) and tokens[end].text in {"$", "}"}
    return [*made, *tokens[end:]]


def _named(match: re.Match[str], supposition: _Supposition) -> Iterator[str]:
    """Yield the labels of the items that words name."""
    if match.groupdict().get("ordinal"):
        yield supposition.part(_ORDINALS.index(match["ordinal"]) + 1)
        return
    last = 0
    for one in _EACH.finditer(match["parts"]):
        place = supposition.place(one["ref"]) if one["ref"] else _place(one["name"])
        first = last + 1 if one["joins"] and 0 < last < place else place
        yield from map(supposition.part, range(first, place + 1))
        last = place


def _place(name: str) -> int:
    """Return the number of an item by its name.

    >>> [_place(name) for name in ("ii", "b", "2", "c")]
    [2, 2, 2, 3]
    """
    if name in _ROMAN:
        return _ROMAN.index(name) + 1
    return int(name) if name.isdigit() else "abcdefgh".index(name) + 1 if name in "abcdefgh" else 0
