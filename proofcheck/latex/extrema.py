r"""Extrema over sets: ``\inf_x f(x)`` is read as a number with a name, of which it is said what it is.

That it bounds what varies, and that no other bound is nearer, goes to the hypotheses of every claim that speaks of it.
What attains a minimum is not said, so that a claim about one is shown for the infimum. So it is with ``\Pi_C(x)``,
which is read as a point with a name.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from proofcheck.lang import expressions as ex
from proofcheck.lang.properties import greatest_lower_bound, least_upper_bound, minimiser, projection
from proofcheck.lang.shapes import ill_typed
from proofcheck.latex.applying import full_name
from proofcheck.latex.chance import speaks_of_chance
from proofcheck.latex.combining import made
from proofcheck.latex.guesses import refuse_guesses
from proofcheck.latex.notation import Notation
from proofcheck.latex.ranges import expression, spans
from proofcheck.latex.source import Token, UnreadError
from proofcheck.latex.spelling import argument

_KIND = "extrema over other sets"


def named(notation: Notation, at: Token, largest: bool, ranges: Sequence[Any], body: Any) -> Any:
    """Return the number that an extremum is.

    Raises:
        UnreadError: it depends on something that is bound around it, or has no meaning.
    """
    content = made(at, lambda a: ex.expression(a, "what varies"), body)
    if ex.kind_of(content) != ex.SCALAR:
        raise UnreadError(at, f"{at.text} of what is no number cannot be read.")
    _refuse_random([content, *ranges], at)
    says = least_upper_bound if largest else greatest_lower_bound
    if any(True for _ in _bound_in(notation, [content, *ranges], ranges)):
        raise UnreadError(at, f"{at.text} of what depends on a bound variable cannot be said yet.", _KIND)
    key = (largest, tuple(ranges), content)
    if key not in notation.extrema:
        number = ex.ScalarSymbol(_name(notation, at, ranges, content), real=True)
        said = made(at, lambda a: says(number, tuple(ranges), a), content)
        refuse_guesses(said, notation, at)
        if (mismatch := ill_typed(said)) is not None:
            raise UnreadError(at, f"at {mismatch.at}, {mismatch.left} meets {mismatch.right}.")
        notation.extrema[key] = number, said
    return notation.extrema[key][0]


def projected(notation: Notation, at: Token, point: Any, of: Any) -> Any:
    """Return the point that a projection is.

    Raises:
        UnreadError: it depends on something that is bound around it, or has no meaning.
    """
    content = made(at, lambda a: ex.expression(a, "what is projected"), point)
    if any(True for _ in _bound_in(notation, [content], ())):
        raise UnreadError(at, "the projection of what depends on a bound variable cannot be said yet.", "projections")
    _refuse_random([content], at)
    key = (of, content)
    if key not in notation.extrema:
        taken = {thing.name for thing, _ in notation.extrema.values()} | notation.meanings.keys()
        name = next(name for name in (f"p_{i}" for i in range(1, len(taken) + 2)) if name not in taken)
        nearest = ex.VectorSymbol(name, of.p)
        said = made(at, lambda a: projection(nearest, a, of), content)
        refuse_guesses(said, notation, at)
        notation.extrema[key] = nearest, said
    return notation.extrema[key][0]


def _refuse_random(said: Iterable[Any], at: Token) -> None:
    """Refuse an extremum of what is random: it is random itself, and no number.

    Raises:
        UnreadError: there is something random.
    """
    if any(map(ex.outcomes_in, said)):
        why = "what varies in this extremum is random, and so is the extremum: that cannot be said yet."
        raise UnreadError(at, why, "extrema of what is random")


def _bound_in(notation: Notation, said: Iterable[Any], ranges: Sequence[Any]) -> Iterable[Any]:
    own = {ex.range_variable(span) for span in ranges}
    free = set().union(*map(ex.free_symbols, said)) - own
    return (symbol for scope in notation.bound for symbol in scope.values() if symbol in free)


def _name(notation: Notation, at: Token, ranges: Sequence[Any], body: Any) -> str:
    kind = at.text[1:]
    whole = len(ranges) == 1 and isinstance(body, ex.Value) and body.args[1] == ranges[0]
    taken = {number.name for number, _ in notation.extrema.values()} | notation.meanings.keys()
    called = f"{kind}_{body.args[0].name.replace('_', '')}" if whole else ""
    if called and called not in taken:
        return called
    return next(name for name in (f"{kind}_{i}" for i in range(1, len(taken) + 2)) if name not in taken)


def said_of(notation: Notation, around: Iterable[Any]) -> list[Any]:
    """Return what the extrema are that assertions speak of, each once."""
    free = set().union(*map(ex.free_symbols, around)) if notation.extrema else set()
    found, more = list[Any](), [*notation.extrema.values()]
    while there := [pair for pair in more if pair[0] in free]:  # what varies in one may be another
        found += [says for _, says in there]
        free = free.union(*(ex.free_symbols(says) for _, says in there))
        more = [pair for pair in more if pair not in there]
    return found


def depends(notation: Notation, says: Any) -> bool:
    """Whether an extremum in a generalised assertion depends on a variable that this binds."""
    bound = {ex.range_variable(span) for span in says.ranges} if isinstance(says, ex.ForAll) else set()
    return any(not bound.isdisjoint(ex.free_symbols(what)) for what in said_of(notation, [says]))


@dataclass(frozen=True, slots=True)
class Chosen:
    r"""What stands after ``\argmin`` or ``\argmax``: over which ranges, and of what, as tokens."""

    largest: bool
    below: list[Token]
    body: list[Token]


def chosen_by(tokens: Sequence[Token], notation: Notation) -> Chosen | None:
    r"""Return what a side says that is an ``\argmin`` and nothing beside it; nothing where it is none."""
    content = list(tokens)
    texts = [t.text for t in content[:2]]
    spelled = notation.spelled(content, 0) if content else None
    word = texts[0].lstrip("\\") if texts else ""
    after = 1
    if texts[:1] == ["\\arg"] and texts[1:] in (["\\min"], ["\\max"]):
        word, after = f"arg{texts[1][1:]}", 2
    elif spelled is not None and spelled.word:
        word, after = spelled.root, spelled.after
    if word not in {"argmin", "argmax"}:
        return None
    below: list[Token] = []
    if after + 1 < len(content) and content[after].text == "_":
        below, after = argument(content, after + 1)
    return Chosen(word == "argmax", below, content[after:])


def chosen(point: Any, what: Chosen, notation: Notation, at: Token) -> Any:
    """Return that a function has its least or largest value at a point, and that the point is where it has to be.

    Raises:
        UnreadError: it cannot be said.
    """
    if not what.below:
        known = notation.real_function(full_name(what.body, notation))
        if known is None or what.largest:
            raise UnreadError(at, "this minimiser cannot be said yet: write over what it is taken.", "minimisers")
        return made(at, minimiser, point, known)
    ranges = spans(what.below, notation, at)
    if len(ranges) != 1:
        raise UnreadError(at, "a minimiser over several ranges cannot be said yet.", "minimisers")
    variable = ex.range_variable(ranges[0])
    free = ex.free_symbols(ex.expression(point, "the point"))
    if variable in free or not isinstance(variable, ex.ScalarSymbol | ex.VectorSymbol | ex.OperatorSymbol):
        raise UnreadError(at, "the variable of this minimiser has the name of the point: rename it.", "minimisers")
    values = [_at(variable.name, value, what.body, notation) for value in (point, variable)]
    if not ex.outcomes_in(ex.expression(point, "the point")):
        _refuse_random([values[1], *ranges], at)
    if not free <= ex.free_symbols(values[0]) and variable in ex.free_symbols(values[1]):
        raise UnreadError(at, "a name in this minimiser is bound inside what is minimised: rename it.", "minimisers")
    says = made(at, lambda a, b: ex.ForAll(ex.Relation(">=" if what.largest else "<=", a, b), ranges[0]), *values)
    if not isinstance(ranges[0], ex.Assertion):
        return says
    if not isinstance(ranges[0], ex.Member):
        raise UnreadError(at, "a minimiser under conditions cannot be said yet.", "minimisers")
    return made(at, ex.Both, ex.Member(point, ranges[0].args[1]), says)


def _at(name: str, value: Any, body: Sequence[Token], notation: Notation) -> Any:
    notation.bound.append({name: value})
    try:
        return ex.expression(expression(body, notation), "what is minimised")
    finally:
        notation.bound.pop()


def introduce(left: list[Token], right: Sequence[Token], notation: Notation, at: Token) -> bool:
    r"""Whether an equation says of a new name that it is an ``\argmin``; the name is a point of that space then."""
    what, name = chosen_by(right, notation), full_name(left, notation)
    if what is None or name is None or notation.known(name) or notation.sequence_of(name):
        return False
    if speaks_of_chance(right, notation):  # then the point is random, too
        return False
    if what.below:
        variable = ex.range_variable(spans(what.below, notation, at)[0])
        dims = getattr(variable, "dimension", None)
    else:
        called = full_name(what.body, notation)
        maps = [m for m in notation.meaning(called or "") if isinstance(m, ex.MapSymbol)]
        dims = maps[0].p if maps else None
    if dims is not None:
        notation.declare(name, ex.VectorSymbol(name, dims))
    return True
