"""Sums that telescope: what a bound says of the start of a sequence is left over at its end."""

from collections.abc import Iterator

from proofcheck.kernel.clauses import Relation
from proofcheck.kernel.terms import ONE, ZERO, Term, neg, slots, sub, substitute, subterms
from proofcheck.kernel.theorem import Theorem
from proofcheck.provers.arithmetic import Facts
from proofcheck.provers.engine import Search
from proofcheck.provers.instances import open_subterms
from proofcheck.provers.tactics.induction import induct


def telescoped(search: Search, relation: Relation) -> Theorem | None:
    """A bound of a sum, from a stronger one by induction: what it says of the first term is left over at the last.

    In ``sum_{k=1}^T g_k <= |x_1|^2 / c + b T`` that is ``|x_{T+1}|^2 / c``, on the left; in a sum of
    ``(a_k - a_{k+1}) c_k``, it is ``a_{T+1} c_T``.
    """
    op, left, right = relation
    if op != "<=" or search.depth > 1 or not search.may("induction"):
        return None
    for total in dict.fromkeys(part for part in open_subterms(left) if part[0] == "sum"):
        last = total[3]
        if last[0] != "var" or last.sort[0] != "N":
            continue
        for rest in _left_over(relation, total):
            sign = search.relation(("<=", ZERO, rest))
            stronger = None if sign is None else induct(search, (op, Term("add", left, rest), right))
            if sign is not None and stronger is not None:
                return Facts([stronger, sign]).prove(relation)
    return None


def _left_over(relation: Relation, total: Term) -> Iterator[Term]:
    """What the bound says of the start, at the end; and what the last summand takes from the next one."""
    _, left, right = relation
    _, index, first, last, body = total
    potential = _at(sub(right, left), first)
    if potential is not None:
        rest = _moved(potential, first, Term("add", last, ONE))
        if first not in rest.free:
            yield rest
    following = _at(body, Term("add", index, ONE)) if left == total else None
    if following is not None:
        yield neg(substitute(following, {index: last}))


def _at(term: Term, index: Term) -> Term | None:
    """The summands that speak of a sequence at an index."""
    parts = [part for part in _summands(term) if any(_is_at(inside, index) for inside in subterms(part))]
    return Term("add", *parts) if len(parts) > 1 else parts[0] if parts else None


def _summands(term: Term) -> Iterator[Term]:
    """The summands of a sum, perhaps divided by a number, or times some."""
    if term[0] == "add":
        for part in term[1:]:
            yield from _summands(part)
    elif term[0] == "div":
        yield from (Term("div", part, term[2]) for part in _summands(term[1]))
    elif term[0] == "mul" and any(factor[0] in {"add", "mul", "div"} for factor in term[1:]):
        place = next(place for place, factor in enumerate(term) if place and factor[0] in {"add", "mul", "div"})
        yield from (Term("mul", *term[1:place], part, *term[place + 1 :]) for part in _summands(term[place]))
    else:
        yield term


def _is_at(part: Term, index: Term) -> bool:
    return bool(part[0] == "path" and part[3] == index)


def _moved(term: Term, index: Term, later: Term) -> Term:
    """The term with its sequences at a later index."""
    parts = list(term)
    for slot in slots(term):
        parts[slot] = _moved(term[slot], index, later)
    if _is_at(term, index):
        parts[3] = later
    return Term(*parts)
