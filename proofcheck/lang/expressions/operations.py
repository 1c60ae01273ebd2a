"""Functions of what was built: roots, extrema of two, inner products, norms, traces, extreme values of a spectrum."""

from typing import ClassVar

from proofcheck.lang.expressions.arithmetic import Scalar


class Sqrt(Scalar):
    """The square root of a scalar."""


class Exp(Scalar):
    """The exponential of a scalar."""


class Maximum(Scalar):
    """The larger of two scalars."""


class Minimum(Scalar):
    """The smaller of two scalars."""


class Indicator(Scalar):
    """1 where a relation holds, and 0 elsewhere: its two sides; ``!=`` is between scalars."""

    op: ClassVar[str]


class IndicatorLess(Indicator):
    """1 where the first is less than the second."""

    op = "<"


class IndicatorAtMost(Indicator):
    """1 where the first is at most the second."""

    op = "<="


class IndicatorMore(Indicator):
    """1 where the first is more than the second."""

    op = ">"


class IndicatorAtLeast(Indicator):
    """1 where the first is at least the second."""

    op = ">="


class IndicatorEqual(Indicator):
    """1 where the two are equal."""

    op = "="


class IndicatorUnequal(Indicator):
    """1 where the two differ."""

    op = "!="


INDICATORS: dict[str, type[Indicator]] = {
    kind.op: kind
    for kind in (IndicatorLess, IndicatorAtMost, IndicatorMore, IndicatorAtLeast, IndicatorEqual, IndicatorUnequal)
}


class Inner(Scalar):
    """The Euclidean inner product."""


class Norm(Scalar):
    """The Euclidean norm of a vector, the operator norm of an operator."""


class FrobeniusNorm(Scalar):
    """The Frobenius norm of an operator, the root of the sum of the squares of its entries."""


class NuclearNorm(Scalar):
    """The nuclear norm of an operator, the sum of its singular values."""


class OfSquare(Scalar):
    """A number that a square operator has."""


class Trace(OfSquare):
    """The trace of a square operator."""


class Determinant(OfSquare):
    """The determinant of a square operator."""


class SpectralValue(Scalar):
    """A singular value or an eigenvalue of an operator."""


class SmallestSingularValue(SpectralValue):
    """The n-th singular value of an n by p operator."""


class LargestSingularValue(SpectralValue):
    """The largest singular value."""


class SmallestEigenvalue(SpectralValue):
    """The smallest eigenvalue of a symmetric operator."""


class LargestEigenvalue(SpectralValue):
    """The largest eigenvalue of a symmetric operator."""


class NumberedValue(SpectralValue):
    """A singular value or an eigenvalue by its number, from the largest: the operator, and the number, a dimension."""


class SingularValue(NumberedValue):
    """The k-th singular value: 0 where there are fewer rows or columns."""


class Eigenvalue(NumberedValue):
    """The k-th eigenvalue of a symmetric operator."""
