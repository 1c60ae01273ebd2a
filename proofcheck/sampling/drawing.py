"""Random instances of a problem: which objects it needs is read off its clauses.

Maps, operator paths and what suits them come from a family of ``proofcheck.sampling.families``. Everything else follows
the clauses: a scalar is drawn at, inside or outside the bounds that they put on it, a vector on the unit sphere or in
a ball where they say so, a path with a dynamics is solved for, a time is the grid on which the claim is looked at.
"""

from dataclasses import dataclass, field
from typing import Any

import numpy as np

from proofcheck.evaluate.arithmetic import Array
from proofcheck.evaluate.clauses import first_part, graded, holds, span
from proofcheck.evaluate.setting import NoValueError, Setting
from proofcheck.evaluate.terms import evaluate
from proofcheck.kernel.terms import NATURAL, SCALAR, Term
from proofcheck.sampling.draft import INDICES, Draft, Later
from proofcheck.sampling.families import Material
from proofcheck.sampling.needs import Needs, is_threshold
from proofcheck.sampling.outline import Slot
from proofcheck.sampling.scalars import gives_constant, scalar
from proofcheck.sampling.vectors import given_path, vector

POINTS = 16
"""Of the grid of times."""


@dataclass(frozen=True, slots=True)
class Sample:
    """A batch of instances: their setting, and where ``(b, s)`` the hypotheses hold.

    ``names`` rebuild the instances. ``sampled``: a hypothesis about all vectors was looked at for a few. ``unmet`` says
    which hypothesis nothing satisfies, if that is known. Paths of the setting last as long as the sample.
    """

    names: tuple[str, ...]
    setting: Setting
    satisfied: Array
    times: Array
    sampled: bool
    unmet: str
    draft: object = field(repr=False, default=None)


def draw(needed: Needs, made: Material, *, below: float = 1.0, rough: int = 0) -> Sample:
    """Instances of the material of one batch. ``below`` < 1: at that part of the thresholds, which are given up.

    ``rough``, from 1 on: the same instances, but for some units of the last place, others for each number, and solved
    with less care.

    Raises:
        NoValueError: something that the claim needs has no value here.
        NumericsError: a model cannot be evaluated.
    """
    return _sample(Draft(needed, made, below, rough))


def _sample(draft: Draft) -> Sample:
    for slot in draft.needed.outline.slots:
        if slot.key[0] == "start":
            draft.starts.setdefault(slot.key[1], draft.give_start(slot))
    for name in draft.needed.sorts:
        draft.paths[name] = Later(draft, name)
    time = draft.needed.time
    waiting: list[Any] = [
        slot
        for slot in draft.needed.outline.slots
        if slot.key[0] in {"var", "path"} and Term("var", slot.key[1], slot.sort) != time
    ]
    waiting += list(draft.needed.definitions.items())
    _assign(draft, waiting)
    times = _times(draft, time) if time is not None else np.zeros((1, 1))
    satisfied = _satisfied(draft, times if time is not None and time[2] == SCALAR else None)
    return Sample(draft.made.names, draft.setting, satisfied, times, draft.sampled, draft.unmet, draft)


def _assign(draft: Draft, waiting: list[Any]) -> None:
    patient = True
    while waiting:
        stuck: list[Any] = []
        reason = ""
        for item in waiting:
            try:
                _give(draft, item, patient)
            except NoValueError as error:
                stuck.append(item)
                reason = str(error)
            else:
                patient = True
        if len(stuck) == len(waiting):
            if not patient:
                raise NoValueError(reason)
            patient = False
        waiting = stuck


def _give(draft: Draft, item: Any, patient: bool) -> None:
    if isinstance(item, tuple):
        variable, body = item
        draft.values[variable] = np.broadcast_to(evaluate(body, draft.bounded()), draft.full(variable[2]))
        return
    draft.random = draft.made.randomness.numbers(" ".join(item.key))
    if item.key[0] == "path":
        draft.paths[item.key[1]] = given_path(draft, item)
    else:
        value = _value(draft, item, patient)
        draft.values[Term("var", item.key[1], item.sort)] = value if item.sort == NATURAL else draft.nudged(value, item)


def _value(draft: Draft, slot: Slot, patient: bool) -> Array:
    if len(slot.sort) == 1:
        return scalar(draft, slot, patient)
    if slot.sort[0] == "V":
        return vector(draft, slot, patient)
    return draft.random.normal(1, *draft.setting.shape(slot.sort))


def _times(draft: Draft, variable: Term) -> Array:
    if variable[2] == NATURAL:
        times = np.broadcast_to(np.arange(float(INDICES)), (draft.batch, INDICES))
    else:
        low, high = span(variable, tuple(draft.needed.checked), draft.bounded())
        part = first_part(high - low, draft.setting)
        times = np.broadcast_to(low + (high - low) * graded(POINTS, part), (draft.batch, POINTS))
    draft.values[variable] = times
    return times


def _satisfied(draft: Draft, times: Array | None) -> Array:
    found = np.broadcast_to(draft.possible, (draft.batch, 1))
    for clause in draft.needed.checked:
        if any(gives_constant(draft, clause, v) for v in clause.free_variables()):
            continue  # certified by the family
        if draft.below < 1 and is_threshold(clause):
            continue
        if any(len(v[2]) > 1 for v in clause.variables):
            draft.sampled = True
        found = found & holds(clause, draft.bounded(), times=times)
    return found
