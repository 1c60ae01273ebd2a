"""Scalars, vectors, operators and dimensions, and what operators build of them: sums, products, relations."""

from fractions import Fraction as RationalNumber
from typing import Any, ClassVar, NoReturn

from sympy import Basic, Expr, Integer, Rational, Symbol
from sympy.core.symbol import Str

from proofcheck.lang.expressions.nodes import Assertion, Function, LanguageError, Printed, Scoped

SCALAR, VECTOR, OPERATOR, ROW = "scalar", "vector", "operator", "row"


class Arithmetic:
    """Operators that build expressions, of expressions and of dimensions."""

    def __add__(self, other: Any) -> "Expression":
        return Sum.of(_alone(self), expression(other, "the second term of a sum"))

    def __radd__(self, other: Any) -> "Expression":
        return Sum.of(expression(other, "the first term of a sum"), _alone(self))

    def __sub__(self, other: Any) -> "Expression":
        return Sum.of(_alone(self), Negative.of(expression(other, "the second term of a difference")))

    def __rsub__(self, other: Any) -> "Expression":
        return Sum.of(expression(other, "the first term of a difference"), Negative.of(_alone(self)))

    def __neg__(self) -> "Expression":
        return Negative.of(_alone(self))

    def __mul__(self, other: Any) -> "Expression":
        return _product(_alone(self), expression(other, "the second factor"))

    def __rmul__(self, other: Any) -> "Expression":
        return _product(expression(other, "the first factor"), _alone(self))

    def __matmul__(self, other: Any) -> "Expression":
        return _composition(_alone(self), expression(other, "what the operator applies to"))

    def __rmatmul__(self, other: Any) -> "Expression":
        return _composition(expression(other, "the operator"), _alone(self))

    def __truediv__(self, other: Any) -> "Expression":
        return Quotient.of(_alone(self), expression(other, "the denominator"))

    def __rtruediv__(self, other: Any) -> "Expression":
        return Quotient.of(expression(other, "the numerator"), _alone(self))

    def __pow__(self, exponent: Any) -> "Expression":
        return (OperatorPower if kind_of(self) == OPERATOR else Power)(_alone(self), _exponent(exponent))

    def __rpow__(self, base: Any) -> "Expression":
        return Power(expression(base, "the base of a power"), _exponent(_alone(self)))

    def __le__(self, other: Any) -> "Relation":
        return Relation("<=", _alone(self), expression(other, "the right side of <="))

    def __lt__(self, other: Any) -> "Relation":
        return Relation("<", _alone(self), expression(other, "the right side of <"))

    def __ge__(self, other: Any) -> "Relation":
        return Relation(">=", _alone(self), expression(other, "the right side of >="))

    def __gt__(self, other: Any) -> "Relation":
        return Relation(">", _alone(self), expression(other, "the right side of >"))


class Expression(Arithmetic, Printed, Scoped, Basic):
    """Anything with a value: a scalar, a vector, an operator, or a transposed vector."""

    kind: ClassVar[str] = ""
    is_commutative = True
    _op_priority = 1000.0  # so that SymPy's numbers leave `2 * x` to us

    def __getitem__(self, index: Any) -> "Expression":
        """Return a component of a vector, ``u[i]``, or an entry of an operator, ``A[i, j]``; numbered from 1."""
        return _component(self, index)

    def __iter__(self) -> NoReturn:
        raise LanguageError(f"{self} was iterated over: write its components, as u[i].")

    @property
    def T(self) -> "Expression":
        """The transpose, of an operator or a vector."""
        return Transpose.of(self)


class Scalar(Expression, Expr):
    """A real number, as an expression that SymPy knows to be real."""

    kind = SCALAR

    def _eval_is_real(self) -> bool:
        return True

    def __abs__(self) -> NoReturn:
        raise LanguageError("abs(a) is Python's: write absolute(a).")


class Vector(Expression):
    """A vector of some R^n."""

    kind = VECTOR


class Operator(Expression):
    """A linear operator from some R^p to some R^n, an n by p matrix."""

    kind = OPERATOR


class Row(Expression):
    """A transposed vector."""

    kind = ROW


class DimensionNumber(Scalar):
    """A dimension as a number: ``dimension``."""


class Component(Scalar):
    """A component of a vector: ``vector, i``."""


class Entry(Scalar):
    """An entry of an operator: ``operator, i, j``, the row first."""


# ---------------------------------------------------------------- what may be handed in


def expression(value: Any, what: str) -> Expression:
    """Return ``value`` as an expression; ``what`` names it in the error.

    Raises:
        LanguageError: it is neither an expression nor an exact number.
    """
    if isinstance(value, Expression):
        return value
    if isinstance(value, Dimension):
        return DimensionNumber(value)
    if isinstance(value, (int, Rational, RationalNumber)) and not isinstance(value, bool):
        number: Expression = Rational(value)
        return number
    if isinstance(value, float):
        raise LanguageError(f"{what} is {value!r}, which is not exact: write a fraction, as in frac(1, 2).")
    if isinstance(value, Function):
        raise LanguageError(f"{what} is {value.name}, a name without its argument: write {value.name}(...).")
    if isinstance(value, Basic) and value.has(Symbol):
        letter = min(value.atoms(Symbol), key=str)
        raise LanguageError(f"{what} is {value!r}, made of SymPy's symbols: declare {letter} = scalar('{letter}').")
    raise LanguageError(f"{what} is {value!r}: it must be an expression or an exact number.")


def _alone(value: Any) -> Expression:
    return DimensionNumber(value) if isinstance(value, Dimension) else value


def _component(whole: Expression, index: Any) -> Expression:
    """A component of a vector, or an entry of an operator.

    Raises:
        LanguageError: the number of indices is another.
    """
    indices = index if isinstance(index, tuple) else (index,)
    made = {(VECTOR, 1): Component, (OPERATOR, 2): Entry}.get((kind_of(whole), len(indices)))
    if made is None:
        raise LanguageError(
            f"{whole} was given {len(indices)} indices: a vector has one, u[i], an operator two, A[i, j]."
        )
    return made(whole, *(expression(i, f"an index of {whole}") for i in indices))


def kind_of(value: Any) -> str:
    """Whether an expression is a scalar, a vector, an operator or a row (as its outermost operation has it)."""
    return value.kind if isinstance(value, Expression) else SCALAR


def _exponent(value: Any) -> Any:
    if isinstance(value, int) and not isinstance(value, bool):
        return Integer(value)
    if isinstance(value, RationalNumber):
        return Rational(value.numerator, value.denominator)
    if isinstance(value, (Rational, Scalar)):
        return value
    raise LanguageError(
        f"the exponent is {value!r}: it must be an exact number or a scalar; for a root write sqrt(...)."
    )


def _product(left: Expression, right: Expression) -> Expression:
    scalars = kind_of(left) == SCALAR
    return Product.of_kind(kind_of(right if scalars else left), left, right)


def _composition(left: Expression, right: Expression) -> Expression:
    kind = kind_of(right)
    if kind_of(left) == ROW:
        kind = SCALAR if kind == VECTOR else ROW
    elif kind_of(left) == VECTOR and kind == ROW:
        kind = OPERATOR
    return Composition.of_kind(kind, left, right)


# ---------------------------------------------------------------- arithmetic


class Head(Expression):
    """An operation whose values come in several kinds; each subclass that is also of a kind is a variant."""

    variants: ClassVar[dict[str, type]] = {}

    def __init_subclass__(cls, **keywords: Any) -> None:
        super().__init_subclass__(**keywords)
        if Head in cls.__bases__:
            cls.variants = {}
        else:
            cls.variants[cls.kind] = cls

    @classmethod
    def of_kind(cls, kind: str, *arguments: Any) -> "Expression":
        """Build the variant of a kind; where there is none, the first one, for the shape check to flag."""
        variant = cls.variants.get(kind) or next(iter(cls.variants.values()))
        made: Expression = variant(*arguments)
        return made

    @classmethod
    def of(cls, *arguments: Any) -> "Expression":
        """Build the variant that is of the kind of the first argument."""
        return cls.of_kind(kind_of(arguments[0]), *arguments)


class Sum(Head):
    """``a + b``; a difference is the sum with a ``Negative``."""


class ScalarSum(Sum, Scalar):
    """A sum of scalars."""


class VectorSum(Sum, Vector):
    """A sum of vectors."""


class OperatorSum(Sum, Operator):
    """A sum of operators."""


class RowSum(Sum, Row):
    """A sum of rows."""


class Negative(Head):
    """``-a``."""


class NegativeScalar(Negative, Scalar):
    """Minus a scalar."""


class NegativeVector(Negative, Vector):
    """Minus a vector."""


class NegativeOperator(Negative, Operator):
    """Minus an operator."""


class NegativeRow(Negative, Row):
    """Minus a row."""


class Product(Head):
    """``c * a``: a scalar times anything."""


class ScalarProduct(Product, Scalar):
    """A product of scalars."""


class ScaledVector(Product, Vector):
    """A scalar times a vector."""


class ScaledOperator(Product, Operator):
    """A scalar times an operator."""


class ScaledRow(Product, Row):
    """A scalar times a row."""


class Composition(Head):
    """``A @ x``: an operator applied to a vector or composed with an operator; a row times either; u v^T."""


class RowTimesVector(Composition, Scalar):
    """A row times a vector, as in v^T A v."""


class Applied(Composition, Vector):
    """An operator applied to a vector."""


class Composed(Composition, Operator):
    """An operator after an operator, or a vector times a row."""


class RowTimesOperator(Composition, Row):
    """A row times an operator."""


class Quotient(Head):
    """``a / b``, printed on the line."""


class ScalarQuotient(Quotient, Scalar):
    """A quotient of scalars."""


class VectorQuotient(Quotient, Vector):
    """A vector divided by a scalar."""


class OperatorQuotient(Quotient, Operator):
    """An operator divided by a scalar."""


class Decimal(Rational):
    """A number that is written with decimals: it is the fraction, and shown as it was written.

    >>> Decimal.of("0.25"), Decimal.of("0.25") == Rational(1, 4), Decimal.of("2.0")
    (1/4, True, 2)
    """

    __slots__ = ()

    @classmethod
    def of(cls, value: Any) -> Any:
        """Return a number, given with decimals or as a fraction; as it is where it is whole or has no last decimal."""
        number = Rational(value)
        if number.q == 1 or 10 ** number.q.bit_length() % number.q:
            return number
        made = Expr.__new__(cls)
        made.p, made.q = number.p, number.q
        return made

    def digits(self) -> str:
        """Return it as it is written."""
        places = next(k for k in range(1, self.q.bit_length() + 1) if not 10**k % self.q)
        shown = str(abs(self.p) * 10**places // self.q).rjust(places + 1, "0")
        return f"{'-' * (self.p < 0)}{shown[:-places]}.{shown[-places:]}"

    def __neg__(self) -> Any:
        return Decimal.of(Rational(-self.p, self.q))

    def __hash__(self) -> int:
        return hash(Rational(self.p, self.q))

    def __eq__(self, other: object) -> bool:
        return bool(Rational(self.p, self.q) == other)


class Frac(Scalar):
    """``frac(a, b)``: a quotient of scalars, printed with a bar."""


class Power(Scalar):
    """``a ** k``: a scalar to an integer power, or to the power of a natural number."""


class OperatorPower(Operator):
    """``A ** k``: a square operator to an integer power; ``A ** -1`` is its inverse."""


class Transpose(Head):
    """``A.T``."""


class TransposedOperator(Transpose, Operator):
    """The transpose of an operator."""


class TransposedVector(Transpose, Row):
    """The transpose of a vector."""


Transpose.variants[VECTOR] = TransposedVector


class Identity(Operator):
    """The identity of R^n."""


class Relation(Assertion):
    """``left op right`` for one of ``=``, ``<=``, ``>=``, ``<``, ``>``, never evaluated."""

    def __new__(cls, op: Any, left: Any, right: Any) -> "Relation":
        """Relate two expressions; nothing is evaluated."""
        made: Relation = Basic.__new__(cls, Str(str(op)), left, right)
        return made

    @property
    def op(self) -> str:
        """The relation's sign."""
        sign: str = self.args[0].name
        return sign

    @property
    def left(self) -> Any:
        """The left side."""
        return self.args[1]

    @property
    def right(self) -> Any:
        """The right side."""
        return self.args[2]

    @property
    def of_dimensions(self) -> bool:
        """Whether it relates dimensions."""
        return isinstance(self.left, Dimension) or isinstance(self.right, Dimension)


class Dimension(Arithmetic, Printed, Symbol):
    """A symbolic dimension, at least 1. Different symbols may stand for different dimensions."""

    def __new__(cls, name: str) -> "Dimension":
        """Declare a dimension."""
        made: Dimension = Symbol.__new__(cls, name, integer=True, positive=True)
        return made

    def __getnewargs_ex__(self) -> tuple[tuple[str], dict[str, Any]]:
        return (self.name,), {}

    def __lt__(self, other: Any) -> "Relation":
        return related("<", self, other)

    def __le__(self, other: Any) -> "Relation":
        return related("<=", self, other)

    def __gt__(self, other: Any) -> "Relation":
        return related(">", self, other)

    def __ge__(self, other: Any) -> "Relation":
        return related(">=", self, other)


def _dimension_bound(value: Any) -> Any:
    if isinstance(value, Dimension):
        return value
    if isinstance(value, (int, Integer)) and not isinstance(value, bool):
        return Integer(value)
    raise LanguageError(f"a dimension is compared with {value!r}: it must be another dimension, or an int.")


def related(op: str, left: Any, right: Any) -> "Relation":
    """Return ``left op right``: of two expressions, or of two dimensions, one of which may be an int.

    Raises:
        LanguageError: a side is something else.
    """
    sides = (left, right)
    if any(isinstance(side, Dimension) for side in sides) and not any(isinstance(side, Expression) for side in sides):
        return Relation(op, _dimension_bound(left), _dimension_bound(right))
    return Relation(op, expression(left, f"the left side of {op}"), expression(right, f"the right side of {op}"))
