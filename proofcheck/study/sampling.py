"""Random instances of a problem: which objects it needs is read off its clauses.

Maps, operator paths and what suits them come from a family of ``proofcheck.study.families``. Everything else follows
the clauses: a scalar is drawn at, inside or outside the bounds that they put on it, a vector on the unit sphere or in
a ball where they say so, a path with a dynamics is solved for, a time is the grid on which the claim is looked at.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any
from weakref import ref
from zlib import crc32

import numpy as np

from proofcheck.evaluate.arithmetic import Array
from proofcheck.evaluate.clauses import first_part, graded, holds, is_unit, span
from proofcheck.evaluate.paths import right_hand_side, solve_path, solve_sequence
from proofcheck.evaluate.terms import NoValueError, Setting, evaluate, evaluate_in_parts
from proofcheck.kernel.clauses import Clause, Problem
from proofcheck.kernel.interned import by_key
from proofcheck.kernel.terms import NATURAL, SCALAR, Sort, Term, subterms
from proofcheck.models.instance import Instance, clause_terms
from proofcheck.models.valuation import Valuation
from proofcheck.refuters.outline import Outline, Slot, outline
from proofcheck.study.families import FUNCTIONS, LOCAL_MAPS, MAPS, OPERATOR_PATHS, PLAIN, Material

POINTS = 16
"""Of the grid of times."""
SCAN, NARROW_SCAN, NARROWINGS = 33, 17, 3
"""Points of time at which a bound on a scalar is looked for; then around the best of them, and again."""
ITERATIONS = 30
"""Of a threshold that depends on what it bounds."""
LONGEST_DRAWN = 40
"""Terms of a sequence that are drawn; the later ones are like the last of them."""
INDICES = 10
LONGER = (0.0, 0.0, 0.0, 1.0)
"""Parts of the way from the time scale of the fastest motion to that of the slowest on which horizons are drawn."""
JITTER = 1e-15


@dataclass(frozen=True, slots=True)
class Needs:
    """What the instances of a problem consist of."""

    problem: Problem
    outline: Outline
    dynamics: Mapping[str, tuple[Term, Term]]
    recurrences: Mapping[str, tuple[Term, Term]]
    definitions: Mapping[Term, Term]
    sorts: Mapping[str, Sort]
    time: Term | None
    families: tuple[str, ...]
    domain: Sort
    codomain: Sort
    constant: bool
    """Whether a hypothesis says that a Jacobian or a gradient is Lipschitz continuous."""

    @property
    def checked(self) -> Iterator[Clause]:
        """The hypotheses that define nothing, and the conditions of the claim."""
        return (clause for clause, _ in self.outline.clauses)

    @property
    def thresholds(self) -> tuple[Clause, ...]:
        """The hypotheses that say how large a scalar must be."""
        return tuple(clause for clause in self.checked if _is_threshold(clause))


def needs(problem: Problem) -> Needs:
    """Read off a problem what its instances consist of."""
    found = outline(problem)
    valuation = Valuation(problem, Instance())
    clauses = (*problem.hypotheses, problem.goal)
    terms = [term for clause in clauses for term in clause_terms(clause)]
    sorts = {term[1]: term[2] for term in terms if term[0] in {"path", "dpath"}}
    maps = [slot for slot in found.slots if slot.key[0] == "map"]
    operators = [slot for slot in found.slots if slot.key[0] == "path" and slot.sort[0] == "O"]
    families: tuple[str, ...] = (PLAIN,)
    domain: Sort = ()
    codomain: Sort = ()
    lipschitz = [clause for clause, _ in found.clauses if is_lipschitz(clause)]
    if maps:
        domain, codomain = maps[0].domain, maps[0].sort
        everywhere = any(not clause.conditions for clause in lipschitz)
        families = FUNCTIONS if codomain[0] != "V" else MAPS if everywhere else (*MAPS, *LOCAL_MAPS)
    elif operators and operators[0].sort[1] == operators[0].sort[2]:
        codomain = ("V", operators[0].sort[1])
        families = OPERATOR_PATHS
    return Needs(
        problem,
        found,
        {name: (time, body) for name, (time, body, _) in valuation.dynamics.items()},
        {name: (index, body) for name, (index, body, _) in valuation.recurrences.items()},
        {var: body for var, (body, _) in valuation.definitions.items() if var not in _slots_of(found)},
        sorts,
        _time_of(problem, terms),
        families,
        domain,
        codomain,
        bool(lipschitz),
    )


def _is_threshold(clause: Clause) -> bool:
    op, left, right = clause.relation
    plain = op == "<=" and not clause.variables and not clause.conditions
    return plain and right[0] == "var" and right[2] == SCALAR and left[0] not in {"num", "var"}


def is_lipschitz(clause: Clause) -> bool:
    """Whether a clause says that the Jacobian or the gradient is Lipschitz continuous, everywhere or in a ball."""
    op, left, right = clause.relation
    if op != "<=" or len(clause.variables) != 2 or left[0] not in {"opnorm", "norm"} or right[0] != "mul":
        return False
    return {term[0] for term in subterms(left[1])} & {"jac", "gradfn", "fn"} in ({"jac"}, {"gradfn"})


def _slots_of(found: Outline) -> set[Term]:
    return {Term("var", slot.key[1], slot.sort) for slot in found.slots if slot.key[0] == "var"}


def _time_of(problem: Problem, terms: list[Term]) -> Term | None:
    """The scalar at which the claim looks at paths: one that its goal leaves free or binds."""
    bound_inside = {v for c in problem.hypotheses for v in c.variables} - set(problem.goal.variables)
    goal = clause_terms(problem.goal)
    places = [term[3] for term in goal if term[0] in {"path", "dpath"}]
    places += [end for term in goal if term[0] in {"int", "inf", "sum"} for end in term[2:4]]
    places += [term[1] for term in goal if term[0] == "d"]
    free = problem.goal.free_variables().union(problem.goal.variables)
    variable: Term
    for place in places:
        for variable in sorted(place.free, key=by_key):
            if variable in free and variable[2] in (SCALAR, NATURAL):
                return variable
    named = {v for term in terms if term[0] == "path" for v in term[3].free} - bound_inside
    return next((v for v in sorted(named, key=by_key) if v in free), None)


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
    return _Draft(needed, made, below, rough).sample()


@dataclass
class _Draft:
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
        maps = [slot.key[1] for slot in self.needed.outline.slots if slot.key[0] == "map"]
        if len(maps) > 1:
            raise NoValueError(f"the claim speaks of several maps: {', '.join(maps)}")
        self.maps = {name: self.made.model for name in maps if self.made.model is not None}
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
        for dimension in self.needed.outline.dimensions:
            found.setdefault(dimension, p if n in found.values() else n)
        for op, left, right in self.needed.problem.dimensions:
            a, b = (int(x) if x.isdigit() else found[x] for x in (left, right))
            if not {"<": a < b, "<=": a <= b, "=": a == b}[op]:
                raise NoValueError(f"the dimensions do not satisfy {left} {op} {right}")
        return found

    # ------------------------------------------------------------ the work list

    def sample(self) -> Sample:
        for slot in self.needed.outline.slots:
            if slot.key[0] == "start":
                self.starts.setdefault(slot.key[1], self._start(slot))
        for name in self.needed.sorts:
            self.paths[name] = _Later(self, name)
        time = self.needed.time
        waiting: list[Any] = [
            slot
            for slot in self.needed.outline.slots
            if slot.key[0] in {"var", "path"} and Term("var", slot.key[1], slot.sort) != time
        ]
        waiting += list(self.needed.definitions.items())
        self._assign(waiting)
        times = self._times(time) if time is not None else np.zeros((1, 1))
        satisfied = self._satisfied(times if time is not None and time[2] == SCALAR else None)
        return Sample(self.made.names, self.setting, satisfied, times, self.sampled, self.unmet, self)

    def _assign(self, waiting: list[Any]) -> None:
        patient = True
        while waiting:
            stuck: list[Any] = []
            reason = ""
            for item in waiting:
                try:
                    self._give(item, patient)
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

    def _give(self, item: Any, patient: bool) -> None:
        if isinstance(item, tuple):
            variable, body = item
            self.values[variable] = np.broadcast_to(evaluate(body, self._bounded()), self._full(variable[2]))
            return
        self.random = self.made.randomness.numbers(" ".join(item.key))
        if item.key[0] == "path":
            self.paths[item.key[1]] = self._given_path(item)
        else:
            value = self._value(item, patient)
            self.values[Term("var", item.key[1], item.sort)] = (
                value if item.sort == NATURAL else self._nudged(value, item)
            )

    def _nudged(self, value: Array, slot: Slot) -> Array:
        return _nudge(self.rough, " ".join(slot.key))(value) if self.rough else value

    def _value(self, slot: Slot, patient: bool) -> Array:
        if len(slot.sort) == 1:
            return self._scalar(slot, patient)
        if slot.sort[0] == "V":
            return self._vector(slot, patient)
        return self.random.normal(1, *self.setting.shape(slot.sort))

    def _full(self, sort: Sort) -> tuple[int, ...]:
        return (self.batch, 1, *self.setting.shape(sort))

    def _bounded(self) -> Setting:
        if self.setting.horizon is None:
            timescale = self._timescale()
            self.setting = replace(self.setting, horizon=self._horizon(timescale), timescale=timescale)
        return self.setting

    # ------------------------------------------------------------ vectors and paths

    def _start(self, slot: Slot) -> Array:
        if slot.tied is not None:
            return _TIED
        if slot.sort[0] == "V" and self.made.start is not None and self._suits(slot.sort, self.made.start):
            return self.made.start
        if slot.sort[0] == "O":
            raise NoValueError(f"the path {slot.key[1]} of operators has a start only")
        numbers = self.made.randomness.numbers(" ".join(slot.key))
        start = numbers.normal(1, *self.setting.shape(slot.sort)) * numbers.power_of_ten(-1, 1)[..., None]
        return self._nudged(start, slot)

    def start_of(self, name: str) -> Array:
        if self.starts.get(name) is _TIED:
            slot = next(s for s in self.needed.outline.slots if s.key == ("start", name))
            assert slot.tied is not None
            self.starts[name] = np.broadcast_to(evaluate(slot.tied, self.setting), self._full(slot.sort))
        if name not in self.starts:
            raise NoValueError(f"nothing gives the path {name} a start")
        return self.starts[name]

    def _suits(self, sort: Sort, vector: Array) -> bool:
        return tuple(vector.shape[2:]) == self.setting.shape(sort)

    def _vector(self, slot: Slot, patient: bool) -> Array:
        variable = Term("var", slot.key[1], slot.sort)
        shape = self.setting.shape(slot.sort)
        clauses = [c for c in self.needed.checked if not c.variables and variable in c.free_variables()]
        if any(is_unit(clause, variable) for clause in clauses):
            vector = self.random.normal(1, *shape)
            return vector / np.linalg.norm(vector, axis=-1, keepdims=True)
        for clause in clauses:
            if clause.relation[0] == "<=" and clause.relation[1][0] == "norm":
                return self._in_ball(variable, clause, patient)
        if slot.sort == self.needed.codomain and self.made.target is not None:
            return self.made.target
        return self.random.normal(1, *shape) * self.random.choice((1.0, 0.0, 10.0, 0.1))[..., None]

    def _in_ball(self, variable: Term, clause: Clause, patient: bool) -> Array:
        """A point of the ball, or of its boundary; the norm is of plus or minus the vector and something known."""
        _, left, right = clause.relation
        try:
            radius = evaluate(right, self.setting)
            shape = self._full(variable[2])
            at_zero = evaluate(left[1], self.setting.bind(variable, np.zeros(shape)))
            sign = np.sign((evaluate(left[1], self.setting.bind(variable, np.ones(shape))) - at_zero).mean())
        except NoValueError:
            if patient:
                raise
            return self.random.normal(1, *self.setting.shape(variable[2]))
        reach = radius * self.random.choice((1 - 1e-12, 1 - 1e-12, 0.9, 0.5, 0.0))
        centre = -at_zero / sign
        direction = self._direction(variable[2])
        if self.made.model is not None and variable[2] == self.needed.domain:
            bent = np.where(self.random.choice((0.0, 1.0))[..., None] > 0, self._bending(centre, direction), direction)
            direction = bent / np.linalg.norm(bent, axis=-1, keepdims=True)
        return centre + reach[..., None] * direction

    def _direction(self, sort: Sort) -> Array:
        vector = self.random.normal(1, *self.setting.shape(sort))
        return vector / np.linalg.norm(vector, axis=-1, keepdims=True)

    def _bending(self, centre: Array, direction: Array) -> Array:
        """A direction along which the Jacobian changes much: power steps on its derivative, from a random one."""
        model = self.made.model
        assert model is not None
        sign = np.sign(direction[..., :1])
        step = 1e-4 * (1 + np.abs(centre).max(axis=-1, keepdims=True))
        for _ in range(4):
            change = model.jacobian(centre + step * direction) - model.jacobian(centre)
            if not change.any():
                break
            direction = np.linalg.svd(change, full_matrices=False)[2][..., 0, :]
        return direction * sign

    def _given_path(self, slot: Slot) -> Any:
        if self._is_sequence(slot.key[1]):
            return self._given_sequence(slot)
        if slot.sort[0] == "O":
            gram = self.made.gram
            if gram is None or self.setting.shape(slot.sort) != gram.left.shape[1:]:
                raise NoValueError(f"no family gives the operator path {slot.key[1]}")
            return _gram_path(gram)
        shape = self.setting.shape(slot.sort)
        suitable = self.made.start is not None and self._suits(slot.sort, self.made.start)
        start = self.made.start if suitable else self.random.normal(1, *shape)
        self.paths[slot.key[1]] = _standing(start)
        reach, pace = self._reach(slot), self.random.power_of_ten(-0.5, 0.5)
        direction = self._direction(slot.sort) if len(slot.sort) > 1 else np.ones((self.batch, 1))

        def at(times: Array) -> Array:
            along = reach * np.sin(pace * times) ** 2
            return start + (along[..., None] * direction if direction.ndim == 3 else along)

        return at

    def _is_sequence(self, name: str) -> bool:
        problem = self.needed.problem
        terms = (term for clause in (*problem.hypotheses, problem.goal) for term in clause_terms(clause))
        times = [term[3] for term in terms if term[:2] == ("path", name)]
        return any(variable[2] == NATURAL for time in times for variable in time.free)

    def _given_sequence(self, slot: Slot) -> Any:
        """Terms that are drawn one by one, or all the same, as large as they are said to be at most."""
        shape = self.setting.shape(slot.sort)
        self.paths[slot.key[1]] = _standing(self.random.normal(1, *shape))
        drawn, ones = self.random.normal(LONGEST_DRAWN, *shape), (1,) * len(shape)
        varied = self.random.choice((1.0, 0.0))
        drawn = np.where(varied.reshape(varied.shape + ones) > 0, drawn, drawn[:, :1])
        size = np.sqrt((drawn**2).reshape(self.batch, LONGEST_DRAWN, -1).sum(axis=-1))
        reach = self._reach(slot) if slot.sort[0] == "V" else self.random.power_of_ten(-1, 1)
        most = np.minimum(1.0, reach.reshape(reach.shape + ones) / size.reshape(size.shape + ones))
        table = self._nudged(drawn * most, slot)

        def at(times: Array) -> Array:
            places = np.clip(np.broadcast_to(times, (self.batch, times.shape[1])), 0, LONGEST_DRAWN - 1).astype(int)
            return np.take_along_axis(table, places.reshape(places.shape + ones), axis=1)

        return at

    def _reach(self, slot: Slot) -> Array:
        """How far a path that is free to choose may go: the radius of the ball that it is said to stay in."""
        for clause in self.needed.checked:
            op, left, right = clause.relation
            if op == "<=" and left[0] == "norm" and any(t[0] == "path" and t[1] == slot.key[1] for t in subterms(left)):
                return evaluate(right, self.setting) * self.random.choice((1.0, 0.9, 0.5))
        return self.random.power_of_ten(-1, 1)

    # ------------------------------------------------------------ scalars

    def _scalar(self, slot: Slot, patient: bool) -> Array:
        variable = Term("var", slot.key[1], slot.sort)
        if slot.sort == NATURAL:
            return self.random.choice((0.0, 1.0, 2.0, 5.0))
        low: Array | None = None
        high: Array | None = None
        for clause in self.needed.checked:
            if variable not in _related(clause) or clause.relation[0] == "=":
                continue
            if self._gives_constant(clause, variable):
                beta = self.made.beta * self.random.choice((1.0, 1.0, 1.1, 2.0))
                self.possible = self.possible & self._is_certified(clause, variable, beta)
                return beta
            lower, upper = self._bounds(clause, variable, patient)
            if self.below < 1 and lower is None and _is_threshold(clause) and clause.relation[2] == variable:
                self.possible = False  # there is no threshold to stay below
            if lower is not None:
                low = lower if low is None else np.maximum(low, lower)
            if upper is not None:
                high = upper if high is None else np.minimum(high, upper)
        if slot.duration and high is None:
            return np.maximum(self._bounded().horizon, 0.0 if low is None else low)
        return self._between(low, high)

    def _between(self, low: Array | None, high: Array | None) -> Array:
        if low is not None and high is not None:
            share = self.random.choice((1e-9, 0.1, 0.5, 1 - 1e-9))
            return low + (high - low) * share
        if low is not None:
            above = low * (self.random.choice((1 + 1e-12, 1.1, 2.0, 10.0, 100.0)) if self.below == 1 else self.below)
            return np.where(low > 0, above, low + self.random.power_of_ten(-1.5, 1.5))
        if high is not None:
            return high - np.abs(high) * self.random.choice((0.0, 1e-12, 0.1, 0.5, 0.9))
        return self.random.normal(1) * self.random.power_of_ten(-1, 1)

    def _gives_constant(self, clause: Clause, variable: Term) -> bool:
        """Whether a clause says that the variable is a Lipschitz constant for which the family has a value."""
        return is_lipschitz(clause) and self.made.beta is not None and variable in clause.relation[2][1:]

    def _is_certified(self, clause: Clause, variable: Term, beta: Array) -> Array:
        """Whether the constant is certified on the balls that the clause speaks of, ``(b, 1)``."""
        model = self.made.model
        assert model is not None
        radii = {v: np.full((self.batch, 1), np.inf) for v in clause.variables}
        here = self.setting.bind(variable, beta)
        for condition in clause.conditions:
            op, left, right = condition.relation
            inside = [v for v in clause.variables if v in condition.free_variables()]
            if op != "<=" or left[0] != "norm" or condition.conditions or len(inside) != 1:
                continue
            if not evaluate(left[1], here.bind(inside[0], self.made.start)).any():  # the ball is around the start
                radii[inside[0]] = np.minimum(radii[inside[0]], evaluate(right, here))
        radius = np.maximum(*radii.values())
        return (model.lipschitz(self.made.start[:, 0], radius[:, 0]) <= beta[:, 0])[:, None]

    def _bounds(self, clause: Clause, variable: Term, patient: bool) -> tuple[Array | None, Array | None]:
        """Between which numbers a clause keeps the variable: a threshold, or one that is affine in it."""
        try:
            if _is_threshold(clause) and clause.relation[2] == variable:
                return self._threshold(clause, variable), None
            points = {bound: self._points(bound, clause) for bound in clause.variables}
            found = self._roots(clause, variable, points)
            if found is None:
                return None, None
            lower, upper = found
            if len(points) == 1 and clause.variables[0][2] == SCALAR:
                lower, upper = self._narrowed(clause, variable, points[clause.variables[0]], lower, upper)
        except NoValueError:
            if patient:
                raise
            return None, None
        lower, upper = lower.max(axis=-1, keepdims=True), upper.min(axis=-1, keepdims=True)
        return (
            lower if bool(np.isfinite(lower).all()) else None,
            upper if bool(np.isfinite(upper).all()) else None,
        )

    def _roots(self, clause: Clause, variable: Term, points: Mapping[Term, Array]) -> tuple[Array, Array] | None:
        """The bounds from below and from above ``(b, q)`` at values of the bound variables; infinite where none."""
        a, b, c = self._margins(clause, variable, (1.0, 2.0, 4.0), points)
        slope = b - a
        scale = np.maximum(np.maximum(np.abs(a), np.abs(b)), np.abs(c)).max(axis=-1, keepdims=True)
        if not bool((np.abs(c - b - 2 * slope) <= 1e-9 * scale).all()):
            return None
        with np.errstate(all="ignore"):
            root = 1 - a / slope
        least = 1e-15 * scale  # a smaller slope is rounding, as where both sides are 0
        return np.where(slope > least, root, -np.inf), np.where(slope < -least, root, np.inf)

    def _narrowed(
        self, clause: Clause, variable: Term, points: Array, lower: Array, upper: Array
    ) -> tuple[Array, Array]:
        """The bounds at more times, around the one at which they are the tightest."""
        points = np.broadcast_to(points[:, 0], lower.shape)
        tightness = np.where(upper < np.inf, upper, -lower)
        lowers, uppers = [lower], [upper]
        for _ in range(NARROWINGS):
            best = np.argmin(tightness, axis=1)[:, None]
            first = np.take_along_axis(points, np.maximum(best - 1, 0), axis=1)
            last = np.take_along_axis(points, np.minimum(best + 1, points.shape[1] - 1), axis=1)
            points = first + (last - first) * np.linspace(0, 1, NARROW_SCAN)
            found = self._roots(clause, variable, {clause.variables[0]: points[:, None]})
            if found is None:
                break
            tightness = np.where(found[1] < np.inf, found[1], -found[0])
            lowers.append(found[0])
            uppers.append(found[1])
        return np.concatenate(lowers, axis=1), np.concatenate(uppers, axis=1)

    def _threshold(self, clause: Clause, variable: Term) -> Array:
        """Where ``bound(x) <= x`` begins to hold, for a bound that grows less than its argument: its fixed point.

        Fixed-point iteration with Aitken's leaps, which are exact where the bound is affine.
        """

        def bound(x: Array) -> Array:
            return np.maximum(evaluate(clause.relation[1], self.setting.bind(variable, x)), 1e-300)

        x = np.zeros((self.batch, 1))
        with np.errstate(all="ignore"):
            for _ in range(ITERATIONS):
                first = bound(x)
                met = np.abs(first - x) <= 1e-11 * x
                if bool((met | ~np.isfinite(first)).all()):
                    break
                second = bound(first)
                growth = (second - first) / (first - x)
                leap = x + (first - x) / (1 - growth)
                x = np.where(met, x, np.where((growth >= 0) & (growth < 1) & (leap > 0), leap, second))
        met = met & np.isfinite(x)
        self._restrict(variable, met)
        return np.where(met, x, 1.0)

    def _restrict(self, variable: Term, met: Array) -> None:
        """Keep to the instances that leave the variable a value above its threshold."""
        if not met.any():
            advice = "; centre the model, so that f is 0 at the start" if self.made.model is not None else ""
            self.unmet = f"no value of {variable[1]} is above its threshold, which grows with it{advice}"
        self.possible = self.possible & met

    def _margins(
        self, clause: Clause, variable: Term, values: tuple[float, ...], points: Mapping[Term, Array]
    ) -> list[Array]:
        """Right minus left at values of the bound variables, ``(b, q)``, for each value of the variable."""
        setting = self._bounded() if clause.variables else self.setting
        times = 1
        for bound, places in points.items():
            b, _, q, *sizes = places.shape
            every = np.broadcast_to(places, (b, times, q, *sizes)).reshape(b, times * q, *sizes)
            setting = setting.spread(times, q).bind(bound, every)
            times *= q
        _, *sides = clause.relation

        def of(side: Term, setting: Setting) -> Array:
            return evaluate_in_parts(side, setting, self.batch)

        known = {side: of(side, setting) for side in sides if variable not in side.free}

        def at(side: Term, value: float) -> Array:
            return known[side] if side in known else of(side, setting.bind(variable, np.full((1, 1), value)))

        margins = [at(sides[1], value) - at(sides[0], value) for value in values]
        return [np.broadcast_to(margin, (self.batch, margin.shape[1])) for margin in margins]

    def _points(self, variable: Term, clause: Clause) -> Array:
        """Values of a bound variable, ``(b, 1, q, ...)``."""
        setting = self._bounded()
        if variable[2] == SCALAR:
            low, high = span(variable, clause.conditions, setting)
            part = first_part(high - low, setting)[..., None]
            return low[..., None] + (high - low)[..., None] * graded(SCAN, part)
        if variable[2] == NATURAL:
            return np.arange(float(INDICES))[None, None, :]
        self.sampled = True
        centre, directions = self._cross(variable)
        return np.concatenate([centre, centre + directions, centre - directions], axis=-2)[:, None]

    def _cross(self, variable: Term) -> tuple[Array, Array]:
        """A point ``(b, 1, p)`` and directions ``(b, p, p)`` from it: where the bounds of a quadratic form are met.

        For an argument of a function they are the place and the axes of the quadratic form that it is, or nearly is.
        """
        (size,) = self.setting.shape(variable[2])
        model = self.made.model
        if model is None or self.needed.codomain != SCALAR or variable[2] != self.needed.domain:
            return np.zeros((1, 1, size)), np.eye(size)[None]
        start = self.made.start
        slope = model.jacobian(start)[..., 0, :]
        curvature = model.jacobian(start + np.eye(size))[..., 0, :] - slope
        values, basis = np.linalg.eigh((curvature + np.swapaxes(curvature, -1, -2)) / 2)
        inverse = np.where(values > 1e-12 * np.abs(values).max(axis=-1, keepdims=True), 1 / values, 0.0)
        lowest = start - (slope @ basis * inverse[:, None]) @ np.swapaxes(basis, -1, -2)
        return lowest, np.swapaxes(basis, -1, -2)

    # ------------------------------------------------------------ time

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

    def _times(self, variable: Term) -> Array:
        if variable[2] == NATURAL:
            times = np.broadcast_to(np.arange(float(INDICES)), (self.batch, INDICES))
        else:
            low, high = span(variable, tuple(self.needed.checked), self._bounded())
            part = first_part(high - low, self.setting)
            times = np.broadcast_to(low + (high - low) * graded(POINTS, part), (self.batch, POINTS))
        self.values[variable] = times
        return times

    # ------------------------------------------------------------ hypotheses

    def _satisfied(self, times: Array | None) -> Array:
        found = np.broadcast_to(self.possible, (self.batch, 1))
        for clause in self.needed.checked:
            if any(self._gives_constant(clause, v) for v in clause.free_variables()):
                continue  # certified by the family
            if self.below < 1 and _is_threshold(clause):
                continue
            if any(len(v[2]) > 1 for v in clause.variables):
                self.sampled = True
            found = found & holds(clause, self._bounded(), times=times)
        return found


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


_TIED: Any = object()


def _related(clause: Clause) -> frozenset[Term]:
    """The free variables of the relation of a clause: those in its conditions bound ranges only."""
    _, left, right = clause.relation
    return (left.free | right.free) - frozenset(clause.variables)


class _Later:
    """A path that is solved for when it is first asked for a value.

    It lasts as long as its draft, of which it is a part: a cycle of references would keep the memory of solutions.
    """

    def __init__(self, draft: _Draft, name: str) -> None:
        self._draft, self.name = ref(draft), name

    @property
    def draft(self) -> _Draft:
        draft = self._draft()
        assert draft is not None, "a setting was used after its sample was given up"
        return draft

    @cached_property
    def solution(self) -> Any:
        draft, needed = self.draft, self.draft.needed
        start = draft.start_of(self.name)
        if self.name in needed.dynamics:
            return solve_path(self.name, start, draft.setting)
        if self.name in needed.recurrences:
            return solve_sequence(self.name, start, *needed.recurrences[self.name], draft.setting)
        return _standing(start)

    def __call__(self, times: Array) -> Array:
        if times.dtype != object and not times.any():
            return self.draft.start_of(self.name)
        return self.solution(times)


def _standing(start: Array) -> Any:
    def at(times: Array) -> Array:
        if times.any():
            raise NoValueError("the path is known at its start only")
        return start

    return at


def _gram_path(gram: Any) -> Any:
    def at(times: Array) -> Array:
        b = len(gram.names)
        times = np.broadcast_to(times, (b, times.shape[1]))
        index = np.repeat(np.arange(b), times.shape[1])
        found = gram.gram(times.reshape(-1), index)
        return found.reshape(b, times.shape[1], *found.shape[1:])

    return at
