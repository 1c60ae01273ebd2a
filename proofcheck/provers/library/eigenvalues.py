"""Laws about the k-th eigenvalue of a symmetric operator, ``s_k(S - lmin(S) I) + lmin(S)``.

Of what is not negative, singular values are monotone: with v = smin((S X)') for an X of norm 1 there is a Y of norm 1
or less with X' S Y = v I, and P = (X + Y) / 2 has <S P w, P w> >= v |w|^2 for all w. References as in
``proofcheck.kernel.rules``. Letters as in ``proofcheck.provers.library.singular``.
"""

from collections.abc import Callable, Sequence
from fractions import Fraction
from functools import cache

from proofcheck.kernel import rules
from proofcheck.kernel.clauses import Clause, Relation, fact
from proofcheck.kernel.normal import Normalizer
from proofcheck.kernel.terms import ONE, SCALAR, ZERO, Term, neg, num, sub, subterms
from proofcheck.kernel.theorem import Theorem
from proofcheck.provers.library import frobenius, loewner, singular, singular_numbers, spectra
from proofcheck.provers.library.applying import apply, entry
from proofcheck.provers.library.singular import K, best, positive, seen_by
from proofcheck.provers.library.spectra import S, T
from proofcheck.provers.library.terms import squared, times

Premises = Sequence[Theorem]

I = Term("id", "n")
X, Y, P = (Term("var", name, ("O", "n", K)) for name in "XYP")
W, Z = Term("var", "w", ("V", K)), Term("var", "z", ("V", "n"))
LOW = Term("var", "v", SCALAR)
_SYMMETRIC = fact("=", Term("tr", S), S)
_POSITIVE = fact("<=", ZERO, Term("lmin", S))
_MEAN = times(num(Fraction(1, 2)), Term("add", X, Y))


def _form(operator: Term, vector: Term) -> Term:
    return Term("inner", Term("dot", operator, vector), vector)


def _above(frame: Term) -> Clause:
    """For all w: v |w|^2 <= <S P w, P w>."""
    return Clause((W,), (), ("<=", times(LOW, squared(W)), _form(S, Term("dot", frame, W))))


def _small(operator: Term) -> Clause:
    return fact("<=", Term("opnorm", operator), ONE)


_PAIRED = [
    _SYMMETRIC,
    _POSITIVE,
    _small(X),
    _small(Y),
    fact("=", Term("dot", seen_by(S, X), Y), times(LOW, Term("id", K))),
]


@cache
def _size_law() -> Theorem:
    """|P| <= 1, of P = (X + Y) / 2 with |X| <= 1 and |Y| <= 1."""
    given = _PAIRED[2:4]
    near = [spectra.triangle([], X, Y), *(rules.assume([], clause) for clause in given)]
    halves = [{**entry(k), "coefficient": Fraction(1, 2)} for k in range(3)]
    return rules.generalize([rules.arithmetic(near, _small(_MEAN).relation, halves)], [], given)


@cache
def _form_law() -> Theorem:
    """v |w|^2 <= <S P w, P w> of such a P with X' S Y = v I: what is left is a quarter of <S (X - Y) w, (X - Y) w>."""
    symmetric, sign, _, _, equal = (rules.assume([], clause) for clause in _PAIRED)
    hole, apart = Term("var", "hole", ("O", K, K)), Term("dot", sub(X, Y), W)
    turned = rules.congruence([equal], hole, _form(hole, W))
    steps = [spectra.rayleigh([symmetric], S, apart, "lmin"), sign, symmetric, turned]
    quarter = {"coefficient": Fraction(1, 4)}
    used = [{**entry(0), **quarter}, {**entry(1, square=Term("norm", apart)), **quarter}]
    shown = rules.arithmetic(steps, _above(_MEAN).relation, [*used, {**entry(equality=3), "coefficient": -1}])
    return rules.generalize([shown], [], [clause for clause in _PAIRED if clause not in _PAIRED[2:4]])


def _in_frame(operator: Term, bound: Term, shown: Callable[[list[Theorem], Term, Term], Theorem]) -> Theorem:
    """``c <= s_k(T)`` for c > 0, as ``shown`` says c <= |T P w| of a unit vector w, with |P w| <= 1."""
    frame, size = rules.assume([], _small(P)), Term("opnorm", P)
    unit = rules.assume([], fact("=", Term("norm", W), ONE))
    image, moved = Term("norm", Term("dot", operator, Term("dot", P, W))), Term("norm", Term("dot", P, W))
    near = spectra.operator_norm([], P, W)
    short = rules.arithmetic(
        [near, frame, unit], ("<=", moved, ONE), [entry(0), entry(1), entry(equality=2, multiplier=size)]
    )
    here = rules.instantiate([rules.assume([], _above(P)), *()], [(W, W)])
    form = rules.arithmetic(
        [here, unit],
        ("<=", LOW, _form(S, Term("dot", P, W))),
        [
            entry(0),
            {**entry(equality=1), "coefficient": -1, "multiplier": times(LOW, Term("add", Term("norm", W), ONE))},
        ],
    )
    known = [spectra.cauchy_schwarz([], Term("dot", operator, Term("dot", P, W)), Term("dot", P, W)), short, form]
    pointwise = shown(known, image, moved)
    seen = seen_by(operator, P)
    turned = rules.arithmetic([pointwise], ("<=", bound, Term("norm", Term("dot", Term("tr", seen), W))), [entry(0)])
    least = rules.extremum_best([rules.generalize([turned], [W], [unit.clause])], Term("smin", seen), bound)
    value = singular.singular(operator, K)
    steps = [least, singular.image([], operator, P), frame, positive([], operator, K)]
    return rules.arithmetic(steps, ("<=", bound, value), [entry(0), entry(1), entry(2, 3)])


_ORDERED = Clause((Z,), (), ("<=", _form(S, Z), _form(T, Z)))


@cache
def _larger_law() -> Theorem:
    """v <= s_k(T) for such a P, where <S z, z> <= <T z, z> for all z: <T P w, P w> is at most |T P w|."""
    ordered = rules.assume([], _ORDERED)

    def shown(known: list[Theorem], image: Term, moved: Term) -> Theorem:
        above = rules.instantiate([ordered], [(Z, Term("dot", P, W))])
        return rules.arithmetic(
            [*known, above], ("<=", LOW, image), [entry(0), entry(1, multiplier=image), entry(2), entry(3)]
        )

    return rules.generalize([_in_frame(T, LOW, shown)], [], [_small(P), _above(P), _ORDERED])


def _in_half(ball: Term, unit: Theorem, more: Theorem) -> tuple[Term, Theorem, Theorem]:
    """The P of an X of norm 1 with 0 < v = smin((S X)'), and what is said of it."""
    seen, hole = seen_by(S, ball), Term("var", "hole", ("O", K, K))
    value = Term("smin", seen)
    laws = (singular_numbers.right_inverse_law(), singular_numbers.size_of_right_inverse_law())
    back, size = (apply(law, [more], variables=[(spectra.A, seen)]) for law in laws)
    other = times(value, size.clause.relation[1][2][1])
    entries = [{"equation": 0, "hole": hole, "template": times(value, hole)}]
    paired = rules.identity([back], Term("dot", seen, other), times(value, Term("id", K)), entries)
    sizes = [
        rules.arithmetic([theorem], _small(part).relation, [used])
        for theorem, part, used in ((unit, ball, entry(equality=0)), (size, other, entry(0)))
    ]
    letters = [(X, ball), (Y, other)]
    small = apply(_size_law(), sizes, variables=letters)
    known = [rules.assume([], clause) for clause in (_SYMMETRIC, _POSITIVE)]
    form = apply(_form_law(), [*known, paired], variables=[*letters, (LOW, value)])
    return times(num(Fraction(1, 2)), Term("add", ball, other)), small, rules.generalize([form], [W], [])


@cache
def monotone_law() -> Theorem:
    """s_k(S) <= s_k(T) for symmetric S and T with 0 <= lmin(S) and 0 <= lmin(T - S)."""
    other = fact("=", Term("tr", T), T)
    order = fact("<=", ZERO, Term("lmin", sub(T, S)))
    symmetric, turned, above = (rules.assume([], clause) for clause in (_SYMMETRIC, other, order))
    near = spectra.rayleigh([symmetric, turned], sub(T, S), Z, "lmin")
    everywhere = rules.arithmetic([near, above], _ORDERED.relation, [entry(0), entry(1, square=Term("norm", Z))])
    ordered = rules.generalize([everywhere], [Z], [])
    bound = singular.singular(T, K)

    def shown(ball: Term, unit: Theorem, low: Relation) -> Theorem:
        value = low[1]
        frame, small, form = _in_half(ball, unit, rules.assume([], fact("<", ZERO, value)))
        more = apply(_larger_law(), [small, form, ordered], variables=[(P, frame), (LOW, value)])
        none = rules.assume([], fact("<=", value, ZERO))
        return rules.cases([spectra.by_adding([none, positive([], T, K)], low), more], value, ZERO)

    conditions = [_SYMMETRIC, _POSITIVE, other, order]
    return rules.generalize([best(S, K, bound, shown)], [], conditions)


_LEAST = Term("lmin", S)
VALUE = Term("add", singular.singular(sub(S, times(_LEAST, I)), K), _LEAST)


def value_of(operator: Term, k: int | str) -> Term:
    """The k-th eigenvalue."""
    least, identity = Term("lmin", operator), Term("id", operator.sort[1])
    return Term("add", singular.singular(sub(operator, times(least, identity)), k), least)


def _above_least(operator: Term, symmetric: Theorem) -> tuple[Term, Theorem, Theorem]:
    """S - lmin(S) I, that it is symmetric, and that it is not negative."""
    rest = sub(operator, times(Term("lmin", operator), I))
    return rest, spectra.symmetric([symmetric], rest), rules.arithmetic([], ("<=", ZERO, Term("lmin", rest)), [])


_OTHER = fact("=", Term("tr", T), T)


@cache
def order_law() -> Theorem:
    """The k-th eigenvalue of S is at most that of T, for symmetric S and T with 0 <= lmin(T - S).

    With t = lmin(T) - lmin(S), S - lmin(S) I is below T - lmin(T) I + t I, whose singular values are at most t larger
    than those of T - lmin(T) I. Horn and Johnson, Corollary 4.3.12.
    """
    order = fact("<=", ZERO, Term("lmin", sub(T, S)))
    symmetric, turned, above = (rules.assume([], clause) for clause in (_SYMMETRIC, _OTHER, order))
    low, flat, sign = _above_least(S, symmetric)
    high, _, _ = _above_least(T, turned)
    apart = sub(Term("lmin", T), _LEAST)
    larger = Term("add", high, times(apart, I))
    grown = spectra.eigenvalue_of_sum([symmetric, turned], S, sub(T, S), "lmin")
    rise = rules.arithmetic([grown, above], ("<=", ZERO, apart), [entry(0), entry(1)])
    over = rules.arithmetic([above], ("<=", ZERO, Term("lmin", sub(larger, low))), [entry(0)])
    below = apply(
        monotone_law(), [flat, sign, spectra.symmetric([turned], larger), over], variables=[(S, low), (T, larger)]
    )
    near = [below, singular.perturbation([], larger, high, K), _multiple_of_identity(rise, apart)]
    shown = spectra.by_adding(near, ("<=", VALUE, value_of(T, K)))
    return rules.generalize([shown], [], [_SYMMETRIC, _OTHER, order])


def _multiple_of_identity(sign: Theorem, factor: Term) -> Theorem:
    """|a I| <= a, from 0 <= a."""
    whole = times(factor, I)
    near = spectra.scaled([sign], factor, Z)
    relation: Relation = ("<=", Term("norm", Term("dot", whole, Z)), times(factor, Term("norm", Z)))
    everywhere = rules.generalize([rules.arithmetic([near], relation, [entry(0)])], [Z], [])
    return spectra.operator_norm_least([everywhere], whole, factor, Z)


@cache
def sum_law() -> Theorem:
    """The k-th eigenvalue of S + T is at most that of S, and lmax(T), for symmetric S and T (Weyl 1912; Horn and
    Johnson, Corollary 4.3.15): S + T is below S + lmax(T) I."""
    symmetric, turned = (rules.assume([], clause) for clause in (_SYMMETRIC, _OTHER))
    most = Term("lmax", T)
    whole, larger = Term("add", S, T), Term("add", S, times(most, I))
    over = rules.arithmetic([], ("<=", ZERO, Term("lmin", sub(larger, whole))), [])
    premises = [spectra.symmetric([symmetric, turned], whole), spectra.symmetric([symmetric], larger), over]
    below = apply(order_law(), premises, variables=[(S, whole), (T, larger)])
    shown = rules.arithmetic([below], ("<=", value_of(whole, K), Term("add", VALUE, most)), [entry(0)])
    return rules.generalize([shown], [], [_SYMMETRIC, _OTHER])


@cache
def least_law() -> Theorem:
    """lmin(S) is at most the k-th eigenvalue of a symmetric S."""
    low = sub(S, times(_LEAST, I))
    shown = rules.arithmetic([positive([], low, K)], ("<=", _LEAST, VALUE), [entry(0)])
    return rules.generalize([shown], [], [_SYMMETRIC])


@cache
def largest_law() -> Theorem:
    """The k-th eigenvalue of a symmetric S is at most lmax(S), which is the norm of S - lmin(S) I, and lmin(S)."""
    symmetric = rules.assume([], _SYMMETRIC)
    low, _, _ = _above_least(S, symmetric)
    bound = sub(Term("lmax", S), _LEAST)
    spread = spectra.order_of_eigenvalues([symmetric], S)
    ends = [("<=", neg(bound), Term("lmin", low)), ("<=", Term("lmax", low), bound)]
    shown = [
        rules.arithmetic(known, end, used)
        for known, end, used in zip(([spread], []), ends, ([entry(0)], []), strict=True)
    ]
    size = frobenius.symmetric_norm([symmetric, *shown], low, bound)
    most = apply(singular.norm_law(), variables=[(spectra.A, low)])
    return rules.generalize([spectra.by_adding([most, size], ("<=", VALUE, Term("lmax", S)))], [], [_SYMMETRIC])


def _below_norm(operator: Term, symmetric: Theorem) -> Theorem:
    """lmax(M) <= |M|: <M v, v> is at most |M| for unit vectors v."""
    unit = rules.assume([], fact("=", Term("norm", Z), ONE))
    image, size = Term("dot", operator, Z), Term("opnorm", operator)
    near = [spectra.cauchy_schwarz([], image, Z), spectra.operator_norm([], operator, Z), unit]
    used = [entry(0), entry(1), entry(equality=2, multiplier=Term("add", size, Term("norm", image)))]
    pointwise = rules.arithmetic(near, ("<=", _form(operator, Z), size), used)
    everywhere = rules.generalize([pointwise], [Z], [unit.clause])
    return rules.extremum_best([everywhere, symmetric], Term("lmax", operator), size)


@cache
def norm_law() -> Theorem:
    """The k-th eigenvalue of a symmetric S is at most |S|."""
    symmetric = rules.assume([], _SYMMETRIC)
    steps = [apply(largest_law(), [symmetric]), _below_norm(S, symmetric)]
    return rules.generalize([spectra.by_adding(steps, ("<=", VALUE, Term("opnorm", S)))], [], [_SYMMETRIC])


@cache
def perturbation_law() -> Theorem:
    """The k-th eigenvalue of S is at most that of T, and |S - T|, for symmetric S and T (Weyl 1912; Horn and Johnson,
    Corollary 6.3.4)."""
    known = [rules.assume([], clause) for clause in (_SYMMETRIC, _OTHER)]
    apart = sub(S, T)
    symmetric = spectra.symmetric(known, apart)
    moved = apply(sum_law(), [known[1], symmetric], variables=[(S, T), (T, apart)])
    bound = Term("add", value_of(T, K), Term("opnorm", apart))
    shown = spectra.by_adding([moved, _below_norm(apart, symmetric)], ("<=", VALUE, bound))
    return rules.generalize([shown], [], [_SYMMETRIC, _OTHER])


@cache
def first_law() -> Theorem:
    """lmax(S) is at most the first eigenvalue of a symmetric S."""
    symmetric = rules.assume([], _SYMMETRIC)
    low, flat, _ = _above_least(S, symmetric)
    first = apply(singular_numbers.first_law(), variables=[(spectra.A, low)])
    steps = [_below_norm(low, flat), first]
    return rules.generalize([spectra.by_adding(steps, ("<=", Term("lmax", S), value_of(S, 1)))], [], [_SYMMETRIC])


@cache
def last_law() -> Theorem:
    """The n-th eigenvalue of a symmetric S on R^n is at most lmin(S): |M v|^2 <= |M| <M v, v> where 0 <= lmin(M)."""
    symmetric = rules.assume([], _SYMMETRIC)
    low, flat, sign = _above_least(S, symmetric)
    value, size, length = Term("smin", low), Term("opnorm", low), Term("norm", Term("dot", low, Z))
    unit, more = (rules.assume([], fact(*said)) for said in (("=", Term("norm", Z), ONE), ("<", ZERO, value)))
    least = spectra.least_singular_value([], low, Z)
    used = [entry(0), {**entry(equality=1), "coefficient": -1, "multiplier": value}]
    long = rules.arithmetic([least, unit, symmetric], ("<=", value, length), used)
    order = spectra.order_of_singular_values([], low)
    over = rules.arithmetic([order, more], ("<", ZERO, size), [entry(0), entry(1)])
    inverse = Term("pow", size, -1)
    bound = times(squared(value), inverse)
    steps = [loewner.image([symmetric, sign], low, Z, "opnorm"), long, over]
    used = [entry(0, multiplier=inverse), entry(1, multiplier=times(inverse, Term("add", length, value)))]
    pointwise = rules.generalize([rules.arithmetic(steps, ("<=", bound, _form(low, Z)), used)], [Z], [unit.clause])
    best_bound = rules.extremum_best([pointwise, flat], Term("lmin", low), bound)
    none = rules.arithmetic([best_bound, over, more], ("<", ZERO, ZERO), [entry(0, multiplier=size), entry(2, 2)])
    relation: Relation = ("<=", value, ZERO)
    nothing = rules.cases([rules.assume([], fact(*relation)), rules.absurd([none], relation)], value, ZERO)
    last = apply(singular_numbers.last_bound_law(), variables=[(spectra.A, low)])
    shown = spectra.by_adding([last, nothing], ("<=", value_of(S, "n"), _LEAST))
    return rules.generalize([shown], [], [_SYMMETRIC])


# ---------------------------------------------------------------- for other letters


def measured(operator: Term) -> Term | None:
    """The S with which an operator is S - lmin(S) I by its form."""
    for part in operator[1:] if operator[0] == "add" else ():
        for inside in part[1:] if part[0] == "mul" else ():
            for term in subterms(inside):
                if term[0] == "lmin" and term[1].sort == operator.sort:
                    rest = sub(term[1], times(term, Term("id", operator.sort[1])))
                    if not Normalizer().form(sub(operator, rest)):
                        found: Term = term[1]
                        return found
    return None


def of_one(law: Callable[[], Theorem]) -> Callable[[Premises, Term, int | str], Theorem]:
    """What a law says of the k-th eigenvalue of another operator; the premises show that it is symmetric."""
    return lambda premises, a, k: apply(
        law(), [spectra.symmetric(premises, a)], variables=[(S, a)], dimensions=[(K, k)]
    )


def of_two(law: Callable[[], Theorem]) -> Callable[[Premises, Term, Term, int | str], Theorem]:
    """What a law says of two operators; the premises show that they are symmetric."""
    return lambda premises, a, b, k: apply(
        law(),
        [spectra.symmetric(premises, a), spectra.symmetric(premises, b)],
        variables=[(S, a), (T, b)],
        dimensions=[(K, k)],
    )


def order(premises: Premises, a: Term, b: Term, k: int | str) -> Theorem:
    """That of A is at most that of B; the last premise is 0 <= lmin(B - A), the others show symmetry."""
    *equations, above = premises
    shown = [spectra.symmetric(equations, a), spectra.symmetric(equations, b), above]
    return apply(order_law(), shown, variables=[(S, a), (T, b)], dimensions=[(K, k)])
