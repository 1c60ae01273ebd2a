"""Instances of rules and hypotheses that a goal suggests: facts for arithmetic to combine."""

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import combinations, permutations, product

from proofcheck.kernel import rules
from proofcheck.kernel.clauses import Clause
from proofcheck.kernel.terms import ZERO, Term, is_natural, neg, num, slots, sub
from proofcheck.kernel.theorem import Theorem
from proofcheck.provers.forms import is_size
from proofcheck.provers.library import frobenius, orders, products, spectra
from proofcheck.provers.operators import Maker, applied, turned
from proofcheck.provers.steps_by_operators import steps_by_operators
from proofcheck.provers.triangles import MOST_SIDES, TriangleFacts, difference

MOST_PRODUCTS = 6
"""Products of norms that a product of sums of norms is multiplied out to."""
_MOST_TERMS = 4
"""Of a sum of vectors whose length is spoken of."""
_BINDERS = {"int", "inf", "minS", "grad", "sum", "prod", "expect"}


def open_subterms(term: Term) -> Iterator[Term]:
    """The subterms that no binder hides (a bound variable has no meaning outside)."""
    waiting = [term]
    while waiting:
        part = waiting.pop()
        yield part
        waiting += reversed(_open_parts(part))


def _open_parts(term: Term) -> list[Term]:
    """The arguments of a term that are not the scope of what it binds."""
    inside = [term[slot] for slot in slots(term)]
    if term[0] in _BINDERS:
        del inside[0 if term[0] == "grad" else -1]
    return inside


class Pool:
    """The terms that a goal and the facts around it speak of, in order of appearance."""

    def __init__(self, terms: Iterable[Term] = ()) -> None:
        self._terms: dict[Term, None] = {}
        for term in terms:
            self.add(term)

    def add(self, term: Term) -> None:
        """Add a term with everything in it."""
        waiting = [term]
        while waiting:
            part = waiting.pop()
            if part not in self._terms:  # else everything in it is there
                self._terms[part] = None
                waiting += reversed(_open_parts(part))

    def copy(self) -> "Pool":
        """Another pool with the same terms."""
        other = Pool()
        other._terms = dict(self._terms)
        return other

    def __contains__(self, term: Term) -> bool:
        return term in self._terms

    def __iter__(self) -> Iterator[Term]:
        return iter(tuple(self._terms))

    def with_head(self, *heads: str) -> list[Term]:
        """The terms with one of these heads."""
        return [term for term in self._terms if term[0] in heads]


def clause_terms(clause: Clause) -> Iterator[Term]:
    """The terms of a clause that mention none of its own variables."""
    for side in clause.relation[1:]:
        for part in open_subterms(side):
            if not part.free & set(clause.variables):
                yield part


# ------------------------------------------------------------------ instances of rules


class RuleFacts(TriangleFacts):
    """What the rules say about the terms of a pool; ``may`` tells which rules can be used.

    Rules that bring in new terms (a triangle inequality, a perturbation) are applied to the pool as given; what bounds
    a term (operator norms, eigenvalues) is then applied to the new terms too, on the vectors of the pool as given.
    If ``wide``, triangles are looked for among all norms.
    """

    def __init__(self, pool: Pool, may: Callable[[str], bool], ground: Sequence[Theorem], wide: bool = False) -> None:
        self.pool = pool.copy()
        self.may = may
        self.ground = ground
        self.wide = wide
        self.found: list[Theorem] = []
        self._known: set[Clause] = {theorem.clause for theorem in ground}
        self._vectors = _core_vectors(pool)
        self._orders: dict[tuple[Term, Term], Theorem | None] = {}

    def _try(self, name: str, maker: Maker, *arguments: object, premises: Sequence[Theorem] = ()) -> None:
        if not self.may(name):
            return
        theorem = applied(maker, premises, arguments) if premises else _instance(maker, arguments)
        if theorem is not None and theorem.clause not in self._known:
            self._known.add(theorem.clause)
            self.found.append(theorem)

    def _ordered(self, low: Term, high: Term) -> Theorem | None:
        """That one number is at most another, by single facts at hand; sought once."""
        if (low, high) not in self._orders:
            self._orders[low, high] = self._by_one_fact(low, high)
        return self._orders[low, high]

    def _by_one_fact(self, low: Term, high: Term) -> Theorem | None:
        for theorem in ([], *([fact] for fact in self.ground if fact.clause.relation[0] != "=")):
            entries = [{"coefficient": 1, "premises": [k]} for k in range(len(theorem))]
            shown = applied(rules.arithmetic, theorem, (("<=", low, high), entries))
            if shown is not None:
                return shown
        return None

    def collect(self) -> list[Theorem]:
        """All of them, each once."""
        self._whole_numbers()
        if self.wide:
            self._products()
            for theorem in self.found:
                self.pool.add(theorem.clause.relation[1])
            self._triangles()
            self._directions()
        self._sums()
        self._inner_products()
        self._traces()
        self._forms()
        self._inverses()
        self._isometries()
        self._bounded_products()
        self._nuclear_norms()
        self._singular_values()
        self._extremes()
        self._minima()
        for theorem in self.found:
            for side in theorem.clause.relation[1:]:
                self.pool.add(side)
        self._squares()
        self._spectra()
        if self.wide:
            self._differences_of_products()
        return self.found

    def _products(self) -> None:
        """Bounds of A x and A B by the norms of A, x and B, where these are multiplied."""
        steps = steps_by_operators(self.ground, self.pool.with_head("norm", "opnorm"))
        for left, right in (*self._multiplied(), *steps):
            self._try("operator norm", spectra.operator_norm, left, right)
        for factors in self._measured_together():
            for left, middle, right in permutations(factors, 3) if len(factors) == 3 else ():
                if _applies(left, middle) and _applies(middle, right):
                    self._try("operator norm", spectra.operator_norm, left, Term("dot", middle, right))

    def _multiplied(self) -> Iterator[tuple[Term, Term]]:
        """A and x, or A and B, whose norms are multiplied."""
        transposes = bool(self.pool.with_head("tr"))
        for factors in self._measured_together():
            for left, right in permutations(factors, 2):
                if _applies(left, right):
                    yield left, right
                if transposes and left.sort == right.sort and left.sort[0] == "O":
                    yield Term("tr", left), right

    def _measured_together(self) -> Iterator[list[Term]]:
        """That of which norms are multiplied, with each other or with sums of norms."""
        for term in self.pool.with_head("mul"):
            sizes = [some for factor in term[1:] if (some := _norms_in(factor))]
            if math.prod(map(len, sizes)) <= MOST_PRODUCTS:
                yield from ([size[1] for size in some] for some in product(*sizes))

    def _sums(self) -> None:
        for term in self.pool.with_head("norm", "opnorm"):
            inside = term[1][1] if term[1][0] == "tr" else term[1]
            for place in self._split_off(inside) if inside[0] == "add" else ():
                rest = (*inside[1:place], *inside[place + 1 :])
                self._triangle(term[0], inside[place], _sum(rest))
            if inside[0] == "add" and len(inside) > 4 and all(map(self._is_measured, inside[1:])):
                for place in range(2, len(inside) - 1):
                    self._triangle(term[0], inside[place], _sum(inside[place + 1 :]))
            if term[0] == "norm" and inside.sort[0] == "O":
                self._entries(inside)
            elif inside[0] == "dot":
                self._try("operator norm", spectra.operator_norm, inside[1], inside[2])
            pair = difference(inside)
            if pair is not None and any(self._is_measured(part) for part in pair):
                left, right = pair
                self._triangle(term[0], sub(left, right), right)
                self._triangle(term[0], sub(right, left), left)
                self._try("perturbation of singular values", spectra.perturbation, left, right)
                self._try("perturbation of singular values", spectra.perturbation, right, left)
                self._perturbed_eigenvalues(left, right)

    def _split_off(self, inside: Term) -> list[int]:
        """The summands to split off a sum of vectors or operators: the first if any is measured, and those that are."""
        measured = [place for place in range(1, len(inside)) if self._is_measured(inside[place])]
        return sorted({1, *measured}) if measured and len(inside) > 3 else [1] if measured else []

    def _perturbed_eigenvalues(self, left: Term, right: Term) -> None:
        for end in {term[0]: None for term in self.pool.with_head("lmin", "lmax") if term[1] in (left, right)}:
            needed = self._symmetry(left, right)
            for one, other in ((left, right), (right, left)):
                self._try("perturbation of eigenvalues", spectra.perturbed_eigenvalue, one, other, end, premises=needed)

    def _symmetry(self, *operators: Term) -> list[Theorem]:
        """As few of the equations at hand as show that operators are symmetric."""
        equations = [theorem for theorem in self.ground if theorem.clause.relation[0] == "="]
        return [needed for operator in operators for needed in needed_symmetry(operator, equations) or ()]

    def _is_measured(self, part: Term) -> bool:
        """Whether the pool speaks of the size of a summand; that of the identity is 1."""
        if part[0] == "id":
            return True
        while part[0] in {"mul", "div"}:
            part = part[-1] if part[0] == "mul" else part[1]
        if part.sort[0] == "V":
            return Term("norm", part) in self.pool
        square = Term("dot", part, Term("tr", part))
        sizes = [Term(head, part) for head in ("norm", "opnorm", "smin")]
        sizes += [Term("lmin", square), Term("lmax", square)]
        if part.sort[1] == part.sort[2]:
            sizes += [Term("lmin", part), Term("lmax", part)]
        return any(size in self.pool for size in sizes)

    def _squares(self) -> None:
        for term in self.pool.with_head("norm"):
            if term[1][0] in {"add", "dot"}:
                self._try("arithmetic", _square, Term("pow", term, 2), term)
        measured = [term[1] for term in self.pool.with_head("norm")][:MOST_SIDES] if self.wide else []
        for u, v in combinations(measured, 2):
            if u.sort == v.sort:
                distance = Term("norm", sub(u, v))
                self._try("arithmetic", _square, Term("pow", distance, 2), distance)
        for term in self.pool.with_head("pow"):
            _, base, exponent = term
            if exponent > 2 and exponent % 2 == 0 and base[0] in {"add", "mul"}:
                self._try("arithmetic", _square, term, Term("pow", base, exponent // 2))

    def _inner_products(self) -> None:
        inner = [tuple(term[1:]) for term in self.pool.with_head("inner")]
        inner += [tuple(v[1:]) for u, v in inner if u[0] == "id" and v[0] == "outer"]  # the trace of u v'
        if self.wide:
            inner += [(part, v) for u, v in inner for part in _partsapplied(u)]
        inner += self._bounding(inner)
        inner += self._with_terms(inner)
        if not self.may("triangle inequality"):
            inner += self._in_lengths()
        for u, v in inner:
            if u.sort[0] == "O":
                self._inner_products_of_operators(u, v)
            elif u != v and max(_depth(u), _depth(v)) <= 1:
                self._try("Cauchy-Schwarz", spectra.cauchy_schwarz, u, v)
                self._try("Cauchy-Schwarz", spectra.cauchy_schwarz, neg(u), v)

    def _with_terms(self, inner: Sequence[tuple[Term, ...]]) -> Iterator[tuple[Term, Term]]:
        """Where an inner product with a sum is spoken of: that with each of its terms whose length is spoken of."""
        for u, v in (sides for pair in inner for sides in (pair, pair[::-1])):
            for part in v[1:] if v[0] == "add" else ():
                if Term("norm", part) in self.pool and part != u:
                    yield u, part

    def _in_lengths(self) -> Iterator[tuple[Term, Term]]:
        """The inner products that the square of the length of a sum consists of."""
        for term in self.pool.with_head("norm"):
            if term[1][0] == "add" and len(term[1]) - 1 <= _MOST_TERMS:
                yield from combinations(term[1][1:], 2)

    def _bounding(self, inner: Sequence[tuple[Term, ...]]) -> Iterator[tuple[Term, Term]]:
        """Where inner products are spoken of: pairs of vectors whose norms are multiplied, and differences of sides."""
        spoken = [sides for sides in inner if sides[0].sort[0] == "V"]
        for term in self.pool.with_head("mul") if spoken else ():
            sizes = [_norms_in(factor) for factor in term[1:]]
            operators = [size[1] for some in sizes for size in some if size[0] == "opnorm"]
            for some, others in combinations(sizes, 2):
                for one, other in product(some, others):
                    x, y = one[1], other[1]
                    if "opnorm" not in {one[0], other[0]} and x.sort == y.sort and "add" in {x[0], y[0]}:
                        yield x, y
                        for of in operators:
                            if _applies(of, x) and of.sort[1] == of.sort[2]:
                                yield from ((Term("dot", of, x), y), (x, Term("dot", of, y)))
        for first, second in combinations([pair for u, v in spoken for pair in ((u, v), (v, u))], 2):
            if first[1] == second[1] and first[0] != second[0]:
                yield from ((side, first[1]) for side in self._measured_difference(first[0], second[0]))

    def _measured_difference(self, one: Term, other: Term) -> Iterator[Term]:
        """That of two vectors, or of two operators applied to the same vector, if its size is spoken of."""
        applied_alike = one[0] == other[0] == "dot" and one[2] == other[2]
        pair, head = ((one[1], other[1]), "opnorm") if applied_alike else ((one, other), "norm")
        for left, right in (pair, pair[::-1]):
            if Term(head, sub(left, right)) in self.pool:
                yield Term("dot", sub(left, right), one[2]) if applied_alike else sub(left, right)

    def _spectra(self) -> None:
        for theorem in self.ground:
            op, left, right = theorem.clause.relation
            if op == "<=" and {left[0], right[0]} & {"lmin", "lmax"}:
                self._try("monotonicity", rules.monotone_root, premises=[theorem])
            if op == "<=" and left == ZERO and right[0] == "lmin" and theorem.rule == "assume":
                self._signs_of_forms(theorem)
        for term in self.pool.with_head("lmin", "lmax"):
            needed = self._symmetry(term[1])
            self._try("Rayleigh quotient", spectra.order_of_eigenvalues, term[1], premises=needed)
            self._eigenvalue_of_sum(*term)
            for v in (*self._vectors, *self._seen_by(term[1])):
                if v.sort[1] == term[1].sort[1]:
                    self._try("Rayleigh quotient", spectra.rayleigh, term[1], v, term[0], premises=needed)
            self._residuals(term[1])
            if term[1][0] == "dot" and term[1][1] == Term("tr", term[1][2]) and term[1].sort == term[1][2].sort:
                self._try("singular values", spectra.least_square, term[1][2])
        for one, other in list(combinations(self.pool.with_head("lmin", "lmax"), 2))[:MOST_SIDES]:
            if one[0] == other[0] and one[1].sort == other[1].sort and self.wide:
                self._perturbed_eigenvalues(one[1], other[1])
        for term in self.pool.with_head("smin"):
            self._try("singular values", spectra.order_of_singular_values, term[1])
            operator = term[1]
            while operator[0] == "dot":
                self._try("singular values", spectra.singular_value_of_product, *operator[1:])
                self._try("singular values", products.least_value_bound, *operator[1:])
                self._try("singular values", products.least_value_bound, *map(turned, operator[:0:-1]))
                operator = operator[1]
            if term[1][0] == "add":
                for part in term[1][1:]:
                    self._try("perturbation of singular values", spectra.perturbation, part, term[1])
            for v in (*self._vectors, *self._moved_by(term[1])):
                self._try("singular values", spectra.least_singular_value, term[1], v)
                self._try("singular values", spectra.least_singular_value, Term("tr", term[1]), v)
        for term in self.pool.with_head("norm"):
            if term[1].sort[0] == "O":
                for v in self._vectors:
                    self._try("Frobenius norm", frobenius.applied, term[1], v)
        for term in self.pool.with_head("opnorm"):
            if term[1][0] == "outer" and any(side[0] == "add" for side in term[1][1:]):
                self._try("operator norm", spectra.outer, *term[1][1:])
            operator = term[1]
            if operator[0] in {"jac", "var", "path", "inv"}:
                self._try("singular values", spectra.order_of_singular_values, operator)
                for v in self._vectors:
                    self._try("operator norm", spectra.operator_norm, operator, v)
                    self._try("operator norm", spectra.operator_norm, Term("tr", operator), v)

    def _residuals(self, operator: Term) -> None:
        """What <r, v> is at most, for r = A v - u and the like whose length is spoken of."""
        for term in self.pool.with_head("norm"):
            for part in term[1][1:] if term[1][0] == "add" else ():
                image = part[-1] if part[0] == "mul" else part
                if image[0] == "dot" and image[1] == operator and image[2].sort == image.sort:
                    self._try("Cauchy-Schwarz", spectra.cauchy_schwarz, term[1], image[2])
                    self._try("Cauchy-Schwarz", spectra.cauchy_schwarz, neg(term[1]), image[2])

    def _eigenvalue_of_sum(self, end: str, operator: Term) -> None:
        """Of A + B from those of A and B, and of B from those of A and B - A."""
        pair = difference(operator)
        if pair is not None and {Term(end, side) for side in pair} & set(self.pool.with_head(end)):
            needed = self._symmetry(*pair)
            self._sum_of(pair[1], operator, end, needed)
        other = "lmax" if end == "lmin" else "lmin"
        if pair is not None and {Term(other, side) for side in pair} & set(self.pool.with_head(other)):
            self._sum_of(pair[0], sub(pair[1], pair[0]), other, self._symmetry(*pair))
        if operator[0] == "add" and any(Term(end, part) in self.pool for part in operator[1:]):
            _, head, *rest = operator
            parts = head, rest[0] if len(rest) == 1 else Term("add", *rest)
            self._sum_of(*parts, end, self._symmetry(*parts))

    def _sum_of(self, one: Term, other: Term, end: str, needed: Sequence[Theorem]) -> None:
        name = "perturbation of eigenvalues"
        self._try(name, spectra.eigenvalue_of_sum, one, other, end, premises=needed)

    def _whole_numbers(self) -> None:
        """Dimensions are whole numbers from 1 on, and what is less than another is less by one."""
        for term in self.pool.with_head("dim"):
            self._try("arithmetic", orders.dimension_is_positive, term[1])
        for theorem in (*self.ground, *self.found):
            op, left, right = theorem.clause.relation
            if op == "<" and is_natural(left) and is_natural(right) and {left[0], right[0]} != {"num"}:
                self._try("arithmetic", orders.whole_numbers, premises=[theorem])

    def _extremes(self) -> None:
        for term in self.pool.with_head("max", "min"):
            for place in (1, 2):
                self._try("maximum", orders.extreme, term, place)
            if is_size(term):
                for multiple in self.pool.with_head("mul"):
                    if len(multiple) == 3 and multiple[1] == term[1] and multiple.sort[0] == "V":
                        self._try("maximum", spectra.multiple, *multiple[1:])

    def _minima(self) -> None:
        units = [theorem for theorem in self.ground if _is_unit(theorem)]
        for term in self.pool.with_head("minS"):
            for theorem in units:
                vector = theorem.clause.relation[1][1]
                self._try("infimum", rules.extremum_bound, term, vector, premises=[theorem])


def _applies(left: Term, right: Term) -> bool:
    return bool(left.sort[0] == "O" and left.sort[2] == right.sort[1])


def _sum(parts: Sequence[Term]) -> Term:
    return parts[0] if len(parts) == 1 else Term("add", *parts)


def _norms_in(factor: Term) -> list[Term]:
    """Norms that are a factor, or summands of it."""
    return [part for part in (factor[1:] if factor[0] == "add" else [factor]) if part[0] in {"norm", "opnorm"}]


def _partsapplied(vector: Term) -> list[Term]:
    """A x and B x of (A + B) x."""
    if vector[0] == "dot" and vector[1][0] == "add":
        return [Term("dot", part, vector[2]) for part in vector[1][1:]]
    return []


@lru_cache(maxsize=8192)
def _instance(maker: Maker, arguments: tuple[object, ...]) -> Theorem | None:
    """An instance of a rule without premises; the same ones are asked for again and again."""
    return applied(maker, (), arguments)


def _square(premises: Sequence[Theorem], whole: Term, root: Term) -> Theorem:
    entry = {"coefficient": 1, "premises": [], "square": root}
    return rules.arithmetic(premises, ("<=", ZERO, whole), [entry])


def _core_vectors(pool: Pool) -> list[Term]:
    """The vectors whose size the pool speaks of, without scalar factors and operators in front."""
    found: dict[Term, None] = {}
    for term in pool.with_head("norm", "inner"):
        for vector in term[1:] if term[1].sort[0] == "V" else ():
            while vector[0] in {"mul", "dot"}:
                vector = vector[-1]
            found.setdefault(vector)
    return list(found)


def _depth(vector: Term) -> int:
    """How many operators stand in front of a vector."""
    count = 0
    while vector[0] in {"mul", "dot"}:
        count += vector[0] == "dot"
        vector = vector[-1]
    return count


def needed_symmetry(operator: Term, equations: Sequence[Theorem]) -> list[Theorem] | None:
    """As few equations as show that an operator is symmetric, if there are such."""
    about = [equation for equation in equations if _speaks_of(equation, operator)]
    for chosen in ([], *([equation] for equation in about), about if len(about) > 1 else []):
        if applied(spectra.symmetric, chosen, (operator,)) is not None:
            return list(chosen)
    return None


def _speaks_of(equation: Theorem, operator: Term) -> bool:
    return not operator.free.isdisjoint(equation.clause.relation[1].free)


def _is_unit(theorem: Theorem) -> bool:
    op, left, right = theorem.clause.relation
    return op == "=" and left[0] == "norm" and right == num(1)
