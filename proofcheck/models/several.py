"""Functions of several arguments at an instance: what is given is a function of the sum of images of the arguments.

Nobody can give such names: a name that is given has no space in it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import reduce

from proofcheck.models.instance import Instance, Polynomial
from proofcheck.models.interval import Interval
from proofcheck.models.scalars import ONE, ZERO, Form, Scalar, plus, power_of, times, total

_WHOLE, _IN, _PLACE, _SPACE = "whole ", " in ", ", place ", "space of "


def whole(function: str) -> str:
    """The name of the function of the sum by which a function of several arguments is given."""
    return f"{_WHOLE}{function}"


def function_in(name: str) -> str:
    """The function of several arguments that a function of a sum gives; empty if it is none."""
    return name.removeprefix(_WHOLE) if name.startswith(_WHOLE) else ""


def image(function: str, place: int, argument: str) -> str:
    """The name of what takes an argument, the ``place``-th, to the space of the sum."""
    return f"{argument}{_IN}{function}{_PLACE}{place}"


def space(function: str) -> str:
    """The name of the dimension of the space of the sum."""
    return f"{_SPACE}{function}"


def place_in(name: str, function: str) -> int:
    """The place of the argument of a function of several that is taken by what has this name; 0 where none is."""
    _, _, place = name.partition(f"{_IN}{function}{_PLACE}")
    return int(place) if place else 0


def is_made(name: str) -> bool:
    """Whether a name is one of these."""
    return name.startswith((_WHOLE, _SPACE)) or _PLACE in name


@dataclass(frozen=True, slots=True)
class Sum:
    """The sum of images at an instance: the arguments by name, in their order, and the entries of the sum in these."""

    arguments: tuple[str, ...]
    entries: tuple[Scalar, ...]


LETTERS = "zvupqrstxyabc"
"""What arguments are called where their own names have values, or are ``w``, as that of the function of the sum."""


def sum_of(function: str, instance: Instance) -> Sum:
    """What a function of several arguments is a function of, at an instance, in letters to which that gives nothing."""
    rows: dict[str, tuple[tuple[Fraction, ...], ...]] = dict(instance.operators)
    rows |= {name: tuple((x,) for x in vector) for name, vector in instance.vectors.items()}
    images = sorted((place, name) for name in rows if (place := place_in(name, function)))
    letters = _letters([name.partition(_IN)[0] for _, name in images], instance)
    parts = [
        [_linear(row, letter, name in instance.vectors) for row in rows[name]]
        for letter, (_, name) in zip(letters, images, strict=True)
    ]
    return Sum(letters, tuple(total(column) for column in zip(*parts, strict=True)))


def _letters(names: Sequence[str], instance: Instance) -> tuple[str, ...]:
    """Names for arguments: their own, but letters for those that are no word, or that the instance gives a value."""
    given = [instance.scalars, instance.vectors, instance.enclosed, instance.operators, instance.initial]
    taken = {"w"}.union(*given, instance.paths)
    others = iter([letter for letter in LETTERS if letter not in taken | set(names)])
    return tuple(next(others, name) if name in taken or not name.isalpha() else name for name in names)


def at(polynomial: Polynomial, entries: Sequence[Scalar]) -> Scalar:
    """The value of a polynomial at a vector whose entries are forms."""
    found: Scalar = ZERO
    for exponents, c in polynomial.items():
        found = plus(found, times(Interval.of(c), _product(map(power_of, entries, exponents))))
    return found


def _product(factors: Iterable[Scalar]) -> Scalar:
    start: Scalar = ONE
    return reduce(times, factors, start)


def _linear(row: tuple[Fraction, ...], argument: str, is_number: bool) -> Scalar:
    names = [argument] if is_number else [f"{argument}_{k}" for k in range(1, len(row) + 1)]
    return total(times(Interval.of(c), Form.variable(name)) for c, name in zip(row, names, strict=True))
