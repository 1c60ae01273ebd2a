"""The gradient inequality: how far a path goes while an energy falls fast enough."""

from collections.abc import Sequence
from fractions import Fraction
from functools import cache

from proofcheck.kernel import rules
from proofcheck.kernel.clauses import Clause, Relation, fact
from proofcheck.kernel.terms import ONE, SCALAR, ZERO, Term, neg, num, sub
from proofcheck.kernel.theorem import Theorem
from proofcheck.provers.library.applying import apply
from proofcheck.provers.library.orders import compare_squares, reciprocal
from proofcheck.provers.library.slopes import assumed, follows
from proofcheck.provers.library.spectra import cauchy_schwarz

TIME, END, RATE, FACTOR, SMALL = (Term("var", name, SCALAR) for name in "sTcKh")
DIRECTION = Term("var", "z", ("V", "n"))


def _place(time: Term) -> Term:
    return Term("path", "x", DIRECTION.sort, time)


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


@cache
def gradient_inequality_law(s: Term = TIME) -> Theorem:
    """If 2 c |x'| sqrt(E) + E' <= 0, |x'|^2 <= K E and 0 <= E on [0, T], then c |x(T) - x(0)| <= sqrt(E(0)).

    Lojasiewicz 1984; Bolte, Daniilidis, Ley, Mazet 2010. K is at most 1 + k^2, where k is the infimum of -K.
    """
    wanted = conditions(s, END, _place(s), _energy(s), RATE, _factor(s))
    known = [rules.assume([], clause) for clause in wanted]
    inside = [assumed("<=", ZERO, s), assumed("<=", s, END)]
    least = Term("inf", s, ZERO, END, neg(_factor(s)))
    most = Term("add", ONE, Term("pow", least, 2))
    speed, energy = (rules.instantiate([theorem, *inside], [(s, s)]) for theorem in known[1:3])
    _, left, _ = speed.clause.relation
    parts = [rules.extremum_bound(inside, least, s), follows([], ("<=", neg(least), most))]
    entries = [{"coefficient": 1, "premises": [0]}, *({"coefficient": 1, "premises": [k, 3]} for k in (1, 2))]
    relation: Relation = ("<=", left, Term("mul", most, _energy(s)))
    bounded = rules.generalize(
        [rules.arithmetic([speed, *parts, energy], relation, entries)], [s], [theorem.clause for theorem in inside]
    )
    premises = [_bounded(known, s), bounded, follows([], ("<=", ZERO, most))]
    return rules.generalize([rules.instantiate(premises, [(FACTOR, most)])], [], wanted)


def _bounded(known: Sequence[Theorem], s: Term) -> Theorem:
    """The law for all numbers K that are not negative.

    With R = sqrt(E + h^2), for each h > 0 and each vector z, |z| R + c <x, z> - c sqrt(K) h |z| s does not increase:
    |x'| (R - sqrt(E)) <= sqrt(K) h R.
    """
    falls, _, energy, rate, order = known
    speed = rules.assume([], conditions(s, END, _place(s), _energy(s), RATE, FACTOR)[1])
    factor, positive = assumed("<=", ZERO, FACTOR), assumed("<", ZERO, SMALL)
    inside = [assumed("<=", ZERO, s), assumed("<=", s, END)]
    now = [rules.instantiate([theorem, *inside], [(s, s)]) for theorem in (falls, speed, energy)]
    root = Term("sqrt", Term("add", _energy(s), Term("pow", SMALL, 2)))
    under = follows([now[2], positive], ("<", ZERO, Term("pow", root[1], 2)))
    falling, defined = (
        rules.generalize([theorem], [s], [condition.clause for condition in inside])
        for theorem in (_slow(now, [rate, factor], positive, root, s), under)
    )
    fallen = rules.mean_value_inequality([falling, order, defined], s, ZERO, END, _quantity(root, s))
    ends = [follows([], ("<=", ZERO, ZERO)), follows([order], ("<=", ZERO, END))]
    start = rules.instantiate([energy, *ends], [(s, ZERO)])
    shown = _limit(fallen, start, [rate, order], positive, factor)
    return rules.generalize([shown], [FACTOR], [speed.clause, factor.clause])


def _quantity(root: Term, s: Term) -> Term:
    """``|z| R + c <x, z> - c sqrt(K) h |z| s``."""
    length = Term("norm", DIRECTION)
    drift = Term("mul", num(-1), RATE, Term("sqrt", FACTOR), SMALL, length, s)
    return Term("add", Term("mul", length, root), Term("mul", RATE, Term("inner", _place(s), DIRECTION)), drift)


def _slow(now: Sequence[Theorem], signs: Sequence[Theorem], positive: Theorem, root: Term, s: Term) -> Theorem:
    """The derivative of the quantity is not positive."""
    falls, speed, energy = now
    rate, factor = signs
    velocity = Term("d", s, _place(s))
    length, pace, most = Term("norm", DIRECTION), Term("norm", velocity), Term("sqrt", FACTOR)
    small = Term("sqrt", _energy(s))
    bounded = Term("mul", most, small)
    below = follows([energy, factor], ("<=", ZERO, bounded))
    square = rules.arithmetic(
        [speed, energy, factor],
        ("<=", Term("pow", pace, 2), Term("pow", bounded, 2)),
        [{"coefficient": 1, "premises": [0]}],
    )
    paced = compare_squares([below, square], pace, bounded)
    larger = rules.monotone_root([follows([positive], ("<=", _energy(s), root[1]))])
    least = rules.monotone_root([follows([energy], ("<=", Term("pow", SMALL, 2), root[1]))])
    gap = ("<=", Term("mul", pace, sub(root, small)), Term("mul", most, SMALL, root))
    facts = [paced, larger, least, energy, factor, positive]
    entries = [
        {"coefficient": 1, "premises": [0, 1]},
        {"coefficient": 1, "premises": [1], "multiplier": Term("mul", most, root)},
        {"coefficient": 1, "premises": [2], "multiplier": Term("mul", most, SMALL)},
    ]
    near = rules.arithmetic(facts, gap, entries)
    aligned = cauchy_schwarz([], velocity, DIRECTION)
    weight = Term("div", length, root)
    entries = [
        {"coefficient": Fraction(1, 2), "premises": [0], "multiplier": weight},
        {"coefficient": 1, "premises": [1, 3]},
        {"coefficient": 1, "premises": [2, 3], "multiplier": weight},
    ]
    return rules.arithmetic(
        [falls, aligned, near, rate, energy, factor, positive],
        ("<=", Term("d", s, _quantity(root, s)), ZERO),
        entries,
    )


def _limit(fallen: Theorem, start: Theorem, signs: Sequence[Theorem], positive: Theorem, factor: Theorem) -> Theorem:
    """``c |x(T) - x(0)| <= sqrt(E(0))``, since the quantity falls for every h > 0 and every z."""
    rate, order = signs
    way = sub(_place(END), _place(ZERO))
    length, begun = Term("norm", way), Term("sqrt", _energy(ZERO))
    far, slack = Term("mul", RATE, length), Term("add", ONE, Term("mul", RATE, Term("sqrt", FACTOR), END))
    claim: Relation = ("<=", far, begun)
    moved, beyond = assumed("<", ZERO, length), assumed("<", begun, far)
    close = _close(fallen, start, [moved, positive], way, (far, Term("add", begun, Term("mul", SMALL, slack))))
    every = rules.generalize([close], [SMALL], [positive.clause])
    large = follows([rate, order, factor], ("<", ZERO, slack))
    excess = sub(far, begun)
    step = Term("div", excess, Term("mul", num(2), slack))
    half = {"coefficient": Fraction(1, 2), "premises": [0], "multiplier": Term("div", ONE, slack)}
    tiny = rules.arithmetic([beyond, large], ("<", ZERO, step), [half])
    chosen = rules.instantiate([every, tiny], [(SMALL, step)])
    unit = reciprocal([follows([large], ("<", ZERO, Term("pow", slack, 2)))], slack)
    entries = [{"coefficient": 2, "premises": [0]}, {"coefficient": 1, "equality": 1, "multiplier": excess}]
    near = rules.cases([rules.assume([], fact(*claim)), rules.arithmetic([chosen, unit], claim, entries)], far, begun)
    still = assumed("<=", length, ZERO)
    entries = [{"coefficient": 1, "premises": [0, 1]}, {"coefficient": 1, "multiplier": begun}]
    return rules.cases([rules.arithmetic([still, rate], claim, entries), near], length, ZERO)


def _close(fallen: Theorem, start: Theorem, signs: Sequence[Theorem], way: Term, sides: tuple[Term, Term]) -> Theorem:
    """``c |z| <= sqrt(E(0)) + h (1 + c sqrt(K) T)`` for the way z that the path has gone, which is not zero."""
    moved, positive = signs
    along = rules.instantiate([rules.generalize([fallen], [DIRECTION], [])], [(DIRECTION, way)])
    first, last = (Term("sqrt", Term("add", _energy(time), Term("pow", SMALL, 2))) for time in (ZERO, END))
    bound = Term("add", Term("sqrt", _energy(ZERO)), SMALL)
    root = compare_squares(
        [
            follows([positive], ("<=", ZERO, bound)),
            follows([start, positive], ("<=", Term("pow", first, 2), Term("pow", bound, 2))),
        ],
        first,
        bound,
    )
    length = Term("norm", way)
    entries = [
        {"coefficient": 1, "premises": [0]},
        {"coefficient": 1, "premises": [1], "multiplier": length},
        {"coefficient": 1, "multiplier": Term("mul", length, last)},
    ]
    products: Relation = ("<=", Term("mul", length, sides[0]), Term("mul", length, sides[1]))
    times = rules.arithmetic([along, root, positive, start], products, entries)
    otherwise = assumed("<", sides[1], sides[0])
    both = [{"coefficient": 1, "premises": [0]}, {"coefficient": 1, "premises": [1, 2]}]
    impossible = rules.absurd([rules.arithmetic([times, otherwise, moved], ("<", ZERO, ZERO), both)], ("<=", *sides))
    return rules.cases([assumed("<=", *sides), impossible], *sides)


def gradient_inequality(
    premises: Sequence[Theorem], s: Term, end: Term, place: Term, energy: Term, rate: Term, factor: Term
) -> Theorem:
    """How far a path has gone, from its ``conditions``.

    Raises:
        KernelError: the premises say something else.
    """
    paths = [("x", DIRECTION.sort, s, place), ("E", SCALAR, s, energy), ("K", SCALAR, s, factor)]
    return apply(gradient_inequality_law(s), premises, variables=[(END, end), (RATE, rate)], paths=paths)
