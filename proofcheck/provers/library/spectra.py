"""Laws about norms, singular values and eigenvalues: each is an extremum over the unit vectors.

References as in ``proofcheck.kernel.rules``. A function without a law of its own takes premises and says what a law, or
the definition, says of these terms; like a rule it raises ``KernelError`` where that cannot be said.
"""

from collections.abc import Callable, Sequence
from fractions import Fraction
from functools import cache

from proofcheck.kernel import rules
from proofcheck.kernel.clauses import Clause, Relation, fact
from proofcheck.kernel.terms import ONE, SCALAR, ZERO, Term, neg, num, sub
from proofcheck.kernel.theorem import Theorem
from proofcheck.provers.library import orders, zeros
from proofcheck.provers.library.applying import apply
from proofcheck.provers.library.terms import times

Premises = Sequence[Theorem]

U, V = (Term("var", name, ("V", "n")) for name in "uv")
X = Term("var", "x", ("V", "p"))
A, B = (Term("var", name, ("O", "n", "p")) for name in "AB")
C = Term("var", "C", ("O", "p", "q"))
S, T = (Term("var", name, ("O", "n", "n")) for name in "ST")


def _norm(term: Term) -> Term:
    return Term("norm" if term.sort[0] == "V" else "opnorm", term)


def _unit(vector: Term) -> Clause:
    return fact("=", _norm(vector), ONE)


def unit_vector(premise: Theorem) -> Theorem:
    """What holds of each unit vector of R^n and does not speak of it holds: e_1 is one."""
    (vector,) = premise.clause.variables
    n = vector.sort[1]
    first = Term("basis", n, ONE)
    square = rules.basis_unit([rules.arithmetic([], ("<=", ONE, ONE), []), orders.dimension_is_positive([], n)], n, ONE)
    hole = Term("var", "a", SCALAR)
    entries = [{"equation": 0, "hole": hole, "template": Term("sqrt", hole)}]
    return rules.instantiate([premise, rules.identity([square], _norm(first), ONE, entries)], [(vector, first)])


def by_adding(premises: Premises, relation: Relation) -> Theorem:
    """What inequalities, each once, add up to."""
    return rules.arithmetic(premises, relation, [{"coefficient": 1, "premises": [i]} for i in range(len(premises))])


def _best(extremum: Term, bound: Term, v: Term, pointwise: Theorem, symmetric: Premises = ()) -> Theorem:
    """The extremum, bounded by what bounds the value at the unit vector v."""
    return rules.extremum_best([rules.generalize([pointwise], [v], [_unit(v)]), *symmetric], extremum, bound)


def _at(extremum: Term, v: Term, symmetric: Premises = ()) -> Theorem:
    """What an extremum says of the unit vector v."""
    return rules.extremum_bound([rules.assume([], _unit(v)), *symmetric], extremum, v)


def everywhere(v: Term, degree: int, relation: Relation, at_unit: Callable[[Theorem, Term], Theorem]) -> Theorem:
    """A relation that is homogeneous in v: both sides vanish at 0, and elsewhere it is said of v / |v|.

    ``at_unit`` says it of a vector, given that this is a unit vector; ``degree`` is the power of |v| that leads back.
    """
    length = _norm(v)
    nothing = zeros.definite(rules.assume([], fact("<=", length, ZERO)), v)
    positive = rules.assume([], fact("<", ZERO, length))
    direction = Term("div", v, length)
    unit = at_unit(rules.identity([positive], _norm(direction), ONE), direction)
    entry = {"coefficient": 1, "premises": [0], "multiplier": Term("pow", length, degree)}
    back = rules.arithmetic([unit, positive], relation, [entry])
    return rules.cases([rules.arithmetic([nothing], relation, []), back], length, ZERO)


# ------------------------------------------------------------------------------------------------ norms


@cache
def cauchy_schwarz_law() -> Theorem:
    """<u, v> <= |u| |v|: both vanish with u and v; otherwise ||v| u - |u| v|^2 = 2 |u| |v| (|u| |v| - <u, v>)."""
    return cauchy_schwarz_of(U, V)


def cauchy_schwarz_of(u: Term, v: Term) -> Theorem:
    """The derivation for two vectors, or for two operators with their Frobenius norms."""
    first, second = (Term("norm", vector) for vector in (u, v))
    sizes = times(first, second)
    relation: Relation = ("<=", Term("inner", u, v), sizes)
    positive = [rules.assume([], fact("<", ZERO, size)) for size in (first, second)]
    difference = Term("norm", sub(times(second, u), times(first, v)))
    entry = {"coefficient": Fraction(1, 2), "multiplier": Term("pow", sizes, -1), "square": difference}
    shown = rules.arithmetic(positive, relation, [entry])
    for vector, size in ((u, first), (v, second)):
        nothing = zeros.definite(rules.assume([], fact("<=", size, ZERO)), vector)
        shown = rules.cases([rules.arithmetic([nothing], relation, []), shown], size, ZERO)
    return shown


def cauchy_schwarz(premises: Premises, u: Term, v: Term) -> Theorem:
    """The Cauchy-Schwarz inequality."""
    return apply(cauchy_schwarz_law(), premises, variables=[(U, u), (V, v)])


@cache
def triangle_law() -> Theorem:
    """|u + v| <= |u| + |v|: the squares differ by 2 (|u| |v| - <u, v>)."""
    return triangle_of(U, V, cauchy_schwarz([], U, V))


def triangle_of(u: Term, v: Term, near: Theorem) -> Theorem:
    """The derivation from the Cauchy-Schwarz inequality, for vectors or for operators with their Frobenius norms."""
    sizes = [Term("norm", part) for part in (u, v)]
    whole, parts = Term("norm", Term("add", u, v)), Term("add", *sizes)
    squares = rules.arithmetic([near], ("<=", Term("pow", whole, 2), Term("pow", parts, 2)), [_twice(0)])
    entries = [{"coefficient": 1, "multiplier": size} for size in sizes]
    return orders.compare_squares([rules.arithmetic([], ("<=", ZERO, parts), entries), squares], whole, parts)


def _twice(place: int) -> dict[str, object]:
    return {"coefficient": 2, "premises": [place]}


@cache
def operator_norm_law() -> Theorem:
    """|A x| <= |A| |x|."""
    size, image = Term("opnorm", A), _norm(Term("dot", A, X))
    relation: Relation = ("<=", image, times(size, _norm(X)))
    return everywhere(X, 1, relation, lambda unit, v: rules.extremum_bound([unit], size, v))


@cache
def product_law() -> Theorem:
    """|A C| <= |A| |C|."""
    v = Term("var", "v", ("V", "q"))
    inner = Term("dot", C, v)
    first = operator_norm([], A, inner)
    second = _at(Term("opnorm", C), v)
    bound = times(Term("opnorm", A), Term("opnorm", C))
    entries = [
        {"coefficient": 1, "premises": [0]},
        {"coefficient": 1, "premises": [1], "multiplier": Term("opnorm", A)},
    ]
    product = Term("dot", A, C)
    shown = rules.arithmetic([first, second], ("<=", _norm(Term("dot", product, v)), bound), entries)
    return _best(_norm(product), bound, v, shown)


@cache
def operator_triangle_law() -> Theorem:
    """|A + B| <= |A| + |B|."""
    v = X
    images = [Term("dot", operator, v) for operator in (A, B)]
    steps = [triangle([], *images), *(_at(_norm(operator), v) for operator in (A, B))]
    whole, bound = Term("add", A, B), Term("add", _norm(A), _norm(B))
    return _best(_norm(whole), bound, v, by_adding(steps, ("<=", _norm(Term("dot", whole, v)), bound)))


@cache
def multiple_law() -> Theorem:
    """|a u| <= max(a, -a) |u|: the square of a is at most that of the maximum m, as (m - a)(m + a) is not negative."""
    factor, length = Term("var", "a", SCALAR), _norm(U)
    size = Term("max", factor, neg(factor))
    whole, bound = _norm(times(factor, U)), times(size, length)
    above = [orders.extreme([], size, place) for place in (1, 2)]
    halves = [{"coefficient": Fraction(1, 2), "premises": [i], "multiplier": length} for i in (0, 1)]
    positive = rules.arithmetic(above, ("<=", ZERO, bound), halves)
    relation: Relation = ("<=", Term("pow", whole, 2), Term("pow", bound, 2))
    squares = rules.arithmetic(above, relation, [{"coefficient": 1, "premises": [0, 1], "square": length}])
    return orders.compare_squares([positive, squares], whole, bound)


@cache
def directions_law() -> Theorem:
    """(|u| + |v|) |u / |u| - v / |v|| <= 2 |u - v| if neither is 0 (Dunkl and Williams 1964).

    The squares differ by 2 (|u| - |v|)^2 (1 + <u, v> / (|u| |v|)).
    """
    first, second = lengths = [_norm(vector) for vector in (U, V)]
    positive = [rules.assume([], fact("<", ZERO, length)) for length in lengths]
    apart = sub(Term("div", U, first), Term("div", V, second))
    whole, bound = times(Term("add", *lengths), _norm(apart)), times(num(2), _norm(sub(U, V)))
    entry = {"coefficient": 2, "premises": [0], "multiplier": Term("pow", times(*lengths), -1)}
    near, relation = cauchy_schwarz([], neg(U), V), ("<=", Term("pow", whole, 2), Term("pow", bound, 2))
    squares = rules.arithmetic([near, *positive], relation, [{**entry, "square": sub(first, second)}])
    sign = rules.arithmetic([], ("<=", ZERO, bound), [{"coefficient": 1, "multiplier": bound}])
    return rules.generalize([orders.compare_squares([sign, squares], whole, bound)], [], [p.clause for p in positive])


def directions(premises: Premises, u: Term, v: Term) -> Theorem:
    """How far the directions of two vectors are apart; the premises say that neither is 0."""
    return apply(directions_law(), premises, variables=[(U, u), (V, v)])


@cache
def scaled_law() -> Theorem:
    """|a u| <= a |u| if 0 <= a."""
    factor = Term("var", "a", SCALAR)
    given, bound, whole = rules.assume([], fact("<=", ZERO, factor)), times(factor, _norm(U)), _norm(times(factor, U))
    sign = rules.arithmetic([given], ("<=", ZERO, bound), [{"coefficient": 1, "premises": [0], "multiplier": _norm(U)}])
    squares = rules.arithmetic([], ("<=", Term("pow", whole, 2), Term("pow", bound, 2)), [])
    return rules.generalize([orders.compare_squares([sign, squares], whole, bound)], [], [given.clause])


def scaled(premises: Premises, factor: Term, u: Term) -> Theorem:
    """The length of a multiple of a vector; the premise is that the factor is not negative."""
    return apply(scaled_law(), premises, variables=[(Term("var", "a", SCALAR), factor), (U, u)])


def multiple(premises: Premises, factor: Term, u: Term) -> Theorem:
    """The length of a multiple of a vector is at most the absolute value of the factor times that of the vector."""
    return apply(multiple_law(), premises, variables=[(Term("var", "a", SCALAR), factor), (U, u)])


def triangle(premises: Premises, a: Term, b: Term) -> Theorem:
    """The triangle inequality, for vectors or operators."""
    law = triangle_law if a.sort[0] == "V" else operator_triangle_law
    places = (U, V) if a.sort[0] == "V" else (A, B)
    return apply(law(), premises, variables=[(places[0], a), (places[1], b)])


def operator_norm(premises: Premises, a: Term, x: Term) -> Theorem:
    """What an operator does to a vector, or to the operator before it."""
    if x.sort[0] == "V":
        return apply(operator_norm_law(), premises, variables=[(A, a), (X, x)])
    return apply(product_law(), premises, variables=[(A, a), (C, x)])


@cache
def outer_law() -> Theorem:
    """|u v'| = |u| |v|."""
    return rules.identity([], _norm(Term("outer", U, X)), times(_norm(U), _norm(X)))


def outer(premises: Premises, u: Term, v: Term) -> Theorem:
    """|u v'| = |u| |v|, for sums too."""
    return apply(outer_law(), premises, variables=[(U, u), (X, v)])


@cache
def isometry_law() -> Theorem:
    """|A| <= 1 if A' A = I: |A v|^2 = <A' A v, v>."""
    given = rules.assume([], fact("=", Term("dot", Term("tr", A), A), Term("id", "p")))
    hole, image = Term("var", "hole", ("O", "p", "p")), Term("dot", A, X)
    square = rules.congruence([given], hole, Term("inner", Term("dot", hole, X), X))
    above = {"coefficient": 1, "equality": 1, "multiplier": Term("add", _norm(X), ONE)}
    entries = [{"coefficient": 1, "equality": 0}, above]
    unit = rules.assume([], _unit(X))
    squares = rules.arithmetic([square, unit], ("<=", Term("pow", _norm(image), 2), Term("pow", ONE, 2)), entries)
    sign = rules.arithmetic([], ("<=", ZERO, ONE), [{"coefficient": 1}])
    shown = _best(_norm(A), ONE, X, orders.compare_squares([sign, squares], _norm(image), ONE))
    return rules.generalize([shown], [], [given.clause])


def isometry(premises: Premises, a: Term) -> Theorem:
    """|A| <= 1; the premise says that A' A = I."""
    hole = Term("var", "hole", ("O", a.sort[2], a.sort[2]))
    entries = [{"equation": 0, "hole": hole, "template": hole}]
    identical = rules.identity(premises, Term("dot", Term("tr", a), a), Term("id", a.sort[2]), entries)
    return apply(isometry_law(), [identical], variables=[(A, a)])


def operator_norm_least(premises: Premises, a: Term, bound: Term, variable: Term) -> Theorem:
    """|A| <= c, from |A v| <= c |v| for all v."""
    (premise,) = premises
    v = variable
    unit = rules.assume([], _unit(v))
    here = rules.instantiate([premise], [(v, v)])
    entries = [{"coefficient": 1, "premises": [0]}, {"coefficient": 1, "equality": 1, "multiplier": bound}]
    shown = rules.arithmetic([here, unit], ("<=", _norm(Term("dot", a, v)), bound), entries)
    return _best(_norm(a), bound, v, shown)


# ------------------------------------------------------------------------------------------------ singular values


@cache
def least_singular_value_law() -> Theorem:
    """smin(A) |v| <= |A' v| (Horn and Johnson, Theorem 7.3.8)."""
    least, image = Term("smin", A), _norm(Term("dot", Term("tr", A), V))
    relation: Relation = ("<=", times(least, _norm(V)), image)
    return everywhere(V, 1, relation, lambda unit, v: rules.extremum_bound([unit], least, v))


@cache
def order_of_singular_values_law() -> Theorem:
    """smin(A) <= |A|."""
    least, most = Term("smin", A), Term("opnorm", Term("tr", A))
    shown = by_adding([_at(least, V), _at(most, V)], ("<=", least, Term("opnorm", A)))
    return unit_vector(rules.generalize([shown], [V], [_unit(V)]))


@cache
def perturbation_law() -> Theorem:
    """Weyl's inequality for singular values: smin(A) <= smin(B) + |A - B| (Horn and Johnson, Corollary 7.3.5)."""
    difference = sub(A, B)
    images = [Term("dot", Term("tr", operator), V) for operator in (B, difference)]
    steps = [_at(Term("smin", A), V), triangle([], *images), _at(Term("opnorm", Term("tr", difference)), V)]
    bound = sub(Term("smin", A), Term("opnorm", difference))
    best = _best(Term("smin", B), bound, V, by_adding(steps, ("<=", bound, _norm(images[0]))))
    return by_adding([best], ("<=", Term("smin", A), Term("add", Term("smin", B), Term("opnorm", difference))))


@cache
def singular_value_of_product_law() -> Theorem:
    """smin(A) smin(C) <= smin(A C): |C' A' v| >= smin(C) |A' v| >= smin(C) smin(A) for a unit vector v."""
    first, second, product = Term("smin", A), Term("smin", C), Term("dot", A, C)
    inner = Term("dot", Term("tr", A), V)
    bound = times(first, second)
    steps = [least_singular_value([], C, inner), _at(first, V)]
    entries = [{"coefficient": 1, "premises": [0]}, {"coefficient": 1, "premises": [1], "multiplier": second}]
    shown = rules.arithmetic(steps, ("<=", bound, _norm(Term("dot", Term("tr", product), V))), entries)
    return _best(Term("smin", product), bound, V, shown)


@cache
def least_square_law() -> Theorem:
    """lmin(S' S) = smin(S)^2 for a square operator S: that is the least singular value of S' as well."""
    turned = Term("tr", S)
    least, size = Term("lmin", Term("dot", turned, S)), Term("smin", turned)
    symmetry = symmetric([], least[1])
    image, root = _norm(Term("dot", Term("tr", turned), V)), Term("sqrt", least)
    square = Term("pow", Term("smin", S), 2)
    entry = {"coefficient": 1, "premises": [0]}
    above = {**entry, "multiplier": Term("add", image, size)}
    form = rules.arithmetic([_at(size, V)], ("<=", square, _quotient(least[1], V)), [above])
    below = ("<=", Term("pow", root, 2), Term("pow", image, 2))
    squares = rules.arithmetic([_at(least, V, [symmetry])], below, [entry])
    sign = rules.arithmetic([], ("<=", ZERO, image), [{"coefficient": 1, "multiplier": image}])
    upper = _best(size, root, V, orders.compare_squares([sign, squares], root, image))
    both = {**entry, "multiplier": Term("add", size, root)}
    ends = [rules.arithmetic([upper], ("<=", least, square), [both]), _best(least, square, V, form, [symmetry])]
    return orders.antisymmetry(ends)


def least_square(premises: Premises, a: Term) -> Theorem:
    """lmin(A' A) = smin(A)^2 for a square operator A."""
    return apply(least_square_law(), premises, variables=[(S, a)])


def singular_value_of_product(premises: Premises, a: Term, c: Term) -> Theorem:
    """smin(A) smin(C) <= smin(A C)."""
    return apply(singular_value_of_product_law(), premises, variables=[(A, a), (C, c)])


def least_singular_value(premises: Premises, a: Term, v: Term) -> Theorem:
    """smin(A) |v| <= |A' v|."""
    return apply(least_singular_value_law(), premises, variables=[(A, a), (V, v)])


def order_of_singular_values(premises: Premises, a: Term) -> Theorem:
    """smin(A) <= |A|."""
    return apply(order_of_singular_values_law(), premises, variables=[(A, a)])


def perturbation(premises: Premises, a: Term, b: Term) -> Theorem:
    """smin(A) <= smin(B) + |A - B|."""
    return apply(perturbation_law(), premises, variables=[(A, a), (B, b)])


# ------------------------------------------------------------------------------------------------ eigenvalues


def _symmetry(operator: Term) -> Clause:
    return fact("=", Term("tr", operator), operator)


def _quotient(operator: Term, v: Term) -> Term:
    return Term("inner", Term("dot", operator, v), v)


@cache
def least_eigenvalue_law() -> Theorem:
    """lmin(S) |v|^2 <= <S v, v> for symmetric S (Horn and Johnson, Theorem 4.2.2)."""
    return _rayleigh_law(Term("lmin", S))


@cache
def largest_eigenvalue_law() -> Theorem:
    """<S v, v> <= lmax(S) |v|^2 for symmetric S (Horn and Johnson, Theorem 4.2.2)."""
    return _rayleigh_law(Term("lmax", S))


def _rayleigh_law(extreme: Term) -> Theorem:
    form, bound = _quotient(S, V), times(extreme, Term("pow", _norm(V), 2))
    relation: Relation = ("<=", bound, form) if extreme[0] == "lmin" else ("<=", form, bound)
    symmetric = rules.assume([], _symmetry(S))
    shown = everywhere(V, 2, relation, lambda unit, v: rules.extremum_bound([unit, symmetric], extreme, v))
    return rules.generalize([shown], [], [_symmetry(S)])


@cache
def order_of_eigenvalues_law() -> Theorem:
    """lmin(S) <= lmax(S) for symmetric S."""
    symmetric = rules.assume([], _symmetry(S))
    least, most = Term("lmin", S), Term("lmax", S)
    shown = by_adding([_at(end, V, [symmetric]) for end in (least, most)], ("<=", least, most))
    return rules.generalize([unit_vector(rules.generalize([shown], [V], [_unit(V)]))], [], [_symmetry(S)])


@cache
def least_eigenvalue_of_sum_law() -> Theorem:
    """lmin(S) + lmin(T) <= lmin(S + T) for symmetric S and T (Weyl; Horn and Johnson, Theorem 4.3.1)."""
    return _sum_law("lmin")


@cache
def largest_eigenvalue_of_sum_law() -> Theorem:
    """lmax(S + T) <= lmax(S) + lmax(T) for symmetric S and T (Weyl; Horn and Johnson, Theorem 4.3.1)."""
    return _sum_law("lmax")


def _sum_law(end: str) -> Theorem:
    whole, sides = Term("add", S, T), (_symmetry(S), _symmetry(T))
    given = [rules.assume([], side) for side in sides]
    steps = [_at(Term(end, part), V, [side]) for part, side in zip((S, T), given, strict=True)]
    form, bound = _quotient(whole, V), Term("add", Term(end, S), Term(end, T))
    shown = by_adding(steps, ("<=", bound, form) if end == "lmin" else ("<=", form, bound))
    return rules.generalize([_best(Term(end, whole), bound, V, shown, [symmetric(given, whole)])], [], sides)


@cache
def perturbed_least_eigenvalue_law() -> Theorem:
    """lmin(S) <= lmin(T) + |S - T| for symmetric S and T (Weyl; Horn and Johnson, Corollary 6.3.4)."""
    return _perturbed_law("lmin", S, T)


@cache
def perturbed_largest_eigenvalue_law() -> Theorem:
    """lmax(S) <= lmax(T) + |S - T| for symmetric S and T (Weyl; Horn and Johnson, Corollary 6.3.4)."""
    return _perturbed_law("lmax", T, S)


def _perturbed_law(end: str, bounded: Term, bounding: Term) -> Theorem:
    """Each value of ``<. v, v>`` for S and T differs by at most |S - T|; the eigenvalue of ``bounding`` is the best."""
    difference, sides = sub(S, T), (_symmetry(S), _symmetry(T))
    given = dict(zip((S, T), (rules.assume([], side) for side in sides), strict=True))
    image = Term("dot", difference, V)
    near, far = cauchy_schwarz([], image, V), operator_norm([], difference, V)
    here = _at(Term(end, bounded), V, [given[bounded]])
    move = Term("opnorm", difference) if end == "lmax" else neg(Term("opnorm", difference))
    bound, form = Term("add", Term(end, bounded), move), _quotient(bounding, V)
    unit = rules.assume([], _unit(V))
    entries = [
        {"coefficient": 1, "premises": [0]},
        {"coefficient": 1, "premises": [1]},
        {"coefficient": 1, "premises": [2], "multiplier": _norm(V)},
        {"coefficient": 1, "equality": 3, "multiplier": times(_norm(difference), Term("add", _norm(V), ONE))},
    ]
    relation: Relation = ("<=", bound, form) if end == "lmin" else ("<=", form, bound)
    best = _best(
        Term(end, bounding), bound, V, rules.arithmetic([here, near, far, unit], relation, entries), [given[bounding]]
    )
    moved = Term("add", Term(end, T), Term("opnorm", difference))
    return rules.generalize([by_adding([best], ("<=", Term(end, S), moved))], [], sides)


def eigenvalue_of_sum(premises: Premises, a: Term, b: Term, end: str) -> Theorem:
    """What the extreme eigenvalues of symmetric operators say of that of their sum."""
    law = least_eigenvalue_of_sum_law() if end == "lmin" else largest_eigenvalue_of_sum_law()
    return apply(law, [symmetric(premises, a), symmetric(premises, b)], variables=[(S, a), (T, b)])


def perturbed_eigenvalue(premises: Premises, a: Term, b: Term, end: str) -> Theorem:
    """The extreme eigenvalues of symmetric operators differ by no more than the operators."""
    law = perturbed_least_eigenvalue_law() if end == "lmin" else perturbed_largest_eigenvalue_law()
    return apply(law, [symmetric(premises, a), symmetric(premises, b)], variables=[(S, a), (T, b)])


def rayleigh(premises: Premises, a: Term, v: Term, end: str) -> Theorem:
    """What an extreme eigenvalue says of a vector; the premises show that the operator is symmetric."""
    law = least_eigenvalue_law() if end == "lmin" else largest_eigenvalue_law()
    return apply(law, [symmetric(premises, a)], variables=[(S, a), (V, v)])


def order_of_eigenvalues(premises: Premises, a: Term) -> Theorem:
    """The least eigenvalue is at most the largest; the premises show that the operator is symmetric."""
    return apply(order_of_eigenvalues_law(), [symmetric(premises, a)], variables=[(S, a)])


def symmetric(premises: Premises, a: Term) -> Theorem:
    """An operator is its transpose, by equations."""
    return rules.identity(premises, Term("tr", a), a)
