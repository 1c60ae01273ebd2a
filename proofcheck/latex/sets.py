r"""Sets by their names, and points that are chosen: ``x \in C``, ``p = \Pi_C(x)``, ``p = \operatorname{prox}_h(x)``."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from proofcheck.lang import expressions as ex
from proofcheck.lang import properties
from proofcheck.latex import extrema
from proofcheck.latex.applying import applied, full_name, name_and_arguments
from proofcheck.latex.combining import Function, made
from proofcheck.latex.notation import Notation
from proofcheck.latex.ranges import expression, find, in_interval, is_interval
from proofcheck.latex.source import DIGIT, Token, like
from proofcheck.latex.spelling import argument

if TYPE_CHECKING:
    from proofcheck.latex.grammar import Mathematics

_PROJECTIONS = frozenset({"P", "\\Pi", "\\operatorname{proj}", "\\mathrm{proj}", "\\operatorname{Proj}", "\\proj"})
_PROJECTORS = frozenset({"P", "Pi"})
_PROXIMAL = frozenset({"\\operatorname{prox}", "\\mathrm{prox}", "\\operatorname{Prox}", "\\prox"})


def set_named(tokens: Sequence[Token], notation: Notation) -> Any:
    """Return the set that tokens name, if they name one."""
    name = full_name(list(tokens), notation) if tokens else None
    known = notation.meaning(name) if name is not None else ()
    return next((meaning for meaning in known if isinstance(meaning, ex.SetSymbol)), None)


def belonging(name: Sequence[Token], of: Any, notation: Notation) -> ex.Member:
    """Return that a point belongs to a set; a name that stands for nothing yet is a vector from then on."""
    called = full_name(list(name), notation)
    if called is not None and not notation.known(called) and not notation.sequence_of(called):
        notation.declare(called, ex.VectorSymbol(called, of.p))
    at = name[0] if name else None
    return ex.Member(made(at, ex.expression, expression(name, notation), "a member"), of)


def in_bounds(left: Any, right: Sequence[Token], notation: Notation, at: Token) -> Any:
    """Return that a number is between the ends of an interval; nothing where something else is said."""
    if not is_interval(right) or ex.kind_of(left) != ex.SCALAR:
        return None
    number = ex.expression(left, "this")
    bounds = [says for says in in_interval(number, list(right), notation, at) if isinstance(says, ex.Assertion)]
    return bounds[0] if len(bounds) == 1 else ex.Both(*bounds) if bounds else None


def points_in(says: Any, of: Any) -> Any:
    """Return what is said of all points of a space as said of those in a set; ``None`` where it is said otherwise."""
    if not isinstance(says, ex.ForAll):
        return None
    points = [isinstance(span, ex.VectorSymbol) and span.dimension == of.p for span in says.ranges]
    if not any(points):
        return None
    return ex.ForAll(says.body, *(ex.Member(s, of) if p else s for s, p in zip(says.ranges, points, strict=True)))


def projects(tokens: Sequence[Token], notation: Notation) -> bool:
    r"""Whether tokens begin with a projection onto a set that is known: ``\Pi_C(``."""
    return _onto(list(tokens), 0, notation) is not None


def _onto(tokens: list[Token], place: int, notation: Notation) -> tuple[Any, int] | None:
    """Return the set onto which is projected at a place, and where the bracket opens that follows."""
    found = notation.spelled(tokens, place)
    if found is None or found.root not in _PROJECTORS:
        return None
    if found.after + 1 >= len(tokens) or tokens[found.after].text != "_":
        return None
    below, after = argument(tokens, found.after + 1)
    of = set_named(below, notation)
    opens = after < len(tokens) and tokens[after].text in {"(", "["}
    return (of, after) if of is not None and opens else None


def _projection(reader: "Mathematics", at: Token) -> Any:
    r"""Read ``\Pi_C(x)`` as a point; what is called Pi or P and is no projection is a name."""
    reader.place -= 1
    found = _onto(reader.tokens, reader.place, reader.notation)
    if found is None:
        return name_and_arguments(reader)
    of, reader.place = found
    return applied(reader, Function(at.text, lambda x: extrema.projected(reader.notation, at, x, of)), at)


READINGS: dict[str, Callable[["Mathematics", Token], Any]] = dict.fromkeys(["\\Pi", "P"], _projection)


def subgradient_at(right: Sequence[Token], notation: Notation) -> tuple[Any, Any] | None:
    r"""Return the function and the point of ``\partial f(x)``; nothing where the right side is something else."""
    content = list(right)
    found = notation.name(content, 1) if len(content) > 4 and content[0].text == "\\partial" else None
    opened = -1 if found is None else found.after
    if found is None or opened >= len(content) or content[opened].text not in {"(", "["}:
        return None
    function = notation.real_function(full_name(content[1:opened], notation))
    inside = content[opened + 1 : -1]
    if function is None or content[-1].text not in {")", "]"}:
        return None
    called = full_name(inside, notation)
    if called is not None and not notation.known(called) and not notation.sequence_of(called):
        notation.declare(called, ex.VectorSymbol(called, function.p))
    return function, expression(inside, notation)


def is_subgradient(content: Sequence[Token], notation: Notation) -> bool:
    r"""Whether a formula says that a name is a subgradient of what is known, ``g \in \partial f(x)``."""
    place = find(content, "\\in")
    return place > 0 and subgradient_at(content[place + 1 :], notation.copy()) is not None


def space_of(right: Sequence[Token], notation: Notation) -> Any:
    """Return the space of a projection or a proximal point, where the right side is one of what is known."""
    place = next((i for i, token in enumerate(right) if token.text == "_"), -1)
    head = "".join(token.text for token in right[: max(place, 0)])
    if head not in _PROJECTIONS | _PROXIMAL:
        return None
    below, _ = argument(list(right), place + 1)
    if head in _PROJECTIONS:
        return getattr(set_named(below, notation), "p", None)
    function, _ = _scaled(below, notation)
    return None if function is None else function.p


def chosen(point: Any, right: Sequence[Token], notation: Notation, at: Token) -> Any:
    """Return what says that a point is a projection or a proximal point, where the right side is one."""
    place = next((i for i, token in enumerate(right) if token.text == "_"), -1)
    if place < 1 or right[-1].text not in {")", "]"}:
        return None
    head = "".join(token.text for token in right[:place])
    below, after = argument(list(right), place + 1)
    if head not in _PROJECTIONS | _PROXIMAL or after >= len(right) or right[after].text not in {"(", "["}:
        return None
    inside = right[after + 1 : -1]
    if head in _PROJECTIONS:
        of = set_named(below, notation)
        return None if of is None else made(at, properties.projection, point, expression(inside, notation), of)
    function, factor = _scaled(below, notation)
    if function is None:
        return None
    step = expression(factor, notation) if factor else 1
    return made(at, properties.proximal_point, point, function, step, expression(inside, notation))


def _scaled(content: Sequence[Token], notation: Notation) -> tuple[Any, list[Token]]:
    r"""Return the function of which ``\eta g`` and ``g / L`` are multiples, if it is known, and by what: none for 1."""
    slash = find(content, "/")
    above, below = (list(content), []) if slash < 0 else (list(content[:slash]), list(content[slash:]))
    function = notation.real_function(full_name(above[-1:], notation))
    whole = [like(below[0], DIGIT, "1")] if below and not above[:-1] else above[:-1]
    return function, [*whole, *below]
