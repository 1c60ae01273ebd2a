r"""Words that except a value, as signs: "a real number $x$ other than $0$" is one with $x \ne 0$."""

import re
from collections.abc import Iterator, Sequence

from proofcheck.latex.alternatives import as_one
from proofcheck.latex.heard import Inline, Item, Word
from proofcheck.latex.hoisting import points_first
from proofcheck.latex.source import COMMAND, DIGIT, LETTER, SPACE, Token, like
from proofcheck.latex.unsaid import sentences, with_then
from proofcheck.latex.vocabulary import GREEK, RELATIONS

_NAMED_VALUES = {"zero": "0", "one": "1", "two": "2"}
_VALUE = r"(?:⟨\d+⟩|zero|one|[012])"
_VALUES = rf"(?P<values>{_VALUE}(?:(?: ,)?(?: and| or| nor)? {_VALUE})*)"
_EXCEPT = (
    r"(?:(?:that|which) (?:is|are) |is )?(?:but|except(?:ing)?(?: for)?|excluding|other than|apart from|aside from|"
    r"different from|distinct from|not equal to|unequal to|save(?: for)?|with the exception of)"
    r"(?: possibly| perhaps| maybe| only)?(?: the (?:points?|values?|cases?|numbers?))?"
)
_NUMBER = r"(?:real |complex |rational )?(?:numbers?|scalars?|values?|constants?|parameters?)"
_ANY = r"(?:an?|any|some|every|each|arbitrary|fixed|given|two|three|all|now|again|further|both)"
_LETTERS = r"(?P<letters>⟨\d+⟩(?:(?: ,| and){1,2} ⟨\d+⟩)*)"
_DIFFER = r"(?P<differ>non-?zero|distinct|different|unequal)"
_BEHIND = re.compile(
    rf"{_LETTERS}(?P<kept>(?: be| is| are)?(?: {_ANY})*(?: (?:real|{_NUMBER}))*)(?: ,)?(?: \()? {_EXCEPT} {_VALUES}"
    r"(?: \))?(?! (?:of|elements?|entr|times|which|that))",
)
"""What names letters before their exceptions: "let $x$ be any number but $0$"."""
_AHEAD = re.compile(rf"(?P<kept>{_ANY} (?:real|{_NUMBER})) {_EXCEPT} {_VALUES} {_LETTERS}")
_BE = re.compile(
    rf"{_LETTERS}(?P<kept> (?:be|is|are)(?: {_ANY})*) {_DIFFER}(?P<noun> (?:real )?{_NUMBER}| real(?! [a-z]))"
)
_EACH = re.compile(rf"{_DIFFER}(?P<noun> (?:real )?{_NUMBER}) {_LETTERS}(?! ⟨)")
_EQUATION = re.compile(
    rf"(?P<open>\( )?{_EXCEPT}(?: at| for| when| if| where)* ⟨(?P<equation>\d+)⟩(?P<close> \))?(?P<comma> ,)?"
)


def in_order(heard: Sequence[Item]) -> list[Item]:
    """Return what is heard with signs for words that mean them, and what is supposed before what is claimed."""
    return points_first(with_then(as_one(with_exceptions(heard))))


def with_exceptions(heard: Sequence[Item]) -> list[Item]:
    """Return what is heard with signs for the words that except values, or say that numbers are not zero, or differ."""
    return [item for sentence in sentences([*_numbers(heard)]) for item in _read(sentence)]


_ALMOST = {"a.s.": "surely", "a.e.": "everywhere"}


def _numbers(heard: Sequence[Item]) -> Iterator[Item]:
    """Yield what is heard, with real numbers for reals, and "almost surely" for a.s., which ends no sentence inside."""
    place = 0
    while place < len(heard):
        item = heard[place]
        dotted = "".join(word.text if isinstance(word, Word) else "⟨⟩" for word in heard[place : place + 4]).lower()
        if isinstance(item, Word) and dotted in _ALMOST:
            yield from (Word("almost", item.at), Word(_ALMOST[dotted], item.at))
            after = heard[place + 4] if place + 4 < len(heard) else None
            place += 3 if after is None or (isinstance(after, Word) and after.text[:1].isupper()) else 4
        elif isinstance(item, Word) and item.text.lower() == "reals":
            yield from (Word("real", item.at), Word("numbers", item.at))
            place += 1
        else:
            yield item
            place += 1


def _read(sentence: list[Item]) -> list[Item]:
    items = list(sentence)
    for pattern, rewrite in ((_EQUATION, _equation), (_BEHIND, _behind), (_AHEAD, _ahead), (_BE, _be), (_EACH, _each)):
        said, starts = _spoken(items)
        found = pattern.search(said)
        made = rewrite(found, items, said) if found else None
        if found and made is not None:
            first, last = starts.index(found.start()), len([s for s in starts if s < found.end()])
            items[first:last] = _heard(made, items)
    return items


def _spoken(items: Sequence[Item]) -> tuple[str, list[int]]:
    """Return a sentence with its formulas by their places, and where its words begin."""
    words = [item.text.lower() if isinstance(item, Word) else f"⟨{n}⟩" for n, item in enumerate(items)]
    starts = [0]
    for word in words:
        starts.append(starts[-1] + len(word) + 1)
    return " ".join(words), starts[:-1]


def _heard(said: Sequence[str | Inline], items: Sequence[Item]) -> list[Item]:
    """Return words, with formulas by their places or new ones, as what is heard."""
    at = items[0].at
    parts = [part for one in said for part in (one.split() if isinstance(one, str) else [one])]
    return [p if isinstance(p, Inline) else items[int(p[1:-1])] if p[0] == "⟨" else Word(p, at) for p in parts]


def _names(letters: str, items: Sequence[Item]) -> list[list[Token]]:
    r"""Return the letters that formulas name, ``x``, ``x, y`` or ``x \in \mathbb{R}``; nothing where they say more."""
    found = list[list[Token]]()
    for number in re.findall(r"\d+", letters):
        item = items[int(number)]
        content = [t for t in item.tokens if t.kind != SPACE] if isinstance(item, Inline) else []
        end = next((i for i, t in enumerate(content) if t.text == "\\in"), len(content))
        named = content[:end]
        plain = all(t.kind == LETTER or t.text.removeprefix("\\") in GREEK for t in named[::2])
        if not named or not plain or any(t.text != "," for t in named[1::2]):
            return []
        found += [[t] for t in named[::2]]
    return found


def _value(word: str, items: Sequence[Item]) -> list[Token]:
    """Return a value as a formula; nothing where it is none."""
    if word[0] != "⟨":
        return [like(items[0].at, DIGIT, _NAMED_VALUES.get(word, word))]
    item = items[int(word[1:-1])]
    content = [t for t in item.tokens if t.kind != SPACE] if isinstance(item, Inline) else []
    return [] if any(t.text in RELATIONS or t.text in {"\\in", "[", "\\{"} for t in content) else content


def _differs(name: Sequence[Token], value: Sequence[Token]) -> Inline:
    at = name[0]
    return Inline([*name, like(at, COMMAND, "\\ne"), *value], at)


def _with(names: Sequence[list[Token]], values: Sequence[list[Token]]) -> list[str | Inline]:
    """Return that letters are none of some values, as words and formulas."""
    if not names or not values or not all(values):
        return []
    each: list[str | Inline] = [part for n in names for v in values for part in ("and", _differs(n, v))]
    return ["with", *each[1:]]


def _excepted(found: re.Match[str], items: Sequence[Item]) -> list[str | Inline]:
    values = [_value(word, items) for word in found["values"].split() if word not in {",", "and", "or", "nor"}]
    return _with(_names(found["letters"], items), values)


def _behind(found: re.Match[str], items: Sequence[Item], said: str) -> list[str | Inline] | None:
    bare = not found["kept"].strip() and not re.search(
        r"\b(?:all|any|every|each|given|fix|take)\b[^⟨]*\Z", said[: found.start()]
    )
    excepted = [] if bare else _excepted(found, items)
    if found["kept"].strip() in {"is", "are", "be"}:
        return excepted[1:] or None
    return [found["letters"] + found["kept"], *excepted] if excepted else None


def _ahead(found: re.Match[str], items: Sequence[Item], said: str) -> list[str | Inline] | None:
    excepted = _excepted(found, items)
    return [found["kept"], found["letters"], *excepted] if excepted else None


def _apart(found: re.Match[str], items: Sequence[Item]) -> list[str | Inline]:
    """Return that letters are not zero, or differ from each other."""
    names = _names(found["letters"], items)
    if found["differ"].startswith("non"):
        return _with(names, [[like(items[0].at, DIGIT, "0")]])
    return _with(names[:1], [names[1]]) if len(names) == 2 else []


def _be(found: re.Match[str], items: Sequence[Item], said: str) -> list[str | Inline] | None:
    apart = _apart(found, items)
    return [found["letters"] + found["kept"] + found["noun"], *apart] if apart else None


def _each(found: re.Match[str], items: Sequence[Item], said: str) -> list[str | Inline] | None:
    apart = _apart(found, items)
    return [found["noun"], found["letters"], *apart] if apart else None


def _equation(found: re.Match[str], items: Sequence[Item], said: str) -> list[str | Inline] | None:
    """Return "if $x \\ne 0$" for "except when $x = 0$"; "with" where it is said of all that a quantifier is over."""
    item = items[int(found["equation"])]
    content = [t for t in item.tokens if t.kind != SPACE] if isinstance(item, Inline) else []
    place = next((i for i, t in enumerate(content) if t.text in RELATIONS), 0)
    if not place or content[place].text != "=" or any(t.text in RELATIONS for t in content[place + 1 :]):
        return None
    before = said[: found.start()].rstrip(" ,")
    ranges = re.search(r"\bfor (?:all|any|every|each)[^⟨⟩]*⟨\d+⟩\Z", before) is not None
    differs = _differs(content[:place], content[place + 1 :])
    first = not before or before in {"then", "hence", "thus", "so", "moreover"}
    return ["with" if ranges else "if", differs, *([","] if first or found["comma"] else [])]
