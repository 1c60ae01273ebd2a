"""Hoeffding's lemma for two points, by Taylor's theorem: what bounds the mean of an exponential.

Boucheron, Lugosi, Massart, Concentration inequalities, 2013, Lemma 2.2.
"""

from collections.abc import Sequence
from fractions import Fraction
from functools import cache

from proofcheck.kernel import rules
from proofcheck.kernel.clauses import Relation
from proofcheck.kernel.terms import ONE, SCALAR, ZERO, Term, neg, num, sub
from proofcheck.kernel.theorem import Theorem
from proofcheck.provers.library import orders
from proofcheck.provers.library.applying import apply, entry
from proofcheck.provers.library.slopes import assumed
from proofcheck.provers.library.terms import plus, times

SHARE, STEP, TIME = (Term("var", name, SCALAR) for name in "phs")
LOW, WIDTH, MEAN = (Term("var", name, SCALAR) for name in "adm")
HALF, QUARTER, EIGHTH = num("1/2"), num("1/4"), num("1/8")


def weight(share: Term, step: Term) -> Term:
    """The mean of exp over 0 and h, of which h has a share: ``1 - p + p exp(h)``."""
    return plus(sub(ONE, share), times(share, Term("exp", step)))


def _bound(share: Term, step: Term) -> Term:
    return Term("exp", plus(times(share, step), times(EIGHTH, Term("pow", step, 2))))


@cache
def two_points_law() -> Theorem:
    """If 0 <= p and p <= 1 then 1 - p + p exp(h) <= exp(p h + h^2 / 8).

    For h below 0 it is what it says of -h and 1 - p, times exp(h).
    """
    shares = [assumed("<=", ZERO, SHARE), assumed("<=", SHARE, ONE)]
    conditions = [share.clause for share in shares]
    forward = _forward()
    later = rules.instantiate([forward, *shares, assumed("<=", ZERO, STEP)], [])
    rest, back = sub(ONE, SHARE), neg(STEP)
    turned = rules.specialize([forward], [(SHARE, rest), (STEP, back)], [])
    others = [
        rules.arithmetic([shares[1]], ("<=", ZERO, rest), [entry(0)]),
        rules.arithmetic([shares[0]], ("<=", rest, ONE), [entry(0)]),
        rules.arithmetic([assumed("<", STEP, ZERO)], ("<=", ZERO, back), [entry(0)]),
    ]
    relation: Relation = ("<=", weight(SHARE, STEP), _bound(SHARE, STEP))
    mirrored = rules.instantiate([turned, *others], [])
    earlier = rules.arithmetic([mirrored], relation, [entry(0, multiplier=Term("exp", STEP))])
    return rules.generalize([rules.cases([later, earlier], ZERO, STEP)], [], conditions)


def _forward() -> Theorem:
    """The same for h from 0 on: the logarithm of the left side has the slope p at 0, which grows by at most 1/4.

    The slope, less p, is p exp(s) / w; its own slope is q - q^2 for q = p exp(s) / w, and 1/4 - q + q^2 is a square.
    """
    shares = [assumed("<=", ZERO, SHARE), assumed("<=", SHARE, ONE)]
    order, positive = assumed("<=", ZERO, STEP), _positive(TIME, shares)
    mean: Term = Term("log", weight(SHARE, TIME))
    slope = times(SHARE, Term("exp", sub(TIME, mean)))
    steep = sub(sub(slope, SHARE), times(QUARTER, TIME))
    curved = rules.arithmetic([positive], ("<=", Term("d", TIME, steep), ZERO), [entry(square=sub(HALF, slope))])
    below = rules.generalize([_falling(curved, steep, order, shares)], [STEP], [order.clause])
    inside = [assumed("<=", ZERO, TIME), assumed("<=", TIME, STEP)]
    now = rules.instantiate([below, inside[0]], [(STEP, TIME)])
    height = sub(sub(mean, times(SHARE, TIME)), times(EIGHTH, Term("pow", TIME, 2)))
    flat = rules.arithmetic([now, positive], ("<=", Term("d", TIME, height), ZERO), [entry(0)])
    low = _falling(flat, height, order, shares)
    exponent = plus(times(SHARE, STEP), times(EIGHTH, Term("pow", STEP, 2)))
    logarithm = rules.arithmetic([low], ("<=", Term("log", weight(SHARE, STEP)), exponent), [entry(0)])
    grown = orders.monotone([logarithm], "exp")
    relation: Relation = ("<=", weight(SHARE, STEP), Term("exp", exponent))
    shown = rules.arithmetic([grown, _positive(STEP, shares)], relation, [entry(0)])
    return rules.generalize([shown], [], [*(share.clause for share in shares), order.clause])


def _falling(flat: Theorem, height: Term, order: Theorem, shares: Sequence[Theorem]) -> Theorem:
    """``F(h) <= F(0)``, where F has no slope above 0 from 0 to h."""
    inside = rules.over(TIME, ZERO, STEP, flat.clause.relation).conditions
    slope = rules.generalize([flat], [TIME], inside)
    square: Relation = ("<", ZERO, Term("pow", weight(SHARE, TIME), 2))
    apart = rules.arithmetic([_positive(TIME, shares)], square, [entry(0, 0)])
    defined = rules.generalize([apart], [TIME], inside)
    fallen = rules.mean_value_inequality([slope, order, defined], TIME, ZERO, STEP, height)
    _, end, start = fallen.clause.relation
    return rules.arithmetic([fallen], ("<=", end, ZERO), [entry(0)]) if start != ZERO else fallen


def _positive(step: Term, shares: Sequence[Theorem]) -> Theorem:
    """``0 < 1 - p + p exp(h)``: either 1 - p is positive, or p is."""
    relation: Relation = ("<", ZERO, weight(SHARE, step))
    exponential: Term = Term("exp", step)
    half = {"coefficient": Fraction(1, 2)}
    low, high = assumed("<=", SHARE, HALF), assumed("<", HALF, SHARE)
    first = rules.arithmetic([shares[0], low], relation, [entry(1), entry(0, multiplier=exponential), half])
    rising = [entry(0), entry(1, multiplier=exponential), {**half, "multiplier": exponential}]
    return rules.cases([first, rules.arithmetic([shares[1], high], relation, rising)], SHARE, HALF)


def two_points(premises: Sequence[Theorem], share: Term, step: Term) -> Theorem:
    """``1 - p + p exp(h) <= exp(p h + h^2 / 8)``, from ``0 <= p`` and ``p <= 1``.

    Raises:
        KernelError: the premises say something else.
    """
    return apply(two_points_law(), premises, variables=[(SHARE, share), (STEP, step)])


@cache
def interval_law() -> Theorem:
    """If 0 < d, a <= m and m <= a + d then (a + d - m) exp(a) + (m - a) exp(a + d) <= d exp(m + d^2 / 8).

    The left side is d exp(a) times a mean over two points, the share of the second being (m - a) / d.
    """
    end = plus(LOW, WIDTH)
    given = [assumed("<", ZERO, WIDTH), assumed("<=", LOW, MEAN), assumed("<=", MEAN, end)]
    share: Term = Term("div", sub(MEAN, LOW), WIDTH)
    inverse = Term("pow", WIDTH, -1)
    shares = [
        rules.arithmetic([given[0], given[1]], ("<=", ZERO, share), [entry(1, multiplier=inverse)]),
        rules.arithmetic([given[0], given[2]], ("<=", share, ONE), [entry(1, multiplier=inverse)]),
    ]
    chord = plus(times(sub(end, MEAN), Term("exp", LOW)), times(sub(MEAN, LOW), Term("exp", end)))
    level = Term("exp", plus(MEAN, times(EIGHTH, Term("pow", WIDTH, 2))))
    factor = times(WIDTH, Term("exp", LOW))
    below = two_points(shares, share, WIDTH)
    shown = rules.arithmetic([below, given[0]], ("<=", chord, times(WIDTH, level)), [entry(0, multiplier=factor)])
    return rules.generalize([shown], [], [theorem.clause for theorem in given])


def interval(premises: Sequence[Theorem], low: Term, width: Term, mean: Term) -> Theorem:
    """The chord of exp over an interval, at m, is at most ``d exp(m + d^2 / 8)``.

    Raises:
        KernelError: the premises are not those of the law.
    """
    return apply(interval_law(), premises, variables=[(LOW, low), (WIDTH, width), (MEAN, mean)])
