"""Exact derivatives of terms: in time, and with respect to a vector.

Vector and scalar paths are continuously differentiable, operator paths continuous. Maps are continuously
differentiable, so the derivative of a Jacobian is refused.

Who differentiates an operator path, or an expression in the velocity x' of another, presupposes more: a path is as
often continuously differentiable as a hypothesis or a claim differentiates it (``differentiated`` says how often; each
theorem keeps it of its derivation, and ``proof.proves`` refuses one that needs more than the problem speaks of). The
second derivative is ``("d", t, x'(t))``, a term of its own: nothing is known of it but what hypotheses say.
"""

from collections.abc import Callable, Iterable

from proofcheck.kernel.terms import BINDERS, NATURAL, ONE, ZERO, KernelError, Sort, Term, need, num, slots, substitute

Vanishing = Callable[[Term], bool]


def _nothing(term: Term) -> bool:
    return False


def derivative(term: Term, variable: Term, nonzero: Vanishing = _nothing) -> Term:
    """The derivative of ``term`` in a number, such as the time, or in a vector, by the product and chain rules.

    In a vector, that of a scalar is the gradient, that of a vector the Jacobian.

    >>> t = Term("var", "t", ("S",))
    >>> derivative(Term("exp", t), t)
    Term('mul', Term('num', Fraction(1, 1)), Term('exp', Term('var', 't', ('S',))))

    ``nonzero`` tells of a term whether it is known not to vanish at the place in question: so quotients, roots and
    norms have derivatives there.

    Raises:
        KernelError: for what is not known to be differentiable, such as a norm of what can vanish.
    """
    in_vector = variable.sort[0] == "V"
    need(variable.sort != NATURAL, "no derivative in a natural number")
    need(not in_vector or term.sort[0] != "O", "no derivative of an operator in a vector")
    if variable not in term.free:
        linear = in_vector and term.sort[0] == "V"
        zero = Term("var", "zero", ("O", term.sort[1], variable.sort[1])) if linear else variable if in_vector else term
        return Term("mul", ZERO, zero)
    if term == variable:
        return Term("id", term.sort[1]) if in_vector else ONE
    term = _even_power_of_norm(term) or term
    head = term[0]
    divisor = {"sqrt": term[1], "norm": term}.get(head, _divisor(term))
    regular = divisor is None or variable not in divisor.free or nonzero(divisor)
    need(regular, "no derivative where a denominator, a root or a norm may vanish")
    if head == "norm":
        return Term("div", _along(term[1], term[1], variable, nonzero), term)
    if head == "inner":
        left, right = term[1:]
        return Term("add", _along(left, right, variable, nonzero), _along(right, left, variable, nonzero))
    if head == "dot" and in_vector and variable not in term[1].free:
        return Term("dot", term[1], derivative(term[2], variable, nonzero))
    if head == "fn":
        return _derivative_of_map(term, variable, nonzero)
    if in_vector or head not in _IN_TIME:
        return _composed(term, variable, nonzero)
    return _IN_TIME[head](term, variable, nonzero)


def _divisor(term: Term) -> Term | None:
    """What a term divides by, or takes the logarithm of."""
    if term[0] == "pow":
        return term[1] if term[2] < 0 else None
    return {"div": term[-1], "log": term[1]}.get(term[0])


def _even_power_of_norm(term: Term) -> Term | None:
    """``norm(v)^(2k)`` as a power of ``<v, v>``; ``None`` for any other term."""
    if term[0] == "pow" and term[1][0] == "norm" and term[2] > 0 and term[2] % 2 == 0:
        vector = term[1][1]
        return Term("pow", Term("inner", vector, vector), term[2] // 2)
    return None


_SLOPES: dict[str, Callable[[Term], Term]] = {
    "exp": lambda term: term,
    "log": lambda term: Term("div", ONE, term[1]),
    "sin": lambda term: Term("cos", term[1]),
    "cos": lambda term: Term("mul", num(-1), Term("sin", term[1])),
    "sqrt": lambda term: Term("div", ONE, Term("mul", num(2), term)),
    "pow": lambda term: Term("mul", num(term[2]), Term("pow", term[1], term[2] - 1)),
}
"""The derivatives of functions of one number, in terms of their values."""


def _composed(term: Term, variable: Term, nonzero: Vanishing) -> Term:
    """The derivative of what is composed of numbers, from the derivatives of its parts."""
    head, *parts = term
    if head == "mul":
        moving = [i for i, factor in enumerate(parts) if variable in factor.free]
        slopes = {i: derivative(parts[i], variable, nonzero) for i in moving}
        return Term("add", *[_product(*parts[:i], slope, *parts[i + 1 :]) for i, slope in slopes.items()])
    if head == "add":
        return Term("add", *[derivative(part, variable, nonzero) for part in parts])
    if head == "div":
        above, below = parts
        rise = Term("div", derivative(above, variable, nonzero), below)
        if variable not in below.free:
            return rise
        square = Term("div", ONE, Term("pow", below, 2))
        return Term("add", rise, _product(num(-1), square, derivative(below, variable, nonzero), above))
    if head == "sum":
        need(variable not in parts[1].free | parts[2].free, "no derivative of a sum in its limits")
        return Term("sum", *parts[:3], derivative(parts[3], variable))
    if head == "expect":
        return Term("expect", parts[0], derivative(parts[1], variable), parts[2])
    need(head in _SLOPES, "no derivative for {}", head)
    return _product(derivative(parts[0], variable, nonzero), _SLOPES[head](term))


def _product(*factors: Term) -> Term:
    """A product, with what is no number at its end."""
    return Term("mul", *sorted(factors, key=lambda factor: factor.sort[0] in {"V", "O"}))


def _along(moving: Term, fixed: Term, variable: Term, nonzero: Vanishing) -> Term:
    """The derivative of ``<moving, fixed>``, the latter taken to be constant."""
    slope = derivative(moving, variable, nonzero)
    return Term("dot", Term("tr", slope), fixed) if variable.sort[0] == "V" else Term("inner", slope, fixed)


def _derivative_of_map(term: Term, variable: Term, nonzero: Vanishing) -> Term:
    _, name, domain, codomain, argument = term
    need(domain[0] == "V", "no derivative for a function of a scalar")
    if codomain[0] == "S":
        return _along(argument, Term("gradfn", name, domain[1], argument), variable, nonzero)
    return Term("dot", Term("jac", name, domain[1], codomain[1], argument), derivative(argument, variable, nonzero))


# ---------------------------------------------------------------- in time


def _derivative_of_product(term: Term, time: Term, nonzero: Vanishing) -> Term:
    head, left, right = term
    before, after = (derivative(side, time, nonzero) for side in (left, right))
    return Term("add", Term(head, before, right), Term(head, left, after))


def _derivative_of_path(term: Term, time: Term, nonzero: Vanishing) -> Term:
    if term[0] == "d":
        inner = derivative(term[2], term[1], nonzero)
        need(inner != term, "no third derivative in time")
        return derivative(inner, time, nonzero)
    if term[0] == "path":
        slope = Term("dpath", *term[1:])
        return slope if term[3] == time else Term("mul", derivative(term[3], time, nonzero), slope)
    need(term[3] == time, "a second derivative in time is taken at a time variable only")
    return Term("d", time, term)


def _derivative_of_integral(term: Term, time: Term, nonzero: Vanishing) -> Term:
    """That of an integral in its limits (the fundamental theorem of calculus)."""
    _, variable, *limits, body = term
    fixed = time not in body.free - {variable} and is_continuous(body, variable)
    need(fixed, "no derivative of an integral but in its limits, where its integrand is continuous")
    slopes = [_product(derivative(end, time, nonzero), substitute(body, {variable: end})) for end in limits]
    return Term("add", slopes[1], _product(num(-1), slopes[0]))


_IN_TIME: dict[str, Callable[[Term, Term, Vanishing], Term]] = {
    **dict.fromkeys(("dot", "outer"), _derivative_of_product),
    **dict.fromkeys(("path", "dpath", "d"), _derivative_of_path),
    "tr": lambda term, time, nonzero: Term("tr", derivative(term[1], time, nonzero)),
    "int": _derivative_of_integral,
}
"""Derivatives of what varies in time only."""


Smooth = frozenset[tuple[str, Sort, int]]
"""Paths, by name and sort, and each time that they are differentiated: once, twice."""


def differentiated(terms: Iterable[Term]) -> Smooth:
    """The paths that terms differentiate; a velocity is a derivative."""
    found = {path for term in terms for path in term.paths}
    return frozenset((name, sort, times) for name, sort, _, often in found for times in range(1, often + 1))


# ---------------------------------------------------------------- continuity


def is_continuous(term: Term, variable: Term, nonzero: Vanishing = _nothing) -> bool:
    """Whether a term is continuous in a variable by its form: no quotient, logarithm, negative power or arbitrary
    function of what varies. Paths are continuous functions of all real times, and may be looked at later: x(s + t).
    ``nonzero`` tells, outside of what binds a variable, of what is divided by whether it is known not to vanish.

    What is continuous in two variables, each by its form, is so in both together; so an integral is continuous where
    its integrand is, and is itself integrable.
    """
    if variable not in term.free:
        return True
    head = term[0]
    if head in {"d", "grad"}:
        slope = _carried_out(term)
        return slope is not None and (slope == term or is_continuous(slope, variable))
    divisor = _divisor(term)
    broken = (
        head in {"powi", "prod", "inv", "inf", "minS", "anyfn", "basis"}
        or (head == "sum" and variable in term[2].free | term[3].free)
        or (head == "int" and not is_continuous(term[4], term[1]))
        or (divisor is not None and variable in divisor.free and not nonzero(divisor))
    )
    inside = _nothing if head in BINDERS else nonzero
    return not broken and all(is_continuous(term[slot], variable, inside) for slot in slots(term))


def _carried_out(term: Term) -> Term | None:
    """A derivative or a gradient, carried out, where it exists whatever the values are."""
    try:
        slope = derivative(term[2], term[1])
    except KernelError:
        return None
    return slope if term[0] == "d" else substitute(slope, {term[1]: term[3]})
