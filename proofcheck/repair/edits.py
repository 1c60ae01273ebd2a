"""Edits of a claim: what an author may have meant to write, the likeliest first.

Most change one place; some put two changes together, or add a hypothesis. What cannot be said, says nothing
(``q <= q``), or needs something of its own in order to have a value is no edit.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from fractions import Fraction
from itertools import chain, islice
from typing import Any

from sympy import Integer

from proofcheck.kernel.clauses import Clause, check_clause
from proofcheck.kernel.terms import KernelError
from proofcheck.lang import expressions as ex
from proofcheck.lang.definedness import NONNEGATIVE, NONZERO, POSITIVE, UNKNOWN, conditions, known_signs, sign
from proofcheck.lang.expressions import Assertion, LanguageError
from proofcheck.lang.functions import Absolute
from proofcheck.lang.printing import latex, text
from proofcheck.lang.shapes import ill_typed
from proofcheck.lang.translate import clauses
from proofcheck.repair.changes import (
    CONSTANT,
    EQUALITY,
    EXTREMUM,
    FACTOR,
    OPERATION,
    SIGN,
    SQUARE,
    SYMBOL,
    TERM,
    VECTOR_SYMBOL,
    Change,
    Edit,
    Symbols,
    differences,
    factors_in,
    in_place_of,
    in_relation,
    in_sides,
    nodes,
    paths_in,
    places,
    scalars,
    sign_changes,
    small_changes,
    symbols_in,
    with_side,
)
from proofcheck.repair.consequences import relation_of
from proofcheck.repair.constants import Constants
from proofcheck.repair.limits import other_limits
from proofcheck.repair.missing import LARGER, lost_squares, lost_start, lost_symbols
from proofcheck.repair.slips import OTHER_EXTREMUM, Slips, counted_anew, product_rule, worked_out
from proofcheck.repair.supposing import supposing
from proofcheck.repair.trivial import is_detour, is_trivial, is_written_twice, shared
from proofcheck.repair.writing import divided, is_number, is_reduced, multiplied, scaled, value, weight

SIGNS = {"<=": "≤", ">=": "≥", "=": "=", "<": "<", ">": ">"}
LOEWNER = {"<=": "⪯", ">=": "⪰"}
TURNED = {"<=": ">=", ">=": "<="}
WEAK = {"<": "<=", ">": ">="}

_EXACT = {CONSTANT, FACTOR, SQUARE, SIGN, TERM}
"""The kinds of edits that may lead to an inequality whose sides are the same."""

_OF_SIZE = {CONSTANT, EQUALITY, SIGN, SQUARE}
"""The kinds of edits of which an author may make two at once."""

OTHER_NUMBERS = tuple(
    Fraction(*pair) for pair in ((2, 1), (1, 2), (3, 2), (2, 3), (3, 1), (1, 3), (4, 1), (1, 4), (3, 4), (4, 3), (8, 1))
)
"""By what a bound that is a number may have to be multiplied."""

BACKWARDS = 2
"""What a change of the side on which a chain goes on costs more."""

GROWING = 4
"""What a sign costs more with which an exponential grows that decayed."""

LIGHT = 4
"""The cost up to which an edit is put together with another one of its kind."""

NEAR = 7
"""The cost up to which a constant is solved for after an edit."""


def edits(says: Assertion, given: Iterable[Assertion] = (), *, goes_on: bool = False) -> Iterator[Edit]:
    """The edits of a claim, the likeliest first, each changed claim once: one change each, then two at once.

    Arguments:
        given: what is supposed where the claim stands.
        goes_on: whether its left side is where the line before it ends, in a chain.

    >>> from proofcheck.lang import eq, frac, scalar
    >>> x = scalar("x")
    >>> next(edits(eq(x + x, frac(1, 2) * x))).words
    'the factor 1/2 dropped'
    """
    source = _Source(says, tuple(given), goes_on)
    single = source.single()
    told = _Told(source)
    light: list[Edit] = []
    near: list[Edit] = []
    for edit in single:
        if edit.supposing is not None:
            yield edit
        elif told.anew(edit):
            light += [edit] if _is_light(edit) else []
            near += [edit] if edit.cost <= NEAR else []
            yield edit
    for first in near:
        for number, edit in enumerate(source.solved(first)):
            if told.anew(edit):
                yield replace(edit, place=first.place + len(single) * (2 * number + 1))
    pairs = [
        (first, second, first.place + len(single) * (2 * number + 2))
        for first in light
        for number, second in enumerate(source.changed(first.says))
        if _together(first, second)
    ]
    for first, second, place in sorted(pairs, key=lambda pair: pair[0].cost + pair[1].cost):
        if told.anew(second):
            yield replace(_both(says, first, second), place=place)


def edit_at(says: Assertion, given: Iterable[Assertion], place: int, *, goes_on: bool = False) -> Edit | None:
    """The edit of a claim that has this place, if there is one; it may say the same as a likelier one.

    The changes at one place are numbered. Where there are ``n`` of them, what comes of the one with number ``i`` by a
    second change has a place ``i + n * k``, with an odd ``k`` for a constant solved for and an even one for the rest.
    """
    source = _Source(says, tuple(given), goes_on)
    single = source.single()
    if place < 0 or not single:
        return None
    number, at = divmod(place, len(single))
    first = single[at]
    if number == 0 and first.supposing is not None:
        return first
    if first.supposing is not None or first.says == says or not source.admits(first):
        return None
    return first if number == 0 else _second_at(source, first, number, place)


def _second_at(source: "_Source", first: Edit, number: int, place: int) -> Edit | None:
    """What comes of an edit by a second change."""
    is_solved, skipped = number % 2 == 1, (number - 1) // 2
    changes = source.solved(first) if is_solved else source.changed(first.says)
    second = next(islice(changes, skipped, None), None)
    is_near = first.cost <= NEAR if is_solved else _is_light(first)
    if second is None or not is_near or second.says == source.says or not source.admits(second):
        return None
    if is_solved:
        return replace(second, place=place)
    return replace(_both(source.says, first, second), place=place) if _together(first, second) else None


def _both(says: Assertion, first: Edit, second: Edit) -> Edit:
    """Two changes at once."""
    return Edit(second.says, differences(says, second.says), first.cost + second.cost + 4, first.mistake)


class _Told:
    """The changed claims that were told, and how they are printed: none is told again."""

    def __init__(self, source: "_Source") -> None:
        self.source = source
        self.says, self.printed = {source.says}, {text(source.says)}

    def anew(self, edit: Edit) -> bool:
        """Whether an edit is admitted and was not told before, which is noted."""
        if edit.says in self.says:
            return False
        self.says.add(edit.says)
        if not self.source.admits(edit) or (printed := text(edit.says)) in self.printed:
            return False
        self.printed.add(printed)
        return True


def _together(first: Edit, second: Edit) -> bool:
    """Whether one author may have made both mistakes: two of a kind, or two of size, in one order."""
    of_size = {first.mistake, second.mistake} <= _OF_SIZE and first.mistake < second.mistake
    return (of_size or first.mistake == second.mistake) and _is_light(second)


def _is_light(edit: Edit) -> bool:
    return edit.cost <= LIGHT + (edit.mistake == SQUARE)


class _Source:
    """A claim, and what stands around it."""

    def __init__(self, says: Assertion, given: tuple[Assertion, ...], goes_on: bool) -> None:
        self.says, self.given, self.goes_on = says, given, goes_on
        self.signs: Mapping[Any, int] = _signs((*given, *_ranges(says)))
        self.paths = dict.fromkeys(path for other in (says, *given) for path in paths_in(other))
        self.needs = self._needs(says)
        self.idle = idle_parts(says)
        self.is_ill_typed = ill_typed(says) is not None
        self.compared = _said(says)
        self.constants = Constants(says, given)
        self.extrema = sum(type(node) in OTHER_EXTREMUM for node in nodes(says))
        self.is_bound = any(isinstance(node, ex.Relation) and node.op != "=" for node in nodes(says))
        self.growing = _growing(says)
        self.is_elementary = _is_elementary(relation_of(says))
        self.supposed = [node for part in given for node, bound in scalars(part).items() if not bound]
        self.supposed_points = _points(given)
        self.names = symbols_in(says) if not isinstance(says, ex.Conditional) else {}

    def changed(self, says: Assertion) -> Iterator[Edit]:
        """The changes of a claim at one place."""
        yield from in_relation(says, self.constants.solved)
        yield from in_relation(says, self.constants.extreme)
        yield from in_relation(says, self.constants.determined)
        yield from in_relation(says, self.constants.lacking)
        yield from in_relation(says, other_limits)
        yield from in_relation(says, self._of_relation)

    def single(self) -> list[Edit]:
        """The changes at one place, and the further hypotheses, the likeliest first, admitted or not."""
        found = sorted((*self.changed(self.says), *supposing(self.says, self.given, self.signs)), key=self.rank)
        return [replace(edit, place=place) for place, edit in enumerate(found)]

    def rank(self, edit: Edit) -> tuple[int, int, int]:
        """How far-fetched an edit is. A sign that only weakens a bound is less likely than a constant, and so is one
        vector for another, or one extremum of several; and so is what changes the line before, too. A bound is
        sooner turned where it is about one number only.
        """
        extra = {SIGN: 3, SYMBOL: 3 if edit.cost >= VECTOR_SYMBOL else 0, EXTREMUM: 4 if self.extrema > 2 else 0}
        turned = 2 * (not self.is_elementary)
        more = turned if edit.mistake == EQUALITY else extra.get(edit.mistake, 0) if self.is_bound else 0
        if edit.mistake == SIGN and self.is_bound and _growing(edit.says) > self.growing:
            more += GROWING
        if self.goes_on and _left(edit.says) != _left(self.says):
            more += BACKWARDS
        return edit.cost + more, ex.size(edit.says), weight(edit.says)

    def _of_relation(self, says: ex.Relation) -> Iterator[Edit]:
        if says.of_dimensions:
            return
        free = ex.free_symbols(says).union(*(ex.free_symbols(path.args[0]) for path in self.paths))
        counts = _counts(says)
        factors = tuple(dict.fromkeys((*self._constants(says), *self._sizes(says), *counts)))
        rare = frozenset(count for count, is_of_terms in counts.items() if not is_of_terms)
        positive = frozenset(node for node in factors if sign(node, self.signs) in {POSITIVE, NONZERO})
        of_numbers = says.op == "=" and ex.kind_of(says.left) == ex.SCALAR
        unspoken = dict.fromkeys(self.supposed if of_numbers else (), frozenset[Any]())
        symbols = {**unspoken, **self.names, **scalars(says), **self.paths}
        below_one = frozenset(filter(self._is_below_one, positive))
        known = Symbols(symbols, frozenset(), free, self.is_ill_typed, positive, below_one)
        scales = [node for node in factors if isinstance(node, ex.ScalarSymbol) and node in positive]
        operators = tuple(node for node in self.names if isinstance(node, ex.OperatorSymbol))
        points = tuple(node for node in self.names if isinstance(node, ex.VectorSymbol))
        here = ex.free_symbols(says)
        origins = tuple(node for node in self.supposed_points if node not in here)
        lengths = self._lengths(says) if says.op != "=" or of_numbers else ()
        lost = (points, lengths, origins) if says.op != "=" else ((), lengths, ())
        unsaid = frozenset(node for node in self.supposed if node in positive and node not in here)
        differences = Counter(node for node in nodes(says) if isinstance(node, ex.Sum))
        repeated = frozenset(node for node, times in differences.items() if times > 1)
        slips = Slips(factors, positive, operators, *lost, says.op == "=", rare, unsaid, repeated)
        yield from in_sides(says, known, small_changes)
        yield from in_sides(says, known, slips.of)
        for side in (2, 1):
            bounds = says.op != "=" and is_number(says.args[side])
            more = _bounds(says, side) if bounds else lost_symbols(says.args[side], says.args[3 - side])
            start = lost_start(says.args[side], says.args[3 - side])
            squares = lost_squares(says, side, scales) if LARGER.get(says.op) == side else ()
            for change in chain(slips.of_side(says.args[side]), more, start, squares):
                cost = change.cost + (side == 1)
                yield Edit(with_side(says, side, change.made), change.words, cost, change.mistake)
        yield from sign_changes(says)
        for made in product_rule(says):
            yield Edit(made, "the product rule applied", 4, OPERATION)
        for made in counted_anew(says):
            yield Edit(made, "sums taken over the index that they use", 2, SYMBOL)
        for made in worked_out(says):
            yield Edit(made, "worked out", 4, OPERATION)
        yield from _other_relations(says)

    def _is_below_one(self, node: Any) -> bool:
        rest = ex.Sum.of(Integer(1), ex.Negative.of(node))
        return isinstance(node, ex.ScalarSymbol) and sign(rest, self.signs) >= NONNEGATIVE

    def _constants(self, says: ex.Relation) -> Iterator[Any]:
        variables = {part.variable for part in nodes(says) if isinstance(part, ex.Binder)}
        known = [node for node, bound in scalars(says).items() if not bound]
        yield from (node for node in (*known, *factors_in(says), *self.supposed) if node not in variables)

    def _sizes(self, says: ex.Relation) -> Iterator[Any]:
        """Norms that a term may have lost, and values at the start."""
        vectors = [node for node in self.names if isinstance(node, ex.VectorSymbol | ex.OperatorSymbol)]
        yield from map(ex.Norm, vectors)
        points = [node for node in vectors if isinstance(node, ex.VectorSymbol)][:4]
        for place, first in enumerate(points):
            yield from (ex.Norm(first - second) for second in points[:place] + points[place + 1 :])
        ends = (node.args[2] for node in nodes(says) if isinstance(node, ex.TimeIntegral))
        yield from (end for end in ends if isinstance(end, ex.ScalarSymbol))
        values = (node for node in nodes(says) if isinstance(node, ex.ScalarPathValue) and not ex.is_random(node))
        yield from (path[0] if path.discrete else path(0) for path in (value.args[0] for value in values))

    def _lengths(self, says: ex.Relation) -> tuple[Any, ...]:
        """The differences of points and the gradients that a bound speaks of."""
        found = (
            node
            for node, bound in places(says, frozenset())
            if isinstance(node, ex.Sum | ex.GradientValue) and ex.kind_of(node) == ex.VECTOR
            if not ex.free_symbols(node) & bound
        )
        return tuple(dict.fromkeys(found))

    def solved(self, first: Edit) -> Iterator[Edit]:
        """An edit, and the constant solved for that makes an equation of it."""
        for edit in in_relation(first.says, self.constants.solved):
            yield replace(edit, words=f"{first.words}, and {edit.words}", cost=first.cost + edit.cost)

    def _needs(self, says: Assertion) -> frozenset[Any]:
        try:
            needs = [need.says for need in conditions(says, self.signs)]
        except LanguageError:
            return frozenset()
        return frozenset(need for need in needs if not self._is_seen(need))

    def _is_seen(self, need: Assertion) -> bool:
        """Whether it can be seen at a glance that something is not negative, or an operator positive definite."""
        if not isinstance(need, ex.Relation) or need.right != 0:
            return False
        if need.op == ">" and isinstance(need.left, ex.SmallestSingularValue):
            return self._definite(need.left.args[0]) == POSITIVE
        return need.op == ">=" and sign(need.left, self.signs) in {NONNEGATIVE, POSITIVE}

    def _definite(self, node: Any) -> int:
        """The sign of an operator, as the sum of multiples of the identity and of products with a transpose."""
        if isinstance(node, ex.Sum):
            parts = [self._definite(part) for part in node.args]
            return max(parts) if min(parts) >= NONNEGATIVE else UNKNOWN
        if isinstance(node, ex.Product):
            return min(sign(node.args[0], self.signs), self._definite(node.args[1]))
        if isinstance(node, ex.Composed):
            first, second = node.args
            return NONNEGATIVE if first == second.T or second == first.T else UNKNOWN
        return POSITIVE if isinstance(node, ex.Identity) else UNKNOWN

    def admits(self, edit: Edit) -> bool:
        """Whether a changed claim can be said, says something, and has a value wherever the claim has one."""
        says = edit.says
        return self._needs(says) <= self.needs and idle_parts(says) <= self.idle and self._says_something(edit)

    def _says_something(self, edit: Edit) -> bool:
        """Whether a changed claim can be printed and translated, and is no inequality of a thing with itself or 0."""
        try:
            text(edit.says), latex(edit.says)
            translated = clauses(edit.says)
            for clause in translated:
                check_clause(clause)
        except (LanguageError, KernelError):
            return False
        if edit.mistake == TERM and self.is_bound and not shared(edit.says) <= shared(self.says):
            return False
        if self.is_bound and edit.mistake != SIGN and _growing(edit.says) > self.growing:
            return False
        if is_written_twice(edit.says) or is_detour(self.says, edit.says):
            return False
        exact, supposed = edit.mistake in _EXACT, self.constants.normalizer
        return not all(is_trivial(clause, self.compared, exact, supposed) for clause in translated)


def _points(given: Iterable[Assertion]) -> tuple[Any, ...]:
    """The vectors that are supposed something of."""
    found = (node for part in given for node in sorted(ex.free_symbols(part), key=str))
    return tuple(dict.fromkeys(node for node in found if isinstance(node, ex.VectorSymbol)))


def _ranges(says: Assertion) -> Iterator[Assertion]:
    """What a claim says of what it is about: the ranges of its variables, and its conditions."""
    while isinstance(says, ex.ForAll | ex.Conditional):
        if isinstance(says, ex.ForAll):
            yield from (part for part in says.ranges if isinstance(part, ex.Relation))
        else:
            yield says.args[0]
        says = says.body if isinstance(says, ex.ForAll) else says.args[1]


def _signs(given: Collection[Assertion]) -> dict[Any, int]:
    """The signs that are supposed: what is larger than a number that is not negative is none, either, nor is the
    difference of a number and a smaller one.
    """
    found = known_signs(given)
    bounds = [part for part in given if isinstance(part, ex.Relation) and part.op != "=" and not part.of_dimensions]
    for bound in bounds * len(bounds):
        low, high = bound.args[:0:-1] if bound.op in {">", ">="} else bound.args[1:]
        if ex.kind_of(low) == ex.SCALAR:
            gap = POSITIVE if bound.op in {"<", ">"} else NONNEGATIVE
            found[ex.Sum.of(high, ex.Negative.of(low))] = gap
            if (at_least := sign(low, found)) >= NONNEGATIVE:
                found[high] = max(found.get(high, UNKNOWN), at_least, gap)
    return found


def idle_parts(says: Assertion) -> frozenset[Any]:
    """What nobody means: a sum of a thing with itself or its negative, a power of 1, a fraction over 1, one that is not
    reduced, or whose numerator is a multiple of its denominator, the absolute value of what is seen not to be negative,
    an idle variable that is bound, or in which a derivative is taken.
    """
    return frozenset(
        node
        for node in nodes(says)
        if (isinstance(node, ex.Sum) and node.args[1] in {_last(node.args[0]), ex.Negative.of(_last(node.args[0]))})
        or (isinstance(node, ex.Power) and node.args[0] == 1)
        or (isinstance(node, ex.Quotient | ex.Frac) and node.args[1] == 1)
        or (isinstance(node, ex.Quotient | ex.Frac) and getattr(node.args[0], "args", ())[:1] == node.args[1:])
        or not is_reduced(node)
        or (isinstance(node, Absolute) and sign(node.args[0], {}) >= NONNEGATIVE)
        or (isinstance(node, ex.Binder) and node.variable not in ex.free_symbols(node.body))
        or (isinstance(node, ex.TimeDerivative) and node.args[0] not in ex.free_symbols(node.args[1]))
    )


def _left(says: Assertion) -> Any:
    relation = relation_of(says)
    return None if relation is None else relation.left


def _growing(says: Assertion) -> int:
    """How many exponentials have an exponent without a sign."""
    return sum(isinstance(node, ex.Exp) and not _is_negative(node.args[0]) for node in nodes(says))


def _is_negative(node: Any) -> bool:
    while isinstance(node, ex.Product | ex.Quotient | ex.Frac):
        node = node.args[0]
    return isinstance(node, ex.Negative) or (is_number(node) and value(node) < 0)


def _is_elementary(relation: ex.Relation | None) -> bool:
    """Whether a relation is about one number, and nothing else."""
    free = [] if relation is None else [*ex.free_symbols(relation)]
    return len(free) == 1 and isinstance(free[0], ex.ScalarSymbol)


def _last(node: Any) -> Any:
    """The last term of a sum."""
    return node.args[1] if isinstance(node, ex.Sum) else node


def _bounds(says: ex.Relation, side: int) -> Iterator[Change]:
    """Other numbers in the place of one that bounds a side."""
    node = says.args[side]
    if node != 0:
        for factor in OTHER_NUMBERS:
            yield in_place_of(node, scaled(node, factor), 5, CONSTANT)
        for radicand in (2, 3):
            root = ex.Sqrt(Integer(radicand))
            for made in (multiplied(node, root), divided(node, root)):
                yield in_place_of(node, made, 5, CONSTANT)


def _counts(says: ex.Relation) -> dict[Any, bool]:
    """The numbers of terms, and of components and entries where norms depend on them; and their roots.

    Those of terms are true.
    """
    found: dict[Any, bool] = {}
    for node in nodes(says):
        if isinstance(node, ex.Summation):
            found |= dict.fromkeys((part for part in node.args if isinstance(part, ex.DimensionNumber)), True)
        elif isinstance(node, ex.SumNorm | ex.MaximumNorm | ex.FrobeniusNorm | ex.NuclearNorm | ex.Trace):
            kinds = ex.VectorSymbol | ex.OperatorSymbol
            shapes = {part for inner in nodes(node) if isinstance(inner, kinds) for part in inner._content()[1:]}
            for part in sorted(shapes, key=str):
                found.setdefault(ex.expression(part, "a dimension"), False)
    return {made: is_of_terms for count, is_of_terms in found.items() for made in (count, ex.Sqrt(count))}


def _other_relations(says: ex.Relation) -> Iterator[Edit]:
    scalar = ex.kind_of(says.left) == ex.SCALAR
    for op in ("<=", ">=") if says.op == "=" and scalar else ():
        yield Edit(ex.Relation(op, says.left, says.right), f"= replaced by {SIGNS[op]}", 7, EQUALITY)
    for others, cost in ((WEAK, 1), (TURNED, 4)):
        if says.op in others:
            op = others[says.op]
            old, new = (SIGNS[sign] if scalar else LOEWNER.get(sign, sign) for sign in (says.op, op))
            words = f"{old} replaced by {new}"
            yield Edit(ex.Relation(op, says.left, says.right), words, cost, EQUALITY)


def _said(says: Assertion) -> tuple[Clause, ...]:
    """What a claim says to the kernel; nothing where it has no meaning."""
    try:
        return tuple(clauses(says))
    except (LanguageError, KernelError):
        return ()


__all__ = ["edit_at", "edits"]
