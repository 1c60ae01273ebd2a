"""The value of a kernel term at an instance: exact, or rigorously enclosed.

Three conventions of the kernel's terms are *not* used here: a quotient by zero, the square root of a negative number
and the inverse of a singular operator have no value, so that no counterexample rests on them.

A path that a differential equation determines is solved: in closed form where that is a sum of ``c * t^j * exp(r t)``
with rational numbers, otherwise as a polynomial flow that is enclosed. A function of time without a closed form (a
norm, say) is enclosed on pieces of the interval that it is needed on.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from fractions import Fraction
from math import prod

from proofcheck.kernel.clauses import Problem
from proofcheck.kernel.terms import NATURAL, SCALAR, Sort, Term, substitute, subterms
from proofcheck.models.binders import BINDERS, along, enclosed_integral
from proofcheck.models.dynamics import Solution, at_rest, solve, solve_on_pieces
from proofcheck.models.instance import Instance, polynomial_at
from proofcheck.models.interval import Interval, Undefined
from proofcheck.models.laws import Laws, read_laws
from proofcheck.models.operations import OPERATIONS, given_path, is_zero, natural
from proofcheck.models.pieces import Cell, cells, in_cell
from proofcheck.models.positivity import nonnegative
from proofcheck.models.scalars import (
    ONE,
    ZERO,
    Dual,
    Form,
    NotClosed,
    NotConfirmed,
    Scalar,
    cosine,
    identical,
    minus,
    negative,
    number,
    only_name,
    sine,
    times,
)
from proofcheck.models.scope import TIME, TOP, Array, Evaluator, Scope, Wave, scalar

DEEPEST = 24
"""How long a chain of paths may be of which each is needed for the one before."""


class Valuation(Evaluator):
    """Evaluates the terms of a problem at an instance."""

    def __init__(self, problem: Problem, instance: Instance, laws: Laws | None = None):
        """``laws`` may be given where they are known: those of the problem, for what the instance gives."""
        self.instance = instance
        self.laws = read_laws(problem, instance) if laws is None else laws
        self.definitions = self.laws.definitions
        self.path_definitions = self.laws.path_definitions
        self.dynamics = self.laws.dynamics
        self.recurrences = self.laws.recurrences
        self._determined: dict[Term, Array] = {}
        self._solutions: dict[str, Solution] = {}
        self._members: dict[str, list[Array]] = {}
        self._pending: set[object] = set()
        self._fresh = 0
        self._depth = 0

    # ------------------------------------------------------------ values

    def value(self, term: Term, scope: Scope = TOP) -> Array:
        """The value of ``term``.

        Raises:
            NotConfirmed: it has none that can be computed here.
            NotClosed: it is a function without a closed form.
            Undefined: a division by 0, or the root of a negative number.
        """
        return _VALUES[term[0]](self, term, scope)

    def cells(self) -> list[Cell]:
        """The numbers between two neighbouring ends of pieces of the functions of the instance."""
        return list(cells(tuple(sorted({end for pieces in self.instance.pieces.values() for end in pieces.ends}))))

    def enclosed_integral(self, variable: Term, body: Term, low: Scalar, high: Scalar, scope: Scope) -> Array:
        """The integral of what has no closed form: enclosed, on pieces."""
        return enclosed_integral(self, variable, body, low, high, scope)

    def indeterminates(self, sort: Sort, count: int | None = None) -> Array:
        """New indeterminates in the shape of a sort."""
        shape = self.instance.shape(sort)
        self._fresh += 1
        names = [f"#{self._fresh}.{i}" for i in range(prod(shape) if count is None else count)]
        return Array(shape, tuple(Form.variable(name) for name in names))

    def _variable(self, term: Term, scope: Scope) -> Array:
        if term in scope.values:
            return scope.values[term]
        _, name, sort = term
        instance, shape = self.instance, self.instance.shape(sort)
        data: Sequence[Fraction] | None = None
        if len(shape) == 0 and name in instance.enclosed:
            return scalar(Interval(*instance.enclosed[name]))
        if len(shape) == 0 and name in instance.scalars:
            data = (instance.scalars[name],)
        elif len(shape) == 1 and name in instance.vectors:
            data = instance.vectors[name]
        elif len(shape) == 2 and name in instance.operators:
            data = [entry for row in instance.operators[name] for entry in row]
        if data is not None:
            return Array(shape, tuple(Interval.of(x) for x in data))
        return self._defined_variable(term)

    def _defined_variable(self, term: Term) -> Array:
        if term not in self._determined:
            if term not in self.definitions or term in self._pending:
                raise NotConfirmed(f"the instance gives no value for {term[1]}, and no hypothesis determines it")
            self._pending.add(term)
            try:
                value = self.value(self.definitions[term][0])
                if term[2] == NATURAL:
                    natural(value.scalar)
                self._determined[term] = value
            finally:
                self._pending.discard(term)
        return self._determined[term]

    # ------------------------------------------------------------ paths

    def _path(self, term: Term, scope: Scope) -> Array:
        _, name, sort, time = term
        return self.path(name, sort, self.value(time, scope).scalar, scope)

    def path(self, name: str, sort: Sort, time: Scalar, scope: Scope = TOP) -> Array:
        """The value of a path at a time, or of a sequence at an index.

        Raises:
            NotConfirmed: it has none, or none that can be computed here.
        """
        with self._deeper(name):
            if name in self.laws.sequences:
                self._check_index(name, time, scope)
            return self._path_at(name, sort, time, scope)

    @contextmanager
    def _deeper(self, name: str) -> Iterator[None]:
        """What is made from itself is never reached: the chain of what is needed for it has no end."""
        self._depth += 1
        try:
            if self._depth > DEEPEST:
                raise NotConfirmed(f"{name} is not determined: to have a value it needs itself first")
            yield
        finally:
            self._depth -= 1

    def definition_at(self, path: Term) -> Term | None:
        """What a path or sequence that a hypothesis defines is at a time, as a term; ``None`` for any other."""
        _, name, _, time = path
        if name in self.instance.paths or name not in self.path_definitions:
            return None
        variable, body, _ = self.path_definitions[name]
        return substitute(body, {variable: time})

    def _check_index(self, name: str, index: Scalar, scope: Scope) -> None:
        """Refuse an index that may be negative; that it is a whole number can be read off its term."""
        if isinstance(index, Interval):
            natural(index)
        elif not nonnegative(index, scope.ranges):
            raise NotConfirmed(f"the sequence {name} is asked for at an index that may be negative")

    def _path_at(self, name: str, sort: Sort, time: Scalar, scope: Scope) -> Array:
        shape = self.instance.shape(sort)
        if name in scope.states:
            found = self._state(name, sort, time, scope)
            if found is not None:
                return found
        if name in self.instance.paths:
            listed = self._listed(name, time, scope)
            given = given_path(self.instance, name) if listed is None else listed
            return Array(shape, tuple(_at_time(x, time) for x in given))
        if name in self.path_definitions:
            variable, body, _ = self.path_definitions[name]
            return self.value(body, scope.only(variable, scalar(time)))
        if name in self.recurrences:
            return self._iterated(name, shape, natural(time))
        if name in self.dynamics:
            return Array(shape, self._solved(name, sort, time, scope))
        if name in self.instance.initial and time == ZERO:
            return self._start(name, shape)
        raise NotConfirmed(f"neither the instance nor a hypothesis determines the path {name}")

    def _listed(self, name: str, index: Scalar, scope: Scope) -> tuple[Scalar, ...] | None:
        """The member of a sequence that is one of the first, which the instance lists; ``None`` if it is a later one.

        Raises:
            NotConfirmed: it may be either, or this is no sequence.
        """
        firsts = self.instance.firsts.get(name)
        if firsts is None:
            return None
        if name not in self.laws.sequences:
            raise NotConfirmed(f"the instance lists members of {name}, which is no sequence")
        if isinstance(index, Interval):
            place = natural(index)
            return tuple(map(Interval.of, firsts[place])) if place < len(firsts) else None
        if not nonnegative(minus(index, Interval.of(len(firsts))), scope.ranges):
            raise NotConfirmed(f"it is not known whether a member of {name} is one of the first")
        return None

    def _state(self, name: str, sort: Sort, time: Scalar, scope: Scope) -> Array | None:
        here, value = scope.states[name]
        if time == here:
            return value
        if name in self.recurrences and identical(minus(time, here), ONE):
            variable, body, _ = self.recurrences[name]
            return self.value(body, scope.only(variable, scalar(here)))
        if isinstance(time, Dual):
            return Array(value.shape, self._moved(name, sort, time, scope))
        return None

    def _start(self, name: str, shape: tuple[int, ...]) -> Array:
        if name not in self.instance.initial:
            raise NotConfirmed(f"the instance gives no initial value of the path {name}")
        return Array(shape, tuple(Interval.of(x) for x in self.instance.initial[name]))

    def _iterated(self, name: str, shape: tuple[int, ...], index: int) -> Array:
        variable, body, _ = self.recurrences[name]
        members = self._members.setdefault(name, [self._start(name, shape)])
        while len(members) <= index:
            k = Interval.of(len(members) - 1)
            if (name, k) in self._pending:
                raise NotConfirmed(f"the sequence {name} is not determined step by step")
            self._pending.add((name, k))
            try:
                value = self.value(body, Scope({variable: scalar(k)}, {name: (k, members[-1])}))
            finally:
                self._pending.discard((name, k))
            members.append(value)
        return members[index]

    def _solved(self, name: str, sort: Sort, time: Scalar, scope: Scope) -> tuple[Scalar, ...]:
        if time == ZERO:
            return self._start(name, self.instance.shape(sort)).entries
        if isinstance(time, Dual):
            return self._moved(name, sort, time, scope)
        solution = self.solution(name, sort)
        if solution.closed is not None:
            parts = solution.closed[: prod(self.instance.shape(sort))]
            return tuple(_at_time(x, time) for x in parts)
        if solution.flow is None or not isinstance(time, Interval):
            raise NotClosed(f"the path {name} has no closed form")
        return solution.flow.at(time)[: prod(self.instance.shape(sort))]

    def _moved(self, name: str, sort: Sort, time: Dual, scope: Scope) -> tuple[Scalar, ...]:
        """The chain rule: the path at ``time``, and its derivative times that of ``time``."""
        values = self.path(name, sort, time.value, scope).entries
        slopes = self._slope(name, sort, time.value, scope).entries
        return tuple(Dual(x, times(dx, time.tangent), time.level) for x, dx in zip(values, slopes, strict=True))

    def _path_derivative(self, term: Term, scope: Scope) -> Array:
        _, name, sort, time = term
        return self._slope(name, sort, self.value(time, scope).scalar, scope)

    def _slope(self, name: str, sort: Sort, time: Scalar, scope: Scope) -> Array:
        with self._deeper(name):
            return self._slope_at(name, sort, time, scope)

    def _slope_at(self, name: str, sort: Sort, time: Scalar, scope: Scope) -> Array:
        if name in self.instance.paths and name not in self.instance.firsts:
            slopes = (_derivative(x, TIME) for x in given_path(self.instance, name))
            return Array(self.instance.shape(sort), tuple(_at_time(x, time) for x in slopes))
        if name in self.path_definitions:
            variable, body, _ = self.path_definitions[name]
            return along(self, body, replace(scope, values={}, level=scope.level + 1), variable, time)
        if name in self.dynamics:
            variable, body, _ = self.dynamics[name]
            return self.value(body, scope.only(variable, scalar(time)))
        raise NotConfirmed(f"nothing determines the derivative of the path {name}")

    def solution(self, name: str, sort: Sort) -> Solution:
        """The solution of the differential equation of a path, and of those that it depends on."""
        if name not in self._solutions:
            if name in self._pending:
                raise NotClosed(f"the path {name} depends on itself")
            self._pending.add(name)
            try:
                self._solutions[name] = self._solve(name, sort)
            finally:
                self._pending.discard(name)
        return self._solutions[name]

    def _solve(self, name: str, sort: Sort) -> Solution:
        members = self._system(name, sort)
        time = Form.variable(TIME)
        states: dict[str, tuple[Scalar, Array]] = {}
        start: list[Interval] = []
        for member, member_sort in members.items():
            states[member] = (time, self.indeterminates(member_sort))
            entries = self._start(member, self.instance.shape(member_sort)).entries
            start.extend(number(x) for x in entries)
        names = [only_name(x) for _, state in states.values() for x in state.entries]
        waves = self._waves(members, states)
        try:
            slopes = [slope for member in members for slope in self._slopes(member, members, states, waves)]
        except NotConfirmed:
            found = self._resting(members, start) or self._on_a_piece(members, start)
            if found is None:
                raise
            return found
        variables = [Form.variable(state) for state in names]
        maps = {
            label: [polynomial_at(component, variables) for component in components]
            for label, components in sorted(self.instance.functions.items())
            if all(len(key) == len(names) for component in components for key in component)
        }
        turning, turned, angles = _turning(waves)
        return solve([*slopes, *turning], [*names, *turned], [*start, *angles], TIME, maps, len(turned))

    def _waves(self, members: Mapping[str, Sort], states: Mapping[str, tuple[Scalar, Array]]) -> tuple[Wave, ...]:
        """The linear functions of time of which the right-hand sides take sines and cosines."""
        found: list[Scalar] = []
        for member in members:
            variable, body, _ = self.dynamics[member]
            scope = Scope({variable: scalar(Form.variable(TIME))}, states)
            for term in subterms(body):
                if term[0] in {"sin", "cos"}:
                    with suppress(NotConfirmed, Undefined):
                        found.append(self.value(term[1], scope).scalar)
        linear = [x for x in found if isinstance(x, Form) and x.names == {TIME} and x.degree == 1]
        different = [x for k, x in enumerate(linear) if not any(identical(x, other) for other in linear[:k])]
        return tuple(Wave(x, *self.indeterminates(SCALAR, 2).entries) for x in different)

    def _slopes(
        self,
        member: str,
        members: Mapping[str, Sort],
        states: Mapping[str, tuple[Scalar, Array]],
        waves: tuple[Wave, ...],
    ) -> tuple[Scalar, ...]:
        """The right-hand side of one equation of a system; time is known to be positive if all of them say so."""
        variable, body, _ = self.dynamics[member]
        scope = Scope({variable: scalar(Form.variable(TIME))}, states, waves=waves)
        if all(self.starts_at_zero(other) for other in members):
            scope = scope.within(TIME, ZERO, None)
        return self.value(body, scope).entries

    def speed_at(self, name: str, value: Scalar) -> Scalar:
        """How fast a path of numbers moves where it has a value, as a function of time from 0 on.

        Raises:
            NotConfirmed: it is not told by the value and the time alone.
        """
        variable, body, _ = self.dynamics[name]
        time = Form.variable(TIME)
        scope = Scope({variable: scalar(time)}, {name: (time, scalar(value))}).within(TIME, ZERO, None)
        return self.value(body, scope).scalar

    def starts_at_zero(self, name: str) -> bool:
        """The equation of a path says nothing about negative times: one of its conditions is t >= c for a c >= 0."""
        variable, _, clause = self.dynamics[name]
        return any(
            condition.relation[2] == variable
            and not (condition.variables or condition.conditions or condition.relation[0] == "=")
            and self._is_nonnegative_number(condition.relation[1], variable)
            for condition in clause.conditions
        )

    def _is_nonnegative_number(self, term: Term, variable: Term) -> bool:
        if variable in term.free:
            return False
        try:
            return self.number(term).lo >= 0
        except (NotConfirmed, Undefined):
            return False

    def _resting(self, members: Mapping[str, Sort], start: Sequence[Interval]) -> Solution | None:
        """The solution that stays where it starts, if that is one, whatever else the right-hand sides may be."""
        time, states, place = Form.variable(TIME), dict[str, tuple[Scalar, Array]](), 0
        for member, sort in members.items():
            shape = self.instance.shape(sort)
            states[member] = (time, Array(shape, tuple(start[place : place + prod(shape)])))
            place += prod(shape)
        try:
            for member in members:
                variable, body, _ = self.dynamics[member]
                slope = self.value(body, Scope({variable: scalar(time)}, states))
                if not all(is_zero(entry) for entry in slope.entries):
                    return None
        except (NotConfirmed, Undefined):
            return None
        return at_rest(start)

    def _on_a_piece(self, members: Mapping[str, Sort], start: Sequence[Interval]) -> Solution | None:
        """The motion of one number where the right-hand side is linear on each piece of the functions in it."""
        if len(start) != 1 or not self.instance.pieces:
            return None
        ((member, sort),) = members.items()
        variable, body, _ = self.dynamics[member]
        state = self.indeterminates(SCALAR).scalar

        def slope(cell: Cell) -> Scalar:
            """In terms of the indeterminate that ``in_cell`` has for the numbers of the cell."""
            value, bounds = in_cell(state, cell)
            here = Array(self.instance.shape(sort), (value,))
            scope = Scope({variable: scalar(time)}, {member: (time, here)}).within(only_name(state), *bounds)
            return self.value(body, scope).scalar

        time = Form.variable(TIME)
        try:
            return solve_on_pieces([(cell, slope(cell)) for cell in self.cells()], state, start[0], TIME)
        except (NotConfirmed, Undefined):
            return None

    def _system(self, name: str, sort: Sort) -> dict[str, Sort]:
        """The path, and every other one that it depends on and that has no closed form of its own."""
        members = {name: sort}
        for other, other_sort in self._reached(name).items():
            if other == name or other not in self.dynamics:
                continue
            if name in self._reached(other) or self.solution(other, other_sort).closed is None:
                members[other] = other_sort
        return members

    def _reached(self, name: str) -> dict[str, Sort]:
        """The paths that the dynamics or the definition of a path speaks of, directly or through others."""
        found: dict[str, Sort] = {}
        waiting = [name]
        while waiting:
            current = waiting.pop()
            body = self.laws.body(current)
            for term in () if body is None else subterms(body):
                if term[0] in {"path", "dpath"} and term[1] not in found and not _is_time_zero(term[3]):
                    found[term[1]] = term[2]
                    waiting.append(term[1])
        return found


def _turning(waves: Sequence[Wave]) -> tuple[list[Scalar], list[str], list[Interval]]:
    """How sines and cosines of functions of time move, as states of a system: slopes, names, and values at time 0."""
    slopes: list[Scalar] = []
    names, start = [], []
    for wave in waves:
        rate = _derivative(wave.argument, TIME)
        angle = _at_time(wave.argument, ZERO)
        slopes += [times(rate, wave.cosine), negative(times(rate, wave.sine))]
        names += [only_name(wave.sine), only_name(wave.cosine)]
        start += [number(sine(angle)), number(cosine(angle))]
    return slopes, names, start


def _is_time_zero(term: Term) -> bool:
    return bool(term[0] == "num" and term[1] == 0)


def _at_time(x: Scalar, time: Scalar) -> Scalar:
    return x.at({TIME: time}) if isinstance(x, Form) else x


def _derivative(x: Scalar, name: str) -> Scalar:
    return x.derivative(name) if isinstance(x, Form) else ZERO


_VALUES: dict[str, Callable[[Valuation, Term, Scope], Array]] = {
    **OPERATIONS,
    **BINDERS,
    "var": Valuation._variable,
    "path": Valuation._path,
    "dpath": Valuation._path_derivative,
}
