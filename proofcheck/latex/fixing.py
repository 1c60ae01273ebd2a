"""What a sentence says of the variables that it is for, "for $t > 1$": where it is supposed of what comes after it."""

import re
from collections.abc import Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from proofcheck.lang import expressions as ex
from proofcheck.latex.about import introduced as introduced_names
from proofcheck.latex.assertions import closed, fixed
from proofcheck.latex.denying import of_all_indices
from proofcheck.latex.forms import is_term, names_in
from proofcheck.latex.grammar import mathematical
from proofcheck.latex.notation import named
from proofcheck.latex.plainly import goes_over_plainly
from proofcheck.latex.quantifying import first_letter, only_ranges
from proofcheck.latex.ranges import first_side
from proofcheck.latex.relations import Segment
from proofcheck.latex.source import Token, UnreadError
from proofcheck.latex.speech import CLAIMED, DISPLAY
from proofcheck.latex.spelling import argument
from proofcheck.latex.vocabulary import words

if TYPE_CHECKING:
    from proofcheck.latex.document import Reading

_EXTREMA = words(r"\min \max \inf \sup")

_LARGE = re.compile(
    r"^\W*for (?:all |any |every )?(?:(?:sufficiently|very|suitably) )?(?:large|small|big) ⟨(?P<before>\d+)⟩|"
    r"^\W*for (?:all |any |every )?⟨(?P<after>\d+)⟩ (?:(?:sufficiently|very|suitably) )?(?:large|small|big|close)\b",
    re.IGNORECASE,
)
"""What says that a letter is large, and not how large."""
_SAYS_OF_ALL = re.compile(r"^\W*for (?:all|any|every|each) ⟨0⟩,? (?:the|its|this|our) [^⟨⟩]*\Z", re.IGNORECASE)
"""A sentence in words that says something of all, and goes on with nothing: "for all $x > 0$ the map is convex"."""
_FAILS_FOR = re.compile(
    r"\b(?:breaks? down|fails?|not|no longer|invalid|false|wrong|unknown|unclear|open|left)\b[^⟨⟩.;]*"
    r"\bfor (?:all |any |every )?⟨\d+⟩\W*\Z",
    re.IGNORECASE,
)
"""What says for which letters something does not hold: "the proof breaks down for $x > 1$"."""


def fix(reading: "Reading", *, claims: bool = False) -> None:
    """Suppose what "for t in [0, T], ..." says of the variables that it fixes, for the rest of an argument.

    So it is in a statement where the sentence says nothing else, "for all $t > 1$ the following holds.", or defines
    something by them. What the setting says of a number where it ``claims`` nothing, "for $\\lambda > 0$ the estimator
    is", stands.
    """
    _at_large(reading)
    ranges, inline = reading.speech.ranges, reading.speech.inline
    if reading.scopes.states:
        if claims or DISPLAY in reading.speech.sentence:
            return
        if not only_ranges(inline, ranges):
            ranges = [tokens for tokens in ranges if _goes_into_definition(reading, tokens)]
    reading.speech.ranges = []
    finds = reading.speech.finds  # "there is a time T such that ... for all t > T" supposes t > T nowhere
    finds |= _FAILS_FOR.search(reading.speech.sentence) is not None
    _goes_over(reading, [] if finds else ranges)
    for tokens in ranges:
        content = mathematical(tokens)
        before = next((n for n, other in enumerate(inline) if other is tokens), len(inline))
        said = reading.speech.sentence.partition(f"⟨{before}⟩")[0]
        closed_there = reading.scopes.proving and _SAYS_OF_ALL.match(reading.speech.sentence) is not None
        if finds or closed_there or not goes_over_plainly(said):
            reading.scopes.unread(content[0], names_in(content, reading.notation))
            continue
        try:
            for says in fixed(content, reading.notation):
                if _is_equation(says):
                    reading.scopes.unread(content[0], names_in(content, reading.notation))
                    continue
                local = claims or not reading.scopes.sets_number(says)
                says = closed(says, terms=of_all_indices(reading.speech, named(says)))
                reading.scopes.assume([says], local=local, passing=local and reading.speech.passing)
        except UnreadError:
            reading.scopes.unread(content[0], names_in(content, reading.notation))


def _at_large(reading: "Reading") -> None:
    """End what an argument goes over of a letter where it says something for large or small values of it."""
    for found in _LARGE.finditer(reading.speech.sentence):
        content = mathematical(reading.speech.inline[int(found["before"] or found["after"])])
        names = names_in(content, reading.notation)
        reading.scopes.goes_over((), names)
        reading.scopes.unread(content[0], names, "how large it is")


def _goes_into_definition(reading: "Reading", tokens: Sequence[Token]) -> bool:
    """Whether what a statement defines depends on a number that a range is about."""
    here = (name for name, place in reading.defined_in.items() if place == reading.scopes.place)
    made = [m for name in here for m in reading.notation.meanings.get(name, ()) if isinstance(m, ex.Definition)]
    letters = {str(symbol.name) for m in made for symbol in named(m.value) - {*m.parameters}}
    return first_letter(mathematical(tokens)) in {*letters, *(f"\\{letter}" for letter in letters)}


def _goes_over(reading: "Reading", ranges: Sequence[Sequence[Token]]) -> None:
    """Hear over what a sentence goes."""
    said: list[Any] = []
    for tokens in ranges:
        with suppress(UnreadError):
            said += fixed(mathematical(tokens), reading.notation)
    letters = frozenset(name for says in said for name in introduced_names(says))
    reading.scopes.goes_over([closed(says) for says in said], letters)


def put_under(reading: "Reading", segment: Segment, said: str, ranges: Sequence[tuple[str, list[Token]]]) -> None:
    """Put assertions under what their sentence says before them, and after them; numbers that stay are fixed."""
    if (said != CLAIMED or reading.scopes.states) and not reading.speech.dependent:
        before = [mathematical(tokens) for tokens in reading.speech.ranges]
        fixed_there = [over for over in before if _is_end(segment, over)]
        for over in fixed_there:
            reading.scopes.assume(fixed(over, reading.notation), local=True)
        segment.conditions += [("forall", over) for over in before if over not in fixed_there]
    segment.conditions += [(kind, mathematical(tokens)) for kind, tokens in ranges]
    stays = [
        kind == "forall" and said != CLAIMED and _is_constant(reading, segment, over)
        for kind, over in segment.conditions
    ]
    for over in (over for (_, over), fixes in zip(segment.conditions, stays, strict=True) if fixes):
        for says in fixed(over, reading.notation):
            reading.scopes.assume([says], local=not reading.scopes.sets_number(says))
    segment.conditions = [one for one, fixes in zip(segment.conditions, stays, strict=True) if not fixes]


def _is_end(segment: Segment, over: list[Token]) -> bool:
    r"""Whether an extremum ends at the letter that a claim is for all of: ``\min_{k < N} a_k``."""
    tokens = [*segment.start, *(t for link in segment.links for t in link.right)]
    ends = [argument(tokens, i + 2)[0] for i, t in enumerate(tokens[:-2])
            if t.text in _EXTREMA and tokens[i + 1].text == "_"]  # fmt: skip
    letters = {t.text for t in first_side(over)}
    return not letters.isdisjoint(t.text for below in ends for t in below)


def _is_constant(reading: "Reading", segment: Segment, over: Sequence[Token]) -> bool:
    r"""Whether an equation says by a number what a letter is: "for $\eta > 0$ let $x_{t+1} = x_t - \eta y_t$".

    It cannot be so for all $\eta$ at once, unless the letter has it as an index or an argument.
    """
    equates = bool(segment.links) and segment.links[0].sign in {"=", ":="} and not segment.premises
    if not equates or not is_term(segment.start, reading.notation):
        return False
    with suppress(UnreadError):
        letters = {letter for says in fixed(over, reading.notation) for letter in introduced_names(says)}
        known = [reading.notation.meaning(letter) for letter in letters]
        counts = any(
            letter in reading.notation.naturals or getattr(m, "is_integer", False)
            for letter, m in zip(letters, known, strict=True)
        )
        return bool(letters) and not counts and letters.isdisjoint(names_in(segment.start, reading.notation))
    return False


def _is_equation(says: Any) -> bool:
    """Whether what stands after "for" says where a function is a number: "Newton's method for $F(x) = 0$"."""
    number = isinstance(says, ex.Relation) and says.op == "=" and not says.of_dimensions and says.right.is_number
    of = (part for part in (named(says.left) if number else ()) if isinstance(part, ex.MapSymbol | ex.PathSymbol))
    return any(isinstance(part, ex.MapSymbol) or not part.discrete for part in of)
