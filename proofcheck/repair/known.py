"""What is known to refute changed claims before any prover is asked: counterexamples, and random instances.

The instances are of what is supposed where the claim stands, drawn once, in float64; one changed claim after another is
looked at there. That decides what is not put to the provers, and nothing else.
"""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice

import numpy as np

from numerics.errors import NumericsError
from proofcheck.evaluate.arithmetic import Array
from proofcheck.evaluate.clauses import compare, holds
from proofcheck.evaluate.setting import NoValueError
from proofcheck.kernel.clauses import Clause, Problem
from proofcheck.kernel.terms import KernelError
from proofcheck.models.confirmation import NotConfirmed, confirm
from proofcheck.models.instance import Instance
from proofcheck.refuters.drawn import in_fractions
from proofcheck.sampling.batches import family_of, group_material, groups
from proofcheck.sampling.drawing import Sample, draw
from proofcheck.sampling.families import Material, sizes_of
from proofcheck.sampling.needs import Needs, needs

GROUPS, EACH, LARGEST, BATCHES = 3, 48, 8, 24
"""How many groups of instances are drawn, each for another dimension, how many instances each has, the largest
dimension, and from among how many batches of the simulator they come."""

MANY = 32
"""So many instances say something about a claim that fails at none of them."""

CLEAR, NOISE, SMALLEST = -1e-6, 10, 1e-9
"""A relative difference of the sides that says something, how often the difference has to be what rounding changes, and
the size below which nothing is made of sides that may be what rounding leaves of 0."""

UNKNOWN = (NoValueError, NumericsError, KernelError)
"""What is raised where something has no value, or cannot be drawn."""

ROUNDED = 2
"""How many instances are confirmed in fractions where it is not sure that they satisfy the hypotheses."""


@dataclass(slots=True)
class Known:
    """Counterexamples that were found, and a ground on which changed claims are looked at."""

    instances: list[Instance]
    ground: "Ground"

    def refutes(self, problem: Problem, *, again: bool = False) -> bool:
        """Whether a claim fails at an instance that is known; ``again``: its hypotheses are looked at, too."""
        if any(_fails(problem, instance, again=again) for instance in self.instances):
            return True
        found = self.ground.failing(problem)
        if isinstance(found, Instance):
            self.instances.append(found)
        return found is not None


def _fails(problem: Problem, instance: Instance, *, again: bool) -> bool:
    """Whether a claim fails at an instance; its hypotheses are looked at where they determine what it speaks of."""
    given = {*instance.scalars, *instance.vectors, *instance.operators}
    alone = not instance.initial and all(variable[1] in given for variable in problem.goal.free_variables())
    asked = replace(problem, hypotheses=()) if alone and not again else problem
    try:
        confirm(asked, instance)
    except NotConfirmed:
        return False
    return True


@dataclass(frozen=True)
class Ground:
    """Random instances of the hypotheses of a problem."""

    problem: Problem
    seed: int = 0

    @cached_property
    def _groups(self) -> list["_Group"]:
        try:
            needed = needs(self.problem)
        except KernelError:
            return []
        drawn = ((material, _drawn(needed, material)) for material in self._materials(needed))
        return [_Group(needed, material, sample) for material, sample in drawn if sample is not None]

    def _materials(self, needed: Needs) -> Iterator[Material]:
        """The simulator's first small groups, each for another dimension."""
        seen: set[int] = set()
        for number, seeds in (group for batch in range(BATCHES) for group in groups(self.seed, batch)):
            sizes = sizes_of(family_of(needed, number), self.seed, number)
            if max(sizes) <= LARGEST and sizes[0] not in seen and len(seen) < GROUPS:
                seen.add(sizes[0])
                yield group_material(needed, number, self.seed, range(seeds.start, seeds.start + EACH))

    def failing(self, problem: Problem) -> Instance | bool | None:
        """Whether a claim fails at one of the instances: in fractions, if it is not sure that it is one; else ``True``.

        ``None`` if it fails at none of them, as far as can be seen.
        """
        further = self._further(problem)
        if further is None:
            return None
        found = (group.failing(problem, further) for group in self._groups)
        return next((one for one in found if one is not None), None)

    def is_telling(self, problem: Problem) -> bool:
        """Whether the claim was looked at for many instances."""
        further = self._further(problem)
        margins = [] if further is None else [_relative(problem, group.sample, further) for group in self._groups]
        return sum(int(np.isfinite(one).any(axis=1).sum()) for one in margins) >= MANY

    def is_weaker(self, problem: Problem, than: Problem) -> bool:
        """Whether a bound leaves at least as much room as another one at each of many instances."""
        op, other = problem.goal.relation[0], than.goal.relation[0]
        if op != other or op == "=" or problem.hypotheses != than.hypotheses or not self.is_telling(problem):
            return False
        for sample in (group.sample for group in self._groups):
            try:
                new, old = (compare(one.goal.relation, sample.setting) for one in (problem, than))
            except UNKNOWN:
                return False
            with np.errstate(all="ignore"):
                lost = np.where(sample.satisfied, (old.margin - new.margin) / (old.size + new.size), 0.0)
            if (lost > -CLEAR).any():
                return False
        return True

    def _further(self, problem: Problem) -> list[Clause] | None:
        """What a claim supposes beyond that; ``None`` where the instances say nothing about it."""
        goal = self.problem.goal
        same = (problem.goal.variables, problem.goal.conditions) == (goal.variables, goal.conditions)
        if not same or problem.dimensions != self.problem.dimensions:
            return None
        return [clause for clause in problem.hypotheses if clause not in self.problem.hypotheses]


@dataclass(frozen=True)
class _Group:
    """Instances of one family and shape."""

    needed: Needs
    material: Material
    sample: Sample

    @cached_property
    def rough(self) -> Sample | None:
        """The same instances, computed with less care."""
        return _drawn(self.needed, self.material, rough=1)

    def failing(self, problem: Problem, further: Sequence[Clause]) -> Instance | bool | None:
        """See ``Ground.failing``."""
        margins = _relative(problem, self.sample, further)
        worst = np.unravel_index(np.argsort(margins, axis=None, kind="stable")[:ROUNDED], margins.shape)
        if margins[worst][0] >= CLEAR:
            return None
        if not self._is_unsure(further):
            clear = (margins[worst] < CLEAR) & self._is_clear(problem)[worst]
            return True if clear.any() else None
        for row, point in zip(*worst, strict=True):
            for instance in islice(in_fractions(self.needed, self.sample, int(row), int(point)), ROUNDED):
                if _fails(problem, instance, again=True):
                    return instance
        return None

    def _is_clear(self, problem: Problem) -> Array:
        """Where the difference of the sides is not what rounding makes it."""
        with suppress(*UNKNOWN), np.errstate(all="ignore"):
            if self.rough is not None:
                now, again = (compare(problem.goal.relation, one.setting).margin for one in (self.sample, self.rough))
                return np.asarray(np.abs(now) > NOISE * np.abs(now - again))
        return np.zeros(self.sample.satisfied.shape, dtype=bool)

    def _is_unsure(self, further: Sequence[Clause]) -> bool:
        """Whether a hypothesis that binds something was looked at for some of its values only."""
        looked_at = [clause for clause in self.needed.checked if clause not in self.needed.problem.goal.conditions]
        binds_numbers = any(v for clause in looked_at for v in clause.variables if len(v[2]) == 1)
        return self.sample.sampled or binds_numbers or any(clause.variables for clause in further)


def _drawn(needed: Needs, material: Material, *, rough: int = 0) -> Sample | None:
    with suppress(*UNKNOWN), np.errstate(all="ignore"):
        return draw(needed, material, rough=rough)
    return None


def _relative(problem: Problem, sample: Sample | None, further: Sequence[Clause]) -> Array:
    """By how much a claim holds, relative to its sides; infinite where a hypothesis does not, or that is not known."""
    if sample is None:
        return np.full((1, 1), np.inf)
    with suppress(*UNKNOWN), np.errstate(all="ignore"):
        found, satisfied = compare(problem.goal.relation, sample.setting), sample.satisfied
        for clause in further:
            satisfied = satisfied & holds(clause, sample.setting)
        return np.where(satisfied & np.isfinite(found.relative) & ~(found.size < SMALLEST), found.relative, np.inf)
    return np.full((1, 1), np.inf)


__all__ = ["Ground", "Known"]
