"""Derivatives: quotients of differentials, gradients, Jacobians, dots."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from proofcheck.lang import expressions as ex
from proofcheck.latex import brackets, families, several
from proofcheck.latex.combining import Function, made
from proofcheck.latex.notation import Notation, subscript_word
from proofcheck.latex.paths import below
from proofcheck.latex.scripts import scripts
from proofcheck.latex.senses import refuse_other_sense
from proofcheck.latex.source import Token, UnreadError, plain
from proofcheck.latex.spelling import argument
from proofcheck.latex.vocabulary import INDICES

if TYPE_CHECKING:
    from proofcheck.latex.grammar import Mathematics


def derivative_sign(reader: "Mathematics", at: Token) -> Any:
    r"""Read ``\frac{d}{dt} ...`` or ``\frac{d w(t)}{dt}``; nothing where the fraction is none of these."""
    above, reader.place = argument(reader.tokens, reader.place)
    below, reader.place = argument(reader.tokens, reader.place)
    order, above, below = _orders(above, below)
    first, then = differential_end(above, 0), differential_end(below, 0)
    others = [m for m in reader.notation.meanings.get("d", ()) if not isinstance(m, ex.Dimension)]
    if not first or not then or others:
        return None
    name = reader.notation.name(below, then)
    if name is None or name.after != len(below):
        if above[0].text == "\\partial":
            raise UnreadError(at, "this derivative cannot be said yet.", "partial derivatives")
        return None
    if order > 2 or any(t.text == "^" for t in above[:2]):
        raise UnreadError(at, "no more than second derivatives can be said.", "higher derivatives")
    known = reader.notation.meaning(name.root)
    time = next((m for m in known if isinstance(m, ex.ScalarSymbol)), None)
    if time is None:
        if known:
            raise UnreadError(at, f"{name.root} is not a time: derivatives are taken in one.", "partial derivatives")
        time = reader.notation.scalar(name.root, at)
    path = _path_named(above[first:], reader.notation)
    if path is not None and (reader.peek() != "(" or reader.peek(2) == ")"):  # dw/dt, and where it is taken
        moment = time if reader.peek() != "(" else reader.brackets()
        return path.dot(moment) if order == 1 else second(path, at)(moment)
    body = reader.inner(above[first:]).whole() if above[first:] else reader.term()
    content = made(at, lambda a: ex.expression(a, "what is differentiated"), body)
    within = ex.free_symbols(content)
    names = {str(getattr(symbol, "name", "")) for symbol in within}
    untold = names & (reader.notation.assumed.keys() | reader.notation.taken.keys())
    if untold and time not in within:
        raise UnreadError(at, f"{time} does not stand in what is derived by it: say what depends on it, as in "
                          f"`r({time}) = ...`.", "derivatives of what is not said to depend")  # fmt: skip
    if any(_steps_in(part, time) for part in ex.all_parts(content)):
        raise UnreadError(at, "a sequence has no derivative: give what moves in time another name.", "derivatives")
    if isinstance(content, ex.PathValue) and content.args[1] == time and isinstance(content.args[0], ex.PathSymbol):
        return content.args[0].dot(time) if order == 1 else second(content.args[0], at)(time)
    for _ in range(order):
        content = made(at, lambda a: ex.TimeDerivative.of_kind(ex.kind_of(a), time, a), content)
    return content


def _steps_in(part: Any, time: Any) -> bool:
    """Whether something is a term of a sequence, of which the number depends on a letter."""
    sequence = isinstance(part, ex.PathValue) and isinstance(part.args[0], ex.PathSymbol) and part.args[0].discrete
    return sequence and time in ex.free_symbols(part.args[1])


def _path_named(tokens: list[Token], notation: Notation) -> Any:
    r"""Return the path that tokens name without a time, as in ``\frac{du}{dt}``; nothing of others."""
    name = notation.name(tokens, 0) if tokens else None
    if name is None or name.after != len(tokens):
        return None
    return next((m for m in notation.meaning(name.root) if isinstance(m, ex.PathSymbol) and not m.discrete), None)


def _orders(above: list[Token], below: list[Token]) -> tuple[int, list[Token], list[Token]]:
    r"""Return how often ``\frac{d^2}{dt^2}`` differentiates, and the fraction without the exponents; else 1."""
    first = differential_end(above, 0)
    if not first or len(above) < first + 2 or above[first].text != "^" or len(below) < 2:
        return 1, above, below
    raised, after = argument(above, first + 1)
    exponents = [place for place, token in enumerate(below) if token.text == "^"]
    lowered, end = argument(below, exponents[0] + 1) if len(exponents) == 1 else ([], 0)
    if not plain(raised).isdigit() or plain(raised) != plain(lowered) or end != len(below):
        return 1, above, below
    return int(plain(raised)), [*above[:first], *above[after:]], below[: exponents[0]]


def differential_end(tokens: Sequence[Token], place: int) -> int:
    """Return where the d of a differential ends; 0 where there is none."""
    if place >= len(tokens):
        return 0
    text = tokens[place].text
    if text in {"d", "\\dd", "\\partial", "\\diff", "\\mathrmd"}:
        return place + 1
    if text in {"\\mathrm", "\\text", "\\operatorname", "\\textrm", "\\rm", "\\mathsf"} and place + 1 < len(tokens):
        inside, after = argument(list(tokens), place + 1)
        if plain(inside) == "d":
            return after
    return 0


def differentiated(tokens: list[Token], place: int, notation: Notation) -> tuple[str, bool]:
    r"""Return the name that a fraction differentiates in time, ``\frac{du}{dt}``; nothing of other fractions.

    With it comes whether the time stands at the name, ``\frac{d u_t}{dt}`` or ``\frac{d}{dt} u(t)``.
    """
    start = place + 1 if place < len(tokens) and tokens[place].text == "{" else place
    if not differential_end(tokens, start):
        return "", False
    above, after = argument(tokens, place)
    below, end = argument(tokens, after) if after < len(tokens) else ([], after)
    first, then = differential_end(above, 0), differential_end(below, 0)
    moving = above[first:] or tokens[end : end + 6]
    name = notation.name(moving, 0) if first and moving else None
    time = [token.text for token in below[then:]]
    if name is None or not then or time not in (["t"], ["s"]):
        return "", False
    texts = [token.text for token in moving[name.after :]]
    timed = any(texts[: len(form)] == form for form in (["_", *time], ["_", "{", *time, "}"], ["(", *time, ")"]))
    return (name.root if timed or (above[first:] and not texts) else ""), timed


def is_differential(reader: "Mathematics") -> bool:
    """Whether the differential of the integral that is being read comes next."""
    after = differential_end(reader.tokens, reader.place)
    if not after or after >= len(reader.tokens):
        return False
    name = reader.notation.name(reader.tokens, after)
    return name is not None and name.root == reader.differentials[-1]


def bare_function(reader: "Mathematics", closing: str) -> Function | None:
    """Read a function without its argument, where nothing else stands before the closing bracket."""
    start = reader.place
    if reader.peek() == "\\nabla":
        at = reader.next()
        found = gradient_of(reader, at)
        if isinstance(found, Function) and reader.peek() == closing:
            return found
    reader.place = start
    return None


def gradient_of(reader: "Mathematics", at: Token) -> Any:
    r"""Read what stands after ``\nabla``: the function that is meant, or an expression in a variable."""
    second = reader.peek() == "^"
    if second:
        reader.next()
        order, reader.place = argument(reader.tokens, reader.place)
        if plain(order) != "2":
            raise UnreadError(at, "no more than second derivatives can be said.", "higher derivatives")
    if reader.peek() == "_" and not second:
        return _gradient_in(reader, at)
    bracket = reader.peek() == "("
    start = reader.place
    if bracket:
        reader.next()
    if reader.done or reader.notation.name(reader.tokens, reader.place) is None:
        raise UnreadError(at, "the gradient of a declared or defined function can be read: name the function.")
    of_family = _member_named(reader)
    function: Any = _function_named(reader, at) if of_family is None else None
    if bracket:
        if reader.peek() != ")":
            reader.place = start
            raise UnreadError(at, "the gradient of an expression needs the variable: write \\nabla_x.")
        reader.next()
    if of_family is not None and second:
        raise UnreadError(at, "second derivatives of members of a family cannot be said yet.", brackets.FAMILIES)
    if of_family is not None:
        return Function(f"the gradient of a member of {of_family[0].name}", lambda x: families.gradient(*of_family, x))
    if second and several.has_gradient(function):
        raise UnreadError(at, "second derivatives in one of several arguments cannot be said yet.", brackets.SEVERAL)
    if several.has_gradient(function):
        return several.gradient(function, 0)
    if second:
        return Function(f"the Hessian of {function.name}", lambda x: ex.HessianValue(function, ex.expression(x, "x")))
    return Function(f"the gradient of {function.name}", lambda x: ex.GradientValue(function, ex.expression(x, "x")))


def _member_named(reader: "Mathematics") -> tuple[Any, Any] | None:
    """Take a name that stands for a member of a family of functions; nothing where another one comes."""
    start = reader.place
    name = reader.notation.name(reader.tokens, start)
    assert name is not None
    reader.place = name.after
    found = scripts(reader)
    of_family = None if found.primes or found.above else families.member(reader, name.root, found.below)
    reader.place = start if of_family is None else reader.place
    return of_family


def _function_named(reader: "Mathematics", at: Token) -> Any:
    """Take a name that stands for a scalar function."""
    name = reader.notation.name(reader.tokens, reader.place)
    assert name is not None
    reader.place = name.after
    start = reader.place
    found = scripts(reader)
    word = subscript_word(found.below, reader.notation) if found.below else ""
    if found.below and not word:
        message = f"{name.root}_{{{plain(found.below)}}} cannot be said yet: which of several functions it is varies."
        raise UnreadError(found.below[0], message, brackets.FAMILIES)
    full = name.root + "*" * found.starred + "'" * found.primes + (f"_{word}" if word else "")
    if found.above and not found.starred:
        reader.place = start
        full = name.root
    for meaning in reader.notation.meaning(full):
        if ex.is_real_function(meaning) or several.has_gradient(meaning):
            return meaning
        if isinstance(meaning, ex.MapSymbol):
            raise UnreadError(at, f"{full} has several components: its derivative is the Jacobian, D{full}(x) or "
                              f"J_{full}(x), whose transpose is also written so.", "gradients of maps")  # fmt: skip
    raise UnreadError(at, f"{full} is not declared as a function: say so, as in `{full} : R^d -> R`.")


def _gradient(reader: "Mathematics", at: Token) -> Any:
    from proofcheck.latex.applying import applied

    found = gradient_of(reader, at)
    return applied(reader, found, at) if isinstance(found, Function) else found


def _counts(below: list[Token], notation: Notation) -> bool:
    r"""Whether an index is a number, or the number of a component, as in ``\nabla_i f(x)``."""
    if len(below) != 1:
        return False
    known = notation.meaning(below[0].text)
    integer = any(isinstance(m, ex.ScalarSymbol) and m.is_integer for m in known)
    return below[0].text.isdecimal() or integer or (not known and below[0].text in INDICES)


def _gradient_in(reader: "Mathematics", at: Token) -> Any:
    r"""Read ``\nabla_w L(f(w(t)))``: the gradient in a vector, taken where the path of that name is, if it is one."""
    from proofcheck.latex.applying import beside

    reader.next()
    below, reader.place = argument(reader.tokens, reader.place)
    if (of_several := several.gradient_below(reader, below)) is not None:
        return of_several
    name = reader.notation.name(below, 0) if below else None
    known = reader.notation.meaning(name.root) if name is not None and name.after == len(below) else []
    vectors = [m for m in known if isinstance(m, ex.VectorSymbol)]
    paths = [m for m in known if isinstance(m, ex.PathSymbol) and m.value_kind == ex.VECTOR and not m.discrete]
    sequences = [m for m in known if isinstance(m, ex.PathSymbol) and m.value_kind == ex.VECTOR and m.discrete]
    if not vectors and not paths and sequences:
        vectors = [beside(reader.notation, sequences[0].name, sequences[0], at)]
    if not vectors and not paths and _counts(below, reader.notation):
        return made(at, lambda slope, i: slope[i], _gradient(reader, at), reader.inner(below).whole())
    if not vectors and not paths:
        raise UnreadError(at, f"{plain(below)} is not declared as a vector, so no gradient in it can be taken.")
    if not paths and _at_itself(reader, below):
        return _gradient(reader, at)
    if not paths:
        return made(at, lambda a: ex.NablaAt(vectors[0], ex.expression(a, "a"), vectors[0]), reader.term())
    path = paths[0]
    body = reader.term()
    values = {part for part in _parts(body) if isinstance(part, ex.PathValue | ex.SuppressedValue)
              and part.args[0] == path}  # fmt: skip
    if len(values) != 1:
        raise UnreadError(at, f"it is not clear at which point the gradient in {path.name} is taken.")
    [point] = values
    variable = ex.VectorSymbol(path.name, *path.dimensions)
    return made(at, lambda a: ex.NablaAt(variable, a.xreplace({point: variable}), point), body)


def _at_itself(reader: "Mathematics", variable: Sequence[Token]) -> bool:
    r"""Whether a function comes that is taken where it is derived, with a transpose that is the gradient's."""
    name = reader.notation.name(reader.tokens, reader.place)
    known = reader.notation.meaning(name.root) if name is not None else ()
    wanted = ["(", *(t.text for t in variable), ")", "^"]
    taken_at = [t.text for t in reader.tokens[name.after :][: len(wanted)]] if name is not None else []
    return any(isinstance(m, ex.MapSymbol) and m.n is None for m in known) and taken_at == wanted


def _parts(node: Any) -> list[Any]:
    found, waiting = [], [node]
    while waiting:
        current = waiting.pop()
        found.append(current)
        waiting += getattr(current, "args", ())
    return found


def derivative_in_time(reader: "Mathematics", name: str, slope: Callable[[Any], Any]) -> Any:
    """Return the derivative of a path, as a function of time, or at the time that is left out.

    Raises:
        UnreadError: words say that the prime is none.
    """
    if (before := reader.tokens[reader.place - 1]).text in {"'", "’", "\\prime"}:
        refuse_other_sense(reader.notation, f"{name}'", before, f"{name}'")
    if reader.peek() != "(" and reader.peek() != "_" and reader.notation.time is not None:
        return slope(reader.notation.time)
    return Function(f"the derivative of {name}", slope)


def _dot(reader: "Mathematics", at: Token) -> Any:
    """Read the derivative of a path in time, as a dot."""
    return _dotted(reader, at, lambda path: path.dot)


def _two_dots(reader: "Mathematics", at: Token) -> Any:
    """Read the second derivative of a path in time, as two dots."""
    return _dotted(reader, at, lambda path: second(path, at))


def second(path: Any, at: Token) -> Callable[[Any], Any]:
    """Return the second derivative of a path, as a function of time."""

    def at_time(moment: Any) -> Any:
        time = ex.expression(moment, "the time")
        if not isinstance(time, ex.ScalarSymbol):
            raise UnreadError(at, "a second derivative can be said at a time that is a letter.", "second derivatives")
        slope = path.dot(time)
        return ex.TimeDerivative.of_kind(ex.kind_of(slope), time, slope)

    return at_time


def _dotted(reader: "Mathematics", at: Token, taken: Callable[[Any], Callable[[Any], Any]]) -> Any:
    """Read what stands under dots, which ``taken`` makes a derivative of."""
    from proofcheck.latex.applying import applied

    inside, reader.place = argument(reader.tokens, reader.place)
    name = reader.notation.name(inside, 0) if inside else None
    if name is None or name.after != len(inside):
        raise UnreadError(at, "a dot over this cannot be read: it goes over the name of a path.")
    called, after = below(reader.tokens, reader.place, name.root, reader.notation)
    reader.place = after
    for meaning in reader.notation.meaning(called or name.root):
        scalar_path = isinstance(meaning, ex.Definition) and [ex.kind_of(p) for p in meaning.parameters] == [ex.SCALAR]
        if scalar_path or (isinstance(meaning, ex.PathSymbol) and not meaning.discrete):
            if reader.peek() == "_":
                reader.next()
                index, reader.place = argument(reader.tokens, reader.place)
                return made(at, taken(meaning), reader.inner(index).whole())
            found = derivative_in_time(reader, name.root, taken(meaning))
            return applied(reader, found, at) if isinstance(found, Function) else found
    raise UnreadError(at, f"{name.root} is not declared as a path: say so, as in `{name.root} : path in R^d`.")


READINGS: dict[str, Callable[["Mathematics", Token], Any]] = {
    "\\nabla": _gradient,
    "\\grad": _gradient,
    "\\dot": _dot,
    "\\ddot": _two_dots,
}
