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
``("anyfn", name, sort, sort', arg)``       f(arg), for any function f between the two sorts: it need not be continuous
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
``("basis", n, i)``                         the i-th unit vector of R^n; zero unless i is one of 1, ..., n
``("inv", A)``                              the inverse of a square operator; of one that has none, the zero operator
``("outer", u, v)``                         the operator u v'
``("inner", u, v)``, ``("norm", v)``        Euclidean inner product and norm; of operators, those of their entries
                                            (Frobenius), so that tr(A) is the inner product of A and the identity
``("opnorm", A)``                           the largest singular value
``("smin", A)``                             the n-th singular value of an n by p operator (0 if n > p)
``("lmin", A)``, ``("lmax", A)``            extreme eigenvalues of a symmetric operator
``("int", s, lo, hi, body)``                integral over the bound variable ``s`` of a scalar or a vector
``("sum", i, lo, hi, body)``                sum over the naturals i with lo <= i <= hi, of any sort
``("prod", i, lo, hi, body)``               product of scalars over the same; that of none is 1
``("expect", w, body, n)``                  mean over w = 1, ..., n, with any probabilities
``("inf", s, lo, hi, body)``                infimum over s in [lo, hi]
``("minS", v, body)``                       minimum over vectors v, or operators v, with |v| = 1
``("d", t, body)``                          derivative of body in the time variable t, at t
``("grad", x, body, at)``                   gradient in the bound vector variable x of a scalar, at the point ``at``
==========================================  ==================================================================

A quotient by zero is taken to be 0, as in Lean's and Rocq's libraries; what is *proved* with that convention and
divides by something that can vanish is reported as such outside the kernel.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from functools import partial
from typing import Any, NoReturn

from proofcheck.kernel.interned import Interned, Table

Sort = tuple[Any, ...]

SCALAR: Sort = ("S",)
NATURAL: Sort = ("N",)


class KernelError(Exception):
    """A term, a certificate or the use of a rule that the kernel does not accept."""


def need(condition: bool, complaint: str, *values: object) -> None:
    """Raise ``KernelError`` unless the condition holds, with the complaint about the values."""
    if not condition:
        raise KernelError(complaint.format(*values) if values else complaint)


# ---------------------------------------------------------------- the signature

SIGNATURE: dict[str, tuple[str, Sort | Callable[..., Sort]]] = {
    "num": ("number", SCALAR),
    "var": ("name sort:SNVO", lambda name, sort: sort),
    "dim": ("dimension", NATURAL),
    "path": ("name sort:SVO S", lambda name, sort, time: sort),
    "dpath": ("name sort:SVO S", lambda name, sort, time: sort),
    "fn": ("name sort:SV sort:SV any", lambda name, domain, codomain, at: common_sort(domain, at.sort) and codomain),
    "anyfn": ("name sort:SV sort:SV any", lambda name, domain, codomain, at: common_sort(domain, at.sort) and codomain),
    "jac": ("name dimension dimension V", lambda name, p, n, at: common_sort(("V", p), at.sort) and ("O", n, p)),
    "gradfn": ("name dimension V", lambda name, d, at: common_sort(("V", d), at.sort)),
    "add": ("any* any", lambda *parts: common_sort(*[part.sort for part in parts])),
    "mul": ("S* any", lambda *factors: _real(factors[-1].sort)),
    "div": ("any S", lambda above, below: _real(above.sort)),
    "pow": ("S exponent", SCALAR),
    "powi": ("S N", SCALAR),
    "sqrt": ("S", SCALAR),
    "exp": ("S", SCALAR),
    "log": ("S", SCALAR),
    "sin": ("S", SCALAR),
    "cos": ("S", SCALAR),
    "max": ("S S", SCALAR),
    "min": ("S S", SCALAR),
    "dot": ("O any", lambda operator, right: _applied(operator.sort, right.sort)),
    "tr": ("O", lambda operator: ("O", operator.sort[2], operator.sort[1])),
    "id": ("dimension", lambda n: ("O", n, n)),
    "basis": ("dimension S", lambda n, index: ("V", n)),
    "inv": ("O", lambda operator: _square("inverse", operator.sort)),
    "outer": ("V V", lambda left, right: ("O", left.sort[1], right.sort[1])),
    "inner": ("VO VO", lambda left, right: common_sort(left.sort, right.sort) and SCALAR),
    "norm": ("VO", SCALAR),
    "opnorm": ("O", SCALAR),
    "smin": ("O", SCALAR),
    "lmin": ("O", lambda operator: _square("eigenvalue", operator.sort) and SCALAR),
    "lmax": ("O", lambda operator: _square("eigenvalue", operator.sort) and SCALAR),
    "int": ("bound:S S S body:any", lambda variable, low, high, body: _real(body.sort)),
    "sum": ("bound:N N S body:any", lambda variable, low, high, body: _real(body.sort)),
    "prod": ("bound:N N S body:S", SCALAR),
    "expect": ("bound:N body:any dimension", lambda variable, body, space: _real(body.sort)),
    "inf": ("bound:S S S body:S", SCALAR),
    "minS": ("bound:VO body:S", SCALAR),
    "d": ("time:S any", lambda time, body: _real(body.sort)),
    "grad": ("bound:V body:S V", lambda variable, body, at: common_sort(variable.sort, at.sort)),
}
"""The kinds of the arguments of each head, and its sort, or what makes the sort of the arguments.

A ``number`` is a ``Fraction``, an ``exponent`` an ``int``, a ``sort`` one of those that are named. Any other kind is
that of a term: the sorts that it may have, where ``N`` is a natural number by its form; ``bound`` and ``time`` are
variables of a sort, ``body`` is the scope of what is bound. The first kind may be that of any number of arguments.
"""


def kinds(term: "Term | tuple[Any, ...]") -> tuple[str, ...]:
    """The kinds of the arguments that the head of a term has.

    Raises:
        KernelError: there is no such head, or it has another number of arguments.
    """
    found = _KINDS.get(term[0], ())
    if found and found[0].endswith("*"):
        found = (found[0][:-1],) * (len(term) - len(found)) + found[1:]
    need(len(found) == len(term) - 1 > 0, "not a term: {!r}", term)
    return found


def slots(term: "Term | tuple[Any, ...]") -> Sequence[int]:
    """The positions in ``term`` that hold subterms (bound variables aside)."""
    found = _SLOTS.get(term[0])
    return range(1, len(term)) if found is None else found


def common_sort(first: Sort, *others: Sort) -> Sort:
    """The sort of what is added up or compared; a natural number beside a real one is real.

    Raises:
        KernelError: the sorts do not match.
    """
    for other in others:
        if first != other:
            need({first, other} == {SCALAR, NATURAL}, "sorts {} and {} do not match", first, other)
            first = SCALAR
    return first


def _applied(operator: Sort, right: Sort) -> Sort:
    matching = right[0] in {"V", "O"} and right[1] == operator[2]
    need(matching, "product: sorts {} and {} do not match", operator, right)
    return (right[0], operator[1], *right[2:])


def _square(name: str, operator: Sort) -> Sort:
    need(operator[1] == operator[2], "{} of an operator of shape {} by {}", name, *operator[1:])
    return operator


def _real(sort: Sort) -> Sort:
    return SCALAR if sort == NATURAL else sort


def _is_dimension(n: object) -> bool:
    return (type(n) is str and n != "") or (type(n) is int and n >= 1)


def _is_sort(allowed: str, sort: Any) -> bool:
    length = {"S": 1, "N": 1, "V": 2, "O": 3}.get(sort[0]) if type(sort) is tuple and sort else None
    return length == len(sort) and sort[0] in allowed and all(map(_is_dimension, sort[1:]))


_CHECKS: dict[str, Callable[[Any], bool]] = {
    "number": lambda value: type(value) is Fraction,
    "exponent": lambda value: type(value) is int,
    "name": lambda name: type(name) is str and name != "",
    "dimension": _is_dimension,
    **{f"sort:{allowed}": partial(_is_sort, allowed) for allowed in ("SNVO", "SVO", "SV")},
}
"""Checks of the arguments that are no terms."""

_KINDS = {head: tuple(said.split()) for head, (said, _) in SIGNATURE.items()}
_PLACES = {head: tuple(enumerate(found, 1)) for head, found in _KINDS.items()}
_LEAVES = {head: [(slot, kind) for slot, kind in found if kind in _CHECKS] for head, found in _PLACES.items()}
_SLOTS = {
    head: tuple(slot for slot, kind in found if kind not in _CHECKS and not kind.startswith(("bound", "time")))
    for head, found in _PLACES.items()
    if not found[0][1].endswith("*")
}
_BODY_SLOT = {head: slot for head, found in _PLACES.items() for slot, kind in found if kind.startswith("body")}
VALUES = frozenset({"fn", "anyfn"})
"""Heads of the values of functions."""
FUNCTIONS = VALUES | {"jac", "gradfn"}
"""Heads of what speaks of a function by its name."""
SET = "set "
"""What the name of a function begins with that says of a set by its sign what belongs to it: it is at most 0 there."""
BINDERS = frozenset(head for head, found in _KINDS.items() if found[0].startswith(("bound", "time")))
"""Heads whose first argument is a variable that is bound, or in whose direction is differentiated."""


# ---------------------------------------------------------------- terms


class Term(Interned):
    """A well-formed term: its head, then its arguments, read by position.

    There is one object for one term, so terms are equal when they are the same object. It does not change, and is kept
    for as long as somebody has it.

    >>> x = Term("var", "x", ("S",))
    >>> Term("norm", x)
    Traceback (most recent call last):
    ...
    proofcheck.kernel.terms.KernelError: norm of ('S',), where V or O is needed
    >>> Term("exp", x) is Term("exp", x), Term("exp", x).sort, Term("exp", x).free == {x}
    (True, ('S',), True)

    Attributes:
        sort: its sort.
        size: how many terms it consists of, each counted as often as it occurs.
        paths: the paths in it: name, sort, the variables in the time, and how often they are differentiated.

    Raises:
        KernelError: it is not well formed; shapes that do not match are named.
    """

    __slots__ = ("_free", "paths", "size", "sort")

    sort: Sort
    size: int
    paths: "frozenset[Path]"
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


Path = tuple[str, Sort, frozenset[Term], int]
_TERMS = Table(Term)
_NOTHING: frozenset[Term] = frozenset()


def _content(parts: tuple[Any, ...]) -> tuple[Any, ...]:
    """What tells terms apart. Leaves are checked first: 1, True and Fraction(1) would be taken for one another."""
    for slot, kind in _LEAVES.get(parts[0], ()):
        if not _CHECKS[kind](parts[slot]):
            raise KernelError(f"{parts[slot]!r} is no {kind}")
    return ("num", *parts[1].as_integer_ratio()) if parts[0] == "num" else parts


def _derived(parts: tuple[Any, ...]) -> dict[str, Any]:
    """What is kept of a term.

    Raises:
        KernelError: there is no such term.
    """
    head = parts[0]
    for kind, part in zip(kinds(parts), parts[1:], strict=True):
        if kind not in _CHECKS:
            _check_argument(head, kind, part)
    inside = [parts[slot] for slot in slots(parts)]
    sort = SIGNATURE[head][1]
    return {
        "sort": sort if isinstance(sort, tuple) else sort(*parts[1:]),
        "size": 1 + sum([part.size for part in inside]),
        "paths": _paths(parts, inside),
        "_free": _free(parts, inside),
    }


def _check_argument(head: str, kind: str, part: Any) -> None:
    """Check an argument that is a term. A natural number is a real one, but only sums bind one."""
    role, _, needed = kind.rpartition(":")
    need(type(part) is Term, "not a term: {!r}, an argument of {}", part, head)
    if role in {"bound", "time"}:
        variable = part[0] == "var" and part.sort[0] in needed
        need(variable, "{!r} cannot be bound: a variable of sort {} is needed", part, needed)
    natural = needed != "N" or is_natural(part)
    need(natural, "{!r}, an argument of {}, is not a natural number by its form", part, head)
    fits = needed in {"any", "N"} or part.sort[0] in needed or (needed, part.sort) == ("S", NATURAL)
    need(fits, "{} of {}, where {} is needed", head, part.sort, " or ".join(needed))


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


def _paths(parts: tuple[Any, ...], inside: Sequence[Term]) -> frozenset[Path]:
    """The paths in a term, each as often differentiated as it moves with the times of derivatives around it."""
    found = frozenset[Path]().union(*[part.paths for part in inside])
    if parts[0] == "d":
        return frozenset((name, sort, free, often + (parts[1] in free)) for name, sort, free, often in found)
    here = [(*parts[1:3], parts[3].free, int(parts[0] == "dpath"))] if parts[0] in {"path", "dpath"} else []
    return found.union(here)


# ---------------------------------------------------------------- making terms


def num(value: int | Fraction | str) -> Term:
    """The rational number ``value`` as a term.

    >>> num("1/2")
    Term('num', Fraction(1, 2))
    """
    return Term("num", Fraction(value))


ZERO = num(0)
ONE = num(1)


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
    renamed = time is term[1] or (time[0] == "var" and time not in term[2].free)
    need(renamed, "the time of a derivative can only be renamed; carry the derivative out first")
    inner = {key: value for key, value in values.items() if key != term[1] and key in term[2].free}
    fixed = all(time not in value.free for value in inner.values())
    need(fixed, "a substitution into a derivative would depend on its time")
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
