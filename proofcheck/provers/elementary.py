"""Facts about the logarithms, real powers, sines and cosines that occur: tangents, comparisons, the unit circle."""

import math
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import combinations, permutations

from proofcheck.kernel import rules
from proofcheck.kernel.clauses import Clause
from proofcheck.kernel.normal import Normalizer
from proofcheck.kernel.terms import ONE, ZERO, Term, neg, num, sub, subterms
from proofcheck.kernel.theorem import Theorem
from proofcheck.provers.arithmetic import Facts
from proofcheck.provers.forms import SIMPLE
from proofcheck.provers.instances import Pool
from proofcheck.provers.library import constants, exponentials, hoeffding, orders
from proofcheck.provers.library.applying import apply, entry
from proofcheck.provers.library.constants import LARGEST
from proofcheck.provers.library.waves import addition, bounds

MOST_COMPARED = 4
"""Logarithms, and exponentials beside them, that are compared with each other."""
MOST_ANGLES = 12
"""Angles that occur, or that others are added up from, that addition theorems are asked for."""
_ELEMENTARY = SIMPLE | {"exp", "log", "sin", "cos", "powi", "max", "min", "norm", "inner"}


def elementary(pool: Pool, ground: Sequence[Theorem], wide: bool) -> Iterator[Theorem]:
    """What is known of logarithms, of powers with real exponents, and of sines and cosines."""
    yield from _waves(pool)
    yield from _constants(pool)
    logs = pool.with_head("log")
    if not logs:
        yield from _parabolas(pool, ground) if wide else ()
        return
    exponents = [term[1] for term in pool.with_head("exp") if not _is_of_logarithms(term[1])][:MOST_COMPARED]
    facts = _assumed(ground)
    positive = {log: sign for log in logs if (sign := facts.prove(("<", ZERO, log[1]), limit=12)) is not None}
    known = [*facts.theorems, *positive.values()]
    found = [*positive.values(), *_tangents(list(positive), wide), *_compared(exponents, positive, Facts(known))]
    found += _relative(pool, positive, facts)
    found += _inverses(positive) if wide else ()
    found += _below_roots(pool, positive) if wide else ()
    decays = _below_exponentials(pool, facts) if wide else {}
    yield from (*found, *decays.values())
    yield from _powers([*exponents, *decays], logs[:MOST_COMPARED], Facts([*known, *found]))


def _constants(pool: Pool) -> Iterator[Theorem]:
    """Numbers about the exponentials and the logarithms of numbers that occur."""
    for value in pool.with_head("exp", "log"):
        number = number_of(value[1])
        if value[0] == "exp" and number is not None and 0 < abs(number) <= LARGEST:
            yield from (constants.below_exponential(number), constants.above_exponential(number))
        elif value[0] == "log" and number is not None and number > 0 and abs(math.log(number)) < LARGEST - 1:
            yield from constants.about_logarithm(number)


def number_of(term: Term) -> Fraction | None:
    """The number that a term without letters is, by its normal form."""
    if term.free or any(part[0] not in SIMPLE for part in subterms(term)):
        return None
    poly = Normalizer().scalar(term)
    return Fraction(poly.get((), 0)) if poly.keys() <= {()} else None


def _waves(pool: Pool) -> Iterator[Theorem]:
    """What is known of the sines and cosines of the angles that occur, and of what they are added up from."""
    angles = [wave[1] for wave in pool.with_head("sin", "cos")]
    for angle in angles:
        parts = _parts(angle)
        if parts and len(angles) < MOST_ANGLES:
            angles += [part for part in parts if part not in angles]
            yield from addition(*parts)
        if angle[0] == "div" and angle[2] == num(2) and angle[1] in angles:
            yield from addition(angle, angle)
    for angle in dict.fromkeys(angles):
        yield from bounds(angle)


def _parts(angle: Term) -> tuple[Term, ...]:
    """Two angles that an angle is the sum of: ``x`` and the rest, or ``x`` and ``(k - 1) x``."""
    if angle[0] == "add":
        return angle[1], Term("add", *angle[2:]) if len(angle) > 3 else angle[2]
    if angle[0] == "mul" and angle[1][0] == "num" and angle[1][1] in {2, 3, 4}:
        return angle[2], Term("mul", num(angle[1][1] - 1), angle[2]) if angle[1][1] > 2 else angle[2]
    return ()


def _assumed(ground: Sequence[Theorem]) -> Facts:
    """What hypotheses say in elementary functions, and what maxima and minima in them bound."""
    plain = [t for t in ground if _is_hypothesis(t) and _is_elementary(t.clause)]
    extremes = dict.fromkeys(
        part for t in plain for side in t.clause.relation[1:] for part in subterms(side) if part[0] in {"max", "min"}
    )
    return Facts([*plain, *(orders.extreme([], extreme, place) for extreme in extremes for place in (1, 2))])


def _parabolas(pool: Pool, ground: Sequence[Theorem]) -> Iterator[Theorem]:
    """Exponentials compared with polynomials of degree 2, by the signs of their exponents."""
    exponents = [term[1] for term in pool.with_head("exp") if term[1].free][:MOST_COMPARED]
    if not exponents:
        return
    facts = _assumed(ground)
    for exponent in exponents:
        laws = (
            (exponentials.negative_law, ("<=", exponent, ZERO)),
            (exponentials.lower_law, ("<=", ZERO, exponent)),
            (exponentials.upper_law, ("<=", exponent, ONE)),
        )
        for law, condition in laws:
            sign = facts.prove(condition, limit=12)
            if sign is not None:
                yield apply(law(), [sign], variables=[(exponentials.X, exponent)])
    yield from _two_points(exponents, facts)


def _two_points(exponents: Sequence[Term], facts: Facts) -> Iterator[Theorem]:
    """``(exp(x) + exp(y)) / 2 <= exp((x + y) / 2 + (x - y)^2 / 8)``, where a third exponential bounds that."""
    half, signs = num("1/2"), [Facts([]).prove(("<=", *ends)) for ends in ((ZERO, num("1/2")), (num("1/2"), ONE))]
    for one, other in combinations(exponents, 2) if len(exponents) > 2 else ():
        mean = hoeffding.two_points([sign for sign in signs if sign is not None], half, sub(other, one))
        pair = Term("mul", half, Term("add", Term("exp", one), Term("exp", other)))
        top = Term("exp", Term("add", one, mean.clause.relation[2][1]))
        thirds = (third for third in exponents if third not in (one, other))
        if any(facts.prove(("<=", top[1], third), limit=12) is not None for third in thirds):
            yield rules.arithmetic([mean], ("<=", pair, top), [entry(0, multiplier=Term("exp", one))])


def _below_roots(pool: Pool, positive: Mapping[Term, Theorem]) -> Iterator[Theorem]:
    """``log(x) <= sqrt(x)``, where the root occurs."""
    for log, sign in positive.items():
        if Term("sqrt", log[1]) in pool:
            yield apply(exponentials.log_below_root_law(), [sign], variables=[(exponentials.X, log[1])])


def _below_exponentials(pool: Pool, facts: Facts) -> dict[Term, Theorem]:
    """``a^k <= exp(k (a - 1))`` for the sums to a natural power that occur, by the exponents."""
    found = {}
    for power in [term for term in pool.with_head("powi") if term[1][0] == "add"][:MOST_COMPARED]:
        _, base, count = power
        sign, less = facts.prove(("<=", ZERO, base), limit=12), sub(base, ONE)
        if sign is not None:
            tangent = rules.arithmetic([orders.tangent_of_exp(less)], ("<=", base, Term("exp", less)), [entry(0)])
            found[Term("mul", count, less)] = exponentials.powers([sign, tangent], base, less, count)
    return found


def _tangents(logs: Sequence[Term], wide: bool) -> Iterator[Theorem]:
    """``log(a) <= a - 1``, ``log(a) >= 1 - 1/a``; if ``wide`` also of a root, and of quotients of what occurs."""
    places = [place for log in logs for place in (log, neg(log))]
    if wide:
        places += [Term("mul", num("1/2"), log) for log in logs[:MOST_COMPARED]]
        places += [sub(one, other) for one, other in permutations(logs[:MOST_COMPARED], 2)]
    for place in dict.fromkeys(places):
        yield orders.tangent_of_exp(place)


def _relative(pool: Pool, positive: Mapping[Term, Theorem], facts: Facts) -> Iterator[Theorem]:
    """``x - s <= x log(x / s)``, where x times a logarithm occurs: of ``x / s``, or of x, and of a number 1 / s."""
    factors = [frozenset(term[1:]) for term in pool.with_head("mul")]
    numbers = [number for log in positive if (number := number_of(log[1])) is not None and number > 0]
    for log in positive:
        inside = log[1]
        pairs = [inside[1:]] if inside[0] == "div" else [(inside, num(1 / number)) for number in numbers]
        for x, s in pairs if any({log, x} <= factor for x, _ in pairs[:1] for factor in factors) else ():
            signs = [facts.prove(("<", ZERO, part), limit=12) for part in (x, s)]
            if None not in signs:
                known = [sign for sign in signs if sign is not None]
                yield apply(exponentials.relative_law(), known, variables=[(exponentials.X, x), (exponentials.S, s)])


def _inverses(positive: dict[Term, Theorem]) -> Iterator[Theorem]:
    """``q (1 / q) = 1`` for the sums that logarithms are of: what tangents of quotients divide by."""
    for log, sign in positive.items():
        inside = log[1][1] if log[1][0] == "div" else log[1]
        square = Facts([sign]).prove(("<", ZERO, Term("pow", inside, 2))) if inside[0] == "add" else None
        if square is not None:
            yield orders.reciprocal([square], inside)


def _compared(exponents: Sequence[Term], positive: dict[Term, Theorem], facts: Facts) -> Iterator[Theorem]:
    """Logarithms compared with that of 1, with each other, and with exponents."""
    sign_of_one = Facts([]).prove(("<", ZERO, ONE))
    values = {ONE: sign_of_one, **{log[1]: sign for log, sign in positive.items()}}
    for exponential in [Term("exp", exponent) for exponent in exponents]:
        values.setdefault(exponential, Facts([]).prove(("<", ZERO, exponential)))
    for log in list(positive)[:MOST_COMPARED]:
        for value in values:
            for low, high in ((value, log[1]), (log[1], value)) if value != log[1] else ():
                order = _order(low, high, facts)
                sign = values[low]
                if order is not None and sign is not None:
                    yield _beside_zero(orders.monotone([order, sign], "log"))


def _beside_zero(compared: Theorem) -> Theorem:
    """The sign of a logarithm, where it is compared with that of 1."""
    op, *sides = compared.clause.relation
    low, high = (ZERO if side == Term("log", ONE) else side for side in sides)
    return rules.arithmetic([compared], (op, low, high), [entry(0)]) if ZERO in (low, high) else compared


def _order(low: Term, high: Term, facts: Facts) -> Theorem | None:
    return facts.prove(("<", low, high), limit=12) or facts.prove(("<=", low, high), limit=12)


def _powers(exponents: Sequence[Term], logs: Sequence[Term], facts: Facts) -> Iterator[Theorem]:
    """Exponentials compared with what logarithms are of; real powers, which are exponentials, with each other and 1."""
    real = [exponent for exponent in exponents if any(part[0] == "log" for part in subterms(exponent))]
    pairs = [(x, y) for x in exponents for log in logs for y in (log, neg(log))] + [
        (x, y) for x in real for y in (ZERO, *real) if x != y
    ]
    for pair in dict.fromkeys(pairs):
        for low, high in (pair, pair[::-1]):
            order = _order(low, high, facts)
            if order is not None:
                yield orders.monotone([order], "exp")
                break


def _is_of_logarithms(exponent: Term) -> bool:
    """Whether an exponent is a logarithm, or a difference of some: what tangents bring in."""
    parts = exponent[1:] if exponent[0] == "add" else (exponent,)
    return all(part[0] == "log" or (part[0] == "mul" and part[1][0] == "num" and part[2][0] == "log") for part in parts)


def _is_hypothesis(theorem: Theorem) -> bool:
    """Whether a theorem is a hypothesis, or what one says of all, said of something."""
    return theorem.rule == "assume" or (theorem.rule == "instantiate" and theorem.premises[0].rule == "assume")


def _is_elementary(clause: Clause) -> bool:
    """Whether a clause is a relation between scalars without binders."""
    if clause.variables or clause.conditions:
        return False
    return all(part[0] in _ELEMENTARY for side in clause.relation[1:] for part in subterms(side))
