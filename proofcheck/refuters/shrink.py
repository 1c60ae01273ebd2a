"""Simpler numbers in a counterexample, as long as the kernel still confirms it."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from fractions import Fraction
from itertools import islice
from math import ceil, floor
from typing import Any

from proofcheck.kernel.clauses import Problem
from proofcheck.models.confirmation import Confirmation, NotConfirmed, confirm
from proofcheck.models.instance import Instance

SIMPLE = tuple(Fraction(x) for x in ("0", "1", "2", "1/2", "-1", "3", "4", "1/4", "-1/2"))


def shrunk(
    problem: Problem, instance: Instance, confirmation: Confirmation, attempts: int, fixed: frozenset[str] = frozenset()
) -> tuple[Instance, Confirmation]:
    """Replace one number at a time by a simpler one; at most ``attempts`` instances are put to the kernel.

    The scalars in ``fixed`` stay as they are.
    """
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
