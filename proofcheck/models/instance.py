"""Instances: exact data at which a claim can be evaluated."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from math import prod

from proofcheck.kernel.clauses import Clause, Problem, check_clause
from proofcheck.kernel.terms import FUNCTIONS, SCALAR, VALUES, Sort, Term, subterms
from proofcheck.models.interval import Interval
from proofcheck.models.pieces import Pieces
from proofcheck.models.scalars import ZERO, NotConfirmed, Scalar, plus, power_of, times

Polynomial = Mapping[tuple[int, ...], Fraction]
"""Coefficients by exponents: ``{(1, 0): 1, (2, 0): 1/2}`` is ``w_1 + 1/2 w_1^2`` on R^2."""

ExpPolynomial = Mapping[tuple[int, Fraction], Fraction]
"""A function of time, ``{(j, r): c}`` for the sum of ``c * t^j * exp(r t)``."""


@dataclass(frozen=True, slots=True)
class Instance:
    """Dimensions and exact data for the variables, maps and paths of a claim.

    A variable that a hypothesis ``variable = term`` determines is left out, and so is a path that a hypothesis
    determines by its dynamics: for that, ``initial`` holds the value at time 0. A path of operators is given row
    by row. Variables that the goal binds are given like free ones: the instance is where the goal fails.

    A scalar that solves an equation among the hypotheses is ``enclosed`` between two numbers: the instance is one of
    those solutions, and what is shown of it is shown for all numbers in between.
    """

    dims: Mapping[str, int] = field(default_factory=dict)
    scalars: Mapping[str, Fraction] = field(default_factory=dict)
    vectors: Mapping[str, tuple[Fraction, ...]] = field(default_factory=dict)
    operators: Mapping[str, tuple[tuple[Fraction, ...], ...]] = field(default_factory=dict)
    functions: Mapping[str, tuple[Polynomial, ...]] = field(default_factory=dict)
    initial: Mapping[str, tuple[Fraction, ...]] = field(default_factory=dict)
    paths: Mapping[str, tuple[ExpPolynomial, ...]] = field(default_factory=dict)
    enclosed: Mapping[str, tuple[Fraction, Fraction]] = field(default_factory=dict)
    pieces: Mapping[str, Pieces] = field(default_factory=dict)
    """Real functions of one number, or of vectors of R^1, that no polynomial is."""
    firsts: Mapping[str, tuple[tuple[Fraction, ...], ...]] = field(default_factory=dict)
    """The first members of a sequence, from that at 0 on; the path gives all others."""

    @property
    def listed(self) -> int:
        """From which index on no sequence has members that are listed."""
        return max(map(len, self.firsts.values()), default=0)

    def size(self, dimension: int | str) -> int:
        """The value of a dimension, which is an ``int`` or the name of one.

        Raises:
            NotConfirmed: the instance does not have it, or it is not positive.
        """
        value = dimension if isinstance(dimension, int) else self.dims.get(dimension, 0)
        if value < 1:
            raise NotConfirmed(f"the dimension {dimension} has no positive value in the instance")
        return value

    def shape(self, sort: Sort) -> tuple[int, ...]:
        """The shape of the data of a sort: ``()``, ``(n,)`` or ``(n, p)``."""
        return tuple(self.size(dimension) for dimension in sort[1:])


def check_shapes(problem: Problem, instance: Instance) -> None:
    """Compare the shapes of the data with the sorts that they have in the problem.

    Raises:
        KernelError: the problem is ill-typed.
        NotConfirmed: data have the wrong shape or a negative power, or a dimension is missing or violates a condition.
    """
    for op, left, right in problem.dimensions:
        a, b = (int(x) if x.isdigit() else instance.size(x) for x in (left, right))
        if not {"<": a < b, "<=": a <= b, "=": a == b}.get(op, False):
            raise NotConfirmed(f"the dimensions do not satisfy {left} {op} {right}")
    _check_powers(instance)
    sorts: dict[str, Sort] = {}
    for clause in (*problem.hypotheses, problem.goal):
        check_clause(clause)
        for term in clause_terms(clause):
            _check_term(term, instance)
            if term[0] in {"path", "dpath"} and sorts.setdefault(term[1], term[2]) != term[2]:
                raise NotConfirmed(f"the path {term[1]} has two sorts")
        bound = clause.variables if clause is problem.goal else ()
        for variable in {*clause.free_variables(), *bound}:
            _check_variable(variable, instance)


def clause_terms(clause: Clause) -> list[Term]:
    """Every term in a clause, with the bound variables."""
    found = [*clause.variables]
    for side in clause.relation[1:]:
        found.extend(subterms(side))
    for condition in clause.conditions:
        found.extend(clause_terms(condition))
    return found


def _check_variable(variable: Term, instance: Instance) -> None:
    _, name, sort = variable
    shape = instance.shape(sort)
    if len(shape) == 1 and name in instance.vectors:
        _check(name, shape[0], len(instance.vectors[name]))
    if len(shape) == 2 and name in instance.operators:
        _check(name, shape[0], len(instance.operators[name]))
        for row in instance.operators[name]:
            _check(f"a row of {name}", shape[1], len(row))
    value = instance.scalars.get(name)
    if name in instance.enclosed and (sort != SCALAR or value is not None):
        raise NotConfirmed(f"{name} cannot be enclosed: it is a number that is given, or no real number")
    if sort == ("N",) and value is not None and (value < 0 or value.denominator != 1):
        raise NotConfirmed(f"{name} = {value} is not a natural number")


def _check_term(term: Term, instance: Instance) -> None:
    if term[0] in {"path", "dpath"}:
        size = prod(instance.shape(term[2]))
        for data in (instance.paths, instance.initial):
            if term[1] in data:
                _check(f"the path {term[1]}", size, len(data[term[1]]))
        for member in instance.firsts.get(term[1], ()):
            _check(f"a member of {term[1]}", size, len(member))
    elif term[0] in FUNCTIONS:
        _check_function(term, instance)


def _check_function(term: Term, instance: Instance) -> None:
    name = term[1]
    if (name in instance.functions) == (name in instance.pieces):
        raise NotConfirmed(f"the instance gives no map {name}, or two")
    if term[0] in VALUES:
        source, target = instance.shape(term[2]), instance.shape(term[3])
    else:
        source, target = (instance.size(term[2]),), (instance.size(term[3]),) if term[0] == "jac" else ()
    if name in instance.pieces:
        if target or prod(source) != 1:
            raise NotConfirmed(f"{name} is given in pieces, but is no real function of one number")
        instance.pieces[name].check(differentiable=term[0] != "anyfn")
        return
    components = instance.functions[name]
    _check(f"the value of {name}", target[0] if target else 1, len(components))
    for polynomial in components:
        for exponents in polynomial:
            _check(f"the argument of {name}", source[0] if source else 1, len(exponents))


def _check_powers(instance: Instance) -> None:
    """Maps are polynomials, and paths sums of powers times exponentials: without a pole."""
    powers = [k for map_ in instance.functions.values() for component in map_ for key in component for k in key]
    powers += [power for path in instance.paths.values() for component in path for power, _ in component]
    if any(type(power) is not int or power < 0 for power in powers):
        raise NotConfirmed("a power in a map or path of the instance is not a natural number")


def _check(what: str, expected: int, found: int) -> None:
    if expected != found:
        raise NotConfirmed(f"{what} has {found} components where {expected} are needed")


def polynomial_at(polynomial: Polynomial, point: Sequence[Scalar]) -> Scalar:
    """The value of a polynomial at a point."""
    found: Scalar = ZERO
    for key, c in sorted(polynomial.items()):
        term: Scalar = Interval.of(c)
        for x, k in zip(point, key, strict=True):
            term = times(term, power_of(x, k)) if k else term
        found = plus(found, term)
    return found


def partial(polynomial: Polynomial, j: int) -> Polynomial:
    """The derivative of a polynomial in its j-th variable (from 0)."""
    return {tuple(k - (i == j) for i, k in enumerate(key)): c * key[j] for key, c in polynomial.items() if key[j]}
