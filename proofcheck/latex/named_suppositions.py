r"""Names that authors type for what they suppose: ``\item[(A1)]``, "Assumption 2"; words that use them refer to it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from proofcheck.latex.definitions import Definitions
from proofcheck.latex.environments import is_list, kind_of_part
from proofcheck.latex.named_parts import Items, with_named_parts
from proofcheck.latex.source import COMMAND, LETTER, SIGN, Source, Token, like, plain, skip_spaces
from proofcheck.latex.structure import Closing, Label, Opening, Part, Prose, Section
from proofcheck.latex.tags import TYPED

_LONGEST = 60
"""Tokens of names in brackets."""
_NAME = TYPED.pattern
_NOUN = r"(?i:assumption|condition|hypothesis)"
_HEAD = re.compile(
    rf"(?P<bracketed>\((?:{_NAME}|[A-Z]{{1,3}})\))[.:]?|(?P<bare>{_NAME})[.:]?|{_NOUN} ?\d{{1,2}}(?:\.\d{{1,2}})?[.:]?"
)
_COUNTED = re.compile(r"([A-Z][A-Za-z]{0,4}[.-]?)(?:\\arabic\*?|1)[^\w\\]*\Z")
_NOUNS = re.compile(r"(?:assumption|condition|hypothes[ie])s?", re.IGNORECASE)
_RANGE = re.compile(r"([A-Za-z.]*-?)(\d+) ?(?:-+|–|to) ?\1(\d+)")
_JOINS = re.compile(r" ?(?:,|;|&|\band\b)+ ?")
_STYLE = re.compile(r"\\(?!arabic|item)[a-zA-Z]+ ?|[${}_~]")
_ONE = r"\d{1,2}(?:\.\d{1,2})?"
_NUMBERS = re.compile(rf"\s*({_ONE}(?:\s?(?:,|and|-|–|to|&)+\s?{_ONE})*)(?!\d|[.]\d|\w)")


@dataclass(slots=True)
class _List:
    """A list that is open: how its items are named, and where they begin."""

    at: Token
    name: str
    items: list[Token] = field(default_factory=list)


@dataclass(slots=True)
class _Names:
    """The names that are typed so far, each with the label that it stands for, and the labels of items."""

    labels: dict[str, list[str]] = field(default_factory=dict)
    items: dict[tuple[Source, int], tuple[str, ...]] = field(default_factory=dict)

    def add(self, name: str, label: str = "") -> str:
        """Let a name stand for what has a label, or a new one."""
        made = self.labels.setdefault(name, [])
        made.append(label or f"typed:{name}:{len(made) + 1}".replace(" ", "-"))
        return made[-1]

    def item(self, at: Token, label: str) -> None:
        """Give an item a label."""
        self.items[at.source, at.at] = (*self.items.get((at.source, at.at), ()), label)


def with_named_suppositions(content: Sequence[Part], known: Definitions) -> tuple[list[Part], Items]:
    """Return a document in which words that name a supposition refer to its label, and the labels of the items."""
    names, kept, lists, within = _Names(), list[Part](), list[_List](), dict[str, _List]()
    for part, numbered in zip(content, _numbered(content, known), strict=True):
        kept.append(part)
        if isinstance(part, Opening) and is_list(part.environment):
            lists.append(_List(part.at, _counted(part.title)))
        elif isinstance(part, Closing) and is_list(part.environment):
            lists = lists[:-1]
        elif isinstance(part, Label) and lists:
            within[part.name] = lists[-1]
        elif isinstance(part, Prose) and lists:
            kept[-1] = replace(part, tokens=_without_heads(part.tokens, lists[-1], names))
        if isinstance(part, Opening):
            typed = dict.fromkeys(filter(None, numbered or [_titled(part, known)]))
            kept += [Label(names.add(called), part.at) for called in typed]
    for label in (part for part in content if isinstance(part, Label) and part.name in within):
        _give(label, within[label.name], names)
    told = [replace(p, tokens=_referring(p.tokens, names)) if isinstance(p, Prose) else p for p in kept]
    return with_named_parts(told, known, names.items)


def _give(label: Label, list_: _List, names: _Names) -> None:
    """Give a label to the item in which it stands."""
    before = [token for token in list_.items if token.source is label.at.source and token.at < label.at.at]
    if before:
        names.item(before[-1], label.name)
        names.item(list_.at, label.name)


def _numbered(content: Sequence[Part], known: Definitions) -> Iterator[list[str]]:
    """Yield for each part which assumption begins with it, "assumption 2" or "assumption 1.2", and as its title says.

    So it is if words may refer to one by a number.
    """
    counted, said = dict[str, int](), " ".join(plain(part.tokens) for part in content if isinstance(part, Prose))
    refers = re.search(rf"{_NOUNS.pattern}[ ~]?\d", said, re.IGNORECASE) is not None
    section, before = 0, dict[str, int]()
    for part in content:
        if isinstance(part, Section) and part.at.text == "\\section":
            section, before = section + 1, dict(counted)
        environment = part.environment if isinstance(part, Opening) and refers else ""
        title = known.theorems.get(environment, environment)
        counter = known.counters.get(environment, environment)
        counted[counter] = counted.get(counter, 0) + 1
        assumes = kind_of_part(environment, title) == "supposition" and _NOUNS.fullmatch(title) is not None
        number, noun = counted[counter], _singular(title)
        within = f"{noun} {section}.{number - before.get(counter, 0)}"
        yield [_titled(part, known), f"{noun} {number}", within] if assumes and isinstance(part, Opening) else []


def _titled(part: Opening, known: Definitions) -> str:
    r"""Return the name that the title of an assumption is, or ends with, ``\\begin{assumption}[A1]``; or nothing."""
    assumes = kind_of_part(part.environment, known.theorems.get(part.environment, "")) == "supposition"
    shown = _shown(part.title) if assumes and part.title else ""
    found = _HEAD.fullmatch(shown) or _HEAD.fullmatch(shown.rpartition(" ")[2])
    return "" if found is None else _key(found[0])


def _singular(noun: str) -> str:
    """Return a noun as names have it.

    >>> _singular("Hypotheses"), _singular("Assumption"), _singular("conditions")
    ('hypothesis', 'assumption', 'condition')
    """
    return noun.lower().replace("hypotheses", "hypothesis").removesuffix("s").replace("hypothesi", "hypothesis")


def _shown(tokens: Sequence[Token]) -> str:
    """Return a name as it is compared, without fonts and dollar signs."""
    return " ".join(_STYLE.sub(lambda found: " " if found[0] == "~" else "", plain(tokens)).split())


def _counted(options: Sequence[Token]) -> str:
    r"""Return what stands before the numbers of a list, ``A`` in ``[label=(A\arabic*)]`` and ``[(A1)]``; or nothing."""
    label = _shown(options).partition("ref=")[0].rpartition("label=")[2].partition(",")[0]
    found = _COUNTED.search(label)
    return "" if found is None else found[1]


def _without_heads(tokens: Sequence[Token], list_: _List, names: _Names) -> list[Token]:
    """Return the items of a list without the names that they begin with; these are noted."""
    kept, place = list[Token](), 0
    while place < len(tokens):
        kept.append(token := tokens[place])
        place += 1
        if token.text != "\\item":
            continue
        list_.items.append(token)
        name, place = _head(tokens, place)
        if name or list_.name:
            label = names.add(name or f"{list_.name}{len(list_.items)}")
            names.item(token, label)
            names.item(list_.at, label)
    return kept


def _head(tokens: Sequence[Token], place: int) -> tuple[str, int]:
    """Return the name that an item begins with, and where it ends; nothing, and the place itself, where it has none."""
    start = skip_spaces(tokens, place)
    ends = {"[": "]", "(": ")", "{": "}", "$": "$"}
    first = start
    while first < len(tokens) and tokens[first].kind == COMMAND:
        first += 1
    closing = ends.get(tokens[first].text, "") if first < len(tokens) else ""
    last = next((i for i in range(first + 1, min(first + _LONGEST, len(tokens))) if tokens[i].text == closing), -1)
    found = _HEAD.fullmatch(_shown(tokens[start : last + 1]).strip("[]")) if last > 0 else None
    bold = first > start or closing == "]"
    if found is None or (closing not in {")", "$"} and not bold) or (closing == "$" and not found["bracketed"]):
        return "", place
    return _key(found[0]), last + 1


def _key(shown: str) -> str:
    name = shown.strip("().: ")
    noun, _, number = name.partition(" ")
    return f"{_singular(noun)} {number}" if _NOUNS.fullmatch(noun) else name


def _referring(tokens: Sequence[Token], names: _Names) -> list[Token]:
    """Return prose in which names of suppositions are references."""
    found, place = list[Token](), 0
    while place < len(tokens) and names.labels:
        said, end = _bracketed(tokens, place) or _word(tokens, place) or ([], place)
        labels = [names.labels[name][-1] for name in _each(said) if name in names.labels]
        if labels and len(labels) == len(list(_each(said))):
            at = tokens[place]
            letters = like(at, LETTER, ",".join(labels))
            found += [like(at, COMMAND, "\\ref"), like(at, SIGN, "{"), letters, like(at, SIGN, "}")]
            place = end
        else:
            found.append(tokens[place])
            place += 1
    return found or list(tokens)


def _each(said: Sequence[str]) -> Iterator[str]:
    """Yield the names that are listed, those between two of them with them: "A1-A3"."""
    for name in said:
        found = _RANGE.fullmatch(name)
        yield from [name] if found is None else (f"{found[1]}{n}" for n in range(int(found[2]), int(found[3]) + 1))


def _bracketed(tokens: Sequence[Token], place: int) -> tuple[list[str], int] | None:
    """Return the names in brackets that begin at a place, and where they end."""
    closing = {"(": ")", "$": "$"}.get(tokens[place].text)
    if closing is None:
        return None
    last = next((i for i in range(place + 1, min(place + _LONGEST, len(tokens))) if tokens[i].text == closing), 0)
    shown = _shown(tokens[place : last + 1]) if last else ""
    if shown[:1] != "(" or shown[-1:] != ")":
        return None
    return _JOINS.split(shown[1:-1]), last + 1


def _word(tokens: Sequence[Token], place: int) -> tuple[list[str], int] | None:
    """Return the name that begins at a place, and where it ends; of an assumption by its number, without the noun."""
    if tokens[place].kind not in {LETTER, "digit"} or (place and tokens[place - 1].text.isalnum()):
        return None
    if tokens[place].text.isupper():
        found = re.match(rf"{_NAME}(?: ?(?:-+|–) ?{_NAME})?(?!\w)", _ahead(tokens, place))
        return None if found is None else ([found[0]], _after(tokens, place, found.end()))
    if not tokens[place].text.isdigit():
        return None
    noun = re.search(rf"({_NOUNS.pattern})[ ~]\Z", plain(tokens[max(place - 14, 0) : place + 1])[:-1], re.IGNORECASE)
    found = _NUMBERS.match(_ahead(tokens, place)) if noun else None
    if noun is None or found is None:
        return None
    listed = [number for part in _JOINS.split(found[1]) for number in _each([part])]
    return [f"{_singular(noun[1])} {number}" for number in listed], _after(tokens, place, found.end())


def _ahead(tokens: Sequence[Token], place: int) -> str:
    return "".join(" " if t.kind == "space" or t.text == "~" else t.text for t in tokens[place : place + 24])


def _after(tokens: Sequence[Token], place: int, length: int) -> int:
    """Return the place where so many characters end."""
    for end in range(place, len(tokens)):
        if length <= 0:
            return end
        length -= 1 if tokens[end].kind == "space" else len(tokens[end].text)
    return len(tokens)
