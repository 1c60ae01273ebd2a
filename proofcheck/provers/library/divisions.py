"""Laws that come of dividing by what may be 0: a length whose square is at most a multiple of it, projections.

Letters as in ``proofcheck.provers.library.spectra``.
"""

from collections.abc import Sequence
from functools import cache

from proofcheck.kernel import rules
from proofcheck.kernel.clauses import Relation, fact
from proofcheck.kernel.terms import ONE, SCALAR, ZERO, Term
from proofcheck.kernel.theorem import Theorem
from proofcheck.provers.library import spectra
from proofcheck.provers.library.applying import apply, entry
from proofcheck.provers.library.spectra import S, V
from proofcheck.provers.library.terms import squared, times

Premises = Sequence[Theorem]

_A, _B = (Term("var", name, SCALAR) for name in "ab")


@cache
def divided_law() -> Theorem:
    """If 0 <= b and a^2 <= a b then a <= b: it is divided by a, unless a <= 0."""
    sign, product = (rules.assume([], fact("<=", *sides)) for sides in ((ZERO, _B), (squared(_A), times(_A, _B))))
    low, high = rules.assume([], fact("<=", _A, ZERO)), rules.assume([], fact("<", ZERO, _A))
    relation: Relation = ("<=", _A, _B)
    below = rules.arithmetic([low, sign], relation, [entry(0), entry(1)])
    above = rules.arithmetic([product, high], relation, [entry(0, multiplier=Term("pow", _A, -1))])
    return rules.generalize([rules.cases([below, above], _A, ZERO)], [], [sign.clause, product.clause])


@cache
def projection_law() -> Theorem:
    """|S| <= 1 for symmetric S with S S = S: |S v|^2 = <S v, v> is at most |S v| |v|."""
    clauses = [fact("=", Term("tr", S), S), fact("=", Term("dot", S, S), S)]
    symmetric, twice = (rules.assume([], clause) for clause in clauses)
    image, hole = Term("dot", S, V), Term("var", "hole", S.sort)
    length, whole = Term("norm", image), Term("norm", V)
    turned = rules.congruence([symmetric], hole, Term("inner", Term("dot", hole, image), V))
    once = rules.congruence([twice], hole, Term("inner", Term("dot", hole, V), V))
    near = spectra.cauchy_schwarz([], image, V)
    entries = [entry(0), entry(equality=1), entry(equality=2)]
    square = rules.arithmetic([near, turned, once], ("<=", squared(length), times(length, whole)), entries)
    sign = rules.arithmetic([], ("<=", ZERO, whole), [entry(multiplier=whole)])
    below = divided([sign, square], length, whole)
    shown = rules.arithmetic([below], ("<=", length, times(ONE, whole)), [entry(0)])
    best = spectra.operator_norm_least([rules.generalize([shown], [V], [])], S, ONE, V)
    return rules.generalize([best], [], clauses)


# ---------------------------------------------------------------- for other letters


def divided(premises: Premises, low: Term, high: Term) -> Theorem:
    """``a <= b``, from ``0 <= b`` and ``a^2 <= a b``.

    Raises:
        KernelError: the premises say something else.
    """
    return apply(divided_law(), premises, variables=[(_A, low), (_B, high)])


def projection(premises: Premises, a: Term) -> Theorem:
    """|A| <= 1; the last premise is A A = A, the others show symmetry."""
    *equations, twice = premises
    return apply(projection_law(), [spectra.symmetric(equations, a), twice], variables=[(S, a)])
