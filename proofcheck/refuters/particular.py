"""Polynomial solutions of differential equations that no law makes a path by, as those of second order.

The equation is taken at more times than a component has coefficients; where it is affine in these, they are solved for.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from fractions import Fraction

from proofcheck.kernel.clauses import Clause
from proofcheck.kernel.terms import Term
from proofcheck.models.flow import solve_exactly
from proofcheck.models.instance import ExpPolynomial, Instance
from proofcheck.models.interval import Interval
from proofcheck.models.scalars import number
from proofcheck.models.scope import Scope, scalar
from proofcheck.models.valuation import Valuation
from proofcheck.refuters.judging import NO_VALUE

DEGREE = 3
MOST_COEFFICIENTS = 12
STARTS = (Fraction(-1), Fraction(1))

Path = tuple[ExpPolynomial, ...]


def particular(
    clauses: Sequence[Clause], name: str, size: int, data: Instance, valued: Callable[[Instance], Valuation]
) -> list[Path]:
    """Polynomial paths that satisfy the equations at some times, the rest of the instance being given.

    The first one starts at 0, if there is one that does; the others start elsewhere along the first axis.
    """
    count = size * (DEGREE + 1)
    if not clauses or count > MOST_COEFFICIENTS:
        return []
    units = [[Fraction(int(i == k)) for i in range(count)] for k in range(count)]
    try:
        rest, *columns = (
            _differences(clauses, valued(_with_path(data, name, _path(coefficients, size))))
            for coefficients in ([Fraction(0)] * count, *units)
        )
    except NO_VALUE:
        return []
    rows = [[*(x - base for x in entries), -base] for base, *entries in zip(rest, *columns, strict=True)]
    systems = [rows, *([*rows, [*units[0], start]] for start in STARTS)]
    solutions = (solve_exactly(system, count) for system in systems)
    found = [_path([x for (x,) in solution], size) for solution in solutions if solution is not None]
    return [path for place, path in enumerate(found) if path not in found[:place]]


def _path(coefficients: Sequence[Fraction], size: int) -> Path:
    parts = (coefficients[i * (DEGREE + 1) : (i + 1) * (DEGREE + 1)] for i in range(size))
    return tuple({(power, Fraction(0)): x for power, x in enumerate(part) if x} for part in parts)


def _with_path(data: Instance, name: str, path: Path) -> Instance:
    return replace(data, paths={**data.paths, name: path})


def _differences(clauses: Sequence[Clause], valuation: Valuation) -> list[Fraction]:
    """By how much the two sides of the equations differ, at times 1, 2, and so on."""
    found = []
    for clause in clauses:
        (variable,) = clause.variables
        for time in range(1, DEGREE + 3):
            scope = Scope().bind(variable, scalar(Interval.of(time)))
            left, right = (_numbers(side, scope, valuation) for side in clause.relation[1:])
            found += [a - b for a, b in zip(left, right, strict=True)]
    return found


def _numbers(term: Term, scope: Scope, valuation: Valuation) -> list[Fraction]:
    return [number(entry).middle for entry in valuation.value(term, scope).entries]
