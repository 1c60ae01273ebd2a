"""A display as the assertions that it makes: chains of relations, conditions, and the words between them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from proofcheck.latex import alternatives
from proofcheck.latex.counting_up import counted_up, counts_on
from proofcheck.latex.enclosing import asserting
from proofcheck.latex.grammar import mathematical
from proofcheck.latex.pieces import Piece, pieces, relates
from proofcheck.latex.ranges import find, split
from proofcheck.latex.rows import Line, lines
from proofcheck.latex.senses import another_sense
from proofcheck.latex.source import COMMAND, DIGIT, MalformedError, Token, UnreadError, like, plain
from proofcheck.latex.spelling import argument
from proofcheck.latex.vocabulary import (
    ARROWS,
    BINARY,
    CLOSING,
    DEFINES,
    DOTS,
    OPENING,
    ORDERS,
    OVER,
    RELATIONS,
    bracket_depths,
)

LONGEST_DISPLAY = 50_000
"""Pieces of a display that is read."""


LONGEST_LINE = 5_000
"""Pieces of an assertion with its chain."""
_LONGEST_NAME = 4
"""Pieces of a name, with its index."""
_GROUP = 3
"""Digits between the commas of a number."""
_FOLLOWING = frozenset(ARROWS.values())
"""How an arrow joins an assertion to what stands before it."""


_CONDITION = re.compile(
    r"(for|on|over)\s+(all|any|every|each|almost every)\b|^\W*(for|where|if|when|whenever|provided( that)?|with|"
    r"as|as long as|as soon as|such that|s\.t\.|subject to|given( that)?|assuming( that)?|in case|over)\s*$|\bfor\s*$|"
    r"^\s*(if|where|whenever|for|provided that|provided)\b",
    re.IGNORECASE,
)


_OR = re.compile(r"\W*(either\W+)?or\W*", re.IGNORECASE)
_UNLESS = re.compile(r"\W*(unless|except( when| if)?)\W*", re.IGNORECASE)
_SOME = re.compile(
    r"^\W*((for|with) (some|at least one|a (certain|suitable)|infinitely many|(all )?(sufficiently|large|small))|"
    r"(small|large|close) enough|sufficiently (small|large|close)|"
    r"((then|so|hence|thus|and|now),? )?(there (is|are|exists?)|(we|one) (can|may) (find|choose|pick)))\b",
    re.IGNORECASE,
)
"""What says that something holds somewhere."""
_SUPPOSES = re.compile(
    r"^\W*(?:and |now |then |so )?(?:let|suppose|assume|fix|define|denote)\b|"
    r"\b(?:let|suppose|assume)(?: that| now)?\W*$",
    re.IGNORECASE,
)
"""Words by which a display supposes or names something."""
_AND = re.compile(
    r"^\s*,?\s*(and|or|as well as|while|but|so|hence|thus|therefore|then|so that|which gives)\s*,?\s*$", re.IGNORECASE
)


_THEN = re.compile(r"^\s*,?\s*(?:then|hence|thus|therefore|which gives)\b", re.IGNORECASE)
_RESTRICTS = re.compile(
    r"^\W*(?:outside|inside)\b|\b(?:except(?:ing)?|apart from|other than|away from|excluding|in (?:the|this|that|"
    r"one|each|either) "
    r"(?:\w+ )?case|for (?:(?:all|any|every|each) )?(?:\w+ly )?(?:most|almost all|many|few|several|integers?|even|odd|"
    r"(?:ir)?rational|prime|large|small|big|positive|negative|non-?zero|non-?negative|typical|generic|suitable|certain|"
    r"admissible|feasible|distinct|different)|otherwise|else)\b",
    re.IGNORECASE,
)
"""Words that say of what stands before them that it does not hold everywhere."""
_RECALLS = re.compile(r"^\W*(?:since|because|recall(?:ing)?(?: that)?|using(?: that)?|as we know)\W*$", re.IGNORECASE)
"""Words before what is known already."""
_IF = re.compile(r"\b(if|where|when|whenever|provided|given|assuming|with|such|subject|s\.t)\b", re.IGNORECASE)


@dataclass(slots=True)
class Link:
    """A relation of a chain: the sign, what stands right of it, and the words that are given as its reason."""

    sign: str
    at: Token
    right: list[Token]
    reason: list[str] = field(default_factory=list)
    mark: str = ""
    """What stands over the sign, as (a) does."""
    label: str = ""


@dataclass(slots=True)
class Segment:
    """An assertion of a display: a chain of relations, under conditions."""

    start: list[Token]
    links: list[Link] = field(default_factory=list)
    conditions: list[tuple[str, list[Token]]] = field(default_factory=list)
    premises: list["Segment"] = field(default_factory=list)
    """What it is said to follow from, with an arrow."""
    starts: bool = False
    """Whether an arrow in the next line starts from it, so that it may only be supposed."""
    after: str = ""
    """How it is joined to what stands before: with an arrow, or not at all; "unless" where only one of them is said."""
    restricted: str = ""
    """Words beside it that say that it does not hold everywhere, and that are not read: "except for $x < 0$"."""
    alternatives: list["Segment"] = field(default_factory=list)
    """Further assertions: one of them may hold in its place."""
    recalled: bool = False
    """Whether words before it give it as a reason: "since A = A^T"."""

    @property
    def last(self) -> list[Token]:
        """What the chain ends with so far."""
        return self.links[-1].right if self.links else self.start


def _says_something(tokens: Sequence[Token]) -> bool:
    """Whether a formula relates something, outside brackets: an expression alone says nothing.

    Raises:
        UnreadError: only after a bracket that does not close.
    """
    content = [t for t in mathematical(tokens) if t.text not in {"\\begin", "\\end"}]
    depths = list(bracket_depths(content))
    related = [depth for place, depth in enumerate(depths) if relates(content[place : place + 2])]
    if any(depth <= 0 for depth in related) or (1 in related and alternatives.stand_between(content, depths)):
        return True
    if depths and 0 < depths[-1] in related:
        opened = next(t for place, t in enumerate(content) if min(depths[place:]) > 0)
        raise MalformedError(opened, f"{opened.text} is not closed.")
    return False


def segments(tokens: Sequence[Token], environment: str) -> list[Segment]:
    """Return the assertions of a display.

    Raises:
        UnreadError: it cannot be taken apart, or is too long.
    """
    if len(tokens) > LONGEST_DISPLAY:
        raise UnreadError(tokens[0], f"this display has more than {LONGEST_DISPLAY:,} pieces.")
    if not _says_something(tokens):
        return []
    if (array := asserting(mathematical(tokens))) is not None:
        message = "what is related in an array, or in cases, is not read: write each relation in a row of an align."
        raise UnreadError(array, message, "arrays and cases inside an expression")
    if (comma := _comma_in_number(tokens)) is not None:
        raise UnreadError(comma, "a comma in a number can be read in two ways: write a point, or nothing.", "doubt")
    if (exists := next((t for t in tokens if t.text in {"\\exists", "\\nexists"}), None)) is not None:
        raise UnreadError(
            exists, "what is to exist cannot be said yet: name it, and suppose what holds of it.", "existence"
        )
    found: list[Segment] = []
    before: list[Segment] = []
    for line in lines(tokens, environment):
        if len(line.tokens) > LONGEST_LINE:
            raise UnreadError(line.tokens[0], f"this assertion has more than {LONGEST_LINE:,} pieces.")
        following = _segments_of(line)
        if before and following and following[0].after in _FOLLOWING and not following[0].premises:
            premises = before[-1:] if before[-1].premises else before
            if following[0].after != "implies":
                found = [segment for segment in found if segment.premises or all(segment is not p for p in premises)]
            for premise in premises:
                premise.starts = not premise.premises
            following = [*_by_arrow([_plainly(p) for p in premises], following[0]), *following[1:]]
        found += following
        before = [segment for segment in following if segment.after != "converse"] or before
    return found


def _plainly(segment: Segment, ranges: Sequence[tuple[str, list[Token]]] = ()) -> Segment:
    """Return what an assertion says, whatever it follows from, without ranges that are those of a whole line."""
    conditions = [condition for condition in segment.conditions if condition not in ranges]
    after, others = segment.after if segment.after in {"or", "unless"} else "", list(segment.alternatives)
    links = [replace(link) for link in segment.links]
    return Segment(list(segment.start), links, conditions, after=after, alternatives=others)


def _by_arrow(
    premises: Sequence[Segment], segment: Segment, ranges: Sequence[tuple[str, list[Token]]] = ()
) -> list[Segment]:
    """Return what an arrow says of an assertion and of those before it: that it follows, or each of them, or both."""
    segment.conditions = [*ranges, *segment.conditions]
    what = [_plainly(segment, segment.conditions)]
    backwards = [
        replace(p, conditions=[*segment.conditions, *p.conditions], premises=what, after="converse") for p in premises
    ]
    if segment.after == "impliedby":
        return backwards
    segment.premises = [_plainly(p) for p in premises]
    return [segment, *(backwards if segment.after == "iff" else [])]


def _comma_in_number(tokens: Sequence[Token]) -> Token | None:
    """Return the comma of a number such as 10,000, if there is one: as a list it would say something else."""
    digits = ""
    for place, token in enumerate(tokens):
        if token.text == "," and digits and digits[0] != "0" and len(digits) <= _GROUP:
            after = "".join(t.text for t in tokens[place + 1 : place + _GROUP + 2])
            close = all(a.end == b.at for a, b in pairwise(tokens[place - 1 : place + _GROUP + 1]))
            if close and len(after) >= _GROUP and after[:_GROUP].isdecimal() and not after[_GROUP:].isdecimal():
                return token
        digits = digits + token.text if token.text.isdecimal() else ""
    return None


def _segments_of(line: Line) -> list[Segment]:
    found: list[Segment] = []
    mode, joint, recalled = "claim", "", False
    carried: list[Token] = []
    taken_apart = alternatives.apart(pieces(line.tokens))
    for before, piece in zip([None, *taken_apart], taken_apart, strict=False):
        beside = before is not None and before.kind == "math"
        if piece.kind == "arrow":
            mode, joint = "claim", ARROWS[piece.tokens[0].text]
        elif piece.kind == "separator":
            says = found and found[-1].links and (found[-1].conditions or mode == "restricted")
            mode = "claim" if says else mode
        elif piece.kind == "words":
            if found and found[-1].links and before is not None and before.tokens[-1].text in BINARY:
                found[-1].links[-1].right.append(like(before.tokens[-1], COMMAND, f"'{plain(piece.tokens).strip()}'"))
                continue
            if _SOME.match(plain(piece.tokens)):
                raise UnreadError(
                    piece.tokens[0], "what holds for some values cannot be said yet: name one.", "existence"
                )
            if _SUPPOSES.search(plain(piece.tokens)):
                raise UnreadError(
                    piece.tokens[0], "what is supposed inside a display is not heard: write it before.", "doubt"
                )
            if found and found[-1].links and (restricts := _RESTRICTS.search(plain(piece.tokens))) is not None:
                found[-1].restricted, mode = restricts[0], "restricted"
                continue
            if found and _CONDITION.search(plain(piece.tokens)) and any(map(_of_either, found[-1].conditions)):
                raise alternatives.not_said(piece.tokens[0])
            mode = _heard(plain(piece.tokens), mode, found)
            recalled = _RECALLS.match(plain(piece.tokens)) is not None
            joint = (found and mode == "claim" and _joint(plain(piece.tokens))) or joint
        elif piece.kind == "math" and not carried and found and _goes_on_counting(found[-1], piece.tokens):
            at = piece.tokens[0]
            found[-1].conditions[-1][1].extend([Token("sign", ",", at.source, at.at, at.at), *piece.tokens])
        elif piece.kind == "math" and not carried and counts_on(found, piece.tokens):
            counted = counted_up(found.pop(), piece.tokens)
            found[-1].conditions.append(counted)
        elif piece.kind == "math" and mode == "claim":
            content = [*carried, *piece.tokens]
            carried = []
            if found and found[-1].links and _sign(content, 0)[0]:
                found[-1].links += _chain(content, "").links
                continue
            if not relates(content):
                if found and not _list_of_names(content):
                    raise UnreadError(content[0], "this stands beside a relation, and has none of its own.")
                carried = [*content, Token("sign", ",", content[-1].source, content[-1].end, content[-1].end)]
            elif beside and found and not joint and _is_between(found[-1], made := _each_chain(content)):
                found += _between(found[-1], made)
            elif found and not joint and _is_range(content, found[-1]):
                bracketed = content[0].text == "(" and content[-1].text == ")"
                found[-1].conditions.append(("forall", content[1:-1] if bracketed else content))
            elif joint == "or" and _may_be_either(found[-1], made := _each_chain(content)):
                found[-1].alternatives += made
                joint = ""
            else:
                found += [replace(made, recalled=recalled) for made in _each_chain(content, joint)]
                joint, recalled = "", False
        elif piece.kind == "math" and found and mode != "restricted" and found[-1].conditions and _is_or(before):
            at = piece.tokens[0]
            if mode != "if":
                raise alternatives.not_said(at)
            found[-1].conditions[-1][1].extend([like(at, COMMAND, alternatives.OR), *piece.tokens])
        elif piece.kind == "math" and found and mode != "restricted":
            found[-1].conditions.append((mode, piece.tokens))
        elif piece.kind == "math" and mode != "restricted":
            carried_condition = (mode, piece.tokens)
            found.append(Segment([], conditions=[carried_condition]))
            mode = "claim"
    if carried:
        raise UnreadError(carried[0], "this has no relation.")
    ranges = [tokens for segment in found for how, tokens in segment.conditions if how == "forall"]
    if ranges and not any(segment.links for segment in found):
        raise UnreadError(ranges[0][0], "this is a range, and nothing is said for it: put a comma after it.")
    for segment in found:
        for link in segment.links:
            rows = [name for name, start, end in line.labels if start <= link.at.at < end]
            link.label = rows[0] if rows and len(line.labels) > 1 else line.labels[0][0] if line.labels else ""
    return _joined(found)


def _joint(words: str) -> str:
    return "or" if _OR.fullmatch(words) else "unless" if _UNLESS.fullmatch(words) else ""


def _of_either(condition: tuple[str, list[Token]]) -> bool:
    return any(token.text == alternatives.OR for token in condition[1])


def _is_or(before: Piece | None) -> bool:
    return before is not None and before.kind == "words" and _joint(plain(before.tokens)) == "or"


def _may_be_either(first: Segment, others: Sequence[Segment]) -> bool:
    """Whether an assertion and the next one are relations of which one or the other is said."""
    names = any(link.sign in {":=", "=:"} for segment in (first, *others) for link in segment.links)
    return (
        len(others) == 1
        and bool(first.links)
        and not first.conditions
        and first.after not in {"or", "unless"}
        and not names
    )


def _joined(found: list[Segment]) -> list[Segment]:
    """Put conditions that stand before an assertion to it; what an implication is said for all of, to the whole."""
    result: list[Segment] = []
    waiting: list[tuple[str, list[Token]]] = []
    before: list[tuple[str, list[Token]]] = []
    said: list[Segment] = []
    """What an arrow that comes next starts from."""
    for segment in found:
        if not segment.links:
            waiting += segment.conditions
            continue
        if segment.after in _FOLLOWING and said:
            ranges = [condition for condition in before if condition[0] == "forall"]
            result = [other for other in result if other.premises or all(other is not one for one in said)]
            result += _by_arrow([_plainly(one, ranges) for one in said], segment, [*ranges, *waiting])
            said, before, waiting = [segment], [*ranges, *waiting], []
            continue
        segment.conditions = [*waiting, *segment.conditions]
        before, waiting = [*before, *waiting], []
        if segment.after in {"or", "unless"} and result:
            result[-1].after = segment.after
        names = any(link.sign in {":=", "=:"} for link in segment.links)
        said += [] if names else [segment]
        result.append(segment)
    if waiting and result:
        result[-1].conditions += waiting
    return result


def _goes_on_counting(before: Segment, tokens: list[Token]) -> bool:
    r"""Whether this goes on with the range before it: the rest of ``k = 0, 1, \dots, n``."""
    kind, range_ = before.conditions[-1] if before.conditions else ("", [])
    return kind == "forall" and find(range_, "=") >= 0 and find(tokens, *DOTS) >= 0 and not relates(tokens)


def _heard(words: str, mode: str, found: list[Segment]) -> str:
    """Return what words in a display make of what follows; those that are a reason go to the relation before."""
    if _CONDITION.search(words):
        quantified = re.search(r"\bfor\b", words, re.IGNORECASE)
        return "if" if _IF.search(words) and not quantified else "forall"
    if _AND.match(words):
        return "claim" if mode == "claim" or _THEN.match(words) else mode
    if found and found[-1].links:
        found[-1].links[-1].reason.append(words)
    return "claim"


def _each_chain(tokens: list[Token], joint: str = "") -> list[Segment]:
    return [_chain(said, joint) for said in _of_each_name(tokens)]


def _of_each_name(tokens: list[Token]) -> list[list[Token]]:
    r"""Return what an assertion says of each of the names before its sign: ``\alpha, \beta \ge 0`` says it of both."""
    place = find(tokens, *RELATIONS)
    names = split(tokens[:place], ",") if place > 0 else []
    if len(names) < 2 or RELATIONS[tokens[place].text] == "=" or not all(n and _list_of_names(n) for n in names):
        return [tokens]
    if any(t.text == names[-1][0].text for name in names[:-1] for t in name[1:]):  # "X_n, n > 0": only n
        names = names[-1:]
    return [[*name, *tokens[place:]] for name in names]


def _between(before: Segment, following: Sequence[Segment]) -> Sequence[Segment]:
    """Put all names between both ends."""
    (start, [low]), [high] = (before.start, before.links), following[0].links
    for segment in following:
        segment.links = [Link(low.sign, low.at, segment.start), *segment.links]
        segment.start = list(start)
    before.links = [low, Link(high.sign, high.at, list(high.right))]
    return following


def _is_between(before: Segment, following: Sequence[Segment]) -> bool:
    """Whether two assertions with a comma between them say that names are between two ends: ``0 \\le a, b \\le 1``."""
    signs = {link.sign for segment in (before, *following) for link in segment.links}
    ordered = signs <= {"<", "<="} or signs <= {">", ">="}
    return (
        ordered
        and all(len(segment.links) == 1 and not segment.conditions for segment in (before, *following))
        and bool(before.start)
        and all(t.text.isdecimal() for t in before.start)
        and _list_of_names(before.links[0].right)
        and all(len(segment.start) <= _LONGEST_NAME and segment.start[0].kind != DIGIT for segment in following)
    )


def _list_of_names(tokens: Sequence[Token]) -> bool:
    return len(tokens) < 8 and not any(t.text in BINARY for t in tokens)


def _is_range(tokens: Sequence[Token], before: Segment) -> bool:
    """Whether an assertion after a comma only says over which values a variable of the one before it runs."""
    if not before.links:
        return False
    signs = [t.text for t in tokens if t.text in RELATIONS or t.text in ORDERS]
    if signs == ["\\in"] or (tokens[0].text == "(" and tokens[-1].text == ")"):
        return True
    listed = [t.text for t in tokens[: next(i for i, t in enumerate(tokens) if t.text in signs)]] if signs else []
    if len(signs) == 1 and "," in listed and all(t.isalpha() or t == "," for t in listed):
        return True
    first = [t for t in tokens if t.text.isalpha() or t.kind == COMMAND]
    counted = find(tokens, *DOTS) >= 0
    simple = len(tokens) <= 4 and len(signs) == 1 and tokens[0].text.isalpha() and tokens[-1].text.isdecimal()
    letter = first[0].text if first else ""
    return counted or (
        simple
        and letter in {"k", "t", "s", "i", "j", "m", "n", "T"}
        and any(t.text == letter for t in [*before.start, *(t for link in before.links for t in link.right)])
    )


def _chain(tokens: list[Token], joint: str) -> Segment:
    """Take a chain apart at its relations."""
    made = Segment([], after=joint)
    place, depth = 0, 0
    while place < len(tokens):
        token = tokens[place]
        depth += (token.text in OPENING) - (token.text in CLOSING)
        sign, after, mark = _sign(tokens, place) if depth == 0 else ("", place, "")
        if sign:
            place = after
            if place + 1 < len(tokens) and tokens[place].text == "^":
                over, place = argument(tokens, place + 1)
                mark = plain(over)
            made.links.append(Link(sign, token, [], mark=mark))
            continue
        (made.links[-1].right if made.links else made.start).append(token)
        place += 1
    for link, following in pairwise(made.links):
        _part_assertions(link.right, following.at)
    return made


_GIVING = DEFINES | OVER | {":", "="}


def _part_assertions(side: list[Token], relation: Token) -> None:
    r"""Take ``\wedge`` for "and" where a relation follows in its line: ``x = 1 \wedge y = 2`` compares no numbers."""
    depth = 0
    for place, token in enumerate(side):
        depth += (token.text in OPENING) - (token.text in CLOSING)
        if depth == 0 and token.text in {"\\wedge", "\\vee"} and token.place[0] == relation.place[0]:
            side[place] = token._replace(text="\\land")


def _sign(tokens: list[Token], place: int) -> tuple[str, int, str]:
    """Return the relation that stands at a place, where it ends, and what is set over it."""
    text = tokens[place].text
    if text in OVER and place + 2 < len(tokens):
        over, after = argument(tokens, place + 1)
        under, after = argument(tokens, after)
        sign, _, _ = _sign(under, 0) if under else ("", 0, "")
        if not sign and over:
            sign, _, _ = _sign(over, 0)
            over = under
        mark = plain(over)
        sign = "" if another_sense(mark, sign) else sign
        if re.search(r"def|\\triangle|\\Delta|^:$", mark) and sign == "=":
            return ":=", after, ""
        return sign or text, after, mark
    if text == ":" and place + 1 < len(tokens) and tokens[place + 1].text == "=":
        return ":=", place + 2, ""
    if text == "=" and place + 1 < len(tokens) and tokens[place + 1].text == ":":
        return "=:", place + 2, ""
    if text == "\\not" and place + 1 < len(tokens):
        return ("!=" if tokens[place + 1].text == "=" else "\\not"), place + 2, ""
    if text in DEFINES:
        return ("=:" if text in {"=:", "\\eqqcolon"} else ":="), place + 1, ""
    if text in RELATIONS:
        return RELATIONS[text], place + 1, ""
    return (text if text in ORDERS else ""), place + 1, ""


def gives_name(tokens: Sequence[Token]) -> bool:
    r"""Whether a formula has a sign that gives a name, ``x^+ := x - \eta g``: it says so whatever the words are."""
    signs = (_sign(list(tokens), place)[0] for place, token in enumerate(tokens) if token.text in _GIVING)
    return not {":=", "=:"}.isdisjoint(signs)
