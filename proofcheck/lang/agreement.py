"""Whether two claims that are printed alike ask the kernel the same thing.

Printing leaves out brackets in products, ``a (b c)`` and ``(a b) c``, and it does not tell ``(-a) b`` from ``-(a b)``:
there the kernel's terms may differ and mean the same. Nowhere else may they.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
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
    if parts[0] == "outer":
        return _composition(parts[1], _Row(parts[2]))
    return _composition(*parts[1:]) if parts[0] == "dot" else parts


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


@dataclass(frozen=True, slots=True)
class _Row:
    """A transposed vector in a product."""

    vector: Term


def _composition(*factors: Term | _Row) -> Term:
    """Write ``A (B x)`` and ``(A B) x`` alike, ``(u v') x`` and ``(v' x) u`` too, and scalars in front."""
    scalars: list[Term] = []
    chain: list[Term | _Row] = []
    for factor in factors:
        for part in factor[1:] if isinstance(factor, Term) and factor[0] == "mul" else (factor,):
            if isinstance(part, Term) and part.sort[0] in {"S", "N"}:
                scalars.append(part)
            else:
                chain += _links(part)
    composed = _joined(chain, scalars)
    return _product((*scalars, composed)) if scalars else composed


def _joined(chain: Sequence[Term | _Row], scalars: list[Term]) -> Term:
    """The product of a chain, but for the numbers in it: a row with the next vector after it."""
    kept: list[Term | _Row] = []
    for link in chain:
        rows = [place for place, other in enumerate(kept) if isinstance(other, _Row)]
        if rows and isinstance(link, Term) and link.sort[0] == "V":
            row, *between = kept[rows[-1] :]
            assert isinstance(row, _Row)
            scalars.append(Term("inner", row.vector, _nested([*between, link])))
            del kept[rows[-1] :]
        else:
            kept.append(link)
    place = next((place for place, link in enumerate(kept) if isinstance(link, _Row)), None)
    if place is None:
        return _nested(kept)
    row = kept[place]
    assert isinstance(row, _Row)
    return _nested([Term("outer", _nested(kept[:place]), row.vector), *kept[place + 1 :]])


def _nested(chain: Sequence[Term | _Row]) -> Term:
    composed = chain[-1]
    for operator in reversed(chain[:-1]):
        composed = Term("dot", operator, composed)
    assert isinstance(composed, Term)
    return composed


def _links(link: Term | _Row) -> Iterator[Term | _Row]:
    if isinstance(link, Term) and link[0] in {"dot", "outer"}:
        yield from _links(link[1])
        yield from _links(link[2]) if link[0] == "dot" else (_Row(link[2]),)
    else:
        yield link
