"""Answers about expressions that are kept, since each is asked for several times."""

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import ParamSpec, TypeVar

KEPT = 10_000
"""Of how many questions the answer is kept."""

P = ParamSpec("P")
T = TypeVar("T")


def kept(function: Callable[P, T]) -> Callable[P, T]:
    """Keep the answers of a function of expressions; those are not kept that are too deep to be hashed."""
    cached = lru_cache(maxsize=KEPT)(function)

    @wraps(function)
    def ask(*args: P.args, **kwargs: P.kwargs) -> T:
        try:
            return cached(*args, **kwargs)  # type: ignore[arg-type]
        except RecursionError:  # a long sum has a deep hash
            return function(*args, **kwargs)

    return ask


@kept
def one(node: T) -> T:
    """Return the one object for all that are equal to an expression, so that to find it again is to look at it."""
    return node
