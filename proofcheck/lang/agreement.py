"""Whether two claims that are printed alike ask the kernel the same thing.

Printing leaves out brackets in products, ``a (b c)`` and ``(a b) c``, and it does not tell ``(-a) b`` from ``-(a b)``:
there the kernel's terms may differ and mean the same. Nowhere else may they.
"""

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from proofcheck.kernel.clauses import Clause, Problem
from proofcheck.kernel.terms import Term


def agree(first: Problem, second: Problem) -> bool:
    """Whether two problems are the same, up to the grouping of products."""
    if first == second:
        return True
    return (
        first.dimensions == second.dimensions
        and [grouped(c) for c in first.hypotheses] == [grouped(c) for c in second.hypotheses]
        and grouped(first.goal) == grouped(second.goal)
    )


def grouped(clause: Clause) -> Clause:
    """Return a clause with every product in it written in one way.

    >>> from proofcheck.lang import scalar
    >>> from proofcheck.lang.translate import clauses
    >>> a, b = scalar("a"), scalar("b")
    >>> left, right = (grouped(clauses(c >= 0)[0]) for c in (-(a * b), (-b) * a))
    >>> left == right
    True
    """
    op, left, right = clause.relation
    conditions = tuple(grouped(condition) for condition in clause.conditions)
    return Clause(clause.variables, conditions, (op, _grouped(left), _grouped(right)))


def _grouped(term: Any) -> Any:
    if not isinstance(term, Term):
        return term
    parts = Term(*map(_grouped, term))
    if parts[0] == "mul":
        return _product(parts[1:])
    return _composition(parts[1], parts[2]) if parts[0] == "dot" else parts


def _product(factors: tuple[Term, ...]) -> Term:
    number = Fraction(1)
    others: list[Term] = []
    for factor in factors:
        for inner in factor[1:] if factor[0] == "mul" else (factor,):
            if inner[0] == "num":
                number *= inner[1]
            else:
                others.append(inner)
    others.sort(key=lambda factor: (factor.sort[0] not in {"S", "N"}, factor.key))
    return Term("mul", Term("num", number), *others)


def _composition(left: Term, right: Term) -> Term:
    """Write ``A (B x)`` and ``(A B) x`` alike, and the scalars of either factor in front."""
    scalars: list[Term] = []
    chain: list[Term] = []
    for factor in (left, right):
        inside = factor[1:] if factor[0] == "mul" else (factor,)
        for part in inside:
            if part.sort[0] in {"S", "N"}:
                scalars.append(part)
            else:
                chain += _links(part)
    composed = chain[-1]
    for operator in reversed(chain[:-1]):
        composed = Term("dot", operator, composed)
    return _product((*scalars, composed)) if scalars else composed


def _links(term: Term) -> Iterator[Term]:
    while term[0] == "dot":
        yield term[1]
        term = term[2]
    yield term
