"""Bounds that say nothing: a thing against itself, a multiple or a part of itself, or 0."""

from collections.abc import Collection, Iterator
from typing import Any

from proofcheck.kernel.clauses import Clause
from proofcheck.kernel.normal import Normalizer, Poly
from proofcheck.kernel.terms import ZERO, KernelError
from proofcheck.lang import expressions as ex
from proofcheck.lang.expressions import Assertion
from proofcheck.lang.printing import text
from proofcheck.models.existence import IMPOSSIBLE
from proofcheck.repair.consequences import relation_of

_NORMS = {ex.Norm, ex.SumNorm, ex.MaximumNorm}


def is_trivial(
    clause: Clause, compared: Collection[Clause] = (), exact: bool = False, supposed: Normalizer | None = None
) -> bool:
    """Whether a clause compares a thing with itself, or with a multiple or a part of itself, or is a bound by 0.

    Arguments:
        compared: what the claim that was changed says; what is compared with 0 there may be.
        exact: whether the two sides may be the same, written in different ways.
        supposed: the normal form under what is supposed, by which a side may be 0.
    """
    op, left, right = clause.relation
    if left == right:
        return clause.relation != IMPOSSIBLE
    if op == "=" or left.sort[0] not in {"S", "N"}:
        return False
    if _compares_operators(clause):
        return False
    sides, under = _forms(clause), _forms(clause, supposed)
    if sides is None or under is None:
        return False
    if not all(sides) or not all(under):
        return {left, right} not in [{*other.relation[1:]} for other in compared]
    shifted = _is_of_eigenvalues(clause)
    if _is_part(*sides) and not shifted:
        more = _rest(*sides)
        return not any((forms := _forms(other)) and _is_part(*forms) and _rest(*forms) == more for other in compared)
    if sides[0].keys() != sides[1].keys():
        return False
    if sides[0].keys() == {()}:
        return not any((forms := _forms(other)) and all(form.keys() == {()} for form in forms) for other in compared)
    ratios = {sides[0][mono] / coefficient for mono, coefficient in sides[1].items()}
    return len(ratios) == 1 and not (ratios == {1} and (exact or shifted) and not _is_product_of_symbols(sides[0]))


def _compares_operators(clause: Clause) -> bool:
    """Whether it says in the Loewner order that one operator is at most another, none 0 or a multiple of the other."""
    _, left, right = clause.relation
    if left != ZERO or right[0] != "lmin" or right[1][0] != "add" or len(right[1]) != 3:
        return False
    try:
        first, second = (Normalizer().form(part) for part in right[1][1:])
    except KernelError:
        return False
    if not first or not second or first.keys() != second.keys():
        return bool(first and second)
    return len({second[key] / coefficient for key, coefficient in first.items()}) > 1


def _is_of_eigenvalues(clause: Clause) -> bool:
    """Whether a side is an extreme eigenvalue: that of a shifted operator is a sum."""
    return any(side[0] in {"lmin", "lmax"} for side in clause.relation[1:])


def shared(says: Assertion) -> set[Any]:
    """The terms that stand on both sides of a relation."""
    relation = relation_of(says)
    return set() if relation is None else {*_terms(relation.left)} & {*_terms(relation.right)}


def is_detour(before: Assertion, after: Assertion) -> bool:
    """Whether a bound of one length by another got the distance of the two points beside it: that holds of any two.

    >>> from proofcheck.lang import norm, vector
    >>> u, v = vector("u", 2), vector("v", 2)
    >>> is_detour(norm(u) <= norm(v), norm(u) <= norm(v) + norm(u - v))
    True
    """
    old, new = relation_of(before), relation_of(after)
    if old is None or new is None or not (isinstance(old.left, ex.Norm) and isinstance(old.right, ex.Norm)):
        return False
    one, other = old.left.args[0], old.right.args[0]
    return not {ex.Norm(one - other), ex.Norm(other - one)}.isdisjoint([*_terms(new.left), *_terms(new.right)])


def is_written_twice(says: Assertion) -> bool:
    """Whether the two sides of a relation are the same, brackets aside, ``(A A) B = A (A B)``, or norms of the same, or
    one is transposed twice.
    """
    relation = relation_of(says)
    if relation is None:
        return False
    if {type(relation.left), type(relation.right)} <= _NORMS and relation.left.args == relation.right.args:
        return True
    return text(_turned_back(relation.left)) == text(_turned_back(relation.right))


def _turned_back(node: Any) -> Any:
    """An operator without what turns it round twice."""
    while isinstance(node, ex.TransposedOperator) and isinstance(node.args[0], ex.TransposedOperator):
        node = node.args[0].args[0]
    return node


def _terms(node: Any) -> Iterator[Any]:
    """What is added and subtracted in an expression, without the signs."""
    if isinstance(node, ex.Sum | ex.Negative):
        for part in node.args:
            yield from _terms(part)
    else:
        yield node


def _forms(clause: Clause, supposed: Normalizer | None = None) -> list[Poly] | None:
    """The normal forms of its sides, where they are numbers; under what is supposed, if that is given."""
    normalizer = supposed or Normalizer()
    try:
        return [normalizer.scalar(side) for side in clause.relation[1:]]
    except KernelError:
        return None


def _is_part(left: Poly, right: Poly) -> bool:
    """Whether one side occurs in the other, beside something else."""
    small, large = sorted((left, right), key=len)
    return bool(small.keys() - {()}) and len(small) < len(large) and small.items() <= large.items()


def _is_product_of_symbols(form: Poly) -> bool:
    """Whether a side is a number times powers of symbols: nobody bounds ``x^3`` by ``x x^2``."""
    return len(form) == 1 and all(atom[0] == "var" for mono in form for atom, _ in mono)


def _rest(left: Poly, right: Poly) -> Collection[Any]:
    """The terms that one side has more than the other, whatever their factors."""
    small, large = sorted((left, right), key=len)
    return large.keys() - small.keys()


__all__ = ["is_detour", "is_trivial", "is_written_twice", "shared"]
