"""Rules about dimensions, unit vectors and whole numbers."""

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
def inverse(premises: Premises, divisor: Term) -> Clause:
    """What is not zero has an inverse, and so has an operator without a singular value 0.

    ::

        A |- 0 < q^2              A |- 0 < smin(M)
        ------------------        ----------------
        A |- q (1 / q) = 1        A |- inv(M) M = I
    """
    if divisor.sort[0] == "O":
        takes(premises, ("<", ZERO, Term("smin", divisor)))
        return fact("=", Term("dot", Term("inv", divisor), divisor), Term("id", divisor.sort[1]))
    takes(premises, ("<", ZERO, Term("pow", divisor, 2)))
    return fact("=", Term("mul", divisor, Term("div", ONE, divisor)), ONE)


@rule("whole numbers")
def whole_numbers(premises: Premises) -> Clause:
    """Different whole numbers are at least 1 apart.

    ::

        A |- a < b
        ----------------  a, b natural numbers by their form
        A |- a + 1 <= b
    """
    (premise,) = premises
    _, left, right = premise.clause.relation
    takes(premises, ("<", left, right))
    need(is_natural(left) and is_natural(right), "natural numbers are needed")
    return fact("<=", Term("add", left, ONE), right)
