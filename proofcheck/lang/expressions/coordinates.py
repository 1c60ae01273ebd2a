"""What is said by coordinates: unit vectors, diagonal operators, products and norms of components."""

from proofcheck.lang.expressions.arithmetic import Head, Operator, Scalar, Vector


class UnitVector(Vector):
    """The i-th unit vector of R^n: ``n, i``."""


class Ones(Vector):
    """The vector of R^n whose components are all 1: ``n``."""


class ZeroVector(Vector):
    """The vector 0 of R^n: ``n``."""


class Diagonal(Operator):
    """The diagonal operator with the components of a vector."""


class Hadamard(Head):
    """The product component by component, or entry by entry."""


class HadamardOfVectors(Hadamard, Vector):
    """The product of two vectors, component by component."""


class HadamardOfOperators(Hadamard, Operator):
    """The product of two operators, entry by entry."""


class SumNorm(Scalar):
    """The norm of a vector that is the sum of the absolute values of its components."""


class MaximumNorm(Scalar):
    """The norm of a vector that is the largest absolute value of a component."""
