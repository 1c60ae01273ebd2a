"""What an operator makes of a member of a sequence of vectors or operators, where the next one is that: its size."""

from collections.abc import Iterable, Iterator, Sequence

from proofcheck.kernel.terms import Term
from proofcheck.kernel.theorem import Theorem


def steps_by_operators(ground: Iterable[Theorem], norms: Sequence[Term]) -> Iterator[tuple[Term, Term]]:
    """A and y, or A and y x, for the equations ``q(k + 1) = A y``, where ``|q(k + 1)|``, or ``|q(k + 1) x|``, is
    spoken of.
    """
    for theorem in ground:
        op, left, right = theorem.clause.relation
        if op != "=" or left[0] != "path" or right[0] != "dot" or right[1].sort[0] != "O":
            continue
        for _, inside in norms:
            if inside == left:
                yield right[1], right[2]
            elif inside[0] == "dot" and inside[1] == left:
                yield right[1], Term("dot", right[2], inside[2])
