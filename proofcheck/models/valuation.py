"""The value of a kernel term at an instance: exact, or rigorously enclosed.

Three conventions of the kernel's terms are *not* used here: a quotient by zero, the square root of a negative number
and the inverse of a singular operator have no value, so that no counterexample rests on them.

A path that a differential equation determines is solved: in closed form where that is a sum of ``c * t^j * exp(r t)``
with rational numbers, otherwise as a polynomial flow that is enclosed. A function of time without a closed form (a
norm, say) is enclosed on pieces of the interval that it is needed on.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import reduce
from math import floor, prod

from proofcheck.kernel.clauses import Clause, Problem
from proofcheck.kernel.terms import NATURAL, VALUES, Sort, Term, num, subterms
from proofcheck.kernel.terms import ONE as ONE_TERM
from proofcheck.models.dynamics import Solution, at_rest, solve
from proofcheck.models.instance import Instance, partial, polynomial_at
from proofcheck.models.interval import Interval, Undefined, at_most, equal, less
from proofcheck.models.laws import Laws, read_laws
from proofcheck.models.positivity import Ranges, nonnegative, quadratic_matrix
from proofcheck.models.scalars import (
    ONE,
    ZERO,
    Dual,
    Form,
    NotClosed,
    NotConfirmed,
    Root,
    Scalar,
    absolute,
    cosine,
    exp_polynomial,
    exponential,
    identical,
    larger,
    logarithm,
    minus,
    negative,
    number,
    plus,
    power_of,
    quotient,
    sine,
    square_root,
    tangent_at,
    times,
    total,
)
from proofcheck.models.spectra import (
    inverse,
    largest_eigenvalue,
    operator_norm,
    smallest_eigenvalue,
    smallest_singular_value,
)

PIECES = 256
"""Into how many pieces an interval of time is cut where a function has no closed form."""

DEEPEST = 24
"""How long a chain of paths may be of which each is needed for the one before."""

LARGEST_INDEX = 10_000
"""How far a sequence is followed, and the largest exponent that is a term."""

TIME = "t"
"""The indeterminate of closed forms."""


@dataclass(frozen=True, slots=True)
class Array:
    """The value of a term: its shape (``()``, ``(n,)`` or ``(n, p)``) and its entries, row by row."""

    shape: tuple[int, ...]
    entries: tuple[Scalar, ...]

    @property
    def scalar(self) -> Scalar:
        """The one entry of a scalar."""
        return self.entries[0]

    @property
    def rows(self) -> list[tuple[Scalar, ...]]:
        """The rows of an operator."""
        width = self.shape[1]
        return [self.entries[i : i + width] for i in range(0, len(self.entries), width)]


def scalar(x: Scalar) -> Array:
    """The scalar ``x`` as an array."""
    return Array((), (x,))


@dataclass(frozen=True, slots=True)
class Scope:
    """Where a term is evaluated: values of bound variables, and the state of a system that is being set up."""

    values: Mapping[Term, Array] = field(default_factory=dict)
    states: Mapping[str, tuple[Scalar, Array]] = field(default_factory=dict)
    ranges: Ranges = field(default_factory=dict)
    level: int = 0

    def bind(self, variable: Term, value: Array) -> "Scope":
        """The scope in which ``variable`` has the given value."""
        return replace(self, values={**self.values, variable: value})

    def only(self, variable: Term, value: Array) -> "Scope":
        """The scope for the body of a hypothesis about all values of one variable: it sees no other bound one."""
        return replace(self, values={variable: value})

    def within(self, name: str, low: Interval, high: Interval | None) -> "Scope":
        """The scope in which the indeterminate ``name`` is known to lie between two numbers."""
        return replace(self, ranges={**self.ranges, name: (low, high)})


_TOP = Scope()


class Valuation:
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

    def value(self, term: Term, scope: Scope = _TOP) -> Array:
        """The value of ``term``.

        Raises:
            NotConfirmed: it has none that can be computed here.
            NotClosed: it is a function without a closed form.
            Undefined: a division by 0, or the root of a negative number.
        """
        return _VALUES[term[0]](self, term, scope)

    def number(self, term: Term, scope: Scope = _TOP) -> Interval:
        """The value of a scalar term that depends on nothing."""
        return number(self.value(term, scope).scalar)

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
                    self._natural(value.scalar)
                self._determined[term] = value
            finally:
                self._pending.discard(term)
        return self._determined[term]

    def _map(self, term: Term, scope: Scope) -> Array:
        _, name, _, target, argument = term
        point = self.value(argument, scope).entries
        components = self.instance.functions[name]
        return Array(self.instance.shape(target), tuple(polynomial_at(c, point) for c in components))

    def _jacobian(self, term: Term, scope: Scope) -> Array:
        _, name, p, n, argument = term
        point = self.value(argument, scope).entries
        entries = [
            polynomial_at(partial(component, j), point)
            for component in self.instance.functions[name]
            for j in range(len(point))
        ]
        return Array((self.instance.size(n), self.instance.size(p)), tuple(entries))

    def _gradient_of_map(self, term: Term, scope: Scope) -> Array:
        _, name, d, argument = term
        point = self.value(argument, scope).entries
        (component,) = self.instance.functions[name]
        entries = (polynomial_at(partial(component, j), point) for j in range(len(point)))
        return Array((self.instance.size(d),), tuple(entries))

    def _sum(self, term: Term, scope: Scope) -> Array:
        parts = [self.value(part, scope) for part in term[1:]]
        columns = zip(*(part.entries for part in parts), strict=True)
        return Array(parts[0].shape, tuple(total(column) for column in columns))

    def _product(self, term: Term, scope: Scope) -> Array:
        last = self.value(term[-1], scope)
        entries = last.entries
        for part in reversed(term[1:-1]):
            factor = self.value(part, scope).scalar
            entries = tuple(times(factor, entry) for entry in entries)
        return Array(last.shape, entries)

    def _quotient(self, term: Term, scope: Scope) -> Array:
        top, bottom = self.value(term[1], scope), self.value(term[2], scope).scalar
        return Array(top.shape, tuple(quotient(entry, bottom) for entry in top.entries))

    def _power(self, term: Term, scope: Scope) -> Array:
        _, base, exponent = term
        if exponent > 0 and exponent % 2 == 0:
            if base[0] == "norm":
                entries = self.value(base[1], scope).entries
                return scalar(power_of(total(power_of(x, 2) for x in entries), exponent // 2))
            if base[0] == "mul":
                squared = (self._power(Term("pow", factor, exponent), scope).scalar for factor in base[1:])
                return scalar(_multiplied(squared))
        return scalar(power_of(self.value(base, scope).scalar, exponent))

    def _natural_power(self, term: Term, scope: Scope) -> Array:
        exponent = self._natural(self.value(term[2], scope).scalar)
        return scalar(power_of(self.value(term[1], scope).scalar, exponent))

    def _natural(self, x: Scalar) -> int:
        value = number(x)
        if not value.exact or value.lo.denominator != 1 or value.lo < 0:
            raise NotConfirmed("an index or exponent is not a natural number")
        if value.lo > LARGEST_INDEX:
            raise NotConfirmed(f"an index or exponent is larger than {LARGEST_INDEX}")
        return int(value.lo)

    def _square_root(self, term: Term, scope: Scope) -> Array:
        inside = self.value(term[1], scope).scalar
        if isinstance(inside, Form) and not nonnegative(inside, scope.ranges):
            raise NotClosed("the square root of a function that may be negative")
        return scalar(square_root(inside))

    def _exponential(self, term: Term, scope: Scope) -> Array:
        """Exact for a^k, which is written exp(k log(a)), where k is a whole number and a is positive."""
        if term[1][0] == "mul" and len(term[1]) == 3 and term[1][2][0] == "log":
            rate, base = (self.value(part, scope).scalar for part in (term[1][1], term[1][2][1]))
            if isinstance(base, Interval) and isinstance(rate, Interval) and base.lo > 0 and _is_whole(rate):
                return scalar(base ** int(rate.lo))
        return self._function(term, scope)

    def _function(self, term: Term, scope: Scope) -> Array:
        return scalar(_FUNCTIONS[term[0]](self.value(term[1], scope).scalar))

    def _maximum(self, term: Term, scope: Scope) -> Array:
        return scalar(larger(self.value(term[1], scope).scalar, self.value(term[2], scope).scalar))

    def _minimum(self, term: Term, scope: Scope) -> Array:
        left, right = (negative(self.value(part, scope).scalar) for part in term[1:])
        return scalar(negative(larger(left, right)))

    def _applied(self, term: Term, scope: Scope) -> Array:
        left, right = self.value(term[1], scope), self.value(term[2], scope)
        columns = [right.entries] if len(right.shape) == 1 else list(zip(*right.rows, strict=True))
        entries = tuple(_inner(row, column) for row in left.rows for column in columns)
        return Array((left.shape[0], *right.shape[1:]), entries)

    def _transpose(self, term: Term, scope: Scope) -> Array:
        inside = self.value(term[1], scope)
        entries = tuple(entry for column in zip(*inside.rows, strict=True) for entry in column)
        return Array((inside.shape[1], inside.shape[0]), entries)

    def _inverse(self, term: Term, scope: Scope) -> Array:
        inside = self.value(term[1], scope)
        rows = tuple(tuple(number(entry) for entry in row) for row in inside.rows)
        return Array(inside.shape, tuple(entry for row in inverse(rows) for entry in row))

    def _outer_product(self, term: Term, scope: Scope) -> Array:
        left, right = self.value(term[1], scope).entries, self.value(term[2], scope).entries
        return Array((len(left), len(right)), tuple(times(a, b) for a in left for b in right))

    def _identity(self, term: Term, scope: Scope) -> Array:
        size = self.instance.size(term[1])
        return Array((size, size), tuple(Interval.of(i == j) for i in range(size) for j in range(size)))

    def _inner_product(self, term: Term, scope: Scope) -> Array:
        left, right = self.value(term[1], scope), self.value(term[2], scope)
        return scalar(_inner(left.entries, right.entries))

    def _norm(self, term: Term, scope: Scope) -> Array:
        return scalar(_norm(self.value(term[1], scope).entries, scope.ranges))

    def _spectral(self, term: Term, scope: Scope) -> Array:
        """Singular values and eigenvalues; of functions only where one row or column makes them a norm."""
        head, inside = term[0], self.value(term[1], scope)
        n, p = inside.shape
        if head in {"lmin", "lmax"}:
            if not (_is_certainly_symmetric(inside) or self._is_symmetric(term[1], scope)):
                raise NotConfirmed("an eigenvalue is taken of an operator that may not be symmetric")
            if n == 1:
                return scalar(inside.scalar)
            compute = smallest_eigenvalue if head == "lmin" else largest_eigenvalue
        else:
            if head == "smin" and n > p:
                return scalar(ZERO)
            if n == 1 or (p == 1 and head == "opnorm"):
                return scalar(_norm(inside.entries, scope.ranges))
            compute = smallest_singular_value if head == "smin" else operator_norm
        rows = tuple(tuple(number(entry) for entry in row) for row in inside.rows)
        try:
            return scalar(compute(rows))
        except ValueError as error:
            raise NotConfirmed(str(error)) from error

    def _is_symmetric(self, term: Term, scope: Scope) -> bool:
        """Whether an operator is symmetric by its form, given the instance's data."""
        head = term[0]
        if head in {"add", "mul", "div", "tr", "inv"}:
            parts = term[1:] if head == "add" else (term[-1],) if head == "mul" else (term[1],)
            return all(self._is_symmetric(part, scope) for part in parts)
        if head != "dot":
            return self._is_symmetric_leaf(term, scope)
        factors = _factors(term, turned=False)
        return all(
            left == (right[0], not right[1]) or (left[0] == right[0] and self._is_symmetric(left[0], scope))
            for left, right in zip(factors, reversed(factors), strict=True)
        )

    def _is_symmetric_leaf(self, term: Term, scope: Scope) -> bool:
        if term[0] == "path" and term[1] in self.instance.paths:
            return _is_certainly_symmetric(Array(self.instance.shape(term[2]), self._given_path(term[1])))
        return term[0] == "id" or (term[0] == "var" and _is_certainly_symmetric(self._variable(term, scope)))

    # ------------------------------------------------------------ binders

    def _derivative(self, term: Term, scope: Scope) -> Array:
        _, time, body = term
        at = self.value(time, scope).scalar
        return self._along(body, replace(scope, level=scope.level + 1), time, at)

    def _along(self, body: Term, scope: Scope, time: Term, at: Scalar) -> Array:
        inside = self.value(body, scope.bind(time, scalar(Dual(at, ONE, scope.level))))
        return Array(inside.shape, tuple(tangent_at(entry, scope.level) for entry in inside.entries))

    def _gradient(self, term: Term, scope: Scope) -> Array:
        _, variable, body, at = term
        point = self.value(at, scope)
        inner = replace(scope, level=scope.level + 1)
        slopes = []
        for i in range(len(point.entries)):
            moved = tuple(Dual(x, ONE, inner.level) if i == j else x for j, x in enumerate(point.entries))
            inside = self.value(body, inner.bind(variable, Array(point.shape, moved)))
            slopes.append(tangent_at(inside.scalar, inner.level))
        return Array(point.shape, tuple(slopes))

    def _minimum_on_sphere(self, term: Term, scope: Scope) -> Array:
        """The smallest eigenvalue of a quadratic form, or the root of one where the body is a norm.

        On a line there are two unit vectors, whatever the body.
        """
        _, variable, body = term
        shape = self.instance.shape(variable[2])
        if shape == (1,):
            ends = (self.value(body, scope.bind(variable, Array(shape, (sign,)))).scalar for sign in (ONE, -ONE))
            return scalar(negative(reduce(larger, map(negative, ends))))
        point = self.indeterminates(variable[2])
        inside = self.value(body, scope.bind(variable, point)).scalar
        if isinstance(inside, Interval):
            return scalar(inside)
        form = inside.form if isinstance(inside, Root) else inside
        names = [next(iter(x.names)) for x in point.entries if isinstance(x, Form)]
        matrix = quadratic_matrix(form, names) if isinstance(form, Form) else None
        if matrix is None or any(not _is_zero(entry) for entry in matrix[0]):
            raise NotConfirmed("a minimum over unit vectors is taken of something other than a quadratic form")
        smallest = smallest_eigenvalue(tuple(row[1:] for row in matrix[1:]))
        return scalar(smallest.maximum(ZERO).sqrt() if isinstance(inside, Root) else smallest)

    def _integral(self, term: Term, scope: Scope) -> Array:
        _, variable, low_term, high_term, body = term
        low, high = (self.value(end, scope).scalar for end in (low_term, high_term))
        if isinstance(low, Interval) and isinstance(high, Interval) and less(high, low):
            turned = self._integral(Term(*term[:2], high_term, low_term, body), scope)
            return Array(turned.shape, tuple(negative(entry) for entry in turned.entries))
        try:
            inside, name = self.as_function(variable, body, low, high, scope)
            return Array(inside.shape, tuple(_integrated(x, name, low, high) for x in inside.entries))
        except NotClosed:
            return self._enclosed_integral(variable, body, low, high, scope)

    def _summation(self, term: Term, scope: Scope) -> Array:
        _, variable, low_term, high_term, body = term
        low, high = self._natural(self.value(low_term, scope).scalar), self.number(high_term, scope)
        if not high.exact or high.lo - low > LARGEST_INDEX:
            raise NotConfirmed("the upper end of a sum is not known, or too large")
        found = Array(self.instance.shape(term.sort), (ZERO,) * prod(self.instance.shape(term.sort)))
        for index in range(low, floor(high.lo) + 1):
            part = self.value(body, scope.bind(variable, scalar(Interval.of(index))))
            found = Array(part.shape, tuple(plus(a, b) for a, b in zip(found.entries, part.entries, strict=True)))
        return found

    def _expectation(self, term: Term, scope: Scope) -> Array:
        """With equal probabilities."""
        _, variable, body, space = term
        size = self.instance.size(space)
        total = self._summation(Term("sum", variable, ONE_TERM, num(size), body), scope)
        return Array(total.shape, tuple(quotient(entry, Interval.of(size)) for entry in total.entries))

    def range_of(
        self, variable: Term, clause: Clause, scope: Scope
    ) -> tuple[Interval | None, Interval | None, list[Clause]]:
        """The bounds that the conditions of a clause put on a bound scalar, and the other conditions.

        A bound that is missing, or that is not a number, is ``None``: the range is then larger than it need be, and the
        condition among the others.
        """
        low: Interval | None = ZERO if variable[2] == NATURAL else None
        high: Interval | None = None
        rest: list[Clause] = []
        for condition in clause.conditions:
            op, left, right = condition.relation
            plain = not condition.variables and not condition.conditions and op in {"<=", "<"}
            if plain and right == variable and variable not in left.free:
                bound = self._bound(left, 0, scope)
                rest += [condition] if bound is None else []
                low = bound if low is None or bound is None else low.maximum(bound)
            elif plain and left == variable and variable not in right.free:
                bound = self._bound(right, 1, scope)
                rest += [condition] if bound is None else []
                high = bound if high is None or bound is None else high.minimum(bound)
            else:
                rest.append(condition)
        return low, high, rest

    def _bound(self, term: Term, side: int, scope: Scope) -> Interval | None:
        """A number, or the bound of another bound variable."""
        value = self.value(term, scope).scalar
        if isinstance(value, Interval):
            return value
        if isinstance(value, Form) and len(value.names) == 1:
            (name,) = value.names
            if value == Form.variable(name) and name in scope.ranges:
                return scope.ranges[name][side]
        return None

    def as_function(self, variable: Term, body: Term, low: Scalar, high: Scalar, scope: Scope) -> tuple[Array, str]:
        """The value of ``body`` as a function of its variable, and the indeterminate that stands for it."""
        value = self.indeterminates(variable[2])
        assert isinstance(value.scalar, Form)
        (name,) = value.scalar.names
        inner = scope.bind(variable, value)
        if isinstance(low, Interval) and isinstance(high, Interval):
            inner = inner.within(name, low, high)
        return self.value(body, inner), name

    def _enclosed_integral(self, variable: Term, body: Term, low: Scalar, high: Scalar, scope: Scope) -> Array:
        """The sum over pieces of length h of f(middle) h, up to h^2 / 8 times the width of the bounds of f'.

        The two halves of a piece contribute f' times plus and minus h^2 / 8.
        """
        shape: tuple[int, ...] = ()
        sums: list[Scalar] = []
        for piece in pieces(number(low), number(high)):
            rough = self.value(body, scope.bind(variable, scalar(piece)))
            length = Interval.of(piece.width)
            parts: Sequence[Scalar] = [number(entry) * length for entry in rough.entries]
            fine = self._fine_integral(variable, body, piece, scope)
            if fine is not None:
                parts = [_intersection(number(a), number(b)) for a, b in zip(parts, fine, strict=True)]
            shape = rough.shape
            sums = [plus(a, b) for a, b in zip(sums, parts, strict=True)] if sums else list(parts)
        if not sums:
            return Array(*self._zero_like(variable, body, low, scope))
        return Array(shape, tuple(sums))

    def _zero_like(
        self, variable: Term, body: Term, at: Scalar, scope: Scope
    ) -> tuple[tuple[int, ...], tuple[Scalar, ...]]:
        inside = self.value(body, scope.bind(variable, scalar(at)))
        return inside.shape, (ZERO,) * len(inside.entries)

    def _fine_integral(self, variable: Term, body: Term, piece: Interval, scope: Scope) -> list[Scalar] | None:
        inner = replace(scope, level=scope.level + 1)
        try:
            slope = self._along(body, inner, variable, piece)
        except (NotConfirmed, Undefined):
            return None
        middle = self.value(body, scope.bind(variable, scalar(Interval.of(piece.middle))))
        length, eighth = Interval.of(piece.width), piece.width**2 / 8
        found: list[Scalar] = []
        for entry, change in zip(middle.entries, slope.entries, strict=True):
            error = number(change).width * eighth
            found.append(number(entry) * length + Interval(-error, error))
        return found

    def _infimum(self, term: Term, scope: Scope) -> Array:
        _, variable, low_term, high_term, body = term
        low, high = self.number(low_term, scope), self.number(high_term, scope)
        if not at_most(low, high):
            raise NotConfirmed("an infimum is taken over an interval that may be empty")
        try:
            inside, name = self.as_function(variable, body, low, high, scope)
            return scalar(_infimum_of(inside.scalar, name, low, high))
        except NotClosed:
            return scalar(self._enclosed_infimum(variable, body, low, high, scope))

    def _enclosed_infimum(self, variable: Term, body: Term, low: Interval, high: Interval, scope: Scope) -> Interval:
        bottoms, tops = [], []
        for piece in pieces(low, high):
            bottoms.append(self.number(body, scope.bind(variable, scalar(piece))).lo)
            tops.append(self.number(body, scope.bind(variable, scalar(Interval.of(piece.lo)))).hi)
        tops.append(self.number(body, scope.bind(variable, scalar(high))).hi)
        return Interval(min(bottoms, default=min(tops)), min(tops))

    # ------------------------------------------------------------ paths

    def _path(self, term: Term, scope: Scope) -> Array:
        _, name, sort, time = term
        return self.path(name, sort, self.value(time, scope).scalar, scope)

    def path(self, name: str, sort: Sort, time: Scalar, scope: Scope = _TOP) -> Array:
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

    def _check_index(self, name: str, index: Scalar, scope: Scope) -> None:
        """Refuse an index that may be negative; that it is a whole number can be read off its term."""
        if isinstance(index, Interval):
            self._natural(index)
        elif not nonnegative(index, scope.ranges):
            raise NotConfirmed(f"the sequence {name} is asked for at an index that may be negative")

    def _path_at(self, name: str, sort: Sort, time: Scalar, scope: Scope) -> Array:
        shape = self.instance.shape(sort)
        if name in scope.states:
            found = self._state(name, sort, time, scope)
            if found is not None:
                return found
        if name in self.instance.paths:
            return Array(shape, tuple(_at_time(x, time) for x in self._given_path(name)))
        if name in self.path_definitions:
            variable, body, _ = self.path_definitions[name]
            return self.value(body, scope.only(variable, scalar(time)))
        if name in self.recurrences:
            return self._iterated(name, shape, self._natural(time))
        if name in self.dynamics:
            return Array(shape, self._solved(name, sort, time, scope))
        if name in self.instance.initial and time == ZERO:
            return self._start(name, shape)
        raise NotConfirmed(f"neither the instance nor a hypothesis determines the path {name}")

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

    def _given_path(self, name: str) -> tuple[Scalar, ...]:
        return tuple(exp_polynomial(component, TIME) for component in self.instance.paths[name])

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
        if name in self.instance.paths:
            slopes = (_derivative(x, TIME) for x in self._given_path(name))
            return Array(self.instance.shape(sort), tuple(_at_time(x, time) for x in slopes))
        if name in self.path_definitions:
            variable, body, _ = self.path_definitions[name]
            return self._along(body, replace(scope, values={}, level=scope.level + 1), variable, time)
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
        names = [next(iter(x.names)) for _, state in states.values() for x in state.entries if isinstance(x, Form)]
        try:
            slopes = [slope for member in members for slope in self._slopes(member, members, states)]
        except NotConfirmed:
            resting = self._resting(members, start)
            if resting is None:
                raise
            return resting
        variables = [Form.variable(state) for state in names]
        maps = {
            label: [polynomial_at(component, variables) for component in components]
            for label, components in sorted(self.instance.functions.items())
            if all(len(key) == len(names) for component in components for key in component)
        }
        return solve(slopes, names, start, TIME, maps)

    def _slopes(
        self, member: str, members: Mapping[str, Sort], states: Mapping[str, tuple[Scalar, Array]]
    ) -> tuple[Scalar, ...]:
        """The right-hand side of one equation of a system; time is known to be positive if all of them say so."""
        variable, body, _ = self.dynamics[member]
        scope = Scope({variable: scalar(Form.variable(TIME))}, states)
        if all(self.starts_at_zero(other) for other in members):
            scope = scope.within(TIME, ZERO, None)
        return self.value(body, scope).entries

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
                if not all(_is_zero(entry) for entry in slope.entries):
                    return None
        except (NotConfirmed, Undefined):
            return None
        return at_rest(start)

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


# ---------------------------------------------------------------- parts of values


def pieces(low: Interval, high: Interval) -> Iterator[Interval]:
    """Cut the interval of time from ``low`` to ``high`` into pieces; no piece if it has no length.

    Raises:
        NotConfirmed: an end is not a known rational.
    """
    if not (low.exact and high.exact):
        raise NotConfirmed("an interval of time does not have rational ends")
    length = (high.lo - low.lo) / PIECES
    for i in range(PIECES if length else 0):
        yield Interval(low.lo + i * length, low.lo + (i + 1) * length)


def _is_certainly_symmetric(matrix: Array) -> bool:
    rows = matrix.rows
    return all(_agree(rows[i][j], rows[j][i]) for i in range(len(rows)) for j in range(i))


def _agree(a: Scalar, b: Scalar) -> bool:
    return equal(a, b) if isinstance(a, Interval) and isinstance(b, Interval) else identical(a, b)


def _factors(term: Term, *, turned: bool) -> list[tuple[Term, bool]]:
    """The factors of a product of operators, and which of them are transposed."""
    if term[0] == "tr":
        return _factors(term[1], turned=not turned)
    if term[0] == "dot":
        parts = [_factors(part, turned=turned) for part in term[1:]]
        return [factor for part in (reversed(parts) if turned else parts) for factor in part]
    return [(term, turned)]


def _multiplied(factors: Iterator[Scalar]) -> Scalar:
    result: Scalar = ONE
    for factor in factors:
        result = times(result, factor)
    return result


def _is_zero(x: Scalar) -> bool:
    return isinstance(x, Interval) and x.exact and x.lo == 0


def _is_time_zero(term: Term) -> bool:
    return bool(term[0] == "num" and term[1] == 0)


def _inner(left: Sequence[Scalar], right: Sequence[Scalar]) -> Scalar:
    return total(times(a, b) for a, b in zip(left, right, strict=True))


def _norm(entries: Sequence[Scalar], ranges: Ranges) -> Scalar:
    """The Euclidean norm: of functions, exact where all components are multiples of one of constant sign."""
    kept = [entry for entry in entries if not _is_zero(entry)]
    if not kept:
        return ZERO
    if all(isinstance(entry, Interval) for entry in kept) and len(kept) == 1:
        return absolute(kept[0])
    first = kept[0]
    if isinstance(first, Form):
        ratios = [_ratio(entry, first) for entry in kept]
        if all(ratio is not None for ratio in ratios):
            length = total(power_of(ratio, 2) for ratio in ratios if ratio is not None)
            if nonnegative(first, ranges):
                return times(square_root(length), first)
            if nonnegative(negative(first), ranges):
                return times(square_root(length), negative(first))
    if isinstance(first, Dual) and len(kept) == 1:
        return absolute(first)
    return square_root(total(power_of(entry, 2) for entry in kept))


def _ratio(a: Scalar, b: Form) -> Interval | None:
    """The number ``a / b``, if it is one."""
    if not isinstance(a, Form) or a.terms.keys() != b.terms.keys():
        return None
    key = next(iter(b.terms))
    if b.terms[key].lo <= 0 <= b.terms[key].hi:
        return None
    ratio = a.terms[key] / b.terms[key]
    return ratio if identical(a, times(ratio, b)) else None


def _at_time(x: Scalar, time: Scalar) -> Scalar:
    return x.at({TIME: time}) if isinstance(x, Form) else x


def _derivative(x: Scalar, name: str) -> Scalar:
    return x.derivative(name) if isinstance(x, Form) else ZERO


def _integrated(x: Scalar, name: str, low: Scalar, high: Scalar) -> Scalar:
    if isinstance(x, Interval):
        return times(x, minus(high, low))
    if not isinstance(x, Form):
        raise NotClosed("an integral without a closed form")
    found = x.integral(name)
    if not isinstance(found, Form):
        return ZERO
    return minus(found.at({name: high}), found.at({name: low}))


def _infimum_of(x: Scalar, name: str, low: Interval, high: Interval) -> Scalar:
    if not isinstance(x, Form):
        return number(x)
    slope, ranges = x.derivative(name), {name: (low, high)}
    if nonnegative(slope, ranges):
        return x.at({name: low})
    if nonnegative(negative(slope), ranges):
        return x.at({name: high})
    raise NotClosed("an infimum without a closed form")


def _intersection(a: Interval, b: Interval) -> Interval:
    return Interval(max(a.lo, b.lo), min(a.hi, b.hi))


def _is_whole(number: Interval) -> bool:
    return number.exact and number.lo.denominator == 1


_FUNCTIONS: dict[str, Callable[[Scalar], Scalar]] = {
    "exp": exponential,
    "log": logarithm,
    "sin": sine,
    "cos": cosine,
}

_VALUES: dict[str, Callable[[Valuation, Term, Scope], Array]] = {
    "num": lambda _, term, scope: scalar(Interval.of(term[1])),
    "var": Valuation._variable,
    "dim": lambda self, term, scope: scalar(Interval.of(self.instance.size(term[1]))),
    "path": Valuation._path,
    "dpath": Valuation._path_derivative,
    **dict.fromkeys(VALUES, Valuation._map),
    "jac": Valuation._jacobian,
    "gradfn": Valuation._gradient_of_map,
    "add": Valuation._sum,
    "mul": Valuation._product,
    "div": Valuation._quotient,
    "pow": Valuation._power,
    "powi": Valuation._natural_power,
    "sqrt": Valuation._square_root,
    **dict.fromkeys(_FUNCTIONS, Valuation._function),
    "exp": Valuation._exponential,
    "max": Valuation._maximum,
    "min": Valuation._minimum,
    "dot": Valuation._applied,
    "tr": Valuation._transpose,
    "id": Valuation._identity,
    "inv": Valuation._inverse,
    "outer": Valuation._outer_product,
    "inner": Valuation._inner_product,
    "norm": Valuation._norm,
    "opnorm": Valuation._spectral,
    "smin": Valuation._spectral,
    "lmin": Valuation._spectral,
    "lmax": Valuation._spectral,
    "int": Valuation._integral,
    "sum": Valuation._summation,
    "expect": Valuation._expectation,
    "inf": Valuation._infimum,
    "minS": Valuation._minimum_on_sphere,
    "d": Valuation._derivative,
    "grad": Valuation._gradient,
}
