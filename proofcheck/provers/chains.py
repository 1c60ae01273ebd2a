"""What chains of relations come to: ``a <= d`` from ``a = b``, ``b <= c`` and ``c = d`` after one another."""

from collections.abc import Iterator, Sequence

from proofcheck.kernel import rules
from proofcheck.kernel.clauses import Relation
from proofcheck.kernel.terms import SCALAR, KernelError
from proofcheck.kernel.theorem import Theorem
from proofcheck.provers.arithmetic import Facts


def ends_of_chains(theorems: Sequence[Theorem]) -> list[Theorem]:
    """Return what is so of both ends of each chain of relations between numbers that is longer than one.

    The links may be said for all of something, if for the same, and under conditions: the ends are so under all these.
    """
    return [shown for links, ends in _chains(theorems) if (shown := _composed(links, ends)) is not None]


def _composed(links: Sequence[Theorem], ends: Relation) -> Theorem | None:
    conditions = dict.fromkeys(condition for link in links for condition in link.clause.conditions)
    variables = links[0].clause.variables
    try:
        shown = Facts([_opened(link) for link in links]).prove(ends)
        return None if shown is None else rules.generalize([shown], variables, tuple(conditions))
    except KernelError:
        return None


def _opened(link: Theorem) -> Theorem:
    """What a theorem says of its variables, under its conditions as hypotheses."""
    supposed = [rules.assume([], condition) for condition in link.clause.conditions]
    return rules.instantiate([link, *supposed], [(variable, variable) for variable in link.clause.variables])


def _chains(theorems: Sequence[Theorem]) -> Iterator[tuple[list[Theorem], Relation]]:
    """Yield the chains, each with the relation between its ends; one that goes down is read from its end."""
    links: list[Theorem] = []
    ends: Relation | None = None
    for theorem in (*theorems, None):
        longer = None if theorem is None or ends is None else _longer(links[0], ends, theorem)
        if theorem is not None and longer is not None:
            links, ends = [*links, theorem], longer
            continue
        if len(links) > 1 and ends is not None and ends[0] != "=":
            yield links, ends
        numbers = theorem is not None and theorem.clause.relation[1].sort == SCALAR
        links, ends = ([theorem], theorem.clause.relation) if theorem is not None and numbers else ([], None)


def _longer(first: Theorem, ends: Relation, theorem: Theorem) -> Relation | None:
    """Return the relation between the ends of a chain that goes on with a theorem; nothing where it does not."""
    (one, low, high), (other, left, right) = ends, theorem.clause.relation
    if first.clause.variables != theorem.clause.variables:
        return None
    op = "<" if "<" in {one, other} else "<=" if "<=" in {one, other} else "="
    if high == left:
        return op, low, right
    return (op, left, high) if right == low and other != "=" else None
