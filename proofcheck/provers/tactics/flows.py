"""Tactics for paths that obey an equation: what is kept, what decays, Groenwall."""

from collections.abc import Iterator
from contextlib import suppress
from fractions import Fraction
from itertools import chain

from proofcheck.evidence.readback import linear_term, poly_term
from proofcheck.kernel import rules
from proofcheck.kernel.calculus import derivative
from proofcheck.kernel.clauses import Relation, fact
from proofcheck.kernel.interned import by_key
from proofcheck.kernel.normal import Normalizer, mentions, mono_without
from proofcheck.kernel.terms import (
    ONE,
    SCALAR,
    ZERO,
    KernelError,
    Term,
    fresh_variable,
    neg,
    num,
    sub,
    substitute,
    subterms,
)
from proofcheck.kernel.theorem import Theorem
from proofcheck.provers.arithmetic import Facts
from proofcheck.provers.engine import Search
from proofcheck.provers.equations import Equations
from proofcheck.provers.forms import at_time, divisors_of, is_scalar_variable, paths_in, put_in, rates_since, with_part
from proofcheck.provers.instances import open_subterms
from proofcheck.provers.library import calculus, integrals
from proofcheck.provers.library.applying import entry
from proofcheck.provers.motion import singular
from proofcheck.provers.saturation import by_arithmetic, finish, inverses
from proofcheck.provers.tactics.equations import by_square_of_difference
from proofcheck.provers.tactics.integrals import apart_from_zero
from proofcheck.provers.tactics.roots import by_squares


def kept_in_time(search: Search, relation: Relation) -> Theorem | None:
    """What has no derivative in time keeps its value from a time on; what has none above 0 does not exceed it."""
    op, left, right = relation
    times = [] if op == "<" else [part[3] for part in subterms(left) if part[0] == "path"]
    for time in dict.fromkeys(t for t in times if is_scalar_variable(t)):
        for start in _starts(right, time) if time in left.free else ():
            there = substitute(left, {time: start})
            first = _first_value(search, there, right)
            if first is not None:
                kept = _kept_from(search, start, (op, left, there), time)
                found = None if kept is None else Facts([kept, first]).prove(relation)
                if found is not None:
                    return found
    return _gap_in_time(search, relation)


def _first_value(search: Search, there: Term, value: Term) -> Theorem | None:
    """What something is at the start, where integrals from there on are 0."""
    facts = Facts(search.ground())
    for point in _over_points(there):
        same = put_in(point, point.clause.relation[1], there)
        shown = facts.identity(same.clause.relation[2], value)
        if shown is not None:
            return Facts([same, shown]).prove(("=", there, value))
    return facts.identity(there, value)


def _starts(side: Term, time: Term) -> list[Term]:
    """Time 0, and the times of a side that are not this one."""
    times = (part[3] for part in subterms(side) if _moves(part))
    return [ZERO, *dict.fromkeys(other for other in times if is_scalar_variable(other) and other != time)]


def equal_in_time(search: Search, relation: Relation) -> Theorem | None:
    """An equation between vectors or operators that holds at time 0, and whose sides have one derivative."""
    _, left, right = relation
    gap = sub(left, right)
    times = dict.fromkeys(part[3] for part in subterms(gap) if part[0] == "path")
    for time in filter(is_scalar_variable, times):
        start = substitute(gap, {time: ZERO})
        nothing = Term("mul", ZERO, start)
        ground = [*search.ground(), *_over_points(start)]
        first = Facts(ground).identity(start, nothing) or Equations(ground).prove(start, nothing)
        limits = None if first is None else search.relation(("<=", ZERO, time))
        if first is None or limits is None:
            continue
        s = fresh_variable(Term("var", "s", SCALAR), gap.free.union(*search.fixed()))
        for moving in (gap, *_with_integrating_factors(gap, time)):
            unmoved = _unmoved(search, limits, s, substitute(moving, {time: s}), nothing)
            found = Equations([*unmoved, first]).prove(left, right) if unmoved else None
            if found is not None:
                return found
    return None


def _over_points(start: Term) -> Iterator[Theorem]:
    """That the integrals from a number to itself are 0."""
    for integral in (part for part in open_subterms(start) if part[0] == "int" and part[2] == part[3]):
        with suppress(KernelError):
            same = rules.arithmetic([], ("<=", *integral[2:4]), [])
            yield integrals.over_a_point([same, same], integral)


def _with_integrating_factors(gap: Term, time: Term) -> Iterator[Term]:
    """A vector times one over the exponentials of a time in it, multiplied out."""
    for rate in dict.fromkeys(part[1] for part in open_subterms(gap) if part[0] == "exp" and time in part[1].free):
        with suppress(KernelError):
            yield linear_term(Normalizer().form(Term("mul", Term("exp", neg(rate)), gap)))


def oscillation(search: Search, relation: Relation) -> Theorem | None:
    """Solutions of ``x'' = -c x`` that start alike are equal: ``g'^2 + c g^2`` of their difference g does not grow."""
    op, left, right = relation
    if op != "=" or search.depth > 1:
        return None
    gap = sub(left, right)
    times = [t for t in dict.fromkeys(p[3] for p in subterms(gap) if p[0] == "path") if is_scalar_variable(t)]
    for stiffness in _stiffness(search) if times else ():
        kinetic = Term("pow", derivative(gap, times[0]), 2)
        energy = Term("add", kinetic, Term("mul", stiffness, Term("pow", gap, 2)))
        start = substitute(energy, {times[0]: ZERO})
        first = Facts(search.ground()).identity(start, ZERO) or search.relation(("<=", start, ZERO))
        positive = search.relation(("<", ZERO, stiffness)) if first is not None else None
        kept = None if positive is None else _kept_from(search, ZERO, ("<=", energy, start), times[0])
        if first is not None and positive is not None and kept is not None:
            moving = rules.arithmetic([], ("<=", ZERO, kinetic), [{**entry(), "square": kinetic[1]}])
            known = [first, positive, kept, moving, *inverses(("<=", ZERO, Term("div", ONE, stiffness)), [positive])]
            nothing = Facts(known).prove(("<=", Term("pow", gap, 2), ZERO))
            return None if nothing is None else by_square_of_difference(search.with_theorems([nothing]), relation)
    return None


def _stiffness(search: Search) -> Iterator[Term]:
    """``c`` for each equation at all times that makes a second derivative ``-c x``, perhaps with damping."""
    for theorem in search.known:
        clause = theorem.clause
        op, *sides = clause.relation
        for slope, force in (sides, sides[::-1]) if op == "=" and len(clause.variables) == 1 else ():
            if slope[0] == "d" and slope[2][0] == "dpath" and slope.sort == SCALAR:
                with suppress(KernelError):
                    ((mono, _),) = Normalizer().scalar(Term("path", *slope[2][1:])).items()
                    ((here, _),) = mono
                    poly = Normalizer().scalar(force).items()
                    yield poly_term({mono_without(m, here): -value for m, value in poly if (here, 1) in m})


def with_what_is_left(search: Search, relation: Relation) -> Theorem | None:
    """``e(t) <= b(0)``, where b is at least e and does not grow, as an energy; or where b is not negative and e + b
    does not grow, as in t (F(x) - F(p)) <= |x(0) - p|^2 / 2.
    """
    op, left, right = relation
    if op != "<=" or search.depth > 1:
        return None
    times = dict.fromkeys(part[3] for part in subterms(left) if part[0] in {"path", "dpath", "int"})
    for time in [t for t in times if is_scalar_variable(t) and t in left.free and t not in right.free]:
        for bound in _at_the_start(search, right):
            rest = at_time(bound, ZERO, time)
            for least, energy in ((left, rest), (ZERO, Term("add", left, rest))) if rest != bound else ():
                above = search.relation(("<=", least, rest))
                falling: Relation = ("<=", energy, substitute(energy, {time: ZERO}))
                kept = _kept_from(search, ZERO, falling, time) if above is not None else None
                order = None if kept is None or bound == right else search.relation(("<=", bound, right))
                start = [] if kept is None else list(_over_points(falling[2]))
                found = None if kept is None else finish(search, relation, [kept, above, order, *start])
                if found is not None:
                    return found
    return None


def _at_the_start(search: Search, bound: Term) -> Iterator[Term]:
    """A bound, and the same with a size at time 0 for a number that bounds it."""
    yield bound
    for theorem in search.known:
        op, size, number = theorem.clause.relation
        if op == "<=" and size[0] in {"norm", "opnorm"} and number[0] == "var" and number in bound.free:
            yield with_part(bound, number, size)


def by_squares_in_time(search: Search, relation: Relation) -> Theorem | None:
    """Compare squares by what is kept in time."""
    return by_squares(search, relation, kept_in_time) if paths_in(relation) else None


def _gap_in_time(search: Search, relation: Relation) -> Theorem | None:
    """The sides compare as they do at time 0, since their difference has no derivative above 0 (or none)."""
    op, left, right = relation
    if not paths_in(relation) and search.depth < 3:
        return _gap_from_start(search, relation)
    gap = sub(left, right)
    times = dict.fromkeys(part[3] for part in subterms(gap) if _moves(part))
    ground = search.ground()
    for time in filter(is_scalar_variable, times):
        for start in _starts(gap, time):
            there = substitute(gap, {time: start})
            facts = Facts([*ground, *_over_points(there)])
            first = facts.identity(there, ZERO) if op == "=" else facts.prove((op, there, ZERO))
            if first is None and op != "=" and search.depth == 0:
                first = by_arithmetic(search, (op, there, ZERO), stages=2)
            if first is not None:
                kept = _kept_beside(search, start, ("=" if op == "=" else "<=", gap, there), time)
                found = finish(search, relation, [first, kept])
                if found is not None:
                    return found
    return None


def _gap_from_start(search: Search, relation: Relation) -> Theorem | None:
    """The same for the variable of a function, from 0 or from another variable: below it, or above."""
    op, left, right = relation
    if op != "<=" or not all(map(search.may, ("fundamental theorem of calculus", "monotonicity of the integral"))):
        return None
    values = [part for side in relation[1:] for part in open_subterms(side) if _curves(part)]
    variables = dict.fromkeys(v for part in values for v in sorted(part.free, key=by_key) if is_scalar_variable(v))
    gap, facts = sub(left, right), Facts(search.ground())
    for variable in variables:
        for start in (ZERO, *(other for other in variables if other != variable)):
            there = substitute(gap, {variable: start})
            first = facts.prove(("<=", there, ZERO))
            if first is None:
                continue
            ends = [pair for pair in ((start, variable), (variable, start)) if facts.prove(("<=", *pair)) is not None]
            if ends:
                found = finish(search, relation, [first, _moved(search, ends[0], ("<=", gap, there), variable)])
            else:
                found = _on_either_side(search, relation, start, variable) if search.depth == 0 else None
            if found is not None:
                return found
    return None


def _curves(part: Term) -> bool:
    """Whether a term is a function of numbers that arithmetic knows little of."""
    return part[0] in {"exp", "sin", "cos", "log"} or any(d[0] == "add" and d.free for d in divisors_of(part))


def _on_either_side(search: Search, relation: Relation, start: Term, variable: Term) -> Theorem | None:
    shown = []
    for order in (fact("<=", start, variable), fact("<", variable, start)):
        found = _gap_from_start(search.with_assumptions([order]), relation)
        if found is None:
            return None
        shown.append(found)
    return rules.cases(shown, start, variable)


def _moves(part: Term) -> bool:
    """Whether a term is a path at a time, or the slope of a number there."""
    return part[0] == "path" or (part[0] == "dpath" and part.sort == SCALAR)


def _kept_beside(search: Search, start: Term, relation: Relation, time: Term) -> Theorem | None:
    """From a time on; from another variable at which a function of numbers is taken, on that side of it or on both."""
    moving = [part for part in subterms(relation[1]) if part[0] in {"path", "dpath"}]
    if relation[0] == "=" or start == ZERO or search.depth > 1 or any(part.sort != SCALAR for part in moving):
        return _kept_from(search, start, relation, time)
    facts = Facts(search.ground())
    if facts.prove(("<=", start, time)) is not None:
        return _kept_from(search, start, relation, time)
    if not all(map(search.may, ("fundamental theorem of calculus", "monotonicity of the integral"))):
        return None
    if facts.prove(("<=", time, start)) is not None:
        return _moved(search, (time, start), relation, time)
    shown = []
    for order, ends in ((fact("<=", start, time), (start, time)), (fact("<", time, start), (time, start))):
        found = _moved(search.with_assumptions([order]), ends, relation, time)
        if found is None:
            return None
        shown.append(found)
    return rules.cases(shown, start, time)


def _kept_from(search: Search, start: Term, relation: Relation, time: Term) -> Theorem | None:
    """By integration; or, where a reason names that and it is enough, by Groenwall's inequality with rate 0."""
    op, energy, _ = relation
    integrating = {"fundamental theorem of calculus", *(["monotonicity of the integral"] if op != "=" else [])}
    if all(map(search.may, integrating)):
        return _moved(search, (start, time), relation, time)
    from_zero = op != "=" and start == ZERO and search.may("Groenwall")
    by_groenwall = _groenwall(search, energy, ZERO, time) if from_zero else None
    return finish(search, relation, [by_groenwall])


def _moved(search: Search, ends: tuple[Term, Term], relation: Relation, variable: Term) -> Theorem | None:
    """What a function is at a variable, from what it is at the other end of an interval and the sign of its slope."""
    op, value, _ = relation
    low, high = ends
    s = fresh_variable(Term("var", "s", SCALAR), frozenset().union(value.free, low.free, high.free, *search.fixed()))
    moving = substitute(value, {variable: s})
    limits = search.relation(("<=", low, high))
    if limits is None:
        return None
    if op == "=":
        return _kept(search, relation, limits, s, moving)
    falling = moving if high == variable else neg(moving)
    slope = search.prove(rules.over(s, low, high, ("<=", Term("d", s, falling), ZERO)))
    apart = None if slope is None else apart_from_zero(search, s, low, high, singular(falling, s))
    if slope is None or apart is None:
        return None
    return finish(search, relation, [rules.mean_value_inequality([slope, limits, *apart], s, low, high, falling)])


def _kept(search: Search, relation: Relation, limits: Theorem, s: Term, moving: Term) -> Theorem | None:
    """The same where the slope is 0, by integration."""
    unmoved = _unmoved(search, limits, s, moving, ZERO)
    return finish(search, relation, unmoved) if unmoved else None


def _unmoved(search: Search, limits: Theorem, s: Term, moving: Term, nothing: Term) -> list[Theorem]:
    """What says that a function is at both limits the same: the integral of its slope, once as a gain, once as 0."""
    _, low, high = limits.clause.relation
    pointwise = search.prove(rules.over(s, low, high, ("=", Term("d", s, moving), nothing)))
    if pointwise is None:
        return []
    sides = [Term("int", s, low, high, body) for body in pointwise.clause.relation[1:]]
    same = rules.functional_monotone([pointwise, limits], *sides)
    return [same, rules.fundamental_theorem([], s, low, high, moving)]


def by_motion(search: Search, relation: Relation) -> Theorem | None:
    """Groenwall's inequality at the rate, and from the level or with the source, that a hypothesis names."""
    if relation[0] == "=" or search.depth > 1 or not search.may("Groenwall"):
        return None
    parts = dict.fromkeys(part for side in relation[1:] for part in open_subterms(side) if part[0] == "path")
    for path in [part for part in parts if part.sort == SCALAR and is_scalar_variable(part[3])]:
        for theorem in search.known:
            for sign, rate, source, clock in _motions(theorem.clause.relation, path):
                if clock in source.free:
                    bound = _driven(search, path, sign, rate, substitute(source, {clock: path[3]}))
                else:
                    level = path if source == ZERO else Term("add", path, _ratio(source, rate))
                    bound = _groenwall(search, level if sign > 0 else neg(level), rate, path[3])
                found = None if bound is None else finish(search, relation, [bound])
                if found is not None:
                    return found
    return None


def gap_of_motions(search: Search, relation: Relation, gap: Term, time: Term) -> Theorem | None:
    """A relation between two paths, from Groenwall's inequality for their gap, at the rates that hypotheses name."""
    paths = [part for part in open_subterms(gap) if part[0] == "path"]
    motions = (motion for path in paths for t in search.known for motion in _motions(t.clause.relation, path))
    for rate in dict.fromkeys(rate for _, rate, *_ in motions):
        bound = _groenwall(search, gap, rate, time)
        found = None if bound is None else finish(search, relation, [bound])
        if found is not None:
            return found
    return None


def decay(search: Search, relation: Relation) -> Theorem | None:
    """Groenwall: a bound with an exponential in time from a differential inequality."""
    if not search.may("Groenwall") or _is_motion(relation):
        return None
    op, left, right = relation
    for time, start, rate in chain(rates_since(relation), rates_since((op, right, left))):
        energies = [(left, 1), (Term("pow", left, 2), 2)] if time in left.free else []
        if time in right.free and op == "<=" and right[0] in {"path", "norm", "pow", "fn"}:
            energies.append((neg(right), 1))
        if op == "<=" and right[0] == "norm" and substitute(right, {time: start}) in open_subterms(left):
            energies.append((neg(Term("pow", right, 2)), 2))
        for energy, factor in energies:
            bound = _groenwall(search, energy, Term("mul", num(factor), rate), time, start)
            if bound is None:
                continue
            found = finish(search, relation, [bound, *_over_points(substitute(energy, {time: start}))])
            if found is None and factor == 2:
                found = by_squares(search.with_theorems([bound]), (op, left, right))
            if found is not None:
                return found
    return None


def _is_motion(relation: Relation) -> bool:
    """Whether a relation bounds a derivative by what moves itself: it is what Groenwall's inequality asks for."""
    _, left, right = relation
    times = {part[1] if part[0] == "d" else part[3] for part in subterms(left) if part[0] in {"d", "dpath"}}
    return any(part[0] == "path" and part[3] in times for part in subterms(right))


def _groenwall(search: Search, energy: Term, rate: Term, time: Term, start: Term = ZERO) -> Theorem | None:
    taken = frozenset().union(energy.free, rate.free, start.free, *search.fixed())
    s = fresh_variable(Term("var", "s", SCALAR), taken)
    moving = substitute(energy, {time: s if start == ZERO else Term("add", start, s)})
    end = time if start == ZERO else sub(time, start)
    relation: Relation = ("<=", Term("d", s, moving), Term("mul", rate, moving))
    try:
        derivative(moving, s)
        premise = search.prove(rules.over(s, ZERO, end, relation))
        if premise is None:
            return None
        order = search.relation(("<=", ZERO, end))
        if order is None:
            return None
        return calculus.groenwall([order, premise], s, end, moving, rate)
    except KernelError:
        return None


def _driven(search: Search, path: Term, sign: int, rate: Term, source: Term) -> Theorem | None:
    """Groenwall's inequality with a source that moves."""
    time = path[3]
    s = fresh_variable(Term("var", "s", SCALAR), frozenset().union(rate.free, source.free, *search.fixed()))
    moving, drive = (substitute(part if sign > 0 else neg(part), {time: s}) for part in (path, source))
    relation: Relation = ("<=", Term("d", s, moving), Term("add", Term("mul", rate, moving), drive))
    premise, order = search.prove(rules.over(s, ZERO, time, relation)), search.relation(("<=", ZERO, time))
    if premise is None or order is None:
        return None
    return calculus.groenwall_with_source([order, premise], s, time, moving, rate, drive)


def _solved_for_slope(motion: tuple[int, Term, Term]) -> tuple[int, Term, Term]:
    """x' alone on its side, where it is one of several summands."""
    sign, slope, bound = motion
    alone = [part for part in slope[1:] if part[0] == "dpath"] if slope[0] == "add" else []
    if len(alone) != 1:
        return motion
    return sign, alone[0], Term("add", bound, *(neg(part) for part in slope[1:] if part != alone[0]))


def _ratio(source: Term, rate: Term) -> Term:
    """The quotient of a source and a rate; without dividing where the source is a multiple, as in a (x - b)."""
    poly, divisor = Normalizer().scalar(source), Normalizer().scalar(rate)
    (mono, value), *others = divisor.items()
    if others or any(atom not in inner for inner in poly for atom in mono):
        return Term("div", source, rate)
    rest = {tuple(atom for atom in inner if atom not in mono): Fraction(c) / value for inner, c in poly.items()}
    return poly_term(rest)


def _motions(relation: Relation, path: Term) -> Iterator[tuple[int, Term, Term, Term]]:
    """``(1, c, b, t)`` for x'(t) <= c x(t) + b, with -1 for >=, and both for =, where c does not move."""
    op, left, right = relation
    both = [(-1, left, right), (1, right, left)] if op == "=" else []
    for sign, slope, bound in map(_solved_for_slope, ((1, left, right), (-1, right, left), *both)):
        if op == "<" or slope[0] != "dpath" or slope[1:3] != path[1:3]:
            continue
        try:
            poly, moving = Normalizer().scalar(bound), Normalizer().scalar(Term("path", *slope[1:]))
            ((here, _),) = next(iter(moving))
        except (KernelError, ValueError):
            continue
        rate = {mono_without(mono, here): value for mono, value in poly.items() if (here, 1) in mono}
        rest = {mono: value for mono, value in poly.items() if (here, 1) not in mono}
        still = not any(mentions(mono, here) for mono in (*rate, *rest))
        if rate and still and not any(mentions(mono, slope[3]) for mono in rate):
            yield sign, poly_term(rate), poly_term(rest), slope[3]
