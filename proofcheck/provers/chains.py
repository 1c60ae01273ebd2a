"""What chains of relations come to: ``a <= d`` from ``a = b``, ``b <= c`` and ``c = d`` after one another."""

from collections.abc import Iterator, Sequence

from proofcheck.kernel.clauses import Relation
from proofcheck.kernel.terms import SCALAR
from proofcheck.kernel.theorem import Theorem
from proofcheck.provers.arithmetic import Facts


def ends_of_chains(theorems: Sequence[Theorem]) -> list[Theorem]:
    """Return what is so of both ends of each chain of relations between numbers that is longer than one."""
    found = []
    for links, ends in _chains(theorems):
        shown = Facts(links).prove(ends)
        if shown is not None:
            found.append(shown)
    return found


def _chains(theorems: Sequence[Theorem]) -> Iterator[tuple[list[Theorem], Relation]]:
    """Yield the chains, each with the relation between its ends; one that goes down is read from its end."""
    links: list[Theorem] = []
    ends: Relation | None = None
    for theorem in (*theorems, None):
        longer = None if theorem is None or ends is None else _longer(ends, theorem)
        if theorem is not None and longer is not None:
            links, ends = [*links, theorem], longer
            continue
        if len(links) > 1 and ends is not None and ends[0] != "=":
            yield links, ends
        links, ends = ([], None) if theorem is None or not _links(theorem) else ([theorem], theorem.clause.relation)


def _links(theorem: Theorem) -> bool:
    clause = theorem.clause
    return not clause.variables and not clause.conditions and clause.relation[1].sort == SCALAR


def _longer(ends: Relation, theorem: Theorem) -> Relation | None:
    """Return the relation between the ends of a chain that goes on with a theorem; nothing where it does not."""
    (one, low, high), (other, left, right) = ends, theorem.clause.relation
    if not _links(theorem):
        return None
    op = "<" if "<" in {one, other} else "<=" if "<=" in {one, other} else "="
    if high == left:
        return op, low, right
    return (op, left, high) if right == low and other != "=" else None
