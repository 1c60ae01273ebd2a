"""Rules about dimensions, unit vectors and inverses."""

from proofcheck.kernel.clauses import Clause, fact
from proofcheck.kernel.rules.making import Premises, rule, size, takes
from proofcheck.kernel.terms import ONE, ZERO, Term, is_natural, need, sub


@rule("singular values of a tall operator")
def no_singular_value(premises: Premises, a: Term) -> Clause:
    """An operator with more rows than columns has rank below n: its n-th singular value is 0.

    ::

        B |- p < n
        -----------------  A : R^p -> R^n
        B |- smin(A) = 0

    The singular values are the roots of the n eigenvalues of A A', whose rank is at most p (Horn and Johnson, Theorem
    2.6.3).
    """
    need(a.sort[0] == "O", "an operator is needed")
    _, rows, columns = a.sort
    takes(premises, ("<", size(columns), size(rows)))
    return fact("=", Term("smin", a), ZERO)


@rule("unit vector of a basis")
def basis_unit(premises: Premises, n: int | str, index: Term) -> Clause:
    """A unit vector has length 1.

    ::

        A |- 1 <= i      B |- i <= n
        ----------------------------  i a natural number by its form
        A, B |- <e_i, e_i> = 1
    """
    takes(premises, ("<=", ONE, index), ("<=", index, size(n)))
    need(is_natural(index), "a natural number is needed")
    unit = Term("basis", n, index)
    return fact("=", Term("inner", unit, unit), ONE)


@rule("orthogonal basis")
def basis_orthogonal(premises: Premises, n: int | str, first: Term, second: Term) -> Clause:
    """Different unit vectors are orthogonal.

    ::

        A |- 0 < (i - j)^2
        -------------------
        A |- <e_i, e_j> = 0
    """
    takes(premises, ("<", ZERO, Term("pow", sub(first, second), 2)))
    return fact("=", Term("inner", Term("basis", n, first), Term("basis", n, second)), ZERO)


@rule("inverse")
def inverse(premises: Premises, operator: Term) -> Clause:
    """An operator without a singular value 0 has an inverse.

    ::

        A |- 0 < smin(M)
        -------------------
        A |- inv(M) M = I

    Of numbers, normal forms tell that q (1 / q) = 1 where 0 < q^2.
    """
    takes(premises, ("<", ZERO, Term("smin", operator)))
    return fact("=", Term("dot", Term("inv", operator), operator), Term("id", operator.sort[1]))
