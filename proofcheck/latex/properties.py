"""Properties that are named in words, as "f is convex and L-smooth", unfolded to what they mean."""

import re
from collections.abc import Collection, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any

from proofcheck.lang import expressions as ex
from proofcheck.latex import families, several
from proofcheck.latex.applying import full_name
from proofcheck.latex.denying import denies, of_others
from proofcheck.latex.forms import names_in
from proofcheck.latex.governing import IS, SLOPE, of_another, verb
from proofcheck.latex.grammar import mathematical
from proofcheck.latex.in_full import (
    ANOTHER_CLAUSE,
    confined,
    has_sign,
    is_part,
    names_part,
    of_parts,
    one_of_two,
    restricted,
    spelled_out,
    treated,
    without_denied,
)
from proofcheck.latex.introducing import without_sizes
from proofcheck.latex.listing import said_of_terms, terms_of
from proofcheck.latex.notation import Notation
from proofcheck.latex.phrases import GREATEST, LEAST, RESTATING
from proofcheck.latex.ranges import (
    bracketed_terms,
    expression,
    first_side,
    split,
    without_time,
)
from proofcheck.latex.sets import points_in, set_named
from proofcheck.latex.somewhere import limited_to, where
from proofcheck.latex.source import DIGIT, Token, UnreadError, like, plain
from proofcheck.latex.unfolding import OF_CONSTANTS, OF_GRADIENTS, is_number, unfolded
from proofcheck.latex.vocabulary import DOTS, NEUTRAL, QUANTITIES, RELATIONS, words

_M = r"⟨(\d+)⟩"
_LIST = r"((?:⟨\d+⟩\s*(?:,\s*)?(?:and\s+)?)*)"
"""Names before the last one of which something is said together: the first two of "f, g and h are"."""
_ADJECTIVE = (
    r"(?:symmetric|positive[ -](?:semi-?)?definite|invertible|non-?singular|orthogonal|(?:strictly )?con(?:vex|cave)|"
    r"(?:(?:twice|continuously) )*differentiable|(?:in|de)creasing|non-?negative|positive|"
    r"⟨\d+⟩ ?-? ?(?:smooth|strongly[ -]convex|lipschitz|co-?coercive))(?= |,|$)"
)
_OF_CONSTANT = r"\s?-?\s?(?:smooth|strong|strongly|lipschitz|co-?coercive)\b"
_REST = (
    rf"((?:(?!(?<=, )⟨\d+⟩ an? |⟨\d+⟩(?!{_OF_CONSTANT})(?:(?!,? that is,)[^⟨⟩.;]{{0,40}}?\b{IS}\b|"
    rf"\s+(?:an? [^⟨⟩.;]{{0,20}}?)?{_ADJECTIVE}))[^.;])*)"
)
"""What is said of names: all up to the next one of which something else is said."""
_SUBJECTS = (
    re.compile(rf"{_LIST}{_M}(?!{_OF_CONSTANT})(?:[^⟨⟩.;]{{0,60}}?)\b{IS}\b{_REST}", re.IGNORECASE),
    re.compile(rf"(){_M}\s+(?:a|an)\b{_REST}", re.IGNORECASE),
    re.compile(rf"(){_M}\s*,?\s+((?:{_ADJECTIVE}(?:[\s,]+(?:and\s+)?|$))+)", re.IGNORECASE),
)
_OF_ITSELF = (
    r"(?![\w-])(?! (?!(?:functions?|maps?|mappings?|operators?|loss(?:es)?|objectives?|costs?|potentials?|activations?|"
    r"in|on|over|for|with|and|or|but|if|when|where|which|whose|so|such|that|then|as|by|since|because|uniformly|"
    r"globally|everywhere|too|also|is|are|we|it|convex|concave|smooth|bounded|differentiable|strongly|monotone)\b)[a-z])"
)
"""What comes after a property of the thing itself, and not of what is named next: "an L-Lipschitz Hessian"."""
_GRADIENT = re.compile(rf"\b{SLOPE} of\s+(?:the \w+ )?((?:⟨\d+⟩\s*(?:,\s*)?(?:and\s+)?)+)", re.I)
_ITS_GRADIENT = re.compile(
    rf"\b(?:its|whose|the) {SLOPE} (?:(?:also|moreover|globally) )?(?:is|are|be)(?: also| globally)?"
    r"((?: ⟨\d+⟩)?) ?-?lipschitz(?:[ -]continuous)?",
    re.IGNORECASE,
)
"""What is said of the gradient of what was named before."""
_SAID_BEFORE = rf"(?:[^⟨⟩.;]|⟨\d+⟩(?={_OF_CONSTANT}))*"
CALLED_BEFORE = re.compile(
    rf"({_SAID_BEFORE})\b(?:functions?|objective|loss|risk|cost|potential|map|matrix|matrices|operator)\s+{_M}",
    re.IGNORECASE,
)
"""A thing with what is said of it before, constants included: "an L-smooth function f"."""
_RIGHT_BEFORE = re.compile(
    rf"({_SAID_BEFORE}\b(?:convex|concave|smooth|differentiable))\s+{_M}(?!{_OF_CONSTANT})", re.IGNORECASE
)
"""One that no noun comes before: "a convex f"."""
_TERMS_BEFORE = re.compile(
    rf"({_SAID_BEFORE})\b(?:numbers|reals|scalars|constants|sequences?|step[ -]?sizes|weights|parameters|coefficients|"
    rf"learning rates|values|terms)\s+{_LIST}{_M}",
    re.IGNORECASE,
)
"""The terms of a sequence with what is said of them before: "positive step sizes $(\\eta_k)$"."""
_CALLED = re.compile(
    r"(?:convex|concave|smooth|differentiable|functions?|objective|loss|risk|cost|potential|map|matrix|matrices|"
    r"operator)\s+⟨",
    re.IGNORECASE,
)
"""What both contain, which is found out sooner."""
LADEN = re.compile(
    r"random|probability|gaussian|rademacher|bernoulli|poisson|exponential|martingale|distribut|independent|"
    r"i\.?i\.?d|orthogonal|"
    r"orthonormal|unitary|diagonal|sparse|stochastic|projection|permutation|triangular|nilpotent|skew|normal|uniform|"
    r"fixed point|\bzero\b|\broots?\b|eigen|singular|\brank|homogeneous|bounded|subgradient|invertible|unbiased|"
    r"estimat|solution|solving|least squares|lipschitz|increasing|monoton|contract|idempotent|feasible|"
    r"stationar|transition|markov|ergodic|periodic|covarian|densit|quantile|median|moment|"
    r"\b(?:consecutive|successive|neighbou?ring)\b|\b(?:closer|nearer|farther|further)\b|\bbetween\b|"
    r"\b(?:different|distinct) from\b|perpendicular|parallel|"
    r"\bthan\b|"
    r"\bbelow\b|\babove\b|\bat (?:most|least)\b|\bpolynomial (?:in|of)\b|\bmultiple of\b|\bdivisible\b",
    re.IGNORECASE,
)
"""What words say of a name that has no reading, a formula beside them or not."""
_DOES = re.compile(
    rf"{_M}\s+(?:(?:satisf(?:y|ies|ying)|lies?|belongs?|solves?|obeys?|takes?|attains?)\b([^⟨⟩.;]*)|with\s+([^⟨⟩.;]*))",
    re.IGNORECASE,
)
"""What a name does, or comes with."""
_ACTS = re.compile(
    rf"{_LIST}{_M}\s+((?:do(?:es)? not )?"
    r"(?:depends? on|(?:anti-?)?commutes?|vanish(?:es)?|exceeds?|dominates?|coincides?|agrees?|intersects?|differs?|"
    r"projects?|annihilates?|preserves?|generates?|spans?|diagonali[sz]es?))\b",
    re.IGNORECASE,
)
"""What names do that says something by the verb alone: "$A$ and $B$ commute"."""
_MEANING = re.compile(rf"\b{RESTATING}(?=⟨|\Z)", re.IGNORECASE)
"""What stands between words about a name and what they mean: "a stochastic matrix $P$, that is, $P_{ij} \\ge 0$"."""
_COMPANIONS = re.compile(r"\b(?:unbiased )?stochastic (?:sub)?gradients?\b(?: descent)?|\bsgd\b", re.IGNORECASE)
"""What is used beside a function, and says nothing of it: "minimise F with stochastic gradients"."""
_SAYS_NOTHING = words("inequality inequalities equation equations bound bounds condition conditions estimate relation")
"""What a formula does not satisfy in words: the formula beside them says what."""
_NOT = re.compile(
    r"\bnot\b|\bnon-?(?!-?(?:expansive|decreasing|increasing|negative|singular|zero|empty))|\bneither\b|\bneed\b|"
    r"\bfails?\b|\bnever\b|\bcannot\b|\bceases?\b",
    re.IGNORECASE,
)
_EXTREMES = [
    (f"{which} {what}{bound}", f"(?:{spelled}) {what}", more)
    for which, spelled, bounded in (
        ("smallest", LEAST, "(?: of)? (?:at least|(?:lower )?bounded (?:from )?below by)"),
        ("largest", GREATEST, "(?: of)? (?:at most|bounded (?:above )?by)"),
    )
    for what in ("eigenvalue", "singular value")
    for bound, more in (("", "(?: equal to)?"), (" bounded", bounded))
]
"""Which eigenvalue or singular value may be said to be equal to a number, or bounded by one."""
_WITH = rf" functions? with (?:[\w-]+ ){{0,2}}(?:constant|parameter|modulus|coefficient) {_M}"
_SAID = {
    "strongly convex": rf"(?:{_M}\s*-?\s*strongly[ -]convex|strongly[ -]convex(?:{_WITH}| with (?:\w+ ){{0,3}}{_M})?)",
    "smooth": rf"(?:{_M}\s*-?\s*smooth\b|\bsmooth{_WITH}|{_M}\s*-?\s*lipschitz[ -](?:continuous )?{SLOPE}|"
    rf"lipschitz[ -](?:continuous )?{SLOPE}(?: with (?:\w+ ){{0,3}}{_M})?)",
    "lipschitz": rf"{_M}\s*-?\s*lipschitz(?:[ -]continuous)?{_OF_ITSELF}|"
    rf"\blipschitz(?:[ -]continuous)? with (?:\w+ ){{0,3}}{_M}",
    "strongly monotone": rf"{_M}\s*-?\s*strongly[ -]monotone|strongly[ -]monotone(?: with (?:\w+ ){{0,3}}{_M})?",
    "cocoercive": rf"{_M}\s*-?\s*co-?coercive|co-?coercive(?: with (?:\w+ ){{0,3}}{_M})?",
    "monotone": r"(?<!strongly )(?<!strongly-)(?<!non-)\bmonotone\b",
    "firmly nonexpansive": r"\bfirmly[ -]non-?expansive\b",
    "nonexpansive": r"(?<!firmly )(?<!firmly-)\bnon-?expansive\b",
    "convex": r"(?<!strongly )(?<!strongly-)(?<!quasi-)(?<!weakly )(?<!non-)(?<!non)\bconvex\b",
    "concave": r"(?<!quasi-)(?<!strongly )(?<!strongly-)\bconcave\b",
    "diameter": rf"\bcompact\b(?=.*\bdiameter)|\bdiameter(?: is)?(?: at most| (?:upper )?bounded by)? {_M}",
    "nonempty": r"\bnon-?empty\b",
    "symmetric": r"(?<!non-)(?<!skew-)\bsymmetric\b",
    "positive": r"(?<!non-)\b(?:strictly )?positive\b(?![ -](?:semi-?)?definite)(?![ -]semi)(?! (?:entr|comp|coo|wei))",
    "positive entries": r"\b(?:strictly )?positive (?:entries|components|coordinates|weights)",
    "nonnegative": r"\bnon-?negative\b(?! definite)",
    "positive definite": r"\bpositive[ -]definite\b",
    "positive semidefinite": r"\b(?:positive[ -]semi-?[ ]?definite|p\.?s\.?d\.?\b|non-?negative definite)",
    "eigenvector": rf"\b(?:unit )?eigenvectors?,? (?:with|such that|satisfying|that is|ie),? {_M}",
    "probability": r"\bprobability (?:vectors?|distributions?|mass functions?)\b(?: (?:on|over) ⟨\d+⟩)?",
    "unit": r"\bunit[ -](?:vectors?|norm|length)\b|\bnormali[sz]ed\b",
    "nonzero": r"\bnon-?zero\b|\b(?:different|distinct) from zero\b",
    "orthogonal": r"\borthogonal\b(?! to\b| project)",
    "orthogonal projection": r"\borthogonal project(?:ions?|ors?)\b(?! (?:on|onto|of|to)\b)",
    "invertible": r"\b(?:invertible|non-?singular)\b",
    "full column rank": r"\bfull column[ -]rank\b|\blinearly independent columns\b",
    "full row rank": r"\bfull row[ -]rank\b|\blinearly independent rows\b",
    "bounded below": rf"\bbounded (?:from )?below by (?:the constant )?{_M}|\blower[ -]bounded by {_M}",
    "increasing": r"(?<!strictly )\b(?:non-?decreasing|(?:monotonically |weakly )?increasing)\b",
    "decreasing": r"(?<!strictly )\b(?:non-?increasing|(?:monotonically |weakly )?(?<!non-)(?<!non)decreasing)\b",
    **{name: rf"\b(?:{spelled}){more} {_M}" for name, spelled, more in _EXTREMES},
    "spectrum": rf"\beigenvalues (?:(?:all|that|which) )?(?:lie |lying |are |contained )?in {_M}",
}  # fmt: skip
PLACED = frozenset({"\\in", "\\subset", "\\subseteq", ":", "\\colon"})
"""What stands between a name and where that is which it names."""
_WHOSE = re.compile(rf"\b(?:values?|vectors?) of {_M}")
"""What something belongs to of which a formula speaks: "$\\lambda_1(A) > 0$ is the largest eigenvalue of $A$"."""
_NAMING = re.compile(r"\s*(?:the|our|its)\b", re.IGNORECASE)
CHOSEN = re.compile(
    r"\b(?:sign|signum|step|heaviside|indicator|floor|ceiling|gamma|zeta|error|distribution|characteristic|logistic|"
    r"sigmoid) function\b|\bidentity\b|\bdiameter\b|\bsimplex\b|\bgolden ratio\b|"
    r"minimi|maximi|optim|solution|\broots?\b|zero|fixed point|stationary|critical|largest|smallest|"
    r"inverse|projection|eigen|singular|unique|limit|infimum|supremum|proximal|nearest|closest|midpoint|conjugate|"
    r"difference|distance|(?:all-?ones|of ones|adjacency|incidence|gram(?:ian)?|kernel|hilbert|hadamard|vandermonde|"
    r"(?:co)?variance|correlation|laplacian|exchange|shift|permutation|rotation|reflection|householder|companion|"
    r"circulant|toeplitz|hankel|fourier|transition|fisher|information|precision|cent(?:e)?ring|gossip|mixing|degree|"
    r"hat|pauli|cartan) (?:matri(?:x|ces)|vectors?)\b|\b(?:matrix|vector) of (?:all )?ones\b",
    re.IGNORECASE,
)
"""What something that is named with "the" has to be for that to suppose something of it."""
_NEAREST = re.compile(r"\b(?:closest|nearest|furthest|farthest) to\b", re.IGNORECASE)
"""What a point is among those of a set: "the point of $C$ closest to $x$"."""
_SUPPOSING = re.compile(r"\b(let|suppose|assume|assuming|if|under|consider|given)\b|^\W*here\b", re.IGNORECASE)
_SINGLE = re.compile(r"\bminimi[sz]er\b.*")
"""A minimiser of a convex function is not convex."""
_ELSEWHERE = re.compile(r"\b(?:whose|than|bounded (?:away |(?:from )?below |(?:from )?above )?(?:from|by) an?)\b.*")
"""What is said of something else: "smaller than a positive number", "whose square is positive"."""
_OF_CONSTANT_THERE = re.compile(rf",? (?:for some|with|where|for an?)(?: constant)? {_M}", re.IGNORECASE)
_NUMBERED = re.compile(r"(?<![\w⟨.-])(\d+)(?= ?- ?(?:strongly|smooth|lipschitz|co-?coercive)\b)", re.IGNORECASE)
"""A number that is the constant of a property."""
_RANGE = re.compile(
    rf",?\s*\b(?:for|with) (?:all |each |every |any )?{_M},?(?=\s+{IS}\b)|, {_M},(?=\s+{IS}\b)", re.IGNORECASE
)
"""What an index runs over, between what is spoken of and what is said of it."""


@dataclass(frozen=True, slots=True)
class Said:
    """What a word says of names: nothing, where it says nothing of such."""

    names: list[str]
    says: list[Any]
    property: str = ""
    word: str = ""
    constant: list[Token] | None = None


OF_MATRICES = ("symmetric", "positive definite", "positive semidefinite", "invertible")
"""What is said of matrices that are made of others."""
PATTERNS = {name: re.compile(pattern, re.IGNORECASE) for name, pattern in _SAID.items()}


def supposed(sentence: str, inline: Sequence[Sequence[Token]], notation: Notation, at: Token) -> Iterator[Any]:
    """Yield what a sentence supposes in words of the functions and operators that it names.

    Raises:
        UnreadError: a property cannot be unfolded.
    """
    for said in properties_in(sentence, inline, notation, at):
        yield from said.says


def properties_in(sentence: str, inline: Sequence[Sequence[Token]], notation: Notation, at: Token) -> Iterator[Said]:
    """Yield the words of a sentence that say properties of names, with what they say.

    Raises:
        UnreadError: a property cannot be unfolded.
    """
    sentence, inline = _with_numbers(_without_ranges(sentence, inline), inline, at)
    if one_of_two(sentence):
        return
    named = [name for tokens in inline for name in (said_names(tokens, notation) + _gradient_of(tokens, notation))]
    with families.standing_in(named, notation) as stand_ins:
        for said in _said_of_names(sentence, inline, notation, at):
            yield replace(said, says=[families.of_all(each, stand_ins) for each in said.says])


def constants(found: Sequence[Said], notation: Notation, at: Token) -> Iterator[Any]:
    """Yield the numbers that are said to be the constants of properties: nobody means negative ones."""
    for said in found:
        number = None if said.constant is None or not said.says else full_name(said.constant, notation)
        if said.property in OF_CONSTANTS and number is not None:
            yield from (m for m in notation.meaning(number)[:1] or [notation.scalar(number, at)] if is_number(m))


def unsaid(found: Sequence[Said]) -> Iterator[tuple[str, str]]:
    """Yield the words that say nothing that is read of a name, as "nonnegative" of a vector, and the name."""
    read = {(name, said.property) for said in found for name in said.names if said.says}
    for said in found:
        if said.word and not said.says:
            yield from ((said.word, name) for name in said.names if (name, said.property) not in read)


def _said_of_names(sentence: str, inline: Sequence[Sequence[Token]], notation: Notation, at: Token) -> Iterator[Said]:
    said: list[tuple[int, str, str | None, bool]] = [
        (number, found[3], verb(found), confined(sentence[: found.start(2) - 1], inline))
        for pattern in _SUBJECTS
        for found in pattern.finditer(sentence)
        if not denies(before := sentence[: found.start()])
        and not is_part(before)
        and not _NOT.search(sentence[found.end(2) : found.start(3)])
        for number in _of(found)
    ]
    said += [(int(found[2]), found[1], None, False) for pattern in (CALLED_BEFORE, _RIGHT_BEFORE)
             for found in (pattern.finditer(sentence) if _CALLED.search(sentence) else ())
             if not of_others(sentence[: found.end(1)]) and not treated(sentence[found.end() :])]  # fmt: skip
    for found in _TERMS_BEFORE.finditer(sentence):
        listed = (int(number) for number in re.findall(r"\d+", found[2] + found[3]))
        of_terms = (n for n in listed if bracketed_terms(mathematical(inline[n]), notation) is not None)
        said += [(number, found[1], None, False) for number in of_terms]
    slopes = [int(number) for found in _GRADIENT.finditer(sentence) for number in re.findall(r"\d+", found[1])]
    for subject, said_there, does, somewhere in said:
        said_there = without_denied(_ELSEWHERE.sub("", _SINGLE.sub("", said_there)))
        if not said_there or _NOT.search(said_there):
            continue
        names = said_names(inline[subject], notation)
        if (sloped := several.section_sloped(mathematical(inline[subject]), notation)) is not None:
            alone = _read_of_gradients([sloped.alone], said_there, inline, notation)
            yield Said([sloped.function.name], [sloped.said(each) for each in alone])
            continue
        if subject in slopes or _gradient_of(inline[subject], notation):
            of = _gradient_of(inline[subject], notation) or names
            yield Said(of, list(_of_gradients(of, said_there, inline, notation)))
            continue
        terms = terms_of(inline[subject], notation, at)
        meanings = [m for name in names for m in notation.meaning(name)]
        if not meanings and terms is None:
            meanings = [m for name in names for m in _number(name, said_there, notation, at)]
        meanings = meanings if names else _operator_in(inline[subject], notation)
        for name, pattern in PATTERNS.items():
            for found in pattern.finditer(said_there):
                if terms is not None:
                    yield Said(names, list(said_of_terms(*terms, name)), name, found[0])
                    continue
                number = next((g for g in found.groups() if g), None)
                constant = None if number is None else first_side(mathematical(inline[int(number)]))
                after = _without_range_of(constant, said_there[found.end() :], inline)
                section = several.section_of(inline[subject], names, after, inline, notation)
                around = said_there[: found.end()] + ("" if section is not None and section.worded else after)
                about = meanings if section is None else [section.alone]
                limited = limited_to(after, inline, notation, names if name in {"increasing", "decreasing"} else ())
                in_part = somewhere or limited or restricted(around, *found.span())
                in_part = in_part or of_another(said_there, found, does)
                says = [] if in_part else list(unfolded(name, about, constant, notation, at))
                if (of := set_named(where(after, inline), notation)) is not None:
                    says = [each for each in (points_in(one, of) for one in says) if each is not None]
                says = says if section is None else list(map(section.said, says))
                word = re.sub(r"⟨(\d+)⟩ ?-? ?", lambda m: f"{plain(inline[int(m[1])])}-", found[0])
                yield Said(names, says, name, word, constant)


def _without_range_of(constant: Sequence[Token] | None, after: str, inline: Sequence[Sequence[Token]]) -> str:
    """Return the words after a property without what they say of its constant: "$L$-Lipschitz for some $L > 0$"."""
    found = _OF_CONSTANT_THERE.match(after)
    content = mathematical(inline[int(found[1])]) if found is not None and constant else []
    about = bool(content) and plain(first_side(content)) == plain(constant or ()) != plain(content)
    return after[found.end() :] if found is not None and about else after


def _without_ranges(sentence: str, inline: Sequence[Sequence[Token]]) -> str:
    """Return a sentence without the ranges of indices between what is spoken of and what is said of it, and without
    sizes; what is said of "its gradient" is said of what has it.
    """
    sentence = _ITS_GRADIENT.sub(r"with\1 Lipschitz gradient", without_sizes(sentence, inline))
    for found in reversed(list(_RANGE.finditer(sentence))):
        said = [t.text for t in mathematical(inline[int(found[1] or found[2])])]
        if any(text in DOTS for text in said) or said[1:2] == ["\\in"]:
            sentence = f"{sentence[: found.start()]}{sentence[found.end() :]}"
    return sentence


def _with_numbers(sentence: str, inline: Sequence[Sequence[Token]], at: Token) -> tuple[str, Sequence[Sequence[Token]]]:
    """Return a sentence with the constants that are numbers in its words, as in "1-strongly convex", as formulas."""
    found = list(_NUMBERED.finditer(sentence))
    for number, said in reversed(list(enumerate(found))):
        sentence = f"{sentence[: said.start()]}⟨{len(inline) + number}⟩{sentence[said.end() :]}"
    return sentence, [*inline, *([like(at, DIGIT, d) for d in said[1]] for said in found)]


def _gradient_of(tokens: Sequence[Token], notation: Notation) -> list[str]:
    r"""Return the function of which a formula is the gradient or derivative: ``\\nabla f``, ``Df``; or nothing."""
    content = mathematical(tokens)
    if (section := several.section_sloped(content, notation)) is not None:
        return [section.function.name]
    sign = content[0].text if content else ""
    derives = sign == "\\nabla" or (sign == "D" and not notation.known("D"))
    name = full_name(content[1:], notation) if derives else None
    known = name is not None and (sign != "D" or any(isinstance(m, ex.MapSymbol) for m in notation.meaning(name)))
    return [name] if name is not None and known else []


def _of_gradients(
    names: Sequence[str], words_there: str, inline: Sequence[Sequence[Token]], notation: Notation
) -> Iterator[Any]:
    """Yield what functions are whose gradients are said to be Lipschitz with a constant, or monotone."""
    functions = [m for name in names for m in notation.meaning(name) if isinstance(m, ex.MapSymbol)]
    yield from _read_of_gradients(functions, words_there, inline, notation)


def _read_of_gradients(
    functions: Sequence[Any], words_there: str, inline: Sequence[Sequence[Token]], notation: Notation
) -> Iterator[Any]:
    for name, reading in OF_GRADIENTS.items():
        for found in PATTERNS[name].finditer(words_there):
            constants = [expression(first_side(mathematical(inline[int(g)])), notation) for g in found.groups() if g]
            able = (m for m in functions if m.n is None or name == "lipschitz")
            yield from (reading(function, *constants) for function in able)


def passed_over(
    sentence: str, inline: Sequence[Sequence[Token]], notation: Notation, *, throughout: bool = False
) -> Iterator[tuple[str, str]]:
    """Yield what a sentence supposes of names in words that are not read: the words, and the name.

    ``throughout`` is whether all that it says is supposed, and not only what follows a word such as "let".
    """
    sentence = _without_ranges(sentence, inline)
    if one_of_two(sentence):
        yield from (("one of two", name) for tokens in inline for name in said_names(tokens, notation))
    supposing = _SUPPOSING.search(sentence)
    if supposing is None and not throughout:
        return
    start = 0 if throughout or supposing is None else supposing.start()
    for found in _SUBJECTS[0].finditer(sentence, start):
        names = [name for number in _of(found) for name in said_names(inline[number], notation)]
        slopes = [name for number in _of(found) for name in _gradient_of(inline[number], notation)]
        if is_part(sentence[: found.start()]):
            yield from () if names_part(found[3], inline) else (("a part of it", name) for name in names)
            continue
        words_there = ANOTHER_CLAUSE.split(found[3])[0]
        has = sentence[found.end(2) : found.start(3)].rstrip().endswith(("have", "has"))
        if not has and _NAMING.match(words_there) and not CHOSEN.search(words_there):
            continue
        of_gradient = slopes or _GRADIENT.search(sentence[: found.end(2) + 1], found.start())
        made = not names and len(_of(found)) == 1 and _operator_in(inline[_of(found)[0]], notation)
        read = OF_GRADIENTS if of_gradient else PATTERNS if names else OF_MATRICES if made else ()
        for name in read:
            words_there = PATTERNS[name].sub(" ", words_there)
        words_there = re.sub(rf"{_M}(?={_OF_CONSTANT})", " ", words_there, flags=re.IGNORECASE)
        words_there, formula, further = _MEANING.split(words_there)[-1].partition("⟨")
        left = _left_of(words_there, QUANTITIES if has_sign(inline[int(found[2])]) else frozenset())
        if not left and (chosen := _NEAREST.search(further)) is not None:
            yield from ((chosen[0], name) for name in names)
        if left and (
            not formula or (has and of_parts(words_there)) or LADEN.search(words_there) or CHOSEN.search(words_there)
        ):
            whose = {n for number in _WHOSE.findall(found[3]) for n in names_in(inline[int(number)], notation)}
            there = (names_in(inline[number], notation) for number in _of(found))
            names = names or [name for among in there for name in sorted(among - whose)]
            yield from ((left, name) for name in names)
    for found in _ACTS.finditer(sentence, start):
        yield from ((found[3], name) for number in _of(found) for name in said_names(inline[number], notation))
    for found in _DOES.finditer(sentence, start):
        said = _COMPANIONS.sub(" ", found[2] or found[3] or "")
        if found[2] and spelled_out(found, said_names(inline[int(found[1])], notation), inline, notation):
            said = ""
        left = _left_of(said) or ("its values" if re.search(r"\bvalues?\b", said) else "")
        if left and (found[2] is not None or LADEN.search(said)):
            yield from ((left, name) for name in said_names(inline[int(found[1])], notation))


def _left_of(said: str, neutral: Collection[str] = frozenset()) -> str:
    """The words that suppose something by themselves; ``neutral`` are further ones that do not."""
    found = re.findall(r"[A-Za-z][A-Za-z-]*", said)
    laden = LADEN.search(said)
    left = " ".join(w for w in found if w.lower() not in {*NEUTRAL, *_SAYS_NOTHING, *neutral})
    return left or (laden[0] if laden else "")


def _of(found: re.Match[str]) -> list[int]:
    """Return the formulas that name what something is said of."""
    return [int(number) for number in (*re.findall(r"\d+", found[1]), found[2])]


def said_names(tokens: Sequence[Token], notation: Notation) -> list[str]:
    r"""Return the names in a formula that only names things, perhaps with where they are: ``A, B \in R^{n x n}``."""
    content = mathematical(tokens)
    if (section := several.section_named(content, notation)) is not None:
        return [section.function.name]
    if (family := bracketed_terms(content, notation)) is not None:
        return [family[0]]
    place = next((i for i, t in enumerate(content) if t.text in PLACED), len(content))
    found = [full_name(without_time(part, notation), notation) for part in split(content[:place], ",")]
    first = notation.name(content, 0) if content else None
    if first is not None and any(t.text in DOTS for t in content):
        if families.of(notation, first.root) is not None:
            return [f"{first.root}_i"]
        found.append(first.root)
    return [name for name in found if name is not None]


def _operator_in(tokens: Sequence[Token], notation: Notation) -> list[Any]:
    """Return what a formula is, if it is a matrix that is made of others; nothing where it is so at a point alone."""
    content = mathematical(tokens)
    if len(content) < 2 or any(t.text in RELATIONS or t.text in PLACED or t.text == "," for t in content):
        return []
    with suppress(UnreadError, ex.LanguageError):
        found = expression(content, notation.copy())
        there = any(isinstance(part, (*ex.OF_FUNCTIONS, ex.PathValue)) for part in ex.all_parts(found))
        return [found] if ex.kind_of(found) == ex.OPERATOR and not there else []
    return []


def _number(name: str, words: str, notation: Notation, at: Token) -> list[Any]:
    """Return the number that an undeclared name is, where it is said to be positive, or the numbers that are listed."""
    of_families = PATTERNS["probability"].search(words) or PATTERNS["positive entries"].search(words)
    if of_families and name in notation.counted & notation.lasts.keys():
        return [notation.sequence(name, at)]
    if not PATTERNS["positive"].search(words) and not PATTERNS["nonnegative"].search(words):
        return []
    return [notation.scalar(name, at)]
