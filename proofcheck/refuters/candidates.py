"""Instances in order of increasing cost: each choice costs something, and hopeless beginnings are dropped early.

This is uniform-cost search over the slots of an outline. A partial instance is dropped as soon as a hypothesis that
depends on nothing else is certainly false; scalars are chosen from the range that the hypotheses leave them.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from heapq import heappop, heappush
from itertools import chain, count, islice
from math import prod
from random import Random

from proofcheck.kernel.clauses import Clause
from proofcheck.kernel.terms import NATURAL, SCALAR, SET, Term
from proofcheck.models.instance import Instance
from proofcheck.models.interval import Interval
from proofcheck.models.laws import Laws, given, read_laws
from proofcheck.models.pieces import Pieces
from proofcheck.models.scalars import Form, number
from proofcheck.models.scope import Scope, scalar
from proofcheck.models.valuation import Valuation
from proofcheck.refuters import families, thresholds
from proofcheck.refuters.approximate import ApproximateValuation, Meter, occurrences
from proofcheck.refuters.judging import NO_VALUE, fails, truth
from proofcheck.refuters.particular import particular
from proofcheck.sampling.outline import Key, Outline, Slot, equations

LARGEST_DIMENSION = 5
LARGEST_EXCESS = 2
"""By how much a dimension may exceed what it is where all are as small as they can be together."""
OUTCOMES = "Omega"
MOST_OUTCOMES = 3
"""What the names of numbers of outcomes begin with, and by how much these may exceed the least."""

MOST_DIMENSIONS = 100
"""How many ways to choose all dimensions are tried."""

HARMLESS = 2
"""What it costs more to choose the rest where the claim is already seen not to fail."""

OPTIONS, FUNCTIONS = 21, 24
"""How many values of one thing are tried, and of a real function."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A (partial) instance, and the setting in which terms have their values at it.

    Scalars that nothing else depends on have their values in the scope, so that one valuation, with the solutions of
    differential equations that it remembers, serves all their values.
    """

    data: Instance
    valuation: Valuation
    scope: Scope
    cost: int = 0
    trail: tuple["Candidate", ...] = ()
    """The partial instances that it grew from, the dimensions alone first."""
    choices: tuple[int, ...] = ()
    """Which of the possible values each slot has."""

    def with_scalar(self, name: str, value: Fraction) -> Instance:
        """The instance in which the scalar has the given value."""
        return replace(self.data, scalars={**self.data.scalars, name: value})


class Search:
    """Enumerates the instances of an outline that no clause rules out at once; ``violating``: such as refute it.

    ``resting``: those alone in which all vectors and paths are 0, as where a method has come to rest at a minimum, and
    first those in which functions are.
    """

    def __init__(self, outline: Outline, meter: Meter, *, violating: bool = False, resting: bool = False):
        self.outline = outline
        self._resting = resting
        self.meter = meter
        self._violating = violating
        self._known = occurrences(outline.problem)
        self._slots = outline.slots
        self._checks: list[list[tuple[Clause, frozenset[Key]]]] = []
        self._limits: list[tuple[list[Clause], frozenset[Key]]] = []
        self._failures: dict[object, bool] = {}
        self._ranges: dict[object, thresholds.Feasible] = {}
        self._broken: dict[object, thresholds.Feasible | None] = {}
        self._decisive: list[bool] = []
        self._late: list[tuple[Clause, frozenset[Key]]] = []
        self._limiting: list[tuple[Clause, frozenset[Key]]] = []
        self._laws: dict[tuple[frozenset[str], ...], Laws] = {}
        names, conditions = outline.dimensions, outline.sizes
        self._sizes = list(islice(sizes(names, conditions), MOST_DIMENSIONS))
        self._schedule()

    @property
    def counts(self) -> bool:
        """Whether the claim is looked at at indices, rather than at times."""
        return self.outline.time is not None and self.outline.time[2] == NATURAL

    def _schedule(self) -> None:
        """After which slot each clause can be checked; what takes long is put off.

        That is to solve differential equations, and to see whether a condition that binds something holds. What limits
        a number was asked where to choose it from; where it seemed to allow nothing, it may fail all the same.
        """
        waiting = [(c, needs) for c, needs in self.outline.clauses if not _is_involved(c)]
        known: set[Key] = set()
        for slot in self._slots:
            known.add(slot.key)
            self._decisive.append(slot.key in self.outline.seen <= known)
            ready = [(c, needs) for c, needs in waiting if {k for k in needs if k[0] != "flow"} <= known]
            limits = [(c, needs) for c, needs in ready if slot.key in needs]
            together = frozenset[Key]().union(*(needs for _, needs in limits))
            self._limits.append(([c for c, _ in limits], together))
            static = [(c, needs) for c, needs in ready if needs <= known]
            in_doubt = [(c, needs) for c, needs in static if thresholds.is_implication(c)]
            self._checks.append(in_doubt if _is_number(slot) else static)
            self._limiting += [item for item in static if _is_number(slot) and item not in in_doubt]
            waiting = [item for item in waiting if item not in static]
        self._late = waiting + [(c, needs) for c, needs in self.outline.clauses if _is_involved(c)]

    def candidates(self) -> Iterator[Candidate]:
        """All of them, the cheapest first; before them the one with the first choice everywhere, which costs little."""
        first = self._first()
        if first is not None:
            yield first
        tickets = count()
        heap: list[tuple[int, int, int, Candidate]] = []
        for start in self._starts():
            heappush(heap, (start.cost, 0, next(tickets), start))
        while heap:
            _, done, _, candidate = heappop(heap)
            if -done == len(self._slots):
                yield candidate
                continue
            for child in self._grown(candidate):
                heappush(heap, (child.cost, done - 1, next(tickets), child))

    def _first(self) -> Candidate | None:
        """The one with the first choice that is possible everywhere; ``None`` if it runs into a dead end."""
        candidate = next(self._starts(), None)
        for _ in self._slots:
            candidate = None if candidate is None else next(self._grown(candidate), None)
        return candidate

    def neighbours(self, candidate: Candidate) -> Iterator[Candidate]:
        """Those in which one choice is another one; what follows from the others is chosen anew."""
        for place in reversed(range(len(self._slots))):
            for child in self._grown(candidate.trail[place]):
                if child.choices[place] != candidate.choices[place]:
                    found = self._followed(child, candidate.choices)
                    if found is not None:
                        yield found

    def random_candidate(self, random: Random) -> Candidate | None:
        """One with every choice left to chance; ``None`` if it runs into a dead end."""
        if not self._sizes:
            return None
        cost, dims = random.choice(self._sizes)
        candidate = self._renewed(Instance(dims), cost)
        for _ in self._slots:
            children = list(self._grown(candidate))
            if not children:
                return None
            candidate = random.choice(children)
        return candidate

    def _starts(self) -> Iterator[Candidate]:
        for cost, dims in self._sizes:
            yield self._renewed(Instance(dims), cost)

    def _grown(self, candidate: Candidate) -> Iterator[Candidate]:
        """What the candidate becomes with one more slot."""
        trail = (*candidate.trail, candidate)
        place = len(candidate.trail)
        checks = self._checks[place]
        slot = self._slots[place]
        most = FUNCTIONS if slot.key[0] == "map" and not slot.sort[1:] else OPTIONS
        for choice, (extra, child) in enumerate(islice(self._children(candidate, place), most)):
            self.meter.spend()
            choices = (*candidate.choices, choice)
            grown = replace(child, cost=candidate.cost + extra, trail=trail, choices=choices)
            if not any(self._fails(clause, needs, grown) for clause, needs in checks):
                yield replace(grown, cost=grown.cost + HARMLESS) if self._is_harmless(grown, place) else grown

    def _is_harmless(self, candidate: Candidate, place: int) -> bool:
        """Whether the claim, which depends on nothing that is chosen later, is not seen to fail."""
        last = place + 1 == len(self._slots)
        if not self._violating or self.outline.time is not None or not self._decisive[place] or last:
            return False
        return truth(self.outline.problem.goal.relation, candidate.scope, candidate.valuation) is not False

    def _fails(self, clause: Clause, needs: frozenset[Key], candidate: Candidate) -> bool:
        key = (id(clause), self._seen(needs, candidate))
        if key not in self._failures:
            self._failures[key] = fails(clause, candidate.scope, candidate.valuation)
        return self._failures[key]

    def _followed(self, candidate: Candidate, choices: tuple[int, ...]) -> Candidate | None:
        """Complete a candidate by the given choices, or the next possible ones."""
        for place in range(len(candidate.choices), len(self._slots)):
            child = next((c for c in self._grown(candidate) if c.choices[place] >= choices[place]), None)
            if child is None:
                return None
            candidate = child
        return candidate

    def what_the_claim_sees(self, candidate: Candidate) -> object:
        """Two candidates that agree in this give the two sides of the claim the same values."""
        return self._seen(self.outline.seen, candidate)

    def _seen(self, needs: frozenset[Key], candidate: Candidate) -> object:
        """What a candidate has in the given slots; of what has no slot yet, nothing."""
        sizes = tuple(candidate.data.dims[name] for name in self.outline.dimensions)
        slots = zip(self._slots, candidate.choices, strict=False)
        return sizes, tuple(
            candidate.data.scalars[slot.key[1]] if _is_number(slot) else choice
            for slot, choice in slots
            if slot.key in needs
        )

    def is_ruled_out(self, candidate: Candidate, scope: Scope) -> bool:
        """A clause that is not checked before an instance is complete fails, at the time that the scope gives."""
        time = self.outline.time
        now = None if time is None else ("var", time[1])
        return any(
            fails(clause, scope, candidate.valuation) if now in needs else self._fails(clause, needs, candidate)
            for clause, needs in self._late
        )

    def breaks_a_limit(self, candidate: Candidate) -> bool:
        """A clause that limits a number fails."""
        return any(self._fails(clause, needs, candidate) for clause, needs in self._limiting)

    def settled(self, candidate: Candidate, time: Fraction | None) -> tuple[Instance, Scope]:
        """The complete instance, and its scope, with the time at which the claim is looked at."""
        variable = self.outline.time
        if variable is None or time is None:
            return candidate.data, candidate.scope
        scope = candidate.scope.bind(variable, scalar(Interval.of(time)))
        return candidate.with_scalar(variable[1], time), scope

    # ------------------------------------------------------------ one more slot

    def _children(self, candidate: Candidate, place: int) -> Iterator[tuple[int, Candidate]]:
        slot = self._slots[place]
        kind, name = slot.key
        data = candidate.data
        if slot.tied is not None:
            yield from self._tied(candidate, slot.tied, slot)
        elif _is_number(slot):
            yield from self._scalars(candidate, place)
        elif self._resting and kind != "map" and (kind != "var" or slot.sort[0] == "V"):
            yield 0, self._renewed(_at_rest(slot, data))
        elif kind == "map":
            if self._resting and not name.startswith(SET):
                yield 0, self._renewed(_at_rest(slot, data))
            for cost, pieces in families.with_kinks() if slot.kinks and _is_of_one_number(slot, data) else ():
                yield cost, self._renewed(replace(data, pieces={**data.pieces, name: pieces}))
            for cost, value in _maps(slot, data):
                yield cost, self._renewed(replace(data, functions={**data.functions, name: value}))
            for cost, pieces in _pieces(slot, data):
                yield cost, self._renewed(replace(data, pieces={**data.pieces, name: pieces}))
        elif kind == "start":
            shape = data.shape(slot.sort)
            for cost, start in families.starts(prod(shape)) if len(shape) < 2 else _flat(families.matrices(*shape)):
                yield cost, self._renewed(replace(data, initial={**data.initial, name: start}))
        elif kind == "path":
            shape = data.shape(slot.sort)
            along = families.terms if name in candidate.valuation.laws.sequences else families.curves
            many = families.operator_curves(*shape) if len(shape) == 2 else along(prod(shape))
            of_higher_order = equations(self.outline.problem, name)
            solved = particular(of_higher_order, name, prod(shape), data, self._valuation)
            for cost, curve in chain(enumerate(solved, 1), many):
                yield cost, self._renewed(replace(data, paths={**data.paths, name: curve}))
        elif slot.sort[0] == "V":
            for cost, vector in families.vectors(data.size(slot.sort[1])):
                yield cost, self._renewed(replace(data, vectors={**data.vectors, name: vector}))
        else:
            for cost, matrix in families.matrices(*data.shape(slot.sort)):
                yield cost, self._renewed(replace(data, operators={**data.operators, name: matrix}))

    def _renewed(self, data: Instance, cost: int = 0) -> Candidate:
        return Candidate(data, self._valuation(data), Scope(), cost)

    def _valuation(self, data: Instance) -> Valuation:
        names = given(data)
        if names not in self._laws:
            self._laws[names] = read_laws(self.outline.problem, data)
        return ApproximateValuation(self.outline.problem, data, self.meter, self._known, self._laws[names])

    def _tied(self, candidate: Candidate, term: Term, slot: Slot) -> Iterator[tuple[int, Candidate]]:
        kind, name = slot.key
        if kind == "map":
            if term[1] in candidate.data.pieces:
                return
            slope = families.gradient(candidate.data.functions[term[1]], *candidate.data.shape(slot.domain))
            yield 0, self._renewed(replace(candidate.data, functions={**candidate.data.functions, name: slope}))
            return
        try:
            values = [number(x) for x in candidate.valuation.value(term, candidate.scope).entries]
        except NO_VALUE:
            return
        if all(x.exact for x in values):
            initial = {**candidate.data.initial, name: tuple(x.lo for x in values)}
            yield 0, self._renewed(replace(candidate.data, initial=initial))

    def _scalars(self, candidate: Candidate, place: int) -> Iterator[tuple[int, Candidate]]:
        slot = self._slots[place]
        limits, needs = self._limits[place]

        def at(value: Fraction) -> Candidate:
            data = candidate.with_scalar(slot.key[1], value)
            if slot.buried:
                return self._renewed(data)
            bound = candidate.scope.bind(Term("var", slot.key[1], slot.sort), scalar(Interval.of(value)))
            return replace(candidate, data=data, scope=bound)

        def setting(value: Fraction) -> thresholds.Setting:
            moved = at(value)
            return moved.valuation, moved.scope

        symbol = None
        if not slot.buried:
            variable = Term("var", slot.key[1], slot.sort)
            symbol = (candidate.valuation, candidate.scope.bind(variable, scalar(Form.variable(thresholds.SYMBOL))))
        key = (place, self._seen(needs, candidate))
        if key not in self._ranges:
            self._ranges[key] = thresholds.feasible(limits, setting, symbol)
        broken = self._where_it_fails(candidate, place, symbol)
        for cost, value in thresholds.values(slot, self._ranges[key], broken):
            yield cost, at(value)

    def _where_it_fails(
        self, candidate: Candidate, place: int, symbol: thresholds.Setting | None
    ) -> thresholds.Feasible | None:
        """The values of the scalar at which the claim fails, where it is the last thing that the claim depends on."""
        if symbol is None or not self._decisive[place]:
            return None
        key = (place, self._seen(self.outline.seen, candidate))
        if key not in self._broken:
            self._broken[key] = thresholds.failing(self.outline.problem.goal.relation, symbol)
        return self._broken[key]


def sizes(names: Sequence[str], conditions: Sequence[tuple[str, str, str]]) -> Iterator[tuple[int, dict[str, int]]]:
    """The dimensions that the conditions allow, the smallest first; the cost is the largest excess over the least.

    Of outcomes two come before one, of which nothing is random. After all that exceed the least by a little, all of
    them as large as they are ever tried.
    """
    least = _least_dimensions(names, conditions)
    if least is None:
        return
    tried = [_tried(name, least[name]) for name in names]
    limits = [len(choices) - 1 for choices in tried]
    for places in (p for total in range(sum(limits) + 1) for p in _with_total(limits, total)):
        dims = {name: choices[place] for name, choices, place in zip(names, tried, places, strict=True)}
        if _are_met(conditions, dims) and max(dims.values(), default=0) <= LARGEST_DIMENSION:
            yield max(places, default=0), dims
    largest = dict.fromkeys(names, LARGEST_DIMENSION)
    if names and _are_met(conditions, largest):
        yield LARGEST_DIMENSION - 1, largest


def _tried(name: str, least: int) -> list[int]:
    """The sizes of one dimension, in the order in which they are tried."""
    if not name.startswith(OUTCOMES):
        return list(range(least, least + LARGEST_EXCESS + 1))
    outcomes = range(least, least + MOST_OUTCOMES + 1)
    return sorted(outcomes, key=lambda number: max(2 * number - 4, 3 - 2 * number))


def _least_dimensions(names: Sequence[str], conditions: Sequence[tuple[str, str, str]]) -> dict[str, int] | None:
    """The smallest dimensions that the conditions allow: each is raised only as far as another one asks for it."""
    dims = dict.fromkeys(names, 1)
    for _ in range(LARGEST_DIMENSION * len(names) + 1):
        if _are_met(conditions, dims):
            return dims
        for op, left, right in conditions:
            a, b = (int(x) if x.isdigit() else dims[x] for x in (left, right))
            if right in dims:
                dims[right] = max(b, a + (op == "<"))
            if op == "=" and left in dims:
                dims[left] = max(a, b)
    return None


def _with_total(limits: Sequence[int], total: int) -> Iterator[tuple[int, ...]]:
    """The tuples of excesses within limits with a given sum, in lexicographic order."""
    if not limits:
        if total == 0:
            yield ()
        return
    for first in range(max(0, total - sum(limits[1:])), min(limits[0], total) + 1):
        for rest in _with_total(limits[1:], total - first):
            yield (first, *rest)


def _at_rest(slot: Slot, data: Instance) -> Instance:
    """The data with 0 for a map, a vector, a path, or the start of one."""
    kind, name = slot.key
    size = prod(data.shape(slot.sort))
    if kind == "map":
        return replace(data, functions={**data.functions, name: ({},) * size})
    if kind == "path":
        return replace(data, paths={**data.paths, name: ({},) * size})
    zero = (Fraction(0),) * size
    if kind == "start":
        return replace(data, initial={**data.initial, name: zero})
    return replace(data, vectors={**data.vectors, name: zero})


def _is_number(slot: Slot) -> bool:
    """A scalar variable: it is chosen from what the clauses allow."""
    return slot.key[0] == "var" and slot.sort in (SCALAR, NATURAL)


def _are_met(conditions: Iterable[tuple[str, str, str]], dims: dict[str, int]) -> bool:
    def size(name: str) -> int:
        return int(name) if name.isdigit() else dims[name]

    holds = {"<": int.__lt__, "<=": int.__le__, "=": int.__eq__}
    return all(op in holds and holds[op](size(left), size(right)) for op, left, right in conditions)


def _is_involved(clause: Clause) -> bool:
    return any(condition.variables or condition.conditions for condition in clause.conditions)


def _maps(slot: Slot, data: Instance) -> Iterator[tuple[int, families.Map]]:
    for cost, found in _polynomials(slot, data):
        if slot.degree is None or families.degree(found) <= slot.degree:
            yield cost, found


def _polynomials(slot: Slot, data: Instance) -> Iterator[tuple[int, families.Map]]:
    source = data.shape(slot.domain)
    target = data.shape(slot.sort)
    if slot.key[1].startswith(SET):
        return families.sets(source[0])
    if not target:
        return families.functions(source[0] if source else 1)
    return families.maps(source[0] if source else 1, target[0])


def _pieces(slot: Slot, data: Instance) -> Iterator[tuple[int, Pieces]]:
    """Functions of one number that are no polynomials; late, unless only a few polynomials will do."""
    if _is_of_one_number(slot, data):
        for cost, pieces in families.in_pieces():
            yield cost + (slot.degree != 1), pieces


def _is_of_one_number(slot: Slot, data: Instance) -> bool:
    """A real function of a number, or of a vector of R^1, which is no set."""
    return not slot.sort[1:] and data.shape(slot.domain) in {(), (1,)} and not slot.key[1].startswith(SET)


def _flat(matrices: Iterator[tuple[int, families.Matrix]]) -> Iterator[tuple[int, families.Vector]]:
    for cost, matrix in matrices:
        yield cost, tuple(x for row in matrix for x in row)
