"""The terms of the kernel, each one object, and what is kept of it: its sort, its size, its free variables.

``Term(head, *arguments)`` is a term; a number is a ``fractions.Fraction``. Sorts are ``("S",)`` for a real
scalar, ``("N",)`` for a natural number, ``("V", n)`` for a vector of R^n and ``("O", n, p)`` for an operator from
R^p to R^n. A dimension is a string (symbolic) or a positive ``int``.

==========================================  ==================================================================
head and arguments                          meaning
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
``("log", a)``                              the logarithm of the absolute value; that of 0 is 0
``("sin", a)``, ``("cos", a)``              of scalars
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

from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any, NoReturn

from proofcheck.kernel.interned import Interned, Table

Sort = tuple[Any, ...]

SCALAR: Sort = ("S",)
NATURAL: Sort = ("N",)


class KernelError(Exception):
    """A term, a certificate or the use of a rule that the kernel does not accept."""


class Term(Interned):
    """A well-formed term: its head, then its arguments, read by position.

    There is one object for one term, so terms are equal when they are the same object. It does not change, and is kept
    for as long as somebody has it.

    >>> x = Term("var", "x", ("S",))
    >>> Term("norm", x)
    Traceback (most recent call last):
    ...
    proofcheck.kernel.terms.KernelError: norm of ('S',), where V is needed
    >>> Term("exp", x) is Term("exp", x), Term("exp", x).sort, Term("exp", x).free == {x}
    (True, ('S',), True)

    Attributes:
        sort: its sort.
        size: how many terms it consists of, each counted as often as it occurs.

    Raises:
        KernelError: it is not well formed; shapes that do not match are named.
    """

    __slots__ = ("_free", "size", "sort")

    sort: Sort
    size: int
    _free: "frozenset[Term] | None"

    def __new__(cls, *parts: Any) -> "Term":
        """Return the one term with this head and these arguments."""
        try:
            content = _content(parts)
            found = _TERMS.find(content)
        except (IndexError, TypeError) as error:
            raise KernelError(f"not a term: {parts!r}") from error
        return _TERMS.enter(content, parts, _derived(parts)) if found is None else found

    @property
    def free(self) -> "frozenset[Term]":
        """The variables that occur free in it. The time of a ``d`` is free: the derivative is taken there."""
        return frozenset((self,)) if self._free is None else self._free

    def __init_subclass__(cls) -> NoReturn:
        """Refuse: there is one kind of term."""
        raise TypeError("Term cannot be subclassed")


_TERMS = Table(Term)
_NOTHING: frozenset[Term] = frozenset()


def _content(parts: tuple[Any, ...]) -> tuple[Any, ...]:
    """What tells terms apart. Leaves are checked first: 1, True and Fraction(1) would be taken for one another."""
    check = _LEAVES.get(parts[0])
    if check is not None:
        check(*parts[1:])
    return ("num", *parts[1].as_integer_ratio()) if parts[0] == "num" else parts


def _derived(parts: tuple[Any, ...]) -> dict[str, Any]:
    """What is kept of a term.

    Raises:
        KernelError: there is no such term.
    """
    head = parts[0]
    if head not in _SORTS or len(parts) != _LENGTHS.get(head, max(len(parts), 2)):
        raise KernelError(f"not a term: {parts!r}")
    inside = [parts[slot] for slot in slots(parts)]
    for part in (*inside, parts[1]) if head in BINDERS else inside:
        if type(part) is not Term:
            raise KernelError(f"not a term: {part!r}, an argument of {head}")
    sort = _SORTS[head](*parts[1:])
    return {"sort": sort, "size": 1 + sum([part.size for part in inside]), "_free": _free(parts, inside)}


def _free(parts: tuple[Any, ...], inside: Sequence[Term]) -> frozenset[Term] | None:
    """The variables that occur free in a term, itself aside: one set for it and its part where they are the same."""
    if parts[0] == "var":
        return None
    sets = [part.free for part in inside]
    if parts[0] == "d":
        sets.append(parts[1].free)
    elif parts[0] in BINDERS:
        body = slots(parts).index(_BODY_SLOT[parts[0]])
        sets[body] -= {parts[1]}
    largest = max(sets, key=len, default=_NOTHING)
    return largest if all(one <= largest for one in sets) else largest.union(*sets)


# ---------------------------------------------------------------- sorts


def _dimension(n: object) -> None:
    if not (type(n) is str and n) and not (type(n) is int and n >= 1):
        raise KernelError(f"not a dimension: {n!r}")


_DIMENSIONS = {"S": 0, "N": 0, "V": 1, "O": 2}


def _check_sort(sort: Any, kinds: str = "SNVO") -> None:
    if type(sort) is not tuple or not sort or len(sort) - 1 != _DIMENSIONS.get(sort[0]):
        raise KernelError(f"not a sort: {sort!r}")
    for n in sort[1:]:
        _dimension(n)
    if sort[0] not in kinds:
        raise KernelError(f"the sort {sort} is none of {', '.join(kinds)}")


def _check_name(name: object) -> None:
    if type(name) is not str or not name:
        raise KernelError(f"not a name: {name!r}")


def _leaf_num(value: object) -> None:
    if type(value) is not Fraction:
        raise KernelError(f"the number {value!r} is not a Fraction")


def _leaf_var(name: object, sort: object) -> None:
    _check_name(name)
    _check_sort(sort)


def _leaf_path(name: object, sort: object, time: object) -> None:
    _check_name(name)
    _check_sort(sort, "SVO")


def _leaf_dpath(name: object, sort: object, time: object) -> None:
    _check_name(name)
    _check_sort(sort, "SV")  # operator paths are continuous but need not be differentiable


def _leaf_fn(name: object, domain: object, codomain: object, argument: object) -> None:
    _check_name(name)
    _check_sort(domain, "SV")
    _check_sort(codomain, "SV")


def _leaf_jac(name: object, p: object, n: object, argument: object) -> None:
    _check_name(name)
    _dimension(p)
    _dimension(n)


def _leaf_gradfn(name: object, d: object, argument: object) -> None:
    _check_name(name)
    _dimension(d)


def _leaf_pow(base: object, exponent: object) -> None:
    if type(exponent) is not int:
        raise KernelError("an exponent must be an int")


_LEAVES: dict[str, Callable[..., None]] = {
    "num": _leaf_num,
    "var": _leaf_var,
    "dim": _dimension,
    "id": _dimension,
    "path": _leaf_path,
    "dpath": _leaf_dpath,
    "fn": _leaf_fn,
    "jac": _leaf_jac,
    "gradfn": _leaf_gradfn,
    "pow": _leaf_pow,
}
"""Checks of the arguments that are no terms."""


def _real(sort: Sort) -> Sort:
    return SCALAR if sort == NATURAL else sort


def _expect(part: Term, kind: str, head: str) -> Sort:
    sort = part.sort
    if sort[0] != kind and (kind, sort) != ("S", NATURAL):
        raise KernelError(f"{head} of {sort}, where {kind} is needed")
    return sort


def _same(left: Sort, right: Sort, what: str) -> Sort:
    if left == right:
        return left
    if {left, right} != {SCALAR, NATURAL}:
        raise KernelError(f"{what}: sorts {left} and {right} do not match")
    return SCALAR


def _bound(variable: Term, kind: str) -> Sort:
    """The sort of a bound variable. A natural number is not bound: intervals and derivatives are over the reals."""
    if variable[0] != "var" or variable.sort[0] != kind:
        raise KernelError(f"{variable!r} cannot be bound: a variable of sort {kind} is needed")
    return variable.sort


def _scalar_of(head: str, kind: str) -> Callable[..., Sort]:
    def sort(*parts: Term) -> Sort:
        for part in parts:
            _expect(part, kind, head)
        return SCALAR

    return sort


def _sort_add(*parts: Term) -> Sort:
    sort = parts[0].sort
    for part in parts[1:]:
        sort = _same(sort, part.sort, "sum")
    return sort


def _sort_mul(*factors: Term) -> Sort:
    for factor in factors[:-1]:
        _expect(factor, "S", "product")
    return _real(factors[-1].sort)


def _sort_div(above: Term, below: Term) -> Sort:
    _expect(below, "S", "quotient")
    return _real(above.sort)


def _sort_pow(base: Term, exponent: int) -> Sort:
    _expect(base, "S", "power")
    return SCALAR


def _sort_powi(base: Term, exponent: Term) -> Sort:
    _expect(base, "S", "power")
    if not is_natural(exponent):
        raise KernelError(f"the exponent {exponent!r} is not a natural number by its form")
    return SCALAR


def _sort_dot(operator: Term, right: Term) -> Sort:
    _, n, p = _expect(operator, "O", "product")
    kind, *shape = right.sort
    if kind not in {"V", "O"} or shape[0] != p:
        raise KernelError(f"product: sorts {operator.sort} and {right.sort} do not match")
    return (kind, n, *shape[1:])


def _sort_transpose(operator: Term) -> Sort:
    _, n, p = _expect(operator, "O", "transpose")
    return ("O", p, n)


def _sort_inner(left: Term, right: Term) -> Sort:
    _same(_expect(left, "V", "inner product"), _expect(right, "V", "inner product"), "inner product")
    return SCALAR


def _sort_eigenvalue(operator: Term) -> Sort:
    _, n, p = _expect(operator, "O", "eigenvalue")
    if n != p:
        raise KernelError(f"eigenvalue of an operator of shape {n} by {p}")
    return SCALAR


def _sort_path(name: str, sort: Sort, time: Term) -> Sort:
    _expect(time, "S", "path at a time")
    return sort


def _sort_fn(name: str, domain: Sort, codomain: Sort, argument: Term) -> Sort:
    _same(argument.sort, domain, f"argument of {name}")
    return codomain


def _sort_jac(name: str, p: int | str, n: int | str, argument: Term) -> Sort:
    _same(argument.sort, ("V", p), f"argument of the Jacobian of {name}")
    return ("O", n, p)


def _sort_gradfn(name: str, d: int | str, argument: Term) -> Sort:
    return _same(argument.sort, ("V", d), f"argument of the gradient of {name}")


def _sort_integral(variable: Term, low: Term, high: Term, body: Term) -> Sort:
    _bound(variable, "S")
    _expect(low, "S", "end of an interval")
    _expect(high, "S", "end of an interval")
    return _real(body.sort)


def _sort_infimum(variable: Term, low: Term, high: Term, body: Term) -> Sort:
    _expect(body, "S", "infimum")
    return _sort_integral(variable, low, high, body)


def _sort_sphere(variable: Term, body: Term) -> Sort:
    _bound(variable, "V")
    _expect(body, "S", "minimum")
    return SCALAR


def _sort_derivative(time: Term, body: Term) -> Sort:
    _bound(time, "S")
    return _real(body.sort)


def _sort_grad(variable: Term, body: Term, at: Term) -> Sort:
    _expect(body, "S", "gradient")
    return _same(_bound(variable, "V"), at.sort, "gradient")


_SORTS: dict[str, Callable[..., Sort]] = {
    "num": lambda value: SCALAR,
    "var": lambda name, sort: sort,
    "dim": lambda n: NATURAL,
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
    "sqrt": _scalar_of("sqrt", "S"),
    **{head: _scalar_of(head, "S") for head in ("exp", "log", "sin", "cos")},
    "max": _scalar_of("max", "S"),
    "min": _scalar_of("min", "S"),
    "dot": _sort_dot,
    "tr": _sort_transpose,
    "id": lambda n: ("O", n, n),
    "inner": _sort_inner,
    "norm": _scalar_of("norm", "V"),
    "opnorm": _scalar_of("opnorm", "O"),
    "smin": _scalar_of("smin", "O"),
    "lmin": _sort_eigenvalue,
    "lmax": _sort_eigenvalue,
    "int": _sort_integral,
    "inf": _sort_infimum,
    "minS": _sort_sphere,
    "d": _sort_derivative,
    "grad": _sort_grad,
}

_LENGTHS = {
    **dict.fromkeys(("num", "dim", "sqrt", "exp", "log", "sin", "cos"), 2),
    **dict.fromkeys(("tr", "id", "norm", "opnorm", "smin", "lmin", "lmax"), 2),
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
BINDERS = frozenset({*_BODY_SLOT, "d"})
"""Heads whose first argument is a variable that is bound, or in whose direction is differentiated."""


def slots(term: Term | tuple[Any, ...]) -> Sequence[int]:
    """The positions in ``term`` that hold subterms (bound variables aside)."""
    found = _ARGUMENT_SLOTS.get(term[0])
    return range(1, len(term)) if found is None else found


# ---------------------------------------------------------------- making terms


def num(value: int | Fraction | str) -> Term:
    """The rational number ``value`` as a term.

    >>> num("1/2")
    Term('num', Fraction(1, 2))
    """
    return Term("num", Fraction(value))


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
    return Term("mul", num(-1), a)


def sub(a: Term, b: Term) -> Term:
    """``a - b``."""
    return Term("add", a, neg(b))


def is_natural(term: Term) -> bool:
    """Whether a term is a natural number by its form."""
    if term[0] == "num":
        return bool(term[1].denominator == 1 and term[1] >= 0)
    if term[0] in {"var", "dim"}:
        return term[0] == "dim" or bool(term[2] == NATURAL)
    return term[0] in {"add", "mul"} and all(is_natural(part) for part in term[1:])


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


def substitute(term: Term, values: Mapping[Term, Term]) -> Term:
    """Replace free variables by terms, renaming bound variables where they would capture.

    >>> x = Term("var", "x", ("S",))
    >>> substitute(Term("add", x, ONE), {x: num(2)})
    Term('add', Term('num', Fraction(2, 1)), Term('num', Fraction(1, 1)))

    Raises:
        KernelError: the time of a derivative would be replaced by something that is not a variable, or sorts clash.
    """
    return _substituted(term, values, {})


def _substituted(term: Term, values: Mapping[Term, Term], done: dict[Term, Term]) -> Term:
    """The same; ``done`` holds what these values made of subterms."""
    if term.free.isdisjoint(values):
        return term
    if term not in done:
        done[term] = _substitute_into(term, values, done)
    return done[term]


def _substitute_into(term: Term, values: Mapping[Term, Term], done: dict[Term, Term]) -> Term:
    if term[0] == "var":
        return values[term]
    if term[0] == "d":
        return _substitute_derivative(term, values)
    body_slot = _BODY_SLOT.get(term[0])
    parts = list(term)
    for slot in slots(term):
        if slot == body_slot:
            parts[1], parts[slot] = _substitute_body(term[1], term[slot], values)
        else:
            parts[slot] = _substituted(term[slot], values, done)
    return Term(*parts)


def _substitute_derivative(term: Term, values: Mapping[Term, Term]) -> Term:
    time = values.get(term[1], term[1])
    if time[0] != "var" or (time != term[1] and time in term[2].free):
        raise KernelError("the time of a derivative can only be renamed; carry the derivative out first")
    inner = {key: value for key, value in values.items() if key != term[1] and key in term[2].free}
    if any(time in value.free for value in inner.values()):
        raise KernelError("a substitution into a derivative would depend on its time")
    return Term("d", time, substitute(term[2], {**inner, term[1]: time}))


def _substitute_body(bound: Term, body: Term, values: Mapping[Term, Term]) -> tuple[Term, Term]:
    """A bound variable and its scope, after the substitution."""
    relevant = {key: value for key, value in values.items() if key != bound and key in body.free}
    captured = _NOTHING.union(*[value.free for value in relevant.values()])
    if bound in captured:
        fresh = fresh_variable(bound, captured | body.free)
        body, bound = substitute(body, {bound: fresh}), fresh
    return bound, substitute(body, relevant)


def fresh_variable(variable: Term, taken: frozenset[Term]) -> Term:
    """A variable of the same sort whose name none of ``taken`` has."""
    name = variable[1]
    while any(other[1] == name for other in taken):
        name += "'"
    return Term("var", name, variable[2])
