"""The gradient inequality: how far a path goes while an energy falls fast enough."""

from collections.abc import Sequence
from fractions import Fraction
from functools import cache

from proofcheck.kernel import rules
from proofcheck.kernel.clauses import Clause, Relation, fact
from proofcheck.kernel.terms import ONE, SCALAR, ZERO, Term, neg, num, sub, substitute
from proofcheck.kernel.theorem import Theorem
from proofcheck.provers.forms import by_cases
from proofcheck.provers.library.applying import apply, entry
from proofcheck.provers.library.orders import antisymmetry, compare_squares, limit
from proofcheck.provers.library.slopes import assumed, follows
from proofcheck.provers.library.spectra import cauchy_schwarz

TIME, END, RATE, BEND, BOUND, WAY, ROOM = (Term("var", name, SCALAR) for name in "sTcbBDr")
FACTOR, HEIGHT, SMALL = (Term("var", name, SCALAR) for name in "Keh")
HALF = num("1/2")
FASTEST = Term("add", ONE, Term("mul", FACTOR, HEIGHT))
"""``1 + K e``, which is at least ``|x'|``."""


def _place(time: Term) -> Term:
    return Term("path", "x", ("V", "n"), time)


def _energy(time: Term) -> Term:
    return Term("path", "E", SCALAR, time)


def _factor(time: Term) -> Term:
    return Term("path", "K", SCALAR, time)


def conditions(s: Term, end: Term, place: Term, energy: Term, rate: Term, factor: Term) -> tuple[Clause, ...]:
    """What has to be known of a path and its energy, as functions of the time s, for the gradient inequality."""
    speed = Term("norm", Term("d", s, place))
    falls = Term("add", Term("mul", num(2), rate, speed, Term("sqrt", energy)), Term("d", s, energy))
    return (
        rules.over(s, ZERO, end, ("<=", falls, ZERO)),
        rules.over(s, ZERO, end, ("<=", Term("pow", speed, 2), Term("mul", factor, energy))),
        rules.over(s, ZERO, end, ("<=", ZERO, energy)),
        fact("<=", ZERO, rate),
        fact("<=", ZERO, end),
    )


def bent_conditions(
    s: Term, end: Term, place: Term, energy: Term, rates: tuple[Term, Term], factor: Term
) -> tuple[Clause, ...]:
    """The same where the rate, the first one at the start, falls by the second one a unit of the distance from there,
    and never below 0.
    """
    rate, bend = rates
    lost = Term("mul", bend, Term("norm", sub(place, substitute(place, {s: ZERO}))))
    falls, fast, sign, _, order = conditions(s, end, place, energy, sub(rate, lost), factor)
    return falls, fast, sign, rules.over(s, ZERO, end, ("<=", lost, rate)), fact("<=", ZERO, bend), order


@cache
def gradient_inequality_law(s: Term = TIME) -> Theorem:
    """If 2 c |x'| sqrt(E) + E' <= 0, |x'|^2 <= K E and 0 <= E on [0, T], then c |x(T) - x(0)| <= sqrt(E(0)).

    Lojasiewicz 1984; Bolte, Daniilidis, Ley, Mazet 2010.
    """
    wanted = conditions(s, END, _place(s), _energy(s), RATE, _factor(s))
    falls, fast, sign, rate, order = (rules.assume([], clause) for clause in wanted)
    bent = bent_conditions(s, END, _place(s), _energy(s), (RATE, ZERO), _factor(s))
    inside = [assumed("<=", ZERO, s), assumed("<=", s, END)]
    now = rules.instantiate([falls, *inside], [(s, s)])
    same, kept = (
        rules.generalize([follows(known, bent[place].relation)], [s], bent[place].conditions)
        for known, place in (([now], 0), ([rate], 3))
    )
    premises = [same, fast, sign, kept, follows([], ("<=", ZERO, ZERO)), order]
    shown = bent_gradient_inequality(premises, s, END, _place(s), _energy(s), (RATE, ZERO), _factor(s))
    far = Term("mul", RATE, Term("norm", sub(_place(END), _place(ZERO))))
    return rules.generalize([follows([shown], ("<=", far, Term("sqrt", _energy(ZERO))))], [], wanted)


@cache
def bent_gradient_inequality_law(s: Term = TIME) -> Theorem:
    """If 2 (c - b |x - x(0)|) |x'| sqrt(E) + E' <= 0, |x'|^2 <= K E, 0 <= E and b |x - x(0)| <= c on [0, T], with
    0 <= b, then c D - b D^2 / 2 <= sqrt(E(0)) where D = |x(T) - x(0)|.

    K and E are at most 1 + k^2, where k is the infimum of -K, or of -E.
    """
    wanted = bent_conditions(s, END, _place(s), _energy(s), (RATE, BEND), _factor(s))
    known = [rules.assume([], clause) for clause in wanted]
    inside = [assumed("<=", ZERO, s), assumed("<=", s, END)]
    fast, sign = (rules.instantiate([theorem, *inside], [(s, s)]) for theorem in known[1:3])
    most, below_most = _bounded_by(_factor(s), s)
    height, below_height = _bounded_by(_energy(s), s)
    relation: Relation = ("<=", fast.clause.relation[1], Term("mul", most, _energy(s)))
    fast = rules.arithmetic([fast, below_most, sign], relation, [entry(0), entry(1, 2)])
    everywhere = [rules.generalize([theorem], [s], wanted[0].conditions) for theorem in (fast, below_height)]
    signs = [follows([], ("<=", ZERO, number)) for number in (most, height)]
    values = [(FACTOR, most), (HEIGHT, height)]
    shown = rules.instantiate([_bounded(known, s), *everywhere, *signs], values)
    return rules.generalize([shown], [], wanted)


def _bounded_by(quantity: Term, s: Term) -> tuple[Term, Theorem]:
    """A number that a quantity is at most for all s in [0, T], with that for one of these."""
    inside = [assumed("<=", ZERO, s), assumed("<=", s, END)]
    least = Term("inf", s, ZERO, END, neg(quantity))
    most = Term("add", ONE, Term("pow", least, 2))
    parts = [rules.extremum_bound(inside, least, s), follows([], ("<=", neg(least), most))]
    return most, rules.arithmetic(parts, ("<=", quantity, most), [entry(0), entry(1)])


def _bounded(known: Sequence[Theorem], s: Term) -> Theorem:
    """The law for all numbers K and e that are not negative, where |x'|^2 <= K E and E <= e.

    With R = sqrt(E + h^2) and S = sqrt(|x - x(0)|^2 + h^2), for each h > 0,
    R + (c + b h) S - b S^2 / 2 - (c sqrt(K) + b (1 + K e)) h s does not increase: |x'| (R - sqrt(E)) <= sqrt(K) h R
    and c + b h - b S lies between 0 and c - b |x - x(0)| + b h.
    """
    falls, _, sign, kept, bend, order = known
    inside = [assumed("<=", ZERO, s), assumed("<=", s, END)]
    conditions = [condition.clause for condition in inside]
    fast = rules.over(s, ZERO, END, ("<=", Term("pow", _speed(s), 2), Term("mul", FACTOR, _energy(s))))
    high = rules.over(s, ZERO, END, ("<=", _energy(s), HEIGHT))
    signs, positive = [assumed("<=", ZERO, number) for number in (FACTOR, HEIGHT)], assumed("<", ZERO, SMALL)
    every = (falls, rules.assume([], fast), sign, kept, rules.assume([], high))
    now = [rules.instantiate([theorem, *inside], [(s, s)]) for theorem in every]
    roots = [_energy_root(s), _way_root(s)]
    under = [follows([now[2], positive], ("<", ZERO, Term("pow", root[1], 2))) for root in roots]
    start = rules.instantiate([sign, follows([], ("<=", ZERO, ZERO)), order], [(s, ZERO)])
    first = rules.instantiate([kept, follows([], ("<=", ZERO, ZERO)), order], [(s, ZERO)])
    rate = follows([first], ("<=", ZERO, RATE))
    falling, *defined = (
        rules.generalize([theorem], [s], conditions)
        for theorem in (_slow(now, [rate, bend, *signs], positive, s), *under)
    )
    fallen = rules.mean_value_inequality([falling, order, *defined], s, ZERO, END, _quantity(s))
    shown = _limit(fallen, start, [rate, bend, *signs], positive)
    return rules.generalize([shown], [FACTOR, HEIGHT], [fast, high, *(theorem.clause for theorem in signs)])


def _speed(s: Term) -> Term:
    return Term("norm", Term("d", s, _place(s)))


def _way(time: Term) -> Term:
    return sub(_place(time), _place(ZERO))


def _energy_root(time: Term) -> Term:
    return Term("sqrt", Term("add", _energy(time), Term("pow", SMALL, 2)))


def _way_root(time: Term) -> Term:
    return Term("sqrt", Term("add", Term("inner", _way(time), _way(time)), Term("pow", SMALL, 2)))


def _drift() -> Term:
    """``c sqrt(K) + b (1 + K e)``."""
    return Term("add", Term("mul", RATE, Term("sqrt", FACTOR)), Term("mul", BEND, FASTEST))


def _quantity(s: Term) -> Term:
    """``R + (c + b h) S - b S^2 / 2 - (c sqrt(K) + b (1 + K e)) h s``."""
    square = _way_root(s)[1]
    steep = Term("mul", Term("add", RATE, Term("mul", BEND, SMALL)), _way_root(s))
    return Term(
        "add",
        _energy_root(s),
        steep,
        neg(Term("mul", HALF, BEND, square)),
        neg(Term("mul", _drift(), SMALL, s)),
    )


def _slow(now: Sequence[Theorem], signs: Sequence[Theorem], positive: Theorem, s: Term) -> Theorem:
    """The derivative of the quantity is not positive."""
    falls, fast, energy, kept, high = now
    rate, bend, factor, _ = signs
    pace, far, root, over = _speed(s), Term("norm", _way(s)), _energy_root(s), _way_root(s)
    wide, narrow = _beside(far, over, positive)
    left: Relation = ("<=", Term("mul", BEND, over), Term("add", RATE, Term("mul", BEND, SMALL)))
    steep = rules.arithmetic([kept, narrow, bend], left, [entry(0), entry(1, 2)])
    aligned = cauchy_schwarz([], Term("d", s, _place(s)), _way(s))
    product = aligned.clause.relation[1]
    aligned = rules.arithmetic(
        [aligned, wide], ("<=", product, Term("mul", pace, over)), [entry(0), entry(1, multiplier=pace)]
    )
    square = {"coefficient": 1, "square": sub(pace, HALF)}
    paced = rules.arithmetic(
        [fast, high, factor],
        ("<=", pace, FASTEST),
        [entry(0), entry(1, 2), square, {"coefficient": Fraction(3, 4)}],
    )
    entries = [
        {"coefficient": Fraction(1, 2), "premises": [0], "multiplier": Term("div", ONE, root)},
        entry(1, 2, multiplier=Term("div", ONE, over)),
        entry(3, multiplier=Term("mul", BEND, pace)),
        entry(4, multiplier=Term("mul", BEND, SMALL)),
        entry(5, 6, multiplier=Term("div", ONE, root)),
        entry(multiplier=Term("mul", BEND, far, Term("sqrt", FACTOR), SMALL)),
    ]
    facts = [falls, steep, aligned, wide, paced, kept, _near([fast, energy, factor], positive, s)]
    under = [follows([energy, positive], ("<", ZERO, inside[1])) for inside in (root, over)]
    return rules.arithmetic(
        [*facts, rate, bend, energy, factor, positive, *under], ("<=", Term("d", s, _quantity(s)), ZERO), entries
    )


def _beside(length: Term, root: Term, positive: Theorem) -> tuple[Theorem, Theorem]:
    """``a <= sqrt(a^2 + h^2)`` and ``sqrt(a^2 + h^2) <= a + h``, for a length or a root a."""
    known = [positive, follows([positive], ("<", ZERO, root[1]))]
    pairs = ((length, root), (root, Term("add", length, SMALL)))
    low, high = (
        compare_squares(
            [follows(known, ("<=", ZERO, right)), follows(known, ("<=", Term("pow", left, 2), Term("pow", right, 2)))],
            left,
            right,
        )
        for left, right in pairs
    )
    return low, high


def _near(now: Sequence[Theorem], positive: Theorem, s: Term) -> Theorem:
    """``|x'| (R - sqrt(E)) <= sqrt(K) h R``."""
    fast, energy, factor = now
    pace, root, most, small = _speed(s), _energy_root(s), Term("sqrt", FACTOR), Term("sqrt", _energy(s))
    bounded = Term("mul", most, small)
    below = follows([energy, factor], ("<=", ZERO, bounded))
    square = rules.arithmetic([fast, energy, factor], ("<=", Term("pow", pace, 2), Term("pow", bounded, 2)), [entry(0)])
    paced = compare_squares([below, square], pace, bounded)
    larger = rules.monotone_root([follows([positive], ("<=", _energy(s), root[1]))])
    least = rules.monotone_root([follows([energy], ("<=", Term("pow", SMALL, 2), root[1]))])
    entries = [
        entry(0, 1),
        entry(1, multiplier=Term("mul", most, root)),
        entry(2, multiplier=Term("mul", most, SMALL)),
    ]
    gap: Relation = ("<=", Term("mul", pace, sub(root, small)), Term("mul", most, SMALL, root))
    return rules.arithmetic([paced, larger, least, energy, factor, positive], gap, entries)


def _limit(fallen: Theorem, start: Theorem, signs: Sequence[Theorem], positive: Theorem) -> Theorem:
    """``c D - b D^2 / 2 <= sqrt(E(0))``, since the quantity falls for every h > 0."""
    rate, bend, *_ = signs
    far, begun = Term("norm", _way(END)), Term("sqrt", _energy(ZERO))
    wide, _ = _beside(far, _way_root(END), positive)
    least = rules.monotone_root([follows([], ("<=", Term("pow", SMALL, 2), _way_root(END)[1]))])
    bound = Term("add", begun, SMALL)
    root = compare_squares(
        [
            follows([positive], ("<=", ZERO, bound)),
            follows([start, positive], ("<=", Term("pow", _energy_root(ZERO), 2), Term("pow", bound, 2))),
        ],
        _energy_root(ZERO),
        bound,
    )
    slack = Term("add", ONE, RATE, Term("mul", _drift(), END))
    gone = sub(Term("mul", RATE, far), Term("mul", HALF, BEND, Term("pow", far, 2)))
    entries = [
        entry(0),
        entry(1),
        entry(2, 4),
        entry(3, multiplier=Term("mul", BEND, SMALL)),
        entry(multiplier=_energy_root(END)),
    ]
    facts = [fallen, root, wide, least, rate, bend, positive, start]
    close = rules.arithmetic(facts, ("<=", gone, Term("add", begun, Term("mul", slack, SMALL))), entries)
    return limit([rules.generalize([close], [SMALL], [positive.clause])], gone, begun, slack)


@cache
def within_law(op: str) -> Theorem:
    """If c D - b D^2 / 2 <= r, b D <= c and 0 <= b, then D R B for each B with r R c B - b B^2 / 2 and b B <= c; for
    D <= B with 0 < c.

    Otherwise (D - B) ((c - b D) + (c - b B)) is at most 0, and b (D - B)^2 with it: so b = 0, and c too.
    """
    gone, end = (sub(Term("mul", RATE, x), Term("mul", HALF, BEND, Term("pow", x, 2))) for x in (WAY, BOUND))
    far, near = (fact("<=", Term("mul", BEND, x), RATE) for x in (WAY, BOUND))
    conditions = (fact("<=", gone, ROOM), fact(op, ROOM, end), far, near, fact("<=", ZERO, BEND), fact("<", ZERO, RATE))
    given = [rules.assume([], condition) for condition in conditions]
    relation: Relation = (op, WAY, BOUND)
    beyond = rules.assume([], fact("<=" if op == "<" else "<", BOUND, WAY))
    half = {"coefficient": Fraction(1, 2)}
    if op == "<":
        entries = [entry(0), entry(1), *({**half, "premises": [place, 4]} for place in (2, 3))]
        impossible = rules.arithmetic([*given[:4], beyond], ("<", ZERO, ZERO), entries)
    else:
        entries = [entry(0), entry(1), entry(2, 4), {**half, "premises": [4, 4, 5]}]
        bent = rules.arithmetic([*given[:4], beyond, assumed("<", ZERO, BEND)], ("<", ZERO, ZERO), entries)
        straight = antisymmetry([assumed("<=", BEND, ZERO), given[4]])
        excess = Term("mul", HALF, sub(Term("pow", WAY, 2), Term("pow", BOUND, 2)))
        entries = [entry(0), entry(1), entry(2, 3), {"coefficient": 1, "equality": 4, "multiplier": excess}]
        flat = rules.arithmetic([*given[:2], beyond, given[5], straight], ("<", ZERO, ZERO), entries)
        impossible = rules.cases([flat, bent], BEND, ZERO)
    shown = by_cases(relation, rules.assume([], fact(*relation)), rules.absurd([impossible], relation))
    return rules.generalize([shown], [], conditions)


def within(
    premises: Sequence[Theorem], op: str, rates: tuple[Term, Term], way: Term, bound: Term, room: Term
) -> Theorem:
    """``D R B``, from the conditions of ``within_law`` in their order.

    Raises:
        KernelError: the premises say something else.
    """
    values = [*zip((RATE, BEND), rates, strict=True), (WAY, way), (BOUND, bound), (ROOM, room)]
    return apply(within_law(op), premises, variables=values)


def gradient_inequality(
    premises: Sequence[Theorem], s: Term, end: Term, place: Term, energy: Term, rate: Term, factor: Term
) -> Theorem:
    """How far a path has gone, from its ``conditions``.

    Raises:
        KernelError: the premises say something else.
    """
    paths = [("x", ("V", "n"), s, place), ("E", SCALAR, s, energy), ("K", SCALAR, s, factor)]
    return apply(gradient_inequality_law(s), premises, variables=[(END, end), (RATE, rate)], paths=paths)


def bent_gradient_inequality(
    premises: Sequence[Theorem], s: Term, end: Term, place: Term, energy: Term, rates: tuple[Term, Term], factor: Term
) -> Theorem:
    """How far a path has gone, from its ``bent_conditions``.

    Raises:
        KernelError: the premises say something else.
    """
    paths = [("x", ("V", "n"), s, place), ("E", SCALAR, s, energy), ("K", SCALAR, s, factor)]
    values = [(END, end), *zip((RATE, BEND), rates, strict=True)]
    return apply(bent_gradient_inequality_law(s), premises, variables=values, paths=paths)
