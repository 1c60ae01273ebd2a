"""Laws about the Frobenius norm and inner product, traces, and inverses.

References as in ``proofcheck.kernel.rules``. Letters as in ``proofcheck.provers.library.spectra``.
"""

from collections.abc import Sequence
from fractions import Fraction
from functools import cache

from proofcheck.kernel import rules
from proofcheck.kernel.clauses import Relation, fact
from proofcheck.kernel.terms import ONE, SCALAR, ZERO, Term, neg, sub
from proofcheck.kernel.theorem import Theorem
from proofcheck.provers.library import orders, spectra
from proofcheck.provers.library.applying import apply
from proofcheck.provers.library.spectra import A, B, C, S, T, V, X, unit_vector
from proofcheck.provers.library.terms import squared, times

Premises = Sequence[Theorem]

I = Term("id", "n")
BOUND = Term("var", "c", SCALAR)
HOLE = Term("var", "hole", S.sort)


def _norm(term: Term) -> Term:
    return Term("norm", term)


def not_negative(term: Term) -> Theorem:
    """0 <= a, for what is not negative by its form."""
    return rules.arithmetic([], ("<=", ZERO, term), [{"coefficient": 1, "multiplier": term}])


def _symmetry(operator: Term) -> Theorem:
    return rules.assume([], fact("=", Term("tr", operator), operator))


# ------------------------------------------------------------------------------------------------ the Frobenius norm


@cache
def cauchy_schwarz_law() -> Theorem:
    """<A, B> <= |A|_F |B|_F, as for vectors."""
    return spectra.cauchy_schwarz_of(A, B)


@cache
def triangle_law() -> Theorem:
    """|A + B|_F <= |A|_F + |B|_F, as for vectors."""
    return spectra.triangle_of(A, B, cauchy_schwarz([], A, B))


@cache
def applied_law() -> Theorem:
    """|A x| <= |A|_F |x|: |A x|^2 is the inner product of A and (A x) x'."""
    image = Term("dot", A, X)
    size, bound = _norm(image), times(_norm(A), _norm(X))
    relation: Relation = ("<=", size, bound)
    near = cauchy_schwarz([], A, Term("outer", image, X))
    positive = rules.assume([], fact("<", ZERO, size))
    entry = {"coefficient": 1, "premises": [0], "multiplier": Term("pow", size, -1)}
    shown = rules.arithmetic([near, positive], relation, [entry])
    nothing = rules.assume([], fact("<=", size, ZERO))
    entries = [{"coefficient": 1, "premises": [0]}, {"coefficient": 1, "multiplier": bound}]
    return rules.cases([rules.arithmetic([nothing], relation, entries), shown], size, ZERO)


@cache
def operator_norm_law() -> Theorem:
    """|A| <= |A|_F."""
    v = X
    unit = rules.assume([], fact("=", _norm(v), ONE))
    entries = [{"coefficient": 1, "premises": [0]}, {"coefficient": 1, "equality": 1, "multiplier": _norm(A)}]
    shown = rules.arithmetic([applied([], A, v), unit], ("<=", _norm(Term("dot", A, v)), _norm(A)), entries)
    pointwise = rules.generalize([shown], [v], [unit.clause])
    return rules.extremum_best([pointwise], Term("opnorm", A), _norm(A))


@cache
def product_law() -> Theorem:
    """|A C|_F <= |A| |C|_F: C' (|A|^2 I - A' A) C is not negative, and neither is its trace."""
    v = Term("var", "v", ("V", "q"))
    size, image = Term("opnorm", A), Term("dot", C, v)
    identity = Term("id", "p")
    inside = sub(times(squared(size), identity), Term("dot", Term("tr", A), A))
    form = Term("dot", Term("tr", C), Term("dot", inside, C))
    length = spectra.operator_norm([], A, image)
    entries = [
        {"coefficient": 1, "premises": [0], "multiplier": times(size, _norm(image))},
        {"coefficient": 1, "premises": [0], "multiplier": _norm(Term("dot", A, image))},
    ]
    relation: Relation = ("<=", ZERO, Term("inner", Term("dot", form, v), v))
    first = rules.generalize([rules.arithmetic([length], relation, entries)], [v], [])
    whole, bound = _norm(Term("dot", A, C)), times(size, _norm(C))
    trace = rules.positive_operators([first, *_identity_is_positive(v)], form, Term("id", "q"))
    squares = rules.arithmetic([trace], ("<=", squared(whole), squared(bound)), [{"coefficient": 1, "premises": [0]}])
    return orders.compare_squares([not_negative(bound), squares], whole, bound)


def _identity_is_positive(v: Term) -> tuple[Theorem, Theorem]:
    """0 <= <I v, v> for all v, and I' = I."""
    identity = Term("id", v.sort[1])
    sign = ("<=", ZERO, Term("inner", Term("dot", identity, v), v))
    shown = rules.arithmetic([], sign, [{"coefficient": 1, "square": _norm(v)}])
    return rules.generalize([shown], [v], []), spectra.symmetric([], identity)


def cauchy_schwarz(premises: Premises, a: Term, b: Term) -> Theorem:
    """The Cauchy-Schwarz inequality for operators."""
    return apply(cauchy_schwarz_law(), premises, variables=[(A, a), (B, b)])


def triangle(premises: Premises, a: Term, b: Term) -> Theorem:
    """The triangle inequality for the Frobenius norm."""
    return apply(triangle_law(), premises, variables=[(A, a), (B, b)])


def applied(premises: Premises, a: Term, x: Term) -> Theorem:
    """|A x| <= |A|_F |x|."""
    return apply(applied_law(), premises, variables=[(A, a), (X, x)])


def operator_norm(premises: Premises, a: Term) -> Theorem:
    """|A| <= |A|_F."""
    return apply(operator_norm_law(), premises, variables=[(A, a)])


def product(premises: Premises, a: Term, c: Term) -> Theorem:
    """|A C|_F <= |A| |C|_F."""
    return apply(product_law(), premises, variables=[(A, a), (C, c)])


# ------------------------------------------------------------------------------------------------ traces


@cache
def trace_law() -> Theorem:
    """n lmin(S) <= tr(S) for symmetric S."""
    return _trace_law("lmin")


@cache
def trace_bound_law() -> Theorem:
    """tr(S) <= n lmax(S) for symmetric S."""
    return _trace_law("lmax")


def _trace_law(end: str) -> Theorem:
    symmetric = _symmetry(S)
    above, trace = _above(S, end, symmetric), Term("inner", I, S)
    shown = rules.positive_operators([above[0], *_identity_is_positive(V)], above[1], I)
    bound = times(Term("dim", "n"), Term(end, S))
    relation: Relation = ("<=", bound, trace) if end == "lmin" else ("<=", trace, bound)
    return rules.generalize([spectra.by_adding([shown], relation)], [], [symmetric.clause])


@cache
def trace_of_product_law() -> Theorem:
    """lmin(S) tr(T) <= <S, T> for symmetric S and T with 0 <= lmin(T) (Horn and Johnson, Theorem 4.3.53)."""
    return _product_law("lmin")


@cache
def trace_of_product_bound_law() -> Theorem:
    """<S, T> <= lmax(S) tr(T) for symmetric S and T with 0 <= lmin(T) (Horn and Johnson, Theorem 4.3.53)."""
    return _product_law("lmax")


@cache
def trace_of_product_and_norm_law() -> Theorem:
    """<A, T> <= |A| tr(T) for any square A, and symmetric T with 0 <= lmin(T): <A v, v> is at most |A| |v|^2."""
    a = Term("var", "A", S.sort)
    given = [_symmetry(T), rules.assume([], fact("<=", ZERO, Term("lmin", T)))]
    size = Term("opnorm", a)
    near, applied = spectra.cauchy_schwarz([], Term("dot", a, V), V), spectra.operator_norm([], a, V)
    above = sub(times(size, I), a)
    entries = [{"coefficient": 1, "premises": [0]}, {"coefficient": 1, "premises": [1], "multiplier": _norm(V)}]
    form: Relation = ("<=", ZERO, Term("inner", Term("dot", above, V), V))
    everywhere = rules.generalize([rules.arithmetic([near, applied], form, entries)], [V], [])
    shown = rules.positive_operators([everywhere, _positive_form(given), given[0]], above, T)
    relation: Relation = ("<=", Term("inner", a, T), times(size, Term("inner", I, T)))
    return rules.generalize([spectra.by_adding([shown], relation)], [], [premise.clause for premise in given])


def _positive_form(given: Premises) -> Theorem:
    """0 <= <T v, v> for all v, as T is symmetric and 0 <= lmin(T)."""
    symmetric, sign = given
    least = spectra.rayleigh([symmetric], T, V, "lmin")
    entries = [{"coefficient": 1, "premises": [0]}, {"coefficient": 1, "premises": [1], "square": _norm(V)}]
    form: Relation = ("<=", ZERO, Term("inner", Term("dot", T, V), V))
    return rules.generalize([rules.arithmetic([least, sign], form, entries)], [V], [])


def _product_law(end: str) -> Theorem:
    given = [_symmetry(S), _symmetry(T), rules.assume([], fact("<=", ZERO, Term("lmin", T)))]
    above = _above(S, end, given[0])
    shown = rules.positive_operators([above[0], _positive_form(given[1:]), given[1]], above[1], T)
    bound, product = times(Term(end, S), Term("inner", I, T)), Term("inner", S, T)
    relation: Relation = ("<=", bound, product) if end == "lmin" else ("<=", product, bound)
    return rules.generalize([spectra.by_adding([shown], relation)], [], [premise.clause for premise in given])


def _above(operator: Term, end: str, symmetric: Theorem) -> tuple[Theorem, Term]:
    """S - lmin(S) I, or lmax(S) I - S, and that it is not negative."""
    shift = times(Term(end, operator), I)
    above = sub(operator, shift) if end == "lmin" else sub(shift, operator)
    shown = spectra.rayleigh([symmetric], operator, V, end)
    relation: Relation = ("<=", ZERO, Term("inner", Term("dot", above, V), V))
    return rules.generalize([spectra.by_adding([shown], relation)], [V], []), above


def trace(premises: Premises, a: Term, end: str) -> Theorem:
    """What an extreme eigenvalue says of the trace; the premises show that the operator is symmetric."""
    law = trace_law() if end == "lmin" else trace_bound_law()
    return apply(law, [spectra.symmetric(premises, a)], variables=[(S, a)])


def trace_of_product(premises: Premises, a: Term, b: Term, end: str) -> Theorem:
    """What an extreme eigenvalue of A says of <A, B>; the last premise is 0 <= lmin(B), the others show symmetry."""
    law = trace_of_product_law() if end == "lmin" else trace_of_product_bound_law()
    *equations, positive = premises
    shown = [spectra.symmetric(equations, a), spectra.symmetric(equations, b), positive]
    return apply(law, shown, variables=[(S, a), (T, b)])


def trace_of_product_and_norm(premises: Premises, a: Term, b: Term) -> Theorem:
    """<A, B> <= |A| tr(B); the last premise is 0 <= lmin(B), the others show that B is symmetric."""
    *equations, positive = premises
    variables = [(Term("var", "A", S.sort), a), (T, b)]
    return apply(trace_of_product_and_norm_law(), [spectra.symmetric(equations, b), positive], variables=variables)


# ------------------------------------------------------------------------------------------------ singular values


@cache
def eigenvalue_law() -> Theorem:
    """lmin(S) <= smin(S) for symmetric S: <S v, v> <= |S v| for a unit vector v."""
    symmetric = _symmetry(S)
    image, unit = Term("dot", S, V), rules.assume([], fact("=", _norm(V), ONE))
    least = spectra.rayleigh([symmetric], S, V, "lmin")
    near = spectra.cauchy_schwarz([], image, V)
    bound = Term("lmin", S)
    entries = [
        {"coefficient": 1, "premises": [0]},
        {"coefficient": 1, "premises": [1]},
        {"coefficient": 1, "equality": 2, "multiplier": sub(_norm(image), times(bound, Term("add", _norm(V), ONE)))},
    ]
    relation: Relation = ("<=", bound, _norm(Term("dot", Term("tr", S), V)))
    shown = rules.arithmetic([least, near, unit, symmetric], relation, entries)
    pointwise = rules.generalize([shown], [V], [unit.clause])
    return rules.generalize([rules.extremum_best([pointwise], Term("smin", S), bound)], [], [symmetric.clause])


@cache
def symmetric_norm_law() -> Theorem:
    """|S| <= c for symmetric S with -c <= lmin(S) and lmax(S) <= c (Horn and Johnson, 5.6.P20).

    4 <S u, w> = <S (u + w), u + w> - <S (u - w), u - w> <= 2 c (|u|^2 + |w|^2), for w = S u / |S u| and |u| = 1.
    """
    symmetric = _symmetry(S)
    low = rules.assume([], fact("<=", neg(BOUND), Term("lmin", S)))
    high = rules.assume([], fact("<=", Term("lmax", S), BOUND))
    image = Term("dot", S, V)
    size, unit = _norm(image), rules.assume([], fact("=", _norm(V), ONE))
    positive = rules.assume([], fact("<", ZERO, size))
    direction = Term("div", image, size)
    upper, lower = Term("add", V, direction), sub(V, direction)
    facts = [
        symmetric,
        spectra.rayleigh([symmetric], S, upper, "lmax"),
        spectra.rayleigh([symmetric], S, lower, "lmin"),
        high,
        low,
        unit,
        positive,
    ]
    quarter = Fraction(1, 4)
    entries = [
        {"coefficient": quarter, "premises": [1]},
        {"coefficient": quarter, "premises": [2]},
        {"coefficient": quarter, "premises": [3], "square": _norm(upper)},
        {"coefficient": quarter, "premises": [4], "square": _norm(lower)},
        {"coefficient": Fraction(1, 2), "equality": 5, "multiplier": times(BOUND, Term("add", _norm(V), ONE))},
    ]
    relation: Relation = ("<=", size, BOUND)
    shown = rules.arithmetic(facts, relation, entries)
    order = spectra.order_of_eigenvalues([symmetric], S)
    halves = [{"coefficient": Fraction(1, 2), "premises": [i]} for i in (1, 2, 3)]
    nothing = rules.assume([], fact("<=", size, ZERO))
    small = rules.arithmetic([nothing, low, order, high], relation, [{"coefficient": 1, "premises": [0]}, *halves])
    best = rules.generalize([rules.cases([small, shown], size, ZERO)], [V], [unit.clause])
    conditions = [premise.clause for premise in (symmetric, low, high)]
    return rules.generalize([rules.extremum_best([best], Term("opnorm", S), BOUND)], [], conditions)


@cache
def inverse_law() -> Theorem:
    """smin(S) |inv(S)| <= 1 where 0 < smin(S)."""
    invertible, inverse = _invertible(S)
    image = Term("dot", inverse, V)
    least = spectra.least_singular_value([], Term("tr", S), image)
    unit = rules.assume([], fact("=", _norm(V), ONE))
    size = Term("smin", S)
    bound = Term("div", ONE, size)
    back = rules.congruence([inverse_after([invertible], S)], HOLE, _norm(Term("dot", HOLE, V)))
    entries = [
        {"coefficient": 1, "premises": [0], "multiplier": bound},
        *({"coefficient": 1, "equality": k, "multiplier": bound} for k in (1, 2)),
    ]
    shown = rules.arithmetic([least, unit, back, invertible], ("<=", _norm(image), bound), entries)
    best = rules.extremum_best([rules.generalize([shown], [V], [unit.clause])], Term("opnorm", inverse), bound)
    entry = {"coefficient": 1, "premises": [0], "multiplier": size}
    whole = rules.arithmetic([best, invertible], ("<=", times(size, Term("opnorm", inverse)), ONE), [entry])
    return rules.generalize([whole], [], [invertible.clause])


@cache
def inverse_bound_law() -> Theorem:
    """1 <= smin(S) |inv(S)| where 0 < smin(S): of a unit vector v, |v| = |inv(S)' S' v| <= |inv(S)| |S' v|."""
    invertible, inverse = _invertible(S)
    image = Term("dot", Term("tr", S), V)
    near = spectra.operator_norm([], Term("tr", inverse), image)
    back = rules.congruence([inverse_after([invertible], S)], HOLE, _norm(Term("dot", Term("tr", HOLE), V)))
    shown = _least_image(near, back, Term("opnorm", inverse), Term("smin", S), image)
    return rules.generalize([shown], [], [invertible.clause])


def _least_image(near: Theorem, back: Theorem, size: Term, least: Term, image: Term) -> Theorem:
    """1 <= m |M|, for the least |w| of unit vectors v, from |M w| <= |M| |w| and |M w| = |v|."""
    unit = rules.assume([], fact("=", _norm(V), ONE))
    by_unit = [{"coefficient": -1, "equality": k} for k in (1, 2)]
    product: Relation = ("<=", ONE, times(size, _norm(image)))
    some = rules.arithmetic([near, unit, back], product, [{"coefficient": 1, "premises": [0]}, *by_unit])
    positive = rules.assume([], fact("<", ZERO, size))
    bound = Term("div", ONE, size)
    entry = {"coefficient": 1, "premises": [0], "multiplier": bound}
    shown = rules.arithmetic([some, positive], ("<=", bound, _norm(image)), [entry])
    best = rules.extremum_best([rules.generalize([shown], [V], [unit.clause])], least, bound)
    relation: Relation = ("<=", ONE, times(least, size))
    entry = {"coefficient": 1, "premises": [0], "multiplier": size}
    whole = rules.arithmetic([best, positive], relation, [entry])
    nothing = rules.assume([], fact("<=", size, ZERO))
    absurd = rules.absurd([_nothing_left(some, nothing, _norm(image))], relation)
    nowhere = unit_vector(rules.generalize([absurd], [V], [unit.clause]))
    return rules.cases([nowhere, whole], size, ZERO)


def _nothing_left(some: Theorem, nothing: Theorem, factor: Term) -> Theorem:
    """0 < 0 from 1 <= a b and a <= 0, where b is not negative by its form."""
    entries = [
        {"coefficient": 1, "premises": [0]},
        {"coefficient": 1, "premises": [1], "multiplier": factor},
        {"coefficient": 1},
    ]
    return rules.arithmetic([some, nothing], ("<", ZERO, ZERO), entries)


@cache
def least_value_of_inverse_law() -> Theorem:
    """1 <= |S| smin(inv(S)) where 0 < smin(S): of a unit vector v, |v| = |S' inv(S)' v| <= |S| |inv(S)' v|."""
    invertible, inverse = _invertible(S)
    image = Term("dot", Term("tr", inverse), V)
    near = spectra.operator_norm([], Term("tr", S), image)
    back = rules.congruence([rules.inverse([invertible], S)], HOLE, _norm(Term("dot", Term("tr", HOLE), V)))
    shown = _least_image(near, back, Term("opnorm", S), Term("smin", inverse), image)
    return rules.generalize([shown], [], [invertible.clause])


@cache
def one_sided_inverse_law() -> Theorem:
    """T S = I from S T = I, for square operators.

    |T v| is at least 1 / |S| for unit vectors v, so that T has an inverse; T S = T S (T inv(T)) = T (S T) inv(T) = I.
    """
    given = rules.assume([], fact("=", Term("dot", S, T), I))
    invertible = _injective(given)
    after, inverse = inverse_after([invertible], T), Term("inv", T)
    templates = [neg(Term("dot", T, Term("dot", S, HOLE))), HOLE, Term("dot", T, Term("dot", HOLE, inverse))]
    entries = [
        {"equation": place, "hole": HOLE, "template": template}
        for place, template in zip((0, 0, 1), templates, strict=True)
    ]
    shown = rules.identity([after, given], Term("dot", T, S), I, entries)
    return rules.generalize([shown], [], [given.clause])


def _injective(given: Theorem) -> Theorem:
    """0 < smin(T') from S T = I: a unit vector v is S T v, so that 1 <= |S| |T v|."""
    turned, size = Term("tr", T), Term("opnorm", S)
    image, least = Term("dot", Term("tr", turned), V), Term("smin", turned)
    near = spectra.operator_norm([], S, image)
    back = rules.congruence([given], HOLE, _norm(Term("dot", HOLE, V)))
    some = _least_image(near, back, size, least, image)
    nothing = rules.assume([], fact("<=", least, ZERO))
    positive: Relation = ("<", ZERO, least)
    absurd = rules.absurd([_nothing_left(some, nothing, size)], positive)
    return rules.cases([absurd, rules.assume([], fact(*positive))], least, ZERO)


def _invertible(operator: Term) -> tuple[Theorem, Term]:
    return rules.assume([], fact("<", ZERO, Term("smin", operator))), Term("inv", operator)


def inverse_after(premises: Premises, a: Term) -> Theorem:
    """A inv(A) = I, the transpose of what the rule says of A'; the premise says 0 < smin(A)."""
    turned, hole = Term("tr", a), Term("var", "hole", a.sort)
    positive = rules.arithmetic(premises, ("<", ZERO, Term("smin", turned)), [{"coefficient": 1, "premises": [0]}])
    entries = [{"equation": 0, "hole": hole, "template": Term("tr", hole)}]
    return rules.identity(
        [rules.inverse([positive], turned)], Term("dot", a, Term("inv", a)), Term("id", a.sort[1]), entries
    )


def eigenvalue(premises: Premises, a: Term) -> Theorem:
    """lmin(A) <= smin(A); the premises show that the operator is symmetric."""
    return apply(eigenvalue_law(), [spectra.symmetric(premises, a)], variables=[(S, a)])


def symmetric_norm(premises: Premises, a: Term, bound: Term) -> Theorem:
    """|A| <= c; the last two premises bound the eigenvalues, the others show that the operator is symmetric."""
    *equations, low, high = premises
    shown = [spectra.symmetric(equations, a), low, high]
    return apply(symmetric_norm_law(), shown, variables=[(S, a), (BOUND, bound)])


def inverse(premises: Premises, a: Term) -> Theorem:
    """smin(A) |inv(A)| <= 1; the premise says 0 < smin(A)."""
    return apply(inverse_law(), premises, variables=[(S, a)])


def least_value_of_inverse(premises: Premises, a: Term) -> Theorem:
    """1 <= |A| smin(inv(A)); the premise says 0 < smin(A)."""
    return apply(least_value_of_inverse_law(), premises, variables=[(S, a)])


def inverse_bound(premises: Premises, a: Term) -> Theorem:
    """1 <= smin(A) |inv(A)|; the premise says 0 < smin(A)."""
    return apply(inverse_bound_law(), premises, variables=[(S, a)])


def other_side(premises: Premises) -> Theorem:
    """B A = I; the premise says A B = I."""
    (given,) = premises
    _, product, _ = given.clause.relation
    _, left, right = product
    return apply(one_sided_inverse_law(), premises, variables=[(S, left), (T, right)])
