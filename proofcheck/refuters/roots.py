"""Scalars that solve an equation among the hypotheses and are no fractions: enclosed, and the rest found for them.

In the place of the scalar the problem gets a fraction near by, without the equation; whoever asks confirms that what is
found there goes for the solution as well.
"""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import islice, pairwise, product

from proofcheck.kernel.clauses import Clause, Problem, substitute_relation
from proofcheck.kernel.terms import SCALAR, KernelError, Term, num
from proofcheck.models.instance import Instance
from proofcheck.models.interval import Interval
from proofcheck.models.valuation import Scope, Valuation, scalar
from proofcheck.refuters.judging import NO_VALUE

GRID = tuple(sorted({sign * Fraction(k, 4) for k in (*range(17), 24, 40, 80, 400) for sign in (1, -1)}))
"""Between which numbers a solution is looked for."""
OTHERS = (Fraction(1), Fraction(2), Fraction(1, 2), Fraction(0), Fraction(-1))
"""Values of the other scalars in the equation."""
MOST_CHOICES, MOST_SCALARS = 12, 3
HALVINGS = 48

Root = tuple[Problem, dict[str, Fraction], dict[str, tuple[Fraction, Fraction]]]


def roots(problem: Problem) -> Iterator[Root]:
    """Problems without an equation, and the scalars that it determines: given ones, and the one that is enclosed.

    The same problem gives the same ones.
    """
    for place, clause in enumerate(problem.hypotheses):
        free = sorted(clause.free_variables(), key=str)
        if not _is_equation(clause) or not 0 < len(free) <= MOST_SCALARS or any(v[2] != SCALAR for v in free):
            continue
        rest = (*problem.hypotheses[:place], *problem.hypotheses[place + 1 :])
        for variable in free:
            others = [other for other in free if other != variable]
            for values in islice(product(OTHERS, repeat=len(others)), MOST_CHOICES):
                known = dict(zip(others, values, strict=True))
                for low, high in _brackets(clause, variable, known):
                    near: Mapping[Term, Term] = {
                        **{other: num(value) for other, value in known.items()},
                        variable: num((low + high) / 2),
                    }
                    try:
                        left = tuple(_at(hypothesis, near) for hypothesis in rest)
                        changed = Problem(problem.dimensions, left, _at(problem.goal, near))
                    except KernelError:
                        continue
                    yield changed, {other[1]: value for other, value in known.items()}, {variable[1]: (low, high)}


def completed(
    instance: Instance, given: Mapping[str, Fraction], enclosed: Mapping[str, tuple[Fraction, Fraction]]
) -> Instance:
    """An instance of the problem itself, from one of what ``roots`` made of it."""
    return Instance(
        instance.dims,
        {**instance.scalars, **given},
        instance.vectors,
        instance.operators,
        instance.functions,
        instance.initial,
        instance.paths,
        {**instance.enclosed, **enclosed},
    )


def _is_equation(clause: Clause) -> bool:
    """An equation that is no definition of a variable."""
    op, left, right = clause.relation
    defines = any(a[0] == "var" and a not in b.free for a, b in ((left, right), (right, left)))
    return op == "=" and not clause.variables and not clause.conditions and not defines


def _at(clause: Clause, values: Mapping[Term, Term]) -> Clause:
    conditions = tuple(_at(condition, values) for condition in clause.conditions)
    inside = {variable: value for variable, value in values.items() if variable not in clause.variables}
    return Clause(clause.variables, conditions, substitute_relation(clause.relation, inside))


def _brackets(clause: Clause, variable: Term, known: Mapping[Term, Fraction]) -> Iterator[tuple[Fraction, Fraction]]:
    """Short intervals at whose ends the two sides differ in opposite senses."""
    valuation = Valuation(Problem((), (), clause), Instance())
    scope = Scope({other: scalar(Interval.of(value)) for other, value in known.items()})
    _, left, right = clause.relation

    def sign(x: Fraction) -> int | None:
        here = scope.bind(variable, scalar(Interval.of(x)))
        try:
            difference = valuation.number(left, here) - valuation.number(right, here)
        except NO_VALUE:
            return None
        return 1 if difference.lo > 0 else -1 if difference.hi < 0 else 0

    signs = [(x, sign(x)) for x in GRID]
    for (low, first), (high, last) in pairwise(signs):
        if first and last == -first:
            for _ in range(HALVINGS):
                middle = (low + high) / 2
                found = sign(middle)
                if not found:
                    break
                low, high = (middle, high) if found == first else (low, middle)
            yield low, high
