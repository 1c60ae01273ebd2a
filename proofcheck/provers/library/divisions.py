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

_A, _B, _C = (Term("var", name, SCALAR) for name in "abc")


@cache
def divided_law() -> Theorem:
    """If 0 <= b, 0 <= c and c a^2 <= a b then c a <= b: it is divided by a, unless a <= 0."""
    signs = [rules.assume([], fact("<=", ZERO, letter)) for letter in (_B, _C)]
    product = rules.assume([], fact("<=", times(_C, squared(_A)), times(_A, _B)))
    low, high = rules.assume([], fact("<=", _A, ZERO)), rules.assume([], fact("<", ZERO, _A))
    relation: Relation = ("<=", times(_C, _A), _B)
    below = rules.arithmetic([low, *signs], relation, [entry(0, 2), entry(1)])
    above = rules.arithmetic([product, high], relation, [entry(0, multiplier=Term("pow", _A, -1))])
    return rules.generalize([rules.cases([below, above], _A, ZERO)], [], [t.clause for t in (*signs, product)])


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
    one = rules.arithmetic([], ("<=", ZERO, ONE), [entry()])
    below = divided([sign, one, square], ONE, length, whole)
    shown = rules.arithmetic([below], ("<=", length, times(ONE, whole)), [entry(0)])
    best = spectra.operator_norm_least([rules.generalize([shown], [V], [])], S, ONE, V)
    return rules.generalize([best], [], clauses)


# ---------------------------------------------------------------- for other letters


def divided(premises: Premises, factor: Term, low: Term, high: Term) -> Theorem:
    """``c a <= b``, from ``0 <= b``, ``0 <= c`` and ``c a^2 <= a b``, in any order of the factors.

    Raises:
        KernelError: the premises say something else.
    """
    *signs, product = premises
    square: Relation = ("<=", times(factor, squared(low)), times(low, high))
    shown = [*signs, rules.arithmetic([product], square, [entry(0)])]
    return apply(divided_law(), shown, variables=[(_A, low), (_B, high), (_C, factor)])


def projection(premises: Premises, a: Term) -> Theorem:
    """|A| <= 1; the last premise is A A = A, the others show symmetry."""
    *equations, twice = premises
    return apply(projection_law(), [spectra.symmetric(equations, a), twice], variables=[(S, a)])
