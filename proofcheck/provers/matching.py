"""What the objects of a statement have to be read as, for a part of it to become a given term.

First-order matching of variables, of dimensions and of the names of functions; paths are matched as functions of time
(patterns in the sense of Miller 1991: a path at a variable). Sums, products and inner products match in any order, and
a factor that is left over is solved for. Nothing here is trusted: the kernel reads the statement as it is told, and
checks the sorts again.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from itertools import permutations
from typing import Any

from proofcheck.evidence.readback import poly_term
from proofcheck.kernel.calculus import derivative
from proofcheck.kernel.clauses import Clause
from proofcheck.kernel.normal import Normalizer
from proofcheck.kernel.terms import (
    FUNCTIONS,
    NATURAL,
    ONE,
    SCALAR,
    VALUES,
    KernelError,
    Sort,
    Term,
    is_natural,
    num,
    slots,
    substitute,
    subterms,
)

_SCOPES = {**dict.fromkeys(("int", "inf", "sum", "prod"), 4), **dict.fromkeys(("minS", "grad", "expect"), 2)}
"""Where the scope of what a term binds stands in it."""
BINDERS = frozenset(_SCOPES)
TIME: Term = Term("var", "time of a path", SCALAR)
"""The argument of what a path is read as."""

MAX_PARTS = 5
"""Sums and products of more parts are matched in the order of their parts alone."""

_LOCAL = "§"
"""How the names of variables begin that stand for bound ones."""

PathKey = tuple[str, Sort]


@dataclass(frozen=True, slots=True)
class Reading:
    """What variables, paths (as terms in ``TIME``), functions and dimensions of a statement are read as."""

    variables: Mapping[Term, Term] = field(default_factory=dict)
    paths: Mapping[PathKey, Term] = field(default_factory=dict)
    functions: Mapping[str, str] = field(default_factory=dict)
    dimensions: Mapping[Any, Any] = field(default_factory=dict)

    def sort(self, sort: Sort) -> Sort:
        """A sort in the dimensions of this reading."""
        return (sort[0], *(self.dimensions.get(size, size) for size in sort[1:]))


@dataclass(frozen=True, slots=True)
class Matcher:
    """Matches terms of one statement, whose objects named here may be read as others.

    Attributes:
        variables: the variables that may be read as other terms.
        paths: whether paths may be read as terms in time, else they stand for themselves.
        functions: whether functions may be read as others.
    """

    variables: frozenset[Term]
    paths: bool = False
    functions: bool = False

    def with_variables(self, variables: Sequence[Term]) -> "Matcher":
        """The matcher for a clause with these bound variables."""
        return replace(self, variables=self.variables | frozenset(variables))

    def match(self, pattern: Term, target: Term, reading: Reading) -> Iterator[Reading]:
        """The readings, beyond the one given, that make a term of the statement the target."""
        head = pattern[0]
        if head == "var" and pattern in self.variables:
            yield from self._variable(pattern, target, reading)
        elif self.paths and head in {"path", "dpath"}:
            yield from self._path(pattern, target, reading)
        elif head == target[0]:
            yield from self._same_head(pattern, target, reading)
        elif self._solvable(pattern, target):
            yield from self._solved(pattern, target, reading)

    def _same_head(self, pattern: Term, target: Term, reading: Reading) -> Iterator[Reading]:
        head = pattern[0]
        if head in {"num", "var"} and pattern[:2] != target[:2]:
            return
        if head in BINDERS:
            yield from self._binder(pattern, target, reading)
        elif head in {"add", "mul", "max", "min", "inner"}:
            found = False
            for found_reading in self._unordered(pattern, target, reading):
                found = True
                yield found_reading
            if not found and self._solvable(pattern, target):
                yield from self._solved(pattern, target, reading)
        else:
            for named in self._labels(pattern, target, reading):
                yield from self._all(_arguments(pattern), _arguments(target), named)

    def _labels(self, pattern: Term, target: Term, reading: Reading) -> Iterator[Reading]:
        """Match what a term holds beside its arguments: names, sorts, dimensions, exponents."""
        head = pattern[0]
        if head in {"path", "dpath", *FUNCTIONS}:
            found = self._name(pattern, target, reading)
            if found is None:
                return
            reading = found
        left, right = (_labels_of(term) for term in (pattern, target))
        found = _dimensions(left, right, reading) if len(left) == len(right) else None
        if found is not None:
            yield found

    def _name(self, pattern: Term, target: Term, reading: Reading) -> Reading | None:
        name, other = pattern[1], target[1]
        if pattern[0] in {"path", "dpath"} or not self.functions:
            return reading if name == other else None
        if name in reading.functions:
            return reading if reading.functions[name] == other else None
        return replace(reading, functions={**reading.functions, name: other})

    def _all(self, patterns: Sequence[Term], targets: Sequence[Term], reading: Reading) -> Iterator[Reading]:
        if len(patterns) != len(targets):
            return
        if not patterns:
            yield reading
            return
        for found in self.match(patterns[0], targets[0], reading):
            yield from self._all(patterns[1:], targets[1:], found)

    def _unordered(self, pattern: Term, target: Term, reading: Reading) -> Iterator[Reading]:
        """Match the parts in any order; the last factor of a product of vectors or operators stays the last."""
        first, second = pattern[1:], target[1:]
        if len(first) != len(second):
            return
        fixed = pattern[0] == "mul" and target.sort[0] in {"V", "O"}
        moving, last = (second[:-1], second[-1:]) if fixed else (second, ())
        orders = permutations(moving) if len(moving) <= MAX_PARTS else iter([moving])
        for order in orders:
            yield from self._all(first, (*order, *last), reading)

    def _binder(self, pattern: Term, target: Term, reading: Reading) -> Iterator[Reading]:
        found = _dimensions(pattern[1][2], target[1][2], reading)
        if found is None:
            return
        local = fresh_local(target[1], (pattern, target))
        patterns = _opened(pattern, Term("var", local[1], pattern[1][2]))
        yield from self._all(patterns, _opened(target, local), found)

    # ------------------------------------------------------------ variables and paths

    def _variable(self, variable: Term, target: Term, reading: Reading) -> Iterator[Reading]:
        if variable in reading.variables:
            if same(reading.variables[variable], target):
                yield reading
            return
        try:
            sort = target.sort
        except KernelError:
            return
        if variable[2] == NATURAL:
            found = reading if is_natural(target) else None
        elif variable[2] == SCALAR:
            found = reading if sort[0] in {"S", "N"} else None
        else:
            found = _dimensions(variable[2], sort, reading)
        if found is not None and (target[0] == "var" or not has_locals(target)):
            yield replace(found, variables={**found.variables, variable: target})

    def _path(self, pattern: Term, target: Term, reading: Reading) -> Iterator[Reading]:
        head, name, sort, time = pattern
        key = (name, sort)
        if key in reading.paths:
            yield from self._known_path(head, reading.paths[key], time, target, reading)
            return
        try:
            found = _dimensions(sort, target.sort, reading)
        except KernelError:
            return
        if found is None:
            return
        if target[0] == head:
            named = replace(found, paths={**found.paths, key: Term("path", *target[1:3], TIME)})
            yield from self.match(time, target[3], named)
        elif head == "path":
            yield from self._abstracted(key, time, target, found)
        elif target[0] == "d" and time in self.variables:
            body = substitute(target[2], {target[1]: TIME})
            named = replace(found, paths={**found.paths, key: body})
            yield from self.match(time, target[1], named)

    def _known_path(self, head: str, body: Term, time: Term, target: Term, reading: Reading) -> Iterator[Reading]:
        at = substitute(time, reading.variables)
        if time in self.variables and time not in reading.variables:
            for value in _times(body, target, head):
                yield from self.match(time, value, reading)
            return
        try:
            value = substitute(derivative(body, TIME) if head == "dpath" else body, {TIME: at})
        except KernelError:
            return
        if same(value, target):
            yield reading

    def _abstracted(self, key: PathKey, time: Term, target: Term, reading: Reading) -> Iterator[Reading]:
        """Read a path at a time as a term, as a function of a variable in it: of the time of a path."""
        known = reading.variables.get(time)
        if known is not None:
            times = [known] if known[0] == "var" else []
        elif time in self.variables:
            inside = (part[3] for part in subterms(target) if part[0] in {"path", "dpath"})
            times = [t for t in dict.fromkeys(inside) if t[0] == "var"]
        else:
            times = []
        for value in times:
            try:
                body = substitute(target, {value: TIME})
            except KernelError:
                continue
            if not has_locals(body):
                bound = {**reading.variables, time: value}
                yield replace(reading, variables=bound, paths={**reading.paths, key: body})
        if not times and not has_locals(target) and (time in self.variables or time in reading.variables):
            yield replace(reading, paths={**reading.paths, key: target})

    # ------------------------------------------------------------ solving for a factor

    def _solvable(self, pattern: Term, target: Term) -> bool:
        if pattern[0] in {"mul", "div"}:
            return True
        return pattern[0] == "dot" and target[0] in {"dot", "mul"}

    def _solved(self, pattern: Term, target: Term, reading: Reading) -> Iterator[Reading]:
        """Solve for the one thing that is not read yet: a scalar factor, or the operator in front of a vector."""
        try:
            kind = target.sort[0]
            if kind in {"S", "N"}:
                yield from self._scalar_factor(pattern, target, reading)
            elif kind == "O" and pattern[0] == "mul" and all(factor[0] == "num" for factor in pattern[1:-1]):
                scale = Fraction(1)
                for factor in pattern[1:-1]:
                    scale *= factor[1]
                if scale and pattern[-1][0] in {"var", "path"}:
                    rest = tidied(Term("mul", num(1 / scale), target))
                    yield from self.match(pattern[-1], rest, reading)
            elif pattern[0] == "dot" and kind == "V":
                yield from self._front_operator(pattern, target, reading)
        except KernelError:
            return

    def _scalar_factor(self, pattern: Term, target: Term, reading: Reading) -> Iterator[Reading]:
        unread = [v for v in pattern.free & self.variables if v not in reading.variables]
        if len(unread) != 1 or unread[0][2] != SCALAR or has_locals(target):
            return
        value = _quotient(substitute(pattern, reading.variables), unread[0], target)
        if value is not None:
            yield replace(reading, variables={**reading.variables, unread[0]: value})

    def _front_operator(self, pattern: Term, target: Term, reading: Reading) -> Iterator[Reading]:
        """``A v`` against ``B C ... v``: A is the composition of all that stands in front."""
        for operator, vector in splits(target):
            for found in self.match(pattern[2], vector, reading):
                yield from self.match(pattern[1], operator, found)


# ---------------------------------------------------------------------------------------------------- terms


def fresh_local(variable: Term, terms: Sequence[Term]) -> Term:
    """A variable that stands for a bound one and occurs in none of the terms."""
    taken = {part[1] for term in terms for part in _everything(term) if part[0] == "var"}
    number = 0
    while f"{_LOCAL}{number}" in taken:
        number += 1
    return Term("var", f"{_LOCAL}{number}", variable[2])


def has_locals(term: Term) -> bool:
    """Whether a term mentions what is bound where it stands."""
    return any(variable[1].startswith(_LOCAL) for variable in term.free)


def is_local(term: Term) -> bool:
    """Whether a term is a variable that stands for a bound one."""
    return bool(term[0] == "var" and term[1].startswith(_LOCAL))


def open_parts(term: Term) -> Iterator[Term]:
    """A term and all in it, bound variables as local ones."""
    yield term
    if term[0] in BINDERS:
        for part in _opened(term, fresh_local(term[1], [term])):
            yield from open_parts(part)
    else:
        for slot in slots(term):
            yield from open_parts(term[slot])


def splits(vector: Term) -> Iterator[tuple[Term, Term]]:
    """The ways to write a vector as an operator applied to a vector, scalars with the operator."""
    if vector[0] == "dot":
        _, operator, inner = vector
        yield operator, inner
        for front, rest in splits(inner):
            yield tidied(Term("dot", operator, front)), rest
    elif vector[0] == "mul":
        for front, rest in splits(vector[-1]):
            yield tidied(Term(*vector[:-1], front)), rest


def tidied(term: Term) -> Term:
    """An operator or a vector with its scalar factors in front, in one product, numbers multiplied out.

    >>> A, c = Term("var", "A", ("O", "n", "n")), Term("var", "c", ("S",))
    >>> tidied(Term("mul", num(-1), Term("dot", Term("mul", num(-1), c, A), A))) == Term("mul", c, Term("dot", A, A))
    True
    """
    scale, factors, rest = factored(term)
    if scale != 1:
        factors = [num(scale), *factors]
    return Term("mul", *factors, rest) if factors else rest


def factored(term: Term) -> tuple[Fraction, list[Term], Term]:
    """An operator or a vector as a number, scalars, and what these stand before."""
    if term[0] == "mul":
        scale, factors, rest = factored(term[-1])
        for factor in reversed(term[1:-1]):
            numbers, others = _numbers(factor)
            scale, factors = scale * numbers, [*others, *factors]
        return scale, factors, rest
    if term[0] == "dot":
        scale, factors, rest = factored(term[1])
        more, others, last = factored(term[2])
        return scale * more, [*factors, *others], Term("dot", rest, last)
    return Fraction(1), [], term


def _numbers(factor: Term) -> tuple[Fraction, list[Term]]:
    if factor[0] == "num":
        return factor[1], []
    if factor[0] == "mul":
        scale = Fraction(1)
        others: list[Term] = []
        for part in factor[1:]:
            more, rest = _numbers(part)
            scale, others = scale * more, [*others, *rest]
        return scale, others
    return Fraction(1), [] if factor == ONE else [factor]


def same(left: Term, right: Term) -> bool:
    """Whether two terms are the same, or have the same normal form."""
    if left == right:
        return True
    try:
        kinds = {left.sort[0], right.sort[0]}
        normalizer = Normalizer(())
        if kinds <= {"S", "N"}:
            return normalizer.scalar(left) == normalizer.scalar(right)
        return left.sort == right.sort and normalizer.form(left) == normalizer.form(right)
    except KernelError:
        return False


def _quotient(product: Term, factor: Term, target: Term) -> Term | None:
    """What a factor of a product has to be, for the product to be the target whatever the other factors are."""
    normalizer = Normalizer(())
    form = normalizer.scalar(product)
    if len(form) != 1:
        return None
    ((mono, coefficient),) = form.items()
    powers = dict(mono)
    if powers.pop(factor, Fraction(0)) != 1:
        return None
    quotient: dict[Any, Any] = {}
    for other, value in normalizer.scalar(target).items():
        left = dict(other)
        for atom, exponent in powers.items():
            left[atom] = left.get(atom, Fraction(0)) - exponent
        quotient[tuple((atom, e) for atom, e in left.items() if e)] = value / Fraction(coefficient)
    found = poly_term(quotient)
    return found if same(substitute(product, {factor: found}), target) else None


def _times(body: Term, target: Term, head: str) -> Iterator[Term]:
    """The times at which a term in ``TIME`` may be the target."""
    if head == "dpath" and target[0] == "d":
        if same(substitute(body, {TIME: target[1]}), target[2]):
            yield target[1]
        return
    inside = (part[3] for part in subterms(target) if part[0] in {"path", "dpath"})
    for time in dict.fromkeys(inside):
        try:
            value = substitute(derivative(body, TIME) if head == "dpath" else body, {TIME: time})
        except KernelError:
            continue
        if same(value, target):
            yield time


def _arguments(term: Term) -> tuple[Term, ...]:
    places = (1, *slots(term)) if term[0] == "d" else slots(term)
    return tuple(term[slot] for slot in places)


def _labels_of(term: Term) -> tuple[Any, ...]:
    head = term[0]
    if head in {"var", "path", "dpath"}:
        return tuple(term[2])
    if head in VALUES:
        return (*term[2], *term[3])
    if head == "jac":
        return tuple(term[2:4])
    if head == "gradfn":
        return tuple(term[2:3])
    if head == "id":
        return tuple(term[1:])
    return tuple(term[2:]) if head == "pow" else tuple(term[1:]) if head == "num" else ()


def _dimensions(left: Sequence[Any], right: Sequence[Any], reading: Reading) -> Reading | None:
    """Match labels: names of dimensions are read as others, all else stays."""
    found = dict(reading.dimensions)
    for one, other in zip(left, right, strict=True) if len(left) == len(right) else [(0, 1)]:
        if type(one) is str and one not in {"S", "N", "V", "O"}:
            if found.setdefault(one, other) != other:
                return None
        elif one != other:
            return None
    return replace(reading, dimensions=found)


def _opened(term: Term, local: Term) -> tuple[Term, ...]:
    """The arguments of a binder, its variable as a local one in the body."""
    return tuple(substitute(term[s], {term[1]: local}) if s == _SCOPES[term[0]] else term[s] for s in slots(term))


def _everything(term: Term) -> Iterator[Term]:
    yield from subterms(term)
    for part in subterms(term):
        if part[0] in BINDERS:
            yield part[1]


def nameless(clause: Clause) -> Any:
    """A clause with its bound variables numbered: the same for clauses that differ in their names alone."""
    return _nameless_clause(clause, {})


def _nameless_clause(clause: Clause, bound: dict[Term, Any]) -> Any:
    inner: dict[Term, Any] = dict(bound)
    for variable in clause.variables:
        inner[variable] = ("bound", len(inner), variable[2])
    conditions = tuple(_nameless_clause(condition, inner) for condition in clause.conditions)
    op, left, right = clause.relation
    return len(clause.variables), conditions, op, _nameless_term(left, inner), _nameless_term(right, inner)


def _nameless_term(term: Term, bound: dict[Term, Any]) -> Any:
    if term[0] == "var":
        return bound.get(term, term)
    parts: list[Any] = list(term)
    inner = bound
    if term[0] in BINDERS:
        parts[1] = term[1][2]
        inner = {**bound, term[1]: ("bound", len(bound), term[1][2])}
    if term[0] == "d":
        parts[1] = bound.get(term[1], term[1])
    for slot in slots(term):
        parts[slot] = _nameless_term(term[slot], inner if slot == _SCOPES.get(term[0]) else bound)
    return tuple(parts)
