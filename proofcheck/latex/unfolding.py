"""What the words for properties mean, of a function, an operator or a number: the assertions behind them."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from sympy import Integer

from proofcheck.lang import expressions as ex
from proofcheck.lang import properties
from proofcheck.lang.assertions import relation
from proofcheck.lang.operations import summation
from proofcheck.lang.shapes import square_size
from proofcheck.latex.applying import full_name
from proofcheck.latex.grammar import mathematical
from proofcheck.latex.notation import Notation
from proofcheck.latex.ranges import expression, split
from proofcheck.latex.source import Token, UnreadError


def unfolded(
    name: str, meanings: Sequence[Any], constant: Sequence[Token] | None, notation: Notation, at: Token
) -> Iterator[Any]:
    """Yield what a property is of those of these meanings that can have it.

    Raises:
        UnreadError: its constant is missing or not read, or it is one of what is defined.
    """
    if name == "symmetric":
        yield from (_symmetric(meaning) for meaning in meanings if _is_square(meaning))
        return
    if name == "convex" and any(isinstance(meaning, ex.SetSymbol) for meaning in meanings):
        yield from (properties.convex_set(meaning) for meaning in meanings if isinstance(meaning, ex.SetSymbol))
        return
    if name == "diameter":
        bound = _named_or_read(mathematical(constant), notation) if constant else None
        for of in (m for m in meanings if isinstance(m, ex.SetSymbol) and bound is not None):
            yield from (_of_diameter(of, bound), ex.related(">=", bound, Integer(0)))
        return
    if name == "nonempty":
        yield from (_has_a_point(meaning) for meaning in meanings if isinstance(meaning, ex.SetSymbol))
        return
    if name in OF_SPECTRA:
        yield from _extreme(name, meanings, mathematical(constant or ()), notation)
        return
    if name in {"increasing", "decreasing"}:
        yield from (_ordered(m, name == "increasing") for m in meanings if _is_of_numbers(m))
        return
    if name == "bounded below":
        functions = [m for m in meanings if isinstance(m, ex.MapSymbol) and m.n is None]
        low = _named_or_read(mathematical(constant or ()), notation) if functions else 0
        yield from (_bounded_below(function, low) for function in functions)
        return
    if name == "spectrum":
        yield from _between(meanings, mathematical(constant or ()), notation)
        return
    if name in {"probability", "positive entries"}:
        listed = [(m, last) for m in meanings if (last := _last_of(m, notation, at)) is not None]
        says = _sum_to_one if name == "probability" else _each_positive
        yield from (each for family, last in listed for each in says(family, last))
    applied_to = full_name(mathematical(constant or ())[1:], notation) or ""  # as the operator in "$A v = c v$"
    if name == "eigenvector" and applied_to not in map(_called, meanings):
        return
    if name in SIMPLE:
        yield from (says for meaning in meanings for says in SIMPLE[name](meaning))
        return
    functions = [m for m in meanings if isinstance(m, ex.MapSymbol) or _is_of_functions(m)]
    if not functions:
        if name in {"convex", "strongly convex", "smooth"} and any(isinstance(m, ex.Definition) for m in meanings):
            raise UnreadError(at, f"that what is defined is {name} is not read: show it, or give it as a hypothesis.")
        return
    if name not in _ALONE and constant is None:
        said = f"{functions[0].name} is said to be {name} without its constant"
        raise UnreadError(at, f"{said}: write it, as in $L$-smooth.")
    number = None if constant is None else expression(mathematical(constant), notation)
    for function in functions:
        yield from _definition(name, function, number)


def lipschitz_constant(tokens: Sequence[Token], notation: Notation) -> Callable[[Any], Any] | None:
    r"""Return what a bound of ``\mathrm{Lip}(f)`` says, or of ``\mathrm{Lip}(Df)``; nothing of other formulas."""
    content = list(tokens)
    spelled = notation.spelled(content, 0) if content else None
    if spelled is None or spelled.root.lower() != "lip" or [t.text for t in content[spelled.after :][:1]] != ["("]:
        return None
    inside = content[spelled.after + 1 : -1]
    sloped = bool(inside) and inside[0].text in {"D", "\\nabla"}
    name = full_name(inside[sloped:], notation) if inside else None
    function = next((m for m in notation.meaning(name or "") if isinstance(m, ex.MapSymbol)), None)
    reading = properties.smooth if sloped else properties.lipschitz
    return None if function is None else lambda bound: reading(function, bound)


def is_smooth(name: str, supposed_so_far: Sequence[Any]) -> bool:
    """Whether it is supposed that the gradient of a function is Lipschitz: "smooth" says nothing more of it then."""
    for says in supposed_so_far:
        body = says.body if isinstance(says, ex.ForAll) else says
        left = body.left if isinstance(body, ex.Relation) and body.op == "<=" else None
        slopes = [p for p in ex.all_parts(left) if isinstance(p, ex.GradientValue)] if isinstance(left, ex.Norm) else []
        if any(slope.args[0].name == name for slope in slopes):
            return True
    return False


def _extreme(name: str, meanings: Sequence[Any], bound: Sequence[Token], notation: Notation) -> Iterator[Any]:
    """Yield what is said of the smallest or largest eigenvalue or singular value of operators."""
    value, op = OF_SPECTRA[name]
    for meaning in meanings:
        if isinstance(meaning, ex.OperatorSymbol) and (value not in _OF_SQUARE or meaning.n == meaning.p):
            yield ex.related(op, value(meaning), expression(bound, notation))


def _is_of_numbers(meaning: Any) -> bool:
    return isinstance(meaning, ex.PathSymbol) and meaning.value_kind == ex.SCALAR and not meaning.discrete


def _ordered(function: Any, rising: bool) -> Any:
    """A function of a number rises, or falls, wherever its argument does."""
    low, high = (ex.ScalarSymbol(name, real=True) for name in ("a'", "b'"))
    order = ex.related("<=" if rising else ">=", function(low), function(high))
    return ex.ForAll(ex.Implies(ex.related("<=", low, high), order), low, high)


def _named_or_read(bound: list[Token], notation: Notation) -> Any:
    """Return a number that a formula is, or that it names: ``F_{\\inf}`` below F."""
    name = full_name(bound, notation)
    if name is not None and not notation.known(name):
        notation.declare(name, ex.ScalarSymbol(name, real=True))
    return expression(bound, notation)


def _of_diameter(of: ex.SetSymbol, bound: Any) -> Any:
    """No two points of a set are further apart."""
    first, second = ex.VectorSymbol("x", of.p), ex.VectorSymbol("y", of.p)
    return ex.ForAll(ex.related("<=", ex.Norm(first - second), bound), ex.Member(first, of), ex.Member(second, of))


def _has_a_point(of: ex.SetSymbol) -> Any:
    """A point that nothing else speaks of is in a set."""
    return ex.Member(ex.VectorSymbol(f"p_{of.name}", of.p), of)


def _bounded_below(function: Any, low: Any) -> Any:
    point = ex.VectorSymbol("y", function.p)
    return ex.ForAll(ex.related(">=", function(point), low), point)


def _between(meanings: Sequence[Any], interval: Sequence[Token], notation: Notation) -> Iterator[Any]:
    """Yield that the eigenvalues of symmetric operators are in an interval."""
    ends = split(interval[1:-1], ",", ";") if [t.text for t in (*interval[:1], *interval[-1:])] == ["[", "]"] else []
    for meaning in meanings if len(ends) == 2 else ():
        if isinstance(meaning, ex.OperatorSymbol) and meaning.n == meaning.p:
            low, high = (expression(end, notation) for end in ends)
            yield ex.related(">=", ex.SmallestEigenvalue(meaning), low)
            yield ex.related("<=", ex.LargestEigenvalue(meaning), high)


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
_OF_SQUARE = (ex.SmallestEigenvalue, ex.LargestEigenvalue)
OF_SPECTRA: dict[str, tuple[Callable[[Any], Any], str]] = {
    f"{which} {what}{bound}": (values[number], op if bound else "=")
    for number, (which, op) in enumerate((("smallest", ">="), ("largest", "<=")))
    for what, values in (("eigenvalue", _OF_SQUARE), ("singular value", (ex.SmallestSingularValue, ex.Norm)))
    for bound in ("", " bounded")
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
OF_GRADIENTS: dict[str, Callable[..., Any]] = {
    "lipschitz": properties.smooth,
    "monotone": properties.convex,
    "strongly monotone": properties.strongly_convex,
}
"""What functions are whose gradients are so."""
_WITHOUT_GRADIENT = (ex.Norm, ex.Maximum, ex.Minimum)
"""What need not have a gradient everywhere."""
OF_CONSTANTS = frozenset({"strongly convex", "smooth", "lipschitz", "strongly monotone", "cocoercive"})
"""Properties with a constant that is positive."""
_ALONE = frozenset({"convex", "concave", "monotone", "nonexpansive", "firmly nonexpansive"})
"""Properties without a constant."""


def is_number(meaning: Any) -> bool:
    """Whether a name stands for a number that may have any sign."""
    return isinstance(meaning, ex.ScalarSymbol) and not meaning.is_positive


def _is_square(meaning: Any) -> bool:
    if isinstance(meaning, ex.PathSymbol):
        return meaning.value_kind == ex.OPERATOR and meaning.dimensions[0] == meaning.dimensions[1]
    return isinstance(meaning, ex.Expression) and square_size(meaning) is not None


def at_all_times(meaning: Any, says: Callable[[Any], Any]) -> Any:
    """Return what is said of something; of what moves, at all times, and of a sequence, of all its terms."""
    if not isinstance(meaning, ex.PathSymbol):
        return says(meaning)
    if meaning.discrete:
        index = ex.ScalarSymbol("k", integer=True, nonnegative=True)
        return ex.ForAll(says(meaning[index]), index)
    time = ex.ScalarSymbol("t", nonnegative=True, real=True)
    return ex.ForAll(says(meaning(time)), ex.related(">=", time, 0))


def _symmetric(meaning: Any) -> Any:
    return at_all_times(meaning, lambda m: ex.related("=", m.T, m))


def _sign(op: str) -> Callable[[Any], Iterator[Any]]:
    def read(meaning: Any) -> Iterator[Any]:
        if isinstance(meaning, ex.ScalarSymbol):
            yield ex.related(op, meaning, 0)
        elif isinstance(meaning, ex.MapSymbol) and meaning.n is None:
            point = ex.VectorSymbol("y", meaning.p)
            yield ex.ForAll(ex.related(op, meaning(point), 0), point)
        elif isinstance(meaning, ex.PathSymbol) and meaning.value_kind == ex.SCALAR and not meaning.discrete:
            yield at_all_times(meaning, lambda value: ex.related(op, value, 0))

    return read


def _nonzero(meaning: Any) -> Iterator[Any]:
    if isinstance(meaning, ex.ScalarSymbol):
        yield relation("!=", meaning, Integer(0))
    elif isinstance(meaning, ex.VectorSymbol):
        yield relation("!=", ex.Norm(meaning), Integer(0))


def _definite(op: str) -> Callable[[Any], Iterator[Any]]:
    """Definite matrices are symmetric, as nearly everywhere."""

    def read(meaning: Any) -> Iterator[Any]:
        if _is_square(meaning):
            yield _symmetric(meaning)
            yield at_all_times(meaning, lambda m: ex.related(op, ex.SmallestEigenvalue(m), 0))

    return read


def _all_positive(meaning: Any) -> Iterator[Any]:
    """The components of a vector are positive."""
    if isinstance(meaning, ex.VectorSymbol):
        yield from _each_positive(meaning, ex.DimensionNumber(meaning.dimension))


def _each_positive(numbers: Any, last: Any) -> Iterator[Any]:
    index = ex.ScalarSymbol("l", integer=True, nonnegative=True)
    yield ex.ForAll(ex.related(">", numbers[index], 0), *_up_to(index, last))


def _called(meaning: Any) -> str:
    return str(getattr(meaning, "name", ""))


def _last_of(meaning: Any, notation: Notation, at: Token) -> Any:
    r"""Return how many numbers there are of what is listed, ``(p_1, \dots, p_n)``; None of anything else."""
    name = notation.lasts.get(_called(meaning), "")
    if not name or not isinstance(meaning, ex.PathSymbol) or meaning.value_kind != ex.SCALAR or not meaning.discrete:
        return None
    known = (m for m in notation.meaning(name) if isinstance(m, ex.ScalarSymbol))
    return next(known, None) or notation.scalar(name, at, natural=True)


def _probability(meaning: Any) -> Iterator[Any]:
    """The components of a probability vector are not negative, and sum to 1."""
    if isinstance(meaning, ex.VectorSymbol):
        yield from _sum_to_one(meaning, ex.DimensionNumber(meaning.dimension))


def _up_to(index: Any, last: Any) -> list[Any]:
    """Return that an index is from 1 to the last one, as it is read where a formula says so."""
    if isinstance(last, ex.DimensionNumber):
        return [ex.Within(index, Integer(1), last)]
    return [ex.related(">=", index, 1), ex.related("<=", index, last)]


def _sum_to_one(numbers: Any, last: Any) -> Iterator[Any]:
    index = ex.ScalarSymbol("l", integer=True, nonnegative=True)
    yield ex.ForAll(ex.related(">=", numbers[index], 0), *_up_to(index, last))
    yield ex.related("=", summation(index, 1, last, numbers[index]), 1)


def _unit(meaning: Any) -> Iterator[Any]:
    if isinstance(meaning, ex.VectorSymbol):
        yield ex.related("=", ex.Norm(meaning), 1)


def _orthogonal(meaning: Any) -> Iterator[Any]:
    if isinstance(meaning, ex.OperatorSymbol) and meaning.n == meaning.p:
        yield ex.related("=", meaning.T @ meaning, ex.Identity(meaning.n))
        yield ex.related("=", meaning @ meaning.T, ex.Identity(meaning.n))


def _projection(meaning: Any) -> Iterator[Any]:
    if isinstance(meaning, ex.OperatorSymbol) and meaning.n == meaning.p:
        yield _symmetric(meaning)
        yield ex.related("=", meaning @ meaning, meaning)


def _invertible(meaning: Any) -> Iterator[Any]:
    if _is_square(meaning):
        yield at_all_times(meaning, lambda m: ex.related(">", ex.SmallestSingularValue(m), 0))


def _of_full_rank(turned: Callable[[Any], Any]) -> Callable[[Any], Iterator[Any]]:
    """No vector but 0 goes to 0 under an operator, or under its transpose: smin is that of n by p, the n-th."""

    def says(meaning: Any) -> Iterator[Any]:
        if isinstance(meaning, ex.OperatorSymbol):
            yield ex.related(">", ex.SmallestSingularValue(turned(meaning)), 0)

    return says


SIMPLE: dict[str, Callable[[Any], Iterator[Any]]] = {
    "positive": _sign(">"),
    "nonnegative": _sign(">="),
    "positive definite": _definite(">"),
    "positive semidefinite": _definite(">="),
    "unit": _unit,
    "probability": _probability,
    "nonzero": _nonzero,
    "eigenvector": _nonzero,
    "positive entries": _all_positive,
    "orthogonal": _orthogonal,
    "orthogonal projection": _projection,
    "invertible": _invertible,
    "full column rank": _of_full_rank(lambda operator: operator.T),
    "full row rank": _of_full_rank(lambda operator: operator),
}
