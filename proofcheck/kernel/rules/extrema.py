"""Rules about least and greatest values: infima, singular values, norms, eigenvalues."""

from proofcheck.kernel.calculus import is_continuous
from proofcheck.kernel.clauses import Clause, Relation, fact
from proofcheck.kernel.rules.making import Premises, absent, fits, rule, say, takes
from proofcheck.kernel.terms import NATURAL, ONE, ZERO, Term, need, substitute


def _seen_from(extremum: Term, at: Term) -> tuple[tuple[Relation, ...], Term]:
    """What makes a point one of those that an extremum is over, and the value there.

    An extremum is over [a, b], or over the vectors or operators of norm 1. ``smin(A)``, the n-th singular value of
    A : R^p -> R^n, is the least ``|A' v|``, and 0 where n > p; ``|A|`` is the greatest ``|A v|``; for symmetric A the
    extreme eigenvalues are the extremes of ``<A v, v>`` (Horn and Johnson, Theorems 4.2.2 and 7.3.8). All are attained:
    what varies is continuous, and dimensions are at least 1.
    """
    head = extremum[0]
    if head in {"inf", "minS"}:
        variable, body = extremum[1], extremum[-1]
        need(is_continuous(body, variable), "the extremum of what need not be continuous may not exist")
        points, value = variable.sort, substitute(body, {variable: at})
    else:
        need(head in {"smin", "opnorm", "lmin", "lmax"}, f"{head} is no extremum")
        operator = Term("tr", extremum[1]) if head == "smin" else extremum[1]
        image = Term("dot", operator, at)
        points = ("V", operator.sort[2])
        value = Term("inner", image, at) if head in {"lmin", "lmax"} else Term("norm", image)
    need(fits(at, points), "the point has another sort")
    if head == "inf":
        return (("<=", extremum[2], at), ("<=", at, extremum[3])), value
    return (("=", Term("norm" if points[0] == "V" else "opnorm", at), ONE),), value


def _beyond(extremum: Term, outer: Term, inner: Term) -> Relation:
    """That one number is beyond another: above it for a greatest value, below it for a least."""
    return ("<=", inner, outer) if extremum[0] in {"opnorm", "lmax"} else ("<=", outer, inner)


def _symmetry(operator: Term) -> Relation:
    """That an operator is symmetric."""
    return ("=", Term("tr", operator), operator)


def _attained(extremum: Term) -> tuple[Relation, ...]:
    """What makes an extremum over unit vectors one: eigenvalues need symmetry."""
    return (_symmetry(extremum[1]),) if extremum[0] in {"lmin", "lmax"} else ()


@rule("extremum, bound")
def extremum_bound(premises: Premises, extremum: Term, at: Term) -> Clause:
    """A least value is at most each value, a greatest value at least.

    ::

        A |- a <= t      B |- t <= b                   A |- |u| = 1      C |- M' = M for lmin(M), lmax(M)
        -----------------------------------------      -------------------------------------------------
        A, B |- inf over s in [a, b] of f <= f(t)      A, C |- min over |v| = 1 of f <= f(u)

    f is continuous; smin(A), |A|, lmin(A), lmax(A) are the extrema over unit vectors that ``_seen_from`` says.
    """
    inside, value = _seen_from(extremum, at)
    takes(premises, *inside, *_attained(extremum))
    return fact(*_beyond(extremum, extremum, value))


@rule("extremum, best")
def extremum_best(premises: Premises, extremum: Term, bound: Term) -> Clause:
    """A least value is at least each lower bound, a greatest value at most each upper bound.

    ::

        A |- for s in [a, b]: c <= f(s)      B |- a <= b      A |- for all v: if |v| = 1 then c <= f(v)
        ------------------------------------------------      -----------------------------------------
        A, B |- c <= inf over s in [a, b] of f                A |- c <= min over |v| = 1 of f

    s or v, the variable of the first premise, is not free in c and the extremum. For lmin(M) and lmax(M) the other
    premise is M' = M.
    """
    (variable,) = premises[0].clause.variables
    need(variable.sort != NATURAL, "the point has another sort")
    inside, value = _seen_from(extremum, variable)
    absent(variable, extremum, bound)
    everywhere = Clause((variable,), tuple(fact(*each) for each in inside), _beyond(extremum, bound, value))
    ordered = (("<=", *extremum[2:4]),) if extremum[0] == "inf" else _attained(extremum)
    say(premises, everywhere, *(fact(*each) for each in ordered))
    return fact(*_beyond(extremum, bound, extremum))


@rule("positive operators")
def positive_operators(premises: Premises, m: Term, s: Term) -> Clause:
    """The inner product of two operators that are not negative, one of them symmetric, is not negative.

    ::

        A |- for all v: 0 <= <M v, v>      B |- for all v: 0 <= <S v, v>      C |- S' = S
        ---------------------------------------------------------------------------------
        A, B, C |- 0 <= <M, S>

    S is a sum of l q q' with l >= 0, and <M, q q'> = <M q, q> (Horn and Johnson, Theorem 2.5.6). With S = I, the trace.
    """
    for premise, operator in zip(premises, (m, s), strict=False):
        (v,) = premise.clause.variables
        absent(v, operator)
        say([premise], Clause((v,), (), ("<=", ZERO, Term("inner", Term("dot", operator, v), v))))
    takes(premises[2:], _symmetry(s))
    return fact("<=", ZERO, Term("inner", m, s))
