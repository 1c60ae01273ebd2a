"""A violation in float64 is evaluated again at the same instance in balls of 50 digits, its hypotheses included."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from numerics.arrays import to_objects
from numerics.enclosures import ball
from numerics.errors import NumericsError
from numerics.precision import Decision, decide
from proofcheck.evaluate.arithmetic import BALLS, Array
from proofcheck.evaluate.clauses import is_unit, lower_and_upper
from proofcheck.evaluate.paths import solve_path
from proofcheck.evaluate.setting import NoValueError, Setting
from proofcheck.evaluate.terms import evaluate
from proofcheck.kernel.clauses import Clause, Relation
from proofcheck.kernel.terms import Term
from proofcheck.sampling.drawing import Sample
from proofcheck.sampling.needs import Needs, is_lipschitz

DIGITS = (50, 100)


@dataclass(frozen=True, slots=True)
class Verdict:
    """``violated``, ``holds`` or ``undecided``; both sides in print; ``why`` where it stays undecided."""

    verdict: str
    left: str = ""
    right: str = ""
    digits: int = 0
    why: str = ""


def confirm_in_balls(needed: Needs, sample: Sample, row: int, point: int) -> Verdict:
    """Decide the claim at one instance and one point of time of a sample, in balls."""
    if sample.sampled or any(clause.variables and not is_lipschitz(clause) for clause in needed.checked):
        return Verdict("undecided", why="a hypothesis about all times or vectors was only sampled")
    plain = _single(sample.setting, row, point)

    def sides(digits: int) -> tuple[Any, Any]:
        setting = _in_balls(needed, plain)
        if not all(_is_proved(clause, setting) for clause in needed.checked):
            raise NoValueError("a hypothesis was not proved")
        left, right = lower_and_upper(needed.problem.goal.relation, setting)
        return left.ravel()[0], right.ravel()[0]

    try:
        decision: Decision = decide(sides, digits=DIGITS)
    except (NoValueError, NumericsError, ValueError, ZeroDivisionError) as error:
        return Verdict("undecided", why=" ".join(str(error).split()))
    return Verdict(decision.verdict, decision.left, decision.right, decision.digits)


def _single(setting: Setting, row: int, point: int) -> Setting:
    """The setting of one instance at one point of time."""

    def pick(value: Array) -> Array:
        first = value[row : row + 1] if value.shape[0] > 1 else value
        return first[:, point : point + 1] if value.shape[1] > 1 else first

    def path(name: str) -> Any:
        return lambda times: setting.paths[name](np.broadcast_to(times, (max(_batch(setting), 1), times.shape[1])))[
            row : row + 1
        ]

    index = np.array([row])
    return replace(
        setting,
        values={key: pick(value) for key, value in setting.values.items()},
        maps={name: model.take(index) for name, model in setting.maps.items()},
        paths={name: path(name) for name in setting.paths},
        horizon=None if setting.horizon is None else pick(setting.horizon),
        timescale=None if setting.timescale is None else pick(setting.timescale),
    )


def _batch(setting: Setting) -> int:
    sizes = [value.shape[0] for value in setting.values.values()]
    return max([*sizes, *(model.batch for model in setting.maps.values())], default=1)


def _objects(value: Array) -> Array:
    return to_objects(value, ball)


def _in_balls(needed: Needs, plain: Setting) -> Setting:
    values = {key: _objects(value) for key, value in plain.values.items() if key not in needed.definitions}
    for variable in _unit_vectors(needed):
        length = BALLS.sqrt((values[variable] * values[variable]).sum(axis=-1))
        values[variable] = values[variable] / length[..., None]
    maps = {name: model.cast(_objects) for name, model in plain.maps.items()}
    paths: dict[str, Any] = {}
    setting = Setting(plain.sizes, values, maps, paths, needed.dynamics, arithmetic=BALLS)
    for name in plain.paths:
        paths[name] = _Enclosed(name, setting, plain, name in needed.dynamics)
    for variable, body in needed.definitions.items():
        with suppress(NoValueError):
            values[variable] = evaluate(body, setting)
    return setting


def _unit_vectors(needed: Needs) -> Iterator[Term]:
    for clause in needed.checked:
        for variable in clause.free_variables():
            if is_unit(clause, variable):
                yield variable


def _is_proved(clause: Clause, setting: Setting) -> bool:
    """Whether a hypothesis certainly holds at this instance, at this time."""
    if is_lipschitz(clause):
        return True  # the family's constant is certified
    if any(is_unit(clause, v) for v in clause.free_variables()):
        return True  # the vector was divided by its norm
    return any(_is_refuted(condition, setting) for condition in clause.conditions) or _holds(clause.relation, setting)


def _holds(relation: Relation, setting: Setting) -> bool:
    left, right = (side.ravel()[0] for side in lower_and_upper(relation, setting))
    return bool(left < right if relation[0] == "<" else left <= right)


def _is_refuted(clause: Clause, setting: Setting) -> bool:
    """Whether a condition certainly does not hold."""
    left, right = (side.ravel()[0] for side in lower_and_upper(clause.relation, setting))
    plain = not clause.variables and not clause.conditions
    return plain and bool(left >= right if clause.relation[0] == "<" else left > right)


class _Enclosed:
    """A path in balls: its start stands for itself, the rest is solved for when it is asked for."""

    def __init__(self, name: str, setting: Setting, plain: Setting, moving: bool) -> None:
        self.name, self.setting, self.plain, self.moving = name, setting, plain, moving
        self.solution: Any = None

    def __call__(self, times: Array) -> Array:
        start = _objects(self.plain.paths[self.name](np.zeros((1, 1))))
        if all(t.is_zero() for t in times.ravel()):
            return np.broadcast_to(start, (1, times.shape[1], *start.shape[2:]))
        if not self.moving:
            raise NoValueError(f"the path {self.name} has no enclosure here")
        if self.solution is None:
            self.solution = solve_path(self.name, start, self.setting, shape=self.plain)
        return self.solution(times)
