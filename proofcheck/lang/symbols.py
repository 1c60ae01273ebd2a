"""Declare symbols, and build what operators alone cannot: norms, gradients, integrals, quantifiers.

>>> n, p = dimension("n"), dimension("p")
>>> y, f, w, t = vector("y", n), mapping("f", p, n), path("w", p), time("t")
>>> z = vector("z", n)
>>> L = define_function("L", [z], frac(1, 2) * norm(z - y) ** 2)
>>> L(f(w(t))) <= L(f(w(0)))
L(f(w(t))) ≤ L(f(w(0)))

A name is written as one would type it: ``alpha``, ``sigma_min``, ``L_0``, ``B'``, ``F*``; it prints as it should.
"""

from collections.abc import Sequence
from typing import Any

from sympy import Integer

from proofcheck.lang import expressions as ex
from proofcheck.lang.expressions import Assertion, Expression, LanguageError, expression, kind_of

_ASSUMPTIONS = ("positive", "nonnegative")


def dimension(name: str) -> ex.Dimension:
    """Declare a symbolic dimension (at least 1); ``p > n``, ``n >= 2`` and ``eq(n, p)`` are assertions about them."""
    return ex.Dimension(_name(name))


def scalar(name: str, **assumptions: bool) -> ex.ScalarSymbol:
    """Declare a real variable; ``positive=True`` or ``nonnegative=True`` is a hypothesis wherever it occurs.

    >>> scalar("lambda_1", positive=True).is_positive
    True

    Raises:
        LanguageError: another assumption; write it as a relation among the hypotheses.
    """
    for assumption, value in assumptions.items():
        if assumption not in _ASSUMPTIONS or value is not True:
            raise LanguageError(
                f"the assumption on {name!r} is {assumption}={value!r}: it must be positive=True or nonnegative=True; "
                "write anything else as a relation among the hypotheses."
            )
    return ex.ScalarSymbol(_name(name), real=True, **assumptions)


def time(name: str) -> ex.ScalarSymbol:
    """Declare a time: a scalar that is nonnegative."""
    return scalar(name, nonnegative=True)


def natural(name: str) -> ex.ScalarSymbol:
    """Declare a natural number, 0 among them: the index of a sequence, or an exponent."""
    return ex.ScalarSymbol(_name(name), integer=True, nonnegative=True)


def vector(name: str, n: Any) -> ex.VectorSymbol:
    """Declare a vector of R^n."""
    return ex.VectorSymbol(_name(name), _dimension(n, f"the dimension of {name}"))


def operator(name: str, n: Any, p: Any) -> ex.OperatorSymbol:
    """Declare a linear operator from R^p to R^n: an n by p matrix."""
    return ex.OperatorSymbol(_name(name), _dimension(n, f"rows of {name}"), _dimension(p, f"columns of {name}"))


def identity(n: Any) -> Expression:
    """Return the identity operator of R^n."""
    return ex.Identity(_dimension(n, "the dimension of the identity"))


def path(name: str, n: Any = None) -> ex.PathSymbol:
    """Declare a path in R^n (in R, without ``n``): ``w(t)`` is its value, ``w.dot(t)`` its derivative."""
    return _path(name, n, discrete=False)


def sequence(name: str, n: Any = None) -> ex.PathSymbol:
    """Declare a sequence in R^n (in R, without ``n``): ``x[k]`` is a term, ``x[k + 1]`` the next."""
    return _path(name, n, discrete=True)


def operator_path(name: str, n: Any, p: Any) -> ex.PathSymbol:
    """Declare a path of n by p operators: ``Q(t)``."""
    shape = (_dimension(n, f"rows of {name}"), _dimension(p, f"columns of {name}"))
    return ex.PathSymbol(_name(name), ex.OPERATOR, shape, False)


def mapping(name: str, p: Any, n: Any) -> ex.MapSymbol:
    """Declare a continuously differentiable map from R^p to R^n: ``f(w)``, ``jacobian(f)(w)``."""
    return ex.MapSymbol(_name(name), _dimension(p, f"domain of {name}"), _dimension(n, f"range of {name}"))


def scalar_function(name: str, d: Any) -> ex.MapSymbol:
    """Declare a continuously differentiable function from R^d to R: ``F(x)``, ``gradient(F)(x)``."""
    return ex.MapSymbol(_name(name), _dimension(d, f"domain of {name}"), None)


def define(name: str, value: Any) -> Expression:
    """Name an expression: the result prints as the name and means ``value``.

    >>> beta, s = scalar("beta"), scalar("sigma_min")
    >>> B = define("B", s / (2 * beta))
    >>> B, B.unfold()
    (B, σ_min / (2 β))
    """
    content = expression(value, f"the value of {name}")
    return ex.Defined.of_kind(kind_of(content), ex.Definition(_name(name), (), content, "call", ()))


def define_function(
    name: str, parameters: Sequence[Any], value: Any, *, subscript: bool = False, provided: Sequence[Assertion] = ()
) -> ex.Definition:
    """Name an expression in some parameters: ``L(z)``, or ``J_w`` with ``subscript=True``.

    ``provided`` are assertions that come with the definition: hypotheses wherever it is used.

    Raises:
        LanguageError: what comes with the definition speaks of a parameter.
    """
    variables = tuple(parameters)
    for variable in variables:
        _variable(variable, f"a parameter of {name}")
    for assertion in provided:
        for variable in ex.free_symbols(assertion).intersection(variables):
            raise LanguageError(
                f"{name} brings along `{assertion}`, about its parameter {variable}: assume that where {name} is used."
            )
    style = "subscript" if subscript else "call"
    return ex.Definition(_name(name), variables, expression(value, f"the value of {name}"), style, tuple(provided))


def named_first(defined: Any) -> Expression:
    """Print a defined scalar as ``name = value``, at the end of a chain of relations."""
    return ex.NamedFirst(_defined(defined))


def named_last(defined: Any) -> Expression:
    """Print a defined scalar as ``value =: name``, at the end of a chain of relations."""
    return ex.NamedLast(_defined(defined))


# ---------------------------------------------------------------- functions


def frac(numerator: Any, denominator: Any) -> Expression:
    """Return a quotient of scalars, printed with a bar."""
    return ex.Frac(expression(numerator, "the numerator"), expression(denominator, "the denominator"))


def sqrt(a: Any) -> Expression:
    """Return the square root of a scalar."""
    return ex.Sqrt(expression(a, "the argument of sqrt"))


def exp(a: Any) -> Expression:
    """Return the exponential of a scalar."""
    return ex.Exp(expression(a, "the argument of exp"))


def maximum(a: Any, b: Any) -> Expression:
    """Return the larger of two scalars."""
    return ex.Maximum(expression(a, "the first argument of maximum"), expression(b, "the second argument of maximum"))


def minimum(a: Any, b: Any) -> Expression:
    """Return the smaller of two scalars."""
    return ex.Minimum(expression(a, "the first argument of minimum"), expression(b, "the second argument of minimum"))


def inner(u: Any, v: Any) -> Expression:
    """Return the Euclidean inner product of vectors, or that of the entries of two operators (Frobenius)."""
    return ex.Inner(expression(u, "the first argument of inner"), expression(v, "the second argument of inner"))


def norm(a: Any) -> Expression:
    """Return the Euclidean norm of a vector, or the operator norm of an operator."""
    return ex.Norm(expression(a, "the argument of norm"))


def frobenius(a: Any) -> Expression:
    """Return the Frobenius norm of an operator; ``inner(A, B)`` is the inner product that belongs to it."""
    return ex.FrobeniusNorm(expression(a, "the argument of frobenius"))


def trace(a: Any) -> Expression:
    """Return the trace of a square operator.

    >>> n = dimension("n")
    >>> A, u, v = operator("A", n, n), vector("u", n), vector("v", n)
    >>> eq(trace(A @ u @ v.T), inner(v, A @ u))
    tr(A u vᵀ) = ⟨v, A u⟩
    """
    return ex.Trace(expression(a, "the argument of trace"))


def inverse(a: Any) -> Expression:
    """Return the inverse of a square operator, ``a ** -1``; a claim with it is about operators that have one."""
    return ex.OperatorPower(expression(a, "the argument of inverse"), Integer(-1))


def smin(a: Any) -> Expression:
    """Return the n-th singular value of an n by p operator."""
    return ex.SmallestSingularValue(expression(a, "the argument of smin"))


def smax(a: Any) -> Expression:
    """Return the largest singular value."""
    return ex.LargestSingularValue(expression(a, "the argument of smax"))


def lmin(a: Any) -> Expression:
    """Return the smallest eigenvalue of a symmetric operator."""
    return ex.SmallestEigenvalue(expression(a, "the argument of lmin"))


def lmax(a: Any) -> Expression:
    """Return the largest eigenvalue of a symmetric operator."""
    return ex.LargestEigenvalue(expression(a, "the argument of lmax"))


def infimum(variable: Any, low: Any, high: Any, body: Any) -> Expression:
    """Return the infimum of ``body`` for ``variable`` in [low, high]."""
    return ex.Infimum(*_span(variable, low, high), expression(body, "the body of infimum"))


def sphere_minimum(variable: Any, body: Any) -> Expression:
    """Return the minimum of ``body`` over the unit vectors ``variable``."""
    bound = _variable(variable, "the variable of sphere_minimum", ex.VECTOR)
    return ex.SphereMinimum(bound, expression(body, "the body of sphere_minimum"))


def integral(variable: Any, low: Any, high: Any, body: Any) -> Expression:
    """Return the integral of ``body``, a scalar or a vector, for ``variable`` from low to high."""
    content = expression(body, "the body of integral")
    return ex.TimeIntegral.of_kind(kind_of(content), *_span(variable, low, high), content)


def derivative(variable: Any, body: Any) -> Expression:
    """Return the derivative of ``body`` in the time ``variable``, at that time."""
    bound = _variable(variable, "the variable of derivative", ex.SCALAR)
    content = expression(body, "the body of derivative")
    return ex.TimeDerivative.of_kind(kind_of(content), bound, content)


class _DerivativeOf:
    """What takes a point to the derivative of a function there."""

    def __init__(self, made: Any, function: Any) -> None:
        self._made, self._function = made, function

    def __call__(self, argument: Any) -> Expression:
        name = f"the argument of the derivative of {self._function.name}"
        result: Expression = self._made(self._function, expression(argument, name))
        return result


def jacobian(f: Any) -> _DerivativeOf:
    """Return the Jacobian of a map declared by ``mapping``: ``jacobian(f)(x)`` is an n by p operator."""
    if isinstance(f, ex.MapSymbol) and f.n is not None:
        return _DerivativeOf(ex.JacobianValue, f)
    raise LanguageError(f"the argument of jacobian is {f}: it must be a map declared by mapping(name, p, n).")


def gradient(f: Any) -> _DerivativeOf:
    """Return the gradient of a scalar function, declared or defined: ``gradient(L)(z)`` is a vector."""
    if isinstance(f, ex.MapSymbol) and f.n is None:
        return _DerivativeOf(ex.GradientValue, f)
    if isinstance(f, ex.Definition) and [kind_of(x) for x in (*f.parameters, f.value)] == [ex.VECTOR, ex.SCALAR]:
        return _DerivativeOf(ex.GradientValue, f)
    raise LanguageError(f"the argument of gradient is {f}: it must be a scalar function of one vector.")


def nabla(variable: Any, body: Any, at: Any) -> Expression:
    """Return the gradient of a scalar ``body`` in the vector ``variable`` at a point.

    It prints with the point in the place of the variable.

    >>> d = dimension("d")
    >>> F, u, w, t = scalar_function("F", d), vector("w", d), path("w", d), time("t")
    >>> nabla(u, F(2 * u), w(t))
    ∇_w F(2 w(t))
    """
    bound = _variable(variable, "the variable of nabla", ex.VECTOR)
    return ex.NablaAt(bound, expression(body, "the body of nabla"), expression(at, "the point of nabla"))


# ---------------------------------------------------------------- assertions


def eq(left: Any, right: Any) -> ex.Relation:
    """Return the equation ``left = right``, of expressions or of dimensions."""
    return ex.related("=", left, right)


def nonzero(a: Any) -> ex.NonZero:
    """Return the assertion that a scalar is not 0.

    >>> nonzero(scalar("x") - 1)
    x - 1 ≠ 0
    """
    return ex.NonZero(expression(a, "the argument of nonzero"))


def symmetric(a: Any) -> ex.Relation:
    """Return the assertion that an operator is its own transpose.

    Relations ``A <= B`` and ``A < B`` between symmetric operators are those of their quadratic forms (Loewner), so that
    ``A > 0`` says that A is positive definite.
    """
    return eq(expression(a, "the argument of symmetric").T, a)


def invertible(a: Any) -> ex.Relation:
    """Return the assertion that a square operator has an inverse: its smallest singular value is positive."""
    return smin(a) > 0


def relation(op: str, left: Any, right: Any) -> ex.Relation:
    """Return ``left op right``, for one of ``=``, ``<=``, ``>=``, ``<``, ``>``."""
    if op not in {"=", "<=", ">=", "<", ">"}:
        raise LanguageError(f"the relation is {op!r}: it must be '=', '<=', '>=', '<' or '>'.")
    return ex.related(op, left, right)


def within(variable: Any, low: Any, high: Any) -> ex.Within:
    """Return the assertion that a time is in [low, high]; also a range for ``for_all``."""
    return ex.Within(*_span(variable, low, high))


def unit(variable: Any) -> ex.Relation:
    """Return the assertion that a vector has norm 1; also a range for ``for_all``."""
    return eq(norm(_variable(variable, "the argument of unit", ex.VECTOR)), 1)


def for_all(ranges: Any, body: Any) -> ex.ForAll:
    """Quantify: ``ranges`` is a variable, a range (``within(t, 0, T)``, ``t >= 0``, ``unit(v)``), or several.

    >>> t, T, c = time("t"), time("T"), scalar("c")
    >>> for_all(within(t, 0, T), t <= c)
    t ≤ c ∀ t ∈ [0, T]
    """
    spans = tuple(ranges) if isinstance(ranges, (tuple, list)) else (ranges,)
    for span in spans:
        _variable(ex.range_variable(span), "a range of for_all")
    return ex.ForAll(_assertion(body, "the body of for_all"), *spans)


def implies(condition: Any, conclusion: Any) -> ex.Implies:
    """Return the assertion that ``conclusion`` holds where ``condition`` does."""
    return ex.Implies(_assertion(condition, "the condition"), _assertion(conclusion, "the conclusion"))


# ---------------------------------------------------------------- arguments checked on entry


def _name(name: Any) -> str:
    if isinstance(name, str) and name and name.strip() == name and name[0].isalpha():
        return name
    raise LanguageError(f"the name is {name!r}: it must be a word such as 'alpha', 'L_0' or \"B'\".")


def _dimension(value: Any, what: str) -> Any:
    if isinstance(value, ex.Dimension):
        return value
    if isinstance(value, (int, Integer)) and not isinstance(value, bool) and value > 0:
        return Integer(value)
    raise LanguageError(f"{what} is {value!r}: it must be a dimension, as dimension('n') makes one, or a positive int.")


def _path(name: str, n: Any, *, discrete: bool) -> ex.PathSymbol:
    if n is None:
        return ex.PathSymbol(_name(name), ex.SCALAR, (), discrete)
    return ex.PathSymbol(_name(name), ex.VECTOR, (_dimension(n, f"the dimension of {name}"),), discrete)


def _variable(value: Any, what: str, kind: str | None = None) -> Any:
    if isinstance(value, (ex.ScalarSymbol, ex.VectorSymbol, ex.OperatorSymbol)) and kind in {None, kind_of(value)}:
        return value
    raise LanguageError(f"{what} is {value}: it must be a {kind or 'declared'} variable.")


def _span(variable: Any, low: Any, high: Any) -> tuple[Any, Any, Any]:
    bound = _variable(variable, "the variable of a range", ex.SCALAR)
    return bound, expression(low, "the lower end of a range"), expression(high, "the upper end of a range")


def _defined(value: Any) -> Any:
    if isinstance(value, ex.DefinedScalar):
        return value
    raise LanguageError(f"{value} is not a defined scalar: make it with define(name, value).")


def _assertion(value: Any, what: str) -> Assertion:
    if isinstance(value, Assertion):
        return value
    raise LanguageError(f"{what} is {value!r}: it must be a relation, as eq(a, b) or a <= b.")
