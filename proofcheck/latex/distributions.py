r"""How something random is distributed, ``X \sim N(\mu, \sigma^2)``: its mean and variance are supposed of it."""

from collections.abc import Callable, Sequence
from itertools import chain
from typing import TYPE_CHECKING, Any

from proofcheck.lang import expressions as ex
from proofcheck.lang.operations import expectation, variance
from proofcheck.latex.applying import full_name
from proofcheck.latex.hearing import take_declaration
from proofcheck.latex.introducing import declaration
from proofcheck.latex.ranges import expression, find, split
from proofcheck.latex.source import Token, UnreadError
from proofcheck.latex.speech import SUPPOSED

if TYPE_CHECKING:
    from proofcheck.latex.document import Reading

_MOMENTS: dict[str, tuple[int, Callable[..., tuple[Any, Any]]]] = {
    **dict.fromkeys(["N", "Normal"], (2, lambda mean, spread: (mean, spread))),
    **dict.fromkeys(["Ber", "Bern", "Bernoulli"], (1, lambda p: (p, p * (1 - p)))),
    **dict.fromkeys(["Poi", "Pois", "Poisson"], (1, lambda rate: (rate, rate))),
}
"""How many numbers a distribution takes, and its mean and variance by these."""
_DEVIATIONS = [["\\sigma"], ["s"], ["\\tau"]]
"""What may be the root of a variance, written without its square."""


def is_drawn(reading: "Reading", content: Sequence[Token], said: str) -> bool:
    """Whether a formula supposes how one random number is distributed; more than is read is known of it then."""
    place = find(content, "\\sim")
    name = full_name(list(content[:place]), reading.notation) if place > 0 and said == SUPPOSED else None
    found = _distribution(reading, list(content[place + 1 :])) if name is not None and "_" not in name else None
    if name is None or found is None:
        return False
    at = content[0]
    if not reading.notation.known(name):
        take_declaration(reading, declaration(content[:place], ["random"], []), SUPPOSED)
    value = next((m for m in reading.notation.known(name) if isinstance(m, ex.Expression) and ex.is_random(m)), None)
    if value is None or ex.kind_of(value) != ex.SCALAR:
        return False
    for says in (ex.related("=", expectation(value), found[0]), ex.related("=", variance(value), found[1])):
        reading.suppose(says, at, local=reading.speech.local)
    reading.scopes.unread(at, frozenset({name}), "its distribution")
    return True


def _distribution(reading: "Reading", tokens: list[Token]) -> tuple[Any, Any] | None:
    r"""Return the mean and the variance of a distribution of numbers that is written by its name; nothing of others.

    In ``N(\\mu, \\sigma)`` the second number may be the root of the variance; a large letter may be a matrix.
    """
    spelled = reading.notation.spelled(tokens, 0)
    known = _MOMENTS.get(spelled.root.partition(" ")[0]) if spelled is not None else None
    if spelled is None or known is None or tokens[spelled.after].text != "(" or tokens[-1].text != ")":
        return None
    (count, moments), parts = known, split(tokens[spelled.after + 1 : -1], ",")
    if len(parts) != count or [t.text for t in parts[-1]] in _DEVIATIONS or any(map(_is_large, chain(*parts))):
        return None
    try:
        numbers = [expression(part, reading.notation) for part in parts]
    except (UnreadError, ex.LanguageError):
        return None
    if any(ex.kind_of(number) != ex.SCALAR for number in numbers):
        return None
    return moments(*(ex.expression(number, "a number") for number in numbers))


def _is_large(token: Token) -> bool:
    return token.text.removeprefix("\\")[:1].isupper()
