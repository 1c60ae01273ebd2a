"""Events that others cover, as ``|X + Y| >= 2 a`` is by ``|X| >= a`` and ``|Y| >= a``; and events apart."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from proofcheck.kernel import rules
from proofcheck.kernel.clauses import Clause, Relation, fact
from proofcheck.kernel.terms import ONE, SCALAR, ZERO, Term, neg, num, sub, substitute, subterms
from proofcheck.kernel.theorem import Theorem
from proofcheck.provers.arithmetic import Facts
from proofcheck.provers.engine import MAX_DEPTH, Search
from proofcheck.provers.forms import is_size
from proofcheck.provers.library import functionals
from proofcheck.provers.library.functionals import Functional
from proofcheck.provers.tactics.tails import summands, times, total

MOST_EVENTS = 3
"""By which one is covered."""


@dataclass(frozen=True, slots=True)
class _Event:
    """A number is positive, or it is not."""

    gap: Term
    happens: bool

    @property
    def indicator(self) -> Term:
        """1 where the event happens, and 0 elsewhere."""
        part: Term = Term("max", self.gap, ZERO)
        positive: Term = Term("div", part, part)
        return positive if self.happens else sub(ONE, positive)

    def with_gap(self, gap: Term) -> "_Event":
        """An event of the same kind about another number."""
        return replace(self, gap=gap)


def by_union(search: Search, relation: Relation) -> Theorem | None:
    """``P(A) <= r``, from events that cover A, and bounds of their probabilities that add up to r."""
    op, left, right = relation
    if op != "<=" or left[0] != "expect" or search.depth > 1:
        return None
    functional, body = functionals.read(left, frozenset().union(right.free, *search.fixed()))
    event = _event(body)
    for parts in _covers(event, functional.variable, right) if event is not None else ():
        union = _union(search, functional, event, parts) if event is not None else None
        if union is not None:
            found = Facts([union]).prove(relation) or _shared(search, relation, functional, parts, union)
            if found is not None:
                return found
    return None


def is_event(side: Term) -> bool:
    """Whether a side is the probability of one event."""
    return side[0] == "expect" and _event(side[2]) is not None


def _event(body: Term) -> _Event | None:
    """The event of which a body is the indicator."""
    happens = body[0] == "div"
    inside = body if happens else body[2][2] if _is_contrary(body) else body
    if inside[0] == "div" and inside[1] is inside[2] and inside[1][0] == "max" and inside[1][2] == ZERO:
        return _Event(inside[1][1], happens)
    return None


def _is_contrary(body: Term) -> bool:
    return (
        body[0] == "add" and len(body) == 3 and body[1] == ONE and body[2][:2] == ("mul", num(-1)) and len(body[2]) == 3
    )


def _covers(event: _Event, outcome: Term, right: Term) -> Iterator[list[_Event]]:
    """Events that together cover one: of the two signs of an absolute value, or of the summands of what is random."""
    gap = list(summands(event.gap, 1 if event.happens else -1))
    level = total([times(-1, part) for part in gap if outcome not in part.free])
    random = [part for part in gap if outcome in part.free]
    signs = (random[0][1], neg(random[0][1])) if len(random) == 1 and is_size(random[0]) else ()
    moving = list(summands(random[0][1], 1)) if signs else random
    if 1 < len(moving) <= MOST_EVENTS and all(outcome in part.free for part in moving):
        sizes = [Term("max", part, neg(part)) if signs else part for part in moving]
        yield [_tail(event, size, least) for size, least in zip(sizes, _levels(level, len(sizes)), strict=True)]
    if signs and any(part[0] == "exp" or part == num(2) for part in subterms(right)):
        yield [_tail(event, part, level) for part in signs]


def _tail(event: _Event, above: Term, level: Term) -> _Event:
    return event.with_gap(sub(above, level) if event.happens else sub(level, above))


def _levels(level: Term, count: int) -> list[Term]:
    """What as many summands are to reach, so that they reach a level together."""
    if level[0] == "add" and len(level) == count + 1:
        return list(level[1:])
    return [_share(level, count)] * count


def _share(whole: Term, count: int) -> Term:
    """An equal share of something, without the factor of a multiple by as much."""
    if whole[0] == "mul" and whole[1] == num(count):
        return whole[2] if len(whole) == 3 else Term("mul", *whole[2:])
    return Term("div", whole, num(count))


def _union(search: Search, functional: Functional, event: _Event, parts: Sequence[_Event]) -> Theorem | None:
    """``P(A) <= P(A_1) + ... + P(A_n)``: where the gaps add up to that of A, by a law for numbers; or else directly."""
    bound: Term = Term("add", *(part.indicator for part in parts))
    gaps: Term = Term("add", *(part.gap for part in parts))
    order: Relation = ("<=", event.gap, gaps) if event.happens else ("<=", gaps, event.gap)
    deeper = replace(search, depth=search.depth + 1)
    inside = deeper.prove(functional.everywhere(order))
    if inside is None:
        every = deeper.prove(functional.everywhere(("<=", event.indicator, bound)))
        return None if every is None else functional.compare(functional.at(every))
    law = _covering_law(search, event, len(parts))
    values = zip(_letters(len(parts)), (event.gap, *(part.gap for part in parts)), strict=True)
    return None if law is None else functional.compare(rules.instantiate([law, functional.at(inside)], list(values)))


def _letters(count: int) -> list[Term]:
    return [Term("var", f"g{place}", SCALAR) for place in range(count + 1)]


def _covering_law(search: Search, event: _Event, count: int) -> Theorem | None:
    """What happens where a sum is positive happens where a summand is, and the other way round: by cases."""
    whole, *gaps = _letters(count)
    signs = _signs(search, event, whole)
    if signs is None:
        return None
    between, surely, never = signs
    sums: Term = Term("add", *gaps)
    order = rules.assume([], fact("<=", whole, sums) if event.happens else fact("<=", sums, whole))
    goal: Relation = ("<=", event.with_gap(whole).indicator, Term("add", *(event.with_gap(g).indicator for g in gaps)))
    bounds = [rules.instantiate([bound], [(whole, letter)]) for bound in between for letter in (whole, *gaps)]

    def happening(gap: Term) -> Clause:
        return fact("<", ZERO, gap) if event.happens else fact("<=", gap, ZERO)

    def otherwise(gap: Term) -> Clause:
        return fact("<=", gap, ZERO) if event.happens else fact("<", ZERO, gap)

    def by_cases(place: int, told: list[Theorem]) -> Theorem | None:
        if place == count:
            no = Facts([order, *told]).prove(otherwise(whole).relation)
            last = None if no is None else rules.instantiate([never, no], [(whole, whole)])
            return None if last is None else Facts([last, *bounds]).prove(goal)
        here, there = (rules.assume([], case(gaps[place])) for case in (happening, otherwise))
        found = Facts([rules.instantiate([surely, here], [(whole, gaps[place])]), *bounds]).prove(goal)
        other = by_cases(place + 1, [*told, there])
        if found is None or other is None:
            return None
        return rules.cases([other, found] if event.happens else [found, other], gaps[place], ZERO)

    shown = by_cases(0, [])
    return None if shown is None else rules.generalize([shown], [whole, *gaps], [order.clause])


def _signs(search: Search, event: _Event, letter: Term) -> tuple[list[Theorem], Theorem, Theorem] | None:
    """That an indicator is between 0 and 1, 1 where the event happens, and 0 elsewhere."""
    value = event.with_gap(letter).indicator
    yes, no = fact("<", ZERO, letter), fact("<=", letter, ZERO)
    clean = replace(search, known=(), depth=MAX_DEPTH - 2)
    ends = [clean.prove(Clause((letter,), (), end)) for end in (("<=", ZERO, value), ("<=", value, ONE))]
    one, other = (
        (("<=", ONE, value), ("<=", value, ZERO)) if event.happens else (("<=", value, ZERO), ("<=", ONE, value))
    )
    positive = clean.prove(Clause((letter,), (yes,), one))
    nothing = clean.prove(Clause((letter,), (no,), ("=", Term("max", letter, ZERO), ZERO)))
    between = [end for end in ends if end is not None]
    if positive is None or nothing is None or len(between) < len(ends):
        return None
    here = rules.instantiate([nothing, rules.assume([], no)], [(letter, letter)])
    hole = Term("var", "hole", SCALAR)
    quotient: Term = Term("div", hole, hole)
    same = rules.congruence([here], hole, quotient if event.happens else sub(ONE, quotient))
    empty = Facts([same]).prove(other)
    if empty is None:
        return None
    elsewhere = rules.generalize([empty], [letter], [no])
    return (between, positive, elsewhere) if event.happens else (between, elsewhere, positive)


def by_disjoint_events(search: Search, relation: Relation) -> Theorem | None:
    """``P(A) + P(B) <= P(C)``, where at most one of A and B happens, and C where one does."""
    op, left, right = relation
    apart = op == "<=" and left[0] == "add" and all(map(is_event, left[1:])) and is_event(right)
    if not apart or search.depth > 1 or any(part[3:] != right[3:] for part in left[1:]):
        return None
    functional, body = functionals.read(right, frozenset().union(left.free, *search.fixed()))
    bodies: Term = Term("add", *(substitute(part[2], {part[1]: functional.variable}) for part in left[1:]))
    every = replace(search, depth=search.depth + 1).prove(functional.everywhere(("<=", bodies, body)))
    return None if every is None else Facts([functional.compare(functional.at(every))]).prove(relation)


def _shared(
    search: Search, relation: Relation, functional: Functional, parts: Sequence[_Event], union: Theorem
) -> Theorem | None:
    """The relation, from a bound of each probability: the summands of the right side, or equal shares of it."""
    _, _, right = relation
    apart = right[0] == "add" and len(right) == len(parts) + 1
    shares = right[1:] if apart else [_share(right, len(parts))] * len(parts)
    deeper = replace(search, depth=search.depth + 1)
    shown = [union]
    for part, share in zip(parts, shares, strict=True):
        found = deeper.relation(("<=", functional.of(part.indicator), share))
        if found is None:
            return None
        shown.append(found)
    return Facts(shown).prove(relation)
