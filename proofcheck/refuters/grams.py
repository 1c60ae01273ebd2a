"""Problems about vectors as problems about their inner products, which are numbers, and the vectors back from these.

A Gram matrix in rational numbers is that of rational vectors in enough dimensions: it is L D L' with L triangular and D
diagonal and not negative, and every rational number that is not negative is a sum of four squares (Lagrange).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import combinations
from math import isqrt

from proofcheck.kernel.clauses import Clause, Problem, Relation, fact
from proofcheck.kernel.interned import by_key
from proofcheck.kernel.terms import NATURAL, ONE, SCALAR, Sort, Term, num, slots, sub
from proofcheck.models.instance import Instance

DOT = "·"
SCALAR_HEADS = frozenset(
    {"num", "var", "dim", "add", "mul", "div", "pow", "powi", "sqrt", "exp", "log", "sin", "cos", "max", "min"}
)
MOST_VECTORS = 4
LARGEST_SQUARE = 10**9
"""What is written as a sum of squares is no larger, over its denominator squared."""
ZERO = num(0)

Combination = Mapping[Term, Term]
"""A sum of multiples of vectors."""


class _NotOfInnerProductsError(Exception):
    """Something is said of vectors that their inner products do not tell."""


class Grams:
    """What a problem says of the inner products of its vectors."""

    def __init__(self, problem: Problem, vectors: Sequence[Term]) -> None:
        self._vectors = vectors
        hypotheses = [found for clause in problem.hypotheses for found in self._clauses(clause)]
        conditions = [found for clause in problem.goal.conditions for found in self._clauses(clause)]
        goal = Clause((), tuple(conditions), self._relation(problem.goal.relation))
        self.problem = Problem(problem.dimensions, (*hypotheses, *self._semidefinite()), goal)

    # ------------------------------------------------------------ there

    def _clauses(self, clause: Clause) -> Iterator[Clause]:
        if clause.variables or clause.conditions:
            raise _NotOfInnerProductsError
        op, left, right = clause.relation
        if left.sort[0] == "V":
            difference = self._combination(sub(left, right))
            for vector in self._of_sort(left.sort):
                yield fact("=", self._inner(difference, {vector: ONE}), ZERO)
        elif op == "=":  # an inner product that a hypothesis defines would be none of the instance's numbers
            yield fact("=", sub(self._scalar(left), self._scalar(right)), ZERO)
        else:
            yield fact(op, self._scalar(left), self._scalar(right))

    def _relation(self, relation: Relation) -> Relation:
        op, left, right = relation
        if left.sort[0] != "V":
            return op, self._scalar(left), self._scalar(right)
        difference = self._combination(sub(left, right))
        return op, self._inner(difference, difference), ZERO

    def _of_sort(self, sort: Sort) -> list[Term]:
        return [vector for vector in self._vectors if vector[2] == sort]

    def _scalar(self, term: Term) -> Term:
        """The term with inner products for what speaks of vectors."""
        if term[0] == "inner":
            return self._inner(self._combination(term[1]), self._combination(term[2]))
        if term[0] == "norm":
            inside = self._combination(term[1])
            return Term("sqrt", self._inner(inside, inside))
        if term[0] == "pow" and term[1][0] == "norm" and term[2] > 0 and term[2] % 2 == 0:
            inside = self._combination(term[1][1])
            square = self._inner(inside, inside)
            return square if term[2] == 2 else Term("pow", square, term[2] // 2)
        if term[0] not in SCALAR_HEADS:
            raise _NotOfInnerProductsError
        parts = list(term)
        for slot in slots(term):
            parts[slot] = self._scalar(term[slot])
        return Term(*parts)

    def _combination(self, term: Term) -> Combination:
        if term[0] == "var":
            return {term: ONE}
        if term[0] == "add":
            found: dict[Term, Term] = {}
            for part in term[1:]:
                for vector, factor in self._combination(part).items():
                    found[vector] = Term("add", found[vector], factor) if vector in found else factor
            return found
        if term[0] == "mul":
            factors = [self._scalar(factor) for factor in term[1:-1]]
            return {v: _product(*factors, factor) for v, factor in self._combination(term[-1]).items()}
        raise _NotOfInnerProductsError

    def _inner(self, left: Combination, right: Combination) -> Term:
        terms = [_product(a, b, _symbol(u, v)) for u, a in left.items() for v, b in right.items()]
        return Term("add", *terms) if len(terms) > 1 else terms[0]

    def _semidefinite(self) -> Iterator[Clause]:
        """The Gram matrix of the vectors of each space has no negative principal minor."""
        for sort in dict.fromkeys(vector[2] for vector in self._vectors):
            vectors = self._of_sort(sort)
            for count in range(1, len(vectors) + 1):
                for some in combinations(vectors, count):
                    yield fact("<=", ZERO, _determinant([[_symbol(u, v) for v in some] for u in some]))

    # ------------------------------------------------------------ and back

    def instance(self, found: Instance) -> Instance | None:
        """The instance with vectors for their inner products; ``None`` where these are not known exactly."""
        dims, vectors = dict(found.dims), dict(found.vectors)
        for sort in dict.fromkeys(vector[2] for vector in self._vectors):
            of_sort = self._of_sort(sort)
            try:
                gram = [[found.scalars[_symbol(u, v)[1]] for v in of_sort] for u in of_sort]
            except KeyError:
                return None
            rows = _factored(gram)
            if rows is None:
                return None
            dims[sort[1]] = len(rows[0])
            vectors |= {vector[1]: row for vector, row in zip(of_sort, rows, strict=True)}
        scalars = {name: x for name, x in found.scalars.items() if DOT not in name}
        return replace(found, dims=dims, scalars=scalars, vectors=vectors)


def grams(problem: Problem) -> Grams | None:
    """The problem in inner products; ``None`` where it speaks of other things, or of one vector only."""
    free = problem.goal.free_variables().union(
        problem.goal.variables, *(clause.free_variables() for clause in problem.hypotheses)
    )
    vectors = sorted((v for v in free if v[2][0] == "V"), key=by_key)
    symbolic = all(isinstance(v[2][1], str) for v in vectors)
    if not 1 < len(vectors) <= MOST_VECTORS or not symbolic:
        return None
    if any(v[2] not in (SCALAR, NATURAL) for v in free.difference(vectors)):
        return None
    try:
        return Grams(problem, vectors)
    except _NotOfInnerProductsError:
        return None


def _symbol(u: Term, v: Term) -> Term:
    first, second = sorted((u, v), key=by_key)
    return Term("var", f"{first[1]}{DOT}{second[1]}", SCALAR)


def _product(*factors: Term) -> Term:
    kept = [factor for factor in factors if factor != ONE]
    return Term("mul", *kept) if len(kept) > 1 else kept[0] if kept else ONE


def _determinant(matrix: Sequence[Sequence[Term]]) -> Term:
    if len(matrix) == 1:
        return matrix[0][0]
    terms = []
    for j, entry in enumerate(matrix[0]):
        minor = _determinant([[*row[:j], *row[j + 1 :]] for row in matrix[1:]])
        terms.append(_product(num(-1), entry, minor) if j % 2 else _product(entry, minor))
    return Term("add", *terms)


# ---------------------------------------------------------------- vectors from their inner products


def _factored(gram: Sequence[Sequence[Fraction]]) -> list[tuple[Fraction, ...]] | None:
    """Vectors with these inner products; ``None`` where there are none, or none in short numbers.

    >>> _factored([[Fraction(1), Fraction(1, 3)], [Fraction(1, 3), Fraction(1)]])[1]
    (Fraction(1, 3), Fraction(2, 3), Fraction(2, 3))
    """
    rest = [list(row) for row in gram]
    size = len(rest)
    rows: list[list[Fraction]] = [[] for _ in range(size)]
    for k in range(size):
        pivot = rest[k][k]
        if pivot < 0 or (pivot == 0 and any(rest[k])):
            return None
        if pivot == 0:
            continue
        column = [rest[i][k] / pivot for i in range(size)]
        lengths = squares(pivot)
        if lengths is None:
            return None
        for i, row in enumerate(rows):
            row += [column[i] * length for length in lengths]
        for i in range(size):
            for j in range(size):
                rest[i][j] -= column[i] * column[j] * pivot
    return [tuple(row) or (Fraction(0),) for row in rows]


def squares(x: Fraction) -> list[Fraction] | None:
    """At most four numbers whose squares add up to a positive one; ``None`` where that is large.

    >>> squares(Fraction(8, 9))
    [Fraction(2, 3), Fraction(2, 3)]
    """
    root = isqrt(x.denominator)
    factor = 1 if root * root == x.denominator else x.denominator
    whole = x.numerator * factor
    if whole > LARGEST_SQUARE:
        return None
    found = next(parts for count in range(1, 5) if (parts := _squares(whole, count)) is not None)
    return [Fraction(part, root if factor == 1 else x.denominator) for part in found]


def _squares(whole: int, count: int) -> list[int] | None:
    """Positive numbers, as many as asked for, whose squares add up to a whole number."""
    root = isqrt(whole)
    if count == 1:
        return [root] if root and root * root == whole else None
    if count == 3 and _needs_four(whole):
        return None
    for first in range(root, 0, -1):
        if first * first * count < whole:
            return None
        others = _squares(whole - first * first, count - 1)
        if others is not None:
            return [first, *others]
    return None


def _needs_four(whole: int) -> bool:
    """Of the form 4^a (8 b + 7) (Legendre)."""
    while whole and whole % 4 == 0:
        whole //= 4
    return whole % 8 == 7
