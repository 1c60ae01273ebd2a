"""Properties of functions and operators by their names in optimisation; each unfolds to its definition.

>>> from proofcheck.lang import dimension, scalar, scalar_function
>>> F, L = scalar_function("F", dimension("d")), scalar("L", positive=True)
>>> convex(F)
F(y) ≥ F(x) + ⟨∇F(x), y - x⟩ ∀ x, y ∈ R^d
>>> smooth(F, L)
‖∇F(x) - ∇F(y)‖ ≤ L ‖x - y‖ ∀ x, y ∈ R^d

What is bound takes names that the constants do not have. References: Nesterov, Introductory Lectures on Convex
Optimization, 2004; Bauschke and Combettes, Convex Analysis and Monotone Operator Theory, 2011.
"""

from collections.abc import Iterator
from typing import Any

from sympy import Integer

from proofcheck.lang import expressions as ex
from proofcheck.lang.entry import variable_of
from proofcheck.lang.expressions import Expression, LanguageError, expression
from proofcheck.lang.functions import absolute
from proofcheck.lang.operations import DerivativeOf


def convex(f: Any) -> ex.ForAll:
    """Return that a function lies above its tangents, or, where it need not be differentiable, below its chords."""
    function = _scalar_function(f, "convex")
    return _tangents(">=", function) if _has_gradient(function) else _chords("<=", function)


def concave(f: Any) -> ex.ForAll:
    """Return that a function lies below its tangents, or, where it need not be differentiable, above its chords."""
    function = _scalar_function(f, "concave")
    return _tangents("<=", function) if _has_gradient(function) else _chords(">=", function)


def strongly_convex(f: Any, mu: Any) -> ex.ForAll:
    """Return that a function lies above its tangents by at least ``mu / 2`` times a square.

    Of a function that need not be differentiable, :func:`strongly_convex_between`.
    """
    function, number = _scalar_function(f, "strongly_convex"), expression(mu, "the constant of strongly_convex")
    return _tangents(">=", function, number) if _has_gradient(function) else _chords("<=", function, number)


def convex_between(f: Any) -> ex.ForAll:
    """Return that a function lies below its chords: convexity in two points, with a weight in [0, 1]."""
    return _chords("<=", _scalar_function(f, "convex_between"))


def strongly_convex_between(f: Any, mu: Any) -> ex.ForAll:
    """Return that a function lies below its chords by at least ``mu / 2`` times the weights and a square."""
    number = expression(mu, "the constant of strongly_convex_between")
    return _chords("<=", _scalar_function(f, "strongly_convex_between"), number)


def smooth(f: Any, bound: Any) -> ex.ForAll:
    """Return that the gradient of a function, or the Jacobian of a map, is Lipschitz continuous with this constant."""
    function = _map(f, "smooth")
    number = expression(bound, "the constant of smooth")
    x, y = _points(function, number)
    ex.need_differentiable(function)
    slope = ex.GradientValue if _is_scalar(function) else ex.JacobianValue
    return ex.ForAll(ex.Norm(slope(function, x) - slope(function, y)) <= number * ex.Norm(x - y), x, y)


def lipschitz(g: Any, bound: Any) -> ex.ForAll:
    """Return that a function or map, or ``gradient(F)``, is Lipschitz continuous with this constant.

    >>> from proofcheck.lang import dimension, gradient, scalar, scalar_function
    >>> F, L = scalar_function("F", dimension("d")), scalar("L", positive=True)
    >>> lipschitz(gradient(F), L)
    ‖∇F(x) - ∇F(y)‖ ≤ L ‖x - y‖ ∀ x, y ∈ R^d
    """
    if isinstance(g, DerivativeOf):
        return smooth(g.function, bound)
    function = _map(g, "lipschitz")
    number = expression(bound, "the constant of lipschitz")
    x, y = _points(function, number)
    gap = function(x) - function(y)
    size = absolute(gap) if _is_scalar(function) else ex.Norm(gap)
    return ex.ForAll(size <= number * ex.Norm(x - y), x, y)


def minimiser(point: Any, f: Any, over: Any = None) -> ex.Assertion:
    """Return that a function has its least value at a point: that on a set, at a point of it, where one is given."""
    function = _scalar_function(f, "minimiser")
    at = expression(point, "the point of minimiser")
    (y,) = _variables(function, ("y",), at)
    if over is None:
        return ex.ForAll(function(at) <= function(y), y)
    of = _set(over, "minimiser")
    return ex.Both(ex.Member(at, of), ex.ForAll(function(at) <= function(y), ex.Member(y, of)))


def polyak_lojasiewicz(f: Any, mu: Any, least: Any) -> ex.ForAll:
    """Return ``|grad F(x)|^2 >= 2 mu (F(x) - least)`` for all x."""
    function = _scalar_function(f, "polyak_lojasiewicz")
    number = expression(mu, "the constant of polyak_lojasiewicz")
    value = expression(least, "the least value of polyak_lojasiewicz")
    ex.need_differentiable(function)
    (x,) = _variables(function, ("x",), number, value)
    gap = number * (function(x) - value)
    return ex.ForAll(ex.Frac(Integer(1), Integer(2)) * ex.Norm(ex.GradientValue(function, x)) ** 2 >= gap, x)


def quadratic_growth(f: Any, mu: Any, point: Any) -> ex.ForAll:
    """Return ``F(x) - F(point) >= mu / 2 |x - point|^2`` for all x."""
    function = _scalar_function(f, "quadratic_growth")
    number = expression(mu, "the constant of quadratic_growth")
    at = expression(point, "the point of quadratic_growth")
    (x,) = _variables(function, ("x",), number, at)
    return ex.ForAll(function(x) - function(at) >= ex.Frac(number, Integer(2)) * ex.Norm(x - at) ** 2, x)


def subgradient(slope: Any, f: Any, point: Any) -> ex.ForAll:
    """Return that a vector is a subgradient of a function at a point: the affine function there lies below it."""
    function = _scalar_function(f, "subgradient")
    at, g = expression(point, "the point of subgradient"), expression(slope, "the vector of subgradient")
    (y,) = _variables(function, ("y",), at, g)
    return ex.ForAll(function(y) >= function(at) + ex.Inner(g, y - at), y)


def proximal_point(p: Any, f: Any, step: Any, point: Any) -> ex.ForAll:
    """Return that ``p`` minimises ``f(y) + |y - point|^2 / (2 step)``."""
    function = _scalar_function(f, "proximal_point")
    here, x = expression(p, "the proximal point"), expression(point, "the point of proximal_point")
    number = expression(step, "the step of proximal_point")
    (y,) = _variables(function, ("y",), here, x, number)

    def penalised(z: Any) -> Expression:
        made: Expression = function(z) + ex.Frac(Integer(1), 2 * number) * ex.Norm(z - x) ** 2
        return made

    return ex.ForAll(penalised(here) <= penalised(y), y)


def convex_set(c: Any) -> ex.ForAll:
    """Return that a set contains what lies between two of its points."""
    of = _set(c, "convex_set")
    (x, y), theta = _variables(of.p, ("x", "y")), ex.ScalarSymbol("theta", real=True)
    between = ex.Within(theta, Integer(0), Integer(1))
    return ex.ForAll(ex.Member(theta * x + (1 - theta) * y, of), ex.Member(x, of), ex.Member(y, of), between)


def projection(p: Any, point: Any, c: Any) -> ex.Both:
    """Return that ``p`` is the point of a set that is nearest to a point."""
    of, here, x = _set(c, "projection"), expression(p, "the projection"), expression(point, "the point of projection")
    (y,) = _variables(of.p, ("y",), here, x)
    return ex.Both(ex.Member(here, of), ex.ForAll(ex.Norm(x - here) <= ex.Norm(x - y), ex.Member(y, of)))


def least_upper_bound(value: Any, ranges: Any, body: Any) -> ex.Both:
    """Return that a number is the supremum of ``body`` over ranges like those of ``for_all``: balls, sets, half-lines.

    >>> from proofcheck.lang import dimension, scalar, vector
    >>> s, a, x = scalar("s"), vector("a", dimension("d")), vector("x", dimension("d"))
    >>> least_upper_bound(s, ex.Norm(x) <= 1, ex.Inner(a, x)).args[0]
    ⟨a, x⟩ ≤ s ∀ ‖x‖ ≤ 1
    """
    return _extreme("<=", value, ranges, body)


def greatest_lower_bound(value: Any, ranges: Any, body: Any) -> ex.Both:
    """Return that a number is the infimum of ``body`` over ranges like those of ``for_all``."""
    return _extreme(">=", value, ranges, body)


def conjugate(g: Any, f: Any) -> ex.Both:
    """Return that ``g(y)`` is the supremum of ``<x, y> - f(x)`` over all x, for all y: the convex conjugate of f."""
    function, other = _scalar_function(f, "conjugate"), _scalar_function(g, "conjugate")
    x, y = _points(function)
    bounds, least = _extreme("<=", other(y), x, ex.Inner(x, y) - function(x)).args
    return ex.Both(ex.ForAll(bounds, y), ex.ForAll(least, y))


def monotone(t: Any) -> ex.ForAll:
    """Return ``<T(x) - T(y), x - y> >= 0`` for all x, y."""
    operator = _operator(t, "monotone")
    x, y = _points(operator)
    return ex.ForAll(ex.Inner(operator(x) - operator(y), x - y) >= 0, x, y)


def strongly_monotone(t: Any, mu: Any) -> ex.ForAll:
    """Return ``<T(x) - T(y), x - y> >= mu |x - y|^2`` for all x, y."""
    operator, number = _operator(t, "strongly_monotone"), expression(mu, "the constant of strongly_monotone")
    x, y = _points(operator, number)
    return ex.ForAll(ex.Inner(operator(x) - operator(y), x - y) >= number * ex.Norm(x - y) ** 2, x, y)


def cocoercive(t: Any, beta: Any) -> ex.ForAll:
    """Return ``<T(x) - T(y), x - y> >= beta |T(x) - T(y)|^2`` for all x, y."""
    operator, number = _operator(t, "cocoercive"), expression(beta, "the constant of cocoercive")
    x, y = _points(operator, number)
    gap = operator(x) - operator(y)
    return ex.ForAll(ex.Inner(gap, x - y) >= number * ex.Norm(gap) ** 2, x, y)


def firmly_nonexpansive(t: Any) -> ex.ForAll:
    """Return ``|T(x) - T(y)|^2 <= <T(x) - T(y), x - y>`` for all x, y."""
    operator = _operator(t, "firmly_nonexpansive")
    x, y = _points(operator)
    gap = operator(x) - operator(y)
    return ex.ForAll(ex.Norm(gap) ** 2 <= ex.Inner(gap, x - y), x, y)


def nonexpansive(t: Any) -> ex.ForAll:
    """Return ``|T(x) - T(y)| <= |x - y|`` for all x, y."""
    operator = _operator(t, "nonexpansive")
    x, y = _points(operator)
    return ex.ForAll(ex.Norm(operator(x) - operator(y)) <= ex.Norm(x - y), x, y)


# ---------------------------------------------------------------- how they are made


def _extreme(op: str, value: Any, ranges: Any, body: Any) -> ex.Both:
    """The number bounds what varies, and every other bound is beyond it."""
    spans = tuple(ranges) if isinstance(ranges, (tuple, list)) else (ranges,)
    for span in spans:
        variable_of(ex.range_variable(span), "a range of an extreme value")
    number, content = expression(value, "the extreme value"), expression(body, "what varies")
    taken = {symbol.name for part in (number, content, *spans) for symbol in ex.free_symbols(part)}
    bound = ex.fresh_symbol(ex.ScalarSymbol("b", real=True), taken)
    other = ex.ForAll(ex.Relation(op, content, bound), *spans)
    least = ex.ForAll(ex.Implies(other, ex.Relation(op, number, bound)), bound)
    return ex.Both(ex.ForAll(ex.Relation(op, content, number), *spans), least)


def _tangents(op: str, f: Any, number: Any = None) -> ex.ForAll:
    """How a function compares with its tangents, to which half a number times a square is added."""
    x, y = _points(f, *_given(number))
    tangent = f(x) + ex.Inner(ex.GradientValue(f, x), y - x)
    if number is not None:
        tangent = tangent + ex.Frac(number, Integer(2)) * ex.Norm(y - x) ** 2
    return ex.ForAll(ex.Relation(op, f(y), tangent), x, y)


def _chords(op: str, f: Any, number: Any = None) -> ex.ForAll:
    """The same with its chords, from which it is taken away."""
    x, y = _points(f, *_given(number))
    taken = {symbol.name for value in _given(number) for symbol in ex.free_symbols(value)}
    theta = ex.fresh_symbol(ex.ScalarSymbol("theta", real=True), taken)
    chord = theta * f(x) + (1 - theta) * f(y)
    if number is not None:
        chord = chord - ex.Frac(number, Integer(2)) * theta * (1 - theta) * ex.Norm(x - y) ** 2
    between = ex.Within(theta, Integer(0), Integer(1))
    return ex.ForAll(ex.Relation(op, f(theta * x + (1 - theta) * y), chord), x, y, between)


def _given(number: Any) -> Iterator[Any]:
    if number is not None:
        yield number


def _points(function: Any, *others: Any) -> tuple[Any, ...]:
    """Two variables in the domain, apart from what occurs in something else."""
    return _variables(function, ("x", "y"), *others)


def _is_scalar(function: Any) -> bool:
    return isinstance(function, ex.Definition) or function.n is None


def _has_gradient(function: Any) -> bool:
    """Whether a function is declared with one; a defined function may have none."""
    return isinstance(function, ex.MapSymbol) and function.differentiable


def _variables(domain: Any, names: tuple[str, ...], *others: Any) -> tuple[Any, ...]:
    """Variables in the domain of a function, or of a dimension, apart from what occurs in something else."""
    dimension = ex.domain_of(domain) if isinstance(domain, ex.Definition | ex.MapSymbol) else domain
    about = (*others, domain) if isinstance(domain, ex.Definition) else others
    taken = {symbol.name for other in about for symbol in ex.free_symbols(other)}
    made = []
    for name in names:
        made.append(ex.fresh_symbol(ex.VectorSymbol(name, dimension), taken))
        taken.add(made[-1].name)
    return tuple(made)


def _map(value: Any, what: str) -> Any:
    """A declared map, or a defined function of one vector."""
    if isinstance(value, ex.MapSymbol) or ex.is_real_function(value):
        return value
    raise LanguageError(
        f"the argument of {what} is {value!r}: it must be a function, as scalar_function or mapping declares one, or "
        "define_function of one vector."
    )


def _scalar_function(value: Any, what: str) -> Any:
    function = _map(value, what)
    if _is_scalar(function):
        return function
    raise LanguageError(f"the argument of {what} is {function.name}, a map: it must be a function to R.")


def _operator(value: Any, what: str) -> ex.MapSymbol:
    if isinstance(value, ex.MapSymbol) and value.n is not None:
        return value
    raise LanguageError(f"the argument of {what} is {value!r}: it must be a map from R^d to R^d.")


def _set(value: Any, what: str) -> ex.SetSymbol:
    if isinstance(value, ex.SetSymbol):
        return value
    raise LanguageError(f"the argument of {what} is {value!r}: it must be a set, as subset(name, d) declares one.")
