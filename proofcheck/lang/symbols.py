"""Declare symbols, and name what is built of them.

>>> from proofcheck.lang import frac, norm
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

from proofcheck.lang import expressions as ex
from proofcheck.lang.entry import dimension_of, name_of, variable_of
from proofcheck.lang.expressions import Assertion, Expression, LanguageError, expression, kind_of

_ASSUMPTIONS = ("positive", "nonnegative")


def dimension(name: str) -> ex.Dimension:
    """Declare a symbolic dimension (at least 1); ``p > n``, ``n >= 2`` and ``eq(n, p)`` are assertions about them."""
    return ex.Dimension(name_of(name))


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
    return ex.ScalarSymbol(name_of(name), real=True, **assumptions)


def time(name: str) -> ex.ScalarSymbol:
    """Declare a time: a scalar that is nonnegative."""
    return scalar(name, nonnegative=True)


def natural(name: str) -> ex.ScalarSymbol:
    """Declare a natural number, 0 among them: the index of a sequence, or an exponent."""
    symbol = ex.ScalarSymbol(name_of(name), integer=True, nonnegative=True)
    if ex.draw_of(symbol) is not None:
        raise LanguageError(f"the name {name} is kept for what chance draws: choose another.")
    return symbol


def vector(name: str, n: Any) -> ex.VectorSymbol:
    """Declare a vector of R^n."""
    return ex.VectorSymbol(name_of(name), dimension_of(n, f"the dimension of {name}"))


def operator(name: str, n: Any, p: Any) -> ex.OperatorSymbol:
    """Declare a linear operator from R^p to R^n: an n by p matrix."""
    return ex.OperatorSymbol(name_of(name), dimension_of(n, f"rows of {name}"), dimension_of(p, f"columns of {name}"))


def identity(n: Any) -> Expression:
    """Return the identity operator of R^n."""
    return ex.Identity(dimension_of(n, "the dimension of the identity"))


def operator_sequence(name: str, n: Any, p: Any) -> ex.PathSymbol:
    """Declare a sequence of n by p operators: ``A[k]``."""
    shape = (dimension_of(n, f"rows of {name}"), dimension_of(p, f"columns of {name}"))
    return ex.PathSymbol(name_of(name), ex.OPERATOR, shape, True)


def path(name: str, n: Any = None) -> ex.PathSymbol:
    """Declare a path in R^n (in R, without ``n``): ``w(t)`` is its value, ``w.dot(t)`` its derivative."""
    return _path(name, n, discrete=False)


def sequence(name: str, n: Any = None) -> ex.PathSymbol:
    """Declare a sequence in R^n (in R, without ``n``): ``x[k]`` is a term, ``x[k + 1]`` the next."""
    return _path(name, n, discrete=True)


def operator_path(name: str, n: Any, p: Any) -> ex.PathSymbol:
    """Declare a path of n by p operators: ``Q(t)``, continuous in time; differentiable where ``Q.dot(t)`` is used."""
    shape = (dimension_of(n, f"rows of {name}"), dimension_of(p, f"columns of {name}"))
    return ex.PathSymbol(name_of(name), ex.OPERATOR, shape, False)


def random_scalar(name: str, *, draw: str = "", given: Any = None) -> Expression:
    """Declare a random real number; ``expectation(X)`` is its mean.

    What has the same ``draw`` is drawn together; different draws are independent of each other. What is ``given`` a
    random vector depends on that, and on what is drawn after it: ``expectation(Y, given=X)`` is its conditional mean.
    """
    return _path(name, None, discrete=True).suppressed(_outcome(draw)) if given is None else _given(name, None, given)


def random_vector(name: str, n: Any, *, draw: str = "", given: Any = None) -> Expression:
    """Declare a random vector of R^n; of ``draw`` and ``given`` see ``random_scalar``.

    >>> from proofcheck.lang import expectation
    >>> d = dimension("d")
    >>> x = random_vector("x", d)
    >>> g = random_vector("g", d, given=x)
    >>> expectation(g, given=x)
    E[g | x]
    """
    return _path(name, n, discrete=True).suppressed(_outcome(draw)) if given is None else _given(name, n, given)


def random_operator(name: str, n: Any, p: Any, *, draw: str = "") -> Expression:
    """Declare a random n by p operator."""
    return operator_sequence(name, n, p).suppressed(_outcome(draw))


def _outcome(draw: str) -> ex.ScalarSymbol:
    return ex.outcome(name_of(draw)) if draw else ex.OUTCOME


def _given(name: str, n: Any, known: Any) -> Expression:
    """A function of a random vector and of what is drawn after it, which no value of that vector tells apart.

    With finitely many outcomes, a noise can be added to the vector so that each sum comes from one value of both.
    """
    if not ex.is_random(known) or kind_of(known) != ex.VECTOR:
        raise LanguageError(f"{name} is given {known}: it must be declared by random_vector.")
    symbol = known.args[0]
    (p,) = symbol.dimensions
    noise = _path(f"xi_{symbol.name}", p, discrete=True).suppressed(ex.outcome(f"after_{symbol.name}"))
    f = scalar_function(f"{name}_0", p) if n is None else mapping(f"{name}_0", p, n)
    return define(name, f(known + noise))


def mapping(name: str, p: Any, n: Any, *, differentiable: bool = True) -> ex.MapSymbol:
    """Declare a continuously differentiable map from R^p to R^n: ``f(w)``, ``jacobian(f)(w)``.

    With ``differentiable=False`` it may be any map: nothing is known of it but what hypotheses say.
    """
    sizes = dimension_of(p, f"domain of {name}"), dimension_of(n, f"range of {name}")
    return ex.MapSymbol(name_of(name), *sizes, bool(differentiable))


def scalar_function(name: str, d: Any, *, differentiable: bool = True) -> ex.MapSymbol:
    """Declare a continuously differentiable function from R^d to R: ``F(x)``, ``gradient(F)(x)``.

    With ``differentiable=False`` it may be any function, such as a norm; ``subgradient(g, F, x)`` speaks of its slopes.
    """
    return ex.MapSymbol(name_of(name), dimension_of(d, f"domain of {name}"), None, bool(differentiable))


def subset(name: str, d: Any) -> ex.SetSymbol:
    """Declare a set of vectors of R^d; ``member(x, C)`` says that x belongs to it.

    >>> from proofcheck.lang import member
    >>> x, C = vector("x", dimension("d")), subset("C", dimension("d"))
    >>> member(x, C)
    x ∈ C
    """
    return ex.SetSymbol(name_of(name), dimension_of(d, f"the dimension of {name}"))


def define(name: str, value: Any) -> Expression:
    """Name an expression: the result prints as the name and means ``value``.

    >>> beta, s = scalar("beta"), scalar("sigma_min")
    >>> B = define("B", s / (2 * beta))
    >>> B, B.unfold()
    (B, σ_min / (2 β))
    """
    content = expression(value, f"the value of {name}")
    return ex.Defined.of_kind(kind_of(content), ex.Definition(name_of(name), (), content, "call", ()))


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
        variable_of(variable, f"a parameter of {name}")
    for assertion in provided:
        for variable in ex.free_symbols(assertion).intersection(variables):
            raise LanguageError(
                f"{name} brings along `{assertion}`, about its parameter {variable}: assume that where {name} is used."
            )
    style = "subscript" if subscript else "call"
    return ex.Definition(name_of(name), variables, expression(value, f"the value of {name}"), style, tuple(provided))


def named_first(defined: Any) -> Expression:
    """Print a defined scalar as ``name = value``, at the end of a chain of relations."""
    return ex.NamedFirst(_defined(defined))


def named_last(defined: Any) -> Expression:
    """Print a defined scalar as ``value =: name``, at the end of a chain of relations."""
    return ex.NamedLast(_defined(defined))


def _path(name: str, n: Any, *, discrete: bool) -> ex.PathSymbol:
    if n is None:
        return ex.PathSymbol(name_of(name), ex.SCALAR, (), discrete)
    return ex.PathSymbol(name_of(name), ex.VECTOR, (dimension_of(n, f"the dimension of {name}"),), discrete)


def _defined(value: Any) -> Any:
    if isinstance(value, ex.DefinedScalar):
        return value
    raise LanguageError(f"{value} is not a defined scalar: make it with define(name, value).")
