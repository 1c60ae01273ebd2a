"""Properties that are named in words, as "f is convex and L-smooth", unfolded to what they mean."""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from proofcheck.lang import expressions as ex
from proofcheck.lang import properties
from proofcheck.latex import families
from proofcheck.latex.applying import full_name
from proofcheck.latex.forms import names_in
from proofcheck.latex.grammar import mathematical
from proofcheck.latex.notation import Notation
from proofcheck.latex.ranges import expression, split
from proofcheck.latex.source import DIGIT, Token, UnreadError
from proofcheck.latex.vocabulary import DOTS, RELATIONS, words

_M = r"⟨(\d+)⟩"
_IS = r"(?:is|are|be|being|remains|has|have)"
_LIST = r"((?:⟨\d+⟩\s*,?\s*(?:and\s+)?)*)"
"""Names before the last one of which something is said together: the first two of "f, g and h are"."""
_REST = rf"((?:(?!⟨\d+⟩[^⟨⟩.;]{{0,40}}?\b{_IS}\b)[^.;])*)"
"""What is said of names: all up to the next one of which something else is said."""
_SUBJECTS = (
    re.compile(rf"{_LIST}{_M}(?:[^⟨⟩.;]{{0,60}}?)\b{_IS}\b{_REST}", re.IGNORECASE),
    re.compile(rf"(){_M}\s+(?:a|an)\b{_REST}", re.IGNORECASE),
)
_GRADIENT = re.compile(
    r"\b(?:gradients?|derivatives?|slopes?) of\s+(?:the \w+ )?((?:⟨\d+⟩(?:\s*,?\s*(?:and\s+)?)?)+)", re.I
)
_BEFORE = re.compile(rf"([^⟨⟩.;]*)\b(?:functions?|objective|loss|map|matrix|matrices|operator)\s+{_M}", re.IGNORECASE)
_JACOBIAN = re.compile(
    rf"{_M}\s+(?:for|is|be|denotes?|as|,)?\s*the jacobian(?: matrix)? of {_M}|the jacobian(?: matrix)? {_M} of {_M}",
    re.IGNORECASE,
)
_INTRODUCED = re.compile(r"\b(?:an?|any|every|each|some|iid|of)\s+((?:[A-Za-z.-]+\s+){1,5})⟨(\d+)⟩", re.IGNORECASE)
_LADEN = re.compile(
    r"random|gaussian|rademacher|bernoulli|poisson|exponential|martingale|distribut|independent|i\.?i\.?d|orthogonal|"
    r"orthonormal|unitary|diagonal|sparse|stochastic|projection|permutation|triangular|nilpotent|skew|normal|uniform|"
    r"fixed point|\bzero\b|\broots?\b|eigen|singular|\brank|homogeneous|bounded|subgradient|invertible|unbiased|"
    r"estimat|solution|solving|least squares|lipschitz",
    re.IGNORECASE,
)
"""What words say of a name that has no reading, a formula beside them or not."""
_DOES = re.compile(
    rf"{_M}\s+(?:(?:satisf(?:y|ies|ying)|lies?|belongs?|solves?|obeys?)\b([^⟨⟩.;]*)|with\s+([^⟨⟩.;]*))", re.IGNORECASE
)
"""What a name does, or comes with."""
_SAYS_NOTHING = words("inequality inequalities equation equations bound bounds condition conditions estimate relation")
"""What a formula does not satisfy in words: the formula beside them says what."""
_NOT = re.compile(r"\bnot\b|\bnon-?(?!-?expansive)|\bneither\b|\bneed\b", re.IGNORECASE)
_SAID = {
    "strongly convex": rf"(?:{_M}\s*-?\s*strongly[ -]convex|strongly[ -]convex(?: with (?:\w+ ){{0,3}}{_M})?)",
    "smooth": rf"(?:{_M}\s*-?\s*smooth\b|{_M}\s*-?\s*lipschitz[ -](?:continuous )?gradient|"
    rf"lipschitz[ -](?:continuous )?gradient(?: with (?:\w+ ){{0,3}}{_M})?)",
    "lipschitz": rf"{_M}\s*-?\s*lipschitz(?! (?:continuous )?gradient)(?:[ -]continuous)?|"
    rf"\blipschitz(?:[ -]continuous)?(?! (?:continuous )?gradient) with (?:\w+ ){{0,3}}{_M}",
    "strongly monotone": rf"{_M}\s*-?\s*strongly[ -]monotone|strongly[ -]monotone(?: with (?:\w+ ){{0,3}}{_M})?",
    "cocoercive": rf"{_M}\s*-?\s*co-?coercive|co-?coercive(?: with (?:\w+ ){{0,3}}{_M})?",
    "monotone": r"(?<!strongly )(?<!strongly-)(?<!non-)\bmonotone\b",
    "firmly nonexpansive": r"\bfirmly[ -]non-?expansive\b",
    "nonexpansive": r"(?<!firmly )(?<!firmly-)\bnon-?expansive\b",
    "convex": r"(?<!strongly )(?<!strongly-)(?<!quasi-)(?<!weakly )(?<!non-)(?<!non)\bconvex\b",
    "concave": r"(?<!quasi-)(?<!strongly )(?<!strongly-)\bconcave\b",
    "symmetric": r"(?<!non-)(?<!skew-)\bsymmetric\b",
    "positive": r"(?<!non-)\b(?:strictly )?positive\b(?![ -](?:semi-?)?definite)(?![ -]semi)",
    "nonnegative": r"\bnon-?negative\b(?! definite)",
    "positive definite": r"\bpositive[ -]definite\b",
    "positive semidefinite": r"\b(?:positive[ -]semi-?[ ]?definite|p\.?s\.?d\.?\b|non-?negative definite)",
    "unit": r"\bunit[ -](?:vectors?|norm|length)\b|\bnormali[sz]ed\b",
    "orthogonal": r"\borthogonal\b(?! to\b)",
}  # fmt: skip
_NEUTRAL = words(
    "a an the in of be been is are and or both also real finite-dimensional euclidean vector vectors matrix matrices "
    "scalar scalars number numbers constant constants point points function functions map maps mapping operator "
    "operators any arbitrary given fixed some all every each for with from to into that such as on over by we us it "
    "its this these defined denoted called real-valued square twice once differentiable continuously continuous "
    "valued closed set sets subset "
    "space dimension dimensions size step stepsize parameter parameters variable variables sequence iterates "
    "iterate where which here now let suppose assume if under consider then respectively resp objective loss least at "
    "particular implies imply implying shows "
    "most one two there exists holds hold satisfies satisfy satisfying following as above below ref"
)
"""Words that suppose nothing, or what the formulas beside them say."""
_PLACED = frozenset({"\\in", "\\subset", "\\subseteq", ":", "\\colon"})
"""What stands between a name and where that is which it names."""
_NAMING = re.compile(r"\s*(?:the|our|its)\b", re.IGNORECASE)
_CHOSEN = re.compile(
    r"minimi|maximi|optim|solution|\broots?\b|zero|fixed point|stationary|critical|largest|smallest|inverse|projection|"
    r"eigen|singular|unique|limit|infimum|supremum|proximal|nearest|closest|midpoint|conjugate|difference|distance",
    re.IGNORECASE,
)
"""What something that is named with "the" has to be for that to suppose something of it."""
_SUPPOSING = re.compile(r"\b(let|suppose|assume|assuming|if|under|consider|given)\b", re.IGNORECASE)
_SINGLE = re.compile(r"\bminimi[sz]er\b.*")
"""A minimiser of a convex function is not convex."""
_NUMBERED = re.compile(r"(?<![\w⟨.-])(\d+)(?= ?- ?(?:strongly|smooth|lipschitz|co-?coercive)\b)", re.IGNORECASE)
"""A number that is the constant of a property."""
_RANGE = re.compile(rf",?\s*\bfor (?:all |each |every |any )?{_M},?(?=\s+{_IS}\b)", re.IGNORECASE)
"""What an index runs over, between what is spoken of and what is said of it."""
PATTERNS = {name: re.compile(pattern, re.IGNORECASE) for name, pattern in _SAID.items()}


def supposed(sentence: str, inline: Sequence[Sequence[Token]], notation: Notation, at: Token) -> Iterator[Any]:
    """Yield what a sentence supposes in words of the functions and operators that it names.

    Raises:
        UnreadError: a property cannot be unfolded.
    """
    sentence, inline = _with_numbers(_without_ranges(sentence, inline), inline, at)
    named = [name for tokens in inline for name in (_names(tokens, notation) + _gradient_of(tokens, notation))]
    with families.standing_in(named, notation) as stand_ins:
        for says in _supposed(sentence, inline, notation, at):
            yield families.of_all(says, stand_ins)


def _supposed(sentence: str, inline: Sequence[Sequence[Token]], notation: Notation, at: Token) -> Iterator[Any]:
    said = [
        (number, found[3]) for pattern in _SUBJECTS for found in pattern.finditer(sentence) for number in _of(found)
    ]
    said += [(int(found[2]), found[1]) for found in _BEFORE.finditer(sentence)]
    slopes = [int(number) for found in _GRADIENT.finditer(sentence) for number in re.findall(r"\d+", found[1])]
    for subject, said_there in said:
        said_there = _SINGLE.sub("", said_there)
        if not said_there or _NOT.search(said_there):
            continue
        if subject in slopes or _gradient_of(inline[subject], notation):
            names = _gradient_of(inline[subject], notation) or _names(inline[subject], notation)
            yield from _of_gradients(names, said_there, inline, notation)
            continue
        meanings = [m for name in _names(inline[subject], notation) for m in notation.meaning(name)]
        meanings = meanings or [
            m for name in _names(inline[subject], notation) for m in _number(name, said_there, notation, at)
        ]
        for name, pattern in PATTERNS.items():
            for found in pattern.finditer(said_there):
                number = next((g for g in found.groups() if g), None)
                constant = None if number is None else inline[int(number)]
                yield from _unfolded(name, meanings, constant, notation, at)


def _without_ranges(sentence: str, inline: Sequence[Sequence[Token]]) -> str:
    """Return a sentence without the ranges of indices between what is spoken of and what is said of it."""
    for found in reversed(list(_RANGE.finditer(sentence))):
        said = [t.text for t in mathematical(inline[int(found[1])])]
        if any(text in DOTS for text in said) or said[1:2] == ["\\in"]:
            sentence = f"{sentence[: found.start()]}{sentence[found.end() :]}"
    return sentence


def _with_numbers(sentence: str, inline: Sequence[Sequence[Token]], at: Token) -> tuple[str, Sequence[Sequence[Token]]]:
    """Return a sentence with the constants that are numbers in its words, as in "1-strongly convex", as formulas."""
    found = list(_NUMBERED.finditer(sentence))
    for number, said in reversed(list(enumerate(found))):
        sentence = f"{sentence[: said.start()]}⟨{len(inline) + number}⟩{sentence[said.end() :]}"
    return sentence, [*inline, *([Token(DIGIT, d, at.source, at.at, at.end) for d in said[1]] for said in found)]


def _gradient_of(tokens: Sequence[Token], notation: Notation) -> list[str]:
    r"""Return the function of which a formula is the gradient: ``\\nabla f``; nothing of other formulas."""
    content = mathematical(tokens)
    name = full_name(content[1:], notation) if content and content[0].text == "\\nabla" else None
    return [] if name is None else [name]


def _of_gradients(
    names: Sequence[str], words_there: str, inline: Sequence[Sequence[Token]], notation: Notation
) -> Iterator[Any]:
    """Yield what functions are whose gradients are said to be Lipschitz with a constant, or monotone."""
    functions = [m for name in names for m in notation.meaning(name) if isinstance(m, ex.MapSymbol) and m.n is None]
    for name, reading in _OF_GRADIENTS.items():
        for found in PATTERNS[name].finditer(words_there):
            constants = [expression(mathematical(inline[int(g)]), notation) for g in found.groups() if g]
            yield from (reading(function, *constants) for function in functions)


def passed_over(sentence: str, inline: Sequence[Sequence[Token]], notation: Notation) -> Iterator[tuple[str, str]]:
    """Yield what a sentence supposes of names in words that are not read: the words, and the name."""
    sentence = _without_ranges(sentence, inline)
    start = _SUPPOSING.search(sentence)
    if start is None:
        return
    for found in _SUBJECTS[0].finditer(sentence, start.start()):
        names = [name for number in _of(found) for name in _names(inline[number], notation)]
        slopes = [name for number in _of(found) for name in _gradient_of(inline[number], notation)]
        words_there = re.split(r"\b(?:where|so that|for (?:all|any|every|each|some))\b", found[3])[0]
        if _NAMING.match(words_there) and not _CHOSEN.search(words_there):
            continue
        of_gradient = slopes or _GRADIENT.search(sentence[: found.end(2) + 1], found.start())
        read = _OF_GRADIENTS if of_gradient else PATTERNS if names else ()
        for name in read:
            words_there = PATTERNS[name].sub(" ", words_there)
        words_there, formula, _ = words_there.partition("⟨")
        left = _left_of(words_there)
        if left and (not formula or _LADEN.search(words_there) or _CHOSEN.search(words_there)):
            names = names or [name for number in _of(found) for name in names_in(inline[number], notation)]
            yield from ((left, name) for name in names)
    for found in _DOES.finditer(sentence, start.start()):
        left = _left_of(found[2] or found[3] or "")
        if left and (found[2] is not None or _LADEN.search(found[3])):
            yield from ((left, name) for name in _names(inline[int(found[1])], notation))


def _left_of(said: str) -> str:
    """The words that suppose something by themselves."""
    found = re.findall(r"[A-Za-z][A-Za-z-]*", said)
    laden = _LADEN.search(said)
    return " ".join(w for w in found if w.lower() not in _NEUTRAL | _SAYS_NOTHING) or (laden[0] if laden else "")


def introduced(sentence: str, inline: Sequence[Sequence[Token]], notation: Notation) -> Iterator[tuple[str, str]]:
    """Yield what a sentence says in passing of a name that it introduces, and that is not read: the words, the name."""
    for found in _INTRODUCED.finditer(sentence):
        if _LADEN.search(found[1]):
            yield from ((found[1].strip(), name) for name in _names(inline[int(found[2])], notation))


_SOME = re.compile(
    r"(?<!\blet )(?<!\bfix )(?<!\btake )(?<!\bpick )(?<!\bgiven )(?<!\bchoose )(?<!\bconsider )"
    r"\bsome\s+((?!fixed|arbitrary|given)(?:[A-Za-z-]+\s+){0,3})⟨(\d+)⟩",
    re.IGNORECASE,
)


def found_somewhere(
    sentence: str, inline: Sequence[Sequence[Token]], notation: Notation
) -> Iterator[tuple[str, frozenset[str]]]:
    """Yield the names that a sentence gives to something of which it says that there is one: not all such are meant."""
    for found in _SOME.finditer(sentence):
        content = mathematical(inline[int(found[2])])
        place = next((i for i, t in enumerate(content) if t.text in _PLACED or t.text in RELATIONS), len(content))
        yield f"some {found[1]}".strip(), frozenset(_names(content[:place], notation))


_DECOMPOSITION = re.compile(
    r"\b((singular[ -]value|eigenvalue|eigen|spectral|cholesky|polar|schur|q\W?r|l\W?u)[ -]?"
    r"(decomposition|factori[sz]ation)|svd)\b",
    re.IGNORECASE,
)


_SPECTRUM = re.compile(r"\b(eigen|singular[ -])(values?|vectors?|pairs?|functions?|basis)\b", re.IGNORECASE)
_NEAREST = 3
"""Formulas after such a word that may name what it is about."""


def decompositions(
    sentence: str, inline: Sequence[Sequence[Token]], notation: Notation
) -> Iterator[tuple[str, frozenset[str]]]:
    """Yield what a sentence calls a decomposition, and its factors: what they are by that is not read."""
    found = _DECOMPOSITION.search(sentence)
    for tokens in inline if found else ():
        content = mathematical(tokens)
        place = next((i for i, t in enumerate(content) if t.text == "="), len(content))
        names = {notation.with_scripts(name, content)[0] for i in range(place + 1, len(content))
                 if (name := notation.name(content, i)) is not None}  # fmt: skip
        if found and names:
            yield found[0], frozenset(names)
    for spectral in _SPECTRUM.finditer(sentence):
        said = {
            name
            for number in re.findall(r"⟨(\d+)⟩", sentence[spectral.end() :])[:_NEAREST]
            for name in names_in(inline[int(number)], notation)
            if name not in notation.meanings
        }
        if said:
            yield spectral[0], frozenset(said | {name.partition("_")[0] for name in said})


def jacobians(sentence: str, inline: Sequence[Sequence[Token]], notation: Notation) -> Iterator[ex.Definition]:
    """Yield the definitions of what a sentence calls the Jacobian of a map."""
    for found in _JACOBIAN.finditer(sentence):
        named, of = (mathematical(inline[int(number)]) for number in (found[1] or found[3], found[2] or found[4]))
        stop = next((i for i, t in enumerate(named) if t.text == "("), len(named))
        name, function = full_name(named[:stop], notation), full_name(of, notation)
        known = next(
            (m for m in notation.meaning(function or "") if isinstance(m, ex.MapSymbol) and m.n is not None), None
        )
        if name is not None and known is not None and not notation.known(name):
            point = ex.VectorSymbol("x", known.p)
            definition = ex.Definition(name, (point,), ex.JacobianValue(known, point), "call", ())
            notation.declare(name, definition)
            yield definition


def _of(found: re.Match[str]) -> list[int]:
    """Return the formulas that name what something is said of."""
    return [int(number) for number in (*re.findall(r"\d+", found[1]), found[2])]


def _names(tokens: Sequence[Token], notation: Notation) -> list[str]:
    r"""Return the names in a formula that only names things, perhaps with where they are: ``A, B \in R^{n x n}``."""
    content = mathematical(tokens)
    place = next((i for i, t in enumerate(content) if t.text in _PLACED), len(content))
    found = [full_name(part, notation) for part in split(content[:place], ",")]
    first = notation.name(content, 0) if content else None
    if first is not None and any(t.text in DOTS for t in content):
        found.append(first.root)
    return [name for name in found if name is not None]


def _number(name: str, words: str, notation: Notation, at: Token) -> list[Any]:
    """Return the number that an undeclared name is, where it is said to be positive."""
    if not PATTERNS["positive"].search(words) and not PATTERNS["nonnegative"].search(words):
        return []
    return [notation.scalar(name, at)]


def _unfolded(
    name: str, meanings: Sequence[Any], constant: Sequence[Token] | None, notation: Notation, at: Token
) -> Iterator[Any]:
    if name == "symmetric":
        yield from (_symmetric(meaning) for meaning in meanings if _is_square(meaning))
        return
    if name == "convex" and any(isinstance(meaning, ex.SetSymbol) for meaning in meanings):
        yield from (properties.convex_set(meaning) for meaning in meanings if isinstance(meaning, ex.SetSymbol))
        return
    if name in _SIMPLE:
        yield from (says for meaning in meanings for says in _SIMPLE[name](meaning))
        return
    function = next((m for m in meanings if isinstance(m, ex.MapSymbol) or _is_of_functions(m)), None)
    if function is None:
        if name in {"convex", "strongly convex", "smooth"} and any(isinstance(m, ex.Definition) for m in meanings):
            raise UnreadError(at, f"that what is defined is {name} is not read: show it, or give it as a hypothesis.")
        return
    if name not in _ALONE and constant is None:
        raise UnreadError(at, f"{function.name} is said to be {name} without its constant: write it, as in $L$-smooth.")
    number = None if constant is None else expression(mathematical(constant), notation)
    yield from _definition(name, function, number)


def _is_of_functions(meaning: Any) -> bool:
    """Whether a function of a vector is defined by others of which only some properties are known."""
    if not isinstance(meaning, ex.Definition) or [ex.kind_of(p) for p in meaning.parameters] != [ex.VECTOR]:
        return False
    return ex.kind_of(meaning.value) == ex.SCALAR and any(
        isinstance(part, ex.MapSymbol) for part in ex.all_parts(meaning.value)
    )


def _of_defined(reading: Callable[..., Any], function: ex.Definition, given: Sequence[Any]) -> Any:
    """The property of a defined function; by its gradient, where it is a sum or a mean of functions that have one."""
    inside = ex.all_parts(function.value)
    maps = [part for part in inside if isinstance(part, ex.MapSymbol)]
    if not all(m.differentiable for m in maps) or any(isinstance(part, _WITHOUT_GRADIENT) for part in inside):
        return reading(function, *given)
    stand_in = ex.MapSymbol(f"{function.name}_", function.parameters[0].dimension, None)
    return reading(stand_in, *given).replace(
        lambda part: isinstance(part, ex.OF_FUNCTIONS) and part.args[0] == stand_in,
        lambda part: function(part.args[1]) if isinstance(part, ex.Value) else ex.GradientValue(function, part.args[1]),
    )


def _definition(name: str, function: Any, number: Any) -> Iterator[Any]:
    """The property, of a function or map that can have it."""
    of_vectors = not isinstance(function, ex.MapSymbol)
    if of_vectors and name in _OF_FUNCTIONS:
        yield _of_defined(_OF_FUNCTIONS[name], function, _given(number))
    elif not of_vectors and function.n is None and name in _OF_FUNCTIONS:
        yield _OF_FUNCTIONS[name](function, *_given(number))
    elif not of_vectors and function.n is not None and name in _OF_MAPS:
        yield _OF_MAPS[name](function, *_given(number))


def _given(number: Any) -> list[Any]:
    return [] if number is None else [number]


_OF_FUNCTIONS: dict[str, Callable[..., Any]] = {
    "convex": properties.convex,
    "concave": properties.concave,
    "strongly convex": properties.strongly_convex,
    "smooth": properties.smooth,
    "lipschitz": properties.lipschitz,
}
_OF_MAPS: dict[str, Callable[..., Any]] = {
    "smooth": properties.smooth,
    "lipschitz": properties.lipschitz,
    "monotone": properties.monotone,
    "strongly monotone": properties.strongly_monotone,
    "cocoercive": properties.cocoercive,
    "nonexpansive": properties.nonexpansive,
    "firmly nonexpansive": properties.firmly_nonexpansive,
}
_OF_GRADIENTS: dict[str, Callable[..., Any]] = {
    "lipschitz": properties.smooth,
    "monotone": properties.convex,
    "strongly monotone": properties.strongly_convex,
}
"""What functions are whose gradients are so."""
_WITHOUT_GRADIENT = (ex.Norm, ex.Maximum, ex.Minimum)
"""What need not have a gradient everywhere."""
_ALONE = frozenset({"convex", "concave", "monotone", "nonexpansive", "firmly nonexpansive"})
"""Properties without a constant."""


def _is_square(meaning: Any) -> bool:
    if isinstance(meaning, ex.PathSymbol):
        return meaning.value_kind == ex.OPERATOR and meaning.dimensions[0] == meaning.dimensions[1]
    return isinstance(meaning, ex.OperatorSymbol) and bool(meaning.n == meaning.p)


def _symmetric(meaning: Any) -> Any:
    if isinstance(meaning, ex.OperatorSymbol):
        return ex.related("=", meaning.T, meaning)
    time = ex.ScalarSymbol("t", nonnegative=True, real=True)
    return ex.ForAll(ex.related("=", meaning(time).T, meaning(time)), ex.related(">=", time, 0))


def _sign(op: str) -> Callable[[Any], Iterator[Any]]:
    def read(meaning: Any) -> Iterator[Any]:
        if isinstance(meaning, ex.ScalarSymbol):
            yield ex.related(op, meaning, 0)

    return read


def _definite(op: str) -> Callable[[Any], Iterator[Any]]:
    """Definite matrices are symmetric, as nearly everywhere."""

    def read(meaning: Any) -> Iterator[Any]:
        if isinstance(meaning, ex.OperatorSymbol) and meaning.n == meaning.p:
            yield _symmetric(meaning)
            yield ex.related(op, ex.SmallestEigenvalue(meaning), 0)

    return read


def _unit(meaning: Any) -> Iterator[Any]:
    if isinstance(meaning, ex.VectorSymbol):
        yield ex.related("=", ex.Norm(meaning), 1)


def _orthogonal(meaning: Any) -> Iterator[Any]:
    if isinstance(meaning, ex.OperatorSymbol) and meaning.n == meaning.p:
        yield ex.related("=", meaning.T @ meaning, ex.Identity(meaning.n))
        yield ex.related("=", meaning @ meaning.T, ex.Identity(meaning.n))


_SIMPLE: dict[str, Callable[[Any], Iterator[Any]]] = {
    "positive": _sign(">"),
    "nonnegative": _sign(">="),
    "positive definite": _definite(">"),
    "positive semidefinite": _definite(">="),
    "unit": _unit,
    "orthogonal": _orthogonal,
}
