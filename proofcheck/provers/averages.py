"""Jensen's inequality with weights for the sums and means that occur, and Hoeffding's lemma."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import product

from proofcheck.evidence.readback import poly_term
from proofcheck.kernel import rules
from proofcheck.kernel.clauses import Clause
from proofcheck.kernel.normal import Normalizer
from proofcheck.kernel.terms import ONE, SCALAR, ZERO, Term, neg, num, sub, substitute
from proofcheck.kernel.theorem import Theorem
from proofcheck.provers.arithmetic import Facts
from proofcheck.provers.engine import MAX_DEPTH, Search, attempted
from proofcheck.provers.forms import is_size, with_part
from proofcheck.provers.instances import Pool, open_subterms
from proofcheck.provers.library import averages, functionals
from proofcheck.provers.library.functionals import HEADS, Functional

MOST_LOGARITHMS = 4
"""Arguments of logarithms with the same weight."""
MOST_BOUNDS = 4
"""Bounds that hold whatever the outcome."""
_CURVED = ("log", "exp", "sqrt")


def known_of_averages(search: Search, pool: Pool, ground: Sequence[Theorem]) -> Iterator[Theorem]:
    """What tangents at the mean say of weighted sums of logarithms, exponentials and roots."""
    if search.depth >= MAX_DEPTH or not search.may("monotonicity"):
        return
    facts = Facts([t for t in ground if t.rule == "assume"])
    logarithms: dict[tuple[Functional, Term], dict[Term, None]] = {}
    beside = any(part[0] in HEADS for log in pool.with_head("log") for part in open_subterms(log[1]))
    for total in pool.with_head(*HEADS):
        if total.sort != SCALAR:
            continue
        functional, body = functionals.read(total)
        yield from _cancelled(search, functional, body)
        for weight, value in _weighted_summands(body):
            if functional.variable not in value.free:
                continue
            if value[0] == "log":
                over, under = (value[1][1:]) if value[1][0] == "div" else (value[1], ONE)
                arguments = logarithms.setdefault((functional, weight), {})
                arguments.update(dict.fromkeys((over, under)))
                yield from _taken_apart(search, functional, weight, over, under)
                if under != ONE and beside:
                    yield from _logarithms(search, facts, functional, weight, [value[1]])
            elif value[0] == "exp":
                yield from _exponentials(search, facts, functional, weight, value[1])
            else:
                yield from _roots(search, facts, functional, weight, value[1])
    yield from _below_logarithms(search, facts, pool)
    for (functional, weight), arguments in logarithms.items():
        yield from _logarithms(search, facts, functional, weight, list(arguments)[:MOST_LOGARITHMS])


def _weighted(body: Term) -> Iterator[tuple[Term, Term]]:
    """The ways to write a body as a weight times a logarithm, an exponential or a root."""
    factors = body[1:] if body[0] == "mul" else (body,)
    for place, factor in enumerate(factors):
        rest = (*factors[:place], *factors[place + 1 :])
        if factor[0] in _CURVED and not (rest and rest[0][0] == "num" and rest[0][1] < 0):
            yield (ONE if not rest else rest[0] if len(rest) == 1 else Term("mul", *rest)), factor


def _weighted_summands(body: Term) -> Iterator[tuple[Term, Term]]:
    """The same, and the logarithms among the summands of a factor of the body, each with its weight."""
    yield from _weighted(body)
    sums = [part for part in (body[1:] if body[0] == "mul" else (body,)) if part[0] == "add"]
    for summand in sums[0][1:] if len(sums) == 1 else ():
        signed = summand[2:] if summand[0] == "mul" and summand[1] == num(-1) else (summand,)
        factors = (*(part for part in body[1:] if body[0] == "mul" and part is not sums[0]), *signed)
        whole = Term("mul", *factors) if len(factors) > 1 else factors[0]
        yield from (pair for pair in _weighted(whole) if pair[1][0] == "log")


def _cancelled(search: Search, functional: Functional, body: Term) -> Iterator[Theorem]:
    """A sum of quotients, with what is divided by cancelled where it is positive for each index."""
    divisors = dict.fromkeys(part[2] for part in _factors(body) if part[0] == "div")
    last = replace(search, depth=MAX_DEPTH - 1)
    varying = [d for d in divisors if functional.variable in d.free and d[0] != "max"]
    signs = [last.prove(functional.everywhere(("<", ZERO, divisor))) for divisor in varying]
    known = [functional.at(sign) for sign in signs if sign is not None]
    if known:
        plain, cancelled = Normalizer().scalar(body), Normalizer(known).scalar(body)
        if plain != cancelled:
            yield from map(functional.compare, attempted(partial(rules.identity, known, body, poly_term(cancelled))))


def _factors(body: Term) -> Iterator[Term]:
    """The factors of a body, and of its summands."""
    if body[0] in {"add", "mul"}:
        for part in body[1:]:
            yield from _factors(part)
    else:
        yield body


def _below_logarithms(search: Search, facts: Facts, pool: Pool) -> Iterator[Theorem]:
    """``sum w log(m / w) <= W (log(sum m) - log W)`` for weights of which it is said what they add up to."""
    totals = [log[1] for log in pool.with_head("log") if log[1][0] in HEADS]
    said = [t.clause.relation for t in facts.theorems if t.clause.relation[0] == "="]
    sums = [side for relation in said for side in relation[1:] if side[0] == "sum" and side.sort == SCALAR]
    for total, (_, i, *limits, weight) in product(totals, sums):
        functional, moment = functionals.read(total, frozenset([i]))
        if functional.limits != tuple(limits):
            continue
        weight = substitute(weight, {i: functional.variable})
        logarithm = sub(_logarithm(moment), Term("log", weight))
        parts = dict.fromkeys((weight, moment, *(part[1] for part in open_subterms(logarithm) if part[0] == "log")))
        known = [sign for sign in (_sign(search, functional, "<", part) for part in parts) if sign is not None]
        masses = [_positive(facts, functional, sign) for sign in known[:2]]
        if len(known) == len(parts) and None not in masses:
            shown = [mass for mass in masses if mass is not None]
            values = [_value(facts, shown[0]) or shown[0], shown[1]]
            yield from shown
            yield from attempted(
                partial(averages.jensen_of_log, functional, logarithm, weight, moment, known, values, facts.theorems)
            )


def _logarithm(value: Term) -> Term:
    """The logarithm of what is positive, taken apart."""
    if value[0] == "exp":
        exponent: Term = value[1]
        return exponent
    if value[0] == "mul":
        return Term("add", *map(_logarithm, value[1:]))
    if value[0] == "div":
        return sub(*map(_logarithm, value[1:]))
    return Term("log", value)


def _sign(search: Search, functional: Functional, op: str, value: Term) -> Theorem | None:
    """That a value is positive, or not negative, for each index; of a sum, or a member, by arithmetic alone."""
    goal = functional.everywhere((op, ZERO, value))
    return replace(search, depth=MAX_DEPTH - 1).prove(goal) if value[0] in {"add", "path"} else search.soon(goal)


def _positive(facts: Facts, functional: Functional, every: Theorem) -> Theorem | None:
    """That the sum of what is positive is positive."""
    if functional.limits is None:
        return averages.positive(functional, every)
    shown = facts.prove(("<", ZERO, functional.of(every.clause.relation[2])), quick=True)
    if shown is not None:
        return shown
    nonempty = facts.prove(("<=", *functional.limits), quick=True) or _nonempty(facts, functional)
    return None if nonempty is None else averages.positive(functional, every, [nonempty])


def _mass(search: Search, facts: Facts, functional: Functional, weight: Term) -> Theorem | None:
    """That weights have a positive sum: each of them is positive, or that is said."""
    sign = _sign(search, functional, "<", weight)
    shown = sign and _positive(facts, functional, sign)
    return shown or facts.prove(("<", ZERO, functional.of(weight)), quick=True)


def _nonempty(facts: Facts, functional: Functional) -> Theorem | None:
    """That there is something over which a sum runs that is said to be a number other than 0."""
    for theorem in facts.theorems:
        op, *sides = theorem.clause.relation
        for total, value in (sides, sides[::-1]) if op == "=" else ():
            if total[0] == "sum" and value[0] == "num" and value[1] > 0 and total[2:4] == functional.limits:
                return next(attempted(partial(averages.nonempty, theorem, total)), None)
    return None


def _taken_apart(search: Search, functional: Functional, weight: Term, over: Term, under: Term) -> Iterator[Theorem]:
    """The sum of w log(a / b) is that of w log(a), less that of w log(b), and at most that of w (a / b - 1)."""
    signs = [_sign(search, functional, "<", part) for part in (over, under)]
    known = [sign for sign in signs if sign is not None]
    if under != ONE and len(known) == 2:
        whole, parts = Term("log", Term("div", over, under)), sub(Term("log", over), Term("log", under))
        sides = [Term("mul", weight, side) for side in (whole, parts)]
        here = [functional.at(sign) for sign in known]
        yield functional.compare(rules.identity(here, *sides))
        sign = _sign(search, functional, "<=", weight)
        if sign is not None:
            yield from attempted(partial(averages.tangent_of_log, functional, weight, whole, functional.at(sign), here))


def _logarithms(
    search: Search, facts: Facts, functional: Functional, weight: Term, arguments: Sequence[Term]
) -> Iterator[Theorem]:
    """Jensen for the logarithms of y / w, where that of the weight w occurs (the log-sum inequality), or of y."""
    signs = {part: _sign(search, functional, "<", part) for part in dict.fromkeys((weight, *arguments, ONE))}
    sums = {part: sign and _positive(facts, functional, sign) for part, sign in signs.items()}
    mass = sums[weight] = sums[weight] or _mass(search, facts, functional, weight)
    if mass is None:
        return
    signs[weight] = signs[weight] or _sign(search, functional, "<=", weight)
    relative = weight in arguments and weight != ONE
    for part in (part for part in signs if part != weight or not relative):
        moment = part if relative or weight == ONE else Term("mul", weight, part)
        sign = signs[part]
        if sign is None or (part == ONE and not relative):
            continue
        if moment not in sums:
            both = _sign(search, functional, "<", moment)
            total = facts.prove(("<", ZERO, functional.of(moment)), quick=True) if both is None else None
            sums[moment] = total or (both and _positive(facts, functional, both))
        mean, logarithm = sums[moment], Term("log", part)
        if mean is None:
            continue
        if relative:
            logarithm = sub(logarithm, Term("log", weight))
        halves = [_sign(search, functional, "<", half) for half in part[1:]] if part[0] == "div" else []
        known = [sign for sign in (signs[weight], signs[part], *halves) if sign is not None]
        values = [_value(facts, total) for total in (mass, mean)]
        yield from (mass, mean)
        yield from attempted(
            partial(
                averages.jensen_of_log, functional, logarithm, weight, moment, known,
                [value or total for value, total in zip(values, (mass, mean), strict=True)],
                [t for t in facts.theorems if t.clause.relation[0] == "="],
            )
        )  # fmt: skip


def _value(facts: Facts, positive: Theorem) -> Theorem | None:
    """The same of the number that a sum is said to be."""
    total = positive.clause.relation[2]
    form = facts.normalizer.scalar(total)
    for theorem in facts.theorems:
        op, *sides = theorem.clause.relation
        for side, other in (sides, sides[::-1]) if op == "=" and sides[0].sort[0] in "SN" else ():
            if facts.normalizer.scalar(side) == form:
                return Facts([theorem, positive]).prove(("<", ZERO, other))
    return None


def _exponentials(search: Search, facts: Facts, functional: Functional, weight: Term, value: Term) -> Iterator[Theorem]:
    if functional.limits is None and weight == ONE:
        yield from _bounded(search, facts, averages.Weights(functional), value)
        return  # Jensen's inequality is among what is known of means
    yield from _of_shares(search, facts, functional, weight, value)
    mass = _mass(search, facts, functional, weight)
    weak = mass and _sign(search, functional, "<=", weight)
    if mass is not None and weak is not None:
        yield mass
        yield from attempted(partial(averages.jensen_of_exp, functional, weight, value, weak, mass))


def _of_shares(search: Search, facts: Facts, functional: Functional, weight: Term, value: Term) -> Iterator[Theorem]:
    """Jensen's inequality and Hoeffding's lemma for weights that are said to add up to 1."""
    whole = facts.prove(("=", functional.of(weight), ONE), quick=True) if functional.variable in weight.free else None
    sign = None if whole is None else _sign(search, functional, "<=", weight)
    if whole is not None and sign is not None:
        weights = averages.Weights(functional, (sign, whole))
        yield from attempted(partial(averages.jensen_of_exp_of_shares, weights, value))
        yield from _bounded(search, facts, weights, value) if _bounds(search, functional) else ()


def _roots(search: Search, facts: Facts, functional: Functional, weight: Term, value: Term) -> Iterator[Theorem]:
    mass = _mass(search, facts, functional, weight)
    if mass is None:
        return
    weak = [_sign(search, functional, "<=", part) for part in (weight, value)]
    signs = [sign for sign in weak if sign is not None]
    if len(signs) == 2:
        yield mass
        yield functional.compare(signs[1])
        yield from attempted(partial(averages.jensen_of_root, functional, weight, value, signs, mass))


def _bounded(search: Search, facts: Facts, weights: averages.Weights, value: Term) -> Iterator[Theorem]:
    """Hoeffding's lemma, where what stands in the exponent is linear in what is bounded whatever the outcome."""
    functional = weights.functional
    if not search.may("Hoeffding's lemma"):
        return
    inner = replace(search, depth=MAX_DEPTH - 1) if weights.premises else search
    for what, low, high in _bounds(search, functional):
        ends = [with_part(value, what, end) for end in (low, high)]
        for least, most in (ends, ends[::-1]) if value not in ends else ():
            lower = inner.prove(functional.everywhere(("<=", least, value)))
            upper = inner.prove(functional.everywhere(("<=", value, most))) if lower is not None else None
            if lower is None or upper is None:
                continue
            mean = weights.of(value)
            level = facts.prove(("<=", mean, ZERO), quick=True) or Facts([]).prove(("<=", mean, mean))
            if level is not None:
                yield from attempted(partial(averages.mean_of_exp, weights, lower, upper, level))
            break


def _bounds(search: Search, functional: Functional) -> list[tuple[Term, Term, Term]]:
    """What is between two constants whatever the outcome."""
    lower: dict[Term, Term] = {}
    upper: dict[Term, Term] = {}
    for theorem in search.known:
        clause = theorem.clause
        if [variable.sort for variable in clause.variables] != [functional.variable.sort] or clause.relation[0] == "=":
            continue
        here = Clause((), clause.conditions, clause.relation).substitute({clause.variables[0]: functional.variable})
        op, left, right = here.relation
        if here.conditions != functional.everywhere((op, left, right)).conditions:
            continue
        if functional.variable not in left.free:
            lower.setdefault(right, left)
        elif functional.variable not in right.free:
            upper.setdefault(left, right)
            if is_size(left):
                upper.setdefault(left[1], right)
                lower.setdefault(left[1], neg(right))
    return [(what, low, upper[what]) for what, low in lower.items() if what in upper][:MOST_BOUNDS]
