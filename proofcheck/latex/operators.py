"""What has a notation of its own: fractions, roots, norms, extrema, integrals, derivatives, gradients."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from sympy import Integer, Rational

from proofcheck.lang import expressions as ex
from proofcheck.lang.functions import absolute
from proofcheck.latex import elementary
from proofcheck.latex.combining import NO_SPACE, Function, Multiple, made
from proofcheck.latex.notation import argument, subscript_word
from proofcheck.latex.source import Token, UnreadError, plain

if TYPE_CHECKING:
    from proofcheck.latex.grammar import Mathematics


def _fraction(reader: "Mathematics", at: Token) -> Any:
    start = reader.place
    found = _derivative_sign(reader, at)
    if found is not None:
        return found
    reader.place = start
    above, below = reader.argument().whole(), reader.argument().whole()
    if below == 0:
        raise UnreadError(at, "this divides by 0.")
    if ex.kind_of(above) != ex.SCALAR:
        return made(at, lambda a, b: a / b, above, below)
    return made(at, lambda a, b: ex.Frac(ex.expression(a, "a"), ex.expression(b, "b")), above, below)


def _derivative_sign(reader: "Mathematics", at: Token) -> Any:
    r"""Read ``\frac{d}{dt} ...`` or ``\frac{d w(t)}{dt}``; nothing where the fraction is none of these."""
    above, reader.place = argument(reader.tokens, reader.place)
    below, reader.place = argument(reader.tokens, reader.place)
    first, then = _differential(above, 0), _differential(below, 0)
    others = [m for m in reader.notation.meanings.get("d", ()) if not isinstance(m, ex.Dimension)]
    if not first or not then or others:
        return None
    name = reader.notation.name(below, then)
    if name is None or name.after != len(below):
        if above[0].text == "\\partial":
            raise UnreadError(at, "this derivative cannot be said yet.", "partial derivatives")
        return None
    if any(t.text == "^" for t in above[:2]):
        raise UnreadError(at, "second derivatives cannot be said yet.", "second derivatives")
    known = reader.notation.meaning(name.root)
    time = next((m for m in known if isinstance(m, ex.ScalarSymbol)), None)
    if time is None:
        if known:
            raise UnreadError(at, f"{name.root} is not a time: derivatives are taken in one.", "partial derivatives")
        time = reader.notation.scalar(name.root, at)
    body = reader.inner(above[first:]).whole() if above[first:] else _scope(reader)
    content = made(at, lambda a: ex.expression(a, "what is differentiated"), body)
    return made(at, lambda a: ex.TimeDerivative.of_kind(ex.kind_of(a), time, a), content)


def _differential(tokens: Sequence[Token], place: int) -> int:
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


def is_differential(reader: "Mathematics") -> bool:
    """Whether the differential of the integral that is being read comes next."""
    after = _differential(reader.tokens, reader.place)
    if not after or after >= len(reader.tokens):
        return False
    name = reader.notation.name(reader.tokens, after)
    return name is not None and name.root == reader.differentials[-1]


def _scope(reader: "Mathematics") -> Any:
    """Read what a binder reaches: the product to its right."""
    return reader.term()


def _root(reader: "Mathematics", at: Token) -> Any:
    if reader.peek() == "[":
        return _other_root(reader, at)
    return made(at, lambda a: ex.Sqrt(ex.expression(a, "a")), reader.argument().whole())


def _other_root(reader: "Mathematics", at: Token) -> Any:
    """The n-th root of what is positive, as a power."""
    reader.next()
    index = reader.number()
    reader.expect("]", at)
    if not index.is_Integer or index < 1:
        raise UnreadError(at, f"there is no {index}-th root.")
    return made(at, lambda a: ex.expression(a, "a") ** Rational(1, index), reader.argument().whole())


def _exponential(reader: "Mathematics", at: Token) -> Any:
    from proofcheck.latex.applying import applied

    while reader.peek() == "{":
        content, after = argument(reader.tokens, reader.place)
        reader.tokens[reader.place : after] = content
    return applied(reader, Function("exp", lambda a: ex.Exp(ex.expression(a, "a"))), at)


# ---------------------------------------------------------------- norms and products


def _bars(closing: str) -> Callable[["Mathematics", Token], Any]:
    def read(reader: "Mathematics", at: Token) -> Any:
        shut = closing
        if at.text == "|" and reader.peek() == "|":
            reader.next()
            shut = "||"
        reader.bars.append(shut)
        differentials, reader.differentials = reader.differentials, []
        value = reader.sum()
        reader.differentials = differentials
        reader.bars.pop()
        reader.expect(shut[0] if shut == "||" else shut, at)
        if shut == "||":
            reader.expect("|", at)
        double = shut not in {"|", "\\vert", "\\rvert"}
        return _norm(reader, value, at) if double else _absolute(value, at)

    return read


_FROBENIUS = frozenset({"f", "frm", "fro", "frob", "hs"})


def _norm(reader: "Mathematics", value: Any, at: Token) -> Any:
    if reader.peek() == "_":
        reader.next()
        below, reader.place = argument(reader.tokens, reader.place)
        if ex.kind_of(value) == ex.OPERATOR and subscript_word(below, reader.notation).lower() in _FROBENIUS:
            return made(at, ex.FrobeniusNorm, value)
        _check_index(reader, value, below, at)
    if ex.kind_of(value) == ex.SCALAR:
        _refuse_scalar(value, at)
    return made(at, ex.Norm, value)


def _check_index(reader: "Mathematics", value: Any, below: list[Token], at: Token) -> None:
    index = subscript_word(below, reader.notation).lower()
    euclidean = {"2", "op", "oprm", "spec"} if ex.kind_of(value) == ex.OPERATOR else {"2"}
    if index not in euclidean:
        shown = plain(below)
        raise UnreadError(at, f"the norm with the index {shown} cannot be said yet: the Euclidean and the operator "
                          "norm can.", "other norms")  # fmt: skip


def _refuse_scalar(value: Any, at: Token) -> None:
    if isinstance(value, Multiple):
        raise UnreadError(at, NO_SPACE)
    raise UnreadError(at, f"the norm of {value} is taken, which is a number as far as is declared: say what its "
                      "letters are, as in `x in R^d`, or write |...|.")  # fmt: skip


def _absolute(value: Any, at: Token) -> Any:
    if ex.kind_of(value) == ex.SCALAR:
        return made(at, absolute, value)
    if ex.kind_of(value) == ex.VECTOR:
        return made(at, ex.Norm, value)
    raise UnreadError(at, "bars around an operator can be a norm or a determinant.", "determinants and ranks")


def _norm_command(reader: "Mathematics", at: Token) -> Any:
    star = reader.peek() == "*"
    if star:
        reader.next()
    return _norm(reader, reader.argument().whole(), at)


def _absolute_command(reader: "Mathematics", at: Token) -> Any:
    return _absolute(reader.argument().whole(), at)


def _inner_command(reader: "Mathematics", at: Token) -> Any:
    first = reader.argument()
    if reader.peek() == "{":
        return made(at, _inner, first.whole(), reader.argument().whole())
    left = first.sum()
    first.expect(",", at)
    return made(at, _inner, left, first.whole())


def _angle(reader: "Mathematics", at: Token) -> Any:
    bars, reader.bars = reader.bars, []
    differentials, reader.differentials = reader.differentials, []
    left = reader.sum()
    if reader.peek() not in {",", "\\mid", "|", ";"}:
        raise UnreadError(reader.here, "an inner product has two parts, with a comma between them.")
    reader.next()
    right = reader.sum()
    reader.expect("\\rangle", at)
    reader.bars, reader.differentials = bars, differentials
    if reader.peek() == "_" and ex.kind_of(left) == ex.OPERATOR:
        below, after = argument(reader.tokens, reader.place + 1)
        if subscript_word(below, reader.notation).lower() in _FROBENIUS:
            reader.place = after
    return made(at, _inner, left, right)


def _inner(left: Any, right: Any) -> Any:
    if ex.kind_of(left) == ex.kind_of(right) == ex.SCALAR:
        raise ex.LanguageError(f"{left} and {right} are numbers as far as is declared: say what their letters are.")
    return ex.Inner(ex.expression(left, "the first part"), ex.expression(right, "the second part"))


def trace(reader: "Mathematics", at: Token) -> Any:
    """Read what a trace is taken of: what stands in brackets, or else the product to its right."""
    from proofcheck.latex.applying import applied

    if reader.peek() in {"(", "[", "\\{"}:
        return applied(reader, Function("the trace", lambda a: ex.Trace(ex.expression(a, "a"))), at)
    return made(at, lambda a: ex.Trace(ex.expression(a, "a")), _scope(reader))


# ---------------------------------------------------------------- extrema, integrals


def _extreme(largest: bool, exact: bool) -> Callable[["Mathematics", Token], Any]:
    pairs = ex.Maximum if largest else ex.Minimum

    def read(reader: "Mathematics", at: Token) -> Any:
        if reader.peek() == "_":
            reader.next()
            below, reader.place = argument(reader.tokens, reader.place)
            return _over(reader, below, largest, at)
        if not exact or reader.peek() not in {"\\{", "(", "[", "\\lbrace"}:
            raise UnreadError(at, f"write {at.text} with what it ranges over, or with its members in braces.")
        opened = reader.next()
        bars, reader.bars = reader.bars, []
        members = [reader.sum()]
        while reader.peek() in {",", ";"}:
            reader.next()
            members.append(reader.sum())
        closing = {"\\{": "\\}", "(": ")", "[": "]", "\\lbrace": "\\rbrace"}[opened.text]
        reader.expect(closing, opened)
        reader.bars = bars
        if len(members) == 1:
            raise UnreadError(at, f"{at.text} of one number: write several, or what it ranges over.")
        value = members[0]
        for member in members[1:]:
            value = made(at, lambda a, b: pairs(ex.expression(a, "a"), ex.expression(b, "b")), value, member)
        return value

    return read


def _over(reader: "Mathematics", below: list[Token], largest: bool, at: Token) -> Any:
    """Read an extremum over an interval or over the unit vectors; a largest value is minus a smallest one."""
    from proofcheck.latex.ranges import span_of

    span = span_of(reader.inner(below), at)
    variable = ex.range_variable(span)
    with reader.notation.binding([variable]):
        body = _scope(reader)
    value = -body if largest else body
    if isinstance(span, ex.Within):
        found = made(at, lambda a: ex.Infimum(*span.args, ex.expression(a, "a")), value)
    elif isinstance(span, ex.Relation) and isinstance(span.left, ex.Norm) and span.op == "=" and span.right == 1:
        found = made(at, lambda a: ex.SphereMinimum(variable, ex.expression(a, "a")), value)
    else:
        raise UnreadError(at, "extrema over an interval and over the unit vectors can be said; others cannot yet.",
                          "extrema over other sets")  # fmt: skip
    return -found if largest else found


def _integral(reader: "Mathematics", at: Token) -> Any:
    low, high = _limits(reader, at)
    name, symbol = _variable_of(reader, at)
    reader.differentials.append(name)
    bars, reader.bars = reader.bars, []
    with reader.notation.binding([symbol]):
        body = Integer(1) if is_differential(reader) else reader.sum()
    if not is_differential(reader):
        raise UnreadError(reader.here, f"the integral goes to d{name}: what stands before it cannot be read.")
    after = _differential(reader.tokens, reader.place)
    found = reader.notation.name(reader.tokens, after)
    assert found is not None
    reader.place = found.after
    reader.bars = bars
    reader.differentials.pop()
    content = made(at, lambda a: ex.expression(a, "the integrand"), body)
    ends = [made(at, lambda a: ex.expression(a, "an end"), end) for end in (low, high)]
    return made(at, lambda a: ex.TimeIntegral.of_kind(ex.kind_of(a), symbol, *ends, a), content)


def _limits(reader: "Mathematics", at: Token) -> tuple[Any, Any]:
    found: dict[str, Any] = {}
    while reader.peek() in {"_", "^"}:
        sign = reader.next().text
        content, reader.place = argument(reader.tokens, reader.place)
        found[sign] = reader.inner(content)
    if set(found) != {"_", "^"}:
        raise UnreadError(at, "an integral needs a lower and an upper limit: others cannot be said yet.",
                          "integrals over other sets")  # fmt: skip
    return found["_"].whole(), found["^"].whole()


def _variable_of(reader: "Mathematics", at: Token) -> tuple[str, Any]:
    """Return the variable of an integral, from the differential that belongs to it."""
    open_integrals, depth = 1, 0
    for place in range(reader.place, len(reader.tokens)):
        token = reader.tokens[place]
        depth += (token.text in {"(", "{", "\\{", "["}) - (token.text in {")", "}", "\\}", "]"})
        if depth < 0:
            break
        open_integrals += depth == 0 and token.text == "\\int"
        after = _differential(reader.tokens, place)
        if not after or depth or after >= len(reader.tokens) or token.text == "\\partial":
            continue
        name = reader.notation.name(reader.tokens, after)
        if name is None or (name.after < len(reader.tokens) and reader.tokens[name.after].text in {"_", "^", "("}):
            continue
        open_integrals -= 1
        if open_integrals == 0:
            known = [m for m in reader.notation.meaning(name.root) if isinstance(m, ex.ScalarSymbol)]
            return name.root, known[0] if known else ex.ScalarSymbol(name.root, real=True)
    raise UnreadError(at, "the integral does not say in which variable it is taken: write `ds` at its end.")


# ---------------------------------------------------------------- gradients, Jacobians, dots


def gradient_of(reader: "Mathematics", at: Token) -> Any:
    r"""Read what stands after ``\nabla``: a function whose gradient is meant, or an expression in a variable."""
    if reader.peek() == "^":
        raise UnreadError(at, "second derivatives cannot be said yet.", "second derivatives")
    if reader.peek() == "_":
        return _gradient_in(reader, at)
    bracket = reader.peek() == "("
    start = reader.place
    if bracket:
        reader.next()
    if reader.done or reader.notation.name(reader.tokens, reader.place) is None:
        raise UnreadError(at, "the gradient of a declared or defined function can be read: name the function.")
    function = _function_named(reader, at)
    if bracket:
        if reader.peek() != ")":
            reader.place = start
            raise UnreadError(at, "the gradient of an expression needs the variable: write \\nabla_x.")
        reader.next()
    return Function(f"the gradient of {function.name}", lambda x: ex.GradientValue(function, ex.expression(x, "x")))


def _function_named(reader: "Mathematics", at: Token) -> Any:
    """Take a name that stands for a scalar function."""
    from proofcheck.latex.applying import scripts

    name = reader.notation.name(reader.tokens, reader.place)
    assert name is not None
    reader.place = name.after
    start = reader.place
    found = scripts(reader)
    word = subscript_word(found.below, reader.notation) if found.below else ""
    full = name.root + "*" * found.starred + "'" * found.primes + (f"_{word}" if word else "")
    if found.above and not found.starred:
        reader.place = start
        full = name.root
    for meaning in reader.notation.meaning(full):
        if isinstance(meaning, ex.MapSymbol) and meaning.n is None:
            return meaning
        if isinstance(meaning, ex.Definition) and [ex.kind_of(p) for p in (*meaning.parameters, meaning.value)] == [
            ex.VECTOR, ex.SCALAR,
        ]:  # fmt: skip
            return meaning
        if isinstance(meaning, ex.MapSymbol):
            raise UnreadError(at, f"{full} has several components: its derivative is the Jacobian, D{full}(x) or "
                              f"J_{full}(x), whose transpose is also written so.", "gradients of maps")  # fmt: skip
    raise UnreadError(at, f"{full} is not declared as a function: say so, as in `{full} : R^d -> R`.")


def _gradient(reader: "Mathematics", at: Token) -> Any:
    from proofcheck.latex.applying import applied

    found = gradient_of(reader, at)
    return applied(reader, found, at) if isinstance(found, Function) else found


def _gradient_in(reader: "Mathematics", at: Token) -> Any:
    r"""Read ``\nabla_w L(f(w(t)))``: the gradient in a vector, taken where the path of that name is, if it is one."""
    reader.next()
    below, reader.place = argument(reader.tokens, reader.place)
    name = reader.notation.name(below, 0) if below else None
    known = reader.notation.meaning(name.root) if name is not None and name.after == len(below) else []
    vectors = [m for m in known if isinstance(m, ex.VectorSymbol)]
    paths = [m for m in known if isinstance(m, ex.PathSymbol) and m.value_kind == ex.VECTOR and not m.discrete]
    if not vectors and not paths:
        raise UnreadError(at, f"{plain(below)} is not declared as a vector, so no gradient in it can be taken.")
    if not paths:
        return made(at, lambda a: ex.NablaAt(vectors[0], ex.expression(a, "a"), vectors[0]), _scope(reader))
    path = paths[0]
    body = _scope(reader)
    values = {part for part in _parts(body) if isinstance(part, ex.PathValue | ex.SuppressedValue)
              and part.args[0] == path}  # fmt: skip
    if len(values) != 1:
        raise UnreadError(at, f"it is not clear at which point the gradient in {path.name} is taken.")
    [point] = values
    variable = ex.VectorSymbol(path.name, *path.dimensions)
    return made(at, lambda a: ex.NablaAt(variable, a.xreplace({point: variable}), point), body)


def _parts(node: Any) -> list[Any]:
    found, waiting = [], [node]
    while waiting:
        current = waiting.pop()
        found.append(current)
        waiting += getattr(current, "args", ())
    return found


def _dot(reader: "Mathematics", at: Token) -> Any:
    """Read the derivative of a path in time, as a dot."""
    from proofcheck.latex.applying import applied, derivative_in_time

    inside, reader.place = argument(reader.tokens, reader.place)
    name = reader.notation.name(inside, 0) if inside else None
    if name is None or name.after != len(inside):
        raise UnreadError(at, "a dot over this cannot be read: it goes over the name of a path.")
    for meaning in reader.notation.meaning(name.root):
        scalar_path = isinstance(meaning, ex.Definition) and [ex.kind_of(p) for p in meaning.parameters] == [ex.SCALAR]
        if scalar_path or (isinstance(meaning, ex.PathSymbol) and not meaning.discrete):
            if reader.peek() == "_":
                reader.next()
                below, reader.place = argument(reader.tokens, reader.place)
                return made(at, meaning.dot, reader.inner(below).whole())
            found = derivative_in_time(reader, name.root, meaning)
            return applied(reader, found, at) if isinstance(found, Function) else found
    raise UnreadError(at, f"{name.root} is not declared as a path: say so, as in `{name.root} : path in R^d`.")


READINGS: dict[str, Callable[["Mathematics", Token], Any]] = {
    **dict.fromkeys(["\\frac", "\\tfrac", "\\dfrac", "\\cfrac", "\\nicefrac", "\\sfrac"], _fraction),
    "\\sqrt": _root,
    "\\exp": _exponential,
    **elementary.READINGS,
    "\\|": _bars("\\|"),
    "\\Vert": _bars("\\Vert"),
    "\\lVert": _bars("\\rVert"),
    "|": _bars("|"),
    "\\vert": _bars("\\vert"),
    "\\lvert": _bars("\\rvert"),
    "‖": _bars("‖"),
    "\\norm": _norm_command,
    "\\abs": _absolute_command,
    "\\inner": _inner_command,
    "\\ip": _inner_command,
    "\\langle": _angle,
    "\\max": _extreme(True, True),
    "\\min": _extreme(False, True),
    "\\sup": _extreme(True, False),
    "\\inf": _extreme(False, False),
    "\\int": _integral,
    "\\nabla": _gradient,
    "\\grad": _gradient,
    "\\dot": _dot,
    **dict.fromkeys(["\\tr", "\\Tr", "\\trace", "\\Trace"], trace),
}
