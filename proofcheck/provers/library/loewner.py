"""Laws about operators that are not negative: what their trace bounds, their inverses, and the order of operators.

References as in ``proofcheck.kernel.rules``. Letters as in ``proofcheck.provers.library.spectra``.
"""

from collections.abc import Sequence
from functools import cache

from proofcheck.kernel import rules
from proofcheck.kernel.clauses import Clause, Relation, fact
from proofcheck.kernel.terms import ONE, SCALAR, ZERO, Term, fresh_variable, neg, sub
from proofcheck.kernel.theorem import Theorem
from proofcheck.provers.library import frobenius, orders, spectra, zeros
from proofcheck.provers.library.applying import apply, entry
from proofcheck.provers.library.spectra import S, T, V
from proofcheck.provers.library.terms import squared, times

Premises = Sequence[Theorem]

U, W, C = Term("var", "u", V.sort), Term("var", "w", V.sort), Term("var", "c", SCALAR)
I = Term("id", "n")
TRACE = Term("inner", I, S)
LEAST, MOST, SIZE = Term("lmin", S), Term("lmax", S), Term("opnorm", S)
SYMMETRY, SIGN, POSITIVE = fact("=", Term("tr", S), S), fact("<=", ZERO, LEAST), fact("<", ZERO, LEAST)


def _length(vector: Term) -> Term:
    return Term("norm", vector)


def _given(*clauses: Clause) -> list[Theorem]:
    return [rules.assume([], clause) for clause in clauses]


# ---------------------------------------------------------------- the trace


@cache
def largest_below_trace_law() -> Theorem:
    """lmax(S) <= tr(S) for symmetric S with 0 <= lmin(S): tr(S) - <S v, v> is <I - v v', S> for a unit vector v."""
    symmetric, sign, unit = _given(SYMMETRY, SIGN, fact("=", _length(V), ONE))
    least = spectra.rayleigh([symmetric], S, W, "lmin")
    form: Relation = ("<=", ZERO, Term("inner", Term("dot", S, W), W))
    shown = rules.arithmetic([least, sign], form, [entry(0), entry(1, square=_length(W))])
    positive = rules.generalize([shown], [W], [])
    rest = sub(I, Term("outer", V, V))
    trace = rules.positive_operators([_projected(rest, unit), positive, symmetric], rest, S)
    value = Term("inner", Term("dot", S, V), V)
    below = rules.arithmetic([trace], ("<=", value, TRACE), [entry(0)])
    best = rules.extremum_best([rules.generalize([below], [V], [unit.clause]), symmetric], MOST, TRACE)
    return rules.generalize([best], [], [SYMMETRY, SIGN])


def _projected(rest: Term, unit: Theorem) -> Theorem:
    """0 <= <(I - v v') w, w> for all w, since <v, w>^2 is at most |w|^2."""
    near = [spectra.cauchy_schwarz([], side, W) for side in (V, neg(V))]
    scale = Term("mul", Term("add", ONE, _length(V)), squared(_length(W)))
    form: Relation = ("<=", ZERO, Term("inner", Term("dot", rest, W), W))
    shown = rules.arithmetic([*near, unit], form, [entry(0, 1), entry(equality=2, multiplier=scale)])
    return rules.generalize([shown], [W], [])


def _below_trace(symmetric: Theorem, sign: Theorem) -> Theorem:
    return apply(largest_below_trace_law(), [symmetric, sign], variables=[(S, S)])


@cache
def norm_below_trace_law() -> Theorem:
    """|S| <= tr(S) for symmetric S with 0 <= lmin(S)."""
    symmetric, sign = _given(SYMMETRY, SIGN)
    below, order = _below_trace(symmetric, sign), spectra.order_of_eigenvalues([symmetric], S)
    entries = [entry(0), entry(1), {"coefficient": 2, "premises": [2]}]
    low = rules.arithmetic([below, order, sign], ("<=", neg(TRACE), LEAST), entries)
    return rules.generalize([frobenius.symmetric_norm([symmetric, low, below], S, TRACE)], [], [SYMMETRY, SIGN])


@cache
def entries_below_trace_law() -> Theorem:
    """|S|_F <= tr(S) for symmetric S with 0 <= lmin(S): <S, S> is at most lmax(S) tr(S)."""
    symmetric, sign = _given(SYMMETRY, SIGN)
    below, order = _below_trace(symmetric, sign), spectra.order_of_eigenvalues([symmetric], S)
    nothing = rules.arithmetic([below, order, sign], ("<=", ZERO, TRACE), [entry(0), entry(1), entry(2)])
    product = frobenius.trace_of_product([symmetric, sign], S, S, "lmax")
    squares = rules.arithmetic(
        [product, below, nothing], ("<=", squared(_length(S)), squared(TRACE)), [entry(0), entry(1, 2)]
    )
    shown = orders.compare_squares([nothing, squares], _length(S), TRACE)
    return rules.generalize([shown], [], [SYMMETRY, SIGN])


# ---------------------------------------------------------------- the inverse


@cache
def inverse_is_positive_law() -> Theorem:
    """0 < lmin(inv(S)) for symmetric S with 0 < lmin(S).

    With w = inv(S) v for a unit vector v, <inv(S) v, v> = <S w, w> >= lmin(S) |w|^2, and 1 = |S w| <= |S| |w|.
    """
    symmetric, positive, unit = _given(SYMMETRY, POSITIVE, fact("=", _length(V), ONE))
    below = frobenius.eigenvalue([symmetric], S)
    invertible = rules.arithmetic([below, positive], ("<", ZERO, Term("smin", S)), [entry(0), entry(1)])
    inverse = Term("inv", S)
    w = Term("dot", inverse, V)
    least = spectra.rayleigh([symmetric], S, w, "lmin")
    applied = spectra.operator_norm([], S, w)
    size = Term("mul", SIZE, _length(w))
    back = frobenius.inverse_after([invertible], S)
    hole = Term("var", "hole", S.sort)
    length, same = (
        rules.congruence([back], hole, template)
        for template in (_length(Term("dot", hole, V)), Term("inner", Term("dot", hole, V), w))
    )
    entries = [entry(0), *({**entry(equality=k), "coefficient": -1} for k in (1, 2))]
    one = rules.arithmetic([applied, unit, length], ("<=", ONE, size), entries)
    both = rules.arithmetic([one], ("<=", ONE, squared(size)), [entry(0, 0), {"coefficient": 2, "premises": [0]}])
    value = Term("inner", Term("dot", inverse, V), V)
    bound = Term("mul", LEAST, Term("pow", SIZE, -2))
    order = spectra.order_of_singular_values([], S)
    large = rules.arithmetic([order, invertible], ("<", ZERO, SIZE), [entry(0), entry(1)])
    entries = [entry(0), entry(1, multiplier=bound), entry(equality=6)]
    premises = [least, both, positive, large, invertible, symmetric, same]
    shown = rules.arithmetic(premises, ("<=", bound, value), entries)
    pointwise = rules.generalize([shown], [V], [unit.clause])
    best = rules.extremum_best([pointwise, spectra.symmetric([symmetric], inverse)], Term("lmin", inverse), bound)
    sign = rules.arithmetic([positive, large], ("<", ZERO, bound), [entry(0, multiplier=Term("pow", SIZE, -2))])
    end = rules.arithmetic([best, sign], ("<", ZERO, Term("lmin", inverse)), [entry(0), entry(1)])
    return rules.generalize([end], [], [SYMMETRY, POSITIVE])


# ---------------------------------------------------------------- the form <S u, v>


@cache
def form_law() -> Theorem:
    """<S u, v>^2 <= <S u, u> <S v, v> for symmetric S with 0 <= lmin(S): <S w, w> is not negative, w = p u - q v."""
    symmetric, sign = _given(SYMMETRY, SIGN)
    p, q = (Term("var", name, SCALAR) for name in "pq")
    both = sub(Term("mul", p, U), Term("mul", q, V))
    uu, uv, vv = _form(U, U), _form(U, V), _form(V, V)
    least = spectra.rayleigh([symmetric], S, both, "lmin")
    relation: Relation = ("<=", ZERO, orders.quadratic_form(p, q, uu, uv, vv))
    shown = rules.arithmetic([least, sign, symmetric], relation, [entry(0), entry(1, square=_length(both))])
    every = rules.generalize([shown], [p, q], [])
    return rules.generalize([orders.discriminant(every, uu, uv, vv)], [], [SYMMETRY, SIGN])


@cache
def image_law() -> Theorem:
    """|S u|^2 <= lmax(S) <S u, u> for symmetric S with 0 <= lmin(S)."""
    return _image_law(MOST)


@cache
def image_and_norm_law() -> Theorem:
    """|S u|^2 <= |S| <S u, u> for symmetric S with 0 <= lmin(S)."""
    return _image_law(SIZE)


def _image_law(bound: Term) -> Theorem:
    """From <S u, v>^2 <= <S u, u> <S v, v> with v = S u, since <S v, v> is at most lmax(S) |v|^2, or |S| |v|^2."""
    symmetric, sign = _given(SYMMETRY, SIGN)
    image, here = Term("dot", S, U), _form(U, U)
    length = _length(image)
    relation: Relation = ("<=", squared(length), Term("mul", bound, here))
    least = spectra.rayleigh([symmetric], S, U, "lmin")
    positive_form = rules.arithmetic([least, sign], ("<=", ZERO, here), [entry(0), entry(1, square=_length(U))])
    if bound == MOST:
        most = rules.arithmetic(
            [sign, spectra.order_of_eigenvalues([symmetric], S)], ("<=", ZERO, MOST), [entry(0), entry(1)]
        )
        above = spectra.rayleigh([symmetric], S, image, "lmax")
    else:
        most = frobenius.not_negative(SIZE)
        near = spectra.cauchy_schwarz([], Term("dot", S, image), image)
        applied = spectra.operator_norm([], S, image)
        largest: Relation = ("<=", _form(image, image), Term("mul", SIZE, squared(length)))
        above = rules.arithmetic([near, applied], largest, [entry(0), entry(1, multiplier=length)])
    flat, moving = _given(fact("<=", length, ZERO), fact("<", ZERO, length))
    still = rules.arithmetic([flat, most, positive_form], relation, [entry(0, multiplier=length), entry(1, 2)])
    inverse = Term("pow", length, -2)
    entries = [entry(0, multiplier=inverse), entry(1, 2, multiplier=inverse)]
    shown = rules.arithmetic([form([symmetric, sign], S, U, image), above, positive_form, moving], relation, entries)
    return rules.generalize([rules.cases([still, shown], length, ZERO)], [], [SYMMETRY, SIGN])


@cache
def kernel_law() -> Theorem:
    """S u = 0 if <S u, u> <= 0, for symmetric S with 0 <= lmin(S): |S u|^2 is at most lmax(S) <S u, u>."""
    moved, flat = Term("dot", S, U), fact("<=", _form(U, U), ZERO)
    symmetric, sign, none = _given(SYMMETRY, SIGN, flat)
    order = spectra.order_of_eigenvalues([symmetric], S)
    most = rules.arithmetic([sign, order], ("<=", ZERO, MOST), [entry(0), entry(1)])
    square: Relation = ("<=", Term("inner", moved, moved), ZERO)
    shown = rules.arithmetic([image([symmetric, sign], S, U, "lmax"), most, none], square, [entry(0), entry(1, 2)])
    return rules.generalize([rules.definite([shown], moved)], [], [SYMMETRY, SIGN, flat])


@cache
def parts_of_multiple_law() -> Theorem:
    """0 <= <S u, T u> for symmetric S and T with 0 <= lmin(S), 0 <= lmin(T) and S + T = c I.

    With w = S u, |w|^4 = <S u, w>^2 is at most <S u, u> <S w, w>, and <S w, w> at most c |w|^2.
    """
    other, rest = fact("=", Term("tr", T), T), fact("<=", ZERO, Term("lmin", T))
    whole = fact("=", Term("add", S, T), times(C, I))
    clauses = [SYMMETRY, other, SIGN, rest, whole]
    symmetric, also, sign, remains, total = _given(*clauses)
    image, off = Term("dot", S, U), Term("dot", T, U)
    length = _length(image)
    hole = Term("var", "hole", S.sort)
    here, there = (
        rules.congruence([total], hole, Term("inner", Term("dot", hole, vector), image)) for vector in (U, image)
    )
    low, least = spectra.rayleigh([symmetric], S, U, "lmin"), spectra.rayleigh([also], T, image, "lmin")
    positive_form = rules.arithmetic([low, sign], ("<=", ZERO, _form(U, U)), [entry(0), entry(1, square=_length(U))])
    largest: Relation = ("<=", _form(image, image), times(C, squared(length)))
    entries = [entry(0), entry(1, square=length), entry(equality=2)]
    above = rules.arithmetic([least, remains, there], largest, entries)
    relation: Relation = ("<=", ZERO, Term("inner", image, off))
    flat, moving = _given(fact("<=", length, ZERO), fact("<", ZERO, length))
    near = spectra.cauchy_schwarz([], neg(image), off)
    still = rules.arithmetic([near, flat], relation, [entry(0), entry(1, multiplier=_length(off))])
    inverse = Term("pow", length, -2)
    entries = [entry(0, multiplier=inverse), entry(1, 2, multiplier=inverse), {**entry(equality=4), "coefficient": -1}]
    premises = [form([symmetric, sign], S, U, image), above, positive_form, moving, here]
    shown = rules.arithmetic(premises, relation, entries)
    return rules.generalize([rules.cases([still, shown], length, ZERO)], [], clauses)


def _form(u: Term, v: Term) -> Term:
    return Term("inner", Term("dot", S, u), v)


# ---------------------------------------------------------------- for other letters


def form(premises: Premises, a: Term, u: Term, v: Term) -> Theorem:
    """<A u, v>^2 <= <A u, u> <A v, v>; the last premise is 0 <= lmin(A), the others show symmetry."""
    *equations, sign = premises
    return apply(form_law(), [spectra.symmetric(equations, a), sign], variables=[(S, a), (U, u), (V, v)])


def form_of_difference(premises: Premises, a: Term, u: Term, v: Term) -> Theorem:
    """0 <= <A (u - v), u - v>; the last premise is 0 <= lmin(A), the others show symmetry."""
    *equations, sign = premises
    gap = sub(u, v)
    least = spectra.rayleigh(equations, a, gap, "lmin")
    value = Term("inner", Term("dot", a, gap), gap)
    return rules.arithmetic([least, sign], ("<=", ZERO, value), [entry(0), entry(1, square=_length(gap))])


def form_of_sum(premises: Premises, a: Term, u: Term, v: Term) -> Theorem:
    """0 <= <A (u + v), u + v>, from the same."""
    return form_of_difference(premises, a, u, neg(v))


def image(premises: Premises, a: Term, u: Term, bound: str) -> Theorem:
    """|A u|^2 <= lmax(A) <A u, u>, or |A| <A u, u>; the last premise is 0 <= lmin(A), the others show symmetry."""
    *equations, sign = premises
    law = image_law() if bound == "lmax" else image_and_norm_law()
    return apply(law, [spectra.symmetric(equations, a), sign], variables=[(S, a), (U, u)])


def kernel(premises: Premises, a: Term, u: Term) -> Theorem:
    """A u = 0; the last two premises are 0 <= lmin(A) and <A u, u> <= 0, the others show symmetry."""
    *equations, sign, none = premises
    return apply(kernel_law(), [spectra.symmetric(equations, a), sign, none], variables=[(S, a), (U, u)])


def below_trace(premises: Premises, a: Term, head: str) -> Theorem:
    """lmax(A), |A| or |A|_F is at most tr(A); the last premise is 0 <= lmin(A), the others show symmetry."""
    *equations, sign = premises
    laws = {"lmax": largest_below_trace_law, "opnorm": norm_below_trace_law, "norm": entries_below_trace_law}
    return apply(laws[head](), [spectra.symmetric(equations, a), sign], variables=[(S, a)])


def inverse_is_positive(premises: Premises, a: Term) -> Theorem:
    """0 < lmin(inv(A)); the last premise is 0 < lmin(A), the others show symmetry."""
    *equations, sign = premises
    return apply(inverse_is_positive_law(), [spectra.symmetric(equations, a), sign], variables=[(S, a)])


def equal_in_order(premises: Premises, difference: Term) -> Theorem:
    """A - B = 0; the last two premises are 0 <= lmin(A - B) and 0 <= lmin(B - A), the others show symmetry."""
    *equations, above, below = premises
    low = rules.arithmetic([above, *equations], ("<=", neg(ZERO), Term("lmin", difference)), [entry(0)])
    v = fresh_variable(Term("var", "v", ("V", difference.sort[1])), difference.free)
    least = spectra.rayleigh(equations, neg(difference), v, "lmin")
    value = Term("inner", Term("dot", difference, v), v)
    shown = rules.arithmetic([least, below], ("<=", value, ZERO), [entry(0), entry(1, square=_length(v))])
    pointwise = rules.generalize([shown], [v], [fact("=", _length(v), ONE)])
    high = rules.extremum_best([pointwise, spectra.symmetric(equations, difference)], Term("lmax", difference), ZERO)
    return zeros.definite(frobenius.symmetric_norm([*equations, low, high], difference, ZERO), difference)


def parts_of_multiple(premises: Premises, a: Term, b: Term, factor: Term, u: Term) -> Theorem:
    """0 <= <A u, B u>; the last two premises are 0 <= lmin(A) and 0 <= lmin(B), the others show symmetry.

    Raises:
        KernelError: A + B is not the factor times the identity.
    """
    *equations, sign, rest = premises
    whole = rules.identity([], Term("add", a, b), times(factor, Term("id", a.sort[1])), [])
    symmetric = [spectra.symmetric(equations, operator) for operator in (a, b)]
    letters = [(S, a), (T, b), (C, factor), (U, u)]
    return apply(parts_of_multiple_law(), [*symmetric, sign, rest, whole], variables=letters)
