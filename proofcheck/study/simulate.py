"""How the claims of a document fare on random instances: in batches, which a campaign runs, keeps and merges.

A difference that has the wrong sign in float64 is a suspicion. It is called a violation only after the claim failed at
that instance in balls of 50 digits, or after the kernel confirmed a counterexample to the claim exactly.
"""

import hashlib
import math
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

import numpy as np
from threadpoolctl import threadpool_limits

from numerics.campaign import Campaign, Part, Progress, run_campaign
from numerics.errors import CallError, NumericsError
from numerics.user import UserTraining
from proofcheck.evaluate.arithmetic import Array
from proofcheck.evaluate.clauses import Comparison, compare
from proofcheck.evaluate.setting import NoValueError
from proofcheck.kernel.clauses import Problem
from proofcheck.kernel.terms import KernelError
from proofcheck.lang.documents import Document
from proofcheck.lang.printing import symbol_text
from proofcheck.models.existence import IMPOSSIBLE
from proofcheck.refuters import refute
from proofcheck.sampling.batches import batch_size, group_material, groups
from proofcheck.sampling.drawing import Sample, draw
from proofcheck.sampling.families import Material, material, user_material
from proofcheck.sampling.needs import Needs, needs
from proofcheck.study.confirming import confirm_in_balls
from proofcheck.study.executors import WorkerExecutor
from proofcheck.workers import Limits, Lost, each

ROUNDING = 1e-9
"""Relative differences below this are not even suspicions."""
TRUSTED = 1e-7
"""Points at which float64 gives the sides to this share of their size, or better; others count for nothing."""
NOISE = 10.0
"""A difference is a suspicion if it is this many times what a rougher computation changes."""
ROUGHER = 5
"""Rougher computations that may be made."""
CERTAIN = -0.5
"""For a relative difference below this one rougher computation is enough."""
BINS = 400
QUANTILES = (0.05, 0.5, 0.95, 1.0)
WORST = 3
"""Suspicions of a claim that are looked at in balls."""
BELOW = (0.5, 0.2, 0.1, 0.05, 0.02, 0.01, 0.001)
"""Parts of a threshold at which a claim is looked at, to see how far below it goes on holding."""
FAILS = 1e-4
"""A relative difference of the wrong sign that counts as a failure there; float64 alone decides."""
CURVES = 3
"""Curves of a claim that are kept for its plot."""
LIMITS = Limits(seconds=120.0, memory=8 << 30)
"""Of a batch, and then of each claim of a batch that passed them."""


Again = Callable[[int], Sample]
"""The same instances, computed more roughly; in another way for each number from 1 on."""


@dataclass(frozen=True, slots=True)
class Violation:
    """A claim fails: at a named instance in balls, or at an instance that the kernel confirmed."""

    instance: str
    left: str
    right: str
    evidence: str


@dataclass(frozen=True, slots=True)
class ClaimResult:
    """What the instances say about one claim.

    ``instances`` were drawn, ``satisfied`` of them satisfy the hypotheses, ``sampled`` of these were looked at for a
    few vectors where a hypothesis speaks of all. ``tightest`` is the smallest relative margin, at ``where``.
    ``quantiles`` are those of left/right over instances and times. Neither counts time 0, unless the claim fails
    there: many claims are equalities at the start. ``suspicions`` is the number of instances
    with a wrong sign in float64. ``below`` says, for parts of the threshold that a hypothesis sets, how many instances
    were looked at there and at how many the claim fails in float64. ``note`` says why nothing was simulated, ``unmet``
    which hypothesis no instance satisfies. ``lost`` says why, and in how many batches, it could not be evaluated,
    ``unjudged`` why it is not known whether a suspicion is a violation.
    """

    claim: str
    relation: str
    instances: int = 0
    satisfied: int = 0
    sampled: int = 0
    tightest: float | None = None
    where: str = ""
    quantiles: tuple[tuple[float, float], ...] = ()
    suspicions: int = 0
    violation: Violation | None = None
    note: str = ""
    unmet: str = ""
    curves: tuple[Mapping[str, Any], ...] = ()
    below: tuple[tuple[float, int, int], ...] = ()
    lost: tuple[tuple[str, int], ...] = ()
    unjudged: str = ""


# ---------------------------------------------------------------- one batch


def batches_for(instances: int) -> int:
    """How many batches have that many instances of each claim, or more."""
    batches = 0
    while instances > 0:
        instances -= batch_size(batches)
        batches += 1
    return batches


def run_batch(
    problems: Sequence[tuple[str, Problem]], seed: int, user: UserTraining | None, batch: int
) -> dict[str, Any]:
    """The statistics of one batch, as JSON: by claim.

    Claims take turns on one group, those of the same hypotheses one after the other: they share what was solved. It
    keeps to one core: batches run side by side.
    """
    found: dict[str, Any] = {claim: {} for claim, _ in problems}
    ordered = sorted(problems, key=lambda item: repr(item[1].hypotheses))
    with threadpool_limits(1):
        for number, seeds in groups(seed, batch):
            for claim, problem in ordered:
                found[claim] = merge_claims(found[claim], _claim_group(problem, seed, user, number, seeds))
    return found


@lru_cache(maxsize=256)
def _needs(problem: Problem) -> Needs:
    return needs(problem)


def _claim_group(problem: Problem, seed: int, user: UserTraining | None, number: int, seeds: range) -> dict[str, Any]:
    try:
        if problem.goal.relation == IMPOSSIBLE:
            raise NoValueError("that something exists has no margin")
        needed = _needs(problem)
        made = _material(needed, user, number, seed, seeds)
        factor = BELOW[number % len(BELOW)]
        below = (factor, draw(needed, made, below=factor)) if needed.thresholds else None
        return _statistics(needed, draw(needed, made), partial(_roughly, needed, made), below)
    except (KernelError, NoValueError, NumericsError) as error:
        return {"note": " ".join(str(error).split())}


def _material(needed: Needs, user: UserTraining | None, number: int, seed: int, seeds: range) -> Material:
    """What the instances of a group are made of: a family's members, or a user's model."""
    if user is None:
        return group_material(needed, number, seed, seeds)
    if needed.codomain[:1] != ("V",) or not needed.domain:
        raise NoValueError("the claim does not speak of a model f from R^p to R^n")
    return user_material(user, tuple(seeds), with_constant=needed.constant)


def _roughly(needed: Needs, made: Material, number: int) -> Sample:
    return draw(needed, made, rough=number)


def _statistics(
    needed: Needs, sample: Sample, again: Again, below: tuple[float, Sample] | None = None
) -> dict[str, Any]:
    comparison, noise = _compared(needed, sample, again)
    shape = noise.shape
    relative = np.broadcast_to(comparison.relative, shape)
    relative = np.where(np.abs(relative) <= NOISE * noise, 0.0, relative)
    usable = _usable(sample, relative, noise)
    counted = usable & ~(_at_start(needed, sample, shape) & (relative >= -ROUNDING))
    count = int(usable.any(axis=1).sum())
    found: dict[str, Any] = {
        "instances": shape[0],
        "satisfied": count,
        "sampled": count if sample.sampled else 0,
        "bins": _histogram(_ratios(comparison.left, comparison.right, counted, shape)),
        "unmet": sample.unmet,
        "suspicions": 0,
        "worst": [],
        "curves": [],
        "below": {} if below is None else _below(needed, *below),
    }
    if count:
        margins = np.where(counted if counted.any() else usable, relative, np.inf)
        row, point = (int(i) for i in np.unravel_index(np.argmin(margins), shape))
        found["tightest"] = float(margins[row, point])
        found["where"] = _place(needed, sample, row, point)
        suspicious = np.where(margins < -ROUNDING, margins, 0.0)
        found["suspicions"] = int((suspicious.min(axis=1) < 0).sum())
        found["worst"] = _looked_at(needed, sample, suspicious)
        found["curves"] = _curves(sample, comparison.left, comparison.right, usable, row)
    return found


def _at_start(needed: Needs, sample: Sample, shape: tuple[int, ...]) -> Array:
    """The points at time 0 among several: many claims are equalities there, whatever they say of later times."""
    moves = needed.time is not None and sample.times.shape[1] == shape[1] > 1
    return np.broadcast_to(sample.times == 0, shape) if moves else np.zeros(shape, dtype=bool)


def _compared(needed: Needs, sample: Sample, again: Again) -> tuple[Comparison, Array]:
    """The sides of the claim, and how far rougher computations change them: more of these where there is a doubt."""
    relation = needed.problem.goal.relation
    comparison = compare(relation, sample.setting)
    shape = np.broadcast_shapes(comparison.margin.shape, sample.satisfied.shape, (len(sample.names), 1))
    relative = np.broadcast_to(comparison.relative, shape)
    noise = np.zeros(shape)
    for number in range(1, ROUGHER + 1):
        rough = again(number)
        noise = np.maximum(noise, _noise(comparison, compare(relation, rough.setting)))
        wrong = _usable(sample, relative, noise) & (relative < -ROUNDING) & (-relative > NOISE * noise)
        if not wrong.any() or relative[wrong].min() < CERTAIN:
            break
    return comparison, noise


def _usable(sample: Sample, relative: Array, noise: Array) -> Array:
    """Where the hypotheses hold and the claim has a value that float64 resolves."""
    return np.broadcast_to(sample.satisfied, noise.shape) & np.isfinite(relative) & (noise <= TRUSTED)


def _ratios(left: Array, right: Array, usable: Array, shape: tuple[int, ...]) -> Array:
    """The part of its bound that is used at each point: left/right, or right/left where both are negative."""
    left, right = np.broadcast_to(left, shape), np.broadcast_to(right, shape)
    with np.errstate(all="ignore"):
        ratio = np.where((left < 0) & (right < 0), right / left, np.where(right > 0, left / right, np.nan))
    return np.asarray(ratio[usable & np.isfinite(ratio)])


def _histogram(ratios: Array) -> dict[str, int]:
    """Counts by bin: 0 is below 0, BINS + 1 above 2; one more bin, -1, for exactly 1."""
    exact = np.abs(ratios - 1) <= 1e-9
    places = np.clip(np.floor(np.clip(ratios, -1.0, 3.0) * (BINS / 2)).astype(int) + 1, 0, BINS + 1)
    places, counts = np.unique(np.where(exact, -1, places), return_counts=True)
    return {str(int(place)): int(count) for place, count in zip(places, counts, strict=True)}


def _place(needed: Needs, sample: Sample, row: int, point: int) -> str:
    if needed.time is None:
        return sample.names[row]
    times = np.broadcast_to(sample.times, (len(sample.names), sample.times.shape[1]))
    return f"{sample.names[row]} at {symbol_text(needed.time[1])} = {times[row, min(point, times.shape[1] - 1)]:.6g}"


def _below(needed: Needs, factor: float, sample: Sample) -> dict[str, list[int]]:
    """At a part of the threshold: how many instances satisfy the other hypotheses, and at how many the claim fails."""
    comparison = compare(needed.problem.goal.relation, sample.setting)
    shape = np.broadcast_shapes(comparison.margin.shape, sample.satisfied.shape, (len(sample.names), 1))
    relative = np.broadcast_to(comparison.relative, shape)
    usable = np.broadcast_to(sample.satisfied, shape) & np.isfinite(relative)
    fails = (usable & (relative < -FAILS)).any(axis=1)
    return {repr(factor): [int(usable.any(axis=1).sum()), int(fails.sum())]}


def _noise(comparison: Comparison, again: Comparison) -> Array:
    """How far the sides change with a rougher computation, in units of their size."""
    changed = np.abs(comparison.left - again.left) + np.abs(comparison.right - again.right)
    changed = changed + np.abs(comparison.margin - again.margin)
    with np.errstate(all="ignore"):
        noise = np.where(comparison.size > 0, changed / comparison.size, changed)
    return np.where(np.isfinite(noise), noise, np.inf)


def _looked_at(needed: Needs, sample: Sample, margins: Array) -> list[dict[str, Any]]:
    """The worst suspicion of the batch."""
    row, point = (int(i) for i in np.unravel_index(np.argmin(margins), margins.shape))
    if margins[row, point] >= 0:
        return []
    place = {"margin": float(margins[row, point]), "instance": _place(needed, sample, row, point)}
    return [{**place, "name": sample.names[row], "point": point}]


def _curves(sample: Sample, left: Array, right: Array, usable: Array, row: int) -> list[dict[str, Any]]:
    """Both sides along time, where the hypotheses hold: elsewhere a bound bounds nothing."""
    shape, kept = usable.shape, usable[row]
    if sample.times.shape[1] != shape[1] or kept.sum() < 2:
        return []
    times = np.broadcast_to(sample.times, shape)[row][kept]
    sides = (np.broadcast_to(side, shape)[row][kept] for side in (left, right))
    lists = [[float(x) for x in side] for side in (times, *sides)]
    if not all(math.isfinite(x) for values in lists for x in values):
        return []
    return [dict(zip(("times", "left", "right"), lists, strict=True), name=sample.names[row])]


# ---------------------------------------------------------------- merging


def merge(total: dict[str, Any], result: dict[str, Any]) -> dict[str, Any]:
    """The statistics of several batches together."""
    return {claim: merge_claims(total.get(claim, {}), result[claim]) for claim in result}


def merge_claims(total: dict[str, Any], one: dict[str, Any]) -> dict[str, Any]:
    """The statistics of one claim in two batches together."""
    lost = {
        reason: total.get("lost", {}).get(reason, 0) + one.get("lost", {}).get(reason, 0)
        for reason in {**total.get("lost", {}), **one.get("lost", {})}
    }
    found = _merge_statistics(total, one)
    return {**found, "lost": lost} if lost else found


def _merge_statistics(total: dict[str, Any], one: dict[str, Any]) -> dict[str, Any]:
    if not total or "instances" not in one:
        return total or one
    if "instances" not in total:
        return one
    found = dict(total)
    for key in ("instances", "satisfied", "sampled", "suspicions"):
        found[key] = total[key] + one[key]
    found["unmet"] = total["unmet"] or one["unmet"]
    found["bins"] = {key: total["bins"].get(key, 0) + one["bins"].get(key, 0) for key in {*total["bins"], *one["bins"]}}
    found["below"] = {
        key: [a + b for a, b in zip(total["below"].get(key, (0, 0)), one["below"].get(key, (0, 0)), strict=True)]
        for key in {*total["below"], *one["below"]}
    }
    found["worst"] = sorted([*total["worst"], *one["worst"]], key=lambda item: float(item["margin"]))[:WORST]
    found["curves"] = [*total["curves"], *one["curves"]][:CURVES]
    if one.get("tightest") is not None and one["tightest"] < total.get("tightest", math.inf):
        found["tightest"], found["where"] = one["tightest"], one["where"]
    return found


# ---------------------------------------------------------------- a whole document


def simulate(
    document: Document,
    *,
    instances: int,
    seed: int = 0,
    workers: int = 1,
    journal: str | Path,
    claims: Sequence[str] | None = None,
    user: UserTraining | None = None,
    executor: Callable[[], Executor] | None = None,
    progress: Callable[[Progress], None] | None = None,
) -> tuple[list[ClaimResult], Campaign]:
    """Put the claims of a document, or some of them, to the test on random instances, or on those of a user's model.

    Finished batches are kept in the journal: the same call resumes after an interruption. ``executor`` makes the
    ``concurrent.futures.Executor`` that runs the batches; without it, ``workers`` processes do, under limits. What a
    claim does to its process costs that claim in that batch.

    Raises:
        NumericsError: a corrupt journal, a cluster that is lost; `CallError`: there is nothing to do.
    """
    if instances < 1:
        raise CallError(f"instances is {instances}; give at least one")
    chosen = [c for c in document.claims if c.ill_typed is None and (claims is None or c.id in claims)]
    if not chosen:
        raise CallError(f"{document.id} has no claim that can be simulated")
    problems = tuple((c.id, document.problem(c)) for c in chosen)
    campaign = run_campaign(
        partial(run_batch, problems, seed, user),
        merge,
        document=f"{document.id} {_fingerprint(problems, user)}",
        seed=seed,
        batches=batches_for(instances),
        journal=journal,
        executor=executor or partial(WorkerExecutor, workers, LIMITS, (__name__,)),
        workers=workers,
        parts=[Part(partial(run_batch, (one,), seed, user), partial(_not_evaluated, one[0])) for one in problems],
        progress=progress,
    )
    results = [_result(claim, problem, campaign.merged.get(claim, {})) for claim, problem in problems]
    suspicions = [
        _Suspicion(k, problem, campaign.merged[claim]["worst"], seed, user is not None)
        for k, (claim, problem) in enumerate(problems)
        if campaign.merged.get(claim, {}).get("worst")
    ]
    for suspicion, violation in each(_violation, suspicions, workers, LIMITS):
        changes = {"unjudged": violation.reason} if isinstance(violation, Lost) else {"violation": violation}
        results[suspicion.position] = replace(results[suspicion.position], **changes)
    return results, campaign


def _not_evaluated(claim: str, reason: str) -> dict[str, Any]:
    return {claim: {"lost": {reason: 1}}}


def _fingerprint(problems: object, user: UserTraining | None) -> str:
    text = repr((problems, "" if user is None else user.text))
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _result(claim: str, problem: Problem, found: Mapping[str, Any]) -> ClaimResult:
    op = problem.goal.relation[0]
    lost = tuple(sorted(found.get("lost", {}).items()))
    if "instances" not in found:
        nothing = "no batch could be evaluated" if lost else "no batch was finished"
        return ClaimResult(claim, op, note=found.get("note", nothing), lost=lost)
    return ClaimResult(
        claim,
        op,
        found["instances"],
        found["satisfied"],
        found["sampled"],
        found.get("tightest"),
        found.get("where", ""),
        quantiles(found["bins"]),
        found["suspicions"],
        unmet=found["unmet"],
        curves=tuple(found["curves"]),
        below=tuple(sorted((float(key), *counts) for key, counts in found["below"].items())),
        lost=lost,
    )


def quantiles(bins: Mapping[str, int]) -> tuple[tuple[float, float], ...]:
    """Upper ends of the bins in which the quantiles lie.

    >>> quantiles({"-1": 3})[1]
    (0.5, 1.0)
    """
    ends = sorted((1.0 if key == "-1" else int(key) * 2 / BINS, count) for key, count in bins.items())
    total = sum(count for _, count in ends)
    found = []
    for q in QUANTILES if total else ():
        seen = 0
        for end, count in ends:
            seen += count
            if seen >= q * total:
                found.append((q, end))
                break
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Suspicion:
    """The instances at which a claim seems to fail; those of a user's model have no enclosure."""

    position: int
    problem: Problem
    worst: list[dict[str, Any]]
    seed: int
    of_user: bool


def _violation(suspicion: _Suspicion) -> Violation | None:
    """The strongest evidence for a violation: exact before 50 digits, and none from float64."""
    refutation = refute(suspicion.problem, seed=suspicion.seed)
    if refutation is not None:
        at = refutation.confirmation
        values = ", ".join(f"{symbol_text(name)} = {value}" for name, value in at.values.items())
        return Violation(values, at.lhs.describe(), at.rhs.describe(), "exact" if at.exact else "interval")
    needed = _needs(suspicion.problem)
    for worst in () if suspicion.of_user else suspicion.worst:
        verdict = confirm_in_balls(needed, draw(needed, material((worst["name"],))), 0, worst["point"])
        if verdict.verdict == "violated":
            return Violation(worst["instance"], verdict.left, verdict.right, f"{verdict.digits} digits")
    return None
