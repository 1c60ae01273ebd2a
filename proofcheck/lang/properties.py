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
from proofcheck.lang.expressions import Expression, LanguageError, expression
from proofcheck.lang.functions import absolute


def convex(f: Any) -> ex.ForAll:
    """Return that a differentiable function lies above its tangents."""
    return _above_tangents(_scalar_function(f, "convex"), None)


def concave(f: Any) -> ex.ForAll:
    """Return that a differentiable function lies below its tangents."""
    function = _scalar_function(f, "concave")
    x, y = _points(function)
    return ex.ForAll(function(y) <= function(x) + ex.Inner(ex.GradientValue(function, x), y - x), x, y)


def strongly_convex(f: Any, mu: Any) -> ex.ForAll:
    """Return that a differentiable function lies above its tangents by at least ``mu / 2`` times a square."""
    return _above_tangents(_scalar_function(f, "strongly_convex"), expression(mu, "the constant of strongly_convex"))


def convex_between(f: Any) -> ex.ForAll:
    """Return that a function lies below its chords: convexity in two points, with a weight in [0, 1]."""
    return _below_chords(_scalar_function(f, "convex_between"), None)


def strongly_convex_between(f: Any, mu: Any) -> ex.ForAll:
    """Return that a function lies below its chords by at least ``mu / 2`` times the weights and a square."""
    number = expression(mu, "the constant of strongly_convex_between")
    return _below_chords(_scalar_function(f, "strongly_convex_between"), number)


def smooth(f: Any, bound: Any) -> ex.ForAll:
    """Return that the gradient of a function, or the Jacobian of a map, is Lipschitz continuous with this constant."""
    function = _map(f, "smooth")
    number = expression(bound, "the constant of smooth")
    x, y = _points(function, number)
    slope = ex.GradientValue if function.n is None else ex.JacobianValue
    return ex.ForAll(ex.Norm(slope(function, x) - slope(function, y)) <= number * ex.Norm(x - y), x, y)


def lipschitz(g: Any, bound: Any) -> ex.ForAll:
    """Return that a function or map is Lipschitz continuous with this constant."""
    function = _map(g, "lipschitz")
    number = expression(bound, "the constant of lipschitz")
    x, y = _points(function, number)
    gap = function(x) - function(y)
    size = absolute(gap) if function.n is None else ex.Norm(gap)
    return ex.ForAll(size <= number * ex.Norm(x - y), x, y)


def minimiser(point: Any, f: Any) -> ex.ForAll:
    """Return that a function has its least value at a point."""
    function = _scalar_function(f, "minimiser")
    at = expression(point, "the point of minimiser")
    (y,) = _variables(function.p, ("y",), at)
    return ex.ForAll(function(at) <= function(y), y)


def polyak_lojasiewicz(f: Any, mu: Any, least: Any) -> ex.ForAll:
    """Return ``|grad F(x)|^2 >= 2 mu (F(x) - least)`` for all x."""
    function = _scalar_function(f, "polyak_lojasiewicz")
    number = expression(mu, "the constant of polyak_lojasiewicz")
    value = expression(least, "the least value of polyak_lojasiewicz")
    (x,) = _variables(function.p, ("x",), number, value)
    gap = number * (function(x) - value)
    return ex.ForAll(ex.Frac(Integer(1), Integer(2)) * ex.Norm(ex.GradientValue(function, x)) ** 2 >= gap, x)


def quadratic_growth(f: Any, mu: Any, point: Any) -> ex.ForAll:
    """Return ``F(x) - F(point) >= mu / 2 |x - point|^2`` for all x."""
    function = _scalar_function(f, "quadratic_growth")
    number = expression(mu, "the constant of quadratic_growth")
    at = expression(point, "the point of quadratic_growth")
    (x,) = _variables(function.p, ("x",), number, at)
    return ex.ForAll(function(x) - function(at) >= ex.Frac(number, Integer(2)) * ex.Norm(x - at) ** 2, x)


def subgradient(slope: Any, f: Any, point: Any) -> ex.ForAll:
    """Return that a vector is a subgradient of a function at a point: the affine function there lies below it."""
    function = _scalar_function(f, "subgradient")
    at, g = expression(point, "the point of subgradient"), expression(slope, "the vector of subgradient")
    (y,) = _variables(function.p, ("y",), at, g)
    return ex.ForAll(function(y) >= function(at) + ex.Inner(g, y - at), y)


def proximal_point(p: Any, f: Any, step: Any, point: Any) -> ex.ForAll:
    """Return that ``p`` minimises ``f(y) + |y - point|^2 / (2 step)``."""
    function = _scalar_function(f, "proximal_point")
    here, x = expression(p, "the proximal point"), expression(point, "the point of proximal_point")
    number = expression(step, "the step of proximal_point")
    (y,) = _variables(function.p, ("y",), here, x, number)

    def penalised(z: Any) -> Expression:
        made: Expression = function(z) + ex.Frac(Integer(1), 2 * number) * ex.Norm(z - x) ** 2
        return made

    return ex.ForAll(penalised(here) <= penalised(y), y)


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


def _above_tangents(f: ex.MapSymbol, number: Any) -> ex.ForAll:
    x, y = _points(f, *_given(number))
    tangent = f(x) + ex.Inner(ex.GradientValue(f, x), y - x)
    if number is not None:
        tangent = tangent + ex.Frac(number, Integer(2)) * ex.Norm(y - x) ** 2
    return ex.ForAll(f(y) >= tangent, x, y)


def _below_chords(f: ex.MapSymbol, number: Any) -> ex.ForAll:
    x, y = _points(f, *_given(number))
    taken = {symbol.name for value in _given(number) for symbol in ex.free_symbols(value)}
    theta = ex.fresh_symbol(ex.ScalarSymbol("theta", real=True), taken)
    chord = theta * f(x) + (1 - theta) * f(y)
    if number is not None:
        chord = chord - ex.Frac(number, Integer(2)) * theta * (1 - theta) * ex.Norm(x - y) ** 2
    between = ex.Within(theta, Integer(0), Integer(1))
    return ex.ForAll(f(theta * x + (1 - theta) * y) <= chord, x, y, between)


def _given(number: Any) -> Iterator[Any]:
    if number is not None:
        yield number


def _points(function: ex.MapSymbol, *others: Any) -> tuple[Any, ...]:
    """Two variables in the domain, apart from what occurs in something else."""
    return _variables(function.p, ("x", "y"), *others)


def _variables(dimension: Any, names: tuple[str, ...], *others: Any) -> tuple[Any, ...]:
    taken = {symbol.name for other in others for symbol in ex.free_symbols(other)}
    made = []
    for name in names:
        made.append(ex.fresh_symbol(ex.VectorSymbol(name, dimension), taken))
        taken.add(made[-1].name)
    return tuple(made)


def _map(value: Any, what: str) -> ex.MapSymbol:
    if isinstance(value, ex.MapSymbol):
        return value
    raise LanguageError(
        f"the argument of {what} is {value!r}: it must be a function, as scalar_function or mapping declares one."
    )


def _scalar_function(value: Any, what: str) -> ex.MapSymbol:
    function = _map(value, what)
    if function.n is None:
        return function
    raise LanguageError(f"the argument of {what} is {function.name}, a map: it must be a function to R.")


def _operator(value: Any, what: str) -> ex.MapSymbol:
    function = _map(value, what)
    if function.n is not None:
        return function
    raise LanguageError(
        f"the argument of {what} is {function.name}, a function to R: it must be a map from R^d to R^d."
    )
