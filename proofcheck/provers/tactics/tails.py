"""Tails: the probability that a number is large, by the mean of it, of its square or of an exponential of it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from proofcheck.evidence.readback import poly_term
from proofcheck.kernel import rules
from proofcheck.kernel.clauses import Clause, Relation, fact
from proofcheck.kernel.normal import Mono, Normalizer
from proofcheck.kernel.terms import ONE, SCALAR, ZERO, Term, fresh_variable, neg, num, sub, substitute, subterms
from proofcheck.kernel.theorem import Theorem
from proofcheck.provers.arithmetic import Facts
from proofcheck.provers.engine import Search
from proofcheck.provers.forms import with_part
from proofcheck.provers.library import functionals
from proofcheck.provers.library.applying import entry
from proofcheck.provers.library.functionals import Functional

Tail = tuple[Term, Term]
"""What is random, and the number that it is to reach."""


def is_tail(relation: Relation) -> bool:
    """Whether the probability of one event is compared with something that speaks of no event."""
    return relation[1][0] == "expect" and _has_indicator(relation[1]) and not _has_indicator(relation[2])


def _has_indicator(term: Term) -> bool:
    return any(part[0] == "div" and part[1] is part[2] and part[1][0] == "max" for part in subterms(term))


def tail(search: Search, relation: Relation) -> Theorem | None:
    """``P(Y >= x) <= exp(r)``, from ``P(Y >= x) <= exp(-c x) E exp(c Y)`` and a bound of that mean, for some c."""
    op, left, right = relation
    if op != "<=" or left[0] != "expect" or search.depth > 1:
        return None
    if right[0] != "exp":
        return _by_exponential_mean(search, relation)
    functional, body = functionals.read(left, frozenset().union(right.free, *search.fixed()))
    for above, level in tails_of(body, functional.variable):
        for tilt in dict.fromkeys((*_known_tilts(search, above, functional.variable), *_best_tilts(right[1], level))):
            shift: Term = Term("mul", tilt, level)
            mean = functional.of(Term("exp", Term("mul", tilt, above)))
            bounded = _mean_bounded(search, tilt, (op, mean, Term("exp", Term("add", right[1], shift))))
            chance = _markov(search, functional, body, (above, level), tilt) if bounded is not None else None
            if bounded is not None and chance is not None:
                entries = [entry(0), entry(1, multiplier=Term("exp", neg(shift)))]
                return rules.arithmetic([chance, bounded], relation, entries)
    return None


def _by_exponential_mean(search: Search, relation: Relation) -> Theorem | None:
    """``P(Y >= x) <= exp(-c x) E exp(c Y)``, and what is larger than that."""
    _, left, right = relation
    functional, body = functionals.read(left, frozenset().union(right.free, *search.fixed()))
    said = (side for theorem in search.ground() for side in theorem.clause.relation[1:])
    means = _exponential_means(right) or [mean for side in said for mean in _exponential_means(side)]
    for above, level in tails_of(body, functional.variable) if means else ():
        for tilt in dict.fromkeys(_tilts_in(means, above, functional.variable)):
            chance = _markov(search, functional, body, (above, level), tilt)
            found = None if chance is None else Facts([chance, *search.ground()]).prove(relation)
            if found is not None:
                return found
    return None


def _exponential_means(side: Term) -> list[Term]:
    return [part for part in subterms(side) if part[0] == "expect" and part[2][0] == "exp"]


def by_mean(search: Search, relation: Relation) -> Theorem | None:
    """``P(Y >= x) <= r`` from a bound of the mean of Y or of its square (Markov, Chebyshev)."""
    op, left, right = relation
    if op != "<=" or left[0] != "expect" or search.depth > 1:
        return None
    functional, body = functionals.read(left, frozenset().union(right.free, *search.fixed()))
    deeper = replace(search, depth=search.depth + 1)
    for above, level in (*tails_of(body, functional.variable), *_beside_divisor(body, functional.variable, right)):
        base = _without_bars(above)
        for value, divisor in ((Term("pow", base, 2), Term("pow", level, 2)), (above, level)):
            mean = Term("div", functional.of(value), divisor)
            bounded = deeper.relation((op, mean, right))
            chance = _below_mean(deeper, functional, (op, body, Term("div", value, divisor)), base) if bounded else None
            if chance is None and bounded is not None and value is above:
                chance = _below_first_mean(deeper, functional, body, (above, level))
            if bounded is not None and chance is not None:
                return Facts([chance, bounded]).prove(relation)
    return None


def _beside_divisor(body: Term, outcome: Term, right: Term) -> Iterator[Tail]:
    """What is random and the number of which the square divides a bound, where the event asks for ``0 <= y``:
    ``y + d`` is at least d there.
    """
    squares = [right[2][1]] if right[0] == "div" and right[2][0] == "pow" and right[2][2] == 2 else []
    for above, level in tails_of(body, outcome) if squares else ():
        if level == ZERO:
            yield from ((total([*summands(above, 1), divisor]), divisor) for divisor in squares)


def _below_mean(search: Search, functional: Functional, relation: Relation, base: Term) -> Theorem | None:
    """The comparison of two means, of what is compared for any number in the place of a random one, or of itself."""
    x = fresh_variable(Term("var", "x", SCALAR), frozenset().union(*(s.free for s in relation[1:]), *search.fixed()))
    op, body, other = relation
    left, right = (with_number(side, functional.variable, base, x) for side in (body, other))
    if functional.variable in left.free | right.free:
        return search.relation((op, functional.of(body), functional.of(other)))
    every = search.prove(Clause((x,), (), (op, left, right)))
    return None if every is None else functional.compare(rules.instantiate([every], [(x, base)]))


def by_complement(search: Search, relation: Relation) -> Theorem | None:
    """A lower bound of a probability, from an upper bound of that of the contrary."""
    op, left, right = relation
    if op != "<=" or search.depth > 0 or not is_tail((op, right, left)):
        return None
    functional, body = functionals.read(right, frozenset().union(left.free, *search.fixed()))
    taken_off = body[0] == "add" and body[1] == ONE and len(body) == 3 and body[2][:2] == ("mul", num(-1))
    contrary = body[2][2] if taken_off else sub(ONE, body)
    bound = poly_term(Normalizer().scalar(sub(ONE, left)))
    shown = replace(search, depth=1).relation((op, functional.of(contrary), bound))
    return None if shown is None else Facts([shown]).prove(relation)


def _below_first_mean(search: Search, functional: Functional, body: Term, sides: Tail) -> Theorem | None:
    """``P(Y >= l) <= E Y / l`` for Y that is not negative and l that is positive, whatever the means in l are."""
    above, level = sides
    signs = (search.prove(functional.everywhere(("<=", ZERO, above))), search.relation(("<", ZERO, level)))
    taken = frozenset().union(above.free, body.free, level.free, *search.fixed())
    x = fresh_variable(Term("var", "x", SCALAR), taken)
    chance, least = with_number(body, functional.variable, above, x), level
    means = dict.fromkeys(part for part in subterms(level) if part[0] == "expect")
    values = {fresh_variable(Term("var", f"m{place}", SCALAR), taken | {x}): mean for place, mean in enumerate(means)}
    for letter, mean in values.items():
        chance, least = with_part(chance, mean, letter), with_part(least, mean, letter)
    not_negative, positive = signs
    if not_negative is None or positive is None or functional.variable in chance.free:
        return None
    conditions = (fact("<=", ZERO, x), fact("<", ZERO, least))
    every = search.prove(Clause((x, *values), conditions, ("<=", chance, Term("div", x, least))))
    if every is None:
        return None
    known = [every, functional.at(not_negative), positive]
    return functional.compare(rules.instantiate(known, [(x, above), *values.items()]))


def with_number(term: Term, outcome: Term, base: Term, number: Term) -> Term:
    """A term with a number in the place of a random one, or of its only random summand, less the others."""
    term = with_part(term, base, number)
    random = [part for part in base[1:] if outcome in part.free] if base[0] == "add" else []
    if outcome not in term.free or len(random) != 1:
        return term
    rest = [times(-1, part) for part in base[1:] if part not in random]
    negative = random[0][0] == "mul" and random[0][1] == num(-1) and len(random[0]) == 3
    value: Term = Term("add", number, *rest)
    return with_part(term, random[0][2] if negative else random[0], neg(value) if negative else value)


def _without_bars(term: Term) -> Term:
    """What stands between the bars of an absolute value; another term as it is."""
    sizes = [part for part in subterms(term) if part[0] == "max"]
    same = len(sizes) == 1 and Normalizer().scalar(sub(term, sizes[0])) == {}
    opposite = same and Normalizer().scalar(Term("add", *sizes[0][1:])) == {}
    return sizes[0][1] if opposite else term


def _markov(search: Search, functional: Functional, body: Term, sides: Tail, tilt: Term) -> Theorem | None:
    """The mean of an indicator is at most that of ``exp(c (y - x))``, if it asks for ``x <= y``: so for each c >= 0."""
    above, level = sides
    sign = search.relation(("<=", ZERO, tilt))
    taken = frozenset().union(tilt.free, body.free, above.free, level.free, *search.fixed())
    c = fresh_variable(Term("var", "c", SCALAR), taken)
    condition = fact("<=", ZERO, c)
    relation: Relation = ("<=", body, Term("exp", Term("mul", c, sub(above, level))))
    chance = None
    if sign is not None:
        chance = _below_mean(search.with_assumptions([condition]), functional, relation, above)
    if sign is None or chance is None:
        return None
    every = rules.generalize([chance], [c], [condition])
    return rules.instantiate([every, sign], [(c, tilt)])


def _mean_bounded(search: Search, tilt: Term, relation: Relation) -> Theorem | None:
    """A bound of the mean of an exponential, by what is known for every c, or otherwise."""
    every = [t for t in search.known if t.clause.relation[1][0] == "expect" and not t.clause.conditions]
    every = [t for t in every if [variable.sort for variable in t.clause.variables] == [SCALAR]]
    said = [rules.instantiate([t], [(t.clause.variables[0], value)]) for t in every for value in (tilt, neg(tilt))]
    return (Facts([*said, *search.ground()]).prove(relation) if said else None) or search.relation(relation)


def tails_of(body: Term, outcome: Term) -> Iterator[Tail]:
    """What an indicator asks to be large, and how large: all that is not random together, or one summand of it."""
    for part in subterms(body):
        if part[0] == "div" and part[1] is part[2] and part[1][0] == "max" and part[1][2] == ZERO:
            gap = [*summands(part[1][1], -1 if body != part else 1)]
            fixed = [summand for summand in gap if outcome not in summand.free]
            for level in [[summand] for summand in fixed] if len(fixed) > 1 else [fixed]:
                rest = [summand for summand in gap if summand not in level]
                yield total(rest), total([times(-1, summand) for summand in level])


def summands(term: Term, factor: int) -> Iterator[Term]:
    """What adds up to a multiple of a number, as it is written."""
    for part in term[1:] if term[0] == "add" else ():
        yield from summands(part, factor)
    if term[0] == "mul" and len(term) == 3 and term[1][0] == "num" and term[2][0] == "add":
        yield from summands(term[2], factor * term[1][1])
    elif term[0] != "add" and term != ZERO:
        yield times(factor, term)


def times(factor: Fraction | int, term: Term) -> Term:
    """A multiple of a number, without a factor of 1."""
    number, rest = (term[1][1], term[2:]) if term[0] == "mul" and term[1][0] == "num" else (1, (term,))
    factors = (*([num(factor * number)] if factor * number != 1 else []), *rest)
    return factors[0] if len(factors) == 1 else Term("mul", *factors)


def total(parts: Sequence[Term]) -> Term:
    """The sum of some numbers."""
    return parts[0] if len(parts) == 1 else Term("add", *parts) if parts else ZERO


def _known_tilts(search: Search, above: Term, outcome: Term) -> Iterator[Term]:
    """The c of each ``E exp(c Y)`` in what is known."""
    for theorem in search.known:
        for part in () if theorem.clause.variables else theorem.clause.relation[1:]:
            if part[0] == "expect" and part[2][0] == "exp":
                yield from _tilts_in([part], above, outcome)


def _tilts_in(means: Iterable[Term], above: Term, outcome: Term) -> Iterator[Term]:
    """The c of those of these means that are ``E exp(c Y)``."""
    for mean in means:
        tilt = _quotient(substitute(mean[2][1], {mean[1]: outcome}), above)
        if tilt is not None and outcome not in tilt.free:
            yield tilt


def _best_tilts(exponent: Term, level: Term) -> Iterator[Term]:
    """The c that is best for an exponent r that is quadratic in the level x: ``-2 r / x``."""
    tilt = _quotient(Term("mul", num(-2), exponent), level)
    if tilt is not None and tilt != ZERO:
        yield tilt


def _quotient(term: Term, divisor: Term) -> Term | None:
    """The quotient of two numbers, where it is a polynomial with what is divided by anyway."""
    whole, part = (Normalizer().scalar(side) for side in (term, divisor))
    if not part:
        return None
    lead, factor = next(iter(part.items()))
    found = {_divided(mono, lead): Fraction(coefficient) / factor for mono, coefficient in whole.items()}
    quotient = poly_term({mono: coefficient for mono, coefficient in found.items() if mono is not None})
    return quotient if Normalizer().scalar(Term("mul", quotient, divisor)) == whole else None


def _divided(mono: Mono, lead: Mono) -> Mono | None:
    """A monomial without the atoms of another, if it has them all."""
    divisor = dict(lead)
    left = tuple((atom, power - divisor.pop(atom, 0)) for atom, power in mono)
    whole = not divisor and all(power >= 0 or (atom, power) in mono for atom, power in left)
    return tuple((atom, power) for atom, power in left if power) if whole else None
