"""Exact instances of a problem, drawn choice by choice; and on paper, so that a counterexample can be replayed."""

import json
from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from fractions import Fraction
from functools import lru_cache
from itertools import islice, product
from math import ceil, inf, log2, prod
from typing import Any

from proofcheck.evaluate.clauses import is_unit
from proofcheck.kernel.clauses import Clause, Problem
from proofcheck.kernel.terms import NATURAL, Term
from proofcheck.models.instance import Instance
from proofcheck.models.interval import Interval
from proofcheck.models.scalars import Form, number
from proofcheck.models.scope import Scope, scalar
from proofcheck.models.valuation import Valuation
from proofcheck.models.written import read_instance, write_instance
from proofcheck.refuters import families, thresholds
from proofcheck.refuters.approximate import ApproximateFlow, ApproximateValuation, Meter, OutOfBudget, occurrences
from proofcheck.refuters.families import INDICES, TIMES
from proofcheck.refuters.judging import NO_VALUE, fails
from proofcheck.sampling.outline import Slot, outline

Draw = Callable[[Any], Any]

Setting = tuple[Valuation, Scope]

LARGEST_DIMENSION = 4
OPTIONS = 14
"""Simple values of one thing that are tried besides arbitrary ones."""
PLACES = (0,) * 16 + (1,) * 8 + (2,) * 4 + tuple(range(3, OPTIONS))
"""Which of them for a scalar: the first ones, which include thresholds met exactly, most often."""
EVENLY = (*range(OPTIONS), *range(OPTIONS // 2))
"""Which of them for anything else."""
EVALUATIONS = 20_000
"""Of a term, in looking at one instance."""
PACES = (0, 1, 4, 16, 64)
"""Times at which a path without a closed form is looked at, in units of how long it takes to change."""
LARGEST_TEXT = 10_000_000
"""Characters of an instance on paper."""
REMEMBERED = 4_000
"""Partial instances of a problem whose simple continuations are kept: most examples begin like others before them."""


class Choices:
    """What the instances of a problem consist of, in a workable order, and which clauses rule a choice out at once."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.outline = outline(problem)
        self.known = occurrences(problem)
        self.limits: list[list[Clause]] = []
        """The clauses that say something about a slot and nothing about later ones."""
        self.checks: list[list[Clause]] = []
        """Those among them, or among earlier ones, for which no differential equation has to be solved."""
        waiting = list(self.outline.clauses)
        known: set[tuple[str, str]] = set()
        for slot in self.outline.slots:
            known.add(slot.key)
            ready = [(c, needs) for c, needs in waiting if {key for key in needs if key[0] != "flow"} <= known]
            self.limits.append([clause for clause, needs in ready if slot.key in needs])
            static = [item for item in ready if item[1] <= known]
            self.checks.append([clause for clause, _ in static])
            waiting = [item for item in waiting if item not in static]
        self.late = [clause for clause, _ in waiting]
        """The clauses that are left."""
        time = self.outline.time
        self.timely = [clause for clause in self.late if time is not None and time in _compared(clause)]
        """Those among them that compare the time at which the claim is looked at with something."""
        self._continued: OrderedDict[tuple[int, str], tuple[list[Instance], Iterator[Instance]]] = OrderedDict()

    def valuation(self, data: Instance) -> Valuation:
        """Values at an instance: exact, or approximate where exact ones would be slow."""
        return ApproximateValuation(self.problem, data, Meter(EVALUATIONS), self.known)

    def dimensions(self) -> list[dict[str, int]]:
        """Dimensions that satisfy the conditions of the problem, the smallest first."""
        names = self.outline.dimensions
        every = (dict(zip(names, s, strict=True)) for s in product(range(1, LARGEST_DIMENSION + 1), repeat=len(names)))
        found = [dims for dims in every if _are_met(self.problem, dims)]
        return sorted(found, key=lambda dims: (sum(dims.values()), sorted(dims.items())))[:12]

    def allows(self, data: Instance, place: int) -> bool:
        """Whether no clause that can be checked at a slot is certainly false."""
        valuation = self.valuation(data)
        try:
            return not any(fails(clause, Scope(), valuation) for clause in self.checks[place])
        except OutOfBudget:
            return False

    def rules_out(self, valuation: Valuation, scope: Scope) -> bool:
        """Whether a clause about the solution of a differential equation is certainly false."""
        try:
            return any(fails(clause, scope, valuation) for clause in self.late)
        except OutOfBudget:
            return True

    def moments(self, valuation: Valuation) -> tuple[Fraction, ...]:
        """Times that the clauses allow, the last one included; short ones for fast paths without a closed form."""
        time = self.outline.time
        assert time is not None

        def at(value: Fraction) -> Setting:
            return valuation, Scope().bind(time, scalar(Interval.of(value)))

        with suppress(OutOfBudget):
            allowed = thresholds.feasible(self.timely, at, None)
            usual = INDICES if time[2] == NATURAL else self._natural_times(valuation)
            found = [x for x in usual if x in allowed]
            if allowed.high is not None and allowed.high in allowed and allowed.high not in found:
                found.append(allowed.high)
            return tuple(found)
        return ()

    def _natural_times(self, valuation: Valuation) -> tuple[Fraction, ...]:
        try:
            found = [valuation.solution(*flow).flow for flow in self.outline.flows]
        except NO_VALUE:
            return TIMES
        rate = max((flow.rate for flow in found if isinstance(flow, ApproximateFlow)), default=0.0)
        if not (0 < rate < inf):
            return TIMES
        unit = Fraction(2) ** -ceil(log2(rate))
        return tuple(pace * unit for pace in PACES)

    def simple(self, data: Instance, place: int, count: int) -> list[Instance]:
        """The instance with one more slot filled: up to ``count`` simple values, the simplest first."""
        key = place, repr(data)
        if key not in self._continued:
            self._continued[key] = [], self._continuations(data, place)
            if len(self._continued) > REMEMBERED:
                self._continued.popitem(last=False)
        self._continued.move_to_end(key)
        found, more = self._continued[key]
        found.extend(islice(more, max(0, count - len(found))))
        return found[:count]

    def _continuations(self, data: Instance, place: int) -> Iterator[Instance]:
        slot = self.outline.slots[place]
        with suppress(OutOfBudget):
            for value in islice(self._values(slot, data, place), OPTIONS):
                grown = with_value(data, slot, value)
                if self.allows(grown, place):
                    yield grown

    def _values(self, slot: Slot, data: Instance, place: int) -> Iterator[Any]:
        if slot.tied is not None:
            yield from self._tied(slot, data)
        elif _is_scalar(slot):
            yield from self._scalars(slot, data, place)
        else:
            yield from (value for _, value in sorted(_menu(slot, data), key=lambda item: item[0]))

    def _tied(self, slot: Slot, data: Instance) -> Iterator[Any]:
        assert slot.tied is not None
        if slot.key[0] == "map":
            yield families.gradient(data.functions[slot.tied[1]], *data.shape(slot.domain))
            return
        try:
            values = [number(x) for x in self.valuation(data).value(slot.tied).entries]
        except NO_VALUE:
            return
        if all(x.exact for x in values):
            yield tuple(x.lo for x in values)

    def _scalars(self, slot: Slot, data: Instance, place: int) -> Iterator[Fraction]:
        base, variable = self.valuation(data), Term("var", slot.key[1], slot.sort)

        def at(value: Fraction) -> Setting:
            if slot.buried:
                return self.valuation(with_value(data, slot, value)), Scope()
            return base, Scope().bind(variable, scalar(Interval.of(value)))

        symbol = None if slot.buried else (base, Scope().bind(variable, scalar(Form.variable(thresholds.SYMBOL))))
        allowed = thresholds.feasible(self.limits[place], at, symbol)
        yield from (value for _, value in thresholds.values(slot, allowed))


@lru_cache(maxsize=128)
def choices(problem: Problem) -> Choices:
    """What the instances of a problem consist of."""
    return Choices(problem)


def _compared(clause: Clause) -> frozenset[Term]:
    """The variables that a clause speaks of outside the paths in it."""
    if clause.variables or clause.conditions:
        return frozenset()
    return frozenset(side for side in clause.relation[1:] if side[0] == "var")


def _are_met(problem: Problem, dims: Mapping[str, int]) -> bool:
    def size(name: str) -> int:
        return int(name) if name.isdigit() else dims[name]

    holds = {"<": int.__lt__, "<=": int.__le__, "=": int.__eq__}
    return all(holds[op](size(left), size(right)) for op, left, right in problem.dimensions)


def _menu(slot: Slot, data: Instance) -> Iterator[tuple[int, Any]]:
    kind = slot.key[0]
    shape = data.shape(slot.sort)
    if kind == "map":
        source = data.shape(slot.domain)
        size = source[0] if source else 1
        return families.maps(size, shape[0]) if shape else families.functions(size)
    if kind == "start":
        return families.starts(prod(shape))
    if kind == "path":
        return families.operator_curves(*shape) if len(shape) == 2 else families.terms(prod(shape))
    return families.vectors(*shape) if len(shape) == 1 else families.matrices(*shape)


def drawn_instance(draw: Draw, problem: Problem) -> Instance:
    """An instance whose choices Hypothesis makes: known simple values, or any; scalars within what clauses allow.

    Half of the instances are tight: their scalars are as close to the bounds as may be.
    """
    from hypothesis import reject
    from hypothesis import strategies as st

    made = choices(problem)
    data = Instance(draw(st.sampled_from(made.dimensions())))
    tight = draw(st.sampled_from((True, False)))
    for place, slot in enumerate(made.outline.slots):
        grown = _next(draw, made, data, place, slot, tight)
        if grown is None:
            reject()
        data = grown
    time = made.outline.time
    if time is not None:
        moments = made.moments(made.valuation(data))
        if not moments:
            reject()
        data = replace(data, scalars={**data.scalars, time[1]: draw(st.sampled_from(moments))})
    return data


def _next(draw: Draw, made: Choices, data: Instance, place: int, slot: Slot, tight: bool) -> Instance | None:
    """The instance with one more choice made; ``None`` at a dead end."""
    from hypothesis import strategies as st

    free = None if slot.tied is not None else _strategy(slot, made, data)
    if free is not None and draw(st.integers(0, 3)) == 3:
        grown = with_value(data, slot, draw(free))
        if made.allows(grown, place):
            return grown
    option = 0
    if not _is_scalar(slot):
        option = draw(st.sampled_from(EVENLY))
    elif not tight:
        option = draw(st.sampled_from(PLACES))
    found = made.simple(data, place, option + 1)
    return found[-1] if found else None


def _is_scalar(slot: Slot) -> bool:
    return slot.key[0] == "var" and len(slot.sort) == 1


def _strategy(slot: Slot, made: Choices, data: Instance) -> Any:
    """Any value of a slot; ``None`` for scalars, which the clauses decide."""
    from proofcheck import strategies

    kind, name = slot.key
    shape = data.shape(slot.sort)
    if kind == "map":
        source = data.shape(slot.domain)
        size = source[0] if source else 1
        return strategies.maps(size, shape[0]) if shape else strategies.functions(size)
    if kind == "start":
        return strategies.start_values(shape)
    if kind == "path":
        square = len(shape) == 2 and shape[0] == shape[1]
        return strategies.operator_paths(shape[0]) if square else strategies.paths(prod(shape))
    if len(shape) == 1:
        variable = Term("var", name, slot.sort)
        unit = any(is_unit(clause, variable) for clause, _ in made.outline.clauses)
        return strategies.unit_vectors(*shape) if unit else strategies.vectors(*shape)
    return strategies.operators(*shape) if len(shape) == 2 else None


_FIELDS = {"map": "functions", "start": "initial", "path": "paths"}


def with_value(data: Instance, slot: Slot, value: Any) -> Instance:
    """The instance with a value for a slot."""
    kind, name = slot.key
    field = _FIELDS.get(kind) or {1: "scalars", 2: "vectors"}.get(len(slot.sort), "operators")
    return replace(data, **{field: {**getattr(data, field), name: value}})


# ---------------------------------------------------------------- on paper


def to_text(claim: str, instance: Instance) -> str:
    """An instance as JSON, with the name of the claim that it is about."""
    return json.dumps({"claim": claim, **write_instance(instance)}, indent=2, sort_keys=True) + "\n"


def from_text(text: str) -> tuple[str, Instance]:
    """The claim and the instance that ``to_text`` wrote.

    Raises:
        ValueError: it did not write this, or numbers or dimensions are larger than can be evaluated.
    """
    try:
        if len(text) > LARGEST_TEXT:
            raise ValueError(f"it has more than {LARGEST_TEXT:,} characters")
        data = json.loads(text)
        return str(data["claim"]), read_instance(data)
    except (KeyError, TypeError, ValueError, RecursionError) as error:
        raise ValueError(f"not a counterexample that fuzz wrote: {type(error).__name__}: {error}") from None
