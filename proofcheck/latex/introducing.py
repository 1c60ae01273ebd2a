r"""What words say that letters are: "symmetric $d \times d$ matrices $A$", "a random variable with mean $\mu$"."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from sympy import Integer

from proofcheck.lang import expressions as ex
from proofcheck.lang.assertions import over, surely
from proofcheck.lang.functions import absolute
from proofcheck.lang.operations import expectation, norm, variance
from proofcheck.lang.samples import is_sample, last_of
from proofcheck.lang.shapes import shape_of
from proofcheck.latex.applying import full_name
from proofcheck.latex.combining import made
from proofcheck.latex.grammar import mathematical
from proofcheck.latex.notation import Notation
from proofcheck.latex.ranges import expression, find, first_side, last_of_first, split
from proofcheck.latex.source import LETTER, SIGN, Token, UnreadError, like
from proofcheck.latex.vocabulary import RELATIONS

_M = r"⟨(\d+)⟩"
_NOUN = (
    r"(random (?:variables?|vectors?|matri(?:x|ces))|matri(?:x|ces)|(?:column |unit |probability )?vectors?|"
    r"probability (?:distributions?|mass functions?))(?![\w-])"
    r"(?: (?:of (?:size|order|dimensions?|shape|length)|in|on|with values in|taking values in|of|over|"
    r"with(?= ⟨\d+⟩ (?:real )?(?:components|entries|coordinates|elements)\b)) {_M})?".replace("{_M}", _M)
)
_TOLD = rf"((?:(?!(?:an?|the|we)\b)[a-z.-]+,? (?:and )?|{_M} ?(?:-? ?dimensional )?){{0,6}}?)"
_AFTER = re.compile(
    rf"^(?:,? (?:and )?⟨\d+⟩)*,? (?:be|is|are|denotes?) (?:an? |any |some |two |three |both )?{_TOLD}{_NOUN}", re.I
)
"""What is said of a name after it."""
_BEFORE = re.compile(
    rf"\b(?:an?|any|every|each|two|three|some|the|of|for|let|iid) {_TOLD}{_NOUN},? (?:⟨\d+⟩,? (?:and )?)*⟨\*⟩", re.I
)
"""What is said of a name before it."""
_SPACE_AFTER = re.compile(
    r"^(?:,? (?:and )?⟨\d+⟩)*,? (?:of (?:size|order|dimensions?|length)|in|on|with values in|"
    rf"with(?= ⟨\d+⟩ (?:real )?(?:components|entries|coordinates|elements)\b)) {_M}",
    re.IGNORECASE,
)
_INDEPENDENT = re.compile(
    r"(?<!pairwise )(?<!pairwise-)(?<!conditionally )(?<!not )\bindependent\b(?! of\b)|\bi\.?i\.?d\b", re.IGNORECASE
)
_REACH = 160

_ALIKE_WORDS = r"(?:iid|independent(?:ly)?|uncorrelated|identically[ -]distributed|rademacher)"
DENIED = re.compile(
    r"\b(?:not|never|neither|nearly|almost|approximately|possibly|potentially|asymptotically)\b"
    r"(?: (?:necessarily|assumed|required|supposed|to|be|all|always|mutually|jointly|pairwise))*"
    rf" {_ALIKE_WORDS}(?:,? (?:and|or|nor) {_ALIKE_WORDS})*",
    re.IGNORECASE,
)
"""What says that they need not be so."""
IID = re.compile(r"\biid\b", re.IGNORECASE)
INDEPENDENT = re.compile(
    r"\b(?<!linearly )(?<!pairwise )(?<!conditionally )(?:mutually |jointly )?independent(?:ly)?\b(?! of\b)",
    re.IGNORECASE,
)
UNCORRELATED = re.compile(r"\b(?:pairwise |mutually )?uncorrelated\b", re.IGNORECASE)
ALIKE = re.compile(r"\bidentically[ -]distributed\b", re.IGNORECASE)
SIGNS = re.compile(r"\brademacher\b(?: random)?(?: variables)?|\brandom signs\b", re.IGNORECASE)
RANDOM_SAMPLE = re.compile(
    r"\b(?:random (?:variables|vectors|numbers|signs)|iid|rademacher|uncorrelated|identically[ -]distributed|"
    r"independent (?:copies|samples|draws|observations))\b",
    re.IGNORECASE,
)
"""What says of a list of names that they are a sample."""
_OF_SAMPLES = (IID, INDEPENDENT, UNCORRELATED, ALIKE, SIGNS)


def kind_said(
    before: str, inline: Sequence[Sequence[Token]], after: str, further: Sequence[Sequence[Token]], dimension: str
) -> tuple[list[str], list[Token]] | None:
    r"""Return what the words around a name say that it is, as words of a declaration and the dimensions; or nothing.

    ``before`` are the words of the sentence up to the name, ``after`` those that follow, with ⟨0⟩, ⟨1⟩, ... for the
    formulas, which are ``inline`` and ``further``. Random vectors of which no space is said have the usual dimension.
    """
    near, after = f"{before[-_REACH:]} ⟨*⟩", after if after.startswith(",") else f" {after}"
    if (found := _AFTER.match(after)) is not None:
        told, noun, formulas, spaces = found[1], found[3], [found[2], found[4]], [further, further]
    else:
        there = [m for m in _BEFORE.finditer(near) if m.end() == len(near) and not _of_another(m)]
        if not there:
            return None
        told, noun, formulas, spaces = there[-1][1], there[-1][3], [there[-1][2], there[-1][4]], [inline, inline]
        if formulas == [None, None] and (space := _SPACE_AFTER.match(after)) is not None:
            formulas, spaces = [space[1]], [further]
    if formulas[0] is not None and not _is_size(formulas[0], told, spaces[0]):
        return None
    words = _words_of(noun, told)
    sizes = [mathematical(of[int(n)]) for n, of in zip(formulas, spaces, strict=False) if n is not None]
    if words == ["random"] or words == ["random", "independent"]:
        return words, next((size for size in sizes if find(size, "^") > 0 or _is_letter(size)), [])
    if not sizes and words[:1] == ["random"] and words[-1] == "vector" and dimension and inline:
        at = inline[-1][0]
        return words, _power([like(at, LETTER, dimension)])
    if len(sizes) != 1 or not words:
        return None
    size = _size(sizes[0], square=words[-1] == "matrix")
    return None if size is None else (words, size)


def _of_another(found: re.Match[str]) -> bool:
    """Whether what stands before a name is said of the one before that: "let $A$ be a matrix, $v$ a vector"."""
    return re.search(r"⟨\d+⟩ (?:be|is|are) $", found.string[: found.start()]) is not None and "," in found[0]


def _is_size(number: str, told: str, formulas: Sequence[Sequence[Token]]) -> bool:
    r"""Whether a formula among adjectives is a size, ``n \times n`` or "$n$-dimensional", and not another name."""
    content = mathematical(formulas[int(number)])
    return len(content) > 1 or re.search(rf"⟨{number}⟩ ?-? ?(?:dimensional|by)\b", told) is not None


def _is_letter(tokens: Sequence[Token]) -> bool:
    """Whether a formula is a letter that stands for a space by itself, perhaps in a script font."""
    fonts = {"\\mathcal", "\\mathscr", "\\mathsf", "{", "}"}
    rest = [token.text for token in tokens if token.text not in fonts]
    return len(rest) == 1 and rest[0].removeprefix("\\").isalpha() and "\\mathbb" not in rest


def _words_of(noun: str, told: str) -> list[str]:
    random = ["random"] if noun.lower().startswith("random") else []
    if random and _INDEPENDENT.search(DENIED.sub("", told)):
        random.append("independent")
    kind = noun.lower().removeprefix("random ").rpartition(" ")[2]
    if kind.startswith("variable"):
        return random
    return [*random, "matrix" if kind.startswith("matri") else "vector"]


def _counted(tokens: list[Token]) -> list[Token] | None:
    r"""Return how many numbers there are in ``[n]`` or ``\{1, \dots, n\}``, on which a probability vector is one."""
    last = last_of_first(tokens)
    return last if last is not None and len(last) == 1 else None


def _size(tokens: list[Token], *, square: bool) -> list[Token] | None:
    r"""Return the dimensions that a formula gives: ``d \times d``, ``\mathbb{R}^d``, or one of a square matrix."""
    above = find(tokens, "^")
    if above >= 0:
        return tokens
    if (count := _counted(tokens)) is not None:
        return _power(count)
    if find(tokens, "\\times", "×") > 0:
        return _power(tokens)
    if len(tokens) == 1:
        return _power([*tokens, _sign("\\times", tokens[0]), *tokens] if square else tokens)
    return None


_SIZES = re.compile(r" ⟨(\d+)⟩(?: ?-? ?by ?-? ?⟨\d+⟩| ?-? ?dimensional\b)?", re.IGNORECASE)


def without_sizes(sentence: str, inline: Sequence[Sequence[Token]]) -> str:
    r"""Return a sentence without the sizes of what it speaks of: "let $A$ be an $n \times n$ symmetric matrix"."""

    def left(found: re.Match[str]) -> str:
        content = mathematical(inline[int(found[1])])
        alone = find(content, "\\times", "×") > 0 and find(content, "\\in", ":", "=", "\\to") < 0
        return "" if alone or not found[0].endswith("⟩") or found[0].count("⟩") > 1 else found[0]

    return _SIZES.sub(left, sentence)


def _power(exponent: Sequence[Token]) -> list[Token]:
    first = exponent[0]
    base = Token(LETTER, "R", first.source, first.at, first.end)
    return [base, _sign("^", first), _sign("{", first), *exponent, _sign("}", first)]


def _sign(text: str, at: Token) -> Token:
    return like(at, SIGN, text)


def declaration(name: Sequence[Token], words: Sequence[str], size: Sequence[Token]) -> list[Token]:
    """Return what was said as the declaration that a comment would have: ``X : random vector in R^d``."""
    at = name[0]
    said = [like(at, "word", word) for word in (*words, *(["in"] if size else []))]
    return [*name, _sign(":", at), *said, *size]


_OF_LAW = r"(?<!sample )(?<!empirical )(?<!arithmetic )(?<!estimated )(?<!geometric )(?<!posterior )"
"""What does not stand before the mean of a distribution."""
_MEAN = re.compile(
    rf"{_OF_LAW}\b(?:common |same )?(?:means?|expectations?|expected values?)(?: vectors?)?"
    rf"(?: equal to| given by| of)? {_M}",
    re.I,
)
_NO_MEAN = re.compile(r"\b(?:zero[ -]means?|means? zero|cent(?:e)?red)\b", re.IGNORECASE)
_AT_MOST = r"(at most |bounded (?:from above )?by |not exceeding |no (?:larger|more) than )?"
_VARIANCE = re.compile(
    rf"{_OF_LAW}\b(?:common |same )?variances? "
    rf"{_AT_MOST}{_M}",
    re.I,
)
_VALUES = re.compile(rf"\b(?:(?:(?:that|which) )?(?:takes?|taking|with|having|and) )?values in {_M}", re.IGNORECASE)
_SECOND_MOMENT = re.compile(rf"\bsecond moments? {_AT_MOST}{_M}", re.IGNORECASE)
_ALMOST_SURELY = r"(?:almost surely|surely|a\.s\.|with probability (?:one|1))"
_SIZE = r"in (?:norm|absolute value)"
_BOUNDED = re.compile(
    rf"(?<!un)\b(?:(?:that|which|are|is|uniformly|{_ALMOST_SURELY}) )*bounded (?:{_ALMOST_SURELY} |{_SIZE} )*"
    rf"by (?:a constant )?{_M}(?:,? (?:{_ALMOST_SURELY}|{_SIZE}))*",
    re.IGNORECASE,
)
"""Random values of which none is larger than a number."""
_UNIT_VARIANCE = re.compile(r"\bunit variances?\b|\bvariances? one\b", re.IGNORECASE)
_NONNEGATIVE = re.compile(r"\bnon-?negative\b(?= (?:[a-z-]+ )?random)", re.IGNORECASE)
_OF_VALUES = (_MEAN, _NO_MEAN, _VARIANCE, _UNIT_VARIANCE, _SECOND_MOMENT, _VALUES, _BOUNDED, _NONNEGATIVE)
_FINITE = re.compile(
    r"\bfinite (?=(?:variances?|means?|expectations?|expected values?|second moments?)\b[^⟨⟩.,;]*⟨)|"
    r"\b(?:first|second|third|fourth) moments? (?=⟨)|"
    r"\b(?:with |of |has |have )?finite (?:(?:second )?moments?|variances?|means?|expectations?)\b|"
    r"\b(?:square[ -])?integrable\b",
    re.IGNORECASE,
)
"""What says nothing of random values, all of which have means here."""
_RANDOM = re.compile(
    r"\b(?:(?:real|scalar|real-valued|independent|\d+|two|three)[ -]+)*random (?:variables?|vectors?|matri(?:x|ces))\b",
    re.I,
)
_INTRODUCED_CHANCE = re.compile(
    rf"\b(?:for|given|consider) (?:an?|any|every|each|all) (?:[a-z-]+ ){{0,3}}random (?:variables?|vectors?) {_M}",
    re.IGNORECASE,
)
_LINKS = re.compile(r"\b(?:with|has|have|having|and|of|a|an)(?=\s*(?:,|\.|$|\b(?:with|and)\b))", re.IGNORECASE)


def random_in(sentence: str, inline: Sequence[Sequence[Token]], notation: Notation) -> list[tuple[int, Any]]:
    """Return the random values that a sentence names, each with the place of its name."""
    found = []
    for match in re.finditer(_M, sentence):
        content = mathematical(inline[int(match[1])])
        for part in split(content[: place if (place := find(content, "\\in", ":")) > 0 else len(content)], ","):
            value = _random(part, notation)
            if value is not None:
                found.append((match.start(), value))
    return found


def _random(tokens: Sequence[Token], notation: Notation) -> Any:
    name = full_name(list(tokens), notation)
    known = notation.meaning(name) if name is not None else ()
    found = next((m for m in known if isinstance(m, ex.Expression) and ex.is_random(m)), None)
    return found or sample_of(tokens, notation)


def sample_of(tokens: Sequence[Token], notation: Notation) -> ex.Definition | None:
    """Return the sample of which a name with an index is a member; ``None`` of other names."""
    found = notation.name(list(tokens), 0) if tokens else None
    if found is None or [t.text for t in tokens[found.after : found.after + 1]] != ["_"]:
        return None
    return next((m for m in notation.known(found.root) if is_sample(m) and last_of(m) is not None), None)


def moments(sentence: str, inline: Sequence[Sequence[Token]], notation: Notation) -> Iterator[Any]:
    """Yield what a sentence says of the means and variances of the random values that it names.

    Raises:
        UnreadError: a mean or a variance is a formula that cannot be read.
    """
    there = random_in(sentence, inline, notation)
    for said, place in _said(sentence):
        values = _nearest(there, place, sentence)
        for value in dict.fromkeys(values):
            yield from _of_each(said, value, inline, notation)


def _of_each(said: re.Match[str], value: Any, inline: Sequence[Sequence[Token]], notation: Notation) -> Iterator[Any]:
    """What is said of a random value; of a sample, of each of its members."""
    if not is_sample(value):
        yield from _unfolded(said, value, inline, notation)
        return
    index = ex.ScalarSymbol("i", integer=True, nonnegative=True)
    for says in _unfolded(said, value[index], inline, notation):
        yield over(says, [ex.Within(index, Integer(1), last_of(value))])


def _said(sentence: str) -> Iterator[tuple[re.Match[str], int]]:
    for pattern in _OF_VALUES:
        yield from ((found, found.start()) for found in pattern.finditer(sentence))


def _nearest(there: Sequence[tuple[int, Any]], place: int, sentence: str) -> list[Any]:
    """The random values of which something is said at a place: those before it, or else those after it."""
    before = [(at, value) for at, value in there if at < place]
    if not before:
        return [value for _, value in there]
    plural = re.search(r"\b(?:variables|vectors|matrices)\b", sentence)
    return [value for _, value in before] if plural else [before[-1][1]]


def _unfolded(said: re.Match[str], value: Any, inline: Sequence[Sequence[Token]], notation: Notation) -> Iterator[Any]:
    scalar = ex.kind_of(value) == ex.SCALAR
    if said.re is _NO_MEAN:
        yield ex.related("=", expectation(value), Integer(0))
    elif said.re is _MEAN:
        content = first_side(mathematical(inline[int(said[1])]))
        name = full_name(content, notation)
        if name is not None and not notation.known(name) and ex.kind_of(value) == ex.VECTOR:
            notation.declare(name, ex.VectorSymbol(name, shape_of(value)[1]))
        number = expression(content, notation)
        if not any(True for _ in ex.drawn_parts(number)):  # "the mean of $X$" says what has it
            yield made(content[0], lambda m: ex.related("=", expectation(value), m), number)
    elif said.re is _VARIANCE and ex.kind_of(value) != ex.OPERATOR:
        content = first_side(mathematical(inline[int(said[2])]))
        number = expression(content, notation)
        yield made(content[0], lambda v: ex.related("<=" if said[1] else "=", variance(value), v), number)
    elif said.re is _UNIT_VARIANCE and scalar:
        yield ex.related("=", variance(value), Integer(1))
    elif said.re is _SECOND_MOMENT and ex.kind_of(value) != ex.OPERATOR:
        content = mathematical(inline[int(said[2])])
        if not any(token.text in RELATIONS for token in content):  # "second moment $E[X^2] = s$" is an equation
            moment = expectation(value**2 if scalar else norm(value) ** 2)
            number = expression(content, notation)
            yield made(content[0], lambda v: ex.related("<=" if said[1] else "=", moment, v), number)
    elif said.re is _BOUNDED and ex.kind_of(value) != ex.OPERATOR:
        content = first_side(mathematical(inline[int(said[1])]))
        size = absolute(value) if scalar else norm(value)
        yield made(content[0], lambda bound: surely(ex.related("<=", size, bound)), expression(content, notation))
    elif said.re is _VALUES and scalar:
        yield from _among(mathematical(inline[int(said[1])]), value, notation)
    elif said.re is _NONNEGATIVE and scalar:
        yield surely(ex.related(">=", value, Integer(0)))


def _among(values: list[Token], value: Any, notation: Notation) -> Iterator[Any]:
    r"""What it says of something random that it takes values in an interval, or in a set of two numbers.

    Raises:
        UnreadError: they are in another set.
    """
    first, last = values[0].text, values[-1].text
    found = (
        [expression(part, notation) for part in split(values[1:-1], ",")] if first in _ENDS and last in _ENDS else []
    )
    if first == "\\{" and len(found) == 2:
        yield made(values[0], lambda a, b: surely(ex.related("=", (value - a) * (value - b), Integer(0))), *found)
    elif len(found) == 2:
        yield made(values[0], lambda v: surely(ex.related(">=" if first == "[" else ">", value, v)), found[0])
        yield made(values[0], lambda v: surely(ex.related("<=" if last == "]" else "<", value, v)), found[1])
    elif first == "\\{":
        raise UnreadError(values[0], "what takes values in such a set cannot be said yet.", "sets")


_ENDS = frozenset({"[", "]", "(", ")", "\\{", "\\}"})


def introduces_chance(sentence: str) -> bool:
    """Whether a sentence introduces something random: "for a random variable $B$ with values in $[0, 1]$"."""
    return _INTRODUCED_CHANCE.search(sentence) is not None


def without_moments(sentence: str, inline: Sequence[Sequence[Token]], notation: Notation) -> str:
    """Return a sentence without what was read of the random values that it names."""
    there = random_in(sentence, inline, notation)
    if not there:
        return sentence
    for pattern in _OF_SAMPLES if any(is_sample(value) for _, value in there) else ():
        sentence = pattern.sub("", sentence)
    return _LINKS.sub("", without_sizes_of_chance(sentence))


def without_sizes_of_chance(sentence: str) -> str:
    """Return a sentence without what ``moments`` reads of random values."""
    for pattern in (_FINITE, *_OF_VALUES, _RANDOM):
        sentence = pattern.sub("", sentence)
    return sentence
