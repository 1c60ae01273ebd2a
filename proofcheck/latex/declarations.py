r"""What a letter stands for, as it is declared: ``w, u : path in R^p``, ``f : R^p -> R^n``, ``\alpha > 0``.

The same forms are read in comments and in the author's own sentences (``$x \in \mathbb{R}^d$``).
"""

from collections.abc import Collection, Iterator, Sequence
from functools import reduce
from operator import mul
from typing import Any

from sympy import Integer

from proofcheck.lang import expressions as ex
from proofcheck.lang.assertions import relation
from proofcheck.lang.caching import one
from proofcheck.lang.properties import convex_set
from proofcheck.lang.symbols import random_scalar, random_vector
from proofcheck.latex import brackets, chance, families, indices, several
from proofcheck.latex.applying import full_name
from proofcheck.latex.combining import made
from proofcheck.latex.counting import counting
from proofcheck.latex.guesses import refuse_guesses
from proofcheck.latex.notation import Notation
from proofcheck.latex.pointwise import pointwise, refuse_values
from proofcheck.latex.ranges import (
    NATURALS,
    called_from,
    class_of_functions,
    counts_from_one,
    expression,
    find,
    in_interval,
    is_interval,
    last_of_first,
    listed_numbers,
    signed,
    space,
    spans,
    split,
    symbol,
    variable,
)
from proofcheck.latex.sets import belonging, set_named
from proofcheck.latex.source import COMMAND, Token, UnreadError, as_written, plain
from proofcheck.latex.spelling import argument
from proofcheck.latex.targets import said_of_values, target_space
from proofcheck.latex.vocabulary import DOTS, RELATIONS
from proofcheck.latex.wording import worded

_TO = frozenset({"\\to", "\\rightarrow", "\\longrightarrow", "→"})
_IN = frozenset({"\\in", "in"})
_SUBSET = frozenset({"\\subset", "\\subseteq"})
KINDS = "`x in R^d`, `f : R^p -> R^n`, `w : path in R^p`, `\\alpha > 0`"
"""How things are declared, by examples."""
_PLURALS = {"matrices": "matrix", "indices": "index"}


def apart(tokens: Sequence[Token]) -> Iterator[list[Token]]:
    """Yield a declaration for each of its names, so that one which is not read costs nothing but itself."""
    content = worded(tokens)
    place = find(content, ":", "\\colon", *_IN, *_SUBSET)
    names = split(content[: max(place, 0)], ",")
    listed = any(t.text in DOTS for t in content[: max(place, 0)])
    if len(names) < 2 or listed or any(t.text in RELATIONS for t in content):
        yield list(tokens)
        return
    for name in names:
        yield [*name, *content[place:]]


def defines_function(tokens: Sequence[Token], notation: Notation) -> bool:
    """Whether a declaration says by an equation what a name with arguments is that stands for nothing yet."""
    content = worded(tokens)
    sign = find(content, "=", "\\coloneqq")
    opened = called_from(content[: max(sign, 0)])
    name = full_name(content[: max(opened, 0)], notation)
    return name is not None and not notation.known(name)


def declare(tokens: Sequence[Token], notation: Notation) -> list[Any]:
    """Read a declaration, let its names stand for what it says, and return the assertions that come with it.

    Raises:
        UnreadError: it cannot be read.
    """
    content = worded(tokens)
    while content and content[-1].text in {",", ".", ";"}:
        content.pop()
    if not content:
        return []
    colon = find(content, ":", "\\colon")
    if colon >= 0:
        return _of_kind(split(content[:colon], ","), content[colon + 1 :], notation, content[colon])
    within = find(content, *_SUBSET)
    if within >= 0:
        at = content[within]
        of = space(content[within + 1 :], notation, at) or ()
        called = [_called(name, notation, at) for name in split(content[:within], ",")]
        return _declared(called, ["set"], of, notation, at)
    inside = find(content, *_IN)
    while inside > 1 and content[inside - 1].kind == "word":
        inside -= 1
    if inside >= 0:
        return _of_kind(split(content[:inside], ","), content[inside:], notation, content[inside])
    if any(t.text in RELATIONS for t in content):
        return counting(content, notation) or signs(content, notation)
    if content[-1].kind == "word":
        return _of_kind(split(content[:-1], ","), content[-1:], notation, content[-1])
    raise UnreadError(content[0], f"this declares nothing that can be read: write {KINDS}.")


def signs(content: Sequence[Token], notation: Notation) -> list[Any]:
    """Read ``\\alpha, \\beta > 0``: numbers that are declared by the relation; and relations between dimensions."""
    found: list[Any] = []
    names: list[list[Token]] = []
    for part in split(content, ","):
        places = [i for i, t in enumerate(part) if t.text in RELATIONS]
        if not places:
            names.append(part)
            continue
        first, *others = split(part, *RELATIONS)
        for name in [*names, first, *others[:-1]]:  # 0 < x < 1 is about x
            _declare_number(name, notation)
        for name in (*names, first):
            found += _relations([*name, *part[places[0] :]], notation)
        names = []
    if names:
        raise UnreadError(names[0][0] if names[0] else None, "this says nothing about a letter.")
    return found


def _declare_number(tokens: list[Token], notation: Notation) -> None:
    """Declare a letter that is compared, unless it stands for something, as a real number."""
    called = full_name(tokens, notation)
    if called is not None and not _is_number(called, notation) and not notation.sequence_of(called):
        notation.declare(called, ex.ScalarSymbol(called, real=True))


def _is_number(name: str, notation: Notation) -> bool:
    """Whether a name was said to stand for something, or stands for a number by its uses."""
    return bool(notation.known(name)) or any(isinstance(m, ex.ScalarSymbol) for m in notation.meaning(name))


def _relations(part: list[Token], notation: Notation) -> list[Any]:
    sides = split(part, *RELATIONS)
    found = []
    signs_there = [t for t in part if t.text in RELATIONS]
    for left, right, sign in zip(sides, sides[1:], signs_there, strict=False):
        values = [_side(side, notation) for side in (left, right)]
        found.append(made(sign, relation, RELATIONS[sign.text], *values))
    return found


def _side(tokens: list[Token], notation: Notation) -> Any:
    """Read a side of a relation; a dimension by itself is one."""
    called = full_name(tokens, notation)
    for meaning in notation.meaning(called) if called else ():
        if isinstance(meaning, ex.Dimension):
            return meaning
    return expression(tokens, notation)


def _of_kind(names: list[list[Token]], kind: list[Token], notation: Notation, at: Token) -> list[Any]:
    if kind and kind[0].text in _IN and all(_index_of(name) for name in names):
        return _moving(names, kind[1:], notation, at)
    if len(names) == 1 and names[0] and names[0][-1].text == ")" and kind and kind[0].text in _IN:
        return _by_value(names[0], kind[1:], notation, at)
    if families.listed(names, kind, notation, at):
        return []
    if any(t.text == "sequence" for t in kind):
        names = [brackets.without_index(name, notation) for name in names]
    kind, index, last = (kind, "", "") if find(kind, *_TO) >= 0 else _ranging(kind)
    terms = [_term_of(name, index) for name in names]
    notation.lasts.update((name, last) for term in terms if last and (name := full_name(term, notation)) is not None)
    members = ["sequence"] if all(terms) else []
    names = [term or name for term, name in zip(terms, names, strict=True)] if members else names
    called = [_called(_without_argument(name, kind, notation), notation, at) for name in names]
    if members and last and any(t.text == "random" for t in kind):
        raise UnreadError(
            at, f"say in a sentence how these are drawn: `let $x_1, \\dots, x_{last}$ be independent ...`."
        )
    place = find(kind, "given")
    known = full_name(kind[place + 1 :], notation) if place >= 0 else None
    kind = kind if known is None else kind[:place]
    words = [*members, *(t.text for t in kind if t.kind == "word")]
    rest = [t for t in kind if t.kind != "word"]
    arrow = find(kind, *_TO)
    if arrow >= 0:
        return _maps(called, kind, notation, at)
    if kind and kind[0].text in _IN and "".join(t.text for t in rest if t.text != "\\in") in NATURALS:
        for name in called:
            _declared([name], ["dimension" if name in notation.dimensions else "natural"], (), notation, at)
        return [ex.related(">=", notation.meaning(n)[0], 1) for n in called if counts_from_one(n, rest, notation)]
    dims: tuple[Any, ...] | None = ()
    target = [t for t in rest if t.text not in _IN]
    if sign := signed(target):
        words.append("nonnegative" if sign == ">=" else "positive")
    elif target:
        dims = space(target, notation, at)
    if (arrowed := class_of_functions(target, notation)) is not None:
        return _maps([name for name in called if not notation.known(name)], arrowed, notation, at)
    within = set_named(target, notation)
    if within is not None:
        return [belonging(name, within, notation) for name in names]
    if dims is None and "random" in words and (size := several.abstract(target, notation)) is not None:
        dims = (size,)
    if dims is None:
        return _interval(names, kind, notation, at)
    return _declared(called, words, dims, notation, at, known)


def _ranging(kind: list[Token]) -> tuple[list[Token], str, str]:
    """Return a kind without the range of an index after it, ``in R^d, i = 1..n``, that index, and the last one."""
    place = find(kind, ",")
    following = [t.text for t in kind[place + 1 :]] if place >= 0 else []
    if len(following) < 4 or following[1:3] != ["=", "1"] or DOTS.union({"."}).isdisjoint(following):
        return kind, "", ""
    return kind[:place], following[0], following[-1] if following[-1].isalpha() else ""


def _term_of(name: list[Token], index: str) -> list[Token]:
    """Return the name of the sequence of which ``x^{(i)}`` is a term, or ``x_i`` where i is the index; or nothing."""
    sign = next((place for place, t in enumerate(name) if t.text in {"_", "^"}), 0)
    inside, end = argument(name, sign + 1) if sign else ([], 0)
    texts = [t.text for t in inside]
    bracketed = sign > 0 and name[sign].text == "^" and len(texts) == 3 and texts[0] == "(" and texts[1].isalpha()
    return name[:sign] if end == len(name) and texts and (bracketed or texts == [index]) else []


def _without_argument(name: list[Token], kind: list[Token], notation: Notation) -> list[Token]:
    r"""Return a name without the letter in brackets that a map may have after it, as in ``W(x) : \R \to \R``."""
    opened = called_from(name)
    alone = opened > 0 and full_name(name[opened + 1 : -1], notation) is not None
    return name[:opened] if alone and (find(kind, *_TO) >= 0 or (kind[:1] and kind[0].text == "path")) else name


def _index_of(name: list[Token]) -> list[Token]:
    """Return the index in brackets that a name ends with, ``(t)`` or ``(0)``; nothing where it has none."""
    opened = called_from(name)
    return name[opened + 1 : -1] if opened > 0 and brackets.index_end(name, opened) == len(name) else []


def _moving(names: list[list[Token]], kind: list[Token], notation: Notation, at: Token) -> list[Any]:
    r"""Declare what moves by its place at a time, ``u(t) \in R^n``: in steps where one more stands in brackets."""
    dims = space(kind, notation, at)
    if dims is None:
        raise UnreadError(at, f"what is in {plain(kind)} cannot be said yet.", "sets")
    found = []
    for name in names:
        called = _called(name[: called_from(name)], notation, at)
        what = "sequence" if notation.bracketed and called not in notation.moving else "path"
        found += _declared([called], [what], dims, notation, at)
    return found


def _by_value(name: list[Token], kind: list[Token], notation: Notation, at: Token) -> list[Any]:
    r"""Declare a map by one of its values: ``f(x) \in \mathbb{R}^n``."""
    opened = next(i for i, t in enumerate(name) if t.text == "(")
    called, inside = _called(name[:opened], notation, at), full_name(name[opened + 1 : -1], notation)
    argument_there = next((m for m in notation.meaning(inside or "") if isinstance(m, ex.VectorSymbol)), None)
    target = space(kind, notation, at)
    if argument_there is None or target is None or len(target) > 1:
        raise UnreadError(at, f"this does not say where {called} goes from and to: write `{called} : R^p -> R^n`.")
    if called in notation.moving and target:  # what depends on parameters, and with them on time
        notation.declare(called, ex.PathSymbol(called, ex.VECTOR, target, False))
    elif not notation.known(called):
        notation.declare(called, ex.MapSymbol(called, argument_there.dimension, target[0] if target else None))
    return []


def _called(name: list[Token], notation: Notation, at: Token) -> str:
    """Return a declared name; ``x_k`` and ``x^{(k)}`` in a declaration are those of a sequence."""
    found = full_name(name, notation)
    if found is None:
        notation.declare_change(name)
        found = full_name(name, notation)
    if found is None:
        raise UnreadError(name[0] if name else at, f"{plain(name) or 'nothing'} is not read as a name.")
    return found


def _declared(
    called: list[str], words: list[str], dims: tuple[Any, ...], notation: Notation, at: Token, known: str | None = None
) -> list[Any]:
    found: list[Any] = []
    for name in called:
        if known is None and (root := notation.sequence_of(name)) and not words:
            if not any(isinstance(m, ex.PathSymbol) for m in notation.known(root)):
                notation.declare(root, _meaning(root, ["sequence"], dims, at)[0])
            continue
        drawn = name in notation.drawn and not words and len(dims) < 2
        meaning, comes = _meaning(name, ["random"] if drawn else words, dims, at)
        if known is not None:
            meaning = _drawn_after(name, dims, known, notation, at)
        notation.declare(name, meaning)
        found += comes
    return found


def _drawn_after(name: str, dims: tuple[Any, ...], known: str, notation: Notation, at: Token) -> Any:
    """Declare what is random given something else that is: ``g : random vector in R^d given x``."""
    earlier = next((m for m in notation.meaning(known) if isinstance(m, ex.SuppressedValue)), None)
    if earlier is None or len(dims) > 1:
        raise UnreadError(at, f"{known} is not declared as random: say first `{known} : random vector in R^d`.")
    return made(at, lambda x: random_vector(name, *dims, given=x) if dims else random_scalar(name, given=x), earlier)


def _meaning(name: str, words: list[str], dims: tuple[Any, ...], at: Token) -> tuple[Any, list[Any]]:
    said = {_PLURALS.get(word, word.removesuffix("s")) for word in words}
    if said & {"set", "subset"}:
        if len(dims) != 1:
            raise UnreadError(at, f"say in which space {name} is: `{name} : convex set in R^d`.")
        value = ex.SetSymbol(name, dims[0])
        return value, [convex_set(value)] if "convex" in said else []
    if "dimension" in said:
        return ex.Dimension(name), []
    if "identity" in said:
        if len(dims) != 1:
            raise UnreadError(at, "say of which space it is the identity: `I : identity of R^d`.")
        return ex.Identity(dims[0]), []
    if "random" in said:
        kind = (ex.SCALAR, ex.VECTOR, ex.OPERATOR)[len(dims)]
        draw = ex.outcome(name) if "independent" in said else ex.OUTCOME
        return ex.PathSymbol(name, kind, dims, True).suppressed(draw), []
    if "path" in said or "sequence" in said:
        kind = (ex.SCALAR, ex.VECTOR, ex.OPERATOR)[len(dims)]
        return ex.PathSymbol(name, kind, dims, "sequence" in said), []
    if said & {"natural", "index"}:
        return ex.ScalarSymbol(name, integer=True, nonnegative=True), []
    if "time" in said:
        return ex.ScalarSymbol(name, nonnegative=True, real=True), []
    if not dims and said & {"vector", "operator", "matrix"}:
        raise UnreadError(at, f"say in which space {name} is: `{name} in R^d`, `{name} in R^{{n x p}}`.")
    value = symbol(name, dims)
    return value, list(_said_of(value, said))


def _said_of(value: Any, said: Collection[str]) -> Iterator[Any]:
    """Yield what adjectives say; of operators, positive is positive definite."""
    operator = ex.kind_of(value) == ex.OPERATOR
    if operator and not {"symmetric", "definite", "semidefinite"}.isdisjoint(said):
        yield ex.related("=", value.T, value)
    if operator and "invertible" in said:
        yield ex.Relation(">", ex.SmallestSingularValue(value), Integer(0))
    if "nonnegative" in said or "semidefinite" in said:
        yield ex.Relation(">=", value, Integer(0))
    elif "positive" in said:
        yield ex.Relation(">", value, Integer(0))


def _maps(called: list[str], kind: list[Token], notation: Notation, at: Token) -> list[Any]:
    """Declare maps between spaces; one from R is a path, one into R a scalar function."""
    content = [t for t in kind if t.kind != "word"]
    arrow = find(content, *_TO)
    begun, into, ranges = content[:arrow], content[arrow + 1 :], split(content[arrow + 1 :], ",")[1:]
    any_map = any(t.kind == "word" and t.text in {"arbitrary", "nonsmooth"} for t in kind)
    halfline = bool(signed(begun)) or is_interval(begun)
    if plain(begun) in NATURALS and (terms := space(into, notation, at)) is not None:
        return _declared(called, ["sequence"], terms, notation, at)
    source = () if halfline else space(begun, notation, at)
    target = target_space(into, notation, at)
    if several.declares(called, begun, target, notation, at, differentiable=not any_map):
        return [s for name in called for s in said_of_values(notation.meaning(name)[0], into, notation, at)]
    known = source is not None or target is None or not chance.MEASURES.isdisjoint(called)
    if not known and (size := several.abstract(begun, notation)) is not None:
        source, any_map = (size,), True
    if source is None or target is None or len(source) > 1 or len(target) > 1:
        if source == () and target is not None:
            return _declared(called, ["path"], target, notation, at)
        raise UnreadError(at, "maps between R^p and R^n can be said; others cannot yet.", "other maps")
    found: list[Any] = []
    for name in called:
        if source == ():
            path = ex.PathSymbol(name, *((ex.VECTOR, target) if target else (ex.SCALAR, ())), False)
            notation.declare(name, path)
            notation.everywhere |= set() if halfline else {name}
            found += said_of_values(path, into, notation, at)
        else:
            if target == () and families.declares(name, source[0], ranges, notation, at, differentiable=not any_map):
                continue
            function = ex.MapSymbol(name, source[0], target[0] if target else None, not any_map)
            notation.declare(name, function)
            found += said_of_values(function, into, notation, at)
    return found


def _interval(names: list[list[Token]], kind: list[Token], notation: Notation, at: Token) -> list[Any]:
    r"""Declare numbers in an interval: ``\eta \in (0, 1)``."""
    found = []
    if kind and kind[0].text not in _IN and not is_interval(kind):
        raise UnreadError(at, f"`{as_written(kind)}` is no kind that is read: write {KINDS}.")
    for name in names:
        called = full_name(list(name), notation)
        target = [t for t in kind if t.text not in _IN]
        if called is not None and (among := listed_numbers(target)):
            _declare_number(list(name), notation)
            value = expression(list(name), notation)
            factors = [value if each == 0 else value - each if each > 0 else value + abs(each) for each in among]
            found.append(made(at, lambda product: ex.related("=", product, 0), reduce(mul, factors)))
            continue
        if called is not None and notation.sequence_of(called) and is_interval(target):
            term = in_interval(expression(list(name), notation), target, notation, at)
            found += [says for says in term if isinstance(says, ex.Assertion)]
            continue
        if called is not None and not _is_number(called, notation) and not notation.sequence_of(called):
            counts = last_of_first(target) is not None
            number = {"integer": True, "nonnegative": True} if counts else {"real": True}
            notation.declare(called, ex.ScalarSymbol(called, **number))
        into = [t if t.text != "in" else Token(COMMAND, "\\in", t.source, t.at, t.end) for t in kind]
        found += [span for span in spans([*name, *into], notation, at) if isinstance(span, ex.Assertion)]
    return found


def define(tokens: Sequence[Token], notation: Notation) -> ex.Definition:
    """Read a definition, ``L(z) = ...``, ``B = ...`` or ``A_v = ...``, and let its name stand for it.

    Raises:
        UnreadError: it cannot be read.
    """
    content = worded(tokens)
    sign = find(content, "=", "\\coloneqq", "\\triangleq", "\\eqdef", "\\defeq")
    if sign < 0:
        raise UnreadError(content[0] if content else None, "a definition needs an equals sign.")
    left = content[:sign]
    while left and left[-1].text == ":":
        left.pop()
    return defined(left, content[sign + 1 :], notation)


def defined(left: list[Token], right: Sequence[Token], notation: Notation, value: Any = None) -> ex.Definition:
    """Let what stands left of a defining sign stand for the right side, which may have been read already."""
    if value is None:
        left, right = pointwise(left, right, notation)
    if right and right[0].text in {"\\{", "\\lbrace"} and value is None:
        raise UnreadError(right[0], "sets cannot be said by what is in them yet: name the set.", "sets")
    name, parameters, style = families.defined_head(left, right, notation) or head(left, notation, right)
    with notation.binding(parameters):
        content = expression(list(right), notation) if value is None else value
    refuse_guesses(content, notation, left[0])
    refuse_values(parameters if style == "call" else [], content, left[0])
    made_of: ex.Definition = one(made(left[0], ex.Definition, name, tuple(parameters), content, style, ()))
    notation.declare(name, made_of)
    return made_of


def _has_terms(tokens: Sequence[Token], index: Sequence[Token], notation: Notation) -> bool:
    """Whether a term of a sequence stands there that has an index, one letter."""
    content, letter = list(tokens), [t.text for t in index]
    names = (notation.name(content, place) for place in range(len(content)) if len(letter) == 1 and letter[0].isalpha())
    terms = (name.after for name in names if name is not None and name.root in notation.counted)
    scripts = (content[after:] for after in terms if [t.text for t in content[after : after + 1]] == ["_"])
    return any([t.text for t in argument(script, 1)[0]] == letter for script in scripts)


def head(left: list[Token], notation: Notation, right: Sequence[Token] = ()) -> tuple[str, list[Any], str]:
    """Return what a definition defines: its name, its parameters, and whether they stand below the name.

    What is said of a term by the terms of sequences with that index, ``p_t = s g_t + e_t``, says what all terms are.
    """
    if not left:
        raise UnreadError(None, "it is not said what is defined.")
    opened = find(left, "(")
    whole, found = full_name(left, notation), notation.name(left, 0)
    if found is None:
        raise indices.no_name(left)
    if (first := called_from(left)) > 0:
        name = full_name(left[:first], notation)
        if name is None:
            raise indices.no_name(left[:first])
        return name, [_parameter(p, notation) for p in split(left[first + 1 : -1], ",")], "call"
    if found.after < len(left) and left[found.after].text == "_":
        below, after = argument(left, found.after + 1)
        variable = full_name(below, notation)
        known = [m for m in (notation.meaning(variable) if variable else ())
                 if isinstance(m, (ex.VectorSymbol, ex.OperatorSymbol, ex.ScalarSymbol))]  # fmt: skip
        counted = found.root in notation.counted or _has_terms(right, below, notation)
        if not known and variable and counted and not notation.meaning(variable):
            known = [notation.scalar(variable, left[0], natural=True)]
        if after == len(left) and known and not _is_whole_name(whole, notation):
            return found.root, [known[0]], "subscript"
    if whole is None or opened >= 0:
        raise indices.no_name(left)
    return whole, [], "call"


def is_nameable(tokens: Sequence[Token], notation: Notation) -> bool:
    """Whether tokens are a name, or a name with an argument in brackets: what a definition may stand for."""
    opened = called_from(content := list(tokens))
    return full_name(content[:opened] if opened > 0 else content, notation) is not None


def _is_whole_name(whole: str | None, notation: Notation) -> bool:
    return whole is not None and any(not isinstance(m, ex.Definition) for m in notation.meaning(whole))


def _parameter(tokens: list[Token], notation: Notation) -> Any:
    if not tokens:
        raise UnreadError(None, "a parameter of a definition is missing.")
    return variable(tokens, notation, tokens[0])
