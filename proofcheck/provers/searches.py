"""Searches for certificates, each made once: facts change from goal to goal, the polynomials often do not."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, TypeVar

from proofcheck.kernel.normal import Poly, multiply
from proofcheck.provers.certificates import Certificate, Sign
from proofcheck.provers.elimination import eliminated
from proofcheck.provers.linear import Budget, find_certificate
from proofcheck.provers.points import refuted_at_a_point

S = TypeVar("S", bound=int)


class _Heard(dict[Any, S]):
    """What is said of atoms, each asked about once."""

    def __init__(self, says: Callable[[Any], S]) -> None:
        self._says = says

    def __missing__(self, atom: Any) -> S:
        self[atom] = said = self._says(atom)
        return said

    def is_said_by(self, says: Callable[[Any], S]) -> bool:
        """Whether the same would be heard again."""
        return all(says(atom) == said for atom, said in self.items())


@dataclass(frozen=True, slots=True)
class _Answer:
    """What a search found, and all that it heard of atoms on the way."""

    found: Certificate | None
    signs: _Heard[int]
    nonzero: _Heard[bool]


def certificate(
    goal: Poly,
    premises: Sequence[Poly],
    equalities: Sequence[Poly],
    *,
    sign: Sign,
    nonzero: Callable[[Any], bool],
    strict: bool,
    strict_premises: Sequence[bool],
    equation: bool,
    grams: Sequence[Sequence[Poly]],
    budget: Budget,
) -> Certificate | None:
    """What ``find_certificate`` finds, or has found where it was asked the same before."""
    polys = (*map(_written, (goal, *premises)), len(premises), *map(_written, equalities))
    inner = tuple(tuple(map(_written, row)) for row in grams)
    answers = _answers((polys, tuple(strict_premises), strict, equation, inner, budget))
    for answer in answers:
        if answer.signs.is_said_by(sign) and answer.nonzero.is_said_by(nonzero):
            return answer.found
    signs, apart = _Heard(sign), _Heard(nonzero)

    @cache
    def hopeless() -> bool:
        return not equation and refuted_at_a_point(
            goal,
            premises,
            equalities,
            sign=signs.__getitem__,
            nonzero=apart.__getitem__,
            strict=strict,
            strict_premises=strict_premises,
            grams=grams,
        )

    def find(goal: Poly, premises: Sequence[Poly], equalities: Sequence[Poly]) -> Certificate | None:
        return find_certificate(
            goal,
            premises,
            equalities,
            multiply=multiply,
            sign=signs.__getitem__,
            nonzero=apart.__getitem__,
            strict=strict,
            strict_premises=strict_premises,
            equation=equation,
            grams=grams,
            budget=budget,
            hopeless=hopeless,
        )

    found = find(goal, premises, equalities)
    if found is None and budget.squares and not equation and not hopeless():
        found = eliminated(goal, premises, equalities, multiply, find)
    answers.append(_Answer(found, signs, apart))
    return found


@lru_cache(maxsize=2048)
def _answers(question: Hashable) -> list[_Answer]:
    """The answers to a question so far; they differ in what was said of atoms."""
    return []


def _written(poly: Poly) -> Hashable:
    """A polynomial with its terms in their order, on which it depends which certificate is found."""
    return tuple(poly.items())
