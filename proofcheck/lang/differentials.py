"""Derivatives of the kernel's terms, as the translation needs them: of sums, and second ones in a vector."""

from collections.abc import Callable, Iterable, Iterator

from proofcheck.kernel.calculus import derivative
from proofcheck.kernel.normal import Normalizer
from proofcheck.kernel.terms import ONE, ZERO, KernelError, Term, fresh_variable, slots, substitute, subterms
from proofcheck.lang import expressions as ex

Vanishing = Callable[[Term], bool]
_SUMS = {"sum": 4, "expect": 2}
"""The sums of finitely many, and where their bodies stand: outcomes are finitely many."""


def spread(body: Term, variable: Term, taken: frozenset[Term], made: Callable[[Term], Term]) -> Term:
    """Return the derivative of a body in a variable: where sums vary, the sum of derivatives.

    ``made`` makes the derivative of a part, in which the variables ``taken`` may occur.

    >>> i, n = (Term("var", name, ("N",)) for name in "in")
    >>> t = Term("var", "t", ("S",))
    >>> spread(Term("sum", i, i, n, Term("exp", t)), t, frozenset(), lambda part: Term("d", t, part))[0]
    'sum'
    """
    if not any(part[0] in _SUMS and variable in part.free for part in subterms(body)):
        return made(body)
    head, *parts = body
    if head == "add":
        return Term("add", *[spread(part, variable, taken, made) for part in parts])
    if head == "div" and variable not in parts[1].free:
        return Term("div", spread(parts[0], variable, taken, made), parts[1])
    moving = [place for place, part in enumerate(parts) if isinstance(part, Term) and variable in part.free]
    if head == "mul" and len(moving) == 1:
        fixed = [*parts[: moving[0]], *parts[moving[0] + 1 :]]
        return Term("mul", *fixed, spread(parts[moving[0]], variable, taken, made))
    if head in _SUMS and moving == [_SUMS[head] - 1]:
        index = fresh_variable(parts[0], taken | body.free)
        inside = substitute(parts[_SUMS[head] - 1], {parts[0]: index})
        varied = [*body]
        varied[1], varied[_SUMS[head]] = index, spread(inside, variable, taken, made)
        return Term(*varied)
    return made(body)


def differentiable(node: object, variable: Term, body: Term) -> Term:
    """Return the body of a derivative, which nothing that need not have one depends on the variable in.

    Raises:
        LanguageError: something does.
    """
    for part in subterms(body):
        if part[0] == "anyfn" and variable in part.free:
            raise ex.LanguageError(f"{node} has no meaning: {part[1]} need not be differentiable.")
    return body


def with_gradient_maps(term: Term, variable: Term) -> Term:
    """Return a term in which gradients that vary are values of maps, which have derivatives."""
    if variable not in term.free:
        return term
    if term[0] == "gradfn":
        sort = ("V", term[2])
        return Term("fn", ex.gradient_map_name(term[1]), sort, sort, with_gradient_maps(term[3], variable))
    parts = list(term)
    for slot in slots(term):
        parts[slot] = with_gradient_maps(term[slot], variable)
    return Term(*parts)


def hessian(body: Term, variable: Term) -> Term:
    """Return the matrix of the second derivatives of a scalar in a vector, wherever it has a value.

    What it divides by or takes the logarithm of does not vanish there; what it takes the root or the norm of must not
    vanish by its form.

    Raises:
        KernelError: it is not known to have one.
    """
    apart = _apart(body)

    def second(part: Term) -> Term:
        slope = derivative(part, variable, apart)
        rates = _jacobian(with_gradient_maps(slope, variable), variable, lambda divisor: True)
        return Term("mul", ZERO, Term("id", variable.sort[1])) if rates is None else rates

    return spread(body, variable, frozenset(), second)


def jacobian(body: Term, variable: Term) -> Term:
    """Return the matrix of the derivatives of a vector in a vector, wherever it has a value, as :func:`hessian` does.

    Raises:
        KernelError: it is not known to have one.
    """
    apart = _apart(body)

    def first(part: Term) -> Term:
        rates = _jacobian(with_gradient_maps(part, variable), variable, apart)
        return derivative(part, variable) if rates is None else rates

    return spread(body, variable, frozenset(), first)


def _apart(body: Term) -> Vanishing:
    """What tells of a divisor whether it does not vanish where the body of a derivative has a value."""
    granted = set(_granted(body))
    return lambda divisor: divisor in granted or _is_nonzero(divisor)


def _jacobian(vector: Term, variable: Term, apart: Vanishing) -> Term | None:
    """The Jacobian of a vector in a vector; ``None`` for that of what is fixed. The kernel has that of a map."""
    if variable not in vector.free:
        return None
    head, *parts = vector
    if head == "div":
        head, parts = "mul", [Term("div", ONE, parts[1]), parts[0]]
    if head == "add":
        return _total([_jacobian(part, variable, apart) for part in parts])
    if head == "mul":
        factor, moved = Term("mul", *parts[:-1], ONE), _jacobian(parts[-1], variable, apart)
        turned = None if moved is None else Term("mul", factor, moved)
        return _total([turned, _outer(parts[-1], factor, variable, apart)])
    if head == "dot" and variable not in parts[0].free:
        inside = _jacobian(parts[1], variable, apart)
        return None if inside is None else Term("dot", parts[0], inside)
    return derivative(vector, variable, apart)


def _outer(vector: Term, factor: Term, variable: Term, apart: Vanishing) -> Term | None:
    """What a factor that varies adds to the Jacobian of a multiple of a vector."""
    if variable not in factor.free:
        return None
    return Term("outer", vector, derivative(factor, variable, apart))


def _total(parts: Iterable[Term | None]) -> Term | None:
    known = [part for part in parts if part is not None]
    return Term("add", *known) if known else None


def _granted(body: Term) -> Iterator[Term]:
    """What does not vanish wherever a term has a value: denominators, and what logarithms are taken of."""
    for part in subterms(body):
        if part[0] == "div":
            yield part[2]
        elif part[0] in {"log", "pow"} and (part[0] == "log" or part[2] < 0):
            yield part[1]


def _is_nonzero(divisor: Term) -> bool:
    normalizer = Normalizer(())
    try:
        return normalizer.is_nonzero(normalizer.scalar(divisor))
    except KernelError:
        return False
