"""The tactic for the length of a difference: with d for u - v, u is v + d in all that is known of it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import islice

from proofcheck.kernel import rules
from proofcheck.kernel.clauses import Clause, Relation
from proofcheck.kernel.terms import ZERO, Term, fresh_variable, sub, substitute
from proofcheck.kernel.theorem import Theorem
from proofcheck.provers.arithmetic import Facts
from proofcheck.provers.engine import Search
from proofcheck.provers.equations import Equations
from proofcheck.provers.forms import all_replaced
from proofcheck.provers.instances import open_subterms
from proofcheck.provers.tactics.roots import by_squares
from proofcheck.provers.triangles import difference

_Gap = tuple[Term, tuple[Term, Term]]


def by_difference(search: Search, relation: Relation) -> Theorem | None:
    """The relation, or that of the squares, for all d in the place of u - v."""
    lengths = [part for side in relation[1:] for part in open_subterms(side) if part[0] == "norm"]
    if search.depth > 1 or not any(map(difference, (length[1] for length in lengths))):
        return None
    return _by_difference(search, relation) or by_squares(search, relation, _by_difference)


def _by_difference(search: Search, relation: Relation) -> Theorem | None:
    """The relation, from the equations for u, with v + d in the place of it."""
    sides = relation[1:]
    parts = dict.fromkeys(part for side in sides for part in open_subterms(side))
    equations = [t for t in search.ground() if t.clause.relation[0] == "=" and t.clause.relation[1].sort[0] == "V"]
    for length in (part for part in parts if part[0] == "norm"):
        pair = difference(length[1])
        for u, v in (pair, pair[::-1]) if pair is not None else ():
            about = [t for t in equations if u in t.clause.free_variables() and not _is_where_gradients_are(u, t)]
            if u[0] != "var" or u in v.free or not about:
                continue
            gaps = {length[1]: (u, v), **dict(_other_gaps(parts, about, u, v))}
            found = _displaced(replace(search, depth=search.depth + 1), relation, gaps, about)
            if found is not None:
                return found
    return None


def _other_gaps(parts: Iterable[Term], about: Iterable[Theorem], u: Term, v: Term) -> Iterator[_Gap]:
    """The first difference b - c of other vectors of which b is in the equations for u, as what they are solved for."""
    taken = u.free | v.free
    named = frozenset().union(*(theorem.clause.free_variables() for theorem in about))
    pairs = ((part, difference(part)) for part in parts if part.sort[0] == "V")
    found = ((part, pair) for part, pair in pairs if pair is not None and not part.free & taken)
    return islice(((part, (b, c)) for part, (b, c) in found if b[0] == "var" and b in named and b not in c.free), 1)


def _is_where_gradients_are(u: Term, equation: Theorem) -> bool:
    """Whether an equation speaks of a gradient at u: it says nothing more of that at v + d."""
    parts = (part for side in equation.clause.relation[1:] for part in open_subterms(side))
    return any(part[0] == "gradfn" and u in part.free for part in parts)


def _displaced(
    search: Search, relation: Relation, gaps: Mapping[Term, tuple[Term, Term]], about: list[Theorem]
) -> Theorem | None:
    """The relation, for all vectors in the place of the gaps, from what the equations say of these."""
    taken = frozenset().union(*(side.free for side in relation[1:]), *search.fixed())
    names: dict[Term, Term] = {}
    for gap, (u, _) in gaps.items():
        names[gap] = fresh_variable(Term("var", "d", u.sort), taken.union(names.values()))
    moved = {u: Term("add", v, names[gap]) for gap, (u, v) in gaps.items()}
    back = {names[gap]: sub(u, v) for gap, (u, v) in gaps.items()}
    op, low, high = all_replaced(relation, names)
    kept = tuple(t for t in search.known if not moved.keys() & t.clause.free_variables())
    rest = Equations(replace(search, known=kept).ground())
    clauses = [_left_over(rest, Clause((), (), t.clause.relation).substitute(moved)) for t in about]
    low, high = (substitute(side, moved) for side in (low, high))
    shown = replace(search, known=kept).prove(Clause((*names.values(),), tuple(clauses), (op, low, high)))
    if shown is None:
        return None
    there = Equations([*about, *search.ground()])
    known = []
    for clause in clauses:
        one, other = (substitute(side, back) for side in clause.relation[1:])
        said = there.prove(one, other) or Equations(about).prove(one, other)
        known += [] if said is None else [said]
    return Facts([rules.instantiate([shown, *known], back.items())]).prove(relation)


def _left_over(rest: Equations, clause: Clause) -> Clause:
    """An equation, without what other equations say of its sides."""
    _, left, right = clause.relation
    remainder = rest.remainder(left, right)
    return clause if remainder is None else Clause((), (), ("=", remainder, Term("mul", ZERO, remainder)))
