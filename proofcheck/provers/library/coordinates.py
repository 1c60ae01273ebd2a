"""Laws about components: how large one can be, and how the norms that are made of them compare.

The sum norm of u is sum_i |u_i|, the maximum norm is the operator norm of the diagonal operator of u.
"""

from collections.abc import Callable, Sequence
from fractions import Fraction
from functools import cache

from proofcheck.kernel import rules
from proofcheck.kernel.clauses import Clause, Relation, fact
from proofcheck.kernel.terms import NATURAL, ONE, SCALAR, ZERO, Term, fresh_variable, neg, sub
from proofcheck.kernel.theorem import Theorem
from proofcheck.provers.library import frobenius, orders, spectra, zeros
from proofcheck.provers.library.applying import apply, entry
from proofcheck.provers.library.functionals import Functional, cauchy_schwarz, term_below_sum
from proofcheck.provers.library.terms import squared

Premises = Sequence[Theorem]

U, V = (Term("var", name, ("V", "n")) for name in "uv")
I, J = (Term("var", name, NATURAL) for name in "ij")
N = Term("dim", "n")
_BOUND = Term("var", "c", SCALAR)
ALL = Functional(I, (ONE, N))


def component(vector: Term, index: Term) -> Term:
    """u_i."""
    return Term("inner", Term("basis", vector.sort[1], index), vector)


def absolute(number: Term) -> Term:
    """|a|, the larger one of a and -a."""
    return Term("max", number, neg(number))


def sum_norm(vector: Term) -> Term:
    """The sum of the |u_i|."""
    return ALL.of(absolute(component(vector, I)))


def diagonal(vector: Term) -> Term:
    """The diagonal operator of a vector."""
    unit = Term("basis", vector.sort[1], I)
    return ALL.of(Term("mul", component(vector, I), Term("outer", unit, unit)))


def maximum_norm(vector: Term) -> Term:
    """The largest |u_i|."""
    return Term("opnorm", diagonal(vector))


def _in_range(index: Term) -> list[Theorem]:
    return [rules.assume([], fact("<=", ONE, index)), rules.assume([], fact("<=", index, N))]


def _law(shown: Theorem, *conditions: Clause) -> Theorem:
    return rules.generalize([shown], [], list(conditions))


def _of_index(shown: Theorem) -> Theorem:
    return _law(shown, *(premise.clause for premise in _in_range(J)))


def _bounds(number: Term) -> list[Theorem]:
    """a <= |a|, -a <= |a| and 0 <= |a|."""
    above = [orders.extreme([], absolute(number), place) for place in (1, 2)]
    half = {"coefficient": Fraction(1, 2)}
    sign = rules.arithmetic(above, ("<=", ZERO, absolute(number)), [{**half, "premises": [k]} for k in (0, 1)])
    return [*above, sign]


# ---------------------------------------------------------------- one component


@cache
def component_law() -> Theorem:
    """u_j <= |u|, by Cauchy and Schwarz, since |e_j| = 1."""
    unit = Term("basis", "n", J)
    size = _length(rules.basis_unit(_in_range(J), "n", J), unit)
    near = spectra.cauchy_schwarz([], unit, U)
    length = Term("norm", U)
    entries = [entry(0), entry(equality=1, multiplier=length)]
    return _of_index(rules.arithmetic([near, size], ("<=", component(U, J), length), entries))


def _length(square: Theorem, unit: Term) -> Theorem:
    """|e| = 1, from <e, e> = 1."""
    hole = Term("var", "hole", SCALAR)
    root = rules.congruence([square], hole, Term("sqrt", hole))
    return rules.arithmetic([root], ("=", Term("norm", unit), ONE), [entry(equality=0)])


@cache
def absolute_below_sum_law() -> Theorem:
    """|u_j| <= sum_i |u_i|."""
    every = rules.generalize([_bounds(component(U, I))[2]], [I], [premise.clause for premise in _in_range(I)])
    return _of_index(term_below_sum([*_in_range(J), every], sum_norm(U), J))


@cache
def component_below_maximum_law() -> Theorem:
    """u_j <= max_i |u_i|: u_j is <e_j, D e_j>, and |D e_j| is at most |D|."""
    unit, operator, size = Term("basis", "n", J), diagonal(U), maximum_norm(U)
    square = rules.basis_unit(_in_range(J), "n", J)
    image = Term("dot", operator, unit)
    near, applied = spectra.cauchy_schwarz([], unit, image), spectra.operator_norm([], operator, unit)
    entries = [
        entry(0),
        entry(1, multiplier=Term("norm", unit)),
        entry(equality=2, multiplier=size),
        {"coefficient": -1, "premises": [], "equality": 2, "multiplier": component(U, J)},
    ]
    return _of_index(rules.arithmetic([near, applied, square], ("<=", component(U, J), size), entries))


def _below_maximum(vector: Term, index: Term) -> list[Theorem]:
    """u_i <= M, -u_i <= M and 0 <= M, for i in range."""
    law, size, part = component_below_maximum_law(), maximum_norm(vector), component(vector, index)
    found = []
    for number, signed in ((part, vector), (neg(part), neg(vector))):
        shown = apply(law, _in_range(index), variables=[(U, signed), (J, index)])
        found.append(rules.arithmetic([shown], ("<=", number, size), [entry(0)]))
    return [*found, frobenius.not_negative(size)]


# ---------------------------------------------------------------- all components


@cache
def parseval_law() -> Theorem:
    """sum_i u_i v_i = <u, v>, which says something where the sum is written out."""
    return rules.identity([], ALL.of(Term("mul", component(U, I), component(V, I))), Term("inner", U, V))


@cache
def trace_law() -> Theorem:
    """sum_i S_ii = tr(S)."""
    unit = Term("basis", "n", I)
    return rules.identity(
        [], ALL.of(Term("inner", unit, Term("dot", spectra.S, unit))), Term("inner", Term("id", "n"), spectra.S)
    )


@cache
def columns_law() -> Theorem:
    """sum_j |A e_j|^2 = |A|_F^2."""
    column = Term("dot", spectra.A, Term("basis", "p", I))
    total = Term("sum", I, ONE, Term("dim", "p"), squared(Term("norm", column)))
    return rules.identity([], total, squared(Term("norm", spectra.A)))


# ---------------------------------------------------------------- norms


def _summed(shown: Theorem, relation: Relation) -> Theorem:
    """What comes of a comparison for each index in range, as another relation."""
    return rules.arithmetic([ALL.compare(shown)], relation, [entry(0)])


@cache
def norm_below_sum_law() -> Theorem:
    """|u| <= sum_i |u_i|: u_i^2 is at most |u_i| times that sum."""
    total, part = sum_norm(U), component(U, I)
    single = at_index(absolute_below_sum_law, _in_range(I), U, I)
    relation = ("<=", squared(part), Term("mul", absolute(part), total))
    shown = rules.arithmetic([single, *_bounds(part)], relation, [entry(0, 3), entry(1, 2)])
    squares = _summed(shown, ("<=", squared(Term("norm", U)), squared(total)))
    sign = _summed(_bounds(part)[2], ("<=", ZERO, total))
    return orders.compare_squares([sign, squares], Term("norm", U), total)


@cache
def sum_below_norm_law() -> Theorem:
    """sum_i |u_i| <= sqrt(n) |u|, by Cauchy and Schwarz."""
    total, part, size = sum_norm(U), component(U, I), Term("norm", U)
    near = cauchy_schwarz(ALL, absolute(part), ONE)
    squares = ALL.compare(_square_of_absolute(part))
    bound = Term("mul", Term("sqrt", N), size)
    entries = [entry(0), entry(1, multiplier=N)]
    shown = rules.arithmetic([near, squares], ("<=", squared(total), squared(bound)), entries)
    return orders.compare_squares([frobenius.not_negative(bound), shown], total, bound)


def _square_of_absolute(number: Term) -> Theorem:
    """|a|^2 <= a^2, since |a| is at most the root of a^2."""
    root = Term("sqrt", squared(number))
    sign = frobenius.not_negative(root)
    sides = []
    for side in (number, neg(number)):
        same = rules.arithmetic([], ("<=", squared(side), squared(root)), [])
        sides.append(orders.compare_squares([sign, same], side, root))
    below, positive = orders.maximum(sides), _bounds(number)[2]
    entries = [entry(0, multiplier=root), entry(0, 1)]
    return rules.arithmetic([below, positive], ("<=", squared(absolute(number)), squared(number)), entries)


@cache
def sum_triangle_law() -> Theorem:
    """sum_i |u_i + v_i| <= sum_i |u_i| + sum_i |v_i|."""
    parts, whole = [component(vector, I) for vector in (U, V)], component(Term("add", U, V), I)
    sizes = Term("add", *map(absolute, parts))
    sides = []
    for k, side in enumerate((whole, neg(whole))):
        sides.append(rules.arithmetic([_bounds(part)[k] for part in parts], ("<=", side, sizes), [entry(0), entry(1)]))
    total = Term("add", sum_norm(U), sum_norm(V))
    return _summed(orders.maximum(sides), ("<=", sum_norm(Term("add", U, V)), total))


@cache
def norm_below_maximum_law() -> Theorem:
    """|u| <= sqrt(n) max_i |u_i|."""
    size = maximum_norm(U)
    above, below, _ = _below_maximum(U, I)
    shown = rules.arithmetic([above, below], ("<=", squared(component(U, I)), squared(size)), [entry(0, 1)])
    bound = Term("mul", Term("sqrt", N), size)
    squares = _summed(shown, ("<=", squared(Term("norm", U)), squared(bound)))
    return orders.compare_squares([frobenius.not_negative(bound), squares], Term("norm", U), bound)


@cache
def sum_below_maximum_law() -> Theorem:
    """sum_i |u_i| <= n max_i |u_i|."""
    above, below, _ = _below_maximum(U, I)
    return _summed(orders.maximum([above, below]), ("<=", sum_norm(U), Term("mul", N, maximum_norm(U))))


@cache
def maximum_below_norm_law() -> Theorem:
    """max_i |u_i| <= |u|: an operator norm is at most the Frobenius norm."""
    shown = frobenius.operator_norm([], diagonal(U))
    return rules.arithmetic([shown], ("<=", maximum_norm(U), Term("norm", U)), [entry(0)])


@cache
def hoelder_law() -> Theorem:
    """<u, v> <= sum_i |u_i| max_i |v_i|."""
    one, other, size = component(U, I), component(V, I), maximum_norm(V)
    above, below, _ = _bounds(one)
    high, low, _ = _below_maximum(V, I)
    half = {"coefficient": Fraction(1, 2)}
    entries = [{**half, "premises": [0, 3]}, {**half, "premises": [1, 2]}]
    relation = ("<=", Term("mul", one, other), Term("mul", absolute(one), size))
    shown = rules.arithmetic([above, below, high, low], relation, entries)
    return _summed(shown, ("<=", Term("inner", U, V), Term("mul", sum_norm(U), size)))


def maximum(premises: Premises, vector: Term, bound: Term) -> Theorem:
    """max_i |u_i| <= c, from u_i <= c and -u_i <= c for all i."""
    return apply(maximum_law(), premises, variables=[(U, vector), (_BOUND, bound)])


@cache
def maximum_law() -> Theorem:
    """The same for letters: a vector that is itself a sum over all unit vectors would be multiplied out."""
    part = component(U, I)
    every = [ALL.everywhere(("<=", side, _BOUND)) for side in (part, neg(part))]
    return _law(_maximum([rules.assume([], clause) for clause in every], U, _BOUND), *every)


def _maximum(premises: Premises, vector: Term, bound: Term) -> Theorem:
    """The same: |D x|^2 is at most c^2 |x|^2."""
    index, n = premises[0].clause.variables[0], vector.sort[1]
    part, last = component(vector, index), rules.size(n)
    first = [_order_of_numbers(ONE, ONE), _dimension(n)]
    sides = [rules.instantiate([premise, *first], [(index, ONE)]) for premise in premises]
    half = {"coefficient": Fraction(1, 2)}
    sign = rules.arithmetic(sides, ("<=", ZERO, bound), [{**half, "premises": [k]} for k in (0, 1)])
    every = Functional(index, (ONE, last))
    here = [every.at(premise) for premise in premises]
    x = fresh_variable(Term("var", "x", vector.sort), vector.free | bound.free)
    scale = component(x, index)
    relation = ("<=", *(Term("mul", squared(side), squared(scale)) for side in (part, bound)))
    shown = rules.arithmetic(here, relation, [entry(0, 1, square=scale)])
    operator, size = diagonal(vector), Term("mul", bound, Term("norm", x))
    image = Term("norm", Term("dot", operator, x))
    compared = every.compare(shown)
    squares = rules.arithmetic([compared], ("<=", squared(image), squared(size)), [entry(0)])
    positive = rules.arithmetic([sign], ("<=", ZERO, size), [entry(0, multiplier=Term("norm", x))])
    least = rules.generalize([orders.compare_squares([positive, squares], image, size)], [x], [])
    return spectra.operator_norm_least([least], operator, bound, x)


@cache
def equal_components_law() -> Theorem:
    """u = v, from u_i = v_i for all i."""
    same = ALL.everywhere(("=", component(U, I), component(V, I)))
    apart = no_difference(rules.assume([], same), sub(U, V))
    return _law(rules.identity([apart], U, V, [{"equation": 0, "hole": U, "template": U}]), same)


def equal_components(every: Theorem, u: Term, v: Term) -> Theorem:
    """u = v, from u_i = v_i for all i; in the law they are letters, and need not be multiplied out."""
    return apply(equal_components_law(), [every], variables=[(U, u), (V, v)])


def no_difference(every: Theorem, difference: Term) -> Theorem:
    """u - v = 0, from u_i = v_i for all i, or A - B = 0, from A e_i = B e_i: the squares add up to 0."""
    index, (_, one, other) = every.clause.variables[0], every.clause.relation
    total_of = Functional(index, (ONE, rules.size(difference.sort[-1])))
    here = total_of.at(every)
    hole = fresh_variable(Term("var", "hole", one.sort), one.free | other.free)
    apart = sub(hole, other)
    moved = rules.congruence([here], hole, squared(apart))
    whole = moved.clause.relation[1]
    shown = rules.arithmetic([moved], ("=", whole, ZERO), [entry(equality=0)])
    total = total_of.compare(shown)
    size = Term("norm", difference)
    bound = rules.arithmetic([total], ("<=", squared(size), squared(ZERO)), [entry(equality=0)])
    return zeros.definite(orders.compare_squares([_order_of_numbers(ZERO, ZERO), bound], size, ZERO), difference)


def _dimension(n: int | str) -> Theorem:
    """1 <= n."""
    return orders.dimension_is_positive([], n) if isinstance(n, str) else _order_of_numbers(ONE, rules.size(n))


def _order_of_numbers(low: Term, high: Term) -> Theorem:
    return rules.arithmetic([], ("<=", low, high), [] if low == high else [entry(multiplier=sub(high, low))])


# ---------------------------------------------------------------- for other letters


def length(premises: Premises, n: int | str, index: Term) -> Theorem:
    """|e_j| = 1, from 1 <= j and j <= n."""
    return _length(rules.basis_unit(premises, n, index), Term("basis", n, index))


def first_length(n: int | str) -> Theorem:
    """|e_1| = 1, from no premises: a space has a dimension of 1 or more."""
    return length([_order_of_numbers(ONE, ONE), _dimension(n)], n, ONE)


def at_index(law: Callable[[], Theorem], premises: Premises, vector: Term, index: Term) -> Theorem:
    """What a law says of a component, from 1 <= j and j <= n."""
    return apply(law(), premises, variables=[(U, vector), (J, index)])


def of_norms(law: Callable[[], Theorem], vector: Term) -> Theorem:
    """What a law says of the norms of a vector."""
    return apply(law(), variables=[(U, vector)])


def triangle(one: Term, other: Term) -> Theorem:
    """The triangle inequality for the sum norm."""
    return apply(sum_triangle_law(), variables=[(U, one), (V, other)])


def hoelder(one: Term, other: Term) -> Theorem:
    """<u, v> is at most the sum norm of u times the maximum norm of v."""
    return apply(hoelder_law(), variables=[(U, one), (V, other)])


def parseval(one: Term, other: Term) -> Theorem:
    """The inner product of two vectors, by their components."""
    return apply(parseval_law(), variables=[(U, one), (V, other)])


def trace(operator: Term) -> Theorem:
    """The trace, by the entries."""
    return apply(trace_law(), variables=[(spectra.S, operator)])


def columns(operator: Term) -> Theorem:
    """The square of the Frobenius norm, by the columns."""
    return apply(columns_law(), variables=[(spectra.A, operator)])
