"""What is claimed to exist: "there is a constant $C > 0$ such that for all $k$, $|x_k| \\le C q^k$"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from proofcheck.lang import expressions as ex
from proofcheck.latex.assertions import Found, found_in
from proofcheck.latex.claiming import make_claims
from proofcheck.latex.denying import denies
from proofcheck.latex.forms import ends_sentence, in_doubt, names_in
from proofcheck.latex.grammar import mathematical
from proofcheck.latex.heard import Inline, Item, Word, as_sentence
from proofcheck.latex.notation import named
from proofcheck.latex.relations import Segment, segments
from proofcheck.latex.source import COMMENT, SPACE, Token, UnreadError
from proofcheck.latex.speech import Speech
from proofcheck.latex.structure import Display
from proofcheck.latex.vocabulary import RELATIONS

if TYPE_CHECKING:
    from proofcheck.latex.document import Reading

_KIND = (
    r"(?: (?:an?|some|two|finite|absolute|universal|numerical|positive|non-?negative|real|fixed|suitable|certain|"
    r"constants?|numbers?|reals?|scalars?|vectors?|points?|integers?|natural|unit|symmetric|matri(?:x|ces)))*"
)
_NAMES = r"⟨\d+⟩(?:(?:,|,? and|,? or) ⟨\d+⟩)*"
_HOLDS = r"(?: (?:we have|it holds that|one has|there holds))?"
_LENT = re.compile(
    rf"\b(?:there (?:exists?|is|are)|(?:one|we) (?:can |may )?(?:find|choose|pick))(?P<kind>{_KIND}) "
    rf"(?P<lent>{_NAMES})"
    rf"(?:,? (?:that |which )?(?:(?:does|do) not depend on|not depending on|independent of) (?P<free>{_NAMES}))?"
    rf"(?:,? (?:that |which )?(?:depend(?:s|ing)?) only (?:up)?on (?P<only>{_NAMES}))?"
    rf",? (?:such that|so that|for which|with the property that|satisfying|with)(?:,?{_HOLDS})"
    rf"(?P<ranges>,? for (?:all|any|every|each)(?: [a-z]+){{0,2}} {_NAMES}"
    rf"(?:,? (?:with|satisfying|such that) ⟨\d+⟩)?)?[,:]?{_HOLDS},?\s*\Z",
    re.IGNORECASE,
)
"""What says before a formula that there is something of which it holds."""
_OPEN = re.compile(
    r"\b(?:whether|unless|if|suppose|assume|ask|asks|question|conjecture\w*|hope|not|cannot|never|unlikely|may|might|"
    r"could|would|should|until|claims?|says?|means?|requires?|need)\b[^.;⟨⟩]*\Z",
    re.IGNORECASE,
)
"""What does not claim it."""
_HEDGED = re.compile(
    r"\b(?:probabilit|almost|w ?\.? ?h ?\.? ?p|a ?\.s|with high|typical|rough|approximat|heuristic|asymptotic|eventual|"
    r"informal|sufficiently|enough|on average|in expectation|generic|usually|often|unique)",
    re.IGNORECASE,
)
"""What says that it is so in some way, or in most cases."""
_RANGES_AFTER = re.compile(rf"^,? ?(?:for|and) (?:all|any|every|each)(?: [a-z]+){{0,2}} {_NAMES}", re.IGNORECASE)
_SIGNS = {"\\forall": "forall", "\\exists": "exists"}
_FROM_NOTHING = re.compile(r"\b(?:absolute|universal|numerical)\b", re.IGNORECASE)
_CONSTANT = re.compile(r"\bconstants?\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Lent:
    """What is said to exist, in its order among quantifiers, and what it may depend on."""

    conditions: tuple[tuple[str, list[Token]], ...]
    lent: tuple[list[Token], ...]
    kind: str
    free: tuple[list[Token], ...]
    only: tuple[list[Token], ...] | None


def claims_existence(reading: "Reading", says: Inline | Display, following: Sequence[Item]) -> bool:
    """Whether a formula, in a sentence or a display, is what holds of something that is claimed to exist.

    Then that is claimed, or left as what is not read.
    """
    display = isinstance(says, Display)
    tokens, at = says.tokens, says.at
    around = f"{reading.speech.sentence} {as_sentence(following)[0]}"
    if _HEDGED.search(around):
        return False
    lent = _lent(reading.speech, display=display)
    if lent is None and (prefix := _prefix(tokens)) is not None:
        lent, tokens = _by_signs(prefix, reading.speech), tokens[len(prefix) + 1 :]
    if lent is None:
        return False
    rest = () if display and ends_sentence(tokens) else following
    letters = frozenset().union(*(names_in(part, reading.notation) for part in lent.lent))
    try:
        also, rest = _joined(rest)
        reading.settled += also
        found = [_segment(tokens, says.environment if isinstance(says, Display) else "inline", rest)]
        _claim(reading, lent, [*found, *(_segment(more, "inline", rest) for more in also)], at, rest, display)
    except UnreadError as error:
        reading.leave(error, at, in_doubt(names_in(list(tokens), reading.notation), reading.notation))
    reading.scopes.unread(at, letters, "what is to exist")
    if isinstance(says, Display):
        reading.passes(says)
    return True


def _claim(
    reading: "Reading", lent: _Lent, said: Sequence[Segment], at: Token, following: Sequence[Item], display: bool
) -> None:
    after = [(kind, mathematical(tokens)) for kind, tokens in reading.after(following, at, supposes=False)]
    around = [[*lent.conditions, *segment.conditions, *after] for segment in said]
    under = [replace(segment, conditions=conditions) for segment, conditions in zip(said, around, strict=True)]
    found = [relation for segment in under for relation in found_in(segment, reading.notation)]
    wrong = next((relation for relation in found if relation.error is not None), None)
    if wrong is not None or any(relation.defines is not None for relation in found):
        raise (wrong and wrong.error) or UnreadError(at, "what exists is not defined here.", "existence")
    says = _together([relation.says for relation in found], at)
    if why := _depends(says, lent, reading):
        raise UnreadError(at, f"on what it may depend is in doubt: {why}.", "existence")
    whole = tuple(t for relation in found for t in relation.tokens)
    make_claims(reading, [(Found(found[0].link, says=says, tokens=whole), 0)], at, display=display)


def _lent(speech: Speech, *, display: bool) -> _Lent | None:
    """What the sentence says to exist right before a formula, which is its last one unless it is a display."""
    sentence = speech.sentence if display else speech.sentence.rpartition("⟨")[0]
    found = _LENT.search(sentence)
    if found is None or _OPEN.search(before := sentence[: found.start()]) or denies(before):
        return None
    ranged = {id(tokens) for tokens in speech.ranges}
    inside = _named(found["ranges"], speech)
    outside = [tokens for tokens in _named(before, speech) if id(tokens) in ranged]
    if any(id(tokens) not in ranged for tokens in inside):
        return None
    lent = _named(found["lent"], speech)
    parts = (("forall", outside), ("exists", lent), ("forall", inside))
    conditions = tuple((kind, mathematical(tokens)) for kind, some in parts for tokens in some)
    only = None if found["only"] is None else tuple(_named(found["only"], speech))
    return _Lent(conditions, tuple(lent), found["kind"], tuple(_named(found["free"], speech)), only)


def _prefix(tokens: Sequence[Token]) -> Sequence[Token] | None:
    r"""The quantifiers with which a formula begins, up to a colon or comma: ``\exists C > 0 \; \forall k \ge 0 :``."""
    last = max((place for place, token in enumerate(tokens) if token.text in _SIGNS), default=0)
    ends = [p for p, t in enumerate(tokens) if p > last and t.text in {":", "\\colon", ","}]
    place = next((p for p in ends if any(t.text in RELATIONS or t.text == "\\in" for t in tokens[last:p])), 0)
    prefix = tokens[:place] if place > 0 else ()
    first = next((t.text for t in prefix if t.kind not in {SPACE, COMMENT}), "")
    there_is = any(t.text == "\\exists" for t in prefix)
    return prefix if there_is and first in _SIGNS and not any(t.text in {"\\\\", "&"} for t in tokens) else None


def _by_signs(prefix: Sequence[Token], speech: Speech) -> _Lent:
    """What quantifiers lent that are written as signs."""
    groups: list[tuple[str, list[Token]]] = []
    for token in mathematical(list(prefix)):
        if token.text in _SIGNS:
            groups.append((_SIGNS[token.text], []))
        else:
            groups[-1][1].append(token)
    for _, group in groups:
        while group and group[-1].text in {",", "(", ")"}:
            group.pop()
    outside = [("forall", mathematical(tokens)) for tokens in speech.ranges]
    lent = tuple(group for kind, group in groups if kind == "exists")
    return _Lent((*outside, *groups), lent, "", (), None)


def _named(words: str | None, speech: Speech) -> list[list[Token]]:
    return [speech.inline[int(number)] for number in re.findall(r"⟨(\d+)⟩", words or "")]


def _joined(following: Sequence[Item]) -> tuple[list[list[Token]], Sequence[Item]]:
    """Further formulas that hold of what exists, and what stands after them: "such that $a < c$ and $c < b$"."""
    also: list[list[Token]] = []
    while len(following) > 1 and isinstance(following[0], Word) and following[0].text == "and":
        if not isinstance(following[1], Inline) or not any(t.text in RELATIONS for t in following[1].tokens):
            break
        also.append(following[1].tokens)
        following = following[2:]
    return also, following


def _segment(tokens: Sequence[Token], environment: str, following: Sequence[Item]) -> Segment:
    """The one assertion that is made of what exists.

    Raises:
        UnreadError: there is none, or more is said of it.
    """
    rest = as_sentence(following)[0]
    while (ranges := _RANGES_AFTER.match(rest)) is not None:
        rest = rest[ranges.end() :]
    found = segments(tokens, environment)
    if len(found) == 1 and "⟨" not in rest and not (found[0].premises or found[0].alternatives or found[0].after):
        return found[0]
    raise UnreadError(tokens[0], "more is said of what is to exist than one relation: this is not read.", "existence")


def _together(said: Sequence[Any], at: Token) -> Any:
    """What exists is so in all ways at once."""
    first, *others = said
    for other in others:
        first = _both(first, other, at)
    return first


def _both(first: Any, second: Any, at: Token) -> Any:
    same = type(first) is type(second) and isinstance(first, ex.Quantified) and first.ranges == second.ranges
    if same and isinstance(first, ex.Exists):
        inside = first.body, second.body
        nested = any(isinstance(part, ex.Exists) for part in inside)
        return ex.Exists(_both(*inside, at) if nested else ex.Both(*inside), *first.ranges)
    if same:
        return ex.ForAll(_both(first.body, second.body, at), *first.ranges)
    raise UnreadError(at, "a chain of what is to exist is not read.", "existence")


def _depends(says: Any, lent: _Lent, reading: "Reading") -> str:
    """Why it is not clear on what that may depend which exists; empty where it is."""
    free = named(says)
    names = {str(symbol.name) for symbol in free}
    constant = _CONSTANT.search(lent.kind) is not None
    of_kind = {str(s.name) for s in free if isinstance(s, ex.VectorSymbol) and constant}
    of_kind |= _arguments(says, (*ex.OF_FUNCTIONS, ex.PathValue) if constant else (ex.PathValue,)) & names
    indices = {str(s.name) for s in free if isinstance(s, ex.ScalarSymbol) and s.is_integer}
    doubted = of_kind | indices | _among(lent.free, reading) & names
    if lent.only is not None:
        doubted |= names - _among(lent.only, reading)
    if _FROM_NOTHING.search(lent.kind):
        doubted |= names | {str(symbol.name) for symbol in ex.free_symbols(says) if isinstance(symbol, ex.Dimension)}
    doubted |= {"the outcome"} if ex.outcomes_in(says) else set()
    return f"whether on {', '.join(sorted(doubted))}" if doubted else ""


def _arguments(says: Any, kinds: tuple[type[Any], ...]) -> set[str]:
    """The letters at which values of something are spoken of: of functions, of paths."""
    values = (part.args[1] for part in ex.all_parts(says) if isinstance(part, kinds))
    return {str(symbol.name) for value in values for symbol in ex.free_symbols(value) if hasattr(symbol, "name")}


def _among(parts: Sequence[list[Token]], reading: "Reading") -> frozenset[str]:
    return frozenset[str]().union(*(names_in(part, reading.notation) for part in parts))
