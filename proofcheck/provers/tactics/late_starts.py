"""Inductions that begin later than the claim does: ``k^2 <= 2^(k + 1)`` one by one up to k = 3, and on by steps."""

from dataclasses import replace

from proofcheck.kernel import rules
from proofcheck.kernel.clauses import Clause, Relation, fact
from proofcheck.kernel.terms import NATURAL, ONE, Term, num, substitute, subterms
from proofcheck.kernel.theorem import Theorem
from proofcheck.provers.arithmetic import Facts
from proofcheck.provers.engine import Search
from proofcheck.provers.saturation import by_arithmetic

LATER = 4
"""From where the induction is tried."""


def from_later_on(search: Search, relation: Relation) -> Theorem | None:
    """A relation between powers of, and with, one natural number of which nothing is supposed."""
    counts = {v for side in relation[1:] for v in side.free if v.sort == NATURAL}
    if search.depth > 0 or len(counts) != 1 or not search.may("induction"):
        return None
    (count,) = counts
    supposed = any(count in hypothesis for hypothesis in search.fixed())
    if supposed or not _has_power_with(relation, count):
        return None
    first = [_at(search, relation, count, number) for number in range(LATER)]
    if None in first:
        return None
    found = search.prove(Clause((count,), (fact("<=", num(LATER), count),), relation))
    for number in reversed(range(LATER)):
        base = first[number]
        found = None if found is None or base is None else _from(relation, count, number, base, found)
    return None if found is None else rules.instantiate([found], [(count, count)])


def _has_power_with(relation: Relation, count: Term) -> bool:
    """Whether the number is an exponent, and no members of sequences are spoken of."""
    parts = [part for side in relation[1:] for part in subterms(side)]
    return any(part[0] == "powi" and count in part[2].free for part in parts) and all(p[0] != "path" for p in parts)


def _at(search: Search, relation: Relation, count: Term, number: int) -> Theorem | None:
    op, left, right = relation
    values = {count: num(number)}
    deeper = replace(search, depth=search.depth + 1)
    return by_arithmetic(deeper, (op, substitute(left, values), substitute(right, values)), stages=2)


def _from(relation: Relation, count: Term, number: int, base: Theorem, later: Theorem) -> Theorem | None:
    """The relation from a number on, from the relation there and from the next number on: a step of an induction that
    does not look back.
    """
    statement, following = fact(*relation), Term("add", count, ONE)
    onwards = (fact("<=", num(number), count),) if number else ()
    known = [rules.assume([], condition) for condition in onwards]
    above = Facts(known).prove(("<=", num(number + 1), following))
    if above is None:
        return None
    after = rules.instantiate([later, above], [(count, following)])
    return rules.induction([base, rules.generalize([after], (count,), (*onwards, statement))], count, statement, number)
