"""What is linear in something arbitrary and bounded is 0: ``b x <= c`` for all x, or ``<u, x> <= c`` for all x."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import permutations

from proofcheck.evidence.readback import poly_term
from proofcheck.kernel import rules
from proofcheck.kernel.clauses import Relation, fact
from proofcheck.kernel.normal import Normalizer
from proofcheck.kernel.terms import ONE, SCALAR, ZERO, KernelError, Term, neg, sub, substitute, subterms
from proofcheck.kernel.theorem import Theorem
from proofcheck.provers.arithmetic import Facts
from proofcheck.provers.engine import Search
from proofcheck.provers.forms import by_cases
from proofcheck.provers.library import orders
from proofcheck.provers.library.applying import entry

MOST_SLOPES = 3
"""Vectors of which differences are taken."""

Line = tuple[Term, Term, Term]
"""The slope of what is linear, a number that is 0 only if that is, and where the bound would be exceeded by 1."""


def by_bounded_line(search: Search, relation: Relation) -> Theorem | None:
    """A relation from the slopes of what is linear and bounded, which are 0."""
    if search.depth > 0:
        return None
    flat = [theorem for schema in search.known for theorem in _flat(schema)]
    return replace(search.with_theorems(flat), depth=1).relation(relation) if flat else None


def _flat(schema: Theorem) -> list[Theorem]:
    """That the slope of what a theorem says to be bounded is 0."""
    clause = schema.clause
    if len(clause.variables) != 1 or clause.conditions or clause.relation[0] == "=":
        return []
    (variable,) = clause.variables
    try:
        return [known for line in _lines(variable, clause.relation) for known in _zero(schema, variable, *line)]
    except KernelError:
        return []


def _lines(variable: Term, relation: Relation) -> Iterator[Line]:
    """What is linear in a variable and bounded, if that is what a relation says."""
    _, left, right = relation
    gap, form = sub(right, left), Normalizer().scalar
    nothing = ZERO if variable.sort == SCALAR else Term("mul", ZERO, variable)
    rest = poly_term(form(substitute(gap, {variable: nothing})))
    more: Term = Term("add", rest, ONE)
    if variable.sort == SCALAR:
        slope = poly_term(form(sub(rest, substitute(gap, {variable: ONE}))))
        if slope.free and form(gap) == form(sub(rest, Term("mul", slope, variable))):
            yield slope, slope, Term("div", more, slope)
    elif variable.sort[0] == "V":
        for slope in _slopes(variable, gap):
            if form(gap) == form(sub(rest, Term("inner", slope, variable))):
                size: Term = Term("pow", Term("norm", slope), 2)
                yield slope, size, Term("mul", Term("div", more, size), slope)


def _slopes(variable: Term, gap: Term) -> Iterator[Term]:
    """Vectors of which, or of the differences of which, inner products with a variable are taken."""
    products = [part[1:] for part in subterms(gap) if part[0] == "inner" and variable in part[1:]]
    across = list(dict.fromkeys(two if one == variable else one for one, two in products))
    fixed = [vector for vector in across if variable not in vector.free]
    for vector in fixed:
        yield from (vector, neg(vector))
    for one, two in permutations(fixed[:MOST_SLOPES], 2):
        yield sub(one, two)


def _zero(schema: Theorem, variable: Term, slope: Term, size: Term, value: Term) -> Iterator[Theorem]:
    """That the slope is 0: the bound would be exceeded at the value, were the size of the slope not 0."""
    apart = rules.assume([], fact("<", ZERO, Term("pow", size, 2)))
    instance = rules.instantiate([schema], [(variable, value)])
    (more,) = [part[1] for part in subterms(value) if part[0] == "div" and part[2] == size][:1]
    inverse = orders.reciprocal([apart], size)
    bound: Relation = ("<=", more, Term("mul", size, Term("div", more, size)))
    reached = rules.arithmetic([inverse], bound, [entry(equality=0, multiplier=neg(more))])
    absurd: Relation = ("<", ZERO, ZERO)
    impossible = Facts([instance, reached]).prove(absurd) or Facts([instance, apart, inverse]).prove(absurd)
    if impossible is None:
        return
    least: Relation = ("<=", Term("pow", size, 2), ZERO)
    square = by_cases(least, rules.assume([], fact(*least)), rules.absurd([impossible], least))
    nothing = Facts([]).prove(("<=", ZERO, ZERO))
    ends = [Facts([square]).prove(("<=", Term("pow", end, 2), Term("pow", ZERO, 2))) for end in (size, neg(size))]
    if nothing is None or None in ends:
        return
    above, below = (
        orders.compare_squares([nothing, end], root, ZERO)
        for end, root in zip(ends, (size, neg(size)), strict=True)
        if end is not None
    )
    yield above
    yield below
    if slope is size:
        least_zero = Facts([below]).prove(("<=", ZERO, size))
        yield from () if least_zero is None else (orders.antisymmetry([above, least_zero]),)
