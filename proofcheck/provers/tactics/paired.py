"""A sum of sizes below another sum with as many summands: each summand is below the one that stands in its place."""

from collections.abc import Sequence

from proofcheck.kernel.clauses import Relation, fact
from proofcheck.kernel.terms import Term, subterms
from proofcheck.kernel.theorem import Theorem
from proofcheck.provers.arithmetic import Facts
from proofcheck.provers.engine import Search
from proofcheck.provers.tactics.summands import NORMS, summands

MOST_PAIRS, DEEPEST = 4, 1


def pair_by_pair(search: Search, relation: Relation) -> Theorem | None:
    """``|A x| + |B y| <= a + b``, from ``|A x| <= a`` and ``|B y| <= b``; of two, the other way round as well."""
    op, left, right = relation
    if op != "<=" or left[0] != "add" or search.depth > DEEPEST:
        return None
    here, there = list(summands(left)), list(summands(right))
    if not 1 < len(here) == len(there) <= MOST_PAIRS or not all(map(_has_size, here)):
        return None
    for order in (there, there[::-1]) if len(there) == 2 else (there,):
        shown = _each_below(search, here, order)
        if shown:
            return Facts(shown).prove(relation)
    return None


def _has_size(part: Term) -> bool:
    return any(inside[0] in NORMS for inside in subterms(part))


def _each_below(search: Search, here: Sequence[Term], there: Sequence[Term]) -> list[Theorem]:
    """Theorems that say of each term that it is at most the other one; none where one of them is not shown."""
    shown: list[Theorem] = []
    for least, most in zip(here, there, strict=True):
        found = None if least == most else search.soon(fact("<=", least, most))
        if found is None and least != most:
            return []
        shown += [] if found is None else [found]
    return shown
