"""Laws about inverses: how far two are apart, their order, and what they do to a quadratic form.

Letters as in ``proofcheck.provers.library.spectra``.
"""

from collections.abc import Sequence
from functools import cache

from proofcheck.kernel import rules
from proofcheck.kernel.clauses import Relation, fact
from proofcheck.kernel.terms import ONE, SCALAR, ZERO, Term, neg, num, sub
from proofcheck.kernel.theorem import Theorem
from proofcheck.provers.library import frobenius, loewner, spectra
from proofcheck.provers.library.applying import apply, entry
from proofcheck.provers.library.frobenius import HOLE
from proofcheck.provers.library.loewner import SYMMETRY
from proofcheck.provers.library.spectra import S, T, V
from proofcheck.provers.library.terms import product, squared, times

Premises = Sequence[Theorem]

_FIRST, _SECOND = Term("inv", S), Term("inv", T)
_LEAST = Term("lmin", S)
_POSITIVE = fact("<", ZERO, _LEAST)


_MIDDLE = Term("dot", sub(T, S), _SECOND)
_INVERTIBLE = [fact("<", ZERO, Term("smin", operator)) for operator in (S, T)]


@cache
def resolvents_law() -> Theorem:
    """inv(S) (T - S) inv(T) = inv(S) - inv(T), where 0 < smin(S) and 0 < smin(T)."""
    first, second = (rules.assume([], clause) for clause in _INVERTIBLE)
    before, after = rules.inverse([first], S), frobenius.inverse_after([second], T)
    entries = [
        {"equation": 1, "hole": HOLE, "template": Term("dot", _FIRST, HOLE)},
        {"equation": 0, "hole": HOLE, "template": neg(Term("dot", HOLE, _SECOND))},
    ]
    equal = rules.identity([before, after], Term("dot", _FIRST, _MIDDLE), sub(_FIRST, _SECOND), entries)
    return rules.generalize([equal], [], _INVERTIBLE)


@cache
def difference_law() -> Theorem:
    """|inv(S) - inv(T)| <= |inv(S)| |S - T| |inv(T)|, where 0 < smin(S) and 0 < smin(T)."""
    equal = resolvents([rules.assume([], clause) for clause in _INVERTIBLE], S, T)
    size = rules.congruence([equal], HOLE, Term("opnorm", HOLE))
    first, second = spectra.operator_norm([], _FIRST, _MIDDLE), spectra.operator_norm([], sub(T, S), _SECOND)
    sizes = [Term("opnorm", part) for part in (_FIRST, sub(S, T), _SECOND)]
    relation: Relation = ("<=", Term("opnorm", sub(_FIRST, _SECOND)), times(*sizes))
    entries = [entry(0), entry(1, multiplier=sizes[0]), {**entry(equality=2), "coefficient": -1}]
    return rules.generalize([rules.arithmetic([first, second, size], relation, entries)], [], _INVERTIBLE)


@cache
def order_law() -> Theorem:
    """0 <= lmin(inv(S) - inv(T)) for symmetric S and T with 0 < lmin(S) and 0 <= lmin(T - S).

    With z = inv(S) v and y = inv(T) v, <S (z - y), z - y> and <(T - S) y, y> add up to <z, v> - <y, v>.
    """
    symmetry, positive, order = SYMMETRY, _POSITIVE, fact("<=", ZERO, Term("lmin", sub(T, S)))
    clauses = [symmetry, fact("=", Term("tr", T), T), positive, order]
    first, second, least, above = (rules.assume([], clause) for clause in clauses)
    both = [first, second]
    grown = spectra.eigenvalue_of_sum(both, S, sub(T, S), "lmin")
    large = rules.arithmetic([grown, least, above], ("<", ZERO, Term("lmin", T)), [entry(0), entry(1), entry(2)])
    z, y = Term("dot", _FIRST, V), Term("dot", _SECOND, V)
    forms = [spectra.rayleigh(both, S, sub(z, y), "lmin"), spectra.rayleigh(both, sub(T, S), y, "lmin")]
    back = [_undone(first, least, S, end) for end in (z, y)] + [_undone(second, large, T, y)]
    difference = sub(_FIRST, _SECOND)
    value = product(Term("dot", difference, V), V)
    entries = [entry(0), entry(1), entry(2, square=Term("norm", sub(z, y))), entry(3, square=Term("norm", y))]
    signs = {4: 1, 5: -2, 6: 1}
    entries += [{"coefficient": sign, "equality": place} for place, sign in signs.items()]
    shown = rules.arithmetic([*forms, least, above, *back, *both], ("<=", ZERO, value), entries)
    pointwise = rules.generalize([shown], [V], [fact("=", Term("norm", V), ONE)])
    best = rules.extremum_best([pointwise, spectra.symmetric(both, difference)], Term("lmin", difference), ZERO)
    return rules.generalize([best], [], clauses)


def _undone(symmetric: Theorem, positive: Theorem, operator: Term, end: Term) -> Theorem:
    """<A inv(A) v, w> = <v, w>, for symmetric A with 0 < lmin(A)."""
    below = frobenius.eigenvalue([symmetric], operator)
    invertible = rules.arithmetic([below, positive], ("<", ZERO, Term("smin", operator)), [entry(0), entry(1)])
    back = frobenius.inverse_after([invertible], operator)
    return rules.congruence([back], HOLE, product(Term("dot", HOLE, V), end))


@cache
def above_form_law() -> Theorem:
    """|u|^2 <= lmax(S) <inv(S) u, u> for symmetric S with 0 < lmin(S): of inv(S) u, |S w|^2 <= lmax(S) <S w, w>."""
    first, least = _given()
    z, length, form = _parts()
    sign = rules.arithmetic([least], ("<=", ZERO, _LEAST), [entry(0)])
    near = loewner.image([first, sign], S, z, "lmax")
    backs = [_undone(first, least, S, end) for end in (V, z, Term("dot", S, z))]
    relation: Relation = ("<=", length, times(Term("lmax", S), form))
    entries = [entry(0), entry(equality=2, multiplier=Term("lmax", S))]
    entries += [{**entry(equality=place), "coefficient": -1} for place in (1, 3)]
    return rules.generalize([rules.arithmetic([near, *backs], relation, entries)], [], [SYMMETRY, _POSITIVE])


@cache
def below_form_law() -> Theorem:
    """lmin(S) <inv(S) u, u> <= |u|^2 for symmetric S with 0 < lmin(S): |u - lmin(S) inv(S) u|^2 is not negative."""
    first, least = _given()
    z, length, form = _parts()
    low = spectra.rayleigh([first], S, z, "lmin")
    back = _undone(first, least, S, z)
    off = Term("norm", sub(V, times(_LEAST, z)))
    relation: Relation = ("<=", times(_LEAST, form), length)
    entries = [entry(0, 1), {"coefficient": 1, "square": off}, entry(equality=2, multiplier=_LEAST)]
    return rules.generalize([rules.arithmetic([low, least, back], relation, entries)], [], [SYMMETRY, _POSITIVE])


@cache
def sign_of_form_law() -> Theorem:
    """0 <= <inv(S) u, u> for symmetric S with 0 < lmin(S): it is <S w, w> for w = inv(S) u."""
    first, least = _given()
    z, _, form = _parts()
    low, back = spectra.rayleigh([first], S, z, "lmin"), _undone(first, least, S, z)
    entries = [entry(0), entry(1, square=Term("norm", z)), entry(equality=2)]
    return rules.generalize(
        [rules.arithmetic([low, least, back], ("<=", ZERO, form), entries)], [], [SYMMETRY, _POSITIVE]
    )


_LOW, _HIGH = Term("var", "c", SCALAR), Term("var", "d", SCALAR)
_ABOVE, _BELOW = sub(S, times(_LOW, loewner.I)), sub(times(_HIGH, loewner.I), S)
_BETWEEN = [
    SYMMETRY,
    _POSITIVE,
    *(fact("<", ZERO, number) for number in (_LOW, _HIGH)),
    *(fact("<=", ZERO, Term("lmin", operator)) for operator in (_ABOVE, _BELOW)),
]


@cache
def between_law() -> Theorem:
    """<S u, u> + c d <inv(S) u, u> <= (c + d) |u|^2 for symmetric S with 0 < lmin(S), 0 < c and c I <= S <= d I.

    With z = inv(S) u and y = (S - c I) z, c <y, (d I - S) z> + <(d I - S) y, y> is the gap. Reference: Marshall and
    Olkin, Matrix versions of the Cauchy and Kantorovich inequalities, 1990.
    """
    first, least, low, high, above, below = (rules.assume([], clause) for clause in _BETWEEN)
    z, length, form = _parts()
    y = Term("dot", _ABOVE, z)
    parts = loewner.parts_of_multiple([first, above, below], _ABOVE, _BELOW, sub(_HIGH, _LOW), z)
    rest = spectra.rayleigh([first], _BELOW, y, "lmin")
    image = Term("dot", S, z)
    ends = [z, V, image, Term("dot", S, image), Term("dot", S, V)]
    backs = [_undone(first, least, S, end) for end in ends]
    both: Term = Term("add", _LOW, _HIGH)
    value = Term("add", product(Term("dot", S, V), V), times(_LOW, _HIGH, form))
    entries = [entry(0, multiplier=_LOW), entry(1), entry(2, square=Term("norm", y))]
    entries += [{"coefficient": -1, "equality": 3, "multiplier": times(_LOW, _HIGH)}]
    entries += [entry(equality=place, multiplier=both) for place in (4, 5)]
    entries += [{"coefficient": -1, "equality": place} for place in (6, 7)]
    known = [parts, rest, below, *backs, low, high, first]
    return rules.generalize([rules.arithmetic(known, ("<=", value, times(both, length)), entries)], [], _BETWEEN)


@cache
def kantorovich_law() -> Theorem:
    """4 c d <S u, u> <inv(S) u, u> <= (c + d)^2 |u|^4 under the same conditions (Kantorovich's inequality)."""
    given = [rules.assume([], clause) for clause in _BETWEEN]
    first, least, low, high, *_ = given
    shown = rules.instantiate([between_law(), *given], [])
    _, length, form = _parts()
    value = product(Term("dot", S, V), V)
    near = spectra.rayleigh([first], S, V, "lmin")
    entries = [entry(0), entry(1, square=Term("norm", V))]
    sign = rules.arithmetic([near, least], ("<=", ZERO, value), entries)
    other = rules.instantiate([sign_of_form_law(), first, least], [])
    both: Term = Term("add", _LOW, _HIGH)
    relation: Relation = ("<=", times(num(4), _LOW, _HIGH, value, form), squared(times(both, length)))
    entries = [entry(0, multiplier=times(both, length)), entry(0, 1), entry(0, 2, multiplier=times(_LOW, _HIGH))]
    entries += [entry(square=sub(value, times(_LOW, _HIGH, form)))]
    known = [shown, sign, other, low, high, first]
    return rules.generalize([rules.arithmetic(known, relation, entries)], [], _BETWEEN)


def _given() -> tuple[Theorem, Theorem]:
    return rules.assume([], SYMMETRY), rules.assume([], _POSITIVE)


def _parts() -> tuple[Term, Term, Term]:
    """inv(S) v, |v|^2, and <inv(S) v, v>."""
    image = Term("dot", _FIRST, V)
    return image, squared(V), product(image, V)


# ---------------------------------------------------------------- for other letters


def resolvents(premises: Premises, a: Term, b: Term) -> Theorem:
    """inv(A) (B - A) inv(B) = inv(A) - inv(B); the premises say 0 < smin(A) and 0 < smin(B)."""
    return apply(resolvents_law(), premises, variables=[(S, a), (T, b)])


def difference(premises: Premises, a: Term, b: Term) -> Theorem:
    """|inv(A) - inv(B)| <= |inv(A)| |A - B| |inv(B)|; the premises say 0 < smin(A) and 0 < smin(B)."""
    return apply(difference_law(), premises, variables=[(S, a), (T, b)])


def order(premises: Premises, a: Term, b: Term) -> Theorem:
    """0 <= lmin(inv(A) - inv(B)); the last premises say 0 < lmin(A), 0 <= lmin(B - A), the others show symmetry."""
    *equations, positive, above = premises
    shown = [spectra.symmetric(equations, operator) for operator in (a, b)]
    return apply(order_law(), [*shown, positive, above], variables=[(S, a), (T, b)])


def form(premises: Premises, a: Term, u: Term, place: int) -> Theorem:
    """A law about <inv(A) u, u>; the last premise says 0 < lmin(A), the others show symmetry."""
    *equations, positive = premises
    law = (sign_of_form_law, below_form_law, above_form_law)[place]
    return apply(law(), [spectra.symmetric(equations, a), positive], variables=[(S, a), (V, u)])


def between(premises: Premises, a: Term, low: Term, high: Term, u: Term, *, squares: bool) -> Theorem:
    """``<A u, u> + c d <inv(A) u, u> <= (c + d) |u|^2``, or Kantorovich's inequality.

    The last premises are ``0 < lmin(A)``, ``0 < c``, ``0 < d``, ``0 <= lmin(A - c I)`` and ``0 <= lmin(d I - A)``, the
    others show symmetry.
    """
    *equations, positive, small, large, above, below = premises
    first = spectra.symmetric(equations, a)
    return apply(
        (kantorovich_law if squares else between_law)(),
        [first, positive, small, large, above, below],
        variables=[(S, a), (_LOW, low), (_HIGH, high), (V, u)],
    )
