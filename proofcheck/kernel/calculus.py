"""Exact derivatives of terms: in time, and with respect to a vector.

Vector and scalar paths are continuously differentiable, operator paths only continuous: the derivative of an operator
path is refused. Maps are continuously differentiable, so the derivative of a Jacobian is refused as well.

Who differentiates an expression in the velocity x' presupposes more: a path is twice continuously differentiable where
a hypothesis or a claim does so, and only there (``presumed_smooth`` lists such paths; ``certificate.proves`` refuses a
proof that needs more of them than the problem speaks of). The second derivative is ``("d", t, x'(t))``, a term of its
own: nothing is known of it but what hypotheses say.
"""

from collections.abc import Callable, Iterable, Iterator

from proofcheck.kernel.terms import NATURAL, ONE, ZERO, KernelError, Sort, Term, num, slots, substitute, subterms

Vanishing = Callable[[Term], bool]


def _nothing(term: Term) -> bool:
    return False


def derivative(term: Term, time: Term, nonzero: Vanishing = _nothing) -> Term:
    """The derivative of ``term`` in the variable ``time``, by the product and chain rules.

    >>> t = Term("var", "t", ("S",))
    >>> derivative(Term("exp", t), t)
    Term('mul', Term('num', Fraction(1, 1)), Term('exp', Term('var', 't', ('S',))))

    ``nonzero`` tells of a term whether it is known not to vanish at the time in question: so quotients, roots and norms
    have derivatives there.

    Raises:
        KernelError: for what is not known to be differentiable, such as a norm of what can vanish.
    """
    if time[2] == NATURAL:
        raise KernelError("no derivative in a natural number")
    _need_nonzero(term, time, nonzero)
    return _derived(term, time)


def _need_nonzero(term: Term, variable: Term, nonzero: Vanishing) -> None:
    for divisor in singular(term, variable):
        if not nonzero(divisor):
            raise KernelError("no derivative where a denominator, a root or a norm may vanish")


def singular(term: Term, variable: Term) -> Iterator[Term]:
    """What must not vanish for a term to be differentiable in a variable by its form."""
    if variable not in term.free:
        return
    if term[0] == "d":
        yield from singular(term[2], term[1])
    divisor = {"div": term[-1], "sqrt": term[1], "log": term[1], "norm": term}.get(term[0])
    if term[0] == "pow":
        divisor = term[1] if term[2] < 0 else None
        term = even_power_of_norm(term) or term
    if divisor is not None and variable in divisor.free:
        yield divisor
    for slot in slots(term):
        yield from singular(term[slot], variable)


_SLOPES: dict[str, Callable[[Term], Term]] = {
    "exp": lambda term: term,
    "log": lambda term: Term("div", ONE, term[1]),
    "sin": lambda term: Term("cos", term[1]),
    "cos": lambda term: Term("mul", num(-1), Term("sin", term[1])),
    "sqrt": lambda term: Term("div", ONE, Term("mul", num(2), term)),
    "pow": lambda term: Term("mul", num(term[2]), Term("pow", term[1], term[2] - 1)),
}
"""The derivatives of functions of one number, in terms of their values."""


def _composed(term: Term, variable: Term, slope: Callable[[Term], Term]) -> Term:
    """The derivative of what is composed of numbers, from the derivatives of its parts: in time, or a gradient."""
    head, *parts = term = even_power_of_norm(term) or term
    if head == "add":
        return Term("add", *map(slope, parts))
    if head == "mul":
        moving = [place for place, factor in enumerate(parts) if variable in factor.free]
        return Term("add", *[_product(*parts[:i], slope(parts[i]), *parts[i + 1 :]) for i in moving])
    if head == "div":
        above, below = parts
        rise = Term("div", slope(above), below)
        if variable not in below.free:
            return rise
        return Term("add", rise, _product(num(-1), Term("div", ONE, Term("pow", below, 2)), slope(below), above))
    if head in _SLOPES:
        return _product(slope(parts[0]), _SLOPES[head](term))
    raise KernelError(f"no derivative for {head}")


def _product(*factors: Term) -> Term:
    """A product, with what is no number at its end."""
    return Term("mul", *sorted(factors, key=lambda factor: factor.sort[0] in {"V", "O"}))


def even_power_of_norm(term: Term) -> Term | None:
    """``norm(v)^(2k)`` as a power of ``<v, v>``; ``None`` for any other term."""
    if term[0] == "pow" and term[1][0] == "norm" and term[2] > 0 and term[2] % 2 == 0:
        vector = term[1][1]
        return Term("pow", Term("inner", vector, vector), term[2] // 2)
    return None


# ---------------------------------------------------------------- in time


def _derived(term: Term, time: Term) -> Term:
    """The derivative, wherever what ``singular`` names does not vanish."""
    if time not in term.free:
        return Term("mul", ZERO, term)
    head = term[0]
    if head == "var":
        return ONE
    if head in {"dot", "outer", "inner"}:
        left, right = term[1:]
        return Term("add", Term(head, _derived(left, time), right), Term(head, left, _derived(right, time)))
    if head == "tr":
        return Term("tr", _derived(term[1], time))
    if head == "norm":
        return Term("div", Term("inner", term[1], _derived(term[1], time)), term)
    if head in {"path", "dpath", "d"}:
        return _derivative_of_path(term, time)
    if head == "fn":
        return _derivative_of_map(term, _derived(term[4], time))
    if head == "int":
        return _derivative_of_integral(term, time)
    return _composed(term, time, lambda part: _derived(part, time))


def _derivative_of_path(term: Term, time: Term) -> Term:
    if term[0] == "d":
        inner = _derived(term[2], term[1])
        if inner == term:
            raise KernelError("no third derivative in time")
        return _derived(inner, time)
    if term[2][0] == "O":
        raise KernelError("operator paths are continuous but need not be differentiable")
    if term[0] == "path":
        slope = Term("dpath", *term[1:])
        return slope if term[3] == time else Term("mul", _derived(term[3], time), slope)
    if term[3] != time:
        raise KernelError("a second derivative in time is taken at a time variable only")
    return Term("d", time, term)


def _derivative_of_map(term: Term, inner: Term) -> Term:
    _, name, domain, codomain, argument = term
    if domain[0] != "V":
        raise KernelError("no derivative for a function of a scalar")
    if codomain[0] == "V":
        return Term("dot", Term("jac", name, domain[1], codomain[1], argument), inner)
    return Term("inner", Term("gradfn", name, domain[1], argument), inner)


def _derivative_of_integral(term: Term, time: Term) -> Term:
    """That of an integral in its limits (the fundamental theorem of calculus)."""
    _, variable, *limits, body = term
    if time in body.free - {variable} or not is_continuous(body, variable):
        raise KernelError("no derivative of an integral but in its limits, where its integrand is continuous")
    low, high = (_product(_derived(limit, time), substitute(body, {variable: limit})) for limit in limits)
    return Term("add", high, _product(num(-1), low))


def differentiated(term: Term) -> frozenset[str]:
    """The names of the paths that a term differentiates."""
    inside = [part[2] for part in subterms(term) if part[0] == "d"]
    moving = [part[1] for body in inside for part in subterms(body) if part[0] == "path"]
    return frozenset(moving).union(part[1] for part in subterms(term) if part[0] == "dpath")


def presumed_smooth(terms: Iterable[Term]) -> frozenset[tuple[str, Sort]]:
    """The paths, by name and sort, that terms differentiate twice, the velocity counting as a derivative."""
    return frozenset(path for term in set(terms) for path in _differentiated_twice(term, ()))


def _differentiated_twice(term: Term, times: tuple[Term, ...]) -> Iterator[tuple[str, Sort]]:
    """The same, inside derivatives in these times."""
    if term[0] == "d":
        times = (*times, term[1])
    if term[0] in {"path", "dpath"}:
        moving = term[3].free
        if sum(time in moving for time in times) + (term[0] == "dpath") > 1:
            yield term[1], term[2]
    for slot in slots(term):
        yield from _differentiated_twice(term[slot], times)


# ---------------------------------------------------------------- in a vector


def gradient(term: Term, x: Term, nonzero: Vanishing = _nothing) -> Term:
    """The gradient of a scalar term in the vector variable ``x``, a vector term, where ``nonzero`` says as much as for
    a derivative.

    Raises:
        KernelError: for what is not known to be differentiable.
    """
    _need_nonzero(term, x, nonzero)
    return jacobian(term, x)


def jacobian(term: Term, x: Term) -> Term:
    """The Jacobian of a vector term in the vector variable ``x``, or the gradient of a scalar, wherever what
    ``singular`` names does not vanish.

    Raises:
        KernelError: for what is not known to be differentiable.
    """
    head = term[0]
    if term.sort[0] == "O":
        raise KernelError("no Jacobian of an operator")
    if x not in term.free:
        zero = x if term.sort[0] in {"S", "N"} else Term("var", "zero", ("O", term.sort[1], x.sort[1]))
        return Term("mul", ZERO, zero)
    if term == x:
        return Term("id", x.sort[1])
    if head == "norm":
        return Term("div", _pulled_back(term[1], term[1], x), term)
    if head == "inner":
        left, right = term[1:]
        return Term("add", _pulled_back(left, right, x), _pulled_back(right, left, x))
    if head == "dot" and x not in term[1].free:
        return Term("dot", term[1], jacobian(term[2], x))
    if head == "fn" and term[2][0] == "V":
        _, name, (_, p), codomain, argument = term
        if codomain[0] == "S":
            return _pulled_back(argument, Term("gradfn", name, p, argument), x)
        return Term("dot", Term("jac", name, p, codomain[1], argument), jacobian(argument, x))
    return _composed(term, x, lambda part: jacobian(part, x))


def _pulled_back(moving: Term, along: Term, x: Term) -> Term:
    return Term("dot", Term("tr", jacobian(moving, x)), along)


# ---------------------------------------------------------------- continuity


def is_continuous(term: Term, variable: Term) -> bool:
    """Whether a term is continuous in a variable by its form: no quotient, logarithm, negative power or arbitrary
    function of what varies.

    What is continuous in two variables, each by its form, is so in both together; so an integral is continuous where
    its integrand is, and is itself integrable.
    """
    if variable not in term.free:
        return True
    head = term[0]
    if head in {"d", "grad"}:
        slope = _carried_out(term)
        return slope is not None and (slope == term or is_continuous(slope, variable))
    broken = (
        head in {"powi", "inv", "log", "inf", "minS", "expect", "anyfn", "basis"}
        or (head == "sum" and variable in term[2].free | term[3].free)
        or (head == "int" and not is_continuous(term[4], term[1]))
        or (head == "div" and variable in term[2].free)
        or (head == "pow" and term[2] < 0)
        or (head in {"path", "dpath"} and term[3] != variable)
    )
    return not broken and all(is_continuous(term[slot], variable) for slot in slots(term))


def _carried_out(term: Term) -> Term | None:
    """A derivative or a gradient, carried out, where it exists whatever the values are."""
    try:
        if term[0] == "d":
            return derivative(term[2], term[1])
        return substitute(gradient(term[2], term[1]), {term[1]: term[3]})
    except KernelError:
        return None
