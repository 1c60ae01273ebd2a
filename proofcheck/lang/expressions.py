"""Mathematics as it is written: expressions that never evaluate, reorder or refuse on construction.

Every class is a subclass of ``sympy.Basic`` (scalars of ``sympy.Expr``), so that an expression prints, traverses
(``.args``, ``expr.func(*expr.args)``) and substitutes (``xreplace``, ``subs``) like any SymPy expression. Unlike
SymPy's own, ``a + b - b`` stays what it is, a relation stays a relation, and an expression whose shapes do not match
can be written down: ``proofcheck.lang.shapes.ill_typed`` says where it breaks.

Ordinary operators build expressions: ``+``, ``-``, ``*`` (by a scalar), ``/``, ``**`` (of a scalar; of a square
operator by an int, so that ``A ** -1`` is its inverse), ``@`` (operator applied to a vector or composed with an
operator; ``u @ v.T`` is an outer product), ``.T``, and ``<=``, ``<``, ``>=``, ``>``. Since ``==`` compares expressions
as trees, an equation is written ``eq(a, b)``. Symbols are declared in ``proofcheck.lang.symbols``.
"""

from collections.abc import Collection, Mapping
from fractions import Fraction as RationalNumber
from typing import Any, ClassVar, NoReturn

from sympy import Atom, Basic, Expr, Integer, Rational, Symbol
from sympy.core.symbol import Str

SCALAR, VECTOR, OPERATOR, ROW = "scalar", "vector", "operator", "row"


class LanguageError(TypeError):
    """Wrong use of the language: one sentence that names the argument, its value and the remedy."""


class Printed:
    """What SymPy's printers, LaTeX and text, leave to ``proofcheck.lang.printing``."""

    def _latex(self, printer: object = None) -> str:
        from proofcheck.lang.printing import latex

        return latex(self)

    def _sympystr(self, printer: object = None) -> str:
        from proofcheck.lang.printing import text

        return text(self)


class Scoped:
    """Something in which symbols occur free: scalars, vectors, operators and dimensions; found once, and kept."""

    args: tuple[Any, ...]
    _free: frozenset[Any]

    def parts(self) -> tuple[Any, ...]:
        """Return what it is made of."""
        return self.args

    def _free_here(self) -> frozenset[Any]:
        """The free symbols, from those of the parts."""
        return frozenset().union(*map(free_symbols, self.parts()))

    @property
    def free_symbols(self) -> set[Basic]:
        """The symbols that occur free, through definitions too."""
        return set(free_symbols(self))


def free_symbols(node: Any) -> frozenset[Any]:
    """Return the symbols that occur free, through definitions too; found once for each node, and without recursion."""
    waiting = [node] if _is_unseen(node) else []
    while waiting:
        current = waiting[-1]
        missing = [part for part in current.parts() if _is_unseen(part)]
        if missing:
            waiting += missing
        else:
            waiting.pop()
            current._free = current._free_here()
            hash(current)  # kept by SymPy, so that no later one goes down through a long sum
    return node._free if isinstance(node, Scoped) else frozenset(getattr(node, "free_symbols", ()))


def size(node: Any) -> int:
    """Return how many parts a node has, written out: what is shared, or named, counts wherever it is used."""
    counted: dict[int, int] = {}
    waiting = [node]
    while waiting:
        current = waiting[-1]
        parts = [current.value] if isinstance(current, Definition) else getattr(current, "args", ())
        missing = [part for part in parts if id(part) not in counted]
        if missing:
            waiting += missing
        else:
            waiting.pop()
            counted[id(current)] = 1 + sum(counted[id(part)] for part in parts)
    return counted[id(node)]


def _is_unseen(node: Any) -> bool:
    return isinstance(node, Scoped) and not hasattr(node, "_free")


def fresh_symbol(symbol: Any, taken: Collection[str]) -> Any:
    """Return a symbol of the same kind whose name is not taken: the name, with a prime or several."""
    name = symbol.name
    while name in taken:
        name += "'"
    if isinstance(symbol, ScalarSymbol):
        return ScalarSymbol(name, **symbol.assumptions0)
    return symbol.func(name, *symbol._content()[1:])


class Expression(Printed, Scoped, Basic):
    """Anything with a value: a scalar, a vector, an operator, or a transposed vector."""

    kind: ClassVar[str] = ""
    is_commutative = True
    _op_priority = 1000.0  # so that SymPy's numbers leave `2 * x` to us

    def __add__(self, other: Any) -> "Expression":
        return Sum.of(self, expression(other, "the second term of a sum"))

    def __radd__(self, other: Any) -> "Expression":
        return Sum.of(expression(other, "the first term of a sum"), self)

    def __sub__(self, other: Any) -> "Expression":
        return Sum.of(self, Negative.of(expression(other, "the second term of a difference")))

    def __rsub__(self, other: Any) -> "Expression":
        return Sum.of(expression(other, "the first term of a difference"), Negative.of(self))

    def __neg__(self) -> "Expression":
        return Negative.of(self)

    def __mul__(self, other: Any) -> "Expression":
        return _product(self, expression(other, "the second factor"))

    def __rmul__(self, other: Any) -> "Expression":
        return _product(expression(other, "the first factor"), self)

    def __matmul__(self, other: Any) -> "Expression":
        return _composition(self, expression(other, "what the operator applies to"))

    def __rmatmul__(self, other: Any) -> "Expression":
        return _composition(expression(other, "the operator"), self)

    def __truediv__(self, other: Any) -> "Expression":
        return Quotient.of(self, expression(other, "the denominator"))

    def __rtruediv__(self, other: Any) -> "Expression":
        return Quotient.of(expression(other, "the numerator"), self)

    def __pow__(self, exponent: Any) -> "Expression":
        return (OperatorPower if kind_of(self) == OPERATOR else Power)(self, _exponent(exponent))

    def __rpow__(self, base: Any) -> "Expression":
        return Power(expression(base, "the base of a power"), _exponent(self))

    def __le__(self, other: Any) -> "Relation":
        return Relation("<=", self, expression(other, "the right side of <="))

    def __lt__(self, other: Any) -> "Relation":
        return Relation("<", self, expression(other, "the right side of <"))

    def __ge__(self, other: Any) -> "Relation":
        return Relation(">=", self, expression(other, "the right side of >="))

    def __gt__(self, other: Any) -> "Relation":
        return Relation(">", self, expression(other, "the right side of >"))

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


class Leaf(Printed, Atom):
    """Something that SymPy's traversal does not enter; ``_content`` rebuilds it and decides equality."""

    def _content(self) -> tuple[Any, ...]:
        raise NotImplementedError

    def _hashable_content(self) -> tuple[Any, ...]:
        return self._content()

    def __reduce_ex__(self, protocol: Any) -> Any:
        return type(self), self._content()


# ---------------------------------------------------------------- what may be handed in


def expression(value: Any, what: str) -> Expression:
    """Return ``value`` as an expression; ``what`` names it in the error.

    Raises:
        LanguageError: it is neither an expression nor an exact number.
    """
    if isinstance(value, Expression):
        return value
    if isinstance(value, (int, Rational, RationalNumber)) and not isinstance(value, bool):
        number: Expression = Rational(value)
        return number
    if isinstance(value, float):
        raise LanguageError(f"{what} is {value!r}, which is not exact: write a fraction, as in frac(1, 2).")
    if isinstance(value, (Definition, MapSymbol, PathSymbol)):
        raise LanguageError(f"{what} is {value.name}, a name without its argument: write {value.name}(...).")
    raise LanguageError(f"{what} is {value!r}: it must be an expression or an exact number.")


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


# ---------------------------------------------------------------- functions of what was built


class Sqrt(Scalar):
    """The square root of a scalar."""


class Exp(Scalar):
    """The exponential of a scalar."""


class Maximum(Scalar):
    """The larger of two scalars."""


class Minimum(Scalar):
    """The smaller of two scalars."""


class Inner(Scalar):
    """The Euclidean inner product."""


class Norm(Scalar):
    """The Euclidean norm of a vector, the operator norm of an operator."""


class FrobeniusNorm(Scalar):
    """The Frobenius norm of an operator, the root of the sum of the squares of its entries."""


class Trace(Scalar):
    """The trace of a square operator."""


class SpectralValue(Scalar):
    """An extreme singular value or eigenvalue of an operator."""


class SmallestSingularValue(SpectralValue):
    """The n-th singular value of an n by p operator."""


class LargestSingularValue(SpectralValue):
    """The largest singular value."""


class SmallestEigenvalue(SpectralValue):
    """The smallest eigenvalue of a symmetric operator."""


class LargestEigenvalue(SpectralValue):
    """The largest eigenvalue of a symmetric operator."""


# ---------------------------------------------------------------- binders


class Binding(Scoped):
    """What binds variables. A bound variable is renamed where it would capture what is put for a free symbol."""

    func: Any

    def _bound(self) -> frozenset[Any]:
        """The variables that are bound."""
        raise NotImplementedError

    def _inside(self) -> Collection[int]:
        """The places of the arguments in which they are bound."""
        raise NotImplementedError

    def _free_here(self) -> frozenset[Any]:
        bound, inside = self._bound(), self._inside()
        parts = [free_symbols(a) - bound if i in inside else free_symbols(a) for i, a in enumerate(self.args)]
        return frozenset().union(*parts)

    def _eval_subs(self, old: Basic, new: Basic) -> Any:
        return self._xreplace({old: new})[0]

    def _xreplace(self, rule: Mapping[Any, Any]) -> tuple[Any, bool]:
        if self in rule:
            return rule[self], True
        inside = self._inside()
        kept, renamed = self._apart(rule)
        made = [
            argument.xreplace(renamed).xreplace(kept) if place in inside else argument.xreplace(rule)
            for place, argument in enumerate(self.args)
        ]
        changed = any(new is not old for new, old in zip(made, self.args, strict=True))
        return (self.func(*made), True) if changed else (self, False)

    def _apart(self, rule: Mapping[Any, Any]) -> tuple[dict[Any, Any], dict[Any, Any]]:
        """What is replaced where the variables are bound, and new names for those that would capture something."""
        bound = self._bound()
        kept = {old: new for old, new in rule.items() if not free_symbols(old) & bound}
        there = frozenset().union(*(free_symbols(self.args[place]) for place in self._inside()))
        coming = frozenset().union(*(free_symbols(new) for old, new in kept.items() if free_symbols(old) <= there))
        names = {symbol.name for symbol in coming}
        taken = names | {symbol.name for symbol in there.union(*map(free_symbols, kept))}
        renamed = {}
        for variable in sorted(bound, key=lambda symbol: str(symbol.name)):
            if variable.name in names:
                renamed[variable] = fresh_symbol(variable, taken)
                taken.add(renamed[variable].name)
        return kept, renamed


class Binder(Binding, Expression):
    """An expression with a bound variable in front; ``body_slot`` says which argument it is bound in."""

    body_slot: ClassVar[int] = 3

    @property
    def variable(self) -> Any:
        """The bound variable."""
        return self.args[0]

    @property
    def body(self) -> Any:
        """What the variable is bound in."""
        return self.args[self.body_slot]

    def _bound(self) -> frozenset[Any]:
        return frozenset({self.variable})

    def _inside(self) -> Collection[int]:
        return {0, self.body_slot}


class Infimum(Binder, Scalar):
    """The infimum of a scalar over a time interval: ``variable, low, high, body``."""


class SphereMinimum(Binder, Scalar):
    """The minimum of a scalar over the unit vectors: ``variable, body``."""

    body_slot = 1


class TimeIntegral(Binder, Head):
    """The integral over a time interval: ``variable, low, high, body``."""


class ScalarIntegral(TimeIntegral, Scalar):
    """The integral of a scalar."""


class VectorIntegral(TimeIntegral, Vector):
    """The integral of a vector."""


class NablaAt(Binder, Vector):
    """The gradient of a scalar in a vector variable at a point: ``variable, body, at``."""

    body_slot = 1

    @property
    def at(self) -> Any:
        """The point."""
        return self.args[2]


class TimeDerivative(Head):
    """``d/dt body``, at t: its time can be given a name that does not occur in it, nothing else put in its place."""

    def _eval_subs(self, old: Basic, new: Basic) -> Any:
        return self._xreplace({old: new})[0]

    def _xreplace(self, rule: Mapping[Any, Any]) -> tuple[Any, bool]:
        if self in rule:
            return rule[self], True
        time, body = self.args
        new = rule.get(time, time)
        others = {old: value for old, value in rule.items() if old != time and free_symbols(old) <= free_symbols(body)}
        coming = frozenset().union(*map(free_symbols, others.values()))
        if not isinstance(new, ScalarSymbol) or new in coming or new in free_symbols(body) - {time}:
            what = new if time in rule else ", ".join(map(str, others.values()))
            raise LanguageError(f"{what} was put into {self}, a derivative at {new}: carry the derivative out first.")
        if new == time and not others:
            return self, False
        return self.func(new, body.xreplace({**others, time: new})), True


class ScalarDerivative(TimeDerivative, Scalar):
    """The time derivative of a scalar."""


class VectorDerivative(TimeDerivative, Vector):
    """The time derivative of a vector."""


class OperatorDerivative(TimeDerivative, Operator):
    """The time derivative of an operator."""


# ---------------------------------------------------------------- symbols


class ScalarSymbol(Scalar, Symbol):
    """A scalar variable, with SymPy's assumptions (real, positive, nonnegative, integer)."""

    def _free_here(self) -> frozenset[Any]:
        return frozenset({self})


class VectorSymbol(Leaf, Vector):
    """A vector variable of R^dimension."""

    name: str
    dimension: Any

    def __new__(cls, name: str, dimension: Any) -> "VectorSymbol":
        """Declare a vector of R^dimension."""
        made: VectorSymbol = Leaf.__new__(cls)
        made.name, made.dimension = name, dimension
        return made

    def _content(self) -> tuple[Any, ...]:
        return (self.name, self.dimension)

    def _free_here(self) -> frozenset[Any]:
        return frozenset({self})


class OperatorSymbol(Leaf, Operator):
    """An operator variable, n by p."""

    name: str
    n: Any
    p: Any

    def __new__(cls, name: str, n: Any, p: Any) -> "OperatorSymbol":
        """Declare an n by p operator."""
        made: OperatorSymbol = Leaf.__new__(cls)
        made.name, made.n, made.p = name, n, p
        return made

    def _content(self) -> tuple[Any, ...]:
        return (self.name, self.n, self.p)

    def _free_here(self) -> frozenset[Any]:
        return frozenset({self})


class Dimension(Printed, Symbol):
    """A symbolic dimension, at least 1. Different symbols may stand for different dimensions."""

    def __new__(cls, name: str) -> "Dimension":
        """Declare a dimension."""
        made: Dimension = Symbol.__new__(cls, name, integer=True, positive=True)
        return made

    def __getnewargs_ex__(self) -> tuple[tuple[str], dict[str, Any]]:
        return (self.name,), {}

    def __lt__(self, other: Any) -> "Relation":
        return Relation("<", self, _dimension_bound(other))

    def __le__(self, other: Any) -> "Relation":
        return Relation("<=", self, _dimension_bound(other))

    def __gt__(self, other: Any) -> "Relation":
        return Relation(">", self, _dimension_bound(other))

    def __ge__(self, other: Any) -> "Relation":
        return Relation(">=", self, _dimension_bound(other))


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
    if isinstance(left, Dimension) or isinstance(right, Dimension):
        return Relation(op, _dimension_bound(left), _dimension_bound(right))
    return Relation(op, expression(left, f"the left side of {op}"), expression(right, f"the right side of {op}"))


class PathSymbol(Leaf):
    """A path in time, or a sequence: ``w(t)`` is its value, ``w.dot(t)`` its derivative, ``x[k]`` a term of it."""

    name: str
    value_kind: str
    dimensions: tuple[Any, ...]
    discrete: bool

    def __new__(cls, name: str, value_kind: str, dimensions: tuple[Any, ...], discrete: bool) -> "PathSymbol":
        """Declare a path in time, or a sequence."""
        made: PathSymbol = Leaf.__new__(cls)
        made.name, made.value_kind, made.dimensions, made.discrete = name, value_kind, dimensions, discrete
        return made

    def _content(self) -> tuple[Any, ...]:
        return (self.name, self.value_kind, self.dimensions, self.discrete)

    def __call__(self, time: Any) -> "Expression":
        """Return the value at ``time``."""
        if self.discrete:
            raise LanguageError(f"{self.name} is a sequence, not a path in time: write {self.name}[{time}].")
        return PathValue.of_kind(self.value_kind, self, expression(time, f"the time of {self.name}"))

    def __getitem__(self, index: Any) -> "Expression":
        if not self.discrete:
            raise LanguageError(f"{self.name} is a path in time, not a sequence: write {self.name}({index}).")
        return PathValue.of_kind(self.value_kind, self, expression(index, f"the index of {self.name}"))

    def __iter__(self) -> NoReturn:
        raise LanguageError(f"{self.name} was iterated over, and has no end: write its terms, as {self.name}[k].")

    def dot(self, time: Any) -> "Expression":
        """The time derivative at ``time``."""
        if self.discrete:
            raise LanguageError(f"{self.name} is a sequence, which has no time derivative: write a step of it.")
        return PathDerivative.of_kind(self.value_kind, self, expression(time, f"the time of {self.name}"))

    def suppressed(self, time: Any) -> "Expression":
        """The value at ``time``, printed without it, as in ``f(w)`` for ``f(w(t))``."""
        return SuppressedValue.of_kind(self.value_kind, *self(time).args)


class PathValue(Head):
    """``w(t)`` or ``x_k``: ``path, time``."""


class ScalarPathValue(PathValue, Scalar):
    """The value of a scalar path."""


class VectorPathValue(PathValue, Vector):
    """The value of a vector path."""


class OperatorPathValue(PathValue, Operator):
    """The value of an operator path."""


class SuppressedValue(Head):
    """A value of a path, printed without its time: ``path, time``."""


class SuppressedScalarValue(SuppressedValue, Scalar):
    """The value of a scalar path, printed without its time."""


class SuppressedVectorValue(SuppressedValue, Vector):
    """The value of a vector path, printed without its time."""


class SuppressedOperatorValue(SuppressedValue, Operator):
    """The value of an operator path, printed without its time."""


class PathDerivative(Head):
    """The time derivative of a path: ``path, time``."""


class ScalarPathDerivative(PathDerivative, Scalar):
    """The derivative of a scalar path."""


class VectorPathDerivative(PathDerivative, Vector):
    """The derivative of a vector path."""


class OperatorPathDerivative(PathDerivative, Operator):
    """The derivative of an operator path."""


class MapSymbol(Leaf):
    """A continuously differentiable map from R^p to R^n, or, where ``n`` is None, to R."""

    name: str
    p: Any
    n: Any

    def __new__(cls, name: str, p: Any, n: Any) -> "MapSymbol":
        """Declare a map from R^p to R^n."""
        made: MapSymbol = Leaf.__new__(cls)
        made.name, made.p, made.n = name, p, n
        return made

    def _content(self) -> tuple[Any, ...]:
        return (self.name, self.p, self.n)

    def __call__(self, argument: Any) -> "Expression":
        """Return the value at ``argument``."""
        kind = SCALAR if self.n is None else VECTOR
        return Value.of_kind(kind, self, expression(argument, f"the argument of {self.name}"))


class Value(Head):
    """``f(x)``: ``map, argument``."""


class ScalarValue(Value, Scalar):
    """The value of a scalar function."""


class VectorValue(Value, Vector):
    """The value of a map."""


class JacobianValue(Operator):
    """``Df(x)``: ``map, argument``."""


class OfDefinition(Scoped):
    """A derivative of a definition, whose value nothing can be put into: it is not written out."""

    def _eval_subs(self, old: Basic, new: Basic) -> Any:
        return self._xreplace({old: new})[0]

    def _xreplace(self, rule: Mapping[Any, Any]) -> tuple[Any, bool]:
        definition = self.args[0]
        if isinstance(definition, Definition) and self not in rule:
            reached = sorted(symbol.name for symbol in _reached(definition, rule))
            if reached:
                raise LanguageError(
                    f"something was put for {reached[0]} in {self}, where {definition.name} depends on it: "
                    f"make {reached[0]} a parameter of {definition.name}, or write the derivative out."
                )
        replaced: tuple[Any, bool] = super()._xreplace(rule)  # type: ignore[misc]
        return replaced


class GradientValue(OfDefinition, Vector):
    r"""``\nabla F(x)``: ``function, argument``; the function may be a definition."""


# ---------------------------------------------------------------- definitions


class Definition(Scoped, Leaf):
    """A name for an expression, perhaps with parameters. It prints by its name and means its value.

    ``provided`` are assertions that the definition brings along: they are hypotheses wherever it is used.
    """

    name: str
    parameters: tuple[Any, ...]
    value: Expression
    style: str
    provided: tuple["Assertion", ...]

    def __new__(
        cls, name: str, parameters: tuple[Any, ...], value: Expression, style: str, provided: tuple["Assertion", ...]
    ) -> "Definition":
        """Define a name."""
        made: Definition = Leaf.__new__(cls)
        made.name, made.parameters, made.value, made.style, made.provided = name, parameters, value, style, provided
        return made

    def _content(self) -> tuple[Any, ...]:
        return (self.name, self.parameters, self.value, self.style, self.provided)

    def parts(self) -> tuple[Any, ...]:
        """Return its value and what it brings along."""
        return (self.value, *self.provided)

    def _free_here(self) -> frozenset[Any]:
        return super()._free_here() - set(self.parameters)

    def __call__(self, *arguments: Any) -> "Expression":
        """Return the value for arguments, by its name."""
        if len(arguments) != len(self.parameters):
            raise LanguageError(f"{self.name} was given {len(arguments)} arguments: it takes {len(self.parameters)}.")
        given = (expression(argument, f"the argument of {self.name}") for argument in arguments)
        return Defined.of_kind(kind_of(self.value), self, *given)

    def dot(self, time: Any) -> "Expression":
        """The time derivative at ``time``, of a definition whose one parameter is a scalar."""
        if len(self.parameters) != 1 or kind_of(self.parameters[0]) != SCALAR:
            raise LanguageError(f"{self.name} is not a function of time alone: it has no derivative in time.")
        return DefinedDerivative.of_kind(kind_of(self.value), self, expression(time, f"the time of {self.name}"))


class Defined(Head):
    """A defined name with its arguments: ``definition, *arguments``."""

    @property
    def definition(self) -> Definition:
        """What it is a use of."""
        found: Definition = self.args[0]
        return found

    def unfold(self) -> Expression:
        """Return the value, with the arguments for the parameters."""
        values = dict(zip(self.definition.parameters, self.args[1:], strict=True))
        unfolded: Expression = self.definition.value.xreplace(values)
        return unfolded

    def _eval_subs(self, old: Basic, new: Basic) -> Any:
        return self._xreplace({old: new})[0]

    def _xreplace(self, rule: Mapping[Any, Any]) -> tuple[Any, bool]:
        """Replace in the arguments; a value that depends on what is replaced is written out."""
        if self not in rule and _reached(self.definition, rule):
            return self.unfold().xreplace(rule), True
        replaced: tuple[Any, bool] = super()._xreplace(rule)
        return replaced


def _reached(definition: Definition, rule: Mapping[Any, Any]) -> frozenset[Any]:
    """The symbols on which a definition depends, its parameters aside, and that a replacement speaks of."""
    return free_symbols(definition) & frozenset().union(*map(free_symbols, rule))


class DefinedScalar(Defined, Scalar):
    """A defined scalar."""


class DefinedVector(Defined, Vector):
    """A defined vector."""


class DefinedOperator(Defined, Operator):
    """A defined operator."""


class DefinedDerivative(OfDefinition, Head):
    """The time derivative of a defined path: ``definition, time``."""


class DefinedScalarDerivative(DefinedDerivative, Scalar):
    """The time derivative of a defined scalar."""


class DefinedVectorDerivative(DefinedDerivative, Vector):
    """The time derivative of a defined vector."""


class DefinedOperatorDerivative(DefinedDerivative, Operator):
    """The time derivative of a defined operator."""


class NamedFirst(Scalar):
    """A defined scalar, printed with its value after it: ``name = value``."""


class NamedLast(Scalar):
    """A defined scalar, printed as its value with the name after it: ``value =: name``."""


# ---------------------------------------------------------------- assertions


class Assertion(Printed, Scoped, Basic):
    """Something that is true or false: a relation, or one under quantifiers and conditions."""

    def __bool__(self) -> NoReturn:
        raise LanguageError(
            f"the truth of `{self}` was asked for while the file was read: "
            "write `a <= b <= c` as two relations, or within(t, 0, T) for a time."
        )


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


class NonZero(Assertion):
    """A scalar is not 0: ``expression``."""


class Within(Assertion):
    """A time in an interval: ``variable, low, high``."""


class ForAll(Binding, Assertion):
    """A quantified assertion: ``body, *ranges``; a range is a variable, a ``Within``, or a condition on a variable."""

    @property
    def body(self) -> Any:
        """What holds for all of them."""
        return self.args[0]

    @property
    def ranges(self) -> tuple[Any, ...]:
        """Variables and the conditions on them."""
        return tuple(self.args[1:])

    @property
    def variables(self) -> tuple[Any, ...]:
        """The bound variables."""
        return tuple(range_variable(span) for span in self.ranges)

    def _bound(self) -> frozenset[Any]:
        return frozenset(self.variables)

    def _inside(self) -> Collection[int]:
        return range(len(self.args))


class Implies(Assertion):
    """``condition => conclusion``."""


def range_variable(span: Any) -> Any:
    """Return the variable that a range of a ``ForAll`` binds: ``v`` of ``|v| = 1``, ``t`` of ``t >= 0``, or itself."""
    if isinstance(span, Within):
        return span.args[0]
    if isinstance(span, Relation):
        return span.left.args[0] if isinstance(span.left, Norm) else span.left
    return span
