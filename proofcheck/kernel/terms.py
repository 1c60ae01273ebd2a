"""The terms of the kernel: nested tuples with a head, and the sort of each.

A term is a tuple ``(head, *arguments)``; a number is a ``fractions.Fraction``. Sorts are ``("S",)`` for a real
scalar, ``("N",)`` for a natural number, ``("V", n)`` for a vector of R^n and ``("O", n, p)`` for an operator from
R^p to R^n. A dimension is a string (symbolic) or a positive ``int``.

==========================================  ==================================================================
term                                        meaning
==========================================  ==================================================================
``("num", Fraction)``                       a rational number
``("var", name, sort)``                     a variable
``("dim", n)``                              the dimension n itself, a natural number that is at least 1
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
        head = term[0]
        if type(term) is not tuple or len(term) != _LENGTHS.get(head, max(len(term), 2)):
            raise KernelError(f"not a term: {term!r}")
        sort: Sort = _SORTS[head](term)
        return sort
    except (IndexError, ValueError, TypeError, KeyError) as error:
        raise KernelError(f"not a term: {term!r}") from error


def is_natural(term: Term) -> bool:
    """Whether a term is a natural number by its form."""
    if term[0] == "num":
        return bool(term[1].denominator == 1 and term[1] >= 0)
    if term[0] in {"var", "dim"}:
        return term[0] == "dim" or bool(term[2] == NATURAL)
    return term[0] in {"add", "mul"} and all(is_natural(part) for part in term[1:])


def _real(sort: Sort) -> Sort:
    return SCALAR if sort == NATURAL else sort


def _bound(term: Term, *kinds: str) -> Sort:
    """The sort of a bound variable. A natural number is not bound: intervals and derivatives are over the reals."""
    if term[0] != "var" or sort_of(term)[0] not in kinds:
        raise KernelError(f"{term!r} cannot be bound: a variable of sort {' or '.join(kinds)} is needed")
    return sort_of(term)


def _sort_num(term: Term) -> Sort:
    if type(term[1]) is not Fraction:
        raise KernelError(f"the number {term[1]!r} is not a Fraction")
    return SCALAR


def _sort_var(term: Term) -> Sort:
    _name(term)
    return _checked(term[2])


def _name(term: Term) -> None:
    if type(term[1]) is not str or not term[1]:
        raise KernelError(f"not a name: {term[1]!r}")


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
    return _real(sort_of(term[-1]))


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
    if type(term[2]) is not int:
        raise KernelError("an exponent must be an int")
    return SCALAR


def _sort_powi(term: Term) -> Sort:
    _expect(term[1], "S")
    _expect(term[2], "S")
    if not is_natural(term[2]):
        raise KernelError(f"the exponent {term[2]!r} is not a natural number by its form")
    return SCALAR


def _sort_div(term: Term) -> Sort:
    _expect(term[2], "S")
    return _real(sort_of(term[1]))


def _sort_path(term: Term) -> Sort:
    _name(term)
    _expect(term[3], "S")
    kinds = "SVO" if term[0] == "path" else "SV"  # operator paths are continuous but need not be differentiable
    if _checked(term[2])[0] not in kinds:
        raise KernelError(f"the {term[0]} {term[1]} cannot have the sort {term[2]}")
    sort: Sort = term[2]
    return sort


def _sort_fn(term: Term) -> Sort:
    _name(term)
    for sort in term[2:4]:
        if _checked(sort)[0] not in {"S", "V"}:
            raise KernelError(f"the function {term[1]} cannot map from or to {sort}")
    _same(sort_of(term[4]), term[2], f"argument of {term[1]}")
    codomain: Sort = term[3]
    return codomain


def _sort_jac(term: Term) -> Sort:
    _name(term)
    _checked(("O", term[3], term[2]))
    _same(sort_of(term[4]), ("V", term[2]), f"argument of the Jacobian of {term[1]}")
    return ("O", term[3], term[2])


def _sort_gradfn(term: Term) -> Sort:
    _name(term)
    _same(sort_of(term[3]), ("V", term[2]), f"argument of the gradient of {term[1]}")
    return ("V", term[2])


def _sort_dimension(term: Term) -> Sort:
    _checked(("V", term[1]))
    return NATURAL


def _sort_identity(term: Term) -> Sort:
    return _checked(("O", term[1], term[1]))


def _sort_interval_binder(term: Term) -> Sort:
    _bound(term[1], "S")
    _expect(term[2], "S")
    _expect(term[3], "S")
    return _real(sort_of(term[4]) if term[0] == "int" else _expect(term[4], "S"))


def _sort_min_sphere(term: Term) -> Sort:
    _bound(term[1], "V")
    _expect(term[2], "S")
    return SCALAR


def _sort_derivative(term: Term) -> Sort:
    _bound(term[1], "S")
    return _real(sort_of(term[2]))


def _sort_grad(term: Term) -> Sort:
    _expect(term[2], "S")
    return _same(_bound(term[1], "V"), sort_of(term[3]), "gradient")


_DIMENSIONS = {"S": 0, "N": 0, "V": 1, "O": 2}


def _checked(sort: Sort) -> Sort:
    if type(sort) is not tuple or not sort or len(sort) - 1 != _DIMENSIONS.get(sort[0]):
        raise KernelError(f"not a sort: {sort!r}")
    for dimension in sort[1:]:
        if not (type(dimension) is str and dimension) and not (type(dimension) is int and dimension >= 1):
            raise KernelError(f"not a dimension: {dimension!r}")
    return sort


_SORTS: dict[str, Any] = {
    "num": _sort_num,
    "var": _sort_var,
    "dim": _sort_dimension,
    "path": _sort_path,
    "dpath": _sort_path,
    "fn": _sort_fn,
    "jac": _sort_jac,
    "gradfn": _sort_gradfn,
    "add": _sort_add,
    "mul": _sort_mul,
    "div": _sort_div,
    "pow": _sort_pow,
    "powi": _sort_powi,
    "sqrt": _scalar_of("S"),
    "exp": _scalar_of("S"),
    "max": _scalar_of("S", "S"),
    "min": _scalar_of("S", "S"),
    "dot": _sort_dot,
    "tr": _sort_transpose,
    "id": _sort_identity,
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

_LENGTHS = {
    **dict.fromkeys(("num", "dim", "sqrt", "exp", "tr", "id", "norm", "opnorm", "smin", "lmin", "lmax"), 2),
    **dict.fromkeys(("var", "div", "pow", "powi", "max", "min", "dot", "inner", "minS", "d"), 3),
    **dict.fromkeys(("path", "dpath", "gradfn", "grad"), 4),
    **dict.fromkeys(("fn", "jac", "int", "inf"), 5),
}
"""How long a term with this head is; sums and products have any number of parts."""

_ARGUMENT_SLOTS: dict[str, tuple[int, ...]] = {
    "num": (),
    "var": (),
    "dim": (),
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


def dimensions(term: Term) -> tuple[int | str, ...]:
    """The dimensions that the head of a term speaks of; those of its subterms aside."""
    head = term[0]
    if head in {"var", "path", "dpath"}:
        return tuple(term[2][1:])
    if head == "fn":
        return (*term[2][1:], *term[3][1:])
    if head == "jac":
        return (term[2], term[3])
    if head in {"minS", "grad"}:
        return dimensions(term[1])
    return (term[2],) if head == "gradfn" else (term[1],) if head in {"id", "dim"} else ()


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
