"""A tactic for numbers between two others: what is bent downwards is least at an end."""

from collections.abc import Iterator
from functools import partial

from proofcheck.evidence.readback import poly_term
from proofcheck.kernel import rules
from proofcheck.kernel.clauses import Relation
from proofcheck.kernel.normal import Poly, mentions
from proofcheck.kernel.terms import SCALAR, ZERO, Term, sub, substitute
from proofcheck.kernel.theorem import Theorem
from proofcheck.provers.arithmetic import Facts
from proofcheck.provers.engine import Search
from proofcheck.provers.library import intervals
from proofcheck.provers.library.applying import entry
from proofcheck.provers.saturation import by_arithmetic

MOST_DEEP = 2
"""How deep in an argument ends are looked at."""
MOST_RANGES = 3
"""Pairs of bounds that are looked at."""

_shown = partial(by_arithmetic, stages=2)


def at_ends(search: Search, relation: Relation) -> Theorem | None:
    """The relation at a number between two others, from the same at these, where the gap is bent downwards in it."""
    op, left, right = relation
    if op != "<=" or left.sort != SCALAR or search.depth > MOST_DEEP:
        return None
    gap = Facts(search.ground()).normalizer.scalar(sub(right, left))
    for low, high in list(_ranges(search, left.free | right.free))[:MOST_RANGES]:
        s = low.clause.relation[2]
        form = _parabola(gap, s)
        found = None if form is None else _at_ends(search, relation, (low, high), form)
        if found is not None:
            return found
    return None


def _ranges(search: Search, free: frozenset[Term]) -> Iterator[tuple[Theorem, Theorem]]:
    """``a <= s`` and ``s <= b`` for the numbers s that a relation speaks of, as they are known."""
    known = [(t, *t.clause.relation[1:]) for t in search.ground() if t.clause.relation[0] != "="]
    for low, a, s in known:
        if s[0] == "var" and s.sort == SCALAR and s in free and s not in a.free:
            yield from ((low, high) for high, other, b in known if other == s and s not in b.free)


def _parabola(gap: Poly, s: Term) -> tuple[Term, Term, Term] | None:
    """p, q and r where the gap is ``p + q s - r s^2``."""
    parts: tuple[Poly, Poly, Poly] = ({}, {}, {})
    for mono, value in gap.items():
        powers = dict(mono)
        degree = powers.pop(s, 0)
        if degree not in {0, 1, 2} or any(mentions(atom, s) for atom in powers):
            return None
        rest = tuple((atom, power) for atom, power in mono if atom != s)
        parts[int(degree)][rest] = -value if degree == 2 else value
    level, tilt, bend = map(poly_term, parts)
    return level, tilt, bend


def _at_ends(
    search: Search, relation: Relation, ends: tuple[Theorem, Theorem], form: tuple[Term, Term, Term]
) -> Theorem | None:
    _, *sides = relation
    (_, low, s), (_, _, high) = (end.clause.relation for end in ends)
    bend = _shown(search, ("<=", ZERO, form[2]))
    known = [bend]
    for place in (low, high):
        at_place = [substitute(side, {s: place}) for side in sides]
        known.append(None if None in known else _shown(search, ("<=", at_place[0], at_place[1])))
    shown = [theorem for theorem in known if theorem is not None]
    if len(shown) < len(known):
        return None
    weak = [rules.arithmetic([end], ("<=", *end.clause.relation[1:]), [entry(0)]) for end in ends]
    values = [("<=", ZERO, intervals.parabola(*form, place)) for place in (low, high)]
    signs = [rules.arithmetic([t], value, [entry(0)]) for t, value in zip(shown[1:], values, strict=True)]
    between = intervals.between([*weak, shown[0], *signs], s, *form)
    return Facts([between, *search.ground()]).prove(relation)
