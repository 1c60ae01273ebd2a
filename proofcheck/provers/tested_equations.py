"""Equations between vectors tested with vectors, and those between operators with what they make of these."""

from collections.abc import Iterator, Sequence

from proofcheck.kernel.rules import congruence
from proofcheck.kernel.terms import Term
from proofcheck.kernel.theorem import Theorem
from proofcheck.provers.equations import fresh_hole, is_symmetry
from proofcheck.provers.instances import open_subterms

MOST_TESTED = 4
"""Equations, and vectors that they are tested with."""


def tested(theorems: Sequence[Theorem], relation: tuple[str, Term, Term]) -> Iterator[Theorem]:
    """The inner products of both sides of equations between vectors with the vectors in sight; of equations between
    operators, those of what they make of such a vector.
    """
    given = [t for t in theorems if not t.clause.variables and t.clause.relation[0] == "="]
    relations = (relation, *(t.clause.relation for t in given))
    parts = dict.fromkeys(p for _, *sides in relations for side in sides for p in open_subterms(side))
    vectors = [part for part in parts if part[0] in {"var", "path", "dpath"} and part.sort[0] == "V"]
    sums = [v for p in dict.fromkeys(p for side in relation[1:] for p in open_subterms(side)) for v in _sums_in(p)]
    for equation in [t for t in given if t.clause.relation[1][0] in {"add", "dot", "tr"}][:MOST_TESTED]:
        _, left, right = equation.clause.relation
        if left.sort[0] == "O":
            if is_symmetry(left, right):
                continue
            yield from _tested_operator(equation, vectors)
            continue
        fitting = [[v for v in some if v.sort == left.sort] for some in (dict.fromkeys(sums), vectors)]
        for vector in [*fitting[0][:2], *fitting[1][:MOST_TESTED]]:
            hole = fresh_hole(vector.sort, vector, left, right)
            yield congruence([equation], hole, Term("inner", hole, vector))


def _sums_in(product: Term) -> tuple[Term, ...]:
    """The sums of vectors of which an inner product is taken."""
    return tuple(v for v in product[1:] if v[0] == "add" and v.sort[0] == "V") if product[0] == "inner" else ()


def _tested_operator(equation: Theorem, vectors: Sequence[Term]) -> Iterator[Theorem]:
    _, left, right = equation.clause.relation
    _, n, d = left.sort
    for vector in [v for v in vectors if v.sort == ("V", d)][:2]:
        for other in [v for v in vectors if v.sort == ("V", n)][:2]:
            hole = fresh_hole(left.sort, vector, other, left, right)
            yield congruence([equation], hole, Term("inner", Term("dot", hole, vector), other))
