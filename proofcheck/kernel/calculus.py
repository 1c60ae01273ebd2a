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

_CONTINUOUS_ONLY = "operator paths are continuous but need not be differentiable"


def _nothing(term: Term) -> bool:
    return False


OUTER: dict[str, Callable[[Term], Term]] = {
    "exp": lambda a: Term("exp", a),
    "log": lambda a: Term("div", ONE, a),
    "sqrt": lambda a: Term("div", ONE, Term("mul", num(2), Term("sqrt", a))),
    "sin": lambda a: Term("cos", a),
    "cos": lambda a: Term("mul", num(-1), Term("sin", a)),
}
"""The derivatives of the functions of one number; a root or a logarithm has one where ``a`` does not vanish."""


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
    for divisor in _singular(term, variable):
        if not nonzero(divisor):
            raise KernelError("no derivative where a denominator, a root or a norm may vanish")


def _singular(term: Term, variable: Term) -> Iterator[Term]:
    """What must not vanish for a term to be differentiable in a variable by its form."""
    if variable not in term.free:
        return
    if term[0] == "d":
        yield from _singular(term[2], term[1])
    divisor = {"div": term[-1], "sqrt": term[1], "log": term[1], "norm": term}.get(term[0])
    if term[0] == "pow":
        divisor = term[1] if term[2] < 0 else None
        term = even_power_of_norm(term) or term
    if divisor is not None and variable in divisor.free:
        yield divisor
    for slot in slots(term):
        yield from _singular(term[slot], variable)


def _derived(term: Term, time: Term) -> Term:
    """The derivative, wherever what ``_singular`` names does not vanish."""
    if time not in term.free:
        return Term("mul", ZERO, term)
    head = term[0]
    if head == "var":
        return ONE
    if head == "path":
        return _path_derivative(term, time)
    if head == "dpath":
        return _second_derivative(term, time)
    if head == "d":
        return _repeated_derivative(term, time)
    if head == "fn":
        inner = _derived(term[4], time)
        return _apply_derivative(term, inner)
    if head == "add":
        return Term("add", *(_derived(part, time) for part in term[1:]))
    if head == "mul":
        return _product_derivative(term, time)
    if head == "div":
        return _quotient_derivative(term, time)
    if head == "pow":
        return _power_derivative(term, time)
    if head in OUTER:
        return Term("mul", _derived(term[1], time), OUTER[head](term[1]))
    if head == "dot":
        return Term(
            "add",
            Term("dot", _derived(term[1], time), term[2]),
            Term("dot", term[1], _derived(term[2], time)),
        )
    if head == "tr":
        return Term("tr", _derived(term[1], time))
    if head == "inner":
        left, right = term[1:]
        return Term("add", Term("inner", _derived(left, time), right), Term("inner", left, _derived(right, time)))
    if head == "norm":
        return Term("div", Term("inner", term[1], _derived(term[1], time)), term)
    raise KernelError(f"no derivative in time for {head}")


def _path_derivative(term: Term, time: Term) -> Term:
    if term[2][0] == "O":
        raise KernelError(_CONTINUOUS_ONLY)
    if term[3] != time:
        return Term("mul", _derived(term[3], time), Term("dpath", *term[1:]))
    return Term("dpath", *term[1:])


def _second_derivative(velocity: Term, time: Term) -> Term:
    if velocity[3] != time:
        raise KernelError("a second derivative in time is taken at a time variable only")
    return Term("d", time, velocity)


def _repeated_derivative(term: Term, time: Term) -> Term:
    inner = _derived(term[2], term[1])
    if inner == term:
        raise KernelError("no third derivative in time")
    return _derived(inner, time)


def differentiated(term: Term) -> frozenset[str]:
    """The names of the paths that a term differentiates."""
    inside = [part[2] for part in subterms(term) if part[0] == "d"]
    moving = [part[1] for body in inside for part in subterms(body) if part[0] == "path"]
    return frozenset(moving).union(part[1] for part in subterms(term) if part[0] == "dpath")


def presumed_smooth(terms: Iterable[Term]) -> frozenset[tuple[str, Sort]]:
    """The paths, by name and sort, that terms differentiate twice, the velocity counting as a derivative."""
    return frozenset(path for term in terms for path in _differentiated_twice(term, ()))


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


def _apply_derivative(term: Term, inner: Term) -> Term:
    _, name, domain, codomain, argument = term
    if domain[0] != "V":
        raise KernelError("no derivative for a function of a scalar")
    if codomain[0] == "V":
        return Term("dot", Term("jac", name, domain[1], codomain[1], argument), inner)
    return Term("inner", Term("gradfn", name, domain[1], argument), inner)


def _product_derivative(term: Term, time: Term) -> Term:
    factors = term[1:]
    parts = []
    for index, factor in enumerate(factors):
        if time in factor.free:
            changed = (*factors[:index], _derived(factor, time), *factors[index + 1 :])
            parts.append(Term("mul", *changed))
    return Term("add", *parts)


def _quotient_derivative(term: Term, time: Term) -> Term:
    _, above, below = term
    rise = Term("div", _derived(above, time), below)
    if time not in below.free:
        return rise
    return Term("add", rise, Term("mul", num(-1), Term("div", _derived(below, time), Term("pow", below, 2)), above))


def even_power_of_norm(term: Term) -> Term | None:
    """``norm(v)^(2k)`` as a power of ``<v, v>``; ``None`` for any other term."""
    if term[0] == "pow" and term[1][0] == "norm" and term[2] > 0 and term[2] % 2 == 0:
        vector = term[1][1]
        return Term("pow", Term("inner", vector, vector), term[2] // 2)
    return None


def _power_derivative(term: Term, time: Term) -> Term:
    rewritten = even_power_of_norm(term)
    if rewritten is not None:
        term = rewritten
    _, base, exponent = term
    return Term("mul", num(exponent), Term("pow", base, exponent - 1), _derived(base, time))


def gradient(term: Term, x: Term, nonzero: Vanishing = _nothing) -> Term:
    """The gradient of a scalar term in the vector variable ``x``, a vector term, where ``nonzero`` says as much as for
    a derivative.

    Raises:
        KernelError: for what is not known to be differentiable.
    """
    _need_nonzero(term, x, nonzero)
    return _formal_gradient(term, x)


def _formal_gradient(term: Term, x: Term) -> Term:
    zero = Term("mul", ZERO, x)
    if x not in term.free:
        return zero
    head = term[0]
    if head == "add":
        return Term("add", *(_formal_gradient(part, x) for part in term[1:]))
    if head == "mul":
        return _product_gradient(term, x)
    if head == "div":
        _, above, below = term
        fall = Term("mul", num(-1), Term("div", above, Term("pow", below, 2)), _formal_gradient(below, x))
        return Term("add", Term("div", _formal_gradient(above, x), below), fall)
    if head == "pow":
        _, base, exponent = even_power_of_norm(term) or term
        return Term("mul", num(exponent), Term("pow", base, exponent - 1), _formal_gradient(base, x))
    if head == "norm":
        return Term("div", Term("dot", Term("tr", jacobian(term[1], x)), term[1]), term)
    if head in OUTER:
        return Term("mul", OUTER[head](term[1]), _formal_gradient(term[1], x))
    if head == "inner":
        left, right = term[1:]
        return Term(
            "add", Term("dot", Term("tr", jacobian(left, x)), right), Term("dot", Term("tr", jacobian(right, x)), left)
        )
    if head == "fn" and term[3] == ("S",) and term[2][0] == "V":
        slope = Term("gradfn", term[1], term[2][1], term[4])
        return Term("dot", Term("tr", jacobian(term[4], x)), slope)
    raise KernelError(f"no gradient for {head}")


def _product_gradient(term: Term, x: Term) -> Term:
    factors = term[1:]
    parts = []
    for index, factor in enumerate(factors):
        if x in factor.free:
            others = (*factors[:index], *factors[index + 1 :])
            parts.append(Term("mul", *others, _formal_gradient(factor, x)))
    return Term("add", *parts)


def jacobian(term: Term, x: Term) -> Term:
    """The Jacobian of a vector term in the vector variable ``x``, an operator term.

    Raises:
        KernelError: for what is not known to be differentiable.
    """
    rows, columns = term.sort[1], x.sort[1]
    if term == x:
        return Term("id", columns)
    if x not in term.free:
        return Term("mul", ZERO, Term("var", "zero", ("O", rows, columns)))
    head = term[0]
    if head == "add":
        return Term("add", *(jacobian(part, x) for part in term[1:]))
    if head == "mul" and not any(x in factor.free for factor in term[1:-1]):
        return Term("mul", *term[1:-1], jacobian(term[-1], x))
    if head == "div" and x not in term[2].free:
        return Term("div", jacobian(term[1], x), term[2])
    if head == "dot" and x not in term[1].free:
        return Term("dot", term[1], jacobian(term[2], x))
    if head == "fn" and term[2][0] == "V" and term[3][0] == "V":
        outer = Term("jac", term[1], term[2][1], term[3][1], term[4])
        return Term("dot", outer, jacobian(term[4], x))
    raise KernelError(f"no Jacobian for {head}")


def is_continuous(term: Term, variable: Term) -> bool:
    """Whether a term is continuous in a variable by its form: no quotient, logarithm or negative power of what
    varies.

    What is continuous in two variables, each by its form, is so in both together; so an integral is continuous where
    its integrand is, and is itself integrable.
    """
    if variable not in term.free:
        return True
    if term[0] == "int" and not is_continuous(term[4], term[1]):
        return False
    if term[0] == "grad":
        return _is_continuous_gradient(term, variable)
    if term[0] == "d":
        return _is_continuous_derivative(term, variable)
    if term[0] == "div" and variable in term[2].free:
        return False
    if term[0] == "log" or (term[0] == "pow" and term[2] < 0):
        return False
    if term[0] in {"powi", "inf", "minS"}:
        return False
    if term[0] in {"path", "dpath"} and term[3] != variable:
        return False
    return all(is_continuous(term[slot], variable) for slot in slots(term))


def _is_continuous_derivative(term: Term, variable: Term) -> bool:
    try:
        slope = derivative(term[2], term[1])
    except KernelError:
        return False
    return slope == term or is_continuous(slope, variable)


def _is_continuous_gradient(term: Term, variable: Term) -> bool:
    _, x, body, at = term
    try:
        slope = substitute(gradient(body, x), {x: at})
    except KernelError:
        return False
    return is_continuous(slope, variable)
