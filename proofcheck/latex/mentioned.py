"""What a sentence says of names in passing, and nobody reads: nothing is called false that is about these names."""

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from itertools import chain
from typing import TYPE_CHECKING, Any

from proofcheck.lang import expressions as ex
from proofcheck.latex.about import names_of
from proofcheck.latex.chance import is_chance
from proofcheck.latex.forms import names_in
from proofcheck.latex.grammar import mathematical
from proofcheck.latex.notation import Notation
from proofcheck.latex.phrases import RESTATING
from proofcheck.latex.properties import (
    CALLED_BEFORE,
    CHOSEN,
    LADEN,
    PATTERNS,
    passed_over,
    properties_in,
    said_names,
)
from proofcheck.latex.source import COMMAND, Token, UnreadError, like
from proofcheck.latex.unfolding import SIMPLE, is_number
from proofcheck.latex.vocabulary import RELATIONS
from proofcheck.latex.worded import SUPPOSED_WORDS

if TYPE_CHECKING:
    from proofcheck.latex.document import Reading

_M = r"⟨(\d+)⟩"
_INTRODUCED = re.compile(r"\b(?:an?|any|every|each|some|iid|of)\s+((?:[A-Za-z.-]+\s+){1,5})⟨(\d+)⟩", re.IGNORECASE)
_CALLED = re.compile(r"\b((?:[a-z-]+ ){1,2}(?:matrix|matrices|operator|distribution)) ⟨(\d+)⟩", re.IGNORECASE)
_SPELLED_OUT = re.compile(rf",? {RESTATING}⟨", re.IGNORECASE)
"""What stands between words about a name and what they mean: "a stochastic matrix $P$, that is, $P_{ij} \\ge 0$"."""
_SUCH = re.compile(
    rf"\b(such an? (?:[a-z-]+ ){{0,3}}?){_M}|{_M} (?:be|is|denotes?) (such an? [a-z-]+|the [a-z]+ such)", re.IGNORECASE
)
"""What is like something that was spoken of before: "let $f$ be such a function"."""
_APPOSED = re.compile(
    rf"{_M},? (?:the|its|their|an?|any|one of the) ((?:[a-z-]+ ){{0,3}}?[a-z-]+)"
    r"(?= (?:of|onto|on|to|in|for|from|with|and|closest|nearest)\b|[,.;]|\Z)",
    re.IGNORECASE,
)
"""What a name is with no verb: "let $C$ be convex and $p$ the projection of $x$ onto it"."""
_FOR_ALL = re.compile(r"\bfor (?:all|any|every|each)(?: [a-z]+)? \Z", re.IGNORECASE)
_BOUND = (
    r"(?:at (?:most|least)|(?:no|not) (?:larger|greater|bigger|more|smaller|less) than|"
    r"(?:less|smaller|larger|greater) than|below|above|bounded(?: above| below)? by|not exceeding|"
    r"(?:small|large) enough|(?:sufficiently|suitably) (?:small|large))"
)
_STEP = r"(?:step(?:[ -]?(?:sizes?|lengths?))?|steps|learning rates?)"
_BOUNDED_STEP = re.compile(rf"\b(?:{_STEP}\b[^⟨⟩.;]*\b{_BOUND}|{_BOUND} (?:[a-z]+ )?{_STEP})\b", re.IGNORECASE)
"""What bounds a step size that has no letter beside it: "with step size at most $1/L$"."""
_BOUNDS = re.compile(
    rf"\b{_BOUND}\b|\b(?:exceeds?|bounds?|equals?|(?:upper|lower) bound (?:of|for|on))\b", re.IGNORECASE
)
"""What bounds one of the letters of a sentence by another."""
_SIZED = re.compile(
    r"\b(?:(?:eigen|singular )values?|norms?|lengths?|traces?|ranks?|spectr(?:um|al radius)|entries|coordinates|"
    rf"components|columns|rows|diameter|variance) of (?:the |all )?(?:[a-z]+ ){{0,2}}{_M}",
    re.IGNORECASE,
)
"""What of a letter that is no number is bounded: "the norm of $A$ does not exceed $1$"."""
_EQUAL = re.compile(
    rf"{_M} (?:(?:be|is|are) (?:equal|set|fixed) to|equals?|denotes? the (?:number|value)|stands? for)\b|"
    rf"{_M} (?:be|is) (?:(?:one|two|three)(?! (?:[a-z-]+ ){{0,2}}[a-z-]+s\b)|unity|half|twice(?! [a-z]+)|"
    r"the (?:[a-z]+ )?(?:sum|product|difference|quotient|ratio|trace|"
    r"determinant|rank|dimension|number|maximum|minimum|larger|smaller|largest|smallest|mean|average) of)\b|"
    rf"\bwrite {_M} for (?=⟨)|\blet {_M} (?:not|(?:never|no longer) )?(?:not )?(?:vanish|exceed|dominate|cancel|agree|"
    r"coincide|divide|annihilate|commute|differ)\b",
    re.IGNORECASE,
)
"""What says in words which number a letter is: "let $x$ equal $1$"."""
_VALUED = re.compile(
    rf"{_M} (?:be|is) an? (?:[a-z]+ )?⟨\d+⟩ ?-? ?valued\b|"
    rf"{_M} (?:be|is) (?:an? )?(constant)(?: function| map)?(?= and\b|[,;]|\Z)|"
    rf"\bspectrum of (?:the )?(?:[a-z]+ ){{0,2}}{_M}",
    re.IGNORECASE,
)
"""What is said of the values of something, and not read: "let $X$ be $[0, 1]$-valued"."""
_HEARD = (
    r"(?:[a-z]+ )?(?:minim\w+|infimum|least|smallest|optimum|optimal|optimi[sz]er|gradient|jacobian|"
    r"initiali[sz]ation|initial (?:point|value|condition|parameters?|weights?)|starting point|iterates?|parameters?|"
    r"weights|data|labels?|inputs?|(?:(?:largest|greatest|maximal|top) )?(?:singular value|eigenvalue))\b"
)
"""How something is called whose meaning is heard elsewhere."""
_CONVENTIONAL = re.compile(
    rf"{_M} (?:be|is|denotes?) (?:the|an?|our|its) (discount(?: factor| rate)?|condition number|momentum(?: [a-z]+)?|"
    r"(?:regulari[sz]ation|penalty|smoothing|damping) (?:parameter|constant|coefficient|strength)|temperature|"
    r"bandwidth|"
    rf"horizon|tolerance|accuracy|noise level|confidence level)|"
    rf"\b(denote) by {_M} (?:the|its|our|an?) (?!{_HEARD})",
    re.IGNORECASE,
)
"""What says what a number is, whose range everybody knows, or what a name stands for."""
_ALL_OF_THEM = re.compile(
    rf"{_M}, ((?:both|all|each|neither|none|not both) (?:strictly )?[a-z-]+)(?= ?[,.;]|\Z)", re.IGNORECASE
)
"""What is said of all letters of a formula after it: "$x + y = 1$, both nonnegative"."""
_MOMENTS = re.compile(
    r"\b(?:with|and|has|have|having),? ((?:[a-z-]+ ){0,2}"
    rf"(?:covariance|moment|median|density|distribution|law|support|mode|entropy)(?: matrix| function)?) {_M}",
    re.IGNORECASE,
)
"""What something random has that is named, and not read."""
_SIZE = re.compile(
    rf"{_M} (?:be|is|denotes?) (?:the|its|our|an?|any|some) "
    r"(?:(?!of\b|signed|negative|minus|log|difference)[a-z-]+ ){0,3}?"
    r"(?:variance|norm|length|distance|radius|modulus|absolute value|magnitude|probability|standard deviation|area|"
    r"volume|degree|cardinality|(step[ -]?size|learning rate|mesh[ -]size|grid[ -]size|time[ -]step)|"
    r"lipschitz constant|smoothness constant|exponential of|"
    r"square(?= of\b|[,.;]|\Z)|positive part)\b",
    re.IGNORECASE,
)
"""What a number is called that is not negative: "let $v$ be the variance of $X$"."""
_INSIDE = re.compile(
    rf"{_M} (?:(?:be|is) (?:an? )?(?:real )?(?:number|weight|scalar|constant|probability|parameter)|lies?|be|is) "
    rf"in {_M}",
    re.IGNORECASE,
)
"""What says in which interval a number is."""
_ALL_INSIDE = re.compile(
    rf"{_M} (?:be|is) an? (?:[a-z-]+ ){{0,3}}sequence (?:of (?:[a-z]+ ){{1,2}})?(?:in|with (?:values|terms) in|"
    rf"taking values in) {_M}",
    re.IGNORECASE,
)
"""What says it of all terms of a sequence."""
_CLOSING = {"(": ")", "\\{": "\\}"}
_CHOSEN_STEP = re.compile(
    rf"\b(?:line[ -]search|backtracking)\b|"
    r"\b(?:classical|standard|usual|optimal|appropriate|suitable|stable|theoretical|recommended|proper|adaptive|safe) "
    rf"(?:choices?|values?|schedules?|{_STEP})\b|"
    r"⟨\d+⟩,? (?:(?:is|are|be|being) )?(?:as in|tuned|(?:chosen|selected|set) "
    r"(?:appropriately|suitably|properly|as|according))\b|\bthe usual one\b",
    re.IGNORECASE,
)
"""What says that a step size is chosen, and not how."""
_SOMEWHERE = re.compile(
    rf"(?:\bfor (?:all |any |every )?{_M}(?:,? (?:and )?⟨\d+⟩)*|{_M} (?:is|are|be|lies?)),? (?:sufficiently |very )?"
    r"((?:close|near|large|small|far|away|different|distinct|other than|unequal|"
    r"(?:of|with|having) (?:the |an? )?(?:same|equal|opposite|different)|not(?! (?:only|just|merely)\b))\b)",
    re.IGNORECASE,
)
"""What says that something is not so everywhere: "for $x$ close to $y$"."""
_FOR = re.compile(r"\bfor\s+((?:[A-Za-z-]+\s+){1,4})⟨(\d+)⟩", re.IGNORECASE)
_RELATED = re.compile(r"\b(parallel|collinear|commuting|distinct|disjoint|integers?|even|odd|adjacent)\b", re.I)
"""What things are said to be in passing that a claim is about: "for parallel $x$ and $y$"."""


def introduced(sentence: str, inline: Sequence[Sequence[Token]], notation: Notation) -> Iterator[tuple[str, str]]:
    """Yield what a sentence says in passing of a name that it introduces, and that is not read: the words, the name."""
    for found in _SUCH.finditer(sentence):
        yield from ((found[1] or found[4], name) for name in said_names(inline[int(found[2] or found[3])], notation))
    for found in [*_INTRODUCED.finditer(sentence), *_CALLED.finditer(sentence)]:
        said = found[1]
        for name in SIMPLE if CALLED_BEFORE.search(found[0]) else ():
            said = PATTERNS[name].sub(" ", said)
        if LADEN.search(said) and not _SPELLED_OUT.match(sentence[found.end() :]):
            yield from ((found[1].strip(), name) for name in said_names(inline[int(found[2])], notation))


def spoken_of(
    sentence: str, inline: Sequence[Sequence[Token]], notation: Notation
) -> Iterator[tuple[str, frozenset[str]]]:
    """Yield what a sentence says in passing of what its claim is about, "for parallel $x$ and $y$", and the names."""
    for found in _FOR.finditer(sentence):
        if any(pattern.search(found[1]) for pattern in (LADEN, _RELATED, *PATTERNS.values())):
            yield found[1].strip(), frozenset(said_names(inline[int(found[2])], notation))
    for found in _APPOSED.finditer(sentence):
        if (LADEN.search(found[2]) or CHOSEN.search(found[2])) and not _FOR_ALL.search(sentence[: found.start()]):
            yield found[2], frozenset(said_names(inline[int(found[1])], notation))
    for found in _SOMEWHERE.finditer(sentence):
        yield found[3], frozenset(said_names(inline[int(found[1] or found[2])], notation))
    if (bounded := _BOUNDED_STEP.search(sentence) or _CHOSEN_STEP.search(sentence)) is not None:
        yield bounded[0], frozenset(name for tokens in inline for name in _numbers_in(tokens, notation))


_FOR_LETTERS = re.compile(
    r"\bfor (?:all |any |every |each )?(?P<letters>⟨\d+⟩(?:,? (?:and )?⟨\d+⟩)*)(?P<words>(?: [a-z-]+){1,3})",
    re.IGNORECASE,
)
"""Words right after letters for which something is claimed: "for $x$ and $y$ orthogonal"."""


def of_ranges(says: Any, sentence: str, inline: Sequence[Sequence[Token]], notation: Notation) -> str:
    """Return the words that say of a letter over which a claim runs that it is not any: "for $x$ close to $y$".

    Or of one that it is about: "for orthogonal $x$ and $y$", or "for $x$ and $y$ orthogonal".
    """
    spans = says.ranges if isinstance(says, ex.ForAll) else ()
    letters = {str(ex.range_variable(span).name) for span in spans}
    spoken = chain(spoken_of(sentence, inline, notation), _said_after(sentence, inline, notation))
    said_of = [(said, names) for said, names in spoken if not letters.isdisjoint(names)]
    about = names_of([says])
    said_of += [
        (said, names) for said, names in _said_before(sentence, inline, notation) if not about.isdisjoint(names)
    ]
    return next((said for said, _ in said_of), "")


def _said_after(
    sentence: str, inline: Sequence[Sequence[Token]], notation: Notation
) -> Iterator[tuple[str, frozenset[str]]]:
    """Yield what words say right after the letters of a quantifier, and these."""
    for found in _FOR_LETTERS.finditer(sentence):
        if SUPPOSED_WORDS.search(found["words"]):
            numbers = map(int, re.findall(r"⟨(\d+)⟩", found["letters"]))
            yield found["words"].strip(), frozenset(name for n in numbers for name in said_names(inline[n], notation))


def _said_before(
    sentence: str, inline: Sequence[Sequence[Token]], notation: Notation
) -> Iterator[tuple[str, frozenset[str]]]:
    """Yield what words say between "for" and a letter, and is not read."""
    for found in _FOR.finditer(sentence):
        if LADEN.search(found[1]) or _RELATED.search(found[1]):
            yield found[1].strip(), frozenset(said_names(inline[int(found[2])], notation))


def compared(
    sentence: str, inline: Sequence[Sequence[Token]], notation: Notation
) -> Iterator[tuple[str, frozenset[str]]]:
    """Yield words that suppose which number a letter is, or how it compares with others, and the letters."""
    for found in _EQUAL.finditer(sentence):
        number = next(int(group) for group in found.groups() if group)
        yield re.sub(r"⟨\d+⟩ ", "", found[0]), frozenset(said_names(inline[number], notation))
    for found in _VALUED.finditer(sentence):
        names = said_names(inline[int(found[1] or found[2] or found[4])], notation)
        vary = [
            name for name in names if any(isinstance(m, ex.MapSymbol) or is_chance(m) for m in notation.meaning(name))
        ]
        yield found[3] or "its values", frozenset(vary if found[3] else names)
    for found in _CONVENTIONAL.finditer(sentence):
        yield found[2] or found[3], frozenset(said_names(inline[int(found[1] or found[4])], notation))
    for found in _ALL_OF_THEM.finditer(sentence):
        yield found[2], names_in(mathematical(inline[int(found[1])]), notation)
    for found in _MOMENTS.finditer(sentence):
        yield found[1], frozenset(said_names(inline[int(found[2])], notation))
    for name in (name for name in PATTERNS if "bounded" in name):
        sentence = PATTERNS[name].sub("", sentence)
    if (bounded := _BOUNDS.search(sentence)) is not None:
        there = (inline[int(number)] for number in re.findall(_M, sentence))
        bare = [tokens for tokens in there if not any(t.text in RELATIONS for t in tokens)]
        yield bounded[0], frozenset(name for tokens in bare for name in _numbers_in(tokens, notation))
        for found in _SIZED.finditer(sentence):
            yield bounded[0], frozenset(said_names(inline[int(found[1])], notation))


def sizes(sentence: str, inline: Sequence[Sequence[Token]], notation: Notation, at: Token) -> Iterator[tuple[str, Any]]:
    """Yield the numbers that words call by what is not negative, as a variance, or positive, as a step size."""
    for found in _SIZE.finditer(sentence):
        for name in said_names(inline[int(found[1])], notation):
            meanings = notation.meaning(name)[:1] or [notation.scalar(name, at)]
            yield from ((">" if found[2] else ">=", m) for m in meanings if is_number(m))


def memberships(sentence: str, inline: Sequence[Sequence[Token]]) -> Iterator[list[Token]]:
    """Yield as formulas in which intervals words say that numbers are: "let $x$ lie in $[0, 1]$"."""
    for found in _INSIDE.finditer(sentence):
        name, interval = (mathematical(inline[int(number)]) for number in found.groups())
        plain_term = len(name) == 1 or (len(name) == 3 and name[1].text == "_")
        if interval[:1] and interval[0].text in {"[", "("} and plain_term:
            yield [*name, like(name[0], COMMAND, "\\in"), *interval]
    for found in _ALL_INSIDE.finditer(sentence):
        family, interval = (mathematical(inline[int(number)]) for number in found.groups())
        end = next((i for i, t in enumerate(family) if t.text == _CLOSING.get(family[0].text)), 0)
        if interval[:1] and interval[0].text in {"[", "("} and end:
            yield [*family[1:end], like(family[0], COMMAND, "\\in"), *interval]


def _numbers_in(tokens: Sequence[Token], notation: Notation) -> Iterator[str]:
    """Yield the names in a formula that may stand for numbers, or for sequences of them."""
    for name in names_in(tokens, notation):
        meanings = notation.meaning(name)
        if all(isinstance(m, ex.ScalarSymbol) or getattr(m, "value_kind", "") == ex.SCALAR for m in meanings):
            yield name


def perhaps_supposed(reading: "Reading", sentence: str, at: Token) -> None:
    """Leave in doubt of what a statement says plainly how it is: that may be supposed, or claimed: "$f$ is convex"."""
    speech = reading.speech
    if not (speech.sets_the_scene and reading.scopes.states):
        return
    with suppress(UnreadError):
        found = list(properties_in(sentence, speech.inline, reading.notation, at))
        for said in found:
            reading.scopes.unread(at, frozenset(said.names), said.word)
    for word, name in passed_over(sentence, speech.inline, reading.notation, throughout=True):
        reading.scopes.unread(at, frozenset({name}), word)
