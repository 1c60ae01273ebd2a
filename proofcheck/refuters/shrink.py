"""Fewer dimensions and simpler numbers in a counterexample, as long as the kernel still confirms it."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from fractions import Fraction
from itertools import islice
from math import ceil, floor
from typing import Any

from proofcheck.kernel.clauses import Problem
from proofcheck.models.confirmation import Confirmation, NotConfirmed, confirm
from proofcheck.models.instance import Instance, Polynomial
from proofcheck.sampling.outline import Slot, outline

FEW = 3
"""Up to how many dimensions are easily read."""
_OF_COORDINATES = ("vectors", "initial", "paths", "functions", "operators")
SIMPLE = tuple(Fraction(x) for x in ("0", "1", "2", "1/2", "-1", "3", "4", "1/4", "-1/2"))


def shrunk(
    problem: Problem, instance: Instance, confirmation: Confirmation, attempts: int, fixed: frozenset[str] = frozenset()
) -> tuple[Instance, Confirmation]:
    """Leave coordinates out, and replace one number at a time by a simpler one.

    At most ``attempts`` instances are put to the kernel beside those in fewer dimensions. The scalars in ``fixed`` stay
    as they are.
    """
    if attempts > 0 and max(instance.dims.values(), default=0) > FEW:
        instance, confirmation = _in_fewer_dimensions(problem, instance, confirmation)
    progress = True
    while progress and attempts > 0:
        progress = False
        for simpler in islice(_simpler(instance, fixed), attempts):
            attempts -= 1
            try:
                instance, confirmation = simpler, confirm(problem, simpler)
            except NotConfirmed:
                continue
            progress = True
            break
    return instance, confirmation


def _in_fewer_dimensions(
    problem: Problem, instance: Instance, confirmation: Confirmation
) -> tuple[Instance, Confirmation]:
    """The first coordinates alone, in each space in which they are enough."""
    slots = outline(problem).slots
    for space, size in sorted(instance.dims.items()):
        for left in range(1, min(size, FEW + 1)):
            with suppress(NotConfirmed):
                smaller = _restricted(instance, slots, space, left)
                instance, confirmation = smaller, confirm(problem, smaller)
                break
    return instance, confirmation


def _restricted(instance: Instance, slots: Sequence[Slot], space: str, left: int) -> Instance:
    """The instance with ``left`` coordinates in a space; what is made of operators of it has the wrong shape then."""
    data: dict[str, dict[str, Any]] = {field: dict(getattr(instance, field)) for field in _OF_COORDINATES}
    for slot in slots:
        (kind, name), here = slot.key, ("V", space)
        for field in _OF_COORDINATES if slot.sort == here else ():
            if name in data[field]:
                data[field][name] = data[field][name][:left]
        if kind == "map" and slot.domain == here and name in data["functions"]:
            data["functions"][name] = tuple(_in_first(component, left) for component in data["functions"][name])
        if kind == "var" and space in slot.sort[1:] and name in data["operators"]:
            rows, columns = (left if size == space else None for size in slot.sort[1:])
            data["operators"][name] = tuple(row[:columns] for row in data["operators"][name][:rows])
    return replace(instance, dims={**instance.dims, space: left}, **data)


def _in_first(polynomial: Polynomial, left: int) -> Polynomial:
    """A polynomial in its first variables, with 0 for all others."""
    return {powers[:left]: c for powers, c in polynomial.items() if not any(powers[left:])}


def _simpler(instance: Instance, fixed: frozenset[str]) -> Iterator[Instance]:
    """The instances with one number simpler."""
    for field in ("functions", "paths"):
        for name, components in sorted(getattr(instance, field).items()):
            for i, component in enumerate(components):
                for key, value in sorted(component.items()):
                    for number in _below(value):
                        terms = {**component, key: number}
                        kept = {k: c for k, c in terms.items() if c}
                        yield _with(instance, field, name, (*components[:i], kept, *components[i + 1 :]))
    for field in ("vectors", "initial"):
        for name, vector in sorted(getattr(instance, field).items()):
            for simpler in _simpler_vectors(vector):
                yield _with(instance, field, name, simpler)
    for field in ("operators", "firsts"):
        for name, rows in sorted(getattr(instance, field).items()):
            for i, row in enumerate(rows):
                for simpler in _simpler_vectors(row):
                    yield _with(instance, field, name, (*rows[:i], simpler, *rows[i + 1 :]))
    for name, value in sorted(instance.scalars.items()):
        for number in _below(value) if name not in fixed else ():
            yield _with(instance, "scalars", name, number)


def _simpler_vectors(vector: tuple[Fraction, ...]) -> Iterator[tuple[Fraction, ...]]:
    for i, value in enumerate(vector):
        for number in _below(value):
            yield (*vector[:i], number, *vector[i + 1 :])


def _below(value: Fraction) -> Iterator[Fraction]:
    """The simple numbers that are simpler than ``value``; for one that is not simple, whole ones near it, too."""
    place = SIMPLE.index(value) if value in SIMPLE else len(SIMPLE)
    yield from SIMPLE[:place]
    if value.denominator > 1 and value not in SIMPLE:
        yield Fraction(floor(value))
        yield Fraction(ceil(value))


def _with(instance: Instance, field: str, name: str, value: Any) -> Instance:
    data: Mapping[str, Any] = {**getattr(instance, field), name: value}
    return replace(instance, **{field: data})
