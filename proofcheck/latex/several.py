r"""Functions of several arguments in papers: ``L : \R^n \times \R^m \to \R``, ``\E_\xi[f(w, \xi)]``, ``f(., y)``."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from proofcheck.lang import expressions as ex
from proofcheck.lang.samples import random_sequence
from proofcheck.lang.several import function_of, gradient_in, in_its_place, is_of_several, of_argument
from proofcheck.latex import brackets
from proofcheck.latex.combining import Function
from proofcheck.latex.notation import Likely, Notation
from proofcheck.latex.numbered import members_listed
from proofcheck.latex.ranges import REALS, expression, find, is_interval, signed, space, split
from proofcheck.latex.source import LETTER, Token, UnreadError, plain
from proofcheck.latex.spaces import dimensions, names_from, note_paths
from proofcheck.latex.spelling import argument
from proofcheck.latex.uses import Uses
from proofcheck.latex.vocabulary import MEANS, words

if TYPE_CHECKING:
    from proofcheck.latex.grammar import Mathematics

_CUSTOMARY = {ex.VECTOR: ["x", "y", "z", "u", "v"], ex.SCALAR: ["s", "t", "r", "a", "b"]}
"""Names of arguments of which no use tells one."""
_BLANKS = words(r"\cdot · \bullet -")
_IN = re.compile(
    r"[^⟨⟩.;,]{0,20}?\b(?:in|with respect to|w\.r\.t\.?)\s+"
    r"(?:(?:its|the)\s+(first|second|third)\s+(?:argument|variable)|(?:(?:the\s+)?(?:argument|variable)\s+)?⟨(\d+)⟩)",
    re.IGNORECASE,
)
"""In which argument a function has a property: "convex in $x$", "smooth in its first argument"."""
_SIZED = words(r"\left \right \big \Big \bigg \Bigg \bigl \bigr \Bigl \Bigr")
_ORDINALS = ("first", "second", "third")


# ---------------------------------------------------------------- what uses tell


def note_call(name: str, inside: list[Token], notation: Notation, uses: Uses) -> None:
    """Note the letters of the arguments of a name that has several, as far as each is a letter."""
    heads = [notation.name(part, 0) if part else None for part in split(inside, ",", ";")]
    if len(heads) < 2:
        return
    known = uses.arguments.setdefault(name, [Counter() for _ in heads])
    for seen, head in zip(known, heads, strict=False):
        seen.update([] if head is None else [head.root])


def letters(uses: Uses) -> dict[str, list[list[str]]]:
    """Return the letters that stand for the arguments of names that have several, the usual one first."""
    each = uses.arguments.items()
    return {name: [[letter for letter, _ in seen.most_common()] for seen in found] for name, found in each}


def _usual(letters_seen: Sequence[Sequence[str]]) -> list[str]:
    return [seen[0] if seen else "" for seen in letters_seen]


def note_formula(tokens: list[Token], notation: Notation, uses: Uses) -> None:
    r"""Note what means are taken over, ``\E_\xi``, ``\E_{\xi \sim D}``, and what slopes are taken in, ``\nabla_x``."""
    for place, token in enumerate(tokens):
        if token.text in {":", "\\colon"}:
            _note_product(tokens, place, notation, uses)
            note_paths(tokens, place, notation, uses)
        if token.text == "\\nabla" and [t.text for t in tokens[place + 1 : place + 2]] == ["_"]:
            _note_slope(tokens, place + 2, notation, uses)
        styled = token.text in {r"\mathbb", r"\mathbf"}
        letter, after = argument(tokens, place + 1) if styled and place + 1 < len(tokens) else ([], place + 1)
        if (token.text in MEANS or plain(letter) == "E") and after + 1 < len(tokens) and tokens[after].text == "_":
            below, start = argument(tokens, after + 1)
            for name in drawn_names(below, notation) if (plain(below),) not in notation.uniform else ():
                uses.drawn.setdefault(name, below[0])
            _note_slope_in_the_mean(tokens[start:], notation, uses)


def _note_slope_in_the_mean(tokens: list[Token], notation: Notation, uses: Uses) -> None:
    r"""Note what a gradient is the mean of, ``[g(x, \xi)] = \nabla F(x)``: its values are vectors."""
    end = find(tokens, "=")
    inside = [token for token in tokens[: max(end, 0)] if token.text not in _SIZED]
    if [t.text for t in tokens[end + 1 : end + 2]] == ["\\nabla"] and len(inside) > 1:
        bracketed = (inside[0].text, inside[-1].text) in {("[", "]"), ("(", ")")}
        note_measured([inside[1:-1] if bracketed else inside], notation, uses)


def note_measured(terms: Iterable[list[Token]], notation: Notation, uses: Uses) -> None:
    """Note the functions of several arguments whose values are terms of a vector."""
    for term in terms:
        for place in range(len(term) - 1):
            name = notation.name(term, place)
            inside = brackets.argument_tokens(term, name.after) if name is not None and name.after < len(term) else []
            if name is not None and inside and name.after + len(inside) + 2 == len(term):
                sloped = place > 0 and term[place - 1].text == "\\nabla"
                uses.measured |= {name.root} if not sloped and len(split(inside, ",", ";")) > 1 else set()


def _note_product(tokens: list[Token], place: int, notation: Notation, uses: Uses) -> None:
    r"""Note the spaces from which a function is said to go, ``f : \R^d \times \Xi \to \R``."""
    start = names_from(tokens, place)
    name = notation.name(tokens, start) if start < place else None
    following = tokens[place + 1 :]
    factors = split(following[: max(find(following, "\\to", "\\rightarrow"), 0)], "\\times")
    if name is not None and name.after == place and len(factors) > 1:
        spaces = [_dimensions(factor, notation, uses) for factor in factors]
        uses.products.setdefault(name.root, (tokens[place], spaces))


def _dimensions(factor: list[Token], notation: Notation, uses: Uses) -> tuple[str, ...]:
    """The dimension of a factor, R^d or a space that a letter stands for; of all others, as of R, nothing."""
    if len(dims := dimensions(factor, notation)) == 1:
        uses.dimensions.update(dims)
        return dims
    name = notation.name(factor, 0) if factor and find(factor, "^") < 0 else None
    if name is None or "".join(t.text for t in factor) in REALS:
        return ()
    uses.abstract.add(name.root)
    return (_size_of(name.root),)


def _size_of(space: str) -> str:
    return f"dim_{space}"


def abstract_spaces(uses: Uses) -> dict[str, Any]:
    """Return the dimensions of the spaces that letters stand for of which no more is said."""
    return {name: ex.Dimension(_size_of(name)) for name in sorted(uses.abstract - uses.spaces.keys())}


def _note_slope(tokens: list[Token], place: int, notation: Notation, uses: Uses) -> None:
    below, after = argument(tokens, place)
    name, letter = notation.name(tokens, after), notation.name(below, 0) if below else None
    inside = brackets.argument_tokens(tokens, name.after) if name is not None else []
    if name is not None and letter is not None and len(split(inside, ",", ";")) > 1:
        uses.functions.setdefault(name.root, tokens[after])
        uses.vectors.setdefault(letter.root, (f"the gradient of {name.root} is taken in it", tokens[after]))


def note_vectors(uses: Uses) -> None:
    """Note the first arguments of functions of several of which gradients are taken: they are vectors."""
    found = letters(uses)
    for name in uses.functions.keys() & found.keys() - uses.calls.keys():
        if letter := _usual(found[name])[0]:
            uses.vectors.setdefault(letter, (f"the gradient of {name} is taken in it", uses.functions[name]))
    for name, (at, spaces) in uses.products.items():
        for seen, dims in zip(found.get(name, ()), spaces, strict=False):
            for letter in seen if dims else ():
                uses.spaces.setdefault(letter, (at, dims))


def drawn_names(below: Sequence[Token], notation: Notation) -> list[str]:
    """Return the names over which a mean is said to be taken; nothing where something else stands there."""
    from proofcheck.latex.applying import full_name

    until = find(below, "\\sim", "\\stackrel", "\\overset", "\\in")
    drawn = list(below if until < 0 else below[:until])
    if (listed := members_listed(drawn, notation)) is not None:
        return [listed[0]]
    together = [t.text for t in (*drawn[:1], *drawn[-1:])] == ["(", ")"]
    names = [full_name(part, notation) for part in split(drawn[1:-1] if together else drawn, ",")]
    return [name for name in names if name is not None] if None not in names else []


def likely(uses: Uses, usual: str) -> Iterator[tuple[str, Likely]]:
    """Yield what is taken for functions of several arguments: those of which gradients or means are taken."""
    for name, seen in letters(uses).items():
        said, first = uses.products[name][1] if name in uses.products else [], _usual(seen)
        sloped = uses.functions.get(name)
        known = uses.products[name][0] if said else sloped or _drawn_in(first, uses)
        if known is None or name in uses.calls or not all(first) or len(said) not in {0, len(seen)}:
            continue
        sizes = [(uses.size(x, usual),) if x == first[0] or _is_vector(x, uses) else () for x in first]
        spaces = [tuple(map(ex.Dimension, dims)) for dims in said or sizes]
        valued = uses.values[name][1] if name in uses.values else sizes[0] if name in uses.measured else ()
        into = ex.Dimension(valued[0]) if len(valued) == 1 and sloped is None else None
        shown = " × ".join(f"R^{dims[0]}" if dims else "R" for dims in spaces)
        what = f"a function from {shown} to R" + (f"^{into}" if into is not None else "")
        why = "that is said of it elsewhere" if said else "a mean of its values is taken"
        why = why if sloped is None or said else "its gradient is taken"
        yield name, Likely((_made(name, spaces, into, seen),), what, why, known, doubtful=not said)


def _drawn_in(first: Sequence[str], uses: Uses) -> Token | None:
    """Where a mean is taken over an argument, if the first of them is known to be a vector."""
    drawn = [uses.drawn[letter] for letter in first if letter in uses.drawn]
    return drawn[0] if drawn and _is_vector(first[0], uses) else None


def likely_drawn(uses: Uses) -> Iterator[tuple[str, Likely]]:
    """Yield what is taken for random, as a mean is taken over it; ``\\E_t`` is one given what is known at step t."""
    for name, at in uses.drawn.items():
        if name in uses.stepping:
            continue
        dims = (ex.Dimension(uses.size(name, "")),) if _is_vector(name, uses) and uses.size(name, "") else ()
        sample = name in uses.counted or (name in uses.indexed and not dims)
        yield name, random(name, dims, "a mean is taken over it", at, sample=sample)


def random(name: str, space: Sequence[Any], why: str, at: Token, *, sample: bool) -> Likely:
    """Return a random number, or a random vector in a space, as what a letter is taken for; beside it, a sample.

    The letter without an index is one more of the kind of the members.
    """
    kind, said = (ex.VECTOR, f"random vector in R^{space[0]}") if space else (ex.SCALAR, "random number")
    alone = ex.PathSymbol(name, kind, tuple(space), True).suppressed(ex.OUTCOME)
    if not sample:
        return Likely((alone,), f"a {said}", why, at)
    members = said.replace(" vector", " vectors").replace(" number", " numbers")
    return Likely((random_sequence(name, *space), alone), members, why, at, doubtful=True)


def _is_vector(letter: str, uses: Uses) -> bool:
    return letter in uses.vectors or len(uses.space(letter)) == 1


# ---------------------------------------------------------------- declaring


def declares(names: Sequence[str], source: Sequence[Token], target: Any, notation: Notation, at: Token, *,
             differentiable: bool) -> bool:  # fmt: skip
    r"""Whether maps go from a product of spaces, ``\R^n \times \R^m``; they are declared then."""
    factors = split(source, "\\times", "×")
    if len(factors) < 2 or target is None or len(target) > 1:
        return False
    spaces = [_factor(factor, notation, at) for factor in factors]
    if not any(spaces):
        return False
    for name in names:
        seen = notation.arguments.get(name, ())
        notation.declare(name, _made(name, spaces, target[0] if target else None, seen, differentiable))
    return True


def _factor(tokens: list[Token], notation: Notation, at: Token) -> tuple[Any, ...]:
    """Return the space that a factor is: a letter that stands for no other set is one by itself."""
    if is_interval(tokens) or signed(tokens):
        return ()
    dims = space(tokens, notation, at)
    if dims is not None and len(dims) < 2:
        return dims
    size = abstract(tokens, notation) if dims is None else None
    if size is None:
        raise UnreadError(at, "functions of vectors and numbers can be said; others cannot yet.", "other maps")
    return (size,)


def abstract(tokens: list[Token], notation: Notation) -> Any:
    """Return the dimension of a space of which only its letter is known; nothing where that stands for something."""
    from proofcheck.latex.applying import full_name

    name = full_name(tokens, notation)
    if name is None or (notation.meaning(name) and name not in notation.abstract):
        return None
    return notation.abstract.setdefault(name, ex.Dimension(_size_of(name)))


def _made(
    name: str, spaces: Sequence[tuple[Any, ...]], n: Any, seen: Sequence[Sequence[str]], differentiable: bool = True
) -> ex.Definition:
    """The function, with the letters of its uses for its arguments, as far as these tell them apart."""
    parameters: list[Any] = []
    first = _usual(seen)
    for place, dims in enumerate(spaces):
        usual = _CUSTOMARY[ex.VECTOR if dims else ex.SCALAR]
        taken = {p.name for p in parameters}
        wished = first[place] if place < len(first) else ""
        called = wished or next(letter for letter in usual if letter not in taken)
        symbol = ex.VectorSymbol(called, *dims) if dims else ex.ScalarSymbol(called, real=True)
        parameters.append(ex.fresh_symbol(symbol, taken))
    return function_of(name, parameters, n, differentiable=differentiable)


# ---------------------------------------------------------------- reading


def gradient(function: ex.Definition, place: int) -> Function:
    """Return the gradient in the argument of that number, as a function of all."""
    taken = gradient_in(function, function.parameters[place])
    return Function(f"the gradient of {function.name}", taken, len(function.parameters))


def has_gradient(meaning: Any) -> bool:
    """Whether something is a real function of several arguments, the first of which is a vector."""
    return is_of_several(meaning) and [ex.kind_of(meaning.parameters[0]), ex.kind_of(meaning.value)] == [
        ex.VECTOR,
        ex.SCALAR,
    ]


def named(notation: Notation, name: str) -> ex.Definition | None:
    """Return the function of several arguments that a name stands for, if it does."""
    return next((m for m in notation.meaning(name) if is_of_several(m)), None)


def gradient_below(reader: "Mathematics", below: list[Token]) -> Function | None:
    r"""Return the gradient that ``\nabla_x L`` and ``\nabla_1 L`` mean before their arguments; nothing of others."""
    name = reader.notation.name(reader.tokens, reader.place)
    function = None if name is None else named(reader.notation, name.root)
    if name is None or function is None or ex.kind_of(function.value) != ex.SCALAR:
        return None
    place = _place_of(below, function, split(brackets.argument_tokens(reader.tokens, name.after), ",", ";"), reader)
    if place is None:
        return None
    reader.place = name.after
    return gradient(function, place)


def _place_of(
    below: list[Token], function: ex.Definition, arguments: Sequence[list[Token]], reader: "Mathematics"
) -> int | None:
    """Which argument is meant: by its number, by its letter where it is used, or by that of the declaration."""
    if len(below) == 1 and below[0].text.isdecimal():
        place = int(below[0].text) - 1
        return place if 0 <= place < len(function.parameters) else None
    head = reader.notation.name(below, 0) if below else None
    heads = [reader.notation.name(part, 0) if part else None for part in arguments]
    there = [i for i, other in enumerate(heads) if head is not None and other is not None and other.root == head.root]
    if len(there) == 1 and len(arguments) == len(function.parameters):
        return there[0]
    return _by_letter(head.root if head is not None else "", function, reader.notation)


def _by_letter(letter: str, function: ex.Definition, notation: Notation) -> int | None:
    """Which argument a letter is the name of, or stands for somewhere, if for one alone."""
    names = [parameter.name for parameter in function.parameters]
    there = [place for place, seen in enumerate(notation.arguments.get(function.name, ())) if letter in seen]
    return names.index(letter) if letter in names else there[0] if len(there) == 1 else None


# ---------------------------------------------------------------- what is said of one argument


@dataclass(frozen=True, slots=True)
class Section:
    """A function of several arguments where something is said of it in one of them, with some of the others fixed.

    ``worded`` is whether words after what is said tell the argument.
    """

    function: ex.Definition
    parameter: Any
    fixed: Mapping[Any, Any]
    worded: bool = False

    @property
    def alone(self) -> ex.MapSymbol:
        """The function of one argument that stands for it."""
        return in_its_place(self.function, self.parameter)

    def said(self, says: Any) -> Any:
        """What is said of that, as said of the function."""
        return of_argument(self.function, self.parameter, says, self.fixed)


def section_named(tokens: Sequence[Token], notation: Notation) -> Section | None:
    r"""Return what ``f(\cdot, \xi)`` or ``w \mapsto f(w, \xi)`` names; nothing of other formulas."""
    arrow = find(tokens, "\\mapsto")
    varies, value = (tokens[:arrow], list(tokens[arrow + 1 :])) if arrow > 0 else ([], list(tokens))
    name = notation.name(value, 0) if value else None
    function = None if name is None else named(notation, name.root)
    if name is None or function is None or value[name.after : name.after + 1] == []:
        return None
    inside = brackets.argument_tokens(value, name.after)
    arguments = split(inside, ",", ";")
    if len(arguments) != len(function.parameters) or name.after + len(inside) + 2 != len(value):
        return None
    moving = [[t.text for t in varies]] if arrow > 0 else [[blank] for blank in _BLANKS]
    places = [i for i, part in enumerate(arguments) if [t.text for t in part] in moving]
    if len(places) != 1 or ex.kind_of(function.parameters[places[0]]) != ex.VECTOR:
        return None
    others = [(p, part) for p, part in zip(function.parameters, arguments, strict=True) if part != arguments[places[0]]]
    fixed = {p: expression(part, notation) for p, part in others if not _is_any(part, notation)}
    return Section(function, function.parameters[places[0]], fixed)


def _is_any(tokens: list[Token], notation: Notation) -> bool:
    """Whether an argument is a letter by itself that stands for nothing that is random: all values of it are meant."""
    if len(tokens) != 1 or not (tokens[0].kind == LETTER or tokens[0].text[1:].isalpha()):
        return False
    known = notation.meaning(tokens[0].text.removeprefix("\\"))
    return not any(isinstance(m, ex.Expression) and ex.is_random(m) for m in known)


def section_sloped(tokens: Sequence[Token], notation: Notation) -> Section | None:
    r"""Return what ``\nabla f(\cdot, \xi)`` or ``\nabla_x f(\cdot, y)`` is the gradient of, if it is such."""
    if [t.text for t in tokens[:1]] not in (["\\nabla"], ["\\grad"]):
        return None
    below = [t.text for t in tokens[1:2]] == ["_"] and len(tokens) > 2
    return section_named(tokens[argument(list(tokens), 2)[1] if below else 1 :], notation)


def section_of(
    tokens: Sequence[Token], names: Sequence[str], after: str, inline: Sequence[Sequence[Token]], notation: Notation
) -> Section | None:
    """Return the function and the argument of which something is said: the formula tells it, or the words after it."""
    from proofcheck.latex.grammar import mathematical

    return section_named(mathematical(tokens), notation) or _section_said(names, after, inline, notation)


def _section_said(
    names: Sequence[str], after: str, inline: Sequence[Sequence[Token]], notation: Notation
) -> Section | None:
    """Return the function and the argument of which the words after a property say that it is in that argument."""
    from proofcheck.latex.applying import full_name
    from proofcheck.latex.grammar import mathematical

    found = _IN.match(after)
    function = next(filter(None, (named(notation, name) for name in names)), None)
    if found is None or function is None:
        return None
    letter = full_name(mathematical(inline[int(found[2])]), notation) if found[2] else None
    place = _ORDINALS.index(found[1].lower()) if found[1] else _by_letter(letter or "", function, notation)
    if place is None or place >= len(function.parameters) or ex.kind_of(function.parameters[place]) != ex.VECTOR:
        return None
    return Section(function, function.parameters[place], {}, worded=True)
