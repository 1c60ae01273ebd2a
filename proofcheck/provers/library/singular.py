"""Laws about the k-th singular value, ``s_k(A) = max smin((A X)')`` over the operators X of norm 1 with k columns.

Of orthonormal columns X, smin((A X)') is the least ``|A v|`` over unit vectors v of a k-dimensional space; so this is
the theorem of Courant and Fischer (Horn and Johnson, Theorem 7.3.8). Where k is larger than the number of rows or of
columns, s_k is 0. References as in ``proofcheck.kernel.rules``. Letters as in ``proofcheck.provers.library.spectra``.
"""

from collections.abc import Callable, Sequence
from functools import cache

from proofcheck.kernel import rules
from proofcheck.kernel.clauses import Clause, Relation, fact
from proofcheck.kernel.normal import Normalizer, constant
from proofcheck.kernel.terms import ONE, SCALAR, ZERO, Term, fresh_variable, neg, sub
from proofcheck.kernel.theorem import Theorem
from proofcheck.models.pairing import seen_through
from proofcheck.provers.library import products, spectra
from proofcheck.provers.library.applying import apply, entry
from proofcheck.provers.library.spectra import A, B, C
from proofcheck.provers.library.terms import times

Premises = Sequence[Theorem]

D = Term("var", "D", ("O", "m", "n"))
K = "k"


def singular(operator: Term, k: int | str) -> Term:
    """The k-th singular value: minus the least ``-smin((A X)')`` over the operators X of norm 1 with k columns."""
    return neg(least(operator, k))


def least(operator: Term, k: int | str, name: str = "X") -> Term:
    """The least ``-smin((A X)')`` over the operators X of norm 1 with k columns."""
    ball = fresh_variable(Term("var", name, ("O", operator.sort[2], k)), operator.free)
    return Term("minS", ball, neg(Term("smin", seen_by(operator, ball))))


def seen_by(operator: Term, ball: Term) -> Term:
    """(A X)', as X' A'."""
    return Term("dot", Term("tr", ball), Term("tr", operator))


def _unit(operator: Term) -> Clause:
    return fact("=", Term("opnorm", operator), ONE)


VALUE = singular(A, K)


def best(operator: Term, k: int | str, bound: Term, shown: Callable[[Term, Theorem, Relation], Theorem]) -> Theorem:
    """``s_k(A) <= c``, as ``shown`` says smin((A X)') <= c of an operator X of norm 1."""
    ball = Term("var", "X" if (operator.sort[2], k) == (A.sort[2], K) else "Y", ("O", operator.sort[2], k))
    unit = rules.assume([], _unit(ball))
    value = Term("smin", seen_by(operator, ball))
    above = shown(ball, unit, ("<=", value, bound))
    low = rules.arithmetic([above], ("<=", neg(bound), neg(value)), [entry(0)])
    pointwise = rules.generalize([low], [ball], [unit.clause])
    extremum = least(operator, k, ball[1])
    best = rules.extremum_best([pointwise], extremum, neg(bound))
    return rules.arithmetic([best], ("<=", neg(extremum), bound), [entry(0)])


Z = Term("var", "Z", ("O", "p", "k"))


@cache
def image_law() -> Theorem:
    """smin((A Z)') <= s_k(A) |Z|: Z, divided by its norm, is one of the X."""
    value = Term("smin", seen_by(A, Z))

    def at_unit(unit: Theorem, direction: Term) -> Theorem:
        return rules.extremum_bound([unit], least(A, K), direction)

    low = spectra.everywhere(Z, 1, ("<=", neg(times(VALUE, Term("opnorm", Z))), neg(value)), at_unit)
    return rules.arithmetic([low], ("<=", value, times(VALUE, Term("opnorm", Z))), [entry(0)])


@cache
def positive_law() -> Theorem:
    """0 <= s_k(A): it is at least smin((A u w')'), for unit vectors u and w."""
    u, w = Term("var", "u", ("V", "p")), Term("var", "w", ("V", K))
    units = [rules.assume([], fact("=", Term("norm", vector), ONE)) for vector in (u, w)]
    corner = Term("outer", u, w)
    near = image([], A, corner)
    lengths = [entry(equality=1, multiplier=times(VALUE, Term("norm", w))), entry(equality=2, multiplier=VALUE)]
    sign = entry(multiplier=Term("smin", seen_by(A, corner)))
    shown = rules.arithmetic([near, *units], ("<=", ZERO, VALUE), [entry(0), *lengths, sign])
    for vector, unit in zip((u, w), units, strict=True):
        shown = spectra.unit_vector(rules.generalize([shown], [vector], [unit.clause]))
    return shown


@cache
def norm_law() -> Theorem:
    """s_k(A) <= |A|: smin((A X)') is at most |A X|."""
    size = Term("opnorm", A)

    def shown(ball: Term, unit: Theorem, low: Relation) -> Theorem:
        near = [spectra.order_of_singular_values([], seen_by(A, ball)), spectra.operator_norm([], A, ball), unit]
        return rules.arithmetic(near, low, [entry(0), entry(1), entry(equality=2, multiplier=size)])

    return best(A, K, size, shown)


@cache
def perturbation_law() -> Theorem:
    """Weyl's inequality s_k(A) <= s_k(B) + |A - B| (Weyl 1912; Horn and Johnson, Corollary 7.3.5)."""
    size, other = Term("opnorm", sub(A, B)), singular(B, K)

    def shown(ball: Term, unit: Theorem, low: Relation) -> Theorem:
        moved = spectra.perturbation([], seen_by(A, ball), seen_by(B, ball))
        below = spectra.operator_norm([], sub(A, B), ball)
        near = [moved, below, image([], B, ball), unit]
        one = entry(equality=3, multiplier=Term("add", size, other))
        return rules.arithmetic(near, low, [entry(0), entry(1), entry(2), one])

    return best(A, K, Term("add", other, size), shown)


@cache
def product_law() -> Theorem:
    """s_k(D A) <= |D| s_k(A) (Horn and Johnson, Topics in Matrix Analysis, Theorem 3.3.16)."""
    size = Term("opnorm", D)

    def shown(ball: Term, unit: Theorem, low: Relation) -> Theorem:
        near = [products.least_value_bound([], seen_by(A, ball), Term("tr", D)), image([], A, ball), unit]
        used = [entry(0), entry(1, multiplier=size), entry(equality=2, multiplier=times(VALUE, size))]
        return rules.arithmetic(near, low, used)

    return best(Term("dot", D, A), K, times(size, VALUE), shown)


@cache
def product_before_law() -> Theorem:
    """s_k(A C) <= s_k(A) |C|: C X is one of the Z, but for its norm (the same reference)."""
    size = Term("opnorm", C)

    def shown(ball: Term, unit: Theorem, low: Relation) -> Theorem:
        near = [image([], A, Term("dot", C, ball)), spectra.operator_norm([], C, ball), positive([], A, K), unit]
        used = [entry(0), entry(1, 2), entry(equality=3, multiplier=times(VALUE, size))]
        return rules.arithmetic(near, low, used)

    return best(Term("dot", A, C), K, times(VALUE, size), shown)


FACTOR = Term("var", "a", SCALAR)


@cache
def scaled_law() -> Theorem:
    """s_k(a A) <= a s_k(A) for 0 <= a."""
    sign = rules.assume([], fact("<=", ZERO, FACTOR))

    def shown(ball: Term, unit: Theorem, low: Relation) -> Theorem:
        used = [entry(0, 1), entry(equality=2, multiplier=times(FACTOR, VALUE))]
        return rules.arithmetic([sign, image([], A, ball), unit], low, used)

    return rules.generalize([best(times(FACTOR, A), K, times(FACTOR, VALUE), shown)], [], [sign.clause])


@cache
def scaled_below_law() -> Theorem:
    """a s_k(A) <= s_k(a A) for 0 <= a."""
    sign, positive_factor = (rules.assume([], fact(op, ZERO, FACTOR)) for op in ("<=", "<"))
    whole = times(FACTOR, A)
    value = singular(whole, K)
    inverse = Term("pow", FACTOR, -1)

    def shown(ball: Term, unit: Theorem, low: Relation) -> Theorem:
        used = [entry(0, multiplier=inverse), entry(equality=1, multiplier=times(inverse, value))]
        return rules.arithmetic([image([], whole, ball), unit, positive_factor], low, used)

    relation: Relation = ("<=", times(FACTOR, VALUE), value)
    above = best(A, K, times(inverse, value), shown)
    more = rules.arithmetic([above, positive_factor], relation, [entry(0, multiplier=FACTOR)])
    nothing = rules.assume([], fact("<=", FACTOR, ZERO))
    signs = [positive([], A, K), positive([], whole, K)]
    none = rules.arithmetic([nothing, *signs], relation, [entry(0, 1), entry(2)])
    return rules.generalize([rules.cases([none, more], FACTOR, ZERO)], [], [sign.clause])


@cache
def multiple_law() -> Theorem:
    """s_k(a A) <= max(a, -a) s_k(A): a A is a I after A, and |a v| is at most max(a, -a) |v|."""
    absolute, whole, vector = Term("max", FACTOR, neg(FACTOR)), times(FACTOR, Term("id", "n")), spectra.V
    everywhere = spectra.multiple([], FACTOR, vector)
    pointwise = rules.arithmetic(
        [everywhere],
        ("<=", Term("norm", Term("dot", whole, vector)), times(absolute, Term("norm", vector))),
        [entry(0)],
    )
    least_size = rules.generalize([pointwise], [vector], [])
    size = spectra.operator_norm_least([least_size], whole, absolute, vector)
    near = [apply(product_law(), variables=[(D, whole), (A, A)]), size, positive([], A, K)]
    return rules.arithmetic(
        near, ("<=", singular(times(FACTOR, A), K), times(absolute, VALUE)), [entry(0), entry(1, 2)]
    )


@cache
def multiple_below_law() -> Theorem:
    """max(a, -a) s_k(A) <= s_k(a A): the maximum is the one of a and -a that is not negative."""
    absolute, whole = Term("max", FACTOR, neg(FACTOR)), singular(times(FACTOR, A), K)
    relation: Relation = ("<=", times(absolute, VALUE), whole)
    shown = []
    for order, sides in (((FACTOR, ZERO), (neg(FACTOR), FACTOR)), ((ZERO, FACTOR), (FACTOR, neg(FACTOR)))):
        given = rules.assume([], fact("<=" if order[1] == ZERO else "<", *order))
        size, other = sides
        sign = rules.arithmetic([given], ("<=", ZERO, size), [entry(0)])
        double = {"coefficient": 2, "premises": [0]}
        larger = rules.maximum([rules.arithmetic([given], ("<=", other, size), [double])])
        below = scaled_below([sign], size, A, K)
        used = [entry(0), {**entry(equality=1), "multiplier": VALUE}]
        shown.append(rules.arithmetic([below, larger], relation, used))
    return rules.cases(shown, FACTOR, ZERO)


# ---------------------------------------------------------------- for other letters


def measured(extremum: Term) -> tuple[Term, int | str] | None:
    """The operator and the number with which a minimum over operators of norm 1 is minus a singular value, if it is."""
    _, ball, body = extremum
    seen = seen_through(ball, body) if ball.sort[0] == "O" else None
    return None if seen is None or Normalizer().scalar(seen[0]) != constant(-1) else (seen[1], ball.sort[2])


def image(premises: Premises, a: Term, z: Term) -> Theorem:
    """smin((A Z)') <= s_k(A) |Z|, for an operator Z with k columns."""
    return apply(image_law(), premises, variables=[(A, a), (Z, z)])


def perturbation(premises: Premises, a: Term, b: Term, k: int | str) -> Theorem:
    """s_k(A) <= s_k(B) + |A - B|."""
    return _read(perturbation_law(), premises, k, (A, a), (B, b))


def product(premises: Premises, left: Term, right: Term, k: int | str) -> Theorem:
    """s_k(D A) <= |D| s_k(A)."""
    return _read(product_law(), premises, k, (D, left), (A, right))


def product_before(premises: Premises, left: Term, right: Term, k: int | str) -> Theorem:
    """s_k(A C) <= s_k(A) |C|."""
    return _read(product_before_law(), premises, k, (A, left), (C, right))


def scaled(premises: Premises, factor: Term, a: Term, k: int | str) -> Theorem:
    """s_k(a A) <= a s_k(A); the premise is that the factor is not negative."""
    return _read(scaled_law(), premises, k, (FACTOR, factor), (A, a))


def scaled_below(premises: Premises, factor: Term, a: Term, k: int | str) -> Theorem:
    """a s_k(A) <= s_k(a A); the premise is that the factor is not negative."""
    return _read(scaled_below_law(), premises, k, (FACTOR, factor), (A, a))


def multiple(premises: Premises, factor: Term, a: Term, k: int | str) -> Theorem:
    """s_k(a A) <= max(a, -a) s_k(A)."""
    return _read(multiple_law(), premises, k, (FACTOR, factor), (A, a))


def multiple_below(premises: Premises, factor: Term, a: Term, k: int | str) -> Theorem:
    """max(a, -a) s_k(A) <= s_k(a A)."""
    return _read(multiple_below_law(), premises, k, (FACTOR, factor), (A, a))


def of_number(law: Callable[[], Theorem]) -> Callable[[Premises, Term, int | str], Theorem]:
    """What a law says of the k-th singular value of another operator."""
    return lambda premises, a, k: _read(law(), premises, k, (A, a))


def positive(premises: Premises, a: Term, k: int | str) -> Theorem:
    """0 <= s_k(A)."""
    return _read(positive_law(), premises, k, (A, a))


def _read(law: Theorem, premises: Premises, k: int | str, *letters: tuple[Term, Term]) -> Theorem:
    """A law for other letters, with another number in the place of k."""
    return apply(law, premises, variables=letters, dimensions=[(K, k)])
