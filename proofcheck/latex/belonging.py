r"""Words that say which things a quantifier is over, as signs: "for all $x$ in $[0, 1]$" is $x \in [0, 1]$.

What else words say of these is not read: "for all $x$ near $0$" is not for all x.
"""

import re
from collections.abc import Sequence

from proofcheck.latex.heard import Inline, Item, Word
from proofcheck.latex.source import COMMAND, DIGIT, LETTER, SIGN, SPACE, Token, like
from proofcheck.latex.vocabulary import GREEK, RELATIONS, words

_SIGNS = frozenset(RELATIONS) | words(r"\in \to : | \mid \subset \subseteq \mapsto \colon")
_ADJECTIVES = (
    r"(?:(?:closed|open|half-open|unit|compact|bounded|convex|given|whole|entire|feasible|finite|real|same) )*"
)
_NOUN = (
    r"(?:(?:interval|set|range|ball|domain|region|simplex|cone|space|subspace|segment|box|cube|line|half-line|polytope|"
    r"polyhedron|sphere|class|family|group|collection) )?"
)
_LIES = (
    r"(?:(?:that |which )?(?:lies?|lying|are|is|belongs?|belonging|contained|taken|chosen|varying|ranging|which are) )?"
)
_IN = re.compile(rf"{_LIES}(?:in|from|inside|within|of|to|over|on) (?:(?:the|a|this|that|our) )?{_ADJECTIVES}{_NOUN}\Z")
"""What stands between letters and the set that they are in."""
_IS = r"(?:(?:that |which )(?:is |are ))?(?:strictly )?"
_BOUNDS = (
    (re.compile(rf"{_IS}(?:larger|greater|bigger|more) than or equal to \Z|(?:of )?at least \Z|"
                rf"{_IS}(?:not|no) (?:smaller|less|lower) than \Z"), "\\ge"),
    (re.compile(rf"{_IS}(?:smaller|less|lower) than or equal to \Z|(?:of )?at most \Z|"
                rf"{_IS}(?:not|no) (?:larger|greater|bigger|more) than \Z|(?:that |which )?not exceeding \Z"), "\\le"),
    (re.compile(rf"{_IS}(?:larger|greater|bigger|more) than \Z|exceeding \Z|(?:that|which) exceeds? \Z|{_IS}above \Z"),
     ">"),
    (re.compile(rf"{_IS}(?:smaller|less|lower) than \Z|{_IS}below \Z"), "<"),
    (re.compile(rf"{_IS}(?:different|distinct) from \Z|{_IS}(?:unequal|not equal) to \Z|except(?: for)? \Z"), "\\ne"),
)  # fmt: skip
"""What stands between a letter and a bound of it."""
_AN_INTERVAL = r"(?:the )?(?:(?:closed|open|half-open|unit) )*(?:interval |set |range )?"
_IS_IN = re.compile(
    r"(?:both |all )?(?:is|are|be|lies?|belongs?|ranges?|var(?:y|ies)|runs?)(?: (?:again|still|always|also))?"
    r"(?: (?:an? (?:point|element|member|number|value|real number|scalar|parameter)|points|elements|numbers|contained|"
    rf"arbitrary))? (?:in|to|of|from|over|through|inside|within) {_AN_INTERVAL}\Z"
)
"""What says of letters that they are in an interval."""
_CHOSEN = re.compile(r"\b(?:let|take|choose|pick|fix|given|with|both) \Z", re.IGNORECASE)
_FROM = re.compile(rf"(?:in|from|inside|within) {_AN_INTERVAL}\Z")
_BRACKETS = words(r"[ ( ] \{ \left \lbrack")
_QUANTIFIED = re.compile(r"\b(?:for|all|any|every|each|whenever)(?: [a-z-]+){0,2} \Z", re.IGNORECASE)
_OVER = r"(?:(?:all|any|every|each) )?(?:[a-z-]+ ){0,2}?⟨\d+⟩(?:,? (?:and )?⟨\d+⟩)*"
_MORE = (
    r"(?:in(?! (?:lemma|theorem|proposition|corollary|section|equation|place|expectation|probability|mean|turn|order|"
    r"terms|the (?:sense|proof|same)|this|fact|particular|general|parallel|advance|addition)\b| ⟨ref⟩)|"
    r"from(?! ⟨\d+⟩,? (?:up |down )?to\b|(?: the)?(?: [a-z]+)? (?:lemma|theorem|definition|proof|assumption|section)\b|"
    r" ⟨ref⟩)|inside|outside|near|around|between|beyond|above|below|away|close|closer|far|farther|larger|greater|"
    r"bigger|smaller|less|lower|exceeding|at (?:least|most)|belonging|lying|contained|running|ranging|having|whose|"
    r"except|apart|different|distinct|large|small|big|sufficiently|suitably|divisible|coprime|perpendicular|parallel|along|depending|"
    r"of the form|of (?:modulus|norm|absolute)|of (?:length|size|degree|rank|order)(?! ⟨)|"
    r"not (?:in|between|equal|larger|smaller|greater|less|near|too)|"
    r"(?:that|which) (?:is|are|lies?|belongs?|has|have|do(?:es)?|can|contain|exceeds?|divides?|vanish|solves?|"
    r"minimi[sz]|maximi[sz])\w*|"
    r"with (?!(?:high |positive )?probability|initial|starting|respect|equality|a constant|"
    r"constants?|some|⟨)[a-z]+)"
)
_SAID_AFTER = re.compile(rf"^,? ?(?:for|whenever) {_OVER} {_MORE}\b", re.IGNORECASE)
_SAID_BEFORE = re.compile(
    rf"(?:^\W*(?:(?:then|hence|thus|now|moreover|also|so|and),? )*for|\bfor (?=all|any|every|each)) {_OVER} {_MORE}\b"
    r"[^.;]*\Z",
    re.IGNORECASE,
)


def with_memberships(heard: Sequence[Item]) -> list[Item]:
    """Return what is heard with signs for the words that say in which set the letters are that a quantifier is over,
    or by which number they are bounded.
    """
    found, place = list(heard), 0
    while place < len(found):
        if _letters(found[place]):
            before = _spoken(found[max(0, place - 4) : place])
            quantified = _QUANTIFIED.search(before) is not None
            if quantified and _goes_on(found, place):
                del found[place : place + 2]
                continue
            last = _last(found, place)
            end = _next_formula(found, last + 1)
            said = _spoken(found[last + 1 : end]).lower() if end else ""
            sign = _sign(said, found[end]) if end and quantified else ""
            if end and not sign and (_IS_IN.match(said) or (_CHOSEN.search(before) and _FROM.match(said))):
                sign = "\\in" if _is_interval(found[end]) else ""
            if sign and not (sign != "\\in" and last > place):
                found[place : end + 1] = [_joined(found[place : last + 1], sign, found[end])]
        place += 1
    return found


def restricted_after(after: str) -> bool:
    """Whether words after a formula say for which things it holds, and not by a formula.

    >>> restricted_after(" for all ⟨0⟩ near ⟨1⟩"), restricted_after(" for all ⟨0⟩ in Lemma 2")
    (True, False)
    """
    return _SAID_AFTER.match(after) is not None


def restricted_before(before: str) -> bool:
    """Whether words before a formula do so.

    >>> restricted_before(" For every ⟨0⟩ in the domain, we have"), restricted_before(" For all ⟨0⟩ we have")
    (True, False)
    """
    return _SAID_BEFORE.search(before) is not None


def _spoken(items: Sequence[Item]) -> str:
    return "".join(f"{item.text} " if isinstance(item, Word) else "⟨⟩ " for item in items)


def _content(item: Item) -> list[Token]:
    return [t for t in item.tokens if t.kind != SPACE] if isinstance(item, Inline) else []


def _is_letter(token: Token) -> bool:
    return token.kind == LETTER or token.text.removeprefix("\\") in GREEK


def _letters(item: Item) -> bool:
    """Whether a formula is nothing but letters: ``x``, ``x, y``."""
    content = _content(item)
    return bool(content) and all(map(_is_letter, content[::2])) and all(t.text == "," for t in content[1::2])


def _last(items: Sequence[Item], place: int) -> int:
    """Where a list of letters ends that begins at a place: "for all $u$ and $v$ in $C$"."""
    while place + 2 < len(items) and _letters(items[place + 2]):
        between = items[place + 1]
        if not isinstance(between, Word) or between.text.lower() not in {",", "and"}:
            break
        place += 2
    return place


def _goes_on(items: Sequence[Item], place: int) -> bool:
    r"""Whether a letter is named again in the set that it is from: "for all $x$, $x \in S$"."""
    comma, content = items[place + 1 : place + 2], _content(items[place + 2]) if place + 2 < len(items) else []
    if not comma or not isinstance(comma[0], Word) or comma[0].text != ",":
        return False
    return [t.text for t in content[:2]] == [_content(items[place])[0].text, "\\in"] and len(
        _content(items[place])
    ) == 1


def _next_formula(items: Sequence[Item], place: int) -> int:
    """Where the formula stands that comes after the next words; 0 where none does."""
    end = next((i for i in range(place, min(place + 9, len(items))) if not isinstance(items[i], Word)), 0)
    return end if end and isinstance(items[end], Inline) else 0


def _sign(said: str, item: Item) -> str:
    """Return the sign for the words between letters and a formula; nothing where there is none."""
    content = _content(item)
    if not content or any(t.text in _SIGNS for t in content):
        return ""
    if _IN.match(said):
        small = len(content) == 1 and (
            content[0].kind == DIGIT or (_is_letter(content[0]) and content[0].text.islower())
        )
        return "" if small else "\\in"
    return next((sign for pattern, sign in _BOUNDS if pattern.match(said)), "")


def _is_interval(item: Item) -> bool:
    """Whether a formula is an interval, or a set in braces."""
    content = _content(item)
    listed = any(t.text == "," for t in content) or any(t.text == "\\{" for t in content)
    return bool(content) and content[0].text in _BRACKETS and listed and not any(t.text in _SIGNS for t in content)


def _joined(letters: Sequence[Item], sign: str, of: Item) -> Inline:
    """Return letters and what bounds them, or where they are, as one formula."""
    at = letters[0].at
    named = [t for item in letters[::2] for t in (*_content(item), like(at, SIGN, ","))][:-1]
    return Inline([*named, like(at, COMMAND if sign[0] == "\\" else SIGN, sign), *_content(of)], at)
