"""The tactic for the length of a difference: with d for u - v, u is v + d in all that is known of it."""

from dataclasses import replace

from proofcheck.kernel import rules
from proofcheck.kernel.clauses import Clause, Relation
from proofcheck.kernel.terms import Term, fresh_variable, sub, substitute
from proofcheck.kernel.theorem import Theorem
from proofcheck.provers.arithmetic import Facts
from proofcheck.provers.engine import Search
from proofcheck.provers.equations import Equations
from proofcheck.provers.forms import with_part
from proofcheck.provers.instances import open_subterms
from proofcheck.provers.tactics.roots import by_squares
from proofcheck.provers.triangles import difference


def by_difference(search: Search, relation: Relation) -> Theorem | None:
    """The relation, or that of the squares, for all d in the place of u - v."""
    lengths = [part for side in relation[1:] for part in open_subterms(side) if part[0] == "norm"]
    if search.depth > 1 or not any(map(difference, (length[1] for length in lengths))):
        return None
    return _by_difference(search, relation) or by_squares(search, relation, _by_difference)


def _by_difference(search: Search, relation: Relation) -> Theorem | None:
    """The relation, from the equations for u, with v + d in the place of it."""
    sides = relation[1:]
    equations = [t for t in search.ground() if t.clause.relation[0] == "=" and t.clause.relation[1].sort[0] == "V"]
    for length in dict.fromkeys(part for side in sides for part in open_subterms(side) if part[0] == "norm"):
        pair = difference(length[1])
        for u, v in (pair, pair[::-1]) if pair is not None else ():
            about = [t for t in equations if u in t.clause.free_variables() and not _is_where_gradients_are(u, t)]
            if u[0] != "var" or u in v.free or not about:
                continue
            found = _displaced(replace(search, depth=search.depth + 1), relation, length[1], (u, v), about)
            if found is not None:
                return found
    return None


def _is_where_gradients_are(u: Term, equation: Theorem) -> bool:
    """Whether an equation speaks of a gradient at u: it says nothing more of that at v + d."""
    parts = (part for side in equation.clause.relation[1:] for part in open_subterms(side))
    return any(part[0] == "gradfn" and u in part.free for part in parts)


def _displaced(
    search: Search, relation: Relation, gap: Term, pair: tuple[Term, Term], about: list[Theorem]
) -> Theorem | None:
    (u, v), (op, *sides) = pair, relation
    taken = frozenset().union(gap.free, *(side.free for side in sides), *search.fixed())
    d = fresh_variable(Term("var", "d", u.sort), taken)
    moved = {u: Term("add", v, d)}
    low, high = (substitute(with_part(side, gap, d), moved) for side in sides)
    clauses = [Clause((), (), t.clause.relation).substitute(moved) for t in about]
    kept = tuple(t for t in search.known if u not in t.clause.free_variables())
    shown = replace(search, known=kept).prove(Clause((d,), tuple(clauses), (op, low, high)))
    if shown is None:
        return None
    back = {d: sub(u, v)}
    known = []
    for theorem, clause in zip(about, clauses, strict=True):
        _, one, other = clause.relation
        said = Equations([theorem]).prove(substitute(one, back), substitute(other, back))
        known += [] if said is None else [said]
    return Facts([rules.instantiate([shown, *known], [(d, back[d])])]).prove(relation)
