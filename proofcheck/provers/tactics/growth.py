"""How far something goes whose speed is bounded by its own size: ``|u'(t)| <= a + b |u(t)|`` for all t in [0, T]."""

from collections.abc import Iterator
from itertools import islice

from proofcheck.kernel import rules
from proofcheck.kernel.clauses import Relation, fact
from proofcheck.kernel.normal import Normalizer
from proofcheck.kernel.terms import ONE, SCALAR, ZERO, Term, fresh_variable, substitute, subterms
from proofcheck.kernel.theorem import Theorem
from proofcheck.provers.engine import Search
from proofcheck.provers.forms import is_scalar_variable
from proofcheck.provers.library.applying import read
from proofcheck.provers.library.calculus import END
from proofcheck.provers.library.growth import GROWTH, SOURCE, growth_of_length_law
from proofcheck.provers.saturation import finish
from proofcheck.provers.tactics.summands import summands
from proofcheck.provers.tactics.tails import total

MOST_MOTIONS = 4


def by_growth_of_length(search: Search, relation: Relation) -> Theorem | None:
    """A bound of a length with an exponential in time, by Groenwall's inequality for what is as fast as it is long."""
    op, left, right = relation
    exponential = any(part[0] == "exp" for part in subterms(right))
    if op == "=" or search.depth > 1 or not exponential or not search.may("Groenwall"):
        return None
    for place, time, source, growth in islice(_motions(search, left), MOST_MOTIONS):
        bound = _grown(search, place, time, source, growth)
        if bound is not None:
            start = Term("norm", substitute(place, {time: ZERO}))
            still = search.soon(fact("<=", start, ZERO))
            found = finish(search, relation, [bound, still])
            if found is not None:
                return found
    return None


def _motions(search: Search, left: Term) -> Iterator[tuple[Term, Term, Term, Term]]:
    """Yield what moves on the left side of a bound, with the time there, and the bound of its speed: a, and b."""
    form = Normalizer().form
    norms = [part for part in subterms(left) if part[0] == "norm"]
    moved = [(form(norm[1]), time) for norm in norms for time in norm.free if _is_time(time, norm)]
    for theorem in search.known:
        op, speed, bound = theorem.clause.relation
        if op != "<=" or speed[0] != "norm":
            continue
        for clock in (v for v in theorem.clause.variables if is_scalar_variable(v)):
            place = _position(speed[1], clock)
            parts = None if place is None else _linear(bound, place, clock)
            if place is None or parts is None:
                continue
            there = ((substitute(place, {clock: time}), vector, time) for vector, time in moved)
            yield from ((here, time, *parts) for here, vector, time in there if form(here) == vector)


def _is_time(variable: Term, part: Term) -> bool:
    """Whether paths are taken at a variable."""
    return is_scalar_variable(variable) and any(p[0] == "path" and p[3] == variable for p in subterms(part))


def _position(speed: Term, clock: Term) -> Term | None:
    """Return of what a vector is the derivative in time; nothing where it is not written as one."""
    if speed[0] == "dpath" and speed[3] == clock:
        return Term("path", *speed[1:])
    if speed[0] == "d" and speed[1] == clock:
        place: Term = speed[2]
        return place
    if speed[0] == "add":
        parts = [_position(part, clock) for part in speed[1:]]
        return None if None in parts else Term("add", *parts)
    if speed[0] == "mul" and clock not in speed[1].free and len(speed) == 3:
        inside = _position(speed[2], clock)
        return None if inside is None else Term("mul", speed[1], inside)
    return None


def _linear(bound: Term, place: Term, clock: Term) -> tuple[Term, Term] | None:
    """Return a and b of a bound ``a + b |u|`` in which they do not move."""
    form = Normalizer().form
    whole = form(place)
    sources, growths = list[Term](), list[Term]()
    for part in summands(bound):
        factors = list(part[1:]) if part[0] == "mul" else [part]
        sized = [factor for factor in factors if factor[0] == "norm" and form(factor[1]) == whole]
        others = [factor for factor in factors if factor not in sized]
        if len(sized) > 1:
            return None
        (growths if sized else sources).append(Term("mul", *others) if len(others) > 1 else (*others, ONE)[0])
    if not growths or any(clock in part.free for part in (*sources, *growths)):
        return None
    return total(sources), total(growths)


def _grown(search: Search, place: Term, time: Term, source: Term, growth: Term) -> Theorem | None:
    """Groenwall's inequality for the length of what is at a place at a time, its conditions shown."""
    taken = frozenset().union(place.free, source.free, growth.free, *search.fixed())
    s = fresh_variable(Term("var", "s", SCALAR), taken)
    moving = substitute(place, {time: s})
    values = [(END, time), (SOURCE, source), (GROWTH, growth)]
    law = read(growth_of_length_law(s), variables=values, paths=[("u", ("V", "n"), s, moving)])
    shown = [search.prove(condition) for condition in law.clause.conditions]
    return None if None in shown else rules.instantiate([law, *filter(None, shown)], [])
