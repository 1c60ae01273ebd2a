"""Tactics for increasing functions: a goal between values is one between arguments, or between logarithms."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import chain, product

from proofcheck.evidence.readback import poly_term
from proofcheck.kernel import rules
from proofcheck.kernel.clauses import Relation
from proofcheck.kernel.interned import by_key
from proofcheck.kernel.normal import Normalizer
from proofcheck.kernel.terms import ONE, ZERO, Term, num, sub, subterms
from proofcheck.kernel.theorem import Theorem
from proofcheck.provers.arithmetic import Facts
from proofcheck.provers.elementary import number_of
from proofcheck.provers.engine import MAX_DEPTH, Budget, ExhaustedError, Search
from proofcheck.provers.forms import SIMPLE, coefficient, paths_in, product_of, sum_of
from proofcheck.provers.instances import Pool, open_subterms
from proofcheck.provers.library import exponentials, orders, powers
from proofcheck.provers.library.applying import entry
from proofcheck.provers.saturation import by_arithmetic, finish, saturate
from proofcheck.provers.tactics.functionals import functionals_in

MOST_SHIFTS = 2
"""Exponentials and logarithms, and numbers where their tangents are taken."""
MOST_ATTEMPTS = 60
"""At arithmetic, in comparing what logarithms are of."""
LEAST_POWER = 4
"""Lower powers are for arithmetic."""


def compared_arguments(search: Search, relation: Relation) -> Theorem | None:
    """f(a) <= f(b) from a <= b, for the exponential, the root and the logarithm."""
    op, left, right = relation
    if left[0] != right[0] or left[0] not in {"exp", "sqrt", "log"} or (op == "<" and left[0] == "sqrt"):
        return None
    if not search.may("monotonicity"):
        return None
    order = search.relation((op, left[1], right[1]))
    if order is None:
        return None
    sign = [search.relation(("<", ZERO, left[1]))] if left[0] == "log" else []
    return None if None in sign else orders.monotone([order, *(s for s in sign if s is not None)], left[0])


def compared_powers(search: Search, relation: Relation) -> Theorem | None:
    """a^k <= b^k from 0 <= a <= b for a natural number k, where exp(k c) is the power of exp(c).

    For a k that is a number, as of squares, which are everywhere, arithmetic has to show the order.
    """
    op, left, right = relation
    raised = dict.fromkeys(chain(*map(_power, open_subterms(left))))
    if op == "=" or search.depth > 1 or not raised or not search.may("monotonicity"):
        return None
    for base, exponent in raised:
        found = _below_higher_power(replace(search, depth=search.depth + 1), relation, base, exponent)
        if found is not None:
            return found
        inner = replace(search, depth=MAX_DEPTH - 1 if exponent[0] == "num" else search.depth + 1)
        sign: Theorem | None = None
        for bound in dict.fromkeys(_roots_in(right, exponent)):
            order = inner.relation(("<=", base, bound))
            sign = sign or (inner.relation(("<=", ZERO, base)) if order is not None else None)
            if order is not None and sign is not None:
                compared = [orders.compare_powers([sign, order], base, bound, exponent)]
                if bound[0] == "exp":
                    compared.append(exponentials.powers([sign, order], base, bound[1], exponent))
                    positive = Facts(search.ground()).prove(("<", ZERO, exponent))
                    compared += [] if positive is None else [positive]
                found = finish(search, relation, compared)
                if found is not None:
                    return found
    return None


def _below_higher_power(search: Search, relation: Relation, base: Term, exponent: Term) -> Theorem | None:
    """a^j R b^k from 0 <= a, a R b and 1 <= b, for numbers j < k, or j = k where R is <."""
    op, _, right = relation
    higher = dict.fromkeys(pair for part in open_subterms(right) for pair in _power(part) if pair[1][0] == "num")
    for bound, other in higher if exponent[0] == "num" else ():
        gap = other[1] - exponent[1]
        if gap < 0 or (gap == 0 and op == "<="):
            continue
        known = [search.relation(needed) for needed in ((op, base, bound), ("<=", ZERO, base))]
        known += [search.relation(("<=", ONE, bound))] if gap and None not in known else []
        shown = [theorem for theorem in known if theorem is not None]
        if len(shown) == len(known):
            compare = powers.compare_strictly if op == "<" else orders.compare_powers
            least = num(exponent[1] - 1) if op == "<" else exponent
            facts = [compare([shown[1], shown[0]], base, bound, least)]
            facts += [powers.rising(shown[2:], bound, exponent, num(gap))] if gap else []
            return finish(search, relation, facts)
    return None


def beside_power_in_unit_interval(search: Search, relation: Relation) -> Theorem | None:
    """The relation, from ``a^k (1 + k (1 - a)) <= 1`` for the powers of what is in [0, 1] that it is about."""
    op, left, right = relation
    if op == "=" or search.depth > 1 or not search.may("monotonicity"):
        return None
    raised = dict.fromkeys(pair for side in (left, right) for part in open_subterms(side) for pair in _power(part))
    inner, found = replace(search, depth=MAX_DEPTH - 1), list[Theorem]()
    for base, count in [pair for pair in raised if pair[1][0] == "var"][:MOST_SHIFTS]:
        known = [inner.relation(needed) for needed in (("<=", ZERO, base), ("<=", base, ONE))]
        signs = [theorem for theorem in known if theorem is not None]
        if len(signs) == len(known):
            found += [powers.not_negative(signs[:1], base, count), powers.below_one(signs, base, count)]
            found.append(powers.reciprocal(signs, base, count))
    return finish(search, relation, found) if found else None


def _power(part: Term) -> Iterator[tuple[Term, Term]]:
    """The base and the exponent of a power of something that varies."""
    if part[0] == "powi":
        yield part[1], part[2]
    elif part[0] == "pow" and part[2] > 1 and part.free:
        yield part[1], num(part[2])


def _roots_in(side: Term, exponent: Term) -> Iterator[Term]:
    """What has a power with an exponent in a term; an exponential, where the exponent is a number."""
    for part in open_subterms(side):
        if (part[0] == "powi" and part[2] == exponent) or (part[0] == "pow" and num(part[2]) == exponent):
            yield part[1]
        elif part[0] == "exp":
            rate = coefficient(Normalizer().scalar(part[1]), exponent) if exponent[0] == "var" else None
            yield Term("exp", Term("div", part[1], exponent) if rate is None else poly_term(rate))


def by_logarithms(search: Search, relation: Relation) -> Theorem | None:
    """Products of high powers are compared by their logarithms."""
    op, left, right = relation
    if search.depth > 0 or not search.may("monotonicity") or not any(map(_has_high_power, (left, right))):
        return None
    deeper = replace(search, depth=search.depth + 1)
    signs = [deeper.relation(("<", ZERO, side)) for side in (left, right)]
    known = [sign for sign in signs if sign is not None]
    if len(known) < 2:
        return None
    inner = search.with_theorems(known, depth=search.depth + 1)
    normalizer = Facts(inner.ground()).normalizer
    expanded = [poly_term(normalizer.scalar(Term("log", side))) for side in (left, right)]
    order = inner.relation((op, expanded[0], expanded[1]))
    return None if order is None else Facts([orders.monotone([order], "exp"), *inner.ground()]).prove(relation)


def beside_logarithm(search: Search, relation: Relation) -> Theorem | None:
    """``a <= log(s)`` from ``exp(a) <= s``, and ``log(s) <= b`` from ``s <= exp(b)``, or, of a sum, ``s <= 1 + b``."""
    op, left, right = relation
    wanted = op != "=" and (left[0] == "log") != (right[0] == "log")
    if not wanted or not search.may("monotonicity"):
        return None
    low, high = (side[1] if side[0] == "log" else Term("exp", side) for side in (left, right))
    if search.depth > 1:
        return _beside_logarithm_of_mean(search, relation, low, high) if left[0] == "log" else None
    inner = replace(search, depth=search.depth + 1)
    of_functionals = left[0] == "log" and functionals_in(low)
    order = by_arithmetic(inner, (op, low, high)) if of_functionals else None
    near = inner.relation((op, low, Term("add", ONE, right))) if of_functionals and order is None else None
    if near is not None:
        tangent = orders.tangent_of_exp(left)
        return finish(search, relation, [near, inner.relation(("<", ZERO, low)), tangent])
    order = order or inner.relation((op, low, high))
    sign = None if order is None else inner.relation(("<", ZERO, low))
    if order is None or sign is None:
        return None
    return finish(search, relation, [orders.monotone([order, sign], "log")])


def _beside_logarithm_of_mean(search: Search, relation: Relation, low: Term, high: Term) -> Theorem | None:
    """The same of one mean, for members of a family, where ``s <= exp(b)`` is said of each."""
    if low[0] != "expect":
        return None
    known = [by_arithmetic(search, sides, stages=2) for sides in ((relation[0], low, high), ("<", ZERO, low))]
    shown = [theorem for theorem in known if theorem is not None]
    return finish(search, relation, [orders.monotone(shown, "log")]) if len(shown) == len(known) else None


def beside_multiple_of_logarithm(search: Search, relation: Relation) -> Theorem | None:
    """``c log(s) <= b`` from ``log(s) <= b / c``, where c is positive, and the other way round."""
    op, *sides = relation
    if op == "=" or search.depth > 1 or not search.may("monotonicity"):
        return None
    for place, side in enumerate(sides):
        logs = [factor for factor in side[1:] if factor[0] == "log"] if side[0] == "mul" else []
        scale = product_of([factor for factor in side[1:] if factor[0] != "log"]) if len(logs) == 1 else ZERO
        positive = Facts(search.ground()).prove(("<", ZERO, scale)) if scale.free else None
        if positive is None:
            continue
        other = Term("div", sides[1 - place], scale)
        if scale.free & sides[1 - place].free:
            other = poly_term(Facts([positive]).normalizer.scalar(other))
        low, high = (logs[0], other) if place == 0 else (other, logs[0])
        found = search.relation((op, low, high))
        if found is not None:
            return finish(search, relation, [_times_positive(found, positive)])
    return None


def _times_positive(order: Theorem, positive: Theorem) -> Theorem:
    """An inequality, multiplied by a number that is positive."""
    (op, low, high), scale = order.clause.relation, positive.clause.relation[2]
    sides: Relation = (op, Term("mul", scale, low), Term("mul", scale, high))
    return rules.arithmetic([order, positive], sides, [entry(0, 1)])


def below_other_logarithm(search: Search, relation: Relation) -> Theorem | None:
    """``a <= log(s)`` from ``a <= log(r)``, which is known of sums and means, and ``r <= s``."""
    right = relation[2]
    if search.depth > 0 or not search.may("monotonicity"):
        return None
    known = saturate(search, search.ground(), search.goal_pool(relation))
    logs = {part for t in known for side in t.clause.relation[1:] for part in open_subterms(side) if part[0] == "log"}
    others = sorted((log for log in logs if log != right and functionals_in(log)), key=by_key)
    for log in sorted(others, key=lambda log: -log.size)[:MOST_SHIFTS]:
        inner = replace(search, depth=search.depth + 1, budget=Budget(MOST_ATTEMPTS))
        try:
            order = inner.relation(("<=", log[1], right[1]))
        except ExhaustedError:
            continue
        sign = None if order is None else Facts(known).prove(("<", ZERO, log[1]))
        if order is not None and sign is not None:
            return finish(search, relation, [orders.monotone([order, sign], "log")])
    return None


def by_other_tangents(search: Search, relation: Relation) -> Theorem | None:
    """By the tangents of exponentials at numbers and at the logarithms of what occurs, and by those of products."""
    op, left, right = relation
    if op == "=" or search.depth > 1 or not search.may("monotonicity"):
        return None
    pool = Pool((left, right))
    exponents = [term[1] for term in pool.with_head("exp")]
    plain = [x for x in exponents if x.free and all(part[0] in SIMPLE for part in subterms(x))]
    moving = [*(log for log in pool.with_head("log") if log.free), *plain][:MOST_SHIFTS]
    if not moving or paths_in(relation):
        return None
    values = dict.fromkeys(map(number_of, pool.with_head("div", "num")))
    numbers = [number for number in values if number is not None and number > 0 and number != 1][:MOST_SHIFTS]
    shifts = [Term("log", num(number)) for number in numbers]
    shifts += [x for x in exponents if number_of(x) is not None][:MOST_SHIFTS]
    shifts += [log for log in pool.with_head("log") if log.free and plain][:1]
    pairs = [pair for pair in product(moving, shifts) if pair[0] != pair[1]]
    places = [place for x, y in pairs for place in (sub(x, y), sub(y, x), Term("add", x, y))]
    for term in pool.with_head("mul"):
        factors = [factor[1] for factor in term[1:] if factor[0] == "exp"]
        places += [sum_of(factors)] if len(factors) > 1 else []
    return finish(search, relation, map(orders.tangent_of_exp, places))


def _has_high_power(side: Term) -> bool:
    return any(
        part[0] == "powi" or (part[0] == "pow" and part[2] >= LEAST_POWER) or (part[0] == "exp" and _is_power(part[1]))
        for part in subterms(side)
    )


def _is_power(exponent: Term) -> bool:
    return any(part[0] == "log" for part in subterms(exponent))
