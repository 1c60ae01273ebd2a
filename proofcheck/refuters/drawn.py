"""The simulator's random instances, in float64 and many at a time: the claim's closest ones improved, then rounded.

What is drawn is what ``simulate`` draws, by the same names. Whoever asks confirms what is proposed.
"""

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from fractions import Fraction
from itertools import combinations_with_replacement
from zlib import crc32

import numpy as np

from numerics.errors import NumericsError
from numerics.models import Affine, Model, Quadratic
from proofcheck.evaluate.arithmetic import Array
from proofcheck.evaluate.clauses import compare, holds, is_unit
from proofcheck.evaluate.setting import NoValueError, Setting
from proofcheck.evaluate.terms import evaluate
from proofcheck.kernel.clauses import Problem
from proofcheck.kernel.terms import NATURAL, KernelError, Term
from proofcheck.models.instance import Instance, Polynomial
from proofcheck.sampling.batches import family_of, group_material, groups
from proofcheck.sampling.drawing import Sample, draw
from proofcheck.sampling.families import FUNCTIONS, PLAIN, sizes_of
from proofcheck.sampling.needs import Needs, needs

BATCHES = 4
"""Batches of instances that are drawn."""
WORST = 3
"""How many of a group's instances are proposed, or improved on."""
ROUNDS, CHILDREN = 24, 48
"""Of improvement, and how many instances near by each of them looks at."""
CLEAR = -1e-3
"""A relative difference that need not be made clearer."""
ROUNDING = -1e-12
"""Larger ones are not violations."""
DENOMINATORS = (10, 1_000, 10**6, 10**12)
"""Of the fractions to which numbers are rounded, one after the other."""
EXACT = (PLAIN, "affine", "quadratic", *FUNCTIONS)
"""Families whose members are polynomials, or no maps at all."""
STRAIGHT = (PLAIN, "affine")
"""Those with bounded slopes."""
LARGEST_SYSTEM = 3
"""The largest dimension where paths are solved for exactly, in the shortest of these fractions."""


def drawn(problem: Problem, *, seed: int = 0) -> Iterator[Instance]:
    """Instances at which the claim seems to fail, hypotheses holding; each in short numbers first.

    The same problem and seed give the same ones. None where it needs what no instance can say exactly.
    """
    try:
        needed = needs(problem)
        if any(slot.key[0] == "path" for slot in needed.outline.slots):
            return
        curved = all(slot.degree != 1 for slot in needed.outline.slots)
        for batch in range(BATCHES):
            for number, seeds in groups(seed, batch):
                family = family_of(needed, number)
                largest = max(sizes_of(family, seed, number))
                if family not in (EXACT if curved else STRAIGHT) or (needed.sorts and largest > LARGEST_SYSTEM):
                    continue
                sample = draw(needed, group_material(needed, number, seed, seeds))
                with np.errstate(all="ignore"):
                    for setting, row, point in _violations(needed, sample):
                        yield from _rounded(needed, sample, _alone(setting, row, point), row)
    except (KernelError, NoValueError, NumericsError):
        return


def _violations(needed: Needs, sample: Sample) -> Iterator[tuple[Setting, int, int]]:
    """Settings, rows and points of time at which the claim fails; where it fails nowhere, after improvement, unless a
    hypothesis was only looked at for a few vectors, or paths would have to be solved for again and again.
    """
    margins = _margins(needed, sample.setting, sample.satisfied)
    found = np.argwhere(margins < ROUNDING)
    order = np.argsort(margins[tuple(found.T)], kind="stable")
    for row, point in found[order][:WORST].tolist():
        yield sample.setting, row, point
    if len(found) or needed.sorts or sample.sampled or needed.problem.goal.relation[0] == "=":
        return
    places = np.argsort(margins, axis=None, kind="stable")[:WORST]
    for row, point in zip(*np.unravel_index(places, margins.shape), strict=True):
        if np.isfinite(margins[row, point]):
            improved = _improved(needed, _alone(sample.setting, int(row), int(point)), float(margins[row, point]))
            if improved is not None:
                yield improved, 0, 0


def _margins(needed: Needs, setting: Setting, satisfied: Array) -> Array:
    """By how much the claim holds, ``(b, s)``, relative to its sides; infinite where a hypothesis does not hold."""
    relative = compare(needed.problem.goal.relation, setting).relative
    relative, satisfied = np.broadcast_arrays(relative, satisfied)
    return np.where(satisfied & np.isfinite(relative), relative, np.inf)


def _alone(setting: Setting, row: int, point: int) -> Setting:
    """The setting of one instance at one point of time."""

    def pick(value: Array) -> Array:
        one = value[row : row + 1] if value.shape[0] > 1 else value
        return one[:, point : point + 1] if one.shape[1] > 1 else one

    values = {variable: pick(value) for variable, value in setting.values.items()}
    maps = {name: model.take(np.array([row])) for name, model in setting.maps.items()}
    horizon, timescale = (None if x is None else pick(x) for x in (setting.horizon, setting.timescale))
    return replace(setting, values=values, maps=maps, horizon=horizon, timescale=timescale, label="")


def _improved(needed: Needs, parent: Setting, margin: float) -> Setting | None:
    """The setting after random steps of which each brings the claim closer to failing, if it fails in the end."""
    random = np.random.default_rng(crc32(repr(sorted(variable[1] for variable in parent.values)).encode()))
    free = [v for v in parent.values if v not in needed.definitions and v[2] != NATURAL]
    maps = {name: model.take(np.zeros(CHILDREN, dtype=int)) for name, model in parent.maps.items()}
    scale = 1.0
    for _ in range(ROUNDS if free else 0):
        values = {v: np.repeat(value, CHILDREN, axis=0) for v, value in parent.values.items()}
        for variable in free:
            values[variable] = _stepped(values[variable], scale, random)
        children = _defined(needed, replace(parent, values=values, maps=maps))
        margins = _margins(needed, children, _satisfied(needed, children))[:, 0]
        best = int(np.argmin(margins))
        if margins[best] < margin:
            parent, margin = _alone(children, best, 0), float(margins[best])
            scale = min(1.0, 1.5 * scale)
        else:
            scale *= 0.6
        if margin < CLEAR:
            break
    return parent if margin < ROUNDING else None


def _stepped(value: Array, scale: float, random: np.random.Generator) -> Array:
    """Entries are multiplied by something, moved by something in proportion, or left alone."""
    sizes = np.exp(scale * random.standard_normal((*value.shape[:1], *(1,) * (value.ndim - 1))))
    moves = scale * random.standard_normal(value.shape) * np.maximum(np.abs(value), 0.1)
    kept = random.random((*value.shape[:1], *(1,) * (value.ndim - 1))) < 0.25
    return np.where(kept, value, sizes * value + moves / 2)


def _defined(needed: Needs, setting: Setting) -> Setting:
    """The setting with what the definitions make of the rest, one after the other as far as they rest on each other."""
    values = {v: value for v, value in setting.values.items() if v not in needed.definitions}
    waiting = dict(needed.definitions)
    while waiting:
        ready = [v for v, body in waiting.items() if not body.free & waiting.keys()]
        if not ready:
            raise NoValueError("definitions rest on each other")
        for variable in ready:
            value = evaluate(waiting.pop(variable), replace(setting, values=values))
            values[variable] = np.broadcast_to(value, (CHILDREN, *value.shape[1:]))
    return replace(setting, values=values)


def _satisfied(needed: Needs, setting: Setting) -> Array:
    found = np.ones((CHILDREN, 1), dtype=bool)
    for clause in needed.checked:
        found = found & holds(clause, setting)
    return found


# ---------------------------------------------------------------- exact instances


def in_fractions(needed: Needs, sample: Sample, row: int, point: int) -> Iterator[Instance]:
    """An instance of a sample at one of its points of time, in shorter and then in longer fractions."""
    large = needed.sorts and max(sample.setting.sizes.values(), default=1) > LARGEST_SYSTEM
    if not large and not any(slot.key[0] == "path" for slot in needed.outline.slots):
        with suppress(KernelError, NoValueError, NumericsError):
            yield from _rounded(needed, sample, _alone(sample.setting, row, point), row)


def _rounded(needed: Needs, sample: Sample, one: Setting, row: int) -> Iterator[Instance]:
    seen: list[Instance] = []
    for denominator in DENOMINATORS[:1] if needed.sorts else DENOMINATORS:
        instance = _instance(needed, sample, one, row, denominator)
        if instance is None:
            return
        if instance not in seen:
            seen.append(instance)
            yield instance


def _instance(needed: Needs, sample: Sample, one: Setting, row: int, denominator: int) -> Instance | None:
    """The setting of one instance in fractions; ``None`` where a path or a map cannot be said in them."""

    def short(x: float) -> Fraction:
        return Fraction(x).limit_denominator(denominator)

    found = Instance({name: size for name, size in sample.setting.sizes.items() if not name.isdigit()})
    for slot in needed.outline.slots:
        kind, name = slot.key
        if kind == "map":
            polynomials = _polynomials(one.maps[name], short)
            if polynomials is None:
                return None
            found = replace(found, functions={**found.functions, name: polynomials})
        elif kind == "start":
            start = np.broadcast_to(one.paths[name](np.zeros((1, 1))), (len(sample.names), 1, *one.shape(slot.sort)))
            entries = tuple(short(x) for x in start[row].ravel().tolist())
            found = replace(found, initial={**found.initial, name: entries})
        else:
            found = _with_value(found, needed, Term("var", name, slot.sort), one, denominator)
    return found


def _with_value(found: Instance, needed: Needs, variable: Term, one: Setting, denominator: int) -> Instance:
    _, name, sort = variable
    value = one.values[variable][0, 0]
    entries = tuple(Fraction(x).limit_denominator(denominator) for x in np.ravel(value).tolist())
    if len(sort) == 1:
        return replace(found, scalars={**found.scalars, name: entries[0]})
    if sort[0] == "V":
        if any(is_unit(clause, variable) for clause in needed.checked):
            entries = _on_the_sphere(entries)
        return replace(found, vectors={**found.vectors, name: entries})
    width = value.shape[1]
    rows = tuple(entries[k : k + width] for k in range(0, len(entries), width))
    return replace(found, operators={**found.operators, name: rows})


def _on_the_sphere(entries: tuple[Fraction, ...]) -> tuple[Fraction, ...]:
    """A rational unit vector near by: along lines from the point of the sphere that is opposite to it, nearly."""
    place = max(range(len(entries)), key=lambda i: abs(entries[i]))
    sign = 1 if entries[place] >= 0 else -1
    others = [x / (1 + abs(entries[place])) for i, x in enumerate(entries) if i != place]
    square = sum((x * x for x in others), start=Fraction(0))
    mapped = [2 * x / (1 + square) for x in others]
    mapped.insert(place, sign * (1 - square) / (1 + square))
    return tuple(mapped)


def _polynomials(model: Model, short: Callable[[float], Fraction]) -> tuple[Polynomial, ...] | None:
    """The components of an affine or quadratic map."""
    if not isinstance(model, Affine | Quadratic):
        return None
    outputs, size = model.matrix.shape[1:]
    components = []
    for i in range(outputs):
        terms: dict[tuple[int, ...], Fraction] = {(0,) * size: short(float(model.offset[0, i]))}
        for j in range(size):
            terms[_exponents(size, j)] = short(float(model.matrix[0, i, j]))
        if isinstance(model, Quadratic):
            for j, k in combinations_with_replacement(range(size), 2):
                entry = short(float(model.forms[0, i, j, k]))
                terms[_exponents(size, j, k)] = entry / 2 if j == k else entry
        components.append({key: x for key, x in terms.items() if x})
    return tuple(components)


def _exponents(size: int, *places: int) -> tuple[int, ...]:
    return tuple(sum(place == i for place in places) for i in range(size))
