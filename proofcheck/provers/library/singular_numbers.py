"""Laws about the number of a singular value: their order, the first and the last, those beyond, those of a transpose.

Letters as in ``proofcheck.provers.library.singular``. References as in ``proofcheck.kernel.rules``.
"""

from collections.abc import Callable, Sequence
from functools import cache

from proofcheck.kernel import rules
from proofcheck.kernel.clauses import Relation, fact
from proofcheck.kernel.terms import NATURAL, ONE, ZERO, Term, sub
from proofcheck.kernel.theorem import Theorem
from proofcheck.provers.library import coordinates, frobenius, orders, products, spectra
from proofcheck.provers.library.applying import apply, entry
from proofcheck.provers.library.functionals import Functional
from proofcheck.provers.library.singular import VALUE, K, best, image, positive, seen_by, singular
from proofcheck.provers.library.spectra import A
from proofcheck.provers.library.terms import squared, times

Premises = Sequence[Theorem]

J = "j"
E = Term("var", "E", ("O", J, K))
I, L = (Term("var", name, NATURAL) for name in "il")
_SMALLER = fact("<=", Term("dim", K), Term("dim", J))
V = Term("var", "v", ("V", K))
_OVER, _OVER_OTHER = (Functional(index, (ONE, Term("dim", K))) for index in (I, L))
_EMBEDDING = _OVER.of(Term("outer", Term("basis", J, I), Term("basis", K, I)))


@cache
def order_law() -> Theorem:
    """s_j(A) <= s_k(A) for k <= j: the first k columns of an X are one of the Z."""
    sizes = [_embedding_law(head) for head in ("opnorm", "smin")]
    shown = apply(_through_law(), sizes, variables=[(E, _EMBEDDING)])
    return rules.generalize([shown], [], [_SMALLER])


@cache
def _through_law() -> Theorem:
    """s_j(A) <= s_k(A) where |E| <= 1 <= smin(E'): X E is one of the Z, but for its norm."""
    size, turned = Term("opnorm", E), Term("tr", E)
    given = [rules.assume([], fact("<=", *ends)) for ends in ((size, ONE), (ONE, Term("smin", turned)))]

    def shown(ball: Term, unit: Theorem, low: Relation) -> Theorem:
        seen, moved = seen_by(A, ball), Term("dot", ball, E)
        steps = [spectra.singular_value_of_product([], turned, seen), image([], A, moved)]
        steps += [spectra.operator_norm([], ball, E), positive([], A, K), unit, *given]
        used = [entry(0), entry(1), entry(2, 3), entry(equality=4, multiplier=times(VALUE, size))]
        used += [entry(5, 3), entry(6, multiplier=Term("smin", seen))]
        return rules.arithmetic(steps, low, used)

    return rules.generalize([best(A, J, VALUE, shown)], [], [theorem.clause for theorem in given])


def _embedding_law(head: str) -> Theorem:
    """|E| <= 1, or 1 <= smin(E'), of the E from R^k to R^j that takes e_i to e_i, for k <= j: |E v| = |v|."""
    unit = rules.assume([], fact("=", Term("norm", V), ONE))
    extremum = Term(head, _EMBEDDING if head == "opnorm" else Term("tr", _EMBEDDING))
    operator = _EMBEDDING if head == "opnorm" else Term("tr", extremum[1])
    lengths = (Term("norm", Term("dot", operator, V)), ONE)
    sign, lengths = (1, lengths) if head == "opnorm" else (-1, lengths[::-1])
    same = _isometric()
    used = [{**entry(equality=place), "coefficient": sign} for place in range(len(same))]
    above = {**entry(equality=len(same)), "coefficient": sign, "multiplier": Term("add", Term("norm", V), ONE)}
    squares = rules.arithmetic([*same, unit], ("<=", *map(squared, lengths)), [*used, above])
    shown = orders.compare_squares([frobenius.not_negative(lengths[1]), squares], *lengths)
    return rules.extremum_best([rules.generalize([shown], [V], [unit.clause])], extremum, ONE)


def _isometric() -> list[Theorem]:
    """|E v|^2 is <E'E v, v>, that is sum_i sum_l v_i v_l <e_i, e_l>, and that is |v|^2."""
    moved = Term("dot", E, V)
    square = Term("inner", Term("dot", Term("dot", Term("tr", E), E), V), V)
    turned = rules.identity([], Term("inner", moved, moved), square)
    weights = times(*(Term("inner", Term("basis", K, index), V) for index in (I, L)))
    same = _same_products()
    sides = [times(weights, side) for side in same.clause.relation[1:]]
    weighted = rules.arithmetic([same], ("=", *sides), [entry(equality=0, multiplier=weights)])
    return [rules.specialize([turned], [(E, _EMBEDDING)], []), _OVER.compare(_OVER_OTHER.compare(weighted))]


def _same_products() -> Theorem:
    """<e_i, e_l> is the same in R^j and in R^k, for i and l up to k, where k <= j."""
    pairs = [Term("inner", Term("basis", n, I), Term("basis", n, L)) for n in (J, K)]
    relation: Relation = ("=", pairs[0], pairs[1])
    apart = Term("pow", sub(I, L), 2)
    differ, alike = (rules.assume([], fact(*order)) for order in (("<", ZERO, apart), ("<=", apart, ZERO)))
    none = [rules.basis_orthogonal([differ], n, I, L) for n in (J, K)]
    other = rules.arithmetic(none, relation, [entry(equality=0), {**entry(equality=1), "coefficient": -1}])
    one = {**entry(equality=0), "coefficient": -1}
    equal = rules.arithmetic([rules.definite([alike], sub(I, L))], ("=", L, I), [one])
    hole = Term("var", "h", NATURAL)
    turned = [
        rules.congruence([equal], hole, Term("inner", Term("basis", n, I), Term("basis", n, hole))) for n in (J, K)
    ]
    signs = [{**entry(equality=place), "coefficient": sign} for place, sign in enumerate((1, -1, 1, -1))]
    return rules.cases([rules.arithmetic([*turned, *_units()], relation, signs), other], apart, ZERO)


def _units() -> list[Theorem]:
    """<e_i, e_i> = 1 in R^j and in R^k, for i up to k, where k <= j."""
    first, last = (rules.assume([], fact("<=", *ends)) for ends in ((ONE, I), (I, Term("dim", K))))
    inside = spectra.by_adding([last, rules.assume([], _SMALLER)], ("<=", I, Term("dim", J)))
    return [rules.basis_unit([first, upper], n, I) for n, upper in ((J, inside), (K, last))]


# ---------------------------------------------------------------- the first, the last, and those beyond


@cache
def first_law() -> Theorem:
    """|A| <= s_1(A): of a unit vector v, |A v| is smin((A v e_1')')."""
    value, vector = singular(A, 1), spectra.X
    first = Term("basis", 1, ONE)
    corner, length = Term("outer", vector, first), Term("norm", Term("dot", A, vector))
    unit = rules.assume([], fact("=", Term("norm", vector), ONE))
    steps = [_on_a_line(seen_by(A, corner), length), image([], A, corner), unit, coordinates.first_length(1)]
    used = [entry(0), entry(1), entry(equality=2, multiplier=times(value, Term("norm", first)))]
    shown = rules.arithmetic(steps, ("<=", length, value), [*used, entry(equality=3, multiplier=value)])
    return rules.extremum_best([rules.generalize([shown], [vector], [unit.clause])], Term("opnorm", A), value)


def _on_a_line(seen: Term, length: Term) -> Theorem:
    """|A v| <= smin((A v e_1')'): of a vector w of R^1, <e_1, w>^2 is |w|^2."""
    vector = Term("var", "w", ("V", 1))
    unit = rules.assume([], fact("=", Term("norm", vector), ONE))
    there = Term("norm", Term("dot", Term("tr", seen), vector))
    minus = {"coefficient": -1, "premises": []}
    above = times(squared(length), Term("add", Term("norm", vector), ONE))
    used = [{**minus, "equality": 0, "multiplier": squared(length)}, {**minus, "equality": 1, "multiplier": above}]
    squares = rules.arithmetic(
        [coordinates.parseval(vector, vector), unit], ("<=", squared(length), squared(there)), used
    )
    shown = orders.compare_squares([frobenius.not_negative(there), squares], length, there)
    return rules.extremum_best([rules.generalize([shown], [vector], [unit.clause])], Term("smin", seen), length)


@cache
def tall_law() -> Theorem:
    """s_k(A) <= 0 where A has fewer than k rows: (A X)' is taller than wide."""
    given = rules.assume([], fact("<", Term("dim", "n"), Term("dim", K)))

    def shown(ball: Term, _: Theorem, low: Relation) -> Theorem:
        return rules.arithmetic([rules.no_singular_value([given], seen_by(A, ball))], low, [entry(equality=0)])

    return rules.generalize([best(A, K, ZERO, shown)], [], [given.clause])


@cache
def wide_law() -> Theorem:
    """s_k(A) <= 0 where A has fewer than k columns: X' is taller than wide."""
    given = rules.assume([], fact("<", Term("dim", "p"), Term("dim", K)))

    def shown(ball: Term, _: Theorem, low: Relation) -> Theorem:
        turned, size = Term("tr", ball), Term("opnorm", A)
        none = rules.no_singular_value([given], turned)
        near = products.least_value_bound([], turned, Term("tr", A))
        return rules.arithmetic([near, none], low, [entry(0), entry(equality=1, multiplier=size)])

    return rules.generalize([best(A, K, ZERO, shown)], [], [given.clause])


@cache
def last_bound_law() -> Theorem:
    """s_n(A) <= smin(A) for an A with n rows: A X is square, and smin(A X) at most smin(A) |X|."""
    value = Term("smin", A)

    def shown(ball: Term, unit: Theorem, low: Relation) -> Theorem:
        near = [products.least_value_bound([], A, ball), unit]
        return rules.arithmetic(near, low, [entry(0), entry(equality=1, multiplier=value)])

    return best(A, "n", value, shown)


@cache
def least_law() -> Theorem:
    """smin(A) <= s_k(A) for k up to the number of rows: the last is no larger than the k-th."""
    smaller = rules.assume([], fact("<=", Term("dim", K), Term("dim", "n")))
    steps = [last_law(), order([smaller], A, "n", K)]
    return rules.generalize([spectra.by_adding(steps, ("<=", Term("smin", A), VALUE))], [], [smaller.clause])


R = Term("dot", Term("tr", A), Term("inv", Term("dot", A, Term("tr", A))))
_ONTO = fact("<", ZERO, Term("smin", A))
_HOLE = Term("var", "hole", ("O", "n", "n"))


@cache
def right_inverse_law() -> Theorem:
    """A A' inv(A A') = I where 0 < smin(A)."""
    return rules.generalize([_right_inverse(rules.assume([], _ONTO))[0]], [], [_ONTO])


@cache
def size_of_right_inverse_law() -> Theorem:
    """smin(A) |A' inv(A A')| <= 1 where 0 < smin(A): the square of |A' inv(A A') v| is <v, inv(A A') v>."""
    given, vector, value = rules.assume([], _ONTO), spectra.V, Term("smin", A)
    back, invertible = _right_inverse(given)
    square, moved, near = R[2][1], Term("norm", Term("dot", R, vector)), Term("dot", R[2], vector)
    unit = rules.assume([], fact("=", Term("norm", vector), ONE))
    steps = [frobenius.inverse([invertible], square), frobenius.eigenvalue([], square)]
    steps += [spectra.operator_norm([], R[2], vector), spectra.cauchy_schwarz([], vector, near)]
    steps += [unit, rules.congruence([back], _HOLE, Term("inner", Term("dot", _HOLE, vector), near))]
    size = Term("opnorm", R[2])
    used = [entry(0), entry(1, multiplier=size), entry(2, square=value), entry(3, square=value)]
    used += [entry(equality=4, square=value, multiplier=Term("add", size, Term("norm", near)))]
    used += [entry(equality=5, square=value)]
    sides = times(value, moved), ONE
    squares = rules.arithmetic(steps, ("<=", *map(squared, sides)), used)
    below = orders.compare_squares([frobenius.not_negative(ONE), squares], *sides)
    bound = Term("pow", value, -1)
    shown = rules.arithmetic([below, given], ("<=", moved, bound), [entry(0, multiplier=bound)])
    best = rules.extremum_best([rules.generalize([shown], [vector], [unit.clause])], Term("opnorm", R), bound)
    relation: Relation = ("<=", times(value, Term("opnorm", R)), ONE)
    return rules.generalize([rules.arithmetic([best, given], relation, [entry(0, multiplier=value)])], [], [_ONTO])


def _right_inverse(given: Theorem) -> tuple[Theorem, Theorem]:
    """A A' inv(A A') = I, and 0 < smin(A A'): lmin(A A') is the square of smin(A)."""
    square = R[2][1]
    used = [entry(0), entry(1, multiplier=Term("smin", A))]
    below = frobenius.eigenvalue([], square)
    invertible = rules.arithmetic([below, given], ("<", ZERO, Term("smin", square)), used)
    after = frobenius.inverse_after([invertible], square)
    entries = [{"equation": 0, "hole": _HOLE, "template": _HOLE}]
    return rules.identity([after], Term("dot", A, R), Term("id", "n"), entries), invertible


@cache
def last_law() -> Theorem:
    """smin(A) <= s_n(A) for an A with n rows: A times A' inv(A A') is I, unless smin(A) is 0."""
    given = rules.assume([], _ONTO)
    value, most = Term("smin", A), singular(A, "n")
    relation: Relation = ("<=", value, most)
    one = rules.congruence([_right_inverse(given)[0]], _HOLE, Term("smin", Term("tr", _HOLE)))
    size = rules.instantiate([size_of_right_inverse_law(), given], [])
    steps = [image([], A, R), one, size, positive([], A, "n")]
    used = [entry(0, multiplier=value), {**entry(equality=1), "coefficient": -1, "multiplier": value}, entry(2, 3)]
    shown = rules.arithmetic(steps, relation, used)
    nothing = rules.assume([], fact("<=", value, ZERO))
    return rules.cases([spectra.by_adding([nothing, positive([], A, "n")], relation), shown], value, ZERO)


@cache
def transpose_law() -> Theorem:
    """s_k(A') <= s_k(A): with M = (A' X)', M Z = I for Z = M' inv(M M'), so that |X| smin((A Z)') is at least 1."""

    def shown(ball: Term, unit: Theorem, low: Relation) -> Theorem:
        seen, hole = seen_by(Term("tr", A), ball), Term("var", "hole", ("O", K, K))
        value = Term("smin", seen)
        given = rules.assume([], fact("<", ZERO, value))
        back, size = (
            apply(law, [given], variables=[(A, seen)]) for law in (right_inverse_law(), size_of_right_inverse_law())
        )
        other = size.clause.relation[1][2][1]
        one = rules.congruence([back], hole, Term("smin", Term("tr", hole)))
        steps = [
            products.least_value_bound([], seen_by(A, other), ball),
            image([], A, other),
            one,
            size,
            positive([], A, K),
            unit,
        ]
        turned = Term("smin", seen_by(A, other))
        used = [
            entry(0, multiplier=value),
            entry(equality=5, multiplier=times(value, turned)),
            entry(1, multiplier=value),
        ]
        used += [{**entry(equality=2), "coefficient": -1, "multiplier": value}, entry(3, 4)]
        nothing = rules.assume([], fact("<=", value, ZERO))
        none = spectra.by_adding([nothing, positive([], A, K)], low)
        return rules.cases([none, rules.arithmetic(steps, low, used)], value, ZERO)

    return best(Term("tr", A), K, VALUE, shown)


def order(premises: Premises, a: Term, j: int | str, k: int | str) -> Theorem:
    """s_j(A) <= s_k(A); the premise says k <= j."""
    return apply(order_law(), premises, variables=[(A, a)], dimensions=[(J, j), (K, k)])


def of_operator(law: Callable[[], Theorem]) -> Callable[[Premises, Term], Theorem]:
    """What a law about the first or the last one says of another operator."""
    return lambda premises, a: apply(law(), premises, variables=[(A, a)])


def least(premises: Premises, a: Term, k: int | str) -> Theorem:
    """smin(A) <= s_k(A); the premise says that k is at most the number of rows."""
    return apply(least_law(), premises, variables=[(A, a)], dimensions=[(K, k)])
