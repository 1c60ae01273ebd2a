"""What has the norm 0 is 0."""

from functools import cache

from proofcheck.kernel import rules
from proofcheck.kernel.clauses import fact
from proofcheck.kernel.terms import NATURAL, ONE, SCALAR, ZERO, Term, fresh_variable, neg, sub
from proofcheck.kernel.theorem import Theorem
from proofcheck.provers.library.applying import apply, entry

_A = Term("var", "A", ("O", "n", "p"))
_I, _HOLE = Term("var", "i", NATURAL), Term("var", "hole", SCALAR)


def definite(premise: Theorem, thing: Term) -> Theorem:
    """``x = 0 x``, from ``|x| <= 0``: a vector or an operator, its norm or its operator norm.

    Raises:
        KernelError: the premise says something else.
    """
    if premise.clause.relation[1][0] == "opnorm":
        return apply(operator_law(), [premise], variables=[(_A, thing)])
    entries = [entry(0, multiplier=Term("norm", thing))]
    return rules.definite([rules.arithmetic([premise], ("<=", Term("inner", thing, thing), ZERO), entries)], thing)


def coincide(small: Theorem, left: Term, right: Term) -> Theorem:
    """``x = y``, from ``|y - x|^2 <= 0``, for numbers or vectors.

    Raises:
        KernelError: the premise says something else.
    """
    apart = sub(right, left)
    square: Term = Term("pow", apart, 2) if apart.sort == SCALAR else Term("inner", apart, apart)
    none = rules.definite([rules.arithmetic([small], ("<=", square, ZERO), [entry(0)])], apart)
    hole = fresh_variable(Term("var", "hole", apart.sort), apart.free)
    return rules.identity([none], left, right, [{"equation": 0, "hole": hole, "template": neg(hole)}])


@cache
def operator_law() -> Theorem:
    """If |A| <= 0 then A = 0 A: the squares of the entries add up to those of the |A e_i|, which are at most |A|."""
    size = Term("opnorm", _A)
    unit = Term("basis", "p", _I)
    image = Term("dot", _A, unit)
    square = Term("inner", image, image)
    small = rules.over(_I, ONE, Term("dim", "p"), ("<=", square, ZERO))
    one = rules.basis_unit([rules.assume([], condition) for condition in small.conditions], "p", _I)
    root = {"equation": 0, "hole": _HOLE, "template": Term("sqrt", _HOLE)}
    near = rules.extremum_bound([rules.identity([one], Term("norm", unit), ONE, [root])], size, unit)
    none = rules.assume([], fact("<=", size, ZERO))
    entries = [entry(place, multiplier=Term("norm", image)) for place in (0, 1)]
    pointwise = rules.generalize([rules.arithmetic([near, none], small.relation, entries)], [_I], small.conditions)
    sums = [Term("sum", _I, ONE, Term("dim", "p"), side) for side in (square, ZERO)]
    total = rules.functional_monotone([pointwise], *sums)
    whole = rules.arithmetic([total], ("<=", Term("inner", _A, _A), ZERO), [entry(0)])
    return rules.generalize([rules.definite([whole], _A)], [], [none.clause])
