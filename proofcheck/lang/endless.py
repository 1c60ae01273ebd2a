"""What has no end: sums and integrals up to infinity and limits, as what relations with them say of finite ones.

What is not negative adds up to at most b if no part of it adds up to more, and to at least b if parts of it come as
close to b as one likes; the sum may be infinite. Anything else has a sum where late partial sums are close to it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sympy import Integer, Rational

from proofcheck.lang import expressions as ex
from proofcheck.lang.caching import kept
from proofcheck.lang.expressions import Assertion, LanguageError
from proofcheck.lang.functions import absolute

Span = Any
"""A range of a quantifier."""


@dataclass(frozen=True, slots=True)
class Need:
    """What must not be negative, for all of some ranges; ``words`` say what is done with it."""

    subject: Any
    spans: tuple[Span, ...]
    words: str


@dataclass(frozen=True, slots=True)
class Finite:
    """What a relation comes to, and what has to be so for it to be that."""

    says: Assertion
    needs: tuple[Need, ...] = ()


@kept
def without_end(says: ex.Relation) -> Finite | None:
    """Return what a relation with something endless in it says of what is finite; ``None`` of any other relation.

    Raises:
        LanguageError: that cannot be said.
    """
    if not any(isinstance(part, ex.Infinity | ex.Limit) for part in ex.all_parts(says)):
        return None
    op, left, right = says.op.replace(">", "<"), says.left, says.right
    if ">" in says.op:
        left, right = right, left
    if op == "=":
        left, right = (right, left) if isinstance(left, ex.Infinity) or not _is_endless(left) else (left, right)
        return _diverges(left, says) if isinstance(right, ex.Infinity) else _converges(left, right, says)
    if isinstance(right, ex.Infinity) and op == "<":
        return _is_finite(left, says)
    return _bounded(op, left, right, says)


# ---------------------------------------------------------------- what the relations say


def _converges(side: Any, value: Any, says: Any) -> Finite:
    """Late values are close to the limit."""
    _refuse_unless(_is_endless(side) and not _speaks_of_ends(value) and _is_one_part(side), says)
    ends = _Ends(says)
    moving, error = ends.put(side), ends.error
    gap = moving if value == 0 else moving - value
    size = ex.Norm(gap) if ex.kind_of(side) == ex.VECTOR else absolute(gap)
    return Finite(ex.ForAll(ends.eventually(ex.Relation("<=", size, error)), ex.Relation(">", error, Integer(0))))


def _diverges(side: Any, says: Any) -> Finite:
    """Late values are above every bound."""
    _refuse_unless(_is_endless(side) and _is_one_part(side), says)
    ends = _Ends(says)
    return Finite(ex.ForAll(ends.eventually(ex.Relation("<=", ends.bound, ends.put(side))), ends.bound))


def _is_finite(side: Any, says: Any) -> Finite:
    """There is a bound for all values of what grows."""
    needs: list[Need] = []
    _refuse_unless(_is_endless(side) and _growth(side, needs, says) > 0, says)
    ends = _Ends(says)
    return Finite(ex.Exists(ends.always(ex.Relation("<=", ends.put(side), ends.bound)), ends.bound), tuple(needs))


def _bounded(op: str, left: Any, right: Any, says: Any) -> Finite:
    """What grows is below a bound at all times, and above one, up to every error, from some time on."""
    _refuse_unless(_is_endless(left) != _is_endless(right), says)
    needs: list[Need] = []
    growth = _growth(left, needs, says) or -_growth(right, needs, says)
    ends = _Ends(says)
    low, high = ends.put(left), ends.put(right)
    fixed = right if _is_endless(left) else left
    _refuse_unless(not _speaks_of_ends(fixed), says)
    if growth > 0 and op == "<=":
        return Finite(ends.always(ex.Relation("<=", low, high)), tuple(needs))
    if growth > 0:
        between, below = (ends.bound, high) if fixed is right else (low, ends.bound)
        apart = ex.Relation("<", between, below)
        held = ends.always(
            ex.Relation("<=", low, ends.bound) if fixed is right else ex.Relation("<=", ends.bound, high)
        )
        return Finite(ex.Exists(ex.Both(apart, held), ends.bound), tuple(needs))
    if op == "<":
        return Finite(ends.eventually(ex.Relation("<", low, high)), tuple(needs))
    late = ends.eventually(ex.Relation("<=", low, high + ends.error))
    return Finite(ex.ForAll(late, ex.Relation(">", ends.error, Integer(0))), tuple(needs))


def _refuse_unless(fine: bool, says: Any) -> None:
    if not fine:
        raise LanguageError(
            f"{says} cannot be said yet: on one side stands a sum or an integral up to infinity, or a limit, perhaps "
            "with a factor or a number added, and on the other a number; a limit equals it."
        )


# ---------------------------------------------------------------- finite parts


class _Ends:
    """Letters for ends that grow, and for errors and bounds, none of which a relation speaks of."""

    def __init__(self, says: Any) -> None:
        self.taken = {str(getattr(part, "name", "")) for part in ex.all_parts(says)}
        self.spans: dict[Any, list[Span]] = {}
        self.error, self.bound = self._fresh("epsilon", real=True), self._fresh("M", real=True)
        self.start = self._fresh("N", real=True)
        self.count, self.time, self.back = (
            self._fresh("K", integer=True, nonnegative=True),
            self._fresh("T", real=True),
            self._fresh("S", real=True),
        )

    def _fresh(self, name: str, **assumptions: bool) -> Any:
        found = ex.fresh_symbol(ex.ScalarSymbol(name, **assumptions), self.taken)
        self.taken.add(found.name)
        return found

    def put(self, side: Any) -> Any:
        """Return a side with ends that are these letters."""
        if _has_no_end(side):
            return self._finite(side)
        return side.func(*map(self.put, side.args)) if _is_endless(side) and side.args else side

    def _finite(self, part: Any) -> Any:
        if isinstance(part, ex.Limit):
            end = self.count if part.variable.is_integer else self.time
            self.spans.setdefault(end, [] if part.variable.is_integer else [ex.Relation(">=", end, Integer(0))])
            return part.body.xreplace({part.variable: end})
        variable, low, high, body = part.args
        if isinstance(part, ex.Summation):
            self.spans.setdefault(self.count, [])
            return part.func(variable, low, self.count, body)
        first, last = low, high
        if isinstance(low, ex.Negative):
            first = -self.back
            least = Integer(0) if isinstance(high, ex.Infinity) else -high
            self.spans.setdefault(self.back, []).append(ex.Relation(">=", self.back, least))
        if isinstance(high, ex.Infinity):
            last = self.time
            least = Integer(0) if first is not low else low
            self.spans.setdefault(self.time, []).append(ex.Relation(">=", self.time, least))
        return part.func(variable, first, last, body)

    def always(self, says: Any) -> Assertion:
        """Return that something is so for all ends."""
        return ex.ForAll(says, *(span for end, spans in self.spans.items() for span in dict.fromkeys(spans or [end])))

    def eventually(self, says: Any) -> Assertion:
        """Return that something is so for all ends from some number on."""
        late = [[*spans, ex.Relation(">=", end, self.start)] for end, spans in self.spans.items()]
        return ex.Exists(ex.ForAll(says, *(span for spans in late for span in dict.fromkeys(spans))), self.start)


def _has_no_end(part: Any) -> bool:
    """Whether it is a limit, or a sum or an integral that has an end at infinity."""
    if isinstance(part, ex.Limit):
        return True
    if not isinstance(part, ex.Summation | ex.TimeIntegral):
        return False
    _, low, high, _ = part.args
    downwards = isinstance(part, ex.TimeIntegral) and isinstance(low, ex.Negative) and _is_infinity(low.args[0])
    return _is_infinity(high) or downwards


def _is_infinity(node: Any) -> bool:
    return isinstance(node, ex.Infinity)


@kept
def _is_endless(node: Any) -> bool:
    return any(map(_has_no_end, ex.all_parts(node)))


@kept
def _speaks_of_ends(node: Any) -> bool:
    return any(isinstance(part, ex.Infinity | ex.Limit) for part in ex.all_parts(node))


def _is_one_part(side: Any) -> bool:
    """Whether a side is one endless part, to which numbers are added and by which numbers are multiplied."""
    while not _has_no_end(side):
        if not isinstance(side, ex.Sum | ex.Negative | ex.Product | ex.Quotient | ex.Frac):
            return False
        inside = [part for part in side.args if _speaks_of_ends(part)]
        if len(inside) != 1 or (isinstance(side, ex.Quotient | ex.Frac) and inside[0] is not side.args[0]):
            return False
        side = inside[0]
    return True


def _growth(node: Any, needs: list[Need], says: Any) -> int:
    """Whether a number grows with its ends, 1, or falls, -1, where what is needed is so; 0 where it has none."""
    if not _is_endless(node):
        return 0
    if _has_no_end(node):
        _refuse_unless(not isinstance(node, ex.Limit) and ex.kind_of(node) == ex.SCALAR, says)
        body, falls = (node.body.args[0], -1) if isinstance(node.body, ex.Negative) else (node.body, 1)
        _refuse_unless(not _speaks_of_ends(body), says)
        verb = "adds up" if isinstance(node, ex.Summation) else "integrates"
        needs.append(Need(body, tuple(_whole_range(node)), f"the claim {verb} without end"))
        return falls
    if isinstance(node, ex.Negative):
        return -_growth(node.args[0], needs, says)
    if isinstance(node, ex.Sqrt):
        return _growth(node.args[0], needs, says)
    if isinstance(node, ex.Sum):
        found = {_growth(part, needs, says) for part in node.args} - {0}
        _refuse_unless(len(found) == 1, says)
        return found.pop()
    if isinstance(node, ex.Mean) and not isinstance(node, ex.ConditionalExpectation):
        inside: list[Need] = []
        found_inside = _growth(node.body, inside, says)
        needs += [Need(need.subject, (node.variable, *need.spans), need.words) for need in inside]
        return found_inside
    _refuse_unless(isinstance(node, ex.Product | ex.Quotient | ex.Frac), says)
    return _growth_of_multiple(node, needs, says)


def _growth_of_multiple(node: Any, needs: list[Need], says: Any) -> int:
    moving, fixed = node.args if _is_endless(node.args[0]) else reversed(node.args)
    _refuse_unless(not _speaks_of_ends(fixed) and (isinstance(node, ex.Product) or moving is node.args[0]), says)
    if isinstance(fixed, Rational):
        _refuse_unless(fixed != 0, says)
        return _growth(moving, needs, says) * (1 if fixed > 0 else -1)
    needs.append(Need(fixed, (), "the claim multiplies what has no end by"))
    return _growth(moving, needs, says)


def _whole_range(part: Any) -> Iterator[Span]:
    variable, low, high, _ = part.args
    if isinstance(part, ex.Summation):
        yield variable if low == 0 else ex.Relation(">=", variable, low)
        return
    if not isinstance(low, ex.Negative) or not _is_infinity(low.args[0]):
        yield ex.Relation(">=", variable, low)
    elif not _is_infinity(high):
        yield ex.Relation("<=", variable, high)
    else:
        yield variable
