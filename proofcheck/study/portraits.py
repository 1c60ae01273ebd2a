"""How a claim fares on random networks, paths and matrices: for pictures, in float64, and no evidence.

One instance is followed along time, where the claim moves with it: both sides, and the right side as repaired. At all
instances, and times after the start, it is counted which part of its bound is used.
"""

from typing import Any

import numpy as np

from numerics.errors import NumericsError
from proofcheck.evaluate.arithmetic import Array
from proofcheck.evaluate.clauses import compare
from proofcheck.evaluate.setting import NoValueError
from proofcheck.kernel.clauses import Problem
from proofcheck.kernel.terms import KernelError
from proofcheck.matter import Case, Matter
from proofcheck.models.existence import IMPOSSIBLE
from proofcheck.sampling.drawing import Sample, draw
from proofcheck.sampling.families import material, names_of, sizes_of
from proofcheck.sampling.needs import Needs, needs
from proofcheck.study.course import is_turned

NETWORKS = ("two-layer-tanh", "two-layer-softplus", "deep-tanh", "both-layers-tanh")
"""Families that are taken before others."""
INSTANCES = 48
POINTS = 48
"""Times that are kept, at most."""
FEWEST = 4
PARTS = 20
"""Bins for the part of a bound that is used, between 0 and 1."""


def portrait(case: Case) -> dict[str, Any]:
    """An inequality along the instance where it is tightest, and how tight it is at all; nothing where none is drawn.

    The schema of findings says what it holds.
    """
    matter = Matter(case)
    if (
        matter.claim.ill_typed is not None
        or matter.problem.goal.relation[0] == "="
        or matter.problem.goal.relation == IMPOSSIBLE
    ):
        return {}
    try:
        return _drawn(matter)
    except (NoValueError, NumericsError, KernelError):
        return {}


def _drawn(matter: Matter) -> dict[str, Any]:
    needed = needs(matter.problem)
    family = next((name for name in NETWORKS if name in needed.families), needed.families[0])
    names = names_of(family, sizes_of(family, matter.case.seed, 0), range(INSTANCES))
    sample, left, right, usable = _sides(matter.problem, needed, names)
    moves = sample.times.shape[1] == usable.shape[1] > 1
    counted = usable & (np.broadcast_to(sample.times > 0, usable.shape) if moves else True) & (right > 0)
    if not counted.any():
        return {}
    used = np.where(counted, left / np.where(counted, right, 1.0), -np.inf)
    bins = np.floor(np.clip(used[counted], 0.0, 1.0 + 1 / PARTS) * PARTS * (1 - 1e-9)).astype(int)
    found = {
        "instances": len(names),
        "satisfied": int(usable.any(axis=1).sum()),
        "family": family,
        "used": np.bincount(bins, minlength=PARTS + 1).tolist(),
    }
    row = int(np.argmax(used.max(axis=1)))
    if moves and usable[row].sum() >= FEWEST:
        found |= {"instance": names[row], **_along(matter, names, sample, (left, right), usable, row)}
    return found


def _sides(problem: Problem, needed: Needs, names: tuple[str, ...]) -> tuple[Sample, Array, Array, Array]:
    """Both sides at the instances of these names, and where the hypotheses hold and both are numbers."""
    sample = draw(needed, material(names))
    found = compare(problem.goal.relation, sample.setting)
    shape = np.broadcast_shapes(found.left.shape, sample.satisfied.shape, (len(names), 1))
    left, right = np.broadcast_to(found.left, shape), np.broadcast_to(found.right, shape)
    return sample, left, right, np.broadcast_to(sample.satisfied, shape) & np.isfinite(left) & np.isfinite(right)


def _along(
    matter: Matter, names: tuple[str, ...], sample: Sample, sides: tuple[Array, Array], usable: Array, row: int
) -> dict[str, Any]:
    """The sides at one instance along time; with the right side as repaired, where the left side is the same."""
    kept = np.flatnonzero(usable[row])
    kept = kept[np.unique(np.linspace(0, len(kept) - 1, POINTS).round().astype(int))]
    times = np.broadcast_to(sample.times, usable.shape)[row][kept]
    left, right = (side[row][kept] for side in sides)
    if is_turned(matter.claim):
        return {"times": _rounded(times), "left": _rounded(right), "right": _rounded(left)}
    found = {"times": _rounded(times), "left": _rounded(left), "right": _rounded(right)}
    repaired = _repaired(matter, names)
    if repaired is not None and repaired[1].shape == usable.shape and np.allclose(repaired[0][row][kept], left):
        found["repaired"] = _rounded(repaired[1][row][kept])
    return found


def _repaired(matter: Matter, names: tuple[str, ...]) -> tuple[Array, Array] | None:
    edit = matter.mended_by()
    if edit is None or edit.supposing is not None:
        return None
    problem = matter.document.problem(matter.changed(edit))
    _, left, right, _ = _sides(problem, needs(problem), names)
    return left, right


def _rounded(values: Array) -> list[float]:
    return [float(f"{x:.5g}") for x in values]
