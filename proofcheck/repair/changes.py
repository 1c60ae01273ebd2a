"""Changes at one place of a claim: how to walk through it, and the nearest things that may have been meant there.

A lost or spurious factor, a sign, an exponent, one symbol in place of another, a bracket closed too late. A change
never touches a bound variable, and binds nothing that was free.

``proofcheck.study.mutants`` goes the other way with the same changes, from what is true to the mistakes.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Any

from sympy import Integer

from proofcheck.lang import expressions as ex
from proofcheck.lang.expressions import Assertion
from proofcheck.lang.printing import text
from proofcheck.repair.writing import is_number, negated, number, scaled, value

CONSTANT, FACTOR, SQUARE, SIGN, EQUALITY, SYMBOL, PARENTHESIS = (
    "constant", "factor", "square", "sign", "equality", "symbol", "parenthesis",
)  # fmt: skip
ORDER, EXTREMUM, TRANSPOSE, OPERATION, TERM, TIME, HYPOTHESIS = (
    "order", "minimum or maximum", "transpose", "operation", "term", "time", "hypothesis",
)  # fmt: skip
"""Kinds of mistakes."""


_SIGNS = {"<=": "≤", ">=": "≥"}

RENAMED = 2
"""What a change costs more where it is in the value of a name, which stands in other places too."""


PATH_SYMBOL, VECTOR_SYMBOL, SCALAR_SYMBOL = 1, 3, 5
"""What one symbol in the place of another costs: the values of paths are taken for one another sooner than vectors and
matrices, and these sooner than numbers.
"""

POINT = 2
"""What one point in the place of another costs, where a function or its gradient is taken."""


@dataclass(frozen=True, slots=True)
class Edit:
    """A changed claim, perhaps with a further hypothesis; the change in words, how far-fetched it is, its kind; and its
    place among all that was thought of, by which it is found again.
    """

    says: Assertion
    words: str
    cost: int
    mistake: str
    supposing: Assertion | None = None
    place: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Change:
    """The same of an expression, at one place in it."""

    made: Any
    words: str
    cost: int
    mistake: str


def in_relation(says: Assertion, change: Callable[[ex.Relation], Iterable[Edit]]) -> Iterator[Edit]:
    """An assertion with the relation changed that it makes, under its quantifiers and conditions."""
    if isinstance(says, ex.ForAll):
        for edit in in_relation(says.body, change):
            yield replace(edit, says=says.func(edit.says, *says.ranges))
    if isinstance(says, ex.Conditional):
        for edit in in_relation(says.args[1], change):
            yield replace(edit, says=says.func(says.args[0], edit.says))
    if isinstance(says, ex.Relation):
        yield from change(says)


def in_sides(
    relation: ex.Relation, symbols: "Symbols", here: "Local", *, avoid: tuple[type, ...] = ()
) -> Iterator[Edit]:
    """A relation with one place of one side changed, as ``here`` says, the right side first; nothing in ``avoid``."""
    for side, extra in ((2, 0), (1, 2)):
        for change in _everywhere(relation.args[side], symbols, here, avoid):
            cost = change.cost + (extra if change.mistake in {SQUARE, FACTOR, SIGN} else extra // 2)
            yield Edit(with_side(relation, side, change.made), change.words, cost, change.mistake)


def with_side(relation: ex.Relation, side: int, changed: Any) -> ex.Relation:
    """A relation with another left (1) or right (2) side."""
    arguments = list(relation.args)
    arguments[side] = changed
    return ex.Relation(*arguments)


def sign_changes(says: ex.Relation) -> Iterator[Edit]:
    """An equation with the sign of a side changed."""
    for side, extra in ((2, 0), (1, 1)):
        if says.op == "=" and ex.kind_of(says.args[side]) == ex.SCALAR:
            changed = with_side(says, side, negated(says.args[side]))
            yield Edit(changed, f"the sign of {text(says.args[side])} changed", 3 + extra, SIGN)


@dataclass(frozen=True, slots=True)
class Symbols:
    """What may be written for one another, at a place.

    ``known`` maps scalars to the bound variables that occur in them where they stand (``None`` for a value of a path,
    which is exchanged for one of another path at the same time); ``bound`` are the variables bound at the place, and
    ``free`` is what may occur in a value of a path; ``of_all_shapes``: whether a vector may be meant that has another
    dimension, and an operator between other spaces; ``positive`` are numbers of which roots may be meant, ``below_one``
    those whose difference from 1 may be.
    """

    known: Mapping[Any, frozenset[Any] | None]
    bound: frozenset[Any]
    free: frozenset[Any] = frozenset()
    of_all_shapes: bool = False
    positive: frozenset[Any] = frozenset()
    below_one: frozenset[Any] = frozenset()

    def inside(self, node: Any, place: int) -> "Symbols":
        """The same for an argument of a node."""
        if isinstance(node, ex.Binder) and place == node.body_slot:
            return replace(self, bound=self.bound | {node.variable})
        return self

    def alike(self, node: Any) -> Iterator[Any]:
        """What may have been meant, in the place of a symbol, with every variable free or bound as it was."""
        if node in self.known:
            for other, bound in self.known.items():
                if isinstance(node, ex.PathValue) and isinstance(other, ex.PathValue):
                    if node.args[0] != other.args[0] and _shape(node) == _shape(other):
                        yield node.func(other.args[0], *node.args[1:])
                elif node != other and self._is_shaped_alike(node, other) and self.is_bound_alike(other, bound):
                    yield other

    def _is_shaped_alike(self, node: Any, other: Any) -> bool:
        return _shape(node) == _shape(other) or (self.of_all_shapes and ex.kind_of(node) == ex.kind_of(other))

    def is_bound_alike(self, node: Any, bound: frozenset[Any] | None) -> bool:
        """Whether those of its variables that are bound here are those that are bound where it stands."""
        return ex.free_symbols(node) <= self.free if bound is None else node.free_symbols & self.bound == bound


def scalars(says: Assertion) -> dict[Any, frozenset[Any] | None]:
    """The scalar symbols and defined constants of a claim, times aside, with the bound variables in them."""
    times = {argument for node in nodes(says) if isinstance(node, ex.PathValue) for argument in node.args[1:]}
    times |= {node.args[2] for node in nodes(says) if isinstance(node, ex.TimeIntegral)}
    found: dict[Any, frozenset[Any] | None] = {}
    for node, bound in places(says, frozenset()):
        if _is_constant(node) and node not in times:
            found.setdefault(node, frozenset(node.free_symbols & bound))
    return found


def factors_in(says: Assertion) -> Iterator[Any]:
    """The symbols that are factors, powers among them: a time may be one."""
    for node in nodes(says):
        if isinstance(node, ex.Product | ex.Power):
            yield from (part for part in node.args if isinstance(part, ex.ScalarSymbol))


def symbols_in(says: Any) -> dict[Any, frozenset[Any]]:
    """What may be written for one another in an assertion; for each, the variables bound in it where it stands."""
    found = {node: bound for node, bound in scalars(says).items() if bound is not None}
    kinds = ex.VectorSymbol | ex.OperatorSymbol | ex.PathValue
    for node, bound in places(says, frozenset()):
        if isinstance(node, kinds):
            found.setdefault(node, frozenset(ex.free_symbols(node) & bound))
    return found


def places(node: Any, bound: frozenset[Any]) -> Iterator[tuple[Any, frozenset[Any]]]:
    """The parts of an expression, bound variables in front of it aside, with the variables that are bound there."""
    yield node, bound
    if isinstance(node, ex.NamedFirst | ex.NamedLast):
        yield from places(node.args[0].unfold(), bound)
    for place, argument in enumerate(getattr(node, "args", ())):
        if not _is_bound_slot(node, place):
            inner = isinstance(node, ex.Binder) and place == node.body_slot
            yield from places(argument, bound | {node.variable} if inner else bound)


def _is_bound_slot(node: Any, place: int) -> bool:
    """Whether an argument is a variable that the node binds, the time at which it differentiates, or a dimension."""
    if isinstance(node, ex.DefinedDerivative | ex.NumberedValue):
        return place == 1
    return place == 0 and isinstance(node, ex.Binder | ex.TimeDerivative)


def paths_in(says: Assertion) -> list[Any]:
    """The values of vector paths in a claim, each once."""
    return list(dict.fromkeys(node for node in nodes(says) if isinstance(node, ex.VectorPathValue)))


def _is_constant(node: Any) -> bool:
    if isinstance(node, ex.ScalarSymbol):
        return True
    return isinstance(node, ex.DefinedScalar) and len(node.args) == 1


def nodes(node: Any) -> Iterator[Any]:
    """An expression and all its parts."""
    yield node
    for argument in getattr(node, "args", ()):
        yield from nodes(argument)


def _everywhere(node: Any, symbols: Symbols, here: "Local", avoid: tuple[type, ...]) -> Iterator[Change]:
    """The changes of an expression: here, and then further inside."""
    yield from here(node, symbols)
    if isinstance(node, avoid):
        return
    if isinstance(node, ex.NamedFirst | ex.NamedLast):
        for change in _everywhere(node.args[0].unfold(), symbols, here, avoid):
            yield replace(change, cost=change.cost + RENAMED)
        return
    for place, argument in enumerate(node.args):
        exponent = isinstance(node, ex.Power) and place == 1
        if exponent or _is_bound_slot(node, place) or not isinstance(argument, ex.Expression | Integer):
            continue
        for change in _everywhere(argument, symbols.inside(node, place), here, avoid):
            yield replace(change, made=rebuilt(node, place, change.made))


Local = Callable[[Any, Symbols], Iterator[Change]]
"""Says how an expression may be changed at its outermost operation, where it stands."""


def rebuilt(node: Any, place: int, changed: Any) -> Any:
    """The node with another argument; without it, where that is a factor or a denominator 1. A sum goes on."""
    if changed in {1, -1} and isinstance(node, ex.Product):
        return node.args[1 - place] if changed == 1 else -node.args[1 - place]
    if changed == 1 and place == 1 and isinstance(node, ex.Quotient | ex.Frac):
        return node.args[0]
    if isinstance(node, ex.Sum) and place == 1 and isinstance(changed, ex.Sum):
        return node.func(node.func(node.args[0], changed.args[0]), changed.args[1])
    arguments = list(node.args)
    arguments[place] = changed
    return node.func(*arguments)


def small_changes(node: Any, symbols: Symbols) -> Iterator[Change]:
    """What may have been meant in the place of an expression, as far as its outermost operation tells."""
    if isinstance(node, ex.Product) and is_number(node.args[0]):
        yield from _without_number(*node.args)
    if isinstance(node, ex.Product) and not is_number(node.args[0]) and ex.kind_of(node) == ex.SCALAR:
        yield in_place_of(node, scaled(node, Fraction(1, 2)), 4, FACTOR)
        yield in_place_of(node, scaled(node, Fraction(2)), 4, FACTOR)
    if isinstance(node, ex.Negative):
        yield Change(node.args[0], f"the sign of {text(node.args[0])} changed", 2, SIGN)
    if isinstance(node, ex.Sum):
        for place, part in enumerate(node.args):
            if not isinstance(part, ex.Negative | ex.Sum):
                cost = 3 if place else 9
                yield Change(rebuilt(node, place, -part), f"the sign of {text(part)} changed", cost, SIGN)
        yield from _without_one(node)
    if isinstance(node, Integer) and abs(node) > 1:
        size, sign = abs(node), 1 if node > 0 else -1
        halves = [size // 2] if size % 2 == 0 else []
        for other in dict.fromkeys((*halves, 2 * size, size + 1, size - 1, Integer(1))):
            cost = 4 if other in {*halves, 2 * size} or size == 2 else 5 if other != 1 else 6
            yield Change(sign * other, f"the factor {node} replaced by {sign * other}", cost, CONSTANT)
    if isinstance(node, ex.Power) and isinstance(node.args[1], Integer):
        base, exponent = node.args
        for other in (exponent + 1, exponent - 1):
            if other:
                yield in_place_of(node, base if other == 1 else ex.Power(base, other), 3, SQUARE)
    if node in symbols.known and ex.kind_of(node) == ex.SCALAR:
        yield in_place_of(node, node**2, 5, SQUARE)
        if node in symbols.positive:
            yield in_place_of(node, ex.Sqrt(node), 3 if getattr(node, "is_integer", False) else 5, SQUARE)
    if node in symbols.below_one:
        yield in_place_of(node, Integer(1) - node, 4, OPERATION)
    if isinstance(node, ex.GradientValue | ex.Value) and isinstance(node.args[1], ex.VectorSymbol):
        for other in symbols.alike(node.args[1]):
            yield in_place_of(node, node.func(node.args[0], other), POINT, SYMBOL)
    for other in symbols.alike(node):
        yield in_place_of(node, other, _of_symbol(node), SYMBOL)
    yield from _brackets(node)


def _without_one(total: ex.Sum) -> Iterator[Change]:
    """A sum without the 1 that is added or subtracted: ``k`` for ``k - 1``."""
    for place, part in enumerate(total.args):
        if (part.args[0] if isinstance(part, ex.Negative) else part) in {Integer(1), Integer(-1)}:
            rest = (*total.args[:place], *total.args[place + 1 :])
            yield in_place_of(total, rest[0] if len(rest) == 1 else total.func(*rest), 3, CONSTANT)


def _without_number(factor: Any, rest: Any) -> Iterator[Change]:
    """A multiple without the number in front, which keeps its sign, and without the sign."""
    size = abs(value(factor))
    if size != 1:
        dropped = rest if value(factor) > 0 else -rest
        yield Change(dropped, f"the factor {text(number(size))} dropped", 1 if _is_small(size) else 5, FACTOR)
    if not value(factor) > 0:
        yield Change(scaled(rest, size), f"the sign of {text(scaled(rest, size))} changed", 2, SIGN)


def _of_symbol(node: Any) -> int:
    if ex.kind_of(node) == ex.SCALAR:
        return SCALAR_SYMBOL
    return PATH_SYMBOL if isinstance(node, ex.PathValue) else VECTOR_SYMBOL


def in_place_of(node: Any, made: Any, cost: int, mistake: str) -> Change:
    """The change of one expression into another, in words."""
    return Change(made, f"{text(node)} replaced by {text(made)}", cost, mistake)


def differences(before: Any, after: Any) -> str:
    """In words, where an assertion differs from another one."""
    pairs = list(dict.fromkeys(_differing(before, after)))
    if len(pairs) == 2 and pairs[0] == pairs[1][::-1]:
        return f"{text(pairs[0][0])} and {text(pairs[0][1])} exchanged"
    return ", and ".join(f"{_shown(old)} replaced by {_shown(new)}" for old, new in pairs)


def _differing(before: Any, after: Any) -> Iterator[tuple[Any, Any]]:
    """The smallest parts that differ; a sign of a relation is a string."""
    alike = type(before) is type(after) and len(getattr(before, "args", ())) == len(getattr(after, "args", ()))
    if before == after:
        return
    if not alike or not before.args:
        yield before, after
        return
    if isinstance(before, ex.Relation) and before.op != after.op:
        yield before.op, after.op
    for old, new in zip(before.args, after.args, strict=True):
        if isinstance(old, ex.Expression | Assertion | Integer):
            yield from _differing(old, new)


def _shown(part: Any) -> str:
    return _SIGNS.get(part, part) if isinstance(part, str) else text(part)


def _is_small(factor: Fraction) -> bool:
    """Whether a factor is as likely dropped as replaced by another: at most 3 and at least 1/3."""
    return Fraction(1, 3) <= factor <= 3


def _shape(node: Any) -> tuple[Any, ...]:
    """Its kind and dimensions, and whether it is a natural number: those are not taken for other numbers."""
    if isinstance(node, ex.PathValue):
        return (ex.kind_of(node), *node.args[0].dimensions)
    if isinstance(node, ex.ScalarSymbol):
        return ex.kind_of(node), bool(node.is_integer)
    if isinstance(node, ex.VectorSymbol | ex.OperatorSymbol):
        return (ex.kind_of(node), *node._content()[1:])
    return ex.kind_of(node), False


def _brackets(node: Any) -> Iterator[Change]:
    """``f(a - b)`` as ``f(a) - b``: a bracket that closes too late. Also a scalar multiple of such a value."""
    value = node.args[-1] if isinstance(node, ex.Product) and not is_number(node) else node
    if isinstance(value, ex.Value | ex.Defined) and len(value.args) == 2 and isinstance(value.args[1], ex.Sum):
        first, second = value.args[1].args
        closed = value.func(value.args[0], first)
        whole = node.func(*node.args[:-1], closed) if value is not node else closed
        yield in_place_of(node, ex.Sum.of(whole, second), 2, PARENTHESIS)
