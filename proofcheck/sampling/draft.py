"""An instance in the making: its setting, where paths start, and how long it is looked at."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any
from weakref import ref
from zlib import crc32

import numpy as np

from numerics.models import Affine, Model, Quadratic
from proofcheck.evaluate.arithmetic import Array
from proofcheck.evaluate.paths import right_hand_side, solve_path, solve_sequence
from proofcheck.evaluate.setting import NoValueError, Setting
from proofcheck.evaluate.terms import evaluate
from proofcheck.kernel.terms import Sort, Term
from proofcheck.sampling.families import Material
from proofcheck.sampling.needs import Needs
from proofcheck.sampling.outline import Slot

INDICES = 10
"""Indices at which what holds for all of them is looked at."""
LONGER = (0.0, 0.0, 0.0, 1.0)
"""Parts of the way from the time scale of the fastest motion to that of the slowest on which horizons are drawn."""
JITTER = 1e-15


@dataclass
class Draft:
    """A setting in the making."""

    needed: Needs
    made: Material
    below: float
    rough: int
    sampled: bool = False
    unmet: str = ""
    possible: Array = True
    """Where the constants are certified and the thresholds can be met, ``(b, 1)``."""
    values: dict[Term, Array] = field(default_factory=dict)
    paths: dict[str, Any] = field(default_factory=dict)
    starts: dict[str, Array] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.exact = self.made
        if self.rough:
            self.made = _nudged_material(self.made, self.rough)
        self.batch = len(self.made.names)
        self.random = self.made.randomness.numbers("")
        self.sizes = self._sizes()
        slots = [slot for slot in self.needed.outline.slots if slot.key[0] == "map"]
        maps = [slot.key[1] for slot in slots if slot.tied is None]
        if len(maps) > 1:
            raise NoValueError(f"the claim speaks of several maps: {', '.join(maps)}")
        self.maps = {name: self.made.model for name in maps if self.made.model is not None}
        for slot in slots:
            if slot.tied is not None and self.maps:
                self.maps[slot.key[1]] = _gradient(self.maps[slot.tied[1]])
        self.setting = Setting(
            self.sizes,
            self.values,
            self.maps,
            self.paths,
            self.needed.dynamics,
            rough=self.rough,
            label=f"{self.rough} {' '.join(self.made.names)}",
        )

    def _sizes(self) -> dict[str, int]:
        n, p = self.made.sizes
        found = {str(d): p for d in self.needed.domain[1:]}
        found |= {str(d): n for d in self.needed.codomain[1:]}
        if n != p and set(self.needed.domain[1:]) & set(self.needed.codomain[1:]):
            raise NoValueError("no family has maps of a space into itself")
        for dimension in self.needed.outline.dimensions:
            found.setdefault(dimension, p if n in found.values() else n)
        for op, left, right in self.needed.problem.dimensions:
            a, b = (int(x) if x.isdigit() else found[x] for x in (left, right))
            if not {"<": a < b, "<=": a <= b, "=": a == b}[op]:
                raise NoValueError(f"the dimensions do not satisfy {left} {op} {right}")
        return found

    def nudged(self, value: Array, slot: Slot) -> Array:
        """The value of a slot, up to rounding where the draft is rough."""
        return _nudge(self.rough, " ".join(slot.key))(value) if self.rough else value

    def full(self, sort: Sort) -> tuple[int, ...]:
        """The shape of a value of the sort for the whole batch."""
        return (self.batch, 1, *self.setting.shape(sort))

    def bounded(self) -> Setting:
        """The setting, with a horizon and a time scale."""
        if self.setting.horizon is None:
            timescale = self._timescale()
            self.setting = replace(self.setting, horizon=self._horizon(timescale), timescale=timescale)
        return self.setting

    def give_start(self, slot: Slot) -> Array:
        """Where a path starts.

        Raises:
            NoValueError: it is a path of operators.
        """
        if slot.tied is not None:
            return TIED
        if slot.sort[0] == "V" and self.made.start is not None and self.suits(slot.sort, self.made.start):
            return self.made.start
        if slot.sort[0] == "O":
            raise NoValueError(f"flows of operators, such as {slot.key[1]}, are not followed by the simulator")
        numbers = self.made.randomness.numbers(" ".join(slot.key))
        start, size = numbers.normal(1, *self.setting.shape(slot.sort)), numbers.power_of_ten(-1, 1)
        return self.nudged(start * size.reshape(size.shape + (1,) * (start.ndim - 2)), slot)

    def start_of(self, name: str) -> Array:
        """Where a path starts, once what it is tied to has a value.

        Raises:
            NoValueError: nothing gives it a start.
        """
        if self.starts.get(name) is TIED:
            slot = next(s for s in self.needed.outline.slots if s.key == ("start", name))
            assert slot.tied is not None
            self.starts[name] = np.broadcast_to(evaluate(slot.tied, self.setting), self.full(slot.sort))
        if name not in self.starts:
            raise NoValueError(f"nothing gives the path {name} a start")
        return self.starts[name]

    def suits(self, sort: Sort, vector: Array) -> bool:
        """Whether the vector has the size of the sort."""
        return tuple(vector.shape[2:]) == self.setting.shape(sort)

    def _timescale(self) -> Array:
        """That of the fastest motion; 1 where nothing moves."""
        gram = self.made.gram
        if gram is not None:
            return np.minimum(gram.horizon, 1 / gram.supremum)[:, None]
        rates = [self._rate(name) for name in self.needed.dynamics]
        fastest = np.maximum.reduce([np.zeros((self.batch, 1)), *rates])
        return np.where(fastest > 0, 1 / np.where(fastest > 0, fastest, 1.0), 1.0)

    def _horizon(self, timescale: Array) -> Array:
        if self.made.gram is not None:
            return self.made.gram.horizon[:, None]
        numbers = self.made.randomness.numbers("horizon")
        return timescale * numbers.power_of_ten(-0.5, 1.5 + numbers.choice(LONGER) * self._stiffness())

    def _stiffness(self) -> Array:
        """By how many powers of ten the fastest motion of a model at its start is faster than the slowest, at most."""
        if self.exact.model is None:
            return 0.0
        values = np.linalg.svd(self.exact.model.jacobian(self.exact.start)[:, 0], compute_uv=False)
        with np.errstate(all="ignore"):
            ratio = 2 * np.log10(values[:, :1] / values[:, -1:])
        return np.where(np.isfinite(ratio), ratio, 0.0)

    def _rate(self, name: str) -> Array:
        """How fast the equation of a path moves at its start: the norm of its slope's derivative, by power steps."""
        start = self.start_of(name)
        slope = right_hand_side(name, start, self.setting)
        zero = np.zeros((self.batch, 1))
        direction = np.ones_like(start)
        size = zero
        step = 1e-5 * (1 + np.abs(start).max(axis=-1, keepdims=True))
        for _ in range(4):
            direction = direction / np.maximum(np.linalg.norm(direction, axis=-1, keepdims=True), 1e-300)
            direction = (slope(zero, start + step * direction) - slope(zero, start)) / step
            size = np.linalg.norm(direction, axis=-1)
        return size


def _gradient(model: Model) -> Model:
    """The gradient of real functions, as maps.

    Raises:
        NoValueError: there is no model of it.
    """
    if isinstance(model, Quadratic) and model.outputs == 1:
        return Affine(model.forms[:, 0], model.matrix[:, 0])
    raise NoValueError("there are models of the gradients of quadratic functions only")


def _nudge(number: int, purpose: str) -> Callable[[Array], Array]:
    """Changes numbers by some units of the last place, in another way for each number and purpose."""
    rng = np.random.default_rng([number, crc32(purpose.encode())])

    def nudge(array: Array) -> Array:
        return array * (1 + JITTER * rng.standard_normal(array.shape))

    return nudge


def _nudged_material(made: Material, number: int) -> Material:
    """The same instances up to rounding."""
    nudge = _nudge(number, "")
    gram = None if made.gram is None else replace(made.gram, left=nudge(made.gram.left), right=nudge(made.gram.right))
    model = None if made.model is None else made.model.cast(nudge)
    return replace(made, model=model, gram=gram, start=None if made.start is None else nudge(made.start))


TIED: Any = object()


class Later:
    """A path that is solved for when it is first asked for a value.

    It lasts as long as its draft, of which it is a part: a cycle of references would keep the memory of solutions.
    """

    def __init__(self, draft: Draft, name: str) -> None:
        self._draft, self.name = ref(draft), name

    @property
    def draft(self) -> Draft:
        """The draft that the path is a part of."""
        draft = self._draft()
        assert draft is not None, "a setting was used after its sample was given up"
        return draft

    @cached_property
    def solution(self) -> Any:
        """The path as a function of the times."""
        draft, needed = self.draft, self.draft.needed
        start = draft.start_of(self.name)
        if self.name in needed.dynamics:
            return solve_path(self.name, start, draft.setting)
        if self.name in needed.recurrences:
            return solve_sequence(self.name, start, *needed.recurrences[self.name], draft.setting)
        return standing(start)

    def __call__(self, times: Array) -> Array:
        """The values at the times ``(b, s)``."""
        if times.dtype != object and not times.any():
            return self.draft.start_of(self.name)
        return self.solution(times)


def standing(start: Array) -> Any:
    """A path of which no more than its start is known."""

    def at(times: Array) -> Array:
        if times.any():
            raise NoValueError("the path is known at its start only")
        return start

    return at
