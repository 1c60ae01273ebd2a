"""The terms of the kernel: nested tuples with a head, and the sort of each.

A term is a tuple ``(head, *arguments)``; a number is a ``fractions.Fraction``. Sorts are ``("S",)`` for a real
scalar, ``("N",)`` for a natural number, ``("V", n)`` for a vector of R^n and ``("O", n, p)`` for an operator from
R^p to R^n. A dimension is a string (symbolic) or a positive ``int``.

==========================================  ==================================================================
term                                        meaning
==========================================  ==================================================================
``("num", Fraction)``                       a rational number
``("var", name, sort)``                     a variable
``("path", name, sort, time)``              x(t): a path at a time (or a sequence at an index of sort N)
``("dpath", name, sort, time)``             the time derivative of that path
``("fn", name, sort, sort', arg)``          f(arg), for f between the two sorts; sort' may be ``("S",)``
``("jac", name, p, n, arg)``                the Jacobian of f : R^p -> R^n at arg, an operator ``("O", n, p)``
``("gradfn", name, d, arg)``                the gradient of F : R^d -> R at arg
``("add", a, b, ...)``                      a sum, all of one sort
``("mul", c, ..., a)``                      a product of scalars; the last factor may be of any sort
``("div", a, b)``, ``("pow", a, k)``        quotient by a scalar; power of a scalar with an ``int`` exponent
``("powi", q, k)``                          q to the power k, k a term of sort N
``("sqrt", a)``, ``("exp", a)``             of scalars; the root of a negative number is taken to be 0
``("max", a, b)``, ``("min", a, b)``        of scalars
``("dot", A, x)``                           operator applied to a vector, or composed with an operator
``("tr", A)``, ``("id", n)``                transpose, identity
``("inner", u, v)``, ``("norm", v)``        Euclidean inner product and norm
``("opnorm", A)``                           the largest singular value
``("smin", A)``                             the n-th singular value of an n by p operator (0 if n > p)
``("lmin", A)``, ``("lmax", A)``            extreme eigenvalues of a symmetric operator
``("int", s, lo, hi, body)``                integral over the bound variable ``s`` of a scalar or a vector
``("inf", s, lo, hi, body)``                infimum over s in [lo, hi]
``("minS", v, body)``                       minimum over unit vectors v
``("d", t, body)``                          derivative of body in the time variable t, at t
``("grad", x, body, at)``                   gradient in the bound vector variable x of a scalar, at the point ``at``
==========================================  ==================================================================

A quotient by zero is taken to be 0, as in Lean's and Rocq's libraries; what is *proved* with that convention and
divides by something that can vanish is reported as such outside the kernel.
"""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

Term = tuple[Any, ...]
Sort = tuple[Any, ...]

SCALAR: Sort = ("S",)
NATURAL: Sort = ("N",)

BINDERS = {"int": 1, "inf": 1, "minS": 1, "d": 1, "grad": 1}


class KernelError(Exception):
    """A term, a certificate or the use of a rule that the kernel does not accept."""


def num(value: int | Fraction | str) -> Term:
    """The rational number ``value`` as a term.

    >>> num("1/2")
    ('num', Fraction(1, 2))
    """
    return ("num", Fraction(value))


ZERO = num(0)
ONE = num(1)


def vector_sort(n: int | str) -> Sort:
    """The sort of vectors of R^n."""
    return ("V", n)


def operator_sort(n: int | str, p: int | str) -> Sort:
    """The sort of operators from R^p to R^n."""
    return ("O", n, p)


def neg(a: Term) -> Term:
    """Minus ``a``."""
    return ("mul", num(-1), a)


def sub(a: Term, b: Term) -> Term:
    """``a - b``."""
    return ("add", a, neg(b))


def sort_of(term: Term) -> Sort:
    """The sort of a term.

    >>> v = ("var", "v", ("V", "n"))
    >>> sort_of(("norm", v))
    ('S',)

    Raises:
        KernelError: the term is not well formed; shapes that do not match are named.
    """
    try:
        sort: Sort = _SORTS[term[0]](term)
        return sort
    except (IndexError, ValueError, TypeError, KeyError) as error:
        raise KernelError(f"not a term: {term!r}") from error


def _expect(term: Term, kind: str) -> Sort:
    sort = sort_of(term)
    ok = sort[0] == kind or (kind == "S" and sort[0] == "N")
    if not ok:
        raise KernelError(f"{term[0]} has sort {sort}, where {kind} is needed")
    return sort


def _same(left: Sort, right: Sort, what: str) -> Sort:
    if left != right and {left, right} != {SCALAR, NATURAL}:
        raise KernelError(f"{what}: sorts {left} and {right} do not match")
    return SCALAR if left != right else left


def _sort_add(term: Term) -> Sort:
    sort = sort_of(term[1])
    for other in term[2:]:
        sort = _same(sort, sort_of(other), "sum")
    return sort


def _sort_mul(term: Term) -> Sort:
    for factor in term[1:-1]:
        _expect(factor, "S")
    last = sort_of(term[-1])
    return SCALAR if last == NATURAL else last


def _sort_dot(term: Term) -> Sort:
    _, n, p = _expect(term[1], "O")
    right = sort_of(term[2])
    if right[0] == "V" and right[1] == p:
        return ("V", n)
    if right[0] == "O" and right[1] == p:
        return ("O", n, right[2])
    raise KernelError(f"product: sorts {('O', n, p)} and {right} do not match")


def _sort_transpose(term: Term) -> Sort:
    _, n, p = _expect(term[1], "O")
    return ("O", p, n)


def _sort_inner(term: Term) -> Sort:
    _same(_expect(term[1], "V"), _expect(term[2], "V"), "inner product")
    return SCALAR


def _scalar_of(*kinds: str) -> Any:
    def sort(term: Term) -> Sort:
        for argument, kind in zip(term[1:], kinds, strict=True):
            _expect(argument, kind)
        return SCALAR

    return sort


def _sort_symmetric(term: Term) -> Sort:
    _, n, p = _expect(term[1], "O")
    if n != p:
        raise KernelError(f"eigenvalue of an operator of shape {n} by {p}")
    return SCALAR


def _sort_pow(term: Term) -> Sort:
    _expect(term[1], "S")
    if not isinstance(term[2], int):
        raise KernelError("an exponent must be an int")
    return SCALAR


def _sort_div(term: Term) -> Sort:
    _expect(term[2], "S")
    sort = sort_of(term[1])
    return SCALAR if sort == NATURAL else sort


def _sort_path(term: Term) -> Sort:
    _expect(term[3], "S")
    return _checked(term[2])


def _sort_fn(term: Term) -> Sort:
    _same(sort_of(term[4]), term[2], f"argument of {term[1]}")
    return _checked(term[3])


def _sort_jac(term: Term) -> Sort:
    _same(sort_of(term[4]), ("V", term[2]), f"argument of the Jacobian of {term[1]}")
    return ("O", term[3], term[2])


def _sort_gradfn(term: Term) -> Sort:
    _same(sort_of(term[3]), ("V", term[2]), f"argument of the gradient of {term[1]}")
    return ("V", term[2])


def _sort_interval_binder(term: Term) -> Sort:
    _expect(term[1], "S")
    _expect(term[2], "S")
    _expect(term[3], "S")
    return sort_of(term[4]) if term[0] == "int" else _expect(term[4], "S")


def _sort_min_sphere(term: Term) -> Sort:
    _expect(term[1], "V")
    return _expect(term[2], "S")


def _sort_derivative(term: Term) -> Sort:
    _expect(term[1], "S")
    return sort_of(term[2])


def _sort_grad(term: Term) -> Sort:
    _expect(term[2], "S")
    return _same(_expect(term[1], "V"), sort_of(term[3]), "gradient")


def _checked(sort: Sort) -> Sort:
    if sort[0] not in {"S", "N", "V", "O"}:
        raise KernelError(f"not a sort: {sort!r}")
    return sort


_SORTS: dict[str, Any] = {
    "num": lambda term: SCALAR,
    "var": lambda term: _checked(term[2]),
    "path": _sort_path,
    "dpath": _sort_path,
    "fn": _sort_fn,
    "jac": _sort_jac,
    "gradfn": _sort_gradfn,
    "add": _sort_add,
    "mul": _sort_mul,
    "div": _sort_div,
    "pow": _sort_pow,
    "powi": _scalar_of("S", "N"),
    "sqrt": _scalar_of("S"),
    "exp": _scalar_of("S"),
    "max": _scalar_of("S", "S"),
    "min": _scalar_of("S", "S"),
    "dot": _sort_dot,
    "tr": _sort_transpose,
    "id": lambda term: ("O", term[1], term[1]),
    "inner": _sort_inner,
    "norm": _scalar_of("V"),
    "opnorm": _scalar_of("O"),
    "smin": _scalar_of("O"),
    "lmin": _sort_symmetric,
    "lmax": _sort_symmetric,
    "int": _sort_interval_binder,
    "inf": _sort_interval_binder,
    "minS": _sort_min_sphere,
    "d": _sort_derivative,
    "grad": _sort_grad,
}

_ARGUMENT_SLOTS: dict[str, tuple[int, ...]] = {
    "num": (),
    "var": (),
    "id": (),
    "path": (3,),
    "dpath": (3,),
    "fn": (4,),
    "jac": (4,),
    "gradfn": (3,),
    "pow": (1,),
    "int": (2, 3, 4),
    "inf": (2, 3, 4),
    "minS": (2,),
    "d": (2,),
    "grad": (2, 3),
}

_BODY_SLOT = {"int": 4, "inf": 4, "minS": 2, "grad": 2}


def slots(term: Term) -> tuple[int, ...]:
    """The positions in ``term`` that hold subterms (bound variables aside)."""
    return _ARGUMENT_SLOTS.get(term[0], tuple(range(1, len(term))))


def subterms(term: Term) -> Iterator[Term]:
    """The term and everything in it, outermost first."""
    yield term
    for slot in slots(term):
        yield from subterms(term[slot])


def free_variables(term: Term) -> frozenset[Term]:
    """The variables that occur free in a term. The time of a ``d`` is free: the derivative is taken there."""
    if term[0] == "var":
        return frozenset([term])
    bound = term[1] if term[0] in _BODY_SLOT else None
    found: frozenset[Term] = frozenset([term[1]]) if term[0] == "d" else frozenset()
    for slot in slots(term):
        inside = free_variables(term[slot])
        found |= inside - {bound} if bound is not None and slot == _BODY_SLOT[term[0]] else inside
    return found


def substitute(term: Term, values: Mapping[Term, Term]) -> Term:
    """Replace free variables by terms, renaming bound variables where they would capture.

    >>> x = ("var", "x", ("S",))
    >>> substitute(("add", x, ONE), {x: num(2)})
    ('add', ('num', Fraction(2, 1)), ('num', Fraction(1, 1)))

    Raises:
        KernelError: the time of a derivative would be replaced by something that is not a variable.
    """
    if not values:
        return term
    if term[0] == "var":
        return values.get(term, term)
    if term[0] == "d":
        return _substitute_derivative(term, values)
    if term[0] in _BODY_SLOT:
        return _substitute_binder(term, values)
    parts = list(term)
    for slot in slots(term):
        parts[slot] = substitute(term[slot], values)
    return tuple(parts)


def _substitute_derivative(term: Term, values: Mapping[Term, Term]) -> Term:
    time = values.get(term[1], term[1])
    if time[0] != "var" or (time != term[1] and time in free_variables(term[2])):
        raise KernelError("the time of a derivative can only be renamed; carry the derivative out first")
    inner = {key: value for key, value in values.items() if key != term[1]}
    if any(time in free_variables(value) for value in inner.values()):
        raise KernelError("a substitution into a derivative would depend on its time")
    return ("d", time, substitute(term[2], {**inner, term[1]: time}))


def _substitute_binder(term: Term, values: Mapping[Term, Term]) -> Term:
    body_slot = _BODY_SLOT[term[0]]
    bound = term[1]
    outer = {key: value for key, value in values.items() if key != bound}
    body = term[body_slot]
    relevant = {key: value for key, value in outer.items() if key in free_variables(body)}
    captured: frozenset[Term] = frozenset().union(*(free_variables(value) for value in relevant.values()))
    if bound in captured:
        fresh = fresh_variable(bound, captured | free_variables(body))
        body = substitute(body, {bound: fresh})
        bound = fresh
    parts = list(term)
    parts[1] = bound
    for slot in slots(term):
        parts[slot] = substitute(body, relevant) if slot == body_slot else substitute(term[slot], values)
    return tuple(parts)


def fresh_variable(variable: Term, taken: frozenset[Term]) -> Term:
    """A variable of the same sort whose name none of ``taken`` has."""
    name = variable[1]
    while any(other[1] == name for other in taken):
        name += "'"
    return ("var", name, variable[2])
