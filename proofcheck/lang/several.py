"""Functions of several arguments, ``f(x, y)``: their values, slopes in one argument, and properties in one argument.

>>> from proofcheck.lang import convex, dimension, scalar, vector
>>> x, y = vector("x", dimension("n")), vector("y", dimension("m"))
>>> f = function_of("f", [x, y])
>>> gradient_in(f, x)(x, y)
∇_x f(x, y)
>>> in_argument(f, x, convex)
f(x', y) ≥ f(x, y) + ⟨∇_x f(x, y), x' - x⟩ ∀ y ∈ R^m, x, x' ∈ R^n

Such a function is declared as one of the sum of the images of its arguments in some larger space. Every continuously
differentiable function of several arguments is so, with the arguments side by side as that space, and every function of
such a sum is one of several arguments: so what is true of all of these is true of all of those, and what is false of
one is false.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import reduce
from operator import add
from typing import Any

from proofcheck.lang import expressions as ex
from proofcheck.lang.assertions import over
from proofcheck.lang.entry import dimension_of, name_of, variable_of
from proofcheck.lang.expressions import LanguageError, expression, kind_of
from proofcheck.models import several as naming


def function_of(name: str, parameters: Sequence[Any], n: Any = None, *, differentiable: bool = True) -> ex.Definition:
    """Declare a function of several vectors and numbers with values in R, or in R^n; ``f(x, y)`` is a value.

    It is continuously differentiable in all of them together; with ``differentiable=False`` it may be any function.

    Raises:
        LanguageError: a parameter is neither a vector nor a number, or there is no vector among them.
    """
    called, variables = name_of(name), tuple(parameters)
    for variable in variables:
        if kind_of(variable_of(variable, f"a parameter of {called}")) not in {ex.SCALAR, ex.VECTOR}:
            raise LanguageError(f"{variable} is a parameter of {called}: it must be a vector or a number.")
    space, to = ex.Dimension(naming.space(called)), None if n is None else dimension_of(n, f"the range of {called}")
    whole = ex.MapSymbol(naming.whole(called), space, to, bool(differentiable))
    images = (_image(v, naming.image(called, place, v.name), space) for place, v in enumerate(variables, 1))
    return ex.Definition(called, variables, whole(reduce(add, images)), "call", ())


def _image(variable: Any, name: str, space: ex.Dimension) -> Any:
    if kind_of(variable) == ex.SCALAR:
        return variable * ex.VectorSymbol(name, space)
    return ex.OperatorSymbol(name, space, variable.dimension) @ variable


def is_of_several(meaning: Any) -> bool:
    """Whether something is a function of several arguments that is declared, not defined by a formula."""
    if not isinstance(meaning, ex.Definition) or not meaning.parameters or not isinstance(meaning.value, ex.Value):
        return False
    return bool(meaning.value.args[0].name == naming.whole(meaning.name))


def is_image(symbol: Any) -> bool:
    """Whether something is what takes an argument of a function of several to the larger space: nobody wrote it."""
    return isinstance(symbol, ex.OperatorSymbol) and naming.is_made(symbol.name)


def is_differentiable(function: ex.Definition) -> bool:
    """Whether a function of several arguments is declared as one that has derivatives."""
    return bool(function.value.args[0].differentiable)


def gradient_in(function: ex.Definition, parameter: Any) -> Callable[..., ex.Expression]:
    """Return the gradient of a real function of several arguments in one of them, as a function of all.

    Raises:
        LanguageError: it is none of the arguments, or no vector; or the function need not be differentiable.
    """
    place, count = _place(function, parameter), len(function.parameters)

    def taken(*arguments: Any) -> ex.Expression:
        values = [expression(argument, f"an argument of {function.name}") for argument in arguments]
        if len(values) != count:
            raise LanguageError(f"{function.name} was given {len(values)} arguments: it takes {count}.")
        elsewhere = {s.name for i, v in enumerate(values) if i != place for s in ex.free_symbols(v)}
        same = values[place] == parameter and parameter.name not in elsewhere
        variable = parameter if same else ex.fresh_symbol(parameter, elsewhere)
        body = function(*values[:place], variable, *values[place + 1 :])
        return ex.NablaAt(variable, body, values[place])

    return taken


def in_argument(
    function: ex.Definition,
    parameter: Any,
    says: Callable[[ex.MapSymbol], Any],
    fixed: Mapping[Any, Any] | None = None,
) -> Any:
    """Return that a function has a property in one argument, whatever the others are, or with some of them ``fixed``.

    >>> from proofcheck.lang import dimension, random_vector, scalar, smooth, vector
    >>> w, xi, L = vector("w", dimension("d")), vector("xi", dimension("m")), scalar("L")
    >>> f, drawn = function_of("f", [w, xi]), random_vector("xi", dimension("m"))
    >>> in_argument(f, w, lambda g: smooth(g, L), {xi: drawn})
    ‖∇_w f(w, ξ) - ∇_1 f(w', ξ)‖ ≤ L ‖w - w'‖ ∀ w, w' ∈ R^d

    Raises:
        LanguageError: as :func:`gradient_in`.
    """
    return of_argument(function, parameter, says(in_its_place(function, parameter)), fixed or {})


def in_its_place(function: ex.Definition, parameter: Any) -> ex.MapSymbol:
    """Return the function of one argument that stands for one of several while properties of it are written."""
    _place(function, parameter)
    return ex.MapSymbol(function.name, parameter.dimension, None, is_differentiable(function))


def of_argument(function: ex.Definition, parameter: Any, says: Any, fixed: Mapping[Any, Any]) -> Any:
    """Return what is said of a function that stands for one of several as said of that, with some arguments fixed."""
    place, alone = _place(function, parameter), in_its_place(function, parameter)
    said = _about(parameter, says)
    taken = {s.name for part in ex.all_parts(said) for s in ex.free_symbols(part)}
    others, open_ones = dict(fixed), []
    for other in function.parameters:
        if other != parameter and other not in others:
            others[other] = ex.fresh_symbol(other, taken)
            open_ones.append(others[other])
            taken.add(others[other].name)

    def written(part: Any) -> ex.Expression:
        arguments = [others.get(p, part.args[1]) for p in function.parameters]
        arguments[place] = part.args[1]
        if isinstance(part, ex.Value):
            return function(*arguments)
        if isinstance(part, ex.GradientValue):
            return gradient_in(function, parameter)(*arguments)
        raise LanguageError(f"second derivatives of {function.name} in one argument cannot be said yet.")

    found = said.replace(lambda part: isinstance(part, ex.OF_FUNCTIONS) and part.args[0] == alone, written)
    return over(found, open_ones)


def _about(parameter: Any, says: Any) -> Any:
    """What is said for all vectors, with names like that of the argument for these."""
    if not isinstance(says, ex.ForAll) or any(span != v for span, v in zip(says.ranges, says.variables, strict=True)):
        return says
    taken, names = {symbol.name for symbol in ex.free_symbols(says)} - {parameter.name}, {}
    for variable in says.variables:
        names[variable] = ex.fresh_symbol(ex.renamed(variable, parameter.name), taken)
        taken.add(names[variable].name)
    return ex.ForAll(says.body.xreplace(names), *names.values())


def _place(function: ex.Definition, parameter: Any) -> int:
    if not is_of_several(function) or parameter not in function.parameters:
        raise LanguageError(f"{parameter} is no argument of {function.name}, which must be made by function_of.")
    if kind_of(parameter) != ex.VECTOR or kind_of(function.value) != ex.SCALAR:
        raise LanguageError(f"gradients are of real functions, in vectors: not of {function.name} in {parameter}.")
    if not is_differentiable(function):
        raise LanguageError(f"{function.name} need not be differentiable: declare it without differentiable=False.")
    return function.parameters.index(parameter)
