"""Laws about the nuclear norm, the sum of the singular values: ``|A|_* = max <A, Z>`` over the operators Z of norm 1.

References as in ``proofcheck.kernel.rules``. Letters as in ``proofcheck.provers.library.spectra``.
"""

from collections.abc import Callable, Sequence
from fractions import Fraction
from functools import cache

from proofcheck.kernel import rules
from proofcheck.kernel.clauses import Clause, Relation, fact
from proofcheck.kernel.terms import ONE, SCALAR, ZERO, Term, fresh_variable, neg, num, sub
from proofcheck.kernel.theorem import Theorem
from proofcheck.models.pairing import paired_with
from proofcheck.provers.library import frobenius, loewner, orders, spectra
from proofcheck.provers.library.applying import apply, entry
from proofcheck.provers.library.spectra import A, B, S, V
from proofcheck.provers.library.terms import squared, times

Premises = Sequence[Theorem]

U, W = Term("var", "u", ("V", "n")), Term("var", "w", ("V", "p"))
D = Term("var", "D", ("O", "m", "n"))
FACTOR = Term("var", "a", SCALAR)
CORNER = Term("outer", U, W)


def nuclear(operator: Term) -> Term:
    """The nuclear norm: minus the least ``<A, Z>``, as the operators of norm 1 are those with the other sign."""
    return neg(least(operator))


def least(operator: Term, name: str = "Z") -> Term:
    """The least ``<A, Z>`` over the operators Z of norm 1."""
    ball = fresh_variable(Term("var", name, operator.sort), operator.free)
    return Term("minS", ball, Term("inner", operator, ball))


def measured(extremum: Term) -> Term | None:
    """The operator of which a minimum over operators of norm 1 is minus the nuclear norm, if it is one."""
    _, ball, body = extremum
    return paired_with(ball, body) if ball.sort[0] == "O" else None


SIZE = nuclear(A)


def _size(operator: Term) -> Term:
    return Term("opnorm", operator)


def _unit(operator: Term) -> Clause:
    return fact("=", _size(operator), ONE)


def _at(operator: Term, ball: Term) -> Theorem:
    """``-|A|_* <= <A, Z>`` for an operator Z of norm 1."""
    return rules.extremum_bound([rules.assume([], _unit(ball))], least(operator), ball)


def _best(operator: Term, bound: Term, shown: Callable[[Term, Theorem, Relation], Theorem]) -> Theorem:
    """``|A|_* <= c``, as ``shown`` says -c <= <A, Z> of an operator Z of norm 1.

    The Z of another shape than those of the letter A have another name, as a law is read for any shapes.
    """
    ball = Term("var", "Z" if operator.sort == A.sort else "Y", operator.sort)
    low: Relation = ("<=", neg(bound), Term("inner", operator, ball))
    pointwise = rules.generalize([shown(ball, rules.assume([], _unit(ball)), low)], [ball], [_unit(ball)])
    extremum = least(operator, ball[1])
    best = rules.extremum_best([pointwise], extremum, neg(bound))
    return rules.arithmetic([best], ("<=", neg(extremum), bound), [entry(0)])


@cache
def duality_law() -> Theorem:
    """<A, B> <= |A|_* |B|: -B, divided by its norm, is one of the Z."""
    bound = times(SIZE, _size(B))

    def at_unit(unit: Theorem, direction: Term) -> Theorem:
        return rules.extremum_bound([unit], least(A), direction)

    low = spectra.everywhere(B, 1, ("<=", neg(Term("inner", A, B)), bound), at_unit)
    turned = apply(low, variables=[(A, A), (B, neg(B))])
    return rules.arithmetic([turned], ("<=", Term("inner", A, B), bound), [entry(0)])


def duality(premises: Premises, a: Term, b: Term) -> Theorem:
    """<A, B> is at most the nuclear norm of A times the norm of B."""
    return apply(duality_law(), premises, variables=[(A, a), (B, b)])


@cache
def positive_law() -> Theorem:
    """0 <= |A|_*: |A|_* |Z| is at least <A, Z> and <A, -Z>, where Z is u w', and |Z| |w| >= |Z w| = |u| |w|^2."""
    units = [fact("=", Term("norm", vector), ONE) for vector in (U, W)]
    size = _size(CORNER)
    applied = [spectra.operator_norm([], CORNER, W), *(rules.assume([], unit) for unit in units)]
    length = Term("norm", W)
    rest = sub(size, Term("add", ONE, length))
    unity = [entry(equality=1, multiplier=neg(squared(length))), entry(equality=2, multiplier=rest)]
    more = rules.arithmetic(applied, ("<", ZERO, size), [entry(0), *unity, entry()])
    bounds = [duality([], A, CORNER), duality([], A, neg(CORNER)), more]
    half = {"coefficient": Fraction(1, 2), "multiplier": Term("pow", size, -1)}
    shown = rules.arithmetic(bounds, ("<=", ZERO, SIZE), [{**entry(0), **half}, {**entry(1), **half}])
    for vector, unit in zip((U, W), units, strict=True):
        shown = spectra.unit_vector(rules.generalize([shown], [vector], [unit]))
    return shown


@cache
def triangle_law() -> Theorem:
    """|A + B|_* <= |A|_* + |B|_*."""

    def shown(ball: Term, _: Theorem, low: Relation) -> Theorem:
        return spectra.by_adding([_at(A, ball), _at(B, ball)], low)

    return _best(Term("add", A, B), Term("add", SIZE, nuclear(B)), shown)


@cache
def multiple_law() -> Theorem:
    """|a A|_* <= max(a, -a) |A|_*."""
    absolute = Term("max", FACTOR, neg(FACTOR))
    above = [orders.extreme([], absolute, place) for place in (1, 2)]

    def shown(ball: Term, unit: Theorem, low: Relation) -> Theorem:
        # with m = max(a, -a): m |A|_* + a <A, Z> is half of (m + a) (|A|_* + <A, Z>) + (m - a) (|A|_* - <A, Z>)
        signed = [_at(A, ball), duality([], A, ball)]
        half = Fraction(1, 2)
        entries = [{**entry(1, 2), "coefficient": half}, {**entry(0, 3), "coefficient": half}]
        unity = entry(equality=4, multiplier=times(num(half), sub(absolute, FACTOR), SIZE))
        return rules.arithmetic([*above, *signed, unit], low, [*entries, unity])

    return _best(times(FACTOR, A), times(absolute, SIZE), shown)


@cache
def scaled_law() -> Theorem:
    """|a A|_* <= a |A|_* for 0 <= a."""
    sign = rules.assume([], fact("<=", ZERO, FACTOR))

    def shown(ball: Term, _: Theorem, low: Relation) -> Theorem:
        return rules.arithmetic([sign, _at(A, ball)], low, [entry(0, 1)])

    return rules.generalize([_best(times(FACTOR, A), times(FACTOR, SIZE), shown)], [], [sign.clause])


@cache
def opposite_law() -> Theorem:
    """|-A|_* <= |A|_*."""

    def shown(ball: Term, unit: Theorem, low: Relation) -> Theorem:
        return rules.arithmetic([duality([], A, ball), unit], low, [entry(0), entry(equality=1, multiplier=SIZE)])

    return _best(neg(A), SIZE, shown)


@cache
def product_law() -> Theorem:
    """|D A|_* <= |D| |A|_*: <D A, Z> is <A, D' Z>, and |D' Z| <= |D|."""

    def shown(ball: Term, unit: Theorem, low: Relation) -> Theorem:
        image = Term("dot", Term("tr", D), ball)
        near = [duality([], A, neg(image)), spectra.operator_norm([], Term("tr", D), ball), positive([], A), unit]
        unity = entry(equality=3, multiplier=times(_size(D), SIZE))
        return rules.arithmetic(near, low, [entry(0), entry(1, 2), unity])

    return _best(Term("dot", D, A), times(_size(D), SIZE), shown)


@cache
def transpose_law() -> Theorem:
    """|A'|_* <= |A|_*: <A', Z> is <A, Z'>."""

    def shown(ball: Term, unit: Theorem, low: Relation) -> Theorem:
        near = duality([], A, neg(Term("tr", ball)))
        return rules.arithmetic([near, unit], low, [entry(0), entry(equality=1, multiplier=SIZE)])

    return _best(Term("tr", A), SIZE, shown)


@cache
def outer_law() -> Theorem:
    """|u w'|_* <= |u| |w|: <u w', Z> is <u, Z w>."""

    def shown(ball: Term, unit: Theorem, low: Relation) -> Theorem:
        image = Term("dot", ball, W)
        near = [spectra.cauchy_schwarz([], neg(U), image), spectra.operator_norm([], ball, W), unit]
        first, second = (Term("norm", vector) for vector in (U, W))
        unity = entry(equality=2, multiplier=times(first, second))
        return rules.arithmetic(near, low, [entry(0), entry(1, multiplier=first), unity])

    return _best(CORNER, times(Term("norm", U), Term("norm", W)), shown)


@cache
def factors_law() -> Theorem:
    """|D A|_* <= |D|_F |A|_F: <D A, Z> is <A, D' Z>, and |Z' D|_F <= |Z| |D|_F."""
    first, second = Term("norm", D), Term("norm", A)

    def shown(ball: Term, unit: Theorem, low: Relation) -> Theorem:
        image = Term("dot", Term("tr", D), ball)
        near = [frobenius.cauchy_schwarz([], neg(A), image), frobenius.product([], Term("tr", ball), D), unit]
        unity = entry(equality=2, multiplier=times(first, second))
        return rules.arithmetic(near, low, [entry(0), entry(1, multiplier=second), unity])

    return _best(Term("dot", D, A), times(first, second), shown)


@cache
def outer_below_law() -> Theorem:
    """|u| |w| <= |u w'|_*: it is the Frobenius norm of u w'."""
    size, length = nuclear(CORNER), Term("norm", CORNER)
    sizes = times(*(Term("norm", vector) for vector in (U, W)))
    below, sign = entries([], CORNER), positive([], CORNER)
    relation: Relation = ("<=", Term("pow", sizes, 2), Term("pow", size, 2))
    squares = rules.arithmetic([below, sign], relation, [entry(0, 1), entry(0, multiplier=length)])
    return orders.compare_squares([sign, squares], sizes, size)


@cache
def entries_law() -> Theorem:
    """|A|_F <= |A|_*: |A|_F^2 = <A, A> <= |A|_* |A|, and |A| <= |A|_F."""
    length = Term("norm", A)
    relation: Relation = ("<=", length, SIZE)
    nothing = rules.assume([], fact("<=", length, ZERO))
    more = rules.assume([], fact("<", ZERO, length))
    near = [duality([], A, A), frobenius.operator_norm([], A), positive([], A), more]
    inverse = Term("pow", length, -1)
    shown = rules.arithmetic(near, relation, [entry(0, multiplier=inverse), entry(1, 2, multiplier=inverse)])
    return rules.cases([spectra.by_adding([nothing, positive([], A)], relation), shown], length, ZERO)


@cache
def columns_law() -> Theorem:
    """|A|_* <= sqrt(p) |A|_F: <A, Z> <= |A|_F |Z|_F, and |Z I|_F <= |Z| |I|_F."""
    length, root = Term("norm", A), Term("norm", Term("id", "p"))

    def shown(ball: Term, unit: Theorem, low: Relation) -> Theorem:
        near = [frobenius.cauchy_schwarz([], neg(A), ball), frobenius.product([], ball, Term("id", "p")), unit]
        unity = entry(equality=2, multiplier=times(length, root))
        return rules.arithmetic(near, low, [entry(0), entry(1, multiplier=length), unity])

    return _best(A, times(Term("sqrt", Term("dim", "p")), length), shown)


@cache
def trace_law() -> Theorem:
    """|S|_* <= tr(S) for symmetric S with 0 <= lmin(S): I + Z is not negative for an operator Z of norm 1."""
    given = [rules.assume([], clause) for clause in (loewner.SYMMETRY, loewner.SIGN)]
    form = rules.arithmetic(
        [spectra.rayleigh(given[:1], S, V, "lmin"), given[1]],
        ("<=", ZERO, Term("inner", Term("dot", S, V), V)),
        [entry(0), entry(1, square=Term("norm", V))],
    )
    everywhere = rules.generalize([form], [V], [])

    def shown(ball: Term, unit: Theorem, low: Relation) -> Theorem:
        turned, image = Term("add", loewner.I, ball), Term("dot", ball, V)
        near = [spectra.cauchy_schwarz([], neg(image), V), spectra.operator_norm([], ball, V), unit]
        length = Term("norm", V)
        above: Relation = ("<=", ZERO, Term("inner", Term("dot", turned, V), V))
        entries = [entry(0), entry(1, multiplier=length), entry(equality=2, multiplier=squared(length))]
        positive_form = rules.generalize([rules.arithmetic(near, above, entries)], [V], [])
        paired = rules.positive_operators([positive_form, everywhere, given[0]], turned, S)
        return rules.arithmetic([paired], low, [entry(0)])

    return rules.generalize([_best(S, loewner.TRACE, shown)], [], [loewner.SYMMETRY, loewner.SIGN])


def positive(premises: Premises, a: Term) -> Theorem:
    """0 <= |A|_*."""
    return apply(positive_law(), premises, variables=[(A, a)])


def triangle(premises: Premises, a: Term, b: Term) -> Theorem:
    """The triangle inequality."""
    return apply(triangle_law(), premises, variables=[(A, a), (B, b)])


def multiple(premises: Premises, factor: Term, a: Term) -> Theorem:
    """The nuclear norm of a multiple."""
    return apply(multiple_law(), premises, variables=[(FACTOR, factor), (A, a)])


def scaled(premises: Premises, factor: Term, a: Term) -> Theorem:
    """The same for a factor of which the premise says that it is not negative."""
    return apply(scaled_law(), premises, variables=[(FACTOR, factor), (A, a)])


def opposite(premises: Premises, a: Term) -> Theorem:
    """|-A|_* <= |A|_*."""
    return apply(opposite_law(), premises, variables=[(A, a)])


def product(premises: Premises, left: Term, right: Term) -> Theorem:
    """|D A|_* <= |D| |A|_*."""
    return apply(product_law(), premises, variables=[(D, left), (A, right)])


def transpose(premises: Premises, a: Term) -> Theorem:
    """|A'|_* <= |A|_*."""
    return apply(transpose_law(), premises, variables=[(A, a)])


def outer(premises: Premises, u: Term, w: Term) -> Theorem:
    """|u w'|_* <= |u| |w|."""
    return apply(outer_law(), premises, variables=[(U, u), (W, w)])


def outer_below(premises: Premises, u: Term, w: Term) -> Theorem:
    """|u| |w| <= |u w'|_*."""
    return apply(outer_below_law(), premises, variables=[(U, u), (W, w)])


def factors(premises: Premises, left: Term, right: Term) -> Theorem:
    """|D A|_* <= |D|_F |A|_F."""
    return apply(factors_law(), premises, variables=[(D, left), (A, right)])


def entries(premises: Premises, a: Term) -> Theorem:
    """|A|_F <= |A|_*."""
    return apply(entries_law(), premises, variables=[(A, a)])


def columns(premises: Premises, a: Term) -> Theorem:
    """|A|_* <= sqrt(p) |A|_F for an operator with p columns."""
    return apply(columns_law(), premises, variables=[(A, a)])


def trace(premises: Premises, a: Term) -> Theorem:
    """|S|_* <= tr(S); the last premise is 0 <= lmin(S), the others show that S is symmetric."""
    *equations, sign = premises
    return apply(trace_law(), [spectra.symmetric(equations, a), sign], variables=[(S, a)])
