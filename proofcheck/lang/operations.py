"""Build what operators alone cannot: norms, extrema, sums, integrals, means, gradients."""

from collections.abc import Sequence
from typing import Any

from sympy import Integer

from proofcheck.lang import expressions as ex
from proofcheck.lang.entry import dimension_of, interval_of, span_of, variable_of
from proofcheck.lang.expressions import Expression, LanguageError, expression, kind_of


def frac(numerator: Any, denominator: Any) -> Expression:
    """Return a quotient of scalars, printed with a bar."""
    return ex.Frac(expression(numerator, "the numerator"), expression(denominator, "the denominator"))


def sqrt(a: Any) -> Expression:
    """Return the square root of a scalar."""
    return ex.Sqrt(expression(a, "the argument of sqrt"))


def exp(a: Any) -> Expression:
    """Return the exponential of a scalar."""
    return ex.Exp(expression(a, "the argument of exp"))


def maximum(*values: Any) -> Expression:
    """Return the largest of two scalars or more.

    >>> from proofcheck.lang import scalar
    >>> maximum(scalar("a"), scalar("b"), 1)
    max{a, b, 1}
    """
    return _extreme(ex.Maximum, "maximum", values)


def minimum(*values: Any) -> Expression:
    """Return the smallest of two scalars or more."""
    return _extreme(ex.Minimum, "minimum", values)


def _extreme(of_two: Any, name: str, values: Sequence[Any]) -> Expression:
    if len(values) < 2:
        raise LanguageError(f"{name} was given {len(values)} arguments: it takes two or more.")
    found, *others = (expression(value, f"an argument of {name}") for value in values)
    if len(others) == 3 and isinstance(found, ex.ScalarSymbol) and found in ex.free_symbols(others[2]):
        bound = "greatest_lower_bound" if of_two is ex.Minimum else "least_upper_bound"
        raise LanguageError(
            f"{name}({', '.join(map(str, (found, *others)))}) runs over no range: name the number, and say "
            f"{bound}(m, within({found}, {others[0]}, {others[1]}), ...)."
        )
    for other in others:
        found = of_two(found, other)
    return found


def inner(u: Any, v: Any) -> Expression:
    """Return the Euclidean inner product of vectors, or that of the entries of two operators (Frobenius)."""
    return ex.Inner(expression(u, "the first argument of inner"), expression(v, "the second argument of inner"))


def norm(a: Any, order: Any = 2) -> Expression:
    """Return the Euclidean norm of a vector, or the operator norm of an operator.

    Of a vector, ``norm(u, 1)`` is the sum of the absolute values of its components, ``norm(u, "inf")`` the largest.

    Raises:
        LanguageError: the order is none of these.
    """
    norms = {2: ex.Norm, 1: ex.SumNorm, "inf": ex.MaximumNorm}
    if not isinstance(order, (int, str)) or order not in norms:
        raise LanguageError(f"the order of a norm is {order!r}: it must be 1, 2 or 'inf'.")
    return norms[order](expression(a, "the argument of norm"))


def unit_vector(n: Any, index: Any) -> Expression:
    """Return the unit vector of R^n with that number: all its components are 0 but this one, which is 1.

    >>> from proofcheck.lang import dimension, natural, vector
    >>> n, i = dimension("n"), natural("i")
    >>> inner(unit_vector(n, i), vector("u", n))
    ⟨𝐞_i^n, u⟩
    """
    return ex.UnitVector(
        dimension_of(n, "the dimension of a unit vector"), expression(index, "the number of a unit vector")
    )


def ones(n: Any) -> Expression:
    """Return the vector of R^n whose components are all 1."""
    return ex.Ones(dimension_of(n, "the dimension of ones"))


def diag(v: Any) -> Expression:
    """Return the diagonal operator with the components of a vector."""
    return ex.Diagonal(expression(v, "the argument of diag"))


def hadamard(a: Any, b: Any) -> Expression:
    """Return the product of two vectors component by component, or of two operators entry by entry."""
    return ex.Hadamard.of(
        expression(a, "the first argument of hadamard"), expression(b, "the second argument of hadamard")
    )


def frobenius(a: Any) -> Expression:
    """Return the Frobenius norm of an operator; ``inner(A, B)`` is the inner product that belongs to it."""
    return ex.FrobeniusNorm(expression(a, "the argument of frobenius"))


def nuclear(a: Any) -> Expression:
    """Return the nuclear norm of an operator, the sum of its singular values.

    >>> from proofcheck.lang import dimension, norm, operator, trace
    >>> n = dimension("n")
    >>> A, B = operator("A", n, n), operator("B", n, n)
    >>> trace(A.T @ B) <= nuclear(A) * norm(B)
    tr(Aᵀ B) ≤ ‖A‖_* ‖B‖
    """
    return ex.NuclearNorm(expression(a, "the argument of nuclear"))


def trace(a: Any) -> Expression:
    """Return the trace of a square operator.

    >>> from proofcheck.lang import dimension, eq, operator, vector
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


def singular_value(a: Any, k: Any) -> Expression:
    """Return the k-th singular value of an operator, the largest one first, for a dimension or a number k.

    >>> from proofcheck.lang import dimension, operator
    >>> n, k = dimension("n"), dimension("k")
    >>> A, B = operator("A", n, n), operator("B", n, n)
    >>> singular_value(A + B, k) <= singular_value(A, k) + singular_value(B, 1)
    σ_k(A + B) ≤ σ_k(A) + σ_1(B)
    """
    number = dimension_of(k, "the number of a singular value")
    return ex.SingularValue(expression(a, "the argument of singular_value"), number)


def eigenvalue(a: Any, k: Any) -> Expression:
    """Return the k-th eigenvalue of a symmetric operator, the largest one first, for a dimension or a number k."""
    return ex.Eigenvalue(expression(a, "the argument of eigenvalue"), dimension_of(k, "the number of an eigenvalue"))


def infimum(variable: Any, low: Any, high: Any, body: Any) -> Expression:
    """Return the infimum of ``body`` for ``variable`` in [low, high]."""
    return ex.Infimum(*interval_of(variable, low, high), expression(body, "the body of infimum"))


def supremum(variable: Any, low: Any, high: Any, body: Any) -> Expression:
    """Return the supremum of ``body`` for ``variable`` in [low, high]."""
    return ex.Supremum(*interval_of(variable, low, high), expression(body, "the body of supremum"))


def sphere_minimum(variable: Any, body: Any) -> Expression:
    """Return the minimum of ``body`` over the unit vectors ``variable``."""
    bound = variable_of(variable, "the variable of sphere_minimum", ex.VECTOR)
    return ex.SphereMinimum(bound, expression(body, "the body of sphere_minimum"))


def sphere_maximum(variable: Any, body: Any) -> Expression:
    """Return the maximum of ``body`` over the unit vectors ``variable``."""
    bound = variable_of(variable, "the variable of sphere_maximum", ex.VECTOR)
    return ex.SphereMaximum(bound, expression(body, "the body of sphere_maximum"))


def integral(variable: Any, low: Any, high: Any, body: Any) -> Expression:
    """Return the integral of ``body``, a scalar or a vector, for ``variable`` from low to high."""
    content = expression(body, "the body of integral")
    return ex.TimeIntegral.of_kind(kind_of(content), *interval_of(variable, low, high), content)


def summation(variable: Any, low: Any, high: Any, body: Any) -> Expression:
    """Return the sum of ``body``, a scalar, vector or operator, for the natural ``variable`` from low to high.

    >>> from proofcheck.lang import dimension, natural, sequence
    >>> i, n, x = natural("i"), natural("n"), sequence("x", dimension("d"))
    >>> summation(i, 1, n, norm(x[i]) ** 2)
    Σ_{i=1}^n ‖x_i‖²

    Raises:
        LanguageError: the variable is not a natural number.
    """
    bound, *ends = span_of(variable, low, high)
    if not bound.is_integer:
        raise LanguageError(f"the variable of summation is {bound}: it must be declared by natural({bound.name!r}).")
    content = expression(body, "the body of summation")
    return ex.Summation.of_kind(kind_of(content), bound, *ends, content)


oo = ex.Infinity()
"""The end of what has none, in ``integral``, ``summation`` and ``limit``; relations say that these are below it."""


def limit(variable: Any, body: Any) -> Expression:
    """Return what ``body``, a scalar or a vector, approaches as ``variable`` grows beyond all bounds.

    >>> from proofcheck.lang import eq, natural, sequence
    >>> k, a = natural("k"), sequence("a")
    >>> eq(limit(k, a[k]), 0)
    lim_{k→∞} a_k = 0
    """
    bound, content = variable_of(variable, "the variable of limit", ex.SCALAR), expression(body, "the body of limit")
    return ex.Limit.of_kind(kind_of(content), bound, content)


def product(variable: Any, low: Any, high: Any, body: Any) -> Expression:
    """Return the product of ``body``, a number, for the natural ``variable`` from low to high; that of none is 1.

    >>> from proofcheck.lang import natural, sequence
    >>> i, n, a = natural("i"), natural("n"), sequence("a")
    >>> product(i, 1, n, 1 + a[i])
    Π_{i=1}^n (1 + a_i)

    Raises:
        LanguageError: the variable is not a natural number, or the body no number.
    """
    factor = expression(body, "the body of product")
    if kind_of(factor) != ex.SCALAR:
        raise LanguageError(f"products are of numbers: {factor} is none.")
    return ex.FiniteProduct(*summation(variable, low, high, factor).args)


def average(variable: Any, low: Any, high: Any, body: Any) -> Expression:
    """Return the mean of ``body`` for the natural ``variable`` from low to high: the sum over the number of terms.

    >>> from proofcheck.lang import natural, sequence
    >>> k, N, x = natural("k"), natural("N"), sequence("x")
    >>> average(k, 0, N - 1, x[k]), average(k, 0, N, x[k])
    ((1 / N) Σ_{k=0}^(N - 1) x_k, (1 / (N + 1)) Σ_{k=0}^N x_k)
    """
    first, last = expression(low, "the lower end of a range"), expression(high, "the upper end of a range")
    return frac(1, _count(first, last)) * summation(variable, low, high, body)


def _count(first: Expression, last: Expression) -> Expression:
    """How many numbers there are from one to another, as one says it."""
    if first == 1:
        return last
    if first != 0:
        return last - first + 1
    before = last.args[:1]
    return before[0] if before and last == before[0] - 1 else last + 1


def expectation(body: Any, given: Any = ()) -> Expression:
    """Return the mean of what is random, or the conditional mean, ``given`` what was drawn before.

    >>> from proofcheck.lang import dimension, random_vector
    >>> X = random_vector("X", dimension("d"))
    >>> expectation(norm(X - expectation(X)) ** 2)
    E[‖X - E[X]‖²]
    """
    content = expression(body, "the argument of expectation")
    first, *others = _drawn(content, tuple(given) if isinstance(given, (tuple, list)) else (given,))
    for symbol in reversed(others):
        content = ex.JointExpectation.of_kind(kind_of(content), symbol, content)
    return ex.Expectation.of_kind(kind_of(content), first, content)


def conditional_expectation(body: Any, known: Any) -> Expression:
    """Return the mean of ``body`` over the outcomes at which what is ``known``, drawn together with it, is as it is.

    >>> from proofcheck.lang import dimension, random_vector
    >>> X, Y = (random_vector(name, dimension("d")) for name in "XY")
    >>> conditional_expectation(norm(X) ** 2, Y)
    E[‖X‖² | Y]
    """
    content, given = expression(body, "the argument of a conditional mean"), expression(known, "what is known")
    outcomes = ex.outcomes_in(content)
    if len(outcomes) != 1 or ex.outcomes_in(given) != outcomes:
        raise LanguageError(
            f"the mean of {content} given {given} cannot be said so: both must be random, and drawn together. "
            "Where one is drawn before the other, write expectation(..., given=...)."
        )
    return ex.ConditionalExpectation.of_kind(kind_of(content), *outcomes, content, given)


def _drawn(content: Expression, given: tuple[Any, ...]) -> list[ex.ScalarSymbol]:
    """The outcomes over which a mean is taken, where what is given is known."""
    for known in given:
        if not ex.is_random(known):
            raise LanguageError(f"given is {known}: it must be declared by random_scalar, random_vector or the like.")
    settled = {known.args[1] for known in given}
    for part in ex.random_parts(content):
        if part.args[1] in settled and part not in given:
            names = ", ".join(str(known) for known in given)
            raise LanguageError(
                f"the mean of {content} given {names} cannot be said: {part} is drawn together with {names}. "
                f"Give it too, or declare {part} by its own draw, or given {names}."
            )
    found = [outcome for outcome in ex.outcomes_in(content) if outcome not in settled]
    if given and not found:
        raise LanguageError(f"the mean of {content} given {given[0]}: nothing in it is random once that is known.")
    return found or [ex.OUTCOME]


def indicator(assertion: Any) -> Expression:
    """Return the number that is 1 where an assertion holds, and 0 elsewhere.

    >>> from proofcheck.lang import scalar
    >>> a = scalar("a")
    >>> indicator(a >= 1) * (1 - indicator(a < 1))
    1{a ≥ 1} (1 - 1{a < 1})

    Raises:
        LanguageError: it is neither a relation nor one or another of two.
    """
    if isinstance(assertion, ex.NonZero):
        return ex.IndicatorUnequal(assertion.args[0], Integer(0))
    if isinstance(assertion, ex.Relation) and not assertion.of_dimensions:
        return ex.INDICATORS[assertion.op](assertion.left, assertion.right)
    if isinstance(assertion, ex.Within):
        variable, low, high = assertion.args
        return indicator(ex.Relation("<=", low, variable)) * indicator(ex.Relation("<=", variable, high))
    if isinstance(assertion, ex.Either):
        return maximum(indicator(ex.denied(assertion.args[0])), indicator(assertion.args[1]))
    raise LanguageError(f"the argument of indicator is {assertion!r}: it must be a relation, as X >= a or eq(X, Y).")


def probability(*events: Any) -> Expression:
    """Return the probability that all of some assertions about what is random hold: the mean of their indicators.

    >>> from proofcheck.lang import random_scalar, scalar
    >>> X, a = random_scalar("X"), scalar("a")
    >>> probability(X >= a) <= expectation(X) / a
    P(X ≥ a) ≤ E[X] / a
    """
    if not events:
        raise LanguageError("probability was given no event: it takes relations, as probability(X >= a).")
    return ex.Probability(*expectation(all_of(*events)).args)


def all_of(*events: Any) -> Expression:
    """Return the indicator of all of some assertions, of which there is one at least."""
    found, *others = map(indicator, events)
    for other in others:
        found = found * other
    return found


def covariance(first: Any, second: Any) -> Expression:
    """Return the mean of the product of how far two random numbers are from their means.

    >>> from proofcheck.lang.symbols import random_scalar
    >>> covariance(random_scalar("X"), random_scalar("Y"))
    E[(X - E[X]) (Y - E[Y])]
    """
    x, y = (expression(each, "what the covariance is of") for each in (first, second))
    return expectation((x - expectation(x)) * (y - expectation(y)))


def variance(body: Any) -> Expression:
    """Return the mean of the squared distance from the mean, of a random scalar or vector."""
    away = expression(body, "the argument of variance") - expectation(body)
    return expectation(away**2 if kind_of(away) == ex.SCALAR else norm(away) ** 2)


def derivative(variable: Any, body: Any) -> Expression:
    """Return the derivative of ``body`` in the time ``variable``, at that time."""
    bound = variable_of(variable, "the variable of derivative", ex.SCALAR)
    content = expression(body, "the body of derivative")
    return ex.TimeDerivative.of_kind(kind_of(content), bound, content)


class DerivativeOf:
    """What takes a point to the derivative of a function there."""

    def __init__(self, made: Any, function: Any) -> None:
        self._made, self.function = made, function

    def __repr__(self) -> str:
        return f"the derivative of {self.function.name}"

    def __call__(self, argument: Any) -> Expression:
        """The derivative at a point."""
        name = f"the argument of the derivative of {self.function.name}"
        result: Expression = self._made(self.function, expression(argument, name))
        return result


def jacobian(f: Any) -> DerivativeOf:
    """Return the Jacobian of a map of vectors, declared or defined: ``jacobian(f)(x)`` is an n by p operator."""
    if isinstance(f, ex.MapSymbol) and f.n is not None:
        ex.need_differentiable(f)
        return DerivativeOf(ex.JacobianValue, f)
    if ex.is_defined_map(f):
        return DerivativeOf(ex.DefinedJacobian, f)
    raise LanguageError(f"the argument of jacobian is {f}: it must be a map of vectors, by mapping or define_function.")


def gradient(f: Any) -> DerivativeOf:
    """Return the gradient of a scalar function, declared or defined: ``gradient(L)(z)`` is a vector."""
    if _is_scalar_function(f):
        return DerivativeOf(ex.GradientValue, f)
    raise LanguageError(f"the argument of gradient is {f}: it must be a scalar function of one vector.")


def hessian(f: Any) -> DerivativeOf:
    """Return the Hessian of a scalar function, declared or defined: ``hessian(F)(x)`` is a symmetric operator.

    A claim that speaks of it supposes that declared functions are twice continuously differentiable.
    """
    if _is_scalar_function(f):
        return DerivativeOf(ex.HessianValue, f)
    raise LanguageError(f"the argument of hessian is {f}: it must be a scalar function of one vector.")


def _is_scalar_function(f: Any) -> bool:
    """Whether something is a function of a vector to R, declared to be differentiable or defined."""
    if isinstance(f, ex.MapSymbol) and f.n is None:
        ex.need_differentiable(f)
    return ex.is_real_function(f)


def nabla(variable: Any, body: Any, at: Any) -> Expression:
    """Return the gradient of a scalar ``body`` in the vector ``variable`` at a point.

    It prints with the point in the place of the variable.

    >>> from proofcheck.lang import dimension, path, scalar_function, time, vector
    >>> d = dimension("d")
    >>> F, u, w, t = scalar_function("F", d), vector("w", d), path("w", d), time("t")
    >>> nabla(u, F(2 * u), w(t))
    ∇_w F(2 w(t))
    """
    bound = variable_of(variable, "the variable of nabla", ex.VECTOR)
    return ex.NablaAt(bound, expression(body, "the body of nabla"), expression(at, "the point of nabla"))
