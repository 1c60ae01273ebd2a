"""What the declaration of a bound variable says, and its range or the body do not."""

from collections.abc import Iterator, Sequence
from typing import Any

from proofcheck.lang import expressions as ex


def sign_of(variable: Any) -> str | None:
    """Return the relation to 0 that the declaration of a variable says, other than that it is a natural number."""
    if not isinstance(variable, ex.ScalarSymbol) or variable.is_integer:
        return None
    return ">" if variable.is_positive else ">=" if variable.is_nonnegative else None


def is_plain(span: Any) -> bool:
    """Whether a range is a variable of whose sign nothing is declared."""
    return span is not None and not isinstance(span, ex.Assertion) and sign_of(span) is None


def counts(spans: Sequence[Any]) -> Iterator[Any]:
    """Yield ranges, each once; of a natural number, what says its first value and what says its last one as one."""
    waiting: list[Any] = []
    bounded = {ex.range_variable(span) for span in spans if isinstance(span, ex.Assertion)}
    for span in dict.fromkeys(spans):
        if not isinstance(span, ex.Assertion) and span in bounded and getattr(span, "is_integer", False):
            continue
        first = waiting.pop() if waiting else None
        if (
            first is not None
            and _is_bound(span, "<=")
            and span.left == first.left
            and first.left not in span.right.free_symbols
        ):
            yield ex.Within(first.left, first.right, span.right)
            continue
        yield from () if first is None else (first,)
        if _is_bound(span, ">="):
            waiting.append(span)
        else:
            yield span
    yield from waiting


def _is_bound(span: Any, op: str) -> bool:
    """Whether a range bounds a natural number alone."""
    return isinstance(span, ex.Relation) and span.op == op and bool(getattr(span.left, "is_integer", False))


def says(span: Any, sign: str) -> bool:
    """Whether a range says by its form that its variable is at least 0, or, for ``>``, that it is positive."""
    if isinstance(span, ex.Within):
        op, bound = ">=", span.args[1]
    elif isinstance(span, ex.Relation):
        op, bound = span.op, span.right
    else:
        return False
    if op not in {">=", ">"} or not bound.is_Rational:
        return False
    return bool(bound > 0 or (bound == 0 and (op == ">" or sign == ">=")))


def settles(body: Any, variable: Any) -> bool:
    """Whether a body has no meaning with a variable of any other space in it: then the space need not be printed."""
    from proofcheck.lang.shapes import ill_typed  # which prints what it finds

    other = ex.Dimension("another")
    if isinstance(variable, ex.VectorSymbol):
        replaced = ex.VectorSymbol(variable.name, other)
    elif isinstance(variable, ex.OperatorSymbol):
        replaced = ex.OperatorSymbol(variable.name, other, ex.Dimension("yet another"))
    else:
        return False
    return ill_typed(body.xreplace({variable: replaced})) is not None


def space(variable: Any) -> tuple[str, tuple[Any, ...]]:
    """Return of which kind a variable is, and its dimensions."""
    if isinstance(variable, ex.VectorSymbol):
        return ex.VECTOR, (variable.dimension,)
    if isinstance(variable, ex.OperatorSymbol):
        return ex.OPERATOR, (variable.n, variable.p)
    return ("natural" if variable.is_integer else ex.SCALAR), ()
